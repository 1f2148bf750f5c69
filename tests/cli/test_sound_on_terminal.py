"""Without sound, on a real terminal: each cue rings and flashes as the settings want it."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import machine
import pytest

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from terminals import Begin

MOMENTS = 5
"""A tick, go with the first tick of the hold, two ticks, done."""
_TITLE = re.compile(rb"\x1b\][^\x07\x1b]*\x07")
_LIT = re.compile(rb"48;2;244;246;245")


@pytest.fixture
def followed(home: Path, begin: Begin) -> Callable[..., bytes]:
    """Gives all that is written to the terminal while a short hold is followed, with these settings and options."""

    def follow(settings: str, *options: str, words: str) -> bytes:
        (home / "settings.toml").write_text(settings)
        workout = ("do", "1x:03 Plank", "--prepare", "1s", "--no-log")
        terminal = begin(*workout, *options, BACKDAY_AUDIO="bell", COLORTERM="truecolor")
        terminal.until(words)
        return _TITLE.sub(b"", terminal.seen)

    return follow


@pytest.mark.parametrize(("flash", "bell"), [(True, True), (False, False)])
def test_each_cue_flashes_and_rings_as_the_settings_want_it(
    followed: Callable[..., bytes], flash: bool, bell: bool
) -> None:
    settings = f"flash = {flash}\nbell = {bell}\n".lower()
    written = followed(settings, words="m leave")
    while_it_ran = written.rpartition(b"ALL DONE")[0] or written
    assert while_it_ran.count(b"\x07") in ((MOMENTS - 1, MOMENTS) if bell else (0,))
    assert (len(_LIT.findall(while_it_ran)) > MOMENTS) == flash


def test_in_lines_each_cue_rings(followed: Callable[..., bytes]) -> None:
    written = followed("", "--plain", words="All done")
    assert written.count(b"\x07") in (MOMENTS - 1, MOMENTS)
