r"""What a terminal sends, taken apart: keys, pastes and reports come out; everything else is dropped, whole.

A terminal sends more than keys on the same line: answers to questions (its name, its colours, the clipboard), which
may come late, in pieces, or to a question that another program asked; reports of the mouse; and whatever a bad link
makes of all that. Not a byte of it may end a workout or be taken for a key. So both faces read through `TerminalInput`,
which knows the few shapes that everything has (ECMA-48, and what xterm and kitty added to it):

    q  ü  ^C               a character of UTF-8, control characters among them: a key
    ESC q                  a key with alt
    ESC [ ... letter       CSI: keys, mouse, answers. The few that are known get through (see `_of_csi`)
    ESC O letter           SS3: keys, of the keypad among them
    ESC P|]|X|^|_ ... ESC \  a string (DCS, OSC, SOS, PM, APC): always an answer, so always dropped. BEL ends it too
    ESC [200~ ... ESC [201~   a paste, of any text

Bytes may be cut anywhere; what is not whole yet is kept until the rest comes, or until it is too old (`tokens`). Two
cases can't be told apart by the bytes alone, and are by time: an ESC, which is a key or begins something (ESCAPE_S),
and a string that lost its end, which would swallow keys (PATIENCE_S, LONGEST_S, LONGEST_STRING).

8-bit controls (0x80 to 0x9f) are broken text where text is UTF-8, and as characters no keys. A terminal that another
program told to answers with them all the same, so what follows one in the shape of an answer belongs to it.

Nothing here knows a screen, a clock or a file: bytes and times go in. What a key means stands in workout/actions.py.
"""

from __future__ import annotations

import codecs
import re
from typing import Final, Literal, NamedTuple, TypeAlias

ESCAPE_S: Final = 0.1
"""How long an ESC waits for what it may begin, before it is a key; Textual waits as long."""
PATIENCE_S: Final = 2.0
"""How long what was begun waits for its next byte; then it is given up. A slow link takes less, a person looks up."""
LONGEST_S: Final = 10.0
"""How long a string may go on altogether: somebody who types into one that lost its end is heard again."""
LONGEST_STRING: Final = 1 << 20
"""How many bytes of a string are taken for one: a clipboard that is told is smaller."""
LONGEST_PASTE: Final = 16 << 20
"""How many bytes of a paste are kept; nobody means to paste more, and the rest must not be taken for keys."""
_LONGEST_CSI: Final = 128
"""Longer ones are no keys, whatever ends them. The longest that is one brings text of an input method along."""
_MOST_ROWS, _MOST_COLUMNS = 1000, 3000
"""A size beyond these is a fault on the way, and would have the screen drawn for minutes."""
_SLOWEST_PASTE: Final = 10
"""Bytes a second, over LONGEST_S: less is not pasted but typed, into a paste that lost its end."""
_CONTROLS: Final = re.compile(rb"[\x00-\x1f]|(?<![\x80-\xff])\x9c|\xc2\x9c")
"""What ends a string, or can't stand in one. 0x9c ends it by itself or as a character, not as a part of one."""
_PART_OF_CHARACTER: Final = re.compile(rb"[\x80-\xff]{1,3}\Z")
_ESC: Final = 0x1B
_CSI: Final = 0x9B
_PRINTABLE, _FINALS = range(0x20, 0x7F), range(0x40, 0x7F)
"""The characters of ASCII that are no controls, and those of them that end a CSI."""
_LENGTHS: Final = ((1, range(0xC0)), (2, range(0xC0, 0xE0)), (3, range(0xE0, 0xF0)), (4, range(0xF0, 0x100)))
"""How many bytes a character of UTF-8 has, by its first; one that can't be first is by itself, and wrong."""
_CSI_BODY: Final = re.compile(rb"\[?[!-?]*")
"""What stands before the end of a CSI. The "[" is for F1 to F5 on the Linux console, `ESC [[A`.

A space may stand there too, but no terminal sends one, and it is the key that somebody presses who isn't heard.
"""
_RXVT_SHIFT: Final = re.compile(rb"\d{1,2}\$")
"""rxvt ends a key with shift by "$", which ends nothing elsewhere: `ESC [3$` is shift+delete."""
_SS3: Final = re.compile(rb"[\d;]{0,8}")
_SS3_KEYS: Final = frozenset("ABCDFHMPQRSabcdjkmnopqrstuvwxy")
_PASTE_BEGINS, _PASTE_ENDS = "200~", b"\x1b[201~"
_REST_OF_ANSWER: Final = rb"\[[?<>=]|\[\d+(?:[;:]\d*)*[ -/]?[@-~]|P[\d>!=$+]|\]\d+;|_G|[\[O][A-DFHP-S]\Z|\[[IOZ]\Z"
"""How an answer goes on whose ESC came so much earlier that it was taken for a key. Nobody types these at once."""

