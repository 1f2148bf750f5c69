"""A workout in lines: what is said when, and what each key does."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pilot import Diary
from plans import build
from rich.cells import cell_len
from rich.console import Console
from scripted import GAP, run, spelt
from silent import SilentPlayer

from backday_tui.audio.player import BELL, Status
from backday_tui.exercises.catalog import bundled
from backday_tui.plain.console_lines import ConsoleLines
from backday_tui.plain.json_lines import JsonLines
from backday_tui.plain.keys import END, HeldKey
from backday_tui.plain.workout import PlainWorkout
from backday_tui.routine.reader import read_text
from backday_tui.session.session import Session
from backday_tui.signals import CODES
from backday_tui.workout.actions import ACTIONS

if TYPE_CHECKING:
    from backday_tui.plain.workout import Reporter

ROWS = 'name = "Rows"\nrest = 20\nwork = ["2x8 Seated row @ 25lb"]'
PLANK = 'name = "Plank"\nwork = ["1x:30 Plank"]'
FAILURE = 'name = "Plank"\nwork = ["1x? Plank"]'


def test_a_timed_set_tells_its_beginning_its_milestones_and_its_end() -> None:
    done = run(PLANK)
    assert done.code == 0
    assert done.lines == [
        "   0:00  Get ready 5 s · then Plank · hold 30 s",
        "   0:05  Plank · hold 30 s · the last",
        "   0:20  half way",
        "   0:25  10 s left",
        "   0:35  done: Plank: 0:30",
        "All done in 0:35: 1 of 1 set, 1 hold of 0:30 in all",
    ]


def test_enter_is_done_and_begins_after_a_rest() -> None:
    done = run(ROWS, [(10, "enter"), (12, "enter"), (15, "enter")])
    assert done.lines == [
        "   0:00  Seated row · 8 reps · 25 lb · set 1 of 2 · next: rest 20 s, then set 2 of 2 · enter when done",
        "   0:10  done: Seated row: 8 reps · 25 lb",
        "   0:10  Rest 20 s · then Seated row · 8 reps · 25 lb · set 2 of 2",
        "   0:12  Seated row · 8 reps · 25 lb · set 2 of 2 · the last · enter when done",
        "   0:15  done: Seated row: 8 reps · 25 lb",
        "All done in 0:15: 2 of 2 sets, 16 reps, 400 lb lifted in all",
    ]


def test_a_rest_ends_by_itself_and_says_its_last_ten_seconds() -> None:
    done = run(ROWS, [(10, "enter"), (31, "enter")])
    assert "   0:20  10 s left" in done.lines
    assert "   0:30  Seated row · 8 reps · 25 lb · set 2 of 2 · the last · enter when done" in done.lines


def test_space_is_done_on_what_waits_and_pause_on_what_is_timed() -> None:
    done = run(ROWS, [(10, "space"), (14, "space"), (20, "space"), (40, "space")])
    assert "   0:14  paused" in done.lines
    assert "   0:14  going on after 0:06 of pause" in done.lines
    assert "   0:30  Seated row · 8 reps · 25 lb · set 2 of 2 · the last · enter when done" in done.lines
    assert done.session.elapsed_s(0) == 34


def test_the_settings_say_what_space_does() -> None:
    script = [(3, "space"), (4, "q"), (5, "y"), (5, "enter")]
    assert run(ROWS, script, space="pause").lines[1] == "   0:03  paused"
    assert run(ROWS, script, space="next").lines[1] == "   0:03  done: Seated row: 8 reps · 25 lb"


def test_a_set_without_figures_is_told_by_its_name_alone() -> None:
    done = run(
        'name = "x"\nwork = ["Cat/cow stretch", "? Chin-up each side"]',
        [(1, "enter"), *((62 + n, "enter") for n in range(3))],
    )
    told = [line for line in done.lines if line[9:].startswith("done")]
    assert told == [
        "   0:01  done: Cat/cow stretch",
        "   1:02  done: Chin-up, left side",
        "   1:03  done: Chin-up, right side",
    ]


def test_work_to_failure_counts_up_until_one_says_so() -> None:
    done = run(FAILURE, [(5 + 70, "enter")])
    assert done.lines[1:-1] == [
        "   0:05  Plank · hold to failure · the last · enter when done",
        "   0:35  0:30 held",
        "   1:05  1:00 held",
        "   1:15  done: Plank: 1:10",
    ]


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("+", "   0:12  10 seconds more"),
        ("-", "   0:12  10 seconds less"),
        ("n", "   0:12  Seated row · 8 reps · 25 lb · set 2 of 2 · the last · enter when done"),
        ("right", "   0:12  Seated row · 8 reps · 25 lb · set 2 of 2 · the last · enter when done"),
        (
            "b",
            "   0:12  Seated row · 8 reps · 25 lb · set 1 of 2 · next: rest 20 s, then set 2 of 2 · enter when done",
        ),
        (
            "left",
            "   0:12  Seated row · 8 reps · 25 lb · set 1 of 2 · next: rest 20 s, then set 2 of 2 · enter when done",
        ),
        ("a", "   0:12  one set more · 3 steps to come after this"),
        (
            "w",
            "   0:12  step 2 of 3 · rest · 0:18 left · next: Seated row · 8 reps · 25 lb · set 2 of 2 · 0:42 to go",
        ),
        ("s", "   0:12  Rest 20 s · then Seated row · 8 reps · 25 lb · set 2 of 2"),
        ("u", "   0:12  undone: done"),
        ("p", "   0:12  paused"),
        ("m", "         sound off"),
        ("<", "         volume 90%"),
        ("L", "         You can't do it later in a rest or countdown: there is nothing else to do first"),
        ("e", "         Seated row: "),
        ("?", "         space enter         this is done: a set, a hold, a round, an EMOM's reps"),
    ],
)
def test_every_key_does_its_thing(key: str, told: str) -> None:
    done = run(ROWS, [(10, "enter"), (12, key), (13, "q"), (13.5, "y"), (14, "enter")])
    assert [line for line in done.lines[3:] if line.startswith(told)], done.out


def test_the_rest_of_an_exercise_can_be_skipped_and_a_set_taken_away() -> None:
    three = 'name = "x"\nrest = 20\nwork = ["3x8 Seated row", "1x5 Deadlift"]'
    skipped = run(three, [(10, "N"), (20, "enter"), (100, "enter")])
    assert skipped.lines[-1].startswith("All done in 1:40: 1 of 4 sets")
    fewer = run(three, [(10, "d"), (20, "q"), (21, "y"), (21, "enter")])
    assert "   0:10  one set less · 4 steps to come after this" in fewer.lines


def test_reps_and_load_are_noted_for_the_set_just_done_or_this_one() -> None:
    typed = [(10, "enter"), (12, "r"), *((12 + n / 10, key) for n, key in enumerate("7", 1)), (13, "enter")]
    done = run(ROWS, [*typed, (14, "q"), (15, "y"), (15, "enter")])
    assert "   0:13  noted: Seated row: 7 reps · 25 lb" in done.lines
    keys = ["9", "space", "3", "backspace", "4", "0", "k", "g", "enter"]
    now = run(
        ROWS,
        [(1, "r"), *((2 + n / 10, key) for n, key in enumerate(keys)), (4, "enter"), (5, "q"), (6, "y"), (6, "enter")],
    )
    assert "   0:02  noted: 9 reps, 40 kg" in now.lines
    assert "   0:04  done: Seated row: 9 reps · 40 kg" in now.lines


@pytest.mark.parametrize(
    ("script", "asked"),
    [
        ([(1, "r"), (2, "escape")], "Seated row: reps and load (8, or 8 25 lb): "),
        ([(1, "enter"), (2, "r"), (3, "escape")], "Seated row: reps and load (8, or 8 25 lb): "),
        ([(1, "n"), (2, "r")], "no set is done yet"),
    ],
)
def test_the_question_for_figures_names_whose_they_are(script: list[tuple[float, str]], asked: str) -> None:
    assert asked in run(ROWS, [*script, (5, "q"), (6, "y"), (6, "enter")]).out


def test_figures_that_are_none_are_refused_with_an_example() -> None:
    keys = [(1, "r"), (1.1, "x"), (1.2, "enter"), (5, "q"), (6, "y"), (6, "enter")]
    assert '         "x" is no reps and load: 8, or 8 25 lb, would do' in run(ROWS, keys).lines


def test_finishing_is_asked_and_what_was_done_is_kept() -> None:
    done = run(ROWS, [(10, "enter"), (11, "q"), (11.5, "n"), (12, "enter"), (20, "q"), (21, "y"), (21, "enter")])
    assert done.code == 0
    assert done.lines[-1] == "Finished early after 0:21: 1 of 2 sets, 8 reps, 200 lb lifted in all"


@pytest.mark.parametrize("keys", [("enter",), ("escape",), ("n", "enter"), ("q", HeldKey("q"), "enter")])
def test_at_the_question_whether_to_finish_only_a_yes_finishes(keys: tuple[str, ...]) -> None:
    done = run(PLANK, [(6, "q"), *((7 + n / 10, key) for n, key in enumerate(keys))])
    assert "         the workout goes on" in done.lines
    assert done.lines[-1].startswith("All done in 0:35")


def test_the_key_that_asks_is_never_its_own_answer() -> None:
    done = run(
        PLANK, [(6, "q"), *((6.5 + n / 30, HeldKey("q")) for n in range(20)), (8, HeldKey("enter")), (9, "enter")]
    )
    assert "qq" not in done.out
    assert done.lines[-1].startswith("All done in 0:35")


def test_a_held_key_ends_one_set_and_no_rest() -> None:
    done = run(ROWS, [(10, "enter"), *((10.5 + n / 30, HeldKey("enter")) for n in range(60)), (60, "enter")])
    assert done.session.elapsed_s(0) == 60


def test_keys_that_change_by_a_step_may_be_held() -> None:
    rests = [(10, "enter"), (12, "+"), (12.5, HeldKey("+")), (12.6, HeldKey("+")), (100, "enter")]
    assert "   1:00  Seated row · 8 reps · 25 lb · set 2 of 2 · the last · enter when done" in run(ROWS, rests).lines


def test_an_answer_may_be_typed_as_fast_as_anybody_types() -> None:
    typed = [(12, "r"), (12.1, "1"), (12.2, HeldKey("1")), (13, "enter"), (40, "enter")]
    assert "   0:13  noted: Seated row: 11 reps · 25 lb" in run(ROWS, [(10, "enter"), *typed]).lines


def test_enter_that_answers_a_question_before_the_start_does_not_answer_the_next() -> None:
    script = [(0, "enter"), (0.1, HeldKey("enter")), (0.2, "2"), (0.3, "enter"), (1, "q"), (2, "y"), (2, "enter")]
    assert run(CHOICES, script).lines[2].startswith("   0:00  Pull-up · to failure · round 1 of 4")


def test_a_question_can_be_left_and_time_goes_on_meanwhile() -> None:
    done = run(PLANK, [(6, "q"), (10, "escape")])
    assert done.lines[-1].startswith("All done in 0:35")


@pytest.mark.parametrize(("signal", "code"), CODES.items())
def test_a_signal_ends_it_with_what_was_done(signal: str, code: int) -> None:
    done = run(PLANK, [(15, signal)])
    assert done.code == code
    assert done.lines[-2:] == [
        "   0:15  done: Plank: 0:10",
        "Finished early after 0:15: 1 of 1 set, 1 hold of 0:10 in all",
    ]


def test_lines_of_a_pipe_are_keys_by_their_names() -> None:
    script = [(10, "enter"), (11, "r 7 30 lb"), (12, "p"), (13, "p"), (14, "n"), (15, "done")]
    done = run(ROWS, script, is_terminal=False)
    assert "   0:11  noted: Seated row: 7 reps · 30 lb" in done.lines
    assert done.lines[-1] == "All done in 0:14: 2 of 2 sets, 15 reps, 410 lb lifted in all"


def test_q_in_a_pipe_is_not_asked_and_an_unknown_word_is_named() -> None:
    done = run(ROWS, [(1, "hurry\x1b"), (2, "q")], is_terminal=False)
    assert '         there is no key "hurry␛"; ? tells them all' in done.lines
    assert done.lines[-1].startswith("Finished early after 0:02")


def test_at_the_end_of_stdin_it_goes_on_by_itself_exactly_as_with_auto() -> None:
    alone = run(ROWS, [(0, END)], is_terminal=False)
    assert alone.lines == run(ROWS, auto=True).lines
    assert alone.lines[-1] == "All done in 1:08: 2 of 2 sets, 16 reps, 400 lb lifted in all"


def test_a_set_under_way_at_the_end_of_stdin_ends_after_its_estimate() -> None:
    done = run(ROWS, [(10, END)], is_terminal=False)
    assert done.lines[1] == "   0:24  done: Seated row: 8 reps · 25 lb"
    assert done.lines[-1].startswith("All done in 1:08")


def test_the_end_of_stdin_while_paused_goes_on() -> None:
    assert run(PLANK, [(10, "p"), (20, END)], is_terminal=False).lines[-1].startswith("All done in 0:35")


@pytest.mark.parametrize(
    ("key", "end"),
    [("enter", "All done in 0:35"), ("c", "All done in 0:35"), ("n", "All done in 0:09")],
)
def test_after_the_machine_slept_one_is_asked(key: str, end: str) -> None:
    done = run(PLANK, [(10, GAP), (111, key)])
    assert "         enter goes on from there, c counts the time, n skips the step" in done.lines
    assert done.lines[-1].startswith(end)


def test_after_a_sleep_with_nobody_there_it_goes_on_from_where_it_was() -> None:
    done = run(PLANK, [(0, END), (10, GAP)], is_terminal=False)
    assert done.lines[-1] == "All done in 0:35: 1 of 1 set, 1 hold of 0:30 in all"
    assert not [line for line in done.lines if "enter goes on" in line]


CHOICES = 'name = "x"\nwork = [{circuit = ["? Chin-up / Pull-up", "5 Deadlift"], rounds = "2-4"}]'


def test_choices_and_rounds_are_asked_for() -> None:
    keys = ["9", "enter", "3", "enter", "2", "enter"]
    done = run(CHOICES, [*((n / 10, key) for n, key in enumerate(keys)), (1, "q"), (2, "y"), (2, "enter")])
    assert done.lines[0:3] == [
        "         how many rounds? 2, 3, 4 [4] ",
        '         "9" is none of 2, 3, 4',
        "         how many rounds? 2, 3, 4 [4] ",
    ]
    assert done.lines[3] == "         which one? 1 Chin-up, 2 Pull-up [1] "
    assert done.lines[4].startswith("   0:00  Pull-up · to failure · round 1 of 3")


def test_enter_takes_what_stands_in_brackets() -> None:
    done = run(CHOICES, [(0, "enter"), (0.1, "enter"), (1, "q"), (2, "y"), (2, "enter")])
    assert done.lines[2].startswith("   0:00  Chin-up · to failure · round 1 of 4")


def test_where_nobody_can_be_asked_the_first_and_the_most_are_taken_and_said() -> None:
    done = run(CHOICES, [(0, END)], is_terminal=False)
    assert done.errors.splitlines() == [
        "backday: 4 rounds of 2 to 4, as nobody can be asked",
        "backday: Chin-up, of Chin-up / Pull-up, as nobody can be asked",
    ]
    assert done.lines[0].startswith("   0:00  Chin-up · to failure · round 1 of 4")


def test_what_belongs_to_a_set_is_said_below_it() -> None:
    text = """
    name = "x"
    [[work]]
    exercise = "Curl\\u001b[31m"
    parts = ["7 bottom half", "7 full"]
    tempo = "3-0-1"
    note = "slow\\u202e"
    sides = "each"
    [[work]]
    amrap = ["5 Pull-up", "10 Deadlift"]
    time = 60
    [[work]]
    emom = ["5 Deadlift"]
    minutes = 1
    """
    done = run(text, [(0, END)], is_terminal=False)
    assert done.lines[:4] == [
        "   0:00  Curl␛[31m · 14 reps · left side · next: right side",
        "         7 bottom half + 7 full",
        "         3 s down, 0 s held, 1 s up",
        "         slow\N{REPLACEMENT CHARACTER}",
    ]
    assert "         a round: 5 Pull-up, 10 Deadlift" in done.lines
    assert [line for line in done.lines if "Deadlift · 5 reps · minute 1 of 1 · the last" in line]


def test_the_time_left_is_kept_up_to_date_in_one_line() -> None:
    done = run(PLANK, in_place=True)
    assert "\r   0:29  Plank, 0:29 to go\r   0:28  Plank, 0:28 to go" in done.out


def test_a_question_stands_in_that_line_with_what_was_typed() -> None:
    done = run(PLANK, [(6, "r"), (6.1, "8"), (6.2, "escape")], in_place=True)
    assert "\rPlank: load (25 lb, or 12 kg): 8" in done.out


class BrokenPlayer(SilentPlayer):
    """A player whose worker is lost from 10 s to 20 s after the first look."""

    def __init__(self) -> None:
        super().__init__()
        self._now = self._first = 0.0

    @property
    def status(self) -> Status:
        return BELL if 10 <= self._now - self._first < 20 else Status("paplay", audible=True, text="sound: paplay")

    def due(self, now: float) -> tuple[str, ...]:
        self._now, self._first = now, self._first or now
        return ("half",) if self.status == BELL and now - self._first >= 19 else ()

    def news(self) -> tuple[str, ...]:
        return ("the worker \x1b is gone",) if self._now - self._first == 10 else ()


def test_sound_that_is_lost_is_said_once_and_so_is_its_return() -> None:
    done = run(PLANK, sound=BrokenPlayer())
    assert done.lines[2:6] == [
        "         no sound: bell and flash",
        "         the worker ␛ is gone",
        "   0:20  half way",
        "         sound: paplay",
    ]
    assert "\a" not in done.out


def test_the_bell_rings_on_a_terminal_for_what_could_not_be_heard() -> None:
    assert run(PLANK, sound=BrokenPlayer(), in_place=True).out.count("\a") == 1


def test_wide_signs_do_not_make_the_line_too_long() -> None:
    text = f'name = "x"\nwork = ["1x:02 {"背" * 60}"]'
    held = [line.rpartition("\r")[2] for line in run(text, in_place=True).out.split("\r")]
    assert max(cell_len(line) for line in held if "背" in line and "\n" not in line) <= 59


def test_every_action_of_lines_is_a_command_or_done_by_them() -> None:
    done = [each.name for each in ACTIONS if each.command is None and hasattr(PlainWorkout, f"do_{each.name}")]
    assert done == [each.name for each in ACTIONS if each.command is None and each.in_lines]


def test_the_help_has_a_line_for_each_action_that_can_be_done_in_lines() -> None:
    told = run(PLANK, [(1, "?"), (2, "q"), (3, "y")]).out
    lines = [line.split() for line in told.splitlines()]
    for action in ACTIONS:
        assert ([*action.typed_keys, *action.help.split()] in lines) is action.in_lines, action.name


@pytest.mark.parametrize("key", ["E", "t", "z"])
def test_through_a_pipe_a_key_that_lines_do_not_have_is_said(key: str) -> None:
    assert f'there is no key "{key}"' in run(PLANK, [(1, key), (2, END)], is_terminal=False).out


# -- messages that nobody takes, and streams that were closed --------------------------------------------------------


class FullDisk(io.StringIO):
    """Where stderr leads into a file that can't grow."""

    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device", text)


