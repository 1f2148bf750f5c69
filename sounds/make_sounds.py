"""Makes the bundled sounds: `python sounds/make_sounds.py [DIR]` writes the WAV files beside this script or into DIR.

The same bytes come out on every run, from the standard library alone. Each has a pitch and a rhythm of its own, so
that it is known with eyes shut and music on: notes are struck like a small bell, a fundamental with a few
overtones, and ring on until the next one is struck.
"""

from __future__ import annotations

import array
import math
import struct
import sys
from pathlib import Path
from typing import NamedTuple

RATE_HZ = 44_100
PEAK = 0.89  # of full scale: loud over music, with room for two cues at once
ATTACK_S = 0.002
RELEASE_S = 0.012
OVERTONES = ((1, 1.0), (2, 0.38), (3, 0.16), (4, 0.07))  # multiple of the pitch, level


class Note(NamedTuple):
    """One strike: when it is struck, its pitch, its level, and how long until it has faded to a tenth."""

    at_s: float
    pitch_hz: float
    level: float
    fade_s: float


class Recipe(NamedTuple):
    """One sound: its length, its notes, and how loud it is, of full scale."""

    length_s: float
    notes: tuple[Note, ...]
    peak: float = PEAK


RECIPES = {
    # One dry click of a note: three of them lead to zero.
    "tick": Recipe(0.085, (Note(0.0, 932.3, 1.0, 0.07),)),
    # One long high note: work begins.
    "go": Recipe(0.55, (Note(0.0, 1661.2, 1.0, 0.5),)),
    # Two slow falling notes: let go.
    "rest": Recipe(0.80, (Note(0.0, 392.0, 1.0, 0.5), Note(0.36, 329.6, 0.7, 0.5))),
    # Two quick equal notes: half of it is done.
    "half": Recipe(0.40, (Note(0.0, 698.5, 1.0, 0.16), Note(0.17, 698.5, 1.0, 0.25))),
    # To and fro: change sides.
    "switch": Recipe(
        0.66,
        (Note(0.0, 523.3, 1.0, 0.2), Note(0.15, 784.0, 0.7, 0.2), Note(0.30, 523.3, 1.0, 0.4)),
    ),
    # Three hurried notes and a long one: the last set.
    "last": Recipe(
        0.80,
        (
            Note(0.0, 1244.5, 0.9, 0.12),
            Note(0.10, 1244.5, 0.9, 0.12),
            Note(0.20, 1244.5, 0.9, 0.12),
            Note(0.36, 1244.5, 1.0, 0.45),
        ),
    ),
    # Two bright notes, unhurried: rested enough, begin when you like.
    "ready": Recipe(0.60, (Note(0.0, 2217.5, 0.9, 0.3), Note(0.24, 2217.5, 1.0, 0.4))),
    # Two low notes, far apart: longer than was meant.
    "over": Recipe(0.98, (Note(0.0, 220.0, 1.0, 0.5), Note(0.48, 220.0, 1.0, 0.5))),
    # A chord broken upwards: it is over.
    "done": Recipe(
        0.98,
        (
            Note(0.0, 293.7, 0.9, 0.3),
            Note(0.14, 370.0, 0.8, 0.3),
            Note(0.28, 440.0, 0.8, 0.3),
            Note(0.42, 587.3, 1.0, 0.6),
        ),
    ),
    # A run up through three octaves that rings on: a record fell.
    "record": Recipe(
        0.70,
        (
            Note(0.0, 174.6, 1.0, 0.12),
            Note(0.10, 349.2, 0.9, 0.12),
            Note(0.18, 698.5, 0.8, 0.12),
            Note(0.26, 1396.9, 0.9, 0.4),
        ),
    ),
    # No cue: as soft and short as a key that gives way, for a figure that was taken.
    "click": Recipe(0.04, (Note(0.0, 2960.0, 1.0, 0.025),), peak=0.35),
}


def strike(note: Note, into: list[float]) -> None:
    """Add one note to the samples."""
    start = round(note.at_s * RATE_HZ)
    for index in range(start, len(into)):
        t_s = (index - start) / RATE_HZ
        rise = min(1.0, t_s / ATTACK_S)
        level = note.level * rise * 10.0 ** (-t_s / note.fade_s)
        phase = 2.0 * math.pi * note.pitch_hz * t_s
        into[index] += level * sum(part * math.sin(multiple * phase) for multiple, part in OVERTONES)


def samples(recipe: Recipe) -> array.array[int]:
    """The sound as 16-bit samples, mono, at RATE_HZ."""
    wave = [0.0] * round(recipe.length_s * RATE_HZ)
    for note in recipe.notes:
        strike(note, wave)
    release = round(RELEASE_S * RATE_HZ)
    for back in range(release):
        wave[-1 - back] *= back / release
    gain = recipe.peak * 32_767 / max(abs(value) for value in wave)
    return array.array("h", (round(value * gain) for value in wave))


def wav(recipe: Recipe) -> bytes:
    """The sound as the bytes of a WAV file."""
    body = samples(recipe)
    if sys.byteorder == "big":
        body.byteswap()
    data = body.tobytes()
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE_HZ, 2 * RATE_HZ, 2, 16)
    chunks = form + struct.pack("<4sI", b"data", len(data)) + data
    return struct.pack("<4sI4s", b"RIFF", 4 + len(chunks), b"WAVE") + chunks


def main() -> None:
    """Write every sound."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, recipe in RECIPES.items():
        data = wav(recipe)
        (folder / f"{name}.wav").write_bytes(data)
        print(f"{name}.wav: {recipe.length_s:.2f} s, {len(data)} bytes")


if __name__ == "__main__":
    main()
