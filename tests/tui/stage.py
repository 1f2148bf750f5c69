"""A workout on the live screen, played by a test: keys, time, and what is seen."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from silent import SilentPlayer
from virtual_time import LoopClock, run

from backday_tui.audio.player import Status
from backday_tui.exercises.catalog import Catalog, bundled
from backday_tui.routine.model import Entry, Item, Reps, Routine, Span
from backday_tui.session.events import Event, SetLog, SetLogged
from backday_tui.tui.app import BackdayApp
from backday_tui.tui.args import Preferences, Start, WorkoutRequest
from backday_tui.tui.live.screen import LiveScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot

    from backday_tui.clock import Clock
    from backday_tui.session.commands import Command
    from backday_tui.session.session import Session


FRAME_S = 0.02


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
    starts: list[Start] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

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
        return self.live._board.countdown.text

    @property
    def screen(self) -> str:
        """The name of the class of the screen on top."""
        return type(self.app.screen).__name__

    def text(self) -> str:
        """All that the screen on top shows."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

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

    def open_journal(start: Start) -> Diary:
        diary.starts.append(start)
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
