"""A session as lines from which it can be brought back: what is written down while it runs, and how it is replayed.

A session is what it began with (`Opening`: the text of its routine, the picks), and the commands that were given, each
with its time. Nothing here waits for a disk (`recorder.py` does that), or times anything: `Clock` only gives the time
of day.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

from backday_tui.errors import BackdayError
from backday_tui.history.log import AHEAD
from backday_tui.history.store import UNREADABLE, JournalEntry, JournalLine, PerformedSet, SessionTotals
from backday_tui.history.values import MOST
from backday_tui.routine.amounts import parse_load, reps_text, span_text
from backday_tui.routine.model import Span
from backday_tui.routine.reader import read_text
from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.session.plan import Ref, build
from backday_tui.session.session import Session
from backday_tui.session.summary import summarize
from backday_tui.text import clean
from backday_tui.training.prescription import Aim
from backday_tui.training.progression import Target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from backday_tui.clock import Clock
    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.recorder import Recorder
    from backday_tui.history.store import SessionRow
    from backday_tui.routine.model import Section
    from backday_tui.session.plan import Plan, Step


@dataclass(frozen=True, slots=True)
class Opening:
    """What a session begins with.

    `routine` is its id, "" for one of the command line; `snapshot` its TOML as it was; `started` the local time with
    its offset. `picks` and `rounds` are what the person chose; `first_step` is an index of the whole plan; `auto` is
    whether every step ends by itself; `folder` is where the sounds that the routine names may lie, None where it is
    from no file.
    """

    routine: str
    name: str
    snapshot: str
    planned_sets: int
    started: datetime
    picks: Mapping[Ref, str] = field(default_factory=dict)
    rounds: Mapping[tuple[Section, int], int] = field(default_factory=dict)
    first_step: int = 0
    auto: bool = False
    folder: Path | None = None

    @property
    def options(self) -> dict[str, Any]:
        """All that has no column of its own in the log, as JSON keeps it; `chosen_in` is the way back."""
        return {
            "picks": [[*ref, name] for ref, name in self.picks.items()],
            "rounds": [[*place, count] for place, count in self.rounds.items()],
            "first_step": self.first_step,
            "auto": self.auto,
            "folder": None if self.folder is None else str(self.folder),
        }

    def plan(self, catalog: Catalog) -> Plan:
        """The steps of the session, from the first that was to be done.

        Raises:
            BackdayError: this version can't read the routine.
        """
        routine = read_text(self.snapshot, id=self.routine, catalog=catalog).routine
        if routine is None:
            raise BackdayError("its routine can't be read by this version")
        plan = build(routine, catalog, self.picks, self.rounds)
        return plan.starting_at(self.first_step) if self.first_step else plan


def chosen_in(options: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an `Opening` that a row of the log keeps as options; one that isn't there is as by default."""
    folder = options.get("folder")
    return {
        "picks": {Ref(section, item, entry): name for section, item, entry, name in options.get("picks", [])},
        "rounds": {(section, item): count for section, item, count in options.get("rounds", [])},
        "first_step": options.get("first_step", 0),
        "auto": bool(options.get("auto")),
        "folder": Path(folder) if folder else None,
    }


POSITION = "Position"
POSITION_S = 3.9
"""How often the time reached is written down while nothing else is. A wake-up may come a second late, so at most five
seconds are ever lost."""
# Journals on people's disks have these names in them. A class may be renamed, but its name here stays, and so do the
# names of its fields.
COMMANDS: Mapping[str, type[c.Command]] = MappingProxyType(
    {
        "Done": c.Done, "Pause": c.Pause, "Resume": c.Resume, "Skip": c.Skip, "Back": c.Back, "BeginNow": c.BeginNow,
        "SkipExercise": c.SkipExercise, "DoLater": c.DoLater, "AddSet": c.AddSet, "RemoveSet": c.RemoveSet,
        "Swap": c.Swap, "Extend": c.Extend, "Restart": c.Restart, "Record": c.Record, "Finish": c.Finish,
        "Figures": c.Figures, "SetTargets": c.SetTargets, "GoOn": c.GoOn, "GoTo": c.GoTo, "SetAuto": c.SetAuto,
        "Undo": c.Undo,
    }
)  # fmt: skip
"""The commands of a session by the names that they have in a journal."""
_NAMES: Mapping[type[c.Command], str] = MappingProxyType({kind: name for name, kind in COMMANDS.items()})


