"""What there is to know of the step, below the countdown: one widget, whose rows are laid out by hand.

What finds room is decided by priority: the exercise with its figures, what comes next, last time; then the reason of
the aim, tempo and note, the set just done, the exercise after this one; then the form. Nothing here reads a clock, and
all of it changes with the step alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from backday_tui import words
from backday_tui.text import clean
from backday_tui.tui.live.bar import PLATES, drawn_bar
from backday_tui.tui.live.view import RESTING
from backday_tui.tui.widgets.glyphs import ROWS, drawn_figures, drawn_letters, width_of
from backday_tui.tui.widgets.lines import CachedRows, beside, fitting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backday_tui.tui.live.view import Said, View
    from backday_tui.tui.widgets.body import Palette

# -- room -------------------------------------------------------------------------------------------------------

# As in board.py, what there is room for is a function of the size alone, so that nothing jumps from step to step.

WIDE: Final = 100
"""From this width on the figures are the second largest thing on the screen."""
_LEAST_TEXT: Final = 4
"""Lines of text that come before anything is written large: last time, the aim, what comes next, and after that."""
_LEAST_FIGURES, _MOST_FIGURES = 4, 7
"""The rows of large figures; on a very wide screen as many more as find room beside each other."""
_TEXT_A_ROW: Final = 5
"""Of so many rows that are to spare the figures get one; the others are for text."""
_FIGURE_WIDTH: Final = 14
"""The columns that usual figures take for each row of theirs."""
_DOUBLE_NAME_LEAVES: Final = 18
"""The rows of text left below a name of twice the size."""
_FIGURES_FROM: Final = 72
_BOX_FROM: Final = 5
"""From so many rows on, on a wide screen, what comes next is a card with a frame."""
_PICTURE: Final = Size(50, 16)
"""The picture of the muscles with the names below it."""
_PICTURE_BESIDE_FROM: Final = WIDE + _PICTURE.width
_PICTURE_BELOW_FROM: Final = 70
_MUSCLES_FROM: Final = 4
"""From so many rows of the form on, the last of them names the muscles, where no picture does."""
_CARD_WIDTH: Final = 62
_LEAST_NAME: Final = 6
_AROUND_BAR: Final = 3
"""The columns kept free around a bar that is drawn."""
_LEAST_LIST: Final = 2
"""From so many rows on the sets around this one are told below a column."""
_LEAST_CARD: Final = 3
"""The rows of a card of one line."""


INK, STRONG, FAINT = "ink", "strong", "faint"
"""How a piece of a line looks: in the colour of the phase, bold, or stepping back."""
_MARKS: Final = {"done": "✓", "left out": " ", "now": "▸", "to come": " "}
_LOOKS: Final = {"done": "", "left out": FAINT, "now": STRONG, "to come": ""}


class PanelRoom(NamedTuple):
    """What a panel has room for: its size, the rows of the name and of the figures, and where the picture stands.

    Without rows for the figures they stand behind the name. With `box` what comes next has a frame, the form beside it.
    """

    width: int
    rows: int
    name: int = 1
    figures: int = 0
    box: bool = False
    picture: bool = False
    picture_below: bool = False

    @property
    def column(self) -> int:
        """The width of all but a picture beside it."""
        return self.width - _PICTURE.width - 2 if self.picture else self.width


def room_of(width: int, rows: int) -> PanelRoom:
    """What there is room for in so many cells."""
    picture = width >= _PICTURE_BESIDE_FROM and rows > _PICTURE.height
    spare = rows - 1 - _LEAST_TEXT
    name, figures = 1, 0
    if spare >= (_LEAST_FIGURES - 1 if width >= WIDE else _LEAST_FIGURES + ROWS) and width >= _FIGURES_FROM:
        figures = _LEAST_FIGURES
        spare -= figures
    if spare >= ROWS - 1 and (figures or width < _FIGURES_FROM):
        name = ROWS
        spare -= ROWS - 1
    if figures:
        most = max(_MOST_FIGURES, (width - _PICTURE.width if picture else width) // _FIGURE_WIDTH)
        figures += max(0, min(-(-spare // _TEXT_A_ROW), most - figures))
    if name == ROWS and figures > 2 * ROWS + 2 and rows - 2 * ROWS - figures >= _DOUBLE_NAME_LEAVES:
        name = 2 * ROWS
    left = rows - name - figures
    below = not picture and width >= _PICTURE_BELOW_FROM and left >= _PICTURE.height + 3
    return PanelRoom(width, rows, name, figures, width >= WIDE and left > _BOX_FROM, picture, below)


# -- lines ------------------------------------------------------------------------------------------------------


def lines_of(view: View, room: PanelRoom, palette: Palette | None) -> list[Content]:
    """The rows of a panel, at most as many as it has; `palette` is for the picture."""
    lines = _heading(view, room)
    left = room.rows - len(lines)
    beside_load = _bar_beside(lines, view, room.column)
    if beside_load is not None:
        lines, view = beside_load, view._replace(draws_bar=False)
    lines += _boxed(view, room, left, palette) if room.box else _listed(view, room.column, left, palette)
    if room.picture and palette is not None:
        picture = _picture(view, palette)
        start = max((room.rows - len(picture)) // 2, 0)
        beside_it = [Content("")] * start + picture
        lines = beside(lines, beside_it, room.column + 2)
    return lines[: room.rows]


def _heading(view: View, room: PanelRoom) -> list[Content]:
    """The exercise with what is to be done of it, in as many rows as there are for that."""
    figures = words.joined(view.dose, view.load)
    if not room.figures:
        if room.name < ROWS:
            return [_centred(Content.styled(_in_one_line(view, figures, room.column), INK), room.column)]
        return [*_large(_led(view), room, room.name), _centred(Content.styled(figures, INK), room.column)]
    drawn = drawn_figures(figures, room.column - 2, room.figures) or (figures,)
    return [*_large(_led(view), room, room.name), *_in_middle(drawn, room.column, room.figures)]


def _led(view: View) -> str:
    return f"Next: {view.name}" if view.is_next else view.name


def _large(text: str, room: PanelRoom, rows: int) -> list[Content]:
    """A text in letters as large as fit, where all of them have a shape; else as it is, in as many rows."""
    for times in range(rows // ROWS, 0, -1):
        for each in (text, text.removeprefix("Next: ")):
            wide = width_of(each)
            if wide is not None and wide * times <= room.column - 2:
                return _in_middle(drawn_letters(each, times), room.column, rows)
    return _in_middle((text,), room.column, rows)


def _in_middle(drawn: Sequence[str], width: int, rows: int) -> list[Content]:
    """Rows in the colour of the phase, in the middle of so many cells."""
    above = (rows - len(drawn) + 1) // 2
    block = [_centred(Content.styled(row, INK), width) for row in drawn]
    return [*[Content("")] * above, *block, *[Content("")] * (rows - len(drawn) - above)]


def _in_one_line(view: View, figures: str, width: int) -> str:
    """Exercise and figures; a long name gives way before them."""
    lead = "Next: " if view.is_next else ""
    behind = f"{words.BETWEEN}{figures}" if figures else ""
    full = f"{lead}{view.name}{behind}"
    if Content(full).cell_length <= width:
        return full
    room = max(width - Content(f"{lead}{behind}").cell_length, _LEAST_NAME)
    name = Content(view.name).truncate(room, ellipsis=True).plain
    return f"{lead}{name}{behind}"


def _centred(line: Content, width: int) -> Content:
    line = line.truncate(max(width, 1), ellipsis=True)
    return Content(" " * ((width - line.cell_length) // 2)) + line


def _fit(said: Said, width: int) -> str:
    """The longest that fits, else the shortest; "" where there is nothing to say."""
    fitting = (each for each in said if Content(each).cell_length <= width)
    return next(fitting, said[-1] if said else "")


_GIVES_WAY: Final = 6
"""Lines that are wanted no more than this make room for the second row of one that is too long for one."""


class PanelLine(NamedTuple):
    """A line that may be shown: where it stands among the others, and how soon it is wanted."""

    wanted: int
    content: Content


def laid_out(possible: Sequence[PanelLine], width: int, rows: int) -> list[Content]:
    """The lines that are wanted most, in their order; one that is too long has several rows where there is room.

    Room are rows that are free, and those of lines that give way.
    """
    kept = sorted(possible, key=lambda line: line.wanted)[:rows]
    free = rows - len(kept)
    wrapped: dict[PanelLine, list[Content]] = {}
    for line in [*kept]:
        if line.wanted >= _GIVES_WAY or line.content.cell_length <= width:
            continue
        parts = line.content.wrap(width)
        missing = max(len(parts) - 1 - free, 0)
        if missing <= sum(each.wanted >= _GIVES_WAY for each in kept):
            wrapped[line] = parts
            free = max(free - len(parts) + 1, 0)
            kept = kept[: len(kept) - missing]
    return [_centred(row, width) for line in possible if line in kept for row in wrapped.get(line, [line.content])]


def _listed(view: View, width: int, rows: int, palette: Palette | None) -> list[Content]:
    """As many lines as there are rows, those that are wanted most, and the form below them, beside the picture."""
    possible = [*_about_it(view, width), *_about_next(view, width)]
    lines = laid_out(possible, width, rows)
    left = rows - len(lines)
    if palette is None:
        drawn = _bar_drawn(view, width // 2, left)
        narrow = width - drawn[0].cell_length - 3 if drawn else width
        about = _form(view, narrow, left) or _sets(view, narrow, left)
        return lines + (beside(about, drawn, narrow + 2) if drawn else about)
    narrow = width - _PICTURE.width - 2
    form = _form(view, narrow, left, names_muscles=False)
    return lines + beside(_filled(form, view, narrow, left), _picture(view, palette)[:left], narrow + 2)


def _about_it(view: View, width: int) -> list[PanelLine]:
    """What is known of the exercise besides its figures."""
    said = (
        *_bar_lines(view, width),
        (3, Content(view.just_done) if view.just_done else None),
        (1, Content.styled(_fit(view.last, width), STRONG) if view.last else None),
        (3, Content.styled(view.beat, STRONG) if view.beat else None),
        (2, Content.styled(view.noted, STRONG) if view.noted else None),
        (4, Content(_reason(view)) if view.why else None),
        (0, Content.styled(words.capital(view.longer), STRONG) if view.longer else None),
        (5 if view.phase in RESTING else 2, Content(words.joined(*view.details)) if view.details else None),
    )
    return [PanelLine(wanted, content) for wanted, content in said if content is not None]


def _bar_lines(view: View, width: int) -> Iterator[tuple[int, Content]]:
    """What is on the bar, right below its load: in a line, or in two where that is too long."""
    if view.bar is None:
        return
    in_two = (view.bar.plates_text, words.capital(view.bar.moves_text))
    for line in filter(None, in_two if Content(view.bar.text).cell_length > width else (view.bar.text,)):
        yield 0, Content.styled(line, STRONG)


def _bar_beside(lines: list[Content], view: View, width: int) -> list[Content] | None:
    """The bar, to scale, in the room that is free on the right of some lines; None where there is too little."""
    free = width - max(line.cell_length for line in lines) - _AROUND_BAR
    drawn = _bar_drawn(view, free, len(lines))
    if not drawn:
        return None
    first = (len(lines) - len(drawn)) // 2
    indent = width - drawn[0].cell_length - 1
    return [*lines[:first], *beside(lines[first : first + len(drawn)], drawn, indent), *lines[first + len(drawn) :]]


def _bar_drawn(view: View, width: int, rows: int) -> list[Content]:
    """The bar, to scale, where it isn't drawn elsewhere and there is room for it."""
    loaded = view.bar.loaded if view.bar is not None and view.draws_bar else None
    return [] if loaded is None else drawn_bar(loaded, width, rows)


