"""Lines in parts between slashes, as programs of Liftosaur have them: "Squat / 3x8 / 60kg / 90s / progress: lp(5lb)".

A line may take over the parts of another one ("Squat / ...t1"); these are put into it first (`in_full`). What only the
program understands, how loads grow and which sets warm up, becomes a note (`without_program`); the rest is written as a
person would (`unslashed`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing.written_amounts import TIME, pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backday_tui.routine.importing.tables import Row

_ONLY_PROGRAM = pattern(r"(?:warmup|warm-up|progress|update|used|id|superset|reuse)(?=[:\s])")
_REUSE = re.compile(r"\.\.\. ?(?P<name>[^\[\]]{1,80}?)(?:\[[\d:, ]+\])? *")
_WEEKS = re.compile(r"\[\d[\d, -]*\]")
"""In which weeks, and at which place in the day, an exercise is done: "Squat[1-4]"."""
_LABEL = pattern(r"^[a-z]\w{0,15}: ")
_SETS = pattern(r"!? ?\d{1,2}(?:-\d{1,2})?\+? ?x ?\d|\d{1,3}(?:\+|-\d{1,3})? ?(?:reps?|sets?)")
_SETS_AT_END = pattern(r"\d ?x ?\d{1,3}(?: ?- ?\d{1,3})?\+?$")
_LOAD: Final = r"\d{1,4}(?:\.\d{1,2})?(?:kg|lb|%)\+?"
_KINDS: Final = (("sets", _SETS), ("load", pattern(_LOAD)), ("rest", pattern(r"\d{1,3}s(?:$|\|)")))
_LOAD_OF_SETS = pattern(rf" {_LOAD}(?![\w%])")
_OPEN_SETS = re.compile(r"^(\d{1,2})\+(?= ?x)")
_TIMER = pattern(rf"(\d{{1,2}}) ?x ?1\+?(?: (?P<load>{_LOAD}))? (?P<hold>\d{{1,3}})s\+?\|(?P<rest>\d{{1,3}})s")
_RPE = pattern(r"@ ?(10|[1-9](?:\.5)?)\+?(?=[ ,]|$)")
_REST_INSIDE = re.compile(r"(?<=\S) (\d{2,3}s)(?=,|$)")
_REST_PART = pattern(rf"(.*\S)? ?(?<![\w:])({TIME})")


def is_aside(raw: str) -> bool:
    """Whether a line is a remark of a program, or one that others only take their parts from."""
    return raw.lstrip().startswith("//") or " / used: none" in raw


def takes_over(text: str) -> bool:
    """Whether a line takes over the parts of another."""
    return any(map(_REUSE.fullmatch, text.split(" / ")[1:]))


def in_full(rows: Sequence[Row]) -> Iterator[Row]:
    """The lines, those that take over the parts of others with these parts in them."""
    known: dict[str, list[str]] = {}
    if any(" / ..." in text for _, text in rows):
        for _, text in rows:
            name, *parts = _parts(text)
            for key in {name.lower(), _LABEL.sub("", name).lower()} if parts else ():
                known.setdefault(key, parts)
    for number, text in rows:
        name, *parts = _parts(text) if known and " / ..." in text else [""]
        reused = next((found for part in parts if (found := _REUSE.fullmatch(part))), None)
        other = known.get(reused["name"].strip().lower()) if reused else None
        if other is None:
            yield number, text
        else:
            own = [part for part in parts if not _REUSE.fullmatch(part)]
            yield number, " / ".join((name, *_merged(own, other)))


def _parts(text: str) -> list[str]:
    name, *parts = text.strip().split(" / ")
    return [_WEEKS.sub("", name).strip(), *(part.strip() for part in parts)]


def _kind(part: str) -> str:
    """What a part says: "sets", "load", "rest", or the word before its colon."""
    return next((kind for kind, found in _KINDS if found.match(part)), part.partition(":")[0])


def _merged(own: list[str], other: list[str]) -> list[str]:
    """The parts of a line with those of another that it doesn't say itself."""
    kinds = set(map(_kind, own))
    taken = [part for part in other if _kind(part) not in {*kinds, "used"} and not _REUSE.fullmatch(part)]
    taken = [part for part in taken if "{~" not in part]  # what it computes stands below the other one
    if "load" in kinds:
        taken = [_LOAD_OF_SETS.sub("", part) if _kind(part) == "sets" else part for part in taken]
    return [*taken, *own]


def without_program(text: str) -> tuple[str, str]:
    """A line in parts without those that only a program understands, and these as they are written.

    Of several schemes of sets, one after the other, it is the first, or the one that is marked, "! 4x6".
    """
    name, *parts = text.split(" / ")
    schemes = [part for part in parts if _SETS.match(part)]
    now = next((part for part in schemes if part.startswith("!")), (*schemes, "")[0])
    later = [part for part in schemes if part is not now]
    if parts and (schemes or any(map(_ONLY_PROGRAM.match, parts))):
        name = _WEEKS.sub("", name).strip()
    kept = [part for part in parts if not _ONLY_PROGRAM.match(part) and part not in later]
    notes = [part for part in parts if _ONLY_PROGRAM.match(part)]
    if later:
        notes.insert(0, f"Later {', '.join(later)}")
    return " / ".join((name, *kept)), "; ".join(notes)


def unslashed(text: str) -> str:
    """A line in parts between slashes, "Row / 3x8 / 60kg / 90s", with commas: a time behind the dose is its rest."""
    name, *parts = text.split(" / ")
    name = _LABEL.sub("", name)
    dosed = next((at for at, part in enumerate(parts) if _SETS.match(part)), None)
    if dosed is None:  # the dose may stand with the name: "Row 3x8 / 180s"
        if not parts or not _SETS_AT_END.search(name) or not _REST_PART.fullmatch(parts[0]):
            return text
    elif not name.strip() or any(map(str.isdigit, name.partition("[")[0])):
        return text
    else:
        if any(not _REST_PART.fullmatch(part) and _kind(part) != "load" for part in parts[:dosed]):
            return text
        parts = [parts[dosed].lstrip("! "), *parts[:dosed], *parts[dosed + 1 :]]
    said = ", ".join(_in_words(_RPE.sub(r"RPE \1", part)) for part in parts)
    return f"{name}{', ' if dosed is None else ': '}{said}"


def _in_words(part: str) -> str:
    """A part with the times in it as rests, behind all sets: "1x8 100kg 60s, 2x8 90kg"; "3x1 30s|60s" are holds."""
    part = _OPEN_SETS.sub(r"\1", part)
    if timed := _TIMER.match(part):
        load = f", @ {timed['load']}" if timed["load"] else ""
        return f"{timed[1]}x{timed['hold']}s{load}, rest {timed['rest']}s"
    inner = _REST_INSIDE.findall(part) if "," in part else []
    if inner:
        return f"{_REST_INSIDE.sub('', part)}, rest {inner[0]}"
    found = _REST_PART.fullmatch(part)
    if not found or (found[1] and (not any(map(str.isdigit, found[1])) or "rest" in found[1].lower())):
        return part
    return f"{found[1]}, rest {found[2]}" if found[1] else f"rest {found[2]}"
