"""Runs with every kind of step that are killed, gone on with and killed again: nothing is lost by it, nothing twice."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest
from terminals import Terminal, logged, surroundings

from backday_tui.exercises.catalog import bundled
from backday_tui.history.journal import kept_of, opening_of, replay
from backday_tui.history.store import Store

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

RUNS: Final = 14
AT_ONCE: Final = 4
LIVES: Final = 3
MOST_LOST_S: Final = 5.0
KEPT_AFTER_S: Final = 0.1
SOON_S: Final = 0.5
LATE_S: Final = 5.0
"""How much later than it happens something may be seen here, on a machine with all its hands full."""
ROUTINE: Final = """
name = "Every kind"
prepare = 1
rest = 2
warmup = ["1x:02 Plank"]
work = [
  { superset = ["2x8 Seated row", "2x8 Squat"], rest = 1 },
  { amrap = ["5 Pull-up", "10 Push-up"], time = 3 },
  { emom = ["5 Deadlift", "6 Squat"], minutes = 2 },
  { circuit = ["5 Burpee", ":02 Plank"], rounds = 2 },
  { exercise = "Seated row", sets = 30, reps = 5, rest = 1 },
]
"""
BEGINNINGS: Final = ("0", "2", "3", "6", "9", "12", "15")
KEYS: Final = (
    "\r", "\r", "\r", "n", "b", "a", "+", "p", "p", "u", "s", " ", "N", "r8 20kg\r",
    "9\r", "7@22.5\r", "@30\r", "11", "[", "}", "{", ";elbow\r",
)  # fmt: skip
Records = list[tuple[float, dict[str, Any]]]


class Story:
    """One run, killed as often as it has lives."""

    def __init__(self, home: Path, number: int) -> None:
        home.mkdir()
        self._file = home / "every-kind.toml"
        self._file.write_text(ROUTINE, encoding="utf-8")
        self._environment = surroundings(home)
        self._log = home / "history.sqlite3"
        self._dice = random.Random(number)  # noqa: S311 -- a test's dice
        self._number = number

    def happen(self) -> str:
        """Play it; what went wrong, "" for nothing."""
        begin = ("start", str(self._file), "--from", self._dice.choice(BEGINNINGS))
        reached: float | None = None
        try:
            for life in range(LIVES):
                reached = self._live(begin if life == 0 else ("start", "--resume"), reached)
        except AssertionError as error:
            return f"run {self._number}: {error}"
        return ""

    def _live(self, arguments: tuple[str, ...], reached: float | None) -> float:
        """From its beginning to its death; the time of the session at that."""
        with closing(Terminal(self._environment, *arguments, "--plain", "--json")) as terminal:
            terminal.until("step_began")
            if reached is not None:
                terminal.told("paused")
                at_s = terminal.records()[1][1]["at_s"]
                assert reached - MOST_LOST_S - SOON_S <= at_s <= reached + LATE_S, f"{reached} became {at_s}"
                terminal.press(" ")
            self._press_keys(terminal)
            killed_at = terminal.kill()
            records = terminal.records()
        self._compare([(killed_at - at, record) for at, record in records])
        at, last = records[-1]
        return float(last["at_s"] if self._stands_still(records) else last["at_s"] + killed_at - at)

    def _press_keys(self, terminal: Terminal) -> None:
        end, hands_off = time.monotonic() + self._dice.uniform(0.3, 5.0), self._dice.random() < 0.3
        while (left := end - time.monotonic()) > 0:
            terminal.pump(min(left, self._dice.uniform(0.05, 0.8)))
            if not hands_off:
                terminal.press(self._dice.choice(KEYS))

    def _stands_still(self, records: Records) -> bool:
        stops = [record["event"] for _, record in records if record["event"] in ("paused", "resumed")]
        return stops[-1:] == ["paused"]

    def _compare(self, records: Records) -> None:
        """The log has what was seen to be done, once each, and says the same as the journal."""
        (session,) = logged(self._environment)
        done = [named(each) for each in session["sets"]]
        assert len(set(done)) == len(done), f"twice: {done}"
        if not any(record["event"] == "undone" for _, record in records):
            must = {named(each) for age, each in records if each["event"] == "set_logged" and age > KEPT_AFTER_S}
            assert must <= set(done), f"not there: {must - set(done)}"
        with closing(Store(self._log)) as store:
            (row,) = store.sessions()
            entries = store.journal(row.id)
            asked = store.entries(row.id)
        again = replay(opening_of(row), entries, bundled())
        sets, planned = kept_of(opening_of(row), again, bundled(), entries)
        assert [replace(each, id=None) for each in row.sets] == list(sets)
        assert not row.sets or asked == planned


def named(done: dict[str, Any]) -> tuple[str, int, str | None]:
    return (done["exercise"], done["set"], done["side"])


def test_killed_again_and_again_it_goes_on_from_where_it_was(tmp_path: Path) -> None:
    stories = [Story(tmp_path / str(number), number) for number in range(RUNS)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert [told for told in pool.map(Story.happen, stories) if told] == []
