"""Texts of routines in many layouts, and edits of them, as hypothesis makes them."""

import itertools
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from backday_tui.routine.edit.editor import (
    Delete,
    Duplicate,
    Edit,
    GroupEntries,
    Insert,
    Move,
    Remove,
    SetValue,
    Ungroup,
)
from backday_tui.routine.library import bundled_dir
from backday_tui.routine.model import SECTIONS
from backday_tui.routine.source import normal

HERE = Path(__file__).parents[1]
FILES = [*sorted(bundled_dir().glob("*.toml")), *sorted((HERE / "data" / "valid").glob("*.toml"))]
KNOWN = {path.stem: path.read_bytes().decode() for path in FILES}

LINES = [
    "3x8 Seated row",
    "3x1:00 Plank",
    "Plank",
    "2x? Pull-up / Chin-up",
    "3 x 8-12 Row @ 20kg each side",
    "10min Treadmill",
]
TABLES: list[dict[str, Any]] = [
    {"exercise": "Seated row", "sets": 3, "reps": 8},
    {"exercise": "Plank", "hold": "1:00", "rest": "0:30", "after": 120},
    {"exercise": ["Pull-up", "Chin-up"], "reps": [8, "6-8"], "note": "Slow # ly"},
    {"exercise": "Seated row", "sets": 2, "reps": "8-12", "progress": {"reps": "8-12", "load": "+5 lb"}},
]


