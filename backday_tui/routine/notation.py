"""One line of notation <-> Entry: "3x1:30 Plank", "4x12 One-arm row @ 25 lb each side".

A line is read once, from left to right; one that can't be read is refused with a line that would do. Nothing here
knows about files or tables, and the caller says whether an exercise is held or repeated.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from backday_tui.routine import amounts, meant
from backday_tui.routine.amounts import AmountError, skip_blanks
from backday_tui.routine.model import Entry, Load, Reps, Sides, Span
from backday_tui.text import clean

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Catalog

Isometric = Callable[[str], bool]
"""Whether the exercise with this name is held, not repeated; False for an unknown one."""

MAX_TEXT: Final = 2000
_TIMES = "xX\N{MULTIPLICATION SIGN}"
_SIDES: Final[dict[str, Sides]] = {"each side": "each", "alternating": "alternating"}
_TYPED_DOSE: Final = re.compile(
    r"[ \t]*(?:(?:\d+[ \t]*[xX\u00d7][ \t]*)?(?:\d[\d:]*(?:[-\u2013]\d+)?\+?|:\d\d\+?|\?)"
    r"(?:[ \t]*(?:s|secs?|seconds?|min|minutes?|h|hours?)\b\+?)*[ \t]+)?"
)
"""What may stand before the exercise of a line while it is typed, a blank behind it included."""
_LONGEST_MEANT: Final = 120
_EFFORT: Final = r"(?:rpe|rir)\b"
_FIGURES: Final = ".,:½¼¾0123456789"
_LOOSE_LINE: Final = (
    r"\s*(?:[-\u2013\u2014\u2212\u2022*](?:\s+|(?=[A-Za-z])))?(?:(?P<sets>\d{1,3})\s*[xX\u00d7*]\s*)?(?P<rest>[^@\s][^@]*?)"
    r"\s*(?:@\s*(?P<load>.+?))?(?:[\s,]+(?P<side>each side|alternating))?\s*"
)
_LOAD_FIRST: Final = r"\s*(?P<load>[+-]?[\d.,½¼¾]+ ?(?:(?:kg|lb|kilo|pound)\w*|%)) (?P<name>[^\W\d][^@]*)"
_BEHIND_DOSE: Final = r"(?:[,;:]?\s+|(?<=[\d?+]))(?=[^\W\d])"
"""What stands between a dose and a name, where people write it; behind a figure it may be nothing at all."""
_SETS_THEN_NAME: Final = r"(?P<sets>\d{1,2}) sets? (?:of|x) (?P<rest>\S.*)"
_NAME_THEN_DOSE: Final = (
    r"(?P<name>[^\W\d][^\d(]*?)(?:[ :,;\u2013-]+| ?\()(?:for |(?P<times>x ))?"
    r"(?:(?P<sets>\d{1,2}) ?(?:[x\u00d7*]|sets? (?:of|x)) ?)?(?P<amount>[\d:].*?|max(?:imum)?(?: reps)?|failure)"
    r"(?:(?: x ?|, )(?P<sets2>\d{1,2})(?: sets)?)?(?:,? @? ?(?P<load>\d[\d.,]* ?(?:kg|lb)s?))?\)?"
)
_REPS_EACH: Final = (
    r"\s*(?:(?P<sets>\d{1,3}) ?[xX\u00d7] ?)?(?P<reps>\d{1,4}(?: ?[,/] ?\d{1,4}){1,19})(?: reps?)?,?\s+"
    r"(?P<name>[^\W\d].*)"
)
"""Reps of each set before a name, "12, 10, 8 Row"; two of them alone may be a name, "90/90 stretch"."""
_NO_NAMES: Final = frozenset({*amounts.DISTANCES, *amounts.UNITS, "x", "kg", "lb", "kgs", "lbs", "sets", "rounds"})
_SIGNS = "+-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{BULLET}*"


class NotationError(ValueError):
    """A line that can't be read, and the character (from 0) at fault.

    The message ends with a line that means what was written, or where that isn't certain with one that would do.
    """

    def __init__(self, message: str, at: int) -> None:
        self.message = clean(message)
        super().__init__(self.message)
        self.at = at


class _LineFault(Exception):  # noqa: N818 -- never leaves this module
    """What is wrong, where, and a line that would do, in which "{name}" stands for the exercise; "" for none.

    `labelled` is what the line says where its load is a label, which stands in a table alone.
    """

    def __init__(self, fault: str, at: int, example: str, labelled: NotationLine | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.at = at
        self.example = example
        self.labelled = labelled


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """An exercise named in a line, and the character (from 0) at which it begins."""

    name: str
    at: int


@dataclasses.dataclass(frozen=True, slots=True)
class NotationLine:
    """What a line says, as long as it isn't known whether its exercises are held or repeated.

    `sets` is None if the line doesn't say how many. `amount` is `amounts.TO_FAILURE` for "?", None without a dose.
    """

    choices: tuple[Choice, ...]
    sets: int | None
    amount: Reps | Span | None
    load: Load | None
    sides: Sides | None


def isometric_in(catalog: Catalog) -> Isometric:
    """Whether the catalogue says that an exercise is held."""

    def isometric(name: str) -> bool:
        exercise = catalog.find(name)
        return exercise is not None and exercise.isometric

    return isometric


def parse(text: str, isometric: Isometric) -> Entry:
    """The entry that a line stands for.

    Raises:
        NotationError: the line can't be read.
    """
    return entry_of(parse_line(text, isometric), isometric)


def parse_line(text: str, isometric: Isometric | None = None) -> NotationLine:
    """What a line says; `isometric` is for the message about a line that stands in a table.

    Raises:
        NotationError: the line can't be read.
    """
    try:
        return _scan_line(text)
    except _LineFault as fault:
        raise NotationError(fault.fault + _advice(text, fault, isometric), fault.at) from None


def name_start(typed: str) -> int | None:
    """The character (from 0) at which the exercise begins that is being typed at the end of a line; None in a load."""
    if "@" in typed:
        return None
    dose = _TYPED_DOSE.match(typed)
    start = dose.end() if dose else 0
    return typed.rindex(" / ") + 3 if " / " in typed[start:] else start


def entry_of(line: NotationLine, isometric: Isometric) -> Entry:
    """A line as an entry. If each of its exercises is held, its time is a hold, and "?" a hold to failure."""
    names = tuple(choice.name for choice in line.choices)
    held = all(isometric(name) for name in names)
    reps = line.amount if isinstance(line.amount, Reps) else None
    span = line.amount if isinstance(line.amount, Span) else None
    if held and reps == amounts.TO_FAILURE:
        reps, span = None, Span(None, open_ended=True)
    return Entry(
        names,
        sets=line.sets or 1,
        reps=reps,
        hold=span if held else None,
        time=None if held else span,
        load=line.load,
        sides=line.sides,
    )


def to_line(entry: Entry, isometric: Isometric, *, with_sets: bool = True) -> str | None:
    """The line that stands for an entry; None if no line can.

    Args:
        entry: what to write.
        isometric: what the line will be read with.
        with_sets: False leaves out the number of sets, for an entry of a group, which has it itself.
    """
    dose = _dose_text(entry, with_sets=with_sets)
    if dose is None or isinstance(entry.load, tuple):
        return None
    load = f"@ {entry.load}" if entry.load else ""
    side = side_text(entry.sides) if entry.sides else ""
    text = " ".join(part for part in (dose, " / ".join(entry.exercise), load, side) if part)
    written = entry if with_sets else dataclasses.replace(entry, sets=1)
    return text if _reads_as(text, written, isometric) else None


def dosed_name(name: str) -> str | None:
    """The line that a name with a dose in it means: "Plank 60s", "3 sets of 10 Row"; None for any other name."""
    if len(name) > _LONGEST_MEANT:
        return None
    if found := re.fullmatch(_SETS_THEN_NAME, name, re.IGNORECASE):
        leading = meant.leading(found["rest"])
        behind = leading and re.compile(_BEHIND_DOSE).match(found["rest"], leading.end)
        if not (leading and behind):
            return None
        return _said(int(found["sets"]), leading.amount, found["rest"][behind.end() :], None, "") or None
    found = re.fullmatch(_NAME_THEN_DOSE, name, re.IGNORECASE)
    leading = meant.leading(found["amount"]) if found else None
    if found is None or leading is None or leading.end != len(found["amount"]) or (found["sets"] and found["sets2"]):
        return None
    sets = found["sets"] or found["sets2"]
    if isinstance(leading.amount, Reps) and not (sets or found["times"] or "rep" in found["amount"].lower()):
        return None  # "Push-up 21"
    load = next(meant.loads(found["load"]), None) if found["load"] else None
    return _said(int(sets) if sets else None, leading.amount, found["name"], load, "") or None


def side_text(sides: Sides) -> str:
    """The side as a line has it: "each side"."""
    return next(text for text, each in _SIDES.items() if each == sides)


def _reads_as(text: str, entry: Entry, isometric: Isometric) -> bool:
    try:
        return entry_of(_scan_line(text), isometric) == entry
    except _LineFault:
        return False


def _dose_text(entry: Entry, *, with_sets: bool) -> str | None:
    amount = entry.reps or entry.hold or entry.time
    if isinstance(amount, tuple):
        return None
    if amount is None:
        return "" if entry.sets == 1 or not with_sets else None
    sets = f"{entry.sets}x" if with_sets and (entry.sets > 1 or not isinstance(amount, Span)) else ""
    return sets + amount_text(amount)


def amount_text(amount: Reps | Span) -> str:
    """How many, or how long, as a line has it: "8-12", "5+", "?", "1:30", "10min+"."""
    if isinstance(amount, Reps):
        return "?" if amount.to_failure else amounts.reps_text(amount)
    if amount.seconds is None:
        return "?"
    return line_time(amount.seconds) + ("+" if amount.open_ended else "")


def line_time(seconds: int) -> str:
    """A time as a line has it: ":30", "1:30", "10min"."""
    if seconds < 60:  # a minute
        return f":{seconds:02}"
    if 300 <= seconds < 3600 and seconds % 60 == 0:  # five minutes to an hour
        return f"{seconds // 60}min"
    return amounts.time_text(seconds)


# ---------------------------------------------------------------------------------------------------- reading a line


def _scan_line(text: str) -> NotationLine:
    if len(text) > MAX_TEXT:
        raise _LineFault(f"a line has at most {MAX_TEXT:,} characters", 0, "3x8 Seated row")
    start = skip_blanks(text, 0)
    if start == len(text):
        raise _LineFault("an empty line", 0, "3x8 Seated row")
    if text[start] in _SIGNS:
        raise _LineFault(f'a line does not begin with "{text[start]}"', start, "3x8 {name}")
    if table := _reps_each(text):
        raise _LineFault("the reps of each set stand in a table", start, table)
    try:
        sets, amount, at = _scan_dose(text, start)
    except AmountError as error:
        raise _LineFault(error.fault, error.at, f"{_sets_before(text, error.at)}{error.example} {{name}}") from None
    return _scan_rest(text, at, sets, amount)


def _reps_each(text: str) -> str:
    """The table that a line means whose reps are told set by set; "" for any other line."""
    found = re.fullmatch(_REPS_EACH, text) if len(text) <= _LONGEST_MEANT and "@" not in text else None
    counts = [int(count) for count in re.findall(r"\d+", found["reps"])] if found else []
    sets = int(found["sets"] or 0) if found else 0
    quoted = _quoted(found["name"].strip()) if found else ""
    told = len(counts) == sets if sets else len(counts) > 2  # a date, or a name
    possible = all(1 <= count <= amounts.MAX_REPS for count in counts)
    return f"{{ exercise = {quoted}, reps = {counts} }}" if quoted and told and possible else ""


def _sets_before(text: str, at: int) -> str:
    """The sets written before an amount, "3x", if they are any that will do."""
    cross = next((i for i in range(at) if text[i] in _TIMES), None)
    digits = text[:cross].strip() if cross is not None else ""
    possible = digits.isascii() and digits.isdecimal() and 1 <= amounts.number_of(digits) <= amounts.MAX_SETS
    return f"{digits}x" if possible else ""


def _scan_dose(text: str, start: int) -> tuple[int | None, Reps | Span | None, int]:
    """The sets, the amount, and where the dose ends; neither of them if the line begins with a name."""
    if not (text[start].isdigit() or text[start] in ":?"):
        return None, None, start
    sets, at = _scan_sets(text, start)
    if sets is not None and not (text[at : at + 1].isdigit() or (text[at : at + 1] and text[at] in ":?")):
        raise _LineFault(f'after "{sets}x" comes an amount', min(at, len(text) - 1), f"{sets}x8 {{name}}")
    if sets is None and _begins_numbered_name(text, start):
        raise _numbered_name(text, start, "")
    amount, end = amounts.scan_amount(text, at)
    name = _end_dose(text, start, end, sets)
    if _begins_numbered_name(text, name):
        raise _numbered_name(text, name, _dose_keys(sets, amount))
    if text[name].isdigit() or text[name] in ":?,;" or name == end or text[name] in _SIGNS:
        raise _after_dose(text, name, text[start:end])
    return sets, amount, end


def _begins_numbered_name(text: str, at: int) -> bool:
    """Whether a name like "90/90 stretch" or "45-degree row" begins there."""
    mark = at + len(amounts.digits_at(text, at))
    begins = text[mark : mark + 2]
    return mark > at and ((begins[:1] == "/" and begins[1:].isalnum()) or (begins[:1] == "-" and begins[1:].isalpha()))


def _numbered_name(text: str, at: int, keys: str) -> _LineFault:
    name = text[at:].partition("@")[0].strip()
    name = name if len(name) <= 40 else name[:39] + "…"  # what a message has room for
    quoted = f"'{name}'" if '"' in name else f'"{name}"'
    return _LineFault("a name that begins with a digit stands in a table", at, f"{{ exercise = {quoted}{keys} }}")


def _dose_keys(sets: int | None, amount: Reps | Span, *, is_held: bool = False) -> str:
    """A dose as the keys of a table."""
    more = f", sets = {sets}" if sets else ""
    if isinstance(amount, Span) or is_held:
        said = amounts.span_text(amount) if isinstance(amount, Span) else "max"
        return f'{more}, {"hold" if is_held else "time"} = "{said}"'
    reps = amounts.reps_text(amount)
    return f"{more}, reps = {reps}" if reps.isdigit() else f'{more}, reps = "{reps}"'


def _scan_sets(text: str, start: int) -> tuple[int | None, int]:
    digits = amounts.digits_at(text, start)
    cross = skip_blanks(text, start + len(digits))
    if not digits or not _is_cross(text, cross, attached=cross == start + len(digits)):
        return None, start
    sets = amounts.number_of(digits)
    if not 1 <= sets <= amounts.MAX_SETS:
        written = digits if len(digits) < 12 else digits[:11] + "…"  # what a message has room for
        raise _LineFault(f"{written} sets: 1 to {amounts.MAX_SETS} are possible", start, "3x8 {name}")
    return sets, skip_blanks(text, cross + 1)


def _is_cross(text: str, at: int, *, attached: bool) -> bool:
    """Whether the "x" there separates sets from an amount, and doesn't begin a name ("10 Xtreme rows")."""
    if at >= len(text) or text[at] not in _TIMES:
        return False
    after = text[at + 1 : at + 3]
    return attached or not (after[:1].isalpha() or (after[:1] == "-" and after[1:].isalpha()))


