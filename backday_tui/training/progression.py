"""What to aim at today, and why: what was done is gone through from the first session on, by the rules of `progress`.

No counter is kept anywhere, so a typing error that is put right in the log changes the next aim at once. Nothing here
reads a log or a clock: past and day are given.

A session that was not judged (see `judging.py`) leaves the aim as it is, and the rows: of sessions that met their aims
one after the other, and of those that missed. Where the rules leave room, this is the choice:

- A session that did neither ends both rows, and so does another aim: a row of misses is at one load.
- `after` holds for every step, of reps and seconds too.
- `sets`: once the top is reached there is a set more, before the load grows; with the load the sets start over.
- A load grows at least to the next that can be loaded, however small the step.
- Time off: the usual gap is the median of the last ten gaps of the routine; after its first session none is known, and
  two weeks alone count. Growth that was due is put off until the aims of before are met once more; less that was due
  stays less. Before the first judged session nothing is put off.
- Ten per cent less after four weeks is two reps less, or 10 s, where no load grows.
- A change of the file starts anew also where it was changed back: only the sessions since count.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from math import floor
from statistics import median
from typing import TYPE_CHECKING, Final

from backday_tui import words
from backday_tui.routine.amounts import MAX_TIME_S
from backday_tui.training.judging import NEARLY_S, Verdict, judge
from backday_tui.training.loads import Equipment, lowered, raised
from backday_tui.training.past import GIVEN, LastTime, PastSession, PastSet, as_day, in_turn, last_time
from backday_tui.training.prescription import (
    AS_WRITTEN,
    Aim,
    AimKind,
    PlannedEntry,
    TrainingMax,
    at_loads,
    figures_text,
    first_aims,
    one_by_one,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from backday_tui.routine.model import Load, Progress, Reps
    from backday_tui.training.loads import WarmupSet

TIME_OFF_DAYS: Final = 14
LONG_OFF_DAYS: Final = 28
"""After more days than these the aim is held, and is less."""
OFF_PERCENT: Final = 10
FEWER_REPS: Final = 2
SHORTER_S: Final = 10
"""What is less where no load grows."""
_GAPS: Final = 10


@dataclass(frozen=True, slots=True)
class Target:
    """What an entry aims at: an aim for each set, and why, never empty.

    `days` are those of the sessions that decided. `then` is the exercise to go on with once the top is reached, as
    `Progress.then` has it. `more_sets` is how many sets these are more than the file has, below 0 for fewer. `before`
    are the aims from before a long time off, or outside of a deload week, where that made them less. `warmups` lead up
    to the first aim, `warmups_before` to that of before.
    """

    aims: tuple[Aim, ...]
    kind: AimKind
    why: str
    days: tuple[date, ...] = ()
    then: str | None = None
    more_sets: int = 0
    before: tuple[Aim, ...] = ()
    warmups: tuple[WarmupSet, ...] = ()
    warmups_before: tuple[WarmupSet, ...] = ()

    @property
    def sets(self) -> int:
        """How many sets."""
        return len(self.aims)

    def aim_of(self, number: int) -> Aim:
        """Of a set, from 1; sets more than there are aims have the last."""
        return self.aims[min(number, len(self.aims)) - 1]

    def old_load(self, number: int) -> Load | None:
        """The load of a set before a long time off, or a deload week, made it less; None where there is none."""
        old = self.before[min(number, len(self.before)) - 1].load if self.before else None
        return None if old == self.aim_of(number).load else old

    def as_before(self) -> Target:
        """The same with the loads from before a long time off or a deload week; itself where there are none."""
        if not any(self.old_load(number) for number in range(1, self.sets + 1)):
            return self
        aims = tuple(
            replace(aim, load=self.old_load(number) or aim.load) for number, aim in enumerate(self.aims, start=1)
        )
        why = f"{self.why}; with the load of before, as you said"
        return replace(self, aims=aims, why=why, before=(), warmups=self.warmups_before, warmups_before=())


def target(entry: PlannedEntry, past: Iterable[PastSession], now: date) -> Target | None:
    """What to aim at; None for what has no aim: timed work, what has no dose, an EMOM and an AMRAP.

    Of those the load alone is told where it is a share of a training max, for nothing else says how much that is.

    Args:
        entry: of the routine as it is today.
        past: all sessions, in any order, with any routine; that which runs is not among them.
        now: a moment, or a day as a whole. Sessions later than it count for nothing.
    """
    prescription = entry.prescription
    growth = prescription.growth
    if not (prescription.reps or prescription.holds or (growth and growth.reps)):
        return _load_alone(entry, now)
    sessions = in_turn(past, now)
    last = last_time(sessions, now, entry.routine, entry.movement, entry.nth, counts=_is_figure)
    if growth is None or not _can_grow(entry, growth):
        standing = _by_file(entry, last, now)
    else:
        standing = _Replay(entry, growth, sessions, now).today()
    aims = tuple(_with_to_beat(aim, number, last) for number, aim in enumerate(standing.aims, start=1))
    why = standing.why if standing.kind == "file" else f"{figures_text(aims, prescription)}: {standing.why}"
    then = growth.then if growth and standing.kind == "top" else None
    found = Target(aims, standing.kind, why, standing.days, then, len(aims) - prescription.sets, standing.before)
    return warmed_up(found, entry)


def warmed_up(target: Target, entry: PlannedEntry) -> Target:
    """A target with the warm-up sets that lead up to its loads."""
    return replace(
        target,
        warmups=entry.warmup_sets(target.aims[0].load) if target.aims else (),
        warmups_before=entry.warmup_sets(target.before[0].load) if target.before else (),
    )


def needs_earlier(entry: PlannedEntry, past: Iterable[PastSession], now: date) -> bool:
    """Whether sessions of its routine before these could make another target, where these are the newest of them."""
    growth = entry.prescription.growth
    if growth is None:
        return False
    return growth.policy == "max" or _Replay(entry, growth, in_turn(past, now), now).needs_earlier()


def ahead(entry: PlannedEntry, past: Iterable[PastSession], now: date, count: int) -> tuple[Target, ...]:
    """The targets of so many sessions after the next, if each meets its aims; without growth they are alike."""
    growth = entry.prescription.growth
    today = target(entry, past, now)
    if today is None or growth is None:
        return (today,) * count if today else ()
    found: list[Target] = []
    if growth.policy == "max":
        grown = entry
        for _ in range(count):
            if grown.training_max is not None:
                more = _raised_max(grown.training_max.load, growth, entry.equipment)
                grown = replace(grown, training_max=TrainingMax(more, "if every aim is met until then", "more"))
            found += [next_one] if (next_one := target(grown, past, now)) else []
        return tuple(found)
    replay = _Replay(entry, growth, in_turn(past, now), now)
    standing = replay.today()
    for _ in range(count):
        standing = replay.if_met(standing)
        why = f"{figures_text(standing.aims, entry.prescription)}: if every aim is met until then"
        more_sets = len(standing.aims) - entry.prescription.sets
        found.append(warmed_up(Target(standing.aims, standing.kind, why, more_sets=more_sets), entry))
    return tuple(found)


def _is_figure(done: PastSet) -> bool:
    return done.source in GIVEN and not done.is_cut


def _with_to_beat(aim: Aim, number: int, last: LastTime | None) -> Aim:
    """A set without an aim shows last time's figure: of two sides the weaker."""
    if last is None or aim.reps is not None or aim.seconds is not None:
        return aim
    wanted = last.of_set(number).number
    best = [done.reps if done.reps is not None else done.seconds for done in last.sets if done.number == wanted]
    known = [floor(figure + NEARLY_S) for figure in best if figure is not None]
    return replace(aim, to_beat=min(known)) if known else aim


