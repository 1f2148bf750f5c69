"""The figures of a set as a person types them: which sets can be written down, and what was typed for one.

The one reader for the screen, which has a field for each figure, and for lines, which have one line for all. It takes
what people type ("25lbs", "12,5 kg", "1m30", "bw", a bare number) and is as strict as the file about what it means.
What becomes of the figures is the session's business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui import words
from backday_tui.routine import meant
from backday_tui.routine.amounts import MAX_REPS, MAX_TIME_S, AmountError, parse_load
from backday_tui.routine.model import Span
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
    from backday_tui.settings import Units

_CLOCK: Final = re.compile(r"(\d{1,3}):(\d{1,5})")
_SECONDS: Final = re.compile(r"\d{1,5}(?:\.\d{1,3}|,\d{1,2})?")
"""With three digits behind it a comma is one between thousands for some, and for others none."""
_COUNT: Final = re.compile(r"\d{1,4}")
_COUNT_FIRST: Final = re.compile(r"\d[\d:]*(?:[.,]\d+)?(?!\s*(?:kg|lb)s?\b)(?=[\s@]|$)", re.IGNORECASE)
"""A count, which a load may follow. "25 lb" is none: that is a load."""
_MINUTE_S: Final = 60
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
    """

    log: int | None
    exercise: str
    title: str
    fields: Mapping[str, str]
    bout: tuple[int, Side | None] | None = None
    visit: int | None = None

    @property
    def form(self) -> FigureForm:
        """How its figures are written in one line."""
        return FORMS[tuple(self.fields)]

    def read(self, typed: Mapping[str, str], units: Units) -> c.Record:
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
            load=_load(given.get("load", ""), units),
            log=self.log,
            emptied=tuple(name for name in self.fields if self.fields[name] and given.get(name) == ""),
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

    def placed(self, command: c.Record, session: Session) -> c.Record:
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
    sets = [
        SetToRecord(
            place,
            log.exercise,
            _titled(log.target, log.exercise),
            _fields(log),
            (log.bout, log.side),
        )
        for place, log in enumerate(state.logs)
    ]
    step = state.step
    runs = step.is_work and not session.is_over
    just_done = state.situation is Situation.MINUTE and state.minute_logged
    if runs and not just_done:
        fields = {name: text for name, text in _fields(to_be_logged(state)).items() if name != "seconds"}  # measured
        title = _titled(step, step.title)
        sets.append(SetToRecord(None, step.title, title, fields, (step.bout, step.side), state.visit))
    return sets


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


def _load(text: str, units: Units) -> str | None:
    written = text.strip()
    if not written:
        return None
    loads = [*meant.loads(written)] if written.isascii() else []
    load = next((each for each in loads if len(loads) == 1 or each.unit == units), "")
    try:
        return str(parse_load(str(load)))
    except AmountError:
        raise FigureError("load: such as 25 lb, 12.5 kg or bodyweight") from None
