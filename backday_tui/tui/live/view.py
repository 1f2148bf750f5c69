"""What the live screen shows of a session, as plain values.

`view_of` is what changes with a step or a command, `reading_of` what changes each second. Nothing here draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from backday_tui import words
from backday_tui.session import step_text
from backday_tui.session.state import Situation
from backday_tui.text import clean
from backday_tui.workout.performance import shown_elapsed, shown_seconds

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.session.plan import Step
    from backday_tui.session.session import Session


Phase = Literal["prepare", "work", "rest", "over", "paused"]
PHASES: tuple[Phase, ...] = ("prepare", "work", "rest", "over", "paused")
LAST_SECONDS = 3


class View(NamedTuple):
    """What stands still until something happens. All text is cleaned.

    `name` and `dose` are the exercise being done, or the one to come where `is_next`; `details` what belongs to it.
    `place` is which set it is, `coming` what comes after. `steps` and `avoid` are its form.
    """

    phase: Phase
    word: str
    name: str
    dose: str
    details: tuple[str, ...]
    is_next: bool
    place: str
    coming: str
    routine: str
    steps: tuple[str, ...] = ()
    avoid: str | None = None
    muscles: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()


class Reading(NamedTuple):
    """What a clock would show. `left_s` is what remains of a step that ends by itself, `share` of the whole is done."""

    text: str
    left_s: int | None
    elapsed: str
    left: str
    share: float


def reading_of(session: Session, now: float) -> Reading:
    """The times to show now."""
    remaining = session.remaining_s(now)
    left_s = None if remaining is None else shown_seconds(remaining)
    shown = left_s if left_s is not None else shown_elapsed(session.in_step_s(now))
    elapsed_s, total_left_s = session.elapsed_s(now), session.remaining_total_s(now)
    whole_s = elapsed_s + total_left_s
    return Reading(
        words.clock(shown), left_s, words.clock(shown_elapsed(elapsed_s)), words.clock(shown_seconds(total_left_s)),
        elapsed_s / whole_s if whole_s else 0.0,
    )  # fmt: skip


def view_of(session: Session, catalog: Catalog) -> View:
    """What to show of the step that runs, or of the work it leads to."""
    state = session.state
    step = state.step
    index = step_text.work_at(state.steps, state.index)
    work = state.steps[index]
    exercise = exercise_of(work, catalog)
    is_amrap = work.group == "amrap"
    return View(
        phase=_phase(session, step),
        word=_word(session, step),
        name=step_text.title(work),
        dose=step_text.dose(work),
        details=(step_text.amrap_turn(state.plan.routine, work),) if is_amrap else step_text.details(work),
        is_next=step.kind == "rest" and work is not step,
        place=_place(session, work),
        coming=step_text.after(state.steps, index),
        routine=clean(state.plan.routine.name, words.MOST),
        steps=tuple(clean(text) for text in exercise.steps) if exercise else (),
        avoid=clean(exercise.avoid) if exercise and exercise.avoid else None,
        muscles=exercise.muscles if exercise else (),
        secondary=exercise.secondary if exercise else (),
    )


def time_line(session: Session, now: float) -> str:
    """What runs, and the time of it, where nothing else of it is seen: "HOLD 0:23"."""
    return f"{_word(session, session.state.step)} {reading_of(session, now).text}"


def exercise_of(step: Step, catalog: Catalog) -> Exercise | None:
    """What the catalogue knows of a step; of several to choose from, the first."""
    name = step.exercise or (step.choices[0] if step.choices else None)
    return catalog.find(name) if name else None


def _phase(session: Session, step: Step) -> Phase:
    if session.is_over:
        return "over"
    if session.is_paused:
        return "paused"
    if step.kind == "rest":
        return "rest"
    return "work" if step.is_work else "prepare"


def _word(session: Session, step: Step) -> str:
    if session.is_over:
        return "DONE"
    return "PAUSED" if session.is_paused else step_text.phase_word(step)


def _place(session: Session, work: Step) -> str:
    state = session.state
    if state.situation is Situation.AMRAP:
        return f"{words.counted(state.rounds_counted, 'round')} done"
    text = step_text.place(work)
    if state.situation is Situation.MINUTE:
        return f"{text}{words.BETWEEN}{'✓ done' if state.minute_logged else 'reps to do'}"
    return text
