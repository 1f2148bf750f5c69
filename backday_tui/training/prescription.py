"""What a routine asks for: an entry by its own figures, what they begin with, and what its loads are made of.

Nothing here knows what was done.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from backday_tui import words
from backday_tui.routine.amounts import reps_text
from backday_tui.routine.model import SECTIONS, Amrap, Circuit, Emom, Entry
from backday_tui.training.loads import Equipment, Loadable, Means, loadable_for, means_of, nearest, ramp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Group, Load, Progress, Reps, Routine, Section, Span, WarmupShare
    from backday_tui.training.loads import WarmupSet

EntryPlace = tuple["Section", int, int]
"""Where an entry stands: its section, the number of its item there, and its own in a group (0 outside one), from 0."""
AS_WRITTEN: Final = "as the file says"
"""The reason of an aim that nothing else decides."""
AimKind = Literal["file", "last time", "more", "again", "less", "held", "top", "deload"]
"""Why an aim is what it is: the file alone says it, or last time's figures; it grew, it is the same again, less after
misses or time off, held after time off, as high as it goes, or less in a deload week."""

AMRAP: Final = "amrap"
"""What the movement of an AMRAP begins with."""


def movement_of(name: str, catalog: Catalog) -> str:
    """What a name is kept under: the id in the catalogue, else the name in small letters with single blanks.

    `catalog` holds the person's own names too. As it changes, names are looked up anew.
    """
    found = catalog.find(name)
    return found.id if found else plain_name(name)


def plain_name(name: str) -> str:
    """A name that the catalogue doesn't know, as it is kept: in small letters with single blanks."""
    return " ".join(name.casefold().split())


def movement_of_group(exercises: Iterable[str], catalog: Catalog) -> str:
    """What an AMRAP of these exercises is kept under: it is done as one, and another is another."""
    return f"{AMRAP}: {', '.join(movement_of(name, catalog) for name in exercises)}"


@dataclass(frozen=True, slots=True)
class Prescription:
    """What an entry asks for, as its routine says it: its own sets, reps or hold, load and growth, and no more.

    `reps`, `holds` and `loads` have a value for each set, or none; at most one of the first two has any. Two
    prescriptions are equal where the file says the same; what is changed in a file starts anew from there.
    """

    sets: int
    reps: tuple[Reps, ...] = ()
    holds: tuple[Span, ...] = ()
    loads: tuple[Load, ...] = ()
    growth: Progress | None = None

    @classmethod
    def of(cls, entry: Entry, sets: int | None = None) -> Prescription:
        """Of an entry; `sets` where its group says how many, as the rounds of a circuit."""
        count = entry.sets if sets is None else sets
        loads = () if entry.load is None else entry.load if isinstance(entry.load, tuple) else (entry.load,) * count
        return cls(
            count,
            entry.reps if isinstance(entry.reps, tuple) else (entry.reps,) * count if entry.reps else (),
            entry.hold if isinstance(entry.hold, tuple) else (entry.hold,) * count if entry.hold else (),
            loads,
            entry.progress,
        )

    @property
    def is_in_percent(self) -> bool:
        """Whether a load is a share of the training max."""
        return any(load.kind == "percent" for load in self.loads)

    def reps_of(self, number: int) -> Reps | None:
        """Of a set, from 1; sets more than the file has are as its last."""
        return self.reps[min(number, len(self.reps)) - 1] if self.reps else None

    def hold_of(self, number: int) -> Span | None:
        """As `reps_of`."""
        return self.holds[min(number, len(self.holds)) - 1] if self.holds else None

    def load_of(self, number: int) -> Load | None:
        """As `reps_of`."""
        return self.loads[min(number, len(self.loads)) - 1] if self.loads else None


@dataclass(frozen=True, slots=True)
class Aim:
    """What one set is to reach; a figure that is None isn't asked for.

    `to_beat` is what was reached last time in a set to failure or of "5+": reps, or the seconds of a hold. It isn't
    asked for.
    """

    reps: int | None = None
    seconds: int | None = None
    load: Load | None = None
    to_beat: int | None = None


