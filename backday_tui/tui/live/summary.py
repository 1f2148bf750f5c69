"""What was done, after the last step. The figures are counted in backday_tui.session.summary."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen

from backday_tui import words
from backday_tui.session import step_text
from backday_tui.session.summary import Summary, summarize
from backday_tui.text import clean
from backday_tui.tui.live.countdown import Countdown
from backday_tui.tui.widgets.key_line import KeyHint, KeyLine
from backday_tui.tui.widgets.lines import TextLine, TextLines, hanging
from backday_tui.workout.actions import HOW_MANY
from backday_tui.workout.figures import asks_how_many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult

    from backday_tui.session.events import SetLog
    from backday_tui.session.session import Session
    from backday_tui.session.summary import NextExercise


_LEAVE = KeyHint("enter", "leave", "screen.leave", 0)
_RECORD = KeyHint("r", "reps, load", "screen.record", 2)
_HOW_MANY = _RECORD._replace(label=HOW_MANY, rank=0)
_NOTE = KeyHint("n", "note", "screen.note", 3)
_TAKE = KeyHint("E", "put what comes next into the file", "screen.take", 4)
_UNDO = KeyHint("u", "undo: go on training", "screen.undo", 1)
DIGITS_FROM = 20
"""From this height on the time stands in digits."""
DIGIT_ROWS = 7
LOOK_S = 1.0
"""How often is looked whether all of it is kept by now."""


class SummaryScreen(Screen[str]):
    """The totals and the sets; is dismissed with "leave" or "undo".

    Args:
        session: that is over.
        now: on its clock, in seconds.
        trouble: what of it is not kept and why, in one line; None where nothing is amiss. Asked again and again.
        record: asks for the figures of the last set, and tells `show_figures` once they are others.
        note: asks for a note to the session, and tells `show_note`; None where nothing of it is kept.
        noted: the note that it has.
        coming: what comes next in the place of what is at its top.
        take: puts one of those into the routine's file, once the person says yes.
    """

    DEFAULT_CSS = """
    SummaryScreen {
        layout: vertical;
        color: $live-text;
        TextLine { width: 1fr; text-align: center; text-style: bold; }
        #more { text-style: none; margin-bottom: 1; }
        #note { text-style: italic; display: none; margin-bottom: 1; }
        &.-noted #note { display: block; }
        &.-noted #more { margin-bottom: 0; }
        #trouble { display: none; }
        &.-trouble #trouble { display: block; }
        TextLines { height: 1fr; margin: 0 2; background: transparent; }
        KeyLine { background: transparent; color: $live-text; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("enter,q,escape,space", "leave", show=False),
        Binding("u", "undo", show=False),
        Binding("r", "record", show=False),
        Binding("n,semicolon", "note", show=False),
        Binding("E", "take", show=False),
    ]
    AUTO_FOCUS = "TextLines"

    def __init__(
        self,
        session: Session,
        now: float,
        trouble: Callable[[], str | None],
        record: Callable[[], None],
        *,
        note: Callable[[], None] | None = None,
        noted: str = "",
        coming: tuple[NextExercise, ...] = (),
        take: Callable[[NextExercise], None] = lambda _: None,
    ) -> None:
        super().__init__(classes="-over")
        self._session, self._now = session, now
        self._trouble = trouble
        self._record, self._note, self._noted = record, note, noted
        self._coming, self._take = [*coming], take
        self._heading = clean(session.state.plan.routine.name, words.MOST)
        self._can_undo = session.can_undo
        self._time = Countdown(classes="ink")

    def compose(self) -> ComposeResult:
        summary = summarize(self._session, self._now)
        yield TextLine("FINISHED EARLY" if summary.partial else "DONE", classes="band")
        yield TextLine(self._heading, id="routine")
        yield self._time
        yield TextLine(id="totals", classes="ink")
        yield TextLine(id="trouble")
        yield TextLine(id="more")
        yield TextLine(id="note")
        yield TextLines()
        yield KeyLine(self._keys)

    @property
    def _keys(self) -> list[KeyHint]:
        asks = asks_how_many(self._session)
        is_there = {
            _LEAVE: True,
            _RECORD: bool(self._session.state.logs) and not asks,
            _HOW_MANY: asks,
            _NOTE: self._note is not None,
            _TAKE: bool(self._coming),
            _UNDO: self._can_undo,
        }
        return [key for key, shown in is_there.items() if shown]

    def on_mount(self) -> None:
        """The time it took, and what is not kept yet."""
        self._time.show(words.measured(self._session.elapsed_s(self._now)), "")
        self.show_figures()
        self.show_note(self._noted)
        self._show_trouble()
        self.set_interval(LOOK_S, self._show_trouble)

    def show_figures(self) -> None:
        """What it came to, and its sets, as they are by now."""
        summary = summarize(self._session, self._now)
        self.query_one("#totals", TextLine).show(totals(summary))
        self.query_one("#more", TextLine).show(more(summary))
        width = max(self.size.width - 6, 10)
        told = [*set_lines(self._session.state.logs), *(Content.styled(each.told, "bold") for each in self._coming)]
        lines = [line for each in told for line in hanging(each, width)]
        self.query_one(TextLines).show(lines or [Content("No set was done.")])
        self.query_one(KeyLine).show(self._keys)

    def show_note(self, note: str) -> None:
        """The note to the session, as it is by now."""
        self.set_class(bool(note), "-noted")
        self.query_one("#note", TextLine).show(clean(note, words.MOST))

    def _show_trouble(self) -> None:
        trouble = self._trouble()
        self.set_class(trouble is not None, "-trouble")
        self.query_one("#trouble", TextLine).show(clean(trouble or ""))

    def on_resize(self, event: events.Resize) -> None:
        """Large digits where there is room for them; the sets wrapped to the width."""
        self._time.fit(event.size.width, DIGIT_ROWS if event.size.height >= DIGITS_FROM else 1)
        self.show_figures()

    def action_leave(self) -> None:
        """Back to where the workout was begun from."""
        self.dismiss("leave")

    def action_record(self) -> None:
        """Correct the last set, or another."""
        if self._session.state.logs:
            self._record()

    def action_note(self) -> None:
        """Write a note to the session."""
        if self._note is not None:
            self._note()

    def action_take(self) -> None:
        """Ask whether the file is to have what comes next, one exercise after the other."""
        if self._coming:
            self._take(self._coming.pop(0))

    def action_undo(self) -> None:
        if self._can_undo:
            self.dismiss("undo")


def totals(summary: Summary) -> str:
    """Sets, reps and holds: "12 of 15 sets · 96 reps · 3 holds, 4:30"."""
    parts = [f"{summary.sets_done} of {words.counted(summary.sets_planned, 'set')}"]
    if summary.reps:
        parts.append(words.counted(summary.reps, "rep"))
    if summary.holds:
        parts.append(f"{words.counted(summary.holds, 'hold')}, {words.measured(summary.hold_s)}")
    return words.BETWEEN.join(parts)


def more(summary: Summary) -> str:
    """Volume load, and the longest hold of several."""
    parts = [f"{words.lifted(summary.volume)} lifted in all"] if summary.volume else []
    if summary.holds > 1:
        parts.append(f"longest hold {words.measured(summary.longest_hold_s)}")
    return words.BETWEEN.join(parts)


def set_lines(logs: Sequence[SetLog]) -> Iterator[Content]:
    """A line for each exercise in the order done: "Plank  1:30, 1:30, 1:24"."""
    for (_, name), sets in groupby(sorted(logs, key=_order), key=lambda log: (log.ref, log.exercise)):
        figures = ", ".join(_figure(log) for log in sets)
        yield Content.assemble((clean(name, words.MOST), "bold"), f"  {figures}")


def _order(log: SetLog) -> tuple[int, int, int]:
    return (["warmup", "work", "cooldown"].index(log.ref.section), log.ref.item, log.ref.entry)


def _figure(log: SetLog) -> str:
    mark = "warm-up " if log.target.warmup else ""
    mark += {"left": "L ", "right": "R "}.get(log.side or "", "")
    return f"{mark}{step_text.done(log)}"
