"""The rows of a table put into words as a person would write them: "Row: 3 sets x 8, @ 60kg, rest 90s".

So nothing else of the importer has to know of tables. A table is known by its head, whose columns may come in any
order: between bars, tabs, commas or dashes, by blanks alone, or each cell on a line of its own, as browsers copy it.
Columns of other names say nothing of a workout and are left out. Rows without a head are put in a list. Of columns for
each week the first is what is done; the others are told beside it. Columns for each day, and two tables side by side,
are put below each other first (`one_below_another`).
"""

from __future__ import annotations

import csv
import dataclasses
import functools
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing.languages import LONG_DAY, SHORT_DAY
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
    **dict.fromkeys(("sätze", "satz", "series", "séries"), "sets"),
    **dict.fromkeys(("rep", "reps", "repetitions", "rep range", "reps range", "reps per set", "# of reps"), "reps"),
    **dict.fromkeys(("number of reps", "target reps", "reps/time", "reps / time", "reps or time"), "reps"),
    **dict.fromkeys(("reps/duration", "reps / duration", "sets x reps", "sets/reps", "sets / reps"), "reps"),
    **dict.fromkeys(("volume", "prescription", "scheme", "set/rep scheme", "protocol"), "reps"),
    **dict.fromkeys(("sets & reps", "sets and reps", "sets \u00d7 reps", "dose", "dosage"), "reps"),
    **dict.fromkeys(("wdh", "whd", "wiederholungen", "repeticiones", "reps.", "répétitions", "rép"), "reps"),
    **dict.fromkeys(("time", "duration", "hold", "work", "work time", "dauer", "duración", "durée"), "time"),
    **dict.fromkeys(("load", "weight", "gewicht", "peso", "poids", "charge"), "load"),
    **dict.fromkeys(("rest", "rest time", "rest period", "rest between sets", "rest interval", "rest periods"), "rest"),
    **dict.fromkeys(("pause", "pausen", "pausenzeit", "satzpause", "descanso", "repos"), "rest"),
    **dict.fromkeys(("recovery", "recover", "recovery time", "break", "breaks", "interset rest"), "rest"),
    **dict.fromkeys(("note", "notes", "comment", "comments", "cues", "coaching notes", "tips"), "note"),
    **dict.fromkeys(("#", "no", "no.", "nr", "order", "group", "superset", "label", "code", "block", "pair"), "number"),
    **dict.fromkeys(("rpe", "rir", "tempo", "intensity", "effort", "%", "%1rm", "% 1rm", "% of 1rm", "%tm"), "effort"),
    **dict.fromkeys(("minute", "minutes", "min"), "minute"),
    **dict.fromkeys(("kg", "kgs", "lb", "lbs"), "load"),
}
"""What the column of a name says."""
_LOAD_UNITS: Final = ("kg", "kgs", "lb", "lbs")
_TELLING: Final = {
    "sets": "sets",
    **dict.fromkeys(("rep", "reps", "repetitions"), "reps"),
    **dict.fromkeys(("load", "weight"), "load"),
}
"""Words that tell what a column says whose head has more of them: "# of sets", "Rep range", "Working weight"."""
_MOST_HEAD_WORDS: Final = 4
_MOST_COLUMNS: Final = 12
_WEEK_HEAD = re.compile(
    r"(?:week|wk|w|woche|semana|semaine|phase|block|month|cycle)s? ?#?\d{1,2}(?: ?(?:-|to|&|\u2013) ?\d{1,2})?"
    r"(?:[ :(-]{1,3}[a-z ]{1,15}\)?)?"
    r"|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|\d{4}-\d{2}-\d{2}"
)
"""A week, or another stretch of time or a date, of which there may be several in one table."""
_PART_OF_WEEK = re.compile(r"(?:week|wk|w) ?#?\d{1,2}[ :-]{1,3}(?=(?:sets?|reps?|load|weight|rest|rpe)$)")
_SET_HEAD = re.compile(r"(?:set|satz|serie|s\u00e9rie) ?#?\d{1,2}")
_DAY_HEAD = re.compile(rf"{LONG_DAY}|{SHORT_DAY}|(?:day|workout|session|tag|d\u00eda|jour) ?#?(?:\d|[a-e])")
_SAID_WITH: Final = {"rpe": "RPE ", "rir": "RIR ", "tempo": "tempo "}
"""Columns whose numbers say nothing without the name of their column."""
_HEAD_UNIT = re.compile(r"\s*(?:[(\[]|\bin\s+)(?:in\s+)?(s|secs?|seconds?|min|mins|minutes?|kgs?|lbs?)\b\.?[)\]]?$")
_BRACKETED_HEAD = re.compile(r"([^()\[\]]+?) ?[(\[]([^()\[\]]+)[)\]]")
_NOTHING: Final = ("", "-", "n/a", "N/A")
_NUMBER_CELL = re.compile(r"[A-Z]?\d{1,2}[a-z]?[.)]?|[A-Z][.)]?")
_SETS_AND_REPS = re.compile(r"^(\d{1,2}) ?(?:/|-) ?(\d{1,3}(?:-\d{1,3})?\+?)$")
_NO_REST: Final = ("none", "no rest", "0", "ohne", "keine", "ninguno", "aucun")
_AMOUNT_IN_WORDS = re.compile(
    r"[\d:.]|(?:amrap|max|to |until |till |failure|fail|as many|hold|each|bis |al |hasta |jusqu"
    r"|so viele|tant|autant|le plus|\u00e9chec|fallo|x ?\d|bw|\?|n/a|[-\u2013\u2014]$)",
    re.IGNORECASE,
)
"""How a cell begins that says how often or how long."""
_MOST_MINUTES: Final = 10
"""A bare number in a column of rests is one of minutes below this, else one of seconds."""
_LONGEST_ROW: Final = 300
_SPACED_HEAD = re.compile("|".join(re.escape(head) for head in sorted(_KINDS, key=len, reverse=True)))
_GAP = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_DASHED = re.compile(r"(?<=\S) +[-\u2013\u2014|/]+ +(?=\S)")
_UNIT_OF_CELL: Final = (
    r"(?: ?(?:reps?|sec(?:ond)?s?|s|min(?:ute)?s?|kgs?|lbs?)(?![a-z]))?"
    r"(?: ?(?:/ ?|per |each )(?:side|arm|leg|hand)| each)?"
)
_LIST_OF_CELL: Final = r"\d[\d:.x]*\+?(?: ?(?:[-,/]|to) ?\d[\d:.]*)*\+?"
_CELL_PATTERNS: Final = {
    "name": r"(?:[A-H]?\d{1,2}[a-d]?[.)]? )?\D\S*(?: \S+){0,9}?",
    "sets": r"\d{1,2}(?:-\d{1,2})?(?: (?:each|per) (?:side|arm|leg|hand))?|-",
    "reps": rf"{_LIST_OF_CELL}{_UNIT_OF_CELL}|amrap|max|failure|-",
    "time": rf"{_LIST_OF_CELL}{_UNIT_OF_CELL}|max|-",
    "load": r"(?:\d ?x ?)?\d[\d.,]*(?: ?(?:kgs?|lbs?|%))?|bw|bodyweight|-",
    "rest": rf"{_LIST_OF_CELL}{_UNIT_OF_CELL}|none|-",
    "note": r"\S+(?: \S+)*",
    "number": r"[A-Z]?\d{1,2}[.)]?|[A-Z][.)]?",
    "effort": r"\d[\d.x-]*|-",
    "minute": r"\d{1,2}",
    "week": rf"\d{{1,2}} ?x ?\d[\d-]*\+?(?: ?@ ?\d{{1,3}} ?%)?|{_LIST_OF_CELL}|-",
}
"""What a cell of a kind is, in a row whose cells stand apart by blanks alone."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Column:
    """One column: its head in small letters, what it says ("" for nothing), and the unit of its bare numbers."""

    head: str
    kind: str
    unit: str = ""
    is_title: bool = False


class OpenTable:
    """The columns of the table that is open; none at first."""

    def __init__(self) -> None:
        self._columns: list[_Column] = []
        self._is_spaced = False
        self._is_gapped = False
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
        if (self._is_gapped or not width) and (cells := _gapped(raw, width)):
            return cells
        if self._is_spaced and "\t" not in raw.strip() and (cells := _spaced(raw, self._columns)):
            return cells
        return _barred(raw, width) or _dashed(raw, width) or _with_commas(raw, width) or _spaced(raw, self._columns)

    def begins(self, cells: list[str], raw: str) -> bool:
        """Whether the cells of a line are the heads of columns, which then hold for the rows below."""
        columns = _columns(cells)
        if not _are_heads(columns):
            columns = _columns([self._columns[0].head, *cells[1:]]) if self._has_parted_weeks(cells) else columns
            if not _are_heads(columns) or not all(column.kind for column in columns):
                return False
        self._columns = columns
        self._known.clear()
        self._is_gapped = _gapped(raw, 0) == cells
        self._is_spaced = _spaced_heads(raw) == cells
        return True

    def _has_parted_weeks(self, cells: list[str]) -> bool:
        """Whether cells may be heads below those of weeks: "| | Sets | Reps | Sets | Reps |"."""
        return bool(self._columns) and not cells[0] and any(column.kind == "week" for column in self._columns)

    @property
    def title(self) -> str:
        """What stands above the names of a table of weeks in place of "Exercise", as the name of the workout."""
        return next((column.head.title() for column in self._columns if column.kind == "name" and column.is_title), "")

    @property
    def is_of_minutes(self) -> bool:
        """Whether each row is what is done in one minute."""
        return any(column.kind == "minute" for column in self._columns) and not any(
            column.kind in ("sets", "time") for column in self._columns
        )

    def is_parted(self, shown: str, below: str) -> bool:
        """Whether a line is a title between the rows of the open table, which goes on `below`: "Accessories"."""
        if not self._columns or len(shown.split()) > _MOST_HEAD_WORDS or shown[-1] in ".!?":
            return False
        cells = self.cells(below)
        return cells is not None and len(cells) >= len(self._columns) and not any(map(str.isdigit, cells[0][:1]))

    def end(self) -> None:
        """Forget the columns."""
        if self._columns:
            self._known.clear()
        self._columns = []
        self._is_spaced = self._is_gapped = False

    def worded(self, cells: list[str]) -> str:
        """A row as a person would write it."""
        if self._columns and _are_of_sets(self._columns) and _SET_CELL.fullmatch(cells[0]):
            said = {column.kind: _with_unit(column, cell) for column, cell in self._filled(cells)}
            load = f"{said['load']} x " if "load" in said else ""
            label = f"Set {cells[0]}" if cells[0].isdecimal() else "Warm-up" if cells[0] in "Ww" else "Set 1"
            return f"{label}: {load}{said.get('reps') or said.get('time', '')}"
        if not any(column.kind == "name" for column in self._columns):
            return _listed(cells)
        row: dict[str, str] = {}
        for column, cell in self._filled(cells):
            words = _with_unit(column, cell)
            if column.kind == "week":
                row.setdefault("reps", words)
            else:
                row[column.kind] = f"{row[column.kind]}, {words}" if column.kind in row else words
        if each := row.get("each set"):
            row["sets"] = "" if "x" in each else str(each.count(", ") + 1)
            row["reps" if "x" in each or _COUNTS.fullmatch(each) else "note"] = each
        return _worded(row)

    def weeks(self, cells: list[str]) -> str:
        """What a row says of its exercise week by week; "" where the table has no weeks.

        The first is what is done. Where the table has reps for all weeks, these are.
        """
        if not any(column.kind == "name" for column in self._columns):
            later = _doses(cells)[1:]
            return f"{cells[0]}, later {', '.join(later)}" if later else ""
        filled = self._filled(cells)
        weeks = [f"{column.head}: {cell}" for column, cell in filled if column.kind in ("week", "later")]
        name = next((cell for column, cell in filled if column.kind == "name"), "")
        return f"{name}, {'; '.join(weeks)}" if name and weeks else ""

    def _filled(self, cells: list[str]) -> list[tuple[_Column, str]]:
        """The cells of a row that say something, with their columns."""
        columns = self._columns
        names = [cell for column, cell in zip(columns, cells, strict=False) if column.kind == "name"]
        marked = bool(columns) and _NUMBER_CELL.fullmatch(cells[0]) is not None
        if columns and not columns[-1].head and names and _NUMBER_CELL.fullmatch(names[0]):  # the numbers have no head
            columns = [_Column("#", "number"), *columns[:-1]]
        elif marked and columns[0].kind == "name" and len(cells) == len(columns) + 1:
            columns = [_Column("#", "number"), *columns]
        elif marked and not columns[0].head:
            columns = [_Column("#", "number"), *columns[1:]]
        each = zip(columns, cells, strict=False)
        return [(column, cell) for column, cell in each if column.kind and cell not in _NOTHING]


def _with_unit(column: _Column, cell: str) -> str:
    """A cell with what its head says of it: the unit of a bare number, the name of an effort."""
    if column.head.startswith("%") and cell.isdecimal():
        return f"{cell}%"
    if column.kind == "reps" and "set" in column.head and "rep" in column.head:
        cell = _SETS_AND_REPS.sub(r"\1x\2", cell)  # "4/6" below "Sets/reps"
    said = _SAID_WITH.get(column.head, "") if cell[:1].isdigit() else ""
    unit = f" {column.unit}" if column.unit and cell[-1:].isdigit() and ":" not in cell else ""
    return said + cell + unit


def _columns(cells: Sequence[str]) -> list[_Column]:
    """The columns of heads; where several name an exercise, the others are notes."""
    columns: list[_Column] = []
    for cell in cells:
        head = _head_of(cell)
        unit = _HEAD_UNIT.search(head)
        bare = head[: unit.start()] if unit else head
        unit_of = head if head in _LOAD_UNITS else unit[1] if unit else ""
        columns.append(_Column(bare, _kind(bare), unit_of))
    if any(column.head == "set" for column in columns) and any(column.kind == "load" for column in columns):
        # Which set it was, and not how many.
        columns = [dataclasses.replace(each, kind="number") if each.head == "set" else each for each in columns]
    for at, column in enumerate(columns):  # what is said twice is said of another week
        if column.kind in ("sets", "reps", "time") and column.kind in [each.kind for each in columns[:at]]:
            columns[at] = dataclasses.replace(column, kind="later")
    named = [column for column in columns if column.kind == "name"]
    weeks = sum(column.kind == "week" and column.head[0].isalpha() for column in columns)
    if weeks > 1 and not named and not columns[0].kind:  # above the names stands what is trained
        columns[0] = dataclasses.replace(columns[0], kind="name", is_title=True)
        named = columns[:1]
    best = next((column for column in named if column.head.endswith(("exercise", "exercises"))), (*named, None)[0])
    return [
        dataclasses.replace(column, kind="note") if column in named and column is not best else column
        for column in columns
    ]


def _head_of(cell: str) -> str:
    """A head in small letters, as its bracket has it where that tells what is said: "Intensity (RPE)" is "rpe"."""
    head = cell.lower().strip(" :*.")
    bracketed = _BRACKETED_HEAD.fullmatch(head)
    if bracketed is None or head in _KINDS or _HEAD_UNIT.search(head):
        return head
    name, said = bracketed.groups()
    return said if said in _SAID_WITH or (name not in _KINDS and said in _KINDS) else name if _kind(name) else head


@functools.lru_cache(1000)
def _kind(head: str) -> str:
    """What a column says: by its name, or by the word of a longer one that tells it."""
    words = head.split()
    if head in _KINDS or not words or len(words) > _MOST_HEAD_WORDS:
        return _KINDS.get(head, "")
    if part := _PART_OF_WEEK.match(head):
        return _kind(head[part.end() :])
    if _WEEK_HEAD.fullmatch(head):
        return "week"
    if _SET_HEAD.fullmatch(head):
        return "each set"
    if words[-1] in ("exercise", "exercises") or head == "exercise name":
        return "name"
    told = next((word for word in words if word in _TELLING), "")
    return "rest" if words[0] == "rest" else _TELLING.get(told, "")


def _are_heads(columns: Sequence[_Column]) -> bool:
    kinds = {column.kind for column in columns} - {"", "note"}
    return ("name" in kinds and len(kinds) > 1) or _are_of_sets(columns)


def _are_of_sets(columns: Sequence[_Column]) -> bool:
    """Whether each row is a set of the exercise above: "Set | kg | Reps"."""
    return columns[0].head == "set" and bool({"reps", "time"} & {column.kind for column in columns})


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


def _gapped(raw: str, width: int) -> list[str] | None:
    """The cells that stand apart by several blanks."""
    if "  " not in raw.strip() or len(raw) > _LONGEST_ROW:
        return None
    cells = [plain(cell) for cell in _GAP.split(raw.strip())]
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
    if len(columns) < 2 or not all(kind in _CELL_PATTERNS for kind in kinds):
        return None
    text = plain(raw)
    most = len(columns) - (kinds[-2:] == ["name", "note"])  # nothing tells where a name ends and a note begins
    for count in range(most, 1, -1):  # cells at the end may be missing
        if "name" not in [column.kind for column in columns[:count]]:
            break
        pattern = " ".join(f"({_CELL_PATTERNS[column.kind]})" for column in columns[:count])
        found = re.fullmatch(pattern, text, re.IGNORECASE)
        if found:
            return [_MARK.sub(r"\1. ", _BARE_NUMBER.sub("", cell)) for cell in found.groups()]
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


def _doses(cells: list[str]) -> list[str]:
    """The cells behind the first that are a whole dose, "3x8", each of another day or week."""
    return [cell for cell in cells[1:] if _DOSE_CELL.fullmatch(cell)]


def _listed(cells: list[str]) -> str:
    """A row of a table without a header; of several doses in it only the first is one of the exercise for now."""
    later = _doses(cells)[1:]
    filled = [cell for cell in cells if cell and not any(cell is each for each in later)]
    if len(filled) > 2 and filled[1].isdecimal() and filled[2][:1].isdecimal():  # name, sets, reps
        rests = [_rest_in_words(cell) if _TIME_CELL.fullmatch(cell) else cell for cell in filled[3:]]
        return ", ".join([f"{filled[0]}: {filled[1]} sets x {filled[2]}", *rests])
    if _DAY_HEAD.fullmatch(filled[0].lower().strip(" *:")) and len(filled) > 1:
        return f"{filled[0]}: {', '.join(filled[1:])}"
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
    load = row.get("load", "").removeprefix("@").strip()
    parts = [
        dose,
        beside,
        load and f"@ {load}",
        _rest_in_words(row.get("rest", "")),
        row.get("effort", ""),
        row.get("note", ""),
    ]
    mark = (
        f"{row['number'].rstrip('.)')}. " if re.fullmatch(r"[A-H]\d[.)]?|\d[a-d][.)]?", row.get("number", "")) else ""
    )
    return f"{mark}{row.get('name', '')}: {', '.join(part for part in parts if part)}"


def _rest_in_words(cell: str) -> str:
    """A rest as a person would write it: "rest 90 s", "rest 1-3 min", "no rest"."""
    rest = cell.removeprefix("rest ").strip().rstrip(".")
    if rest.lower() in _NO_REST:
        return "no rest"
    if rest.isdecimal():
        return f"rest {rest} {'min' if int(rest[:9]) < _MOST_MINUTES else 's'}"
    rest = _LONE_UNIT.sub(lambda found: f"{found[1]} {'s' if found[2] in _SECOND_SIGNS else 'min'}", rest)
    return "rest " + _OPEN_SECONDS.sub(r"\1 s", rest) if rest else ""


_COUNTS = re.compile(r"\d{1,3}(?:, \d{1,3})*\+?")
_SECOND_SIGNS: Final = ('"', "''")
_SET_CELL = re.compile(r"\d{1,2}|[WDF]", re.IGNORECASE)
_DOSE_CELL = re.compile(
    r"\d{1,2} ?x ?\d{1,3}(?:-\d{1,3})?\+?(?: ?reps)?(?: ?@ ?\d[\d.]* ?(?:%|kg|lbs?))?", re.IGNORECASE
)
_BARE_NUMBER = re.compile(r"^\d{1,2}[.)]? (?=[^\W\d]{3})(?!sec|min|reps|each|per )")
_MARK = re.compile(r"^([A-H]\d|\d[a-d])[.)]? (?=[^\W\d]{2})", re.IGNORECASE)
_TIME_CELL = re.compile(r"[\d:.]+(?: ?- ?\d+)? ?(?:s|sec|secs|seconds|min|mins|minutes|m|'|\")\.?", re.IGNORECASE)
_LONE_UNIT = re.compile(r"^(\d[\d.]*(?: ?(?:-|to) ?\d[\d.]*)?) ?(m|'|\"|'')$")
_OPEN_SECONDS = re.compile(r"^(\d{1,2} ?min\.? \d{1,2})$")


# ------------------------------------------------------------------------------------ tables of days, two tables in one


def one_below_another(rows: list[Row]) -> Iterator[Row]:
    """The lines, where a table has columns for each day with a table of each day, and of two side by side with both."""
    at = 0
    while at < len(rows):
        heads = _cells_of(rows[at][1])
        parts = _parts(heads)
        turns = _is_turned(heads)
        end = at + 1
        while (
            (parts or turns)
            and end < len(rows)
            and (_cells_of(rows[end][1]) or _RULE_ROW.fullmatch(rows[end][1].strip()))
        ):
            end += 1
        if end - at < 2:
            if _is_row_of_day(heads):
                yield from _turned(rows[at][0], ["", *heads[1:]], [(rows[at][0], heads)])
            else:
                yield rows[at]
            at += 1
            continue
        body = [(number, cells) for number, text in rows[at + 1 : end] if any(map(str.isalnum, text))
                and (cells := _cells_of(text))]  # fmt: skip
        if turns:
            yield from _turned(rows[at][0], heads, body)
        for title, columns in parts:
            yield from _part(title, [(rows[at][0], heads), *body], columns)
        at = end


def _is_row_of_day(cells: list[str]) -> bool:
    """Whether cells are a day and what is done then, with its doses: "Monday | Squat 3x5, Row 3x8"."""
    others = [cell for cell in cells[1:] if cell]
    whole = all(any(map(str.isalpha, cell)) and any(map(str.isdigit, cell)) for cell in others)
    return bool(others) and whole and _DAY_HEAD.fullmatch(cells[0].lower().strip(" :*.")) is not None


def _is_turned(heads: list[str]) -> bool:
    """Whether heads are those of a table with a row for each day or week, and no column that says how much."""
    first, *others = [head.lower().strip(" :*.") for head in heads] or [""]
    kinds = {_kind(head) for head in others}
    days = [_DAY_HEAD.fullmatch(head) is not None for head in others]
    return first in _ROW_HEADS and bool(others) and (kinds <= {"", "name", "note"}) and (not any(days) or all(days))


def _turned(number: int, heads: list[str], body: list[tuple[int, list[str]]]) -> Iterator[Row]:
    """The lines of such a table: what is done on each day below its name, or a column for each week."""
    _, *names = heads
    labels = [f"Week {cells[0]}" if cells[0].isdecimal() else cells[0] for _, cells in body]
    if _DAY_HEAD.fullmatch(names[0].lower().strip(" :*.")):  # the first week is done, and the others are told
        line, first = body[0]
        for name, cell in zip(names, first[1:], strict=False):
            yield from ((line, ""), (line, name), (line, cell)) if cell.lower() not in _NOT_THEN else ()
        for label, (line, cells) in zip(labels[1:], body[1:], strict=True):
            said = (f"{name}: {cell}" for name, cell in zip(names, cells[1:], strict=False) if cell)
            yield line, f"// {label}: {'; '.join(said)}"
        return
    if all(any(map(str.isalpha, cell.partition("x")[0])) for _, cells in body for cell in cells[1:] if cell):
        for label, (line, cells) in zip(labels, body, strict=True):
            yield line, ""
            yield line, label.strip(" *:")
            yield from ((line, cell) for cell in cells[1:] if cell.lower() not in _NOT_THEN)
        yield number, ""
        return
    yield number, "\t".join(("Exercise", *labels))
    for at, name in enumerate(names, start=1):
        yield number, "\t".join((name, *(cells[at] if at < len(cells) else "" for _, cells in body)))


_ROW_HEADS: Final = ("day", "week", "wk", "tag", "d\u00eda", "jour", "woche", "semana", "semaine", "weekday")
_RULE_ROW = re.compile(r"[|\s:=+-]+")
_NOT_THEN: Final = ("", "-", "rest", "off", "rest day")


def _cells_of(raw: str) -> list[str]:
    """The cells of a line between bars, tabs or several blanks; none where it is no row."""
    if not ("|" in raw or "\t" in raw or "  " in raw) or len(raw) > LONGEST:
        return []
    if raw.count("|") > 1 or "\t" not in raw.strip():
        parts = raw.strip().removeprefix("|").removesuffix("|").split("|") if "|" in raw else _GAP.split(raw.strip())
    else:
        parts = raw.strip("\n").split("\t")
    return [part.strip() for part in parts] if len(parts) > 1 else []


def _parts(heads: list[str]) -> list[tuple[str, list[int]]]:
    """The tables in one: each with its title, and the places of its columns; none where it is one alone."""
    plain_heads = [head.lower().strip(" :*.") for head in heads]
    days = [at for at, head in enumerate(plain_heads) if _DAY_HEAD.fullmatch(head)]
    kinds = [_kind(_HEAD_UNIT.sub("", head)) for head in plain_heads]
    if len(days) > 1:
        others = [at for at in range(len(heads)) if at not in days]
        known = all(kinds[at] for at in others) and (not others or kinds[others[0]] == "name")
        return [(heads[at].strip(" :*"), [*others[:1], at, *others[1:]]) for at in days] if known else []
    half = len(heads) // 2
    if half < 2 or len(heads) % 2 or kinds[1:half] != kinds[half + 1 :] or not all(kinds[1:half]):
        return []
    if {kinds[0], kinds[half]} - {"", "name"} or not heads[0] or not heads[half]:
        return []
    titles = ["" if kinds[at] else heads[at].strip(" :*") for at in (0, half)]
    return [(titles[0], list(range(half))), (titles[1], list(range(half, 2 * half)))]


def _part(title: str, rows: list[tuple[int, list[str]]], columns: list[int]) -> Iterator[Row]:
    """The lines of one of several tables in one."""
    (number, heads), *body = rows
    if title:
        yield number, ""
        yield number, title
    if len(columns) > 1:
        said = [heads[at] for at in columns]
        if title:  # a day stands above doses, what is trained above names
            is_day = _DAY_HEAD.fullmatch(title.lower()) is not None
            said[is_day] = "Reps" if is_day else "Exercise"
        yield number, "\t".join(said)
    for line, cells in body:
        mine = [cells[at] if at < len(cells) else "" for at in columns]
        if mine[0] and any(cell.lower() not in _NOT_THEN for cell in mine[len(mine) > 1 :][:1]):
            yield line, "\t".join(mine)


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


_LONGEST_HEAD: Final = 40
_LEAST_HEADS: Final = 3
"""So many known heads behind one that nobody knows tell that it is one as well."""
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
    if not _may_be_head(rows[at][1]):
        return [], []
    following = _next_cells(rows, at, _MOST_COLUMNS)
    for place, row in enumerate(following):
        others = [_kind_of_line(other[1]) for other in following[place + 1 :][: 1 if place else _LEAST_HEADS]]
        before_others = all(others) and len(others) >= (1 if place else _LEAST_HEADS)
        before_others = before_others and (place > 0 or following[2][0] - row[0] == 2 * (following[1][0] - row[0]))
        if not _kind_of_line(row[1]) and not (_may_be_head(row[1]) and before_others):
            break
        cells.append(row)
    columns = _columns([text for _, text in cells])
    start = rows.index(cells[-1], at) + 1 if cells else len(rows)
    behind = rows[start : start + 4 * _MOST_COLUMNS]
    first = next((place for place, row in enumerate(behind) if row[1].strip()), len(behind))
    following = _next_cells(behind, first, len(columns)) if first < len(behind) else []
    if len(columns) < 2 or not _are_heads(columns):
        return [], []
    return (columns, cells) if not following or _is_row([text for _, text in following], columns) else ([], [])


@functools.lru_cache(1000)
def _may_be_head(raw: str) -> bool:
    return bool(_kind_of_line(raw)) or (len(raw) < _LONGEST_HEAD and raw.replace(" ", "").isalpha())


@functools.lru_cache(1000)
def _kind_of_line(raw: str) -> str:
    return _columns([raw])[0].kind if len(raw) < _LONGEST_HEAD and raw.strip() and not raw[0].isdigit() else ""


def _is_row(texts: list[str], columns: list[_Column]) -> bool:
    """Whether lines are the cells of a row: numbers where these belong, and a name where that does."""
    if len(texts) != len(columns) or any("\t" in text for text in texts):
        return False
    for text, column in zip(texts, columns, strict=True):
        cell = text.strip()
        if column.kind in ("reps", "time", "week", "each set") and not _AMOUNT_IN_WORDS.match(cell):
            return False
        if column.kind == "sets" and not (cell[:1].isdigit() or cell in _NOTHING):
            return False
        if column.kind == "name" and not cell[:1].isalpha() and not any(map(str.isalpha, cell[:4])):
            return False
    return True
