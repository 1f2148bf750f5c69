"""What stands beside a workout on its page, and is no part of it: captions, talk, and chapters about the exercises.

A page has more short lines than exercises: who took a picture, what else there is to read, a sign-off. And behind a
workout stand chapters about it: how it is scaled, what it is good for, questions, the author. `without_asides` takes
what such lines say out before anything is gathered. Those that hold a dose or name an exercise that is nowhere else are
still told as not understood, since nothing uses them (`sifting.py`).
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import vocabulary
from backday_tui.routine.importing.list_marks import split_marker
from backday_tui.routine.importing.statements import (
    NO_MARKER,
    Blank,
    Dose,
    Exercises,
    GroupStart,
    HeadingOrName,
    Ignored,
    Marker,
    Prose,
    Rest,
    SectionStart,
    Statement,
)
from backday_tui.routine.importing.written_amounts import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backday_tui.routine.importing.names import Names
    from backday_tui.routine.importing.pasted import PastedLine


# ------------------------------------------------------------------------------------------------- lines by themselves

_MOST_WORDS: Final = 12
_CAPTION = pattern(
    r"(?:photos?|photograph(?:y|er)|pictures?|images?|illustrations?|graphics?|gifs?|videos?|credits?|sources?|courtesy)"
    r"(?: (?:credits?|courtesy|source))?(?: ?:.*| (?:by|via|from|of|courtesy)(?!\w).*|$)"
    r"|(?:slide|page|image|photo|picture|video|step|exercise) \d{1,3} (?:of|/) \d{1,3}"
    r"|(?:\(c\)|\u00a9|copyright).*|.*(?:(?<!\w)images|/ ?(?:\w+ )?(?:stock|photos?|media))"
    r"|(?:paid |sponsored )?(?:advertisement|ads?|sponsored|promoted|promotion)(?: (?:by|content|post).*)?"
    r"|(?:filed under|tagged|tags?|posted in|categor(?:y|ies)|labels?|topics?)(?: ?:| in | as )? .*"
    r"|(?:related|more|see also|read (?:more|also|next)|next|watch|video|tip|pro tip) ?: [^\d]*"
)
"""What names a picture or who made it, what is sold, what else there is."""
_MARK_OF_PAGE = pattern(
    r"\[/?[a-z][a-z _-]{1,19}\]|(?:skip|jump|back|return|scroll) to (?:the )?(?:main )?(?:content|navigation|search|top"
    r"|footer|workouts?|recipe|menu|comments?|table of contents)"
)
"""What the program that made a page has left in it: "[pagebreak]", "Skip to content"."""
_COMMAND = pattern(
    r"(?:watch|read|see|view|click|tap|save|pin|share|print|tweet|follow|subscribe|sign (?:up|in)|log in|download"
    r"|buy|shop|skip to|jump to|scroll|learn|listen|join|check out|continue reading|leave an?|back to|show|hide|get"
    r"|discover|browse|reply|report)(?!\w)[^\d]*"
)
"""What a page asks of its reader, who is to watch or to buy something."""
_TALK = pattern(
    r"(?:thanks?|thank you|thx|cheers|regards|sincerely|namaste|good luck|have fun|enjoy|let me know"
    r"|hope (?:this|that|it)|see you|welcome|hi|hey|hello)(?:[ ,.!][^\d]*)?"
    r"|(?:last |medically )?(?:posted|published|updated|reviewed|edited|submitted) (?:by|on|in|at|\d)(?!\w).*"
    r"|\d[\d.,]*k? ?(?:comments?|replies|likes?|shares?|views?|upvotes?|points?|followers?|votes?|reviews?|ratings?)"
    r"|(?:posted )?(?:about )?(?:an?|\d{1,3}) (?:hours?|days?|weeks?|months?|years?|minutes?|mins?|min|h|d) ago"
    r"|(?:about )?\d{1,3}[ -]?(?:min|mins|minutes?) read|(?:price|cost) ?:.*|(?:from |only )?[$\u20ac\u00a3] ?\d.*"
)
"""A greeting, a sign-off, a count of readers, a price."""

# -------------------------------------------------------------------------------------- chapters, by what heads each

_ABOUT_IT = pattern(
    r"(?:(?:the|our|your|key|workout|wod|training|general|intended|primary|main|pro|expert|coach(?:es|'s|es'|ing)?|form"
    r"|technique|skill) )*(?:"
    r"focus(?: areas?)?|movements?(?: (?:list|standards?|breakdown|demos?|used))?|exercises used|goals?|purpose"
    r"|benchmarks?(?: \w+)?|(?:good|goal|target|finish) times?(?: .{1,30})?|times? to (?:beat|aim for)"
    r"|results?|leaderboards?|scor(?:e|es|ing)|stimulus(?: .{1,30})?"
    r"|(?:notes?|cues?|tips?)(?: (?:and|&) \w+| (?:for|from) .{1,40})?|strateg(?:y|ies)|common mistakes"
    r"|equipment(?: .{1,20})?|gear|what (?:you|you'll|you will) need|you(?:'ll| will) need|materials"
    r"|(?:great|good|best|ideal) for|muscles?(?: groups?)?(?: \w+)?|(?:health )?benefits(?: of .{1,40})?|background"
    r"|history|precautions|warnings?|points of performance"
    r") ?:?"
)
"""What is told of the exercises above; in a list below it none is to be done."""
_SCALED = pattern(
    r"(?:(?:suggested|recommended|the|workout|wod) )?(?:scal(?:e|es|ed|ing)(?: [^:\d]{1,30})?|modif(?:ied|ications?)"
    r"(?: [^:\d]{1,20})?|regressions?|substitut(?:es?|ions?)|alternatives?|(?:easier|harder|other|exercise)"
    r" (?:options?|versions?|variations?)|(?:beginner|intermediate|novice|masters|rx\+?|advanced|travel|home)"
    r" (?:options?|versions?|scal(?:e|ing))) ?:?"
)
"""The same workout for others, all of which looks like one that is to be done."""
_EASIER = pattern(
    r"(?:(?:to )?make (?:it|this) (?:even )?(?:easier|harder|more challenging)|scaled?|scaling|modif(?:y|ied|ications?)"
    r"|regressions?|too (?:easy|hard)|need a break|rx\+?|foundations|masters|l[1-3])(?: ?[?=:]| ?-(?= )) ?.+"
)
"""The same in one line: how an exercise is made easier."""
_ELSEWHERE = pattern(
    r"(?:related|more (?:from|like|on|workouts|articles|reading|stories)|(?:you|readers|people|others)(?: \w+){0,3}"
    r" (?:like|enjoy|liked|viewed)|(?:what to )?read next|up next|(?:recent|popular|latest|trending|next|previous)"
    r" (?:posts?|articles?|stories|workouts|videos?)|recommended (?:reading|for you|articles|videos))(?: .{1,40})? ?:?"
)
"""What else there is on other pages; the exercises may go on behind it."""
_OF_PAGE = pattern(
    r"(?:the )?(?:faqs?|frequently asked questions.{0,40}|q ?& ?a|questions (?:and|&) answers"
    r"|(?:about|meet) (?:the|our|your) (?:author|coach|trainer|expert|writer|instructor)s?.{0,40}"
    r"|author(?: bio)?|about me|(?:\d{1,4} )?(?:comments?|replies|responses|reviews)(?: ?\(?\d{0,4}\)?)?"
    r"|\d{0,4} ?thoughts on .*"
    r"|references?|sources|citations?|bibliography|footnotes?|further reading|leave a (?:reply|comment).*"
    r"|tags?|categories|archives?|(?:medical )?disclaimer) ?:?"
)
"""What ends an article: its readers' questions, who wrote it, on what it rests."""
_FIRST = pattern(
    r"(?:(?:table of )?contents|(?:in|on) this (?:article|page|post)|jump to(?: .{1,20})?|what(?:'s| is) inside) ?:?"
    r"|(?:(?:my|current|best|starting|old) )*(?:stats|max(?:e)?s|1 ?rms?|prs|pbs|personal (?:bests|records)|numbers)"
    r"(?: ?[:-] .*| ?:)?"
)
"""A list right below it tells what the page has, or what somebody can lift."""
_CHAPTERS: Final = (_FIRST, _OF_PAGE, _ELSEWHERE, _SCALED, _ABOUT_IT)
_MOST_FIRM_WORDS: Final = 8


