import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from closed_stores import stores_are_closed  # noqa: F401 -- a fixture for all tests here

from backday_tui.history.journal import Opening
from backday_tui.history.log import LastTimes, last_times
from backday_tui.history.migrations import MIGRATIONS, Migration, NewerHistoryError, migrate
from backday_tui.history.store import GoneError, JournalEntry, JournalLine, PerformedSet, SessionTotals, Store

STARTED = datetime.fromisoformat("2026-01-05T18:00:00+01:00")
ENDED = datetime.fromisoformat("2026-01-05T18:40:00+01:00")
LATER_BY_THE_SUN = datetime.fromisoformat("2026-01-05T17:30:00+00:00")
NOTHING_DONE = datetime.fromisoformat("2026-01-06T17:30:00+00:00")
OPENING = Opening("home", "Back workout at home", 'name = "x"', 15, STARTED)
PLANK = PerformedSet(0, "", "Plank", 1, 3, "hold", "1:00", seconds=60.0)
ROW = PerformedSet(1, "left", "Row", 1, 3, "reps", "8", reps=8, load="25 lb")


def line(entry: JournalEntry, sets: Sequence[PerformedSet] | None = None) -> JournalLine:
    return JournalLine(entry, SessionTotals(entry.at_s, 15), None if sets is None else tuple(sets))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "deep" / "history.db")


def test_a_session_comes_back_as_it_was_written(store: Store) -> None:
    number = store.begin(OPENING)
    store.append(number, 0, [line(JournalEntry(61.5, "Done", {}), [PLANK, ROW])])
    store.end(number, SessionTotals(2400.0, 15, ENDED, partial=False))

    row = store.session(number)

    assert row is not None
    assert (row.routine, row.started, row.ended, row.partial) == ("home", STARTED, ENDED, False)
    assert row.started is not None
    assert row.started.utcoffset() == STARTED.utcoffset()
    assert [(s.exercise, s.side, s.reps, s.seconds, s.load) for s in row.sets] == [
        ("Plank", "", None, 60.0, None),
        ("Row", "left", 8, None, "25 lb"),
    ]


def test_sets_are_replaced_as_a_whole_so_that_none_is_there_twice(store: Store) -> None:
    number = store.begin(OPENING)
    store.append(number, 0, [line(JournalEntry(1, "Done", {}), [PLANK])])
    store.append(number, 1, [line(JournalEntry(2, "Done", {}), [PLANK, ROW])])
    store.append(number, 2, [line(JournalEntry(3, "Undo", {}), [PLANK])])

    row = store.session(number)

    assert row is not None
    assert [done.exercise for done in row.sets] == ["Plank"]


def test_a_line_that_is_there_is_not_written_twice(store: Store) -> None:
    number = store.begin(OPENING)
    store.append(number, 0, [line(JournalEntry(1, "Done", {}))])
    store.append(number, 0, [line(JournalEntry(1, "Done", {}))])
    assert store.journal(number) == (JournalEntry(1, "Done", {}),)


def test_the_journal_comes_back_in_order_with_arguments(store: Store) -> None:
    number = store.begin(OPENING)
    lines = (
        JournalEntry(1, "Extend", {"seconds": 10}),
        JournalEntry(2.25, "Swap", {"exercise": "Pull-up ␛"}),
        JournalEntry(3, "Done", {}),
    )
    store.append(number, 0, [line(lines[0])])
    store.append(number, 1, [line(each) for each in lines[1:]])
    assert store.journal(number) == lines


def test_how_it_stands_is_what_the_last_line_says(store: Store) -> None:
    number = store.begin(OPENING)
    over = JournalLine(JournalEntry(70, "Finish", {}), SessionTotals(60.5, 16, ENDED, partial=False))
    store.append(number, 0, [line(JournalEntry(1, "Done", {})), over])
    row = store.session(number)
    assert row is not None
    assert (row.ended, row.elapsed_s, row.planned_sets, row.partial) == (ENDED, 60.5, 16, False)
    store.append(number, 2, [line(JournalEntry(80, "Undo", {}))])
    row = store.session(number)
    assert row is not None
    assert (row.ended, row.elapsed_s, row.planned_sets, row.partial) == (None, 80, 15, True)


