"""Names and the files called after them: whatever the name, a file can be called so; nothing else of a text changes."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backday_tui.errors import BackdayError
from backday_tui.routine.library import bundled_dir
from backday_tui.routine.store import checked_id
from backday_tui.routine.writer import NamelessError, is_id, retitled, stem_of, title_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Back & arms", "back-arms"),
        ("  Monday.toml ", "monday"),
        ("Übung für den Rücken", "ubung-fur-den-rucken"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con-routine"),
        ("日本", "日本"),
        ("a" * 300, "a" * 60),
        ("日" * 60, "日" * 30),
        ("\x1b]0;x\x07", "0-x"),
    ],
)
def test_the_file_is_called_after_the_name(name: str, stem: str) -> None:
    assert stem_of(name) == stem


@pytest.mark.parametrize("name", ["", " ", "...", "/", "\x00", "---.toml"])
def test_a_name_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(NamelessError, match="letter or a digit"):
        stem_of(name)


@given(st.text())
def test_every_file_can_be_called_so_everywhere(name: str) -> None:
    try:
        stem = stem_of(name)
    except NamelessError:
        return
    assert checked_id(stem) == stem


def test_an_id_is_shown_as_people_write() -> None:
    assert title_of("my-back.toml") == "My back"
    assert title_of(" My  BACK ") == "My BACK"
    assert is_id("my-back")
    assert not is_id("My back")


@pytest.mark.parametrize("path", sorted(bundled_dir().glob("*.toml")), ids=lambda path: path.stem)
def test_a_bundled_text_changes_in_its_name_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    changed = retitled(text, 'It\'s "mine"')
    pairs = list(zip(text.splitlines(), changed.splitlines(), strict=True))
    assert len([1 for old, new in pairs if old != new]) == 1
    assert tomllib.loads(changed) == tomllib.loads(text) | {"name": 'It\'s "mine"'}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('name = "A" # mine\r\nrest = 3\r\n', 'name = "B" # mine\r\nrest = 3\r\n'),
        ("# x\n name = 'A'\n", '# x\n name = "B"\n'),
        ("\ufeffname = 'A'", '\ufeffname = "B"'),
        ('rest = 3\n[exercises.x]\nname = "A"\n', 'name = "B"\nrest = 3\n[exercises.x]\nname = "A"\n'),
        ('summary = """\nname = "no"\n"""\nname = "A"\n', 'summary = """\nname = "no"\n"""\nname = "B"\n'),
        ('name = """\nA"""', None),
        ("'name' = 'A'", 'name = "B"'),
    ],
)
def test_what_stands_around_the_name_stays(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(BackdayError, match="of its own"):
            retitled(text, "B")
    else:
        assert retitled(text, "B") == expected