@pytest.mark.parametrize(
    "lines",
    [
        ConsoleLines(Console(file=io.StringIO()), Console(file=FullDisk()), in_place=False),
        JsonLines(io.StringIO(), FullDisk(), bundled()),
        JsonLines(io.StringIO(), None, bundled()),
    ],
)
def test_a_message_that_nobody_takes_ends_no_workout(lines: Reporter) -> None:
    lines.warn("no sound: bell and flash")


def test_records_that_nobody_takes_end_no_workout() -> None:
    routine = read_text('name = "Plank"\nwork = ["1x:30 Plank"]', id="plank", catalog=bundled()).routine
    assert routine is not None
    session = Session(build(routine, bundled()))
    lines = JsonLines(None, None, bundled())
    began = session.start(0.0)
    assert began
    for event in began:
        lines.happened(event, session)


AMRAP = 'name = "x"\nprepare = 1\nrest = 20\nwork = [{ amrap = ["5 Pull-up"], time = "1:00" }, "8 Seated row"]'
LAST = 'name = "x"\nprepare = 1\nwork = [{ amrap = ["5 Pull-up"], time = "1:00" }]'


def test_where_one_is_in_a_set_in_a_pause_and_in_an_amrap() -> None:
    where = run(PLANK, [(12, "w"), (13, "p"), (15, "w"), (16, "p")])
    assert "   0:12  step 2 of 2 · Plank · hold 30 s · 0:23 left · the last · 0:23 to go" in where.lines
    assert "   0:15  step 2 of 2 · Plank · hold 30 s · 0:22 left · paused · the last · 0:22 to go" in where.lines
    counted = run(AMRAP, [(10, "enter"), (12, "w"), (62, "escape"), (63, "w"), (64, "q"), (65, "y"), (66, "enter")])
    assert (
        "   0:12  step 2 of 4 · AMRAP · 1:00 · 0:49 left · 1 round done · next: rest 20 s, then Seated row · 8 reps"
        in [line.rpartition(" · ")[0] for line in counted.lines]
    )


