"""The save that can't lose a file or a change, and what was typed but not saved; routines copied, renamed, deleted."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import machine
import pytest

from backday_tui import files
from backday_tui.errors import NotFoundError, UnreadableError
from backday_tui.folders import RENAMED
from backday_tui.routine import library, store, unsaved
from backday_tui.routine import store as saving
from backday_tui.routine.store import ChangedOnDiskError, IdRefusedError, UnwritableError, read, save
from backday_tui.routine.unsaved import Unsaved


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_saved_file_holds_the_text_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    save(file, 'name = "Rücken"\n')
    save(file, '\ufeffname = "Back"\r\nrest = 5')
    assert file.read_bytes() == b'\xef\xbb\xbfname = "Back"\r\nrest = 5'
    assert names(tmp_path) == ["back.toml"]


def test_what_is_read_is_saved_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    raw = b'\xef\xbb\xbfname = "Back"\r\n# one\nrest = 5'
    file.write_bytes(raw)
    opened = read(file)
    save(file, opened.text, opened.snapshot)
    assert file.read_bytes() == raw


@machine.modes
def test_a_saved_file_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    file.write_text("old")
    file.chmod(0o640)
    save(file, "new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@machine.given_files
def test_a_saved_file_keeps_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    file.write_text("old")
    os.chown(file, 1234, 4321)
    save(file, "new")
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 4321)
    assert file.read_text() == "new"


@machine.given_files
def test_a_file_that_would_change_its_owner_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "back.toml"
    file.write_text("old")
    os.chown(file, 1234, 4321)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refuse)
    with pytest.raises(UnwritableError, match="no longer belong to its owner"):
        save(file, "new")
    assert file.read_text() == "old"
    assert names(tmp_path) == ["back.toml"]


@machine.linux
def test_a_saved_file_keeps_its_extended_attributes(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    file.write_text("old")
    machine.set_attribute(file, "user.backday", b"mine")
    save(file, "new")
    assert os.getxattr(file, "user.backday") == b"mine"


@machine.modes
def test_a_new_file_has_the_mode_that_the_person_asks_for(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        save(tmp_path / "back.toml", "new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "back.toml").stat().st_mode) == 0o640


@machine.links
def test_a_link_stays_one(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "back.toml"
    target.parent.mkdir()
    target.write_text("old")
    link = tmp_path / "back.toml"
    link.symlink_to(target)
    snapshot = read(link).snapshot
    save(link, "new", snapshot)
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert names(target.parent) == ["back.toml"]


@machine.links
def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "back.toml"
    link.symlink_to(link)
    with pytest.raises(UnwritableError, match=r"back\.toml: not saved: it is a link that leads to itself"):
        save(link, "new")


@machine.pipes_and_devices
def test_a_pipe_and_a_device_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "back.toml"
    os.mkfifo(pipe)  # type: ignore[attr-defined,unused-ignore]  # not there on Windows
    for path in (pipe, Path("/dev/null")):
        for expected in ("anything", saving.Snapshot(0, 0, "")):
            with pytest.raises(UnwritableError, match="it is no regular file"):
                save(path, "new", expected)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "back.toml").mkdir()
    with pytest.raises(UnwritableError, match="it is no regular file"):
        save(tmp_path / "back.toml", "new")


def test_a_folder_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="its folder is not there") as refused:
        save(tmp_path / "none\n" / "back.toml", "new")
    assert "\n" not in str(refused.value)


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="no file can be called that"):
        save(tmp_path / "a\0b.toml", "new")


def test_a_character_that_no_file_can_hold_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="line 2 has a character"):
        save(tmp_path / "back.toml", "# one\n# \ud800\n")
    assert names(tmp_path) == []


def test_a_file_that_is_read_only_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    file.write_text("old")
    file.chmod(0o444)
    with pytest.raises(UnwritableError, match="it is read-only"):
        save(file, "new")
    assert file.read_text() == "old"


@machine.modes
def test_a_folder_that_is_read_only_is_said(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from backday_tui.routine import store as saving\n"
        "try: saving.save(Path(sys.argv[1]), 'new')\n"
        "except saving.UnwritableError as error: print(error)\n"
    )
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "back.toml").write_text("old")
    folder.chmod(0o500)
    command = [*machine.as_a_person(), sys.executable, "-c", script, str(folder / "back.toml")]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    folder.chmod(0o755)
    assert said.stdout.strip().endswith(
        "not saved: it or its folder may not be written to (no permission): save it under another name"
    )
    assert (folder / "back.toml").read_text() == "old"


def test_a_save_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "back.toml"
    file.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UnwritableError, match="the disk is full"):
        save(file, "new")
    assert file.read_text() == "old"
    assert names(tmp_path) == ["back.toml"]


def test_a_full_disk_leaves_the_file_whole(tmp_path: Path) -> None:
    with machine.small_disk(tmp_path, "64k"):
        file = tmp_path / "back.toml"
        opened = save(file, "# old\n" * 5000)
        with pytest.raises(UnwritableError, match="the disk is full"):
            save(file, "# new\n" * 9000, opened)
        assert file.read_text() == "# old\n" * 5000
        assert names(tmp_path) == ["back.toml"]
        save(file, "# new\n" * 3000, opened)
        assert file.read_text() == "# new\n" * 3000


# ------------------------------------------------------------------------------------------------ changed meanwhile


def test_a_file_that_changed_on_disk_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    file.write_text("one")
    snapshot = read(file).snapshot
    assert snapshot.is_current(file)
    file.write_text("two, by another program")
    assert not snapshot.is_current(file)
    with pytest.raises(ChangedOnDiskError, match="changed by another program since it was read: reload it, save") as no:
        save(file, "three", snapshot)
    assert not no.value.is_gone
    assert file.read_text() == "two, by another program"
    save(file, "three", "anything")
    assert file.read_text() == "three"


def test_a_change_of_the_same_length_at_the_same_time_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    file.write_text("one")
    snapshot = read(file).snapshot
    file.write_text("two")
    os.utime(file, ns=(snapshot.mtime_ns, snapshot.mtime_ns))
    with pytest.raises(ChangedOnDiskError):
        save(file, "three", snapshot)


CHANGING = """
import sys
from pathlib import Path
from backday_tui.routine.store import ChangedOnDiskError, read, save
path, name, told = Path(sys.argv[1]), sys.argv[2], 0
print("ready", flush=True)
sys.stdin.readline()
for number in range(300):
    while True:
        opened = read(path)
        try:
            save(path, f"{opened.text}# {name} {number}\\n", opened.snapshot)
        except ChangedOnDiskError:
            told += 1
        else:
            break
