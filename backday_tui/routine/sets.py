"""The sets of a routine in the order in which they are done, and the pauses between them: every rule about rests.

The rules are those of docs/routine-format.md, "From a file to steps". They are asked twice: when a file is read, for a
routine may have so many steps and no more, and when a workout is planned (`session/plan.py`), where each set, pause and
change of sides becomes a step. Nothing here costs more than counting needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from backday_tui.routine.model import SECTIONS, Amrap, Circuit, Emom, Entry, Section, Superset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backday_tui.routine.model import Item, Routine

Place = tuple[Section, int]
"""An item of a routine: its section, and which of that it is, from 0."""
Pause = tuple[Literal["rest", "prepare"], int]
"""What stands before a set, a rest or a get-ready countdown, and its seconds."""


class Spaced(Protocol):
    """A set of one exercise, with the rests that it asks for, in seconds."""

    @property
    def ref(self) -> tuple[Section, int, int]:
        """Its section, the item in that, and the entry in that, 0 outside a group."""

    @property
    def set(self) -> int:
        """Which set of its exercise it is, from 1."""

    @property
    def is_timed(self) -> bool:
        """Whether it takes a time, not reps."""

    @property
    def within_s(self) -> int:
        """The rest before the next exercise of the same round."""

    @property
    def across_s(self) -> int:
        """The rest before the next set or round of the same entry or group."""

    @property
    def after_s(self) -> int | None:
        """The rest before another entry or group; None for the routine's `between`."""


class PlannedSet(NamedTuple):
    """One set of an entry, both its sides, or a whole AMRAP.

    `rounds` is how many rounds a circuit has, or an EMOM minutes; `round` is which of them this is in. Where it is
    `two_sided`, each side is a step, and `switch_s` the seconds to change between them, 0 for no such step.
    """

    ref: tuple[Section, int, int]
    entry: Entry | Amrap
    set: int
    sets: int
    group: Literal["superset", "circuit", "emom", "amrap"] | None = None
    round: int | None = None
    rounds: int | None = None
    is_timed: bool = True
    two_sided: bool = False
    switch_s: int = 0
    within_s: int = 0
    across_s: int = 0
    after_s: int | None = None

    @property
    def steps(self) -> int:
        """How many steps it is, without a pause before it."""
        return 1 + self.two_sided + (self.switch_s > 0)


def in_order(routine: Routine, rounds: Mapping[Place, int] | None = None) -> Iterator[PlannedSet]:
    """The sets of a routine as they are done.

    Args:
        routine: whose they are.
        rounds: how many were picked for a circuit with a range; else it has its highest.
    """
    for section in SECTIONS:
        for number, item in enumerate(routine.section(section)):
            yield from _of_item((section, number), item, routine, rounds or {})


def _of_item(place: Place, item: Item, routine: Routine, rounds: Mapping[Place, int]) -> Iterator[PlannedSet]:
    if isinstance(item, Entry):
        rest_s = routine.rest if item.rest is None else item.rest
        yield from _turns(place, (item,), item.sets, None, (0, rest_s, item.after))
    elif isinstance(item, Superset):
        rest_s = routine.rest if item.rest is None else item.rest
        yield from _turns(place, item.entries, item.sets, "superset", (0, rest_s, item.after))
    elif isinstance(item, Circuit):
        times = rounds.get(place, item.rounds[1])
        between_s = routine.between if item.between is None else item.between
        yield from _turns(place, item.entries, times, "circuit", (item.rest, between_s, item.after))
    elif isinstance(item, Emom):
        yield from _minutes(place, item)
    else:
        yield PlannedSet((*place, 0), item, 1, 1, "amrap")


def _turns(
    place: Place,
    entries: tuple[Entry, ...],
    times: int,
    group: Literal["superset", "circuit"] | None,
    rests_s: tuple[int, int, int | None],
) -> Iterator[PlannedSet]:
    """One set of each entry in turn, so many times; `rests_s` as in `Spaced`: within, across, after."""
    works = [_work(entry) for entry in entries]
    rounds = times if group == "circuit" else None
    for turn in range(1, times + 1):
        for position, entry in enumerate(entries):
            now = turn if rounds else None
            yield PlannedSet((*place, position), entry, turn, times, group, now, rounds, *works[position], *rests_s)


def _work(entry: Entry) -> tuple[bool, bool, int]:
    """Of a set of an entry `is_timed`, `two_sided` and `switch_s`."""
    is_timed = entry.hold is not None or entry.time is not None
    two_sided = entry.sides == "each"
    return is_timed, two_sided, entry.switch if is_timed and two_sided else 0


def _minutes(place: Place, emom: Emom) -> Iterator[PlannedSet]:
    """Each minute is one timed step, whatever the dose and the sides of its entry."""
    count = len(emom.entries)
    for minute in range(emom.minutes):
        turn, position = divmod(minute, count)
        turns = len(range(position, emom.minutes, count))
        entry = emom.entries[position]
        yield PlannedSet((*place, position), entry, turn + 1, turns, "emom", minute + 1, emom.minutes)


def pause_before(this: Spaced, before: Spaced | None, routine: Routine) -> Pause | None:
    """What stands between two sets that follow each other, or before the first of all (`before` None).

    A rest, else a get-ready countdown where timed work needs one, else nothing.
    """
    rest_s = _rest_s(before, this, routine.between) if before is not None else 0
    if rest_s:
        return "rest", rest_s
    if this.is_timed and not (before is not None and before.is_timed) and routine.prepare:
        return "prepare", routine.prepare
    return None


def _rest_s(before: Spaced, this: Spaced, between_s: int) -> int:
    section, item, _ = this.ref
    section_before, item_before, _ = before.ref
    if section == section_before and item == item_before:
        return before.within_s if before.set == this.set else before.across_s
    if before.after_s is not None:
        return before.after_s
    # One stretch or warm-up exercise goes over into the next.
    return 0 if section == section_before != "work" else between_s


def item_beyond(routine: Routine, most_steps: int) -> Place | None:
    """The item with which a routine has more than so many steps; None where none has."""
    steps, before = 0, None
    for this in in_order(routine):
        steps += this.steps + (pause_before(this, before, routine) is not None)
        if steps > most_steps:
            return this.ref[:2]
        before = this
    return None
