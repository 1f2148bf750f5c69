"""The backends, and the traps of the libraries behind them."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import machine
import pytest
from soundfiles import lead_nowhere, wait_for

from backday_tui.audio import backends, miniaudio, output
from backday_tui.audio.backends import BackendError, Simpleaudio, SystemPlayer, new_folder
from backday_tui.audio.sounds import Samples
from backday_tui.clock import ManualClock, SystemClock

if TYPE_CHECKING:
    from collections.abc import Iterator

TONE = b"\x01\x10" * 4410


class Library:
    """In the place of simpleaudio: keeps what it was told to play."""

    def __init__(self) -> None:
        self.played: list[tuple[bytes, int, int, int]] = []

    def play_buffer(self, pcm: bytes, channels: int, sample_bytes: int, rate_hz: int) -> None:
        self.played.append((pcm, channels, sample_bytes, rate_hz))


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    library = Library()
    monkeypatch.setitem(sys.modules, "simpleaudio", library)
    monkeypatch.setenv("PYTHONMALLOC", "malloc")
    monkeypatch.setattr(backends, "is_free_threaded", lambda: False)
    return library


def lead_frames(pcm: bytes) -> int:
    return (len(pcm) - len(pcm.lstrip(b"\0"))) // 2


def test_simpleaudio_is_tried_with_silence(library: Library) -> None:
    Simpleaudio(ManualClock().now).open()

    assert [any(pcm) for pcm, *_ in library.played] == [False]


@pytest.mark.parametrize(
    ("ahead_s", "lead_s"), [(0.03, 0.028), (0.02, 0.018), (0.0, backends.LEAST_LEAD_S), (-0.7, backends.LEAST_LEAD_S)]
)
def test_simpleaudio_puts_the_time_left_as_silence_before_a_sound(
    library: Library, ahead_s: float, lead_s: float
) -> None:
    clock = ManualClock()
    backend = Simpleaudio(clock.now)
    backend.open()
    backend.play(Samples("go", TONE), clock.now() + ahead_s)

    pcm, *form = library.played[-1]
    assert form == [1, 2, 44_100]
    assert abs(lead_frames(pcm) - lead_s * 44_100) <= 1
    assert TONE in pcm
    assert not any(pcm[-2 * int(backends.TAIL_S * 44_100) :])


def test_simpleaudio_wakes_a_sleeping_device_before_a_sound(library: Library) -> None:
    clock = ManualClock()
    backend = Simpleaudio(clock.now)
    backend.open()
    woken_at = []
    next_at = clock.now() + 60.0
    for _ in range(120):
        before = len(library.played)
        backend.attend(next_at)
        backend.attend(None)
        if len(library.played) > before:
            woken_at.append(round(clock.now() - next_at, 1))
        clock.move(0.5)

    assert woken_at == [-1.0]
    assert not any(any(pcm) for pcm, *_ in library.played)


def test_simpleaudio_is_not_used_without_the_interpreters_lock(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backends, "is_free_threaded", lambda: True)
    with pytest.raises(BackendError, match="without the interpreter's lock"):
        Simpleaudio(ManualClock().now).open()
    assert library.played == []


@pytest.mark.parametrize(
    ("abiflags", "version", "expected"),
    [
        ("t", "3.13.1 experimental free-threading build (main)", True),
        ("td", "3.14.0", True),
        ("", "3.14.0 free-threading build (tags/v3.14.0)", True),
        ("", "3.13.1 (tags/v3.13.1) [GCC 13]", False),
        ("d", "3.13.1+ (main) [GCC 13]", False),
    ],
)
def test_a_python_without_the_lock_is_known_by_its_build(
    monkeypatch: pytest.MonkeyPatch, abiflags: str, version: str, *, expected: bool
) -> None:
    monkeypatch.setattr(sys, "abiflags", abiflags, raising=False)
    monkeypatch.setattr(sys, "version", version)

    assert backends.is_free_threaded() is expected


@pytest.mark.parametrize("allocator", ["", "pymalloc", "debug"])
def test_simpleaudio_is_not_used_with_pythons_own_allocator(
    library: Library, monkeypatch: pytest.MonkeyPatch, allocator: str
) -> None:
    monkeypatch.setenv("PYTHONMALLOC", allocator)
    with pytest.raises(BackendError, match="PYTHONMALLOC=malloc"):
        Simpleaudio(ManualClock().now).open()
    assert library.played == []


@pytest.mark.parametrize("name", ["simpleaudio", "miniaudio"])
def test_a_library_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setenv("PYTHONMALLOC", "malloc")
    with pytest.raises(BackendError, match=f"{name} is not installed"):
        output.make(name, ManualClock().now).open()


def test_simpleaudio_without_a_device_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("Error opening PCM device.\n  -- CODE: -111")

    monkeypatch.setattr(library, "play_buffer", refuse)
    with pytest.raises(BackendError) as caught:
        Simpleaudio(ManualClock().now).open()

    assert str(caught.value) == "simpleaudio found no device (Error opening PCM device. -- CODE: -111)"


class Lib:
    """In the place of miniaudio's C library: counts the contexts that were freed."""

    def __init__(self) -> None:
        self.freed: list[object] = []

    def ma_context_uninit(self, context: object) -> None:
        self.freed.append(context)


