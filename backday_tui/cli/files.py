"""Commands about routine files: `new`, `edit`, `fmt`, `check`, `schema`; `import` stands in importing.py.

What a routine is made of, and how its text is changed, is decided in the modules of `routine` and by the editor screen;
here are the questions, the files and what is told.
"""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.exceptions import Exit

from backday_tui import limits, settings
from backday_tui.cli import completion
from backday_tui.cli.console import PROBLEMS, can_show_screen, is_served, put_json, tell, write
from backday_tui.cli.routines import checked, named
from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import name_key
from backday_tui.folders import folders, is_there
from backday_tui.routine import library, source, store, templates, week_file, writer
from backday_tui.routine import schema as routine_schema
from backday_tui.routine.file_kinds import WEEK_FILE, kind_of
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.problems import Problem, problem_line, to_json
from backday_tui.text import clean
from backday_tui.toml_text import value_text

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.folders import Folders
    from backday_tui.routine.reader import HasMax
    from backday_tui.routine.templates import Template

WEEK: Final = "week"
"""Names the person's week where a routine would be named, unless one is called so."""
_MOST_SHOWN: Final = 9
_LINE: Final = 200
_NO_ROUTINE: Final = "this is no routine, as it has no name and no list warmup, work or cooldown: it is left as it is"


class TakenError(BackdayError):
    """A file that is there already; it is left as it is."""


# -- new ----------------------------------------------------------------------------------------------------------


@click.command(
    epilog="""\b
Examples:
  backday new "Monday back"
  backday new my-dumbbells --from dumbbells
  backday new Strong --template 5x5
  backday new --template                  the templates, a line each"""
)
@click.argument("name", required=False)
@click.option(
    "--from", "original", metavar="ROUTINE", help="Begin with a copy of this one.", shell_complete=completion.routines
)
@click.option(
    "--template", metavar="[TEMPLATE]", is_flag=False, flag_value="", shell_complete=completion.templates,
    help="Begin with a way to train that has a name: 5x5, double-progression, 531, plank, tabata, emom, stretch, "
    "breathing. Alone it lists them.",
)  # fmt: skip
def new(name: str | None, original: str | None, template: str | None) -> None:
    """Make a routine of your own called NAME. Asks for its exercises; without a terminal it makes one to change."""
    here, asks = folders(), _has_terminal()
    if template is not None and original is not None:
        raise click.UsageError("begin with a copy (--from) or with a template (--template), not with both")
    if template == "":
        put_templates()
        return
    wanted = None if template is None else _template(template)
    if not (name or "").strip():
        if not asks:
            raise click.UsageError("a routine needs a NAME")
        name = click.prompt("What is it called", default=wanted.title if wanted else None, err=True)
    name = str(name)
    if wanted is not None:
        _make_of(wanted, name, here)
        return
    path = new_path(here.routines, name, original)
    if original is not None:
        text = _copy_of(original, name, here)
    elif asks:
        text = writer.with_lines(writer.title_of(name), _ask_lines())
    else:
        text = writer.template(writer.title_of(name))
    save_new(path, text)
    tell(f"made; backday edit {path.stem} changes it, backday start {path.stem} trains with it")
    click.echo(clean(str(path)))


def put_templates() -> None:
    """Print what there is to begin with, a line each."""
    width = max(len(each.id) for each in templates.TEMPLATES)
    write("".join(f"{each.id:<{width}}  {each.told}\n" for each in templates.TEMPLATES))


def _template(name: str) -> Template:
    try:
        return templates.find(name)
    except templates.UnknownTemplateError as error:
        raise click.BadParameter(str(error), param_hint="--template") from error


def _make_of(template: Template, name: str, here: Folders) -> None:
    """Make the routines of a template, and tell of the turn that they take."""
    units = settings.load(here.settings_file)[0].units
    for each in templates.new_routines(template, name, units):
        new_path(here.routines, each.id)
    made = templates.make(template, name, here.routines, units)
    first = made.paths[0].stem
    tell(f"made; backday edit {first} changes it, backday start {first} trains with it")
    if made.week:
        tell(f"{made.week}:\n{made.week_line}" if made.week_line else made.week)
    for path in made.paths:
        click.echo(clean(str(path)))


def _has_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _copy_of(original: str, name: str, here: Folders) -> str:
    read = named(original, here)
    title = writer.title_of(name)
    if writer.is_id(name) and title.casefold() == read.routine.name.casefold():
        return read.text
    return writer.retitled(read.text, title)


