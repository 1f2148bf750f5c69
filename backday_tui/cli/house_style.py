"""The command that writes routine files in the house style; what that is stands in routine/edit/style.py."""

from __future__ import annotations

from pathlib import Path

import click

from backday_tui.cli.exits import tell
from backday_tui.errors import BackdayError
from backday_tui.text import clean


@click.command(epilog="\b\nExamples:\n  backday fmt my-routine.toml\n  backday fmt --check routines/*.toml")
@click.argument("file", nargs=-1, required=True, type=click.Path(readable=False, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Write nothing: exit 1 where a FILE would change.")
@click.pass_context
def fmt(ctx: click.Context, file: tuple[Path, ...], only_check: bool) -> None:
    """Write each FILE in the house style; data and comments stay."""
    others = [each for each in file if not _is_in_style(each, only_check=only_check)]
    ctx.exit(1 if others else 0)


def _is_in_style(path: Path, *, only_check: bool) -> bool:
    """Bring a file into the house style; False where it could not be, or with `only_check` where it is not."""
    from backday_tui.routine.edit.style import formatted
    from backday_tui.routine.store import (
        read,
        save,
    )

    try:
        opened = read(path)
        new = formatted(opened.text)
        if new == opened.text:
            return True
        if not only_check:
            save(path, new, expected=opened.snapshot)
    except BackdayError as error:
        tell(_with_place(path, error))
        return False
    click.echo(f"{clean(str(path))}: {'would change' if only_check else 'changed'}")
    return not only_check


def _with_place(path: Path, error: BackdayError) -> str:
    from backday_tui.routine.edit.verify import EditRefusedError

    name, message = clean(str(path)), str(error)
    if isinstance(error, EditRefusedError):
        return f"{name}:{error.line}: {error.reason}"
    return message if message.startswith(name) else f"{name}: {message}"
