"""What the words of a filter fit."""

from __future__ import annotations

import pytest

from backday_tui.tui.widgets.browse import Matter, fits, words_of


def matter(*texts: str, equipment: tuple[str, ...] = ()) -> Matter:
    return Matter.of(texts, equipment)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", True),
        ("lower", True),
        ("LOW", True),
        ("ower", False),
        ("back lower", True),
        ("lower arms", False),
        ("lats", True),
        ("lat", True),
        ("pull-up", True),
        ("pullup", False),
        ("pulls", True),
        ("!!", True),
    ],
)
def test_words_begin_the_words_of_a_text(words: str, expected: bool) -> None:
    given = matter("Lower Back", "Latissimus dorsi", "pull-up")
    assert fits(words_of(words), given) is expected


@pytest.mark.parametrize(
    ("words", "equipment", "expected"),
    [
        ("dumbbells", ("dumbbells",), True),
        ("dumbbell", ("dumbbells", "bench", "mat"), True),
        ("dumbbells", ("kettlebell", "dumbbells", "mat"), True),
        ("dumbbells", ("dumbbells", "cable machine"), False),
        ("dumbbells", ("dumbbells", "physio ball"), False),
        ("dumbbells ball", ("dumbbells", "physio ball"), True),
        ("dumbbells cable", ("dumbbells", "cable machine"), True),
        ("dumbbells", (), False),
        ("dumbbells", ("kettlebell",), False),
        ("barbell", ("barbell", "treadmill", "T-bar"), True),
        ("mat", ("mat",), True),
        ("mat", ("mat", "barbell"), False),
        ("sled", ("sled", "barbell"), True),
    ],
)
def test_small_equipment_fits_where_nothing_else_is_needed(
    words: str, equipment: tuple[str, ...], expected: bool
) -> None:
    assert fits(words_of(words), matter("Friday", equipment=equipment)) is expected


def test_a_name_counts_whatever_the_equipment_is() -> None:
    given = matter("Dumbbells and a treadmill", equipment=("dumbbells", "treadmill"))
    assert fits(words_of("dumbbells"), given)


@pytest.mark.parametrize("words", ["rucken", "Rücken", "RU\u0308CKEN"])
@pytest.mark.parametrize("name", ["Mein Rücken", "Mein Ru\u0308cken"])
def test_accents_need_not_be_typed(words: str, name: str) -> None:
    assert fits(words_of(words), matter(name))
