"""Reps, seconds, load or rounds of a set, written down by the person.

What becomes of them is the session's business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from backday_tui.session import commands as c
from backday_tui.session import words
from backday_tui.session.state import Situation
from backday_tui.text import clean
from backday_tui.tui.widgets.dialog import LEAVE_TYPING, Dialog
from backday_tui.tui.widgets.input_line import InputLine
from backday_tui.tui.widgets.lines import TextLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from backday_tui.session.plan import Step
    from backday_tui.session.session import Session


MOST_REPS = 1000
MOST_SECONDS = 6 * 3600
_LOAD = re.compile(r"(\d{1,4}(?:[.,]\d{1,3})?)\s*(kg|lbs?)?", re.IGNORECASE)
_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,5})(?:\.\d+)?")
_SECONDS_IN_MINUTE = 60


@dataclass(frozen=True, slots=True)
class RecordField:
    """A set that can be written down: its place in the session's logs (None: it is being done), and what is known."""

    log: int | None
    title: str
    fields: dict[str, str]


def entries_of(session: Session) -> tuple[list[RecordField], int]:
    """The sets done and the one being done, in order, and the place of the one that is meant now."""
    state = session.state
    entries = [
        RecordField(
            place, _titled(log.target, log.exercise), _fields(log.target, log.reps, log.seconds, log.load, log.rounds)
        )
        for place, log in enumerate(state.logs)
    ]
    step = state.step
    runs = step.is_work and not session.is_over
    just_done = state.situation is Situation.MINUTE and state.minute_logged
    if runs and not just_done:
        entered = state.entered
        planned = step.reps.low if step.reps else None
        reps = planned if entered.reps is None else entered.reps
        rounds = entered.rounds if entered.rounds is not None else state.rounds_counted
        load = step.load if entered.load is None else entered.load
        entries.append(RecordField(None, _titled(step, step.title), _fields(step, reps, None, load, rounds)))
    return entries, len(entries) - 1


def _titled(step: Step, name: str) -> str:
    parts = (clean(name, words.MOST), words.capital(words.turn(step)), words.side(step))
    return words.BETWEEN.join(part for part in parts if part)


def _fields(
    step: Step, reps: int | None, seconds: float | None, load: str | None, rounds: int | None
) -> dict[str, str]:
    """The fields that a set has, with what is known of them; the seconds of one that is being done aren't."""
    known = {"rounds": rounds, "reps": reps, "seconds": None if seconds is None else round(seconds), "load": load}
    names = [name for name in step.figures if name != "seconds" or seconds is not None]
    return {name: "" if known[name] is None else str(known[name]) for name in names}


class RecordScreen(Dialog["c.Record | None"]):
    """Asks for the figures of a set; is dismissed with the command that says them, or None.

    Args:
        entries: the sets that can be written down, at least one.
        at: the place of the one that is shown first.
        units: of a load given as a bare number: "kg" or "lb".
    """

    DEFAULT_CSS = """
    RecordScreen {
        Horizontal { height: 1; margin-bottom: 1; }
        .label { width: 10; }
        Input { width: 1fr; height: 1; border: none; padding: 0 1; background: $panel; }
        Input:focus { border: none; background-tint: $primary 20%; }
        #fault { color: $error; width: 1fr; }
        #hint { color: $text-muted; width: 1fr; }
        &.-low Horizontal { margin-bottom: 0; }
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

    def __init__(self, entries: Sequence[RecordField], at: int, *, units: str) -> None:
        super().__init__()
        self._entries, self._at, self._units = entries, at, units
        self._heading, self._fault = TextLine(classes="title"), TextLine(id="fault")
        self._inputs = {name: InputLine(select_on_focus=True) for name in ("rounds", "reps", "seconds", "load")}
        self._rows = {name: Horizontal(TextLine(name, classes="label"), field) for name, field in self._inputs.items()}

    def compose(self) -> ComposeResult:
        """A line for each figure."""
        with Vertical(classes="box"):
            yield self._heading
            yield from self._rows.values()
            yield self._fault
            hint = "enter save · esc back · tab next"
            yield TextLine(hint + (" · ↑ ↓ another set" if len(self._entries) > 1 else ""), id="hint")

    def on_mount(self) -> None:
        """Show the set that is meant."""
        self._fill()

    def _fill(self) -> None:
        entry = self._entries[self._at]
        self._heading.show(entry.title)
        self._fault.show("")
        for name, field in self._inputs.items():
            self._rows[name].display = name in entry.fields
            field.value = clean(entry.fields.get(name, ""), 40)
        self._inputs[next(iter(entry.fields))].focus()

    def action_other(self, by: int) -> None:
        """Another set."""
        place = self._at + by
        if 0 <= place < len(self._entries):
            self._at = place
            self._fill()

    def action_save(self) -> None:
        """Give what was typed, where it can be understood."""
        entry = self._entries[self._at]
        typed = {name: self._inputs[name].value for name in entry.fields}
        try:
            command = record_of(typed, entry.log, self._units)
        except ValueError as fault:
            self._fault.show(str(fault))
        else:
            self.dismiss(command)

    def action_cancel(self) -> None:
        """Write nothing down."""
        self.dismiss(None)


def record_of(typed: dict[str, str], log: int | None, units: str) -> c.Record:
    """The command for what was typed; what was left empty stays as it is.

    Raises:
        ValueError: a figure can't be understood; the message says which would do.
    """
    return c.Record(
        reps=_count(typed.get("reps", ""), "reps"),
        rounds=_count(typed.get("rounds", ""), "rounds"),
        seconds=_seconds(typed.get("seconds", "")),
        load=_load(typed.get("load", ""), units),
        log=log,
    )


def _count(text: str, what: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > 4 or int(text) > MOST_REPS:  # noqa: PLR2004 - "1000"
        raise ValueError(f"{what}: a whole number from 0 to {MOST_REPS}")
    return int(text)


def _seconds(text: str) -> float | None:
    text = text.strip()
    if not text:
        return None
    found = _TIME.fullmatch(text) if text.isascii() else None
    seconds = int(found[1] or 0) * _SECONDS_IN_MINUTE + int(found[2]) if found else MOST_SECONDS + 1
    if seconds > MOST_SECONDS:
        raise ValueError("seconds: such as 45 or 1:30")
    return float(seconds)


def _load(text: str, units: str) -> str | None:
    text = text.strip()
    if not text:
        return None
    if text.casefold() in ("bodyweight", "bw"):
        return "bodyweight"
    found = _LOAD.fullmatch(text) if text.isascii() else None
    if found is None:
        raise ValueError("load: such as 25 lb, 12.5 kg or bodyweight")
    unit = (found[2] or units).lower().rstrip("s")
    return f"{found[1].replace(',', '.')} {unit}"
