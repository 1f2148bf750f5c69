"""Finds out in threads what the library shows: headlines, facts, the last times; and tells the screen by messages.

Nothing that reading, planning and looking up needs is imported before a thread needs it. What is known by then is
kept in `rows.py`, and for the next start in `facts_cache.py`; what is shown of it is for the screen.
"""

from __future__ import annotations

import contextlib
import math
import threading
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from textual.message import Message
from textual.worker import get_current_worker

from backday_tui import words
from backday_tui.clock import thread_cpu_s
from backday_tui.errors import BackdayError
from backday_tui.folders import is_there
from backday_tui.routine import library
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from textual.screen import Screen
    from textual.worker import Worker

    from backday_tui.history.week_log import WeekNow
    from backday_tui.routine.library import Headline
    from backday_tui.routine.model import Routine
    from backday_tui.training.prescription import EntryPlace
    from backday_tui.training.today import EntryToday
    from backday_tui.tui.args import LibraryContext
    from backday_tui.tui.library.facts import RoutineFacts
    from backday_tui.tui.library.facts_cache import FactsCache
    from backday_tui.tui.library.rows import RowFacts, TodaySaid


_BATCH: Final = 20
_AT_A_TIME_S: Final = 0.05
"""In the background, the processor time between two rests."""
_REST: Final = 4
"""And how many times as long the rests are: a fifth of a core is used."""
_SLICE_S: Final = 0.05
"""How soon a rest ends where the person goes to rows of which nothing is known yet."""
_ROUNDS_TOLD: Final = 4
"""What was found in so many rounds of that is told at once: a screen with thousands of rows shows it each second."""
_USUAL_BAR: Final = "for a usual bar and plates: in the settings (,) you say what you have"


class FactsFound(Message):
    """What a thread found: the headlines of all files, or facts of some. `turn` counts the times of looking.

    `pages` are all that is shown on the page of a routine, of those that the person looks at; `not_listed` says of each
    other file why it is no routine.
    """

    def __init__(
        self,
        turn: int,
        *,
        headlines: Sequence[Headline] | None = None,
        facts: Mapping[Path, RowFacts] | None = None,
        pages: Mapping[Path, RoutineFacts] | None = None,
        not_listed: Mapping[Path, str] | None = None,
    ) -> None:
        super().__init__()
        self.turn = turn
        self.headlines = headlines
        self.facts = facts or {}
        self.pages = pages or {}
        self.not_listed = not_listed or {}


class LastDone(Message):
    """When each routine was last done, by its id."""

    def __init__(self, last_done: Mapping[str, datetime]) -> None:
        super().__init__()
        self.last_done = last_done


class TodayFound(Message):
    """What there is to say of the entries of a routine today, by their places, a line each."""

    def __init__(self, path: Path, routine: Routine, said: Mapping[EntryPlace, tuple[str, ...]]) -> None:
        super().__init__()
        self.path, self.routine, self.said = path, routine, said


class WeekFound(Message):
    """What the week says of today; None where none is written, or it asks for nothing at all."""

    def __init__(self, today: TodaySaid | None) -> None:
        super().__init__()
        self.today = today


