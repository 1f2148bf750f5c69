"""A screen of what is read in a thread: what it says while that reads, what it found, why it can't read on."""

from __future__ import annotations

from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, ClassVar

from pilot import HOSTILE, SHOWN_HOSTILE, Browsed, run, screen_name, seen
from silent import SilentPlayer

from backday_tui.clock import SystemClock
from backday_tui.errors import BackdayError
from backday_tui.tui.args import LibraryContext
from backday_tui.tui.widgets.key_line import HELP_KEY, ScreenKey, bindings
from backday_tui.tui.widgets.lines import paragraph
from backday_tui.tui.widgets.reading import ReadingPage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from pilot import LoopClock
    from textual.pilot import Pilot

    Finds = SimpleQueue[str | BackdayError | None]


class Post(ReadingPage[str]):
    """Shows what is put into a queue, until that is None."""

    KEYS = (HELP_KEY, ScreenKey({"escape": "leave"}, "back", "back", 1))
    BINDINGS: ClassVar = bindings(KEYS)

    def __init__(self, finds: Finds) -> None:
        nowhere = Path("nowhere")
        super().__init__(
            "Post",
            LibraryContext(nowhere, nowhere, nowhere, SystemClock().wall, lambda _: None, lambda _: SilentPlayer()),
        )
        self._finds = finds

    def read(self) -> Iterator[str]:
        while (found := self._finds.get()) is not None:
            if isinstance(found, BackdayError):
                raise found
            yield found

    def show_found(self) -> None:
        self.page.show(paragraph(self._found or self.instead("No letter."), 60))


def on_post(steps: Callable[[Pilot[None], Browsed, Finds], Awaitable[None]]) -> None:
    finds: Finds = SimpleQueue()

    async def play(_: LoopClock) -> None:
        app = Browsed(lambda: Post(finds))
        async with app.run_test(size=(80, 24)) as pilot:
            try:
                await pilot.pause()
                await steps(pilot, app, finds)
            finally:
                finds.put(None)

    run(play)


async def until_seen(pilot: Pilot[None], app: Browsed, text: str) -> None:
    while text not in seen(app):
        await pilot.pause(0.1)


def test_it_says_that_it_reads_then_shows_each_find_in_the_place_of_the_one_before() -> None:
    async def steps(pilot: Pilot[None], app: Browsed, finds: Finds) -> None:
        assert "Reading…" in seen(app)
        finds.put("A first letter.")
        await until_seen(pilot, app, "A first letter.")
        assert "Reading…" not in seen(app)
        finds.put("A second one.")
        await until_seen(pilot, app, "A second one.")
        assert "A first letter." not in seen(app)
        await pilot.press("question_mark")
        assert screen_name(app) == "KeysScreen"

    on_post(steps)


def test_why_it_cannot_be_read_is_said_in_the_place_of_what_was_found() -> None:
    async def steps(pilot: Pilot[None], app: Browsed, finds: Finds) -> None:
        finds.put("A first letter.")
        await until_seen(pilot, app, "A first letter.")
        finds.put(BackdayError(f"The box is locked: {HOSTILE}"))
        await until_seen(pilot, app, "The box is locked")
        assert SHOWN_HOSTILE.partition(" ")[2] in " ".join(seen(app).split())
        assert "A first letter." not in seen(app)

    on_post(steps)


def test_where_nothing_was_found_that_is_said() -> None:
    async def steps(pilot: Pilot[None], app: Browsed, finds: Finds) -> None:
        finds.put("")
        await until_seen(pilot, app, "No letter.")

    on_post(steps)
