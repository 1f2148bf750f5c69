"""What a terminal may be shown, and how texts are compared.

Every string that comes from a file passes through `clean` on its way to a terminal. Nothing here draws or reads.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import lru_cache

_ACCENTS = re.compile("[\N{COMBINING GRAVE ACCENT}-\N{COMBINING LATIN SMALL LETTER X}]")
_MARK = "\N{REPLACEMENT CHARACTER}"
_NOTHING_BELOW = "\N{DOTTED CIRCLE}"
_MOST_COMBINING = 3
_FLAG_A, _FLAG_Z = 0x1F1E6, 0x1F1FF
_UNSEEN = frozenset(
    map(chr, (0x34F, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
"""Invisible marks; some terminals widen the character before them."""
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Invisible letters."""
_JOINING = frozenset(map(chr, (0x200D, *range(0x1F3FB, 0x1F400))))
"""What joins emoji into one, or gives one a skin tone: no two terminals agree on how wide the result is."""


_PLAIN_LOCALES = frozenset({"C", "POSIX"})
_FEW_SIGNS = frozenset({"linux", "ansi", "cons25", "vt100", "vt220"})
"""Terminals whose fonts have no more than a few hundred signs, braille not among them."""


def has_unicode(encoding: str, environ: Mapping[str, str]) -> bool:
    """Whether a terminal, or who reads a pipe, can be taken to have all signs; else a picture is drawn in ASCII.

    Words are written as ever: what an encoding lacks in them has a stand-in.

    Args:
        encoding: of what is written.
        environ: where the locale stands, and the kind of the terminal.
    """
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    is_plain = locale in _PLAIN_LOCALES or environ.get("TERM", "") in _FEW_SIGNS
    return not is_plain and encoding.lower().replace("-", "").startswith("utf")


def without_accents(text: str) -> str:
    """A text for comparing: composed and decomposed letters are the same, and so are "Rücken" and "Rucken".

    Marks of scripts other than Latin, Greek and Cyrillic stay.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text)))


class _Kind(Enum):
    """How a character is drawn: in a cell of its own, onto the one before it, or only as a change to that one."""

    STANDS = auto()
    COMBINES = auto()
    JOINS = auto()


def clean(text: str, limit: int | None = None) -> str:
    """Text that is safe in a terminal: one line, no control characters, no hidden direction, as wide as it measures.

    Line ends and tabs become blanks, control characters (ESC, C1) their control pictures or U+FFFD, bidirectional and
    other invisible characters U+FFFD. More than three combining marks on one character are dropped, and so is whatever
    joins or varies emoji; a flag is shown as its two letters.

    Args:
        text: anything, lone surrogates included.
        limit: how many characters the result may have; a longer one ends in "…". None for no limit.
    """
    if limit is None:
        return _neutral(text)
    # Of a text of a megabyte, no more is cleaned than may be shown; marks that are dropped are allowed for.
    looked_at = text[: limit * 4 + 16]
    shown = _neutral(looked_at)
    if len(shown) <= limit and len(looked_at) == len(text):
        return shown
    return shown[: max(limit - 1, 0)] + "…"


def _neutral(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(each_shown(text))


def each_shown(text: str) -> Iterator[str]:
    """What is shown for each character of a text: one character, nothing, or a combining mark on a dotted circle."""
    before, combining = "", 0
    for char in text:
        kind, shown = _look_of(char)
        if kind is _Kind.STANDS:
            combining = 0
        elif kind is _Kind.JOINS:
            shown = "" if before and unicodedata.category(before) in ("So", "Sk", "Mn", "Mc") else _MARK
        elif not before and shown:
            shown, combining = _NOTHING_BELOW + shown, 1
        elif shown:
            combining += 1
            shown = shown if combining <= _MOST_COMBINING else ""
        yield shown
        before = char


@lru_cache(maxsize=4096)
def _look_of(char: str) -> tuple[_Kind, str]:
    code, category = ord(char), unicodedata.category(char)
    if char in _JOINING:
        return _Kind.JOINS, ""
    if char in _UNSEEN:
        return _Kind.COMBINES, ""
    if char in _FILLERS:
        return _Kind.STANDS, _MARK
    if (
        category in ("Mn", "Me", "Mc") or 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FB
    ):  # vowels and finals of Hangul
        return _Kind.COMBINES, char
    return _Kind.STANDS, _visible(char, code, category)


def _visible(char: str, code: int, category: str) -> str:
    if char in "\t\n\r\v\f":
        return " "
    if category == "Cc":
        return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else _MARK  # ASCII
    if category in ("Cf", "Cs", "Cn", "Co", "Zl", "Zp"):
        return _MARK
    return chr(ord("A") + code - _FLAG_A) if _FLAG_A <= code <= _FLAG_Z else char
