"""What holds of every history: nobody is sent up after a miss, and every reason is true of the log."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifting import a_load, an_entry, asking, growing

from backday_tui import words
from backday_tui.training.judging import outcome
from backday_tui.training.loads import heavier_by
from backday_tui.training.past import PastEntry, PastSession, PastSet
from backday_tui.training.progression import Target, _Replay, needs_earlier, target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.routine.model import Load
    from backday_tui.training.prescription import Aim, PlannedEntry

DOUBLE = growing(reps=(8, 12), step="2.5 kg")
START = date(2026, 1, 5)
ENTRIES = {
    "linear": an_entry(asking(3, "5", "60 kg", growing(step="2.5 kg"))),
    "linear at the bar": an_entry(asking(3, "5", "25 kg", growing(step="2.5 kg")), means="bar"),
    "linear, twice in a row": an_entry(asking(3, "8-12", "2x12 kg", growing(step="2 kg", after=2))),
    "doubled": an_entry(asking(3, "5, 5, 5+", "60 kg", growing(step="2.5 kg", doubles=True))),
    "double": an_entry(asking(3, "8-12", "40 kg", DOUBLE)),
    "double, more sets": an_entry(asking(3, "8", "-20 kg", growing(reps=(8, 10), step="5 kg", sets=(3, 5)))),
    "set by set": an_entry(asking(3, "12, 10, 8", "40 kg, 45 kg, 50 kg", growing(step="2.5 kg"))),
    "no load in the file": an_entry(asking(3, "8-12", "", DOUBLE)),
    "reps": an_entry(asking(3, "10", "", growing(reps=(10, 20)))),
    "hold": an_entry(asking(3, "1:00", "", growing(hold_s=5, until_s=120))),
}


def a_set(entry: PlannedEntry, number: int, figure: int, load: Load | None) -> PastSet:
    if entry.prescription.holds:
        return PastSet(number, seconds=float(figure), load=load, source="done")
    return PastSet(number, reps=figure, load=load)


def figure_of(done: PastSet) -> int:
    return int(done.seconds or 0) if done.reps is None else done.reps


class Lifter:
    """Somebody who follows the aims, more or less: misses, skips, swaps, takes other loads, and rests for weeks."""

    def __init__(self, entry: PlannedEntry, seed: int) -> None:
        self.entry = entry
        self.dice = random.Random(seed)  # noqa: S311 -- a test's dice
        self.day = START
        self.log: list[PastSession] = []
        self.targets: list[Target] = []

    def train(self) -> None:
        self.day += timedelta(days=self.dice.choice([2, 3, 3, 4, 4, 7, 7, 16, 21, 40]))
        found = target(self.entry, self.log, self.day)
        assert found is not None
        self.targets.append(found)
        self.log.append(self.session(found))

    def session(self, found: Target) -> PastSession:
        mood = self.dice.choice(
            ["good"] * 5 + ["bad"] * 4 + ["left", "swapped", "auto", "lighter", "heavier", "deload"]
        )
        sets = []
        is_entered = self.dice.random() < 0.1
        base = a_load("30 kg") if self.entry.prescription.growth == DOUBLE and self.dice.random() < 0.3 else None
        for number, aim in enumerate(found.aims, start=1):
            asked = aim.reps or aim.seconds or 5
            less = self.dice.choice([0, 1, 4]) if mood == "bad" else 0
            more = self.dice.choice([0, 0, 1, 3]) if mood == "good" else 0
            load = aim.load or base
            if load is not None and mood in ("lighter", "heavier"):
                load = load.with_value(load.value + (5 if mood == "heavier" else -2), "kg")
                load = load if load.kind == "body" or load.value > 0 else aim.load or base
            done = a_set(self.entry, number, max(1, asked - less + more), load)
            done = replace(done, source="entered") if is_entered else replace(done, aim=aim)
            sets.append(replace(done, source="auto") if mood == "auto" else done)
        kept = tuple(sets[: self.dice.randrange(len(sets))] if mood == "left" else sets)
        entry = PastEntry("row", kept, planned=len(sets), prescription=self.entry.prescription)
        entry = replace(entry, was_swapped=mood == "swapped")
        return PastSession(len(self.log) + 1, "back", self.day, (entry,), is_judged=mood != "deload")


def days_in(text: str, year: int) -> list[date]:
    """The days of a list as "3, 10 and 17 Nov", "27 Oct and 3 Nov", "28 Dec 2025"; read backwards by its months."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    found: list[date] = []
    month, of_year = 0, year
    for number, name, said in reversed(
        re.findall(rf"(\d+)(?: ({'|'.join(months)}))?(?: (\d{{4}}))?(?:, | and |$)", text)
    ):
        if name:
            month, of_year = months.index(name) + 1, int(said or year)
        found.insert(0, date(of_year, month, int(number)))
    return found


