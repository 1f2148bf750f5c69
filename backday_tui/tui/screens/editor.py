"""The editor: a routine's TOML, and beside it the plan as it would run, anew whenever typing pauses.

The text is the truth: the forms change it through routine/editor.py, and what is shown beside it is read from it. What
is written to the disk, and when, is decided here; how, in `edited_file.py`.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import work
from textual.app import SuspendNotSupported
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.screen import Screen

from backday_tui.errors import UnreadableError
from backday_tui.exercises.catalog import bundled
from backday_tui.routine import editor, editor_program, saving
from backday_tui.routine.editor_program import NoEditorError
from backday_tui.routine.saving import ChangedOnDiskError, UnwritableError
from backday_tui.text import clean, counted, spoken_text
from backday_tui.tui import draft_view, entry_forms, outside
from backday_tui.tui.completion import Suggestion, explanation, suggestions
from backday_tui.tui.draft_page import rows
from backday_tui.tui.entry_spots import spot_at, spots_of
from backday_tui.tui.screens.ask import Answer, AskScreen
from backday_tui.tui.screens.change import ChangeScreen
from backday_tui.tui.screens.entry_changes import Changes
from backday_tui.tui.toml_place import place_at
from backday_tui.tui.watching import changes
from backday_tui.tui.widgets.completion_list import CompletionList
from backday_tui.tui.widgets.figure import Palette
from backday_tui.tui.widgets.find_bar import FindBar, Matches, matches_in
from backday_tui.tui.widgets.key_line import Key, KeyLine
from backday_tui.tui.widgets.line import Ends, Line
from backday_tui.tui.widgets.pick_list import MUTED
from backday_tui.tui.widgets.plan_list import PlanList
from backday_tui.tui.widgets.toml_area import Mark, TomlArea

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.geometry import Size
    from textual.timer import Timer
    from textual.widgets import TextArea

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.routine.problems import KeyPath
    from backday_tui.tui.draft_view import Draft
    from backday_tui.tui.edited_file import EditedFile
    from backday_tui.tui.entry_forms import Entry
    from backday_tui.tui.screens.change import Change, Outcome

PAUSE_S: Final = 0.04
"""The pause of typing after which the plan is computed anew."""
BUSY_PAUSE_S: Final = 0.25
"""The same while somebody types, of a text that takes more than `QUICK_S` to be read: it would be in the way."""
QUICK_S: Final = 0.03
TYPES_S: Final = 0.3
"""Whoever changed the text this short a time before is typing."""
SWITCH_S: Final = 0.0002
"""How long the thread that reads may keep a key waiting."""
LOOK_S: Final = 0.03
"""The pause after which what stands around the cursor is looked at."""
KEEP_S: Final = 0.4
"""The pause after which unsaved text is written down."""
SAY_S: Final = 5.0
LOOK_AT_FILE_S: Final = 0.9
"""How often the file's time is looked at besides: what happened while the watch began is not told."""
_NARROW: Final = 72
"""Below this width either the text or the plan is there."""
_WIDE: Final = 110

_TEXT_KEYS: Final = (
    Key("^s", "save", "screen.save", 0),
    Key("f2", "plan", "screen.plan", 2),
    Key("f4", "change", "screen.form('sets')", 3),
    Key("f5", "insert", "screen.insert", 4),
    Key("^f", "find", "screen.find", 6),
    Key("^e", "$EDITOR", "screen.external", 7),
    Key("f1", "keys", "screen.help", 5),
    Key("esc", "leave", "screen.escape", 1),
)
_PLAN_KEYS: Final = (
    Key("enter", "to the text", "screen.to_text", 0),
    Key("s r h t l", "change", "screen.form('sets')", 2),
    Key("i", "insert", "screen.insert", 3),
    Key("K J", "move", "screen.move_entry(1)", 4),
    Key("d", "double", "screen.duplicate", 6),
    Key("x", "delete", "screen.delete_entry", 5),
    Key("space", "mark", "screen.mark", 7),
    Key("g", "superset", "screen.superset", 8),
    Key("f1", "keys", "screen.help", 1),
)
_FIND_KEYS: Final = (
    Key("enter", "next", "screen.find_next(1)", 0),
    Key("↑", "before", "screen.find_next(-1)", 2),
    Key("esc", "close", "screen.escape", 1),
)
_HELP: Final = (
    ("ctrl+s", "save; a file with problems too"),
    ("f2", "to the plan, and back to the text; in a narrow terminal one or the other is shown"),
    ("f4", "sets, reps, hold, rest and load of the entry at the cursor"),
    ("alt+s r h t l", "the same, beginning with sets, reps, hold, rest or load"),
    ("f7 f8", "move the entry up or down; alt+up and alt+down too"),
    ("f6, alt+d", "duplicate the entry"),
    ("f9, alt+x", "delete the entry"),
    ("f5, alt+i", "insert an exercise behind it, picked from the catalogue"),
    ("f10, alt+g", "a superset of the selected entries, or of this one and the next; dissolves a superset"),
    ("", "on the plan the letters alone do the same: s r h t l d x i g, K and J move, space marks"),
    ("", ""),
    ("ctrl+space", "what can stand here; comes by itself while you type. tab or enter takes it"),
    ("ctrl+f, f3", "find, and find again"),
    ("ctrl+z ctrl+y", "undo, redo; changes by form too"),
    ("ctrl+e", "hand the file to $VISUAL or $EDITOR, and come back with it"),
    ("f12", "what is not saved yet, as a diff"),
    ("escape, ctrl+q", "leave; asks where something is not saved"),
)


