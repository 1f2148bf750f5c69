"""Whether the worker is well: asked now and then, given up when it is silent, started anew after a while."""

from __future__ import annotations

import pytest

from backday_tui.audio.player import WorkerWatch


def asked(watch: WorkerWatch, now: float) -> WorkerWatch:
    watch.heard({"status": {}})
    watch.ping(now)
    return watch


def test_one_that_answers_is_asked_every_other_second_and_oftener_where_a_sound_is_near() -> None:
    watch = WorkerWatch(0.0)
    watch.started(0.0)
    assert watch.wants_ping(0.0, is_near=False)
    number = watch.ping(0.0)
    assert not watch.wants_ping(5.0, is_near=True)
    watch.heard({"pong": number})
    assert not watch.wants_ping(1.0, is_near=False)
    assert watch.wants_ping(1.0, is_near=True)
    assert watch.wants_ping(2.0, is_near=False)


def test_one_that_is_silent_for_over_two_seconds_is_overdue() -> None:
    watch = asked(WorkerWatch(0.0), 0.0)
    for second in (1.0, 2.0):
        watch.saw(second)
        assert not watch.is_overdue
    watch.saw(2.1)
    assert watch.is_overdue


def test_time_in_which_this_process_stood_still_does_not_count() -> None:
    watch = asked(WorkerWatch(0.0), 0.0)
    watch.saw(3600.0)
    assert not watch.is_overdue


def test_one_that_says_how_long_it_will_take_is_given_that_time() -> None:
    watch = asked(WorkerWatch(0.0), 0.0)
    watch.heard({"slow": 5.0})
    for second in range(1, 6):
        watch.saw(float(second))
    assert not watch.is_overdue


@pytest.mark.parametrize(("failures", "pause_s"), [(1, 0.2), (2, 0.5), (3, 1.0), (4, 5.0), (9, 5.0)])
def test_the_more_have_failed_the_longer_it_takes_until_the_next_one(failures: int, pause_s: float) -> None:
    watch = WorkerWatch(0.0)
    assert not watch.may_restart(100.0)
    for _ in range(failures):
        watch.failed(100.0)
    assert not watch.may_restart(100.0 + pause_s - 0.01)
    assert watch.may_restart(100.0 + pause_s)
    watch.started(101.0)
    assert not watch.may_restart(200.0)