DAYS = r"((?:\d+(?: [A-Z][a-z]{2})?(?: \d{4})?(?:, | and )?)+)"
LOADS = r"(?: at ([^:;]+?))?"


def number_in(text: str) -> int:
    """Reps, or the seconds of "1:05"."""
    minutes, _, rest = text.rpartition(":")
    return 60 * int(minutes or 0) + int(rest)


class Reader:
    """Reads a reason as a person would, and looks up in the log whether it is true."""

    def __init__(self, lifter: Lifter) -> None:
        self.found, self.log, self.entry, self.now = lifter.targets[-1], lifter.log[:-1], lifter.entry, lifter.day
        self.asked = {session.day: each for session, each in zip(lifter.log, lifter.targets, strict=True)}

    def aim(self, day: date, done: PastSet) -> Aim:
        aims = self.asked[day].aims
        return replace(aims[done.number - 1], load=aims[done.number - 1].load or done.load)

    def read(self) -> None:
        why = self.found.why
        if why.startswith("as the file says"):
            return
        assert why.startswith(figures_said(self.found, self.entry)), why
        body = re.sub(r"; \d+ \w{3}(?: \d{4})? isn't judged \(.*\)$", "", why.partition(": ")[2])
        for pattern, check in (
            (rf"(every rep|(\d+) reps in every set|([\d:]+) in every set){LOADS} on {DAYS}", self.top),
            (rf"(\d+ s|one) more than on {DAYS} \((.*?)\)(?:, up to ([\d:]+))?$", self.a_little_more),
            (rf"missed{LOADS} on {DAYS} \((.*)\); the same again(?:, (\d) of (\d) to go)?", self.missed),
            (rf"(10 %|two reps|10 s) less after misses{LOADS} on {DAYS}$", self.less),
            (rf"missed()()()(){LOADS} on {DAYS}; the same again, it goes no lower", self.no_less),
            (rf"(?:.* less|held) after (\d+) days off, since {DAYS}", self.time_off),
            (rf"(under the aim|with a lighter load|with a heavier load) on {DAYS} \(", self.neither),
            (rf"every aim met on {DAYS}; the same again, (\d) of (\d) in a row", self.in_a_row),
        ):
            if match := re.match(pattern, body):
                check(match)
                return
        pytest.fail(f"a reason that nobody knows: {why}")

    def days(self, text: str) -> list[date]:
        return days_in(text.rstrip(" ("), self.now.year)

    def on(self, day: date) -> PastEntry:
        found = [session for session in self.log if session.day == day]
        assert len(found) == 1, f"no session on {day}"
        assert found[0].is_judged
        assert not found[0].entries[0].was_swapped
        return found[0].entries[0]

    def outcomes(self, day: date) -> set[str]:
        had = self.on(day)
        assert len(had.sets) == had.planned
        return {outcome(done, self.aim(day, done), self.entry.prescription) for done in had.sets}

    def loads(self, day: date) -> set[str]:
        found = [str(done.load) for done in self.on(day).sets]
        return {found[0] if len(set(found)) == 1 else ", ".join(found)}

    def top(self, match: re.Match[str]) -> None:
        days = self.days(match[5])
        least = number_in(match[2] or match[3] or "0")
        for day in days:
            assert self.outcomes(day) == {"reached"}
            assert all(figure_of(done) >= least for done in self.on(day).sets)
            assert not match[4] or {match[4]} == self.loads(day)

    def a_little_more(self, match: re.Match[str]) -> None:
        sets = self.on(self.days(match[2])[-1]).sets
        told = [f"{figure_of(d) // 60}:{figure_of(d) % 60:02}" if d.reps is None else str(d.reps) for d in sets]
        assert match[3].split(", ") in (told, told[:1])
        step = int(match[1].removesuffix(" s")) if match[1] != "one" else 1
        aims = [aim.seconds or aim.reps for aim in self.found.aims if aim.seconds or aim.reps]
        more = [figure_of(done) + step for done in sets]
        assert aims == [min(each, number_in(match[4]) if match[4] else each) for each in more]

    def missed(self, match: re.Match[str]) -> None:
        (day,) = self.days(match[2])
        assert "missed" in self.outcomes(day)
        assert not match[1] or {match[1]} == self.loads(day)
        assert not match[4] or 0 < int(match[4]) < int(match[5])

    def less(self, match: re.Match[str]) -> None:
        days = self.days(match[3])
        assert len(days) == 3
        for day in days:
            assert "missed" in self.outcomes(day)
            assert not match[2] or {match[2]} == self.loads(day)
        between = [session for session in self.log if days[0] <= session.day <= days[-1] and session.day not in days]
        assert all(is_unjudged(session) for session in between)

    def no_less(self, match: re.Match[str]) -> None:
        assert len(self.days(match[6])) == 3

    def time_off(self, match: re.Match[str]) -> None:
        since, days = self.days(match[2])[-1], int(match[1])
        assert days > 14
        assert since in {session.day for session in self.log}
        # It may have been said the time before, and that session wasn't judged.
        done = [session for session in self.log if session.day > since and session.entries[0].sets]
        after = [session.day for session in done][:1] or [self.now]
        assert (after[0] - since).days == days
        assert all(is_unjudged(session) for session in done)

    def neither(self, match: re.Match[str]) -> None:
        (day,) = self.days(match[2])
        more = [heavier_by(done.load, self.aim(day, done).load) for done in self.on(day).sets]
        if match[1] == "under the aim":
            assert not any(more)
            assert self.outcomes(day) == {"short"} or self.outcomes(day) == {"short", "reached"}
        else:
            assert any(each and (each < 0) == (match[1] == "with a lighter load") for each in more)

    def in_a_row(self, match: re.Match[str]) -> None:
        days = self.days(match[1])
        assert len(days) == int(match[2]) < int(match[3])
        assert all(self.outcomes(day) == {"reached"} for day in days)


