"""A session as it is performed: where the session, the clock, the sound and the journal meet.

The live screen and the lines of text both drive a workout through this, so that neither holds a rule of it. Nothing
here draws.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from backday_tui import words
from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from backday_tui.clock import Clock
    from backday_tui.session.cues import Cue
    from backday_tui.session.session import Session
    from backday_tui.session.speech import Announcement
    from backday_tui.training.past import PastSession
    from backday_tui.training.records import MovementRecord


GAP_S = 5.0
"""A wake-up so many real seconds later than asked for means that the machine slept or the program was stopped."""
SLEPT_S = 1.0
"""A sleep that the system itself tells of counts from here on."""
SETTLE_S = 0.5
"""How long a program that is about to be stopped waits for the disk."""
SHOWN_EARLY_S = 0.002
"""A second is shown as begun this much before it does: a timer may wake that early."""


class SoundSink(Protocol):
    """What a performance needs of the sound: to be told all that is to come, each time that changes."""

    def schedule(self, cues: Sequence[Cue], speech: Sequence[Announcement] = ()) -> None:
        """Play and say these, and nothing else that was scheduled before."""

    def rehearse(self, texts: Iterable[str]) -> None:
        """What may have to be said some time."""

    def tick(self) -> None:
        """Look after the sound; called about once a second."""


class JournalSink(Protocol):
    """What a performance needs of the history: to be told all that happens."""

    def happened(
        self, session: Session, now: float, events: Sequence[e.Event], command: c.Command | None = None
    ) -> None:
        """Write down a command that was carried out at `now`, and what it led to; without one, that time passed."""

    def annotate(self, note: str) -> None:
        """Write a note to the session, in the place of the one that it had."""

    def settle(self, wait_s: float) -> None:
        """The program may end at any moment: wait until all that happened is kept, at most so many real seconds."""

    def leave(self, session: Session, now: float) -> None:
        """Nothing more will happen; `now` is the time reached."""

    def news(self) -> tuple[str, ...]:
        """What the person should be told, each sentence once."""

    @property
    def trouble(self) -> str | None:
        """What is not kept at the moment and why, in one line; None where nothing is amiss."""

    def done(self, session: Session, body_kg: Fraction | None) -> PastSession:
        """What was done so far, as the log will tell it; `body_kg` is what the person weighs."""


class WatchesRecords(Protocol):
    """What a performance needs of whoever knows what was best before."""

    @property
    def body_kg(self) -> Fraction | None:
        """What the person weighs; None where nobody knows."""

    def look(self, session: Session, today: PastSession, at: float) -> Iterable[RecordFell | RecordTakenBack]:
        """What is to be told of the session as it is now, each once."""


class Display(Protocol):
    """What a performance needs of the machine: that it stays awake while somebody follows a workout."""

    def stay_on(self, on: bool) -> None:
        """Keep the display from going dark, or no more. Doesn't wait, never fails."""


@dataclass(frozen=True, slots=True)
class GapNoticed:
    """The machine slept or the program stood still for so many seconds: the session is paused as of before."""

    at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class WhereAsked:
    """The person wants to know where they are: in which step, and how long it goes on."""

    at: float


@dataclass(frozen=True, slots=True)
class SessionNoted:
    """The person wrote a note to the session; "" takes away the one that was there."""

    at: float
    note: str


@dataclass(frozen=True, slots=True)
class RecordFell:
    """A figure of today is more than all before it: what it is, in words, and what was best before."""

    at: float
    exercise: str
    what: str
    before: str
    record: MovementRecord
    best: MovementRecord

    @property
    def told(self) -> str:
        """In a sentence: "Record: 5 x 102.5 kg, the heaviest so far (before: 5 x 100 kg on 17 Nov)"."""
        return clean(f"Record: {self.what} (before: {self.before})")


@dataclass(frozen=True, slots=True)
class RecordTakenBack:
    """What was told as a record is none any more: its figures were taken back, or put right."""

    at: float
    exercise: str
    what: str

    @property
    def told(self) -> str:
        """In a sentence."""
        return clean(f"No record any more: {self.what}")


Happening = e.Event | GapNoticed | WhereAsked | SessionNoted | RecordFell | RecordTakenBack
_CHANGE_SETS: Final = (e.SetLogged, e.SetCorrected, e.StepsChanged, e.Undone)
"""After these a record may have fallen, or may be none any more."""


def shown_seconds(remaining_s: float) -> int:
    """What a countdown shows with so much left: whole seconds rounded up, so that 0 is shown at the end alone."""
    return max(math.ceil(remaining_s - SHOWN_EARLY_S), 0)


def shown_elapsed(spent_s: float) -> int:
    """What a clock that counts up shows after so long: whole seconds, rounded down."""
    return max(math.floor(spent_s + SHOWN_EARLY_S), 0)


