"""What the log says of a session and its sets, short and cleaned, and the list of its sets.

Pure: rows of the log go in, text comes out. Where a row is from, and what is done with it, is not known here.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from backday_tui import words
from backday_tui.history.entered import when_doubt
from backday_tui.history.log import LONGEST_NOTE, clock_doubt, date_doubt, figures_of, nonsense_in
from backday_tui.history.log_words import (
    aim_text,
    change_text,
    common_source,
    distance_text,
    done_text,
    kind_text,
    load_text,
    moved_text,
    rir_text,
    source_text,
)
from backday_tui.history.store import SessionRow
from backday_tui.text import clean
from backday_tui.tui.widgets.lines import paragraph
from backday_tui.tui.widgets.pick_list import MUTED, PickList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backday_tui.history.corrections import LoggedChange
    from backday_tui.history.store import PerformedSet, SessionHead
    from backday_tui.settings import Effort


_TIMED: Final = re.compile(r"((?:\d{1,2}:)?\d{1,2}:\d\d)(\+?)")
_LONGEST_NAME: Final = 200
_DAY_ALONE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_A_MINUTE: Final = 60
_NOTE_INDENT: Final = 5
_NOTED: Final = "italic"
_MOST: Final = 120
"""The most characters of a name."""


def day_text(moment: datetime | None, now: datetime) -> str:
    """A day at a glance: "today", "Mon 5 Jan", "5 Jan 2024"; by the calendar of the place where it was."""
    if moment is None:
        return words.UNKNOWN
    days = (now.date() - moment.date()).days
    if days in (0, 1):
        return ("today", "yesterday")[days]
    return words.on_day(moment, now) if moment.year == now.year else words.on_days((moment,), now)


def ago_text(moment: datetime, now: datetime) -> str:
    """How long ago a day was: "today", "3 days ago", "5 weeks ago"; "" for one that is still to come."""
    return words.ago((now.date() - moment.date()).days)


def date_text(moment: date | None) -> str:
    """Day and time in full: "Mon 5 Jan 2026, 18:04"; the day alone where nobody knows more."""
    if moment is None:
        return "at a time that nobody knows"
    day = f"{words.WEEKDAYS[moment.weekday()]} {moment.day} {words.MONTHS[moment.month - 1]} {moment.year}"
    return f"{day}, {moment:%H:%M}" if isinstance(moment, datetime) else day


def state_text(row: SessionHead, now: datetime) -> str:
    """What is to be said of its end and its date; "" where it was gone through to the last step, by a right clock."""
    state = "not ended" if not row.has_ended else "ended early" if row.partial else ""
    return words.joined(state, date_doubt(row.started, now), "part of it unreadable" if nonsense_in(row) else "")


def sets_text(row: SessionRow) -> str:
    """How much of it was done: "12 of 15 sets"."""
    done = figures_of(row).sets_done
    planned = f"{words.UNKNOWN} sets" if row.planned_sets is None else words.counted(row.planned_sets, "set")
    return planned if done == row.planned_sets else f"{done} of {planned}"


def volume_text(row: SessionRow) -> str:
    """The volume load: "1,250 kg"; "" where nothing was lifted."""
    return words.lifted(figures_of(row).volume)


def hold_text(row: SessionRow) -> str:
    """The longest hold: "1:30"; "" where nothing was held."""
    longest = figures_of(row).longest_hold_s
    return words.measured(longest) if longest else ""


def length_text(row: SessionHead) -> str:
    """How long it took: "25 min"; "" where nobody knows more than its day."""
    return "" if row.is_untimed and not row.elapsed_s else words.known(row.elapsed_s, words.about)


def totals_text(row: SessionHead) -> str:
    """All that it came to, in a line; of one without its sets how long it took."""
    if not isinstance(row, SessionRow):
        return length_text(row)
    volume, hold = volume_text(row), hold_text(row)
    return words.joined(
        length_text(row),
        sets_text(row),
        f"{volume} lifted" if volume else "",
        f"longest hold {hold}" if hold else "",
    )


def figures_text(done: PerformedSet) -> str:
    """A set as it was done: "8 reps · 25 lb"; "?" stands for what makes no sense."""
    return words.joined(done_text(done), load_text(done))


def place_text(done: PerformedSet) -> str:
    """Which set of its exercise it is: "2 left"."""
    number = words.UNKNOWN if "number" in done.unknown else done.number
    return f"{number} {clean(done.side, 12)}".strip()


def target_text(done: PerformedSet) -> str:
    """What was to be done: "8-12 reps", "hold 1:30", "to failure", "as long as it takes"."""
    found = _TIMED.fullmatch(done.target)
    if found:
        more = " or longer" if found[2] else ""
        return ("hold " if done.kind == "hold" else "") + found[1] + more
    if not done.target:
        return "" if done.source == "imported" else "until done"
    if done.target == "max":
        return "to failure"
    return f"{clean(done.target, 20)} rep" + ("" if done.target == "1" else "s")


def least(done: PerformedSet) -> int | None:
    """What was to be done at least, in seconds where the target is a time, else in reps; None where all will do."""
    found = _TIMED.fullmatch(done.target)
    if found:
        seconds = 0
        for part in found[1].split(":"):
            seconds = seconds * _A_MINUTE + int(part)
        return seconds
    low = done.target.removesuffix("+").partition("-")[0]
    return int(low) if low.isascii() and low.isdecimal() else None


def is_short(done: PerformedSet) -> bool:
    """Whether less was done than was to be."""
    figure, wanted = done.seconds if _TIMED.fullmatch(done.target) else done.reps, least(done)
    return figure is not None and wanted is not None and round(figure) < wanted


def read_date(text: str, now: datetime) -> tuple[str, date | None]:
    """What is to be said of a text as the time at which a session began, and the time; None where it can't be one.

    A day without a time is one of which nobody knows more.
    """
    try:
        is_day = _DAY_ALONE.fullmatch(text) is not None
        moment = date.fromisoformat(text) if is_day else datetime.fromisoformat(text)
        if isinstance(moment, datetime) and moment.tzinfo is None:
            moment = moment.astimezone()
    except (ValueError, OverflowError):
        return "a day and a time: such as 2026-01-05 18:00, or the day alone", None
    doubt = when_doubt(moment, now)
    return (doubt, None) if doubt else (date_text(moment), moment)


PARTIAL_MARK: Final = "◐"
"""Stands before a session that was not gone through to its end."""
DOUBT_MARK: Final = "?"
"""Stands before one whose date or figures can't be right."""
AHEAD_MARK: Final = "»"
"""Stands before one that lies in the future."""
_INDENT: Final = 3
"""The cells before a set, below the name of its exercise."""
_MOST_TARGET: Final = 20
_GAP: Final = 2


