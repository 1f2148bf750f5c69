"""What was done, told afterwards in a line: "Plank 1:30 1:20; Row 10 10 8 @ 20kg", read with problems in their places.

An exercise, then its sets as they were done; what follows a semicolon, or stands on another line, is another exercise.
The figures are those of `figures.py`. Pure: what becomes of them is the business of `history/entered.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui import words
from backday_tui.history.entered import ToldExercise, ToldSet
from backday_tui.history.log import corrected
from backday_tui.routine import meant
from backday_tui.routine.amounts import MAX_SETS
from backday_tui.session import commands as c
from backday_tui.session.plan import TIMED
from backday_tui.text import clean
from backday_tui.training.prescription import movement_of
from backday_tui.workout.figures import FigureError, SetToRecord, TypedFigures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.entered import Counted
    from backday_tui.history.store import PerformedSet
    from backday_tui.settings import Effort, Units
    from backday_tui.training.past import SetSide

DONE: Final = "done"
"""A set of which nobody counted anything."""
EXAMPLE: Final = '"Plank 1:30 1:20; Row 10 10 8 @ 20kg"'
_WORD: Final = re.compile(r"\S+")
_SIDES: Final[Mapping[str, SetSide]] = {"L": "left", "R": "right", "left": "left", "right": "right"}
_BETWEEN: Final = frozenset({"·", "/", "|", "&", "and"})
_TIMES: Final = frozenset({"x", "X", words.TIMES})
_SEVERAL: Final = re.compile(rf"(\d{{1,3}})[xX{words.TIMES}](?=\d)")
_FIGURE: Final = re.compile(rf"[LR]?\d[\d:.,]*(?:[a-zA-Z'\"]*|r\d.*|[xX{words.TIMES}@].*)|@.*|[LR]|left|right|done")
_EFFORT: Final = re.compile(r"r\d+(?:[.,]\d+)?")
_UNIT: Final = re.compile(r"s|secs?|min|mins|kg|kgs|lb|lbs|reps?", re.IGNORECASE)
_MOST_LOAD_WORDS: Final = 6
_NO_SET: Final = "no set: such as 10, 1:30, 9@42.5 or L 12 R 11"
_SHOWN: Final = 40


class ToldProblem(NamedTuple):
    """What makes no sense, and where: the character of the text, from 0."""

    at: int
    message: str


@dataclass(frozen=True, slots=True)
class ToldReader:
    """Reads what was done.

    Attributes:
        catalog: with the exercises of the person, and of the routine where there is one.
        counted: what a bare number is, by movement; of others the catalogue knows it.
        units: of a load without one.
        effort: how the person tells how hard a set was.
    """

    catalog: Catalog
    units: Units
    effort: Effort = "off"
    counted: Mapping[str, Counted] = field(default_factory=dict)

    def read(self, text: str) -> tuple[tuple[ToldExercise, ...], tuple[ToldProblem, ...]]:
        """The exercises of a text, and all of its problems in order."""
        found: list[ToldExercise] = []
        problems: list[ToldProblem] = []
        for part in re.finditer(r"[^;\n]+", text):
            said = [TypedWord(word[0], part.start() + word.start()) for word in _WORD.finditer(part[0])]
            if said:
                exercise = self._exercise(said, problems)
                found += [exercise] if exercise else []
        if not (found or problems):
            problems.append(ToldProblem(0, f"nothing was done: an exercise and its sets, such as {EXAMPLE}"))
        return tuple(found), tuple(problems)

    def _exercise(self, said: Sequence[TypedWord], problems: list[ToldProblem]) -> ToldExercise | None:
        end = self._end_of_name(said)
        if not end:
            message = f"the exercise comes first, then its sets: such as {EXAMPLE}"
            problems.append(ToldProblem(said[0].at, message))
            return None
        name = " ".join(word.text for word in said[:end]).rstrip(",:")
        if end == len(said):
            shown = clean(name, _SHOWN)
            message = f'"{shown}" has no set: what was done stands behind it, such as "{shown} 10 10 8"'
            problems.append(ToldProblem(said[0].at, message))
            return None
        before = len(problems)
        sets = tuple(self.sets(name, said[end:], problems))
        return ToldExercise(name, sets) if len(problems) == before else None

    def _end_of_name(self, said: Sequence[TypedWord]) -> int:
        """How many words the name has; 0 where there is none. One with figures in it has to be known."""
        ends = [place for place in range(len(said)) if _begins_figures(said, place)]
        for end in [*ends, len(said)]:
            if end and self.catalog.find(" ".join(word.text for word in said[:end]).rstrip(",:")) is not None:
                return end
        if ends and ends[0] == 0 and _FIGURE.fullmatch(said[0].text) and said[0].text not in _SIDES:
            return 0
        return next((end for end in ends if end), len(said))

    def counts(self, name: str) -> Counted:
        """What a bare number is in a set of this exercise."""
        found = self.catalog.find(name)
        otherwise: Counted = "seconds" if found is not None and found.isometric else "reps"
        return self.counted.get(movement_of(name, self.catalog), otherwise)

    def sets(self, name: str, said: Sequence[TypedWord], problems: list[ToldProblem]) -> Iterator[ToldSet]:
        """The sets that words tell of, from 1; one with a problem is left out."""
        drafts = list(_DraftReader(self, name, problems, said[0].at).drafts(said))
        loads = [draft.load for draft in drafts]
        for place in range(len(drafts) - 2, -1, -1):  # a load is that of the sets before it, too
            loads[place] = loads[place] or loads[place + 1]
        number, seen = 0, frozenset[str]()
        for place, draft in enumerate(drafts):
            if not draft.side or draft.side in seen or not seen:
                number, seen = number + 1, frozenset()
            seen = seen | {draft.side} if draft.side else seen
            load = loads[place] or next((each for each in reversed(loads[:place]) if each), None)
            figures = draft.figures
            yield ToldSet(number, draft.side, figures.reps, figures.seconds, load, figures.rir)

    def figures(self, text: str, counted: Counted) -> TypedFigures:
        """One set, or a load alone.

        Raises:
            FigureError: it makes no sense; the message says what would do.
        """
        is_time = counted == "seconds" or (not text.isdecimal() and meant.seconds(text) is not None)
        fields = {"seconds" if is_time else "reps": "", "load": ""}
        return SetToRecord(0, "", "", fields, (0, "left")).read_figures(text, self.units, self.effort)


class TypedWord(NamedTuple):
    """A word, and where it begins."""

    text: str
    at: int


@dataclass(slots=True)
class _Draft:
    """A set as it is read so far."""

    figures: _Figures
    side: SetSide
    load: str | None = None


class _Figures(NamedTuple):
    reps: int | None = None
    seconds: float | None = None
    rir: float | None = None


def _begins_figures(said: Sequence[TypedWord], place: int) -> bool:
    text = said[place].text.rstrip(",")
    if text in _SIDES:
        return place + 1 < len(said) and said[place + 1].text[:1].isdecimal()
    return _FIGURE.fullmatch(text) is not None


@dataclass(slots=True)
class _DraftReader:
    """Goes through the words behind the name of an exercise."""

    reader: ToldReader
    name: str
    problems: list[ToldProblem]
    start: int = 0

    def drafts(self, said: Sequence[TypedWord]) -> list[_Draft]:
        """The sets; a load has been given to that before it."""
        found: list[_Draft] = []
        side: SetSide = ""
        place = 0
        while place < len(said):
            word = said[place]
            text = word.text.rstrip(",")
            head, at, attached = text.partition("@") if text not in _TIMES or not found else ("", "@", "")
            place += 1
            if text in _SIDES:
                side = _SIDES[text]
                continue
            if head and text not in _BETWEEN:
                place, head = self._whole(said, place, head, ended=bool(at))
                found += self._sets(word.at, head, side)
                side = ""
            if at:
                place, load = self._load(said, place, attached, word.at + len(head))
                self._give(load, found, word.at)
        if side:
            self.problems.append(ToldProblem(said[-1].at, "a side is followed by what was done: L 12 R 11"))
        if len(found) > MAX_SETS:
            self.problems.append(ToldProblem(said[0].at, f"{len(found)} sets; an exercise has at most {MAX_SETS}"))
            return []
        return found

    def _give(self, load: str | None, found: Sequence[_Draft], at: int) -> None:
        if load and found:
            found[-1].load = load
        elif load and not any(problem.at >= self.start for problem in self.problems):
            self.problems.append(ToldProblem(at, "a load follows its sets, such as 10 10 8 @ 20kg"))

    def _whole(self, said: Sequence[TypedWord], place: int, head: str, *, ended: bool) -> tuple[int, str]:
        """A figure with what was typed apart from it: "3 x 10", "45 s", "9 r2"."""
        if not ended and head.isdecimal() and place + 1 < len(said) and said[place].text in _TIMES:
            following = said[place + 1].text.rstrip(",")
            if following[:1].isdecimal() and "@" not in following and not self._is_load(following, said, place + 2):
                head, place = f"{head}x{following}", place + 2
        while not ended and place < len(said):
            more = said[place].text.rstrip(",")
            if not (_EFFORT.fullmatch(more) or (_UNIT.fullmatch(more) and head[-1:].isdecimal())):
                break
            head, place = f"{head} {more}", place + 1
        return place, head

    def _is_load(self, following: str, said: Sequence[TypedWord], place: int) -> bool:
        """Whether "8 x 40 kg" is a set with its load, and no eight sets."""
        text = f"{following} {said[place].text}" if place < len(said) else following
        return re.search(r"(?:kg|lb)s?\b", text, re.IGNORECASE) is not None

    def _sets(self, at: int, text: str, side: SetSide) -> list[_Draft]:
        several = _SEVERAL.match(text)
        count, one = (int(several[1]), text[several.end() :]) if several else (1, text)
        if one[:1] in _SIDES and one[1:2].isdecimal():
            side, one = _SIDES[one[0]], one[1:]
        if not 1 <= count <= MAX_SETS:
            self.problems.append(ToldProblem(at, f"{count} sets; an exercise has 1 to {MAX_SETS}"))
            return []
        if one == DONE:
            return [_Draft(_Figures(), side)] * count
        one = re.sub(r"(?<=\d)\s*reps?\b", "", one)
        try:
            typed = self.reader.figures(one, self.reader.counts(self.name))
        except FigureError as error:
            fault = _NO_SET if str(error).startswith("load:") else str(error)
            self.problems.append(ToldProblem(at, f'"{clean(text, _SHOWN)}": {fault}'))
            return []
        figures = typed.figures
        if figures.load or (figures.reps is None and figures.seconds is None):
            self.problems.append(ToldProblem(at, f'"{clean(text, _SHOWN)}": a load follows an @, such as 10 @ 20kg'))
            return []
        drafted = _Figures(figures.reps, figures.seconds, figures.rir)
        return [_Draft(drafted, typed.side or side) for _ in range(count)]

    def _load(self, said: Sequence[TypedWord], place: int, attached: str, at: int) -> tuple[int, str | None]:
        """The load behind an "@", and the place of the word that follows it: as many words as are one load."""
        fault = "a load follows the @, such as @ 42.5kg or @ bodyweight + 10 kg"
        most = min(len(said), place + _MOST_LOAD_WORDS)
        for end in range(most, place - (1 if attached else 0), -1):
            joined = " ".join([*([attached] if attached else []), *(word.text for word in said[place:end])])
            if "@" in joined or ("," in joined.rstrip(",") and ", " in joined):
                continue
            try:
                typed = self.reader.figures(f"@{joined.rstrip(',')}", "reps")
            except FigureError as error:
                fault = f'"@{clean(attached or said[place].text, _SHOWN)}": {error}'
                continue
            return end, typed.figures.load
        self.problems.append(ToldProblem(at, fault))
        return place + (0 if attached or place >= len(said) else 1), None


# -- figures of a set in the log ----------------------------------------------------------------------------------


def logged_set(place: int, done: PerformedSet, title: str = "") -> SetToRecord:
    """A set of the log as a form takes it: with the figures that are written down of it.

    `place` is its number in its session, from 0.
    """
    reps = "" if done.reps is None else str(done.reps)
    if done.rounds is not None:
        fields = {"rounds": str(done.rounds), "reps": reps}
    else:
        is_timed = done.seconds is not None or (done.kind in TIMED and done.reps is None)
        fields = {"seconds": "" if done.seconds is None else str(round(done.seconds))} if is_timed else {"reps": reps}
        fields |= {"reps": reps} if is_timed and done.reps is not None else {}
        fields["load"] = done.load or ""
    return SetToRecord(place, done.exercise, title, fields, rir=done.rir, note=done.note)


def with_figures(done: PerformedSet, text: str, units: Units, effort: Effort) -> PerformedSet:
    """A set of the log with other figures, written as while a workout runs: "9", "9@42.5", "1:05", "9r2".

    Of an AMRAP they are its rounds, and reps: "4 12".

    Raises:
        FigureError: it makes no sense for this set; the message says what would do.
    """
    known = logged_set(0, done)
    if done.rounds is not None:
        return corrected(done, known.read_line(text, units))
    fields = {name: each for name, each in known.fields.items() if name != "seconds" or done.reps is None}
    side = _SIDES.get(done.side)
    typed = replace(known, fields=fields, bout=(done.bout, side or None)).read_figures(text, units, effort)
    if typed.side is not None and typed.side != side:
        raise FigureError(f"this set is the {side} side")
    figures = typed.figures
    record = c.Record(reps=figures.reps, seconds=figures.seconds, load=figures.load, rir=figures.rir)
    return corrected(done, record)
