"""Text from files, clipboards and names on real terminals: whatever it holds, no byte of it commands the terminal.

Routines, file names, the log, notes and settings are full of escape sequences, markup, hidden directions, characters
without a width and names of a million characters. What each screen writes is read byte by byte: there is text, and what
Textual writes of itself, and nothing else; every row ends where the terminal does; nothing crashes.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from terminals import LIMIT_S, PROGRAM, surroundings
from textual.screen import Screen
from whole.nasty import ALL, EVERY, FILE_NAME, FOREIGN_LOG, MARKUP, ODD, PASTED, WIDE, write_home
from whole.watched import ESCAPE, NO_KEY, RECORDING, Watched, cells_of, faults_of, screens_shown

from backday_tui import tui

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES: Final = ((120, 36), (46, 14))
UP, DOWN, RIGHT, HOME, LAST, END, F1, F2, F12 = (
    "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[H", "\x1b[F", "\x1b[1;5F", "\x1bOP", "\x1bOQ", "\x1b[24~"
)  # fmt: skip
ARGUMENT: Final = EVERY.replace("\0", "")
NO_TEXT: Final = "\udcff"
"""As a byte that is no text is given to a program."""
SHOWN: Final = "␛]52;c;b3du"
"""What the first of the escape sequences looks like once it is harmless."""
OPENED: Final = {
    "library": {
        "LibraryScreen", "BrowseScreen", "KeysScreen", "TextDialog", "AskScreen", "Dialog", "PasteScreen",
        "SettingsScreen", "ExercisesScreen", "DoseDialog", "OwnExerciseScreen", "MusclesScreen", "LogScreen",
        "SessionScreen", "RecordScreen", "ExerciseLogScreen", "EnterScreen", "BodyWeightDialog", "TrainingMaxDialog",
        "MuscleWeeksScreen", "ReadingPage", "ReadingScreen",
        "ProgressScreen", "MovementScreen", "TakeInScreen",
    },
    "live": {"SetupScreen", "LiveScreen", "ExplainScreen", "KeysScreen", "RecordScreen", "ChangeScreen", "AskScreen",
             "SwapScreen", "SummaryScreen"},
    "resume": {"AskScreen"},
    "editor": {"EditorScreen", "KeysScreen", "ChangeScreen", "PickExerciseScreen", "DifferencesScreen", "TextDialog",
               "AskScreen"},
}  # fmt: skip
"""The screens that each of the tests opens."""
FAULTY: Final = """
import os
from backday_tui.session import session
from backday_tui.cli import main
def broken(self, now):
    raise RuntimeError(open(os.environ["FAULT"], encoding="utf-8").read())
