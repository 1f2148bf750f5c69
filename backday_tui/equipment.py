"""What the person trains with: `training.toml` beside their settings, read into `training.loads.Equipment`.

There need not be a file. What in it can't be used is told with its place and keeps its default, a key at a time. Which
plates make a load, and which loads there are, is worked out in `training/`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

from backday_tui import settings, words
from backday_tui.errors import UnreadableError
from backday_tui.exercises.catalog import bundled
from backday_tui.files import FileTooLargeError
from backday_tui.routine import source
from backday_tui.routine.amounts import MAX_LOAD, parse_load
from backday_tui.routine.file_kinds import EQUIPMENT_FILE
from backday_tui.routine.format import Table
from backday_tui.routine.model import Unit
from backday_tui.routine.problems import (
    Fault,
    Faults,
    Problem,
    first_of,
    problems_of,
    problems_of_broken,
    shown,
    unreadable,
)
from backday_tui.routine.reader import TableReader
from backday_tui.routine.value_kinds import RefusedValueError, ValueKind, refused, text_read
from backday_tui.settings import Units
from backday_tui.training.loads import USUAL, Equipment, in_kg
from backday_tui.training.plates import Plate

MOST_PLATES: Final = 20
"""Plates of so many weights; nobody has more, and the fewest that make a load are found soon."""
MOST_PAIRS: Final = 50
MOST_WEIGHTS: Final = 200
"""Of dumbbells, and of a stack."""
MOST_STACK: Final = 500
LEAST_PLATE: Final = 0.1
MOST_BAR: Final = 200
_PARTS: Final = 1000
_NUMBER: Final = r"\d{1,6}(?:\.\d{1,3})?"
_BARE: Final = re.compile(_NUMBER, re.ASCII)
_RANGE: Final = re.compile(
    rf"(?P<least>{_NUMBER})\s*[-\N{{EN DASH}}]\s*(?P<most>{_NUMBER})\s*/\s*(?P<step>{_NUMBER})\s*(?P<unit>kg|lb)?",
    re.ASCII,
)
_PAIRS: Final = re.compile(
    r"(?P<weight>.*\S)\s*[xX\N{MULTIPLICATION SIGN}]\s*(?P<pairs>\d{1,6})(?:\s*pairs?)?", re.ASCII
)


class _Given(NamedTuple):
    """What a key says: weights, in the unit that is written with them; None where none is. `pairs` are of plates."""

    weights: tuple[float, ...]
    unit: Unit | None = None
    pairs: tuple[int | None, ...] = ()


# -- what a key may hold ------------------------------------------------------------------------------------------


def _weight(value: Any, example: str) -> _Given:
    """A weight, as "20 kg", or as a number without a unit."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not 0 < value <= MAX_LOAD or round(value, 3) != value:
            raise refused(value, f"a weight over 0 and at most {MAX_LOAD:,}, with three decimals or less")
        return _Given((float(value),))
    if not isinstance(value, str):
        raise refused(value, f'a weight, "{example}"')
    text = value.strip()
    if _BARE.fullmatch(text):
        return _weight(float(text), example)
    load = text_read(value, parse_load)
    if load.kind != "weight" or load.each != 1:
        raise refused(value, f'a weight, "{example}"')
    return _Given((load.value,), load.unit)


def _one_weight(most: int, example: str) -> Callable[[Any], _Given]:
    def read(value: Any) -> _Given:
        given = _weight(value, example)
        if given.weights[0] > most:
            raise refused(value, f"at most {most:,}")
        return given

    return read


def _plate(value: Any) -> _Given:
    """A plate, as many of it as are needed; or so many pairs, "15 kg x2"."""
    found = _PAIRS.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is not None and _is_weight(found["weight"]):
        pairs = int(found["pairs"])
        if not 1 <= pairs <= MOST_PAIRS:
            raise refused(value, f"from 1 to {MOST_PAIRS} pairs")
        given = _weight(found["weight"], "15 kg")._replace(pairs=(pairs,))
    else:
        given = _weight(value, "15 kg")._replace(pairs=(None,))
    if given.weights[0] < LEAST_PLATE:
        raise refused(value, f"a plate of {LEAST_PLATE} or more")
    return given


def _is_weight(text: str) -> bool:
    try:
        _weight(text, "")
    except RefusedValueError:
        return False
    return True


