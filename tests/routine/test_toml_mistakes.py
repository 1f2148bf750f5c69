"""Texts that are no TOML: each mistake is told once, with its place and what to write. There are pairs of files too."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from routine_texts import KNOWN, texts

from backday_tui.exercises.catalog import bundled
from backday_tui.routine import source
from backday_tui.routine.reader import read_text
from backday_tui.routine.toml_values import MOST

if TYPE_CHECKING:
    from backday_tui.routine.problems import Problem

DAMAGED = "\"',[]{}="
SMALL = [source.normal(text) for text in KNOWN.values() if len(text) < 4000 and "a.b.c.d" not in text]


def problems_of(text: str) -> tuple[Problem, ...]:
    return read_text(text, id="r", catalog=bundled()).problems


def told(text: str) -> list[str]:
    """Each problem as "LINE:COLUMN message"."""
    return [f"{each.line}:{each.column} {each.message}" for each in problems_of(text)]


def is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


ENTRY = 'work = ["Plank"]\n'


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("name = Back at home", '8 name = Back at home: text stands in quotes: "Back at home"'),
        ("name = Farmer's walk", "8 name = Farmer's walk: text stands in quotes: \"Farmer's walk\""),
        ("name = Back  # mine", '8 name = Back: text stands in quotes: "Back"'),
        ("name = 'Back\"", '8 a text ends with the same quote that it begins with: "Back"'),
        ("name = \"Back'", '8 a text ends with the same quote that it begins with: "Back"'),
        ('name = \N{LEFT DOUBLE QUOTATION MARK}Back"', '8 quotes are straight here, not curly: "Back"'),
        ("name = `Back`", '8 quotes are straight here, not curly: "Back"'),
        ('name = "Back', '8 a text begins here, and the quote that ends it is missing: "Back"'),
        ('name = Back"', '8 a text stands between two quotes, the first is missing: "Back"'),
        ('name = "5" bar"', "10 a \" inside a text ends it: such a text stands in other quotes: '5\" bar'"),
        ('name = "Back" at home', '14 "at home" stands outside the quotes: "Back at home"'),
        ('name = "C:\\dir"', "11 \\d means nothing in a text: a \\ is written \\\\, or the text stands in ' quotes"),
        ('name = "\\ud800"', "9 \\ud800 means nothing in a text: a \\ is written \\\\, or the text stands in ' quotes"),
        ('name "Back"', '5 "=" is missing behind name'),
        ('name: "Back"', '5 "=" stands between a key and its value, not ":": name ='),
        ('name := "Back"', '6 "=" stands between a key and its value, not ":=": name ='),
        ('name == "Back"', '7 one "=" stands between a key and its value'),
        ('"name = "Back"', "1 a key stands without quotes: write name ="),
        ('= "Back"', '1 a key is missing before "="'),
        ("name", '1 "name" is no key = value; a comment begins with #'),
        ("name =", "7 name has no value: write it behind the ="),
        ('name = "Back";', '14 no ";" stands at the end of a line here: leave it out'),
        ('name = "Back"]', '14 "]" closes nothing here: leave it out'),
        ('name = "Back" // mine', '15 a comment begins with "#", not with "//"'),
        ('name =\n  "Back"', '7 a value begins on the line of its "="'),
    ],
)
def test_a_mistake_in_a_line(line: str, expected: str) -> None:
    found = [each for each in problems_of(f"{line}\n{ENTRY}") if each.is_syntax]
    assert [f"{each.column} {each.message}" for each in found] == [expected]
    assert found[0].line == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1:00", 'rest = 1:00: a time stands in quotes: "1:00"'),
        ("01:30", 'rest = 01:30: a time stands in quotes: "01:30"'),
        ("90s", 'rest = 90s: a time stands in quotes: "90s"'),
        ("1 min 30 s", 'rest = 1 min 30 s: a time stands in quotes: "1 min 30 s"'),
        ("090", "rest = 090: a number does not begin with 0: 90"),
        ("TRUE", "rest = TRUE: it is true or false, written small: true"),
        ("off", "rest = off: it is true or false, written small: false"),
        ("null", "rest = null: there is no such value; a key without one is left out"),
        ("5.", "rest = 5.: digits stand on both sides of the dot: 5.0"),
        ("2026-13-40", 'rest = 2026-13-40: a date stands in quotes: "2026-13-40"'),
    ],
)
def test_a_value_that_toml_does_not_have(value: str, expected: str) -> None:
    found = problems_of(f'name = "Back"\nrest = {value}\n{ENTRY}')
    assert (found[0].line, found[0].column, found[0].key) == (2, 8, "rest")
    assert found[0].message.startswith(expected.rpartition(": ")[0])
    if found[0].message != expected:  # in quotes, or by itself, it is no rest either
        assert "; rest" in found[0].message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('work = [\n  "Plank"\n  "Row"\n]', '2:10 a comma is missing here, between two values: "Plank",'),
        (
            'work = [\n  "Plank",\n  "Row",\nrest = 60',
            '3:9 the list that begins in line 2 is not closed: "]" is missing here',
        ),
        (
            'work = [\n  "Plank",\n\n[exercises.x]\nname = "X"',
            '2:11 the list that begins in line 2 is not closed: "]" is missing here',
        ),
        ('work =\n  "Plank",\n]', '1:7 the list is not opened: "[" is missing behind work =: work = ['),
        ('work = "Plank", "Deadlift"', '1:8 a list stands in brackets: "[" is missing here'),
        ('work = ("Plank")', "1:8 a list stands between [ and ], not ( and )"),
        ('work = {"Plank", "Deadlift"}', "1:8 a list stands between [ and ], not { and }"),
        ('work = ["Plank"}', '1:16 a list ends with "]", not with "}"'),
        ('work = ["Plank"]]', '1:17 "]" closes nothing here: leave it out'),
        (
            'work = [\n  "Plank"],\n  "Deadlift",\n]',
            '2:10 a "]" ends the list here, and its entries go on below: leave it out',
        ),
        ('work = ["Plank, "Deadlift"]', '1:9 a text begins here, and the quote that ends it is missing: "Plank"'),
        ('work = [Plank", "Deadlift"]', '1:9 a text stands between two quotes, the first is missing: "Plank"'),
        ('work = [\'Plank", "Deadlift"]', '1:9 a text ends with the same quote that it begins with: "Plank"'),
        ('work = [Plank, "Deadlift"]', '1:9 Plank: text stands in quotes: "Plank"'),
        (
            'work = [{ exercise = "Deadlift", load = 22,5 kg, sets = 3 }]',
            '1:41 load = 22,5 kg: text stands in quotes; load: the decimals of a load follow a dot: write "22.5 kg"',
        ),
        (
            'work = [{ exercise = "Dip", load = +2,5 kg, sets = 3 }]',
            '1:36 load = +2,5 kg: text stands in quotes; load: the decimals of a load follow a dot: write "+2.5 kg"',
        ),
        ('work = [{ exercise = "Curl", load = 2x12 kg }]', '1:37 load = 2x12 kg: text stands in quotes: "2x12 kg"'),
        ('work = [{ exercise = "Dip", load = [-20 kg] }]', '1:37 -20 kg: text stands in quotes: "-20 kg"'),
        ('work = [{ exercise = "Dip", load = 70% }]', '1:36 load = 70%: text stands in quotes: "70%"'),
        (
            "work = [3x1,5 min Plank]",
            (
                '1:9 3x1,5 min Plank: text stands in quotes; "," after "3x1", where an exercise is due: '
                'write "3x1:30 Plank"'
            ),
        ),
        ('work = ["Plank",, "Deadlift"]', "1:17 one comma too many: leave it out"),
        ('work = [, "Plank"]', "1:9 a comma with nothing before it: leave it out"),
        ('work = ["Plank"; "Deadlift"]', '1:16 a "," stands between two values, not ";"'),
        ('work = [{ exercise = "Plank" sets = 3 }]', '1:29 a comma is missing here, between two values: "Plank",'),
        (
            'work = [{ exercise = "Plank, sets = 3 }]',
            '1:22 a text begins here, and the quote that ends it is missing: "Plank"',
        ),
        ('work = [{ exercise = "Plank", sets = 3, }]', "1:39 no comma stands before }: leave it out"),
        (
            'work = [\n  { exercise = "Plank"\n]',
            '2:23 the table that begins in line 3 is not closed: "}" is missing here',
        ),
        ('work = [\n  exercise = "Plank" },\n]', '2:3 "{" is missing here, where a table begins'),
        ('work = [{ exercise = "Plank",\n  sets = 3 }]', "1:30 a table in braces stands in one line"),
        (
            'work = [{ exercise = "Row", reps = [8, 6, sets = 2 }]',
            '1:41 the list that begins in line 2 is not closed: "]" is missing here',
        ),
        ('[[work]\nexercise = "Plank"', "1:1 the line above an entry has two brackets on each side: [[work]]"),
        ('work]]\nexercise = "Plank"', "1:1 the line above an entry has two brackets on each side: [[work]]"),
        ('[[work]] exercise = "Plank"', "1:10 each key stands on a line of its own"),
        (
            'work = ["Plank"]\n[exercises.x\nname = "X"',
            "2:1 the line above a table has one bracket on each side: [exercises.x]",
        ),
        ('work = ["Plank"]\nwork = ["Deadlift"]', "2:1 work has a value already, in line 2: a key stands once"),
        (
            '[[work]]\nexercise = "Plank"\nsets = 2\nsets = 3',
            "4:1 sets has a value already, in line 4: a key stands once",
        ),
        (
            'work = ["Plank"]\nsummary = """\nOne\n""\nrest = 60',
            '4:1 the text that begins in line 3 is not closed: write """ here',
        ),
        (
            'work = ["Plank"]\nsummary = "One\ntwo"',
            '2:11 a text of several lines stands between three quotes, """, at both ends',
        ),
        ('- Plank\n- Row\nwork = ["Plank"]', '1:1 "- Plank" is no key = value; a comment begins with #'),
    ],
)
def test_a_mistake_is_told_once_and_nothing_follows_from_it(text: str, expected: str) -> None:
    lines = [
        f"{each.line - 1}:{each.column} {each.message}"
        for each in problems_of(f'name = "Back"\n{text}\n')
        if each.severity == "error"
    ]
    assert lines == [expected]


