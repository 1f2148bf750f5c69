"""E on the live screen: the routine's file is another from now on, the workout that runs is what it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pilot import Stage, follow
from terminals import Terminal, surroundings

from backday_tui.exercises.catalog import bundled
from backday_tui.routine import library, store
from backday_tui.routine.reader import read_text
from backday_tui.routine.store import UnwritableError
from backday_tui.training.past import PastEntry, PastSession, PastSet
from backday_tui.training.today import Known
from backday_tui.workout.workout import Source

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

TEXT = """\
name = "Mine"  # a comment
rest = "0:10"
prepare = "0:01"

work = [
  "2x8 Seated row",  # behind
  "1x:30 Plank",
  { superset = ["2x10 Curl", "2x12 Dip"], rest = "0:20" },
  { circuit = ["5 Push-up", ":20 Wall sit"], rounds = 2 },
  { emom = ["10 Burpee"], minutes = 2 },
]
"""


class Trained:
    """A workout that follows a file of the person's."""

    def __init__(self, home: Path, text: str = TEXT, path: Path | None = None) -> None:
        self.routines = home / "routines"
        self.routines.mkdir(exist_ok=True)
        self.path = path or self.routines / "mine.toml"
        if path is None:
            self.path.write_text(text)
        self.source = Source(self.path, self.routines, home / "unsaved")

    def follow(self, play: Callable[[Stage], Awaitable[None]], log: Known | None = None) -> None:
        text = self.path.read_text()
        routine = read_text(text, id=self.path.stem, catalog=bundled()).routine
        assert routine is not None
        follow(
            play,
            routine,
            prepare_args=lambda args: args._replace(source=self.source, read_past=log and (lambda *_: log)),
        )

    @property
    def on_disk(self) -> str:
        return (self.routines / self.path.name).read_text()


@pytest.fixture
def trained(tmp_path: Path) -> Trained:
    return Trained(tmp_path)


def test_the_change_is_shown_saved_and_the_workout_goes_on_as_it_was(trained: Trained) -> None:
    async def play(stage: Stage) -> None:
        plan = stage.session.state.steps
        await stage.press("E")
        assert "From now on: Seated row" in stage.text()
        await stage.press("5")
        assert '+   "5x8 Seated row",  # behind' in stage.text()
        assert trained.on_disk == TEXT
        await stage.press("enter")
        assert "Saved for next time" in stage.text()
        assert stage.screen == "LiveScreen"
        assert stage.session.state.steps == plan
        assert "Set 1 of 2" in stage.text()

    trained.follow(play)
    assert trained.on_disk == TEXT.replace("2x8", "5x8")


@pytest.mark.parametrize(
    ("skipped", "name", "typed", "change"),
    [
        (1, "Seated row", ("3",), ("2x8", "3x8")),  # a rest: what comes next
        (4, "Plank", ("tab", "tab", *"45s"), ("1x:30", "1x:45")),
        (6, "Curl", ("4",), ('["2x10 Curl", "2x12 Dip"]', '["4x10 Curl", "4x12 Dip"]')),
        (7, "Dip", ("tab", "1", "5"), ("2x12", "2x15")),
        (12, "Push-up", ("9",), ("5 Push-up", "9 Push-up")),
        (14, "Wall sit", (*"40s",), (":20 Wall", ":40 Wall")),
        (19, "Burpee", ("6",), ("10 Burpee", "6 Burpee")),
    ],
)
def test_the_form_is_that_of_the_step(
    trained: Trained, skipped: int, name: str, typed: tuple[str, ...], change: tuple[str, str]
) -> None:
    async def play(stage: Stage) -> None:
        await stage.press(*["n"] * skipped, "E")
        assert f"From now on: {name}" in stage.text()
        await stage.press(*typed, "enter")
        assert "Saved for next time" in stage.text()

    trained.follow(play)
    assert trained.on_disk == TEXT.replace(*change)


def test_time_goes_on_under_the_form(trained: Trained) -> None:
    async def play(stage: Stage) -> None:
        await stage.press(*["n"] * 4)
        assert stage.countdown == "0:30"
        await stage.wait(10)
        await stage.press("E")
        await stage.wait(15)
        await stage.press("6", "enter")
        assert stage.countdown == "0:05"
        assert "Saved for next time" in stage.text()
        await stage.wait(5)
        assert [log.seconds for log in stage.session_logs()] == [30]

    trained.follow(play)
    assert '"6x:30 Plank"' in trained.on_disk


def test_a_bundled_routine_becomes_the_persons_own_copy_which_is_changed_again(tmp_path: Path) -> None:
    bundled_file = library.bundled_dir() / "dumbbells.toml"
    before = bundled_file.read_text()
    trained = Trained(tmp_path, path=bundled_file)

    async def play(stage: Stage) -> None:
        await stage.press("E", "2", "enter")
        assert "as your own copy" in stage.text()
        await stage.press("n", "n", "E", "4", "enter")
        assert "Saved for next time" in stage.text()

    trained.follow(play)
    assert bundled_file.read_text() == before
    assert trained.on_disk == before.replace("10min Tread", "2x10min Tread").replace("3x1:30 Plank", "4x1:30 Plank")


