"""A session in time: tables of (seconds since the start, command or None to look, what happens)."""

from __future__ import annotations

import pytest
from workouts import ORIGIN, REFUSED, Row, act, follow, hold, logs, plan_of, refusal, reps, session_of, timed, to_come

from backday_tui.routine.model import Amrap, Circuit, Emom, Entry, Item, Reps, Superset
from backday_tui.session import commands as c
from backday_tui.session.plan import Plan
from backday_tui.session.session import Session

OPEN = Entry(("Stretch",))

TIME: list[tuple[str, list[Item], list[Row]]] = [
    (
        "a hold from its countdown to its end",
        [hold()],
        [
            (4.999, None, []),
            (5, None, ["5 time prepare after 5", "5 begins hold Plank 1/1 30s"]),
            (34.9, None, []),
            (35, None, ["35 logs Plank 1/1 30s", "35 time hold after 30", "35 over"]),
            (99, None, []),
        ],
    ),
    (
        "a set that waits, and the rest that begins when it is done",
        [reps(sets=2, rest=20)],
        [
            (500, None, []),
            (510, c.Done(), ["510 logs Row 1/2 8x", "510 done reps after 510", "510 begins rest Row 2/2 20s"]),
            (530, None, ["530 time rest after 20", "530 begins reps Row 2/2"]),
            (600, c.Done(), ["600 logs Row 2/2 8x", "600 done reps after 70", "600 over"]),
        ],
    ),
    (
        "an open entry",
        [OPEN],
        [(61, None, []), (70, c.Done(), ["70 logs Stretch 1/1", "70 done open after 70", "70 over"])],
    ),
    (
        "a wake-up that comes 40 s late and crosses three steps: each at its own time",
        [hold(sets=2, seconds=10, rest=15)],
        [
            (
                45,
                None,
                [
                    "5 time prepare after 5",
                    "5 begins hold Plank 1/2 10s",
                    "15 logs Plank 1/2 10s",
                    "15 time hold after 10",
                    "15 begins rest Plank 2/2 15s",
                    "30 time rest after 15",
                    "30 begins hold Plank 2/2 10s",
                    "40 logs Plank 2/2 10s",
                    "40 time hold after 10",
                    "40 over",
                ],
            )
        ],
    ),
    (
        "a late wake-up stops at the step that waits, which has waited since",
        [hold(seconds=10, after=0), reps()],
        [
            (
                45,
                None,
                [
                    "5 time prepare after 5",
                    "5 begins hold Plank 1/1 10s",
                    "15 logs Plank 1/1 10s",
                    "15 time hold after 10",
                    "15 begins reps Row 1/1",
                ],
            ),
            (50, c.Done(), ["50 logs Row 1/1 8x", "50 done reps after 35", "50 over"]),
        ],
    ),
    (
        "a command that comes late acts on the step that runs by then",
        [hold(seconds=10), reps()],
        [
            (
                20,
                c.BeginNow(),
                [
                    "5 time prepare after 5",
                    "5 begins hold Plank 1/1 10s",
                    "15 logs Plank 1/1 10s",
                    "15 time hold after 10",
                    "15 begins rest Row 1/1 60s",
                    "20 done rest after 5",
                    "20 begins reps Row 1/1",
                ],
            )
        ],
    ),
    (
        "pause on a boundary: the boundary is crossed, then time stops",
        [hold()],
        [
            (5, c.Pause(), ["5 time prepare after 5", "5 begins hold Plank 1/1 30s", "5 pauses"]),
            (50, None, []),
            (60, c.Resume(), ["60 resumes after 55"]),
            (89.5, None, []),
            (90, None, ["90 logs Plank 1/1 30s", "90 time hold after 30", "90 over"]),
        ],
    ),
    (
        "pause and resume within one wake-up",
        [hold()],
        [
            (6, None, ["5 time prepare after 5", "5 begins hold Plank 1/1 30s"]),
            (6.2, c.Pause(), ["6.2 pauses"]),
            (6.7, c.Resume(), ["6.7 resumes after 0.5"]),
            (7, None, []),
            (35.4, None, []),
            (35.5, None, ["35.5 logs Plank 1/1 30s", "35.5 time hold after 30", "35.5 over"]),
        ],
    ),
    (
        "pause and resume at the same moment",
        [hold()],
        [(3, c.Pause(), ["3 pauses"]), (3, c.Resume(), ["3 resumes after 0"]), (4.9, None, [])],
    ),
    (
        "a pause that counts is as if there had been none",
        [hold(seconds=10), hold("Cobra", 20)],
        [
            (7, c.Pause(), ["5 time prepare after 5", "5 begins hold Plank 1/1 10s", "7 pauses"]),
            (
                80,
                c.Resume(counted=True),
                [
                    "7 resumes after 0",
                    "15 logs Plank 1/1 10s",
                    "15 time hold after 10",
                    "15 begins rest Cobra 1/1 60s",
                    "75 time rest after 60",
                    "75 begins hold Cobra 1/1 20s",
                ],
            ),
            (95, None, ["95 logs Cobra 1/1 20s", "95 time hold after 20", "95 over"]),
        ],
    ),
    (
        "a pause while a set waits",
        [reps()],
        [
            (10, c.Pause(), ["10 pauses"]),
            (20, c.Done(), REFUSED),
            (30, c.Resume(), ["30 resumes after 20"]),
            (31, c.Done(), ["31 logs Row 1/1 8x", "31 done reps after 11", "31 over"]),
        ],
    ),
    (
        "no rest",
        [hold(sets=2, seconds=10, rest=0)],
        [
            (
                15,
                None,
                [
                    "5 time prepare after 5",
                    "5 begins hold Plank 1/2 10s",
                    "15 logs Plank 1/2 10s",
                    "15 time hold after 10",
                    "15 begins hold Plank 2/2 10s",
                ],
            )
        ],
    ),
    (
        "reps of each side",
        [reps(sides="each")],
        [
            (9, c.Done(), ["9 logs Row 1/1 left 8x", "9 done reps after 9", "9 begins reps Row 1/1 right"]),
            (19, c.Done(), ["19 logs Row 1/1 right 8x", "19 done reps after 10", "19 over"]),
        ],
    ),
    (
        "a hold of each side, and the switch between",
        [hold(seconds=10, sides="each")],
        [
            (
                25,
                None,
                [
                    "5 time prepare after 5",
                    "5 begins hold Plank 1/1 left 10s",
                    "15 logs Plank 1/1 left 10s",
                    "15 time hold after 10",
                    "15 begins switch Plank 1/1 5s",
                    "20 time switch after 5",
                    "20 begins hold Plank 1/1 right 10s",
                ],
            ),
            (30, None, ["30 logs Plank 1/1 right 10s", "30 time hold after 10", "30 over"]),
        ],
    ),
    (
        "alternating sides are one set",
        [reps(sides="alternating")],
        [(9, c.Done(), ["9 logs Row 1/1 alternating 8x", "9 done reps after 9", "9 over"])],
    ),
    (
        "a hold to failure counts up until the person says so",
        [hold(seconds=None)],
        [
            (5, None, ["5 time prepare after 5", "5 begins hold Plank 1/1"]),
            (77, None, []),
            (78.25, c.Done(), ["78.25 logs Plank 1/1 73.25s", "78.25 done hold after 73.25", "78.25 over"]),
        ],
    ),
    (
        "a minute or more goes on after the minute",
        [hold(seconds=60, more=True)],
        [
            (5, None, ["5 time prepare after 5", "5 begins hold Plank 1/1 60s"]),
            (70, None, []),
            (95, c.Done(), ["95 logs Plank 1/1 90s", "95 done hold after 90", "95 over"]),
        ],
    ),
    (
        "a hold that is given up before its time",
        [hold(sets=2, rest=20)],
        [
            (5, None, ["5 time prepare after 5", "5 begins hold Plank 1/2 30s"]),
            (17, c.Done(), ["17 logs Plank 1/2 12s", "17 done hold after 12", "17 begins rest Plank 2/2 20s"]),
        ],
    ),
    (
        "an EMOM: done logs, and the minute runs on; a minute that is not done is not logged",
        [Emom((reps(), reps("Curl", 5)), minutes=3)],
        [
            (5, None, ["5 time prepare after 5", "5 begins time Row 1/2 60s"]),
            (40, c.Done(), ["40 logs Row 1/2 8x"]),
            (45, c.Done(), REFUSED),
            (65, None, ["65 time time after 60", "65 begins time Curl 1/1 60s"]),
            (125, None, ["125 time time after 60", "125 begins time Row 2/2 60s"]),
            (126, c.Record(reps=6), ["126 enters 6 None"]),
            (150, c.Done(), ["150 logs Row 2/2 6x"]),
            (152, c.Record(reps=7, load="8 kg"), ["152 corrects Row 2/2 7x 8 kg"]),
            (185, None, ["185 time time after 60", "185 over"]),
        ],
    ),
    (
        "an AMRAP: done counts a round; rounds and reps are given at the end",
        [Amrap((reps(), reps("Curl")), time=60)],
        [
            (5, None, ["5 time prepare after 5", "5 begins time AMRAP 1/1 60s"]),
            (25, c.Done(), ["25 round 1"]),
            (45, c.Done(), ["45 round 2"]),
            (65, None, ["65 logs AMRAP 1/1 2 rounds 60s", "65 time time after 60", "65 over"]),
            (80, c.Record(log=0, rounds=3, reps=4), ["80 corrects AMRAP 1/1 3 rounds 4x 60s"]),
        ],
    ),
    (
        "a superset: no rest within",
        [Superset((reps(), reps("Curl")), sets=2, rest=30)],
        [
            (10, c.Done(), ["10 logs Row 1/2 8x", "10 done reps after 10", "10 begins reps Curl 1/2"]),
            (20, c.Done(), ["20 logs Curl 1/2 8x", "20 done reps after 10", "20 begins rest Row 2/2 30s"]),
            (50, None, ["50 time rest after 30", "50 begins reps Row 2/2"]),
            (60, c.Done(), ["60 logs Row 2/2 8x", "60 done reps after 10", "60 begins reps Curl 2/2"]),
            (70, c.Done(), ["70 logs Curl 2/2 8x", "70 done reps after 10", "70 over"]),
        ],
    ),
    (
        "a circuit: round after round",
        [Circuit((reps(), hold(seconds=10)), rounds=(2, 2), rest=5, between=20)],
        [
            (10, c.Done(), ["10 logs Row 1/2 8x", "10 done reps after 10", "10 begins rest Plank 1/2 5s"]),
            (
                45,
                None,
                [
                    "15 time rest after 5",
                    "15 begins hold Plank 1/2 10s",
                    "25 logs Plank 1/2 10s",
                    "25 time hold after 10",
                    "25 begins rest Row 2/2 20s",
                    "45 time rest after 20",
                    "45 begins reps Row 2/2",
                ],
            ),
        ],
    ),
]


