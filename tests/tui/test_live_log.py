"""What the log has to say on the live screen: in one quiet line, and in the status while something is not kept."""

from __future__ import annotations

from datetime import date

import pytest
from pilot import Stage, follow, hold, reps, routine

from backday_tui.training.past import PastEntry, PastSession, PastSet
from backday_tui.training.today import Known


def test_what_is_not_kept_stands_in_the_status_and_is_said_once() -> None:
    async def play(stage: Stage) -> None:
        stage.diary.trouble = "not logged yet: the disk is full"
        await stage.wait(1.2)
        assert stage.text().count("ot logged yet: the disk is full") == 2
        await stage.wait(6)
        assert stage.text().count("ot logged yet: the disk is full") == 1
        stage.diary.trouble = None
        await stage.wait(1.2)
        assert "All of it is logged again" in stage.text()
        assert "not logged yet" not in stage.text()

    follow(play, routine(hold(60)))


def test_what_is_not_kept_stands_on_the_summary_until_it_is() -> None:
    async def play(stage: Stage) -> None:
        stage.diary.trouble = "not logged yet: the disk is full"
        await stage.wait(12)
        assert stage.screen == "SummaryScreen"
        assert stage.text().count("not logged yet: the disk is full") == 1
        stage.diary.trouble = None
        await stage.wait(1.2)
        assert "not logged yet" not in stage.text()

    follow(play, routine(hold(2)))


def test_the_log_s_news_is_a_quiet_line_that_takes_no_key() -> None:
    async def play(stage: Stage) -> None:
        stage.diary.said = ["An interrupted session is kept in the log: \x1b[31mHolds"]
        await stage.wait(1.2)
        assert "An interrupted session is kept in the log: ␛[31mHolds" in stage.text()
        await stage.press("p")
        assert stage.session.is_paused

    follow(play, routine(hold(60)))


@pytest.mark.parametrize("size", [(60, 15), (80, 24)])
def test_what_is_said_and_longer_than_the_screen_is_wide_stands_whole_in_more_rows(size: tuple[int, int]) -> None:
    said = "Record: 15 \u00d7 100 kg, the most reps at 100 kg or more so far (before: 13 \u00d7 225 lb on 17 Nov)"

    async def play(stage: Stage) -> None:
        stage.diary.said = [said]
        await stage.wait(1.2)
        assert said in " ".join(stage.text().split())
        stage.diary.said = ["Short again"]
        await stage.wait(1.2)
        assert stage.app.screen.query_one("#notice").region.height == 1
        await stage.press("p")
        assert stage.session.is_paused

    follow(play, routine(hold(60)), size=size)


def test_leaving_is_told_to_the_journal() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(1.2)
        assert not stage.diary.left
        await stage.press("q", "l")

    assert follow(play, routine(hold(60))).diary.left


def test_an_app_that_ends_leaves_the_journal_complete() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(1.2)
        stage.app.exit(return_code=143)

    assert follow(play, routine(hold(60))).diary.left


def test_before_the_shell_gets_the_terminal_it_is_paused_and_all_is_kept() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(1.2)
        stage.live.before_suspend()
        assert stage.session.is_paused
        assert (stage.diary.settled, stage.sound.cues) == (1, ())

    follow(play, routine(hold(60)))


def test_a_note_to_the_session_is_written_on_the_page_of_the_end() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(10)
        assert stage.screen == "SummaryScreen"
        assert "n note" in stage.text()
        await stage.press("n")
        assert "A note to this workout" in stage.text()
        await stage.press(*"so so", "enter")
        assert stage.screen == "SummaryScreen"
        assert "so so" in stage.text()
        await stage.press("n", "end", *"!", "enter")  # it can be changed
        await stage.press("n", *"no", "escape")
        assert "so so!" in stage.text()

    assert follow(play, routine(hold(2))).diary.notes == ["so so", "so so!"]


def test_the_note_is_still_there_after_the_end_was_taken_back() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(6)
        await stage.press("enter", "n", *"so so", "enter", "u")
        assert stage.screen == "LiveScreen"
        await stage.press("enter")
        assert "so so" in stage.text()

    follow(play, routine(hold(60)))


def test_a_workout_that_isnt_logged_takes_no_note() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(10)
        assert "n note" not in stage.text()
        await stage.press("n")
        assert stage.screen == "SummaryScreen"

    follow(play, routine(hold(2)), prepare_args=lambda args: args._replace(open_journal=None))


NOTED = PastSession(
    1, "test", date(2025, 12, 24), (PastEntry("seated-row", (PastSet(1, reps=9, note="grip gave \x1b[2J way"),)),)
)


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (120, 40), (160, 50)])
def test_the_note_of_last_time_stands_in_the_rest_before_the_exercise_with_its_date(size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(6)
        assert "Note of" not in stage.text()
        await stage.press("enter")
        await stage.wait(1)
        assert "Note of 24 Dec 2025: grip gave ␛[2J way" in stage.text()
        await stage.press("enter")
        assert "Note of" not in stage.text()

    follow(
        play,
        routine(hold(60), reps()),
        size=size,
        prepare_args=lambda args: args._replace(read_past=lambda *_: Known((NOTED,))),
    )
