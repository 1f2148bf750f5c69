"""What a terminal may be shown, and how seconds are written.

Every string that comes from a file passes through `clean` on its way to a terminal. Nothing here draws or reads.
"""

import unicodedata

_MARK = "\N{REPLACEMENT CHARACTER}"
_JOINER = "\N{ZERO WIDTH JOINER}"
_MOST_COMBINING = 3


def clean(text: str, limit: int | None = None) -> str:
    """Text that a terminal shows as it stands: one line, no control, no hidden direction.

    Line ends and tabs become a blank, control characters (ESC, C1) their control picture or U+FFFD, bidirectional and
    other invisible format characters U+FFFD (but the joiner that emoji are made with); more than three combining marks
    on one character are dropped.

    Args:
        text: anything, lone surrogates included.
        limit: the most characters of the result; a longer one ends in "…". None for no limit.
    """
    if limit is None:
        return _neutral(text)
    looked_at = text[: limit * 4 + 16]
    shown = _neutral(looked_at)
    if len(shown) <= limit and len(looked_at) == len(text):
        return shown
    return shown[: max(limit - 1, 0)] + "…"


def _neutral(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    out: list[str] = []
    combining = 0
    for char in text:
        if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
            combining += 1
            if combining <= _MOST_COMBINING:
                out.append(char)
            continue
        combining = 0
        out.append(_visible(char))
    return "".join(out)


def _visible(char: str) -> str:
    if char in "\t\n\r\v\f":
        return " "
    category = unicodedata.category(char)
    if category == "Cc":
        code = ord(char)
        return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else _MARK  # noqa: PLR2004 -- ASCII
    if category in ("Cs", "Cn", "Co", "Zl", "Zp") or (category == "Cf" and char != _JOINER):
        return _MARK
    return char


def clock_text(seconds: float) -> str:
    """Whole seconds as people write a time: 5 is "0:05", 90 is "1:30", 3762 is "1:02:42"; a fraction is cut off.

    A negative time is written as zero.
    """
    minutes, secs = divmod(max(int(seconds), 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def spoken_text(seconds: float) -> str:
    """A length for the eye in passing: "45 s", "12 min", "1 h 5 min"; minutes are rounded."""
    if round(seconds) < 60:  # noqa: PLR2004 -- a minute
        return f"{max(round(seconds), 0)} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 set", "3 sets"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