def shown_clock(session: Session, now: float) -> str:
    """What a clock shows of the running step: what is left, how long it waits, or "+0:07" past what was planned."""
    left_s, past_s = session.remaining_s(now), session.past_s(now)
    if past_s is not None:
        return f"+{words.clock(shown_elapsed(past_s))}"
    return words.clock(shown_elapsed(session.in_step_s(now)) if left_s is None else shown_seconds(left_s))


class Performance:
    """A session with its clock, its sound and its journal.

    `clock` is the session's and may run fast; `real` is the one that the machine's sleep is noticed by. `note` is the
    note of the session, as far as it is known here.
    """

    def __init__(
        self,
        session: Session,
        clock: Clock,
        sound: SoundSink,
        *,
        real: Clock | None = None,
        journal: JournalSink | None = None,
        display: Display | None = None,
    ) -> None:
        """Nothing begins before `start`; a session that was interrupted, before `take_up`."""
        self.session = session
        self.clock = clock
        self._sound = sound
        self._journal = self._last_journal = journal
        self._display = display
        self._real = real or clock
        self._records: WatchesRecords | None = None
        self._tone: Cue | None = None
        self._tones = 0
        self.note = ""
        self._wakes()
        from backday_tui.session.speech import texts_of  # a workout is seen before it is heard

        sound.rehearse(texts_of(session.state.steps))

    @property
    def now(self) -> float:
        """The time on the session's clock."""
        return self.clock.now()

    def start(self, *, alone: bool = False) -> tuple[Happening, ...]:
        """Begin the first step; `alone` where nobody will give a command: reps end by their tempo from the first on."""
        now = self._wakes()
        happened = self._told(self.session.start(now))
        if not alone or self.session.is_over:
            return happened
        command = c.SetAuto(auto=True, alone=True)
        return happened + self._told(self.session.do(command, now), command)

    @property
    def is_logged(self) -> bool:
        """Whether somebody writes down what is done."""
        return self._journal is not None

    @property
    def trouble(self) -> str | None:
        """What of it is not kept and why, in one line, also once it is left; None where nothing is amiss."""
        return self._last_journal.trouble if self._last_journal is not None else None

    def news(self) -> tuple[str, ...]:
        """What the journal has to tell the person, each sentence once."""
        return self._journal.news() if self._journal is not None else ()

    def annotate(self, note: str) -> tuple[Happening, ...]:
        """Keep a note to the session; nothing happens where that is not logged."""
        if self._journal is None:
            return ()
        self.note = note
        self._journal.annotate(note)
        return (SessionNoted(self.now, note),)

    def watch(self, records: WatchesRecords, *, silently: bool = False) -> tuple[Happening, ...]:
        """Tell records from now on; `silently` where those that fell by now were told before.

        A session that isn't kept sets none.
        """
        self._records = records
        from backday_tui.session.speech import RECORD  # as above

        self._sound.rehearse((RECORD,))
        found = self._look_for_records()
        if silently:
            return ()
        return self._with_tone(found)

    def today(self) -> PastSession | None:
        """What was done so far, as the log will tell it; None where nobody writes it down, or watches for records."""
        if self._last_journal is None or self._records is None:
            return None
        return self._last_journal.done(self.session, self._records.body_kg)

    @property
    def tone_left_s(self) -> float:
        """How long it is until the sound of a record is over, on the session's clock; 0 where none is to come."""
        from backday_tui.session.cues import RECORD_S  # as above

        return 0.0 if self._tone is None else max(self._tone.at + RECORD_S - self.now, 0.0)

    def _look_for_records(self) -> tuple[RecordFell | RecordTakenBack, ...]:
        today = self.today() if self._journal is not None else None
        if self._records is None or today is None:
            return ()
        return tuple(self._records.look(self.session, today, self.session.latest))

    def _with_tone(self, found: tuple[RecordFell | RecordTakenBack, ...]) -> tuple[RecordFell | RecordTakenBack, ...]:
        """The same; what is a record is heard, unless one that was told is put right with it, and no longer if not."""
        is_taken_back = any(isinstance(each, RecordTakenBack) for each in found)
        is_fallen = any(isinstance(each, RecordFell) for each in found)
        if is_fallen and not is_taken_back:
            from backday_tui.session.cues import record_tone  # as above

            self._tones += 1
            self._tone = record_tone(self.session, self._awake_at, self._tones)
        elif is_taken_back and not is_fallen:
            self._tone = None
        if found:
            self._schedule()
        return found

    def take_up(self) -> tuple[Happening, ...]:
        """Go on with a session that was interrupted and is paused; gives the step that runs, and that it is paused."""
        session = self.session
        session.rebase(self._wakes())
        began = e.StepBegan(session.on_clock(session.state.began), session.state.index, session.state.step)
        return self._told((began, e.Paused(session.latest)))

    def leave(self) -> bool:
        """Nobody follows it any more: write down how far it came, and nothing more from here on.

        Whether it can be taken up again; False also where it was left before.
        """
        journal, self._journal = self._journal, None
        self._stay_on(False)
        if journal is None:
            return False
        try:
            if not (self.session.is_over or self._gap_s()):
                happened = self.session.advance(self.clock.now())
                journal.happened(self.session, self.session.latest, happened)
        finally:  # also where a fault is what ends it
            journal.leave(self.session, self.session.latest)
        return not self.session.is_over

    def stand_still(self) -> None:
        """The program is about to be stopped: what was done is kept before, and nothing is heard of it meanwhile."""
        self._sound.schedule(())
        self._stay_on(False)
        if self._journal is not None:
            self._journal.settle(SETTLE_S)

    def move_on(self) -> tuple[Happening, ...]:
        """The program was stopped and goes on: as after a late wake-up, and what is to come is heard again."""
        happened = self.wake()
        return happened or self._told(())

    def wake(self) -> tuple[Happening, ...]:
        """Cross the boundaries up to now; after a gap, pause as of the last wake-up instead."""
        gap_s = self._gap_s()
        if gap_s:
            return self._pause_for(gap_s)
        happened = self.session.advance(self._wakes())
        self._sound.tick()
        return self._told(happened) if happened else self._noted(())

    def do(self, command: c.Command) -> tuple[Happening, ...]:
        """Carry out a command; after a gap only Finish, since whoever gave another didn't know of the gap.

        Raises:
            CommandRefusedError: it makes no sense now; the message says why.
        """
        gap_s = self._gap_s()
        noticed = self._pause_for(gap_s) if gap_s else ()
        if noticed and not isinstance(command, c.Finish):
            return noticed
        return noticed + self._told(self.session.do(command, self._wakes()), command)

    def wake_in_s(self) -> float:
        """How long it is, on the session's clock, until something that is shown changes: about a second at most."""
        now = self.now
        if self.session.is_paused or self.session.is_over:
            return 1.0
        remaining = self.session.remaining_s(now)
        if remaining is None:
            past_s = self.session.past_s(now)
            spent = self.session.in_step_s(now) if past_s is None else past_s
            return shown_elapsed(spent) + 1 - spent
        return remaining - max(shown_seconds(remaining) - 1, 0)

    def sleeps_for(self, real_s: float) -> None:
        """Say for how long nobody is going to call, in real seconds, so that only a longer gap is noticed."""
        self._expected = self._real.now() + real_s

    def _gap_s(self) -> float:
        """For how long the machine slept or the program stood still since it was last awake; 0 for no time to speak of.

        A session that is paused or over has nothing to lose by it.
        """
        late_s = self._real.now() - self._expected
        slept_s = self._real.asleep_s() - self._asleep_s
        if self.session.is_paused or self.session.is_over or (late_s <= GAP_S and slept_s <= SLEPT_S):
            return 0.0
        return max(late_s, slept_s)

    def _pause_for(self, gap_s: float) -> tuple[Happening, ...]:
        paused = self._told(self.session.do(c.Pause(), self._awake_at), c.Pause())
        return (*paused, GapNoticed(self._wakes(), gap_s))

    def _wakes(self) -> float:
        self._awake_at = self.clock.now()
        self._expected = self._real.now()
        self._asleep_s = self._real.asleep_s()
        return self._awake_at

    def _told(self, events: tuple[e.Event, ...], command: c.Command | None = None) -> tuple[Happening, ...]:
        self._schedule()
        self._stay_on(not (self.session.is_paused or self.session.is_over))
        noted = self._noted(events, command)
        last = max((place for place, event in enumerate(events) if isinstance(event, _CHANGE_SETS)), default=None)
        if self._records is None or last is None:
            return noted
        # Right behind the set that made it, before what begins then.
        return (*noted[: last + 1], *self._with_tone(self._look_for_records()), *noted[last + 1 :])

    def _schedule(self) -> None:
        """Tell the sound all that is to come."""
        from backday_tui.session.cues import upcoming, with_tone  # as above
        from backday_tui.session.speech import announced, with_record

        cues, said = upcoming(self.session, self._awake_at), announced(self.session, self._awake_at)
        if self._tone is not None:
            self._tone, cues = with_tone(self.session, self._tone, cues, self._awake_at)
            said = said if self._tone is None else with_record(said, self._tone, self._awake_at)
        self._sound.schedule(cues, said)

    def _stay_on(self, on: bool) -> None:
        if self._display is not None:
            self._display.stay_on(on)

    def _noted(self, events: tuple[e.Event, ...], command: c.Command | None = None) -> tuple[e.Event, ...]:
        if self._journal is not None:
            self._journal.happened(self.session, self.session.latest, events, command)
        return events