def test_through_a_pipe_the_word_says_it_too() -> None:
    done = run(ROWS, [(3, "where"), (4, "q")], is_terminal=False)
    assert done.lines[1].startswith(
        "   0:03  step 1 of 3 · Seated row · 8 reps · 25 lb · set 1 of 2 · 0:03 so far · next: "
    )


def test_programs_get_where_one_is_as_an_event() -> None:
    done = run(PLANK, [(12, "w"), (13, "q"), (14, "y"), (15, "enter")], as_json=True)
    (asked,) = [record for record in done.records if record["event"] == "where_asked"]
    assert (asked["at_s"], asked["index"], asked["spent_s"], asked["left_s"], asked["paused"]) == (12, 1, 7, 23, False)
    assert asked["step"]["exercise"] == "Plank"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("L", "this exercise comes later"),
        ("a", "one set more"),
        ("N", "the rest of this exercise is left out; u brings it back"),
        ("d", "one set less"),
    ],
)
def test_what_was_changed_is_said_and_then_the_step_as_it_is_now(key: str, said: str) -> None:
    text = 'name = "x"\nrest = 20\nwork = ["3x8 Seated row", "5 Deadlift"]'
    done = run(text, [(10, "enter"), (12, key), (13, "q"), (14, "y"), (15, "enter")])
    place = next(place for place, line in enumerate(done.lines) if line.startswith(f"   0:12  {said} · "))
    step = done.session.state.step
    assert done.lines[place + 1].startswith(f"   0:12  Rest 20 s · then {step.title} · ")
    assert done.lines[place + 1].endswith(f"set {step.set} of {step.sets}" if step.sets > 1 else "reps")


