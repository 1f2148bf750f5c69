"""Whether words are sentences, which tell of something, or a few words that may name an exercise.

It is judged by the words alone, without the catalogue. What sentences say of doses is `paragraph_reader.py`.
"""

from __future__ import annotations

import re
from typing import Final

from backday_tui.routine.importing import naming
from backday_tui.routine.importing.words import words

_NARRATES = re.compile(
    r"^(?:i|i'm|i've|i'd|we|he|she|they|yesterday|last (?:year|week|month))\b(?!$)"
    r"|\b(?:i|we|he|she|they|my|our)\b.*[.!?][\"')]*$",
    re.IGNORECASE,
)
_INSTRUCTS = re.compile(r"\byours?(?:elf)?\b.*\.[\"')]*$", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:The |A |An )?((?:[\w'/-]+ ){1,5}?)(?:is|are) (?:an?|one|another|the|also|great|excellent)\b")
_END = re.compile(r"[.!?][\"')]*$")
_END_AND_NEXT = re.compile(r"(?:[a-z]{2}|\))[.!?]\s+[A-Z]")
_NEXT_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d])")
_NO_WORDS = re.compile(r"[;{}<>=\\_|\"]|://|\w\.[a-z]{2}")
_VERBS: Final = frozenset(
    """
    is are was were will would should can could may might means mean has have had do does don't you you're you'll you've
    i i'm i'd i'll we we're he she they it it's this these that that's there there's here here's which because if when
    while as
    """.split()  # noqa: SIM905 -- reads best
)
_ABOUT: Final = frozenset(
    {
        *("equipment", "equipment needed", "good for", "how to", "how to do it", "level", "difficulty", "calories"),
        *("muscle", "muscle worked", "muscle targeted", "muscles", "muscles worked", "muscles targeted"),
        *("target", "targets", "read more", "related", "see also", "tag", "tags"),
        *("published", "date", "from", "to", "subject", "source", "author", "written by"),
    }
)
_CROSSED = re.compile(r"\dx\d", re.IGNORECASE)
_MOST_TITLE_WORDS: Final = 16
MOST_WORDS: Final = 9
"""Of a line that is no sentence, if it isn't written as a title."""


def narrates(text: str) -> bool:
    """Whether somebody tells of what they did."""
    return bool(_NARRATES.search(text))


def instructs(text: str) -> bool:
    """Whether a sentence tells the reader what to do with what is theirs: "Keep your back flat."."""
    return bool(_INSTRUCTS.search(text))


def is_about(text: str) -> bool:
    """Whether a line tells of an article or an exercise what is no part of a workout: "Equipment: a mat"."""
    label, colon, content = text.partition(":")
    return bool(colon) and label.removesuffix(" ").lower() in _ABOUT and not _CROSSED.search(content)


def subject(text: str) -> str | None:
    """What a sentence says what it is: "The bent-over row is a ..."; None where it says it of nothing."""
    found = _SUBJECT.match(text)
    return found[1].strip() if found else None


def has_several(text: str) -> bool:
    """Whether a sentence ends in a text and another begins."""
    return bool(_END_AND_NEXT.search(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text, with their signs."""
    return _NEXT_SENTENCE.split(text)


def is_sentence(text: str, level: int) -> bool:
    """Whether a line is a sentence; one that is marked as a heading, of this level, has to be long for it."""
    parts = text.split()
    if level:
        return len(parts) > _MOST_TITLE_WORDS
    if (_END.search(text) and len(parts) > 2) or has_several(text) or text.endswith((",", ";")):  # noqa: PLR2004 -- "Go!"
        return True
    if _in_title_case(parts):
        return len(parts) > _MOST_TITLE_WORDS
    return len(parts) > MOST_WORDS or not _VERBS.isdisjoint(text.lower().split())


def may_name(text: str) -> bool:
    """Whether words may be the name of an exercise."""
    parts = text.lower().split()
    if not words(text) or len(parts) > naming.MOST_WORDS or text.endswith(("!", "?")) or naming.names_none(text):
        return False
    if parts[0] in ("each", "every", "all", "both"):
        return False
    return not has_several(text) and not _NO_WORDS.search(text) and _VERBS.isdisjoint(parts)


def _in_title_case(parts: list[str]) -> bool:
    long = [word for word in parts if len(word) > 3 and word[0].isalpha()]  # noqa: PLR2004 -- "with" and the like
    return bool(long) and sum(word[0].isupper() for word in long) * 10 >= len(long) * 7
