"""Figures in one key on the live screen: the line at the bottom, keys that give one at once, and notes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pilot import Stage, follow, hold, reps, routine

from backday_tui.routine.amounts import TO_FAILURE
from backday_tui.routine.model import Entry, Load, Reps, Span
from backday_tui.session import commands as c
from backday_tui.training.past import LastTime, PastSession, PastSet
from backday_tui.training.today import EntryToday
from backday_tui.tui.args import Preferences
from backday_tui.tui.live.figure_keys import FigureBar

if TYPE_CHECKING:
    from backday_tui.session.plan import Ref

ROW = Entry(("Seated row",), sets=3, reps=Reps(8, 8), load=(Load("weight", 40, "kg"),), rest=60)
SIZES = [(80, 24), (60, 15), (40, 12), (20, 6), (120, 40)]


def line(stage: Stage) -> str:
    """What the line says; "" where there is none."""
    bars = [bar for bar in stage.live.query(FigureBar) if bar.display]
    return bars[0].text if bars else ""


def loads(stage: Stage) -> list[str | None]:
    return [step.load for step in stage.session.state.steps if step.is_work]


def test_a_digit_in_a_rest_logs_so_many_reps_and_says_so() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "9")
        assert line(stage).startswith("Set 1: 9_")
        assert "0:59" in stage.text() or stage.countdown
        await stage.press("enter")
        assert line(stage) == ""
        assert "Set 1: 9 reps" in stage.text()
        assert stage.session.state.step.kind == "rest"
        assert stage.sound.played == ["click"]

    stage = follow(play, routine(ROW))
    assert stage.diary.commands == [c.Done(), c.Figures(reps=9, log=0)]


def test_twelve_typed_within_two_seconds_is_twelve_once() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "1")
        await stage.wait(1.5)
        await stage.press("2")
        await stage.wait(1.5)
        assert line(stage).startswith("Set 1: 12_")
        await stage.wait(1)
        assert "Set 1: 12 reps" in stage.text()
        await stage.press("enter")
        assert "REST" in stage.text(), "enter belongs to it"
        await stage.press("enter")
        assert "REST" not in stage.text()

    stage = follow(play, routine(ROW))
    assert stage.diary.commands == [c.Done(), c.Figures(reps=12, log=0), c.BeginNow()]


def test_reps_and_load_are_both_logged_and_the_next_set_shows_the_load_and_undo_restores() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", *"9", "at", *"42", "full_stop", "5")
        assert "9 reps, 42.5 kg" in line(stage)
        await stage.press("enter")
        assert "Set 1: 9 reps, 42.5 kg; the sets to come take 42.5 kg" in stage.text()
        assert (stage.session.state.logs[0].reps, stage.session.state.logs[0].load) == (9, "42.5 kg")
        assert loads(stage) == ["40 kg", "42.5 kg", "42.5 kg"]
        assert "42.5 kg" in stage.text()
        await stage.press("u")
        assert (stage.session.state.logs[0].reps, stage.session.state.logs[0].load) == (8, "40 kg")
        assert loads(stage) == ["40 kg"] * 3

    follow(play, routine(ROW))


def test_a_figure_ends_the_set_that_runs_and_one_undo_takes_both_back() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("9", "space")
        assert (stage.session.state.step.kind, stage.session.state.logs[0].reps) == ("rest", 9)
        await stage.press("u")
        assert (stage.session.state.step.kind, stage.session.state.logs) == ("reps", ())

    assert follow(play, routine(ROW)).diary.commands == [c.Figures(reps=9, ends=True), c.Undo()]


def test_a_load_alone_a_rep_and_a_step_of_load_end_no_set_and_are_shown_at_once() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("at", "4", "5", "enter")
        assert "45 kg" in stage.text()
        await stage.press("right_square_bracket", "up", "down")
        assert "9 reps" in stage.text()
        await stage.press("right_curly_bracket")
        assert "47.5 kg" in stage.text()
        await stage.press("left_curly_bracket", "shift+down", "shift+up")
        assert stage.session.state.step.set == 1
        await stage.press("space")
        assert (stage.session.state.logs[0].reps, stage.session.state.logs[0].load) == (9, "45 kg")
        assert loads(stage)[1:] == ["45 kg", "45 kg"]

    follow(play, routine(ROW))


def test_the_keys_of_figures_are_heard_while_paused() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "p", "9", "enter", "right_square_bracket", "right_curly_bracket")
        assert stage.session.is_paused
        assert (stage.session.state.logs[0].reps, stage.session.state.logs[0].load) == (10, "42.5 kg")

    follow(play, routine(ROW))


def test_escape_leaves_the_line_and_not_the_workout() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("9", "escape")
        assert (line(stage), stage.screen) == ("", "LiveScreen")
        await stage.wait(4)

    assert follow(play, routine(ROW)).diary.commands == []


def test_any_other_key_closes_the_line_and_does_what_it_always_does_and_that_is_said() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "9", "plus")
        assert line(stage) == ""
        assert '"9" was not taken' in stage.text()
        await stage.press("9", "n")
        await stage.press("9", "question_mark")
        assert stage.screen == "KeysScreen"

    assert follow(play, routine(ROW)).diary.commands == [c.Done(), c.Extend(10), c.Skip()]


def test_what_makes_no_sense_is_said_there_and_stays() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "9", "s", "enter")
        assert "Set 1: 9s_" in line(stage)
        assert "this set counts reps" in stage.text()
        await stage.press("backspace", "enter")
        assert "Set 1: 9 reps" in stage.text()

    assert follow(play, routine(ROW)).diary.commands == [c.Done(), c.Figures(reps=9, log=0)]


def test_the_line_belongs_to_its_set_though_the_next_one_begins() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        await stage.wait(59)
        await stage.press("9", "at", "4")
        await stage.wait(3)
        assert stage.session.state.step.set == 2
        await stage.press("5", "enter")
        assert "Set 1: 9 reps, 45 kg" in stage.text()
        assert stage.session.state.step.set == 2

    stage = follow(play, routine(ROW))
    assert stage.diary.commands == [c.Done(), c.Figures(reps=9, load="45 kg", log=0)]


def test_where_no_figure_makes_sense_that_is_said() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("9")
        assert "No set is done yet" in stage.text()
        await stage.wait(6)
        await stage.press("9")
        assert "Its time is counted" in stage.text()
        for key in ("apostrophe", "right_curly_bracket"):
            await stage.press(key)
        assert line(stage) == ""

    assert follow(play, routine(hold(20))).diary.commands == []


def test_a_hold_is_made_longer_and_shorter_by_five_seconds_while_it_runs_and_put_right_after() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(6)
        await stage.press("right_square_bracket")
        assert "5 seconds more" in stage.text()
        await stage.wait(25)
        assert stage.session.state.logs[0].seconds == 25
        await stage.press("left_square_bracket")
        assert "Set 1: 0:20" in stage.text()

    stage = follow(play, routine(hold(20, sets=2)))
    assert stage.diary.commands == [c.Extend(5), c.Figures(seconds=20, log=0)]


def test_a_set_to_failure_asks_how_many_in_the_key_line_and_waits_for_nobody() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        assert "0-9 how many?" in stage.text()
        await stage.press("1", "4", "enter")
        assert "how many?" not in stage.text()
        await stage.press("enter", "space")
        assert "0-9 how many?" in stage.text()
        await stage.wait(61)
        assert stage.session.state.step.set == 3
        assert [log.reps for log in stage.session.state.logs] == [14, None]

    follow(play, routine(Entry(("Pull-up",), sets=3, reps=TO_FAILURE, rest=60)), size=(60, 15))


def test_after_the_last_set_of_all_the_page_of_the_end_asks() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        assert "r how many?" in stage.text()
        await stage.press("r", "1", "4", "enter")
        assert "14 reps" in stage.text()
        assert "how many?" not in stage.text()

    follow(play, routine(Entry(("Pull-up",), reps=TO_FAILURE)))


def test_a_hold_to_failure_takes_a_time() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(6)
        await stage.press(*"1", "colon", *"05", "enter")

    what = routine(Entry(("Plank",), sets=2, hold=Span(30, open_ended=True), rest=60))
    assert follow(play, what).diary.commands == [c.Figures(seconds=65, ends=True)]


def last_time(stage: Stage) -> None:
    sets = (PastSet(1, reps=10, load=Load("weight", 80, "kg")),)
    ref: Ref = stage.session.state.step.ref
    today = {ref: EntryToday("seated-row", None, LastTime(PastSession(1, "test", date(2026, 11, 17)), sets))}
    stage.live._workout.learn(today)


def test_the_figures_of_last_time_are_one_key_away() -> None:
    async def play(stage: Stage) -> None:
        last_time(stage)
        await stage.press("apostrophe")
        assert "Set 1: 10 reps, 80 kg" in stage.text()

    assert follow(play, routine(ROW)).diary.commands == [c.Figures(reps=10, load="80 kg", ends=True)]


def test_a_note_is_typed_over_the_workout_taken_by_enter_alone_and_can_be_changed() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "semicolon", *"left ", *"12 n?")
        assert "Note to Seated row: left 12 n?" in stage.text()
        await stage.wait(5)
        await stage.press("up", "tab", "enter")
        assert "Set 1: note kept" in stage.text()
        assert stage.session.state.logs[0].note == "left 12 n?"
        await stage.press("semicolon", *["backspace", "backspace"], "x", "escape")
        assert stage.session.state.logs[0].note == "left 12 n?"
        await stage.press("semicolon", *(["backspace"] * 20), "enter")
        assert stage.session.state.logs[0].note == ""

    stage = follow(play, routine(ROW))
    assert stage.diary.commands == [c.Done(), c.Figures(note="left 12 n?", log=0), c.Figures(note="", log=0)]


def test_a_note_of_the_set_that_runs_is_logged_with_it() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("semicolon", *"ok", "enter", "9", "enter")

    assert follow(play, routine(ROW)).session_logs()[0].note == "ok"


def test_at_the_end_nothing_that_was_typed_is_lost() -> None:
    async def note(stage: Stage) -> None:
        await stage.press("space")
        await stage.wait(25)
        await stage.press("semicolon", *"late")
        await stage.wait(11)
        assert stage.screen == "SummaryScreen"
        assert stage.session.state.logs[1].note == "late"

    async def figures(stage: Stage) -> None:
        await stage.press("space")
        await stage.wait(19)
        await stage.press("9", "at", "4", "5")
        await stage.wait(20)
        assert stage.screen == "RecordScreen"
        await stage.press("enter")
        assert stage.screen == "SummaryScreen"

    follow(note, routine(reps(), hold(20), rest=10))
    stage = follow(figures, routine(reps(), hold(20), rest=10))
    assert (stage.diary.commands[-1]) == c.Record(reps=9, load="45 kg", log=0)


@pytest.mark.parametrize("size", SIZES)
def test_the_line_leaves_the_countdown_and_says_what_is_typed_at_every_size(size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        before = stage.live._board.countdown.region
        await stage.press("9")
        assert "Set 1: 9_" in stage.text()
        assert stage.live._board.countdown.region == before
        bar = stage.live.query_one(FigureBar).region
        assert size[1] < 8 or not bar.overlaps(before)
        await stage.press("enter")
        assert "Set 1: 9 reps" in stage.text()

    follow(play, routine(ROW), size=size)


def test_effort_is_written_as_the_settings_say() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "9", "r", "8", "enter")
        assert "Set 1: 9 reps, RPE 8" in stage.text()

    stage = follow(play, routine(ROW), preferences=Preferences(effort="rpe"))
    assert stage.diary.commands[-1] == c.Figures(reps=9, rir=2, log=0)


def test_a_click_takes_the_line_or_leaves_it() -> None:
    async def click(stage: Stage, words: str) -> None:
        rows = stage.text().splitlines()
        row = next(n for n, text in enumerate(rows) if words in text)
        await stage.pilot.click(offset=(rows[row].index(words) + 1, row))
        await stage.settle()

    async def play(stage: Stage) -> None:
        await stage.press("space", "9")
        await click(stage, "esc leaves it")
        await stage.press("7")
        await click(stage, "enter takes it")
        await click(stage, "0-9 figures")
        assert stage.screen == "RecordScreen", "a finger has no digits"

    assert follow(play, routine(ROW)).diary.commands == [c.Done(), c.Figures(reps=7, log=0)]


def test_figures_after_a_gap_are_typed_still(monkeypatch: Any) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "9", "at", "4", "5")
        performance = stage.live._workout.performance
        monkeypatch.setattr(performance, "_gap_s", lambda: 100.0)
        await stage.press("enter")
        monkeypatch.undo()
        assert stage.screen == "AskScreen"
        assert line(stage).startswith("Set 1: 9@45_")
        await stage.press("g", "enter")

    stage = follow(play, routine(ROW))
    assert c.Figures(reps=9, load="45 kg", log=0) in stage.diary.commands


def test_a_signal_takes_what_is_typed() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("7", "at", *"42", "full_stop", "5")
        stage.app._end_by_signal(15)
        await stage.settle()

    stage = follow(play, routine(ROW))
    assert stage.diary.commands == [c.Figures(reps=7, load="42.5 kg", ends=True)]


def test_a_signal_keeps_the_note_that_is_typed() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "semicolon", *"elbow")
        stage.app._end_by_signal(15)
        await stage.settle()

    assert follow(play, routine(ROW)).diary.commands == [c.Done(), c.Figures(note="elbow", log=0)]


def test_ctrl_z_leaves_the_line_as_it_is() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("7", "at", *"42", "ctrl+z")
        assert line(stage).startswith("Set 1: 7@42_")

    follow(play, routine(ROW))
