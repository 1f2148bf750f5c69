"""Reps, seconds, load or rounds of a set, written down by the person.

What becomes of them is the session's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.containers import Horizontal

from backday_tui.session.commands import Record
from backday_tui.text import clean
from backday_tui.tui.widgets.dialog import BACK, LEAVE_TYPING, Dialog, InputLine, TimedTitle
from backday_tui.tui.widgets.key_line import KeyHint
from backday_tui.tui.widgets.lines import TextLine
from backday_tui.workout.figures import FigureError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult

    from backday_tui.session.session import Session
    from backday_tui.settings import Effort, Units
    from backday_tui.workout.figures import SetToRecord


UNBIDDEN_S: Final = 1.0
"""For so long after it came by itself, enter may be meant for what was there before."""
_NO_BLANK: Final = r"(?!\s).*"
"""A space in place of the figure that stands there was meant for the set, not for the field."""
_LONGEST: Final = 200


class RecordScreen(Dialog[Record | None]):
    """Asks for the figures of a set; is dismissed with the command that says them, or None.

    Args:
        entries: the sets that can be written down, at least one.
        at: the place of the one that is shown first.
        units: of a load given as a bare number: "kg" or "lb".
        effort: how it is written down how hard a set was, see Settings.
        session: that runs meanwhile, where one does. It stays in view, above the form.
        now: what runs of it, and the time of that.
        typed: what was typed already for the first, by field.
        unbidden: whether it comes without a key: one that was meant for something else doesn't save it then.
    """

    DEFAULT_CSS = """
    RecordScreen {
        &.-below { align: center bottom; background: transparent; }
        &.-below .box Horizontal { margin-bottom: 0; }
        .box Horizontal { height: 1; margin-bottom: 1; }
        .label { width: 10; }
        Input { width: 1fr; height: 1; border: none; padding: 0 1; background: $panel; }
        Input:focus { border: none; background-tint: $primary 20%; }
        #fault { color: $error; width: 1fr; }
        &.-low .box Horizontal { margin-bottom: 0; }
        &.-low .label { width: 8; }
    }
    """
    BINDINGS: ClassVar = [
        *LEAVE_TYPING,
        Binding("enter", "save", show=False, priority=True),
        Binding("up", "other(-1)", show=False, priority=True),
        Binding("down", "other(1)", show=False, priority=True),
    ]
    AUTO_FOCUS = ""

    def __init__(
        self,
        entries: Sequence[SetToRecord],
        at: int,
        *,
        units: Units,
        effort: Effort = "off",
        session: Session | None = None,
        now: Callable[[], str] | None = None,
        typed: Mapping[str, str] | None = None,
        unbidden: bool = False,
    ) -> None:
        runs = session is not None and not session.is_over
        super().__init__(classes="-below" if runs else None)
        self._entries, self._at, self._units = entries, at, units
        self._effort: Effort = effort
        self._session, self._typed, self._takes_keys = session, typed or {}, not unbidden
        self._heading, self._fault = TimedTitle(now=now if runs else None), TextLine(id="fault")
        self._inputs = {
            name: InputLine(select_on_focus=True, restrict=_NO_BLANK)
            for name in ("rounds", "reps", "seconds", "load", "effort", "note")
        }
        labels = {"effort": "RPE" if effort == "rpe" else "reserve"}
        self._rows = {
            name: Horizontal(TextLine(labels.get(name, name), classes="label"), field)
            for name, field in self._inputs.items()
        }

    def compose_box(self) -> ComposeResult:
        yield self._heading
        yield from self._rows.values()
        yield self._fault

    def hints(self) -> Sequence[KeyHint]:
        """To write them down, or not; the field and the set beside."""
        has_fields = len(self._fields) > 1
        has_others = len(self._entries) > 1
        return (
            KeyHint("enter", "save", "screen.save"),
            BACK,
            *([KeyHint("tab", "next", "screen.next_field", 2, repeats=True)] if has_fields else []),
            *([KeyHint("↑↓", "set", "screen.set_before", 1, repeats=True)] if has_others else []),
        )

    def on_mount(self) -> None:
        self._fill()
        for name, text in self._typed.items():
            self._inputs[name].value = text
        if not self._takes_keys:
            self.set_timer(UNBIDDEN_S, self._take_keys)

    def _take_keys(self) -> None:
        self._takes_keys = True

    @property
    def meant(self) -> SetToRecord:
        """The set that is shown."""
        return self._entries[self._at]

    @property
    def _fields(self) -> Mapping[str, str]:
        """The fields of the set that is shown, with what is known."""
        return self.meant.all_fields(self._effort)

    @property
    def unsaved(self) -> dict[str, str]:
        """What was typed for it, by field."""
        return {
            name: self._inputs[name].value
            for name, known in self._fields.items()
            if self._inputs[name].value != clean(known, _LONGEST)
        }

    def _fill(self) -> None:
        entry, fields = self.meant, self._fields
        self._heading.show(entry.title)
        self._fault.show("")
        for name, field in self._inputs.items():
            self._rows[name].display = name in fields
            field.value = clean(fields.get(name, ""), _LONGEST)
        self._inputs[next(iter(fields))].focus()

    def action_other(self, by: int) -> None:
        place = self._at + by
        if 0 <= place < len(self._entries):
            self._at = place
            self._fill()
            self.show_buttons()

    def action_set_before(self) -> None:
        """To the set before, and from the first to the last: one button for all of them."""
        self.action_other(-1 if self._at else len(self._entries) - 1)

    def action_next_field(self) -> None:
        """To the next figure."""
        self.focus_next()

    def action_save(self) -> None:
        """Give what was typed, where it can be understood."""
        if not self._takes_keys:
            return
        entry = self.meant
        typed = {name: self._inputs[name].value for name in self._fields}
        try:
            command = entry.read(typed, self._units, self._effort)
            command = command if self._session is None else entry.placed(command, self._session)
        except FigureError as fault:
            self._fault.show(str(fault))
        else:
            self.dismiss(command)
