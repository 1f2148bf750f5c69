"""A session as lines from which it can be brought back: what is written down while it runs, and how it is replayed.

A session is what it began with (`Opening`: the text of its routine, the picks), and the commands that were given, each
with its time. Nothing here waits for a disk (`recorder.py` does that), or times anything: `Clock` only gives the time
of day.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import bundled
from backday_tui.history.kept_values import aim_body, aim_in, load_from, warmups_body, warmups_in
from backday_tui.history.log import AHEAD
from backday_tui.history.past import running_session
from backday_tui.history.store import (
    UNREADABLE,
    JournalEntry,
    JournalLine,
    LoggedEntry,
    PerformedSet,
    SessionTotals,
)
from backday_tui.history.values import MOST, MOST_S
from backday_tui.routine.amounts import reps_text, span_text
from backday_tui.routine.model import Amrap, Emom, Span
from backday_tui.routine.reader import read_text
from backday_tui.routine.sets import in_order
from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.session.plan import GROUP_TITLE, Ref, build_with
from backday_tui.session.rest_options import RestOptions, rest_options_in
from backday_tui.session.session import Session
from backday_tui.session.summary import summarize
from backday_tui.text import clean
from backday_tui.training.loads import moved_kg
from backday_tui.training.prescription import asked_for, movement_of, movement_of_group, named_entries
from backday_tui.training.progression import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from fractions import Fraction

    from backday_tui.clock import Clock
    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.recorder import Recorder
    from backday_tui.history.store import SessionRow
    from backday_tui.routine.model import Entry, Group, Routine, Section
    from backday_tui.session.plan import Plan, Step
    from backday_tui.session.state import State
    from backday_tui.training.loads import WarmupSet
    from backday_tui.training.past import FigureSource, PastSession, SetKind
    from backday_tui.training.prescription import EntryPlace


@dataclass(frozen=True, slots=True)
class Opening:
    """What a session begins with.

    `routine` is its id, "" for one of the command line; `snapshot` its TOML as it was; `started` the local time with
    its offset. `picks` and `rounds` are what the person chose; `first_step` is an index of the whole plan; `auto` is
    whether every step ends by itself; `folder` is where the sounds that the routine names may lie, None where it is
    from no file. `rests` are how rests are besides what the routine says. `warmups` are the warm-up sets that led up to
    the loads of its file.
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
    uid: str = ""
    has_sources: bool = True
    rests: RestOptions = field(default_factory=RestOptions)
    warmups: Mapping[Ref, tuple[WarmupSet, ...]] = field(default_factory=dict)

    @property
    def options(self) -> dict[str, Any]:
        """All that has no column of its own in the log, as JSON keeps it; `chosen_in` is the way back."""
        return {
            "picks": [[*ref, name] for ref, name in self.picks.items()],
            "rounds": [[*place, count] for place, count in self.rounds.items()],
            "first_step": self.first_step,
            "auto": self.auto,
            "folder": None if self.folder is None else str(self.folder),
            "has_sources": self.has_sources,
            "rests": self.rests.as_json(),
            "warmups": [[*ref, warmups_body(sets)] for ref, sets in self.warmups.items()],
        }

    def plan(self, catalog: Catalog) -> Plan:
        """The steps of the session, from the first that was to be done.

        Raises:
            BackdayError: this version can't read the routine.
        """
        routine = read_text(self.snapshot, id=self.routine, catalog=catalog).routine
        if routine is None:
            raise BackdayError("its routine can't be read by this version")
        plan = build_with(self.rests.put_into(routine), catalog, self.picks, self.rounds, warmups=self.warmups)
        return plan.starting_at(self.first_step) if self.first_step else plan


