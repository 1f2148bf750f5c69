"""What is wrong with the settings is told over the first screen, for a moment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pilot import drive_app, notices, screen_name
from silent import SilentPlayer

from backday_tui.tui.app import BackdayApp
from backday_tui.tui.library.screen import LibraryScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot

BROKEN = 'settings.toml:1:1: there is no setting "[/]\x1b[2J"; did you mean "mute"?'


def told(*warnings: str) -> list[str]:
    """What the library tells of these."""
    found: list[str] = []

    async def steps(_: Pilot[None], app: BackdayApp) -> None:
        assert screen_name(app) == "LibraryScreen"
        found.extend(notices(app))

    drive_app(
        lambda clock: BackdayApp(
            lambda: LibraryScreen(Path("nowhere")), make_sound=lambda *_: SilentPlayer(), clock=clock, warnings=warnings
        ),
        steps,
    )
    return found


def test_of_many_warnings_the_first_are_shown_and_where_the_rest_is() -> None:
    warnings = [f"fault {number}" for number in range(9)]
    assert told(*warnings) == ["fault 0", "fault 1", "There is more of that: press , for the settings"]


def test_the_library_tells_what_is_wrong_with_the_settings() -> None:
    assert told(BROKEN) == [BROKEN.replace("\x1b", "␛")]
