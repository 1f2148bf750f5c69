"""A set to be written down: which one is meant, and its figures as they are typed.

The one reader for all of it. A form has a field for each figure. A line has all of them: typed for the set just done or
running ("9", "9@42.5", "@+10kg", "1:05", "9r2", "9L"), or behind `r` in lines of text. It takes what people type
("25lbs", "12,5 kg", "1m30", "bw", a bare number) and is as strict as the file about what it means. What becomes of the
figures is the session's business; those that a key gives without typing are in `figures_by_key.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeVar

from backday_tui import words
from backday_tui.routine import meant
from backday_tui.routine.amounts import MAX_REPS, MAX_TIME_S, AmountError, parse_load, parse_load_or_label
from backday_tui.routine.model import Load, Span
from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.session import step_text
from backday_tui.session.state import Situation
from backday_tui.session.transitions import to_be_logged
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backday_tui.session.plan import Side, Step
    from backday_tui.session.session import Session
    from backday_tui.settings import Effort, Units

_CLOCK: Final = re.compile(r"(\d{1,3}):(\d{1,5})")
_SECONDS: Final = re.compile(r"\d{1,5}(?:\.\d{1,3}|,\d{1,2})?")
"""With three digits behind it a comma is one between thousands for some, and for others none."""
_COUNT: Final = re.compile(r"\d{1,4}")
_COUNT_FIRST: Final = re.compile(r"\d[\d:]*(?:[.,]\d+)?(?!\s*(?:kg|lb)s?\b)(?=[\s@]|$)", re.IGNORECASE)
"""A count, which a load may follow. "25 lb" is none: that is a load."""
_MINUTE_S: Final = 60
_EFFORT: Final = re.compile(r"(?<![A-Za-z])\s*r\s*(?P<number>\d{1,2}(?:[.,]\d{1,2})?)?$")
_SIDE: Final = re.compile(r"(?<![A-Za-z])\s*(?P<side>[LRl])$")
_BARE: Final = re.compile(r"[\d.,]+")
"""A load without a unit, a sign or a number of dumbbells: "14" for a set of "2x12 kg" are two of 14 kg."""
_BODY: Final = re.compile(r"bw\b|body", re.IGNORECASE)
_MOST_IN_RESERVE: Final = 6
MOST_OF_NAME: Final = 30
"""So much of a name is said in a line about figures."""
NOTHING: Final = "-"
"""What is typed for a figure that nobody can tell, where an empty field can't say it."""


class FigureError(ValueError):
    """What was typed is no such figure; the message says which would do."""


class FigureForm(NamedTuple):
    """What a set is written down with in one line: what that is called, and two lines that would do."""

    names: str
    examples: tuple[str, str]


FORMS: Final[Mapping[tuple[str, ...], FigureForm]] = MappingProxyType(
    {
        ("reps", "load"): FigureForm("reps and load", ("8", "8 25 lb")),
        ("seconds", "load"): FigureForm("time and load", ("45", "1:30 25 lb")),
        ("load",): FigureForm("load", ("25 lb", "12 kg")),
        ("rounds", "reps"): FigureForm("rounds and reps", ("4", "4 12")),
    }
)


G = TypeVar("G", c.Record, c.Figures)


class TypedFigures(NamedTuple):
    """What a line says; `side` is None where it names none."""

    figures: c.Figures
    side: Literal["left", "right"] | None = None


class GivenFigures(NamedTuple):
    """Figures for a set: the command that says them, and what the set is called."""

    command: c.Figures
    name: str


