"""Two programs at once: one workout runs, the other program is told which and where, and is free in all else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from terminals import called, logged

if TYPE_CHECKING:
    from terminals import Begin, Terminal

pytestmark = pytest.mark.slow


def test_a_second_workout_is_told_of_the_first(begin: Begin, environment: dict[str, str]) -> None:
    first = begin("do", "1x10:00 Plank", "--prepare", "1s")
    first.until("HOLD")
    where = os.ttyname(first.theirs)
    for arguments in (("start", "home"), ("do", "1 Row"), ("start", "--resume"), ("do", "1 Row", "--plain")):
        second = begin(*arguments)
        assert second.ended() == 1
        told = second.seen.decode().replace("\r\n", "")
        assert "a workout is running already: 1x10:00 Plank" in told
        assert f"in {where} (process {first.process.pid})" in told
        assert second.is_as_before

    library = begin()
    library.until("Back circuit")
    library.pump(1.0)
    assert b"was interrupted" not in library.seen
    library.type("\r", "a workout is running already")
    library.type("l", "not ended")
    library.type("\x1b", "Back circuit")
    library.press("q")
    assert library.ended() == 0

    assert called(environment, "do", "1 Row", "--plain", "--no-log").returncode == 0
    (session,) = logged(environment)
    assert session["ended"] is None
    first.type("q", "Finish the workout?")
    first.type("f", "FINISHED EARLY")
    first.press("\r")
    assert first.ended() == 0
    assert called(environment, "do", "1 Row", "--plain").returncode == 0
    assert [each["ended"] is not None for each in logged(environment)] == [True, True]


def test_the_library_runs_a_workout_and_is_free_after_it(begin: Begin, environment: dict[str, str]) -> None:
    library = begin()
    library.until("Back circuit")
    library.type("/athome\r", "Set 1 of 3")
    assert called(environment, "do", "1 Row", "--plain").returncode == 1
    library.type("q", "Finish the workout?")
    library.type("l", "kettlebell")
    library.pump(0.5)
    (session,) = logged(environment)
    assert (session["routine"], session["ended"]) == ("athome-three", None)
    assert called(environment, "do", "1 Row", "--plain").returncode == 0
    newest, before = logged(environment)
    assert (newest["partial"], before["partial"], before["ended"] is None) == (False, True, False)


@pytest.mark.parametrize("how", ["lines", "screen"])
def test_of_two_that_are_begun_at_once_one_runs_each_time(begin: Begin, environment: dict[str, str], how: str) -> None:
    for _ in range(20 if how == "lines" else 3):
        before = len(logged(environment))
        arguments = ("do", "1x:03 Plank", "--prepare", "1s", *(["--plain"] if how == "lines" else []))
        pair = [begin(*arguments) for _ in range(2)]
        if how == "screen":
            loser = next_to_end(pair)
            (winner,) = set(pair) - {loser}
            assert loser.ended() == 1
            assert loser.is_as_before
            winner.until("1 of 1 set")
            winner.press("\r")
            codes = [loser.ended(), winner.ended()]
        else:
            codes = [each.ended() for each in pair]
            loser = pair[codes.index(1)]
        assert sorted(codes) == [0, 1]
        assert "a workout is running already: 1x:03 Plank" in loser.seen.decode().replace("\r\n", "")
        sessions = logged(environment)
        assert len(sessions) == before + 1
        assert sessions[0]["ended"]


def next_to_end(pair: list[Terminal]) -> Terminal:
    """The one of two programs that ends first; what both show meanwhile is read."""
    while True:
        for each in pair:
            each.read(0.05)
            if each.process.poll() is not None:
                return each


def test_a_workout_that_was_only_looked_at_leaves_the_way_free(begin: Begin, environment: dict[str, str]) -> None:
    library = begin()
    library.until("Back circuit")
    library.type("/full-body\r", "Push-up")
    library.pump(1.0)
    assert called(environment, "do", "1 Row", "--plain").returncode == 1
    library.press("\x1b")
    library.pump(0.5)
    assert called(environment, "do", "1 Row", "--plain").returncode == 0
