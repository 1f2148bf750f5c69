"""A routine as the lines of a page: what it is, its plan, the muscles that it works.

Pure layout of what is given, anew for each width; nothing is read or computed here. Imported when a page is first laid
out, after the first paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from textual.content import Content

from backday_tui.routine.model import SECTIONS, Circuit, Emom, Entry, Reps, Section, Span, Superset
from backday_tui.text import clean, clock_text, counted, spoken_text
from backday_tui.tui.widgets.figure import BETWEEN, HEIGHT, WIDTH, Palette, pictures
from backday_tui.tui.widgets.lines import PageLines, TextLines, beside, blank_before, hang_after, paragraph
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.events import Resize

    from backday_tui.routine.model import Group, Item, Routine
    from backday_tui.tui.library.facts import RoutineFacts
    from backday_tui.tui.library.rows import Row


# A routine as a short list that a person reads at a glance: sections, doses, exercises, what is special about each.
#
# It says what the file says, not how a session walks through it (session/plan.py). Nothing here draws.


_TITLES: dict[Section, str] = {"warmup": "Warm-up", "work": "Work", "cooldown": "Cool-down"}
_TIMES = "\N{MULTIPLICATION SIGN}"
_TO = "\N{EN DASH}"
_MINUTE_S = 60
_LONG_S = 300
_HOUR_S = 3600


class OutlineLine(NamedTuple):
    """One line. `text` is the title of a section, what a group is, or the exercise; `dose` is sets and their amount.

    `detail` is what else is to be known, in passing; all three are cleaned. `grouped` entries stand in the group above.
    """

    kind: Literal["section", "group", "entry"]
    text: str
    dose: str = ""
    detail: str = ""
    grouped: bool = False


def outline(routine: Routine) -> tuple[OutlineLine, ...]:
    """The whole routine, in order."""
    return tuple(line for section in SECTIONS for line in _section(routine, section))


def _section(routine: Routine, section: Section) -> Iterator[OutlineLine]:
    items = routine.section(section)
    if items:
        yield OutlineLine("section", _TITLES[section], detail=_rests(routine) if section == "work" else "")
    for item in items:
        yield from _item(item)


def _rests(routine: Routine) -> str:
    """The rests of the work: "rest 1:00, 2:00 between exercises"."""
    if routine.rest == routine.between:
        return f"rest {_length(routine.rest)}" if routine.rest else "no rest"
    return f"rest {_length(routine.rest)}, {_length(routine.between)} between exercises"


def _item(item: Item) -> Iterator[OutlineLine]:
    if isinstance(item, Entry):
        yield _entry(item, item.sets, grouped=False)
        return
    yield OutlineLine("group", *_group(item))
    yield from (_entry(entry, 1, grouped=True) for entry in item.entries)


def _group(group: Group) -> tuple[str, str, str]:
    """What a group is, no dose, and its rests."""
    if isinstance(group, Superset):
        rest = f"rest {_length(group.rest)}" if group.rest else ""
        return f"Superset, {counted(group.sets, 'set')}", "", rest
    if isinstance(group, Circuit):
        return f"Circuit, {_rounds(group)}", "", _circuit_rests(group)
    if isinstance(group, Emom):
        return f"Every minute for {group.minutes} min", "", ""
    return f"As many rounds as possible in {spoken_text(group.time)}", "", ""


def _rounds(group: Circuit) -> str:
    low, high = group.rounds
    return counted(high, "round") if low == high else f"{low}{_TO}{high} rounds"


def _circuit_rests(group: Circuit) -> str:
    rests = [f"rest {_length(group.rest)}"] if group.rest else []
    rests += [f"{_length(group.between)} between rounds"] if group.between else []
    return ", ".join(rests)


def _entry(entry: Entry, sets: int, *, grouped: bool) -> OutlineLine:
    names = " / ".join(clean(name) for name in entry.exercise)
    return OutlineLine("entry", names, _dose(entry, sets), " · ".join(_details(entry)), grouped)


def _dose(entry: Entry, sets: int) -> str:
    amount = entry.reps or entry.hold or entry.time
    if amount is None:
        return f"{sets} {_TIMES}" if sets > 1 else ""
    if isinstance(amount, tuple):
        return ", ".join(_amount(each) for each in amount)
    if sets > 1:
        return f"{sets} {_TIMES} {_amount(amount)}"
    return f"{_amount(amount)} reps" if isinstance(amount, Reps) and not amount.to_failure else _amount(amount)


def _amount(amount: Reps | Span) -> str:
    if isinstance(amount, Span):
        return "max" if amount.seconds is None else _length(amount.seconds) + ("+" if amount.open_ended else "")
    if amount.low is None:
        return "max"
    if amount.high is None:
        return f"{amount.low}+"
    return str(amount.low) if amount.low == amount.high else f"{amount.low}{_TO}{amount.high}"


def _length(seconds: int) -> str:
    """A time as one writes it for oneself: "0:45", "1:30", "10 min"."""
    whole_minutes = _LONG_S <= seconds < _HOUR_S and seconds % _MINUTE_S == 0
    return f"{seconds // _MINUTE_S} min" if whole_minutes else clock_text(seconds)


def _details(entry: Entry) -> Iterator[str]:
    if entry.load:
        loads = entry.load if isinstance(entry.load, tuple) else (entry.load,)
        yield ", ".join(str(load) for load in loads)
    if entry.sides:
        yield "each side" if entry.sides == "each" else "alternating"
    if entry.parts:
        yield ", ".join(f"{part.reps} {clean(part.name)}" for part in entry.parts)
    if entry.tempo:
        yield "tempo " + "-".join(str(seconds) for seconds in entry.tempo)
    if entry.rest is not None:
        yield f"rest {_length(entry.rest)}" if entry.rest else "no rest"
    if entry.optional:
        yield "optional"
    if entry.note:
        yield clean(entry.note)


def doses_width(lines: Iterable[OutlineLine], limit: int) -> int:
    """The cells that the doses need to stand in a column; one that is longer than `limit` doesn't count."""
    return max((len(line.dose) for line in lines if len(line.dose) <= limit), default=0)


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