print(told)
"""


def at_once(program: str, *arguments: tuple[str, ...]) -> list[str]:
    """Several programs that begin in the same instant; what each said at its end."""
    with ExitStack() as ended:
        running = [
            ended.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", program, *each], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            )
            for each in arguments
        ]
        for each in running:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        for each in running:
            assert each.stdin is not None
            each.stdin.write("\n")
            each.stdin.flush()
        return [each.communicate()[0].strip() for each in running]


def test_of_two_programs_that_save_one_routine_at_once_no_change_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "back.toml"
    path.write_text('name = "Back"\n')
    told = at_once(CHANGING, (str(path), "a"), (str(path), "b"))
    lines = path.read_text().splitlines()[1:]
    assert len(lines) == 600
    assert set(lines) == {f"# {name} {number}" for name in "ab" for number in range(300)}
    assert sum(map(int, told)) > 0, "they never met"
    assert [file.name for file in tmp_path.iterdir()] == ["back.toml"]


NOTING = """
import sys
from pathlib import Path
from backday_tui.routine.store import note
print("ready", flush=True)
sys.stdin.readline()
for number in range(40):
    note(Path(sys.argv[1]), f"old-{sys.argv[2]}-{number}", f"new-{sys.argv[2]}-{number}")
"""


def test_of_two_programs_that_rename_at_once_both_are_remembered(tmp_path: Path) -> None:
    at_once(NOTING, (str(tmp_path), "a"), (str(tmp_path), "b"))
    assert len(json.loads((tmp_path / ".renamed.json").read_bytes())) == 80


@machine.modes
def test_a_folder_that_another_program_keeps_locked_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backday_tui.files._TRIES", 2)
    path = tmp_path / "back.toml"
    path.write_text("old")
    with files.locked(tmp_path):
        for change in (lambda: save(path, "new"), lambda: store.delete(path), lambda: store.rename(path, "other")):
            with pytest.raises(UnwritableError, match="another program keeps its folder locked: try again"):
                change()
    assert path.read_text() == "old"
    save(path, "new")
    assert [file.name for file in tmp_path.iterdir()] == ["back.toml"]


@machine.modes
@pytest.mark.parametrize("fault", [errno.ENOLCK, errno.EBADF, errno.EOPNOTSUPP, errno.EINVAL])
def test_where_a_disk_has_no_locks_files_are_saved_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr("fcntl.flock", no_locks)
    path = tmp_path / "back.toml"
    save(path, "one")
    opened = read(path)
    path.write_text("two")
    with pytest.raises(ChangedOnDiskError):
        save(path, "three", opened.snapshot)


def test_a_file_that_was_only_touched_is_saved(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    file.write_text("one")
    snapshot = read(file).snapshot
    os.utime(file, ns=(1, 1))
    save(file, "two", snapshot)
    assert file.read_text() == "two"


def test_a_file_that_was_deleted_is_said(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    file.write_text("one")
    snapshot = read(file).snapshot
    file.unlink()
    assert not snapshot.is_current(file)
    with pytest.raises(ChangedOnDiskError, match="was deleted") as gone:
        save(file, "two", snapshot)
    assert gone.value.is_gone
    assert names(tmp_path) == []


def test_each_save_is_the_snapshot_for_the_next(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    snapshot = save(file, "one", "missing")
    assert snapshot == read(file).snapshot
    for text in ("two", "x" * (1 << 21), "four"):
        snapshot = save(file, text, snapshot)
        assert snapshot.is_current(file)
    assert file.read_text() == "four"


def test_a_new_file_takes_the_place_of_none(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    save(file, "one", "missing")
    with pytest.raises(UnwritableError, match="there is such a file already"):
        save(file, "two", "missing")
    assert file.read_text() == "one"
    assert names(tmp_path) == ["back.toml"]


def test_what_is_not_utf8_is_not_read_to_be_changed(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    file.write_bytes(b"# one\n# \xff\n")
    with pytest.raises(UnreadableError, match=r"back\.toml:2: not UTF-8"):
        read(file)
    with pytest.raises(UnreadableError, match="there is no such file"):
        read(tmp_path / "none.toml")


# ---------------------------------------------------------------------------------------------------- not saved yet


def test_unsaved_text_is_kept_found_listed_and_discarded(tmp_path: Path) -> None:
    file, store = tmp_path / "back.toml", tmp_path / "state" / "unsaved"
    file.write_text("one")
    kept = Unsaved(file, "one, \ud800 and \x1b more\r\n", read(file).snapshot)
    new = Unsaved(tmp_path / "new.toml", "# nothing yet", None)
    assert unsaved.listed(store) == ()
    assert unsaved.find(store, file) is None
    unsaved.keep(store, Unsaved(file, "earlier", None))
    unsaved.keep(store, kept)
    unsaved.keep(store, new)
    assert unsaved.find(store, file) == kept
    assert unsaved.listed(store) == (kept, new)
    unsaved.discard(store, file)
    unsaved.discard(store, file)
    assert unsaved.listed(store) == (new,)


def test_text_that_was_saved_after_all_is_not_offered(tmp_path: Path) -> None:
    file, store = tmp_path / "back.toml", tmp_path / "unsaved"
    unsaved.keep(store, Unsaved(file, "one", None))
    save(file, "one")
    assert unsaved.find(store, file) is None
    assert unsaved.listed(store) == ()


@pytest.mark.parametrize(
    "junk", [b"", b"{", b"[]", b"\xff", b'{"path": 1}', b'{"path": "a", "text": "b", "snapshot": {"x": 1}}']
)
def test_a_store_with_junk_in_it_is_read_all_the_same(tmp_path: Path, junk: bytes) -> None:
    new = Unsaved(tmp_path / "new.toml", "# nothing yet", None)
    unsaved.keep(tmp_path / "unsaved", new)
    (tmp_path / "unsaved" / "junk.unsaved.json").write_bytes(junk)
    (tmp_path / "unsaved" / "folder.unsaved.json").mkdir()
    assert unsaved.listed(tmp_path / "unsaved") == (new,)


def test_a_store_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "unsaved").touch()
    with pytest.raises(UnwritableError, match="unsaved text can't be kept"):
        unsaved.keep(tmp_path / "unsaved", Unsaved(tmp_path / "back.toml", "one", None))


def test_unsaved_text_and_the_file_outlive_a_kill(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from backday_tui.routine import store as saving, unsaved\n"
        "file, store = Path(sys.argv[1]), Path(sys.argv[2])\n"
        "for n in range(100000):\n"
        "    unsaved.keep(store, unsaved.Unsaved(file, '# typed %d\\n' % n * 1000, None))\n"
        "    saving.save(file, '# saved %d\\n' % n * 1000)\n"
        "    print(n, flush=True)\n"
    )
    file, store = tmp_path / "back.toml", tmp_path / "unsaved"
    with subprocess.Popen([sys.executable, "-c", script, file, store], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(5):
            last = int(process.stdout.readline())
        process.kill()
    lines = file.read_text().splitlines()
    assert len(lines) == 1000
    assert len(set(lines)) == 1
    assert int(lines[0].split()[-1]) >= last
    kept = unsaved.find(store, file)
    assert kept is not None
    assert len(set(kept.text.splitlines())) == 1


# -- copies, other ids, deleted routines -----------------------------------------------------------------------------


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


def test_a_file_whose_suffix_is_in_capitals_is_edited_reverted_and_renamed_like_any_other(own: Path) -> None:
    own.mkdir(parents=True)
    mine = own / "home.TOML"
    mine.write_text('name = "Mine"\n')
    assert store.copy_for_editing("home", own) == mine
    assert store.is_copy("home", own)
    with pytest.raises(IdRefusedError):
        store.duplicate(mine, "Home.Toml", own)
    store.undo(store.revert("home", own))
    assert mine.read_text() == 'name = "Mine"\n'
    undo = store.rename(mine, "my-home.TOML")
    assert names(own) == ["my-home.toml"]
    store.undo(undo)
    assert names(own) == ["home.TOML"]


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


# -- what was done under an id that a routine had before -------------------------------------------------------------


MONDAY = datetime(2026, 1, 5, 18, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def routines(tmp_path: Path) -> Path:
    make(tmp_path, "legs")
    return tmp_path


def make(folder: Path, *ids: str) -> None:
    for each in ids:
        (folder / f"{each}.toml").write_text('name = "X"\nwork = ["Plank"]\n', encoding="utf-8")


def test_without_a_record_nothing_is_changed(routines: Path) -> None:
    assert store.followed({"old": MONDAY}, routines) == {"old": MONDAY}
    assert list(routines.iterdir()) == [routines / "legs.toml"]


def test_the_last_time_follows_through_every_name(routines: Path) -> None:
    store.note(routines, "first", "second")
    store.note(routines, "second", "legs")
    assert store.followed({"first": MONDAY}, routines)["legs"] == MONDAY
    assert store.followed({"first": MONDAY, "second": TUESDAY}, routines)["legs"] == TUESDAY
    assert store.followed({"first": MONDAY, "legs": TUESDAY}, routines)["legs"] == TUESDAY


def test_an_id_that_is_in_use_again_is_the_new_routines(routines: Path) -> None:
    store.note(routines, "old", "legs")
    make(routines, "old")
    assert store.followed({"old": MONDAY}, routines) == {"old": MONDAY}


def test_a_name_there_and_back(routines: Path) -> None:
    store.note(routines, "legs", "arms")
    store.note(routines, "arms", "legs")
    assert store.followed({"legs": MONDAY, "arms": TUESDAY}, routines)["legs"] == TUESDAY


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"legs": "old"}', b'{"legs": [1, null]}', b"[" * 9999, b"\xff"]
)
def test_a_record_that_holds_something_else_is_none(routines: Path, content: bytes) -> None:
    (routines / RENAMED).write_bytes(content)
    assert store.followed({"old": MONDAY}, routines) == {"old": MONDAY}
    store.note(routines, "old", "legs")
    assert store.followed({"old": MONDAY}, routines)["legs"] == MONDAY


def test_where_it_can_not_be_kept_nothing_is_said(tmp_path: Path) -> None:
    store.note(tmp_path / "nowhere", "old", "legs")
    assert not (tmp_path / "nowhere").exists()


def test_a_thousand_names_are_kept(routines: Path) -> None:
    names = {f"new-{number}": ["old"] for number in range(1000)}
    (routines / RENAMED).write_text(json.dumps(names), encoding="utf-8")
    store.note(routines, "old", "legs")
    kept = json.loads((routines / RENAMED).read_bytes())
    assert (len(kept), "new-0" in kept, kept["legs"]) == (1000, False, ["old"])


def test_a_new_id_is_free_unless_a_routine_has_it_in_whatever_case(tmp_path: Path) -> None:
    (tmp_path / "Mine.toml").write_text('name = "Mine"\n')
    assert store.free_path("other", tmp_path) == tmp_path / "other.toml"
    for wanted, taken in (("mine", "Mine"), ("HOME", "home")):
        with pytest.raises(store.IdTakenError, match=f'there is a routine "{taken}" already') as told:
            store.free_path(wanted, tmp_path)
        assert told.value.taken == taken
    assert store.free_path("home", tmp_path, original="home") == tmp_path / "home.toml"
    with pytest.raises(store.IdTakenError):
        store.free_path("home", tmp_path, original="mine")
