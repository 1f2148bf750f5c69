"""How a workout is followed and where it begins, as the command line says it; nothing of sound, screen or log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from backday_tui.cli.routines import LoadedRoutine
from backday_tui.errors import BackdayError
from backday_tui.text import clean

if TYPE_CHECKING:
    from backday_tui.history.resume import ResumedSession
    from backday_tui.session.plan import Plan


class RunOptions(NamedTuple):
    """How a workout is followed, as the command line says it.

    `begin` is a section or a step, None for the start. `voice` is None for what the settings say.
    """

    begin: str | None = None
    auto: bool = False
    mute: bool = False
    log: bool = True
    speed: float = 1.0
    json: bool = False
    voice: bool | None = None

    @property
    def is_kept(self) -> bool:
        """Whether it becomes part of the log; a look-through at another speed doesn't."""
        return self.log and self.speed == 1.0


class NoSuchStepError(BackdayError):
    """--from names nothing in the routine; the message says what there is."""


def step_at(plan: Plan, where: str) -> int:
    """The index of the step at which to begin: a section's first, one by its index, or the first of an exercise.

    Raises:
        NoSuchStepError: there is no such section, step or exercise.
    """
    wanted = where.strip().casefold()
    for index, step in enumerate(plan.steps):
        if wanted in (step.section, str(index)) or (step.is_work and step.title.casefold() == wanted):
            return index
    sections = dict.fromkeys(step.section for step in plan.steps)
    allowed = f"{', '.join(sections)}, an exercise, or the index of a step, 0 to {len(plan.steps) - 1}"
    raise NoSuchStepError(f'--from "{clean(where, 40)}" is not in this routine; it may be {allowed}')


def folder_of(what: LoadedRoutine | ResumedSession) -> Path | None:
    """Where the sounds that a routine names may lie; None where it is from no file."""
    if isinstance(what, LoadedRoutine):
        return what.path.absolute().parent if what.path else None
    folder = what.opening.options.get("folder")
    return Path(folder) if folder else None
