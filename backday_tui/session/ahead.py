"""The sets of a session that are still to come: which they are, and a state in which they are others.

Nothing here has an event or is refused; whoever changes what is to come tells of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backday_tui.session.plan import Bout, Ref, Step, behind, lay_out, leading_to, warmup_bouts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backday_tui.routine.model import Reps
    from backday_tui.session.state import State
    from backday_tui.training.loads import WarmupSet

MOST_SETS = 100
MOST_STEPS = 10_000


def is_inside(state: State) -> bool:
    """Whether a set runs, a change of its sides included."""
    return state.step.is_work or state.step.kind == "switch"


def position(state: State) -> int:
    """Which of the bouts runs, or is led to by the running step."""
    return next(n for n, bout in enumerate(state.bouts) if bout.id == state.step.bout)


def bouts_ahead(state: State) -> list[Bout]:
    """The bouts that have not begun; during a rest the one it leads to is the first of them."""
    return list(state.bouts[position(state) + (1 if is_inside(state) else 0) :])


def rest_of_bout(state: State) -> tuple[Step, ...]:
    """The steps of the bout that runs which come after its running one."""
    work = state.bouts[position(state)].work
    place = next(n for n, s in enumerate(work) if (s.kind, s.side) == (state.step.kind, state.step.side))
    return work[place + 1 :]


def with_ahead(state: State, ahead: Sequence[Bout]) -> State:
    """The state with these bouts to come; a rest that runs leads to the first of them."""
    passed = state.bouts[: len(state.bouts) - len(bouts_ahead(state))]
    routine = state.plan.routine
    if is_inside(state):
        tail = rest_of_bout(state) + lay_out(ahead, routine, passed[-1])
        return replace(state, bouts=(*passed, *ahead), steps=state.steps[: state.index + 1] + tail)
    if not ahead:
        return replace(state, bouts=passed, steps=state.steps[: state.index + 1])
    led = led_to(ahead[0], state.steps[: state.index + 1])
    tail = behind(led[-1], ahead[0], routine) + ahead[0].work + lay_out(ahead[1:], routine, ahead[0])
    return replace(state, bouts=(*passed, *ahead), steps=led + tail)


def led_to(bout: Bout, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """These steps, the rests and countdowns at their end leading to this bout: one may go back to each of them."""
    first = len(steps)
    while first and steps[first - 1].kind in ("rest", "wait", "prepare"):
        first -= 1
    return steps[:first] + tuple(_leading_instead(bout.work[0], step) for step in steps[first:])


def _leading_instead(work: Step, step: Step) -> Step:
    """A rest or a countdown that leads to other work, and is as long as it was."""
    return replace(
        leading_to(work, step.kind, step.seconds),
        most=step.most, missed_s=step.missed_s, planned=step.planned, why=step.why,
    )  # fmt: skip


def with_one_more(state: State, ref: Ref, *, warmup: bool = False) -> State:
    """With a set more of this exercise, behind the others of its entry or group; a warm-up set behind those."""
    more, ahead = one_more(state, ref, warmup=warmup), bouts_ahead(state)
    same = (n + 1 for n, bout in enumerate(ahead) if bout.ref[:2] == ref[:2] and (bout.is_warmup or not warmup))
    place = max(same, default=0)
    sets = max((bout.work[0].sets for bout in state.bouts if bout.ref == ref and bout.is_warmup == warmup), default=0)
    more_ahead = with_ahead(state, [*ahead[:place], more, *ahead[place:]])
    return _recounted(more_ahead, ref, max(sets, more.set), warmup=warmup)


def with_one_less(state: State, ref: Ref, *, warmup: bool = False) -> State | None:
    """Without the last set, or warm-up set, that has not begun; None where there is none, or it is the only set."""
    ahead = bouts_ahead(state)
    last = next((bout for bout in reversed(ahead) if bout.ref == ref and bout.is_warmup == warmup), None)
    if last is None or any(log.bout == last.id for log in state.logs) or (last.work[0].sets == 1 and not warmup):
        return None
    ahead.remove(last)
    return _recounted(with_ahead(state, ahead), ref, last.work[0].sets - 1, warmup=warmup)


def with_warmups(state: State, ref: Ref, sets: Sequence[WarmupSet], *, anew: bool = False) -> State:
    """With these warm-up sets before the first set of an exercise, in the place of those that have not begun.

    Those that have begun stay, and only what is heavier comes after them. Nothing changes once the first set has begun,
    nor where the workout was begun with that one, behind its warm-up. With `anew` the workout is laid out from its
    first step on, which has just begun.
    """
    ahead = list(state.bouts) if anew else bouts_ahead(state)
    first = next((bout for bout in state.bouts if bout.ref == ref and not bout.is_warmup), None)
    if first is None or first not in ahead or first.set != 1 or _is_begun_with(state, first):
        return state
    logs = [log for log in state.logs if log.ref == ref and log.target.warmup]
    done = {log.bout for log in logs}
    old = [bout for bout in ahead if bout.ref == ref and bout.is_warmup and bout.id not in done]
    begun = [bout for bout in state.bouts if bout.ref == ref and bout.is_warmup and bout not in old]
    heaviest = max(
        (_load_of(step) for step in (*(bout.work[0] for bout in begun), *(log.target for log in logs))), default=0
    )
    new = warmup_bouts(first, [each for each in sets if each.load.value > heaviest], state.plan.routine, _new_id(state))
    if [*map(_asked, new)] == [*map(_asked, old)]:
        return state
    ahead = [bout for bout in ahead if bout not in old]
    place = ahead.index(first)
    before = max([len(begun), *(log.set for log in logs)])
    numbered = [_numbered(bout, before + number) for number, bout in enumerate(new, start=1)]
    ahead = [*ahead[:place], *numbered, *ahead[place:]]
    routine = state.plan.routine
    laid_out = replace(state, bouts=tuple(ahead), steps=lay_out(ahead, routine)) if anew else with_ahead(state, ahead)
    changed = _recounted(laid_out, ref, before + len(new), warmup=True)
    return changed if len(changed.steps) <= max(len(state.steps), MOST_STEPS) else state


def _is_begun_with(state: State, first: Bout) -> bool:
    """Whether the person began with this set, and not with what stands before it in the routine."""
    return 0 < first.id == state.plan.bouts[0].id


def _load_of(warmup: Step) -> float:
    aim = warmup.aim
    return aim.load.value if aim is not None and aim.load is not None else 0.0


def _asked(warmup: Bout) -> tuple[tuple[str | None, Reps | None, str], ...]:
    return tuple((step.load, step.reps, step.why) for step in warmup.work)


def _numbered(bout: Bout, number: int) -> Bout:
    return replace(bout, work=tuple(replace(step, set=number) for step in bout.work))


def _new_id(state: State) -> int:
    """Of a bout: as no other has, and none that was logged and left out since."""
    return 1 + max([bout.id for bout in state.bouts] + [log.bout for log in state.logs])


def one_more(state: State, ref: Ref, *, warmup: bool = False) -> Bout:
    """A set like the last of this exercise, or warm-up set; where none is left, like the last that was planned.

    Its id and number are new, even where logged sets were left out since.
    """
    there, planned = (
        [bout for bout in bouts if bout.ref == ref and bout.is_warmup == warmup]
        for bouts in (state.bouts, state.plan.bouts)
    )
    last = (there or planned)[-1]
    new_id = _new_id(state)
    logged = [log.set for log in state.logs if log.ref == ref and log.target.warmup == warmup]
    number = 1 + max([*(bout.set for bout in there[-1:]), *logged], default=0)
    in_circuit = last.group == "circuit"
    work = tuple(replace(s, bout=new_id, set=number, round=number if in_circuit else s.round) for s in last.work)
    return replace(last, id=new_id, work=work)


def _recounted(state: State, ref: Ref, sets: int, *, warmup: bool) -> State:
    """Every set of this exercise, done or to come, says of how many it is; so does a rest before one taken away.

    Warm-up sets are counted by themselves.
    """

    def told(step: Step) -> Step:
        if step.ref != ref or step.warmup != warmup:
            return step
        number = min(step.set, sets)
        if step.group == "circuit":
            return replace(step, set=number, sets=sets, round=number, rounds=sets)
        return replace(step, set=number, sets=sets)

    bouts = tuple(replace(bout, work=tuple(told(s) for s in bout.work)) for bout in state.bouts)
    return replace(state, bouts=bouts, steps=tuple(told(step) for step in state.steps))


def with_each_set(state: State, change: Callable[[Step], Step]) -> State:
    """The state with every step of work changed, those of its bouts and those that are laid out."""

    def changed(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(change(step) if step.is_work else step for step in steps)

    bouts = tuple(replace(bout, work=changed(bout.work)) for bout in state.bouts)
    return replace(state, bouts=bouts, steps=changed(state.steps))