# -- what the file says ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Standing:
    """What would be aimed at next.

    `asked` are the aims of the session before: what "held" goes back to. `missed` and `met` are the days of the rows of
    sessions that did so, the newest last. `unjudged` says of the last session why it wasn't judged. `before` is as of
    `Target`.
    """

    aims: tuple[Aim, ...]
    kind: AimKind = "file"
    reason: str = AS_WRITTEN
    days: tuple[date, ...] = ()
    asked: tuple[Aim, ...] = ()
    missed: tuple[date, ...] = ()
    met: tuple[date, ...] = ()
    was_judged: bool = False
    unjudged: str = ""
    before: tuple[Aim, ...] = ()

    @property
    def why(self) -> str:
        """The reason, and what of the last session didn't count."""
        return f"{self.reason}; {self.unjudged}" if self.unjudged else self.reason


def _can_grow(entry: PlannedEntry, growth: Progress) -> bool:
    """Whether there is a figure that says if a session was enough; a training max grows elsewhere."""
    if growth.policy == "max":
        return False
    asked = [entry.prescription.reps_of(number) for number in range(1, entry.prescription.sets + 1)]
    has_least = growth.policy == "linear" and any(reps and reps.low for reps in asked)
    return has_least or any(aim.reps or aim.seconds for aim in first_aims(entry, entry.prescription.sets))