def test_an_entry_that_stands_elsewhere_by_now_is_found(trained: Trained) -> None:
    async def play(stage: Stage) -> None:
        trained.path.write_text(TEXT.replace("work = [\n", 'work = [\n  "1x5 Chin-up",\n'))
        await stage.press("E")
        assert "From now on: Seated row" in stage.text()

    trained.follow(play)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.replace("Seated row", "Deadlift"), "the entry is not where it was"),
        (TEXT.replace("1x:30 Plank", "3x9 Seated row").replace("2x8 Seated row", "2x8 Deadlift") + "#", ""),
        (None, "there is no such file"),
        ("name = ", "the entry is not where it was"),
    ],
)
def test_a_file_that_is_another_by_now_is_not_changed_wrongly(trained: Trained, text: str | None, said: str) -> None:
    async def play(stage: Stage) -> None:
        if text is None:
            trained.path.unlink()
        else:
            trained.path.write_text(text)
        await stage.press("E")
        shown = stage.text()
        assert said in shown
        assert ("From now on: Seated row" in shown) == (not said)

    trained.follow(play)


def test_a_file_that_changes_under_the_form_is_not_overwritten(trained: Trained) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("E", "5")
        trained.path.write_text(TEXT.replace("Mine", "Theirs"))
        await stage.press("enter")
        assert "was changed by another program meanwhile" in stage.text()
        assert stage.screen == "LiveScreen"

    trained.follow(play)
    assert trained.on_disk == TEXT.replace("Mine", "Theirs")


def test_a_disk_that_is_full_is_said(trained: Trained, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise UnwritableError("mine.toml: not saved: the disk is full")

    async def play(stage: Stage) -> None:
        await stage.press("E", "5")
        monkeypatch.setattr(store, "save", full)
        await stage.press("enter")
        assert "the disk is full" in stage.text()

    trained.follow(play)
    assert trained.on_disk == TEXT


def test_unsaved_text_of_the_editor_is_not_passed_over(trained: Trained) -> None:
    from backday_tui.routine import unsaved

    unsaved.keep(trained.source.unsaved_dir, unsaved.Unsaved(trained.path, "#" + TEXT, None))

    async def play(stage: Stage) -> None:
        await stage.press("E")
        assert "text that was not saved" in stage.text()

    trained.follow(play)


def test_a_workout_of_the_command_line_has_no_file(trained: Trained) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("E")
        assert "from no file" in stage.text()

    routine = read_text(TEXT, id="", catalog=bundled()).routine
    assert routine is not None
    assert trained.path.exists()
    follow(play, routine)


def test_in_a_session_that_was_taken_up_on_a_real_terminal(tmp_path: Path) -> None:
    with Terminal(surroundings(tmp_path), "start", "dumbbells") as terminal:
        terminal.shows("Treadmill")
        terminal.type("nnn")
        terminal.shows("Plank · hold 1:30")
        terminal.type("ql")
        assert terminal.ended() == 0
    with Terminal(surroundings(tmp_path), "start", "--resume") as terminal:
        terminal.shows("PAUSED")
        terminal.type("E5\r")
        terminal.shows("as your own copy of the routine")
        terminal.type(" ")
        terminal.shows("Set 1 of 3")
    assert '"5x1:30 Plank"' in (tmp_path / "routines" / "dumbbells.toml").read_text()


def test_in_a_workout_written_on_the_command_line_on_a_real_terminal(tmp_path: Path) -> None:
    with Terminal(surroundings(tmp_path), "do", "2x8 Seated row", "--no-log") as terminal:
        terminal.shows("Set 1 of 2")
        terminal.type("E")
        terminal.shows("from no file")


TOPPED = """\
name = "Mine"
work = [
  { exercise = "Chin-up", sets = 1, reps = 5, progress = { reps = "5-10", then = "Pull-up" } }, # up
]
"""


def test_what_comes_next_at_the_top_is_put_into_the_file_where_the_person_says_yes(tmp_path: Path) -> None:
    trained = Trained(tmp_path, TOPPED)

    done = PastEntry("chin-up", (PastSet(1, reps=10),), planned=1)
    log = Known((PastSession(1, "mine", date(2025, 12, 24), (done,)),))

    async def play(stage: Stage) -> None:
        assert "10 reps" in stage.text()
        await stage.press("space")
        assert "Chin-up: 10 reps in every set. Pull-up comes next" in stage.text()
        await stage.press("E")
        assert "Pull-up in the place of Chin-up" in stage.text()
        assert trained.on_disk == TOPPED
        await stage.press("enter")

    trained.follow(play, log)
    assert trained.on_disk == TOPPED.replace("Chin-up", "Pull-up").replace(', then = "Pull-up"', "")
