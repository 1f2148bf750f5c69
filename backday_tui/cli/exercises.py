"""`backday exercises`: the catalogue, and how one exercise is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.text import Text

from backday_tui.cli.pages import FAINT, HEADING, ConsoleColumns, facts_grid, put
from backday_tui.exercises.catalog import MUSCLES, bundled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from backday_tui.exercises.catalog import Catalog, Exercise


@click.command(epilog="\b\nExamples:\n  backday exercises\n  backday exercises plank\n  backday exercises row")
@click.argument("name", nargs=-1)
def exercises(name: tuple[str, ...]) -> None:
    """Show the catalogue of exercises, or how one of them is done."""
    catalog, wanted = bundled(), " ".join(name)
    fitting = catalog.search(wanted)
    if not fitting:
        catalog.lookup(wanted)
    put(*_exercise_page(fitting[0], catalog)) if len(fitting) == 1 else put(_exercise_table(fitting))


def _exercise_table(exercises: Iterable[Exercise]) -> RenderableType:
    """Exercises with what they work and take."""
    return ConsoleColumns(
        ("exercise", "id", "muscles", "equipment", "pattern"),
        [
            (each.name, each.id, ", ".join(each.muscles), ", ".join(each.equipment) or "none", each.pattern or "")
            for each in exercises
        ],
        folds={"muscles": 20, "equipment": 16},
    )


def _exercise_page(exercise: Exercise, catalog: Catalog) -> Iterator[RenderableType]:
    """One exercise: what it works, how it is done, what to avoid, what is easier and harder."""
    yield Text(exercise.name, style=HEADING)
    if exercise.aliases:
        yield Text("also " + ", ".join(exercise.aliases), style=FAINT)
    yield Text()
    yield facts_grid(_exercise_facts(exercise, catalog))
    yield Text()
    for number, step in enumerate(exercise.steps, start=1):
        yield Text(f"{number}. {step}")
    if exercise.avoid:
        yield Text()
        yield Text(f"Avoid: {exercise.avoid}")


def _exercise_facts(exercise: Exercise, catalog: Catalog) -> dict[str, str]:
    kinds = ["held" if exercise.isometric else "repeated", "one side at a time" if exercise.unilateral else ""]
    return {
        "works first": ", ".join(MUSCLES[muscle] for muscle in exercise.muscles),
        "and also": ", ".join(MUSCLES[muscle] for muscle in exercise.secondary),
        "equipment": ", ".join(exercise.equipment) or "none",
        "kind": ", ".join(part for part in (exercise.pattern or "", *kinds) if part),
        "easier": _name_of(exercise.easier, catalog),
        "harder": _name_of(exercise.harder, catalog),
        "from": ", ".join(catalog.articles.get(article, article) for article in exercise.articles),
    }


def _name_of(exercise_id: str | None, catalog: Catalog) -> str:
    exercise = catalog.get(exercise_id) if exercise_id else None
    return exercise.name if exercise else ""
