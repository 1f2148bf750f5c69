"""One value of a text that is no TOML, without brackets: a text whose quotes are wrong, a number, true or false.

`ValueScanner` also keeps the place, what was found to be wrong, and how it is mended. It knows nothing of keys, lists
and tables; `toml_mistakes.py` does.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from json import dumps
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from backday_tui.routine.amounts import UNITS
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backday_tui.routine.problems import KeyPath

Where = Literal["line", "list", "table"]
"""What a value stands in: a line of its own, a list, a table in braces."""
MOST: Final = 200
"""As many mistakes as anybody will read."""
SHOWN: Final = 40
"""How many characters of the text a message has room for."""
FAR: Final = 2100
"""How far to look for the end of a text: no text of a routine is longer."""
_LONGEST_ADVICE: Final = 70

KEY: Final = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
KEYS: Final = rf"{KEY}(?:[ \t]*\.[ \t]*{KEY})*+"
CURLY: Final = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u2039\u203a`\u00b4"
"""What word processors and phones make of quotes."""
HEADER_LINE: Final = r"\[\[?[ \t]*[A-Za-z_][\w .\"'-]*\]\]?[ \t]*(?:#[^\n]*)?(?=\n|\Z)"
BEGINS: Final = rf"[ \t]*+(?:[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)*+[ \t]*+=(?!=)|{HEADER_LINE})"
"""How a line begins that is a statement, whatever is still open above it."""
_ENDS: Final = r"[ \t]*(?:[,;\])}\n#]|//|\Z)"
"""What may stand behind a value."""


IS_KEYS: Final = re.compile(KEYS)
_NEXT_STATEMENT: Final = re.compile(rf"\n(?={BEGINS})")
_IS_END: Final = re.compile(_ENDS)
STATEMENT_FOLLOWS: Final = re.compile(rf"[ \t]*(?:{KEYS}[ \t]*=(?!=)|{HEADER_LINE})")
_NUMBERS: Final = re.compile(r"[0-9]+(?=[ \t]+[0-9]+[ \t]*(?:[,\]]|[ \t][0-9]))")
_LONG: Final = {
    '"': re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}', re.DOTALL),
    "'": re.compile(r"'''(?:[^']|'(?!''))*+'{3,5}"),
}
_SHORT: Final = {'"': re.compile(r'"(?:[^"\\\n]|\\.)*+"'), "'": re.compile(r"'[^'\n]*+'")}
_LONG_ENDS: Final = {
    quote: re.compile(rf"[^\n]*?{quote * 3}|[^\n]*+(?:\n(?!{BEGINS})[^\n]*+)*?\n(?!{BEGINS})[^\n]*?{quote * 3}")
    for quote in "\"'"
}
_OTHER_QUOTE: Final = re.compile(rf"(?P<body>[^\"'\n{CURLY}]*)[\"'{CURLY}](?={_ENDS})")
_MANY_LINES: Final = {
    quote: re.compile(rf"[^{quote}\n]*(?:\n(?!{BEGINS}|[ \t]*\n)[^{quote}\n]*){{1,20}}?{quote}(?={_ENDS})")
    for quote in "\"'"
}
_CURLY_TEXT: Final = re.compile(rf"[{CURLY}](?P<body>[^\n]*?)[{CURLY}\"'](?={_ENDS})")
_LOST_QUOTE: Final = re.compile(r"(?P<body>.*?[^\s,\"'])(?P<other>[\"'])?\s*,\s*(?:[\w.-]+\s*=.*)?")
_FOREIGN_COMMENT: Final = re.compile(r"//+|/\*|--(?=[ \t])|<!--|;(?=[ \t]*[^\s;])")
_BARE: Final[Mapping[Where, re.Pattern[str]]] = {
    "line": re.compile(r"[^\n#]*+"),
    "list": re.compile(r"[^\n#,\]]*+"),
    "table": re.compile(r"[^\n#,}]*+"),
}
_WITH_COMMA: Final = re.compile(
    r"(?:(?:bodyweight ?)?[+-] ?)?(?:[0-9]++ ?[xX] ?)?[0-9]++,[0-9]++ ?[A-Za-z][^\n#,\]}]*+"
)
"""An amount with a comma for a point: "22,5 kg"."""
_LACKS_QUOTE: Final = re.compile(rf"""[^"'\n#\[\]{{}}=]*+["'](?={_ENDS})""")
_NUMBER: Final = re.compile(r"[+-]?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?")
_TIME_UNIT: Final = rf"(?:{'|'.join(UNITS)}|m|mins|secs|hr|hrs)(?![a-z])"
_TIME: Final = re.compile(
    rf"(?:[0-9]*(?::[0-9]+){{1,2}}|(?:[0-9]+(?:[.,][0-9]+)? ?{_TIME_UNIT}\.? ?)+)\+?", re.IGNORECASE
)
_DATE: Final = re.compile(r"\d{4}-\d\d?-\d\d?.*")
_ESCAPE: Final = re.compile(r"\\(?:[btnfr\"\\]|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|[ \t]*\n|(?P<bad>.?))")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_ODD_BLANKS: Final = (
    "\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
    "\u200b\u200c\u200d\u2060\ufeff"
)
"""All that Python takes for a blank, but for what stands in TOML; and what nobody sees."""
_BLANKS: Final = re.compile(rf"[ \t{_ODD_BLANKS}]*")
_BOOLEANS: Final = {
    **dict.fromkeys(("true", "yes", "on"), "true"),
    **dict.fromkeys(("false", "no", "off"), "false"),
}
_NOTHING: Final = frozenset({"null", "none", "nil"})


class Mistake(NamedTuple):
    """One mistake: at which character (from 0), what is wrong, what to write ("" where the words say it), at which key.

    `is_text` tells that what stands there was taken for a text in quotes.
    """

    at: int
    words: str
    better: str = ""
    path: KeyPath = ()
    is_text: bool = False

    @property
    def message(self) -> str:
        """What is said of it, in a line that is safe for a terminal."""
        return clean(f"{self.words}: {self.better}" if self.better else self.words)


class EnoughError(Exception):
    """More mistakes than anybody reads."""


def quoted(text: str) -> str:
    """What is shown of a piece of the text."""
    return clean(text.strip(), SHOWN)


class ValueScanner:
    """Reads a text from its beginning on.

    Attributes:
        at: the next character.
        open: the brackets that are open there.
        mistakes: what was found to be wrong.
        edits: how it is mended: from which character to which, and the new text.
        is_whole: whether nothing had to be left out for that.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.mistakes: list[Mistake] = []
        self.edits: list[tuple[int, int, str]] = []
        self.is_whole = True
        self.open: list[str] = []
        self._last_line = 0
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._guessed: set[int] = set()
        self._without_controls()

    def wrong(
        self,
        at: int,
        words: str,
        *edits: tuple[int, int, str],
        better: str = "",
        path: KeyPath = (),
        is_text: bool = False,
        is_guess: bool = False,
    ) -> None:
        """Keep a mistake, and how it is mended.

        With `is_guess` it is something that makes no sense: then it may come from another mistake on its line, and what
        is found behind it there may come from this one, so only the first of them is told.
        """
        self.edits += edits
        line = self.line(at)
        if line in self._guessed or (is_guess and line == self._last_line):
            return
        self._last_line = line
        if is_guess:
            self._guessed.add(line)
        better = better if len(better) <= _LONGEST_ADVICE else ""
        self.mistakes.append(Mistake(at, words, better, path, is_text))
        if len(self.mistakes) >= MOST:
            raise EnoughError

    def _without_controls(self) -> None:
        """Tell of characters that stand in no TOML, and take blanks for them."""
        end = 0
        while found := _CONTROLS.search(self.text, end):  # the first of each line
            words = f"an invisible control character, U+{ord(found[0]):04X}, stands here: leave it out"
            if found[0] == "\r":
                words = "a carriage return stands here alone: a line ends with a line feed"
            self.wrong(found.start(), words)
            self.is_whole = False  # it may be no text at all
            end = self.line_end(found.start())
        self.text = _CONTROLS.sub(lambda found: "\n" if found[0] == "\r" else " ", self.text)

    def line(self, at: int) -> int:
        return bisect_left(self._ends, at) + 1

    def line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def char(self) -> str:
        return self.text[self.at : self.at + 1]

    def skip_blanks(self) -> None:
        found = _BLANKS.match(self.text, self.at)
        end = found.end() if found else self.at
        odd = [place for place in range(self.at, end) if self.text[place] in _ODD_BLANKS]
        if odd:
            edits = [(place, place + 1, " ") for place in odd]
            name = f"U+{ord(self.text[odd[0]]):04X}"
            self.wrong(odd[0], f"an invisible blank of another kind, {name}, stands here: write a plain blank", *edits)
        self.at = end

    def skip_space(self) -> bool:
        """Blanks, ends of lines and comments; whether a line ended."""
        before = self.at
        while True:
            self.skip_blanks()
            if not self.skip_comment() and self.char() != "\n":
                return "\n" in self.text[before : self.at]
            self.at += self.char() == "\n"

    def skip_comment(self) -> bool:
        if self.char() == "#":
            self.at = self.line_end(self.at)
            return True
        found = _FOREIGN_COMMENT.match(self.text, self.at)
        if not found or (found[0] == ";" and self.open):
            return False
        self.wrong(self.at, f'a comment begins with "#", not with "{found[0]}"', (self.at, self.at + 1, "#"))
        self.at = self.line_end(self.at)
        return True

    def bare(self, where: Where, path: KeyPath) -> None:
        """A value without quotes: a number, true or false; else a text that lacks its quotes."""
        begin = self.at
        if where == "list" and (one := _NUMBERS.match(self.text, begin)):  # a comma is missing behind it
            self.at = one.end()
            return
        found = _WITH_COMMA.match(self.text, begin) or _BARE[where].match(self.text, begin)
        chunk = re.split(r"[ \t]//", found[0], maxsplit=1)[0].rstrip() if found else ""
        end = begin + len(chunk)
        quote = _LACKS_QUOTE.match(self.text, begin, begin + FAR)
        if quote and (quote.end() == end or (quote.end() > end and where != "line")):
            right = in_quotes(quote[0][:-1])
            words = "a text stands between two quotes, the first is missing"
            self.wrong(begin, words, (begin, quote.end(), right), better=right, path=path)
            self.at = quote.end()
            return
        if where != "list":
            chunk = self._as_far_as_it_goes(chunk)
        chunk = chunk.rstrip(" \t" if where == "list" else " \t,;")
        self.at = begin + len(chunk)
        if not _NUMBER.fullmatch(chunk) and chunk not in ("true", "false") and not _is_value(chunk):
            self._unquoted(chunk, begin, path)

    def _as_far_as_it_goes(self, chunk: str) -> str:
        """Of "3 rest = 4" the 3."""
        first = re.split(r"[ \t]|(?=\[)", chunk, maxsplit=1)[0]
        is_two = _is_value(first) or first.lower() in _BOOLEANS
        return first if is_two and STATEMENT_FOLLOWS.match(self.text, self.at + len(first)) else chunk

    def _unquoted(self, chunk: str, begin: int, path: KeyPath) -> None:
        end = self.at
        named = isinstance(path[-1], str)
        said = f"{path[-1]} = {chunk}" if named else chunk
        said = clean(said, SHOWN + 20)
        word = chunk.lower()
        if word in _BOOLEANS:
            right = _BOOLEANS[word]
            self.wrong(
                begin, f"{said}: it is true or false, written small", (begin, end, right), better=right, path=path
            )
        elif word in _NOTHING:
            words = f"{said}: there is no such value; a key without one is left out"
            self.wrong(begin, words, (begin, end, '""'), path=path)
            self.is_whole = False
        elif re.fullmatch(r"[+-]?0[0-9]+", chunk):
            right = str(int(chunk[:18]))
            self.wrong(begin, f"{said}: a number does not begin with 0", (begin, end, right), better=right, path=path)
        elif re.fullmatch(r"[+-]?[0-9]*\.[0-9]*", chunk) and chunk.strip("+-."):
            right = chunk.replace(".", "0.", 1) if "." in chunk.lstrip("+-")[:1] else f"{chunk}0"
            words = f"{said}: digits stand on both sides of the dot"
            self.wrong(begin, words, (begin, end, right), better=right, path=path)
        else:
            what = "a time" if _TIME.fullmatch(chunk) else "a date" if _DATE.fullmatch(chunk) else "text"
            right = in_quotes(chunk)
            words = f"{said}: {what} stands in quotes"
            self.wrong(begin, words, (begin, end, right), better=right, path=path, is_text=True)

    def text_value(self, where: Where, path: KeyPath) -> None:
        begin, quote = self.at, self.char()
        if quote in CURLY:
            self._curly(where, path)
        elif self.text.startswith(quote * 3, begin):
            self._long_text(quote, path)
        elif (found := _SHORT[quote].match(self.text, begin)) is None:
            self._unclosed(quote, where, path)
        elif where == "line" and len(found[0]) == 2 and (long := self._long_with_two(quote, found.end())):
            words = f"a text of several lines begins with three quotes, {quote * 3}"
            self.wrong(begin, words, (begin, begin, quote), path=path)
            self.at = long
        else:
            self.at = found.end()
            self._hold_escapes(begin, quote, path)
            if not _IS_END.match(self.text, self.at):
                self._goes_on(begin, quote, where, path)

    def _long_with_two(self, quote: str, at: int) -> int | None:
        """Where a text of several lines ends that begins with two quotes, right before `at`; None where it is none."""
        found = _LONG_ENDS[quote].match(self.text, at)
        return found.end() if found else None

    def _curly(self, where: Where, path: KeyPath) -> None:
        begin = self.at
        found = _CURLY_TEXT.match(self.text, begin, begin + FAR)
        if found:
            body, end = found["body"], found.end()
        else:
            body = self._up_to_closers(begin + 1, where)
            end = begin + 1 + len(body)
        right = in_quotes(body.strip(CURLY))
        words = "quotes are straight here, not curly"
        self.wrong(begin, words, (begin, end, right), better=right, path=path)
        self.at = end

    def _up_to_closers(self, at: int, where: Where) -> str:
        """The rest of a line without a comment and, in a list, without what ends an element."""
        rest = re.split(r"[ \t]#[ \t]", self.text[at : self.line_end(at)], maxsplit=1)[0].rstrip()
        if where == "line":
            return rest
        next_one = r",\s*+[\w.-]++\s*+=" if where == "table" else r",\s*+[\"'{]|\][ \t]*+,[ \t]*+[\w.-]++[ \t]*+="
        return re.split(next_one, rest, maxsplit=1)[0].rstrip(" \t,]}")

    def _unclosed(self, quote: str, where: Where, path: KeyPath) -> None:
        """A text that isn't closed on its line."""
        begin = self.at
        if other := _OTHER_QUOTE.match(self.text, begin + 1, begin + FAR):
            right = in_quotes(other["body"])
            words = "a text ends with the same quote that it begins with"
            self.wrong(begin, words, (begin, other.end(), right), better=right, path=path)
            self.at = other.end()
        elif several := _MANY_LINES[quote].match(self.text, begin + 1, begin + FAR):
            words = f"a text of several lines stands between three quotes, {quote * 3}, at both ends"
            more = quote * 2
            self.wrong(begin, words, (begin, begin, more), (several.end(), several.end(), more), path=path)
            self.at = several.end()
        else:
            body = self._up_to_closers(begin + 1, where)
            self.at = begin + 1 + len(body)
            right = f"{quote}{clean(body)}{quote}"
            slash = len(body) - len(body.rstrip("\\"))
            mend = quote if slash % 2 == 0 or quote == "'" else f"\\{quote}"
            words = "a text begins here, and the quote that ends it is missing"
            self.wrong(begin, words, (self.at, self.at, mend), better=right, path=path)
            self._hold_escapes(begin, quote, path)

    def _goes_on(self, begin: int, quote: str, where: Where, path: KeyPath) -> None:
        """Something stands right behind a text where none may."""
        text, end = self.text, self.at
        body = text[begin + 1 : min(end - 1, begin + FAR)]
        if where != "line" and not text[end].isspace() and (lost := _LOST_QUOTE.fullmatch(body)):
            cut = begin + 1 + lost.end("body")
            stop = cut + len(lost["other"] or "")
            right = f"{quote}{clean(lost['body'])}{quote}"
            words = "a text begins here, and the quote that ends it is missing"
            self.wrong(begin, words, (cut, stop, quote), better=right, path=path)
            self.at = stop
            return
        after = _past_blanks(text, end)
        if where == "line" and STATEMENT_FOLLOWS.match(text, after):
            return
        if (where == "table" and IS_KEYS.match(text, after)) or (where == "list" and text[after] in "\"'{[" + CURLY):
            return  # a comma is missing
        if inner := self._inner_quotes(quote, end, where):
            whole = text[begin + 1 : inner - 1]
            right = _in_other_quotes(whole, quote)
            words = f"a {quote} inside a text ends it: such a text stands in other quotes"
            self.wrong(end - 1, words, (begin, inner, right), better=right, path=path)
            self.at = inner
            return
        junk = re.compile(r"[^\n#]*" if where == "line" else r"[^\n#,\]}]*").match(text, end)
        rest = junk[0].rstrip() if junk else ""
        if rest and not set(rest) & {'"', "'"}:
            right = in_quotes(body + rest)
            words = f"{in_quotes(quoted(rest))} stands outside the quotes"
            self.wrong(end, words, (begin, end + len(rest), right), better=right, path=path)
            self.at = end + len(rest)

    def _inner_quotes(self, quote: str, end: int, where: Where) -> int | None:
        """Where a text ends that has its own quotes inside; None where it is no such text."""
        line = self.text[end : min(self.line_end(end), end + FAR)]
        for found in re.finditer(quote, line):
            between = line[: found.start()]
            if re.search(rf",\s*{quote}", between):
                return None
            if _IS_END.match(self.text, end + found.end()) and not (where == "line" and between.strip() == ""):
                return end + found.end()
        return None

    def _long_text(self, quote: str, path: KeyPath) -> None:
        begin = self.at
        found = _LONG[quote].match(self.text, begin)
        if found and (
            _IS_END.match(self.text, found.end()) or not _NEXT_STATEMENT.search(self.text, begin, found.end())
        ):
            self.at = found.end()
            self._hold_escapes(begin, quote, path)
            return
        statement = _NEXT_STATEMENT.search(self.text, begin)
        end = statement.start() if statement else len(self.text)
        written = self.text[begin + 3 : end].rstrip()
        bare = written.rstrip(quote)
        stop = begin + 3 + len(bare)
        words = f"the text that begins in line {self.line(begin)} is not closed: write {quote * 3} here"
        self.wrong(max(stop, begin), words, (stop, begin + 3 + len(written), quote * 3), path=path)
        self.at = begin + 3 + len(written)
        self._hold_escapes(begin, quote, path)

    def _hold_escapes(self, begin: int, quote: str, path: KeyPath) -> None:
        """Tell of a backslash that stands for nothing, once a text."""
        if quote == "'" or "\\" not in self.text[begin : self.at]:
            return
        bad = [found for found in _ESCAPE.finditer(self.text, begin, self.at) if _means_nothing(found)]
        if bad:
            edits = [(found.start(), found.start(), "\\") for found in bad]
            said = clean(bad[0][0], 12)
            words = f"{said} means nothing in a text: a \\ is written \\\\, or the text stands in ' quotes"
            self.wrong(bad[0].start(), words, *edits, path=path)


def _past_blanks(text: str, at: int) -> int:
    """The place of the next character that is neither blank nor tab."""
    while text[at : at + 1] in (" ", "\t"):
        at += 1
    return at


def in_quotes(text: str) -> str:
    """A text as TOML writes it in double quotes; JSON writes it so too."""
    return dumps(text, ensure_ascii=False)


def _in_other_quotes(text: str, quote: str) -> str:
    """A text that holds quotes of one kind in quotes of the other, where that can be."""
    return f"'{text}'" if quote == '"' and "'" not in text and "\\" not in text else in_quotes(text)


def _is_value(text: str) -> bool:
    """Whether tomllib takes a text for a value: a number in any of its forms, a date."""
    if not text or len(text) > 100 or text[0] not in "+-0123456789in":  # no number or date is longer
        return False
    try:
        tomllib.loads(f"a = {text}")
    except (tomllib.TOMLDecodeError, ValueError):
        return False
    return True


def _means_nothing(found: re.Match[str]) -> bool:
    if code := found["u"] or found["U"]:
        number = int(code, 16)
        return 0xD800 <= number <= 0xDFFF or number > 0x10FFFF  # no characters
    return found["bad"] is not None
