"""Exports of other apps, read: counted by hand, with every trap; and files that only look like one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backday_tui.exercises.catalog import bundled
from backday_tui.history.exchange.csv_rows import LogRefusedError
from backday_tui.history.exchange.foreign import ForeignLog, Settlement, guessed_unit, settle
from backday_tui.history.exchange.reading import read_log
from backday_tui.history.exchange.taking_in import meant_by, names_in, report, taken_in

if TYPE_CHECKING:
    from backday_tui.history.imports import NewSession

LOGS = Path(__file__).parents[1] / "data" / "logs"
NOW = datetime(2026, 11, 29, 18, tzinfo=UTC)
HEVY = (LOGS / "hevy.csv").read_text(encoding="utf-8").splitlines()[0]
STRONG = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
FITNOTES = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment"


def sessions_of(log: ForeignLog, **said: Any) -> list[NewSession]:
    sessions = settle(log, Settlement(**said), NOW)
    names = names_in(sessions, bundled())
    return list(taken_in(log, sessions, names, None, bundled()).log.sessions)


def read(path: Path, **said: Any) -> list[NewSession]:
    log = read_log(path)
    sessions = sessions_of(log, **said)
    assert log.problems == []
    return sessions


def written(folder: Path, *lines: str) -> Path:
    path = folder / "log.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def problems(path: Path, **said: Any) -> list[tuple[int, int, str]]:
    log = read_log(path)
    sessions_of(log, **said)
    return [(each.line, each.column, each.message) for each in log.problems]


def figures(session: NewSession) -> list[tuple[Any, ...]]:
    return [(each.exercise, each.number, each.reps, each.seconds, each.load) for each in session.sets]


# -- each app -----------------------------------------------------------------------------------------------------


def test_hevy() -> None:
    old, new = read(LOGS / "hevy.csv")
    assert (old.columns["name"], old.columns["started"][:16]) == ("Treino", "2026-07-27T19:00")
    assert new.columns["imported"] == "Hevy"
    assert new.columns["elapsed_s"] == 41 * 60
    assert new.columns["note"] == "felt good\nslept well"
    assert figures(new) == [
        ("Deadlift (Barbell)", 1, 5, None, "40 kg"),
        ("Deadlift (Barbell)", 1, 9, None, "80 kg"),
        ("Deadlift (Barbell)", 2, 3, None, "185 kg"),
        ("Plank", 1, None, 90, None),
        ("Face Pull (Cable)", 1, 15, None, "20 kg"),
        ("Plank", 2, None, 80, None),
        ("Face Pull (Cable)", 2, 12, None, "15 kg"),
        ("Pull Up (Assisted)", 1, 8, None, "-20 kg"),
        ("Pull Up (Weighted)", 1, 5, None, "+10 kg"),
    ]
    assert [(each.is_warmup, each.mark, each.rir) for each in new.sets[:3]] == [
        (True, None, None),
        (False, None, 1.5),
        (False, "failure", 0),
    ]
    assert [each.note for each in new.sets[:3]] == ["grip slipped", "", ""]
    assert [each.mark for each in new.sets[3:7]] == [None, None, None, "drop"]
    assert [(each.exercise, each.item, each.entry) for each in new.entries[:3]] == [
        ("Deadlift (Barbell)", 0, 0),
        ("Plank", 1, 0),
        ("Face Pull (Cable)", 1, 1),
    ]
    assert {each.source for each in new.sets} == {"imported"}
    rowing, odd = old.sets
    assert (rowing.kind, rowing.seconds, rowing.distance_m) == ("time", 600, 2100)
    assert (odd.movement, odd.rir) == ("my odd thing", 4)


def test_strong_says_no_unit_and_means_none_by_0() -> None:
    log = read_log(LOGS / "strong-classic.csv")
    assert log.unsettled() == (True, "lb", True, False)
    first, second = sessions_of(log, unit="lb", distance="km")
    assert figures(first) == [
        ("Deadlift (Barbell)", 1, 5, None, "135 lb"),
        ("Deadlift (Barbell)", 1, 9, None, "225 lb"),
        ("Deadlift (Barbell)", 2, 3, None, "315 lb"),
        ("Deadlift (Barbell)", 3, 8, None, "185 lb"),
        ("Plank", 1, None, 90, None),
    ]
    assert [each.rest_s for each in first.sets] == [None, None, 120, None, None]
    assert [each.is_warmup for each in first.sets[:2]] == [True, False]
    assert first.sets[3].mark == "drop"
    assert log.left_out == {"row without figures": 1}
    assert (second.columns["name"], second.columns["note"]) == ("Run, easy", 'first "long" one')
    assert (second.columns["elapsed_s"], second.sets[0].distance_m) == (4200, 3200)


def test_a_distance_of_no_unit_is_kept_as_a_note() -> None:
    _, second = sessions_of(read_log(LOGS / "strong-classic.csv"), unit="kg")
    assert (second.sets[0].distance_m, second.sets[0].note) == (None, "distance 3.2")


def test_the_other_dialect_of_strong_has_units_semicolons_and_decimal_commas() -> None:
    (session,) = read(LOGS / "strong-android.csv")
    assert [each.load for each in session.sets] == ["80 kg", "82.5 kg", "50 lb", None]
    assert session.sets[1].rir == 1.5
    assert (session.sets[2].is_warmup, session.sets[2].note, session.columns["note"]) == (True, "", "")
    assert session.sets[3].distance_m == pytest.approx(1.5 * 1609.344)


def test_the_newest_strong_has_its_units_in_the_head_and_empty_cells_for_none() -> None:
    log = read_log(LOGS / "strong-newer.csv")
    assert log.unsettled() == (False, "kg", False, False)
    (session,) = sessions_of(log)
    assert figures(session) == [
        ("Bench Press (Barbell)", 1, 10, None, "40 kg"),
        ("Bench Press (Barbell)", 1, 8, None, "82.5 kg"),
        ("Bench Press (Barbell)", 2, 7, None, "80 kg"),
        ("Sled Push", 1, None, None, "80 kg"),
    ]
    assert [(each.rest_s, each.note, each.mark) for each in session.sets[:3]] == [
        (None, "", None),
        (None, "Wide grip", None),
        (90, "elbow, left", "failure"),
    ]
    assert (session.sets[3].distance_m, session.columns["elapsed_s"]) == (20, 3720)
    assert log.remarks == []


def test_rests_of_strong_in_german_are_no_sets(tmp_path: Path) -> None:
    head = (LOGS / "strong-german.csv").read_text("utf-8-sig").splitlines()[0]
    rows = [f"2026-11-19 18:02:00;Beine;Kniebeuge;{each}" for each in ("1;100;5;;0;0;;;1m", "2;100;5;;0;0;;;1m")]
    rest = "2026-11-19 18:02:00;Beine;Kniebeuge;Ruhezeit;0;0;;0;90;;;1m"
    (session,) = read(written(tmp_path, head, rows[0], rest, rows[1]), unit="kg")
    assert [each.rest_s for each in session.sets] == [None, 90]


def test_strong_in_german() -> None:
    (session,) = read(LOGS / "strong-german.csv", unit="kg")
    assert (session.columns["name"], session.columns["elapsed_s"]) == ("Rücken", 41 * 60)
    assert figures(session) == [("Kreuzheben", 1, 9, None, "82.5 kg"), ("Kreuzheben", 2, 8, None, "82.5 kg")]


def test_fitnotes_has_a_unit_on_each_row_and_a_session_a_day() -> None:
    earlier, later = read(LOGS / "fitnotes.csv")
    assert (later.columns["started"], later.columns["ended"], later.columns["name"]) == (
        "2026-11-18", "2026-11-18", "Back / Abs",
    )  # fmt: skip
    assert [each.load for each in later.sets] == ["80 kg", "176.37 lb", None]
    assert later.sets[2].seconds == 90
    assert (earlier.sets[0].distance_m, earlier.sets[0].seconds) == (1530, 1926)


def test_fitnotes_of_the_other_phone_has_both_weights_and_dates_whose_order_one_of_them_tells() -> None:
    first, second = read(LOGS / "fitnotes-ios.csv")
    assert (first.columns["started"], second.columns["started"]) == ("2025-11-03", "2025-11-29")
    assert (second.sets[0].load, first.sets[0].seconds) == ("100 kg", 90)


@pytest.mark.parametrize(
    ("dates", "order", "found"),
    [
        (["03/04/2026", "05/06/2026"], None, ["2026-04-03", "2026-06-05"]),
        (["03/04/2026", "05/06/2026"], "month", ["2026-03-04", "2026-05-06"]),
        (["03/04/2026", "05/13/2026"], None, ["2026-03-04", "2026-05-13"]),
        (["03/04/2026", "13/05/2026"], None, ["2026-04-03", "2026-05-13"]),
    ],
)
def test_the_order_of_fitnotes_dates_is_that_of_the_whole_file(
    tmp_path: Path, dates: list[str], order: str | None, found: list[str]
) -> None:
    path = written(tmp_path, FITNOTES, *(f"{each},Deadlift,Back,80,kgs,5,,,," for each in dates))
    assert [each.columns["started"] for each in read(path, dates=order)] == found


@pytest.mark.parametrize(
    ("written_distance", "metres"),
    [("2,km", 2000), ("1,mi", 1609.344), ("1,yd", 0.914), ("1,ft", 0.305), ("250,cm", 2.5), ("100,in", 2.54)],
)
def test_fitnotes_knows_every_unit_of_distance_that_its_app_offers(
    tmp_path: Path, written_distance: str, metres: float
) -> None:
    (session,) = read(written(tmp_path, FITNOTES, f"2026-11-01,Sled push,Legs,,,,{written_distance},0:00:30,"))
    assert session.sets[0].distance_m == pytest.approx(metres, abs=0.001)


def test_what_somebody_weighed_comes_along() -> None:
    log = read_log(LOGS / "fitnotes-body.csv")
    sessions = settle(log, Settlement(), NOW)
    found = taken_in(log, sessions, (), None, bundled()).log.weights
    assert [(each.day, each.weight) for each in found] == [("2026-11-01", "81.5 kg"), ("2026-11-15", "180 lb")]
    assert log.left_out == {'measurement of "Body Fat"': 1}
    log = read_log(LOGS / "stronglifts.csv")
    found = taken_in(log, settle(log, Settlement(), NOW), (), None, bundled()).log.weights
    assert [(each.day, each.weight) for each in found] == [("2026-05-25", "87 kg"), ("2026-05-27", "87.5 kg")]


def test_a_body_weight_that_can_not_be_is_told_with_its_place(tmp_path: Path) -> None:
    head = "Date,Time,Measurement,Value,Unit,Comment"
    weighed = (
        ("03/04/2026", 80, "kgs"),
        ("03/04/2027", 80, "kgs"),
        ("04/04/2026", 800, "kgs"),
        ("05/04/2026", 80, "st"),
    )
    rows = [f"{day},08:00,Bodyweight,{value},{unit}," for day, value, unit in weighed]
    log = read_log(written(tmp_path, head, *rows))
    settle(log, Settlement(dates="month"), NOW)
    assert log.weighed == {date(2026, 3, 4): (80, "kg")}
    assert sorted((each.line, each.column) for each in log.problems) == [(3, 1), (4, 1), (5, 32)]


def test_stronglifts_has_a_row_for_each_exercise_whose_reps_are_a_sum() -> None:
    first, second = read(LOGS / "stronglifts.csv")
    assert figures(first) == [
        *[("Squat", number, 5, None, "20 kg") for number in (1, 2, 3)],
        ("Bench Press", 1, 5, None, "20 kg"),
        ("Bench Press", 2, 5, None, "20 kg"),
        ("Bench Press", 3, 3, None, "20 kg"),
    ]
    assert (first.columns["started"][:16], first.columns["elapsed_s"]) == ("2026-05-25T19:37", 3600)
    assert first.columns["note"] == "Second week, adding weight"
    assert figures(second) == [("Chinups", 1, 10, None, "-5 kg"), ("Chinups", 2, 10, None, "-5 kg")]


def test_what_is_held_has_its_seconds_in_the_place_of_reps_in_stronglifts(tmp_path: Path) -> None:
    head = "Date (yyyy/mm/dd),Workout,Exercise,SetsxReps,SetsxTime,Set 1 (Reps),Set 1 (KG),Set 2 (Reps),Set 2 (KG)"
    rows = ("2026/05/25,1,Plank,,2x60,60,,45,", "2026/05/25,1,Squat,2x5,,5,100,5,100")
    (session,) = read(written(tmp_path, head, *rows))
    assert figures(session) == [
        ("Plank", 1, None, 60, None), ("Plank", 2, None, 45, None),
        ("Squat", 1, 5, None, "100 kg"), ("Squat", 2, 5, None, "100 kg"),
    ]  # fmt: skip


def test_liftlog_has_the_newest_first_and_a_time_for_each_set() -> None:
    first, second = read(LOGS / "liftlog.csv")
    assert [(each.exercise, each.reps, str(each.at)[11:19]) for each in first.sets] == [
        ("Squat", 5, "10:42:38"),
        ("Bench Press", 12, "10:43:38"),
        ("Bench Press", 11, "10:44:39"),
    ]
    assert [each.exercise for each in first.entries] == ["Squat", "Bench Press"]
    assert first.columns["started"][:19] == "2026-10-15T10:42:38"
    assert [each.note for each in first.sets] == ["", "", "slow"]
    aim = second.sets[0].aim
    assert aim is not None
    assert (aim.reps, second.sets[0].target) == (8, "8")


def test_liftosaur_has_targets_and_the_equipment_behind_a_comma() -> None:
    log = read_log(LOGS / "liftosaur.csv")
    (session,) = sessions_of(log)
    assert figures(session) == [
        ("Bench Press (Dumbbell)", 1, 5, None, "25 lb"),
        ("Bench Press (Dumbbell)", 1, 6, None, "55 lb"),
    ]
    assert session.sets[0].movement == "dumbbell-bench-press"
    assert (session.sets[0].is_warmup, session.sets[1].target, session.sets[1].rir) == (True, "5+", 2)
    assert log.left_out == {"row without figures": 1}
    assert datetime.fromisoformat(session.columns["started"]) == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_gravl_has_the_time_of_day_in_a_column_of_its_own() -> None:
    log = read_log(LOGS / "gravl.csv")
    first, second = sessions_of(log)
    assert (first.columns["started"][:16], first.columns["note"]) == ("2026-01-01T13:11", "felt strong")
    assert (second.sets[0].distance_m, second.sets[0].seconds) == (2500, 1320)
    assert [each for each in log.remarks if "effort" in each]


# -- traps --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written_type", ["Calentamiento", "Warmup", "WARMUP_SET", "warm-up set", "Aufwärmen"])
def test_a_warm_up_is_one_in_other_languages_too(tmp_path: Path, written_type: str) -> None:
    path = written(
        tmp_path, (LOGS / "gravl.csv").read_text(encoding="utf-8").splitlines()[0],
        f"2026/01/01,16:09,Viernes,,38,,Squat,No,1,{written_type},20,20,0,,,,,",
        "2026/01/01,16:09,Viernes,,38,,Squat,No,2,Normal,8,50,0,,,,,",
    )  # fmt: skip
    log = read_log(path)
    (session,) = sessions_of(log)
    assert [(each.is_warmup, each.number) for each in session.sets] == [(True, 1), (False, 1)]
    assert log.remarks == []


def test_a_kind_of_set_that_nobody_knows_is_an_ordinary_one_and_told_once(tmp_path: Path) -> None:
    row = "2026-11-20 18:02:00,A,1m,Squat,{kind},100,5,0,0,,,"
    path = written(tmp_path, STRONG, *(row.format(kind=kind) for kind in ("Z", "1", "Z", *"qrstuvwxy")))
    log = read_log(path)
    (session,) = sessions_of(log, unit="kg")
    assert len(session.sets) == 12
    assert [each for each in log.remarks if '"Z"' in each] == [
        'no kind of set that is known: "Z", taken as an ordinary set'
    ]
    assert len(log.remarks) == 5  # of very many only a few


def test_a_unit_is_guessed_from_the_numbers() -> None:
    assert guessed_unit([135, 185, 225, 95]) == "lb"
    assert guessed_unit([60, 62.5, 80, 100]) == "kg"
    assert guessed_unit([315.0]) == "lb"


@pytest.mark.parametrize(("head", "unit"), [("Weight (kg)", "kg"), ("Weight (lbs)", "lb"), ("Weight (lb)", "lb")])
def test_a_unit_in_the_head_decides(tmp_path: Path, head: str, unit: str) -> None:
    path = written(tmp_path, STRONG.replace("Weight,", f"{head},"), "2026-11-20 18:02:00,A,1m,Squat,1,100,5,0,0,,,")
    (session,) = read(path)
    assert session.sets[0].load == f"100 {unit}"


def test_an_exercise_that_is_done_again_counts_from_1(tmp_path: Path) -> None:
    row = "2026-11-20 18:02:00,A,1m,{name},{number},100,5,0,0,,,"
    names = [("Squat", 1), ("Squat", 2), ("Row", 1), ("Squat", 1)]
    path = written(tmp_path, STRONG, *(row.format(name=name, number=number) for name, number in names))
    (session,) = read(path, unit="kg")
    assert [(each.exercise, each.number, each.nth) for each in session.sets] == [
        ("Squat", 1, 1), ("Squat", 2, 1), ("Row", 1, 1), ("Squat", 1, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ("2026-11-20 18:02:00,A,1m,Squat,1,x,5,0,0,,,", 34, 'weight: "x" is no number'),
        ("2026-11-20 18:02:00,A,1m,Squat,1,100,5.5,0,0,,,", 38, 'reps: "5.5" is no whole number'),
        ("2026-11-20 18:02:00,A,1m,Squat,1,1600,5,0,0,,,", 34, "1,600 kg is more than anybody lifts"),
        ("2026-11-20 18:02:00,A,1m,Squat,1,100,1001,0,0,,,", 38, "1,001 reps are more than anybody does"),
        ("1969-11-20 18:02:00,A,1m,Squat,1,100,5,0,0,,,", 1, "1969-11-20 is before 1970"),
        ("2026-12-20 18:02:00,A,1m,Squat,1,100,5,0,0,,,", 1, "2026-12-20 is in the future"),
        ("20.11.,A,1m,Squat,1,100,5,0,0,,,", 1, "is no date"),
        ("2026-11-20 18:02:00,A,1m,,1,100,5,0,0,,,", 26, "exercise name: there is none"),
        ("2026-11-20 18:02:00,A,1m,=1+1,1,100,5,0,0,,,", 26, "what a spreadsheet would run"),
        ("2026-11-20 18:02:00,A,1m,Squat,1,100,5,0,0,,,11", 46, 'rpe: "11" is no RPE'),
        ("2026-11-20 18:02:00,A,1m,Squat,1,82,5,5,0,0,,,", 47, "the row has 13 cells"),
        ('2026-11-20 18:02:00,"A"b,1m,Squat,1,82,5,0,0,,,', 21, "a quote stands where none can"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_with_its_line_and_column(
    tmp_path: Path, cells: str, column: int, said: str
) -> None:
    good = "2026-11-21 18:02:00,A,1m,Squat,1,100,5,0,0,,,"
    path = written(tmp_path, STRONG, good, cells, good.replace("21 18", "22 18"))
    if "13 cells" in said:
        path = written(tmp_path, STRONG, good, cells + "x", good)
    ((line, at, message),) = problems(path, unit="kg")
    assert (line, said in message) == (3, True), message
    assert at == column


def test_a_load_is_too_much_in_the_unit_that_it_has(tmp_path: Path) -> None:
    path = written(tmp_path, STRONG, "2026-11-20 18:02:00,A,1m,Leg press,1,1600,5,0,0,,,")
    assert problems(path, unit="lb") == []
    assert len(problems(path, unit="kg")) == 1


def test_a_file_that_puts_both_first_is_told_where(tmp_path: Path) -> None:
    rows = [f"{each},Deadlift,Back,80,kgs,5,,,," for each in ("13/05/2026", "14/05/2026", "05/13/2026")]
    ((line, _, message),) = problems(written(tmp_path, FITNOTES, *rows))
    assert (line, "unlike other dates of the file" in message) == (4, True)


def test_dates_of_another_app_that_may_be_two_are_a_problem(tmp_path: Path) -> None:
    path = written(tmp_path, STRONG, "03/04/2026 18:02,A,1m,Squat,1,100,5,0,0,,,")
    ((line, _, message),) = problems(path, unit="kg")
    assert (line, "--dates day" in message) == (2, True)
    assert problems(path, unit="kg", dates="month") == []


def test_two_exports_one_behind_the_other_are_read(tmp_path: Path) -> None:
    row = "2026-11-21 18:02:00,A,1m,Squat,1,100,5,0,0,,,"
    path = written(tmp_path, STRONG, row, "", STRONG, row.replace("21 18", "22 18"))
    assert len(read(path, unit="kg")) == 2


def test_a_session_whose_date_is_written_in_two_ways_is_one(tmp_path: Path) -> None:
    rows = [
        "2026-01-05,Deadlift,Back,80,kgs,5,,,,",
        "05.01.2026,Row,Back,40,kgs,8,,,,",
        "05.01.2026,Row,Back,40,kgs,7,,,,",
    ]
    (session,) = read(written(tmp_path, FITNOTES, *rows))
    assert [(each.exercise, each.number, each.entry) for each in session.sets] == [
        ("Deadlift", 1, 0), ("Row", 1, 1), ("Row", 2, 1),
    ]  # fmt: skip


def test_latin_1_windows_line_ends_and_a_separator_line_are_read(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    row = "2026-11-21 18:02:00;Rücken;1m;Kreuzheben für Könner;1;100;5;0;0;;;"
    path.write_bytes(("sep=;\r\n" + STRONG.replace(",", ";") + "\r\n" + row + "\r\n\r\n").encode("latin-1"))
    (session,) = read(path, unit="kg")
    assert session.sets[0].exercise == "Kreuzheben für Könner"
    path.write_bytes((STRONG.replace(",", ";") + "\r\n" + row + "\r\n").encode("utf-16"))
    assert len(read(path, unit="kg")) == 1


# -- files that are none ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "there is nothing in it"),
        (b"\n\n  \n", "there is nothing in it"),
        (b"Day 1: squats\n3x5\n", "does not begin with the head of a log"),
        (b"a,b,c,d,e\n1,2,3,4,5\n", "export it with the app in English"),
        (STRONG.encode() + b"\n2026\0", "line 2 holds a NUL"),
        (STRONG.encode() + b'\n2026-11-20,"A' + b"x" * 1000, "line 2: a quote that begins there never ends"),
        (STRONG.encode() + b'\n2026-11-20,"A' + b"x\n" * 200_000, "line 2: a quote that begins there never ends"),
        (STRONG.encode() + b"\n" + b"x" * (2 << 20), "line 2 is longer than"),
        (b"x" * (2 << 20), "line 1 is longer than"),
        (b'{"a": 1}', "it is JSON, but no log of backday's"),
        (b'{"format": "backday log", "version": 1, "sessions": [', "it is no JSON"),
        (b'{"format": "backday log", "version": 2}', "by a newer backday"),
        (b"[" * 200_000, "nested deeper than any log"),
        (b"Date,Exercise,Category,\n" + b"2026-01-01,Row,Back,\n" * 200_001, "more than 200,000 rows"),
    ],
    ids=range(14),
)
def test_what_is_no_log_is_refused_with_a_word(tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(raw)
    with pytest.raises(LogRefusedError) as refused:
        read_log(path)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_line_of_a_gigabyte_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    with path.open("wb") as file:
        file.write(STRONG.encode() + b"\n")
        file.truncate(1 << 30)
    with pytest.raises(LogRefusedError, match="no log is larger than"):
        read_log(path)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no.csv"):
        with pytest.raises(LogRefusedError):
            read_log(path)


SAMPLES = {path.name: path.read_bytes() for path in sorted(LOGS.glob("*.csv"))}


def taken_anyway(path: Path) -> None:
    """Read a file that may hold anything; what it is is refused, or told with its place."""
    try:
        log = read_log(path)
    except LogRefusedError:
        return
    sessions = settle(log, Settlement("kg", "day", "km"), NOW)
    names = names_in(sessions, bundled())
    found = taken_in(log, sessions, names, None, bundled())
    assert all("\n" not in line for line in report(found, log))
    for each in log.problems:
        assert each.line >= 1
        assert each.column >= 1
        assert "\n" not in each.message
    for session in found.log.sessions:
        assert date(1970, 1, 1) <= date.fromisoformat(session.columns["started"][:10]) <= NOW.date()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=6)), max_size=6))
@example("hevy.csv", [(300, b'"')])
@example("strong-android.csv", [(170, b"\xff\xfe")])
def test_a_sample_that_was_spoilt_only_ever_makes_problems(
    tmp_path: Path, name: str, changes: list[tuple[int, bytes]]
) -> None:
    raw = bytearray(SAMPLES[name])
    for place, new in changes:
        at = place % len(raw)
        raw[at : at + len(new)] = new
    path = tmp_path / "spoilt.csv"
    path.write_bytes(raw)
    taken_anyway(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.lists(st.lists(st.text(max_size=12), max_size=12), max_size=4), st.binary())
def test_rows_of_anything_below_a_head_only_ever_make_problems(
    tmp_path: Path, name: str, rows: list[list[str]], end: bytes
) -> None:
    head = SAMPLES[name].splitlines()[0]
    path = tmp_path / "spoilt.csv"
    path.write_bytes(head + b"\n" + "\n".join(map(",".join, rows)).encode("utf-8", "replace") + end)
    taken_anyway(path)


# -- names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "found", "how"),
    [
        ("Deadlift (Barbell)", "deadlift", "known"),
        ("Bent Over Row (Barbell)", "bent-over-row", "known"),
        ("Lat Pulldown (Cable)", "lat-pull-down", "known"),
        ("Seated Cable Row - V Grip (Cable)", "seated-row", "known"),
        ("Back Extension (Hyperextension)", "back-extension", "known"),
        ("Good Morning (Barbell)", "good-morning", "known"),
        ("T Bar Row", "t-bar-row", "known"),
        ("Renegade Row (Dumbbell)", "renegade-row", "known"),
        ("Pull Up (Assisted)", "assisted-pull-up", "known"),
        ("Bench Press, Dumbbell", "dumbbell-bench-press", "closest"),
        ("Nobody's lift", None, "own"),
    ],
)
def test_a_name_is_looked_up_and_never_guessed(name: str, found: str | None, how: str) -> None:
    meant = meant_by(name, 1, bundled())
    assert (meant.exercise and meant.exercise.id, meant.how) == (found, how)


def test_what_a_person_says_of_a_name_goes_first() -> None:
    said = bundled().with_names({"deadlift (barbell)": "romanian-deadlift", "plank": ""})
    meant = meant_by("Deadlift (Barbell)", 1, said)
    assert (meant.exercise and meant.exercise.id, meant.how) == ("romanian-deadlift", "said")
    assert meant_by("Plank", 1, said)[2:] == (None, "said")