def without_asides(
    said: Sequence[tuple[PastedLine, Statement]], names: Names
) -> Iterator[tuple[PastedLine, Statement]]:
    """The statements of a text, where what stands beside its workouts says nothing."""
    chapters = _Chapters(names)
    for at, (line, statement) in enumerate(said):
        if isinstance(statement, Blank):
            chapters.parted()
            yield line, statement
        elif _is_caption(said, at, names):
            yield line, Ignored()
        else:
            behind = next((each for each in said[at + 1 : at + 3] if not isinstance(each[1], Blank)), (line, Blank()))
            yield line, chapters.passed(line, statement, behind)


def _is_caption(said: Sequence[tuple[PastedLine, Statement]], at: int, names: Names) -> bool:
    """Whether a line is one of those that pages put between others.

    So are a few words that stand right between the name of an exercise and the sentences about it.
    """
    line, statement = said[at]
    text = line.text.strip("[]() ")
    few = len(text.split()) <= _MOST_WORDS and not line.chapter
    if not few or not isinstance(statement, HeadingOrName | Exercises | Prose) or _marker_of(statement) != NO_MARKER:
        return False
    known = isinstance(statement, HeadingOrName) and bool(statement.known)
    if _about(text) or _CAPTION.fullmatch(text) or _TALK.fullmatch(text) or _MARK_OF_PAGE.fullmatch(line.text):
        return not known
    if not isinstance(statement, HeadingOrName) or known or statement.name or line.level:
        return False
    if _COMMAND.fullmatch(text):
        return not names.is_exercise(text)
    above = said[at - 1][1] if at else Blank()
    below = said[at + 1][1] if at + 1 < len(said) else Blank()
    named = isinstance(above, HeadingOrName) and bool(above.known)
    return named and isinstance(below, Prose) and not any(kind.fullmatch(text) for kind in _CHAPTERS)


