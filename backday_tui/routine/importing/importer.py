"""A workout as people and articles write it -> routines and their TOML.

This is the one file of `importing/` that other rooms import. No text makes it raise anything but `ImportRefusedError`,
and nothing is read from or written to a disk. A paste goes through the files of this folder in this order:

1. `pasted.py` makes plain lines of it: tables (`tables.py`), what lines of programs take over from others
   (`programs.py`), typography (`typography.py`) and the words of other languages (`languages.py`) are gone behind it.
2. `line_reader.py` says of each line, by itself, which statement it makes: a heading, an exercise with its dose, a
   rest, the start of a circuit, prose (`statements.py`), with the help of `entries.py` and `paragraphs.py`. They ask
   - `phrases.py`, what a phrase says of sets, reps, times, loads, rests and sides, as `written_amounts.py` reads them;
     of loads `phrase_loads.py`, of sets that are told one by one `set_lists.py`;
   - `orders.py`, what sentences tell to do, `rests.py`, which rests they tell, `narrations.py`, which exercises;
   - `groups.py`, whether words open a group of exercises;
   - `list_marks.py`, what marks the items of a list;
   - `vocabulary.py`, whether words are a section or a sentence, and `names.py`, whether they name an exercise.
3. `asides.py` takes out what stands beside a workout on its page; `lookahead.py` tells each statement what is around
   it; `gather.py` decides what it means there and puts together the drafts of workouts (`drafts.py`); `sifting.py`
   keeps those that are meant, and tells which lines with a dose or a name are in none.
4. `build.py` makes a routine of a draft. The writer writes its TOML; what was not understood stands in it as comments.
5. The TOML is read again, and what the reader makes of it is the outcome: what is shown is what a file would say.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.errors import BackdayError
from backday_tui.log_heads import APPS, is_dated, is_log_head
from backday_tui.routine import reader, writer
from backday_tui.routine.importing import build, gather, pasted
from backday_tui.routine.importing.drafts import Remark
from backday_tui.routine.importing.names import Names
from backday_tui.routine.importing.pasted import PastedLine
from backday_tui.routine.importing.typography import LONGEST
from backday_tui.routine.source import MAX_BYTES
from backday_tui.text import clean

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.importing.drafts import Draft
    from backday_tui.routine.model import Routine


MAX_ENTRIES: Final = 1000
MAX_LINES: Final = 20_000
MAX_WORK: Final = 70_000
"""Characters of different lines, those of lines with a digit twice: so much is read in a second or so."""
NAMELESS: Final = "Imported workout"
"""What a workout is called of which the text doesn't say it."""
_LONGEST_NAME: Final = 100
_HEAD: Final = 20_000
"""The characters among which the head of a log stands."""
_LINES_ABOVE_HEAD: Final = 5
"""A title may stand above the columns of a log."""
_SECTION_KEY = re.compile(r"^(?:\[\[ *)?(?:warmup|work|cooldown) *(?:=|\]\])", re.MULTILINE)
_EDGES = re.compile(r"^[\s#*:.,;-]+|[\s#*:.,;-]+$")


class ImportRefusedError(BackdayError):
    """A text that holds no workout, or more than a routine may; the message is one line."""


@dataclasses.dataclass(frozen=True, slots=True)
class ImportedRoutine:
    """One workout of the text: its routine without an id, the TOML that reads back as just this routine.

    `not_understood` are lines of the workout that could not be read, by their number in the pasted text (from 1); they
    stand as comments in `text`. `beside` are such lines that belong to no workout, and stand behind this one.
    """

    name: str
    routine: Routine
    text: str
    not_understood: tuple[tuple[int, str], ...] = ()
    beside: tuple[tuple[int, str], ...] = ()

    @property
    def unread(self) -> tuple[tuple[int, str], ...]:
        """All lines that stand as comments in the text because nobody could read them, by their number."""
        return tuple(sorted({*self.not_understood, *self.beside}))

    def with_exercise(self, number: int, line: str, catalog: Catalog) -> ImportedRoutine:
        """The same with a line of notation in the place of one that nobody could read; unchanged where it can't be."""
        text = build.with_exercise(self.text, number, line)
        loaded = reader.read_text(text, id="", catalog=catalog)
        if loaded.routine is None or any(problem.severity == "error" for problem in loaded.problems):
            return self
        left = [tuple(each for each in lines if each[0] != number) for lines in (self.not_understood, self.beside)]
        return dataclasses.replace(self, routine=loaded.routine, text=text, not_understood=left[0], beside=left[1])


@dataclasses.dataclass(frozen=True, slots=True)
class Imported:
    """Every workout of a pasted text, in its order; at least one."""

    routines: tuple[ImportedRoutine, ...]
    left_out: tuple[tuple[int, str], ...] = ()
    """Lines that tell of an exercise or a dose and belong to no workout, by their number; comments of a routine too."""

    @property
    def not_understood(self) -> tuple[tuple[int, str], ...]:
        """All lines that could not be read or belong to no workout, with their numbers in the pasted text."""
        return tuple(sorted({*self.left_out, *(line for each in self.routines for line in each.not_understood)}))


