"""The person's own exercises: what their file may say, what is told of it, what comes first, how it is changed."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backday_tui.errors import UnreadableError
from backday_tui.exercises.catalog import bundled
from backday_tui.routine import store
from backday_tui.routine.edit import exercises_file
from backday_tui.routine.edit.exercises_file import ChangedMeanwhileError
from backday_tui.routine.edit.verify import EditRefusedError
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.model import Entry
from backday_tui.routine.own_exercises import kept, read_text, remarks
from backday_tui.routine.reader import read_text as read_routine

if TYPE_CHECKING:
    from pathlib import Path

LEAN = """\
# What my physio showed me.
[exercises.lean]
name = "Wall lean"  # on the left wall
alias = "Lehnen"
muscles = ["quads", "glutes"]
isometric = true
share = 0.4
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person's file is, or is going to be."""
    monkeypatch.setenv("BACKDAY_HOME", str(tmp_path))
    return tmp_path / "exercises.toml"


def test_an_exercise_is_added_with_all_that_is_said_of_it() -> None:
    own = read_text(LEAN)
    (lean,) = own.exercises
    assert own.problems == ()
    assert (lean.name, lean.aliases, lean.isometric, lean.share) == ("Wall lean", ("Lehnen",), True, 0.4)
    assert lean.muscles == ("quadriceps", "glutes"), "words that people use are the muscles that the figure draws"


def test_a_known_exercise_keeps_what_is_not_said_and_an_alias_adds_to_its_names() -> None:
    (plank,) = read_text('[exercises.plank]\nalias = ["Unterarmstütz", "UAS"]\nbarbell = true').exercises
    known = bundled().get("plank")
    assert known is not None
    assert plank.aliases == (*known.aliases, "Unterarmstütz", "UAS")
    assert (plank.steps, plank.isometric, plank.barbell) == (known.steps, True, True)


def test_aliases_take_the_place_of_those_that_the_catalogue_has() -> None:
    (plank,) = read_text('[exercises.plank]\naliases = ["Brett"]').exercises
    assert plank.aliases == ("Brett",)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[exercises.x]\nmuscles = ["core"]', "1:1: name is missing in an exercise that the catalogue lacks"),
        ('[exercises.x]\nname = "X"\nshare = 2', "3:9: share = 2: allowed is a number from 0 to 1, as 0.64"),
        ('[exercises.x]\nname = "X"\nshare = true', "3:9: share = true: allowed is a number from 0 to 1"),
        (
            '[exercises.x]\nname = "X"\nalias = 3',
            '3:9: alias = 3: allowed is a name or a list of names, ["one", "two"]',
        ),
        ('[exercises.x]\nname = "X"\nalias = [""]', '3:10: alias[0] = "": allowed is text of 1 to 120 characters'),
        ('[exercises.x]\nname = "X"\nbarbel = true', '3:1: "barbel" is no key of an exercise; is "barbell" meant?'),
        ("exercises = 3", "1:13: exercises = 3: allowed is a table of exercises by id"),
        ('[x]\nname = "X"', '1:2: "x" is no key of a file of exercises: write [exercises.x]'),
        ('name = "X"', '1:1: "name" is no key of a file of exercises. Allowed are exercises'),
        ("[exercises.x]\nname = ", "2:8: name has no value: write it behind the ="),
    ],
)
def test_a_problem_has_its_place_and_a_sentence(text: str, problem: str) -> None:
    (found,) = [each for each in read_text(text).problems if each.severity == "error"]
    assert f"{found.line}:{found.column}: {found.message}".startswith(problem)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            '[exercises.x]\nname = "X"\nmuscles = ["quadz"]',
            '3:12: "quadz" is no muscle that the figure shows; is "quad',
        ),
        ('[exercises.x]\nname = "X"\nharder = "plnak"', '3:10: harder = "plnak": no exercise has this id; is "plank"'),
        ('[exercises.x]\nname = "Squats"', '1:12: "Squats" means "x" from now on, not "squat"'),
        ('[exercises.x]\nname = "X"\n[exercises.y]\nname = "x"', '3:12: "x" is a name of "x" too'),
    ],
)
def test_what_may_be_meant_otherwise_is_a_hint(text: str, hint: str) -> None:
    (found,) = read_text(text).problems
    assert found.severity == "hint"
    assert f"{found.line}:{found.column}: {found.message}".startswith(hint)


