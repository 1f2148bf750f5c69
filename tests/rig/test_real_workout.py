"""backday itself, heard: every sound of a workout at its time, in lines and on the screen, whatever else goes on."""

from __future__ import annotations

import itertools
import operator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rig.realapp import run_until
from rig.recorded_workouts import AFTER_S, FAR_MS, KEYS, STOP, Errors, check_plan
from rig.stageplay import errors_ms, p99

if TYPE_CHECKING:
    from rig.realapp import RealApp


def test_pause_resume_skip_back_and_ten_seconds_more_leave_no_stray_sound(
    apps: dict[str, RealApp], errors: Errors
) -> None:
    app = apps["keys"]
    until = app.began_at() + sum(after_s for after_s, _ in KEYS) + AFTER_S
    run_until(until)
    asked = [cue for cue in app.asked() if cue.at < until]
    heard = app.heard(until)
    late = errors_ms(asked, heard)
    by_key = [any(abs(cue.at - made) < 0.02 for made, _ in app.lists) and cue.name != "tick" for cue in asked]
    print(f"keys: {len(asked)} sounds, {sum(by_key)} of them at once")  # noqa: T201 - figures to look at
    assert len(app.lists) > len(KEYS)
    assert [cue.name for cue in asked].count("tick") >= 8
    assert 4 <= sum(by_key) <= 10
    errors.all_ms += itertools.compress(late, map(operator.not_, by_key))
    assert p99(late) < FAR_MS


def test_nothing_is_heard_of_a_program_that_is_suspended(apps: dict[str, RealApp]) -> None:
    app = apps["stopped"]
    until = app.began_at() + STOP[0] + 4.0
    assert [sound.name for sound in app.heard(until)] == ["tick"]
    assert [cue.name for cue in app.lists[0][1][:3]] == ["tick"] * 3
    state = Path(f"/proc/{app.process.pid}/stat").read_text().rpartition(")")[2].split()[0]
    assert state == "T"


@pytest.mark.parametrize("name", ["lines", "screen"])
def test_every_sound_of_the_plan_is_heard_at_its_time(apps: dict[str, RealApp], errors: Errors, name: str) -> None:
    check_plan(apps[name], name, errors)


def test_what_comes_next_is_spoken_in_a_rest_and_over_before_the_ticks(apps: dict[str, RealApp]) -> None:
    if "voice" not in apps:
        pytest.skip("no voice is installed")
    app = apps["voice"]
    planned = app.planned()
    run_until(planned[-1].at + 1.3)
    heard = app.heard(planned[-1].at + 1.3)
    cues = [sound for sound in heard if any(abs(sound.at - cue.at) < 0.1 for cue in planned)]
    words = [sound for sound in heard if sound not in cues]
    assert max(map(abs, errors_ms(planned, cues))) < 100.0

    rest = next(cue.at for cue in planned if cue.name == "rest")
    ticks = [cue.at for cue in planned if cue.name == "tick"]
    spoken = [sound for sound in words if rest < sound.at < rest + 8.0]
    assert 0.8 < spoken[0].at - rest < 1.3
    assert sum(sound.length_s for sound in spoken) > 1.5
    assert max(sound.level for sound in spoken) > 0.5
    for sound in words:
        coming = min((tick for tick in ticks if tick > sound.at), default=float("inf"))
        assert sound.at + sound.length_s < coming - 0.2