def _reason(view: View) -> str:
    return f"Today  {view.why}"


def _about_next(view: View, width: int) -> list[PanelLine]:
    """What comes next, the next other exercise, and what was done of that last time."""
    lead = "Then" if view.is_next else "Next"
    lines = [PanelLine(0, Content.assemble((f"{lead}: ", STRONG), view.coming))]
    if view.then:
        lines.append(PanelLine(6, Content.assemble(("After that: ", STRONG), view.then)))
    if view.then_last:
        lines.append(PanelLine(7, Content(_fit(view.then_last, width))))
    return lines


def _boxed(view: View, room: PanelRoom, rows: int, palette: Palette | None) -> list[Content]:
    """What is known of the exercise, in the middle; below it, beside each other, what comes next and the form."""
    width = room.column
    lines = _round(view, room, rows - _LEAST_CARD)
    if not lines:
        about = _about_it(view, width)
        lines = laid_out(about, width, max(rows - _BOX_FROM, 1))
    left = rows - len(lines)
    card_width = min(width // 2 - 1, _CARD_WIDTH)
    card = _card(view, card_width, left)
    below_card = left - len(card)
    if room.picture_below:
        column = [*card, *_form(view, card_width, below_card, names_muscles=False)]
        picture = _picture(view, palette)[:left] if palette is not None else []
        return lines + beside(_filled(column, view, card_width, left), picture, card_width + 3)
    beside_width = width - card_width - 4
    form = _form(view, beside_width, left, names_muscles=not room.picture)
    if not form:
        return lines + beside(card, _sets(view, beside_width, left), card_width + 3)
    return lines + beside(_filled(card, view, card_width, left), form, card_width + 3)


def _round(view: View, room: PanelRoom, rows: int) -> list[Content]:
    """What a round of an AMRAP is made of, each in large letters, where there is room for all."""
    if not view.shares or rows < len(view.shares) * ROWS:
        return []
    return [line for share in view.shares for line in _large(share, room, ROWS)]


def _filled(column: list[Content], view: View, width: int, rows: int) -> list[Content]:
    """A column, below it the bar, to scale, and the sets around this one, where there is room for a few."""
    if drawn := _bar_drawn(view, width - 2, rows - len(column) - 1):
        column = [*column, Content(""), *(Content("  ") + line for line in drawn)]
    left = rows - len(column) - 1
    return [*column, Content(""), *_sets(view, width, left)] if left >= _LEAST_LIST else column


def _sets(view: View, width: int, rows: int) -> list[Content]:
    """The sets around this one, a line each: as they were done, or what they ask for."""
    if rows < _LEAST_LIST:
        return []
    now = next((place for place, line in enumerate(view.sets) if line.state == "now"), 0)
    start = max(min(now - rows // 3, len(view.sets) - rows), 0)
    return [
        Content.styled(f"  {_MARKS[line.state]} {line.text}", _LOOKS[line.state]).truncate(max(width, 1), ellipsis=True)
        for line in view.sets[start : start + rows]
    ]


def _card(view: View, width: int, rows: int) -> list[Content]:
    """What comes next, in a frame."""
    lead = "Then" if view.is_next else "Next"
    inside = width - 4
    lines = [Content.styled(view.coming, STRONG)]
    if view.then:
        lines.append(Content(f"After that: {view.then}"))
    if view.then_last:
        lines.append(Content(_fit(view.then_last, inside)))
    top = Content.assemble(("╭─ ", FAINT), (lead, INK), (f" {'─' * max(width - 5 - len(lead), 0)}╮", FAINT))
    side = Content.styled("│", FAINT)
    framed = [
        side + Content(" ") + line.truncate(max(inside, 1), ellipsis=True, pad=True) + Content(" ") + side
        for line in lines[: max(rows - 2, 1)]
    ]
    return [top, *framed, Content.styled(f"╰{'─' * max(width - 2, 0)}╯", FAINT)]


def _form(view: View, width: int, rows: int, *, names_muscles: bool = True) -> list[Content]:
    """The form steps, numbered, the fault to avoid, and the muscles in the last row."""
    if rows < 1:
        return []
    last = [muscles_line(view)] if names_muscles and rows >= _MUSCLES_FROM and (view.muscles or view.secondary) else []
    lines = fitting(form_of(view), width - 2, rows - len(last))
    if len(lines) == 1:  # an ellipsis alone, or hardly more
        return []
    lines += [Content("")] * (rows - len(last) - len(lines)) if last else []
    return [Content("  ") + line.truncate(max(width - 2, 1), ellipsis=True) for line in (*lines, *last)]


def _picture(view: View, palette: Palette) -> list[Content]:
    from backday_tui.tui.widgets.body import figure_lines

    return figure_lines(view.muscles, view.secondary, _PICTURE.width, palette)


def form_of(view: View) -> list[Content]:
    """The form steps, numbered, and the fault to avoid."""
    steps = [Content.assemble((f"{n}", STRONG), f"  {text}") for n, text in enumerate(view.form, 1)]
    return [*steps, Content.assemble(("✗", STRONG), f"  {view.avoid}")] if view.avoid else steps


def muscles_line(view: View) -> Content:
    """What is worked first, and second."""
    first, second = (clean(", ".join(names)) for names in (view.muscles, view.secondary))
    return Content.assemble((first, STRONG), f"{' · also ' if first and second else ''}{second}")


# -- the widget -------------------------------------------------------------------------------------------------


class StepPanel(CachedRows, Widget):
    """The rows of `lines_of`, as they are asked for."""

    DEFAULT_CSS = """
    StepPanel {
        height: 1fr;
        & > .strong { text-style: bold; }
        & > .ink { text-style: bold; }
        & > .faint { color: $live-text 45%; }
        & > .plate-25, & > .plate-2 { color: $error; }
        & > .plate-20 { color: $secondary; }
        & > .plate-15 { color: $warning; }
        & > .plate-10 { color: $success; }
        & > .plate-5, & > .plate-1 { color: $live-text; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {INK, STRONG, FAINT, *PLATES}
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._view: View | None = None
        self._room = PanelRoom(0, 0)
        self._lines: Sequence[Content] | None = None

    def fit(self, width: int, rows: int) -> None:
        """Another size."""
        self._room = room_of(width, rows)
        self._lines = None
        self.refresh()

    def show(self, view: View) -> None:
        """Show this step."""
        if view != self._view:
            self._view, self._lines = view, None
            self.refresh()

    def notify_style_update(self) -> None:
        """The colours of the picture are others."""
        self._lines = None
        super().notify_style_update()

    def laid_out(self) -> Sequence[Content]:
        if self._lines is None:
            self._lines = lines_of(self._view, self._room, self._palette) if self._view is not None else ()
        return self._lines

    @property
    def _palette(self) -> Palette | None:
        if not (self._room.picture or self._room.picture_below):
            return None
        from backday_tui.tui.widgets.body import Palette

        return Palette.of(self.app.theme_variables)

    def _style(self, name: str | Style) -> Style:
        if isinstance(name, Style):
            return name
        if name in self.COMPONENT_CLASSES:
            return self.get_visual_style(name, partial=True)
        return Style.parse(name)

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.visual_style
        lines = self.laid_out()
        if y >= len(lines):
            return Strip.blank(width, base.rich_style)
        # Not by Visual.to_strips, which would look for places to wrap.
        parts = lines[y].truncate(max(width, 1), pad=True).render(base, end="", parse_style=self._style)
        return Strip([Segment(text, style.rich_style) for text, style in parts], width)