def _load_alone(entry: PlannedEntry, now: date) -> Target | None:
    if not entry.prescription.is_in_percent:
        return None
    standing = _by_file(entry, None, now)
    loads = [words.load(str(aim.load)) if aim.load else "" for aim in standing.aims]
    why = standing.why if standing.kind == "file" else f"{one_by_one(loads)}: {standing.why}"
    return warmed_up(Target(standing.aims, standing.kind, why, standing.days), entry)


def _by_file(entry: PlannedEntry, last: LastTime | None, now: date) -> _Standing:
    """Where nothing grows: what the file says; of a range of reps what was done last time, as far as it goes."""
    asks = entry.prescription
    aims, most = first_aims(entry, asks.sets), entry.training_max
    if asks.is_in_percent:
        if most is None:
            return _Standing(aims, reason=f"{AS_WRITTEN}, without a load: no training max was given")
        reason = f"of a training max of {most.load}, {most.why}"
        if most.kind == "file":
            return _Standing(aims, reason=f"{AS_WRITTEN}, {reason}")
        return _Standing(aims, most.kind, reason, most.days)
    numbers = range(1, asks.sets + 1)
    if last is not None and asks.growth is None:
        figures = [_last_reps(last, number) for number in numbers]
        taken = tuple(map(_within, aims, figures, map(asks.reps_of, numbers)))
        if taken != aims:
            said = one_by_one(["?" if figure is None else str(figure) for figure in figures])
            reason = f"last time's, on {words.on_days([last.session.day], now)} ({said})"
            return _Standing(taken, "last time", reason, (last.session.day,))
    return _Standing(aims)


def _last_reps(last: LastTime, number: int) -> int | None:
    wanted = last.of_set(number).number
    return min((done.reps for done in last.sets if done.number == wanted and done.reps is not None), default=None)


def _within(aim: Aim, figure: int | None, reps: Reps | None) -> Aim:
    """The aim at a figure, as far as a range lets it; as it is where there is none."""
    if figure is None or reps is None or reps.low is None or reps.high is None:
        return aim
    return replace(aim, reps=max(reps.low, min(figure, reps.high)))


# -- how it grows ---------------------------------------------------------------------------------------------------


