"""`backday progress`: whether a person gets stronger, in what, and how steadily they train; for people and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
from rich.text import Text

from backday_tui import charts, words
from backday_tui.cli import completion
from backday_tui.cli.console import can_draw, put_json, tell, warn
from backday_tui.cli.pages import FAINT, HEADING, filled_columns, put
from backday_tui.cli.wiring import load_context
from backday_tui.clock import SystemClock
from backday_tui.folders import folders
from backday_tui.history.log import opened
from backday_tui.history.movements import movement_called
from backday_tui.history.progress_log import WholeProgress, progress_of, whole_progress
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.week_plan import monday_of
from backday_tui.text import clean
from backday_tui.training import progress_text as told
from backday_tui.training.loads import written_kg
from backday_tui.training.progress import LAST_SESSIONS, Steadiness, sets_done

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime
    from fractions import Fraction

    from rich.console import Console, ConsoleOptions, RenderableType

    from backday_tui.charts import ChartLine, Ink
    from backday_tui.history.store import Store
    from backday_tui.settings import Units
    from backday_tui.training.past import PastSession, PastSet
    from backday_tui.training.progress import MovementProgress, Series
    from backday_tui.training.records import MovementRecord

_DAY: Final = click.DateTime(["%Y-%m-%d"])
_NAME: Final = 60
_SETS: Final = 400
_IN_A_PIPE: Final = 80
"""The cells of a picture where no terminal says how wide it is; and the most where one does."""
_WIDEST: Final = 120
_CHART_ROWS: Final = 12
_LOOKS: Final[dict[Ink, str]] = {
    "text": "", "axis": FAINT, "line": "green", "best": "bold yellow", "faint": FAINT, "level1": "green",
    "level2": "green", "level3": "green", "level4": "green", "today": "bold",
}  # fmt: skip


@click.command(
    epilog="""\b
