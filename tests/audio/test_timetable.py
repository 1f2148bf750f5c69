"""The list of sounds to come: each is played once, in order, whatever is sent again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backday_tui.audio.worker import Remembered, TimedCue, Timetable


def cue(cue_id: str, at: float) -> TimedCue:
    return TimedCue(at, cue_id, "tick")


def popped(timetable: Timetable, until: float) -> list[str]:
    return [one.id for one in iter(lambda: timetable.pop(until), None)]


def test_sounds_come_in_the_order_of_their_times() -> None:
    timetable = Timetable()
    timetable.replace([cue("c", 3.0), cue("a", 1.0), cue("b", 2.0)])

    assert timetable.next_at == 1.0
    assert popped(timetable, 2.0) == ["a", "b"]
    assert timetable.next_at == 3.0
    assert popped(timetable, 9.0) == ["c"]
    assert timetable.next_at is None


def test_a_new_list_takes_the_place_of_the_old_one() -> None:
    timetable = Timetable()
    timetable.replace([cue("a", 1.0), cue("b", 2.0)])
    timetable.replace([cue("b", 5.0)])

    assert popped(timetable, 4.0) == []
    assert popped(timetable, 5.0) == ["b"]


def test_what_was_played_is_not_played_again() -> None:
    timetable = Timetable()
    timetable.replace([cue("a", 1.0), cue("b", 2.0)])
    assert popped(timetable, 1.0) == ["a"]

    timetable.replace([cue("a", 1.0), cue("b", 2.0), cue("b", 2.5)])

    assert popped(timetable, 9.0) == ["b"]


def test_nothing_is_left_after_an_empty_list() -> None:
    timetable = Timetable()
    timetable.replace([cue("a", 1.0)])
    timetable.replace([])

    assert timetable.next_at is None
    assert popped(timetable, 9.0) == []


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 50)), max_size=60))
def test_no_id_is_played_twice(rows: list[tuple[int, int]]) -> None:
    timetable, played = Timetable(), []
    for now, (cue_id, at) in enumerate(rows):
        timetable.replace([cue(str(cue_id), at), *timetable.cues])
        played += popped(timetable, now)

    assert len(played) == len(set(played))


def test_what_is_remembered_does_not_grow() -> None:
    remembered = Remembered(most=100)
    for number in range(10_000):
        remembered.add(str(number))

    assert len(remembered) == 100
    assert "9999" in remembered
    assert "9000" not in remembered
