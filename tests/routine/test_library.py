"""Where routines are found, by id, path or the beginning of an id; and rows that no file can break."""

import os
import subprocess
import sys
from pathlib import Path

import machine
import pytest

from backday_tui.errors import AmbiguousError, NotFoundError
from backday_tui.routine import library
from backday_tui.routine.library import find, headlines, not_listed


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "routines"
    folder.mkdir()
    return folder


def write(folder: Path, routine_id: str, text: str = 'name = "Mine"\n') -> Path:
    path = folder / f"{routine_id}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_bundled_routines_are_there_without_a_folder_of_ones_own(tmp_path: Path) -> None:
    rows = headlines(tmp_path / "none")
    assert {"dumbbells", "home", "lower-back", "circuit"} <= {row.id for row in rows}
    assert all(row.bundled and not row.warnings for row in rows)
    row = next(row for row in rows if row.id == "dumbbells")
    assert (row.name, row.level) == ("Back workout with dumbbells", "intermediate")
    assert "dumbbells" in row.equipment
    assert row.path == library.bundled_dir() / "dumbbells.toml"


def test_a_routine_of_ones_own_comes_first_and_hides_the_bundled_one(own: Path) -> None:
    mine = write(own, "home", 'name = "Zuhause"\nlevel = "advanced"\nequipment = ["mat", 5]\nwork = [5]\n')
    rows = headlines(own)
    assert rows[0] == library.Headline("home", "Zuhause", "advanced", ("mat",), mine, bundled=False, is_copy=True)
    assert [row.id for row in rows].count("home") == 1
    assert find("home", own) == mine


def test_other_files_are_none(own: Path) -> None:
    write(own, "back")
    (own / "notes.txt").touch()
    (own / ".hidden.toml").touch()
    assert [row.id for row in headlines(own) if not row.bundled] == ["back"]


@pytest.mark.parametrize(
    "name",
    [
        "back.sync-conflict-20261129-101010-ABCDEFG.toml",
        "back (conflicted copy).toml",
        "back (Anna's conflicted copy 2026-11-29).toml",
        "back (conflicted copy 2026-11-29 101010).TOML",
        "back (Case Conflict 1).toml",
        "back (In Konflikt stehende Kopie von Anna 2026-11-29).toml",
        "back (Copie en conflit de Anna 2026-11-29).toml",
        "back (SFConflict anna@example.org 2026-11-29-10-10-10).toml",
        "back_conflict-20261129-101010.toml",
        "back.Conflict.toml",
        "back[Conflict].toml",
    ],
)
def test_a_copy_from_a_conflict_is_told_and_not_listed(own: Path, name: str) -> None:
    write(own, "back")
    (own / name).write_text('name = "Other"\n', encoding="utf-8")
    assert [row.id for row in headlines(own) if not row.bundled] == ["back"]
    (told,) = not_listed(own).items()
    assert told[0] == own / name
    assert told[1].startswith(f"{name} is not listed: a sync program kept it beside back.toml")
    (own / "back.toml").unlink()
    assert "rename it to back.toml" in not_listed(own)[own / name]


@pytest.mark.parametrize(
    "name", ["back.toml~", "back~", "back~.toml", "back.toml.~2~", "#back.toml#", ".back.toml.swp"]
)
def test_what_an_editor_leaves_is_told_and_not_listed(own: Path, name: str) -> None:
    write(own, "back")
    (own / name).write_text('name = "Other"\n', encoding="utf-8")
    assert [row.id for row in headlines(own) if not row.bundled] == ["back"]
    assert [path.name for path in not_listed(own)] == [name]


def test_names_that_people_give_are_listed(own: Path) -> None:
    names = ["back 2", "back (2)", "back-laptop", "conflict", "my_conflict", "a~b", "back (confluence)"]
    for name in names:
        write(own, name)
    for name in ("notes~", ".hidden", "notes.txt", "#notes#"):
        (own / name).touch()
    assert {row.id for row in headlines(own) if not row.bundled} == set(names)
    assert not_listed(own) == {}


def test_the_suffix_may_be_in_capitals(own: Path) -> None:
    mine = own / "home.TOML"
    mine.write_text('name = "Mine"\n', encoding="utf-8")
    row = headlines(own)[0]
    assert (row.id, row.path, row.is_copy) == ("home", mine, True)
    assert find("home", own) == find("home.Toml", own) == library.file_in(own, "home") == mine


@machine.case_matters
def test_of_two_that_differ_in_the_case_of_their_suffix_one_is_listed_and_one_told(own: Path) -> None:
    write(own, "back")
    (own / "back.TOML").touch()
    assert [row.path.name for row in headlines(own) if not row.bundled] == ["back.toml"]
    assert list(not_listed(own).values()) == [
        "back.TOML is not listed: back.toml has the same name; rename one of them"
    ]


