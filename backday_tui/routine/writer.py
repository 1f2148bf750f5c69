"""The text of a routine file: written from a `Routine`, or begun as a template; and the names of routine and file.

An exercise is a line of notation where a line can say all of it, else a table. What is written reads back as the same
routine. A new routine begins with comments that say what to do with it. The name of a file is made from the routine's,
and a routine's name is changed within the text that a person wrote.

Text in, text out: files are read and saved by `store.py`, and any other change to a person's text, with its comments
kept, is made by `edit/`.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import Exercise
from backday_tui.routine import amounts, library, notation
from backday_tui.routine.model import (
    PREPARE_S,
    SECTIONS,
    SWITCH_S,
    WARMUP,
    WARMUP_REST_S,
    Circuit,
    Deloading,
    Emom,
    Entry,
    Item,
    Progress,
    Reps,
    Routine,
    Superset,
)
from backday_tui.routine.notation import NotationError
from backday_tui.routine.warmup_shares import warmup_text
from backday_tui.text import clean
from backday_tui.toml_text import broken_list, key_token, token, value_text, with_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.notation import Isometric


# ------------------------------------------------------------------------------------------------------------- as TOML


def to_text(routine: Routine, catalog: Catalog) -> str:
    """The file of a routine, without its id, which is the file's name.

    Args:
        routine: what to write.
        catalog: the one that it will be read with; the routine's own exercises are added to it here.
    """
    isometric = notation.isometric_in(catalog.with_own(routine.exercises))
    table: dict[str, Any] = {"name": routine.name}
    for key in ("summary", "source", "author", "level"):
        _put(table, key, getattr(routine, key))
    for key in ("tags", "equipment"):
        _put(table, key, list(getattr(routine, key)) or None)
    table["rest"] = amounts.rest_text(routine.rest)
    _put(table, "between", amounts.rest_text(routine.between) if routine.between != routine.rest else None)
    _put(table, "prepare", amounts.time_text(routine.prepare) if routine.prepare != PREPARE_S else None)
    table |= _around_rests(routine)
    for section in SECTIONS:
        items = [item_value(item, isometric) for item in routine.section(section)]
        _put(table, section, items or None)
    own = {exercise.id: _exercise(exercise, catalog.get(exercise.id)) for exercise in routine.exercises}
    _put(table, "exercises", own or None)
    return _laid_out(table)


def _laid_out(table: dict[str, Any]) -> str:
    """A table as a person would write it: one entry a line, short lists and tables on one line."""
    lines: list[str] = []
    for key, value in table.items():
        if key in SECTIONS:
            lines += ["", f"{key} = {broken_list(value, 0)}"]
        elif key == "exercises":
            lines += (f"\n[exercises.{key_token(exercise)}]\n{_pairs(keys)}" for exercise, keys in value.items())
        else:
            lines.append(f"{key_token(key)} = {value_text(value, 0)}")
    return "\n".join(lines).rstrip("\n") + "\n"


def _pairs(table: dict[str, Any]) -> str:
    return "\n".join(f"{key_token(key)} = {value_text(value, 0)}" for key, value in table.items())


def _put(table: dict[str, Any], key: str, value: Any) -> None:
    if value is not None:
        table[key] = value


def item_value(item: Item, isometric: Isometric) -> Any:
    """An item as an element of a list of a routine file: a line, or a table."""
    if isinstance(item, Entry):
        return _entry(item, isometric)
    if isinstance(item, Superset):
        entries = [_entry(entry, isometric, with_sets=False) for entry in item.entries]
        return {"superset": entries, "sets": item.sets, **_rests(item), **_around_rests(item)}
    entries = [_entry(entry, isometric, with_sets=False) for entry in item.entries]
    if isinstance(item, Circuit):
        low, high = item.rounds
        return {
            "circuit": entries,
            "rounds": low if low == high else f"{low}-{high}",
            **_rests(item),
            **_around_rests(item),
        }
    if isinstance(item, Emom):
        return {"emom": entries, "minutes": item.minutes, **_around_rests(item)}
    return {"amrap": entries, "time": amounts.time_text(item.time), **_around_rests(item)}


def _rests(item: Superset | Circuit | Entry) -> dict[str, str]:
    """The rests that an item gives itself."""
    rests: dict[str, str] = {}
    for key in ("rest", "between", "after"):
        rest = getattr(item, key, None)
        if rest is not None and not (rest == 0 and key == "rest" and isinstance(item, Circuit)):
            rests[key] = amounts.rest_text(rest)
    return rests


def _around_rests(item: Routine | Item) -> dict[str, Any]:
    """What else is said of rests, and of how what is timed begins and ends."""
    table: dict[str, Any] = {}
    missed = getattr(item, "missed", None)
    _put(table, "missed", None if missed is None else amounts.time_text(missed))
    _put(table, "start", item.start)
    _put(table, "beyond", getattr(item, "beyond", None))
    _put(table, "countdown", item.countdown)
    return table


def _entry(entry: Entry, isometric: Isometric, *, with_sets: bool = True) -> Any:
    line = notation.to_line(entry, isometric, with_sets=with_sets)
    return entry_table(entry, with_sets=with_sets) if line is None else line


def entry_table(entry: Entry, *, with_sets: bool) -> dict[str, Any]:
    """The keys of an entry as a file has them; `with_sets` False leaves the number of sets out."""
    names = list(entry.exercise)
    table: dict[str, Any] = {"exercise": names[0] if len(names) == 1 else names}
    if with_sets and entry.sets != 1:
        table["sets"] = entry.sets
    _put(table, "reps", _per_set(entry.reps, _reps))
    _put(table, "hold", _per_set(entry.hold, amounts.span_text))
    _put(table, "time", _per_set(entry.time, amounts.span_text))
    _put(table, "load", _per_set(entry.load, str))
    table |= _rests(entry)
    _put(table, "sides", entry.sides)
    _put(table, "switch", amounts.time_text(entry.switch) if entry.switch != SWITCH_S else None)
    _put(table, "tempo", "-".join(map(str, entry.tempo)) if entry.tempo else None)
    _put(table, "parts", [f"{part.reps} {part.name}" for part in entry.parts] if entry.parts else None)
    _put(table, "optional", True if entry.optional else None)
    _put(table, "note", entry.note)
    _put(table, "sound", entry.sound)
    table |= _around_rests(entry)
    table |= _around_load(entry)
    _put(table, "progress", _progress(entry.progress) if entry.progress else None)
    return table


def _around_load(entry: Entry) -> dict[str, Any]:
    """How near to failure it goes, what its load is made of and what leads up to it."""
    table: dict[str, Any] = {}
    _put(table, "rir", None if entry.rir is None else int(entry.rir) if entry.rir.is_integer() else entry.rir)
    _put(table, "barbell", entry.barbell)
    if entry.warmup:
        table["warmup"] = True if entry.warmup == WARMUP else warmup_text(entry.warmup)
    _put(table, "warmup_rest", amounts.time_text(entry.warmup_rest) if entry.warmup_rest != WARMUP_REST_S else None)
    return table


def _per_set(value: Any, write: Callable[[Any], Any]) -> Any:
    if isinstance(value, tuple):
        return [write(each) for each in value]
    return None if value is None else write(value)


def _reps(reps: Reps) -> int | str:
    return reps.low if reps.low is not None and reps.low == reps.high else amounts.reps_text(reps)


def _progress(progress: Progress) -> dict[str, Any]:
    table: dict[str, Any] = {}
    _put(table, "reps", amounts.reps_text(Reps(*progress.reps)) if progress.reps else None)
    _put(table, "load", f"+{progress.step}" if progress.step else None)
    _put(table, "hold", f"+{progress.hold_s}s" if progress.hold_s else None)
    _put(table, "until", amounts.time_text(progress.until_s) if progress.until_s else None)
    _put(table, "max", f"+{progress.max_step}" if progress.max_step else None)
    _put(table, "after", progress.after if progress.after != 1 else None)
    _put(table, "amrap", "double" if progress.doubles else None)
    _put(table, "sets", amounts.reps_text(Reps(*progress.sets)) if progress.sets else None)
    _put(table, "then", progress.then)
    if progress.down is None:
        table["down"] = False
    elif progress.down != (usual := Deloading()):
        less = progress.down
        after, by = less.after, f"{less.percent:g}%"
        table["down"] = {
            **({"after": after} if after != usual.after else {}),
            **({"by": by} if less.percent != usual.percent else {}),
        }
    return table


def _exercise(exercise: Exercise, known: Exercise | None) -> dict[str, Any]:
    """What differs from the catalogue's exercise, or all of it where the catalogue has none."""
    base = known or Exercise(exercise.id, "")
    keys = (field.name for field in dataclasses.fields(Exercise) if field.name not in ("id", "articles"))
    changed = {key: getattr(exercise, key) for key in keys if getattr(exercise, key) != getattr(base, key)}
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in changed.items() if value is not None
    }