def _plates(value: Any) -> _Given:
    allowed = 'a list, [25, 20, "15 kg x2"]: of 15 kg there are two pairs, of the others as many as are needed'
    if not isinstance(value, list):
        raise refused(value, allowed)
    given = _all_of(value, _plate, MOST_PLATES)
    for number, weight in enumerate(given.weights):
        if weight in given.weights[:number]:
            words = f": this plate stands here twice; for two pairs write {shown(_pairs_text(weight, given.unit, 2))}"
            raise RefusedValueError(((number,), words, 0))
    return given


def _weights(example: str) -> Callable[[Any], _Given]:
    """Weights that are there one by one: a range, "2-30/2 kg", or a list of weights and ranges."""

    def one(value: Any) -> _Given:
        found = _RANGE.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            return _weight(value, example)
        least, most, step = (round(float(found[name]) * _PARTS) for name in ("least", "most", "step"))
        if not 0 < least <= most <= MAX_LOAD * _PARTS or not step:
            raise refused(value, f'from the lightest to the heaviest by a step, "{example}"')
        if (most - least) // step >= MOST_WEIGHTS:
            raise refused(value, f"at most {MOST_WEIGHTS} weights")
        if beyond := (most - least) % step:
            ends = "/".join(map(words.weight, ((most - beyond) / _PARTS, step / _PARTS)))
            text = f"{words.weight(least / _PARTS)}-{ends} {found['unit'] or ''}".strip()
            raise refused(value, f"a range that ends with a step, {shown(text)}")
        unit: Unit | None = "kg" if found["unit"] == "kg" else "lb" if found["unit"] else None
        return _Given(tuple(each / _PARTS for each in range(least, most + 1, step)), unit)

    def read(value: Any) -> _Given:
        given = _all_of(value, one, MOST_WEIGHTS) if isinstance(value, list) else one(value)
        if len(given.weights) > MOST_WEIGHTS:
            raise refused(value, f"at most {MOST_WEIGHTS} weights")
        return given._replace(weights=tuple(sorted(set(given.weights))))

    return read


def _stack(value: Any) -> _Given:
    """The same for a machine; one weight alone is its step, for nobody has a stack of one."""
    given = _weights("5-100/5 kg")(value)
    if isinstance(value, list) or len(given.weights) != 1:
        return given
    step = round(given.weights[0] * _PARTS)
    most = min(MOST_STACK * _PARTS, step * MOST_WEIGHTS)
    return given._replace(weights=tuple(each / _PARTS for each in range(step, most + 1, step)) or given.weights)


def _all_of(values: list[Any], read: Callable[[Any], _Given], most: int) -> _Given:
    """Every element of a list, all of one unit."""
    if len(values) > most:
        raise RefusedValueError(((), f" has {len(values):,} values: allowed are at most {most}", 0))
    good: list[_Given] = []
    faults: list[tuple[tuple[str | int, ...], str, int]] = []
    for number, value in enumerate(values):
        try:
            given = read(value)
        except RefusedValueError as error:
            faults += (((number,), words, offset) for _, words, offset in error.faults)
            continue
        unit = next((each.unit for each in good if each.unit), given.unit)
        if given.unit not in (None, unit):
            faults.append(((number,), f" = {shown(value)}: the others are in {unit}, and one key has one unit", 0))
        good.append(given)
    if faults:
        raise RefusedValueError(*faults)
    return _Given(
        tuple(weight for each in good for weight in each.weights),
        next((each.unit for each in good if each.unit), None),
        tuple(pairs for each in good for pairs in each.pairs),
    )


_TEXT_OR_NUMBER: Final = {"type": ["string", "number"], "exclusiveMinimum": 0}
_TEXTS_OR_NUMBERS: Final = {"type": "array", "items": _TEXT_OR_NUMBER}
_ONE_OR_MORE: Final = {"anyOf": [_TEXT_OR_NUMBER, _TEXTS_OR_NUMBERS]}


class EquipmentTable(Table):
    """What the person trains with. A number without a unit is of the unit of the settings."""

    shown = EQUIPMENT_FILE

    bar: Annotated[
        _Given | None, ValueKind(_one_weight(MOST_BAR, "20 kg"), _TEXT_OR_NUMBER),
        'What the bar weighs: "20 kg".',
    ] = None  # fmt: skip
    plates: Annotated[
        _Given | None, ValueKind(_plates, _TEXTS_OR_NUMBERS),
        'The plates: [25, 20, "15 kg x2"], as many of each as are needed, or so many pairs.',
    ] = None  # fmt: skip
    dumbbells: Annotated[
        _Given | None, ValueKind(_weights("2-30/2 kg"), _ONE_OR_MORE),
        'The dumbbells, by what one weighs: "2-30/2 kg", or a list of such and of weights.',
    ] = None  # fmt: skip
    stack: Annotated[
        _Given | None, ValueKind(_stack, _ONE_OR_MORE),
        'What can be pinned on a machine: "5-100/5 kg", a list of such and of weights, or the step, "5 kg".',
    ] = None  # fmt: skip
    step: Annotated[
        _Given | None, ValueKind(_one_weight(MOST_BAR, "2.5 kg"), _TEXT_OR_NUMBER),
        'By how much all else goes up and down: "2.5 kg".',
    ] = None  # fmt: skip


