"""A small picture of a person from the back, and from the front, in which the muscles that are worked light up.

Two pixels share a character cell, so the picture needs nothing but half blocks and three colours; what is worked second
is hatched besides, and the names stand below it, so nothing depends on colour alone. What an exercise works is given,
never looked up here.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from textual.color import Color
from textual.content import Content
from textual.widget import Widget

from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


FigureSide = Literal["back", "front"]

# One letter a pixel, the left half and the spine; the right half is its mirror. "." is air, capitals are no muscle.
_BACK: Final = """
.......HH
......HHH
.......nn
.....tttt
..ddttttt
.dddttttt
.dddccttt
iidccrrtS
iiillrrrS
iiilllrrS
iiilllleS
.ii.llleS
.ff.lleeS
.ff..luuS
.ff..ouuS
.ff.wgguS
.HH.wgggS
.HH.wgggS
....gggg.
....mmmm.
....mmmm.
.....mmm.
....vvvv.
....vvvv.
.....vvv.
.....HH..
"""
_FRONT: Final = """
.......HH
......HHH
.......nn
.....ttHH
..dqttHHH
.ddqqHHHH
.ddqppppS
bbdqppppS
bbbppppph
bbb.pppph
bbb.oaaaS
.bb.oaaaS
.ff..oaaS
.ff..oaaS
.ff..oaaS
.ff.wxaaS
.HH.wxxaS
.HH.wkxxS
....kkzz.
....kkkz.
....kkkz.
.....kkk.
....jjjj.
....jjjj.
.....jjj.
.....HH..
"""
_MUSCLE: Final[Mapping[str, str]] = {
    "n": "neck",
    "t": "trapezius",
    "d": "deltoids",
    "q": "front deltoids",
    "c": "rotator cuff",
    "r": "rhomboids",
    "l": "latissimus dorsi",
    "e": "erector spinae",
    "u": "lumbar",
    "o": "obliques",
    "g": "glutes",
    "w": "abductors",
    "m": "hamstrings",
    "v": "calves",
    "j": "shins",
    "i": "triceps",
    "f": "forearms",
    "p": "chest",
    "h": "cardiovascular",
    "b": "biceps",
    "a": "core",
    "x": "hip flexors",
    "z": "adductors",
    "k": "quadriceps",
}
_ALSO: Final[Mapping[FigureSide, Mapping[str, str]]] = {
    "back": {"rear deltoids": "deltoids"},
    "front": {"deltoids": "front deltoids"},
}
"""What lights up a place that has the name of another muscle; the first is a part of the second, or has it for one."""
FIRST_MARK: Final = "█"
SECOND_MARK: Final = "▒"
"""What stands in a legend for worked first and second; both in the colour `Palette.first`."""

WIDTH: Final = 17
HEIGHT: Final = 13
BETWEEN: Final = 3
"""Cells between the back and the front where both are drawn."""
BOTH_WIDTH: Final = 2 * WIDTH + BETWEEN
"""Cells of both beside each other."""


class Palette(NamedTuple):
    """The colours of the picture, opaque, as a style of Textual names them."""

    first: str
    second: str
    body: str

    @classmethod
    def of(cls, variables: Mapping[str, str]) -> Palette:
        """Those that suit a theme, out of its variables; one of the terminal's own 16 colours gives three of them."""
        accent, ground, text = (variables[name] for name in ("accent", "background", "foreground"))
        if "ansi" in text or "ansi" in ground:
            return cls("ansi_bright_yellow", "ansi_yellow", "ansi_bright_black")
        body = Color.parse(ground).blend(Color.parse(text), 0.25)
        return cls(accent, body.blend(Color.parse(accent), 0.5).hex, body.hex)


class Worked(NamedTuple):
    """Muscles by the names of the catalogue: those worked first, and those worked second."""

    first: frozenset[str]
    second: frozenset[str]

    @classmethod
    def of(cls, first: Iterable[str], second: Iterable[str]) -> Worked:
        """A muscle that is in both is worked first."""
        return cls(frozenset(first), frozenset(second) - frozenset(first))