def _end_dose(text: str, start: int, end: int, sets: int | None) -> int:
    """Where the name after a dose begins; a second "x" is refused, and so is the end of the line."""
    dose = text[start:end]
    name = skip_blanks(text, end)
    if name == len(text):
        raise _LineFault(f'no exercise after "{dose}"', start, f"{_plain_dose(dose)} Seated row")
    if _is_cross(text, name, attached=name == end):
        raise _LineFault('more than one "x", where only sets and an amount stand', name, f"{sets or 3}x8 {{name}}")
    return name


def _plain_dose(dose: str) -> str:
    return dose if len(dose) <= 16 else "3x8"  # what an example has room for


def _after_dose(text: str, at: int, dose: str) -> _LineFault:
    what = "a second number" if text[at].isdigit() or text[at] in ":?" else f'"{text[at]}"'
    example = _plain_dose(dose) if text[at - 1].isspace() else "3x8"  # without a blank it may be half an amount
    return _LineFault(f'{what} after "{_plain_dose(dose)}", where an exercise is due', at, f"{example} {{name}}")


def _scan_rest(text: str, at: int, sets: int | None, amount: Reps | Span | None) -> NotationLine:
    """The exercise, then load and side in either order."""
    sign = text.find("@", at)
    end, side_before = _cut_side(text, at, len(text) if sign < 0 else sign)
    try:
        load, side_after = _scan_tail(text, sign) if sign >= 0 else (None, None)
    except _LineFault as fault:
        if label := _label_after(text, sign):
            label_load, side_after = label
            line = NotationLine(_choices(text, at, end), sets, amount, label_load, side_before or side_after)
            raise _LineFault(f'"{label_load}" {amounts.NO_LOAD}', fault.at, "", line) from None
        raise
    if side_before and side_after:
        raise _LineFault("the side is said twice", end, f"{{line}} @ {load}")
    choices = _choices(text, at, end)
    return NotationLine(choices, sets, amount, load, side_before or side_after)


