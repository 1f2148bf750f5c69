"""A routine as the flat list of steps that a person walks through, and how long it will take.

A plan has two layers. A `Bout` is one set of one exercise, with the rests that belong to it; `lay_out` puts bouts one
after the other and adds what stands between them: rests and get-ready countdowns. Whoever changes a workout while it
runs changes bouts and lays them out anew. Which set follows which, and what stands between two, is `routine/sets.py`'s.

Nothing here knows what time it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from backday_tui import words
from backday_tui.routine.model import SECTIONS, WARMUP_REST_S, Amrap, Circuit, Entry, Reps, Routine, Section, Span
from backday_tui.routine.sets import in_order, pauses_before, pauses_behind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Rest
    from backday_tui.routine.sets import Lead, PlannedSet
    from backday_tui.training.loads import Equipment, WarmupSet
    from backday_tui.training.prescription import Aim
    from backday_tui.training.progression import Target

Kind = Literal["prepare", "time", "hold", "reps", "open", "rest", "wait", "switch"]
Side = Literal["left", "right", "alternating"]
Group = Literal["superset", "circuit", "emom", "amrap"]

TIMED: frozenset[Kind] = frozenset({"time", "hold"})
PAUSES_BETWEEN: frozenset[Kind] = frozenset({"prepare", "rest", "wait", "switch"})

REP_S = 3
"""Seconds that a rep without a tempo is taken for in an estimate (docs/routine-format.md)."""
FAILURE_REPS = 12
FAILURE_HOLD_S = 45
OPEN_S = 60
MINUTE_S = 60
GROUP_TITLE = "AMRAP"
"""What a step is called in which several exercises are done."""
LONGEST_BEYOND_S = 15 * 60
"""How far a hold may count on past its end before it ends by itself."""

T = TypeVar("T")


class Ref(NamedTuple):
    """Where an exercise stands in its routine: the entry-th (0 outside a group) of the item-th thing of a section."""

    section: Section
    item: int
    entry: int


@dataclass(frozen=True, slots=True)
class PartOfSet:
    """A named share of a set's reps: 7 "bottom half"."""

    reps: int
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do or to wait for. What stands between work names in exercise, set and round what comes next.

    `seconds` is the time that the step takes, or the least of a hold to failure; None where only the person knows.
    `exercise` is None where there are `choices`, and for an AMRAP, which names its `entries`. `aim` is what the set
    is to reach today and `why` the reason; None where it has none, or none was worked out.

    With `warmup` it is a warm-up set, or leads to one: `set` and `sets` are those of the warm-up, working sets have
    their own; `why` is what its load was worked out from. `rir` is how many reps to leave in reserve.

    A rest with a `most` is a window: `seconds` is its least, and the person ends it. `missed_s` is what a rest takes
    after a set that missed. One that does so has a `why`, and what it was planned as in `planned`: seconds and most. A
    hold with `beyond` counts on past its seconds until the person ends it. Without a `countdown` nothing ticks before
    its end.
    """

    section: Section
    kind: Kind
    ref: Ref
    bout: int
    exercise: str | None
    choices: tuple[str, ...] | None = None
    set: int = 1
    sets: int = 1
    round: int | None = None
    rounds: int | None = None
    side: Side | None = None
    reps: Reps | None = None
    seconds: int | None = None
    to_failure: bool = False
    load: str | None = None
    group: Group | None = None
    optional: bool = False
    note: str | None = None
    tempo: tuple[int, int, int] | None = None
    parts: tuple[PartOfSet, ...] | None = None
    entries: tuple[str, ...] | None = None
    sound: str | None = None
    aim: Aim | None = None
    why: str = ""
    most: int | None = None
    beyond: bool = False
    countdown: bool = True
    missed_s: int | None = None
    planned: tuple[int, int | None] | None = None
    warmup: bool = False
    rir: float | None = None

    @property
    def title(self) -> str:
        """What it is called: the exercise, the choices between slashes, or "AMRAP"."""
        return self.exercise or " / ".join(self.choices or ()) or GROUP_TITLE

    @property
    def reason(self) -> str:
        """Why it is as it is, where that is said by itself: "warm-up: 60 % of 80 kg"."""
        return f"warm-up: {self.why}" if self.warmup and self.why else self.why

    def with_aim(self, target: Target) -> Step:
        """The same with what it is to reach today and why; all else as the file says. A warm-up set has its own."""
        if self.warmup:
            return self
        return replace(self, aim=target.aim_of(self.set), why=target.why)

    def aiming_at(self, target: Target) -> Step:
        """The same with what it is to reach: its load is today's, and a hold takes as long as is aimed at."""
        if self.warmup:
            return self
        aim = target.aim_of(self.set)
        seconds = aim.seconds if self.kind == "hold" and aim.seconds and not self.to_failure else self.seconds
        load = self.load if aim.load is None else str(aim.load)
        return replace(self, aim=aim, why=target.why, seconds=seconds, load=load)

    @property
    def lifted(self) -> str | None:
        """The load that is written down of it: none where it is a part of a training max that nobody gave."""
        return None if self.load is not None and self.load.endswith("%") else self.load

    @property
    def is_work(self) -> bool:
        """Whether this is a set or a part of one, not what stands between sets."""
        return self.kind not in PAUSES_BETWEEN

    @property
    def figures(self) -> tuple[str, str]:
        """What is written down of it as a set: "rounds" and "reps", "seconds" and "load", or "reps" and "load"."""
        if self.group == "amrap":
            return ("rounds", "reps")
        return ("seconds", "load") if self.kind in TIMED and self.group != "emom" else ("reps", "load")

    @property
    def ends_by_itself(self) -> bool:
        """Whether time alone ends this step; the 15 minutes after which a hold is over that goes on don't count."""
        return self.seconds is not None and not self.to_failure and self.most is None and not self.beyond

    @property
    def stages(self) -> tuple[int, ...]:
        """After how many seconds it is another thing to the person, though it goes on, in order.

        A window is over its least, and over its most; a hold that goes on is past its end, and past all bounds.
        """
        if self.seconds is None:
            return ()
        if self.most is not None:
            return self.seconds, self.most
        return (self.seconds, self.seconds + LONGEST_BEYOND_S) if self.beyond else ()

    @property
    def auto_s(self) -> int:
        """The seconds it takes where nobody is expected to say that anything is done."""
        return self.estimate_s if self.most is None else self.most

    def lasting(self, seconds: int, most: int | None, why: str = "") -> Step:
        """This rest with another length, and why; what it was planned as is kept."""
        planned = self.planned or (self.seconds or 0, self.most)
        return replace(self, seconds=seconds, most=most, why=why, planned=planned if why else None)

    @property
    def estimate_s(self) -> int:
        """The seconds this step is taken for: as they are, else reps by their tempo, else a usual length."""
        if self.seconds is not None:
            return self.seconds
        if self.kind == "wait":
            return 0
        if self.kind in TIMED:
            return FAILURE_HOLD_S
        if self.reps is None:
            return OPEN_S
        count = self.reps.high or self.reps.low or FAILURE_REPS
        return count * (sum(self.tempo) if self.tempo else REP_S)


