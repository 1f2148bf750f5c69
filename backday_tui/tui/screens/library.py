"""The library: what one sees when backday is opened. A routine is picked here, and looked at before.

The first paint shows what the headlines of the files say; all that takes reading, planning and looking up comes after
it from a thread. Nothing of that is imported with this module, nor is click, pydantic or the catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from backday_tui.routine import library
from backday_tui.text import clean, counted
from backday_tui.tui.matching import Matter, fits, words_of
from backday_tui.tui.widgets.key_line import Key, KeyLine
from backday_tui.tui.widgets.preview import Preview, Subject
from backday_tui.tui.widgets.routine_list import OWN_MARK, RoutineList, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.geometry import Size

    from backday_tui.routine.library import Headline
    from backday_tui.routine.model import Routine
    from backday_tui.tui.facts import Facts

_AT_ONCE: Final = 100
"""The most routines that the first paint waits for; of more it waits for none."""
_BATCH: Final = 20
_NAME_LIMIT: Final = 120
_TEXT_LIMIT: Final = 300
_WIDE: Final = 100
"""From this width on the preview stands beside the list."""
_TALL_ROWS: Final = 30
"""From this height on a row has two lines, where the preview stands beside the list."""
_BELOW: Final = 22
"""From this height on the preview stands below the list where it can't stand beside it."""
_LEAST_PREVIEW: Final = 8
_LOW: Final = 14
"""Below this height the title is left out."""

_KEYS: Final = (
    Key("enter", "start", "screen.start", 0),
    Key("/", "filter", "screen.filter", 1),
    Key("p", "plan", "screen.plan", 2),
    Key("x", "exercises", "screen.exercises", 5),
    Key("?", "help", "screen.help", 3),
    Key("q", "quit", "screen.quit", 4),
)
_FILTER_KEYS: Final = (
    Key("enter", "start", "screen.start", 0),
    Key("↑↓", "choose", "screen.noop", 2),
    Key("esc", "show all", "screen.escape", 1),
)
_PLAN_KEYS: Final = (
    Key("enter", "start", "screen.start", 0),
    Key("↑↓", "scroll", "screen.noop", 2),
    Key("p", "back to the list", "screen.plan", 1),
)


class StartRoutine(Message):
    """The person wants to train with this; `path` is its file, None where there is none."""

    def __init__(self, path: Path | None, routine: Routine) -> None:
        super().__init__()
        self.path = path
        self.routine = routine


class _Learnt(Message):
    """What the thread found: the headlines of all files, or facts of some. `turn` counts the times of looking."""

    def __init__(
        self, turn: int, *, headlines: Sequence[Headline] = (), facts: Mapping[Path, Facts] | None = None
    ) -> None:
        super().__init__()
        self.turn = turn
        self.headlines = headlines
        self.facts = facts or {}