session.Session.advance = broken
main()
"""


@pytest.fixture(scope="module")
def _written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("nasty") / "home"
    write_home(home)
    return home


@pytest.fixture
def home(_written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_written, tmp_path / "home"))


@pytest.fixture
def environment(home: Path, tmp_path: Path) -> dict[str, str]:
    return {**surroundings(home), "SCREENS_SHOWN": str(tmp_path / "screens"), "ESCDELAY": "20"}


@pytest.fixture
def opened(environment: dict[str, str]) -> Iterator[Callable[..., Watched]]:
    terminals: list[Watched] = []

    def begun(*arguments: str, size: tuple[int, int] = SIZES[0], program: str = RECORDING, **more: str) -> Watched:
        terminals.append(
            Watched({**environment, **more}, *arguments, size=size, program=(sys.executable, "-c", program))
        )
        return terminals[-1]

    yield begun
    for terminal in terminals:
        terminal.close()


def pasted(given: str) -> str:
    """As a terminal tells of a paste; terminals themselves take out the escapes."""
    return f"\x1b[200~{given.replace(ESCAPE, '')}\x1b[201~"


def test_every_screen_is_opened_by_one_of_these_tests() -> None:
    modules = [importlib.import_module(each.name) for each in pkgutil.walk_packages(tui.__path__, f"{tui.__name__}.")]
    there = {
        kind.__name__
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Screen) and kind.__module__ == module.__name__
    }
    assert there == set().union(*OPENED.values())


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_the_library_and_what_it_leads_to(
    opened: Callable[..., Watched], home: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    terminal = opened(size=size)
    terminal.look("", SHOWN, "start")
    if size == SIZES[0]:
        terminal.look("", "No training max of")
        terminal.look("M", "What can you lift of", SHOWN)
        terminal.look(pasted(EVERY))
        terminal.look(ESCAPE, "filter")
    for _ in range(12 if size == SIZES[0] else 3):
        terminal.look(DOWN)
    terminal.look("p", "back to the list")
    terminal.look(NO_KEY + "p" + HOME, "filter")
    terminal.look("?", "another routine")
    terminal.look(ESCAPE, "filter")
    terminal.look("c", "A copy of", SHOWN)
    terminal.look(ESCAPE, "filter")
    terminal.look("R", "Another name for", SHOWN)
    terminal.look(ESCAPE, "filter")
    terminal.look("D", "Delete", SHOWN)
    terminal.look("k", "filter")
    terminal.look("n", "what to begin with")
    terminal.look("\r", "what it is called")
    terminal.look(pasted(EVERY), "backday start")
    terminal.look(ESCAPE, "filter")
    terminal.look("/", "show all")
    terminal.look(pasted(EVERY), "Nothing fits")
    terminal.look(ESCAPE, SHOWN)
    _paste(terminal)
    _settings(terminal)
    _exercises(terminal)
    _log(terminal, home / FOREIGN_LOG)
    terminal.press("q")
    terminal.leaves()
    assert screens_shown(tmp_path / "screens") >= OPENED["library"]


def _paste(terminal: Watched) -> None:
    terminal.look(pasted(f"Monday\n3x8 {EVERY}\n3x8 Row\n\nTuesday\n3x5 Squat\n"), "leave it", "2 workouts")
    terminal.look("p", "back to the list")
    terminal.look("p", "leave it")
    terminal.look(ESCAPE, "filter")
    terminal.look(pasted(PASTED), "leave it", "exercises")  # one alone has no list
    terminal.look("\r", "Save it as")
    terminal.look(ESCAPE, "leave it")
    terminal.look(ESCAPE, "filter")


def _settings(terminal: Watched) -> None:
    terminal.look(",", "Volume")
    terminal.look(LAST, "Training maxes", SHOWN)
    terminal.look("?", "Keys")
    terminal.look(ESCAPE, "Training maxes")
    terminal.look("\r", "of which exercise?")
    terminal.look(pasted(EVERY))
    terminal.look(pasted(" 120kg"), "nobody knows that exercise")
    terminal.look("\r", "Training maxes")
    terminal.look("\x7f", "Taken back:")
    terminal.look(UP, "Body weight")
    terminal.look("\r", "What do you weigh?")
    terminal.look(pasted(EVERY))
    terminal.look(ESCAPE, "Body weight")
    terminal.look(HOME, "Volume")
    terminal.look(ESCAPE, "filter")


def _exercises(terminal: Watched) -> None:
    terminal.look("x", "Latissimus dorsi")
    terminal.look("/" + pasted(EVERY), "of 3")
    terminal.look(ESCAPE, "Latissimus dorsi")
    terminal.look("\r", "enter start")
    terminal.look(pasted(EVERY), "b3du")
    terminal.look(ESCAPE, "Latissimus dorsi")
    terminal.look("e", "Works first")
    terminal.look("\r", "take it")
    terminal.look(pasted(EVERY))
    terminal.look(ESCAPE, "Works first")
    terminal.look("m", "What does it work?")
    terminal.look(" ", "first, second")
    terminal.look(ESCAPE, "Works first")
    terminal.look(ESCAPE, "filter")
    terminal.look(ESCAPE, "filter")


def _log(terminal: Watched, foreign: Path) -> None:
    terminal.look("l", SHOWN, "note")
    terminal.look(DOWN * len(ALL))
    terminal.look("D", "Delete", SHOWN)
    terminal.look("k", "note")
    terminal.look("n", "A note to", SHOWN)
    terminal.look(pasted(EVERY), "b3du")
    terminal.look(ESCAPE, "filter")
    terminal.look("\r", "correct", SHOWN)
    terminal.look(DOWN)
    terminal.look("\r", "tab next")
    terminal.look(pasted(EVERY))
    terminal.look("\r", "tab next")
    terminal.look(ESCAPE, "correct")
    terminal.look("d", "Delete set", "Keep it")
    terminal.look("k", "correct")
    terminal.look("n", "A note to", SHOWN)
    terminal.look(ESCAPE, "correct")
    terminal.look("e", "date", "open")
    terminal.look("g", "chart")
    terminal.look(RIGHT * 2)
    terminal.look(ESCAPE, "open")
    terminal.look(DOWN)
    terminal.look("?", "Keys")
    terminal.look(ESCAPE, "open")
    terminal.look("\r", "correct")
    terminal.look("?", "Keys")
    terminal.look(ESCAPE, "correct")
    terminal.look(ESCAPE, "filter")
    terminal.look(HOME + "\r", "correct")
    terminal.look(ESCAPE, "filter")
    _progress(terminal)
    _entered(terminal)
    _taken_in(terminal, foreign)
    terminal.look("/" + pasted(EVERY), "show all")
    terminal.look(ESCAPE, "note")
    terminal.look(ESCAPE, "quit")


def _entered(terminal: Watched) -> None:
    terminal.look("a", "Which routine was it?")
    terminal.look("\x15n1", SHOWN)
    terminal.look("\r", "When was it?")
    terminal.look("\r", SHOWN, "save")
    terminal.look(pasted(EVERY))
    terminal.look("\r")
    terminal.look(ESCAPE, "once more leaves")
    terminal.look(NO_KEY + ESCAPE, "filter")


def _taken_in(terminal: Watched, foreign: Path) -> None:
    terminal.look("i", "Which log?")
    terminal.look("\x15" + pasted(EVERY), "no such file")
    terminal.look("\x15" + pasted(str(foreign)), "a log of Hevy")
    terminal.look("\r", "Hevy: 1 session", "the rest")
    terminal.look("\r", "Taken in from Hevy")


def _progress(terminal: Watched) -> None:
    terminal.look("m", "Muscles")
    terminal.look("?", "Sets per muscle")
    terminal.look(ESCAPE, "Muscles")
    terminal.look(ESCAPE, "note")
    terminal.look("g", "enter open", "y year")
    terminal.look("y")
    terminal.look("y")
    terminal.look(LAST)
    terminal.look("\r", "chart")
    terminal.look("?", "another chart")
    terminal.look(ESCAPE, "chart")
    terminal.look(ESCAPE, "y year")
    terminal.look(ESCAPE, "filter")


@pytest.mark.slow
@pytest.mark.parametrize(("number", "size"), [(1, SIZES[1]), (3, (160, 50))])
def test_a_workout(opened: Callable[..., Watched], tmp_path: Path, number: int, size: tuple[int, int]) -> None:
    terminal = opened("start", f"n{number}", "--from", "work", size=size)
    terminal.look("", "enter next")
    terminal.look(RIGHT)
    terminal.look("\r", "enter begin")
    terminal.look(" ", "Set 1 of 2")
    terminal.look("p")
    terminal.look("e", "esc back")
    terminal.look(ESCAPE)
    terminal.look("?", "this is done")
    terminal.look(ESCAPE)
    terminal.look("E", "From now on")
    terminal.look(ESCAPE)
    terminal.look("x", "What instead?")
    terminal.look(pasted(EVERY))
    terminal.look("\r")
    terminal.look(";", "Note to")
    terminal.look(pasted(EVERY))
    terminal.look("\r")
    terminal.look("@")
    terminal.look(pasted(f"red{WIDE[:2]}{MARKUP[:20]}"), "[/]")
    terminal.look("\r")
    terminal.look("p")
    terminal.look(" ")  # done: a rest
    terminal.look("r", "load")
    terminal.look(pasted(EVERY) + "\r", "reps:")
    terminal.look(ESCAPE)
    terminal.look(RIGHT * 3)
    terminal.look("e", "esc back")  # an exercise of the routine's own
    terminal.look(LAST)
    terminal.look(ESCAPE)
    terminal.look("p")
    for _ in range(7):
        terminal.look(RIGHT * 3)
    terminal.look("N")
    terminal.look("L")
    terminal.look("q", "Finish the workout?")
    terminal.look("f", "EARLY" if size[0] < 60 else "undo")
    terminal.press("\r")
    terminal.leaves()
    assert screens_shown(tmp_path / "screens") >= OPENED["live"]


@pytest.mark.slow
def test_a_workout_that_broke_off(opened: Callable[..., Watched], home: Path, tmp_path: Path) -> None:
    odd = os.fsdecode(bytes(home / "routines") + b"/" + FILE_NAME)
    for file in ("n0", odd):
        first = opened("start", file)
        first.look("", "enter next")
        first.look("\r", "enter begin")
        first.look(" ", "finish")
        first.kill()
        terminal = opened()
        terminal.look("", "A workout was interrupted")
        terminal.look("d", "Throw this workout away?")
        terminal.look("y", "filter")
        terminal.press("q")
        terminal.leaves()
    assert screens_shown(tmp_path / "screens") >= OPENED["resume"]


@pytest.mark.slow
def test_the_editor(opened: Callable[..., Watched], home: Path, tmp_path: Path) -> None:
    path, size = home / "routines" / "n0.toml", SIZES[0]
    terminal = opened("edit", str(path), size=size)
    terminal.look("", "save", "1  ")
    terminal.look(LAST)
    terminal.look(END)
    terminal.look("\x1b[1;5H" + DOWN * 19)
    terminal.look(F2, "to the text")
    _change_entries(terminal)
    terminal.look(ESCAPE, "^s save")
    terminal.look("\x06", "find")
    terminal.look(pasted("b3du"), "found")
    terminal.look("\r", "found")
    terminal.look(pasted(EVERY), "not there")
    terminal.look(ESCAPE, "^s save")
    terminal.look("\x1b[1;5H" + pasted(f"# {EVERY}\r\n"), "not saved")
    terminal.look("\x00")
    terminal.look(F1, "Keys of the editor")
    terminal.look(ESCAPE, "^s save")
    terminal.look(F12, "Not saved yet")
    terminal.look(ESCAPE, "^s save")
    path.write_bytes(path.read_bytes() + f"\n# {EVERY}".encode())
    terminal.look("\x13", "Not saved", "save it anyway")
    terminal.look("d", "From the file")
    terminal.look(ESCAPE, "save it anyway")
    terminal.look("a", "Save as")
    terminal.look(pasted(EVERY))
    terminal.look(ESCAPE, "^s save")
    terminal.look(ESCAPE, "go on editing")
    terminal.look("g", "^s save")
    terminal.kill()
    again = opened("edit", str(path), size=size)
    again.look("", "There is text that was not saved")
    again.look("d", "What was not saved")
    again.look(ESCAPE, "throw it away")
    again.look("x", "^s save")
    again.press(ESCAPE)
    again.leaves()
    assert screens_shown(tmp_path / "screens") >= OPENED["editor"]


def _change_entries(terminal: Watched) -> None:
    terminal.look("s", "sets")
    terminal.look(pasted(EVERY))
    terminal.look(ESCAPE, "to the text")
    for key in ("K", "d", "x"):
        terminal.look(key, "back")
        terminal.look(ESCAPE, "to the text")
    terminal.look("i", "Insert which exercise?")
    terminal.look(pasted(EVERY), "esc back")
    terminal.look(ESCAPE, "to the text")
    terminal.look(" ")
    terminal.look("g")
    terminal.look(ESCAPE)


@pytest.mark.slow
@pytest.mark.parametrize("stem", [b"raw", b"wrong", b"million0", b"million1", b"million2", FILE_NAME[:-5]], ids=str)
def test_the_editor_of_odd_files(opened: Callable[..., Watched], home: Path, stem: bytes) -> None:
    terminal = opened("edit", os.fsdecode(bytes(home) + b"/routines/" + stem + b".toml"), size=(80, 24))
    terminal.look("", "save", "1  ")
    terminal.look(LAST)
    terminal.look(END)
    terminal.look(F2, "to the text")
    terminal.look(ESCAPE, "^s save")
    terminal.look("\x06" + pasted("x"), "find")
    terminal.look("\r")
    terminal.look(ESCAPE, "^s save")
    terminal.look("y", "not saved")
    terminal.look(F12, "Not saved yet")
    terminal.look(ESCAPE, "^s save")
    terminal.look(ESCAPE, "go on editing")
    terminal.press("x")
    terminal.leaves()


@pytest.mark.slow
def test_settings_that_are_broken_and_a_home_whose_name_is_no_text(
    opened: Callable[..., Watched], home: Path, tmp_path: Path
) -> None:
    odd = Path(os.fsdecode(bytes(tmp_path) + b"/h" + ODD))
    home.rename(odd)
    (odd / "settings.toml").write_text(f'theme = "{EVERY}"\n', encoding="utf-8")
    terminal = opened(BACKDAY_HOME=str(odd))
    terminal.look("", SHOWN)
    terminal.look(",", "Volume", "␛]0;t␇")
    terminal.look(RIGHT, "The settings file is broken")
    terminal.look("p", "Volume", "The broken file is")
    terminal.look(ESCAPE, "filter")
    terminal.press("q")
    terminal.leaves()
    for command in ("list", "doctor", "log"):
        _judge_output({**surroundings(odd)}, command)


@pytest.mark.slow
def test_a_fault_with_a_message_full_of_it(opened: Callable[..., Watched], tmp_path: Path) -> None:
    (tmp_path / "fault").write_text(EVERY + "\n" + "\u0301" * 1_000_000, encoding="utf-8")
    for face in ((), ("--plain",)):
        terminal = opened("do", "1x10:00 Plank", *face, program=FAULTY, FAULT=str(tmp_path / "fault"))
        terminal.leaves(1)
        assert SHOWN.encode() in terminal.seen


TABLES: Final = (
    ("list",), ("show", "n0"), ("plan", "n1"), ("show", "{odd}"), ("log",), ("log", "1"), ("log", "6"), ("exercises",),
    ("doctor",), ("max",), ("progress",), ("why", "n0"), ("why", "{odd}"),
)  # fmt: skip
COMMANDS: Final = (
    *TABLES, ("plan", "{odd}"), ("exercises", ARGUMENT), ("check", "{odd}"), ("check", "{raw}", "{wrong}"),
    ("check", "{million}"), ("start", ARGUMENT), ("start", "{million}"), ("do", ARGUMENT), (ARGUMENT,),
    (f"--{ARGUMENT}",), ("start", "n0", f"--{ARGUMENT}"), ("import", "{raw}"), ("import", "{pasted}"),
    ("import", ARGUMENT), ("edit", ARGUMENT), ("max", ARGUMENT, "100kg"), ("weight", ARGUMENT), ("log", ARGUMENT),
    ("log", NO_TEXT), ("progress", ARGUMENT), ("progress", NO_TEXT), ("max", NO_TEXT, "100kg"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("arguments", COMMANDS, ids=[str(number) for number in range(len(COMMANDS))])
def test_what_commands_print(environment: dict[str, str], home: Path, arguments: tuple[str, ...]) -> None:
    if arguments in TABLES:
        _judge_output(environment, *_filled(arguments, home))
    terminal = Watched(environment, *_filled(arguments, home), program=PROGRAM, size=(80, 24))
    try:
        terminal.leaves(None)
    finally:
        terminal.close()
    assert terminal.process.returncode in (0, 1, 2)
    assert b"fault of its own" not in terminal.seen


def _filled(arguments: tuple[str, ...], home: Path) -> list[str]:
    folder = home / "routines"
    files = {
        "{odd}": os.fsdecode(bytes(folder) + b"/" + FILE_NAME), "{raw}": str(folder / "raw.toml"),
        "{wrong}": str(folder / "wrong.toml"), "{million}": str(folder / "million1.toml"),
        "{pasted}": str(folder / "pasted.txt"),
    }  # fmt: skip
    return [files.get(each, each) for each in arguments]


def _judge_output(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [*PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True, env=environment, check=False,
        timeout=LIMIT_S,
    )  # fmt: skip
    assert done.returncode in (0, 1, 2), done.stderr
    told = done.stdout.decode() + done.stderr.decode()
    assert not list(faults_of(told.replace("\t", " "))), list(faults_of(told))[:5]
    assert "Traceback" not in told
    assert "fault of its own" not in told
    return done.stdout.decode()


def test_the_columns_of_a_table_stand_in_line(environment: dict[str, str]) -> None:
    titles, *lines = _judge_output(environment, "log").splitlines()
    weeks = [line for line in lines if line.startswith("Week ")]
    rows = [line for line in lines if line and line not in weeks]
    assert [line.split(" · ")[1] for line in weeks] == ["2 sessions", "4 sessions"]
    assert len(rows) == len(ALL) + 1
    begins = {"date": "2026-01-", "sets": "3 of 4", "longest hold": "0:30"}
    assert [{title: cells_of(row[: row.rindex(cell)]) for title, cell in begins.items()} for row in rows] == [
        {title: cells_of(titles[: titles.index(title)]) for title in begins}
    ] * len(rows)
    assert {cells_of(row[: row.rindex("1:00  ")]) + len("1:00") for row in rows} == {
        cells_of(titles[: titles.index("time")]) + len("time")
    }


@pytest.mark.slow
def test_a_workout_in_lines(opened: Callable[..., Watched], environment: dict[str, str]) -> None:
    terminal = opened(
        "start", "n0", "--plain", "--auto", "--speed", "900", program="from backday_tui.cli import main; main()"
    )
    for question in ("how many rounds?", "which one?"):
        terminal.shows(question)
        terminal.pump(1.0)  # a key is told from one that bounces by its time
        terminal.press("\r")
    terminal.leaves()
    assert SHOWN.encode() in terminal.seen
    for more in ((), ("--json",)):
        _judge_output(environment, "start", "n1", "--plain", "--speed", "9000", *more)
