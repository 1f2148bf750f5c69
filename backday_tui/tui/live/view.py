"""What the live screen shows of a session, as plain values.

`view_of` is what changes with a step or a command, `reading_of` what changes each second. Nothing here draws.
"""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from backday_tui import words
from backday_tui.session import step_text
from backday_tui.session.state import Situation
from backday_tui.text import clean
from backday_tui.workout.performance import shown_clock, shown_elapsed, shown_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.session.barbell import Barbell
    from backday_tui.session.plan import Step
    from backday_tui.session.session import Session
    from backday_tui.session.state import State
    from backday_tui.training.past import LastTime


Phase = Literal["prepare", "work", "rest", "ready", "late", "over", "paused"]
RESTING: Final[frozenset[Phase]] = frozenset({"rest", "ready", "late"})
PHASES: tuple[Phase, ...] = ("prepare", "work", "rest", "ready", "late", "over", "paused")
"""`ready` is a rest that waits for the person, `late` one that is longer than was meant."""
LAST_SECONDS = 3
_MINUTE_S = 60
SETS_BEFORE, SETS_AFTER = 10, 40
"""Of so many steps before and after this one the sets are told."""
Said = tuple[str, ...]
"""The same in several lengths, the longest first; empty where there is nothing to say."""


SetState = Literal["done", "left out", "now", "to come"]
"""How a set stands: "now" is the one that runs, or comes next."""


class LiveSet(NamedTuple):
    """A set of the workout in a line: as it was done, or what it asks for."""

    state: SetState
    text: str


class View(NamedTuple):
    """What stands still until something happens. All text is cleaned.

    `name`, `dose` and `load` are the exercise being done, or the one to come where `is_next`; `details` what else
    belongs to it, `beat` how many reps would be a record, `last` what was done of it last time, `why` the reason of its
    aim; `noted` is what was noted then, as long as it is still to come. `place` is which set it is, and `turn` the same
    as numbers: which, of how many. `coming` is what comes after; `then` the next other exercise, where `coming` doesn't
    name it, and `then_last` what was done of that last time. `just_done` is the set before a rest. The `form` and what
    to `avoid` are those of the exercise. `shares` are what a round of an AMRAP is made of, `sets` the sets around this
    one. `longer` is why a rest is longer than it was planned. `bar` is what is on it; None where there is none, or as
    long as nobody knows; `draws_bar` is whether it may be drawn.
    """

    phase: Phase
    word: str
    name: str
    dose: str
    load: str
    details: tuple[str, ...]
    is_next: bool
    place: str
    coming: str
    routine: str
    turn: tuple[int, int] | None = None
    beat: str = ""
    last: Said = ()
    noted: str = ""
    why: str = ""
    then: str = ""
    then_last: Said = ()
    just_done: str = ""
    shares: tuple[str, ...] = ()
    sets: tuple[LiveSet, ...] = ()
    form: tuple[str, ...] = ()
    avoid: str | None = None
    muscles: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()
    longer: str = ""
    bar: Barbell | None = None
    draws_bar: bool = True


class Reading(NamedTuple):
    """What a clock would show, and how far that is.

    `left_s` is what remains until something else begins, `share` how much of the step is over, from 0 to 1. The times
    of the whole are in minutes, so that they are another only once a minute: so long it took, so long it takes, and the
    time of day at which it is over.
    """

    text: str
    left_s: int | None
    share: float
    elapsed: str
    left: str
    ends: str


