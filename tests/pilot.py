"""The app under Textual's pilot, in virtual time: keys go in, what it shows and what it tells others is looked at.

The event loop's time jumps to the next timer instead of waiting for it: an hour of workout in a second. What the loop
would wait for from outside (a terminal, a process) is not supported; that is what `terminals` is for.

`drive` runs the screens that one looks through, `follow` a workout.
"""

from __future__ import annotations

import asyncio
import selectors
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from unittest import mock

from silent import SilentPlayer
from textual.worker import WorkerCancelled

from backday_tui.audio.player import Status
from backday_tui.clock import SystemClock
from backday_tui.exercises.catalog import Catalog, bundled
from backday_tui.history.journal import Opening, kept_of
from backday_tui.history.past import running_session
from backday_tui.history.resume import ResumedSession
from backday_tui.routine.model import Entry, Item, Reps, Routine, Span
from backday_tui.session.events import Event, SetLog, SetLogged
from backday_tui.tui import app as app_module
from backday_tui.tui.app import BackdayApp
from backday_tui.tui.live.countdown import Countdown
from backday_tui.tui.live.screen import LiveScreen
from backday_tui.workout.workout import WorkoutRequest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from fractions import Fraction

    from textual.app import App
    from textual.pilot import Pilot
    from textual.screen import Screen

    from backday_tui.clock import Clock
    from backday_tui.session.commands import Command
    from backday_tui.session.session import Session
    from backday_tui.training.past import PastSession
    from backday_tui.tui.args import Preferences
    from backday_tui.tui.widgets.browse import StartRoutine

T = TypeVar("T")
AnyApp = TypeVar("AnyApp", bound=BackdayApp)
GLANCE_S = 0.01
"""How long to look for something from outside while no timer is set at all."""
TURNS = 40
"""How often each part of the app gets its turn until a key is dealt with."""
FRAME_S = 0.02
HOSTILE = "[@click=app.quit]press[/] [/] \x1b]0;title\x07 \u202eevil [b]x"
"""Markup that ends an app, an escape sequence, and a turn of direction."""
SHOWN_HOSTILE = "[@click=app.quit]press[/] [/] ␛]0;title␇ \ufffdevil [b]x"


BEGUN_AT = 5000.0
"""What the clock of a virtual loop shows at first."""


class Leaps(selectors.DefaultSelector):
    """Never waits for a timer: it adds the waiting time to its own."""

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGUN_AT

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(GLANCE_S if timeout is None else 0)
        if not ready and timeout:
            self.now += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop in virtual time."""

    def __init__(self) -> None:
        self._leaps = Leaps()
        super().__init__(self._leaps)

    def time(self) -> float:
        return self._leaps.now

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 -- as asyncio has it
        """Wait for threads without the time limit of Python 3.12 and later: here it would be over at once."""
        del timeout
        await super().shutdown_default_executor()


class LoopClock:
    """The clock of a workout on a virtual loop; `slept_s` are seconds that the loop knows nothing of."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.slept_s = 0.0

    def now(self) -> float:
        return self._loop.time() + self.slept_s

    def wall(self) -> datetime:
        return datetime.fromisoformat("2026-01-05T18:00:00+01:00") + timedelta(seconds=self.now() - BEGUN_AT)

    def asleep_s(self) -> float:
        return self.slept_s


async def _settle(*_: object, **__: object) -> None:
    """What Textual's wait for an idle processor comes to where time stands still meanwhile."""
    for _turn in range(TURNS):
        await asyncio.sleep(0)


@contextmanager
def textual_in(loop: VirtualLoop) -> Iterator[None]:
    """Let Textual's timers read the loop's time."""
    with (
        mock.patch("textual._time.get_time", loop.time),
        mock.patch("textual._time.time", loop.time),
        mock.patch("textual.pilot.wait_for_idle", _settle),
        mock.patch("textual.app.wait_for_idle", _settle),
    ):
        yield


def run(play: Callable[[LoopClock], Awaitable[T]]) -> T:
    """Run a coroutine in virtual time; it is given the clock."""

    async def body(loop: VirtualLoop) -> T:
        return await play(LoopClock(loop))

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        loop = runner.get_loop()
        assert isinstance(loop, VirtualLoop)
        with textual_in(loop):
            return runner.run(body(loop))


class Browsed(BackdayApp):
    """The app, which writes down what is to be started in place of starting it."""

    CSS_PATH = Path(app_module.__file__).with_name("app.tcss")

    def __init__(self, first: Callable[[], Screen[None]]) -> None:
        super().__init__(first, make_sound=_no_sound, clock=SystemClock())
        self.started: list[StartRoutine] = []
        self.followed: list[WorkoutRequest] = []

    def follow(self, args: WorkoutRequest) -> None:
        self.followed.append(args)

    def on_start_routine(self, event: StartRoutine) -> None:
        self.started.append(event)


def _no_sound(*_: object) -> NoReturn:
    raise AssertionError("nothing is to be heard on these screens")


def drive_app(
    make: Callable[[Clock], AnyApp],
    steps: Callable[[Pilot[None], AnyApp], Awaitable[None]],
    size: tuple[int, int] = (120, 40),
) -> None:
    """Run the app that is made with this clock, and take these steps once everything is known."""

    async def play(clock: LoopClock) -> None:
        app = make(clock)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await steps(pilot, app)

    run(play)


