"""Progress in words and pictures, for screens and commands: figures in the person's unit, sources, charts, the weeks.

Pure: what `progress.py` reckoned goes in, cleaned text comes out, and the lines of `charts.py`. A set stands as it was
written, whatever the unit of the figure that comes of it.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui import words
from backday_tui.charts import ChartPoint, chart
from backday_tui.text import clean
from backday_tui.training.loads import in_kg, in_unit
from backday_tui.training.past import GIVEN, done_text
from backday_tui.training.progress import BODY, WEIGHT, working
from backday_tui.training.weeks import held_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from backday_tui.charts import ChartLine
    from backday_tui.routine.model import Unit
    from backday_tui.training.past import PastSession
    from backday_tui.training.progress import MovementProgress, Series, Steadiness
    from backday_tui.training.records import MovementRecord, RecordKind

_MOST_TITLE: Final = 40
_MOST_SETS: Final = 200
_MOST_ROUTINE: Final = 30
_KG_KINDS: Final = frozenset({"e1rm", "heaviest", "set_volume", "session_volume"})
_TIME_KINDS: Final = frozenset({"hold", "hold_at_load", "session_time"})
_TITLES: Final[Mapping[RecordKind, str]] = MappingProxyType(
    {
        "e1rm": "e1RM", "heaviest": "top set", "reps_at_load": "most reps", "hold_at_load": "longest hold",
        "reps": "most reps", "hold": "longest hold", "set_volume": "volume of a set", "session_volume": "volume",
        "session_reps": "reps in all", "session_time": "time in all", "rounds": "rounds",
    }
)  # fmt: skip
_TITLES_ON_BODY: Final[Mapping[str, str]] = MappingProxyType(
    {"heaviest": "added load", "e1rm": "e1RM with body weight"}
)
_HOUR_S: Final = 3600
_FEW_HOURS: Final = 10


# -- figures --------------------------------------------------------------------------------------------------------


def unit_of(kind: RecordKind) -> str:
    """What a figure of this kind counts: "kg", "s", "reps" or "rounds"."""
    if kind in _KG_KINDS:
        return "kg"
    return "s" if kind in _TIME_KINDS else "rounds" if kind == "rounds" else "reps"


def weight_text(kilograms: Fraction, unit: Unit, *, has_sign: bool = False) -> str:
    """A weight in the person's unit: with up to two decimals where it has no more, else rounded to one."""
    value = in_unit(kilograms, unit)
    rounded = value if value * 100 == int(value * 100) else round(value, 1)
    sign = "+" if has_sign and rounded > 0 else ""
    return f"{sign}{float(rounded):,.12g} {unit}"


def value_text(best: MovementRecord, unit: Unit) -> str:
    """A best figure: "116.7 kg", "+20 kg", "1:30", "12 reps", "5 rounds, 3 reps"."""
    if best.kind in _TIME_KINDS:
        return words.measured(float(best.value[0]))
    if best.kind == "e1rm":
        return f"{words.amount(float(in_unit(best.value[0], unit)))} {unit}"
    if best.kind in _KG_KINDS:
        return weight_text(best.value[0], unit, has_sign=best.of == BODY and best.kind == "heaviest")
    if best.kind == "rounds":
        return words.done(int(best.value[1]) or None, None, int(best.value[0]))
    return words.counted(int(best.value[0]), "rep")


def source_text(best: MovementRecord, now: date) -> str:
    """What a best figure is from: "from 5 x 100 kg on 17 Nov"; of a session's total, "on 17 Nov"."""
    done, on = best.source.done, f"on {words.on_days((best.source.session.day,), now)}"
    return on if done is None else clean(f"from {done_text([replace(done, side='')])} {on}", _MOST_SETS)


def best_text(done: MovementProgress, unit: Unit) -> str:
    """The best of what tells most of a movement: "e1RM 116.7 kg", "1:30"; "" where nothing was given."""
    best = done.best
    if best is None:
        return ""
    return f"e1RM {value_text(best, unit)}" if best.kind == "e1rm" else value_text(best, unit)


def trend_text(done: MovementProgress, now: date, unit: Unit) -> str:
    """How it went: "+2.5 kg", "-1 rep", "same", "new"; "" where there is nothing in the last four weeks."""
    trend = done.trend(now)
    if done.best is None or trend.recent is None:
        return ""
    kind = done.best.kind
    if trend.before is None:
        return "new"
    by = trend.recent - trend.before
    if kind in _KG_KINDS:
        said = weight_text(abs(by), unit)
    elif kind in _TIME_KINDS:
        said = words.measured(float(abs(by)))
    else:
        said = words.counted(abs(int(by)), "round" if kind == "rounds" else "rep")
    return "same" if not by or said.startswith("0 ") else f"{'+' if by > 0 else '-'}{said}"


def title_of(done: MovementProgress, kind: RecordKind, of: str) -> str:
    """What a figure of a movement is called: "e1RM", "added load"; of several kinds of load with which it is."""
    title = _TITLES_ON_BODY.get(kind, _TITLES[kind]) if of == BODY else _TITLES[kind]
    if len(done.loads) > 1:
        title += {WEIGHT: ", with a weight", BODY: ", with the body"}.get(of, f", {of.removeprefix('label ')}")
    return clean(title, _MOST_TITLE)


