"""One value of a line of notation changed, the rest of the line as it was written: "3 x 8 Row" becomes "4 x 8 Row".

Where a line can't say the new value it becomes a table with the same meaning. Nothing here knows the file around it.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, Final

from backday_tui.routine import amounts, notation, writer
from backday_tui.routine.format import EntryTable
from backday_tui.routine.model import Load, Reps, Span
from backday_tui.routine.notation import Choice, NotationError, NotationLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.routine.notation import Isometric


DOSES: Final = ("reps", "hold", "time")
ENTRY_KEYS: Final = (*EntryTable.plain_keys(), *EntryTable.nested)
"""The keys of an entry's table in the order in which they are written."""

_DOSE: Final = re.compile(r"(\s*)(?:([0-9]+)(\s*[xX\N{MULTIPLICATION SIGN}]\s*))?(.*?)(\s*)", re.DOTALL)
_UNIT: Final = re.compile(r"\s*(?=(?:kg|lb)$)")
_SIDE: Final = re.compile(r"\s*,?\s+(?:each side|alternating)(?=\s*(?:@|$))", re.IGNORECASE)


def changed(text: str, key: str, value: Any, isometric: Isometric) -> str | dict[str, Any]:
    """A line with a key's value changed (None: taken out), or the table that says it where no line can.

    Args:
        text: a line that can be read.
        key: of an entry's table.
        value: as a file would have it.
        isometric: the same that the line is read with.
    """
    line = notation.parse_line(text)
    wanted = _wanted(line, key, value, isometric)
    if wanted:
        for candidate in _candidates(text, line, wanted, key, isometric):
            if _says(candidate, wanted):
                return candidate
    table = as_table(wanted if wanted and key == "exercise" else line, isometric)
    for other in DOSES if key in DOSES else ():
        table.pop(other, None)
    if value is None:
        table.pop(key, None)
    elif key != "exercise" or not wanted:
        table[key] = value
    return _in_order(table)


def as_table(line: NotationLine, isometric: Isometric) -> dict[str, Any]:
    """The table that says the same as a line."""
    entry = notation.entry_of(line, isometric)
    table = writer.entry_table(entry, with_sets=False)
    return _in_order(table if line.sets is None else {**table, "sets": line.sets})


def _in_order(table: dict[str, Any]) -> dict[str, Any]:
    return {key: table[key] for key in ENTRY_KEYS if key in table} | table


def _says(text: str, wanted: NotationLine) -> bool:
    try:
        line = notation.parse_line(text)
    except NotationError:
        return False
    return _plain(line) == _plain(wanted)


def _plain(line: NotationLine) -> NotationLine:
    """A line without the places of its exercises."""
    return dataclasses.replace(line, choices=tuple(Choice(choice.name, 0) for choice in line.choices))


# ------------------------------------------------------------------------------------------------- what is to be said


def _wanted(line: NotationLine, key: str, value: Any, isometric: Isometric) -> NotationLine | None:
    """What the line is to say; None where a line can't."""
    read = None if value is None else _read(key, value)
    if isinstance(read, tuple) and key != "exercise":
        return None
    if key in DOSES:
        return _with_dose(line, key, read, held=all(isometric(choice.name) for choice in line.choices))
    if key == "exercise":
        return read and dataclasses.replace(line, choices=tuple(Choice(name, 0) for name in read))
    changes: dict[str, Any] = {key: read}
    return dataclasses.replace(line, **changes) if key in ("sets", "load", "sides") else None


def _read(key: str, value: Any) -> Any:
    """A value of an entry's table as the model has it.

    Raises:
        RefusedValueError: it can't stand there.
    """
    kind = EntryTable.plain_keys().get(key)
    return kind.kind.read(value) if kind else value


def _with_dose(line: NotationLine, key: str, amount: Reps | Span | None, *, held: bool) -> NotationLine | None:
    """A line that says so many reps, or so long; None where it would be read as the other."""
    to_failure = amount == amounts.TO_FAILURE or (isinstance(amount, Span) and amount.seconds is None)
    if amount and held != (key == "hold") and (to_failure or key != "reps"):
        return None
    return dataclasses.replace(line, amount=amounts.TO_FAILURE if to_failure else amount)


# --------------------------------------------------------------------------------------------------- lines that say it


def _candidates(text: str, line: NotationLine, wanted: NotationLine, key: str, isometric: Isometric) -> Iterator[str]:
    """Lines that may say it, the most alike first."""
    if key == "sets" or key in DOSES:
        yield _with_new_dose(text, line, wanted, key)
    elif key == "load":
        yield _with_new_load(text, wanted.load)
    elif key == "sides":
        yield _SIDE.sub("", text) + (f" {notation.side_text(wanted.sides)}" if wanted.sides else "")
    else:
        first, last = line.choices[0], line.choices[-1]
        end = last.at + len(last.name)
        yield text[: first.at] + " / ".join(choice.name for choice in wanted.choices) + text[end:]
    said = notation.to_line(notation.entry_of(wanted, isometric), isometric, with_sets=wanted.sets is not None)
    if said:
        yield said


def _with_new_dose(text: str, line: NotationLine, wanted: NotationLine, key: str) -> str:
    name_at = line.choices[0].at
    found = _DOSE.fullmatch(text[:name_at])
    lead, sets, cross, amount, blanks = found.groups() if found else ("", None, None, "", " ")
    if key != "sets":
        amount = "" if wanted.amount is None else notation.amount_text(wanted.amount)
    prefix = "" if wanted.sets is None else f"{wanted.sets}{cross if sets else 'x'}"
    return f"{lead}{prefix}{amount}{(blanks or ' ') if amount else ''}{text[name_at:]}"


def _with_new_load(text: str, load: Load | None) -> str:
    sign = text.find("@")
    if sign < 0:
        return text if load is None else f"{text.rstrip()} @ {load}"
    start = amounts.skip_blanks(text, sign + 1)
    _, end = amounts.scan_load(text, start)
    if load is None:
        return text[:sign].rstrip() + text[end:]
    said = str(load)
    blanks = _UNIT.search(text[start:end])
    return text[:start] + (_UNIT.sub(blanks[0], said, count=1) if blanks else said) + text[end:]
