"""What is said about a step and a set, on the live screen and in lines: short, to be read in passing.

Steps go in, cleaned text comes out; how a number is said stands in words.py. Where it stands, in which colour, and
when, is decided by whoever shows it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from backday_tui import words
from backday_tui.routine.model import Amrap, Reps
from backday_tui.session.plan import TIMED
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.routine.model import Entry, Routine
    from backday_tui.session.events import LoadCarried, RestSet
    from backday_tui.session.plan import Step
    from backday_tui.session.state import State


_MOST_OF_NOTE = 2 * words.MOST
_SECTIONS = {"warmup": "Warm-up", "work": "Workout", "cooldown": "Cool-down"}
_WORDS = {"prepare": "GET READY", "rest": "REST", "wait": "READY", "switch": "SWITCH SIDES", "hold": "HOLD"}
_STAGES = ("READY", "REST OVER")
"""A rest that is a window, once its least is over, and its most."""
_COMMANDS = {
    "Record": "reps and load",
    "Figures": "figures",
    "Extend": "10 seconds more or less",
    "DoLater": "this exercise later",
    "Swap": "another exercise",
    "AddSet": "one set more",
    "RemoveSet": "one set less",
    "Restart": "start over",
    "GoTo": "to another step",
}
_LEADS = {"rest": "rest", "wait": "ready", "prepare": "get ready", "switch": "switch sides"}


def phase_word(step: Step, stage: int = 0) -> str:
    """The phase in capitals, for whoever sees no colour; `stage` as `State.stage`."""
    if stage:
        return "BEYOND" if step.is_work else _STAGES[min(stage, len(_STAGES)) - 1]
    if step.warmup and step.is_work:
        return "WARM-UP"
    return _WORDS.get(step.kind, "WORK")


def section_word(step: Step) -> str:
    """The section of the routine."""
    return _SECTIONS[step.section]


def title(step: Step) -> str:
    """The exercise."""
    return clean(step.title, words.MOST)


def lead(step: Step) -> str:
    """What stands before work, in a word: "rest", "get ready"."""
    return _LEADS[step.kind]


def dose(step: Step) -> str:
    """What is to be done: "hold 1:30", "8-12 reps", "to failure", "rest 1:00"."""
    if step.kind == "wait":
        return "when you are ready"
    if not step.is_work:
        most = f" to {words.length(step.most)}" if step.most is not None else ""
        return f"{lead(step)} {words.length(step.seconds or 0)}{most}"
    if step.group == "emom":
        return _reps(step.reps) if step.reps else ""
    if step.kind in TIMED:
        return _timed(step)
    if step.aim is not None and step.aim.reps is not None:
        return words.reps(step.aim.reps, step.aim.reps)
    return _reps(step.reps) if step.reps else "until you are done"


def work_now(state: State) -> Step:
    """The work that runs, with the figures that were given for it in the place of those planned, or is led to."""
    index = work_at(state.steps, state.index)
    step, entered = state.steps[index], state.entered
    if index != state.index:
        return step
    if entered.reps is not None and step.group != "amrap":
        aim = None if step.aim is None else replace(step.aim, reps=entered.reps)
        step = replace(step, reps=Reps(entered.reps, entered.reps), aim=aim)
    return step if entered.load is None and "load" not in entered.emptied else replace(step, load=entered.load)


def to_beat(step: Step) -> str:
    """What last time's set to failure, or of "5+", came to: "12 to beat"; "" where nobody knows."""
    if step.aim is None or step.aim.to_beat is None:
        return ""
    return f"{words.clock(step.aim.to_beat) if step.kind in TIMED else step.aim.to_beat} to beat"


def _timed(step: Step) -> str:
    verb = "hold " if step.kind == "hold" else ""
    if step.seconds is None:
        return f"{verb}to failure"
    if step.to_failure:
        return f"{verb}{words.length(step.seconds)} or longer"
    return f"{verb}{words.length(step.seconds)}{' and beyond' if step.beyond else ''}"


def _reps(reps: Reps) -> str:
    return words.reps(reps.low, reps.high)


def side(step: Step) -> str:
    """The side it is done on; "" for both at once."""
    if step.side is None:
        return ""
    return "alternating sides" if step.side == "alternating" else f"{step.side} side"


def load(step: Step) -> str:
    """What is lifted; "" for nothing. A part of a training max is no load before that was looked up, or is given."""
    said = words.load(step.load)
    if step.lifted == step.load:
        return said
    return f"{said} of the training max" if step.aim is None else f"{said} of a training max that isn't known"


def parts(step: Step) -> str:
    """The named parts of a set: "7 bottom half + 7 full"; "" where it has none."""
    return " + ".join(f"{part.reps} {clean(part.name, words.MOST)}" for part in step.parts or ())


def tempo(step: Step) -> str:
    """How fast a rep is: "3 s down, 0 s held, 1 s up"; "" where nothing says so."""
    return "{} s down, {} s held, {} s up".format(*step.tempo) if step.tempo else ""


def reserve(step: Step) -> str:
    """How many reps are to be left: "leave 2 in reserve"; "" where nobody says so."""
    return (
        "" if step.rir is None else f"leave {words.effort(step.rir, as_rpe=False) if step.rir else 'none in reserve'}"
    )


def optional(step: Step) -> str:
    """That it may be left out; "" where it may not."""
    return "optional" if step.optional else ""


def note(step: Step) -> str:
    """The note of its entry; "" for none."""
    return clean(step.note, _MOST_OF_NOTE) if step.note else ""


def details(step: Step) -> tuple[str, ...]:
    """What belongs to the work besides its dose, the weightiest first: load, parts, tempo, note."""
    said = (load(step), to_beat(step), reserve(step), parts(step), tempo(step), optional(step), note(step))
    return tuple(part for part in said if part)


