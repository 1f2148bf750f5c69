"""A workout as lines of text: for a pipe, a screen reader, a log, or a terminal that can do no more.

A `PlainWorkout` lets a performance run: it waits for keys until something changes, hands on what the person typed and
tells `Reporter` what happened. It holds no rule of a workout; how it is said stands in console_lines.py and
json_lines.py.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from backday_tui import words
from backday_tui.errors import CommandRefusedError
from backday_tui.history.log import read_note
from backday_tui.plain.figure_lines import FigureLines
from backday_tui.plain.keys import END, STOP, HeldKey, sooner
from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.session import step_text
from backday_tui.signals import CODES
from backday_tui.text import clean
from backday_tui.workout.actions import (
    ACTIONS,
    VOLUME_STEP,
    meaning,
    moment_of,
    named_key,
    said_of,
    turn_voice,
    turn_volume,
)
from backday_tui.workout.figures import MOST_OF_NAME, FigureError, figures_to_ask, sets_to_record
from backday_tui.workout.news import News
from backday_tui.workout.performance import GapNoticed, WhereAsked
from backday_tui.workout.swaps import IS_ONE_STEP, swapped_step, swaps_for, swaps_named, told_of_swap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from backday_tui.audio.player import SoundOutput
    from backday_tui.exercises.catalog import Catalog
    from backday_tui.plain.keys import Keys
    from backday_tui.session.barbell import Barbell
    from backday_tui.session.plan import Step
    from backday_tui.session.session import Session
    from backday_tui.session.state import State
    from backday_tui.settings import Effort, SettingsKeeper, SpaceKey, Units
    from backday_tui.training.loads import Equipment
    from backday_tui.training.past import LastTime
    from backday_tui.workout.actions import Action
    from backday_tui.workout.figures import SetToRecord
    from backday_tui.workout.performance import Happening, Performance
    from backday_tui.workout.results import SessionResults
    from backday_tui.workout.swaps import SwapChoice

LAST_SOUND_S: Final = 1.2
"""How long the sound of the end takes to be heard out."""
"""The most characters of a name in a question, so that there is room for the answer."""
KEYS_WIDTH: Final = 18
"""Of the keys in the help; what they do stands beside them."""

WORDS: Final[Mapping[str, str]] = {"done": "enter", "where": "w"}
"""What may be written through a pipe in place of a key."""
LINGER_S: Final = 10.0
"""How long the last set can be corrected at a terminal before the program ends by itself."""
UNBIDDEN_S: Final = 1.0
"""For so long after a question that came by itself, enter may be meant for what was there before."""
PATIENCE_S: Final = 10.0
"""How long the end waits for figures of whoever may never send them."""

MOST_SWAPS: Final = 8
"""So many exercises are listed to be done instead; any other is named."""

_YES: Final = ("y", "yes", "q")


class LookBack(NamedTuple):
    """What was done before, as far as somebody looks, and what is on the bar.

    Attributes:
        learn: has the session aim at it, once that has begun.
        last_of: when the exercise of a step was last done.
        look_up: has that known of an exercise that is put in another's place; it may take a moment, as may `ago`.
        ago: how long ago each movement was last done, in words.
        today: the day.
        to_beat: how many reps of a set would be a record, in words.
        barbell: what is on the bar in the set that runs or comes next; None where there is none.
        results: what it came to, beside what was planned and done before; None where nobody looks.
    """

    learn: Callable[[], Sequence[Happening]] = tuple
    last_of: Callable[[Step], LastTime | None] = lambda _: None
    look_up: Callable[[str], object] = lambda _: None
    ago: Callable[[], Mapping[str, str]] = dict
    today: date = date.min
    to_beat: Callable[[Step], str] = lambda _: ""
    barbell: Callable[[State], Barbell | None] = lambda _: None
    results: Callable[[], SessionResults] | None = None


class Reporter(Protocol):
    """Where a workout is told: as text, or as JSON."""

    @property
    def is_for_people(self) -> bool:
        """Whether somebody reads it who can be asked something."""

    @property
    def can_hold(self) -> bool:
        """Whether a question stays in sight below the lines until it is answered."""

    def look_back(self, past: LookBack) -> None:
        """From now on it is told what was done before."""

    def happened(self, event: Happening, session: Session, said: str = "") -> None:
        """Something happened; the session is already past it. `said` is what a person is told of the command."""

    def time(self, session: Session, now: float) -> None:
        """Time has passed: show what is left, where that can be shown."""

    def say(self, told: str) -> None:
        """Tell the person something that is no event of the workout. It is clean."""

    def warn(self, told: str) -> None:
        """Tell, on stderr, what was decided for a person who can't be asked. It is clean."""

    def prompt(self, question: str, typed: str) -> None:
        """Show a question and what was typed so far, until it is answered."""

    def answered(self) -> None:
        """The question that is shown is answered, or left."""

    def ring(self) -> None:
        """The bell, where a sound could not be heard."""

    def over(self, session: Session) -> None:
        """The summary of what was done."""


