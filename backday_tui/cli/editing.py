"""`backday edit`: a routine in the editor screen, or in the person's own editor.

What editing does to a file is decided by the screen and by routine/store.py; here one of them is begun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from backday_tui.cli.exits import PROBLEMS, tell
from backday_tui.folders import is_there
from backday_tui.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from backday_tui.folders import Folders


@click.command(
    epilog="""\b
Examples:
  backday edit dumbbells
  backday edit my-routine.toml --editor"""
)
@click.argument("routine")
@click.option("--editor", is_flag=True, help="In $VISUAL or $EDITOR instead of backday's own screen.")
def edit(routine: str, editor: bool) -> None:
    """Change ROUTINE: an id, a path, or the beginning of an id. Of one that comes with backday you get a copy."""
    from backday_tui.cli.screens import can_show_screen, edit_on_screen
    from backday_tui.folders import folders
    from backday_tui.routine import library

    here = folders()
    path = library.find(routine, here.routines)
    if editor:
        raise Exit(_in_own_editor(path, here))
    if not can_show_screen():
        raise click.UsageError("the editor needs a terminal")
    raise Exit(edit_on_screen(path))


def _in_own_editor(path: Path, here: Folders) -> int:
    """Open a file in $VISUAL or $EDITOR, then tell what is wrong with it; gives the exit code."""
    from backday_tui.routine import (
        editor_program,
        library,
        source,
        store,
    )
    from backday_tui.tui.editor.outside import run_in_terminal

    is_bundled = path.parent.resolve() == library.bundled_dir().resolve()
    own = store.copy_for_editing(path.stem, here.routines) if is_bundled else path

    def clear_away() -> None:
        """A copy that nobody changed is none."""
        if is_bundled and is_there(own) and source.read_bytes(own) == source.read_bytes(path):
            store.revert(path.stem, here.routines)

    try:
        code = run_in_terminal(editor_program.command(own), clear_away)
    finally:
        clear_away()
    if code:
        tell(f"backday: the editor ended with {code}")
        return PROBLEMS
    if not is_bundled and not is_there(own):
        tell(f"{clean(str(own))}: it is no longer there")
        return PROBLEMS
    _tell_problems(own, here)
    return 0


def _tell_problems(path: Path, here: Folders) -> None:
    from backday_tui.cli.routines import checked
    from backday_tui.routine.problems import problem_line

    for problem in checked(path, here) if is_there(path) else ():
        tell(problem_line(path, problem))
