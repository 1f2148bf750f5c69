"""Commands that follow a workout: `start`, one of a routine or one that was interrupted, and `do`, one written here.

What is to be followed is found here. How depends on the terminal: on the live screen (screens.py) or in lines of text
(line_mode.py); each brings much that the other does without, so only the one that is needed is imported.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

import click
from click.exceptions import Exit

from backday_tui import limits
from backday_tui.cli import completion
from backday_tui.cli.console import can_show_screen, tell
from backday_tui.cli.routines import LoadedRoutine, named, planned_as_set, startable
from backday_tui.cli.wiring import Context, RunOptions, equipment_now, history_of, load_context
from backday_tui.clock import SystemClock
from backday_tui.errors import BackdayError, NotFoundError
from backday_tui.folders import folders
from backday_tui.history import lock
from backday_tui.routine import library, meant, reader
from backday_tui.routine.amounts import AmountError, parse_time, time_text
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.model import SECTIONS
from backday_tui.routine.reader import RoutineError
from backday_tui.session import step_text
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from backday_tui.folders import Folders
    from backday_tui.history.history import History
    from backday_tui.history.resume import InterruptedSession, ResumedSession
    from backday_tui.routine.problems import Problem
    from backday_tui.routine.typed import GroupWord, Together

LARGEST_SPEED: Final = 10_000.0
_LONGEST_NAME: Final = 120
_MOST_OF_QUERY: Final = 60


def _beginnings(context: click.Context, _: click.Parameter, typed: str) -> list[completion.Item]:
    """Where the routine or the entries typed so far can begin: at a section, an exercise, a step by its number.

    Raises:
        BackdayError: they can't be read.
    """
    given = [
        each for each in (context.params.get("routine"), *(context.params.get("entry") or ()), *context.args) if each
    ]
    if not given:
        return completion.fitting(dict.fromkeys(SECTIONS, ""), typed)
    loaded = named(given[0], folders()) if context.command is start else _written(given, {})
    steps = planned_as_set(loaded.routine, equipment_now).steps
    if typed.isdecimal():
        return completion.fitting({str(index): step_text.what(step) for index, step in enumerate(steps)}, typed)
    places = [*(step.section for step in steps), *(step.title for step in steps if step.is_work)]
    return completion.fitting(dict.fromkeys(places, ""), typed)


def run_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that follows a workout."""
    options = (
        click.option(
            "--from", "begin", metavar="SECTION|STEP", help="Begin at a section, or a step of a plan.",
            shell_complete=_beginnings,
        ),
        click.option("--auto", is_flag=True, help="Reps end by their tempo: hands free."),
        click.option("--wait", is_flag=True, help="What is timed waits for you after a rest."),
        click.option("--in", "within", metavar="TIME", help="Shorten rests, to half at most, so that it fits."),
        click.option("--plain", is_flag=True, help="Lines of text instead of a screen."),
        click.option("--json", "as_json", is_flag=True, help="With --plain: a JSON object a line for each event."),
        click.option("--ticker", is_flag=True, help="With --plain: the time left, kept up to date below the lines."),
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


@click.command(
    epilog="""\b
Examples:
  backday start dumbbells
  backday start my-routine.toml --from work
  backday start home --plain --auto
  backday start home --plain --speed 60 </dev/null
  backday start --resume
  backday start --resume --finished"""
)
@click.argument("routine", required=False, shell_complete=completion.routines)
@click.option("--resume", is_flag=True, help="Go on with the session interrupted last, paused where it was.")
@click.option(
    "--finished", is_flag=True, help="With --resume: or with one finished in the last 12 hours, if steps are left."
)
@run_options
def start(routine: str | None, resume: bool, finished: bool, **given: Any) -> None:
    """Follow ROUTINE live: an id, a path, or the beginning of an id."""
    if resume and given["begin"] is not None:
        raise click.UsageError("--from and --resume don't go together")
    for option, key in (("--wait", "wait"), ("--in", "within")):
        if resume and given[key]:
            raise click.UsageError(f"{option} and --resume don't go together")
    if finished and not resume:
        raise click.UsageError("--finished goes with --resume")
    if routine is None and not resume:
        raise click.MissingParameter(param_hint="'ROUTINE'", param_type="argument")
    options, context = _ready(given)
    if resume:
        history = history_of(context)
        interrupted = _interrupted(routine, history, context.folders, finished=finished)
        resumed = history.take_up(interrupted, auto=options.auto, logged=options.is_kept)
        _follow(resumed, options, context, history)
    elif routine is not None:
        _follow(named(routine, context.folders), options, context)


def _interrupted(
    query: str | None, history: History, folders: Folders, *, finished: bool = False
) -> InterruptedSession:
    """The session interrupted last; of one routine where an id, a path or the beginning of an id is given.

    With `finished`, where there is none, the one finished last that can be taken up again.

    Raises:
        NotFoundError: there is none.
        BackdayError: the one finished last can't be taken up; the message says why.
        AmbiguousError: several routines are meant.
        RunningError: another program runs a workout.
        LogError: the log can't be read.
    """
    routine = None if query is None else _id_of(query, folders)
    found = history.interrupted(routine)
    if found is None and finished:
        found = history.reopenable(routine)
    if found is None:
        kind = "interrupted or finished" if finished else "interrupted"
        of_which = "" if query is None else f' of "{clean(query, _MOST_OF_QUERY)}"'
        raise NotFoundError(f"there is no {kind} session{of_which}")
    return found


def _id_of(query: str, folders: Folders) -> str:
    """The id of a routine; one whose file is gone is taken by its word."""
    try:
        return library.find(query, folders.routines).stem
    except NotFoundError:
        return query


@click.command(
    epilog="""\b
Examples:
  backday do "3x1:30 Plank" --rest 45s
  backday do "10min Treadmill" "3x12 Seated row @ 25lb" "2x? Chin-up / Pull-up"
  backday do "2x:30 Side plank each side" --rest 0 --prepare 10s
  backday do "EMOM 10: 5 burpees"
  backday do "12 Push-up" "20 Squat" --rounds 4"""
)
@click.argument("entry", nargs=-1, required=True, shell_complete=completion.entries)
@click.option("--rest", metavar="TIME", help="Rest between two sets, as 45s or 1:30.  [default: 1:00, or as set]")
@click.option("--between", metavar="TIME", help="Rest between two entries.  [default: as --rest]")
@click.option("--prepare", metavar="TIME", help="Countdown before timed work.  [default: 5s]")
@click.option("--emom", metavar="MINUTES", type=click.IntRange(1), help="All of it as an EMOM: an entry each minute.")
@click.option("--amrap", metavar="TIME", help="All of it as an AMRAP: round after round for so long.")
@click.option("--rounds", metavar="N", type=click.IntRange(1, 100), help="All of it as a circuit of so many rounds.")
@click.option("--tabata", is_flag=True, help="All of it eight times, 20 seconds each and 10 of rest.")
@run_options
def do(entry: tuple[str, ...], rest: str | None, between: str | None, prepare: str | None, **given: Any) -> None:
    """Follow a workout written here: each ENTRY is a line of notation, or words."""
    words = {word: given.pop(word) for word in ("emom", "amrap", "rounds", "tabata")}
    together = _together(words)
    options, context = _ready(given)
    times = {key: _time(value) for key, value in (("rest", rest), ("between", between), ("prepare", prepare)) if value}
    try:
        routine = _written(entry, {"rest": f"{context.settings.rest}s"} | times, together)
    except RoutineError as error:
        _refuse_times(error.problems)
        raise RefusedEntriesError(error.problems) from error
    _follow(routine, options, context)


class RefusedEntriesError(BackdayError):
    """Lines of notation that can't be read. `lines` are what is told: no file has their places."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.lines = tuple(f"backday: {problem.message}" for problem in problems)
        super().__init__(self.lines[0])


def _together(words: Mapping[str, Any]) -> Together | None:
    """The group that the options make of all entries.

    Raises:
        UsageError: they ask for several, or for no possible time.
    """
    asked = [word for word, value in words.items() if value]
    if len(asked) > 1:
        raise click.UsageError(f"--{asked[0]} and --{asked[1]} don't go together")
    if not asked:
        return None
    from backday_tui.routine.typed import Together

    word = cast("GroupWord", asked[0])
    if word != "amrap":
        return Together(word, int(words[word]))
    text = words[word]
    try:
        time_s = parse_time(_time(f"{text}min" if text.isdecimal() else text))
    except AmountError as error:
        raise click.BadParameter(str(error), param_hint="'--amrap'") from None
    if not time_s:
        raise click.BadParameter("in no time nothing can be done", param_hint="'--amrap'")
    return Together(word, time_s)


def _time(text: str) -> str:
    """A time as a routine has it, of one in another spelling: "1m30s", "1'30"; any other text as it is."""
    seconds = None if text.strip().isdecimal() else meant.seconds(text)
    return text if seconds is None else time_text(seconds)


def _written(entries: Sequence[str], times: Mapping[str, str], together: Together | None = None) -> LoadedRoutine:
    """The routine that lines make, in notation or in words; `times` are keys of a routine file, such as `rest`.

    Raises:
        RoutineError: a line or a time can't be read; the keys of its problems say which.
    """
    import tomli_w  # `start` does without these

    from backday_tui.routine.typed import work_of

    name = clean(", ".join(entries), _LONGEST_NAME).strip() or "Workout"
    table: dict[str, Any] = {"name": name, **times, "work": work_of(entries, known_exercises(), together)}
    return startable(reader.read_text(tomli_w.dumps(table), id="", catalog=known_exercises()), None)


def _refuse_times(problems: Sequence[Problem]) -> None:
    """An option that holds no time is a wrong command line, not a wrong routine."""
    for problem in problems:
        if problem.key in ("rest", "between", "prepare"):
            raise click.BadParameter(problem.message.removeprefix(f"{problem.key}: "), param_hint=f"'--{problem.key}'")


def _ready(given: Mapping[str, Any]) -> tuple[RunOptions, Context]:
    """How a workout is to be followed, by the options given, and what it is followed with.

    Raises:
        UsageError: the options don't go together.
        TooLittleError: the system gives too little memory or files for it.
        RunningError: another program runs a workout.
    """
    if given["as_json"] and not given["plain"]:
        raise click.UsageError("--json goes with --plain")
    if given["ticker"] and (given["as_json"] or not given["plain"]):
        raise click.UsageError("--ticker goes with --plain, and not with --json")
    if math.isnan(given["speed"]):
        raise click.BadParameter("it is no number", param_hint="'--speed'")
    options = RunOptions(
        begin=given["begin"], auto=given["auto"], plain=given["plain"], json=given["as_json"], mute=given["mute"],
        voice=given["voice"], log=not given["no_log"], speed=given["speed"], ticker=given["ticker"],
        waits=given["wait"], fit_s=_seconds_of(given["within"]),
    )  # fmt: skip
    limits.check(limits.SCREEN if _is_on_screen(options) else limits.LINES)
    context = load_context()
    if options.is_kept:
        lock.check(context.folders.data)
    return options, context


def _seconds_of(within: str | None) -> int | None:
    if within is None:
        return None
    try:
        seconds = parse_time(_time(within))
    except AmountError as error:
        raise click.BadParameter(str(error), param_hint="'--in'") from None
    if not seconds:
        raise click.BadParameter("in no time nothing can be done", param_hint="'--in'")
    return seconds


def _is_on_screen(options: RunOptions) -> bool:
    return not options.plain and can_show_screen()


def _follow(
    what: LoadedRoutine | ResumedSession, options: RunOptions, context: Context, history: History | None = None
) -> NoReturn:
    """Follow it on the screen or in lines; without `history` the log is opened when it is needed.

    Raises:
        RunningError: another program has begun a workout meanwhile.
    """
    for line in (*context.warnings, *(what.remarks if isinstance(what, LoadedRoutine) else ())):
        tell(line)
    running = lock.RunningLock(context.folders.data / lock.LOCK_NAME)
    if options.is_kept and isinstance(what, LoadedRoutine):  # one that is taken up has its own
        running.begin(what.routine.name, SystemClock().wall())
    try:
        if not _is_on_screen(options):
            from backday_tui.cli.line_mode import follow_in_lines

            raise Exit(follow_in_lines(what, options, context, history or history_of(context, running)))
        from backday_tui.cli.screens import follow_on_screen

        raise Exit(follow_on_screen(what, options, context, history, running))
    finally:
        running.release()