@dataclass(frozen=True, slots=True)
class SetToRecord:
    """A set that can be written down.

    Attributes:
        log: its place in the session's logs; None while it is being done.
        exercise: what was done, as it is written.
        title: the exercise with its place in the workout, cleaned.
        fields: what is written down of it ("reps", "seconds", "rounds", "load") in order, each with what is known, as
            text, or "".
        bout: the set by its number and side, as the session has it; None where no session runs.
        visit: of the session's state, where it is being done.
        target: what was to be done; None where no session runs.
        name: what it is called where there is little room, as in "Set 2: 9 reps"; cleaned.
        rir: reps in reserve, where somebody told.
        note: to the exercise, on that day.
    """

    log: int | None
    exercise: str
    title: str
    fields: Mapping[str, str]
    bout: tuple[int, Side | None] | None = None
    visit: int | None = None
    target: Step | None = None
    name: str = ""
    rir: float | None = None
    note: str = ""

    @property
    def form(self) -> FigureForm:
        """How its figures are written in one line."""
        return FORMS[tuple(self.fields)]

    def all_fields(self, effort: Effort) -> dict[str, str]:
        """The fields, and those that a form has besides: "effort" as in the settings, "note"."""
        hard = "" if self.rir is None else words.effort_figure(self.rir, as_rpe=effort == "rpe")
        return {**self.fields, **({} if effort == "off" else {"effort": hard}), "note": self.note}

    def read(self, typed: Mapping[str, str], units: Units, effort: Effort = "off") -> c.Record:
        """The command for what was typed into each field; one whose figure was taken out empties it.

        What isn't in `typed` stays as it is.

        Raises:
            FigureError: a figure can't be understood.
        """
        given = {name: "" if text.strip() == NOTHING else text.strip() for name, text in typed.items()}
        return c.Record(
            reps=_count(given.get("reps", ""), "reps"),
            rounds=_count(given.get("rounds", ""), "rounds"),
            seconds=_seconds(given.get("seconds", "")),
            load=_load(given.get("load", ""), units, self._label),
            log=self.log,
            emptied=tuple(name for name in self.fields if self.fields[name] and given.get(name) == "")
            + (("rir",) if self.rir is not None and given.get("effort") == "" else ()),
            rir=_in_reserve(given.get("effort", ""), effort),
            note=given["note"] if given.get("note", self.note) != self.note else None,
        )

    def read_line(self, typed: str, units: Units) -> c.Record:
        """The command for all figures in one line: "8", "8 25 lb", "8 @ 25lbs", "1:30 12,5", "4 12", "bw", "8 -".

        Raises:
            FigureError: it makes no sense for this set.
        """
        *before, last = self.fields
        first, rest = _split(typed.strip()) if before else ("", typed.strip().removeprefix("@"))
        if not (first or rest):
            raise FigureError(f"{self.form.names}: such as {self.form.examples[-1]}")
        typed_in = dict.fromkeys(before, first) | {last: rest}
        return self.read({name: text for name, text in typed_in.items() if text}, units)

    def read_figures(self, typed: str, units: Units, effort: Effort) -> TypedFigures:
        """What a line of figures says: "9", "9@42.5", "9 42.5", "@+10kg", "@-20", "45s", "1:05", "9r2", "9L@12".

        A load without a unit has that of the set, else that of the settings. What is typed behind `r` are reps in
        reserve; where `effort` is "rpe" it is the RPE, of which 10 leaves none: "9r8" has two in reserve.

        Raises:
            FigureError: it makes no sense for this set.
        """
        head, at, load = typed.strip().partition("@")
        head, ends = _cut_ends(head)
        if at and not (load.strip()[:1].isalpha() and not _BODY.match(load.strip())):
            load, more = _cut_ends(load)
            ends = ends.with_more(more)
        elif not at:
            head, load = _split(head)
        if at and not load.strip():
            raise FigureError("a load follows the @, such as @42.5 or @+10kg")
        if not (head.strip() or load or ends.effort):
            raise FigureError(f"{self._counts}: such as {' or '.join(self._line_examples)}")
        figures = c.Figures(
            reps=None if self._counts == "seconds" else _reps_in_line(head),
            seconds=_seconds(head) if self._counts == "seconds" else None,
            load=_load(load, units, self.known_load, may_be_label=bool(at)),
            rir=_in_reserve(ends.effort, effort),
        )
        return TypedFigures(figures, self._side_of(ends.side))

    @property
    def _counts(self) -> Literal["reps", "seconds"]:
        return "seconds" if "seconds" in (self.fields if self.target is None else self.target.figures) else "reps"

    @property
    def _line_examples(self) -> tuple[str, str]:
        return ("45", "1:05") if self._counts == "seconds" else ("9", "9@42.5")

    @property
    def known_load(self) -> Load | None:
        """Its load as it is known by now; None where there is none, or it can't be understood."""
        try:
            return parse_load_or_label(self.fields.get("load", ""))
        except AmountError:
            return None

    @property
    def _label(self) -> Load | None:
        """Its load where that is a label: then another one may be typed."""
        return self.known_load if self.known_load is not None and self.known_load.kind == "label" else None

    def _side_of(self, letter: str) -> Literal["left", "right"] | None:
        if not letter:
            return None
        if self.bout is None or self.bout[1] not in ("left", "right"):
            raise FigureError(f"{letter} is for a set of two sides")
        return "right" if letter == "R" else "left"

    def without_end(self, figures: c.Figures) -> GivenFigures:
        """The figures for this set, which runs on if it runs."""
        return GivenFigures(replace(figures, log=self.log), self.name)

    def is_same_exercise(self, other: SetToRecord) -> bool:
        """Whether both are sets of one exercise, in one place of the routine."""
        places = [(each.target.ref if each.target else None, each.exercise) for each in (self, other)]
        return places[0] == places[1]

    def given(self, typed: TypedFigures, session: Session) -> GivenFigures:
        """The figures for the set that was meant, or its other side; reps or a time end it where it still runs.

        Raises:
            FigureError: it was left out meanwhile, or that side is not done yet.
        """
        meant = self if typed.side is None else self._with_side(typed.side, session)
        command = meant.placed(replace(typed.figures, log=None), session)
        ends = command.log is None and (command.reps is not None or command.seconds is not None)
        return GivenFigures(replace(command, ends=ends), meant.name)

    def _with_side(self, side: Literal["left", "right"], session: Session) -> SetToRecord:
        """The other side of this set, where that is meant."""
        if self.bout is None or self.bout[1] == side:
            return self
        wanted = (self.bout[0], side)
        found = next((each for each in sets_to_record(session) if each.bout == wanted), None)
        if found is None:
            raise FigureError(f"the {side} side is not done yet")
        return found

    def placed(self, command: G, session: Session) -> G:
        """The command for the set that was meant, though it may be over by now and another one runs.

        Raises:
            FigureError: it was left out meanwhile.
        """
        state = session.state
        if command.log is not None or self.bout is None or (state.visit == self.visit and not session.is_over):
            return command
        place = next((n for n, log in enumerate(state.logs) if (log.bout, log.side) == self.bout), None)
        if place is None:
            raise FigureError("that set is over, and was not done")
        return replace(command, log=place)


