"""What was imported, in one short line for each exercise, to be compared as a whole.

"# Pull day ~ 1:30" is the name of a routine, with its rests where they aren't the usual minute; "warmup:" stands before
what isn't work. An exercise is as in notation, with reps set by set ("12,10,8 Row"), its own rest ("~ 1:30"; "> 2:00"
after the last set), and its note in brackets. A group is "superset 3 [10 Row; 12 Fly]". "?2" is a line that is told as
not understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.exercises import catalog
from backday_tui.routine import amounts, notation
from backday_tui.routine.importing.importer import NAMELESS, ImportRefusedError, import_text
from backday_tui.routine.model import SECTIONS, Amrap, Circuit, Emom, Entry, Routine, Superset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.routine.model import Item, Reps, Rest, Span

CATALOG = catalog.bundled()
_MINUTE_S = 60


def shown(text: str) -> list[str]:
    """All that is imported of a paste, and which of its lines are told; ["refused"] where nothing is."""
    try:
        imported = import_text(text, CATALOG)
    except ImportRefusedError:
        return ["refused"]
    said = [each for routine in imported.routines for each in _routine(routine.routine)]
    return [*said, *(f"?{number}" for number, _ in imported.not_understood)]


def _routine(routine: Routine) -> Iterator[str]:
    rests = "" if routine.rest == routine.between == _MINUTE_S else _rest("~", routine.rest)
    between = "" if routine.between == routine.rest else _rest("/", routine.between)
    name = "" if routine.name == NAMELESS else routine.name
    if name or rests or between:
        yield f"#{name and ' '}{name}{rests}{between}"
    for section in SECTIONS:
        for item in getattr(routine, section):
            yield f"{section}: {_item(item)}" if section != "work" else _item(item)


def _item(item: Item) -> str:
    if isinstance(item, Entry):
        return _entry(item, with_sets=True)
    inside = "; ".join(_entry(entry, with_sets=False) for entry in item.entries)
    rests = _rest(">", item.after) if isinstance(item, Superset | Circuit) else ""
    if isinstance(item, Superset):
        return f"superset {item.sets}{_rest('~', item.rest)}{rests} [{inside}]"
    if isinstance(item, Circuit):
        rounds = "-".join(map(str, dict.fromkeys(item.rounds)))
        rest = _rest("~", item.rest) if item.rest else ""
        return f"circuit {rounds}{rest}{_rest('/', item.between)}{rests} [{inside}]"
    if isinstance(item, Emom):
        return f"emom {item.minutes} [{inside}]"
    assert isinstance(item, Amrap)
    return f"amrap {amounts.time_text(item.time)} [{inside}]"


def _entry(entry: Entry, *, with_sets: bool) -> str:
    amount = entry.reps or entry.hold or entry.time
    if isinstance(amount, tuple):
        dose = ",".join(map(_amount, amount))
    elif with_sets and (entry.sets > 1 or (amount is not None and entry.reps is not None)):
        dose = f"{entry.sets}x{_amount(amount)}"
    else:
        dose = _amount(amount)
    held = "held" if entry.hold is not None and not all(map(notation.isometric_in(CATALOG), entry.exercise)) else ""
    loads = entry.load if isinstance(entry.load, tuple) else (entry.load,) if entry.load else ()
    said = (
        dose,
        " / ".join(entry.exercise),
        held,
        "@ " + ", ".join(map(str, loads)) if loads else "",
        notation.side_text(entry.sides) if entry.sides else "",
        "tempo {}-{}-{}".format(*entry.tempo) if entry.tempo else "",
        _rest("~", entry.rest).strip(),
        _rest(">", entry.after).strip(),
        f"progress {_progress(entry)}" if entry.progress else "",
        "optional" if entry.optional else "",
        f"({entry.note})" if entry.note else "",
    )
    return " ".join(filter(None, said))


def _amount(amount: Reps | Span | None) -> str:
    return notation.amount_text(amount) if amount is not None else ""


def _rest(sign: str, rest: Rest | None) -> str:
    return "" if rest is None else f" {sign} {amounts.rest_text(rest)}"


def _progress(entry: Entry) -> str:
    progress = entry.progress
    assert progress is not None
    if progress.step:
        return str(progress.step)
    return "{}-{}".format(*progress.reps) if progress.reps else f"{progress.hold_s}s to {progress.until_s}s"