class LibraryScreen(Screen[None]):
    """The routines, and a page about the selected one.

    Args:
        routines_dir: the person's own routines; the bundled ones are there besides.
    """

    DEFAULT_CSS = """
    LibraryScreen {
        layout: vertical;
        #title { height: 1; padding: 0 1; }
        #filter-line { height: 1; padding: 0 1; display: none; }
        #filter { width: 1fr; height: 1; border: none; padding: 0; background: transparent; }
        #body { height: 1fr; }
        RoutineList { width: 1fr; height: 1fr; }
        Preview { display: none; }

        &.-low #title { display: none; }
        &.-tall #title { height: 2; padding: 1 2 0 2; }
        &.-filter #filter-line { display: block; }
        &.-wide #body { layout: horizontal; }
        &.-wide RoutineList { width: 47%; max-width: 66; margin: 1 1 0 1; }
        &.-wide Preview { display: block; width: 1fr; height: 1fr; margin: 1 0 0 0; }
        &.-below Preview { display: block; height: 1fr; padding: 0 1 0 2; margin: 1 0 0 0; }
        &.-plan RoutineList { display: none; }
        &.-plan Preview { display: block; width: 1fr; height: 1fr; margin: 0; padding: 1 1 0 2; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("slash", "filter", "Filter", show=False),
        Binding("p", "plan", "Plan", show=False),
        Binding("x", "exercises", "Exercises", show=False),
        Binding("r", "reload", "Reload", show=False),
        Binding("question_mark", "help", "Help", show=False),
        Binding("q", "quit", "Quit", show=False),
        Binding("escape", "escape", "Back", show=False),
        Binding("enter", "start", "Start", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
    ]
    AUTO_FOCUS = "RoutineList"

    def __init__(self, routines_dir: Path) -> None:
        super().__init__()
        self._routines_dir = routines_dir
        self._headlines: dict[Path, Headline] = {}
        self._facts: dict[Path, Facts] = {}
        self._matters: dict[Path, Matter] = {}
        self._wanted: tuple[str, ...] = ()
        self._urgent: Path | None = None
        self._turn = 0
        self._reading = False

    def compose(self) -> ComposeResult:
        """Title, filter, list and preview, keys."""
        self._place(self.app.size)
        yield Static(id="title", markup=False)
        yield Container(id="filter-line")
        with Container(id="body"):
            yield RoutineList()
            yield Preview()
        yield KeyLine(_KEYS)

    def on_mount(self) -> None:
        """The first rows, and then the rest from the thread."""
        self.action_reload()

    # What is known.

    def action_reload(self) -> None:
        """Look for the files anew. A few are there with the first paint; where there are many, they follow it."""
        self._turn += 1
        self._facts, self._matters = {}, {}
        self._reading = len(library.paths(self._routines_dir)) > _AT_ONCE
        self._take_headlines(() if self._reading else library.headlines(self._routines_dir))
        self.call_after_refresh(self._learn, tuple(self._headlines), self._turn)

    @work(thread=True, exclusive=True, group="learn")
    def _learn(self, known: Sequence[Path], turn: int) -> None:
        """In a thread: the headlines where they are not known yet, then the facts of one routine after the other.

        They come in batches, of which the first are small, for those are in view.
        """
        worker = get_current_worker()
        pending = dict.fromkeys(known)
        if not known:
            headlines = library.headlines(self._routines_dir)
            self.post_message(_Learnt(turn, headlines=headlines))
            pending = {headline.path: None for headline in headlines}
        from backday_tui.tui.facts import facts_of  # noqa: PLC0415 - brings all that the first paint does without

        learnt = 0
        while pending and not worker.is_cancelled:
            batch = [self._next(pending) for _ in range(min(1 + learnt // _BATCH, _BATCH, len(pending)))]
            self.post_message(_Learnt(turn, facts={path: facts_of(path) for path in batch}))
            learnt += len(batch)

    def _next(self, pending: dict[Path, None]) -> Path:
        """Of what is to be read the routine that the person looks at, else the next one."""
        urgent = self._urgent
        path = urgent if urgent in pending and urgent is not None else next(iter(pending))
        del pending[path]
        return path

    def on__learnt(self, message: _Learnt) -> None:
        """More is known; what was found before the last reload is let go."""
        if message.turn != self._turn:
            return
        if message.headlines:
            self._reading = False
            self._take_headlines(message.headlines)
        if message.facts:
            self._take_facts(message.facts)

    def _take_facts(self, facts: Mapping[Path, Facts]) -> None:
        self._facts.update(facts)
        for path in facts:
            self._matters.pop(path, None)
        if self._wanted:
            self._show_rows()
        else:
            self._list.replace(self._rows())
            self._show_title()
        if self._selected and self._selected.path in facts:
            self._show_preview(self._selected)

    def _take_headlines(self, headlines: Iterable[Headline]) -> None:
        self._headlines = {headline.path: headline for headline in headlines}
        self._show_rows()

    # What is shown.

    @property
    def _list(self) -> RoutineList:
        return self.query_one(RoutineList)

    @property
    def _selected(self) -> Row | None:
        return self._list.selected

    def _rows(self) -> list[Row]:
        return [self._row(headline) for headline in self._headlines.values() if self._fits(headline)]

    def _row(self, headline: Headline) -> Row:
        row = headline_row(headline)
        facts = self._facts.get(headline.path)
        if facts is None:
            return row
        if facts.routine is None:
            return row._replace(problem=facts.problems[0] if facts.problems else row.problem)
        return row._replace(estimate_s=facts.estimate_s)

    def _fits(self, headline: Headline) -> bool:
        return not self._wanted or fits(self._wanted, self._matter(headline))

    def _matter(self, headline: Headline) -> Matter:
        path = headline.path
        if path not in self._matters:
            self._matters[path] = matter_of(headline, self._facts.get(path))
        return self._matters[path]

    def _show_rows(self) -> None:
        selected = self._selected
        nothing = "Reading…" if self._reading else "Nothing fits. Escape shows all." if self._wanted else "No routines."
        self._list.show(self._rows(), select=selected.path if selected else None, nothing=nothing)
        self._fit_list()
        self._show_title()

    def _show_title(self) -> None:
        shown, known = self._list.count, len(self._headlines)
        own = sum(not headline.bundled for headline in self._headlines.values())
        count = counted(known, "routine") if shown == known else f"{shown} of {counted(known, 'routine')}"
        parts = [("backday", "bold $primary"), ("   " + count, "$foreground 60%")]
        if own:
            parts += [("   " + OWN_MARK, "$secondary"), (f" {own} yours", "$foreground 60%")]
        self.query_one("#title", Static).update(Content.assemble(*parts))

    def on_routine_list_selected(self, message: RoutineList.Selected) -> None:
        """The preview follows the cursor."""
        self._urgent = message.row.path if message.row else None
        self._show_preview(message.row)

    def _show_preview(self, row: Row | None) -> None:
        subject = Subject(row, self._facts.get(row.path)) if row else None
        self.query_one(Preview).show_routine(subject)

    # Where it stands.

    def on_resize(self, event: Resize) -> None:
        """Another size, another place for the preview."""
        self._place(event.size)
        self._fit_list()

    def _place(self, size: Size) -> None:
        """Decide by the size what stands where; before there are widgets that would be styled for nothing."""
        wide = size.width >= _WIDE
        self.set_class(wide, "-wide")
        self.set_class(not wide and size.height >= _BELOW, "-below")
        self.set_class(wide and size.height >= _TALL_ROWS, "-tall")
        self.set_class(size.height < _LOW, "-low")

    def _fit_list(self) -> None:
        """Rows as high as there is room for; above a preview the list takes no more lines than it needs."""
        count, height = len(self._headlines), self.size.height
        self._list.row_height = 1 if not self.has_class("-tall") else 3 if 3 * count <= height - 4 else 2
        if not self.has_class("-below") or self.has_class("-plan"):
            self._list.styles.height = None
            return
        room = height - 2 - self.has_class("-filter") - 1 - _LEAST_PREVIEW
        self._list.styles.height = max(min(count, room), 3)

    # What the person does.

    def action_start(self) -> None:
        """Start the selected routine; one that can't be started shows why."""
        if self._selected:
            self._start(self._selected)

    def on_routine_list_chosen(self, message: RoutineList.Chosen) -> None:
        """Start this one."""
        self._start(message.row)

    def _start(self, row: Row) -> None:
        facts = self._facts.get(row.path) or self._learn_now(row.path)
        if facts.routine is not None:
            self.post_message(StartRoutine(row.path, facts.routine))
        elif not self.has_class("-plan"):
            self.action_plan()

    def _learn_now(self, path: Path) -> Facts:
        """The facts of a routine that is started before the thread came to it."""
        from backday_tui.tui.facts import facts_of  # noqa: PLC0415 - as in the thread

        self._take_facts({path: facts_of(path)})
        return self._facts[path]

    def action_move(self, count: int) -> None:
        """Move the cursor from wherever the keys go now."""
        if self.has_class("-plan"):
            self.query_one(Preview).scroll_relative(y=count, animate=False)
        else:
            self._list.action_move(count)

    def action_plan(self) -> None:
        """Show the page about the routine on the whole screen, or the list again."""
        on = self.toggle_class("-plan").has_class("-plan")
        self._fit_list()
        (self.query_one(Preview) if on else self._list).focus()
        self._show_keys()

    async def action_filter(self) -> None:
        """Show only what fits the words that are typed from here on."""
        if self.has_class("-plan"):
            self.action_plan()
        if not self.has_class("-filter"):
            self.add_class("-filter")
            field = Input(id="filter", placeholder="name, equipment, muscle, tag", compact=True)
            await self.query_one("#filter-line").mount(field)
            self._fit_list()
        self.query_one("#filter", Input).focus()
        self._show_keys()

    def on_input_changed(self, message: Input.Changed) -> None:
        """The list follows the words."""
        self._wanted = words_of(message.value)
        self._show_rows()

    def on_input_submitted(self) -> None:
        """Start what the cursor is on."""
        self.action_start()

    async def action_escape(self) -> None:
        """Back to the list, and to all of it."""
        if self.has_class("-plan"):
            self.action_plan()
        elif self.has_class("-filter"):
            self.remove_class("-filter")
            await self.query_one("#filter-line").remove_children()
            self._wanted = ()
            self._list.focus()
            self._show_rows()
        self._show_keys()

    def _show_keys(self) -> None:
        keys = _PLAN_KEYS if self.has_class("-plan") else _FILTER_KEYS if self.has_class("-filter") else _KEYS
        self.query_one(KeyLine).show(keys)

    def action_exercises(self) -> None:
        """Browse the exercises."""
        from backday_tui.tui.screens.exercises import ExercisesScreen  # noqa: PLC0415 - imported when it is shown

        self.app.push_screen(ExercisesScreen())

    def action_help(self) -> None:
        """Say what every key does."""

    def action_quit(self) -> None:
        """End backday."""
        self.app.exit()

    def action_noop(self) -> None:
        """Nothing: a key in the last line that only tells."""


def headline_row(headline: Headline) -> Row:
    """What the list shows of a file before more is known of it."""
    return Row(
        path=headline.path,
        name=clean(headline.name, _NAME_LIMIT),
        equipment=clean(", ".join(headline.equipment), _TEXT_LIMIT),
        level=clean(headline.level or "", _TEXT_LIMIT),
        own=not headline.bundled,
        problem=clean(headline.warnings[0], _TEXT_LIMIT) if headline.warnings else None,
    )


def matter_of(headline: Headline, facts: Facts | None) -> Matter:
    """What a filter looks at: as much as is known by now."""
    texts = [headline.name, headline.id, headline.level or ""]
    if facts and facts.routine:
        texts += [*facts.routine.tags, *facts.muscle_words]
    return Matter.of(texts, headline.equipment)
