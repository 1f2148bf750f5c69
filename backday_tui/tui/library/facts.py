"""What the library learns of a routine after its first paint: the estimate, the muscles, the plan, the problems.

Pure reading, in whatever thread; it is imported only then, for it needs the reader, the catalogue and the plan.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from textual.message import Message
from textual.worker import get_current_worker

from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import MUSCLE_ALIASES, MUSCLES, bundled
from backday_tui.routine import library
from backday_tui.routine.reader import read_file
from backday_tui.session.plan import build
from backday_tui.session.summary import worked
from backday_tui.text import clean
from backday_tui.tui.library.page import OutlineLine, outline
from backday_tui.tui.widgets.figure import Worked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from textual.screen import Screen

    from backday_tui.routine.library import Headline
    from backday_tui.routine.model import Routine
    from backday_tui.routine.problems import Problem


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
    `muscle_words` all that a person may call those that the picture lights up.
    """

    routine: Routine | None
    estimate_s: int | None = None
    muscles: tuple[MuscleSets, ...] = ()
    outline: tuple[OutlineLine, ...] = ()
    problems: tuple[str, ...] = ()
    muscle_words: tuple[str, ...] = ()

    def lit(self) -> Worked:
        """The muscles that the routine is for, and those that it works well besides."""
        most = max((each.sets for each in self.muscles), default=0.0)
        worked_well = [each for each in self.muscles if each.sets >= most * _SIDE_SHARE]
        first = [each.muscle for each in worked_well if each.sets >= most * _MAIN_SHARE]
        return Worked.of(first, (each.muscle for each in worked_well))


def facts_of(path: Path) -> RoutineFacts:
    """The facts of a file, whatever is in it."""
    try:
        return _read(path)
    except BackdayError as error:
        return RoutineFacts(None, problems=(unreadable(path, str(error)),))
    except Exception as error:  # noqa: BLE001 - no file may take the others along: the fault is shown as its problem
        what = clean(f"{type(error).__name__}: {error}", _FAULT_LIMIT)
        return RoutineFacts(None, problems=(f"a fault of backday's own in reading it: {what}",))


def _read(path: Path) -> RoutineFacts:
    loaded = read_file(path, bundled())
    if loaded.routine is None:
        stopping = sorted(loaded.problems, key=lambda problem: not problem.stops_start)
        return RoutineFacts(None, problems=tuple(_shown(problem) for problem in stopping))
    return _facts(loaded.routine, tuple(_shown(problem) for problem in loaded.problems))


def unreadable(path: Path, message: str) -> str:
    """Why a file can't be read, without its name, for where that is shown anyway."""
    return clean(message).removeprefix(f"{clean(str(path))}: ")


def _facts(routine: Routine, problems: tuple[str, ...]) -> RoutineFacts:
    catalog = bundled()
    muscles = tuple(MuscleSets(muscle, shown_muscle(muscle), sets) for muscle, sets in worked(routine, catalog).items())
    facts = RoutineFacts(routine, build(routine, catalog).estimate_s, muscles, outline(routine), problems)
    lit = facts.lit()
    return replace(facts, muscle_words=tuple(muscle_words(muscle) for muscle in sorted(lit.first | lit.second)))


def muscle_words(muscle: str) -> str:
    """Every word that a person may look for a muscle by."""
    others = (word for word, name in MUSCLE_ALIASES.items() if name == muscle)
    return " ".join((MUSCLES.get(muscle, ""), muscle, *others))


def shown_muscle(muscle: str) -> str:
    """A muscle as a person reads it, without what stands in brackets."""
    return clean(MUSCLES.get(muscle, muscle.capitalize()).partition(" (")[0])


def _shown(problem: Problem) -> str:
    hint = "hint: " if problem.severity == "hint" else ""
    return f"line {problem.line}: {hint}{clean(problem.message)}"


# Finds out in threads what the library shows: headlines, facts, the last times; and tells the screen by messages.
#
# Nothing that reading, planning and looking up needs is imported before a thread needs it. What is known by then is
# kept in `known_routines.py`; what is shown of it is for the screen.


_BATCH: Final = 20
Stamp = tuple[int, int] | None


