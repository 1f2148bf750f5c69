"""Commands about the week: `today`, `week`. What they say stands in today.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click
from click.exceptions import Exit

from backday_tui.cli.today import say_today, say_week

if TYPE_CHECKING:
    from datetime import datetime

_DAY: Final = click.DateTime(["%Y-%m-%d"])
_ON: Final = "As things stood on that day, as 2026-11-02; today where it is left out."


@click.command(
    epilog="""\b
Exit codes: 0 something is due, 3 it is done, 4 nothing is due or there is no week.

\b
Examples:
  backday today
  backday today --on 2026-11-02 --json"""
)
@click.option("--on", type=_DAY, metavar="DATE", help=_ON)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def today(on: datetime | None, as_json: bool) -> None:
    """Say what your week asks for today: what is due and why, or what was done."""
    raise Exit(say_today(on and on.date(), as_json=as_json))


@click.command(epilog="\b\nExamples:\n  backday week\n  backday week --on 2026-11-02")
@click.option("--on", type=_DAY, metavar="DATE", help=_ON)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def week(on: datetime | None, as_json: bool) -> None:
    """Show the days of your week and what was done on them, and how many weeks held."""
    raise Exit(say_week(on and on.date(), as_json=as_json))