class Miniaudio:
    """In the place of miniaudio: devices that open, or fail, and never play by themselves."""

    class MiniaudioError(Exception):
        pass

    class SampleFormat:
        SIGNED16 = 2

    class ThreadPriority:
        HIGHEST, REALTIME = range(2)

    class Backend:
        PULSEAUDIO, ALSA, JACK, COREAUDIO, WASAPI, DSOUND, WINMM, SNDIO, AUDIO4, OSS, NULL = range(11)

    def __init__(self) -> None:
        self.lib = Lib()
        self.devices: list[Any] = []
        self.fails = False
        library = self

        class PlaybackDevice:
            backend = "PulseAudio"

            def __init__(self, **options: Any) -> None:
                self.options = options
                self.is_open = True
                self.context = self._make_context(options["backends"])
                library.devices.append(self)

            def _make_context(self, _backends: list[int]) -> object:
                return object()

            def start(self, blocks: Iterator[bytes]) -> None:
                if library.fails:
                    raise library.MiniaudioError("failed to start audio device", -401)
                self.blocks = blocks

            def close(self) -> None:
                self.is_open = False

        self.PlaybackDevice = PlaybackDevice


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Miniaudio:
    fake = Miniaudio()
    monkeypatch.setitem(sys.modules, "miniaudio", fake)
    return fake


def opened(clock: ManualClock) -> miniaudio.Miniaudio:
    backend = miniaudio.Miniaudio(clock.now)
    backend.open()
    return backend


def test_miniaudio_names_its_systems_and_a_short_period(fake: Miniaudio) -> None:
    opened(ManualClock())

    options = fake.devices[0].options
    assert fake.Backend.NULL not in options["backends"]
    assert options["backends"]
    assert options["buffersize_msec"] == 10
    assert (options["nchannels"], options["sample_rate"]) == (1, 44_100)
    assert options["thread_prio"] == fake.ThreadPriority.REALTIME


def test_miniaudios_device_is_open_only_while_a_sound_is_near(fake: Miniaudio) -> None:
    clock = ManualClock()
    backend = opened(clock)
    seen = []
    for next_in_s in (None, 60.0, 2.5, 1.5, 0.5):
        backend.attend(None if next_in_s is None else clock.now() + next_in_s)
        seen.append(any(device.is_open for device in fake.devices))
    backend.attend(None)

    assert seen == [False, False, False, True, True]
    assert not any(device.is_open for device in fake.devices)


def test_miniaudio_plays_all_sounds_through_one_device(fake: Miniaudio) -> None:
    clock = ManualClock()
    backend = opened(clock)
    for _ in range(20):
        backend.play(Samples("tick", TONE), clock.now())

    assert sum(device.is_open for device in fake.devices) == 1
    assert len(fake.devices[-1].blocks.send(441)) == 882


def test_miniaudio_frees_what_the_library_keeps(fake: Miniaudio) -> None:
    clock = ManualClock()
    backend = opened(clock)
    for _ in range(60):
        backend.attend(clock.now())
        backend.attend(None)

    assert len(fake.lib.freed) == len(fake.devices) == 60


def test_miniaudio_frees_what_the_library_keeps_where_there_is_no_device(fake: Miniaudio) -> None:
    fake.fails = True
    with pytest.raises(BackendError) as caught:
        opened(ManualClock())

    assert str(caught.value) == "miniaudio found no device (failed to start audio device -401)"
    assert len(fake.lib.freed) == 1
    assert not fake.devices[0].is_open


