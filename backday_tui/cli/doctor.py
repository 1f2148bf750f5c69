"""`backday doctor`: what this machine gives to a workout, and what to do about what is missing.

Terminal, folders and versions are looked at here; what sound there is, audio/probe.py tries out.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import threading
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any, Final

import click
from click.exceptions import Exit
from rich.console import Console
from rich.table import Table
from rich.text import Text

from backday_tui import __version__
from backday_tui.audio.announcer import missing
from backday_tui.audio.player import Player
from backday_tui.audio.probe import probe
from backday_tui.audio.sounds import NAMES
from backday_tui.awake import possible as kept_on_by
from backday_tui.cli.console import PROBLEMS, flush, put_json, write
from backday_tui.cli.pages import FAINT, HEADING, put
from backday_tui.cli.wiring import load_context
from backday_tui.clock import SystemClock
from backday_tui.folders import is_there
from backday_tui.routine.library import bundled_dir, paths
from backday_tui.routine.sounds import bundled_folder
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.console import RenderableType

    from backday_tui.audio.probe import Report
    from backday_tui.cli.wiring import Context

LIBRARIES: Final = (
    "textual",
    "rich",
    "click",
    "tree-sitter",
    "simpleaudio",
    "miniaudio",
    "espeakng-loader",
    "wakepy",
)
SMALLEST: Final = (20, 5)
"""The smallest terminal on which the live screen shows its countdown, columns and rows."""
START_S: Final = 10.0
BETWEEN_S: Final = 1.2
LOOK_S: Final = 0.1


@click.command(epilog="\b\nExamples:\n  backday doctor\n  backday doctor --quiet\n  backday doctor --json")
@click.option("--json", "as_json", is_flag=True, help="For programs; plays nothing.")
@click.option("--quiet", is_flag=True, help="Play nothing.")
def doctor(as_json: bool, quiet: bool) -> None:
    """Tell what this machine gives to a workout, and what to do about what is missing. Plays each sound."""
    context = load_context()
    findings = _examine(context)
    if as_json:
        put_json(_as_json(findings))
    else:
        put(*_page(findings))
        if not quiet and findings.sound.used not in ("bell", "off"):
            for name in _play_cues(context):
                write(f"playing {name}\n")
                flush()
    raise Exit(PROBLEMS if findings.problems else 0)


@dataclass(frozen=True, slots=True)
class Terminal:
    """What can be shown. `colours` is as rich names it, None for none."""

    is_terminal: bool
    name: str
    columns: int
    rows: int
    colours: str | None
    encoding: str
    unicode: bool


@dataclass(frozen=True, slots=True)
class FolderFound:
    """One of the person's folders; `writable` also where it isn't there yet and can be made."""

    name: str
    path: str
    exists: bool
    writable: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found.

    `display` is what keeps the display on during a workout, None where nothing can. `problems` keep a workout from
    being followed, `advice` is what could be better.
    """

    terminal: Terminal
    sound: Report
    display: str | None
    places: tuple[FolderFound, ...]
    versions: dict[str, str | None]
    problems: tuple[str, ...]
    advice: tuple[str, ...]


def _examine(context: Context) -> Findings:
    """Look at everything; trying the sound backends takes longest, most often a few tenths of a second."""
    terminal, sound, display, places = _terminal(), probe(context.settings.sound), kept_on_by(), _places(context)
    advice = (*context.warnings, *_advice(terminal, sound, display, places))
    return Findings(terminal, sound, display, places, _versions(), tuple(_problems(context)), advice)


def _terminal() -> Terminal:
    size, encoding = shutil.get_terminal_size(), getattr(sys.stdout, "encoding", None) or "ascii"
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    return Terminal(
        on_terminal, os.environ.get("TERM", ""), size.columns, size.lines, Console().color_system, encoding,
        encoding.lower().replace("-", "").startswith("utf"),
    )  # fmt: skip


def _places(context: Context) -> tuple[FolderFound, ...]:
    here = context.folders
    named = {"settings": here.config, "routines": here.routines, "sounds": here.sounds, "log": here.data}
    return tuple(FolderFound(name, str(path), is_there(path), _is_writable(path)) for name, path in named.items())


def _is_writable(path: Path) -> bool:
    """Whether files can be made there, the folder itself first where it isn't there yet."""
    nearest = next((each for each in (path, *path.parents) if is_there(each)), path)
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def _versions() -> dict[str, str | None]:
    own: dict[str, str | None] = {
        "backday": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}".strip(),
    }
    return own | {name: _version(name) for name in LIBRARIES}


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _problems(context: Context) -> Iterator[str]:
    own, bundled = context.folders.routines, bundled_dir()
    if not paths(own):
        yield f"there is no routine: neither in {clean(str(own))} nor in {clean(str(bundled))}"


