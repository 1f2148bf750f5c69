"""What the lower rooms import: none of them may pull in the screen, and the command line nothing heavy by itself."""

import pkgutil
import subprocess
import sys

import pytest

import backday_tui

UPPER = {"__main__", "cli", "tui"}
ROOMS = sorted({module.name for module in pkgutil.iter_modules(backday_tui.__path__)} - UPPER)
HEAVY = {"textual", "tree_sitter", "click", "rich"}
EVERYTHING = """
import importlib, pkgutil, sys
room = importlib.import_module("backday_tui.{room}")
for module in pkgutil.walk_packages(getattr(room, "__path__", ()), room.__name__ + "."):
    importlib.import_module(module.name)
print(*sorted(sys.modules), sep="\\n")
"""


def modules_after(program: str) -> set[str]:
    """The names of all modules that a fresh interpreter holds after a program."""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.split())


def test_there_are_rooms_to_look_into() -> None:
    assert {"audio", "clock", "errors", "exercises", "history", "routine", "session", "text"} <= set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_lower_room_does_not_import_the_screen(room: str) -> None:
    loaded = modules_after(EVERYTHING.format(room=room))
    assert f"backday_tui.{room}" in loaded
    assert "textual" not in loaded
    assert "backday_tui.tui" not in loaded


def test_the_command_line_alone_imports_nothing_heavy() -> None:
    loaded = modules_after("import sys, backday_tui.cli\nprint(*sys.modules, sep='\\n')")
    assert loaded & HEAVY == set()


def test_the_package_alone_imports_nothing_of_its_own() -> None:
    loaded = modules_after("import sys, backday_tui\nprint(*sys.modules, sep='\\n')")
    assert {name for name in loaded if name.startswith("backday_tui")} == {"backday_tui"}


def test_what_shows_a_workout_first_imports_neither_its_log_nor_its_sound() -> None:
    screens = "backday_tui.cli.train, backday_tui.cli.screens, backday_tui.tui.live.screen"
    loaded = modules_after(f"import sys, {screens}\nprint(*sys.modules, sep='\\n')")
    assert "backday_tui.workout.workout" in loaded
    assert loaded & {"sqlite3", "backday_tui.history.store", "backday_tui.audio", "backday_tui.plain"} == set()


def test_nothing_of_charts_is_imported_before_one_is_shown() -> None:
    shown = ("library.screen", "log.screen", "log.session", "log.exercise", "exercises.screen")
    screens = ", ".join(("backday_tui.cli.screens", *(f"backday_tui.tui.{each}" for each in shown)))
    loaded = modules_after(f"import sys, {screens}\nprint(*sys.modules, sep='\\n')")
    assert "backday_tui.tui.log.screen" in loaded
    drawing = {"backday_tui.charts", "backday_tui.history.progress_log", "backday_tui.training.progress"}
    assert loaded & {*drawing, "backday_tui.training.progress_text", "backday_tui.tui.progress"} == set()


@pytest.mark.parametrize("typed", ["st", "start d", "start dumbbells --from ", "exercises pl", "log ", "check "])
def test_a_tab_of_the_shell_waits_for_nothing_that_it_does_without(typed: str) -> None:
    asks = f"os.environ.update(_BACKDAY_COMPLETE='zsh_complete', COMP_TYPED='backday {typed}')"
    tells = "atexit.register(lambda: print(*sys.modules, sep='\\n'))"
    loaded = modules_after(f"import atexit, os, sys\n{tells}\n{asks}\nfrom backday_tui.cli import main\nmain()")
    assert "backday_tui.cli.shells" in loaded
    assert loaded & {"textual", "tree_sitter", "asyncio", "backday_tui.session.session"} == set()
