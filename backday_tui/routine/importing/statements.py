"""What a line of a pasted workout can be: an exercise with its dose, a heading, a rest, the start of a circuit, prose.

These are values alone. Which one a line is, is decided in `line_reader.py`; what it means among others, in
`gathering.py`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from backday_tui.routine.importing.phrase import Phrase, Scope
    from backday_tui.routine.model import Section

MarkerKind = Literal["none", "bullet", "number", "pair"]
GroupKind = Literal["superset", "circuit", "emom", "amrap", "repeat"]


@dataclasses.dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a line: "•", "3." or "A1" (`pair` is "A"). `number` is None where there is none."""

    kind: MarkerKind = "none"
    number: int | None = None
    pair: str | None = None


NO_MARKER: Final = Marker()


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """An exercise as a line says it; with several names one is picked. `note` is what else the line says of it."""

    names: tuple[str, ...]
    phrase: Phrase
    optional: bool = False
    note: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Blank:
    """An empty line."""


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """A line that says nothing and parts nothing: drawn across the page, or a table's header."""


@dataclasses.dataclass(frozen=True, slots=True)
class Prose:
    """Sentences.

    `dose` is what they give of sets, `subject` the exercise that they explain; `leads` tells that a list follows.
    """

    dose: Phrase | None = None
    subject: str | None = None
    leads: bool = False
    marker: Marker = NO_MARKER


@dataclasses.dataclass(frozen=True, slots=True)
class Short:
    """A few words without a dose: a heading, or an exercise (`name`, where its words sound so).

    `known` are exercises of the catalogue; several where the line names one after the other. `said` is what else the
    line says of the one that it names: a load, a side.
    """

    text: str
    known: tuple[str, ...]
    name: str | None
    titled: bool
    level: int
    marker: Marker
    said: Said | None = None
    optional: bool = False
    section: Section | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Exercises:
    """One exercise with its dose, or several in one line. `sure` where the dose or the name leaves no doubt."""

    said: tuple[Said, ...]
    marker: Marker
    section: Section | None
    sure: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Dose:
    """A dose without an exercise; `each` where it is said to be that of all, `of_set` where it is that of one set."""

    phrase: Phrase
    each: bool
    marker: Marker
    of_set: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Rest:
    """A rest by itself."""

    rest_s: int
    scope: Scope | None


@dataclasses.dataclass(frozen=True, slots=True)
class GroupStart:
    """Where a group begins; "repeat" makes one of what stands before.

    `count` is the rounds (lowest and highest) or sets, `time_s` that of an AMRAP or EMOM. `phrase` holds the rest and
    the dose of each. `said` are exercises in the same line. `whole` is False where one exercise may be meant. `usual`
    where a word alone says all of it ("Tabata"), and what follows may say it in numbers.
    """

    kind: GroupKind
    phrase: Phrase
    count: tuple[int, int] | None = None
    time_s: int | None = None
    said: tuple[Said, ...] = ()
    whole: bool = True
    usual: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class SectionStart:
    """A heading that names a section, "Warm-up"; stretches come before the work or behind it."""

    section: Section
    stretches: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Unknown:
    """What belongs to a workout and can't be read."""

    marker: Marker


Statement = Blank | Rule | Prose | Short | Exercises | Dose | Rest | GroupStart | SectionStart | Unknown
