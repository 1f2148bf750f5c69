"""The bar of a set: which plates are on it, what has to be moved before the set that comes next; and that in words.

Which plates make a load is worked out in `training/plates.py`, what the person has is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backday_tui import words
from backday_tui.routine.amounts import AmountError, parse_load
from backday_tui.session import step_text
from backday_tui.training.loads import in_kg, loaded_bar, means_of
from backday_tui.training.plates import Loading, PlateChange, UnderBarError, change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Load
    from backday_tui.session.plan import Step
    from backday_tui.session.state import State
    from backday_tui.training.loads import Equipment, LoadedBar


class Barbell(NamedTuple):
    """What is on the bar in a set, in few words.

    Attributes:
        plates: "20 + 25 · 10 · 2.5 · 1.25 a side".
        moves: what to do before it, "off 1.25, on 5"; "" once it runs, and where nobody knows what is on the bar.
        left: what can't be loaded of it, "1 kg can't be loaded"; or that it is less than the bar; "" for neither.
        side: the plates of one side in kg, heaviest first.
        largest: the heaviest plate that the person has, in kg.
    """

    plates: str = ""
    moves: str = ""
    left: str = ""
    side: tuple[float, ...] = ()
    largest: float = 0.0

    @property
    def text(self) -> str:
        """All of it in a line."""
        return words.joined(": ".join(part for part in (self.plates, self.moves) if part), self.left)


def barbell_now(state: State, catalog: Catalog, equipment: Equipment) -> Barbell | None:
    """The bar of the set that runs, or of the one that comes next, with what has to be moved for it.

    What is on the bar is what the last set of this exercise was done with.

    Returns:
        None for what isn't lifted with a bar, or has no weight.
    """
    work = step_text.work_now(state)
    bar = _bar_of(work, catalog, equipment)
    if isinstance(bar, str):
        return Barbell(left=bar)
    if bar is None or state.over_at is not None:
        return None
    moves = "" if state.step.is_work else moves_text(_moves(_last_bar(state, work, equipment), bar))
    return _barbell(bar, work.load, equipment, moves)


def barbell_of(step: Step, catalog: Catalog, equipment: Equipment) -> Barbell | None:
    """The bar of a set that is planned; None as above."""
    bar = _bar_of(step, catalog, equipment)
    if bar is None or isinstance(bar, str):
        return None if bar is None else Barbell(left=bar)
    return _barbell(bar, step.load, equipment)


def _barbell(bar: LoadedBar, load: str | None, equipment: Equipment, moves: str = "") -> Barbell:
    kilograms = [float(in_kg(plate, bar.unit)) for plate in bar.loading.side]
    largest = max((plate.weight for plate in equipment.in_unit(bar.unit).plates), default=0.0)
    text = plates_text(bar, load)
    return Barbell(text, moves, left_text(bar), tuple(kilograms), float(in_kg(largest, bar.unit)))


def _bar_of(step: Step, catalog: Catalog, equipment: Equipment) -> LoadedBar | str | None:
    """What is loaded; in words that it is less than the bar; None for what isn't lifted with one."""
    load = _weight(step.load) if step.is_work and step.exercise is not None and step.group != "amrap" else None
    if load is None or step.exercise is None or means_of(catalog.find(step.exercise), load) != "bar":
        return None
    try:
        return loaded_bar(load, equipment)
    except UnderBarError as error:
        return str(error)


def _weight(text: str | None) -> Load | None:
    """A load that may be on a bar: a weight, and not two of one."""
    if text is None:
        return None
    try:
        load = parse_load(text)
    except AmountError:
        return None
    return load if load.kind == "weight" and load.each == 1 else None


def _last_bar(state: State, work: Step, equipment: Equipment) -> LoadedBar | None:
    """What the last set of the exercise was done with; None where there is none."""
    done = (log for log in reversed(state.logs) if log.exercise == work.exercise and log.ref == work.ref)
    load = next((_weight(log.load) for log in done), None)
    if load is None:
        return None
    try:
        return loaded_bar(load, equipment)
    except UnderBarError:
        return None


def _moves(before: LoadedBar | None, after: LoadedBar) -> PlateChange:
    """From what is on the bar, or from the bar alone."""
    is_same_bar = before is not None and (before.unit, before.loading.bar) == (after.unit, after.loading.bar)
    empty = Loading(after.loading.bar, (), 0)
    return change(before.loading if before is not None and is_same_bar else empty, after.loading)


# -- in words -------------------------------------------------------------------------------------------------------


def plates_text(bar: LoadedBar, load: str | None = None) -> str:
    """What is on a bar: "20 + 25 · 10 · 2.5 · 1.25 a side"; with its unit where that isn't the load's."""
    said = words.weight(bar.loading.bar)
    if load is None or not load.endswith(bar.unit):
        said += f" {bar.unit}"
    return f"{said} + {_listed(bar.loading.side)} a side" if bar.loading.side else f"{said}, the bar alone"


def moves_text(moves: PlateChange) -> str:
    """What to do at each side: "off 1.25, on 5"; "as it is" for nothing."""
    said = [f"{word} {_listed(plates)}" for word, plates in (("off", moves.off), ("on", moves.on)) if plates]
    return ", ".join(said) or "as it is"


def left_text(bar: LoadedBar) -> str:
    """What of the whole load can't be loaded: "1 kg can't be loaded"; "" where all of it can."""
    return f"{words.weight(bar.loading.left)} {bar.unit} can't be loaded" if bar.loading.left else ""


def _listed(plates: Iterable[float]) -> str:
    return words.BETWEEN.join(map(words.weight, plates))
