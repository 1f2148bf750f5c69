"""Templates: ways to train that people know by name, as files of the person's own to begin with.

The files lie in `templates/`, like the routines that come with backday; their comments teach. A template may take
several of them, which come in turn: then a line of week.toml sees to that. It is written where there is no such file
yet; one that is there is the person's, and left as it is.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import backday_tui
from backday_tui.errors import BackdayError
from backday_tui.routine import library, source, store, week_file, writer
from backday_tui.routine.file_kinds import WEEK_FILE
from backday_tui.routine.problems import meant
from backday_tui.text import clean
from backday_tui.toml_text import value_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backday_tui.routine.model import Unit

_LONGEST: Final = 32
"""Of a name that parts of it are told apart behind, such as " week 4"."""
_LETTERS: Final = re.compile(r"[^a-z0-9]+")
_KG: Final = re.compile(r"(?<![0-9.])(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<blank> ?)kg\b")
IN_LB: Final = {
    "2.5": "5", "5": "10", "8": "20", "10": "25", "12": "25", "20": "45", "22.5": "50", "30": "65", "40": "95",
    "120": "265",
}  # fmt: skip
"""The loads of the templates, each with the one that somebody takes who has plates and dumbbells in lb."""


class UnknownTemplateError(BackdayError):
    """No template is called so; the message says which there are."""


class Template(NamedTuple):
    """A way to train.

    Attributes:
        id: what the command line calls it.
        title: what it is called, and a routine of it that is given no other name.
        told: what it is, in a few words.
        parts: its files, by their stems, each with what stands behind the name of the routine: "" for the name alone.
        times: how often a week the parts come in turn; 0 where there is but one.
    """

    id: str
    title: str
    told: str
    parts: tuple[tuple[str, str], ...]
    times: int = 0


TEMPLATES: Final = (
    Template("5x5", "5x5", "the barbell, days A and B", (("5x5-a", "A"), ("5x5-b", "B")), 3),
    Template("double-progression", "Double progression", "more reps, then more load", (("double-progression", ""),)),
    Template(
        "531", "5/3/1", "four weeks, by training max",
        tuple((f"531-week-{week}", f"week {week}") for week in (1, 2, 3, 4)), 1,
    ),
    Template("plank", "Plank", "5 s longer each time", (("plank", ""),)),
    Template("tabata", "Tabata", "8 times 20 s hard, 10 s rest", (("tabata", ""),)),
    Template("emom", "EMOM", "every minute on the minute", (("emom", ""),)),
    Template("stretch", "Stretch flow", "one into the other, no rests", (("stretch", ""),)),
    Template("breathing", "Breathing", "in, held, out, by the clock", (("breathing", ""),)),
)  # fmt: skip


class NewRoutine(NamedTuple):
    """A routine that is to be made: its id, and the text of its file."""

    id: str
    text: str


class MadeFiles(NamedTuple):
    """What was made.

    `week` tells of the turn that they take, "" where there is but one routine; `week_line` is the line that the person
    is to put into week.toml for it, "" where it stands there already. `undo` is what it takes to undo all of it, the
    last first.
    """

    paths: tuple[Path, ...]
    week: str
    week_line: str
    undo: tuple[store.FileUndo, ...]


def templates_dir() -> Path:
    """Where the files of the templates lie: beside the modules, or in a checkout beside the package."""
    package = Path(backday_tui.__file__).parent
    beside = package / "templates"
    return beside if beside.is_dir() else package.parent / "templates"


def find(name: str) -> Template:
    """The template that is meant by its id, its title, or the beginning of just one of them.

    Capitals, blanks and signs make no difference: "5/3/1", "Double Progression".

    Raises:
        UnknownTemplateError: none, or several.
    """
    wanted = _key(name)
    for fits in (str.__eq__, str.startswith):
        found = [each for each in TEMPLATES if wanted and any(fits(_key(key), wanted) for key in (each.id, each.title))]
        if len(found) == 1:
            return found[0]
    ids = [each.id for each in TEMPLATES]
    hint = meant(name, ids) or "."
    raise UnknownTemplateError(f'there is no template "{clean(name, 60)}"{hint} There are {", ".join(ids)}')


def _key(name: str) -> str:
    return _LETTERS.sub("", name.casefold())


def new_routines(template: Template, name: str, units: Unit) -> tuple[NewRoutine, ...]:
    """The routines of a template under a name, with loads in these units.

    Raises:
        BackdayError: no file can be called so, or a file of the template can't be read.
    """
    stem, title = writer.stem_of(name), writer.title_of(name)
    ids = {file: f"{stem[:_LONGEST].rstrip('-')}-{writer.stem_of(part)}" for file, part in template.parts if part}
    return tuple(
        NewRoutine(ids.get(file, stem), _text(file, _titled(title, part), ids, units)) for file, part in template.parts
    )


def _titled(title: str, part: str) -> str:
    return f"{title[: writer.LONGEST_TITLE - len(part) - 1].rstrip()} {part}" if part else title


def _text(file: str, title: str, ids: Mapping[str, str], units: Unit) -> str:
    """A file of a template with a name of its own, and the names of the others where it speaks of them."""
    text = source.decode(source.read_bytes(templates_dir() / f"{file}{library.SUFFIX}"))
    if ids:
        text = re.sub("|".join(map(re.escape, ids)), lambda found: ids[found[0]], text)
    if units == "lb":
        text = _KG.sub(lambda found: f"{IN_LB[found['number']]}{found['blank']}lb", text)
    return writer.retitled(text, title)


def make(template: Template, name: str, routines_dir: Path, units: Unit) -> MadeFiles:
    """Write the routines of a template, and the turn that they take where there is no week.toml; all of it or nothing.

    Raises:
        BackdayError: a file is there already, or can't be written.
    """
    routines = new_routines(template, name, units)
    line = _turn([each.id for each in routines], template.times) if template.times else ""
    week = routines_dir / WEEK_FILE
    store.make_folder(routines_dir)
    undo: list[store.FileUndo] = []
    try:
        for path, text in [(store.own_path(each.id, routines_dir), each.text) for each in routines]:
            undo.insert(0, _saved(path, text))
        is_week_new = bool(line) and not os.path.lexists(week)
        if is_week_new:
            undo.insert(0, _saved(week, f"{week_file.TEMPLATE}\n{line}\n"))
    except BackdayError:
        for each in undo:
            store.undo(each)
        raise
    paths = tuple(store.own_path(each.id, routines_dir) for each in routines)
    if is_week_new:
        return MadeFiles(paths, f"{week.name} has them come in turn", "", tuple(undo))
    return MadeFiles(paths, _to_add(week) if line else "", line, tuple(undo))


def _to_add(week: Path) -> str:
    """What to do with the line of a turn where there is a week already."""
    try:
        has_any = "any" in source.parse(source.decode(source.read_bytes(week)))
    except (BackdayError, source.TomlProblem):
        has_any = False  # the check of the week says what is wrong with it
    said = f"to have them come in turn, put this into {week.name}"
    return f"{said} in the place of its any" if has_any else said


def _saved(path: Path, text: str) -> store.FileUndo:
    store.save(path, text, "missing")
    return store.FileUndo(None, path, text.encode())


def _turn(ids: Sequence[str], times: int) -> str:
    """The line of week.toml that has routines take turns, so many times a week."""
    return f"any = {{ turn = {value_text([*ids])}, times = {times} }}"