@dataclass(frozen=True, slots=True)
class TrainingMax:
    """A training max as it stands on a day, why, and the days that decided.

    `kind` is "file" as long as it is as it was given.
    """

    load: Load
    why: str
    kind: AimKind = "file"
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """An entry of a routine, with what its loads are put together from.

    Attributes:
        routine: the id of its routine.
        movement: as `movement_of` has it; of choices that which was picked.
        prescription: what the file says today.
        means, equipment: what can be loaded.
        nth: which of the routine's entries with this movement, from 1.
        training_max: today's, see `progression.grown_max`; None where none was given.
        warmup: the sets before its first, as shares of that one's load.
    """

    routine: str
    movement: str
    prescription: Prescription
    means: Means
    equipment: Equipment
    nth: int = 1
    training_max: TrainingMax | None = None
    warmup: tuple[WarmupShare, ...] = ()

    def warmup_sets(self, working: Load | None) -> tuple[WarmupSet, ...]:
        """What leads up to a load; nothing does to one that is held, and none to none."""
        return ramp(working, self.means, self.equipment, self.warmup) if self.warmup and working else ()

    def loadable(self, load: Load) -> Loadable:
        """What can be loaded where this load is, and by how much the file makes it grow."""
        step = self.prescription.growth.step if self.prescription.growth else None
        own = step.value if step is not None and load.unit in (None, step.unit) else None
        return loadable_for(load, self.means, self.equipment, own)


def planned_entries(
    routine: Routine,
    catalog: Catalog,
    equipment: Equipment,
    *,
    picked: Mapping[EntryPlace, str],
    rounds: Mapping[tuple[Section, int], int],
    maxes: Mapping[str, TrainingMax],
) -> dict[EntryPlace, PlannedEntry]:
    """The entries of a routine that may have an aim, by their place in it: those of an EMOM and an AMRAP have none.

    Args:
        routine: as it is followed.
        catalog: with the person's own exercises; the routine's are added.
        equipment: the person's.
        picked: of choices the exercise that was picked, where one was; else the first.
        rounds: of a circuit with a range how many were picked, where somebody did; else the most.
        maxes: by movement.
    """
    known = catalog.with_own(routine.exercises)
    found = {}
    for place, entry, group, name, movement, nth in named_entries(routine, known, picked):
        asks = asked_for(place, entry, group, rounds)
        if asks is not None:
            means = means_of(known.find(name), asks.load_of(1), barbell=entry.barbell)
            warmup = () if group or entry.hold or entry.time else entry.warmup  # its sets are of reps
            found[place] = PlannedEntry(routine.id, movement, asks, means, equipment, nth, maxes.get(movement), warmup)
    return found


def warmups_of_file(
    routine: Routine, catalog: Catalog, equipment: Equipment, picked: Mapping[EntryPlace, str]
) -> dict[EntryPlace, tuple[WarmupSet, ...]]:
    """The warm-up sets that lead up to the loads of the file, as `planned_entries` has those; without any, nothing."""
    if not any(entry.warmup for _, entry, _ in entries_in_order(routine)):
        return {}
    planned = planned_entries(routine, catalog, equipment, picked=picked, rounds={}, maxes={})
    found = {place: entry.warmup_sets(_first_load(entry, 1)) for place, entry in planned.items()}
    return {place: sets for place, sets in found.items() if sets}


class NamedEntry(NamedTuple):
    """An entry of a routine, the group that it stands in, its exercise and movement, and the how manieth of that."""

    place: EntryPlace
    entry: Entry
    group: Group | None
    name: str
    movement: str
    nth: int


def named_entries(routine: Routine, known: Catalog, picked: Mapping[EntryPlace, str]) -> Iterator[NamedEntry]:
    """Every entry in order, those of EMOMs and AMRAPs too; `picked` as for `planned_entries`, `known` with its own."""
    seen: Counter[str] = Counter()
    for place, entry, group in entries_in_order(routine):
        name = picked.get(place, entry.exercise[0])
        movement = movement_of(name, known)
        seen[movement] += 1
        yield NamedEntry(place, entry, group, name, movement, seen[movement])


