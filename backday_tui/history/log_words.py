"""What the log says in words, short and cleaned, for screens and commands: of a week, a set, a correction.

Pure: rows of the log go in, text comes out. What is to be doubted in them is known in `log.py`.
"""

from __future__ import annotations

from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backday_tui import words
from backday_tui.history.imports import IMPORT_UNDONE, IMPORTED, Brought, brought_by
from backday_tui.history.kept_values import load_from
from backday_tui.history.log import LONGEST_NOTE
from backday_tui.history.past import past_set
from backday_tui.routine.week_plan import monday_of
from backday_tui.session.plan import TIMED
from backday_tui.text import clean
from backday_tui.training import past
from backday_tui.training.past import as_day, is_ahead
from backday_tui.training.records import before_text, record_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from backday_tui.history.corrections import LoggedChange
    from backday_tui.history.store import PerformedSet, SessionHead, SessionRow
    from backday_tui.settings import Effort
    from backday_tui.training.records import FallenRecord

    _Columns = Mapping[str, Any]

_A_MINUTE_S: Final = 60


# -- weeks --------------------------------------------------------------------------------------------------------


class LoggedWeek(NamedTuple):
    """The sessions of an ISO week, newest first; `monday` is None for those of which nobody knows the day."""

    monday: date | None
    sessions: Sequence[SessionHead]

    def title(self, now: datetime) -> str:
        """The week in words, and what was done in it: "Week 48, 23 to 29 Nov · 3 sessions · 134 min"."""
        week = words.week(self.monday, now) if self.monday else "Nobody knows when"
        done = [head for head in self.sessions if head.started is None or not is_ahead(head.started, now)]
        if not done:
            return words.joined(week, "in the future")
        minutes = round(sum(head.elapsed_s or 0.0 for head in done) / _A_MINUTE_S)
        return words.joined(week, words.counted(len(done), "session"), f"{minutes:,} min")


def by_weeks(heads: Iterable[SessionHead]) -> tuple[LoggedWeek, ...]:
    """Sessions that are in their order, by the ISO weeks in which they began, where that was."""
    return tuple(LoggedWeek(monday, tuple(week)) for monday, week in groupby(heads, key=week_of))


def week_of(head: SessionHead) -> date | None:
    """The Monday of the ISO week of a session; None where nobody knows its day."""
    return None if head.started is None else monday_of(as_day(head.started))


# -- sets ---------------------------------------------------------------------------------------------------------


def done_text(done: PerformedSet) -> str:
    """The figures of a set without its load: "8 reps, ?" where some make no sense, "done" where nobody gave any."""
    is_unclear = any(figure in done.unknown for figure in ("reps", "seconds", "rounds"))
    known = words.done(done.reps, done.seconds, done.rounds)
    return ", ".join(filter(None, (known, words.UNKNOWN if is_unclear else ""))) or "done"


def load_text(done: PerformedSet) -> str:
    """What was lifted in a set, "?" where that makes no sense."""
    return words.UNKNOWN if "load" in done.unknown else words.load(done.load)


_SOURCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "typed": "", "done": "", "auto": "assumed", "entered": "entered afterwards", "imported": "imported",
        "unknown": "origin unknown",
    }
)  # fmt: skip
_MARKS: Final[Mapping[str | None, str]] = MappingProxyType({None: "", "drop": "drop set", "failure": "to failure"})


def source_text(done: PerformedSet) -> str:
    """How the figures of a set came, in words; "" where the person gave them, or did what was planned."""
    return _SOURCES[done.source]


def common_source(row: SessionRow) -> str:
    """The same of a session all of whose sets got their figures in one way; "" where there are several, or plain ones.

    So that it need not be said of each set.
    """
    said = {source_text(done) for done in row.sets}
    return said.pop() if len(said) == 1 else ""


def kind_text(done: PerformedSet) -> str:
    """What kind of set it was: "warm-up", "drop set", "to failure", "broken off"; "" for a usual one."""
    return words.joined("warm-up" if done.is_warmup else "", _MARKS[done.mark], "broken off" if done.is_cut else "")


