"""Commands that show routines: `list`, `show`, `plan`, `why`. Nothing is changed here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click
from rich.table import Table
from rich.text import Text

from backday_tui import words
from backday_tui.cli import completion
from backday_tui.cli.console import put_json, tell
from backday_tui.cli.pages import FAINT, HEADING, ConsoleColumns, facts_grid, put
from backday_tui.cli.routines import named, planned_as_set
from backday_tui.cli.wiring import equipment_now, tell_faults_beside
from backday_tui.clock import SystemClock
from backday_tui.errors import BackdayError, UnreadableError
from backday_tui.exercises.catalog import MUSCLES
from backday_tui.folders import folders, is_there
from backday_tui.routine import library, reader, week_file
from backday_tui.routine.file_kinds import WEEK_FILE
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.problems import Problem
from backday_tui.routine.reader import Loaded
from backday_tui.session import export, step_text
from backday_tui.session.aims import with_sets_aimed_at
from backday_tui.session.barbell import bar_words
from backday_tui.session.cues import of_plan
from backday_tui.session.outline import outline
from backday_tui.session.plan import Ref, build
from backday_tui.session.summary import uncounted, worked
from backday_tui.text import clean
from backday_tui.training.past import as_day
from backday_tui.training.prescription import AS_WRITTEN, entries_in_order, figures_text, planned_entries
from backday_tui.training.today import (
    READ_FOR_RESTS,
    Known,
    ahead_text,
    entry_words,
    rests_beside_file,
    routine_now,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from rich.console import Console, ConsoleOptions, RenderableType

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.folders import Folders
    from backday_tui.routine.library import Headline
    from backday_tui.routine.model import Routine
    from backday_tui.session.cues import Mark
    from backday_tui.session.plan import Plan, Step
    from backday_tui.training.loads import Equipment
    from backday_tui.training.past import LastTime
    from backday_tui.training.prescription import EntryPlace, PlannedEntry
    from backday_tui.training.progression import Target
    from backday_tui.training.today import EntryToday, ReadPast, RoutineNow

_BAR: Final = 20
_ID: Final = 255
_NAME: Final = 120
_TEXT: Final = 2000
_MOST_AHEAD: Final = 100
_SECTIONS: Final = {"warmup": "warm-up", "work": "work", "cooldown": "cool-down"}


# -- list ---------------------------------------------------------------------------------------------------------


@click.command("list", epilog="\b\nExamples:\n  backday list\n  backday list --json")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def list_(as_json: bool) -> None:
    """List the routines that are found, yours first."""
    here = folders()
    rows, last_done = tuple(_library(here, cache(equipment_now))), _last_done(here)
    for why in library.not_listed(here.routines).values():
        tell(f"backday: {why}")
    if as_json:
        put_json([_library_row(each, last_done.get(each.headline.id)) for each in rows])
    else:
        put(_library_table(rows, last_done))


class ListedRoutine(NamedTuple):
    """A routine of the library with all that is in its file; no estimate where it can't be started."""

    headline: Headline
    loaded: Loaded
    estimate_s: int | None


def _library(here: Folders, equipment: Callable[[], Equipment]) -> Iterator[ListedRoutine]:
    """Every routine; what the person trains with is read where a routine has warm-up sets."""
    for headline in library.headlines(here.routines):
        try:
            loaded = reader.read_file(headline.path, known_exercises(), sound_folders=(here.sounds,))
        except UnreadableError as error:
            loaded = Loaded(None, (Problem(1, 1, "error", str(error)),), "")
        plan = build(loaded.routine, known_exercises(), equipment=equipment) if loaded.routine else None
        yield ListedRoutine(headline, loaded, plan.estimate_s if plan else None)


def _last_done(here: Folders) -> dict[str, datetime]:
    """When each routine was last done, by its id; a log that can't be read is one line, never the end of the list."""
    from backday_tui.history.log import LogError, last_times, opened  # SQLite, which the other commands do without
    from backday_tui.routine.store import followed

    try:
        with opened(here.log_file) as store:
            if store is None:
                return {}
            times = last_times(store, SystemClock().wall())
    except LogError as error:
        tell(f"backday: {error}")
        return {}
    if times.told:
        tell(f"backday: {times.told}")
    return followed(times.by_routine, here.routines)


