"""The pages about routines and exercises, laid out for every width, and what the library learns of a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pilot import HOSTILE
from silent import SilentPlayer

from backday_tui import words
from backday_tui.clock import ManualClock
from backday_tui.exercises.catalog import Exercise, bundled
from backday_tui.routine.library import bundled_dir
from backday_tui.text import clean
from backday_tui.tui.args import LibraryContext
from backday_tui.tui.exercises.screen import exercise_page
from backday_tui.tui.library import facts as facts_module
from backday_tui.tui.library.facts import MuscleSets, RoutineFacts, facts_of
from backday_tui.tui.library.page import muscles_across, muscles_down
from backday_tui.tui.library.page import page as routine_page
from backday_tui.tui.library.rows import Row, RowColumns
from backday_tui.tui.widgets.body import Palette, Worked
from backday_tui.tui.widgets.key_line import KeyHint, fitting

PALETTE = Palette("#ffffff", "#888888", "#333333")
FILES = sorted(bundled_dir().glob("*.toml"))


def lines_of(path: Path, facts: RoutineFacts | None, width: int, height: int = 40) -> list[str]:
    return [line.plain for line in routine_page(Row(path, "Name", "mat"), facts, width, height, PALETTE)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_routines_page_fits_its_width(path: Path) -> None:
    facts = facts_of(path, None)
    for width in (24, 33, 46, 58, 71, 72, 85, 86, 120, 200):
        for height in (8, 40):
            page = routine_page(Row(path, "Name"), facts, width, height, PALETTE)
            assert max(line.cell_length for line in page) <= width


@pytest.mark.parametrize("width", [24, 33, 46, 58, 71, 72, 85, 86, 120, 200])
def test_an_exercises_page_fits_its_width(width: int) -> None:
    for exercise in bundled():
        page = exercise_page(exercise, bundled(), width, PALETTE)
        assert max(line.cell_length for line in page) <= width


@given(text=st.text(max_size=80), width=st.integers(1, 130))
@settings(max_examples=60)
def test_no_text_and_no_width_breaks_a_page_or_gets_through_as_it_is(text: str, width: int) -> None:
    exercise = Exercise("x", text, (text,), (text, "core"), (), (text,), text, steps=(text,), avoid=text)
    lines = [line.plain for line in exercise_page(exercise, bundled(), width, PALETTE)]
    facts = RoutineFacts(None, problems=(clean(text),))
    lines += [line.plain for line in routine_page(Row(Path(text), clean(text)), facts, width, 20, PALETTE)]
    assert all(clean(line) == line for line in lines)


def test_before_anything_is_known_of_a_routine_its_page_says_what_the_row_says() -> None:
    assert lines_of(Path("x.toml"), None, 40) == ["Name", "mat"]


def test_below_a_list_the_plan_comes_first() -> None:
    facts = facts_of(bundled_dir() / "home.toml", None)
    assert lines_of(Path("home.toml"), facts, 80, 8)[0].startswith("mat")
    assert lines_of(Path("home.toml"), facts, 80, 8)[1].startswith("Warm-up")
    assert lines_of(Path("home.toml"), facts, 80, 30)[0].startswith("Name")


def test_the_rests_of_a_group_are_wrapped_and_not_cut() -> None:
    page = lines_of(bundled_dir() / "circuit.toml", facts_of(bundled_dir() / "circuit.toml", None), 40)
    begins = next(number for number, line in enumerate(page) if "╭" in line)
    assert page[begins].rstrip() == "  ╭ Circuit, 2\u20133 rounds  1:00 between"
    assert page[begins + 1].rstrip() == "  │ rounds"


def test_every_stopping_problem_comes_before_the_hints(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text('name = "X"\nwork = ["3x8 Sledge of no kind", "0x8 Row"]\n', encoding="utf-8")
    facts = facts_of(file, None)
    assert facts.routine is None
    assert [problem.startswith("line 2: ") for problem in facts.problems] == [True, True]
    assert ["hint: " in problem for problem in facts.problems] == [False, True]


def test_hints_do_not_keep_a_routine_from_its_plan(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text('name = "X"\nwork = ["3x8 Sledge of no kind"]\n', encoding="utf-8")
    lines = lines_of(file, facts_of(file, None), 60)
    assert "By the way" in lines
    assert any("3 × 8  Sledge of no kind" in line for line in lines)  # noqa: RUF001 - so it is written


def test_a_file_that_is_gone_is_a_problem_that_does_not_repeat_its_name(tmp_path: Path) -> None:
    assert facts_of(tmp_path / "gone.toml", None).problems == ("there is no such file",)


def test_a_fault_of_the_reader_is_a_problem_of_that_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise TypeError(HOSTILE)

    monkeypatch.setattr(facts_module, "read_file", fail)
    (problem,) = facts_of(tmp_path / "x.toml", None).problems
    assert problem == f"a fault of backday's own in reading it: TypeError: {clean(HOSTILE)}"


def test_the_muscles_that_get_most_sets_are_lit() -> None:
    shares = {"lumbar": 10.0, "core": 6.0, "glutes": 5.5, "biceps": 2.5, "calves": 2.0}
    facts = RoutineFacts(None, muscles=tuple(MuscleSets(name, name, sets) for name, sets in shares.items()))
    assert facts.lit() == Worked(frozenset({"lumbar", "core"}), frozenset({"glutes", "biceps"}))


@pytest.mark.parametrize(("sets", "text"), [(12.0, "12"), (4.5, "4½"), (0.5, "½"), (0.0, "0")])
def test_sets_are_written_as_people_write_them(sets: float, text: str) -> None:
    assert words.halves(sets) == text


@pytest.mark.parametrize(
    ("width", "name", "columns"),
    [
        (120, 30, (30, 58, 12, 0, 10)),
        (80, 30, (30, 18, 12, 0, 10)),
        (60, 30, (30, 0, 12, 0, 10)),
        (40, 30, (24, 0, 0, 0, 10)),
        (20, 30, (16, 0, 0, 0, 0)),
        (5, 30, (1, 0, 0, 0, 0)),
    ],
)
def test_columns_are_left_out_one_after_the_other(width: int, name: int, columns: tuple[int, ...]) -> None:
    assert RowColumns.within(width, name) == columns


@pytest.mark.parametrize(
    ("width", "columns"),
    [(120, (30, 43, 12, 13, 10)), (80, (30, 17, 0, 13, 10)), (60, (29, 0, 0, 13, 10)), (40, (24, 0, 0, 0, 10))],
)
def test_when_it_was_last_done_comes_before_the_level(width: int, columns: tuple[int, ...]) -> None:
    assert RowColumns.within(width, 30, with_last=True) == columns


def test_the_last_line_leaves_out_the_keys_that_matter_least() -> None:
    keys = (KeyHint("enter", "start", "a", 0), KeyHint("x", "exercises", "b", 5), KeyHint("q", "quit", "c", 4))
    assert [key.shown for key in fitting(keys, 32)] == ["enter", "x", "q"]
    assert [key.shown for key in fitting(keys, 31)] == ["enter", "q"]
    assert [key.shown for key in fitting(keys, 1)] == ["enter"]


def test_what_nobody_knows_the_muscles_of_is_said_beside_the_figure(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    for work, bars in (
        ('"3x8 Squat", "2x8 Gribble", "1x8 Snorkel pull"', True),
        ('"2x8 Gribble", "1x8 Snorkel pull"', False),
    ):
        path.write_text(f'name = "x"\nwork = [{work}]\n')
        facts = facts_of(path, None)
        assert facts.uncounted == ("Gribble", "Snorkel pull")
        for lines in (muscles_down(facts, 60, PALETTE, picture=True), muscles_across(facts, 60, PALETTE)):
            text = " ".join(line.plain.strip() for line in lines)
            assert "not counted, for nobody knows" in text
            assert "Gribble, Snorkel pull" in text
            assert ("Quadriceps" in text) is bars


def test_both_sides_of_the_body_stand_beside_the_bars_where_there_is_room(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('name = "x"\nwork = ["3x8 Squat"]\n')
    facts = facts_of(path, None)
    narrow, wide = (muscles_across(facts, width, PALETTE) for width in (60, 70))
    assert "█" in narrow[1].plain[:17]
    assert "█" not in narrow[1].plain[20:37]
    assert "█" in wide[1].plain[20:37]


@pytest.mark.parametrize("width", [24, 40, 72, 120])
@pytest.mark.parametrize("height", [8, 40])
def test_a_training_max_that_is_asked_for_stands_before_the_plan(tmp_path: Path, width: int, height: int) -> None:
    file = tmp_path / "shares.toml"
    context = LibraryContext(
        tmp_path / "log", tmp_path, tmp_path, ManualClock().wall, lambda _: None, lambda _: SilentPlayer()
    )
    file.write_text('name = "Shares"\nwork = ["5 Deadlift @ 70%", "5 Row @ 20kg"]\n')
    page = "\n".join(lines_of(file, facts_of(file, context), width, height))
    assert -1 < page.replace("\n", " ").find("No training max") < page.find("Work")
    assert "training max" not in " ".join(lines_of(file, facts_of(file, None), width, height))
