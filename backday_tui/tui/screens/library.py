"""The library: what one sees when backday is opened. A routine is picked here, and looked at before.

The first paint shows what the headlines of the files say; all that takes reading, planning and looking up comes after
it from a thread. Nothing of that is imported with this module, nor is click, pydantic or the catalogue.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from backday_tui.errors import BackdayError
from backday_tui.routine import library
from backday_tui.text import clean, counted
from backday_tui.tui.matching import Matter, fits
from backday_tui.tui.screens.browse import BrowseScreen, KeySets
from backday_tui.tui.widgets.key_line import Key
from backday_tui.tui.widgets.pick_list import MUTED
from backday_tui.tui.widgets.preview import Preview, Subject
from backday_tui.tui.widgets.routine_list import COPY_MARK, OWN_MARK, RoutineList, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from textual.events import Paste

    from backday_tui.routine.library import Headline
    from backday_tui.routine.model import Routine
    from backday_tui.tui.args import Belongings
    from backday_tui.tui.facts import Facts
    from backday_tui.tui.screens.shelf import Shelf

_AT_ONCE: Final = 100
"""The most routines that the first paint waits for; of more it waits for none."""
_BATCH: Final = 20
_BEFORE_WATCHING_S: Final = 0.3
Stamp = tuple[int, int] | None
_NAME_LIMIT: Final = 120
_TEXT_LIMIT: Final = 300
_LEAST_PREVIEW: Final = 8

_KEYS: Final = KeySets(
    list=(
        Key("enter", "start", "screen.start", 0),
        Key("/", "filter", "screen.filter", 1),
        Key("e", "edit", "screen.edit", 4),
        Key("n", "new", "screen.new", 6),
        Key("l", "log", "screen.log", 5),
        Key("x", "exercises", "screen.exercises", 8),
        Key("p", "plan", "screen.page", 7),
        Key(",", "settings", "screen.settings", 9),
        Key("?", "help", "screen.help", 2),
        Key("q", "quit", "screen.quit", 3),
    ),
    filter=(
        Key("enter", "start", "screen.start", 0),
        Key("↑↓", "choose", "screen.noop", 2),
        Key("esc", "show all", "screen.escape", 1),
    ),
    page=(
        Key("enter", "start", "screen.start", 0),
        Key("↑↓", "scroll", "screen.noop", 2),
        Key("p", "back to the list", "screen.page", 1),
    ),
)
_HELP: Final = (
    ("enter", "start the routine; a second click on it does the same"),
    ("up, down", "another routine; page up, page down, home and end too"),
    ("/", "show only what fits: names, levels, tags, equipment, muscles; of several words all must fit"),
    ("", '"dumbbells" shows what can be done with dumbbells alone'),
    ("escape", "show all again"),
    ("p", "the plan of the routine on the whole screen, and back"),
    ("tab", "to the page beside the list, to scroll it"),
    ("e", "edit the routine; of one that comes with backday your own copy"),
    ("n", "a new routine"),
    ("paste", "here, not into a question: a workout as you found it somewhere becomes a routine"),
    ("c", "a copy of the routine under another name"),
    ("R", "another name for a routine of your own"),
    ("D, delete", "delete a routine of your own; you are asked"),
    ("b", "back from your copy to the one that comes with backday; you are asked"),
    ("u", "undo what was made, copied, renamed or deleted"),
    ("l", "the log: what you have done"),
    ("x", "the exercises: how they are done, what they work"),
    (",", "the settings: sound, screen, keys, units"),
    ("r", "read the files anew; those that change outside are read by themselves"),
    ("q", "quit"),
    ("", ""),
    (OWN_MARK, "stands before the routines of your own"),
    (COPY_MARK, "before those that are in the place of one that comes with backday"),
)  # fmt: skip


class StartRoutine(Message):
    """The person wants to train with this; `path` is its file, None where there is none."""

    def __init__(self, path: Path | None, routine: Routine) -> None:
        super().__init__()
        self.path = path
        self.routine = routine


class _Learnt(Message):
    """What the thread found: the headlines of all files, or facts of some. `turn` counts the times of looking.

    `stamps` say which files the facts are of.
    """

    def __init__(
        self,
        turn: int,
        *,
        headlines: Sequence[Headline] | None = None,
        facts: Mapping[Path, Facts] | None = None,
        stamps: Mapping[Path, Stamp] | None = None,
    ) -> None:
        super().__init__()
        self.turn = turn
        self.headlines = headlines
        self.facts = facts or {}
        self.stamps = stamps or {}


class _LastDone(Message):
    """When each routine was last done, by its id."""

    def __init__(self, last_done: Mapping[str, datetime]) -> None:
        super().__init__()
        self.last_done = last_done


class LibraryScreen(BrowseScreen):
    """The routines, and a page about the selected one.

    Args:
        routines_dir: the person's own routines; the bundled ones are there besides.
        belongings: log, settings and the rest of what is the person's; None where there is nothing of it.
    """

    BINDINGS: ClassVar = [
        Binding("x", "exercises", "Exercises", show=False),
        Binding("l", "log", "Log", show=False),
        Binding("comma", "settings", "Settings", show=False),
        Binding("e", "edit", "Edit", show=False),
        Binding("n", "new", "New", show=False),
        Binding("c", "shelf('copy')", "Copy", show=False),
        Binding("R", "shelf('rename')", "Rename", show=False),
        Binding("D,delete", "shelf('delete')", "Delete", show=False),
        Binding("b", "shelf('revert')", "Back to the bundled one", show=False),
        Binding("u", "undo", "Undo", show=False),
        Binding("r", "reload", "Reload", show=False),
        Binding("q", "quit", "Quit", show=False),
    ]
    BRAND = "backday"
    KEYS = _KEYS
    KEY_HELP = _HELP
    PLACEHOLDER = "name, equipment, muscle, tag"

    def __init__(self, routines_dir: Path, belongings: Belongings | None = None) -> None:
        super().__init__()
        self._routines_dir = routines_dir
        self._belongings = belongings
        self._last_done: Mapping[str, datetime] = {}
        self._stamps: dict[Path, Stamp] = {}
        self._wanted_path: Path | None = None
        self._watching: asyncio.Task[None] | None = None
        self._shelf_made: Shelf | None = None
        self._headlines: dict[Path, Headline] = {}
        self._rows: dict[Path, Row] = {}
        self._facts: dict[Path, Facts] = {}
        self._matters: dict[Path, Matter] = {}
        self._urgent: Path | None = None
        self._turn = 0
        self._reading = False
        self._routines = RoutineList(id="list")
        self._preview = Preview(id="page")

    def make_list(self) -> RoutineList:
        """The routines."""
        return self._routines

    def make_page(self) -> Preview:
        """The page about a routine."""
        return self._preview

    def on_mount(self) -> None:
        """The first rows, and then the rest."""
        self.action_reload()

    def on_screen_resume(self) -> None:
        """One comes back from a workout, the log, the editor: what has changed meanwhile is read."""
        if self._turn:
            self.set_timer(_BEFORE_WATCHING_S, self._watch)
            self.call_after_refresh(self._read_last_done)

    def on_screen_suspend(self) -> None:
        """Nobody looks: nothing is watched."""
        self._stop_watching()

    def on_unmount(self) -> None:
        """Watch no longer."""
        self._stop_watching()

    # What is known.

    def action_reload(self) -> None:
        """Look for the files anew. A few are there with the first paint; where there are many, they follow it."""
        self._turn += 1
        self._facts, self._matters, self._stamps = {}, {}, {}
        many = len(library.paths(self._routines_dir)) > _AT_ONCE
        self._reading = many
        self._take_headlines(self._headlines.values() if many else library.headlines(self._routines_dir))
        self.call_after_refresh(self._learn, () if many else tuple(self._headlines), self._turn)

    def read_changed(self, select: Path | None = None) -> None:
        """Read the files that are others than before; all else stays as it is. Then go to `select`, where given."""
        self._turn += 1
        self._wanted_path = select or self._wanted_path
        self._learn((), self._turn)

    @work(thread=True, exclusive=True, group="learn")
    def _learn(self, known: Sequence[Path], turn: int) -> None:
        """In a thread: the headlines where they are not known yet, then the facts of one routine after the other.

        They come in batches, of which the first are small, for those are in view. What is known of a file that has not
        changed is kept.
        """
        worker = get_current_worker()
        pending = dict.fromkeys(known)
        if not known:
            headlines = library.headlines(self._routines_dir)
            stamps = {headline.path: stamp_of(headline.path) for headline in headlines}
            self.post_message(_Learnt(turn, headlines=headlines))
            known_stamps = self._stamps
            # One that can't be read has no stamp: that is no reason to take it for known.
            pending = {
                path: None for path, stamp in stamps.items() if path not in known_stamps or stamp != known_stamps[path]
            }
        from backday_tui.tui.facts import facts_of  # noqa: PLC0415 - brings all that the first paint does without

        learnt = 0
        while pending and not worker.is_cancelled:
            batch = [self._next(pending) for _ in range(min(1 + learnt // _BATCH, _BATCH, len(pending)))]
            stamps = {path: stamp_of(path) for path in batch}
            self.post_message(_Learnt(turn, facts={path: facts_of(path) for path in batch}, stamps=stamps))
            learnt += len(batch)

    def _next(self, pending: dict[Path, None]) -> Path:
        """Of what is to be read the routine that the person looks at, else the next one."""
        urgent = self._urgent
        path = urgent if urgent in pending and urgent is not None else next(iter(pending))
        del pending[path]
        return path

    @work(thread=True, exclusive=True, group="log")
    def _read_last_done(self) -> None:
        """In a thread: when each routine was last done. What is wrong with the log is said where it is shown."""
        if self._belongings is None:
            return
        from backday_tui.history.log import opened  # noqa: PLC0415 - not for the first paint
        from backday_tui.routine import renamed  # noqa: PLC0415 - as above

        with contextlib.suppress(BackdayError), opened(self._belongings.log_file) as store:
            if store is not None:
                self.post_message(_LastDone(renamed.followed(store.last_done(), self._routines_dir)))

    def on__last_done(self, message: _LastDone) -> None:
        """When each routine was last done is known."""
        self._last_done = message.last_done
        self._rows = {path: self._row(headline) for path, headline in self._headlines.items()}
        self._routines.replace(self._fitting())
        self.show_page()

    def on__learnt(self, message: _Learnt) -> None:
        """More is known; what was found before the last reload is let go."""
        if message.turn != self._turn:
            return
        if message.headlines is not None:
            self._reading = False
            self._take_headlines(message.headlines)
        if message.facts:
            self._stamps.update(message.stamps)
            self._take_facts(message.facts)

    def _take_facts(self, facts: Mapping[Path, Facts]) -> None:
        self._facts.update(facts)
        for path in facts.keys() & self._rows.keys():
            self._matters.pop(path, None)
            self._rows[path] = self._row(self._headlines[path])
        if self.wanted:
            self.show_rows()
        else:
            self._routines.replace(self._fitting())
        if self._selected and self._selected.path in facts:
            self.show_page()

    def _take_headlines(self, headlines: Iterable[Headline]) -> None:
        self._headlines = {headline.path: headline for headline in headlines}
        self._matters = {}
        self._rows = {path: self._row(headline) for path, headline in self._headlines.items()}
        self.show_rows()

    def _row(self, headline: Headline) -> Row:
        """All that is known of a routine by now."""
        facts, last = self._facts.get(headline.path), self._last_done.get(headline.id)
        row = headline_row(headline)
        row = with_facts(row, facts) if facts else row
        if last is None or self._belongings is None:
            return row
        from backday_tui.tui.log_words import ago_text  # noqa: PLC0415 - not for the first paint

        return row._replace(last=ago_text(last, self._belongings.now()))

    # What changes outside.

    def _watch(self) -> None:
        """See to it that a file which is changed outside is read, for as long as this screen is on top."""
        if self._watching is None and self.is_current:
            self.read_changed()
            self._watching = asyncio.create_task(self._follow_changes())

    async def _follow_changes(self) -> None:
        from backday_tui.tui.watching import changes  # noqa: PLC0415 - not for the first paint

        async for _ in changes(self._routines_dir):
            self.read_changed()

    def _stop_watching(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None

    # What is shown.

    def show_rows(self) -> None:
        """The routines that fit the filter."""
        path = self._selected.path if self._selected else None
        if self._wanted_path in self._rows:
            path, self._wanted_path = self._wanted_path, None
        nothing = "Reading…" if self._reading else "Nothing fits. Escape shows all." if self.wanted else "No routines."
        self._routines.show(self._fitting(), select=lambda row: row.path == path, nothing=nothing)
        self.fit_list()
        self._count()

    @property
    def _selected(self) -> Row | None:
        return self._routines.selected

    def _fitting(self) -> list[Row]:
        if not self.wanted:
            return list(self._rows.values())
        return [row for path, row in self._rows.items() if fits(self.wanted, self._matter(path))]

    def _matter(self, path: Path) -> Matter:
        if path not in self._matters:
            self._matters[path] = matter_of(self._headlines[path], self._facts.get(path))
        return self._matters[path]

    def _count(self) -> None:
        shown, known = len(self._routines.rows), len(self._rows)
        copies = sum(row.is_copy for row in self._rows.values())
        own = sum(row.own for row in self._rows.values()) - copies
        parts = [(counted(known, "routine") if shown == known else f"{shown} of {known}", MUTED)]
        if own:
            parts += [("   " + OWN_MARK, "$secondary"), (f" {own} yours", MUTED)]
        if copies:
            parts += [("   " + COPY_MARK, "$secondary"), (f" {copies} changed by you", MUTED)]
        self.show_count(Content.assemble(*parts))

    def show_page(self) -> None:
        """The selected routine, as far as it is known; what is missing is read next."""
        row = self._selected
        self._urgent = row.path if row else None
        self._preview.show_routine(Subject(row, self._facts.get(row.path)) if row else None)

    def fit_list(self) -> None:
        """Rows as high as there is room for; above a preview the list takes no more lines than it needs."""
        count, height = len(self._rows), self.size.height
        self._routines.row_height = 1 if not self.has_class("-tall") else 3 if 3 * count <= height - 4 else 2
        below = self.has_class("-below") and not self.page_shown
        self._routines.styles.height = max(min(count, height - 3 - _LEAST_PREVIEW), 3) if below else None

    # What the person does.

    def action_start(self) -> None:
        """Start the selected routine, as its file is now; one that can't be started shows why."""
        if self._selected is None:
            return
        from backday_tui.tui.facts import facts_of  # noqa: PLC0415 - as in the thread

        path = self._selected.path
        facts = facts_of(path)
        self._take_facts({path: facts})
        if facts.routine is not None:
            self.post_message(StartRoutine(path, facts.routine))
        elif not self.page_shown:
            self.action_page()

    def action_exercises(self) -> None:
        """Browse the exercises."""
        from backday_tui.tui.screens.exercises import ExercisesScreen  # noqa: PLC0415 - imported when it is shown

        self.app.push_screen(ExercisesScreen())

    def action_log(self) -> None:
        """Look at what was done."""
        from backday_tui.tui.screens.log import LogScreen  # noqa: PLC0415 - imported when it is shown

        if self._belongings is not None:
            self.app.push_screen(LogScreen(self._belongings))

    def action_settings(self) -> None:
        """Look at the settings, and change them."""
        from backday_tui.tui.screens.settings import SettingsScreen  # noqa: PLC0415 - imported when it is shown

        if self._belongings is not None:
            self.app.push_screen(SettingsScreen(self._belongings))

    def action_edit(self) -> None:
        """Open the selected routine in the editor."""
        if self._selected is not None:
            self.edit(self._selected.path)

    def edit(self, path: Path) -> None:
        """Open a file in the editor."""
        if self._belongings is None:
            return
        from backday_tui.tui.edited_file import EditedFile  # noqa: PLC0415 - imported when it is shown
        from backday_tui.tui.screens.editor import EditorScreen  # noqa: PLC0415 - as above

        try:
            file = EditedFile(path, self._routines_dir, self._belongings.unsaved_dir)
        except BackdayError as error:
            self.app.notify(clean(str(error), _TEXT_LIMIT), severity="error", markup=False)
        else:
            self._wanted_path = file.target
            self.app.push_screen(EditorScreen(file))

    def action_new(self) -> None:
        """Make a routine."""
        self._shelf.new()

    def action_shelf(self, what: str) -> None:
        """Copy, rename, delete the selected routine, or go back to the bundled one."""
        if self._selected is not None:
            getattr(self._shelf, what)(self._selected)

    def action_undo(self) -> None:
        """Take back what was made, copied, renamed or deleted last."""
        self._shelf.undo()

    def on_paste(self, event: Paste) -> None:
        """A workout was pasted."""
        if event.text.strip():
            event.stop()
            self._shelf.paste(event.text)

    @property
    def _shelf(self) -> Shelf:
        if self._shelf_made is None:
            from backday_tui.tui.screens.shelf import Hands, Shelf  # noqa: PLC0415 - imported when it is needed

            self._shelf_made = Shelf(Hands(self.app, self._routines_dir, self.read_changed, self.edit))
        return self._shelf_made

    def action_quit(self) -> None:
        """End backday."""
        self.app.exit()


def stamp_of(path: Path) -> Stamp:
    """What tells whether a file has changed: its time in ns and its size; None where it can't be looked at."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


def headline_row(headline: Headline) -> Row:
    """What the list shows of a file before more is known of it."""
    return Row(
        path=headline.path,
        name=clean(headline.name, _NAME_LIMIT),
        equipment=clean(", ".join(headline.equipment), _TEXT_LIMIT),
        level=clean(headline.level or "", _TEXT_LIMIT),
        own=not headline.bundled,
        is_copy=headline.is_copy,
        problem=clean(headline.warnings[0], _TEXT_LIMIT) if headline.warnings else None,
    )


def with_facts(row: Row, facts: Facts) -> Row:
    """What the list shows of a file that was read."""
    if facts.routine is None:
        return row._replace(problem=facts.problems[0] if facts.problems else row.problem)
    return row._replace(estimate_s=facts.estimate_s)


def matter_of(headline: Headline, facts: Facts | None) -> Matter:
    """What a filter looks at: as much as is known by now."""
    texts = [headline.name, headline.id, headline.level or ""]
    if facts and facts.routine:
        texts += [*facts.routine.tags, *facts.muscle_words]
    return Matter.of(texts, headline.equipment)