def aim_text(done: PerformedSet) -> str:
    """What a set was to reach on its day: "10 reps · 82.5 kg", "1:05", "12 to beat"; "" where no aim was kept."""
    aim = done.aim
    if aim is None:
        return ""
    beat = aim.to_beat
    return words.joined(
        words.done(aim.reps, aim.seconds, None),
        "" if beat is None else f"{words.clock(beat) if done.kind in TIMED else beat} to beat",
        "" if aim.load is None else words.load(str(aim.load)),
    )


def moved_text(done: PerformedSet) -> str:
    """What was moved in all, where that is known and not what is written: "81.5 kg" of "bodyweight"."""
    load = load_from(done.load)
    is_written = load is not None and load.kind == "weight" and load.each == 1
    return "" if done.moved_kg is None or is_written else f"{done.moved_kg:,.6g} kg"


def rir_text(done: PerformedSet, effort: Effort) -> str:
    """How hard a set was, as the settings have it: "2 in reserve", "RPE 8"; "" where they or the log say nothing."""
    return "" if done.rir is None or effort == "off" else words.effort(done.rir, as_rpe=effort == "rpe")


def distance_text(done: PerformedSet) -> str:
    """How far it went: "1,000 m"; "" for nothing."""
    return "" if done.distance_m is None else f"{done.distance_m:,.6g} m"


def sets_in_line(sets: Sequence[PerformedSet]) -> str:
    """The sets of one exercise: "10 · 9 · 8 x 80 kg", warm-up sets before them: "warm-up 8 x 20 kg; 10 · 9 x 80 kg"."""
    warm_up = [done for done in sets if done.is_warmup]
    working = [done for done in sets if not done.is_warmup]
    said = [f"warm-up {_in_line(warm_up)}"] if warm_up else []
    return "; ".join([*said, *([_in_line(working)] if working else [])])


def notes_in_line(row: SessionRow) -> str:
    """What was noted of the sets of a session, and of the session, each once."""
    notes = dict.fromkeys((*(done.note for done in row.sets), row.note))
    return words.joined(*(clean(note, LONGEST_NOTE) for note in notes))


def _in_line(sets: Sequence[PerformedSet]) -> str:
    if any(done.unknown for done in sets):
        return words.joined(*(words.joined(done_text(done), load_text(done)) for done in sets))
    return clean(past.done_text([past_set(done) for done in sets]))


# -- records ------------------------------------------------------------------------------------------------------


def record_lines(row: SessionRow, fallen: Iterable[FallenRecord], now: date) -> tuple[str, ...]:
    """The most telling record of each exercise of a session, in words, with what was best before."""
    names = {done.movement: done.exercise for done in row.sets}
    firsts: dict[str, FallenRecord] = {}
    for each in fallen:
        firsts.setdefault(each.movement, each)
    said = {
        movement: f"{record_text(each.record)} (before: {before_text(each.best, now)})"
        for movement, each in firsts.items()
    }
    return tuple(clean(f"{_name(names.get(movement, movement))}: {record}") for movement, record in said.items())


# -- what was put right -------------------------------------------------------------------------------------------


def change_text(change: LoggedChange, row: SessionRow | None) -> str:
    """What was put right in a session: "set 2, Seated row: 12 reps, it was 10 reps"."""
    if change.what == "set":
        return f"{_which_set(change, row)}: {_changed(change.now or {})}, it was {_changed(change.was)}"
    return _SAID_OF[change.what](change.was, change.now or {}) if change.what in _SAID_OF else words.UNKNOWN


_SAID_OF: Final[Mapping[str, Callable[[_Columns, _Columns], str]]] = MappingProxyType(
    {
        "moved": lambda was, now: f"begun {_moment(now.get('started'))}, it was {_moment(was.get('started'))}",
        "note": lambda was, _: f"note changed, it was {_quoted(was.get('note'))}",
        "set deleted": lambda was, _: f"set deleted: {_set_of(was)}",
        "set added": lambda _, now: f"added afterwards: {_sets_of(now)}",
        "session added": lambda *_: "entered afterwards",
        "edited": lambda _, now: f"edited as text: {_edited(now)}",
    }
)


