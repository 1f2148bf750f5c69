"""What stands in brackets behind an exercise: a part of its dose, a note, or nothing: "Row (each side) (see video)"."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from backday_tui.routine.importing.phrase import CUT, Phrase

if TYPE_CHECKING:
    from backday_tui.routine.importing.phrase_reader import PhraseReader

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_NOISE = re.compile(
    r"(?:in|see|watch)(?: the)? (?:video|demo|image|picture|photo|below|above).*"
    r"|video|demo|link|pictured|image|as shown.*",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Opened:
    """A text without the brackets that can be read or are noise; what each of them says, and notes in them."""

    text: str
    said: tuple[tuple[str, Phrase], ...]
    notes: tuple[str, ...]


def opened(text: str, phrases: PhraseReader) -> Opened:
    """A text with its brackets read; brackets that say nothing of a dose stay in it."""
    said: list[tuple[str, Phrase]] = []
    notes: list[str] = []

    def replace(found: re.Match[str]) -> str:
        words = (found[1] or found[2] or "").strip()
        if not words or _NOISE.fullmatch(words):
            return " "
        phrase = phrases.read(words)
        says = dataclasses.replace(phrase, pieces=(), notes=()) != Phrase()
        if phrase.bad or not (says or phrase.notes):
            return found[0]
        said.append((words, dataclasses.replace(phrase, pieces=())))
        notes.extend(phrase.pieces)
        return f" {CUT} "

    return Opened(_BRACKETS.sub(replace, text), tuple(said), tuple(notes))


def without(text: str, phrases: PhraseReader) -> str:
    """A text without such brackets."""
    return opened(text, phrases).text.replace(CUT, " ").strip()