KEYS: Final = EquipmentTable.all_keys()


# -- the file -----------------------------------------------------------------------------------------------------


class EquipmentFile(NamedTuple):
    """What a file says: all that can be used of it, the usual where it says nothing; every problem in order.

    `said` is what it says of each key that can be used, as a person types it: "25, 20, 15 kg x2".
    """

    equipment: Equipment
    problems: tuple[Problem, ...] = ()
    said: Mapping[str, str] = {}


def read_file(path: Path, units: Units) -> EquipmentFile:
    """What a file says; the usual where there is none.

    Args:
        path: of the file.
        units: of the settings: of a number without a unit, and of what is usual.

    Raises:
        UnreadableError: there is something that can't be read at all.
    """
    try:
        text = text_of(path)
    except source.TomlProblem as problem:
        return EquipmentFile(USUAL[units], (unreadable(problem),))
    return read_text(text, units)


def text_of(path: Path) -> str:
    """The text of a file; "" where there is none.

    Raises:
        UnreadableError: there is something that can't be read at all.
        TomlProblem: it is too long, or not UTF-8.
    """
    try:
        raw = source.read_bytes(path)
    except UnreadableError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return ""
        if not isinstance(error.__cause__, FileTooLargeError):
            raise
        raw = bytes(settings.MOST_BYTES + 1)
    if len(raw) > settings.MOST_BYTES:
        raise source.TomlProblem(f"it is larger than {settings.MOST_BYTES // 1024} KiB", 1, 1)
    return source.decode(raw)


def read_text(text: str, units: Units) -> EquipmentFile:
    """What a text says: TOML."""
    text = source.normal(text)
    try:
        raw = source.parse(text)
    except source.TomlProblem as problem:
        return EquipmentFile(USUAL[units], problems_of_broken(text, problem, lambda mended: _read(mended, units)[1]))
    given, faults = _read(raw, units)
    said = {key: _typed_text(raw[key], each.unit) for key, each in given.items()}
    return EquipmentFile(_equipment(given, units), problems_of(text, faults), said)


def known_equipment(path: Path, units: Units) -> Equipment:
    """The same without what is wrong with it: `remarks` tells that."""
    try:
        return read_file(path, units).equipment
    except UnreadableError:
        return USUAL[units]


def remarks(path: Path, units: Units) -> tuple[str, ...]:
    """A line where something in the person's file can't be used, and how much more there is; nothing if all is well."""
    try:
        problems = read_file(path, units).problems
    except UnreadableError as error:
        return (f"{error}: {_USUAL_USED}",)
    if any(problem.is_syntax for problem in problems):
        return tuple(f"{line}: {_USUAL_USED}" for line in first_of(path, problems))
    return first_of(path, problems)


_USUAL_USED: Final = "the usual bar and plates are used"


def _read(raw: dict[str, Any], units: Units) -> tuple[dict[str, _Given], Faults]:
    """What can be used, by key and each in a unit, and what is wrong with the rest."""
    reader = TableReader(bundled(), None)
    table = reader.table(EquipmentTable, raw, ())
    given: dict[str, _Given] = {key: said for key in KEYS if (said := getattr(table, key)) is not None}
    bar, plates = given.get("bar"), given.get("plates")
    of_bar = (plates.unit if plates else None) or (bar.unit if bar else None) or units
    if bar is not None and bar.unit not in (None, of_bar):
        words_of = f"bar = {shown(raw['bar'])}: the plates are in {of_bar}; in that it is {_in_unit(bar, of_bar)}"
        reader.faults.add(Fault(("bar",), words_of))
        del given["bar"]
    return {
        key: said._replace(unit=said.unit or (of_bar if key in ("bar", "plates") else units))
        for key, said in given.items()
    }, reader.faults


