"""The figures of a set put right on the page of the end, and asked for where only the person knows them."""

from __future__ import annotations

from pilot import Stage, follow, hold, reps, routine

from backday_tui.routine.model import Amrap, Entry, Load, Reps
from backday_tui.session import commands as c
from backday_tui.session.events import SetCorrected
from backday_tui.tui.args import Preferences

ROW = Entry(("Seated row",), reps=Reps(8, 8), load=(Load("weight", 25, "lb"),))


def amrap(seconds: int = 20) -> Amrap:
    return Amrap((reps(), reps(name="Pull-up")), time=seconds)


def test_the_last_set_is_corrected_on_the_page_of_the_end() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        assert "8 \u00d7 25 lb" in stage.text()
        await stage.press("r")
        assert stage.screen == "RecordScreen"
        await stage.press("6", "tab", "3", "0", "enter")
        assert stage.screen == "SummaryScreen"
        assert "6 \u00d7 30 kg" in stage.text()
        assert "1 of 1 set · 6 reps" in stage.text()
        assert "180 kg lifted in all" in stage.text()
        await stage.press("r", "tab", "backspace", "enter")
        assert "30 kg" not in stage.text()
        await stage.press("r", "escape", "enter")

    stage = follow(play, routine(ROW))
    assert stage.diary.commands == [
        c.Done(), c.Record(reps=6, load="30 kg", log=0), c.Record(reps=6, log=0, emptied=("load",)),
    ]  # fmt: skip
    assert len([event for event in stage.diary.events if isinstance(event, SetCorrected)]) == 2
    assert stage.app.return_code == 0


def test_after_a_correction_undo_takes_it_back_and_then_the_end() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "r", "6", "enter", "u")
        assert stage.screen == "SummaryScreen"
        assert "8 reps" in stage.text()
        await stage.press("u")
        assert stage.screen == "LiveScreen"

    follow(play, routine(ROW))


def test_where_no_set_was_done_there_is_none_to_correct() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("n")
        assert "reps, load" not in stage.text()
        await stage.press("r")
        assert stage.screen == "SummaryScreen"

    follow(play, routine(reps()))


def test_an_amrap_asks_for_rounds_and_reps_at_its_end() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(10)
        await stage.press("enter", "enter")
        await stage.wait(16)
        assert stage.screen == "RecordScreen"
        assert "rounds" in stage.text()
        await stage.wait(1.1)
        await stage.press("3", "tab", "1", "2", "enter")
        assert stage.screen == "LiveScreen"

    stage = follow(play, routine(amrap(), reps()))
    assert stage.diary.commands == [c.Done(), c.Done(), c.Record(rounds=3, reps=12, log=0)]
    assert (stage.session_logs()[0].rounds, stage.session_logs()[0].reps) == (2, None)


def test_an_amrap_asks_as_the_last_step_too_over_the_page_of_the_end() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(25.5)
        assert stage.screen == "RecordScreen"
        await stage.wait(1.1)
        await stage.press("4", "tab", "5", "enter")
        assert stage.screen == "SummaryScreen"
        assert "4 rounds, 5 reps" in stage.text()

    follow(play, routine(amrap()))


def test_a_key_that_was_meant_for_the_round_neither_saves_nor_empties() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(10)
        await stage.press("enter")
        await stage.wait(15.2)
        assert stage.screen == "RecordScreen"
        await stage.press("space", "enter")
        assert stage.screen == "RecordScreen"
        await stage.wait(1.1)
        await stage.press("enter")
        assert stage.screen == "SummaryScreen"

    assert follow(play, routine(amrap())).diary.commands == [c.Done(), c.Record(rounds=1, log=0)]


def test_an_amrap_finished_early_asks_as_well_and_one_that_is_skipped_does_not() -> None:
    async def finish(stage: Stage) -> None:
        await stage.wait(10)
        await stage.press("q", "f")
        assert stage.screen == "RecordScreen"
        await stage.press("escape")
        assert stage.screen == "SummaryScreen"

    async def skip(stage: Stage) -> None:
        await stage.wait(10)
        await stage.press("n")
        assert stage.screen == "LiveScreen"

    follow(finish, routine(amrap()))
    follow(skip, routine(amrap(), reps()))


def test_with_auto_nobody_is_asked() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(26)
        assert stage.screen == "SummaryScreen"

    follow(play, routine(amrap()), prepare_args=lambda args: args._replace(auto=True))


def test_the_form_that_is_open_for_the_amrap_is_the_one_that_asks() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(20)
        await stage.press("r", "5")
        await stage.wait(10)
        assert stage.screen == "RecordScreen"
        await stage.press("enter")
        assert stage.screen == "LiveScreen"

    assert follow(play, routine(amrap(), reps())).diary.commands == [c.Record(rounds=5, log=0)]


def test_what_was_typed_for_the_last_set_outlives_its_end() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(10)
        await stage.press("r", "2", "0")
        await stage.wait(20)
        assert stage.screen == "RecordScreen"
        await stage.press("enter")
        assert stage.screen == "SummaryScreen"
        assert "20 kg" in stage.text()

    assert follow(play, routine(hold(20))).diary.commands == [c.Record(seconds=20, load="20 kg", log=0)]


def test_figures_for_a_set_that_ended_meanwhile_go_to_it_and_not_to_the_next() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(10)
        await stage.press("r", "2", "0")
        await stage.wait(26)
        await stage.press("enter")

    stage = follow(play, routine(hold(20), hold(20, name="Side plank")))
    assert stage.diary.commands == [c.Record(load="20 kg", log=0)]


def test_the_form_has_a_note_and_how_hard_it_was_where_the_settings_want_it() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "r")
        assert "RPE" in stage.text()
        assert "note" in stage.text()
        await stage.press("9", "tab", "tab", "8", "tab", *"elbow", "enter")
        log = stage.session.state.logs[0]
        assert (log.reps, log.load, log.rir, log.note) == (9, "25 lb", 2, "elbow")
        await stage.press("r", "tab", "tab", "backspace", "tab", "backspace", "enter")
        log = stage.session.state.logs[0]
        assert (log.reps, log.rir, log.note) == (9, None, "")

    what = routine(Entry(("Seated row",), sets=2, reps=Reps(8, 8), load=(Load("weight", 25, "lb"),)), rest=60)
    stage = follow(play, what, preferences=Preferences(effort="rpe"))
    assert stage.diary.commands == [
        c.Done(), c.Record(reps=9, load="25 lb", log=0, rir=2, note="elbow"),
        c.Record(reps=9, load="25 lb", log=0, emptied=("rir",), note=""),
    ]  # fmt: skip


def test_without_effort_in_the_settings_the_form_doesn_t_ask_for_it() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "r")
        assert "RPE" not in stage.text()
        assert "reserve" not in stage.text()

    follow(play, routine(reps(sets=2)))
