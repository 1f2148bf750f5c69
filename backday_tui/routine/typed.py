"""A workout that is typed line by line, as for `backday do`: each line in notation or in the words of a paste.

A line of notation stays as it is. One that notation can't read, or whose name holds a figure ("Plank 60s", "EMOM 10: 5
burpees"), is read as one of a paste where that leaves no doubt; else it stays, and the reader of routines tells why.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, Final, Literal

from backday_tui.routine import amounts, notation, writer
from backday_tui.routine.importing.importer import ImportRefusedError, import_text
from backday_tui.routine.model import Entry
from backday_tui.routine.notation import NotationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.exercises.catalog import Catalog

GroupWord = Literal["emom", "amrap", "rounds", "tabata"]
_GROUPS: Final = re.compile(r"\b(?:tabata|emom|amrap|super-?set|circuit|rounds?|every minute)\b", re.IGNORECASE)
_SETS_WORD: Final = re.compile(
    r"\b(?:sets?|reps?|rounds?|times|trips?|lengths?|rest|ladder|rft)\b|^max |^\d+(?:-\d+){2,}\b|^(\d+)/\1 "
    r"|^(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)[ -]"
    r"|^\d+ \d*-?(?:ct|count)\b",
    re.IGNORECASE,
)
_FAR_WITH_REST: Final = re.compile(
    r"\d ?(?:m|km|mi|miles?|met(?:er|re)s?|yds?|yards?|cals?)\b.*\brest\b", re.IGNORECASE
)
"""A distance that isn't meant for a time: notation proposes minutes for it."""
_REPS_EACH: Final = re.compile(r"\s*(?:\d{1,2} ?[xX] ?)?\d{1,3}(?: ?[,/-] ?\d{1,3}){2,19}\s")
_LONGEST: Final = 300
_TABATA_S: Final = 20
_TABATA_REST_S: Final = 10
_TABATA_ROUNDS: Final = 8


@dataclasses.dataclass(frozen=True, slots=True)
class Together:
    """How all entries are done in a group: minutes of an EMOM, seconds of an AMRAP, a number of rounds."""

    word: GroupWord
    count: int = 0


def work_of(lines: Sequence[str], catalog: Catalog, together: Together | None = None) -> list[Any]:
    """The list `work` of a routine file: a line, or the table that it means, for each."""
    values = [value for line in lines for value in _values(line, catalog)]
    if together is None:
        return values
    if together.word == "emom":
        return [{"emom": values, "minutes": together.count}]
    if together.word == "amrap":
        return [{"amrap": values, "time": amounts.time_text(together.count)}]
    if together.word == "rounds":
        return [{"circuit": values, "rounds": together.count}]
    rest = amounts.time_text(_TABATA_REST_S)
    timed = [_timed(value) for value in values]
    return [{"circuit": timed, "rounds": _TABATA_ROUNDS, "rest": rest, "between": rest}]


def meant(line: str, catalog: Catalog) -> tuple[Any, ...]:
    """What a line in the words of a paste means, as elements of a list of a routine file; none where it isn't certain.

    A line of notation whose name is one is none of these.
    """
    if not _may_be_words(line, catalog):
        return ()
    try:
        imported = import_text(line, catalog)
    except ImportRefusedError:
        return ()
    if imported.not_understood or len(imported.routines) > 1:
        return ()
    (found,) = imported.routines
    routine = found.routine
    items = (*routine.warmup, *routine.work, *routine.cooldown)
    entries = [each for item in items for each in ((item,) if isinstance(item, Entry) else item.entries)]
    if any(isinstance(item, Entry) and not _is_dosed(item) for item in items):
        return ()
    if any(len(each.exercise) > 1 and any(name[0].isdigit() for name in each.exercise) for each in entries):
        return ()  # of "8 Row / 8 Press x 3" the 8 is no part of a name
    isometric = notation.isometric_in(catalog)
    return tuple(writer.item_value(item, isometric) for item in items)


def _values(line: str, catalog: Catalog) -> tuple[Any, ...]:
    return meant(line, catalog) or (line,)


def _may_be_words(line: str, catalog: Catalog) -> bool:
    """Whether a line says in words what notation has signs for: it has a name with a figure in it, or isn't notation.

    A line that notation refuses with a proposal is left to that, and so is one with an "@", which begins a load, unless
    its dose stands behind its name.
    """
    worded = bool(_GROUPS.search(line) or _SETS_WORD.search(line) or _REPS_EACH.match(line))
    try:
        read = notation.parse_line(line)
    except NotationError:
        if "@" in line:
            return notation.dosed_name(line.partition("@")[0].strip()) is not None
        return worded and not (notation.meant_lines(line[:_LONGEST]) and not _FAR_WITH_REST.search(line))
    names = [choice.name for choice in read.choices]
    if all(catalog.find(name) and not _figures_behind(name) for name in names):
        return False
    return worded or any(any(map(str.isdigit, name)) for name in names)


def _figures_behind(name: str) -> bool:
    """Whether there are figures behind a comma or in brackets, which no name of the catalogue has there."""
    return bool(re.search(r"[,(].*\d", name))


def _is_dosed(entry: Entry) -> bool:
    return entry.sets > 1 or any((entry.reps, entry.hold, entry.time))


def _timed(value: Any) -> Any:
    """An entry with the time of a Tabata, unless it has a dose."""
    if not isinstance(value, str):
        return value
    try:
        read = notation.parse_line(value)
    except NotationError:
        return value
    return value if read.amount else f"{notation.line_time(_TABATA_S)} {value}"
