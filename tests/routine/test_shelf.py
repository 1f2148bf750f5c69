"""The person's own routines as files: copies of bundled ones, other ids, deleted, and undone."""

from pathlib import Path

import machine
import pytest

from backday_tui.errors import NotFoundError
from backday_tui.routine import library, store
from backday_tui.routine.store import IdRefusedError, UnwritableError


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "data" / "routines"


def write(folder: Path, routine_id: str, text: str = 'name = "Mine"\n') -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{routine_id}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def ids(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_to_edit_a_bundled_routine_makes_a_copy_that_comes_first(own: Path) -> None:
    bundled = library.bundled_dir() / "home.toml"
    before = bundled.read_bytes()
    assert not store.is_copy("home", own)
    path = store.copy_for_editing("home", own)
    assert path == own / "home.toml"
    assert path.read_bytes() == before
    assert library.find("home", own) == path
    assert store.is_copy("home", own)
    path.write_text("changed", encoding="utf-8")
    assert store.copy_for_editing("home", own) == path
    assert path.read_text(encoding="utf-8") == "changed"
    assert bundled.read_bytes() == before


def test_a_copy_goes_back_to_the_bundled_one_and_that_is_undone(own: Path) -> None:
    path = store.copy_for_editing("home", own)
    path.write_bytes(b"changed\r\n\xff")
    undo = store.revert("home", own)
    assert library.find("home", own) == library.bundled_dir() / "home.toml"
    store.undo(undo)
    assert path.read_bytes() == b"changed\r\n\xff"


def test_what_is_not_bundled_has_nothing_to_go_back_to(own: Path) -> None:
    mine = write(own, "mine")
    with pytest.raises(NotFoundError, match='no routine "mine" comes with backday'):
        store.revert("mine", own)
    with pytest.raises(NotFoundError, match="there is no such file"):
        store.revert("home", own)
    with pytest.raises(NotFoundError, match='no routine is called "none"'):
        store.copy_for_editing("none", own)
    assert store.copy_for_editing("mine", own) == mine
    assert not store.is_copy("mine", own)


def test_a_deleted_routine_comes_back(own: Path) -> None:
    path = write(own, "mine")
    undo = store.delete(path)
    assert ids(own) == []
    own.rmdir()
    store.undo(undo)
    assert path.read_text(encoding="utf-8") == 'name = "Mine"\n'
    with pytest.raises(UnwritableError, match="there is such a file already"):
        store.undo(undo)


@machine.links
@pytest.mark.parametrize("is_broken", [False, True])
def test_of_a_link_the_link_alone_is_deleted(own: Path, tmp_path: Path, is_broken: bool) -> None:
    target = write(tmp_path, "elsewhere")
    own.mkdir(parents=True)
    link = own / "mine.toml"
    link.symlink_to("../../elsewhere.toml")
    if is_broken:
        target.unlink()
    undo = store.delete(link)
    assert ids(own) == []
    assert target.exists() != is_broken
    store.undo(undo)
    assert str(link.readlink()) == "../../elsewhere.toml"


def test_a_routine_gets_another_id_and_its_old_one_back(own: Path) -> None:
    path = write(own, "mine")
    undo = store.rename(path, " Monday back.toml ")
    assert undo.came == own / "Monday back.toml"
    assert ids(own) == ["Monday back.toml"]
    store.undo(undo)
    assert ids(own) == ["mine.toml"]
    store.rename(path, "Mine")
    assert ids(own) == ["Mine.toml"]


def test_a_taken_id_is_not_given(own: Path) -> None:
    path = write(own, "mine")
    write(own, "other", "name = 'Other'\n")
    for taken in ("other", "OTHER", "home", "mine"):
        with pytest.raises(IdRefusedError, match="already"):
            store.rename(path, taken)
        with pytest.raises(IdRefusedError, match="already"):
            store.duplicate(path, taken, own)
    assert ids(own) == ["mine.toml", "other.toml"]


def test_a_renamed_routine_does_not_take_the_place_of_a_new_one(own: Path) -> None:
    path = write(own, "mine")
    undo = store.rename(path, "other")
    write(own, "mine", "name = 'New'\n")
    with pytest.raises(UnwritableError, match="there is such a file again"):
        store.undo(undo)
    assert ids(own) == ["mine.toml", "other.toml"]


def test_a_duplicate_is_made_of_a_bundled_one_too_and_undone_while_it_is_untouched(own: Path) -> None:
    undo = store.duplicate(library.bundled_dir() / "home.toml", "home-2", own)
    path = own / "home-2.toml"
    assert undo.came == path
    assert path.read_bytes() == (library.bundled_dir() / "home.toml").read_bytes()
    store.undo(undo)
    assert ids(own) == []
    undo = store.duplicate(library.bundled_dir() / "home.toml", "home-2", own)
    path.write_text("changed", encoding="utf-8")
    with pytest.raises(UnwritableError, match="changed since"):
        store.undo(undo)
    assert path.read_text(encoding="utf-8") == "changed"


@pytest.mark.parametrize(
    "routine_id",
    [
        "",
        " ",
        "../up",
        "a/b",
        "a\\b",
        ".hidden",
        "-option",
        "con",
        "NUL.back",
        "a:b",
        "a\x1bb",
        "ends.",
        "x" * 101,
        "?",
    ],
)
def test_an_id_that_is_no_name_of_a_file_everywhere_is_refused(own: Path, routine_id: str) -> None:
    path = write(own, "mine")
    with pytest.raises(IdRefusedError, match="can't be the name of a file"):
        store.rename(path, routine_id)
    assert store.bundled_path(routine_id) is None


def test_what_is_not_there_is_said(own: Path) -> None:
    own.mkdir(parents=True)
    with pytest.raises(NotFoundError, match="there is no such file"):
        store.delete(own / "none.toml")
    with pytest.raises(UnwritableError, match=r"none\.toml: not renamed: No such file"):
        store.rename(own / "none.toml", "other")