_TITLE: Final = Content.assemble(("Muscles", "bold $secondary"), ("   by sets", MUTED))
_BARS: Final = ((MUTED, "╌"), ("", "─"), ("", "━"))
"""Style and glyph of a bar: not lit in the picture, worked besides, what the routine is for; "": as the picture."""


class PageColumns(NamedTuple):
    """The cells that stand before a dose, and those that doses take."""

    rail: int
    dose: int


def page(subject: Subject, width: int, height: int, palette: Palette) -> PageLines:
    """The page in so many cells a line; `height` is what is seen of it at once."""
    row, facts = subject
    if facts is None:
        return head(row, None, width)
    if facts.routine is None:
        file = paragraph(str(row.path), width, MUTED)
        return [*head(row, None, width), *file, Content(), *problem_lines(facts.problems, width, stops=True)]
    if width < _TWO_COLUMNS:
        return [*_text(row, facts, width, height), *blank_before(muscles_across(facts, width, palette))]
    right = 2 * WIDTH + BETWEEN if width >= _BOTH_SIDES else 2 * width // 5
    left = _text(row, facts, width - right - _GAP, height)
    return beside(left, muscles_down(facts, right, palette, picture=height > HEIGHT), width - right)


def _text(row: Row, facts: RoutineFacts, width: int, height: int) -> PageLines:
    problems = blank_before(problem_lines(facts.problems, width, stops=False)) if facts.problems else []
    plan = outline_lines(facts.outline, width)
    if height < _BRIEF:
        return [*paragraph(row.equipment, width, MUTED), *plan, *blank_before(about(facts, width)), *problems]
    return [*head(row, facts, width), *blank_before(plan), *problems]


def head(row: Row, facts: RoutineFacts | None, width: int) -> PageLines:
    """Name, what it takes, and what it is about."""
    time = "" if row.estimate_s is None else f"about {spoken_text(row.estimate_s)}"
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


def outline_lines(outline: Sequence[OutlineLine], width: int) -> PageLines:
    """The plan: doses in a column of their own, what is special about an exercise after or below its name."""
    doses = doses_width(outline, _LONGEST_DOSE)
    rail = 4 if any(line.grouped for line in outline) else 2
    lines: PageLines = []
    for line in outline:
        lines += [Content()] if line.kind == "section" and lines else []
        lines += _outline_line(line, PageColumns(rail, doses), width)
    return lines


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
    rail = Content.styled(("  │" if line.grouped else "").ljust(columns.rail), "$secondary")
    dose = Content.styled(line.dose.rjust(columns.dose), "$text")
    start = rail.cell_length + dose.cell_length + 2
    text = Content.assemble((line.text, "bold"), (f"  {line.detail}" if line.detail else "", MUTED))
    if start > width // 2:
        return [rail + dose, *(rail + more for more in text.wrap(max(width - rail.cell_length, 4)))]
    return [rail + line for line in hang_after(dose + Content("  "), text, width - rail.cell_length)]


