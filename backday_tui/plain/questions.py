"""What is asked before a workout begins as lines.

Where nobody can be asked the first choice and the most rounds are taken, and said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backday_tui.plain.keys import END, STOP, HeldKey
from backday_tui.plain.workout import typed_on
from backday_tui.session.plan import Plan, build, choices_of, round_ranges
from backday_tui.signals import CODES
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.plain.keys import Keys
    from backday_tui.plain.workout import Reporter
    from backday_tui.routine.model import Routine, Section
    from backday_tui.session.plan import Ref
    from backday_tui.training.loads import Equipment


class Stopped(Exception):  # noqa: N818 -- what happened, not a fault
    """A signal came before the workout had begun; `code` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class SetupChoice(NamedTuple):
    """The plan that a routine comes to with what was picked: exercises, and numbers of rounds."""

    plan: Plan
    picks: dict[Ref, str]
    rounds: dict[tuple[Section, int], int]


def plan_asked(
    routine: Routine, catalog: Catalog, lines: Reporter, keys: Keys, equipment: Callable[[], Equipment]
) -> SetupChoice:
    """The plan of a routine, its choices and rounds asked for; where nobody can be asked the first and the most.

    `equipment` is as for `session.plan.build`.

    Raises:
        Stopped: a signal came meanwhile.
    """
    rounds = _rounds_asked(routine, lines, keys)
    plan = build(routine, catalog, rounds=rounds, equipment=equipment)
    picks = _picks_asked(plan, lines, keys)
    chosen = build(routine, catalog, picks, rounds, equipment=equipment) if picks else plan
    return SetupChoice(chosen, picks, rounds)


def _rounds_asked(routine: Routine, lines: Reporter, keys: Keys) -> dict[tuple[Section, int], int]:
    picked = {}
    for place, (low, high) in round_ranges(routine):
        if keys.is_terminal:
            choices = [str(count) for count in range(low, high + 1)]
            picked[place] = low + _asked("how many rounds?", choices, len(choices) - 1, lines, keys, by_value=True)
        else:
            picked[place] = high
            lines.warn(f"{high} rounds of {low} to {high}, as nobody can be asked")
    return picked


def _picks_asked(plan: Plan, lines: Reporter, keys: Keys) -> dict[Ref, str]:
    picked = {}
    for ref, names in choices_of(plan):
        if keys.is_terminal:
            picked[ref] = names[_asked("which one?", names, 0, lines, keys)]
        else:
            picked[ref] = names[0]
            lines.warn(f"{clean(names[0], 120)}, of {clean(' / '.join(names), 240)}, as nobody can be asked")
    return picked


def _asked(
    question: str, choices: Sequence[str], default: int, lines: Reporter, keys: Keys, *, by_value: bool = False
) -> int:
    """The place of what was picked: by its number, or where the choices are numbers by themselves."""
    labels = [clean(name, 120) if by_value else f"{place} {clean(name, 120)}" for place, name in enumerate(choices, 1)]
    words = f"{question} {', '.join(labels)} [{choices[default] if by_value else default + 1}] "
    allowed = {name if by_value else str(place): place - 1 for place, name in enumerate(choices, 1)}
    while True:
        answer = _line_asked(words, lines, keys)
        if not answer:
            return default
        if answer in allowed:
            return allowed[answer]
        lines.say(f'"{clean(answer, 20)}" is none of {", ".join(allowed)}')


def _line_asked(words: str, lines: Reporter, keys: Keys) -> str:
    typed = ""
    lines.prompt(words, typed)
    while True:
        for key in keys.wait(None):
            if key in CODES:
                raise Stopped(CODES[key])
            if key == STOP:
                keys.stop()
            elif key == "enter" and isinstance(key, HeldKey):  # it is the one that answered the question before
                continue
            elif key in ("enter", END):
                lines.answered()
                return typed.strip()
            else:
                typed = typed_on(typed, key)
            lines.prompt(words, typed)