def _cut_side(text: str, start: int, end: int) -> tuple[int, Sides | None]:
    """Where the name ends, and the side that follows it."""
    end = _strip_end(text, start, end)
    for words, side in _SIDES.items():
        begin = end - len(words)
        if begin > start and text[begin - 1].isspace() and text[begin:end].lower() == words:
            return _strip_end(text, start, _strip_end(text, start, begin), ","), side
    return end, None


def _strip_end(text: str, start: int, end: int, more: str = "") -> int:
    while end > start and (text[end - 1].isspace() or text[end - 1] in more):
        end -= 1
    return end


def _scan_tail(text: str, sign: int) -> tuple[Load, Sides | None]:
    """What follows "@": a load, and perhaps a side."""
    at = skip_blanks(text, sign + 1)
    try:
        load, end = amounts.scan_load(text, at)
    except AmountError as error:
        example = "" if error.is_told else f"{{line}} @ {error.example}"
        raise _LineFault(error.fault, min(error.at, len(text) - 1), example) from None
    rest = text[end:].strip().lower()
    if rest and (rest not in _SIDES or not text[end].isspace()):
        shown = text[end:].strip()[:24]
        at = skip_blanks(text, end)
        fault = f'"{shown}" after the load, where only a side may stand, "each side" or "alternating"'
        said = f"{{line}} @ {load} {rest}" if rest in _SIDES else ""  # else it would leave out what was written
        raise _LineFault(fault, at, said)
    return load, _SIDES.get(rest)


