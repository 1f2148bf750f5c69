"""Pasted workouts of every kind, with what each of them holds; how well the importer reads them, in figures.

`tests/data/pastes/*.txt` have the pastes. One begins with "@@ " and what it shows; behind a line ">>" stand its
exercises, as `Expected` reads them: "Squat: 3x5 ~ 120" is three sets of five with two minutes of rest between them, and
"Side plank: 2x0:30 each" two times half a minute on each side. What is done in rounds has them as its sets.

Run as a program, this prints each paste that is not read as it should be, then the figures; "measured" as its first
argument takes those of that folder, and another one those whose title has it.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from backday_tui.exercises import catalog
from backday_tui.routine.importing.importer import ImportRefusedError, import_text
from backday_tui.routine.model import Amrap, Circuit, Emom, Entry, Reps, RestWindow, Routine, Span, Superset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.routine.importing.importer import Imported
    from backday_tui.routine.model import Item, Rest

FOLDER = Path(__file__).parents[1] / "data" / "pastes"
_ITEM = re.compile(r"(?P<name>.+?)(?:: (?P<dose>[^~]*?))?(?: ~ (?P<rest>\d+))?")
_CATALOG = catalog.bundled()


@dataclasses.dataclass(frozen=True, slots=True)
class Dosed:
    """An exercise with its dose, "" for none, and the rest between its sets in seconds."""

    name: str
    dose: str = ""
    rest_s: int | None = None

    def is_same_exercise(self, other: Dosed) -> bool:
        """Whether both name one exercise."""
        return _key(self.name) == _key(other.name)

    def __str__(self) -> str:
        return f"{self.name}{': ' if self.dose else ''}{self.dose}{'' if self.rest_s is None else f' ~ {self.rest_s}'}"


@dataclasses.dataclass(frozen=True, slots=True)
class Paste:
    """A pasted text, what it shows, and the exercises that it holds, in order."""

    title: str
    text: str
    expected: tuple[Dosed, ...]


@dataclasses.dataclass(slots=True)
class Score:
    """How many exercises, doses and rests of some pastes were expected, given, and right.

    `invented` are exercises that no line names, `dropped` those that are lost without a word.
    """

    expected: int = 0
    given: int = 0
    found: int = 0
    doses_expected: int = 0
    doses_given: int = 0
    doses_right: int = 0
    rests: int = 0
    rests_right: int = 0
    refused: int = 0
    invented: int = 0
    dropped: int = 0

    def add(self, other: Score) -> None:
        """Count those of another as well."""
        for field in dataclasses.fields(Score):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    def __str__(self) -> str:
        def share(part: int, whole: int) -> str:
            return f"{part}/{whole} ({100 * part / max(whole, 1):.0f} %)"

        return (
            f"exercises {share(self.found, self.expected)} found, {share(self.found, self.given)} right; "
            f"doses {share(self.doses_right, self.doses_expected)} found, "
            f"{share(self.doses_right, self.doses_given)} right; rests {share(self.rests_right, self.rests)}; "
            f"{self.refused} refused, {self.invented} invented, {self.dropped} dropped without a word"
        )


def pastes(folder: Path = FOLDER) -> Iterator[Paste]:
    """Every paste of the files of a folder."""
    for path in sorted(folder.glob("*.txt")):
        for title, text, items in blocks(path):
            yield Paste(title, text, tuple(map(_expected, items)))


def blocks(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """The blocks of a file: the title, the text and the lines behind ">>" of each."""
    for block in path.read_text(encoding="utf-8").split("@@ ")[1:]:
        head, _, items = block.partition("\n>>\n")
        title, _, text = head.partition("\n")
        yield title, text, [line for line in items.split("\n") if line.strip()]


def _expected(line: str) -> Dosed:
    found = _ITEM.fullmatch(line.strip())
    assert found, line
    return Dosed(found["name"], (found["dose"] or "").strip(), int(found["rest"]) if found["rest"] else None)


def given(imported: Imported) -> list[Dosed]:
    """The exercises of what was imported, in order."""
    return [dosed for each in imported.routines for dosed in _of_routine(each.routine)]


def _of_routine(routine: Routine) -> Iterator[Dosed]:
    for item in (*routine.warmup, *routine.work, *routine.cooldown):
        yield from _of_item(item, routine)


def _of_item(item: Item, routine: Routine) -> Iterator[Dosed]:
    if isinstance(item, Entry):
        rest = routine.rest if item.rest is None else item.rest
        yield Dosed(" / ".join(item.exercise), _dose(item, item.sets), _longest(rest))
    elif isinstance(item, Emom | Amrap):
        kind = f"emom{item.minutes}" if isinstance(item, Emom) else f"amrap{item.time // 60}"
        for entry in item.entries:
            yield Dosed(" / ".join(entry.exercise), f"{kind} {_dose(entry, None)}".strip())
    elif isinstance(item, Superset):
        rest = routine.rest if item.rest is None else item.rest
        for entry in item.entries:
            yield Dosed(" / ".join(entry.exercise), _dose(entry, item.sets), _longest(rest))
    elif isinstance(item, Circuit):
        rest = item.rest or (routine.between if item.between is None else item.between)
        for entry in item.entries:
            yield Dosed(" / ".join(entry.exercise), _dose(entry, item.rounds[0]), _longest(rest))


def _longest(rest: Rest | None) -> int | None:
    return rest.most if isinstance(rest, RestWindow) else rest


def _dose(entry: Entry, sets: int | None) -> str:
    amount = entry.reps or entry.hold or entry.time
    side = " each" if entry.sides == "each" else ""
    if amount is None:
        return f"{sets}x{side}" if sets and sets > 1 else side.strip()
    if isinstance(amount, tuple):
        texts = [_text(each) for each in amount]
        return (f"{len(texts)}x{texts[0]}" if len(set(texts)) == 1 else ",".join(texts)) + side
    return (f"{sets}x" if sets is not None else "") + _text(amount) + side


def _text(amount: Reps | Span) -> str:
    if isinstance(amount, Span):
        minutes, seconds = divmod(amount.seconds or 0, 60)
        return "?" if amount.seconds is None else f"{minutes}:{seconds:02}{'+' if amount.open_ended else ''}"
    if amount.low is None:
        return "?"
    if amount.high is None:
        return f"{amount.low}+"
    return str(amount.low) if amount.low == amount.high else f"{amount.low}-{amount.high}"


def _key(name: str) -> str:
    words = re.findall(r"[^\W_]+", re.sub(r"\([^()]*\)", "", name).lower())
    return "".join(word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words)


def score(paste: Paste) -> tuple[Score, list[str]]:
    """How well a paste is read, and a line about each thing that is not as it should be."""
    told: list[str] = []
    counted = Score(
        expected=len(paste.expected),
        doses_expected=sum(bool(each.dose) for each in paste.expected),
        rests=sum(each.rest_s is not None for each in paste.expected),
    )
    try:
        imported = import_text(paste.text, _CATALOG)
    except ImportRefusedError as error:
        counted.refused = 1
        return counted, [f"refused: {error}"]
    found = given(imported)
    counted.given = len(found)
    counted.doses_given = sum(bool(each.dose) for each in found)
    left = list(found)
    unread = _key(" ".join(line for _, line in imported.not_understood))
    for each in paste.expected:
        fitting = [other for other in left if each.is_same_exercise(other)]
        fit = next((other for other in fitting if other.dose == each.dose), fitting[0] if fitting else None)
        if fit is None:
            is_told = _key(each.name) in unread
            counted.dropped += not is_told
            told.append(f"{'told' if is_told else 'DROPPED'}: {each}")
            continue
        left.remove(fit)
        counted.found += 1
        counted.doses_right += bool(each.dose) and each.dose == fit.dose
        counted.rests_right += each.rest_s is not None and each.rest_s == fit.rest_s
        if each.dose != fit.dose or each.rest_s not in (None, fit.rest_s):
            told.append(f"wrong: {each}   is   {fit}")
    counted.invented = len(left)
    told += [f"INVENTED: {other}" for other in left]
    return counted, told


def main() -> None:
    """Print what is not read as it should be, then the figures."""
    total = Score()
    measured = sys.argv[1:2] == ["measured"]
    part_of_title = sys.argv[1 + measured :][:1]
    for paste in pastes(FOLDER / "measured" if measured else FOLDER):
        if not all(part in paste.title for part in part_of_title):
            continue
        counted, told = score(paste)
        total.add(counted)
        if told:
            print(f"--- {paste.title}", *told, sep="\n    ")  # noqa: T201 -- the program's output
    print(total)  # noqa: T201 -- as above


if __name__ == "__main__":
    main()
