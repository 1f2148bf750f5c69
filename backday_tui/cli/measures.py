"""`backday weight` and `backday max`: what the person weighs, and their training maxes; said, listed, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from backday_tui.cli import completion
from backday_tui.cli.console import put_json, warn, write
from backday_tui.cli.pages import filled_columns, put
from backday_tui.cli.wiring import load_context
from backday_tui.clock import SystemClock
from backday_tui.errors import BackdayError
from backday_tui.folders import folders
from backday_tui.history import measures
from backday_tui.history.log import opened, opened_or_made
from backday_tui.history.measures import MOST_PERCENT, BodyWeight, GivenMax
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.model import Load
from backday_tui.text import clean
from backday_tui.training.prescription import movement_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.store import Store
    from backday_tui.settings import Units

_SHOWN: Final = 60
_DAY: Final = click.DateTime(["%Y-%m-%d"])


@click.command(
    epilog="""\b
Examples:
  backday weight 81.5kg
  backday weight 180lb --on 2026-11-02
  backday weight
  backday weight --undo"""
)
@click.argument("weight", nargs=-1)
@click.option("--on", type=_DAY, metavar="DATE", help="The day, as 2026-11-02; today where it is left out.")
@click.option("--undo", is_flag=True, help="Take back what was said last.")
@click.option("--json", "as_json", is_flag=True, help="For programs: all of them, the newest first.")
def weight(weight: tuple[str, ...], on: datetime | None, undo: bool, as_json: bool) -> None:
    """Say what you weigh, for what moves your body. Without WEIGHT it lists what you said.

    For a workout the newest of its day or before counts.
    """
    _one_thing_at_a_time(weight, undo=undo, on=on)
    say = warn if as_json else _put_line
    if undo:
        say(_undone(measures.take_back_body_weight, "body weight"))
    elif weight:
        say(_keep_weight(" ".join(weight), _day(on)))
    if as_json or not (weight or undo):
        _list_weights(as_json=as_json)


def _keep_weight(text: str, day: date) -> str:
    wanted = measures.body_weight_in(text, _units())
    with opened_or_made(folders().log_file) as store:
        before = next((each.weight for each in measures.body_weights(store) if each.day == day), wanted)
        measures.keep_body_weight(store, day, wanted)
    return f"body weight on {day}: {wanted}" + (f", in the place of {before}" if before != wanted else "")


def _list_weights(*, as_json: bool) -> None:
    with opened(folders().log_file) as store:
        found = measures.body_weights(store) if store is not None else ()
    if as_json:
        put_json([{"on": str(each.day), "weight": str(each.weight), "kg": each.kg} for each in found])
    elif found:
        rows = [(str(each.day), str(each.weight), _doubt(each.day)) for each in found]
        put(filled_columns(("date", "body weight", ""), rows))
    else:
        warn("nobody said what you weigh yet: `backday weight 81.5kg` does")


@click.command(
    "max",
    epilog="""\b
