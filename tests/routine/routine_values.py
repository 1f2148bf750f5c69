"""Routines and their parts as hypothesis makes them, for the tests beside this file."""

import dataclasses

from hypothesis import strategies as st

from backday_tui.exercises.catalog import Catalog, Exercise
from backday_tui.routine.model import (
    Amrap,
    Circuit,
    Emom,
    Entry,
    Item,
    Load,
    Part,
    Progress,
    Reps,
    Routine,
    Span,
    Superset,
)

CATALOG = Catalog(
    [
        Exercise("plank", "Plank", isometric=True, muscles=("core",), steps=("Hold",), avoid="A round back"),
        Exercise("superman-plank", "Superman plank", isometric=True),
        Exercise("seated-row", "Seated row", aliases=("Row",)),
        Exercise("pull-up", "Pull-up"),
        Exercise("chin-up", "Chin-up"),
        Exercise("treadmill", "Treadmill"),
    ]
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
filled_texts = texts.filter(lambda text: bool(text.strip()))
names = st.one_of(
    st.sampled_from(
        ["Plank", "seated-row", "Pull-up", "90/90 stretch", "3x8 Row", "A / B", "each side", "- Row", " Row"]
    ),
    filled_texts.filter(lambda text: "@" not in text),
)
counts = st.integers(1, 1000)
reps = st.one_of(
    st.builds(lambda n: Reps(n, n), counts),
    st.builds(lambda low, more: Reps(low, min(low + more, 1000)), counts, counts),
    st.builds(lambda n: Reps(n, None), counts),
    st.just(Reps(None, None)),
)
seconds = st.integers(1, 21600)
rests = st.integers(0, 21600)
times = st.builds(Span, seconds, st.booleans())
holds = st.one_of(times, st.just(Span(None, open_ended=True)))
amounts_of_load = st.integers(1, 10_000_000).map(lambda grams: grams / 1000)
weights = st.builds(Load, amounts_of_load, st.sampled_from(["kg", "lb"]))
loads = st.one_of(weights, st.just(Load(None, None)))
progress_of_reps = st.builds(
    lambda low, more, load: Progress(reps=(low, min(low + more, 1000)), load=load), counts, counts, st.none() | weights
)
progress_of_hold = st.builds(lambda hold, until: Progress(hold_s=hold, until_s=until), seconds, st.none() | seconds)


def _per_set(one: st.SearchStrategy[object], sets: int) -> st.SearchStrategy[object]:
    return one | st.lists(one, min_size=sets, max_size=sets).map(tuple)


@st.composite
def entries(draw: st.DrawFn, *, sets: int | None = None, alone: bool = True) -> Entry:
    """An entry; in a group it has the group's sets and no rests of its own."""
    count = draw(st.integers(1, 4)) if sets is None else sets
    dose = draw(st.sampled_from(["reps", "hold", "time", "parts", "none"]))
    given: dict[str, object] = {}
    if dose in ("reps", "hold", "time"):
        given[dose] = draw(_per_set({"reps": reps, "hold": holds, "time": times}[dose], count))
    if dose == "parts":
        part = st.builds(Part, st.integers(1, 30), filled_texts.map(lambda text: "p" + text.strip()))
        given["parts"] = tuple(draw(st.lists(part, min_size=1, max_size=3)))
    if dose in ("reps", "parts"):
        given["progress"] = draw(st.none() | progress_of_reps)
    if dose == "hold":
        given["progress"] = draw(st.none() | progress_of_hold)
    if alone:
        given |= {"rest": draw(st.none() | rests), "after": draw(st.none() | rests)}
    plain = draw(st.booleans())
    if not plain:
        given |= {
            "switch": draw(st.integers(1, 60)),
            "tempo": draw(st.none() | st.tuples(st.integers(1, 60), st.integers(0, 60), st.integers(0, 60))),
            "optional": draw(st.booleans()),
            "note": draw(st.none() | texts),
            "sound": draw(st.none() | st.just("gongs/long gong.wav")),
        }
    return Entry(
        tuple(draw(st.lists(names, min_size=1, max_size=3))),
        sets=count,
        load=draw(_per_set(st.none() | loads if plain else loads, count).filter(_whole_list)),  # type: ignore[arg-type]
        sides=draw(st.sampled_from([None, "each", "alternating"])),
        **given,  # type: ignore[arg-type]
    )


def _whole_list(value: object) -> bool:
    return not (isinstance(value, tuple) and None in value)


@st.composite
def items(draw: st.DrawFn) -> Item:
    """An entry or a group."""
    kind = draw(st.sampled_from(["entry", "superset", "circuit", "emom", "amrap"]))
    if kind == "entry":
        return draw(entries())
    sets = draw(st.integers(1, 4)) if kind == "superset" else 1
    inner = tuple(draw(st.lists(entries(sets=sets, alone=False), min_size=1, max_size=3)))
    if kind == "superset":
        return Superset(inner, sets, draw(st.none() | rests), draw(st.none() | rests))
    if kind == "circuit":
        low, more = draw(st.integers(1, 4)), draw(st.integers(0, 2))
        rounds = (low, low + more)
        return Circuit(inner, rounds, draw(rests), draw(st.none() | rests), draw(st.none() | rests))
    return Emom(inner, draw(st.integers(1, 360))) if kind == "emom" else Amrap(inner, draw(seconds))


@st.composite
def own_exercises(draw: st.DrawFn) -> Exercise:
    """An exercise that the catalogue lacks, or one that it has with something changed."""
    exercise_id = draw(st.sampled_from(["plank", "sled-pull"]) | filled_texts)
    known = CATALOG.get(exercise_id) or Exercise(exercise_id, draw(filled_texts))
    lists = st.lists(filled_texts, max_size=3).map(tuple)
    return dataclasses.replace(
        known,
        name=draw(filled_texts),
        aliases=draw(lists),
        muscles=draw(lists),
        isometric=draw(st.booleans()),
        pattern=draw(st.sampled_from(["pull", "stretch"])),
        avoid=draw(texts),
    )


@st.composite
def routines(draw: st.DrawFn) -> Routine:
    """A whole routine, with at least one entry."""
    sections = [tuple(draw(st.lists(items(), max_size=2))) for _ in range(3)]
    if not any(sections):
        sections[1] = (draw(items()),)
    own = draw(st.lists(own_exercises(), max_size=2, unique_by=lambda exercise: exercise.id))
    optional = st.none() | texts
    warmup, work, cooldown = sections
    return Routine(
        "routine",
        draw(filled_texts),
        warmup,
        work,
        cooldown,
        summary=draw(optional),
        source=draw(optional),
        author=draw(optional),
        level=draw(st.sampled_from([None, "beginner", "intermediate", "advanced"])),
        tags=tuple(draw(st.lists(filled_texts, max_size=3))),
        equipment=tuple(draw(st.lists(filled_texts, max_size=3))),
        rest=draw(rests),
        between=draw(rests),
        prepare=draw(seconds),
        exercises=tuple(own),
    )
