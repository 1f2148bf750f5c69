"""The file behind a text that is edited: where it is saved, what it was when it was read, what is kept of unsaved text.

A bundled routine is never written to: what is saved of it is the person's own copy with the same id. What differs
between two texts is shown here too, before a change is made.
"""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING, ClassVar, Final

from textual.content import Content

from backday_tui.errors import UnreadableError
from backday_tui.folders import is_there
from backday_tui.routine import library, store, unsaved
from backday_tui.routine.store import Snapshot, UnwritableError
from backday_tui.routine.unsaved import Unsaved
from backday_tui.text import clean
from backday_tui.tui.widgets.dialog import LEAVE_READING, Dialog
from backday_tui.tui.widgets.lines import TextLine, TextLines
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.events import Resize

    from backday_tui.routine.store import Expected


_UNSAVED = "unsaved"


class EditedFile:
    """A routine file that is being edited.

    Args:
        path: of the file that is read.
        routines_dir: the person's own routines.
        unsaved_dir: where unsaved text is kept; None for beside the person's routines.

    Raises:
        UnreadableError: it can't be read, or is not UTF-8.
    """

    def __init__(self, path: Path, routines_dir: Path, unsaved_dir: Path | None = None) -> None:
        self.path = path
        self._routines_dir, self._unsaved_dir = routines_dir, unsaved_dir or routines_dir.parent / _UNSAVED
        self.is_bundled = path.parent.resolve() == library.bundled_dir().resolve()
        opened = store.read(path)
        self.saved_text = opened.text
        self._snapshot: Snapshot | None = opened.snapshot

    @property
    def target(self) -> Path:
        """Where it is saved."""
        return library.file_in(self._routines_dir, self.path.stem) if self.is_bundled else self.path

    def save(self, text: str, *, anyway: bool = False) -> None:
        """Save the text; `anyway` also where the file has changed.

        Raises:
            ChangedOnDiskError: it is not what was read.
            UnwritableError: it can't be written.
        """
        expected: Expected = "missing" if self.is_bundled else self._snapshot or "missing"
        self._write(self.target, text, "anything" if anyway else expected)

    def save_as(self, name: str, text: str) -> None:
        """Save the text as another routine of the person's; from then on that one is edited.

        Raises:
            UnwritableError: it can't be written, or there is such a file.
        """
        before = self.target
        self._write(store.own_path(store.checked_id(name), self._routines_dir), text, "missing")
        with contextlib.suppress(UnwritableError):
            unsaved.discard(self._unsaved_dir, before)

    def fault_of_name(self, name: str) -> str:
        """Why a routine can't be saved under a name; "" where it can."""
        try:
            path = store.own_path(store.checked_id(name), self._routines_dir)
        except store.IdRefusedError as error:
            return str(error) if name else "it needs a name"
        return "there is a routine of yours with this name" if is_there(path) else ""

    def _write(self, path: Path, text: str, expected: Expected) -> None:
        store.make_folder(path.parent)
        self._snapshot = store.save(path, text, expected)
        self.path, self.is_bundled, self.saved_text = path, False, text
        self.forget_unsaved()

    def read_again(self) -> str | None:
        """The text of the file where it is another than was read or saved last, and known from then on; else None.

        Raises:
            UnreadableError: it can't be read any more.
        """
        if self._snapshot is not None and self._snapshot.is_current(self.path):
            return None
        opened = store.read(self.path)
        self._snapshot = opened.snapshot
        if opened.text == self.saved_text:
            return None
        self.saved_text = opened.text
        return opened.text

    def on_disk(self) -> str:
        """What the file holds now, just to be looked at.

        Raises:
            UnreadableError: it can't be read.
        """
        return store.read(self.target).text

    @property
    def is_gone(self) -> bool:
        """Whether there was a file, and nothing has its name now."""
        return self._snapshot is not None and not os.path.lexists(self.path)

    def is_changed_outside(self) -> bool:
        """Whether the file is another than was read or saved last, or gone."""
        if self._snapshot is None or self._snapshot.is_current(self.path):
            return False
        try:
            return store.read(self.path).snapshot.digest != self._snapshot.digest
        except UnreadableError:
            return True

    # Unsaved text.

    def keep_unsaved(self, text: str) -> None:
        """Write unsaved text down so that it outlives the program.

        Raises:
            UnwritableError: it can't be.
        """
        unsaved.keep(self._unsaved_dir, Unsaved(self.target, text, self._snapshot))

    def forget_unsaved(self) -> None:
        """Delete what was kept: it is saved or given up. Should that fail it is offered once more, without harm."""
        with contextlib.suppress(UnwritableError):
            unsaved.discard(self._unsaved_dir, self.target)

    def unsaved_text(self) -> str | None:
        """Unsaved text that was kept by an earlier run; None where there is none."""
        found = unsaved.find(self._unsaved_dir, self.target)
        return None if found is None or found.text == self.saved_text else found.text


_HUNK: Final = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)")
_STYLES: Final = {"+": "$text-success", "-": "$text-error"}


def diff_lines(diff: str, width: int) -> Iterator[Content]:
    """The lines of a unified diff, its hunks told by the lines that they begin at; of no diff none."""
    _before, _after, *lines = diff.split("\n")[:-1] or ("", "")  # the file's name, twice
    for line in lines:
        if hunk := _HUNK.match(line):
            yield Content.styled(f"line {hunk[2]}".center(width, "─")[:width], MUTED)
        elif line.startswith("\\"):
            yield Content.styled("  (no line end at the end)", MUTED)
        else:
            text = clean(line[1:].rstrip("\r").replace("\t", "  "), width)
            yield Content.styled(f"{line[:1]} {text}", _STYLES.get(line[:1], MUTED)).truncate(width, ellipsis=True)


class DifferencesScreen(Dialog[None]):
    """A diff, to be scrolled; any key that leaves goes back."""

    DEFAULT_CSS = """
    DifferencesScreen {
        .box { width: 92; height: 100%; max-height: 36; }
    }
    """

    BINDINGS: ClassVar = [*LEAVE_READING]
    AUTO_FOCUS = "TextLines"

    def __init__(self, title: str, diff: str) -> None:
        super().__init__()
        self._heading, self._diff = title, diff

    def compose_box(self) -> ComposeResult:
        yield TextLine(clean(self._heading, 200), classes="title")
        yield TextLines()

    def on_resize(self, event: Resize) -> None:
        """Lay the lines out for the new width."""
        lines = list(diff_lines(self._diff, max(min(event.size.width, 92) - 5, 8)))
        self.show_lines(lines or [Content("There is no difference.")])
