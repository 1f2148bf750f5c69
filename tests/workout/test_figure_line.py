"""The line in which figures are typed: what opens it, which keys are its own, when what stands there is taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from plans import build

from backday_tui.exercises.catalog import Catalog
from backday_tui.routine.model import Entry, Load, Reps, Routine, Span
from backday_tui.session import commands as c
from backday_tui.session.session import Session
from backday_tui.workout.figure_line import BELONGS_S, FIRST_KEYS, TAKEN_AFTER_S, FigureLine

if TYPE_CHECKING:
    from backday_tui.routine.model import Item

ROW = Entry(("Row",), sets=3, reps=Reps(8, 8), load=(Load("weight", 40, "kg"),), rest=60)


def session_of(*work: Item) -> Session:
    session = Session(build(Routine("back", "Back", work=work, prepare=0), Catalog([])))
    session.start(0)
    return session


@dataclass
class Typist:
    """Somebody who types into a line, key after key, each a moment after the one before."""

    session: Session = field(default_factory=lambda: session_of(ROW))
    line: FigureLine = field(default_factory=lambda: FigureLine("kg", "rir"))
    now: float = 100.0
    passed: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    taken: list[c.Figures] = field(default_factory=list)

    def type(self, *keys: str, every_s: float = 0.1) -> None:
        for key in keys:
            self.now += every_s
            answer = self.line.press(key, self.session, self.now)
            if not answer.is_mine:
                self.passed.append(key)
            if answer.said:
                self.said.append(answer.said)
            if answer.given is not None:
                self.taken.append(answer.given.command)

    def wait(self, seconds: float) -> None:
        """Wait, looking at the line when it wants to be looked at."""
        end = self.now + seconds
        while (due := self.line.wake_in_s(self.now)) is not None and self.now + due <= end:
            self.now += due
            answer = self.line.wake(self.session, self.now)
            if answer.given is not None:
                self.taken.append(answer.given.command)
        self.now = end


@pytest.mark.parametrize("key", sorted(FIRST_KEYS))
def test_a_digit_or_an_at_opens_it(key: str) -> None:
    typist = Typist()
    assert typist.line.types(key)
    typist.type(key)
    assert (typist.line.is_open, typist.line.typed, typist.passed) == (True, key, [])


@pytest.mark.parametrize(
    "key", ["n", "r", "+", ":", "space", "enter", "escape", "backspace", "up", "left_square_bracket"]
)
def test_no_other_key_does(key: str) -> None:
    typist = Typist()
    assert not typist.line.types(key)
    typist.type(key)
    assert (typist.line.is_open, typist.passed) == (False, [key])


@pytest.mark.parametrize("key", ["enter", "space"])
def test_enter_and_space_take_what_stands_there(key: str) -> None:
    typist = Typist()
    typist.type(*"9@42.5", key)
    assert typist.taken == [c.Figures(reps=9, load="42.5 kg", ends=True)]
    assert (typist.line.is_open, typist.passed) == (False, [])


def test_two_digits_are_one_figure_however_long_one_thinks_between_them_but_two_seconds() -> None:
    typist = Typist()
    typist.type("1")
    typist.wait(TAKEN_AFTER_S - 0.1)
    typist.type("2")
    assert typist.taken == []
    typist.wait(TAKEN_AFTER_S)
    assert typist.taken == [c.Figures(reps=12, ends=True)]


@pytest.mark.parametrize(
    ("typed", "is_taken"), [("9", True), ("12", True), ("9r2", False), ("@40", False), ("9@40", False)]
)
def test_a_plain_number_is_taken_by_itself_and_what_may_go_on_is_not(typed: str, is_taken: bool) -> None:
    typist = Typist()
    typist.type(*typed)
    typist.wait(60)
    assert bool(typist.taken) is is_taken
    assert typist.line.is_open is not is_taken


@pytest.mark.parametrize(("typed", "is_taken"), [("45", True), ("45s", True), ("1:05", False)])
def test_so_is_a_time_but_not_with_a_colon(typed: str, is_taken: bool) -> None:
    typist = Typist(session_of(Entry(("Plank",), hold=Span(30, open_ended=True), rest=60)))
    typist.type(*typed)
    typist.wait(60)
    assert bool(typist.taken) is is_taken


def test_a_side_is_taken_by_itself_too() -> None:
    typist = Typist(session_of(Entry(("Row",), sets=2, reps=Reps(8, 8), sides="each")))
    typist.type(*"9L")
    typist.wait(2)
    assert typist.taken == [c.Figures(reps=9, ends=True)]


@pytest.mark.parametrize("key", ["enter", "space"])
def test_a_key_right_after_that_belongs_to_it_and_the_next_one_does_not(key: str) -> None:
    typist = Typist()
    typist.type("9")
    typist.wait(TAKEN_AFTER_S + BELONGS_S - 0.2)
    typist.type(key)
    assert typist.passed == []
    typist.type(key)
    assert typist.passed == [key]


def test_a_second_later_it_does_what_it_always_does() -> None:
    typist = Typist()
    typist.type("9")
    typist.wait(TAKEN_AFTER_S + BELONGS_S + 0.2)
    typist.type("enter")
    assert typist.passed == ["enter"]


def test_after_enter_has_taken_it_no_key_is_kept() -> None:
    typist = Typist()
    typist.type("9", "enter", "enter")
    assert typist.passed == ["enter"]


def test_escape_leaves_it_and_nothing_is_taken() -> None:
    typist = Typist()
    typist.type("9", "escape")
    typist.wait(5)
    assert (typist.taken, typist.passed, typist.line.is_open) == ([], [], False)


def test_backspace_takes_a_character_back_and_in_an_empty_line_leaves_it() -> None:
    typist = Typist()
    typist.type("1", "2", "backspace", "5")
    assert typist.line.typed == "15"
    typist.type("backspace", "backspace")
    assert (typist.line.typed, typist.line.is_open) == ("", True)
    typist.wait(10)
    typist.type("backspace")
    assert (typist.line.is_open, typist.taken, typist.passed) == (False, [], [])


def test_enter_in_an_empty_line_leaves_it_and_ends_nothing() -> None:
    typist = Typist()
    typist.type("1", "backspace", "enter")
    assert (typist.line.is_open, typist.taken, typist.passed) == (False, [], [])


@pytest.mark.parametrize("key", ["n", "p", "+", "-", "a", "x", "N", "u", "q", "up", "?", "[", ";", "="])
def test_any_other_key_closes_it_unchanged_and_does_what_it_always_does(key: str) -> None:
    typist = Typist()
    typist.type("9", key)
    assert (typist.taken, typist.passed, typist.line.is_open) == ([], [key], False)
    assert typist.said == ['"9" was not taken']


@pytest.mark.parametrize("typed", ["9@42.5kg", "9@95LB", "@+10kg", "@-20kg", "@2x12kg", "9r2.5", "9R", "1:05", "45s",
                                   "@12,5", "@70%", "9@40r2", "9@40L", "9r2L@40", "@bw", "@red"])  # fmt: skip
def test_all_that_belongs_to_figures_can_be_typed(typed: str) -> None:
    typist = Typist()
    typist.type(*typed)
    assert (typist.line.typed, typist.passed) == (typed, [])


def test_a_load_with_a_name_has_blanks() -> None:
    typist = Typist()
    typist.type(*"@red", "space", *"band")
    assert typist.line.typed == "@red band"
    assert typist.passed == []


def test_in_lines_a_space_is_typed() -> None:
    typist = Typist(line=FigureLine("kg", "off", takes_blanks=True))
    typist.type("9", "space", *"42.5", "space", *"kg")
    assert (typist.line.typed, typist.passed) == ("9 42.5 kg", [])
    typist.type("enter")
    assert typist.taken == [c.Figures(reps=9, load="42.5 kg", ends=True)]
    typist.type("9", "space", "n")
    assert typist.passed == ["n"]


def test_what_makes_no_sense_stays_with_a_word_about_it_until_it_is_put_right() -> None:
    typist = Typist()
    typist.type(*"9s", "enter")
    assert (typist.line.typed, typist.line.fault) == ("9s", "this set counts reps: such as 9 or 9@42.5")
    typist.wait(60)
    assert typist.line.typed == "9s"
    typist.type("backspace")
    assert typist.line.fault == ""
    typist.type("enter")
    assert typist.taken == [c.Figures(reps=9, ends=True)]


def test_what_makes_no_sense_is_said_where_it_would_be_taken_by_itself_too() -> None:
    typist = Typist()
    typist.type(*"9999")
    typist.wait(3)
    assert (typist.line.typed, typist.taken) == ("9999", [])
    assert typist.line.fault == "reps: a whole number from 0 to 1000"


def test_it_belongs_to_the_set_for_which_it_was_opened_whatever_begins_meanwhile() -> None:
    typist = Typist()
    typist.session.do(c.Done(), 10)
    typist.type(*"9@4")
    typist.session.advance(80)
    assert typist.session.state.step.set == 2
    typist.type(*"5", "enter")
    assert typist.taken == [c.Figures(reps=9, load="45 kg", log=0)]


def test_a_set_that_ended_while_its_figures_were_typed_is_not_ended_again() -> None:
    typist = Typist()
    typist.type("9")
    typist.session.do(c.Done(), 10)
    typist.wait(3)
    assert typist.taken == [c.Figures(reps=9, log=0)]


def test_of_a_set_that_was_left_out_meanwhile_what_was_typed_stays() -> None:
    typist = Typist()
    typist.type("9")
    typist.session.do(c.Skip(), 10)
    typist.type("enter")
    assert (typist.taken, typist.line.typed) == ([], "9")
    assert typist.line.fault == "that set is over, and was not done"


def test_where_no_set_is_meant_that_is_said() -> None:
    typist = Typist(session_of(Entry(("Plank",), hold=Span(30))))
    typist.type("9")
    assert typist.said == ["its time is counted: figures can be given after it"]
    assert (typist.line.is_open, typist.passed) == (False, [])


def test_however_much_is_typed_it_stays_short_and_stays_open() -> None:
    typist = Typist()
    typist.type(*("9" * 100))
    assert (len(typist.line.typed), typist.line.is_open) == (40, True)


def test_while_it_is_typed_it_says_what_it_comes_to() -> None:
    typist = Typist()
    typist.type(*"9@")
    assert typist.line.preview(typist.session) is None
    typist.type("4", "5")
    preview = typist.line.preview(typist.session)
    assert preview is not None
    assert (preview.command.reps, preview.command.load, preview.name) == (9, "45 kg", "Set 1")