def _ask_lines() -> list[Any]:
    """The exercises, one after the other, each as an element of a routine's list; an empty answer ends it."""
    from backday_tui.routine.typed import meant  # brings in the importer, which no other command here needs

    catalog, lines = known_exercises(), list[Any]()
    tell('Exercises, one at a time: a name, or a whole line as "3x10 Seated row". An empty line ends it.')
    while True:
        wanted = click.prompt(f"Exercise {len(lines) + 1}", default="", show_default=False, err=True).strip()
        if not wanted:
            return lines
        for line in meant(wanted, catalog) or filter(None, (_asked_line(wanted, catalog),)):
            lines.append(line)
            tell(f"  {clean(line if isinstance(line, str) else value_text(line, 2), _LINE)}")


def _asked_line(wanted: str, catalog: Catalog) -> str | None:
    """The line of notation that an answer makes, after asking for what it lacks; None where it came to nothing."""
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
    if found and name_key(found[0].name) == name_key(wanted):
        return found[0]
    if len(found) <= 1:
        return found[0] if found else None
    for number, exercise in enumerate(found, 1):
        tell(f"  {number}  {exercise.name}")
    tell(f'  0  as written: "{clean(wanted, 60)}"')
    number = click.prompt("  which", type=click.IntRange(0, len(found)), default=1, err=True)
    return found[number - 1] if number else None


def new_path(folder: Path, name: str, original: str | None = None) -> Path:
    """As `store.free_path`; nothing else may stand there either.

    Raises:
        TakenError: there is such a file, or such a routine.
    """
    routine_id = writer.stem_of(name)
    refuse_taken(store.own_path(routine_id, folder))
    try:
        return store.free_path(routine_id, folder, original=original or "")
    except store.IdTakenError as error:
        change = f"take another name, or change that one with backday edit {clean(error.taken)}"
        raise TakenError(f"{error}: {change}") from error


def refuse_taken(path: Path) -> None:
    """Raise TakenError where there is something of this name, a broken link included."""
    if os.path.lexists(path):
        raise TakenError(f"{clean(str(path))}: it is there already, and is left as it is")


def save_new(path: Path, text: str) -> None:
    """Write a new file, and make its folder.

    Raises:
        TakenError: it has come into being meanwhile.
        UnwritableError: it, or its folder, can't be made.
    """
    store.make_folder(path.parent)
    refuse_taken(path)
    store.save(path, text, "missing")


# -- edit ---------------------------------------------------------------------------------------------------------


@click.command(
    epilog="""\b
Examples:
  backday edit dumbbells
  backday edit my-routine.toml --editor
  backday edit week"""
)
@click.argument("routine", shell_complete=completion.edited)
@click.option("--editor", is_flag=True, help="In $VISUAL or $EDITOR instead of backday's own screen.")
def edit(routine: str, editor: bool) -> None:
    """Change ROUTINE: an id, a path, or the beginning of an id. Of one that comes with backday you get a copy.

    "week" is your week: which routine is due on which day. Where there is none yet, it begins as a file of comments.
    """
    here = folders()
    path = _edited(routine, here)
    if editor and is_served():
        raise click.UsageError("--editor needs a terminal: in a browser there is backday's own editor")
    if editor:
        raise Exit(_in_own_editor(path, here))
    if not can_show_screen():
        raise click.UsageError("the editor needs a terminal")
    limits.check(limits.SCREEN)
    from backday_tui.cli.screens import edit_on_screen  # Textual, which the person's own editor does without

    raise Exit(edit_on_screen(path))


def _edited(query: str, here: Folders) -> Path:
    """The file that is to be changed; of the week one that begins it, where there is none."""
    if query == WEEK and query not in library.paths(here.routines):
        return store.begun_week(here.routines)
    return library.find(query, here.routines)


def _in_own_editor(path: Path, here: Folders) -> int:
    """Open a file in $VISUAL or $EDITOR, then tell what is wrong with it; gives the exit code."""
    from backday_tui.tui.editor import outside

    is_bundled = path.parent.resolve() == library.bundled_dir().resolve()
    own = store.copy_for_editing(path.stem, here.routines) if is_bundled else path

    def clear_away() -> None:
        """A copy that nobody changed is none."""
        if is_bundled and is_there(own) and source.read_bytes(own) == source.read_bytes(path):
            store.revert(path.stem, here.routines)

    try:
        code = outside.edit(own, reattend=clear_away)
    finally:
        clear_away()
    if is_bundled:
        kept = f"your own copy is {own}" if is_there(own) else "nothing was changed, so there is no copy among yours"
        tell(f"backday: {clean(path.stem)}: {clean(kept)}")
    if code:
        tell(f"backday: the editor ended with {code}")
        return PROBLEMS
    if not is_bundled and not is_there(own):
        tell(f"{clean(str(own))}: it is no longer there")
        return PROBLEMS
    return _tell_problems(own, here)


