"""The screens, wired together: what each is given, with the sound and the log of each workout that is followed on them.

Textual comes with this module, so it is imported only once it is sure that a screen is shown. Its functions import what
the first picture does without, and what only one of the first screens needs.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from backday_tui.awake import Awake
from backday_tui.cli.console import tell, warn
from backday_tui.cli.wiring import (
    RunOptions,
    equipment_of,
    faults_beside,
    history_of,
    keep_report,
    load_context,
    sound_for,
)
from backday_tui.clock import SystemClock
from backday_tui.errors import BackdayError, NotFoundError
from backday_tui.folders import cache_folder, is_there
from backday_tui.routine import library
from backday_tui.settings import SettingsKeeper, with_environment
from backday_tui.tui.app import BackdayApp, run_app
from backday_tui.tui.args import LibraryContext, Preferences

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from textual.screen import Screen

    from backday_tui.audio.player import SoundOutput
    from backday_tui.cli.routines import LoadedRoutine
    from backday_tui.cli.wiring import Context
    from backday_tui.clock import Clock
    from backday_tui.folders import Folders
    from backday_tui.history.history import History
    from backday_tui.history.journal import Opening
    from backday_tui.history.lock import RunningLock
    from backday_tui.history.resume import InterruptedSession, ResumedSession
    from backday_tui.routine.model import Routine
    from backday_tui.session.plan import Ref
    from backday_tui.settings import Settings
    from backday_tui.training.loads import Equipment, WarmupSet
    from backday_tui.training.records import DoneBefore
    from backday_tui.training.today import Known, ReadPast
    from backday_tui.workout.performance import JournalSink
    from backday_tui.workout.workout import Source, WorkoutRequest

_MOST_CELLS: Final = 1000
"""More columns, or lines, than any terminal has."""


def open_library() -> int:
    """The library, until it is left; gives the exit code."""
    from backday_tui.tui.library.screen import LibraryScreen

    context = load_context(with_faults=False)  # their reader would keep the first picture waiting
    for line in context.warnings:
        tell(line)
    screens = Screens(context)
    return screens.show(
        lambda: LibraryScreen(context.folders.routines, screens.library_context()),
        prompt=screens.interrupted_prompt(),
        warnings=lambda: (*context.warnings, *faults_beside(context.folders, context.settings)),
    )


def follow_on_screen(
    what: LoadedRoutine | ResumedSession,
    options: RunOptions,
    context: Context,
    history: History | None,
    lock: RunningLock,
) -> int:
    """Follow a workout on the live screen; gives the exit code.

    Without `history` the log is opened when it is needed, with the lock that a new workout has taken.

    Raises:
        NoSuchStepError: it is to begin where there is nothing.
    """
    from backday_tui.cli.routines import LoadedRoutine

    screens = Screens(context, options, history, lock)
    request = screens.begun(what) if isinstance(what, LoadedRoutine) else screens.resumed(what)
    return screens.show(request)


def edit_on_screen(path: Path) -> int:
    """A file in the editor, until it is left; gives the exit code.

    Raises:
        UnreadableError: it can't be read, or is not UTF-8.
    """
    from backday_tui.tui.editor.file import EditedFile
    from backday_tui.tui.editor.screen import EditorScreen

    context = load_context()
    file = EditedFile(path, context.folders.routines, context.folders.unsaved)
    screens = Screens(context)
    return screens.show(lambda: EditorScreen(file, look_back=screens.look_back), warnings=context.warnings)


class Screens:
    """One run of the app, with the sound and the journal of each workout in it.

    Args:
        context: the person's folders and settings.
        options: how workouts are followed.
        history: the log; opened when it is needed where there is none yet.
        lock: of the workout that is about to begin, where that is taken already.
    """

    def __init__(
        self,
        context: Context,
        options: RunOptions | None = None,
        history: History | None = None,
        lock: RunningLock | None = None,
    ) -> None:
        self._context = context
        self._options = options or RunOptions()
        self._opened_history = history
        self._lock = lock
        self._display = Awake()
        self._keeper = SettingsKeeper(context.folders.settings_file, self._chose)

    def show(
        self,
        first: WorkoutRequest | Callable[[], Screen[None]],
        *,
        prompt: InterruptedPrompt | None = None,
        warnings: Sequence[str] | Callable[[], Sequence[str]] = (),
    ) -> int:
        """Show this until the person leaves; gives the exit code.

        Args:
            first: the workout to follow, or what makes the first screen.
            prompt: of a session that was interrupted, to be asked about over the first screen.
            warnings: of the settings, for a moment over the first screen; a function is asked after the first picture.
        """
        _forget_absurd_size()
        app = BackdayApp(
            first, make_sound=self._sound, clock=SystemClock(), preferences=Preferences.of(self._context.settings),
            prepare=self._prepare, keep_crash=self._keep_crash, offer=prompt, warnings=warnings,
        )  # fmt: skip
        code = 1
        try:
            code = run_app(app)
        finally:
            self._close(is_hurried=code != 0)
        return code

    def library_context(self) -> LibraryContext:
        """What the library leads to."""
        folders = self._context.folders
        return LibraryContext(
            folders.log_file, folders.settings_file, folders.unsaved, SystemClock().wall, self._adopt, self._sample,
            lambda number: self.resumed(self._history.reopened(number)), cache_folder(), folders.equipment_file,
            self._equipment,
        )  # fmt: skip

    def interrupted_prompt(self) -> InterruptedPrompt | None:
        """What is asked about over the library; None where nothing was ever logged."""
        if not is_there(self._context.folders.log_file):
            return None
        return InterruptedPrompt(lambda: self._history, self.resumed)

    # -- workouts -----------------------------------------------------------------------------------------------

    def begun(self, read: LoadedRoutine) -> WorkoutRequest:
        """A routine of the command line.

        Raises:
            NoSuchStepError: it is to begin where there is nothing.
        """
        from backday_tui.cli.routines import planned_as_set
        from backday_tui.routine.known_exercises import known_exercises
        from backday_tui.session.plan import build
        from backday_tui.workout.workout import WorkoutRequest

        options, routine = self._options, read.routine
        rests, first_step, warmups = options.rests(self._context.settings), 0, None
        if options.begin is not None:
            warmups = self._warmups_today(routine)
            followed = build(rests.put_into(routine), known_exercises(), warmups=warmups, equipment=self._equipment)
            as_set = planned_as_set(routine, self._equipment, self._context.settings, warmups)
            first_step = options.first_step(as_set, followed)
        return WorkoutRequest(
            routine, known_exercises(), auto=options.auto, speed=options.speed,
            first_step=first_step, rests=rests, fit_s=options.fit_s,
            open_journal=self._journal(keep_others=True), snapshot=lambda: read.text, folder=read.folder,
            source=self._source(read.path), display=self._display,
            keeper=self._keeper, read_past=self._read_past, read_days=self._read_days, equipment=self._equipment,
            read_all=self._read_all, warmups=warmups,
        )  # fmt: skip

    def _warmups_today(self, routine: Routine) -> Mapping[Ref, tuple[WarmupSet, ...]] | None:
        """With which steps are numbered as `backday plan` does today; None where the log can't be read."""
        from backday_tui.routine.known_exercises import known_exercises
        from backday_tui.workout.workout import warmups_today

        now = SystemClock().wall()
        with contextlib.suppress(BackdayError):
            return warmups_today(routine, known_exercises(), self._read_past, now, self._equipment)
        return None

    def _prepare(self, path: Path | None, routine: Routine) -> WorkoutRequest:
        """A workout that was picked on a screen; without a path its routine is from no file.

        Raises:
            RunningError: another program runs a workout.
        """
        from backday_tui.routine.known_exercises import known_exercises
        from backday_tui.routine.writer import to_text
        from backday_tui.workout.workout import WorkoutRequest

        self._history.reserve(routine.name)
        return WorkoutRequest(
            routine, known_exercises(), open_journal=self._journal(keep_others=False),
            rests=self._options.rests(self._context.settings),
            cancelled=self._history.cancel, snapshot=lambda: to_text(routine, known_exercises()),
            folder=path.absolute().parent if path else None, source=self._source(path), display=self._display,
            keeper=self._keeper, read_past=self._read_past, read_days=self._read_days, equipment=self._equipment,
            read_all=self._read_all,
        )  # fmt: skip

    def resumed(self, taken: ResumedSession) -> WorkoutRequest:
        """An interrupted session that goes on."""
        from backday_tui.routine.known_exercises import known_exercises
        from backday_tui.workout.workout import WorkoutRequest

        folder, routine = taken.opening.folder, taken.session.state.plan.routine
        return WorkoutRequest(
            routine, known_exercises(), speed=self._options.speed, resumed=taken,
            open_journal=(lambda _: self._history.goes_on(taken)) if self._options.is_kept else None, folder=folder,
            source=self._source(file_of(taken.opening.routine, folder, self._context.folders)), display=self._display,
            keeper=self._keeper, read_past=self._read_past, read_days=self._read_days, equipment=self._equipment,
            read_all=self._read_all,
        )  # fmt: skip

    def _journal(self, *, keep_others: bool) -> Callable[[Opening], JournalSink] | None:
        """What opens the journal of a new session; None where the options say that nothing is kept.

        `keep_others` is whether sessions that were interrupted before are ended, and kept as they are.
        """

        def open_journal(opening: Opening) -> JournalSink:
            return self._history.begins(opening, keep_others=keep_others)

        return open_journal if self._options.is_kept else None

    def _read_past(self, routine: str, movements: Collection[str], newest: int = 0, /) -> Known:
        """What was done before; the log comes with it, so this is asked from a thread."""
        return self._history.read_past(routine, movements, newest)

    def look_back(self) -> tuple[ReadPast, datetime, Equipment]:
        """What reads the log, now, and what the person trains with; called in a thread, as above."""
        return self._history.read_past, SystemClock().wall(), self._equipment()

    def _equipment(self) -> Equipment:
        """What the person trains with, as their file and the settings say it by now; asked from a thread, as above."""
        return equipment_of(self._context.folders, self._context.settings)

    def _read_days(self, now: date) -> Mapping[str, date]:
        return self._history.read_days(now)

    def _read_all(self, movements: Collection[str]) -> DoneBefore:
        return self._history.read_all(movements)

    def _source(self, path: Path | None) -> Source | None:
        """The file of a routine that is followed, for it to be changed; None where it is from none."""
        from backday_tui.workout.workout import Source

        folders = self._context.folders
        return Source(path, folders.routines, folders.unsaved) if path else None

    @property
    def _history(self) -> History:
        if self._opened_history is None:
            self._opened_history = history_of(self._context, self._lock)
        return self._opened_history

    # -- sound --------------------------------------------------------------------------------------------------

    def _sound(self, request: WorkoutRequest, clock: Clock) -> SoundOutput:
        """The sound of the workout that begins now."""
        return sound_for(request.folder, self._context, clock, self._options)

    def _sample(self, settings: Settings) -> SoundOutput:
        """The sound of these settings, to hear it."""
        return sound_for(None, self._context_with(settings), SystemClock(), RunOptions())

    def _adopt(self, settings: Settings) -> None:
        """The settings are others from now on."""
        self._context = self._context_with(settings)

    def _chose(self, name: str, value: str | int | bool) -> None:
        """One setting is another from the next workout on."""
        changed: dict[str, Any] = {name: value}
        self._context = replace(self._context, settings=replace(self._context.settings, **changed))

    def _context_with(self, settings: Settings) -> Context:
        return replace(self._context, settings=with_environment(settings, os.environ)[0])

    # -- the end ------------------------------------------------------------------------------------------------

    def _keep_crash(self, error: BaseException) -> str | None:
        return keep_report(error, self._context.folders)

    def _close(self, *, is_hurried: bool) -> None:
        """Nothing is left to be written, nothing keeps the display on."""
        self._display.close()
        self._keeper.close()
        for sentence in self._keeper.news():
            warn(sentence)
        if self._opened_history is None:
            return
        from backday_tui.history.history import LEISURE_S
        from backday_tui.history.recorder import CLOSE_S

        for sentence in self._opened_history.close(CLOSE_S if is_hurried else LEISURE_S, warn):
            warn(sentence)


