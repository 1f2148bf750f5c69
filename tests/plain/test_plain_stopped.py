"""A workout in lines that is stopped by ctrl+z, and goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripted import run
from silent import SilentPlayer

from backday_tui.plain.keys import STOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.session.cues import Cue
    from backday_tui.session.speech import Announcement

PLANK = 'name = "Plank"\nwork = ["1x:30 Plank"]'


def test_stopped_for_long_it_asks_when_it_goes_on() -> None:
    done = run(PLANK, [(10, STOP), (25, "enter")])
    paused, noticed = (place for place, line in enumerate(done.lines) if "paused" in line)
    assert noticed == paused + 1
    assert done.lines[paused] == "   0:10  paused"
    assert done.lines[noticed].strip().startswith("nothing ran for")
    assert done.session.elapsed_s(0) == 35


class ToldPlayer(SilentPlayer):
    """A player that keeps how many cues were still to come each time."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: list[int] = []

    def schedule(self, cues: Sequence[Cue], speech: Sequence[Announcement] = ()) -> None:
        super().schedule(cues, speech)
        self.counts.append(len(cues))


def test_nothing_is_to_be_heard_while_it_is_stopped() -> None:
    sound = ToldPlayer()
    run(PLANK, [(10, STOP), (25, "enter")], sound=sound)
    assert sound.counts[sound.counts.index(0) :] == [0, 0, 5, 1]


def test_ctrl_z_at_a_question_leaves_it_open() -> None:
    text = 'name = "x"\nwork = ["1x8 Chin-up / Pull-up"]'
    done = run(text, [(0, STOP), (10, "2"), (10, "enter"), (20, "enter")])
    assert [step.title for step in done.session.state.steps if step.is_work] == ["Pull-up"]