def problem_lines(problems: Sequence[str], width: int, *, stops: bool) -> PageLines:
    """Every problem, a paragraph each; `stops` is False where the routine can be started all the same."""
    title = f"Can't be started: {counted(len(problems), 'problem')}" if stops else "By the way"
    style = "$text-error" if stops else MUTED
    lines = [Content.styled(title, f"bold {style}")]
    for problem in problems:
        lines += hang_after(Content.styled("• ", style), Content(problem), width)
    return lines


def muscles_across(facts: RoutineFacts, width: int, palette: Palette) -> PageLines:
    """The muscles worked: one side of the body, and the bars beside it where there is room, else the bars alone."""
    if not facts.muscles:
        return []
    start = WIDTH + _GAP
    if width < start + _LEAST_BARS:
        return [_TITLE, *bar_lines(facts, width, palette)]
    drawn = pictures(facts.lit(), WIDTH, palette)
    return [_TITLE, *beside(drawn, [Content(), *bar_lines(facts, width - start, palette)], start)]


def muscles_down(facts: RoutineFacts, width: int, palette: Palette, *, picture: bool) -> PageLines:
    """The muscles worked: as many sides of the body as fit, and the bars below."""
    if not facts.muscles:
        return []
    drawn = pictures(facts.lit(), width, palette) if picture else []
    return [_TITLE, *drawn, *([Content()] if drawn else []), *bar_lines(facts, width, palette)]


def bar_lines(facts: RoutineFacts, width: int, palette: Palette) -> PageLines:
    """A bar for each muscle, as long as its share of the most worked one; those that the picture lights up are full."""
    shown, lit = facts.muscles[:_MOST_BARS], facts.lit()
    values = max(len(sets_text(each.sets)) for each in shown)
    names = min(max(len(each.shown) for each in shown), max(width - values - 3 - _LEAST_BAR, 1))
    room = max(width - names - values - 3, 1)
    most = shown[0].sets or 1
    lines = []
    for each in shown:
        style, glyph = _BARS[(each.muscle in lit.first) + (each.muscle in lit.first | lit.second)]
        bar = glyph * max(round(each.sets / most * room), 1)
        name = Content(each.shown).truncate(names, ellipsis=True, pad=True)
        value = Content.styled(" " + sets_text(each.sets).rjust(values), MUTED)
        lines.append(name + Content("  ") + Content.styled(bar.ljust(room), style or palette.first) + value)
    rest = ", ".join(each.shown.lower() for each in facts.muscles[_MOST_BARS:])
    return lines + paragraph(f"and {rest}" if rest else "", width, MUTED)


def sets_text(sets: float) -> str:
    """Sets as people write them: "12", "4½"."""
    whole, half = divmod(round(sets * 2), 2)
    return (str(whole) if whole else "") + ("½" if half else "") if sets else "0"


# The page about the selected routine, beside or below the list.
#
# What stands on it is laid out by `routine_page`; this only shows it.


_LEAST_WIDTH: Final = 8


class Subject(NamedTuple):
    """What the page is about: the row of the list, and the facts as soon as they are known."""

    row: Row
    facts: RoutineFacts | None


class Preview(TextLines):
    """The page of the selected routine."""

    DEFAULT_CSS = """
    Preview {
        padding: 1 1 0 2;
        background: $surface;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._subject: Subject | None = None

    def show_routine(self, subject: Subject | None) -> None:
        """Show this one, from the top where it is another than before. Without facts it waits for them."""
        same = subject and self._subject and subject.row.path == self._subject.row.path
        top = self.scroll_offset.y if same else 0
        self._subject = subject
        self.show(self._page())
        if top:
            self.scroll_to(y=top, animate=False, force=True)

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002 - Textual's
        """Lay the page out for the new size."""
        self.show(self._page())

    def _page(self) -> list[Content]:
        size = self.scrollable_content_region.size
        if self._subject is None or self._subject.facts is None or size.width < _LEAST_WIDTH:
            return []
        from backday_tui.tui.widgets.figure import Palette

        return page(self._subject, size.width - 1, size.height, Palette.of(self.app.theme_variables))
