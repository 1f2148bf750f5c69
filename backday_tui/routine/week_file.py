"""`week.toml`, the person's week, beside their routines: read and checked, its JSON Schema, and what a new one says.

It is no routine; with a `name` it is one. What its days come to is known in `training/weeks.py`. A prompt of the shell
reads it each time (`backday today`), so all that words of faults need is imported where there is one.
"""

from __future__ import annotations

import os
import re
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backday_tui.errors import UnreadableError
from backday_tui.routine import source
from backday_tui.routine.file_kinds import WEEK_FILE, kind_of
from backday_tui.routine.week_plan import WEEK_DAYS, AnyDays, Block, Deload, WeekPlan, monday_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from backday_tui.routine.problems import Aim, Faults, KeyPath, Problem

DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_MEMBERS: Final = 100
MOST_WEEKS: Final = 104
_MOST_BLOCKS: Final = 1000
_MOST_SEARCHED: Final = 20
"""For so many ids that no routine has the nearest one is looked for, which takes long."""
_WHOLE_PERCENT: Final = 100
_PERCENT: Final = r"([0-9]{1,3}(?:\.[0-9]+)?)\s*%"
_PART: Final = r"([0-9]{1,3})\s*/\s*([0-9]{1,3})"
_DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TURN: Final = '{ turn = ["upper-back", "dumbbells"] }'
_DAY_ALLOWED: Final = f"the id of a routine, or several by turns, {_TURN}"
_ANY_ALLOWED: Final = '{ turn = ["upper-back", "dumbbells"], times = 3 }'
_DELOAD_ALLOWED: Final = '{ load = "90%", sets = "half" }'
_SETS_ALLOWED: Final = '"half", a part as "2/3", or "60%"'

TEMPLATE: Final = """# Your week: which routine is due on which day. `backday today` says it, and so does the library.
# Take the "# " from lines and put in the routines that you want. `backday list` shows their ids.

# monday = "lower-back"

# By turns: it goes on from the one that was done last, whenever that was.
# thursday = { turn = ["upper-back", "dumbbells"] }

# So many times a week, on any of the other days:
# any = { turn = ["home", "morning-stretch"], times = 2 }

# Blocks of weeks, from a Monday on. The last week of one with a deload is lighter: loads and sets are less,
# and how it went changes no aim.
# [[block]]
# from = 2026-11-02
# weeks = 4
# deload = { load = "90%", sets = "half" }
"""
"""What a new one begins as: comments alone."""


class WeekFile(NamedTuple):
    """What a file holds: as much of the week as can be read, every problem in order, the text itself."""

    plan: WeekPlan
    problems: tuple[Problem, ...] = ()
    text: str = ""

    @property
    def faults(self) -> tuple[Problem, ...]:
        """Those of the problems with which nobody can say what is due."""
        return tuple(problem for problem in self.problems if problem.stops_start and problem.severity == "error")


def path_in(routines_dir: Path | str) -> str:
    """Where the week of these routines is written."""
    return os.path.join(routines_dir, WEEK_FILE)  # noqa: PTH118 -- pathlib costs a prompt of the shell a tenth of its time


def of_routines(routines_dir: Path | str) -> WeekFile | None:
    """The week of these routines, without a look at which routines there are; None where none is written.

    Raises:
        UnreadableError: the file can't be read at all.
    """
    path = path_in(routines_dir)
    if not os.path.lexists(path):
        return None
    raw = source.read_bytes(path)
    try:
        text = source.decode(raw)
    except source.TomlProblem as problem:
        return WeekFile(WeekPlan(), (_unreadable(problem),))
    return read_text(text) if kind_of(path, text) == "week" else None


def deload_on(routines_dir: Path | str, day: date) -> Deload | None:
    """What these routines' week makes less on a day; None outside of a deload week, and where the week has faults."""
    plan = _sound_plan(routines_dir)
    return None if plan is None else plan.deload_on(day)


def deload_after(routines_dir: Path | str, day: date) -> date | None:
    """The Monday on which the next deload week of these routines begins after a day, as above."""
    plan = _sound_plan(routines_dir)
    return None if plan is None else plan.deload_after(day)