def test_a_text_that_is_none_is_kept_with_question_marks(store: Store) -> None:
    number = store.begin(replace(OPENING, routine="r\udcff", name="n\udcff", snapshot="s\udcff"))
    store.append(
        number, 0, [line(JournalEntry(1, "Swap", {"exercise": "x\udcff"}), [replace(PLANK, exercise="x\udcff")])]
    )
    row = store.session(number)
    assert row is not None
    assert (row.routine, row.name, row.snapshot, row.sets[0].exercise) == ("r?", "n?", "s?", "x?")
    assert store.journal(number)[0].body == {"exercise": "x\udcff"}


def test_a_session_that_was_thrown_away_is_not_written_to(store: Store) -> None:
    number = store.begin(OPENING)
    store.delete(number)
    with pytest.raises(GoneError):
        store.append(number, 0, [line(JournalEntry(1, "Done", {}), [PLANK])])
    assert store.journal(number) == ()


def test_unfinished_are_those_without_an_end(store: Store) -> None:
    assert store.unfinished() == ()
    first, second = store.begin(OPENING), store.begin(OPENING)
    store.end(second, SessionTotals(10, 15, ENDED))

    assert [row.id for row in store.unfinished()] == [first]
    assert [row.id for row in store.unfinished("home")] == [first]
    assert store.unfinished("other") == ()


def test_sessions_are_newest_first_and_deleted_with_their_sets(store: Store) -> None:
    first, second = store.begin(OPENING), store.begin(OPENING)
    store.append(first, 0, [line(JournalEntry(1, "Done", {}), [PLANK])])
    assert [row.id for row in store.sessions()] == [second, first]

    store.delete(first)

    assert [row.id for row in store.sessions()] == [second]
    with closing(sqlite3.connect(store.path)) as db:
        assert db.execute("SELECT count(*) FROM performed_set").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM journal").fetchone() == (0,)


def test_newest_is_by_day_where_it_was_then_by_time_then_by_number(store: Store) -> None:
    days = ("2026-01-05T18:00+01:00", "2026-01-05T20:00+01:00", "2026-01-05T18:30+00:00", "2025-12-31T23:00+01:00")
    numbers = [store.begin(replace(OPENING, started=datetime.fromisoformat(day))) for day in (*days, days[0])]
    with closing(sqlite3.connect(store.path)) as db, db:
        db.execute("UPDATE session SET started = 'once' WHERE id = ?", (store.begin(OPENING),))
        db.execute("UPDATE session SET note = 'good' WHERE id = 2")
    newest = [6, 2, 3, 5, 1, 4]
    assert numbers == [1, 2, 3, 4, 5]
    assert [head.id for head in store.heads()] == [row.id for row in store.sessions()] == newest
    assert [row.id for row in store.sessions(limit=3)] == newest[:3]
    assert [row.id for row in store.sessions_of([4, 2, 7])] == [2, 4]
    assert [(head.unknown, head.note) for head in store.heads()[:2]] == [(("started",), ""), ((), "good")]


def test_a_set_is_corrected_or_deleted_and_a_note_kept(store: Store) -> None:
    number = store.begin(OPENING)
    store.append(number, 0, [line(JournalEntry(1, "Done", {}), [PLANK, ROW])])
    plank, row_set = store.sessions()[0].sets
    store.correct(replace(row_set, reps=10, load="30 lb"))
    assert plank.id is not None
    store.delete_set(plank.id)
    store.annotate(number, "tired")

    after = store.sessions()[0]

    assert [(done.exercise, done.reps, done.load) for done in after.sets] == [("Row", 10, "30 lb")]
    assert after.note == "tired"


def test_last_done_is_when_a_set_of_a_routine_was_done_last_wherever_that_was(store: Store) -> None:
    numbers = [store.begin(replace(OPENING, started=started)) for started in (LATER_BY_THE_SUN, STARTED, NOTHING_DONE)]
    for number in numbers[:2]:
        store.append(number, 0, [line(JournalEntry(1, "Done", {}), [PLANK])])
    written = store.begin(replace(OPENING, routine=""))
    store.append(written, 0, [line(JournalEntry(1, "Done", {}), [PLANK])])
    assert last_times(store, ENDED) == LastTimes({"home": LATER_BY_THE_SUN})


def test_a_write_that_fails_changes_nothing(store: Store) -> None:
    number = store.begin(OPENING)
    with pytest.raises(sqlite3.IntegrityError):
        store.append(number, 0, [line(JournalEntry(1, "Done", {}), [PLANK, PLANK])])
    assert store.journal(number) == ()
    assert store.sessions()[0].sets == ()


