"""All that is known of the routines by now: headlines, the facts of those that were read, when each was last done.

What is given is kept, and rows come out of it, all or those that fit a filter. Nothing is read here: where it is from
stands in `learning.py`, and how rows look in `widgets/routine_list.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from backday_tui.text import clean
from backday_tui.tui.matching import Matter, fits
from backday_tui.tui.widgets.routine_list import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from backday_tui.routine.library import Headline
    from backday_tui.tui.facts import Facts
    from backday_tui.tui.matching import Words

_NAME_LIMIT: Final = 120
_TEXT_LIMIT: Final = 300


class KnownRoutines:
    """The routines by their files, in the order of their headlines.

    Attributes:
        headlines: what the list began with.
        facts: of those that were read.
        rows: what is shown of each.
    """

    def __init__(self, now: Callable[[], datetime] | None) -> None:
        """`now` is the time of day, from which one counts to the last time; None where no last times are shown."""
        self.headlines: Mapping[Path, Headline] = {}
        self.facts: dict[Path, Facts] = {}
        self.rows: dict[Path, Row] = {}
        self._now = now
        self._last_done: Mapping[str, datetime] = {}
        self._matters: dict[Path, Matter] = {}

    def forget_facts(self) -> None:
        """The files are read anew; rows stay as they are until there are headlines again."""
        self.facts, self._matters = {}, {}

    def take_headlines(self, headlines: Iterable[Headline]) -> None:
        """These are the routines that there are."""
        self.headlines = {headline.path: headline for headline in headlines}
        self._matters = {}
        self._make_rows()

    def take_facts(self, facts: Mapping[Path, Facts]) -> None:
        """These were read."""
        self.facts.update(facts)
        for path in facts.keys() & self.rows.keys():
            self._matters.pop(path, None)
            self.rows[path] = self._row(self.headlines[path])

    def take_last_done(self, last_done: Mapping[str, datetime]) -> None:
        """When each was last done, by its id."""
        self._last_done = last_done
        self._make_rows()

    def fitting(self, wanted: Words) -> list[Row]:
        """The rows that a filter's words fit; without words all."""
        if not wanted:
            return list(self.rows.values())
        return [row for path, row in self.rows.items() if fits(wanted, self._matter(path))]

    def _make_rows(self) -> None:
        self.rows = {path: self._row(headline) for path, headline in self.headlines.items()}

    def _row(self, headline: Headline) -> Row:
        facts, last = self.facts.get(headline.path), self._last_done.get(headline.id)
        row = headline_row(headline)
        row = with_facts(row, facts) if facts else row
        if last is None or self._now is None:
            return row
        from backday_tui.tui.log_words import ago_text  # noqa: PLC0415 - not for the first paint

        return row._replace(last=ago_text(last, self._now()))

    def _matter(self, path: Path) -> Matter:
        if path not in self._matters:
            self._matters[path] = matter_of(self.headlines[path], self.facts.get(path))
        return self._matters[path]


def headline_row(headline: Headline) -> Row:
    """What the list shows of a file before more is known of it."""
    return Row(
        path=headline.path,
        name=clean(headline.name, _NAME_LIMIT),
        equipment=clean(", ".join(headline.equipment), _TEXT_LIMIT),
        level=clean(headline.level or "", _TEXT_LIMIT),
        own=not headline.bundled,
        is_copy=headline.is_copy,
        problem=clean(headline.warnings[0], _TEXT_LIMIT) if headline.warnings else None,
    )


def with_facts(row: Row, facts: Facts) -> Row:
    """What the list shows of a file that was read."""
    if facts.routine is None:
        return row._replace(problem=facts.problems[0] if facts.problems else row.problem)
    return row._replace(estimate_s=facts.estimate_s)


def matter_of(headline: Headline, facts: Facts | None) -> Matter:
    """What a filter looks at: as much as is known by now."""
    texts = [headline.name, headline.id, headline.level or ""]
    if facts and facts.routine:
        texts += [*facts.routine.tags, *facts.muscle_words]
    return Matter.of(texts, headline.equipment)
