"""A routine as a short list that a person reads at a glance: sections, doses, exercises, what is special about each.

It says what the file says, not how a session walks through it (session/plan.py). Nothing here draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from backday_tui import words
from backday_tui.routine.model import (
    SECTIONS,
    WARMUP,
    Amrap,
    Circuit,
    Emom,
    Entry,
    Reps,
    RestWindow,
    Section,
    Span,
    Superset,
)
from backday_tui.routine.warmup_shares import warmup_text
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backday_tui.routine.model import Group, Item, Rest, Routine

_TITLES: dict[Section, str] = {"warmup": "Warm-up", "work": "Work", "cooldown": "Cool-down"}
_TIMES = "\N{MULTIPLICATION SIGN}"
_MINUTE_S = 60
_LONG_S = 300
_HOUR_S = 3600


class OutlineLine(NamedTuple):
    """One line. `text` is the title of a section, what a group is, or the exercise; `dose` is sets and their amount.

    `detail` is what else is to be known, in passing; all three are cleaned. `grouped` entries stand in the group above.
    """

    kind: Literal["section", "group", "entry"]
    text: str
    dose: str = ""
    detail: str = ""
    grouped: bool = False


def outline(routine: Routine) -> tuple[OutlineLine, ...]:
    """The whole routine, in order."""
    return tuple(line for section in SECTIONS for line in _section(routine, section))


def _section(routine: Routine, section: Section) -> Iterator[OutlineLine]:
    items = routine.section(section)
    if items:
        yield OutlineLine("section", _TITLES[section], detail=_rests(routine) if section == "work" else "")
    for item in items:
        yield from _item(item)


def _rests(routine: Routine) -> str:
    """The rests of the work: "rest 1:00, 2:00 between exercises"."""
    if routine.rest == routine.between:
        rests = f"rest {_rest(routine.rest)}" if routine.rest else "no rest"
    else:
        rests = f"rest {_rest(routine.rest)}, {_rest(routine.between)} between exercises"
    return ", ".join((rests, *_around(routine)))


def _rest(rest: Rest) -> str:
    """A rest: "1:30", "1:30-3:00" with an en dash."""
    return f"{_length(rest.least)}{words.TO}{_length(rest.most)}" if isinstance(rest, RestWindow) else _length(rest)


def _around(said: Routine | Item) -> Iterator[str]:
    """What else is said of rests, and of what begins and ends by itself."""
    if not isinstance(said, Emom | Amrap) and said.missed is not None:
        yield f"{_length(said.missed)} after a miss" if said.missed else "no longer after a miss"
    if said.start is not None:
        yield "waits for you" if said.start == "wait" else "begins by itself"
    if not isinstance(said, Emom | Amrap) and said.beyond is not None:
        yield "holds go on past their end" if said.beyond else "holds end by themselves"
    if said.countdown is not None:
        yield "ticks before each end" if said.countdown else "no ticks before an end"


def _item(item: Item) -> Iterator[OutlineLine]:
    if isinstance(item, Entry):
        yield _entry(item, item.sets, grouped=False)
        return
    yield OutlineLine("group", *_group(item))
    yield from (_entry(entry, 1, grouped=True) for entry in item.entries)


def _group(group: Group) -> tuple[str, str, str]:
    """What a group is, no dose, and its rests."""
    if isinstance(group, Superset):
        rests = (f"rest {_rest(group.rest)}",) if group.rest else ()
        return f"Superset, {words.counted(group.sets, 'set')}", "", ", ".join((*rests, *_around(group)))
    if isinstance(group, Circuit):
        return f"Circuit, {_rounds(group)}", "", _circuit_rests(group)
    if isinstance(group, Emom):
        return f"Every minute for {group.minutes} min", "", ", ".join(_around(group))
    return f"As many rounds as possible in {words.about(group.time)}", "", ", ".join(_around(group))


def _rounds(group: Circuit) -> str:
    low, high = group.rounds
    return words.counted(high, "round") if low == high else f"{low}{words.TO}{high} rounds"


def _circuit_rests(group: Circuit) -> str:
    rests = [f"rest {_length(group.rest)}"] if group.rest else []
    rests += [f"{_rest(group.between)} between rounds"] if group.between else []
    return ", ".join((*rests, *_around(group)))


def _entry(entry: Entry, sets: int, *, grouped: bool) -> OutlineLine:
    names = " / ".join(clean(name) for name in entry.exercise)
    return OutlineLine("entry", names, _dose(entry, sets), " · ".join(_details(entry)), grouped)


def _dose(entry: Entry, sets: int) -> str:
    amount = entry.reps or entry.hold or entry.time
    if amount is None:
        return f"{sets} {_TIMES}" if sets > 1 else ""
    if isinstance(amount, tuple):
        return ", ".join(_amount(each) for each in amount)
    if sets > 1:
        return f"{sets} {_TIMES} {_amount(amount)}"
    return f"{_amount(amount)} reps" if isinstance(amount, Reps) and not amount.to_failure else _amount(amount)


def _amount(amount: Reps | Span) -> str:
    if isinstance(amount, Span):
        return "max" if amount.seconds is None else _length(amount.seconds) + ("+" if amount.open_ended else "")
    if amount.low is None:
        return "max"
    if amount.high is None:
        return f"{amount.low}+"
    return str(amount.low) if amount.low == amount.high else f"{amount.low}{words.TO}{amount.high}"


def _length(seconds: int) -> str:
    """A time as one writes it for oneself: "0:45", "1:30", "10 min"."""
    whole_minutes = _LONG_S <= seconds < _HOUR_S and seconds % _MINUTE_S == 0
    return f"{seconds // _MINUTE_S} min" if whole_minutes else words.clock(seconds)


def _details(entry: Entry) -> Iterator[str]:
    if entry.load:
        loads = entry.load if isinstance(entry.load, tuple) else (entry.load,)
        yield ", ".join(str(load) for load in loads)
    if entry.rir is not None:
        yield words.effort(entry.rir, as_rpe=False)
    if entry.warmup:
        yield "warm-up sets" if entry.warmup == WARMUP else f"warm-up {warmup_text(entry.warmup)}"
    if entry.sides:
        yield "each side" if entry.sides == "each" else "alternating"
    if entry.parts:
        yield ", ".join(f"{part.reps} {clean(part.name)}" for part in entry.parts)
    if entry.tempo:
        yield "tempo " + "-".join(str(seconds) for seconds in entry.tempo)
    if entry.rest is not None:
        yield f"rest {_rest(entry.rest)}" if entry.rest else "no rest"
    yield from _around(entry)
    if entry.optional:
        yield "optional"
    if entry.note:
        yield clean(entry.note)


def doses_width(lines: Iterable[OutlineLine], limit: int) -> int:
    """The cells that the doses need to stand in a column; one that is longer than `limit` doesn't count."""
    return max((len(line.dose) for line in lines if len(line.dose) <= limit), default=0)