def test_a_step_that_a_change_begins_is_told_once() -> None:
    done = run(
        'name = "x"\nrest = 0\nwork = ["3x8 Seated row", "5 Deadlift"]',
        [(10, "N"), (13, "q"), (14, "y"), (15, "enter")],
    )
    assert [line[9:17] for line in done.lines if line.startswith("   0:10")] == ["the rest", "Deadlift"]


def test_without_the_ticker_no_countdown_is_written_on_a_terminal() -> None:
    done = run(PLANK, in_place=True, ticker=False)
    assert "\r" not in done.out.partition("All done")[0]
    assert "\r" in run(PLANK, in_place=True).out.partition("All done")[0]


def test_a_question_stays_in_sight_while_something_is_said() -> None:
    done = run(PLANK, [(3, "q"), (30, "n"), (31, "enter")], in_place=True, ticker=False)
    held = done.out.partition("hold 30 s · the last")[2].partition("\n")[2]
    assert held.startswith("finish here? this workout is not logged (y; enter goes on)")


def test_an_amrap_asks_for_rounds_and_reps_at_its_end() -> None:
    done = run(AMRAP, [(62, "4"), (62, "space"), (63, "3"), (64, "enter"), (70, "q"), (71, "y"), (72, "enter")])
    assert "         AMRAP: rounds and reps (4, or 4 12): " in done.lines
    assert (done.session.state.logs[0].rounds, done.session.state.logs[0].reps) == (4, 3)