def _tell_problems(path: Path, here: Folders) -> int:
    """Tell what is wrong with a file that was changed; gives the exit code."""
    problems = checked(path, here) if is_there(path) else ()
    for problem in problems:
        tell(problem_line(path, problem))
    return PROBLEMS if any(problem.severity == "error" for problem in problems) else 0


# -- fmt ----------------------------------------------------------------------------------------------------------


@click.command(epilog="\b\nExamples:\n  backday fmt my-routine.toml\n  backday fmt --check routines/*.toml")
@click.argument("file", nargs=-1, required=True, type=click.Path(readable=False, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Write nothing: exit 1 where a FILE would change.")
def fmt(file: tuple[Path, ...], only_check: bool) -> None:
    """Write each FILE in the house style; data and comments stay."""
    others = [each for each in file if not _is_in_style(each, only_check=only_check)]
    raise Exit(PROBLEMS if others else 0)


def _is_in_style(path: Path, *, only_check: bool) -> bool:
    """Bring a file into the house style; False where it could not be, or with `only_check` where it is not."""
    from backday_tui.routine.edit.style import formatted  # tree-sitter, which `new` does without
    from backday_tui.routine.rules import is_routine

    try:
        opened = store.read(path)
        new = formatted(opened.text)
        if kind_of(path, new) == "routine" and not is_routine(source.parse(source.normal(new))):
            tell(f"{clean(str(path))}: {_NO_ROUTINE}")
            return False
        if new == opened.text:
            return True
        if not only_check:
            store.save(path, new, expected=opened.snapshot)
    except BackdayError as error:
        tell(_with_place(path, error))
        return False
    click.echo(f"{clean(str(path))}: {'would change' if only_check else 'changed'}")
    return not only_check


def _with_place(path: Path, error: BackdayError) -> str:
    from backday_tui.routine.edit.verify import EditRefusedError  # as above

    name, message = clean(str(path)), str(error)
    if isinstance(error, EditRefusedError):
        return f"{name}:{error.line}: {error.reason}"
    return message if message.startswith(name) else f"{name}: {message}"


@click.command(epilog="\b\nExamples:\n  backday check my-routine.toml\n  backday check routines/*.toml --json")
@click.argument("file", nargs=-1, required=True, type=click.Path(readable=False))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def check(file: tuple[str, ...], as_json: bool) -> None:
    """Print every problem of each FILE with its place. Hints alone are no fault."""
    here = folders()
    has_max = _known_maxes(here)
    found = [(each, problem) for each in file for problem in _checked(each, here, has_max)]
    if as_json:
        put_json([to_json(each, problem) for each, problem in found])
    else:
        write("".join(f"{problem_line(each, problem)}\n" for each, problem in found))
    raise Exit(PROBLEMS if any(problem.severity == "error" for _, problem in found) else 0)


def _checked(file: str, here: Folders, has_max: HasMax) -> tuple[Problem, ...]:
    """Every problem of a file as the person names it; "" names none, where a Path would take it for the folder."""
    return checked(Path(file), here, has_max) if file else (Problem(1, 1, "error", "there is no such file"),)


def _known_maxes(here: Folders) -> HasMax:
    """Whether the log knows a training max: it is read where a load first asks for one, as few routines do."""

    @functools.cache
    def exercises() -> tuple[str, ...] | None:
        from backday_tui.history import log, measures  # SQLite: as above

        try:
            with log.opened(here.log_file) as store:
                return () if store is None else tuple(each.exercise for each in measures.given_maxes(store))
        except BackdayError:
            return None

    def has_max(name: str, catalog: Catalog) -> bool:
        from backday_tui.training.prescription import movement_of

        known, wanted = exercises(), movement_of(name, catalog)
        return known is None or any(movement_of(each, catalog) == wanted for each in known)

    return has_max


@click.command(epilog="\b\nExample:\n  backday schema >routine.schema.json")
@click.option("--exercises", "of_exercises", is_flag=True, help="Of exercises.toml, your own exercises.")
@click.option("--week", "of_week", is_flag=True, help=f"Of {WEEK_FILE}, your week.")
@click.option("--training", "of_training", is_flag=True, help="Of training.toml, what you train with.")
def schema(of_exercises: bool, of_week: bool, of_training: bool) -> None:
    """Print the JSON Schema of a routine file, for editors."""
    if of_exercises + of_week + of_training > 1:
        raise click.UsageError("--exercises, --week and --training are three schemas: give one of them")
    if of_week:
        put_json(week_file.schema())
    elif of_training:
        from backday_tui.equipment import EquipmentTable  # which no other of these commands needs

        put_json(routine_schema.schema_of(EquipmentTable, "backday training"))
    else:
        put_json(routine_schema.exercises_schema() if of_exercises else routine_schema.schema())
