"""What the sets of a session aim at today, put into its steps.

What to aim at is found by `training/progression.py`; what is done in the place of a planned exercise has no aim.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from backday_tui.session.ahead import MOST_STEPS, with_each_set, with_one_less, with_one_more, with_warmups
from backday_tui.session.plan import TIMED
from backday_tui.session.state import State

JUST_BEGUN_S: Final = 5.0
"""For so long after its start a workout has just begun, as far as its first set is concerned."""

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backday_tui.session import commands as c
    from backday_tui.session.plan import Plan, Ref, Step
    from backday_tui.session.state import Rules
    from backday_tui.training.loads import WarmupSet
    from backday_tui.training.progression import Target


def aimed(rules: Rules, state: State, command: c.SetTargets, *, anew: bool = False) -> State:
    """The state with every set at what it is to reach today; a countdown that runs ends as its aim says.

    The warm-up sets that have not begun are those of today's load. With `anew` all of it is laid out from its first
    step on, which has just begun: something may lead up to that.
    """
    new = replace(_at_targets(state, dict(command.targets), anew=anew), targets=command.targets)
    if state.over_at is not None or new.step.seconds == state.step.seconds or state.ends is None:
        return new
    return replace(new, ends=rules.end_of(new.step, state.began))


def is_to_begin_anew(state: State, command: c.SetTargets, at: float) -> bool:
    """Whether the workout has just begun, with a set that today comes behind a warm-up set, or isn't there.

    Nobody has lifted anything by then: what leads up to a load is known a moment after the first picture. Who began
    further on in the routine begins there.
    """
    step = state.step
    is_fresh = state.index == 0 == state.plan.bouts[0].id and state.visit == 1 and at - state.began <= JUST_BEGUN_S
    if not (is_fresh and step.is_work and step.kind not in TIMED and state.over_at is None):
        return False
    target = dict(command.targets).get(step.ref)
    first = next(iter(target.warmups), None) if target is not None and target.aims else None
    runs = (step.load, step.reps.low) if step.warmup and step.reps else None
    return target is not None and runs != (first and (str(first.load), first.reps))


def with_sets_aimed_at(plan: Plan, targets: Mapping[Ref, Target]) -> Plan:
    """A plan with as many sets as it is to have today, as the file has them, and the warm-up sets of today's loads."""
    state = _with_all_sets(State(plan, plan.bouts, plan.steps), targets)
    for ref, target in targets.items():
        state = with_warmups(state, ref, target.warmups, anew=True)
    return replace(plan, bouts=state.bouts, steps=state.steps)


def names_planned(state: State, ref: Ref) -> set[str | None]:
    """What the plan has in this place: what is done there instead has no aim."""
    return {step.exercise for bout in state.plan.bouts if bout.ref == ref for step in bout.work}


def warmups_planned(state: State, ref: Ref) -> tuple[WarmupSet, ...]:
    """The warm-up sets of an exercise: today's, or, where nobody has looked those up, the file's."""
    target = dict(state.targets).get(ref)
    if target is not None:
        return target.warmups
    from backday_tui.training.loads import WarmupSet  # it brings fractions, which no start waits for

    planned = [bout.work[0] for bout in state.plan.bouts if bout.ref == ref and bout.is_warmup]
    return tuple(
        WarmupSet(step.aim.load, step.aim.reps, step.why)
        for step in planned
        if step.aim is not None and step.aim.load is not None and step.aim.reps is not None
    )


def without_aim(step: Step, planned: Sequence[Step]) -> Step:
    """The same with the load of the file: what it aimed at was another exercise's. Its time goes on as it is."""
    if step.aim is None or step.warmup:
        return step
    load = next((each.load for each in planned if each.set == step.set), planned[-1].load if planned else None)
    return replace(step, aim=None, why="", load=load)


def _at_targets(state: State, targets: Mapping[Ref, Target], *, anew: bool) -> State:
    names = {ref: names_planned(state, ref) for ref in targets}

    def with_aim(step: Step) -> Step:
        target = targets.get(step.ref) if step.exercise in names.get(step.ref, ()) else None
        if target is None or not target.aims or step.group == "amrap" or step.warmup:
            return step
        old, aimed_at = target.old_load(step.set), step.aiming_at(target)
        return replace(aimed_at, why=f"{aimed_at.why}; }} takes {old}") if old else aimed_at

    state = with_each_set(_with_all_sets(state, targets), with_aim)
    for ref, target in targets.items():
        if state.over_at is None and _first_name(state, ref) in names.get(ref, ()):
            state = with_warmups(state, ref, target.warmups, anew=anew)
    return state


def _first_name(state: State, ref: Ref) -> str | None:
    return next((bout.work[0].exercise for bout in state.bouts if bout.ref == ref and not bout.is_warmup), None)


def _with_all_sets(state: State, targets: Mapping[Ref, Target]) -> State:
    for ref, target in targets.items():
        if target.more_sets and state.over_at is None:
            state = _with_sets(state, ref, target.more_sets)
    return state


def _with_sets(state: State, ref: Ref, more: int) -> State:
    """So many sets more of an exercise, or fewer, as far as they have not begun.

    In a group they are the group's: what grows adds none there. Fewer they are where all of the group are fewer.
    """
    same = [bout for bout in state.bouts if bout.ref == ref and not bout.is_warmup]
    if not same or (same[0].group and more > 0):
        return state
    for _ in range(more):
        state = with_one_more(state, ref) if len(state.steps) < MOST_STEPS else state
    for _ in range(-more):
        state = with_one_less(state, ref) or state
    return state
