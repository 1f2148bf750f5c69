"""The live screen under virtual time: what is seen and what keys do."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pilot import Stage, UnheardPlayer, follow, hold, interrupted, reps, routine
from plans import build
from rich.cells import cell_len
from textual import events

from backday_tui.routine.model import Amrap, Circuit, Emom, Entry, Load, Reps, Span
from backday_tui.session import commands as c
from backday_tui.session.session import Session
from backday_tui.settings import SettingsKeeper
from backday_tui.tui.args import Preferences
from backday_tui.tui.live.countdown import Countdown
from backday_tui.tui.live.screen import LiveScreen
from backday_tui.tui.widgets.glyphs import drawn_digits
from backday_tui.tui.widgets.key_line import short_name
from backday_tui.tui.widgets.lines import TextLines
from backday_tui.workout.actions import ACTIONS, ALWAYS, PAUSED, Moment, keys_of, meaning

if TYPE_CHECKING:
    from backday_tui.settings import SpaceKey
    from backday_tui.workout.workout import WorkoutRequest


def test_a_workout_is_followed_to_its_summary() -> None:
    seen: list[str] = []

    async def play(stage: Stage) -> None:
        assert "GET READY" in stage.text()
        assert "Plank · hold 20 s" in stage.text()
        await stage.wait(5.1)
        assert "HOLD" in stage.text()
        assert "Set 1 of 2" in stage.text()
        assert "Next: rest 10 s, then set 2 of 2" in stage.text()
        await stage.wait(20)
        assert "REST" in stage.text()
        assert "Next: Plank · hold 20 s" in stage.text()
        await stage.wait(30)
        assert "Next: Seated row · 8 reps" in stage.text()
        await stage.wait(10)
        assert "WORK" in stage.text()
        await stage.wait(120)
        assert stage.screen == "LiveScreen", "reps wait for the person, however long"
        await stage.press("space")
        assert stage.screen == "SummaryScreen"
        seen.append(stage.text())
        await stage.press("enter")

    stage = follow(play, routine(hold(20, sets=2), reps()))
    assert "DONE" in seen[0]
    assert "3 of 3 sets · 8 reps · 2 holds, 0:40" in seen[0]
    assert "Plank" in seen[0]
    assert stage.app.return_code == 0
    assert [log.exercise for log in stage.session_logs()] == ["Plank", "Plank", "Seated row"]


def test_every_second_is_shown_at_its_time() -> None:
    async def play(stage: Stage) -> None:
        assert stage.countdown == "0:05"
        for left in range(4, 0, -1):
            await stage.wait(1.0 if left < 4 else 1.01)
            assert stage.countdown == f"0:0{left}"
        await stage.wait(1)
        for left in (20, 19, 18):
            assert stage.countdown == f"0:{left}"
            await stage.wait(1)

    follow(play, routine(hold(20)))


def test_a_step_that_waits_counts_up() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(61.5)
        assert stage.countdown == "1:01"

    follow(play, routine(reps()))


@pytest.mark.parametrize(
    ("key", "at_s", "expected"),
    [
        ("space", 7, c.Pause()),
        ("p", 7, c.Pause()),
        ("enter", 7, c.Done()),
        ("enter", 2, c.BeginNow()),
        ("space", 2, c.Pause()),
        ("right", 7, c.Skip()),
        ("n", 7, c.Skip()),
        ("left", 7, c.Back()),
        ("b", 7, c.Back()),
        ("N", 7, c.SkipExercise()),
        ("L", 7, c.DoLater()),
        ("plus", 7, c.Extend(10)),
        ("equals_sign", 7, c.Extend(10)),
        ("minus", 7, c.Extend(-10)),
        ("a", 7, c.AddSet()),
        ("d", 7, c.RemoveSet()),
        ("s", 7, c.Restart()),
    ],
)
def test_a_key_gives_its_command(key: str, at_s: float, expected: c.Command) -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(at_s)
        await stage.press(key)

    stage = follow(play, routine(hold(20, sets=2), reps(sets=2)))
    assert stage.diary.commands == [expected]


@pytest.mark.parametrize("key", ["space", "enter"])
def test_space_and_enter_say_that_reps_are_done(key: str) -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(3)
        await stage.press(key)
        assert "REST" in stage.text()

    stage = follow(play, routine(reps(sets=2)))
    assert stage.diary.commands == [c.Done()]


@pytest.mark.parametrize("key", ["space", "enter", "p"])
def test_a_pause_is_said_and_ended(key: str) -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(7.5)
        await stage.press("space")
        assert "PAUSED" in stage.text()
        shown = stage.countdown
        await stage.wait(100)
        assert stage.countdown == shown
        await stage.press(key)
        assert "HOLD" in stage.text()
        await stage.wait(1)
        assert stage.countdown < shown

    stage = follow(play, routine(hold(20)))
    assert stage.diary.commands == [c.Pause(), c.Resume()]


def test_what_makes_no_sense_is_said_in_a_line_and_changes_nothing() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("plus")
        assert "You can't change the time in a set that waits for you: it has no end to move" in stage.text()
        await stage.wait(5)
        assert "You can't" not in stage.text()
        assert stage.session.state.index == 0

    assert follow(play, routine(reps())).diary.commands == []


def test_undo_takes_back_and_says_so() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        assert "REST" in stage.text()
        await stage.press("u")
        assert "WORK" in stage.text()
        assert "Taken back: done" in stage.text()
        await stage.press("a", "u")
        assert "Taken back: one set more" in stage.text()

    assert follow(play, routine(reps(sets=2))).diary.commands == [c.Done(), c.Undo(), c.AddSet(), c.Undo()]


@pytest.mark.parametrize(
    ("what", "keys", "commands"),
    [
        (hold(), (), []),
        (hold(), ("enter",), [c.Pause()]),
        (hold(), ("enter", "p"), [c.Resume()]),
        (reps(), (), [c.Done()]),
        (reps(sets=2), ("enter",), []),
        (reps(sets=2), ("enter", "p"), [c.Resume()]),
        (Entry(("Hang",), hold=Span(10, open_ended=True)), ("enter",), [c.Done()]),
    ],
)
def test_a_click_on_the_digits_stops_time_or_lets_it_go_on_and_ends_only_what_waits(
    what: Entry, keys: tuple[str, ...], commands: list[c.Command]
) -> None:
    before: list[c.Command] = []

    async def play(stage: Stage) -> None:
        await stage.press(*keys)
        before.extend(stage.diary.commands)
        await stage.pilot.click("Countdown")
        await stage.settle()

    assert follow(play, routine(what)).diary.commands == [*before, *commands]


@pytest.mark.parametrize(
    ("begin", "end", "button", "is_click"),
    [
        ((40, 8), (40, 8), 1, True),
        ((40, 8), (41, 8), 1, True),
        ((40, 8), (40, 8), 2, False),
        ((40, 8), (40, 8), 3, False),
        ((30, 8), (50, 8), 1, False),
        ((40, 7), (40, 8), 1, False),
        ((2, 23), (12, 23), 1, False),
        ((2, 23), (2, 23), 1, True),
        ((2, 23), (2, 23), 3, False),
    ],
)
def test_a_click_is_the_left_button_pressed_and_released_in_place(
    begin: tuple[int, int], end: tuple[int, int], button: int, is_click: bool
) -> None:
    async def play(stage: Stage) -> None:
        for event, (x, y) in ((events.MouseDown, begin), (events.MouseUp, end)):
            stage.app.post_message(event(None, x, y, 0, 0, button, False, False, False))
            await stage.settle()

    assert follow(play, routine(reps())).diary.commands == ([c.Done()] if is_click else [])


def test_a_double_click_counts_once() -> None:
    async def play(stage: Stage) -> None:
        await stage.pilot.click("Countdown", times=2)
        await stage.settle()
        assert stage.diary.commands == [c.Done()]
        place = (stage.text().splitlines()[-1].index("begin now"), 0)
        await stage.wait(1)
        await stage.pilot.click("KeyLine", offset=place, times=3)
        await stage.settle()

    assert follow(play, routine(reps(sets=3))).diary.commands == [c.Done(), c.BeginNow()]


def test_clicks_that_add_seconds_count_each() -> None:
    async def play(stage: Stage) -> None:
        place = (stage.text().splitlines()[-1].index("10 s"), 0)
        await stage.pilot.click("KeyLine", offset=place, times=3)
        await stage.settle()

    assert follow(play, routine(hold())).diary.commands == [c.Extend(10)] * 3


@pytest.mark.parametrize("size", [(width, height) for width in (20, 40, 60, 100) for height in (8, 10, 12, 15, 18)])
def test_the_keys_stay_in_the_last_line_of_a_low_terminal(size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        for key in ("", "enter", "p", "p", "m", "enter", "enter", "enter"):
            await stage.press(*([key] if key else []))
            assert "?" in stage.text().splitlines()[-1], key

    follow(play, routine(hold(sets=2), reps(sets=2)), size=size)


def test_a_click_on_a_key_of_the_footer_is_that_key() -> None:
    async def play(stage: Stage) -> None:
        line = stage.text().splitlines()[-1]
        await stage.pilot.click("KeyLine", offset=(line.index("pause"), 0))
        await stage.settle()

    assert follow(play, routine(hold())).diary.commands == [c.Pause()]


def test_the_footer_names_what_matters_now() -> None:
    async def play(stage: Stage) -> None:
        assert "enter begin now" in stage.text()
        await stage.press("enter")
        assert "space pause" in stage.text()
        await stage.press("space")
        assert "space go on" in stage.text()

    follow(play, routine(hold()))


def test_a_rest_has_a_key_for_the_figures_of_the_set_just_done() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        line = stage.text().splitlines()[-1]
        assert "enter begin now" in line
        assert "0-9 figures" in line
        assert "+ 10 s" in line
        assert "q finish" in line

    follow(play, routine(reps(sets=2)))


@pytest.mark.parametrize("is_logged", [True, False])
def test_the_question_at_the_end_says_that_it_is_kept_only_where_it_is(is_logged: bool) -> None:
    def prepared(args: WorkoutRequest) -> WorkoutRequest:
        return args if is_logged else args._replace(open_journal=None)

    async def play(stage: Stage) -> None:
        await stage.press("q")
        assert ("what was done is kept" in stage.text()) == is_logged
        assert ("this workout is not logged" in stage.text()) != is_logged
        assert ("--resume" in stage.text()) == is_logged

    follow(play, routine(hold()), prepare_args=prepared)


@pytest.mark.parametrize(("space", "command"), [("auto", c.Pause()), ("pause", c.Pause()), ("next", c.Done())])
def test_the_setting_of_the_space_bar_on_timed_work(space: SpaceKey, command: c.Command) -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(7)
        await stage.press("space")

    assert follow(play, routine(hold()), preferences=Preferences(space=space)).diary.commands == [command]


def test_the_space_bar_that_always_pauses_is_not_shown_as_done() -> None:
    async def play(stage: Stage) -> None:
        assert "enter done" in stage.text()
        await stage.press("space")
        assert "PAUSED" in stage.text()

    follow(play, routine(reps()), preferences=Preferences(space="pause"))


# -- leaving ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+c", "ctrl+q"])
def test_leaving_is_asked_and_time_goes_on_meanwhile(key: str) -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(7)
        await stage.press(key)
        assert stage.screen == "AskScreen"
        await stage.wait(3)
        await stage.press("escape")
        assert stage.countdown == "0:15"

    assert follow(play, routine(hold())).diary.commands == []


def test_finishing_keeps_what_was_done() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(12.2)
        await stage.press("q", "f")
        assert "FINISHED EARLY" in stage.text()
        assert "0:07" in stage.text()
        await stage.press("q")

    stage = follow(play, routine(hold()))
    assert stage.diary.commands == [c.Finish()]
    assert stage.app.return_code == 0


def test_enter_in_the_question_goes_on() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("q", "enter")
        assert stage.screen == "LiveScreen"
        await stage.press("q", "down", "enter")
        assert stage.screen == "SummaryScreen"

    follow(play, routine(reps()))


def test_keys_that_come_in_a_burst_are_for_the_question_that_the_first_one_asks() -> None:
    async def play(stage: Stage) -> None:
        for key in ("q", "f"):
            stage.app.post_message(events.Key(key, key))
        await stage.wait(0.5)
        assert stage.screen == "SummaryScreen"

    assert follow(play, routine(reps())).diary.commands == [c.Finish()]


def test_a_workout_can_be_left_to_be_taken_up_later() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("q", "l")

    stage = follow(play, routine(reps()))
    assert stage.diary.commands == []
    assert stage.app.return_code == 0


def test_an_end_by_mistake_is_undone() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        assert stage.screen == "SummaryScreen"
        await stage.press("u")
        assert stage.screen == "LiveScreen"
        assert "Seated row" in stage.text()
        await stage.press("space")
        assert stage.screen == "SummaryScreen"

    follow(play, routine(reps()))


def test_the_summary_takes_the_place_of_an_open_question() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(20)
        await stage.press("question_mark")
        await stage.wait(10)
        assert stage.screen == "SummaryScreen"
        await stage.press("q")

    assert follow(play, routine(hold())).app.return_code == 0


# -- what routines may hold ------------------------------------------------------------------------------------------


def test_choices_and_rounds_are_asked_first_and_enter_enter_goes() -> None:
    chins = Entry(("Chin-up", "Pull-up"), reps=Reps(None, None))
    circuit = Circuit((Entry(("Plank",), hold=Span(10)),), rounds=(2, 3))

    async def play(stage: Stage) -> None:
        assert stage.screen == "SetupScreen"
        assert "Chin-up" in stage.text()
        await stage.press("enter", "enter")
        assert stage.screen == "LiveScreen"
        assert "Chin-up · to failure" in stage.text()

    stage = follow(play, routine(chins, circuit))
    assert list(stage.diary.openings[0].picks.values()) == ["Chin-up"]
    assert list(stage.diary.openings[0].rounds.values()) == [3]


def test_the_last_line_of_the_questions_says_what_enter_does_now() -> None:
    chins = Entry(("Chin-up", "Pull-up"), reps=Reps(None, None))

    async def play(stage: Stage) -> None:
        assert "enter next" in stage.text()
        await stage.press("down")
        assert "enter begin" in stage.text()
        await stage.press("up")
        assert "enter next" in stage.text()

    follow(play, routine(chins, chins))


@pytest.mark.parametrize("key", ["e", "question_mark"])
def test_a_page_over_the_workout_says_how_to_leave_it(key: str) -> None:
    async def play(stage: Stage) -> None:
        await stage.press(key)
        assert "esc back" in stage.text()

    follow(play, routine(reps()))


def test_in_forty_columns_all_that_can_be_done_is_two_taps_away() -> None:
    async def play(stage: Stage) -> None:
        await stage.pilot.click("KeyLine", offset=(stage.text().splitlines()[-1].index("? keys"), 0))
        await stage.settle()
        shown = stage.text()
        for action in ACTIONS:
            assert f"{short_name(action.main_keys[0])} {action.label}" in shown
        line = next(line for line in shown.splitlines() if "a set more" in line)
        place = (line.index("set more"), shown.splitlines().index(line))
        await stage.pilot.click(offset=place)
        await stage.settle()

    done = follow(play, routine(reps()), size=(40, 24))
    assert done.diary.commands == [c.AddSet()]


@pytest.mark.parametrize("size", [(20, 5), (40, 10)])
def test_what_the_keys_do_can_be_read_in_a_small_terminal(size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("question_mark")
        assert "this is done" in stage.text()

    follow(play, routine(reps()), size=size)


def test_another_choice_is_picked_by_arrow_and_number() -> None:
    chins = Entry(("Chin-up", "Pull-up"), reps=Reps(None, None))
    circuit = Circuit((Entry(("Plank",), hold=Span(10)),), rounds=(2, 3))

    async def play(stage: Stage) -> None:
        await stage.press("right", "enter", "2", "enter")
        assert "Pull-up · to failure" in stage.text()

    stage = follow(play, routine(chins, circuit))
    assert list(stage.diary.openings[0].rounds.values()) == [2]


def test_leaving_the_choices_begins_nothing() -> None:
    chins = Entry(("Chin-up", "Pull-up"), reps=Reps(None, None))

    async def play(stage: Stage) -> None:
        await stage.press("escape")

    stage = follow(play, routine(chins))
    assert stage.diary.openings == []
    assert stage.app.return_code == 0


def test_an_amrap_names_its_entries_and_counts_rounds() -> None:
    amrap = Amrap((reps(5, name="Pull-up"), reps(10, name="Superman")), time=60)

    async def play(stage: Stage) -> None:
        await stage.press("enter")
        assert "5 Pull-up, 10 Superman" in stage.text()
        await stage.press("enter", "enter")
        assert "2 rounds done" in stage.text()
        await stage.press("r", "3", "tab", "4", "enter")
        await stage.wait(61)
        assert "3 rounds, 4 reps" in stage.text()

    follow(play, routine(amrap))


def test_an_emom_tells_the_minute_and_whether_it_is_done() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("enter")
        assert "Minute 1 of 3" in stage.text()
        assert "Kettlebell swing · 12 reps" in stage.text()
        await stage.press("enter")
        assert "✓ done" in stage.text()
        await stage.wait(60)
        assert "Minute 2 of 3" in stage.text()
        assert "✓ done" not in stage.text()

    follow(play, routine(Emom((reps(12, name="Kettlebell swing"),), minutes=3)))


def test_sides_load_tempo_parts_and_note_are_told() -> None:
    entry = Entry(
        ("One-arm dumbbell row",),
        reps=Reps(8, 12),
        load=Load("weight", 25, "lb"),
        sides="each",
        tempo=(3, 0, 1),
        note="hips square",
    )

    async def play(stage: Stage) -> None:
        text = stage.text()
        assert "One-arm dumbbell row · 8\N{EN DASH}12 reps · 25 lb" in text
        assert "3 s down, 0 s held, 1 s up · hips square" in text
        assert "left side" in text
        await stage.press("r")
        assert "One-arm dumbbell row · left side" in stage.text()
        await stage.press("escape", "space")
        assert "right side" in stage.text()

    follow(play, routine(entry))


def test_the_side_of_a_set_of_several_is_told_once_where_its_reps_are_asked_for() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("r")
        assert "Row · Set 1 of 2 · left side  " in stage.text()

    follow(play, routine(Entry(("Row",), sets=2, reps=Reps(8, 8), sides="each")))


def test_the_form_is_shown_of_what_is_done_and_in_a_rest_of_what_comes() -> None:
    async def play(stage: Stage) -> None:
        assert "elbows under the shoulders" in stage.text()
        assert "core, lumbar" in stage.text()
        await stage.press("enter", "enter")
        assert "REST" in stage.text()
        assert "elbows under the shoulders" not in stage.text()
        assert "1  Sit" in stage.text()

    follow(play, routine(hold(), reps(name="Russian twist")))


def test_the_picture_of_the_back_is_there_in_a_large_terminal() -> None:
    async def play(stage: Stage) -> None:
        assert "▒" in stage.text()

    follow(play, routine(hold()), size=(160, 50))


# -- questions -------------------------------------------------------------------------------------------------------


def test_reps_and_load_of_the_set_just_done_are_written_down() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "r")
        assert "Seated row · Set 1 of 2" in stage.text()
        await stage.press("6", "tab", *"30", "enter")
        assert stage.screen == "LiveScreen"

    stage = follow(play, routine(reps(sets=2)))
    assert stage.diary.commands == [c.Done(), c.Record(reps=6, load="30 kg", log=0)]


def test_a_figure_that_is_none_is_told_and_can_be_mended() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("r", *"lots", "enter")
        assert "reps: a whole number" in stage.text()
        await stage.press("escape")

    assert follow(play, routine(reps())).diary.commands == []


def test_an_earlier_set_is_corrected() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "enter", "r", "up", "5", "enter")

    stage = follow(play, routine(reps(sets=2)))
    assert stage.diary.commands[-1] == c.Record(reps=5, log=0)


def test_the_help_names_every_command_of_the_table() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("question_mark")
        page = stage.app.screen.query_one(TextLines)
        text = " ".join(" ".join(page.line(row, 0).plain for row in range(page.line_count())).split())
        for action in ACTIONS:
            assert action.help in text

    follow(play, routine(reps()), size=(100, 50))


def test_what_an_exercise_is_can_be_read_while_time_runs() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("e")
        assert stage.screen == "ExplainScreen"
        assert "elbows under the shoulders" in stage.text()
        await stage.wait(6)
        assert "HOLD 0:19" in stage.text()
        await stage.wait(1)
        assert "HOLD 0:18" in stage.text()
        await stage.press("e")
        assert "HOLD" in stage.text()

    follow(play, routine(hold()))


# -- sound and sleep -------------------------------------------------------------------------------------------------


def test_sound_is_muted_and_its_volume_changed() -> None:
    muted: list[bool] = []

    async def play(stage: Stage) -> None:
        await stage.press("m")
        muted.append(stage.sound.muted)
        assert "Sound off" in stage.text()
        await stage.press("m", "less_than_sign", "less_than_sign", "greater_than_sign")
        muted.append(stage.sound.muted)
        assert stage.sound.volume == pytest.approx(0.9)
        assert stage.sound.played == ["tick"] * 3

    follow(play, routine(reps()))
    assert muted == [True, False]


def test_without_sound_the_screen_flashes_and_rings_at_each_cue() -> None:
    sound = UnheardPlayer()
    flashes = []

    async def play(stage: Stage) -> None:
        rings: list[None] = []
        stage.app.bell = lambda: rings.append(None)  # type: ignore[method-assign]
        for _ in range(80):
            await stage.wait(0.1)
            flashes.append(stage.live.has_class("-flash"))
        assert sound.rung == ["tick", "tick", "tick", "go"]
        assert len(rings) == len(sound.rung)

    follow(play, routine(hold()), sound=sound)
    assert sum(was and not before for before, was in itertools.pairwise(flashes)) == 4


def test_after_a_sleep_of_the_machine_the_person_is_asked() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(10.2)
        stage.clock.slept_s += 600
        await stage.wait(1)
        assert "Nothing ran for 10:0" in stage.text()
        await stage.press("space")
        assert stage.countdown in {"0:15", "0:14"}
        await stage.wait(2)
        assert stage.countdown in {"0:13", "0:12"}

    stage = follow(play, routine(hold()))
    assert stage.diary.commands == [c.Pause(), c.Resume()]


def test_after_a_sleep_the_time_can_be_counted_or_the_step_skipped() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(10.2)
        stage.clock.slept_s += 12
        await stage.wait(1)
        await stage.press("n")
        assert "REST" in stage.text()
        stage.clock.slept_s += 12
        await stage.wait(1)
        await stage.press("c")
        assert "HOLD" in stage.text()

    stage = follow(play, routine(hold(sets=2)))
    assert stage.diary.commands == [c.Pause(), c.Skip(), c.Resume(), c.Pause(), c.Resume(counted=True)]


def test_the_last_three_seconds_pulse() -> None:
    pulses = []

    async def play(stage: Stage) -> None:
        await stage.press("enter")
        for _ in range(8):
            pulses.append((stage.countdown, stage.live.query_one(Countdown).has_class("band")))
            await stage.wait(1)

    follow(play, routine(hold(7)))
    assert pulses[:7] == [
        ("0:07", False), ("0:06", False), ("0:05", False), ("0:04", False),
        ("0:03", True), ("0:02", False), ("0:01", True),
    ]  # fmt: skip


def test_an_interrupted_session_is_taken_up_paused_and_space_goes_on() -> None:
    what = routine(hold(30))

    def resumed(args: WorkoutRequest) -> WorkoutRequest:
        session = Session(build(what, args.catalog))
        session.start(0.0)
        session.do(c.Pause(), 15.0)
        return args._replace(resumed=interrupted(session))

    async def play(stage: Stage) -> None:
        assert "PAUSED" in stage.text()
        assert stage.countdown == "0:20"
        await stage.press("space")
        await stage.wait(1.2)
        assert stage.countdown == "0:19"

    follow(play, what, prepare_args=resumed)


def test_time_may_run_faster() -> None:
    async def play(stage: Stage) -> None:
        assert "10 times as fast" in stage.text()
        await stage.wait(2.55)
        assert stage.screen == "SummaryScreen"

    follow(play, routine(hold(20)), prepare_args=lambda args: args._replace(speed=10.0))


def test_a_workout_may_begin_later_in_its_plan_and_end_by_itself() -> None:
    async def play(stage: Stage) -> None:
        assert "Seated row" in stage.text()
        await stage.wait(25)
        assert stage.screen == "SummaryScreen"

    follow(play, routine(hold(20), reps(8)), prepare_args=lambda args: args._replace(first_step=3, auto=True))


def test_light_and_dark() -> None:
    async def play(stage: Stage) -> None:
        assert stage.app.theme == "backday-dark"
        await stage.press("t")
        assert stage.app.theme == "backday-light"
        assert stage.app.screen.styles.background.brightness > 0.7

    follow(play, routine(reps()))


@pytest.mark.parametrize("theme", ["backday-light", "nord", "textual-light", "no-such-theme"])
def test_any_theme_has_the_colours_of_the_phases(theme: str) -> None:
    async def play(stage: Stage) -> None:
        assert "WORK" in stage.text()
        ground, ink = stage.live.styles.background, stage.live.query_one(Countdown).styles.color
        assert ink.get_contrast_text is not None
        assert ground.get_contrast_text is not None
        assert _contrast(ground.hex, ink.hex) > 7

    follow(play, routine(reps()), preferences=Preferences(theme=theme))


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# -- sizes and strange text ------------------------------------------------------------------------------------------

SIZES = [
    (80, 24), (20, 5), (300, 100), (1, 1), (20, 6), (40, 10), (60, 15), (2, 50), (200, 3), (160, 50), (30, 100),
    (100, 35), (80, 24),
]  # fmt: skip


def test_a_terminal_is_resized_at_any_time() -> None:
    async def play(stage: Stage) -> None:
        for step in range(4):
            for size in SIZES:
                await stage.resize(*size)
                lines = stage.text().splitlines()
                assert len(lines) == size[1]
                assert all(cell_len(line) == size[0] for line in lines)
            await stage.press("n", *(["r", "escape", "question_mark", "escape"] if step == 2 else []))

    follow(play, routine(hold(sets=2), reps(sets=2)))


@pytest.mark.parametrize(
    ("size", "parts"),
    [
        ((20, 5), ("HOLD  0:20", "Plank · hold", "●○ Set 1 of 2", "Next:", "? keys")),
        ((20, 6), ("Plank · hold", "HOLD   ●○ Set 1 of 2", "Next:", "█")),
        ((40, 10), ("HOLD", "Plank · hold 20 s", "Set 1 of 2", "Next: rest 10 s", "ends 18:0", "█", "? keys")),
        ((60, 15), ("HOLD", "Plank · hold 20 s", "Set 1 of 2", "Next: rest 10 s", "left", "1  Forearms")),
        ((80, 24), ("Set 1 of 2", "1  Forearms", "core, lumbar", "space pause", "Test")),
    ],
)
def test_what_matters_most_survives_in_a_small_terminal(size: tuple[int, int], parts: tuple[str, ...]) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("enter")
        for part in parts:
            assert part in stage.text()

    follow(play, routine(hold(sets=2)), size=size)


def test_questions_can_be_answered_in_the_smallest_terminal() -> None:
    chins = Entry(("Chin-up", "Pull-up"), reps=Reps(8, 8))

    async def play(stage: Stage) -> None:
        assert "Chin-up" in stage.text()
        await stage.press("enter", "q")
        assert "go on" in stage.text()
        assert "finish" in stage.text()
        await stage.press("escape", "r")
        assert "reps     8" in stage.text()
        assert "load" in stage.text()

    follow(play, routine(chins), size=(20, 5))


def test_the_digits_grow_with_the_terminal() -> None:
    heights = []

    async def play(stage: Stage) -> None:
        for size in ((20, 6), (40, 10), (60, 15), (80, 24), (160, 50)):
            await stage.resize(*size)
            grid = stage.live.query_one(Countdown).grid
            assert grid is not None
            heights.append((grid.rows, size[1]))

    follow(play, routine(hold(sets=2)))
    assert [height for height, _ in heights] == sorted({height for height, _ in heights})
    assert all(height >= 0.35 * rows for height, rows in heights)


def test_the_digits_stand_beside_each_other() -> None:
    async def play(stage: Stage) -> None:
        for size in ((20, 6), (60, 15), (80, 24), (160, 50)):
            await stage.resize(*size)
            grid = stage.live.query_one(Countdown).grid
            assert grid is not None
            lines = stage.text().splitlines()
            for row in range(grid.rows):
                expected = (" " * grid.gap).join(drawn_digits(char, grid)[row] for char in "0:20").rstrip()
                assert any(expected in line for line in lines), (size, row)

    follow(play, routine(hold(20), prepare=0))


HOSTILE = "[/]\x1b[31m[@click=app.quit]x[/]\x9b2J\u202egnp\x00 $accent {0} \\[b]"


def test_text_from_a_file_is_shown_as_marks_and_never_as_markup() -> None:
    entry = Entry((HOSTILE, f"{HOSTILE} two"), sets=2, reps=Reps(8, 8), note=HOSTILE, sides="each")

    async def play(stage: Stage) -> None:
        texts = [stage.text()]
        await stage.press("enter")
        for keys in ((), ("e",), ("escape", "x"), ("escape", "r"), ("escape", "space"), ("q", "f")):
            await stage.press(*keys)
            texts.append(stage.text())
        for text in texts:
            assert "\x1b" not in text
            assert "\x9b" not in text
            assert "\x00" not in text
            assert "\u202e" not in text
        assert any("[/]␛[31m[@click=app.quit]x[/]" in text for text in texts)
        assert stage.screen == "SummaryScreen"

    follow(play, routine(entry, hold(name="[red]Plank[/red]"), name=HOSTILE), size=(160, 50))


@pytest.mark.parametrize(
    "name", ["\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}" * 40, "平板支撑" * 60, "a\u0301" * 500]
)
def test_wide_and_long_names_break_nothing(name: str) -> None:
    async def play(stage: Stage) -> None:
        for size in SIZES:
            await stage.resize(*size)
            assert all(cell_len(line) == size[0] for line in stage.text().splitlines())

    follow(play, routine(hold(name=name)))


# -- the table of commands -------------------------------------------------------------------------------------------


def test_every_action_is_a_command_or_done_by_the_screen() -> None:
    assert [each.name for each in ACTIONS if (each.command is None) != hasattr(LiveScreen, f"do_{each.name}")] == []


def test_no_key_means_two_things_at_once() -> None:
    for moment in ALWAYS:
        for key in {key for command in ACTIONS for key in keys_of(command)}:
            meant = [
                command.name
                for command in ACTIONS
                if moment in command.keys_in.get(key, ())
                or (key in (*command.keys, *command.aliases) and moment in command.when)
            ]
            assert len(set(meant)) <= 1 or (key == "p" and moment == PAUSED)


@pytest.mark.parametrize("moment", sorted(ALWAYS))
def test_the_keys_that_are_always_there_mean_the_same_in_every_moment(moment: Moment) -> None:
    expected = {"question_mark": "help", "q": "leave", "escape": "leave", "m": "mute", "u": "undo", "e": "exercise"}
    for key, name in expected.items():
        command = meaning(key, moment)
        assert command is not None
        assert command.name == name


class Kept(SettingsKeeper):
    """Remembers what was to be kept, and writes nothing."""

    def __init__(self) -> None:
        super().__init__(Path("nowhere"))
        self.kept: list[tuple[str, object]] = []
        self.told = ["not kept for the next start: the disk is full"]

    def keep(self, key: str, value: str | int | bool) -> None:
        self.kept.append((key, value))

    def news(self) -> tuple[str, ...]:
        return tuple(self.told.pop() for _ in self.told[:]) if self.kept else ()


def test_volume_and_theme_are_kept_for_the_next_start_and_mute_is_not() -> None:
    keeper = Kept()

    async def play(stage: Stage) -> None:
        await stage.press("less_than_sign", "less_than_sign", "greater_than_sign", "m", "m", "t")
        await stage.wait(1.1)
        assert stage.text().count("Not kept for the next start: the disk is full") == 1
        assert stage.app.preferences.theme == "backday-light"

    follow(play, routine(hold(60)), prepare_args=lambda args: args._replace(keeper=keeper))
    assert keeper.kept == [("volume", 90), ("volume", 80), ("volume", 90), ("theme", "backday-light")]


def test_where_one_is_is_said_in_a_line() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(7)
        await stage.press("w")
        assert "Step 2 of 2 · Plank · hold 20 s · 0:18 left · the last · 0:18 to go" in stage.text()

    follow(play, routine(hold(20)), size=(120, 40))
