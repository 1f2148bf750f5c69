from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backday_tui.cli.commands import backday

UNTIDY = 'name="Mine"   # my own\nwork=["3x8 Row",   "3x:30 Plank"]'
TIDY = 'name = "Mine"  # my own\nwork = [\n  "3x8 Row",\n  "3x:30 Plank",\n]\n'


def called(*args: str) -> Result:
    return CliRunner().invoke(backday, ["fmt", *args])


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_bytes(UNTIDY.encode())
    return path


def test_a_file_is_written_in_the_house_style_and_then_left_alone(untidy: Path) -> None:
    done = called(str(untidy))
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"{untidy}: changed\n", "")
    assert untidy.read_bytes().decode() == TIDY
    again = called(str(untidy))
    assert (again.exit_code, again.output) == (0, "")


def test_check_says_which_would_change_and_changes_nothing(untidy: Path, tmp_path: Path) -> None:
    tidy = tmp_path / "tidy.toml"
    tidy.write_bytes(TIDY.encode())
    done = called("--check", str(tidy), str(untidy))
    assert (done.exit_code, done.stdout) == (1, f"{untidy}: would change\n")
    assert untidy.read_bytes().decode() == UNTIDY
    assert called("--check", str(tidy)).exit_code == 0


@pytest.mark.parametrize("content", [b"name = ", b"\xff\xfe", None])
def test_what_is_no_routine_is_said_in_a_line_and_left_as_it_is(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "odd.toml"
    if content is not None:
        path.write_bytes(content)
    done = called(str(path))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(str(path))
    assert done.stderr.count("\n") == 1
    assert (path.read_bytes() if content is not None else None) == content


def test_without_a_file_the_command_line_is_wrong() -> None:
    assert called().exit_code == 2


def test_what_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(b'name = "Mine"\nrest = oops\n')
    assert called(str(path)).stderr.startswith(f"{path}:2: not TOML")
