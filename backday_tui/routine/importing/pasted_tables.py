"""The rows of a pasted table put into words, as a person would write them: "Row: 3 sets x 8, @ 60kg, rest 90s".

A table is one of bars or tabs; of dashes, commas or blanks below a header; or one that a browser copied cell by cell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing.typography import LONGEST, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_DASHED = re.compile(r"(?<=\S) +[-\u2013\u2014|/]+ +(?=\S)")
_COLUMNS: Final = {
    **dict.fromkeys(("exercise", "exercises", "movement", "move", "name", "lift"), "name"),
    **dict.fromkeys(("set", "sets", "rounds"), "sets"),
    **dict.fromkeys(("rep", "reps", "repetitions", "sets x reps", "sets/reps", "sets & reps", "reps/time"), "reps"),
    **dict.fromkeys(("time", "duration", "hold", "work"), "time"),
    **dict.fromkeys(("load", "weight"), "load"),
    **dict.fromkeys(("rest", "rest time", "rest period", "rest between sets"), "rest"),
    **dict.fromkeys(("note", "notes", "comment", "comments", "cues"), "note"),
    **dict.fromkeys(("#", "no", "no.", "nr", "order"), "number"),
    **dict.fromkeys(("rpe", "rir", "tempo"), "effort"),
}
_UNIT_OF_CELL: Final = r"(?:reps?|sec(?:ond)?s?|s|min(?:ute)?s?|kgs?|lbs?|per side|each side|each)"
_SPACED_CELL: Final = rf"(?:\d[\d:,./x-]*(?: ?{_UNIT_OF_CELL})?(?!\w)|amrap|max|bw|-)"
_NOTHING: Final = ("", "-", "n/a", "N/A")
_MOST_SECONDS: Final = 10
_LONGEST_ROW: Final = 300


class PastedTable:
    """The table that is open, by the heads of its columns; none at first."""

    def __init__(self) -> None:
        self._heads: list[str] = []

    def cells(self, raw: str) -> list[str] | None:
        """The cells of a line, plain; None where it is no row."""
        if len(raw) > LONGEST:
            return None
        width = len(self._heads)
        return _cells(raw) or _dashed(raw, width) or _with_commas(raw, width) or _spaced(raw, self._heads)

    def begins(self, cells: list[str]) -> bool:
        """Whether cells are the heads of columns, which then hold for the rows below."""
        if not _is_header(cells):
            return False
        self._heads = [_head(cell) for cell in cells]
        return True

    def end(self) -> None:
        """Forget the heads."""
        self._heads = []

    def worded(self, cells: list[str]) -> str:
        """A row as a person would write it."""
        cells = _with_heads(self._heads, cells)
        kinds = [_COLUMNS.get(head, "") for head in self._heads]
        if "name" not in kinds:
            return _listed(cells)
        row: dict[str, str] = {}
        for kind, cell in zip(kinds, cells, strict=False):
            if kind and cell not in _NOTHING:
                row[kind] = f"{row[kind]}, {cell}" if kind in row else cell
        return _worded(row)


def upright(rows: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines with the tables put upright that a browser copies cell by cell, each on a line of its own."""
    at = 0
    while at < len(rows):
        width = _columns_at(rows, at)
        if width:
            yield rows[at][0], "\t".join(cell for _, cell in rows[at : at + width])
            at += width
            while _is_row(rows[at : at + width], width):
                yield rows[at][0], "\t".join(cell for _, cell in rows[at : at + width])
                at += width
        else:
            yield rows[at]
            at += 1


def _columns_at(rows: list[tuple[int, str]], at: int) -> int:
    """How many lines there are headers of columns, the exercise's first; 0 where it is no table."""
    kinds: list[str] = []
    for _, raw in rows[at : at + len(_COLUMNS)]:
        kind = _COLUMNS.get(raw.strip().lower())
        if kind is None or kind in kinds:
            break
        kinds.append(kind)
    return len(kinds) if len(kinds) > 1 and kinds[0] == "name" else 0


def _is_row(cells: list[tuple[int, str]], width: int) -> bool:
    texts = [text.strip() for _, text in cells]
    return len(texts) == width and all(texts) and "\t" not in "".join(texts) and texts[1][0].isdigit()