def _sound_plan(routines_dir: Path | str) -> WeekPlan | None:
    """The week of these routines; None where it has faults, which `remarks` tells."""
    try:
        found = of_routines(routines_dir)
    except UnreadableError:
        return None
    return None if found is None or found.faults else found.plan


def read_file(path: Path, ids: Collection[str] | None = None) -> WeekFile:
    """What a file holds; with `ids`, those of all routines, one that none of them has is a problem.

    Raises:
        UnreadableError: it can't be read at all.
    """
    raw = source.read_bytes(path)
    try:
        text = source.decode(raw)
    except source.TomlProblem as problem:
        return WeekFile(WeekPlan(), (_unreadable(problem),))
    return read_text(text, ids)


def read_text(text: str, ids: Collection[str] | None = None) -> WeekFile:
    """What a text holds: TOML. `ids` are as for `read_file`."""
    text = source.normal(text)
    try:
        raw = source.parse(text)
    except source.TomlProblem as problem:
        from backday_tui.routine.problems import problems_of_broken

        return WeekFile(WeekPlan(), problems_of_broken(text, problem, lambda mended: _walked(mended, ids)[1]()), text)
    walk = _WeekReader(ids)
    plan = walk.week(raw)
    return WeekFile(plan, walk.problems(text), text)


def _walked(raw: dict[str, Any], ids: Collection[str] | None) -> tuple[WeekPlan, Callable[[], Faults]]:
    walk = _WeekReader(ids)
    return walk.week(raw), lambda: walk.faults


def _unreadable(problem: source.TomlProblem) -> Problem:
    from backday_tui.routine.problems import unreadable

    return unreadable(problem)


def remarks(routines_dir: Path) -> tuple[str, ...]:
    """A line where something in the week can't be used, and how much more there is; nothing if all is well."""
    try:
        found = of_routines(routines_dir)
    except UnreadableError as error:
        return (f"{error}: your week is not known",)
    if found is None or not found.faults:
        return ()
    from backday_tui.routine.problems import problem_line
    from backday_tui.text import clean

    path, faults = path_in(routines_dir), found.faults
    more = f" (and {len(faults) - 1} more: backday check {clean(path)})" if len(faults) > 1 else ""
    return (problem_line(path, faults[0]) + more,)


