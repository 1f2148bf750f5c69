"""The plan beside a text that is edited, as rows: problems, then each entry on a line, then the muscles.

Pure layout of what is given, for a width. Which row belongs to which part of the text is kept with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from backday_tui.text import clean, counted
from backday_tui.tui.outline import doses_width
from backday_tui.tui.routine_page import bar_lines
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from backday_tui.routine.problems import KeyPath, Problem
    from backday_tui.tui.draft_view import Draft
    from backday_tui.tui.outline import OutlineLine
    from backday_tui.tui.widgets.figure import Palette

_LONGEST_DOSE: Final = 13
_MOST_PROBLEM_LINES: Final = 3
_MOST_PROBLEMS: Final = 50


class PlanRow(NamedTuple):
    """A line of the plan. `problem` or `path` tell what it is about; a row with neither can't be picked.

    Further lines of a problem have neither.
    """

    content: Content
    path: KeyPath | None = None
    problem: Problem | None = None


def rows(
    draft: Draft, last_good: Draft | None, marked: Collection[KeyPath], width: int, palette: Palette
) -> list[PlanRow]:
    """All rows in so many cells. Where a problem stops the routine the plan of before is shown below, in passing."""
    found = list(_problems(draft.problems, width))
    shown = draft if draft.routine is not None else last_good
    if shown is None:
        return found or [PlanRow(Content.styled("Nothing to do yet.", MUTED))]
    if found:
        found.append(PlanRow(Content()))
    if draft.routine is None:
        found.append(PlanRow(Content.styled("As of before:", f"italic {MUTED}")))
    found += _plan(shown, marked, width)
    return [*found, *_muscles(shown, width, palette)]


def _problems(problems: tuple[Problem, ...], width: int) -> Iterator[PlanRow]:
    for problem in problems[:_MOST_PROBLEMS]:
        stops = problem.severity == "error"
        style = "$text-error" if stops else "$text-warning"
        head = Content.styled(f"{'✗' if stops else '!'} {problem.line:>3}  ", f"bold {style}")
        room = max(width - head.cell_length - 1, 8)
        lines = Content(clean(problem.message)).wrap(room)[:_MOST_PROBLEM_LINES]
        for number, line in enumerate(lines):
            lead = head if number == 0 else Content(" " * head.cell_length)
            yield PlanRow(lead + line.rstrip(), problem=problem if number == 0 else None)
    if len(problems) > _MOST_PROBLEMS:
        more = counted(len(problems) - _MOST_PROBLEMS, "more")
        yield PlanRow(Content.styled(f"and {more}", MUTED))


def _plan(draft: Draft, marked: Collection[KeyPath], width: int) -> Iterator[PlanRow]:
    dose = doses_width(draft.outline, min(_LONGEST_DOSE, width // 3))
    for number, (line, path) in enumerate(zip(draft.outline, draft.paths, strict=True)):
        if line.kind == "section" and number:
            yield PlanRow(Content())
        yield PlanRow(_line(line, dose, width, marked=path in marked), path)


def _line(line: OutlineLine, dose: int, width: int, *, marked: bool) -> Content:
    detail = (f"  {line.detail}" if line.detail else "", MUTED)
    if line.kind == "section":
        return Content.assemble((line.text, "bold $secondary"), detail).truncate(width, ellipsis=True)
    mark = ("✓", "bold $accent") if marked else (" ", "")
    if line.kind == "group":
        return Content.assemble(mark, ("╭ ", "$secondary"), (line.text, "bold"), detail).truncate(width, ellipsis=True)
    rail = ("│ " if line.grouped else "", "$secondary")
    room = dose if not line.grouped else max(dose - 2, 0)
    text = (line.dose.rjust(room) if len(line.dose) <= room or not line.dose else line.dose) + ("  " if dose else "")
    return Content.assemble(mark, rail, (text, "$primary"), (line.text, ""), detail).truncate(width, ellipsis=True)


def _muscles(draft: Draft, width: int, palette: Palette) -> Iterator[PlanRow]:
    if draft.facts is None or not draft.facts.muscles:
        return
    yield PlanRow(Content())
    yield PlanRow(Content.assemble(("Muscles", "bold $secondary"), ("  by sets", MUTED)))
    for line in bar_lines(draft.facts, max(width, 12), palette):
        yield PlanRow(line)
