"""The command as a process of its own: how it ends, what it imports, and what it makes of a pipe."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from typing import IO, TYPE_CHECKING, Any

import machine
import pytest

from backday_tui import cli
from backday_tui.cli import run
from backday_tui.cli.commands import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("home")

COMMAND = [sys.executable, "-m", "backday_tui"]
ESCAPE = b"\x1b"
LIMIT_S = 60


def called(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    options.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run(
        [*COMMAND, *arguments], check=False, timeout=LIMIT_S, **{"stdout": -1, "stderr": -1, **options}
    )


def begun(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*COMMAND, *arguments], stdin=-1, stdout=-1, stderr=-1, **options)


def stream(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def test_without_a_terminal_the_library_is_a_list_with_a_hint() -> None:
    done, listed = called(), called("list")
    assert (done.returncode, done.stdout) == (0, listed.stdout)
    assert listed.stderr == b""
    hint = b"backday shows its library on a terminal; this is `backday list`, and `backday --help` tells the rest\n"
    assert done.stderr == hint


@pytest.mark.parametrize("arguments", [["list"], ["show", "home"], ["plan", "home"], ["exercises"], ["--help"]])
def test_a_pipe_gets_no_escape_sequence_and_whole_lines(arguments: list[str]) -> None:
    wide = called(*arguments, env={**os.environ, "COLUMNS": "40", "NO_COLOR": "1"})
    assert wide.returncode == 0
    assert ESCAPE not in wide.stdout
    if arguments[0] in ("list", "plan"):
        assert max(len(line) for line in wide.stdout.decode().splitlines()) > 80


def loaded_by(*arguments: str) -> set[str]:
    """All modules that a command has imported by its end."""
    program = f"import sys; sys.argv[1:] = {list(arguments)!r}\nfrom backday_tui.cli import run\nrun(sys.argv[1:])\n"
    done = subprocess.run(
        [sys.executable, "-c", program + "print(*sys.modules, file=sys.stderr)"],
        capture_output=True, text=True, check=False, timeout=LIMIT_S,
    )  # fmt: skip
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [["--version"], ["list"], ["plan", "home", "--json"], ["check", "x.toml"]])
def test_no_command_without_a_screen_imports_textual(arguments: list[str]) -> None:
    loaded = loaded_by(*arguments)
    assert {"backday_tui.cli.commands", "click"} <= loaded
    assert not loaded & {"textual", "tree_sitter"}


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["completion", "bash"], ["nothing"]])
def test_to_list_the_commands_none_is_imported(arguments: list[str]) -> None:
    modules = {f"backday_tui.cli.{listed.module}" for listed in COMMANDS.values()}
    loaded = loaded_by(*arguments)
    assert not loaded & (modules | {"rich", "json", "backday_tui.routine"})


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (("check", "x.toml"), {"rich", "sqlite3", "tree_sitter", "backday_tui.session"}),
        (("plan", "home"), {"sqlite3", "backday_tui.routine.store"}),
        (("start", "nothing"), {"rich", "sqlite3", "backday_tui.audio", "backday_tui.plain"}),
        (("log",), {"backday_tui.routine.reader", "backday_tui.audio"}),
        (("new", "x"), {"tree_sitter", "backday_tui.routine.importing", "textual"}),
        (("exercises", "plank"), {"backday_tui.routine.reader", "backday_tui.session"}),
    ],
)
def test_a_command_does_without_what_others_need(arguments: tuple[str, ...], without: set[str]) -> None:
    assert not loaded_by(*arguments) & without


@machine.signals
def test_a_reader_that_has_enough_ends_it_quietly() -> None:
    with begun("exercises") as process:
        stream(process.stdout).close()
        assert stream(process.stderr).read() == b""
        assert process.wait(LIMIT_S) == 1


@machine.linux
def test_a_full_disk_is_one_line() -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123 -- a device
        done = called("list", stdout=full)
    assert (done.returncode, done.stderr) == (1, b"backday: No space left on device\n")


@machine.shell_scripts
def test_closed_streams_are_no_fault() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" -m backday_tui list >&- 2>&- <&-', sys.executable], check=False, timeout=LIMIT_S
    )
    assert done.returncode == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_an_encoding_that_lacks_a_sign_is_no_fault(encoding: str) -> None:
    poor = {**os.environ, "PYTHONIOENCODING": encoding}
    workout = called("do", "2x12 Deadlift @ 12kg", "--plain", "--speed", "10000", "--rest", "1s", env=poor)
    page, plan = called("show", "home", env=poor), called("plan", "gym-five", env=poor)
    assert (workout.returncode, page.returncode, plan.returncode) == (0, 0, 0)
    dash, dot, times = (
        ("-", "-", "x") if encoding == "ascii" else ("\N{EN DASH}", "\N{MIDDLE DOT}", "\N{MULTIPLICATION SIGN}")
    )
    dash = "-" if encoding == "latin-1" else dash
    first = workout.stdout.decode(encoding).splitlines()[0]
    assert (
        first == f"   0:00  Deadlift {dot} 12 reps {dot} 12 kg {dot} set 1 of 2 {dot} next: rest 1 s, then set 2 of 2"
    )
    assert f"5{dash}8 reps" in plan.stdout.decode(encoding)
    assert f" 3 {times} 20" in page.stdout.decode(encoding)
    assert "?" not in page.stdout.decode(encoding)


def test_a_sign_of_a_file_that_an_encoding_lacks_becomes_a_mark() -> None:
    done = called("do", "8 Ключ", "--plain", "--speed", "10000", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert done.stdout.startswith(b"   0:00  ???? - 8 reps - the last")


@machine.signals
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (getattr(signal, "SIGHUP", 1), 129)]
)
@pytest.mark.parametrize("as_json", [False, True])
def test_a_signal_ends_a_workout_with_its_summary(number: int, code: int, as_json: bool) -> None:
    with begun("do", "1x10:00 Plank", "--plain", *(["--json"] if as_json else [])) as process:
        assert stream(process.stdout).readline()
        process.send_signal(number)
        out, errors = process.communicate(timeout=LIMIT_S)
    assert (process.returncode, errors) == (code, b"")
    last = out.splitlines()[-1]
    assert json.loads(last)["early"] is True if as_json else last.startswith(b"Finished early after 0:0")


def test_lines_of_a_pipe_drive_a_workout_and_its_end_lets_it_run_on() -> None:
    done = called(
        "do",
        "2x8 Row",
        "1x:02 Plank",
        "--prepare",
        "1s",
        "--between",
        "0",
        "--plain",
        "--speed",
        "50",
        stdin=None,
        input=b"\n\n\n",
    )
    assert done.returncode == 0
    lines = done.stdout.decode().splitlines()
    assert re.match(r"All done in \S+: 3 of 3 sets, 16 reps", lines[-1])


def test_events_come_at_once_one_a_line() -> None:
    with begun("do", "8 Row", "--plain", "--json") as process:
        first = json.loads(stream(process.stdout).readline())
        assert (first["event"], first["at_s"], process.poll()) == ("step_began", 0.0, None)
        out, errors = process.communicate(b"\n", timeout=LIMIT_S)
    assert (process.returncode, errors) == (0, b"")
    assert [json.loads(line)["event"] for line in out.splitlines()] == ["set_logged", "step_ended", "finished"]


@machine.pipes_and_devices
def test_a_device_without_end_is_refused_with_little_memory(tmp_path: Path) -> None:
    import resource

    link = tmp_path / "zero.toml"
    link.symlink_to("/dev/zero")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    done = called("check", str(link))
    assert (done.returncode, done.stdout.decode()) == (1, f"{link}:1:1: it is no regular file\n")
    grown_kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - before
    assert grown_kib < 200 * 1024


def test_a_fault_of_its_own_is_one_line_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("BACKDAY_HOME", str(tmp_path / "mine"))

    def broken(_: object) -> int:
        raise ZeroDivisionError("a\nfault \x1b[31m")

    monkeypatch.setattr(cli, "_dispatch", broken)
    assert run(["list"]) == 1
    (report,) = (tmp_path / "mine").iterdir()
    told = f"backday: a fault of its own: ZeroDivisionError: a fault ␛[31m; details are in {report}\n"
    assert capsys.readouterr().err == told
    kept = report.read_text(encoding="utf-8")
    assert kept.startswith("backday ")
    assert 'raise ZeroDivisionError("a\\nfault' in kept


def test_a_fault_where_nothing_can_be_kept_is_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("BACKDAY_HOME", str(tmp_path / "file" / "mine"))

    def broken(_: object) -> int:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(cli, "_dispatch", broken)
    assert run(["list"]) == 1
    assert capsys.readouterr().err == "backday: a fault of its own: ZeroDivisionError: a fault\n"


@machine.modes
def test_a_fault_where_the_folder_is_gone_or_too_deep_is_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken(_: object) -> int:
        raise ZeroDivisionError("a fault")

    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setattr(cli, "_dispatch", broken)
    for home in (str(tmp_path.joinpath(*["x"] * 1500)), "relative"):
        monkeypatch.setenv("BACKDAY_HOME", home)
        assert run(["list"]) == 1
        assert capsys.readouterr().err == "backday: a fault of its own: ZeroDivisionError: a fault\n"


@machine.modes
@pytest.mark.parametrize(
    "arguments",
    [(), ("list",), ("show", "dumbbells"), ("start", "dumbbells", "--plain"), ("do", "8 Row"), ("new", "x"), ("log",),
     ("edit", "dumbbells"), ("check", "x.toml"), ("doctor", "--quiet"), ("exercises",), ("plan", "dumbbells")],
)  # fmt: skip
def test_a_home_that_counts_from_a_folder_that_is_gone_is_one_sentence(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = 'cd "$1"; rmdir "$1"; shift; exec "$@"'
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", str(gone), *COMMAND, *arguments], stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False, timeout=LIMIT_S, env={**os.environ, "BACKDAY_HOME": "mine"},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith(
        'backday: "mine" counts from the folder you are in, and that is gone'
    )
    assert "Traceback" not in done.stderr


def test_ctrl_c_before_a_workout_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_dispatch", interrupted)
    assert run(["list"]) == 130
