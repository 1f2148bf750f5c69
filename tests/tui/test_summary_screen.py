"""The page of the end: what got better, what was done of what was planned, what is to be kept; at several sizes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pilot import HOSTILE, SHOWN_HOSTILE, Stage, follow, notices, reps
from pilot import routine as plain_routine

from backday_tui import words
from backday_tui.exercises.catalog import bundled
from backday_tui.routine import library
from backday_tui.routine.model import Load
from backday_tui.routine.reader import read_text
from backday_tui.training.past import PastEntry, PastSession, PastSet
from backday_tui.training.records import DoneBefore
from backday_tui.training.today import Known
from backday_tui.workout.workout import Source

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

TEXT = """\
name = "Lift"
rest = "0:10"
prepare = "0:01"
work = [
  "2x5 Deadlift @ 100 kg",  # heavy
  "1x8 Pull-up",
  "1x:05 Plank",
]
"""
SIZES = ((80, 24), (120, 40), (60, 15), (160, 50))


def before(load: float = 100, reps: int = 5) -> tuple[PastSession, ...]:
    """A session of the fifth of December."""
    lifted = tuple(PastSet(number, reps=reps, load=Load("weight", load, "kg")) for number in (1, 2))
    entries = (
        PastEntry("deadlift", lifted, planned=2),
        PastEntry("pull-up", (PastSet(1, reps=8),), planned=1),
        PastEntry("plank", (PastSet(1, seconds=5.0),), "hold", planned=1),
    )
    return (PastSession(1, "lift", date(2025, 12, 5), entries),)


class Lifting:
    """A workout that follows a file of the person's, with a log."""

    def __init__(self, home: Path, past: tuple[PastSession, ...] = (), path: Path | None = None) -> None:
        self.routines = home / "routines"
        self.routines.mkdir()
        self.path = path or self.routines / "lift.toml"
        if path is None:
            self.path.write_text(TEXT)
        self.source = Source(self.path, self.routines, home / "unsaved")
        self.past = past

    def follow(
        self, play: Callable[[Stage], Awaitable[None]], size: tuple[int, int] = (120, 40), **asked: Any
    ) -> Stage:
        routine = read_text(self.path.read_text(), id=self.path.stem, catalog=bundled()).routine
        assert routine is not None
        return follow(
            play, routine, size=size,
            prepare_args=lambda args: args._replace(
                source=self.source, read_past=lambda *_: Known(self.past), read_all=lambda _: DoneBefore(self.past),
                **asked,
            ),
        )  # fmt: skip


def lines_of(stage: Stage) -> list[str]:
    return [" ".join(line.split()).replace(words.TIMES, "x") for line in stage.text().splitlines()]


async def lift(stage: Stage, load: str = "@102.5", reps: str = "9") -> None:
    """Two sets of deadlifts, one of pull-ups, a plank."""
    await stage.settle()
    await stage.press(*load, "enter", "space")
    await stage.press("enter", "space")
    await stage.press("enter", *reps, "enter")
    await stage.press("enter")
    await stage.wait(7)
    assert stage.screen == "SummaryScreen"


