"""How a workout is told to programs: a JSON object a line for each thing that happens, and nothing else on stdout.

The shapes are a contract (docs/commands.md). What is meant for people goes to stderr.
"""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import asdict, replace
from typing import IO, TYPE_CHECKING, Any

from backday_tui.plain.workout import LookBack
from backday_tui.session import events as e
from backday_tui.session.barbell import as_of_step, bar_as_json
from backday_tui.session.export import as_json
from backday_tui.session.summary import summarize
from backday_tui.text import clean
from backday_tui.workout.performance import RecordFell, WhereAsked

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Catalog
    from backday_tui.session.plan import Step
    from backday_tui.session.session import Session
    from backday_tui.session.state import State
    from backday_tui.training.records import MovementRecord
    from backday_tui.workout.performance import Happening


class JsonLines:
    """One object a line, written out at once."""

    def __init__(self, out: IO[str] | None, errors: IO[str] | None, catalog: Catalog) -> None:
        """`out` and `errors` are None where they were closed: nobody is told then."""
        self._out = out
        self._errors = errors
        self._catalog = catalog
        self._steps: tuple[Step, ...] = ()
        self._records: list[dict[str, Any]] = []

        self._past = LookBack()

    is_for_people = False
    can_hold = False

    def look_back(self, past: LookBack) -> None:
        self._past = past
        self._steps = ()

    def happened(self, event: Happening, session: Session, said: str = "") -> None:
        del said  # the event says it all
        record = {
            "event": name_of_event(type(event)),
            "at_s": round(event.at - session.origin, 3),
            **self._body(event, session),
        }
        if self._out is not None:
            self._out.write(json.dumps(record) + "\n")
            self._out.flush()

    def _body(self, event: Happening, session: Session) -> dict[str, Any]:
        index = session.state.index
        body: dict[str, Any]
        match event:
            case e.StepBegan():
                body = {
                    "index": event.index,
                    "step": self._step(event.index, session),
                    **self._plates(as_of_step(session.state, event.index)),
                }
            case e.StepEnded():
                body = {"index": event.index, "how": event.how, "seconds": round(event.seconds, 3)}
            case e.SetLogged() | e.SetCorrected():
                body = _set(event.log)
            case e.StepsChanged():
                body = {"index": index, "steps": self._all(session)}
            case e.Undone():
                body = {"command": _snake(event.command), "index": index, "steps": self._all(session)}
            case WhereAsked():
                left_s = session.remaining_s(event.at)
                body = {
                    "index": index,
                    "step": self._step(index, session),
                    "spent_s": round(session.in_step_s(event.at), 3),
                    "left_s": None if left_s is None else round(left_s, 3),
                    "paused": session.is_paused,
                    **self._plates(session.state),
                }
            case RecordFell():
                body = _record(event)
            case e.Finished():
                body = {"early": event.early, "summary": _summary(session)}
            case _:
                body = {key: value for key, value in asdict(event).items() if key != "at"}
        return body

    def _step(self, index: int, session: Session) -> dict[str, Any] | None:
        """The step as `plan --json` gives it; None where a command has since taken it away."""
        steps = self._all(session)
        return steps[index] if index < len(steps) else None

    def _plates(self, state: State) -> dict[str, Any]:
        """What is on the bar in the set that runs or comes next; nothing where there is none."""
        bar = self._past.barbell(state)
        return {} if bar is None or bar.loaded is None else {"plates": bar_as_json(bar.loaded, bar.load)}

    def _all(self, session: Session) -> list[dict[str, Any]]:
        state = session.state
        if state.steps is not self._steps:
            self._steps = state.steps
            plan = replace(state.plan, steps=state.steps)
            self._records = as_json(plan, self._catalog, self._past.last_of)["steps"]
        return self._records

    def time(self, session: Session, now: float) -> None:
        """Time alone is nothing that happens."""

    def say(self, told: str) -> None:
        self.warn(told)

    def warn(self, told: str) -> None:
        if self._errors is not None:
            with contextlib.suppress(OSError):  # a message that nobody takes ends no workout
                self._errors.write(f"backday: {told}\n")
                self._errors.flush()

    def prompt(self, question: str, typed: str) -> None:
        if not typed:
            self.warn(clean(question))

    def answered(self) -> None:
        """Nothing stands anywhere that was asked."""

    def ring(self) -> None:
        """Programs hear no bell."""

    def over(self, session: Session) -> None:
        """All is said with the last event."""


def name_of_event(kind: type[Happening]) -> str:
    """What an object calls what happened: "step_began", "record"."""
    return "record" if kind is RecordFell else _snake(kind.__name__)


def _record(event: RecordFell) -> dict[str, Any]:
    """What was done and how much more it is than all before: kilograms, reps, seconds, or rounds and reps."""
    record, best = event.record, event.best
    return {
        "exercise": event.exercise,
        "kind": record.kind,
        "value": _numbers(record),
        "before": _numbers(best),
        "before_on": best.source.session.day.isoformat(),
        "load_kg": None if record.load_kg is None else round(float(record.load_kg), 6),
        "text": event.told,
    }


def _numbers(record: MovementRecord) -> float | list[float]:
    found = [round(float(number), 6) for number in record.value]
    return found[0] if len(found) == 1 else found


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _set(log: e.SetLog) -> dict[str, Any]:
    record = {
        "exercise": log.exercise,
        "set": log.set,
        "sets": log.sets,
        "side": log.side,
        "reps": log.reps,
        "seconds": None if log.seconds is None else round(log.seconds, 3),
        "load": log.load,
    }
    rounds = {} if log.rounds is None else {"rounds": log.rounds}
    how = {"source": log.source, "rir": log.rir, "note": log.note, "rest_s": log.rest_s}
    return record | rounds | how | {"warmup": log.target.warmup}


def _summary(session: Session) -> dict[str, Any]:
    """The totals; the volume load by unit."""
    totals = asdict(summarize(session, session.latest))
    return {key: round(value, 3) if isinstance(value, float) else value for key, value in totals.items()} | {
        "volume": dict(totals["volume"])
    }
