"""The child process that makes the sounds: a sound library that crashes, hangs or prints harms nothing but this.

Started by player.py with `python -m backday_tui.audio.worker`. Lines of JSON come in over stdin: what to play and when,
on the clock of the session; lines go out over what was stdout at the start. It ends at the end of its input. It starts
within some 60 ms, so it imports little: no textual, rich, click.

In:   {"setup": {"backend", "sounds": [folder], "volume", "muted"}}  {"play": name}  {"volume": 0.5}  {"muted": true}
      {"schedule": {"now": made when, "cues": [[id, at, name, path], ...], "speech": [[id, at, until, path], ...]}}
      {"ping": 7}
Out:  {"status": {"backend": name or null, "reasons": {name: why}}}  {"played": id, "late_s": 0.001}
      {"missed": id, "why": text}  {"say": sentence}  {"slow": seconds until the next answer at most}  {"pong": 7}
"""

from __future__ import annotations

import collections
import contextlib
import heapq
import json
import math
import os
import sys
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from backday_tui.audio.backends import BackendError
from backday_tui.audio.output import Output, opened
from backday_tui.audio.sounds import SoundBank
from backday_tui.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO

    from backday_tui.audio.sounds import Samples
    from backday_tui.clock import Clock


LATEST_S = 1.0
"""A sound that is later than this is never played."""

_REMEMBERED = 4096


@dataclass(frozen=True, slots=True, order=True)
class TimedCue:
    """A cue or an announcement as it came over stdin. `path` is a WAV file that is heard in place of `name`.

    One with `until` is speech: it has no name, and is heard only where it is over by then.
    """

    at: float
    id: str
    name: str
    path: str | None = None
    until: float | None = None


class Remembered:
    """The ids of sounds that were dealt with; the oldest are forgotten, so that it never grows."""

    def __init__(self, most: int = _REMEMBERED) -> None:
        self._ids: dict[str, None] = {}
        self._most = most

    def __contains__(self, cue_id: object) -> bool:
        return cue_id in self._ids

    def __len__(self) -> int:
        return len(self._ids)

    def discard(self, cue_id: str) -> None:
        """It was not dealt with after all."""
        self._ids.pop(cue_id, None)

    def add(self, cue_id: str) -> None:
        """Remember one more."""
        self._ids[cue_id] = None
        if len(self._ids) > self._most:
            del self._ids[next(iter(self._ids))]


class Timetable:
    """Which sound comes next: the list of those to come, each played once however often the list is sent anew.

    Pure: no device, no file, time is an argument.
    """

    def __init__(self) -> None:
        self._heap: list[TimedCue] = []
        self._done = Remembered()

    def replace(self, cues: Iterable[TimedCue]) -> None:
        """This list in place of the one before; what was played is left out."""
        self._heap = [cue for cue in cues if cue.id not in self._done]
        heapq.heapify(self._heap)

    @property
    def cues(self) -> tuple[TimedCue, ...]:
        """What is to come, in no order."""
        return tuple(self._heap)

    @property
    def next_at(self) -> float | None:
        """The time of the next sound; None where there is none."""
        return self._heap[0].at if self._heap else None

    def put_back(self, cue: TimedCue, at: float) -> None:
        """It could not be played: it comes again then, with the time that it always had to be over by."""
        self._done.discard(cue.id)
        heapq.heappush(self._heap, replace(cue, at=at))

    def pop(self, until: float) -> TimedCue | None:
        """The next sound whose time is not after `until`: it counts as played from now on."""
        while self._heap and self._heap[0].at <= until:
            cue = heapq.heappop(self._heap)
            if cue.id not in self._done:
                self._done.add(cue.id)
                return cue
        return None


_LONGEST_WAIT_S = 0.5
"""The wait is timed by a clock that stands still while the machine sleeps; the session's goes on."""

_CALM_WAIT_S = 2.0
_CALM_S = 6.0
"""No device is to be opened or woken while the next sound is so far off. The app's questions end the wait earlier."""

_ALONE_S = 900.0
"""After so long without a word of the workout, one that is paused or waits, the device may sleep."""

_SPARE_S = 0.06
"""Time left until the next sound that is enough to get another one ready."""

_AGAIN_S = 0.03
"""After so long a file that was not read yet is asked for again."""

_SLOW_S = 10.0
_LAST_CALL_S = 0.5
_MOST_BYTES = 4096
"""Of one line: a pipe takes no more than that in one piece."""

_SWITCH_S = 0.0005
_NICE = -10


