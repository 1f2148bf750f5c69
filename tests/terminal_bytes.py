"""What terminals send, a file a case in tests/data/terminal, and a flood of it that is made from a seed.

A file in `dropped/KIND/` is nothing that was typed; in `keys/KEY.TERMINAL.bin` it is this key (by the name of its
character where that is no letter of ASCII); in `pastes/` it is one paste. A new file is a new test.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from backday_tui.terminal_input import PATIENCE_S, TerminalInput

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from backday_tui.terminal_input import Token

DATA: Final = Path(__file__).with_name("data") / "terminal"
DROPPED: Final = sorted(DATA.glob("dropped/*/*.bin"))
KEYS: Final = sorted(DATA.glob("keys/*.bin"))
PASTES: Final = sorted(DATA.glob("pastes/*.bin"))
KINDS: Final = sorted({path.parent.name for path in DROPPED})
_LONGEST_PIECE: Final = 40


def case(path: Path) -> str:
    """How a test of this file is called."""
    return path.relative_to(DATA).with_suffix("").as_posix()


def key_of(path: Path) -> str:
    """The key that a file of `keys/` is, by the name that Textual gives it."""
    name = path.name.split(".")[0]
    return unicodedata.lookup(name.replace("_", " ")) if "_" in name else name


def taken(*pieces: bytes, pause_s: float = 0.0) -> list[Token]:
    """What comes of pieces with a pause after each, and of all that is left to time."""
    scanner, now, found = TerminalInput(), 0.0, []
    for piece in pieces:
        found += scanner.tokens(piece, now)
        now += pause_s
        if pause_s:
            found += scanner.tokens(b"", now)
    return found + scanner.tokens(b"", now + PATIENCE_S)


def mutated(source: random.Random) -> Iterator[bytes]:
    """Without end: random bytes, and what terminals send with bytes changed, lost, twice, or cut."""
    seeds = [path.read_bytes() for path in (*DROPPED, *KEYS, *PASTES)]
    while True:
        piece = bytearray(source.choice(seeds)[:400])
        kind = source.randrange(6)
        place = source.randrange(len(piece))
        if kind == 0:
            piece = bytearray(source.randbytes(source.randint(1, _LONGEST_PIECE)))
        elif kind == 1:
            piece[place] = source.randrange(256)
        elif kind == 2:
            del piece[place]
        elif kind == 3:
            piece[place:place] = source.choice(seeds)[:_LONGEST_PIECE]
        elif kind == 4:
            piece[place:place] = source.randbytes(source.randint(1, 4))
        else:
            del piece[place:]
        if piece:
            yield bytes(piece)


def flood(source: random.Random, size: int) -> Iterator[bytes]:
    """About so many bytes in which nobody types: no key comes of a piece, no press of the mouse and no other size.

    What the app does with keys depends on the screen; here it is to do nothing at all.
    """
    sent = 0
    pieces = mutated(source)
    while sent < size:
        piece = next(pieces)
        if all(_is_harmless(token) for token in taken(piece)) and not _is_open(piece):
            sent += len(piece)
            yield piece


def _is_harmless(token: Token) -> bool:
    return token.kind == "report" and not token.text.startswith(("\x1b[<", "\x1b[48;"))


def _is_open(piece: bytes) -> bool:
    """Whether what comes next would be part of it."""
    scanner = TerminalInput()
    scanner.tokens(piece, 0.0)
    return scanner.wait_s(0.0) is not None
