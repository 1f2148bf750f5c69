"""The text of a routine file and the TOML in it, read so that no file can block, fill the memory or take long.

The first rows of the library wait for nothing but this, so it imports little. It doesn't know what the keys mean.
"""

from __future__ import annotations

import errno
import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from backday_tui import files
from backday_tui.errors import UnreadableError
from backday_tui.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from backday_tui.routine.problems import KeyPath
    from backday_tui.routine.toml_mistakes import Mended
    from backday_tui.routine.toml_values import Mistake

_BOM: Final = "\ufeff"
MAX_BYTES: Final = 1 << 20
MAX_KEY_PARTS: Final = 8
MAX_NESTING: Final = 16
MAX_DIGITS: Final = 100
# More of each than a file of 1 MiB has that keeps to the limits of every list and table.
_MOST: Final = {
    ",": (320_000, "values"),
    "=": (50_000, "keys"),
    ".": (50_000, "dotted keys"),
    "[": (50_000, "lists"),
    "{": (50_000, "tables"),
}

_REASONS: Final = {
    errno.ENOENT: "there is no such file",
    errno.ENOTDIR: "there is no such file",
    errno.EACCES: "it may not be read (no permission)",
    errno.EPERM: "it may not be read (no permission)",
    errno.ELOOP: "it is a link that leads to itself",
    errno.EISDIR: "it is a folder, no file",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ENXIO: "it is no regular file",
}
# Patterns are compiled when they are first needed: most files need few of them.
_PLACE: Final = r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$"
_PLAINLY: Final = {
    r"Cannot overwrite a value": "this key has a value already: a key stands once",
    r"Duplicate inline table key .*": "{key} has a value already: a key stands once",
    r"Cannot declare \(.*\) twice": "[{key}] is there already: a table stands once, or each time as [[{key}]]",
    r"Cannot mutate immutable namespace .*": "{key} is there already, as {key} = ...: write it there or here alone",
}
_LONG_RUN: Final = rf"(?<![0-9_])[0-9][0-9_]{{{MAX_DIGITS},}}+"
# What looks like a key of many parts, in a place where a key may begin; it may still be inside a string.
_PART: Final = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_LONG_KEY: Final = rf"(?m:^|[\[{{,])[ \t]*+(?:{_PART}[ \t]*+\.[ \t]*+){{{MAX_KEY_PARTS}}}"
# A string of any of the four kinds, or a comment: what is inside them is no TOML.
_QUIET: Final = (
    r'"""(?:[^"\\]++|(?s:\\.)|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]++|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
)
_TOKEN: Final = rf"""{_QUIET}|[\[\]{{}}.]|[^\[\]{{}}."'#]++"""
_ALL_BUT_BRACKETS: Final = rf"""(?:[^\[\]{{}}"'#]++|{_QUIET})++"""


class TomlProblem(Exception):  # noqa: N818 -- a problem of the text, with its place
    """Text that isn't TOML, or is refused before it is parsed. `line` and `column` count characters from 1.

    Attributes:
        words: the message without what is to be written there instead.
        key: at which key it is, () where that isn't known.
        is_text: whether it is a text that lacks its quotes.
        others: the other mistakes of the text, in order, where this is its first.
        mended: the text with all of them mended, which is TOML; None where that can't be done.
    """

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message = self.words = message
        self.line = line
        self.column = column
        self.key: KeyPath = ()
        self.is_text = False
        self.others: tuple[TomlProblem, ...] = ()
        self.mended: Mended | None = None


def read_bytes(path: Path | str) -> bytes:
    """What a file holds, at most 1 MiB.

    Raises:
        UnreadableError: it can't be read, or is no regular file; the message names the file and the reason in a line.
    """
    try:
        return files.read(path, MAX_BYTES)
    except files.FileTooLargeError as error:
        reason = "it is larger than 1 MiB, the most a routine may have"
        raise UnreadableError(f"{clean(str(path))}: {reason}") from error
    except OSError as error:
        raise UnreadableError(f"{clean(str(path))}: {_reason(error)}") from error
    except ValueError as error:  # a NUL in the name
        raise UnreadableError(f"{clean(str(path))}: there is no such file") from error


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or clean(error.strerror or type(error).__name__)


