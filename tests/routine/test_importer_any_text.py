"""No text makes the import fail but with its own refusal, and whatever it gives reads back."""
# ruff: noqa: RUF001, SIM905 -- look-alikes are what people paste; words in a row read best

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from backday_tui.exercises import catalog
from backday_tui.routine.importing.importer import ImportRefusedError, import_text
from backday_tui.routine.reader import read_text

CATALOG = catalog.bundled()

_WORDS = st.sampled_from(
    [
        *"3 10 0 100 101 8-12 12-8 3x10 3x 3×1:30 1:75 x X ? 30s 30-45 sec 2 min 10min :30 h 12,10,8 21-15-9".split(),
        *"sets reps set of rest between rounds round each side arm leg right left to failure max AMRAP EMOM".split(),
        *"superset circuit repeat times hold warm-up cool-down bonus day workout work up Row Plank Deadlift".split(),
        *"rows and or / , ; : . - — • 1. 2) A1. A2. * # ## | ( ) [ ] @ 60kg 25lb % \" ' & the you is".split(),
        "Cat/cow and Cobra stretch",
        "3 sets of 10",
        "work your way up to 3 sets of 20",
        "Complete 2-3 rounds of the following exercises:",
        "Rest 60 seconds between sets",
        "Perform each exercise for 45 seconds",
        "Repeat 3 times",
        *"21-15-9|2x5, 1x5+|Set 1:|Warm-up:|Tabata|20 s on / 10 s off|SS:|Mon:|Odd:|E2MOM|0:00|Time cap:|5 RFT".split(
            "|"
        ),
        *"72,5 kg|30s/side|10/10|60s+|3 séries de|½|1️⃣|🔥|<td>|</tr>|Exercise,Sets,Reps|Exercise Sets Reps|i do".split(
            "|"
        ),
        *"@rest: 60s|@type: barbell|16 x 10|225x5, 245x3|6/6, 6/6|100 / 90 x 5|5 breaths|30X0|0 kg".split("|"),
        *"3 Sätze à 8|Pause 90 Sek.|4 séries|Übung 1:|und|para|Hold for 10 seconds.|Repeat 3 times.".split("|"),
        *"Do each exercise for 40 seconds.|Group 1|Exercise 2|the last two sets|/ 3x8 / 60kg / 90s|Minute".split("|"),
        "400m",
        "\t",
        "|---|",
        "Exercise\tSets\tReps",
        "\x00",
        "\x1b[31m",
        "\u202e",
        "\ud800",
        "\x1f",
        "é",
        "٣",
        "ﷺ",
    ]
)
_LINES = st.lists(_WORDS, max_size=9).map(" ".join)
_PASTES = st.lists(_LINES, max_size=12).map("\n".join)


def holds(text: str) -> None:
    """What is promised of every text."""
    try:
        found = import_text(text, CATALOG)
    except ImportRefusedError:
        return
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert len({each.name for each in found.routines}) == len(found.routines) > 0
    for each in found.routines:
        loaded = read_text(each.text, id="", catalog=CATALOG)
        assert [problem for problem in loaded.problems if problem.severity == "error"] == []
        assert loaded.routine == each.routine
        assert each.routine.name == each.name
        assert all(f"# line {number}, not understood:" in each.text for number, _ in each.not_understood)
        assert all(1 <= number <= len(rows) for number, _ in each.not_understood)


def test_dots_by_the_thousand_take_no_longer_than_words() -> None:
    dotted = "1 " + "\u2026" * 1900 + "x\n"
    (found,) = import_text("Row 3x10\n" + dotted * 100, CATALOG).routines
    assert [number for number, _ in found.not_understood] == []
    assert len(found.routine.work) == 1


@settings(deadline=None, max_examples=250)
@given(_PASTES)
@example("\n3 \x1f")
def test_any_paste_of_workout_words(text: str) -> None:
    holds(text)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    holds(text)


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="0123456789x:?-+@/.,()[]|# sRowPlanketrdfup\n\t", max_size=120))
def test_any_text_of_signs(text: str) -> None:
    holds(text)


def test_a_count_beside_a_sign_of_control() -> None:
    holds("Row\n3 \x1f\n3 \x1f\n3 \x1f")
