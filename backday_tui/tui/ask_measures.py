"""What the person weighs and their training maxes: asked for in a line, kept in the log by a thread, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.history import measures
from backday_tui.history.log import opened, opened_or_made
from backday_tui.history.measures import BodyWeight, GivenMax
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.text import clean
from backday_tui.tui.widgets.dialog import TextDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from textual.screen import Screen

    from backday_tui.history.store import Store
    from backday_tui.routine.model import Load
    from backday_tui.settings import Units
    from backday_tui.tui.args import LibraryContext

_T = TypeVar("_T")
_SHOWN = 60


class KnownMeasures(NamedTuple):
    """What counts today; the maxes by the names of the exercises. `trouble` says why nothing could be read."""

    weight: BodyWeight | None = None
    maxes: tuple[GivenMax, ...] = ()
    trouble: str = ""

    def text_of(self, what: str) -> str:
        """What is known of the "body weight", or of the maxes."""
        return self.weight_text if what == "body weight" else self.maxes_text

    @property
    def weight_text(self) -> str:
        """What the person weighs, and of which day that is."""
        return f"{self.weight.weight}, {self.weight.day.day} {self.weight.day:%b %Y}" if self.weight else "not said"

    @property
    def maxes_text(self) -> str:
        """The training maxes in a line."""
        return ", ".join(f"{clean(each.exercise, _SHOWN)} {each.trained}" for each in self.maxes) or "none"


def known_today(context: LibraryContext) -> KnownMeasures:
    """What the log knows; it may take a disk's time."""
    today = context.now().date()
    try:
        with opened(context.log_file) as store:
            if store is None:
                return KnownMeasures()
            weight = next((each for each in measures.body_weights(store) if each.day <= today), None)
            maxes = measures.newest_maxes(store, known_exercises(), today).values()
    except BackdayError as error:
        return KnownMeasures(trouble=str(error))
    return KnownMeasures(weight, tuple(sorted(maxes, key=lambda each: each.exercise.casefold())))


class BodyWeightDialog(TextDialog["Load"]):
    """Asks what the person weighs."""

    def __init__(self, units: Units) -> None:
        super().__init__(
            "What do you weigh?", _reading(lambda text: _weight_read(text, units), f"such as 81.5 {units}"),
            placeholder=f"81.5 {units}", classes="-small",
        )  # fmt: skip


class TrainingMaxDialog(TextDialog["GivenMax"]):
    """Asks what the person can lift of an exercise once; of which one where none is given."""

    def __init__(self, units: Units, today: date, exercise: str = "") -> None:
        shown = clean(exercise, _SHOWN)
        title = f"What can you lift of {shown} once?" if exercise else "What can you lift once, of which exercise?"
        example = f"120{units}" if exercise else f"deadlift 120{units}"
        said = f"such as {example}, or {example} 90% to train by so much of it"
        super().__init__(
            title, _reading(lambda text: _max_read(text, units, today, exercise), said), placeholder=example
        )


def _reading(read: Callable[[str], tuple[str, _T | None]], example: str) -> Callable[[str], tuple[str, _T | None]]:
    def said(text: str) -> tuple[str, _T | None]:
        if not text:
            return example, None
        try:
            return read(text)
        except BackdayError as error:
            return str(error), None

    return said


def _weight_read(text: str, units: Units) -> tuple[str, Load | None]:
    weight = measures.body_weight_in(text, units)
    return f"{weight} from today on", weight


def _max_read(text: str, units: Units, today: date, exercise: str) -> tuple[str, GivenMax | None]:
    name, load, percent = measures.max_in(text, units)
    if load is None or not (name or exercise) or (name and exercise):
        return "the load is missing" if name and not exercise else f"a weight, such as 120{units}", None
    catalog = known_exercises()
    found = catalog.find(exercise or name)
    given = GivenMax(0, today, found.name if found else exercise or name, load, percent)
    said = f"training max of {given.exercise}: {given.trained}"
    if found:
        return said, given
    near = catalog.nearest(given.exercise) or tuple(each.name for each in catalog.search(given.exercise))
    return words.joined(said, "nobody knows that exercise" + (f'; is "{near[0]}" meant?' if near else "")), given


def ask_body_weight(screen: Screen[Any], context: LibraryContext, units: Units, then: Callable[[], object]) -> None:
    """Ask what the person weighs, and keep it; `then` is called once it is in the log."""

    def keep(weight: Load | None) -> None:
        if weight is not None:
            today = context.now().date()
            _keep(screen, context, lambda store: measures.keep_body_weight(store, today, weight), then)

    screen.app.push_screen(BodyWeightDialog(units), keep)


def ask_training_max(
    screen: Screen[Any], context: LibraryContext, units: Units, then: Callable[[], object], exercise: str = ""
) -> None:
    """The same of a training max; without an exercise that is asked too."""

    def keep(given: GivenMax | None) -> None:
        if given is not None:
            _keep(screen, context, lambda store: measures.keep_max(store, given, known_exercises()), then)

    screen.app.push_screen(TrainingMaxDialog(units, context.now().date(), exercise), keep)


def take_back(screen: Screen[Any], context: LibraryContext, what: str, then: Callable[[], object]) -> None:
    """Take back what was said last: a "body weight", a "training max"; `then` is called once it is out of the log."""

    def out(store: Store) -> None:
        weight = measures.take_back_body_weight(store) if what == "body weight" else None
        given = measures.take_back_max(store) if what == "training max" else None
        said = str(weight.weight) if weight else f"{clean(given.exercise, _SHOWN)} {given.load}" if given else ""
        told = f"Taken back: {said}" if said else f"There is no {what} to take back"
        screen.app.call_from_thread(screen.app.notify, told, markup=False)

    _keep(screen, context, out, then)


def _keep(
    screen: Screen[Any], context: LibraryContext, what: Callable[[Store], None], then: Callable[[], object]
) -> None:
    def in_thread() -> None:
        try:
            with opened_or_made(context.log_file) as store:
                what(store)
        except BackdayError as error:
            screen.app.call_from_thread(screen.app.notify, str(error), severity="error", markup=False)
        else:
            screen.app.call_from_thread(then)

    screen.run_worker(in_thread, thread=True, group="log-change")
