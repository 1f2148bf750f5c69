"""One exercise as a workout of its own: the dose that suits it, and the routine that a dose makes.

Pure: what is typed comes in, a routine or the reason why not comes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from backday_tui.routine import notation
from backday_tui.routine.model import REST_S, Routine
from backday_tui.routine.notation import NotationError
from backday_tui.routine.starter import line_of, usual_dose
from backday_tui.text import clean

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Catalog, Exercise

_NAME_LIMIT: Final = 120
_SHOWN: Final = 60


def routine_of(dose: str, exercise: Exercise, catalog: Catalog, rest_s: int = REST_S) -> Routine:
    """The workout that consists of this, with so many seconds of rest between its sets.

    Raises:
        NotationError: the dose can't be read; the message says what would do.
    """
    line = line_of(dose, exercise.name)
    entry = notation.parse(line, notation.isometric_in(catalog))
    if entry.exercise != (exercise.name,):  # what was typed has become a part of the name
        raise NotationError(f'"{clean(dose.strip(), _SHOWN)}" is no dose: write "{usual_dose(exercise)}"', 0)
    return Routine(id="", name=clean(line, _NAME_LIMIT), work=(entry,), rest=rest_s, between=rest_s)
