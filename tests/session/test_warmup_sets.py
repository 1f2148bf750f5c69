"""Warm-up sets: where they stand, what they ask for, and that they are apart from the sets that they lead up to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import build, usual
from workouts import CATALOG, act, hold, lines, log_line, plan_of, refusal, reps, session_of, to_come

from backday_tui.exercises.catalog import Catalog, Exercise
from backday_tui.routine.model import WARMUP, Entry, Load, Reps, Routine, WarmupShare
from backday_tui.session import commands as c
from backday_tui.session import cues, outline, speech, step_text
from backday_tui.session.aims import warmups_planned, with_sets_aimed_at
from backday_tui.session.export import as_json
from backday_tui.session.plan import Ref, warmups_of
from backday_tui.session.rest_options import RestOptions
from backday_tui.session.session import Session
from backday_tui.session.summary import summarize
from backday_tui.training.loads import USUAL, WarmupSet, ramp
from backday_tui.training.prescription import Aim
from backday_tui.training.progression import Target

if TYPE_CHECKING:
    from backday_tui.session.plan import Step

SQUAT = Ref("work", 0, 0)


def kg(value: float) -> Load:
    return Load("weight", value, "kg")


def squat(load: float = 100, sets: int = 3, **rest: Any) -> Entry:
    return reps("Squat", 5, sets, load=kg(load), **{"barbell": True, "warmup": WARMUP, "rest": 90, **rest})


def warm(session: Session) -> list[str]:
    """The warm-up sets that are there, as "1/4 8 x 20 kg"."""
    return [_asked(step) for step in session.state.steps if step.is_work and step.warmup]


def work(session: Session) -> list[str]:
    return [_asked(step) for step in session.state.steps if step.is_work and not step.warmup and step.ref == SQUAT]


def _asked(step: Step) -> str:
    return f"{step.set}/{step.sets} {step.reps.low if step.reps else None} x {step.load}"


def target(load: float, *, sets: int = 3, shares: tuple[WarmupShare, ...] = WARMUP) -> c.SetTargets:
    aims = (Aim(5, load=kg(load)),) * sets
    found = Target(aims, "more", f"5 reps · {load:g} kg: so", warmups=ramp(kg(load), "bar", USUAL["kg"], shares))
    return c.SetTargets(((SQUAT, found),))


DEFAULT = ["1/4 8 x 20 kg", "2/4 5 x 40 kg", "3/4 3 x 60 kg", "4/4 2 x 80 kg"]


# -- the plan -------------------------------------------------------------------------------------------------------


def test_they_stand_before_the_first_set_with_rests_of_their_own() -> None:
    plan = plan_of(reps("Row"), squat(sets=2), between=120)
    assert lines(plan.steps) == [
        "reps Row 1/1", "rest Squat 1/4 120s",
        "reps Squat 1/4", "rest Squat 2/4 45s", "reps Squat 2/4", "rest Squat 3/4 45s", "reps Squat 3/4",
        "rest Squat 4/4 45s", "reps Squat 4/4", "rest Squat 1/2 45s", "reps Squat 1/2", "rest Squat 2/2 90s",
        "reps Squat 2/2",
    ]  # fmt: skip
    assert [step.warmup for step in plan.steps] == [False] + [True] * 8 + [False] * 4
    assert warm(Session(plan)) == DEFAULT


@pytest.mark.parametrize(
    ("entry", "asked"),
    [
        (squat(30), ["1/2 8 x 20 kg", "2/2 2 x 22.5 kg"]),
        (squat(20), []),
        (squat(97.5), ["1/4 8 x 20 kg", "2/4 5 x 37.5 kg", "3/4 3 x 57.5 kg", "4/4 2 x 77.5 kg"]),
        (squat(warmup=(WarmupShare(None, 10), WarmupShare(50, 5))), ["1/2 10 x 20 kg", "2/2 5 x 50 kg"]),
        (squat(warmup=(WarmupShare(50, 5), WarmupShare(50, 3), WarmupShare(51, 1))), ["1/1 5 x 50 kg"]),
        (squat(barbell=False), ["1/3 5 x 40 kg", "2/3 3 x 60 kg", "3/3 2 x 80 kg"]),
        (squat(warmup=()), []),
        (replace(squat(), load=None), []),
        (replace(squat(), load=Load("label", label="red band")), []),
        (replace(squat(), load=(kg(30), kg(70), kg(80))), ["1/2 8 x 20 kg", "2/2 2 x 22.5 kg"]),
        (hold(load=kg(20), warmup=WARMUP), []),
    ],
)  # fmt: skip
def test_which_they_are(entry: Entry, asked: list[str]) -> None:
    assert warm(Session(plan_of(entry))) == asked


@given(
    st.floats(1, 400).map(lambda value: round(value, 1)),
    st.booleans(),
    st.lists(st.builds(WarmupShare, st.none() | st.integers(1, 99), st.integers(1, 20)), max_size=6),
)
def test_each_is_heavier_than_the_one_before_and_lighter_than_the_work(
    load: float, barbell: bool, shares: list[WarmupShare]
) -> None:
    in_order = tuple(sorted(shares, key=lambda share: share.percent or 0))
    plan = plan_of(squat(load, warmup=in_order, barbell=barbell))
    loads = [step.aim.load.value for step in plan.steps if step.is_work and step.warmup and step.aim and step.aim.load]
    assert loads == sorted(set(loads))
    assert all(0 < each < load for each in loads)
    assert all(round(each * 1000) % 2500 == 0 for each in loads)
    assert [step.set for step in plan.steps if step.is_work and not step.warmup] == [1, 2, 3]


def test_a_set_of_two_sides_is_warmed_up_on_both() -> None:
    plan = plan_of(squat(30, 1, sides="each"))
    assert lines(plan.steps)[:3] == ["reps Squat 1/2 left", "reps Squat 1/2 right", "rest Squat 2/2 45s"]
    assert lines(plan.steps)[-2:] == ["reps Squat 1/1 left", "reps Squat 1/1 right"]


def test_what_the_set_has_besides_is_not_theirs() -> None:
    plan = plan_of(squat(sets=1, rir=2, missed=200, tempo=(3, 0, 1), sound="gong.wav", note="Brace"))
    first, *_, last = (step for step in plan.steps if step.is_work)
    assert (first.rir, first.sound, first.note, first.tempo) == (None, None, "Brace", (3, 0, 1))
    assert (last.rir, last.sound) == (2, "gong.wav")
    rests = [step for step in plan.steps if step.kind == "rest"]
    assert {rest.missed_s for rest in rests} == {None}
    assert all(rest.rir is None for rest in rests)


def test_less_time_makes_their_rests_shorter_too() -> None:
    what = RestOptions(percent=50).put_into(Routine("x", "X", work=(squat(sets=1, warmup_rest=60),)))
    assert {step.seconds for step in build(what, CATALOG).steps if step.kind == "rest"} == {30}


def test_a_plan_has_the_warm_up_sets_that_it_is_given() -> None:
    what = Routine("x", "X", work=(squat(),))
    given_sets = (WarmupSet(kg(25), 4, "something"),)
    assert warm(Session(build(what, CATALOG, warmups={SQUAT: given_sets}))) == ["1/1 4 x 25 kg"]
    assert warm(Session(build(what, CATALOG, warmups={}))) == []
    words = (WarmupSet(kg(25), 4, "warm-up: 50 % of 50 kg"),)
    assert warmups_planned(Session(build(what, CATALOG, warmups={SQUAT: words})).state, SQUAT) == words
    assert warmups_of(what, CATALOG, {}, usual)[SQUAT] == ramp(kg(100), "bar", USUAL["kg"])


def test_the_catalogue_and_the_pick_say_whether_there_is_a_bar() -> None:
    catalog = Catalog([Exercise("press", "Press", barbell=True), Exercise("raise", "Raise")])
    entry = Entry(("Press", "Raise"), reps=Reps(5, 5), load=kg(50), warmup=(WarmupShare(None, 8), WarmupShare(50, 5)))
    what = Routine("x", "X", work=(entry,))
    assert [each.load.value for each in warmups_of(what, catalog, {SQUAT: "Press"}, usual)[SQUAT]] == [20, 25]
    assert [each.load.value for each in warmups_of(what, catalog, {SQUAT: "Raise"}, usual)[SQUAT]] == [25]


def test_as_json() -> None:
    plan = plan_of(squat(sets=2, rir=2.5))
    steps = [step for step in as_json(plan, CATALOG)["steps"] if step["kind"] == "reps"]
    assert [(step["warmup"], step["set"], step["sets"], step["load"], step["reps"]) for step in steps] == [
        (True, 1, 4, "20 kg", 8), (True, 2, 4, "40 kg", 5), (True, 3, 4, "60 kg", 3), (True, 4, 4, "80 kg", 2),
        (False, 1, 2, "100 kg", 5), (False, 2, 2, "100 kg", 5),
    ]  # fmt: skip
    assert steps[0]["aim"] == {"reps": 8, "seconds": None, "load": "20 kg", "why": "warm-up: the bar"}
    assert steps[2]["aim"] == {"reps": 3, "seconds": None, "load": "60 kg", "why": "warm-up: 60 % of 100 kg"}
    assert [step.get("rir") for step in steps] == [None] * 4 + [2.5, 2.5]
    assert not any(step["warmup"] for step in as_json(plan, CATALOG)["steps"] if step["kind"] == "rest")


# -- in words and sounds --------------------------------------------------------------------------------------------


def test_they_are_told_apart_in_words() -> None:
    steps = plan_of(squat(sets=2)).steps
    assert step_text.place(steps[2]) == "Warm-up 2 of 4"
    assert step_text.phase_word(steps[2]) == "WARM-UP"
    assert step_text.phase_word(steps[1]) == "REST"
    assert step_text.place(steps[8]) == "Set 1 of 2"
    assert step_text.after(steps, 0) == "rest 45 s, then warm-up 2 of 4 · 5 reps · 40 kg"
    assert step_text.after(steps, 6) == "rest 45 s, then set 1 of 2 · 5 reps · 100 kg"
    assert step_text.after(steps, 8) == "rest 1:30, then set 2 of 2"
    one = plan_of(squat(30, 1)).steps
    assert step_text.after(one, 2) == "rest 45 s, then Squat · 5 reps · 100 kg".replace("100", "30")
    assert speech.turn(steps[2]) == "Warm-up two of four."


def test_the_last_of_them_does_not_sound_as_the_last_set() -> None:
    plan = plan_of(squat(sets=2))
    heard = [[mark.name for mark in marks] for marks in cues.of_plan(plan.steps)]
    work_heard = [names for step, names in zip(plan.steps, heard, strict=True) if step.is_work]
    assert work_heard == [[], ["go"], ["go"], ["go"], ["go"], ["last", "done"]]


def test_in_the_outline() -> None:
    what = Routine("x", "X", work=(squat(rir=2), squat(warmup=(WarmupShare(None, 8), WarmupShare(62.5, 3)))))
    _, default, own = outline.outline(what)
    assert default.detail.startswith("100 kg · 2 in reserve · warm-up sets")
    assert "warm-up bar x8, 62.5% x3" in own.detail


# -- in a session ---------------------------------------------------------------------------------------------------


def test_they_are_in_no_total() -> None:
    session = session_of(squat(30, 1, rest=0))
    for at in (10, 70, 130):
        act(session, at, c.Done())
    assert [log_line(log) for log in session.state.logs] == [
        "Squat 1/2 8x 20 kg", "Squat 2/2 2x 22.5 kg", "Squat 1/1 5x 30 kg",
    ]  # fmt: skip
    assert [log.target.warmup for log in session.state.logs] == [True, True, False]
    totals = summarize(session, session.latest)
    assert (totals.sets_done, totals.sets_planned, totals.reps, totals.volume) == (1, 1, 5, (("kg", 150.0),))


def test_a_load_that_is_typed_for_one_goes_nowhere() -> None:
    session = session_of(squat())
    before = (warm(session), work(session))
    assert act(session, 5, c.Figures(load="42.5 kg")) == ["5 enters None 42.5 kg"]
    assert (warm(session), work(session)) == before
    act(session, 10, c.Done())
    act(session, 11, c.Figures(load="45 kg", log=0, moves=True))
    assert (warm(session), work(session)) == before
    assert session.state.logs[0].load == "45 kg"
    act(session, 12, c.Undo())
    assert session.state.logs[0].load == "42.5 kg"


def test_no_rest_is_longer_after_one_that_missed() -> None:
    session = session_of(squat(missed=300))
    act(session, 10, c.Figures(reps=1, ends=True))
    assert session.state.step.seconds == 45


def test_a_load_of_the_work_moves_none_of_them() -> None:
    session = session_of(squat())
    while session.state.step.warmup:
        act(session, session.latest - 1000 + 5, c.Skip())
    act(session, 100, c.Back())
    act(session, 101, c.BeginNow())
    act(session, 102, c.Figures(load="105 kg"))
    assert warm(session) == DEFAULT
    assert work(session) == ["1/3 5 x 100 kg", "2/3 5 x 105 kg", "3/3 5 x 105 kg"]


def test_one_set_less_is_one_of_them_as_long_as_they_last() -> None:
    session = session_of(squat())
    act(session, 1, c.RemoveSet())
    act(session, 2, c.RemoveSet())
    assert warm(session) == ["1/2 8 x 20 kg", "2/2 5 x 40 kg"]
    act(session, 3, c.RemoveSet())
    assert "no warm-up set of this exercise is left" in refusal(session, 4, c.RemoveSet())
    assert work(session) == [f"{n}/3 5 x 100 kg" for n in (1, 2, 3)]
    assert act(session, 5, c.Done())[-1] == "5 begins rest Squat 1/3 45s"
    act(session, 6, c.RemoveSet())  # what comes next is a set of the work
    assert work(session) == ["1/2 5 x 100 kg", "2/2 5 x 100 kg"]
    act(session, 7, c.Undo())
    act(session, 8, c.Undo())  # done
    act(session, 9, c.Undo())
    assert warm(session) == ["1/2 8 x 20 kg", "2/2 5 x 40 kg"]


def test_in_the_rest_before_the_only_one_left_it_may_be_left_out() -> None:
    session = session_of(reps("Row"), squat(warmup=(WarmupShare(50, 5),)))
    act(session, 5, c.Done())
    assert to_come(session)[0] == "rest Squat 1/1 60s"
    act(session, 6, c.RemoveSet())
    assert to_come(session)[:2] == ["rest Squat 1/3 60s", "reps Squat 1/3"]


def test_one_set_more_is_one_of_them_too() -> None:
    session = session_of(squat())
    act(session, 1, c.AddSet())
    assert warm(session) == [*(each.replace("/4", "/5") for each in DEFAULT), "5/5 2 x 80 kg"]
    assert len(work(session)) == 3
    assert summarize(session, session.latest).sets_planned == 3


def test_skipping_the_exercise_takes_them_and_the_work() -> None:
    session = session_of(squat(), reps("Row"))
    act(session, 1, c.Done())
    act(session, 2, c.SkipExercise())
    assert to_come(session) == ["rest Row 1/1 45s", "reps Row 1/1"]
    assert summarize(session, session.latest).sets_planned == 4


def test_a_set_can_be_added_once_the_others_were_left_out() -> None:
    session = session_of(squat(), reps("Row"))
    act(session, 1, c.Done())
    act(session, 2, c.BeginNow())
    act(session, 3, c.SkipExercise())
    act(session, 4, c.Back())
    act(session, 5, c.Back())
    assert session.state.step.warmup
    act(session, 6, c.AddSet())
    assert session.state.step.warmup


def test_doing_the_exercise_later_takes_them_along() -> None:
    session = session_of(squat(30), reps("Row"))
    act(session, 1, c.DoLater())
    assert to_come(session) == [
        "reps Row 1/1", "rest Squat 1/2 60s", "reps Squat 1/2", "rest Squat 2/2 45s", "reps Squat 2/2",
        "rest Squat 1/3 45s", "reps Squat 1/3", "rest Squat 2/3 90s", "reps Squat 2/3", "rest Squat 3/3 90s",
        "reps Squat 3/3",
    ]  # fmt: skip


def test_another_exercise_in_its_place_has_none_of_them() -> None:
    session = session_of(squat())
    act(session, 1, c.Done())
    act(session, 2, c.Swap("Chin-up"))
    assert to_come(session)[:2] == ["rest Chin-up 1/3 45s", "reps Chin-up 1/3"]
    assert warm(session) == ["1/1 8 x 20 kg"]
    act(session, 3, c.Swap("Squat"))  # and back
    assert warm(session) == DEFAULT
    act(session, 4, c.BeginNow())
    act(session, 5, c.Swap("Chin-up"))
    assert [(step.title, step.warmup) for step in session.state.steps if step.is_work][:3] == [
        ("Squat", True), ("Chin-up", True), ("Chin-up", False),
    ]  # fmt: skip


def test_swapped_forth_and_back_none_is_done_twice() -> None:
    session = session_of(squat())
    for at in (1, 60):
        act(session, at, c.Done())
    for at in (61, 62, 63):
        act(session, at, c.Back())
    act(session, 65, c.Swap("Chin-up"))
    act(session, 66, c.Swap("Squat"))
    assert warm(session) == ["1/4 8 x 20 kg", "2/4 5 x 40 kg", "3/4 3 x 60 kg", "4/4 2 x 80 kg"]
    act(session, 67, c.Done())
    act(session, 130, c.Done())
    assert [(log.set, log.load) for log in session.state.logs] == [(1, "20 kg"), (2, "40 kg")]


def test_going_back_and_starting_over() -> None:
    session = session_of(squat())
    act(session, 1, c.Done())
    act(session, 2, c.BeginNow())
    act(session, 3, c.Back())
    act(session, 4, c.Back())
    assert session.state.step.set == 1
    act(session, 5, c.Restart())
    act(session, 6, c.Done())
    assert len(session.state.logs) == 1


# -- today's --------------------------------------------------------------------------------------------------------


def test_todays_load_has_others() -> None:
    session = session_of(reps("Row"), squat())
    aimed_at = replace(dict(target(50).targets)[SQUAT])
    act(session, 1, c.SetTargets(((Ref("work", 1, 0), aimed_at),)))
    assert warm(session) == ["1/3 8 x 20 kg", "2/3 3 x 30 kg", "3/3 2 x 40 kg"]
    assert lines(session.state.steps)[1] == "rest Squat 1/3 60s"


def test_what_has_begun_stays_and_only_what_is_heavier_follows() -> None:
    session = session_of(squat())
    act(session, 10, c.Done())
    act(session, 12, target(200))
    assert warm(session) == ["1/4 8 x 20 kg", "2/4 5 x 80 kg", "3/4 3 x 120 kg", "4/4 2 x 160 kg"]
    act(session, 13, c.BeginNow())
    act(session, 14, target(90))  # 36, 54, 72
    assert warm(session) == ["1/2 8 x 20 kg", "2/2 5 x 80 kg"]
    assert work(session)[0] == "1/3 5 x 90 kg"


def test_nothing_changes_once_the_work_has_begun() -> None:
    session = session_of(squat(20), squat(20))  # nothing leads up to the bar alone
    act(session, 10, c.Done())
    act(session, 12, target(100))
    assert warm(session) == []


def test_a_workout_that_has_just_begun_begins_with_them() -> None:
    session = session_of(squat(20))
    told = act(session, 0.3, target(100))
    assert told == ["0.3 left reps after 0.3", "0.3 steps change", "0.3 begins reps Squat 1/4"]
    assert warm(session) == DEFAULT
    assert (session.state.index, round(session.state.began, 3), session.state.visit) == (0, 0.3, 2)
    assert not session.can_undo


def test_hands_off_it_does_so_too() -> None:
    session = session_of(squat(20), auto=True)
    act(session, 0.5, target(100))
    assert session.state.ends == pytest.approx(0.5 + 8 * 3)
    assert warm(session) == DEFAULT


def test_it_does_not_begin_anew_with_what_it_began_with() -> None:
    session = session_of(squat(100))
    assert act(session, 0.3, target(110)) == ["0.3 steps change"]
    assert warm(session) == ["1/4 8 x 20 kg", "2/4 5 x 42.5 kg", "3/4 3 x 65 kg", "4/4 2 x 87.5 kg"]
    lighter = session_of(squat(100))
    assert act(lighter, 0.3, target(20))[-1] == "0.3 begins reps Squat 1/3"


def test_nobody_is_called_back_from_a_set() -> None:
    late = session_of(squat(20))
    act(late, 6, target(100))
    assert warm(late) == []
    busy = session_of(squat(20))
    act(busy, 1, c.Figures(reps=4))
    act(busy, 2, target(100))
    assert warm(busy) == []


def test_who_begins_with_the_work_is_not_sent_back() -> None:
    plan = plan_of(squat(), reps("Row"))
    session = Session(plan.starting_at(8))
    session.start(1000.0)
    act(session, 0.1, target(110))
    assert warm(session) == []
    assert work(session)[0] == "1/3 5 x 110 kg"


def test_an_undo_keeps_todays() -> None:
    session = session_of(reps("Row"), squat())
    act(session, 1, c.Done())
    act(session, 2, c.SetTargets(((Ref("work", 1, 0), dict(target(110).targets)[SQUAT]),)))
    act(session, 3, c.Undo())
    assert session.state.step.title == "Row"
    assert warm(session)[1] == "2/4 5 x 42.5 kg"


def test_fewer_sets_than_the_file_has_and_those_of_today() -> None:
    plan = plan_of(squat())
    aims = (Aim(5, load=kg(90)),) * 2
    found = Target(aims, "less", "a deload week", more_sets=-1, warmups=ramp(kg(90), "bar", USUAL["kg"]))
    assert lines(with_sets_aimed_at(plan, {SQUAT: found}).steps)[-2:] == ["rest Squat 2/2 90s", "reps Squat 2/2"]
    assert [step.load for step in with_sets_aimed_at(plan, {SQUAT: found}).steps if step.warmup and step.is_work] == [
        "20 kg", "35 kg", "52.5 kg", "70 kg",
    ]  # fmt: skip
