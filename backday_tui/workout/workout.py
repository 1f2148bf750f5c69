"""A workout, wired together: from what was asked for to a performance with its clock, sound and journal.

The live screen and the lines of text both follow a workout through this. What is shown of it is decided by them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from backday_tui import words
from backday_tui.clock import ScaledClock
from backday_tui.session.commands import SetTargets
from backday_tui.session.plan import Ref, build_with, has_warmups, warmups_of
from backday_tui.session.rest_options import RestOptions, fitted
from backday_tui.session.session import Session
from backday_tui.workout.performance import Performance

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from backday_tui.audio.player import SoundOutput
    from backday_tui.clock import Clock
    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.journal import Opening
    from backday_tui.history.resume import ResumedSession
    from backday_tui.routine.model import Routine, Section
    from backday_tui.session.barbell import Barbell
    from backday_tui.session.commands import Command
    from backday_tui.session.plan import Plan, Step
    from backday_tui.session.rest_options import FittedRests
    from backday_tui.session.state import State
    from backday_tui.settings import SettingsKeeper
    from backday_tui.training.loads import Equipment, WarmupSet
    from backday_tui.training.past import LastTime
    from backday_tui.training.records import DoneBefore
    from backday_tui.training.today import EntryToday, ReadPast
    from backday_tui.workout.performance import Display, Happening, JournalSink
    from backday_tui.workout.records import RecordWatch
    from backday_tui.workout.results import SessionResults

    Picks = Mapping[Ref, str]
    Rounds = Mapping[tuple[Section, int], int]


class Source(NamedTuple):
    """The file of a routine, the folder of the person's own, and the one in which unsaved text is kept."""

    path: Path
    routines_dir: Path
    unsaved_dir: Path


class WorkoutRequest(NamedTuple):
    """A workout to follow.

    `first_step` is an index of the plan's steps. `speed` is how many times faster time runs than it does. `resumed` is
    an interrupted session to be taken up; None for a new one. `open_journal` is called when the session begins; None
    keeps nothing. `cancelled` is called where it is left before it began. `snapshot` gives the routine's TOML for the
    journal of a new session. `folder` is where the sounds that the routine names may lie, None where it is from no
    file. `source` is the file that it is from, for it to be changed; None where that isn't to be. `display` is told
    when to stay on. `keeper` keeps volume, voice and theme as the person changes them; None where they end with the
    workout. `loads_as_before` is whether a long time off makes no load less. `read_past` reads what was done before of
    a routine, by its id, and of movements: it may take its time, and raise BackdayError; None where nobody looks.
    `read_days` reads, in the same way, on which day each movement was last done, up to one that is given, and
    `read_all` all that was done of movements, for the records that may fall. `rests` are
    how rests are besides what the routine says; with `fit_s` they are made so much shorter that all of it takes no more
    seconds, as far as that can be. `equipment` reads what the person trains with, which may take its time as well; None
    for what is usual. `warmups` are the warm-up sets that it begins with, where somebody has worked them out; None for
    those of the file's loads.
    """

    routine: Routine
    catalog: Catalog
    auto: bool = False
    speed: float = 1.0
    first_step: int = 0
    resumed: ResumedSession | None = None
    open_journal: Callable[[Opening], JournalSink | None] | None = None
    cancelled: Callable[[], object] | None = None
    snapshot: Callable[[], str] | None = None
    folder: Path | None = None
    source: Source | None = None
    display: Display | None = None
    keeper: SettingsKeeper | None = None
    loads_as_before: bool = False
    read_past: ReadPast | None = None
    read_days: Callable[[date], Mapping[str, date]] | None = None
    read_all: Callable[[Collection[str]], DoneBefore] | None = None
    rests: RestOptions = RestOptions()
    fit_s: int | None = None
    equipment: Callable[[], Equipment] | None = None
    warmups: Mapping[Ref, tuple[WarmupSet, ...]] | None = None


