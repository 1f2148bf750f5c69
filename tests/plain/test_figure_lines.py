"""Figures in a workout in lines: typed on a terminal, as lines of a pipe, and by keys that give one."""

from __future__ import annotations

import pytest
from scripted import GAP, Run, run

from backday_tui.plain.keys import HeldKey, RepeatedKey

ROWS = 'name = "Rows"\nrest = 20\nwork = ["3x8 Seated row @ 40kg"]'
FAILURE = 'name = "Chins"\nrest = 20\nwork = ["2x? Chin-up"]'
HOLD = 'name = "Planks"\nprepare = 1\nrest = 20\nwork = ["2x:30 Plank"]'
NAMES = {" ": "space", "\n": "enter", "\b": "backspace", "\x1b": "escape"}
LEAVE = "qy\n"


def typed(at_s: float, keys: str) -> list[tuple[float, str]]:
    """Keys of a terminal, a tenth of a second apart."""
    return [(at_s + number / 10, NAMES.get(key, key)) for number, key in enumerate(keys)]


def told(done: Run) -> list[str]:
    """What is said of figures, without the times."""
    return [line[9:] for line in done.lines if line[9:].startswith(("Set", "Chin", "Plank:", '"', "Nobody"))]


def in_log(done: Run) -> list[tuple[int | None, str | None]]:
    return [(log.reps, log.load) for log in done.session.state.logs]


def test_a_digit_opens_a_line_below_the_others_and_enter_takes_it() -> None:
    done = run(ROWS, [(5, "enter"), *typed(7, "9@42.5\n"), *typed(12, LEAVE)], in_place=True)
    assert "Set 1: 9@42.5" in done.out
    assert "Set 1: 9 reps, 42.5 kg; the sets to come take 42.5 kg" in done.out
    assert in_log(done) == [(9, "42.5 kg")]
    assert [step.load for step in done.session.state.steps if step.is_work][1:] == ["42.5 kg", "42.5 kg"]
    assert done.sound.played == ["click"]


@pytest.mark.parametrize("words", ["9 42.5", "9@42.5", "9 @ 42.5 kg", "9 42.5kg"])
def test_reps_and_load_may_have_a_blank_between_them(words: str) -> None:
    assert in_log(run(ROWS, [(5, "enter"), *typed(7, f"{words}\n"), *typed(12, LEAVE)])) == [(9, "42.5 kg")]
    assert in_log(run(ROWS, [(5, "enter"), (7, words), (8, "q")], is_terminal=False)) == [(9, "42.5 kg")]


def test_a_plain_number_is_taken_by_itself_and_enter_right_after_it_ends_no_rest() -> None:
    done = run(ROWS, [(5, "enter"), *typed(7, "12"), (9.8, "enter"), *typed(12, LEAVE)])
    assert in_log(done) == [(12, "40 kg")]
    assert done.session.state.steps[done.session.state.index].kind == "rest"
    assert "the workout goes on" not in done.out


def test_a_figure_ends_the_set_that_runs_and_undo_takes_both_back() -> None:
    done = run(ROWS, [*typed(3, "9\n"), *typed(6, "u"), *typed(8, LEAVE)])
    assert "   0:03  done: Seated row: 9 reps · 40 kg" in done.lines
    assert "   0:06  undone: figures" in done.lines
    assert in_log(done) == []


def test_what_makes_no_sense_is_said_and_stays_and_another_key_leaves_it() -> None:
    done = run(ROWS, [(5, "enter"), *typed(7, "9s\n\b\n"), *typed(9, "7sp"), *typed(12, LEAVE)])
    assert told(done)[1:] == [
        "Set 1: 9 reps",
        "Set 1: ",
        '"7s" was not taken',
    ]
    assert done.lines.count("         this set counts reps: such as 9 or 9@42.5") == 1
    assert "   0:09  paused" in done.lines
    assert in_log(done) == [(9, "40 kg")]


def test_the_keys_that_give_a_figure_do_the_same_as_on_the_screen() -> None:
    keys = [(7, "]"), (7.5, "up"), (8, "}"), (8.5, "shift+up"), (9, "{"), (9.5, "[")]
    done = run(ROWS, [(5, "enter"), *keys, (10, "'"), *typed(12, LEAVE)])
    assert in_log(done) == [(9, "42.5 kg")]
    assert "Set 1: 42.5 kg; the sets to come move with it" in told(done)
    assert "         nothing is known of last time" in done.lines


