"""The words that name a section, as a heading or before an exercise: "Warm-up", "Cool-down:", "Bonus: 20 crunches".

To which section an exercise belongs in the end is decided in `gathering.py`.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from backday_tui.routine.importing.statements import SectionStart
from backday_tui.routine.importing.written_amounts import TIME

if TYPE_CHECKING:
    from backday_tui.routine.model import Section

_WARM_UP = (
    r"(?:(?:dynamic|general|quick|light|brief|the) )?warm[ -]?ups?"
    r"(?: (?:exercises?|routine|stretch(?:es)?|sets?|circuit))?|mobility(?: work)?|activation|w/u"
)
_COOL_DOWN = (
    r"(?:(?:the|quick|light) )?cool[ -]?downs?(?: (?:exercises?|routine|stretch(?:es)?))?|stretch(?:es|ing)?|c/d"
)
_WORK = (
    r"main|(?:the )?(?:main )?(?:workout|sets?|work|lifts?|exercises|routine|part|session|moves)|working sets"
    r"|strength(?: work)?|accessor(?:y|ies)(?: work| exercises)?|conditioning|finishers?|metcon|skill|core(?: work)?"
)
_ANY = rf"(?P<warmup>{_WARM_UP})|(?P<cooldown>{_COOL_DOWN})|(?P<work>{_WORK})"
_TIME_BEHIND = rf"(?:[ :,-]*\(?(?:about |for )?(?:\d{{1,3}} ?- ?)?{TIME}\)?)?"
_HEADING = re.compile(rf"(?:{_ANY}){_TIME_BEHIND} ?:?", re.IGNORECASE)
_LABEL = re.compile(
    rf"(?:{_ANY}|(?P<optional>bonus|optional(?:ly)?|extra)(?: (?:exercise|move|round))?)(?: ?\([^()]{{0,40}}\))?"
    r"(?: ?: ?| - ?| (?P<word>with|by) | (?P<bare>)(?=\d))(?P<content>.+)",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Label:
    """What stands before an exercise in its line: words that name a section, or say that it is `optional`."""

    words: str
    section: Section
    optional: bool
    content: str


def heading(text: str, *, listed: bool) -> SectionStart | None:
    """The section that a line names as its heading; in a list a mere word may be an exercise ("Stretching")."""
    found = _HEADING.fullmatch(text)
    colon = text.endswith(":")
    if not found or (listed and not colon and not found["work"]) or (found["warmup"] and ":" in text and not colon):
        return None
    return SectionStart(_section(found), stretches="stretch" in text.lower())


def label(text: str) -> Label | None:
    """The section that a line names before what else it says; None where it names none."""
    found = _LABEL.fullmatch(text)
    if not found:
        return None
    section, optional = _section(found), bool(found["optional"])
    joined = found["word"] or found["bare"] is not None
    if joined and section == "work" and not optional:
        return None
    words = found["warmup"] or found["cooldown"] or found["work"] or found["optional"]
    return Label(words, section, optional, found["content"])


def _section(found: re.Match[str]) -> Section:
    return "warmup" if found["warmup"] else "cooldown" if found["cooldown"] else "work"