def taken_back_text(change: LoggedChange, row: SessionRow | None) -> str:
    """What is so again once a change is taken back: "session 12, set 2, Seated row: 10 reps again, it was 12 reps".

    `row` is the session as it was before that; None for one that was deleted.
    """
    if change.what in (IMPORTED, IMPORT_UNDONE):
        return _import_text(change)
    session = f"session {change.session}"
    if change.what == "set" and row is not None:
        was, now = _changed(change.was), _changed(change.now or {})
        return f"{session}, {_which_set(change, row)}: {was} again, it was {now}"
    return f"{session}{_BACK_OF[change.what](change.was, change.now or {})}" if change.what in _BACK_OF else session


_BACK_OF: Final[Mapping[str, Callable[[_Columns, _Columns], str]]] = MappingProxyType(
    {
        "moved": lambda was, now: f": begun {_moment(was.get('started'))} again, it was {_moment(now.get('started'))}",
        "note": lambda was, _: f": the note is {_quoted(was.get('note'))} again",
        "set deleted": lambda was, _: f": in it again: {_set_of(was)}",
        "set added": lambda _, now: f": out of it again: {_sets_of(now)}",
        "session added": lambda *_: " is out of the log again, which was entered afterwards",
        "session deleted": lambda was, _: (
            f" is in the log again: {_name(was.get('name'))}, begun {_moment(was.get('started'))}"
        ),
        "edited": lambda *_: " is as it was before it was edited",
    }
)


def brought_text(brought: Brought) -> str:
    """What an import brought: "12 sessions, 3 sets of known sessions and 2 body weights"."""
    maxes, changes = brought.training_maxes, brought.changes
    said = [
        words.counted(brought.sessions, "session") if brought.sessions else "",
        f"{words.counted(brought.sets, 'set')} of known sessions" if brought.sets else "",
        words.counted(brought.body_weights, "body weight") if brought.body_weights else "",
        f"{maxes:,} training max{'' if maxes == 1 else 'es'}" if maxes else "",
        f"{words.counted(changes, 'change')} of sessions that are gone" if changes else "",
    ]
    *others, last = [each for each in said if each] or ["nothing"]
    return f"{', '.join(others)} and {last}" if others else last


def _import_text(change: LoggedChange) -> str:
    what = f"the import from {_name((change.now or {}).get('app'))}, {brought_text(brought_by(change))}"
    return f"{what}, is in the log again" if change.what == IMPORT_UNDONE else what


def _which_set(change: LoggedChange, row: SessionRow | None) -> str:
    if row is None:
        return "a set"
    number = next((place for place, done in enumerate(row.sets, start=1) if done.id == change.was.get("set")), None)
    return "a set that is gone" if number is None else f"set {number}, {_name(row.sets[number - 1].exercise)}"


def _sets_of(columns: _Columns) -> str:
    sets = columns.get("sets")
    return "; ".join(map(_set_of, sets)) if isinstance(sets, list) else words.UNKNOWN


def _edited(now: _Columns) -> str:
    counts = {what: now.get(what) for what in ("changed", "added", "deleted")}
    said = [
        f"{words.counted(count, 'set')} {what}" for what, count in counts.items() if isinstance(count, int) and count
    ]
    said += ["another note"] if "note" in now else []
    said += [f"begun {_moment(now.get('started'))}"] if "started" in now else []
    return ", ".join(said) or "nothing"


def _set_of(columns: object) -> str:
    found = columns if isinstance(columns, dict) else {}
    return words.joined(_name(found.get("exercise")), _changed(found))


def _changed(columns: Mapping[str, Any]) -> str:
    """The figures of a set as a change holds them; whatever stands there makes no more of it than a question mark."""
    try:
        figures = words.done(columns.get("reps"), columns.get("seconds"), columns.get("rounds"))
        rir = columns.get("rir")
        effort = "" if rir is None else words.effort(rir, as_rpe=False)
    except (TypeError, ValueError, OverflowError):
        return words.UNKNOWN
    load, note = columns.get("load"), columns.get("note")
    return words.joined(figures, _name(load) if load else "", effort, _quoted(note) if note else "") or "nothing"


def _name(found: object) -> str:
    return clean(found, words.MOST) if isinstance(found, str) and found else words.UNKNOWN


def _quoted(found: object) -> str:
    return f'"{clean(found, LONGEST_NOTE)}"' if isinstance(found, str) and found else "none"


def _moment(found: object) -> str:
    return clean(found)[:16].replace("T", " ") if isinstance(found, str) else words.UNKNOWN