class _WeekReader:
    """Walks the tables of a week; takes what can be read, and gathers what is wrong with the rest."""

    def __init__(self, ids: Collection[str] | None) -> None:
        self._ids = ids
        self._unknown = 0
        self._found: Faults | None = None

    @property
    def faults(self) -> Faults:
        """All that is wrong."""
        if self._found is None:
            from backday_tui.routine.problems import Faults

            self._found = Faults()
        return self._found

    def problems(self, text: str) -> tuple[Problem, ...]:
        """The same with its places in the text."""
        if self._found is None:
            return ()
        from backday_tui.routine.problems import problems_of

        return problems_of(text, self._found)

    def week(self, raw: Mapping[str, Any]) -> WeekPlan:
        """The week that a file describes."""
        self._has_known(raw, (*DAYS, "any", "block"), (), "a week")
        days = {number: self._day((name,), raw[name]) for number, name in enumerate(DAYS) if name in raw}
        any_days = self._any(raw["any"]) if "any" in raw else None
        blocks = self._blocks(raw["block"]) if "block" in raw else ()
        return WeekPlan({number: members for number, members in days.items() if members}, any_days, blocks)

    # -- days

    def _day(self, path: KeyPath, value: Any) -> tuple[str, ...]:
        if isinstance(value, dict):
            is_known = self._has_known(value, ("turn",), path, "a day")
            return self._members(path, value, is_known=is_known)
        if isinstance(value, list):
            if value and all(isinstance(each, str) for each in value):
                self._refuse(path, f"a day has one routine, or by turns {{ turn = {_written(value)} }}", of_list=True)
            else:
                self._refuse(path, f"allowed is {_DAY_ALLOWED}", value)
            return ()
        return (value,) if self._is_id(path, value, _DAY_ALLOWED) else ()

    def _members(self, path: KeyPath, table: Mapping[str, Any], *, is_known: bool) -> tuple[str, ...]:
        """What is done by turns: the list of a table. That it is missing is told where another key wasn't meant."""
        if "turn" not in table:
            if is_known:
                self._fault((*path, "turn"), 'turn is missing: it lists the routines, turn = ["upper-back"]', "table")
            return ()
        value, place = table["turn"], (*path, "turn")
        if isinstance(value, str):
            self._refuse(place, f"it is a list, turn = {_written([value])}", value)
            return ()
        if not isinstance(value, list) or not 1 <= len(value) <= MOST_MEMBERS:
            self._refuse(place, f'allowed is a list of 1 to {MOST_MEMBERS} ids, ["upper-back", "dumbbells"]', value)
            return ()
        known = [self._is_id((*place, number), each, "the id of a routine") for number, each in enumerate(value)]
        return tuple(value) if all(known) else ()

    def _is_id(self, path: KeyPath, value: Any, allowed: str) -> bool:
        """Whether a value may be the id of a routine; one that no routine has keeps nothing else from being done."""
        if not isinstance(value, str) or not value.strip():
            self._refuse(path, f"allowed is {allowed}", value)
            return False
        if self._ids is not None and value not in self._ids:
            self._fault(path, f"{self._shown(value)}: no routine has this id{self._near(value)}", stops=False)
        return True

    def _near(self, value: str) -> str:
        from backday_tui.routine.problems import meant

        self._unknown += 1
        return meant(value, self._ids or ()) if self._unknown <= _MOST_SEARCHED else ""

    def _any(self, value: Any) -> AnyDays | None:
        if not isinstance(value, dict):
            self._refuse(("any",), f"allowed is {_ANY_ALLOWED}", value)
            return None
        is_known = self._has_known(value, ("turn", "times"), ("any",), "any")
        members, times = self._members(("any",), value, is_known=is_known), value.get("times")
        if "times" not in value:
            if is_known:
                self._fault(("any", "times"), "times is missing: how often a week, times = 3", "table")
        elif type(times) is not int or not 1 <= times <= WEEK_DAYS:  # isinstance would take True for 1
            self._refuse(("any", "times"), f"allowed is a whole number from 1 to {WEEK_DAYS}", times)
        else:
            return AnyDays(members, times) if members else None
        return None

    # -- blocks

    def _blocks(self, value: Any) -> tuple[Block, ...]:
        if isinstance(value, dict):
            self._fault(("block",), "there may be several blocks, so each is written [[block]]", "key")
            return ()
        if not isinstance(value, list) or len(value) > _MOST_BLOCKS:
            self._refuse(("block",), "allowed are tables [[block]] with from, weeks and deload", value)
            return ()
        found = {number: self._block(("block", number), each) for number, each in enumerate(value)}
        read = {number: block for number, block in found.items() if block is not None}
        self._hint_at_overlaps(read)
        return tuple(read.values())

    def _block(self, path: KeyPath, value: Any) -> Block | None:
        if not isinstance(value, dict):
            self._refuse(path, "allowed is a table with from, weeks and deload", value)
            return None
        is_known = self._has_known(value, ("from", "weeks", "deload"), path, "a block")
        begins, weeks, deload = None, value.get("weeks"), None
        if "from" in value:
            begins = self._monday((*path, "from"), value["from"])
        elif is_known:
            self._fault((*path, "from"), "from is missing: the Monday on which it begins", "table")
        if "weeks" not in value:
            if is_known:
                self._fault((*path, "weeks"), "weeks is missing: how many it has, weeks = 4", "table")
        elif type(weeks) is not int or not 1 <= weeks <= MOST_WEEKS:
            self._refuse((*path, "weeks"), f"allowed is a whole number from 1 to {MOST_WEEKS}", weeks)
            weeks = None
        if "deload" in value:
            deload = self._deload((*path, "deload"), value["deload"])
        return Block(begins, weeks, deload) if begins is not None and weeks else None

    def _monday(self, path: KeyPath, value: Any) -> date | None:
        day = _day_in(value)
        if day is None:
            self._refuse(path, "allowed is a Monday, as 2026-11-02", value)
            return None
        if day.weekday():
            mondays = [f"{each:%Y-%m-%d}" for each in (_monday_or_none(day, 0), _monday_or_none(day, 1)) if each]
            name = DAYS[day.weekday()].capitalize()
            words = f" = {day}: this is a {name}, and a block begins on a Monday: {' or '.join(mondays)}"
            self._fault(path, f"from{words}")
            return None
        return day

    def _deload(self, path: KeyPath, value: Any) -> Deload | None:
        if not isinstance(value, dict):
            self._refuse(path, f"allowed is {_DELOAD_ALLOWED}", value)
            return None
        self._has_known(value, ("load", "sets"), path, "a deload")
        if not value:
            self._fault(path, f"deload says what is less: {_DELOAD_ALLOWED}")
        percent, share = 100.0, 1.0
        if "load" in value:
            read = _percent_in(value["load"])
            if read is None:
                self._refuse((*path, "load"), f'allowed is a part of the load, as "90%"{_near_percent(value["load"])}',
                             value["load"])  # fmt: skip
            percent = read or percent
        if "sets" in value:
            read = _share_in(value["sets"])
            if read is None:
                self._refuse((*path, "sets"), f"allowed is {_SETS_ALLOWED}", value["sets"])
            share = read or share
        return Deload(percent, share)

    def _hint_at_overlaps(self, blocks: Mapping[int, Block]) -> None:
        """Of two blocks in which a day is that counts which began last; a person may not have meant it."""
        in_order = sorted(blocks, key=lambda number: blocks[number].begins)
        for earlier, later in pairwise(in_order):
            if blocks[earlier].number(blocks[later].begins):
                words = f"it begins within the block from {blocks[earlier].begins}: from then on this one counts"
                self._fault(("block", later, "from"), words, is_hint=True)

    # -- what is said

    def _has_known(self, table: Mapping[str, Any], known: tuple[str, ...], path: KeyPath, what: str) -> bool:
        """Whether a table has no other keys than these; the others are faults."""
        unknown = [key for key in table if key not in known]
        if not unknown:
            return True
        from backday_tui.routine.problems import MAX_PROBLEMS, meant, one_of

        for key in unknown[:MAX_PROBLEMS]:
            near = meant(key, known) or f": allowed {'is' if len(known) == 1 else 'are'} {one_of(known)}"
            self._fault((*path, key), f"{self._shown(key)} is no key of {what}{near}", "key")
        self.faults.skip(len(unknown[MAX_PROBLEMS:]))
        return False

    def _refuse(self, path: KeyPath, words: str, value: Any = None, *, of_list: bool = False) -> None:
        key = next(part for part in reversed(path) if isinstance(part, str))
        given = value.isoformat() if isinstance(value, date | datetime) else self._shown([0] if of_list else value)
        self._fault(path, f"{key} = {given}: {words}")

    def _shown(self, value: Any) -> str:
        from backday_tui.routine.problems import shown

        return shown(value)

    def _fault(
        self, path: KeyPath, message: str, aim: Aim = "value", *, stops: bool = True, is_hint: bool = False
    ) -> None:
        from backday_tui.routine.problems import Fault

        is_error = not is_hint
        self.faults.add(
            Fault(path, message, aim, severity="error" if is_error else "hint", stops_start=stops and is_error)
        )


