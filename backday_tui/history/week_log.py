"""The week, and what the log knows of it: read for a prompt of the shell, so in a few milliseconds.

The log is only looked at, in whatever form it is: it is neither made nor brought to another form, and nobody who writes
it waits. Of its sessions those are read that can decide something.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import ExitStack, closing, contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.folders import RENAMED, is_there
from backday_tui.history.migrations import MIGRATIONS, NewerHistoryError
from backday_tui.routine import week_file
from backday_tui.routine.week_plan import WeekPlan, monday_of
from backday_tui.training import weeks
from backday_tui.training.weeks import DayPlan, DoneSession, is_done

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from backday_tui.routine.problems import Problem

_WAIT_S: Final = 0.5
"""How long another program may hold the log; a write takes a few hundredths of a second."""
_MOST_WORK: Final = 20
"""In millions of the steps of SQLite's machine: a few tenths of a second."""
_STEPS: Final = 1_000_000
_WITH_WARMUPS: Final = 3
"""From this form of the log on it is known which sets are warm-up sets."""
_AT: Final = slice(11, 16)
_EVER: Final = 1 << 62
"""As seconds: of a day as a whole it counts alone by which day of the calendar something was done."""
_MOMENT: Final = "CASE length(started) WHEN 10 THEN 0 ELSE CAST(strftime('%s', started) AS INTEGER) END"
_SESSIONS: Final = f"""SELECT id, substr(routine, 1, 300), substr(started, 1, 16), partial, planned_sets, elapsed_s,
    CASE WHEN partial <> 0 OR started >= :counted THEN
        (SELECT count(DISTINCT bout) FROM performed_set WHERE session = session.id {{working}}) ELSE 0 END,
    {_MOMENT}
    FROM session
    WHERE started BETWEEN '1' AND :later AND (started >= :counted OR {{which}})
    AND CASE length(started) WHEN 10 THEN started <= :day ELSE {_MOMENT} <= :now END
    ORDER BY started DESC"""  # noqa: S608 -- own names


class WeekNow(NamedTuple):
    """The week on a day, and the sessions of the log up to then that tell of it, the oldest first.

    `problems` are those of its file with which nobody can say what is due; there is no plan then.
    """

    plan: WeekPlan
    sessions: tuple[DoneSession, ...]
    today: date
    problems: tuple[Problem, ...] = ()

    def day(self) -> DayPlan:
        """What the day asks for."""
        return weeks.day_plan(self.plan, self.sessions, self.today)

    def days(self) -> tuple[DayPlan, ...]:
        """The days of its week."""
        return weeks.days_of_week(self.plan, self.sessions, self.today)

    def next_due(self) -> DayPlan | None:
        """When something is due next, after the day."""
        return weeks.next_due(self.plan, self.sessions, self.today)

    def held(self) -> int:
        """The run of weeks that held; for this all sessions are read."""
        return weeks.weeks_held(self.plan, self.sessions, self.today)


def read_week(routines_dir: Path | str, log_file: Path | str, now: date, *, whole: bool = False) -> WeekNow | None:
    """The week of these routines, and what was done; None where no week is written.

    Args:
        routines_dir: the person's routines.
        log_file: where there is none, nothing was done.
        now: a moment, or a day as a whole; what is later counts for nothing.
        whole: whether all sessions are read, for the weeks that held; else those that say what is due.

    Raises:
        UnreadableError: the file of the week can't be read.
        LogError: the log can't be.
    """
    found = week_file.of_routines(routines_dir)
    if found is None:
        return None
    today = now.date() if isinstance(now, datetime) else now
    if found.faults:
        return WeekNow(WeekPlan(), (), today, found.faults)
    called = _called(found.plan, routines_dir)
    try:
        sessions = _sessions(log_file, found.plan, now, called, whole=whole) if is_there(log_file) else []
    except (OSError, sqlite3.Error, NewerHistoryError) as error:
        from pathlib import Path

        from backday_tui.history.log import faults_told  # the words for it, which a prompt does without

        with faults_told(Path(log_file)):
            raise error from None
    return WeekNow(found.plan, tuple(sessions), today)