class InterruptedPrompt:
    """What the library offers of the session that was interrupted last.

    Args:
        history: opens the log.
        follow: makes a workout of a session that was taken up.
    """

    def __init__(self, history: Callable[[], History], follow: Callable[[ResumedSession], WorkoutRequest]) -> None:
        self._history = history
        self._follow = follow
        self._found: InterruptedSession | None = None

    def find(self) -> str | None:
        """The session in words; None where there is none, or nothing can be said of it."""
        try:
            self._found = self._history().interrupted()
        except BackdayError:  # another program runs it, or the log can't be read: there is nothing to offer
            return None
        return self._found.told if self._found else None

    def go_on(self) -> WorkoutRequest:
        """Follow it further, paused where it was.

        Raises:
            BackdayError: that can't be done now; nor can what the others below do.
        """
        return self._follow(self._history().take_up(self._session))

    def keep(self) -> None:
        """End it as of its last moment."""
        self._history().keep(self._session)

    def throw_away(self) -> None:
        """Delete it."""
        self._history().throw_away(self._session)

    @property
    def _session(self) -> InterruptedSession:
        if self._found is None:
            raise NotFoundError("there is no interrupted session")
        return self._found


def file_of(routine_id: str, folder: Path | None, folders: Folders) -> Path | None:
    """The file that a session's routine still stands in; None where it was from none, or that is gone.

    Args:
        routine_id: as the session has it, "" for a workout of the command line.
        folder: in which the file was; None where that isn't known.
        folders: of the person.
    """
    if not routine_id:
        return None
    in_library = library.paths(folders.routines).get(routine_id)
    if folder in (None, folders.routines, library.bundled_dir()):
        return in_library
    there = library.file_in(folder, routine_id)
    return there if is_there(there) else None


def _forget_absurd_size() -> None:
    """COLUMNS and LINES (ROWS in a browser) go before what the terminal says of its size: leave out what none has."""
    for name in ("COLUMNS", "LINES", "ROWS"):
        given = os.environ.get(name, "")
        if len(given) > len(str(_MOST_CELLS)) or (given.isdecimal() and int(given) > _MOST_CELLS):
            del os.environ[name]