def reading_of(session: Session, now: float, wall: datetime, speed: float = 1.0) -> Reading:
    """The times to show now, which is `wall` by the time of day; time runs `speed` times as fast."""
    remaining, spent_s = session.remaining_s(now), session.in_step_s(now)
    left_s = None if remaining is None or session.state.stage else shown_seconds(remaining)
    whole_s = spent_s + remaining if remaining is not None else max(session.state.step.estimate_s, spent_s)
    left_of_all_s = session.remaining_total_s(now)
    ends = wall + timedelta(seconds=round(left_of_all_s / speed))
    return Reading(
        shown_clock(session, now),
        left_s,
        spent_s / whole_s if whole_s else 0.0,
        _whole_minutes(shown_elapsed(session.elapsed_s(now))),
        f"{words.about(math.ceil(shown_seconds(left_of_all_s) / _MINUTE_S) * _MINUTE_S)} left",
        f"{ends:%H:%M}",
    )


def _whole_minutes(seconds: int) -> str:
    """A time in minutes that are over, "0 min", "1 h 5 min"."""
    return words.about(seconds // _MINUTE_S * _MINUTE_S) if seconds >= _MINUTE_S else "0 min"


def view_of(
    session: Session,
    catalog: Catalog,
    last_of: Callable[[Step], Said],
    note_of: Callable[[Step], str] = lambda _: "",
    *,
    bar: Barbell | None = None,
    beat_of: Callable[[Step], str] = lambda _: "",
) -> View:
    """What to show of the step that runs, or of the work it leads to.

    Args:
        session: as it is.
        catalog: what is known of exercises.
        last_of: what was done last time of a step.
        note_of: what was noted then.
        bar: what is on the bar.
        beat_of: how many reps would be a record, where that is near what it aims at.
    """
    state = session.state
    step = state.step
    index = step_text.work_at(state.steps, state.index)
    work = step_text.work_now(state)
    exercise = exercise_of(work, catalog)
    then = _other_exercise(state.steps, index)
    return View(
        phase=_phase(session, step),
        word=_word(session, step),
        name=step_text.title(work),
        dose=step_text.dose(work),
        load=_load(state, work),
        details=_details(state, work),
        is_next=step.kind in ("rest", "wait") and index != state.index,
        place=_place(session, work),
        turn=_turn(work),
        beat=beat_of(work),
        last=last_of(work),
        noted=note_of(work) if index != state.index and step.kind != "switch" else "",
        why=_reason(work),
        coming=step_text.after(state.steps, index),
        then=step_text.what(then) if then is not None and not _is_named(state.steps, index, then) else "",
        then_last=() if then is None else last_of(then),
        just_done=_just_done(state),
        shares=step_text.amrap_shares(state.plan.routine, work) if work.group == "amrap" else (),
        sets=_sets_around(state, index),
        routine=clean(state.plan.routine.name, words.MOST),
        form=tuple(clean(text) for text in exercise.steps) if exercise else (),
        avoid=clean(exercise.avoid) if exercise and exercise.avoid else None,
        muscles=exercise.muscles if exercise else (),
        secondary=exercise.secondary if exercise else (),
        longer=step_text.why_longer(step),
        bar=bar,
    )


def last_words(last: LastTime | None, now: date) -> Said:
    """When something was last done, and how, in three lengths."""
    if last is None:
        return ()
    from backday_tui.training.past import done_text, last_time_text  # not before there is something to say

    day, done = words.on_days((last.session.day,), now), done_text(last.sets)
    return tuple(clean(said) for said in (last_time_text(last, now), f"Last time ({day}) {done}", f"{day}: {done}"))


def noted_words(last: LastTime | None, now: date) -> str:
    """What was noted to something when it was last done; "" for nothing."""
    if last is None:
        return ""
    from backday_tui.training.past import note_text  # as above

    return clean(note_text(last, now), 2 * words.MOST)


def time_line(session: Session, now: float) -> str:
    """What runs, and the time of it, where nothing else of it is seen: "HOLD 0:23"."""
    remaining = session.remaining_s(now)
    shown = shown_elapsed(session.in_step_s(now)) if remaining is None else shown_seconds(remaining)
    return f"{_word(session, session.state.step)} {words.clock(shown)}"


def exercise_of(step: Step, catalog: Catalog) -> Exercise | None:
    """What the catalogue knows of a step; of several to choose from, the first."""
    name = step.exercise or (step.choices[0] if step.choices else None)
    return catalog.find(name) if name else None


def _phase(session: Session, step: Step) -> Phase:
    if session.is_over:
        return "over"
    if session.is_paused:
        return "paused"
    if step.kind == "wait":
        return "ready"
    if step.kind == "rest":
        return ("rest", "ready", "late")[session.state.stage]
    return "work" if step.is_work else "prepare"


def _word(session: Session, step: Step) -> str:
    if session.is_over:
        return "DONE"
    return "PAUSED" if session.is_paused else step_text.phase_word(step, session.state.stage)


def _reason(work: Step) -> str:
    """Why its aim is what it is; "" where the file alone says so."""
    if not work.why:
        return ""
    from backday_tui.training.prescription import AS_WRITTEN  # not before something was worked out

    return "" if work.why == AS_WRITTEN else clean(work.why, words.MOST)


def _load(state: State, work: Step) -> str:
    """What is lifted; of an AMRAP the rounds that were counted."""
    if state.situation is Situation.AMRAP:
        return words.counted(state.rounds_counted, "round")
    return step_text.load(work)


def _details(state: State, work: Step) -> tuple[str, ...]:
    """What belongs to the work besides its dose and its load."""
    if work.group == "amrap":
        return (step_text.amrap_turn(state.plan.routine, work),)
    load = step_text.load(work)
    return tuple(part for part in step_text.details(work) if part != load)


def _place(session: Session, work: Step) -> str:
    state = session.state
    if state.situation is Situation.AMRAP:
        return f"{words.counted(state.rounds_counted, 'round')} done"
    text = step_text.place(work)
    if state.situation is Situation.MINUTE:
        return f"{text}{words.BETWEEN}{'✓ done' if state.minute_logged else 'reps to do'}"
    return text


def _turn(work: Step) -> tuple[int, int] | None:
    """Which of how many sets, rounds or minutes this is, as `step_text.turn` says it."""
    if work.round is not None and work.rounds is not None:
        return work.round, work.rounds
    return (work.set, work.sets) if work.sets > 1 else None


def _other_exercise(steps: Sequence[Step], index: int) -> Step | None:
    """The next work of another exercise; None where there is none."""
    now = steps[index]
    return next((step for step in steps[index + 1 :] if step.is_work and step.ref != now.ref), None)


def _is_named(steps: Sequence[Step], index: int, other: Step) -> bool:
    """Whether what comes right after the step with this index is that one, and so is named there."""
    return next((step for step in steps[index + 1 :] if step.is_work), None) is other


def _sets_around(state: State, index: int) -> tuple[LiveSet, ...]:
    """The sets around the step with this index, each side a line, a few before it and more after it."""
    logs = {(log.bout, log.side): log for log in state.logs}
    first = max(index - SETS_BEFORE, 0)
    lines = []
    for place, step in enumerate(state.steps[first : index + SETS_AFTER], first):
        log = logs.get((step.bout, step.side)) if place < index else None
        if step.is_work:
            figures = (step_text.dose(step), step_text.load(step)) if log is None else (step_text.done(log),)
            where = (step_text.title(step), step_text.turn(step), step_text.side(step))
            over: SetState = "left out" if log is None else "done"
            set_state: SetState = "now" if place == index else over if place < index else "to come"
            lines.append(LiveSet(set_state, words.joined(*where, *figures)))
    return tuple(lines)


def _just_done(state: State) -> str:
    """The set that a rest follows, as it was logged; "" for none."""
    before = state.steps[state.index - 1] if state.index and state.step.kind == "rest" else None
    if before is None or state.just_logged is None or state.just_logged >= len(state.logs):
        return ""
    log = state.logs[state.just_logged]
    if (log.bout, log.side) != (before.bout, before.side):
        return ""
    return f"{words.capital(step_text.turn(before)) or step_text.title(before)} done: {step_text.done(log)}"
