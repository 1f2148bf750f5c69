"""TAB in bash, zsh and fish: what is on the line after it, each shell at work on a terminal of its own."""

from __future__ import annotations

import re
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import machine
import pytest

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

from terminals import Terminal, called, surroundings

from backday_tui.history.journal import Opening
from backday_tui.history.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTUP_FILES: Final = {
    "bash": {".bashrc": 'eval "$(backday completion bash)"\nPS1="$ "\nbind "set bell-style none"\n'},
    "zsh": {".zshrc": "fpath=(~/.zfunc $fpath)\nautoload -U compinit; compinit -u -D\nPS1='$ '\n"},
    "fish": {
        ".config/fish/config.fish": "set -g fish_autosuggestion_enabled 0\nset -g fish_greeting\n"
        "function fish_prompt; echo -n '$ '; end\n"
    },
}
"""What a person writes into their files, and what makes a prompt that can be looked for."""
COMPLETION_FILES: Final = {"zsh": ".zfunc/_backday", "fish": ".config/fish/completions/backday.fish"}
WITHOUT_COMPOPT: Final = """\
enable -n compopt
complete() { case "$*" in *nosort*) return 1 ;; *) builtin complete "$@" ;; esac; }
"""
"""Makes a bash behave as version 3.2 of macOS does, and any before 4.4."""
MARK: Final = "#"


class Prompt:
    """A shell that completes backday's commands, as docs/commands.md says that it is told to."""

    def __init__(self, name: str, folder: Path, before: str = "") -> None:
        """`before` is what its startup file does first."""
        self.name = name
        path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
        environment = surroundings(folder / "home", HOME=str(folder), ZDOTDIR=str(folder), PATH=path, LC_ALL="C.UTF-8")
        for file, text in STARTUP_FILES[name].items():
            written(folder / file, f"{before}{text}cd {folder}/here\n")
        if name in COMPLETION_FILES:
            written(folder / COMPLETION_FILES[name], called(environment, "completion", name).stdout)
        self.terminal = Terminal(environment, "-i", program=(machine.program(name),), size=(40, 100))
        self.terminal.wait_for(lambda: self.terminal.shown.strip() == "$", "a prompt")

    def after_tab(self, typed: str) -> str:
        """All that is shown after something was typed at an empty prompt, TAB pressed, and a mark typed."""
        self.type(typed)
        self.terminal.press(f"\t{MARK}")
        self.terminal.wait_for(lambda: MARK in self.terminal.shown, f"the mark behind {typed}")
        return self.terminal.shown.strip()

    def type(self, typed: str) -> None:
        """Type at an empty prompt."""
        self.terminal.press("\x15\x0c")
        self.terminal.wait_for(lambda: self.terminal.shown.strip() == "$", "an empty prompt")
        self.terminal.press(typed)
        self.terminal.wait_for(lambda: self.terminal.shown.strip() == f"$ {typed}".rstrip(), typed)

    def listed(self, typed: str, words: tuple[str, ...]) -> None:
        """Type, and press TAB twice; come back when these words are shown below."""
        self.type(typed)
        self.terminal.press("\t\t")
        self.terminal.wait_for(lambda: set(words) <= set(re.split(r"[\s\\()]+", self.terminal.shown)), words)


