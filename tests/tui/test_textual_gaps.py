"""Keys typed ahead of a screen that is not there yet, sizes told faster than they can be taken, bytes of any kind."""

from __future__ import annotations

import asyncio
import os
import threading
from typing import TYPE_CHECKING

import pytest
from pilot import Browsed, Stage, drive, follow, reps, routine, settled
from terminals import Terminal, surroundings
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste, Resize
from textual.geometry import Size

from backday_tui.tui import textual_gaps
from backday_tui.tui.editor.area import TomlArea
from backday_tui.tui.editor.file import EditedFile
from backday_tui.tui.editor.screen import EditorScreen
from backday_tui.tui.textual_gaps import SteadyDriver

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.app import App
    from textual.message import Message
    from textual.pilot import Pilot

TEXT = 'name = "Mine"\nwork = [\n  "3x8 Seated row",\n  "3x10 Back extension",\n]\n'
CHARACTERS = {"space": " ", "enter": "\r", "escape": None, "f5": None, "alt+s": None, "f9": None}

MANY = 50


def type_at_once(app: App[None], *keys: str | Paste) -> None:
    """All of it before the app has looked at any of it."""
    for key in keys:
        app.post_message(key if isinstance(key, Paste) else Key(key, CHARACTERS.get(key, key)))


@pytest.mark.parametrize(
    "keys",
    [
        ("r", "1", "2", "enter"),
        ("r", Paste("12"), "enter"),
        ("r", "7", "escape", "r", "1", "2", "enter"),
    ],
)
def test_figures_typed_ahead_reach_the_form(keys: tuple[str | Paste, ...]) -> None:
    async def play(stage: Stage) -> None:
        type_at_once(stage.app, *keys, "space")
        await stage.wait(1)
        assert [log.reps for log in stage.session_logs()] == [12]

    follow(play, routine(reps(8, sets=2)))


def test_an_answer_typed_ahead_reaches_the_question() -> None:
    async def play(stage: Stage) -> None:
        type_at_once(stage.app, "q", "f")
        await stage.wait(1)
        assert stage.screen == "SummaryScreen"

    follow(play, routine(reps(8, sets=2)))


def test_what_is_typed_behind_a_dialog_that_closes_goes_to_the_screen_below() -> None:
    async def play(stage: Stage) -> None:
        type_at_once(stage.app, "q", "g", "n", "e", "escape", "n")
        await stage.wait(1)
        assert stage.screen == "LiveScreen"
        assert stage.session.state.index == 2

    follow(play, routine(reps(8, sets=3)))


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("alt+s", "5", "enter"), TEXT.replace("3x8", "5x8")),
        (("alt+s", "5", "escape", "#"), TEXT.replace('  "3x8', '#  "3x8')),
        (("f5", *"superm", "enter", "enter"), TEXT.replace('row",\n', 'row",\n  "3x10 Superman",\n')),
        (("f9", "enter", "#"), TEXT.replace('  "3x8 Seated row",\n', "")),
    ],
)
def test_changes_typed_ahead_are_made(tmp_path: Path, keys: tuple[str, ...], text: str) -> None:
    path = tmp_path / "routines" / "mine.toml"
    path.parent.mkdir()
    path.write_text(TEXT)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        area = app.screen.query_one(TomlArea)
        area.go_to(2)
        type_at_once(app, *keys)
        await settled(pilot)
        assert area.text.replace("#", "") == text.replace("#", "")
        assert area.text.count("#") == keys.count("#")

    drive(lambda: EditorScreen(EditedFile(path, path.parent, tmp_path / "unsaved")), steps)


def test_sizes_told_to_a_screen_that_is_busy_come_to_the_last_one_and_to_rest() -> None:
    async def play(stage: Stage) -> None:
        app, live = stage.app, stage.live
        taken = []
        fit = live._board.fit

        def noted(size: Size) -> None:
            taken.append(size)
            assert len(taken) < MANY, "they follow each other for ever"
            live.call_later(lambda: None)  # what stands between two sizes keeps them apart
            fit(size)

        live._board.fit = noted  # type: ignore[method-assign]
        live.call_later(asyncio.sleep, 1)
        for size in [Size(100, 40), Size(80, 25), Size(60, 20)]:
            app.post_message(Resize(size, size))
            await asyncio.sleep(0.1)
            live.call_later(lambda: None)
        await stage.wait(2)
        assert taken[-1] == live.size == app.size == Size(60, 20)
        told = len(taken)
        await stage.wait(5)
        assert len(taken) == told

    follow(play, routine(reps(8, sets=3)))


def test_a_size_that_had_to_wait_never_comes_after_a_newer_one() -> None:
    async def play(stage: Stage) -> None:
        app, live = stage.app, stage.live
        live.call_later(asyncio.sleep, 1)
        for size in [Size(100, 40), Size(80, 25)]:  # the second waits for the screen
            app.post_message(Resize(size, size))
            await asyncio.sleep(0.1)
        app.call_later(asyncio.sleep, 2)  # longer than the screen takes: the third is not looked at yet
        await asyncio.sleep(0.1)
        app.post_message(Resize(Size(60, 20), Size(60, 20)))
        await stage.wait(5)
        assert live.size == app.size == Size(60, 20)

    follow(play, routine(reps(8, sets=3)))


@pytest.mark.parametrize("arguments", [(), ("edit", "dumbbells"), ("do", "1x8 Seated row", "--no-log")])
def test_a_terminal_that_says_it_has_no_size_is_drawn_once(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ready = {"": "enter start", "edit": "Muscles", "do": "Seated row"}[arguments[0] if arguments else ""]
    with Terminal(surroundings(tmp_path), *arguments, size=(0, 0)) as terminal:
        terminal.shows(ready)
        written = len(terminal.written)
        terminal.pump(1.5)
        assert len(terminal.written) - written < 100_000, "it is drawn again and again"
        terminal.resize(30, 100)
        terminal.shows(ready)
        terminal.resize(0, 0)
        terminal.shows(ready)
        terminal.type("q" if arguments[:1] != ("edit",) else "\x1b")
        if arguments[:1] == ("do",):
            terminal.shows("Finish the workout?")
            terminal.type("fq")
        assert terminal.ended() == 0


def test_keys_typed_ahead_on_a_real_terminal(tmp_path: Path) -> None:
    with Terminal(surroundings(tmp_path), "do", "2x8 Seated row", "--no-log") as terminal:
        terminal.shows("Set 1 of 2")
        terminal.type("r12\r r")
        terminal.shows("reps       12")


def test_what_textual_cannot_read_is_no_key_and_costs_none_that_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    class Choosy(XTermParser):
        def feed(self, data: str) -> Iterable[Message]:
            if data == "x":
                raise ValueError(data)
            return super().feed(data)

    monkeypatch.setattr(textual_gaps, "XTermParser", Choosy)
    reads, writes = os.pipe()
    driver = SteadyDriver.__new__(SteadyDriver)
    driver.fileno, driver.exit_event, driver._debug = reads, threading.Event(), False
    found: list[Message] = []

    def take(message: Message) -> None:
        found.append(message)
        if getattr(message, "key", "") == "q":
            driver.exit_event.set()

    monkeypatch.setattr(driver, "process_message", take)
    os.write(writes, b"ax\x1b[200~p\xfc\x00\x1b[201~\x1bsq")
    driver.run_input_thread()
    os.close(reads)
    os.close(writes)
    assert [getattr(message, "key", getattr(message, "text", "")) for message in found] == [
        "a",
        "p\ufffd",
        "alt+s",
        "q",
    ]
