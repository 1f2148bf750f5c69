"""The person's own exercises: `exercises.toml` beside their settings, read and checked.

It has the tables that a routine may have under `exercises`, for all routines. How it is found and what it comes to with
the catalogue is in `known_exercises.py`, how an entry of it is changed in `edit/exercises_file.py`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from backday_tui.errors import UnreadableError
from backday_tui.exercises.catalog import bundled, name_key
from backday_tui.routine import reader, source
from backday_tui.routine.format import ExerciseTable, OwnExercisesTable
from backday_tui.routine.model import SECTIONS, Entry
from backday_tui.routine.problems import (
    MAX_PROBLEMS,
    Fault,
    Faults,
    Problem,
    first_of,
    key_text,
    problems_of,
    problems_of_broken,
    shown,
    unreadable,
)
from backday_tui.routine.value_kinds import MAX_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.routine.model import Routine


_MOST_SEARCHED: Final = 20
"""For so many ids that no exercise has the nearest one is looked for, which takes long."""


@dataclasses.dataclass(frozen=True, slots=True)
class OwnExercises:
    """What a file of exercises holds: all that can be read of them; every problem in order; the text itself."""

    exercises: tuple[Exercise, ...]
    problems: tuple[Problem, ...]
    text: str


def read_file(path: Path) -> OwnExercises:
    """What a file holds.

    Raises:
        UnreadableError: it can't be read at all.
    """
    raw = source.read_bytes(path)
    try:
        text = source.decode(raw)
    except source.TomlProblem as problem:
        return OwnExercises((), (unreadable(problem),), "")
    return read_text(text)


def read_text(text: str) -> OwnExercises:
    """What a text holds: TOML."""
    text = source.normal(text)
    try:
        raw = source.parse(text)
    except source.TomlProblem as problem:
        return OwnExercises((), problems_of_broken(text, problem, lambda mended: _walked(mended)[1]), text)
    exercises, faults = _walked(raw)
    return OwnExercises(exercises, problems_of(text, faults), text)


def _walked(raw: dict[str, Any]) -> tuple[tuple[Exercise, ...], Faults]:
    walker = _FileReader(bundled(), None)
    exercises = walker.file(raw)
    walker.hint(exercises)
    return exercises, walker.faults


def exercises_in(path: Path) -> tuple[Exercise, ...]:
    """All that can be read of the exercises of a file, without what is wrong with them: that takes longer.

    Raises:
        UnreadableError: it can't be read at all.
    """
    walker = _FileReader(bundled(), None)
    try:
        return walker.file(source.parse(source.normal(source.decode(source.read_bytes(path)))))
    except source.TomlProblem:
        return ()


def remarks(path: Path) -> tuple[str, ...]:
    """A line where something in the person's file can't be used, and how much more there is; nothing if all is well."""
    try:
        return first_of(path, read_file(path).problems)
    except UnreadableError as error:
        return (f"{error}: your own exercises are not known",)


def kept(text: str, routine: Routine, known: Catalog) -> str:
    """The text of a routine with those of the person's exercises that it names, as they are today.

    So it means the same whatever becomes of their file. Where the text can't take them it is given back as it is.
    """
    shipped = bundled()
    if known is shipped:
        return text
    here = {exercise.id for exercise in routine.exercises}
    items = (item for section in SECTIONS for item in routine.section(section))
    entries = (entry for item in items for entry in ((item,) if isinstance(item, Entry) else item.entries))
    named = (known.find(name) for entry in entries for name in entry.exercise)
    used = {each.id: each for each in named if each and each.id not in here and shipped.get(each.id) != each}
    whole = f"{text.rstrip()}\n" + "".join(map(_table_text, used.values())) if used else text
    try:
        source.parse(source.normal(whole))
    except source.TomlProblem:  # its own stand in braces
        return text
    return whole


def _table_text(exercise: Exercise) -> str:
    """All that is known of it: the catalogue may say otherwise by the time it is read."""
    from backday_tui.toml_text import key_token, value_text  # tomli-w: no workout's first picture waits for it

    keys = {key: getattr(exercise, key) for key in ExerciseTable.plain_keys() if key != "alias"}
    values = {key: list(value) if isinstance(value, tuple) else value for key, value in keys.items()}
    pairs = (f"{key} = {value_text(value)}\n" for key, value in values.items() if value is not None)
    return f"\n[exercises.{key_token(exercise.id)}]\n{''.join(pairs)}"


class _FileReader(reader.TableReader):
    """Walks the tables of a file of exercises."""

    def file(self, raw: dict[str, Any]) -> tuple[Exercise, ...]:
        """The exercises that it describes; of each, whatever can be read."""
        misplaced = [key for key, value in raw.items() if key != "exercises" and isinstance(value, dict)]
        for key in misplaced[:MAX_PROBLEMS]:
            words = f"{shown(key)} is no key of {OwnExercisesTable.shown}: write [exercises.{key_text((key,))}]"
            self.faults.add(Fault((key,), words, "key"))
        self.table(OwnExercisesTable, raw, (), tuple(misplaced))
        return self.own_exercises(raw.get("exercises", {}))

    def hint(self, own: tuple[Exercise, ...]) -> None:
        """Say what of the exercises of this file may be meant otherwise."""
        self._hint_at_names(own)
        self._hint_at_variations(own)

    def _hint_at_names(self, own: tuple[Exercise, ...]) -> None:
        """Say which names mean another exercise from now on, or two of the person's own."""
        taken: dict[str, str] = {}
        for exercise in own:
            path = ("exercises", exercise.id)
            for name in dict.fromkeys((exercise.name, *exercise.aliases)):
                other, twin = self._catalog.find(name), taken.setdefault(name_key(name), exercise.id)
                if twin != exercise.id:
                    words = f"{shown(name)} is a name of {shown(twin)} too: write it in one of them"
                elif other is not None and other.id != exercise.id:
                    words = f"{shown(name)} means {shown(exercise.id)} from now on, not {shown(other.id)}"
                else:
                    continue
                self.faults.add(Fault(path, words, "key", severity="hint", stops_start=False))

    def _hint_at_variations(self, own: tuple[Exercise, ...]) -> None:
        known, searched = self._catalog.with_own(own), 0
        for exercise in own:
            for key in ("easier", "harder"):
                wanted = getattr(exercise, key)
                if not wanted or known.get(wanted) is not None:
                    continue
                searched += 1
                near = known.nearest(wanted[:MAX_NAME]) if searched <= _MOST_SEARCHED else ()
                found = known.find(wanted) or next(map(known.find, near), None)
                hint = f"; is {shown(found.id)} meant?" if found else ""
                words = f"{key} = {shown(wanted)}: no exercise has this id{hint}"
                self.faults.add(Fault(("exercises", exercise.id, key), words, severity="hint", stops_start=False))