def is_unjudged(session: PastSession) -> bool:
    entry = session.entries[0]
    is_left_out = len(entry.sets) < entry.planned or any(done.source == "auto" for done in entry.sets)
    return is_left_out or entry.was_swapped or not session.is_judged


def figures_said(found: Target, entry: PlannedEntry) -> str:
    figures = [aim.seconds if entry.prescription.holds else aim.reps for aim in found.aims]
    texts = [
        f"{each // 60}:{each % 60:02}" if each and entry.prescription.holds else str(each or "5+") for each in figures
    ]
    return texts[0] if len(set(texts)) == 1 else ", ".join(texts)


def is_lower(after: Target, before: Target) -> bool:
    """Whether no set asks for more, and one for less."""
    changes = []
    for new, old in zip(after.aims, before.aims, strict=False):
        if new.load and old.load and (more := heavier_by(new.load, old.load)):
            changes.append(float(more))
        changes.append((new.reps or 0) + (new.seconds or 0) - (old.reps or 0) - (old.seconds or 0))
    loads = [heavier_by(n.load, o.load) for n, o in zip(after.aims, before.aims, strict=False) if n.load and o.load]
    if any(loads):
        return all(each is not None and each < 0 for each in loads)
    return all(each <= 0 for each in changes) and any(each < 0 for each in changes)


def asks_for_more(after: Target, before: Target) -> bool:
    pairs = list(zip(after.aims, before.aims, strict=False))
    heavier = any(n.load and o.load and (heavier_by(n.load, o.load) or 0) > 0 for n, o in pairs)
    is_lighter = any(n.load and o.load and (heavier_by(n.load, o.load) or 0) < 0 for n, o in pairs)
    longer = any((n.reps or 0) > (o.reps or 0) or (n.seconds or 0) > (o.seconds or 0) for n, o in pairs)
    return heavier or (longer and not is_lighter) or after.sets > before.sets


@pytest.mark.parametrize("name", ENTRIES)
@pytest.mark.parametrize("seed", range(3))
def test_300_sessions_of_somebody_who_lives(name: str, seed: int) -> None:
    entry = ENTRIES[name]
    lifter = Lifter(entry, seed)
    growth = entry.prescription.growth
    assert growth is not None
    for _ in range(300):
        lifter.train()
        found, log = lifter.targets[-1], lifter.log[:-1]
        Reader(lifter).read()
        assert found.why
        low, high = growth.sets or (3, 3)
        assert low <= found.sets <= high
        for number, aim in enumerate(found.aims, start=1):
            asked, hold = entry.prescription.reps_of(number), entry.prescription.hold_of(number)
            if growth.reps:
                assert growth.reps[0] <= (aim.reps or 0) <= growth.reps[1]
            elif asked:
                assert aim.reps == (asked.high or None)
            if hold and hold.seconds:
                assert hold.seconds <= (aim.seconds or 0) <= 120
            if aim.load is not None and aim.load.kind == "weight":
                assert aim.load.value > 0
        if len(lifter.targets) > 1:
            before, session = lifter.targets[-2], log[-1]
            sets = session.entries[0].sets
            if any(outcome(done, before.aims[done.number - 1], entry.prescription) == "missed" for done in sets):
                assert not asks_for_more(found, before), (before, session, found)
            if before.kind != "less" and "less after misses" in found.why:
                assert is_lower(found, before), (before, found)
    kinds = {found.kind for found in lifter.targets}
    assert {"more", "again", "less", "held"} <= kinds