def written(path: Path, text: str) -> None:
    """Make a file, and its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A person's folder, with routines sound and damaged, a log, and a folder with files to be in."""
    folder = tmp_path_factory.mktemp("person")
    routines, here = folder / "home" / "routines", folder / "here"
    for made in (routines, here / "routines" / "old", here / "two words"):
        made.mkdir(parents=True)
    (routines / "sunday.toml").write_text('name = "A quiet day"\nwarmup = ["1min Walk"]\nwork = ["3x8 Seated row"]\n')
    (routines / "odd $name (2).toml").write_text('name = "Odd"\nwork = ["3x8 Seated row"]\n')
    (routines / "torn.toml").write_text('name = "x')
    (routines / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    (routines / "evil\x1b]0;t\x07.toml").write_text('name = "x"\n')
    (here / "my own.toml").write_text('name = "Mine"\nwork = ["3x8 Seated row"]\n')
    (folder / "far.toml").write_text('name = "Far"\nwork = ["3x8 Seated row"]\n')
    with closing(Store(folder / "home" / "history.sqlite3")) as store:
        for _ in range(12):
            store.begin(Opening("sunday", "A quiet day", "", 1, datetime.fromisoformat("2026-01-05T18:00:00+01:00")))
    return folder


@pytest.fixture(scope="module", params=STARTUP_FILES)
def prompt(request: pytest.FixtureRequest, folder: Path) -> Iterator[Prompt]:
    """Each shell."""
    prompt = Prompt(request.param, folder)
    yield prompt
    prompt.terminal.close()


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("backday exerc", "backday exercises "),
        ("backday start dumb", "backday start dumbbells "),
        ("backday start DUMB", "backday start dumbbells "),
        ("backday edit sun", "backday edit sunday "),
        ("backday show 'dumb", "backday show 'dumbbells' "),
        ("backday plan odd", r"backday plan odd\ \$name\ \(2\) "),
        ("backday start A\\ qui", "backday start sunday "),
        ("backday new --from dumb", "backday new --from dumbbells "),
        ("backday new --from=dumb", "backday new --from=dumbbells "),
        ("backday start --resume sun", "backday start --resume sunday "),
        ("backday start ./rout", "backday start ./routines/"),
        ("backday start rout", "backday start routines/"),
        ("backday start ./routines/o", "backday start ./routines/old/"),
        ("backday start ./my", r"backday start ./my\ own.toml "),
        ("backday start my", r"backday start my\ own.toml "),
        ('backday start "./my', 'backday start "./my own.toml" '),
        ("backday start ~/fa", "backday start ~/far.toml "),
        ("backday check ../fa", "backday check ../far.toml "),
        ("backday fmt --check my\\ o", r"backday fmt --check my\ own.toml "),
        ("backday import --all tw", r"backday import --all two\ words/"),
        ("backday import --all=tw", r"backday import --all=two\ words/"),
        ("backday start sunday --from wo", "backday start sunday --from work "),
        ("backday start sunday --from=wa", "backday start sunday --from=warmup "),
        ("backday start sunday --from Sea", r"backday start sunday --from Seated\ row "),
        ("backday start ./my\\ own.toml --auto --from Sea", r"backday start ./my\ own.toml --auto --from Seated\ row "),
        ('backday do "3x8 Seated row" 1min\\ Walk --from W', 'backday do "3x8 Seated row" 1min\\ Walk --from Walk '),
        ("backday exercises superw", "backday exercises superwoman "),
        ("backday exercises Seated r", "backday exercises Seated row "),
        ('backday do "3x10 Seated ro', 'backday do "3x10 Seated row" '),
        ("backday do '2x1:30 Plank j", "backday do '2x1:30 Plank jack' "),
        (r"backday do 2x1:30\ Plank\ j", r"backday do 2x1:30\ Plank\ jack "),
        ("backday log 12", "backday log 12 "),
        ("backday start --mu", "backday start --mute "),
        ("backday start sunday --spee", "backday start sunday --speed "),
        ("backday completion fi", "backday completion fish "),
        ("VISUAL=vi backday start dumb", "VISUAL=vi backday start dumbbells "),
        ("cd .; backday start dumb", "cd .; backday start dumbbells "),
    ],
)
def test_what_is_typed_is_completed(prompt: Prompt, typed: str, whole: str) -> None:
    assert prompt.after_tab(typed) == f"$ {whole}{MARK}"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("backday start ", ("dumbbells", "sunday", "torn", "bytes", "my")),
        ("backday log 1", ("10", "11", "12")),
        ("backday exercises plank", ("plank", "plank-jack")),
        ("backday start sunday --from ", ("warmup", "work", "Walk", "Seated")),
        ("backday start dumbbells --from 1", ("1", "10")),
        ("backday start --no-", ("--no-log", "--no-voice")),
    ],
)
def test_what_may_follow_is_listed(prompt: Prompt, typed: str, offered: tuple[str, ...]) -> None:
    prompt.listed(typed, offered)
    assert "]0;t" not in prompt.terminal.shown


@pytest.mark.parametrize(
    "typed",
    [
        "backday start torn --from ",
        "backday start bytes --from ",
        "backday start no-such-routine --from ",
        "backday do 3x --from ",
        "backday log x",
        "backday schema ",
        "backday start --rest 1",
    ],
)
def test_where_nothing_fits_the_line_stays_as_it_is(prompt: Prompt, typed: str) -> None:
    assert prompt.after_tab(typed) == f"$ {typed}{MARK}"


def test_zsh_and_fish_say_what_each_routine_is_called(prompt: Prompt) -> None:
    if prompt.name == "bash":
        prompt.listed("backday start lower-back", ("lower-back", "lower-back-men"))
        assert "workout" not in prompt.terminal.shown
    else:
        prompt.listed("backday start lower-back", ("Lower", "back", "workout", "for", "men"))


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("backday start dumb", "backday start dumbbells "),
        ("backday start ./my", r"backday start ./my\ own.toml "),
        ('backday do "3x10 Seated ro', 'backday do "3x10 Seated row" '),
    ],
)
def test_a_bash_as_old_as_that_of_macos_completes_too(folder: Path, typed: str, whole: str) -> None:
    prompt = Prompt("bash", folder, before=WITHOUT_COMPOPT)
    with prompt.terminal:
        assert prompt.after_tab(typed) == f"$ {whole}{MARK}"
