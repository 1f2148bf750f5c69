"""The sounds of a workout: which, and when, as tables; and those still to come of a session."""

from __future__ import annotations

import pytest
from workouts import ORIGIN, act, hold, plan_of, reps, session_of, timed

from backday_tui.routine.model import Amrap, Circuit, Emom, Entry, Item, RestWindow, Superset
from backday_tui.session import commands as c
from backday_tui.session.cues import MOST_CUES, Mark, of_plan, of_step, upcoming
from backday_tui.session.session import Session


def marks_line(marks: tuple[Mark, ...]) -> str:
    """Such as "0 go, 57 tick"."""
    return ", ".join(f"{mark.at_s:g} {mark.name}" for mark in marks)


def sounds(*work: Item, **rest: int) -> list[str]:
    return [marks_line(marks) for marks in of_plan(plan_of(*work, **rest).steps)]


def coming(session: Session, at: float) -> str:
    """The sounds to come so long after the start; the times count from the start too."""
    cues = upcoming(session, ORIGIN + at)
    return ", ".join(f"{round(cue.at - ORIGIN, 6):g} {cue.name}" for cue in cues)


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        pytest.param(
            [hold(seconds=10)],
            [
                "2 tick, 3 tick, 4 tick",
                "0 go, 7 tick, 8 tick, 9 tick, 10 done",
            ],
            id="hold",
        ),
        pytest.param(
            [hold(seconds=20)],
            ["2 tick, 3 tick, 4 tick", "0 go, 10 half, 17 tick, 18 tick, 19 tick, 20 done"],
            id="half of a hold from twenty seconds on",
        ),
        pytest.param(
            [hold(seconds=19), reps(after=0)],
            [
                "2 tick, 3 tick, 4 tick",
                "0 go, 16 tick, 17 tick, 18 tick",
                "0 rest, 57 tick, 58 tick, 59 tick",
                "0 go, 24 done",
            ],
            id="no half of less",
        ),
        pytest.param(
            [timed(seconds=25)],
            ["2 tick, 3 tick, 4 tick", "0 go, 12.5 half, 22 tick, 23 tick, 24 tick, 25 done"],
            id="half of timed work, between seconds",
        ),
        pytest.param([reps(count=8)], ["24 done"], id="no go where nothing comes before; done stands at the estimate"),
        pytest.param([Entry(("Stretch",))], ["60 done"], id="an open entry"),
        pytest.param(
            [reps(sets=3, rest=20, count=5)],
            ["", "0 rest, 17 tick, 18 tick, 19 tick", "0 go", "0 rest, 17 tick, 18 tick, 19 tick", "0 last, 15 done"],
            id="the last of several sets; a rest has no half",
        ),
        pytest.param(
            [reps(), reps("Curl")],
            ["", "0 rest, 57 tick, 58 tick, 59 tick", "0 go, 24 done"],
            id="the only set of an exercise is not its last",
        ),
        pytest.param([reps(sets=2, rest=0)], ["", "24 done"], id="no sound between reps without a rest"),
        pytest.param(
            [hold(sets=2, rest=2, seconds=2)],
            [
                "2 tick, 3 tick, 4 tick",
                "0 go, 0 tick, 1 tick",
                "0 rest, 0 tick, 1 tick",
                "0 last, 0 tick, 1 tick, 2 done",
            ],
            id="a step shorter than its ticks",
        ),
        pytest.param(
            [hold(seconds=10, sides="each", sets=2, rest=10)],
            [
                "2 tick, 3 tick, 4 tick",
                "0 go, 7 tick, 8 tick, 9 tick",
                "0 switch, 2 tick, 3 tick, 4 tick",
                "0 go, 7 tick, 8 tick, 9 tick",
                "0 rest, 7 tick, 8 tick, 9 tick",
                "0 last, 7 tick, 8 tick, 9 tick",
                "0 switch, 2 tick, 3 tick, 4 tick",
                "0 go, 7 tick, 8 tick, 9 tick, 10 done",
            ],
            id="after a switch it is go: the last set has begun before",
        ),
        pytest.param(
            [reps(sides="each", sets=2, rest=5)],
            ["", "", "0 rest, 2 tick, 3 tick, 4 tick", "0 last", "24 done"],
            id="the second side of reps begins without a sound",
        ),
        pytest.param(
            [hold(seconds=None), reps()],
            ["2 tick, 3 tick, 4 tick", "0 go, 30 tick", "0 rest, 57 tick, 58 tick, 59 tick", "0 go, 24 done"],
            id="a hold to failure: every thirty seconds, as far as its estimate",
        ),
        pytest.param(
            [hold(seconds=60, more=True)],
            ["2 tick, 3 tick, 4 tick", "0 go, 30 half, 57 tick, 58 tick, 59 tick, 60 done"],
            id="a minute or more",
        ),
        pytest.param(
            [hold(seconds=90, more=True)],
            ["2 tick, 3 tick, 4 tick", "0 go, 30 tick, 45 half, 60 tick, 87 tick, 88 tick, 89 tick, 90 done"],
            id="every thirty seconds of a long one",
        ),
        pytest.param(
            [Emom((reps(),), minutes=2)],
            [
                "2 tick, 3 tick, 4 tick",
                "0 go, 30 half, 57 tick, 58 tick, 59 tick",
                "0 go, 30 half, 57 tick, 58 tick, 59 tick, 60 done",
            ],
            id="an EMOM's minutes go, the last too",
        ),
        pytest.param(
            [Amrap((reps(),), time=40)],
            ["2 tick, 3 tick, 4 tick", "0 go, 20 half, 37 tick, 38 tick, 39 tick, 40 done"],
            id="an AMRAP",
        ),
        pytest.param(
            [Superset((reps(), reps("Curl")), sets=2, rest=5)],
            ["", "", "0 rest, 2 tick, 3 tick, 4 tick", "0 last", "24 done"],
            id="a superset: only what follows a rest sounds",
        ),
        pytest.param(
            [Circuit((reps(), reps("Curl")), rounds=(2, 2), rest=4, between=5)],
            [
                "",
                "0 rest, 1 tick, 2 tick, 3 tick",
                "0 go",
                "0 rest, 2 tick, 3 tick, 4 tick",
                "0 last",
                "0 rest, 1 tick, 2 tick, 3 tick",
                "0 last, 24 done",
            ],
            id="the last round of a circuit",
        ),
        pytest.param(
            [hold(seconds=10), hold("Cobra", 10)],
            [
                "2 tick, 3 tick, 4 tick",
                "0 go, 7 tick, 8 tick, 9 tick",
                "0 rest, 57 tick, 58 tick, 59 tick",
                "0 go, 7 tick, 8 tick, 9 tick, 10 done",
            ],
            id="two holds",
        ),
        pytest.param(
            [hold(seconds=10, after=0), hold("Cobra", 10)],
            ["2 tick, 3 tick, 4 tick", "0 go, 7 tick, 8 tick, 9 tick", "0 go, 7 tick, 8 tick, 9 tick, 10 done"],
            id="holds without a rest",
        ),
        pytest.param(
            [timed(seconds=10, after=0), reps(after=0), Entry(("Stretch",))],
            ["2 tick, 3 tick, 4 tick", "0 go, 7 tick, 8 tick, 9 tick", "0 go", "60 done"],
            id="reps after timed work; what follows them was begun by hand",
        ),
        pytest.param(
            [timed(seconds=10, after=0), Entry(("Stretch",))],
            ["2 tick, 3 tick, 4 tick", "0 go, 7 tick, 8 tick, 9 tick", "0 go, 60 done"],
            id="an open step after timed work",
        ),
        pytest.param(
            [Circuit((hold(seconds=10), timed(seconds=10)), rounds=(2, 2), between=0)],
            [
                "2 tick, 3 tick, 4 tick",
                "0 go, 7 tick, 8 tick, 9 tick",
                "0 go, 7 tick, 8 tick, 9 tick",
                "0 last, 7 tick, 8 tick, 9 tick",
                "0 last, 7 tick, 8 tick, 9 tick, 10 done",
            ],
            id="a circuit without rests",
        ),
        pytest.param(
            [hold(seconds=10, sides="each", switch=0, sets=2, rest=0)],
            [
                "2 tick, 3 tick, 4 tick",
                "0 go, 7 tick, 8 tick, 9 tick",
                "0 go, 7 tick, 8 tick, 9 tick",
                "0 last, 7 tick, 8 tick, 9 tick",
                "0 go, 7 tick, 8 tick, 9 tick, 10 done",
            ],
            id="the other side without a switch: the last set has begun before",
        ),
        pytest.param(
            [Emom((reps(),), minutes=1), reps(after=0), Amrap((reps(),), time=10), reps("Curl")],
            [
                "2 tick, 3 tick, 4 tick",
                "0 go, 30 half, 57 tick, 58 tick, 59 tick",
                "0 rest, 57 tick, 58 tick, 59 tick",
                "0 go",
                "2 tick, 3 tick, 4 tick",
                "0 go, 7 tick, 8 tick, 9 tick",
                "0 rest, 57 tick, 58 tick, 59 tick",
                "0 go, 24 done",
            ],
            id="after an EMOM and an AMRAP",
        ),
    ],
)
def test_sounds_of_a_plan(work: list[Item], expected: list[str]) -> None:
    assert sounds(*work) == expected