@pytest.mark.parametrize("name", ENTRIES)
def test_what_was_kept_with_the_last_sessions_is_enough(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lifter = Lifter(ENTRIES[name], 99)
    for _ in range(80):
        lifter.train()
    monkeypatch.setattr(_Replay, "beginning", lambda _: 0)
    for place, found in enumerate(lifter.targets):
        assert target(lifter.entry, lifter.log[:place], lifter.log[place].day) == found


@pytest.mark.parametrize("name", ENTRIES)
def test_the_newest_sessions_are_enough_where_no_earlier_one_is_needed(name: str) -> None:
    lifter = Lifter(ENTRIES[name], 7)
    for _ in range(80):
        lifter.train()
    now = lifter.log[-1].day + timedelta(days=3)
    whole = target(lifter.entry, lifter.log, now)
    enough = 0
    for count in range(1, 80):
        newest = lifter.log[-count:]
        if not needs_earlier(lifter.entry, newest, now):
            assert target(lifter.entry, newest, now) == whole
            enough += 1
    assert enough > 0


FIGURES = st.lists(st.tuples(st.integers(1, 14), st.integers(1, 14), st.integers(1, 14)), max_size=8)


def history(rows: Sequence[tuple[int, int, int]], entry: PlannedEntry, load: str) -> list[PastSession]:
    found = []
    for number, row in enumerate(rows):
        sets = tuple(PastSet(n, reps=reps, load=a_load(load)) for n, reps in enumerate(row, start=1))
        had = PastEntry("row", sets, planned=3, prescription=entry.prescription)
        found.append(PastSession(number + 1, "back", START + timedelta(days=7 * number), (had,)))
    return found


@given(FIGURES, st.randoms(use_true_random=False))
def test_sets_that_nobody_counted_and_warm_ups_never_move_an_aim(
    rows: list[tuple[int, int, int]], dice: random.Random
) -> None:
    entry = ENTRIES["double"]
    past = history(rows, entry, "40 kg")
    now = START + timedelta(days=7 * len(rows))
    found = target(entry, past, now)
    more = []
    for session in past:
        had = session.entries[0]
        warm = tuple(replace(done, is_warmup=True, reps=dice.randint(1, 30)) for done in had.sets)
        more.append(replace(session, entries=(replace(had, sets=(*warm, *had.sets)),)))
    assert target(entry, more, now) == found
    if past:
        last = past[-1]
        auto = tuple(replace(done, source="auto", reps=dice.randint(1, 30)) for done in last.entries[0].sets)
        unjudged = replace(last, entries=(replace(last.entries[0], sets=auto),))
        before = target(entry, past[:-1], last.day)
        after = target(entry, [*past[:-1], unjudged], now)
        assert before is not None
        assert after is not None
        assert after.aims == before.aims


@given(FIGURES)
def test_the_order_of_the_log_doesnt_matter(rows: list[tuple[int, int, int]]) -> None:
    entry = ENTRIES["double"]
    past = history(rows, entry, "40 kg")
    now = START + timedelta(days=7 * len(rows))
    assert target(entry, past[::-1], now) == target(entry, past, now)
    ahead = [replace(session, started=now + timedelta(days=1 + session.id)) for session in past]
    assert target(entry, ahead, now) == target(entry, [], now)


@given(FIGURES.filter(len))
def test_one_set_put_right_turns_the_aim_around(rows: list[tuple[int, int, int]]) -> None:
    entry = ENTRIES["linear"]
    now = START + timedelta(days=7 * len(rows))
    met = history([*rows[:-1], (5, 5, 5)], entry, "60 kg")
    right = target(entry, met, now)
    aimed = target(entry, met[:-1], met[-1].day)
    assert aimed is not None
    sets = [replace(done, load=aimed.aims[0].load) for done in met[-1].entries[0].sets]
    done = replace(met[-1], entries=(replace(met[-1].entries[0], sets=tuple(sets)),))
    mistyped = replace(done, entries=(replace(done.entries[0], sets=(*sets[:2], replace(sets[2], reps=4))),))
    right, wrong = target(entry, [*met[:-1], done], now), target(entry, [*met[:-1], mistyped], now)
    assert right is not None
    assert wrong is not None
    assert asks_for_more(right, aimed)
    assert not asks_for_more(wrong, aimed)


@given(st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), min_size=1, max_size=6).map(sorted))
def test_days_can_be_read_back(days: list[date]) -> None:
    assert days_in(words.on_days(days, date(2026, 12, 31)), 2026) == days
