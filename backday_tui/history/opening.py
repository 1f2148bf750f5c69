"""What a session begins with, which is enough to build its plan again, and the form in which the log keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backday_tui.errors import BackdayError
from backday_tui.routine.reader import read_text
from backday_tui.session.plan import Ref, build

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Section
    from backday_tui.session.plan import Plan


@dataclass(frozen=True, slots=True)
class Opening:
    """What a session begins with.

    `routine` is its id, "" for one of the command line; `snapshot` its TOML as it was; `started` the local time with
    its offset. `picks` and `rounds` are what the person chose; `first_step` is an index of the whole plan; `auto` is
    whether every step ends by itself; `folder` is where the sounds that the routine names may lie, None where it is
    from no file.
    """

    routine: str
    name: str
    snapshot: str
    planned_sets: int
    started: datetime
    picks: Mapping[Ref, str] = field(default_factory=dict)
    rounds: Mapping[tuple[Section, int], int] = field(default_factory=dict)
    first_step: int = 0
    auto: bool = False
    folder: Path | None = None

    @property
    def options(self) -> dict[str, Any]:
        """All that has no column of its own in the log, as JSON keeps it; `chosen_in` is the way back."""
        return {
            "picks": [[*ref, name] for ref, name in self.picks.items()],
            "rounds": [[*place, count] for place, count in self.rounds.items()],
            "first_step": self.first_step,
            "auto": self.auto,
            "folder": None if self.folder is None else str(self.folder),
        }

    def plan(self, catalog: Catalog) -> Plan:
        """The steps of the session, from the first that was to be done.

        Raises:
            BackdayError: this version can't read the routine.
        """
        routine = read_text(self.snapshot, id=self.routine, catalog=catalog).routine
        if routine is None:
            raise BackdayError("its routine can't be read by this version")
        plan = build(routine, catalog, self.picks, self.rounds)
        return plan.starting_at(self.first_step) if self.first_step else plan


def chosen_in(options: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an `Opening` that a row of the log keeps as options; one that isn't there is as by default."""
    folder = options.get("folder")
    return {
        "picks": {Ref(section, item, entry): name for section, item, entry, name in options.get("picks", [])},
        "rounds": {(section, item): count for section, item, count in options.get("rounds", [])},
        "first_step": options.get("first_step", 0),
        "auto": bool(options.get("auto")),
        "folder": Path(folder) if folder else None,
    }
