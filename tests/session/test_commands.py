"""What the commands do that move through a workout, as tables of (seconds since the start, command, what happens)."""

from __future__ import annotations

import pytest
from workouts import ORIGIN, REFUSED, Row, act, follow, hold, logs, refusal, reps, session_of

from backday_tui.routine.model import Amrap, Emom, Item
from backday_tui.session import commands as c

A, B, C = reps("A", sets=2, rest=10), reps("B"), reps("C")

MOVES: list[tuple[str, list[Item], list[Row]]] = [
    (
        "skip in work goes on to the rest, and logs nothing",
        [A],
        [(5, c.Skip(), ["5 skipped reps after 5", "5 begins rest A 2/2 10s"])],
    ),
    (
        "skip in a rest begins the set",
        [A],
        [
            (5, c.Skip(), ["5 skipped reps after 5", "5 begins rest A 2/2 10s"]),
            (7, c.Skip(), ["7 skipped rest after 2", "7 begins reps A 2/2"]),
            (8, c.Skip(), ["8 skipped reps after 1", "8 over"]),
        ],
    ),
    (
        "skip does not keep the seconds of timed work",
        [hold()],
        [
            (5, None, ["5 time prepare after 5", "5 begins hold Plank 1/1 30s"]),
            (20, c.Skip(), ["20 skipped hold after 15", "20 over"]),
        ],
    ),
    (
        "begin now ends a rest, a countdown and a switch",
        [hold(sides="each", seconds=10)],
        [
            (1, c.BeginNow(), ["1 done prepare after 1", "1 begins hold Plank 1/1 left 10s"]),
            (
                12,
                c.BeginNow(),
                [
                    "11 logs Plank 1/1 left 10s",
                    "11 time hold after 10",
                    "11 begins switch Plank 1/1 5s",
                    "12 done switch after 1",
                    "12 begins hold Plank 1/1 right 10s",
                ],
            ),
        ],
    ),
    (
        "back is one step; what was logged stays until it is done anew, and keeps its place",
        [A, B],
        [
            (5, c.Record(load="9 kg"), ["5 enters None 9 kg"]),
            (6, c.Done(), ["6 logs A 1/2 8x 9 kg", "6 done reps after 6", "6 begins rest A 2/2 10s"]),
            (8, c.Skip(), ["8 skipped rest after 2", "8 begins reps A 2/2"]),
            (9, c.Done(), ["9 logs A 2/2 8x", "9 done reps after 1", "9 begins rest B 1/1 60s"]),
            (10, c.Back(), ["10 left rest after 1", "10 begins reps A 2/2"]),
            (11, c.Back(), ["11 left reps after 1", "11 begins rest A 2/2 10s"]),
            (12, c.Back(), ["12 left rest after 1", "12 begins reps A 1/2"]),
            (13, c.Back(), REFUSED),
            (14, c.Record(reps=5), ["14 enters 5 None"]),
            (15, c.Done(), ["15 logs A 1/2 5x", "15 done reps after 3", "15 begins rest A 2/2 10s"]),
        ],
    ),
    (
        "go there leaves the steps between, and what was logged stays until it is done anew",
        [A, B],
        [
            (4, c.GoTo(4), ["4 skipped reps after 4", "4 begins reps B 1/1"]),
            (5, c.GoTo(4), REFUSED),
            (5, c.GoTo(5), REFUSED),
            (5, c.GoTo(-1), REFUSED),
            (6, c.GoTo(0), ["6 left reps after 2", "6 begins reps A 1/2"]),
            (9, c.Done(), ["9 logs A 1/2 8x", "9 done reps after 3", "9 begins rest A 2/2 10s"]),
            (9, c.Pause(), ["9 pauses"]),
            (20, c.GoTo(0), ["9 left rest after 0", "9 begins reps A 1/2"]),
        ],
    ),
    (
        "start over begins the step anew",
        [hold()],
        [
            (3, c.Restart(), ["3 left prepare after 3", "3 begins prepare Plank 1/1 5s"]),
            (8, None, ["8 time prepare after 5", "8 begins hold Plank 1/1 30s"]),
            (20, c.Restart(), ["20 left hold after 12", "20 begins hold Plank 1/1 30s"]),
            (50, None, ["50 logs Plank 1/1 30s", "50 time hold after 30", "50 over"]),
        ],
    ),
    (
        "while paused a command acts on the moment of the pause, and time stays stopped",
        [hold(), A],
        [
            (5, None, ["5 time prepare after 5", "5 begins hold Plank 1/1 30s"]),
            (10, c.Pause(), ["10 pauses"]),
            (20, c.Restart(), ["10 left hold after 5", "10 begins hold Plank 1/1 30s"]),
            (30, c.Extend(10), ["10 end moves 10"]),
            (40, c.Skip(), ["10 skipped hold after 0", "10 begins rest A 1/2 60s"]),
            (50, c.Back(), ["10 left rest after 0", "10 begins hold Plank 1/1 30s"]),
            (110, c.Resume(), ["110 resumes after 100"]),
            (139, None, []),
            (140, None, ["140 logs Plank 1/1 30s", "140 time hold after 30", "140 begins rest A 1/2 60s"]),
        ],
    ),
    (
        "finish keeps the seconds of timed work under way",
        [hold(), A],
        [
            (5, None, ["5 time prepare after 5", "5 begins hold Plank 1/1 30s"]),
            (17.5, c.Finish(), ["17.5 logs Plank 1/1 12.5s", "17.5 left hold after 12.5", "17.5 over early"]),
        ],
    ),
    (
        "finish keeps no reps that nobody said were done",
        [A],
        [
            (
                9,
                c.Finish(),
                ["9 left reps after 9", "9 over early"],
            )
        ],
    ),
    ("finish in a countdown", [hold()], [(3, c.Finish(), ["3 left prepare after 3", "3 over early"])]),
    (
        "finish while paused",
        [hold()],
        [
            (5, None, ["5 time prepare after 5", "5 begins hold Plank 1/1 30s"]),
            (15, c.Pause(), ["15 pauses"]),
            (60, c.Finish(), ["15 logs Plank 1/1 10s", "15 left hold after 10", "15 over early"]),
        ],
    ),
    (
        "finish does not put less in the place of a set that was logged before",
        [hold(seconds=10), A],
        [
            (
                16,
                None,
                [
                    "5 time prepare after 5",
                    "5 begins hold Plank 1/1 10s",
                    "15 logs Plank 1/1 10s",
                    "15 time hold after 10",
                    "15 begins rest A 1/2 60s",
                ],
            ),
            (17, c.Back(), ["17 left rest after 2", "17 begins hold Plank 1/1 10s"]),
            (18, c.Finish(), ["18 left hold after 1", "18 over early"]),
        ],
    ),
    (
        "finish keeps the rounds of an AMRAP",
        [Amrap((B, C), time=300)],
        [
            (5, None, ["5 time prepare after 5", "5 begins time AMRAP 1/1 300s"]),
            (50, c.Done(), ["50 round 1"]),
            (65, c.Finish(), ["65 logs AMRAP 1/1 1 rounds 60s", "65 left time after 60", "65 over early"]),
        ],
    ),
    (
        "extend a rest, and take away more than is left: it ends at once",
        [A],
        [
            (5, c.Done(), ["5 logs A 1/2 8x", "5 done reps after 5", "5 begins rest A 2/2 10s"]),
            (10, c.Extend(10), ["10 end moves 10"]),
            (20, c.Extend(-10), ["20 end moves -5", "20 time rest after 15", "20 begins reps A 2/2"]),
        ],
    ),
    (
        "timed work that is made shorter than what was done is logged with what was done",
        [hold()],
        [
            (5, None, ["5 time prepare after 5", "5 begins hold Plank 1/1 30s"]),
            (
                29,
                c.Extend(-10),
                [
                    "29 end moves -6",
                    "29 logs Plank 1/1 24s",
                    "29 time hold after 24",
                    "29 over",
                ],
            ),
        ],
    ),
    (
        "extend at a pause: an end that has come is crossed at the moment of the pause",
        [hold(seconds=10)],
        [
            (2, c.Pause(), ["2 pauses"]),
            (9, c.Extend(-10), ["2 end moves -3", "2 time prepare after 2", "2 begins hold Plank 1/1 10s"]),
            (20, c.Resume(), ["20 resumes after 18"]),
        ],
    ),
    (
        "an AMRAP can be longer, an EMOM's minute can't, nor what has no end",
        [Amrap((B,), time=60), Emom((B,), minutes=1), hold(seconds=None), B],
        [
            (10, c.Extend(10), ["5 time prepare after 5", "5 begins time AMRAP 1/1 60s", "10 end moves 10"]),
            (74, None, []),
            (
                75,
                c.Skip(),
                [
                    "75 logs AMRAP 1/1 0 rounds 70s",
                    "75 time time after 70",
                    "75 begins rest B 1/1 60s",
                    "75 skipped rest after 0",
                    "75 begins time B 1/1 60s",
                ],
            ),
            (76, c.Extend(10), REFUSED),
            (77, c.Skip(), ["77 skipped time after 2", "77 begins rest Plank 1/1 60s"]),
            (78, c.BeginNow(), ["78 done rest after 1", "78 begins hold Plank 1/1"]),
            (79, c.Extend(10), REFUSED),
            (80, c.Skip(), ["80 skipped hold after 2", "80 begins rest B 1/1 60s"]),
            (81, c.BeginNow(), ["81 done rest after 1", "81 begins reps B 1/1"]),
            (82, c.Extend(10), REFUSED),
        ],
    ),
]


@pytest.mark.parametrize(("work", "table"), [pytest.param(*row[1:], id=row[0]) for row in MOVES])
def test_moves(work: list[Item], table: list[Row]) -> None:
    follow(session_of(*work), table)


def test_back_into_finished_work_keeps_its_log() -> None:
    session = session_of(A)
    act(session, 5, c.Done())
    act(session, 6, c.Back())
    act(session, 7, c.Skip())
    assert logs(session) == ["A 1/2 8x"]


def test_a_step_is_never_longer_than_six_hours() -> None:
    session = session_of(hold())
    act(session, 6, c.Extend(10**9))
    assert session.deadline == ORIGIN + 5 + 6 * 3600
    assert "6 hours" in refusal(session, 7, c.Extend(10))


def test_extending_by_nothing_is_refused() -> None:
    assert refusal(session_of(hold()), 7, c.Extend(0))
