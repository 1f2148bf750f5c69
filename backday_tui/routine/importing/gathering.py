"""The lines of a pasted text, gathered into drafts of workouts.

Here is decided which lines belong together: what a heading is, to which exercise a dose belongs, what a circuit holds,
where one workout ends. What a single line says is `line_reader.py`; which exercises are meant in the end, `drafts.py`.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import headings, naming, set_by_set
from backday_tui.routine.importing.drafts import Draft, Group, Piece, Remark
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
from backday_tui.routine.model import Reps, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backday_tui.routine.importing.naming import Names
    from backday_tui.routine.importing.pasted import PastedLine
    from backday_tui.routine.model import Section

_MOST_NAME_WORDS: Final = 6
_MOST_IN_CIRCUIT: Final = 200


@dataclasses.dataclass(frozen=True, slots=True)
class _Read:
    """A statement with its line, and what comes behind it.

    `dose_follows` tells that a dose comes before the next exercise or heading, `dose_next` that it is the very next
    statement, `beside` that no blank parts it from an exercise before or behind, `label_follows` that a section is
    named later on.
    """

    line: PastedLine
    said: Statement
    dose_follows: bool = False
    dose_next: bool = False
    beside: bool = False
    prose_next: bool = False
    label_follows: bool = False


def gather(lines: Iterable[PastedLine], names: Names) -> list[Draft]:
    """Every workout that may be in the lines, with all its exercises; `sift` says which of them are meant."""
    reader = LineReader(names)
    said = [(line, statement) for line in lines for statement in reader.read(line)]
    gatherer = _Gatherer(names)
    for read in _with_view(said):
        gatherer.take(read)
    gatherer.end()
    return gatherer.drafts


def _with_view(said: Sequence[tuple[PastedLine, Statement]]) -> list[_Read]:
    """Each statement with what it has to know of those around it; found from the end on, each looked at once."""
    reads: list[_Read] = []
    dose = label = False
    following: Statement = Blank()
    behind: Statement = Blank()
    for at in range(len(said) - 1, -1, -1):
        line, statement = said[at]
        before = said[at - 1][1] if at else Blank()
        beside = _lists(before) or _lists(behind)
        prose_next = isinstance(following, Prose)
        dose_next = isinstance(following, Dose) and not following.each
        reads.append(_Read(line, statement, dose, dose_next, beside, prose_next, label))
        if isinstance(statement, Blank | Rule):
            behind = statement if isinstance(statement, Blank) else behind
            continue
        dose = _gives_dose(statement) or (dose and isinstance(statement, Prose | Rest | Unknown))
        label = label or (isinstance(statement, SectionStart) and statement.section != "warmup")
        following = behind = statement
    return reads[::-1]


def _lists(statement: Statement) -> bool:
    return isinstance(statement, Exercises | GroupStart | Unknown | Dose | Rest) or (
        isinstance(statement, Short) and bool(statement.known)
    )


def _gives_dose(statement: Statement) -> bool:
    if isinstance(statement, Dose):
        return not statement.each
    return isinstance(statement, Prose) and statement.dose is not None


class _Gatherer:
    """Walks the statements once and puts each where it belongs."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._draft = Draft()
        self.drafts = [self._draft]
        self._title: str | None = None
        self._section: Section = "work"
        self._block = 0
        self._group: Group | None = None
        self._suspended = False
        self._pending: Piece | None = None
        self._blank = True
        self._prose_since = False
        self._before: Statement = Blank()

    def take(self, read: _Read) -> None:
        """Put one statement where it belongs."""
        said = read.said
        if isinstance(said, Rule):
            return
        if isinstance(said, Blank):
            self._blank = True
            return
        self._leave_warm_up(read)
        self._dispatch(read, said)
        self._blank = False
        self._before = said

    def end(self) -> None:
        """Close what is still open."""
        self._end_group()

    def _dispatch(self, read: _Read, said: Statement) -> None:
        if isinstance(said, Prose):
            self._prose(read, said)
        elif isinstance(said, Short):
            self._short(read, said)
        elif isinstance(said, Exercises):
            self._exercises(read, said)
        elif isinstance(said, Dose):
            self._dose(read, said)
        elif isinstance(said, Rest):
            self._rest(said)
        elif isinstance(said, GroupStart):
            self._group_start(read, said)
        elif isinstance(said, SectionStart):
            self._section_start(said)
        elif isinstance(said, Unknown):
            self._remark(read.line, certain=True)

    # --------------------------------------------------------------------------------------------------- small things

    def _leave_warm_up(self, read: _Read) -> None:
        """A blank ends a warm-up that nothing else will end."""
        if self._blank and self._section == "warmup" and not read.label_follows:
            last = self._last()
            if last and last.section == "warmup":
                self._section = "work"

    def _last(self) -> Piece | None:
        return self._draft.last

    def _remark(self, line: PastedLine, *, certain: bool = False, understood: bool = False) -> None:
        self._draft.parts.append(Remark(line, understood, self._block, certain))

    def _end_group(self) -> None:
        group, self._group, self._suspended = self._group, None, False
        if group and not group.size and group.pair is None and not self._into_circuit(group):
            self._remark(group.line, certain=True)

    def _section_start(self, said: SectionStart) -> None:
        self._end_group()
        self._pending = None
        opens = said.section == "cooldown" and said.stretches and not self._draft.last
        self._section = "warmup" if opens else said.section

    # ---------------------------------------------------------------------------------------------------------- prose

    def _prose(self, read: _Read, said: Prose) -> None:
        self._block += said.marker.kind == "none" and not said.leads
        if self._pending and not self._pending.dosed and said.dose:
            self._fill(self._pending, said.dose)
        elif said.subject and not isinstance(self._before, Short | SectionStart) and said.marker == NO_MARKER:
            self._subject(read, said.subject)
        if said.marker.kind != "none":
            self._remark(read.line)
            return
        self._prose_since = True
        self._suspended = True
        if self._blank and said.leads:
            self._end_group()

    def _subject(self, read: _Read, subject: str) -> None:
        piece = Piece(read.line, Said((subject,), Phrase()), "work", self._block, headed=True, explained=True)
        self._draft.add(piece)
        self._pending = piece

    def _fill(self, piece: Piece, phrase: Phrase) -> None:
        """Give an exercise the dose that stands below its name."""
        piece.said = dataclasses.replace(
            piece.said, phrase=dataclasses.replace(phrase, pieces=(), notes=()), note=_notes(piece.said.note, phrase)
        )
        piece.headed = True

    # --------------------------------------------------------------------------------------------------- a few words

    def _short(self, read: _Read, said: Short) -> None:
        if self._names_exercise(read, said):
            self._name(read, said)
        elif self._is_remark(said):
            self._remark(read.line)
        else:
            self._heading(read, said)

    def _names_exercise(self, read: _Read, said: Short) -> bool:
        few = len(said.text.split()) <= _MOST_NAME_WORDS and not naming.is_label(said.text)
        if said.known or said.section or said.optional:
            return True
        if said.marker.kind != "none":
            return (bool(said.name) or few) and not said.titled
        if said.titled:
            return False
        if read.dose_next or self._group_waits():
            return few or bool(said.name)
        return bool(said.name) and (read.beside or read.dose_follows)

    def _group_waits(self) -> bool:
        return self._group is not None and not self._suspended and not self._blank

    def _is_remark(self, said: Short) -> bool:
        if headings.is_bare_day(said.text) or (headings.starts_anew(said.text) and said.marker.kind == "none"):
            return False
        if said.marker.kind != "none" or not any(map(str.isalpha, said.text)):
            return True
        listed = isinstance(self._before, Exercises) or (isinstance(self._before, Short) and bool(self._before.known))
        return listed and not self._blank and not said.titled and not said.level

    def _name(self, read: _Read, said: Short) -> None:
        names = said.known if len(said.known) > 1 else (said.name or said.text,)
        for name in names:
            spoken = Said(self._names.choices(name), Phrase(), said.optional)
            if said.said and not said.said.phrase.dosed:
                choices = spoken.names if said.known else said.said.names
                spoken = dataclasses.replace(said.said, names=choices, optional=said.optional)
            piece = self._piece(read, spoken, said.marker, said.section)
            piece.known = bool(said.known)
            piece.certain = bool(said.known or said.name)
            piece.level = said.level
            piece.headed = said.marker.kind == "none" and (self._blank or read.prose_next or bool(said.level))
            piece.headed = piece.headed or read.prose_next
            self._pending = piece

    def _heading(self, read: _Read, said: Short) -> None:
        self._end_group()
        self._pending = None
        self._section = "work"
        if self._is_below_heading(said):
            return
        if self._opens_workout(said):
            if self._draft.parts and not self._only_warms_up():
                self._draft = Draft()
                self.drafts.append(self._draft)
            self._draft.heading = self._titled(said)
            self._draft.level = said.level
            self._draft.default = None
            self._block += 1
        else:
            self._remark(read.line, understood=True)
        self._prose_since = False

    def _is_below_heading(self, said: Short) -> bool:
        """Whether it stands right below a heading and says who wrote it, or when."""
        if not self._draft.heading or self._draft.parts:
            return False
        return naming.names_none(said.text) or not (self._blank or said.level or headings.starts_anew(said.text))

    def _only_warms_up(self) -> bool:
        """Whether what stands above a first heading is the warm-up for what comes below it."""
        pieces = self._draft.pieces
        return bool(pieces) and self._draft.heading is None and all(piece.section == "warmup" for piece in pieces)

    def _opens_workout(self, said: Short) -> bool:
        if not self._draft.last:
            return True
        if said.level and self._draft.level:
            return said.level <= self._draft.level
        return self._prose_since or headings.starts_anew(said.text)

    def _titled(self, said: Short) -> str:
        text = said.text.strip()
        if not headings.is_day(text) and not headings.is_off(text) and (self._title is None or said.level == 1):
            self._title = text
        return f"{self._title}: {text}" if self._title and headings.is_bare_day(text) else text

    # ------------------------------------------------------------------------------------------------------ exercises

    def _exercises(self, read: _Read, said: Exercises) -> None:
        for each in said.said:
            piece = self._piece(read, each, said.marker, said.section)
            piece.sure = said.sure
            self._pending = None

    def _piece(self, read: _Read, said: Said, marker: Marker, section: Section | None) -> Piece:
        piece = Piece(read.line, said, section or self._section, self._block, marker=marker)
        piece.group = self._group_for(piece, read.line)
        if piece.group:
            piece.group.size += 1
        self._draft.add(piece)
        return piece

    def _group_for(self, piece: Piece, line: PastedLine) -> Group | None:
        if piece.marker.kind == "pair" and (self._group is None or self._group.pair):
            return self._paired(piece, line)
        group = self._group
        if group and not self._continues(group, piece):
            self._end_group()
            return self._paired(piece, line) if piece.marker.kind == "pair" else None
        self._suspended = False
        return group

    def _paired(self, piece: Piece, line: PastedLine) -> Group:
        if self._group is None or self._group.pair != piece.marker.pair:
            self._group = Group("superset", line, pair=piece.marker.pair)
        return self._group

    def _continues(self, group: Group, piece: Piece) -> bool:
        """Whether an exercise still belongs to the open group."""
        if group.pair or (group.kind != "superset" and (piece.said.phrase.sets or 1) > 1):
            return False
        last = self._last()
        if not group.size or last is None:
            return True
        if last.line.indent > group.line.indent >= piece.line.indent or _parted(group, last, piece):
            return False
        if piece.marker.kind == "number" and last.marker.kind == "number":
            return piece.marker.number != 1 or last.marker.number == 1
        same = piece.marker.kind == last.marker.kind
        return same and not (self._suspended and self._blank)

    # ------------------------------------------------------------------------------------------------ doses and rests

    def _dose(self, read: _Read, said: Dose) -> None:
        if said.each:
            self._each(said.phrase)
        elif self._pending and self._one_set_more(self._pending, said):
            self._pending.headed = True
        elif self._pending and self._takes(self._pending, said.phrase):
            self._add(self._pending, said.phrase)
        elif self._group and not self._group.size and (not self._group.dose.dosed or self._group.usual):
            self._dose_of_group(self._group, said.phrase)
        elif said.phrase.strong and not self._draft.last:
            self._draft.default = said.phrase
        else:
            self._remark(read.line, certain=self._before_is_dose())

    def _before_is_dose(self) -> bool:
        return isinstance(self._before, Dose) and not self._before.each

    def _one_set_more(self, piece: Piece, said: Dose) -> bool:
        """Add a set to an exercise whose sets stand below it, each on a line of its own; False where it is none."""
        had, phrase = piece.said.phrase, said.phrase
        counted = said.of_set or (phrase.sets is None and (had.sets is None or piece.by_set))
        if not (counted and self._before_is_dose()):
            return False
        both = set_by_set.together(had, phrase)
        if both is None:
            return False
        piece.by_set = True
        piece.said = dataclasses.replace(piece.said, phrase=both, note=_notes(piece.said.note, phrase))
        return True

    def _dose_of_group(self, group: Group, phrase: Phrase) -> None:
        group.dose = phrase
        if phrase.rest_s is not None:
            group.rest_s = phrase.rest_s
            group.between_s = phrase.rest_s if isinstance(phrase.amount, Span) else group.between_s

    def _takes(self, piece: Piece, phrase: Phrase) -> bool:
        timed = not phrase.strong and phrase.sets is None
        if timed and piece.headed and self._prose_since and not self._names.isometric(piece.said.names):
            return False
        had = piece.said.phrase
        return (
            not had.dosed
            or (had.sets is None) != (phrase.sets is None)
            or (had.amount is None and had.sets is not None)
        )

    def _add(self, piece: Piece, phrase: Phrase) -> None:
        had = piece.said.phrase
        both = dataclasses.replace(
            phrase,
            sets=had.sets if phrase.sets is None else phrase.sets,
            amount=had.amount if phrase.amount is None else phrase.amount,
            held=had.held or phrase.held,
            sides=had.sides or phrase.sides or ("each" if phrase.to_each else None),
        )
        self._fill(piece, both)

    def _each(self, phrase: Phrase) -> None:
        if self._group:
            self._group.dose = phrase
            self._group.rest_s = self._group.rest_s if phrase.rest_s is None else phrase.rest_s
            return
        self._draft.default = phrase
        if phrase.scope == "sets":
            self._draft.rest_s, self._draft.between_s = phrase.rest_s, phrase.between_s
        elif phrase.rest_s is not None:
            self._draft.between_s = phrase.rest_s

    def _rest(self, said: Rest) -> None:
        last = self._last()
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
            piece = self._pending
            piece.said = dataclasses.replace(piece.said, phrase=dataclasses.replace(piece.said.phrase, rest_s=rest_s))
        else:
            self._draft.rest_s = rest_s

    def _group_rest(self, group: Group, said: Rest) -> None:
        if group.kind == "circuit" and (said.scope == "exercises" or (said.scope == "sets" and not group.size)):
            group.rest_s = said.rest_s
        elif group.kind == "circuit":
            group.between_s = said.rest_s
        elif said.scope != "exercises":
            group.rest_s = said.rest_s
        else:
            self._draft.between_s = said.rest_s

    # --------------------------------------------------------------------------------------------------------- groups

    def _group_start(self, read: _Read, said: GroupStart) -> None:
        if said.kind == "repeat":
            self._repeat(read, said)
            return
        said = self._of_usual(said)
        self._end_group()
        self._pending = None
        last = self._last()
        if self._blank and self._section == "warmup" and last and last.section == "warmup":
            self._section = "work"
        group = Group(said.kind, read.line, said.count, said.time_s, said.phrase, usual=said.usual)
        if isinstance(said.phrase.amount, Span) and said.phrase.scope is None:
            group.rest_s = group.between_s = said.phrase.rest_s
        elif said.phrase.rest_s is not None:
            self._group_rest(group, Rest(said.phrase.rest_s, said.phrase.scope))
        self._group = group
        for each in said.said:
            self._piece(read, each, NO_MARKER, None)
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

    def _repeat(self, read: _Read, said: GroupStart) -> None:
        """Take "repeat 3 times" as rounds of what stands before or behind, or as the reps of the exercise above."""
        last = self._last()
        pending = self._pending
        if last and last.group and last.group.kind == "circuit":
            last.group.count = last.group.count or said.count
            self._end_group()
        elif pending and not pending.dosed and self._prose_since and not said.whole and said.count:
            self._fill(pending, Phrase(amount=Reps(*said.count), strong=True))
        else:
            self._open_circuit(read, said)

    def _open_circuit(self, read: _Read, said: GroupStart) -> None:
        self._end_group()
        group = Group("circuit", read.line, said.count, dose=said.phrase, between_s=said.phrase.rest_s)
        if not self._into_circuit(group):
            self._group = group

    def _into_circuit(self, group: Group) -> bool:
        """Make a circuit of the exercises of the last block, where the group has none of its own."""
        pieces: list[Piece] = []
        for part in itertools.islice(reversed(self._draft.parts), _MOST_IN_CIRCUIT):
            if isinstance(part, Piece) and (part.block != self._block or part.group or part.section != "work"):
                break
            if isinstance(part, Piece):
                pieces.append(part)
        many = any((piece.said.phrase.sets or 1) > 1 for piece in pieces)
        if group.kind != "circuit" or not group.count or many or len(pieces) < 2:  # noqa: PLR2004 -- a circuit
            return False
        group.size = len(pieces)
        for piece in pieces:
            piece.group = group
        return True


def _parted(group: Group, last: Piece, piece: Piece) -> bool:
    """Whether the numbers of sets or the letters of a superset tell that it has ended."""
    if group.kind != "superset":
        return False
    sets, others = piece.said.phrase.sets, last.said.phrase.sets
    unlike = sets is not None and others is not None and sets != others and group.size > 1
    return unlike or piece.marker.pair != last.marker.pair


def _notes(note: str | None, phrase: Phrase) -> str | None:
    return "; ".join(filter(None, (note, *phrase.notes, *phrase.pieces))) or None
