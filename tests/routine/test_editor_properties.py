"""Whatever is edited in whatever layout: just that is changed, or nothing is."""

import copy
import dataclasses
import difflib
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from routine_texts import HERE, KNOWN, edits, entry_paths, texts
from routine_values import CATALOG

from backday_tui.routine.edit.document import comments_of
from backday_tui.routine.edit.editor import (
    Delete,
    Duplicate,
    Edit,
    EditRefusedError,
    GroupEntries,
    Insert,
    Move,
    Remove,
    SetValue,
    Ungroup,
    apply,
    diff,
)
from backday_tui.routine.format import EntryTable
from backday_tui.routine.model import Entry, Item, Routine, Superset
from backday_tui.routine.reader import read_text
from backday_tui.routine.source import normal

bounded = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
any_text = st.sampled_from(sorted(KNOWN)).map(KNOWN.__getitem__) | texts() | texts()


def comments(text: str) -> Counter[str]:
    return Counter(comments_of(normal(text)))


def routine_of(text: str) -> Routine:
    routine = read_text(text, id="", catalog=CATALOG).routine
    assert routine is not None
    return routine


def applied(text: str, edit: Edit) -> str | None:
    try:
        return apply(text, edit, CATALOG)
    except EditRefusedError as refused:
        return None if 1 <= refused.line <= text.count("\n") + 1 else "refused at a line that is not there"


def test_the_texts_that_are_edited_are_routines() -> None:
    assert len(KNOWN) > 25
    for text in KNOWN.values():
        assert entry_paths(text)


@bounded
@given(st.data())
def test_an_edit_does_what_it_says_or_nothing(data: st.DataObject) -> None:
    text = data.draw(any_text)
    assume(read_text(text, id="", catalog=CATALOG).routine)
    edit = data.draw(edits(text))
    new = applied(text, edit)
    if new is None:
        return
    event(f"{type(edit).__name__} done")
    routine = read_text(new, id="", catalog=CATALOG).routine
    assert routine is not None
    _hold_meaning(text, routine, edit)
    lost = comments(text) - comments(new)
    assert not comments(new) - comments(text)
    assert not lost or isinstance(edit, Delete)
    assert new.startswith("\ufeff") == text.startswith("\ufeff")
    if isinstance(edit, SetValue | Remove | Move | Duplicate | Insert | Ungroup):
        assert new.endswith("\n") == text.endswith("\n") or isinstance(edit, Insert)
    _hold_lines(text, new, edit)


def _hold_meaning(text: str, new: Routine, edit: Edit) -> None:
    """The routine that is read is the old one with the change."""
    old = routine_of(text)
    if edit.path == ("rest",):
        assert dataclasses.replace(new, rest=0, between=0) == dataclasses.replace(old, rest=0, between=0)
        return
    section = str(edit.path[0])
    others = {key: () for key in ("warmup", "work", "cooldown") if key == section}
    assert dataclasses.replace(new, **others) == dataclasses.replace(old, **others)  # type: ignore[arg-type]
    before, after = _items(old, edit), _items(new, edit)
    number = next(int(part) for part in reversed(edit.path) if isinstance(part, int))
    match edit:
        case Move(by=by):
            before.insert(number + by, before.pop(number))
            assert after == before
        case Duplicate():
            assert after == [*before[: number + 1], *before[number:]]
        case Delete():
            assert after == before[:number] + before[number + 1 :]
        case Insert():
            assert after[:number] + after[number + 1 :] == before
        case GroupEntries(count=count):
            _hold_superset(after[number], before[number : number + count])
            assert after[:number] + after[number + 1 :] == before[:number] + before[number + count :]
        case Ungroup():
            superset = before[number]
            assert isinstance(superset, Superset)
            end = number + len(superset.entries)
            _hold_dissolved(superset, after[number:end])
            assert after[:number] + after[end:] == before[:number] + before[number + 1 :]
        case SetValue(path, value):
            _hold_value(before, after, path, value)
        case Remove(path):
            _hold_value(before, after, path, None)


def _items(routine: Routine, edit: Edit) -> list[Any]:
    """The list that an edit is about."""
    items: list[Any] = list(routine.section(edit.path[0]))  # type: ignore[arg-type]
    depth = sum(isinstance(part, int) for part in edit.path)
    return list(items[int(edit.path[1])].entries) if depth > 1 else items


def _hold_superset(superset: Item, entries: list[Entry]) -> None:
    assert isinstance(superset, Superset)
    assert superset.after == entries[-1].after
    assert superset.rest == next((entry.rest for entry in reversed(entries) if entry.rest is not None), None)
    loose = [dataclasses.replace(entry, sets=superset.sets, rest=None, after=None) for entry in entries]
    assert list(superset.entries) == loose


def _hold_dissolved(superset: Superset, entries: list[Entry]) -> None:
    for number, entry in enumerate(entries):
        after = superset.after if number == len(entries) - 1 else None
        assert entry == dataclasses.replace(superset.entries[number], rest=superset.rest, after=after)


def _hold_value(before: list[Any], after: list[Any], path: tuple[str | int, ...], value: Any) -> None:
    number, key = int(path[-2]), str(path[-1])
    old, new = before[number], after[number]
    if isinstance(old, Superset) or (key == "sets" and len(path) > 3):
        return  # what is set is the superset's; its entries are held by the tests with names
    assert after[:number] + after[number + 1 :] == before[:number] + before[number + 1 :]
    if isinstance(old, Entry):
        assert new == _with_value(old, new, key, value)


