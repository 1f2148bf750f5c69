"""What the week says: which routine is due on a day, what was done of the week, and how many weeks held.

Pure: a week as its file has it, the sessions and a day go in. Weeks are ISO weeks, from Monday on; the day of a session
is that on which it started, where it was done. Where the rules leave room, this is the choice:

- A day with a plan of its own asks for that alone; `any` is for the other days, but counts what was done on any.
- On a day with a turn, whichever of its members was done, the day is done.
- A week held where each of its days has a session of its own somewhere in the week, on that day or another, and `any`
  has as many as it asks for. One session stands for one of them.

A prompt of the shell asks this anew each time (`backday today`), so this imports next to nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from backday_tui import words
from backday_tui.routine.week_plan import WEEK_DAYS, monday_of
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backday_tui.routine.model import Load
    from backday_tui.routine.week_plan import Deload, WeekPlan
    from backday_tui.training.prescription import PlannedEntry
    from backday_tui.training.progression import Target

DayState = Literal["due", "done", "nothing", "missed", "planned"]
"""Of today "due", "done" or "nothing"; a day that is gone may be "missed", one to come "planned"."""


class DoneSession(NamedTuple):
    """A session of the log in as much as the week asks of it.

    Attributes:
        routine: the id that its routine has today, whatever it was called then.
        day: on which it started, where it was done.
        id: its number in the log.
        at: the time of day at which it started, "18:05"; "" where only the day is known.
        partial: it was interrupted, or ended before its end.
        sets: how many were done, warm-up sets aside; 0 where nobody asked: of a session that is whole.
        planned_sets: how many were to be done; None where nobody planned any.
        elapsed_s: how long it took, pauses left out.
    """

    routine: str
    day: date
    id: int = 0
    at: str = ""
    partial: bool = False
    sets: int = 0
    planned_sets: int | None = None
    elapsed_s: float = 0.0


class DayPlan(NamedTuple):
    """A day of the week: what is due, or was, or None; and the sessions that were done, whatever they were.

    `members` are those of which it was the turn of one, `last` is the session after which that is; None before the
    first. `times` is how many of `any` were done in the week, this day included, where the day is one of those.
    """

    day: date
    state: DayState
    routine: str | None = None
    done: tuple[DoneSession, ...] = ()
    members: tuple[str, ...] = ()
    last: DoneSession | None = None
    times: int | None = None


def is_done(session: DoneSession) -> bool:
    """Whether a session counts as done: it was finished, or has half its sets."""
    return not session.partial or bool(session.planned_sets and 2 * session.sets >= session.planned_sets)


def day_plan(week: WeekPlan, sessions: Iterable[DoneSession], day: date) -> DayPlan:
    """What is due on a day, as things stood then: what was done later counts for nothing.

    Args:
        week: as its file has it.
        sessions: the oldest first, as `training.past.in_turn` has them.
        day: today, or another.
    """
    gone = [session for session in sessions if session.day <= day and is_done(session)]
    done = tuple(session for session in gone if session.day == day)
    before = [session for session in gone if session.day < day]
    members, times = week.members_on(day), None
    if week.any_days and day.weekday() not in week.days:
        of_week = [session for session in gone if session.day >= monday_of(day) and session.routine in members]
        times = len(of_week)
        if times >= week.any_days.times and not any(session.day == day for session in of_week):
            return DayPlan(day, "nothing", None, done, times=times)
    if not members:
        return DayPlan(day, "nothing", None, done)
    last = next((session for session in reversed(before) if session.routine in members), None)
    of_today = next((session.routine for session in reversed(done) if session.routine in members), None)
    routine = of_today or next_of(members, before)
    return DayPlan(day, "done" if of_today else "due", routine, done, members, last, times)


def next_of(members: Sequence[str], gone: Iterable[DoneSession]) -> str:
    """Whose turn it is after the sessions that are gone, the oldest first: it goes on from the last member done.

    A member that has several turns had that which came next.
    """
    place = -1
    for session in gone:
        if session.routine in members:
            ahead = (*range(place + 1, len(members)), *range(place + 1))
            place = next(each for each in ahead if members[each] == session.routine)
    return members[(place + 1) % len(members)]


def days_of_week(week: WeekPlan, sessions: Iterable[DoneSession], today: date) -> tuple[DayPlan, ...]:
    """The seven days of the week that a day is in, Monday first.

    Days to come are as they will be if all goes well.
    """
    monday = monday_of(today)
    return tuple(_days(week, sessions, today, [monday + timedelta(days=number) for number in range(WEEK_DAYS)]))


def next_due(week: WeekPlan, sessions: Iterable[DoneSession], today: date) -> DayPlan | None:
    """The first day after this one on which something is due, if all goes well; None in a week that asks for nothing.

    What is still to come of this week isn't taken for done but for today.
    """
    ahead = [today + timedelta(days=number) for number in range(WEEK_DAYS + 1)]
    return next((plan for plan in _days(week, sessions, today, ahead)[1:] if plan.state == "planned"), None)


def _days(week: WeekPlan, sessions: Iterable[DoneSession], today: date, days: Sequence[date]) -> list[DayPlan]:
    """These days, one after the other; what is due from today on is taken for done on the days behind it."""
    known = [session for session in sessions if session.day <= today]
    found = []
    for day in days:
        plan = day_plan(week, known, day)
        if plan.state == "due" and day < today:
            # Nothing but a day's own plan can be missed on that day.
            is_own = day.weekday() in week.days
            plan = plan._replace(state="missed") if is_own else DayPlan(day, "nothing", None, plan.done)
        elif plan.state == "due" and plan.routine:
            known.append(DoneSession(plan.routine, day))
            plan = plan if day == today else plan._replace(state="planned")
        found.append(plan)
    return found


def weeks_held(week: WeekPlan, sessions: Iterable[DoneSession], today: date) -> int:
    """How many weeks one after the other held, up to this one; the one that runs counts once it has held."""
    asked = [*week.days.values()]
    if week.any_days:
        asked += [week.any_days.members] * week.any_days.times
    done: dict[date, list[str]] = {}
    for session in sessions:
        if session.day <= today and is_done(session):
            done.setdefault(monday_of(session.day), []).append(session.routine)
    monday = monday_of(today)
    count = int(bool(asked) and _all_found(asked, done.get(monday, [])))
    while asked and _all_found(asked, done.get(monday := monday - timedelta(days=WEEK_DAYS), [])):
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


# -- in words ---------------------------------------------------------------------------------------------------------


def due_text(week: WeekPlan, plan: DayPlan) -> str:
    """Why a routine is due, and where in a block that is: "as every Monday; week 3 of 4"."""
    return "; ".join(part for part in (why_due(week, plan), block_text(week, plan.day)) if part)


def why_due(week: WeekPlan, plan: DayPlan) -> str:
    """Why a routine is due: "its turn after dumbbells on Thu 12 Nov", "1 of 3 times this week, after home on ..."."""
    said = []
    if plan.times is not None and week.any_days:
        said.append(f"{plan.times} of {words.counted(week.any_days.times, 'time')} this week so far")
    if len(plan.members) > 1 and plan.last is None:
        said.append("the first in turn")
    elif len(plan.members) > 1 and plan.last is not None:
        after = clean(plan.last.routine, words.MOST)
        said.append(f"its turn after {after} on {words.on_day(plan.last.day, plan.day)}")
    elif plan.times is None:
        said.append(f"as every {_NAMES[plan.day.weekday()]}")
    return ", ".join(said)


def block_text(week: WeekPlan, day: date) -> str:
    """Where in a block a day is: "week 3 of 4", "week 4 of 4, a deload week: 90 % of the load"; "" outside of one."""
    block = week.block_on(day)
    if block is None:
        return ""
    deload, said = week.deload_on(day), f"week {block.number(day)} of {block.weeks}"
    return f"{said}, a deload week: {deload_text(deload)}" if deload else said


def deload_text(deload: Deload) -> str:
    """What is less: "90 % of the load, half of the sets"."""
    parts = [f"{deload.load_percent:g} % of the load"] if deload.load_percent < _WHOLE_PERCENT else []
    if deload.sets < 1:
        parts.append(f"{'half' if deload.sets == _HALF else f'{deload.sets * _WHOLE_PERCENT:.3g} %'} of the sets")
    return ", ".join(parts) or "nothing is less"


def session_words(session: DoneSession) -> str:
    """When and how much: "18:05, 16 of 18 sets in 42 min"."""
    sets = words.counted(session.sets, "set")
    if session.planned_sets and session.planned_sets != session.sets:
        sets = f"{session.sets} of {words.counted(session.planned_sets, 'set')}"
    took = f" in {words.about(session.elapsed_s)}" if session.elapsed_s else ""
    return f"{session.at}, {sets}{took}" if session.at else f"{sets}{took}"


def held_text(count: int) -> str:
    """The run of weeks that held."""
    return f"{words.counted(count, 'week')} in a row held"


_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HALF: Final = 0.5


# -- a deload week ----------------------------------------------------------------------------------------------------


def lightened(target: Target | None, deload: Deload, entry: PlannedEntry) -> Target | None:
    """A target in a deload week: fewer sets, and loads to the nearest that can be loaded, always lighter.

    What has no aim has its load and its sets alone; None where nothing of that is less. The loads of before are kept
    beside it, for whoever takes them all the same.
    """
    from dataclasses import replace  # a prompt of the shell does without these, as said above

    from backday_tui.training.loads import lowered
    from backday_tui.training.prescription import Aim, figures_text
    from backday_tui.training.progression import Target, warmed_up

    def lighter(load: Load | None) -> Load | None:
        if load is None or load.kind not in ("weight", "body") or deload.load_percent >= _WHOLE_PERCENT:
            return load
        less = lowered(load.value, _WHOLE_PERCENT - deload.load_percent, entry.loadable(load))
        return load if less is None else load.with_value(less)

    asks = entry.prescription
    loads = [asks.load_of(number) for number in range(1, asks.sets + 1)]
    usual = target or Target(tuple(Aim(load=load) for load in loads), "file", "")
    aims = tuple(replace(aim, load=lighter(aim.load)) for aim in usual.aims[: deload.sets_of(usual.sets)])
    changes = []
    if any(aim.load != before.load for aim, before in zip(aims, usual.aims, strict=False)):
        changes.append(f"{deload.load_percent:g} % of the load")
    if len(aims) < usual.sets:
        changes.append(f"{len(aims)} of {usual.sets} sets")
    if target is None and not changes:
        return None
    why = f"a deload week: {', '.join(changes) or 'as ever, nothing of it can be less'}"
    if target is not None:
        is_told = target.kind != "file"  # its reason begins with the figures
        usually = target.why if is_told else f"{figures_text(target.aims, asks)}, {target.why}"
        why = f"{figures_text(aims, asks)}: {why}; else {usually}"
    more_sets = usual.more_sets - usual.sets + len(aims)
    less = replace(usual, aims=aims, kind="deload", why=why, more_sets=more_sets, before=usual.before or usual.aims)
    return warmed_up(less, entry)


_WHOLE_PERCENT: Final = 100
