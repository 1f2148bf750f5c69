"""Ten years of training in a log, and what that costs: beside an empty log, and beside a short one.

1,500 sessions of four routines in turn, 42,000 sets, a journal to each session. Written through the app's own store, as
backday keeps it today.
"""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from terminal import Terminal

from backday_tui.exercises.catalog import bundled
from backday_tui.history.journal import Opening, kept_of
from backday_tui.history.store import JournalEntry, JournalLine, SessionTotals, Store
from backday_tui.session.session import Session
from backday_tui.session.summary import planned_sets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from backday_tui.history.store import PerformedSet

T = TypeVar("T")

LOG_FILE: Final = "history.sqlite3"
SETTLE_S: Final = 1.5
SESSIONS: Final = 1500
LAST: Final = datetime(2026, 11, 27, 18, 0, tzinfo=timezone(timedelta(hours=1)))
EVERY: Final = timedelta(days=2, hours=10)
ROUTINES: Final = {
    "back-a": ("Seated row @ 40kg", "Deadlift @ 80kg", "Lat pull-down @ 50kg", "Back extension", "Plank", "Side plank",
               "Bent-over row @ 45kg"),
    "back-b": ("Pull-up", "One-arm dumbbell row @ 22.5kg", "Seated row @ 42.5kg", "Superman", "Bird dog", "Dead bug",
               "Face pull @ 15kg"),
    "legs": ("Squat @ 70kg", "Lunge @ 20kg", "Romanian deadlift @ 60kg", "Calf raise", "Glute bridge", "Plank",
             "Step-up @ 16kg"),
    "push": ("Bench press @ 60kg", "Push-up", "Shoulder press @ 30kg", "Dip", "Plank", "Lateral raise @ 8kg",
             "Triceps extension @ 12kg"),
}  # fmt: skip
"""Seven exercises each, of which four sets are done."""
_HELD: Final = ("Plank", "Side plank", "Superman", "Bird dog")
_LINES: Final = 100
"""Of a journal."""


def routine_text(name: str) -> str:
    """The file of one of the routines."""
    doses = [
        f'  {{ exercise = "{exercise.split(" @ ")[0]}", sets = 4, {_dose(exercise)} }},' for exercise in ROUTINES[name]
    ]
    return "\n".join([f'name = "{name.capitalize()}"', 'rest = "1:30"', "work = [", *doses, "]", ""])


def _dose(exercise: str) -> str:
    name, _, load = exercise.partition(" @ ")
    if name in _HELD:
        return 'hold = "0:45"'
    return 'reps = "8-12"' + (f', load = "{load}"' if load else "")


def write_routines(folder: Path) -> None:
    """The four routines, as a person's own."""
    folder.mkdir(parents=True)
    for name in ROUTINES:
        (folder / f"{name}.toml").write_text(routine_text(name), encoding="utf-8")


def write_log(path: Path, sessions: int = SESSIONS) -> None:
    """So many sessions, the last of them a few days before the end of November 2026."""
    with closing(Store(path)) as store:
        store._db.execute("PRAGMA synchronous = OFF")  # noqa: SLF001 -- nobody misses what a power cut takes from it
        patterns = [_performed(name) for name in ROUTINES]
        for number, (opening, line) in zip(range(sessions), itertools.cycle(patterns), strict=False):
            started = LAST - EVERY * (sessions - 1 - number)
            session = store.begin(replace(opening, started=started))
            entries = [JournalLine(JournalEntry(float(at_s), "Position", {}), line.standing) for at_s in range(_LINES)]
            totals = replace(line.standing, ended=started + timedelta(minutes=50), partial=False)
            sets = tuple(_varied(line.sets or (), number, started))
            store.append(session, 0, [*entries, replace(line, standing=totals, sets=sets)])


