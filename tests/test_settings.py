"""Settings and folders: what a file says is taken, what it can't say costs a warning and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import machine
import platformdirs
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from backday_tui.clock import ManualClock
from backday_tui.folders import Folders, NowhereError, folders
from backday_tui.settings import (
    BrokenSettingsError,
    Settings,
    SettingsKeeper,
    UnsavedSettingsError,
    load,
    put_aside,
    save,
    with_environment,
)


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "settings.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_no_file_gives_the_defaults_without_a_word(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.toml") == (Settings(), ())


def test_every_setting_is_taken(tmp_path: Path) -> None:
    text = """
    sound = "player"
    volume = 30
    mute = true
    voice = true
    theme = "gruvbox"
    flash = false
    bell = false
    space = "pause"
    units = "lb"
    rest = 90
    """
    expected = Settings("player", 30, True, True, "gruvbox", False, False, "pause", "lb", 90)
    assert load(written(tmp_path, text)) == (expected, ())


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        ("volum = 3", ':2:1: there is no setting "volum"; did you mean "volume"?'),
        ("[xyz]", ':2:1: there is no setting "xyz"'),
        ("volume = 101", ":2:1: volume is 101; it may be a whole number from 0 to 100"),
        ("volume = true", ":2:1: volume is true; it may be a whole number from 0 to 100"),
        ('sound = "loud"', ':2:1: sound is "loud"; it may be auto, simpleaudio, miniaudio, player, bell, off'),
        ("sound = []", ":2:1: sound is []; it may be auto, simpleaudio, miniaudio, player, bell, off"),
        ("rest = -1", ":2:1: rest is -1; it may be a whole number of seconds from 0 to 3600"),
        ("mute = 1", ":2:1: mute is 1; it may be true, false"),
        ("theme = 4", ":2:1: theme is 4; it may be the name of a theme"),
        ('space = "Done"', ':2:1: space is "Done"; it may be auto, pause, next'),
        ('units = "\\u001b[31m"', ':2:1: units is "␛[31m"; it may be kg, lb'),
    ],
)
def test_what_is_not_known_is_named_with_its_line(tmp_path: Path, line: str, warning: str) -> None:
    path = written(tmp_path, f"flash = false\n{line}\n")
    assert load(path) == (Settings(flash=False), (f"{path}{warning}",))


def test_a_broken_file_is_named_with_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, "flash = false\nvolume = = 3\n")
    assert load(path) == (
        Settings(),
        (f"{path}:2:10: the settings can't be read, so the defaults are used: Invalid value",),
    )


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"theme = '\xff'", "it is not UTF-8"),
        (b"#" * 20_000, "it is larger than 16 KiB"),
        (b"a = " + b"[" * 10_000, "maximum recursion depth exceeded"),
    ],
)
def test_hostile_text_gives_one_warning(tmp_path: Path, raw: bytes, words: str) -> None:
    settings, warnings = load(written(tmp_path, raw))
    assert settings == Settings()
    assert [words in warning and "\n" not in warning for warning in warnings] == [True]


def test_a_folder_in_its_place_gives_one_warning(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    settings, warnings = load(tmp_path / "settings.toml")
    assert settings == Settings()
    assert len(warnings) == 1


@machine.pipes_and_devices
def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "settings.toml")
    path = tmp_path / "settings.toml"
    assert load(path) == (Settings(), (f"{path}: the settings can't be read: it is no regular file",))


@limits(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(raw=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_file_makes_it_raise(tmp_path: Path, raw: bytes) -> None:
    settings, warnings = load(written(tmp_path, raw))
    assert isinstance(settings, Settings)
    assert all("\n" not in warning and "\x1b" not in warning for warning in warnings)


def test_a_flood_of_faults_is_cut_and_counted(tmp_path: Path) -> None:
    path = written(tmp_path, "".join(f"k{number} = 1\n" for number in range(900)) + "volume = 7\n")
    settings, warnings = load(path)
    assert settings == Settings(volume=7)
    assert len(warnings) == 11
    assert warnings[-1] == f"{path}: 890 more settings can't be taken"


def test_the_environment_chooses_the_sound() -> None:
    assert with_environment(Settings(), {"BACKDAY_AUDIO": "Bell"}) == (Settings(sound="bell"), ())
    assert with_environment(Settings(sound="off"), {}) == (Settings(sound="off"), ())


def test_a_sound_that_is_none_costs_a_warning() -> None:
    warning = 'BACKDAY_AUDIO="lou␛" is none of auto, simpleaudio, miniaudio, player, bell, off'
    assert with_environment(Settings(), {"BACKDAY_AUDIO": "lou\x1b"}) == (Settings(), (warning,))


def test_one_folder_holds_everything_where_it_is_asked_for(tmp_path: Path) -> None:
    found = folders({"BACKDAY_HOME": str(tmp_path)})
    assert found == Folders(tmp_path, tmp_path)
    assert found.settings_file == tmp_path / "settings.toml"
    assert {found.routines.parent, found.sounds.parent, found.log_file.parent} == {tmp_path}


def test_a_relative_folder_is_taken_from_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert folders({"BACKDAY_HOME": "stick"}).config == tmp_path / "stick"


@machine.links  # a folder of Windows can't be deleted by whoever is in it
@pytest.mark.parametrize("home", ["stick", ".", " ", "~nobody-of-this-name/x"])
def test_a_relative_folder_in_one_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(NowhereError, match=r"counts from the folder you are in, and that is gone.*BACKDAY_HOME"):
        folders({"BACKDAY_HOME": home})
    assert folders({"BACKDAY_HOME": str(tmp_path)}).data == tmp_path


@machine.xdg
def test_else_the_system_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "d"))
    found = folders({})
    assert found == Folders(tmp_path / "c" / "backday", tmp_path / "d" / "backday")


@machine.xdg
@pytest.mark.parametrize("config", ["/c", "/c/", "", " ", "c", None])
@pytest.mark.parametrize("home", ["/h", "/h/", "/", "", "h"])
def test_it_is_where_platformdirs_has_it(monkeypatch: pytest.MonkeyPatch, config: str | None, home: str) -> None:
    monkeypatch.setenv("HOME", home)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    if config is not None:
        monkeypatch.setenv("XDG_CONFIG_HOME", config)
    dirs = platformdirs.PlatformDirs("backday", appauthor=False)
    found = folders({})
    assert found == Folders(Path.cwd() / dirs.user_config_dir, Path.cwd() / dirs.user_data_dir)


# -- writing ----------------------------------------------------------------------------------------------------


def test_a_setting_is_written_where_there_was_no_file(tmp_path: Path) -> None:
    path = tmp_path / "not" / "there" / "settings.toml"
    save(path, "volume", 40)
    save(path, "mute", True)
    assert load(path) == (Settings(volume=40, mute=True), ())
    assert [file.name for file in path.parent.iterdir()] == ["settings.toml"]


def test_what_a_person_wrote_stays_but_for_the_line_that_is_changed(tmp_path: Path) -> None:
    text = '# mine\nunknown = 3\nvolume = 10 # loud\n\n[later]\nvolume = "x"'
    path = written(tmp_path, text)
    save(path, "volume", 55)
    assert path.read_text(encoding="utf-8") == text.replace("10", "55")
    save(path, "units", "lb")
    assert path.read_text(encoding="utf-8").startswith('units = "lb"\n# mine\n')
    save(path, "units", None)
    assert path.read_text(encoding="utf-8") == text.replace("10", "55")


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("# a\r\nvolume = 80 # b\r\nrest = 30\r\n", 5, "# a\r\nvolume = 5 # b\r\nrest = 30\r\n"),
        ("# a\r\nrest = 30", 5, "# a\r\nrest = 30\r\nvolume = 5\r\n"),
        ("\ufeffvolume = 80\n", 5, "\ufeffvolume = 5\n"),
        ("'volume' = 80", 5, "volume = 5"),
        ('volume = "#1" # really', 5, "volume = 5 # really"),
        ("volume = 80 # b\nrest = 30\n", None, "# b\nrest = 30\n"),
        ("rest = 30\nvolume = 80\n", None, "rest = 30\n"),
        ("# a\nrest = 30", None, "# a\nrest = 30"),
        (
            "x = nan # a\nx2.y = 1\nwhen = 2026-01-05 # b\n",
            5,
            "x = nan # a\nx2.y = 1\nwhen = 2026-01-05 # b\nvolume = 5\n",
        ),
        ('x = """\nvolume = 3\n"""\nvolume = 80 # b\n', 5, 'x = """\nvolume = 3\n"""\nvolume = 5 # b\n'),
    ],
)
def test_comments_and_ends_of_lines_stay(tmp_path: Path, before: str, value: int | None, after: str) -> None:
    path = written(tmp_path, before.encode())
    save(path, "volume", value)
    assert path.read_bytes().decode() == after


def test_comments_that_can_not_stay_where_they_were_stay_below(tmp_path: Path) -> None:
    path = written(tmp_path, 'volume = """ # two\n  1""" # two\n\nrest = 30 # short\n')
    save(path, "volume", 5)
    assert load(path) == (Settings(volume=5, rest=30), ())
    assert path.read_text(encoding="utf-8").endswith('\n# volume = """ # two\n#   1""" # two\n#\n# rest = 30 # short\n')


