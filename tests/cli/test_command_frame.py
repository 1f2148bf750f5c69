"""The frame of all commands: help, version, completion, and how a wrong command line is answered."""

from __future__ import annotations

import click
import pytest
from cli_runs import called

from backday_tui import __version__
from backday_tui.cli import run
from backday_tui.cli.commands import COMMANDS, backday, run_command

pytestmark = pytest.mark.usefixtures("home")

NAMES = [
    "start", "do", "list", "show", "plan", "log", "check", "fmt", "new", "edit", "import", "schema", "exercises",
    "completion", "doctor", "today", "week", "weight", "max", "plates", "muscles", "progress", "why",
]  # fmt: skip


def test_the_version() -> None:
    done = called("--version")
    assert (done.exit_code, done.stdout) == (0, f"backday {__version__}\n")


@pytest.mark.parametrize("command", NAMES)
def test_every_command_has_help_with_examples(command: str) -> None:
    done = called(command, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Usage: backday {command} ")
    assert "Example" in done.stdout
    assert "Show this message and exit." in done.stdout


def test_the_help_names_every_command_and_no_other() -> None:
    done = called("--help")
    assert sorted(backday.commands) == sorted(NAMES)
    assert all(f"\n  {command} " in done.stdout for command in NAMES)


def test_a_command_is_listed_by_the_first_sentence_of_its_help() -> None:
    with click.Context(backday) as context:
        for name, listed in COMMANDS.items():
            _, command, _ = backday.resolve_command(context, [name])
            assert command is not None
            assert (command.name, command.get_short_help_str(1000)) == (name, listed.help)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["start"], "Error: Missing argument 'ROUTINE'."),
        (["nothing"], "Error: No such command 'nothing'."),
        (["list", "--loud"], "Error: No such option '--loud'."),
        (
            ["start", "home", "--speed", "0"],
            "Error: Invalid value for '--speed': 0.0 is not in the range 0<x<=10000.0.",
        ),
        (["start", "home", "--speed", "nan"], "Error: Invalid value for '--speed': it is no number"),
        (["start", "home", "--json"], "Error: --json goes with --plain"),
        (["do"], "Error: Missing argument 'ENTRY...'."),
        (
            ["do", "8 Row", "--rest", "soon"],
            'Error: Invalid value for \'--rest\': "soon" is no time; for example "1:30"',
        ),
        (["check"], "Error: Missing argument 'FILE...'."),
        (
            ["completion", "tcsh"],
            "Error: Invalid value for '{bash|zsh|fish}': 'tcsh' is not one of 'bash', 'zsh', 'fish'.",
        ),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_says_why(arguments: list[str], message: str) -> None:
    done = called(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: backday ")
    assert message in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_calls_the_command_by_its_name(shell: str) -> None:
    done = called("completion", shell)
    assert done.exit_code == 0
    assert f"_BACKDAY_COMPLETE={shell}_complete" in done.stdout


def test_the_shell_completes_through_the_variable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_BACKDAY_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "backday ch")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        run([])
    assert capsys.readouterr().out == "plain,check\n"


def test_what_click_complains_of_is_clean(capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["no\u3164\x1b]0;t\x07\ufe0f"],
        ["list", "--no\x1b]0;t\x07\u202e"],
        ["start", "home", "--speed", "\x1b]0;t\x07"],
    ):
        assert run_command(arguments) == 2
        told = capfd.readouterr().err
        assert not {"\u3164", "\ufe0f", "\x1b", "\x07", "\u202e"} & set(told)
        assert "]0;t" in told