class FactsLoader:
    """Reads what there is to know of the routines, in threads, what is in view before all else.

    Args:
        screen: is sent FactsFound, TodayFound, WeekFound and LastDone; the threads end with it.
        routines_dir: the person's own routines; the bundled ones are there besides.
        in_view: the files whose rows are seen, the selected one first; called from a thread.
        context: what is the person's: the log, the time of day, the folder for what can be made again; None where there
            is nothing of it.
    """

    def __init__(
        self,
        screen: Screen[Any],
        routines_dir: Path,
        in_view: Callable[[], Sequence[Path]],
        context: LibraryContext | None,
    ) -> None:
        self._screen = screen
        self._routines_dir = routines_dir
        self._in_view = in_view
        self._context = context
        self._cache: FactsCache | None = None
        self._is_to_forget = False
        self._turn = 0

    @property
    def has_begun(self) -> bool:
        """Whether the files were looked for yet."""
        return self._turn > 0

    def anew(self, *, forget: bool = False) -> int:
        """Look at all files; with `forget`, read them as if nothing were known. Gives the turn to call `begin` with."""
        self._turn += 1
        self._is_to_forget = self._is_to_forget or forget
        return self._turn

    def begin(self, known: Sequence[Path], turn: int) -> None:
        """Find out the facts of these files; where none are given, look for the files and their headlines first."""
        learn = partial(self._learn, known, turn)
        self._screen.run_worker(learn, name="learn", thread=True, exclusive=True, group="learn")

    def follow_changes(self) -> None:
        """Find out what has changed; what is known of the other files is kept."""
        self._turn += 1
        self.begin((), self._turn)

    def begin_page(self, path: Path) -> None:
        """Find out what stands on the page of a routine."""
        read = partial(self._read_page, path, self._turn)
        self._screen.run_worker(read, name="page", thread=True, exclusive=True, group="page")

    def begin_today(self, path: Path, routine: Routine) -> None:
        """Find out when the entries of a routine were last done, and what they aim at today."""
        if self._context is not None:
            read = partial(self._read_today, path, routine, self._context)
            self._screen.run_worker(read, name="today", thread=True, exclusive=True, group="today")

    def begin_last_done(self) -> None:
        """Find out when each routine was last done."""
        self._screen.run_worker(self._read_last_done, name="last done", thread=True, exclusive=True, group="log")

    def begin_week(self) -> None:
        """Find out what the week says of today."""
        if self._context is not None:
            read = partial(self._read_week, self._context)
            self._screen.run_worker(read, name="week", thread=True, exclusive=True, group="week")

    def took(self, message: FactsFound) -> bool:
        """Whether a message still counts; one from before the last `anew` does not."""
        return message.turn == self._turn

    # In a thread.

    def _learn(self, known: Sequence[Path], turn: int) -> None:
        """What is kept comes first, then what is in view; the rest at a pace that leaves the machine to the person."""
        worker, cache = get_current_worker(), self._known_files()
        paths = known or self._look(turn, cache)
        if not_listed := library.not_listed(self._routines_dir):
            self._tell(turn, not_listed=not_listed)
        kept = {path: facts for path in paths if (facts := cache.facts(path)) is not None}
        if kept:
            self._tell(turn, facts=kept)
        pending = dict.fromkeys(path for path in reversed(paths) if path not in kept)
        self._learn_seen(pending, turn, cache, worker)
        self._learn_rest(pending, turn, cache, worker)
        cache.save(paths)

    def _learn_seen(self, pending: dict[Path, None], turn: int, cache: FactsCache, worker: Worker[Any]) -> None:
        """The selected routine, then the others in batches."""
        size = 1
        while not worker.is_cancelled and (seen := [path for path in self._in_view() if path in pending][:size]):
            read = {path: self._facts(path, cache) for path in seen}
            facts = {path: of_row for path, (of_row, _) in read.items()}
            self._tell(turn, facts=facts, pages={path: of_page for path, (_, of_page) in read.items()})
            for path in seen:
                pending.pop(path, None)
            size = _BATCH

    def _learn_rest(self, pending: dict[Path, None], turn: int, cache: FactsCache, worker: Worker[Any]) -> None:
        found: dict[Path, RowFacts] = {}
        rounds = 0
        while pending and not worker.is_cancelled:
            begun = thread_cpu_s()
            while pending and thread_cpu_s() - begun < _AT_A_TIME_S:
                path, _ = pending.popitem()
                found[path], _ = self._facts(path, cache)
            rounds += 1
            if rounds % _ROUNDS_TOLD == 0 or not pending:
                self._tell(turn, facts=found)
                found = {}
            if pending:
                self._rest(_REST * (thread_cpu_s() - begun), pending, worker)
            self._learn_seen(pending, turn, cache, worker)

    def _rest(self, seconds: float, pending: Container[Path], worker: Worker[Any]) -> None:
        pause = threading.Event()
        for _ in range(math.ceil(seconds / _SLICE_S)):
            if worker.is_cancelled or any(path in pending for path in self._in_view()):
                return
            pause.wait(_SLICE_S)

    def _read_page(self, path: Path, turn: int) -> None:
        of_row, of_page = self._facts(path, self._known_files())
        self._tell(turn, facts={path: of_row}, pages={path: of_page})

    def _read_today(self, path: Path, routine: Routine, context: LibraryContext) -> None:
        """Faults of the log are left out here; the log screen tells them."""
        from backday_tui.history.log import past_reader
        from backday_tui.routine.known_exercises import known_exercises
        from backday_tui.session.barbell import bar_words
        from backday_tui.training.today import routine_now

        known, now = known_exercises(), context.now()
        read = past_reader(context.log_file, self._routines_dir, known, now)
        with contextlib.suppress(BackdayError):
            today = routine_now(routine, known, read, now, equipment=context.equipment())
            file = context.equipment_file
            asks = _USUAL_BAR if file is not None and not is_there(file) else ""
            lines: dict[EntryPlace, tuple[str, ...]] = {}
            for place, each in today.today().items():
                bar = bar_words(today.entries[place], each.target) if place in today.entries else ()
                lines[place] = (*bar, *([asks] if bar and asks else ()), *_lines_of(each, now))
                asks = "" if bar else asks  # once a page is enough
            said = {place: told for place, told in lines.items() if told}
            self._screen.post_message(TodayFound(path, routine, said))

    def _read_week(self, context: LibraryContext) -> None:
        self._screen.post_message(WeekFound(week_today(self._routines_dir, context.log_file, context.now())))

    def _facts(self, path: Path, cache: FactsCache) -> tuple[RowFacts, RoutineFacts]:
        """Read a file: what its row shows, and what its page does."""
        # Brings all that the first paint does without.
        from backday_tui.tui.library.facts import facts_of, row_facts
        from backday_tui.tui.library.facts_cache import stamp_of

        stamp = stamp_of(path)
        of_page = facts_of(path, self._context)
        of_row = cache.facts(path)
        if of_row != row_facts(of_page):
            of_row = row_facts(of_page)
            cache.note_facts(path, of_row, stamp)
        return of_row, of_page

    def _look(self, turn: int, cache: FactsCache) -> tuple[Path, ...]:
        """All files; their headlines are told on the way."""
        from backday_tui.tui.library.facts_cache import stamp_of

        def headline(routine_id: str, path: Path, bundled: bool) -> Headline:
            known = cache.headline(routine_id, path, bundled=bundled)
            if known is None:
                stamp = stamp_of(path)
                known = library.headline_of(routine_id, path, bundled)
                cache.note_headline(known, stamp)
            return known

        headlines = library.headlines(self._routines_dir, headline)
        self._tell(turn, headlines=headlines)
        return tuple(each.path for each in headlines)

    def _known_files(self) -> FactsCache:
        from backday_tui.tui.library.facts_cache import FactsCache

        if self._cache is None:
            self._cache = FactsCache(self._context.cache_dir if self._context else None)
        if self._is_to_forget:
            self._cache.forget()
            self._is_to_forget = False
        self._cache.load()
        return self._cache

    def _tell(self, turn: int, **found: Any) -> None:
        self._screen.post_message(FactsFound(turn, **found))

    def _read_last_done(self) -> None:
        """Faults of the log are left out here; the log screen tells them."""
        if self._context is None:
            return
        from backday_tui.history.log import last_times, opened
        from backday_tui.routine.store import followed

        with contextlib.suppress(BackdayError), opened(self._context.log_file) as store:
            if store is not None:
                times = last_times(store, self._context.now())
                self._screen.post_message(LastDone(followed(times.by_routine, self._routines_dir)))