def _performed(name: str) -> tuple[Opening, JournalLine]:
    """A session of a routine that was followed to its end: what it began with, and its last line."""
    catalog = bundled()
    text = routine_text(name)
    opening = Opening(name, name.capitalize(), text, 28, LAST)
    session = Session(opening.plan(catalog), auto=True)
    session.start(0.0)
    session.advance(24 * 3600.0)
    opening = replace(opening, planned_sets=planned_sets(session.state))
    sets, entries = kept_of(opening, session, catalog, ())
    line = JournalLine(JournalEntry(3000.0, "Done", {}), SessionTotals(3000.0, 28), sets, entries)
    return opening, line


def _varied(sets: tuple[PerformedSet, ...], number: int, started: datetime) -> Iterator[PerformedSet]:
    for place, done in enumerate(sets):
        reps = None if done.reps is None else 8 + (number + place) % 5
        at = started + timedelta(seconds=100 * place)
        yield replace(done, reps=reps, source="typed" if place % 3 else "done", at=at, rest_s=90.0)


# -- what it costs --------------------------------------------------------------------------------------------------


def measured(as_row: Callable[..., T], command: Sequence[str], rounds: int) -> list[T]:
    """A start, `backday log` and the log screen with this log beside those with an empty one.

    Args:
        as_row: makes a line of the table: what, unit, base, value, and the budget by its name.
        command: backday's.
        rounds: how often each is done.
    """
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as full:
        for home in (empty, full):
            write_routines(Path(home) / "routines")
        write_log(Path(full) / LOG_FILE)
        homes = (empty, full)
        starts, looks_back = _starts(command, homes, rounds)
        lists = _in_turn(lambda home: _listed_ms(command, home), homes, rounds)
        screens = _in_turn(lambda home: _screen_ms(command, home, is_empty=home == empty), homes, rounds)
    log = f"{SESSIONS:,} sessions, beside none"
    return [
        as_row(f"{log}: first paint of backday start", "ms", *starts, most_ratio=1.1),
        as_row(f"{log}: until last time is shown", "ms", starts[0], looks_back),
        as_row(f"{log}: backday log", "ms", *lists, most_ratio=3.0),
        as_row(f"{log}: the log screen", "ms", *screens, most_ratio=1.5),
    ]


def _in_turn(measure: Callable[[str], float], homes: Sequence[str], rounds: int) -> list[float]:
    """The median for each home, in turn, so that both bear what else the machine does; the first is to warm up."""
    times = [[measure(home) for home in homes] for _ in range(rounds + 1)]
    return [statistics.median(each) for each in zip(*times[1:], strict=True)]


def _starts(command: Sequence[str], homes: Sequence[str], rounds: int) -> tuple[list[float], float]:
    looked_back: list[float] = []

    def start_ms(home: str) -> float:
        with Terminal([*command, "start", "back-a", "--no-log"], {"BACKDAY_HOME": home}) as terminal:
            painted = terminal.wait_for("Seated row") * 1000
            if home == homes[-1]:
                looked_back.append(terminal.wait_for("Last time") * 1000)
            return painted

    return _in_turn(start_ms, homes, rounds), statistics.median(looked_back[1:])


def _listed_ms(command: Sequence[str], home: str) -> float:
    begun = time.monotonic()
    subprocess.run([*command, "log"], env={**os.environ, "BACKDAY_HOME": home}, capture_output=True, check=True)
    return (time.monotonic() - begun) * 1000


def _screen_ms(command: Sequence[str], home: str, *, is_empty: bool) -> float:
    """From the key in the library until what is in the log is seen."""
    with Terminal(command, {"BACKDAY_HOME": home}) as terminal:
        terminal.wait_for("Back-a")
        terminal.read_for(SETTLE_S)
        terminal.forget()
        pressed_s = time.monotonic() - terminal.started
        os.write(terminal.keys, b"l")
        return (terminal.wait_for("Nothing is logged" if is_empty else "Week 48") - pressed_s) * 1000