Examples:
  backday progress
  backday progress deadlift
  backday progress pull-up --since 2026-01-01
  backday progress --json"""
)
@click.argument("exercise", nargs=-1, shell_complete=completion.exercises)
@click.option("--since", type=_DAY, metavar="DATE", help="From this day on, as if nothing had been before: 2026-01-01.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def progress(exercise: tuple[str, ...], since: datetime | None, as_json: bool) -> None:
    """Show whether you get stronger: every exercise with its best, and the weeks of a year, or all of one EXERCISE.

    EXERCISE is an id, a name or an alias, or words of one.
    """
    context = load_context()
    for line in context.warnings:
        tell(line)
    now, first = SystemClock().wall(), None if since is None else since.date()
    wanted, unit = " ".join(exercise).strip(), context.settings.units
    with opened(context.folders.log_file) as store:
        if wanted:
            _of_exercise(store, wanted, now, first, unit, as_json=as_json)
        else:
            _of_all(store, now, first, unit, as_json=as_json)


# -- one exercise ---------------------------------------------------------------------------------------------------


def _of_exercise(
    store: Store | None, wanted: str, now: datetime, since: date | None, unit: Units, *, as_json: bool
) -> None:
    found = movement_called(store, known_exercises(), wanted)
    name = clean(found.name, _NAME)
    done = None if store is None else progress_of(store, known_exercises(), found.movement, now, since)
    if as_json:
        put_json(_exercise_as_json(found.movement, found.name, done, now, since))
    elif done is not None and done.sessions:
        put(*_exercise_page(name, done, now, since, unit))
    else:
        warn(f"{name} was never done" + (f" since {since}" if since else ""))


def _exercise_page(
    name: str, done: MovementProgress, now: datetime, since: date | None, unit: Units
) -> Iterator[RenderableType]:
    yield Text(name, style=HEADING)
    yield Text(told.count_text(done, now, since), style=FAINT)
    if done.series:
        series = done.series[0]
        yield Text()
        yield _Picture(
            lambda width, unicode: told.series_chart(done, series, (width, _CHART_ROWS), unit, unicode=unicode)
        )
    yield Text()
    if not done.bests:
        yield Text(told.NONE_JUDGED, style=FAINT)
    else:
        yield filled_columns(("best", "", ""), told.best_rows(done, now, unit), folds={"best": 12, "": 10})
    if done.rep_maxes:
        yield Text()
        yield filled_columns(
            ("rep max", "lifted", "from", "by the e1RM"), told.rep_max_rows(done, now, unit),
            right=frozenset({"rep max", "lifted", "by the e1RM"}), folds={"from": 14}, named=frozenset({"by the e1RM"}),
        )  # fmt: skip
    yield Text()
    yield filled_columns(
        (f"last {LAST_SESSIONS}", "sets", "routine", "state"), told.last_session_rows(done, now),
        folds={"sets": 16, "routine": 10, "state": 10},
    )  # fmt: skip


class _Picture:
    """Lines that are made for the width there is."""

    def __init__(self, made: Callable[[int, bool], Sequence[ChartLine]]) -> None:
        self._made = made

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        width = min(options.max_width, _WIDEST) if console.is_terminal else _IN_A_PIPE
        for line in self._made(width, can_draw()):
            yield Text.assemble(*((part.text, _LOOKS[part.ink]) for part in line), no_wrap=True)


# -- all of them ----------------------------------------------------------------------------------------------------


def _of_all(store: Store | None, now: datetime, since: date | None, unit: Units, *, as_json: bool) -> None:
    whole = WholeProgress((), Steadiness.of((), now))
    if store is not None:
        whole = whole_progress(store, known_exercises(), now, folders().routines, since)
    if as_json:
        put_json(_all_as_json(whole, now, since))
    elif not whole.movements:
        warn(f"nothing was done since {since}" if since else "nothing is logged yet")
    else:
        put(*_overview(whole, now, unit))


def _overview(whole: WholeProgress, now: datetime, unit: Units) -> Iterator[RenderableType]:
    steady = whole.steadiness
    yield Text(told.steady_text(steady))
    yield Text()
    yield _Picture(
        lambda width, unicode: charts.calendar(steady.minutes, steady.today, width, "shades" if unicode else "ascii")
    )
    yield Text()
    yield filled_columns(
        ("exercise", "best", "last 4 weeks", "last done", "sessions", "from"),
        [
            (
                clean(name, _NAME), told.best_text(done, unit),
                told.trend_text(done, now, unit),
                words.on_days((done.sessions[-1].day,), now), f"{len(done.sessions):,}",
                told.source_text(done.best, now).removeprefix("from ") if done.best else "",
            )
            for name, done in whole.movements
        ],
        right=frozenset({"sessions"}), folds={"exercise": 14}, gives_way=("sessions", "from"),
        named=frozenset({"last 4 weeks", "last done", "sessions", "from"}),
    )  # fmt: skip


# -- for programs ---------------------------------------------------------------------------------------------------


def _all_as_json(whole: WholeProgress, now: datetime, since: date | None) -> dict[str, Any]:
    steady = whole.steadiness
    year = steady.this_year
    return {
        "since": None if since is None else since.isoformat(),
        "movements": [
            {
                "movement": done.movement,
                "exercise": name,
                "sessions": len(done.sessions),
                "last_done": done.sessions[-1].day.isoformat(),
                "best": None if done.best is None else _best_as_json(done.best),
                "trend": _trend_as_json(done, now),
            }
            for name, done in whole.movements
        ],
        "weeks": [
            {
                "week": "{}-W{:02}".format(*week.first.isocalendar()[:2]), "monday": week.first.isoformat(),
                "sessions": week.sessions, "seconds": round(week.seconds, 3), "sets": week.sets,
            }
            for week in steady.weeks
        ],
        "run_of_weeks": steady.run_of_weeks,
        "year": {
            "year": year.first.year, "sessions": year.sessions, "seconds": round(year.seconds, 3), "sets": year.sets,
        },
    }  # fmt: skip


def _trend_as_json(done: MovementProgress, now: datetime) -> dict[str, Any] | None:
    if done.best is None:
        return None
    trend = done.trend(now)
    return {
        "kind": done.best.kind, "unit": told.unit_of(done.best.kind), "last_4_weeks": _number(trend.recent),
        "before": _number(trend.before),
    }  # fmt: skip


def _exercise_as_json(
    movement: str, name: str, done: MovementProgress | None, now: datetime, since: date | None
) -> dict[str, Any]:
    sessions = () if done is None else done.sessions
    weeks: dict[date, list[PastSession]] = {}
    for session in reversed(sessions):
        weeks.setdefault(monday_of(session.day), []).append(session)
    return {
        "movement": movement,
        "exercise": name,
        "since": None if since is None else since.isoformat(),
        "bests": [] if done is None else [_best_as_json(best) for best in done.bests],
        "rep_maxes": [] if done is None else [
            {
                "reps": each.reps, "load_kg": None if each.done is None else _number(each.done.load_kg),
                **(_NO_SOURCE if each.done is None else _source_as_json(each.done)),
                "estimate_kg": _number(each.estimate_kg),
            }
            for each in done.rep_maxes
        ],
        "trend": None if done is None else _trend_as_json(done, now),
        "series": [] if done is None else [_series_as_json(series) for series in done.series],
        "sessions": [_session_as_json(session) for session in reversed(sessions)],
        "weeks": [
            {
                "week": "{}-W{:02}".format(*monday.isocalendar()[:2]), "monday": monday.isoformat(),
                "sessions": len(each), "sets": sum(sets_done(session) for session in each),
            }
            for monday, each in weeks.items()
        ],
    }  # fmt: skip


_NO_SOURCE: Final[dict[str, Any]] = {"session": None, "date": None, "set": None}


def _number(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 6)


def _best_as_json(best: MovementRecord) -> dict[str, Any]:
    return {
        "kind": best.kind,
        "loaded_by": best.of,
        "value": _number(best.value[0]),
        "unit": told.unit_of(best.kind),
        **_source_as_json(best),
    }


def _source_as_json(best: MovementRecord) -> dict[str, Any]:
    """The session, its day, and which set; of a session's total there is none."""
    done = best.source.done
    return {
        "session": best.source.session.id,
        "date": best.source.session.day.isoformat(),
        "set": None if done is None else _set_as_json(done),
    }


def _series_as_json(series: Series) -> dict[str, Any]:
    return {
        "kind": series.kind, "loaded_by": series.of, "unit": told.unit_of(series.kind),
        "points": [
            {
                "session": each.session.id, "date": each.session.day.isoformat(), "value": _number(each.value[0]),
                "counts": each.counts,
            }
            for each in series.figures
        ],
    }  # fmt: skip


def _session_as_json(session: PastSession) -> dict[str, Any]:
    return {
        "session": session.id,
        "date": session.day.isoformat(),
        "routine": session.routine or None,
        "sets": [_set_as_json(done) for entry in session.entries for done in entry.sets],
    }


def _set_as_json(done: PastSet) -> dict[str, Any]:
    return {
        "set": done.number, "side": done.side or None, "reps": done.reps, "seconds": done.seconds,
        "rounds": done.rounds, "load": None if done.load is None else str(done.load),
        "load_kg": _number(written_kg(done.load)), "rir": done.rir, "source": done.source, "warmup": done.is_warmup,
    }  # fmt: skip
