"""What the keys of one table demand of each other.

A key whose value was refused is left out of a rule; the rule still holds for the other keys.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from backday_tui.routine import amounts
from backday_tui.routine.file_kinds import WEEK_FILE
from backday_tui.routine.format import (
    AmrapTable,
    EmomTable,
    EntryTable,
    GroupTable,
    ProgressTable,
    RoutineTable,
    SupersetTable,
)
from backday_tui.routine.model import SECTIONS, Load, Reps, RestWindow, WarmupShare
from backday_tui.routine.problems import Aim, Fault, KeyPath, shown

DOSES: Final = ("reps", "hold", "time")
OUTSIDE_GROUPS: Final = ("rest", "after", "warmup", "warmup_rest")
"""Keys that an entry has only where it is in no group."""
_PER_SET: Final = ("reps", "hold", "time", "load")

Raw = Mapping[str, Any]


def is_routine(raw: Raw) -> bool:
    """Whether tables are meant as a routine, however wrong: by a list of entries, or a name and no unknown key."""
    return any(isinstance(raw.get(section), list) for section in SECTIONS) or (
        "name" in raw and raw.keys() <= {*RoutineTable.all_keys()}
    )


def id_hints(routine_id: str, raw: Raw) -> Iterator[Fault]:
    """A routine may have the name of the file of a week: nobody has both."""
    if f"{routine_id}.toml" == WEEK_FILE and "name" in raw:
        words = f"with a name this is a routine; without one {WEEK_FILE} says which routine is due on which day"
        yield Fault(("name",), words, "key", severity="hint", stops_start=False)


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
    clocked = ("missed", "start", "beyond", "countdown") if group in (EmomTable, AmrapTable) else ()
    for key in (*OUTSIDE_GROUPS, *clocked):
        if key in raw:
            yield Fault((*path, key), f"inside {group.shown} an entry has no {key} of its own", "key")
    sets = said_sets(table, raw)
    if group is not SupersetTable and sets not in (None, 1):
        key = "sets" if "sets" in raw else next(k for k in raw if k in _PER_SET and isinstance(raw[k], list))
        yield Fault((*path, key), f"inside {group.shown} an entry has no sets of its own, this has {sets}", "key")


def rest_hints(table: EntryTable, raw: Raw, path: KeyPath) -> Iterator[Fault]:
    """Keys about rests that say nothing in this entry: they do no harm."""
    doses = [dose for key in DOSES if (dose := getattr(table, key)) is not None]
    each = [one for dose in doses for one in (dose if isinstance(dose, tuple) else (dose,))]
    is_endless = bool(each) and all(one.to_failure if isinstance(one, Reps) else one.open_ended for one in each)
    said = {
        "beyond": "" if "hold" in raw and not is_endless else "it is for a hold with an end",
        "missed": "" if ("hold" in raw or "reps" in raw or "parts" in raw) and not is_endless else "nothing is missed",
        "start": "" if "hold" in raw or "time" in raw else "only what is timed begins by itself",
    }
    for key, why in said.items():
        if why and getattr(table, key):
            yield _says_nothing(path, key, why)
    yield from missed_hints(table.missed, table.rest, path)


def load_hints(table: EntryTable, raw: Raw, path: KeyPath, *, has_bar: bool) -> Iterator[Fault]:
    """Keys about the load that say nothing in this entry; `has_bar` is whether the catalogue says that it is a bar."""
    loads = [load for load in _each(table.load) if load is not None]
    is_of_reps = "reps" in raw or "parts" in raw
    if table.rir is not None and not (is_of_reps and any(reps is None or reps.low for reps in _each(table.reps))):
        yield _says_nothing(path, "rir", "no number of reps says when to stop" if is_of_reps else "it is for reps")
    if table.barbell and any(load.kind in ("body", "label") or load.each != 1 for load in loads):
        yield _says_nothing(path, "barbell", f"{shown(str(loads[0]))} is on no bar")
    is_on_bar = has_bar if table.barbell is None else table.barbell
    if table.warmup_rest is not None and not raw.get("warmup"):
        yield _says_nothing(path, "warmup_rest", "there are no warm-up sets: write warmup = true")
    if table.warmup and (why := _warms_up_to_nothing(raw, loads)):
        yield _says_nothing(path, "warmup", why)
    elif table.warmup and isinstance(raw["warmup"], str):
        is_on_bar = is_on_bar and all(load.each == 1 for load in loads)
        for said in _left_out(table.warmup, is_on_bar=is_on_bar):
            yield Fault((*path, "warmup"), said, severity="hint", stops_start=False)


def _left_out(shares: tuple[WarmupShare, ...], *, is_on_bar: bool) -> Iterator[str]:
    """Which warm-up sets that are written down will not be there."""
    percents = [share.percent for share in shares]
    if None in percents and not is_on_bar:
        yield 'no bar is known here, so "bar" is left out: write barbell = true where there is one'
    if len({*percents}) < len(percents):
        yield "of warm-up sets with the same load the first alone is done"


def _warms_up_to_nothing(raw: Raw, loads: list[Load]) -> str:
    """Why nothing leads up to the load of an entry; "" where something does."""
    if dose := next((dose for dose in ("hold", "time") if dose in raw), ""):
        return f"warm-up sets are of reps, and this entry has {dose}"
    if "load" not in raw:
        grows = isinstance(raw.get("progress"), dict) and "load" in raw["progress"]
        return "" if grows else "the entry has no load to warm up to"
    leads = [load for load in loads if load.kind != "label" and (load.kind != "body" or load.value > 0)]
    return "" if leads or not loads else f"nothing leads up to {shown(str(loads[0]))}"


def missed_hints(missed: int | None, rest: object, path: KeyPath) -> Iterator[Fault]:
    """A rest after a miss is longer than another one."""
    least = rest.least if isinstance(rest, RestWindow) else rest if isinstance(rest, int) else None
    if missed and least is not None and missed <= least:
        said = f"rest is {amounts.time_text(least)} already"
        yield _says_nothing(path, "missed", said)


def _says_nothing(path: KeyPath, key: str, why: str) -> Fault:
    return Fault((*path, key), f"{key} says nothing here: {why}", "key", severity="hint", stops_start=False)


class GivenProgress(NamedTuple):
    """The progress of an entry as it was read, with what both tables hold, and where it is.

    `group` is the one that the entry is in, None outside of one.
    """

    table: ProgressTable
    raw: Raw
    entry: EntryTable
    entry_raw: Raw
    path: KeyPath
    group: type[GroupTable] | None

    def at(self, key: str, message: str, place: Aim = "key") -> Fault:
        """A fault of one of its keys."""
        return Fault((*self.path, key), message, place)


_GROWING: Final = ("reps", "hold", "load", "max")
"""The keys of `progress` that say what grows."""
_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "until": ("hold",),
    "amrap": ("load",),
    "sets": ("reps", "hold", "load"),
    "then": ("reps", "hold", "load"),
}
"""What has to grow for a key of `progress` to mean anything."""


def progress_faults(given: GivenProgress) -> Iterator[Fault]:
    """What is wrong between the keys of `progress`, and between them and those of its entry."""
    raw, path, group = given.raw, given.path, given.group
    growing = [key for key in _GROWING if key in raw]
    clash = _clash(growing)
    if not raw:
        yield Fault(path, 'progress is empty: write { reps = "8-12" } or { hold = "+5s", until = "2:00" }')
    elif group is EmomTable or group is AmrapTable:
        yield Fault(path, f"inside {group.shown} nothing grows: the clock leads, and no set has an aim", "key")
    elif clash:
        yield given.at(clash[1], f"either {clash[0]} or {clash[1]} grows, not both")
    elif not growing:
        yield from _without_growth(given)
    else:
        yield from _strangers(given, growing)
        misfit = _misfit(given, growing)
        yield from (given.at(*misfit),) if misfit else (*_limits(given), *_growing_sets(given))


def _clash(growing: list[str]) -> tuple[str, str] | None:
    """Two things that can't grow both: reps and the load after them are the only ones that can."""
    first, *others = growing or [""]
    return next(((first, other) for other in others if {first, other} != {"reps", "load"}), None)