_C1_ANSWERS: Final = {
    0x90: rb"[\d>!=$+]", 0x9B: rb"(?:[?<>=][!-?]*|\d[!-?]*)[@-~]|[A-DFHMP-SZ]", 0x9D: rb"\d{1,5};|[lLI]", 0x9F: rb"G",
}  # fmt: skip
"""By 8-bit control (DCS, CSI, OSC, APC) how an answer or a key goes on behind it."""
_C1_BEGINS: Final = {0x9B: rb"(?:[?<>=][!-?]*|\d[!-?]*)?\Z", 0x9D: rb"\d{0,5}\Z"}
"""How it may go on that is not whole yet; where there is none, only nothing may."""

# Compiled when they are first needed (`re` keeps them), after the first picture: it takes some milliseconds.
_DIGITS: Final = r"\d{1,7}"
_LETTER_KEY: Final = rf"(?:1;({_DIGITS})(?::(\d))?)?([A-FHPQS])"
_NUMBER_KEY: Final = rf"({_DIGITS})(?:;({_DIGITS})(?::(\d))?)?~"
_CODED_KEY: Final = rf"({_DIGITS})(?::[\d:]*)?(?:;({_DIGITS})?(?::(\d))?(?:;([\d:]*))?)?u"
_REPEAT: Final = r"[\d:]*;\d*:2(?:;|[~A-Zu])"
"""What kitty says of a key that is held: it comes again without having been pressed again."""
_OTHER_KEY: Final = rf"27;({_DIGITS});({_DIGITS})~"
_PLAIN_KEY: Final = r"[RZabcd]|\[[A-E]|(?:3|7|8|23|24)\$|(?:[35-8]|1[1-5]|1[7-9]|2[0134])\^|2[34]@"
"""Without parameters: F3, shift+tab and rxvt's shift+arrows; F1 to F5 on the Linux console; rxvt with shift and ctrl.

R with parameters is the position of the cursor, which nobody asks for here, far more often than F3 with shift.
"""
_NUMBERS: Final = frozenset({*range(1, 9), *range(11, 16), *range(17, 22), 23, 24, 57427})
"""What stands before "~" in a key: home, insert, ..., F1 to F12, the middle of the keypad."""
_MOUSE: Final = r"<(\d{1,3});\d{1,5};\d{1,5}[Mm]"
_FOCUS: Final = frozenset("IO")
_MODE_ANSWER: Final = r"\?(?:2026|2048);[0-4]\$y"
"""The two modes that Textual asks for: drawing at one go, and sizes told on this line."""
_SIZE: Final = r"48;(\d{1,5})(?::[\d:]*)?;(\d{1,5})(?::[\d:]*)?;(\d{1,5})(?::[\d:]*)?;(\d{1,5})(?::[\d:]*)?t"

_PRIVATE, _KNOWN_PRIVATE = range(0xE000, 0xF900), range(57358, 57455)
"""Code points without a character, and those of them that kitty uses for keys such as the keypad's."""
_CODED_CONTROLS: Final = frozenset({8, 9, 13, 27, 127})
_MOST_MODIFIERS, _RELEASE = 256, "3"
_MOST_BUTTONS: Final = 255
_NO_TEXT: Final = (range(0x20), range(0x7F, 0xA0), range(0xD800, 0xE000), _PRIVATE)
"""The code points of no text: controls, halves of a character, and private ones."""
_LAST_CODE: Final = 0x10FFFF

Kind: TypeAlias = Literal["key", "paste", "report"]


class Token(NamedTuple):
    """One thing that a terminal sent.

    `text` is the sequence of a key or a report, whole and in its usual spelling; of a paste, what was pasted. A report
    is of the mouse, of the focus, or an answer that the screen itself asks for. `is_repeat` is for keys of which the
    terminal says that they are held.
    """

    kind: Kind
    text: str
    is_repeat: bool = False


