"""How long somebody really rests between two sets, beside what their routine says."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from backday_tui import words
from backday_tui.routine.model import RestWindow
from backday_tui.routine.sets import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backday_tui.routine.model import Rest, Routine
    from backday_tui.training.past import PastSession
    from backday_tui.training.prescription import EntryPlace, PlannedEntry

SESSIONS: Final = 5
"""How many sessions have to tell, the newest."""
READ_SESSIONS: Final = 3 * SESSIONS
"""How many to look at: in some an exercise was left out."""
NOTABLE_S: Final = 15
"""A rest that differs by less is as the file says."""


def rests_beside_file(
    routine: Routine, entries: Mapping[EntryPlace, PlannedEntry], sessions: Iterable[PastSession]
) -> dict[EntryPlace, str]:
    """What there is to say of the rest between two sets, by the place of the entry: where five sessions tell another.

    Args:
        routine: as its file has it.
        entries: those of it, see `prescription.planned_entries`.
        sessions: the newest last.
    """
    said = {}
    ours = [session for session in sessions if session.routine == routine.id]
    for place, rest in _rests(routine).items():
        usual_s = _usual_s(ours, entries[place]) if place in entries else None
        if usual_s is not None and _differs(usual_s, rest):
            said[place] = f"you rest {words.measured(usual_s)}, the file says {_rest_text(rest)}"
    return said


def _rests(routine: Routine) -> dict[EntryPlace, Rest]:
    """The rest between two sets of an entry, or two rounds of a group, by the place of its first exercise."""
    return {planned.ref: planned.across for planned in in_order(routine) if planned.across and not planned.ref[2]}


def _usual_s(sessions: list[PastSession], entry: PlannedEntry) -> float | None:
    """The median of what the newest sessions had, each by its own median; None where too few tell."""
    found = []
    for session in reversed(sessions):
        rests = [
            done.rest_s
            for each in session.entries
            if (each.movement, each.nth) == (entry.movement, entry.nth) and not each.was_swapped
            for done in each.sets
            if done.number > 1 and done.rest_s and done.side != "right" and not done.is_warmup
        ]
        if rests:
            found.append(median(rests))
        if len(found) == SESSIONS:
            return median(found)
    return None


def _differs(usual_s: float, rest: Rest) -> bool:
    least, most = (rest.least, rest.most) if isinstance(rest, RestWindow) else (rest, rest)
    return not least - NOTABLE_S < usual_s < most + NOTABLE_S


def _rest_text(rest: Rest) -> str:
    if isinstance(rest, RestWindow):
        return f"{words.clock(rest.least)}{words.TO}{words.clock(rest.most)}"
    return words.clock(rest)
