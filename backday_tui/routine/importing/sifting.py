"""Which workouts of a pasted text are meant, and which of their lines: an article says more than its exercises.

How lines are gathered into drafts is `gathering.py`; how a draft becomes a routine, `importer.py`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from backday_tui.exercises.catalog import name_key
from backday_tui.routine.importing.drafts import Draft, DraftPiece, Remark

if TYPE_CHECKING:
    from backday_tui.routine.importing.statements import MarkerKind

_MOST_UNKNOWN_WORDS: Final = 4


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


def _counts(piece: DraftPiece, draft: Draft) -> bool:
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


def _stays(part: DraftPiece | Remark, listed: set[int], headed: set[tuple[MarkerKind, int]]) -> bool:
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
    parts: list[DraftPiece | Remark] = []
    for part in draft.parts:
        if isinstance(part, Remark):
            parts += [part] if part.understood else []
        elif part.certain and _named_briefly(part) and not _seen(part, seen):
            parts.append(part)
    return dataclasses.replace(draft, parts=_without_loose_ends(parts))


def _named_briefly(piece: DraftPiece) -> bool:
    """Whether a name is in the catalogue, or short enough to be no sentence."""
    return piece.known or all(len(name.split()) <= _MOST_UNKNOWN_WORDS for name in piece.said.names)


def _seen(piece: DraftPiece, seen: set[str]) -> bool:
    key = "/".join(name_key(name) for name in piece.said.names)
    before = key in seen
    seen.add(key)
    return before


def _without_loose_ends(parts: list[DraftPiece | Remark]) -> list[DraftPiece | Remark]:
    """Without the headings that nothing follows."""
    while parts and isinstance(parts[-1], Remark) and parts[-1].understood:
        parts.pop()
    return parts if any(isinstance(part, DraftPiece) for part in parts) else []


def _is_all(drafts: list[Draft], named: list[Draft]) -> bool:
    """Whether the one exercise named is all that the text says."""
    return len(named) == 1 and sum(len(draft.parts) for draft in drafts) == 1 and len(drafts) == 1
