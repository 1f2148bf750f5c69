"""The editor: a routine's TOML, and beside it the plan as it would run, anew whenever typing pauses.

The text is the truth: the forms change it through `routine/edit`, and what is shown beside it is read from it. This
file puts together the parts that lie beside it, each of which takes the screen.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen

from backday_tui import words
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.text import clean
from backday_tui.tui.editor.area import LineMark, TomlArea
from backday_tui.tui.editor.changes import Changing
from backday_tui.tui.editor.completion import Suggesting
from backday_tui.tui.editor.find import FIND_KEYS, Finding
from backday_tui.tui.editor.forms import spot_at, spots_of
from backday_tui.tui.editor.plan import PLAN_KEYS, Drafting, PlanList, in_place_of, rows
from backday_tui.tui.editor.saving import Pauses, SavingFlow
from backday_tui.tui.widgets.body import Palette
from backday_tui.tui.widgets.dialog import KeysScreen
from backday_tui.tui.widgets.key_line import BLANK_ROW, KeyLine, ScreenKey, bindings, hints
from backday_tui.tui.widgets.lines import HeaderLine, TextLine
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.geometry import Size
    from textual.widgets import TextArea

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.problems import KeyPath, Problem
    from backday_tui.tui.editor.file import EditedFile
    from backday_tui.tui.editor.find import FindBar
    from backday_tui.tui.editor.plan import EditedRoutine, LookBack


SWITCH_S: Final = 0.0002
"""How long the thread that reads may keep a key waiting."""
LOOK_S: Final = 0.03
"""The pause after which what stands around the cursor is looked at."""
SAY_S: Final = 5.0
_NARROW: Final = 72
"""Below this width either the text or the plan is there."""
_WIDE: Final = 110
_LEAST: Final = 4
"""Below this width the plan is not there."""


KEYS: Final = (
    ScreenKey({"ctrl+s": "save"}, "save; a file with problems too", "save"),
    ScreenKey(
        {"f2": "plan"}, "to the plan, and back to the text; in a narrow terminal one or the other is shown", "plan", 2
    ),
    ScreenKey(
        {"f4": "form('sets')"}, "sets, reps, hold, rest, load and progress of the entry at the cursor", "change", 3
    ),
    ScreenKey(
        {
            "alt+s": "form('sets')", "alt+r": "form('reps')", "alt+h": "form('hold')",
            "alt+t": "form('rest')", "alt+l": "form('load')", "alt+p": "form('progress')",
        },
        "s, r, h, t, l, p: the same, beginning with sets, reps, hold, rest, load or progress",
        told="alt+letter",
    ),
    ScreenKey(
        {"f7": "move_entry(-1)", "f8": "move_entry(1)"}, "move the entry up or down; alt+up and alt+down too",
        aliases={"alt+up": "move_entry(-1)", "alt+down": "move_entry(1)"},
    ),
    ScreenKey({"f6,alt+d": "duplicate"}, "duplicate the entry"),
    ScreenKey({"f9,alt+x": "delete_entry"}, "delete the entry"),
    ScreenKey({"f5,alt+i": "insert"}, "insert an exercise behind it, picked from the catalogue", "insert", 4),
    ScreenKey(
        {"f11,alt+m": "make_own"},
        "the exercise at the cursor is mine: what it is called, works and takes; of one that nobody knows too",
    ),
    ScreenKey(
        {"f10,alt+g": "superset"},
        "a superset of the selected entries, or of this one and the next; dissolves a superset",
    ),
    ScreenKey(
        help="on the plan the letters alone do the same: s r h t l p d x i g, K and J move, space marks, u undoes"
    ),
    BLANK_ROW,
    ScreenKey(
        {"ctrl+space": "complete"}, "what can stand here; comes by itself while you type. tab or enter takes it",
        aliases={"ctrl+@": "complete", "tab,enter": "accept", "up": "suggest(-1)", "down": "suggest(1)"},
    ),
    ScreenKey(
        {"ctrl+f": "find", "f3": "find_next(1)"}, "find, and find again; shift+f3 back", "find", 6,
        aliases={"shift+f3": "find_next(-1)"},
    ),
    ScreenKey(
        {"ctrl+home": "top"}, "to the beginning of the text; ctrl+end to its end", aliases={"ctrl+end": "bottom"}
    ),
    ScreenKey(told="ctrl+z ctrl+y", help="undo, redo; changes by form too", shown="^z", click="undo"),
    ScreenKey({"ctrl+e": "external"}, "hand the file to $VISUAL or $EDITOR, and come back with it", "$EDITOR", 7),
    ScreenKey({"f12": "differences"}, "what is not saved yet, as a diff"),
    ScreenKey({"f1": "help"}, label="keys"),
    ScreenKey({"escape": "escape"}, "leave; asks where something is not saved", "leave", 1, told="escape, ctrl+q"),
)  # fmt: skip
"""All of them come before what the text area does with a key."""


class EditorScreen(Screen[None]):
    """One routine file.

    Args:
        file: what is edited.
        line: the line to begin at, from 1.
        look_back: gives what reads the log, for what is to grow; None where nobody looks.

    Attributes:
        file: what is edited.
        area: its text.
        catalog: every exercise, the routine's own included.
        look_back: as given.
        pauses: the timers of what is done once typing pauses.
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
    BINDINGS: ClassVar = bindings(KEYS, priority=True)
    AUTO_FOCUS = "#area"

    def __init__(self, file: EditedFile, *, line: int = 1, look_back: LookBack | None = None) -> None:
        super().__init__()
        self.file, self._line, self.look_back = file, line, look_back
        self.area = TomlArea(file.saved_text, id="area")
        self.catalog: Catalog = known_exercises()
        self.pauses = Pauses(self)
        self._plan = PlanList(id="plan")
        self._suggesting = Suggesting(self)
        self._finding = Finding(self.area)
        self._changing = Changing(self)
        self._saving = SavingFlow(self)
        self._draft: EditedRoutine | None = None
        self._good: EditedRoutine | None = None
        self._said = ""
        self._shows_saved = True
        self._landed: KeyPath | None = None

    def compose(self) -> ComposeResult:
        """Title, text and plan, a line that explains, the keys."""
        self._arrange(self.app.size)
        yield HeaderLine(classes="head")
        with Horizontal(id="body"):
            yield self.area
            yield self._plan
        yield self._finding.bar
        yield TextLine(id="explain")
        yield KeyLine(hints(self._keys))
        yield self._suggesting.list

    def on_mount(self) -> None:
        """Read the text, look out for changes from outside, offer what was not saved."""
        self._switch_s = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_S)
        self._drafting = Drafting(self)
        self.show_head()
        self._drafting.read()
        self.call_after_refresh(self._begin)

    def on_unmount(self) -> None:
        sys.setswitchinterval(self._switch_s)

    def _begin(self) -> None:
        if self._line > 1:
            self.area.go_to(self._line - 1)
        self._saving.begin()

    # -- where things stand ----------------------------------------------------------------------------------------

    def on_resize(self, event: Resize) -> None:
        """Show text and plan beside each other, or one of them, as the new size allows."""
        self._arrange(event.size)
        self._suggesting.close()
        self.call_after_refresh(self._show_plan)

    def _arrange(self, size: Size) -> None:
        self.set_class(size.width < _NARROW, "-narrow")
        self.set_class(size.width >= _WIDE, "-wide")

    @property
    def _keys(self) -> tuple[ScreenKey, ...]:
        """Its keys here: a browser has no terminal for another editor."""
        return tuple(key for key in KEYS if not (self.app.is_web and "external" in key.keys.values()))

    @property
    def _on_plan(self) -> bool:
        return self.focused is self._plan

    def on_descendant_focus(self) -> None:
        """Show the keys of whatever has the focus now."""
        in_text = FIND_KEYS if self._finding.is_open and not self.area.has_focus else self._keys
        self.query_one(KeyLine).show(hints(PLAN_KEYS if self._on_plan else in_text))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tab, enter and the arrows are for suggestions only while there are any."""
        if action in ("accept", "suggest"):
            return self._suggesting.is_open and self.area.has_focus
        return super().check_action(action, parameters)

    def action_plan(self) -> None:
        self._suggesting.close()
        if self._on_plan or self.has_class("-plan"):
            self.action_to_text()
        else:
            self.add_class("-plan")
            self._follow_cursor()
            self._plan.focus()
            self.call_after_refresh(self._show_plan)

    def action_to_text(self) -> None:
        self.remove_class("-plan")
        self.area.focus()

    def action_escape(self) -> None:
        """Close what is open, else go back to the text, else leave."""
        if self._suggesting.is_open:
            self._suggesting.close()
        elif self._finding.is_open:
            self._finding.close()
        elif self._on_plan:
            self.action_to_text()
        else:
            self.ask_to_leave()

    def action_help(self) -> None:
        self.app.push_screen(KeysScreen(self._keys, "Keys of the editor"))

    def ask_to_leave(self) -> None:
        """Leave; where something is not saved, ask."""
        self._saving.ask_to_leave()

    def leave(self) -> None:
        """Close the editor, whatever is saved or not."""
        app: Any = self.app
        app.leave_screen()

    # -- the lines above and below ---------------------------------------------------------------------------------

    def show_head(self) -> None:
        """Show the file, whether it is saved, and what it comes to."""
        name = Content.styled(clean(self.file.target.name, 60), "bold $primary")
        self._shows_saved = self._saving.is_saved
        state = ("", "") if self._shows_saved else ("  ● not saved", "bold $accent")
        copy = "  bundled: saving makes your own copy" if self._shows_saved else "  bundled"
        more = copy if self.file.is_bundled else ""
        head = self.query_one(HeaderLine)
        head.show(Content.assemble(name, state, (more, MUTED)))
        head.show_right(self._totals())

    def _totals(self) -> str:
        if self._draft is None:
            return ""
        facts, stops = self._draft.facts, len(self._stops())
        time = [f"about {words.about(facts.estimate_s)}"] if facts and facts.estimate_s is not None else []
        steps = [words.counted(self._draft.steps, "step")] if self._draft.steps and self.size.width >= _NARROW else []
        return " · ".join([words.counted(stops, "problem")] * bool(stops) + time + steps)

    def _stops(self) -> list[Problem]:
        return [problem for problem in self._draft.problems if problem.severity == "error"] if self._draft else []

    def trouble(self) -> str:
        """Why no entry can be found in the text at all; "" where nothing stands in the way."""
        stops = self._stops()
        return f"Line {stops[0].line} has to be put right first: {stops[0].message}" if stops else ""

    def say(self, text: str, *, fault: bool = False) -> None:
        """Say something in the line below for a few seconds, with nothing to press."""
        self._said = clean(text, 400)
        line = self.query_one("#explain", TextLine)
        line.set_class(fault, "-fault")
        line.set_class(not fault, "-said")
        line.show(self._said)
        self.pauses.later("said", SAY_S, self._hush)

    def say_fault(self, text: str) -> None:
        """Say what went wrong, in the same place."""
        self.say(text, fault=True)

    def changed(self, path: KeyPath | None) -> None:
        """A form has changed the text; `path` is an entry that came or went elsewhere."""
        spot = next((spot for spot in spots_of(self.area.text) if spot.path == path), None)
        if spot is not None:
            self._landed = path if self._on_plan else None
            self.area.go_to(*spot.at)
        self.say("Changed; u takes it back" if self._on_plan else "Changed; ctrl+z takes it back")

    def say_saved(self, what: str) -> None:
        """Say what was saved, in a sentence, and whether it can be started."""
        stops = len(self._stops())
        so = "it can't be started yet"
        if self._draft is not None and self._draft.exercises is not None:
            so = "what can't be used is left out"
        elif self._draft is not None and self._draft.week is not None:
            so = "not all of it can be followed yet"
        more = f", with {words.counted(stops, 'problem')}: {so}" if stops else ""
        self.show_head()
        self.say(what + more, fault=bool(stops))

    def _hush(self) -> None:
        self._said = ""
        self.query_one("#explain", TextLine).remove_class("-fault", "-said")
        self._look_around()

    # -- the text and its plan -------------------------------------------------------------------------------------

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Something was typed, pasted, undone or changed by a form."""
        event.stop()
        if self._saving.is_saved != self._shows_saved:
            self.show_head()
        self._drafting.changed()
        self._saving.changed()
        self.pauses.later("look", LOOK_S, self._look_around)
        if self._finding.is_open:
            self._finding.search()

    def on_exact_text_area_typed(self, event: TomlArea.Typed) -> None:
        """A character was typed: what may stand there is shown with it."""
        event.stop()
        self.call_after_refresh(self._suggesting.typed)

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        self.pauses.later("look", LOOK_S, self._look_around)
        if self._suggesting.is_open:
            self.call_after_refresh(self._suggesting.follow)

    def show_draft(self, draft: EditedRoutine) -> None:
        """Show what the newest text holds."""
        self._draft = draft = in_place_of(draft, self._good)
        if draft.routine is not None:
            self._good = draft
            self.catalog = known_exercises().with_own(draft.routine.exercises)
        if draft.exercises is not None:
            self.catalog = known_exercises().with_own(draft.exercises)
        self._show_marks()
        self._show_plan()
        self._explain()
        self.show_head()

    def _show_marks(self) -> None:
        marks: dict[int, LineMark] = {}
        for problem in self._draft.problems if self._draft else ():
            stops = problem.severity == "error"
            if problem.line - 1 not in marks or (stops and not marks[problem.line - 1].stops):
                marks[problem.line - 1] = LineMark(problem.column - 1, stops)
        self.area.show_marks(marks)

    def _show_plan(self) -> None:
        width = self._plan.scrollable_content_region.width
        if self._draft is None or width < _LEAST:
            return
        marked, palette = self._changing.marked, Palette.of(self.app.theme_variables)
        shown = rows(self._draft, self._good, marked, width - 1, palette)
        path = self._landed or self.picked_path() or self._path_at_cursor()
        self._landed = None
        top = self._plan.scroll_offset.y
        self._plan.show(shown, select=lambda row: row.path is not None and row.path == path)
        if path is None:
            self._plan.scroll_to(y=top, animate=False, force=True)

    def picked_path(self) -> KeyPath | None:
        """The entry of the row that is picked, where the plan has the keys."""
        if not self._on_plan:
            return None
        row = self._plan.selected
        return self._landed or (row.path if row else None)

    def _path_at_cursor(self) -> KeyPath | None:
        spot = spot_at(self._draft.spots, self.area.cursor_location) if self._draft else None
        return spot.path if spot else None

    def on_plan_list_walked(self) -> None:
        """The text follows the plan where the plan has the keys."""
        row = self._plan.selected
        if row is None or not self._on_plan or self._draft is None or self._landed is not None:
            return  # what a form has just moved is not on the plan yet; the cursor stands there already
        if row.problem is not None:
            self.area.go_to(row.problem.line - 1, row.problem.column - 1)
            return
        spot = next((spot for spot in self._draft.spots if spot.path == row.path), None)
        if spot is not None:
            self.area.go_to(*spot.at)

    def on_pick_list_chosen(self) -> None:
        self.on_plan_list_walked()
        self.action_to_text()

    def _look_around(self) -> None:
        """Explain the key under the cursor, or the problem of the line; let the plan follow."""
        self._explain()
        if not self._on_plan:
            self._follow_cursor()

    def _explain(self) -> None:
        if not self._said:
            self.query_one("#explain", TextLine).show(self._explained())

    def _follow_cursor(self) -> None:
        """Pick the entry on the plan that the cursor stands in."""
        path = self._path_at_cursor()
        self._plan.select(lambda row: path is not None and row.path == path)

    def _explained(self) -> Content:
        line = self.area.cursor_location[0] + 1
        problems = self._draft.problems if self._draft else ()
        problem = next((problem for problem in problems if problem.line == line), None)
        meaning = self._suggesting.explained()
        if problem is None or (meaning and problem.is_syntax):
            return meaning
        return Content.styled(clean(problem.message), "$text-error" if problem.severity == "error" else "$text-warning")

    def go_to_line(self, line: int) -> None:
        """To a line of the text, from 1, where something has to be changed by hand."""
        self.action_to_text()
        self.area.go_to(line - 1)

    # -- what could stand there, and where something stands --------------------------------------------------------

    def action_complete(self) -> None:
        self._suggesting.ask()

    def action_suggest(self, by: int) -> None:
        self._suggesting.move(by)

    def action_accept(self) -> None:
        self._suggesting.accept()

    def on_completion_list_picked(self) -> None:
        self.area.focus()
        self._suggesting.accept()

    def action_find(self) -> None:
        self._suggesting.close()
        if self.has_class("-plan"):
            self.action_to_text()
        self._finding.open()

    def action_find_next(self, by: int) -> None:
        """To the next place, or the one before."""
        self._suggesting.close()
        self._finding.go(by)

    def on_find_bar_wanted(self, event: FindBar.Wanted) -> None:
        """Look for what was typed into the bar."""
        event.stop()
        self._finding.look_for(event.text)

    def on_find_bar_go(self, event: FindBar.Go) -> None:
        """Go to the next place, or the one before."""
        event.stop()
        self._finding.go(event.by)

    def action_top(self) -> None:
        self.area.go_to(0)

    def action_bottom(self) -> None:
        self.area.go_to(*self.area.document.end)

    # -- changes by a key ------------------------------------------------------------------------------------------

    def action_form(self, field: str) -> None:
        """Change sets, dose, rest and load in a form."""
        self._suggesting.close()
        if self._has_entries():
            self._changing.fields(field)

    def action_move_entry(self, by: int) -> None:
        """Move the entry up or down in its list."""
        self._suggesting.close()
        self._changing.move(by)

    def action_duplicate(self) -> None:
        self._suggesting.close()
        self._changing.duplicate()

    def action_delete_entry(self) -> None:
        self._suggesting.close()
        self._changing.delete()

    def _has_entries(self) -> bool:
        """Whether there can be exercises in this text; where there can't, that is said."""
        if self._draft is not None and self._draft.week is not None:
            self.say("This is your week: it names routines, and has no exercises of its own")
            return False
        return True

    def action_insert(self) -> None:
        """Insert an exercise that is picked first."""
        self._suggesting.close()
        if self._has_entries():
            self._changing.insert()

    def action_make_own(self) -> None:
        """Say what the exercise at the cursor is, for all routines; of several the first that nobody knows."""
        self._suggesting.close()
        self._changing.make_own(self._drafting.read)

    def action_superset(self) -> None:
        """Make a superset of what is marked or selected, or dissolve one."""
        self._suggesting.close()
        self._changing.superset()

    def action_mark(self) -> None:
        """Mark the entry for a superset, or no longer."""
        path = self.picked_path()
        if path is not None:
            self._changing.mark(path)
            self._show_plan()
            self._plan.action_move(1)

    def action_undo(self) -> None:
        """Take back the last change, from the plan."""
        self.area.undo()

    # -- saving ----------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Save; where the file was changed by another program, ask."""
        self._suggesting.close()
        self._saving.save()

    def action_differences(self) -> None:
        self._saving.show_unsaved()

    def action_external(self) -> None:
        """Hand the text over to the person's editor."""
        self._suggesting.close()
        self._saving.hand_over()
