"""A routine file -> Routine, or every problem with its place.

`source.py` turns the file into tables, `TableReader` walks them. Each table is filled by itself, and only then are the
rules between its keys checked, so that one wrong value doesn't hide another. What is wrong is gathered as faults, which
know their key; where that stands in the text, `fault_places.py` finds out in the end, if there is any.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import MUSCLE_ALIASES, MUSCLES, Catalog, Exercise, muscle_named
from backday_tui.routine import notation, rules, sounds, source
from backday_tui.routine.format import (
    GROUPS,
    AmrapTable,
    CircuitTable,
    DownTable,
    EmomTable,
    EntryTable,
    ExerciseTable,
    GroupTable,
    ProgressTable,
    RoutineTable,
    SupersetTable,
    Table,
)
from backday_tui.routine.model import (
    HARDER,
    PREPARE_S,
    REST_S,
    SECTIONS,
    Amrap,
    Circuit,
    Deloading,
    Emom,
    Entry,
    Item,
    Progress,
    Reps,
    Routine,
    Superset,
)
from backday_tui.routine.notation import Choice, NotationError, NotationLine
from backday_tui.routine.problems import (
    Fault,
    Faults,
    KeyPath,
    Problem,
    key_text,
    meant,
    nearest,
    one_of,
    problem_line,
    problems_of,
    problems_of_broken,
    shown,
    unreadable,
)
from backday_tui.routine.sets import item_beyond
from backday_tui.routine.value_kinds import MAX_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from backday_tui.routine.model import Load, Section


MAX_ENTRIES: Final = 1000
MAX_STEPS: Final = 10_000
_NEAR_NAMES: Final = 20
_MOST_NAMES: Final = 5000
_MOST_CANDIDATES: Final = 8
_MUSCLE_KEYS: Final = frozenset({"muscles", "secondary"})
_GROUP_OF: Final = {group.list_key: group for group in GROUPS}
_FOR_EXAMPLE: Final = {
    "name": '"Back workout"',
    "exercise": '"Seated row"',
    "rounds": "3",
    "minutes": "10",
    "time": '"10:00"',
}

T = TypeVar("T", bound=Table)
HasMax = Callable[[str, Catalog], bool]
"""Whether the training max of an exercise is known, by its name and the catalogue that this is looked up in."""


@dataclasses.dataclass(frozen=True, slots=True)
class _ReadEntry:
    """An entry as it was read, None where it has a fault; how many sets it says it has, and where it says so."""

    entry: Entry | None
    said_sets: int | None
    said_at: KeyPath


class TableReader:
    """Walks the tables of one file, and gathers what is wrong in `faults`.

    Without `proposes` no exercise is proposed for one that the catalogue lacks.
    """

    def __init__(
        self,
        catalog: Catalog,
        folders: Sequence[Path] | None,
        has_max: HasMax | None = None,
        *,
        proposes: bool = True,
    ) -> None:
        self.faults = Faults()
        self._proposes = proposes
        self._has_max = has_max
        self._catalog = catalog
        self._isometric = notation.isometric_in(catalog)
        self._folders = folders
        self._entries = 0
        self._near: dict[str, str] = {}
        self._found: dict[str, bool] = {}
        self._maxes: set[str] = set()

    # ------------------------------------------------------------------------------------------------ the top level

    def routine(self, raw: dict[str, Any], routine_id: str) -> Routine | None:
        """The routine that the tables of a file describe; None where a fault stops it."""
        version = raw.get("format")
        if type(version) is int and version > 1:
            message = (
                f"format = {shown(version)} is newer than this backday, which reads format 1: a newer backday reads it"
            )
            self.faults.add(Fault(("format",), message))
            return None
        table = self.table(RoutineTable, raw, ())
        self._hints(rules.id_hints(routine_id, raw))
        self._hints(rules.missed_hints(table.missed, table.rest, ()))
        own = self.own_exercises(raw.get("exercises", {}))
        self._catalog = self._catalog.with_own(own)
        self._isometric = notation.isometric_in(self._catalog)
        sections = {section: self._section(raw, section) for section in SECTIONS}
        # Where there are faults it has what could be read of it.
        routine = _routine(routine_id, table, sections, own)
        self._hold_limits(raw, routine, sections)
        return None if self.faults.stopping or table.name is None else routine

    def _hold_limits(
        self, raw: dict[str, Any], routine: Routine, sections: dict[Section, list[tuple[KeyPath, Item]]]
    ) -> None:
        if not self._entries and not any(raw.get(section) for section in SECTIONS) and not _means_section(raw):
            self.faults.add(Fault(("work",), 'there is no entry: write work = ["3x8 Seated row"]', "table"))
        if self._entries > MAX_ENTRIES:  # the rest wasn't read, and there is a fault for that
            return
        if place := item_beyond(routine, MAX_STEPS):
            section, number = place
            words = f"over {MAX_STEPS:,} steps with this one, more than a routine may have: take fewer sets"
            self.faults.add(Fault(sections[section][number][0], words))

    def _section(self, raw: dict[str, Any], section: Section) -> list[tuple[KeyPath, Item]]:
        elements = self._list(raw, (section,), f"a list of entries, {section} = [...] or [[{section}]]")
        items = ((path, self._item(element, path)) for path, element in elements)
        return [(path, item) for path, item in items if item is not None]

    def _list(self, raw: dict[str, Any], path: KeyPath, allowed: str) -> Iterator[tuple[KeyPath, Any]]:
        """The elements of a list with their paths, as long as entries are read; nothing if it isn't a list."""
        value = raw.get(str(path[-1]), [])
        if not isinstance(value, list):
            self.faults.add(Fault(path, f"{path[-1]} = {shown(value)}: allowed is {allowed}"))
            return
        for number, element in enumerate(value):
            if self._entries > MAX_ENTRIES:
                return
            yield (*path, number), element

    def _item(self, element: Any, path: KeyPath) -> Item | None:
        if isinstance(element, dict) and any(key in _GROUP_OF for key in element):
            return self._group(element, path)
        return self._entry(element, path, None).entry

    # --------------------------------------------------------------------------------------------------- every table

    def table(self, kind: type[T], raw: dict[str, Any], path: KeyPath, more: tuple[str, ...] = ()) -> T:
        """A table with what can be read of it; unknown keys, missing keys and wrong values become faults.

        `more` are keys that are allowed here besides its own.
        """
        meant = self._unknown_keys(kind, raw, path, more)
        for key in kind.required:
            if key not in raw and key not in meant:
                example = f": write {key} = {_FOR_EXAMPLE[key]}" if key in _FOR_EXAMPLE else ""
                self.faults.add(Fault((*path, key), f"{key} is missing in {kind.shown}{example}", "table"))
        table, refused = kind.filled(raw)
        for key, error in refused.items():
            for at, words, offset in error.faults:
                self.faults.add(Fault((*path, key, *at), key_text((key, *at)) + words, offset=offset))
        return table

    def _unknown_keys(self, kind: type[Table], raw: dict[str, Any], path: KeyPath, more: tuple[str, ...]) -> set[str]:
        """Refuse unknown keys; gives the known ones that were likely meant."""
        keys = kind.all_keys()
        unknown = [key for key in raw if key not in keys and key not in more]
        known = (*keys, *_GROUP_OF) if kind is EntryTable else keys
        near = {key: nearest(key, known) for key in unknown[:_NEAR_NAMES]}
        meant = {key for key in near.values() if key}
        if group := next((_GROUP_OF[key] for key in meant if key in _GROUP_OF), None):
            meant.add("exercise")
            unknown = [key for key in unknown if key not in group.all_keys()]
        for number, key in enumerate(unknown):
            if self.faults.full():
                self.faults.skip(len(unknown) - number)
                break
            hint = f'; is "{near[key]}" meant?' if near.get(key) else "."
            message = f"{shown(key)} is no key of {kind.shown}{hint} Allowed are {', '.join(keys)}"
            self.faults.add(Fault((*path, key), message, "key"))
        return meant

    # --------------------------------------------------------------------------------------------------- exercises

    def own_exercises(self, raw: Any) -> tuple[Exercise, ...]:
        """What a table of exercises by id describes; of each, whatever can be read."""
        if not isinstance(raw, dict):
            self.faults.add(Fault(("exercises",), f"exercises = {shown(raw)}: allowed is a table of exercises by id"))
            return ()
        if len(raw) > MAX_ENTRIES:
            self.faults.add(
                Fault(("exercises",), f"{len(raw):,} exercises of its own: at most {MAX_ENTRIES:,} are allowed")
            )
            return ()
        read = (self._own_exercise(exercise_id, value) for exercise_id, value in raw.items())
        return tuple(exercise for exercise in read if exercise is not None)

    def _own_exercise(self, exercise_id: str, raw: Any) -> Exercise | None:
        path: KeyPath = ("exercises", exercise_id)
        if not isinstance(raw, dict):
            self.faults.add(Fault(path, f'{shown(raw)} as an exercise: allowed is a table, {{ name = "Sled pull" }}'))
            return None
        if not exercise_id.strip() or len(exercise_id) > MAX_NAME:
            self.faults.add(Fault(path, "the id of an exercise has 1 to 120 characters", "key"))
        table = self.table(ExerciseTable, raw, path)
        known = self._catalog.get(exercise_id)
        if known is None and "name" not in raw:
            message = 'name is missing in an exercise that the catalogue lacks: write name = "Sled pull"'
            self.faults.add(Fault((*path, "name"), message, "table"))
        given = {key: value for key in ExerciseTable.plain_keys() if (value := getattr(table, key)) is not None}
        base = known or Exercise(exercise_id, exercise_id)
        given["aliases"] = _joined(given.get("aliases", base.aliases), given.pop("alias", ()))
        for key in _MUSCLE_KEYS & given.keys():
            given[key] = _joined(self._muscle(muscle, (*path, key, place)) for place, muscle in enumerate(given[key]))
        return dataclasses.replace(base, **given)

    def _muscle(self, word: str, path: KeyPath) -> str:
        """A muscle by the name that the catalogue has for it; any other word as it is, with a hint."""
        named = muscle_named(word)
        if named is None:
            hint = meant(word, (*MUSCLES, *MUSCLE_ALIASES)) or f": known are {', '.join(MUSCLES)}"
            message = f"{shown(word)} is no muscle that the figure shows{hint}"
            self.faults.add(Fault(path, message, severity="hint", stops_start=False))
        return named or word

    # ----------------------------------------------------------------------------------------------------- entries

    def _entry(self, element: Any, path: KeyPath, group: type[GroupTable] | None) -> _ReadEntry:
        self._entries += 1
        if self._entries > MAX_ENTRIES:
            self.faults.add(Fault(path, f"more than {MAX_ENTRIES:,} entries: the rest is not read"))
            return _ReadEntry(None, None, path)
        if isinstance(element, str):
            return self._line(element, path, group)
        if isinstance(element, dict):
            return self._entry_table(element, path, group)
        message = f'{shown(element)} as an entry: allowed is a line, "3x8 Seated row", or a table'
        self.faults.add(Fault(path, message))
        return _ReadEntry(None, None, path)

    def _line(self, text: str, path: KeyPath, group: type[GroupTable] | None) -> _ReadEntry:
        try:
            line = notation.parse_line(text, self._isometric)
        except NotationError as error:
            self.faults.add(Fault(path, error.message, offset=error.at))
            return _ReadEntry(None, None, path)
        if group not in (None, SupersetTable) and line.sets not in (None, 1) and group:
            self.faults.add(Fault(path, f"inside {group.shown} an entry has no sets of its own, this has {line.sets}"))
            return _ReadEntry(None, line.sets, path)
        for choice in line.choices:
            self._known(choice, path, text if len(line.choices) == 1 else "")
        self._bare_number(line, path, text)
        self._training_max(line.load, [choice.name for choice in line.choices], path, text.find("@"))
        return _ReadEntry(notation.entry_of(line, self._isometric), line.sets, path)

    def _entry_table(self, raw: dict[str, Any], path: KeyPath, group: type[GroupTable] | None) -> _ReadEntry:
        before = self.faults.stopping
        table = self.table(EntryTable, raw, path)
        for fault in rules.entry_faults(table, raw, path, group):
            self.faults.add(fault)
        if group not in (EmomTable, AmrapTable):
            self._hints(rules.rest_hints(table, raw, path))
        if group is None or not {"warmup", "warmup_rest"} & raw.keys():
            self._hints(rules.load_hints(table, raw, path, has_bar=self._has_bar(table.exercise or ())))
        self._labels(table, raw, path)
        progress = self._progress(table, raw, path, group)
        self._names(table, raw, path)
        self._sound(table, path)
        sets = rules.said_sets(table, raw)
        said_at = (*path, "sets") if "sets" in raw else path
        if self.faults.stopping > before or table.exercise is None:
            return _ReadEntry(None, sets, said_at)
        given = {key: value for key in EntryTable.plain_keys() if (value := getattr(table, key)) is not None}
        return _ReadEntry(Entry(**{**given, "sets": sets or 1, "progress": progress}), sets, said_at)

    def _progress(
        self, entry: EntryTable, given: dict[str, Any], path: KeyPath, group: type[GroupTable] | None
    ) -> Progress | None:
        if "progress" not in given:
            return None
        raw, at = given["progress"], (*path, "progress")
        if not isinstance(raw, dict):
            self.faults.add(
                Fault(at, f'progress = {shown(raw)}: allowed is a table, {{ reps = "8-12", load = "+5 lb" }}')
            )
            return None
        table = self.table(ProgressTable, raw, at)
        read = rules.GivenProgress(table, raw, entry, given, at, group)
        before = self.faults.stopping
        for fault in rules.progress_faults(read):
            self.faults.add(fault)
        for hint in rules.progress_hints(read) if self.faults.stopping == before else ():
            self.faults.add(hint)
        if table.then is not None:
            self._next_exercise(table.then, entry, (*at, "then"))
        return Progress(
            table.reps, table.load, table.hold, table.until, table.max, table.after or 1, self._down(raw, at),
            table.amrap is not None, table.sets, table.then,
        )  # fmt: skip

    def _down(self, progress: dict[str, Any], path: KeyPath) -> Deloading | None:
        raw, at, usual = progress.get("down", {}), (*path, "down"), Deloading()
        if raw is False:
            return None
        if not isinstance(raw, dict):
            message = f'down = {shown(raw)}: allowed is a table, {{ after = 3, by = "10%" }}, or false'
            self.faults.add(Fault(at, message))
            return usual
        table = self.table(DownTable, raw, at)
        if "down" in progress and not raw:
            self.faults.add(Fault(at, 'down is empty: write { after = 3, by = "10%" }, or false'))
        return Deloading(table.after or usual.after, table.by or usual.percent)

    def _next_exercise(self, then: str, entry: EntryTable, path: KeyPath) -> None:
        """Give a hint where nobody knows which exercise is to follow."""
        if then != HARDER:
            self._known(Choice(then, 0), path)
            return
        for name in entry.exercise or ():
            known = self._catalog.find(name)
            if known is None or not known.harder:
                message = f"the catalogue has no harder one than {shown(name)}: then = takes its name"
                self.faults.add(Fault(path, message, severity="hint", stops_start=False))

    # ------------------------------------------------------------------------------------------------------- hints

    def _hints(self, hints: Iterable[Fault]) -> None:
        for hint in hints:
            self.faults.add(hint)

    def _names(self, table: EntryTable, raw: dict[str, Any], path: KeyPath) -> None:
        at = (*path, "exercise")
        if isinstance(raw.get("exercise"), str) and " / " in raw["exercise"]:
            names = ", ".join(shown(name.strip()) for name in raw["exercise"].split(" / ")[:_MOST_CANDIDATES])
            words = f"for the person to pick one, write a list: exercise = [{names}]"
            self.faults.add(Fault(at, words, severity="hint", stops_start=False))
            return
        for number, name in enumerate(table.exercise or ()):
            self._known(Choice(name, 0), (*at, number) if isinstance(raw["exercise"], list) else at)

    def _known(self, choice: Choice, path: KeyPath, line: str = "") -> None:
        """Give a hint where the catalogue lacks an exercise; `line` is the whole of what it stands in."""
        dose_behind = notation.dosed_name(choice.name) if any(map(str.isdigit, choice.name)) else None
        if dose_behind or not self._has(choice.name):
            message = "" if self.faults.full("hint") else self._unknown_exercise(choice.name, line)
            self.faults.add(Fault(path, message, offset=choice.at, severity="hint", stops_start=False))

    def _has(self, name: str) -> bool:
        """Whether the catalogue has an exercise; of thousands of names the later ones are not looked up."""
        if name not in self._found:
            self._found[name] = len(self._found) >= _MOST_NAMES or self._catalog.find(name) is not None
        return self._found[name]

    def _unknown_exercise(self, name: str, line: str) -> str:
        line = line.strip() or name
        behind = line[len(name) :] if line.startswith(name) else None  # else the line has a dose already
        dosed = notation.dosed_name(line)
        if dosed is None and behind is not None and (before := notation.dosed_name(name)):
            dosed = f"{before}{behind}"
        if dosed:
            known = f"{shown(name)} has a dose in its name, where it counts for nothing"
            said = known if self._has(name) else f"the catalogue has no exercise {shown(name)}"
            return f"{said}: a dose stands before the name, {shown(dosed)}"
        if name not in self._near:
            searched = self._proposes and len(self._near) < _NEAR_NAMES and len(name) <= MAX_NAME
            self._near[name] = self._near_exercise(name) if searched else ""
        return f"the catalogue has no exercise {shown(name)}{self._near[name]}"

    def _near_exercise(self, name: str) -> str:
        """What may be meant: the exercises that have all these words, else the one with nearly this spelling."""
        several = [exercise.name for exercise in self._catalog.candidates(name)]
        if len(several) > 1:
            return f"; it could be {_some_of(several)}"
        near: Sequence[str] = several or self._catalog.nearest(name)
        return f"; is {shown(near[0])} meant?" if near else ""

    def _labels(self, table: EntryTable, raw: dict[str, Any], path: KeyPath) -> None:
        """Give a hint where a load is a label: once for each."""
        loads = table.load if isinstance(table.load, tuple) else (table.load,)
        labels = {load.label: place for place, load in reversed([*enumerate(loads)]) if load and load.kind == "label"}
        for label, place in labels.items():
            at = (*path, "load", place) if isinstance(raw["load"], list) else (*path, "load")
            words = f"{shown(label)} is a label, no weight: it counts as nothing, and compares with itself alone"
            self.faults.add(Fault(at, f"load = {words}", severity="hint", stops_start=False))
        share = next(((place, load) for place, load in enumerate(loads) if load and load.kind == "percent"), None)
        if share:
            at = (*path, "load", share[0]) if isinstance(raw["load"], list) else (*path, "load")
            self._training_max(share[1], table.exercise or (), at)

    def _has_bar(self, names: Sequence[str]) -> bool:
        """Whether the catalogue says of one of these that its load is a bar with plates."""
        return any((known := self._catalog.find(name)) is not None and known.barbell for name in names[:_NEAR_NAMES])

    def _training_max(self, load: Load | None, names: Sequence[str], path: KeyPath, offset: int = 0) -> None:
        """Give a hint where a load is a share of a training max that isn't known: once for each exercise."""
        if self._has_max is None or load is None or load.kind != "percent":
            return
        for name in names:
            if name not in self._maxes and not self._has_max(name, self._catalog):
                message = f"no training max of {shown(name)} is known, so {load} is no load yet: `backday max` says one"
                self.faults.add(Fault(path, message, offset=offset, severity="hint", stops_start=False))
            self._maxes.add(name)

    def _bare_number(self, line: NotationLine, path: KeyPath, text: str) -> None:
        """Give a hint where an exercise that is held has reps."""
        if not isinstance(line.amount, Reps) or line.amount.low is None:
            return
        if all(self._isometric(choice.name) for choice in line.choices):
            name, count = line.choices[0].name, line.amount.low
            example = f"{line.sets}x" * bool(line.sets) + f"{notation.line_time(count)} {name}"
            message = f'{shown(name)} is held, and this counts {count} reps: for seconds write "{example}"'
            start = len(text) - len(text.lstrip())
            self.faults.add(Fault(path, message, offset=start, severity="hint", stops_start=False))

    def _sound(self, table: EntryTable, path: KeyPath) -> None:
        if table.sound is None:
            return
        at = (*path, "sound")
        if not sounds.is_sound_name(table.sound):
            message = f'sound = {shown(table.sound)}: allowed is a WAV file in the routine\'s folder, "gong.wav"'
            self.faults.add(Fault(at, message, stops_start=False))
        elif self._folders is not None and sounds.sound_file(table.sound, self._folders) is None:
            message = f"sound = {shown(table.sound)}: there is no such file in the routine's folder or the sound folder"
            self.faults.add(Fault(at, message, stops_start=False))

    # ------------------------------------------------------------------------------------------------------ groups

    def _group(self, raw: dict[str, Any], path: KeyPath) -> Item | None:
        before = self.faults.stopping
        first, *others = [key for key in raw if key in _GROUP_OF]
        for key in others:
            message = f"{first} and {key} in one table: exactly one of {', '.join(_GROUP_OF)} is allowed"
            self.faults.add(Fault((*path, key), message, "key"))
        kind = _GROUP_OF[first]
        extra = tuple(key for other in others for key in _GROUP_OF[other].all_keys())
        table = self.table(kind, raw, path, extra)
        entries = self._group_entries(raw, path, kind)
        if isinstance(table, SupersetTable):
            said = [(read.said_at, read.said_sets) for read in entries]
            for fault in rules.superset_faults(table, raw, path, said):
                self.faults.add(fault)
            self._hints(rules.missed_hints(table.missed, table.rest, path))
        elif isinstance(table, CircuitTable):
            self._hints(rules.missed_hints(table.missed, table.between, path))
        if self.faults.stopping > before or self._entries > MAX_ENTRIES:
            return None
        return _group(table, entries)

    def _group_entries(self, raw: dict[str, Any], path: KeyPath, kind: type[GroupTable]) -> list[_ReadEntry]:
        at = (*path, kind.list_key)
        elements = self._list(raw, at, "a list of entries")
        if raw[kind.list_key] == []:
            self.faults.add(Fault(at, f'{kind.list_key} is empty: at least one entry is needed, ["8 Seated row"]'))
        return [self._inner(element, place, kind) for place, element in elements]

    def _inner(self, element: Any, path: KeyPath, kind: type[GroupTable]) -> _ReadEntry:
        inner = next((key for key in element if key in _GROUP_OF), None) if isinstance(element, dict) else None
        if inner is None:
            return self._entry(element, path, kind)
        self.faults.add(Fault(path, f"{_GROUP_OF[inner].shown} inside {kind.shown}: a group holds entries, no groups"))
        return _ReadEntry(None, None, path)