def _label_after(text: str, sign: int) -> tuple[Load, Sides | None] | None:
    """The label that stands where a load is due, and the side behind it."""
    end, side = _cut_side(text, sign + 1, len(text))
    try:
        load = amounts.parse_load_or_label(text[sign + 1 : end])
    except AmountError:
        return None
    return (load, side) if load.kind == "label" and not re.match(_EFFORT, load.label, re.IGNORECASE) else None


def _choices(text: str, start: int, end: int) -> tuple[Choice, ...]:
    """The exercises, between slashes that have blanks around them."""
    choices: list[Choice] = []
    begin = start
    for at in range(start, end + 1):
        if at == end or _is_slash(text, at, start, end):
            name_at = skip_blanks(text, begin)
            name_end = _strip_end(text, begin, at)
            if name_end <= name_at:
                raise _no_name(text, min(begin, len(text) - 1), several=bool(choices) or at < end)
            choices.append(Choice(text[name_at:name_end], name_at))
            begin = at + 1
    return tuple(choices)


def _is_slash(text: str, at: int, start: int, end: int) -> bool:
    before = at == start or text[at - 1].isspace()
    return text[at] == "/" and before and (at + 1 >= end or text[at + 1].isspace())


def _no_name(text: str, at: int, *, several: bool) -> _LineFault:
    if several:
        return _LineFault('an exercise is missing beside "/"', at, "3x? Chin-up / Pull-up")
    return _LineFault("no exercise", skip_blanks(text, 0), "3x8 Seated row @ 20kg")