@dataclass(frozen=True, slots=True)
class Bout:
    """One set of one exercise (both its sides), and the rests that it asks for, as `routine.sets.Spaced` has them."""

    id: int
    ref: Ref
    work: tuple[Step, ...]
    within: Rest = 0
    across: Rest = 0
    after: Rest | None = None
    missed_s: int | None = None
    waits: bool = False

    @property
    def set(self) -> int:
        """Which set of its exercise this is, from 1; of a warm-up set which of those."""
        return self.work[0].set

    @property
    def is_warmup(self) -> bool:
        """Whether it is a warm-up set."""
        return self.work[0].warmup

    @property
    def is_timed(self) -> bool:
        """Whether it takes a time, not reps."""
        return self.work[0].kind in TIMED

    @property
    def group(self) -> Group | None:
        """The kind of group that this stands in."""
        return self.work[0].group


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of one workout, and the bouts that they are laid out from."""

    routine: Routine
    bouts: tuple[Bout, ...]
    steps: tuple[Step, ...]

    @property
    def estimate_s(self) -> int:
        """How long the whole is taken for, in seconds."""
        return sum(step.estimate_s for step in self.steps)

    @property
    def timed_s(self) -> int:
        """The seconds of all steps that have them."""
        return sum(step.seconds or 0 for step in self.steps)

    def starting_at(self, index: int) -> Plan:
        """The plan from the set on that the step with this index belongs to or leads to."""
        first = self.steps[index].bout
        position = next(i for i, bout in enumerate(self.bouts) if bout.id == first)
        bouts = self.bouts[position:]
        return Plan(self.routine, bouts, lay_out(bouts, self.routine))


def build(
    routine: Routine,
    catalog: Catalog,
    picks: Mapping[Ref, str] | None = None,
    rounds: Mapping[tuple[Section, int], int] | None = None,
    *,
    equipment: Callable[[], Equipment],
    warmups: Mapping[Ref, tuple[WarmupSet, ...]] | None = None,
) -> Plan:
    """The plan of a routine.

    Args:
        routine: what is to be done.
        catalog: gives the name of an exercise that the routine names by its id.
        picks: which exercise was picked where there are several; without one the step keeps its `choices`.
        rounds: how many rounds were picked for a circuit with a range, by section and item; else its highest.
        equipment: reads what the person trains with; asked only where there are warm-up sets to be worked out.
        warmups: the warm-up sets of each exercise; None for those that the file's loads come to.
    """
    known = warmups_of(routine, catalog, picks or {}, equipment) if warmups is None else warmups
    return build_with(routine, catalog, picks, rounds, warmups=known)


def build_with(
    routine: Routine,
    catalog: Catalog,
    picks: Mapping[Ref, str] | None = None,
    rounds: Mapping[tuple[Section, int], int] | None = None,
    *,
    warmups: Mapping[Ref, tuple[WarmupSet, ...]],
) -> Plan:
    """The same where the warm-up sets are known, or there are none: nobody's equipment is asked for."""
    builder = _Builder(catalog.with_own(routine.exercises), picks or {})
    bouts: list[Bout] = []
    for planned in in_order(routine, rounds):
        first = builder.bout(len(bouts), planned)
        if planned.set == 1 and (sets := warmups.get(first.ref)):
            bouts += warmup_bouts(first, sets, routine, len(bouts))
            first = builder.bout(len(bouts), planned)
        bouts.append(first)
    return Plan(routine, tuple(bouts), lay_out(bouts, routine))