def test_every_mistake_of_a_file_is_told_and_so_is_what_is_wrong_besides() -> None:
    text = 'name = Back\nwork = [\n  "3x0 Row"\n  3x8 Seated row,\n]\nrest = 1:00\ncolour = "red"\nlevel = begginer\n'
    lines = [each.partition(" ")[0] for each in told(text)]
    assert lines == ["1:8", "3:6", "3:12", "4:3", "6:8", "7:1", "8:9"]
    assert told(text)[-1].endswith('is "beginner" meant?')


def test_a_section_that_is_there_already_hides_nothing_of_the_rest() -> None:
    text = 'name = "Back"\nwork = ["Plank"]\n[[work]\nexercise = "Row"\n[[work]]\nexercise = "Row"\n[colour]\n'
    assert [each.partition(" ")[0] for each in told(text)] == ["3:1", "3:3", "7:2"]


def test_a_date_or_a_time_of_toml_stands_in_quotes() -> None:
    found = told('name = "Back"\nrest = 01:30:00\nsource = 2026-11-29\nwork = ["Plank"]\n')
    assert found == [
        '2:8 rest = 01:30:00: a time stands in quotes: "01:30:00"',
        '3:10 source = 2026-11-29: a date stands in quotes: "2026-11-29"',
    ]