def _without_growth(given: GivenProgress) -> Iterator[Fault]:
    """No key says what grows: where another tells which is missing, it is named."""
    owned = [(key, _OF[key][0]) for key in given.raw if len(_OF.get(key, ())) == 1]
    for key, owner in owned:
        yield given.at(key, f"{key} goes with {owner}, which is missing here")
    if not owned:
        said = 'progress says nothing that grows: write { reps = "8-12" } or { load = "+2.5 kg" }'
        yield Fault(given.path, said, "key")


def _strangers(given: GivenProgress, growing: list[str]) -> Iterator[Fault]:
    """Keys that mean nothing where this grows."""
    raw = given.raw
    for key, owners in _OF.items():
        if key in raw and not {*owners} & {*growing}:
            wanted = f"{owners[0]}, which is missing here" if len(owners) == 1 else " or ".join(owners)
            yield given.at(key, f"{key} goes with {wanted}")
    for key in ("sets", "then"):
        if key in raw and growing == ["hold"] and "until" not in raw:
            yield given.at(key, f"{key} goes with until: without a longest hold there is no top")
    down = raw.get("down")
    if isinstance(down, dict) and "by" in down and not {"load", "max"} & {*growing}:
        less = "10 s" if "hold" in growing else "two reps"
        said = f"by is a part of a load, and none grows here: it is {less} less"
        yield Fault((*given.path, "down", "by"), said, "key")


