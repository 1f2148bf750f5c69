"""A plan as programs get it: the shape that docs/commands.md promises for `backday plan --json`.

Values only; writing JSON is the business of the command line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backday_tui.session.cues import Mark, of_plan
from backday_tui.session.summary import worked
from backday_tui.training.prescription import AS_WRITTEN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Reps
    from backday_tui.session.plan import Plan, Step
    from backday_tui.training.past import LastTime


def as_json(
    plan: Plan, catalog: Catalog, last_of: Callable[[Step], LastTime | None] = lambda _: None
) -> dict[str, Any]:
    """The plan as what `json.dumps` takes, its keys in the order of the contract; muscles most worked first.

    Args:
        plan: its steps with what they aim at today, where that was worked out; else the file says it.
        catalog: for the muscles.
        last_of: when the exercise of a step of work was last done.
    """
    routine = plan.routine
    return {
        "routine": {
            "id": routine.id,
            "name": routine.name,
            "level": routine.level,
            "equipment": list(routine.equipment),
            "muscles": list(worked(routine, catalog)),
        },
        "estimate_s": plan.estimate_s,
        "timed_s": plan.timed_s,
        "steps": [
            _step(index, step, marks, last_of(step) if step.is_work else None)
            for index, (step, marks) in enumerate(zip(plan.steps, of_plan(plan.steps), strict=True))
        ],
    }


def _step(index: int, step: Step, marks: Sequence[Mark], last: LastTime | None) -> dict[str, Any]:
    return {
        "index": index,
        "section": step.section,
        "kind": step.kind,
        "exercise": step.exercise,
        "choices": list(step.choices) if step.choices else None,
        "set": step.set,
        "sets": step.sets,
        "round": step.round,
        "rounds": step.rounds,
        "side": step.side,
        "reps": _reps(step.reps),
        "seconds": step.seconds,
        "to_failure": step.to_failure,
        "load": step.load,
        "group": step.group,
        "optional": step.optional,
        **_only_there(step),
        "cues": [{"at_s": mark.at_s, "name": mark.name} for mark in marks],
        "last": None if last is None else _last(last),
        "aim": _aim(step) if step.kind in ("reps", "hold") else None,
        "warmup": step.warmup and step.is_work,
    }


def _last(last: LastTime) -> dict[str, Any]:
    sets = [
        {
            "reps": done.reps,
            "seconds": None if done.seconds is None else round(done.seconds, 3),
            "load": None if done.load is None else str(done.load),
            "side": done.side or None,
        }
        for done in last.sets
    ]
    return {"on": last.session.day.isoformat(), "sets": sets}


def _aim(step: Step) -> dict[str, Any]:
    """What the set is to reach today; a figure that isn't asked for is null."""
    if step.aim is not None:
        load = None if step.aim.load is None else str(step.aim.load)
        return {"reps": step.aim.reps, "seconds": step.aim.seconds, "load": load, "why": step.reason or AS_WRITTEN}
    has_reps = step.reps is not None and step.reps.high is not None
    return {
        "reps": step.reps.low if step.reps is not None and has_reps else None,
        "seconds": None if step.to_failure or step.kind != "hold" else step.seconds,
        "load": step.lifted,
        "why": AS_WRITTEN,
    }


def _only_there(step: Step) -> dict[str, Any]:
    """The keys that only some steps have."""
    found: dict[str, Any] = {}
    if step.parts:
        found["parts"] = [{"reps": part.reps, "name": part.name} for part in step.parts]
    if step.most is not None:
        found["most"] = step.most
    if step.missed_s is not None and step.kind == "rest":
        found["missed"] = step.missed_s
    if step.beyond:
        found["beyond"] = True
    if step.rir is not None:
        found["rir"] = step.rir
    if step.entries is not None:
        found["entries"] = list(step.entries)
    return found


def _reps(reps: Reps | None) -> int | str | dict[str, int | None] | None:
    if reps is None:
        return None
    if reps.to_failure:
        return "max"
    return reps.low if reps.low == reps.high else {"min": reps.low, "max": reps.high}
