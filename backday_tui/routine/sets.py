"""The sets of a routine in the order in which they are done, and the pauses between them: every rule about rests.

The rules are those of docs/routine-format.md, "From a file to steps". They are asked twice: when a file is read, for a
routine may have so many steps and no more, and when a workout is planned (`session/plan.py`), where each set, pause and
change of sides becomes a step. Nothing here costs more than counting needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from backday_tui.routine.model import SECTIONS, Amrap, Circuit, Emom, Entry, RestWindow, Section, Superset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backday_tui.routine.model import Item, Rest, Routine

Place = tuple[Section, int]
"""An item of a routine: its section, and which of that it is, from 0."""


class Lead(NamedTuple):
    """What stands before a set: a rest, a wait for the person, a get-ready countdown.

    `seconds` is None for a wait. A rest that is a window has its least there, and a `most`. `missed_s` is what it takes
    in its place after a set that missed; None for as long as ever.
    """

    kind: Literal["rest", "wait", "prepare"]
    seconds: int | None = None
    most: int | None = None
    missed_s: int | None = None


class Spaced(Protocol):
    """A set of one exercise, with the rests that it asks for."""

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
    def within(self) -> Rest:
        """The rest before the next exercise of the same round."""

    @property
    def across(self) -> Rest:
        """The rest before the next set or round of the same entry or group."""

    @property
    def after(self) -> Rest | None:
        """The rest before another entry or group; None for the routine's `between`."""

    @property
    def missed_s(self) -> int | None:
        """The rest after it, in seconds, where it missed; None for as long as ever."""

    @property
    def waits(self) -> bool:
        """Whether, where it is timed, it begins after a rest only when the person says so."""


