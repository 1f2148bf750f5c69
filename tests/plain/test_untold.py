"""Messages that nobody takes, and streams that were closed: the workout goes on to its end."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from backday_tui.exercises.catalog import bundled
from backday_tui.plain.console_lines import ConsoleLines
from backday_tui.plain.json_lines import JsonLines
from backday_tui.routine.reader import read_text
from backday_tui.session.plan import build
from backday_tui.session.session import Session

if TYPE_CHECKING:
    from backday_tui.plain.workout import Reporter


class FullDisk(io.StringIO):
    """Where stderr leads into a file that can't grow."""

    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device", text)


@pytest.mark.parametrize(
    "lines",
    [
        ConsoleLines(Console(file=io.StringIO()), Console(file=FullDisk()), in_place=False),
        JsonLines(io.StringIO(), FullDisk(), bundled()),
        JsonLines(io.StringIO(), None, bundled()),
    ],
)
def test_a_message_that_nobody_takes_ends_no_workout(lines: Reporter) -> None:
    lines.warn("no sound: bell and flash")


def test_records_that_nobody_takes_end_no_workout() -> None:
    routine = read_text('name = "Plank"\nwork = ["1x:30 Plank"]', id="plank", catalog=bundled()).routine
    assert routine is not None
    session = Session(build(routine, bundled()))
    lines = JsonLines(None, None, bundled())
    began = session.start(0.0)
    assert began
    for event in began:
        lines.happened(event, session)
