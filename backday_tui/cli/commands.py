"""The commands: what each takes, and the one call that it makes. Results go to stdout, messages to stderr.

What a command knows of routines, workouts and pages stands in the modules beside this one, imported by the command that
needs them, so that each starts with as little as it can.
"""

from __future__ import annotations

import functools
import io
import math
from typing import TYPE_CHECKING, Any, Final

import click
from click.exceptions import Exit

from backday_tui import __version__
from backday_tui.cli.editing import edit
from backday_tui.cli.exits import COMPLETION_VARIABLE, PROBLEMS, tell
from backday_tui.cli.house_style import fmt
from backday_tui.cli.log import log
from backday_tui.cli.making import import_, new
from backday_tui.errors import BackdayError
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from backday_tui.cli.routines import LoadedRoutine
    from backday_tui.cli.way import RunOptions
    from backday_tui.folders import Folders
    from backday_tui.history.history import History
    from backday_tui.history.resume import ResumedSession
    from backday_tui.routine.problems import Problem

LARGEST_SPEED: Final = 10_000.0
SHELLS: Final = ("bash", "zsh", "fish")


def run_command(arguments: Sequence[str]) -> int:
    """Run one command; gives the exit code."""
    try:
        code = backday.main(list(arguments), prog_name="backday", standalone_mode=False)
    except click.ClickException as error:
        told = io.StringIO()
        error.show(told)
        for line in told.getvalue().splitlines():
            tell(clean(line))
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0


class Problems(click.ClickException):
    """What stops a command: a line each on stderr."""

    exit_code = PROBLEMS

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(lines[0])
        self.lines = lines

    def show(self, file: Any = None) -> None:
        """Tell every line."""
        del file
        for line in self.lines:
            tell(line)


class BackdayGroup(click.Group):
    """Commands whose errors are lines that a person can act on."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BackdayError as error:
            lines = getattr(error, "lines", None) or (f"backday: {clean(str(error))}",)
            raise Problems(lines) from error


@click.group(
    cls=BackdayGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  backday                                  the library
  backday start dumbbells                  train with a routine
  backday do "3x1:30 Plank" --rest 45s     train with what you write here
  backday check my-routine.toml            what is wrong with a file""",
)
@click.version_option(__version__, prog_name="backday", message="%(prog)s %(version)s")
def backday() -> None:
    """A workout timer for the terminal. Without a command it opens the library of routines."""


# -- training ---------------------------------------------------------------------------------------------------