def test_miniaudios_server_that_went_without_a_word_is_noticed(fake: Miniaudio) -> None:
    clock = ManualClock()
    backend = opened(clock)
    next_at = clock.now() + 1.0
    backend.attend(next_at)
    clock.move(0.3)
    fake.devices[-1].blocks.send(441)
    clock.move(0.4)
    backend.attend(next_at)  # asked for samples 0.4 s ago: that may be

    clock.move(0.2)
    with pytest.raises(BackendError, match="stopped asking for sound"):
        backend.attend(next_at)
    assert not any(device.is_open for device in fake.devices)


@machine.linux
def test_the_real_miniaudio_never_chooses_its_null_device(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("miniaudio")
    lead_nowhere(monkeypatch, tmp_path)
    backend = miniaudio.Miniaudio(SystemClock().now)
    with pytest.raises(BackendError, match="miniaudio found no device"):
        backend.open()
    assert backend._contexts == []


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is all of PATH, for scripts that stand for the system's players."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def script(folder: Path, name: str, does: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)


@machine.shell_scripts
def test_the_first_player_that_makes_no_complaint_is_used(programs: Path) -> None:
    script(programs, "paplay", "echo 'Connection failure: refused' >&2; exit 1")
    script(programs, "aplay", "exit 0")
    player = SystemPlayer(SystemClock().now)
    player.open()

    assert player.label == "aplay"
    player.close()


@machine.shell_scripts
def test_without_a_player_that_works_each_complaint_is_said(programs: Path) -> None:
    player = SystemPlayer(SystemClock().now)
    with pytest.raises(BackendError, match="none of the programs paplay, aplay, afplay"):
        player.open()

    script(programs, "paplay", "echo 'Connection failure: refused' >&2; exit 1")
    script(programs, "aplay", "exit 3")
    with pytest.raises(BackendError) as caught:
        player.open()
    assert str(caught.value) == "paplay: Connection failure: refused; aplay: it ended with 3"
    player.close()


@machine.shell_scripts
def test_a_player_that_hangs_is_given_up(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemPlayer, "_TRY_LIMIT_S", 0.1)
    script(programs, "paplay", "exec /bin/sleep 60")
    with pytest.raises(BackendError, match="paplay: it gave no answer"):
        SystemPlayer(SystemClock().now).open()


@machine.shell_scripts
def test_the_player_is_given_a_file_with_the_sound(programs: Path, tmp_path: Path) -> None:
    script(programs, "paplay", f'/bin/cat "$1" > {tmp_path}/new && /bin/mv {tmp_path}/new {tmp_path}/heard')
    clock = ManualClock()
    player = SystemPlayer(clock.now)
    player.open()
    player.play(Samples("go", TONE), clock.now() + 0.026)
    wait_for(lambda: (tmp_path / "heard").exists() and TONE in (tmp_path / "heard").read_bytes())

    data = (tmp_path / "heard").read_bytes()[44:]
    assert abs(lead_frames(data) - 0.02 * 44_100) <= 1
    folder = Path(player._folder)
    assert folder.is_dir()
    player.close()
    player.close()
    assert not folder.exists()


@machine.shell_scripts
def test_a_player_that_fails_later_is_noticed(programs: Path) -> None:
    script(programs, "paplay", "exit 0")
    player = SystemPlayer(SystemClock().now)
    player.open()
    script(programs, "paplay", "exit 1")
    player.play(Samples("go", TONE), 0.0)

    def is_noticed() -> bool:
        try:
            player.attend(None)
        except BackendError as error:
            return str(error) == "paplay ended with 1"
        return False

    wait_for(is_noticed)
    player.close()


@machine.shell_scripts
def test_a_player_that_never_ends_is_ended(programs: Path) -> None:
    script(programs, "paplay", "exit 0")
    clock = ManualClock()
    player = SystemPlayer(clock.now)
    player.open()
    script(programs, "paplay", "exec /bin/sleep 60")
    player.play(Samples("go", TONE), clock.now())
    player.attend(None)
    (_, _, process) = player._running[0]
    clock.move(6.0)
    with pytest.raises(BackendError, match="gave no answer"):
        player.attend(None)

    assert process.poll() is not None
    player.close()


@machine.shell_scripts
def test_a_hushed_player_is_no_failure(programs: Path) -> None:
    script(programs, "paplay", "exit 0")
    clock = ManualClock()
    player = SystemPlayer(clock.now)
    player.open()
    script(programs, "paplay", "exec /bin/sleep 60")
    for key in ("go", "words"):
        player.play(Samples(key, TONE), clock.now())
    (_, _, go), (_, _, words) = player._running
    player.hush(Samples("words", TONE))
    player.attend(None)

    assert words.poll() is not None
    assert go.poll() is None
    player.close()
    assert go.poll() is not None


@machine.shell_scripts
def test_a_player_of_a_sound_server_holds_a_stream_open_until_nothing_is_to_be_heard(programs: Path) -> None:
    script(programs, "paplay", 'case "$1" in --raw) while read -r _; do :; done;; esac')
    clock = ManualClock()
    player = SystemPlayer(clock.now)
    player.open()
    keeper = player._keeper
    assert keeper is not None
    player.attend(math.inf)
    assert player._keeper is keeper
    assert keeper.poll() is None

    player.attend(None)
    assert keeper.poll() is not None
    player.attend(clock.now() + 3)
    again = player._keeper
    assert again is not None
    player.close()
    assert again.poll() is not None


@machine.shell_scripts
def test_a_stream_that_ends_is_opened_again_after_a_while(programs: Path) -> None:
    script(programs, "paplay", "exit 0")
    clock = ManualClock()
    player = SystemPlayer(clock.now)
    player.open()
    first = player._keeper
    assert first is not None
    first.wait(5)
    player.attend(math.inf)
    assert player._keeper is first
    clock.move(10.0)
    player.attend(math.inf)
    assert player._keeper is not first
    player.close()


@machine.shell_scripts
def test_a_player_that_may_have_the_device_for_itself_holds_nothing_open(programs: Path) -> None:
    script(programs, "aplay", "exit 0")
    player = SystemPlayer(SystemClock().now)
    player.open()
    player.attend(math.inf)
    assert player._keeper is None
    player.close()


@machine.shell_scripts
def test_the_players_files_do_not_pile_up(programs: Path) -> None:
    script(programs, "paplay", "exit 0")
    player = SystemPlayer(SystemClock().now)
    player.open()
    for number in range(200):
        player._file(f"sound {number}", b"")

    assert len(os.listdir(player._folder)) <= 32  # noqa: PTH208 - counted, not walked
    player.close()


def test_a_choice_stands_for_itself_and_auto_for_all() -> None:
    assert backends.order("auto") == ("simpleaudio", "miniaudio", "player")
    assert backends.order("miniaudio") == ("miniaudio",)


@machine.signals
def test_a_call_that_hangs_with_the_lock_held_ends_the_process() -> None:
    # A regular expression that takes for ever holds the interpreter's lock all the while, as simpleaudio does on a hung
    # server: no thread of the process could end it.
    hang = (
        "import re; from backday_tui.audio.backends import limited\n"
        "with limited(0.2): re.match('(a+)+$', 'a' * 60 + 'b')"
    )
    ended = subprocess.run([sys.executable, "-c", hang], check=False, capture_output=True, timeout=30)

    assert ended.returncode == -14


def test_a_call_within_its_limit_leaves_no_alarm() -> None:
    with backends.limited(0.05):
        pass
    threading.Event().wait(0.1)  # the process would have ended by now


# -- the folder of a worker that was killed --------------------------------------------------------------------------


LEAVING = "from backday_tui.audio.backends import new_folder; print(new_folder())"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that nobody else uses."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def left_by_another() -> Path:
    """The folder of a process that ended without removing it."""
    done = subprocess.run([sys.executable, "-c", LEAVING], check=True, capture_output=True, text=True)
    folder = Path(done.stdout.strip())
    (folder / "1.wav").write_bytes(b"sound")
    return folder


def test_a_folder_is_named_after_its_process(temporary: Path) -> None:
    folder = Path(new_folder())
    assert folder.parent == temporary
    assert folder.name.startswith(f"backday-sound-{os.getpid()}-")
    assert list(folder.iterdir()) == []


@machine.asked_processes
def test_what_was_left_by_a_process_that_is_gone_is_removed(temporary: Path) -> None:
    left = left_by_another()
    assert left.is_dir()
    folder = Path(new_folder())
    assert list(temporary.iterdir()) == [folder]


@machine.links
def test_what_is_used_or_is_no_such_folder_stays(temporary: Path) -> None:
    used = Path(new_folder())
    gone = left_by_another().name
    (temporary / gone).rename(temporary / "kept")
    (temporary / gone).symlink_to(temporary / "kept")
    (temporary / "backday-sound-99999999999999-x").mkdir()
    (temporary / "backday-sound-x").mkdir()
    before = set(temporary.iterdir())
    assert set(temporary.iterdir()) - {Path(new_folder())} == before
    assert used.is_dir()
    assert (temporary / "kept" / "1.wav").exists()
