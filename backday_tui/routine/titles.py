"""A routine's name and its file's: one made of the other, and put into a text that a person wrote.

Texts in, texts out: no file is looked for, read or written here.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from typing import Final

import tomli_w

from backday_tui.errors import BackdayError
from backday_tui.text import clean

LONGEST_TITLE: Final = 120
_LONGEST_STEM: Final = 60
_MOST_BYTES: Final = 90
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
)
"""Names that Windows gives to devices, whatever follows the point."""
_NO_LETTER: Final = re.compile(r"[\W_]+")
_STEM: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SUFFIX: Final = ".toml"
_NAME: Final = re.compile(r"""^(name[ \t]*=[ \t]*)(?:"(?:[^"\\\r\n]|\\.)*"|'[^'\r\n]*')""", re.MULTILINE)
_BOM: Final = "\ufeff"


class NamelessError(BackdayError):
    """A name of which no file's can be made; the message says what would do."""


def stem_of(name: str) -> str:
    """The name of the file, and so the id, of a routine with this name: "Back & arms" is "back-arms".

    Raises:
        NamelessError: no letter or digit is in it.
    """
    plain = unicodedata.normalize("NFKD", name.strip().removesuffix(_SUFFIX)).casefold()
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    words = unicodedata.normalize("NFC", _NO_LETTER.sub("-", bare).strip("-"))[:_LONGEST_STEM]
    stem = words.encode(errors="ignore")[:_MOST_BYTES].decode(errors="ignore").strip("-")
    if not stem:
        raise NamelessError(f'"{clean(name, 40)}" is no name: give it a letter or a digit')
    return f"{stem}-routine" if stem in _RESERVED else stem


def title_of(name: str) -> str:
    """The name that is shown: an id such as "my-back" as "My back", anything else as it stands."""
    bare = name.strip().removesuffix(_SUFFIX)
    if _STEM.fullmatch(bare):
        bare = bare.replace("-", " ").capitalize()
    return " ".join(bare.split())[:LONGEST_TITLE].strip()


def is_id(name: str) -> bool:
    """Whether it is written as an id, and so says nothing of how the routine is to be called."""
    return _STEM.fullmatch(name.strip().removesuffix(_SUFFIX)) is not None


def retitled(text: str, title: str) -> str:
    """The text of a routine with another name, and nothing else changed: its comments and layout stay.

    Raises:
        BackdayError: where its name stands can't be told.
        ValueError: it is no TOML.
    """
    bom = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(bom)
    before = tomllib.loads(body)
    wanted = before | {"name": title}
    value = tomli_w.dumps({"a": title}).removeprefix("a = ").rstrip("\n")
    for found in _NAME.finditer(body):
        changed = body[: found.end(1)] + value + body[found.end() :]
        if _holds(changed, wanted):
            return bom + changed
    changed = f"name = {value}\n{body}"
    if "name" not in before and _holds(changed, wanted):
        return bom + changed
    raise BackdayError('its name can\'t be changed: write it as name = "..." on a line of its own')


def _holds(text: str, wanted: dict[str, object]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False