@pytest.mark.parametrize(("work", "table"), [pytest.param(*row[1:], id=row[0]) for row in TIME])
def test_time(work: list[Item], table: list[Row]) -> None:
    follow(session_of(*work), table)


AUTO: list[tuple[str, list[Item], list[str], list[str]]] = [
    (
        "reps end by their tempo, and wait for nobody",
        [reps(count=4, tempo=(2, 0, 2)), OPEN],
        ["16 time reps after 16", "76 time rest after 60", "136 time open after 60"],
        ["Row 1/1 4x", "Stretch 1/1"],
    ),
    (
        "to failure takes its estimate, of a range the least is logged",
        [
            hold(seconds=None, after=0),
            Entry(("Row",), reps=Reps(8, 10), after=0),
            Entry(("Chin-up",), reps=Reps(None, None)),
        ],
        ["5 time prepare after 5", "50 time hold after 45", "80 time reps after 30", "116 time reps after 36"],
        ["Plank 1/1 45s", "Row 1/1 8x", "Chin-up 1/1"],
    ),
    (
        "the minutes of an EMOM are logged at their end",
        [Emom((reps(),), minutes=2)],
        ["5 time prepare after 5", "65 time time after 60", "125 time time after 60"],
        ["Row 1/2 8x", "Row 2/2 8x"],
    ),
]


