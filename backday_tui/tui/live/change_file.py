"""An entry changed from the live screen, for good: the file is changed, the workout that runs is not.

How the change is made and shown is as in the editor; the file is saved at once, for there is no text to go on with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backday_tui.errors import BackdayError
from backday_tui.folders import is_there
from backday_tui.routine import library, source, store
from backday_tui.routine.edit import editor
from backday_tui.routine.edit.editor import EditRefusedError
from backday_tui.routine.format import GROUPS
from backday_tui.routine.model import Entry
from backday_tui.routine.store import ChangedOnDiskError
from backday_tui.text import clean
from backday_tui.tui.editor import forms
from backday_tui.tui.editor.changes import Changes, ChangeScreen, Edited
from backday_tui.tui.editor.file import EditedFile
from backday_tui.tui.editor.forms import spots_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import App

    from backday_tui.routine.model import Routine
    from backday_tui.routine.problems import KeyPath
    from backday_tui.session.plan import Ref
    from backday_tui.tui.editor.changes import TextChange
    from backday_tui.tui.editor.forms import FormEntry as EntryFields
    from backday_tui.workout.workout import Source, WorkoutRequest


_GROUP_KEYS = tuple(group.list_key for group in GROUPS)


def edit_step(app: App[Any], args: WorkoutRequest, ref: Ref, tell: Callable[[str], object], instead: str = "") -> None:
    """Ask what is to be changed from now on, and save it; `tell` is told how it went, in a sentence.

    With `instead` that exercise takes the place of the one that is there.
    """
    found = _file_and_entry(args, ref)
    if isinstance(found, str):
        tell(found)
        return
    file, entry = found
    change = _change(file, args, entry, instead)

    def decided(outcome: Edited | None) -> None:
        if outcome is not None:
            tell(_saved(file, outcome))

    app.push_screen(ChangeScreen(change), decided)


def keep_load(args: WorkoutRequest, ref: Ref, load: str) -> tuple[str, Callable[[], str] | None]:
    """Have the file say this load from now on; how it went, in a sentence, and what takes it back, which says so too.

    Of a bundled routine a copy of the person's own is made; taken back it is gone again.
    """
    found = _file_and_entry(args, ref)
    if isinstance(found, str):
        return found, None
    file, entry = found
    before, was_bundled = file.saved_text, file.is_bundled
    try:
        edited = Edited(editor.apply(before, editor.SetValue((*entry.path, "load"), load), args.catalog))
    except EditRefusedError as refused:
        edited = Edited(None, refused.line)
    said = _saved(file, edited)
    if edited.text is None or file.saved_text == before:
        return said, None
    return said, lambda: _taken_back(file, before, was_bundled=was_bundled)


def _taken_back(file: EditedFile, before: str, *, was_bundled: bool) -> str:
    """The file as it was before a change, unless another program has changed it meanwhile; how that went."""
    name = clean(file.path.name, 60)
    if file.is_changed_outside():
        return f"Not taken back: {name} was changed by another program meanwhile"
    try:
        if was_bundled:
            store.delete(file.path)
        else:
            file.save(before)
    except BackdayError as error:
        return f"Not taken back: {_without_folder(error, file.path)}"
    return "Taken back: the bundled routine is as it was" if was_bundled else f"Taken back: {name} is as it was"


def _file_and_entry(args: WorkoutRequest, ref: Ref) -> tuple[EditedFile, EntryFields] | str:
    """The file of the workout, and its entry in this place; or why it can't be changed."""
    if args.source is None:
        return "This workout is from no file that could be changed"
    try:
        file = EditedFile(*_as_it_is(args.source))
    except BackdayError as error:
        return _without_folder(error, args.source.path)
    if file.unsaved_text() is not None:
        return f"{clean(file.target.name, 60)} has text that was not saved: backday edit shows it"
    entry = _entry(file.saved_text, args, ref)
    if entry is None:
        return f"{clean(file.target.name, 60)} was changed since: the entry is not where it was"
    return file, entry


def _as_it_is(origin: Source) -> Source:
    """The person's own copy of a bundled routine, where there is one by now."""
    own = origin.routines_dir / origin.path.name
    is_bundled = origin.path.parent.resolve() == library.bundled_dir().resolve()
    return origin._replace(path=own) if is_bundled and is_there(own) else origin


def _change(file: EditedFile, args: WorkoutRequest, entry: EntryFields, instead: str) -> TextChange:
    """The change to be shown."""
    changes = Changes(file.saved_text, file.target.name, args.catalog)
    if instead:
        return changes.exercise(entry, instead)._replace(done="save for next time")
    change = changes.fields(entry, "sets")
    return change._replace(title=f"From now on: {entry.title}", done="save for next time")


def _entry(text: str, args: WorkoutRequest, ref: Ref) -> EntryFields | None:
    """The entry where it was, else the only one of its name: the file may be another by now."""
    title = forms.title_of(_names(args.routine, ref))
    path = path_of(text, ref)
    entry = forms.entry_at(text, path, args.catalog) if path else None
    if entry is not None and entry.title == title:
        return entry
    others = [forms.entry_at(text, spot.path, args.catalog) for spot in spots_of(text)]
    named = [other for other in others if other is not None and other.title == title and not other.is_group]
    return named[0] if len(named) == 1 else None


def _names(routine: Routine, ref: Ref) -> tuple[str, ...]:
    """What the workout calls the exercise."""
    item = routine.section(ref.section)[ref.item]
    return (item if isinstance(item, Entry) else item.entries[ref.entry]).exercise


def path_of(text: str, ref: Ref) -> KeyPath | None:
    """The path of an exercise of a routine in its text; None where there is no such."""
    try:
        item = source.parse(source.normal(text))[ref.section][ref.item]
    except (source.TomlProblem, KeyError, IndexError, TypeError):
        return None
    key = next((key for key in _GROUP_KEYS if key in item), None) if isinstance(item, dict) else None
    return (ref.section, ref.item) if key is None else (ref.section, ref.item, key, ref.entry)


def _saved(file: EditedFile, outcome: Edited) -> str:
    if outcome.text is None:
        return f"This can only be changed as text, in line {outcome.line}: backday edit {clean(file.path.stem, 60)}"
    was_bundled = file.is_bundled
    try:
        file.save(outcome.text)
    except ChangedOnDiskError:
        return f"Not saved: {clean(file.path.name, 60)} was changed by another program meanwhile; E asks again"
    except BackdayError as error:
        return _without_folder(error, file.target)
    return "Saved for next time" + (", as your own copy of the routine" if was_bundled else "")


def _without_folder(error: BackdayError, path: Path) -> str:
    """What went wrong, for a single line: where the file lies would take all its room."""
    name = clean(path.name, 40)
    return str(error).replace(f"{clean(str(path))}: not saved", "not saved").replace(clean(str(path)), name)
