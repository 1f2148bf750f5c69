"""Records as they fall in a workout that is kept: told once, heard beside the sounds of the steps, taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from silent import SilentPlayer

from backday_tui.clock import ManualClock
from backday_tui.exercises.catalog import bundled
from backday_tui.folders import Folders
from backday_tui.history.history import History
from backday_tui.history.log import opened_or_made
from backday_tui.history.measures import body_weight_in, keep_body_weight
from backday_tui.history.store import Store
from backday_tui.routine.reader import read_text
from backday_tui.session import commands as c
from backday_tui.session.speech import RECORD
from backday_tui.workout.performance import RecordFell, RecordTakenBack
from backday_tui.workout.workout import Workout, WorkoutRequest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from backday_tui.session.cues import Cue
    from backday_tui.session.speech import Announcement
    from backday_tui.workout.performance import Happening

LIFTS = """
name = "Lifts"
rest = 60
work = ["3x5 Deadlift @ 100 kg", "2x8 Pull-up", "2x:30 Plank", "1x8 One-arm dumbbell row each side @ 20 kg"]
"""


class SpokenPlayer(SilentPlayer):
    """Keeps what was to be said, too."""

    def __init__(self) -> None:
        super().__init__()
        self.said: tuple[Announcement, ...] = ()
        self.rehearsed: list[str] = []

    def schedule(self, cues: Sequence[Cue], speech: Sequence[Announcement] = ()) -> None:
        super().schedule(cues, speech)
        self.said = tuple(speech)

    def rehearse(self, texts: Any) -> None:
        self.rehearsed += texts


class Kept:
    """Workouts of a person, each kept in one log; a day lies between two."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folders = Folders(home, home)
        self.clock = ManualClock()
        self.sound = SpokenPlayer()
        self.histories: list[History] = []

    def begin(self, text: str = LIFTS, *, logged: bool = True, **asked: Any) -> Workout:
        self.end()
        routine = read_text(text, id="lifts", catalog=bundled()).routine
        assert routine is not None
        history = History(self.folders, self.clock, bundled)
        self.histories.append(history)
        self.sound = SpokenPlayer()
        request = WorkoutRequest(
            routine, bundled(), snapshot=lambda: text, read_past=history.read_past, read_all=history.read_all,
            open_journal=(lambda opening: history.begins(opening, keep_others=True)) if logged else None, **asked,
        )  # fmt: skip
        self.workout = Workout(request, lambda *_: self.sound, self.clock)
        self.workout.begin({}, {})
        self.workout.learn(self.workout.read_today({}, {}))
        self.first = told(self.workout.watch(self.workout.read_records()))
        return self.workout

    def do(self, command: c.Command, after_s: float = 5.0) -> list[str]:
        self.clock.move(after_s)
        self.last = self.workout.do(command)
        return told(self.last)

    def pass_time(self, seconds: float) -> None:
        while seconds > 0:
            self.clock.move(min(seconds, 1.0))
            self.workout.wake()
            seconds -= 1.0

    def done(self, *figures: c.Figures) -> list[str]:
        """These sets, one after the other; what was told of records."""
        found = []
        for each in figures:
            if not self.workout.session.state.step.is_work:
                self.do(c.BeginNow())
            found += self.do(replace(each, ends=True))
        return found

    def end(self) -> None:
        if self.histories:
            if not self.workout.session.is_over:
                self.do(c.Finish())
            self.workout.close()
            assert self.histories.pop().close(20) == ()
            self.clock.move(24 * 3600)


def told(happened: Sequence[Happening]) -> list[str]:
    return [each.told.replace("\N{MULTIPLICATION SIGN}", "x") for each in happened
            if isinstance(each, RecordFell | RecordTakenBack)]  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    found = Kept(tmp_path)
    yield found
    found.end()


def five(load: str | None = None, reps: int = 5) -> c.Figures:
    return c.Figures(reps=reps, load=load)


def test_the_first_session_sets_them_in_silence_and_the_next_tells_them_once(kept: Kept) -> None:
    kept.begin()
    assert kept.done(five(), five("110 kg"), five()) == []
    kept.begin()
    assert kept.done(five()) == []
    assert kept.done(five("112.5 kg"), five("115 kg")) == [
        "Record: 5 x 112.5 kg, the heaviest so far (before: 5 x 110 kg on 5 Jan)"
    ]


def test_an_undo_takes_it_back_and_done_again_it_is_told_again(kept: Kept) -> None:
    kept.begin()
    kept.done(five())
    kept.begin()
    heaviest = "5 x 102.5 kg, the heaviest so far"
    assert kept.done(five("102.5 kg")) == [f"Record: {heaviest} (before: 5 x 100 kg on 5 Jan)"]
    assert kept.do(c.Undo()) == [f"No record any more: {heaviest}"]
    assert kept.done(five()) == []
    assert kept.done(five("102.5 kg")) == [f"Record: {heaviest} (before: 5 x 100 kg on 5 Jan)"]


