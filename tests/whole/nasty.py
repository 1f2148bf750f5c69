"""What somebody would write who wants a terminal to do what it should not: routines, log, settings full of it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import tomli_w

from backday_tui.exercises.catalog import bundled
from backday_tui.history.journal import Opening
from backday_tui.history.measures import GivenMax, keep_max
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store
from backday_tui.routine.amounts import parse_load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ESCAPES: Final = (
    "\x1b]52;c;b3du\x07\x1b]0;t\x07\x1b]8;;http://a\x1b\\l\x1b[2J\x1b[4;9m\x1bPq\x1b\\\x9b5n\x9d2;t\x9c\x00\x7f\x85"
)
MARKUP: Final = "[/][@click=app.quit]x[/][bold [red]b[/red]"
HIDDEN: Final = "\u202e\u2066\u200f\u2069\u200b\u200d\ufeff\u2028\u3164\U000e0041"
WIDE: Final = "漢字🏋️\u200d♀️👍🏽\U0001f1e9\U0001f1eaa\u200db\u200dc\u200dd1\ufe0f2\ufe0f\u1112\u1161\u11ab"
MARKS: Final = "\u0301e" + "\u0301" * 30 + "\u0903" * 30 + "\u20dd" * 30
ALL: Final = (ESCAPES, MARKUP, HIDDEN, WIDE, MARKS)
MILLION: Final = 1_000_000
ODD: Final = (
    b"\x1b]0;t\x07\n" + (b"" if sys.platform == "darwin" else b"\xff") + "\u202ee\u0301\U0001f3cb\x9bz".encode()
)
"""A name of a file that holds a line, a command, and where names may be so, bytes that are no text."""
FILE_NAME: Final = b"f" + ODD + b".toml"
EVERY: Final = "".join(ALL)


def text(first: int = 0, length: int = 2000) -> str:
    """All of it in so many characters, beginning with one kind of it."""
    parts = ALL[first % len(ALL) :] + ALL[: first % len(ALL)]
    return "".join(parts)[:length]


def name(first: int = 0) -> str:
    """As much of it as a name may have. An `@`, a ` / ` and a comma would mean something there."""
    return text(first).replace("@", "").replace(" / ", "").replace(",", "")[:119]


def routine(first: int = 0) -> dict[str, Any]:
    """A routine that is in order, with every kind of entry and text in it."""
    lines = [f"2x:30 {name(first)}", f"2x3 {name(first + 1)} each side", name(first + 2)]
    own = {"name": name(first + 3), "muscles": ["glutes"], "steps": [text(n) for n in range(5)], "avoid": text(first)}
    return {
        "name": name(first),
        "summary": text(first + 1),
        "source": text(first + 2),
        "author": text(first + 3),
        "tags": [text(n, 60) for n in range(5)],
        "equipment": [text(n, 60) for n in range(5)],
        "exercises": {"own": own},
        "warmup": lines,
        "work": [
            {"exercise": [name(n) for n in range(4)], "sets": 2, "reps": 8, "load": "70%", "note": text(first)},
            {"exercise": "own", "sets": 2, "hold": 40, "note": text(first + 1)},
            {"exercise": name(first + 4), "reps": 4, "parts": [f"2 {name(first)}", f"2 {name(first + 1)}"]},
            {"superset": [f"3x8 {name(1)}", f"3x8 {name(2)}"]},
            {"circuit": [f"8 {name(3)}", f":20 {name(4)}"], "rounds": "2-3"},
            {"emom": [f"5 {name(0)}"], "minutes": 2},
            {"amrap": [f"5 {name(1)}", f"6 {name(2)}"], "time": "1:00"},
        ],
    }


PASTED: Final = f"{name(1)}\n3x8 Row\n{EVERY}\n4x8 {name(1)}\n3x10 Plank {name(3)}\n{text(2)}\n3x8 {name(2)}"
"""A workout as somebody might copy it."""


def write_routines(folder: Path) -> None:
    """Routines in order and out of it, one with a name that is a line, a command and no UTF-8."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(len(ALL)):
        (folder / f"n{number}.toml").write_text(tomli_w.dumps(routine(number)), encoding="utf-8", newline="\n")
    (folder / "raw.toml").write_text(f'name = "{EVERY}"\n# {EVERY}\nwrok = ["{EVERY}"]\n', encoding="utf-8")
    (folder / "wrong.toml").write_text(tomli_w.dumps({EVERY: EVERY, "work": [EVERY, f"3x8 {EVERY}"]}), encoding="utf-8")
    (folder / "pasted.txt").write_text(PASTED, encoding="utf-8")
    for number, char in enumerate(("x", "\u0301", "漢", "a\u200d")):
        times = MILLION // len(char.encode())
        (folder / f"million{number}.toml").write_text(
            f'name = "{char * times}"\nwork = ["3x8 Row"]\n', encoding="utf-8"
        )
    with open(bytes(folder) + b"/" + FILE_NAME, "wb") as file:  # noqa: PTH123 -- a name that is no text
        file.write(tomli_w.dumps(routine(1)).encode())