def place(step: Step) -> str:
    """Which one it is: "Set 2 of 3 · left side", "Minute 4 of 10"; the section where there is only one."""
    return words.joined(words.capital(turn(step)) or section_word(step), side(step))


def turn(step: Step) -> str:
    """Which one it is, amid other words: "set 2 of 3", "warm-up 1 of 4", "round 1 of 2", "minute 4 of 10".

    "" where there is only one; of warm-up sets one is told too.
    """
    if step.group == "emom":
        return f"minute {step.round} of {step.rounds}"
    if step.round is not None and step.rounds is not None:
        return f"round {step.round} of {step.rounds}"
    if step.warmup:
        return f"warm-up {step.set} of {step.sets}"
    return f"set {step.set} of {step.sets}" if step.sets > 1 else ""


def command(name: str) -> str:
    """A command, or an event, by the name of its class: "skip exercise", "reps and load"."""
    return _COMMANDS.get(name) or "".join(f" {char.lower()}" if char.isupper() else char for char in name).strip()


def what(step: Step) -> str:
    """Exercise and dose: "Plank · hold 1:30"."""
    return words.joined(title(step), dose(step))


def after(steps: Sequence[Step], index: int) -> str:
    """What comes after the step with this index, in one line."""
    rest = steps[index + 1 :]
    if not rest:
        return "done"
    first = rest[0]
    if first.is_work:
        return _work_after(first, steps[index])
    work = next((step for step in rest if step.is_work), None)
    if work is None:
        return dose(first)
    return f"{dose(first)}, then {_work_after(work, steps[index])}"


def _work_after(step: Step, now: Step) -> str:
    if step.ref != now.ref or step.group == "emom":
        return what(step)
    if step.bout == now.bout:
        return side(step) or what(step)
    if now.warmup:  # each of them has another load
        return words.joined(turn(step) or title(step), dose(step), load(step))
    return f"round {step.round}" if step.round is not None else f"set {step.set} of {step.sets}"


def work_at(steps: Sequence[Step], index: int) -> int:
    """The index of the work that a step is, or leads to; its own where nothing follows."""
    return next((n for n in range(index, len(steps)) if steps[n].is_work), index)


def entrance(steps: Sequence[Step], index: int) -> int:
    """The step to begin with so that the one with this index is reached: timed work has its countdown before it."""
    before = index - 1
    leads = before >= 0 and steps[before].kind == "prepare" and steps[before].bout == steps[index].bout
    return before if leads else index


def numbered(steps: Sequence[Step], index: int) -> str:
    """A step by its place among all: "Step 7 of 20 · Plank · hold 1:30 · set 2 of 3", "Step 6 of 20 · rest 1:00"."""
    step = steps[index]
    what_it_is = (what(step), turn(step), side(step)) if step.is_work else (dose(step), f"then {title(step)}")
    return words.joined(f"Step {index + 1} of {len(steps)}", *what_it_is)


class DoneWords(Protocol):
    """A set with its figures, in the session or in the log; those that nobody gave are None."""

    @property
    def reps(self) -> int | None: ...

    @property
    def seconds(self) -> float | None: ...

    @property
    def load(self) -> str | None: ...

    @property
    def rounds(self) -> int | None: ...


def done(log: DoneWords) -> str:
    """A set as it was done: "8 reps · 25 lb", "0:45", "4 rounds, 3 reps"; "done" where nobody gave a figure."""
    return words.joined(words.done(log.reps, log.seconds, log.rounds) or "done", words.load(log.load))


def why_longer(step: Step) -> str:
    """Why a rest is longer than it was planned; "" where it isn't."""
    return step.why if step.kind == "rest" else ""


def rest_set(event: RestSet) -> str:
    """What a rest is after figures were given: "rest 3 min: longer after 6 of 8 reps", "rest 1:00 as planned"."""
    most = f" to {words.length(event.most)}" if event.most is not None else ""
    return f"rest {words.length(event.seconds)}{most}{f': {event.why}' if event.why else ' as planned'}"


def carried(event: LoadCarried) -> str:
    """What a load that was given for one set did to those to come: "the sets to come take 42.5 kg"."""
    which = "the set" if event.sets == 1 else "the sets"
    verb = "moves" if event.sets == 1 else "move"
    took = f"{verb} with it" if event.moved else f"{'takes' if event.sets == 1 else 'take'} {words.load(event.load)}"
    return f"{which} to come {took}"


def figures(log: DoneWords) -> str:
    """The figures of a set, its load included; "" where nobody gave one."""
    return words.joined(words.done(log.reps, log.seconds, log.rounds), words.load(log.load))


def amrap_turn(routine: Routine, step: Step) -> str:
    """A round of an AMRAP, with the reps where the routine tells them: "5 Pull-up, 10 Push-up"."""
    return ", ".join(amrap_shares(routine, step))


def amrap_shares(routine: Routine, step: Step) -> tuple[str, ...]:
    """The same, each exercise by itself."""
    items = routine.section(step.ref.section)
    item = items[step.ref.item] if step.ref.item < len(items) else None
    names = step.entries or ()
    if not isinstance(item, Amrap) or len(item.entries) != len(names):
        return tuple(clean(name, words.MOST) for name in names)
    return tuple(_share(entry, name) for entry, name in zip(item.entries, names, strict=True))


def _share(entry: Entry, name: str) -> str:
    reps = entry.reps[0] if isinstance(entry.reps, tuple) else entry.reps
    amount = f"{reps.low} " if reps and reps.low is not None else ""
    return f"{amount}{clean(name, words.MOST)}"
