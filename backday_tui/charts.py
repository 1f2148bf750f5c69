"""Figures over time as lines of text: a chart with its axes, and a year of days. What they are figures of is not known.

The dots of a chart are braille, eight to a cell; where a terminal has no such signs (`text.has_unicode`) all of it is
ASCII. What is said by a colour is said by a sign too. Pure: whoever shows a line gives each part of it the look of its
`Ink`.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from backday_tui.words import MONTHS, WEEKDAYS, day_month

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    _Level = tuple[str, "Ink"]

Ink = Literal["text", "axis", "line", "best", "faint", "level1", "level2", "level3", "level4", "today"]
"""What a part of a line is: words, the axes and their figures, the line of a chart, its best point, points that count
for nothing, how much there was on a day from least to most, and the week that runs."""


class Inked(NamedTuple):
    """A part of a line."""

    text: str
    ink: Ink = "text"


ChartLine = tuple[Inked, ...]

SHADES: Final = "·░▒▓█"
ASCII_SHADES: Final = ".:+#@"
"""What stands for nothing and for each of four levels, whatever has them; in ASCII where there are no other signs."""


class ChartPoint(NamedTuple):
    """A figure of a day. What doesn't `count` is shown as a dot of its own, and no line goes there."""

    day: date
    value: float
    counts: bool = True


# -- a chart --------------------------------------------------------------------------------------------------------

_DECIMAL: Final = (1.0, 2.0, 2.5, 5.0)
"""What a step between two figures of an axis is, times a power of ten."""
_TIMES_S: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18_000, 36_000, 86_400)
"""The same of times, in seconds."""
_USUAL_MARGIN: Final = 6
_LEAST_PLOT: Final = 8
"""Fewer columns than that are all of them for the dots: figures beside them would leave nothing to be seen."""
_GAP_DAYS: Final = 60
"""No line goes over a longer time in which nothing was done."""
_BEST: Final = {True: "●", False: "@"}
_ROWS_BETWEEN: Final = (2, 3, 4)
"""From one round figure to the next."""
_LEAST_WITH_DATES: Final = 3
_ALIKE: Final = 1e-9
_LEAST_TICKS: Final = 2
_LEAST_STEP: Final = 1.0
"""From one round figure to the next: nobody lifts, holds or counts less."""
_FROM_ZERO: Final = 0.4
"""An axis begins at 0 where the least is under this share of the most."""


def chart(
    points: Sequence[ChartPoint],
    width: int,
    height: int,
    *,
    said: Callable[[float], str],
    title: str = "",
    is_time: bool = False,
    unicode: bool = True,
) -> list[ChartLine]:
    """Points over time, with round figures and dates along the axes.

    Of more points than there is room for the best in each column is drawn, which the title says.

    Args:
        points: in any order.
        width: the most cells of a line.
        height: the most lines.
        said: a figure of the axis in words; short.
        title: stands above it; "" for no line.
        is_time: figures are seconds.
        unicode: whether signs beyond ASCII can be shown.
    """
    if not points or width < 1 or height < 1:
        return []
    points, days_each = _thinned(sorted(points), max(width - _USUAL_MARGIN, 1), 2 if unicode else 1)
    lines: list[ChartLine] = []
    if title and height > 1:
        note = f", the best of every {days_each} days" if days_each > 1 else ""
        lines = [(Inked(f"{title}{note}"[:width]),)]
        height -= 1
    gap_days = max(_GAP_DAYS, 2 * days_each)
    return [*lines, *_drawn(points, (width, height), said, gap_days, is_time=is_time, unicode=unicode)]