# ------------------------------------------------------------------------------------------------- lines that would do


def _advice(text: str, fault: _LineFault, isometric: Isometric | None) -> str:
    """The end of a message: a line that means what the refused one does, or one that would do."""
    if fault.labelled:
        table = _labelled_table(fault.labelled, isometric or (lambda _: False)) if len(text) <= _LONGEST_MEANT else ""
        return f"; as a label it stands in a table: write {table}" if table else "; a label stands in a table"
    if fault.example.startswith("{ "):  # the same as a table
        return f": write {fault.example}"
    lines = meant_lines(text) if len(text) <= _LONGEST_MEANT else ()
    return amounts.advice(lines, _example(text, fault)) if lines or fault.example else ""


def _labelled_table(line: NotationLine, isometric: Isometric) -> str:
    """The table that says what a line would if a label could stand in it; "" where no quotes will do."""
    entry = entry_of(line, isometric)
    names = [_quoted(name) for name in entry.exercise]
    label = _quoted(line.load.label if line.load else "")
    if not (label and all(names)):
        return ""
    exercise = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    dose = "" if line.amount is None else _dose_keys(line.sets, line.amount, is_held=entry.hold is not None)
    side = f', sides = "{line.sides}"' if line.sides else ""
    return f"{{ exercise = {exercise}{dose}, load = {label}{side} }}"


