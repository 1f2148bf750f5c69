"""Figures of a set while a workout runs as lines: typed on a terminal, a line of a pipe, or by a key that gives one.

On a terminal a digit opens a question at the bottom, which is taken as on the screen (workout/figure_line.py); through
a pipe the line is the figures. What they mean stands in workout/figures.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from backday_tui.errors import CommandRefusedError
from backday_tui.plain.keys import RepeatedKey
from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.text import clean
from backday_tui.words import MOST
from backday_tui.workout.figure_line import FIRST_KEYS, FigureLine
from backday_tui.workout.figures import FigureError, TypedFigures, asks_how_many, note_meant, set_meant, told
from backday_tui.workout.figures_by_key import as_last_time, load_step, one_more
from backday_tui.workout.performance import GapNoticed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backday_tui.audio.player import SoundOutput
    from backday_tui.exercises.catalog import Catalog
    from backday_tui.plain.keys import Keys
    from backday_tui.plain.workout import Reporter
    from backday_tui.session.barbell import Barbell
    from backday_tui.session.plan import Step
    from backday_tui.session.session import Session
    from backday_tui.session.state import State
    from backday_tui.settings import Effort, Units
    from backday_tui.training.loads import Equipment
    from backday_tui.training.past import LastTime
    from backday_tui.workout.figures import GivenFigures, SetToRecord
    from backday_tui.workout.performance import Happening, Performance

GIVEN: Final = (e.SetCorrected, e.SetEntered)
NOTE: Final = ";"
"""What a note begins with, through a pipe."""


class FigureLines:
    """What a workout in lines has for figures; the rest of it calls `have_figures` when it is made."""

    _performance: Performance
    _session: Session
    _lines: Reporter
    _keys: Keys
    _sound: SoundOutput
    _catalog: Catalog
    _units: Units
    _equipment: Equipment
    _speed: float

    def have_figures(
        self,
        effort: Effort,
        last_time_of: Callable[[Step], LastTime | None],
        barbell: Callable[[State], Barbell | None],
    ) -> None:
        """The line, closed."""
        self._barbell = barbell
        self._effort: Effort = effort
        self._last_time_of = last_time_of
        self._line = FigureLine(self._units, effort, takes_blanks=True)

    # What the rest of it has.

    def do_record(self) -> None:
        raise NotImplementedError

    def _do(self, command: c.Command, said: str = "") -> None:
        raise NotImplementedError

    def _tell(self, happened: Sequence[Happening], said: str = "") -> None:
        raise NotImplementedError

    def _ask(self, question: str, answer: Callable[[str], None], typed: str = "") -> None:
        raise NotImplementedError

    def takes_figures(self, key: str) -> bool:
        """Whether a key, or a line of a pipe, is figures or a note; they are dealt with then."""
        if self._keys.is_terminal:
            return self._type_figure(key)
        if key[:1] in FIRST_KEYS:
            self._write_figures(key)
        elif key.startswith(NOTE) and key != NOTE:
            self._write_note(key.removeprefix(NOTE))
        else:
            return False
        return True

    # -- typed on a terminal ----------------------------------------------------------------------------------------

    @property
    def is_typing(self) -> bool:
        """Whether the line is open."""
        return self._line.is_open

    def _type_figure(self, key: str) -> bool:
        of_set, typed = self._line.of_set, self._line.typed
        self._line.fault = ""
        answer = self._line.press(key, self._session, self._line_now)
        self._follow_line(of_set, typed, answer.given)
        if answer.said:
            self._lines.say(clean(answer.said))
        return answer.is_mine

    def wake_line(self) -> None:
        """Time has passed: what stands in the line may be taken by itself."""
        if self._line.wake_in_s(self._line_now) == 0:
            of_set, typed = self._line.of_set, self._line.typed
            self._follow_line(of_set, typed, self._line.wake(self._session, self._line_now).given)

    def line_due_s(self) -> float | None:
        """In how many seconds to look at the line again."""
        return self._line.wake_in_s(self._line_now)

    def types(self, key: str) -> bool:
        """Whether a key, one that is held down, or bounces, would type something into the line."""
        is_edit = self._line.is_open and key == "backspace"
        return is_edit or (self._line.types(key) and not isinstance(key, RepeatedKey))

    def close_line(self) -> None:
        """All is over: what was typed is taken, where it says something."""
        of_set, typed = self._line.of_set, self._line.typed
        if of_set is None:
            return
        given = self._line.preview(self._session)
        self._line.close()
        self._lines.answered()
        if given is not None:
            self._give(given)
        elif typed:
            self._lines.say(clean(f'"{typed}" was not taken'))

    @property
    def _line_now(self) -> float:
        return self._performance.now / self._speed

    def _follow_line(self, before: SetToRecord | None, typed: str, given: GivenFigures | None) -> None:
        """Show what has become of the line, and hand on what was taken."""
        line = self._line
        if before is not None and not line.is_open:
            self._lines.answered()
        if given is not None:
            self._give(given, before, typed)
        if line.of_set is None:
            return
        question = f"{line.of_set.name}: "
        if before is None:
            self._lines.prompt(question, "")
        if line.fault:
            self._lines.say(clean(line.fault))
        if typed != line.typed:
            self._lines.prompt(question, line.typed)

    # -- what comes of them -----------------------------------------------------------------------------------------

    def _write_figures(self, written: str) -> None:
        try:
            of_set = set_meant(self._session)
            given = of_set.given(of_set.read_figures(written, self._units, self._effort), self._session)
        except FigureError as why:
            self._lines.say(clean(f'"{clean(written, 40)}": {why}'))
        else:
            self._give(given)

    def _give(self, given: GivenFigures, of_set: SetToRecord | None = None, typed: str = "") -> None:
        """Have figures written down, and say so; what can't be is typed still."""
        try:
            happened = self._performance.do(given.command)
        except CommandRefusedError as refused:
            fault = str(refused)
        else:
            is_done = not any(isinstance(event, GapNoticed) for event in happened)
            if is_done:
                self._sound.play("click")
            self._tell(happened, told(given, happened, self._effort) if is_done else "")
            fault = "" if is_done else "the figures were not taken"
        if fault:
            self._lines.say(clean(fault))
            if of_set is not None:
                self._line.open_for(of_set, typed, self._line_now)

    def tell_of_figures(self, happened: Sequence[Happening], said: str) -> Sequence[Happening]:
        """Say what came of figures in one line, for people; gives what else has happened."""
        if not (said and self._lines.is_for_people and any(isinstance(event, GIVEN) for event in happened)):
            return happened
        self._lines.say(clean(said))
        loads = [event.load for event in happened if isinstance(event, e.SetEntered | e.LoadCarried)]
        bar = self._barbell(self._session.state) if any(loads) else None
        if bar is not None and not any(isinstance(event, e.StepBegan) for event in happened):
            self._lines.say(clean(bar.text))
        return [event for event in happened if not isinstance(event, (*GIVEN, e.LoadCarried, e.StepsChanged))]

    def ask_how_many(self, happened: Sequence[Happening]) -> None:
        """Ask for what only the person knows, and wait for nobody."""
        is_new = any(isinstance(event, e.SetLogged) for event in happened)
        if is_new and self._lines.is_for_people and asks_how_many(self._session) and not self._session.is_over:
            self._lines.say("how many? type it, such as 12")

    # -- keys that give a figure at once ----------------------------------------------------------------------------

    def do_figures(self) -> None:
        """As `r`: a digit by itself opens the line."""
        self.do_record()

    def do_rep_less(self) -> None:
        """One rep less, or five seconds of a hold."""
        self._give_at_once(lambda: one_more(self._session, -1))

    def do_rep_more(self) -> None:
        """One rep more, or five seconds of a hold."""
        self._give_at_once(lambda: one_more(self._session, 1))

    def do_load_less(self) -> None:
        """One step of load less."""
        self._give_at_once(lambda: load_step(self._session, -1, self._catalog, self._equipment))

    def do_load_more(self) -> None:
        """One step of load more."""
        self._give_at_once(lambda: load_step(self._session, 1, self._catalog, self._equipment))

    def do_last_time(self) -> None:
        """The figures of last time."""
        self._give_at_once(lambda: as_last_time(self._session, self._last_time_of))

    def _give_at_once(self, figures: Callable[[], GivenFigures | c.Extend]) -> None:
        try:
            given = figures()
        except FigureError as why:
            self._lines.say(clean(str(why)))
            return
        if isinstance(given, c.Extend):
            self._do(given)
        else:
            self._give(given)

    def do_note(self) -> None:
        """Ask for a note to the exercise."""
        try:
            of_set, text = note_meant(self._session)
        except FigureError as why:
            self._lines.say(clean(str(why)))
            return
        if self._keys.is_terminal:
            self._ask(f"note to {clean(of_set.exercise, 30)}: ", lambda typed: self._note(of_set, typed), text)
        else:
            self._lines.say(f"write the note behind it: {NOTE} left shoulder felt it")

    def _write_note(self, text: str) -> None:
        try:
            of_set, _ = note_meant(self._session)
        except FigureError as why:
            self._lines.say(clean(str(why)))
        else:
            self._note(of_set, text)

    def _note(self, of_set: SetToRecord, text: str) -> None:
        text = text.strip()
        if len(text) > MOST:
            self._lines.say(f"a note to an exercise has at most {MOST} characters: the rest is left out")
        try:
            given = of_set.given(TypedFigures(c.Figures(note=text[:MOST])), self._session)
        except FigureError as why:
            self._lines.say(clean(str(why)))
        else:
            self._give(given)
