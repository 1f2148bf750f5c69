"""Random commands at random times against random routines, and what must hold whatever is played."""

from __future__ import annotations

import copy
from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from plans import build
from workouts import CATALOG

from backday_tui.errors import CommandRefusedError
from backday_tui.routine.model import (
    WARMUP,
    Amrap,
    Circuit,
    Emom,
    Entry,
    Item,
    Load,
    Reps,
    Rest,
    RestWindow,
    Routine,
    Span,
    StartMode,
    Superset,
)
from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.session.cues import upcoming
from backday_tui.session.plan import Plan, Step, leading_to
from backday_tui.session.session import Session
from backday_tui.training.loads import USUAL, ramp
from backday_tui.training.prescription import Aim
from backday_tui.training.progression import Target

NEAR_S = 1e-6
ORDER = ("rest", "wait", "prepare")
FEW = st.integers(1, 3)
RESTS: st.SearchStrategy[Rest | None] = st.none() | st.sampled_from([0, 1, 7, 20, RestWindow(1, 4), RestWindow(9, 40)])
STARTS: st.SearchStrategy[StartMode | None] = st.sampled_from([None, None, "auto", "wait"])
AROUND: dict[str, st.SearchStrategy[Any]] = {
    "missed": st.sampled_from([None, None, 0, 3, 30]),
    "beyond": st.sampled_from([None, None, False, True]),
    "countdown": st.sampled_from([None, None, False, True]),
}
NAMES = st.sampled_from([("Row",), ("Plank",), ("Curl",), ("Chin-up", "Pull-up")])
DOSES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.sampled_from([Reps(2, 2), Reps(2, 4), Reps(5, None), Reps(None, None)]).map(lambda reps: {"reps": reps}),
    st.sampled_from([Span(1), Span(25), Span(60, open_ended=True), Span(None, open_ended=True)]).map(
        lambda span: {"hold": span}
    ),
    st.sampled_from([Span(2), Span(30)]).map(lambda span: {"time": span}),
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    return Entry(
        draw(NAMES),
        sets=draw(FEW),
        rest=draw(RESTS),
        after=draw(RESTS),
        sides=draw(st.sampled_from([None, "each", "alternating"])),
        switch=draw(st.sampled_from([0, 5])),
        load=draw(st.sampled_from([None, Load("weight", 12, "kg")])),
        optional=draw(st.booleans()),
        warmup=draw(st.sampled_from([(), WARMUP])),
        warmup_rest=draw(st.sampled_from([0, 8])),
        start=draw(STARTS),
        **{key: draw(values) for key, values in AROUND.items()},
        **draw(DOSES),
    )


MEMBERS = st.lists(entries(), min_size=1, max_size=3).map(tuple)
ITEMS: st.SearchStrategy[Item] = st.one_of(
    entries(),
    st.builds(Superset, MEMBERS, sets=FEW, rest=RESTS, after=RESTS, start=STARTS, **AROUND),
    st.builds(
        Circuit, MEMBERS, rounds=FEW.map(lambda n: (1, n)), rest=st.sampled_from([0, 3]), between=RESTS, **AROUND
    ),
    st.builds(Emom, MEMBERS, minutes=FEW, start=STARTS),
    st.builds(Amrap, MEMBERS, time=st.sampled_from([10, 90]), start=STARTS),
)
SECTIONS = st.lists(ITEMS, max_size=2).map(tuple)
PLANS: st.SearchStrategy[Plan] = st.builds(
    Routine,
    st.just("back"),
    st.just("Back day"),
    warmup=SECTIONS,
    work=st.lists(ITEMS, min_size=1, max_size=3).map(tuple),
    cooldown=SECTIONS,
    between=st.sampled_from([0, 10, RestWindow(3, 8)]),
    prepare=st.sampled_from([0, 5]),
    start=STARTS,
    **AROUND,
).map(lambda routine: build(routine, CATALOG))

MOVES = [c.Done(), c.BeginNow(), c.Skip(), c.Back(), c.GoTo(0), c.GoTo(2), c.GoTo(7), c.Restart()]
CHANGES = [
    c.SkipExercise(), c.DoLater(), c.AddSet(), c.RemoveSet(), c.Swap("Fly"), c.Swap("Row"), c.Extend(10), c.Extend(-10),
]  # fmt: skip
GIVEN = [c.Figures(reps=1, ends=True), c.Record(reps=1, log=0), c.Record(reps=9, log=0)]
FIGURES = [
    *GIVEN,
    c.Record(reps=9),
    c.Record(load="5 kg", log=0),
    c.Record(rounds=2),
]
COMMANDS: st.SearchStrategy[c.Command] = st.one_of(*(st.sampled_from(group) for group in (MOVES, CHANGES, FIGURES)))
WAITS_S = st.one_of(st.just(0.0), st.floats(0, 3), st.integers(0, 90).map(float), st.floats(0, 400))