@cache
def places(count: int) -> st.SearchStrategy[int]:
    """A place among so many; made once, because the first draw from a strategy costs more than all others."""
    return st.integers(0, count - 1)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A routine in some layout: lists in brackets and tables, comments everywhere, all kinds of line ends."""
    layout = _Layout(draw)
    return layout.routine()


class _Layout:
    """Draws the parts of one text; every comment in it is unlike the others."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._numbers = itertools.count(1)

    def one(self, *choices: str) -> str:
        return choices[self._draw(places(len(choices)))]

    def some(self, low: int, high: int) -> range:
        return range(self._draw(st.integers(low, high)))

    def comment(self) -> str:
        end = self.one("", " ", ' "x')
        return f"# c{next(self._numbers)}{end}"

    def behind(self) -> str:
        return f"{self.one('', '  ')}{self.comment()}" if self.one("", "", "c") else ""

    def routine(self) -> str:
        sections = [section for section in SECTIONS if section == "work" or self.one("", "y")]
        in_tables = [section for section in sections if self.one("", "t")]
        parts = [self.head(), *(self.in_brackets(section) for section in sections if section not in in_tables)]
        tables = [table for section in in_tables for table in self.in_tables(section)]
        tables = self._draw(st.permutations(tables)) if self.one("", "", "split") else tables
        if self.one("", "", "own"):
            own = f"[exercises.own]\nname = 'Own'{self.behind()}\n"
            tables.insert(self._draw(st.integers(0, len(tables))), own)
        text = "".join([*parts, *tables, self.one("", "", f"{self.comment()}\n")])
        return self.line_ends(text)

    def line_ends(self, text: str) -> str:
        kind = self.one("lf", "lf", "crlf", "mixed")
        lines = text.split("\n")
        ends = ["\r\n" if kind == "crlf" or (kind == "mixed" and self.one("", "r")) else "\n" for _ in lines]
        text = "".join(line + end for line, end in zip(lines[:-1], ends, strict=False)) + lines[-1]
        text = text.rstrip("\r\n") if self.one("", "", "cut") else text
        return self.one("", "", "\ufeff") + text

    def head(self) -> str:
        rest = self.one("", "rest = '1:00'\n", f"rest   =  60{self.behind()}\n")
        lead = self.one("", f"{self.comment()}\n")
        return f"{lead}name = 'X'{self.behind()}\n{rest}{self.one('', chr(10))}"

    # -------------------------------------------------------------------------------------------------- in brackets

    def in_brackets(self, section: str) -> str:
        body = self.body([self.element() for _ in self.some(1, 4)], "  ")
        return f"{section} = [{body}]{self.behind()}\n{self.one('', chr(10))}"

    def body(self, elements: list[str], indent: str) -> str:
        """What stands in a list's brackets."""
        if self.one("", "one line") == "one line":
            return f"{self.one('', ' ')}{', '.join(elements)}{self.one('', ',', ' ,')}"
        out = self.behind()
        last = len(elements) - 1
        for number, element in enumerate(elements):
            gap = self.one("\n", "\n", f"\n{indent}{self.comment()}\n", f"\n\n{indent}{self.comment()}\n\n", "\n\n")
            out += f"{gap}{indent}{element}{self.one('', '', ' ')}"
            out += f",{self.behind()}" if number < last or self.one("", "y") else self.behind()
        return f"{out}\n{self.one('', '', f'{indent}{self.comment()}{chr(10)}')}"

    def element(self) -> str:
        if self.one("", "", "group"):
            lines = [self.quoted(self.one("3x8 Seated row", "3x1:00 Plank")) for _ in self.some(1, 3)]
            body = self.body(lines, "    ")
            return f"{{ superset = [{body}]{self.one('', ', rest = 30', ', sets = 3')} }}"
        if self.one("", "table"):
            return self.inline(TABLES[self._draw(places(len(TABLES)))])
        return self.quoted(self.one(*LINES))

    def quoted(self, text: str) -> str:
        return self.one(f'"{text}"', f"'{text}'", f'"""{text}"""', f"'''\n{text}'''")

    def inline(self, table: dict[str, Any]) -> str:
        blank = self.one("", " ")
        return f"{{{blank}{', '.join(f'{key}{blank}={blank}{value}' for key, value in self.dotted(table))}{blank}}}"

    def value(self, value: Any) -> str:
        if isinstance(value, dict):
            return self.inline(value)
        if isinstance(value, list):
            return f"[{', '.join(map(self.value, value))}]"
        return self.one(f'"{value}"', f"'{value}'") if isinstance(value, str) else str(value)

    # ---------------------------------------------------------------------------------------------------- in tables

    def in_tables(self, section: str) -> list[str]:
        return [self.block(section) for _ in self.some(1, 4)]

    def block(self, section: str) -> str:
        lead = self.one(
            "", "\n", f"{self.comment()}\n", f"\n{self.comment()}\n{self.comment()}\n", f"\n{self.comment()}\n\n"
        )
        key = self.one(section, section, f" {section} ", f"'{section}'")
        header = f"[[{key}]]{self.behind()}\n"
        if self.one("", "", "group"):
            return lead + header + self.group(section)
        table = TABLES[self._draw(places(len(TABLES)))]
        sub = table.get("progress") if self.one("", "y") else None
        pairs = self.pairs({key: value for key, value in table.items() if key != "progress" or sub is None})
        if sub:
            pairs += f"{self.one('', chr(10))}[{section}.progress]\n{self.pairs(sub)}"
        return f"{lead}{header}{pairs}{self.one('', '', f'{self.comment()}{chr(10)}')}"

    def group(self, section: str) -> str:
        keys = self.one("", "rest = '0:30'\n", f"sets = 3{self.behind()}\n")
        if self.one("", "y"):
            lines = [self.quoted("3x8 Seated row") for _ in self.some(1, 3)]
            return f"{keys}superset = [{self.body(lines, '  ')}]\n"
        member = f"[[{section}.superset]]{self.behind()}\nexercise = 'Plank'\nsets = 3\n"
        return keys + "".join(f"{self.one('', chr(10), f'{self.comment()}{chr(10)}')}{member}" for _ in self.some(1, 3))

    def pairs(self, table: dict[str, Any]) -> str:
        return "".join(f"{key} = {value}{self.behind()}\n" for key, value in self.dotted(table))

    def dotted(self, table: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """The keys of a table with their values, some in quotes, tables in it sometimes as dotted keys."""
        for key, value in table.items():
            name = self.one(key, key, f'"{key}"')
            if isinstance(value, dict) and self.one("", "dots"):
                dot = self.one(".", " . ")
                yield from ((f"{name}{dot}{inner}", written) for inner, written in self.dotted(value))
            else:
                yield name, self.value(value)


# --------------------------------------------------------------------------------------------------------------- edits

VALUES: dict[str, list[Any]] = {
    "sets": [1, 3, 5],
    "reps": [8, "8-12", "5+", "max", [8, 6, 4]],
    "hold": ["1:30", "max", 45],
    "time": ["10min", "1:00+"],
    "rest": ["0:45", 0],
    "load": ["22.5 kg", "bodyweight"],
    "after": ["2:00"],
    "sides": ["each", "alternating"],
    "note": ["New", 'With "quotes"\n and \x1b'],
    "exercise": ["Chin-up", "Plank", "90/90 stretch", ["Pull-up", "Plank"]],
    "optional": [True],
    "tempo": ["3-0-1"],
    "progress": [{"reps": "8-12"}],
}


def entry_paths(text: str) -> list[tuple[str | int, ...]]:
    """Where the entries and groups of a text are, those in groups too."""
    data = tomllib.loads(normal(text))
    found: list[tuple[str | int, ...]] = []
    for section in SECTIONS:
        for number, element in enumerate(data.get(section, [])):
            found.append((section, number))
            inner = next((key for key in ("superset", "circuit", "emom", "amrap") if key in element), None)
            if isinstance(element, dict) and inner:
                found += ((section, number, inner, each) for each in range(len(element[inner])))
    return found


@st.composite
def edits(draw: st.DrawFn, text: str) -> Edit:
    """An edit of something that is there; whether it can be done is another question."""
    path = draw(st.sampled_from(entry_paths(text)))
    key = draw(st.sampled_from(sorted(VALUES)))
    number = int(path[-1])
    edit: Edit = draw(
        st.one_of(
            st.builds(SetValue, st.just((*path, key)), st.sampled_from(VALUES[key])),
            st.builds(SetValue, st.just(("rest",)), st.sampled_from(["0:10", 90])),
            st.builds(Remove, st.just((*path, key))),
            st.builds(Remove, st.just(("rest",))),
            st.builds(Move, st.just(path), st.integers(-2, 2)),
            st.builds(Duplicate, st.just(path)),
            st.builds(Delete, st.just(path)),
            st.builds(
                Insert,
                st.just((*path[:-1], number + draw(st.integers(0, 1)))) | st.sampled_from([(s, 0) for s in SECTIONS]),
                st.sampled_from([*LINES, *TABLES]),
            ),
            st.builds(GroupEntries, st.just(path), st.integers(1, 3), st.sampled_from([None, 3])),
            st.builds(Ungroup, st.just(path)),
        )
    )
    return edit