def _with_value(old: Entry, new: Entry, key: str, value: Any) -> Entry:
    changes: dict[str, Any] = {}
    if key in EntryTable.plain_keys():
        default = {field.name: field.default for field in dataclasses.fields(Entry)}[key]
        changes[key] = default if value is None else EntryTable.plain_keys()[key].kind.read(value)
    if key in ("reps", "hold", "time") and value is not None:
        changes = {"reps": None, "hold": None, "time": None, **changes}
        if isinstance(changes[key], tuple):
            changes["sets"] = len(changes[key])
    if key == "exercise":  # a line says "?" and a time of whatever stands in it
        changes |= {dose: getattr(new, dose) for dose in ("reps", "hold", "time")}
    if key == "progress":
        changes["progress"] = new.progress
        assert (new.progress is None) == (value is None)
    return dataclasses.replace(old, **changes)


def _hold_lines(text: str, new: str, edit: Edit) -> None:
    """No line is touched other than those that an edit is about."""
    old_lines, new_lines = text.splitlines(keepends=True), new.splitlines(keepends=True)
    if isinstance(edit, SetValue) and edit.path[-1] != "sets":
        changed = [
            op
            for op in difflib.SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes()
            if op[0] != "equal"
        ]
        assert len(changed) <= 2
    if isinstance(edit, Move):
        assert sorted(text) == sorted(new)


@bounded
@given(st.data())
def test_what_moves_down_and_up_again_is_as_it_was(data: st.DataObject) -> None:
    text = data.draw(any_text)
    path = data.draw(st.sampled_from(entry_paths(text)))
    by = data.draw(st.integers(-3, 3))
    moved = applied(text, Move(path, by))
    if moved is not None:
        back = apply(moved, Move((*path[:-1], int(path[-1]) + by), -by), CATALOG)
        assert back == text


@bounded
@given(st.data())
def test_what_is_put_in_and_taken_out_again_leaves_the_rest_as_it_was(data: st.DataObject) -> None:
    text = data.draw(any_text)
    path = data.draw(st.sampled_from(entry_paths(text)))
    new = applied(text, Duplicate(path))
    if new is not None:
        back = applied(new, Delete((*path[:-1], int(path[-1]) + 1)))
        assert back is not None
        assert tomllib.loads(normal(back)) == tomllib.loads(normal(text))
        assert comments(back) == comments(text)


@bounded
@given(st.data())
def test_a_superset_that_was_made_is_dissolved_into_the_same_exercises(data: st.DataObject) -> None:
    text = data.draw(any_text)
    assume(read_text(text, id="", catalog=CATALOG).routine)
    section, number = data.draw(st.sampled_from([path for path in entry_paths(text) if len(path) == 2]))
    new = applied(text, GroupEntries((section, number), data.draw(st.integers(1, 3)), 3))
    back = None if new is None else applied(new, Ungroup((section, number)))
    if back is not None:
        assert _names(back, str(section)) == _names(text, str(section))
        assert comments(back) == comments(text)


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_entries_of_every_file_are_moved_duplicated_and_deleted(name: str) -> None:
    text = KNOWN[name]
    for path in entry_paths(text)[:40]:
        data = copy.deepcopy(tomllib.loads(normal(text)))
        values: Any = data
        for part in path[:-1]:
            values = values[part]
        number = int(path[-1])
        if len(values) > number + 1:
            values.insert(number + 1, values.pop(number))
            assert tomllib.loads(normal(apply(text, Move(path, 1), CATALOG))) == data
        if len(values) > 1:
            apply(text, Delete(path), CATALOG)


@given(texts())
@settings(max_examples=50)
def test_a_diff_shows_what_was_changed(text: str) -> None:
    assert diff(text, text, "back.toml") == ""
    new = applied(text, SetValue(("rest",), "0:17"))
    if new is not None:
        shown = diff(text, new, "back.toml")
        assert shown.startswith("--- back.toml\n+++ back.toml\n@@ ")
        assert '"0:17"' in shown or "'0:17'" in shown


def _names(text: str, section: str) -> list[Any]:
    """The exercises of a section, in order, those of a group together."""
    items: list[Any] = list(routine_of(text).section(section))  # type: ignore[arg-type]
    return [item.exercise if isinstance(item, Entry) else [each.exercise for each in item.entries] for item in items]


BROKEN = [path for path in sorted((HERE / "data" / "invalid").glob("*.toml")) if path.stat().st_size < 4096]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_no_file_with_problems_gets_more_of_them(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    paths: list[tuple[str | int, ...]] = [
        ("work",),
        ("work", 0),
        ("work", 1),
        ("warmup", 0),
        ("work", 0, "superset", 0),
    ]
    before = stopping(text)
    for at in paths:
        for edit in (
            SetValue((*at, "sets"), 2), SetValue((*at, "note"), "n"), Remove((*at, "reps")), Remove(at), Move(at, 1),
            Duplicate(at), Delete(at), Insert(at, "3x8 Row"), GroupEntries(at, 2, 3), Ungroup(at),
            SetValue(("rest",), 5),
        ):  # fmt: skip
            new = applied(text, edit)
            assert new is None or stopping(new) <= before


def stopping(text: str) -> set[str]:
    """What stops a routine, but for how much more there is."""
    problems = read_text(text, id="", catalog=CATALOG).problems
    return {problem.message for problem in problems if problem.stops_start and not problem.message.startswith("and ")}
