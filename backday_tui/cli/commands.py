"""The commands: where each is, and how the errors of all of them are told. Results go to stdout, messages to stderr.

A command's module is imported when the command is called, so that each starts with no more than it needs; the modules
import what they need at their top.
"""

from __future__ import annotations

import importlib
import io
import os
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from backday_tui import __version__
from backday_tui.cli.console import COMPLETION_VARIABLE, PROBLEMS, tell
from backday_tui.errors import BackdayError
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

SHELLS: Final = ("bash", "zsh", "fish")


class Listed(NamedTuple):
    """A command before it is imported: its module in this room, its name there, and the first sentence of its help.

    That is what a list of all commands says of it, without the wait for all of them; a test holds that it is the same.
    """

    module: str
    function: str
    help: str


COMMANDS: Final = {
    "check": Listed("files", "check", "Print every problem of each FILE with its place."),
    "do": Listed("train", "do", "Follow a workout written here: each ENTRY is a line of notation, or words."),
    "doctor": Listed(
        "doctor", "doctor", "Tell what this machine gives to a workout, and what to do about what is missing."
    ),
    "edit": Listed("files", "edit", "Change ROUTINE: an id, a path, or the beginning of an id."),
    "exercises": Listed("exercises", "exercises", "Show the catalogue of exercises, or how one of them is done."),
    "fmt": Listed("files", "fmt", "Write each FILE in the house style; data and comments stay."),
    "import": Listed(
        "importing",
        "import_",
        "Make a routine of a workout as people and articles write it: FILE, or what comes through stdin.",
    ),
    "list": Listed("show", "list_", "List the routines that are found, yours first."),
    "log": Listed(
        "log",
        "log",
        "Show the sessions done, newest first, every set of one by its ID, or all with an EXERCISE.",
    ),
    "max": Listed("measures", "max_", "Say what you can lift of EXERCISE once, for loads in %."),
    "muscles": Listed("muscles", "muscles", "Show how many sets each muscle had, week by week."),
    "new": Listed("files", "new", "Make a routine of your own called NAME."),
    "plan": Listed("show", "plan", "Show every step of ROUTINE with its time, its sounds, and what to aim at today."),
    "plates": Listed("plates", "plates", "Say which plates make LOAD on a bar, for each of its sides."),
    "progress": Listed(
        "progress",
        "progress",
        "Show whether you get stronger: every exercise with its best, and the weeks of a year, or all of one EXERCISE.",
    ),
    "schema": Listed("files", "schema", "Print the JSON Schema of a routine file, for editors."),
    "show": Listed("show", "show", "Show ROUTINE as a page: what there is to do, what it takes and works."),
    "start": Listed("train", "start", "Follow ROUTINE live: an id, a path, or the beginning of an id."),
    "today": Listed("week", "today", "Say what your week asks for today: what is due and why, or what was done."),
    "week": Listed("week", "week", "Show the days of your week and what was done on them, and how many weeks held."),
    "weight": Listed("measures", "weight", "Say what you weigh, for what moves your body."),
    "why": Listed("show", "why", "Say what each exercise of ROUTINE aims at today, and what that comes from."),
}


def run_command(arguments: Sequence[str]) -> int:
    """Run one command, or answer a shell that asks for completion; gives the exit code."""
    if COMPLETION_VARIABLE in os.environ:
        from backday_tui.cli import shells  # which no command needs

        shells.register()
    try:
        code = backday.main(list(arguments), prog_name="backday", standalone_mode=False)
    except click.ClickException as error:
        told = io.StringIO()
        error.show(told)
        for line in told.getvalue().splitlines():
            tell(clean(line))
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0


class Problems(click.ClickException):
    """What stops a command: a line each on stderr."""

    exit_code = PROBLEMS

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(lines[0])
        self.lines = lines

    def show(self, file: Any = None) -> None:
        """Tell every line."""
        del file
        for line in self.lines:
            tell(line)


class BackdayGroup(click.Group):
    """Commands that are imported when they are called, and whose errors are lines that a person can act on.

    Help and completion name all commands: they get by with the `COMMANDS` as they are listed.
    """

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant, imported now."""
        name, command, rest = super().resolve_command(ctx, args)
        if name in COMMANDS:
            listed = COMMANDS[name]
            command = getattr(importlib.import_module(f"backday_tui.cli.{listed.module}"), listed.function)
        return name, command, rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BackdayError as error:
            lines = getattr(error, "lines", None) or (f"backday: {clean(str(error))}",)
            raise Problems(lines) from error


@click.group(
    cls=BackdayGroup,
    commands=[click.Command(name, help=listed.help) for name, listed in COMMANDS.items()],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  backday                                  the library
  backday start dumbbells                  train with a routine
  backday do "3x1:30 Plank" --rest 45s     train with what you write here
  backday check my-routine.toml            what is wrong with a file""",
)
@click.version_option(__version__, prog_name="backday", message="%(prog)s %(version)s")
def backday() -> None:
    """A workout timer for the terminal. Without a command it opens the library of routines."""


@backday.command(
    epilog="""\b
Examples:
  eval "$(backday completion bash)"      in ~/.bashrc
  eval "$(backday completion zsh)"       in ~/.zshrc, after compinit
  backday completion fish >~/.config/fish/completions/backday.fish"""
)
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print what makes SHELL complete backday's commands."""
    from click.shell_completion import get_completion_class  # which no other command needs

    from backday_tui.cli import shells

    shells.register()
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"there is no completion for {shell}")
    click.echo(kind(backday, {}, "backday", COMPLETION_VARIABLE).source())