def test_a_mistyped_99_that_is_put_right_is_a_record_no_more_and_never_was_one(kept: Kept) -> None:
    kept.begin()
    kept.done(five())
    kept.begin()
    assert kept.done(five(reps=99)) == [
        "Record: 99 x 100 kg, the most reps at 100 kg or more so far (before: 5 x 100 kg on 5 Jan)"
    ]
    assert kept.do(c.Figures(reps=5, log=0)) == [
        "No record any more: 99 x 100 kg, the most reps at 100 kg or more so far"
    ]
    kept.begin()
    assert kept.done(five(reps=6)) == [
        "Record: 6 x 100 kg, an e1RM of 120 kg, the highest so far (before: 116.7 kg, from 5 x 100 kg on 5 Jan)"
    ]


def test_a_figure_that_is_mended_to_less_is_told_anew_without_a_sound(kept: Kept) -> None:
    kept.begin()
    kept.done(five())
    kept.begin()
    kept.done(five(reps=99))
    assert [cue.name for cue in kept.sound.cues].count("record") == 1
    kept.pass_time(20)
    assert kept.do(c.Figures(reps=20, log=0), 0) == [
        "No record any more: 99 x 100 kg, the most reps at 100 kg or more so far",
        "Record: 20 x 100 kg, the most reps at 100 kg or more so far (before: 5 x 100 kg on 5 Jan)",
    ]
    assert "record" not in [cue.name for cue in kept.sound.cues]


def test_it_stands_right_behind_the_set_that_made_it(kept: Kept) -> None:
    kept.begin()
    kept.done(five())
    kept.begin()
    kept.done(five("105 kg"))
    names = [type(event).__name__ for event in kept.last]
    assert names[names.index("SetLogged") + 1] == "RecordFell"
    assert names[-1] == "StepBegan"


def test_two_sides_a_hold_and_body_weight(kept: Kept) -> None:
    with opened_or_made(kept.folders.log_file) as store:
        keep_body_weight(store, kept.clock.wall().date(), body_weight_in("80 kg", "kg"))
    rows = 'name = "Rows"\nrest = 10\nwork = ["1x8 One-arm dumbbell row each side @ 20 kg"]\n'
    kept.begin(rows)
    kept.done(c.Figures(reps=8), c.Figures(reps=9))
    kept.begin(rows)
    assert kept.done(c.Figures(reps=12)) == []
    assert kept.done(c.Figures(reps=9)) == [
        "Record: 9 x 20 kg, an e1RM of 26 kg, the highest so far (before: 25.3 kg, from 8 x 20 kg on 5 Jan)"
    ]
    pulls = 'name = "Pulls"\nrest = 10\nwork = ["2x8 Pull-up", "1x:30 Plank"]\n'
    kept.begin(pulls)
    kept.done(c.Figures(reps=8), c.Figures(reps=7))
    kept.begin(pulls)
    assert kept.done(c.Figures(reps=9)) == [
        "Record: 9 reps, an e1RM of 104 kg, the highest so far (before: 101.3 kg, from 8 reps on 5 Jan)"
    ]


def test_what_is_taken_up_tells_nothing_twice(kept: Kept) -> None:
    kept.begin()
    kept.done(five())
    kept.begin()
    assert kept.done(five("105 kg"))
    history = kept.histories.pop()
    kept.workout.close()
    history.close(20)
    history = History(kept.folders, kept.clock, bundled)
    interrupted = history.interrupted()
    assert interrupted is not None
    taken = history.take_up(interrupted)
    kept.histories.append(history)
    request = kept.workout.request._replace(
        resumed=taken, open_journal=lambda _: history.goes_on(taken), read_past=history.read_past,
        read_all=history.read_all,
    )  # fmt: skip
    kept.workout = Workout(request, lambda *_: kept.sound, kept.clock)
    kept.workout.begin({}, {})
    assert kept.workout.watch(kept.workout.read_records()) == ()
    kept.do(c.Resume())
    assert kept.done(five("107.5 kg")) == []
    assert kept.do(c.Figures(load="95 kg", log=0)) == []  # the set after it is as heavy
    assert kept.do(c.Figures(load="95 kg", log=1))[0] == "No record any more: 5 x 105 kg, the heaviest so far"


def test_what_is_not_kept_sets_no_records(kept: Kept) -> None:
    kept.begin()
    kept.done(five())
    workout = kept.begin(logged=False)
    assert workout.read_records() is None
    assert kept.done(five("150 kg")) == []


