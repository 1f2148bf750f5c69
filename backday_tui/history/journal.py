"""A running session as lines that bring it back: what is written down of it, and how it is replayed.

A session is its routine's text, the picks it began with, and the commands given with their times. Nothing here waits
for a disk (recorder.py does) or reads a clock.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from backday_tui.errors import BackdayError
from backday_tui.history.store import Entry, Opening, PerformedSet, SessionRow
from backday_tui.routine.reader import read_text
from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.session.plan import Plan, Ref, Step, build
from backday_tui.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.recorder import Recorder
    from backday_tui.session.plan import Section

POSITION = "Position"
POSITION_S = 5.0
"""How often the time reached is written down while nothing else is."""
COMMANDS: dict[str, type[c.Command]] = {
    kind.__name__: kind
    for kind in (
        c.Done, c.Pause, c.Resume, c.Skip, c.Back, c.BeginNow, c.SkipExercise, c.DoLater, c.AddSet, c.RemoveSet,
        c.Swap, c.Extend, c.Restart, c.Record, c.Finish, c.SetAuto, c.Undo,
    )
}  # fmt: skip


def opening_of(
    plan: Plan,
    snapshot: str,
    started: datetime,
    *,
    picks: Mapping[Ref, str] | None = None,
    rounds: Mapping[tuple[Section, int], int] | None = None,
    first_step: int = 0,
    auto: bool = False,
) -> Opening:
    """What a session begins with, as history keeps it: `snapshot` is the routine's text, `first_step` its beginning."""
    options = {
        "picks": [[*ref, name] for ref, name in (picks or {}).items()],
        "rounds": [[*place, count] for place, count in (rounds or {}).items()],
        "first_step": first_step,
        "auto": auto,
    }
    return Opening(plan.routine.id, plan.routine.name, snapshot, options, len(plan.bouts), started)


def replay(row: SessionRow, entries: Sequence[Entry], catalog: Catalog) -> Session:
    """The session as it was when the last line was written, paused there unless it is over; its clock began at 0.

    Raises:
        BackdayError: its routine can't be read any more.
    """
    session = Session(_plan_of(row, catalog), auto=bool(row.options.get("auto")))
    session.start(0.0)
    for entry in entries:
        if entry.command == POSITION:
            session.advance(entry.at_s)
        else:
            session.do(command_of(entry), entry.at_s)
    if not (session.is_over or session.is_paused):
        session.do(c.Pause(), session.latest)
    return session


def _plan_of(row: SessionRow, catalog: Catalog) -> Plan:
    routine = read_text(row.snapshot, id=row.routine, catalog=catalog).routine
    if routine is None:
        raise BackdayError(f"the interrupted session of {row.name} can't be read by this version")
    options: dict[str, Any] = row.options
    picks = {Ref(section, item, entry): name for section, item, entry, name in options.get("picks", [])}
    rounds = {(section, item): count for section, item, count in options.get("rounds", [])}
    plan = build(routine, catalog, picks, rounds)
    first_step = options.get("first_step", 0)
    return plan.starting_at(first_step) if first_step else plan


def command_of(entry: Entry) -> c.Command:
    """The command that a line of the journal holds.

    Raises:
        BackdayError: a newer version wrote it.
    """
    kind = COMMANDS.get(entry.command)
    if kind is None:
        raise BackdayError(f"the journal holds a command unknown to this version: {entry.command}")
    return kind(**entry.body)


class Journal:
    """Tells a recorder of all that happens in one session, as it happens."""

    def __init__(self, recorder: Recorder, *, origin: float) -> None:
        """`origin` is the time of the session's start on its clock."""
        self._recorder = recorder
        self._origin = origin
        self._noted_at = origin

    def happened(
        self, session: Session, now: float, events: Sequence[e.Event], command: c.Command | None = None
    ) -> None:
        """Write down a command, the sets where they changed, and every five seconds the time reached."""
        changed = any(isinstance(event, e.SetLogged | e.SetCorrected | e.Undone) for event in events)
        if command is None and not changed and not self._is_due(session, now):
            return
        name, body = (POSITION, {}) if command is None else (type(command).__name__, asdict(command))
        sets = [performed(log) for log in session.state.logs] if changed else None
        self._recorder.note(Entry(now - self._origin, name, body), sets)
        self._noted_at = now
        self._tell_end(session, events)

    def _is_due(self, session: Session, now: float) -> bool:
        return not session.is_paused and now - self._noted_at >= POSITION_S

    def _tell_end(self, session: Session, events: Sequence[e.Event]) -> None:
        if session.is_over and any(isinstance(event, e.Finished) for event in events):
            self._recorder.end(session.elapsed_s(session.latest), partial=session.state.early)
        elif not session.is_over and any(isinstance(event, e.Undone) for event in events):
            self._recorder.reopen()


def performed(log: e.SetLog) -> PerformedSet:
    """A set of a session as history keeps it."""
    return PerformedSet(
        bout=log.bout, side=log.side or "", exercise=log.exercise, number=log.set, sets=log.sets,
        kind=log.target.kind, target=target_text(log.target), reps=log.reps, seconds=log.seconds, load=log.load,
        rounds=log.rounds,
    )  # fmt: skip


def target_text(step: Step) -> str:
    """What a step asks for, in a word: "8", "8-12", "5+", "90 s", "60+ s", "max"; "" for an open one."""
    if step.kind in ("time", "hold") and step.group != "emom":
        more = "+" if step.to_failure else ""
        return "max" if step.seconds is None else f"{step.seconds}{more} s"
    reps = step.reps
    if reps is None:
        return ""
    if reps.low is None:
        return "max"
    if reps.high is None:
        return f"{reps.low}+"
    return str(reps.low) if reps.low == reps.high else f"{reps.low}-{reps.high}"