def opening_of(row: SessionRow) -> Opening:
    """What a session of the log began with.

    Raises:
        BackdayError: what the log holds of it makes no sense.
        TypeError, ValueError: it is from another version.
    """
    if row.started is None or not {"routine", "snapshot", "options"}.isdisjoint(row.unknown):
        raise BackdayError("the log holds what makes no sense of how it began")
    chosen = chosen_in(row.options)
    return Opening(row.routine, row.name, row.snapshot, row.planned_sets or 0, row.started, **chosen)


def replay(opening: Opening, entries: Sequence[JournalEntry], catalog: Catalog) -> Session:
    """The session as it was when the last line was written; its time starts at 0.

    Raises:
        BackdayError: its routine or its journal can't be read by this version.
    """
    session = Session(opening.plan(catalog), auto=opening.auto)
    session.start(0.0)
    for entry in entries:
        if entry.command == POSITION:
            session.advance(entry.at_s)
        else:
            session.do(command_of(entry), entry.at_s)
    return session


def entry_of(command: c.Command, at_s: float) -> JournalEntry:
    """The line of a journal that a command makes; `at_s` is seconds after the session's start."""
    if isinstance(command, c.SetTargets):
        body: dict[str, Any] = {"targets": [_target_body(*each) for each in command.targets]}
    else:
        body = {name: value for name, value in asdict(command).items() if value or name not in _LATER_FIELDS}
    return JournalEntry(at_s, _NAMES[type(command)], body)


_LATER_FIELDS: Final = frozenset({"emptied", "rir", "note", "alone"})
"""What commands of earlier versions didn't have: written where it says something, so that they read all other lines."""


def _target_body(ref: Ref, target: Target) -> dict[str, Any]:
    days = [day.isoformat() for day in target.days]
    aims = [aim_body(aim) for aim in target.aims]
    return {"ref": list(ref), "aims": aims, "kind": target.kind, "why": target.why, "days": days, "then": target.then}


def aim_body(aim: Aim) -> dict[str, Any]:
    """An aim as JSON keeps it; `aim_in` is the way back."""
    load = None if aim.load is None else str(aim.load)
    return {"reps": aim.reps, "seconds": aim.seconds, "load": load, "to_beat": aim.to_beat}


def aim_in(body: Mapping[str, Any]) -> Aim:
    """The aim that JSON holds.

    Raises:
        ValueError: it makes no sense.
    """
    figures = [body.get(name) for name in ("reps", "seconds", "to_beat")]
    load = body.get("load")
    if not all(figure is None or (type(figure) is int and 0 <= figure <= MOST) for figure in figures):
        raise ValueError("an aim is a number")
    return Aim(figures[0], figures[1], None if load is None else parse_load(str(load)), figures[2])


def _targets_in(body: Mapping[str, Any]) -> tuple[tuple[Ref, Target], ...]:
    found = []
    for each in body["targets"]:
        section, item, entry = each["ref"]
        days = tuple(date.fromisoformat(day) for day in each["days"])
        aims = tuple(aim_in(aim) for aim in each["aims"])
        found.append((Ref(section, item, entry), Target(aims, each["kind"], str(each["why"]), days, each["then"])))
    return tuple(found)


def command_of(entry: JournalEntry) -> c.Command:
    """The command that a line of the journal holds.

    Raises:
        BackdayError: a newer version wrote it, or it makes no sense.
    """
    if entry.command == UNREADABLE or not all(_fits(*each) for each in entry.body.items()):
        raise BackdayError("its journal holds what makes no sense")
    body = entry.body | ({"emptied": tuple(entry.body["emptied"])} if "emptied" in entry.body else {})
    try:
        if entry.command == "SetTargets":
            return c.SetTargets(_targets_in(body))
    except (KeyError, TypeError, ValueError):
        raise BackdayError("its journal holds what makes no sense") from None
    try:
        return COMMANDS[entry.command](**body)
    except (KeyError, TypeError):
        raise BackdayError(f"its journal holds a command unknown to this version: {clean(entry.command, 40)}") from None


