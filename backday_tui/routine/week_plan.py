"""What a week is: which routines are for which days, and the blocks of weeks; frozen values.

Nothing here knows how it is written down (`week_file.py`), or what was done (`training/weeks.py`). A prompt of the
shell asks for it each time, so this imports next to nothing: these are no dataclasses. The deload of a block is its
last week.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

WEEK_DAYS: Final = 7


def monday_of(day: date) -> date:
    """The first day of the week that a day is in."""
    return day - timedelta(days=day.weekday())


class Deload(NamedTuple):
    """What is less in a deload week: the load in per cent, and the share of the sets, from over 0 to 1."""

    load_percent: float = 100.0
    sets: float = 1.0

    def sets_of(self, count: int) -> int:
        """How many of so many sets are left, rounded up."""
        return ceil(round(count * self.sets, 6))  # 55 % of 20 is 11, also where floats make it a little more


class Block(NamedTuple):
    """So many weeks from a Monday on, perhaps with a deload at their end."""

    begins: date
    weeks: int
    deload: Deload | None = None

    def number(self, day: date) -> int | None:
        """Which of its weeks a day is in, from 1; None where it is in none."""
        gone = (day - self.begins).days // WEEK_DAYS
        return gone + 1 if 0 <= gone < self.weeks else None


class AnyDays(NamedTuple):
    """So many times a week, on whatever days: the next of the members each time."""

    members: tuple[str, ...]
    times: int


class WeekPlan(NamedTuple):
    """A week as its file has it.

    `days` has the ids of routines by weekday, Monday 0: one, or several of which it is the next one's turn.
    """

    days: Mapping[int, tuple[str, ...]] = {}
    any_days: AnyDays | None = None
    blocks: tuple[Block, ...] = ()

    @property
    def routines(self) -> tuple[str, ...]:
        """The ids of all routines that it names, each once."""
        any_days = self.any_days.members if self.any_days else ()
        return tuple(dict.fromkeys((*(each for members in self.days.values() for each in members), *any_days)))

    def members_on(self, day: date) -> tuple[str, ...]:
        """What may be due on a day, one of which would do; nothing where it asks for nothing."""
        return self.days.get(day.weekday()) or (self.any_days.members if self.any_days else ())

    def block_on(self, day: date) -> Block | None:
        """The block that a day is in, of several the last to begin."""
        found = [block for block in self.blocks if block.number(day)]
        return max(found, key=lambda block: block.begins, default=None)

    def deload_on(self, day: date) -> Deload | None:
        """What is less on a day; None outside of a deload week."""
        block = self.block_on(day)
        return block.deload if block and block.number(day) == block.weeks else None

    def deload_after(self, day: date) -> date | None:
        """The Monday on which the next deload week begins after a day; None where none does."""
        last_weeks = (block.begins + timedelta(WEEK_DAYS * (block.weeks - 1)) for block in self.blocks)
        return min((monday for monday in last_weeks if monday > day and self.deload_on(monday)), default=None)