@machine.modes
def test_whoever_may_read_the_file_still_may(tmp_path: Path) -> None:
    path = written(tmp_path, "volume = 80\n")
    path.chmod(0o600)
    save(path, "volume", 5)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_setting_that_is_spread_over_lines_is_written_anew(tmp_path: Path) -> None:
    path = written(tmp_path, 'theme = """\na\nb"""\nvolume = 1\n')
    save(path, "theme", "gruvbox")
    assert load(path) == (Settings(theme="gruvbox", volume=1), ())


@pytest.mark.parametrize("broken", ["volume = ", b"\xff\xfe", "a" * 20_000])
def test_a_broken_file_is_not_written_over(tmp_path: Path, broken: str | bytes) -> None:
    path = written(tmp_path, broken)
    before = path.read_bytes()
    with pytest.raises(BrokenSettingsError, match="settings"):
        save(path, "volume", 3)
    assert path.read_bytes() == before


def test_a_broken_file_is_put_aside_under_its_date(tmp_path: Path) -> None:
    path = written(tmp_path, "volume = ")
    now = ManualClock().wall()
    aside = put_aside(path, now)
    assert aside.name == "settings.broken-2026-01-05T180000.toml"
    assert aside.read_text(encoding="utf-8") == "volume = "
    save(path, "volume", 3)
    written(tmp_path, "mute = ")
    assert put_aside(path, now).name == "settings.broken-2026-01-05T180000-2.toml"


