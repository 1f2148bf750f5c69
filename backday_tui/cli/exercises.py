"""`backday exercises`: the catalogue, and how one exercise is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.text import Text

from backday_tui.cli import completion
from backday_tui.cli.pages import FAINT, HEADING, ConsoleColumns, facts_grid, put
from backday_tui.cli.wiring import tell_own_exercise_faults
from backday_tui.exercises.catalog import MUSCLES, bundled, muscle_named
from backday_tui.folders import folders
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from backday_tui.exercises.catalog import Catalog, Exercise


@click.command(
    epilog="""\b
Examples:
  backday exercises
  backday exercises plank
  backday exercises dumbbell press
  backday exercises abs"""
)
@click.argument("name", nargs=-1, shell_complete=completion.exercises)
def exercises(name: tuple[str, ...]) -> None:
    """Show the catalogue of exercises, or how one of them is done. Your own are among them.

    NAME may be a muscle, a kind of movement or a piece of equipment too.
    """
    tell_own_exercise_faults(folders())
    catalog, wanted = known_exercises(), " ".join(name)
    exact, named = catalog.find(wanted), catalog.search(wanted)
    fitting = (exact,) if exact else dict.fromkeys((*named, *_of_kind(wanted, catalog)))
    if not fitting:
        catalog.lookup(wanted)
    if len(fitting) > 1:
        put(_exercise_table(fitting))
    else:
        put(*_exercise_page(next(iter(fitting)), catalog), *_others([each for each in named if each not in fitting]))


def _of_kind(wanted: str, catalog: Catalog) -> Iterator[Exercise]:
    """The exercises that work a muscle first, that are of a pattern, or done with some equipment."""
    muscle, word = muscle_named(wanted), wanted.casefold()
    for exercise in catalog:
        kinds = (exercise.pattern or "", *exercise.equipment)
        if muscle in exercise.muscles or word in map(str.casefold, kinds):
            yield exercise


def _others(exercises: Sequence[Exercise]) -> Iterator[RenderableType]:
    if exercises:
        yield Text()
        yield Text(
            "These have it in one of their names: " + ", ".join(clean(each.name) for each in exercises), style=FAINT
        )


def _exercise_table(exercises: Iterable[Exercise]) -> RenderableType:
    """Exercises with what they work and take."""
    return ConsoleColumns(
        ("exercise", "id", "muscles", "equipment", "pattern"),
        [tuple(map(clean, _row(each))) for each in exercises],
        folds={"muscles": 20, "equipment": 16},
    )


def _row(each: Exercise) -> tuple[str, ...]:
    return each.name, each.id, ", ".join(each.muscles), ", ".join(each.equipment) or "none", each.pattern or ""


def _exercise_page(exercise: Exercise, catalog: Catalog) -> Iterator[RenderableType]:
    """One exercise: what it works, how it is done, what to avoid, what is easier and harder."""
    yield Text(clean(exercise.name), style=HEADING)
    if exercise.aliases:
        yield Text(clean("also " + ", ".join(exercise.aliases)), style=FAINT)
    if bundled().get(exercise.id) != exercise:
        yield Text(clean(f"as your {folders().exercises_file} says"), style=FAINT)
    yield Text()
    yield facts_grid(_exercise_facts(exercise, catalog))
    yield Text()
    for number, step in enumerate(exercise.steps, start=1):
        yield Text(clean(f"{number}. {step}"))
    if exercise.avoid:
        yield Text()
        yield Text(clean(f"Avoid: {exercise.avoid}"))


def _muscles(muscles: Iterable[str]) -> str:
    return clean(", ".join(MUSCLES.get(muscle, muscle) for muscle in muscles))


def _exercise_facts(exercise: Exercise, catalog: Catalog) -> dict[str, str]:
    kinds = ["held" if exercise.isometric else "repeated", "one side at a time" if exercise.unilateral else ""]
    return {
        "works first": _muscles(exercise.muscles),
        "and also": _muscles(exercise.secondary),
        "equipment": clean(", ".join(exercise.equipment)) or "none",
        "kind": ", ".join(part for part in (exercise.pattern or "", *kinds) if part),
        "load": "a bar with plates" if exercise.barbell else "",
        "body weight": "" if exercise.share is None else f"{exercise.share:.0%} of it is moved",
        "easier": _name_of(exercise.easier, catalog),
        "harder": _name_of(exercise.harder, catalog),
        "from": ", ".join(catalog.articles.get(article, article) for article in exercise.articles),
    }


def _name_of(exercise_id: str | None, catalog: Catalog) -> str:
    exercise = catalog.get(exercise_id) if exercise_id else None
    return clean(exercise.name) if exercise else ""