class TerminalInput:
    """Takes bytes as they come, in pieces of any size, and gives what they are. Never raises.

    `escape_s` is how many seconds an ESC waits for what it may begin.
    """

    def __init__(self, escape_s: float = ESCAPE_S) -> None:
        self._escape_s = escape_s
        self._held = b""
        self._inside: Literal["", "string", "csi", "paste"] = ""
        self._length = 0
        self._pasted = bytearray()
        self._began = self._last = 0.0
        self._escaped: float | None = None

    def wait_s(self, now: float) -> float | None:
        """In how many seconds to call `tokens` at the latest, even where no bytes come. None: only then."""
        if not self._held and not self._inside:
            return None
        return max(0.0, self._last + self._patience_s() - now)

    def tokens(self, raw: bytes, now: float) -> list[Token]:
        """What is whole by now.

        Args:
            raw: the bytes that came; none where a look at the terminal found none. Only then is anything given up: who
                looks late, because the machine is busy, finds what came in time.
            now: seconds, on any clock that doesn't go back.
        """
        if not raw:
            return self._given_up(now)
        found: list[Token] = []
        if self._inside == "string" and now - self._began >= LONGEST_S:
            self._inside, self._held = "", b""
        if self._inside == "paste" and len(self._pasted) < _SLOWEST_PASTE * (now - self._began - LONGEST_S):
            self._inside = ""
            found.append(self._paste(len(self._pasted)))
        data = self._held + self._continued(raw, now)
        self._held, self._last = b"", now
        at = 0
        while at < len(data):
            at, tokens = self._next(data, at)
            found += tokens
        return found

    # -- time ------------------------------------------------------------------------------------------------------

    def _patience_s(self) -> float:
        return self._escape_s if self._held == b"\x1b" and not self._inside else PATIENCE_S

    def _given_up(self, now: float) -> list[Token]:
        """What becomes of bytes that have waited for too long."""
        if (not self._held and not self._inside) or now - self._last < self._patience_s():
            return []
        inside, held = self._inside, self._held
        self._inside, self._held = "", b""
        if inside == "paste":  # its end was lost; what came of it was meant all the same
            return [self._paste(len(self._pasted))]
        if held == b"\x1b" and not inside:
            self._escaped = self._last
            return [Token("key", "\x1b")]
        return []

    def _continued(self, raw: bytes, now: float) -> bytes:
        """The bytes, with the ESC again that was given out as a key and turns out to have begun an answer."""
        escaped, self._escaped = self._escaped, None
        is_rest = escaped is not None and now - escaped < PATIENCE_S and re.match(_REST_OF_ANSWER, raw)
        return b"\x1b" + raw if is_rest else raw

    # -- bytes -----------------------------------------------------------------------------------------------------
    # Each gives the place after what it took, and what that was. Where the rest has not come it keeps it, by `_hold`.

    def _next(self, data: bytes, at: int) -> tuple[int, list[Token]]:
        if self._inside == "paste":
            return self._more_paste(data, at)
        if self._inside == "string":
            return self._more_string(data, at)
        if self._inside == "csi":
            return self._more_csi(data, at)
        if data[at] == _ESC:
            return self._escape(data, at)
        return self._character(data, at, at)

    def _hold(self, data: bytes, at: int) -> tuple[int, list[Token]]:
        self._held = data[at:]
        return len(data), []

    def _character(self, data: bytes, begin: int, at: int) -> tuple[int, list[Token]]:
        """One character of UTF-8 at `at`, or a byte that is none; `begin` lies before it where an ESC leads it."""
        length = next(length for length, leads in _LENGTHS if data[at] in leads)
        piece = data[at : at + length]
        try:
            character, used = codecs.utf_8_decode(piece, "strict", False)
        except UnicodeDecodeError:
            return self._c1(data, at, at + 1, data[at])
        if not used:
            return self._hold(data, begin)
        if "\x80" <= character <= "\x9f":
            return self._c1(data, at, at + used, ord(character))
        return at + used, [Token("key", ("\x1b" if begin < at else "") + character)]

    def _c1(self, data: bytes, begin: int, at: int, code: int) -> tuple[int, list[Token]]:
        """What stands behind an 8-bit control, or a byte that is no text; `begin` is where that stands."""
        answer = re.compile(_C1_ANSWERS[code]).match(data, at) if code in _C1_ANSWERS else None
        if answer is None:
            is_open = code in _C1_ANSWERS and re.compile(_C1_BEGINS.get(code, rb"\Z")).match(data, at)
            return self._hold(data, begin) if is_open and len(data) - at < _LONGEST_CSI else (at, [])
        if code == _CSI:
            return self._whole_csi(data, begin, answer.end(), answer[0].decode())
        self._inside, self._length, self._began = "string", 0, self._last
        return answer.end(), []

    def _escape(self, data: bytes, at: int) -> tuple[int, list[Token]]:
        if at + 1 == len(data):
            return self._hold(data, at)
        after = data[at + 1 : at + 2]
        if after == b"\x1b":  # alt with an arrow on rxvt is ESC twice; escape twice is too
            return at + 1, [Token("key", "\x1b")]
        if after in b"[O":
            return self._csi(data, at) if after == b"[" else self._ss3(data, at)
        if after in b"P]X^_":
            self._inside, self._length, self._began = "string", 0, self._last
            return at + 2, []
        if after == b"\\":  # the end of a string whose beginning was lost
            return at + 2, []
        return self._character(data, at, at + 1)

    def _ss3(self, data: bytes, at: int) -> tuple[int, list[Token]]:
        body = _SS3.match(data, at + len(b"\x1bO"))
        assert body is not None  # noqa: S101 -- it matches nothing at all too
        end = body.end()
        if end == len(data):
            return self._hold(data, at)
        if data[end] not in _PRINTABLE:
            return end, []
        final = chr(data[end])
        is_key = end == at + 2 and final in _SS3_KEYS
        return end + 1, [Token("key", f"\x1bO{final}")] if is_key else []

    def _csi(self, data: bytes, at: int) -> tuple[int, list[Token]]:
        begin = at + len(b"\x1b[")
        shifted, body = _RXVT_SHIFT.match(data, begin), _CSI_BODY.match(data, begin)
        assert body is not None  # noqa: S101 -- it matches nothing at all too
        end = body.end() if shifted is None else shifted.end() - 1
        if end - at > _LONGEST_CSI:
            self._inside = "csi"
            return end, []
        if end == len(data):
            return self._hold(data, at)
        if shifted is None and data[end] not in _FINALS:  # cut short by what follows, which stands for itself
            return end, []
        return self._whole_csi(data, at, end + 1, data[begin : end + 1].decode())

    def _whole_csi(self, data: bytes, begin: int, at: int, sequence: str) -> tuple[int, list[Token]]:
        """What a CSI from `begin` to `at` is, and what belongs to it behind it; `sequence` follows its introducer."""
        if sequence == "M":
            return self._x10_mouse(data, begin, at)
        if sequence == _PASTE_BEGINS:
            self._inside, self._pasted, self._began = "paste", bytearray(), self._last
            return at, []
        return at, _of_csi(sequence)

    def _x10_mouse(self, data: bytes, at: int, place: int) -> tuple[int, list[Token]]:
        """The mouse as the oldest terminals report it: three bytes, of any value from 32 on. Textual asks for none."""
        for end in range(place, place + 3):
            if end == len(data):
                return self._hold(data, at)
            if data[end] < _PRINTABLE.start:
                return end, []
        return place + 3, []

    def _more_csi(self, data: bytes, at: int) -> tuple[int, list[Token]]:
        body = _CSI_BODY.match(data, at)
        assert body is not None  # noqa: S101 -- as above
        end = body.end()
        if end == len(data):
            return end, []
        self._inside = ""
        return (end + 1 if data[end] in _FINALS else end), []

    def _more_string(self, data: bytes, at: int) -> tuple[int, list[Token]]:
        most = at + LONGEST_STRING - self._length
        control = _CONTROLS.search(data, at, most)
        if control is None:
            return self._rest_of_string(data, at, most)
        end = control.start()
        self._length += end - at
        if data[end] == _ESC:
            if end + 1 == len(data):
                return self._hold(data, end)
            if data[end + 1] == _ESC:  # a string within this one, as tmux wraps it
                return end + 1, []
        self._inside = ""
        if data[end] == _ESC:
            return (end + 2 if data[end + 1] == ord("\\") else end), []
        # BEL, CAN, SUB and the 8-bit ST are the ends that a string may have. Other control characters don't stand in an
        # answer: its end was lost, and that is a key already, ctrl+c perhaps.
        return (control.end() if data[end] in b"\x07\x18\x1a\x9c\xc2" else end), []

    def _rest_of_string(self, data: bytes, at: int, most: int) -> tuple[int, list[Token]]:
        """All of it up to `most`, but for a character of which the end may not have come."""
        if most <= len(data):
            self._inside = ""
            return most, []
        cut = _PART_OF_CHARACTER.search(data, at)
        end = len(data) if cut is None else cut.start()
        self._length += end - at
        return (end, []) if cut is None else self._hold(data, end)

    def _more_paste(self, data: bytes, at: int) -> tuple[int, list[Token]]:
        before = len(self._pasted)
        self._pasted += data[at:]
        end = self._pasted.find(_PASTE_ENDS, max(0, before - len(_PASTE_ENDS) + 1))
        if end < 0:
            del self._pasted[LONGEST_PASTE : max(LONGEST_PASTE, len(self._pasted) - len(_PASTE_ENDS))]
            return len(data), []
        self._inside = ""
        rest = len(self._pasted) - end - len(_PASTE_ENDS)
        return len(data) - rest, [self._paste(end)]

    def _paste(self, length: int) -> Token:
        text = bytes(self._pasted[: min(length, LONGEST_PASTE)]).decode("utf-8", "replace")
        self._pasted = bytearray()
        return Token("paste", text)