class Worker:
    """What the process does between two lines of input.

    Args:
        clock: the session's.
        reply: sends one message to the app.
    """

    def __init__(self, clock: Clock, reply: Callable[[dict[str, Any]], None]) -> None:
        self._now = clock.now
        self._reply = reply
        self._timetable = Timetable()
        self._bank = SoundBank((), self._say)
        self._output: Output | None = None
        self._muted = False
        self._told_at = self._now()
        self._speaking: tuple[str, float, Samples] | None = None

    def handle(self, message: dict[str, Any]) -> None:
        """Do what one message asks; what is not understood is left alone."""
        for kind, value in message.items():
            act = getattr(self, f"_do_{kind}", None)
            if act is not None:
                try:
                    act(value)
                except (TypeError, ValueError, KeyError, AttributeError) as error:
                    self._say(f"the sound worker was told nonsense: {kind} ({error})")

    def _do_setup(self, setup: dict[str, Any]) -> None:
        self._bank = SoundBank([str(folder) for folder in setup["sounds"]], self._say)
        self._do_volume(setup["volume"])
        self._do_muted(setup["muted"])
        self._bank.load_cues()
        self._output = Output(str(setup["backend"]), self._now, self._warn, self._report)
        self._output.choose()

    def _do_schedule(self, schedule: dict[str, Any]) -> None:
        self._told_at = self._now()
        made_at, cues = float(schedule["now"]), [_cue(*row) for row in schedule["cues"]]
        speech = [_speech(*row) for row in schedule["speech"]]
        if self._output is not None:  # what was due when this was written is not in it, and has still to be heard
            self._play_due(self._output, min(made_at, self._now()))
        self._timetable.replace([*cues, *speech])
        self._bank.want(cue.path for cue in sorted([*cues, *speech]) if cue.path)
        self._hush_unless(speech)

    def _hush_unless(self, speech: list[TimedCue]) -> None:
        """End what is being said unless it still belongs there and is over in time."""
        if self._speaking is None:
            return
        cue_id, ends, _ = self._speaking
        if not any(cue.id == cue_id and cue.until is not None and cue.until >= ends for cue in speech):
            self._hush()

    def _hush(self) -> None:
        speaking, self._speaking = self._speaking, None
        if speaking is not None and self._output is not None and speaking[1] > self._now():
            self._output.hush(speaking[2])

    def _do_play(self, name: str) -> None:
        self._sound("", str(name), None, self._now())

    def _do_volume(self, volume: float) -> None:
        self._bank.volume = min(1.0, max(0.0, float(volume)))

    def _do_muted(self, muted: bool) -> None:
        self._muted = bool(muted)
        if self._muted:
            self._hush()

    def _do_ping(self, number: int) -> None:
        self._reply({"pong": number})

    def _say(self, sentence: str) -> None:
        self._reply({"say": sentence[:500]})

    def _warn(self) -> None:
        self._reply({"slow": _SLOW_S})

    def _report(self, output: Output) -> None:
        self._reply({"status": {"backend": output.label, "reasons": output.reasons}})

    def attend(self) -> float:
        """Play what is due, look after the device; seconds until this is to be called again."""
        output = self._output
        if output is None:
            return _CALM_WAIT_S
        self._play_due(output, self._now() + output.ahead_s)
        next_at = self._timetable.next_at
        output.attend(self._wanted_at(next_at))
        self._play_due(output, self._now() + output.ahead_s)
        wait_s = self._wait_s(output)
        if (
            wait_s > _SPARE_S
            and not self._muted
            and self._bank.scale_one((cue.name, cue.path) for cue in sorted(self._timetable.cues))
        ):
            return 0.0
        return wait_s

    def _wanted_at(self, next_at: float | None) -> float | None:
        """When a sound is wanted, as a backend is told; nobody brings one about who left a workout alone for long."""
        if self._muted or (next_at is None and self._now() - self._told_at > _ALONE_S):
            return None
        return math.inf if next_at is None else next_at

    def _wait_s(self, output: Output) -> float:
        next_at = self._timetable.next_at
        left_s = math.inf if next_at is None else next_at - output.ahead_s - self._now()
        return _CALM_WAIT_S if left_s > _CALM_S else min(_LONGEST_WAIT_S, max(0.0, left_s))

    def _play_due(self, output: Output, until: float) -> None:
        while (cue := self._timetable.pop(until)) is not None:
            if cue.until is None:
                self._sound(cue.id, cue.name, cue.path, cue.at)
            else:
                self._speak(output, cue, cue.until)

    def _speak(self, output: Output, cue: TimedCue, until: float) -> None:
        """Say it where it is over in time; nothing stands in for it, and nobody is told."""
        now = self._now()
        sound, begins = self._bank.sound("", cue.path, stand_in=""), max(cue.at, now)
        if sound is None and self._bank.awaits(cue.path) and now < until:
            self._timetable.put_back(cue, now + _AGAIN_S + output.ahead_s)
            return
        if self._muted or sound is None or begins + sound.length_s > until or not output.play(sound, cue.at):
            return
        self._speaking = (cue.id, begins + sound.length_s, sound)

    def _sound(self, cue_id: str, name: str, path: str | None, at: float) -> None:
        late_s = self._now() - at
        why = self._why_not(name, path, at) if late_s <= LATEST_S else f"{late_s:.1f} s late"
        if why is None:
            self._reply({"played": cue_id, "late_s": max(0.0, round(late_s, 4))})
        else:
            self._reply({"missed": cue_id, "why": why})

    def _why_not(self, name: str, path: str | None, at: float) -> str | None:
        """Play it; what kept it from being heard."""
        if self._muted:
            return "muted"
        sound = self._bank.sound(name, path)
        if sound is None:
            return "there is no sound for it"
        if self._output is None or not self._output.play(sound, at):
            return "nothing sounds"
        return None

    def close(self) -> None:
        """Let go of the device."""
        if self._output is not None:
            self._output.close()