class _Replay:
    """One entry's sessions, gone through from the first to the last."""

    def __init__(self, entry: PlannedEntry, growth: Progress, sessions: Sequence[PastSession], now: date) -> None:
        """`sessions` are all up to `now`, the oldest first."""
        self._entry = entry
        self._asks = entry.prescription
        self._growth = growth
        self._now = now
        self._first = first_aims(entry, entry.prescription.sets)
        self._sessions = [
            each
            for each in sessions
            if each.routine == entry.routine and each.imported is None and any(had.sets for had in each.entries)
        ]

    def today(self) -> _Standing:
        """What would be aimed at now."""
        standing = _Standing(self._first)
        gone: list[date] = []
        begins = self.beginning()
        for place, session in enumerate(self._sessions):
            if place >= begins:
                standing = self._after(self._rested(standing, session.day, gone), session)
            if session.day not in gone[-1:]:
                gone.append(session.day)
        return self._rested(standing, as_day(self._now), gone)

    def if_met(self, standing: _Standing) -> _Standing:
        """What would be aimed at after a session that meets the aims of this one, without a reason."""
        reached = tuple(aim.reps or aim.seconds or 0 for aim in standing.aims)
        return self._met(standing, Verdict("met", "", standing.aims, reached), as_day(self._now))

    def beginning(self) -> int:
        """The place of the session from which on the past decides; no earlier than the last change of the file.

        What comes of a session that met the aims which were kept with it doesn't hang on anything before, but for a row
        of such sessions. So it is enough to begin with the last of them, or with its row: ten years are no slower than
        a month.
        """
        begins = None
        for place in range(len(self._sessions) - 1, -1, -1):
            session = self._sessions[place]
            had = session.entry(self._entry.movement, self._entry.nth)
            if had is None:
                continue
            if had.prescription not in (None, self._asks):
                return place + 1 if begins is None else begins
            result = judge(self._entry, session, had, self._first).result
            if result == "not judged":
                continue
            is_kept = all(done.aim for done in had.weaker() if done.number <= had.planned)
            if begins is not None and is_kept and result != "met":
                return begins
            begins = place if is_kept and result == "met" else None
            if begins is not None and self._growth.after == 1:
                return begins
        return 0 if begins is None else begins

    def needs_earlier(self) -> bool:
        """Whether sessions before these could tell more; none do before one of which nobody knows who gave its figures.

        A pause is told by the gaps before it.
        """
        had = (session.entry(self._entry.movement, self._entry.nth) for session in self._sessions)
        oldest = next((entry for entry in had if entry is not None and entry.sets), None)
        is_unknown = oldest is not None and all(done.source == "unknown" for done in oldest.sets)
        return not is_unknown and self.beginning() <= _GAPS

    def _after(self, standing: _Standing, session: PastSession) -> _Standing:
        """What a session makes of it."""
        had = session.entry(self._entry.movement, self._entry.nth)
        standing = replace(standing, before=())
        if had is None:
            return replace(standing, asked=standing.aims)
        verdict = judge(self._entry, session, had, standing.aims)
        on = words.on_days([session.day], self._now)
        if verdict.result == "not judged":
            said = f"{on} isn't judged ({verdict.said})"
            if verdict.aims != standing.aims:
                first = f"the first load that was given, on {on}"
                standing = replace(standing, kind="again", reason=first, days=(session.day,))
            return replace(standing, aims=verdict.aims, asked=verdict.aims, unjudged=said)
        if verdict.aims != standing.aims:  # what is said of a row is to be true of each of its days
            standing = replace(standing, met=(), missed=())
        standing = replace(standing, aims=verdict.aims, asked=verdict.aims, unjudged="", was_judged=True)
        if verdict.result == "met":
            return self._met(standing, verdict, session.day)
        if verdict.result == "missed":
            return self._missed(standing, verdict, session.day)
        reason = f"{verdict.said} on {on} ({self._reached(verdict)}); the same again"
        return replace(standing, kind="again", reason=reason, days=(session.day,), met=(), missed=())

    def _reached(self, verdict: Verdict) -> str:
        return one_by_one([words.clock(each) if self._asks.holds else str(each) for each in verdict.reached])

    # -- more

    def _met(self, standing: _Standing, verdict: Verdict, day: date) -> _Standing:
        met = (*standing.met, day)
        standing = replace(standing, aims=verdict.aims, missed=(), met=met, days=met)
        on, after = words.on_days(met, self._now), self._growth.after
        if len(met) < after:
            reason = f"every aim met on {on}; the same again, {len(met)} of {after} in a row"
            return replace(standing, kind="again", reason=reason)
        aims, kind, reason = self._grown(verdict, on)
        return replace(standing, aims=aims, kind=kind, reason=reason, met=())

    def _grown(self, verdict: Verdict, on: str) -> tuple[tuple[Aim, ...], AimKind, str]:
        """The aims after sessions that met theirs, what they are, and why."""
        growth, loads = self._growth, [aim.load for aim in verdict.aims]
        if not self._is_at_top(verdict):
            said = f"{f'{growth.hold_s} s' if growth.hold_s else 'one'} more than on {on} ({self._reached(verdict)})"
            aims = self._a_little_more(verdict)
            return aims, "more", said + self._capped_text(aims, verdict)
        said = f"{self._top_text()}{at_loads(loads)} on {on}"
        if growth.sets and len(verdict.aims) < growth.sets[1]:
            return self._bottom(len(verdict.aims) + 1, loads), "more", f"{said}; a set more"
        if growth.policy in ("linear", "double"):
            return self._heavier(verdict, said)
        return self._a_little_more(verdict), "top", f"{said}; take the harder one, or a load"

    def _capped_text(self, aims: Sequence[Aim], verdict: Verdict) -> str:
        """How far it goes, where a set can't have all of what is more."""
        step = self._growth.hold_s or 1
        pairs = zip(aims, verdict.reached, strict=False)
        if not any(0 < (aim.seconds or aim.reps or 0) < reached + step for aim, reached in pairs):
            return ""
        top = words.clock(self._longest_s(1)) if self._growth.hold_s else str((self._growth.reps or (0, 0))[1])
        return f", up to {top}"

    def _is_at_top(self, verdict: Verdict) -> bool:
        aimed = list(zip(verdict.aims, verdict.reached, strict=False))
        if self._growth.policy == "hold":
            return all(reached >= self._longest_s(n) for n, (_, reached) in enumerate(aimed, start=1))
        top = self._growth.reps[1] if self._growth.reps else 0
        return all(reached >= top for aim, reached in aimed if aim.reps is not None)

    def _top_text(self) -> str:
        if self._growth.policy == "hold":
            return f"{words.clock(self._longest_s(1))} in every set"
        return f"{words.counted(self._growth.reps[1], 'rep')} in every set" if self._growth.reps else "every rep"

    def _longest_s(self, number: int) -> int:
        """How far a hold grows; never under what the file asks for."""
        hold, until_s = self._asks.hold_of(number), self._growth.until_s
        return max(hold.seconds or 0 if hold else 0, MAX_TIME_S if until_s is None else until_s)

    def _a_little_more(self, verdict: Verdict) -> tuple[Aim, ...]:
        """Each set its own and one more, or some seconds more, up to the top."""
        grown = []
        for number, aim in enumerate(verdict.aims, start=1):
            reached = verdict.reached[min(number, len(verdict.reached)) - 1]
            if aim.seconds is not None:
                more_s = max(reached, aim.seconds) + (self._growth.hold_s or 0)
                grown.append(replace(aim, seconds=min(more_s, max(self._longest_s(number), aim.seconds))))
            elif aim.reps is not None and self._growth.reps:
                top = max(self._growth.reps[1], aim.reps)
                grown.append(replace(aim, reps=min(max(reached, aim.reps) + 1, top)))
            else:
                grown.append(aim)
        return tuple(grown)

    def _bottom(self, count: int, loads: Sequence[Load | None]) -> tuple[Aim, ...]:
        """So many sets with these loads (more sets than loads: as the last), the reps or the hold back at the start."""
        reps = self._growth.reps
        return tuple(
            replace(
                aim,
                load=loads[min(number, len(loads) - 1)],
                reps=reps[0] if reps and aim.reps is not None else aim.reps,
            )
            for number, aim in enumerate(first_aims(self._entry, count))
        )

    def _heavier(self, verdict: Verdict, said: str) -> tuple[tuple[Aim, ...], AimKind, str]:
        loads = [aim.load for aim in verdict.aims]
        steps = 2 if self._is_doubled(verdict) else 1
        wanted = [_with_more(load, self._growth.step, self._entry.equipment, steps) for load in loads]
        if not any(wanted):
            return self._a_little_more(verdict), "top", f"{said}; to go on it takes a load"
        grown = [self._loaded(load, more) for load, more in zip(loads, wanted, strict=True)]
        if all(load == more for load, more in zip(loads, grown, strict=True)):
            return self._a_little_more(verdict), "top", f"{said}; nothing heavier can be loaded"
        if steps > 1:
            said += f", {verdict.reached[-1]} in the last set: two steps"
        amiss = next((more for load, more in zip(grown, wanted, strict=True) if load != more), None)
        if amiss is not None:
            said += f"; {amiss} can't be loaded"
        sets = self._growth.sets[0] if self._growth.sets else len(loads)
        return self._bottom(sets, grown), "more", said

    def _is_doubled(self, verdict: Verdict) -> bool:
        """Whether a last set "5+" came to so much that it takes two steps."""
        last = self._asks.reps_of(len(verdict.reached))
        is_open = last is not None and last.low is not None and last.high is None
        return bool(self._growth.doubles and is_open and last and verdict.reached[-1] >= 2 * (last.low or 0))

    def _loaded(self, load: Load | None, more: Load | None) -> Load | None:
        """What of the wanted load can be loaded, heavier than before; as before where nothing can."""
        if load is None or more is None:
            return load
        found = raised(load.value, more.value - load.value, self._entry.loadable(load))
        return load if found is None else more.with_value(found)

    # -- less

    def _missed(self, standing: _Standing, verdict: Verdict, day: date) -> _Standing:
        missed, down = (*standing.missed, day), self._growth.down
        at = at_loads([aim.load for aim in verdict.aims])
        standing = replace(standing, kind="again", days=missed, missed=missed, met=())
        if down is None or len(missed) < down.after:
            left = "" if down is None else f", {down.after - len(missed)} of {down.after} to go"
            said = f"missed{at} on {words.on_days([day], self._now)} ({self._reached(verdict)}); the same again{left}"
            return replace(standing, reason=said, days=(day,))
        on = words.on_days(missed, self._now)
        aims, said = self._lower(standing.aims, down.percent, is_bottom=True)
        if aims == standing.aims:
            return replace(standing, reason=f"missed{at} on {on}; the same again, it goes no lower", missed=())
        return replace(standing, aims=aims, kind="less", reason=f"{said} after misses{at} on {on}", missed=())

    def _lower(self, aims: tuple[Aim, ...], percent: float, *, is_bottom: bool) -> tuple[tuple[Aim, ...], str]:
        """The aims made less, and by how much in words; the same aims where they go no lower."""
        policy = self._growth.policy
        if policy == "hold":
            shorter = [(aim.seconds or 0) - SHORTER_S for aim in aims]
            least = [hold.seconds or 0 if (hold := self._asks.hold_of(n)) else 0 for n in range(1, len(aims) + 1)]
            held = zip(aims, shorter, least, strict=True)
            return tuple(replace(aim, seconds=max(less_s, s)) for aim, less_s, s in held), f"{SHORTER_S} s less"
        loads = [self._lighter(aim.load, percent) for aim in aims]
        if policy in ("linear", "double") and any(aim.load for aim in aims):
            if loads == [aim.load for aim in aims]:
                return aims, ""
            lighter = tuple(replace(aim, load=load) for aim, load in zip(aims, loads, strict=True))
            return self._bottom(len(aims), loads) if is_bottom else lighter, f"{percent:g} % less"
        reps = self._growth.reps
        if reps is None:
            return aims, ""
        if policy == "double" and is_bottom:
            return self._bottom(len(aims), [None]), f"back to {words.counted(reps[0], 'rep')}"
        fewer = (aim if aim.reps is None else replace(aim, reps=max(aim.reps - FEWER_REPS, reps[0])) for aim in aims)
        return tuple(fewer), "two reps less"

    def _lighter(self, load: Load | None, percent: float) -> Load | None:
        if load is None or load.kind not in ("weight", "body"):
            return load
        less = lowered(load.value, percent, self._entry.loadable(load))
        return load if less is None else load.with_value(less)

    # -- time off

    def _rested(self, standing: _Standing, day: date, gone: Sequence[date]) -> _Standing:
        """What is left of it on a day after the sessions of the routine on the days that are gone."""
        if not standing.was_judged or not is_time_off(gone, day):
            return standing
        days, on = (day - gone[-1]).days, words.on_days(gone[-1:], self._now)
        is_lower = standing.kind == "less" and standing.asked != standing.aims
        if is_lower:
            return standing
        held = standing.asked if standing.kind == "more" else standing.aims
        standing = replace(standing, aims=held, days=(gone[-1],), met=(), unjudged="")
        if days > LONG_OFF_DAYS:
            aims, said = self._lower(held, OFF_PERCENT, is_bottom=False)
            if aims != held:
                reason = f"{said} after {days} days off, since {on} ({figures_text(held, self._asks)})"
                return replace(standing, aims=aims, kind="less", reason=reason, missed=(), before=held)
        return replace(standing, kind="held", reason=f"held after {days} days off, since {on}")


