"""Routines and their parts as hypothesis makes them, for the tests beside this file."""

import dataclasses
from functools import cache
from typing import Any

from hypothesis import strategies as st

from backday_tui.exercises.catalog import Catalog, Exercise, muscle_named
from backday_tui.routine.amounts import AmountError, parse_load_or_label
from backday_tui.routine.model import (
    WARMUP,
    Amrap,
    Circuit,
    Deloading,
    Emom,
    Entry,
    Item,
    Load,
    Part,
    Progress,
    Reps,
    RestWindow,
    Routine,
    Span,
    Superset,
    WarmupShare,
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


def _is_label(text: str) -> bool:
    try:
        return parse_load_or_label(text) == Load("label", label=text)
    except AmountError:
        return False


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
weights = st.builds(Load, st.just("weight"), amounts_of_load, st.sampled_from(["kg", "lb"]))
units = st.sampled_from(["kg", "lb"])
labels = st.sampled_from(["red band", "pin 7", 'the "big" one', "a\\b"]) | filled_texts.map(lambda text: f"p{text}")
loads = st.one_of(
    weights,
    st.builds(Load, st.just("weight"), amounts_of_load, units, st.integers(2, 10)),
    st.just(Load("body")),
    st.builds(
        lambda value, sign, unit: Load("body", sign * value, unit), amounts_of_load, st.sampled_from([1, -1]), units
    ),
    st.builds(lambda tenths: Load("percent", tenths / 10), st.integers(1, 2000)),
    st.builds(lambda label: Load("label", label=label.strip()), labels).filter(lambda load: _is_label(load.label)),
)
small_counts = st.integers(1, 9)
downs = st.none() | st.builds(Deloading, small_counts, st.integers(1, 999).map(lambda tenths: tenths / 10))
nexts = st.none() | st.sampled_from(["harder", "Pull-up"])


# Strategies are made once: the first draw from one costs more than all others.
up_to_four = st.integers(1, 4)
up_to_sixty = st.integers(1, 60)
doses = st.sampled_from(["reps", "hold", "time", "parts", "none"])
parts = st.lists(
    st.builds(Part, st.integers(1, 30), filled_texts.map(lambda text: "p" + text.strip())), min_size=1, max_size=3
)
windows = st.builds(lambda least, more: RestWindow(least, least + more), st.integers(1, 9000), st.integers(1, 9000))
any_rest = rests | windows
perhaps_a_rest = st.none() | any_rest
perhaps_a_start: st.SearchStrategy[Any] = st.sampled_from([None, None, "auto", "wait"])
around_rests: dict[str, st.SearchStrategy[Any]] = {
    "missed": st.none() | rests, "start": perhaps_a_start, "beyond": st.sampled_from([None, None, False, True]),
    "countdown": st.sampled_from([None, None, False, True]),
}  # fmt: skip
perhaps_a_tempo = st.none() | st.tuples(up_to_sixty, st.integers(0, 60), st.integers(0, 60))
perhaps: st.SearchStrategy[bool | None] = st.sampled_from([None, False, True])
perhaps_a_reserve = st.none() | st.integers(0, 12).map(lambda halves: halves / 2)
shares = st.builds(WarmupShare, st.none() | st.integers(1, 999).map(lambda tenths: tenths / 10), counts)
perhaps_a_warmup = st.sampled_from([(), WARMUP]) | st.lists(shares, min_size=1, max_size=10).map(
    lambda drawn: tuple(sorted(drawn, key=lambda share: share.percent or 0))
)
perhaps_a_text = st.none() | texts
perhaps_a_sound = st.none() | st.just("gongs/long gong.wav")
perhaps_a_load = st.none() | loads
sides: st.SearchStrategy[Any] = st.sampled_from([None, "each", "alternating"])
names_of_one = st.lists(names, min_size=1, max_size=3)
kinds = st.sampled_from(["entry", "superset", "circuit", "emom", "amrap"])
some_texts = st.lists(filled_texts, max_size=3).map(tuple)
some_muscles = some_texts.map(lambda words: tuple(dict.fromkeys(muscle_named(word) or word for word in words)))
ids = st.sampled_from(["plank", "sled-pull"]) | filled_texts
patterns = st.sampled_from(["pull", "stretch"])
levels: st.SearchStrategy[Any] = st.sampled_from([None, "beginner", "intermediate", "advanced"])


@cache
def _per_set(one: st.SearchStrategy[object], sets: int) -> st.SearchStrategy[object]:
    return one | st.lists(one, min_size=sets, max_size=sets).map(tuple)


@st.composite
def entries(draw: st.DrawFn, *, sets: int | None = None, alone: bool = True, around: bool = True) -> Entry:
    """An entry; in a group it has the group's sets and no rests of its own, and by the clock nothing `around` them."""
    count = draw(up_to_four) if sets is None else sets
    dose = draw(doses)
    given: dict[str, object] = {}
    if dose in ("reps", "hold", "time"):
        given[dose] = draw(_per_set({"reps": reps, "hold": holds, "time": times}[dose], count))
    if dose == "parts":
        given["parts"] = tuple(draw(parts))
    plain = draw(st.booleans())
    load = draw(_loads_of(count, plain=plain))
    if not plain:
        given |= {"rir": draw(perhaps_a_reserve), "barbell": draw(perhaps)}
    if alone and not plain:
        given |= {"warmup": draw(perhaps_a_warmup), "warmup_rest": draw(rests)}
    if alone:
        given |= {"rest": draw(perhaps_a_rest), "after": draw(perhaps_a_rest)}
        given["progress"] = draw(st.none() | _growth(dose, given, load, count))
    if not plain:
        given |= {
            "switch": draw(up_to_sixty),
            "tempo": draw(perhaps_a_tempo),
            "optional": draw(st.booleans()),
            "note": draw(perhaps_a_text),
            "sound": draw(perhaps_a_sound),
        }
    if not plain and around:
        given |= {key: draw(values) for key, values in around_rests.items()}
    return Entry(
        tuple(draw(names_of_one)),
        sets=count,
        load=load,  # type: ignore[arg-type]
        sides=draw(sides),
        **given,  # type: ignore[arg-type]
    )


def _growth(dose: str, given: dict[str, Any], load: Any, count: int) -> st.SearchStrategy[Progress | None]:
    """What may grow in an entry with this dose."""
    each = given.get(dose, ())
    asked = each if isinstance(each, tuple) else (each,)
    sets = st.none() | st.tuples(st.integers(1, count), st.integers(count, 100))
    kinds = {each.kind for each in (load if isinstance(load, tuple) else (load,)) if each}
    can_step = not kinds or not kinds <= {"percent", "label"}
    if "percent" in kinds:
        return st.builds(lambda step, down: Progress(max_step=step, down=down), weights, downs)
    if dose == "hold" and any(span.seconds for span in asked):
        until = st.integers(max(span.seconds or 1 for span in asked), 21600)
        endless = st.builds(
            lambda s, after, down: Progress(hold_s=s, after=after, down=down), seconds, small_counts, _downs
        )
        return endless | st.builds(
            lambda s, until_s, sets, then: Progress(hold_s=s, until_s=until_s, sets=sets, then=then),
            seconds, until, sets, nexts,
        )  # fmt: skip
    if dose == "reps" and any(reps.high for reps in asked):
        top = st.integers(max(reps.low for reps in asked if reps.high), 1000)
        ranges = st.builds(lambda low, high: (min(low, high), high), counts, top)
        double = st.builds(
            lambda reps, step, sets, down: Progress(reps, step, sets=sets, down=down), ranges, weights, sets, downs
        )
        alone = st.builds(lambda reps, down, then: Progress(reps, down=down, then=then), ranges, _downs, nexts)
        return double | alone if can_step else alone
    if dose == "reps" and can_step and any(reps.low for reps in asked):
        doubles = st.booleans() if asked[-1].low else st.just(value=False)
        return st.builds(lambda step, doubles: Progress(step=step, doubles=doubles), weights, doubles)
    return st.none()


_downs = st.none() | st.builds(Deloading, small_counts)
"""Where no load grows."""


@cache
def _loads_of(count: int, *, plain: bool) -> st.SearchStrategy[object]:
    return _per_set(perhaps_a_load if plain else loads, count).filter(_whole_list)


def _whole_list(value: object) -> bool:
    return not (isinstance(value, tuple) and None in value)


single_entries = entries()


@cache
def _entries_of_group(sets: int, *, around: bool) -> st.SearchStrategy[list[Entry]]:
    return st.lists(entries(sets=sets, alone=False, around=around), min_size=1, max_size=3)


@st.composite
def items(draw: st.DrawFn) -> Item:
    """An entry or a group."""
    kind = draw(kinds)
    if kind == "entry":
        return draw(single_entries)
    sets = draw(up_to_four) if kind == "superset" else 1
    inner = tuple(draw(_entries_of_group(sets, around=kind in ("superset", "circuit"))))
    if kind in ("emom", "amrap"):
        start = draw(perhaps_a_start)
        return Emom(inner, draw(st.integers(1, 360)), start) if kind == "emom" else Amrap(inner, draw(seconds), start)
    more_rests = {key: draw(values) for key, values in around_rests.items()}
    if kind == "superset":
        return Superset(inner, sets, draw(perhaps_a_rest), draw(perhaps_a_rest), **more_rests)
    low, more = draw(up_to_four), draw(st.integers(0, 2))
    return Circuit(inner, (low, low + more), draw(rests), draw(perhaps_a_rest), draw(perhaps_a_rest), **more_rests)


@st.composite
def own_exercises(draw: st.DrawFn) -> Exercise:
    """An exercise that the catalogue lacks, or one that it has with something changed."""
    exercise_id = draw(ids)
    known = CATALOG.get(exercise_id) or Exercise(exercise_id, draw(filled_texts))
    return dataclasses.replace(
        known,
        name=draw(filled_texts),
        aliases=draw(some_texts),
        muscles=draw(some_muscles),
        isometric=draw(st.booleans()),
        pattern=draw(patterns),
        avoid=draw(texts),
    )


any_items = st.lists(items(), max_size=2)
one_item = items()
any_own_exercises = st.lists(own_exercises(), max_size=2, unique_by=lambda exercise: exercise.id)


@st.composite
def routines(draw: st.DrawFn) -> Routine:
    """A whole routine, with at least one entry."""
    sections = [tuple(draw(any_items)) for _ in range(3)]
    if not any(sections):
        sections[1] = (draw(one_item),)
    own = draw(any_own_exercises)
    warmup, work, cooldown = sections
    return Routine(
        "routine",
        draw(filled_texts),
        warmup,
        work,
        cooldown,
        summary=draw(perhaps_a_text),
        source=draw(perhaps_a_text),
        author=draw(perhaps_a_text),
        level=draw(levels),
        tags=draw(some_texts),
        equipment=draw(some_texts),
        rest=draw(any_rest),
        between=draw(any_rest),
        prepare=draw(seconds),
        **{key: draw(values) for key, values in around_rests.items()},
        exercises=tuple(own),
    )