def decode(raw: bytes) -> str:
    """UTF-8 as text, without a byte order mark, each line ending in a single line feed.

    Raises:
        TomlProblem: it is not UTF-8.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line, column = place_in(raw[: error.start].decode().lstrip(_BOM), None)
        message = f"not UTF-8: the byte 0x{raw[error.start]:02x} stands here; save the file as UTF-8"
        raise TomlProblem(message, line, column) from error
    return normal(text)


def normal(text: str) -> str:
    """Text without a byte order mark, each line ending in a single line feed, as TOML reads it.

    Programs that each put a mark in front leave several.
    """
    return text.lstrip(_BOM).replace("\r\n", "\n")


def place_in(text: str, at: int | None) -> tuple[int, int]:
    """The line and column, both from 1, of a character (from 0; None for the end of the text)."""
    at = len(text) if at is None else at
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def parse(text: str) -> dict[str, Any]:
    """The TOML in a text that `normal` or `decode` gave.

    Raises:
        TomlProblem: it isn't TOML (the first mistake, which knows the others), or nests too deep, or holds far too
            much.
    """
    _refuse_hostile(text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_problem(text, str(error)) from error


def _syntax_problem(text: str, message: str) -> TomlProblem:
    """The first mistake of a text of which tomllib says this; it knows the others."""
    from backday_tui.routine import toml_mistakes  # not needed as long as all is well

    mistakes, mended = toml_mistakes.find(text)
    problems = [_of_mistake(text, mistake) for mistake in mistakes]
    if not problems:
        words, at = _said(text, message)
        return TomlProblem(words, *place_in(text, at))
    try:
        if mended is not None:
            _refuse_hostile(mended.text)
            tomllib.loads(mended.text)
    except (TomlProblem, tomllib.TOMLDecodeError) as left:
        if mended is not None and isinstance(left, tomllib.TOMLDecodeError):
            words, at = _said(mended.text, str(left))
            more = TomlProblem(words, *place_in(text, mended.place(at)))
            if all(problem.line != more.line for problem in problems):  # else it is likely the same
                problems = sorted([*problems, more], key=lambda problem: (problem.line, problem.column))
        mended = None
    first, *others = problems
    first.others, first.mended = tuple(others), mended
    return first


def _of_mistake(text: str, mistake: Mistake) -> TomlProblem:
    problem = TomlProblem(mistake.message, *place_in(text, mistake.at))
    problem.words, problem.key, problem.is_text = clean(mistake.words), mistake.path, mistake.is_text
    return problem


def _said(text: str, message: str) -> tuple[str, int]:
    """What tomllib says without the place that it says, and that as a character from 0."""
    found = re.search(_PLACE, message)
    at = len(text)
    if found and found["line"]:
        begin = 0
        for _ in range(int(found["line"]) - 1):
            begin = text.index("\n", begin) + 1
        at = begin + int(found["column"]) - 1
    words = _plainly(message[: found.start()] if found else message)
    return f"not TOML: {clean(words[:1].lower() + words[1:], 200)}", at


def _plainly(words: str) -> str:
    """What tomllib says about a key that is there twice, in words for people."""
    for pattern, plain in _PLAINLY.items():
        if found := re.fullmatch(pattern, words, re.DOTALL):
            key = ".".join(re.findall("'([^']*)'", found[0]))
            return plain.format(key=key) if key or "{key}" not in plain else words
    return words


def _refuse_hostile(text: str) -> None:
    """Refuse what would cost tomllib minutes or gigabytes; any other text passes quickly."""
    run = re.search(_LONG_RUN, text)
    if run:
        message = f"a number of {len(run[0])} digits; at most {MAX_DIGITS} are read"
        raise TomlProblem(message, *place_in(text, run.start()))
    if _nests_deep(text) or (text.count(".") >= MAX_KEY_PARTS and re.search(_LONG_KEY, text)):
        _refuse_depth(text)
    _refuse_many(text)


def _refuse_many(text: str) -> None:
    if not any(text.count(mark) > most for mark, (most, _) in _MOST.items()):
        return
    bare = re.sub(_QUIET, "", text)
    for mark, (most, what) in _MOST.items():
        if bare.count(mark) > most:
            raise TomlProblem(f"more than {most:,} {what}, far more than a routine may have", 1, 1)


def _nests_deep(text: str) -> bool:
    """Whether brackets nest too deep, or don't match: quickly, so that most files need no closer look."""
    if text.count("[") + text.count("{") <= MAX_NESTING:
        return False
    brackets = re.sub(_ALL_BUT_BRACKETS, "", text)
    for _ in range(MAX_NESTING):
        brackets = brackets.replace("[]", "").replace("{}", "")
    return bool(brackets)


def _refuse_depth(text: str) -> None:
    depth = dots = key_at = 0
    for token in re.finditer(_TOKEN, text):
        word = token[0]
        if word == ".":
            dots += 1
        elif word in ("[", "{"):
            depth, dots, key_at = depth + 1, 0, token.end()
        elif word in ("]", "}"):
            depth, dots, key_at = depth - 1, 0, token.end()
        elif word[0] not in "\"'#" and (cut := max(map(word.rfind, "\n=,"))) >= 0:
            dots, key_at = 0, token.start() + cut + 1
        if dots == MAX_KEY_PARTS:
            key_at += len(text[key_at : token.start()]) - len(text[key_at : token.start()].lstrip())
            message = f"a key of more than {MAX_KEY_PARTS} parts; keys nest at most {MAX_KEY_PARTS} deep"
            raise TomlProblem(message, *place_in(text, key_at))
        if depth > MAX_NESTING:
            raise TomlProblem(f"brackets nest more than {MAX_NESTING} deep", *place_in(text, token.start()))
