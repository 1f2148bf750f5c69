import os
import signal
import subprocess
import sys
from pathlib import Path

import machine

from backday_tui.history.lock import RunningLock

HOLD = """
import sys
from pathlib import Path
from backday_tui.history.lock import RunningLock
lock = RunningLock(Path(sys.argv[1]))
print(lock.take("Back at home", "2026-01-05T18:00:00+01:00"), flush=True)
sys.stdin.read()
"""


def taken_and_released(path: Path) -> bool:
    lock = RunningLock(path)
    holder = lock.take("Again", "now")
    lock.release()
    return holder is None


def test_another_program_is_told_who_runs_until_it_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "running.lock"
    program = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "None\n"
        holder = RunningLock(path).take("Other", "later")
        assert holder is not None
        assert (holder.name, holder.pid, holder.since) == ("Back at home", other.pid, "2026-01-05T18:00:00+01:00")
        assert RunningLock(path).holder() == holder
        os.kill(other.pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        other.wait()
    assert RunningLock(path).holder() is None
    mine = RunningLock(path)
    assert mine.take("Mine", "now") is None
    mine.release()
    mine.release()
    assert taken_and_released(path)


def test_where_no_lock_can_be_had_the_workout_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert RunningLock(tmp_path / "file" / "running.lock").take("Mine", "now") is None


@machine.modes
def test_where_the_holder_finds_no_room_the_lock_is_given_free_without_a_word(tmp_path: Path) -> None:
    no_room = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
    program = [sys.executable, "-c", f"{no_room}{HOLD}\nlock.release()\nlock.release()", str(tmp_path / "running.lock")]
    done = subprocess.run(program, input="", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "None\n", "")


def test_in_a_folder_too_deep_to_be_made_the_workout_goes_on(tmp_path: Path) -> None:
    assert RunningLock(tmp_path.joinpath(*["x"] * 1500, "running.lock")).take("Mine", "now") is None


def test_a_lock_file_full_of_nonsense_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "running.lock"
    path.write_text("{nonsense")
    assert RunningLock(path).holder() is None
    assert taken_and_released(path)
