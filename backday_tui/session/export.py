"""A plan as programs get it: the shape that docs/commands.md promises for `backday plan --json`.

Values only; writing JSON is the business of the command line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backday_tui.session.cues import Mark, of_plan
from backday_tui.session.summary import worked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Reps
    from backday_tui.session.plan import Plan, Step


def as_json(plan: Plan, catalog: Catalog) -> dict[str, Any]:
    """The plan as what `json.dumps` takes, its keys in the order of the contract; muscles most worked first."""
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
            _step(index, step, marks)
            for index, (step, marks) in enumerate(zip(plan.steps, of_plan(plan.steps), strict=True))
        ],
    }


def _step(index: int, step: Step, marks: Sequence[Mark]) -> dict[str, Any]:
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
    }


def _only_there(step: Step) -> dict[str, Any]:
    """The keys that only some steps have."""
    found: dict[str, Any] = {}
    if step.parts:
        found["parts"] = [{"reps": part.reps, "name": part.name} for part in step.parts]
    if step.entries is not None:
        found["entries"] = list(step.entries)
    return found


def _reps(reps: Reps | None) -> int | str | dict[str, int | None] | None:
    if reps is None:
        return None
    if reps.to_failure:
        return "max"
    return reps.low if reps.low == reps.high else {"min": reps.low, "max": reps.high}