def warmups_today(
    routine: Routine, catalog: Catalog, read_past: ReadPast, now: datetime, equipment: Callable[[], Equipment]
) -> dict[Ref, tuple[WarmupSet, ...]]:
    """The warm-up sets of each exercise as today's loads have them: a log is read where there are any.

    Raises:
        BackdayError: it can't be read.
    """
    if not has_warmups(routine):
        return {}
    from backday_tui.training.today import routine_now

    known = routine_now(routine, catalog, read_past, now, equipment=equipment()).today()
    aimed_at = {Ref(*place): each.target.warmups for place, each in known.items() if each.target is not None}
    return warmups_of(routine, catalog, {}, equipment) | aimed_at


FASTEST_S = 0.05
"""The shortest wait between two looks at the clock, in real seconds, where time runs faster than it does."""


def _swapped_in(session: Session, today: Mapping[Ref, EntryToday], catalog: Catalog) -> Iterator[str]:
    """The exercises of a session that were put in another's place."""
    from backday_tui.training.prescription import movement_of

    names = {(step.ref, step.exercise) for step in session.state.steps if step.exercise is not None}
    for ref, name in sorted(names):
        if ref in today and movement_of(name, catalog) != today[ref].movement:
            yield name


class Workout:
    """One workout from its first step to its last.

    Nothing is opened before `open`: until then there are the request, the clock and `glimpse` alone.

    Args:
        request: what is to be followed.
        make_sound: its sound, on the clock of its session.
        clock: the real one.
    """

    def __init__(
        self, request: WorkoutRequest, make_sound: Callable[[WorkoutRequest, Clock], SoundOutput], clock: Clock
    ) -> None:
        self.request = request
        self._real = clock
        self._make_sound = make_sound
        self.clock = ScaledClock(clock, request.speed) if request.speed != 1 else clock
        self.catalog = request.catalog.with_own(request.routine.exercises)
        self._is_open = False
        self.rests = request.rests
        self.fitted: FittedRests | None = None
        self.warmups: Mapping[Ref, tuple[WarmupSet, ...]] = {}
        self.today: Mapping[Ref, EntryToday] = {}
        self._swapped: dict[str, LastTime | None] = {}
        self._equipment: Equipment | None = None
        self.records: RecordWatch | None = None

    def plan(self, picks: Picks, rounds: Rounds) -> Plan:
        """The routine's steps with what the person picked, and with rests short enough for the time that there is."""
        self.rests = self.request.rests
        self.warmups = self.request.warmups or {}
        if self.request.warmups is None:
            self.warmups = warmups_of(self.request.routine, self.request.catalog, picks, self.equipment)
        plan = self._planned(picks, rounds)
        if self.request.fit_s is None:
            return plan
        self.fitted = fitted(plan.starting_at(self._first_of(plan)).steps, self.request.fit_s)
        self.rests = replace(self.rests, percent=self.fitted.percent)
        return self._planned(picks, rounds)

    def _planned(self, picks: Picks, rounds: Rounds) -> Plan:
        routine = self.rests.put_into(self.request.routine)
        return build_with(routine, self.request.catalog, picks, rounds, warmups=self.warmups)

    def glimpse(self, picks: Picks, rounds: Rounds) -> Session:
        """The session as it will begin, to be shown while what it is played with is made ready."""
        self.session = self._session(self.plan(picks, rounds))
        if self.request.resumed is None:
            self.session.start(self.now)
        return self.session

    def _session(self, plan: Plan) -> Session:
        if self.request.resumed is not None:
            session = self.request.resumed.session
            session.rebase(self.now)
            return session
        first = self._first_of(plan)
        return Session(plan.starting_at(first) if first else plan, auto=self.request.auto)

    def _first_of(self, plan: Plan) -> int:
        return min(self.request.first_step, len(plan.steps) - 1)

    def open(self, picks: Picks, rounds: Rounds) -> None:
        """Make ready what it is played with: session, journal, sound. Nothing begins yet.

        Raises:
            BackdayError: the journal can't be opened.
        """
        plan = self.plan(picks, rounds)
        self.session = self._session(plan)
        journal = self._journal(picks, rounds, self._first_of(plan))
        self.sound = self._make_sound(self.request, self.clock)
        self.performance = Performance(
            self.session, self.clock, self.sound, real=self._real, journal=journal, display=self.request.display
        )
        if self.request.resumed is not None:
            self.performance.note = self.request.resumed.note
        self._is_open = True

    def _journal(self, picks: Picks, rounds: Rounds, first_step: int) -> JournalSink | None:
        request = self.request
        if request.open_journal is None:
            return None
        if request.resumed is not None:
            return request.open_journal(request.resumed.opening)
        from backday_tui.history.journal import Opening  # SQLite comes with it, and the first picture goes before
        from backday_tui.routine.own_exercises import kept  # the reader comes with it: as above
        from backday_tui.session.summary import planned_sets  # as above

        routine = request.routine
        snapshot = kept(request.snapshot(), routine, request.catalog) if request.snapshot else ""
        return request.open_journal(
            Opening(
                routine.id, routine.name, snapshot, planned_sets(self.session.state), self._real.wall(), picks, rounds,
                first_step, request.auto, request.folder, rests=self.rests, warmups=self.warmups,
            )
        )  # fmt: skip

    def begin(self, picks: Picks, rounds: Rounds) -> tuple[Happening, ...]:
        """Open it and begin the first step, or take up the session that was interrupted, which stays paused."""
        self.open(picks, rounds)
        return self.performance.start() if self.request.resumed is None else self.performance.take_up()

    def equipment(self) -> Equipment:
        """What the person trains with, read once: the first who asks may wait for a disk, and does so in a thread."""
        if self._equipment is None:
            from backday_tui.training.loads import USUAL  # fractions: not at a start

            self._equipment = self.request.equipment() if self.request.equipment is not None else USUAL["kg"]
        return self._equipment

    def barbell(self, state: State) -> Barbell | None:
        """What is on the bar in the set that runs or comes next; None where there is none, or before that was read."""
        if self._equipment is None:
            return None
        from backday_tui.session.barbell import barbell_now  # fractions, as above

        return barbell_now(state, self.catalog, self._equipment)

    # -- what was done before -----------------------------------------------------------------------------------

    def read_today(self, picks: Picks, rounds: Rounds) -> dict[Ref, EntryToday]:
        """What the log knows of each entry. It may take its time, so it is called from another thread.

        Of a session that is taken up it also looks up what was put in another's place; its own picks and rounds count.

        Raises:
            BackdayError: the log can't be read.
        """
        request, now, equipment = self.request, self._real.wall(), self.equipment()
        if request.read_past is None:
            return {}
        from backday_tui.training.today import routine_now

        taken_up = request.resumed
        if taken_up is not None:
            picks, rounds = taken_up.opening.picks, taken_up.opening.rounds
        picked = {(*ref,): name for ref, name in picks.items()}
        known = routine_now(
            request.routine, request.catalog, request.read_past, now,
            picked=picked, rounds=rounds, equipment=equipment,
        )  # fmt: skip
        today = {Ref(*place): each for place, each in known.today().items()}
        for exercise in _swapped_in(taken_up.session, today, self.catalog) if taken_up is not None else ():
            self.read_last(exercise)
        return today

    def learn(self, today: Mapping[Ref, EntryToday]) -> tuple[Happening, ...]:
        """Show this from now on, and aim at it; a session that was taken up keeps the aims that it had."""
        self.today = today
        targets = tuple((ref, each.target) for ref, each in today.items() if each.target is not None)
        if self.request.loads_as_before:
            targets = tuple((ref, target.as_before()) for ref, target in targets)
        if not targets or self.request.resumed is not None or self.session.is_over:
            return ()
        return self.performance.do(SetTargets(targets))

    def read_last(self, exercise: str) -> None:
        """Look up when an exercise that was put in another's place was last done; from another thread, as above.

        Raises:
            BackdayError: the log can't be read.
        """
        if self.request.read_past is None:
            return
        from backday_tui.training.past import last_time
        from backday_tui.training.prescription import movement_of

        movement, now = movement_of(exercise, self.catalog), self._real.wall()
        known = self.request.read_past(self.request.routine.id, {movement})
        self._swapped[movement] = last_time(known.sessions, now, self.request.routine.id, movement)
        if self.request.read_all is not None and self.records is not None and movement not in self.records.movements:
            self.records.learn({movement}, self.request.read_all({movement}))

    def read_records(self) -> RecordWatch | None:
        """What was best of each movement of the session; from another thread, as above.

        None where nothing of the session is kept: then it sets no records.

        Raises:
            BackdayError: the log can't be read.
        """
        if self.request.read_all is None or not self.performance.is_logged:
            return None
        from backday_tui.workout.records import RecordWatch, movements_in

        watch = RecordWatch(self.catalog, self._real.wall())
        movements = movements_in(self.session.state, self.catalog)
        watch.learn(movements, self.request.read_all(movements))
        return watch

    def watch(self, records: RecordWatch | None) -> tuple[Happening, ...]:
        """Tell records from now on; those of a session that was taken up were told before."""
        if records is None:
            return ()
        self.records = records
        return self.performance.watch(records, silently=self.request.resumed is not None)

    def read_days(self) -> Mapping[str, date]:
        """On which day each movement was last done; from another thread, as above.

        Raises:
            BackdayError: the log can't be read.
        """
        return {} if self.request.read_days is None else self.request.read_days(self.wall.date())

    def last_time_of(self, step: Step) -> LastTime | None:
        """When the exercise of a step was last done; None for never, and as long as nobody has looked it up."""
        today = self.today.get(step.ref)
        if today is None or step.exercise is None:
            return None if today is None else today.last
        from backday_tui.training.prescription import movement_of

        movement = movement_of(step.exercise, self.catalog)
        return today.last if movement == today.movement else self._swapped.get(movement)

    def results(self) -> SessionResults:
        """What it came to, beside what was planned and last time."""
        from backday_tui.workout.results import records_told, results_of  # the end alone needs it

        session, watch, today = self.session, self.records, self.performance.today()
        told: tuple[str, ...] = ()
        if watch is not None and today is not None:
            told = records_told(watch.with_best(today), lambda movement: watch.name_of(movement, session), self.wall)
        is_logged = self.request.open_journal is not None
        return results_of(
            session, self.now, self.catalog, self.last_time_of, self.wall, records=told, is_logged=is_logged
        )

    def to_beat(self, step: Step) -> str:
        """How many reps of a set would be a record, where that is near its aim: "7 reps would be a record"; else ""."""
        reps = None if self.records is None else self.records.reps_to_beat(step)
        return "" if reps is None else f"{words.counted(reps, 'rep')} would be a record"

    def close(self) -> None:
        """Nobody follows it any more: no sound outlives it, and its journal is complete."""
        if self._is_open:
            self.sound.close()
            self.performance.leave()
        elif self.request.cancelled is not None:
            self.request.cancelled()

    def wake(self) -> tuple[Happening, ...]:
        """Cross the boundaries up to now."""
        return self.performance.wake()

    def do(self, command: Command) -> tuple[Happening, ...]:
        """Carry out a command.

        Raises:
            CommandRefusedError: it makes no sense now; the message says why.
        """
        return self.performance.do(command)

    def next_look_s(self) -> float:
        """In how many real seconds to wake; until then nobody is expected to."""
        wait = self.performance.wake_in_s()
        real_s = wait if self.request.speed == 1 else max(wait / self.request.speed, FASTEST_S)
        self.performance.sleeps_for(real_s)
        return real_s

    @property
    def now(self) -> float:
        """The time on the session's clock."""
        return self.clock.now()

    @property
    def wall(self) -> datetime:
        """The time of day."""
        return self._real.wall()
