"""Templates: each reads without a hint, is planned and followed to its end; what is made of them, and what is left."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from plans import build

from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import bundled
from backday_tui.routine import library, store, templates, week_file
from backday_tui.routine.edit.style import formatted
from backday_tui.routine.model import Circuit, Emom, Entry, Load, Progress, Reps, Routine, Span
from backday_tui.routine.reader import read_text
from backday_tui.routine.templates import TEMPLATES, Template, UnknownTemplateError
from backday_tui.routine.week_plan import AnyDays, WeekPlan
from backday_tui.session import commands as c
from backday_tui.session.cues import of_plan
from backday_tui.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from backday_tui.routine.model import Unit

FILES = sorted(templates.templates_dir().glob("*.toml"))
EACH = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
UNITS = pytest.mark.parametrize("units", ["kg", "lb"])
FIVES, THREES, ONE, EASY = "5 5 5+", "3 3 3+", "5 3 1+", "5 5 5"


def made(template: str, units: Unit = "kg", name: str = "Mine") -> list[Routine]:
    found = []
    for new in templates.new_routines(templates.find(template), name, units):
        loaded = read_text(new.text, id=new.id, catalog=bundled())
        assert (loaded.problems, loaded.routine and loaded.routine.id) == ((), new.id)
        assert loaded.routine is not None
        found.append(loaded.routine)
    return found


def entries(routine: Routine) -> list[Entry]:
    found = [item for item in routine.work if isinstance(item, Entry)]
    assert len(found) == len(routine.work)
    return found


def each_set(entry: Entry) -> list[str]:
    """Such as "5+ 85%", a set each."""
    reps = entry.reps if isinstance(entry.reps, tuple) else (entry.reps,) * entry.sets
    loads = entry.load if isinstance(entry.load, tuple) else (entry.load,) * entry.sets
    return [f"{one.low}{'' if one.high else '+'} {load}" for one, load in zip(reps, loads, strict=True) if one]


# -- the files ------------------------------------------------------------------------------------------------------


def test_what_a_template_is_fits_into_a_line_of_60_columns() -> None:
    titles = max(len(template.title) for template in TEMPLATES)
    assert max(titles + len(template.told) for template in TEMPLATES) <= 46


def test_every_file_is_of_a_template() -> None:
    assert sorted(file for template in TEMPLATES for file, _ in template.parts) == [path.stem for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_has_no_problem_and_no_hint_is_in_the_house_style_and_teaches(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read_text(text, id=path.stem, catalog=bundled()).problems == ()
    assert formatted(text) == text
    assert text.startswith("# ")
    assert len([line for line in text.splitlines() if line.startswith("# ")]) > 1
    assert max(map(len, text.splitlines())) <= 120


@EACH
@UNITS
def test_a_template_is_planned_and_followed_to_its_end(template: Template, units: Unit) -> None:
    for routine in made(template.id, units):
        plan = build(routine, bundled())
        session = Session(plan)
        now = 0.0
        session.start(now)
        while not session.is_over:
            step = session.state.steps[session.state.index]
            if session.deadline is None or (step.group == "emom" and step.is_work):
                now += 2
                session.do(c.Done() if step.is_work else c.BeginNow(), now)
            now = session.deadline or now
            session.advance(now)
        assert {(log.ref, log.set) for log in session.state.logs} == {(bout.ref, bout.set) for bout in plan.bouts}
        assert not session.state.early
        alone = Session(plan, auto=True)
        alone.start(0.0)
        alone.advance(10 * 3600)
        assert alone.is_over


# -- what they are -------------------------------------------------------------------------------------------------


def test_5x5_is_two_days_in_turn_whose_squat_grows_each_time() -> None:
    first, second = made("5x5")
    assert [(entry.exercise[0], entry.sets, entry.reps) for day in (first, second) for entry in entries(day)] == [
        ("Squat", 5, Reps(5, 5)),
        ("Bench press", 5, Reps(5, 5)),
        ("Bent-over row", 5, Reps(5, 5)),
        ("Squat", 5, Reps(5, 5)),
        ("Overhead press", 5, Reps(5, 5)),
        ("Deadlift", 1, Reps(5, 5)),
    ]
    grown = [entry for day in (first, second) for entry in entries(day)]
    steps = {entry.exercise[0]: entry.progress.step for entry in grown if entry.progress}
    assert {name: str(step) for name, step in steps.items()} == {
        "Squat": "5 kg",
        "Bench press": "2.5 kg",
        "Bent-over row": "2.5 kg",
        "Overhead press": "2.5 kg",
        "Deadlift": "5 kg",
    }
    one, other = entries(first)[0].load, entries(second)[0].load
    assert isinstance(one, Load)
    assert isinstance(other, Load)
    assert other.value - one.value == 2.5


@pytest.mark.parametrize(
    ("week", "sets"),
    [
        (1, ["5 65%", "5 75%", "5+ 85%"]),
        (2, ["3 70%", "3 80%", "3+ 90%"]),
        (3, ["5 75%", "3 85%", "1+ 95%"]),
        (4, ["5 40%", "5 50%", "5 60%"]),
    ],
)
def test_531_is_four_weeks_in_parts_of_the_training_max(week: int, sets: list[str]) -> None:
    routine = made("5/3/1", name="Big")[week - 1]
    assert (routine.id, routine.name) == (f"big-week-{week}", f"Big week {week}")
    assert [each_set(entry) for entry in entries(routine)] == [sets] * 4
    grown = {entry.exercise[0]: str(entry.progress.max_step) for entry in entries(routine) if entry.progress}
    assert grown == {"Squat": "5 kg", "Bench press": "2.5 kg", "Deadlift": "5 kg", "Overhead press": "2.5 kg"}


def test_double_progression_goes_from_8_to_12_and_then_takes_more() -> None:
    (routine,) = made("double-progression")
    grown = [entry.progress for entry in entries(routine) if entry.progress]
    assert len(grown) == len(routine.work)
    assert [each.policy for each in grown] == [*["double"] * 4, "reps"]
    assert [each.reps for each in grown[:4]] == [(8, 12)] * 4


def test_a_plank_grows_by_five_seconds() -> None:
    plank, side = entries(made("plank")[0])
    assert (plank.exercise, plank.hold) == (("Plank",), Span(30))
    assert (plank.progress, side.progress) == (
        Progress(hold_s=5, until_s=120, then="harder"),
        Progress(hold_s=5, until_s=60, then="harder"),
    )


def test_tabata_is_eight_times_20_seconds_with_10_of_rest() -> None:
    steps = [step for step in build(made("tabata")[0], bundled()).steps if step.section == "work"]
    assert [(step.kind, step.seconds) for step in steps[1:]] == [("time", 20), *[("rest", 10), ("time", 20)] * 7]


def test_an_emom_has_minutes() -> None:
    (emom,) = made("emom")[0].work
    assert isinstance(emom, Emom)
    assert emom.minutes % len(emom.entries) == 0


def test_a_flow_has_no_rests_and_no_ticks() -> None:
    plan = build(made("stretch")[0], bundled())
    assert [step.kind for step in plan.steps].count("prepare") == 1
    assert {step.kind for step in plan.steps[1:]} == {"hold", "time", "switch"}
    assert "tick" not in {mark.name for marks in of_plan(plan.steps) for mark in marks}


def test_breathing_is_timed_steps_with_names_that_tick_nowhere() -> None:
    (routine,) = made("breathing")
    (circuit,) = routine.work
    assert isinstance(circuit, Circuit)
    plan = build(routine, bundled())
    round_of = [(step.exercise, step.seconds) for step in plan.steps if step.round == 2]
    assert round_of == [("Breathe in", 4), ("Hold the breath", 7), ("Breathe out", 8)]
    assert "tick" not in {mark.name for marks in of_plan(plan.steps) for mark in marks}
    assert plan.timed_s == 5 + 19 * circuit.rounds[0]


# -- units ----------------------------------------------------------------------------------------------------------


def test_every_load_has_one_in_lb() -> None:
    numbers = {found for path in FILES for found in re.findall(r"([0-9.]+) ?kg", path.read_text(encoding="utf-8"))}
    assert numbers == set(templates.IN_LB)


@EACH
def test_in_lb_nothing_is_in_kg(template: Template) -> None:
    for new in templates.new_routines(template, "Mine", "lb"):
        assert "kg" not in new.text
        kilos = next(each.text for each in templates.new_routines(template, "Mine", "kg") if each.id == new.id)
        assert len(re.findall("[0-9] ?lb", new.text)) == len(re.findall("[0-9] ?kg", kilos))


# -- which one is meant ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("5x5", "5x5"), ("5X5", "5x5"), ("531", "531"), ("5/3/1", "531"), ("Double Progression", "double-progression"),
        ("double", "double-progression"), ("TABATA", "tabata"), ("stretch flow", "stretch"), ("b", "breathing"),
    ],
)  # fmt: skip
def test_capitals_and_signs_make_no_difference(name: str, template: str) -> None:
    assert templates.find(name).id == template


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("5x6", 'there is no template "5x6"; is "5x5" meant? There are 5x5, double-progression, '),
        ("tabbata", 'is "tabata" meant?'),
        ("5", 'there is no template "5". There are '),
        ("", 'there is no template "". There are '),
        ("\x1b[2J" * 40, "There are"),
    ],
)
def test_an_unknown_one_is_told_with_the_nearest(name: str, message: str) -> None:
    with pytest.raises(UnknownTemplateError, match=re.escape(message)) as error:
        templates.find(name)
    assert "\x1b" not in str(error.value)


# -- what is made ---------------------------------------------------------------------------------------------------


def texts_in(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def undone(files: templates.MadeFiles) -> None:
    for each in files.undo:
        store.undo(each)


@EACH
def test_what_is_made_can_be_undone(tmp_path: Path, template: Template) -> None:
    files = templates.make(template, "Mine", tmp_path, "kg")
    assert set(files.paths) <= set(tmp_path.iterdir())
    undone(files)
    assert list(tmp_path.iterdir()) == []


def test_routines_in_turn_have_a_week(tmp_path: Path) -> None:
    files = templates.make(templates.find("5x5"), "Strong & back", tmp_path, "kg")
    assert [path.name for path in files.paths] == ["strong-back-a.toml", "strong-back-b.toml"]
    assert (files.week, files.week_line) == ("week.toml has them come in turn", "")
    week = week_file.read_file(tmp_path / "week.toml", library.paths(tmp_path))
    assert (week.faults, week.plan) == ((), WeekPlan(any_days=AnyDays(("strong-back-a", "strong-back-b"), 3)))
    said = files.paths[0].read_text(encoding="utf-8")
    assert '#   any = { turn = ["strong-back-a", "strong-back-b"], times = 3 }' in said
    assert "5x5-a" not in said


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ('monday = "home"\n', "to have them come in turn, put this into week.toml"),
        ('any = { turn = ["home"], times = 2 }\n', "put this into week.toml in the place of its any"),
        ("this is = = no toml", "put this into week.toml"),
    ],
)
def test_a_week_that_is_there_is_left_as_it_is_and_the_line_is_told(tmp_path: Path, before: str, said: str) -> None:
    (tmp_path / "week.toml").write_text(before, encoding="utf-8")
    files = templates.make(templates.find("531"), "Big", tmp_path, "kg")
    assert texts_in(tmp_path)["week.toml"] == before
    assert files.week.endswith(said)
    line = tomllib.loads(files.week_line)
    assert line == {"any": {"turn": [f"big-week-{week}" for week in (1, 2, 3, 4)], "times": 1}}
    undone(files)
    assert texts_in(tmp_path) == {"week.toml": before}


def test_the_line_is_told_whole_however_long_the_name(tmp_path: Path) -> None:
    (tmp_path / "week.toml").write_text('any = { turn = ["home"], times = 2 }\n', encoding="utf-8")
    files = templates.make(templates.find("531"), "x" * 200, tmp_path, "kg")
    assert len(f"{files.week}: {files.week_line}") <= 300
    assert tomllib.loads(files.week_line)


@pytest.mark.parametrize("there", ["mine-week-1.toml", "mine-week-3.toml", "mine-week-4.toml"])
def test_where_one_file_is_there_none_is_made(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("precious", encoding="utf-8")
    with pytest.raises(BackdayError, match="there is such a file already"):
        templates.make(templates.find("531"), "Mine", tmp_path, "kg")
    assert texts_in(tmp_path) == {there: "precious"}


@pytest.mark.parametrize("name", ["x" * 300, "531-week-2 531-week-1", "Ünïcode", "日本", 'quo"te', "\x1b]0;t\x07 back"])
@EACH
def test_whatever_the_name_the_parts_are_told_apart_and_can_be_read(name: str, template: Template) -> None:
    routines = made(template.id, name=name)
    assert len({routine.id for routine in routines}) == len({routine.name for routine in routines}) == len(routines)
    assert max(len(routine.id) for routine in routines) <= 60