@pytest.mark.parametrize("size", SIZES)
def test_after_one_with_a_record_it_says_what_got_better(tmp_path: Path, size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await lift(stage)
        shown = " ".join(lines_of(stage))
        await stage.press("end")
        shown += " ".join(lines_of(stage))
        for told in (
            "DONE",
            "Lift · ",
            "★ Deadlift: 5 x 102.5 kg, the heaviest so far",
            "(before: 5 x",
            "Pull-up: 9 reps, the most reps so far",
            "●● Deadlift",
            "5 · 5 x 102.5 kg",
            "+2.5 kg since 5 Dec 2025",
            "+1 rep since 5 Dec 2025",
            "as on 5 Dec 2025",
            "Keep 102.5 kg for Deadlift next time? The file says 100 kg",
        ):
            assert told in shown, told
        assert ("4 of 4 sets" in shown) == (size[1] < 35)  # else in large digits

    Lifting(tmp_path, before()).follow(play, size)


@pytest.mark.parametrize("size", SIZES)
def test_after_the_first_session_there_is_nothing_to_compare_with(tmp_path: Path, size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await lift(stage, "@100")
        text = stage.text()
        assert "●●" in text
        assert "★" not in text
        assert "since" not in text
        assert "Keep" not in text

    Lifting(tmp_path).follow(play, size)


def test_finished_early_what_was_left_out_has_hollow_dots(tmp_path: Path) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space", "q", "f")
        shown = lines_of(stage)
        assert "FINISHED EARLY" in shown[0]
        assert any(line.startswith("●○ Deadlift 5 x 100 kg as on 5 Dec 2025") for line in shown)
        assert any(line.startswith("○ Plank not done") for line in shown)

    Lifting(tmp_path, before()).follow(play)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_not_logged_says_so_and_sets_no_record(tmp_path: Path, size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await lift(stage)
        assert "This workout is not logged: nothing of it is kept." in stage.text()
        assert "★" not in stage.text()

    Lifting(tmp_path, before()).follow(play, size, open_journal=None)


def test_the_length_of_the_workout_is_not_what_stands_largest(tmp_path: Path) -> None:
    async def play(stage: Stage) -> None:
        await lift(stage)
        large = [line for line in stage.text().splitlines() if "█" in line]
        assert len(large) > 10
        assert "Lift · 0:" in lines_of(stage)[1]
        blank = [line for line in stage.text().splitlines() if not line.strip()]
        assert len(blank) <= 20  # six of them between what belongs together

    Lifting(tmp_path, before()).follow(play)


def test_at_most_three_records_are_told(tmp_path: Path) -> None:
    text = 'name = "Many"\nrest = 5\nwork = ["1x5 Deadlift", "1x5 Pull-up", "1x5 Chin-up", "1x5 Push-up", "1x5 Dip"]\n'
    names = ("deadlift", "pull-up", "chin-up", "push-up", "dip")
    past = (PastSession(1, "many", date(2025, 12, 5), tuple(PastEntry(name, (PastSet(1, reps=3),)) for name in names)),)
    (tmp_path / "many.toml").write_text(text)

    async def play(stage: Stage) -> None:
        await stage.settle()
        await stage.press("space")
        for _ in names[1:]:
            await stage.press("enter", "space")
        assert sum(line.startswith("★") for line in lines_of(stage)) == 3

    Lifting(tmp_path, past, tmp_path / "many.toml").follow(play)


def test_a_figure_that_is_put_right_there_is_a_record_no_more(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text('name = "One"\nwork = ["1x5 Deadlift @ 100 kg"]\n')

    async def play(stage: Stage) -> None:
        await stage.settle()
        await stage.press("9", "9", "enter")
        assert "★ Deadlift: 99" in stage.text()
        await stage.press("r", "4", "enter")
        assert stage.screen == "SummaryScreen"
        assert "★" not in stage.text()
        assert any("\N{MINUS SIGN}1 rep since 5 Dec 2025" in line for line in lines_of(stage))

    Lifting(tmp_path, before(), tmp_path / "one.toml").follow(play)


# -- a load that is kept --------------------------------------------------------------------------------------------


def test_yes_writes_the_load_into_the_file_and_u_takes_that_back(tmp_path: Path) -> None:
    lifting = Lifting(tmp_path, before())

    async def play(stage: Stage) -> None:
        await lift(stage)
        assert "y keep 102.5 kg" in lines_of(stage)[-1]
        await stage.press("y")
        assert lifting.path.read_text() == TEXT.replace("100 kg", "102.5 kg")
        assert "Keep" not in stage.text()
        assert "Saved for next time" in notices(stage.app)
        await stage.press("u")
        assert stage.screen == "SummaryScreen"
        assert lifting.path.read_text() == TEXT
        assert "Keep 102.5 kg" in stage.text()
        await stage.press("u")
        assert stage.screen == "LiveScreen"

    lifting.follow(play)


def test_of_a_bundled_routine_a_copy_is_made_and_goes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundled_dir = tmp_path / "bundled"
    bundled_dir.mkdir()
    (bundled_dir / "lift.toml").write_text(TEXT)
    monkeypatch.setattr(library, "bundled_dir", lambda: bundled_dir)
    lifting = Lifting(tmp_path, before(), bundled_dir / "lift.toml")
    own = lifting.routines / "lift.toml"

    async def play(stage: Stage) -> None:
        await lift(stage)
        await stage.press("y")
        assert own.read_text() == TEXT.replace("100 kg", "102.5 kg")
        assert (bundled_dir / "lift.toml").read_text() == TEXT
        assert "Saved for next time, as your own copy of the routine" in notices(stage.app)
        await stage.press("u")
        assert not own.exists()

    lifting.follow(play)


def test_what_another_program_wrote_meanwhile_stays(tmp_path: Path) -> None:
    lifting = Lifting(tmp_path, before())

    async def play(stage: Stage) -> None:
        await lift(stage)
        await stage.press("y")
        lifting.path.write_text(f"{TEXT}# mine\n")
        await stage.press("u")
        assert lifting.path.read_text() == f"{TEXT}# mine\n"
        assert any(each.startswith("Not taken back: lift.toml was changed") for each in notices(stage.app))

    lifting.follow(play)


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    lifting = Lifting(tmp_path, before())

    async def play(stage: Stage) -> None:
        await lift(stage)
        lifting.path.unlink()
        await stage.press("y")
        assert stage.screen == "SummaryScreen"
        assert not lifting.path.exists()
        assert len(notices(stage.app)) == 1

    lifting.follow(play)


def test_a_click_on_a_key_does_what_it_says(tmp_path: Path) -> None:
    lifting = Lifting(tmp_path, before())

    async def play(stage: Stage) -> None:
        await lift(stage)
        row = len(stage.text().splitlines()) - 1
        column = stage.text().splitlines()[row].index("keep 102.5 kg")
        await stage.pilot.click(offset=(column + 1, row))
        await stage.settle()
        assert "102.5 kg" in lifting.path.read_text()

    lifting.follow(play)


def test_names_from_files_are_shown_and_not_obeyed() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        assert stage.screen == "SummaryScreen"
        assert SHOWN_HOSTILE[:20] in stage.text()

    follow(play, plain_routine(reps(name=HOSTILE), name=HOSTILE), size=(120, 40))
