"""The lines of a pasted text, gathered into drafts of workouts.

Here is decided which lines belong together: what a heading is, to which exercise a dose belongs, to which group an
exercise. What a single line says is `line_reader.py`; what a dose or a rest then changes, `drafts.py`; where a workout
begins, `workouts.py`; which of all this is meant in the end, `sifting.py`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import headings, naming, surroundings
from backday_tui.routine.importing.drafts import Draft, DraftGroup, DraftPiece, Remark
from backday_tui.routine.importing.line_reader import LineReader
from backday_tui.routine.importing.phrase import Phrase
from backday_tui.routine.importing.statements import (
    NO_MARKER,
    Blank,
    Dose,
    Exercises,
    GroupStart,
    Marker,
    Prose,
    Rest,
    Rule,
    Said,
    SectionStart,
    Short,
    Statement,
    Unknown,
)
from backday_tui.routine.importing.workouts import Workouts
from backday_tui.routine.model import Reps, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backday_tui.routine.importing.naming import Names
    from backday_tui.routine.importing.pasted import PastedLine
    from backday_tui.routine.importing.surroundings import Seen
    from backday_tui.routine.model import Section

_MOST_NAME_WORDS: Final = 6


def gather(lines: Iterable[PastedLine], names: Names) -> list[Draft]:
    """Every workout that may be in the lines, with all its exercises; `sift` says which of them are meant."""
    reader = LineReader(names)
    said = [(line, statement) for line in lines for statement in reader.read(line)]
    gatherer = _Gatherer(names)
    for each in surroundings.seen(said):
        gatherer.take(each)
    gatherer.end()
    return gatherer.workouts.drafts


class _Gatherer:
    """Walks the statements once and puts each where it belongs."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.workouts = Workouts()
        self._section: Section = "work"
        self._block = 0
        self._group: DraftGroup | None = None
        self._suspended = False
        self._pending: DraftPiece | None = None
        self._blank = True
        self._prose_since = False
        self._before: Statement = Blank()

    def take(self, seen: Seen) -> None:
        """Put one statement where it belongs."""
        said = seen.said
        if isinstance(said, Rule):
            return
        if isinstance(said, Blank):
            self._blank = True
            return
        self._leave_warm_up(seen)
        self._dispatch(seen, said)
        self._blank = False
        self._before = said

    def end(self) -> None:
        """Close what is still open."""
        self._end_group()

    @property
    def _draft(self) -> Draft:
        return self.workouts.draft

    def _dispatch(self, seen: Seen, said: Statement) -> None:
        if isinstance(said, Prose):
            self._prose(seen, said)
        elif isinstance(said, Short):
            self._short(seen, said)
        elif isinstance(said, Exercises):
            self._exercises(seen, said)
        elif isinstance(said, Dose):
            self._dose(seen, said)
        elif isinstance(said, Rest):
            self._rest(said)
        elif isinstance(said, GroupStart):
            self._group_start(seen, said)
        elif isinstance(said, SectionStart):
            self._section_start(said)
        elif isinstance(said, Unknown):
            self._remark(seen.line, certain=True)

    # --------------------------------------------------------------------------------------------------- small things

    def _leave_warm_up(self, seen: Seen) -> None:
        """A blank ends a warm-up that nothing else will end."""
        if self._blank and self._section == "warmup" and not seen.label_follows:
            last = self._draft.last
            if last and last.section == "warmup":
                self._section = "work"

    def _remark(self, line: PastedLine, *, certain: bool = False, understood: bool = False) -> None:
        self._draft.parts.append(Remark(line, understood, self._block, certain))

    def _end_group(self) -> None:
        group, self._group, self._suspended = self._group, None, False
        if group and not group.size and group.pair is None and not self._draft.make_circuit(group, self._block):
            self._remark(group.line, certain=True)

    def _section_start(self, said: SectionStart) -> None:
        self._end_group()
        self._pending = None
        opens = said.section == "cooldown" and said.stretches and not self._draft.last
        self._section = "warmup" if opens else said.section

    # ---------------------------------------------------------------------------------------------------------- prose

    def _prose(self, seen: Seen, said: Prose) -> None:
        self._block += said.marker.kind == "none" and not said.leads
        if self._pending and not self._pending.dosed and said.dose:
            self._pending.take(said.dose)
        elif said.subject and not isinstance(self._before, Short | SectionStart) and said.marker == NO_MARKER:
            self._subject(seen, said.subject)
        if said.marker.kind != "none":
            self._remark(seen.line)
            return
        self._prose_since = True
        self._suspended = True
        if self._blank and said.leads:
            self._end_group()

    def _subject(self, seen: Seen, subject: str) -> None:
        piece = DraftPiece(seen.line, Said((subject,), Phrase()), "work", self._block, headed=True, explained=True)
        self._draft.add(piece)
        self._pending = piece

    # --------------------------------------------------------------------------------------------------- a few words

    def _short(self, seen: Seen, said: Short) -> None:
        if self._names_exercise(seen, said):
            self._name(seen, said)
        elif self._is_remark(said):
            self._remark(seen.line)
        else:
            self._heading(seen, said)

    def _names_exercise(self, seen: Seen, said: Short) -> bool:
        few = len(said.text.split()) <= _MOST_NAME_WORDS and not naming.is_label(said.text)
        if said.known or said.section or said.optional:
            return True
        if said.marker.kind != "none":
            return (bool(said.name) or few) and not said.titled
        if said.titled:
            return False
        if seen.dose_next or self._group_waits():
            return few or bool(said.name)
        return bool(said.name) and (seen.beside or seen.dose_follows)

    def _group_waits(self) -> bool:
        return self._group is not None and not self._suspended and not self._blank

    def _is_remark(self, said: Short) -> bool:
        if headings.is_bare_day(said.text) or (headings.starts_anew(said.text) and said.marker.kind == "none"):
            return False
        if said.marker.kind != "none" or not any(map(str.isalpha, said.text)):
            return True
        listed = isinstance(self._before, Exercises) or (isinstance(self._before, Short) and bool(self._before.known))
        return listed and not self._blank and not said.titled and not said.level

    def _name(self, seen: Seen, said: Short) -> None:
        names = said.known if len(said.known) > 1 else (said.name or said.text,)
        for name in names:
            spoken = Said(self._names.choices(name), Phrase(), said.optional)
            if said.said and not said.said.phrase.dosed:
                choices = spoken.names if said.known else said.said.names
                spoken = dataclasses.replace(said.said, names=choices, optional=said.optional)
            piece = self._piece(seen, spoken, said.marker, said.section)
            piece.known = bool(said.known)
            piece.certain = bool(said.known or said.name)
            piece.level = said.level
            alone = said.marker.kind == "none" and (self._blank or bool(said.level))
            piece.headed = seen.prose_next or alone
            self._pending = piece

    def _heading(self, seen: Seen, said: Short) -> None:
        self._end_group()
        self._pending = None
        self._section = "work"
        if self.workouts.is_byline(said, apart=self._blank):
            return
        if self.workouts.begins_with(said, prose_since=self._prose_since):
            self.workouts.begin(said)
            self._block += 1
        else:
            self._remark(seen.line, understood=True)
        self._prose_since = False

    # ------------------------------------------------------------------------------------------------------ exercises

    def _exercises(self, seen: Seen, said: Exercises) -> None:
        for each in said.said:
            piece = self._piece(seen, each, said.marker, said.section)
            piece.sure = said.sure
            self._pending = None

    def _piece(self, seen: Seen, said: Said, marker: Marker, section: Section | None) -> DraftPiece:
        piece = DraftPiece(seen.line, said, section or self._section, self._block, marker=marker)
        piece.group = self._group_for(piece, seen.line)
        if piece.group:
            piece.group.size += 1
        self._draft.add(piece)
        return piece

    def _group_for(self, piece: DraftPiece, line: PastedLine) -> DraftGroup | None:
        if piece.marker.kind == "pair" and (self._group is None or self._group.pair):
            return self._paired(piece, line)
        group = self._group
        apart = self._suspended and self._blank
        if group and not group.goes_on(piece, self._draft.last, apart=apart):
            self._end_group()
            return self._paired(piece, line) if piece.marker.kind == "pair" else None
        self._suspended = False
        return group

    def _paired(self, piece: DraftPiece, line: PastedLine) -> DraftGroup:
        if self._group is None or self._group.pair != piece.marker.pair:
            self._group = DraftGroup("superset", line, pair=piece.marker.pair)
        return self._group

    # ------------------------------------------------------------------------------------------------ doses and rests

    def _dose(self, seen: Seen, said: Dose) -> None:
        if said.each:
            self._each(said.phrase)
        elif self._pending and self._is_set_more(self._pending, said) and self._pending.take_set(said.phrase):
            return
        elif self._pending and self._takes(self._pending, said.phrase):
            self._pending.take_more(said.phrase)
        elif self._group and not self._group.size and (not self._group.dose.dosed or self._group.usual):
            self._group.take_dose(said.phrase)
        elif said.phrase.strong and not self._draft.last:
            self._draft.default = said.phrase
        else:
            self._remark(seen.line, certain=self._before_is_dose())

    def _before_is_dose(self) -> bool:
        return isinstance(self._before, Dose) and not self._before.each

    def _is_set_more(self, piece: DraftPiece, said: Dose) -> bool:
        """Whether it is one of the sets of an exercise that stand below it, each on a line of its own."""
        alone = said.phrase.sets is None and (piece.said.phrase.sets is None or piece.by_set)
        return (said.of_set or alone) and self._before_is_dose()

    def _takes(self, piece: DraftPiece, phrase: Phrase) -> bool:
        timed = not phrase.strong and phrase.sets is None
        if timed and piece.headed and self._prose_since and not self._names.isometric(piece.said.names):
            return False
        return piece.lacks(phrase)

    def _each(self, phrase: Phrase) -> None:
        if self._group:
            self._group.dose = phrase
            self._group.rest_s = self._group.rest_s if phrase.rest_s is None else phrase.rest_s
            return
        self._draft.take_default(phrase)

    def _rest(self, said: Rest) -> None:
        last = self._draft.last
        group = self._group or (last.group if last else None)
        if group and group.kind in ("circuit", "superset"):
            self._group_rest(group, said)
        elif said.scope == "sets":
            self._rest_of_sets(said.rest_s)
        elif said.scope:
            self._draft.between_s = said.rest_s
        elif last and not (self._prose_since and not last.headed):
            last.bare_rest_s = said.rest_s
        else:
            self._draft.rest_s = said.rest_s

    def _rest_of_sets(self, rest_s: int) -> None:
        if self._pending and self._pending.headed:
            self._pending.take_rest(rest_s)
        else:
            self._draft.rest_s = rest_s

    def _group_rest(self, group: DraftGroup, said: Rest) -> None:
        if not group.take_rest(said):
            self._draft.between_s = said.rest_s

    # --------------------------------------------------------------------------------------------------------- groups

    def _group_start(self, seen: Seen, said: GroupStart) -> None:
        if said.kind == "repeat":
            self._repeat(seen, said)
            return
        said = self._of_usual(said)
        self._end_group()
        self._pending = None
        last = self._draft.last
        if self._blank and self._section == "warmup" and last and last.section == "warmup":
            self._section = "work"
        group = DraftGroup(said.kind, seen.line, said.count, said.time_s, said.phrase, usual=said.usual)
        if isinstance(said.phrase.amount, Span) and said.phrase.scope is None:
            group.rest_s = group.between_s = said.phrase.rest_s
        elif said.phrase.rest_s is not None:
            self._group_rest(group, Rest(said.phrase.rest_s, said.phrase.scope))
        self._group = group
        for each in said.said:
            self._piece(seen, each, NO_MARKER, None)
        if said.said:
            self._group = None

    def _of_usual(self, said: GroupStart) -> GroupStart:
        """A circuit that was named by a word alone, and what is said of it in numbers, are one."""
        group = self._group
        if not (group and group.usual and not group.size and said.kind == "circuit"):
            return said
        self._group = None
        phrase = said.phrase if said.phrase.amount is not None else group.dose
        return dataclasses.replace(said, count=said.count or group.count, phrase=phrase, usual=True)

    def _repeat(self, seen: Seen, said: GroupStart) -> None:
        """Take "repeat 3 times" as rounds of what stands before or behind, or as the reps of the exercise above."""
        last = self._draft.last
        pending = self._pending
        if last and last.group and last.group.kind == "circuit":
            last.group.count = last.group.count or said.count
            self._end_group()
        elif pending and not pending.dosed and self._prose_since and not said.whole and said.count:
            pending.take(Phrase(amount=Reps(*said.count), strong=True))
        else:
            self._open_circuit(seen, said)

    def _open_circuit(self, seen: Seen, said: GroupStart) -> None:
        self._end_group()
        group = DraftGroup("circuit", seen.line, said.count, dose=said.phrase, between_s=said.phrase.rest_s)
        if not self._draft.make_circuit(group, self._block):
            self._group = group