def write_log(folder: Path) -> None:
    """Sessions that were done, with all of it in their names, exercises, loads and notes; one is a million long."""
    store = Store(folder / "history.sqlite3")
    for number in range(len(ALL) + 1):
        long = "\u0301x" * (MILLION // 2) if number == len(ALL) else ""
        started = datetime(2026, 1, 1 + number, 12, tzinfo=UTC)
        called = name(number) + long
        key = store.begin(Opening(called, called, tomli_w.dumps(routine(number)), 4, started))
        standing = SessionTotals(60.0, 4, started + timedelta(minutes=1), partial=bool(number % 2))
        store.append(key, 0, [JournalLine(JournalEntry(0.0, "Done", {}), standing, tuple(_sets(number, long)))])
        store.annotate(key, text(number) + long)
        keep_max(store, GivenMax(0, started.date(), f"{number} {text(number)}{long}", parse_load("120kg")), bundled())
    store.close()


def _sets(number: int, long: str) -> Iterator[PerformedSet]:
    for bout, kind in enumerate(("reps", "hold", "amrap")):
        first, seconds = number + bout, 30.0 if kind == "hold" else None
        yield PerformedSet(
            bout, "left", text(first) + long, 1, 2, kind, text(first + 1) + long, 8, seconds, text(first + 2) + long,
            note=text(first + 3) + long,
        )  # fmt: skip


def write_settings(file: Path) -> None:
    """Settings of which none can be taken but the theme, whose name is no theme's."""
    values = {"theme": text(), "sound": text(1), EVERY: 1, "volume": text(2), "mute": [text(3)], "x" * 9000: text(4)}
    file.write_text(tomli_w.dumps(values), encoding="utf-8", newline="\n")


def write_exercises(file: Path) -> None:
    """Exercises of the person's own that are in order, but for what they are called and what is said of them."""
    own = {
        f"own-{number}": {
            "name": name(number), "alias": [f"{number} {name(number + 1)}"], "muscles": ["glutes"],
            "equipment": [text(number, 60)], "steps": [text(n) for n in range(3)], "avoid": text(number),
        }
        for number in range(len(ALL))
    }  # fmt: skip
    file.write_text(tomli_w.dumps({"exercises": own}), encoding="utf-8", newline="\n")


FOREIGN_LOG: Final = "log.csv"


def write_foreign_log(path: Path) -> None:
    """A log of another app with all of it in its names, notes and figures; a NUL would have it refused."""
    quoted = [f'"{each.replace(chr(0), "")}"'.replace(chr(10), " ") for each in (name(0), text(1), name(2), name(3))]
    title, note, exercise, other = quoted
    rows = [f"{title},2026-01-05 18:00:00,,{note},{each},,{note},0,normal,40,8,,," for each in (exercise, other)]
    rows.append(f"{title},{note},,{note},{exercise},,{note},0,normal,{note},8,,,")
    head = (
        "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,"
    )
    path.write_text("\n".join([head + "reps,distance_km,duration_seconds,rpe", *rows]), encoding="utf-8")


def write_home(home: Path) -> None:
    """All of it."""
    home.mkdir(parents=True, exist_ok=True)
    write_routines(home / "routines")
    write_log(home)
    write_settings(home / "settings.toml")
    write_exercises(home / "exercises.toml")
    write_foreign_log(home / FOREIGN_LOG)
