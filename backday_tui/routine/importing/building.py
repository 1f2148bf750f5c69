"""A draft of a pasted workout made a routine: what its lines leave open is filled in, exercises become items.

Which lines are part of the draft is decided before, in `gathering.py` and `sifting.py`; its TOML is made afterwards, in
`importer.py`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from backday_tui.routine import amounts
from backday_tui.routine.importing import naming
from backday_tui.routine.importing.drafts import Draft, DraftGroup, DraftPiece, Remark
from backday_tui.routine.model import (
    SECTIONS,
    Amrap,
    Circuit,
    Emom,
    Entry,
    Item,
    Progress,
    Reps,
    Routine,
    Span,
    Superset,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backday_tui.routine.importing.comments import Anchor
    from backday_tui.routine.importing.naming import Names
    from backday_tui.routine.importing.phrase import Phrase
    from backday_tui.routine.model import Section

_MINUTE_S: Final = 60
_HOLD_GROWTH_S: Final = 5


@dataclasses.dataclass(frozen=True, slots=True)
class Built:
    """A routine without an id, and the remarks with the item that each stands before."""

    routine: Routine
    remarks: list[tuple[Anchor, Remark]]


def routine_of(draft: Draft, name: str, names: Names) -> Built:
    """The routine that a draft makes."""
    return _RoutineBuilder(draft, names).built(name)


class _RoutineBuilder:
    """Makes a routine of one draft."""

    def __init__(self, draft: Draft, names: Names) -> None:
        self._draft = draft
        self._names = names
        self._sections: dict[Section, list[Item]] = {"warmup": [], "work": [], "cooldown": []}
        self._remarks: list[tuple[Anchor, Remark]] = []
        self._waiting: list[Remark] = []

    def built(self, name: str) -> Built:
        """The routine, with where its remarks belong."""
        self._open_with_warm_up()
        rest_s, between_s = self._rests()
        for part in _grouped(_one_a_side(self._draft.parts)):
            if isinstance(part, Remark):
                self._waiting.append(part)
            else:
                self._put(part)
        self._remarks += [(None, remark) for remark in self._waiting]
        warmup, work, cooldown = (tuple(self._sections[section]) for section in SECTIONS)
        return Built(Routine("", name, warmup, work, cooldown, rest=rest_s, between=between_s), self._remarks)

    def _put(self, pieces: list[DraftPiece]) -> None:
        section = pieces[0].section
        for item in self._items(pieces):
            anchor = (section, len(self._sections[section]))
            self._remarks += [(anchor, remark) for remark in self._waiting]
            self._waiting = []
            self._sections[section].append(item)

    # ------------------------------------------------------------------------------------------- what holds for all

    def _open_with_warm_up(self) -> None:
        """What opens a workout and is known to warm up is its warm-up, where work is left behind it."""
        pieces = self._draft.pieces
        if not any(self._works(piece) for piece in pieces):
            return
        line = -1
        for piece in pieces:
            if piece.section == "work" and piece.line.number != line and self._works(piece):
                return
            if piece.section == "work":
                piece.section, line = "warmup", piece.line.number

    def _works(self, piece: DraftPiece) -> bool:
        once = (piece.said.phrase.sets or 1) == 1 and not isinstance(piece.said.phrase.amount, Reps)
        return not (once and piece.group is None and all(self._names.warms_up(name) for name in piece.said.names))

    def _rests(self) -> tuple[int, int]:
        """The routine's rests between sets and between exercises, in seconds; a rest that all say is its own."""
        draft = self._draft
        alone = [piece for piece in draft.pieces if piece.group is None and piece.section == "work"]
        bare = [piece for piece in alone if piece.bare_rest_s is not None]
        same = len({piece.bare_rest_s for piece in bare}) == 1
        at_end = len(bare) == 1 and len(alone) > 1 and bare[0] is alone[-1] and not bare[0].headed
        if draft.rest_s is None and same and (at_end or (len(bare) > 1 and len(bare) >= len(alone) - 1)):
            draft.rest_s = bare[0].bare_rest_s
            for piece in bare:
                piece.bare_rest_s = None
        rest_s = _MINUTE_S if draft.rest_s is None else draft.rest_s
        return rest_s, rest_s if draft.between_s is None else draft.between_s

    # ------------------------------------------------------------------------------------------------------- items

    def _items(self, pieces: list[DraftPiece]) -> Iterator[Item]:
        group = pieces[0].group
        item = self._group(group, pieces) if group else None
        if item is not None:
            yield item
        else:
            yield from (self._entry(piece) for piece in pieces)

    def _group(self, group: DraftGroup, pieces: list[DraftPiece]) -> Item | None:
        entries = tuple(self._inner(piece) for piece in pieces)
        if group.kind == "superset":
            return self._superset(group, pieces, entries)
        if group.kind == "emom" and group.time_s:
            return Emom(entries, group.time_s // _MINUTE_S)
        if group.kind == "amrap" and group.time_s:
            return Amrap(entries, group.time_s)
        return Circuit(entries, group.count or (1, 1), self._within(group, pieces), group.between_s)

    def _within(self, group: DraftGroup, pieces: list[DraftPiece]) -> int:
        """The rest between two exercises of a circuit, in seconds: as it is said of the group, of each, or of all."""
        each = {piece.said.phrase.rest_s for piece in pieces} - {None}
        of_all = self._draft.default.rest_s if self._draft.default else None
        rests = (group.rest_s, each.pop() if len(each) == 1 else None, of_all)
        return next((rest_s for rest_s in rests if rest_s is not None), 0)

    def _superset(self, group: DraftGroup, pieces: list[DraftPiece], entries: tuple[Entry, ...]) -> Superset | None:
        said = {piece.said.phrase.sets for piece in pieces} - {None}
        of_all = self._draft.default.sets if self._draft.default else None
        sets = said.pop() if said else (group.count[0] if group.count else group.dose.sets) or of_all or 1
        if said or sets is None or len(entries) < 2 or any(_lengths(entry) - {sets} for entry in entries):  # noqa: PLR2004 -- one is none
            return None
        rests = [piece.said.phrase.rest_s for piece in pieces if piece.said.phrase.rest_s]
        rest_s = rests[-1] if group.rest_s is None and rests else group.rest_s
        return Superset(entries, sets, rest_s)

    def _inner(self, piece: DraftPiece) -> Entry:
        return dataclasses.replace(self._entry(piece), sets=1, rest=None, after=None)

    def _entry(self, piece: DraftPiece) -> Entry:
        phrase = self._phrase(piece)
        names = tuple(map(naming.speakable, piece.said.names))
        sets = phrase.sets or 1
        load = phrase.load[0] if isinstance(phrase.load, tuple) and len(phrase.load) != sets else phrase.load
        entry = self._with_amount(Entry(names, sets=sets, load=load, tempo=phrase.tempo), phrase)
        one_sided = all(map(naming.one_sided, names)) and phrase.sides is None
        return dataclasses.replace(
            entry,
            sides="each" if one_sided or phrase.to_each else phrase.sides,
            rest=piece.bare_rest_s if phrase.rest_s is None else phrase.rest_s,
            after=piece.bare_rest_s,
            optional=piece.said.optional or phrase.optional,
            note=_note(piece.said.note),
        )

    def _phrase(self, piece: DraftPiece) -> Phrase:
        """What is said of a piece, and what is said of all where it says nothing itself."""
        phrase = piece.said.phrase
        default = piece.group.dose if piece.group and piece.group.dose.dosed else self._draft.default
        if piece.section == "work" and default and phrase.amount is None:
            sets = default.sets if phrase.sets is None and piece.group is None else phrase.sets
            phrase = dataclasses.replace(phrase, amount=default.amount, held=default.held, sets=sets)
        elif piece.section == "work" and default and phrase.sets is None and piece.group is None:
            phrase = dataclasses.replace(phrase, sets=default.sets)
        if isinstance(phrase.amount, tuple) and phrase.sets is None:
            phrase = dataclasses.replace(phrase, sets=len(phrase.amount))
        return phrase

    def _with_amount(self, entry: Entry, phrase: Phrase) -> Entry:
        held = phrase.held or self._names.isometric(entry.exercise)
        amount = phrase.amount
        if isinstance(amount, Span):
            if not held:
                return dataclasses.replace(entry, time=amount)
            return dataclasses.replace(entry, hold=amount, progress=_hold_progress(amount, phrase.grown))
        if amount == amounts.TO_FAILURE and held:
            return dataclasses.replace(entry, hold=Span(None, open_ended=True))
        if isinstance(amount, tuple):
            return self._with_amounts(entry, amount, held=held)
        return dataclasses.replace(entry, reps=amount, progress=_reps_progress(amount, phrase.grown))

    def _with_amounts(self, entry: Entry, each: tuple[Reps, ...] | tuple[Span, ...], *, held: bool) -> Entry:
        """The same with an amount for each of its sets."""
        reps = tuple(value for value in each if isinstance(value, Reps))
        spans = tuple(value for value in each if isinstance(value, Span))
        if spans:
            return dataclasses.replace(entry, hold=spans) if held else dataclasses.replace(entry, time=spans)
        return dataclasses.replace(entry, reps=reps[0] if len(set(reps)) == 1 else reps)


def _lengths(entry: Entry) -> set[int]:
    """How many sets the lists of an entry are for."""
    return {len(value) for value in (entry.reps, entry.hold, entry.time, entry.load) if isinstance(value, tuple)}


def _reps_progress(
    amount: Reps | tuple[Reps, ...] | None, grown: Reps | Span | tuple[Reps, ...] | None
) -> Progress | None:
    if not (isinstance(amount, Reps) and isinstance(grown, Reps)) or amount.low is None or grown.high is None:
        return None
    return Progress(reps=(amount.low, grown.high)) if grown.high > amount.low else None


def _hold_progress(amount: Span, grown: Reps | Span | tuple[Reps, ...] | None) -> Progress | None:
    if (
        not isinstance(grown, Span)
        or grown.seconds is None
        or amount.seconds is None
        or grown.seconds <= amount.seconds
    ):
        return None
    return Progress(hold_s=_HOLD_GROWTH_S, until_s=grown.seconds)


def _note(note: str | None) -> str | None:
    return note[:1].upper() + note[1:] if note else None


def _one_a_side(parts: Sequence[DraftPiece | Remark]) -> list[DraftPiece | Remark]:
    """Make one exercise with two sides of "Row right" and "Row left" with the same dose."""
    joined: list[DraftPiece | Remark] = []
    for part in parts:
        last = joined[-1] if joined else None
        whole = _whole(last, part) if isinstance(last, DraftPiece) and isinstance(part, DraftPiece) else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(part)
    return joined


def _whole(first: DraftPiece, second: DraftPiece) -> DraftPiece | None:
    name, side = naming.without_side(first.said.names[0])
    other_name, other = naming.without_side(second.said.names[0])
    if side is None or other is None or side == other or name.lower() != other_name.lower():
        return None
    same = first.said.phrase == second.said.phrase and first.group is second.group and first.section == second.section
    if not same or len(first.said.names) > 1 or first.said.phrase.sides:
        return None
    phrase = dataclasses.replace(first.said.phrase, sides="each")
    return dataclasses.replace(first, said=dataclasses.replace(first.said, names=(name,), phrase=phrase))


def _grouped(parts: Sequence[DraftPiece | Remark]) -> Iterator[list[DraftPiece] | Remark]:
    """The pieces of one group together; remarks between them stand before it."""
    pieces: list[DraftPiece] = []
    behind: list[Remark] = []
    for part in parts:
        if isinstance(part, Remark):
            behind.append(part)
        elif pieces and part.group and part.group is pieces[0].group and part.section == pieces[0].section:
            yield from behind
            behind = []
            pieces.append(part)
        else:
            yield from filter(None, (pieces, *behind))
            pieces, behind = [part], []
    yield from filter(None, (pieces, *behind))
