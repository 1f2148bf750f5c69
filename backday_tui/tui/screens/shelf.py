"""What is asked when a routine is made, copied, renamed, deleted, or taken from a paste; and what undoes it.

What happens to the files stands in `tui.shelving`; the list is the library's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.errors import BackdayError
from backday_tui.text import clean
from backday_tui.tui import shelving
from backday_tui.tui.screens.ask import Answer, AskScreen
from backday_tui.tui.screens.ask_text import AskTextScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import App
    from textual.notifications import SeverityLevel

    from backday_tui.tui.shelving import Change
    from backday_tui.tui.widgets.routine_list import Row

_BUNDLED: Final = "It comes with backday and stays as it is. c makes a copy of your own"
_MOST_KEPT: Final = 100


class Hands(NamedTuple):
    """What the library lends: the app, where the person's routines lie, what follows a change, what opens a file.

    `changed` is given the file to look at, None for none in particular.
    """

    app: App[None]
    routines_dir: Path
    changed: Callable[[Path | None], None]
    edit: Callable[[Path], None]


class Shelf:
    """The person's routines as a whole, and what was done to them since the app was opened."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._done: list[Change] = []

    def new(self) -> None:
        """Ask for a name; make a routine and open it."""
        screen = AskTextScreen("A new routine", placeholder="what it is called", check=self._check_name, verb="make it")
        self._hands.app.push_screen(screen, self._new)

    def _new(self, name: str | None) -> None:
        if name and self._do(lambda: shelving.made_from_template(name, self._hands.routines_dir), is_told=False):
            path = self._done[-1].path
            if path is not None:
                self._hands.edit(path)

    def copy(self, row: Row) -> None:
        """Ask for the name of a copy, and make it."""
        screen = AskTextScreen(f"A copy of {row.name}", value=f"{row.name} 2", check=self._check_name, verb="make it")
        self._hands.app.push_screen(screen, lambda name: self._copy(row, name))

    def _copy(self, row: Row, name: str | None) -> None:
        if name:
            self._do(lambda: shelving.duplicated(row.path, name, self._hands.routines_dir))

    def rename(self, row: Row) -> None:
        """Ask for another name."""
        if self._is_own(row):
            screen = AskTextScreen(
                f"Another name for {row.name}",
                value=row.name,
                check=lambda name: self._check_rename(row, name),
                verb="rename",
            )
            self._hands.app.push_screen(screen, lambda name: self._rename(row, name))

    def _rename(self, row: Row, name: str | None) -> None:
        if name and name != row.name:
            self._do(lambda: shelving.renamed(row.path, name))

    def delete(self, row: Row) -> None:
        """Ask whether to delete it, or to go back to the bundled one that it hides."""
        if row.is_copy:
            self.revert(row)
        elif self._is_own(row):
            answers = (Answer("keep", ("k",), "Keep it"), Answer("delete", ("d",), "Delete it"))
            screen = AskScreen(
                f"Delete {row.name}?", answers, cancel="keep",
                text=f"u brings it back while backday is open. Its file is {row.path}",
            )  # fmt: skip
            self._hands.app.push_screen(screen, lambda answer: self._delete(row, answer))

    def _delete(self, row: Row, answer: str | None) -> None:
        if answer == "delete":
            self._do(lambda: shelving.deleted(row.path, row.name))

    def revert(self, row: Row) -> None:
        """Ask whether to go back to the bundled one."""
        if not row.is_copy:
            self._tell("It hides no bundled routine" if row.own else "It is the bundled one", severity="warning")
            return
        answers = (Answer("keep", ("k",), "Keep yours"), Answer("back", ("b",), "Back to the bundled one"))
        text = "Your copy is deleted. u brings it back while backday is open."
        screen = AskScreen(f"Back to the bundled {row.name}?", answers, text=text, cancel="keep")
        self._hands.app.push_screen(screen, lambda answer: self._revert(row, answer))

    def _revert(self, row: Row, answer: str | None) -> None:
        if answer == "back":
            self._do(lambda: shelving.reverted(row.path.stem, row.name, self._hands.routines_dir))

    def paste(self, text: str) -> None:
        """Show what was understood of a text, and offer to save it."""
        from backday_tui.tui.screens.paste import PasteScreen  # noqa: PLC0415 - imported when it is shown

        self._hands.app.push_screen(PasteScreen(text, self._check_name, self._save_pasted))

    def _save_pasted(self, name: str, text: str) -> bool:
        return self._do(lambda: shelving.made(name, text, self._hands.routines_dir))

    def undo(self) -> None:
        """Take back what was done last."""
        if not self._done:
            self._tell("There is nothing to undo", severity="warning")
            return
        change = self._done.pop()
        try:
            change.undo()
        except BackdayError as error:
            self._tell(str(error), severity="error")
        else:
            self._tell(f"Undone: {change.said}")
        self._hands.changed(None)

    def _do(self, what: Callable[[], Change], *, is_told: bool = True) -> bool:
        """Do it, and say so where what follows doesn't show it; whether that worked."""
        try:
            change = what()
        except BackdayError as error:
            self._tell(str(error), severity="error")
            self._hands.changed(None)
            return False
        self._done = [*self._done[-_MOST_KEPT:], change]
        if is_told:
            self._tell(f"{change.said}. u undoes it")
        self._hands.changed(change.path)
        return True

    def _is_own(self, row: Row) -> bool:
        if not row.own:
            self._tell(_BUNDLED, severity="warning")
        return row.own

    def _check_name(self, name: str) -> tuple[str, bool]:
        """Whether a new routine may be called so, and what its file would be."""
        if not name:
            return ("", False)
        try:
            path = shelving.free_path(name, self._hands.routines_dir)
        except BackdayError as error:
            return (str(error), False)
        return (f"backday start {path.stem}", True)

    def _check_rename(self, row: Row, name: str) -> tuple[str, bool]:
        said, may_be = self._check_name(name)
        if not may_be and name and shelving.same_file(row.path, name):
            return (f"backday start {row.path.stem}", True)
        return (said, may_be)

    def _tell(self, text: str, *, severity: SeverityLevel = "information") -> None:
        """Say it; what was done in the place of what was done before, for u is of the last change."""
        if severity == "information":
            self._hands.app.clear_notifications()
        self._hands.app.notify(clean(text, 300), severity=severity, markup=False)
