"""Which statement a line of a pasted text makes (`statements.py`): the order in which one kind after another is tried.

Each line is judged by itself. What it means among the others is decided in `gathering.py`; how each kind is read, in
the other readers.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import (
    brackets,
    dose_reader,
    headings,
    markers,
    naming,
    phrase_reader,
    prose,
    sections,
)
from backday_tui.routine.importing.dose_reader import DoseReader
from backday_tui.routine.importing.exercise_reader import ExerciseReader
from backday_tui.routine.importing.group_reader import GroupReader
from backday_tui.routine.importing.paragraph_reader import ParagraphReader
from backday_tui.routine.importing.phrase_reader import PhraseReader
from backday_tui.routine.importing.statements import (
    NO_MARKER,
    Blank,
    Exercises,
    GroupStart,
    Marker,
    Prose,
    Rule,
    Said,
    Short,
    Statement,
    Unknown,
)
from backday_tui.routine.importing.typography import LONGEST
from backday_tui.routine.importing.words import all_taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.routine.importing.naming import Names
    from backday_tui.routine.importing.pasted import PastedLine
    from backday_tui.routine.importing.sections import Label

_EVERY = re.compile(r"every \d{1,3}(?::\d\d)? ?(?:min|sec|s(?!\w)|\d)|e\d{1,2}mom(?!\w)", re.IGNORECASE)
_ORDERS = re.compile(r"\d{1,3} ?x ?[\d(]|repeat (?:\w+ ){0,4}\d\S*(?: \w+){0,2}$", re.IGNORECASE)
_FEW: Final = 5


class LineReader:
    """Says of each line what it is."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._phrases = PhraseReader()
        self._doses = DoseReader(self._phrases)
        self._exercises = ExerciseReader(names, self._phrases, self._doses)
        self._groups = GroupReader(names, self._phrases, self._exercises)
        self._paragraphs = ParagraphReader(names, self._doses, self._exercises, self._groups)
        self._known: dict[tuple[str, int], tuple[Statement, ...]] = {}

    def read(self, line: PastedLine) -> Iterator[Statement]:
        """What a line says: one statement, seldom more."""
        if line.ruled or not line.text:
            yield Rule() if line.ruled else Blank()
            return
        if len(line.text) > phrase_reader.LONGEST:
            marker, text = markers.marked(line.text[:LONGEST])
            yield self._paragraphs.of_any(text, marker)
            return
        key = (line.text, line.level)
        if key not in self._known:
            self._phrases.forget()
            self._known[key] = tuple(self._statements(line))
        yield from self._known[key]

    def _statements(self, line: PastedLine) -> Iterator[Statement]:
        for item in markers.items(line.text):
            marker, text = markers.marked(item)
            if prose.has_several(text):
                yield from self._paragraphs.of_several(text, marker)
            else:
                yield from self._of_day(text, marker, line.level) or (self._statement(text, marker, line.level),)

    def _of_day(self, text: str, marker: Marker, level: int) -> tuple[Statement, ...]:
        """A day and its exercises in one line: "Mon: Squat 3x5, Bench 3x5"."""
        found = headings.day_and_content(text)
        content = self._statement(found[1], marker, level) if found else None
        if found is None or not isinstance(content, Exercises | GroupStart):
            return ()
        return Short(found[0], (), None, titled=True, level=level, marker=NO_MARKER), content

    def _statement(self, text: str, marker: Marker, level: int) -> Statement:
        if not text:
            return Rule()
        if self._tells(text):
            return self._paragraphs.of_any(text, marker)
        return (
            self._particular(text, marker)
            or self._section(text, marker, level)
            or self._groups.start(text)
            or self._doses.rest(text)
            or self._doses.of_each(text, marker)
            or self._exercises.of_line(text, marker, None)
            or self._doses.dose(text, marker)
            or (Unknown(marker) if _ORDERS.match(text) else None)
            or self._words(text, marker, level)
        )

    def _tells(self, text: str) -> bool:
        told = prose.narrates(text) or (prose.instructs(text) and self._phrases.read(text).sets is None)
        return told or prose.is_about(text)

    def _particular(self, text: str, marker: Marker) -> Statement | None:
        """What is told by the words that it begins with: one set of several, "21-15-9", "Tabata squats"."""
        if _EVERY.match(text):
            return Unknown(marker)
        if dose_reader.labels_set(text):
            return self._doses.of_set(text, marker)
        told = self._groups.tabata(text, marker) or self._groups.scheme(text)
        return told or (Unknown(marker) if self._is_number_of_other(text) else None)

    def _is_number_of_other(self, text: str) -> bool:
        """Whether it is a label with a number that is no dose: "Time cap: 12"."""
        is_label = naming.is_label(text.partition(":")[0]) and any(map(str.isdigit, text))
        return is_label and not self._phrases.read(text).strong

    # ------------------------------------------------------------------------------------------------------- sections

    def _section(self, text: str, marker: Marker, level: int) -> Statement | None:
        if heading := sections.heading(text, listed=marker.kind != "none"):
            return heading
        label = sections.label(text)
        if label is None:
            return None
        return self._bonus(label, marker, level) if label.optional else self._labelled(label, marker, level)

    def _labelled(self, label: Label, marker: Marker, level: int) -> Statement | None:
        """What stands behind the name of a section; a dose alone is the section's, as if its name were an exercise."""
        content, section = label.content, label.section
        inner = self._exercises.of_line(content, marker, section) or self._groups.start(content)
        if inner is not None:
            return inner
        phrase = self._phrases.read(content)
        if phrase.dosed and all_taken(phrase):
            said = Said((label.words,), dataclasses.replace(phrase, pieces=()))
            return Exercises((said,), marker, section, sure=True) if section != "work" else None
        short = self._words(content, marker, level)
        if isinstance(short, Short) and (short.name or section != "work") and any(map(str.isalpha, short.text)):
            return dataclasses.replace(short, section=section, titled=False, name=short.name or short.text)
        return None

    def _bonus(self, label: Label, marker: Marker, level: int) -> Statement | None:
        inner = self._exercises.of_line(label.content, marker, None) or self._words(label.content, marker, level)
        if isinstance(inner, Exercises):
            said = tuple(dataclasses.replace(each, optional=True) for each in inner.said)
            return dataclasses.replace(inner, said=said, sure=True)
        return dataclasses.replace(inner, optional=True) if isinstance(inner, Short) and inner.name else None

    # ---------------------------------------------------------------------------------------------------- a few words

    def _words(self, text: str, marker: Marker, level: int) -> Statement:
        """What gives no dose: a heading, the name of an exercise, or prose."""
        if prose.is_sentence(text, level):
            return self._paragraphs.of_any(text, marker)
        bare = brackets.without(text, self._phrases).rstrip(":").strip()
        together = self._names.together(bare.rstrip("."))
        heading = self._names.heading(bare.rstrip("."))
        known = together if len(together) > 1 else (heading,) if heading else ()
        titled = not known and headings.titled(text)
        if not known and text.endswith("."):
            return self._paragraphs.prose(text, marker)
        if text.endswith(":") and not known and not titled and not level and len(text.split()) > _FEW:
            return Prose(leads=True, marker=marker)
        name = heading or (bare if known or (self._names.likely(bare) and not titled) else None)
        said = self._exercises.one(text) if len(known) < 2 else None  # noqa: PLR2004 -- one alone has more to say
        return Short(bare, known, name, titled, level, marker, said)