def _thinned(points: Sequence[ChartPoint], columns: int, each: int) -> tuple[Sequence[ChartPoint], int]:
    """The best point of each column, and how many days that is; all of them, and 1, where `each` column has room."""
    if len(points) <= columns * each:
        return points, 1
    days_each = -(-((points[-1].day - points[0].day).days + 1) // columns)
    best: dict[tuple[int, bool], ChartPoint] = {}
    for point in points:
        place = (point.day - points[0].day).days // days_each, point.counts
        if place not in best or point.value > best[place].value:
            best[place] = point
    return sorted(best.values()), days_each


def _drawn(
    points: Sequence[ChartPoint],
    size: tuple[int, int],
    said: Callable[[float], str],
    gap_days: int,
    *,
    is_time: bool,
    unicode: bool,
) -> list[ChartLine]:
    width, height = size
    has_dates = height > _LEAST_WITH_DATES
    rows = height - 2 if has_dates else height
    values = [point.value for point in points]
    axis = _Axis.of(min(values), max(values), rows, is_time=is_time)
    beside = {row: said(figure) for row, figure in axis.ticks()}
    margin = max(map(len, beside.values()), default=0) + 2
    if width - margin < _LEAST_PLOT:
        margin = 0
    plot = _Plot(width - margin, rows, unicode=unicode)
    days = _Days.of(points, plot.across)
    plot.draw(points, days, axis, gap_days)
    if not margin:
        return [*plot.lines(), *(_date_lines(days, 0, width, unicode=unicode) if has_dates else ())]
    edge = ("┤", "│") if unicode else ("+", "|")
    lines = [
        (Inked(f"{beside.get(row, ''):>{margin - 2}} {edge[row not in beside]}", "axis"), *line)
        for row, line in enumerate(plot.lines())
    ]
    return [*lines, *(_date_lines(days, margin, width, unicode=unicode) if has_dates else ())]


class _Axis(NamedTuple):
    """Which figure each row of cells stands for: `low` that of the lowest, in its middle, each one more by `row`."""

    low: float
    row: float
    rows: int
    step: float

    @classmethod
    def of(cls, least: float, most: float, rows: int, *, is_time: bool) -> _Axis:
        """The finest that has all from the least to the most; round figures lie in the middle of rows, evenly apart."""
        if 0 <= least < _FROM_ZERO * most:
            least = 0.0
        wanted = max((most - least) / rows, abs(most) * _ALIKE, abs(least) * _ALIKE)
        found: list[_Axis] = []
        for between in _ROWS_BETWEEN if rows > _ROWS_BETWEEN[0] else (1,):
            for step in _steps(max(wanted * between, _LEAST_STEP), is_time=is_time):
                row = step / between
                lowest, highest = floor(least / row + 0.5), floor(most / row + 0.5)
                spare = rows - 1 - (highest - lowest)
                if spare >= 0:
                    lowest -= min(spare // 2, max(lowest, 0)) if least >= 0 else spare // 2
                    found.append(cls(lowest * row, row, rows, step))
                    break
        found = found or [cls(least, wanted * 2, rows, wanted * 2)]
        return min(found, key=lambda axis: (len([*axis.ticks()]) < _LEAST_TICKS, axis.row))

    def ticks(self) -> Iterator[tuple[int, float]]:
        """The rows with a round figure, from the top as 0, each with its figure."""
        between = round(self.step / self.row)
        lowest = round(self.low / self.row)
        for up in range(self.rows):
            if (lowest + up) % between == 0:
                yield self.rows - 1 - up, (lowest + up) // between * self.step

    def place(self, value: float) -> float:
        """How far from the top a figure is, 0 to 1."""
        return min(max((self.low + (self.rows - 0.5) * self.row - value) / (self.row * self.rows), 0.0), 1.0)


def _steps(wanted: float, *, is_time: bool) -> Iterator[float]:
    """Steps that are round, the first that isn't under the wanted one first."""
    if is_time and wanted <= _TIMES_S[-1]:
        yield from map(float, _TIMES_S[bisect_left(_TIMES_S, wanted) :])
    power = floor(log10(wanted)) if wanted > 0 else 0
    for up in range(4):
        for part in _DECIMAL:
            step = part * 10.0 ** (power + up)
            if step >= wanted * (1 - _ALIKE):
                yield step


class _Days:
    """From which day to which a chart goes, over so many dots."""

    def __init__(self, first: date, last: date, across: int) -> None:
        self.first, self.last, self.across = first, last, across

    @classmethod
    def of(cls, points: Sequence[ChartPoint], across: int) -> _Days:
        """As wide as the points need it; a week at least."""
        first, last = points[0].day, points[-1].day
        short = max(6 - (last - first).days, 0)
        if short:
            after = min(short // 2, (date.max - last).days)
            last += timedelta(days=after)
            first -= timedelta(days=min(short - after, (first - date.min).days))
        return cls(first, last, across)

    @property
    def count(self) -> int:
        """How many days there are between the first and the last."""
        return max((self.last - self.first).days, 1)

    def x(self, day: date) -> int:
        """The dot of a day, from the left."""
        return round((day - self.first).days / self.count * (self.across - 1))


class _Plot:
    """The dots, so many cells wide and high: eight to a cell in braille, one in ASCII."""

    def __init__(self, columns: int, rows: int, *, unicode: bool) -> None:
        self._columns, self._rows, self._unicode = columns, rows, unicode
        self._wide, self._high = (2, 4) if unicode else (1, 1)
        self.across = columns * self._wide
        self._down = rows * self._high
        self._dots: dict[tuple[int, int], int] = {}
        self._signs: dict[tuple[int, int], Inked] = {}

    def _y(self, value: float, axis: _Axis) -> int:
        """The dot of a figure, from the top."""
        return min(int(axis.place(value) * self._down), self._down - 1)

    def draw(self, points: Sequence[ChartPoint], days: _Days, axis: _Axis, gap_days: int) -> None:
        """The line from point to point, the points that count for nothing, and where it was best first."""
        counting = [point for point in points if point.counts]
        places = [(days.x(point.day), self._y(point.value, axis)) for point in counting]
        for (one, other), (here, there) in zip(pairwise(counting), pairwise(places), strict=True):
            if (other.day - one.day).days <= gap_days:
                self._line(*here, *there)
        # Where points are few they are to be seen, beside the line.
        is_sparse = len(points) * 2 <= self._columns
        for x, y in places:
            self._point(x, y, large=is_sparse)
        for point in points:
            if not point.counts:
                cell = self._cell(days.x(point.day), self._y(point.value, axis))
                self._signs[cell] = Inked("∘" if self._unicode else "o", "faint")
        if counting:
            best = max(range(len(counting)), key=lambda place: (counting[place].value, -place))
            self._signs[self._cell(*places[best])] = Inked(_BEST[self._unicode], "best")

    def _cell(self, x: int, y: int) -> tuple[int, int]:
        return x // self._wide, y // self._high

    def _line(self, x: int, y: int, to_x: int, to_y: int) -> None:
        steps = max(abs(to_x - x), abs(to_y - y))
        for step in range(1, steps):
            self._dot(x + round((to_x - x) * step / steps), y + round((to_y - y) * step / steps))

    def _point(self, x: int, y: int, *, large: bool) -> None:
        if not self._unicode:
            self._signs[self._cell(x, y)] = Inked("*", "line")
            return
        for beside in (0, 1) if large else (0,):
            for below in (0, 1) if large else (0,):
                self._dot(x - x % 2 + beside if large else x, min(y + below, self._down - 1))

    def _dot(self, x: int, y: int) -> None:
        cell = self._cell(x, y)
        bit = _BRAILLE[y % 4][x % 2] if self._unicode else 1
        self._dots[cell] = self._dots.get(cell, 0) | bit

    def lines(self) -> Iterator[ChartLine]:
        """The rows of cells, from the top."""
        for row in range(self._rows):
            yield tuple(_joined(self._sign(column, row) for column in range(self._columns)))

    def _sign(self, column: int, row: int) -> Inked:
        sign = self._signs.get((column, row))
        if sign is not None:
            return sign
        dots = self._dots.get((column, row), 0)
        return Inked((chr(_BLANK_BRAILLE + dots) if self._unicode else ".") if dots else " ", "line")


_BLANK_BRAILLE: Final = 0x2800
_BRAILLE: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a braille sign, by its row and column."""


def _joined(signs: Iterable[Inked]) -> Iterator[Inked]:
    """The same with neighbours of one ink as one part."""
    parts: list[Inked] = []
    for sign in signs:
        if parts and parts[-1].ink == sign.ink:
            parts[-1] = Inked(parts[-1].text + sign.text, sign.ink)
        else:
            parts.append(sign)
    return iter(parts)


_MONTH_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000)
_DAY_STEPS: Final = (1, 2, 7, 14)
_DATE_CELLS: Final = 7
"""A date and the blank behind it."""


def _date_lines(days: _Days, margin: int, width: int, *, unicode: bool) -> list[ChartLine]:
    """The line below the dots, with a mark at each date that stands below it."""
    columns = width - margin
    wanted = days.count * _DATE_CELLS / max(columns, 1)
    places = [(day, days.x(day) * columns // days.across) for day in _dates(days, wanted)]
    flat, mark, corner = ("─", "┬", "└") if unicode else ("-", "+", "+")
    marks, below, end = [flat] * columns, "", 0
    for number, (day, column) in enumerate(places):
        name = _date_name(day, is_first=number == 0, in_months=wanted > _DAY_STEPS[-1])
        if column >= end and column + len(name) <= columns:
            marks[column] = mark
            below += " " * (column - len(below)) + name
            end = column + len(name) + 1
    head = f"{' ' * (margin - 1)}{corner}" if margin else ""
    return [(Inked(head + "".join(marks), "axis"),), (Inked(f"{' ' * margin}{below}".rstrip(), "axis"),)]


def _dates(days: _Days, wanted: float) -> Iterator[date]:
    """Round dates, so many days apart at the least: days, weeks, beginnings of months, of years."""
    if wanted <= _DAY_STEPS[-1]:
        step = next(each for each in _DAY_STEPS if each >= wanted)
        number = days.first.toordinal()
        if step >= 7:
            number += -days.first.weekday() % 7
        yield from map(date.fromordinal, range(number, days.last.toordinal() + 1, step))
        return
    step = next((each for each in _MONTH_STEPS if each * 30.4 >= wanted), _MONTH_STEPS[-1])
    month = -(-(days.first.year * 12 + days.first.month - 1 + (days.first.day > 1)) // step) * step
    while month // 12 <= date.max.year and (day := date(max(month // 12, 1), month % 12 + 1, 1)) <= days.last:
        yield day
        month += step


def _date_name(day: date, *, is_first: bool, in_months: bool) -> str:
    """A date as it stands below an axis; the year where it begins, and where nothing says which it is."""
    if not in_months:
        return day_month(day)
    if day.month == 1:
        return f"{day.year}"
    return f"{MONTHS[day.month - 1]} {day.year}" if is_first else MONTHS[day.month - 1]


# -- a year of days -------------------------------------------------------------------------------------------------

LEVELS_MIN: Final = (1, 20, 40, 60)
"""From how many minutes on a day is of which level."""
_YEAR: Final = 53
_BESIDE: Final = 5
"""The cells before the first week, with the names of days."""
Signs = Literal["squares", "shades", "ascii"]
"""What days are drawn by: squares that differ by their colours alone, or signs that differ without any."""
_LEVEL_SIGNS: Final[Mapping[Signs, str]] = {"squares": "·■■■■", "shades": SHADES, "ascii": ASCII_SHADES}
_LEGEND_GAP: Final = 3
_NOW: Final = "now"
_WEEK_SIGNS: Final = " ▁▂▃▄▅▆▇█"
_INKS: Final[tuple[Ink, ...]] = ("axis", "level1", "level2", "level3", "level4")
_ONE_INK: Final[tuple[Ink, ...]] = ("axis", "line", "line", "line", "line")
"""Of squares each level has an ink of its own; signs that differ by themselves are read best in one."""


def calendar(minutes: Mapping[date, float], today: date, width: int, signs: Signs = "shades") -> list[ChartLine]:
    """A column for each week of the last year, Monday first, by minutes trained; with months, sums and what it means.

    Args:
        minutes: of each day on which something was done; 0 where nobody knows how long it took.
        today: the last day; its week is the last.
        width: the most cells of a line: where not all weeks fit the last ones are shown.
        signs: what days are drawn by.
    """
    cell = 2 if width >= _BESIDE + 2 * _YEAR else 1
    count = min((width - _BESIDE) // cell, _YEAR)
    if count < 1:
        return []
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(count - 1, -1, -1)]
    levels = [*zip(_LEVEL_SIGNS[signs], _INKS if signs == "squares" else _ONE_INK, strict=True)]
    lines: list[ChartLine] = [_month_names(mondays, cell)]
    for weekday in range(7):
        name = WEEKDAYS[weekday] if weekday % 2 == 0 else ""
        days = (first + timedelta(days=weekday) for first in mondays)
        drawn = (_day_sign(day, minutes, today, f"{{:<{cell}}}", levels) for day in days)
        lines.append((Inked(f"{name:<{_BESIDE}}", "axis"), *_joined(drawn)))
    sums = [sum(minutes.get(first + timedelta(days=day), 0.0) for day in range(7)) for first in mondays]
    lines.append(_week_sums(sums, cell, unicode=signs != "ascii"))
    return [*lines, *_legend(width, levels)]


def _month_names(mondays: Sequence[date], cell: int) -> ChartLine:
    """The names of the months, each above the week in which it begins; and where the week is that runs."""
    line, end = " " * _BESIDE, _BESIDE + (len(mondays) - 1) * cell + 1
    now = _NOW if end - _BESIDE >= len(_NOW) else ""
    for place, monday in enumerate(mondays):
        sunday = monday + timedelta(days=6)
        at = _BESIDE + place * cell
        # The first may have begun before: it is told where there is room until the next.
        is_new = sunday.day <= 7 or (place == 0 and sunday.day <= 14)
        if is_new and at >= len(line) and at + 3 <= end - len(now) - 1:
            line += " " * (at - len(line)) + MONTHS[sunday.month - 1] + " "
    return Inked(f"{line:<{end - len(now)}}"[: end - len(now)], "axis"), Inked(now, "today")


def _day_sign(day: date, minutes: Mapping[date, float], today: date, cell: str, levels: Sequence[_Level]) -> Inked:
    if day > today:
        return Inked(cell.format(""), "axis")
    level = level_of(minutes[day]) if day in minutes else 0
    sign, ink = levels[level]
    return Inked(cell.format(sign), "today" if day == today and not level else ink)


def level_of(minutes: float) -> int:
    """How much was done on a day on which something was, from 1 to 4."""
    return max(sum(minutes >= least for least in LEVELS_MIN), 1)


def _week_sums(sums: Sequence[float], cell: int, *, unicode: bool) -> ChartLine:
    """What each week came to: as bars, the longest as high as a line; in ASCII as hours."""
    most = max(sums)
    signs = []
    for minutes in sums:
        if unicode:
            sign = _WEEK_SIGNS[min(ceil(minutes / most * 8), 8) if most else 0]
        else:
            sign = str(min(round(minutes / 60), 9)) if minutes else " "
        signs.append(f"{sign:<{cell}}")
    return Inked(f"{'week' if unicode else 'hours':<{_BESIDE}}", "axis"), Inked("".join(signs), "line")


def _legend(width: int, levels: Sequence[_Level]) -> Iterator[ChartLine]:
    """What the signs of the days mean, on as many lines as it takes; nothing where there is room for no word."""
    names = ["none", *(f"{low}-{high - 1}" for low, high in pairwise(LEVELS_MIN)), f"{LEVELS_MIN[-1]}+ min"]
    line: list[Inked] = []
    left = 0
    if max(map(len, names)) + 2 > width - _BESIDE:
        return
    for (sign, ink), name in zip(levels, names, strict=True):
        if line and len(sign) + len(name) + 1 + _LEGEND_GAP > left:
            yield tuple(line)
            line = []
        line.append(Inked(" " * (_LEGEND_GAP if line else _BESIDE), "axis"))
        line += [Inked(sign, ink), Inked(f" {name}", "axis")]
        left = width - sum(len(part.text) for part in line)
    yield tuple(line)