def _about(text: str) -> bool:
    """Whether a line says something about an exercise or a workout behind a label: "Common mistakes: bent knees"."""
    label, colon, content = text.partition(":")
    return bool(colon and content) and not any(map(str.isdigit, content)) and bool(_ABOUT_IT.fullmatch(label))


class _Chapters:
    """Which chapter beside the workout is open, if one is, and which exercises were read outside of such."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._kind: re.Pattern[str] | None = None
        self._is_begun = False  # something stands in it
        self._level = 0
        self._indent = -1  # of the item of a list that heads it
        self._counted = NO_MARKER  # what marks the last exercise outside
        self._read: list[set[str]] = []  # the words of the name of each exercise outside

    def passed(self, line: PastedLine, said: Statement, behind: tuple[PastedLine, Statement]) -> Statement:
        """What a line says outside of such chapters; within one nothing, or how the exercises above it are done.

        `behind` is the line that follows, with what it says.
        """
        if self._read and _EASIER.fullmatch(line.text):
            return Ignored(certain=isinstance(said, Exercises))
        heads_list = _marker_of(said) != NO_MARKER and behind[0].indent > line.indent
        if kind := self._opened(line, said, heads_list=heads_list):
            self._kind, self._level, self._is_begun = kind, line.level, False
            self._indent = line.indent if heads_list else -1
            return Prose()
        if self._kind and self._ends(line, said, behind[1]):
            self._kind = None
        if self._kind is None:
            self._note(said)
            return said
        self._is_begun = True
        if self._kind is _ABOUT_IT and isinstance(said, Prose):
            return dataclasses.replace(said, subject=None)
        if self._kind is _ABOUT_IT and (isinstance(said, Rest) or (isinstance(said, Dose) and said.each)):
            return said
        return Ignored(certain=isinstance(said, Exercises))

    def parted(self) -> None:
        """An empty line, which ends a list of contents."""
        if self._kind is _FIRST and self._is_begun:
            self._kind = None

    def _opened(self, line: PastedLine, said: Statement, *, heads_list: bool) -> re.Pattern[str] | None:
        """The kind of chapter that a heading behind some exercises opens; None where it opens none."""
        text = split_marker(line.text)[1] if heads_list else line.text
        if _FIRST.fullmatch(text):
            return _FIRST
        known = isinstance(said, HeadingOrName) and bool(said.known)
        marked = _marker_of(said) != NO_MARKER and not heads_list
        if not self._read or known or marked or isinstance(said, GroupStart):
            return None
        if isinstance(said, Exercises):  # "Comments (3)"
            return _OF_PAGE if _OF_PAGE.fullmatch(text) else None
        return next((kind for kind in _CHAPTERS if kind.fullmatch(text)), None)

    def _note(self, said: Statement) -> None:
        """Keep in mind what is read outside of such chapters."""
        if isinstance(said, Exercises):
            self._read += (_words(name) for mention in said.mentions for name in mention.names)
            self._counted = said.marker
        elif isinstance(said, HeadingOrName) and said.name:
            self._read += map(_words, said.known or (said.name,))
            self._counted = said.marker
        elif isinstance(said, GroupStart):
            self._read += (_words(name) for mention in said.mentions for name in mention.names)

    def _ends(self, line: PastedLine, said: Statement, following: Statement) -> bool:
        """Whether a line stands outside of the chapter again."""
        marker = _marker_of(said)
        if self._indent >= 0 or self._kind is _FIRST:
            return isinstance(said, GroupStart | SectionStart) or line.indent <= self._indent
        if self._kind is _OF_PAGE:
            return isinstance(said, HeadingOrName) and vocabulary.is_day(said.text) and marker == NO_MARKER
        if line.level and (not self._level or line.level <= self._level):
            return True
        if self._goes_on(marker) or (marker == NO_MARKER and isinstance(said, SectionStart)):
            return True
        is_heading = isinstance(said, HeadingOrName) and marker == NO_MARKER
        if is_heading and (vocabulary.starts_anew(line.text) or vocabulary.is_numbered_part(line.text)):
            return self._kind is not _ELSEWHERE or vocabulary.is_day(line.text)
        return self._kind is not _SCALED and self._is_workout(line, said, following)

    def _goes_on(self, marker: Marker) -> bool:
        """Whether the list of the exercises goes on: "B." behind "A."; one that counts from 1 is another."""
        if marker.number == 1 and marker.kind == "number":
            self._counted = NO_MARKER
        last = self._counted
        if marker.kind == "pair" or last.kind == "pair":
            return marker.kind == last.kind == "pair"
        return marker.kind == "number" == last.kind and marker.number == (last.number or 0) + 1

    def _is_workout(self, line: PastedLine, said: Statement, following: Statement) -> bool:
        """Whether a line can hardly be anything but an exercise of the workout."""
        if isinstance(said, GroupStart):
            return True
        if isinstance(said, Exercises):
            names = [name for mention in said.mentions for name in mention.names]
            phrases = [mention.phrase for mention in said.mentions]
            whole = all(phrase.sets is not None and phrase.amount is not None for phrase in phrases)
            few = len(line.text.split()) <= _MOST_FIRM_WORDS and not line.text.endswith(".")
            new = not all(map(self._is_read, names))
            return few and all(map(self._names.is_exercise, names)) and (whole or (new and self._kind is _ABOUT_IT))
        dosed = isinstance(following, Dose) and not following.each
        if not isinstance(said, HeadingOrName) or not (said.marker == NO_MARKER or (dosed and said.marker.number)):
            return False
        new = bool(said.known) and not all(map(self._is_read, said.known))
        return dosed or (new and (self._kind is _ABOUT_IT or isinstance(following, Prose)))

    def _is_read(self, name: str) -> bool:
        """Whether an exercise was read before: "Wall Ball" is "Wall Ball Shots"."""
        words = _words(name)
        return any(words <= read or read <= words for read in self._read)


def _words(name: str) -> set[str]:
    return {re.sub(r"(?<=s)es$|(?<!s)s$", "", word.lower()) for word in vocabulary.words(name)}


def _marker_of(said: Statement) -> Marker:
    return getattr(said, "marker", NO_MARKER)
