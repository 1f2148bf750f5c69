"""An entry of the person's `exercises.toml` made, changed or taken out; all else in the file stays as it is.

Only the keys that somebody changed are written, into the file as it is by then: what another program has changed
meanwhile stays, and where that is the very same key, nothing is written and it is said.
"""

from __future__ import annotations

import copy
import dataclasses
from typing import TYPE_CHECKING, Any, Final

from backday_tui.errors import BackdayError, UnreadableError
from backday_tui.folders import is_there
from backday_tui.routine import own_exercises, source, store
from backday_tui.routine.edit import editor, steps, verify
from backday_tui.routine.edit.document import LayoutError, Splice
from backday_tui.routine.edit.steps import Rewritten
from backday_tui.routine.edit.verify import EditRefusedError
from backday_tui.routine.format import ExerciseTable
from backday_tui.routine.store import ChangedOnDiskError, UnwritableError
from backday_tui.text import clean
from backday_tui.toml_text import key_token, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from backday_tui.routine.edit.document import TomlDocument
    from backday_tui.routine.edit.steps import TextStep


_TRIES: Final = 5


class ChangedMeanwhileError(BackdayError):
    """Another program has changed a key of the exercise that was to be changed here. Nothing is written."""


def entry_in(path: Path, exercise_id: str) -> dict[str, Any] | None:
    """What the file says of an exercise, as TOML has it; None where it says nothing, or is not there.

    Raises:
        UnreadableError: it can't be read, or is no TOML; the message says where.
    """
    return _entry(_text_of(path)[0], exercise_id, path)


def _text_of(path: Path) -> tuple[str, store.Expected]:
    if not is_there(path):
        return "", "missing"
    opened = store.read(path)
    return opened.text, opened.snapshot


def _entry(text: str, exercise_id: str, path: Path) -> dict[str, Any] | None:
    try:
        found = source.parse(source.normal(text)).get("exercises")
    except source.TomlProblem as problem:
        raise UnreadableError(f"{clean(str(path))}:{problem.line}:{problem.column}: {problem.message}") from problem
    entry = found.get(exercise_id) if isinstance(found, dict) else None
    return entry if isinstance(entry, dict) else None


def with_changes(text: str, exercise_id: str, changes: Mapping[str, Any]) -> str:
    """The text of a file with some keys of an exercise set; None takes one out. An entry that isn't there is made.

    Raises:
        EditRefusedError: it can't be done, or the file would have a problem that it hasn't now.
    """
    doc, before = verify.opened(text)
    data = copy.deepcopy(before)
    try:
        new, lost = editor.carried_out(doc, _steps(doc, data, exercise_id, changes), data)
    except LayoutError as error:
        line = doc.line_number(error.at)
        raise EditRefusedError(f"this can only be changed as text: {error.reason}", line) from None
    verify.hold_same(doc, new, data, 1, lost)
    _hold_rules(text, new)
    return new


def without(text: str, exercise_id: str) -> str:
    """The text without an exercise, and without the comments that are its own.

    Raises:
        EditRefusedError: it can't be done.
    """
    doc, data = verify.opened(text)
    try:
        new = steps.Drop(("exercises", exercise_id)).write(doc).text
    except LayoutError as error:
        raise EditRefusedError(f"this can only be changed as text: {error.reason}", doc.line_number(error.at)) from None
    others = {key: value for key, value in data["exercises"].items() if key != exercise_id}
    left = source.parse(source.normal(new))
    if left.get("exercises", {}) != others:
        raise EditRefusedError("this can only be changed as text: it is written in an unusual way", 1)
    return new


@dataclasses.dataclass(frozen=True, slots=True)
class _Append:
    """An exercise with a header of its own, behind all others."""

    exercise_id: str
    keys: dict[str, Any]

    def mean(self, data: dict[str, Any]) -> None:
        """Put it in."""
        data["exercises"] = {**data.get("exercises", {}), self.exercise_id: dict(self.keys)}

    def write(self, doc: TomlDocument) -> Rewritten:
        """Behind the last line, with a blank one between."""
        pairs = (f"{key_token(key)} = {value_text(value)}\n" for key, value in self.keys.items())
        table = f"[exercises.{key_token(self.exercise_id)}]\n{''.join(pairs)}"
        gap = "" if not doc.text.strip() else "\n" if doc.text.endswith("\n") else "\n\n"
        return Rewritten(doc.spliced([Splice(len(doc.text), len(doc.text), (gap + table,))]))


def _steps(doc: TomlDocument, data: dict[str, Any], exercise_id: str, changes: Mapping[str, Any]) -> Iterator[TextStep]:
    path = ("exercises", exercise_id)
    order = ExerciseTable.all_keys()
    there = data.get("exercises", {}).get(exercise_id)
    if there is None:
        entry = {key: changes[key] for key in order if changes.get(key) is not None}
        in_braces = doc.find(path[:1]) is not None
        yield steps.Put(path, entry) if in_braces else _Append(exercise_id, entry)
        return
    for key in order:
        if changes.get(key) is not None:
            yield steps.Put((*path, key), changes[key], order)
        elif key in changes and key in there:
            yield steps.Drop((*path, key))


def _hold_rules(before: str, after: str) -> None:
    """Refuse a change that brings a problem."""
    known = {problem.message for problem in own_exercises.read_text(before).problems}
    for problem in own_exercises.read_text(after).problems:
        if problem.severity == "error" and problem.message not in known:
            raise EditRefusedError(problem.message, problem.line)


def save(path: Path, exercise_id: str, changes: Mapping[str, Any], seen: Mapping[str, Any] | None) -> None:
    """Write some keys of an exercise into the file, which is made if need be.

    Args:
        path: of the file.
        exercise_id: whose keys they are.
        changes: each key with its value as TOML has it; None takes it out.
        seen: what the file said of the exercise when somebody began to change it; None for nothing.

    Raises:
        ChangedMeanwhileError: one of the keys has another value by now.
        EditRefusedError: it can't be written into this file; the message says why, and at which line.
        UnreadableError, UnwritableError: the file can't be read or written.
    """
    for attempt in range(_TRIES):
        text, expected = _text_of(path)
        now = _entry(text, exercise_id, path)
        for key in changes:
            if (now or {}).get(key) != (seen or {}).get(key):
                raise ChangedMeanwhileError(f"{clean(str(path))}: {key} was changed by another program meanwhile")
        if _saved(path, with_changes(text, exercise_id, changes), expected, is_last=attempt == _TRIES - 1):
            return


def remove(path: Path, exercise_id: str) -> None:
    """Take an exercise out of the file.

    Raises:
        EditRefusedError: it can't be done in this file.
        UnreadableError, UnwritableError: the file can't be read or written.
    """
    for attempt in range(_TRIES):
        text, expected = _text_of(path)
        if _entry(text, exercise_id, path) is None:
            return
        if _saved(path, without(text, exercise_id), expected, is_last=attempt == _TRIES - 1):
            return


def _saved(path: Path, text: str, expected: store.Expected, *, is_last: bool) -> bool:
    """Whether it is written; not where another program was faster, unless that is a fault by now."""
    store.make_folder(path.parent)
    try:
        store.save(path, text, expected)
    except ChangedOnDiskError:
        if is_last:
            raise
        return False
    except UnwritableError:
        if is_last or expected != "missing" or not is_there(path):
            raise
        return False
    return True
