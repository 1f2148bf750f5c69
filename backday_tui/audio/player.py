"""The app's handle on sound: what is to be heard goes to a worker process, which is watched and started anew.

Nothing here raises, waits or opens a device. `SoundOutput` and `Status` are all that others need to know of sound: they
know no worker, file or clock, so that a screen can be written and tested against them alone. `Player` is what makes
them true, `CueLog` knows what became of each cue, `WorkerWatch` when a worker is given up. What a workout is, and the
flash of the screen, must not live here.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from backday_tui.audio.process import WORKER, WorkerProcess
from backday_tui.audio.worker import LATEST_S, Remembered
from backday_tui.routine.sounds import sound_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backday_tui.audio.announcer import Announcer
    from backday_tui.clock import Clock
    from backday_tui.session.cues import Cue
    from backday_tui.session.speech import Announcement


_MOST_COME: Final = 200
"""The most that is kept of what came from lists that were replaced: nobody asked for it."""


class Come(NamedTuple):
    """What is new since one last asked: the cues that the worker missed, and all whose time has come."""

    missed: list[Cue]
    due: list[Cue]


class CueLog:
    """What became of each sound that was to be heard: still to come, played, missed, or come while nothing sounded.

    It holds the sounds of the newest list, and what is known of those before. For what made no sound somebody rings a
    bell, once each. Pure: time is an argument. What is sent to the worker, and whether it sounds, must not live here.
    """

    def __init__(self, now: float) -> None:
        self.cues: tuple[Cue, ...] = ()
        self._asked_until = now
        self._dealt_with = Remembered()
        self._heard = Remembered()
        self._rung = Remembered()
        self._due: list[Cue] = []
        self._missed: list[Cue] = []

    def replace(self, cues: Iterable[Cue], now: float) -> None:
        """This list in place of the one before; what had come of that is not forgotten."""
        self._due = [*self._due, *self._due_until(now)][-_MOST_COME:]
        self.cues = tuple(sorted(cues, key=lambda cue: (cue.at, cue.id)))

    def ahead(self, now: float) -> list[Cue]:
        """What is still to be played, the earliest first."""
        oldest = now - LATEST_S
        return [cue for cue in self.cues if cue.at >= oldest and cue.id not in self._dealt_with]

    def is_any(self, after: float, until: float) -> bool:
        """Whether there is a sound between two times."""
        return bool(self._between(after, until))

    def played(self, cue_id: str) -> None:
        """It was heard."""
        self._dealt_with.add(cue_id)
        self._heard.add(cue_id)

    def missed(self, cue_id: str) -> None:
        """It could not be played."""
        self._dealt_with.add(cue_id)
        self._missed += [cue for cue in self.cues if cue.id == cue_id]

    def take_come(self, now: float) -> Come:
        """What has come since the last call; it is told once."""
        come = Come(self._missed, [*self._due, *self._due_until(now)])
        self._missed, self._due = [], []
        self._asked_until = max(now, self._asked_until)
        return come

    def ring(self, cues: Iterable[Cue], now: float) -> list[str]:
        """The names of those for which a bell is rung: not what was heard, nor what is late, and none twice."""
        names = []
        for cue in cues:
            if cue.id not in self._rung and cue.id not in self._heard and now - cue.at <= LATEST_S:
                self._rung.add(cue.id)
                names.append(cue.name)
        return names

    def _due_until(self, now: float) -> tuple[Cue, ...]:
        return self._between(max(self._asked_until, now - LATEST_S), now)

    def _between(self, after: float, until: float) -> tuple[Cue, ...]:
        first, end = (bisect.bisect_right(self.cues, at, key=lambda cue: cue.at) for at in (after, until))
        return self.cues[first:end]


_NO_ANSWER_S: Final = 2.0
_ASK_EVERY_S: Final = 2.0
_START_S: Final = 10.0
_STEADY_S: Final = 10.0
_BACKOFF_S: Final = (0.2, 0.5, 1.0, 5.0)
"""Pauses before a new worker, by how many failed in a row; the bell and the flash are there meanwhile."""


class WorkerWatch:
    """Whether the worker is well: when to ask it, when to give it up, and when to start another one.

    Time without an answer is counted only while this process itself ran: at most a second from one look to the next.
    Pure: time is an argument. The process, and what it says of sounds, must not live here.
    """

    def __init__(self, now: float) -> None:
        self.failures = 0
        self.started_at = now
        self._looked_at = now
        self._silent_s = 0.0
        self._patience_s = _START_S
        self._well_s = 0.0
        self._asked = 0
        self._is_asked = False
        self._asked_at = -_ASK_EVERY_S
        self._restart_at: float | None = None

    def started(self, now: float) -> None:
        """A worker was started; its first answer may take longer."""
        self.started_at = self._looked_at = now
        self._silent_s, self._well_s, self._patience_s = 0.0, 0.0, _START_S
        self._is_asked, self._asked_at = False, now - _ASK_EVERY_S
        self._restart_at = None

    def saw(self, now: float) -> None:
        """Time has passed."""
        passed_s = min(1.0, max(0.0, now - self._looked_at))
        self._looked_at = now
        self._well_s += passed_s
        if self._is_asked:
            self._silent_s += passed_s

    def heard(self, message: dict[str, Any]) -> None:
        """It said something."""
        self._silent_s = 0.0
        slow = message.get("slow")
        self._patience_s = max(_NO_ANSWER_S, float(slow)) if isinstance(slow, int | float) else _NO_ANSWER_S
        if "pong" in message:
            self._is_asked = False
        if self._well_s > _STEADY_S:
            self.failures = 0

    def wants_ping(self, now: float, *, is_near: bool) -> bool:
        """Whether it is time to ask whether it is there; oftener where a sound is near."""
        return not self._is_asked and (is_near or now - self._asked_at >= _ASK_EVERY_S)

    def ping(self, now: float) -> int:
        """A number to be answered."""
        self._asked += 1
        self._is_asked, self._asked_at = True, now
        return self._asked

    @property
    def is_overdue(self) -> bool:
        """Whether it has been silent for too long."""
        return self._silent_s > self._patience_s

    def failed(self, now: float) -> None:
        """It is gone; when to try again."""
        self.failures += 1
        self._restart_at = now + _BACKOFF_S[min(self.failures - 1, len(_BACKOFF_S) - 1)]

    def may_restart(self, now: float) -> bool:
        """Whether to try again now."""
        return self._restart_at is not None and now >= self._restart_at


@dataclass(frozen=True, slots=True)
class Status:
    """What one hears now.

    `backend` is simpleaudio, miniaudio, paplay, aplay, afplay, bell, off, or "" while the worker starts; `text` fits in
    a status line.
    """

    backend: str
    audible: bool
    text: str


OFF = Status("off", audible=False, text="sound off")
BELL = Status("bell", audible=False, text="no sound: bell and flash")
NO_VOICE = "without sound nothing is spoken"
STARTING = Status("", audible=False, text="sound: starting")


class SoundOutput(Protocol):
    """What the owner of a workout needs of sound. Called from one thread."""

    @property
    def status(self) -> Status:
        """What one hears now."""

    @property
    def volume(self) -> float:
        """From 0 to 1."""

    @property
    def muted(self) -> bool:
        """Whether the person wants quiet: no sound and no bell."""

    def start(self) -> None:
        """Begin to make sound possible; returns at once."""

    def schedule(self, cues: Sequence[Cue], speech: Sequence[Announcement] = ()) -> None:
        """Everything that is to be heard from now on, in place of what was said before."""

    def rehearse(self, texts: Iterable[str]) -> None:
        """What may have to be spoken some time, so that it is ready then; gone through when it is wanted."""

    @property
    def speaks(self) -> bool:
        """Whether the person wants announcements to be spoken, and they can be."""

    @property
    def why_silent(self) -> str:
        """Why nothing can be spoken here and what to do about it; "" where it can."""

    def set_speaking(self, speaks: bool) -> None:
        """Announcements are spoken, or no longer; without a voice nothing changes."""

    def play(self, name: str) -> None:
        """One of sounds.NAMES, now."""

    def set_volume(self, volume: float) -> None:
        """From 0 to 1; what lies outside is clipped."""

    def set_muted(self, muted: bool) -> None:
        """Quiet, or no longer."""

    def tick(self) -> None:
        """Called about once a second and after each wake-up: looks after the worker."""

    def due(self, now: float) -> tuple[str, ...]:
        """The names of cues that have come since the last call and made no sound: the owner rings the bell for them."""

    def news(self) -> tuple[str, ...]:
        """Sentences to tell the person once, such as a sound file that can't be played."""

    def close(self) -> None:
        """The end of all sound; safe to call twice."""