def _fits(name: str, value: object) -> bool:
    """Whether an argument of a command can have this value; one that a newer version has is not known here."""
    match name:
        case "counted" | "auto" | "alone" | "ends" | "moves":
            return isinstance(value, bool)
        case "exercise" | "index":
            return type(value) is (str if name == "exercise" else int)
        case "load" | "note":
            return value is None or isinstance(value, str)
        case "reps" | "rounds" | "log" | "seconds" | "rir":
            is_number = isinstance(value, float if name in ("seconds", "rir") else int) or type(value) is int
            return value is None or (is_number and abs(cast("float", value)) <= MOST)
        case "emptied":
            return isinstance(value, list) and {"reps", "load", "seconds", "rounds"}.issuperset(map(str, value))
        case _:
            return True


class Journal:
    """Tells a recorder everything that happens in one session, as it happens."""

    def __init__(self, recorder: Recorder, clock: Clock, opening: Opening, *, is_known: bool = False) -> None:
        """`is_known` is for a session that the recorder has already: one that goes on."""
        self._recorder = recorder
        self._clock = clock
        self._opening = opening
        self._is_known = self._goes_on = is_known
        self._noted_at = -math.inf
        self._ended: datetime | None = None

    @property
    def trouble(self) -> str | None:
        """What isn't being kept at the moment and why, in one line; None while all is well."""
        return self._recorder.trouble

    def news(self) -> tuple[str, ...]:
        """What the person should be told, each sentence once."""
        return self._recorder.news()

    def happened(
        self, session: Session, now: float, events: Sequence[e.Event], command: c.Command | None = None
    ) -> None:
        """Write down a command, the sets if they changed, and every few seconds the time reached."""
        if not self._is_known:
            self._recorder.begin(self._opening)
            self._is_known, self._noted_at = True, now
        changed = any(isinstance(event, e.SetLogged | e.SetCorrected | e.Undone) for event in events)
        ended = any(isinstance(event, e.Finished) for event in events)
        if command is not None:
            self._note(session, entry_of(command, now - session.origin), now, with_sets=changed)
        elif changed or ended or self._is_due(session, now):
            self._note(session, _position(session, now), now, with_sets=changed)

    def settle(self, wait_s: float) -> None:
        """Wait until all that was noted is on the disk, at most so many seconds."""
        self._recorder.settle(wait_s)

    def _end_at(self, after_s: float) -> datetime:
        """The time of day; where the clock was set while it ran, what it would have shown otherwise.

        A session that was interrupted may go on days later: only a clock that was set back can be told then.
        """
        wall, reckoned = self._clock.wall(), self._opening.started + timedelta(seconds=after_s)
        was_set_on = not self._goes_on and wall - reckoned > AHEAD
        return reckoned if was_set_on or wall < self._opening.started else wall

    def leave(self, session: Session, now: float) -> None:
        """Nothing more will happen: write down the time reached."""
        if self._is_known and not session.is_over:
            self._note(session, _position(session, now), now, with_sets=False)
        self._recorder.finish()

    def _is_due(self, session: Session, now: float) -> bool:
        goes_on = not (session.is_paused or session.is_over)
        return goes_on and now - self._noted_at >= POSITION_S

    def _note(self, session: Session, entry: JournalEntry, now: float, *, with_sets: bool) -> None:
        self._ended = (self._ended or self._end_at(now - session.origin)) if session.is_over else None
        sets = tuple(performed(log) for log in session.state.logs) if with_sets else None
        self._recorder.note(JournalLine(entry, standing(session, self._ended), sets))
        self._noted_at = now


def _position(session: Session, now: float) -> JournalEntry:
    return JournalEntry(now - session.origin, POSITION, {})


def standing(session: Session, ended: datetime | None) -> SessionTotals:
    """What the session comes to so far; `ended` is when it ended, None while it goes on."""
    totals = summarize(session, session.latest)
    return SessionTotals(totals.elapsed_s, totals.sets_planned, ended, totals.partial)


def performed(log: e.SetLog) -> PerformedSet:
    """A set of a session as the log keeps it."""
    return PerformedSet(
        bout=log.bout, side=log.side or "", exercise=log.exercise, number=log.set, sets=log.sets,
        kind=log.target.kind, target=target_text(log.target), reps=log.reps, seconds=log.seconds, load=log.load,
        rounds=log.rounds,
    )  # fmt: skip


def target_text(step: Step) -> str:
    """What a step asks for, in a word: "8", "8-12", "5+", "1:30", "1:00+", "max"; "" if it is open."""
    if step.figures[0] == "reps":
        return reps_text(step.reps) if step.reps else ""
    return span_text(Span(step.seconds, open_ended=step.to_failure))
