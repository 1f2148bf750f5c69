"""What the person trains with: shown and asked for in a line on the settings screen, and kept in their file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from backday_tui import equipment, settings
from backday_tui.equipment import EquipmentFile
from backday_tui.errors import UnreadableError
from backday_tui.routine import source
from backday_tui.text import clean
from backday_tui.training.loads import USUAL
from backday_tui.tui.widgets.dialog import TextDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.screen import Screen

    from backday_tui.settings import Units

WHAT: Final = "the equipment"
_SHOWN: Final = 200
_QUESTIONS: Final = {
    "bar": "What does your bar weigh?",
    "plates": "Which plates do you have? x2 behind one are two pairs",
    "dumbbells": "Which dumbbells do you have?",
    "stack": "What can be pinned on your machine?",
    "step": "By how much does all else go up and down?",
}
_EXAMPLES: Final = {"dumbbells": "2-30/2", "stack": "5-100/5"}


class KnownEquipment:
    """The person's file, as it is; what is wrong with it, a line each.

    Attributes:
        fault: why it can't be read at all; None where it can. Then nothing is written into it.
        warnings: what in it can't be used.
    """

    def __init__(self, path: Path, units: Units) -> None:
        self.path, self._units = path, units
        self.fault = settings.fault(path, WHAT)
        self._file = EquipmentFile(USUAL[units])
        self.warnings: tuple[str, ...] = ()
        if self.fault is None:
            self.warnings = equipment.remarks(path, units)
            try:
                self._file = equipment.read_file(path, units)
            except UnreadableError as error:
                self.fault = str(error)

    def text_of(self, key: str) -> str:
        """A key as a person types it: as the file has it, else what is usual."""
        return clean(self._file.said.get(key, equipment.usual_text(key, self._units)), _SHOWN)

    def shown(self, key: str) -> str:
        """The same to be read."""
        if text := self.text_of(key):
            return text
        return "none" if key in self._file.said else "not said"

    def is_default(self, key: str) -> bool:
        """Whether the file says nothing of it that can be used."""
        return key not in self._file.said

    def save(self, key: str, value: Any) -> None:
        """Write a key into the file; None takes it out.

        Raises:
            BackdayError: that can't be done.
        """
        settings.save(self.path, key, value, WHAT)


def ask_equipment(
    screen: Screen[Any], known: KnownEquipment, key: str, units: Units, then: Callable[[Any], None]
) -> None:
    """Ask for a key of the file; `then` is told its value, as the file is to have it."""
    example = equipment.usual_text(key, units) or f"{_EXAMPLES[key]} {units}"

    def read(text: str) -> tuple[str, Any]:
        if not text:
            return f"such as {example}", None
        value, said = equipment.typed(key, text, _text_of(known.path), units)
        return said, value

    def answered(value: Any) -> None:
        if value is not None:
            then(value)

    screen.app.push_screen(TextDialog(_QUESTIONS[key], read, value=known.text_of(key), placeholder=example), answered)


def _text_of(path: Path) -> str:
    try:
        return equipment.text_of(path)
    except (UnreadableError, source.TomlProblem):
        return ""