def _cue(cue_id: object, at: Any, name: object, path: object) -> TimedCue:
    return TimedCue(float(at), str(cue_id), str(name), None if path is None else str(path))


def _speech(cue_id: object, at: Any, until: Any, path: object) -> TimedCue:
    return TimedCue(float(at), str(cue_id), "", str(path), float(until))


class _Inbox:
    """Messages from the thread that reads them to the one that plays."""

    def __init__(self) -> None:
        self._messages: collections.deque[dict[str, Any]] = collections.deque()
        self._arrived = threading.Event()
        self.is_closed = False

    def put(self, message: dict[str, Any]) -> None:
        self._messages.append(message)
        self._arrived.set()

    def close(self) -> None:
        """No more will come."""
        self.is_closed = True
        self._arrived.set()

    def wait(self, timeout_s: float) -> list[dict[str, Any]]:
        """What has arrived; waits for it at most so long."""
        self._arrived.wait(timeout_s)
        self._arrived.clear()
        taken = []
        while self._messages:
            taken.append(self._messages.popleft())
        return taken


def _read_on(file: BinaryIO, inbox: _Inbox) -> None:
    for line in file:
        try:
            message = json.loads(line)
        except ValueError:
            continue
        if isinstance(message, dict):
            inbox.put(message)
    inbox.close()
    threading.Event().wait(_LAST_CALL_S)
    os._exit(0)


def _protocol() -> int:
    """The descriptor for answers. What libraries print to stdout goes to stderr from now on."""
    answers = os.dup(1)
    os.dup2(2, 1)
    if hasattr(os, "set_blocking") and sys.platform != "win32":
        os.set_blocking(answers, False)
    return answers


def _sender(answers: int) -> Callable[[dict[str, Any]], None]:
    lock = threading.Lock()

    def send(message: dict[str, Any]) -> None:
        line = json.dumps(message).encode() + b"\n"
        if len(line) > _MOST_BYTES:
            return
        with lock:
            try:
                os.write(answers, line)
            except BlockingIOError:
                pass  # nobody reads: sounding matters more than telling
            except OSError:
                os._exit(0)  # nobody is there any more

    return send


def _orphaned(parent: int) -> bool:
    return hasattr(os, "getppid") and sys.platform != "win32" and os.getppid() != parent


def _hurry() -> None:
    """Be served before others where the system lets us; this process needs next to nothing, but at its time."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, _NICE)


def main() -> None:
    """Read, play, answer, until the input ends."""
    code = 1
    try:
        _serve(os.getppid())
        code = 0
    except Exception:  # noqa: BLE001 - whatever it is, it must not become a process that waits for hung threads
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)  # a plain exit would wait for the libraries' threads


def _serve(parent: int) -> None:
    sys.setswitchinterval(_SWITCH_S)
    _hurry()
    worker, inbox = Worker(SystemClock(), _sender(_protocol())), _Inbox()
    threading.Thread(target=_read_on, args=(sys.stdin.buffer, inbox), name="input", daemon=True).start()
    wait_s = 0.0
    while not inbox.is_closed and not _orphaned(parent):
        for message in inbox.wait(wait_s):
            worker.handle(message)
        wait_s = worker.attend()
    worker.close()


def trial(name: str) -> None:
    """Try one backend and print what came of it, for `probe`."""
    send = _sender(_protocol())
    try:
        backend = opened(name, SystemClock().now)
    except BackendError as error:
        send({"name": name, "why": str(error)})
    else:
        send({"name": name, "label": backend.label})
        backend.close()
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--trial"]:
        trial(sys.argv[2])
    else:
        main()