def test_a_sound_of_the_routine_is_heard_instead_of_go_alone() -> None:
    entry = reps(sets=3, rest=5, sound="gong.wav")
    named = [(mark.name, mark.path) for marks in of_plan(plan_of(entry).steps) for mark in marks if mark.path]
    assert named == [("go", "gong.wav")]


def test_a_sound_of_the_routine_is_heard_after_timed_work_too() -> None:
    plan = plan_of(timed(seconds=10, after=0), hold(seconds=10, sound="gong.wav"))
    named = [(mark.name, mark.path) for mark in of_plan(plan.steps)[-1] if mark.at_s == 0]
    assert named == [("go", "gong.wav")]


def test_in_auto_reps_that_end_by_their_tempo_lead_to_go() -> None:
    work = (reps(count=2, after=0), reps("Curl", count=2, after=0), reps("Press", sets=2, rest=0, count=2))
    assert "go" not in coming(session_of(*work), 0)
    sounded = coming(session_of(*work, auto=True), 0).split(", ")
    assert [sound for sound in sounded if "tick" not in sound] == ["6 go", "12 go", "18 last", "24 done"]


def test_a_step_that_became_shorter_ticks_at_its_new_end() -> None:
    step = plan_of(hold(seconds=60)).steps[1]
    assert marks_line(of_step(step, None, last=False, seconds=12.3)) == "9.3 tick, 10.3 tick, 11.3 tick"
    assert marks_line(of_step(step, None, last=False, seconds=70)) == "30 half, 67 tick, 68 tick, 69 tick"


