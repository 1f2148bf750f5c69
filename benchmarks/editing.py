"""What a key costs in the editor, in a routine of a thousand entries, beside a bare text area with the same text.

From the key until the first bytes of what it changed; once with pauses between the keys, once as fast as people type.
"""

from __future__ import annotations

import os
import select
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ENTRIES: Final = 1000
KEYS: Final = 20
PAUSE_S: Final = 0.4
QUICK_S: Final = 0.09
"""Eleven keys a second."""
KEY_MS: Final = 30
PLAN_MS: Final = 200
DOWN: Final = b"\x1b[B"
RIGHT: Final = b"\x1b[C"
HOME: Final = b"\x1b[H"
END: Final = b"\x1b[F"
TOP: Final = b"\x1b[A" * 9
CHANGED: Final = "13 \N{MULTIPLICATION SIGN}"
BACKSPACE: Final = b"\x7f"
BARE: Final = (sys.executable, str(Path(__file__).with_name("bare_editor.py")))
BACKDAY: Final = (str(Path(sys.executable).with_name("backday")), "edit")


def lines() -> str:
    """The routine written as lines and inline tables."""
    entries = ['"3x8-12 Seated row @ 40kg"', '{ exercise = "Plank", sets = 3, hold = "1:30", rest = "0:45" }']
    work = [f"  {entries[number % len(entries)]}," for number in range(ENTRIES)]
    return "\n".join(['name = "Long"', "# ", "work = [", *work, "]", ""])


def tables() -> str:
    """The same as tables of their own."""
    entries = ['exercise = "Seated row"\nsets = 3\nreps = "8-12"', 'exercise = "Plank"\nsets = 3\nhold = "1:30"']
    work = [f"[[work]]\n{entries[number % len(entries)]}\n" for number in range(ENTRIES)]
    return "\n".join(['name = "Long"', "# ", *work])


def measured(environment: Mapping[str, str], as_row: Callable[..., Any]) -> list[Any]:
    """The lines of the table; `as_row` makes one of what, unit, base, value and the most that is allowed."""
    rows = []
    for name, text, row, columns in (("lines", lines(), 3, 1), ("tables", tables(), 4, 7)):
        path = Path(environment["BACKDAY_HOME"]) / f"long-{name}.toml"
        path.write_text(text)
        with Terminal([*BARE, str(path)], environment) as bare, Terminal([*BACKDAY, str(path)], environment) as ours:
            bare.wait_for("Long")
            ours.wait_for("Seated row")
            ours.wait_for("about")  # the plan is there
            _read_all((bare, ours), 1.0)
            slow = _typed_in_turn((bare, ours), PAUSE_S)
            quick = _typed_in_turn((bare, ours), QUICK_S)
            seen_ms = _plan_ms(ours, row, columns)
        for what, times in (("", slow), (", fast", quick)):
            base, value = (statistics.median(each) for each in times)
            rows.append(as_row(f"a key in {ENTRIES:,} {name}{what}", "ms", base, value, most=KEY_MS))
        worst = [sorted(each)[-2] for each in quick]
        rows.append(as_row(f"a key in {ENTRIES:,} {name}, fast, slowest but one", "ms", *worst))
        rows.append(as_row(f"the plan of {ENTRIES:,} {name}", "ms", statistics.median(slow[0]), seen_ms, most=PLAN_MS))
    return rows


def _typed_in_turn(terminals: Sequence[Terminal], pause_s: float) -> list[list[float]]:
    """Milliseconds from each key to what it changed, typed into a comment in the second line."""
    times: list[list[float]] = [[] for _ in terminals]
    for terminal, found in zip(terminals, times, strict=True):
        os.write(terminal.keys, TOP + DOWN + END)
        _read_all(terminals, 1.0)
        for number in range(KEYS):
            found.append(_key_ms(terminal, b"abcdefghij"[number % 10 :][:1]))
            _read_all(terminals, pause_s)
    return times


def _key_ms(terminal: Terminal, key: bytes) -> float:
    begun = time.monotonic()
    os.write(terminal.keys, key)
    select.select([terminal.keys], [], [], 5)
    return (time.monotonic() - begun) * 1000


def _plan_ms(terminal: Terminal, row: int, columns: int) -> float:
    """The median of milliseconds until the plan has ten sets more of the exercise whose number of sets stands there."""
    times = []
    for _ in range(5):
        os.write(terminal.keys, TOP + DOWN * row + HOME + RIGHT * columns)
        _read_all((terminal,), 1.0)
        terminal.forget()
        begun = time.monotonic()
        os.write(terminal.keys, b"1")
        while CHANGED not in terminal.text and time.monotonic() < begun + 5:
            terminal.read_for(0.002)
        times.append((time.monotonic() - begun) * 1000)
        os.write(terminal.keys, BACKSPACE)
        _read_all((terminal,), 1.0)
    return statistics.median(times)


def _read_all(terminals: Sequence[Terminal], seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for terminal in terminals:
            terminal.read_for(0.005)
            terminal.forget()


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as home:
        for row in measured({"BACKDAY_HOME": home}, lambda *each, **more: (*each, *more.values())):
            print(*row)