@pytest.mark.parametrize(("work", "ends", "logged"), [pytest.param(*row[1:], id=row[0]) for row in AUTO])
def test_auto(work: list[Item], ends: list[str], logged: list[str]) -> None:
    session = session_of(*work, auto=True)
    happened = act(session, 1000)
    assert [line for line in happened if " time " in line and "begins" not in line] == ends
    assert logs(session) == logged
    assert session.is_over


def test_auto_from_now_on_is_as_if_it_had_always_been() -> None:
    session = session_of(reps(count=10, sets=2, rest=5), hold(seconds=None))
    assert act(session, 3, c.SetAuto(auto=True)) == []
    assert session.deadline == ORIGIN + 30
    twin = session_of(reps(count=10, sets=2, rest=5), hold(seconds=None), auto=True)
    assert act(session, 1000) == act(twin, 1000)


def test_auto_ends_what_has_waited_for_longer_than_its_estimate() -> None:
    session = session_of(reps(count=10, sets=2, rest=5))
    assert act(session, 50, c.SetAuto(auto=True))[:2] == ["50 logs Row 1/2 10x", "50 time reps after 50"]


def test_without_auto_again_what_waits_waits() -> None:
    session = session_of(reps(count=10, sets=2, rest=5), auto=True)
    act(session, 3, c.SetAuto(auto=False))
    assert (session.deadline, act(session, 1000)) == (None, [])