# -- a movement -----------------------------------------------------------------------------------------------------


class BestRow(NamedTuple):
    """A best figure: what it is, how much, from where."""

    title: str
    figure: str
    source: str


class RepMaxRow(NamedTuple):
    """So many reps: what was lifted and when, and what the e1RM would give; "" where nobody knows."""

    reps: str
    lifted: str
    source: str
    estimate: str


class LastSessionRow(NamedTuple):
    """A session with the movement: its day, its sets, its routine, and whether some of it isn't judged."""

    day: str
    sets: str
    routine: str
    state: str


NONE_JUDGED: Final = "None of its figures is judged: nobody gave them, or records are made of others."
"""Said where there is no best."""


def count_text(done: MovementProgress, now: date, since: date | None = None) -> str:
    """How often it was done, and from when to when; that it is all since a day, where one was asked for."""
    days = tuple(dict.fromkeys((done.sessions[0].day, done.sessions[-1].day)))
    when = " to ".join(words.on_days((day,), now) for day in days)
    from_then = f"nothing before {since} counts here" if since else ""
    return words.joined(words.counted(len(done.sessions), "session"), when, from_then)


def best_rows(done: MovementProgress, now: date, unit: Unit) -> list[BestRow]:
    """The best figures of a movement."""
    return [
        BestRow(title_of(done, best.kind, best.of), value_text(best, unit), source_text(best, now))
        for best in done.bests
    ]


def rep_max_rows(done: MovementProgress, now: date, unit: Unit) -> list[RepMaxRow]:
    """What was lifted for 1, 3, 5, 8, 10 and 12 reps, and could be."""
    rows = []
    for each in done.rep_maxes:
        best, estimate_kg = each.done, each.estimate_kg
        lifted = source = estimate = ""
        if best is not None:
            lifted = _load_text(best.load_kg or Fraction(0), best.of, unit)
            source = source_text(best, now).removeprefix("from ")
        if estimate_kg is not None:
            tenth = in_kg(float(round(in_unit(estimate_kg, unit), 1)), unit)
            estimate = _load_text(tenth, done.loaded_by, unit)
        rows.append(RepMaxRow(f"{each.reps} RM", lifted, source, estimate))
    return rows


def _load_text(kilograms: Fraction, of: str, unit: Unit) -> str:
    if of == BODY and not kilograms:
        return "body weight"
    return weight_text(kilograms, unit, has_sign=of == BODY)


def last_session_rows(done: MovementProgress, now: date) -> list[LastSessionRow]:
    """The last sessions with a movement, the newest first."""
    return [
        LastSessionRow(
            words.on_days((session.day,), now),
            clean("; ".join(done_text(working(entry)) for entry in session.entries), _MOST_SETS),
            clean(session.routine, _MOST_ROUTINE),
            _state_text(session),
        )
        for session in done.last_sessions
    ]


def _state_text(session: PastSession) -> str:
    """That some of its figures count for nothing, and why."""
    sources = {done.source for entry in session.entries for done in working(entry)} - GIVEN
    return f"{'assumed' if 'auto' in sources else 'origin unknown'}: not judged" if sources else ""


def series_chart(
    done: MovementProgress, series: Series, size: tuple[int, int], unit: Unit, *, unicode: bool
) -> list[ChartLine]:
    """A figure of a movement over time, under its title.

    Args:
        done: what came of the movement.
        series: one of its series.
        size: the most cells of a line, and the most lines.
        unit: of weights.
        unicode: whether signs beyond ASCII can be shown.
    """
    width, height = size
    is_time, is_weight = series.kind in _TIME_KINDS, series.kind in _KG_KINDS
    points = [
        ChartPoint(
            each.session.day, float(in_unit(each.value[0], unit) if is_weight else each.value[0]), each.counts
        )
        for each in series.figures
    ]  # fmt: skip
    title = title_of(done, series.kind, series.of)
    return chart(
        points, width, height, said=words.measured if is_time else "{:,.6g}".format,
        title=f"{title}, {unit}" if is_weight else title, is_time=is_time, unicode=unicode,
    )  # fmt: skip


# -- the weeks ------------------------------------------------------------------------------------------------------


def steady_text(steady: Steadiness) -> str:
    """The run of weeks, and what this year came to: "14 weeks in a row · 2026: 137 sessions · 94 h · 772 sets"."""
    year = steady.this_year
    is_whole = (year.first.month, year.first.day) == (1, 1)
    hours = year.seconds / _HOUR_S
    said = words.joined(
        f"{year.first.year if is_whole else f'since {year.first}'}: {words.counted(year.sessions, 'session')}",
        f"{hours:,.0f} h" if hours >= _FEW_HOURS else f"{hours:.1f} h",
        words.counted(year.sets, "set"),
    )
    if steady.held is not None:
        return words.joined(held_text(steady.held), said)
    return words.joined(f"{words.counted(steady.run_of_weeks, 'week')} in a row", said)