def _equipment(given: Mapping[str, _Given], units: Units) -> Equipment:
    own = {key: _value(key, said) for key, said in given.items() if said.unit == units}
    others = {key: _value(key, said) for key, said in given.items() if said.unit != units}
    other: Unit = "lb" if units == "kg" else "kg"
    return _with(units, own, _with(other, others) if others else None)


def _with(unit: Unit, said: dict[str, Any], other: Equipment | None = None) -> Equipment:
    has_own_bar = bool(said.keys() & {"bar", "plates"})
    return replace(USUAL[unit], **said, other=other, has_own_bar=has_own_bar)


def _value(key: str, said: _Given) -> float | tuple[float, ...] | tuple[Plate, ...]:
    if key == "plates":
        plates = (Plate(weight, pairs) for weight, pairs in zip(said.weights, said.pairs, strict=True))
        return tuple(sorted(plates, key=lambda plate: -plate.weight))
    return said.weights[0] if key in ("bar", "step") else said.weights


def _in_unit(said: _Given, unit: Unit) -> str:
    kilograms = in_kg(said.weights[0], said.unit)
    return shown(f"{words.weight(round(float(kilograms / in_kg(1, unit)), 3))} {unit}")


# -- what a person types ------------------------------------------------------------------------------------------

_BETWEEN: Final = re.compile(r"\s*[,;\N{MIDDLE DOT}]\s*|(?<=\d)\s+(?=\d)|(?<=kg)\s+(?=\d)|(?<=lb)\s+(?=\d)", re.ASCII)
"""Between two weights of a list."""


def usual_text(key: str, units: Units) -> str:
    """What is usual, as a person types it; "" where nothing is."""
    usual = USUAL[units]
    if key == "plates":
        return f"{', '.join(words.weight(plate.weight) for plate in usual.plates)} {units}"
    values = {"bar": usual.bar, "step": usual.step}
    return f"{words.weight(values[key])} {units}" if key in values else ""


def typed(key: str, text: str, beside: str, units: Units) -> tuple[Any, str]:
    """What is typed for a key as the file is to have it, and that in words; (None, what is wrong) where it won't do.

    Args:
        key: one of `KEYS`.
        text: what is typed: "25, 20, 15 x2, 10 kg", "2-30/2 kg".
        beside: the text of the file, by which the plates are in the unit of the bar.
        units: of the settings.
    """
    is_list = key not in ("bar", "step")
    value = [part for part in _BETWEEN.split(text.strip()) if part] if is_list else text.strip()
    try:
        raw = source.parse(source.normal(beside))
    except source.TomlProblem:
        raw = {}
    given, faults = _read({**raw, key: value}, units)
    wrong = next((fault.message for fault in faults.found if fault.path[:1] == (key,)), "")
    if wrong or key not in given:
        return None, wrong
    said = given[key]
    unit = f" {said.unit}"
    if key == "plates":
        pairs = zip(said.weights, said.pairs, strict=True)
        return [_pairs_text(weight, said.unit, number) for weight, number in pairs], _plates_words(said)
    if not is_list:
        return f"{words.weight(said.weights[0])}{unit}", f"{words.weight(said.weights[0])}{unit}"
    parts = [part if part.endswith(("kg", "lb")) else f"{part}{unit}" for part in value]
    ends = f"from {words.weight(said.weights[0])} to {words.weight(said.weights[-1])}{unit}" if said.weights else ""
    return parts[0] if len(parts) == 1 else parts, f"{words.counted(len(said.weights), 'weight')} {ends}".strip()


def _plates_words(said: _Given) -> str:
    if not said.weights:
        return "no plates: the bar alone"
    pairs = zip(said.weights, said.pairs, strict=True)
    each = (
        words.weight(weight) + ("" if number is None else f" ({words.counted(number, 'pair')})")
        for weight, number in pairs
    )
    return f"{', '.join(each)} {said.unit}"


def _typed_text(value: Any, unit: Unit | None) -> str:
    """A value of the file as a person types it; its unit stands behind it where it has none."""
    parts = value if isinstance(value, list) else [value]
    text = ", ".join(part.strip() if isinstance(part, str) else words.weight(float(part)) for part in parts)
    return text if not text or "kg" in text or "lb" in text else f"{text} {unit}"


def _pairs_text(weight: float, unit: Unit | None, pairs: int | None) -> str:
    """A plate as the file has it."""
    said = f"{words.weight(weight)} {unit}" if unit else words.weight(weight)
    return said if pairs is None else f"{said} x{pairs}"
