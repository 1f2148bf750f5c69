"""The commands that make routine files: a new one, one out of a pasted text, one in the house style.

What a routine is made of stands in the modules of `routine`; here are the questions, the files and what is told.
"""

from __future__ import annotations

import codecs
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from backday_tui.cli.exits import tell
from backday_tui.errors import BackdayError
from backday_tui.text import clean, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.folders import Folders
    from backday_tui.routine.importing.importer import Imported, ImportedRoutine

_MOST_SHOWN: Final = 9
_LINE: Final = 200
_SUFFIX: Final = ".toml"


class TakenError(BackdayError):
    """A file that is there already; it is left as it is."""


# -- a new one --------------------------------------------------------------------------------------------------


@click.command(
    epilog="""\b
Examples:
  backday new "Monday back"
  backday new my-dumbbells --from dumbbells"""
)
@click.argument("name", required=False)
@click.option("--from", "source", metavar="ROUTINE", help="Begin with a copy of this one.")
def new(name: str | None, source: str | None) -> None:
    """Make a routine of your own called NAME. Asks for its exercises; without a terminal it makes one to change."""
    from backday_tui.folders import folders
    from backday_tui.routine import writer
    from backday_tui.routine.writer import title_of

    here, asks = folders(), _has_terminal()
    if not (name or "").strip():
        if not asks:
            raise click.UsageError("a routine needs a NAME")
        name = click.prompt("What is it called", err=True)
    name = str(name)
    path = _free_path(here.routines, name, source)
    if source is not None:
        text = _copy_of(source, name, here)
    elif asks:
        text = writer.with_lines(title_of(name), _ask_lines())
    else:
        text = writer.template(title_of(name))
    _save_new(path, text)
    tell(f"made; backday edit {path.stem} changes it, backday start {path.stem} trains with it")
    click.echo(clean(str(path)))


def _has_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _copy_of(source: str, name: str, here: Folders) -> str:
    from backday_tui.cli.routines import named
    from backday_tui.routine.writer import (
        is_id,
        retitled,
        title_of,
    )

    read = named(source, here)
    title = title_of(name)
    if is_id(name) and title.casefold() == read.routine.name.casefold():
        return read.text
    return retitled(read.text, title)


def _ask_lines() -> list[str]:
    """The exercises, one after the other, each as a line of notation; an empty answer ends it."""
    from backday_tui.exercises.catalog import bundled

    catalog, lines = bundled(), list[str]()
    tell('Exercises, one at a time: a name, or a whole line as "3x10 Seated row". An empty line ends it.')
    while True:
        wanted = click.prompt(f"Exercise {len(lines) + 1}", default="", show_default=False, err=True).strip()
        if not wanted:
            return lines
        line = _asked_line(wanted, catalog)
        if line is not None:
            lines.append(line)
            tell(f"  {clean(line, _LINE)}")


def _asked_line(wanted: str, catalog: Catalog) -> str | None:
    """The line of notation that an answer makes, after asking for what it lacks; None where it came to nothing."""
    from backday_tui.routine import writer

    if writer.is_whole(wanted):
        fault = writer.fault_of(wanted, catalog)
        if fault:
            tell(f"  {clean(fault, _LINE)}")
        return None if fault else wanted
    exercise = _picked(wanted, catalog)
    name = wanted if exercise is None else exercise.name
    usual = "3x10" if exercise is None else writer.usual_dose(exercise)
    dose = click.prompt("  sets and reps, or a time", default=usual, err=True)
    line = writer.line_of(dose, name)
    fault = writer.fault_of(line, catalog)
    if fault:
        tell(f"  {clean(fault, _LINE)}")
    return None if fault else line


def _picked(wanted: str, catalog: Catalog) -> Exercise | None:
    """The exercise of the catalogue that is meant; None for one that it doesn't know."""
    found = catalog.search(wanted)[:_MOST_SHOWN]
    if len(found) <= 1:
        return found[0] if found else None
    for number, exercise in enumerate(found, 1):
        tell(f"  {number}  {exercise.name}")
    tell(f'  0  as written: "{clean(wanted, 60)}"')
    number = click.prompt("  which", type=click.IntRange(0, len(found)), default=1, err=True)
    return found[number - 1] if number else None


# -- out of a text ----------------------------------------------------------------------------------------------


