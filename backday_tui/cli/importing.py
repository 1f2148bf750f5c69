"""`backday import`: a workout as people and articles write it becomes a routine file.

How it is understood is decided in routine/importing; here it is read from a file or from stdin, and kept.
"""

from __future__ import annotations

import codecs
import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from backday_tui import words
from backday_tui.cli import completion
from backday_tui.cli.console import put_file, tell
from backday_tui.cli.files import new_path, refuse_taken, save_new
from backday_tui.cli.wiring import tell_own_exercise_faults
from backday_tui.errors import UnreadableError
from backday_tui.folders import folders
from backday_tui.routine import library, source
from backday_tui.routine.importing.importer import NAMELESS, import_text, refuse_log
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.writer import is_id, retitled, stem_of, title_of
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.routine.importing.importer import Imported, ImportedRoutine

_LINE: Final = 200
_HEAD_BYTES: Final = 20_000


@click.command(
    "import",
    epilog="""\b
Examples:
  backday import article.txt >my-routine.toml
  backday import --save "Monday back" <notes.txt
  backday import article.txt --all workouts""",
)
@click.argument("file", required=False, type=click.Path(readable=False, path_type=Path, allow_dash=True))
@click.option(
    "--all",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write each workout into DIR.",
    shell_complete=completion.directories,
)
@click.option("--save", "name", metavar="NAME", help="Save it among your routines.")
def import_(file: Path | None, folder: Path | None, name: str | None) -> None:
    """Make a routine of a workout as people and articles write it: FILE, or what comes through stdin."""
    if folder is not None and name is not None:
        raise click.UsageError("--all and --save don't go together")
    tell_own_exercise_faults(folders())
    imported = import_text(_text_of(file), known_exercises())
    if folder is not None:
        _save_each(imported, folder)
    elif name is not None:
        _save_first(imported, name)
    else:
        put_file(imported.routines[0].text)
        _tell_others(imported)
    _tell_unread(imported, imported.routines if folder is not None else imported.routines[:1])


def _text_of(file: Path | None) -> str:
    """The text of a file or of stdin, in any encoding that is common."""
    if file is None or str(file) == "-":
        return _decoded(_stdin(source.MAX_BYTES + 1))
    try:
        return _decoded(source.read_bytes(file))
    except UnreadableError:
        refuse_log(_beginning(file))  # a log may well be larger than any routine
        raise


def _beginning(file: Path) -> str:
    """The first lines of a file; none where it can't be read, or is no regular one."""
    with contextlib.suppress(OSError, ValueError):
        if file.is_file():
            with file.open("rb") as opened:
                return _decoded(opened.read(_HEAD_BYTES))
    return ""


def _decoded(raw: bytes) -> str:
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
    stems: list[str] = []
    for routine in imported.routines:
        stem = stem_of(routine.name) if any(char.isalnum() for char in routine.name) else "workout"
        number = sum(other == stem or other.startswith(f"{stem}-") for other in stems) + 1
        stems.append(stem if stem not in stems else f"{stem}-{number}")
    paths = [library.file_in(folder, stem) for stem in stems]
    for path in paths:
        refuse_taken(path)
    for path, routine in zip(paths, imported.routines, strict=True):
        save_new(path, routine.text)
        click.echo(clean(str(path)))


def _save_first(imported: Imported, name: str) -> None:
    path, first = new_path(folders().routines, name), imported.routines[0]
    keeps_name = is_id(name) and not first.name.startswith(NAMELESS)
    save_new(path, first.text if keeps_name else retitled(first.text, title_of(name)))
    click.echo(clean(str(path)))
    _tell_others(imported)


def _tell_others(imported: Imported) -> None:
    """The workouts of the text that were left out."""
    others = imported.routines[1:]
    if others:
        tell(f"{words.counted(len(others), 'more workout')} in the text; --all DIR writes each:")
    for other in others:
        tell(f"  {clean(other.name, _LINE)}")


def _tell_unread(imported: Imported, routines: Sequence[ImportedRoutine]) -> None:
    """The lines of these workouts that were not understood, and those that belong to none."""
    unread = {*imported.left_out, *(line for routine in routines for line in routine.not_understood)}
    for number, line in sorted(unread):
        tell(f"line {number}: not understood: {clean(line, _LINE)}")