def test_each_commit_is_synced_with_a_rollback_journal(store: Store) -> None:
    assert store._db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert store._db.execute("PRAGMA synchronous").fetchone() == (3,)


def test_a_newer_file_is_left_alone(store: Store) -> None:
    store.begin(OPENING)
    store.close()
    with closing(sqlite3.connect(store.path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = store.path.read_bytes()
    with pytest.raises(NewerHistoryError, match="newer backday"):
        Store(store.path)
    assert store.path.read_bytes() == before


def test_a_later_step_keeps_a_copy_of_the_file_before_it(store: Store) -> None:
    store.begin(OPENING)
    store.close()
    later = (*MIGRATIONS, Migration("mood", ("ALTER TABLE session ADD COLUMN mood TEXT",)))
    with closing(sqlite3.connect(store.path, isolation_level=None)) as db:
        migrate(db, store.path, later)
        assert db.execute("SELECT mood FROM session").fetchall() == [(None,)]
    with closing(sqlite3.connect(store.path.with_name("history.db.before-4"))) as copy:
        assert copy.execute("SELECT routine FROM session").fetchall() == [("home",)]
        assert copy.execute("PRAGMA user_version").fetchone() == (3,)


def test_a_step_that_fails_leaves_the_file_as_it_was(store: Store) -> None:
    store.close()
    broken = (*MIGRATIONS, Migration("broken", ("ALTER TABLE session ADD COLUMN mood TEXT", "NONSENSE")))
    with closing(sqlite3.connect(store.path, isolation_level=None)) as db:
        with pytest.raises(sqlite3.OperationalError):
            migrate(db, store.path, broken)
        assert db.execute("PRAGMA user_version").fetchone() == (3,)
        assert "mood" not in [row[1] for row in db.execute("PRAGMA table_info(session)")]


def written_ahead(path: Path) -> sqlite3.Connection:
    """Another program that has made the file a write-ahead log, with something in it."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("UPDATE session SET note = 'from another program'")
    return other


def test_what_another_program_left_in_a_write_ahead_log_is_there(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with closing(Store(path)) as store:
        store.begin(OPENING)
    with closing(written_ahead(path)):
        for file in tmp_path.glob("history.db*"):
            (tmp_path / f"killed-{file.name}").write_bytes(file.read_bytes())
    with closing(Store(tmp_path / "killed-history.db")) as store:
        assert [row.note for row in store.sessions()] == ["from another program"]
    assert {file.name for file in tmp_path.glob("killed-*")} <= {"killed-history.db", "killed-history.db-shm"}


def test_while_another_program_has_a_write_ahead_log_open_it_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with closing(Store(path)) as store:
        store.begin(OPENING)
    with closing(written_ahead(path)), closing(Store(path)) as store:
        store.begin(OPENING)
        assert len(store.sessions()) == 2
    with closing(Store(path)) as store, closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert len(store.sessions()) == 2


def test_the_last_day_of_each_movement_is_by_date_and_up_to_a_day(store: Store) -> None:
    row, plank = replace(ROW, movement="row"), replace(PLANK, movement="plank")
    warm_up = replace(plank, bout=2, is_warmup=True)
    for day, sets in (("2026-01-09", [row]), ("2026-01-05", [row, plank]), ("2026-01-07", [warm_up, PLANK])):
        number = store.begin(replace(OPENING, started=datetime.fromisoformat(f"{day}T23:30:00+05:00")))
        store.append(number, 0, [line(JournalEntry(1, "Done", {}), sets)])
    assert store.last_days(date(2026, 1, 31)) == {"row": date(2026, 1, 9), "plank": date(2026, 1, 5)}
    assert store.last_days(date(2026, 1, 8)) == {"row": date(2026, 1, 5), "plank": date(2026, 1, 5)}
    assert store.last_days(date(2026, 1, 4)) == {}


def test_a_date_that_makes_no_sense_is_no_last_day(store: Store) -> None:
    number = store.begin(OPENING)
    store.append(number, 0, [line(JournalEntry(1, "Done", {}), [replace(ROW, movement="row")])])
    with closing(sqlite3.connect(store.path)) as db, db:
        db.execute("UPDATE session SET started = '2026-99-99 or so'")
    assert store.last_days(date(2027, 1, 1)) == {}
