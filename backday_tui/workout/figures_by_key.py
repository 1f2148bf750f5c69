"""Figures that one key gives without typing: a rep more, the next load that can be loaded, what was done last time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from backday_tui.routine.amounts import MAX_LOAD, MAX_REPS
from backday_tui.session import commands as c
from backday_tui.session.state import Situation
from backday_tui.session.transitions import to_be_logged
from backday_tui.text import clean
from backday_tui.workout.figures import MOST_OF_NAME, FigureError, TypedFigures, set_meant

if TYPE_CHECKING:
    from collections.abc import Callable

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Load
    from backday_tui.session.plan import Step
    from backday_tui.session.session import Session
    from backday_tui.training.loads import Equipment
    from backday_tui.training.past import LastTime
    from backday_tui.workout.figures import GivenFigures, SetToRecord

HOLD_STEP_S: Final = 5
"""Seconds by which a key makes a hold longer or shorter than it was."""


def one_more(session: Session, by: int) -> GivenFigures | c.Extend:
    """A rep more (`by` 1) or less (-1) for the set being done or just done, 5 seconds of a hold; one runs on for them.

    Raises:
        FigureError: it has no such figure; the message says what to do.
    """
    meant_set = set_meant(session, with_timed=True)
    if meant_set.log is None:
        if session.state.situation is Situation.TIMED:
            return c.Extend(by * HOLD_STEP_S)
        known = to_be_logged(session.state)
        if session.state.situation in (Situation.FAILURE, Situation.BEYOND):
            raise FigureError("its time is counted: it can be changed once it is done")
    else:
        known = session.state.logs[meant_set.log]
    if meant_set.target is not None and "seconds" in meant_set.target.figures:
        if known.seconds is None:
            raise FigureError("nobody took its time: type it, such as 1:05")
        return meant_set.without_end(c.Figures(seconds=float(max(round(known.seconds) + by * HOLD_STEP_S, 0))))
    if known.reps is None:
        raise FigureError("nobody counted it yet: type how many, such as 9")
    return meant_set.without_end(c.Figures(reps=min(max(known.reps + by, 0), MAX_REPS)))


def load_step(session: Session, by: int, catalog: Catalog, equipment: Equipment) -> GivenFigures:
    """The next load that can be loaded, heavier (`by` 1) or lighter (-1); the sets to come move by as much.

    Raises:
        FigureError: there is none; the message says what to do.
    """
    from backday_tui.session.barbell import says_barbell  # as below
    from backday_tui.training.loads import loadable_for, lowered, means_of, raised  # fractions: not at a start

    meant_set = set_meant(session, with_timed=True)
    load = meant_set.known_load
    if load is None or load.kind not in ("weight", "body"):
        what = "there is no load to change" if load is None else f"{clean(str(load), MOST_OF_NAME)} has no next step"
        raise FigureError(f"{what}: @ gives one, such as @20")
    old = _old_load(session, meant_set.target) if by > 0 else None
    if old is not None and meant_set.target is not None and meant_set.target.load == str(load):
        return meant_set.without_end(c.Figures(load=str(old), moves=True))
    equipment = equipment.in_unit(load.unit)
    target = meant_set.target
    barbell = None if target is None else says_barbell(session.state.plan.routine, target)
    means = means_of(catalog.find(meant_set.exercise), load, barbell=barbell)
    loadable = loadable_for(load, means, equipment, _own_step(session, meant_set, load))
    value = raised(load.value, 0, loadable) if by > 0 else lowered(load.value, 0, loadable)
    if value is None or not abs(value) <= MAX_LOAD:
        raise FigureError(f"nothing {'heavier' if by > 0 else 'lighter'} can be loaded; @ gives any load, such as @20")
    new = load.with_value(value, equipment.unit)
    return meant_set.without_end(c.Figures(load=str(new), moves=True))


def _old_load(session: Session, step: Step | None) -> Load | None:
    """What a set had before a long time off made it less."""
    if step is None:
        return None
    target = next((target for ref, target in session.state.targets if ref == step.ref), None)
    return None if target is None or step.aim is None or step.warmup else target.old_load(step.set)


def _own_step(session: Session, of_set: SetToRecord, load: Load) -> float | None:
    """By how much the routine makes the load of an exercise grow, in its unit; None where it doesn't say."""
    from backday_tui.training.prescription import entries_in_order  # as above

    if of_set.target is None:
        return None
    entries = entries_in_order(session.state.plan.routine)
    entry = next((entry for place, entry, _ in entries if place == of_set.target.ref), None)
    step = entry.progress.step if entry is not None and entry.progress is not None else None
    return step.value if step is not None and load.unit in (None, step.unit) else None


def as_last_time(session: Session, last_time_of: Callable[[Step], LastTime | None]) -> GivenFigures:
    """What was done in this set last time, for the set being done, which ends with it, or the one just done.

    Raises:
        FigureError: nobody knows; the message says so.
    """
    meant_set = set_meant(session)
    step = meant_set.target
    if step is not None and step.warmup:
        raise FigureError("of warm-up sets nobody asks what they were last time")
    last = None if step is None else last_time_of(step)
    if step is None or last is None:
        raise FigureError("nothing is known of last time")
    done = last.of_set(step.set, step.side if step.side in ("left", "right") else "")
    counts_time = "seconds" in step.figures
    figures = c.Figures(
        reps=None if counts_time else done.reps,
        seconds=done.seconds if counts_time else None,
        load=None if done.load is None else str(done.load),
    )
    if (figures.reps, figures.seconds, figures.load) == (None, None, None):
        raise FigureError("nobody wrote figures down last time")
    return meant_set.given(TypedFigures(figures), session)
