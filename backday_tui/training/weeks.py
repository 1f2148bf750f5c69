"""What the week says: which routine is due on a day, what was done of the week, and how many weeks held.

Pure: a week as its file has it, the sessions and a day go in. Weeks are ISO weeks, from Monday on; the day of a session
is that on which it started, where it was done. Where the rules leave room, this is the choice:

- A day with a plan of its own asks for that alone; `any` is for the other days, but counts what was done on any.
- On a day with a turn, whichever of its members was done, the day is done.
- A week held where each of its days has a session of its own somewhere in the week, on that day or another, and `any`
  has as many as it asks for. One session stands for one of them.
- The deload of a block is its last week.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Final, Literal

from backday_tui.training.loads import lowered
from backday_tui.training.past import PastSession, as_day, in_turn
from backday_tui.training.progression import warmed_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from backday_tui.training.prescription import PlannedEntry
    from backday_tui.training.progression import Target

DayState = Literal["due", "done", "nothing", "missed", "planned"]
"""Of today "due", "done" or "nothing"; a day that is gone may be "missed", one to come "planned"."""

_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Deload:
    """What is less in a deload week: the load in per cent, and the share of the sets, rounded up."""

    load_percent: float = 100.0
    sets: float = 1.0


@dataclass(frozen=True, slots=True)
class Block:
    """So many weeks from a Monday on, perhaps with a deload at their end."""

    begins: date
    weeks: int
    deload: Deload | None = None

    def number(self, day: date) -> int | None:
        """Which of its weeks a day is in, from 1; None where it is in none."""
        gone = (day - self.begins).days // _DAYS
        return gone + 1 if 0 <= gone < self.weeks else None


@dataclass(frozen=True, slots=True)
class AnyDays:
    """So many times a week, on whatever days: the next of the members each time."""

    members: tuple[str, ...]
    times: int


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """A week as its file has it.

    `days` has the ids of routines by weekday, Monday 0: one, or several of which it is the next one's turn.
    """

    days: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    any_days: AnyDays | None = None
    blocks: tuple[Block, ...] = ()

    def block_on(self, day: date) -> Block | None:
        """The block that a day is in, of several the last to begin."""
        found = [block for block in self.blocks if block.number(day)]
        return max(found, key=lambda block: block.begins, default=None)

    def deload_on(self, day: date) -> Deload | None:
        """What is less on a day; None outside of a deload week."""
        block = self.block_on(day)
        return block.deload if block and block.number(day) == block.weeks else None


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A day of the week: what is due, or was, or None; and the sessions that were done, whatever they were."""

    day: date
    state: DayState
    routine: str | None = None
    done: tuple[PastSession, ...] = ()


def is_done(session: PastSession) -> bool:
    """Whether a session counts as done: it was finished, or has half its sets."""
    done = sum(len({each.number for each in entry.sets}) for entry in session.entries)
    return not session.partial or bool(session.planned_sets and 2 * done >= session.planned_sets)


def day_plan(week: WeekPlan, sessions: Iterable[PastSession], on: date) -> DayPlan:
    """What is due on a day, or at a moment, as things stood then: what was done later counts for nothing."""
    gone, day = [session for session in in_turn(sessions, on) if is_done(session)], as_day(on)
    done = tuple(session for session in gone if session.day == day)
    before = [session for session in gone if session.day < day]
    members = week.days.get(day.weekday(), ())
    if not members and week.any_days:
        members = week.any_days.members
        times = sum(session.routine in members for session in before if session.day >= _monday(day))
        if times >= week.any_days.times and not any(session.routine in members for session in done):
            members = ()
    if not members:
        return DayPlan(day, "nothing", None, done)
    of_today = next((session.routine for session in reversed(done) if session.routine in members), None)
    return DayPlan(day, "done" if of_today else "due", of_today or next_of(members, before), done)


def next_of(members: Sequence[str], gone: Iterable[PastSession]) -> str:
    """Whose turn it is after the sessions that are gone, the oldest first: it goes on from the last member done.

    A member that has several turns had that which came next.
    """
    place = -1
    for session in gone:
        if session.routine in members:
            ahead = (*range(place + 1, len(members)), *range(place + 1))
            place = next(each for each in ahead if members[each] == session.routine)
    return members[(place + 1) % len(members)]


def days_of_week(week: WeekPlan, sessions: Iterable[PastSession], on: date) -> tuple[DayPlan, ...]:
    """The seven days of the week that a day is in, Monday first.

    Days to come are as they will be if all goes well.
    """
    known, today = [*in_turn(sessions, on)], as_day(on)
    found = []
    for day in (_monday(today) + timedelta(days=number) for number in range(_DAYS)):
        plan = day_plan(week, known, day)
        if plan.state == "due" and day < today:
            # Nothing but a day's own plan can be missed on that day.
            is_own = day.weekday() in week.days
            plan = replace(plan, state="missed") if is_own else DayPlan(day, "nothing", None, plan.done)
        elif plan.state == "due" and plan.routine:
            known.append(PastSession(0, plan.routine, day))
            plan = plan if day == today else replace(plan, state="planned")
        found.append(plan)
    return tuple(found)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_held(week: WeekPlan, sessions: Iterable[PastSession], on: date) -> int:
    """How many weeks one after the other held, up to this one; the one that runs counts once it has held."""
    asked = [*week.days.values()]
    if week.any_days:
        asked += [week.any_days.members] * week.any_days.times
    done: dict[date, list[str]] = {}
    for session in in_turn(sessions, on):
        if is_done(session):
            done.setdefault(_monday(session.day), []).append(session.routine)
    monday = _monday(as_day(on))
    count = int(bool(asked) and _all_found(asked, done.get(monday, [])))
    while asked and _all_found(asked, done.get(monday := monday - timedelta(days=_DAYS), [])):
        count += 1
    return count


def _all_found(asked: Sequence[Sequence[str]], done: Sequence[str]) -> bool:
    """Whether each thing asked for has a session of its own among those done: a matching, by augmenting paths."""
    taken_by: dict[int, int] = {}

    def find(wanted: int, tried: set[int]) -> bool:
        for place, routine in enumerate(done):
            if routine in asked[wanted] and place not in tried:
                tried.add(place)
                if place not in taken_by or find(taken_by[place], tried):
                    taken_by[place] = wanted
                    return True
        return False

    return all(find(wanted, set()) for wanted in range(len(asked)))


def lightened(target: Target, deload: Deload, entry: PlannedEntry) -> Target:
    """A target in a deload week: fewer sets, and loads to the nearest that can be loaded, always lighter."""
    aims = []
    for aim in target.aims[: ceil(target.sets * deload.sets)]:
        load = aim.load
        if load is not None and load.kind in ("weight", "body") and deload.load_percent < 100:
            less = lowered(load.value, 100 - deload.load_percent, entry.loadable(load))
            load = load if less is None else load.with_value(less)
        aims.append(replace(aim, load=load))
    why = f"a deload week: {deload.load_percent:g} % of the load, {len(aims)} of {target.sets} sets; else {target.why}"
    lighter = replace(target, aims=tuple(aims), why=why, more_sets=target.more_sets - target.sets + len(aims))
    return warmed_up(lighter, entry)