# ------------------------------------------------------------------------------------------------------- a new routine


EXAMPLE: Final = ("3x10 Seated row", "3x:45 Plank")
_TAIL: Final = re.compile(r"\s*(@|each\s+side\b|alternating\b).*", re.IGNORECASE | re.DOTALL)
_WHOLE: Final = re.compile(r"\s*[\d:?]")


def template(title: str) -> str:
    """The text of a routine that can be started as it is, and says how to change it."""
    return with_lines(title, EXAMPLE)


def with_lines(title: str, lines: Sequence[Any]) -> str:
    """The same with these lines of notation, or tables, as its work; without any, with one as an example."""
    work = "".join(f"  {value_text(line, 2)},\n" for line in lines or EXAMPLE[:1])
    return (
        f"name = {token(title)}\n"
        '# summary = "What it is for, in a sentence."\n'
        '# level = "beginner"  # or "intermediate", "advanced"\n'
        '# equipment = ["dumbbells"]\n'
        "\n"
        "# Between two sets, and between two exercises.\n"
        'rest = "1:00"\n'
        '# between = "1:30"\n'
        "\n"
        '# warmup = ["5min Treadmill, fast walk"]\n'
        "\n"
        "# A line for each exercise: how much, then its name.\n"
        '#   "3x8-12 Seated row @ 25kg"   sets and reps, with a load\n'
        '#   "3x:45 Plank"                sets of a time\n'
        '#   "2x? Chin-up / Pull-up"      to failure, one of two\n'
        f"work = [\n{work}]\n"
        "\n"
        '# cooldown = ["1:00 Child\'s pose"]\n'
    )


