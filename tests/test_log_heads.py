"""Whose log a line is the head of."""

from __future__ import annotations

import pytest

from backday_tui.log_heads import delimiter_of, head_cells, is_log_head, unit_called, without_unit

HEADS = {
    "hevy": (
        (
            '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",'
            '"set_type","weight_kg","reps","distance_km","duration_seconds","rpe"'
        ),
        (
            "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_lbs,"
            "reps,distance_miles,duration_seconds,rpe\r\n"
        ),
    ),
    "strong": (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE",
        (
            "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;"
            "Notes;Workout Notes;Workout Duration"
        ),
        (
            "Datum;Workout-Name;Name der Übung;Reihenfolge festlegen;Gewicht;Wiederh.;RPE;Entfernung;Sekunden;Notizen;"
            "Workout-Notizen;Dauer"
        ),
        "Date,Workout Name,Exercise Name,Set Order,Weight (kg),Reps",
    ),
    "fitnotes": (
        "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment",
        (
            "\N{ZERO WIDTH NO-BREAK SPACE}Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,"
            "Time,Notes,Kind"
        ),
        "Date,Time,Measurement,Value,Unit,Comment",
    ),
    "stronglifts": (
        (
            "Date (yyyy/mm/dd),Workout,Workout Name,Program Name,Body Weight (KG),Exercise,"
            "Sets\N{MULTIPLICATION SIGN}Reps,Notes,Set 1 (Reps), Set 1 (KG)"
        ),
    ),
    "liftlog": ("SessionId,Timestamp,Exercise,Weight,WeightUnit,Reps,TargetReps,Notes",),
    "liftosaur": ("Workout DateTime,Program,Day Name,Exercise,Is Warmup Set?,Required Reps,Completed Reps",),
    "gravl": (
        "Date,Start Date,Workout,Source,Workout Duration (min),Energy,Exercise,Superset,Set,Set Type,Reps,Weight (kg)",
    ),
    "csv": ("session,started,ended,routine,exercise,exercise_id,section,group,set,sets",),
    "backday": ('{"format": "backday log", "version": 1,', '{\n "format":"backday log"'),
}


@pytest.mark.parametrize(("format_", "line"), [(name, line) for name, lines in HEADS.items() for line in lines])
def test_the_head_of_a_log_says_whose_it_is(format_: str, line: str) -> None:
    assert is_log_head(line) == format_
    assert is_log_head(line.upper()) == format_ or format_ == "backday"


@pytest.mark.parametrize(
    "line", ["", "Day 1: Back", "3x8 Row", "Exercise,Sets,Reps", "Date,Exercise,Sets", "{}", "1. Squat; 5 reps"]
)
def test_what_people_write_down_as_a_workout_is_no_log(line: str) -> None:
    assert is_log_head(line) is None


def test_a_unit_in_the_name_of_a_column_is_known() -> None:
    assert without_unit("weight_kg") == ("weight", "kg")
    assert without_unit("weight (lbs)") == ("weight", "lb")
    assert without_unit("distance_miles") == ("distance", "mi")
    assert without_unit("set 1 (kg)") == ("set 1", "kg")
    assert without_unit("set 1 (reps)") == ("set 1 (reps)", "")
    assert (unit_called(" LBS "), unit_called("stone")) == ("lb", "")


def test_commas_in_quotes_part_no_cells() -> None:
    assert delimiter_of('"a,b,c";d') == ";"
    assert head_cells('"a,""b""",c') == ('a,""b""', "c")
