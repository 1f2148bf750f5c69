"""The rows of a table put into words as a person would write them: "Row: 3 sets x 8, @ 60kg, rest 90s".

So nothing else of the importer has to know of tables. A table is known by its head, whose columns may come in any
order: between bars, tabs, commas or dashes, by blanks alone, or each cell on a line of its own, as browsers copy it.
Columns of other names say nothing of a workout and are left out. Rows without a head are put in a list.
"""

from __future__ import annotations

import csv
import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing.typography import LONGEST, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Row = tuple[int, str]
"""A line of the paste by its number."""

_KINDS: Final = {
    **dict.fromkeys(
        ("exercise", "exercises", "movement", "movements", "move", "name", "lift", "drill", "pose"), "name"
    ),
    **dict.fromkeys(("übung", "übungen", "ejercicio", "ejercicios", "exercice", "exercices"), "name"),
    **dict.fromkeys(("set", "sets", "rounds", "working sets", "work sets", "# of sets", "number of sets"), "sets"),
    **dict.fromkeys(("sätze", "series", "séries"), "sets"),
    **dict.fromkeys(("rep", "reps", "repetitions", "rep range", "reps range", "reps per set", "# of reps"), "reps"),
    **dict.fromkeys(("number of reps", "target reps", "reps/time", "reps / time", "reps or time"), "reps"),
    **dict.fromkeys(("reps/duration", "reps / duration", "sets x reps", "sets/reps", "sets / reps"), "reps"),
    **dict.fromkeys(("volume", "prescription", "scheme", "set/rep scheme", "protocol"), "reps"),
    **dict.fromkeys(("sets & reps", "sets and reps", "sets \u00d7 reps", "dose", "dosage"), "reps"),
    **dict.fromkeys(("wdh", "wiederholungen", "repeticiones", "répétitions"), "reps"),
    **dict.fromkeys(("time", "duration", "hold", "work", "work time", "dauer", "duración", "durée"), "time"),
    **dict.fromkeys(("load", "weight", "gewicht", "peso", "poids", "charge"), "load"),
    **dict.fromkeys(("rest", "rest time", "rest period", "rest between sets", "rest interval", "rest periods"), "rest"),
    **dict.fromkeys(("pause", "descanso", "repos"), "rest"),
    **dict.fromkeys(("note", "notes", "comment", "comments", "cues", "coaching notes", "tips"), "note"),
    **dict.fromkeys(("#", "no", "no.", "nr", "order", "group", "superset", "label", "code", "block", "pair"), "number"),
    **dict.fromkeys(("rpe", "rir", "tempo"), "effort"),
    **dict.fromkeys(("minute", "minutes", "min"), "minute"),
}
"""What the column of a name says."""
_MOST_HEAD_WORDS: Final = 4
_MOST_COLUMNS: Final = 12
_SAID_WITH: Final = {"rpe": "RPE ", "rir": "RIR ", "tempo": "tempo "}
"""Columns whose numbers say nothing without the name of their column."""
_HEAD_UNIT = re.compile(r"\s*(?:[(\[]|\bin\s+)(?:in\s+)?(s|secs?|seconds?|min|mins|minutes?|kgs?|lbs?)\b\.?[)\]]?$")
_NOTHING: Final = ("", "-", "n/a", "N/A")
_MOST_MINUTES: Final = 10
"""A bare number in a column of rests is one of minutes below this, else one of seconds."""
_LONGEST_ROW: Final = 300
_SPACED_HEAD = re.compile("|".join(re.escape(head) for head in sorted(_KINDS, key=len, reverse=True)))
_DASHED = re.compile(r"(?<=\S) +[-\u2013\u2014|/]+ +(?=\S)")
_UNIT_OF_CELL: Final = (
    r"(?: ?(?:reps?|sec(?:ond)?s?|s|min(?:ute)?s?|kgs?|lbs?)(?![a-z]))?"
    r"(?: ?(?:/ ?|per |each )(?:side|arm|leg|hand)| each)?"
)
_LIST_OF_CELL: Final = r"\d[\d:.x]*\+?(?: ?[-,/] ?\d[\d:.]*)*\+?"
_CELL_PATTERNS: Final = {
    "name": r"\D\S*(?: \S+){0,9}?",
    "sets": r"\d{1,2}(?:-\d{1,2})?(?: (?:each|per) (?:side|arm|leg|hand))?|-",
    "reps": rf"{_LIST_OF_CELL}{_UNIT_OF_CELL}|amrap|max|failure|-",
    "time": rf"{_LIST_OF_CELL}{_UNIT_OF_CELL}|max|-",
    "load": r"(?:\d ?x ?)?\d[\d.,]*(?: ?(?:kgs?|lbs?|%))?|bw|bodyweight|-",
    "rest": rf"{_LIST_OF_CELL}{_UNIT_OF_CELL}|none|-",
    "note": r"\S+(?: \S+)*",
    "number": r"[A-Z]?\d{1,2}[.)]?|[A-Z][.)]?",
    "effort": r"\d[\d.x-]*|-",
    "minute": r"\d{1,2}",
}
"""What a cell of a kind is, in a row whose cells stand apart by blanks alone."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Column:
    """One column: its head in small letters, what it says ("" for nothing), and the unit of its bare numbers."""

    head: str
    kind: str
    unit: str = ""


class OpenTable:
    """The columns of the table that is open; none at first."""

    def __init__(self) -> None:
        self._columns: list[_Column] = []
        self._is_spaced = False
        self._known: dict[str, list[str] | None] = {}

    def cells(self, raw: str) -> list[str] | None:
        """The cells of a line, plain; None where it is no row."""
        if len(raw) > LONGEST:
            return None
        if raw not in self._known:
            self._known[raw] = self._cells(raw)
        return self._known[raw]

    def _cells(self, raw: str) -> list[str] | None:
        width = len(self._columns)
        if self._is_spaced and "\t" not in raw.strip() and (cells := _spaced(raw, self._columns)):
            return cells
        return _barred(raw, width) or _dashed(raw, width) or _with_commas(raw, width) or _spaced(raw, self._columns)

    def begins(self, cells: list[str], raw: str) -> bool:
        """Whether the cells of a line are the heads of columns, which then hold for the rows below."""
        columns = _columns(cells)
        if not _are_heads(columns):
            return False
        self._columns = columns
        self._known.clear()
        self._is_spaced = _spaced_heads(raw) == cells
        return True

    @property
    def is_of_minutes(self) -> bool:
        """Whether each row is what is done in one minute."""
        return any(column.kind == "minute" for column in self._columns) and not any(
            column.kind in ("sets", "time") for column in self._columns
        )

    def end(self) -> None:
        """Forget the columns."""
        if self._columns:
            self._known.clear()
        self._columns = []
        self._is_spaced = False

    def worded(self, cells: list[str]) -> str:
        """A row as a person would write it."""
        if not any(column.kind == "name" for column in self._columns):
            return _listed(cells)
        row: dict[str, str] = {}
        for column, cell in zip(self._columns, cells, strict=False):
            if column.kind and cell not in _NOTHING:
                said = _with_unit(column, cell)
                row[column.kind] = f"{row[column.kind]}, {said}" if column.kind in row else said
        return _worded(row)


def _with_unit(column: _Column, cell: str) -> str:
    """A cell with what its head says of it: the unit of a bare number, the name of an effort."""
    said = _SAID_WITH.get(column.head, "") if cell[:1].isdigit() else ""
    unit = f" {column.unit}" if column.unit and cell[-1:].isdigit() and ":" not in cell else ""
    return said + cell + unit


def _columns(cells: Sequence[str]) -> list[_Column]:
    """The columns of heads; where several name an exercise, the others are notes."""
    columns: list[_Column] = []
    for cell in cells:
        head = cell.lower().strip(" :*")
        unit = _HEAD_UNIT.search(head)
        bare = head[: unit.start()] if unit else head
        columns.append(_Column(bare, _kind(bare), unit[1] if unit else ""))
    if any(column.head == "set" for column in columns) and any(column.kind == "load" for column in columns):
        # Which set it was, and not how many.
        columns = [dataclasses.replace(each, kind="number") if each.head == "set" else each for each in columns]
    named = [column for column in columns if column.kind == "name"]
    best = next((column for column in named if column.head.endswith(("exercise", "exercises"))), (*named, None)[0])
    return [
        dataclasses.replace(column, kind="note") if column in named and column is not best else column
        for column in columns
    ]


def _kind(head: str) -> str:
    """What a column says: by its name, or by the last word of a longer one ("Starting exercise", "Working weight")."""
    words = head.split()
    if head in _KINDS or not words:
        return _KINDS.get(head, "")
    last = _KINDS.get(words[-1], "")
    few = len(words) <= _MOST_HEAD_WORDS
    if few and (last == "load" or words[-1] in ("exercise", "exercises", "sets", "reps")):
        return last
    return "rest" if words[0] == "rest" and few else ""


def _are_heads(columns: Sequence[_Column]) -> bool:
    kinds = {column.kind for column in columns} - {"", "note"}
    return "name" in kinds and len(kinds) > 1


# ------------------------------------------------------------------------------------------------------------ one row


def _barred(raw: str, width: int) -> list[str] | None:
    """The cells between bars or tabs."""
    bars = raw.count("|")
    if bars > 1 or (bars and _are_heads(_columns(raw.split("|")))) or (bars and re.match(r"\s*\d{1,2}\s*\|", raw)):
        cells = [plain(cell) for cell in raw.strip().removeprefix("|").removesuffix("|").split("|")]
        if raw.lstrip().startswith("|") and not raw.rstrip().endswith("|") and len(cells) == width - 1:
            cells.insert(0, "")  # the day stands in the row above
    elif "\t" in raw.strip():
        cells = [plain(cell) for cell in raw.strip("\n").split("\t")]
    else:
        return None
    return cells if sum(map(bool, cells)) > 1 else None


def _dashed(raw: str, width: int) -> list[str] | None:
    if not _DASHED.search(raw):
        return None
    cells = [plain(cell) for cell in _DASHED.split(raw.strip())]
    return cells if all(cells) and (_are_heads(_columns(cells)) or len(cells) == width) else None


def _with_commas(raw: str, width: int) -> list[str] | None:
    sign = ";" if raw.count(";") > raw.count(",") else ","
    if sign not in raw:
        return None
    cells = [plain(cell) for cell in next(csv.reader([raw.strip()], delimiter=sign))]
    return cells if cells[0] and (_are_heads(_columns(cells)) or len(cells) == width) else None


def _spaced(raw: str, columns: list[_Column]) -> list[str] | None:
    """As text comes out of a PDF: "Exercise Sets Reps Rest", then "Seated row 3 12, 10, 8 60s"."""
    if len(raw) > _LONGEST_ROW:
        return None
    heads = _spaced_heads(raw)
    if heads:
        return heads
    kinds = [column.kind for column in columns]
    if len(columns) < 2 or not all(kinds):
        return None
    text = plain(raw)
    most = len(columns) - (kinds[-2:] == ["name", "note"])  # nothing tells where a name ends and a note begins
    for count in range(most, 1, -1):  # cells at the end may be missing
        if "name" not in [column.kind for column in columns[:count]]:
            break
        pattern = " ".join(f"({_CELL_PATTERNS[column.kind]})" for column in columns[:count])
        found = re.fullmatch(pattern, text, re.IGNORECASE)
        if found:
            return [*found.groups()]
    return None


def _spaced_heads(raw: str) -> list[str]:
    """The heads of columns that stand apart by blanks; none where the line is no head."""
    text = " ".join(raw.split())
    heads: list[str] = []
    at = 0
    while at < len(text):
        found = _SPACED_HEAD.match(text.lower(), at)
        end = found.end() if found else at
        unit = re.compile(r" ?\([a-z]{1,8}\)").match(text.lower(), end)
        end = unit.end() if unit else end
        if not found or (end < len(text) and text[end] != " "):
            return []
        heads.append(text[at:end])
        at = end + 1
    columns = _columns(heads)
    plural = len(heads) > 2 or all(head[0].isupper() for head in heads)  # "rest time" in passing is no head
    return heads if len(heads) > 1 and plural and _are_heads(columns) else []


def _listed(cells: list[str]) -> str:
    """A row of a table without a header."""
    filled = [cell for cell in cells if cell]
    if len(filled) > 2 and filled[1].isdecimal() and filled[2][:1].isdecimal():  # name, sets, reps
        return ", ".join([f"{filled[0]}: {filled[1]} sets x {filled[2]}", *filled[3:]])
    mark = filled[0] if len(filled[0]) < 4 and filled[0][-1] in ".)\u2022-*" else ""  # "10."
    return f"{mark} {', '.join(filled[1:])}" if mark else ", ".join(filled)


def _worded(row: dict[str, str]) -> str:
    """A row of a table with a header as a person would write it: "Row: 3 sets x 8, @ 60kg, rest 90s"."""
    amount = row.get("reps", "") or row.get("time", "")
    sets, _, side = row.get("sets", "").partition(" ")
    amount = f"{amount} {side}" if side else amount
    dose = f"{sets} sets x {amount}" if sets and amount else f"{sets} sets" if sets else amount
    if "set" in amount or (sets and re.fullmatch(r"\d+ ?x ?\d.*", amount)):
        dose = amount
    if amount.isdecimal() and not sets:
        dose = f"{amount} reps"
    beside = f"({row['time']})" if "reps" in row and "time" in row else ""
    rest = row.get("rest", "").removeprefix("rest ")
    if rest.isdecimal():
        rest = f"{rest} {'min' if int(rest[:9]) < _MOST_MINUTES else 's'}"
    load = row.get("load", "").removeprefix("@").strip()
    parts = [dose, beside, load and f"@ {load}", rest and f"rest {rest}", row.get("effort", ""), row.get("note", "")]
    mark = (
        f"{row['number'].rstrip('.)')}. " if re.fullmatch(r"[A-H]\d[.)]?|\d[a-d][.)]?", row.get("number", "")) else ""
    )
    return f"{mark}{row.get('name', '')}: {', '.join(part for part in parts if part)}"


# ------------------------------------------------------------------------------------------- a cell on each line


def upright(rows: list[Row]) -> Iterator[Row]:
    """The lines with the tables put upright that a browser copies cell by cell, each on a line of its own."""
    rows = [(number, _LONE_BAR.sub(r"\1", text) if text.endswith("|") else text) for number, text in rows]
    at = 0
    columns: list[_Column] = []
    while at < len(rows):
        if columns and not rows[at][1].strip():  # pages put an empty line between the rows
            yield rows[at]
            at += 1
            continue
        cells = _next_cells(rows, at, len(columns))
        if not (columns and _is_row([text for _, text in cells], columns)):
            columns, cells = _columns_at(rows, at)
        if columns:
            yield cells[0][0], "\t".join(text.strip() for _, text in cells)
            while rows[at] != cells[-1]:
                at += 1
        else:
            yield rows[at]
        at += 1


_LONE_BAR = re.compile(r"^\s*([^|]{1,100}?)\s*\|$")


def _next_cells(rows: list[Row], at: int, count: int) -> list[Row]:
    """So many lines from there on that aren't blank; fewer at the end, none where the first is blank."""
    found: list[Row] = []
    for row in rows[at : at + 3 * count] if count and rows[at][1].strip() else ():
        if row[1].strip():
            found.append(row)
        if len(found) == count:
            break
    return found