def is_whole(line: str) -> bool:
    """Whether a line begins with a dose."""
    return _WHOLE.match(line) is not None


def fault_of(line: str, catalog: Catalog) -> str | None:
    """Why a line can't be read; None where it can."""
    try:
        notation.parse(line, notation.isometric_in(catalog))
    except NotationError as error:
        return error.message
    return None


def usual_dose(exercise: Exercise) -> str:
    """The dose that an exercise is likely to be given: "3x:45" for one that is held."""
    if exercise.pattern == "cardio":
        return "10min"
    if exercise.pattern == "stretch":
        dose = "2x:30" if exercise.isometric else "1:00"
    else:
        dose = "3x:45" if exercise.isometric else "3x10"
    return f"{dose} each side" if exercise.unilateral else dose


def line_of(dose: str, name: str) -> str:
    """The line of notation made of a dose and a name: load and side go behind the name."""
    tail = _TAIL.search(dose)
    head = dose[: tail.start()] if tail else dose
    parts = (head.strip(), name, tail[0].strip() if tail else "")
    return " ".join(part for part in parts if part)


# ----------------------------------------------------------------------------------------- a routine's name, a file's


LONGEST_TITLE: Final = 120
_LONGEST_STEM: Final = 60
_MOST_BYTES: Final = 90
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
)
"""Names that Windows keeps for devices, whatever the extension."""
_NO_LETTER: Final = re.compile(r"[\W_]+")
_STEM: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class NamelessError(BackdayError):
    """A name that no file name can be made from; the message says what would do."""


def stem_of(name: str) -> str:
    """The file name, and so the id, for a routine with this name: "Back & arms" gives "back-arms".

    Raises:
        NamelessError: it has no letter or digit.
    """
    plain = unicodedata.normalize("NFKD", library.without_suffix(name.strip())).casefold()
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    words = unicodedata.normalize("NFC", _NO_LETTER.sub("-", bare).strip("-"))[:_LONGEST_STEM]
    stem = words.encode(errors="ignore")[:_MOST_BYTES].decode(errors="ignore").strip("-")
    if not stem:
        raise NamelessError(f'"{clean(name, 40)}" is no name: give it a letter or a digit')
    return f"{stem}-routine" if stem in _RESERVED else stem


def title_of(name: str) -> str:
    """The name to show: an id such as "my-back" becomes "My back", anything else stays as it is."""
    bare = library.without_suffix(name.strip())
    if _STEM.fullmatch(bare):
        bare = bare.replace("-", " ").capitalize()
    return " ".join(bare.split())[:LONGEST_TITLE].strip()


def is_id(name: str) -> bool:
    """Whether a name is written as an id, and so says nothing about what the routine should be called."""
    return _STEM.fullmatch(library.without_suffix(name.strip())) is not None


def retitled(text: str, title: str) -> str:
    """The text of a routine with another name, and nothing else changed: comments and layout stay.

    Raises:
        BackdayError: there is no telling where its name stands.
        ValueError: it is not TOML.
    """
    changed = with_key(text, "name", title, on_top=True)
    if changed is None:
        raise BackdayError('its name can\'t be changed: write it as name = "..." on a line of its own')
    return changed
