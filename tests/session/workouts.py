"""What the tests of the session share: small routines, and events written as short lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from plans import build

from backday_tui.errors import CommandRefusedError
from backday_tui.exercises.catalog import Catalog, Exercise
from backday_tui.routine.model import Entry, Item, Reps, Routine, Span
from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.session.session import Session

if TYPE_CHECKING:
    from backday_tui.session.plan import Plan, Step

CATALOG = Catalog(
    [
        Exercise(id="bent-over-row", name="Bent-over row", muscles=("latissimus dorsi",)),
        Exercise(id="plank", name="Plank", muscles=("core",), isometric=True),
        Exercise(id="chin-up", name="Chin-up", muscles=("latissimus dorsi",), secondary=("biceps",)),
    ]
)

ORIGIN = 1000.0
"""When the sessions of these tests start; the times in tables count from it."""

REFUSED = "refused"
Row = tuple[float, c.Command | None, Sequence[str] | str]


def reps(name: str = "Row", count: int = 8, sets: int = 1, **rest: Any) -> Entry:
    return Entry((name,), sets=sets, reps=Reps(count, count), **rest)


def hold(name: str = "Plank", seconds: int | None = 30, sets: int = 1, *, more: bool = False, **rest: Any) -> Entry:
    return Entry((name,), sets=sets, hold=Span(seconds, more or seconds is None), **rest)


def timed(name: str = "Treadmill", seconds: int = 60, sets: int = 1, **rest: Any) -> Entry:
    return Entry((name,), sets=sets, time=Span(seconds), **rest)


def routine(*work: Item, **rest: Any) -> Routine:
    return Routine("back", "Back day", work=work, **rest)


def plan_of(*work: Item, **rest: Any) -> Plan:
    return build(routine(*work, **rest), CATALOG)


def session_of(*work: Item, auto: bool = False, **rest: Any) -> Session:
    """A session that has been started."""
    session = Session(plan_of(*work, **rest), auto=auto)
    session.start(ORIGIN)
    return session


def step_line(step: Step) -> str:
    """Such as "hold Plank 2/3 left 30s"."""
    parts = [step.kind, step.title, f"{step.set}/{step.sets}"]
    if step.side:
        parts.append(step.side)
    if step.seconds is not None:
        parts.append(f"{step.seconds}s")
    return " ".join(parts)


def lines(steps: Iterable[Step]) -> list[str]:
    return [step_line(step) for step in steps]


def to_come(session: Session) -> list[str]:
    """The steps from the running one on."""
    return lines(session.state.steps[session.state.index :])


def log_line(log: e.SetLog) -> str:
    """Such as "Row 1/3 left 8x 12 kg"."""
    figures = [
        f"{log.exercise} {log.set}/{log.sets}",
        log.side,
        None if log.rounds is None else f"{log.rounds} rounds",
        None if log.reps is None else f"{log.reps}x",
        None if log.seconds is None else f"{log.seconds:g}s",
        log.load,
    ]
    return " ".join(figure for figure in figures if figure)


def logs(session: Session) -> list[str]:
    return [log_line(log) for log in session.state.logs]


def event_line(event: e.Event) -> str:
    """Such as "90 logs Plank 1/3 90s"; the time counts from the start."""
    return f"{round(event.at - ORIGIN, 6):g} {_what(event)}"


def _what(event: e.Event) -> str:  # noqa: C901, PLR0911, PLR0912 -- one line for each event
    match event:
        case e.StepBegan():
            return "begins " + step_line(event.step)
        case e.StepEnded():
            return f"{event.how} {event.step.kind} after {round(event.seconds, 6):g}"
        case e.SetLogged():
            return "logs " + log_line(event.log)
        case e.SetCorrected():
            return "corrects " + log_line(event.log)
        case e.RestReady() | e.RestOver() | e.HoldBeyond():
            return {e.RestReady: "ready", e.RestOver: "rest over", e.HoldBeyond: "beyond"}[type(event)]
        case e.RestSet():
            return f"rest set {event.seconds} {event.most} {event.why}"
        case e.SetEntered():
            return f"enters {event.reps} {event.load}"
        case e.LoadCarried():
            return f"carries {event.load} to {event.sets}" + (" by as much" if event.moved else "")
        case e.RoundCounted():
            return f"round {event.rounds}"
        case e.Paused():
            return "pauses"
        case e.Resumed():
            return f"resumes after {event.paused_s:g}"
        case e.DeadlineMoved():
            return f"end moves {round(event.seconds, 6):g}"
        case e.StepsChanged():
            return "steps change"
        case e.Undone():
            return f"undoes {event.command}"
        case e.Finished():
            return "over early" if event.early else "over"


def act(session: Session, at: float, command: c.Command | None = None) -> list[str]:
    """Give a command, or only look (None), so long after the start; what happened."""
    now = ORIGIN + at
    events = session.advance(now) if command is None else session.do(command, now)
    return [event_line(event) for event in events]


def follow(session: Session, table: Sequence[Row]) -> None:
    """Play a table of (time since the start, command or None to look, expected events or REFUSED)."""
    for at, command, expected in table:
        if expected == REFUSED:
            assert command is not None
            assert refusal(session, at, command)
        else:
            assert act(session, at, command) == expected, (at, command)


def refusal(session: Session, at: float, command: c.Command) -> str:
    """The message with which a command is refused; nothing may have changed by it."""
    before = (session.state, session.paused_at, session.paused_s, session.latest, session.can_undo)
    try:
        session.do(command, ORIGIN + at)
    except CommandRefusedError as refused:
        assert (session.state, session.paused_at, session.paused_s, session.latest, session.can_undo) == before
        return str(refused)
    raise AssertionError(f"{command} was not refused")
