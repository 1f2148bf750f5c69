"""When the text of the editor is saved, kept, read anew or given up, and what is asked before.

How a file is written and what is kept of unsaved text is known to `file.py`. What the text says is not read here.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from textual.app import SuspendNotSupported

from backday_tui.errors import BackdayError, UnreadableError
from backday_tui.routine import store
from backday_tui.routine.edit import editor
from backday_tui.routine.editor_program import NoEditorError
from backday_tui.routine.store import ChangedOnDiskError, UnwritableError
from backday_tui.text import clean
from backday_tui.tui.editor import outside
from backday_tui.tui.editor.file import DifferencesScreen
from backday_tui.tui.widgets.dialog import Answer, AskScreen, TextDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen
    from textual.timer import Timer

    from backday_tui.tui.editor.screen import EditorScreen


KEEP_S: Final = 0.4
"""The pause after which unsaved text is written down."""
LOOK_AT_FILE_S: Final = 0.7
"""How often to look whether another program has changed the file."""
_NAME: Final = 60


class SavingFlow:
    """The text of one screen and the file that it is from."""

    def __init__(self, screen: EditorScreen) -> None:
        self._screen, self._area, self._file = screen, screen.area, screen.file
        self._warned = False
        self._is_gone = False

    @property
    def is_saved(self) -> bool:
        """Whether the file holds the text."""
        return self._area.text == self._file.saved_text and not self._is_gone

    def begin(self) -> None:
        """Look out for changes from outside, and offer what was not saved."""
        self._screen.set_interval(LOOK_AT_FILE_S, self.look_at_file)
        kept = self._file.unsaved_text()
        if kept is not None:
            self._offer(kept)

    # -- text that was not saved -----------------------------------------------------------------------------------

    def _offer(self, kept: str) -> None:
        answers = [
            Answer("take", ("t", "y"), "take it up again"),
            Answer("look", ("d",), "see the difference first"),
            Answer("drop", ("x",), "throw it away"),
        ]
        text = f"{self._file.target.name} was being changed when backday ended."
        question = AskScreen("There is text that was not saved", answers, text=text, cancel="later")
        self._screen.app.push_screen(question, partial(self._offered, kept))

    def _offered(self, kept: str, answer: str | None) -> None:
        if answer == "take":
            self._area.replace_text(kept)
            self._screen.say("Taken up again. Undo brings back the file's text.")
        elif answer == "drop":
            self._file.forget_unsaved()
        elif answer == "look":
            self._show_difference(self._file.saved_text, kept, "What was not saved", partial(self._offer, kept))

    def changed(self) -> None:
        """The text has changed: write it down at the next pause."""
        self._screen.pauses.later("keep", KEEP_S, self._keep)

    def _keep(self) -> None:
        text = self._area.text
        if self.is_saved:
            self._file.forget_unsaved()
        else:
            self._screen.run_worker(partial(self._write_down, text), thread=True, exclusive=True, group="keep")

    def _write_down(self, text: str) -> None:
        """In a thread: unsaved text outlives the program."""
        try:
            self._file.keep_unsaved(text)
        except UnwritableError as error:
            self._screen.call_later(
                self._screen.say_fault, f"What isn't saved can't be kept aside: {_reason(error, self._file.path)}"
            )

    def _forget(self) -> None:
        """Write nothing down any more, and forget what was."""
        self._screen.pauses.stop("keep")
        self._file.forget_unsaved()

    # -- saving ----------------------------------------------------------------------------------------------------

    def save(self, *, anyway: bool = False, then: Callable[[], object] | None = None) -> None:
        """Save, `anyway` also where the file was changed by another program, `then` go on."""
        was_bundled = self._file.is_bundled
        try:
            self._file.save(self._area.text, anyway=anyway)
        except ChangedOnDiskError as error:
            self._ask_about_change(error)
        except UnwritableError as error:
            self._ask_where_to(error)
        else:
            self._saved(f"Saved as your own copy: {self._file.path}" if was_bundled else "Saved")
            if then is not None:
                then()

    def _saved(self, sentence: str) -> None:
        self._forget()
        self._is_gone = self._warned = False
        self._screen.say_saved(sentence)

    def _ask_about_change(self, error: ChangedOnDiskError) -> None:
        what = "was deleted" if error.is_gone else "was changed by another program"
        answers = [Answer("save as", ("a",), "save under another name"), Answer("anyway", ("s",), "save it anyway")]
        if not error.is_gone:
            answers[:0] = [Answer("look", ("d",), "see the difference")]
            answers += [Answer("reload", ("r",), "reload it: your changes go, undo brings them back")]
        text = f"{clean(error.path.name, _NAME)} {what} since it was read."
        self._screen.app.push_screen(AskScreen("Not saved", answers, text=text, cancel=""), self._met_change)

    def _met_change(self, answer: str | None) -> None:
        if answer == "reload":
            self._reload()
        elif answer == "anyway":
            self.save(anyway=True)
        elif answer == "save as":
            self._save_as()
        elif answer == "look":
            self._look_at_change()

    def _look_at_change(self) -> None:
        try:
            there = self._file.on_disk()
        except UnreadableError as error:
            self._screen.say_fault(_reason(error, self._file.path))
            return
        title = "From the file as it is now (-) to your text (+)"
        self._show_difference(there, self._area.text, title, self.save)

    def _ask_where_to(self, error: UnwritableError) -> None:
        answers = [Answer("save as", ("a",), "save under another name"), Answer("again", ("s",), "try again")]
        reason = _reason(error, self._file.target)
        title = f"{clean(self._file.target.name, _NAME)} is not saved"
        text = f"{reason[:1].upper()}{reason[1:]}. The text is still here."
        self._screen.app.push_screen(AskScreen(title, answers, text=text, cancel=""), self._met_refusal)

    def _met_refusal(self, answer: str | None) -> None:
        if answer == "save as":
            self._save_as()
        elif answer == "again":
            self.save()

    def _save_as(self) -> None:
        def read(name: str) -> tuple[str, str | None]:
            fault = self._file.fault_of_name(name)
            return fault, None if fault else name

        question = TextDialog("Save as, in your routines", read, value=f"{self._file.path.stem}-2", classes="-small")
        self._screen.app.push_screen(question, self._named)

    def _named(self, name: str | None) -> None:
        if name is None:
            return
        try:
            self._file.save_as(name, self._area.text)
        except UnwritableError as error:
            self._ask_where_to(error)
        else:
            self._saved(f"Saved as your own routine: {self._file.path}")

    def show_unsaved(self, then: Callable[[], object] | None = None) -> None:
        """What is not saved yet, as a diff."""
        self._show_difference(self._file.saved_text, self._area.text, "Not saved yet", then)

    def _show_difference(self, old: str, new: str, title: str, then: Callable[[], object] | None = None) -> None:
        diff = editor.diff(old, new, self._file.target.name)

        def seen(_: object) -> None:
            if then is not None:
                then()

        self._screen.app.push_screen(DifferencesScreen(title, diff), seen)

    # -- changes from outside --------------------------------------------------------------------------------------

    def look_at_file(self) -> None:
        """Read it anew where another program changed it and nothing is unsaved; say so where that can't be."""
        if self._file.is_bundled or not self._file.is_changed_outside():
            self._warned = False
            self._note_gone(False)
        elif self._file.is_gone:
            self._note_gone(True)
            self._warn("was deleted by another program; to save makes it anew")
        else:
            self._note_gone(False)
            self._take_over()

    def _take_over(self) -> None:
        if self.is_saved:
            self._reload()
        else:
            self._warn("was changed by another program; yours is not saved")

    def _note_gone(self, is_gone: bool) -> None:
        if is_gone != self._is_gone:
            self._is_gone = is_gone
            self._screen.show_head()

    def _warn(self, what: str) -> None:
        """Say it once."""
        if not self._warned:
            self._warned = True
            self._screen.say_fault(f"{clean(self._file.path.name, _NAME)} {what}")

    def _reload(self) -> None:
        """Take the file's text, with a way back."""
        try:
            text = self._file.read_again()
        except UnreadableError as error:
            self._warn(f"can't be read any more: {_reason(error, self._file.path)}")
            return
        self._warned = False
        if text is not None or self._area.text != self._file.saved_text:
            self._area.replace_text(self._file.saved_text)
            self._forget()
            self._screen.show_head()
            self._screen.say("Read anew: it was changed by another program")

    def hand_over(self) -> None:
        """Hand the text over to the person's editor."""
        if self._screen.app.is_web:
            self._screen.say_fault("Your own editor needs a terminal: in a browser there is only this one")
            return
        is_saved = self.is_saved and not self._file.is_bundled
        try:
            if is_saved:
                self._run_editor(self._file.path)
                self.look_at_file()
            else:
                self._hand_over_copy()
        except NoEditorError as error:
            self._screen.say_fault(str(error))
        except SuspendNotSupported:
            self._screen.say_fault("The terminal can't be handed over here")
        except (OSError, BackdayError) as error:
            self._screen.say_fault(f"The text could not be handed over: {error}")

    def _hand_over_copy(self) -> None:
        """Let the editor change a copy, and take what it saved as the text."""
        with tempfile.TemporaryDirectory(prefix="backday-") as folder:
            path = Path(folder) / self._file.target.name
            store.save(path, self._area.text, "missing")
            self._run_editor(path)
            text = store.read(path).text
        self._area.replace_text(text)

    def _run_editor(self, path: Path) -> None:
        app: Any = self._screen.app
        with app.suspend():
            code = outside.edit(path, self._area.cursor_location[0] + 1, app.heed_signals)
        self._screen.refresh(layout=True)
        if code:
            self._screen.say_fault(f"The editor ended with {code}")

    # -- leaving ---------------------------------------------------------------------------------------------------

    def ask_to_leave(self) -> None:
        """Leave; where something is not saved, ask."""
        self.look_at_file()
        if self.is_saved:
            self._screen.leave()
            return
        answers = [
            Answer("save", ("s", "y"), "save and leave"),
            Answer("look", ("d",), "see what is not saved"),
            Answer("drop", ("x", "n"), "leave without saving: the changes are gone"),
            Answer("stay", ("g",), "go on editing"),
        ]
        title = f"{clean(self._file.target.name, _NAME)} is not saved"
        self._screen.app.push_screen(AskScreen(title, answers, cancel="stay"), self._left)

    def _left(self, answer: str | None) -> None:
        if answer == "save":
            self.save(then=self._screen.leave)
        elif answer == "drop":
            self._forget()
            self._screen.leave()
        elif answer == "look":
            self.show_unsaved(self.ask_to_leave)


def _reason(error: BackdayError, path: Path) -> str:
    """The reason alone, without the path: everybody knows which file this is about."""
    return str(error).rpartition(": not saved: ")[2].removeprefix(f"{clean(str(path))}: ")


class Pauses:
    """What is done once somebody pauses: the timers of a screen, by the names of what they are for."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._timers: dict[str, Timer] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._timers

    def later(self, name: str, seconds: float, do: Callable[[], object]) -> None:
        """Do something after a pause, in place of what was to be done under the same name."""
        self.stop(name)

        def now() -> None:
            self._timers.pop(name, None)
            do()

        self._timers[name] = self._screen.set_timer(seconds, now)

    def stop(self, name: str) -> None:
        """Drop what was to be done under a name."""
        timer = self._timers.pop(name, None)
        if timer is not None:
            timer.stop()
