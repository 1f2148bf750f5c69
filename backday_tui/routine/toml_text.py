"""Values, keys and tables as TOML writes them, for what is put into a routine's text.

Nothing here knows the text around them, or a key by its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import tomlkit

if TYPE_CHECKING:
    from collections.abc import Mapping


WIDTH: Final = 100
"""The most characters of a list that is written in one line."""
INDENT: Final = "  "
_NO_LITERAL: Final = re.compile(r"['\x00-\x08\x0a-\x1f\x7f]")


def token(value: Any, like: str = "") -> str:
    """A value as TOML writes it in one line; a text in the quotes of `like` where they will do."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{key_token(key)} = {token(each)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(token(each) for each in value)}]"
    if isinstance(value, str) and like.startswith("'") and not _NO_LITERAL.search(value):
        return f"'{value}'"
    return str(tomlkit.item(value).as_string())


def key_token(key: str) -> str:
    """A key as TOML writes it, in quotes where it needs them."""
    return tomlkit.key(key).as_string()


def table_lines(header: str, table: Mapping[str, Any]) -> str:
    """A table with a header, without the last line's end."""
    return "\n".join([header, *(f"{key_token(key)} = {token(value)}" for key, value in table.items())])