def has_warmups(routine: Routine) -> bool:
    """Whether a routine asks for warm-up sets."""
    items = (item for section in SECTIONS for item in routine.section(section))
    return any(isinstance(item, Entry) and item.warmup for item in items)


def warmups_of(
    routine: Routine, catalog: Catalog, picks: Mapping[Ref, str], equipment: Callable[[], Equipment]
) -> dict[Ref, tuple[WarmupSet, ...]]:
    """The warm-up sets of each exercise as the file's loads have them; `equipment` is as for `build`."""
    if not has_warmups(routine):
        return {}
    from backday_tui.training.prescription import warmups_of_file  # it brings fractions, which no start waits for

    picked = {(*ref,): name for ref, name in picks.items()}
    found = warmups_of_file(routine, catalog, equipment(), picked)
    return {Ref(*place): sets for place, sets in found.items()}


def warmup_bouts(first: Bout, sets: Sequence[WarmupSet], routine: Routine, first_id: int) -> tuple[Bout, ...]:
    """The warm-up sets before the first set of an exercise, with rests of their own; their ids begin with this one."""
    from backday_tui.training.prescription import Aim  # as above

    entry = routine.section(first.ref.section)[first.ref.item]
    rest_s = entry.warmup_rest if isinstance(entry, Entry) else WARMUP_REST_S
    bouts = []
    for number, warmup in enumerate(sets, start=1):
        work = tuple(
            replace(
                step, kind="reps", bout=first_id + number - 1, set=number, sets=len(sets),
                reps=Reps(warmup.reps, warmup.reps), seconds=None, to_failure=False, load=str(warmup.load), parts=None,
                sound=None, beyond=False, warmup=True, rir=None,
                aim=Aim(warmup.reps, load=warmup.load), why=warmup.of,
            )
            for step in first.work
            if step.is_work
        )  # fmt: skip
        bouts.append(replace(first, id=first_id + number - 1, work=work, within=rest_s, across=rest_s, missed_s=None))
    return tuple(bouts)