def ways(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that starts a workout."""
    options = (
        click.option("--from", "begin", metavar="SECTION|STEP", help="Begin at a section, or a step of a plan."),
        click.option("--auto", is_flag=True, help="Reps end by their tempo: hands free."),
        click.option("--plain", is_flag=True, help="Lines of text instead of a screen."),
        click.option("--json", "as_json", is_flag=True, help="With --plain: a JSON object a line for each event."),
        click.option("--mute", is_flag=True, help="No sound."),
        click.option("--voice/--no-voice", default=None, help="Speak what comes next, or don't.  [default: as set]"),
        click.option("--no-log", is_flag=True, help="Keep nothing of it."),
        click.option(
            "--speed", type=click.FloatRange(0, LARGEST_SPEED, min_open=True), default=1.0, metavar="N",
            help="Time runs N times as fast, silently: to look through a routine.",
        ),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@backday.command(
    epilog="""\b
Examples:
  backday start dumbbells
  backday start my-routine.toml --from work
  backday start home --plain --auto
  backday start home --plain --speed 60 </dev/null
  backday start --resume"""
)
@click.argument("routine", required=False)
@click.option("--resume", is_flag=True, help="Go on with the session interrupted last, paused where it was.")
@ways
def start(routine: str | None, resume: bool, **options: Any) -> None:
    """Follow ROUTINE live: an id, a path, or the beginning of an id."""
    from backday_tui.cli.resuming import interrupted_session
    from backday_tui.cli.routines import named

    def taken_up(folders: Folders, keeping: Callable[[], History], way: RunOptions) -> ResumedSession:
        log = keeping()
        return log.take_up(interrupted_session(routine, log, folders), auto=way.auto, logged=way.is_kept)

    if resume and options["begin"] is not None:
        raise click.UsageError("--from and --resume don't go together")
    if resume:
        _follow(taken_up, options)
    elif routine is None:
        raise click.MissingParameter(param_hint="'ROUTINE'", param_type="argument")
    else:
        _follow(lambda folders, *_: named(routine, folders), options)


@backday.command(
    epilog="""\b
Examples:
  backday do "3x1:30 Plank" --rest 45s
  backday do "10min Treadmill" "3x12 Seated row @ 25lb" "2x? Chin-up / Pull-up"
  backday do "2x:30 Side plank each side" --rest 0 --prepare 10s"""
)
@click.argument("entry", nargs=-1, required=True)
@click.option("--rest", metavar="TIME", help="Rest between two sets, as 45s or 1:30.  [default: 1:00, or as set]")
@click.option("--between", metavar="TIME", help="Rest between two entries.  [default: as --rest]")
@click.option("--prepare", metavar="TIME", help="Countdown before timed work.  [default: 5s]")
@ways
def do(entry: tuple[str, ...], rest: str | None, between: str | None, prepare: str | None, **options: Any) -> None:
    """Follow a workout written here: each ENTRY is a line of notation."""
    from backday_tui import settings as wishes
    from backday_tui.cli.routines import written
    from backday_tui.routine.reader import RoutineError

    given = {key: value for key, value in (("rest", rest), ("between", between), ("prepare", prepare)) if value}

    def read(here: Folders, *_: object) -> LoadedRoutine:
        try:
            return written(entry, {"rest": f"{wishes.load(here.settings_file)[0].rest}s"} | given)
        except RoutineError as error:
            _refuse_times(error.problems)
            raise Problems([f"backday: {problem.message}" for problem in error.problems]) from error

    _follow(read, options)


def _refuse_times(problems: Sequence[Problem]) -> None:
    """An option that holds no time is a wrong command line, not a wrong routine."""
    for problem in problems:
        if problem.key in ("rest", "between", "prepare"):
            raise click.BadParameter(problem.message.removeprefix(f"{problem.key}: "), param_hint=f"'--{problem.key}'")


def _follow(
    find: Callable[[Folders, Callable[[], History], RunOptions], LoadedRoutine | ResumedSession],
    options: dict[str, Any],
) -> None:
    """Find what is to be followed, then follow it on the screen or in lines."""
    from backday_tui.cli.routines import LoadedRoutine
    from backday_tui.cli.screens import can_show_screen, follow_on_screen
    from backday_tui.cli.surroundings import load_context
    from backday_tui.cli.way import RunOptions
    from backday_tui.history.lock import check

    if options["as_json"] and not options["plain"]:
        raise click.UsageError("--json goes with --plain")
    if math.isnan(options["speed"]):
        raise click.BadParameter("it is no number", param_hint="'--speed'")
    way = RunOptions(
        options["begin"], options["auto"], options["mute"], not options["no_log"], options["speed"], options["as_json"],
        options["voice"],
    )  # fmt: skip
    around = load_context()
    if way.is_kept:
        check(around.folders.data)
    keeping = functools.cache(lambda: _keeping(around.folders))
    what = find(around.folders, keeping, way)
    for line in (*around.warnings, *(what.remarks if isinstance(what, LoadedRoutine) else ())):
        tell(line)
    if options["plain"] or not can_show_screen():
        from backday_tui.cli.running import InLines

        raise Exit(InLines(what, way, around, keeping()).follow())
    raise Exit(follow_on_screen(what, way, around, None if isinstance(what, LoadedRoutine) else keeping()))


def _keeping(folders: Folders) -> History:
    from backday_tui.clock import SystemClock
    from backday_tui.exercises.catalog import bundled
    from backday_tui.history.history import History

    return History(folders, SystemClock(), bundled)


# -- looking ----------------------------------------------------------------------------------------------------


@backday.command("list", epilog="\b\nExamples:\n  backday list\n  backday list --json")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def list_(as_json: bool) -> None:
    """List the routines that are found, yours first."""
    from backday_tui.cli.answers import library_json
    from backday_tui.cli.output import put, put_json
    from backday_tui.cli.routines import found
    from backday_tui.folders import folders

    here = folders()
    rows, last_done = tuple(found(here)), _last_done(here)
    if as_json:
        put_json(library_json(rows, last_done))
        return
    from backday_tui.cli.pages import listing

    put(listing(rows, last_done))


def _last_done(here: Folders) -> dict[str, datetime]:
    """When each routine was last done, by its id."""
    from backday_tui.history.log import LogError, opened
    from backday_tui.routine.store import followed

    try:
        with opened(here.log_file) as store:
            return followed(store.last_done(), here.routines) if store is not None else {}
    except LogError as error:
        tell(f"backday: {error}")
        return {}


@backday.command(epilog="\b\nExamples:\n  backday show dumbbells\n  backday show my-routine.toml")
@click.argument("routine")
def show(routine: str) -> None:
    """Show ROUTINE as a page: what there is to do, what it takes and works."""
    from backday_tui.cli.output import put
    from backday_tui.cli.pages import routine_page
    from backday_tui.cli.routines import named
    from backday_tui.exercises.catalog import bundled
    from backday_tui.folders import folders
    from backday_tui.session.plan import build

    read = named(routine, folders())
    put(*routine_page(build(read.routine, bundled()), bundled()))


@backday.command(epilog="\b\nExamples:\n  backday plan dumbbells\n  backday plan home --json")
@click.argument("routine")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def plan(routine: str, as_json: bool) -> None:
    """Show every step of ROUTINE with its time and its sounds."""
    from backday_tui.cli.output import put, put_json
    from backday_tui.cli.routines import named
    from backday_tui.exercises.catalog import bundled
    from backday_tui.folders import folders
    from backday_tui.session import export
    from backday_tui.session.plan import build

    steps = build(named(routine, folders()).routine, bundled())
    if as_json:
        put_json(export.as_json(steps, bundled()))
        return
    from backday_tui.cli.pages import plan_table

    put(*plan_table(steps))


@backday.command(epilog="\b\nExamples:\n  backday exercises\n  backday exercises plank\n  backday exercises row")
@click.argument("name", nargs=-1)
def exercises(name: tuple[str, ...]) -> None:
    """Show the catalogue of exercises, or how one of them is done."""
    from backday_tui.cli.output import put
    from backday_tui.cli.pages import exercise_list, exercise_page
    from backday_tui.exercises.catalog import bundled

    catalog, wanted = bundled(), " ".join(name)
    fitting = catalog.search(wanted)
    if not fitting:
        catalog.lookup(wanted)
    put(*exercise_page(fitting[0], catalog)) if len(fitting) == 1 else put(exercise_list(fitting))


# -- files ------------------------------------------------------------------------------------------------------


@backday.command(epilog="\b\nExamples:\n  backday check my-routine.toml\n  backday check routines/*.toml --json")
@click.argument("file", nargs=-1, required=True, type=click.Path(readable=False))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def check(file: tuple[str, ...], as_json: bool) -> None:
    """Print every problem of each FILE with its place. Hints alone are no fault."""
    from backday_tui.cli.output import put_json, write
    from backday_tui.cli.routines import checked_as_named
    from backday_tui.folders import folders
    from backday_tui.routine.problems import problem_line, to_json

    here = folders()
    found = [(each, problem) for each in file for problem in checked_as_named(each, here)]
    if as_json:
        put_json([to_json(each, problem) for each, problem in found])
    else:
        write("".join(f"{problem_line(each, problem)}\n" for each, problem in found))
    raise Exit(PROBLEMS if any(problem.severity == "error" for _, problem in found) else 0)


backday.add_command(new)
backday.add_command(edit)
backday.add_command(import_)
backday.add_command(fmt)
backday.add_command(log)


@backday.command(epilog="\b\nExample:\n  backday schema >routine.schema.json")
def schema() -> None:
    """Print the JSON Schema of a routine file, for editors."""
    from backday_tui.cli.output import put_json
    from backday_tui.routine import schema as routine_schema

    put_json(routine_schema.schema())


@backday.command(epilog='\b\nExample:\n  eval "$(backday completion bash)"')
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print what makes SHELL complete backday's commands."""
    from click.shell_completion import ShellComplete, get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"there is no completion for {shell}")
    click.echo(ShellComplete.source(kind(backday, {}, "backday", COMPLETION_VARIABLE)))


# -- this machine -----------------------------------------------------------------------------------------------


@backday.command(epilog="\b\nExamples:\n  backday doctor\n  backday doctor --quiet\n  backday doctor --json")
@click.option("--json", "as_json", is_flag=True, help="For programs; plays nothing.")
@click.option("--quiet", is_flag=True, help="Play nothing.")
def doctor(as_json: bool, quiet: bool) -> None:
    """Tell what this machine gives to a workout, and what to do about what is missing. Plays each sound."""
    from backday_tui.cli import doctor as clinic
    from backday_tui.cli.output import flush, put, put_json, write
    from backday_tui.cli.surroundings import load_context

    around = load_context()
    findings = clinic.examine(around)
    if as_json:
        put_json(clinic.as_json(findings))
    else:
        put(*clinic.page(findings))
        if not quiet and findings.sound.used not in ("bell", "off"):
            for name in clinic.play_cues(around):
                write(f"playing {name}\n")
                flush()
    raise Exit(PROBLEMS if findings.problems else 0)
