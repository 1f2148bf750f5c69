"""Workouts as the lines of a pasted text have them, and which of their lines are meant.

How lines are gathered into a draft is `gathering.py`; how a draft becomes a routine is `importer.py`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from backday_tui.exercises.catalog import name_key
from backday_tui.routine.importing.phrase import Phrase
from backday_tui.routine.importing.statements import NO_MARKER, Marker, Said

if TYPE_CHECKING:
    from backday_tui.routine.importing.pasted import PastedLine
    from backday_tui.routine.importing.statements import GroupKind, MarkerKind
    from backday_tui.routine.model import Section

_MOST_UNKNOWN_WORDS: Final = 4


@dataclasses.dataclass(slots=True)
class Group:
    """Exercises that are done as a superset, circuit, EMOM or AMRAP; times in seconds. `usual` as in `GroupStart`."""

    kind: GroupKind
    line: PastedLine
    count: tuple[int, int] | None = None
    time_s: int | None = None
    dose: Phrase = dataclasses.field(default_factory=Phrase)
    rest_s: int | None = None
    between_s: int | None = None
    pair: str | None = None
    size: int = 0
    usual: bool = False


@dataclasses.dataclass(slots=True)
class Piece:
    """One exercise of a workout.

    `known` is one of the catalogue, `certain` also one that sounds like an exercise, `sure` one whose line can mean
    nothing else; `headed` is one that is a heading itself, `explained` one that a paragraph is about. `bare_rest_s` is
    a rest that stands by itself behind it, `by_set` one whose sets stand each on a line of its own. `block` numbers
    what stands between two paragraphs.
    """

    line: PastedLine
    said: Said
    section: Section
    block: int
    group: Group | None = None
    certain: bool = True
    known: bool = True
    sure: bool = True
    headed: bool = False
    explained: bool = False
    marker: Marker = NO_MARKER
    level: int = 0
    bare_rest_s: int | None = None
    by_set: bool = False

    @property
    def dosed(self) -> bool:
        """Whether it says how often or how long."""
        return self.said.phrase.dosed


@dataclasses.dataclass(frozen=True, slots=True)
class Remark:
    """A line that is kept as a comment: not understood, or a heading between the exercises."""

    line: PastedLine
    understood: bool
    block: int
    certain: bool = False


@dataclasses.dataclass(slots=True)
class Draft:
    """One workout as its lines have it."""

    heading: str | None = None
    level: int = 0
    parts: list[Piece | Remark] = dataclasses.field(default_factory=list)
    rest_s: int | None = None
    between_s: int | None = None
    default: Phrase | None = None
    last: Piece | None = None

    def add(self, piece: Piece) -> None:
        """Put an exercise at its end."""
        self.parts.append(piece)
        self.last = piece

    @property
    def pieces(self) -> list[Piece]:
        """Its exercises."""
        return [part for part in self.parts if isinstance(part, Piece)]


# ------------------------------------------------------------------------------------------------ what is meant of it


def sift(drafts: list[Draft]) -> list[Draft]:
    """The workouts that are meant, each with its exercises alone.

    Where anything in the text has a dose, so has every workout, and exercises without one count beside those that have.
    Else every exercise that is named counts.
    """
    dosed = [draft for draft in drafts if any(_counts(piece, draft) for piece in draft.pieces)]
    if dosed:
        return [draft for draft in map(_with_dosed, dosed) if draft.pieces]
    found = [_with_named(draft) for draft in drafts]
    named = [draft for draft in found if draft.pieces]
    return named if sum(len(draft.pieces) for draft in named) > 1 or _is_all(drafts, named) else []


def _counts(piece: Piece, draft: Draft) -> bool:
    if piece.dosed:
        return piece.sure
    return draft.default is not None or bool(
        piece.group and (piece.group.dose.dosed or piece.group.count or piece.group.time_s)
    )


def _with_dosed(draft: Draft) -> Draft:
    listed = {piece.block for piece in draft.pieces if _counts(piece, draft) and not (piece.headed and piece.dosed)}
    headed = {(piece.marker.kind, piece.level) for piece in draft.pieces if piece.headed and piece.dosed}
    kept = [part for part in draft.parts if _stays(part, listed, headed)]
    return dataclasses.replace(draft, parts=_without_loose_ends(kept))


def _stays(part: Piece | Remark, listed: set[int], headed: set[tuple[MarkerKind, int]]) -> bool:
    if isinstance(part, Remark):
        return part.understood or part.certain or part.block in listed
    if part.dosed:
        return part.sure or part.block in listed
    if part.block in listed and not part.explained:
        return True
    return part.headed and not part.explained and part.certain and (part.marker.kind, part.level) in headed


def _with_named(draft: Draft) -> Draft:
    """Every exercise of a draft that has no dose, once."""
    seen: set[str] = set()
    parts: list[Piece | Remark] = []
    for part in draft.parts:
        if isinstance(part, Remark):
            parts += [part] if part.understood else []
        elif part.certain and _named_briefly(part) and not _seen(part, seen):
            parts.append(part)
    return dataclasses.replace(draft, parts=_without_loose_ends(parts))


def _named_briefly(piece: Piece) -> bool:
    """Whether a name is in the catalogue, or short enough to be no sentence."""
    return piece.known or all(len(name.split()) <= _MOST_UNKNOWN_WORDS for name in piece.said.names)


def _seen(piece: Piece, seen: set[str]) -> bool:
    key = "/".join(name_key(name) for name in piece.said.names)
    before = key in seen
    seen.add(key)
    return before


def _without_loose_ends(parts: list[Piece | Remark]) -> list[Piece | Remark]:
    """Without the headings that nothing follows."""
    while parts and isinstance(parts[-1], Remark) and parts[-1].understood:
        parts.pop()
    return parts if any(isinstance(part, Piece) for part in parts) else []


def _is_all(drafts: list[Draft], named: list[Draft]) -> bool:
    """Whether the one exercise named is all that the text says."""
    return len(named) == 1 and sum(len(draft.parts) for draft in drafts) == 1 and len(drafts) == 1
