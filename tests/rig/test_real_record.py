"""A record, heard: after the sound of the moment in which it falls, and never over the ticks."""

from __future__ import annotations

import itertools
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from rig.realapp import RealApp, run_until
from rig.recorded_workouts import FAR_MS
from rig.soundrig import CLOCK

from backday_tui.history.journal import Opening
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rig.soundrig import Rig

ROUTINE = 'name = "Records"\nwork = ["2x8 Seated row @ 60kg"]\nrest = "0:{rest_s:02}"\n'
LATER_S = 3.0
"""By then the log was read, and the voices of the others' beginnings are over."""
SCRIPTS = {
    # The reps end the set: its rest is heard, then the record.
    "long rest": (20, ((0.0, "9"), (0.4, "\r")), (("rest", 0.4), ("record", 1.4))),
    # The first tick comes too soon after the rest: the record waits for the set behind the rest.
    "short rest": (
        4,
        ((0.0, "9"), (0.4, "\r")),
        (("rest", 0.4), ("tick", 1.4), ("tick", 2.4), ("tick", 3.4), ("last", 4.4), ("record", 5.4)),
    ),
    # No record: what was done before is as good.
    "none": (20, ((0.0, "8"), (0.4, "\r")), (("rest", 0.4),)),
}
UNTIL_S = 8.0


def write_log(home: Path) -> None:
    """A session of a week ago with eight reps of 60 kg."""
    home.mkdir(parents=True)
    began = CLOCK.wall() - timedelta(7)
    done = PerformedSet(0, "", "Seated row", 1, 1, "reps", "8", reps=8, load="60 kg", source="typed")
    with closing(Store(home / "history.sqlite3")) as store:
        number = store.begin(Opening("rows", "Rows", "", 1, began))
        totals = SessionTotals(600, 1, began + timedelta(minutes=10), partial=False)
        store.append(number, 0, [JournalLine(JournalEntry(600, "Done", {}), totals, (done,))])


@pytest.fixture(scope="module")
def lifted(session_rig: Rig, backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, RealApp]]:
    folder: Path = tmp_path_factory.mktemp("records")
    if not session_rig.is_recorded:
        session_rig.stop()
        session_rig.start()
    apps = {}
    for name, (rest_s, keys, _) in SCRIPTS.items():
        sink = name.replace(" ", "-")
        recording = session_rig.sink(sink)
        apps[name] = RealApp(
            session_rig, folder / sink, backend, ROUTINE.format(rest_s=rest_s), on_screen=True,
            recording=recording, prepare_home=write_log,
        )  # fmt: skip
        apps[name].press_from(LATER_S, keys)
    yield apps
    for app in apps.values():
        app.close()


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_record_is_heard_after_the_sound_of_its_moment(lifted: dict[str, RealApp], name: str) -> None:
    app, (_, _, expected) = lifted[name], SCRIPTS[name]
    began = app.opened_at() + LATER_S
    run_until(began + UNTIL_S)
    heard = [(sound.name, sound.at - began) for sound in app.recording.heard(began - 0.5, began + UNTIL_S)]
    shown = [(sound, round(at, 2)) for sound, at in heard]
    assert [sound for sound, _ in heard] == [sound for sound, _ in expected], shown
    for (_, at), (_, planned) in zip(heard, expected, strict=True):
        assert abs(at - planned) * 1000 < 4 * FAR_MS, shown  # a key is pressed by another program
    # What the program itself decides is exact: the record comes a second after what it is heard behind.
    for (_, before), (sound, at) in itertools.pairwise(heard):
        if sound == "record":
            assert abs(at - before - 1.0) * 1000 < FAR_MS, shown