def test_a_hold_to_failure_goes_on_ticking() -> None:
    step = plan_of(hold(seconds=60, more=True)).steps[1]
    expected = "30 half, 57 tick, 58 tick, 59 tick, 60 tick, 90 tick, 120 tick"
    assert marks_line(of_step(step, None, last=False, until_s=150)) == expected


def test_upcoming_goes_as_far_as_the_step_that_waits() -> None:
    session = session_of(hold(seconds=10, after=5), reps(), hold("Cobra"))
    expected = "2 tick, 3 tick, 4 tick, 5 go, 12 tick, 13 tick, 14 tick, 15 rest, 17 tick, 18 tick, 19 tick, 20 go"
    assert coming(session, 0) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (4, "4 tick, 5 go, 12 tick, 13 tick, 14 tick, 15 done"),
        (4.5, "5 go, 12 tick, 13 tick, 14 tick, 15 done"),
        (5, "5 go, 12 tick, 13 tick, 14 tick, 15 done"),
        (14.001, "15 done"),
        (15, "15 done"),
        (15.001, ""),
    ],
)
def test_upcoming_leaves_out_what_is_past(at: float, expected: str) -> None:
    session = session_of(hold(seconds=10))
    session.advance(ORIGIN + at)
    assert coming(session, at) == expected


def test_nothing_sounds_while_paused() -> None:
    session = session_of(hold(seconds=10))
    act(session, 6, c.Pause())
    assert coming(session, 6) == ""
    act(session, 100, c.Resume())
    assert coming(session, 100) == "106 tick, 107 tick, 108 tick, 109 done"


def test_finishing_early_sounds_done_at_once() -> None:
    session = session_of(hold(seconds=10))
    act(session, 7.3, c.Finish())
    assert coming(session, 7.3) == "7.3 done"


def test_a_hold_to_failure_has_no_done_before_its_end() -> None:
    session = session_of(hold(seconds=60, more=True), prepare=0)
    assert coming(session, 0).startswith("30 half, 57 tick, 58 tick, 59 tick, 60 tick, 90 tick, 120 tick")
    assert "done" not in coming(session, 0)


def test_in_auto_all_is_timed() -> None:
    expected = "3 tick, 4 tick, 5 tick, 8 tick, 9 tick, 10 tick, 11 go, 41 tick, 53 tick, 54 tick, 55 tick, 56 done"
    session = session_of(reps(count=2, after=0), hold(seconds=None), auto=True)
    assert coming(session, 0) == expected


