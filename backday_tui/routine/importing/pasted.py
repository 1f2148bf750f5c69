"""A pasted text as plain lines.

Three things happen to a text, in this order:

- It is cut into lines that keep their number in the paste; one of HTML becomes those that a browser would show.
- The rows of a table are put into words (`tables.py`).
- Each line is made plain (`typography.py`).

What a line means is not known here; that begins in `line_reader.py`.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine import amounts
from backday_tui.routine.importing import languages, programs
from backday_tui.routine.importing.tables import OpenTable, one_below_another, upright
from backday_tui.routine.importing.typography import LONGEST, plain
from backday_tui.routine.importing.vocabulary import section_heading
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backday_tui.routine.importing.names import Names

_SHOWN: Final = 300
_LONGEST_HTML: Final = 100_000
_LINE_END = re.compile(r"\r\n|\r|\n")
_BOLD = re.compile(r"\s*(?:\*\*|__)[^*_]{1,200}(?:\*\*|__):?\s*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_TAG = re.compile(r"</?(?:[a-z]{1,10}|h[1-6])(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>\s*(?=<t[dh])", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:tr|li|p|div|h[1-6]|ul|ol|table)>|<br ?/?>", re.IGNORECASE)
_CHAPTER = re.compile(r"\s*[(\[]?((?:\d{1,2}:)?\d{1,2}:\d{2})[)\]]?(?:\s+|\s*-\s*)(?=\S)")
_NUMBER_AND_NAME = re.compile(r"\s{0,3}(?P<number>\d{1,2})(?P<letter>[a-d]?) ?(?P<name>[A-Z][^\d:]{2,60})")
_MOST_MINUTES: Final = 60
_COUNT_ALONE = re.compile(r"\s*[1-9]\d?\s*")
_LEAST_COUNTS: Final = 3
_MOST_COUNTS: Final = 20
_WINDOW = re.compile(
    r"\s*(?:[-*\u2022] )?(?:min(?:ute)?s? )?(?P<low>\d{1,3})(?::00)? ?(?:-|\u2013|to) ?(?P<high>\d{1,3})(?::00)?"
    r"(?: ?min(?:ute)?s?\.?)? ?[:\u2013-] ?(?=[A-Za-z])",
    re.IGNORECASE,
)
_END_OF_NAME = re.compile(r"([A-Za-z][A-Za-z -]{1,30}?)[ :-]+(?=\d)")
_BREAKS_OFF = re.compile(
    r"(?:\d ?sets?|\d ?sets? (?:of|x)|\d ?[x\u00d7]|\d reps (?:per|each|on each)" r"|sets? of \d{1,2}-)\s*$",
    re.IGNORECASE,
)
_DOSE_GOES_ON = re.compile(
    r"\s*(?:\d(?![\d.,]{0,5} ?(?:kg|lb))(?!\d?[.)]\s)|of \d|x ?\d|side|leg|arm|per |each |reps)", re.IGNORECASE
)
_FOOTNOTE = re.compile(
    r"^[ \t]*(?P<mark>\*{1,3}|\u2020|\u2021)[ \t]?(?P<words>(?:(?:on|for|with) )?(?:each|per|both|every|either) "
    r"(?:side|leg|arm|hand|foot|way|direction)s?)\.?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_UNITS = re.compile(r"^@units?: ?(kgs?|lbs?)\s*$", re.IGNORECASE | re.MULTILINE)
_APP_NOTES = re.compile(r"^@(?:units|tags|type)\b", re.IGNORECASE | re.MULTILINE)
_BARE_MINUTES = re.compile(r"^[ \t]*[-*] \d{1,2}m(?=\s*$|[ \t]+@)", re.MULTILINE)
_BARE_LOAD = re.compile(
    r"^[ \t]*[-*] (?:\d{2,4}(?:\.\d{1,2})?(?= ?x ?(?:\d|amrap))|\d(?= x ))(?!.*@\d)"
    r"|(?<=\d @)\d{1,4}(?:\.\d{1,2})?(?=[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_COUNT_IN_BRACKETS = re.compile(r"^(\s*(?:[^\w\s(]\s*)?)\((\d{1,3})\) (?=[A-Za-z])")
_COUNTED_DASH = re.compile(r"^\s*(\d{1,2}) [-\u2013\u2014] (?=\d)")
_BOX_BARS: Final = str.maketrans("\u2502\u2503\u2551", "|||")
_RULE = re.compile(r"[\s|:=_~*#.+\-\u2010-\u2015\u2022\u00b7\u25a0-\u25cf\u2500-\u257f]*")


@dataclasses.dataclass(frozen=True, slots=True)
class PastedLine:
    """One line of the paste.

    `number` counts from 1. `text` is plain: blanks are single, dashes "-", crosses "x", bullets "•"; "" where there is
    nothing. `shown` is the line as it stood, fit for a terminal and a comment. `level` is that of a markdown heading, 7
    for a line all in bold, 0 for any other. `ruled` marks what draws a line across the page. `indent` are the blanks
    before the text. `chapter` marks a chapter of a video; its time is left out of the text. `aside` is what only stands
    beside the exercises: what a program computes, what is done in other weeks.
    """

    number: int
    text: str
    shown: str
    level: int = 0
    ruled: bool = False
    indent: int = 0
    chapter: bool = False
    aside: bool = False


def lines(text: str) -> Iterator[PastedLine]:
    """Every line of a paste, in order."""
    table = OpenTable()
    text = text.translate(_BOX_BARS)
    is_foreign = languages.is_foreign(text)
    rows = list(_without_windows(list(_joined(_rows(_with_footnote(_with_units(text)))))))
    rows = list(programs.in_full(list(_counted(list(_numbered(rows))))))
    rows = list(one_below_another(rows))
    starts = _chapters(rows)
    rows = [(number, raw[starts.get(place, 0) :]) for place, (number, raw) in enumerate(rows)]
    chapters = {rows[place] for place in starts}
    whole = list(_counts_marked(list(upright(rows))))
    read: dict[str, PastedLine] = {}  # a line that is there again is the same
    in_script = False
    for place, (number, written) in enumerate(whole):
        shown = clean(written.strip(), _SHOWN)
        if in_script:  # of a program: what is computed after each workout
            in_script = written.rfind("~}") <= written.rfind("{~")
            yield PastedLine(number, shown, shown, aside=bool(shown))
            continue
        in_script = written.rfind("{~") > written.rfind("~}")
        if programs.is_aside(written):
            yield PastedLine(number, shown, shown, aside=True)
            continue
        raw = _without_tags(written)
        cells = table.cells(raw)
        if cells is None:
            below = next((_without_tags(text) for _, text in whole[place + 1 :][:2] if text.strip()), "")
            if shown and not table.is_parted(shown, below):  # nor does an empty line end it: pages part rows so
                table.end()
            if raw not in read:
                read[raw] = _line(number, raw, shown, is_foreign=is_foreign)
            yield dataclasses.replace(read[raw], number=number, chapter=(number, written) in chapters)
        elif table.begins(cells, raw):
            minutes = _minutes(whole[place + 1 :][:_MOST_MINUTES], table) if table.is_of_minutes else 0
            words = f"EMOM {minutes} min:" if minutes else table.title
            yield PastedLine(number, words, shown, ruled=not words)
        elif _RULE.fullmatch("".join(cells)):
            yield PastedLine(number, "", shown, ruled=True)
        else:
            if weeks := table.weeks(cells):
                yield PastedLine(number, weeks, shown, aside=True)
            yield PastedLine(number, languages.in_english(table.worded(cells), is_foreign=is_foreign), shown)


def _with_footnote(text: str) -> str:
    """A text in which the words of a footnote about sides, "*on each side", stand behind each line with its mark."""
    found = _FOOTNOTE.search(text)
    mark = re.escape(found["mark"]) if found else ""
    marked = re.compile(rf"^([^*\u2020\u2021\n]*[\w)]) ?{mark}(?= |$)([^*\u2020\u2021\n]*)$", re.MULTILINE)
    if not found or not marked.search(text):
        return text
    return marked.sub(rf"\1\2, {found['words']}", text[: found.start()]) + text[found.end() :]


def _with_units(text: str) -> str:
    """A text of an app that names the unit of all its loads, with that unit, "@units: lbs"; its minutes are "m"."""
    named = _UNITS.search(text)
    text = _BARE_LOAD.sub(rf"\g<0> {named[1]}", text) if named else text
    return _BARE_MINUTES.sub(r"\g<0>in", text) if _APP_NOTES.search(text) else text


def _without_tags(written: str) -> str:
    return _TAG.sub("", _CELL_END.sub("\t", written)) if "<" in written else written


def _minutes(rows: Sequence[tuple[int, str]], table: OpenTable) -> int:
    """How many minutes the rows of a table of minutes go on."""
    count = 0
    for _, written in rows:
        cells = table.cells(_without_tags(written))
        if written.strip() and not cells:
            break
        count += bool(cells and any(cell.isdecimal() for cell in cells))
    return count


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """The lines by their number; one of HTML as those that a browser would show."""
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        parts = _BLOCK_END.split(raw) if "<" in raw and len(raw) < _LONGEST_HTML else [raw]
        yield from ((number, part) for part in parts if part.strip() or len(parts) == 1)


def _joined(rows: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines, with those put together that the edge of a page has broken within a dose: "3 sets of", "10 reps"."""
    held: tuple[int, str] | None = None
    for number, raw in rows:
        if held and _DOSE_GOES_ON.match(raw):
            held = held[0], f"{held[1].rstrip()} {raw.strip()}"
        else:
            if held:
                yield held
            held = number, raw
        if not _BREAKS_OFF.search(held[1]) or len(held[1]) > LONGEST:
            yield held
            held = None
    if held:
        yield held