def _day_in(value: Any) -> date | None:
    if isinstance(value, str) and re.fullmatch(_DATE, value.strip(), re.ASCII):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _monday_or_none(day: date, weeks_on: int) -> date | None:
    """The Monday of the week of a day, or so many weeks on; None at the ends of the calendar."""
    try:
        return monday_of(day) + timedelta(days=WEEK_DAYS * weeks_on)
    except OverflowError:
        return None


def _percent_in(value: Any) -> float | None:
    found = re.fullmatch(_PERCENT, value.strip(), re.ASCII) if isinstance(value, str) else None
    percent = float(found[1]) if found else 0.0
    return percent if 0 < percent <= _WHOLE_PERCENT else None


def _near_percent(value: Any) -> str:
    """What a number that is no text may have meant: 90 is "90%", 0.9 too."""
    if type(value) not in (int, float) or not 0 < value <= _WHOLE_PERCENT:
        return ""
    percent = value * _WHOLE_PERCENT if value <= 1 and isinstance(value, float) else value
    return f'; is "{percent:g}%" meant?'


def _share_in(value: Any) -> float | None:
    """What part of the sets is left: "half", "2/3" or "60%"."""
    if not isinstance(value, str):
        return None
    if value.strip() == "half":
        return 0.5
    if part := re.fullmatch(_PART, value.strip(), re.ASCII):
        above, below = int(part[1]), int(part[2])
        return above / below if 0 < above <= below else None
    percent = _percent_in(value)
    return None if percent is None else percent / _WHOLE_PERCENT


