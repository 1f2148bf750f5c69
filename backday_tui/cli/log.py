"""`backday log`: what was done, for people and for programs. How it is laid out stands in sessions.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from backday_tui.cli.exits import tell
from backday_tui.errors import NotFoundError

if TYPE_CHECKING:
    from pathlib import Path

    from backday_tui.history.store import SessionRow


@click.command("log", epilog="\b\nExamples:\n  backday log\n  backday log 12\n  backday log --json")
@click.argument("session", type=int, required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def log(session: int | None, as_json: bool) -> None:
    """Show the sessions done, newest first, or every set of the one with this ID."""
    from backday_tui.cli.output import put, put_json
    from backday_tui.folders import folders
    from backday_tui.history.log import as_json as rows_json

    rows = _rows(folders().log_file, session)
    if as_json:
        put_json(rows_json(rows))
        return
    from backday_tui.cli.sessions import log_table, session_page

    if session is not None:
        put(*session_page(rows[0]))
    elif rows:
        put(log_table(rows))
    else:
        tell("backday: nothing is logged yet")


def _rows(path: Path, session: int | None) -> tuple[SessionRow, ...]:
    """All sessions, or the one that is asked for.

    Raises:
        LogError: the log can't be read.
        NotFoundError: there is no such session.
    """
    from backday_tui.history.log import opened

    with opened(path) as store:
        if session is None:
            return store.sessions() if store is not None else ()
        row = store.session(session) if store is not None else None
    if row is None:
        raise NotFoundError(f"there is no session {session} in the log; `backday log` shows them all")
    return (row,)