def test_a_command_taken_back_after_a_change_of_auto_leaves_nothing_waiting() -> None:
    session = session_of(reps(count=10, sets=2, rest=5))
    act(session, 2, c.Record(reps=9))
    act(session, 3, c.SetAuto(auto=True))
    act(session, 4, c.Undo())
    assert session.deadline == ORIGIN + 30
    act(session, 5, c.Skip())
    act(session, 6, c.SetAuto(auto=False))
    act(session, 7, c.Undo())
    assert session.deadline is None


def test_a_minute_that_was_said_to_be_done_is_logged_once_in_auto() -> None:
    session = session_of(Emom((reps(),), minutes=1), auto=True)
    act(session, 20, c.Done())
    act(session, 30, c.Record(reps=7))
    act(session, 70)
    assert logs(session) == ["Row 1/1 7x"]


def test_every_amrap_counts_its_own_rounds() -> None:
    session = session_of(Amrap((reps(),), time=30), Amrap((reps(),), time=30), between=0)
    commands: list[tuple[float, c.Command]] = [
        (10, c.Done()), (20, c.Restart()), (30, c.Done()), (60, c.Done()), (70, c.Done()),
    ]  # fmt: skip
    for at, command in commands:
        act(session, at, command)
    act(session, 100)
    assert logs(session) == ["AMRAP 1/1 1 rounds 30s", "AMRAP 1/1 2 rounds 30s"]


def test_a_time_before_the_latest_counts_as_the_latest() -> None:
    session = session_of(hold())
    act(session, 10)
    assert act(session, 3, c.Done())[0] == "10 logs Plank 1/1 5s"


def test_a_plan_without_steps_is_refused() -> None:
    whole = plan_of(reps())
    with pytest.raises(ValueError, match="without steps"):
        Session(Plan(whole.routine, (), ()))


def test_what_is_left() -> None:
    session = session_of(hold(sets=2, rest=20))
    now = ORIGIN + 10
    session.advance(now)
    assert (session.remaining_s(now), session.in_step_s(now), session.elapsed_s(now)) == (25, 5, 10)
    assert session.remaining_total_s(now) == 25 + 20 + 30
    assert session.deadline == ORIGIN + 35


def test_what_is_left_of_a_step_that_waits_is_its_estimate() -> None:
    session = session_of(reps(count=10, after=15), timed())
    assert session.remaining_s(ORIGIN + 10) is None
    assert session.deadline is None
    assert session.remaining_total_s(ORIGIN + 10) == 20 + 15 + 60
    assert session.remaining_total_s(ORIGIN + 100) == 15 + 60


