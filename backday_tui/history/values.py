"""A row of the log made into values: what makes no sense becomes unknown, and is told by whoever shows it.

A log is a file that lives for years and goes from machine to machine; what stands in it may be anything. This is the
one place where its columns are looked at: behind it a time is a time and a count a count.
"""

from __future__ import annotations

import json
import math
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from backday_tui.history import kept_values
from backday_tui.session.summary import weight_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from backday_tui.training.prescription import Aim, Prescription

T = TypeVar("T")

MOST_S: Final = 10 * 366 * 86_400.0
"""The longest time: a workout that was paused is taken up days later, but not years."""
MOST: Final = 100_000
"""The most of anything that is counted."""
MOST_LOAD: Final = 100_000.0
MOST_M: Final = 1_000_000.0
"""The longest distance, in metres."""
MOST_RIR: Final = 6.0
"""The most reps in reserve that anybody can tell."""
_NAME: Final = 1000
"""The characters that are read of a name; no one is longer that backday wrote."""
_NOTE: Final = 10_000
_SNAPSHOT: Final = 4 << 20
_JSON: Final = 1 << 16
LENGTHS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "routine": _NAME, "name": _NAME, "snapshot": _SNAPSHOT, "options": _SNAPSHOT, "note": _NOTE, "started": 40,
        "ended": 40, "side": _NAME, "exercise": _NAME, "kind": 20, "target": 60, "load": 60, "command": _NAME,
        "body": _JSON, "uid": 64, "imported": _NAME, "movement": _NAME, "source": 20, "mark": 20, "at": 40,
        "aim": _JSON, "section": 20, "prescription": _JSON, "day": 40, "weight": 60, "stamp": _NAME,
        "what": 40, "was": _SNAPSHOT, "now": _SNAPSHOT,
    }
)  # fmt: skip
"""How many characters are read of each column that holds text."""
FIGURES: Final = ("reps", "seconds", "load", "rounds")
"""What is written down of a set that was done."""
HEAD_COLUMNS: Final = (
    "id", "routine", "name", "planned_sets", "started", "ended", "partial", "elapsed_s", "note", "uid", "imported",
    "judged",
)  # fmt: skip
SESSION_COLUMNS: Final = (*HEAD_COLUMNS, "snapshot", "options")
SET_COLUMNS: Final = (
    "id", "bout", "side", "exercise", "number", "sets", "kind", "target", "reps", "seconds", "load", "rounds",
    "movement", "nth", "entry", "source", "warmup", "mark", "cut", "rir", "distance_m", "note", "at", "rest_s",
    "moved_kg", "aim",
)  # fmt: skip
PLANNED_COLUMNS: Final = (
    "place", "section", "item", "entry", "exercise", "movement", "nth", "kind", "planned", "prescription", "two_sided",
    "swapped",
)  # fmt: skip
LINE_COLUMNS: Final = ("at_s", "command", "body")
"""What is read of a session in few words, of a whole one, of a set, of an entry, of a line of a journal."""
_YEARS: Final = range(1900, 9000)
_DAY: Final = len("2026-11-02")


