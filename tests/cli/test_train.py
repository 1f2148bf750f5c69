"""`backday start` and `backday do` in lines: what is followed, from where, and what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from cli_runs import EVERYTHING, called, own

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("home")


@pytest.mark.parametrize(
    ("entries", "lines"),
    [
        (
            ["250m Row"],
            [
                (
                    'backday: "250m": distances are not known, only reps and times, and minutes are "min"; '
                    'for example "2:00 Row"'
                )
            ],
        ),
        (["8 Row", "3x0 Row", "3x8"], 2),
        (["\x1b[31m8 Row @ heavy"], 1),
        ([""], 1),
    ],
)
def test_notation_that_is_refused_is_a_line_each(entries: list[str], lines: list[str] | int) -> None:
    done = called("do", *entries)
    assert (done.exit_code, done.stdout) == (1, "")
    told = done.stderr.splitlines()
    assert (told if isinstance(lines, list) else len(told)) == lines
    assert all(line.startswith("backday: ") and line.isprintable() for line in told)


def test_a_workout_written_on_the_command_line_is_followed() -> None:
    done = called(
        "do", "2x:10 Plank", "3 Deadlift", "--rest", "4s", "--between", "0", "--prepare", "2s", "--speed", "5000"
    )
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "   0:00  Get ready 2 s · then Plank · hold 10 s · set 1 of 2",
        "   0:02  Plank · hold 10 s · set 1 of 2 · next: rest 4 s, then set 2 of 2",
        "   0:12  done: Plank: 0:10",
        "   0:12  Rest 4 s · then Plank · hold 10 s · set 2 of 2",
        "   0:16  Plank · hold 10 s · set 2 of 2 · next: Deadlift · 3 reps",
        "   0:26  done: Plank: 0:10",
        "   0:26  Deadlift · 3 reps · the last",
        "   0:35  done: Deadlift: 3 reps",
        "●●  Plank     0:10 · 0:10",
        "●   Deadlift  3",
        "Sets by muscle: erector spinae 1, glutes 1, hamstrings 1, latissimus dorsi 0.5, rhomboids 0.5, trapezius 0.5",
        "This workout is not logged: nothing of it is kept.",
        "All done in 0:35: 3 of 3 sets, 3 reps, 2 holds of 0:20 in all",
    ]


@pytest.mark.parametrize(
    ("settings", "options", "rests"),
    [("", (), [60]), ("rest = 90", (), [90]), ("rest = 0", (), []), ("rest = 90", ("--rest", "5s"), [5])],
)
def test_do_rests_as_the_settings_say_unless_told(
    home: Path, settings: str, options: tuple[str, ...], rests: list[int]
) -> None:
    (home / "settings.toml").write_text(settings, encoding="utf-8")
    done = called("do", "2x:10 Plank", *options, "--plain", "--json", "--speed", "5000", "--no-log")
    assert done.exit_code == 0, done.stderr
    steps = [json.loads(line)["step"] for line in done.stdout.splitlines() if '"step_began"' in line]
    assert [step["seconds"] for step in steps if step["kind"] == "rest"] == rests


def started(*arguments: str) -> list[dict[str, Any]]:
    done = called("start", *arguments, "--plain", "--json", "--speed", "10000")
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_routine_with_every_kind_of_step_runs_to_its_end(home: Path) -> None:
    own(home, "all", EVERYTHING)
    steps = json.loads(called("plan", "all", "--json").stdout)
    records = started("all")
    begun = [each["step"] for each in records if each["event"] == "step_began"]
    assert [step["kind"] for step in begun] == [step["kind"] for step in steps["steps"]]
    assert records[-1]["event"] == "finished"
    assert records[-1]["at_s"] == pytest.approx(steps["estimate_s"], abs=0.01)
    assert {frozenset(each) for each in records if each["event"] == "step_ended"} == {
        frozenset({"event", "at_s", "index", "how", "seconds"})
    }


@pytest.mark.parametrize(("where", "first"), [("cooldown", "cooldown"), ("work", "work"), ("deadlift", "Deadlift")])
def test_it_begins_where_one_says(home: Path, where: str, first: str) -> None:
    own(home, "all", EVERYTHING)
    step = started("all", "--from", where)[0]["step"]
    assert first in (step["section"], step["exercise"])


def test_it_begins_at_a_step_of_the_plan(home: Path) -> None:
    own(home, "all", EVERYTHING)
    steps = json.loads(called("plan", "all", "--json").stdout)["steps"]
    index = next(step["index"] for step in steps if step["exercise"] == "Deadlift" and step["kind"] == "reps")
    assert started("all", "--from", str(index))[0]["step"]["exercise"] == "Deadlift"


SHARE = """
name = "Share"
work = [
  { exercise = "Deadlift", sets = 2, reps = 5, load = "80%", warmup = true, warmup_rest = 5, rest = 5 },
  "8 Seated row",
]
"""


def test_it_begins_at_a_step_of_todays_plan(home: Path) -> None:
    """Warm-up sets are there for a load that nothing but the log knows, and steps are numbered with them."""
    own(home, "share", SHARE)
    assert called("max", "deadlift", "100kg", "--training", "100%").exit_code == 0
    steps = json.loads(called("plan", "share", "--json").stdout)["steps"]
    assert [step["load"] for step in steps if step["warmup"]] == ["20 kg", "30 kg", "47.5 kg", "62.5 kg"]
    for index, step in enumerate(steps):
        first = started("share", "--from", str(index))[0]["step"]
        bout = next(each for each in steps[index:] if each["kind"] == "reps")
        assert (first["warmup"], first["set"], first["reps"]) == (bout["warmup"], bout["set"], bout["reps"]), step
    named = [each["step"] for each in started("share", "--from", "deadlift") if each["event"] == "step_began"]
    assert [step["warmup"] for step in named if step["kind"] == "reps"] == [True] * 4 + [False] * 3


def test_a_routine_with_warm_up_sets_runs_as_it_is_planned(home: Path) -> None:
    own(home, "share", SHARE.replace("80%", "100 kg"))
    assert called("list", "--json").exit_code == 0
    planned = json.loads(called("plan", "share", "--json").stdout)
    records = started("share")
    begun = [each["step"] for each in records if each["event"] == "step_began"]
    assert [(step["kind"], step["load"], step["warmup"]) for step in begun] == [
        (step["kind"], step["load"], step["warmup"]) for step in planned["steps"]
    ]
    assert records[-1]["summary"]["sets_done"] == records[-1]["summary"]["sets_planned"] == 3
    listed = next(row for row in json.loads(called("list", "--json").stdout) if row["id"] == "share")
    assert listed["estimate_s"] == planned["estimate_s"]
    assert "3 sets and 4 warm-up sets" in called("show", "share").stdout
    (home / "training.toml").write_text('bar = "15 kg"\nplates = [20, 10, 5]\n', encoding="utf-8")
    steps = json.loads(called("plan", "share", "--json", "--as-written").stdout)["steps"]
    assert [step["load"] for step in steps if step["warmup"]] == ["15 kg", "35 kg", "55 kg", "75 kg"]
    assert [each["load"] for each in started("share") if each["event"] == "set_logged" and each["warmup"]] == [
        "15 kg", "35 kg", "55 kg", "75 kg",
    ]  # fmt: skip


def test_an_exercise_of_ones_own_may_be_one_with_a_bar(home: Path) -> None:
    text = SHARE.replace("80%", "40 kg").replace("Deadlift", "Log lift")
    own(home, "log-lift", text)
    plan = json.loads(called("plan", "log-lift", "--json").stdout)["steps"]
    assert [step["load"] for step in plan if step["warmup"]] == ["15 kg", "22.5 kg", "30 kg"]
    own(home, "log-lift", text + '[exercises.log-lift]\nname = "Log lift"\nbarbell = true\n')
    plan = json.loads(called("plan", "log-lift", "--json").stdout)["steps"]
    assert [step["load"] for step in plan if step["warmup"]] == ["20 kg", "22.5 kg", "30 kg"]


def test_a_place_that_is_not_there_is_named() -> None:
    done = called("start", "home", "--plain", "--from", "noon\x1b")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith('backday: --from "noon␛" is not in this routine; it may be warmup, work, ')


def test_a_sound_that_is_not_there_is_said_once_and_stops_nothing(home: Path) -> None:
    path = own(home, "gong", 'name = "x"\nwork = [{exercise = "Plank", hold = 1, sound = "gong.wav"}]')
    done = called("start", "gong", "--speed", "1000")
    assert done.exit_code == 0
    place, message = done.stderr.splitlines()[0].split(": ", maxsplit=1)
    assert len(done.stderr.splitlines()) == 1
    assert place.startswith(f"{path}:2:")
    assert message == 'sound = "gong.wav": there is no such file in the routine\'s folder or the sound folder'
    assert called("check", str(path)).exit_code == 1


def test_settings_that_are_broken_are_said_and_stop_nothing(home: Path) -> None:
    (home / "settings.toml").write_text("volum = 3\n", encoding="utf-8")
    done = called("do", "1x:01 Plank", "--speed", "1000")
    assert done.exit_code == 0
    assert done.stderr == f'{home}/settings.toml:1:1: there is no setting "volum"; did you mean "volume"?\n'


@pytest.mark.parametrize(
    ("given", "group", "steps"),
    [
        (("EMOM 2: 5 burpees",), "emom", 2),
        (("5 Burpee", "10 Squat", "--emom", "4"), "emom", 4),
        (("5 Burpee", "10 Squat", "--amrap", "12"), "amrap", 1),
        (("5 Burpee", "10 Squat", "--rounds", "3"), "circuit", 6),
        (("Burpee", "Plank", "--tabata"), "circuit", 16),
        (("3 sets of 10 push-ups",), None, 3),
        (("Plank 60s",), None, 1),
    ],
)
def test_a_workout_in_words_and_groups_by_options(given: tuple[str, ...], group: str | None, steps: int) -> None:
    done = called("do", *given, "--plain", "--json", "--speed", "10000", "--no-log")
    assert done.exit_code == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    begun = [each["step"] for each in told if each["event"] == "step_began"]
    work = [step for step in begun if step["kind"] in ("time", "hold", "reps", "open")]
    assert ([step["group"] for step in work], len(work)) == ([group] * steps, steps)


def test_options_that_make_two_groups_are_refused() -> None:
    done = called("do", "5 Burpee", "--emom", "4", "--tabata")
    assert done.exit_code == 2
    assert "--emom and --tabata don't go together" in done.stderr


@pytest.mark.parametrize("rest", ["1m30s", "1'30", "1min30", "1,5 min", "90s"])
def test_a_time_may_be_written_as_people_do(rest: str) -> None:
    done = called("do", "2x8 Row", "--rest", rest, "--plain", "--json", "--speed", "10000", "--no-log")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    rests = [
        each["step"]["seconds"] for each in told if each["event"] == "step_began" and each["step"]["kind"] == "rest"
    ]
    assert rests == [90]


def test_lines_of_stdin_are_keys() -> None:
    done = called("do", "2x8 Row", "--plain", stdin="\n\n\n")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1].startswith("All done in 0:00: 2 of 2 sets")


@pytest.mark.parametrize("options", [("--ticker",), ("--ticker", "--plain", "--json")])
def test_the_ticker_is_for_lines_that_a_person_reads(options: tuple[str, ...]) -> None:
    done = called("do", "8 Row", *options)
    assert done.exit_code == 2
    assert "--ticker goes with --plain, and not with --json" in done.stderr


def test_what_is_timed_waits_until_one_says_so() -> None:
    done = called("do", "2x:10 Plank", "--rest", "4s", "--wait", "--plain", "--json", "--speed", "5000")
    kinds = [json.loads(line)["step"]["kind"] for line in done.stdout.splitlines() if '"step_began"' in line]
    assert kinds == ["prepare", "hold", "rest", "prepare", "hold"]  # at the end of stdin nothing waits


def test_rests_are_shortened_to_fit_and_it_is_said_by_how_much() -> None:
    done = called("do", "3x:10 Plank", "--rest", "60s", "--in", "2min", "--speed", "5000")
    assert "to fit into 2 min every rest takes 71 % of its time: about 2 min" in done.stdout
    assert "Rest 42 s" in done.stdout
    done = called("do", "3x:10 Plank", "--rest", "60s", "--in", "1min", "--speed", "5000")
    assert "it can't be done in 1 min: it takes about 2 min with rests half as long" in done.stdout


@pytest.mark.parametrize("within", ["0", "soon", "7h"])
def test_a_time_that_is_none_is_a_wrong_command_line(within: str) -> None:
    done = called("do", "3x:10 Plank", "--in", within)
    assert done.exit_code == 2
    assert "'--in'" in done.stderr


@pytest.mark.parametrize("options", [("--wait",), ("--in", "40min")])
def test_one_that_is_taken_up_has_the_rests_that_it_had(options: tuple[str, ...]) -> None:
    done = called("start", "--resume", *options)
    assert done.exit_code == 2
    assert f"{options[0]} and --resume don't go together" in done.stderr


def test_a_step_is_named_by_its_number_in_the_plan_also_where_all_waits(home: Path) -> None:
    own(home, "mine", 'name = "Mine"\nrest = "0:04"\nwork = ["2x:10 Plank", ":10 Side plank"]\n')
    plan = json.loads(called("plan", "mine", "--json").stdout)["steps"]
    index = next(step["index"] for step in plan if step["exercise"] == "Side plank")
    done = called("start", "mine", "--from", str(index), "--wait", "--speed", "5000", "--plain")
    assert done.stdout.splitlines()[0].endswith("then Side plank · hold 10 s")


def test_the_plan_has_the_rests_of_the_settings(home: Path) -> None:
    own(home, "mine", 'name = "Mine"\nwork = ["2x:10 Plank"]\n')
    (home / "settings.toml").write_text('missed = 180\nstart = "wait"\nbeyond = true\n')
    steps = json.loads(called("plan", "mine", "--json").stdout)["steps"]
    assert [step["kind"] for step in steps] == ["prepare", "hold", "rest", "wait", "prepare", "hold"]
    assert (steps[2]["missed"], steps[1]["beyond"], steps[3]["seconds"]) == (180, True, None)