def _written(ids: Iterable[str]) -> str:
    """A list of ids as TOML has it, as far as one would read it."""
    from backday_tui.routine.problems import shown

    given = list(ids)
    return f"[{', '.join(map(shown, given[:5]))}{', ...' if len(given) > 5 else ''}]"


def known_keys(table: str) -> dict[str, str]:
    """The keys of a table, with what each means: of a "week", "day", "any", "block", or "deload"."""
    week = schema()["properties"]
    block = week["block"]["items"]["properties"]
    inside = {"week": week, "block": block, "any": week["any"]["properties"], "deload": block["deload"]["properties"]}
    keys = inside.get(table) or {"turn": inside["any"]["turn"]}
    return {key: of_key["description"] for key, of_key in keys.items()}


def schema() -> dict[str, Any]:
    """The JSON Schema, draft 2020-12, of a week as JSON has it."""
    one = {"type": "string", "minLength": 1, "pattern": r"\S"}
    turn = {
        "type": "array",
        "items": one,
        "minItems": 1,
        "maxItems": MOST_MEMBERS,
        "description": "Ids of routines; it goes on from the one that was done last, whenever that was.",
    }
    table: dict[str, Any] = {"type": "object", "additionalProperties": False}
    day = {"anyOf": [one, {**table, "properties": {"turn": turn}, "required": ["turn"]}]}
    days = {
        name: {**day, "description": f"What is due on {name.capitalize()}: the id of a routine, or several by turns."}
        for name in DAYS
    }
    times = {"type": "integer", "minimum": 1, "maximum": WEEK_DAYS, "description": "How often a week."}
    any_days = {
        **table,
        "properties": {"turn": turn, "times": times},
        "required": ["turn", "times"],
        "description": "So many times a week, on any of the days that have no routine of their own.",
    }
    deload = {
        **table,
        "properties": {
            "load": {
                "type": "string",
                "pattern": r"^\s*(100|[0-9]{1,2})(\.[0-9]+)?\s*%\s*$",
                "description": 'What is left of each load: "90%". As ever where it is left out.',
            },
            "sets": {
                "type": "string",
                "pattern": r"^\s*(half|[0-9]{1,3}\s*/\s*[0-9]{1,3}|(100|[0-9]{1,2})(\.[0-9]+)?\s*%)\s*$",
                "description": 'What is left of the sets, rounded up: "half", "2/3" or "60%". All if left out.',
            },
        },
        "minProperties": 1,
        "description": "What is less in the last week of the block, which changes no aim.",
    }
    block = {
        **table,
        "properties": {
            "from": {
                "type": "string",
                "pattern": rf"^\s*{_DATE}\s*$",
                "description": "The Monday on which it begins: a date.",
            },
            "weeks": {"type": "integer", "minimum": 1, "maximum": MOST_WEEKS, "description": "How many weeks it has."},
            "deload": deload,
        },
        "required": ["from", "weeks"],
    }
    blocks = {"type": "array", "items": block, "maxItems": _MOST_BLOCKS, "description": "Blocks of weeks."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **table,
        "title": "backday week",
        "description": "Which routine is due on which day.",
        "properties": {**days, "any": any_days, "block": blocks},
    }
