"""What has been read of a phrase so far, and what is left of its words."""

from __future__ import annotations

import re
from typing import Any, Final

from backday_tui.routine import amounts
from backday_tui.routine.importing import written_amounts
from backday_tui.routine.importing.statements import CUT, Phrase
from backday_tui.routine.importing.written_amounts import (
    ImpossibleError,
    pattern,
)

_NOT_CUT = pattern(r"\d ?x ?[\d(]|^[a-z ]{1,80} \d{6,} ?(?:s|sec|min|reps)(?![a-z])")
"""Where this is left, there was a dose that nobody understood."""
_HOLDS = pattern(r"(?:and )?hold")
_EDGES: Final = ' \t",;:.-+/|=\u2022()[]&~*<>' + CUT
_NO_BRACKETS: Final = str.maketrans("", "", "()[]+")
_ENDS_OPEN = re.compile(r"\d\+$")
_ENDS_QUOTED = re.compile(r"[^\s\"][^\"]*\"[^\"]+\"")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_WRAPPED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OPENING = pattern(
    r"^ *(?:(?:do|perform|complete|accumulate|try|aim|start(?: with)?|begin with|finish (?:with|off with)|end with"
    r"|then|and|next|of|for|with|by|x|a|an|the|in an?"
    r"|hold(?: an?| the)?|set|sets|reps?)(?![\w'-]) )+(?=\S)"
)
_CLOSING = pattern(
    r",? (?:to (?:finish|end|start|begin|close|open|cool down)(?: (?:strong|off|with|it|things|us|up|out"
    r"|the (?:workout|session|day)))*|as (?:an?|the|your) (?:finisher|burnout|last exercise))[!.]*$"
    r"|(?: (?:for|of|with|at|to|and|then|x|hold for|in|on|a|by|do|each|using|@))+$"
)


class PhraseBuilder:
    """What is left of a phrase, and the fields of a `Phrase` that have been read so far.

    `left` has a `CUT` where something was. `strong` and `notes` are those of the `Phrase`.
    """

    def __init__(self, text: str) -> None:
        self.left = text
        self.fields: dict[str, Any] = {}
        self.notes: list[str] = []
        self.strong = False

    def phrase(self) -> Phrase:
        """All that was said, with the words that are left.

        Raises:
            ImpossibleError: there is a dose among them that nobody could read.
        """
        pieces = tuple(piece for part in self.left.split(CUT) if (piece := trimmed(part)))
        if any(map(_NOT_CUT.search, pieces)):
            raise ImpossibleError
        return Phrase(**self.fields, notes=tuple(self.notes), pieces=pieces, strong=self.strong)

    def cut(self, looked_for: re.Pattern[str]) -> re.Match[str] | None:
        """Cut the first place out where a pattern stands; None where it stands nowhere."""
        found = looked_for.search(self.left)
        if found:
            self.left = self.left[: found.start()] + CUT + self.left[found.end() :]
        return found

    def say_sets(self, found: re.Match[str]) -> None:
        """Take the group `sets` (`sets2`, `sets3`) as their number; of a range the least, the rest is a note.

        Raises:
            ImpossibleError: there are none, or more than a routine may say.
        """
        groups = found.groupdict()
        digits = groups["sets"] or groups.get("sets2") or groups.get("sets3") or ""
        self.fields["sets"] = written_amounts.whole(digits, amounts.MAX_SETS)
        self.strong = True
        if groups.get("most"):
            self.notes.append(f"{groups['sets']}-{groups['most']} sets")

    def say_amount(self, found: re.Match[str]) -> None:
        """Take the group `amount` as what is done in a set; of a range of times the least, the rest is a note.

        Raises:
            ImpossibleError: it is out of its limits, or one a set for another number of sets.
        """
        text = found["amount"]
        amount = written_amounts.amount(text)
        if isinstance(amount, tuple) and self.fields.setdefault("sets", len(amount)) != len(amount):
            raise ImpossibleError
        self.fields["amount"] = amount
        if written_amounts.is_time_range(text):
            self.notes.append(text)
        if found.groupdict().get("hold") or _HOLDS.match(found[0]):
            self.fields["held"] = True


def trimmed(text: str) -> str:
    """A piece without what joins it to what was cut out."""
    text = _EMPTY_BRACKETS.sub("", text).strip(" ")
    if _WRAPPED.fullmatch(text):
        return text[1:-1].strip(_EDGES)
    text = text.rstrip(_EDGES.translate(_NO_BRACKETS)) if text.rstrip(" -,;:").endswith((")", "]")) else text
    closed = text.endswith((")", "]")) and ("(" in text or "[" in text)
    more = "+" if _ENDS_OPEN.search(text) else ""
    quoted = '"' if _ENDS_QUOTED.fullmatch(text) else ""
    text = text.lstrip(_EDGES) if closed else text.strip(_EDGES) + more + quoted
    if len(text) > 2 and text[0] == text[-1] == "'":  # something in quotes
        text = text[1:-1]
    return _CLOSING.sub("", _OPENING.sub("", text, count=1)).strip(_EDGES.replace("+", "") if not closed else " ")