def _mirrored(art: str) -> tuple[str, ...]:
    return tuple(half + half[-2::-1] for half in art.split())


_PIXELS: Final[Mapping[FigureSide, tuple[str, ...]]] = {"back": _mirrored(_BACK), "front": _mirrored(_FRONT)}


def picture(worked: Worked, side: FigureSide, palette: Palette) -> list[Content]:
    """One side of the body: HEIGHT lines of WIDTH cells."""
    colours = {letter: _colour(letter, worked, side, palette) for row in _PIXELS[side] for letter in row}
    pairs = zip(_PIXELS[side][::2], _PIXELS[side][1::2], strict=True)
    return [_cells([(colours[a], colours[b]) for a, b in zip(*rows, strict=True)], palette) for rows in pairs]


def muscle_at(side: FigureSide, column: int, row: int) -> str | None:
    """The muscle in a cell of the picture; None where there is none. Of the two pixels the upper comes first."""
    for pixels in _PIXELS[side][2 * row : 2 * row + 2]:
        if 0 <= column < len(pixels) and pixels[column] in _MUSCLE:
            return _MUSCLE[pixels[column]]
    return None


def pictured(side: FigureSide) -> frozenset[str]:
    """The muscles that can be seen from this side."""
    seen = {_MUSCLE[letter] for row in _PIXELS[side] for letter in row if letter in _MUSCLE}
    return frozenset(seen | set(_ALSO[side]))


def sides_for(worked: Worked, width: int) -> tuple[FigureSide, ...]:
    """What to draw in so many cells: both where there is room, else the side on which more is to be seen.

    On a tie it is the back; nothing where not even one fits.
    """
    if width >= BOTH_WIDTH:
        return ("back", "front")
    if width < WIDTH:
        return ()

    def seen(side: FigureSide) -> int:
        return 2 * len(worked.first & pictured(side)) + len(worked.second & pictured(side))

    return ("front",) if seen("front") > seen("back") else ("back",)


def pictures(worked: Worked, width: int, palette: Palette) -> list[Content]:
    """The sides that fit beside each other; no line where none does."""
    drawn = [picture(worked, side, palette) for side in sides_for(worked, width)]
    return [Content(" " * BETWEEN).join(row) for row in zip(*drawn, strict=True)]


def legend(first: Sequence[str], second: Sequence[str], width: int, palette: Palette) -> list[Content]:
    """The names of what is worked in so many cells, each kind with the mark that it has in the picture."""
    lines: list[Content] = []
    for mark, style, names in ((FIRST_MARK, palette.first, first), (SECOND_MARK, palette.first, second)):
        if names:
            text = Content(clean(", ".join(names)))
            wrapped = text.wrap(max(width - 2, 4))
            heads = itertools.chain([Content.styled(f"{mark} ", style)], itertools.repeat(Content("  ")))
            lines += [head + line for head, line in zip(heads, wrapped, strict=False)]
    return lines


def _colour(letter: str, worked: Worked, side: FigureSide, palette: Palette) -> str | None:
    """The colour of a pixel; None for air."""
    if letter == ".":
        return None
    names = _muscles_at(letter, side)
    if names & worked.first:
        return palette.first
    return palette.second if names & worked.second else palette.body


def _muscles_at(letter: str, side: FigureSide) -> frozenset[str]:
    """The muscles that light up the pixels of a letter; none for what is no muscle."""
    muscle = _MUSCLE.get(letter)
    if muscle is None:
        return frozenset()
    return frozenset({muscle, *(name for name, place in _ALSO[side].items() if place == muscle)})


def _cells(pairs: Iterable[tuple[str | None, str | None]], palette: Palette) -> Content:
    runs = itertools.groupby(pairs)
    return Content.assemble(*(_run(upper, lower, len(list(run)), palette) for (upper, lower), run in runs))


def _run(upper: str | None, lower: str | None, count: int, palette: Palette) -> tuple[str, str]:
    if upper is None or lower is None:
        glyph = " " if upper == lower else "▀" if upper else "▄"
        return glyph * count, upper or lower or ""
    if upper == lower == palette.second:
        return SECOND_MARK * count, f"{palette.first} on {palette.body}"
    return ("█" if upper == lower else "▀") * count, f"{upper} on {lower}"


