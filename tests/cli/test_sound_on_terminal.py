"""Without sound, on a real terminal: each cue rings and flashes as the settings want it."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import machine
import pytest

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

from test_cli_terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

MOMENTS = 5
"""A tick, go with the first tick of the hold, two ticks, done."""
_TITLE = re.compile(rb"\x1b\][^\x07\x1b]*\x07")
_LIT = re.compile(rb"48;2;244;246;245")


def followed(folder: Path, settings: str, *options: str, words: str) -> bytes:
    """All that is written to the terminal while a short hold is followed."""
    (folder / "settings.toml").write_text(settings)
    terminal = Terminal(
        "do", "1x:03 Plank", "--prepare", "1s", "--no-log", *options,
        BACKDAY_HOME=str(folder), BACKDAY_AUDIO="bell", COLORTERM="truecolor",
    )  # fmt: skip
    try:
        terminal.until(words)
    finally:
        terminal.close()
    return _TITLE.sub(b"", terminal.seen)


@pytest.mark.parametrize(("flash", "bell"), [(True, True), (False, False)])
def test_each_cue_flashes_and_rings_as_the_settings_want_it(tmp_path: Path, flash: bool, bell: bool) -> None:
    settings = f"flash = {flash}\nbell = {bell}\n".lower()
    written = followed(tmp_path, settings, words="m leave")
    while_it_ran = written.rpartition(b"ALL DONE")[0] or written
    assert while_it_ran.count(b"\x07") in ((MOMENTS - 1, MOMENTS) if bell else (0,))
    assert (len(_LIT.findall(while_it_ran)) > MOMENTS) == flash


def test_in_lines_each_cue_rings(tmp_path: Path) -> None:
    written = followed(tmp_path, "", "--plain", words="All done")
    assert written.count(b"\x07") in (MOMENTS - 1, MOMENTS)
