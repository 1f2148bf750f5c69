"""A pasted text as plain lines: whoever reads one has to know of one dash, one cross and one way to write a number.

Three things happen to a text, in this order:

- It is cut into lines that keep their number in the paste; one of HTML becomes those that a browser would show.
- The rows of a table are put into words, as a person would write them: "Row: 3 sets x 8, @ 60kg, rest 90s". So nothing
  else has to know of tables.
- Each line is made plain (`plain`): no markup, no look-alikes of signs, digits for number words.

What a line means is not known here; that begins in `line_reader.py`.
"""

from __future__ import annotations

import dataclasses
import html
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from backday_tui.routine import amounts
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST: Final = 2000
"""Characters of a line that is made plain; a longer one is an article's paragraph."""
_SHOWN: Final = 300
_LONGEST_HTML: Final = 100_000
_LINE_END = re.compile(r"\r\n|\r|\n")
_BOLD = re.compile(r"\s*(?:\*\*|__)[^*_]{1,200}(?:\*\*|__):?\s*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_TAG = re.compile(r"</?(?:[a-z]{1,10}|h[1-6])(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>\s*(?=<t[dh])", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:tr|li|p|div|h[1-6]|ul|ol|table)>|<br ?/?>", re.IGNORECASE)
_CHAPTER = re.compile(r"\s*[(\[]?((?:\d{1,2}:)?\d{1,2}:\d{2})[)\]]?(?:\s+|\s*-\s*)(?=\S)")
_RULE = re.compile(r"[\s|:=_~*#.\-\u2500-\u257f]*")


@dataclasses.dataclass(frozen=True, slots=True)
class PastedLine:
    """One line of the paste.

    `number` counts from 1. `text` is plain: blanks are single, dashes "-", crosses "x", bullets "•"; "" where there is
    nothing. `shown` is the line as it stood, fit for a terminal and a comment. `level` is that of a markdown heading, 7
    for a line all in bold, 0 for any other. `ruled` marks what draws a line across the page. `indent` are the blanks
    before the text. `chapter` marks a chapter of a video; its time is left out of the text.
    """

    number: int
    text: str
    shown: str
    level: int = 0
    ruled: bool = False
    indent: int = 0
    chapter: bool = False


def lines(text: str) -> Iterator[PastedLine]:
    """Every line of a paste, in order."""
    table = _OpenTable()
    rows = list(_rows(text))
    starts = _chapters(rows)
    rows = [(number, raw[starts.get(place, 0) :]) for place, (number, raw) in enumerate(rows)]
    chapters = {rows[place] for place in starts}
    for number, written in _upright(rows):
        shown = clean(written.strip(), _SHOWN)
        raw = _TAG.sub("", _CELL_END.sub("\t", written)) if "<" in written else written
        cells = table.cells(raw)
        if cells is None:
            if shown:  # an empty line ends no table: pages put one between two rows
                table.end()
            yield dataclasses.replace(_line(number, raw, shown), chapter=(number, written) in chapters)
        elif table.begins(cells) or _RULE.fullmatch("".join(cells)):
            yield PastedLine(number, "", shown, ruled=True)
        else:
            yield PastedLine(number, table.worded(cells), shown)


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """The lines by their number; one of HTML as those that a browser would show."""
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        parts = _BLOCK_END.split(raw) if "<" in raw and len(raw) < _LONGEST_HTML else [raw]
        yield from ((number, part) for part in parts if part.strip() or len(parts) == 1)


def _chapters(rows: Sequence[tuple[int, str]]) -> dict[int, int]:
    """How many characters the time of each chapter of a video takes, by the place of its row.

    Chapters begin at 0:00 and go on upwards. Their times say how long nothing is.
    """
    chapters: dict[int, int] = {}
    last = -1
    for place, (_, raw) in enumerate(rows):
        found = _CHAPTER.match(raw)
        at = amounts.clock_s(found[1].split(":")) if found else -1
        if found and (at > last >= 0 or at == 0):
            last = at
            chapters[place] = found.end()
    return chapters if len(chapters) > 1 else {}


def _line(number: int, raw: str, shown: str) -> PastedLine:
    if len(raw) > LONGEST:
        return PastedLine(number, raw, shown)
    if raw.strip() and _RULE.fullmatch(raw):
        return PastedLine(number, "", shown, ruled=True)
    heading = _HEADING.match(raw)
    level = len(heading[1]) if heading else 7 if _BOLD.fullmatch(raw) else 0
    indent = len(raw) - len(raw.lstrip())
    return PastedLine(number, plain(raw[heading.end() :] if heading else raw), shown, level, indent=indent)


# --------------------------------------------------------------------------------------------------------------- tables

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
_SAID_WITH: Final = {"rpe": "RPE ", "rir": "RIR ", "tempo": "tempo "}
"""Columns whose numbers say nothing without the name of their column."""
_UNIT_OF_CELL: Final = r"(?:reps?|sec(?:ond)?s?|s|min(?:ute)?s?|kgs?|lbs?|per side|each side|each)"
_SPACED_CELL: Final = rf"(?:\d[\d:,./x-]*(?: ?{_UNIT_OF_CELL})?(?!\w)|amrap|max|bw|-)"
_NOTHING: Final = ("", "-", "n/a", "N/A")
_MOST_MINUTES: Final = 10
"""A bare number in a column of rests is one of minutes below this, else one of seconds."""
_LONGEST_ROW: Final = 300


class _OpenTable:
    """The heads of the columns of the table that is open; none at first."""

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
        kinds = [_COLUMNS.get(head, "") for head in self._heads]
        if "name" not in kinds:
            return _listed(cells)
        row: dict[str, str] = {}
        for head, kind, cell in zip(self._heads, kinds, cells, strict=False):
            if kind and cell not in _NOTHING:
                said = _SAID_WITH.get(head, "") + cell if cell[:1].isdigit() else cell
                row[kind] = f"{row[kind]}, {said}" if kind in row else said
        return _worded(row)


def _upright(rows: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines with the tables put upright that a browser copies cell by cell, each on a line of its own."""
    at = width = 0
    while at < len(rows):
        if not (width and _is_row(rows[at : at + width], width)):
            width = _columns_at(rows, at)
        size = width or 1
        yield rows[at][0], "\t".join(cell for _, cell in rows[at : at + size])
        at += size


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
    if (
        len(words) > 2 and words[0] in _COLUMNS and all(word in _COLUMNS for word in words) and _is_header(words)
    ):  # a name and two more
        return words
    count = len(heads) - 1
    if count < 2 or _COLUMNS.get(heads[0]) != "name":  # as above
        return None
    text = plain(raw) if len(raw) < _LONGEST_ROW else ""
    found = re.search(rf"(?: {_SPACED_CELL}){{{count}}}$", text, re.IGNORECASE)
    if not found or not any(map(str.isalpha, text[: found.start()])):
        return None
    return [text[: found.start()], *(cell.strip() for cell in re.findall(f" {_SPACED_CELL}", found[0], re.IGNORECASE))]


def _is_header(cells: list[str]) -> bool:
    kinds = [_COLUMNS.get(_head(cell)) for cell in cells]
    return "name" in kinds and sum(map(bool, kinds)) > 1


def _head(cell: str) -> str:
    return cell.lower().rstrip(":")


def _listed(cells: list[str]) -> str:
    """A row of a table without a header."""
    filled = [cell for cell in cells if cell]
    if len(filled) > 2 and filled[1].isdecimal() and filled[2][:1].isdecimal():  # name, sets, reps
        return ", ".join([f"{filled[0]}: {filled[1]} sets x {filled[2]}", *filled[3:]])
    mark = filled[0] if len(filled[0]) < 4 and filled[0][-1] in ".)\u2022-*" else ""  # "10."
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
        rest = f"{rest} {'min' if int(rest[:9]) < _MOST_MINUTES else 's'}"
    load = row.get("load", "").removeprefix("@").strip()
    parts = [dose, load and f"@ {load}", rest and f"rest {rest}", row.get("effort", ""), row.get("note", "")]
    return f"{row.get('name', '')}: {', '.join(part for part in parts if part)}"


# ------------------------------------------------------------------------------------------------------- one plain line

_LOOK_ALIKES: Final = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u02d7\uff0d", "-"),
        **dict.fromkeys("\u00d7\u2715\u2716\u2a2f\u2a09\u2717\u2718", "x"),
        **dict.fromkeys("\ufe0e\ufe0f"),
        "\u223c": "~",
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u00b4\u02bc\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2022\u25cf\u25cb\u25e6\u25aa\u25a0\u25ab\u2023\u00b7\u00bb", "\u2022"),
        **dict.fromkeys("\u2192\u27a4\u25ba\u2713\u2714\u2610\u2611\uf0b7\uf0a7\u27a2", "\u2022"),
    }
)  # fmt: skip
_CYRILLIC_X = re.compile(r"(?<=\d)\s?[\u0445\u0425]\s?(?=[\d?:])")
_LINK = re.compile(r"!?\[([^\[\]]{1,200})\]\((?:https?:|/|#|www\.)[^()\s]{0,400}\)")
_EMPHASIS = re.compile(r"\*\*|__|~~|`|(?<![\w*])\*(?=[^\s*])(?=[^*]{0,400}[^\s*]\*(?![\w*]))|(?<=[^\s*])\*(?![\w*])")
_PICTURES = re.compile(
    "(?:[\u00a7\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff]"
    "[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]*)+"
)
_FRACTIONS: Final = {"\u00bd": ("1/2", ".5"), "\u00bc": ("1/4", ".25"), "\u00be": ("3/4", ".75")}
_FRACTIONS_BEHIND = re.compile("(?<=\\d)[\u00bc-\u00be]")
_ESCAPE = re.compile("\\x1b\\[[0-9;?]{0,20}[A-Za-z]")
_TIME_OF_DAY = re.compile(r"^\d{1,2}(?::\d{2})? ?[ap]\.?m\b\.?[ :-]*", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[A-Za-z]{2}[A-WYZa-wyz])(?=\d{1,2} ?x ?\d)|(?<=[A-Za-z]:)(?=\d{1,2} ?x ?\d)", re.IGNORECASE)
_LEADER = re.compile(r"\s*(?:(?<!\.)\.{3,}|(?<!_)_{3,})\s*(?=\d)")
_TWICE = re.compile(
    r"\b(repeat[^.]{0,40}|circuit|sequence|list|through) twice\b(?! (?:a|per|daily|weekly|each)\b)", re.IGNORECASE
)
_TIMED_BRACKET = re.compile(
    r"\((\d{1,3} ?(?:s|secs?|seconds?|min|minutes?)(?: ?(?:/|per |each )\w{1,6})?)\) ?x ?(?=\d)", re.IGNORECASE
)
_RANGE_SIGN = re.compile(r"(?<=\d) ?~ ?(?=\d)")
_KEYCAP = re.compile("(\\d)\ufe0f?\u20e3 ?")
_CIRCLED: Final = str.maketrans({chr(0x2460 + number): f"{number + 1}. " for number in range(20)})
_NUMBER_WORDS: Final = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1  # noqa: SIM905 -- reads best
    )
} | {"fifteen": "15", "twenty": "20", "thirty": "30"}  # fmt: skip
_NUMBER_WORD = "(" + "|".join(_NUMBER_WORDS) + ")"
_COUNTED = re.compile(
    rf"\b{_NUMBER_WORD}(?=[ -](?:to |or )?(?:{_NUMBER_WORD}[ -])?"
    r"(?:sets?|rounds?|reps?|repetitions?|times|minutes?|seconds?|circuits?|supersets?)\b)",
    re.IGNORECASE,
)
_FOREIGN_SETS = re.compile(
    r"(?<=\d )(?:s[eé]ries?|serien|s[aä]tze)(?: (?:de|à|a|zu|mit|von)(?= \d))?(?!\w)", re.IGNORECASE
)
_FOREIGN_REPS = re.compile(
    r"(?<=\d )(?:wdh\.?|wiederholungen|r[eé]p[eé]titions|repeticiones)(?: (?:de|von))?(?!\w)", re.IGNORECASE
)
_SETS_OF = re.compile(rf"\b(sets? of ){_NUMBER_WORD}\b", re.IGNORECASE)


def plain(text: str) -> str:
    """A line without typography: markup, look-alikes of dashes and crosses, control characters, blanks in a row."""
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = _ascii_marks(text)
    if "\x1b" in text:
        text = _ESCAPE.sub("", text)
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " if char.isspace() else "" for char in text)
    if any(char in text for char in "*_`~["):
        text = _EMPHASIS.sub("", _LINK.sub(r"\1", text))
    text = " ".join(text.split())
    if text.startswith('"') and text.endswith(('"', '",')) and text.count('"') == 2:  # one at each end
        text = text.rstrip(",")[1:-1]
    if "twice" in text.lower():
        text = _TWICE.sub(r"\1 2 times", text)
    if any(map(str.isdigit, text)):
        text = _TIMED_BRACKET.sub(r"\1 x", _LEADER.sub(" ", text))
        text = _RANGE_SIGN.sub("-", _GLUED.sub(" ", _TIME_OF_DAY.sub("", text)))
        text = _FOREIGN_REPS.sub("reps", _FOREIGN_SETS.sub("sets of", text))
    text = _COUNTED.sub(lambda found: _NUMBER_WORDS[found[1].lower()], text)
    return _SETS_OF.sub(lambda found: found[1] + _NUMBER_WORDS[found[2].lower()], text)


def _ascii_marks(text: str) -> str:
    text = _FRACTIONS_BEHIND.sub(lambda found: _FRACTIONS[found[0]][1], text)
    text = "".join(_FRACTIONS[char][0] if char in _FRACTIONS else char for char in text)
    text = _KEYCAP.sub(r"\1. ", text.translate(_LOOK_ALIKES)).translate(_CIRCLED)
    text = unicodedata.normalize("NFKC", _PICTURES.sub(" ", text)).translate(_LOOK_ALIKES)
    return _CYRILLIC_X.sub("x", text)
