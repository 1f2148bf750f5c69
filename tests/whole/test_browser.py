"""backday in a browser, by textual-serve: a workout by clicks alone, on a telephone's window and on a desk's."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import machine
import pytest
from browser import Browser
from terminals import logged

if TYPE_CHECKING:
    from browser import Page

pytestmark = pytest.mark.slow

WINDOWS: Final = {"telephone": (390, 844), "desk": (1280, 800)}
ROUTINE: Final = 'name = "Mine"\nrest = "5:00"\nwork = ["3x8 Seated row"]\n'
PICTURES: Final = os.environ.get("BACKDAY_PICTURES")
"""A folder for what the browser showed, to be looked at."""


@pytest.mark.parametrize("window", WINDOWS)
def test_a_workout_by_clicks(environment: dict[str, str], home: Path, window: str) -> None:
    (home / "routines").mkdir(parents=True)
    (home / "routines" / "mine.toml").write_text(ROUTINE)
    with Browser(machine.chromium(), environment) as browser:
        asyncio.run(follow(browser, window))
    (session,) = logged(environment)
    assert [done["reps"] for done in session["sets"]][:1] == [8]
    assert session["ended"] is not None


async def follow(browser: Browser, window: str) -> None:
    """Library, start, a set done, the form of figures opened and left, the end."""
    async with browser.page(*WINDOWS[window]) as page:
        await page.shows("routines")
        await page.shows("Seated row")
        assert page.columns >= 40
        await keep(page, window, "library")
        await page.tap("enter start")
        await page.shows("space done")
        await keep(page, window, "work")
        await page.tap("done")  # where it is not taken for the second click of a double one
        await page.hides("space done")
        await keep(page, window, "rest")
        await open_form(page)
        await keep(page, window, "form")
        await page.tap("esc back")
        await page.hides("esc back")
        await open_form(page)
        await page.tap_at(1, 1)  # beside it
        await page.hides("esc back")
        await page.tap("q finish")
        await page.shows("Finish the workout?")
        await keep(page, window, "finish")
        await page.tap("finish here")
        await page.hides("finish here")
        await keep(page, window, "end")


async def open_form(page: Page) -> None:
    """By the last line, or where that is short by the page of keys."""
    if "r reps, load" not in page.shown:
        await page.tap("? keys")
        await page.shows("r reps, load")
    await page.tap("r reps, load")
    await page.shows("enter save")
    assert "Set 1 of 3" in page.shown


async def keep(page: Page, window: str, name: str) -> None:
    if PICTURES:
        picture = await page.picture()
        await asyncio.to_thread(Path(PICTURES, f"{window}-{name}.png").write_bytes, picture)