def test_files_that_cannot_be_read_have_a_row_that_says_so(own: Path) -> None:
    (own / "folder.toml").mkdir()
    write(own, "broken", "name = \n")
    write(own, "nameless", "work = []\n")
    write(own, "number", "name = 5\nlevel = 7\nequipment = 'mat'\n")
    write(own, "dots", ".".join(["a"] * 30_000) + " = 1\n")
    (own / "bytes.toml").write_bytes(b"name = '\xff'\n")
    (own / "big.toml").write_bytes(b"#" * ((1 << 20) + 1))
    rows = {row.id: row for row in headlines(own) if not row.bundled}
    assert {row.name for row in rows.values()} == set(rows)
    warnings = {row.id: row.warnings[0].removeprefix(f"{own}{os.sep}") for row in rows.values()}
    assert warnings == {
        "folder": "folder.toml: it is a folder, no file",
        "broken": "broken.toml:1:8: name has no value: write it behind the =",
        "nameless": "nameless.toml: it has no name",
        "number": "number.toml: it has no name",
        "dots": "dots.toml:1:1: a key of more than 8 parts; keys nest at most 8 deep",
        "bytes": "bytes.toml:1:9: not UTF-8: the byte 0xff stands here; save the file as UTF-8",
        "big": "big.toml: it is larger than 1 MiB, the most a routine may have",
    }


@machine.pipes_and_devices
def test_a_pipe_and_a_loop_in_the_folder_block_nothing(own: Path) -> None:
    os.mkfifo(own / "pipe.toml")
    (own / "loop.toml").symlink_to(own / "loop.toml")
    assert [bool(row.warnings) for row in headlines(own) if not row.bundled] == [True, True]


def test_a_path_is_taken_as_it_is(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = write(own, "back")
    assert find(str(mine), Path("none")) == mine
    monkeypatch.chdir(own)
    assert find("back.toml", Path("none")) == Path("back.toml")
    assert find("./back.toml", Path("none")) == Path("back.toml")


def test_a_file_of_another_name_is_found_where_no_id_fits(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own / "mine").touch()
    (own / "folder").mkdir()
    monkeypatch.chdir(own)
    assert find("mine", own) == Path("mine")
    with pytest.raises(NotFoundError):
        find("folder", own)


def test_names_that_no_file_has_are_not_found(own: Path) -> None:
    for query in ("nul\0", "nul\0.toml", "~nobody/back.toml", "x/" * 3000, "x" * 5000):
        with pytest.raises(NotFoundError):
            find(query, own)


def test_the_file_name_of_a_routine_finds_it_too(own: Path) -> None:
    assert find("dumbbells.toml", own) == library.bundled_dir() / "dumbbells.toml"


def test_an_id_wins_over_what_begins_so(own: Path) -> None:
    assert find("lower-back", own).stem == "lower-back"
    assert find("DUMBBELLS", own).stem == "dumbbells"
    assert find("dumb", own).stem == "dumbbells"
    assert find("Dumb", own).stem == "dumbbells"


def test_what_begins_several_ids_is_ambiguous(own: Path) -> None:
    with pytest.raises(AmbiguousError, match=r'^"lower" may be "lower-back" or "lower-back-men"$'):
        find("lower", own)
    for number in range(9):
        write(own, f"zz-{number}")
    with pytest.raises(AmbiguousError, match=r'"zz-4" or 4 others$'):
        find("zz", own)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("dumbells", 'no routine is called "dumbells"; did you mean "dumbbells"?'),
        ("qqq", 'no routine is called "qqq"; `backday list` shows them all'),
        ("", 'no routine is called ""; `backday list` shows them all'),
        ("\x1b[31m", 'no routine is called "␛[31m"; `backday list` shows them all'),
        ("./dumbells.toml", './dumbells.toml: there is no such file; did you mean "dumbbells"?'),
    ],
)
def test_what_is_not_there_is_said_with_what_is_near(own: Path, query: str, words: str) -> None:
    with pytest.raises(NotFoundError) as refused:
        find(query, own)
    assert str(refused.value) == words


def test_the_rows_come_from_tomllib_alone(own: Path) -> None:
    write(own, "broken", "name = \n")
    code = (
        "import sys; from pathlib import Path; from backday_tui.routine.library import headlines;"
        "assert headlines(Path(sys.argv[1])); print([m for m in ('tree_sitter', 'tomli_w', 'click',"
        "'textual', 'rich', 'backday_tui.routine.reader') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(own)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
