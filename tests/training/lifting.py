"""Sessions and entries in a word, for tests of what comes of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from backday_tui.routine.amounts import parse_hold, parse_reps
from backday_tui.routine.model import Load, Progress
from backday_tui.training.loads import USUAL
from backday_tui.training.past import PastEntry, PastSession, PastSet
from backday_tui.training.prescription import PlannedEntry, Prescription

if TYPE_CHECKING:
    from backday_tui.training.progression import Target

NOV = 11


def nov(day: int) -> date:
    return date(2026, 11, day)


def a_load(text: str | None) -> Load | None:
    """A load as it will be read once the notation knows all of them."""
    if not text:
        return None
    if text == "bodyweight":
        return Load("body")
    match = re.fullmatch(r"(\d+x)?([+-]?)(\d+(?:\.\d+)?) ?(kg|lb|%)", text)
    if match is None:
        return Load("label", label=text)
    times, sign, number, unit = match.groups()
    value = float(f"{sign}{number}")
    if unit == "%":
        return Load("percent", value)
    named: Any = unit
    return Load("body" if sign else "weight", value, named, int(times[:-1]) if times else 1)


def loads(text: str, sets: int) -> tuple[Load, ...]:
    found = [load for part in text.split(", ") if (load := a_load(part))]
    return tuple(found * sets if len(found) == 1 else found)


def growing(**how: Any) -> Progress:
    """Growth with its weights as text."""
    for key in ("step", "max_step"):
        if key in how:
            how[key] = a_load(how[key])
    return Progress(**how)


def asking(sets: int, amount: str, load: str = "", growth: Progress | None = None) -> Prescription:
    """`amount` is reps ("8", "8-12", "5, 5, 5+") or, with a colon, holds."""
    parts = amount.split(", ") if "," in amount else [amount] * sets
    is_hold = ":" in amount
    return Prescription(
        sets,
        () if is_hold else tuple(map(parse_reps, parts)),
        tuple(map(parse_hold, parts)) if is_hold else (),
        loads(load, sets) if load else (),
        growth,
    )


def an_entry(asks: Prescription, **changes: Any) -> PlannedEntry:
    return replace(PlannedEntry("back", "row", asks, "step", USUAL["kg"]), **changes)


def figures(text: str, load: str = "", **changes: Any) -> tuple[PastSet, ...]:
    """Sets in order: "12 12 10" are reps, "1:00 59.6" with `is_hold` seconds; loads as text, one or one for each."""
    parts = text.split()
    lifted = loads(load, len(parts)) if load else ()
    is_hold = changes.pop("is_hold", False)
    found = []
    for place, part in enumerate(parts):
        minutes, _, seconds = part.rpartition(":")
        figure: dict[str, Any] = (
            {"seconds": 60 * int(minutes or 0) + float(seconds)} if is_hold else {"reps": int(part)}
        )
        found.append(PastSet(place + 1, load=lifted[place] if lifted else None, **figure, **changes))
    return tuple(found)


def a_session(
    on: date,
    sets: tuple[PastSet, ...],
    *,
    asks: Prescription | None = None,
    planned: int = 3,
    number: int | None = None,
    entry: dict[str, Any] | None = None,
    **changes: Any,
) -> PastSession:
    """A session of the routine "back" with one entry, "row"."""
    day = on.date() if isinstance(on, datetime) else on
    had = replace(PastEntry("row", sets, planned=planned, prescription=asks), **(entry or {}))
    return replace(PastSession(number or day.toordinal(), "back", on, (had,)), **changes)


def said(target: Target | None) -> tuple[list[int | None], list[str | None]]:
    """The figures of a target: reps or seconds, and loads."""
    assert target is not None
    reps = [aim.reps if aim.reps is not None else aim.seconds for aim in target.aims]
    return reps, [None if aim.load is None else str(aim.load) for aim in target.aims]