def asked_for(
    place: EntryPlace, entry: Entry, group: Group | None, rounds: Mapping[tuple[Section, int], int]
) -> Prescription | None:
    """What an entry asks for that may have an aim; None for one of an EMOM or an AMRAP.

    Of a minute of an EMOM the loads are asked for where they are shares of a training max, and nothing else is.
    """
    if isinstance(group, Emom | Amrap):
        asks = Prescription.of(entry)
        is_load_alone = isinstance(group, Emom) and asks.is_in_percent
        return replace(asks, reps=(), holds=(), growth=None) if is_load_alone else None
    return Prescription.of(entry, rounds.get(place[:2], group.rounds[1]) if isinstance(group, Circuit) else None)


def entries_in_order(routine: Routine) -> Iterator[tuple[EntryPlace, Entry, Group | None]]:
    """The entries of a routine in order: the place of each, and the group that it stands in."""
    for section in SECTIONS:
        for number, item in enumerate(routine.section(section)):
            if isinstance(item, Entry):
                yield (section, number, 0), item, None
            else:
                yield from (((section, number, place), entry, item) for place, entry in enumerate(item.entries))


def exercises_in_percent(routine: Routine) -> tuple[str, ...]:
    """The exercises that have a load in %, each once and in order, as the routine writes them."""
    asking = (entry for _, entry, _ in entries_in_order(routine) if Prescription.of(entry).is_in_percent)
    return tuple(dict.fromkeys(name for entry in asking for name in entry.exercise))


# -- what it begins with --------------------------------------------------------------------------------------------


def first_aims(entry: PlannedEntry, count: int) -> tuple[Aim, ...]:
    """The aims of so many sets where nothing was done yet."""
    asks = entry.prescription
    return tuple(
        Aim(_first_reps(asks, number), _first_seconds(asks, number), _first_load(entry, number))
        for number in range(1, count + 1)
    )


def _first_reps(asks: Prescription, number: int) -> int | None:
    reps, growth = asks.reps_of(number), asks.growth
    if reps is None:
        return growth.reps[0] if growth and growth.reps and not asks.holds else None
    if reps.low is None or reps.high is None:
        return None
    if growth and growth.reps:
        return max(growth.reps[0], min(reps.low, growth.reps[1]))
    return reps.high if growth else reps.low


def _first_seconds(asks: Prescription, number: int) -> int | None:
    hold = asks.hold_of(number)
    return None if hold is None or (hold.open_ended and asks.growth is None) else hold.seconds


def _first_load(entry: PlannedEntry, number: int) -> Load | None:
    """A percentage is of the training max, as near as can be loaded; without one there is no load."""
    load = entry.prescription.load_of(number)
    if load is None or load.kind != "percent":
        return load
    if entry.training_max is None:
        return None
    most = entry.training_max.load
    share = most.with_value(most.value * load.value / 100)
    return share.with_value(nearest(share.value, entry.loadable(share)))


# -- in words -------------------------------------------------------------------------------------------------------


def figures_text(aims: Sequence[Aim], asks: Prescription) -> str:
    """Aims in words: "8 reps · 82.5 kg", "11, 10, 9 reps · 40 kg", "1:05"; of a set without a figure what it is."""
    loads = [words.load(str(aim.load)) if aim.load else "" for aim in aims]
    if asks.holds:
        figures = one_by_one(["max" if aim.seconds is None else words.clock(aim.seconds) for aim in aims])
    else:
        said = [_reps_text(aim, asks, number) for number, aim in enumerate(aims, start=1)]
        figures = one_by_one(said) + ("" if set(said) == {"max"} else " rep" if set(said) == {"1"} else " reps")
    return words.joined(figures, one_by_one(loads))


def _reps_text(aim: Aim, asks: Prescription, number: int) -> str:
    reps = asks.reps_of(number)
    return str(aim.reps) if aim.reps is not None else reps_text(reps) if reps else "max"


def one_by_one(said: Sequence[str]) -> str:
    """Once where all are the same, else one after the other."""
    return said[0] if len(set(said)) == 1 else ", ".join(said)


def at_loads(loads: Sequence[Load | None]) -> str:
    """With which loads: " at 40 kg", " at 40 kg, 45 kg"; "" where a set has none."""
    return f" at {one_by_one([words.load(str(load)) for load in loads])}" if loads and all(loads) else ""