def test_nothing_moves_while_paused() -> None:
    session = session_of(hold())
    act(session, 10, c.Pause())
    now = ORIGIN + 300
    session.advance(now)
    assert (session.remaining_s(now), session.in_step_s(now), session.elapsed_s(now)) == (25, 5, 10)
    assert (session.deadline, session.is_paused) == (None, True)


def test_nothing_moves_once_all_is_over() -> None:
    session = session_of(hold())
    act(session, 100)
    now = ORIGIN + 300
    assert (session.elapsed_s(now), session.in_step_s(now)) == (35, 0)
    assert (session.remaining_s(now), session.remaining_total_s(now), session.deadline) == (None, 0, None)


def test_a_boundary_is_crossed_at_its_deadline_whatever_the_rounding() -> None:
    session = Session(plan_of(hold()))
    session.start(0.1 + 0.2)
    session.do(c.Pause(), 1.1)
    session.do(c.Resume(), 2.3)
    deadline = session.deadline
    assert deadline is not None
    assert session.advance(deadline) != ()


def test_an_end_that_was_moved_to_now_has_come_whatever_the_rounding() -> None:
    session = Session(plan_of(hold()))
    session.start(0.236)
    session.do(c.Pause(), 0.236 + 1.792)
    session.do(c.Resume(), 0.236 + 1.792 + 1.882)
    session.do(c.Extend(-10), 0.236 + 1.792 + 1.882 + 0.3)
    assert session.state.step.kind == "hold"


def test_looking_more_often_changes_nothing() -> None:
    often, seldom = (session_of(hold(sets=3, rest=20), reps()) for _ in range(2))
    for tenth in range(1000):
        act(often, tenth / 10)
    act(often, 99.9, c.SkipExercise())
    act(seldom, 99.9, c.SkipExercise())
    assert often.state == seldom.state


def test_a_session_can_be_taken_up_on_another_clock() -> None:
    session = session_of(hold())
    act(session, 10, c.Pause())
    act(session, 12)
    session.rebase(5_000)
    assert (session.elapsed_s(5_000), session.origin) == (10, 4_988)
    session.do(c.Resume(), 5_100)
    assert session.deadline == 5_125


def test_a_running_session_can_be_taken_up_on_another_clock() -> None:
    session = session_of(hold())
    act(session, 10)
    session.rebase(50)
    assert session.deadline == 75


def test_a_log_knows_what_was_to_be_done() -> None:
    session = session_of(reps(count=10))
    act(session, 5, c.Record(reps=12))
    act(session, 10, c.Done())
    log = session.state.logs[0]
    assert (log.reps, log.target.reps) == (12, Reps(10, 10))


@pytest.mark.parametrize(
    ("target", "logged"),
    [(Reps(8, 8), 8), (Reps(8, 12), 8), (Reps(5, None), 5), (Reps(None, None), None)],
)
def test_reps_that_nobody_gave_are_the_least_aimed_at(target: Reps, logged: int | None) -> None:
    session = session_of(Entry(("Row",), reps=target))
    act(session, 10, c.Done())
    assert session.state.logs[0].reps == logged


def test_the_set_logged_last_is_known_after_going_back() -> None:
    session = session_of(reps(sets=2, rest=0))
    act(session, 10, c.Done())
    act(session, 20, c.Back())
    assert session.state.just_logged == 0
    act(session, 30, c.Done())
    act(session, 40, c.Done())
    act(session, 50, c.Undo())
    act(session, 60, c.Back())
    act(session, 70, c.Done())
    assert session.state.just_logged == 0
    assert logs(session) == ["Row 1/2 8x"]


def test_a_message_names_the_command_and_the_situation() -> None:
    session = session_of(hold(), reps())
    assert refusal(session, 1, c.Done()) == "You can't call it done in a rest or countdown"
    assert refusal(session, 10, c.BeginNow()) == "You can't begin now in timed work"
    assert refusal(session, 0, c.Back()) == "You can't go back in a rest or countdown: this is the first step"
    act(session, 10, c.Pause())
    assert refusal(session, 11, c.Done()) == "You can't call it done in timed work while paused"
    assert to_come(session)[0] == "hold Plank 1/1 30s"
