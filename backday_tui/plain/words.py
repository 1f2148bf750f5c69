"""What a workout says in words, a line at a time: what a step asks for, what was done.

Pure: steps go in, cleaned text comes out. Colours, the terminal and the order in which things are said stand elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.session.plan import TIMED
from backday_tui.text import clean, clock_text, counted

if TYPE_CHECKING:
    from backday_tui.session.events import SetLog
    from backday_tui.session.plan import Step
    from backday_tui.session.summary import Summary

BETWEEN = " · "
_MOST = 200
_ROUNDING_S = 0.002
"""A time that lacks no more than this of a whole second is taken for it."""
_LEADS = {"rest": "rest", "prepare": "get ready", "switch": "switch sides"}


def title(step: Step) -> str:
    """The exercise, cleaned."""
    return clean(step.title, _MOST)


def dose(step: Step) -> str:
    """What is to be done, in a few words: "hold 1:30", "8-12 reps", "reps to failure", "rest 1:00"."""
    if not step.is_work:
        return f"{_LEADS[step.kind]} {clock_text(step.seconds or 0)}"
    if step.group == "emom":
        return f"{clock_text(step.seconds or 0)}{BETWEEN}{_reps(step)}" if step.reps else clock_text(step.seconds or 0)
    if step.kind in TIMED:
        return _timed(step)
    return _reps(step)


def _timed(step: Step) -> str:
    verb = "hold " if step.kind == "hold" else ""
    if step.seconds is None:
        return f"{verb or 'go '}to failure"
    if step.to_failure:
        return f"{verb}at least {clock_text(step.seconds)}, then to failure"
    return f"{verb}{clock_text(step.seconds)}"


def _reps(step: Step) -> str:
    reps = step.reps
    if reps is None:
        return "as long as it takes"
    if reps.low is None:
        return "reps to failure"
    if reps.high is None:
        return f"{reps.low} reps or more"
    return counted(reps.low, "rep") if reps.low == reps.high else f"{reps.low}-{reps.high} reps"


def count(step: Step) -> str:
    """Which one it is: "set 2 of 3", "round 1 of 2", "minute 4 of 10"; "" where there is only one."""
    if step.group == "emom":
        return f"minute {step.round} of {step.rounds}"
    if step.round is not None:
        return f"round {step.round} of {step.rounds}"
    return f"set {step.set} of {step.sets}" if step.sets > 1 else ""


def side(step: Step) -> str:
    """The side it is done on; "" for both at once."""
    if step.side is None:
        return ""
    return "alternating" if step.side == "alternating" else f"{step.side} side"


def load(step: Step) -> str:
    """The load, cleaned; "" where there is none."""
    return f"@ {clean(step.load, _MOST)}" if step.load else ""


def begins(step: Step, following: Step | None, *, waits: bool) -> str:
    """The line with which a step begins.

    Args:
        step: the step.
        following: the one after it; None for the last.
        waits: whether the person has to say when it is done.
    """
    if not step.is_work:
        then = following or step
        parts = [_capital(dose(step)), f"then {title(then)}", *_details(then)]
        return BETWEEN.join(parts)
    parts = [title(step), *_details(step), "optional" if step.optional else ""]
    parts.append(f"next: {_briefly(following)}" if following else "the last")
    parts.append("enter when done" if waits else "")
    return BETWEEN.join(part for part in parts if part)


def _details(step: Step) -> list[str]:
    return [part for part in (dose(step), side(step), load(step), count(step)) if part]


def _briefly(step: Step) -> str:
    return f"{title(step)} ({dose(step)})" if step.is_work else f"{dose(step)}, then {title(step)}"


def remarks(step: Step) -> tuple[str, ...]:
    """What belongs to a set besides its dose: its parts, an AMRAP's exercises, its tempo, the note."""
    said = []
    if step.parts:
        said.append(", then ".join(f"{part.reps} {clean(part.name, _MOST)}" for part in step.parts))
    if step.entries:
        said.append("round after round: " + ", ".join(clean(name, _MOST) for name in step.entries))
    if step.tempo:
        said.append("tempo: {} s down, {} s held, {} s up".format(*step.tempo))
    if step.note:
        said.append(clean(step.note))
    return tuple(said)


def done(log: SetLog) -> str:
    """A set as it was done: "Plank, left side: 0:45", "Seated row: 8 reps @ 25 lb"."""
    name = clean(log.exercise, _MOST) + (f", {log.side} side" if log.side in ("left", "right") else "")
    figures = [
        counted(log.rounds, "round") if log.rounds is not None else "",
        counted(log.reps, "rep") if log.reps is not None else "",
        clock_text(log.seconds + _ROUNDING_S) if log.seconds is not None and log.rounds is None else "",
    ]
    what = ", ".join(figure for figure in figures if figure)
    return name + (f": {what}" if what else "") + (f" @ {clean(log.load, _MOST)}" if log.load else "")


def totals(summary: Summary) -> str:
    """What a session came to: "All done in 41:12: 12 of 12 sets, 96 reps, 3 holds of 4:30 in all"."""
    parts = [f"{summary.sets_done} of {counted(summary.sets_planned, 'set')}"]
    parts += [counted(summary.reps, "rep")] if summary.reps else []
    held = f"{counted(summary.holds, 'hold')} of {clock_text(summary.hold_s + _ROUNDING_S)} in all"
    parts += [held] if summary.holds else []
    parts += [f"{total:,.6g} {unit} moved" for unit, total in summary.volume]
    head = "Finished early after" if summary.partial else "All done in"
    return f"{head} {clock_text(summary.elapsed_s + _ROUNDING_S)}: {', '.join(parts)}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
