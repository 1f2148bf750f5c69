"""The app's handle on sound: what is to be heard goes to a worker process, which is watched and started anew.

Nothing here raises, waits or opens a device. What others need to know of sound stands in `sound.py`, when a worker is
given up in `watch.py`, what became of a cue in `ledger.py`. What a workout is, and the flash of the screen, must not
live here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from backday_tui.audio.bank import NAMES
from backday_tui.audio.ledger import Ledger
from backday_tui.audio.process import WORKER, WorkerProcess
from backday_tui.audio.sound import BELL, NO_VOICE, OFF, STARTING, Status, clipped
from backday_tui.audio.timetable import LATEST_S, TimedCue
from backday_tui.audio.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backday_tui.audio.announcer import Announcer
    from backday_tui.audio.sound import Cue
    from backday_tui.clock import Clock
    from backday_tui.session.speech import Announcement

BACKENDS = ("auto", "simpleaudio", "miniaudio", "player", "bell", "off")
"""What a person may choose."""

_NEAR_S = 6.0
"""A worker is asked every second where a sound is so near, that another one can be there in time."""
_SENT_AHEAD = 200
"""Sounds sent at once: some minutes of any workout, and less than a pipe holds."""
_REFILL_S = 60.0
_MOST_NEWS = 20


class Player:
    """Sound from a worker process.

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
        self._ledger = Ledger(clock.now())
        self._speech: tuple[Announcement, ...] = ()
        self._sent_until: float | None = None
        self._news: list[str] = []
        self._watch = Watch(clock.now())
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
        self._ledger.replace(map(_timed, cues), self._clock.now())
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
        ahead = self._ledger.ahead(now)
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
        if self._watch.wants_ping(now, is_near=self._ledger.is_any(now, now + _NEAR_S)):
            process.send("ping", self._watch.ping(now))

    def _replace(self, process: WorkerProcess, now: float) -> None:
        process.kill()
        self._ending.append(process)
        self._process = None
        self._label = None
        self._watch.failed(now)

    def _take(self, message: dict[str, Any]) -> None:
        if "played" in message:
            self._ledger.played(str(message["played"]))
        if "missed" in message:
            self._ledger.missed(str(message["missed"]))
        if "say" in message:
            self._tell(str(message["say"]))
        status = message.get("status")
        if isinstance(status, dict):
            label = status.get("backend")
            self._label = str(label) if label else None
            self._is_told = True

    def due(self, now: float) -> tuple[str, ...]:
        """The cues since the last call that made no sound; none while the person wants quiet or sound is off."""
        come = self._ledger.take_come(now)
        if self._muted or self._volume == 0 or self._backend == "off":
            return ()
        silent = come.missed if self._will_sound(now) else [*come.missed, *come.due]
        return tuple(self._ledger.ring(silent, now))

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


def _timed(cue: Cue) -> TimedCue:
    path = getattr(cue, "path", None)
    if path is None and cue.name not in NAMES:
        return TimedCue(cue.at, cue.id, "go", cue.name)
    return TimedCue(cue.at, cue.id, cue.name, None if path is None else str(path))
