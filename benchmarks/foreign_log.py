"""A log of another app with 50,000 rows: taken in, again, taken back, written out; by the clock, and in memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")

ROWS: Final = 50_000
MOST_S: Final = 10.0
MOST_MIB: Final = 250.0
_FIRST: Final = datetime(2012, 1, 1, 18, 0)  # noqa: DTZ001 -- as the file has it, of no place
_NAMES: Final = ("Deadlift (Barbell)", "Lat Pulldown (Cable)", "Face Pull (Cable)", "Plank", "A machine of my own")
_SETS: Final = 4
_HEAD: Final = (
    "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,"
    "distance_km,duration_seconds,rpe"
)
_MEASURED: Final = """
import resource, sys
from backday_tui.cli import run
code = run(sys.argv[1:])
sys.stderr.write(f"\\n{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")
sys.exit(code)
"""


def _lines() -> Iterator[str]:
    yield _HEAD
    for session in range(ROWS // (len(_NAMES) * _SETS)):
        start = _FIRST + timedelta(days=2 * session)
        times = f'"{start.day} {start:%b %Y, %H:%M}","{start.day} {start:%b %Y}, 18:50"'
        for place, name in enumerate(_NAMES):
            for number in range(_SETS):
                figures = ",,,90," if name == "Plank" else f"{20 + session % 80 + place},{12 - number},,,8.5"
                yield f'"Session {session % 7}",{times},"","{name}",,"",{number},"normal",{figures}'


def measured(as_row: Callable[..., T]) -> list[T]:
    """The rows of the table; as_row takes what, unit, base, value and the most that value may be."""
    with tempfile.TemporaryDirectory() as folder:
        file, home = Path(folder, "log.csv"), str(Path(folder, "home"))
        file.write_text("\n".join(_lines()), encoding="utf-8")
        commands = {
            "taken in": ["import", str(file), "--yes"],
            "taken in again: nothing is new": ["import", str(file), "--yes"],
            "taken back": ["undo-import"],
            "back again": ["undo"],
            "written out": ["export"],
        }
        rows = []
        for what, arguments in commands.items():
            seconds, mib = _run(arguments, home)
            rows.append(as_row(f"a log of {ROWS:,} sets {what}", "s", seconds, seconds, most=MOST_S))
            rows.append(as_row(f"a log of {ROWS:,} sets {what}: memory", "MiB", mib, mib, most=MOST_MIB))
        return rows


def _run(arguments: Sequence[str], home: str) -> tuple[float, float]:
    environment = {**os.environ, "BACKDAY_HOME": home}
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, "log", *arguments],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return time.perf_counter() - begun, int(done.stderr.splitlines()[-1]) / 1024
