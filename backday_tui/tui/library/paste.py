"""A workout that was pasted: what was understood of it, what was not, and a name to save it under.

The text is read in a thread; a long article takes a while. What a text says is decided by the importer.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.content import Content
from textual.message import Message

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.routine.importing.importer import NAMELESS, import_text
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.model import SECTIONS
from backday_tui.routine.notation import dosed_name
from backday_tui.routine.writer import fault_of, retitled, title_of
from backday_tui.session.outline import outline
from backday_tui.session.plan import build_with
from backday_tui.text import clean
from backday_tui.tui.library.page import outline_lines
from backday_tui.tui.widgets.browse import FILTER_KEYS, PAGE_KEYS, SCROLL_KEY, BrowseScreen, Matter, fits
from backday_tui.tui.widgets.dialog import Answer, AskScreen, TextDialog
from backday_tui.tui.widgets.key_line import BLANK_ROW, HELP_KEY, ScreenKey, bindings
from backday_tui.tui.widgets.lines import blank_before, hang_after, paragraph
from backday_tui.tui.widgets.pick_list import MUTED, PickList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backday_tui.routine.importing.importer import ImportedRoutine
    from backday_tui.routine.model import Item
    from backday_tui.tui.library.actions import Shelf


_MOST: Final = 120
_MOST_UNREAD: Final = 200
_SHARE_OF_LIST: Final = 0.3
_MOST_ASKED: Final = 9
"""A line has a digit as its key; those behind come as the others are done."""
_MARKS = re.compile(r"^[\s>*#\u2022\u25e6\u2013\u2014-]+|[\s*#]+$")
_EXERCISE_KEY: Final = ScreenKey(
    {"e": "make_exercise"}, "a line that was not understood as an exercise of the workout", "an exercise", 2
)
_LEAVE_KEY: Final = ScreenKey({"escape": "escape", "q": "leave"}, "leave it", "leave it", 1)
KEYS: Final = (
    ScreenKey({"enter": "start"}, "save the workout among your routines; its name is asked for", "save"),
    ScreenKey({"up": "move(-1)", "down": "move(1)"}, "another workout of the text"),
    _EXERCISE_KEY,
    ScreenKey({"slash": "filter"}, priority=True),
    ScreenKey({"p": "page"}, "the workout on the whole screen, and back", "the whole page", 2),
    HELP_KEY,
    _LEAVE_KEY,
    BLANK_ROW,
    ScreenKey(help="What was not understood is kept in the file as comments, with the number of its line."),
)


class _Understood(Message):
    """What the thread found: the workouts, or why there are none."""

    def __init__(self, routines: Sequence[ImportedRoutine], trouble: str = "") -> None:
        super().__init__()
        self.routines = routines
        self.trouble = trouble


class PastedList(PickList["ImportedRoutine"]):
    """The workouts of a text."""

    def row_line(self, row: ImportedRoutine, part: int, width: int) -> Content:  # noqa: ARG002 - a row has one line
        """Name, exercises, what was not understood."""
        detail = Content("  ") + _detail(row)
        name = Content.styled(f" {clean(row.name, _MOST)}", "bold")
        return name.truncate(max(width - detail.cell_length, 8), ellipsis=True) + detail


def _detail(imported: ImportedRoutine) -> Content:
    """How many exercises a workout has, and how many lines of it nobody could read."""
    items = sum(len(getattr(item, "entries", (item,))) for item in _items(imported))
    detail = Content.styled(words.counted(items, "exercise"), MUTED)
    unread = len(imported.unread)
    return (
        detail + Content.styled(f"  {words.counted(unread, 'line')} not understood", "$text-warning")
        if unread
        else detail
    )


def _items(imported: ImportedRoutine) -> Iterator[Item]:
    return itertools.chain.from_iterable(imported.routine.section(section) for section in SECTIONS)


class PasteScreen(BrowseScreen):
    """The workouts of a text, and a page about the selected one.

    Args:
        text: what was pasted.
        shelf: where it is saved.
    """

    BINDINGS: ClassVar = bindings(KEYS)
    BRAND = "Pasted"
    KEYS = KEYS
    FILTER_KEYS = FILTER_KEYS[1:]
    PLACEHOLDER = "name"

    def __init__(self, text: str, shelf: Shelf) -> None:
        super().__init__()
        self._text, self._shelf = text, shelf
        self._routines: Sequence[ImportedRoutine] = ()
        self._trouble: str | None = None
        self._pasted = PastedList(id="list")

    def make_list(self) -> PastedList:
        """The workouts."""
        return self._pasted

    def on_mount(self) -> None:
        self.show_rows()
        self._understand()

    @work(thread=True, exclusive=True)
    def _understand(self) -> None:
        try:
            self.post_message(_Understood(import_text(self._text, known_exercises()).routines))
        except BackdayError as error:
            self.post_message(_Understood((), str(error)))

    def on__understood(self, message: _Understood) -> None:
        self._routines, self._trouble = message.routines, clean(message.trouble, 400)
        self.show_rows()
        if self._is_alone:
            self.show_whole_page(True)

    @property
    def _is_alone(self) -> bool:
        """Whether there is nothing to choose from: one workout, or none. Its page has the screen, without a list."""
        return self._trouble is not None and len(self._routines) <= 1

    def taking_keys(self) -> Sequence[ScreenKey]:
        """Nothing can be saved where nothing was found."""
        return super().taking_keys() if self._routines or self._trouble is None else ()

    def page_keys(self) -> Sequence[ScreenKey]:
        """What the page in full has: without a list there is none to go back to."""
        first = (_EXERCISE_KEY, SCROLL_KEY)
        if not self._is_alone:
            return (*first, *PAGE_KEYS[1:])
        return (*(first if self._routines else ()), HELP_KEY, _LEAVE_KEY)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a list there is nothing to filter, and none to show."""
        is_of_list = action in ("page", "filter") and self._is_alone
        return False if is_of_list else super().check_action(action, parameters)

    def action_escape(self) -> None:
        """Back to the list; to the library where there is none."""
        if self._is_alone:
            self.leave()
        else:
            super().action_escape()

    # What is shown.

    def show_rows(self) -> None:
        """The workouts."""
        found = [each for each in self._routines if fits(self.wanted, Matter.of((each.name,), ()))]
        nothing = "Reading…" if self._trouble is None else "Nothing fits. Escape shows all."
        self._pasted.show(found, nothing=nothing)
        self.fit_list()
        self.show_count(self._count())
        self.show_page()

    def _count(self) -> Content:
        """What the title has: how many there are; of one alone what its row would say."""
        if self._trouble is None:
            return Content("")
        if not self._routines:
            return Content.styled("No workout was found in it.", MUTED)
        if self._is_alone:
            return _detail(self._routines[0])
        return Content.styled(f"{words.counted(len(self._routines), 'workout')} found", MUTED)

    def show_page(self) -> None:
        """Show the selected workout as it would be saved."""
        width = self.page.scrollable_content_region.width
        selected = self._pasted.selected
        if width <= 1:
            return
        if selected is not None:
            self.page.show(pasted_page(selected, width - 1))
        else:
            self.page.show(paragraph(self._trouble or "", width - 1, "$text-error"))

    def fit_list(self) -> None:
        """Above the page the list takes no more lines than it needs."""
        below = self.has_class("-below") and not self.page_shown
        most = max(round(self.size.height * _SHARE_OF_LIST), 3)
        self._pasted.styles.height = min(max(len(self._routines), 1), most) if below else None

    # What the person does.

    def action_start(self) -> None:
        """Ask for a name, and save the selected workout."""
        selected = self._pasted.selected
        if selected is None:
            return
        name = "" if selected.name.startswith(NAMELESS) else selected.name
        screen = TextDialog("Save it as", self._shelf.read_name, value=name, placeholder="what it is called")
        self.app.push_screen(screen, lambda answer: self._keep(selected, answer))

    def action_make_exercise(self) -> None:
        """Make one of the lines that were not understood an exercise; of several it asks which."""
        selected = self._pasted.selected
        unread = selected.unread[:_MOST_ASKED] if selected else ()
        if selected is None or not unread:
            self.app.notify("There is no line that wasn't understood.", markup=False)
        elif len(unread) == 1:
            self._ask_exercise(selected, *unread[0])
        else:
            answers = [
                Answer(str(number), (str(place),), clean(line, _MOST)) for place, (number, line) in enumerate(unread, 1)
            ]
            screen = AskScreen("Which line is an exercise?", answers, cancel="")
            lines = dict(unread)
            self.app.push_screen(
                screen, lambda answer: self._ask_exercise(selected, int(answer), lines[int(answer)]) if answer else None
            )

    def _ask_exercise(self, imported: ImportedRoutine, number: int, line: str) -> None:
        title = f"Line {number} as an exercise"
        screen = TextDialog(title, _read_line, value=_proposed(line), placeholder="3x10 Seated row", verb="make it")
        self.app.push_screen(screen, lambda written: self._put_exercise(imported, number, written))

    def _put_exercise(self, imported: ImportedRoutine, number: int, line: str | None) -> None:
        if line is None:
            return
        made = imported.with_exercise(number, line, known_exercises())
        self._routines = tuple(made if each is imported else each for each in self._routines)
        self.show_rows()
        self._pasted.select(lambda row: row is made)

    def _keep(self, routine: ImportedRoutine, name: str | None) -> None:
        if name and self._shelf.save_new(name, retitled(routine.text, title_of(name))) and len(self._routines) == 1:
            self.leave()