def test_a_hold_that_runs_is_made_longer() -> None:
    done = run(HOLD, [(5, "]"), (7, "9"), *typed(36, "["), *typed(40, LEAVE)])
    assert done.session.state.logs[0].seconds == 30
    assert "   0:05  5 seconds more" in done.lines
    assert "         its time is counted: figures can be given after it" in done.lines


def test_a_note_is_asked_for_on_a_terminal_and_stands_behind_its_sign_in_a_pipe() -> None:
    done = run(ROWS, [(5, "enter"), *typed(7, ";left elbow\n"), *typed(10, ";\b\b\bsh\n"), *typed(14, LEAVE)])
    assert done.session.state.logs[0].note == "left elsh"
    piped = run(ROWS, [(5, "enter"), (7, "; left elbow"), (8, ";"), (9, "q")], is_terminal=False)
    assert piped.session.state.logs[0].note == "left elbow"
    assert "Set 1: note kept" in told(piped)
    assert "         write the note behind it: ; left shoulder felt it" in piped.lines


def test_a_set_to_failure_is_asked_about_and_nobody_is_waited_for() -> None:
    done = run(FAILURE, [(5, "enter"), (7, "11"), (30, "enter"), (31, "q")], is_terminal=False)
    assert done.lines.count("         how many? type it, such as 12") == 1
    assert in_log(done) == [(11, None), (None, None)]
    assert "how many?" not in run(FAILURE, auto=True).out


def test_a_line_of_a_pipe_that_makes_no_sense_is_said_with_what_would_do() -> None:
    done = run(ROWS, [(5, "enter"), (6, "9s"), (7, "9r2"), (8, "9@"), (9, "q")], is_terminal=False)
    assert told(done) == [
        '"9s": this set counts reps: such as 9 or 9@42.5',
        '"9r2": r is how hard it was, once the settings have effort = "rir" or "rpe"',
        '"9@": a load follows the @, such as @42.5 or @+10kg',
    ]


def test_as_json_each_figure_is_an_event_and_nothing_else() -> None:
    done = run(ROWS, [(5, "enter"), (7, "9@42.5"), (9, "q")], is_terminal=False, as_json=True)
    names = [record["event"] for record in done.records]
    assert names[names.index("set_corrected") :][:3] == ["set_corrected", "load_carried", "steps_changed"]


def test_after_a_gap_what_was_typed_is_there_still_and_enter_takes_it_first() -> None:
    done = run(ROWS, [(5, "enter"), *typed(7, "9@45"), (9, GAP), (9, "enter"), (10, "enter"), *typed(14, LEAVE)])
    assert "nothing ran for" in done.out
    assert in_log(done) == [(9, "45 kg")]
    assert "going on after" in done.out


def test_a_digit_that_bounces_is_two_and_one_that_is_held_is_one() -> None:
    one, again = (7.0, "1"), (7.1, HeldKey("1"))
    assert in_log(run(ROWS, [(5, "enter"), one, again, (8, "enter"), *typed(12, LEAVE)])) == [(11, "40 kg")]
    held = [(7.5 + n / 30, RepeatedKey("1")) for n in range(20)]
    assert in_log(run(ROWS, [(5, "enter"), one, *held, (9, "enter"), *typed(14, LEAVE)])) == [(1, "40 kg")]


def test_at_the_end_what_stands_in_the_line_is_taken() -> None:
    text = 'name = "x"\nprepare = 1\nrest = 10\nwork = ["1x8 Seated row @ 40kg", "1x:20 Plank"]'
    done = run(text, [(5, "enter"), *typed(12, "9@45")])
    assert in_log(done)[0] == (9, "45 kg")


def test_what_is_typed_when_a_signal_ends_it_is_taken() -> None:
    done = run(ROWS, [*typed(10, "7@42.5"), (11, "SIGTERM")])
    assert in_log(done) == [(7, "42.5 kg")]
    assert "was not taken" not in done.out


def test_an_answer_that_was_begun_is_told_when_it_is_over() -> None:
    done = run(ROWS, [(10, "enter"), *typed(11, ";elbow"), (14, "SIGTERM")])
    assert '"elbow" was not taken' in done.out
    unchanged = run(ROWS, [(10, "enter"), *typed(11, ";elbow\n;"), (16, "SIGTERM")])
    assert "was not taken" not in unchanged.out


def test_of_a_note_that_is_too_long_the_beginning_is_kept_and_that_is_said() -> None:
    done = run(ROWS, [(10, "8"), (11, "; " + "x" * 10_000), (12, "q")], is_terminal=False)
    assert done.session.state.logs[0].note == "x" * 200
    assert "a note to an exercise has at most 200 characters: the rest is left out" in done.out