class _Read(Message):
    """A thread has read the text as it was at a turn."""

    def __init__(self, turn: int, draft: Draft) -> None:
        super().__init__()
        self.turn, self.draft = turn, draft


class EditorScreen(Screen[None]):
    """One routine file.

    Args:
        file: what is edited.
        line: the line to begin at, from 1.
    """

    DEFAULT_CSS = """
    EditorScreen {
        layers: base over;
        .head { padding: 0 1; background: $panel; width: 1fr; }
        #body { height: 1fr; }
        #area { width: 1fr; height: 1fr; }
        #plan { width: 42%; height: 1fr; padding: 0 0 0 1; }
        #explain { padding: 0 1; background: $surface; color: $foreground 75%; width: 1fr; }
        #explain.-fault { color: $text-error; text-style: bold; }
        #explain.-said { color: $text-success; text-style: bold; }
        &.-wide #plan { max-width: 70; }
        &.-narrow #plan { display: none; width: 1fr; }
        &.-narrow.-plan #plan { display: block; }
        &.-narrow.-plan #area { display: none; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("ctrl+f", "find", show=False, priority=True),
        Binding("f3", "find_next(1)", show=False, priority=True),
        Binding("shift+f3", "find_next(-1)", show=False, priority=True),
        Binding("ctrl+e", "external", show=False, priority=True),
        Binding("f1", "help", show=False, priority=True),
        Binding("f2", "plan", show=False, priority=True),
        Binding("f4", "form('sets')", show=False, priority=True),
        Binding("alt+s", "form('sets')", show=False, priority=True),
        Binding("alt+r", "form('reps')", show=False, priority=True),
        Binding("alt+h", "form('hold')", show=False, priority=True),
        Binding("alt+t", "form('rest')", show=False, priority=True),
        Binding("alt+l", "form('load')", show=False, priority=True),
        Binding("f5,alt+i", "insert", show=False, priority=True),
        Binding("f6,alt+d", "duplicate", show=False, priority=True),
        Binding("f7,alt+up", "move_entry(-1)", show=False, priority=True),
        Binding("f8,alt+down", "move_entry(1)", show=False, priority=True),
        Binding("f9,alt+x", "delete_entry", show=False, priority=True),
        Binding("f10,alt+g", "superset", show=False, priority=True),
        Binding("f12", "differences", show=False, priority=True),
        Binding("ctrl+space,ctrl+@", "complete", show=False, priority=True),
        Binding("escape", "escape", show=False, priority=True),
        Binding("tab,enter", "accept", show=False, priority=True),
        Binding("up", "suggest(-1)", show=False, priority=True),
        Binding("down", "suggest(1)", show=False, priority=True),
        Binding("question_mark", "plan_help", show=False, priority=True),
        *(
            Binding(key, f"on_plan('{action}')", show=False, priority=True)
            for key, action in (
                ("s", "form:sets"), ("r", "form:reps"), ("h", "form:hold"), ("t", "form:rest"), ("l", "form:load"),
                ("i", "insert"), ("d", "duplicate"), ("x", "delete_entry"), ("delete", "delete_entry"),
                ("g", "superset"),
                ("K", "move_entry:-1"), ("J", "move_entry:1"), ("space", "mark"), ("u", "undo"),
            )
        ),
    ]  # fmt: skip
    AUTO_FOCUS = "#area"

    def __init__(self, file: EditedFile, *, line: int = 1) -> None:
        super().__init__()
        self._file = file
        self._line = line
        self._area = TomlArea(file.saved_text, id="area")
        self._plan = PlanList(id="plan")
        self._completion = CompletionList()
        self._find = FindBar()
        self._draft: Draft | None = None
        self._good: Draft | None = None
        self._catalog: Catalog = bundled()
        self._marked: set[KeyPath] = set()
        self._watching: asyncio.Task[None] | None = None
        self._look_timer: Timer | None = None
        self._asked = False
        self._turn = 0
        self._reading = False
        self._reading_took_s = 0.0
        self._changed_at = 0.0
        self._is_dirty = False
        self._said = ""
        self._pauses: dict[str, Timer] = {}
        self._wanted = ""
        self._matches: Matches = {}

    def compose(self) -> ComposeResult:
        """Title, text and plan, a line that explains, the keys."""
        self._arrange(self.app.size)
        yield Ends(classes="head")
        with Horizontal(id="body"):
            yield self._area
            yield self._plan
        yield self._find
        yield Line(id="explain")
        yield KeyLine(_TEXT_KEYS)
        yield self._completion

    def on_mount(self) -> None:
        """Read the text, look out for changes from outside, offer what was not saved."""
        self._show_head()
        self._switch_s = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_S)
        self._read_now()
        self.call_after_refresh(self._begin)

    def on_unmount(self) -> None:
        """Watch no longer, and let threads run on as they did."""
        self._stop_watching()
        sys.setswitchinterval(self._switch_s)

    def _begin(self) -> None:
        if self._line > 1:
            self._area.go_to(self._line - 1)
        self._watch_file()
        kept = self._file.unsaved_text()
        if kept is not None:
            answers = [
                Answer("take", ("t", "y"), "take it up again"),
                Answer("look", ("d",), "see the difference first"),
                Answer("drop", ("x",), "throw it away"),
            ]
            text = f"{self._file.target.name} was being changed when backday ended."
            question = AskScreen("There is text that was not saved", answers, text=text, cancel="later")
            self.app.push_screen(question, lambda answer: self._offered(answer, kept))

    def _offered(self, answer: str | None, kept: str) -> None:
        if answer == "take":
            self._area.replace_text(kept)
            self._say("Taken up again. Undo brings back the file's text.")
        elif answer == "drop":
            self._file.forget_unsaved()
        elif answer == "look":
            self._show_difference(self._file.saved_text, kept, "What was not saved", self._begin)

    # -- where things stand ----------------------------------------------------------------------------------------

    def on_resize(self, event: Resize) -> None:
        """Another size: text and plan beside each other, or one of them."""
        self._arrange(event.size)
        self._completion.close()
        self.call_after_refresh(self._show_plan)

    def _arrange(self, size: Size) -> None:
        self.set_class(size.width < _NARROW, "-narrow")
        self.set_class(size.width >= _WIDE, "-wide")

    @property
    def _on_plan(self) -> bool:
        return self.focused is self._plan

    def on_descendant_focus(self) -> None:
        """Other keys matter."""
        self._show_keys()

    def _show_keys(self) -> None:
        keys = (
            _PLAN_KEYS
            if self._on_plan
            else _FIND_KEYS
            if self._find.display and not self._area.has_focus
            else _TEXT_KEYS
        )
        self.query_one(KeyLine).show(keys)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys mean something else now: letters on the plan, arrows while there are suggestions."""
        if action in ("accept", "suggest"):
            return self._completion.is_open and self._area.has_focus
        if action in ("on_plan", "plan_help"):
            return self._on_plan
        return super().check_action(action, parameters)

    def action_plan_help(self) -> None:
        """All keys, where a question mark is none of the text."""
        self.action_help()

    def action_on_plan(self, what: str) -> None:
        """A letter on the plan."""
        name, _, value = what.partition(":")
        method: Callable[..., None] = getattr(self, f"action_{name}")
        method(*([int(value) if name == "move_entry" else value] if value else []))

    def action_plan(self) -> None:
        """To the plan, or back to the text."""
        self._completion.close()
        if self._on_plan or self.has_class("-plan"):
            self.action_to_text()
        else:
            self.add_class("-plan")
            self._plan.focus()
            self.call_after_refresh(self._show_plan)

    def action_to_text(self) -> None:
        """To the text."""
        self.remove_class("-plan")
        self._area.focus()

    def action_noop(self) -> None:
        """Nothing: a key that only tells."""

    def action_escape(self) -> None:
        """Close what is open, else go back to the text, else leave."""
        if self._completion.is_open:
            self._completion.close()
        elif self._find.display:
            self._close_find()
        elif self._on_plan:
            self.action_to_text()
        else:
            self.ask_to_leave()

    def action_help(self) -> None:
        """Say what every key does."""
        from backday_tui.tui.screens.keys import KeysScreen  # noqa: PLC0415 - imported when it is shown

        self.app.push_screen(KeysScreen("Keys of the editor", _HELP))

    def _show_head(self) -> None:
        """The file, whether it is saved, and what it comes to."""
        name = Content.styled(clean(self._file.target.name, 60), "bold $primary")
        state = ("  ● not saved", "bold $accent") if self._is_dirty else ("", "")
        more = "  bundled: saving makes your own copy" if self._file.is_bundled else ""
        head = self.query_one(Ends)
        head.show(Content.assemble(name, state, (more, MUTED)))
        head.show_right(self._totals())

    def _totals(self) -> str:
        if self._draft is None:
            return ""
        stops = sum(problem.severity == "error" for problem in self._draft.problems)
        facts = self._draft.facts
        time = [f"about {spoken_text(facts.estimate_s)}"] if facts and facts.estimate_s is not None else []
        steps = [counted(self._draft.steps, "step")] if self._draft.steps and self.size.width >= _NARROW else []
        return " · ".join([counted(stops, "problem")] * bool(stops) + time + steps)

    def _say(self, text: str, *, fault: bool = False) -> None:
        """Say something in the line below for a few seconds, with nothing to press."""
        self._said = clean(text, 400)
        line = self.query_one("#explain", Line)
        line.set_class(fault, "-fault")
        line.set_class(not fault, "-said")
        line.show(self._said)
        self._later("said", SAY_S, self._hush)

    def _hush(self) -> None:
        self._said = ""
        self.query_one("#explain", Line).remove_class("-fault", "-said")
        self._look_around()

    def _later(self, name: str, seconds: float, do: Callable[[], object]) -> None:
        """Do something after a pause; what was to be done under the same name before is not."""
        if name in self._pauses:
            self._pauses[name].stop()

        def now() -> None:
            self._pauses.pop(name, None)
            do()

        self._pauses[name] = self.set_timer(seconds, now)

    # -- the text is read ------------------------------------------------------------------------------------------

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Something was typed, pasted, undone or changed by a form."""
        event.stop()
        self._turn += 1
        self._later("read", self._pause_s(), self._read_now)
        self._later("keep", KEEP_S, self._keep)
        self._later("look", LOOK_S, self._look_around)
        if self._find.display:
            self._search()

    def on_toml_area_typed(self, event: TomlArea.Typed) -> None:
        """A character was typed: what may stand there is shown with it."""
        event.stop()
        self.call_after_refresh(self._suggest)

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """The cursor went elsewhere."""
        event.stop()
        self._later("look", LOOK_S, self._look_around)
        if self._completion.is_open:
            self.call_after_refresh(self._follow_suggestions)

    def _now(self) -> float:
        app: Any = self.app
        now: float = app.clock.now()
        return now

    def _pause_s(self) -> float:
        """The pause to wait for: a longer one while somebody types and to read the text takes long."""
        now = self._now()
        types, self._changed_at = now - self._changed_at < TYPES_S, now
        return BUSY_PAUSE_S if types and self._reading_took_s > QUICK_S else PAUSE_S

    def _read_now(self) -> None:
        text = self._area.text
        self._note_dirty(text != self._file.saved_text)
        if not self._reading:
            self._reading = True
            self._read(text, self._turn)

    def _note_dirty(self, dirty: bool) -> None:
        if dirty != self._is_dirty:
            self._is_dirty = dirty
            self._show_head()

    @work(thread=True, group="read")
    def _read(self, text: str, turn: int) -> None:
        """In a thread: first what it says, then what it comes to, unless there is a newer text by then."""
        begun = self._now()
        draft = draft_view.read(text, self._file.target)
        self.post_message(_Read(turn, draft))
        if turn == self._turn and draft.routine is not None:
            draft = draft_view.planned(draft)
            self._reading_took_s = self._now() - begun
            self.post_message(_Read(turn, draft))
        self.app.call_from_thread(self._has_read, turn)

    def _has_read(self, turn: int) -> None:
        self._reading = False
        if turn != self._turn and "read" not in self._pauses:
            self._read_now()

    def on__read(self, message: _Read) -> None:
        """The newest text was read; an older one that was is let go."""
        message.stop()
        if message.turn != self._turn:
            return
        self._draft = message.draft
        if message.draft.routine is not None:
            self._good = message.draft
            self._catalog = bundled().with_own(message.draft.routine.exercises)
        self._show_marks()
        self._show_plan()
        self._show_head()

    def _show_marks(self) -> None:
        marks: dict[int, Mark] = {}
        for problem in self._draft.problems if self._draft else ():
            stops = problem.severity == "error"
            if problem.line - 1 not in marks or (stops and not marks[problem.line - 1].stops):
                marks[problem.line - 1] = Mark(problem.column - 1, stops)
        self._area.show_marks(marks)

    def _show_plan(self) -> None:
        width = self._plan.scrollable_content_region.width
        if self._draft is None or width < 4:  # noqa: PLR2004 - it is not there
            return
        shown = rows(self._draft, self._good, self._marked, width - 1, Palette.of(self.app.theme_variables))
        wanted = self._plan.selected if self._on_plan else None
        path = wanted.path if wanted and wanted.path else self._path_at_cursor()
        top = self._plan.scroll_offset.y
        self._plan.show(shown, select=lambda row: row.path is not None and row.path == path)
        if path is None:
            self._plan.scroll_to(y=top, animate=False, force=True)

    def _path_at_cursor(self) -> KeyPath | None:
        spot = spot_at(self._draft.spots, self._area.cursor_location) if self._draft else None
        return spot.path if spot else None

    def on_plan_list_walked(self) -> None:
        """The text follows the plan where the plan has the keys."""
        row = self._plan.selected
        if row is None or not self._on_plan or self._draft is None:
            return
        if row.problem is not None:
            self._area.go_to(row.problem.line - 1, row.problem.column - 1)
            return
        spot = next((spot for spot in self._draft.spots if spot.path == row.path), None)
        if spot is not None:
            self._area.go_to(*spot.at)

    def on_pick_list_chosen(self) -> None:
        """To the text, where the row is."""
        self.on_plan_list_walked()
        self.action_to_text()

    # -- what stands at the cursor ---------------------------------------------------------------------------------

    def _look_around(self) -> None:
        """Explain the key under the cursor, or the problem of the line; let the plan follow."""
        if not self._said:
            self.query_one("#explain", Line).show(self._explained())
        if not self._on_plan and self._draft is not None:
            path = self._path_at_cursor()
            self._plan.select(lambda row: path is not None and row.path == path)

    def _explained(self) -> Content:
        row, column = self._area.cursor_location
        problems = self._draft.problems if self._draft else ()
        problem = next((problem for problem in problems if problem.line == row + 1), None)
        if problem is not None:
            style = "$text-error" if problem.severity == "error" else "$text-warning"
            return Content.styled(clean(problem.message), style)
        place = place_at(self._area.document.lines, row, column)
        text = explanation(place, self._catalog) if place else ""
        key, colon, meaning = text.partition(": ")
        return Content.assemble((key + colon, "bold $secondary"), meaning)

    def action_complete(self) -> None:
        """What can stand here."""
        self._suggest(asked=True)

    def _follow_suggestions(self) -> None:
        """What was asked for stays there while the cursor goes where it still fits."""
        if self._completion.is_open:
            self._suggest(asked=self._asked)

    def _suggest(self, *, asked: bool = False) -> None:
        was_open, self._asked = self._completion.is_open, asked
        found = self._suggestions(asked=asked)
        if not found or not self._area.has_focus:
            self._completion.close()
            if asked and not was_open:
                self._say("There is nothing known that could stand here")
            return
        cursor = self._area.cursor_screen_offset - Offset(self._area.cursor_location[1] - found[0].start, 0)
        self._completion.open_at(found, cursor, self._area.region)

    def _suggestions(self, *, asked: bool) -> Sequence[Suggestion]:
        row, column = self._area.cursor_location
        if self._area.selection.start != self._area.selection.end:
            return ()
        line = self._area.document.get_line(row)
        place = place_at(self._area.document.lines, row, column)
        if place is None:
            return ()
        found = suggestions(place, line, column, self._catalog)
        if asked:
            return found
        if line[column : column + 1].isalnum():
            return ()
        return [] if _is_whole(found, line, column) or not _is_begun(found, line, column) else found

    def action_suggest(self, by: int) -> None:
        """Mark another suggestion."""
        self._completion.move(by)

    def action_accept(self) -> None:
        """Put the marked suggestion in."""
        chosen = self._completion.marked
        self._completion.close()
        if chosen is None:
            return
        row, column = self._area.cursor_location
        self._area.history.checkpoint()
        self._area.replace(chosen.insert, (row, chosen.start), (row, column), maintain_selection_offset=False)
        if chosen.goes_on:
            self.call_after_refresh(self._suggest_values)

    def _suggest_values(self) -> None:
        row, column = self._area.cursor_location
        place = place_at(self._area.document.lines, row, column)
        if place is not None and not place.is_key and place.key != "exercise":
            found = suggestions(place, self._area.document.get_line(row), column, self._catalog)
            if found:
                self._asked = True
                self._completion.open_at(found, self._area.cursor_screen_offset, self._area.region)

    def on_completion_list_picked(self) -> None:
        """A click on a suggestion."""
        self._area.focus()
        self.action_accept()

    # -- find ------------------------------------------------------------------------------------------------------

    def action_find(self) -> None:
        """Look for something."""
        self._completion.close()
        if self.has_class("-plan"):
            self.action_to_text()
        self._find.open()
        self._search()

    def _close_find(self) -> None:
        self._find.display = False
        self._area.show_matches({})
        self._area.focus()

    def on_find_bar_wanted(self, event: FindBar.Wanted) -> None:
        """Show where it stands, and go to the first place from the cursor on."""
        event.stop()
        self._search(event.text)
        self._go_to_match(0)

    def _search(self, wanted: str | None = None) -> None:
        if wanted is not None:
            self._wanted = wanted
        self._matches = matches_in(self._area.document.lines, self._wanted)
        self._area.show_matches(self._matches)
        self._find.show_count(sum(map(len, self._matches.values())))

    def on_find_bar_go(self, event: FindBar.Go) -> None:
        """To another place."""
        event.stop()
        self.action_find_next(event.by)

    def action_find_next(self, by: int) -> None:
        """To the next place, or the one before."""
        if not self._wanted:
            self.action_find()
            return
        self._search()
        self._go_to_match(by)
        if not self._find.display:
            self._area.show_matches({})

    def _go_to_match(self, by: int) -> None:
        places = [(row, *span) for row, spans in sorted(self._matches.items()) for span in spans]
        if not places:
            return
        start = min(self._area.selection)
        if by < 0:
            found = [place for place in places if place[:2] < start] or places
            row, first, last = found[-1]
        else:
            found = [place for place in places if place[:2] > start or (by == 0 and place[:2] == start)] or places
            row, first, last = found[0]
        self._area.select_span(row, first, last)

    # -- changes by a key ------------------------------------------------------------------------------------------

    def _entry(self, *, of_item: bool = False) -> Entry | None:
        """The entry or group that is meant: on the plan the row, in the text where the cursor is."""
        path = self._meant_path()
        if path is not None and of_item:
            path = path[:2]
        return entry_forms.entry_at(self._area.text, path, self._catalog) if path else None

    def _meant_path(self) -> KeyPath | None:
        if self._on_plan and self._plan.selected is not None and self._plan.selected.path is not None:
            return self._plan.selected.path
        spots = spots_of(self._area.text)
        spot = spot_at(spots, self._area.cursor_location)
        return spot.path if spot else None

    @property
    def _changes(self) -> Changes:
        return Changes(self._area.text, self._file.target.name, self._catalog)

    def _ask_for(self, change: Change) -> None:
        self._completion.close()
        self.app.push_screen(ChangeScreen(change), self._changed)

    def _changed(self, outcome: Outcome | None) -> None:
        if outcome is None:
            return
        if outcome.text is None:
            self.action_to_text()
            self._area.go_to(outcome.line - 1)
            return
        self._area.replace_text(outcome.text)
        self._marked.clear()
        self._say("Changed; ctrl+z takes it back" if not self._on_plan else "Changed; u takes it back")

    def _needs_entry(self, entry: Entry | None) -> bool:
        if entry is None:
            broken = (
                next((problem for problem in self._draft.problems if problem.severity == "error"), None)
                if self._draft
                else None
            )
            if broken is not None and not spots_of(self._area.text):
                self._say(f"Line {broken.line} has to be put right first: {broken.message}", fault=True)
            else:
                self._say("Put the cursor on an entry first", fault=True)
        return entry is None

    def action_form(self, field: str) -> None:
        """Sets, dose, rest and load; where the cursor is on no entry, the rests of the routine."""
        entry = self._entry() or entry_forms.entry_at(self._area.text, (), self._catalog)
        if entry is None:
            self._needs_entry(None)
        else:
            self._ask_for(self._changes.fields(entry, field))

    def action_move_entry(self, by: int) -> None:
        """Up or down in its list."""
        entry = self._entry()
        if not self._needs_entry(entry) and entry is not None:
            self._ask_for(self._changes.move(entry, by))

    def action_duplicate(self) -> None:
        """The same once more."""
        entry = self._entry()
        if not self._needs_entry(entry) and entry is not None:
            self._ask_for(self._changes.duplicate(entry))

    def action_delete_entry(self) -> None:
        """Taken out."""
        entry = self._entry()
        if not self._needs_entry(entry) and entry is not None:
            self._ask_for(self._changes.delete(entry))

    def action_insert(self) -> None:
        """An exercise, picked."""
        from backday_tui.tui.screens.pick_exercise import PickExerciseScreen  # noqa: PLC0415 - when it is first shown

        self._completion.close()
        path = entry_forms.place_of_new(self._meant_path(), self._area.text)
        self.app.push_screen(
            PickExerciseScreen(self._catalog, "Insert which exercise?"), lambda found: self._insert(path, found)
        )

    def _insert(self, path: KeyPath, exercise: Exercise | None) -> None:
        if exercise is not None:
            self._ask_for(self._changes.insert(path, exercise))

    def action_superset(self) -> None:
        """What is selected or marked as a superset, else this entry and the next; a superset is dissolved."""
        paths = self._superset_paths()
        if not paths:
            self._needs_entry(None)
            return
        first = next(iter(paths))
        entry = entry_forms.entry_at(self._area.text, first, self._catalog)
        if len(paths) == 1 and entry is not None and entry.is_group:
            self._ask_for(self._changes.ungroup(entry))
            return
        if len(paths) == 1:
            paths = [first, (*first[:-1], int(first[-1]) + 1)]
        change = self._changes.superset(paths)
        if isinstance(change, str):
            self._say(change, fault=True)
        else:
            self._ask_for(change)

    def _superset_paths(self) -> list[KeyPath]:
        if self._marked:
            return sorted(self._marked, key=str)
        start, end = sorted(self._area.selection)
        if start != end and not self._on_plan:
            spots = spots_of(self._area.text)
            inside = [spot for spot in spots if len(spot.path) == 2 and start < spot.end and spot.at < end]  # noqa: PLR2004 - section, number
            return [spot.path for spot in inside]
        entry = self._entry(of_item=True)
        return [entry.path] if entry else []

    def action_mark(self) -> None:
        """Mark the entry for a superset, or no longer."""
        row = self._plan.selected
        if row is not None and row.path is not None:
            self._marked ^= {row.path}
            self._show_plan()
            self._plan.action_move(1)

    def action_undo(self) -> None:
        """Take back the last change, from the plan."""
        self._area.undo()

    # -- saving ----------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        text = self._area.text
        if text == self._file.saved_text:
            self._file.forget_unsaved()
        else:
            self._write_down(text)

    @work(thread=True, exclusive=True, group="keep")
    def _write_down(self, text: str) -> None:
        """In a thread: unsaved text outlives the program."""
        try:
            self._file.keep_unsaved(text)
        except UnwritableError as error:
            self.app.call_from_thread(self._say, str(error), fault=True)

    def action_save(self) -> None:
        """Save; where the file was changed by another program, ask."""
        self._completion.close()
        self._save()

    def _save(self, *, anyway: bool = False, then: Callable[[], object] | None = None) -> None:
        text, was_bundled = self._area.text, self._file.is_bundled
        try:
            self._file.save(text, anyway=anyway)
        except ChangedOnDiskError as error:
            self._ask_about_change(error)
        except UnwritableError as error:
            self._ask_where_to(error)
        else:
            self._saved(was_bundled=was_bundled)
            if then is not None:
                then()

    def _saved(self, *, was_bundled: bool) -> None:
        self._stop_keeping()
        self._note_dirty(False)
        self._show_head()
        stops = sum(problem.severity == "error" for problem in self._draft.problems) if self._draft else 0
        what = f"Saved as your own copy: {self._file.path}" if was_bundled else "Saved"
        more = f", with {counted(stops, 'problem')}: it can't be started yet" if stops else ""
        self._say(what + more, fault=bool(stops))

    def _stop_keeping(self) -> None:
        if "keep" in self._pauses:
            self._pauses["keep"].stop()
        self._file.forget_unsaved()

    def _ask_about_change(self, error: ChangedOnDiskError) -> None:
        what = "was deleted" if error.is_gone else "was changed by another program"
        answers = [Answer("save as", ("a",), "save under another name"), Answer("anyway", ("s",), "save it anyway")]
        if not error.is_gone:
            answers[:0] = [Answer("look", ("d",), "see the difference")]
            answers += [Answer("reload", ("r",), "reload it: your changes go, undo brings them back")]
        question = AskScreen("Not saved", answers, text=f"{error.path.name} {what} since it was read.", cancel="")
        self.app.push_screen(question, self._met_change)

    def _met_change(self, answer: str | None) -> None:
        if answer == "reload":
            self._reload()
        elif answer == "anyway":
            self._save(anyway=True)
        elif answer == "save as":
            self._save_as()
        elif answer == "look":
            try:
                there = self._file.on_disk()
            except UnreadableError as error:
                self._say(str(error), fault=True)
                return
            title = "From the file as it is now (-) to your text (+)"
            self._show_difference(there, self._area.text, title, self._save)

    def _ask_where_to(self, error: UnwritableError) -> None:
        answers = [Answer("save as", ("a",), "save under another name"), Answer("again", ("s",), "try again")]
        text = f"{error} The text is still here."
        self.app.push_screen(AskScreen("Not saved", answers, text=text, cancel=""), self._met_refusal)

    def _met_refusal(self, answer: str | None) -> None:
        if answer == "save as":
            self._save_as()
        elif answer == "again":
            self._save()

    def _save_as(self) -> None:
        from backday_tui.tui.screens.name import NameScreen  # noqa: PLC0415 - when it is first shown

        name = f"{self._file.path.stem}-2"
        self.app.push_screen(NameScreen("Save as, in your routines", name, self._file.fault_of_name), self._named)

    def _named(self, name: str | None) -> None:
        if name is None:
            return
        try:
            self._file.save_as(name, self._area.text)
        except UnwritableError as error:
            self._ask_where_to(error)
        else:
            self._saved(was_bundled=True)
            self._watch_file()

    def action_differences(self) -> None:
        """What is not saved yet."""
        self._show_difference(self._file.saved_text, self._area.text, "Not saved yet")

    def _show_difference(self, old: str, new: str, title: str, then: Callable[[], None] | None = None) -> None:
        from backday_tui.tui.screens.differences import DifferencesScreen  # noqa: PLC0415 - when it is first shown

        diff = editor.diff(old, new, self._file.target.name)
        self.app.push_screen(DifferencesScreen(title, diff), lambda _: then() if then else None)

    # -- changes from outside --------------------------------------------------------------------------------------

    def _watch_file(self) -> None:
        """Hear of changes by other programs for as long as the screen is there."""
        self._stop_watching()
        self._watching = asyncio.create_task(self._follow_changes())
        if self._look_timer is None:
            self._look_timer = self.set_interval(LOOK_AT_FILE_S, self._look_at_file)

    async def _follow_changes(self) -> None:
        async for _ in changes(self._file.path.parent):
            self._look_at_file()

    def _stop_watching(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None

    def _look_at_file(self) -> None:
        if self._file.is_bundled or not self._file.is_changed_outside():
            return
        if self._area.text != self._file.saved_text:
            self._say(f"{self._file.path.name} was changed by another program; yours is not saved", fault=True)
        else:
            self._reload()

    def _reload(self) -> None:
        """Take the file's text, with a way back."""
        try:
            text = self._file.read_again()
        except UnreadableError as error:
            self._say(str(error), fault=True)
            return
        if text is not None or self._area.text != self._file.saved_text:
            self._area.replace_text(self._file.saved_text)
            self._stop_keeping()
            self._note_dirty(False)
            self._say("Read anew: it was changed by another program")

    def action_external(self) -> None:
        """Hand the text over to the person's editor."""
        self._completion.close()
        is_saved = self._area.text == self._file.saved_text and not self._file.is_bundled
        try:
            if is_saved:
                self._hand_over(self._file.path)
            else:
                self._hand_over_copy()
        except NoEditorError as error:
            self._say(str(error), fault=True)
        except SuspendNotSupported:
            self._say("The terminal can't be handed over here", fault=True)
        except (OSError, UnreadableError) as error:
            self._say(f"The text could not be handed over: {error}", fault=True)

    def _hand_over(self, path: Path) -> None:
        """Let the editor change the file itself; what it saved is there at once."""
        self._run_editor(path)
        self._look_at_file()

    def _hand_over_copy(self) -> None:
        """Let the editor change a copy; what it saved becomes the text."""
        with tempfile.TemporaryDirectory(prefix="backday-") as folder:
            path = Path(folder) / self._file.target.name
            saving.save(path, self._area.text, "missing")
            self._run_editor(path)
            text = saving.read(path).text
        self._area.replace_text(text)

    def _run_editor(self, path: Path) -> None:
        command = editor_program.command(path, self._area.cursor_location[0] + 1)
        app: Any = self.app
        with app.suspend():
            code = outside.run_in_terminal(command, app.on_load)
        self.refresh(layout=True)
        if code:
            self._say(f"{Path(command[0]).name} ended with {code}", fault=True)

    # -- leaving ---------------------------------------------------------------------------------------------------

    def ask_to_leave(self) -> None:
        """Leave; where something is not saved, ask."""
        if self._area.text == self._file.saved_text:
            self._leave()
            return
        answers = [
            Answer("save", ("s", "y"), "save and leave"),
            Answer("look", ("d",), "see what is not saved"),
            Answer("drop", ("x", "n"), "leave without saving: the changes are gone"),
            Answer("stay", ("g",), "go on editing"),
        ]
        title = f"{self._file.target.name} is not saved"
        self.app.push_screen(AskScreen(title, answers, cancel="stay"), self._left)

    def _left(self, answer: str | None) -> None:
        if answer == "save":
            self._save(then=self._leave)
        elif answer == "drop":
            self._stop_keeping()
            self._leave()
        elif answer == "look":
            self._show_difference(self._file.saved_text, self._area.text, "Not saved yet", self.ask_to_leave)

    def _leave(self) -> None:
        app: Any = self.app
        app.leave_screen()


def _is_begun(found: Sequence[Suggestion], line: str, column: int) -> bool:
    """Whether something is typed of what is suggested; without, nobody has asked yet."""
    return bool(found) and column > found[0].start and bool(line[found[0].start : column].strip("\"' "))


def _is_whole(found: Sequence[Suggestion], line: str, column: int) -> bool:
    """Whether what is typed is just what would be put in."""
    if not found:
        return False
    typed = line[found[0].start : column]
    return len(found) == 1 and typed.strip("\"' =") == found[0].insert.strip("\"' =")
