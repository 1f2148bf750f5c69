"""One exercise as a workout of its own: the dose that suits it, and the routine that a dose makes.

Pure: what is typed comes in, a routine or the reason why not comes out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine import notation
from backday_tui.routine.model import Routine
from backday_tui.routine.notation import NotationError
from backday_tui.text import clean

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Catalog, Exercise

_TAIL: Final = re.compile(r"\s*(@|each\s+side\b|alternating\b).*", re.IGNORECASE | re.DOTALL)
_NAME_LIMIT: Final = 120
_SHOWN: Final = 60


def usual_dose(exercise: Exercise) -> str:
    """What is likely to be wanted of an exercise: "3x:45" of one that is held."""
    if exercise.pattern == "cardio":
        return "10min"
    if exercise.pattern == "stretch":
        dose = "2x:30" if exercise.isometric else "1:00"
    else:
        dose = "3x:45" if exercise.isometric else "3x10"
    return f"{dose} each side" if exercise.unilateral else dose


def line_of(dose: str, exercise: Exercise) -> str:
    """The line of notation that a dose makes with the exercise's name: load and side stand behind the name."""
    tail = _TAIL.search(dose)
    head = dose[: tail.start()] if tail else dose
    parts = (head.strip(), exercise.name, tail[0].strip() if tail else "")
    return " ".join(part for part in parts if part)


def routine_of(dose: str, exercise: Exercise, catalog: Catalog) -> Routine:
    """The workout that consists of this.

    Raises:
        NotationError: the dose can't be read; the message says what would do.
    """
    line = line_of(dose, exercise)
    entry = notation.parse(line, notation.isometric_in(catalog))
    if entry.exercise != (exercise.name,):  # what was typed has become a part of the name
        raise NotationError(f'"{clean(dose.strip(), _SHOWN)}" is no dose: write "{usual_dose(exercise)}"', 0)
    return Routine(id="", name=clean(line, _NAME_LIMIT), work=(entry,))