@click.command(
    "import",
    epilog="""\b
Examples:
  backday import article.txt >my-routine.toml
  backday import --save "Monday back" <notes.txt
  backday import article.txt --all workouts""",
)
@click.argument("file", required=False, type=click.Path(readable=False, path_type=Path, allow_dash=True))
@click.option("--all", "folder", metavar="DIR", type=click.Path(path_type=Path), help="Write each workout into DIR.")
@click.option("--save", "name", metavar="NAME", help="Save it among your routines.")
def import_(file: Path | None, folder: Path | None, name: str | None) -> None:
    """Make a routine of a workout as people and articles write it: FILE, or what comes through stdin."""
    from backday_tui.cli.output import put_file
    from backday_tui.exercises.catalog import bundled
    from backday_tui.routine.importing.importer import import_text

    if folder is not None and name is not None:
        raise click.UsageError("--all and --save don't go together")
    imported = import_text(_text_of(file), bundled())
    if folder is not None:
        _save_each(imported, folder)
    elif name is not None:
        _save_first(imported, name)
    else:
        put_file(imported.routines[0].text)
        _tell_others(imported)
    _tell_unread(imported.routines if folder is not None else imported.routines[:1])


def _text_of(file: Path | None) -> str:
    from backday_tui.routine import source

    raw = _stdin(source.MAX_BYTES + 1) if file is None or str(file) == "-" else source.read_bytes(file)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # as Windows saves "Unicode"
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _stdin(most: int) -> bytes:
    """What comes through stdin, up to so many bytes; nothing where there is none."""
    if sys.stdin is None:
        return b""
    if sys.stdin.isatty():
        tell("Paste the workout, then a line with ctrl+d (on Windows ctrl+z and enter).")
    return sys.stdin.buffer.read(most)


def _save_each(imported: Imported, folder: Path) -> None:
    """Write every workout, or none where one of the files is there already."""
    from backday_tui.routine.writer import stem_of

    stems: list[str] = []
    for routine in imported.routines:
        stem = stem_of(routine.name) if any(char.isalnum() for char in routine.name) else "workout"
        number = sum(other == stem or other.startswith(f"{stem}-") for other in stems) + 1
        stems.append(stem if stem not in stems else f"{stem}-{number}")
    paths = [folder / f"{stem}{_SUFFIX}" for stem in stems]
    for path in paths:
        _refuse_taken(path)
    for path, routine in zip(paths, imported.routines, strict=True):
        _save_new(path, routine.text)
        click.echo(clean(str(path)))


def _save_first(imported: Imported, name: str) -> None:
    from backday_tui.folders import folders
    from backday_tui.routine.importing.importer import NAMELESS
    from backday_tui.routine.writer import (
        is_id,
        retitled,
        title_of,
    )

    path, first = _free_path(folders().routines, name), imported.routines[0]
    keeps_name = is_id(name) and not first.name.startswith(NAMELESS)
    _save_new(path, first.text if keeps_name else retitled(first.text, title_of(name)))
    click.echo(clean(str(path)))
    _tell_others(imported)


def _tell_others(imported: Imported) -> None:
    """The workouts of the text that were left out."""
    others = imported.routines[1:]
    if others:
        tell(f"{counted(len(others), 'more workout')} in the text; --all DIR writes each:")
    for other in others:
        tell(f"  {clean(other.name, _LINE)}")


def _tell_unread(routines: Sequence[ImportedRoutine]) -> None:
    for number, line in (line for routine in routines for line in routine.not_understood):
        tell(f"line {number}: not understood: {clean(line, _LINE)}")


# -- files ------------------------------------------------------------------------------------------------------


def _free_path(folder: Path, name: str, source: str | None = None) -> Path:
    """The file of a new routine; only a copy of a bundled one (`source`) may have the id of that."""
    from backday_tui.routine import library
    from backday_tui.routine.writer import stem_of

    stem = stem_of(name)
    path = folder / f"{stem}{_SUFFIX}"
    _refuse_taken(path)
    for taken in library.paths(folder):
        if taken.casefold() == stem.casefold() != (source or "").casefold():
            change = f"take another name, or change that one with backday edit {taken}"
            raise TakenError(f'there is a routine "{clean(taken)}" already: {clean(change)}')
    return path


def _refuse_taken(path: Path) -> None:
    if os.path.lexists(path):
        raise TakenError(f"{clean(str(path))}: it is there already, and is left as it is")


def _save_new(path: Path, text: str) -> None:
    from backday_tui.routine import store

    store.make_folder(path.parent)
    _refuse_taken(path)
    store.save(path, text, "missing")