def _library_row(row: ListedRoutine, last_done: datetime | None) -> dict[str, Any]:
    """`backday list --json`: a routine that can't be started has no estimate and no muscles."""
    headline, routine = row.headline, row.loaded.routine
    return {
        "id": headline.id,
        "name": headline.name,
        "path": str(headline.path),
        "bundled": headline.bundled,
        "level": headline.level,
        "equipment": list(headline.equipment),
        "muscles": list(worked(routine, known_exercises())) if routine else [],
        "estimate_s": row.estimate_s,
        "last_done": last_done.isoformat() if last_done else None,
        "problems": _error_count(row.loaded),
    }


def _library_table(rows: Iterable[ListedRoutine], last_done: Mapping[str, datetime]) -> RenderableType:
    """The routines, with the time they take; of one that can't be started, the number of problems."""
    return ConsoleColumns(
        ("routine", "name", "level", "time", "equipment", "last done"),
        [_cells(each, last_done.get(each.headline.id)) for each in rows],
        right=frozenset({"time"}),
        folds={"equipment": 30},
        named=frozenset({"last done"}),
    )


def _cells(row: ListedRoutine, done: datetime | None) -> tuple[str, ...]:
    headline = row.headline
    equipment = clean(", ".join(headline.equipment), _TEXT)
    done_on = f"{done:%Y-%m-%d}" if done else ""
    name = clean(headline.name, _NAME)
    return clean(headline.id, _ID), name, headline.level or "", _time_of(row), equipment, done_on


def _time_of(row: ListedRoutine) -> str:
    if row.estimate_s is None:
        return words.counted(_error_count(row.loaded), "problem")
    return words.about(row.estimate_s)


def _error_count(loaded: Loaded) -> int:
    """How many problems a file has; hints are none."""
    return sum(problem.severity == "error" for problem in loaded.problems)


# -- show ---------------------------------------------------------------------------------------------------------


@click.command(epilog="\b\nExamples:\n  backday show dumbbells\n  backday show my-routine.toml")
@click.argument("routine", shell_complete=completion.routines)
def show(routine: str) -> None:
    """Show ROUTINE as a page: what there is to do, what it takes and works."""
    tell_faults_beside(folders())
    read = named(routine, folders())
    now = SystemClock().wall()
    equipment = equipment_now()
    known, rests = _routine_now(read.routine, now, equipment), _rests_beside_file(read.routine, now, equipment)
    said = {
        place: (
            *(bar_words(known.entries[place], each.target) if place in known.entries else ()),
            *entry_words(each, now),
            *((rests[place],) if place in rests else ()),
        )
        for place, each in known.today().items()
    }
    plan = build(read.routine, known_exercises(), equipment=lambda: equipment)
    put(*_routine_page(plan, known_exercises(), said))


def _routine_now(routine: Routine, now: datetime, equipment: Equipment, *, as_written: bool = False) -> RoutineNow:
    """A routine with what was done before; a log that can't be read is one line, and nothing was done then.

    With `as_written` nothing was done yet.
    """
    read = partial(routine_now, routine, known_exercises(), now=now, equipment=equipment)
    try:
        return read(read_past=_nothing if as_written else _past_reader(now))
    except BackdayError as error:
        tell(f"backday: {error}")
    return read(read_past=_nothing)


def _past_reader(now: datetime) -> ReadPast:
    here = folders()
    if not (is_there(here.log_file) or is_there(here.routines / WEEK_FILE)):
        return _nothing
    from backday_tui.history.log import past_reader  # SQLite, as above

    return past_reader(here.log_file, here.routines, known_exercises(), now)


def _nothing(*_: object) -> Known:
    """What is known where nothing was done yet."""
    return Known()


