"""Logs taken into a log as a whole, twice, in parts; taken out, and put back. On real files."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sessions import OPENING, logged

from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import bundled
from backday_tui.history.exchange.exports import exported
from backday_tui.history.exchange.foreign import Settlement, settle
from backday_tui.history.exchange.reading import read_log
from backday_tui.history.exchange.taking_in import TakenIn, names_in, taken_in
from backday_tui.history.journal import Opening
from backday_tui.history.log import as_json
from backday_tui.history.measures import BodyWeight, GivenMax, body_weights, keep_body_weight, keep_max
from backday_tui.history.past import past_of
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store
from backday_tui.history.taking_back import take_back_last
from backday_tui.routine.amounts import parse_load
from backday_tui.training.past import last_time
from backday_tui.training.prescription import Aim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.history.exchange.exports import ExportFormat

LOGS = Path(__file__).parents[1] / "data" / "logs"
NOW = datetime(2026, 11, 29, 18, tzinfo=UTC)
FITNOTES = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "history.sqlite3")) as opened:
        yield opened


def found_in(store: Store, path: Path) -> TakenIn:
    log = read_log(path)
    sessions = settle(log, Settlement("kg", "day", "km"), NOW)
    assert log.problems == []
    return taken_in(log, sessions, names_in(sessions, bundled()), store, bundled())


def take_in(store: Store, path: Path) -> TakenIn:
    found = found_in(store, path)
    store.take_in(found.log)
    return found


def whole(store: Store, form: ExportFormat = "backday") -> str:
    numbers = sorted(head.id for head in store.heads())
    return "".join(exported(store, numbers, form, bundled(), whole=True))


def log_json(store: Store) -> str:
    return json.dumps(as_json(store.sessions()))


@pytest.mark.parametrize("path", sorted(LOGS.glob("*.csv")), ids=lambda path: path.stem)
def test_what_was_taken_in_is_taken_in_once_and_out_as_a_whole(store: Store, path: Path) -> None:
    logged(store, PerformedSet(0, "", "Plank", 1, 1, "hold", "", seconds=60.0))
    keep_body_weight(store, date(2026, 1, 1), parse_load("80 kg"))
    before, json_before = whole(store), log_json(store)
    found = take_in(store, path)
    assert not found.is_nothing
    after = whole(store)
    assert len(store.heads()) == 1 + found.sessions
    assert found_in(store, path).is_nothing
    take_in(store, path)
    assert whole(store) == after
    undone = store.undo_import()
    assert (undone.brought.sessions, undone.corrected) == (found.sessions, ())
    assert undone.brought.body_weights == len(found.log.weights)
    assert (whole(store), log_json(store)) == (before, json_before)
    assert "is in the log again" in take_back_last(store)
    assert whole(store) == after
    store.undo_import()
    assert whole(store) == before


def test_the_last_import_that_added_something_is_taken_back(store: Store) -> None:
    take_in(store, LOGS / "hevy.csv")
    one = whole(store)
    take_in(store, LOGS / "gravl.csv")
    take_in(store, LOGS / "hevy.csv")
    assert store.undo_import().app == "Gravl"
    assert whole(store) == one
    assert store.undo_import().app == "Hevy"
    with pytest.raises(BackdayError, match="nothing was imported"):
        store.undo_import()


def test_what_was_put_right_since_is_named_and_comes_back_with_the_import(store: Store) -> None:
    take_in(store, LOGS / "hevy.csv")
    row = store.sessions()[0]
    store.annotate(row.id, "well done")
    store.delete_set(row.sets[0].id or 0)
    kept = whole(store)
    undone = store.undo_import()
    assert [each.what for each in undone.corrected] == ["note", "set deleted"]
    take_back_last(store)
    assert whole(store) == kept
    take_back_last(store)
    assert len(store.sessions()[0].sets) == len(row.sets)


def test_a_session_that_was_deleted_since_can_still_be_brought_back(store: Store) -> None:
    take_in(store, LOGS / "hevy.csv")
    all_of_it = log_json(store)
    store.delete(store.sessions()[0].id)
    undone = store.undo_import()
    assert [each.what for each in undone.corrected] == ["session deleted"]
    assert store.heads() == ()
    take_back_last(store)
    assert len(store.heads()) == 1
    take_back_last(store)
    assert log_json(store) == all_of_it


def test_undo_right_behind_an_import_takes_it_out(store: Store) -> None:
    logged(store)
    before = whole(store)
    take_in(store, LOGS / "hevy.csv")
    assert take_back_last(store) == "the import from Hevy, 2 sessions"
    assert whole(store) == before


def test_a_session_that_has_more_rows_than_before_gets_the_new_ones(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    rows = ["2026-11-18,Deadlift,Back,80,kgs,9,,,,\n", "2026-11-18,Plank,Abs,,,,,,0:01:30,\n"]
    path.write_text(FITNOTES + "".join(rows), encoding="utf-8")
    take_in(store, path)
    first = whole(store)
    (row,) = store.sessions()
    store.delete_set(row.sets[1].id or 0)
    rows.insert(1, "2026-11-18,Deadlift,Back,85,kgs,8,,,,\n")
    path.write_text(FITNOTES + "".join(rows), encoding="utf-8")
    found = take_in(store, path)
    assert (found.sessions, found.known, found.added_sets, len(found.log.sessions)) == (1, 0, 1, 0)
    (row,) = store.sessions()
    assert [(each.exercise, each.load) for each in row.sets] == [("Deadlift", "80 kg"), ("Deadlift", "85 kg")]
    grown = whole(store)
    assert found_in(store, path).is_nothing
    assert store.undo_import().brought.sessions == 0
    assert [each.load for each in store.sessions()[0].sets] == ["80 kg"]
    take_back_last(store)
    assert whole(store) == grown
    take_back_last(store)
    take_back_last(store)
    assert whole(store) == first


def test_other_figures_in_a_known_session_are_told_and_left(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(FITNOTES + "2026-11-18,Deadlift,Back,80,kgs,9,,,,\n", encoding="utf-8")
    take_in(store, path)
    path.write_text(FITNOTES + "2026-11-18,Deadlift,Back,90,kgs,9,,,,\n", encoding="utf-8")
    found = found_in(store, path)
    assert (found.is_nothing, found.known, found.changed) == (True, 1, 1)


def test_what_was_imported_counts_for_last_time_and_is_never_the_newest_by_its_number(store: Store) -> None:
    recent = logged(store, PerformedSet(0, "", "Deadlift", 1, 1, "reps", "", reps=3, source="typed"), opening=Opening(
        "back", "Back", "", 1, datetime(2026, 11, 28, 18, tzinfo=UTC)))  # fmt: skip
    take_in(store, LOGS / "hevy.csv")
    assert store.sessions()[0].id == recent
    past = past_of(store, bundled(), ["plank"], "", NOW)
    last = last_time(past, NOW, "", "plank")
    assert last is not None
    assert [done.seconds for done in last.sets] == [90, 80]


def test_an_import_that_fails_in_the_middle_leaves_the_log_as_it_was(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged(store)
    before = whole(store)
    found = found_in(store, LOGS / "hevy.csv")

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "_note_change", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.take_in(found.log)
    assert whole(store) == before


# -- out and in ---------------------------------------------------------------------------------------------------

names = st.sampled_from(["Plank", "Deadlift", "My thing", "=1+1", "-20", "Reihe; zwei", 'a "b"', "'quoted", "Übung\n2"])
moments = st.datetimes(datetime(2001, 1, 2), datetime(2026, 11, 1)).map(lambda at: at.replace(microsecond=0))  # noqa: DTZ001
loads = st.sampled_from([None, "40 kg", "2x12 kg", "+10 kg", "-20 kg", "90 lb", "red band", "bodyweight", "82.5 kg"])


@st.composite
def done_sets(draw: st.DrawFn) -> list[PerformedSet]:
    count = draw(st.integers(0, 4))
    return [
        PerformedSet(
            bout, draw(st.sampled_from(["", "left", "right"])), draw(names), draw(st.integers(1, 9)), 9,
            draw(st.sampled_from(["reps", "hold", "open"])), draw(st.sampled_from(["", "8-12"])),
            reps=draw(st.none() | st.integers(0, 100)), seconds=draw(st.none() | st.integers(0, 900).map(float)),
            load=draw(loads), movement="plank", source=draw(st.sampled_from(["typed", "imported", "auto"])),
            is_warmup=draw(st.booleans()), mark=draw(st.sampled_from([None, "drop", "failure"])),
            rir=draw(st.sampled_from([None, 0.0, 1.5, 6.0])), distance_m=draw(st.none() | st.floats(0, 9000)),
            note=draw(st.text(max_size=20)), at=draw(st.none() | moments.map(lambda at: at.replace(tzinfo=UTC))),
            rest_s=draw(st.none() | st.floats(0, 900)), entry=draw(st.none() | st.integers(0, 3)), nth=1,
            aim=draw(st.none() | st.builds(Aim, st.integers(1, 20), st.none(), st.just(parse_load("40 kg")))),
        )
        for bout in range(count)
    ]  # fmt: skip


def filled(store: Store, draw: st.DataObject) -> None:
    """A log with anything in it, put right here and there."""
    zone = timezone(timedelta(hours=2))
    for place in range(draw.draw(st.integers(1, 3))):
        opening = Opening("", draw.draw(st.text(max_size=10)), 'name = "x"', 3, draw.draw(moments).replace(tzinfo=zone))
        sets: list[PerformedSet] = draw.draw(done_sets())
        if draw.draw(st.integers(0, 1)):
            store.add(opening, opening.started.date(), sets, ())
            continue
        number = store.begin(opening)
        line = JournalLine(JournalEntry(1.5, "Done", {"a": [1]}), SessionTotals(9.0, 3), tuple(sets))
        store.append(number, 0, [line])
        store.end(number, SessionTotals(60.0, 3, opening.started + timedelta(minutes=1), partial=place == 0))
    for row in store.sessions():
        if draw.draw(st.booleans()):
            store.annotate(row.id, draw.draw(st.text(max_size=10)))
        loses_one = draw.draw(st.booleans())
        if row.sets and loses_one:
            store.delete_set(row.sets[0].id or 0)
        if draw.draw(st.integers(0, 4)) == 0:
            store.delete(row.id)
    keep_body_weight(store, date(2026, 1, 1), parse_load("80 kg"))
    keep_max(store, GivenMax(0, date(2026, 1, 2), "Deadlift", parse_load("120 kg"), 90), bundled())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_our_json_holds_all_of_a_log(tmp_path_factory: pytest.TempPathFactory, draw: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("logs")
    with closing(Store(folder / "one.sqlite3")) as one, closing(Store(folder / "two.sqlite3")) as two:
        filled(one, draw)
        path = folder / "log.json"
        path.write_text(whole(one), encoding="utf-8")
        found = take_in(two, path)
        assert whole(two) == whole(one)
        assert log_json(two) == log_json(one)
        assert [two.changes(row.id) for row in two.sessions()] == [one.changes(row.id) for row in one.sessions()]
        assert found_in(two, path).is_nothing
        assert found_in(one, path).is_nothing
        assert [each[1:] for each in body_weights(two)] == [each[1:] for each in body_weights(one)]
        assert found.sessions == len(one.heads())


def test_a_session_of_ours_gets_what_the_file_has_more_and_nothing_twice(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "one.sqlite3")) as one, closing(Store(tmp_path / "two.sqlite3")) as two:
        take_in(one, LOGS / "hevy.csv")
        path = tmp_path / "log.json"
        path.write_text(whole(one), encoding="utf-8")
        take_in(two, path)
        row = two.sessions()[0]
        one.add_sets(row.id, [PerformedSet(0, "", "Plank", 3, 3, "hold", "", seconds=70.0, movement="plank")])
        path.write_text(whole(one), encoding="utf-8")
        found = take_in(two, path)
        assert (found.added_sets, len(found.log.sessions)) == (1, 0)
        assert [each.seconds for each in two.sessions()[0].sets][-1] == 70
        assert found_in(two, path).is_nothing


def test_our_json_comes_into_a_log_whose_numbers_are_taken(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "one.sqlite3")) as one, closing(Store(tmp_path / "two.sqlite3")) as two:
        take_in(one, LOGS / "hevy.csv")
        row = one.sessions()[0]
        one.correct(row.sets[0].__class__(**{**_fields(row.sets[0]), "reps": 7}))
        logged(two, PerformedSet(0, "", "Plank", 1, 1, "hold", "", seconds=60.0))
        before = whole(two)
        path = tmp_path / "log.json"
        path.write_text(whole(one), encoding="utf-8")
        take_in(two, path)
        assert len(two.heads()) == 3
        same = next(each for each in two.sessions() if each.uid == row.uid)
        (change,) = two.changes(same.id)
        assert change.was["set"] == same.sets[0].id
        two.undo_import()
        assert whole(two) == before


def _fields(done: PerformedSet) -> dict[str, Any]:
    return {name: getattr(done, name) for name in PerformedSet.__dataclass_fields__}


def test_a_log_of_ours_that_makes_no_sense_is_told(tmp_path: Path, store: Store) -> None:
    take_in(store, LOGS / "fitnotes.csv")
    found = json.loads(whole(store))
    found["sessions"][1]["sets"][0]["reps"] = -4
    found["sessions"][0]["started"] = "1950-01-01"
    found["training_max"] = [{"day": "x"}]
    path = tmp_path / "log.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    log = read_log(path)
    said = [each.message for each in log.problems]
    assert said[0].startswith("sessions[0]: started: 1950-01-01 is before 1970")
    assert said[1:] == ["sessions[1].sets[0]: reps: that makes no sense", "training_max[0]: day: that makes no sense"]
    assert log.own == []


def held_by_strong(store: Store) -> list[Any]:
    """What Strong's form can hold of a log."""
    return [
        (
            row.name,
            row.started.replace(tzinfo=None) if row.started else None,
            row.note,
            [
                (each.exercise, each.reps, each.seconds, each.load, each.rir, each.is_warmup, each.mark, each.note)
                for each in row.sets
            ],
        )
        for row in store.sessions()
    ]


