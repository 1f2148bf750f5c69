"""The mixer: every sound where it belongs to the sample, however the device asks for its blocks."""

from __future__ import annotations

import array

from hypothesis import given
from hypothesis import strategies as st

from backday_tui.audio.miniaudio import Mixer, backend_names
from backday_tui.clock import ManualClock

RATE_HZ = 44_100
LATENCY_S = 0.01


class Device:
    """Asks a mixer for blocks, each at the time at which a steady device would."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.mixer = Mixer(self.clock.now, LATENCY_S)
        self.samples = array.array("h")
        self.began_at = self.clock.now()

    def run(self, blocks: list[int]) -> None:
        for frames in blocks:
            self.samples.frombytes(self.mixer.block(frames))
            self.clock.move(frames / RATE_HZ)

    def frame_at(self, at: float) -> int:
        return round((at - self.began_at - LATENCY_S) * RATE_HZ)


def pcm(*values: int) -> bytes:
    return array.array("h", values).tobytes()


@given(st.lists(st.integers(1, 600), min_size=5, max_size=30), st.integers(0, 2000))
def test_a_sound_begins_at_its_sample_whatever_the_blocks(blocks: list[int], start: int) -> None:
    device = Device()
    sound = list(range(1, 301))
    device.mixer.add(pcm(*sound), device.began_at + LATENCY_S + start / RATE_HZ)
    device.run([*blocks, 2500])

    expected = [0] * start + sound + [0] * len(device.samples)
    assert list(device.samples) == expected[: len(device.samples)]
    assert device.mixer.is_idle


def test_two_sounds_add_up_and_are_clipped() -> None:
    device = Device()
    for values in ((100, 30_000, -30_000), (50, 30_000, -30_000)):
        device.mixer.add(pcm(*values), device.began_at + LATENCY_S)
    device.run([3])

    assert list(device.samples) == [150, 32_767, -32_768]


def test_a_sound_that_is_dropped_falls_silent_and_leaves_the_others() -> None:
    device = Device()
    words, go, later = pcm(*[100] * 9), pcm(*[7] * 9), pcm(*[1] * 9)
    device.mixer.add(words, device.began_at + LATENCY_S)
    device.mixer.add(go, device.began_at + LATENCY_S)
    device.mixer.add(later, device.began_at + 1.0)
    device.run([3])
    device.mixer.drop(words)
    device.mixer.drop(later)
    device.run([8])

    assert list(device.samples) == [107] * 3 + [7] * 6 + [0] * 2
    assert device.mixer.is_idle


def test_a_late_sound_begins_at_once_and_is_whole() -> None:
    device = Device()
    device.run([441])
    device.mixer.add(pcm(7, 8, 9), device.began_at - 0.5)
    device.run([441])

    assert list(device.samples[441:445]) == [7, 8, 9, 0]


def test_after_a_gap_of_the_device_sounds_come_at_their_time_again() -> None:
    device = Device()
    device.run([441] * 10)
    device.clock.move(0.25)  # nothing was asked for: all that follows is heard that much later
    at = device.clock.now() + 0.2
    device.mixer.add(pcm(*[1] * 10), at)
    device.run([441] * 40)

    first = list(device.samples).index(1)
    assert abs(first + round(0.25 * RATE_HZ) - device.frame_at(at)) <= 1


def test_a_jitter_of_the_device_moves_nothing() -> None:
    device = Device()
    at = device.began_at + 0.25
    device.mixer.add(pcm(*[1] * 10), at)
    for number in range(40):
        late_s = 0.004 if number % 3 else 0.0
        device.clock.move(late_s)
        device.samples.frombytes(device.mixer.block(441))
        device.clock.move(0.01 - late_s)

    assert abs(list(device.samples).index(1) - device.frame_at(at)) <= 1


def test_ten_thousand_sounds_leave_nothing_behind() -> None:
    device = Device()
    for _ in range(10_000):
        device.mixer.add(pcm(1, 2), device.clock.now())
        device.run([64])
    device.run([4410])

    assert device.mixer.is_idle
    assert not device.mixer._playing
    assert len(device.mixer._starts) <= Mixer.WINDOW


def test_the_null_backend_is_on_no_list() -> None:
    for platform in ("linux", "darwin", "win32", "freebsd14"):
        assert backend_names(platform)
        assert "NULL" not in backend_names(platform)
        assert "CUSTOM" not in backend_names(platform)