class RowValues:
    """The columns of one row, taken one by one.

    Attributes:
        unknown: the columns taken so far that made no sense.
    """

    def __init__(self, columns: Mapping[str, object]) -> None:
        self._columns = columns
        self.unknown: list[str] = []

    @property
    def id(self) -> int:
        """The row's number, which SQLite itself keeps whole."""
        return self.number_of("id")

    def number_of(self, column: str) -> int:
        """The number of a row, of this one or of another that it belongs to; 0 for what is none."""
        value = self._columns[column]
        return value if isinstance(value, int) else 0

    def count(self, column: str) -> int | None:
        """A whole number from 0 on; None where there is none."""
        value = self._columns[column]
        if value is None or (type(value) is int and 0 <= value <= MOST):
            return value
        self._lose(column)
        return None

    def seconds(self, column: str) -> float | None:
        """A length of time in seconds; None where there is none."""
        return self.amount(column, MOST_S)

    def amount(self, column: str, most: float) -> float | None:
        """A number from 0 to `most`; None where there is none."""
        value = self._columns[column]
        if value is None:
            return None
        if isinstance(value, int | float) and math.isfinite(value) and 0 <= value <= most:
            return float(value)
        self._lose(column)
        return None

    def rir(self, column: str) -> float | None:
        """Reps in reserve, in halves; None where there are none."""
        value = self.amount(column, MOST_RIR)
        if value is not None and value * 2 != int(value * 2):
            self._lose(column)
            return None
        return value

    def choice(self, column: str, among: Collection[str], otherwise: str | None = None) -> str | None:
        """One of these words; `otherwise` where there is none, or another."""
        value = self._columns[column]
        if value is None:
            return otherwise
        if isinstance(value, str) and value in among:
            return value
        self._lose(column)
        return otherwise

    def has(self, column: str) -> bool:
        """Whether the row has such a column."""
        return column in self._columns

    def text(self, column: str) -> str:
        """A text; one that is too long to be looked at is cut, and told as well."""
        value = self._columns[column]
        if not isinstance(value, str):
            self._lose(column)
            return ""
        if len(value) > LENGTHS[column]:
            self._lose(column)
        return value[: LENGTHS[column]]

    def maybe_text(self, column: str) -> str | None:
        """As `text`; None where there is none."""
        return None if self._columns[column] is None else self.text(column)

    def kept(self, *columns: str) -> dict[str, Any]:
        """These columns as they stand, for JSON; null for one that is too long to be read."""
        return {each: None if self._columns[each] is ... else self._columns[each] for each in columns}

    def load(self, column: str) -> str | None:
        """A load as it was written down; None where there is none."""
        if self._columns[column] is None:
            return None
        value = self.text(column)
        weight = weight_in(value)
        if column in self.unknown or (weight and weight[1] > MOST_LOAD):
            self._lose(column)
            return None
        return value

    def moment(self, column: str) -> datetime | None:
        """A time of day with its offset; one without is of this machine's place. None where there is none."""
        value = self._columns[column]
        if value is None:
            return None
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            moment = None
        if moment is None or moment.year not in _YEARS:
            self._lose(column)
            return None
        return moment if moment.tzinfo else moment.astimezone()

    def is_day(self, column: str) -> bool:
        """Whether nothing but the day is known of a time."""
        value = self._columns[column]
        return isinstance(value, str) and len(value) == _DAY

    def table(self, column: str) -> dict[str, Any]:
        """A JSON object whose numbers are numbers; an empty one where it is something else."""
        try:
            found = json.loads(self.text(column), parse_float=_finite, parse_constant=_finite)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and column not in self.unknown:
            return found
        self._lose(column)
        return {}

    def aim(self, column: str) -> Aim | None:
        """What a set was to reach; None where nothing was kept."""
        return self._of_json(column, kept_values.aim_in)

    def prescription(self, column: str) -> Prescription | None:
        """What an entry asked for; None where nothing was kept."""
        return self._of_json(column, kept_values.prescription_in)

    def _of_json(self, column: str, read: Callable[[Any], T]) -> T | None:
        if self._columns[column] is None:
            return None
        text = self.text(column)
        if column not in self.unknown:
            with suppress(ValueError, LookupError, TypeError, AttributeError, RecursionError):
                return cast("T", _read_json(text, read))
        self._lose(column)
        return None

    def _lose(self, column: str) -> None:
        if column not in self.unknown:
            self.unknown.append(column)


@lru_cache(maxsize=4096)  # thousands of sets have few different aims, and their entries few prescriptions
def _read_json(text: str, read: Callable[[Any], object]) -> object:
    return read(json.loads(text, parse_float=_finite, parse_constant=_finite))


def _finite(written: str) -> float:
    """A number of JSON; Python takes more for one than JSON does."""
    value = float(written)
    if math.isfinite(value):
        return value
    raise ValueError(written)