def test_an_amrap_asks_as_the_last_step_too() -> None:
    done = run(LAST, [(500, "4"), (501, "space"), (502, "3"), (503, "enter")])
    assert done.lines[-1].startswith("All done in 1:01: 1 of 1 set, 3 reps")
    assert (done.session.state.logs[0].rounds, done.session.state.logs[0].reps) == (4, 3)
    left = run(LAST, [(500, "escape")])
    assert left.session.state.logs[0].reps is None
    assert run(LAST, auto=True).session.state.logs[0].reps is None


@pytest.mark.parametrize("as_json", [False, True])
def test_through_a_pipe_the_figures_of_the_last_amrap_are_waited_for_a_while(as_json: bool) -> None:
    done = run(LAST, [(66, "r 4 3")], is_terminal=False, as_json=as_json)
    assert (done.session.state.logs[0].rounds, done.session.state.logs[0].reps) == (4, 3)
    asked = "AMRAP: rounds and reps? r 4 12 writes them down"
    assert asked in (done.errors if as_json else done.out)
    assert run(LAST, [(61.5, "enter")], is_terminal=False).session.state.logs[0].reps is None
    assert run(LAST, is_terminal=False, as_json=as_json).session.state.logs[0].reps is None
    assert asked not in run(LAST, [(1, END)], is_terminal=False).out


