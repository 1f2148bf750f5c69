"""The person's settings: typed, read once from a small TOML file, passed down to whoever needs them.

A file that is missing is none; one that is broken, or names what is not known, costs a warning and never the workout.
Whatever can't be taken from it keeps its default. Nothing here is written.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

AudioChoice = Literal["auto", "simpleaudio", "miniaudio", "player", "bell", "off"]
SpaceKey = Literal["auto", "pause", "next"]
Units = Literal["kg", "lb"]

AUDIO_CHOICES: Final[tuple[AudioChoice, ...]] = get_args(AudioChoice)
AUDIO_VARIABLE: Final = "BACKDAY_AUDIO"
MOST_BYTES: Final = 16_384
"""The largest settings file that is read; TOML of a size that a parser can be made to choke on is none."""

_ONE_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "sound": AUDIO_CHOICES,
    "space": get_args(SpaceKey),
    "units": get_args(Units),
}
_SWITCHES: Final = ("mute", "flash", "bell")
_PLACE: Final = re.compile(r" \(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True, slots=True)
class Settings:
    """How the person wants it.

    `volume` is 0 to 100. `theme` is the name of a theme, or None for backday's own; whether there is such a theme is
    not known here. `space` is what that key does: "auto" is done on what waits and pause on what is timed, "pause"
    always pauses, "next" does as enter does. `flash` and `bell` are for when there is no sound.
    """

    sound: AudioChoice = "auto"
    volume: int = 100
    mute: bool = False
    theme: str | None = None
    flash: bool = True
    bell: bool = True
    space: SpaceKey = "auto"
    units: Units = "kg"


def load(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings in a file, and a warning of one line, with its place, for all in it that could not be taken."""
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


def with_environment(settings: Settings, environ: Mapping[str, str]) -> tuple[Settings, tuple[str, ...]]:
    """The settings with what $BACKDAY_AUDIO says, and a warning where that is nothing known."""
    wanted = environ.get(AUDIO_VARIABLE)
    if not wanted:
        return settings, ()
    choice = next((choice for choice in AUDIO_CHOICES if choice == wanted.strip().lower()), None)
    if choice is None:
        return settings, (f'{AUDIO_VARIABLE}="{clean(wanted, 40)}" is none of {", ".join(AUDIO_CHOICES)}',)
    return replace(settings, sound=choice), ()


def _text_of(path: Path) -> str:
    """The text of a small regular file; a pipe is not waited for, a device not drained."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb") as file:  # noqa: PTH123 -- a descriptor, not a path
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "it is no regular file")
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise ValueError(f"it is larger than {MOST_BYTES // 1024} KiB")
    return raw.decode("utf-8-sig").replace("\r\n", "\n")


def _broken(path: Path, error: Exception) -> str:
    words = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else clean(str(error), 200)
    found = _PLACE.search(words)
    place = f":{found[1]}:{found[2]}" if found else ""
    return f"{_shown(path)}{place}: the settings are left as they come: {words[: found.start()] if found else words}"


def _taken(path: Path, text: str, table: dict[str, Any]) -> tuple[Settings, tuple[str, ...]]:
    settings, warnings = Settings(), list[str]()
    for key, value in table.items():
        fault = _fault(key, value)
        if fault is None:
            settings = replace(settings, **{key: value})
        else:
            warnings.append(f"{_shown(path)}:{_line_of(text, key)}:1: {fault}")
    return settings, tuple(warnings)


def _fault(key: str, value: object) -> str | None:
    """What is wrong with this setting; None where it can be taken."""
    if key not in _names():
        import difflib  # noqa: PLC0415 -- only for a key that is misspelt

        near = difflib.get_close_matches(key, _names(), n=1)
        return f'there is no setting "{clean(key, 40)}"' + (f'; did you mean "{near[0]}"?' if near else "")
    if key in _ONE_OF and value not in _ONE_OF[key]:
        return f"{key} is {_value(value)}; it may be {', '.join(_ONE_OF[key])}"
    if key in _SWITCHES and not isinstance(value, bool):
        return f"{key} is {_value(value)}; it may be true, false"
    if key == "volume" and not (type(value) is int and 0 <= value <= 100):  # noqa: PLR2004 -- percent
        return f"{key} is {_value(value)}; it may be a whole number from 0 to 100"
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
