"""What the sets of a session aim at today, put into its steps.

What to aim at is found by `training/progression.py`; what is done in the place of a planned exercise has no aim.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backday_tui.session.ahead import MOST_STEPS, with_each_set, with_one_less, with_one_more
from backday_tui.session.state import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backday_tui.session import commands as c
    from backday_tui.session.plan import Plan, Ref, Step
    from backday_tui.session.state import Rules
    from backday_tui.training.progression import Target


def aimed(rules: Rules, state: State, command: c.SetTargets) -> State:
    """The state with every set at what it is to reach today; a countdown that runs ends as its aim says."""
    new = replace(_at_targets(state, dict(command.targets)), targets=command.targets)
    if state.over_at is not None or new.step.seconds == state.step.seconds or state.ends is None:
        return new
    return replace(new, ends=rules.end_of(new.step, state.began))


def with_sets_aimed_at(plan: Plan, targets: Mapping[Ref, Target]) -> Plan:
    """A plan with as many sets as it is to have today, as the file has them."""
    state = _with_all_sets(State(plan, plan.bouts, plan.steps), targets)
    return replace(plan, bouts=state.bouts, steps=state.steps)


def names_planned(state: State, ref: Ref) -> set[str | None]:
    """What the plan has in this place: what is done there instead has no aim."""
    return {step.exercise for bout in state.plan.bouts if bout.ref == ref for step in bout.work}


def without_aim(step: Step, planned: Sequence[Step]) -> Step:
    """The same with the load of the file: what it aimed at was another exercise's. Its time goes on as it is."""
    if step.aim is None:
        return step
    load = next((each.load for each in planned if each.set == step.set), planned[-1].load if planned else None)
    return replace(step, aim=None, why="", load=load)


def _at_targets(state: State, targets: Mapping[Ref, Target]) -> State:
    names = {ref: names_planned(state, ref) for ref in targets}

    def with_aim(step: Step) -> Step:
        target = targets.get(step.ref) if step.exercise in names.get(step.ref, ()) else None
        if target is None or not target.aims or step.group == "amrap":
            return step
        old, aimed_at = target.old_load(step.set), step.aiming_at(target)
        return replace(aimed_at, why=f"{aimed_at.why}; }} takes {old}") if old else aimed_at

    return with_each_set(_with_all_sets(state, targets), with_aim)


def _with_all_sets(state: State, targets: Mapping[Ref, Target]) -> State:
    for ref, target in targets.items():
        if target.more_sets and state.over_at is None:
            state = _with_sets(state, ref, target.more_sets)
    return state


def _with_sets(state: State, ref: Ref, more: int) -> State:
    """So many sets more of an exercise, or fewer, as far as they have not begun; in a group they are the group's."""
    same = [bout for bout in state.bouts if bout.ref == ref]
    if not same or same[0].group:
        return state
    for _ in range(more):
        state = with_one_more(state, ref) if len(state.steps) < MOST_STEPS else state
    for _ in range(-more):
        state = with_one_less(state, ref) or state
    return state
