"""What the tests of sound build on: the bundled sounds, WAV files made to order, waiting for a condition."""

from __future__ import annotations

import struct
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import backday_tui
from backday_tui.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

_PACKAGE = Path(backday_tui.__file__).parent
SOUNDS = next(folder for folder in (_PACKAGE / "sounds", _PACKAGE.parent / "sounds") if folder.is_dir())
PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE


def wav_bytes(data: bytes, *, bits: int = 16, channels: int = 1, rate_hz: int = 44_100, kind: int = PCM) -> bytes:
    """A WAV file of samples as they are."""
    frame = channels * ((bits + 7) // 8)
    form = struct.pack("<HHIIHH", kind, channels, rate_hz, rate_hz * frame, frame, bits)
    if kind == EXTENSIBLE:
        form += struct.pack("<HHIH14s", 22, bits, 0, PCM, b"\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71")
    chunks = struct.pack("<4sI", b"fmt ", len(form)) + form + struct.pack("<4sI", b"data", len(data)) + data
    return struct.pack("<4sI4s", b"RIFF", 4 + len(chunks), b"WAVE") + chunks


def wait_for(condition: Callable[[], object], limit_s: float = 10.0) -> None:
    """Look again and again until something is so; fails where it never is."""
    clock, pause = SystemClock(), threading.Event()
    until = clock.now() + limit_s
    while not condition():
        assert clock.now() < until, "it never came to be"
        pause.wait(0.005)


def lead_nowhere(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Leave every sound library and player without a device, as on a machine that has none."""
    nowhere = folder / "nowhere"
    nowhere.mkdir()
    for name in ("ALSA_CONFIG_PATH", "JACK_DEFAULT_SERVER", "PATH", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(nowhere))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{nowhere}/socket")