def test_figures_asked_for_through_a_pipe_go_to_the_amrap_though_the_next_set_runs() -> None:
    done = run(AMRAP.replace("rest = 20", "between = 0"), [(62, "r 4 3"), (63, "q")], is_terminal=False)
    assert (done.session.state.logs[0].rounds, done.session.state.logs[0].reps) == (4, 3)


def test_what_is_typed_for_a_set_that_ends_meanwhile_goes_to_it() -> None:
    text = 'name = "x"\nprepare = 1\nwork = ["1x:30 Plank"]'
    script = [(20, "r"), *((21 + n, key) for n, key in enumerate("20")), (40, "enter")]
    done = run(text, script)
    assert done.session.state.logs[0].load == "20 kg"


def test_at_a_terminal_the_last_set_can_be_corrected_after_the_end_and_the_end_taken_back() -> None:
    keys = [(10, "enter"), (30, "enter"), (31, "r"), (32, "9"), (33, "enter"), (34, "u"), (35, "enter")]
    done = run(ROWS, [*keys, (40, "x")], in_place=True, ticker=False)
    assert "r corrects the last set, u takes the end back, enter leaves" in done.out
    assert "noted: Seated row: 9 reps · 25 lb" in done.out
    assert [log.reps for log in done.session.state.logs] == [8, 8]
    again = run(ROWS, [*keys[:5], (40, "x")], in_place=True, ticker=False)
    assert [log.reps for log in again.session.state.logs] == [8, 9]
    assert again.out.count("All done in") == 2


