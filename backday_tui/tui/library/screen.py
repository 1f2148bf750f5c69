"""The library: what one sees when backday is opened. A routine is picked here, and looked at before.

The first paint shows what the headlines of the files say; all that takes reading, planning and looking up comes after
it (`loader.py`). Nothing of that is imported with this module, nor is click or the catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.content import Content

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.routine import library
from backday_tui.routine.file_kinds import WEEK_FILE
from backday_tui.routine.week_file import of_routines
from backday_tui.tui.args import BackdayHost
from backday_tui.tui.library.loader import FactsFound, FactsLoader, LastDone, TodayFound, WeekFound
from backday_tui.tui.library.rows import COPY_MARK, OWN_MARK, TODAY_MARK, KnownRoutines, RoutineList, Row, TodaySaid
from backday_tui.tui.watching import FolderWatch
from backday_tui.tui.widgets.browse import BrowseScreen, StartRoutine, filter_key, move_key
from backday_tui.tui.widgets.key_line import BLANK_ROW, HELP_KEY, ScreenKey, bindings
from backday_tui.tui.widgets.lines import TextLines
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from textual.events import Paste, Resize

    from backday_tui.routine.library import Headline
    from backday_tui.training.loads import Equipment
    from backday_tui.training.today import ReadPast
    from backday_tui.tui.args import LibraryContext
    from backday_tui.tui.library.actions import Shelf
    from backday_tui.tui.library.facts import RoutineFacts
    from backday_tui.tui.library.page import EntryLines
    from backday_tui.tui.library.rows import RowFacts


_AT_ONCE: Final = 100
"""The most routines that the first paint waits for; of more it waits for none."""
_BEFORE_WATCHING_S: Final = 0.3
_MOST_TOLD: Final = 3
_TOLD_FOR_S: Final = 15
_MOST_PAGES: Final = 100
"""The pages that are kept, to be there at once where the person goes back to them."""
_LEAST_PREVIEW: Final = 8
"""The page below the list has as many lines at least."""
_LEAST_WIDTH: Final = 8
"""On a narrower page there is nothing."""

KEYS: Final = (
    ScreenKey({"enter": "start"}, "start the routine; a second click on it does the same", "start"),
    move_key("routine"),
    filter_key("names, levels, tags, equipment, muscles"),
    ScreenKey(help='"dumbbells" shows what can be done with dumbbells alone'),
    ScreenKey({"escape": "escape"}, "show all again"),
    ScreenKey({"p": "page"}, "the plan of the routine on the whole screen, and back", "plan", 7, after="exercises"),
    ScreenKey({"tab": "app.focus_next"}, "to the page beside the list, to scroll it"),
    ScreenKey({"w": "week"}, "your week: which routine is due on which day; it stands in the first row then"),
    ScreenKey({"e": "edit"}, "edit the routine; of one that comes with backday your own copy", "edit", 4),
    ScreenKey({"n": "new"}, "a new routine, also of a template: 5x5, 5/3/1, Tabata and others", "new", 6),
    ScreenKey(
        told="paste", help="here, not into a question: a workout as you found it somewhere becomes a routine"
    ),
    ScreenKey({"c": "shelf('copy')"}, "a copy of the routine under another name"),
    ScreenKey({"R": "shelf('rename')"}, "another name for a routine of your own"),
    ScreenKey({"D,delete": "shelf('delete')"}, "delete a routine of your own; you are asked"),
    ScreenKey({"b": "shelf('revert')"}, "back from your copy to the one that comes with backday; you are asked"),
    ScreenKey({"u": "undo"}, "undo what was made, copied, renamed or deleted"),
    ScreenKey({"l": "log"}, "the log: what you have done", "log", 5),
    ScreenKey({"x": "exercises"}, "the exercises: how they are done, what they work", "exercises", 8),
    ScreenKey({"m": "make_own"}, "an exercise of the routine that nobody knows becomes one of your own"),
    ScreenKey({"O": "start(True)"}, "start with the loads of before a long time off or a deload week, which are more"),
    ScreenKey({"M": "training_max"}, "the training maxes that the routine asks for, for its loads in %"),
    ScreenKey({"comma": "settings"}, "the settings: sound, screen, keys, units", "settings", 9),
    ScreenKey({"r": "reload"}, "read the files anew; those that change outside are read by themselves"),
    HELP_KEY,
    ScreenKey({"q": "quit"}, "quit", "quit", 3),
    BLANK_ROW,
    ScreenKey(told=TODAY_MARK, help="the first row, where you have a week: what is due today, or that it is done"),
    ScreenKey(told=OWN_MARK, help="stands before the routines of your own"),
    ScreenKey(told=COPY_MARK, help="before those that are in the place of one that comes with backday"),
)  # fmt: skip


class Preview(TextLines):
    """The page about the selected routine, beside or below the list.

    What stands on it is laid out by `page.py`, which brings what the first paint does without.
    """

    DEFAULT_CSS = """
    Preview {
        padding: 1 1 0 2;
        background: $surface;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._row: Row | None = None
        self._facts: RoutineFacts | None = None
        self._said: EntryLines = {}
        self._had_facts = False

    def show_routine(self, row: Row | None, facts: RoutineFacts | None, said: EntryLines) -> None:
        """Show this one, from the top where it is another than before; without facts what its row says.

        `said` are lines to its entries.
        """
        same = row and self._row and row.path == self._row.path
        top = self.scroll_offset.y if same else 0
        self._row, self._facts, self._said = row, facts, said
        self._had_facts = self._had_facts or facts is not None
        self.show(self._page())
        if top:
            self.scroll_to(y=top, animate=False, force=True)

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002 - Textual's
        self.show(self._page())

    def _page(self) -> list[Content]:
        size = self.scrollable_content_region.size
        # Before the first facts there is nothing: to lay out a page brings what the first paint does without.
        if self._row is None or not self._had_facts or size.width < _LEAST_WIDTH:
            return []
        from backday_tui.tui.library.page import page
        from backday_tui.tui.widgets.body import Palette

        palette = Palette.of(self.app.theme_variables)
        return page(self._row, self._facts, size.width - 1, size.height, palette, said=self._said)


class LibraryScreen(BrowseScreen):
    """The routines, and a page about the selected one.

    Args:
        routines_dir: the person's own routines; the bundled ones are there besides.
        context: log, settings and the rest of what is the person's; None where there is nothing of it.
    """

    BINDINGS: ClassVar = bindings(KEYS)
    BRAND = "backday"
    KEYS = KEYS
    PLACEHOLDER = "name, equipment, muscle, tag"

    def __init__(self, routines_dir: Path, context: LibraryContext | None = None) -> None:
        super().__init__()
        self.routines_dir = routines_dir
        self._library_context = context
        self._known = KnownRoutines(context.now if context else None)
        self._loader = FactsLoader(self, routines_dir, self._paths_in_view, context)
        self._pages: dict[Path, RoutineFacts] = {}
        self._day: date | None = None
        self._today: TodayFound | None = None
        self._week: TodaySaid | None = None
        self._reading = False
        self._told_not_listed: set[Path] = set()
        self._wanted_path: Path | None = None
        self._read_with: tuple[object, ...] | None = None
        self._watch: FolderWatch | None = None
        self._shelf_made: Shelf | None = None
        self._routines = RoutineList(id="list")
        self._preview = Preview(id="page")

    def make_list(self) -> RoutineList:
        """The routines."""
        return self._routines

    def make_page(self) -> Preview:
        """The page about a routine."""
        return self._preview

    def leave(self) -> None:
        """There is nothing to go back to."""

    def on_mount(self) -> None:
        """Show the first rows, then the rest."""
        self._look_anew(forget=False)

    def on_screen_resume(self) -> None:
        """Read what has changed while the person was in a workout, the log or the editor."""
        if self._loader.has_begun:
            self._look_at_week()
        if self._read_with is not None and self._read_with != self._facts_rest_on():
            self._read_with = None
            self.action_reload()
        self._look_back_anew()
        if self._loader.has_begun:
            self.set_timer(_BEFORE_WATCHING_S, self._begin_watching)

    def on_screen_suspend(self) -> None:
        self._stop_watching()

    def on_unmount(self) -> None:
        self._stop_watching()

    # What is known.

    def action_reload(self) -> None:
        self._look_anew(forget=True)

    def _look_anew(self, *, forget: bool) -> None:
        """Look for the files. A few are there with the first paint; where there are many, they follow it.

        With `forget` all are read, also those that look as they did.
        """
        self._known.forget_facts()
        self._pages = {}
        turn = self._loader.anew(forget=forget)
        self._look_at_week()
        known = self._known.headlines
        self._reading = len(library.paths(self.routines_dir)) > _AT_ONCE
        self._take_headlines(known.values() if self._reading else library.headlines(self.routines_dir))
        self.call_after_refresh(self._loader.begin, () if self._reading else tuple(self._known.headlines), turn)

    def read_changed(self, select: Path | None = None) -> None:
        """Read the files that have changed, and leave the rest as it is. Then go to `select`, where given."""
        self._wanted_path = select or self._wanted_path
        self._look_at_week()
        self._loader.follow_changes()

    def _look_at_day(self) -> None:
        """On another day read what hangs on the day.

        It is looked at by the date alone, again and again: a timer until midnight would know nothing of a machine that
        sleeps, of summer time or of a clock that is set.
        """
        if self._date_now() != self._day:
            self._look_at_week()
            self._look_back_anew()

    def _date_now(self) -> date | None:
        return self._library_context.now().date() if self._library_context else None

    def _look_at_week(self) -> None:
        """Have it read what the week says of today; its row is there with the first paint, so that no row moves."""
        asks = _asks_for_something(self.routines_dir) if self._library_context is not None else False
        if not asks:
            self._take_week(None)
        else:
            if self._week is None:
                self._take_week(TodaySaid("asked"))
            self.call_after_refresh(self._loader.begin_week)

    def on_week_found(self, message: WeekFound) -> None:
        """Show what the week says of today."""
        self._take_week(message.today)

    def _take_week(self, today: TodaySaid | None) -> None:
        if today == self._week:
            return
        was_asked, self._week = self._week is not None and self._week.state == "asked", today
        if not self._known.rows:  # before the first paint
            return
        list_ = self._routines
        is_at_top = list_.cursor is None or not any(map(list_.can_pick, list_.rows[: list_.cursor]))
        self.show_rows()
        if was_asked and is_at_top:
            list_.action_move(-len(list_.rows))

    def on_last_done(self, message: LastDone) -> None:
        """Show when each routine was last done."""
        self._known.take_last_done(message.last_done)
        self._routines.replace(self._fitting())
        self.show_page()

    def on_facts_found(self, message: FactsFound) -> None:
        if not self._loader.took(message):
            return
        if message.headlines is not None:
            self._reading = False
            self._take_headlines(message.headlines)
        if message.facts:
            self._take_facts(message.facts, message.pages)
        self._tell_not_listed(message.not_listed)

    def _tell_not_listed(self, found: Mapping[Path, str]) -> None:
        """Tell of files that are no routines, of each once."""
        news = [why for path, why in found.items() if path not in self._told_not_listed]
        self._told_not_listed |= found.keys()
        if len(news) > _MOST_TOLD:
            news[_MOST_TOLD:] = [f"and {len(news) - _MOST_TOLD} more: backday list names them"]
        for text in news:
            self.app.notify(text, severity="warning", timeout=_TOLD_FOR_S, markup=False)

    def _take_facts(self, facts: Mapping[Path, RowFacts], pages: Mapping[Path, RoutineFacts]) -> None:
        for path in self._known.take_facts(facts):
            self._pages.pop(path, None)  # of the file as it was
        self._pages |= pages
        while len(self._pages) > _MOST_PAGES:
            del self._pages[next(iter(self._pages))]
        if self.wanted:
            self.show_rows()
        else:
            self._routines.learnt(self._fitting())
        if self._selected and self._selected.path in facts:
            self.show_page()

    def _take_headlines(self, headlines: Iterable[Headline]) -> None:
        self._known.take_headlines(headlines)
        self.show_rows()

    # What changes outside.

    def _begin_watching(self) -> None:
        """See to it that a file which is changed outside is read, for as long as this screen is on top."""
        if self._watch is None and self.is_current:
            self.read_changed()
            self._watch = FolderWatch(self.routines_dir, self.read_changed, at_each_look=self._look_at_day)

    def _stop_watching(self) -> None:
        if self._watch is not None:
            self._watch.end()
            self._watch = None

    # What is shown.

    def show_rows(self) -> None:
        """Show the routines that fit the filter."""
        place = self._cursor_at
        if self._wanted_path in self._known.rows:
            place, self._wanted_path = (self._wanted_path, False), None
        nothing = "Reading…" if self._reading else "Nothing fits. Escape shows all." if self.wanted else "No routines."
        rows = self._fitting()
        if place is not None and place not in map(_place_of, filter(self._routines.can_pick, rows)):
            place = (place[0], False)  # what was due is done
        self._routines.show(rows, select=lambda row: _place_of(row) == place, nothing=nothing)
        self.fit_list()
        self._count()

    @property
    def _selected(self) -> Row | None:
        """The selected routine; its own row, also where the cursor is on today's."""
        selected = self._routines.selected
        return None if selected is None else self._known.rows.get(selected.path, selected)

    @property
    def _cursor_at(self) -> tuple[Path, bool] | None:
        selected = self._routines.selected
        return None if selected is None else _place_of(selected)

    def _fitting(self) -> list[Row]:
        """The rows: above those of all routines today's; whoever filters looks for something else."""
        rows = self._known.fitting(self.wanted)
        if self._week is None or self.wanted:
            return rows
        return [self._known.today_row(self._week, self.routines_dir / WEEK_FILE), *rows]

    def _count(self) -> None:
        rows = self._known.rows.values()
        shown, known = sum(row.today is None for row in self._routines.rows), len(rows)
        copies = sum(row.is_copy for row in rows)
        own = sum(row.own for row in rows) - copies
        parts = [(words.counted(known, "routine") if shown == known else f"{shown} of {known}", MUTED)]
        if own:
            parts += [("   " + OWN_MARK, "$secondary"), (f" {own} yours", MUTED)]
        if copies:
            parts += [("   " + COPY_MARK, "$secondary"), (f" {copies} changed by you", MUTED)]
        self.show_count(Content.assemble(*parts))

    def show_page(self) -> None:
        """Show what is known of the selected routine, and have the rest read."""
        row = self._selected
        facts = self._pages.get(row.path) if row else None
        today = self._today
        is_of_it = facts is not None and today is not None and today.routine is facts.routine
        self._preview.show_routine(row, facts, today.said if today is not None and is_of_it else {})
        if row is not None and facts is None and row.path in self._known.facts:
            self._loader.begin_page(row.path)
        elif not is_of_it:
            self._look_back()

    def _look_back_anew(self) -> None:
        """The same, and when each routine was last done: a workout, the log or the day may have made it another."""
        self._today, self._day = None, self._date_now()
        self._look_back()
        if self._loader.has_begun:
            self.call_after_refresh(self._loader.begin_last_done)

    def _look_back(self) -> None:
        """Have it read what was done last time of the selected routine, once that itself is read."""
        row = self._selected
        facts = self._pages.get(row.path) if row else None
        if row is not None and facts is not None and facts.routine is not None:
            self._loader.begin_today(row.path, facts.routine)

    def on_today_found(self, message: TodayFound) -> None:
        """Show it, where it is still asked for."""
        facts = self._pages.get(message.path)
        if facts is not None and facts.routine is message.routine:
            self._today = message
            if self._selected is not None and self._selected.path == message.path:
                self.show_page()

    def _paths_in_view(self) -> list[Path]:
        """The files whose rows are seen, the selected one first."""
        selected = self._selected
        return [row.path for row in (*((selected,) if selected else ()), *self._routines.rows_in_view)]

    def fit_list(self) -> None:
        """Rows as high as there is room for; above a preview the list takes no more lines than it needs."""
        count, height = len(self._known.rows) + (self._week is not None), self.size.height
        self._routines.row_height = self.row_height_for(count)
        below = self.has_class("-below") and not self.page_shown
        self._routines.styles.height = max(min(count, height - 3 - _LEAST_PREVIEW), 3) if below else None

    def _facts_rest_on(self) -> tuple[object, ...]:
        """What facts hang on besides the files, to see when one comes back whether it has changed.

        That is every exercise that there is for this person, and what they train with.
        """
        from backday_tui.routine.known_exercises import known_exercises
        from backday_tui.tui.library.facts_cache import stamp_of

        file = self._library_context.equipment_file if self._library_context else None
        units = self.app.preferences.units if isinstance(self.app, BackdayHost) else None
        return known_exercises(), file and stamp_of(file), units

    # What the person does.

    def action_start(self, loads_as_before: bool = False) -> None:
        """Start the selected routine, as its file is now; one that can't be started shows why."""
        if self._selected is None:
            return
        from backday_tui.tui.library.facts import facts_of, row_facts

        path = self._selected.path
        facts = facts_of(path, self._library_context)
        self._take_facts({path: row_facts(facts)}, {path: facts})
        if facts.routine is not None:
            self.post_message(StartRoutine(path, facts.routine, loads_as_before=loads_as_before))
        elif not self.page_shown:
            self.action_page()

    def action_exercises(self) -> None:
        from backday_tui.tui.exercises.screen import ExercisesScreen

        self._read_with = self._facts_rest_on()
        self.app.push_screen(ExercisesScreen(context=self._library_context))

    def action_make_own(self) -> None:
        """Make an exercise that nobody knows one of the person's own; of several one is picked."""
        from backday_tui.tui.widgets.dialog import Answer, AskScreen

        facts = self._pages.get(self._selected.path) if self._selected else None
        names = facts.uncounted[:9] if facts else ()
        if len(names) > 1:
            answers = [Answer(name, (str(number),), name) for number, name in enumerate(names, 1)]
            question = AskScreen("Which one is yours?", [*answers, Answer("", ("0",), "None of them")], cancel="")
            self.app.push_screen(question, self._make_own)
        elif names:
            self._make_own(names[0])
        else:
            self.app.notify("Every exercise of its work is known")

    def _make_own(self, name: str | None) -> None:
        from backday_tui.routine.known_exercises import known_exercises
        from backday_tui.tui.exercises.own import OwnExerciseScreen

        if name:
            self._read_with = self._facts_rest_on()
            found = known_exercises().find(name)
            self.app.push_screen(OwnExerciseScreen(found.id if found else None, name=name))

    def action_training_max(self) -> None:
        """Ask for the training maxes that the routine lacks, one after the other."""
        facts = self._pages.get(self._selected.path) if self._selected else None
        if facts is None or self._library_context is None or not facts.without_max:
            self.app.notify("Every training max that it needs is known")
            return
        self._ask_training_max(self._library_context, facts.without_max)

    def _ask_training_max(self, context: LibraryContext, exercises: Sequence[str]) -> None:
        from backday_tui.tui.ask_measures import ask_training_max

        def then() -> None:
            self._forget_pages()
            if exercises[1:]:
                self._ask_training_max(context, exercises[1:])

        units = self.app.preferences.units if isinstance(self.app, BackdayHost) else "kg"
        ask_training_max(self, context, units, then, exercises[0])

    def _forget_pages(self) -> None:
        """Read what pages show anew; what is known of the files stays."""
        self._pages = {}
        self.show_page()

    def action_log(self) -> None:
        from backday_tui.tui.log.screen import LogScreen

        if self._library_context is not None:
            self.app.push_screen(LogScreen(self._library_context))

    def action_settings(self) -> None:
        """Look at the settings, and change them."""
        from backday_tui.tui.settings import SettingsScreen

        if self._library_context is not None:
            self._read_with = self._facts_rest_on()
            self.app.push_screen(SettingsScreen(self._library_context))

    def action_edit(self) -> None:
        """Open the selected routine in the editor."""
        if self._selected is not None:
            self.edit(self._selected.path)

    def edit(self, path: Path) -> None:
        """Open a file in the editor."""
        if self._library_context is None:
            return
        from backday_tui.tui.editor.file import EditedFile
        from backday_tui.tui.editor.screen import EditorScreen

        try:
            file = EditedFile(path, self.routines_dir, self._library_context.unsaved_dir)
        except BackdayError as error:
            self.app.notify(str(error), severity="error")
        else:
            self._wanted_path, self._read_with = file.target, self._facts_rest_on()
            self.app.push_screen(EditorScreen(file, look_back=self._reader_of_past))

    def _reader_of_past(self) -> tuple[ReadPast, datetime, Equipment]:
        """What reads the log, now, and what the person trains with; SQLite comes with it, so this is for a thread."""
        from backday_tui.history.log import past_reader
        from backday_tui.routine.known_exercises import known_exercises

        if self._library_context is None:
            raise BackdayError("there is no log")
        context, now = self._library_context, self._library_context.now()
        read = past_reader(context.log_file, self.routines_dir, known_exercises(), now)
        return read, now, context.equipment()

    def action_week(self) -> None:
        """Open the week in the editor; where there is none yet it is begun."""
        from backday_tui.routine.store import begun_week

        try:
            path = begun_week(self.routines_dir)
        except BackdayError as error:
            self.app.notify(str(error), severity="error", markup=False)
        else:
            self.edit(path)

    def action_new(self) -> None:
        self._shelf.new()

    def action_shelf(self, what: str) -> None:
        """Copy, rename, delete the selected routine, or go back to the bundled one."""
        if self._selected is not None:
            getattr(self._shelf, what)(self._selected)

    def action_undo(self) -> None:
        """Take back what was made, copied, renamed or deleted last."""
        self._shelf.undo()

    def on_paste(self, event: Paste) -> None:
        """Show what is understood of a pasted workout."""
        if event.text.strip():
            event.stop()
            self._shelf.paste(event.text)

    @property
    def _shelf(self) -> Shelf:
        if self._shelf_made is None:
            from backday_tui.tui.library.actions import Shelf

            self._shelf_made = Shelf(self)
        return self._shelf_made

    def action_quit(self) -> None:
        self.app.exit()


def _place_of(row: Row) -> tuple[Path, bool]:
    """What tells a row from all others: one routine may stand in today's and in its own."""
    return row.path, row.today is not None


def _asks_for_something(routines_dir: Path) -> bool:
    """Whether there is a week that has something to say; most people have none, and nothing is read for it."""
    try:
        found = of_routines(routines_dir)
    except BackdayError:
        return True
    return found is not None and bool(found.faults or found.plan.routines)
