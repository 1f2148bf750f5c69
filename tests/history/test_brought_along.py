"""Logs of older versions brought along: what they hold is found by movement, and an old program that runs goes on."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from closed_stores import stores_are_closed  # noqa: F401 -- a fixture for all tests here
from sessions import OPENING, STARTED, a_set, logged

from backday_tui.exercises.catalog import Catalog, Exercise, bundled
from backday_tui.history.log import as_json, nonsense_in
from backday_tui.history.migrations import MIGRATIONS, migrate
from backday_tui.history.movements import bring_up_to_date
from backday_tui.history.past import past_session
from backday_tui.history.store import LoggedEntry, Store
from backday_tui.routine.amounts import parse_load
from backday_tui.routine.model import Deloading, Progress, Reps, Span
from backday_tui.training.prescription import Aim, Prescription

OLD_LOG = Path(__file__).parent.parent / "data" / "0.1.0" / "history.sqlite3"
OLD_SESSION = (
    "INSERT INTO session (id, routine, name, snapshot, options, planned_sets, started) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
OLD_COLUMNS = ("session", "bout", "side", "exercise", "number", "sets", "kind", "target", "reps", "seconds", "load",
               "rounds")  # fmt: skip
OLD_SET = f"INSERT INTO performed_set ({', '.join(OLD_COLUMNS)}) VALUES ({', '.join('?' * 12)})"  # noqa: S608 -- its own
"""As version 0.1.0 writes them."""


def old_set(session: int, bout: int, exercise: str, load: str | None = None) -> tuple[object, ...]:
    return (session, bout, "", exercise, 1, 1, "reps", "8", 8, None, load, None)


# -- the form -----------------------------------------------------------------------------------------------------


def test_an_older_backday_that_has_the_file_open_goes_on_writing(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        migrate(old, path, MIGRATIONS[:2])
        old.execute(OLD_SESSION, (1, "back", "Back", "", "{}", 3, "2026-01-05T18:00:00+01:00"))
        old.execute(OLD_SET, old_set(1, 0, "Seated row", "20 kg"))
        with closing(Store(path)) as store:
            bring_up_to_date(store, bundled())
            assert [done.movement for done in store.sessions()[0].sets] == ["seated-row"]
        # As it replaces all sets of a session with each one that is done:
        old.execute("DELETE FROM performed_set WHERE session = 1")
        old.executemany(OLD_SET, [old_set(1, 0, "Seated row", "20 kg"), old_set(1, 1, "My Own  Row", "heavy")])
        old.execute("UPDATE session SET elapsed_s = 70.0, ended = ? WHERE id = 1", ("2026-01-05T18:01:10+01:00",))
        old.execute(OLD_SESSION, (2, "legs", "Legs", "", "{}", 3, "2026-01-06T18:00:00+01:00"))
    with closing(Store(path)) as store:
        legs, back = store.sessions()
        assert len({legs.uid, back.uid, ""}) == 3
        assert [done.movement for done in back.sets] == ["", ""]
        bring_up_to_date(store, bundled())
        assert [(done.movement, done.source, done.moved_kg) for done in store.sessions()[1].sets] == [
            ("seated-row", "unknown", 20.0),
            ("my own row", "unknown", None),
        ]


def test_a_copy_is_made_before_and_is_the_old_log(tmp_path: Path) -> None:
    shutil.copy(OLD_LOG, tmp_path)
    Store(tmp_path / "history.sqlite3").close()
    with closing(sqlite3.connect(tmp_path / "history.sqlite3.before-3")) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (2,)
        assert copy.execute("SELECT count(*) FROM session").fetchone() == (3,)


def test_sessions_of_an_old_log_are_known_by_the_same_in_each_copy_of_it(tmp_path: Path) -> None:
    known = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        shutil.copy(OLD_LOG, tmp_path / name)
        with closing(Store(tmp_path / name / "history.sqlite3")) as store:
            known.append([row.uid for row in store.sessions()])
    assert known[0] == known[1]
    assert len({*known[0], ""}) == 4


def test_no_two_sessions_are_known_by_the_same(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        for opening in (replace(OPENING, uid="mine"), replace(OPENING, uid="mine"), OPENING):
            store.begin(opening)
        uids = [row.uid for row in store.sessions()]
    assert uids[2] == "mine"
    assert len({*uids, ""}) == 4


def test_a_session_whose_row_is_too_long_to_be_changed_keeps_no_log_from_being_read(tmp_path: Path) -> None:
    shutil.copy(OLD_LOG, tmp_path)
    path = tmp_path / "history.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE session SET snapshot = ? WHERE id = 2", ("x" * (9 << 20),))
        db.execute("UPDATE session SET started = ? WHERE id = 1", ("x" * (9 << 20),))
    with closing(Store(path)) as store:
        bring_up_to_date(store, bundled())
        assert [(row.id, bool(row.uid)) for row in store.heads()] == [(1, False), (3, True), (2, False)]


# -- movements and loads --------------------------------------------------------------------------------------------

LOADS = {
    "40 kg": ("weight", 40.0, "kg"),
    "90 lb": ("weight", 90.0, "lb"),
    "25 lbs": ("weight", 25.0, "lb"),
    "2x12 kg": ("weight", 24.0, "kg"),
    "bodyweight": ("body", 0.0, None),
    "+10 kg": ("body", 10.0, "kg"),
    "-20 kg": ("body", -20.0, "kg"),
    "red band": ("label", None, None),
    "20": ("", None, None),
    "3 plates": ("", None, None),
    "-": ("", None, None),
}


def test_loads_are_numbers_where_they_can_be_and_stay_as_written(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        migrate(old, path, MIGRATIONS[:2])
        old.execute(OLD_SESSION, (1, "back", "Back", "", "{}", 3, "2026-01-05T18:00:00+01:00"))
        old.executemany(OLD_SET, [old_set(1, bout, "Pull-up", load) for bout, load in enumerate(LOADS)])
    with closing(Store(path)) as store:
        bring_up_to_date(store, bundled())
        assert [done.load for done in store.sessions()[0].sets] == list(LOADS)
        columns = store._db.execute(
            "SELECT load_kind, load_value, load_unit FROM performed_set ORDER BY bout"
        ).fetchall()
        assert columns == list(LOADS.values())


def with_own(*own: Exercise) -> Catalog:
    return bundled().with_own(own)


def movements(store: Store) -> list[str]:
    return [done.movement for row in reversed(store.sessions()) for done in row.sets]


def test_names_are_looked_up_anew_when_the_exercises_are_others(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        logged(store, a_set("  Wall   Walk "), a_set("Seated row", 1), a_set("Chin-up / Pull-up", 2))
        bring_up_to_date(store, bundled())
        assert movements(store) == ["wall walk", "seated-row", "chin-up"]
        bring_up_to_date(store, with_own(Exercise("wall-walks", "Wall walks", aliases=("wall walk",))))
        assert movements(store) == ["wall-walks", "seated-row", "chin-up"]
        bring_up_to_date(store, bundled())
        assert movements(store) == ["wall walk", "seated-row", "chin-up"]


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        logged(store, a_set("Seated row"))
        bring_up_to_date(store, bundled())
        before = store.path.read_bytes()
        bring_up_to_date(store, bundled())
        assert store.path.read_bytes() == before


def test_an_exercise_of_the_routine_itself_goes_before_the_persons(tmp_path: Path) -> None:
    text = 'name = "x"\nwork = ["3x8 My row"]\n[exercises.row-of-mine]\nname = "My row"\nmuscles = ["lats"]\n'
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        logged(store, a_set("My row"), opening=replace(OPENING, snapshot=text))
        logged(store, a_set("My row"))
        for _ in range(2):
            bring_up_to_date(store, with_own(Exercise("theirs", "My row")))
            assert movements(store) == ["row-of-mine", "theirs"]
            bring_up_to_date(store, bundled())
            assert movements(store) == ["row-of-mine", "my row"]


def test_an_amrap_of_an_old_log_is_known_by_its_exercises(tmp_path: Path) -> None:
    text = 'name = "x"\n[[work]]\namrap = ["5 Pull-up", "10 Push-up"]\ntime = "5:00"\n'
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        logged(store, a_set("AMRAP", rounds=3), opening=replace(OPENING, snapshot=text))
        logged(store, a_set("AMRAP", rounds=3))
        bring_up_to_date(store, bundled())
        assert movements(store) == ["amrap: pull-up, push-up", "amrap"]


def test_entries_that_become_one_movement_are_told_apart_by_their_place(tmp_path: Path) -> None:
    def entry(place: int, name: str) -> LoggedEntry:
        asks = Prescription(1)
        return LoggedEntry(place, "work", place, 0, name, name.casefold(), 1, "reps", 1, asks, False, False)

    sets = [a_set(name, place, movement=name.casefold(), entry=place, nth=1) for place, name in enumerate("AB")]
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        number = logged(store, *sets, entries=(entry(0, "A"), entry(1, "B")))
        bring_up_to_date(store, with_own(Exercise("both", "A", aliases=("B",))))
        assert [(each.movement, each.nth) for each in store.entries(number)] == [("both", 1), ("both", 2)]
        assert [(done.movement, done.nth) for done in store.sessions()[0].sets] == [("both", 1), ("both", 2)]


def test_what_can_not_be_written_now_is_looked_up_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backday_tui.history.database.BUSY_S", 0.01)
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        logged(store, a_set("Seated row"))
        with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            bring_up_to_date(store, bundled())
            assert movements(store) == [""]
            other.execute("ROLLBACK")
        bring_up_to_date(store, bundled())
        assert movements(store) == ["seated-row"]


# -- what is kept of a set ------------------------------------------------------------------------------------------


def test_all_that_is_kept_of_a_set_and_an_entry_comes_back(tmp_path: Path) -> None:
    load = parse_load("42.5 kg")
    aim = Aim(reps=8, seconds=None, load=load, to_beat=12)
    done = a_set("Seated row", load="42.5 kg", movement="seated-row", source="typed", is_warmup=True, mark="drop",
                 rir=1.5, distance_m=12.5, note="sore", at=STARTED, rest_s=90.5, moved_kg=42.5, aim=aim, entry=0,
                 nth=2, is_cut=True)  # fmt: skip
    growth = Progress((8, 12), load, 5, 60, load, 2, Deloading(3, 7.5), doubles=True, sets=(3, 5), then="harder")
    asks = Prescription(2, (Reps(8, 12), Reps(5, None)), (Span(30), Span(None, True)), (load, load), growth)
    entry = LoggedEntry(0, "warmup", 2, 1, "Seated row", "seated-row", 2, "hold", 3, asks, True, True)
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        number = logged(store, done, entries=(entry, replace(entry, place=1, prescription=None)))
        assert [replace(each, id=None) for each in store.sessions()[0].sets] == [done]
        assert store.entries(number) == (entry, replace(entry, place=1, prescription=None))


NONSENSE = {
    "source": "'somebody'", "mark": "'x'", "rir": "1.3", "distance_m": "-1", "at": "'once'", "rest_s": "9e999",
    "moved_kg": "-1.0", "aim": "'{\"reps\": \"8\"}'", "movement": "printf('%.2000c', 'x')", "nth": "-1", "entry": "-4",
    "note": "printf('%.20000c', 'x')",
}  # fmt: skip


@pytest.mark.parametrize("column", NONSENSE)
def test_what_makes_no_sense_of_a_set_is_unknown_and_told(tmp_path: Path, column: str) -> None:
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        number = logged(store, a_set("Seated row", movement="seated-row"))
        store._db.execute(f"UPDATE performed_set SET {column} = {NONSENSE[column]}")  # noqa: S608 -- the test's own
        (row,) = store.sessions()
        assert row.sets[0].unknown == (column,)
        assert nonsense_in(row) == "figures of 1 set"
        assert as_json([row])[0]["sets"][0]["reps"] == 8
        past = past_session(row, store.entries(number))
        assert past is not None
        assert past.entries[0].sets[0].reps == 8


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"sets": 1}', "null", "1e999", '{"sets": 1, "reps": [[1]], "holds": []}']
)
def test_a_prescription_that_makes_no_sense_is_none(tmp_path: Path, text: str) -> None:
    entry = LoggedEntry(0, "work", 0, 0, "A", "a", 1, "reps", 3, Prescription(3), False, False)
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        number = logged(store, a_set("A"), entries=(entry,))
        store._db.execute("UPDATE planned_entry SET prescription = ?", (text,))
        assert store.entries(number) == (replace(entry, prescription=None),)


def test_what_is_moved_of_the_body_is_worked_out_with_its_weight_of_that_day(tmp_path: Path) -> None:
    dip = a_set("Dip", movement="dip", load="+10 kg", share=1.0)
    sets = (dip, a_set("Push-up", 1, share=0.64), a_set("Plank", 2), a_set("Row", 3, load="red band", share=1.0))
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        logged(store, *sets)
        assert [done.moved_kg for done in store.sessions()[0].sets] == [None] * 4
        for day, kg in (("2025-12-01", 70.0), ("2026-01-05", 80.0), ("2026-01-06", 90.0)):
            store._db.execute("INSERT INTO body_weight (day, weight, kg) VALUES (?, ?, ?)", (day, f"{kg} kg", kg))
        number = logged(store, *sets)
        row = store.session(number)
        assert row is not None
        assert [done.moved_kg for done in row.sets] == [90.0, 51.2, None, None]


def test_a_session_of_which_only_the_day_is_known_has_ended_and_is_read_as_a_day(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        number = logged(store, a_set("Dip"))
        store._db.execute("UPDATE session SET started = '2026-11-02', ended = '2026-11-02', imported = 'Strong'")
        (row,) = store.sessions()
        assert (row.has_ended, row.ended, row.when) == (True, None, date(2026, 11, 2))
        told = as_json([row])[0]
        assert (told["started"], told["ended"], told["partial"], told["imported"]) == (
            "2026-11-02", None, False, "Strong",
        )  # fmt: skip
        assert store.unfinished() == ()
        assert list(store.finished()) == []
        assert store.session(number) == row
