"""What a session came to against its aims: met, missed, neither, or not judged.

A session is *not judged* where a planned set, or a side of one, is missing, where nobody gave the figures, where the
exercise was swapped or done with a load of another kind, and in a deload week. Else what each set reached stands
against its aim. Where the rules leave room, this is the choice:

- A session with a lighter load, or with a heavier one and not all reps, did neither. So a row of misses is at one load.
- Sets are judged against the aims that were kept with them. What such a session met is what steps count from; one that
  didn't leaves the aim at what the past says today, so an earlier session that was put right counts from then on. A
  miss is one only at the load that is aimed at by that.
- A set without a load was done with that of its aim.
- The file's least is that of the entry's own reps: of 8-12 it is 8, of a plain 8 the aim, whatever `progress` says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor
from typing import TYPE_CHECKING, Final, Literal

from backday_tui import words
from backday_tui.training.loads import heavier_by, in_kg
from backday_tui.training.past import GIVEN, PastEntry, PastSession, PastSet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from backday_tui.routine.model import Load
    from backday_tui.training.prescription import Aim, PlannedEntry, Prescription

SetOutcome = Literal["reached", "short", "missed", "unknown"]
SessionOutcome = Literal["met", "missed", "neither", "not judged"]

NEARLY_S: Final = 0.5
"""A hold that is no more than this short is reached."""
_JUDGED: Final = GIVEN - {"imported"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a session came to: `aims` with the loads to go on from, and what was `reached` in each set."""

    result: SessionOutcome
    said: str
    aims: tuple[Aim, ...]
    reached: tuple[int, ...] = ()


def judge(entry: PlannedEntry, session: PastSession, had: PastEntry, aims: tuple[Aim, ...]) -> Verdict:
    """What a session came to in an entry, where `aims` were to be reached and no others were kept with its sets.

    Args:
        entry: as the routine has it today, which is as it was that day.
        session: of its routine.
        had: its entry.
        aims: at least one.
    """
    planned = had.planned or len(aims)
    done = [each for each in had.weaker() if each.number <= planned]
    based = _with_first_load(aims, had)
    if said := _why_not_judged(session, had, done, planned):
        return Verdict("not judged", said, based)
    kept = _kept(based, done, is_count_kept=bool(entry.prescription.growth and entry.prescription.growth.sets))
    judged = _paired(done, kept)
    outcomes = {outcome(each, aim, entry.prescription) for each, aim in judged}
    more = _heavier_by(judged)
    if "unknown" in outcomes or None in more:
        said = "a set has no figure" if "unknown" in outcomes else "done with another kind of load"
        return Verdict("not judged", said, based)
    reached = tuple(floor((each.seconds or 0) + NEARLY_S) if each.reps is None else each.reps for each in done)
    least = min((each for each in more if each is not None), default=0)
    if outcomes == {"reached"} and least >= 0:
        return Verdict("met", "", _with_base(kept, judged) if least else kept, reached)
    other = least or next(filter(None, _heavier_by(_paired(done, based))), 0)
    if other:
        return Verdict("neither", "with a lighter load" if other < 0 else "with a heavier load", based, reached)
    return Verdict("missed" if "missed" in outcomes else "neither", "under the aim", based, reached)


def _paired(done: Sequence[PastSet], aims: Sequence[Aim]) -> list[tuple[PastSet, Aim]]:
    return [(each, aims[min(each.number, len(aims)) - 1]) for each in done]


def _heavier_by(judged: Sequence[tuple[PastSet, Aim]]) -> list[Fraction | None]:
    """By how much each set was heavier than its aim, where both have a load."""
    return [heavier_by(each.load, aim.load) for each, aim in judged if each.load and aim.load]


def _why_not_judged(session: PastSession, had: PastEntry, done: Sequence[PastSet], planned: int) -> str:
    """Why a session doesn't count for an entry; "" where it does."""
    if not session.is_judged:
        return "a deload week"
    if had.was_swapped:
        return "another exercise in its place"
    if len(done) < planned:
        return f"{len(done)} of {words.counted(planned, 'set')}"
    if any(each.source not in _JUDGED for each in done):
        return "nobody gave the figures"
    return "a hold was broken off" if any(each.is_cut for each in done) else ""


def _kept(aims: tuple[Aim, ...], done: Sequence[PastSet], *, is_count_kept: bool) -> tuple[Aim, ...]:
    """The aims of that day: those that were kept with the sets, else those of the replay.

    Where the number of sets grows, it too is that of the day.
    """
    given = {each.number: each.aim for each in done if each.aim is not None}
    count = len(done) if is_count_kept else len(aims)
    kept = []
    for number in range(1, count + 1):
        planned = aims[min(number, len(aims)) - 1]
        aim = given.get(number)
        kept.append(planned if aim is None else replace(aim, load=aim.load or planned.load, to_beat=None))
    return tuple(kept)


def _with_first_load(aims: tuple[Aim, ...], had: PastEntry) -> tuple[Aim, ...]:
    """Where no set has a load yet, the first one that somebody gave is that of all: the least of the working sets."""
    given = [each.load for each in had.weaker() if each.load is not None and each.source in _JUDGED]
    weights = [load for load in given if load.kind in ("weight", "body")]
    if any(aim.load for aim in aims) or not weights or had.was_swapped:
        return aims
    return tuple(replace(aim, load=_least(weights)) for aim in aims)


def _least(loads: Sequence[Load]) -> Load:
    least = loads[0]
    for load in loads[1:]:
        least = load if (heavier_by(least, load) or 0) > 0 else least
    return least


def _with_base(aims: tuple[Aim, ...], judged: Sequence[tuple[PastSet, Aim]]) -> tuple[Aim, ...]:
    """The aims with the loads that were lifted instead: the least of them; where sets differ, all by as much more."""
    if len({aim.load for aim in aims}) == 1:
        return tuple(replace(aim, load=_least([each.load for each, _ in judged if each.load])) for aim in aims)
    more = min(heavier_by(each.load, aim.load) or 0 for each, aim in judged)
    return tuple(
        replace(aim, load=aim.load.with_value(aim.load.value + float(more / in_kg(aim.load.each, aim.load.unit))))
        if aim.load
        else aim
        for aim in aims
    )


def outcome(done: PastSet, aim: Aim, prescription: Prescription) -> SetOutcome:
    """What a set came to. `unknown` without a figure; `short` is under its aim, but not under the file's least."""
    asked, hold = prescription.reps_of(done.number), prescription.hold_of(done.number)
    if hold is not None:
        goal_s = hold.seconds if aim.seconds is None else aim.seconds
        if done.seconds is None:
            return "unknown"
        return "reached" if goal_s is None or done.seconds >= goal_s - NEARLY_S else "missed"
    if done.reps is None:
        return "unknown"
    goal = aim.reps if aim.reps is not None else asked.low if asked else None
    if goal is None or done.reps >= goal:
        return "reached"
    is_range = asked is not None and asked.low is not None and asked.high is not None and asked.low < asked.high
    least = min(asked.low, goal) if is_range and asked and asked.low else goal
    return "missed" if done.reps < least else "short"
