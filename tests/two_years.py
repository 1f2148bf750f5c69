"""Two years of training in a log as somebody may have them: loads that grow and are taken back, kg and lb, a holiday.

300 sessions, three a week; written through the app's own store. `python tests/two_years.py FOLDER` makes a home of it.
"""

from __future__ import annotations

import random
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Final

from backday_tui.history.journal import Opening
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store
from backday_tui.routine.amounts import parse_load

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST: Final = datetime(2026, 11, 28, 18, 0, tzinfo=timezone(timedelta(hours=1)))
WEEKS: Final = 104
BODY_KG: Final = 80.0
_DAYS: Final = (0, 2, 5)
_AWAY: Final = range(50, 53)
"""The weeks of a holiday, from the first."""


def write_two_years(home: Path) -> int:
    """The log of a person, in their folder; gives the number of sessions."""
    home.mkdir(parents=True, exist_ok=True)
    dice, count = random.Random(17), 0  # noqa: S311 -- dice of a test
    store = Store(home / "history.sqlite3")
    store._db.execute("PRAGMA synchronous = OFF")
    first = LAST - timedelta(days=LAST.weekday(), weeks=WEEKS - 1)
    for week in range(WEEKS):
        for day in _DAYS:
            started = first + timedelta(weeks=week, days=day)
            if week in _AWAY or started > LAST or dice.random() < 0.05:
                continue
            sets = tuple(_session(week, day, dice))
            name = ("Pull day", "Leg day", "Back day")[_DAYS.index(day)]
            number = store.begin(Opening(name.lower().replace(" ", "-"), name, "", len(sets), started))
            seconds = 60.0 * dice.choice((18, 35, 48, 55, 64))
            totals = SessionTotals(seconds, len(sets), started + timedelta(seconds=seconds), partial=False)
            store.append(number, 0, [JournalLine(JournalEntry(seconds, "Done", {}), totals, sets)])
            count += 1
    store.close()
    return count


def _session(week: int, day: int, dice: random.Random) -> Iterator[PerformedSet]:
    grown = week + dice.random()
    if day == 0:
        yield from _reps("Pull-up", _pull_up(grown), (8, 7, 6), 0, dice, moves_body=True)
        yield from _reps("Seated row", f"{100 + int(grown / 4) * 5} lb", (12, 12, 10), 3, dice)
    elif day == 2:
        deload = 0.9 if week % 8 == 7 else 1.0
        load = round((80 + grown * 0.7 + (5 if week > 60 else 0)) * deload / 2.5) * 2.5
        yield from _reps("Deadlift", f"{load:g} kg", (5, 5, 5), 0, dice)
        yield from _reps("Lunge", "2x14 kg", (10, 10), 3, dice)
    else:
        yield from _held("Plank", 45 + grown * 0.7, 0, dice)
        yield from _reps("Seated row", f"{45 + int(grown / 6) * 2.5:g} kg", (10, 10, 9), 3, dice)


def _pull_up(grown: float) -> str:
    """Help at first, then none, then a belt."""
    load = round((grown - 40) * 0.4 / 2.5) * 2.5
    return f"{load:+g} kg" if load else ""


def _reps(
    name: str, load: str, reps: tuple[int, ...], bout: int, dice: random.Random, *, moves_body: bool = False
) -> Iterator[PerformedSet]:
    for place, planned in enumerate(reps):
        moved = BODY_KG + (parse_load(load).value if load else 0.0) if moves_body else None
        yield PerformedSet(
            bout + place, "", name, place + 1, len(reps), "reps", str(planned),
            reps=max(planned + dice.choice((-1, 0, 0, 0, 1)), 1), load=load or None, source="typed", moved_kg=moved,
        )  # fmt: skip


def _held(name: str, seconds: float, bout: int, dice: random.Random) -> Iterator[PerformedSet]:
    for place in range(3):
        held = float(round(seconds - 5 * place + dice.choice((-8, -3, 0, 2))))
        yield PerformedSet(
            bout + place, "", name, place + 1, 3, "hold", "1:00", seconds=held,
            source="done" if dice.random() > 0.05 else "auto",
        )  # fmt: skip


if __name__ == "__main__":
    print(write_two_years(Path(sys.argv[1])))  # noqa: T201 -- what a script has to say