def test_upcoming_is_bounded() -> None:
    session = session_of(hold(sets=100, rest=10), hold("Cobra", sets=100, rest=10))
    assert len(upcoming(session, ORIGIN)) == MOST_CUES


@pytest.mark.parametrize(
    ("origin", "first_s", "pause_s"), [(0.456, 2.181, 2.955), (0.961, 3.122, 2.811), (0.236, 1.792, 1.882)]
)
def test_the_sound_of_a_step_begun_by_hand_is_never_lost_to_rounding(
    origin: float, first_s: float, pause_s: float
) -> None:
    session = Session(plan_of(reps(sets=2)))
    session.start(origin)
    session.do(c.Pause(), origin + first_s)
    session.do(c.Resume(), origin + first_s + pause_s)
    now = origin + first_s + pause_s + 0.3
    session.do(c.Done(), now)
    first = upcoming(session, now)[0]
    assert (first.name, first.at >= now, first.at == pytest.approx(now)) == ("rest", True, True)


def test_a_step_that_begins_between_two_seconds_ticks_as_any_other() -> None:
    session = Session(plan_of(reps(), timed(), between=3))
    session.start(0)
    session.do(c.Done(), 1.1)
    first = [(round(cue.at, 6), cue.name) for cue in upcoming(session, 1.1)][:5]
    assert first == [(1.1, "rest"), (1.1, "tick"), (2.1, "tick"), (3.1, "tick"), (4.1, "go")]


def names(session: Session, at: float) -> dict[str, float]:
    return {cue.id: round(cue.at, 6) for cue in upcoming(session, ORIGIN + at)}


def test_a_sound_keeps_its_id_when_its_step_begins() -> None:
    session = session_of(hold(sets=2))
    before = names(session, 0)
    session.advance(ORIGIN + 5)
    assert names(session, 5).items() <= before.items()
    session.advance(ORIGIN + 35)
    assert names(session, 35).items() <= before.items()


def test_a_sound_keeps_its_id_after_an_undo() -> None:
    session = session_of(hold(sets=2))
    act(session, 10, c.Skip())
    act(session, 12, c.Undo())
    before = names(session, 12)
    session.advance(ORIGIN + 40)
    assert names(session, 40).items() <= before.items()


def test_a_sound_keeps_its_id_over_a_pause() -> None:
    session = session_of(hold())
    before = names(session, 1)
    act(session, 1, c.Pause())
    act(session, 4, c.Resume())
    assert names(session, 4) == {name: at + 3 for name, at in before.items()}


def test_a_step_begun_anew_has_sounds_of_its_own() -> None:
    session = session_of(hold())
    before = names(session, 0)
    act(session, 3, c.Restart())
    once = names(session, 3)
    act(session, 4, c.Undo())
    act(session, 4, c.Restart())
    assert not before.keys() & once.keys()
    assert not (before.keys() | once.keys()) & names(session, 4).keys()


def test_two_sessions_have_no_sound_in_common() -> None:
    first, second = (Session(plan_of(hold())) for _ in range(2))
    first.start(ORIGIN)
    second.start(ORIGIN + 60)
    assert not {cue.id for cue in upcoming(first, 0)} & {cue.id for cue in upcoming(second, 0)}


def test_without_a_countdown_nothing_ticks_before_an_end_nor_in_what_leads_there() -> None:
    quiet = hold(seconds=20, countdown=False)
    assert sounds(reps(), quiet, hold(seconds=5)) == [
        "",
        "0 rest",
        "0 go, 10 half",
        "0 rest, 57 tick, 58 tick, 59 tick",
        "0 go, 2 tick, 3 tick, 4 tick, 5 done",
    ]
    circuit = Circuit((timed(seconds=4), timed(seconds=7, countdown=True)), (1, 1), countdown=False)
    assert sounds(circuit) == ["", "0 go", "0 go, 4 tick, 5 tick, 6 tick, 7 done"]
    assert sounds(Emom((reps(),), 1, countdown=False), Amrap((reps(),), 60, countdown=False)) == [
        "",
        "0 go, 30 half",
        "0 rest",
        "0 go, 30 half, 60 done",
    ]
    plan = plan_of(hold(seconds=4, rest=RestWindow(5, 9), sets=2), countdown=False)
    assert [marks_line(marks) for marks in of_plan(plan.steps)] == [
        "",
        "0 go",
        "0 rest, 5 ready, 9 over",
        "",
        "0 last, 4 done",
    ]
