"""What backday costs beside the least that a countdown can be, in one run on one machine: a table with the ratios.

`make bench`, on Linux. `--rounds N` starts of each program (15), `--seconds N` of countdown watched (60). Ends with 1
where something is over its budget. What is measured is the program as people run it, on a terminal of 80 x 24.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import editing
import foreign_log
import ten_years
from rich.console import Console
from rich.table import Table
from terminal import Terminal, read_side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HERE = Path(__file__).parent
BARE = [sys.executable, str(HERE / "bare.py")]
BARE_SHOWS = "╭─╮"  # the top of a 0
BACKDAY = [str(Path(sys.executable).with_name("backday"))]
ENTRIES = 1000
FILES = 3000
IDLE_S = 0.06
"""Of processor time in a second: what a library takes of which all is known, with thousands of files to watch."""
SETTLE_S = 3.0
WEEK = 'monday = "back-a"\nthursday = { turn = ["legs", "push"] }\nany = { turn = ["back-b", "home"], times = 3 }\n'


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table. The budget is the most that `ratio` may be or, where there is none, `value`."""

    what: str
    unit: str
    base: float
    value: float
    most_ratio: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float:
        """The value as a multiple of the base."""
        return self.value / self.base

    @property
    def is_over(self) -> bool:
        """Whether it is more than its budget."""
        too_many_times = self.most_ratio is not None and self.ratio > self.most_ratio
        return too_many_times or (self.most is not None and self.value > self.most)

    @property
    def budget(self) -> str:
        """The budget in words."""
        if self.most_ratio is not None:
            return f"{self.most_ratio:.2f} times"
        return f"{self.most:g} {self.unit}" if self.most is not None else ""


def first_paints(rounds: int, environment: Mapping[str, str]) -> list[Measured]:
    """Start-up of the library and of a workout: from the start of the program until its first content is written."""
    name = _asked(["list", "--json"], environment)[0]["name"]
    exercise = next(step["exercise"] for step in _asked(["plan", "dumbbells", "--json"], environment)["steps"])
    watched: dict[str, tuple[list[str], str]] = {
        "bare": (BARE, BARE_SHOWS),
        "library": (BACKDAY, name),
        "start": ([*BACKDAY, "start", "dumbbells", "--no-log"], exercise),
    }
    times: dict[str, list[float]] = {program: [] for program in watched}
    for _ in range(rounds + 1):  # in turn, so that what else the machine does is borne by all; the first is to warm up
        for program, (command, shown) in watched.items():
            with Terminal(command, environment) as terminal:
                times[program].append(terminal.wait_for(shown) * 1000)
    median = {program: statistics.median(each[1:]) for program, each in times.items()}
    return [
        Measured("first paint of the library", "ms", median["bare"], median["library"], most_ratio=1.35),
        Measured("first paint of backday start", "ms", median["bare"], median["start"], most_ratio=1.6),
    ]


def prompt(rounds: int) -> list[Measured]:
    """`backday today`, as a prompt of the shell asks it, beside a Python that imports no more than it has to."""
    with tempfile.TemporaryDirectory() as home:
        ten_years.write_routines(Path(home) / "routines")
        (Path(home) / "routines" / "week.toml").write_text(WEEK, encoding="utf-8")
        short = _prompted(rounds, home)
        ten_years.write_log(Path(home) / ten_years.LOG_FILE)
        long = _prompted(rounds, home)
    return [
        Measured("backday today, beside an import of tomllib and sqlite3", "ms", *short, most_ratio=1.5),
        Measured("the same with ten years of log", "ms", *long, most_ratio=1.5),
    ]


def _prompted(rounds: int, home: str) -> tuple[float, float]:
    """How long an import of the two takes, and `backday today`, in ms: in turn, the first to warm up."""
    commands = ([sys.executable, "-c", "import tomllib, sqlite3"], [*BACKDAY, "today"])
    environment = {**os.environ, "BACKDAY_HOME": home}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(2 * rounds + 1):
        for command, of_it in zip(commands, times, strict=True):
            begun = time.perf_counter()
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
            of_it.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times[0][1:]), statistics.median(times[1][1:])


def countdown(seconds: float, environment: Mapping[str, str]) -> list[Measured]:
    """Ten minutes of plank against ten minutes of digits, both watched in the same span of time."""
    command = [*BACKDAY, "do", "1x10:00 Plank", "--no-log"]
    with Terminal(BARE, environment) as bare, Terminal(command, environment) as plank:
        bare.wait_for(BARE_SHOWS)
        plank.wait_for("Plank")
        plank.read_for(0.5)
        os.write(plank.keys, b"\r")  # begin now: past the countdown to get ready
        read_side_by_side((bare, plank), SETTLE_S)
        before = {terminal: terminal.cpu_s() for terminal in (bare, plank)}
        for terminal in before:
            terminal.forget()
        begun = time.monotonic()
        read_side_by_side((bare, plank), seconds)
        spent_s = time.monotonic() - begun
        cpu = {terminal: (terminal.cpu_s() - used) / spent_s * 100 for terminal, used in before.items()}
        written = {terminal: len(terminal.written) / spent_s / 1000 for terminal in before}
        memory = {terminal: terminal.memory_mib() for terminal in before}
    return [
        Measured("processor, with the sound's process", "% of a core", cpu[bare], cpu[plank], most_ratio=1.5),
        Measured("written to the terminal", "kB/s", written[bare], written[plank], most=1.5),
        Measured("memory, with the sound's process", "MiB", memory[bare], memory[plank]),
    ]