def is_time_off(gone: Sequence[date], day: date) -> bool:
    """Whether a day comes after more than two weeks, and more than twice the usual gap, without a session.

    `gone` are the days with a session before, the newest last, each once.
    """
    if not gone or (day - gone[-1]).days <= TIME_OFF_DAYS:
        return False
    gaps = [(later - earlier).days for earlier, later in itertools.pairwise(gone[-_GAPS - 1 :])]
    return not gaps or (day - gone[-1]).days > 2 * median(gaps)


def _with_more(load: Load | None, step: Load | None, equipment: Equipment, steps: int) -> Load | None:
    """A load with so many steps more, not rounded; None for what has no number. A step in another unit is our own."""
    if load is None or step is None or load.kind not in ("weight", "body"):
        return None
    more = step.value if load.unit in (None, step.unit) else equipment.in_unit(load.unit).step
    return load.with_value(load.value + steps * more, step.unit)


# -- the training max -----------------------------------------------------------------------------------------------


def grown_max(
    given: Load, on: date, growers: Sequence[PlannedEntry], past: Iterable[PastSession], now: date
) -> TrainingMax:
    """What has become of a training max since it was given.

    A session counts once, however many entries of it make the max grow: it met it where all of them were met. The
    aims are those of the max as it was that day. Time off is counted by all sessions with the movement, so that a
    routine whose turn comes once a month is no pause.

    Args:
        given: a weight, given on a day or at a moment; only sessions after it count, on a day alone those of that day.
        on: when.
        growers: the entries with `progress = { max = ... }`, of whatever routine, with this movement.
        past: as for `target`.
        now: as there.
    """
    start = TrainingMax(given, f"given on {words.on_days([as_day(on)], now)}", days=(as_day(on),))
    growth = next((grower.prescription.growth for grower in growers if grower.prescription.growth), None)
    return start if growth is None else _MaxReplay(start, growth, growers, now).after(in_turn(past, now), on)