def test_nobody_is_waited_for_at_the_end_where_nobody_is_there() -> None:
    offer = "takes the end back"
    assert offer in run(PLANK, [(3, "+")], in_place=True).out
    looked = run(PLANK, [(3, "w")], in_place=True).out
    assert "r corrects the last set, enter leaves" in looked
    assert offer not in looked
    assert offer not in run(PLANK, in_place=True).out
    assert offer not in run(PLANK, [(3, "w")], in_place=True, auto=True).out
    assert offer not in run(PLANK, [(3, END)], in_place=True).out
    assert offer not in run(PLANK, is_terminal=False).out
    assert offer not in run(PLANK).out
    assert offer not in run(PLANK, [(3, "q"), (4, "y"), (5, "enter")], in_place=True).out


def test_an_enter_that_was_meant_for_the_round_is_no_answer_to_the_amraps_question() -> None:
    done = run(LAST, [(20, "enter"), (61.4, "enter"), (70, "3"), (71, "enter")])
    assert (done.session.state.logs[0].rounds, done.session.state.logs[0].reps) == (3, None)


def test_a_signal_at_the_end_ends_it_with_its_code_whatever_was_typed_with_it() -> None:
    done = run(ROWS, [(10, "enter"), (30, "enter"), (31, "SIGINT"), (31, "x")], in_place=True)
    assert done.code == 130


# -- a note to the session -------------------------------------------------------------------------------------------


def test_at_the_end_a_note_is_asked_for_by_a_key() -> None:
    diary = Diary()
    keys = [(1.0, "w"), (40.0, "n"), *spelt("so so", 41), (42.0, "enter"), (43.0, "enter")]
    done = run(PLANK, keys, in_place=True, journal=diary)
    assert "enter leaves; n writes a note" in done.out
    assert diary.notes == ["so so"]
    assert "note: so so" in done.out


