"""Commands about what a routine file may hold: `check`, which finds every problem of a file, and `schema`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from backday_tui.cli.console import PROBLEMS, put_json, write
from backday_tui.cli.routines import checked
from backday_tui.folders import folders
from backday_tui.routine import schema as routine_schema
from backday_tui.routine.problems import Problem, problem_line, to_json

if TYPE_CHECKING:
    from backday_tui.folders import Folders


@click.command(epilog="\b\nExamples:\n  backday check my-routine.toml\n  backday check routines/*.toml --json")
@click.argument("file", nargs=-1, required=True, type=click.Path(readable=False))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def check(file: tuple[str, ...], as_json: bool) -> None:
    """Print every problem of each FILE with its place. Hints alone are no fault."""
    here = folders()
    found = [(each, problem) for each in file for problem in _checked(each, here)]
    if as_json:
        put_json([to_json(each, problem) for each, problem in found])
    else:
        write("".join(f"{problem_line(each, problem)}\n" for each, problem in found))
    raise Exit(PROBLEMS if any(problem.severity == "error" for _, problem in found) else 0)


def _checked(file: str, here: Folders) -> tuple[Problem, ...]:
    """Every problem of a file as the person names it; "" names none, where a Path would take it for the folder."""
    return checked(Path(file), here) if file else (Problem(1, 1, "error", "there is no such file"),)


@click.command(epilog="\b\nExample:\n  backday schema >routine.schema.json")
def schema() -> None:
    """Print the JSON Schema of a routine file, for editors."""
    put_json(routine_schema.schema())