def typed_on(typed: str, key: str) -> str:
    """What was typed, with one more key."""
    if key == "backspace":
        return typed[:-1]
    return typed + (" " if key == "space" else key if len(key) == 1 else "")


class PlainWorkout(FigureLines):
    """A performance that is followed by lines.

    Args:
        performance: not yet started, or not yet taken up.
        lines: where it is told.
        keys: what the person types.
        sound: started here, closed by whoever made it.
        catalog: for what an exercise is.
        equipment: what the person trains with.
        speed: how many times as fast as real time the performance's clock runs.
        space: what the space key does, see Settings.
        units: of a load given as a bare number.
        effort: how it is typed how hard a set was, see Settings.
        bell: whether to ring for sounds that can't be heard.
        keeper: keeps volume and voice as the person changes them; None where they end with the workout.
        past: what was done before.
        resumed: what had become of a session that is to be taken up: "interrupted", "finished"; "" for a new one.
    """

    def __init__(
        self,
        performance: Performance,
        lines: Reporter,
        keys: Keys,
        sound: SoundOutput,
        catalog: Catalog,
        *,
        equipment: Equipment,
        speed: float = 1.0,
        space: SpaceKey = "auto",
        units: Units = "kg",
        effort: Effort = "off",
        bell: bool = True,
        keeper: SettingsKeeper | None = None,
        past: LookBack | None = None,
        resumed: str = "",
    ) -> None:
        self._performance = performance
        self._session = performance.session
        self._lines = lines
        self._keys = keys
        self._sound = sound
        self._catalog = catalog
        self._speed = speed
        self._space = space
        self._units = units
        self._equipment = equipment
        self._bell = bell
        self._past = past or LookBack()
        self.have_figures(effort, self._past.last_of, self._past.barbell)
        self._resumed = resumed
        self._code: int | None = None
        self._is_left = False
        self._answer: Callable[[str], None] | None = None
        self._question = ""
        self._typed = ""
        self._pressed = ""
        self._gap_is_open = False
        self._has_typed = False
        self._asked: SetToRecord | None = None
        self._writes: SetToRecord | None = None
        self._listed: tuple[Step, tuple[SwapChoice, ...]] | None = None
        self._patience_s = 0.0
        self._unbidden_until = -math.inf
        self._keeper = keeper
        self._news = News(performance, sound, keeper)

    def run(self) -> int:
        """Follow the workout to its end; gives the exit code."""
        early = self._keys.wait(0)
        self._begin(alone=END in early)
        self._take(early)
        goes_on = True
        while goes_on:
            while self._goes_on:
                self._turn()
            if self._code is not None:
                self._break_off()
            self._attend_to_log()
            self._lines.over(self._session)
            self._say_how_it_goes_on()
            goes_on = self._linger()
        self._hear_out()
        return self._code or 0

    def _say_how_it_goes_on(self) -> None:
        """To whoever finished early, maybe by mistake."""
        is_there = self._keys.is_terminal and self._lines.is_for_people and self._code is None
        if is_there and self._session.state.early and self._performance.is_logged:
            self._lines.say("backday start --resume --finished goes on from here, for 12 hours")

    @property
    def _goes_on(self) -> bool:
        """Whether time runs, or figures of the last set are waited for: of whoever may never answer, not for ever."""
        if self._code is not None or not self._session.is_over:
            return self._code is None
        is_waited_for = self._answer is not None or (self._asked is not None and self._patience_s > 0)
        return is_waited_for and not self._is_left

    def _linger(self) -> bool:
        """At a terminal, a moment in which the last set can be corrected, or the end taken back: whether it was.

        Who finished early has just said that they want to leave; who never pressed a key may be far away.
        """
        is_there = self._has_typed and self._lines.can_hold and self._code is None and not self._is_left
        if not is_there or self._session.auto or self._session.state.early or self._speed != 1:
            return False
        correct = "r corrects the last set, " if self._session.state.logs else ""
        note = "; n writes a note" if self._performance.is_logged else ""
        undo = "u takes the end back, " if self._session.can_undo else ""
        self._lines.prompt(f"{correct}{undo}enter leaves{note} ", "")
        keys: list[str] = [HeldKey("")]
        while keys and all(isinstance(key, HeldKey) for key in keys):  # of the key that ended the last set
            keys = list(self._keys.wait(LINGER_S))
        self._lines.answered()
        for key in keys:
            if key == "r" and correct:
                self.do_record()
                return True
            if key == "n" and note:
                self._ask_for_note()
                return True
            if key == "u" and undo:
                self._do(c.Undo())
                return not self._session.is_over
            if key == STOP:
                self._keys.stop()
                return True
            self._code = self._code or CODES.get(key)
        return False

    def _begin(self, *, alone: bool) -> None:
        self._sound.start()
        self._lines.look_back(self._past)
        if not self._resumed:
            begun = self._performance.start(alone=alone)
            learned = [event for event in self._past.learn() if not isinstance(event, e.StepsChanged)]
            steps = self._session.state.steps  # with what they aim at
            if any(isinstance(each, e.StepBegan) and not each.index for each in learned):
                begun, learned = (), learned[1:]  # it began anew, with what leads up to it: that alone is told
            self._tell(
                [replace(each, step=steps[each.index]) if isinstance(each, e.StepBegan) else each for each in begun]
            )
            self._tell(learned)
            return
        self._past.learn()
        self._tell(self._performance.take_up())
        self._lines.say(f"this is where it was {self._resumed}: enter goes on")

    def _break_off(self) -> None:
        """A signal ends the program but not the session, which can be taken up again; what was done is told."""
        self.close_line()
        self._drop_question()
        kept = self._performance.leave()
        self._finish()
        if kept and self._keys.is_terminal:
            self._lines.say("backday start --resume goes on from here")

    def _turn(self) -> None:
        """One wait, what was typed in it, and what time has brought."""
        self._show_time()
        wait_s = self._wait_s()
        self._performance.sleeps_for(wait_s)
        keys = self._keys.wait(wait_s)
        self._tell(self._performance.wake())
        self._take(keys)
        self.wake_line()
        self._attend_to_sound()
        self._attend_to_log()
        if self._session.is_over:
            self._patience_s -= wait_s

    def _wait_s(self) -> float:
        """Real seconds until something that is shown changes."""
        wait_s = self._performance.wake_in_s() / self._speed
        return sooner(wait_s, self.line_due_s()) or 0.0

    def _show_time(self) -> None:
        if self._answer is None and not self.is_typing:
            self._lines.time(self._session, self._performance.now)

    def _attend_to_sound(self) -> None:
        for sentence in self._news.of_sound():
            self._lines.say(sentence)
        if self._sound.due(self._performance.now) and self._bell:
            self._lines.ring()
        for sentence in self._news.of_silence():
            self._lines.say(sentence)

    def _attend_to_log(self) -> None:
        for sentence in (*self._news.of_log(), *self._news.of_settings()):
            self._lines.warn(sentence)

    def _hear_out(self) -> None:
        if self._code is not None or not self._sound.status.audible:
            return
        keys = self._keys.wait(max(LAST_SOUND_S, self._performance.tone_left_s / self._speed))
        self._code = next((CODES[key] for key in keys if key in CODES), None)
        if STOP in keys:
            self._keys.stop()

    def _tell(self, happened: Sequence[Happening], said: str = "") -> None:
        for event in self.tell_of_figures(happened, said):
            self._lines.happened(event, self._session, said)
            if isinstance(event, e.SetLogged):
                self._asked = None
            if isinstance(event, e.Finished):
                self.close_line()
            if isinstance(event, e.Finished) and self._writes is None:
                self._drop_question()
            if isinstance(event, GapNoticed):
                self._meet_gap(event)
        asked = figures_to_ask(self._session, happened)
        if asked is not None and not self._is_alone:
            self._ask_for(asked)
        self.ask_how_many(happened)

    # -- nobody there -------------------------------------------------------------------------------------------

    @property
    def _is_alone(self) -> bool:
        """Whether nobody will ever type a key."""
        return self._session.auto and (self._is_left or not self._keys.is_terminal)

    def _go_on_alone(self) -> None:
        """From now on reps end by their tempo, as with --auto."""
        self._is_left = True
        self._tell(self._performance.wake())
        if not self._session.is_over:
            self._do(c.SetAuto(auto=True, alone=True))
        if self._session.is_paused:
            self._do(c.Resume())

    def _meet_gap(self, gap: GapNoticed) -> None:
        self._lines.say(f"nothing ran for {words.clock(gap.seconds)}: paused as of before")
        if self._is_alone:
            self._do(c.Resume())
            return
        self._gap_is_open = True
        self._lines.say("enter goes on from there, c counts the time, n skips the step")

    def _close_gap(self, key: str) -> None:
        if key == "n":
            self._do(c.Skip())
        self._do(c.Resume(counted=key == "c"))

    def _stand_still(self) -> None:
        """Be stopped by ctrl+z: nothing is heard meanwhile."""
        self._performance.stand_still()
        self._keys.stop()
        self._tell(self._performance.move_on())
        if not (self._gap_is_open or self._session.is_over):
            self.do_where()

    # -- keys ---------------------------------------------------------------------------------------------------

    def _take(self, keys: Sequence[str]) -> None:
        for key in keys:
            if self._code is not None or (self._session.is_over and self._asked is None and self._answer is None):
                return
            if key == STOP:
                self._stand_still()
            elif key in CODES:
                self._code = CODES[key]
            elif key == END:
                self._go_on_alone()
            elif isinstance(key, HeldKey) and not self._is_free(key):
                continue
            else:
                self._has_typed = self._keys.is_terminal
                (self._press if self._answer is None else self._type)(key)

    def _is_free(self, key: str) -> bool:
        """Whether a key that is held does something each time: text does, but not the key that asked for it."""
        if self._answer is not None:
            return key not in ("enter", "escape", self._pressed)
        if self.types(key):
            return True
        action = None if self._gap_is_open else self._meaning(key)
        return action is not None and action.repeats

    def _press(self, key: str) -> None:
        self._pressed = key
        if self._session.is_over:
            self._answer_at_end(key)
        elif self.takes_figures(key):
            pass
        elif self._gap_is_open and key in ("c", "n"):
            self._close_gap(key)
        elif key.startswith("r "):
            self._record(key.removeprefix("r "))
        elif key.startswith("note "):
            self._annotate(key.removeprefix("note "))
        elif key.startswith("x "):
            self._swap(key.removeprefix("x "))
        else:
            self._carry_out(key)

    def _answer_at_end(self, key: str) -> None:
        """Through a pipe: the figures that were asked for, or nothing more."""
        if key in ("enter", "q", "escape"):
            self._asked = None
        else:
            self._record(key.removeprefix("r "))

    def _carry_out(self, key: str) -> None:
        """What a key means now, as on the screen; a pipe says "done" as well, and is told of a key that there isn't."""
        action = self._meaning(WORDS.get(key, key))
        if action is None or not action.in_lines:
            if not self._keys.is_terminal:
                self._lines.say(f'there is no key "{clean(key, 20)}"; ? tells them all')
        elif action.command is not None:
            self._do(action.command, said_of(action, self._session))
        else:
            getattr(self, f"do_{action.name}")()

    def _meaning(self, key: str) -> Action | None:
        return meaning(named_key(key), moment_of(self._session), self._space)

    def _do(self, command: c.Command, said: str = "") -> None:
        try:
            happened = self._performance.do(command)
        except CommandRefusedError as error:
            self._lines.say(clean(str(error)))
            return
        self._gap_is_open = self._gap_is_open and self._session.is_paused
        self._tell(happened, said)

    def do_where(self) -> None:
        """Say where one is."""
        self._lines.happened(WhereAsked(self._performance.now), self._session)

    def do_exercise(self) -> None:
        """Say what this exercise is."""
        step = self._session.state.step
        catalog = self._known
        for name in step.entries or step.choices or (step.exercise or "",):
            exercise = catalog.find(name)
            how = exercise.steps if exercise else ("the catalogue does not know it",)
            self._lines.say(f"{clean(name, 120)}: " + " ".join(clean(line) for line in how))

    def do_mute(self) -> None:
        """Sound off, or on."""
        self._sound.set_muted(not self._sound.muted)
        self._lines.say(self._sound.status.text)

    def do_voice(self) -> None:
        """What comes next is spoken, or no longer."""
        self._lines.say(clean(turn_voice(self._sound, self._keeper)))

    def do_quieter(self) -> None:
        """Less volume."""
        self._lines.say(turn_volume(self._sound, -VOLUME_STEP, self._keeper))

    def do_louder(self) -> None:
        """More volume."""
        self._lines.say(turn_volume(self._sound, VOLUME_STEP, self._keeper))

    def do_help(self) -> None:
        """All keys."""
        for action in ACTIONS:
            if action.in_lines:
                self._lines.say(f"{' '.join(action.typed_keys):<{KEYS_WIDTH}}  {action.help}")

    # -- questions ----------------------------------------------------------------------------------------------

    def _ask(self, question: str, answer: Callable[[str], None], typed: str = "") -> None:
        self._question, self._answer, self._writes = question, answer, None
        self._typed = self._typed_before = typed
        self._lines.prompt(question, "")
        if typed:
            self._lines.prompt(question, typed)

    def _drop_question(self) -> None:
        """Close a question that nobody will answer, and say what was typed already."""
        is_lost = self._answer is not None and self._typed not in ("", self._typed_before)
        self._close_question()
        if is_lost:
            self._lines.say(f'"{clean(self._typed, 80)}" was not taken')

    def _close_question(self) -> None:
        if self._answer is not None:
            self._answer = self._writes = None
            self._lines.answered()

    def _type(self, key: str) -> None:
        """One key of an answer; time runs on meanwhile."""
        self._pressed = ""
        if key == "enter" and not self._typed and self._performance.now < self._unbidden_until:
            return
        if key in ("enter", "escape"):
            answer = self._answer
            self._close_question()
            self._asked = None
            if answer is not None and key == "enter":
                answer(self._typed)
            elif not self._session.is_over:
                self._lines.say("the workout goes on")
            return
        self._typed = typed_on(self._typed, key)
        self._lines.prompt(self._question, self._typed)

    def do_leave(self) -> None:
        """Finish, where somebody is there after a question."""
        if self._keys.is_terminal:
            is_logged = self._performance.is_logged
            kept = "what was done is kept" if is_logged else "this workout is not logged"
            finishes = "y, or y and a note" if is_logged else "y"
            self._ask(f"finish here? {kept} ({finishes}; enter goes on) ", self._leave_if)
        else:
            self._finish()

    def _leave_if(self, answer: str) -> None:
        word, _, note = answer.strip().partition(" ")
        if word.lower() in _YES:
            self._finish()
            if note.strip():
                self._annotate(note)
        else:
            self._lines.say("the workout goes on")

    def _finish(self) -> None:
        if not self._session.is_over:
            self._do(c.Finish())

    def do_swap(self) -> None:
        """Tell what can be done instead, with numbers; at a terminal ask which."""
        step = swapped_step(self._session.state)
        if step.group == "amrap":
            self._lines.say(IS_ONE_STEP)
            return
        self._list_swaps(step, self._nearest)

    @property
    def _known(self) -> Catalog:
        """What is known of exercises, the routine's own among them."""
        return self._catalog.with_own(self._session.state.plan.routine.exercises)

    @property
    def _nearest(self) -> tuple[SwapChoice, ...]:
        return swaps_for(self._session.state, self._known)[:MOST_SWAPS]

    def _list_swaps(self, step: Step, swaps: tuple[SwapChoice, ...]) -> None:
        name = clean(step.title, MOST_OF_NAME)
        self._listed = (step, swaps)
        ago = self._past.ago() if swaps else {}
        for number, choice in enumerate(swaps, 1):
            said = (clean(choice.name, words.MOST), choice.equipment, ago.get(choice.movement, ""))
            self._lines.say(f"{number:>2}  {words.joined(*said)}")
        which = "number or name" if swaps else "name"
        if self._keys.is_terminal:
            self._ask(f"instead of {name} ({which}; enter keeps it): ", self._swap)
        else:
            first = f"x 1 takes {clean(swaps[0].name, MOST_OF_NAME)}, " if swaps else ""
            self._lines.say(f"in place of {name}: {first}x and a name any exercise")

    def _swap(self, typed: str) -> None:
        """Do another exercise, by its number in the list or by its name; the list is told where that may be several."""
        step, typed = swapped_step(self._session.state), typed.strip()
        if not typed:
            self._lines.say("the workout goes on")
            return
        listed = self._listed
        if listed is not None and (listed[0].ref, listed[0].exercise) != (step.ref, step.exercise):
            self._listed = None
            self._lines.say(f"that was asked for {step_text.title(listed[0])}; now it would be {step_text.title(step)}")
            return
        meant = swaps_named(typed, self._nearest if listed is None else listed[1], self._known)
        if not meant:
            self._lines.say(f"there is no {clean(typed, 20)} in the list; x tells it")
        elif len(meant) > 1:
            self._lines.say(f'several are called so; "{clean(typed, 20)}" in quotes takes the words as they are')
            self._list_swaps(step, meant[:MOST_SWAPS])
        else:
            self._listed = None
            self._past.look_up(meant[0].name)
            self._do(c.Swap(meant[0].name), told_of_swap(meant[0], step))

    def _ask_for_note(self) -> None:
        self._ask("a note to this workout: ", self._annotate)

    def _annotate(self, typed: str) -> None:
        """Keep a line about the workout."""
        told, note = read_note(typed.strip())
        if note is None:
            self._lines.say(told)
        elif note and not (happened := self._performance.annotate(note)):
            self._lines.say("this workout is not logged, so no note is kept")
        elif note:
            self._tell(happened)

    def do_record(self) -> None:
        """Ask for the figures of the set being done, or of the one just done."""
        meant = self._meant()
        if meant is None:
            return
        if self._keys.is_terminal:
            self._ask_figures(meant)
        else:
            self._lines.say(f"write the figures behind it: r {meant.form.examples[-1]}")

    def _ask_for(self, meant: SetToRecord) -> None:
        """Ask for the figures of a set that is over, unless they are being typed."""
        if self._writes is not None and self._writes.bout == meant.bout:
            return
        self._asked, self._patience_s = meant, PATIENCE_S
        if self._keys.is_terminal and self._lines.is_for_people and self._answer is None:
            self._ask_figures(meant)
            self._unbidden_until = self._performance.now + UNBIDDEN_S
        else:
            name = clean(meant.exercise, MOST_OF_NAME)
            self._lines.say(f"{name}: {meant.form.names}? r {meant.form.examples[-1]} writes them down")

    def _ask_figures(self, meant: SetToRecord) -> None:
        name, would_do = clean(meant.exercise, MOST_OF_NAME), ", or ".join(meant.form.examples)
        self._ask(f"{name}: {meant.form.names} ({would_do}): ", lambda typed: self._record(typed, meant))
        self._writes = meant

    def _record(self, typed: str, meant: SetToRecord | None = None) -> None:
        """Note the figures of a set: that which was asked about, else the one being done, or the one just done."""
        meant, self._asked = meant or self._asked or self._meant(), None
        if meant is None:
            return
        try:
            command = meant.read_line(typed, self._units)
        except FigureError:
            would_do = ", or ".join(meant.form.examples)
            self._lines.say(f'"{clean(typed, 40)}" is no {meant.form.names}: {would_do}, would do')
            return
        try:
            command = meant.placed(command, self._session)
        except FigureError as fault:
            self._lines.say(str(fault))
        else:
            self._do(command)

    def _meant(self) -> SetToRecord | None:
        """The set whose figures a person gives now; where there is none, that is said."""
        sets = sets_to_record(self._session)
        if not sets:
            self._lines.say("no set is done yet")
        return sets[-1] if sets else None