def _cells(raw: str) -> list[str] | None:
    """The cells between bars or tabs."""
    if raw.count("|") > 1:
        cells = [plain(cell) for cell in raw.strip().removeprefix("|").removesuffix("|").split("|")]
    elif "\t" in raw.strip():
        cells = [plain(cell) for cell in raw.strip("\n").split("\t")]
    else:
        return None
    return cells if sum(map(bool, cells)) > 1 else None


def _dashed(raw: str, width: int) -> list[str] | None:
    if not _DASHED.search(raw):
        return None
    cells = [plain(cell) for cell in _DASHED.split(raw.strip())]
    return cells if all(cells) and (_is_header(cells) or len(cells) == width) else None


def _with_commas(raw: str, width: int) -> list[str] | None:
    sign = ";" if raw.count(";") > raw.count(",") else ","
    if sign not in raw:
        return None
    cells = [plain(cell).strip('"') for cell in raw.strip().split(sign)]
    return cells if cells[0] and (_is_header(cells) or len(cells) == width) else None


def _spaced(raw: str, heads: list[str]) -> list[str] | None:
    """As text comes out of a PDF: "Exercise Sets Reps Rest", then "Seated row 3 10-12 60s"."""
    words = raw.lower().split()
    if len(words) > 2 and words[0] in _COLUMNS and all(word in _COLUMNS for word in words) and _is_header(words):  # noqa: PLR2004 -- a name and two more
        return words
    count = len(heads) - 1
    if count < 2 or _COLUMNS.get(heads[0]) != "name":  # noqa: PLR2004 -- as above
        return None
    text = plain(raw) if len(raw) < _LONGEST_ROW else ""
    found = re.search(rf"(?: {_SPACED_CELL}){{{count}}}$", text, re.IGNORECASE)
    if not found or not any(map(str.isalpha, text[: found.start()])):
        return None
    return [text[: found.start()], *(cell.strip() for cell in re.findall(f" {_SPACED_CELL}", found[0], re.IGNORECASE))]


def _with_heads(heads: list[str], cells: list[str]) -> list[str]:
    """The cells; a bare number gets the name of its column where a number alone would say nothing."""
    words = {"rpe": "RPE ", "rir": "RIR ", "tempo": "tempo "}
    named = list(zip(heads, cells, strict=False))
    worded = [words.get(head, "") + cell if cell[:1].isdigit() else cell for head, cell in named]
    return [*worded, *cells[len(heads) :]]


def _is_header(cells: list[str]) -> bool:
    kinds = [_COLUMNS.get(_head(cell)) for cell in cells]
    return "name" in kinds and sum(map(bool, kinds)) > 1


def _head(cell: str) -> str:
    return cell.lower().rstrip(":")


def _listed(cells: list[str]) -> str:
    """A row of a table without a header."""
    filled = [cell for cell in cells if cell]
    if len(filled) > 2 and filled[1].isdecimal() and filled[2][:1].isdecimal():  # noqa: PLR2004 -- name, sets, reps
        return ", ".join([f"{filled[0]}: {filled[1]} sets x {filled[2]}", *filled[3:]])
    mark = filled[0] if len(filled[0]) < 4 and filled[0][-1] in ".)\u2022-*" else ""  # noqa: PLR2004 -- "10."
    return f"{mark} {', '.join(filled[1:])}" if mark else ", ".join(filled)


def _worded(row: dict[str, str]) -> str:
    """A row of a table with a header as a person would write it: "Row: 3 sets x 8, @ 60kg, rest 90s"."""
    amount = row.get("reps", "") if row.get("reps", "-") != "-" else ""
    amount = amount or row.get("time", "")
    sets = row.get("sets", "")
    dose = f"{sets} sets x {amount}" if sets and amount else f"{sets} sets" if sets else amount
    if amount.isdecimal() and not sets:
        dose = f"{amount} reps"
    rest = row.get("rest", "")
    if rest.isdecimal():
        rest = f"{rest} {'min' if int(rest[:9]) < _MOST_SECONDS else 's'}"
    load = row.get("load", "").removeprefix("@").strip()
    parts = [dose, load and f"@ {load}", rest and f"rest {rest}", row.get("effort", ""), row.get("note", "")]
    return f"{row.get('name', '')}: {', '.join(part for part in parts if part)}"