def _called(plan: WeekPlan, routines_dir: Path | str) -> Mapping[str, str]:
    """The ids that stand in the log for the routines of a week: their own and, where they had others, those."""
    called = {routine: routine for routine in plan.routines}
    if os.path.lexists(os.path.join(routines_dir, RENAMED)):  # noqa: PTH118 -- as in `week_file`
        from pathlib import Path

        from backday_tui.routine.store import earlier_ids  # few people rename one

        for routine in plan.routines:
            called.update(dict.fromkeys(earlier_ids(routine, Path(routines_dir)), routine))
    return called


def _sessions(
    log_file: Path | str, plan: WeekPlan, now: date, called: Mapping[str, str], *, whole: bool
) -> list[DoneSession]:
    """The oldest first: all of the week, and before it those of its routines, as far as they tell whose turn it is."""
    today = now.date() if isinstance(now, datetime) else now
    lists = {*plan.days.values(), *([plan.any_days.members] if plan.any_days else [])}
    monday = monday_of(today)
    with _looked_at(log_file) as (db, form):
        values: dict[str, object] = {
            "later": (today + timedelta(days=2)).isoformat(), "counted": monday.isoformat(), "day": today.isoformat(),
            "now": int(now.timestamp()) if isinstance(now, datetime) else _EVER,
        }  # fmt: skip
        names = {f"routine{number}": name for number, name in enumerate(called)}
        which = f"routine IN ({', '.join(f':{name}' for name in names)})" if names else "FALSE"
        working = "AND warmup = 0" if form >= _WITH_WARMUPS else ""
        found: list[DoneSession] = []
        moments: dict[int, int] = {}
        for row in db.execute(_SESSIONS.format(working=working, which=which), values | names):
            session = _session(row, called)
            if session is None:
                continue
            if not (whole or lists) and session.day < monday and session.day < found[-1].day:
                break  # of the day that decided all are there
            if session.day < today:
                lists -= {members for members in lists if _decides(members, session)}
            found.append(session)
            moments[session.id] = row[-1] if isinstance(row[-1], int) else 0
    # By their texts the order of days is right; of those that were logged in different places that within a day is not.
    return sorted(found, key=lambda session: (session.day, moments[session.id], session.id))


def _decides(members: tuple[str, ...], session: DoneSession) -> bool:
    """Whether a session says whose turn came after it, whatever was before."""
    return members.count(session.routine) == 1 and is_done(session)


def _session(row: tuple[object, ...], called: Mapping[str, str]) -> DoneSession | None:
    """A session; None for one of which nobody knows when it was."""
    number, routine, started, partial, planned, elapsed_s, sets, _ = row
    try:
        day = date.fromisoformat(str(started)[:10])
    except ValueError:
        return None
    return DoneSession(
        called.get(str(routine), str(routine)),
        day,
        number if isinstance(number, int) else 0,
        str(started)[_AT],
        partial != 0,
        sets if isinstance(sets, int) else 0,
        planned if isinstance(planned, int) and planned >= 0 else None,
        float(elapsed_s) if isinstance(elapsed_s, int | float) else 0.0,
    )


@contextmanager
def _looked_at(log_file: Path | str) -> Iterator[tuple[sqlite3.Connection, int]]:
    """The log, and the form that it has; what was left half written by a program that died is put right first."""
    try:
        opened = _opened(log_file, "ro")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise
        opened = _opened(log_file, "rw")
    with closing(opened[0]):
        if opened[1] > len(MIGRATIONS):
            raise NewerHistoryError("a newer backday wrote it")
        yield opened


def _opened(log_file: Path | str, mode: str) -> tuple[sqlite3.Connection, int]:
    address = f"{_uri(os.path.abspath(log_file))}?mode={mode}"  # noqa: PTH100
    with ExitStack() as unless_handed_over:
        db = unless_handed_over.enter_context(closing(sqlite3.connect(address, timeout=_WAIT_S, uri=True)))
        db.text_factory = lambda raw: raw.decode("utf-8", "replace")
        steps = iter(range(_MOST_WORK))
        db.set_progress_handler(lambda: next(steps, None) is None, _STEPS)
        (form,) = db.execute("PRAGMA user_version").fetchone()
        db.execute("SELECT id FROM session LIMIT 1").fetchone()
        unless_handed_over.pop_all()
    return db, form


def _uri(path: str) -> str:
    if sys.platform == "win32":
        from pathlib import Path

        return Path(path).as_uri()
    return "file:" + path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