def lay_out(bouts: Sequence[Bout], routine: Routine, after: Bout | None = None) -> tuple[Step, ...]:
    """Bouts one after the other, with the rests and countdowns between them.

    Args:
        bouts: in the order in which they are done.
        routine: whose `between` and `prepare` hold.
        after: the bout done right before the first of these; None where these begin.
    """
    steps: list[Step] = []
    for bout in bouts:
        steps += lead_in(bout, routine, after)
        steps += bout.work
        after = bout
    return tuple(steps)


def lead_in(bout: Bout, routine: Routine, after: Bout | None) -> tuple[Step, ...]:
    """What stands before a bout: a rest, a wait, a get-ready countdown where timed work needs one, or nothing."""
    return tuple(_paused(bout, pause) for pause in pauses_before(bout, after, routine))


def behind(lead: Step, bout: Bout, routine: Routine) -> tuple[Step, ...]:
    """What stands between this rest, wait or countdown, which leads to it, and the bout."""
    if lead.kind not in ("rest", "wait"):
        return ()
    is_window = lead.most is not None or (lead.planned is not None and lead.planned[1] is not None)
    what = "window" if is_window else lead.kind
    return tuple(_paused(bout, pause) for pause in pauses_behind(bout, routine, what))


def _paused(bout: Bout, pause: Lead) -> Step:
    return replace(leading_to(bout.work[0], pause.kind, pause.seconds), most=pause.most, missed_s=pause.missed_s)


def leading_to(step: Step, kind: Kind, seconds: int | None) -> Step:
    """What stands before this step, such as a rest: it names the exercise, the set and the round to come."""
    return replace(
        step, kind=kind, seconds=seconds, side=None, reps=None, to_failure=False, load=None,
        note=None, tempo=None, parts=None, entries=None, sound=None, aim=None, why="", beyond=False, rir=None,
    )  # fmt: skip


def _of_set(value: T | tuple[T, ...] | None, number: int) -> T | None:
    """The value for the number-th set (from 1) of a key that may hold one a set."""
    if isinstance(value, tuple):
        return value[min(number, len(value)) - 1]
    return value