def test_all_that_can_be_used_of_a_file_with_problems_is_used(file: Path) -> None:
    file.write_text(LEAN + 'pattern = "lean"\n\n[exercises.sled]\nname = "Sled"\n')
    known = known_exercises()
    assert [found.id if (found := known.find(name)) else None for name in ("lehnen", "sled")] == ["lean", "sled"]
    (line,) = remarks(file)
    assert line.startswith(f'{file}:8:11: pattern = "lean": allowed is ')


def test_a_file_that_cannot_be_read_adds_nothing_and_that_is_said(file: Path) -> None:
    file.mkdir()
    assert known_exercises() is bundled()
    (line,) = remarks(file)
    assert line.endswith("it is a folder, no file: your own exercises are not known")


def test_a_routine_comes_before_the_person_and_the_person_before_the_catalogue(file: Path) -> None:
    assert known_exercises() is bundled()
    file.write_text('[exercises.plank]\nname = "My plank"\n\n[exercises.mine]\nname = "Row"\n')
    known = known_exercises()
    assert [known.find(name).id for name in ("Row", "front plank", "Seated row")] == ["mine", "plank", "seated-row"]  # type: ignore[union-attr]
    text = 'name = "x"\nwork = ["8 Row", "2x? My plank"]\n[exercises.here]\nname = "Row"\n'
    routine = read_routine(text, id="", catalog=known).routine
    assert routine is not None
    assert known.with_own(routine.exercises).find("Row").id == "here"  # type: ignore[union-attr]


def test_a_change_of_the_file_is_seen_at_once(file: Path) -> None:
    for name in ("One", "Two", "Three"):
        file.write_text(f'[exercises.x]\nname = "{name}"\n')
        assert known_exercises().find(name) is not None
    file.unlink()
    assert known_exercises() is bundled()


def test_a_hold_of_the_person_counts_up(file: Path) -> None:
    file.write_text(LEAN)
    routine = read_routine('name = "x"\nwork = ["2x? Lehnen"]', id="", catalog=known_exercises()).routine
    assert routine is not None
    (entry,) = routine.work
    assert isinstance(entry, Entry)
    assert entry.hold is not None