def import_text(text: str, catalog: Catalog) -> Imported:
    """The workouts in a pasted text.

    Raises:
        ImportRefusedError: there is none, or it is larger than 1 MiB, or has over 20,000 lines or 1,000 exercises; or
            it is a log, of what was done.
    """
    refuse_log(text)
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise ImportRefusedError("the text is larger than 1 MiB, the most that is imported")
    if len(text) > MAX_LINES and text.count("\n") + text.count("\r") > MAX_LINES:
        raise ImportRefusedError(f"the text has over {MAX_LINES:,} lines, the most that are imported")
    text = text.removeprefix("\ufeff")
    if ready := _ready(text, catalog):
        return Imported((ready,))
    if _work_of(text) > MAX_WORK:
        raise ImportRefusedError(
            f"the text has more than {MAX_WORK // 2000:,} kB of different lines, the most that are read: take a part"
        )
    names = Names(catalog)
    lines = list(pasted.lines(text))
    gathered = _without_chapters(lines, names) or gather.workouts(lines, names)
    found = gathered.drafts
    count = sum(len(draft.exercises) for draft in found)
    if count > MAX_ENTRIES:
        raise ImportRefusedError(f"the text has {count:,} exercises, more than the {MAX_ENTRIES:,} that are imported")
    if not found:
        raise ImportRefusedError(
            'no workout found: a line with sets and reps is one, "3x10 Seated row" or "Plank: 3 sets of 45 seconds"'
        )
    taken: set[str] = set()
    beside: list[list[PastedLine]] = [[] for _ in found]
    routines = [_imported(draft, _name(draft, taken), names, catalog) for draft in found]
    for line in gathered.left_out:
        at = max((at for at, draft in enumerate(found) if draft.exercises[0].line.number < line.number), default=0)
        beside[at].append(line)
    told = tuple(_beside(each, more) for each, more in zip(routines, beside, strict=True))
    return Imported(told, tuple((line.number, line.shown) for line in gathered.left_out))


def _work_of(text: str) -> int:
    """How long it takes to read a text, in characters: a line that is there again takes no time."""
    return sum(min(len(line), LONGEST) * (2 if any(map(str.isdigit, line)) else 1) for line in set(text.splitlines()))


def _beside(imported: ImportedRoutine, lines: list[PastedLine]) -> ImportedRoutine:
    """A workout with lines that belong to none as comments at its end."""
    text = build.with_lines(imported.text, lines)
    return dataclasses.replace(imported, text=text, beside=tuple((line.number, line.shown) for line in lines))


def refuse_log(text: str) -> None:
    """Make sure that a text, or its beginning, isn't that of a log: its rows are sets that were done, and no routine.

    Raises:
        ImportRefusedError: it is; the message says what takes it in.
    """
    lines = [line for line in text[:_HEAD].splitlines() if line.strip()][:_LINES_ABOVE_HEAD]
    log = is_log_head(lines[0]) if lines else None
    if log is not None:
        raise ImportRefusedError(
            f"this is a log of {APPS[log]}, of what was done, and no routine: `backday log import FILE` takes it in"
        )
    if any(map(is_dated, lines)):
        raise ImportRefusedError(
            "this is a log, of what was done on which date, and no routine: "
            "`backday log import FILE` takes in those of the apps that it knows"
        )


def _without_chapters(lines: list[PastedLine], names: Names) -> gather.Gathered | None:
    """The workouts below the chapters of a video, which only tell what is seen when; None where there are no others.

    A chapter about an exercise that is nowhere else stays as a line that was not understood.
    """
    chapters = [line for line in lines if line.chapter]
    if not chapters:
        return None
    gathered = gather.workouts((PastedLine(line.number, "", "") if line.chapter else line for line in lines), names)
    found = gathered.drafts
    there = {names.find(name) for draft in found for part in draft.exercises for name in part.mention.names}
    alone = [line for line in chapters if names.find(line.text) and names.find(line.text) not in there]
    if found:
        found[0].parts += (Remark(line, understood=False, block=0) for line in alone)
    return gathered if found else None


def _ready(text: str, catalog: Catalog) -> ImportedRoutine | None:
    """A text that is the TOML of a routine already; None where it is something else."""
    loaded = reader.read_text(text, id="", catalog=catalog) if _SECTION_KEY.search(text) else None
    routine = loaded.routine if loaded else None
    if loaded is None or routine is None or any(problem.severity == "error" for problem in loaded.problems):
        return None
    return ImportedRoutine(routine.name, routine, text)


def _name(draft: Draft, taken: set[str]) -> str:
    """The name of a workout, with a number where the text has another of that name; it is noted in `taken`."""
    name = _EDGES.sub("", clean(draft.heading or "", _LONGEST_NAME)) or NAMELESS
    unique, number = name, 1
    while unique.lower() in taken:
        number += 1
        unique = f"{name} {number}"
    taken.add(unique.lower())
    return unique


def _imported(draft: Draft, name: str, names: Names, catalog: Catalog) -> ImportedRoutine:
    routine, remarks = build.routine_of(draft, name, names)
    text = build.with_remarks(writer.to_text(routine, catalog), remarks)
    read, fault = reader.read_back(text, catalog)
    if read is None:
        raise ImportRefusedError(f'"{name}" makes no routine: {fault or "it has no exercise"}')
    unread = tuple((remark.line.number, remark.line.shown) for _, remark in remarks if not remark.understood)
    return ImportedRoutine(name, read, text, unread)