def sets_to_record(session: Session) -> list[SetToRecord]:
    """The sets done and the one being done, in order: the last is the one that is meant now."""
    state = session.state
    sets = [_done_set(session, place) for place in range(len(state.logs))]
    runs = state.step.is_work and not session.is_over
    just_done = state.situation is Situation.MINUTE and state.minute_logged
    return [*sets, _running_set(session)] if runs and not just_done else sets


def _done_set(session: Session, place: int) -> SetToRecord:
    log = session.state.logs[place]
    return SetToRecord(
        place, log.exercise, _titled(log.target, log.exercise), _fields(log), (log.bout, log.side),
        target=log.target, name=_named(log.target, log.exercise, session), rir=log.rir, note=log.note or "",
    )  # fmt: skip


def _running_set(session: Session) -> SetToRecord:
    state = session.state
    step, known = state.step, _fields(to_be_logged(state))
    fields = {name: text for name, text in known.items() if name != "seconds"}  # which is measured
    return SetToRecord(
        None, step.title, _titled(step, step.title), fields, (step.bout, step.side), state.visit,
        target=step, name=_named(step, step.title, session), rir=state.entered.rir, note=state.entered.note or "",
    )  # fmt: skip


def set_meant(session: Session, *, with_timed: bool = False) -> SetToRecord:
    """The set that a figure is for now: the one that waits for the person, else the one just done.

    Timed work counts its own time: while it runs the set before it is meant, unless `with_timed`.

    Raises:
        FigureError: there is none; the message says why.
    """
    state = session.state
    if session.is_over:
        raise FigureError("the workout is over")
    if state.situation is Situation.AMRAP:
        raise FigureError("an AMRAP asks for its rounds and reps at its end")
    is_meant = {
        Situation.WAITING: True, Situation.FAILURE: True, Situation.BEYOND: True, Situation.TIMED: with_timed,
        Situation.MINUTE: not state.minute_logged,
    }  # fmt: skip
    if is_meant.get(state.situation):
        return _running_set(session)
    if state.just_logged is None:
        timed = state.situation is Situation.TIMED
        raise FigureError("its time is counted: figures can be given after it" if timed else "no set is done yet")
    return _done_set(session, state.just_logged)


