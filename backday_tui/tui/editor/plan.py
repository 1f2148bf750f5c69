"""The plan beside a text that is edited: the text read as the routine that it is, and laid out as rows.

Problems come first, then each entry on a line, then the muscles; which part of the text a row is about is kept with it.
A text is read in a thread; its estimate and muscles follow a moment later.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from textual.content import Content
from textual.message import Message

from backday_tui import equipment, words
from backday_tui.errors import BackdayError
from backday_tui.routine import library, own_exercises, week_file
from backday_tui.routine.file_kinds import kind_of
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.model import SECTIONS, Amrap, Circuit, Emom, Entry, Superset
from backday_tui.routine.problems import Problem
from backday_tui.routine.reader import read_text
from backday_tui.session.outline import doses_width, outline
from backday_tui.session.plan import build
from backday_tui.text import clean
from backday_tui.training.loads import USUAL
from backday_tui.training.prescription import entries_in_order
from backday_tui.training.today import Known, ahead_text, routine_now
from backday_tui.training.weeks import deload_text
from backday_tui.tui.editor.forms import spots_of
from backday_tui.tui.library.facts import facts_of_plan
from backday_tui.tui.library.page import bar_lines
from backday_tui.tui.widgets.key_line import ScreenKey, bindings
from backday_tui.tui.widgets.pick_list import MUTED, PickList

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from textual.events import Click

    from backday_tui.exercises.catalog import Exercise
    from backday_tui.routine.model import Group, Routine
    from backday_tui.routine.problems import KeyPath
    from backday_tui.routine.week_plan import WeekPlan
    from backday_tui.session.outline import OutlineLine
    from backday_tui.training.loads import Equipment
    from backday_tui.training.today import ReadPast
    from backday_tui.tui.editor.forms import EntrySpan
    from backday_tui.tui.editor.screen import EditorScreen
    from backday_tui.tui.library.facts import RoutineFacts
    from backday_tui.tui.widgets.body import Palette


_LONGEST_DOSE: Final = 13
_MOST_PROBLEM_LINES: Final = 3
_MOST_PROBLEMS: Final = 50
_MOST_LINES_AHEAD: Final = 3
AHEAD: Final = 4
"""How many sessions after today's are told of what grows."""


class PlanRow(NamedTuple):
    """A line of the plan. `problem` or `path` tell what it is about; a row with neither can't be picked.

    Further lines of a problem have neither.
    """

    content: Content
    path: KeyPath | None = None
    problem: Problem | None = None


def rows(
    draft: EditedRoutine, last_good: EditedRoutine | None, marked: Collection[KeyPath], width: int, palette: Palette
) -> list[PlanRow]:
    """All rows, `width` cells wide. Where a problem stops the routine, the last good plan is shown below it."""
    found = list(_problems(draft.problems, width))
    others = _week(draft.week, width) if draft.week is not None else None
    if draft.exercises is not None:
        others = _exercises(draft.exercises, width)
    if others is not None:
        return [*found, *([PlanRow(Content())] if found else []), *others]
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
        more = words.counted(len(problems) - _MOST_PROBLEMS, "more")
        yield PlanRow(Content.styled(f"and {more}", MUTED))


def _exercises(exercises: tuple[Exercise, ...], width: int) -> Iterator[PlanRow]:
    """What a file of exercises comes to."""
    yield PlanRow(Content.styled(words.counted(len(exercises), "exercise") + " of your own", "bold $secondary"))
    for exercise in exercises:
        about = (", ".join(exercise.muscles), ", ".join(exercise.equipment), "held" if exercise.isometric else "")
        detail = clean("  " + words.BETWEEN.join(part for part in about if part))
        name = Content.assemble("  ", (clean(exercise.name), "bold"), (detail, MUTED))
        yield PlanRow(name.truncate(width, ellipsis=True))


def _week(week: WeekPlan, width: int) -> Iterator[PlanRow]:
    """What a week comes to: its days, and its blocks."""
    yield PlanRow(Content.styled("Your week", "bold $secondary"))
    for number, name in enumerate(words.WEEKDAYS):
        members = week.days.get(number, ())
        by_turns = ", by turns" if len(members) > 1 else ""
        yield from _of_week(name, " or ".join(members) + by_turns, width)
    if week.any_days is not None:
        times = words.counted(week.any_days.times, "time")
        yield from _of_week("any", f"{' or '.join(week.any_days.members)}, {times} on the other days", width)
    for block in week.blocks:
        deload = f"; in the last {deload_text(block.deload)}" if block.deload else ""
        yield from _of_week("", f"{words.counted(block.weeks, 'week')} from {block.begins} on{deload}", width)


