"""Pastes of every kind that was once read wrongly, a few of each in different words, with all that comes of them.

`tests/data/pastes/kinds` has them: the kind behind "@@ ", the paste, and behind ">>" what is imported, as `shown.py`
writes it. How well whole pages are read is measured in `test_pastes_measured.py`.
"""

from __future__ import annotations

import collections

import pytest
from pastes import FOLDER, blocks
from shown import CATALOG, shown

from backday_tui.routine.importing.importer import ImportRefusedError, import_text

KINDS = [block for path in sorted((FOLDER / "kinds").glob("*.txt")) for block in blocks(path)]
ROWS = [*map(str, range(1, 26)), "K8", "K9", "K10", "K11", "K12"]


@pytest.mark.parametrize(("kind", "text", "expected"), KINDS, ids=[f"{kind}: {text[:30]!r}" for kind, text, _ in KINDS])
def test_a_paste_of_a_kind(kind: str, text: str, expected: list[str]) -> None:
    assert shown(text) == expected, kind


def test_there_are_four_of_each_kind() -> None:
    count = collections.Counter(kind for kind, _, _ in KINDS)
    assert {kind.partition(" ")[0] for kind in count} == set(ROWS)
    assert min(count.values()) >= 4, count


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("Date,Exercise,Category,Weight,Weight Unit,Reps\n2024-01-02,Squat,Legs,60,kg,5", "a log of FitNotes"),
        ("Date,Exercise,Weight,Reps\n2024-01-02,Bench,35.0,8", "on which date"),
        ("My lifting\n\nDate | Set | Reps | Weight\n2024-01-02 | 1 | 5 | 60", "on which date"),
        ("exercise;reps;load (kg);performed on\nRow;8;60;3.1.2024", "on which date"),
    ],
)
def test_a_log_is_sent_to_where_it_is_taken_in(head: str, told: str) -> None:
    with pytest.raises(ImportRefusedError, match=told) as refused:
        import_text(head, CATALOG)
    assert "`backday log import FILE`" in str(refused.value)
