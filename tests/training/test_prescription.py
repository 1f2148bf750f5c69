from __future__ import annotations

from dataclasses import replace

import pytest
from lifting import a_load, asking, figures, growing, nov

from backday_tui.exercises.catalog import Exercise, bundled
from backday_tui.routine.model import Amrap, Circuit, Emom, Entry, Load, Progress, Reps, Routine, Span, Superset
from backday_tui.training.loads import USUAL
from backday_tui.training.past import PastEntry, PastSession
from backday_tui.training.prescription import (
    Aim,
    Prescription,
    TrainingMax,
    exercises_in_percent,
    figures_text,
    movement_of,
    planned_entries,
)
from backday_tui.training.progression import target


def test_a_movement_is_known_by_any_of_its_names() -> None:
    catalog = bundled()
    assert movement_of("Pull-ups", catalog) == movement_of("overhand pull up", catalog) == "pull-up"
    assert movement_of("  My own   LIFT ", catalog) == "my own lift"


def test_the_prescription_of_an_entry() -> None:
    progress = Progress((8, 12), Load("weight", 2.5, "kg"))
    entry = Entry(("Row",), sets=3, reps=Reps(8, 12), load=Load("weight", 40.0, "kg"), progress=progress)
    assert Prescription.of(entry) == asking(3, "8-12", "40 kg", growing(reps=(8, 12), step="2.5 kg"))
    per_set = replace(entry, reps=(Reps(8, 12),) * 3, rest=30, note="slowly")
    assert Prescription.of(per_set) == Prescription.of(entry)
    hold = Entry(("Plank",), hold=Span(60), progress=Progress(hold_s=5, until_s=120))
    assert Prescription.of(hold, sets=2) == asking(2, "1:00", "", growing(hold_s=5, until_s=120))


@pytest.mark.parametrize(
    ("growth", "policy"),
    [
        (growing(step="2.5 kg"), "linear"),
        (growing(reps=(8, 12), step="2.5 kg"), "double"),
        (growing(reps=(8, 12)), "reps"),
        (growing(hold_s=5), "hold"),
        (growing(max_step="5 kg"), "max"),
    ],
)
def test_the_way_it_grows(growth: Progress, policy: str) -> None:
    assert growth.policy == policy


ROUTINE = Routine(
    "back",
    "Back",
    warmup=(Entry(("Deadlift",), reps=Reps(10, 10), load=Load("weight", 40.0, "kg")),),
    work=(
        Entry(("Deadlift",), sets=3, reps=Reps(5, 5), load=Load("weight", 100.0, "kg")),
        Superset((Entry(("Chin-up", "Pull-up"), reps=Reps(None, None)), Entry(("My lift",), reps=Reps(8, 8))), 3),
        Amrap((Entry(("Pull-up",), reps=Reps(5, 5)),), 600),
        Circuit((Entry(("Pull-up",), reps=Reps(5, 8)), Entry(("Plank",), hold=Span(60))), (2, 3)),
    ),
    exercises=(Exercise("my-lift", "My lift", equipment=("dumbbells",)),),
)


def test_the_entries_of_a_routine() -> None:
    found = planned_entries(ROUTINE, bundled(), USUAL["kg"], picked={}, rounds={}, maxes={})
    assert [
        (place, entry.movement, entry.nth, entry.prescription.sets, entry.means) for place, entry in found.items()
    ] == [
        (("warmup", 0, 0), "deadlift", 1, 1, "bar"),
        (("work", 0, 0), "deadlift", 2, 3, "bar"),
        (("work", 1, 0), "chin-up", 1, 3, "step"),
        (("work", 1, 1), "my-lift", 1, 3, "dumbbells"),
        (("work", 3, 0), "pull-up", 2, 3, "step"),  # after that of the AMRAP
        (("work", 3, 1), "plank", 1, 3, "step"),
    ]
    assert {entry.routine for entry in found.values()} == {"back"}


def test_what_was_picked_before_the_start() -> None:
    most = TrainingMax(Load("weight", 120.0, "kg"), "given on 1 Nov")
    found = planned_entries(
        ROUTINE,
        bundled(),
        USUAL["kg"],
        picked={("work", 1, 0): "Pull-up"},
        rounds={("work", 3): 2},
        maxes={"deadlift": most},
    )
    assert [(entry.movement, entry.nth) for entry in found.values()][2::2] == [("pull-up", 1), ("pull-up", 3)]
    assert found["work", 3, 1].prescription.sets == 2
    assert found["work", 0, 0].training_max == most
    assert found["work", 3, 1].training_max is None


SHARES = Routine(
    "shares", "Shares",
    work=(
        Emom((Entry(("Deadlift",), reps=Reps(3, 3), load=Load("percent", 60)), Entry(("Row",), reps=Reps(8, 8))), 4),
        Entry(("Deadlift",), time=Span(60), load=Load("percent", 50)),
        Entry(("Squat",), load=Load("percent", 50)),
        Entry(("Squat",), load=Load("weight", 40.0, "kg")),
        Amrap((Entry(("Deadlift",), load=Load("percent", 50)),), 60),
    ),
)  # fmt: skip


def test_where_nothing_has_an_aim_a_share_of_the_training_max_is_worked_out_all_the_same() -> None:
    maxes = {"deadlift": TrainingMax(Load("weight", 120.0, "kg"), "given on 1 Nov")}
    entries = planned_entries(SHARES, bundled(), USUAL["kg"], picked={}, rounds={}, maxes=maxes)
    found = {place[1:]: target(entry, [], nov(20)) for place, entry in entries.items()}
    assert {place: each and (each.aims, each.why) for place, each in found.items()} == {
        (0, 0): ((Aim(load=a_load("72.5 kg")),), "as the file says, of a training max of 120 kg, given on 1 Nov"),
        (1, 0): ((Aim(load=a_load("60 kg")),), "as the file says, of a training max of 120 kg, given on 1 Nov"),
        (2, 0): ((Aim(),), "as the file says, without a load: no training max was given"),
        (3, 0): None,
    }
    assert exercises_in_percent(SHARES) == ("Deadlift", "Squat")


def test_a_choice_has_a_last_time_of_its_own() -> None:
    session = PastSession(1, "back", nov(17), (PastEntry("pull-up", figures("9 7 6"), planned=3),))
    for name, to_beat in (("Pull-up", [9, 7, 6]), ("Chin-up", [None] * 3)):
        planned = planned_entries(ROUTINE, bundled(), USUAL["kg"], picked={("work", 1, 0): name}, rounds={}, maxes={})
        found = target(planned["work", 1, 0], [session], nov(20))
        assert found is not None
        assert [aim.to_beat for aim in found.aims] == to_beat


@pytest.mark.parametrize(
    ("aims", "asks", "text"),
    [
        ([Aim(8, load=a_load("82.5 kg"))] * 3, asking(3, "8", "80 kg"), "8 reps · 82.5 kg"),
        ([Aim(11), Aim(10)], asking(2, "8-12"), "11, 10 reps"),
        ([Aim(1)], asking(1, "1"), "1 rep"),
        ([Aim(), Aim()], asking(2, "max"), "max"),
        ([Aim(5), Aim()], asking(2, "5, 5+"), "5, 5+ reps"),
        ([Aim(seconds=65)], asking(1, "1:00"), "1:05"),
        ([Aim(8, load=a_load("red\x1b band"))], asking(1, "8"), "8 reps · red␛ band"),
    ],
)
def test_aims_in_words(aims: list[Aim], asks: Prescription, text: str) -> None:
    assert figures_text(aims, asks) == text
