"""Sets per muscle and ISO week, counted from what was done.

A working set of the work counts for each muscle of its exercise what `muscle_shares` says: 1 for those worked first,
1/2 for those worked second. Of the ways to count that were held against 67 studies this fits best (`SOURCE`). Whoever
gave its figures, it counts; what is timed from 20 s on. Where the rules leave room, this is the choice:

- Both sides are one set, and so is one side alone.
- Each round of an AMRAP is a set of each of its exercises; where nobody gave the rounds, there was one.
- Warm-up sets count nothing, nor does what is done in a warm-up or cool-down section.

`MARKS` are where the figures of those studies bend, no aims; nothing here judges.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.exercises.catalog import MUSCLES, muscle_shares
from backday_tui.routine.week_plan import WEEK_DAYS, monday_of
from backday_tui.training.past import as_day, in_turn
from backday_tui.training.prescription import AMRAP
from backday_tui.words import BETWEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.training.past import PastEntry, PastSession

WEEKS: Final = 8
MOST_WEEKS: Final = 520
"""How many weeks are told, the running one among them, and how many at most."""
MARKS: Final = (5, 10, 20)
"""Sets a week from which on a muscle is shaded darker."""
SOURCE: Final = "Pelland et al., Sports Medicine 2025"
_COUNTED: Final = (
    "A set counts 1 for each muscle that the exercise works first and 1/2 for each that it works second, the way of "
    f"counting that fits 67 studies best ({SOURCE}). Holds count from 20 s on, both sides are one set, warm-up sets "
    "count nothing."
)
_MARKED: Final = (
    f"The marks at {MARKS[0]}, {MARKS[1]} and {MARKS[2]} sets a week are from the same source: what a set adds gets "
    "less from one to the next. They are to read by, no aims."
)
ABOUT: Final = (_COUNTED, _MARKED)
"""What there is to know of the figures, for whoever asks."""
LEAST_TIMED_S: Final = 20
_PLACES: Final = {muscle: place for place, muscle in enumerate(MUSCLES)}


class MuscleWeek(NamedTuple):
    """The sets of an ISO week by muscle; those that had none are left out."""

    monday: date
    sets: Mapping[str, float]


class MuscleWeeks(NamedTuple):
    """Weeks one after the other, the running one last.

    `uncounted` are the movements of which nobody knows the muscles.
    """

    weeks: tuple[MuscleWeek, ...]
    uncounted: tuple[str, ...] = ()

    @property
    def muscles(self) -> tuple[str, ...]:
        """Every muscle that had a set in one of the weeks, in the order of `MUSCLES`, others last."""
        had = {muscle for week in self.weeks for muscle in week.sets}
        return tuple(sorted(had, key=lambda muscle: (_PLACES.get(muscle, len(_PLACES)), muscle)))

    @property
    def without(self) -> tuple[str, ...]:
        """The muscles of the catalogue that had none."""
        had = set(self.muscles)
        return tuple(muscle for muscle in MUSCLES if muscle not in had)


def first_monday(now: date, count: int) -> date:
    """The day with which so many weeks begin that end with the running one."""
    return monday_of(as_day(now)) - timedelta(days=WEEK_DAYS * (count - 1))


def muscle_weeks(sessions: Iterable[PastSession], catalog: Catalog, now: date, count: int = WEEKS) -> MuscleWeeks:
    """The sets of so many weeks.

    Args:
        sessions: in any order; those before these weeks are passed over.
        catalog: with the person's own exercises.
        now: a moment, or a day as a whole; what is later counts for nothing.
        count: how many weeks, the running one among them.
    """
    first = first_monday(now, count)
    mondays = [first + timedelta(days=WEEK_DAYS * number) for number in range(count)]
    sets: dict[date, dict[str, float]] = {monday: {} for monday in mondays}
    uncounted: dict[str, None] = {}
    for session in in_turn(sessions, now):
        week = sets.get(monday_of(session.day))
        if week is None:
            continue
        for movement, done in _sets_of(session.entries):
            shares = muscle_shares(catalog.get(movement))
            if not shares:
                uncounted[movement] = None
            for muscle, share in shares.items():
                week[muscle] = week.get(muscle, 0.0) + done * share
    return MuscleWeeks(tuple(MuscleWeek(monday, sets[monday]) for monday in mondays), tuple(uncounted))


def _sets_of(entries: Sequence[PastEntry]) -> Iterator[tuple[str, int]]:
    """Each movement with how many sets of it count."""
    for entry in entries:
        working = [done for done in entry.sets if not done.is_warmup] if entry.section == "work" else ()
        if entry.movement.startswith(f"{AMRAP}: "):
            rounds = sum(1 if done.rounds is None else done.rounds for done in working)
            parts = entry.movement.removeprefix(f"{AMRAP}: ").split(", ")
            yield from ((movement, rounds) for movement in parts if rounds)
        else:
            count = len({done.number for done in working if done.reps or done.whole_s >= LEAST_TIMED_S})
            yield from ((entry.movement, count),) if count else ()


def legend_text(signs: str) -> str:
    """What the shades mean: "░ under 5 · ▒ 5 · ▓ 10 · █ 20 and more"."""
    least, *marks = MARKS
    between = (f"{sign} {mark}" for sign, mark in zip(signs[2:], MARKS[:-1], strict=False))
    return BETWEEN.join((f"{signs[1]} under {least}", *between, f"{signs[-1]} {marks[-1]} and more"))


def level(sets: float) -> int:
    """How dark a muscle is shaded: 0 for no set, then one more at each of the marks."""
    return 0 if sets <= 0 else 1 + sum(sets >= mark for mark in MARKS)