def fork(session: Session) -> Session:
    """A session that goes its own way from here."""
    other = copy.copy(session)
    other._past = list(session._past)
    return other


def compared(session: Session) -> tuple[object, ...]:
    """All that undo brings back; times to a millionth, since sums of floats differ in their last digit."""
    state = session.state
    times = (state.began, state.ends, state.spent_s, state.over_at)
    logs = tuple(replace(log, seconds=None) for log in state.logs)
    rest = replace(state, visit=0, began=0, ends=None, spent_s=0, over_at=None, logs=logs)
    seconds = tuple(log.seconds for log in state.logs)
    rounded = tuple(None if time is None else round(time, 5) for time in times + seconds)
    return (rest, rounded, session.is_paused, round(session.paused_s, 5))


class Workout(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.paused_since: float | None = None
        self.paused_s = 0.0
        self.heard_until = 0.0
        self.given: list[tuple[float, c.Command]] = []

    @initialize(plan=PLANS, auto=st.booleans(), origin=st.floats(0, 1e6))
    def begin(self, plan: Plan, auto: bool, origin: float) -> None:
        self.plan, self.auto, self.origin = plan, auto, origin
        self.session = Session(plan, auto=auto)
        self.now = self.heard_until = origin
        self.hear(self.session.start(origin))

    @rule(wait_s=WAITS_S)
    def look(self, wait_s: float) -> None:
        self.now += wait_s
        self.hear(self.session.advance(self.now))

    @rule(command=COMMANDS, wait_s=WAITS_S, later_s=WAITS_S)
    def give(self, command: c.Command, wait_s: float, later_s: float) -> None:
        self.now += wait_s
        twin, tried = fork(self.session), fork(self.session)
        if self.attempt(command):
            tried.do(command, self.now)
            tried.do(c.Undo(), self.now + later_s)
            twin.advance(self.now)
            twin.advance(self.now + later_s)
            assert compared(tried) == compared(twin)

    @rule(wait_s=WAITS_S, loads=st.lists(st.sampled_from([2.5, 12.0, 30.0]), min_size=1, max_size=3))
    def aim(self, wait_s: float, loads: list[float]) -> None:
        """The day's targets: other loads, and what leads up to them."""
        self.now += wait_s
        refs = list(dict.fromkeys(bout.ref for bout in self.plan.bouts if not bout.group))
        targets = [(ref, Load("weight", load, "kg")) for ref, load in zip(refs, loads, strict=False)]
        command = c.SetTargets(
            tuple(
                (ref, Target((Aim(2, load=load),), "more", "so", warmups=ramp(load, "step", USUAL["kg"])))
                for ref, load in targets
            )
        )
        assert self.attempt(command)

    @rule(wait_s=WAITS_S)
    def pause(self, wait_s: float) -> None:
        self.now += wait_s
        if self.attempt(c.Pause()):
            self.paused_since = self.now

    @rule(wait_s=WAITS_S, counted=st.booleans())
    def resume(self, wait_s: float, counted: bool) -> None:
        self.now += wait_s
        if self.attempt(c.Resume(counted=counted)):
            assert self.paused_since is not None
            self.paused_s += 0 if counted else self.now - self.paused_since
            self.paused_since = None

    @rule(wait_s=WAITS_S)
    def undo(self, wait_s: float) -> None:
        self.now += wait_s
        could = self.session.can_undo
        assert self.attempt(c.Undo()) == could

    @rule(wait_s=WAITS_S)
    @precondition(lambda self: self.now - self.origin > 600)
    def finish(self, wait_s: float) -> None:
        self.now += wait_s
        if self.attempt(c.Finish()):
            assert self.session.is_over

    @rule(wait_s=WAITS_S, auto=st.booleans())
    def set_auto(self, wait_s: float, auto: bool) -> None:
        self.now += wait_s
        self.attempt(c.SetAuto(auto))

    def attempt(self, command: c.Command) -> bool:
        """Give a command; whether it was carried out. A refused one changed nothing."""
        before = (self.session.state, self.session.paused_at, self.session.latest, len(self.session._past))
        logged = self.logged()
        try:
            happened = self.session.do(command, self.now)
        except CommandRefusedError:
            assert (self.session.state, self.session.paused_at, self.session.latest, len(self.session._past)) == before
            return False
        self.given.append((self.now, command))
        assert isinstance(command, c.Undo) or logged <= self.logged()
        self.hear(happened)
        return True

    def logged(self) -> set[tuple[int, str | None]]:
        return {(log.bout, log.side) for log in self.session.state.logs}

    def hear(self, events: tuple[e.Event, ...]) -> None:
        """Time never runs backwards; but what comes with an undo is what would have happened since the command."""
        for event in events:
            assert event.at >= self.heard_until - NEAR_S, event
            assert event.at <= self.now + NEAR_S, event
            self.heard_until = (
                self.session.on_clock(0) if isinstance(event, e.Undone) else max(self.heard_until, event.at)
            )

    @invariant()
    def time_adds_up(self) -> None:
        session, now = self.session, max(self.now, self.session.latest)
        stopped_s = 0 if self.paused_since is None else now - self.paused_since
        elapsed_s = session.elapsed_s(now)
        assert abs(session.state.spent_s + session.in_step_s(now) - elapsed_s) < NEAR_S
        going_s = now - self.origin - self.paused_s - stopped_s
        assert elapsed_s <= going_s + NEAR_S if session.is_over else abs(elapsed_s - going_s) < NEAR_S
        assert session.is_paused == (self.paused_since is not None)

    @invariant()
    def steps_are_those_of_the_bouts(self) -> None:
        state = self.session.state
        work = [step for step in state.steps if step.is_work or step.kind == "switch"]
        assert work == [step for bout in state.bouts for step in bout.work]
        for lead, step in pairwise(state.steps):
            if lead.kind in ("rest", "wait", "prepare"):
                expected = leading_to(step, lead.kind, lead.seconds)
                own = ("most", "missed_s", "planned", "why")
                assert lead == replace(expected, **{key: getattr(lead, key) for key in own})
                assert step.is_work or ORDER.index(lead.kind) < ORDER.index(step.kind)

    @invariant()
    def where_nobody_is_expected_nothing_waits(self) -> None:
        session = self.session
        assert session.is_over or not session.auto or session.state.ends is not None
        assert not session.auto or session.is_paused or session.state.step.kind != "wait"

    @invariant()
    def what_waits_has_no_end(self) -> None:
        state = self.session.state
        waits = state.step.kind == "wait" or (state.step.kind == "rest" and state.step.most is not None)
        assert state.over_at is not None or self.session.auto or not waits or state.ends is None
        assert state.steps[-1].is_work or state.over_at is not None

    @invariant()
    def sets_are_counted(self) -> None:
        steps: tuple[Step, ...] = self.session.state.steps
        assert all(1 <= step.set <= step.sets for step in steps)
        assert len({(step.ref, step.warmup, step.sets) for step in steps}) == len({(s.ref, s.warmup) for s in steps})
        ids = [bout.id for bout in self.session.state.bouts]
        assert len(set(ids)) == len(ids)

    @invariant()
    def no_set_is_logged_twice(self) -> None:
        logs = self.session.state.logs
        assert len({(log.bout, log.side) for log in logs}) == len(logs)
        assert len({(log.ref, log.target.warmup, log.set, log.side) for log in logs}) == len(logs)

    @invariant()
    def sounds_are_in_order(self) -> None:
        cues = upcoming(self.session, self.now)
        assert not (cues and self.session.is_paused)
        assert all(cue.at >= self.now for cue in cues)
        assert all(one.at <= next_.at for one, next_ in pairwise(cues))
        assert len({cue.id for cue in cues}) == len(cues)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.replay()
            self.end()

    def replay(self) -> None:
        """The commands with their times give the same session again."""
        again = Session(self.plan, auto=self.auto)
        again.start(self.origin)
        for now, command in self.given:
            again.do(command, now)
        again.advance(self.now)
        self.session.advance(self.now)
        assert again.state == self.session.state
        assert (again.is_paused, again.paused_s) == (self.session.is_paused, self.session.paused_s)

    def end(self) -> None:
        """Whatever was played: enough of "done" and "begin now", or time alone, ends it."""
        session = self.session
        if session.is_paused and not session.is_over:
            session.do(c.Resume(), self.now)
        for _ in range(2 * len(session.state.steps) + 2):
            if session.is_over:
                break
            if session.deadline is not None:
                session.advance(session.deadline)
            elif not session.auto:
                session.do(c.Done() if session.state.step.is_work else c.BeginNow(), self.now)
        assert session.is_over
        assert session.remaining_total_s(self.now) == 0


TestWorkout = Workout.TestCase
TestWorkout.settings = settings(max_examples=60, stateful_step_count=25)
