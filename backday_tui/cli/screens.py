"""The screens, wired together: whether there is a terminal for them, and what each is given.

Textual is imported only once it is sure that a screen is shown.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from backday_tui.awake import Awake
from backday_tui.cli.exits import tell
from backday_tui.folders import is_there
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from textual.screen import Screen

    from backday_tui.audio.player import SoundOutput
    from backday_tui.cli.resuming import InterruptedPrompt
    from backday_tui.cli.routines import LoadedRoutine
    from backday_tui.cli.surroundings import Context
    from backday_tui.cli.way import RunOptions
    from backday_tui.clock import Clock
    from backday_tui.history.history import History
    from backday_tui.history.resume import ResumedSession
    from backday_tui.routine.model import Routine
    from backday_tui.settings import Settings
    from backday_tui.tui.args import LibraryContext, Source, Start, WorkoutRequest
    from backday_tui.workout.performance import JournalSink

_MOST_CELLS: Final = 1000
"""More columns, or lines, than any terminal has."""


def can_show_screen(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether keys come from a terminal and one that can show more than lines is looked at.

    The screen is drawn on stderr, so that has to be a terminal too.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return environ.get("TERM", "") != "dumb" and all(stream is not None and stream.isatty() for stream in streams)


def open_library() -> int:
    """The library, until it is left; gives the exit code."""
    from backday_tui.cli.surroundings import load_context
    from backday_tui.tui.library.screen import LibraryScreen

    around = load_context()
    for line in around.warnings:
        tell(line)
    screens = Screens(around)
    return screens.show(lambda: LibraryScreen(around.folders.routines, screens.belongings()))


def follow_on_screen(
    what: LoadedRoutine | ResumedSession, way: RunOptions, around: Context, keeping: History | None
) -> int:
    """Follow a workout on the live screen; gives the exit code. The log is made when it is needed where there is none.

    Raises:
        NoSuchStepError: it is to begin where there is nothing.
    """
    from backday_tui.cli.routines import LoadedRoutine
    from backday_tui.cli.way import folder_of, step_at
    from backday_tui.exercises.catalog import bundled
    from backday_tui.session.plan import build
    from backday_tui.tui.args import WorkoutRequest

    screens = Screens(around, way, keeping)
    if not isinstance(what, LoadedRoutine):
        return screens.show(screens.resumed(what))
    first = 0 if way.begin is None else step_at(build(what.routine, bundled()), way.begin)
    source = screens.source(what.path)
    args = WorkoutRequest(what.routine, bundled(), auto=way.auto, speed=way.speed, first_step=first, source=source)
    return screens.show(screens.kept(args, lambda: what.text, folder_of(what), keep_others=True))


def edit_on_screen(path: Path) -> int:
    """A file in the editor, until it is left; gives the exit code.

    Raises:
        UnreadableError: it can't be read, or is not UTF-8.
    """
    from backday_tui.cli.surroundings import load_context
    from backday_tui.tui.editor.file import EditedFile
    from backday_tui.tui.editor.screen import EditorScreen

    around = load_context()
    file = EditedFile(path, around.folders.routines, around.folders.unsaved)
    return Screens(around, offers=False).show(lambda: EditorScreen(file))


class Screens:
    """One run of the app, with the sound and the journal of each workout in it.

    Args:
        around: the person's folders and settings.
        way: how workouts are followed.
        keeping: the log; made when it is needed where there is none yet.
        offers: whether a session that was interrupted is asked about.
    """

    def __init__(
        self, around: Context, way: RunOptions | None = None, keeping: History | None = None, *, offers: bool = True
    ) -> None:
        self._offers = offers
        self._around = around
        self._way = way
        self._made = keeping
        self._folder: Path | None = None
        self._display = Awake()

    def show(self, first: WorkoutRequest | Callable[[], Screen[None]]) -> int:
        """Show this until the person leaves; gives the exit code."""
        from backday_tui.clock import SystemClock
        from backday_tui.tui.app import BackdayApp, run_app
        from backday_tui.tui.args import Preferences

        _forget_absurd_size()
        wishes = self._around.settings
        preferences = Preferences.of(wishes)
        app = BackdayApp(
            first, make_sound=self._sound, clock=SystemClock(), preferences=preferences, prepare=self._prepare,
            keep_crash=self._keep_crash, offer=self._offer() if self._way is None and self._offers else None,
            warnings=() if self._way else self._around.warnings,
        )  # fmt: skip
        code = 1
        try:
            code = run_app(app)
        finally:
            self._close(is_hurried=code != 0)
        return code

    def belongings(self) -> LibraryContext:
        """What the library leads to."""
        from backday_tui.clock import SystemClock
        from backday_tui.tui.args import LibraryContext

        folders = self._around.folders
        return LibraryContext(
            folders.log_file, folders.settings_file, folders.unsaved, SystemClock().wall, self._adopt, self._sample
        )

    def source(self, path: Path | None) -> Source | None:
        """The file of a routine that is followed, for it to be changed; None where it is from none."""
        from backday_tui.tui.args import Source

        folders = self._around.folders
        return Source(path, folders.routines, folders.unsaved) if path else None

    def _adopt(self, settings: Settings) -> None:
        """The settings are others from now on."""
        from backday_tui.settings import with_environment

        self._around = replace(self._around, settings=with_environment(settings, os.environ)[0])

    def _sample(self, settings: Settings) -> SoundOutput:
        """The sound of these settings, to hear it."""
        from backday_tui.cli.running import sound_for
        from backday_tui.cli.way import RunOptions
        from backday_tui.clock import SystemClock
        from backday_tui.settings import with_environment

        around = replace(self._around, settings=with_environment(settings, os.environ)[0])
        return sound_for(None, around, SystemClock(), RunOptions())

    def kept(
        self, args: WorkoutRequest, snapshot: Callable[[], str], folder: Path | None, *, keep_others: bool = False
    ) -> WorkoutRequest:
        """A workout with a journal, unless it is followed in a way that keeps nothing.

        Args:
            args: the workout.
            snapshot: gives its routine as TOML.
            folder: where the sounds that it names may lie, None where it is from no file.
            keep_others: whether sessions that were interrupted before are ended, and kept as they are.
        """
        self._folder = folder

        def open_journal(start: Start) -> JournalSink:
            from backday_tui.history.journal import Beginning, Unkept
            from backday_tui.history.lock import RunningError

            beginning = Beginning(snapshot(), start.picks, start.rounds, start.first_step, folder)
            try:
                return self._keeping.begins(beginning, args.routine.name, keep_others=keep_others)
            except RunningError as error:  # it began while this one was being prepared
                return Unkept(f"nothing of this is logged: {error}")

        is_kept = self._way is None or self._way.is_kept
        return args._replace(open_journal=open_journal if is_kept else None, display=self._display)

    def resumed(self, taken: ResumedSession) -> WorkoutRequest:
        """An interrupted session that goes on."""
        from backday_tui.cli.resuming import file_of
        from backday_tui.cli.way import folder_of
        from backday_tui.exercises.catalog import bundled
        from backday_tui.tui.args import WorkoutRequest

        self._folder = folder_of(taken)
        source = self.source(file_of(taken.opening.routine, self._folder, self._around.folders))
        is_kept = self._way is None or self._way.is_kept
        return WorkoutRequest(
            taken.session.state.plan.routine, bundled(), speed=self._way.speed if self._way else 1.0,
            resumed=taken.session, open_journal=(lambda _: self._keeping.goes_on(taken)) if is_kept else None,
            display=self._display, source=source,
        )  # fmt: skip

    def _offer(self) -> InterruptedPrompt | None:
        """What is asked about over the library; None where nothing was ever logged."""
        if not is_there(self._around.folders.log_file):
            return None
        from backday_tui.cli.resuming import InterruptedPrompt

        return InterruptedPrompt(lambda: self._keeping, self.resumed)

    @property
    def _keeping(self) -> History:
        if self._made is None:
            from backday_tui.clock import SystemClock
            from backday_tui.exercises.catalog import bundled
            from backday_tui.history.history import History

            self._made = History(self._around.folders, SystemClock(), bundled)
        return self._made

    def _prepare(self, path: Path | None, routine: Routine) -> WorkoutRequest:
        """A workout that was picked on a screen; without a path its routine is from no file.

        Raises:
            RunningError: another program runs a workout.
        """
        from backday_tui.exercises.catalog import bundled
        from backday_tui.routine.writer import to_text
        from backday_tui.tui.args import WorkoutRequest

        self._keeping.check()
        args = WorkoutRequest(routine, bundled(), source=self.source(path))
        return self.kept(args, lambda: to_text(routine, bundled()), path.absolute().parent if path else None)

    def _sound(self, args: WorkoutRequest, clock: Clock) -> SoundOutput:
        """The sound of the workout that begins now."""
        from backday_tui.cli.running import sound_for
        from backday_tui.cli.way import RunOptions

        return sound_for(self._folder, self._around, clock, self._way or RunOptions(speed=args.speed))

    def _keep_crash(self, error: BaseException) -> str | None:
        from backday_tui.cli.crash import keep_report

        return keep_report(error, self._around.folders)

    def _close(self, *, is_hurried: bool) -> None:
        """Nothing is left to be written, nothing keeps the display on."""
        self._display.close()
        if self._made is None:
            return
        from backday_tui.history.history import LEISURE_S
        from backday_tui.history.recorder import CLOSE_S

        for sentence in self._made.close(CLOSE_S if is_hurried else LEISURE_S, _warn):
            _warn(sentence)


def _warn(sentence: str) -> None:
    tell(f"backday: {clean(sentence)}")


def _forget_absurd_size() -> None:
    """COLUMNS and LINES go before what the terminal says of its size: leave out what no terminal has."""
    for name in ("COLUMNS", "LINES"):
        given = os.environ.get(name, "")
        if len(given) > len(str(_MOST_CELLS)) or (given.isdecimal() and int(given) > _MOST_CELLS):
            del os.environ[name]
