"""What became of each sound: what is still to come, what a bell is rung for."""

from __future__ import annotations

from backday_tui.audio.player import CueLog
from backday_tui.session.cues import Cue


def cue(at: float) -> Cue:
    return Cue(f"{at:g}", at, f"at {at:g}")


def test_what_was_played_or_missed_or_is_late_is_not_ahead() -> None:
    ledger = CueLog(0.0)
    ledger.replace(map(cue, (8.0, 3.0, 10.0, 12.0, 11.0)), 0.0)
    ledger.played("10")
    ledger.missed("12")
    assert [each.at for each in ledger.ahead(5.0)] == [8.0, 11.0]


def test_what_has_come_is_told_once_also_where_another_list_took_its_place() -> None:
    ledger = CueLog(0.0)
    ledger.replace([cue(1.0), cue(5.0)], 0.0)
    ledger.replace([cue(2.0)], 1.5)
    ledger.missed("2")
    come = ledger.take_come(2.0)
    assert ([each.at for each in come.due], [each.at for each in come.missed]) == ([1.0, 2.0], [2.0])
    assert ledger.take_come(2.5) == ([], [])


def test_a_bell_is_rung_once_and_not_for_what_was_heard_or_is_late() -> None:
    ledger = CueLog(0.0)
    ledger.replace(map(cue, (1.0, 4.0, 5.0)), 0.0)
    ledger.played("4")
    assert ledger.ring(ledger.cues, 5.0) == ["at 5"]
    assert ledger.ring(ledger.cues, 5.0) == []


def test_a_sound_is_near_where_there_is_one_in_that_time() -> None:
    ledger = CueLog(0.0)
    ledger.replace([cue(10.0)], 0.0)
    assert ledger.is_any(5.0, 10.0)
    assert not ledger.is_any(5.0, 9.9)
    assert not ledger.is_any(10.0, 20.0)
