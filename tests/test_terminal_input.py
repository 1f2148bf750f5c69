"""What comes of the bytes of a terminal: keys, pastes, reports, or nothing; whole and in pieces."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminal_bytes import DROPPED, KEYS, PASTES, case, key_of, mutated, taken
from textual._xterm_parser import XTermParser
from textual.events import Key

from backday_tui.terminal_input import (
    ESCAPE_S,
    LONGEST_PASTE,
    LONGEST_S,
    LONGEST_STRING,
    PATIENCE_S,
    TerminalInput,
    Token,
)

if sys.platform == "win32":
    pytest.skip("Textual reads no bytes there", allow_module_level=True)

if TYPE_CHECKING:
    from pathlib import Path

    from textual.message import Message

Q = Token("key", "q")
ESCAPE = Token("key", "\x1b")
BRIEF_S, LONG_S = ESCAPE_S / 2, PATIENCE_S * 0.9
PIECES = st.lists(
    st.one_of(
        st.binary(max_size=8),
        st.sampled_from([path.read_bytes()[:60] for path in (*DROPPED, *KEYS, *PASTES)]),
        st.sampled_from(
            [b"\x1b", b"\x1b[", b"\x1bP", b"\x1b]", b"\x1b\\", b"\x1b[200~", b"\x1b[201~", b"\x1b[M", b"$", b"u"]
        ),
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("raw", "is_repeat"),
    [
        (b"\x1b[113;1:2u", True),
        (b"\x1b[1;1:2C", True),
        (b"\x1b[3;1:2~", True),
        (b"\x1b[113;;113u", False),
        (b"\x1b[113;1:1u", False),
        (b"\x1b[113;2u", False),
        (b"\x1b[1;2C", False),
        (b"q", False),
    ],
)
def test_a_key_that_kitty_says_is_held_is_known(raw: bytes, is_repeat: bool) -> None:
    assert [token.is_repeat for token in TerminalInput().tokens(raw, 0)] == [is_repeat]


def test_there_are_cases() -> None:
    assert len(DROPPED) >= 60
    assert len(KEYS) >= 60
    assert PASTES


def cuts(raw: bytes) -> list[tuple[bytes, bytes]]:
    return [(raw[:at], raw[at:]) for at in range(1, len(raw))]


@pytest.mark.parametrize("path", DROPPED, ids=case)
def test_nothing_comes_of_what_is_no_key(path: Path) -> None:
    raw = path.read_bytes()
    assert taken(raw + b"q") == [Q]
    assert taken(raw, b"q") == [Q]
    for pieces in cuts(raw):
        assert taken(*pieces, b"q", pause_s=BRIEF_S) == [Q]
    assert taken(*(raw[at : at + 1] for at in range(len(raw))), b"q", pause_s=LONGEST_S / 1000) == [Q]


def is_held_escape(raw: bytes) -> bool:
    """Whether what came last is an ESC that may be a key."""
    scanner = TerminalInput()
    scanner.tokens(raw, 0.0)
    return scanner.wait_s(0.0) == ESCAPE_S


@pytest.mark.parametrize("path", DROPPED, ids=case)
def test_nothing_comes_of_it_where_its_pieces_are_far_apart(path: Path) -> None:
    for begin, rest in cuts(path.read_bytes()):
        if not is_held_escape(begin):
            assert taken(begin, rest + b"q", pause_s=LONG_S) == [Q]


@pytest.mark.parametrize("path", [path for path in DROPPED if path.parent.name == "reports"], ids=case)
def test_an_escape_that_was_taken_for_a_key_is_all_that_comes_of_an_answer(path: Path) -> None:
    raw = path.read_bytes()
    assert taken(raw[:1], raw[1:] + b"q", pause_s=LONG_S) == [ESCAPE, Q]


@pytest.mark.parametrize(
    "rest", [b"P>|XTerm(390)\x1b\\", b"P1$r0m\x1b\\", b"]11;rgb:1e/1e/1e\x07", b"]52;c;cXE=\x1b\\", b"_Gi=1;OK\x1b\\"]
)
def test_nor_comes_more_of_a_string(rest: bytes) -> None:
    assert taken(b"\x1b", rest + b"q", pause_s=LONG_S) == [ESCAPE, Q]


def test_what_is_typed_after_escape_is_typed() -> None:
    assert taken(b"\x1b", b"[[work]]", pause_s=LONG_S) == [ESCAPE, *(Token("key", key) for key in "[[work]]")]
    assert taken(b"\x1b", b"[?62c", pause_s=PATIENCE_S + 1) == [ESCAPE, *(Token("key", key) for key in "[?62c")]


def messages(tokens: list[Token]) -> list[Message]:
    """What Textual makes of it; a token is whole, so its parser waits for nothing that may follow."""
    parser = XTermParser()
    found = []
    for token in tokens:
        found += list(parser.feed(token.text))
        if parser._timeout_time is not None:
            assert is_single(token), f"Textual doesn't know {token}"
            parser._timeout_time = 0.0
            found += list(parser.tick())
    return found


def is_single(token: Token) -> bool:
    """Whether it is an ESC, or a character with alt, for which Textual waits by itself."""
    return token.text[0] == "\x1b" and len(token.text) <= 2 and token.text not in ("\x1b[", "\x1bO")


@pytest.mark.parametrize("path", KEYS, ids=case)
def test_a_key_is_one_however_it_comes(path: Path) -> None:
    raw, key = path.read_bytes(), key_of(path)
    whole = taken(raw)
    assert [(type(message), getattr(message, "key", "")) for message in messages(whole)] == [(Key, key)]
    for pieces in cuts(raw):
        assert taken(*pieces, pause_s=BRIEF_S) == whole
        if not is_held_escape(pieces[0]):
            assert taken(*pieces, pause_s=LONG_S) == whole


@pytest.mark.parametrize("path", PASTES, ids=case)
def test_a_paste_is_one_however_it_comes(path: Path) -> None:
    raw = path.read_bytes()
    text = raw.removeprefix(b"\x1b[200~").removesuffix(b"\x1b[201~").decode("utf-8", "replace")
    assert taken(raw + b"q") == [Token("paste", text), Q]
    for pieces in cuts(raw):
        assert taken(*pieces, b"q", pause_s=BRIEF_S) == [Token("paste", text), Q]


@given(PIECES)
def test_pieces_come_to_the_same_as_the_whole(pieces: list[bytes]) -> None:
    raw = b"".join(pieces)
    assert taken(*pieces) == taken(raw) == taken(*(raw[at : at + 1] for at in range(len(raw))))


@given(PIECES)
def test_textual_knows_all_that_gets_through(pieces: list[bytes]) -> None:
    tokens = [token for token in taken(*pieces) if token.kind != "paste"]
    assert messages(tokens) is not None


@given(st.lists(st.tuples(st.binary(max_size=6), st.floats(0, 15)), max_size=8))
def test_no_time_and_no_bytes_keep_later_keys_away(chunks: list[tuple[bytes, float]]) -> None:
    scanner, now = TerminalInput(), 0.0
    for raw, pause_s in chunks:
        scanner.tokens(raw, now)
        now += pause_s
    scanner.tokens(b"", now + PATIENCE_S)
    assert scanner.wait_s(now + PATIENCE_S) is None
    assert scanner.tokens(b"q", now + PATIENCE_S + PATIENCE_S) == [Q]


def test_an_escape_is_a_key_as_soon_as_nothing_follows_it() -> None:
    scanner = TerminalInput()
    assert scanner.wait_s(5.0) is None
    assert scanner.tokens(b"\x1b", 5.0) == []
    assert scanner.wait_s(5.0) == pytest.approx(ESCAPE_S)
    assert scanner.tokens(b"", 5.0 + ESCAPE_S / 2) == []
    assert scanner.tokens(b"", 5.1 + ESCAPE_S) == [ESCAPE]
    assert scanner.wait_s(6.0) is None


def test_what_came_in_time_is_no_key_however_late_it_is_looked_at() -> None:
    scanner = TerminalInput()
    assert scanner.tokens(b"\x1b", 0.0) == []
    assert scanner.tokens(b"[?62cq", 9.0) == [Q]


def test_escape_twice_and_escape_before_an_arrow() -> None:
    assert taken(b"\x1b\x1b") == [ESCAPE, ESCAPE]
    assert taken(b"\x1b\x1b[A") == [ESCAPE, Token("key", "\x1b[A")]


@pytest.mark.parametrize("begin", [b"\x1bP>|X", b"\x1b]52;c;", b"\x1b_", b"\x1b^", b"\x1bX"])
def test_somebody_who_types_into_a_string_without_end_is_heard_again(begin: bytes) -> None:
    scanner = TerminalInput()
    assert scanner.tokens(begin, 0.0) == []
    swallowed = [scanner.tokens(b"q", second / 2) for second in range(1, 30)]
    first = next(number for number, tokens in enumerate(swallowed) if tokens)
    assert (first + 1) / 2 == LONGEST_S
    assert swallowed[first:] == [[Q]] * (len(swallowed) - first)


def test_a_string_that_stands_still_is_given_up() -> None:
    assert taken(b"\x1b]52;c;", b"q", pause_s=PATIENCE_S) == [Q]
    assert taken(b"\x1b]52;c;abc\x1b", b"q", pause_s=PATIENCE_S) == [Q]


def test_a_string_may_be_long_but_not_without_end() -> None:
    text = b"52;c;" + b"x" * (LONGEST_STRING - 6)
    assert taken(b"\x1b]" + text, b"\x07q") == [Q]
    assert taken(b"\x1b]" + text, b"xq") == [Q]


def test_ctrl_c_is_heard_within_a_string_that_lost_its_end() -> None:
    assert taken(b"\x1b]11;rgb:\x03") == [Token("key", "\x03")]
    assert taken(b"\x1b[1;\x03") == [Token("key", "\x03")]


def test_space_is_heard_at_once_where_a_key_was_cut_short() -> None:
    assert taken(b"\x1b[ ") == taken(b"\x1b[1;5 ") == [Token("key", " ")]


def test_a_paste_that_lost_its_end_is_what_came_of_it() -> None:
    assert taken(b"\x1b[200~3x8 rows", b"q", pause_s=PATIENCE_S) == [Token("paste", "3x8 rows"), Q]


def test_somebody_who_types_into_a_paste_without_end_is_heard_again() -> None:
    scanner = TerminalInput()
    assert scanner.tokens(b"\x1b[200~3x8", 0.0) == []
    typed = [scanner.tokens(b"q", second / 2) for second in range(1, 60)]
    first = next(number for number, tokens in enumerate(typed) if tokens)
    assert (first + 1) / 2 <= LONGEST_S * 1.5
    assert typed[first] == [Token("paste", "3x8" + "q" * first), Q]
    assert typed[first + 1 :] == [[Q]] * (len(typed) - first - 1)


def test_a_paste_over_a_slow_link_stays_one() -> None:
    scanner, text = TerminalInput(), "3x8 rows\n" * 400
    found = [scanner.tokens(piece.encode(), number / 100) for number, piece in enumerate(["\x1b[200~", *text])]
    assert found == [[]] * len(found)
    assert scanner.tokens(b"\x1b[201~q", len(found) / 100) == [Token("paste", text), Q]


def test_a_byte_that_is_no_text_keeps_no_key_away() -> None:
    for byte in (b"\x9b", b"\x9d", b"\x90", b"\x9f", b"\xc2\x9b", b"\x80", b"\xe9"):
        assert taken(byte, b"q", b"5", b" ") == [Q, Token("key", "5"), Token("key", " ")]
        assert taken(byte + b"q5 ") == [Q, Token("key", "5"), Token("key", " ")]


def test_of_a_paste_without_bounds_the_first_part_is_kept_and_none_becomes_keys() -> None:
    many = b"\x1b[200~" + b"x" * LONGEST_PASTE
    tokens = taken(many, b"yyyy", b"yyyyyyyyy\x1b[201", b"~q")
    assert tokens == [Token("paste", "x" * LONGEST_PASTE), Q]


def test_the_size_of_the_terminal_gets_through_and_none_is_nought() -> None:
    assert taken(b"\x1b[48;24;80;480;800t") == [Token("report", "\x1b[48;24;80;480;800t")]
    assert taken(b"\x1b[48;24:1;80:2;0;0t") == [Token("report", "\x1b[48;24;80;24;80t")]


def test_an_input_method_types_several_characters_at_once() -> None:
    keys = messages(
        taken("\x1b[0;;{}u".format(":".join(str(ord(character)) for character in "\u4f60\u597d" * 5)).encode())
    )
    assert [getattr(key, "character", "") for key in keys] == list("\u4f60\u597d" * 5)


def test_a_million_random_bytes_and_mutations_are_keys_or_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    seed = random.SystemRandom().randrange(1 << 32)
    with capsys.disabled():
        print(f"\nseed {seed}", end=" ", file=sys.stderr)  # noqa: T201 -- what failed can be had again
    source = random.Random(seed)  # noqa: S311 -- a test's dice
    scanner, pieces, sent = TerminalInput(), mutated(source), 0
    while sent < 1_000_000:
        raw = next(pieces) if source.random() < 0.5 else source.randbytes(source.randint(1, 4096))
        sent += len(raw)
        messages([token for token in scanner.tokens(raw, sent / 1e5) if token.kind != "paste"])
    now = sent / 1e5 + PATIENCE_S
    scanner.tokens(b"", now)
    assert scanner.tokens(b"q", now + PATIENCE_S) == [Q]
