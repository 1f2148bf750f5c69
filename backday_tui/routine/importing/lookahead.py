"""What is around the statements of a text: each is told what comes before and behind it.

Whether a few words are a heading or an exercise depends on what comes below: look-ahead is cheaper here than taking
back what was decided. `gather.py` decides by it.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from backday_tui.routine.importing import set_lists
from backday_tui.routine.importing.statements import (
    Advice,
    Blank,
    Comment,
    Dose,
    Exercises,
    GroupStart,
    HeadingOrName,
    Ignored,
    NotUnderstood,
    Phrase,
    Prose,
    Rest,
    SectionStart,
    Statement,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.routine.importing.pasted import PastedLine


@dataclasses.dataclass(frozen=True, slots=True)
class InContext:
    """A statement with its line, and what is around it.

    `dose_follows` tells that a dose comes before the next exercise or heading, `dose_next` that it is the very next
    statement, `beside` that no blank parts it from an exercise before or behind, `prose_next` that sentences are the
    next statement and `listed_next` that an exercise is, `label_follows` that a section is named later on,
    `order_follows` that the sentences behind it tell how much is to be done, `whole_next` that the doses right behind
    it say both sets and what is done in each. `doses` counts the doses without sets that follow each other from there
    on, `dose_lines` all doses. `name_next` and `group_next` tell that a mere name, or the start of a group, is the next
    statement.
    """

    line: PastedLine
    statement: Statement
    dose_follows: bool
    dose_next: bool
    beside: bool
    prose_next: bool
    label_follows: bool
    order_follows: bool
    listed_next: bool = False
    whole_next: bool = False
    doses: int = 0
    dose_lines: int = 0
    name_next: bool = False
    group_next: bool = False


def in_context(said: Sequence[tuple[PastedLine, Statement]]) -> list[InContext]:
    """Each statement with what is around it, in order."""
    found: list[InContext] = []
    dose = label = order = sets = amount = False
    doses = lines = 0
    following: Statement = Blank()
    behind: Statement = Blank()
    for at in range(len(said) - 1, -1, -1):
        line, statement = said[at]
        before = said[at - 1][1] if at else Blank()
        beside = _is_listed(before) or _is_listed(behind)
        prose_next = isinstance(following, Prose)
        lines = lines + 1 if is_dose(statement) else lines if isinstance(statement, Blank) else 0
        doses = doses + 1 if _is_one_set(statement) else doses if isinstance(statement, Blank) else 0
        found.append(
            InContext(
                *(line, statement, dose, is_dose(following), beside, prose_next, label, order, _is_listed(following)),
                *(is_dose(following) and sets and amount, doses, lines),
                *(isinstance(following, HeadingOrName), isinstance(following, GroupStart)),
            )
        )
        if isinstance(statement, Dose) and not statement.each:
            sets = statement.phrase.sets is not None or (sets and is_dose(following))
            amount = statement.phrase.amount is not None or (amount and is_dose(following))
        only_tells = isinstance(statement, Comment | Advice) and told_dose(statement) is None
        if only_tells or isinstance(statement, Blank | Ignored):
            behind = statement if isinstance(statement, Blank) else behind
            dose = dose or told_dose(statement) is not None
            continue
        gives_dose = is_dose(statement) or told_dose(statement) is not None
        dose = gives_dose or (dose and isinstance(statement, Prose | Rest | NotUnderstood))
        orders = isinstance(statement, Prose) and (statement.order or statement.dose) is not None
        repeats = isinstance(statement, GroupStart) and statement.kind == "repeat" and not statement.whole
        order = orders or repeats or gives_dose or (order and isinstance(statement, Prose | Rest))
        label = label or (isinstance(statement, SectionStart) and statement.section in ("work", "cooldown"))
        following = behind = statement
    return found[::-1]


def with_loads(said: list[tuple[PastedLine, Statement]]) -> list[tuple[PastedLine, Statement]]:
    """The statements, where lines of "10 x 12" below each other would be too many sets, with their loads instead."""
    at = 0
    while at < len(said):
        end = at
        while end < len(said) and isinstance(dose := said[end][1], Dose) and dose.loaded and not dose.each:
            end += 1
        run = [statement for _, statement in said[at:end] if isinstance(statement, Dose)]
        if len(run) > 1 and sum(dose.phrase.sets or 1 for dose in run) > set_lists.SURE_SETS:
            for place, dose in zip(range(at, end), run, strict=True):
                if dose.loaded:
                    said[place] = said[place][0], dataclasses.replace(dose, phrase=dose.loaded)
        at = max(end, at + 1)
    return said


def _is_listed(statement: Statement) -> bool:
    """Whether a statement is one of those that a list of exercises is made of."""
    return isinstance(statement, Exercises | GroupStart | NotUnderstood | Dose | Rest) or (
        isinstance(statement, HeadingOrName) and bool(statement.known or statement.name)
    )


def _is_one_set(statement: Statement) -> bool:
    return isinstance(statement, Dose) and not statement.each and statement.phrase.sets is None


def is_dose(statement: Statement) -> bool:
    """Whether a statement is a dose, of one exercise: one of each of a list is a rule."""
    return isinstance(statement, Dose) and not statement.each


def told_dose(statement: Statement) -> Phrase | None:
    """The dose that sentences give, or a line about how the exercise above is done."""
    if isinstance(statement, Advice):
        return statement.phrase if statement.phrase.dosed else None
    return statement.dose if isinstance(statement, Prose) else None