def test_reps_by_tempo_are_none(kept: Kept) -> None:
    kept.begin()
    kept.done(five())
    kept.begin(LIFTS.replace("100 kg", "120 kg"), auto=True)
    for _ in range(100):
        kept.clock.move(1)
        assert told(kept.workout.wake()) == []
    assert kept.workout.session.state.logs[0].load == "120 kg"


def test_what_is_put_in_the_place_of_an_exercise_has_records_of_its_own(kept: Kept) -> None:
    kept.begin('name = "Rows"\nwork = ["1x8 Seated row @ 40 kg"]\n')
    kept.done(five(reps=8))
    workout = kept.begin()
    kept.do(c.Swap("Seated row"))
    assert kept.done(five("45 kg", 8)) == []  # nobody has looked yet
    workout.read_last("Seated row")
    assert kept.done(five("50 kg", 8)) == ["Record: 8 x 50 kg, the heaviest so far (before: 8 x 40 kg on 5 Jan)"]


# -- heard --------------------------------------------------------------------------------------------------------


def heard(kept: Kept) -> list[tuple[float, str]]:
    return [(round(cue.at - kept.workout.now, 3), cue.name) for cue in kept.sound.cues]


def test_its_tone_waits_until_the_sound_of_the_boundary_is_over(kept: Kept) -> None:
    kept.begin()
    kept.done(five())
    kept.begin()
    kept.done(five("105 kg"))
    assert heard(kept)[:3] == [(0, "rest"), (1.0, "record"), (57, "tick")]
    assert RECORD in kept.sound.rehearsed
    assert [each.at - kept.workout.now for each in kept.sound.said if each.texts == (RECORD,)] == [1.75]
    others = [each.at - kept.workout.now for each in kept.sound.said if each.texts != (RECORD,)]
    assert min(others) >= 3.0
    kept.do(c.BeginNow(), 0.5)
    assert heard(kept) == [(0, "go"), (1.0, "record")]


def test_its_tone_waits_for_the_ticks_and_the_boundary_behind_them(kept: Kept) -> None:
    kept.begin()
    kept.done(five())
    kept.begin()
    kept.done(five())
    kept.pass_time(56.5)
    kept.do(c.Figures(reps=7, log=0), 0)
    assert heard(kept) == [(0.5, "tick"), (1.5, "tick"), (2.5, "tick"), (3.5, "go"), (4.5, "record")]


def test_taken_back_before_it_is_heard_it_is_silent(kept: Kept) -> None:
    kept.begin()
    kept.done(five())
    kept.begin()
    kept.done(five("105 kg"))
    kept.do(c.Undo(), 0.4)
    assert "record" not in [name for _, name in heard(kept)]


def test_at_the_end_it_comes_behind_the_sound_of_that(kept: Kept) -> None:
    text = 'name = "One"\nwork = ["1x5 Deadlift @ 100 kg"]\n'
    kept.begin(text)
    kept.done(five())
    kept.begin(text)
    kept.done(five("105 kg"))
    assert heard(kept) == [(0, "done"), (1.0, "record")]


# -- reps to beat ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("load", "said"),
    [("100 kg", "7 reps would be a record"), ("80 kg", ""), ("120 kg", "2 reps would be a record"), ("130 kg", "")],
)
def test_how_many_reps_would_be_a_record_is_told_near_the_aim(kept: Kept, load: str, said: str) -> None:
    kept.begin()
    kept.done(c.Figures(reps=1, load="120 kg"))
    workout = kept.begin(LIFTS.replace("100 kg", load))
    assert workout.to_beat(workout.session.state.step) == said


def test_what_was_done_today_counts_for_it(kept: Kept) -> None:
    kept.begin()
    kept.done(five())
    workout = kept.begin()
    assert workout.to_beat(workout.session.state.step) == "6 reps would be a record"
    kept.done(five(reps=7))
    kept.do(c.BeginNow())
    assert workout.to_beat(workout.session.state.step) == "8 reps would be a record"


def test_a_load_that_was_given_counts_for_it(kept: Kept) -> None:
    kept.begin()
    kept.done(five(reps=7))
    workout = kept.begin()
    kept.done(five("120 kg", 1))
    kept.do(c.BeginNow())
    assert workout.to_beat(workout.session.state.step) == "2 reps would be a record"


def test_all_of_it_is_read_with_one_question(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.begin()
    kept.done(five())
    kept.end()
    asked: list[Any] = []
    read = Store.sets_in_brief

    def counted(store: Store, which: Any) -> Any:
        asked.append(which)
        return read(store, which)

    monkeypatch.setattr(Store, "sets_in_brief", counted)
    kept.begin()
    assert [sorted(which) for which in asked] == [["deadlift", "one-arm-dumbbell-row", "plank", "pull-up"]]
