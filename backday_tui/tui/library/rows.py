"""The routines as the library lists them: a row each, above them today's, and all that is known of them by now.

Nothing is read here: headlines, facts and the last times are given by the screen, which has them from `loader.py`. Rows
come out of them, all or those that fit a filter, and the list draws the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from textual.content import Content

from backday_tui import words
from backday_tui.text import clean
from backday_tui.tui.widgets.browse import Matter, fits
from backday_tui.tui.widgets.pick_list import MUTED, PickList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from backday_tui.routine.library import Headline
    from backday_tui.tui.widgets.browse import Words


OWN_MARK: Final = "◆"
"""Stands before a routine of the person's own."""
TODAY_MARK: Final = "▸"
"""Stands before what the week says of today."""
COPY_MARK: Final = "◇"
"""Stands before one that is in the place of a bundled one."""
_LEVEL_WIDTH: Final = 12
_TIME_WIDTH: Final = 10
_LAST_WIDTH: Final = 13
_LEAST_NAME: Final = 16
_NARROWED_NAME: Final = 26
_MOST_NAME: Final = 30
_LEAST_EQUIPMENT: Final = 14


class TodaySaid(NamedTuple):
    """What the week says of today; every text is cleaned.

    `state` is "asked" as long as nobody knows, "fault" where the week can't be read. `routine` is the id of the one
    that is due or done, or of what is due next. `said` are further words: why it is due, how it was done, which day is
    next, what is wrong.
    """

    state: Literal["asked", "due", "done", "nothing", "fault"]
    routine: str = ""
    said: str = ""


class Row(NamedTuple):
    """What is shown of one routine; every text is cleaned.

    `problem` is why it can't be started, `last` when it was done last, `is_copy` that it hides a bundled one. `today`
    is what the first row says of today; None in all other rows.
    """

    path: Path
    name: str
    equipment: str = ""
    level: str = ""
    own: bool = False
    estimate_s: int | None = None
    problem: str | None = None
    last: str = ""
    is_copy: bool = False
    today: TodaySaid | None = None


class RowFacts(NamedTuple):
    """What a row and a filter need of a routine beyond its headline.

    `problem` is what keeps it from being started, or None where `starts`; `words` are its tags, and all that a person
    may call the muscles that it is for.
    """

    starts: bool
    estimate_s: int | None = None
    problem: str | None = None
    words: tuple[str, ...] = ()


class RowColumns(NamedTuple):
    """The cells of each column of a row of one line; 0 leaves a column out."""

    name: int
    equipment: int
    level: int
    last: int
    time: int

    @classmethod
    def within(cls, width: int, longest_name: int, *, with_last: bool = False) -> RowColumns:
        """The columns that fit: the name always, then the time, the last time, the level, the equipment.

        Where some were done already, the level gives way to the equipment: it is told on the page as well.
        """
        room = width - 4 - _TIME_WIDTH - 2
        if room < _LEAST_NAME:
            return cls(max(width - 4, 0), 0, 0, 0, 0)
        wanted = max(longest_name, _LEAST_NAME)
        least = min(wanted, _LEAST_NAME * 2) + 2
        last = _LAST_WIDTH if with_last and room >= min(least, _NARROWED_NAME) + _LAST_WIDTH + 2 else 0
        room -= last + 2 if last else 0
        needed = least + _LEVEL_WIDTH + (_LEAST_EQUIPMENT + 2 if last else 0)
        level = _LEVEL_WIDTH if room >= needed else 0
        room -= level + 2 if level else 0
        equipment = max(room - wanted - 2, 0)
        if equipment < _LEAST_EQUIPMENT:
            return cls(room, 0, level, last, _TIME_WIDTH)
        return cls(wanted, equipment, level, last, _TIME_WIDTH)


