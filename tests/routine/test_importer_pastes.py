"""Each of the pasted workouts in `tests/data/pastes` is read as it should be, and none loses an exercise in silence."""

from __future__ import annotations

import pytest
from pastes import Paste, pastes, score

PASTES = tuple(pastes())


@pytest.mark.parametrize("paste", PASTES, ids=[paste.title for paste in PASTES])
def test_a_paste_is_read_as_it_should_be(paste: Paste) -> None:
    assert score(paste)[1] == []


def test_there_are_pastes_of_every_kind() -> None:
    kinds = {paste.title.partition(" ")[0] for paste in PASTES}
    assert {f"K{number}" for number in (*range(1, 11), 12)} <= kinds
