"""Rests that are more than a time: those after a set that missed, and the ends of steps and of their stages, moved.

Which rest stands where is said by `routine/sets.py`; what a session does when one is over by transitions.py.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from backday_tui import words
from backday_tui.errors import CommandRefusedError
from backday_tui.routine.model import Span
from backday_tui.session.events import DeadlineMoved, RestSet
from backday_tui.session.state import Outcome

if TYPE_CHECKING:
    from backday_tui.session.commands import Extend
    from backday_tui.session.events import SetLog
    from backday_tui.session.plan import Bout, Step
    from backday_tui.session.state import Rules, State
    from backday_tui.training.prescription import Prescription

LONGEST_STEP_S: Final = 6 * 3600


def has_missed(log: SetLog) -> bool:
    """Whether a set, or a side of one, missed what it was to be: see training.judging."""
    from backday_tui.training.judging import outcome  # which no workout without a set that was done needs
    from backday_tui.training.past import GIVEN, PastSet
    from backday_tui.training.prescription import Aim

    if log.source not in GIVEN or log.is_cut or log.target.warmup or log.target.group in ("emom", "amrap"):
        return False
    done = PastSet(1, reps=log.reps, seconds=log.seconds)
    return outcome(done, log.target.aim or Aim(), _asked(log.target)) == "missed"


def _asked(step: Step) -> Prescription:
    """What a step asks for, as if it were all of its exercise."""
    from backday_tui.training.prescription import Prescription

    holds = (Span(step.seconds, open_ended=step.to_failure),) if step.kind == "hold" else ()
    return Prescription(1, (step.reps,) if step.reps else (), holds)


def why_missed(log: SetLog) -> str:
    """Why the rest after a set that missed is longer: "longer after 6 of 8 reps", "longer after 0:40 of 1:00"."""
    step = log.target
    if step.kind == "hold":
        return f"longer after {words.clock(int(log.seconds or 0))} of {words.clock(step.seconds or 0)}"
    reps, aim = step.reps, step.aim.reps if step.aim else None
    least = reps.low if reps is not None and reps.low is not None else 0
    is_range = reps is not None and reps.high is not None and reps.high > least
    return f"longer after {log.reps} of {words.counted(least if is_range or aim is None else aim, 'rep')}"


def as_after(state: State, index: int) -> Step:
    """The step with this index as it is after the sets before it: a rest is longer where one of them missed."""
    step = state.steps[index]
    if step.kind != "rest":
        return step
    seconds, most = step.planned or (step.seconds or 0, step.most)
    missed_s, log = max(_missed_before(state, index), key=lambda each: each[0], default=(0, None))
    if log is None or missed_s <= seconds:
        return step.lasting(seconds, most) if step.planned else step
    return step.lasting(missed_s, None, why_missed(log))


def _missed_before(state: State, index: int) -> list[tuple[int, SetLog]]:
    """The sets since the rest before this one that missed, with the seconds of rest that this asks for."""
    bouts: dict[int, Bout] = {bout.id: bout for bout in state.bouts}
    done: list[Bout] = []
    for step in reversed(state.steps[:index]):
        if step.kind == "rest" or (done and step.ref[:2] != done[0].ref[:2]):
            break
        if step.is_work and step.bout in bouts and (not done or done[-1].id != step.bout):
            done.append(bouts[step.bout])
    return [
        (bout.missed_s, log)
        for bout in done
        if bout.missed_s
        for log in state.logs
        if log.bout == bout.id and has_missed(log)
    ]


def set_anew(rules: Rules, state: State, at: float) -> Outcome:
    """After figures were given a rest that runs is as long as these say, from its start; never less than has passed."""
    if state.over_at is not None or state.step.kind != "rest":
        return Outcome(state, ())
    rest = as_after(state, state.index)
    if rest == state.step:
        return Outcome(state, ())
    steps = (*state.steps[: state.index], rest, *state.steps[state.index + 1 :])
    ends = rules.end_of(rest, state.began)
    changed = replace(state, steps=steps, ends=None if ends is None else max(ends, at), moved_s=0.0)
    changed = replace(changed, stage=sum(end <= at for end in changed.stage_ends))
    return Outcome(changed, (RestSet(at, rest.seconds or 0, rest.most, rest.why),))


def extended(state: State, command: Extend, at: float) -> Outcome:
    """The end of the running step moves; it never lies before now, nor more than 6 hours after its beginning."""
    if state.step.stages:
        return _stages_moved(state, command, at)
    if state.ends is None:
        raise CommandRefusedError("it has no end to move")
    ends = min(max(state.ends + command.seconds, at), state.began + LONGEST_STEP_S)
    if ends == state.ends:
        raise CommandRefusedError("a step takes 6 hours at most")
    return Outcome(replace(state, ends=ends), (DeadlineMoved(at, ends - state.ends),))


def _stages_moved(state: State, command: Extend, at: float) -> Outcome:
    """Both ends of a window move, and the end of a hold that goes on; one that was over may be to come again."""
    next_, last = state.next_stage, state.began + LONGEST_STEP_S
    if next_ is None and command.seconds < 0:
        raise CommandRefusedError("it is over already: begin when you like")
    most = state.stage_ends[-1]
    by = min(most + command.seconds, last) - most
    if next_ is not None and command.seconds < 0:
        by = max(by, at - next_)
    if not by:
        raise CommandRefusedError("a step takes 6 hours at most" if command.seconds > 0 else "it ends now")
    moved = replace(state, moved_s=state.moved_s + by, ends=None if state.ends is None else max(state.ends + by, at))
    stage = sum(end <= at for end in moved.stage_ends) if by > 0 else moved.stage
    return Outcome(replace(moved, stage=stage), (DeadlineMoved(at, by),))
