"""What was done, after the last step: what got better, what was done of what was planned, and what is to be kept.

The figures are those of backday_tui.workout.results; here they are laid out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen

from backday_tui import words
from backday_tui.text import clean
from backday_tui.tui.widgets.glyphs import drawn_figures
from backday_tui.tui.widgets.key_line import KeyHint, KeyLine
from backday_tui.tui.widgets.lines import TextLine, TextLines, beside, hang_after, hanging, paragraph
from backday_tui.workout.actions import HOW_MANY
from backday_tui.workout.figures import asks_how_many
from backday_tui.workout.results import NOT_LOGGED, SessionResults, muscles_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.app import ComposeResult

    from backday_tui.session.session import Session
    from backday_tui.session.summary import NextExercise, Summary
    from backday_tui.tui.widgets.body import Palette
    from backday_tui.workout.results import ExerciseResult, LoadToKeep


_LEAVE = KeyHint("enter", "leave", "screen.leave", 0)
_RECORD = KeyHint("r", "reps, load", "screen.record", 3)
_HOW_MANY = _RECORD._replace(label=HOW_MANY, rank=0)
_NOTE = KeyHint("n", "note", "screen.note", 4)
_KEEP = KeyHint("y", "keep", "screen.keep", 1)
_TAKE = KeyHint("E", "put what comes next into the file", "screen.take", 5)
_UNDO = KeyHint("u", "undo: go on training", "screen.undo", 2)
LOOK_S: Final = 1.0
"""How often is looked whether all of it is kept by now."""
_LARGE_FROM: Final = 30
"""From so many rows on the sets that were done stand in large digits."""
_LARGE_SHARE: Final = 6
"""One row in so many is theirs."""
_SHARE_ABOVE: Final = 3
"""Of the rows that are to spare one in so many is left above."""
_LARGE_WIDTH: Final = 90
_MARGIN: Final = 2
_NAMES: Final = 32
"""The most columns of the names of exercises, where their figures stand beside them."""
_ONE_LINE_FROM: Final = 58
"""From so many columns on an exercise has one line."""
_PICTURE: Final = 50
_PICTURE_FROM: Final = 112
"""From so many columns on the muscles are shown beside the exercises."""
_PICTURE_ROWS: Final = 20
_GAP: Final = 2


class SummaryScreen(Screen[str]):
    """What it came to; is dismissed with "leave" or "undo".

    Args:
        session: that is over.
        results: what it came to, as it is by now.
        trouble: what of it is not kept and why, in one line; None where nothing is amiss. Asked again and again.
        record: asks for the figures of the last set, and tells `show_figures` once they are others.
        note: asks for a note to the session, and tells `show_note`; None where nothing of it is kept.
        noted: the note that it has.
        take: puts what comes next in the place of what is at its top into the routine's file, once the person says yes.
        keep: puts a load into the file, and gives what takes that back; None where it can't be. None where there is no
            file.
    """

    DEFAULT_CSS = """
    SummaryScreen {
        layout: vertical;
        color: $live-text;
        TextLine { width: 1fr; text-align: center; text-style: bold; }
        #note { text-style: italic; display: none; }
        &.-noted #note { display: block; }
        #trouble { display: none; color: $text-error; }
        &.-trouble #trouble { display: block; }
        TextLines { height: 1fr; margin: 1 2 0 2; background: transparent; }
        KeyLine { background: transparent; color: $live-text; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("enter,q,escape,space", "leave", show=False),
        Binding("u", "undo", show=False),
        Binding("r", "record", show=False),
        Binding("n,semicolon", "note", show=False),
        Binding("y", "keep", show=False),
        Binding("E", "take", show=False),
    ]
    AUTO_FOCUS = "TextLines"

    def __init__(
        self,
        session: Session,
        results: Callable[[], SessionResults],
        trouble: Callable[[], str | None],
        record: Callable[[], None],
        *,
        note: Callable[[], None] | None = None,
        noted: str = "",
        take: Callable[[NextExercise], None] = lambda _: None,
        keep: Callable[[LoadToKeep], Callable[[], object] | None] | None = None,
    ) -> None:
        super().__init__(classes="-over")
        self._session, self._read = session, results
        self._results = results()
        self._trouble = trouble
        self._record, self._note, self._noted = record, note, noted
        self._take, self._keep = take, keep
        self._taken: set[NextExercise] = set()
        self._asked: set[LoadToKeep] = set()
        self._undo_keep: Callable[[], object] | None = None
        self._can_undo = session.can_undo

    def compose(self) -> ComposeResult:
        totals = self._results.totals
        name = clean(self._session.state.plan.routine.name, words.MOST)
        yield TextLine("FINISHED EARLY" if totals.partial else "DONE", classes="band")
        yield TextLine(words.joined(name, words.measured(totals.elapsed_s)), id="routine")
        yield TextLine(id="trouble")
        yield TextLine(id="note")
        yield TextLines()
        yield KeyLine(self._keys)

    @property
    def _coming(self) -> list[NextExercise]:
        return [each for each in self._results.coming if each not in self._taken]

    @property
    def _to_keep(self) -> list[LoadToKeep]:
        return [each for each in self._results.to_keep if each not in self._asked] if self._keep is not None else []

    @property
    def _keys(self) -> list[KeyHint]:
        asks, to_keep = asks_how_many(self._session), self._to_keep
        keep = _KEEP._replace(label=f"keep {words.load(to_keep[0].load)}") if to_keep else _KEEP
        undo = _UNDO if self._undo_keep is None else _UNDO._replace(label="undo: the file as it was")
        is_there = {
            _LEAVE: True,
            keep: bool(to_keep),
            _RECORD: bool(self._session.state.logs) and not asks,
            _HOW_MANY: asks,
            _NOTE: self._note is not None,
            _TAKE: bool(self._coming),
            undo: self._can_undo or self._undo_keep is not None,
        }
        return [key for key, shown in is_there.items() if shown]

    def on_mount(self) -> None:
        self.show_figures()
        self.show_note(self._noted)
        self._show_trouble()
        self.set_interval(LOOK_S, self._show_trouble)

    def show_figures(self) -> None:
        """What it came to, as it is by now."""
        self._results = self._read()
        self._lay_out()

    def _lay_out(self) -> None:
        rows = self.size.height - (6 if self.has_class("-noted") else 5)
        results = self._results._replace(coming=tuple(self._coming), to_keep=tuple(self._to_keep))
        self.query_one(TextLines).show(page_of(results, self.size.width - 2 * _MARGIN - 1, rows, self._palette))
        self.query_one(KeyLine).show(self._keys)

    @property
    def _palette(self) -> Palette:
        from backday_tui.tui.widgets.body import Palette

        return Palette.of(self.app.theme_variables)

    def show_note(self, note: str) -> None:
        """The note to the session, as it is by now."""
        self.set_class(bool(note), "-noted")
        self.query_one("#note", TextLine).show(clean(note, words.MOST))

    def _show_trouble(self) -> None:
        trouble = self._trouble() if self._results.is_logged else NOT_LOGGED
        self.set_class(trouble is not None, "-trouble")
        self.query_one("#trouble", TextLine).show(clean(trouble or ""))

    def on_resize(self) -> None:
        """Laid out for the new size."""
        self._lay_out()

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

    def action_keep(self) -> None:
        """Put the load that is asked about into the file; one after the other."""
        if self._to_keep and self._keep is not None:
            what = self._to_keep[0]
            self._asked.add(what)
            undo = self._keep(what)
            if undo is not None:
                self._undo_keep = undo
            self._lay_out()

    def action_take(self) -> None:
        """Ask whether the file is to have what comes next, one exercise after the other."""
        if self._coming:
            what = self._coming[0]
            self._taken.add(what)
            self._take(what)
            self._lay_out()

    def action_undo(self) -> None:
        """The file as it was before a load was kept; else back to training."""
        if self._undo_keep is not None:
            undo, self._undo_keep = self._undo_keep, None
            undo()
            self._asked.clear()
            self._lay_out()
        elif self._can_undo:
            self.dismiss("undo")


# -- the page -----------------------------------------------------------------------------------------------------


def page_of(results: SessionResults, width: int, rows: int, palette: Palette) -> list[Content]:
    """What a workout came to, as lines; the more rows there are, the more room it takes."""
    picture = _picture(results, palette) if width >= _PICTURE_FROM and rows >= _PICTURE_ROWS else []
    column = width - _PICTURE - 2 * _GAP if picture else width
    muscles = muscles_text(results.muscles)
    parts = [
        _totals(results.totals, column, rows),
        [line for told in results.records for line in _with_mark(words.STAR, told, column)],
        _exercises(results.exercises, column, rows) or [Content(_nothing_done(results.totals))],
        hanging(Content(f"Sets by muscle: {muscles}"), column) if muscles and not picture else [],
        [line for each in results.coming for line in _with_mark("→", each.told, column)],
        [line for each in results.to_keep for line in _with_mark("?", f"{each.asked}: y keeps it.", column)],
    ]
    there = [part for part in parts if part]
    gap = [Content()] if sum(map(len, there)) + len(there) - 1 <= rows else []
    lines = [line for part in there for line in (*gap, *part)][len(gap) :]
    lines = beside(lines, picture, column + 2 * _GAP) if picture else lines
    return [*[Content()] * (max(rows - len(lines), 0) // _SHARE_ABOVE if rows >= _LARGE_FROM else 0), *lines]


def _with_mark(mark: str, told: str, width: int) -> list[Content]:
    return hang_after(Content.styled(f"{mark} ", "bold $warning"), Content.styled(told, "bold"), width)


def _totals(summary: Summary, width: int, rows: int) -> list[Content]:
    """How much was done of what was planned, in large digits where there is room; the rest of it below."""
    sets = f"{summary.sets_done} of {words.counted(summary.sets_planned, 'set')}"
    rest = words.joined(
        words.counted(summary.warmup_sets, "warm-up set") if summary.warmup_sets else "",
        words.counted(summary.reps, "rep") if summary.reps else "",
        f"{words.counted(summary.holds, 'hold')}, {words.measured(summary.hold_s)}" if summary.holds else "",
        f"longest hold {words.measured(summary.longest_hold_s)}" if summary.holds > 1 else "",
        f"{words.lifted(summary.volume)} lifted in all" if summary.volume else "",
    )
    drawn = drawn_figures(sets, min(width, _LARGE_WIDTH), rows // _LARGE_SHARE) if rows >= _LARGE_FROM else None
    if drawn is None:
        return paragraph(words.joined(sets, rest), width, "bold")
    return [*(Content.styled(row, "bold") for row in drawn), Content(), *paragraph(rest, width, "bold")]


def _nothing_done(summary: Summary) -> str:
    return "No set was done but warm-up sets." if summary.warmup_sets else "No set was done."


def _exercises(exercises: Sequence[ExerciseResult], width: int, rows: int) -> list[Content]:
    """A line for each exercise, or two where it is narrow, with a blank one between where there is much room.

    None where nothing was done.
    """
    if not any(each.done for each in exercises):
        return []
    dots, names, figures = (
        max(Content(text(each)).cell_length for each in exercises) for text in (_dots, _name, lambda each: each.figures)
    )
    is_wide = width >= _ONE_LINE_FROM
    lines = [[*_line(each, width, dots, min(names, _NAMES), figures)] if is_wide else [*_two(each, width)]
             for each in exercises]  # fmt: skip
    is_roomy = sum(map(len, lines)) * 2 + 12 <= rows  # the totals, the records and what is asked besides
    return [line for each in lines for line in (*each, *([Content()] if is_roomy and each is not lines[-1] else []))]


def _dots(each: ExerciseResult) -> str:
    return each.dots


def _name(each: ExerciseResult) -> str:
    return each.name


def _line(each: ExerciseResult, width: int, dots: int, names: int, figures: int) -> Iterator[Content]:
    """Dots, name, figures and what is more than last time; where all of it is too long, the last in a line below."""
    start = dots + names + 2 * _GAP
    head = Content(each.dots).pad_right(dots - Content(each.dots).cell_length + _GAP)
    head += Content.styled(each.name, "bold").truncate(names, ellipsis=True, pad=True).pad_right(_GAP)
    compared = _compared(each)
    room = width - start
    if compared.cell_length + _GAP + Content(each.figures).cell_length <= room:
        shown = Content(each.figures)
        column = min(figures, room - _GAP - compared.cell_length)
        yield head + shown.pad_right(max(column - shown.cell_length, 0) + _GAP) + compared
        return
    wrapped = Content(each.figures).wrap(max(room, 1))
    yield head + wrapped[0]
    yield from (Content(" " * start) + line for line in wrapped[1:])
    if compared.cell_length:
        yield Content(" " * start) + compared


def _two(each: ExerciseResult, width: int) -> Iterator[Content]:
    compared = _compared(each)
    yield Content.assemble(each.dots, "  ", (each.name, "bold")).truncate(width, ellipsis=True)
    said = Content(f"   {each.figures}")
    if not each.figures:
        return
    if said.cell_length + _GAP + compared.cell_length <= width:
        yield said + Content(" " * _GAP) + compared
    else:
        yield from (Content("   ") + line for line in Content(each.figures).wrap(max(width - 3, 1)))
        if compared.cell_length:
            yield Content("   ") + compared


def _compared(each: ExerciseResult) -> Content:
    return Content.styled(each.compared, "bold $text-success" if each.is_better else "$live-text 70%")


def _picture(results: SessionResults, palette: Palette) -> list[Content]:
    """The body with what was worked: by a set and more as its first muscles, else as its second."""
    from backday_tui.tui.widgets.body import figure_lines

    first = [muscle for muscle, sets in results.muscles.items() if sets >= 1]
    second = [muscle for muscle, sets in results.muscles.items() if sets < 1]
    return figure_lines(first, second, _PICTURE, palette)