def test_a_text_that_lacks_its_quotes_and_would_not_do_in_them_is_told_so_at_once() -> None:
    found = told(f'name = "Back"\nrest = 1:75\n{ENTRY}')
    assert found == [
        '2:8 rest = 1:75: a time stands in quotes; rest: "1:75" has more than 59 after a colon: write "2:15"'
    ]


def test_what_the_files_key_is_goes_to_programs() -> None:
    text = 'name = "Back"\nrest = 1:00\nwork = [{ exercise = "Row", sets = 3 reps = [8, 06] }]\n'
    assert [each.key for each in problems_of(text)] == ["rest", "work[0]", "work[0].reps[1]"]


@pytest.mark.parametrize(
    "text",
    [
        'name = "Back"\nwork = [\n' + "3x8 Row,\n" * 100_000 + "]\n",
        'name = "Back"\nwork = [' + '"Row" ' * 150_000 + "]\n",
        '"' * 1_000_000,
        "name = " + "]" * 5000 + "x",
        "a" + " " * 1_000_000,
        "\x01" * 1_000_000,
        "name = '" + "\\d" * 100_000,
        'name = ""\n' + "and so on\n" * 100_000,
        "work = [\n" + "{ exercise = 'a',\n sets = 3 },\n" * 20_000 + "]\n",
    ],
    ids=lambda text: text[:20],
)
def test_a_large_text_full_of_mistakes_is_read_in_one_go(text: str) -> None:
    assert 1 <= len(problems_of(text)) <= MOST + 1


@given(st.sampled_from(SMALL) | texts().map(source.normal), st.data())
def test_a_text_with_one_sign_lost_or_too_many_has_a_problem_near_it(text: str, data: st.DataObject) -> None:
    """Deleted or put in: a quote, a comma, a bracket. What was meant can't always be known, but the place can."""
    if data.draw(st.booleans(), label="delete"):
        places = [at for at, char in enumerate(text) if char in DAMAGED]
        assume(places)
        at = data.draw(st.sampled_from(places))
        damaged = text[:at] + text[at + 1 :]
    else:
        at = data.draw(st.integers(0, len(text)))
        damaged = text[:at] + data.draw(st.sampled_from(DAMAGED)) + text[at:]
    assume(not is_toml(damaged))
    found = [each for each in problems_of(damaged) if each.is_syntax]
    line = text.count("\n", 0, at) + 1
    assert found
    assert all(1 <= each.line <= damaged.count("\n") + 1 for each in found)
    assert all(each.message.isprintable() for each in found)
    if "\n" not in _texts_of_several_lines(text):
        assert min(abs(each.line - line) for each in found) <= 12
    assert len(found) <= 12


def _texts_of_several_lines(text: str) -> str:
    """Where such a text is damaged its end may be anywhere."""
    return "\n" if '"""' in text or "'''" in text else ""


@given(st.text(alphabet="ab=\"'[]{},.#\n \\-:0", max_size=60))
def test_whatever_the_text_what_tomllib_refuses_has_a_place(text: str) -> None:
    found = problems_of(text)
    if not is_toml(text):
        assert any(each.severity == "error" for each in found)
        assert all(1 <= each.line <= text.count("\n") + 1 for each in found)