@dataclass(frozen=True, slots=True)
class _Builder:
    catalog: Catalog
    picks: Mapping[Ref, str]

    def bout(self, number: int, planned: PlannedSet) -> Bout:
        ref = Ref(*planned.ref)
        if isinstance(planned.entry, Amrap):
            work: tuple[Step, ...] = (self._amrap(ref, number, planned, planned.entry),)
        elif planned.group == "emom":
            work = (self._minute(ref, number, planned, planned.entry),)
        else:
            work = _sides(self._step(ref, number, planned, planned.entry), planned)
        rests = (planned.within, planned.across, planned.after, planned.missed_s)
        return Bout(number, ref, work, *rests, waits=planned.waits)

    def _amrap(self, ref: Ref, bout: int, planned: PlannedSet, group: Amrap) -> Step:
        names = tuple(" / ".join(self._shown(name) for name in entry.exercise) for entry in group.entries)
        return Step(
            ref.section,
            "time",
            ref,
            bout,
            exercise=None,
            seconds=group.time,
            group="amrap",
            entries=names,
            countdown=planned.countdown,
        )

    def _minute(self, ref: Ref, bout: int, planned: PlannedSet, entry: Entry) -> Step:
        return replace(
            self._step(ref, bout, planned, entry), kind="time", seconds=MINUTE_S, to_failure=False,
            note=_note_of_minute(entry, planned.set),
        )  # fmt: skip

    def _step(self, ref: Ref, bout: int, planned: PlannedSet, entry: Entry) -> Step:
        names = tuple(self._shown(name) for name in entry.exercise)
        pick = names[0] if len(names) == 1 else self.picks.get(ref)
        kind, reps, span = _dose(entry, planned.set)
        load = _of_set(entry.load, planned.set)
        return Step(
            ref.section, kind, ref, bout,
            exercise=pick, choices=None if pick else names, set=planned.set, sets=planned.sets,
            round=planned.round, rounds=planned.rounds,
            side="alternating" if entry.sides == "alternating" else None,
            reps=reps, seconds=span.seconds,
            to_failure=span.open_ended or (reps is not None and reps.to_failure),
            load=str(load) if load else None, group=planned.group, optional=entry.optional, note=entry.note,
            tempo=entry.tempo,
            parts=tuple(PartOfSet(part.reps, part.name) for part in entry.parts) if entry.parts else None,
            sound=entry.sound, beyond=planned.beyond and kind == "hold" and not span.open_ended, rir=entry.rir,
            countdown=planned.countdown,
        )  # fmt: skip

    def _shown(self, name: str) -> str:
        exercise = self.catalog.get(name)
        return exercise.name if exercise else name


def _dose(entry: Entry, number: int) -> tuple[Kind, Reps | None, Span]:
    hold, time = _of_set(entry.hold, number), _of_set(entry.time, number)
    if hold is not None:
        return "hold", None, hold
    if time is not None:
        return "time", None, time
    reps = _of_set(entry.reps, number)
    return ("open" if reps is None else "reps"), reps, Span(None)


def _note_of_minute(entry: Entry, number: int) -> str | None:
    """What an EMOM's minute asks for besides reps, since its step is a minute whatever the entry's time or sides."""
    span = _of_set(entry.hold, number) or _of_set(entry.time, number)
    asked = [
        f"{words.clock(span.seconds)} of the minute" if span and span.seconds else None,
        "each side" if entry.sides == "each" else None,
        entry.note,
    ]
    return " · ".join(part for part in asked if part) or None


def _sides(first: Step, planned: PlannedSet) -> tuple[Step, ...]:
    if not planned.two_sided:
        return (first,)
    left, right = replace(first, side="left"), replace(first, side="right")
    if not planned.switch_s:
        return (left, right)
    return (left, leading_to(right, "switch", planned.switch_s), right)


def choices_of(plan: Plan) -> tuple[tuple[Ref, tuple[str, ...]], ...]:
    """What the person has to pick before this plan can start: each place with its exercises, in order."""
    found = {step.ref: step.choices for step in plan.steps if step.is_work and step.choices}
    return tuple(found.items())


def round_ranges(routine: Routine) -> tuple[tuple[tuple[Section, int], tuple[int, int]], ...]:
    """The circuits of which the person picks the number of rounds: section and item, lowest and highest."""
    return tuple(
        ((section, item), thing.rounds)
        for section in SECTIONS
        for item, thing in enumerate(routine.section(section))
        if isinstance(thing, Circuit) and thing.rounds[0] != thing.rounds[1]
    )
