"""What is asked for when a workout is to be followed. Values only, so that who asks needs nothing else for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.opening import Opening
    from backday_tui.history.resume import ResumedSession
    from backday_tui.routine.model import Routine, Section
    from backday_tui.session.plan import Ref
    from backday_tui.workout.performance import Display, JournalSink

    Picks = Mapping[Ref, str]
    Rounds = Mapping[tuple[Section, int], int]


class Source(NamedTuple):
    """The file of a routine, the folder of the person's own, and the one in which unsaved text is kept."""

    path: Path
    routines_dir: Path
    unsaved_dir: Path


class WorkoutRequest(NamedTuple):
    """A workout to follow.

    `first_step` is an index of the plan's steps. `speed` is how many times faster time runs than it does. `resumed` is
    an interrupted session to be taken up; None for a new one. `open_journal` is called when the session begins; None
    keeps nothing. `snapshot` gives the routine's TOML for the journal of a new session. `folder` is where the sounds
    that the routine names may lie, None where it is from no file. `source` is the file that it is from, for it to be
    changed; None where that isn't to be. `display` is told when to stay on.
    """

    routine: Routine
    catalog: Catalog
    auto: bool = False
    speed: float = 1.0
    first_step: int = 0
    resumed: ResumedSession | None = None
    open_journal: Callable[[Opening], JournalSink | None] | None = None
    snapshot: Callable[[], str] | None = None
    folder: Path | None = None
    source: Source | None = None
    display: Display | None = None
