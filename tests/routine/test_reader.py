"""Files -> routines, and every problem with its place. A new pair of files in tests/data/invalid is a new test."""

import subprocess
import sys
from pathlib import Path

import machine
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backday_tui.errors import UnreadableError
from backday_tui.exercises.catalog import bundled
from backday_tui.routine.model import (
    WARMUP,
    Amrap,
    Circuit,
    Emom,
    Entry,
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
from backday_tui.routine.problems import Problem, problem_line, to_json
from backday_tui.routine.reader import Loaded, RoutineError, load, read_file, read_text
from backday_tui.text import clean

DATA = Path(__file__).parent.parent / "data"
VALID = sorted((DATA / "valid").glob("*.toml"))
INVALID = sorted((DATA / "invalid").glob("*.toml"))


def read(text: str) -> Loaded:
    return read_text(text, id="r", catalog=bundled())


def routine(name: str) -> Routine:
    return load(DATA / "valid" / f"{name}.toml", bundled())


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_a_valid_file_has_no_problem(file: Path) -> None:
    loaded = read_file(file, bundled())
    assert loaded.problems == ()
    assert loaded.routine is not None
    assert loaded.routine.id == file.stem


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_an_invalid_file_has_exactly_these_problems(file: Path) -> None:
    problems = read_file(file, bundled()).problems
    lines = [problem_line(file.name, problem) for problem in problems]
    assert lines == file.with_suffix(".expected").read_text("utf-8").splitlines()


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_every_problem_but_hints_and_sounds_stops_a_start(file: Path) -> None:
    problems = read_file(file, bundled()).problems
    stops = any(problem.severity == "error" and "sound = " not in problem.message for problem in problems)
    assert any(problem.stops_start for problem in problems) is stops
    if stops:
        with pytest.raises(RoutineError):
            load(file, bundled())
    else:
        load(file, bundled())


def test_every_rule_has_a_pair_of_files() -> None:
    assert {file.stem for file in INVALID} == {file.stem for file in (DATA / "invalid").glob("*.expected")}
    assert len(INVALID) > 100


# ------------------------------------------------------------------------------------------------ what a file means


def test_the_top_level() -> None:
    found = routine("every-top-level-key")
    assert found == Routine(
        "every-top-level-key",
        "Back",
        (Entry(("Treadmill",), time=Span(300)),),
        (Entry(("Cable row",), sets=3, reps=Reps(8, 8)),),
        (Entry(("Cat/cow stretch",)),),
        summary="All of it.",
        source="A book",
        author="A coach",
        level="advanced",
        tags=("back", "long"),
        equipment=("mat",),
        rest=45,
        between=90,
        prepare=10,
    )


def test_between_is_the_rest_where_it_is_left_out() -> None:
    assert read('name = "B"\nrest = "0:20"\nwork = ["Plank"]').routine == Routine(
        "r", "B", work=(Entry(("Plank",)),), rest=20, between=20
    )


def test_entry_tables() -> None:
    first, second, third, fourth, fifth = routine("entry-tables").work
    assert first == Entry(
        ("Cable row",),
        sets=3,
        reps=Reps(8, 12),
        load=Load("weight", 25, "lb"),
        rest=90,
        after=120,
        sides="each",
        tempo=(3, 0, 1),
        optional=True,
        note="Slowly",
        progress=Progress(reps=(8, 12), step=Load("weight", 5, "lb")),
    )
    assert second == Entry(
        ("Plank", "weighted-plank"),
        sets=3,
        hold=Span(60, open_ended=True),
        rest=0,
        after=0,
        sides="alternating",
        switch=10,
        progress=Progress(hold_s=5, until_s=120),
    )
    assert third == Entry(("treadmill",), time=Span(600))
    assert fourth == Entry(("Pull-up",), reps=Reps(None, None))
    assert fifth == Entry(("Plank",), hold=Span(None, open_ended=True))


def test_lists_say_the_sets() -> None:
    first, second, third = routine("lists-per-set").work
    assert first == Entry(
        ("Deadlift",),
        sets=4,
        reps=(Reps(8, 8), Reps(6, 8), Reps(5, None), Reps(None, None)),
        load=(Load("weight", 60, "kg"), Load("weight", 70, "kg"), Load("weight", 80, "kg"), Load("body")),
    )
    assert second == Entry(("Plank",), sets=3, hold=(Span(60), Span(45, open_ended=True), Span(None, open_ended=True)))
    assert third == Entry(("Treadmill",), sets=2, time=(Span(60), Span(30)))


def test_parts_say_the_reps() -> None:
    assert routine("parts").work[1] == Entry(
        ("Pyramid barbell curl",), reps=Reps(21, 21), parts=(Part(7, "bottom half"), Part(14, "full"))
    )


def test_warm_up_sets() -> None:
    deadlift, row, bench, superset = routine("warmup-sets").work
    assert isinstance(deadlift, Entry)
    assert (deadlift.warmup, deadlift.warmup_rest, deadlift.rir) == (WARMUP, 45, 2)
    assert isinstance(row, Entry)
    assert row.warmup == (WarmupShare(None, 10), WarmupShare(50, 5), WarmupShare(72.5, 2))
    assert (row.warmup_rest, row.barbell, row.rir) == (60, True, 0.5)
    assert isinstance(bench, Entry)
    assert (bench.warmup, bench.barbell, bench.rir) == ((), False, None)
    assert isinstance(superset, Superset)
    assert (superset.entries[0].rir, superset.entries[0].barbell) == (3, True)


def test_rests_that_serve() -> None:
    whole = routine("rests-that-serve")
    assert (whole.rest, whole.between) == (RestWindow(90, 180), RestWindow(90, 120))
    assert (whole.missed, whole.start, whole.beyond, whole.countdown) == (240, "wait", True, True)
    assert [item.countdown for item in whole.work] == [None, False, False, False, False, False]
    assert whole.warmup == (Entry(("Treadmill",), time=Span(300), start="auto"),)
    row, plank, superset, circuit, emom, amrap = whole.work
    assert row == Entry(
        ("Seated row",), sets=3, reps=Reps(8, 12), rest=RestWindow(45, 60), after=RestWindow(60, 90), missed=120
    )
    assert plank == Entry(("Plank",), sets=2, hold=Span(60), beyond=False, countdown=False, missed=0)
    assert isinstance(superset, Superset)
    assert (superset.rest, superset.after) == (RestWindow(60, 120), RestWindow(120, 180))
    assert (superset.missed, superset.start, superset.beyond) == (180, "wait", False)
    assert superset.entries[1].beyond is True
    assert isinstance(circuit, Circuit)
    assert (circuit.rest, circuit.between, circuit.after) == (15, RestWindow(90, 150), None)
    assert (circuit.missed, circuit.start, circuit.beyond) == (180, "auto", True)
    assert isinstance(emom, Emom)
    assert isinstance(amrap, Amrap)
    assert (emom.start, amrap.start) == ("wait", "wait")


def test_supersets() -> None:
    first, second, third = routine("supersets").work
    row, fly = Entry(("Seated row",), reps=Reps(8, 8)), Entry(("Bent-over fly",), reps=Reps(8, 8))
    assert first == Superset((row, fly), 3, rest=60)
    assert second == Superset((row, fly), 3, after=120)
    growing = Entry(("Seated row",), sets=3, reps=(Reps(10, 10), Reps(8, 8), Reps(6, 6)))
    assert third == Superset((growing, fly), 3)
    assert isinstance(first, Superset)
    assert [entry.sets for entry in first.entries] == [3, 3]


def test_a_superset_of_nested_tables() -> None:
    row, fly = Entry(("Seated row",), reps=Reps(8, 8)), Entry(("Bent-over fly",), reps=Reps(8, 8))
    assert routine("superset-as-tables").work == (Superset((row, fly), 3),)


def test_circuits() -> None:
    first, second = routine("circuits").work
    deadlift = Entry(("Deadlift",), reps=Reps(20, 20))
    row = Entry(("Bent-over row",), reps=Reps(10, 10))
    assert first == Circuit((deadlift, row, Entry(("Plank",), hold=(Span(30),))), (3, 3))
    plank = Entry(("Plank",), hold=Span(60))
    assert second == Circuit((deadlift, plank), (2, 3), rest=10, between=60, after=120)


def test_against_the_clock() -> None:
    emom, amrap = routine("emom-and-amrap").work
    row, frog = Entry(("Cable row",), reps=Reps(8, 8)), Entry(("Frog lift",), reps=Reps(10, 10))
    assert emom == Emom((row, frog), 10)
    assert amrap == Amrap((row, frog, Entry(("Cat/cow stretch",))), 720)


def test_exercises_of_its_own() -> None:
    found = routine("own-exercises")
    assert found.work[1] == Entry(("Wall lean",), sets=3, hold=Span(30))
    sled, plank, wall = sorted(found.exercises, key=lambda exercise: exercise.id != "sled-pull")[:3]
    assert (sled.name, sled.steps, sled.easier) == ("Sled pull", ("Lean back", "Pull"), "plank")
    known = bundled().get("plank")
    assert known is not None
    assert {plank.id, wall.id} == {"plank", "wall-lean"}
    own = next(exercise for exercise in found.exercises if exercise.id == "plank")
    assert own.steps == ("Hold still",)
    assert (own.name, own.muscles) == (known.name, known.muscles)


def test_an_own_exercise_says_whether_it_is_held_and_nothing_here_overrules_it() -> None:
    loaded = read(
        'name = "x"\nwork = ["2x:30 Plank", "2x? Plank", "8 Plank"]\n[exercises.plank]\nisometric = false\nmuscles = []'
    )
    assert loaded.problems == ()
    assert loaded.routine is not None
    timed, failing, counted = loaded.routine.work
    assert timed == Entry(("Plank",), sets=2, time=Span(30))
    assert failing == Entry(("Plank",), sets=2, reps=Reps(None, None))
    assert counted == Entry(("Plank",), reps=Reps(8, 8))
    known = bundled().with_own(loaded.routine.exercises).find("front plank")
    assert known is not None
    assert (known.isometric, known.muscles, known.name) == (False, (), "Plank")


def test_an_own_exercise_may_be_held_that_the_catalogue_repeats() -> None:
    loaded = read('name = "x"\nwork = ["2x:30 Deadlift"]\n[exercises.deadlift]\nisometric = true')
    assert loaded.routine is not None
    assert loaded.routine.work == (Entry(("Deadlift",), sets=2, hold=Span(30)),)


def test_control_characters_are_kept_in_texts_and_shown_as_marks_in_problems() -> None:
    entry = routine("control-characters").work[0]
    assert isinstance(entry, Entry)
    assert entry.note == "\x07\x00\n\t"
    (problem,) = read('name = "B"\nwork = ["3x0 \\u001b]0;x\\u0007Row"]').problems
    assert problem.message.isprintable()


# ---------------------------------------------------------------------------------------------------------- problems


def test_a_problem_names_its_key() -> None:
    problems = read(
        'name = "B"\nsumary = ""\nwork = [{ exercise = "Plank", sets = 0 }, { reps = 8 }, "3x0 Row", '
        '{ superset = [{ exercise = "Plank", hold = [0, 1] }], sets = 2 }]'
    ).problems
    assert [problem.key for problem in problems] == [
        "sumary",
        "work[0].sets",
        "work[1].exercise",
        "work[2]",
        "work[3].superset[0].hold[0]",
    ]


def test_a_key_that_is_not_bare_stands_in_quotes() -> None:
    (problem,) = read('name = "B"\nwork = ["Plank"]\n"a b\\u001b" = 1').problems
    assert problem.key == '"a b␛"'


def test_problems_as_json() -> None:
    problem = Problem(3, 7, "error", "sets = 0: allowed is 1", "work[2].sets")
    assert to_json("back.toml", problem) == {
        "file": "back.toml",
        "line": 3,
        "column": 7,
        "severity": "error",
        "message": "sets = 0: allowed is 1",
        "key": "work[2].sets",
    }


def test_lines_of_problems() -> None:
    assert problem_line("a\x1b.toml", Problem(1, 2, "error", "wrong")) == "a␛.toml:1:2: wrong"
    assert problem_line("a.toml", Problem(1, 2, "hint", "odd")) == "a.toml:1:2: hint: odd"


def test_an_error_of_a_routine_has_a_line_for_each_problem_that_stops_it(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    file.write_text('name = "B"\nwork = ["3x0 Row", "3x8 Snorkel pull", { exercise = "Plank", sound = "x" }, "3x8"]\n')
    with pytest.raises(RoutineError) as refused:
        load(file, bundled())
    assert len(refused.value.lines) == 2
    assert str(refused.value) == f'{file}:2:12: 0 reps: 1 to 1,000 are possible; for example "3x8 Row" (and 1 more)'


def test_a_sound_is_looked_for_beside_the_routine_and_in_the_sound_folders(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "sounds" / "deep").mkdir(parents=True)
    (tmp_path / "own" / "gong.wav").touch()
    (tmp_path / "sounds" / "deep" / "bell.wav").touch()
    (tmp_path / "own" / "folder.wav").mkdir()
    lines = "".join(
        f'[[work]]\nexercise = "Plank"\nsound = "{name}"\n'
        for name in ("gong.wav", "deep/bell.wav", "go.wav", "none.wav", "folder.wav")
    )
    file = tmp_path / "own" / "back.toml"
    file.write_text('name = "B"\n' + lines)
    loaded = read_file(file, bundled(), sound_folders=[tmp_path / "sounds"])
    assert [problem.line for problem in loaded.problems] == [13, 16]
    assert loaded.routine is not None


@machine.links
def test_a_sound_that_is_a_link_out_of_its_folder_is_none(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "secret.wav").touch()
    (tmp_path / "own" / "gong.wav").symlink_to(tmp_path / "secret.wav")
    file = tmp_path / "own" / "back.toml"
    file.write_text('name = "B"\nwork = [{ exercise = "Plank", sound = "gong.wav" }]\n')
    assert [problem.severity for problem in read_file(file, bundled()).problems] == ["error"]


def test_without_a_folder_no_sound_is_looked_for() -> None:
    assert read('name = "B"\nwork = [{ exercise = "Plank", sound = "none.wav" }]').problems == ()


def test_a_flood_of_problems_is_cut_and_counted() -> None:
    problems = read('name = "B"\n' + "".join(f"k{n} = {n}\n" for n in range(1000)) + 'work = ["Plank"]').problems
    assert len(problems) == 201
    assert problems[-1].message == "and 800 more problems"


def test_hints_do_not_push_problems_out() -> None:
    text = 'name = "B"\nwork = [' + "".join(f'"3x8 Snorkel {n}",' for n in range(500)) + '"3x0 Row"]'
    problems = read(text).problems
    assert [problem.severity for problem in problems].count("error") == 1
    assert "and 300 more hints" in [problem.message for problem in problems]


def test_a_text_of_more_than_a_mebibyte_is_refused() -> None:
    (problem,) = read('name = "B"\n#' + "ä" * (1 << 19) + "\n").problems
    assert problem.message == "larger than 1 MiB, the most a routine may have"


# ------------------------------------------------------------------------------------------------ whatever the text


def _in_text(problem: Problem, text: str) -> bool:
    lines = text.split("\n")
    return 1 <= problem.line <= len(lines) and 1 <= problem.column <= len(lines[problem.line - 1]) + 1


TEXTS = [file.read_text("utf-8") for file in VALID + INVALID if file.stat().st_size < 2000 and file.stem != "encoding"]
PIECES = sorted({piece for text in TEXTS for piece in text.replace(",", " , ").split()})


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A file with a few places changed for pieces of other files."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(text)))
        end = min(len(text), begin + draw(st.integers(0, 12)))
        text = text[:begin] + draw(st.sampled_from(PIECES) | st.text(max_size=3)) + text[end:]
    return text


quick = settings(max_examples=250)


@quick
@given(mutated() | st.text(max_size=80))
def test_any_text_is_read_or_has_problems_with_places_in_it(text: str) -> None:
    loaded = read(text)
    assert (loaded.routine is None) == any(problem.stops_start for problem in loaded.problems)
    assert all(_in_text(problem, loaded.text) for problem in loaded.problems)
    assert all(problem.message == clean(problem.message) for problem in loaded.problems)
    assert list(loaded.problems) == sorted(loaded.problems, key=lambda problem: (problem.line, problem.column))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_have_problems(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "any.toml"
    file.write_bytes(data)
    loaded = read_file(file, bundled())
    assert (loaded.routine is None) == any(problem.stops_start for problem in loaded.problems)


def test_a_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "none.toml"
    with pytest.raises(UnreadableError, match="there is no such file"):
        read_file(file, bundled())


def test_a_good_file_is_read_without_tree_sitter(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    file.write_text('name = "B"\nwork = ["3x1:00 Plank"]\n')
    code = (
        "import sys; from pathlib import Path; from backday_tui.exercises.catalog import bundled;"
        "from backday_tui.routine.reader import load; load(Path(sys.argv[1]), bundled());"
        "print([m for m in ('tree_sitter', 'tomli_w', 'click', 'textual') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
