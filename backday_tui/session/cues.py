"""The sounds of a workout: which belong to a step, and which are still to come, each with its deadline.

Pure: a session goes in, times and names come out; making sound is the business of backday_tui.audio.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.session.plan import TIMED, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backday_tui.session.session import Session

TICKS_S = (3, 2, 1)
HALF_FROM_S = 20
FAILURE_TICK_S = 30
ROUNDING_S = 1e-6
"""Times that differ by less are the same: sums of floats are not exact."""
MOST_CUES = 400
"""How many sounds are handed on at once: some minutes of any workout."""
LONGEST_FAILURE_S = 3600
"""For how long a hold to failure ticks without being asked anew."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A sound of a step: `at_s` seconds after the step's beginning. `path` is a WAV file named by the routine."""

    at_s: float
    name: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A sound with its time on the session's clock; `id` stays the same however often it is handed on.

    `name` is one of backday_tui.audio.sounds.CUES; a WAV file at `path`, where there is one, is heard in its place.
    """

    id: str
    at: float
    name: str
    path: str | None = None


def of_step(
    step: Step,
    before: Step | None,
    *,
    last: bool,
    auto: bool = False,
    seconds: float | None = None,
    until_s: float | None = None,
) -> tuple[Mark, ...]:
    """The sounds of one step, in order of time.

    Where a step has stages, its sounds are those of the first; it goes on after them, unless `auto`.

    Args:
        step: the step.
        before: the one right before it; None where the workout begins with it.
        last: whether the workout ends with it.
        auto: whether every step ends by itself, so that all work is timed.
        seconds: how long it takes, or its first stage, where that is no longer the step's own time.
        until_s: for a step with no end of its own, how far its sounds are wanted; its estimate without.
    """
    planned = step.seconds if seconds is None else seconds
    marks = [*_boundary(step, before, auto=auto), *_half(step, planned)]
    if planned is not None:
        marks += _end(step, planned, auto=auto)
    if step.kind in TIMED and step.to_failure:
        length = next(s for s in (seconds, until_s, step.estimate_s) if s is not None)
        marks += _failure_ticks(length, taken={mark.at_s for mark in marks})
    if last:
        marks.append(Mark(_whole(planned if planned is not None else step.estimate_s), "done"))
    return tuple(sorted(marks, key=lambda mark: mark.at_s))


def _whole(seconds: float) -> float:
    seconds = round(seconds, 6)
    return int(seconds) if seconds == int(seconds) else seconds


def _boundary(step: Step, before: Step | None, *, auto: bool) -> Iterator[Mark]:
    if step.kind in ("rest", "switch"):
        yield Mark(0, step.kind)
    elif step.kind == "wait":
        yield Mark(0, "ready")
    elif step.kind != "prepare" and (step.group == "emom" or (before is not None and _is_timed(before, auto=auto))):
        is_last_set = step.sets > 1 and step.set == step.sets and step.group != "emom" and not step.warmup
        if is_last_set and not _is_inside(step, before):
            yield Mark(0, "last")
        else:
            yield Mark(0, "go", step.sound)


def _end(step: Step, planned: float, *, auto: bool) -> Iterator[Mark]:
    """What leads up to the end of a time, and what is heard there where the step goes on."""
    ticks_s = TICKS_S if step.countdown else ()
    yield from (Mark(_whole(planned - left), "tick") for left in ticks_s if planned >= left)
    if step.most is not None:
        longer_s = step.most - (step.seconds or 0)
        yield Mark(_whole(planned), "ready")
        if not auto:
            yield Mark(_whole(planned + longer_s), "over")
            return
        yield from (Mark(_whole(planned + longer_s - left), "tick") for left in ticks_s if longer_s > left)
    elif step.beyond and not auto:
        yield Mark(_whole(planned), "over")


def _is_timed(step: Step, *, auto: bool) -> bool:
    """Whether time ended it, so that nobody but a sound says that the next step begins."""
    return auto or not step.is_work or step.kind in TIMED


def _is_inside(step: Step, before: Step | None) -> bool:
    """Whether its set began before it: it is the second side."""
    return before is not None and before.bout == step.bout and (before.is_work or before.kind == "switch")


def _half(step: Step, planned: float | None) -> Iterator[Mark]:
    if step.kind in TIMED and step.seconds is not None and step.seconds >= HALF_FROM_S:
        half = step.seconds / 2
        if planned is None or half < planned:
            yield Mark(_whole(half), "half")


def _failure_ticks(until_s: float, taken: set[float]) -> Iterator[Mark]:
    at_s = FAILURE_TICK_S
    while at_s < until_s:
        if at_s not in taken:
            yield Mark(at_s, "tick")
        at_s += FAILURE_TICK_S


def of_plan(steps: Sequence[Step]) -> tuple[tuple[Mark, ...], ...]:
    """The sounds of every step of a plan."""
    return tuple(
        of_step(step, steps[index - 1] if index else None, last=index == len(steps) - 1)
        for index, step in enumerate(steps)
    )


def upcoming(session: Session, now: float) -> tuple[Cue, ...]:
    """The sounds from `now` on, at most MOST_CUES, up to the end of the next step that waits; none while paused."""
    if session.is_paused:
        return ()
    return tuple(islice((_not_before(cue, now) for cue in _ahead(session) if cue.at > now - ROUNDING_S), MOST_CUES))


def _not_before(cue: Cue, now: float) -> Cue:
    return cue if cue.at >= now else replace(cue, at=now)


def _ahead(session: Session) -> Iterator[Cue]:
    state = session.state
    if state.over_at is not None:
        yield _cue(session, state.visit, 0.0, Mark(state.over_at, "done"))
        return
    for step in steps_ahead(session):
        for mark in step.marks:
            yield _cue(session, step.visit, step.began, mark)


RECORD: Final = "record"
"""The sound of a record, which belongs to no step."""
_ANSWERED_S: Final = 0.15
"""From the figure to its record: the click that answers it is over."""
_CUE_S: Final = 1.0
"""From the beginning of a cue to that of another one beside it: the longest is over by then."""
RECORD_S: Final = 0.8
"""How long the sound of a record is heard, and some quiet behind it."""
_REMEMBERED_S: Final = 15.0
"""For so long what is said makes room for it."""


def record_tone(session: Session, now: float, number: int) -> Cue:
    """The sound of a record that falls now, the how manieth of the session; `with_tone` finds room for it."""
    return Cue(f"{session.origin:.3f}/{RECORD}.{number}", now + _ANSWERED_S, RECORD)


def with_tone(session: Session, tone: Cue, cues: Sequence[Cue], now: float) -> tuple[Cue | None, tuple[Cue, ...]]:
    """The sounds to come with that of a record among them, which clashes with none, and that as it is heard.

    What begins a step is heard as it always is, and so are the ticks before its end; the record waits. It is None once
    it was heard, and nothing needs to know of it any more.
    """
    if tone.at + _REMEMBERED_S < now:
        return None, tuple(cues)
    if tone.at > now:
        at = tone.at
        state = session.state
        boundary = session.on_clock(state.began if state.over_at is None else state.over_at)
        for taken in sorted({boundary, *(cue.at for cue in cues)}):
            if taken >= at + RECORD_S:
                break
            at = max(at, taken + _CUE_S)
        tone = replace(tone, at=at)
    return tone, tuple(sorted((*cues, tone), key=lambda cue: cue.at))


class StepAhead(NamedTuple):
    """A step that runs or is to come, as it will be if nobody does anything.

    `place` is its index in the steps. `began` is in seconds of activity; `seconds` is how long it takes, None where it
    waits for the person. `visit` is as in State, `marks` are its sounds.
    """

    place: int
    began: float
    seconds: float | None
    visit: int
    marks: tuple[Mark, ...]


def steps_ahead(session: Session) -> Iterator[StepAhead]:
    """The running step and those after it, up to the next that waits for the person; that one is the last."""
    state, steps = session.state, session.state.steps
    began, ends, visit, moved_s = state.began, state.ends, state.visit, state.moved_s
    for index in count(state.index):
        step = steps[index]
        if session.auto and step.kind == "wait" and index > state.index:  # nothing waits
            ends = session.end_of(steps[index + 1], began)
            continue
        seconds = None if ends is None else round(ends - began, 6)  # or 0.30000000000000004 s would be over 0.3 s
        last = index == len(steps) - 1 and ends is not None
        before = steps[index - 1] if index else None
        first_s = step.stages[0] + moved_s if step.stages else seconds
        marks = of_step(step, before, last=last, auto=session.auto, seconds=first_s, until_s=LONGEST_FAILURE_S)
        yield StepAhead(index, began, seconds, visit, marks)
        if ends is None or last:
            return
        began, ends, moved_s = ends, session.end_of(steps[index + 1], ends), 0.0
        visit = session.next_visit if index == state.index else visit + 1


def _cue(session: Session, visit: int, began: float, mark: Mark) -> Cue:
    """A sound of a step that begins then. Two sessions, and two visits to one step, never share an id."""
    name = "done" if mark.name == "done" else f"{mark.name}.{mark.at_s:g}"
    return Cue(f"{session.origin:.3f}/{visit}.{name}", session.on_clock(began + mark.at_s), mark.name, mark.path)