def _of_csi(sequence: str) -> list[Token]:
    """What a CSI is, by what follows "ESC [". Only what is known gets through, in the spelling that Textual expects.

    Textual would take each number before a "~" or "u" for the character with this code: `ESC [113~` for "q".
    """
    # The answers first: they come before the first picture.
    if sequence in _FOCUS or re.fullmatch(_MODE_ANSWER, sequence):
        return [Token("report", f"\x1b[{sequence}")]
    mouse = re.fullmatch(_MOUSE, sequence)
    if mouse and int(mouse[1]) <= _MOST_BUTTONS:
        return [Token("report", f"\x1b[{sequence}")]
    if size := re.fullmatch(_SIZE, sequence):
        rows, columns, height, width = (int(part) for part in size.groups())
        if 0 < rows <= _MOST_ROWS and 0 < columns <= _MOST_COLUMNS:
            # No size in pixels is told as nought, by which Textual divides. One each is what it comes to: it takes
            # places of the mouse for pixels from then on, and such a terminal tells them in cells.
            return [Token("report", f"\x1b[48;{rows};{columns};{height or rows};{width or columns}t")]
    is_repeat = re.match(_REPEAT, sequence) is not None
    return [Token("key", f"\x1b[{key}", is_repeat) for key in _keys(sequence)]