def clipped(volume: float) -> float:
    """A volume, from 0 to 1."""
    return min(1.0, max(0.0, volume))


BACKENDS = ("auto", "simpleaudio", "miniaudio", "player", "bell", "off")
"""What a person may choose."""

_NEAR_S = 6.0
"""A worker is asked every second where a sound is so near, that another one can be there in time."""
_SENT_AHEAD = 200
"""Sounds sent at once: some minutes of any workout, and less than a pipe holds."""
_REFILL_S = 60.0
_MOST_NEWS = 20


class Player:
    """Sound from a worker process; with the backend `bell` or `off` none is started.

    Args:
        backend: one of BACKENDS; anything else is taken as `auto`.
        sounds: the folder of the cues' WAV files, or several of which the first that has a sound wins.
        clock: the session's; on it the cues are timed.
        volume: from 0 to 1.
        muted: whether to begin in quiet.
        announcer: what turns announcements into sounds; None where nothing is ever spoken.
        worker: how Python is called to be the worker; for tests.
    """

    def __init__(
        self,
        *,
        backend: str = "auto",
        sounds: Path | Sequence[Path],
        clock: Clock,
        volume: float = 1.0,
        muted: bool = False,
        announcer: Announcer | None = None,
        worker: Sequence[str] = WORKER,
    ) -> None:
        self._backend = backend if backend in BACKENDS else "auto"
        folders = [sounds] if isinstance(sounds, Path) else list(sounds)
        self._folders = [str(folder.absolute()) for folder in folders]
        self._clock = clock
        self._volume = clipped(volume)
        self._muted = muted
        self._arguments = tuple(worker)
        self._announcer = announcer
        self._cue_log = CueLog(clock.now())
        self._speech: tuple[Announcement, ...] = ()
        self._sent_until: float | None = None
        self._news: list[str] = []
        self._watch = WorkerWatch(clock.now())
        self._process: WorkerProcess | None = None
        self._ending: list[WorkerProcess] = []
        self._label: str | None = None
        self._is_told = False
        self._is_running = False

    @property
    def status(self) -> Status:
        """What one hears now."""
        if self._backend == "off":
            return OFF
        if self._muted or self._volume == 0:
            return Status(self._label or "", audible=False, text="sound muted")
        if self._label is not None:
            return Status(self._label, audible=True, text=f"sound: {self._label}")
        if self._backend == "bell" or self._is_told or self._watch.failures:
            return BELL
        return STARTING

    @property
    def volume(self) -> float:
        """From 0 to 1."""
        return self._volume

    @property
    def muted(self) -> bool:
        """Whether the person wants quiet."""
        return self._muted

    @property
    def worker_pid(self) -> int | None:
        """The worker's process id; None where there is none."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the worker, where one is needed."""
        if self._backend in ("bell", "off") or self._is_running:
            return
        self._is_running = True
        self._start_worker()

    def _start_worker(self) -> None:
        self._label, self._is_told = None, False
        self._watch.started(self._clock.now())
        try:
            self._process = WorkerProcess(self._arguments)
        except (OSError, RuntimeError) as error:  # no more processes, or no more threads
            self._tell(f"the sound worker can't be started ({error})")
            self._watch.failed(self._clock.now())
            return
        setup = {"backend": self._backend, "sounds": self._folders, "volume": self._volume, "muted": self._muted}
        self._process.send("setup", setup)
        self._send_schedule()

    def schedule(self, cues: Sequence[Cue], speech: Sequence[Announcement] = ()) -> None:
        """Everything that is to be heard from now on, in place of what was said before."""
        self._cue_log.replace(cues, self._clock.now())
        self._speech = tuple(speech)
        self._send_schedule()

    def rehearse(self, texts: Iterable[str]) -> None:
        """What may have to be spoken some time, so that it is ready then."""
        if self._announcer is not None:
            self._announcer.rehearse(texts)

    @property
    def speaks(self) -> bool:
        """Whether announcements are spoken."""
        return self._announcer is not None and self._announcer.is_on

    @property
    def why_silent(self) -> str:
        """Why nothing can be spoken here and what to do about it; "" where it can."""
        return NO_VOICE if self._announcer is None else self._announcer.why_not

    def set_speaking(self, speaks: bool) -> None:
        """Announcements are spoken, or no longer."""
        if self._announcer is not None and not self.why_silent:
            self._announcer.turn(speaks)
            self._send_schedule()

    def _send_schedule(self) -> None:
        if self._process is None:
            return
        now = self._clock.now()
        ahead = self._cue_log.ahead(now)
        sent = ahead[:_SENT_AHEAD]
        self._sent_until = sent[-1].at if len(ahead) > len(sent) else None
        spoken = () if self._announcer is None else self._announcer.fitted(self._speech, now)
        schedule = {
            "now": now,
            "cues": [(cue.id, cue.at, cue.name, cue.path) for cue in sent],
            "speech": [(cue.id, cue.at, cue.until, cue.path) for cue in spoken],
        }
        self._process.send("schedule", schedule)

    def play(self, name: str) -> None:
        """A sound now."""
        if self._process is not None:
            self._process.send("play", name)

    def set_volume(self, volume: float) -> None:
        """From 0 to 1; what lies outside is clipped."""
        self._volume = clipped(volume)
        if self._process is not None:
            self._process.send("volume", self._volume)

    def set_muted(self, muted: bool) -> None:
        """Quiet, or no longer."""
        self._muted = muted
        if self._process is not None:
            self._process.send("muted", muted)

    def tick(self) -> None:
        """Read what the worker says, see whether it is well, start a new one where it is not."""
        self._ending = [process for process in self._ending if not process.has_ended]
        if not self._is_running:
            return
        now = self._clock.now()
        self._watch.saw(now)
        if self._process is not None:
            self._listen(self._process, now)
        if self._process is None and self._watch.may_restart(now):
            self._start_worker()
        if self._announcer is not None:
            self._hear_of(self._announcer)

    def _hear_of(self, announcer: Announcer) -> None:
        """More can be spoken than before, or no more than that."""
        if announcer.tick(self._clock.now()):
            self._send_schedule()
        for sentence in announcer.news():
            self._tell(sentence)

    def _listen(self, process: WorkerProcess, now: float) -> None:
        has_ended = process.has_ended  # before reading: its last words count
        for message in process.received():
            self._watch.heard(message)
            self._take(message)
        if has_ended or self._watch.is_overdue:
            self._replace(process, now)
            return
        if self._sent_until is not None and now > self._sent_until - _REFILL_S:
            self._send_schedule()
        if self._watch.wants_ping(now, is_near=self._cue_log.is_any(now, now + _NEAR_S)):
            process.send("ping", self._watch.ping(now))

    def _replace(self, process: WorkerProcess, now: float) -> None:
        process.kill()
        self._ending.append(process)
        self._process = None
        self._label = None
        self._watch.failed(now)

    def _take(self, message: dict[str, Any]) -> None:
        if "played" in message:
            self._cue_log.played(str(message["played"]))
        if "missed" in message:
            self._cue_log.missed(str(message["missed"]))
        if "say" in message:
            self._tell(str(message["say"]))
        status = message.get("status")
        if isinstance(status, dict):
            label = status.get("backend")
            self._label = str(label) if label else None
            self._is_told = True

    def due(self, now: float) -> tuple[str, ...]:
        """The cues since the last call that made no sound; none while the person wants quiet or sound is off."""
        come = self._cue_log.take_come(now)
        if self._muted or self._volume == 0 or self._backend == "off":
            return ()
        silent = come.missed if self._will_sound(now) else [*come.missed, *come.due]
        return tuple(self._cue_log.ring(silent, now))

    def _will_sound(self, now: float) -> bool:
        """Whether the worker sounds what comes now; one that has only begun plays it within the second."""
        is_young = self.status == STARTING and now - self._watch.started_at < LATEST_S
        return self.status.audible or is_young

    def news(self) -> tuple[str, ...]:
        """Sentences to tell the person once."""
        told, self._news = tuple(self._news), []
        return told

    def _tell(self, sentence: str) -> None:
        if len(self._news) < _MOST_NEWS and sentence not in self._news:
            self._news.append(sentence)

    def close(self) -> None:
        """End the worker."""
        self._is_running = False
        process, self._process = self._process, None
        self._label = None
        for one in (process, *self._ending):
            if one is not None:
                one.close()
        self._ending = []
        if self._announcer is not None:
            self._announcer.close()


class RoutinePlayer(Player):
    """Sound that finds the files which a routine names; one that isn't there leaves the usual sound in its place.

    Args:
        own: the folders in which a routine's sounds may lie; the rest is the player's.
    """

    def __init__(
        self, *, own: Sequence[Path], backend: str, sounds: Sequence[Path], clock: Clock, volume: float, muted: bool,
        announcer: Announcer | None = None,
    ) -> None:  # fmt: skip
        super().__init__(backend=backend, sounds=sounds, clock=clock, volume=volume, muted=muted, announcer=announcer)
        self._own = tuple(own)
        self._found: dict[str, str | None] = {}

    def schedule(self, cues: Sequence[Cue], speech: Sequence[Announcement] = ()) -> None:
        """Everything that is to be heard from now on, in place of what was said before."""
        super().schedule([self._located(cue) for cue in cues], speech)

    def _located(self, cue: Cue) -> Cue:
        return cue if cue.path is None else replace(cue, path=self._file(cue.path))

    def _file(self, name: str) -> str | None:
        if name not in self._found:
            file = sound_file(name, self._own)
            self._found[name] = None if file is None else str(file)
        return self._found[name]
