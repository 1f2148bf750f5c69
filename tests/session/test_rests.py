"""Rests that serve: windows, longer ones after a miss, waiting, and holds that go on past their end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from workouts import CATALOG, ORIGIN, act, follow, hold, lines, logs, plan_of, refusal, reps, session_of, timed, to_come

from backday_tui.routine.model import Amrap, Circuit, Emom, Entry, Item, Reps, RestWindow, Superset
from backday_tui.session import commands as c
from backday_tui.session.cues import of_plan, upcoming
from backday_tui.session.export import as_json
from backday_tui.session.plan import Ref
from backday_tui.session.speech import announced
from backday_tui.session.state import Situation
from backday_tui.training.prescription import Aim
from backday_tui.training.progression import Target
from backday_tui.workout.performance import shown_clock

if TYPE_CHECKING:
    from backday_tui.session.session import Session

WINDOW = RestWindow(8, 14)


def heard(session: Session, at: float) -> list[tuple[float, str]]:
    """The sounds to come, with their times since the start."""
    return [(round(cue.at - ORIGIN, 3), cue.name) for cue in upcoming(session, ORIGIN + at)]


def shown(session: Session, at: float) -> str:
    session.advance(ORIGIN + at)
    return shown_clock(session, ORIGIN + at)


# -- a window -----------------------------------------------------------------------------------------------------


def test_a_window_ticks_sounds_at_both_ends_and_begins_nothing() -> None:
    session = session_of(reps(sets=2, rest=WINDOW))
    act(session, 1, c.Done())
    assert heard(session, 1) == [
        (1, "rest"), (6, "tick"), (7, "tick"), (8, "tick"), (9, "ready"), (15, "over"),
    ]  # fmt: skip
    assert act(session, 10) == ["9 ready"]
    assert act(session, 3000) == ["15 rest over"]
    assert session.state.situation is Situation.READY
    assert act(session, 3001, c.BeginNow()) == ["3001 done rest after 3000", "3001 begins reps Row 2/2"]


def test_the_digits_lead_to_the_least_then_to_the_most_then_count_on() -> None:
    session = session_of(reps(sets=2, rest=WINDOW))
    act(session, 0, c.Done())
    assert [shown(session, at) for at in (0, 7.5, 8, 13.5, 14, 26.2)] == [
        "0:08",
        "0:01",
        "0:06",
        "0:01",
        "+0:00",
        "+0:12",
    ]


@pytest.mark.parametrize("at", [2, 9, 20])
def test_a_key_begins_the_set_whatever_of_a_window_is_over(at: float) -> None:
    session = session_of(reps(sets=2, rest=WINDOW))
    act(session, 0, c.Done())
    act(session, at)
    assert act(session, at, c.BeginNow())[-1] == f"{at} begins reps Row 2/2"


def test_more_and_less_move_both_ends() -> None:
    session = session_of(reps(sets=2, rest=WINDOW))
    act(session, 0, c.Done())
    assert act(session, 2, c.Extend(10)) == ["2 end moves 10"]
    assert heard(session, 2)[-2:] == [(18, "ready"), (24, "over")]
    assert act(session, 20) == ["18 ready"]
    assert act(session, 21, c.Extend(-10)) == ["21 end moves -3", "21 rest over"]
    assert "it is over already" in refusal(session, 22, c.Extend(-10))
    act(session, 22, c.Extend(10))
    assert session.state.situation is Situation.LEAD
    assert shown(session, 22) == "0:03"


def test_less_brings_the_least_no_nearer_than_now() -> None:
    session = session_of(reps(sets=2, rest=WINDOW))
    act(session, 0, c.Done())
    assert act(session, 2, c.Extend(-10)) == ["2 end moves -6", "2 ready"]
    assert heard(session, 2) == [(2, "ready"), (8, "over")]


def test_timed_work_has_its_countdown_after_a_window() -> None:
    plan = plan_of(hold(sets=2, rest=WINDOW), timed(), between=WINDOW)
    assert lines(plan.steps) == [
        "prepare Plank 1/2 5s", "hold Plank 1/2 30s", "rest Plank 2/2 8s", "prepare Plank 2/2 5s", "hold Plank 2/2 30s",
        "rest Treadmill 1/1 8s", "prepare Treadmill 1/1 5s", "time Treadmill 1/1 60s",
    ]  # fmt: skip


def test_a_window_is_one_rest_and_counts_as_its_least() -> None:
    plan = plan_of(reps(sets=2, rest=WINDOW))
    rest = as_json(plan, CATALOG)["steps"][1]
    assert (rest["kind"], rest["seconds"], rest["most"]) == ("rest", 8, 14)
    assert plan.estimate_s == 24 + 8 + 24
    assert [(mark.at_s, mark.name) for mark in of_plan(plan.steps)[1]][-2:] == [(8, "ready"), (14, "over")]
    session = session_of(reps(sets=2, rest=WINDOW))
    act(session, 0, c.Done())
    assert [session.remaining_total_s(ORIGIN + at) for at in (0, 5, 9, 99)] == [32, 27, 24, 24]


GROUPS: list[tuple[Item, list[str]]] = [
    (Superset((reps("A"), reps("B")), sets=2, rest=WINDOW), ["A", "B", "rest", "A", "B"]),
    (Circuit((reps("A"), reps("B")), (1, 2), between=WINDOW), ["A", "B", "rest", "A", "B"]),
]


@pytest.mark.parametrize(("item", "expected"), GROUPS, ids=["superset", "circuit"])
def test_the_rest_of_a_round_may_be_a_window(item: Item, expected: list[str]) -> None:
    steps = plan_of(item).steps
    assert [step.title if step.is_work else step.kind for step in steps] == expected
    assert steps[2].most == 14


def test_nothing_waits_with_auto_and_a_window_ends_at_its_most() -> None:
    session = session_of(reps(sets=2, rest=WINDOW), auto=True)
    assert heard(session, 0)[3:-4] == [
        (24, "rest"), (29, "tick"), (30, "tick"), (31, "tick"), (32, "ready"), (35, "tick"), (36, "tick"), (37, "tick"),
        (38, "last"),
    ]  # fmt: skip
    happened = act(session, 100)
    assert "32 ready" in happened
    assert "38 time rest after 14" in happened
    assert session.is_over


def test_whoever_goes_ends_a_window_that_waits() -> None:
    session = session_of(reps(sets=2, rest=WINDOW))
    act(session, 0, c.Done())
    act(session, 10, c.SetAuto(auto=True, alone=True))
    assert act(session, 14)[0] == "14 time rest after 14"


def test_undo_brings_a_window_back_where_it_would_be_by_now() -> None:
    session = session_of(reps(sets=2, rest=WINDOW))
    act(session, 0, c.Done())
    act(session, 2, c.BeginNow())
    assert act(session, 10, c.Undo()) == ["10 undoes BeginNow", "8 ready"]
    assert shown(session, 10) == "0:04"


def test_a_pause_stops_a_window() -> None:
    session = session_of(reps(sets=2, rest=WINDOW))
    follow(
        session,
        [
            (0, c.Done(), ["0 logs Row 1/2 8x", "0 done reps after 0", "0 begins rest Row 2/2 8s"]),
            (5, c.Pause(), ["5 pauses"]),
            (50, None, []),
            (55, c.Resume(), ["55 resumes after 50"]),
            (58, None, ["58 ready"]),
        ],
    )


def test_a_swapped_order_keeps_the_countdown_behind_a_window() -> None:
    session = session_of(reps("A", sets=2, rest=WINDOW), hold("B"), reps("C"))
    act(session, 0, c.Done())
    act(session, 1, c.DoLater())
    assert to_come(session)[:3] == ["rest B 1/1 8s", "prepare B 1/1 5s", "hold B 1/1 30s"]
    act(session, 2, c.DoLater())
    assert to_come(session)[:2] == ["rest C 1/1 8s", "reps C 1/1"]


# -- waiting ------------------------------------------------------------------------------------------------------


def test_what_is_timed_waits_after_a_rest_and_then_has_its_countdown() -> None:
    session = session_of(hold(sets=2, rest=10), start="wait")
    act(session, 35)
    assert heard(session, 35)[-1] == (45, "ready")
    assert act(session, 45) == ["45 time rest after 10", "45 begins wait Plank 2/2"]
    assert act(session, 500) == []
    assert shown(session, 500) == "7:35"
    assert session.remaining_total_s(ORIGIN + 500) == 35
    assert act(session, 501, c.BeginNow()) == ["501 done wait after 456", "501 begins prepare Plank 2/2 5s"]
    act(session, 600)
    assert session.state.logs[-1].rest_s == 466


def test_reps_wait_anyway_and_nothing_waits_without_a_rest() -> None:
    kinds = [step.kind for step in plan_of(reps(sets=2), hold(sets=2, rest=0), start="wait").steps]
    assert kinds == ["reps", "rest", "reps", "rest", "wait", "prepare", "hold", "hold"]


def test_the_nearest_says_whether_it_waits() -> None:
    items = (
        hold(start="auto"), hold(start="auto", sets=2), Superset((hold(),), sets=2, start="wait"),
        Emom((reps(),), 1), Amrap((reps(),), 60, start="auto"),
    )  # fmt: skip
    plan = plan_of(*items, start="wait", prepare=0)
    assert [(step.kind, step.ref.item) for step in plan.steps if step.kind == "wait"] == [
        ("wait", 2), ("wait", 2), ("wait", 3),
    ]  # fmt: skip


def test_with_auto_there_is_no_wait() -> None:
    session = session_of(hold(sets=2, rest=10), start="wait", auto=True)
    happened = act(session, 200)
    assert not any("wait" in line for line in happened)
    assert session.is_over
    assert [name for _, name in heard(session_of(hold(sets=2, rest=10), start="wait", auto=True), 0)].count(
        "ready"
    ) == 0


def test_back_over_a_wait_that_would_be_none() -> None:
    session = session_of(hold(sets=2, rest=10), start="wait", auto=True)
    act(session, 46)
    assert act(session, 47, c.Back())[-1] == "47 begins rest Plank 2/2 10s"


def test_who_leaves_it_to_time_is_not_kept_waiting() -> None:
    session = session_of(hold(sets=2, rest=10), start="wait")
    act(session, 50)
    assert act(session, 60, c.SetAuto(auto=True, alone=True))[-1] == "60 begins prepare Plank 2/2 5s"


def test_a_wait_for_what_was_left_out_is_over() -> None:
    session = session_of(hold("A", sets=2, rest=10), reps("B"), start="wait")
    act(session, 50)
    assert act(session, 51, c.SkipExercise()) == ["51 steps change", "51 skipped wait after 6", "51 begins reps B 1/1"]


# -- beyond -------------------------------------------------------------------------------------------------------


def test_a_hold_goes_on_until_one_says_so() -> None:
    session = session_of(hold(seconds=30, beyond=True), reps())
    assert act(session, 36) == ["5 time prepare after 5", "5 begins hold Plank 1/1 30s", "35 beyond"]
    assert shown(session, 42.5) == "+0:07"
    assert session.state.situation is Situation.BEYOND
    assert act(session, 43, c.Done())[0] == "43 logs Plank 1/1 38s"
    assert session.state.logs[0].source == "done"


def test_a_hold_sounds_at_its_end_and_not_again() -> None:
    session = session_of(hold(seconds=30, beyond=True), reps())
    assert heard(session, 0)[-5:] == [(20, "half"), (32, "tick"), (33, "tick"), (34, "tick"), (35, "over")]
    act(session, 40)
    assert heard(session, 40) == []


def test_a_hold_that_nobody_ends_is_over_after_a_quarter_of_an_hour() -> None:
    session = session_of(hold(seconds=30, beyond=True), reps())
    act(session, 35 + 899)
    assert session.state.situation is Situation.BEYOND
    assert act(session, 35 + 900)[0] == "935 logs Plank 1/1 930s"
    assert session.state.logs[0].source == "auto"


def test_with_auto_a_hold_ends_at_its_end() -> None:
    session = session_of(hold(seconds=30, beyond=True), auto=True)
    assert [name for _, name in heard(session, 0)][-2:] == ["tick", "done"]
    act(session, 35)
    assert logs(session) == ["Plank 1/1 30s"]
    assert session.state.logs[0].source == "done"


def test_who_goes_ends_a_hold_that_went_on() -> None:
    session = session_of(hold(seconds=30, beyond=True), reps())
    act(session, 40)
    assert act(session, 41, c.SetAuto(auto=True, alone=True))[0] == "41 logs Plank 1/1 36s"


def test_only_holds_with_an_end_go_on() -> None:
    items = (hold(), hold(more=True), hold(beyond=False), timed(), reps(), Emom((hold(),), 1))
    circuit = Circuit((hold(),), (1, 1))
    steps = [step for step in plan_of(*items, circuit, beyond=True).steps if step.is_work]
    assert [step.beyond for step in steps] == [True, False, False, False, False, False, True]


# -- after a miss -------------------------------------------------------------------------------------------------


def rested(session: Session) -> tuple[int | None, int | None, str]:
    step = session.state.step
    assert step.kind == "rest"
    return step.seconds, step.most, step.why


def test_the_rest_after_a_missed_set_is_longer_and_says_why() -> None:
    session = session_of(reps(sets=3, rest=60, missed=180))
    act(session, 1, c.Figures(reps=6, ends=True))
    assert rested(session) == (180, None, "longer after 6 of 8 reps")
    assert act(session, 181)[0] == "181 time rest after 180"
    act(session, 182, c.Done())
    assert rested(session) == (60, None, "")


def test_a_rest_is_set_anew_from_its_own_start_when_a_figure_says_so() -> None:
    session = session_of(reps(sets=2, rest=60, missed=180))
    act(session, 0, c.Done())
    act(session, 20, c.Figures(reps=6, log=0))
    assert session.remaining_s(ORIGIN + 20) == 160
    assert act(session, 30, c.Figures(reps=9, log=0))[-1] == "30 rest set 60 None "
    assert session.remaining_s(ORIGIN + 30) == 30


def test_a_rest_is_never_set_to_less_than_has_passed() -> None:
    session = session_of(reps(sets=2, rest=60, missed=180))
    act(session, 0, c.Record(reps=6))
    act(session, 0, c.Done())
    assert act(session, 90, c.Record(reps=8, log=0)) == [
        "90 corrects Row 1/2 8x", "90 rest set 60 None ", "90 time rest after 90", "90 begins reps Row 2/2",
    ]  # fmt: skip


def test_a_miss_wins_over_a_window_and_no_longer_a_miss_brings_it_back() -> None:
    session = session_of(reps(sets=2, rest=WINDOW, missed=30))
    act(session, 0, c.Done())
    act(session, 10)
    assert act(session, 11, c.Figures(reps=3, log=0))[-1] == "11 rest set 30 None longer after 3 of 8 reps"
    assert (session.state.situation, session.state.ends) == (Situation.LEAD, 30)
    act(session, 12, c.Figures(reps=8, log=0))
    assert rested(session) == (8, 14, "")
    assert (session.state.situation, session.state.ends) == (Situation.READY, None)


def test_undo_takes_the_longer_rest_back() -> None:
    session = session_of(reps(sets=2, rest=60, missed=180))
    act(session, 0, c.Done())
    act(session, 20, c.Figures(reps=6, log=0))
    act(session, 30, c.Undo())
    assert session.remaining_s(ORIGIN + 30) == 30


MISSES: list[tuple[Entry, c.Command, float, bool]] = [
    (Entry(("Row",), sets=2, reps=Reps(8, 12)), c.Figures(reps=7, ends=True), 1, True),
    (Entry(("Row",), sets=2, reps=Reps(8, 12)), c.Figures(reps=8, ends=True), 1, False),
    (Entry(("Row",), sets=2, reps=Reps(5, None)), c.Figures(reps=4, ends=True), 1, True),
    (Entry(("Row",), sets=2, reps=Reps(None, None)), c.Figures(reps=1, ends=True), 1, False),
    (hold(sets=2), c.Done(), 34, True),
    (hold(sets=2), c.Done(), 34.5, False),
    (hold(sets=2, more=True), c.Done(), 20, True),
    (hold(seconds=None, sets=2), c.Done(), 20, False),
    (timed(sets=2), c.Done(), 20, False),
    (Entry(("Row",), sets=2), c.Done(), 20, False),
]


@pytest.mark.parametrize(("entry", "command", "at", "missed"), MISSES)
def test_what_is_a_miss(entry: Entry, command: c.Command, at: float, missed: bool) -> None:
    session = session_of(entry, missed=200)
    act(session, at)
    act(session, at, command)
    assert session.state.step.seconds == (200 if missed else 60)


def test_a_miss_is_under_the_aim_of_the_day_where_the_file_says_one_figure() -> None:
    session = session_of(reps(sets=2, missed=200))
    target = Target((Aim(reps=10),), "more", "it grew")
    session.do(c.SetTargets(((Ref("work", 0, 0), target),)), ORIGIN)
    act(session, 1, c.Figures(reps=9, ends=True))
    assert rested(session) == (200, None, "longer after 9 of 10 reps")


def test_a_side_that_missed_is_a_missed_set() -> None:
    session = session_of(reps(sets=2, sides="each", missed=200))
    act(session, 1, c.Figures(reps=5, ends=True))
    act(session, 2, c.Done())
    assert rested(session)[0] == 200


def test_in_a_superset_a_miss_in_any_set_since_the_last_rest_counts() -> None:
    pair = Superset((reps("A", missed=90), reps("B", missed=200)), sets=2, rest=20)
    session = session_of(pair, missed=150)
    act(session, 1, c.Figures(reps=5, ends=True))
    act(session, 2, c.Done())
    assert rested(session) == (90, None, "longer after 5 of 8 reps")


@pytest.mark.parametrize(
    ("keys", "seconds"),
    [({}, 150), ({"missed": 0}, 60), ({"missed": 30}, 60), ({"missed": 70}, 70)],
)
def test_the_nearest_says_how_long(keys: dict[str, Any], seconds: int) -> None:
    session = session_of(reps(sets=2, **keys), missed=150)
    act(session, 1, c.Figures(reps=5, ends=True))
    assert rested(session)[0] == seconds


def test_a_skipped_set_missed_nothing() -> None:
    session = session_of(reps(sets=2, missed=150))
    act(session, 1, c.Skip())
    assert rested(session)[0] == 60


def test_back_to_a_rest_after_a_miss_that_was_put_right() -> None:
    session = session_of(reps(sets=2, missed=150))
    act(session, 1, c.Figures(reps=5, ends=True))
    act(session, 2, c.BeginNow())
    act(session, 3, c.Record(reps=8, log=0))
    act(session, 4, c.Back())
    assert rested(session) == (60, None, "")


# -- the voice ----------------------------------------------------------------------------------------------------


def test_ready_is_said() -> None:
    window = session_of(reps(sets=2, rest=RestWindow(60, 90)))
    act(window, 0, c.Done())
    assert [(round(said.at - ORIGIN, 2), said.texts[-1]) for said in announced(window, ORIGIN)] == [
        (0.95, "Row."), (60.75, "Ready."),
    ]  # fmt: skip
    waiting = session_of(hold(sets=2, rest=10), start="wait")
    act(waiting, 45)
    assert [said.texts for said in announced(waiting, ORIGIN + 45)] == [("Ready.",)]
    act(waiting, 50, c.BeginNow())
    assert next(said.texts for said in announced(waiting, ORIGIN + 50)) == ("Last set.",)