class RoutineList(PickList[Row]):
    """Routines to pick one from. A row has one line; two, one for level and equipment; three, the last one empty."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._longest_name = 0
        self._with_last = False

    def rows_changed(self) -> None:
        """Make the column of names as wide as the longest one so far, so that filtering moves nothing."""
        lengths = (Content(row.name).cell_length for row in self.rows if row.today is None)
        self._longest_name = max(self._longest_name, *(min(length, _MOST_NAME) for length in lengths), 0)
        self._with_last = self._with_last or any(row.last for row in self.rows)

    def learnt(self, rows: Sequence[Row]) -> None:
        """Show the same rows, with the facts that have become known: no name and no column is another."""
        self._rows = rows
        self.refresh()

    def can_pick(self, row: Row) -> bool:
        """What the week says is passed by, unless something is due that can be started."""
        return row.today is None or (row.today.state == "due" and not row.problem)

    def shaded_lines(self) -> int:
        """The cursor doesn't shade the empty line."""
        return min(self.row_height, 2)

    def row_line(self, row: Row, part: int, width: int) -> Content:
        """One line of a row."""
        if row.today is not None:
            return _today_line(row, row.today, part, width, is_alone=self.row_height == 1)
        if part:
            return Content("  ") + _with_last(_second_line(row), row.last, width - 3)
        mark = Content.styled(f"{COPY_MARK if row.is_copy else OWN_MARK} " if row.own else "  ", "$secondary")
        rest = self._only_line(row, width + 1) if self.row_height == 1 else _first_line(row, width - 3)
        return mark + rest + Content(" ")

    def _only_line(self, row: Row, width: int) -> Content:
        columns = RowColumns.within(width, self._longest_name, with_last=self._with_last)
        if row.problem:
            return _broken(row, columns.name if columns.time else columns.name // 2, width - 4)
        cells = [Content.styled(row.name, "bold").truncate(columns.name, ellipsis=True, pad=True)]
        if columns.equipment:
            cells.append(_cell(row.equipment, columns.equipment))
        if columns.level:
            cells.append(_cell(row.level, columns.level))
        if columns.last:
            cells.append(_cell(row.last, columns.last))
        if columns.time:
            cells.append(_time(row))
        return Content("  ").join(cells)


def _today_line(row: Row, today: TodaySaid, part: int, width: int, *, is_alone: bool) -> Content:
    """One line of the first row: what is due stands out, all else is said in passing."""
    room = max(width - 3, 0)
    head = Content.styled(f"{TODAY_MARK} ", "$accent")
    if today.state == "due" and not row.problem:
        name = Content.assemble(("Today: ", "$accent"), (row.name, "bold"))
        why = Content.styled(today.said, MUTED)
        if part:
            return Content("  ") + why.truncate(room, ellipsis=True)
        time = _time(row)
        whole = Content("  ").join([name, why]) if is_alone else name
        space = room - time.cell_length - 2
        if space < _LEAST_NAME:
            return head + name.truncate(room, ellipsis=True)
        return head + whole.truncate(space, ellipsis=True, pad=True) + Content("  ") + time + Content(" ")
    first, more = _in_passing(row, today)
    style = "$text-error" if today.state == "fault" or row.problem else MUTED
    text = more if part else first if not is_alone else " ".join(filter(None, (first, more)))
    return (head if not part else Content("  ")) + Content.styled(text, style).truncate(room, ellipsis=True)


def _in_passing(row: Row, today: TodaySaid) -> tuple[str, str]:
    """What is said of a day on which nothing is to be started, in two parts."""
    match today.state:
        case "asked":
            return "Today", ""
        case "due":
            return f"Today: {row.name}", f"can't start: {row.problem}"
        case "done":
            return f"Today: {row.name} is done,", today.said
        case "nothing":
            return "Nothing is due today;", f"next is {row.name} {today.said}"
        case "fault":
            return "Your week has a problem; w opens it:", today.said


def _broken(row: Row, name: int, width: int) -> Content:
    """The name of one that can't be started, and why, in so many cells."""
    shown = Content.styled(row.name, "bold $text-error").truncate(name, ellipsis=True, pad=True)
    return shown + Content("  ") + _fault(row.problem or "").truncate(max(width - name - 2, 0), ellipsis=True, pad=True)


def _with_last(line: Content, last: str, width: int) -> Content:
    """A line, and at its right end when the routine was done last."""
    if not last or width < len(last) + _LEAST_NAME:
        return line.truncate(width, ellipsis=True)
    room = width - len(last) - 2
    return line.truncate(room, ellipsis=True, pad=True) + Content("  ") + Content.styled(last, MUTED)


def _cell(text: str, width: int) -> Content:
    return Content.styled(text, MUTED).truncate(width, ellipsis=True, pad=True)


def _fault(text: str) -> Content:
    return Content.styled(text, "$text-error")


def _time(row: Row) -> Content:
    text = "" if row.estimate_s is None else words.about(row.estimate_s)
    text = text if len(text) <= _TIME_WIDTH else text.partition(" h")[0] + " h"
    return Content.styled(text.rjust(_TIME_WIDTH), "$text")


def _first_line(row: Row, width: int) -> Content:
    time = _fault("can't start") if row.problem else _time(row)
    name = Content.styled(row.name, "bold $text-error" if row.problem else "bold")
    return name.truncate(max(width - time.cell_length - 2, 0), ellipsis=True, pad=True) + Content("  ") + time


def _second_line(row: Row) -> Content:
    if row.problem:
        return _fault(row.problem)
    return Content.styled(" · ".join(text for text in (row.level, row.equipment) if text), MUTED)


_NAME_LIMIT: Final = 120
_TEXT_LIMIT: Final = 300


class KnownRoutines:
    """The routines by their files, in the order of their headlines.

    Attributes:
        headlines: what the list began with.
        facts: of those that were read.
        rows: what is shown of each.
    """

    def __init__(self, now: Callable[[], datetime] | None) -> None:
        """`now` is the time of day, from which one counts to the last time; None where no last times are shown."""
        self.headlines: Mapping[Path, Headline] = {}
        self.facts: dict[Path, RowFacts] = {}
        self.rows: dict[Path, Row] = {}
        self._now = now
        self._last_done: Mapping[str, datetime] = {}
        self._matters: dict[Path, Matter] = {}

    def forget_facts(self) -> None:
        """The files are read anew; rows stay as they are until there are headlines again."""
        self.facts, self._matters = {}, {}

    def take_headlines(self, headlines: Iterable[Headline]) -> None:
        """Take in which routines there are."""
        self.headlines = {headline.path: headline for headline in headlines}
        self._matters = {}
        self._make_rows()

    def take_facts(self, facts: Mapping[Path, RowFacts]) -> set[Path]:
        """Take in the facts of files that were read; gives the files of which they are others than before."""
        changed = {path for path, each in facts.items() if self.facts.get(path) is not each}
        self.facts.update(facts)
        for path in changed & self.rows.keys():
            self._matters.pop(path, None)
            self.rows[path] = self._row(self.headlines[path])
        return changed

    def take_last_done(self, last_done: Mapping[str, datetime]) -> None:
        """Take in when each was last done, by its id."""
        self._last_done = last_done
        self._make_rows()

    def today_row(self, today: TodaySaid, week_file: Path) -> Row:
        """The first row: that of the routine that is due, with what the week says; else a row that starts nothing."""
        path = next((path for path, headline in self.headlines.items() if headline.id == today.routine), None)
        if path is not None:
            return self.rows[path]._replace(today=today)
        missing = "no routine has this id" if today.routine else None
        return Row(week_file, clean(today.routine, _NAME_LIMIT), problem=missing, today=today)

    def fitting(self, wanted: Words) -> list[Row]:
        """The rows that fit the words of a filter; all of them where there are no words."""
        if not wanted:
            return list(self.rows.values())
        return [row for path, row in self.rows.items() if fits(wanted, self._matter(path))]

    def _make_rows(self) -> None:
        self.rows = {path: self._row(headline) for path, headline in self.headlines.items()}

    def _row(self, headline: Headline) -> Row:
        facts, last = self.facts.get(headline.path), self._last_done.get(headline.id)
        row = headline_row(headline)
        row = with_facts(row, facts) if facts else row
        if last is None or self._now is None:
            return row
        from backday_tui.tui.log.lines import ago_text

        return row._replace(last=ago_text(last, self._now()))

    def _matter(self, path: Path) -> Matter:
        if path not in self._matters:
            self._matters[path] = matter_of(self.headlines[path], self.facts.get(path))
        return self._matters[path]


def headline_row(headline: Headline) -> Row:
    """What the list shows of a file before more is known of it."""
    return Row(
        path=headline.path,
        name=clean(headline.name, _NAME_LIMIT),
        equipment=clean(", ".join(headline.equipment), _TEXT_LIMIT),
        level=clean(headline.level or "", _TEXT_LIMIT),
        own=not headline.bundled,
        is_copy=headline.is_copy,
        problem=clean(headline.warnings[0], _TEXT_LIMIT) if headline.warnings else None,
    )


def with_facts(row: Row, facts: RowFacts) -> Row:
    """What the list shows of a file that was read."""
    if not facts.starts:
        return row._replace(problem=clean(facts.problem, _TEXT_LIMIT) if facts.problem else row.problem)
    return row._replace(estimate_s=facts.estimate_s)


def matter_of(headline: Headline, facts: RowFacts | None) -> Matter:
    """What a filter looks at: as much as is known by now."""
    texts = [headline.name, headline.id, headline.level or ""]
    if facts:
        texts += facts.words
    return Matter.of(texts, headline.equipment)