def _read_line(text: str) -> tuple[str, str | None]:
    """What there is to say of a line of notation, and the line itself where it can be read."""
    if not text:
        return "", None
    fault = fault_of(text, known_exercises())
    return (fault, None) if fault else ("", text)


def _proposed(line: str) -> str:
    """What a line that wasn't understood may be as an exercise: without marks, its dose before its name."""
    bare = _MARKS.sub("", line).strip()[:_MOST]
    return dosed_name(bare) or bare


def pasted_page(imported: ImportedRoutine, width: int) -> list[Content]:
    """A workout as lines: what was not understood, and its plan."""
    routine = imported.routine
    # A text that is pasted has its warm-up sets in its lines.
    time = f"about {words.about(build_with(routine, known_exercises(), warmups={}).estimate_s)}"
    lines = [*paragraph(clean(imported.name, _MOST), width, "bold $primary"), *paragraph(time, width, "bold")]
    return [*lines, *blank_before(_unread(imported, width)), *blank_before(outline_lines(outline(routine), width))]


def _unread(imported: ImportedRoutine, width: int) -> list[Content]:
    unread = imported.unread
    if not unread:
        return []
    lines = [Content.styled(f"Not understood: {words.counted(len(unread), 'line')}", "bold $text-warning")]
    for number, line in unread[:_MOST_UNREAD]:
        lines += hang_after(Content.styled(f"{number:>4}  ", MUTED), Content(clean(line, 300)), width)
    lines += paragraph("e makes an exercise of one.", width, MUTED)
    more = len(unread) - _MOST_UNREAD
    return lines + (paragraph(f"and {more} more", width, MUTED) if more > 0 else [])
