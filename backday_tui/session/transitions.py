"""Every transition of a session: which command is legal when, and what it does.

`TRANSITIONS` at the end is the whole of it; the functions before it are what it names. Each takes a state and gives
another, with what happened; one that can't be done raises CommandRefusedError. Times are seconds of activity.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from backday_tui.errors import CommandRefusedError
from backday_tui.routine.amounts import AmountError, parse_load
from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.session.ahead import (
    MOST_SETS,
    MOST_STEPS,
    bouts_ahead,
    is_inside,
    led_to,
    one_more,
    position,
    rest_of_bout,
    with_ahead,
    with_each_set,
    with_one_less,
    with_one_more,
    with_warmups,
)
from backday_tui.session.aims import names_planned, warmups_planned, without_aim
from backday_tui.session.plan import TIMED, Bout, Ref, Side, Step, lay_out, lead_in
from backday_tui.session.rests import as_after, extended, set_anew
from backday_tui.session.state import Outcome, Rules, Situation, State

if TYPE_CHECKING:
    from backday_tui.training.past import FigureSource

ROUNDS = ("superset", "circuit")
CLOCKED = ("emom", "amrap")

T = TypeVar("T")
F = TypeVar("F", c.Record, e.SetLog)
SetKey = tuple[int, Side | None]
"""A set by its number, as a bout has it, and its side."""


# -- from step to step ------------------------------------------------------------------------------------------


def begun(rules: Rules, state: State, index: int, at: float) -> Outcome:
    """The step with this index begins; past the last one, all is over."""
    if index >= len(state.steps):
        over = replace(state, over_at=at, began=at, ends=None)
        return Outcome(over, (e.Finished(at, early=False),))
    if state.steps[index].kind == "wait" and rules.auto:  # nothing waits where nobody is expected to say anything
        return begun(rules, state, index + 1, at)
    steps = state.steps
    if (rest := as_after(state, index)) != steps[index]:
        steps = (*steps[:index], rest, *steps[index + 1 :])
    fresh = replace(
        state, steps=steps, index=index, began=at, ends=rules.end_of(rest, at), entered=c.Record(), rounds_counted=0,
        minute_logged=False, stage=0, moved_s=0.0, visit=max(rules.visits, state.visit) + 1,
    )  # fmt: skip
    return Outcome(fresh, (e.StepBegan(at, index, rest),))


def staged(rules: Rules, state: State, at: float) -> Outcome:
    """A stage of the running step is over: it goes on as another thing, but a hold does so only so long."""
    passed = replace(state, stage=state.stage + 1)
    if not state.step.is_work:
        return Outcome(passed, (e.RestOver(at) if state.stage else e.RestReady(at),))
    return completed(rules, state, at, "time") if state.stage else Outcome(passed, (e.HoldBeyond(at),))


def completed(rules: Rules, state: State, at: float, how: e.Ending) -> Outcome:
    """The running step ends as it should: a set is logged, the next step begins.

    An EMOM's minute is logged when the person says that its reps are done, not when it is over; unless nobody is
    expected to say so.
    """
    minute_lost = state.step.group == "emom" and (state.minute_logged or not rules.auto)
    logged = _logged(rules, state, at, how) if state.step.is_work and not minute_lost else Outcome(state, ())
    moved = _moved(rules, logged.state, at, how, state.index + 1)
    return Outcome(moved.state, logged.events + moved.events)


def _ended(state: State, at: float, how: e.Ending) -> Outcome:
    step, seconds = state.step, at - state.began
    event = e.StepEnded(at, state.index, step, how, seconds)
    rested_s = None if step.is_work or step.kind == "switch" else state.rested_s
    if step.kind in ("rest", "wait"):
        rested_s = seconds + (rested_s or 0.0 if step.kind == "wait" else 0.0)
    return Outcome(replace(state, spent_s=state.spent_s + seconds, rested_s=rested_s), (event,))


def _moved(rules: Rules, state: State, at: float, how: e.Ending, index: int) -> Outcome:
    """The running step ends in this way, and the one with this index begins."""
    ended = _ended(state, at, how)
    next_ = begun(rules, ended.state, index, at)
    return Outcome(next_.state, ended.events + next_.events)


def _logged(rules: Rules, state: State, at: float, how: e.Ending) -> Outcome:
    """The set that runs is logged as done at this time, in the place of the same set logged before."""
    log, place = to_be_logged(state, at), _place_in_log(state)
    log = replace(
        log, source=_source(rules, state, how), at_s=round(at + rules.paused_s, 3), is_cut=how == "left",
        rest_s=None if state.rested_s is None else round(state.rested_s, 3),
    )  # fmt: skip
    logs = (*state.logs[:place], log, *state.logs[place + 1 :])
    return Outcome(replace(state, logs=logs, just_logged=place), (e.SetLogged(at, log),))


def _place_in_log(state: State) -> int:
    """Where the set that runs stands in the log, or will stand."""
    of_set = (state.step.bout, state.step.side)
    return next((n for n, log in enumerate(state.logs) if (log.bout, log.side) == of_set), len(state.logs))


def _source(rules: Rules, state: State, how: e.Ending) -> FigureSource:
    """How the figures of the set that runs came, now that it ends."""
    step, entered = state.step, state.entered
    if entered.emptied or any(getattr(entered, name) is not None for name in ("reps", "seconds", "rounds", "load")):
        return "typed"
    is_followed = step.group not in CLOCKED and (step.ends_by_itself or (step.beyond and not state.stage))
    nobody_said = how == "time" and not is_followed and (rules.auto or step.group == "emom" or step.beyond)
    return "auto" if rules.alone or nobody_said else "done"


def to_be_logged(state: State, at: float = 0.0) -> e.SetLog:
    """The set that runs, as it would be logged if it were done at this time: as many reps as it aims at."""
    step, entered = state.step, state.entered
    planned = step.reps.low if step.reps else None
    if step.aim is not None and step.aim.reps is not None:
        planned = step.aim.reps
    return e.SetLog(
        bout=step.bout, ref=step.ref, exercise=step.title, set=step.set, sets=step.sets, side=step.side,
        reps=_told(entered, "reps", planned),
        seconds=_told(entered, "seconds", round(at - state.began, 3) if _takes_time(step) else None),
        load=_told(entered, "load", step.lifted), target=step,
        rounds=_told(entered, "rounds", state.rounds_counted) if step.group == "amrap" else None,
        rir=entered.rir, note=entered.note,
    )  # fmt: skip


def _given(new: T | None, old: T | None) -> T | None:
    return old if new is None else new


def _told(entered: c.Record, name: str, otherwise: T | None) -> T | None:
    """A figure as it was given for the set that runs; None where it was emptied."""
    return None if name in entered.emptied else _given(getattr(entered, name), otherwise)


def _takes_time(step: Step) -> bool:
    """Whether the time spent in a step is what was done in it; in an EMOM it is the reps."""
    return step.kind in TIMED and step.group != "emom"


def _settled(rules: Rules, state: State, at: float, how: e.Ending) -> Outcome:
    """After a change of what is to come: a countdown, or a wait, that leads to nothing, or to reps, ends at once."""
    changed = (e.StepsChanged(at),)
    last = state.index + 1 == len(state.steps)
    coming = next((step for step in state.steps[state.index + 1 :] if step.is_work), None)
    idle = state.step.kind in ("prepare", "wait") and coming is not None and coming.kind not in TIMED
    if is_inside(state) or not (last or idle):
        return Outcome(state, changed)
    moved = _moved(rules, state, at, how, state.index + 1)
    return Outcome(moved.state, changed + moved.events)


def _is_same(step: Step) -> Callable[[Bout], bool]:
    """What "this exercise" is: an entry, but an EMOM as a whole."""
    if step.group == "emom":
        return lambda bout: bout.ref[:2] == step.ref[:2]
    return lambda bout: bout.ref == step.ref


def _not_clocked(step: Step) -> None:
    if step.group in CLOCKED:
        raise CommandRefusedError(f"an {step.group.upper()} has no sets to change")


# -- commands ---------------------------------------------------------------------------------------------------


def _done(rules: Rules, state: State, _: c.Done, at: float) -> Outcome:
    return completed(rules, state, at, "done")


def _done_minute(rules: Rules, state: State, _: c.Done, at: float) -> Outcome:
    if state.minute_logged:
        raise CommandRefusedError("this minute is done: the next begins by itself")
    logged = _logged(rules, state, at, "done")
    return Outcome(replace(logged.state, minute_logged=True), logged.events)


def _done_round(_: Rules, state: State, __: c.Done, at: float) -> Outcome:
    rounds = state.rounds_counted + 1
    return Outcome(replace(state, rounds_counted=rounds), (e.RoundCounted(at, rounds),))


def _begin_now(rules: Rules, state: State, _: c.BeginNow, at: float) -> Outcome:
    return _moved(rules, state, at, "done", state.index + 1)


def _skip(rules: Rules, state: State, _: c.Skip, at: float) -> Outcome:
    return _moved(rules, state, at, "skipped", state.index + 1)


def _back(rules: Rules, state: State, _: c.Back, at: float) -> Outcome:
    before = state.index - 1
    while rules.auto and before >= 0 and state.steps[before].kind == "wait":  # which would be over at once
        before -= 1
    if before < 0:
        raise CommandRefusedError("this is the first step")
    return _moved(rules, state, at, "left", before)


def _restart(rules: Rules, state: State, _: c.Restart, at: float) -> Outcome:
    return _moved(rules, state, at, "left", state.index)


def _extend(_: Rules, state: State, command: c.Extend, at: float) -> Outcome:
    return extended(state, command, at)


def _finish(rules: Rules, state: State, _: c.Finish, at: float) -> Outcome:
    """End here; of timed work under way the seconds done are kept, unless the set was logged before."""
    under_way = _takes_time(state.step) and at > state.began and _place_in_log(state) == len(state.logs)
    logged = _logged(rules, state, at, "left") if under_way else Outcome(state, ())
    ended = _ended(logged.state, at, "left")
    over = replace(ended.state, over_at=at, began=at, ends=None, early=True)
    return Outcome(over, (*logged.events, *ended.events, e.Finished(at, early=True)))


def _go_on(rules: Rules, state: State, command: c.GoOn, at: float) -> Outcome:
    if not 0 <= command.index < len(state.steps):
        raise CommandRefusedError("no step of it is left")
    return begun(rules, replace(state, over_at=None, early=False), command.index, at)


def _go_to(rules: Rules, state: State, command: c.GoTo, at: float) -> Outcome:
    if not 0 <= command.index < len(state.steps):
        raise CommandRefusedError("there is no such step")
    if command.index == state.index:
        raise CommandRefusedError("this is that step")
    return _moved(rules, state, at, "skipped" if command.index > state.index else "left", command.index)


def _skip_exercise(rules: Rules, state: State, _: c.SkipExercise, at: float) -> Outcome:
    same = _is_same(state.step)
    changed = with_ahead(state, [bout for bout in bouts_ahead(state) if not same(bout)])
    if not is_inside(state):
        return _settled(rules, changed, at, "skipped")
    moved = _moved(rules, changed, at, "skipped", state.index + 1 + len(rest_of_bout(state)))
    return Outcome(moved.state, (e.StepsChanged(at), *moved.events))


def _do_later(rules: Rules, state: State, _: c.DoLater, at: float) -> Outcome:
    current = state.bouts[position(state)]
    gives_way = state.step.is_work and state.step.side == current.work[0].side
    waiting = ([current] if gives_way else []) + bouts_ahead(state)
    order = _later_order(waiting, state.step)
    if gives_way:
        return _given_way(rules, state, order, at)
    return _settled(rules, with_ahead(state, order), at, "left")


def _later_order(waiting: list[Bout], step: Step) -> list[Bout]:
    """This exercise behind the others of its section; in a superset or circuit its turn behind those of its round."""
    in_rounds = step.group in ROUNDS
    same = [bout for bout in waiting if _is_same(step)(bout)]
    moving = [bout for bout in same if not in_rounds or bout.set == step.set]
    staying = [bout for bout in waiting if bout not in moving]
    place = max((n + 1 for n, bout in enumerate(staying) if _is_before(bout, step)), default=0)
    if not moving or not place:
        raise CommandRefusedError("there is nothing else to do first")
    return staying[:place] + moving + staying[place:]


def _is_before(bout: Bout, step: Step) -> bool:
    if step.group in ROUNDS:
        return bout.ref[:2] == step.ref[:2] and bout.set == step.set
    return bout.ref.section == step.section


def _given_way(rules: Rules, state: State, order: list[Bout], at: float) -> Outcome:
    """The set that has just begun gives way to another, which begins at once, after a countdown if it needs one."""
    kept = led_to(order[0], state.steps[: state.index])
    routine = state.plan.routine
    tail = lead_in(order[0], routine, None) + order[0].work + lay_out(order[1:], routine, order[0])
    ended = _ended(state, at, "left")
    bouts = (*state.bouts[: position(state)], *order)
    next_ = begun(rules, replace(ended.state, steps=kept + tail, bouts=bouts), state.index, at)
    return Outcome(next_.state, (*ended.events, e.StepsChanged(at), *next_.events))


def _add_set(_: Rules, state: State, __: c.AddSet, at: float) -> Outcome:
    """One set more; of the warm-up sets where one of them runs, or comes next."""
    step = state.step
    _not_clocked(step)
    more = one_more(state, step.ref, warmup=step.warmup)
    if more.set > MOST_SETS:
        raise CommandRefusedError(f"an exercise has {MOST_SETS} sets at most")
    if len(state.steps) + len(more.work) + 1 > MOST_STEPS:
        raise CommandRefusedError(f"a workout has {MOST_STEPS} steps at most")
    return Outcome(with_one_more(state, step.ref, warmup=step.warmup), (e.StepsChanged(at),))


def _remove_set(rules: Rules, state: State, _: c.RemoveSet, at: float) -> Outcome:
    _not_clocked(state.step)
    fewer = with_one_less(state, state.step.ref, warmup=state.step.warmup)
    if fewer is None:
        which = "warm-up set" if state.step.warmup else "set"
        raise CommandRefusedError(f"no {which} of this exercise is left")
    return _settled(rules, fewer, at, "left")


def _swap(_: Rules, state: State, command: c.Swap, at: float) -> Outcome:
    """From the set on that runs or comes next, both its sides included.

    Warm-up sets that have not begun led up to a load of another exercise: they are left out, and come back with it.
    """
    name, ref = command.exercise.strip(), state.step.ref
    if not name or state.step.group == "amrap":
        raise CommandRefusedError("there is no exercise here to swap")
    swapped = {bout.id for bout in state.bouts[position(state) :] if bout.ref == ref}
    planned = [step for bout in state.plan.bouts if bout.ref == ref for step in bout.work]
    target = dict(state.targets).get(ref) if name in names_planned(state, ref) else None

    def named(step: Step) -> Step:
        if step.bout not in swapped:
            return step
        other = without_aim(replace(step, exercise=name, choices=None), planned)
        return other if target is None or not step.is_work else other.aiming_at(target)

    bouts = tuple(replace(bout, work=tuple(named(s) for s in bout.work)) for bout in state.bouts)
    steps = tuple(named(step) for step in state.steps)
    swapped_state = replace(state, bouts=bouts, steps=steps)
    warmups = warmups_planned(state, ref) if name in names_planned(state, ref) else ()
    return Outcome(with_warmups(swapped_state, ref, warmups), (e.StepsChanged(at),))


def _record(rules: Rules, state: State, command: c.Record, at: float) -> Outcome:
    """Figures for the set that runs, or for a logged one; a minute of an EMOM that is done is a logged one."""
    if any(figure is not None and not figure >= 0 for figure in (command.reps, command.seconds, command.rounds)):
        raise CommandRefusedError("less than nothing can't be done")
    place = state.just_logged if command.log is None and state.minute_logged else command.log
    return _entered(state, command, at) if place is None else _corrected(rules, state, command, place, at)


def _corrected(rules: Rules, state: State, command: c.Record, place: int, at: float) -> Outcome:
    if not 0 <= place < len(state.logs):
        raise CommandRefusedError("there is no such set in the log")
    old = state.logs[place]
    new = _with_figures(old, command)
    if any(getattr(new, name) != getattr(old, name) for name in ("reps", "seconds", "rounds", "load")):
        new = replace(new, source="entered" if command.afterwards else "typed")
    logs = (*state.logs[:place], new, *state.logs[place + 1 :])
    anew = set_anew(rules, replace(state, logs=logs), at)
    return Outcome(anew.state, (e.SetCorrected(at, new), *anew.events))


def _entered(state: State, command: c.Record, at: float) -> Outcome:
    if not state.step.is_work or state.over_at is not None:
        raise CommandRefusedError("no set is being done: name the logged one to correct")
    entered = _with_figures(state.entered, command)
    still = tuple(name for name in state.entered.emptied if getattr(command, name) is None)
    entered = replace(entered, emptied=tuple(dict.fromkeys((*still, *command.emptied))))
    event = e.SetEntered(at, entered.reps, entered.load, entered.seconds, entered.rir, entered.note)
    return Outcome(replace(state, entered=entered), (event,))


def _with_figures(old: F, command: c.Record) -> F:
    return replace(
        old,
        reps=_told(command, "reps", old.reps),
        load=_told(command, "load", old.load),
        seconds=_told(command, "seconds", old.seconds),
        rounds=_told(command, "rounds", old.rounds),
        rir=_told(command, "rir", old.rir),
        note=_given(command.note, old.note),
    )


def _figures(rules: Rules, state: State, command: c.Figures, at: float) -> Outcome:
    """Figures as they are typed: those of a set that runs may end it, and a load goes on to the sets to come."""
    given = c.Record(
        command.reps, command.load, command.seconds, log=command.log, rir=command.rir, note=command.note
    )  # fmt: skip
    place = state.just_logged if command.log is None and state.minute_logged else command.log
    written = _record(rules, state, given, at)
    of_warmup = state.step.warmup if place is None else state.logs[place].target.warmup
    carries = bool(command.load) and not of_warmup
    carried = _carried(written.state, command, _planned_load(state, place), at) if carries else written
    events = (*written.events, *(carried.events if carries else ()))
    if place is not None or not command.ends or (command.reps is None and command.seconds is None):
        return Outcome(carried.state, events)
    done = TRANSITIONS[c.Done].get(state.situation)
    if done is None or state.situation is Situation.AMRAP:
        return Outcome(carried.state, events)
    ended = done(rules, carried.state, c.Done(), at)
    return Outcome(ended.state, events + ended.events)


def _planned_load(state: State, place: int | None) -> tuple[SetKey, Ref, tuple[str | None, ...]]:
    """A set, the place of its exercise, and its load: as it is by now, and as it was planned."""
    if place is None:
        step = state.step
        return (step.bout, step.side), step.ref, (_told(state.entered, "load", step.lifted), step.load)
    log = state.logs[place]
    return (log.bout, log.side), log.ref, (log.load, log.target.load)


def _carried(
    state: State, command: c.Figures, of_set: tuple[SetKey, Ref, tuple[str | None, ...]], at: float
) -> Outcome:
    """The sets to come of the same exercise take the load that was given for this one, or are moved by as much."""
    key, ref, before = of_set
    new = command.load
    changed: dict[SetKey, str] = {}
    for step in state.steps[state.index :]:
        place = (step.bout, step.side)
        if not step.is_work or step.ref != ref or place == key or step.warmup:
            continue
        load = _moved_load(step.load, before[0], new) if command.moves else new if step.load in before else None
        if load is not None and load != step.load:
            changed[place] = load
    if not changed or new is None:
        return Outcome(state, ())
    carried = e.LoadCarried(at, state.step.title, new, len({bout for bout, _ in changed}), command.moves)
    return Outcome(
        with_each_set(state, lambda step: replace(step, load=changed.get((step.bout, step.side), step.load))),
        (carried, e.StepsChanged(at)),
    )


def _moved_load(load: str | None, old: str | None, new: str | None) -> str | None:
    """A load moved by as much as another one was; None where they are of different kinds."""
    try:
        one, two, three = (parse_load(text or "") for text in (load, old, new))
    except AmountError:
        return new if load == old else None
    if len({(each.kind, each.unit or three.unit, each.each) for each in (one, two, three)}) != 1:
        return new if load == old else None
    return str(one.with_value(one.value + three.value - two.value, three.unit))


def _by_session(_: Rules, state: State, __: c.Command, ___: float) -> Outcome:
    """Pause, resume, auto and undo change the session around a state; the table only says when they are legal."""
    return Outcome(state, ())


# -- the table --------------------------------------------------------------------------------------------------

# How a workout is thought of here
# --------------------------------
#
# A plan is a row of *steps*: work, and what stands between (rest, get ready, change sides). One step runs at a time.
# But people don't think in steps. "One set more" and "this exercise later" are about sets, and a set may be several
# steps: left, change of sides, right. That is a *bout*: one set of one exercise, all its sides. A state therefore has
# both: `bouts`, in the order in which they are done, and `steps`, what they lay out to. A command that changes what is
# to come changes bouts, and has plan.lay_out put the rests and countdowns between them anew. Nothing else decides
# which rest stands where.
#
# Where the running step stands in that:
#
#     bouts    [ plank 1 ]              [ side plank 1                     ]              [ row 1 ]
#     steps    | work    |  rest        | work left | switch | work right  |  rest        | work  |
#                        `- leads to side plank 1: it is ahead             `- leads to row 1
#
# A rest belongs to what it leads to. So during a rest the bout that it leads to is still *ahead* and may be left out,
# put off or swapped; `bouts_ahead` counts it. From its first second of work until its last side is done, the change of
# sides included, a person is *inside* a bout: what is ahead then begins behind it, and `rest_of_bout` is what remains
# of it.
#
# A *situation* is what a command's meaning depends on, and no more. There are nine. A row for each
# kind of step would say things twice: a rest is skipped as a countdown is. "Running or over" would be too few: done
# ends a set, is refused in a rest, and counts a round in an AMRAP. Being paused is no situation. Time stands still, all
# else stays what it was; what may be done meanwhile is WHILE_PAUSED, and the session looks after it.
#
# A *visit* is one beginning of a step. Somebody who goes back to a plank begins the same step again: same index, other
# visit. Cues carry the visit in their ids, so that each sound is heard once a visit, and again on the next. The number
# never goes down, not even by undo, or a sound that was heard would be taken for one to come.
#
# *Seconds of activity* count from the start with pauses left out. Every time in a state is one: when the step began,
# when it ends, how long all of it took. A pause then changes no state at all, it only moves the point where seconds of
# activity are turned into times of a clock (Session.on_clock). It also means that a late wake-up does no harm: the step
# that should have ended at 30.0 ended at 30.0, whoever noticed at 30.4, and the next one began at 30.0. Deadlines
# never drift.
#
# A *stage* is a part of a step that is another thing to the person though the step goes on: a window past its least, or
# its most; a hold past its end. `advance` crosses the ends of stages too, but no step ends by them.
#
# A transition changes nothing in place. It gets a state and gives another, or raises CommandRefusedError and there is
# none. That is why undo is no set of inverse commands: it is the state before, put back, while time has gone on. It is
# also why a command can be tried on the boundaries that are due without having crossed them (Session.do).
#
# Four rules hold in every transition; tests/session/test_session_machine.py tries them on random workouts:
#
# 1. What was logged stays logged. Going back, skipping and leaving out remove no log; doing a set again replaces its
#    own (`_place_in_log`), and undo alone takes one away.
# 2. The work among `steps` is that of the bouts, in their order, and each rest names the step that it leads to, those
#    that are over included: one may go back to them (`led_to`).
# 3. Time adds up: `spent_s` and the time in the running step are all the seconds of activity, and no event lies before
#    the one that was told last, but for what an undo brings anew.
# 4. The same commands at the same times give the same state. That is how a journal brings an interrupted workout back.
#
# What is legal is decided by this table alone: a pair that is missing is refused with a sentence that names both. A
# handler refuses only what depends on more than the situation (no set is left to take away).

Handler = Callable[[Rules, State, Any, float], Outcome]

_S = Situation
_RUNNING = (_S.LEAD, _S.READY, _S.TIMED, _S.WAITING, _S.FAILURE, _S.BEYOND, _S.MINUTE, _S.AMRAP)
_SETS = (_S.LEAD, _S.READY, _S.TIMED, _S.WAITING, _S.FAILURE, _S.BEYOND)

TRANSITIONS: Mapping[type[c.Command], Mapping[Situation, Handler]] = {
    c.Done: {
        _S.TIMED: _done,
        _S.WAITING: _done,
        _S.FAILURE: _done,
        _S.BEYOND: _done,
        _S.MINUTE: _done_minute,
        _S.AMRAP: _done_round,
    },
    c.BeginNow: {_S.LEAD: _begin_now, _S.READY: _begin_now},
    c.Pause: dict.fromkeys(_RUNNING, _by_session),
    c.Resume: dict.fromkeys(_RUNNING, _by_session),
    c.SetAuto: dict.fromkeys(_RUNNING, _by_session),
    c.Undo: dict.fromkeys(_S, _by_session),
    c.Skip: dict.fromkeys(_RUNNING, _skip),
    c.Back: dict.fromkeys(_RUNNING, _back),
    c.GoTo: dict.fromkeys(_RUNNING, _go_to),
    c.Restart: dict.fromkeys(_RUNNING, _restart),
    c.Extend: dict.fromkeys((_S.LEAD, _S.READY, _S.TIMED, _S.WAITING, _S.FAILURE, _S.AMRAP), _extend),
    c.SkipExercise: dict.fromkeys(_RUNNING, _skip_exercise),
    c.DoLater: dict.fromkeys(_SETS, _do_later),
    c.AddSet: dict.fromkeys(_SETS, _add_set),
    c.RemoveSet: dict.fromkeys(_SETS, _remove_set),
    c.Swap: dict.fromkeys((*_SETS, _S.MINUTE), _swap),
    c.Record: dict.fromkeys(_S, _record),
    c.Figures: dict.fromkeys(_S, _figures),
    c.SetTargets: dict.fromkeys(_S, _by_session),
    c.Finish: dict.fromkeys(_RUNNING, _finish),
    c.GoOn: {_S.OVER: _go_on},
}
"""What each command does in each situation; where there is nothing, it is refused."""

WHILE_PAUSED: frozenset[type[c.Command]] = frozenset(TRANSITIONS) - {c.Done, c.BeginNow, c.Pause}
"""The commands that are legal while time stands still."""