def drive(
    first: Callable[[], Screen[None]],
    steps: Callable[[Pilot[None], Browsed], Awaitable[None]],
    size: tuple[int, int] = (120, 40),
) -> None:
    """Run the app on this screen, and take these steps once everything is known."""
    drive_app(lambda _: Browsed(first), steps, size)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no thread reads any more, and all it found is shown; what it found may lead to another."""
    quiet = 0
    while quiet < 3:
        await pilot.pause(0.5)
        quiet = quiet + 1 if all(worker.is_finished for worker in pilot.app.workers) else 0
        await _worked_off(pilot.app)
    await pilot.pause(0.5)


async def _worked_off(app: App[None]) -> None:
    """Wait for all that threads are at; what was let go for something newer is no fault."""
    outcomes = await asyncio.gather(*(worker.wait() for worker in app.workers), return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException) and not isinstance(outcome, WorkerCancelled):
            raise outcome


def screen_name(app: BackdayApp) -> str:
    """The class of the screen on top."""
    return type(app.screen).__name__


def seen(app: App[None]) -> str:
    """The characters on the screen, a line a row."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def notices(app: BackdayApp) -> list[str]:
    """What is told over the screen at the moment."""
    return [notice.message for notice in app._notifications]


class UnheardPlayer(SilentPlayer):
    """A sound that can't be heard: every cue is due for the bell."""

    def __init__(self) -> None:
        super().__init__()
        self.rung: list[str] = []

    @property
    def status(self) -> Status:
        return Status("bell", audible=False, text="no sound: bell and flash")

    def due(self, now: float) -> tuple[str, ...]:
        names = [cue.name for cue in self.cues if now - 0.5 < cue.at <= now]
        self.rung += names
        return tuple(names)


@dataclass
class Diary:
    """A journal that keeps what it is told."""

    trouble: str | None = None
    said: list[str] = field(default_factory=list)
    left: bool = False
    settled: int = 0
    openings: list[Opening] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def annotate(self, note: str) -> None:
        self.notes.append(note)

    def done(self, session: Session, body_kg: Fraction | None) -> PastSession:
        opening = self.openings[-1]
        return running_session(opening, *kept_of(opening, session, bundled(), ()), body_kg)

    def happened(self, session: Session, now: float, events: Any, command: Command | None = None) -> None:
        assert session is not None
        assert now > 0
        self.events += events
        if command is not None:
            self.commands.append(command)

    def settle(self, wait_s: float) -> None:
        assert wait_s < 1
        self.settled += 1

    def leave(self, session: Session, now: float) -> None:
        assert session is not None
        assert now > 0
        self.left = True

    def news(self) -> tuple[str, ...]:
        said, self.said = tuple(self.said), []
        return said


@dataclass
class Stage:
    """What a test has in its hands."""

    app: BackdayApp
    pilot: Pilot[None]
    clock: LoopClock
    sound: SilentPlayer
    diary: Diary

    def session_logs(self) -> list[SetLog]:
        """The sets that the journal was told of, the last word on each."""
        return [event.log for event in self.diary.events if isinstance(event, SetLogged)]

    @property
    def live(self) -> LiveScreen:
        """The live screen, also below another."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, LiveScreen))

    @property
    def session(self) -> Session:
        return self.live.session

    @property
    def countdown(self) -> str:
        return self.live.query_one(Countdown).text

    @property
    def screen(self) -> str:
        """The name of the class of the screen on top."""
        return screen_name(self.app)

    def text(self) -> str:
        """All that the screen on top shows."""
        return seen(self.app)

    async def wait(self, seconds: float) -> None:
        """Let time pass, a little of it for what is drawn after it."""
        await asyncio.sleep(seconds)
        await self.settle()

    async def press(self, *keys: str) -> None:
        """Press keys, each after what the one before has led to."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def settle(self) -> None:
        """What is to be drawn is drawn: Textual does so once in a sixtieth of a second."""
        for _ in range(2):
            await self.pilot.pause()
            await asyncio.sleep(FRAME_S)


def routine(*work: Item, **fields: Any) -> Routine:
    """A routine with short rests."""
    given: dict[str, Any] = {"rest": 10, "between": 10, "prepare": 5, **fields}
    return Routine("test", given.pop("name", "Test"), work=work, **given)


def hold(seconds: int = 20, sets: int = 1, name: str = "Plank") -> Entry:
    return Entry((name,), sets=sets, hold=Span(seconds))


def reps(count: int = 8, sets: int = 1, name: str = "Seated row") -> Entry:
    return Entry((name,), sets=sets, reps=Reps(count, count))


def interrupted(session: Session) -> ResumedSession:
    """A session, paused, as one that is taken up."""
    routine = session.state.plan.routine
    return ResumedSession(session, 1, Opening(routine.id, routine.name, "", 1, SystemClock().wall()), (), ())


def follow(
    play: Callable[[Stage], Awaitable[None]],
    what: Routine,
    *,
    size: tuple[int, int] = (80, 24),
    sound: SilentPlayer | None = None,
    preferences: Preferences | None = None,
    catalog: Catalog | None = None,
    prepare_args: Callable[[WorkoutRequest], WorkoutRequest] = lambda args: args,
) -> Stage:
    """Play a workout in virtual time, and give what is left of it."""
    player = sound or SilentPlayer()
    diary = Diary()

    def make_sound(args: WorkoutRequest, clock: Clock) -> SilentPlayer:
        assert args.routine is what
        assert clock.now() > 0
        return player

    def open_journal(opening: Opening) -> Diary:
        diary.openings.append(opening)
        return diary

    async def body(clock: LoopClock) -> Stage:
        args = prepare_args(WorkoutRequest(what, catalog or bundled(), open_journal=open_journal))
        app = BackdayApp(args, make_sound=make_sound, clock=clock, preferences=preferences)
        async with app.run_test(size=size) as pilot:
            stage = Stage(app, pilot, clock, player, diary)
            await stage.settle()
            await play(stage)
        return stage

    return run(body)