def test_what_can_not_be_moved_or_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnsavedSettingsError, match="not put aside"):
        put_aside(tmp_path / "settings.toml", ManualClock().wall())
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BrokenSettingsError, match="settings"):
        save(tmp_path / "file" / "settings.toml", "volume", 3)


@machine.links
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("volume = 3\n", encoding="utf-8")
    (tmp_path / "settings.toml").symlink_to(real)
    save(tmp_path / "settings.toml", "volume", 4)
    assert (tmp_path / "settings.toml").is_symlink()
    assert real.read_text(encoding="utf-8") == "volume = 4\n"


@given(
    text=st.lists(st.sampled_from(["# x", "", "volume = 3", "units = 'lb'", "[a]", "mute=true", '"rest" = 4'])),
    key=st.sampled_from(["volume", "units", "rest"]),
    value=st.one_of(st.none(), st.integers(0, 9)),
)
@limits(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whatever_the_file_only_the_setting_changes(
    tmp_path: Path, text: list[str], key: str, value: int | None
) -> None:
    path = written(tmp_path, "\n".join(text))
    try:
        before = tomllib.loads("\n".join(text))
    except tomllib.TOMLDecodeError:
        return
    save(path, key, value)
    expected = {other: each for other, each in before.items() if other != key}
    assert tomllib.loads(path.read_text(encoding="utf-8")) == expected | ({} if value is None else {key: value})


SETTING = """
import sys
from pathlib import Path
from backday_tui.settings import save
print("ready", flush=True)
sys.stdin.readline()
for number in range(41):
    save(Path(sys.argv[1]), sys.argv[2], number)
"""


def test_of_two_programs_that_change_settings_at_once_each_keeps_its_own(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("# mine\n")
    running = [
        subprocess.Popen(
            [sys.executable, "-c", SETTING, str(path), key], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for key in ("volume", "rest")
    ]
    for each in running:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in running:
        assert each.communicate("\n", timeout=60)[0] == ""
        assert each.returncode == 0
    assert path.read_text() == "# mine\nvolume = 40\nrest = 40\n" or "rest = 40\nvolume = 40" in path.read_text()


def test_what_is_changed_in_passing_is_in_the_file_beside_all_else(tmp_path: Path) -> None:
    path = written(tmp_path, '# mine\nvolume = 70  # loud\nunits = "lb"\nodd = 3\n')
    told: list[tuple[str, object]] = []
    keeper = SettingsKeeper(path, lambda key, value: told.append((key, value)))
    for volume in (80, 90, 100, 90):
        keeper.keep("volume", volume)
    keeper.keep("voice", True)
    keeper.keep("theme", "backday-light")
    keeper.close(10)
    assert path.read_text() == (
        '# mine\nvolume = 90  # loud\nunits = "lb"\nodd = 3\nvoice = true\ntheme = "backday-light"\n'
    )
    assert told[-2:] == [("voice", True), ("theme", "backday-light")]
    assert keeper.news() == ()


@pytest.mark.parametrize("broken", [True, False])
def test_a_file_that_cannot_be_written_is_told_once_and_left(tmp_path: Path, broken: bool) -> None:
    path = tmp_path / "settings.toml"
    if broken:
        path.write_text("volume = = 3\n")
    else:
        path.mkdir()
    keeper = SettingsKeeper(path)
    for volume in (80, 90):
        keeper.keep("volume", volume)
        keeper.close(10)
    (told,) = keeper.news()
    assert told.startswith(f"not kept for the next start: {path}")
    assert keeper.news() == ()
    assert path.is_dir() or path.read_text() == "volume = = 3\n"