def _joined(*lists: Iterable[str]) -> tuple[str, ...]:
    """All of some words, each once."""
    return tuple(dict.fromkeys(word for words in lists for word in words))


def _some_of(names: Sequence[str]) -> str:
    """A few names in a message: '"a", "b" or "c"', '"a", "b" or 5 more'."""
    if len(names) <= _MOST_CANDIDATES:
        return one_of(names)
    return f"{', '.join(shown(name) for name in names[:_MOST_CANDIDATES])} or {len(names) - _MOST_CANDIDATES} more"


def _means_section(raw: dict[str, Any]) -> bool:
    """Whether an unknown key was likely meant as a section: then the message about that is enough."""
    unknown = [key for key in raw if key not in RoutineTable.all_keys()][:_NEAR_NAMES]
    return any(nearest(key, SECTIONS) for key in unknown)


def _group(table: GroupTable, reads: list[_ReadEntry]) -> Item:
    entries = tuple(read.entry for read in reads if read.entry is not None)
    if isinstance(table, SupersetTable):
        sets = table.sets or next(read.said_sets for read in reads if read.said_sets)
        return Superset(
            entries, sets, table.rest, table.after, table.missed, table.start, table.beyond, table.countdown
        )
    if isinstance(table, CircuitTable) and table.rounds:
        rests = (table.rest or 0, table.between, table.after)
        return Circuit(entries, table.rounds, *rests, table.missed, table.start, table.beyond, table.countdown)
    if isinstance(table, EmomTable) and table.minutes:
        return Emom(entries, table.minutes, table.start, table.countdown)
    if isinstance(table, AmrapTable) and table.time:
        return Amrap(entries, table.time, table.start, table.countdown)
    raise TypeError(f"no group: {table}")