def week_today(routines_dir: Path, log_file: Path, now: datetime) -> TodaySaid | None:
    """What the week says of today; None where none is written, or it asks for nothing at all."""
    from backday_tui.history.week_log import read_week
    from backday_tui.routine.file_kinds import WEEK_FILE
    from backday_tui.routine.problems import problem_line
    from backday_tui.tui.library.rows import TodaySaid

    try:
        week = read_week(routines_dir, log_file, now)
    except BackdayError as error:
        return TodaySaid("fault", said=clean(str(error)))
    if week is not None and week.problems:
        return TodaySaid("fault", said=problem_line(WEEK_FILE, week.problems[0]))
    return _said_of(week) if week is not None else None


def _said_of(week: WeekNow) -> TodaySaid | None:
    from backday_tui.training.weeks import due_text, session_words
    from backday_tui.tui.library.rows import TodaySaid

    plan = week.day()
    match plan.state:
        case "due":
            return TodaySaid("due", plan.routine or "", due_text(week.plan, plan))
        case "done":
            done = (session_words(each) for each in plan.done if each.routine == plan.routine)
            return TodaySaid("done", plan.routine or "", "; ".join(done))
    following = week.next_due()
    if following is None:
        return None
    return TodaySaid("nothing", following.routine or "", f"on {words.on_day(following.day, plan.day)}")


def _lines_of(today: EntryToday, now: date) -> tuple[str, ...]:
    """What the page of a routine says of an entry, and by which key a load comes back that time off made less."""
    from backday_tui.training.today import entry_words

    old = today.target.old_load(1) if today.target is not None else None
    return (*entry_words(today, now), *([f"O begins with {clean(str(old))}, as before"] if old else ()))