def chosen_in(options: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an `Opening` that a row of the log keeps as options; one that isn't there is as it was before."""
    folder = options.get("folder")
    return {
        "picks": {Ref(section, item, entry): name for section, item, entry, name in options.get("picks", [])},
        "rounds": {(section, item): count for section, item, count in options.get("rounds", [])},
        "first_step": options.get("first_step", 0),
        "auto": bool(options.get("auto")),
        "folder": Path(folder) if folder else None,
        "has_sources": bool(options.get("has_sources")),
        "rests": rest_options_in(options.get("rests", {})),
        "warmups": {
            Ref(section, item, entry): warmups_in(sets) for section, item, entry, sets in options.get("warmups", [])
        },
    }


_CHANGES = (e.SetLogged, e.SetCorrected, e.StepsChanged, e.Undone)
"""What may have changed the sets, or the exercises that stand in the place of others."""
POSITION = "Position"
POSITION_S = 3.9
"""How often the time reached is written down while nothing else is. A wake-up may come a second late, so at most five
seconds are ever lost."""
_A_LITTLE_S = 0.0005
SINCE = "since_s"
"""In the line that says where a session was taken up: the seconds since its start by the time of day."""
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
    return Opening(row.routine, row.name, row.snapshot, row.planned_sets or 0, row.started, uid=row.uid, **chosen)


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


class WallTimes:
    """The times of day of a session's moments.

    Its clock stands still between an interruption and being taken up. So each time a line of its journal says how many
    seconds after the start that was, and what follows is counted from there.

    Args:
        started: when the session began.
        entries: its journal so far.

    Attributes:
        taken_up_s: the moment of the session at which it was taken up first; None where it never was.
    """

    def __init__(self, started: datetime, entries: Iterable[JournalEntry] = ()) -> None:
        self._started = started.replace(microsecond=0)  # as it is kept: read from there, all times are the same again
        self.taken_up_s: float | None = None
        self._known = [(0.0, 0.0)]
        for entry in entries:
            since_s = entry.body.get(SINCE) if entry.command == POSITION else None
            if isinstance(since_s, int | float) and 0 <= since_s <= MOST_S:
                self._note(entry.at_s, float(since_s))

    def take_up(self, at_s: float, wall: datetime) -> JournalEntry:
        """It goes on at this time of day; gives the line of the journal that says so."""
        since_s = max((wall - self._started).total_seconds(), self._since_s(at_s))  # a clock may have been set back
        since_s = round(since_s, 3)
        self._note(at_s, since_s)
        return JournalEntry(at_s, POSITION, {SINCE: since_s})

    def at(self, at_s: float) -> datetime:
        """The time of day of a moment, in whole seconds."""
        return (self._started + timedelta(seconds=round(self._since_s(at_s), 3))).replace(microsecond=0)

    def _note(self, at_s: float, since_s: float) -> None:
        self._known.append((at_s, since_s))
        self.taken_up_s = at_s if self.taken_up_s is None else self.taken_up_s

    def _since_s(self, at_s: float) -> float:
        # What was done at the very moment from which it went on was done before the interruption.
        known = (each for each in reversed(self._known) if each[0] < at_s - _A_LITTLE_S)
        known_s, since_s = next(known, self._known[0])
        return since_s + at_s - known_s


def entry_of(command: c.Command, at_s: float) -> JournalEntry:
    """The line of a journal that a command makes; `at_s` is seconds after the session's start."""
    if isinstance(command, c.SetTargets):
        body: dict[str, Any] = {"targets": [_target_body(*each) for each in command.targets]}
    else:
        body = {name: value for name, value in asdict(command).items() if _says(value) or name not in _LATER_FIELDS}
    return JournalEntry(at_s, _NAMES[type(command)], body)


_LATER_FIELDS: Final = frozenset({"emptied", "rir", "note", "alone", "afterwards"})
"""What commands of earlier versions didn't have: written where it says something, so that they read all other lines."""


def _says(value: object) -> bool:
    """Whether a value says something: none in reserve, and a note that is taken away, do."""
    return value is not None and value is not False and value != ()


def _target_body(ref: Ref, target: Target) -> dict[str, Any]:
    days = [day.isoformat() for day in target.days]
    aims = [aim_body(aim) for aim in target.aims]
    more: dict[str, Any] = {"more_sets": target.more_sets} if target.more_sets else {}
    if target.before:
        more["before"] = [aim_body(aim) for aim in target.before]
    if target.warmups:
        more["warmups"] = warmups_body(target.warmups)
    body = {"ref": list(ref), "aims": aims, "kind": target.kind, "why": target.why, "days": days, "then": target.then}
    return body | more


def _targets_in(body: Mapping[str, Any]) -> tuple[tuple[Ref, Target], ...]:
    found = []
    for each in body["targets"]:
        section, item, entry = each["ref"]
        days = tuple(date.fromisoformat(day) for day in each["days"])
        aims = tuple(aim_in(aim) for aim in each["aims"])
        before = tuple(aim_in(aim) for aim in each.get("before", ()))
        more_sets = int(each.get("more_sets", 0))
        warmups = warmups_in(each.get("warmups", ()))
        target = Target(aims, each["kind"], str(each["why"]), days, each["then"], more_sets, before, warmups)
        found.append((Ref(section, item, entry), target))
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
    except (LookupError, TypeError, ValueError, AttributeError):
        raise BackdayError("its journal holds what makes no sense") from None
    try:
        return COMMANDS[entry.command](**body)
    except (KeyError, TypeError):
        raise BackdayError(f"its journal holds a command unknown to this version: {clean(entry.command, 40)}") from None


def _fits(name: str, value: object) -> bool:
    """Whether an argument of a command can have this value; one that a newer version has is not known here."""
    match name:
        case "counted" | "auto" | "alone" | "ends" | "moves" | "afterwards":
            return isinstance(value, bool)
        case "exercise" | "index":
            return type(value) is (str if name == "exercise" else int)
        case "load" | "note":
            return value is None or isinstance(value, str)
        case "reps" | "rounds" | "log" | "seconds" | "rir":
            is_number = isinstance(value, float if name in ("seconds", "rir") else int) or type(value) is int
            return value is None or (is_number and abs(cast("float", value)) <= MOST)
        case "emptied":
            return isinstance(value, list) and {"reps", "load", "seconds", "rounds", "rir"}.issuperset(map(str, value))
        case _:
            return True


class Journal:
    """Tells a recorder everything that happens in one session, as it happens."""

    def __init__(
        self,
        recorder: Recorder,
        clock: Clock,
        opening: Opening,
        catalog: Callable[[], Catalog] = bundled,
        written: Sequence[JournalEntry] | None = None,
    ) -> None:
        """Nothing is told before something happens.

        Args:
            recorder: what is told.
            clock: gives the time of day.
            opening: what the session begins with.
            catalog: gives the exercises.
            written: the journal so far of a session that goes on, which the recorder has already; None for a new one.
        """
        self._recorder = recorder
        self._clock = clock
        self._opening = opening
        self._catalog = catalog
        self._is_known = self._goes_on = written is not None
        self._is_taken_up = written is None
        self._times = WallTimes(opening.started, written or ())
        self._kept: KeptSession | None = None
        self._entries: tuple[LoggedEntry, ...] | None = None
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
        if not self._is_taken_up:
            self._is_taken_up = True
            self._note(session, self._times.take_up(now - session.origin, self._clock.wall()), now, with_sets=False)
        changed = any(isinstance(event, _CHANGES) for event in events)
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

    def done(self, session: Session, body_kg: Fraction | None) -> PastSession:
        """What was done so far, as the log will tell it."""
        return running_session(self._opening, *self._sets_and_entries(session), body_kg)

    def _sets_and_entries(self, session: Session) -> tuple[tuple[PerformedSet, ...], tuple[LoggedEntry, ...]]:
        if self._kept is None:
            self._kept = KeptSession(self._opening, session.state.plan.routine, self._catalog(), self._times)
        return self._kept.sets_and_entries(session.state)

    def annotate(self, note: str) -> None:
        """Write a note to the session."""
        self._recorder.annotate(note)

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
        sets = entries = None
        if with_sets:
            sets, entries = self._sets_and_entries(session)
            entries, self._entries = None if entries == self._entries else entries, entries
        self._recorder.note(JournalLine(entry, standing(session, self._ended), sets, entries))
        self._noted_at = now


def _position(session: Session, now: float) -> JournalEntry:
    return JournalEntry(now - session.origin, POSITION, {})


def standing(session: Session, ended: datetime | None) -> SessionTotals:
    """What the session comes to so far; `ended` is when it ended, None while it goes on."""
    totals = summarize(session, session.latest)
    is_judged = all(target.kind != "deload" for _, target in session.state.targets)
    return SessionTotals(totals.elapsed_s, totals.sets_planned, ended, totals.partial, is_judged)


def performed(log: e.SetLog) -> PerformedSet:
    """A set of a session as the log keeps it, as far as that is known without the session: see `KeptSession`."""
    moved = moved_kg(load_from(log.load), None, None)
    return PerformedSet(
        bout=log.bout, side=log.side or "", exercise=log.exercise, number=log.set, sets=log.sets,
        kind=log.target.kind, target=target_text(log.target), reps=log.reps, seconds=log.seconds, load=log.load,
        rounds=log.rounds, source=log.source, rir=log.rir, note=log.note or "", rest_s=log.rest_s, aim=log.target.aim,
        is_cut=log.is_cut, is_warmup=log.target.warmup, moved_kg=None if moved is None else round(float(moved), 6),
    )  # fmt: skip


class KeptSession:
    """What the log keeps of a session: its sets, and the exercises that it was to have, done or not.

    Args:
        opening: what it began with.
        routine: as it is followed.
        catalog: of the exercises, with the person's own.
        times: of day.
    """

    def __init__(self, opening: Opening, routine: Routine, catalog: Catalog, times: WallTimes) -> None:
        self._known = catalog.with_own(routine.exercises)
        self._times = times
        self._has_sources = opening.has_sources
        self._planned = tuple(logged_entries(routine, self._known, opening))
        self._by_ref = {(each.section, each.item, each.entry): each for each in self._planned}

    def sets_and_entries(self, state: State) -> tuple[tuple[PerformedSet, ...], tuple[LoggedEntry, ...]]:
        """Every set that was done, and the exercises: those of the routine in order, then those in place of one."""
        entries = self._entries(state)
        places = {(each.section, each.item, each.entry, each.movement): each for each in entries}
        return tuple(self._set(log, places) for log in state.logs), entries

    def _set(self, log: e.SetLog, entries: Mapping[tuple[Section, int, int, str], LoggedEntry]) -> PerformedSet:
        movement = self._movement(log.ref, log.exercise)
        entry = entries[(*log.ref, movement)]
        exercise = self._known.find(log.exercise)
        return replace(
            performed(log),
            movement=movement,
            entry=entry.place,
            nth=entry.nth,
            at=None if log.at_s is None else self._times.at(log.at_s),
            share=None if exercise is None else exercise.share,
            source=self._source(log),
        )

    def _source(self, log: e.SetLog) -> FigureSource:
        """How its figures came; nobody knows it of what an older backday kept, but for what was typed."""
        taken_up_s = self._times.taken_up_s
        is_since = taken_up_s is not None and log.at_s is not None and log.at_s > taken_up_s
        is_given = log.source in ("typed", "entered")
        return log.source if self._has_sources or is_since or is_given else "unknown"

    def _entries(self, state: State) -> tuple[LoggedEntry, ...]:
        """As planned by the routine, and behind that what was put in the place of something."""
        named = {(step.ref, step.title): None for bout in state.bouts for step in bout.work}
        named |= {(log.ref, log.exercise): None for log in state.logs}
        more = {ref: target.more_sets for ref, target in state.targets}
        found = [
            replace(each, planned=each.planned + more.get(Ref(each.section, each.item, each.entry), 0))
            for each in self._planned
        ]
        seen = Counter(each.movement for each in found)
        for ref, name in named:
            place, movement = self._by_ref[ref].place, self._movement(ref, name)
            same = (each for each in found if (each.section, each.item, each.entry, each.movement) == (*ref, movement))
            if next(same, None) is None:
                seen[movement] += 1
                found[place] = replace(found[place], was_swapped=True)
                instead = replace(found[place], place=len(found), exercise=name, prescription=None)
                found.append(replace(instead, movement=movement, nth=seen[movement]))
        return tuple(found)

    def _movement(self, ref: Ref, name: str) -> str:
        planned = self._by_ref[ref]
        return planned.movement if name == planned.exercise else movement_of(name, self._known)


def kept_of(
    opening: Opening, session: Session, catalog: Catalog, entries: Iterable[JournalEntry]
) -> tuple[tuple[PerformedSet, ...], tuple[LoggedEntry, ...]]:
    """The sets and entries of a session that was replayed from these lines, as the log keeps them."""
    times = WallTimes(opening.started, entries)
    return KeptSession(opening, session.state.plan.routine, catalog, times).sets_and_entries(session.state)


def logged_entries(routine: Routine, known: Catalog, opening: Opening) -> Iterator[LoggedEntry]:
    """What a routine asks for, with the names that its steps have; `known` are its own exercises too."""
    sets = Counter(planned.ref for planned in in_order(routine, opening.rounds))
    is_two_sided = {planned.ref for planned in in_order(routine, opening.rounds) if planned.two_sided}
    picked = {(ref.section, ref.item, ref.entry): name for ref, name in opening.picks.items()}
    place = 0
    groups: Counter[str] = Counter()
    for where, entry, group, _, movement, nth in named_entries(routine, known, picked):
        if isinstance(group, Amrap):
            if where[2]:
                continue  # it is done as one, and stands where the first of its exercises does
            group_name = movement_of_group((each.exercise[0] for each in group.entries), known)
            groups[group_name] += 1
            title, kind, movement_nth = GROUP_TITLE, "rounds", (group_name, groups[group_name])
        else:
            title, kind, movement_nth = _title(known, entry, where, picked), _kind(entry, group), (movement, nth)
        yield LoggedEntry(
            place, *where, title, *movement_nth, cast("SetKind", kind), sets[where],
            asked_for(where, entry, group, opening.rounds), where in is_two_sided, was_swapped=False,
        )  # fmt: skip
        place += 1


def _title(known: Catalog, entry: Entry, where: EntryPlace, picked: Mapping[EntryPlace, str]) -> str:
    """As a step of it is called."""
    names = [exercise.name if (exercise := known.get(name)) else name for name in entry.exercise]
    return names[0] if len(names) == 1 else picked.get(where) or " / ".join(names)


def _kind(entry: Entry, group: Group | None) -> SetKind:
    if isinstance(group, Emom):
        return "reps"
    return "hold" if entry.hold else "time" if entry.time else "reps" if entry.reps else "open"


def target_text(step: Step) -> str:
    """What a step asks for, in a word: "8", "8-12", "5+", "1:30", "1:00+", "max"; "" if it is open."""
    if step.figures[0] == "reps":
        return reps_text(step.reps) if step.reps else ""
    return span_text(Span(step.seconds, open_ended=step.to_failure))