class FactsFound(Message):
    """What the thread found: the headlines of all files, or facts of some. `turn` counts the times of looking.

    `stamps` say which files the facts are of.
    """

    def __init__(
        self,
        turn: int,
        *,
        headlines: Sequence[Headline] | None = None,
        facts: Mapping[Path, RoutineFacts] | None = None,
        stamps: Mapping[Path, Stamp] | None = None,
    ) -> None:
        super().__init__()
        self.turn = turn
        self.headlines = headlines
        self.facts = facts or {}
        self.stamps = stamps or {}


class LastDone(Message):
    """When each routine was last done, by its id."""

    def __init__(self, last_done: Mapping[str, datetime]) -> None:
        super().__init__()
        self.last_done = last_done


class FactsLoader:
    """What is found out for one screen.

    Args:
        screen: is told, by Learnt and LastDone; the threads end with it.
        routines_dir: the person's own routines; the bundled ones are there besides.
        log_file: what was done; None where nothing is kept.

    Attributes:
        urgent: the file that the person looks at: it is read next.
    """

    def __init__(self, screen: Screen[Any], routines_dir: Path, log_file: Path | None) -> None:
        self.urgent: Path | None = None
        self._screen = screen
        self._routines_dir = routines_dir
        self._log_file = log_file
        self._stamps: dict[Path, Stamp] = {}
        self._turn = 0

    @property
    def has_begun(self) -> bool:
        """Whether the files were looked for yet."""
        return self._turn > 0

    def anew(self) -> int:
        """Nothing that was read counts any longer; gives the turn to `begin` with."""
        self._turn += 1
        self._stamps = {}
        return self._turn

    def begin(self, known: Sequence[Path], turn: int) -> None:
        """Find out the facts of these files; of none, the headlines before."""
        learn = partial(self._learn, known, turn)
        self._screen.run_worker(learn, name="learn", thread=True, exclusive=True, group="learn")

    def follow_changes(self) -> None:
        """Find out what is other than it was; what is known of a file that has not changed is kept."""
        self._turn += 1
        self.begin((), self._turn)

    def begin_last_done(self) -> None:
        """Find out when each routine was last done."""
        self._screen.run_worker(self._read_last_done, name="last done", thread=True, exclusive=True, group="log")

    def took(self, message: FactsFound) -> bool:
        """Whether it counts: what was found before the files were looked for anew is let go."""
        if message.turn != self._turn:
            return False
        self._stamps.update(message.stamps)
        return True

    # In a thread.

    def _learn(self, known: Sequence[Path], turn: int) -> None:
        """Facts come in batches, of which the first are small, for those are in view."""
        worker = get_current_worker()
        pending = dict.fromkeys(known) if known else self._changed(turn)

        learnt = 0
        while pending and not worker.is_cancelled:
            batch = [self._next(pending) for _ in range(min(1 + learnt // _BATCH, _BATCH, len(pending)))]
            stamps = {path: stamp_of(path) for path in batch}
            facts = {path: facts_of(path) for path in batch}
            self._screen.post_message(FactsFound(turn, facts=facts, stamps=stamps))
            learnt += len(batch)

    def _changed(self, turn: int) -> dict[Path, None]:
        """The files that are others than before; their headlines are told."""
        headlines = library.headlines(self._routines_dir)
        stamps = {headline.path: stamp_of(headline.path) for headline in headlines}
        self._screen.post_message(FactsFound(turn, headlines=headlines))
        known = self._stamps
        # One that can't be read has no stamp: that is no reason to take it for known.
        return {path: None for path, stamp in stamps.items() if path not in known or stamp != known[path]}

    def _next(self, pending: dict[Path, None]) -> Path:
        """Of what is to be read the routine that the person looks at, else the next one."""
        urgent = self.urgent
        path = urgent if urgent in pending and urgent is not None else next(iter(pending))
        del pending[path]
        return path

    def _read_last_done(self) -> None:
        """What is wrong with the log is said where it is shown."""
        if self._log_file is None:
            return
        from backday_tui.history.log import opened
        from backday_tui.routine import store as renamed

        with contextlib.suppress(BackdayError), opened(self._log_file) as store:
            if store is not None:
                self._screen.post_message(LastDone(renamed.followed(store.last_done(), self._routines_dir)))


def stamp_of(path: Path) -> Stamp:
    """What tells whether a file has changed: its time in ns and its size; None where it can't be looked at."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size