def figures_to_ask(session: Session, happened: Iterable[object]) -> SetToRecord | None:
    """The set among what happened whose figures only the person knows: an AMRAP at its end; None where none is.

    Where every step ends by itself, nobody is there to be asked; who gave the reps before isn't asked again.
    """
    for event in happened:
        if not isinstance(event, e.SetLogged) or session.auto:
            continue
        if event.log.target.group == "amrap" and event.log.reps is None:
            bout = (event.log.bout, event.log.side)
            return next((each for each in sets_to_record(session) if each.bout == bout and each.log is not None), None)
    return None


def asks_how_many(session: Session) -> bool:
    """Whether the set just done was one to failure, or of "5+", whose reps only the person knows and didn't give."""
    state = session.state
    between_sets = state.situation in (Situation.LEAD, Situation.READY, Situation.OVER)
    if not between_sets or state.just_logged is None or session.auto:
        return False
    log = state.logs[state.just_logged]
    is_open = log.target.reps is not None and log.target.reps.high is None
    return is_open and log.source != "typed"


def note_meant(session: Session) -> tuple[SetToRecord, str]:
    """The set to which a note about the exercise belongs: one that has it already, and its text; else the set meant.

    Raises:
        FigureError: no set is done or being done.
    """
    meant_set = set_meant(session, with_timed=True)
    entered = session.state.entered.note
    if meant_set.log is None and entered:
        return meant_set, entered
    for each in reversed(sets_to_record(session)):
        note = "" if each.log is None else session.state.logs[each.log].note
        if note and each.is_same_exercise(meant_set):
            return each, note
    return meant_set, ""


def in_words(command: c.Figures, effort: Effort) -> str:
    """What is given, in a few words: "9 reps, 42.5 kg, 2 in reserve"."""
    figures = (
        words.done(command.reps, command.seconds, None),
        words.load(command.load),
        "" if command.rir is None else words.effort(command.rir, as_rpe=effort == "rpe"),
        "" if command.note is None else "note kept" if command.note else "note taken away",
    )
    return ", ".join(part for part in figures if part)


def told(given: GivenFigures, happened: Iterable[object], effort: Effort) -> str:
    """What came of figures, in one line: "Set 2: 9 reps, 42.5 kg; the sets to come take 42.5 kg"."""
    line = f"{given.name}: {in_words(given.command, effort)}"
    carried = next((event for event in happened if isinstance(event, e.LoadCarried)), None)
    return line if carried is None else f"{line}; {step_text.carried(carried)}"


def _named(step: Step, exercise: str, session: Session) -> str:
    """What a set is called in few words: "Set 2", "Round 1, left side"; with its exercise where another is shown."""
    state = session.state
    shown = state.steps[step_text.work_at(state.steps, state.index)]
    turn = step_text.turn(step).partition(" of ")[0]
    is_shown = shown.ref == step.ref and shown.title == exercise
    name = "" if is_shown and turn else clean(exercise, MOST_OF_NAME)
    return words.capital(", ".join(part for part in (name, turn, step_text.side(step)) if part))


def _titled(step: Step, name: str) -> str:
    return words.joined(clean(name, words.MOST), words.capital(step_text.turn(step)), step_text.side(step))


def _fields(log: e.SetLog) -> dict[str, str]:
    """The fields that a set has, with what is known."""
    known = {name: getattr(log, name) for name in log.target.figures}
    return {
        name: "" if value is None else str(round(value) if name == "seconds" else value)
        for name, value in known.items()
    }


def _split(text: str) -> tuple[str, str]:
    """The first figure and what stands behind it; where a line begins with a load, that alone."""
    leading = meant.leading(text)
    found = _COUNT_FIRST.match(text)
    end = leading.end if leading and isinstance(leading.amount, Span) else found.end() if found else 0
    return text[:end], text[end:].strip().removeprefix("@").strip()