def _advice(terminal: Terminal, sound: Report, display: str | None, places: tuple[FolderFound, ...]) -> Iterator[str]:
    if not terminal.is_terminal or terminal.name == "dumb":
        yield "there is no terminal here for the screens: workouts are followed in lines (--plain)"
    elif (terminal.columns, terminal.rows) < SMALLEST or terminal.rows < SMALLEST[1]:
        yield f"the terminal is too small: {SMALLEST[0]} by {SMALLEST[1]} is the least, 80 by 24 is good"
    if not terminal.unicode:
        yield f"the terminal's encoding is {terminal.encoding}: with UTF-8 all signs can be shown"
    if sound.used == "bell":
        yield "there is no sound: the bell and a flash of the screen stand in"
    for remedy, names in _remedies(sound).items():
        yield f"for sound by {' or '.join(names)}: {remedy}"
    if display is None:
        yield "the display can't be kept on during a workout: let it stay on for longer in the system's settings"
    for place in places:
        if not place.writable:
            yield f"nothing can be kept in {clean(place.path)}: it can't be written"


def _remedies(sound: Report) -> dict[str, list[str]]:
    """What would help, each with the backends that it helps: all where there is no sound, else the best alone."""
    remedies: dict[str, list[str]] = {}
    for trial in sound.trials:
        if trial.remedy and (sound.used == "bell" or trial.name == "simpleaudio"):
            remedies.setdefault(trial.remedy, []).append(trial.name)
    return remedies


def _as_json(findings: Findings) -> dict[str, Any]:
    """The findings for programs."""
    return {
        "ok": not findings.problems,
        "terminal": asdict(findings.terminal),
        "sound": {
            "used": findings.sound.used,
            "backends": [asdict(trial) for trial in findings.sound.trials],
            "voice": {"is_available": not missing(), "why": missing()},
        },
        "display": {"kept_on_by": findings.display},
        "folders": [asdict(place) for place in findings.places],
        "versions": findings.versions,
        "problems": list(findings.problems),
        "advice": list(findings.advice),
    }


def _page(findings: Findings) -> Iterator[RenderableType]:
    """The findings for people."""
    terminal = findings.terminal
    shown = f"{terminal.columns} by {terminal.rows}" if terminal.is_terminal else "none"
    yield _part("Terminal", {
        "size": shown, "kind": clean(terminal.name) or "unknown", "colours": terminal.colours or "none",
        "encoding": terminal.encoding, "unicode": "yes" if terminal.unicode else "no",
    })  # fmt: skip
    trials = {
        trial.name: "used" if trial.is_used else "can be had" if trial.is_available else clean(trial.why)
        for trial in findings.sound.trials
    }
    yield _part("Sound", {"heard by": findings.sound.used, **trials, "voice": missing() or "can be had"})
    yield _part("Display", {"kept on by": findings.display or "nothing"})
    yield _part("Folders", {place.name: _told(place) for place in findings.places})
    yield _part("Versions", {name: version or "not installed" for name, version in findings.versions.items()})
    for line in (*findings.problems, *findings.advice):
        yield Text(f"- {line}")


def _told(place: FolderFound) -> str:
    state = "" if place.exists else ", not there yet"
    return clean(place.path) + (state if place.writable else ", can't be written")


def _part(heading: str, facts: dict[str, str]) -> RenderableType:
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), title=heading, title_justify="left", show_header=False)
    grid.title_style = HEADING
    grid.add_column(style=FAINT)
    grid.add_column(overflow="fold")
    for label, fact in facts.items():
        grid.add_row(Text(f"  {label}"), Text(fact))
    return grid


def _play_cues(context: Context) -> Iterator[str]:
    """Play each cue, its name first; nothing where there is no sound."""
    player = Player(
        backend=context.settings.sound, sounds=(context.folders.sounds, bundled_folder()), clock=SystemClock(),
        volume=context.settings.volume / 100,
    )  # fmt: skip
    waiting = threading.Event()
    try:
        player.start()
        for _ in range(round(START_S / LOOK_S)):
            if player.status.audible:
                break
            waiting.wait(LOOK_S)
            player.tick()
        for name in NAMES if player.status.audible else ():
            yield name
            player.play(name)
            for _ in range(round(BETWEEN_S / LOOK_S)):
                waiting.wait(LOOK_S)
                player.tick()
    finally:
        player.close()
