"""The person's settings: typed, read once from a small TOML file, and passed to whoever needs them.

There need not be a file. One that is broken, or has settings that aren't known, costs a warning but never the workout:
whatever can't be used keeps its default. A setting that is changed is written to its place in the file, whose comments
and unknown keys stay; a file that can't be read as TOML is never overwritten.
"""

from __future__ import annotations

import re
import threading
import tomllib
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from backday_tui import files
from backday_tui.errors import BackdayError
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

AudioChoice = Literal["auto", "simpleaudio", "miniaudio", "player", "bell", "off"]
SpaceKey = Literal["auto", "pause", "next"]
Units = Literal["kg", "lb"]
Start = Literal["auto", "wait"]
Effort = Literal["off", "rir", "rpe"]

AUDIO_CHOICES: Final[tuple[AudioChoice, ...]] = get_args(AudioChoice)
AUDIO_VARIABLE: Final = "BACKDAY_AUDIO"
MOST_BYTES: Final = 16_384
"""The largest settings file that is read: nothing that small can make a TOML parser choke."""
CLOSE_S: Final = 1.0
"""How long the end of a program waits for a setting that is being written."""
_MOST_WARNINGS: Final = 10
"""Any further ones are only counted."""
_MOST_TRIES: Final = 50

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "sound": AUDIO_CHOICES,
    "space": get_args(SpaceKey),
    "units": get_args(Units),
    "start": get_args(Start),
    "effort": get_args(Effort),
}
_SWITCHES: Final = ("mute", "voice", "flash", "bell", "beyond")
BOUNDS: Final[Mapping[str, tuple[int, int, str]]] = {
    "volume": (0, 100, "a whole number"),
    "rest": (0, 3600, "a whole number of seconds"),
    "missed": (0, 3600, "a whole number of seconds"),
}
"""The least and the most of each setting that is a number, and what to call it."""
_BOM: Final = "\ufeff"
"""The byte order mark that some editors begin a file with."""
_PLACE: Final = re.compile(r" \(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True, slots=True)
class Settings:
    """How the person wants it.

    `volume` is 0 to 100. `voice` is whether what comes next is spoken, if a voice is installed. `theme` is the name of
    a theme, which may not exist, or None for backday's own. `flash` and `bell` are for when there is no sound. `space`
    is what that key means: "auto" means done where a set waits for the person, and pause where time runs; "pause"
    always pauses; "next" means what enter does. `rest` is the rest in seconds of a workout without a routine, unless it
    says otherwise. `missed`, `start` and `beyond` are what a routine may say too, and hold where it doesn't: the rest
    in seconds after a set that missed, 0 for as after any other; whether timed work begins by itself after a rest;
    whether a hold counts on past its end. `effort` is how hard a set was, written down as reps in reserve ("rir") or as
    RPE, or not at all.
    """

    sound: AudioChoice = "auto"
    volume: int = 100
    mute: bool = False
    voice: bool = False
    theme: str | None = None
    flash: bool = True
    bell: bool = True
    space: SpaceKey = "auto"
    units: Units = "kg"
    rest: int = 60
    missed: int = 0
    start: Start = "auto"
    beyond: bool = False
    effort: Effort = "off"


def load(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings in a file, and a warning of one line, with its place, for whatever in it can't be used."""
    try:
        text = _text_of(path)
        table = tomllib.loads(text)
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (f"{_shown(path)}: the settings can't be read: {clean(error.strerror or str(error))}",)
    except (ValueError, RecursionError) as error:
        return Settings(), (_broken(path, error),)
    return _taken(path, text, table)


class BrokenSettingsError(BackdayError):
    """The file can't be read as settings, so it isn't overwritten. The message says what is wrong, and where."""


class UnsavedSettingsError(BackdayError):
    """A setting couldn't be written; the message says why. The file is as it was."""


WHAT: Final = "the settings"


def fault(path: Path, what: str = WHAT) -> str | None:
    """Why a file can't be read as settings at all, with the place; None if it can, or if there is none.

    `what` is how messages call what stands in it: another file of a few keys is kept in the same way.
    """
    try:
        tomllib.loads(_text_of(path))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        return _broken(path, error, what)
    return None


def save(path: Path, key: str, value: str | int | bool | list[str] | None, what: str = WHAT) -> None:
    """Write one setting to the file, which is made if need be; None takes it out, so that the default counts.

    What another program saves in the same instant stays. `what` as for `fault`.

    Raises:
        BrokenSettingsError: the file that is there can't be read; it is left as it is.
        UnsavedSettingsError: the file can't be written.
    """
    for _ in range(_MOST_TRIES):
        text = _known(path, what)
        try:
            changed = _with(text, key, value)
        except (ValueError, RecursionError) as error:
            raise BrokenSettingsError(_broken(path, error, what)) from error
        try:
            path.resolve().parent.mkdir(parents=True, exist_ok=True)
            files.replace(path, changed.encode(), check=partial(_hold_text, path, text))
        except _ChangedMeanwhile:
            continue
        except OSError as error:
            raise UnsavedSettingsError(f"{_shown(path)}: not saved: {clean(error.strerror or str(error))}") from error
        return
    raise UnsavedSettingsError(f"{_shown(path)}: not saved: another program changes it all the time")


def _known(path: Path, what: str = WHAT) -> str:
    """The text of the file; "" where there is none.

    Raises:
        BrokenSettingsError: it can't be read.
    """
    try:
        return _read(path)
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise BrokenSettingsError(_broken(path, error, what)) from error


class _ChangedMeanwhile(Exception):  # noqa: N818 -- it is no error: the change is made anew
    """Another program has saved a setting since the file was read."""


def _hold_text(path: Path, text: str, _: Path) -> None:
    if _known(path) != text:
        raise _ChangedMeanwhile


class SettingsKeeper:
    """Keeps what is changed in passing for the next start, from a thread of its own: no disk delays a workout.

    Args:
        path: the settings file.
        changed: told of each change at once, as by `keep`.
    """

    def __init__(self, path: Path, changed: Callable[[str, str | int | bool], None] | None = None) -> None:
        self._path = path
        self._changed = changed
        self._wanted: dict[str, str | int | bool] = {}
        self._untold: list[str] = []
        self._told: set[str] = set()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def keep(self, key: str, value: str | int | bool) -> None:
        """Have a setting written soon; returns at once, and never fails."""
        if self._changed is not None:
            self._changed(key, value)
        with self._lock:
            self._wanted[key] = value
            if self._thread is not None:
                return
            self._thread = threading.Thread(target=self._write, name="backday-settings", daemon=True)
            try:
                self._thread.start()
            except RuntimeError as error:  # the system gives no more threads
                self._thread = None
                self._tell(str(error))

    def _write(self) -> None:
        while True:
            with self._lock:
                if not self._wanted:
                    self._thread = None
                    return
                key = next(iter(self._wanted))
                value = self._wanted.pop(key)
            try:
                save(self._path, key, value)
            except BackdayError as error:
                self._tell(str(error))

    def _tell(self, why: str) -> None:
        if why not in self._told:
            self._told.add(why)
            self._untold.append(f"not kept for the next start: {clean(why)}")

    def news(self) -> tuple[str, ...]:
        """What could not be kept and why, each sentence once."""
        told, self._untold = tuple(self._untold), []
        return told

    def close(self, wait_s: float = CLOSE_S) -> None:
        """Wait for so many seconds at most until all is written."""
        thread = self._thread
        if thread is not None:
            thread.join(wait_s)


def put_aside(path: Path, now: datetime) -> Path:
    """Rename a broken file; gives the new name, which has the date in it.

    Raises:
        UnsavedSettingsError: it can't be renamed.
    """
    free = files.aside(path, "broken", now)
    try:
        if free is None:
            raise FileExistsError(0, "its new name is taken")
        path.rename(free)
    except OSError as error:
        raise UnsavedSettingsError(f"{_shown(path)}: not put aside: {clean(error.strerror or str(error))}") from error
    return free


def _with(text: str, key: str, value: str | int | bool | list[str] | None) -> str:
    """The text with one setting changed in its place; if that can't be done, all of it is written anew.

    Unknown keys and comments stay. What can't stay in its place is kept as a comment.
    """
    import tomli_w

    from backday_tui import toml_text

    changed = toml_text.with_key(text, key, value)
    if changed is not None:
        return changed
    bom = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    wanted = {other: each for other, each in tomllib.loads(text).items() if other != key}
    if value is not None:
        wanted[key] = value
    return bom + _anew(tomli_w.dumps(wanted), text)


def _anew(text: str, before: str) -> str:
    """A text that replaces one with comments, which stays below it, all of it commented out."""
    was = "".join(f"# {line}".rstrip() + "\n" for line in before.splitlines())
    return f"{text}\n# This is how it was before:\n{was}" if "#" in before else text


def with_environment(settings: Settings, environ: Mapping[str, str]) -> tuple[Settings, tuple[str, ...]]:
    """The settings with what $BACKDAY_AUDIO says, and a warning if that is nothing known."""
    wanted = environ.get(AUDIO_VARIABLE)
    if not wanted:
        return settings, ()
    choice = next((choice for choice in AUDIO_CHOICES if choice == wanted.strip().lower()), None)
    if choice is None:
        return settings, (f'{AUDIO_VARIABLE}="{clean(wanted, 40)}" is none of {", ".join(AUDIO_CHOICES)}',)
    return replace(settings, sound=choice), ()


def _text_of(path: Path) -> str:
    """The text of the file, each line ending in a line feed."""
    return _read(path).removeprefix(_BOM).replace("\r\n", "\n")


def _read(path: Path) -> str:
    """The text of the file as it stands."""
    try:
        return files.read(path, MOST_BYTES).decode("utf-8")
    except files.FileTooLargeError as error:
        raise ValueError(f"it is larger than {MOST_BYTES // 1024} KiB") from error


def _broken(path: Path, error: Exception, what: str = WHAT) -> str:
    why = error.strerror if isinstance(error, OSError) else None
    words = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else clean(why or str(error), 200)
    found = _PLACE.search(words)
    place = f":{found[1]}:{found[2]}" if found else ""
    said = words[: found.start()] if found else words
    return f"{_shown(path)}{place}: {what} can't be read, so the defaults are used: {said}"


def _taken(path: Path, text: str, table: dict[str, Any]) -> tuple[Settings, tuple[str, ...]]:
    settings, warnings, more = Settings(), list[str](), 0
    for key, value in table.items():
        fault = _fault(key, value)
        if fault is None:
            settings = replace(settings, **{key: value})
        elif len(warnings) < _MOST_WARNINGS:
            warnings.append(f"{_shown(path)}:{_line_of(text, key)}:1: {fault}")
        else:
            more += 1
    if more:
        warnings.append(f"{_shown(path)}: {more} more settings can't be taken")
    return settings, tuple(warnings)


def _fault(key: str, value: object) -> str | None:
    """What is wrong with a setting; None if it can be used."""
    if key not in _names():
        import difflib

        near = difflib.get_close_matches(key, _names(), n=1)
        return f'there is no setting "{clean(key, 40)}"' + (f'; did you mean "{near[0]}"?' if near else "")
    if key in CHOICES and value not in CHOICES[key]:
        return f"{key} is {_value(value)}; it may be {', '.join(CHOICES[key])}"
    if key in _SWITCHES and not isinstance(value, bool):
        return f"{key} is {_value(value)}; it may be true, false"
    if key in BOUNDS:
        least, most, what = BOUNDS[key]
        fits = type(value) is int and least <= value <= most
        return None if fits else f"{key} is {_value(value)}; it may be {what} from {least} to {most}"
    if key == "theme" and not isinstance(value, str):
        return f"{key} is {_value(value)}; it may be the name of a theme"
    return None


def _names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Settings))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{clean(value, 40)}"' if isinstance(value, str) else clean(str(value), 40)


def _line_of(text: str, key: str) -> int:
    """The line on which a top-level key is set, from 1."""
    sets_it = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[].=]""")
    return next((number for number, line in _lines(text) if sets_it.match(line)), 1)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(text.split("\n"), start=1)


def _shown(path: Path) -> str:
    return clean(str(path))