class BackFigure(Widget):
    """The picture with the names below it.

    It takes the width that it is given: both sides of the body, one, or the names alone.
    """

    DEFAULT_CSS = """
    BackFigure {
        width: 1fr;
        height: auto;
    }
    """
    ALLOW_SELECT = False

    def __init__(
        self,
        muscles: Sequence[str] = (),
        secondary: Sequence[str] = (),
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        """Muscles by their names in the catalogue; a name that it doesn't have is said, not drawn."""
        super().__init__(id=id, classes=classes)
        self._first, self._second = tuple(muscles), tuple(secondary)

    def show(self, muscles: Sequence[str], secondary: Sequence[str] = ()) -> None:
        """Light up other muscles."""
        if (tuple(muscles), tuple(secondary)) != (self._first, self._second):
            self._first, self._second = tuple(muscles), tuple(secondary)
            self.refresh(layout=True)

    @property
    def _palette(self) -> Palette:
        return Palette.of(self.app.theme_variables)

    def render(self) -> Content:
        return Content("\n").join(figure_lines(self._first, self._second, self.size.width, self._palette))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002 - Textual's
        """As many lines as it has at this width."""
        return len(figure_lines(self._first, self._second, width, self._palette))


def figure_lines(first: Sequence[str], second: Sequence[str], width: int, palette: Palette) -> list[Content]:
    """The picture that fits in so many cells, and the names below it; nothing where nothing is worked."""
    worked = Worked.of(first, second)
    if not (worked.first or worked.second):
        return []
    names = [name for name in second if name in worked.second]
    return [*pictures(worked, width, palette), *legend(list(first), names, width, palette)]


def shaded_pictures(
    levels: Mapping[str, int], width: int, signs: str, palette: Palette, *, ground: bool = True
) -> list[Content]:
    """The picture drawn in signs, for how much each muscle had: both sides where there is room, or the back.

    Args:
        levels: by the name of the muscle in the catalogue; 0, or no muscle, is the body's.
        width: cells; no line where not even one side fits.
        signs: one for each level.
        palette: the body's colour, and those of what is drawn on it.
        ground: whether the body has a ground of its colour; of 16 colours none is dark enough for that.
    """
    sides: tuple[FigureSide, ...] = ("back", "front") if width >= BOTH_WIDTH else ("back",)
    if width < WIDTH:
        return []
    on = f" on {palette.body}" if ground else ""
    styles = (f"{palette.second if ground else palette.body}{on}", f"{palette.first}{on}")
    drawn = [_shaded(levels, side, signs, styles) for side in sides]
    return [Content(" " * BETWEEN).join(row) for row in zip(*drawn, strict=True)]


def _shaded(levels: Mapping[str, int], side: FigureSide, signs: str, styles: tuple[str, str]) -> list[Content]:
    """One side, HEIGHT lines of WIDTH cells: of the two pixels of a cell the darker counts."""
    shade = {letter: _level(letter, levels, side) for row in _PIXELS[side] for letter in row}
    lines = []
    for rows in zip(_PIXELS[side][::2], _PIXELS[side][1::2], strict=True):
        cells = [max(shade[upper], shade[lower]) for upper, lower in zip(*rows, strict=True)]
        runs = ((level, len(list(run))) for level, run in itertools.groupby(cells))
        lines.append(Content.assemble(*(_sign_run(level, count, signs, styles) for level, count in runs)))
    return lines


def _level(letter: str, levels: Mapping[str, int], side: FigureSide) -> int:
    """The level of a pixel; -1 for air."""
    if letter == ".":
        return -1
    return max((levels.get(name, 0) for name in _muscles_at(letter, side)), default=0)


def _sign_run(level: int, count: int, signs: str, styles: tuple[str, str]) -> tuple[str, str]:
    if level < 0:
        return " " * count, ""
    return signs[level] * count, styles[level > 0]