def _columns_at(rows: list[Row], at: int) -> tuple[list[_Column], list[Row]]:
    """The columns whose heads stand there, a line each, with those lines; none where it is no table."""
    cells: list[Row] = []
    if not _kind_of_line(rows[at][1]):
        return [], []
    for row in _next_cells(rows, at, _MOST_COLUMNS):
        if not _kind_of_line(row[1]):
            break
        cells.append(row)
    columns = _columns([text for _, text in cells])
    following = _next_cells(rows, min(rows.index(cells[-1], at) + 1, len(rows) - 1), len(columns)) if cells else []
    if len(columns) < 2 or not _are_heads(columns):
        return [], []
    return (columns, cells) if not following or _is_row([text for _, text in following], columns) else ([], [])


def _kind_of_line(raw: str) -> str:
    return _columns([raw])[0].kind if len(raw) < 40 and raw.strip() and not raw[0].isdigit() else ""  # a head is short


def _is_row(texts: list[str], columns: list[_Column]) -> bool:
    """Whether lines are the cells of a row: numbers where these belong, and a name where that does."""
    if len(texts) != len(columns) or any("\t" in text for text in texts):
        return False
    for text, column in zip(texts, columns, strict=True):
        cell = text.strip()
        numbered = cell[:1].isdigit() or cell[:1] == ":" or cell.lower() in ("amrap", "max", "failure", "-", "n/a")
        if column.kind in ("sets", "reps", "time") and not numbered:
            return False
        if column.kind == "name" and not cell[:1].isalpha() and not any(map(str.isalpha, cell[:4])):
            return False
    return True
