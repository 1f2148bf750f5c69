"""Records by hand, and against a plain search over all sets of a long log."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifting import a_load, a_session, figures, nov

from backday_tui import words
from backday_tui.training.past import PastSession, PastSet
from backday_tui.training.records import (
    KINDS,
    REP_MAXES,
    MovementRecord,
    RecordBook,
    RecordKind,
    before_text,
    e1rm_kg,
    record_text,
    records_by_session,
    reps_to_beat,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TODAY = nov(29)


def fallen(*sessions: PastSession) -> list[dict[str, float]]:
    """For each session the records that fell in it, with their first figures."""
    book = RecordBook("row")
    return [{record.kind: float(record.value[0]) for record in book.add(session)} for session in sessions]


def holding(*of: tuple[int, str], load: str = "") -> list[PastSession]:
    return [
        a_session(nov(day), figures(text, load, is_hold=True), entry={"movement": "row", "kind": "hold"})
        for day, text in of
    ]


# -- the strength of a movement -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("load", "reps", "rir", "found"),
    [
        (100, 5, None, "116.7"),
        (100, 1, None, "100.0"),
        (100, 1, 0, "100.0"),
        (100, 6, None, "120.0"),
        (100, 5, 1.5, "121.7"),
    ],
)
def test_e1rm(load: int, reps: int, rir: float | None, found: str) -> None:
    assert f"{float(e1rm_kg(Fraction(load), reps, rir)):.1f}" == found


@pytest.mark.parametrize(
    ("load", "best", "reps"),
    [(100, 120, 7), (100, 99, 1), (100, 100, 2), (100, 140, None), (Fraction("97.5"), 117, 7), (0, 10, None)],
)
def test_reps_to_beat(load: Fraction, best: int, reps: int | None) -> None:
    assert reps_to_beat(Fraction(load), Fraction(best)) == reps


# -- by hand --------------------------------------------------------------------------------------------------------


def test_the_first_session_sets_them_in_silence() -> None:
    first = a_session(nov(3), figures("5 6 7", "100 kg, 105 kg, 90 kg"))
    same = a_session(nov(10), figures("5 6 7", "100 kg, 105 kg, 90 kg"))
    assert fallen(first, same) == [{}, {}]


def test_what_is_better_is_told_the_most_telling_first() -> None:
    first = a_session(nov(3), figures("5 5", "100 kg"))
    second = a_session(nov(10), figures("5 6", "105 kg, 100 kg"))
    records = RecordBook.of("row", [first], TODAY).fallen(second)
    assert [record.kind for record in records] == ["heaviest", "e1rm", "reps_at_load", "set_volume", "session_volume"]
    heaviest, e1rm, at_load, volume, total = records
    assert [float(record.value[0]) for record in records] == [105, 122.5, 6, 600, 1125]
    assert heaviest.source.done == e1rm.source.done == second.entries[0].sets[0]
    assert at_load.load_kg == 100
    assert volume.source.done == second.entries[0].sets[1]
    assert total.source.done is None


def test_a_heavier_load_than_ever_is_no_record_of_reps() -> None:
    assert (
        "reps_at_load"
        not in fallen(a_session(nov(3), figures("5", "100 kg")), a_session(nov(10), figures("6", "110 kg")))[1]
    )


def test_of_equals_the_earlier_stays() -> None:
    first, second = a_session(nov(3), figures("5 5", "100 kg")), a_session(nov(10), figures("5 5", "100 kg"))
    book = RecordBook.of("row", [second, first], TODAY)
    kinds: tuple[RecordKind, ...] = ("heaviest", "e1rm", "set_volume", "session_volume")
    for kind in kinds:
        found = book.best(kind)
        assert found is not None
        assert found.source.session == first
    best = book.rep_max(5)
    assert best is not None
    assert best.source.done == first.entries[0].sets[0]


def test_kilograms_against_pounds() -> None:
    kilograms = a_session(nov(3), figures("5", "100 kg"))
    assert "heaviest" in fallen(kilograms, a_session(nov(10), figures("5", "220.5 lb")))[1]
    assert "heaviest" not in fallen(kilograms, a_session(nov(10), figures("5", "220 lb")))[1]
    pair = a_session(nov(10), figures("5", "2x50 kg"))
    assert fallen(kilograms, pair)[1] == {}


def test_a_set_of_two_sides_counts_by_its_weaker_side() -> None:
    def sides(day: int, left: str, right: str) -> PastSession:
        sets = (*figures(left, "20 kg", side="left"), *figures(right, "20 kg", side="right"))
        return a_session(nov(day), sets, entry={"two_sided": True})

    first = sides(3, "10 10", "9 9")
    assert fallen(first, sides(10, "12 12", "9 9"))[1] == {}
    assert fallen(first, sides(10, "12 12", "10 9"))[1]["reps_at_load"] == 10
    assert fallen(first, sides(10, "12", ""))[1] == {}  # one side alone


def test_less_help_is_better() -> None:
    first = a_session(nov(3), figures("8", "-20 kg"))
    assert fallen(first, a_session(nov(10), figures("8", "-15 kg")))[1]["heaviest"] == -15
    assert fallen(first, a_session(nov(10), figures("8", "-25 kg")))[1] == {}
    free = a_session(nov(10), figures("8"))
    assert fallen(first, free)[1]["heaviest"] == 0
    # Twenty with much help are no most reps in a set; they are the most with this help or less.
    helped = a_session(nov(17), figures("20", "-40 kg"))
    assert fallen(first, free, helped)[2] == {"reps_at_load": 20, "session_reps": 20}


def test_body_weight_counts_where_it_is_known() -> None:
    def pull_ups(day: int, reps: int, moved: int | None, load: str = "") -> PastSession:
        done = replace(figures(str(reps), load)[0], moved_kg=None if moved is None else Fraction(moved))
        return a_session(nov(day), (done,))

    assert fallen(pull_ups(3, 8, 80), pull_ups(10, 9, 80))[1] == {
        "e1rm": 104,
        "reps_at_load": 9,
        "reps": 9,
        "session_reps": 9,
    }
    assert "e1rm" not in fallen(pull_ups(3, 8, None), pull_ups(10, 9, None))[1]
    assert fallen(pull_ups(3, 8, 80), pull_ups(10, 5, 90, "+10 kg"))[1] == {"heaviest": 10, "e1rm": 105}


def test_holds() -> None:
    assert fallen(*holding((3, "1:00 50"), (10, "1:00 50")))[1] == {}
    assert fallen(*holding((3, "1:00 50"), (10, "1:00.4 49.9")))[1] == {}  # shown as the same
    assert fallen(*holding((3, "1:00 50"), (10, "1:10")))[1] == {"hold_at_load": 70, "hold": 70}
    assert fallen(*holding((3, "1:00 50"), (10, "1:00 1:00")))[1] == {"session_time": 120}
    (helped,) = holding((10, "2:00"), load="-10 kg")
    assert fallen(*holding((3, "1:00")), helped)[1] == {"hold_at_load": 120, "session_time": 120}
    (loaded,) = holding((10, "30"), load="+10 kg")
    assert fallen(*holding((3, "1:00")), loaded)[1] == {"heaviest": 10}


def test_rounds_and_the_reps_of_the_one_begun() -> None:
    def amrap(day: int, rounds: int, reps: int) -> PastSession:
        return a_session(nov(day), (PastSet(1, rounds=rounds, reps=reps),), entry={"kind": "rounds"})

    assert fallen(amrap(3, 5, 8), amrap(10, 5, 8), amrap(17, 5, 9), amrap(24, 6, 0)) == [
        {},
        {},
        {"rounds": 5},
        {"rounds": 6},
    ]


@pytest.mark.parametrize("changes", [{"source": "auto"}, {"source": "unknown"}, {"is_warmup": True}])
def test_figures_that_nobody_gave_are_no_records(changes: dict[str, Any]) -> None:
    first = a_session(nov(3), figures("5", "100 kg"))
    assert fallen(first, a_session(nov(10), figures("9", "150 kg", **changes)))[1] == {}


def test_a_warm_up_section_sets_no_records() -> None:
    first = a_session(nov(3), figures("5", "100 kg"))
    assert fallen(first, a_session(nov(10), figures("9", "150 kg"), entry={"section": "warmup"}))[1] == {}


def test_imported_sets_count() -> None:
    first = replace(a_session(nov(3), figures("5", "100 kg", source="imported")), imported="strong", routine="")
    assert fallen(first, a_session(nov(10), figures("5", "101 kg")))[1]["heaviest"] == 101


def test_a_mistyped_99_taken_back() -> None:
    first = a_session(nov(3), figures("9", "100 kg"))
    book = RecordBook.of("row", [first], TODAY)
    mistyped, right = a_session(nov(10), figures("99", "100 kg")), a_session(nov(10), figures("9", "100 kg"))
    assert [record.kind for record in book.fallen(mistyped)] == ["reps_at_load", "set_volume", "session_volume"]
    assert book.fallen(right) == ()  # the book is as it was
    best = book.at_load("reps_at_load", Fraction(100))
    assert best is not None
    assert best.value[0] == 9


def test_more_than_12_reps_tell_nothing_of_strength() -> None:
    book = RecordBook.of("row", [a_session(nov(3), figures("13 12", "50 kg, 40 kg"))], TODAY)
    found = book.best("e1rm")
    assert found is not None
    assert found.value[0] == 56


def test_the_table_of_rep_maxes() -> None:
    sets = figures("1 3 5 12", "120 kg, 110 kg, 100 kg, 60 kg")
    book = RecordBook.of("row", [a_session(nov(3), sets)], TODAY)
    found = {reps: best.load_kg for reps in REP_MAXES if (best := book.rep_max(reps))}
    assert found == {1: 120, 3: 110, 5: 100, 8: 60, 10: 60, 12: 60}
    assert book.rep_max(13) is None


# -- in words -------------------------------------------------------------------------------------------------------


def told_of(*sessions: PastSession) -> list[str]:
    """The records of the last session in words, each with what was best before."""
    book = RecordBook.of("row", sessions[:-1], TODAY)
    return [
        f"{record_text(record)} ({before_text(before, TODAY)})".replace(words.TIMES, "x")
        for record in book.fallen(sessions[-1])
        if (before := book.before(record))
    ]


def test_a_record_in_words_with_what_was_before() -> None:
    assert told_of(
        a_session(nov(3), figures("5 8", "100 kg, 90 kg")), a_session(nov(10), figures("5 9", "102.5 kg, 90 kg"))
    ) == [
        "5 x 102.5 kg, the heaviest so far (5 x 100 kg on 3 Nov)",
        "5 x 102.5 kg, an e1RM of 119.6 kg, the highest so far (116.7 kg, from 5 x 100 kg on 3 Nov)",
        "9 x 90 kg, the most reps at 90 kg or more so far (8 x 90 kg on 3 Nov)",
        "9 x 90 kg, 810 kg, the most in one set so far (8 x 90 kg on 3 Nov)",
        "1,322.5 kg in one session, the most so far (1,220 kg in one session on 3 Nov)",
    ]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (("8", ""), ("9", ""), "9 reps, the most reps so far (8 reps on 3 Nov)"),
        (("8", ""), ("5", "+10 kg"), "5 x +10 kg, the most weight on top so far (8 reps on 3 Nov)"),
        (("8", "-20 kg"), ("8", "-15 kg"), "8 x -15 kg, the least help so far (8 x -20 kg on 3 Nov)"),
        (("8", "-20 kg"), ("8", ""), "8 reps, without help for the first time (8 x -20 kg on 3 Nov)"),
        (("8", "-5 kg"), ("9", "-5 kg"),
         "9 x -5 kg, the most reps with 5 kg of help or less so far (8 x -5 kg on 3 Nov)"),
        (("5 5", "220 lb"), ("5 5", "225 lb"), "5 x 225 lb, the heaviest so far (5 x 220 lb on 3 Nov)"),
        (("8 8", "red band"), ("9 8", "red band"), "9 x red band, the most reps so far (8 x red band on 3 Nov)"),
    ],
)  # fmt: skip
def test_each_kind_of_load_has_its_own_words(before: tuple[str, str], now: tuple[str, str], said: str) -> None:
    assert told_of(a_session(nov(3), figures(*before)), a_session(nov(10), figures(*now)))[0] == said


def test_holds_rounds_and_sides_in_words() -> None:
    assert told_of(*holding((3, "1:00"), (10, "1:10.4")))[0] == "1:10, the longest hold so far (1:00 on 3 Nov)"
    rounds = [
        a_session(nov(day), (PastSet(1, rounds=5, reps=reps),), entry={"kind": "rounds"})
        for day, reps in ((3, 2), (10, 3))
    ]
    assert told_of(*rounds) == ["5 rounds, 3 reps, the most so far (5 rounds, 2 reps on 3 Nov)"]
    sides = [
        a_session(nov(day), (*figures(left, side="left"), *figures(right, side="right")), entry={"two_sided": True})
        for day, left, right in ((3, "8", "8"), (10, "10", "9"))
    ]
    assert told_of(*sides)[0] == "9 reps, the most reps so far (8 reps on 3 Nov)"


def test_the_sessions_in_which_a_record_fell_have_a_star() -> None:
    pull = {"movement": "pull-up"}
    log = [
        a_session(nov(1), figures("5", "100 kg"), number=1),
        a_session(nov(2), figures("6", "100 kg"), number=2),
        a_session(nov(3), figures("6", "100 kg"), number=3),
        a_session(nov(4), figures("8"), number=4, entry=pull),
        a_session(nov(5), figures("9"), number=5, entry=pull),
        a_session(TODAY + timedelta(days=1), figures("9", "200 kg"), number=6),
    ]
    found = records_by_session(reversed(log), TODAY)
    assert {number: (fallen[0].movement, fallen[0].best.source.session.id) for number, fallen in found.items()} == {
        2: ("row", 1),
        5: ("pull-up", 4),
    }


# -- a long log, searched plainly -----------------------------------------------------------------------------------


class Done:
    """What a plain search looks at in a set."""

    def __init__(self, done: PastSet) -> None:
        load = done.load
        self.of = "weight" if load and load.kind == "weight" else "body"
        factor = Fraction("0.45359237") if load and load.unit == "lb" else Fraction(1)
        self.load = Fraction(0) if load is None else Fraction(str(load.value)) * factor * load.each
        self.reps = done.reps or 0
        moved = self.load if self.of == "weight" else done.moved_kg
        could = self.reps + Fraction(done.rir or 0)
        self.e1rm = moved * (30 + could) / 30 if moved and self.reps <= 12 else None
        self.e1rm = moved if could == 1 else self.e1rm


LOADS = ("", "40 kg", "42.5 kg", "90 lb", "2x20 kg", "+5 kg", "-10 kg", "100 lb", "-20 kg")
NO_FIGURES = {("set_volume", "body"), ("reps", "weight")}


def counted(session: PastSession) -> list[Done]:
    sets = session.entries[0].sets
    return [Done(done) for done in sets if done.source not in ("auto", "unknown") and not done.is_warmup and done.reps]


def a_long_log(seed: int, count: int) -> list[PastSession]:
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    log = []
    for number in range(count):
        sets = []
        for place in range(1, dice.randint(2, 5)):
            load = a_load(
                dice.choice(["", "40 kg", "42.5 kg", "90 lb", "2x20 kg", "+5 kg", "-10 kg", "100 lb", "-20 kg"])
            )
            moved = Fraction(80) + Fraction(str(load.value)) if load and load.kind == "body" else None
            moved = Fraction(80) if load is None and dice.random() < 0.5 else moved
            source: Any = dice.choice(["typed", "done", "entered", "imported", "auto", "unknown"])
            figure = PastSet(place, reps=dice.randint(0, 15), load=load, moved_kg=moved, source=source)
            sets.append(replace(figure, rir=dice.choice([None, None, 0, 1, 2.5]), is_warmup=dice.random() < 0.1))
        log.append(a_session(date(2024, 1, 1) + timedelta(days=2 * number), tuple(sets), number=number + 1))
    return log


def plainly(log: Sequence[PastSession]) -> list[dict[tuple[str, str], Fraction]]:
    """For each session the figures that are more than all before, by kind and kind of load."""
    before: list[Done] = []
    totals: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    found = []
    for session in log:
        given = [
            d for d in session.entries[0].sets if d.source not in ("auto", "unknown") and not d.is_warmup and d.reps
        ]
        today = [Done(done) for done in given]
        more: dict[tuple[str, str], Fraction] = {}
        for of in ("weight", "body"):
            old, new = [d for d in before if d.of == of], [d for d in today if d.of == of]
            free_old, free_new = [d for d in old if d.load >= 0], [d for d in new if d.load >= 0]
            for kind, was, now in (
                ("heaviest", [d.load for d in old], [d.load for d in new]),
                ("e1rm", [d.e1rm for d in old if d.e1rm is not None], [d.e1rm for d in new if d.e1rm is not None]),
                ("set_volume", [d.load * d.reps for d in old], [d.load * d.reps for d in new]),
                ("reps", [Fraction(d.reps) for d in free_old], [Fraction(d.reps) for d in free_new]),
            ):
                if (
                    was
                    and now
                    and max(now) > max(was)
                    and (kind, of) not in (("set_volume", "body"), ("reps", "weight"))
                ):
                    more[kind, of] = max(now)
            better = [d for d in new if (best := [o.reps for o in old if o.load >= d.load]) and d.reps > max(best)]
            if better:
                more["reps_at_load", of] = max((d.load, Fraction(d.reps)) for d in better)[1]
            kind = "session_volume" if of == "weight" else "session_reps"
            if new:
                total = Fraction(sum(d.reps * (d.load if of == "weight" else 1) for d in new))
                if totals[kind, of] and total > max(totals[kind, of]):
                    more[kind, of] = total
                totals[kind, of].append(total)
        before += today
        found.append(more)
    return found


def by_kind(records: Iterable[MovementRecord]) -> dict[tuple[str, str], Fraction]:
    return {(record.kind, record.of): record.value[0] for record in records}


@pytest.mark.parametrize("seed", range(5))
def test_against_a_plain_search_over_400_sessions(seed: int) -> None:
    log = a_long_log(seed, 400)
    book = RecordBook("row")
    fell = 0
    for session, expected in zip(log, plainly(log), strict=True):
        found = by_kind(book.add(session))
        fell += len(found)
        assert found == expected
    assert fell > 20
    every = [done for session in log for done in counted(session)]
    for reps in REP_MAXES:
        best = book.rep_max(reps)
        assert best is not None
        assert best.load_kg == max(d.load for d in every if d.of == "weight" and d.reps >= reps)
    for load in {d.load for d in every if d.of == "weight"}:
        most = book.at_load("reps_at_load", load)
        assert most is not None
        assert most.value[0] == max(d.reps for d in every if d.of == "weight" and d.load >= load)


def test_one_session_gives_at_most_one_record_of_a_kind_and_in_order() -> None:
    book = RecordBook("row")
    for session in a_long_log(7, 200):
        places = [KINDS.index(record.kind) for record in book.add(session)]
        assert all(one <= two for one, two in pairwise(places))


def test_every_kind_has_a_place() -> None:
    kinds: tuple[RecordKind, ...] = KINDS
    assert len(set(kinds)) == len(kinds) == 11


def test_a_kind_is_a_name_that_programs_can_take() -> None:
    assert all(kind.isidentifier() for kind in KINDS)


# -- every figure with its source, searched plainly -----------------------------------------------------------------


def a_set_of(**fixed: Any) -> st.SearchStrategy[PastSet]:
    return st.builds(
        PastSet,
        number=st.just(1),
        reps=st.integers(0, 15),
        load=st.sampled_from([a_load(text) for text in (*LOADS, "red band")]),
        source=st.sampled_from(["typed", "done", "entered", "imported", "auto", "unknown"]),
        rir=st.sampled_from([None, 0, 1.5]),
        is_warmup=st.booleans(),
        **fixed,
    )


def a_hold(side: str = "") -> st.SearchStrategy[PastSet]:
    loads = st.sampled_from([a_load(text) for text in ("", "+5 kg", "-10 kg")])
    named: Any = side
    return st.builds(PastSet, number=st.just(1), side=st.just(named), seconds=st.floats(0, 90), load=loads)


ROWS = st.lists(st.lists(a_set_of(), max_size=4), max_size=12)
HOLDS = st.lists(st.lists(st.tuples(a_hold("left"), a_hold("right")), max_size=3), max_size=12)


def whole(seconds: float | None) -> int:
    return int((seconds or 0.0) + 0.5)


def earliest(found: list[tuple[Fraction, int]]) -> tuple[Fraction, int] | None:
    """The most, and the first session that has it."""
    most = max((value for value, _ in found), default=None)
    return None if most is None else (most, min(session for value, session in found if value == most))


def as_found(record: MovementRecord | None) -> tuple[Fraction, int] | None:
    return None if record is None else (record.value[0], record.source.session.id)


@given(ROWS)
def test_every_best_figure_of_reps_has_the_first_set_that_came_to_it_as_its_source(log: list[list[PastSet]]) -> None:
    sessions = [
        a_session(
            date(2026, 1, 1) + timedelta(days=day),
            tuple(replace(done, number=place) for place, done in enumerate(sets)),
            number=day + 1,
        )
        for day, sets in enumerate(log)
    ]
    book = RecordBook.of("row", reversed(sessions), TODAY)
    every = [
        (done, session.id)
        for session in sessions
        for done in session.entries[0].sets
        if done.source in ("typed", "done", "entered", "imported") and not done.is_warmup and done.reps
    ]
    weighed = [(done, day) for done, day in every if done.load and done.load.kind == "weight"]
    body = [(done, day) for done, day in every if done.load is None or done.load.kind == "body"]
    assert as_found(book.best("heaviest")) == earliest([(Done(done).load, day) for done, day in weighed])
    assert as_found(book.best("heaviest", "body")) == earliest([(Done(done).load, day) for done, day in body])
    strengths = [(Done(done).e1rm, day) for done, day in weighed]
    assert as_found(book.best("e1rm")) == earliest([(value, day) for value, day in strengths if value is not None])
    volumes = [(Done(done).load * (done.reps or 0), day) for done, day in weighed]
    assert as_found(book.best("set_volume")) == earliest(volumes)
    totals: dict[int, Fraction] = defaultdict(Fraction)
    for value, day in volumes:
        totals[day] += value
    assert as_found(book.best("session_volume")) == earliest([(value, day) for day, value in totals.items()])
    free = [(Fraction(done.reps or 0), day) for done, day in body if Done(done).load >= 0]
    assert as_found(book.best("reps", "body")) == earliest(free)
    for load in {Done(done).load for done, _ in weighed}:
        at_load = [(Fraction(done.reps or 0), day) for done, day in weighed if Done(done).load >= load]
        assert as_found(book.at_load("reps_at_load", load)) == earliest(at_load)
    for reps in REP_MAXES:
        heavy = earliest([(Done(done).load, day) for done, day in weighed if (done.reps or 0) >= reps])
        best = book.rep_max(reps)
        assert (None if best is None else (best.load_kg, best.source.session.id)) == heavy


@given(HOLDS)
def test_every_longest_hold_of_two_sides_is_that_of_the_weaker(log: list[list[tuple[PastSet, PastSet]]]) -> None:
    sessions = [
        a_session(
            date(2026, 1, 1) + timedelta(days=day),
            tuple(replace(side, number=place) for place, sides in enumerate(sets, start=1) for side in sides),
            number=day + 1,
            entry={"kind": "hold", "two_sided": True},
        )
        for day, sets in enumerate(log)
    ]
    book = RecordBook.of("row", sessions, TODAY)
    held = []
    for session in sessions:
        sets = session.entries[0].sets
        for left, right in zip(sets[::2], sets[1::2], strict=True):
            seconds = whole(min(left.seconds or 0.0, right.seconds or 0.0))
            held.append((min(Done(left).load, Done(right).load), Fraction(seconds), session.id))
    counted = [each for each in held if each[1]]
    assert as_found(book.best("hold", "body")) == earliest(
        [(held_s, day) for load, held_s, day in counted if load >= 0]
    )
    for load in {load for load, _, _ in counted}:
        at_load = [(held_s, day) for other, held_s, day in counted if other >= load]
        assert as_found(book.at_load("hold_at_load", load, "body")) == earliest(at_load)