def _misfit(given: GivenProgress, growing: list[str]) -> tuple[str, str] | None:
    """What can't grow in an entry with these figures, and why."""
    entry, key = given.entry, growing[0]
    loads = [load for load in _each(entry.load) if load is not None]
    if key == "max":
        is_part = any(load.kind == "percent" for load in loads) or ("load" in given.entry_raw and not loads)
        return None if is_part else (key, 'max grows what a load in % is a part of: write load = "70%"')
    dose = next((dose for dose in (*DOSES, "parts") if dose in given.entry_raw), "")
    why = _misfit_of_hold(entry, dose) if key == "hold" else _misfit_of_reps(given, key, dose)
    if why:
        return key, why
    if "load" in growing and loads and all(load.kind in ("percent", "label") for load in loads):
        way = "max grows that of which it is a part" if loads[0].kind == "percent" else "it is no weight"
        return "load", f"there is no load to step from {shown(str(loads[0]))}: {way}"
    return None


def _misfit_of_hold(entry: EntryTable, dose: str) -> str:
    if dose != "hold":
        return f"hold can't grow in {f'an entry that has {dose}' if dose else 'an entry without hold'}"
    is_max = entry.hold is not None and all(span and span.seconds is None for span in _each(entry.hold))
    return 'hold can\'t grow where it is "max": write the time to begin with' if is_max else ""


def _misfit_of_reps(given: GivenProgress, key: str, dose: str) -> str:
    if dose in ("hold", "time"):
        return f"{key} can't grow in an entry that has {dose}"
    if key == "load" and not dose:
        return "load grows once every rep is done, and the entry says no reps"
    reps = [each for each in _each(given.entry.reps) if each]
    if reps and all(each.low is None if key == "load" else each.high is None for each in reps):
        return f"{key} can't grow where reps = {shown(given.entry_raw['reps'])}: no number says when they are done"
    return ""


def _limits(given: GivenProgress) -> Iterator[Fault]:
    """A limit that lies under what the entry begins with, and a last set that doubles nothing."""
    table, entry = given.table, given.entry
    most = max((reps.low or 0 for reps in _each(entry.reps) if reps and reps.high), default=0)
    if table.reps and most > table.reps[1]:
        yield given.at("reps", f"reps grow to {table.reps[1]}, and the entry begins with {most}", "value")
    longest_s = max((span.seconds or 0 for span in _each(entry.hold) if span), default=0)
    if table.until and longest_s > table.until:
        until, begin = amounts.time_text(table.until), amounts.time_text(longest_s)
        yield given.at("until", f"the hold grows to {until}, and the entry begins with {begin}", "value")
    last = _each(entry.reps)[-1]
    if table.amrap and "load" in given.raw and last and (last.low is None or last.high is not None):
        yield given.at("amrap", 'amrap goes with a last set of at least so many: write reps = [5, 5, "5+"]')


def _growing_sets(given: GivenProgress) -> Iterator[Fault]:
    if given.table.sets is None:
        return
    low, high = given.table.sets
    begins = said_sets(given.entry, given.entry_raw) or 1
    if given.group:
        yield given.at("sets", f"inside {given.group.shown} sets can't grow: they are those of the group")
    elif not low <= begins <= high:
        said = f"sets grow from {low} to {high}, and the entry has {begins}: write sets = {low} there"
        yield given.at("sets", said, "value")


def progress_hints(given: GivenProgress) -> Iterator[Fault]:
    """What is possible, and may be meant otherwise."""
    step, at = given.table.load, (*given.path, "load")
    if step is None:
        return
    if "load" not in given.entry_raw and "reps" not in given.raw:
        said = "the entry has no load yet: the first that you write down is what it grows from"
        yield Fault(at, said, severity="hint", stops_start=False)
    other = next((load for load in _each(given.entry.load) if load and load.unit not in (None, step.unit)), None)
    if other is not None:
        said = f"the load is in {other.unit}: it grows by the step of the settings, not by {step}"
        yield Fault(at, said, severity="hint", stops_start=False)


def _each(value: Any) -> tuple[Any, ...]:
    """The values of a key that may have one for each set."""
    return value if isinstance(value, tuple) else (value,)


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