class _MaxReplay:
    """A training max, through the sessions since it was given."""

    def __init__(self, start: TrainingMax, growth: Progress, growers: Sequence[PlannedEntry], now: date) -> None:
        self._standing = start
        self._asked = start.load
        self._growth = growth
        self._growers = growers
        self._now = now
        self._met: tuple[date, ...] = ()
        self._missed: tuple[date, ...] = ()

    def after(self, sessions: Sequence[PastSession], on: date) -> TrainingMax:
        """What it is after the sessions, the oldest first; those before it was given tell of gaps alone."""
        movements = {grower.movement for grower in self._growers}
        gone: list[date] = []
        for session in sessions:
            if session.imported or not any(had.movement in movements and had.sets for had in session.entries):
                continue
            if session.day == on or not in_turn([session], on):
                self._rest(session.day, gone)
                self._asked = self._standing.load
                self._train(session)
            if session.day not in gone[-1:]:
                gone.append(session.day)
        self._rest(as_day(self._now), gone)
        return self._standing

    def _train(self, session: PastSession) -> None:
        results = {verdict.result for verdict in self._verdicts(session)}
        if not results or "not judged" in results:
            return
        growth, load = self._growth, self._standing.load
        self._met = (*self._met, session.day) if results == {"met"} else ()
        self._missed = (*self._missed, session.day) if "missed" in results else ()
        if len(self._met) >= growth.after:
            more = _raised_max(load, growth, self._growers[0].equipment)
            why = f"{growth.max_step} more for {words.on_days(self._met, self._now)}"
            self._standing, self._met = TrainingMax(more, why, "more", self._met), ()
        elif growth.down and len(self._missed) >= growth.down.after:
            why = f"{growth.down.percent:g} % less after misses on {words.on_days(self._missed, self._now)}"
            less = load.with_value(load.value * (1 - growth.down.percent / 100))
            self._standing, self._missed = TrainingMax(less, why, "less", self._missed), ()

    def _verdicts(self, session: PastSession) -> list[Verdict]:
        """What a session came to in each of its entries that make the max grow, as the file was that day."""
        found = []
        for grower in self._growers:
            had = session.entry(grower.movement, grower.nth) if session.routine == grower.routine else None
            if had is not None:
                asks = had.prescription or grower.prescription
                entry = replace(grower, prescription=asks, training_max=self._standing)
                found.append(judge(entry, session, had, first_aims(entry, asks.sets)))
        return found

    def _rest(self, day: date, gone: Sequence[date]) -> None:
        """A day after the sessions on the days that are gone: growth that wasn't tried yet may be put off."""
        is_lower = self._standing.load.value < self._asked.value
        if not gone or self._standing.days[-1] > gone[-1] or is_lower or not is_time_off(gone, day):
            return
        days, since = (day - gone[-1]).days, words.on_days(gone[-1:], self._now)
        if days > LONG_OFF_DAYS:
            less = self._asked.with_value(self._asked.value * (1 - OFF_PERCENT / 100))
            why = f"{OFF_PERCENT} % less after {days} days off, since {since} ({self._asked})"
            self._standing = TrainingMax(less, why, "less", (gone[-1],))
        else:
            self._standing = TrainingMax(self._asked, f"held after {days} days off, since {since}", "held", (gone[-1],))


def _raised_max(most: Load, growth: Progress, equipment: Equipment) -> Load:
    return _with_more(most, growth.max_step, equipment, 1) or most
