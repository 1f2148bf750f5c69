import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import machine
import pytest
from sessions import HOLDS, history_in, opening_for, plan_of

from backday_tui.clock import ManualClock
from backday_tui.history.lock import RunningError, RunningLock
from backday_tui.session.session import Session

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


def test_where_no_lock_can_be_had_the_workout_goes_on_and_it_is_told_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    lock = RunningLock(tmp_path / "file" / "running.lock")
    assert lock.take("Mine", "now") is None
    assert lock.trouble is not None
    history = history_in(tmp_path / "file", ManualClock())
    nobody = Session(plan_of(HOLDS))
    journal = history.begins(opening_for(nobody, HOLDS, ManualClock()), keep_others=False)
    assert journal.news() == (f"Another workout may run beside this one: it can't be told of it ({lock.trouble})",)
    journal.leave(nobody, 0.0)


RACE = """
import sys
from pathlib import Path
from backday_tui.history.lock import RunningLock
lock = RunningLock(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
holder = lock.take(sys.argv[2], "now")
print("runs" if holder is None else holder.name, flush=True)
sys.stdin.read()
"""


def test_of_many_that_begin_at_once_one_runs_and_all_others_are_told_which(tmp_path: Path) -> None:
    path = tmp_path / "running.lock"
    for turn in range(3):
        with ExitStack() as ended:
            racers = [
                ended.enter_context(
                    subprocess.Popen(
                        [sys.executable, "-c", RACE, str(path), f"Workout {number}"],
                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                    )
                )
                for number in range(8)
            ]  # fmt: skip
            pipes = [(racer.stdin, racer.stdout) for racer in racers]
            assert {said.readline() for _, said in pipes if said} == {"ready\n"}
            for told, _ in pipes:
                assert told is not None
                told.write("\n")
                told.flush()
            said = [said.readline().strip() for _, said in pipes if said]
            assert said.count("runs") == 1, (turn, said)
            assert {each for each in said if each != "runs"} == {f"Workout {said.index('runs')}"}
            for racer in racers:
                racer.communicate("")


def test_one_that_was_about_to_begin_and_does_not_leaves_the_way_free(tmp_path: Path) -> None:
    first, second = history_in(tmp_path, ManualClock()), history_in(tmp_path, ManualClock())
    first.reserve("Mine")
    with pytest.raises(RunningError, match="Mine"):
        second.reserve("Other")
    first.cancel()
    second.reserve("Other")
    with pytest.raises(RunningError, match="Other"):
        first.check()
    second.cancel()


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