def _rests_beside_file(routine: Routine, now: datetime, equipment: Equipment) -> Mapping[EntryPlace, str]:
    """What there is to say of rests that are not as the file says; that a log cannot be read is said elsewhere."""
    entries = planned_entries(routine, known_exercises(), equipment, picked={}, rounds={}, maxes={})
    try:
        known = _past_reader(now)(routine.id, {each.movement for each in entries.values()}, READ_FOR_RESTS)
    except BackdayError:
        return {}
    return rests_beside_file(routine, entries, known.sessions)


def _routine_page(plan: Plan, catalog: Catalog, said: Mapping[EntryPlace, tuple[str, ...]]) -> Iterator[RenderableType]:
    """One routine: what it is for, what it takes, what there is to do, and what it works."""
    routine = plan.routine
    yield Text(clean(routine.name), style=HEADING)
    if routine.summary:
        yield Text(clean(routine.summary))
    yield Text()
    yield _facts(plan)
    yield Text()
    yield _outline(routine, said)
    muscles = worked(routine, catalog)
    if muscles:
        yield Text()
        yield Text("Muscles, by sets", style=HEADING)
        yield _MuscleTable(muscles)
    left_out = uncounted(routine, catalog)
    if left_out:
        names = ", ".join(clean(name) for name in left_out)
        yield Text()
        yield Text(f"Muscles not counted, for nobody knows what they work: {names}", style=FAINT)


def _sets(plan: Plan) -> str:
    """How many sets there are, and how many to warm up with."""
    warmups = sum(bout.is_warmup for bout in plan.bouts)
    sets = words.counted(len(plan.bouts) - warmups, "set")
    return f"{sets} and {words.counted(warmups, 'warm-up set')}" if warmups else sets


def _facts(plan: Plan) -> RenderableType:
    routine = plan.routine
    facts = {
        "time": f"about {words.about(plan.estimate_s)}, {_sets(plan)}",
        "level": routine.level or "",
        "equipment": ", ".join(clean(thing) for thing in routine.equipment) or "none",
        "tags": ", ".join(clean(tag) for tag in routine.tags),
        "source": clean(routine.source or ""),
        "author": clean(routine.author or ""),
        "start": f"backday start {clean(routine.id)}" if routine.id else "",
    }
    return facts_grid(facts)