class SetLine(NamedTuple):
    """A set of a session; or where `performed` is None a title, an empty line, or what is said below, with a `style`.

    `how` is what else is to be said of the set: what kind it was, how hard, how its figures came. `besides` is said
    where there is room for it: the rest before it, what was moved.
    """

    performed: PerformedSet | None
    text: str = ""
    target: str = ""
    aim: str = ""
    done: str = ""
    how: str = ""
    besides: str = ""
    is_short: bool = False
    style: str = ""


_NAMES: Final = SetLine(None, "set", "target", "aim", "done")


class SetColumns(NamedTuple):
    """How wide the lines of sets are, and where their columns begin; `aim` None where aims stand among the targets."""

    width: int
    target: int
    aim: int | None
    done: int
    more: int

    @classmethod
    def within(cls, width: int, lines: Iterable[SetLine]) -> SetColumns:
        """As wide as these lines need them."""
        sets = [line for line in lines if line.performed is not None]
        place, target, aim, done = (
            max(cell_len(getattr(line, name)) for line in (_NAMES, *sets)) for name in ("text", "target", "aim", "done")
        )
        target_at = _INDENT + place + _GAP
        target = min(target, _MOST_TARGET)
        has_aims = any(line.aim for line in sets)
        if has_aims and target_at + target + _GAP + aim + _GAP + done <= width:
            aim_at = target_at + target + _GAP
            return cls(width, target_at, aim_at, aim_at + aim + _GAP, aim_at + aim + _GAP + done + _GAP)
        both = max(target, min(aim, _MOST_TARGET)) if has_aims else target
        done_at = target_at + min(both, max(width // 3, 8)) + _GAP
        return cls(width, target_at, None, done_at, done_at + done + _GAP)


class SetList(PickList[SetLine]):
    """The sets of a session to pick one from, each under its exercise."""

    _columns: SetColumns | None = None

    def rows_changed(self) -> None:
        """Other sets may need other columns."""
        self._columns = None

    def _columns_in(self, width: int) -> SetColumns:
        if self._columns is None or self._columns.width != width:
            self._columns = SetColumns.within(width, self.rows)
        return self._columns

    def can_pick(self, row: SetLine) -> bool:
        """Titles and notes are only there to be read."""
        return row.performed is not None

    def heading_lines(self) -> int:
        """The names of the columns."""
        return 1

    def heading(self, part: int, width: int) -> Content:  # noqa: ARG002 - there is one line
        """The names of the columns."""
        return set_heading(self._columns_in(width))

    def row_line(self, row: SetLine, part: int, width: int) -> Content:  # noqa: ARG002 - a row has one line
        """A title, or a set: which one, what was to be done, what was."""
        return set_content(row, self._columns_in(width))


def set_heading(columns: SetColumns) -> Content:
    """The names of the columns of sets; where aims stand among the targets, theirs is that of the target."""
    return _set_cells(_NAMES, columns, Content.styled(_NAMES.done, MUTED))


def set_content(row: SetLine, columns: SetColumns) -> Content:
    """A line of the sets of a session."""
    if row.style:
        return Content.styled(f"{' ' * _NOTE_INDENT}{row.text}", row.style).truncate(columns.width, ellipsis=True)
    if row.performed is None:
        text = f" {row.text}" if row.text else ""
        return Content.styled(text, "bold $secondary").truncate(columns.width, ellipsis=True)
    line = row if columns.aim is not None else row._replace(target=row.aim or row.target)
    return _set_cells(line, columns, Content.styled(row.done, "bold $accent" if row.is_short else "bold"))


def _set_cells(row: SetLine, columns: SetColumns, done: Content) -> Content:
    def up_to(content: Content, end: int) -> Content:
        return content.truncate(max(end - _GAP, 1), ellipsis=True).truncate(max(end, 1), pad=True)

    def muted(text: str) -> Content:
        return Content.styled(text, MUTED)

    line = up_to(muted(f"{' ' * _INDENT}{row.text}"), columns.target)
    if columns.aim is not None:
        line = up_to(line + muted(row.target), columns.aim)
    line = up_to(line + muted(row.target if columns.aim is None else row.aim), columns.done) + done
    more = [each for each in (row.how, row.besides) if each]
    while more and columns.more + cell_len(words.joined(*more)) > columns.width:
        more.pop()
    if more:
        line = up_to(line, columns.more) + muted(words.joined(*more))
    return line.truncate(max(columns.width, 1), ellipsis=True)


def mark_of(row: SessionHead, now: datetime) -> str:
    """What stands before a session, to be seen in passing; a blank where there is nothing to be said."""
    if clock_doubt(row.started, now) or nonsense_in(row):
        return DOUBT_MARK
    if date_doubt(row.started, now):
        return AHEAD_MARK
    return PARTIAL_MARK if row.partial or not row.has_ended else " "


def set_lines(
    row: SessionRow, width: int, effort: Effort = "off", changes: Sequence[LoggedChange] = ()
) -> Iterator[SetLine]:
    """A line for each set in the order done, under the names of their exercises, with their notes.

    What was put right afterwards comes last.
    """
    same = common_source(row)
    lines = [_set_line(done, effort, "" if same else source_text(done)) for done in row.sets]
    columns = SetColumns.within(width, lines)
    sets = zip(row.sets, lines, strict=True)
    for place, (exercise, group) in enumerate(groupby(sets, key=lambda pair: pair[0].exercise)):
        if place:
            yield SetLine(None)
        yield SetLine(None, clean(exercise, _MOST) or words.UNKNOWN)
        for done, line in group:
            fits = columns.more + cell_len(line.how) <= width
            yield line if fits else line._replace(how="")
            yield from _lines_below("" if fits else line.how, width, MUTED)
            yield from _lines_below(done.note, width, _NOTED)
    if changes:
        yield from (SetLine(None), SetLine(None, "Put right afterwards"))
    for change in changes:
        when = words.known(change.at, date_text)
        yield from _lines_below(f"{when}: {change_text(change, row)}", width, "$text")


def _set_line(done: PerformedSet, effort: Effort, source: str) -> SetLine:
    moved = moved_text(done)
    return SetLine(
        done,
        place_text(done),
        target_text(done),
        aim_text(done),
        words.joined(figures_text(done), distance_text(done)),
        words.joined(kind_text(done), rir_text(done, effort), source),
        words.joined(
            "" if done.rest_s is None else f"rest {words.measured(done.rest_s)}", f"{moved} moved" if moved else ""
        ),
        is_short(done),
    )


def _lines_below(text: str, width: int, style: str) -> Iterator[SetLine]:
    for line in paragraph(text[:LONGEST_NOTE], width - _NOTE_INDENT):
        yield SetLine(None, line.plain, style=style)


def session_head(row: SessionHead, width: int, now: datetime) -> list[Content]:
    """What a session was and came to, its note, and what the log holds of it that makes no sense."""
    state = state_text(row, now)
    when = date_text(row.when)
    figures = common_source(row) if isinstance(row, SessionRow) else ""
    app = f"from {clean(row.imported, 60)}" if row.imported else ""
    came = words.joined(app, f"figures: {figures}" if figures else "")
    nonsense = nonsense_in(row)
    told = f"The log holds what makes no sense, shown as {words.UNKNOWN}: {nonsense}." if nonsense else ""
    return [
        *paragraph(clean(row.name, _LONGEST_NAME) or words.UNKNOWN, width, "bold $primary"),
        *paragraph(f"{when} · {state}" if state else when, width, "$accent" if state else MUTED),
        *paragraph(totals_text(row), width, "bold"),
        *paragraph(came, width, MUTED),
        *paragraph(clean(row.note, LONGEST_NOTE), width, _NOTED),
        *paragraph(told, width, "$text-error"),
        *paragraph("t puts its date right." if clock_doubt(row.started, now) else "", width),
    ]
