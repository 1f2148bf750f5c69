"""A line to type in: what is pasted is made fit to be shown, and is what is meant from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pilot import run
from textual.app import App
from textual.events import Paste

from backday_tui.text import clean
from backday_tui.tui.widgets.dialog import MOST, InputLine

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Page(App[None]):
    """A line to type in, and nothing else."""

    def compose(self) -> ComposeResult:
        yield InputLine("old", select_on_focus=False)


def after_paste(text: str, *, replacing: bool = False) -> tuple[str, int]:
    """What stands there after a paste and an x that is typed behind it, and where the cursor is."""

    async def paste() -> tuple[str, int]:
        async with Page().run_test() as pilot:
            line = pilot.app.query_one(InputLine)
            if replacing:
                line.select_all()
            line.post_message(Paste(text))
            await pilot.pause()
            await pilot.press("x")
            return line.value, line.cursor_position

    return run(lambda _: paste())


@pytest.mark.parametrize(
    "text",
    ["plain", "\x1b]52;c;b3du\x07", "\x9b5n", "\u202eturned\u200b", "a" + "\u0301" * 9, "👍🏽 \U0001f1eb\U0001f1f7"],
)
@pytest.mark.parametrize("replacing", [False, True])
def test_what_is_pasted_is_cleaned_and_typed_behind(text: str, replacing: bool) -> None:
    value, cursor = after_paste(text, replacing=replacing)
    assert value == clean(("" if replacing else "old") + text) + "x"
    assert cursor == len(value)


def test_a_paste_of_a_million_characters_is_cut() -> None:
    value, _ = after_paste("y" * 1_000_000)
    assert value == ("old" + "y" * MOST)[:MOST]


def test_of_a_paste_that_is_too_long_the_beginning_goes_in_and_that_is_said() -> None:
    async def paste() -> tuple[str, list[str]]:
        async with Page().run_test() as pilot:
            line = pilot.app.query_one(InputLine)
            line.max_length = 10
            line.post_message(Paste("abc" * 4000))
            await pilot.pause()
            return line.value, [notice.message for notice in pilot.app._notifications]

    assert run(lambda _: paste()) == ("oldabcabca", ["Only the beginning of what was pasted fits in"])