class PlannedSet(NamedTuple):
    """One set of an entry, both its sides, or a whole AMRAP.

    `rounds` is how many rounds a circuit has, or an EMOM minutes; `round` is which of them this is in. Where it is
    `two_sided`, each side is a step, and `switch_s` the seconds to change between them, 0 for no such step. With
    `beyond` a hold counts on past its end; without a `countdown` no last seconds are heard in it, nor in what leads to
    it. The rests are as in `Spaced`.
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
    within: Rest = 0
    across: Rest = 0
    after: Rest | None = None
    missed_s: int | None = None
    waits: bool = False
    beyond: bool = False
    countdown: bool = True

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
        rest = routine.rest if item.rest is None else item.rest
        yield from _turns(place, (item,), item.sets, None, [_bare_set(item, (0, rest, item.after), (item, routine))])
    elif isinstance(item, Superset):
        rest = routine.rest if item.rest is None else item.rest
        bare = [_bare_set(entry, (0, rest, item.after), (entry, item, routine)) for entry in item.entries]
        yield from _turns(place, item.entries, item.sets, "superset", bare)
    elif isinstance(item, Circuit):
        times = rounds.get(place, item.rounds[1])
        between = routine.between if item.between is None else item.between
        rests = (item.rest, between, item.after)
        bare = [_bare_set(entry, rests, (entry, item, routine)) for entry in item.entries]
        yield from _turns(place, item.entries, times, "circuit", bare)
    elif isinstance(item, Emom):
        yield from _minutes(place, item, routine)
    else:
        yield PlannedSet(
            (*place, 0), item, 1, 1, "amrap", waits=_waits(item, routine), countdown=_counts_down(item, routine)
        )


_BareSet = tuple[bool, bool, int, "Rest", "Rest", "Rest | None", "int | None", bool, bool, bool]
"""What all sets of an entry have in common: a `PlannedSet` from `is_timed` on."""


def _bare_set(
    entry: Entry, rests: tuple[Rest, Rest, Rest | None], said: Sequence[Entry | Superset | Circuit | Routine]
) -> _BareSet:
    """What all sets of an entry have in common.

    Args:
        entry: whose they are.
        rests: as in `Spaced`: within, across, after.
        said: where it is said how they begin and end, and what a miss asks for, the nearest first.
    """
    is_timed = entry.hold is not None or entry.time is not None
    two_sided = entry.sides == "each"
    switch_s = entry.switch if is_timed and two_sided else 0
    missed_s = next((each.missed for each in said if each.missed is not None), None) or None
    start = next((each.start for each in said if each.start is not None), "auto")
    beyond = next((each.beyond for each in said if each.beyond is not None), False)
    return is_timed, two_sided, switch_s, *rests, missed_s, start == "wait", beyond, _counts_down(*said)


def _counts_down(*said: Item | Routine) -> bool:
    """Whether the last seconds of what is timed are heard; the nearest says so first."""
    return next((each.countdown for each in said if each.countdown is not None), True)


def _waits(group: Emom | Amrap, routine: Routine) -> bool:
    return (routine.start if group.start is None else group.start) == "wait"


def _turns(
    place: Place,
    entries: tuple[Entry, ...],
    times: int,
    group: Literal["superset", "circuit"] | None,
    bare: Sequence[_BareSet],
) -> Iterator[PlannedSet]:
    """One set of each entry in turn, so many times; `bare` has what all sets of an entry have in common."""
    rounds = times if group == "circuit" else None
    for turn in range(1, times + 1):
        for position, entry in enumerate(entries):
            now = turn if rounds else None
            yield PlannedSet((*place, position), entry, turn, times, group, now, rounds, *bare[position])


def _minutes(place: Place, emom: Emom, routine: Routine) -> Iterator[PlannedSet]:
    """Each minute is one timed step, whatever the dose and the sides of its entry."""
    count, waits, countdown = len(emom.entries), _waits(emom, routine), _counts_down(emom, routine)
    for minute in range(emom.minutes):
        turn, position = divmod(minute, count)
        turns = len(range(position, emom.minutes, count))
        entry = emom.entries[position]
        yield PlannedSet(
            (*place, position), entry, turn + 1, turns, "emom", minute + 1, emom.minutes,
            waits=waits, countdown=countdown,
        )  # fmt: skip


def pauses_before(this: Spaced, before: Spaced | None, routine: Routine) -> tuple[Lead, ...]:
    """What stands between two sets that follow each other, or before the first of all (`before` None).

    A rest, with what stands behind that. Without one, timed work has a get-ready countdown, unless other timed work
    runs on into it.
    """
    rest = _rest(before, this, routine.between) if before is not None else 0
    missed_s = before.missed_s if before is not None else None
    if isinstance(rest, RestWindow):
        return Lead("rest", rest.least, rest.most, missed_s), *pauses_behind(this, routine, "window")
    if rest:
        return Lead("rest", rest, missed_s=missed_s), *pauses_behind(this, routine, "rest")
    runs_on = before is not None and before.is_timed
    return () if runs_on else pauses_behind(this, routine, "wait")


def pauses_behind(this: Spaced, routine: Routine, what: Literal["rest", "window", "wait"]) -> tuple[Lead, ...]:
    """What stands between a rest or a wait, and a set.

    Timed work begins right after a rest that ends by itself, or there is a wait for the person. After a wait, and after
    a window, which waits too, it has a get-ready countdown.
    """
    if not this.is_timed or (what == "rest" and not this.waits):
        return ()
    wait = (Lead("wait"),) if what == "rest" else ()
    return (*wait, Lead("prepare", routine.prepare)) if routine.prepare else wait


def _rest(before: Spaced, this: Spaced, between: Rest) -> Rest:
    section, item, _ = this.ref
    section_before, item_before, _ = before.ref
    if section == section_before and item == item_before:
        return before.within if before.set == this.set else before.across
    if before.after is not None:
        return before.after
    # One stretch or warm-up exercise goes over into the next.
    return 0 if section == section_before != "work" else between


def item_beyond(routine: Routine, most_steps: int) -> Place | None:
    """The item with which a routine may have more than so many steps; None where none has.

    How many warm-up sets there are is known only with the loads of a day: all that are written down are counted.
    """
    steps, before = 0, None
    for this in in_order(routine):
        steps += this.steps + len(pauses_before(this, before, routine)) + _warmup_steps(this)
        if steps > most_steps:
            return this.ref[:2]
        before = this
    return None


def _warmup_steps(this: PlannedSet) -> int:
    """The most steps that the warm-up sets before a set can be, each with its rest."""
    if this.set > 1 or this.is_timed or this.group is not None or isinstance(this.entry, Amrap):
        return 0
    return len(this.entry.warmup) * (2 + this.two_sided)
