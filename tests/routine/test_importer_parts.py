"""The parts of the importer by themselves: its vocabulary, written amounts, phrases, plain lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backday_tui.routine.importing import list_marks, phrases, typography, vocabulary, written_amounts
from backday_tui.routine.importing.phrases import PhraseReader
from backday_tui.routine.importing.statements import NO_MARKER, Marker, Phrase, SectionStart
from backday_tui.routine.importing.written_amounts import ImpossibleError
from backday_tui.routine.model import Load, Reps, Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Row 3x10", (NO_MARKER, "Row 3x10")),
        ("- Row", (Marker("bullet"), "Row")),
        ("3. Row", (Marker("number", 3), "Row")),
        ("Exercise 2: Row", (Marker("number", 2), "Row")),
        ("B2) Row", (Marker("pair", 2, "B"), "Row")),
        ("- 3. Row", (Marker("number", 3), "Row")),
        ("3 Rows", (NO_MARKER, "3 Rows")),
    ],
)
def test_marks(text: str, expected: tuple[Marker, str]) -> None:
    assert list_marks.split_marker(text) == expected


def test_a_list_in_one_line() -> None:
    assert list_marks.list_items("1. Row 2. Fly") == ["1. Row", "2. Fly"]
    assert list_marks.list_items("A1. Row / A2. Fly") == ["A1. Row", "A2. Fly"]
    assert list_marks.list_items("Row, fly") == ["Row, fly"]
    assert list_marks.numbered_items("A1. Row / A2. Fly") == []


def test_days() -> None:
    assert [vocabulary.is_bare_day(text) for text in ("Day 1", "Monday:", "Monday: pull", "Pull")] == [
        True,
        True,
        False,
        False,
    ]
    assert [vocabulary.is_day(text) for text in ("Week 2, day 1", "Monday: pull", "Pull")] == [True, True, False]
    assert vocabulary.day_and_content("Mon: Squat 3x5") == ("Mon", "Squat 3x5")
    assert vocabulary.day_and_content("Moon: Squat 3x5") is None
    assert vocabulary.is_off("Rest day")
    assert not vocabulary.is_off("Rest 60 s")


def test_headings_of_sections() -> None:
    assert vocabulary.section_heading("Warm-up (5 min):", listed=False) == SectionStart("warmup")
    assert vocabulary.section_heading("Stretching", listed=False) == SectionStart("cooldown", stretches=True)
    assert vocabulary.section_heading("Stretching", listed=True) is None
    assert vocabulary.section_heading("Warm-up: 5 min", listed=False) is None


def test_labels_of_sections() -> None:
    label = vocabulary.section_label("Warm-up: 5 min jog")
    assert label is not None
    assert (label.section, label.words, label.content, label.optional) == ("warmup", "Warm-up", "5 min jog", False)
    bonus = vocabulary.section_label("Bonus: 20 crunches")
    assert bonus is not None
    assert (bonus.section, bonus.content, bonus.optional) == ("work", "20 crunches", True)
    assert vocabulary.section_label("Work with a friend") is None


@pytest.mark.parametrize("text", ["Equipment: a mat", "Good for : your back", "From: me", "How to do it: bend"])
def test_a_line_about_something(text: str) -> None:
    assert vocabulary.is_about(text)


@pytest.mark.parametrize("text", ["Targets: 3x10", "Row: 3 sets", "Equipment", "Levels: two"])
def test_a_line_that_may_be_of_the_workout(text: str) -> None:
    assert not vocabulary.is_about(text)


@pytest.mark.parametrize(
    ("text", "instructs"),
    [
        ("Place both hands on the floor", True),
        ("Lower your chest to the floor", True),
        ("Lower Back Workouts for Men", False),
        ("Step up with a knee drive", False),
        ("Keep Calm and Carry On", False),
        ("Bend and reach", False),
    ],
)
def test_a_line_that_tells_how_to_move(text: str, instructs: bool) -> None:
    assert vocabulary.is_instruction(text) == instructs


def test_sentences() -> None:
    assert vocabulary.sentences("Rest. Then go on. 3 times.") == ["Rest.", "Then go on.", "3 times."]
    assert vocabulary.has_several_sentences("Keep it flat. Then lift")
    assert not vocabulary.has_several_sentences("Row 2.5 kg.")
    assert vocabulary.subject_of("The bent-over row is a classic") == "bent-over row"
    assert vocabulary.is_sentence("Keep your back flat.", 0)
    assert not vocabulary.is_sentence("Bent-Over Row with Dumbbells", 0)
    assert vocabulary.may_name("Bent-over row")
    assert not vocabulary.may_name("which is hard")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8-12", Reps(8, 12)),
        ("12-8", Reps(8, 12)),
        ("5+", Reps(5, None)),
        ("12/10/8", (Reps(12, 12), Reps(10, 10), Reps(8, 8))),
        ("30-45 sec", Span(30)),
        ("1:30", Span(90)),
        ("1 min 30 s", Span(90)),
        ("1h", Span(3600)),
        ("60s+", Span(60, open_ended=True)),
    ],
)
def test_amounts(text: str, expected: Reps | Span | tuple[Reps, ...]) -> None:
    assert written_amounts.amount(text) == expected


@pytest.mark.parametrize("text", ["0", "0 s", "1:75", "99999 hours", "1001"])
def test_impossible_amounts(text: str) -> None:
    with pytest.raises(ImpossibleError):
        written_amounts.amount(text)


def test_a_rest_is_the_longest_and_a_bout_the_shortest() -> None:
    assert written_amounts.longest_s("60-90 s") == 90
    assert written_amounts.amount("60-90 s") == Span(60)


def test_a_load_with_a_comma() -> None:
    assert written_amounts.load("72,5", "kgs") == Load("weight", 72.5, "kg")
    assert written_amounts.load("25", "#") == Load("weight", 25, "lb")


def test_what_a_phrase_says() -> None:
    said = phrases.read("3x10 @ 60kg each side, rest 90 s between sets, slowly")
    assert said == Phrase(
        sets=3,
        amount=Reps(10, 10),
        load=Load("weight", 60, "kg"),
        sides="each",
        rest_s=90,
        scope="sets",
        pieces=("slowly",),
        strong=True,
    )
    assert PhraseReader().read("3x10") == phrases.read("3x10")


def test_a_phrase_with_impossible_numbers_is_bad() -> None:
    assert phrases.read("3x99999") == Phrase(pieces=("3x99999",), bad=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3\u00d710 \u201cRow\u201d", '3x10 "Row"'),
        ("**Row** \u2013 *slow*", "Row - slow"),
        ("[Row](https://example.com) three sets of ten", "Row 3 sets of 10"),
        ("Row.......3x10", "Row 3x10"),
        ("Row ... slowly", "Row ... slowly"),
        ("72\u00bd", "72.5"),
        ("7am: Row 3x10", "Row 3x10"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert typography.plain(text) == expected


@given(st.text(max_size=80))
def test_what_is_plain_has_no_two_blanks_in_a_row(text: str) -> None:
    plain = typography.plain(text)
    assert plain.strip(" ") == " ".join(plain.split())
