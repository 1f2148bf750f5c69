"""Times, loads, aims and prescriptions as the log keeps them: as text, as JSON, and loads as a number in columns.

What is read may be anything; what makes no sense raises an error, and `values.py` tells of it. Names in here stand in
logs on people's disks and stay.
"""

from __future__ import annotations

import functools
import json
import math
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from backday_tui.routine.amounts import MAX_LOAD, AmountError, parse_load
from backday_tui.routine.model import Deloading, Load, Progress, Reps, Span
from backday_tui.session.summary import weight_in
from backday_tui.training.loads import WarmupSet
from backday_tui.training.prescription import Aim, Prescription

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

T = TypeVar("T")

_MOST: Final = 100_000
_MOST_VALUES: Final = 1000


def moment_text(moment: datetime) -> str:
    """A time of day as the log has it."""
    return moment.isoformat(timespec="seconds")


# -- loads --------------------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=1024)  # a log has thousands of sets with few different ones
def load_from(text: str | None) -> Load | None:
    """A load as it was written down; None for none, and for what can't be read as one.

    Earlier versions took "25 lbs" too. What begins with a letter and is no weight is a label.
    """
    text = (text or "").strip()
    if not text:
        return None
    try:
        return parse_load(text)
    except AmountError:
        weight = weight_in(text)
    if weight is not None and 0 < weight[1] <= MAX_LOAD:
        return Load("weight", weight[1], "lb" if weight[0] == "lb" else "kg")
    return Load("label", label=text) if text[0].isalpha() else None


def load_columns(text: str | None) -> dict[str, str | float | None]:
    """The columns of a load: its kind, "" for none, its number with both hands added up, and the unit of that."""
    load = load_from(text)
    kind, value = ("", None) if load is None else (load.kind, load.value * load.each)
    unit = None if load is None else load.unit
    return {"load_kind": kind, "load_value": None if kind == "label" else value, "load_unit": unit}


def _load_of(found: Any) -> Load:
    load = load_from(_text(found))
    if load is None:
        raise ValueError(found)
    return load


# -- aims ---------------------------------------------------------------------------------------------------------


def aim_body(aim: Aim) -> dict[str, Any]:
    """An aim as JSON keeps it; `aim_in` is the way back."""
    load = None if aim.load is None else str(aim.load)
    return {"reps": aim.reps, "seconds": aim.seconds, "load": load, "to_beat": aim.to_beat}


def aim_in(found: Any) -> Aim:
    """The aim that JSON holds.

    Raises:
        ValueError, LookupError, TypeError, AttributeError: it makes no sense.
    """
    reps, seconds, to_beat = (_maybe(found.get(name), _count) for name in ("reps", "seconds", "to_beat"))
    return Aim(reps, seconds, _maybe(found.get("load"), _load_of), to_beat)


def warmups_body(sets: Iterable[WarmupSet]) -> list[list[Any]]:
    """Warm-up sets as JSON keeps them; `warmups_in` is the way back."""
    return [[str(each.load), each.reps, each.of] for each in sets]


def warmups_in(found: Any) -> tuple[WarmupSet, ...]:
    """The warm-up sets that JSON holds.

    Raises:
        ValueError, LookupError, TypeError, AttributeError: they make no sense.
    """
    return tuple(WarmupSet(_load_of(load), _count(reps), _text(of)) for load, reps, of in found)


# -- prescriptions ------------------------------------------------------------------------------------------------


def prescription_text(asks: Prescription | None) -> str | None:
    """A prescription as JSON; None for none."""
    if asks is None:
        return None
    return json.dumps(
        {
            "sets": asks.sets,
            "reps": [[reps.low, reps.high] for reps in asks.reps],
            "holds": [[hold.seconds, hold.open_ended] for hold in asks.holds],
            "loads": [str(load) for load in asks.loads],
            "growth": None if asks.growth is None else _growth_json(asks.growth),
        }
    )


def prescription_in(found: Any) -> Prescription:
    """The prescription that JSON holds.

    Raises:
        ValueError, LookupError, TypeError, AttributeError: it makes no sense.
    """
    return Prescription(
        _count(found["sets"]),
        tuple(Reps(_maybe(low, _count), _maybe(high, _count)) for low, high in _several(found["reps"])),
        tuple(Span(_maybe(seconds, _count), _flag(is_open)) for seconds, is_open in _several(found["holds"])),
        tuple(_load_of(load) for load in _several(found["loads"])),
        _maybe(found["growth"], _growth_of),
    )


def _growth_json(growth: Progress) -> dict[str, Any]:
    return {
        "reps": growth.reps,
        "step": None if growth.step is None else str(growth.step),
        "hold_s": growth.hold_s,
        "until_s": growth.until_s,
        "max_step": None if growth.max_step is None else str(growth.max_step),
        "after": growth.after,
        "down": None if growth.down is None else [growth.down.after, growth.down.percent],
        "doubles": growth.doubles,
        "sets": growth.sets,
        "then": growth.then,
    }


def _growth_of(found: Any) -> Progress:
    return Progress(
        _maybe(found["reps"], _range),
        _maybe(found["step"], _load_of),
        _maybe(found["hold_s"], _count),
        _maybe(found["until_s"], _count),
        _maybe(found["max_step"], _load_of),
        _count(found["after"]),
        _maybe(found["down"], lambda down: Deloading(_count(down[0]), _number(down[1]))),
        _flag(found["doubles"]),
        _maybe(found["sets"], _range),
        _maybe(found["then"], _text),
    )


# -- values of JSON -------------------------------------------------------------------------------------------------


def _maybe(found: Any, read: Callable[[Any], T]) -> T | None:
    return None if found is None else read(found)


def _several(found: Any) -> list[Any]:
    if not isinstance(found, list) or len(found) > _MOST_VALUES:
        raise TypeError(found)
    return found


def _range(found: Any) -> tuple[int, int]:
    low, high = found
    return _count(low), _count(high)


def _count(found: Any) -> int:
    if type(found) is not int or not 0 <= found <= _MOST:
        raise ValueError(found)
    return found


def _number(found: Any) -> float:
    if type(found) not in (int, float) or not math.isfinite(found) or abs(found) > _MOST:
        raise ValueError(found)
    return cast("float", found)


def _flag(found: Any) -> bool:
    if type(found) is not bool:
        raise TypeError(found)
    return found


def _text(found: Any) -> str:
    if type(found) is not str:
        raise TypeError(found)
    return found
