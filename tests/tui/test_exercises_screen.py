"""The exercises, driven by keys and mouse on the bundled catalogue and on a hostile one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pilot import HOSTILE, SHOWN_HOSTILE, Browsed, drive, screen_name, seen

from backday_tui.exercises.catalog import MUSCLES, Catalog, Exercise, bundled
from backday_tui.routine.model import Entry, Span
from backday_tui.tui.exercises.pick import ExerciseList
from backday_tui.tui.exercises.screen import GROUPINGS, ExercisesScreen, Grouping, grouped_rows

if TYPE_CHECKING:
    from textual.pilot import Pilot


def screen_of(app: Browsed) -> ExercisesScreen:
    screen = app.screen
    assert isinstance(screen, ExercisesScreen)
    return screen


def selected(app: Browsed) -> str:
    row = screen_of(app).query_one(ExerciseList).selected
    assert row is not None
    assert row.exercise is not None
    return row.exercise.name


def names(app: Browsed) -> list[str]:
    return [row.text for row in screen_of(app).query_one(ExerciseList).rows if row.exercise]


async def typed(pilot: Pilot[None], text: str) -> None:
    await pilot.press("slash", *(key if key != " " else "space" for key in text))
    await pilot.pause(0.1)


def test_every_exercise_stands_under_each_muscle_that_it_works_first() -> None:
    under: dict[str, set[str]] = {}
    title = ""
    for row in grouped_rows(bundled(), "muscle"):
        if row.exercise is None:
            title = row.text or title
        else:
            under.setdefault(row.exercise.id, set()).add(title)
    assert under == {each.id: {MUSCLES[muscle] for muscle in each.muscles} for each in bundled()}


def test_the_page_shows_steps_fault_variations_equipment_and_muscles() -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        del pilot
        text = seen(app)
        count = sum("latissimus dorsi" in each.muscles for each in bundled())
        assert f"Latissimus dorsi (lats)  {count}" in text
        assert "1  Hang from the bar at shoulder width" in text
        assert "Avoid  Kicking with the legs" in text
        assert "Easier  Assisted pull-up" in text
        assert "Harder  Pull-up" in text
        assert "pull-up bar" in text
        assert "█ Biceps" in text
        assert "▒ Forearms" in text
        assert "from Simple Back Workouts" in text

    drive(ExercisesScreen, steps)


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (40, 10), (20, 5), (1, 1)])
def test_smaller_terminals_still_let_one_read_and_start(size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("p")
        await pilot.pause(0.1)
        await pilot.press("p", "enter", "enter")
        await pilot.pause(0.1)
        assert [event.routine.name for event in app.started] == ["3x10 Chin-up"]

    drive(ExercisesScreen, steps, size)


def test_the_arrows_go_from_exercise_to_exercise_and_from_muscle_to_muscle() -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert selected(app) == "Chin-up"
        await pilot.press("up")
        assert selected(app) == "Chin-up"
        await pilot.press("down")
        assert selected(app) == "Pull-up"
        await pilot.press("right")
        assert selected(app) == "Seated row"
        await pilot.press("up")
        assert selected(app) == [each.name for each in bundled() if "latissimus dorsi" in each.muscles][-1]
        await pilot.press("right", "left", "left")
        assert selected(app) == "Chin-up"
        await pilot.press("end")
        last = selected(app)
        await pilot.press("down", "right")
        assert selected(app) == last

    drive(ExercisesScreen, steps)


def test_plus_and_minus_go_to_the_variations_out_of_a_filter_too() -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("plus")
        assert selected(app) == "Pull-up"
        await pilot.press("minus")
        assert selected(app) == "Assisted pull-up"
        await typed(pilot, "knee plank")
        assert names(app)[0] == "Knee plank"
        await pilot.press("tab")
        await pilot.press("plus")
        await pilot.pause(0.1)
        assert selected(app) == "Plank"
        assert len(names(app)) > 50

    drive(ExercisesScreen, steps)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("superwoman", {"Superman"}),
        ("t-bar", {"T-bar row"}),
        ("kettlebell swing", {"Kettlebell swing"}),
        ("held core", {"Plank", "Knee plank", "Weighted plank", "Superman plank"}),
    ],
)
def test_the_filter_takes_names_aliases_equipment_and_muscles(words: str, expected: set[str]) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await typed(pilot, words)
        assert expected <= set(names(app))
        assert len(names(app)) < len(bundled()) / 4

    drive(ExercisesScreen, steps)


def test_what_is_called_so_comes_before_what_is_also_called_so() -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await typed(pilot, "plank")
        assert names(app)[0] == "Plank"
        called_so = ["plank" in name.casefold() for name in names(app)]
        assert called_so == sorted(called_so, reverse=True)
        assert "Renegade row" in names(app)

    drive(ExercisesScreen, steps)


def test_escape_shows_all_again_and_then_the_arrows_work() -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await typed(pilot, "nothing like it")
        assert "Nothing fits. Escape shows all." in seen(app)
        await pilot.press("enter")
        await pilot.press("escape")
        await pilot.pause(0.1)
        await pilot.press("down")
        assert selected(app) == "Pull-up"

    drive(ExercisesScreen, steps)


def test_one_is_started_with_the_dose_that_is_typed() -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await typed(pilot, "knee plank")
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert "Knee plank  how much of it?" in seen(app)
        assert "3x:45" in seen(app)
        assert "about 4 min with 1 min between sets" in seen(app)
        await pilot.press(*"2x1:00", "enter")
        await pilot.pause(0.1)
        (event,) = app.started
        assert event.path is None
        assert event.routine.work == (Entry(("Knee plank",), sets=2, hold=Span(60)),)

    drive(ExercisesScreen, steps)


def test_a_dose_that_cant_be_read_says_why_and_starts_nothing() -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press(*"3x0", "enter")
        await pilot.pause(0.1)
        assert 'for example "3x' in seen(app)
        assert screen_name(app) == "DoseDialog"
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert screen_name(app) == "ExercisesScreen"
        assert app.started == []

    drive(ExercisesScreen, steps)


def test_what_is_typed_for_a_dose_may_be_anything() -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("enter")
        await pilot.pause(0.1)
        for text in ("[/]", "[@click=app.quit]x", "9" * 60, "3x:45 @", "@ each side"):
            app.screen.query_one("Input").value = text  # type: ignore[attr-defined]
            await pilot.pause(0.1)
            await pilot.press("enter")
        assert app.started == []
        assert app.is_running

    drive(ExercisesScreen, steps)


def test_a_second_click_asks_how_much() -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.click("#list", offset=(8, 3))
        await pilot.pause(0.1)
        assert selected(app) == "Assisted pull-up"
        await pilot.click("#list", offset=(8, 4))
        assert selected(app) == "Weighted pull-up"
        await pilot.click("#list", offset=(8, 3))
        assert selected(app) == "Assisted pull-up"
        await pilot.click("#list", offset=(8, 3))
        await pilot.pause(0.1)
        assert screen_name(app) == "DoseDialog"

    drive(ExercisesScreen, steps)


@pytest.mark.parametrize("size", [(160, 50), (120, 40), (80, 24), (20, 5)])
def test_hostile_texts_are_shown_as_they_stand_and_do_nothing(size: tuple[int, int]) -> None:
    evil = Exercise(
        "evil", HOSTILE, (HOSTILE,), ("core", HOSTILE), (HOSTILE,), (HOSTILE,), HOSTILE,
        steps=(HOSTILE, ""), avoid=HOSTILE, easier="evil", harder="missing", articles=(HOSTILE,),
    )  # fmt: skip

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        for key in ("p", "p", "minus", "plus", "enter", "escape"):
            await pilot.press(key)
            await pilot.pause(0.1)
            assert not any(char in seen(app) for char in "\x1b\x07\u202e")
        if size == (120, 40):
            assert SHOWN_HOSTILE in seen(app)
        assert app.is_running

    drive(lambda: ExercisesScreen(Catalog([evil])), steps, size)


def test_a_catalogue_without_exercises_is_an_empty_list() -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("down", "right", "plus", "enter", "p", "p")
        assert app.started == []
        assert screen_name(app) == "ExercisesScreen"

    drive(lambda: ExercisesScreen(Catalog([])), steps)


def test_a_muscle_that_the_catalogue_has_not_is_a_group_too() -> None:
    odd = [Exercise("x", "X", muscles=("gone",)), Exercise("y", "Y", equipment=("sled", "rope"))]
    titles = [row.text for row in grouped_rows(Catalog(odd), "muscle")]
    assert titles == ["Gone", "X", "", "No muscle said", "Y"]
    assert [row.text for row in grouped_rows(Catalog(odd), "equipment")] == [
        "No equipment",
        "X",
        "",
        "Rope",
        "Y",
        "",
        "Sled",
        "Y",
    ]


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_every_exercise_stands_in_a_group(grouping: Grouping) -> None:
    rows = grouped_rows(bundled(), grouping)
    assert {row.exercise.id for row in rows if row.exercise} == {each.id for each in bundled()}
    counts = [int(row.detail) for row in rows if row.exercise is None and row.text]
    assert sum(counts) == sum(row.exercise is not None for row in rows)


def test_they_are_grouped_by_something_else_with_a_key_and_the_same_one_stays_selected() -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("down", "down")
        for grouping, title in (("kind", "Pull  "), ("equipment", "Resistance band  "), ("name", "A  ")):
            await pilot.press("b")
            await pilot.pause(0.1)
            assert f"by {grouping}" in seen(app)
            assert title in seen(app)
            assert selected(app) == "Assisted pull-up"
        await pilot.press("b")
        assert "by muscle" in seen(app)

    drive(ExercisesScreen, steps)


def test_the_groups_alone_are_seen_at_a_glance_and_one_of_them_is_opened() -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("space")
        await pilot.pause(0.1)
        assert "groups by muscle" in seen(app)
        assert "▸ Neck" in seen(app)
        await pilot.press("down", "right", "enter")
        await pilot.pause(0.1)
        assert selected(app) in {
            each.name for each in bundled() if each.muscles[:1] == ("trapezius",) or "trapezius" in each.muscles
        }
        await pilot.press("space", "space")
        assert "trapezius" in {muscle for each in bundled() if each.name == selected(app) for muscle in each.muscles}

    drive(ExercisesScreen, steps)


def test_a_click_on_a_title_shows_the_groups_and_two_on_a_group_open_it() -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.click("#list", offset=(8, 0))
        await pilot.pause(0.1)
        assert "▸ Latissimus dorsi" in seen(app)
        await pilot.click("#list", offset=(8, 1))
        await pilot.click("#list", offset=(8, 1))
        await pilot.pause(0.1)
        assert selected(app) == "Seated row"
        assert app.started == []

    drive(ExercisesScreen, steps)


@pytest.mark.parametrize(
    ("words", "first"),
    [("ohp", "Overhead press"), ("chinup", "Chin-up"), ("squat", "Squat"), ("rdl", "Romanian deadlift"), ("abs", "")],
)
def test_what_is_called_just_so_comes_first_however_it_is_written(words: str, first: str) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await typed(pilot, words)
        assert names(app)[0].startswith(first)
        if words == "abs":
            assert "Crunch" in names(app)

    drive(ExercisesScreen, steps)
