"""How well pastes are read for which nothing was built: those of `tests/data/pastes/measured`, in figures.

Their structure is that of pages, messages and apps as they are found. What isn't read as a careful person would read it
stays in them, and the floors below rise with what is reached. `python tests/routine/pastes.py measured` prints it.
"""

from __future__ import annotations

import functools

from pastes import FOLDER, Score, pastes, score

LEAST_PASTES = 360
LEAST_FOUND = 0.98
LEAST_FOUND_RIGHT = 0.985
LEAST_DOSES = 0.97
LEAST_DOSES_RIGHT = 0.975
LEAST_RESTS = 0.98
MOST_REFUSED = 1
MOST_INVENTED = 16
MOST_DROPPED = 15


@functools.cache
def _total() -> Score:
    total = Score()
    for paste in pastes(FOLDER / "measured"):
        total.add(score(paste)[0])
    return total


def test_there_are_enough_pastes_to_measure_with() -> None:
    assert len(list(pastes(FOLDER / "measured"))) >= LEAST_PASTES


def test_exercises_are_found_and_few_are_invented() -> None:
    total = _total()
    assert total.found >= LEAST_FOUND * total.expected, total
    assert total.found >= LEAST_FOUND_RIGHT * total.given, total
    assert total.invented <= MOST_INVENTED, total


def test_doses_are_right() -> None:
    total = _total()
    assert total.doses_right >= LEAST_DOSES * total.doses_expected, total
    assert total.doses_right >= LEAST_DOSES_RIGHT * total.doses_given, total


def test_rests_are_right() -> None:
    total = _total()
    assert total.rests_right >= LEAST_RESTS * total.rests, total


def test_few_are_refused_and_little_is_dropped_without_a_word() -> None:
    total = _total()
    assert total.refused <= MOST_REFUSED, total
    assert total.dropped <= MOST_DROPPED, total