words_ = st.text("abc;,\"'=+-@ ß", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(
    lambda text: text not in ("", "-") and not text.startswith(";") and "; " not in text and text != ";"
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_what_strong_can_hold_comes_back_from_it(tmp_path_factory: pytest.TempPathFactory, draw: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("logs")
    with closing(Store(folder / "one.sqlite3")) as one, closing(Store(folder / "two.sqlite3")) as two:
        started = draw.draw(st.lists(moments, min_size=1, max_size=3, unique=True))
        for at in started:
            opening = Opening("", draw.draw(words_), "", 3, at.astimezone())
            sets = [
                PerformedSet(
                    bout, "", draw.draw(words_), bout + 1, 3, "reps", "", reps=draw.draw(st.integers(1, 100)),
                    seconds=draw.draw(st.none() | st.integers(1, 900).map(float)),
                    load=draw.draw(st.sampled_from([None, "40 kg", "82.5 kg", "90 lb"])), movement="x", nth=1,
                    rir=draw.draw(st.sampled_from([None, 0.0, 1.5, 6.0])), is_warmup=draw.draw(st.booleans()),
                    mark=draw.draw(st.sampled_from([None, "drop", "failure"])), note=draw.draw(st.just("") | words_),
                )
                for bout in range(draw.draw(st.integers(1, 3)))
            ]  # fmt: skip
            number = logged(one, *sets, opening=opening)
            one.annotate(number, draw.draw(st.just("") | words_), is_change=False)
        path = folder / "strong.csv"
        path.write_bytes(whole(one, "strong").encode())
        take_in(two, path)
        assert held_by_strong(two) == held_by_strong(one)


@pytest.mark.parametrize("form", ["csv", "strong", "hevy", "fitnotes"])
def test_every_form_is_read_again_and_no_cell_is_a_formula(store: Store, tmp_path: Path, form: ExportFormat) -> None:
    note, run = '=HYPERLINK("http://x")', "-2+cmd|x"
    sets = [
        PerformedSet(0, "", run, 1, 2, "reps", "", reps=5, load="-20 kg", note=note, source="typed", movement="x"),
        PerformedSet(1, "", "Plank", 1, 1, "hold", "", seconds=90.0, distance_m=2100.0, rir=2.0, movement="plank"),
    ]
    logged(store, *sets, opening=OPENING)
    text = whole(store, form)
    assert text.endswith("\r\n")
    cells = [cell for line in text.splitlines() for cell in line.replace(";", ",").split(",")]
    assert not [cell for cell in cells if cell.lstrip('"')[:1] in ("=", "+", "@") or cell.startswith("-2+")]
    path = tmp_path / "log.csv"
    path.write_bytes(text.encode())
    with closing(Store(tmp_path / "two.sqlite3")) as two:
        found = take_in(two, path)
        (row,) = two.sessions()
        assert found.sets == 2
        first, second = row.sets
        assert first.exercise.startswith(run)
        assert (first.reps, first.load, first.note) == (5, "-20 kg", note)
        assert (second.seconds, round(second.distance_m or 0)) == (90, 2100)


def test_body_weights_of_a_day_are_those_that_moved_weights_are_worked_out_with(store: Store, tmp_path: Path) -> None:
    head = (LOGS / "stronglifts.csv").read_text(encoding="utf-8").splitlines()[0]
    row = '"2026/05/25","1","A","","80","Pull-up","","","","","","","","1","7:37 PM","8:37 PM","","5","0","","","",""'
    path = tmp_path / "log.csv"
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    take_in(store, path)
    assert store.sessions()[0].sets[0].moved_kg == 80
    assert [each[1:] for each in body_weights(store)] == [BodyWeight(1, date(2026, 5, 25), parse_load("80 kg"))[1:]]