def many_files(seconds: float) -> list[Measured]:
    """A library of thousands of routines: the processor while they are read, and what the next start is spared."""
    with tempfile.TemporaryDirectory() as home:
        _write_many(Path(home) / "routines")
        first = _opened({"BACKDAY_HOME": home}, seconds)
        _opened({"BACKDAY_HOME": home}, 10 * seconds)  # all of them are known after this one
        then = _opened({"BACKDAY_HOME": home}, seconds)
    files = f"{FILES:,} files"
    return [
        Measured(f"{files}: processor to the first rows, next time", "s", first.rows_s, then.rows_s, most_ratio=0.7),
        Measured(f"{files}: processor while they are read", "% of a core", then.busy, first.busy, most=30),
        Measured(f"{files}: memory, next time", "MiB", first.memory_mib, then.memory_mib, most=120),
    ]


def _write_many(folder: Path) -> None:
    folder.mkdir()
    written = [path.read_text(encoding="utf-8") for path in sorted((HERE.parent / "routines").glob("*.toml"))]
    for number in range(FILES):
        lines = written[number % len(written)].splitlines()
        named = [f'name = "Many {number:05}"' if line.startswith("name =") else line for line in lines]
        (folder / f"many-{number:05}.toml").write_text("\n".join(named) + "\n", encoding="utf-8")
    long_ago_s = time.time() - 3600  # what was just written is read anew at each start
    for path in folder.iterdir():
        os.utime(path, (long_ago_s, long_ago_s))


class Opened(NamedTuple):
    """A library that was opened: processor time to the first rows, what it takes of a core after them, memory then."""

    rows_s: float
    busy: float
    memory_mib: float


def _opened(environment: Mapping[str, str], most_s: float) -> Opened:
    """Open it, and watch it for so long, or until it is done."""
    with Terminal(BACKDAY, environment) as library:
        library.wait_for("Many 00000")
        rows_s = library.cpu_s()
        library.read_for(SETTLE_S)
        used, begun = library.cpu_s(), time.monotonic()
        while time.monotonic() - begun < most_s:
            before = library.cpu_s()
            read_side_by_side((library,), 1.0)
            if library.cpu_s() - before < IDLE_S:
                break
        busy = (library.cpu_s() - used) / (time.monotonic() - begun) * 100
        memory_mib = library.memory_mib()
        os.write(library.keys, b"q")
        library.read_for(2.0)
    return Opened(rows_s, busy, memory_mib)


def reading() -> list[Measured]:
    """A routine of a thousand entries: backday's reader, positions and checks and all, against tomllib alone."""
    from backday_tui.exercises.catalog import bundled
    from backday_tui.routine.reader import read_text

    text = _long_routine()
    catalog = bundled()
    plain = _best_ms(lambda: tomllib.loads(text))
    read = _best_ms(lambda: read_text(text, id="long", catalog=catalog))
    return [Measured(f"reading {ENTRIES:,} entries, beside tomllib", "ms", plain, read, most=1000)]


def knowing() -> list[Measured]:
    """The catalogue read and its index made, against tomllib alone on the same file."""
    from backday_tui.exercises import catalog

    text = Path(catalog.__file__).with_name("catalog.toml").read_text(encoding="utf-8")
    plain = _best_ms(lambda: tomllib.loads(text))

    def index() -> None:
        catalog.bundled.cache_clear()
        catalog.bundled().keyed("any")

    return [Measured("the catalogue with its index, beside tomllib", "ms", plain, _best_ms(index), most=15)]


def _long_routine() -> str:
    entries = ['"3x8-12 Seated row @ 40kg"', '{ exercise = "Plank", sets = 3, hold = "1:30", rest = "0:45" }']
    lines = [f"  {entries[number % len(entries)]}," for number in range(ENTRIES)]
    return "\n".join(['name = "Long"', "work = [", *lines, "]", ""])


def _best_ms(work: Callable[[], object]) -> float:
    """The median of five."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def _asked(arguments: list[str], environment: Mapping[str, str]) -> Any:
    ran = subprocess.run(
        [*BACKDAY, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)


def _show(measured: list[Measured]) -> None:
    table = Table("", "", "bare", "backday", "ratio", "budget", "", title="backday beside a bare Textual app, 80 x 24")
    for each in measured:
        row = (each.what, each.unit, f"{each.base:.2f}", f"{each.value:.2f}", f"{each.ratio:.2f}", each.budget)
        table.add_row(*row, "over" if each.is_over else "")
    Console(width=120).print(table)


def main() -> int:
    """Measure all and print it; 1 where something is over its budget."""
    parser = argparse.ArgumentParser(description="What backday costs beside a bare Textual app.")
    parser.add_argument("--rounds", type=int, default=15, help="starts of each program")
    parser.add_argument("--seconds", type=float, default=60, help="of countdown watched")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        environment = {"BACKDAY_HOME": home}
        measured = [
            *first_paints(options.rounds, environment),
            *prompt(options.rounds),
            *countdown(options.seconds, environment),
            *many_files(min(options.seconds, 10)),
            *reading(),
            *knowing(),
            *editing.measured(environment, Measured),
            *ten_years.measured(Measured, BACKDAY, options.rounds),
            *foreign_log.measured(Measured),
        ]
    _show(measured)
    return int(any(each.is_over for each in measured))


if __name__ == "__main__":
    sys.exit(main())
