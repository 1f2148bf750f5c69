"""What the commands answer to programs, in the shapes that docs/commands.md promises. Nothing is printed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backday_tui.exercises.catalog import bundled
from backday_tui.session.plan import build
from backday_tui.session.summary import worked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from backday_tui.routine.library import Headline
    from backday_tui.routine.reader import Loaded


def library_json(rows: Iterable[tuple[Headline, Loaded]], last_done: Mapping[str, datetime]) -> list[dict[str, Any]]:
    """`backday list --json`: a routine that can't be started has no estimate and no muscles."""
    return [_row(headline, loaded, last_done.get(headline.id)) for headline, loaded in rows]


def _row(headline: Headline, loaded: Loaded, last_done: datetime | None) -> dict[str, Any]:
    routine, catalog = loaded.routine, bundled()
    return {
        "id": headline.id,
        "name": headline.name,
        "path": str(headline.path),
        "bundled": headline.bundled,
        "level": headline.level,
        "equipment": list(headline.equipment),
        "muscles": list(worked(routine, catalog)) if routine else [],
        "estimate_s": build(routine, catalog).estimate_s if routine else None,
        "last_done": last_done.isoformat() if last_done else None,
        "problems": error_count(loaded),
    }


def error_count(loaded: Loaded) -> int:
    """How many problems a file has; hints are none."""
    return sum(problem.severity == "error" for problem in loaded.problems)