def _outline(routine: Routine, said: Mapping[EntryPlace, tuple[str, ...]]) -> RenderableType:
    """What there is to do; `said` of each entry stands below what is special about it."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(3):
        grid.add_column(overflow="fold")
    places = (place for place, _, _ in entries_in_order(routine))
    for line in outline(routine):
        if line.kind == "section":
            grid.add_row(Text(line.text, style=HEADING), Text(), Text(line.detail, style=FAINT))
            continue
        indent = "    " if line.grouped else "  "
        below = said.get(next(places), ()) if line.kind == "entry" else ()
        details = [Text(each, style=FAINT) for each in (line.detail, *below) if each] or [Text()]
        grid.add_row(Text(indent + line.text), Text(line.dose), details[0])
        for detail in details[1:]:
            grid.add_row(Text(), Text(), detail)
    return grid


@dataclass(frozen=True, slots=True)
class _MuscleTable:
    """Muscles with their sets; on a terminal with a bar each, which in a pipe nobody could make anything of."""

    muscles: Mapping[str, float]

    def __rich_console__(self, console: Console, _: ConsoleOptions) -> Iterator[RenderableType]:
        most = max(self.muscles.values())
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(overflow="fold")
        grid.add_column(justify="right")
        for muscle, sets in self.muscles.items():
            bar = Text("■" * max(round(sets / most * _BAR), 1))
            grid.add_row(Text(f"  {_muscle_name(muscle)}"), Text(f"{sets:g}"), *((bar,) if console.is_terminal else ()))
        yield grid


def _muscle_name(muscle: str) -> str:
    """A muscle as it is shown; one that the catalogue lacks as its routine writes it."""
    return clean(MUSCLES.get(muscle, muscle))


# -- plan ---------------------------------------------------------------------------------------------------------


@click.command(epilog="\b\nExamples:\n  backday plan dumbbells\n  backday plan home --json")
@click.argument("routine", shell_complete=completion.routines)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--as-written", is_flag=True, help="What the file says, whatever was done before.")
@click.option(
    "--ahead", type=click.IntRange(1, _MOST_AHEAD), metavar="N", help="And the next N sessions, if all goes well."
)
def plan(routine: str, as_json: bool, as_written: bool, ahead: int | None) -> None:
    """Show every step of ROUTINE with its time, its sounds, and what to aim at today."""
    if ahead and as_written:
        raise click.UsageError("--ahead goes by what was done, --as-written doesn't: give one of them")
    tell_faults_beside(folders())
    read = named(routine, folders()).routine
    known = _routine_now(read, SystemClock().wall(), equipment_now(), as_written=as_written)
    if as_written:
        steps = build(read, known_exercises(), equipment=equipment_now)
    else:
        steps = planned_as_set(read, equipment_now)
    today = known.today()
    if not as_json:
        put(*_plan_table(steps, today), *_ahead_lines(steps, known, ahead))
        return
    plan_json = _plan_json(steps, _targets(today), lambda step: _last_of(step, today))
    coming = [_plan_json(steps, targets, lambda _: None) for targets in known.ahead(ahead or 0)]
    put_json({"today": plan_json, "ahead": coming} if ahead else plan_json)


def _targets(today: Mapping[EntryPlace, EntryToday]) -> dict[EntryPlace, Target]:
    return {place: each.target for place, each in today.items() if each.target is not None}


def _plan_json(
    plan: Plan, targets: Mapping[EntryPlace, Target], last_of: Callable[[Step], LastTime | None]
) -> dict[str, Any]:
    return export.as_json(_aiming(plan, targets), known_exercises(), last_of)


def _ahead_lines(plan: Plan, known: RoutineNow, count: int | None) -> Iterator[RenderableType]:
    """What each exercise with something that grows aims at in the sessions after the next."""
    if not count:
        return
    coming = known.ahead(count)
    titles = {(*step.ref,): step_text.title(step) for step in plan.steps if step.is_work}
    yield Text()
    yield Text(f"The next {words.counted(count, 'session')}, if all goes well", style=HEADING)
    for place, entry in known.entries.items():
        if entry.prescription.growth:
            said = ahead_text((each[place] for each in coming if place in each), entry.prescription)
            yield Text(f"  {titles.get(place, '')}: {said}")
    if not any(entry.prescription.growth for entry in known.entries.values()):
        yield Text("  as today: nothing in it grows")
    today = as_day(known.now)
    monday = week_file.deload_after(folders().routines, today)
    if monday is not None:
        begins = words.on_day(monday, today)
        yield Text(f"  a deload week begins on {begins}: what is less in it is not told here")


def _last_of(step: Step, today: Mapping[EntryPlace, EntryToday]) -> LastTime | None:
    return today[step.ref].last if step.ref in today else None


def _aiming(plan: Plan, targets: Mapping[EntryPlace, Target]) -> Plan:
    """As many sets as are aimed at, each with its aim; reps, time and load stay what the file says."""

    def with_aim(step: Step) -> Step:
        target = targets.get(step.ref)
        return step if target is None or not step.is_work else step.with_aim(target)

    whole = with_sets_aimed_at(plan, {Ref(*place): target for place, target in targets.items()})
    return replace(whole, steps=tuple(map(with_aim, whole.steps)))


def _plan_table(plan: Plan, today: Mapping[EntryPlace, EntryToday]) -> Iterator[RenderableType]:
    """Every step with its time from the start, and its sounds with theirs from the step's own.

    Where more than the file decides what to aim at, that has a column, and its reasons stand below.
    """
    targets = {place: target for place, target in _targets(today).items() if target.why != AS_WRITTEN}
    plan = with_sets_aimed_at(plan, {Ref(*place): target for place, target in targets.items()})
    yield Text(f"{clean(plan.routine.name)}: about {words.about(plan.estimate_s)}", style=HEADING)
    yield Text()
    sides = frozenset({"step", "at", "takes"})
    headings: tuple[str, ...] = ("step", "at", "section", "exercise", "what", "set", "takes", "sounds")
    rows = list(_planned(plan))
    if targets:
        headings = (*headings[:5], "aim", *headings[5:])
        aims = [_aim(step, targets.get(step.ref)) for step in plan.steps]
        rows = [(*row[:5], aim, *row[5:]) for row, aim in zip(rows, aims, strict=True)]
    yield ConsoleColumns(headings, rows, right=sides, folds={"exercise": 10, "sounds": 12}, named=sides | {"aim"})
    if targets:
        yield Text()
        yield from _reasons(plan, targets)


def _aim(step: Step, target: Target | None) -> str:
    """What a set is to reach, in few words; "" for what is no set."""
    if target is None or not step.is_work:
        return ""
    aimed = step.aiming_at(target)
    return ", ".join(part for part in (step_text.dose(aimed), step_text.to_beat(aimed), step_text.load(aimed)) if part)


def _reasons(plan: Plan, targets: Mapping[EntryPlace, Target]) -> Iterator[RenderableType]:
    titles = {step.ref: step_text.title(step) for step in plan.steps if step.is_work}
    yield Text("Why", style=HEADING)
    for place, target in targets.items():
        yield Text(f"  {titles.get(Ref(*place), '')}: {clean(target.why)}")


# -- why ----------------------------------------------------------------------------------------------------------


@click.command(epilog="\b\nExamples:\n  backday why dumbbells\n  backday why home --json")
@click.argument("routine", shell_complete=completion.routines)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def why(routine: str, as_json: bool) -> None:
    """Say what each exercise of ROUTINE aims at today, and what that comes from."""
    tell_faults_beside(folders())
    read = named(routine, folders()).routine
    known = _routine_now(read, SystemClock().wall(), equipment_now())
    today = known.today()
    entries = [
        (place, " / ".join(_shown(name) for name in entry.exercise), today[place].target if place in today else None)
        for place, entry, _ in entries_in_order(read)
    ]
    if as_json:
        put_json([_why_json(place, title, target) for place, title, target in entries])
    else:
        put(
            *(
                Text(f"{clean(title, _NAME)}: {_why_text(target, known.entries.get(place))}")
                for place, title, target in entries
            )
        )


def _shown(name: str) -> str:
    exercise = known_exercises().get(name)
    return exercise.name if exercise else name


def _why_text(target: Target | None, entry: PlannedEntry | None) -> str:
    """The reason with its figures; what has no aim is as the file says."""
    if target is None or entry is None:
        return AS_WRITTEN
    is_told = target.kind != "file"  # its reason begins with the figures
    said = target.why if is_told else f"{figures_text(target.aims, entry.prescription)}: {target.why}"
    return clean(said + (f"; then {target.then}" if target.then else ""), _TEXT)


def _why_json(place: EntryPlace, title: str, target: Target | None) -> dict[str, Any]:
    aims = () if target is None else target.aims
    return {
        "section": place[0],
        "exercise": title,
        "aims": [
            {"reps": aim.reps, "seconds": aim.seconds, "load": None if aim.load is None else str(aim.load)}
            for aim in aims
        ],
        "why": AS_WRITTEN if target is None else target.why,
        "on": [] if target is None else [day.isoformat() for day in target.days],
        "then": None if target is None else target.then,
    }


def _planned(plan: Plan) -> Iterator[tuple[str, ...]]:
    at_s = 0
    for index, (step, marks) in enumerate(zip(plan.steps, of_plan(plan.steps), strict=True)):
        what = [
            step_text.dose(step), step_text.side(step), step_text.load(step), step_text.reserve(step),
            step_text.optional(step),
        ]  # fmt: skip
        takes = words.clock(step.estimate_s)
        yield (
            str(index),
            words.clock(at_s),
            _SECTIONS[step.section],
            step_text.title(step),
            ", ".join(part for part in what if part),
            step_text.turn(step),
            takes if step.ends_by_itself else f"~{takes}",
            ", ".join(_sound(mark) for mark in marks),
        )
        at_s += step.estimate_s


def _sound(mark: Mark) -> str:
    return f"{mark.name} {words.clock(mark.at_s)}"
