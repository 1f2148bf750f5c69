"""A routine as the lines of a page: what it is, its plan, the muscles that it works.

Pure layout of what is given, anew for each width; nothing is read or computed here. Imported when a page is first laid
out, after the first paint.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from backday_tui import words
from backday_tui.session.outline import doses_width
from backday_tui.text import clean
from backday_tui.training.prescription import entries_in_order
from backday_tui.tui.widgets.body import BOTH_WIDTH, HEIGHT, WIDTH, Palette, pictures
from backday_tui.tui.widgets.lines import PageLines, beside, blank_before, hang_after, paragraph
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backday_tui.routine.model import Routine
    from backday_tui.session.outline import OutlineLine
    from backday_tui.training.prescription import EntryPlace
    from backday_tui.tui.library.facts import RoutineFacts
    from backday_tui.tui.library.rows import Row

_GROUP_BEGINS: Final = "  ╭ "
_GROUP_GOES_ON: Final = "  │ "
_LONGEST_DOSE: Final = 14
_MOST_BARS: Final = 10
_TWO_COLUMNS: Final = 72
_BOTH_SIDES: Final = 86
"""From this width on both sides of the body stand beside the plan."""
_BRIEF: Final = 14
"""Below this height the plan comes before everything else."""
_GAP: Final = 4
_LEAST_BARS: Final = 26
_LEAST_BAR: Final = 4

EntryLines = Mapping["EntryPlace", Sequence[str]]
"""What is said of an entry, by its place in the routine, a line each; cleaned."""
NOTHING: Final[EntryLines] = MappingProxyType({})

_TITLE: Final = Content.assemble(("Muscles", "bold $secondary"), ("   by sets", MUTED))
_BARS: Final = ((MUTED, "╌"), ("", "─"), ("", "━"))
"""Style and glyph of a bar: not lit in the picture, worked besides, what the routine is for; "": as the picture."""


class PageColumns(NamedTuple):
    """The cells that stand before a dose, and those that doses take."""

    rail: int
    dose: int


def page(
    row: Row, facts: RoutineFacts | None, width: int, height: int, palette: Palette, *, said: EntryLines = NOTHING
) -> PageLines:
    """The page in so many cells a line; `height` is what is seen of it at once, `said` stands below entries."""
    if facts is None:
        return head(row, None, width)
    if facts.routine is None:
        file = paragraph(str(row.path), width, MUTED)
        return [*head(row, None, width), *file, Content(), *problem_lines(facts.problems, width, stops=True)]
    if width < _TWO_COLUMNS:
        return [*_text(row, facts, width, height, said), *blank_before(muscles_across(facts, width, palette))]
    right = BOTH_WIDTH if width >= _BOTH_SIDES else 2 * width // 5
    left = _text(row, facts, width - right - _GAP, height, said)
    return beside(left, muscles_down(facts, right, palette, picture=height > HEIGHT), width - right)


def _text(row: Row, facts: RoutineFacts, width: int, height: int, said: EntryLines) -> PageLines:
    problems = blank_before(problem_lines(facts.problems, width, stops=False)) if facts.problems else []
    asked = max_lines(facts, width)
    plan = outline_lines(facts.outline, width, _in_order(facts.routine, said))
    if height < _BRIEF:
        return [*paragraph(row.equipment, width, MUTED), *asked, *plan, *blank_before(about(facts, width)), *problems]
    return [*head(row, facts, width), *blank_before(asked), *blank_before(plan), *problems]


def head(row: Row, facts: RoutineFacts | None, width: int) -> PageLines:
    """Name, what it takes, and what it is about."""
    time = "" if row.estimate_s is None else f"about {words.about(row.estimate_s)}"
    own = "yours, in place of the bundled one" if row.is_copy else "yours" if row.own else ""
    done = f"done {row.last}" if row.last else ""
    in_short = " · ".join(part for part in (time, row.level, own, done) if part)
    lines = [*paragraph(row.name, width, "bold $primary"), *paragraph(in_short, width, "bold")]
    lines += paragraph(row.equipment, width, MUTED)
    return lines + (blank_before(about(facts, width)) if facts else [])


def about(facts: RoutineFacts, width: int) -> PageLines:
    """What the file says about the routine, and where it is from."""
    routine = facts.routine
    if routine is None:
        return []
    source = f"from {clean(routine.source)}" if routine.source else ""
    return [*paragraph(clean(routine.summary or ""), width), *paragraph(source, width, f"italic {MUTED}")]


def _in_order(routine: Routine | None, said: EntryLines) -> Iterable[Sequence[str]]:
    """What is said of the entries of a routine, one after the other."""
    return (said.get(place, ()) for place, _, _ in entries_in_order(routine)) if routine and said else ()


def outline_lines(outline: Sequence[OutlineLine], width: int, said: Iterable[Sequence[str]] = ()) -> PageLines:
    """The plan: doses in a column of their own, what is special about an exercise after or below its name.

    `said` are lines below each entry, in their order.
    """
    doses = doses_width(outline, _LONGEST_DOSE)
    rail = 4 if any(line.grouped for line in outline) else 2
    columns, below = PageColumns(rail, doses), iter(said)
    lines: PageLines = []
    for line in outline:
        lines += [Content()] if line.kind == "section" and lines else []
        lines += _outline_line(line, columns, width)
        for each in next(below, ()) if line.kind == "entry" else ():
            lines += _below_entry(line, each, columns, width)
    return lines


def _below_entry(line: OutlineLine, said: str, columns: PageColumns, width: int) -> PageLines:
    """A line about an entry, below its name; where there is little room, further to the left."""
    rail, start = _rail(line, columns), columns.rail + columns.dose + 2
    indent = columns.dose + 2 if start <= width // 2 else 2
    return [
        rail + each for each in hang_after(Content(" " * indent), Content.styled(said, MUTED), width - columns.rail)
    ]


def _rail(line: OutlineLine, columns: PageColumns) -> Content:
    return Content.styled(("  │" if line.grouped else "").ljust(columns.rail), "$secondary")


def _outline_line(line: OutlineLine, columns: PageColumns, width: int) -> PageLines:
    if line.kind == "section":
        title = Content.assemble((line.text, "bold $secondary"), (f"   {line.detail}" if line.detail else "", MUTED))
        return [title.truncate(width, ellipsis=True)]
    if line.kind == "group":
        detail = f"  {line.detail}" if line.detail else ""
        text = Content.assemble((line.text, "bold"), (detail, MUTED))
        first, *more = text.wrap(max(width - len(_GROUP_BEGINS), 4))
        begins, goes_on = (Content.styled(sign, "$secondary") for sign in (_GROUP_BEGINS, _GROUP_GOES_ON))
        return [begins + first, *(goes_on + each for each in more)]
    rail = _rail(line, columns)
    dose = Content.styled(line.dose.rjust(columns.dose), "$text")
    start = rail.cell_length + dose.cell_length + 2
    text = Content.assemble((line.text, "bold"), (f"  {line.detail}" if line.detail else "", MUTED))
    if start > width // 2:
        return [rail + dose, *(rail + more for more in text.wrap(max(width - rail.cell_length, 4)))]
    return [rail + line for line in hang_after(dose + Content("  "), text, width - rail.cell_length)]


def max_lines(facts: RoutineFacts, width: int) -> PageLines:
    """The training maxes that its loads in % lack."""
    if not facts.without_max:
        return []
    names = ", ".join(clean(name) for name in facts.without_max)
    said = f"No training max of {names} is known, and so no load: M asks for it"
    return paragraph(said, width, "$text-warning")


def problem_lines(problems: Sequence[str], width: int, *, stops: bool) -> PageLines:
    """Every problem, a paragraph each; `stops` is False where the routine can be started all the same."""
    title = f"Can't be started: {words.counted(len(problems), 'problem')}" if stops else "By the way"
    style = "$text-error" if stops else MUTED
    lines = [Content.styled(title, f"bold {style}")]
    for problem in problems:
        lines += hang_after(Content.styled("• ", style), Content(problem), width)
    return lines


def muscles_across(facts: RoutineFacts, width: int, palette: Palette) -> PageLines:
    """The muscles worked: as many sides of the body as there is room for beside the bars, or the bars alone."""
    if not facts.muscles:
        return _uncounted_alone(facts, width)
    shown = BOTH_WIDTH if width >= BOTH_WIDTH + _GAP + _LEAST_BARS else WIDTH
    start = shown + _GAP
    if width < start + _LEAST_BARS:
        return [_TITLE, *bar_lines(facts, width, palette)]
    drawn = pictures(facts.lit(), shown, palette)
    return [_TITLE, *beside(drawn, [Content(), *bar_lines(facts, width - start, palette)], start)]


def muscles_down(facts: RoutineFacts, width: int, palette: Palette, *, picture: bool) -> PageLines:
    """The muscles worked: as many sides of the body as fit, and the bars below."""
    if not facts.muscles:
        return _uncounted_alone(facts, width)
    drawn = pictures(facts.lit(), width, palette) if picture else []
    return [_TITLE, *drawn, *([Content()] if drawn else []), *bar_lines(facts, width, palette)]


def bar_lines(facts: RoutineFacts, width: int, palette: Palette) -> PageLines:
    """A bar for each muscle, as long as its share of the most worked one; those that the picture lights up are full."""
    shown, lit = facts.muscles[:_MOST_BARS], facts.lit()
    values = max(len(words.halves(each.sets)) for each in shown)
    names = min(max(len(each.shown) for each in shown), max(width - values - 3 - _LEAST_BAR, 1))
    room = max(width - names - values - 3, 1)
    most = shown[0].sets or 1
    lines = []
    for each in shown:
        style, glyph = _BARS[(each.muscle in lit.first) + (each.muscle in lit.first | lit.second)]
        bar = glyph * max(round(each.sets / most * room), 1)
        name = Content(each.shown).truncate(names, ellipsis=True, pad=True)
        value = Content.styled(" " + words.halves(each.sets).rjust(values), MUTED)
        lines.append(name + Content("  ") + Content.styled(bar.ljust(room), style or palette.first) + value)
    rest = ", ".join(each.shown.lower() for each in facts.muscles[_MOST_BARS:])
    return lines + paragraph(f"and {rest}" if rest else "", width, MUTED) + uncounted_lines(facts, width)


def _uncounted_alone(facts: RoutineFacts, width: int) -> PageLines:
    said = uncounted_lines(facts, width)
    return [_TITLE, *said] if said else []


def uncounted_lines(facts: RoutineFacts, width: int) -> PageLines:
    """What the figure and the bars leave out."""
    names = ", ".join(clean(name) for name in facts.uncounted)
    return paragraph(f"not counted, for nobody knows what they work: {names}" if names else "", width, MUTED)