def _quoted(text: str) -> str:
    """A text as TOML has it, "" where that takes escapes."""
    mark = next((mark for mark in ('"', "'") if mark not in text), "")
    return f"{mark}{text}{mark}" if mark and text.isprintable() and (mark == "'" or "\\" not in text) else ""


def _example(text: str, fault: _LineFault) -> str:
    """A line that can be read and is close to the one refused."""
    for name in (_name_in(text, fault.at), "Row"):
        line = fault.example.replace("{line}", text.partition("@")[0].strip()[:60]).replace("{name}", name)
        if _read(line):
            return line
    return "3x8 Row"


def meant_lines(text: str) -> tuple[str, ...]:
    """Lines that say what a refused one does in another spelling, if that is certain; two where a unit is missing."""
    text = "".join(str(int(char)) if char.isdecimal() else char for char in text)
    if first := re.fullmatch(_LOAD_FIRST, text, re.IGNORECASE):
        lines = (_said(None, None, first["name"], load, "") for load in meant.loads(first["load"]))
        return tuple(line for line in lines if line)
    found = re.fullmatch(_LOOSE_LINE, text, re.IGNORECASE)
    if found is None:
        return ()
    sets = int(found["sets"]) if found["sets"] else None
    name, amount = found["rest"], None
    if sets is not None or name[0] in _FIGURES:
        leading = meant.leading(name)
        behind = leading and re.compile(_BEHIND_DOSE).match(name, leading.end)
        if not (leading and behind) or amounts.word_at(name, behind.end()).lower() in _NO_NAMES:
            return ()
        amount, name = leading.amount, name[behind.end() :]
    elif (dosed := dosed_name(name)) and (read := _read(dosed)) and not read.load:
        sets, amount, name = read.sets, read.amount, read.choices[0].name
    loads = meant.loads(found["load"]) if found["load"] else (None,)
    lines = (_said(sets, amount, name, load, found["side"] or "") for load in loads)
    return tuple(line for line in lines if line)


def _said(sets: int | None, amount: Reps | Span | None, name: str, load: Load | None, side: str) -> str:
    """The line that says this, "" where none does."""
    dose = "" if amount is None else f"{sets}x" * bool(sets) + amount_text(amount)
    line = " ".join(part for part in (dose, name.strip(), f"@ {load}" if load else "", side.lower()) if part)
    read = _read(line)
    return line if read and (read.sets, read.amount, read.load) == (sets, amount, load) else ""


def _name_in(text: str, at: int) -> str:
    """What is likely the exercise of a refused line: from the first word after the fault that begins with a letter."""
    words = text.partition("@")[0][at:].split()[:40]
    skip = (*amounts.UNITS, *amounts.DISTANCES, "x", "kg", "lb")
    start = next((i for i, word in enumerate(words) if word[0].isalpha() and word.lower() not in skip), len(words))
    return " ".join(words[start:])[:40].strip() or "Row"


def _read(line: str) -> NotationLine | None:
    try:
        return _scan_line(line)
    except _LineFault:
        return None