Examples:
  backday max deadlift 120kg
  backday max bench press 100kg --training 90%
  backday max
  backday max deadlift
  backday max --undo""",
)
@click.argument("exercise", nargs=-1, metavar="[EXERCISE] [LOAD]", shell_complete=completion.exercises)
@click.option("--training", metavar="PERCENT", help="Train by so much of it, as 90%; by all of it where left out.")
@click.option("--on", type=_DAY, metavar="DATE", help="The day, as 2026-11-02; today where it is left out.")
@click.option("--undo", is_flag=True, help="Take back what was said last.")
@click.option("--json", "as_json", is_flag=True, help="For programs: those that are listed.")
def max_(exercise: tuple[str, ...], training: str | None, on: datetime | None, undo: bool, as_json: bool) -> None:
    """Say what you can lift of EXERCISE once, for loads in %. Without LOAD it lists what you said.

    A routine says `5x5 Deadlift @ 70%`. What was said counts from its day on.
    """
    _one_thing_at_a_time(exercise, undo=undo, on=on)
    name, load, percent = measures.max_in(" ".join(exercise), _units())
    if training is not None:
        percent = measures.percent_in(training)
    if load is None and percent != MOST_PERCENT:
        raise click.UsageError("--training is of a LOAD: backday max deadlift 120kg --training 90%")
    if load is not None and not name:
        raise click.UsageError("the exercise is missing: backday max deadlift 120kg")
    say = warn if as_json else _put_line
    if undo:
        say(_undone(measures.take_back_max, "training max"))
    elif load is not None:
        say(_keep_max(GivenMax(0, _day(on), name, load, percent)))
    if as_json or not (load is not None or undo):
        _list_maxes(name, as_json=as_json)


def _keep_max(given: GivenMax) -> str:
    catalog, name = known_exercises(), given.exercise
    if found := catalog.find(name):
        given = given._replace(exercise=found.name)
    with opened_or_made(folders().log_file) as store:
        measures.keep_max(store, given, catalog)
    if found is None:
        near = catalog.nearest(name)
        warn(f'the catalogue has no exercise "{name}"' + (f'; is "{near[0]}" meant?' if near else ""))
    share = f", {_share_text(given)}" if _share_text(given) else ""
    return f"training max of {given.exercise} from {given.day} on: {given.trained}{share}"


def _list_maxes(name: str, *, as_json: bool) -> None:
    """Those that count today or, of one exercise, all that were ever given."""
    catalog = known_exercises()
    with opened(folders().log_file) as store:
        found = _of_exercise(store, name, catalog) if store is not None else []
    if as_json:
        put_json([_max_as_json(each, catalog) for each in found])
    elif found:
        rows = [
            (
                clean(each.exercise, _SHOWN), str(each.trained),
                _share_text(each), str(each.day), _doubt(each.day),
            )
            for each in found
        ]  # fmt: skip
        put(filled_columns(("exercise", "training max", "", "since", ""), rows))
    elif name:
        shown = catalog.lookup(name).name
        warn(f"no training max of {shown} is known yet: `backday max {name} 100kg` says it")
    else:
        warn("no training max is known yet: `backday max deadlift 120kg` says one")


def _of_exercise(store: Store, name: str, catalog: Catalog) -> Sequence[GivenMax]:
    if name:
        wanted = movement_of(name, catalog)
        return [each for each in measures.given_maxes(store) if movement_of(each.exercise, catalog) == wanted]
    return sorted(measures.newest_maxes(store, catalog, _today()).values(), key=lambda each: each.exercise.casefold())


def _max_as_json(each: GivenMax, catalog: Catalog) -> dict[str, Any]:
    return {
        "exercise": each.exercise,
        "movement": movement_of(each.exercise, catalog),
        "on": str(each.day),
        "load": str(each.load),
        "training": each.percent,
        "training_max": str(each.trained),
    }


# -- what was typed -----------------------------------------------------------------------------------------------


def _one_thing_at_a_time(said: Sequence[str], *, undo: bool, on: datetime | None) -> None:
    if undo and (said or on):
        raise click.UsageError("--undo takes back what was said last, and goes alone")
    if on and not said:
        raise click.UsageError("--on is the day of what is said")


def _units() -> Units:
    return load_context(with_faults=False).settings.units


def _today() -> date:
    return SystemClock().wall().date()


def _day(on: datetime | None) -> date:
    day = _today() if on is None else on.date()
    if day > _today():
        raise click.BadParameter(f"{day} lies in the future", param_hint="--on")
    return day


# -- what is told -------------------------------------------------------------------------------------------------


def _put_line(sentence: str) -> None:
    write(f"{clean(sentence)}\n")


def _share_text(given: GivenMax) -> str:
    """Of what a training max is a part: "90% of 120 kg"; "" where it is all of it."""
    return "" if given.percent == MOST_PERCENT else f"{Load('percent', given.percent)} of {given.load}"


def _undone(take_back: Callable[[Store], BodyWeight | GivenMax | None], what: str) -> str:
    with opened(folders().log_file) as store:
        gone = take_back(store) if store is not None else None
    if gone is None:
        raise BackdayError(f"there is no {what} to take back")
    said = str(gone.weight) if isinstance(gone, BodyWeight) else f"{gone.load} of {gone.exercise}"
    return f"taken back: {said}, said of {gone.day}"


def _doubt(day: date) -> str:
    return "in the future: it doesn't count yet" if day > _today() else ""
