"""How a workout is told in lines of text: when each thing is said, in which colour; the countdown in place if wanted.

What is said of a step or a set stands in session/step_text.py; what happens is decided by the session.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from backday_tui import words
from backday_tui.history.log import LONGEST_NOTE
from backday_tui.plain.workout import LookBack
from backday_tui.session import events as e
from backday_tui.session import step_text
from backday_tui.session.barbell import as_of_step
from backday_tui.session.cues import HALF_FROM_S
from backday_tui.session.plan import TIMED
from backday_tui.session.summary import summarize
from backday_tui.text import clean
from backday_tui.training.past import last_time_text, note_text
from backday_tui.training.prescription import AS_WRITTEN
from backday_tui.workout.actions import where
from backday_tui.workout.performance import (
    GapNoticed,
    RecordFell,
    RecordTakenBack,
    SessionNoted,
    WhereAsked,
    shown_clock,
    shown_elapsed,
)
from backday_tui.workout.results import NOT_LOGGED, muscles_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console

    from backday_tui.routine.model import Routine
    from backday_tui.session.events import SetLog
    from backday_tui.session.plan import Ref, Step
    from backday_tui.session.session import Session
    from backday_tui.session.state import State
    from backday_tui.session.summary import Summary
    from backday_tui.workout.performance import Happening
    from backday_tui.workout.results import ExerciseResult, SessionResults


LAST_S: Final = 10
LAST_FROM_S: Final = 20
"""Of steps this long or longer the last ten seconds are said."""
FAILURE_S: Final = 30
STYLES: Final[Mapping[str, str]] = {"rest": "cyan", "wait": "green", "prepare": "yellow", "switch": "yellow"}
WORK_STYLE: Final = "bold green"
RECORD_STYLE: Final = "bold magenta"


class ConsoleLines:
    """Lines on a console; on a terminal what is asked stands below them, or the time left.

    Args:
        console: where they go.
        errors: where warnings go.
        in_place: whether the cursor can go back to the beginning of a line.
        ticker: whether the time left is kept up to date there. A screen reader would speak it every second.
    """

    def __init__(self, console: Console, errors: Console, *, in_place: bool, ticker: bool = False) -> None:
        self._console = console
        self._errors = errors
        self._in_place = in_place
        self._ticker = in_place and ticker
        self._held = ""
        self._asked = ""
        self._visit = 0
        self._milestones = Milestones()
        self._past = LookBack()
        self._reasoned: set[Ref] = set()
        self._would_be: dict[Ref, str] = {}
        self._bar = ""

    is_for_people = True

    @property
    def can_hold(self) -> bool:
        return self._in_place

    # -- what Reporter asks for ------------------------------------------------------------------------------------

    def look_back(self, past: LookBack) -> None:
        self._past = past

    def happened(self, event: Happening, session: Session, said: str = "") -> None:
        match event:
            case e.StepBegan():
                self._begin(event, session)
            case e.Undone():
                self._line(event.at, session, f"undone: {step_text.command(event.command)}")
                self._begin(e.StepBegan(event.at, session.state.index, session.state.step), session)
            case GapNoticed() | e.StepEnded() | e.Finished():
                pass
            case e.StepsChanged():
                self._change(event.at, session, said)
            case SessionNoted():
                self.say(f"note: {clean(event.note, LONGEST_NOTE)}")
            case RecordFell() | RecordTakenBack():
                self._line(event.at, session, event.told, RECORD_STYLE if isinstance(event, RecordFell) else "")
            case WhereAsked():
                self._line(event.at, session, where(session, event.at, self._past.barbell(session.state)))
            case e.RestReady() if session.auto:
                self._line(event.at, session, "rested enough")
            case _:
                self._line(event.at, session, _told(event))
                if isinstance(event, e.SetEntered | e.LoadCarried | e.SetCorrected):
                    self._say_bar(session.state, only_new=True)

    def time(self, session: Session, now: float) -> None:
        for milestone in self._milestones.passed(session, now):
            self._line(now, session, milestone)
        if self._ticker:
            self._hold(_countdown(session, now))

    def say(self, told: str) -> None:
        self._print(Text(f"{'':>7}  {told}"))

    def warn(self, told: str) -> None:
        self._hold("")
        with contextlib.suppress(OSError):  # a message that nobody takes ends no workout
            self._errors.print(Text(f"backday: {told}"), highlight=False, soft_wrap=True)
        self._hold(self._asked)

    def prompt(self, question: str, typed: str) -> None:
        if self._in_place:
            self._asked = clean(question + typed)
            self._hold(self._asked)
        elif not typed:
            self.say(clean(question))

    def answered(self) -> None:
        self._asked = ""
        self._hold("")

    def ring(self) -> None:
        if self._console.is_terminal:
            self._write("\a")

    def over(self, session: Session) -> None:
        self.answered()
        results = None if self._past.results is None else self._past.results()
        for line in () if results is None else at_the_end(results):
            self._print(Text(line))
        self._print(Text(totals(summarize(session, session.latest))))
        for each in () if results is None else results.coming:
            self._print(Text(f"{each.told}: `backday edit` puts it into the file"))

    # -- drawing ------------------------------------------------------------------------------------------------

    def _begin(self, event: e.StepBegan, session: Session) -> None:
        step = event.step
        waits = not (step.ends_by_itself or session.auto)
        style = STYLES.get(step.kind, WORK_STYLE)
        self._line(event.at, session, begins(session.state.steps, event.index, waits=waits), style)
        self._visit = session.state.visit
        self._say_bar(as_of_step(session.state, event.index))
        for remark in remarks(session.state.plan.routine, step) if step.is_work else ():
            self.say(remark)
        self._remember(session.state.steps, event.index)
        self._milestones = Milestones(event.index)

    def _change(self, at: float, session: Session, said: str) -> None:
        """What was changed, and the step as it is now; where another one begins, that is told by itself."""
        state = session.state
        left = words.counted(len(state.steps) - state.index - 1, "step")
        self._line(at, session, words.joined(said[:1].lower() + said[1:] or "changed", f"{left} to come after this"))
        if state.visit == self._visit and not session.is_over:
            waits = not (state.step.ends_by_itself or session.auto)
            self._line(at, session, begins(state.steps, state.index, waits=waits))
            self._say_bar(state)
            self._remember(state.steps, state.index)

    def _say_bar(self, state: State, *, only_new: bool = False) -> None:
        """What is on the bar, and what to move; with `only_new` where that is another since it was said last."""
        bar = self._past.barbell(state)
        said, before = "" if bar is None else clean(bar.text), self._bar
        self._bar = said
        if said and not (only_new and said == before):
            self.say(said)

    def _remember(self, steps: Sequence[Step], index: int) -> None:
        """What was done last time, in a set and in the rest before it.

        The reason of its aim is told once an exercise, and how many reps would be a record each time that changes.
        """
        step, work = steps[index], steps[step_text.work_at(steps, index)]
        last = self._past.last_of(work)
        if step.kind == "switch" or not work.is_work or work.warmup:
            return
        if last is not None:
            self.say(clean(last_time_text(last, self._past.today)))
        would_be = self._past.to_beat(work)
        if would_be and self._would_be.get(work.ref) != would_be:
            self._would_be[work.ref] = would_be
            self.say(would_be)
        if last is not None and not step.is_work and (noted := note_text(last, self._past.today)):
            self.say(clean(noted))
        if work.ref not in self._reasoned and (reason := aims(work)):
            self._reasoned.add(work.ref)
            self.say(reason)

    def _line(self, at: float, session: Session, told: str, style: str = "") -> None:
        since_start = words.clock(shown_elapsed(at - session.on_clock(0.0)))
        self._print(Text.assemble((f"{since_start:>7}  ", "dim"), (told, style)))

    def _print(self, text: Text) -> None:
        held, self._held = self._held, ""
        if held:
            self._write("\r" + " " * cell_len(held) + "\r")
        self._console.print(text, highlight=False, soft_wrap=True)
        self._hold(self._asked)

    def _hold(self, text: str) -> None:
        """Show this below the lines, in the place of what stood there."""
        width = max(self._console.width - 1, 0)
        shown = text if cell_len(text) <= width else set_cell_size(text, width)
        if shown != self._held:
            shorter = max(cell_len(self._held) - cell_len(shown), 0)
            self._write(("\r" if self._held else "") + shown + " " * shorter + "\b" * shorter)
            self._held = shown

    def _write(self, raw: str) -> None:
        self._console.file.write(raw)
        self._console.file.flush()


# -- a line at a time -------------------------------------------------------------------------------------------


def begins(steps: Sequence[Step], index: int, *, waits: bool) -> str:
    """The line with which a step begins; `waits` where the person has to say when it is done."""
    step = steps[index]
    if not step.is_work:
        work = steps[step_text.work_at(steps, index)]
        said = [words.capital(step_text.dose(step)), step_text.why_longer(step)]
        said += [f"then {step_text.title(work)}", *_asked(work), "enter begins" if waits else ""]
    else:
        coming = step_text.after(steps, index)
        said = [step_text.title(step), *_asked(step), step_text.optional(step)]
        said += [f"next: {coming}" if index + 1 < len(steps) else "the last", "enter when done" if waits else ""]
    return words.joined(*said)


def _asked(step: Step) -> tuple[str, ...]:
    return (
        step_text.dose(step),
        step_text.to_beat(step),
        step_text.side(step),
        step_text.load(step),
        step_text.turn(step),
    )


def aims(step: Step) -> str:
    """What to aim at and why: "Today 9, 8 reps · 40 kg: last time's"; "" where nothing but the file says so."""
    return "" if step.aim is None or step.why in ("", AS_WRITTEN) else f"Today {clean(step.reason, 2 * words.MOST)}"


def remarks(routine: Routine, step: Step) -> tuple[str, ...]:
    """What belongs to a set besides its dose, a line each."""
    turn = step_text.amrap_turn(routine, step) if step.entries else ""
    said = (
        step.reason if step.warmup else "",
        step_text.reserve(step),
        step_text.parts(step),
        f"a round: {turn}" if turn else "",
        step_text.tempo(step),
        step_text.note(step),
    )
    return tuple(part for part in said if part)


def totals(summary: Summary) -> str:
    """What a session came to: "All done in 41:12: 12 of 12 sets, 96 reps, 3 holds of 4:30 in all"."""
    parts = [f"{summary.sets_done} of {words.counted(summary.sets_planned, 'set')}"]
    parts += [words.counted(summary.reps, "rep")] if summary.reps else []
    held = f"{words.counted(summary.holds, 'hold')} of {words.measured(summary.hold_s)} in all"
    parts += [held] if summary.holds else []
    parts += [f"{words.lifted(summary.volume)} lifted in all"] if summary.volume else []
    head = "Finished early after" if summary.partial else "All done in"
    return f"{head} {words.measured(summary.elapsed_s)}: {', '.join(parts)}"


def at_the_end(results: SessionResults) -> Iterator[str]:
    """What is told before the totals, a line each: exercises, records, muscles, what to keep."""
    if any(each.done for each in results.exercises):
        dots, names = (max(cell_len(_named(each)[part]) for each in results.exercises) for part in (0, 1))
        for each in results.exercises:
            head = f"{set_cell_size(each.dots, dots)}  {set_cell_size(each.name, names)}"
            yield "  ".join(part for part in (head, each.figures, each.compared) if part)
    yield from (f"{words.STAR} {told}" for told in results.records)
    if results.muscles:
        yield f"Sets by muscle: {muscles_text(results.muscles)}"
    if not results.is_logged:
        yield NOT_LOGGED
    yield from (f"{each.asked}: `backday edit` puts it into the file" for each in results.to_keep)


def _named(each: ExerciseResult) -> tuple[str, str]:
    return each.dots, each.name


def _logged(log: SetLog) -> str:
    """A set as it was done: "Plank, left side: 0:45", "Seated row: 8 reps · 25 lb", "Cat/cow stretch"."""
    side = f", {log.side} side" if log.side in ("left", "right") else ""
    warmup = ", warm-up" if log.target.warmup else ""
    what = step_text.figures(log)
    return f"{clean(log.exercise, words.MOST)}{warmup}{side}" + (f": {what}" if what else "")


# -- what is said meanwhile -------------------------------------------------------------------------------------


class Milestones:
    """What is said while a step runs, each once: half of it, the last ten seconds; every 30 s of work to failure."""

    def __init__(self, index: int = -1) -> None:
        """For the step with this index; one begun anew has milestones anew."""
        self._index = index
        self._said: set[str] = set()

    def passed(self, session: Session, now: float) -> list[str]:
        """What has come since the last look."""
        state = session.state
        if state.index != self._index or session.is_over or session.is_paused:
            return []
        due = _due(state.step, session.in_step_s(now), session.remaining_s(now))
        new = [told for told in due if told not in self._said]
        self._said.update(due)
        return new[-1:]


def _due(step: Step, spent_s: float, left_s: float | None) -> list[str]:
    """What there is to say by now, in order."""
    told = []
    if step.kind in TIMED and step.seconds and step.seconds >= HALF_FROM_S and spent_s >= step.seconds / 2:
        told.append("half way")
    if step.kind in TIMED and left_s is None and spent_s >= FAILURE_S:
        told.append(f"{words.clock(spent_s // FAILURE_S * FAILURE_S)} held")
    if step.ends_by_itself and left_s is not None and 0 < left_s <= LAST_S and spent_s + left_s >= LAST_FROM_S:
        told.append(f"{LAST_S} s left")
    return told


def _countdown(session: Session, now: float) -> str:
    shown = shown_clock(session, now)
    paused = "  paused: enter goes on" if session.is_paused else ""
    total = words.clock(session.remaining_total_s(now))
    return f"{shown:>7}  {step_text.title(session.state.step)}, {total} to go{paused}"


_GOES_ON: Final[Mapping[type[Happening], str]] = {
    e.RestReady: "rested enough: enter begins",
    e.RestOver: "the rest is over: enter begins",
    e.HoldBeyond: "held, and it goes on: enter when done",
}


def _told(event: Happening) -> str:
    """An event that is no step's beginning or end, in words."""
    match event:
        case e.SetLogged() | e.SetCorrected():
            told = f"{'done' if isinstance(event, e.SetLogged) else 'noted'}: {_logged(event.log)}"
        case e.SetEntered():
            figures = (words.done(event.reps, None, None), words.load(event.load))
            told = ": ".join(part for part in ("noted", ", ".join(filter(None, figures))) if part)
        case e.LoadCarried():
            told = step_text.carried(event)
        case e.RestReady() | e.RestOver() | e.HoldBeyond():
            told = _GOES_ON[type(event)]
        case e.RestSet():
            told = step_text.rest_set(event)
        case e.RoundCounted():
            told = f"round {event.rounds} done"
        case e.Resumed():
            told = f"going on after {words.clock(event.paused_s)} of pause"
        case e.DeadlineMoved():
            told = f"{abs(event.seconds):.0f} seconds {'more' if event.seconds > 0 else 'less'}"
        case _:
            told = step_text.command(type(event).__name__)
    return told


def in_place_on(console: Console) -> bool:
    """Whether a line can be written over there."""
    return console.is_terminal and not console.is_dumb_terminal
