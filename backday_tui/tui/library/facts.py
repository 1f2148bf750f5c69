"""What the library learns of a routine after its first paint: the estimate, the muscles, the plan, the problems.

Pure reading, in whatever thread; it is imported only then, for it needs the reader, the catalogue and the plan.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import MUSCLE_ALIASES, MUSCLES, shown_muscle
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.reader import read_file
from backday_tui.session.outline import outline
from backday_tui.session.plan import build
from backday_tui.session.summary import uncounted, worked
from backday_tui.text import clean
from backday_tui.training.loads import USUAL
from backday_tui.training.prescription import exercises_in_percent, movement_of
from backday_tui.tui.library.rows import RowFacts
from backday_tui.tui.widgets.body import Worked

if TYPE_CHECKING:
    from pathlib import Path

    from backday_tui.routine.model import Routine
    from backday_tui.routine.problems import Problem
    from backday_tui.session.outline import OutlineLine
    from backday_tui.session.plan import Plan
    from backday_tui.tui.args import LibraryContext


_MAIN_SHARE: Final = 0.6
"""A muscle that gets this share of the sets of the most worked one, or more, is one that the routine is for."""
_FAULT_LIMIT: Final = 200
_SIDE_SHARE: Final = 0.25
"""From this share on a muscle is worth a light."""


class MuscleSets(NamedTuple):
    """A muscle by its name in the catalogue, as it is shown, and the sets that work it."""

    muscle: str
    shown: str
    sets: float


@dataclass(frozen=True, slots=True)
class RoutineFacts:
    """All that is shown of a routine beyond its headline. `routine` is None where the file can't be started.

    `problems` are the errors and hints of the file, as lines to show; `muscles` the most worked first,
    `muscle_words` all that a person may call those that the picture lights up, `uncounted` the exercises of which
    nobody knows what they work, `without_max` those with a load in % whose training max isn't known.
    """

    routine: Routine | None
    estimate_s: int | None = None
    muscles: tuple[MuscleSets, ...] = ()
    outline: tuple[OutlineLine, ...] = ()
    problems: tuple[str, ...] = ()
    muscle_words: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    without_max: tuple[str, ...] = ()

    def lit(self) -> Worked:
        """The muscles that the routine is for, and those that it works well besides."""
        most = max((each.sets for each in self.muscles), default=0.0)
        worked_well = [each for each in self.muscles if each.sets >= most * _SIDE_SHARE]
        first = [each.muscle for each in worked_well if each.sets >= most * _MAIN_SHARE]
        return Worked.of(first, (each.muscle for each in worked_well))


def facts_of(path: Path, context: LibraryContext | None) -> RoutineFacts:
    """The facts of a file, whatever is in it; with nothing of the person's no training max is asked for."""
    try:
        return _read(path, context)
    except BackdayError as error:
        return RoutineFacts(None, problems=(unreadable(path, str(error)),))
    except Exception as error:  # noqa: BLE001 - no file may take the others along: the fault is shown as its problem
        what = clean(f"{type(error).__name__}: {error}", _FAULT_LIMIT)
        return RoutineFacts(None, problems=(f"a fault of backday's own in reading it: {what}",))


def row_facts(facts: RoutineFacts) -> RowFacts:
    """What a row and a filter need of them."""
    if facts.routine is None:
        return RowFacts(starts=False, problem=facts.problems[0] if facts.problems else None)
    return RowFacts(True, facts.estimate_s, None, (*facts.routine.tags, *facts.muscle_words))


def _read(path: Path, context: LibraryContext | None) -> RoutineFacts:
    loaded = read_file(path, known_exercises())
    if loaded.routine is None:
        stopping = sorted(loaded.problems, key=lambda problem: not problem.stops_start)
        return RoutineFacts(None, problems=tuple(_shown(problem) for problem in stopping))
    routine = loaded.routine
    problems = tuple(_shown(problem) for problem in loaded.problems)
    plan = build(routine, known_exercises(), equipment=context.equipment if context else lambda: USUAL["kg"])
    facts = facts_of_plan(routine, plan, outline(routine), problems)
    return facts if context is None else replace(facts, without_max=_without_max(routine, context.log_file))


def _without_max(routine: Routine, log_file: Path) -> tuple[str, ...]:
    """The exercises whose training max the person is to be asked for; none where the log can't be read."""
    if not exercises_in_percent(routine):
        return ()
    from backday_tui.history.log import opened  # SQLite, for the few routines that have loads in %
    from backday_tui.history.measures import given_maxes

    catalog = known_exercises().with_own(routine.exercises)
    with contextlib.suppress(BackdayError), opened(log_file) as store:
        known = {movement_of(given.exercise, catalog) for given in given_maxes(store)} if store is not None else set()
        return tuple(name for name in exercises_in_percent(routine) if movement_of(name, catalog) not in known)
    return ()


def unreadable(path: Path, message: str) -> str:
    """Why a file can't be read, without its name, for where that is shown anyway."""
    return clean(message).removeprefix(f"{clean(str(path))}: ")


def facts_of_plan(
    routine: Routine, plan: Plan, lines: tuple[OutlineLine, ...], problems: tuple[str, ...] = ()
) -> RoutineFacts:
    """The facts of a routine that can be started; `lines` are its outline."""
    muscles = worked(routine, known_exercises())
    shown = tuple(MuscleSets(muscle, shown_muscle(muscle), sets) for muscle, sets in muscles.items())
    left_out = uncounted(routine, known_exercises())
    facts = RoutineFacts(routine, plan.estimate_s, shown, lines, problems, uncounted=left_out)
    lit = facts.lit()
    return replace(facts, muscle_words=tuple(muscle_words(muscle) for muscle in sorted(lit.first | lit.second)))


def muscle_words(muscle: str) -> str:
    """Every word that a person may look for a muscle by."""
    others = (word for word, name in MUSCLE_ALIASES.items() if name == muscle)
    return " ".join((MUSCLES.get(muscle, ""), muscle, *others))


def _shown(problem: Problem) -> str:
    hint = "hint: " if problem.severity == "hint" else ""
    return f"line {problem.line}: {hint}{clean(problem.message)}"
