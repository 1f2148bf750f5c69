"""What is wrong with the settings is told over the first screen, for a moment."""

from __future__ import annotations

from pathlib import Path

from browsing import screen_name, settled
from silent import SilentPlayer
from virtual_time import LoopClock, run

from backday_tui.tui.app import BackdayApp
from backday_tui.tui.library.screen import LibraryScreen

BROKEN = 'settings.toml:1:1: there is no setting "[/]\x1b[2J"; did you mean "mute"?'


def test_of_many_warnings_the_first_are_shown_and_where_the_rest_is() -> None:
    async def play(clock: LoopClock) -> None:
        app = BackdayApp(
            lambda: LibraryScreen(Path("nowhere")),
            make_sound=lambda *_: SilentPlayer(),
            clock=clock,
            warnings=tuple(f"fault {number}" for number in range(9)),
        )
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            told = [notice.message for notice in app._notifications]
            assert told == ["fault 0", "fault 1", "There is more of that: press , for the settings"]

    run(play)


def test_the_library_tells_what_is_wrong_with_the_settings() -> None:
    async def play(clock: LoopClock) -> None:
        app = BackdayApp(
            lambda: LibraryScreen(Path("nowhere")),
            make_sound=lambda *_: SilentPlayer(),
            clock=clock,
            warnings=(BROKEN,),
        )
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            (told,) = app._notifications
            assert told.message == BROKEN.replace("\x1b", "␛")
            assert screen_name(app) == "LibraryScreen"

    run(play)
