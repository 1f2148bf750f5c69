"""Fifty real runs on real terminals, killed at random moments: what was done is there, once, and goes on."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

import pytest
from terminals import Terminal, logged, surroundings

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

KILLS: Final = 50
AT_ONCE: Final = 5
MOST_LOST_S: Final = 5.0
KEPT_AFTER_S: Final = 0.1
"""How soon what was done is on the disk."""
SOON_S: Final = 0.5
LATE_S: Final = 5.0
"""How much later than it happens something may be seen here, on a machine with all its hands full."""
WORKOUTS: Final = (
    ("3x8 Seated row", "3x:02 Plank", "--rest", "2s", "--prepare", "1s"),
    ("9x:01 Plank", "--rest", "1s", "--prepare", "1s"),
    ("2x:30 Plank", "--rest", "2s"),
    ("4x5 One-arm dumbbell row each side @ 12kg", "--rest", "1s"),
    ("3x? Plank", "3x5+ Deadlift @ 80kg", "--rest", "2s", "--prepare", "1s"),
)
NEVER_DONE: Final = "50x:30 Side plank"
KEYS: Final = (
    "\r", "\r", "\r", "n", "b", "a", "+", "-", "s",
    "9\r", "9@42.5\r", "@12\r", "12", "]", "}", ";elbow\r",
)  # fmt: skip
FIGURES: Final = ("reps", "load")
GIVE_FIGURES: Final = ("set_logged", "set_corrected")
Set = tuple[str, int, str | None]


class Story:
    """One run that is killed, and what comes of it."""

    def __init__(self, home: Path, number: int) -> None:
        self._environment = surroundings(home)
        self._dice = random.Random(number)  # noqa: S311 -- a test's dice
        self._number = number
        self._on_screen = number % 2 == 0
        self._early = number % 10 == 9
        self._hands_off = number % 3 == 0

    def happen(self) -> str:
        """Play it; what went wrong, "" for nothing."""
        try:
            wrong = self._play()
        except AssertionError as error:
            wrong = str(error)
        return f"run {self._number}: {wrong}" if wrong else ""

    def _play(self) -> str:
        terminal = self._begun()
        try:
            before, killed_at = self._killed(terminal)
        finally:
            terminal.close()
        sessions = logged(self._environment)
        if not sessions:
            return "" if self._early else "nothing was logged"
        (session,) = sessions
        if session["ended"] is not None:
            return f"it ended: {session}"
        return self._compare(session, before) or self._go_on(session, killed_at)

    def _begun(self) -> Terminal:
        faces = () if self._on_screen else ("--plain", "--json")
        return Terminal(self._environment, "do", *self._dice.choice(WORKOUTS), NEVER_DONE, *faces)

    def _killed(self, terminal: Terminal) -> tuple[list[tuple[float, dict[str, Any]]], float]:
        """What was seen, with its times, and when it was killed, from the first that was seen."""
        if self._early:
            terminal.pump(self._dice.uniform(0.1, 0.8))
            terminal.kill()
            return [], 0.0
        terminal.until("Next:" if self._on_screen else "step_began")
        begun = terminal.arrivals[-1][0]
        end = begun + self._dice.uniform(0.3, 7.0)
        while (left := end - time.monotonic()) > 0:
            terminal.pump(min(left, self._dice.uniform(0.05, 1.0)))
            if not self._hands_off:
                terminal.press(self._dice.choice(KEYS))
        killed_at = terminal.kill()
        return [(killed_at - at, record) for at, record in terminal.records()], killed_at - begun

    def _compare(self, session: dict[str, Any], before: list[tuple[float, dict[str, Any]]]) -> str:
        """Whether the log has what was seen to be done, and nothing twice."""
        in_log = [named(done) for done in session["sets"]]
        if len(set(in_log)) != len(in_log):
            return f"twice: {in_log}"
        must = {named(record) for age, record in before if record["event"] == "set_logged" and age > KEPT_AFTER_S}
        if not must <= set(in_log):
            return f"not there: {must - set(in_log)}"
        told = {named(record): (age, record) for age, record in before if record["event"] in GIVE_FIGURES}
        figures = {named(done): tuple(done[name] for name in FIGURES) for done in session["sets"]}
        wrong = [
            (record, figures[name])
            for name, (age, record) in told.items()
            if age > KEPT_AFTER_S and tuple(record[name] for name in FIGURES) != figures[name]
        ]
        return f"other figures: {wrong}" if wrong else ""

    def _go_on(self, session: dict[str, Any], killed_at: float) -> str:
        """Take it up, see where it is, finish it."""
        terminal = Terminal(self._environment, "start", "--resume", "--plain", "--json")
        try:
            terminal.told("paused")
            (_, first), (_, paused) = terminal.records()[:2]
            if (first["event"], paused["event"]) != ("step_began", "paused"):
                return f"it goes on with {first}, {paused}"
            if not killed_at - MOST_LOST_S - SOON_S <= paused["at_s"] <= killed_at + LATE_S:
                return f"killed after {killed_at}, taken up at {paused['at_s']}"
            terminal.type(" ", '"resumed"')
            terminal.type("qy\r", '"finished"')
            if terminal.ended() != 0:
                return "it did not end well"
        finally:
            terminal.close()
        (after,) = logged(self._environment)
        names = [named(done) for done in after["sets"]]
        if after["id"] != session["id"] or after["ended"] is None or len(set(names)) != len(names):
            return f"afterwards: {after}"
        lost = {named(done) for done in session["sets"]} - set(names)
        return f"lost by going on: {lost}" if lost else ""


def named(done: dict[str, Any]) -> Set:
    return (done["exercise"], done["set"], done["side"])


def test_whenever_it_is_killed_nothing_is_lost_and_nothing_is_there_twice(tmp_path: Path) -> None:
    stories = [Story(tmp_path / str(number), number) for number in range(KILLS)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        wrong = [told for told in pool.map(Story.happen, stories) if told]
    assert wrong == []


BARBELL: Final = """
name = "Barbell"
work = [{ exercise = "Deadlift", sets = 2, reps = 5, load = "100 kg", warmup = true, warmup_rest = "0:30" }]
"""


def asked(record: dict[str, Any]) -> tuple[bool, int, str]:
    """A set that runs or comes next."""
    step = record["step"]
    return step["warmup"], step["set"], step["load"]


def test_killed_in_the_midst_of_warm_up_sets_it_goes_on_with_those_it_had(tmp_path: Path) -> None:
    environment = surroundings(tmp_path)
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "barbell.toml").write_text(BARBELL, encoding="utf-8")
    (tmp_path / "training.toml").write_text('bar = "15 kg"\nplates = [10, 5]\n', encoding="utf-8")
    terminal = Terminal(environment, "start", "barbell", "--plain", "--json")
    try:
        assert asked(terminal.told("step_began")) == (True, 1, "15 kg")
        terminal.type("\r", '"kind": "rest"')
        terminal.type("\r", '"kind": "reps"')
        assert asked(terminal.told("step_began")) == (True, 2, "35 kg")
        terminal.pump(5)  # the position is written down every four seconds
        terminal.kill()
    finally:
        terminal.close()
    (tmp_path / "training.toml").write_text('bar = "20 kg"\n', encoding="utf-8")
    terminal = Terminal(environment, "start", "--resume", "--plain", "--json")
    try:
        terminal.told("paused")
        assert asked(terminal.told("step_began")) == (True, 2, "35 kg")
        terminal.type(" ", '"resumed"')
        for load in ("55 kg", "75 kg", "100 kg"):
            terminal.type("\r", '"kind": "rest"')
            terminal.type("\r", '"kind": "reps"')
            assert asked(terminal.told("step_began"))[2] == load
        terminal.type("\r", '"set_logged"')
        terminal.type("qy\r", '"finished"')
        assert terminal.ended() == 0
    finally:
        terminal.close()
    (session,) = logged(environment)
    assert [(done["warmup"], done["set"], done["load"]) for done in session["sets"]] == [
        (True, 1, "15 kg"), (True, 2, "35 kg"), (True, 3, "55 kg"), (True, 4, "75 kg"), (False, 1, "100 kg"),
    ]  # fmt: skip
    assert session["planned_sets"] == 2
