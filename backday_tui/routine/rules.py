"""What the keys of one table demand of each other.

A key whose value was refused is left out of a rule; the rule still holds for the other keys.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from backday_tui.routine import amounts
from backday_tui.routine.format import EntryTable, GroupTable, RoutineTable, SupersetTable
from backday_tui.routine.model import SECTIONS, Reps
from backday_tui.routine.problems import Fault, KeyPath

DOSES: Final = ("reps", "hold", "time")
_PER_SET: Final = ("reps", "hold", "time", "load")

Raw = Mapping[str, Any]


def is_routine(raw: Raw) -> bool:
    """Whether tables are meant as a routine, however wrong: by a list of entries, or a name and no unknown key."""
    return any(isinstance(raw.get(section), list) for section in SECTIONS) or (
        "name" in raw and raw.keys() <= {*RoutineTable.all_keys()}
    )


def entry_faults(table: EntryTable, raw: Raw, path: KeyPath, group: type[GroupTable] | None) -> Iterator[Fault]:
    """What is wrong between the keys of an entry; `group` is the one that it is in, None outside of one."""
    yield from _one_dose(raw, path)
    yield from _list_lengths(table, raw, path)
    yield from _part_sums(table, raw, path)
    if group:
        yield from _loose_keys(table, raw, path, group)


def _one_dose(raw: Raw, path: KeyPath) -> Iterator[Fault]:
    first, *others = [key for key in raw if key in DOSES] or [""]
    for key in others:
        yield Fault((*path, key), f"{first} and {key} in one entry: at most one of reps, hold, time is allowed", "key")


def said_sets(table: EntryTable, raw: Raw) -> int | None:
    """How many sets an entry says it has, by `sets` or by a list with one value for each; None if it doesn't say."""
    if table.sets is not None:
        return table.sets
    return next((len(value) for key, value in raw.items() if key in _PER_SET and isinstance(value, list)), None)


def _list_lengths(table: EntryTable, raw: Raw, path: KeyPath) -> Iterator[Fault]:
    sets = said_sets(table, raw)
    if sets is None or ("sets" in raw and table.sets is None):
        return
    for key, value in raw.items():
        if key in _PER_SET and isinstance(value, list) and len(value) != sets and value:
            yield Fault((*path, key), f"{key} has {_values(len(value))} for {_sets(sets)}: as many are allowed as sets")


def _values(count: int) -> str:
    return "1 value" if count == 1 else f"{count:,} values"


def _sets(count: int) -> str:
    return "1 set" if count == 1 else f"{count:,} sets"


def _part_sums(table: EntryTable, raw: Raw, path: KeyPath) -> Iterator[Fault]:
    if "parts" not in raw:
        return
    timed = next((key for key in ("hold", "time") if key in raw), None)
    if timed:
        yield Fault((*path, "parts"), f"parts are of reps, this entry has {timed}: leave one of them out", "key")
    if table.parts is None:
        return
    total = sum(part.reps for part in table.parts)
    if total > amounts.MAX_REPS:
        yield Fault((*path, "parts"), f"parts add up to {total:,} reps: at most {amounts.MAX_REPS:,} are allowed")
    each = table.reps if isinstance(table.reps, tuple) else (table.reps,)
    for reps in each:
        if reps is not None and reps != Reps(total, total):
            said = f"parts add up to {total} reps, reps is {amounts.reps_text(reps)}"
            yield Fault((*path, "parts"), f"{said}: write reps = {total}, or leave reps out")
            return


def _loose_keys(table: EntryTable, raw: Raw, path: KeyPath, group: type[GroupTable]) -> Iterator[Fault]:
    """Keys that an entry may only have outside a group."""
    for key in ("rest", "after"):
        if key in raw:
            yield Fault((*path, key), f"inside {group.shown} an entry has no {key} of its own", "key")
    sets = said_sets(table, raw)
    if group is not SupersetTable and sets not in (None, 1):
        key = "sets" if "sets" in raw else next(k for k in raw if k in _PER_SET and isinstance(raw[k], list))
        yield Fault((*path, key), f"inside {group.shown} an entry has no sets of its own, this has {sets}", "key")


def progress_faults(raw: Raw, entry: Raw, path: KeyPath) -> Iterator[Fault]:
    """What is wrong between the keys of `progress`, and between them and those of its entry."""
    if not raw:
        yield Fault(path, 'progress is empty: write { reps = "8-12" } or { hold = "+5s", until = "2:00" }')
    both = "reps" in raw and "hold" in raw
    if both:
        yield Fault((*path, "hold"), "either reps or hold grows, not both", "key")
    for key, owner in (("load", "reps"), ("until", "hold")):
        if key in raw and owner not in raw:
            yield Fault((*path, key), f"{key} goes with {owner}, which is missing here", "key")
    for key, others in (("reps", ("hold", "time")), ("hold", ("reps", "parts"))):
        other = next((other for other in others if other in entry), None)
        if key in raw and other and not both:
            yield Fault((*path, key), f"{key} can't grow in an entry that has {other}", "key")


def superset_faults(
    table: SupersetTable, raw: Raw, path: KeyPath, said: Iterable[tuple[KeyPath, int | None]]
) -> Iterator[Fault]:
    """Where a superset and its entries disagree on the number of sets.

    Args:
        table: the superset.
        raw: what its table holds.
        path: where it is.
        said: for each entry where it says how many sets it has, and how many; None if it doesn't say.
    """
    said = list(said)
    wanted = table.sets
    if wanted is None:
        wanted = next((sets for _, sets in said if sets is not None), None)
        if "sets" not in raw and (wanted is None or any(sets is None for _, sets in said)):
            message = 'sets is missing: write sets = 3, or say the same in each entry, "3x8 Seated row"'
            yield Fault((*path, "sets"), message, "table")
    for place, sets in said:
        if sets is not None and sets != wanted:
            yield Fault(place, f"{_sets(sets)} in a superset of {wanted}: each entry has as many sets as the others")