def _of_week(name: str, said: str, width: int) -> Iterator[PlanRow]:
    """A line of it, wrapped where it has to be."""
    for number, line in enumerate(Content(clean(said)).wrap(max(width - 7, 8)) or [Content()]):
        lead = Content.styled(f"  {'' if number else name:<5}", MUTED)
        yield PlanRow(lead + line.rstrip())


def _plan(draft: EditedRoutine, marked: Collection[KeyPath], width: int) -> Iterator[PlanRow]:
    dose = doses_width(draft.outline, min(_LONGEST_DOSE, width // 3))
    for number, (line, path) in enumerate(zip(draft.outline, draft.paths, strict=True)):
        if line.kind == "section" and number:
            yield PlanRow(Content())
        yield PlanRow(_line(line, dose, width, marked=path in marked), path)
        coming = draft.ahead.get(path, "") if path else ""
        if coming:
            lead = " " * (dose + 3)
            for part in Content.styled(coming, MUTED).wrap(max(width - len(lead), 8))[:_MOST_LINES_AHEAD]:
                yield PlanRow(Content(lead) + part.rstrip())


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


def _muscles(draft: EditedRoutine, width: int, palette: Palette) -> Iterator[PlanRow]:
    if draft.facts is None or not draft.facts.muscles:
        return
    yield PlanRow(Content())
    yield PlanRow(Content.assemble(("Muscles", "bold $secondary"), ("  by sets", MUTED)))
    for line in bar_lines(draft.facts, max(width, 12), palette):
        yield PlanRow(line)


_FAULT_LIMIT = 200


@dataclasses.dataclass(frozen=True, slots=True)
class EditedRoutine:
    """What a text holds. `paths` has the path of each line of the outline, None for the title of a section.

    `facts` is None and `spots` empty as long as nothing is computed, `steps` 0; `routine` is None where a problem stops
    it. `exercises` is what a file of exercises holds, `week` what a week does, None for a routine. `ahead` says of each
    entry that grows what it aims at today and in the sessions after it.
    """

    routine: Routine | None
    problems: tuple[Problem, ...]
    spots: tuple[EntrySpan, ...] = ()
    outline: tuple[OutlineLine, ...] = ()
    paths: tuple[KeyPath | None, ...] = ()
    facts: RoutineFacts | None = None
    steps: int = 0
    exercises: tuple[Exercise, ...] | None = None
    week: WeekPlan | None = None
    ahead: Mapping[KeyPath, str] = dataclasses.field(default_factory=dict)


def read(text: str, path: Path) -> EditedRoutine:
    """What a text holds, as far as it takes reading; nothing in it makes this raise."""
    try:
        match kind_of(path, text):
            case "week":
                week = week_file.read_text(text, library.ids_beside(path, path.parent))
                return EditedRoutine(None, week.problems, week=week.plan)
            case "equipment":
                return EditedRoutine(None, equipment.read_text(text, "kg").problems)
            case "exercises":
                own = own_exercises.read_text(text)
                return EditedRoutine(None, own.problems, exercises=own.exercises)
        loaded = read_text(text, id=path.stem, catalog=known_exercises(), folder=path.parent)
        if loaded.routine is None:
            is_toml = not any(problem.is_syntax for problem in loaded.problems)
            return EditedRoutine(None, loaded.problems, spots_of(text) if is_toml else ())
        lines = outline(loaded.routine)
        return EditedRoutine(loaded.routine, loaded.problems, (), lines, tuple(_paths(loaded.routine)))
    except (BackdayError, RecursionError, ValueError) as error:
        what = clean(f"{type(error).__name__}: {error}", _FAULT_LIMIT)
        return EditedRoutine(None, (Problem(1, 1, "error", f"backday can't read this: {what}"),))


def planned(draft: EditedRoutine, text: str, past: PastOnce | None = None) -> EditedRoutine:
    """The same with where its entries stand in the text, its estimate and muscles, and what is to grow."""
    routine = draft.routine
    if routine is None:
        return draft
    past = past or PastOnce(None)
    plan = build(routine, known_exercises(), equipment=past.equipment)
    facts = facts_of_plan(routine, plan, draft.outline)
    ahead = coming(routine, past)
    return dataclasses.replace(draft, spots=spots_of(text), facts=facts, steps=len(plan.steps), ahead=ahead)


LookBack = Callable[[], "tuple[ReadPast, date, Equipment]"]
"""Gives what reads the log, what time it is, and what the person trains with; called in a thread."""


class PastOnce:
    """What was done before, read once for the same movements, however often a text changes; nothing without a log."""

    def __init__(self, look_back: LookBack | None) -> None:
        self._look_back = look_back
        self._reader: tuple[ReadPast, date, Equipment] | None = None
        self._known: dict[tuple[str, frozenset[str], int], Known] = {}

    def now(self) -> date:
        """Until when it is read."""
        return self._opened()[1]

    def equipment(self) -> Equipment:
        """What the person trains with."""
        return self._opened()[2]

    def read(self, routine: str, movements: Collection[str], newest: int = 0, /) -> Known:
        """As `ReadPast`; where the log can't be read nothing was done: the log screen tells of that."""
        key = (routine, frozenset(movements), newest)
        if key not in self._known:
            try:
                self._known[key] = self._opened()[0](routine, movements, newest)
            except BackdayError:
                self._known[key] = Known()
        return self._known[key]

    def _opened(self) -> tuple[ReadPast, date, Equipment]:
        if self._reader is None:
            self._reader = self._look_back() if self._look_back else (lambda *_: Known(), date.max, USUAL["kg"])
        return self._reader


def coming(routine: Routine, past: PastOnce) -> dict[KeyPath, str]:
    """What each entry that grows aims at today, and in the sessions after it if all goes well."""
    growing = [(place, group) for place, entry, group in entries_in_order(routine) if entry.progress]
    if not growing:
        return {}
    known = routine_now(routine, known_exercises(), past.read, past.now(), equipment=past.equipment())
    sessions = [{place: each.target for place, each in known.today().items() if each.target}, *known.ahead(AHEAD)]
    found: dict[KeyPath, str] = {}
    for place, group in growing:
        entry = known.entries.get(place)
        if entry is not None:
            targets = (each[place] for each in sessions if place in each)
            path: KeyPath = place[:2] if group is None else (*place[:2], list_key(group), place[2])
            found[path] = ahead_text(targets, entry.prescription)
    return found


def in_place_of(draft: EditedRoutine, before: EditedRoutine | None) -> EditedRoutine:
    """The same with what was computed last, until there is something newer."""
    if before is None or draft.routine is None or draft.facts is not None:
        return draft
    return dataclasses.replace(
        draft, spots=before.spots, facts=before.facts, steps=before.steps, ahead=before.ahead
    )  # fmt: skip


def _paths(routine: Routine) -> Iterator[KeyPath | None]:
    """The paths of the outline's lines, in their order."""
    for section in SECTIONS:
        items = routine.section(section)
        if items:
            yield None
        for number, item in enumerate(items):
            yield (section, number)
            if not isinstance(item, Entry):
                key = list_key(item)
                yield from ((section, number, key, place) for place in range(len(item.entries)))


def list_key(group: Group) -> str:
    """The key under which a group has its entries."""
    kinds = {Superset: "superset", Circuit: "circuit", Emom: "emom", Amrap: "amrap"}
    return kinds[type(group)]


PAUSE_S: Final = 0.02
"""The pause of typing after which the plan is computed anew."""
BUSY_PAUSE_S: Final = 0.25
"""The same while somebody types, of a text that takes more than `QUICK_S` to be read: it would be in the way."""
QUICK_S: Final = 0.03
LONG_S: Final = 0.02
"""Where it takes this long to find what a text comes to, what it says is told before."""
TYPES_S: Final = 0.3
"""Whoever changed the text this short a time before is typing."""
_PAUSE: Final = "read"


class Drafting:
    """Reads the text of a screen in a thread whenever typing pauses, and tells what it holds; the newest text counts.

    Of a text that takes long it tells what it says first, then what it comes to.
    """

    def __init__(self, screen: EditorScreen) -> None:
        app: Any = screen.app
        self._screen, self._now = screen, app.clock.now
        self._past = PastOnce(screen.look_back)
        self._turn = 0
        self._is_reading = False
        self._took_s = self._planning_took_s = 0.0
        self._changed_at = 0.0

    def changed(self) -> None:
        """The text has changed: read it when that is in nobody's way."""
        self._turn += 1
        now = self._now()
        types, self._changed_at = now - self._changed_at < TYPES_S, now
        is_in_the_way = types and self._took_s > QUICK_S
        self._screen.pauses.later(_PAUSE, BUSY_PAUSE_S if is_in_the_way else PAUSE_S, self.read)

    def read(self) -> None:
        """Read it now, or as soon as what is being read is done with."""
        if not self._is_reading:
            self._is_reading = True
            work = partial(self._in_thread, self._screen.area.text, self._screen.file.target, self._turn)
            self._screen.run_worker(work, thread=True, group="read")

    def _in_thread(self, text: str, path: Path, turn: int) -> None:
        """What it says and what it comes to, unless there is a newer text by then."""
        begun = self._now()
        draft = read(text, path)
        self._took_s = self._now() - begun
        call = self._screen.call_later
        if draft.routine is None or self._planning_took_s > LONG_S:
            call(self._has_read, turn, draft)
        if turn == self._turn and draft.routine is not None:
            read_at = self._now()
            draft = planned(draft, text, self._past)
            self._took_s, self._planning_took_s = self._now() - begun, self._now() - read_at
            call(self._has_read, turn, draft)
        call(self._is_done, turn)

    def _has_read(self, turn: int, draft: EditedRoutine) -> None:
        if turn == self._turn:
            self._screen.show_draft(draft)

    def _is_done(self, turn: int) -> None:
        self._is_reading = False
        if turn != self._turn and _PAUSE not in self._screen.pauses:
            self.read()


PLAN_KEYS: Final = (
    ScreenKey(label="to the text", shown="enter", click="to_text"),
    ScreenKey(
        {
            "s": "screen.form('sets')", "r": "screen.form('reps')", "h": "screen.form('hold')",
            "t": "screen.form('rest')", "l": "screen.form('load')", "p": "screen.form('progress')",
        },
        label="change", rank=2, shown="s r h t l p",
    ),
    ScreenKey({"i": "screen.insert"}, label="insert", rank=3),
    ScreenKey(
        {"K": "screen.move_entry(-1)", "J": "screen.move_entry(1)"},
        label="move", rank=4, shown="K J", click="move_entry(1)",
    ),
    ScreenKey({"d": "screen.duplicate"}, label="double", rank=6),
    ScreenKey({"x,delete": "screen.delete_entry"}, label="delete", rank=5),
    ScreenKey({"space": "screen.mark"}, label="mark", rank=7),
    ScreenKey({"g": "screen.superset"}, label="superset", rank=8),
    ScreenKey({"u": "screen.undo"}),
    ScreenKey({"question_mark": "screen.help"}, label="keys", shown="f1"),
)  # fmt: skip
"""What letters do where the plan has the keys. They have no help of their own: that of the editor tells of them."""


class PlanList(PickList[PlanRow]):
    """Problems and entries of a routine."""

    DEFAULT_CSS = """
    PlanList {
        background: $surface;
        scrollbar-gutter: stable;
    }
    """
    BINDINGS: ClassVar = bindings(PLAN_KEYS)

    class Walked(Message):
        """The person went to another row, by key or by mouse; which one, the list says."""

    def can_pick(self, row: PlanRow) -> bool:
        """Titles, muscles and second lines are only there to be read."""
        return row.path is not None or row.problem is not None

    def row_line(self, row: PlanRow, part: int, width: int) -> Content:  # noqa: ARG002 - a row has one line
        """The row as it was laid out."""
        return row.content

    def action_move(self, count: int) -> None:
        """Move the cursor, and say that the person did."""
        super().action_move(count)
        self.post_message(self.Walked())

    def on_click(self, event: Click) -> None:  # noqa: ARG002 - Textual's
        """Say that the person did; the list itself picks the row."""
        self.post_message(self.Walked())
