"""What is said of rests that are not as the file says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from backday_tui.exercises.catalog import bundled
from backday_tui.routine.model import Entry, Reps, RestWindow, Routine, Superset
from backday_tui.training.loads import USUAL
from backday_tui.training.past import PastEntry, PastSession, PastSet
from backday_tui.training.prescription import planned_entries
from backday_tui.training.today import rests_beside_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.routine.model import Rest
    from backday_tui.training.prescription import EntryPlace

PLACE: EntryPlace = ("work", 0, 0)


def said(rest: Rest, sessions: Sequence[Sequence[float | None]], routine_id: str = "back") -> dict[EntryPlace, str]:
    """What is said of an entry whose sets had these rests before them, a session each."""
    row = Entry(("Seated row",), sets=3, reps=Reps(8, 8), rest=rest)
    routine = Routine("back", "Back", work=(row,))
    began = datetime(2026, 11, 1, 18, 0, tzinfo=UTC)
    past = [
        PastSession(
            number, routine_id, began + timedelta(days=number),
            entries=(PastEntry("seated-row", tuple(
                PastSet(set_number, reps=8, rest_s=rest_s) for set_number, rest_s in enumerate(rests, 1)
            )),),
        )
        for number, rests in enumerate(sessions, 1)
    ]  # fmt: skip
    entries = planned_entries(routine, bundled(), USUAL["kg"], picked={}, rounds={}, maxes={})
    return dict(rests_beside_file(routine, entries, past))


def test_five_sessions_tell() -> None:
    assert said(90, [[None, 130, 130]] * 4) == {}
    assert said(90, [[None, 130, 130]] * 5) == {PLACE: "you rest 2:10, the file says 1:30"}


def test_the_newest_tell_and_one_long_talk_does_not() -> None:
    assert said(90, [[None, 130, 130]] * 5 + [[None, 90, 90]] * 5) == {}
    assert said(90, [[None, 130, 128]] * 4 + [[None, 900, 132]]) == {PLACE: "you rest 2:09, the file says 1:30"}


def test_the_rest_before_the_first_set_is_another() -> None:
    assert said(90, [[400, 90, 92]] * 5) == {}


@pytest.mark.parametrize(("rest_s", "told"), [(76, False), (75, True), (130, False), (194, False), (195, True)])
def test_within_a_window_nothing_is_said(rest_s: float, told: bool) -> None:
    assert bool(said(RestWindow(90, 180), [[None, rest_s, rest_s]] * 5)) is told


def test_a_window_is_said_as_one() -> None:
    assert (
        said(RestWindow(90, 180), [[None, 240, 240]] * 5)[PLACE] == "you rest 4:00, the file says 1:30\N{EN DASH}3:00"
    )


def test_sessions_of_other_routines_tell_nothing() -> None:
    assert said(90, [[None, 130, 130]] * 5, "legs") == {}


def test_a_superset_is_told_by_its_first_exercise() -> None:
    row, fly = (Entry((name,), reps=Reps(8, 8)) for name in ("Seated row", "Bent-over fly"))
    routine = Routine("back", "Back", work=(Superset((row, fly), 2, rest=60),))
    began = datetime(2026, 11, 1, 18, 0, tzinfo=UTC)
    entries = planned_entries(routine, bundled(), USUAL["kg"], picked={}, rounds={}, maxes={})
    had = tuple(
        PastEntry(entries["work", 0, place].movement, (PastSet(1, reps=8), PastSet(2, reps=8, rest_s=rest_s)))
        for place, rest_s in ((0, 100.0), (1, 3.0))
    )
    past = [PastSession(n, "back", began + timedelta(days=n), had) for n in range(5)]
    assert rests_beside_file(routine, entries, past) == {PLACE: "you rest 1:40, the file says 1:00"}