def _routine(
    routine_id: str,
    table: RoutineTable,
    sections: dict[Section, list[tuple[KeyPath, Item]]],
    own: tuple[Exercise, ...],
) -> Routine:
    rest = REST_S if table.rest is None else table.rest
    items = {section: tuple(item for _, item in found) for section, found in sections.items()}
    return Routine(
        routine_id,
        table.name or "",
        items["warmup"],
        items["work"],
        items["cooldown"],
        summary=table.summary,
        source=table.source,
        author=table.author,
        level=table.level,
        tags=table.tags or (),
        equipment=table.equipment or (),
        rest=rest,
        between=rest if table.between is None else table.between,
        prepare=PREPARE_S if table.prepare is None else table.prepare,
        missed=table.missed,
        start=table.start,
        beyond=table.beyond,
        countdown=table.countdown,
        exercises=own,
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Loaded:
    """What a text holds: the routine, None where a problem stops it; all problems in order; the text itself."""

    routine: Routine | None
    problems: tuple[Problem, ...]
    text: str


class RoutineError(BackdayError):
    """A routine with problems that stop it. `lines` has one for each problem, `str()` the first."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        self.lines = tuple(problem_line(file, problem) for problem in problems)
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(self.lines[0] + more)


def load(path: Path, catalog: Catalog, *, sound_folders: Sequence[Path] = ()) -> Routine:
    """The routine of a file.

    Raises:
        UnreadableError: it can't be read at all.
        RoutineError: it has problems that stop it.
    """
    loaded = read_file(path, catalog, sound_folders=sound_folders)
    if loaded.routine is None:
        raise RoutineError(str(path), [problem for problem in loaded.problems if problem.stops_start])
    return loaded.routine


def read_file(
    path: Path, catalog: Catalog, *, sound_folders: Sequence[Path] = (), has_max: HasMax | None = None
) -> Loaded:
    """What a file holds. Its stem is the id; sounds are looked for in its folder, then as in `read_text`.

    Raises:
        UnreadableError: it can't be read at all.
    """
    raw = source.read_bytes(path)
    try:
        text = source.decode(raw)
    except source.TomlProblem as problem:
        return Loaded(None, (unreadable(problem),), "")
    return read_text(
        text, id=path.stem, catalog=catalog, folder=path.parent, sound_folders=sound_folders, has_max=has_max
    )


def read_text(
    text: str,
    *,
    id: str,  # noqa: A002 -- as the routine calls it
    catalog: Catalog,
    folder: Path | None = None,
    sound_folders: Sequence[Path] = (),
    has_max: HasMax | None = None,
) -> Loaded:
    """What a text holds.

    Args:
        text: TOML.
        id: of the routine; "" where it has none.
        catalog: tells which exercises there are, and which are held.
        folder: where the file lies; None leaves out whether a sound is there.
        sound_folders: where else a sound may be, besides the bundled ones.
        has_max: for a hint where a load is a share of a training max that isn't known; None leaves it out.
    """
    text = source.normal(text)
    if len(text) > source.MAX_BYTES or len(text.encode("utf-8", "replace")) > source.MAX_BYTES:
        return Loaded(None, (Problem(1, 1, "error", "larger than 1 MiB, the most a routine may have"),), text)
    try:
        raw = source.parse(text)
    except source.TomlProblem as problem:
        return Loaded(None, problems_of_broken(text, problem, lambda raw: _faults_of(raw, catalog)), text)
    folders = None if folder is None else (folder, *sound_folders, sounds.bundled_folder())
    walker = TableReader(catalog, folders, has_max)
    routine = walker.routine(raw, id)
    return Loaded(routine, problems_of(text, walker.faults), text)


def read_back(text: str, catalog: Catalog) -> tuple[Routine | None, str]:
    """The routine of a text that was made from one, else what is wrong with it; hints take time, and are left out."""
    walker = TableReader(catalog, None, proposes=False)
    routine = walker.routine(source.parse(text), "")
    fault = next((fault.message for fault in walker.faults.found if fault.severity == "error"), "")
    return routine, fault


def _faults_of(raw: dict[str, Any], catalog: Catalog) -> Faults:
    walker = TableReader(catalog, None)
    walker.routine(raw, "")
    return walker.faults