def test_a_session_keeps_the_exercises_that_it_was_made_from(file: Path) -> None:
    file.write_text(LEAN + '\n[exercises.plank]\nisometric = false\n\n[exercises.sled]\nname = "Sled"\n')
    text, known = 'name = "x"\nwork = ["2x? Lehnen", "2x? Plank", "8 Squat"]', known_exercises()
    routine = read_routine(text, id="", catalog=known).routine
    assert routine is not None
    whole = kept(text, routine, known)
    file.unlink()
    again = read_routine(whole, id="", catalog=known_exercises())
    assert again.problems == ()
    assert again.routine is not None
    assert again.routine.work == routine.work
    assert {each.id for each in again.routine.exercises} == {"lean", "plank"}


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_a_file_may_hold_anything(tmp_path_factory: pytest.TempPathFactory, held: str | bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "anything.toml"
    path.write_bytes(held if isinstance(held, bytes) else held.encode("utf-8", "replace"))
    assert len(known_exercises(path)) >= len(bundled())
    assert all(line.startswith(str(path)) for line in remarks(path))


def test_a_thousand_exercises_with_as_many_faults_are_read_in_their_limits(file: Path) -> None:
    text = "".join(
        f'[exercises.x{number}]\nname = "Gribble {number}"\nharder = "nothing-{number}"\nmuscles = ["m{number}"]\n'
        for number in range(1000)
    )
    file.write_text(text)
    assert len(read_text(text).problems) <= 201
    assert known_exercises().find("gribble 999") is not None
    file.write_text(text + '[exercises.more]\nname = "More"\n')
    assert "at most 1,000 are allowed" in remarks(file)[0]


# ---------------------------------------------------------------------------------------------------- how it is changed


def test_a_key_is_changed_and_all_else_stays_as_it_is(file: Path) -> None:
    file.write_text(LEAN + "\n# The end.\n")
    exercises_file.save(
        file,
        "lean",
        {"share": None, "equipment": ["wall"], "isometric": False},
        tomllib.loads(LEAN)["exercises"]["lean"],
    )
    assert file.read_text() == (
        LEAN.replace('muscles = ["quads", "glutes"]', 'muscles = ["quads", "glutes"]\nequipment = ["wall"]')
        .replace("isometric = true", "isometric = false")
        .replace("share = 0.4\n", "")
        + "\n# The end.\n"
    )


def test_the_first_exercise_makes_the_file_and_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "exercises.toml"
    steps = [
        "Take the rope in both hands and lean back until it is tight.",
        "Walk backwards with short steps, arms long.",
    ]
    exercises_file.save(path, "sled-pull", {"name": "Sled pull", "steps": steps, "share": None}, None)
    assert path.read_text() == (
        '[exercises.sled-pull]\nname = "Sled pull"\nsteps = [\n'
        '  "Take the rope in both hands and lean back until it is tight.",\n'
        '  "Walk backwards with short steps, arms long.",\n]\n'
    )
    exercises_file.save(path, "lean", {"name": "Lean"}, None)
    assert path.read_text().endswith(']\n\n[exercises.lean]\nname = "Lean"\n')


@pytest.mark.parametrize(
    "before",
    [
        'exercises = { lean = { name = "Lean" } }\n',
        'exercises.lean = { name = "Lean" }\n',
        'exercises.lean.name = "Lean"\n',
        '[exercises]\nlean = { name = "Lean" }  # yes\n',
        '\ufeff[exercises.lean]\r\nname = "Lean"\r\n',
        '[exercises]\n# none yet\n\n[exercises.lean]\nname = "Lean"',
    ],
)
def test_an_exercise_is_added_however_the_file_is_written(before: str) -> None:
    after = exercises_file.with_changes(before, "sled", {"name": "Sled"})
    both = tomllib.loads(after.removeprefix("\ufeff"))
    assert both == {"exercises": {"lean": {"name": "Lean"}, "sled": {"name": "Sled"}}}
    assert exercises_file.with_changes(after, "lean", {"share": 0.5}).count("0.5") == 1
    assert tomllib.loads(exercises_file.without(after, "lean").removeprefix("\ufeff")) == {
        "exercises": {"sled": {"name": "Sled"}}
    }


def test_what_another_program_changed_meanwhile_stays(file: Path) -> None:
    file.write_text(LEAN)
    seen = exercises_file.entry_in(file, "lean")
    file.write_text(LEAN.replace("0.4", "0.5") + '\n[exercises.other]\nname = "Other"\n')
    exercises_file.save(file, "lean", {"barbell": True}, seen)
    text = file.read_text()
    assert "share = 0.5" in text
    assert "barbell = true" in text
    assert "Other" in text
    with pytest.raises(ChangedMeanwhileError, match="share was changed by another program meanwhile"):
        exercises_file.save(file, "lean", {"share": 0.6}, seen)
    assert file.read_text() == text


def test_a_program_that_writes_between_reading_and_writing_loses_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(LEAN)
    save, others = store.save, iter(["# one\n", "# two\n"])

    def interrupted(path: Path, text: str, expected: store.Expected = "anything") -> store.Snapshot:
        if comment := next(others, None):
            path.write_text(comment + path.read_text())
        return save(path, text, expected)

    monkeypatch.setattr(store, "save", interrupted)
    exercises_file.save(file, "lean", {"barbell": True}, exercises_file.entry_in(file, "lean"))
    assert file.read_text() == "# two\n# one\n" + LEAN.replace("share", "barbell = true\nshare")


def test_a_file_that_is_no_toml_is_left_alone(file: Path) -> None:
    file.write_text("[exercises.")
    with pytest.raises(UnreadableError, match=r"exercises\.toml:1:1: "):
        exercises_file.save(file, "lean", {"name": "Lean"}, None)
    assert file.read_text() == "[exercises."


def test_a_change_that_would_make_a_problem_is_refused() -> None:
    with pytest.raises(EditRefusedError, match="share = 3: allowed is a number from 0 to 1"):
        exercises_file.with_changes(LEAN, "lean", {"share": 3})


def test_an_exercise_is_taken_out_with_its_own_comments_alone(file: Path) -> None:
    file.write_text(f'# All mine.\n\n{LEAN}\n# The sled.\n[exercises.sled]\nname = "Sled"\n')
    exercises_file.remove(file, "lean")
    assert file.read_text() == '# All mine.\n\n# The sled.\n[exercises.sled]\nname = "Sled"\n'
    exercises_file.remove(file, "lean")
