"""An exercise as the lines of a page: how it is done, what to avoid, what it works, what is easier and harder.

Pure layout of what the catalogue says, anew for each width.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from backday_tui.exercises.catalog import MUSCLES
from backday_tui.text import clean
from backday_tui.tui.widgets.figure import BETWEEN, FIRST_MARK, SECOND_MARK, WIDTH, Palette, Worked, pictures
from backday_tui.tui.widgets.lines import PageLines, beside, blank_before, hang_after, paragraph
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Catalog, Exercise


_TWO_COLUMNS: Final = 72
_BOTH_SIDES: Final = 86
_GAP: Final = 4
_LEAST_NAMES: Final = 20
_TITLE: Final = Content.styled("Muscles", "bold $secondary")


def page(exercise: Exercise, catalog: Catalog, width: int, palette: Palette) -> PageLines:
    """The page in so many cells a line: the picture beside the text where there is room, else below it."""
    if width < _TWO_COLUMNS:
        return [*_text(exercise, catalog, width), *blank_before(_muscles_across(exercise, width, palette))]
    right = 2 * WIDTH + BETWEEN if width >= _BOTH_SIDES else 2 * width // 5
    left = _text(exercise, catalog, width - right - _GAP)
    return beside(left, _muscles_down(exercise, right, palette), width - right)


def _text(exercise: Exercise, catalog: Catalog, width: int) -> PageLines:
    lines = [*paragraph(exercise.name, width, "bold $primary"), *paragraph(in_short(exercise), width, "bold")]
    lines += paragraph(", ".join(exercise.equipment) or "no equipment", width, MUTED)
    lines += blank_before(_steps(exercise, width))
    if exercise.avoid:
        lines += blank_before(
            hang_after(Content.styled("Avoid  ", "bold $text-error"), _text_of(exercise.avoid), width)
        )
    lines += blank_before(_variations(exercise, catalog, width))
    lines += blank_before(paragraph("also " + ", ".join(exercise.aliases) if exercise.aliases else "", width, MUTED))
    articles = [catalog.articles.get(article, article) for article in exercise.articles]
    return lines + paragraph("from " + ", ".join(articles) if articles else "", width, f"italic {MUTED}")


def in_short(exercise: Exercise) -> str:
    """What kind of exercise it is, in a few words."""
    held = "held" if exercise.isometric else ""
    parts = (exercise.pattern, held, "one side at a time" if exercise.unilateral else "")
    return " · ".join(part for part in parts if part)


def _text_of(text: str) -> Content:
    return Content(clean(text))


def _steps(exercise: Exercise, width: int) -> PageLines:
    lines: PageLines = []
    for number, step in enumerate(exercise.steps, 1):
        lines += hang_after(Content.styled(f"{number}  ", "bold $secondary"), _text_of(step), width)
    return lines


def _variations(exercise: Exercise, catalog: Catalog, width: int) -> PageLines:
    lines: PageLines = []
    for key, label, variation in (("-", "Easier", exercise.easier), ("+", "Harder", exercise.harder)):
        found = catalog.get(variation) if variation else None
        if found:
            head = Content.assemble((f"{key}  ", MUTED), (f"{label}  ", "bold $secondary"))
            lines += hang_after(head, _text_of(found.name), width)
    return lines


def _names(exercise: Exercise, width: int, palette: Palette) -> PageLines:
    """A line for each muscle, with the mark that it has in the picture."""
    lines: PageLines = []
    for mark, muscles in ((FIRST_MARK, exercise.muscles), (SECOND_MARK, exercise.secondary)):
        for muscle in muscles:
            name = _text_of(MUSCLES.get(muscle, muscle.capitalize()))
            lines += hang_after(Content.styled(f"{mark} ", palette.first), name, width)
    return lines


def _muscles_across(exercise: Exercise, width: int, palette: Palette) -> PageLines:
    start = WIDTH + _GAP
    if not (exercise.muscles or exercise.secondary):
        return []
    if width < start + _LEAST_NAMES:
        return [_TITLE, *_names(exercise, width, palette)]
    drawn = pictures(Worked.of(exercise.muscles, exercise.secondary), WIDTH, palette)
    return [_TITLE, *beside(drawn, [Content(), *_names(exercise, width - start, palette)], start)]


def _muscles_down(exercise: Exercise, width: int, palette: Palette) -> PageLines:
    drawn = pictures(Worked.of(exercise.muscles, exercise.secondary), width, palette)
    return [_TITLE, *drawn, Content(), *_names(exercise, width, palette)]
