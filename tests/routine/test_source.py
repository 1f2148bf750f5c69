"""Files that would block, fill the memory or take long, and what is said of them."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import machine
import pytest

from backday_tui.errors import UnreadableError
from backday_tui.routine import source
from backday_tui.routine.source import TomlProblem, decode, parse, read_bytes


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableError) as refused:
        read_bytes(path)
    assert str(refused.value).isprintable()
    return str(refused.value).removeprefix(f"{path}: ")


@machine.pipes_and_devices
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    assert refusal(tmp_path / "pipe.toml") == "it is no regular file"


@machine.pipes_and_devices
def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "file.toml").touch()
    status = (tmp_path / "file.toml").stat()
    monkeypatch.setattr(os, "stat", lambda _: status)
    assert refusal(tmp_path / "pipe.toml") == "it is no regular file"


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "it is a folder, no file"


@machine.pipes_and_devices
def test_a_link_to_an_endless_device(tmp_path: Path) -> None:
    (tmp_path / "zero.toml").symlink_to("/dev/zero")
    assert refusal(tmp_path / "zero.toml") == "it is no regular file"


@machine.links
def test_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a.toml").symlink_to(tmp_path / "b.toml")
    (tmp_path / "b.toml").symlink_to(tmp_path / "a.toml")
    assert refusal(tmp_path / "a.toml") == "it is a link that leads to itself"


@machine.modes
def test_no_permission(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.touch(mode=0o000)
    command = [*machine.as_a_person(), sys.executable, "-m", "backday_tui", "check", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == f"{file}:1:1: it may not be read (no permission)\n"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.toml") == "there is no such file"
    assert refusal(tmp_path / "none" / "none.toml") == "there is no such file"
    (tmp_path / "file").touch()
    assert refusal(tmp_path / "file" / "none.toml") == "there is no such file"


def test_names_that_no_file_has(tmp_path: Path) -> None:
    assert "there is no such file" in refusal(tmp_path / "nul\0.toml")
    assert "its name is too long" in refusal(tmp_path / ("n" * 300))
    assert "there is no such file" in refusal(tmp_path / "two\nlines\x1b[31m")


def test_a_gibibyte_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "big.toml"
    with file.open("wb") as big:
        big.truncate(1 << 30)
    assert refusal(file) == "it is larger than 1 MiB, the most a routine may have"


def test_a_mebibyte_is_read(tmp_path: Path) -> None:
    file = tmp_path / "full.toml"
    file.write_bytes(b"#" * (1 << 20))
    assert len(read_bytes(file)) == 1 << 20
    file.write_bytes(b"#" * ((1 << 20) + 1))
    assert "larger than 1 MiB" in refusal(file)


@machine.links
def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "back.toml").write_bytes(b"name = 1")
    (tmp_path / "link.toml").symlink_to(tmp_path / "back.toml")
    assert read_bytes(tmp_path / "link.toml") == b"name = 1"


@machine.pipes_and_devices
def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    (tmp_path / "back.toml").write_bytes(b"name = 1")
    os.mkfifo(tmp_path / "pipe.toml")
    before = os.open(tmp_path / "back.toml", os.O_RDONLY)
    os.close(before)
    for _ in range(3):
        read_bytes(tmp_path / "back.toml")
        refusal(tmp_path / "pipe.toml")
        refusal(tmp_path)
    after = os.open(tmp_path / "back.toml", os.O_RDONLY)
    assert stat.S_ISREG(os.fstat(after).st_mode)
    os.close(after)
    assert after == before


# ------------------------------------------------------------------------------------------------------------- bytes


def test_a_byte_order_mark_and_carriage_returns_are_left_out() -> None:
    assert decode("\ufeffname = 1\r\nrest = 2\r\n".encode()) == "name = 1\nrest = 2\n"


def test_bytes_that_are_not_utf8_have_a_place() -> None:
    with pytest.raises(TomlProblem) as refused:
        decode("ä = 1\nname = 'ü".encode() + b"\xfc'")
    assert (refused.value.line, refused.value.column) == (2, 10)
    assert "0xfc" in refused.value.message


# ---------------------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("x = 1\n" + ".".join(["a"] * 30_000) + " = 1", 2, 1, "a key of more than 8 parts"),
        ("x = 1\n" + ".".join(['"a"'] * 30_000) + " = 1", 2, 1, "a key of more than 8 parts"),
        ("x = 1\n  " + " . ".join(["'a'"] * 9) + " = 1", 2, 3, "a key of more than 8 parts"),
        ("[[a.b.c.d.e.f.g.h.i]]", 1, 3, "a key of more than 8 parts"),
        ("x = [1, { a.b.c.d.e.f.g.h.i = 1 }]", 1, 11, "a key of more than 8 parts"),
        ("x = { a = 1, a.b.c.d.e.f.g.h.i = 1 }", 1, 14, "a key of more than 8 parts"),
        ("x = " + "[" * 100_000, 1, 21, "brackets nest more than 16 deep"),
        ("x = " + "[" * 100_000 + "]" * 100_000, 1, 21, "brackets nest more than 16 deep"),
        ("x = " + "{a=" * 100_000, 1, 53, "brackets nest more than 16 deep"),
        ("x = '''\n[[[[[[[[[[[[[[[[[[[[[[['''\ny = " + "[{a=" * 9, 3, 37, "brackets nest more than 16 deep"),
        ("x = " + "9" * 5000, 1, 5, "a number of 5000 digits"),
        ("x = 1\ny = [1, -" + "9" * 101 + "]", 2, 10, "a number of 101 digits"),
        ("x = [" + "1," * 400_000 + "]", 1, 1, "more than 320,000 values"),
        ("".join(f"k{n}=1\n" for n in range(60_000)), 1, 1, "more than 50,000 keys"),
        ("[[work]]\n" * 60_000, 1, 1, "more than 50,000 lists"),
        ("x = 1\x00", 1, 6, "an invisible control character, U+0000, stands here"),
        ("x = ", 1, 5, "x has no value: write it behind the ="),
    ],
)
def test_a_hostile_text_is_refused_at_its_place(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(TomlProblem) as refused:
        parse(text)
    assert refused.value.message.startswith(words)
    assert (refused.value.line, refused.value.column) == (line, column)


@pytest.mark.parametrize(
    "text",
    [
        "a.b.c.d.e.f.g.h = 1",
        "x = " + "[" * 16 + "]" * 16,
        "x = " + "9" * 100,
        'x = "' + "a." * 100 + '"',
        'x = """\n' + "a.b.c.d.e.f.g.h.i = 1\n" + '"""',
        "x = '''\n" + "[" * 100 + "'''",
        'x = """a""""\n# ' + "[" * 100,
        "x = ''''''\n#" + "a." * 50,
        'x = "\\"' + "[" * 100 + '"',
        'x = "' + "," * 400_000 + '"',
        "x = 0x" + "f" * 3000,
        "x = [inf, -inf, nan, 1e9999]",
        "x = [" + "[1, 2], { a = 1 }," * 40 + "]",
    ],
)
def test_a_text_that_only_looks_hostile_is_read(text: str) -> None:
    parse(text)


HOSTILE = {
    "quotes": "'\"' * (1 << 20)",
    "short texts": "'a = [' + '\"\",' * 300_000 + ']'",
    "escapes": "'a = \"' + r'\\n' * 520_000 + '\"'",
    "keys of eight parts": "''.join(f'a{n}.b.c.d.e.f.g.h = 1\\n' for n in range(46_000))",
    "lines": "'x = 1' + '\\n' * (1 << 19)",
    "twenty thousand entries": "'name = \"x\"\\nwork = [' + '\"3x8 Qow\",' * 20_000 + ']'",
    "twenty thousand tables": "'name = \"x\"\\n' + '[[work]]\\nexercise = \"Qow\"\\n' * 20_000",
    "one problem in much": "'rest=-1\\n' + ('[[work]]\\nexercise = \"Plank\"\\nnote = \"' + 'n' * 900 + '\"\\n') * 999",
    "tables in tables": "'a = [' + ('{a = ' * 14 + '1' + '}' * 14 + ', ') * 3_000 + ']'",
}


@machine.linux
@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long_or_much(name: str) -> None:
    """In a process of its own, which the system ends after 5 seconds of work, many times what is needed."""
    code = (
        "import re, resource; from pathlib import Path; resource.setrlimit(resource.RLIMIT_CPU, (5, 5));"
        "from backday_tui.exercises.catalog import bundled; from backday_tui.routine.reader import read_text;"
        f"found = read_text({HOSTILE[name]}, id='x', catalog=bundled()).problems;"
        r"print(len(found), re.search(r'VmHWM:\s*(\d+)', Path('/proc/self/status').read_text())[1])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    problems, peak_kb = map(int, done.stdout.split())
    assert problems
    assert peak_kb < 200_000


def test_the_reading_of_a_file_imports_little() -> None:
    code = "import sys, backday_tui.routine.source; print('tree_sitter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
    assert source.MAX_BYTES == 1 << 20