def _count(text: str, what: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (_COUNT.fullmatch(text) and text.isascii() and int(text) <= MAX_REPS):
        raise FigureError(f"{what}: a whole number from 0 to {MAX_REPS}")
    return int(text)


def _seconds(text: str) -> float | None:
    text = text.strip().casefold()
    if not text:
        return None
    seconds = _bare_seconds(text) if text[-1:].isdecimal() and text.isascii() else None
    seconds = meant.seconds(text) if seconds is None else seconds
    if seconds is None or seconds > MAX_TIME_S:
        raise FigureError("seconds: such as 45 or 1:30")
    return float(seconds)


def _bare_seconds(text: str) -> float | None:
    """Seconds of "45", "45.5", "1:30" and what a tired hand makes of it ("1:5"); None for something else."""
    if clock := _CLOCK.fullmatch(text):
        return float(int(clock[1]) * _MINUTE_S + int(clock[2]))
    return float(text.replace(",", ".")) if _SECONDS.fullmatch(text) else None


def _load(text: str, units: Units, known: Load | None = None, *, may_be_label: bool = False) -> str | None:
    """A load; one without a unit is in that of the load that is `known` of the set, and written as that is.

    One that has a name, such as "red band", is understood where that one has, too, or where it `may_be_label`.
    """
    written = text.strip()
    if not written:
        return None
    units = known.unit if known is not None and known.unit is not None else units
    try:
        load = _read_load(written, units, may_be_label=may_be_label or (known is not None and known.kind == "label"))
    except AmountError:
        raise FigureError("load: such as 25 lb, 12.5 kg or bodyweight") from None
    if load.kind == "percent":
        raise FigureError("load: such as 25 lb, 12.5 kg or bodyweight, not a share of a training max")
    if known is not None and _BARE.fullmatch(written) and (known.each != 1 or known.value < 0 or known.kind == "body"):
        load = known.with_value(-load.value if known.value < 0 else load.value, units)
    return str(load)


def _read_load(written: str, units: Units, *, may_be_label: bool) -> Load:
    if typed := meant.typed_load(written, units):
        return parse_load(str(typed))
    try:
        return parse_load_or_label(written) if may_be_label else parse_load(written)
    except AmountError:
        return parse_load(f"{written} {units}")


class _LineEnds(NamedTuple):
    """What stands behind a figure: what is typed behind `r`, and a letter for a side; "" where there is none."""

    effort: str = ""
    side: str = ""

    def with_more(self, more: _LineEnds) -> _LineEnds:
        if (self.effort and more.effort) or (self.side and more.side):
            raise FigureError("one side, and one r, would do")
        return _LineEnds(self.effort or more.effort, self.side or more.side)


def _cut_ends(text: str) -> tuple[str, _LineEnds]:
    """A figure without what stands behind it, in whatever order."""
    text, ends = text.strip(), _LineEnds()
    while found := _EFFORT.search(text) or _SIDE.search(text):
        groups = found.groupdict()
        if "number" in groups and not groups["number"]:
            raise FigureError("r is followed by a number, as in 9r2; a right side is R")
        ends = ends.with_more(_LineEnds(groups.get("number") or "", groups.get("side") or ""))
        text = text[: found.start()].rstrip()
    return text, ends


def _reps_in_line(text: str) -> int | None:
    if text and not _COUNT.fullmatch(text.strip()) and meant.seconds(text) is not None:
        raise FigureError("this set counts reps: such as 9 or 9@42.5")
    return _count(text, "reps")


def _in_reserve(text: str, effort: Effort) -> float | None:
    """Reps in reserve as they are typed behind `r`, or what an RPE leaves of them."""
    if not text:
        return None
    if effort == "off":
        raise FigureError('r is how hard it was, once the settings have effort = "rir" or "rpe"')
    number = float(text.replace(",", "."))
    rir = words.MOST_RPE - number if effort == "rpe" else number
    if not 0 <= rir <= _MOST_IN_RESERVE or 2 * rir != int(2 * rir):
        least, most = (words.MOST_RPE - _MOST_IN_RESERVE, words.MOST_RPE) if effort == "rpe" else (0, _MOST_IN_RESERVE)
        raise FigureError(f"{'RPE' if effort == 'rpe' else 'reps in reserve'}: {least} to {most}, in halves")
    return rir
