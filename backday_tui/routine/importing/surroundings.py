"""What a statement has to know of those around it: whether a dose follows, whether a list is beside it.

The statements are looked at from the end on, each once. What is made of it is decided in `gathering.py`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from backday_tui.routine.importing.statements import (
    Blank,
    Dose,
    Exercises,
    GroupStart,
    Prose,
    Rest,
    Rule,
    SectionStart,
    Short,
    Statement,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.routine.importing.pasted import PastedLine


@dataclasses.dataclass(frozen=True, slots=True)
class Seen:
    """A statement with its line, and what is around it.

    `dose_follows` tells that a dose comes before the next exercise or heading, `dose_next` that it is the very next
    statement, `beside` that no blank parts it from an exercise before or behind, `prose_next` that sentences are the
    next statement, `label_follows` that a section is named later on.
    """

    line: PastedLine
    said: Statement
    dose_follows: bool = False
    dose_next: bool = False
    beside: bool = False
    prose_next: bool = False
    label_follows: bool = False


def seen(said: Sequence[tuple[PastedLine, Statement]]) -> list[Seen]:
    """Each statement with what is around it, in order."""
    found: list[Seen] = []
    dose = label = False
    following: Statement = Blank()
    behind: Statement = Blank()
    for at in range(len(said) - 1, -1, -1):
        line, statement = said[at]
        before = said[at - 1][1] if at else Blank()
        beside = _lists(before) or _lists(behind)
        prose_next = isinstance(following, Prose)
        dose_next = isinstance(following, Dose) and not following.each
        found.append(Seen(line, statement, dose, dose_next, beside, prose_next, label))
        if isinstance(statement, Blank | Rule):
            behind = statement if isinstance(statement, Blank) else behind
            continue
        dose = _gives_dose(statement) or (dose and isinstance(statement, Prose | Rest | Unknown))
        label = label or (isinstance(statement, SectionStart) and statement.section != "warmup")
        following = behind = statement
    return found[::-1]


def _lists(statement: Statement) -> bool:
    return isinstance(statement, Exercises | GroupStart | Unknown | Dose | Rest) or (
        isinstance(statement, Short) and bool(statement.known)
    )


def _gives_dose(statement: Statement) -> bool:
    if isinstance(statement, Dose):
        return not statement.each
    return isinstance(statement, Prose) and statement.dose is not None
