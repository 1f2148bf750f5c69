"""`backday muscles`: how many sets each muscle had, week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
from rich.text import Text

from backday_tui import words
from backday_tui.charts import ASCII_SHADES, SHADES
from backday_tui.cli.console import can_draw, put_json, warn
from backday_tui.cli.pages import FAINT, HEADING, ConsoleColumns, put
from backday_tui.cli.wiring import tell_own_exercise_faults
from backday_tui.clock import SystemClock
from backday_tui.exercises.catalog import shown_muscle
from backday_tui.folders import folders
from backday_tui.history.weekly_sets import sets_per_muscle
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.text import clean
from backday_tui.training import muscles as per_muscle

if TYPE_CHECKING:
    from datetime import date

    from backday_tui.training.muscles import MuscleWeek, MuscleWeeks

_NAME: Final = 60


@click.command(epilog="\b\nExamples:\n  backday muscles\n  backday muscles --weeks 12\n  backday muscles --json")
@click.option(
    "--weeks", type=click.IntRange(1, per_muscle.MOST_WEEKS), default=per_muscle.WEEKS, show_default=True, metavar="N",
    help="How many weeks, the running one among them.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def muscles(weeks: int, as_json: bool) -> None:
    """Show how many sets each muscle had, week by week.

    A set counts 1 for each muscle that its exercise works first and 1/2 for each that it works second, holds from 20 s
    on. The marks at 5, 10 and 20 sets are those of Pelland et al., Sports Medicine 2025: to read by, no aims.
    """
    here = folders()
    now = SystemClock().wall()
    tell_own_exercise_faults(here)
    found = sets_per_muscle(here.log_file, here.routines, known_exercises(), now, weeks)
    if as_json:
        put_json(_as_json(found))
    elif found.muscles:
        put(*_page(found, now.date()))
    else:
        warn(f"no set was done in {words.counted(weeks, 'week')} that counts for a muscle")
    if found.uncounted and not as_json:
        names = ", ".join(clean(each, _NAME) for each in found.uncounted)
        warn(f"not counted, for nobody knows what they work: {names}")


def _as_json(found: MuscleWeeks) -> dict[str, Any]:
    return {
        "weeks": [
            {
                "week": _iso(week),
                "from": week.monday.isoformat(),
                "sets": {name: week.sets[name] for name in found.muscles if name in week.sets},
            }
            for week in found.weeks
        ],
        "uncounted": list(found.uncounted),
        "marks": list(per_muscle.MARKS),
        "source": per_muscle.SOURCE,
    }


def _iso(week: MuscleWeek) -> str:
    year, number, _ = week.monday.isocalendar()
    return f"{year}-W{number:02}"


def _page(found: MuscleWeeks, today: date) -> tuple[Any, ...]:
    signs = SHADES if can_draw() else ASCII_SHADES
    headings = tuple(_heading(week.monday, found, today) for week in found.weeks)
    rows = [
        (shown_muscle(name), *(_cell(week.sets.get(name, 0.0), signs) for week in found.weeks))
        for name in found.muscles
    ]
    columns = ConsoleColumns(
        ("muscle", *headings), rows, right=frozenset(headings), named=frozenset(headings), gives_way=headings[-2::-1]
    )
    return (
        Text("Sets a week, each by its Monday", style=HEADING), Text(), columns, Text(),
        *(Text(f"none in {words.counted(len(found.weeks), 'week')}: {names}") for names in [_without(found)] if names),
        Text(per_muscle.legend_text(signs), style=FAINT),
    )  # fmt: skip


def _without(found: MuscleWeeks) -> str:
    return ", ".join(map(shown_muscle, found.without))


def _heading(monday: date, found: MuscleWeeks, today: date) -> str:
    """The day with which a week begins; with the year where that isn't this one."""
    is_of_another_year = found.weeks[0].monday.year != today.year
    year = f" {monday.year}" if is_of_another_year else ""
    return f"{words.day_month(monday)}{year}"


def _cell(sets: float, signs: str) -> str:
    """A number of sets with its shade: "12½ ▓"."""
    return f"{words.halves(sets)} {signs[per_muscle.level(sets)]}"
