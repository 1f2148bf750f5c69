"""The figures of a set as they are typed in lines: which are asked for, and what they say.

When they are asked for, and what becomes of them, must not live here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.session import commands as c

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backday_tui.session.state import State


_WHOLE: Final = r"(?![\d.])"
"""A number ends here: "25 lb" is not 2 and then 5 lb."""
_LOAD: Final = r"(?P<load>\d{1,5}(?:\.\d{1,3})?\s*(?:kg|lb)|bodyweight)"
_TIME: Final = rf"(?:(?P<minutes>\d{{1,3}}):)?(?P<seconds>\d{{1,4}}){_WHOLE}"
_SECONDS_IN_MINUTE: Final = 60


class FigureForm(NamedTuple):
    """What a set is written down with: what that is called, what would do, and how it is written."""

    names: str
    examples: tuple[str, str]
    pattern: re.Pattern[str]

    def read(self, text: str, log: int | None) -> c.Record | None:
        """The command that writes them down, of the set at this place of the logs; None where they make no sense."""
        found = self.pattern.fullmatch(text.strip().lower())
        typed = {name: figure for name, figure in found.groupdict().items() if figure} if found else {}
        return _record(typed, log) if typed else None


_KINDS: Final[Mapping[str, FigureForm]] = {
    "reps": FigureForm(
        "reps and load", ("8", "8 25 lb"), re.compile(rf"(?:(?P<reps>\d{{1,4}}){_WHOLE})?\s*@?\s*{_LOAD}?")
    ),
    "seconds": FigureForm("time and load", ("45", "1:30 25 lb"), re.compile(rf"(?:{_TIME})?\s*@?\s*{_LOAD}?")),
    "load": FigureForm("load", ("25 lb", "12 kg"), re.compile(rf"@?\s*{_LOAD}")),
    "rounds": FigureForm("rounds and reps", ("4", "4 12"), re.compile(r"(?P<rounds>\d{1,4})(?:\s+(?P<reps>\d{1,4}))?")),
}


def meant_in(state: State) -> tuple[FigureForm, int | None] | None:
    """What the set that is meant is written down with, and its place in the logs.

    That is the set being done, with None for its place, or else the one done last; None where there is none.
    """
    if state.step.is_work:
        first, second = state.step.figures
        return _KINDS[second if first == "seconds" else first], None  # how long it takes is measured
    if not state.logs:
        return None
    return _KINDS[state.logs[-1].target.figures[0]], len(state.logs) - 1


def _record(typed: Mapping[str, str], log: int | None) -> c.Record:
    counts = {name: int(typed[name]) for name in ("reps", "rounds", "minutes", "seconds") if name in typed}
    seconds = counts.get("minutes", 0) * _SECONDS_IN_MINUTE + counts["seconds"] if "seconds" in counts else None
    load = " ".join(re.split(r"(?<=\d)\s*(?=[kl])", typed["load"])) if "load" in typed else None
    return c.Record(reps=counts.get("reps"), rounds=counts.get("rounds"), seconds=seconds, load=load, log=log)
