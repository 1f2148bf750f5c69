"""The warm-up sets of an entry as a file has them, "bar x8, 40% x5, 60% x3, 80% x2": read and written.

What they come to in kg on a day is worked out in training/loads.py.
"""

from __future__ import annotations

import re
from typing import Final

from backday_tui.routine import meant
from backday_tui.routine.amounts import MAX_REPS, AmountError, number_of
from backday_tui.routine.model import WarmupShare
from backday_tui.text import clean

MAX_WARMUP_SETS: Final = 10
_SET_PATTERN: Final = r"(bar|[0-9]+(\.[0-9]+)?\s*%)\s*[xX\u00d7]\s*[0-9]+"
SHARES_PATTERN: Final = rf"{_SET_PATTERN}(\s*,\s*{_SET_PATTERN})*"
_WHOLE: Final = 100
_EXAMPLE: Final = "bar x8, 40% x5, 60% x3, 80% x2"
_SHARE: Final = r"(?:(?P<bar>bar)|(?P<percent>[0-9]+(?:\.[0-9]+)?)\s*%)"
_SET: Final = re.compile(rf"\s*{_SHARE}\s*[xX\u00d7]\s*(?P<reps>[0-9]+)\s*")
_LOOSE_SHARE: Final = (
    r"(?:(?P<bar>(?:the |an? )?(?:empty )?bar(?:bell)?)|(?P<percent>\d{1,2}(?:[.,]\d)?) ?(?:%|percent))"
)
_LOOSE_REPS: Final = r"(?P<reps>\d{1,4})(?: ?reps?)?"
_LOOSE_SETS: Final = tuple(
    re.compile(form)
    for form in (
        rf" *{_LOOSE_SHARE} ?(?:[x*:]|for)? ?{_LOOSE_REPS} *",
        rf" *{_LOOSE_REPS} ?(?:[x*@]|at|with)? ?{_LOOSE_SHARE} *",
    )
)
_BETWEEN: Final = re.compile(r"[,;\n]")


def parse_warmup(text: str) -> tuple[WarmupShare, ...]:
    """Warm-up sets, at most 10, each with as much load as the one before it or more.

    Raises:
        AmountError: they are none.
    """
    try:
        return _sets_of(text)
    except AmountError as error:
        wanted = _meant_sets(text)
        raise error.proposing((wanted,) if wanted else (), warmup_text, _sets_of) from None


def warmup_text(shares: tuple[WarmupShare, ...]) -> str:
    """Warm-up sets as a file has them."""
    return ", ".join(f"{share_text(share)} x{share.reps}" for share in shares)


def share_text(share: WarmupShare) -> str:
    """Of what a warm-up set is: "bar", "40%"."""
    return "bar" if share.percent is None else f"{share.percent:g}%"


def _sets_of(text: str) -> tuple[WarmupShare, ...]:
    shares: list[WarmupShare] = []
    at = 0
    for part in text.split(","):
        share = _set_of(part, at + len(part) - len(part.lstrip()))
        if shares and _weight(share) < _weight(shares[-1]):
            said = f'"{share_text(share)}" comes after "{share_text(shares[-1])}": warm-up sets get heavier'
            raise AmountError(said, at + len(part) - len(part.lstrip()), _EXAMPLE)
        shares.append(share)
        if len(shares) > MAX_WARMUP_SETS:
            raise AmountError(f"more than {MAX_WARMUP_SETS} warm-up sets", at, "", is_told=True)
        at += len(part) + 1
    return tuple(shares)


def _weight(share: WarmupShare) -> float:
    return share.percent or 0.0


def _set_of(part: str, at: int) -> WarmupShare:
    found = _SET.fullmatch(part)
    if found is None:
        raise AmountError(_fault_of(part.strip()), at, _example_of(part))
    percent = None if found["bar"] else float(f"{number_of(found['percent'].partition('.')[0])}{_fraction(found)}")
    if percent is not None and not 0 < percent < _WHOLE:
        said = f'"{_clip(found["percent"])}%": a warm-up set has less than the load that it leads up to'
        raise AmountError(said, at, f"80% x{found['reps'][:2]}" if percent else "40% x5")
    if percent is not None and len(_fraction(found)) > 2:
        raise AmountError(f'"{_clip(found["percent"])}%" has more than one decimal', at, "", is_told=True)
    reps = number_of(found["reps"])
    if not 1 <= reps <= MAX_REPS:
        raise AmountError(f"{_clip(found['reps'])} reps: 1 to 1,000 are possible", at + found.start("reps"), "40% x5")
    return WarmupShare(percent, reps)


def _fraction(found: re.Match[str]) -> str:
    _, dot, digits = found["percent"].partition(".")
    return dot + digits.rstrip("0") if digits.rstrip("0") else ""


def _fault_of(written: str) -> str:
    """Why a set can't be read."""
    if not written:
        return "a warm-up set is missing"
    if re.fullmatch(_SHARE, written):
        return f'"{_clip(written)}" has no reps'
    if re.fullmatch(r"[0-9.]+\s*(kg|lb)s?\b.*", written, re.IGNORECASE):
        return f'"{_clip(written)}" is a load: a warm-up set is a share of the load of the day'
    if re.fullmatch(r"[0-9.]+\s*[xX\u00d7]\s*[0-9]+", written):
        return f'"{_clip(written)}" has no %, so it is no share of the load of the day'
    return f'"{_clip(written)}" is no warm-up set, which is the bar or a share of the load, and its reps'


def _example_of(part: str) -> str:
    """A set like the one that can't be read."""
    if re.fullmatch(_SHARE, part.strip()):
        return f"{part.strip()} x5"
    number = re.fullmatch(r"([1-9][0-9]?)\s*[xX\u00d7]\s*([1-9][0-9]?)", part.strip())
    return f"{number[1]}% x{number[2]}" if number else _EXAMPLE


def _meant_sets(text: str) -> tuple[WarmupShare, ...] | None:
    """What other spellings and another order mean; None where that isn't certain."""
    shares: list[WarmupShare] = []
    for part in _BETWEEN.split(meant.plain(text)):
        found = next((found for form in _LOOSE_SETS if (found := form.fullmatch(part))), None)
        if found is None:
            return None
        percent = None if found["bar"] else float(found["percent"].replace(",", "."))
        shares.append(WarmupShare(percent, int(found["reps"])))
    return tuple(sorted(shares, key=_weight))


def _clip(text: str) -> str:
    return clean(text, 24)  # what a message has room for
