"""A workout as people and articles write it -> routines and their TOML.

Nothing is read from or written to a disk here, and no text makes it raise anything but `ImportRefusedError`. Here are
the steps and the limits; what happens in each step is in `importing/`, whose own docstring says where.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.errors import BackdayError
from backday_tui.routine import reader, writer
from backday_tui.routine.importing import building, comments, gathering, pasted, sifting
from backday_tui.routine.importing.naming import Names
from backday_tui.routine.source import MAX_BYTES
from backday_tui.text import clean

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.importing.drafts import Draft
    from backday_tui.routine.model import Routine


MAX_ENTRIES: Final = 1000
MAX_LINES: Final = 20_000
NAMELESS: Final = "Imported workout"
"""What a workout is called of which the text doesn't say it."""
_LONGEST_NAME: Final = 100
_SECTION_KEY = re.compile(r"^(?:\[\[ *)?(?:warmup|work|cooldown) *(?:=|\]\])", re.MULTILINE)
_EDGES = re.compile(r"^[\s#*:.,;-]+|[\s#*:.,;-]+$")


class ImportRefusedError(BackdayError):
    """A text that holds no workout, or more than a routine may; the message is one line."""


@dataclasses.dataclass(frozen=True, slots=True)
class ImportedRoutine:
    """One workout of the text: its routine without an id, the TOML that reads back as just this routine.

    `not_understood` are lines of the workout that could not be read, by their number in the pasted text (from 1); they
    stand as comments in `text`.
    """

    name: str
    routine: Routine
    text: str
    not_understood: tuple[tuple[int, str], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Imported:
    """Every workout of a pasted text, in its order; at least one."""

    routines: tuple[ImportedRoutine, ...]

    @property
    def not_understood(self) -> tuple[tuple[int, str], ...]:
        """The lines of all workouts that could not be read, with their numbers in the pasted text."""
        return tuple(line for routine in self.routines for line in routine.not_understood)


def import_text(text: str, catalog: Catalog) -> Imported:
    """The workouts in a pasted text.

    Raises:
        ImportRefusedError: there is none, or it is larger than 1 MiB, or has over 20,000 lines or 1,000 exercises.
    """
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise ImportRefusedError("the text is larger than 1 MiB, the most that is imported")
    if len(text) > MAX_LINES and text.count("\n") + text.count("\r") > MAX_LINES:
        raise ImportRefusedError(f"the text has over {MAX_LINES:,} lines, the most that are imported")
    if ready := _ready(text.removeprefix("\ufeff"), catalog):
        return Imported((ready,))
    names = Names(catalog)
    found = sifting.sift(gathering.gather(pasted.lines(text.removeprefix("\ufeff")), names))
    _hold_limit(found)
    if not found:
        raise ImportRefusedError(
            'no workout found: a line with sets and reps is one, "3x10 Seated row" or "Plank: 3 sets of 45 seconds"'
        )
    taken: set[str] = set()
    return Imported(tuple(_imported(draft, _name(draft, taken), names, catalog) for draft in found))


def _ready(text: str, catalog: Catalog) -> ImportedRoutine | None:
    """A text that is the TOML of a routine already; None where it is something else."""
    loaded = reader.read_text(text, id="", catalog=catalog) if _SECTION_KEY.search(text) else None
    routine = loaded.routine if loaded else None
    if loaded is None or routine is None or any(problem.severity == "error" for problem in loaded.problems):
        return None
    return ImportedRoutine(routine.name, routine, text)


def _hold_limit(found: list[Draft]) -> None:
    count = sum(len(draft.pieces) for draft in found)
    if count > MAX_ENTRIES:
        raise ImportRefusedError(f"the text has {count:,} exercises, more than the {MAX_ENTRIES:,} that are imported")


def _name(draft: Draft, taken: set[str]) -> str:
    name = _EDGES.sub("", clean(draft.heading or "", _LONGEST_NAME)) or NAMELESS
    unique, number = name, 1
    while unique.lower() in taken:
        number += 1
        unique = f"{name} {number}"
    taken.add(unique.lower())
    return unique


def _imported(draft: Draft, name: str, names: Names, catalog: Catalog) -> ImportedRoutine:
    built = building.routine_of(draft, name, names)
    text = writer.to_text(built.routine, catalog)
    remarked = comments.with_remarks(text, built.remarks)
    loaded = reader.read_text(remarked, id="", catalog=catalog)
    if loaded.routine is None:
        problem = next((problem for problem in loaded.problems if problem.severity == "error"), None)
        raise ImportRefusedError(f'"{name}" makes no routine: {problem.message if problem else "it has no exercise"}')
    unread = tuple((remark.line.number, remark.line.shown) for _, remark in built.remarks if not remark.understood)
    return ImportedRoutine(name, loaded.routine, remarked, unread)
