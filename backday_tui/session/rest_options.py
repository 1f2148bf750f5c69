"""What one workout says of rests besides its routine: the person's settings, `--wait`, `--in`.

It is put into the routine before that is planned, so that whatever is laid out anew while it runs is as it was.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from backday_tui import words
from backday_tui.routine.model import SECTIONS, Circuit, Entry, RestWindow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backday_tui.routine.model import Item, Rest, Routine, StartMode
    from backday_tui.session.plan import Step
    from backday_tui.settings import Settings

T = TypeVar("T", bound="Item")
R = TypeVar("R", bound="Item | Routine")

LEAST_PERCENT: Final = 50
"""No rest is made shorter than this part of it."""
WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class RestOptions:
    """How rests are in one workout.

    `missed`, `start` and `beyond` are as in a routine, and hold where that says nothing; `missed` is 0 for none. With
    `waits` all that is timed waits for the person, whatever the routine says. Rests take so many `percent` of their
    time.
    """

    missed: int = 0
    start: StartMode = "auto"
    beyond: bool = False
    waits: bool = False
    percent: int = WHOLE

    @classmethod
    def of(cls, settings: Settings, *, waits: bool = False) -> RestOptions:
        """What the person's settings say."""
        return cls(settings.missed, settings.start, settings.beyond, waits)

    def as_json(self) -> dict[str, Any]:
        """What is not as by default, as JSON keeps it; `rest_options_in` is the way back."""
        return {key: value for key, value in dataclasses.asdict(self).items() if value != getattr(_USUAL, key)}

    def put_into(self, routine: Routine) -> Routine:
        """The routine as it is done with these."""
        if self == _USUAL:
            return routine
        said = replace(
            routine,
            missed=self.missed or None if routine.missed is None else routine.missed,
            start="wait" if self.waits else routine.start or self.start,
            beyond=self.beyond if routine.beyond is None else routine.beyond,
        )
        sections: dict[str, Any] = {section: tuple(map(self._item, routine.section(section))) for section in SECTIONS}
        return replace(self._scaled_rests(said, ("rest", "between", "missed")), **sections)

    def _item(self, item: T) -> T:
        item = replace(item, start=None) if self.waits else item
        if not isinstance(item, Entry):
            item = replace(item, entries=tuple(map(self._item, item.entries)))
        keys = ("rest", "between", "after", "missed") if isinstance(item, Circuit) else ("rest", "after", "missed")
        keys = (*keys, "warmup_rest") if isinstance(item, Entry) else keys
        return self._scaled_rests(item, keys)

    def _scaled_rests(self, thing: R, keys: Sequence[str]) -> R:
        if self.percent == WHOLE:
            return thing
        rests = {key: getattr(thing, key, None) for key in keys}
        shorter: dict[str, Any] = {key: scaled(rest, self.percent) for key, rest in rests.items() if rest is not None}
        return replace(thing, **shorter)


_USUAL: Final = RestOptions()


def rest_options_in(body: Mapping[str, Any]) -> RestOptions:
    """The options that JSON holds.

    Raises:
        ValueError: they make no sense.
    """
    known = {field.name: field.type for field in dataclasses.fields(RestOptions)}
    fits = {
        "missed": lambda value: type(value) is int and value >= 0,
        "start": lambda value: value in ("auto", "wait"),
        "beyond": lambda value: isinstance(value, bool),
        "waits": lambda value: isinstance(value, bool),
        "percent": lambda value: type(value) is int and LEAST_PERCENT <= value <= WHOLE,
    }
    if not all(key in known and fits[key](value) for key, value in body.items()):
        raise ValueError("no options of rests")
    return RestOptions(**body)


def scaled(rest: Rest, percent: int) -> Rest:
    """A rest that takes so many per cent of its time, in whole seconds, and never less than half."""
    if isinstance(rest, RestWindow):
        least = _scaled_s(rest.least, percent)
        return RestWindow(least, max(_scaled_s(rest.most, percent), least + 1))
    return _scaled_s(rest, percent)


def _scaled_s(seconds: int, percent: int) -> int:
    return max(seconds * percent // WHOLE, -(-seconds * LEAST_PERCENT // WHOLE))


class FittedRests(NamedTuple):
    """How a workout is made to fit into `wanted_s`: its rests take so many `percent`, and all of it `takes_s`."""

    percent: int
    takes_s: int
    wanted_s: int

    @property
    def told(self) -> str:
        """What the person is told of it."""
        wanted = words.about(self.wanted_s)
        if self.takes_s > self.wanted_s:
            shorter = " with rests half as long" if self.percent < WHOLE else ", and has no rests to shorten"
            return f"it can't be done in {wanted}: it takes about {words.about(self.takes_s)}{shorter}"
        if self.percent == WHOLE:
            return f"it fits into {wanted} as it is: about {words.about(self.takes_s)}"
        return f"to fit into {wanted} every rest takes {self.percent} % of its time: about {words.about(self.takes_s)}"


def fitted(steps: Sequence[Step], wanted_s: int) -> FittedRests:
    """The most that the rests of these steps may take so that all of it fits, half of their time at the least."""
    rests = [step.seconds or 0 for step in steps if step.kind == "rest"]
    others_s = sum(step.estimate_s for step in steps) - sum(rests)
    for percent in range(WHOLE, LEAST_PERCENT - 1, -1):
        takes_s = others_s + sum(_scaled_s(rest, percent) for rest in rests)
        if takes_s <= wanted_s or percent == LEAST_PERCENT:
            break
    return FittedRests(percent if rests else WHOLE, takes_s, wanted_s)
