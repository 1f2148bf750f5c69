"""The bar of a set: which plates are on it, what has to be moved before the set that comes next; and that in words.

Which plates make a load is worked out in `training/plates.py`, what the person has is given.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backday_tui import words
from backday_tui.routine.amounts import AmountError, parse_load
from backday_tui.session import step_text
from backday_tui.session.commands import Record
from backday_tui.training.loads import LoadedBar, converted, loaded_bar, means_of
from backday_tui.training.plates import Loading, PlateChange, UnderBarError, change
from backday_tui.training.prescription import entries_in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Load, Routine
    from backday_tui.session.plan import Step
    from backday_tui.session.state import State
    from backday_tui.training.loads import Equipment
    from backday_tui.training.prescription import PlannedEntry
    from backday_tui.training.progression import Target

_MOST_TOLD: Final = 12
"""An entry may have a hundred sets of as many loads."""


class Barbell(NamedTuple):
    """What is on the bar in a set.

    Attributes:
        load: what is to be lifted.
        loaded: the bar and its plates; None where the bar alone is heavier.
        moves: what has to be done at each side before the set; None once it runs.
        trouble: why nothing is loaded; "" where something is.
    """

    load: Load
    loaded: LoadedBar | None
    moves: PlateChange | None = None
    trouble: str = ""

    @property
    def plates_text(self) -> str:
        """What is on it, and what can't be loaded: "20 + 20 a side (1 kg can't be loaded)"; or why nothing is."""
        return self.trouble if self.loaded is None else plates_text(self.loaded, self.load)

    @property
    def moves_text(self) -> str:
        """What to do before the set: "off 1.25, on 5"; "" where nobody has to ask."""
        return "" if self.moves is None else moves_text(self.moves)

    @property
    def text(self) -> str:
        """All of it in a line."""
        return ": ".join(filter(None, (self.plates_text, self.moves_text)))


def barbell_now(state: State, catalog: Catalog, equipment: Equipment) -> Barbell | None:
    """The bar of the set that runs, or of the one that comes next, with what has to be moved for it.

    What is on the bar is what the last set of this exercise was done with; before the first it is bare.

    Returns:
        None for what isn't lifted with a bar, or has no weight.
    """
    work = step_text.work_now(state)
    if state.over_at is not None or not work.is_work or work.exercise is None or work.group == "amrap":
        return None
    load = _weight(work.load)
    barbell = says_barbell(state.plan.routine, work)
    if load is None or means_of(catalog.find(work.exercise), load, barbell=barbell) != "bar":
        return None
    bar = _on_bar(load, equipment)
    if bar.loaded is None or state.step.is_work:
        return bar
    done = (log for log in reversed(state.logs) if (log.exercise, log.ref) == (work.exercise, work.ref))
    before = next((_weight(log.load) for log in done), None)
    loaded = None if before is None else _on_bar(before, equipment).loaded
    return bar._replace(moves=_moves(loaded, bar.loaded))


def says_barbell(routine: Routine, step: Step) -> bool | None:
    """What the entry of a step says of a bar; None where it says nothing, or another exercise is done in its place."""
    entry = next((entry for place, entry, _ in entries_in_order(routine) if place == step.ref), None)
    return entry.barbell if entry is not None and step.exercise in entry.exercise else None


def as_of_step(state: State, index: int) -> State:
    """The state as it was when a step began that may be over by now."""
    if index == state.index or index >= len(state.steps):
        return state
    return replace(state, index=index, entered=Record(), over_at=None)


def bar_words(entry: PlannedEntry, target: Target | None) -> tuple[str, ...]:
    """What is on the bar in the sets of an entry today, a line for each load: "100 kg: 20 + 25 · 15 a side"."""
    if entry.means != "bar":
        return ()
    planned = entry.prescription.loads if target is None else [aim.load for aim in target.aims]
    loads = [load for load in dict.fromkeys(planned) if load is not None and _may_be_on_bar(load)]
    said = [_on_bar(load, entry.equipment).text for load in loads[:_MOST_TOLD]]
    return tuple(f"{load}: {text}" if len(loads) > 1 else text for load, text in zip(loads, said, strict=False))


def _weight(text: str | None) -> Load | None:
    """A load that may be on a bar."""
    try:
        load = parse_load(text or "")
    except AmountError:
        return None
    return load if _may_be_on_bar(load) else None


def _may_be_on_bar(load: Load) -> bool:
    """Whether it is a weight, and not two of one."""
    return load.kind == "weight" and load.each == 1


def _on_bar(load: Load, equipment: Equipment) -> Barbell:
    try:
        return Barbell(load, loaded_bar(load, equipment))
    except UnderBarError as error:
        return Barbell(load, None, trouble=str(error))


def _moves(before: LoadedBar | None, after: LoadedBar) -> PlateChange:
    """From what is on the bar, or from the bar alone."""
    is_same_bar = before is not None and (before.unit, before.loading.bar) == (after.unit, after.loading.bar)
    bare = Loading(after.loading.bar, (), 0)
    return change(before.loading if before is not None and is_same_bar else bare, after.loading)


# -- in words, and for programs -------------------------------------------------------------------------------------


def plates_text(bar: LoadedBar, load: Load) -> str:
    """What is on a bar: "20 + 25 · 10 · 2.5 · 1.25 a side"; with its unit where that isn't the load's.

    What of the whole load can't be loaded stands behind it: "(1 kg can't be loaded)".
    """
    of_bar = words.weight(bar.loading.bar) + ("" if load.unit == bar.unit else f" {bar.unit}")
    said = f"{of_bar} + {_listed(bar.loading.side)} a side" if bar.loading.side else f"{of_bar}, the bar alone"
    return f"{said} ({words.weight(bar.loading.left)} {bar.unit} can't be loaded)" if bar.loading.left else said


def moves_text(moves: PlateChange) -> str:
    """What to do at each side: "off 1.25, on 5"; "as it is" for nothing."""
    said = [f"{word} {_listed(plates)}" for word, plates in (("off", moves.off), ("on", moves.on)) if plates]
    return ", ".join(said) or "as it is"


def _listed(plates: Iterable[float]) -> str:
    return words.BETWEEN.join(map(words.weight, plates))


def bar_as_json(bar: LoadedBar, load: Load) -> dict[str, Any]:
    """A load on a bar as programs get it; `rest` is what can't be loaded. A number is 25, not 25.0."""
    return {
        "load": _plain(converted(load.value, load.unit, bar.unit)),
        "bar": _plain(bar.loading.bar),
        "side": [_plain(plate) for plate in bar.loading.side],
        "unit": bar.unit,
        "rest": _plain(bar.loading.left),
    }


def _plain(value: float) -> float:
    return int(value) if value.is_integer() else value