def _without_windows(rows: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The rows, where parts of a class tell from which minute to which they go: "0-5 min: walk", "5-15 min: Block 1".

    What has figures of its own, or is a section, goes on without them; anything else goes on for so many minutes.
    """
    windows = {at: found for at, (_, raw) in enumerate(rows) if (found := _WINDOW.match(raw))}
    edges = [int(found[edge]) for found in windows.values() for edge in ("low", "high")]
    if len(windows) < 2 or edges[0] != 0 or edges != sorted(edges):
        yield from rows
        return
    for at, (number, raw) in enumerate(rows):
        if found := windows.get(at):
            told = raw[found.end() :]
            alone = any(map(str.isdigit, told)) or section_heading(told.partition(",")[0].strip(), listed=False)
            yield number, told if alone else f"{int(found['high']) - int(found['low'])} min {told}"
        else:
            yield number, raw


def _numbered(rows: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The rows with a dot behind the numbers of names that count up, "1 Bridge", "2 Clam", with lines between them."""
    places = [(place, found) for place, (_, raw) in enumerate(rows) if (found := _NUMBER_AND_NAME.fullmatch(raw))]
    counted = [int(found["number"]) for _, found in places]
    apart = all(other - one > 1 for (one, _), (other, _) in itertools.pairwise(places))
    lettered = [bool(found["letter"]) for _, found in places]
    steps = [1, *(other - one for one, other in itertools.pairwise(counted))]
    in_order = all(step == 1 or (step == 0 and letter) for step, letter in zip(steps, lettered, strict=False))
    if len(places) < 2 or not apart or counted[0] != 1 or not in_order:
        yield from rows
        return
    names = {place: f"{found['number']}{found['letter']}. {found['name']}" for place, found in places}
    yield from ((number, names.get(place, raw)) for place, (number, raw) in enumerate(rows))


def _counts_marked(rows: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The rows with a mark before each of three or more counts that stand below a name and never rise: 12, 10, 8."""
    at = 0
    while at < len(rows):
        yield rows[at]
        below = (row for _, row in rows[at + 1 : at + 1 + _MOST_COUNTS])
        counts = [int(row.strip()) for row in itertools.takewhile(_COUNT_ALONE.fullmatch, below)]
        is_name = any(map(str.isalpha, rows[at][1])) and "\t" not in rows[at][1]
        falls = is_name and len(counts) >= _LEAST_COUNTS and counts == sorted(counts, reverse=True)
        if falls:
            yield from ((number, f"- {row.strip()}") for number, row in rows[at + 1 : at + 1 + len(counts)])
        at += 1 + falls * len(counts)


def _counts_up(rows: Sequence[tuple[int, str]], at: int, looked_for: re.Pattern[str]) -> bool:
    """Whether the number at the head of a row is one more or less than that of a row beside it."""
    here = looked_for.match(rows[at][1])
    beside = (looked_for.match(rows[place][1]) for place in (at - 1, at + 1) if 0 <= place < len(rows))
    return here is not None and any(each and abs(int(each[1]) - int(here[1])) == 1 for each in beside)


def _counted(rows: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The rows without the brackets around their first number, "(10) Push-ups", where these don't count up by one.

    A dash behind numbers that do, "1 - 12 rows", becomes the dot of a list.
    """
    rows = [
        (number, _COUNTED_DASH.sub(r"\1. ", raw) if _counts_up(rows, at, _COUNTED_DASH) else raw)
        for at, (number, raw) in enumerate(rows)
    ]
    numbers = [int(found[2]) for _, raw in rows if (found := _COUNT_IN_BRACKETS.match(raw))]
    if all(other in (1, one + 1) for one, other in itertools.pairwise((0, *numbers))):
        yield from rows
        return
    yield from ((number, _COUNT_IN_BRACKETS.sub(r"\1\2 ", raw, count=1)) for number, raw in rows)


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


def unwrapped(lines: Iterable[PastedLine], names: Names) -> Iterator[PastedLine]:
    """The lines, where the edge of a page has broken a name that is known: "Lat pull", "down 3 x 12"."""
    held: PastedLine | None = None
    for line in lines:
        found = _END_OF_NAME.match(line.text) if held else None
        broken = held is not None and found is not None and not (names.find(held.text) or names.find(found[1]))
        if held and found and broken and names.find(f"{held.text} {found[1]}"):
            held = dataclasses.replace(line, text=f"{held.text} {line.text}", shown=f"{held.shown} {line.shown}")
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _line(number: int, raw: str, shown: str, *, is_foreign: bool) -> PastedLine:
    if len(raw) > LONGEST:
        return PastedLine(number, raw, shown)
    if raw.strip() and _RULE.fullmatch(raw):
        return PastedLine(number, "", shown, ruled=True)
    heading = _HEADING.match(raw)
    level = len(heading[1]) if heading else 7 if _BOLD.fullmatch(raw) else 0
    indent = len(raw) - len(raw.lstrip())
    text = plain(raw[heading.end() :] if heading else raw, is_foreign=is_foreign)
    return PastedLine(number, text, shown, level, indent=indent)
