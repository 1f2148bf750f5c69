"""TOML as text: values, keys and tables as they are written, and one key set in a text that a person wrote.

No key is known here by its name. What stands deeper than the top level of a routine is changed by `routine/edit/`.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

import tomli_w

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


WIDTH: Final = 100
"""The most characters of a list that is written in one line."""
INDENT: Final = "  "
_BOM: Final = "\ufeff"
"""The byte order mark that some editors begin a file with."""
_NO_LITERAL: Final = re.compile(r"['\x00-\x08\x0a-\x1f\x7f]")
# A pair on a line of its own. Quotes that don't close on the line match nothing: such a value goes on below.
_PAIR: Final = (
    r"^(?P<indent>[ \t]*)[\"']?{key}[\"']?(?P<equals>[ \t]*=[ \t]*)"
    r"(?P<value>(?:\"(?:[^\"\\\r\n]|\\.)*\"|'[^'\r\n]*'|[^\"'#\r\n])*+)"
    r"(?P<comment>#[^\r\n]*)?(?P<end>\r?\n|\Z)"
)

_LIST_PAIR: Final = r"^(?P<indent>[ \t]*)[\"']?{key}[\"']?(?P<equals>[ \t]*=[ \t]*)(?=\[)"
"""A pair whose value is a list, which may go on below."""
_STRING_OR_COMMENT: Final = r"\"(?:[^\"\\\r\n]|\\.)*\"|'[^'\r\n]*'|#[^\r\n]*"
_MOST_LINES: Final = 100


def token(value: Any, like: str = "") -> str:
    """A value as TOML writes it in one line; a text in the quotes of `like` where they will do."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{key_token(key)} = {token(each)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(token(each) for each in value)}]"
    if isinstance(value, str) and like.startswith("'") and not _NO_LITERAL.search(value):
        return f"'{value}'"
    return _with_visible_tabs(tomli_w.dumps({"a": value}).removeprefix("a = ").removesuffix("\n"))


def value_text(value: Any, indent: int = 0) -> str:
    """A value as a person would write it: in one line, but a list that is too long for one with an element a line.

    `indent` are the blanks before the line that it stands in.
    """
    if isinstance(value, dict):
        pairs = ", ".join(f"{key_token(key)} = {value_text(each, indent)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        line = f"[{', '.join(value_text(each, indent) for each in value)}]"
        return line if len(line) <= WIDTH else broken_list(value, indent)
    return token(value)


def broken_list(values: list[Any], indent: int = 0) -> str:
    """A list with one element a line."""
    blanks = " " * indent + INDENT
    lines = "".join(f"{blanks}{value_text(each, len(blanks))},\n" for each in values)
    return f"[\n{lines}{' ' * indent}]"


def key_token(key: str) -> str:
    """A key as TOML writes it, in quotes where it needs them."""
    return _with_visible_tabs(tomli_w.dumps({key: 0}).removesuffix(" = 0\n"))


def _with_visible_tabs(text: str) -> str:
    # tomli-w leaves a tab in a string as it is, where nobody can tell it from blanks.
    return text.replace("\t", "\\t")


def table_lines(header: str, table: Mapping[str, Any]) -> str:
    """A table with a header, without the last line's end."""
    return "\n".join([header, *(f"{key_token(key)} = {token(value)}" for key, value in table.items())])


def with_key(text: str, key: str, value: Any, *, on_top: bool = False) -> str | None:
    """The text with one key of its top level set, and all else as it was: comments, layout, the ends of lines.

    Args:
        text: TOML, with or without a byte order mark.
        key: a bare one.
        value: None takes the key out.
        on_top: whether a key that isn't there yet becomes the first line; else it becomes the last where it can.

    Returns:
        None where that can't be done: the value is a text of several lines, or tables stand in the key's way. The
        comments within a list of several lines stand above the new value.

    Raises:
        ValueError: the text is no TOML.
    """
    body = text.lstrip(_BOM)
    bom = text[: len(text) - len(body)]
    wanted = {other: each for other, each in tomllib.loads(body).items() if other != key}
    if value is not None:
        wanted[key] = value
    # What looks like the key's line may stand in a text of several lines, or in a table: only reading it tells.
    changed = next((each for each in _candidates(body, key, value, on_top) if _says(each, wanted)), None)
    return None if changed is None else bom + changed


def _candidates(text: str, key: str, value: Any, on_top: bool) -> Iterator[str]:
    end = "\r\n" if "\r\n" in text else "\n"
    for found in re.finditer(_PAIR.replace("{key}", re.escape(key)), text, re.MULTILINE):
        blanks = found["value"][len(found["value"].rstrip()) :]
        comment = f"{blanks}{found['comment']}" if found["comment"] else ""
        pair = "" if value is None else f"{found['indent']}{key}{found['equals']}{token(value)}"
        kept = f"{pair}{comment}" if pair else comment.lstrip()
        yield f"{text[: found.start()]}{kept}{found['end'] if kept else ''}{text[found.end() :]}"
    for found in re.finditer(_LIST_PAIR.replace("{key}", re.escape(key)), text, re.MULTILINE):
        at = found.end()
        for _ in range(_MOST_LINES):
            at = text.find("\n", at) + 1 or len(text)
            new = [] if value is None else [f"{found['indent']}{key}{found['equals']}{token(value)}"]
            lines = "".join(f"{each}{end}" for each in (*_comments(text[found.end() : at]), *new))
            yield f"{text[: found.start()]}{lines}{text[at:]}"
            if at == len(text):
                break
    if value is None:
        yield text
        return
    pair = f"{key_token(key)} = {token(value)}{end}"
    if not on_top:
        between = "" if not text or text.endswith("\n") else end
        yield f"{text}{between}{pair}"
    yield f"{pair}{text}"


def _comments(text: str) -> Iterator[str]:
    """The comments within a value: what looks like one in a string is none."""
    for found in re.finditer(_STRING_OR_COMMENT, text):
        if found[0].startswith("#"):
            yield found[0].rstrip()


def _says(text: str, wanted: dict[str, Any]) -> bool:
    """Whether a text means this; by what is written, since no nan equals another."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return repr(sorted(found.items())) == repr(sorted(wanted.items()))