def test_whoever_finishes_early_can_say_why_in_the_same_line() -> None:
    diary = Diary()
    done = run(PLANK, [(1, "q"), *spelt("y knee hurts", 2), (4, "enter")], journal=diary)
    assert diary.notes == ["knee hurts"]
    assert "y, or y and a note" in done.out
    assert done.session.state.early


def test_through_a_pipe_a_note_is_a_line() -> None:
    diary = Diary()
    done = run(PLANK, [(1, "note  slept \x1b badly"), (2, "q")], is_terminal=False, journal=diary)
    assert diary.notes == ["slept \x1b badly"]
    assert "note: slept ␛ badly" in done.out


def test_in_json_a_note_is_an_event() -> None:
    done = run(PLANK, [(1, "note so so"), (2, "q")], is_terminal=False, journal=Diary(), as_json=True)
    assert {"event": "session_noted", "at_s": 1.0, "note": "so so"} in done.records


def test_where_nothing_is_logged_no_note_is_taken() -> None:
    ended = run(PLANK, [(1, "note so so"), (2, "q")], is_terminal=False)
    assert "this workout is not logged, so no note is kept" in ended.out
    assert "y, or y and a note" not in run(PLANK, [(1, "q"), (2, "y"), (3, "enter")]).out


def test_a_note_has_an_end() -> None:
    diary = Diary()
    ended = run(PLANK, [(1, "note " + "x" * 2001), (2, "q")], is_terminal=False, journal=diary)
    assert "a note has at most 2,000" in ended.out
    assert diary.notes == []


def test_a_window_is_told_and_ended_by_a_key() -> None:
    done = run(
        'name = "Rows"\nrest = "0:08-0:14"\nmissed = "0:20"\nwork = ["2x8 Seated row"]',
        [(10, "enter"), (40, "enter"), (45, "enter")],
    )
    assert done.lines == [
        "   0:00  Seated row · 8 reps · set 1 of 2 · next: rest 8 s to 14 s, then set 2 of 2 · enter when done",
        "   0:10  done: Seated row: 8 reps",
        "   0:10  Rest 8 s to 14 s · then Seated row · 8 reps · set 2 of 2 · enter begins",
        "   0:18  rested enough: enter begins",
        "   0:24  the rest is over: enter begins",
        "   0:40  Seated row · 8 reps · set 2 of 2 · the last · enter when done",
        "   0:45  done: Seated row: 8 reps",
        "All done in 0:45: 2 of 2 sets, 16 reps",
    ]


def test_a_hold_that_goes_on_and_a_wait_are_told() -> None:
    done = run(
        'name = "Plank"\nrest = 5\nbeyond = true\nstart = "wait"\nwork = ["2x:10 Plank"]',
        [(20, "space"), (40, "space"), (60, "enter")],
    )
    assert done.lines == [
        "   0:00  Get ready 5 s · then Plank · hold 10 s and beyond · set 1 of 2",
        "   0:05  Plank · hold 10 s and beyond · set 1 of 2 · next: rest 5 s, then set 2 of 2 · enter when done",
        "   0:15  held, and it goes on: enter when done",
        "   0:20  done: Plank: 0:15",
        "   0:20  Rest 5 s · then Plank · hold 10 s and beyond · set 2 of 2",
        "   0:25  When you are ready · then Plank · hold 10 s and beyond · set 2 of 2 · enter begins",
        "   0:40  Get ready 5 s · then Plank · hold 10 s and beyond · set 2 of 2",
        "   0:45  Plank · hold 10 s and beyond · set 2 of 2 · the last · enter when done",
        "   0:55  held, and it goes on: enter when done",
        "   1:00  done: Plank: 0:15",
        "All done in 1:00: 2 of 2 sets, 2 holds of 0:30 in all",
    ]


def test_nothing_waits_for_whoever_is_gone() -> None:
    done = run('name = "Plank"\nrest = "0:05-0:08"\nbeyond = true\nstart = "wait"\nwork = ["2x:10 Plank"]', [(6, END)])
    assert done.lines[-1] == "All done in 0:38: 2 of 2 sets, 2 holds of 0:20 in all"