def _keys(sequence: str) -> list[str]:
    """The keys that a CSI stands for, each as a sequence. An input method sends several characters as one."""
    if re.fullmatch(_PLAIN_KEY, sequence):
        return [sequence]
    if match := re.fullmatch(_LETTER_KEY, sequence):
        modifiers, event, letter = match.groups()
        return [f"1;{modifiers}{letter}" if modifiers else letter] if _is_press(modifiers, event) else []
    if match := re.fullmatch(_OTHER_KEY, sequence):
        return [sequence] if _is_press(match[1], None) and _is_key(int(match[2])) else []
    if match := re.fullmatch(_NUMBER_KEY, sequence):
        number, modifiers, event = match.groups()
        is_key = int(number) in _NUMBERS and _is_press(modifiers, event)
        return [f"{number};{modifiers}~" if modifiers else f"{number}~"] if is_key else []
    if match := re.fullmatch(_CODED_KEY, sequence):
        return _coded(*match.groups())
    return []


def _coded(code: str, modifiers: str | None, event: str | None, text: str | None) -> list[str]:
    """Keys as kitty reports them: a code point, modifiers with what happened to the key, the text that it makes.

    Textual knows neither the key's other code points (`ESC [1081::113u`) nor what happened to it (`ESC [113;1:1u`).
    """
    if not _is_press(modifiers, event):
        return []
    characters = [part for part in (text or "").split(":") if part]
    if not all(len(part) < len("1114112:") and _is_text(int(part)) for part in characters):
        return []
    if characters and (code == "0" or _is_key(int(code))):
        return [f"{code};{modifiers or ''};{character}u" for character in characters]
    return [f"{code};{modifiers}u" if modifiers else f"{code}u"] if _is_key(int(code)) else []


def _is_press(modifiers: str | None, event: str | None) -> bool:
    return (modifiers is None or 1 <= int(modifiers) <= _MOST_MODIFIERS) and event != _RELEASE


def _is_key(code: int) -> bool:
    return code in _KNOWN_PRIVATE or code in _CODED_CONTROLS or _is_text(code)


def _is_text(code: int) -> bool:
    return code <= _LAST_CODE and not any(code in codes for codes in _NO_TEXT)
