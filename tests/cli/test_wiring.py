"""How a workout is wired: the sounds that its routine names, and the sound that the settings ask for."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from plans import build

from backday_tui.audio.player import OFF, Player
from backday_tui.cli.wiring import Context, NoSuchStepError, RunOptions, own_exercise_faults, sound_for
from backday_tui.clock import ManualClock
from backday_tui.exercises.catalog import bundled
from backday_tui.folders import Folders
from backday_tui.routine.reader import read_text
from backday_tui.routine.sounds import bundled_folder
from backday_tui.session.cues import Cue
from backday_tui.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from backday_tui.session.plan import Plan


def context(home: Path, settings: Settings | None = None) -> Context:
    return Context(Folders(home, home), settings or Settings(), ())


def plan_of(text: str) -> Plan:
    routine = read_text(text, id="", catalog=bundled()).routine
    assert routine is not None
    return build(routine, bundled())


def test_a_sound_of_the_routine_is_found_in_its_folder_or_yours_and_nowhere_else(tmp_path: Path) -> None:
    mine, routines = tmp_path / "sounds", tmp_path / "elsewhere"
    for folder in (mine, routines):
        folder.mkdir()
    shutil.copy(bundled_folder() / "go.wav", routines / "gong.wav")
    shutil.copy(bundled_folder() / "go.wav", mine / "bell.wav")
    shutil.copy(bundled_folder() / "go.wav", tmp_path / "out.wav")
    (routines / "link.wav").symlink_to(tmp_path / "out.wav")
    player = sound_for(routines, context(tmp_path), ManualClock(), RunOptions())
    names = ("gong.wav", "bell.wav", "link.wav", "../out.wav", "none.wav", None)
    player.schedule([Cue(str(n), 2000 + n, "go", name) for n, name in enumerate(names)])
    assert isinstance(player, Player)
    assert [cue.path for cue in player._cue_log.cues] == [
        str(routines / "gong.wav"), str(mine / "bell.wav"), None, None, None, None,
    ]  # fmt: skip
    assert [cue.name for cue in player._cue_log.cues] == ["go"] * 6


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"My row" = "Seated row"\n', ()),
        ('"My row" = "Rwo"\n"My fly" = 3\n', (':1:12: no exercise is called "Rwo" (and 1 more)',)),
        ("oops", (':1:1: "oops" is no key = value; a comment begins with #: none of its names is known',)),
    ],
)
def test_names_that_mean_nothing_are_told(tmp_path: Path, text: str, told: tuple[str, ...]) -> None:
    here = Folders(tmp_path, tmp_path)
    here.names_file.write_text(text, encoding="utf-8")
    assert own_exercise_faults(here) == tuple(f"{here.names_file}{each}" for each in told)


def test_the_settings_and_the_command_line_say_how_loud_it_is(tmp_path: Path) -> None:
    clock = ManualClock()
    sound = sound_for(None, context(tmp_path, Settings(sound="off", volume=40)), clock, RunOptions())
    assert (sound.volume, sound.muted, sound.status.backend) == (0.4, False, "off")
    assert sound_for(None, context(tmp_path), clock, RunOptions(mute=True)).muted
    assert sound_for(None, context(tmp_path, Settings(mute=True)), clock, RunOptions()).muted


def test_time_that_runs_fast_is_silent(tmp_path: Path) -> None:
    settings = Settings(volume=40, voice=True)
    sound = sound_for(None, context(tmp_path, settings), ManualClock(), RunOptions(speed=60.0))
    sound.start()
    assert isinstance(sound, Player)
    assert (sound.status, sound.volume, sound.speaks, sound.worker_pid) == (OFF, 0.4, False, None)


@pytest.mark.parametrize(("where", "index"), [("warmup", 0), ("WORK", 2), (" 3 ", 3), ("seated row", 3)])
def test_a_step_is_named_by_its_section_its_index_or_its_exercise(where: str, index: int) -> None:
    plan = plan_of('name = "x"\nwarmup = ["10min Stairs"]\nwork = ["2x8 Seated row"]')
    assert RunOptions(where).first_step(plan) == index


def test_a_step_that_is_not_there_is_answered_with_what_is() -> None:
    plan = plan_of('name = "x"\nwork = ["2x8 Seated row"]')
    with pytest.raises(NoSuchStepError, match="it may be work, an exercise, or the index of a step, 0 to 2"):
        RunOptions("9").first_step(plan)
