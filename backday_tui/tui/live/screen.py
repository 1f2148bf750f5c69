"""The live screen: follows a workout, and turns keys into commands.

It owns a session; what is legal is the session's business, what is seen the board's. Other screens are imported when
they are first asked for.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from textual import work
from textual.content import Content
from textual.screen import Screen

from backday_tui import words
from backday_tui.errors import BackdayError, CommandRefusedError
from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.session import step_text
from backday_tui.session.plan import choices_of, round_ranges
from backday_tui.session.rest_options import WHOLE
from backday_tui.text import clean
from backday_tui.tui.live.board import Board
from backday_tui.tui.live.figure_keys import FigureBar, FigureKeys
from backday_tui.tui.live.view import PHASES, last_words, noted_words, reading_of, time_line, view_of
from backday_tui.tui.widgets.key_line import BLANK_ROW, KeyHint, ScreenKey, short_name
from backday_tui.tui.widgets.lines import CachedRows, TextLine
from backday_tui.workout.actions import (
    ACTIONS,
    OVER,
    PAUSED,
    VOLUME_STEP,
    footer_of,
    meaning,
    meaning_of_digits,
    moment_of,
    said_of,
    turn_voice,
    turn_volume,
    where,
)
from backday_tui.workout.figures import asks_how_many, figures_to_ask
from backday_tui.workout.news import News, with_records
from backday_tui.workout.performance import GapNoticed, Happening
from backday_tui.workout.workout import Workout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

    from backday_tui.audio.player import SoundOutput
    from backday_tui.clock import Clock
    from backday_tui.key_presses import KeyRule
    from backday_tui.session.plan import Ref, Step
    from backday_tui.session.session import Session
    from backday_tui.session.summary import NextExercise
    from backday_tui.training.today import EntryToday
    from backday_tui.tui.app import BackdayApp
    from backday_tui.tui.args import Preferences
    from backday_tui.tui.live.countdown import Countdown
    from backday_tui.tui.live.summary import SummaryScreen
    from backday_tui.tui.live.swap import SwapScreen
    from backday_tui.tui.live.timeline import Timeline
    from backday_tui.tui.live.view import Reading, Said
    from backday_tui.workout.actions import Action, Moment
    from backday_tui.workout.figures import SetToRecord
    from backday_tui.workout.records import RecordWatch
    from backday_tui.workout.results import LoadToKeep
    from backday_tui.workout.swaps import SwapChoice
    from backday_tui.workout.workout import Picks, Rounds, WorkoutRequest


NOTES = (
    "A click on the digits stops time, and lets it go on; where a set waits for you it is done.",
    "A click on the line of all steps asks to go to the one that lies there.",
    "A key that is held down, or pressed twice within 0.2 s, counts once; skip, back, undo, + - < > don't.",
    "ctrl+c asks as q does.",
)
"""What the page of all keys says besides."""
SUSPEND_NOTE = "ctrl+z pauses and gives the shell back."
"""The same where there is a shell."""
NOTICE_S = 4.0
NOTICE_PERCENT = 15
"""How much of the rows what is said for a few seconds covers at most: one of 12, two of 15, three of 24."""
FLASH_S = 0.15


class LiveScreen(FigureKeys, CachedRows, Screen[None]):
    """A workout as it runs, from its first question to its summary.

    Args:
        args: what to follow.
        make_sound: its sound.
        clock: the real clock.
        preferences: how the person wants it.
    """

    DEFAULT_CSS = f"""
    LiveScreen {{
        layers: base over;
        #notice {{
            layer: over;
            dock: bottom;
            width: 1fr;
            height: auto;
            min-height: 1;
            text-wrap: wrap;
            text-align: center;
            text-style: bold;
            background: $paused-ink;
            color: $paused-ground;
            &.-above, &.-over-line {{ margin-bottom: 1; }}
            &.-above.-over-line {{ margin-bottom: 2; }}
        }}
        {Board.CSS}
        {FigureBar.LOOK}
    }}
    """
    AUTO_FOCUS = ""

    def __init__(
        self,
        args: WorkoutRequest,
        *,
        make_sound: Callable[[WorkoutRequest, Clock], SoundOutput],
        clock: Clock,
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self._workout = Workout(args, make_sound, clock)
        self.have_figures(clock, preferences)
        self._preferences = preferences
        self._board = Board()
        self._notice: TextLine | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._notice_timer: Timer | None = None
        self._picks: tuple[Picks, Rounds] | None = None
        self._moment: Moment | None = None
        self._has_begun = False
        self._was_over = False
        self._end_page: SummaryScreen | None = None

    @property
    def session(self) -> Session:
        """The session that runs."""
        return self._workout.session

    @property
    def _backday(self) -> BackdayApp:
        app: Any = self.app
        found: BackdayApp = app
        return found

    def compose(self) -> ComposeResult:
        """The widgets of the board, which already know what to show."""
        self._board.fit(self.app.size)
        self._open()
        yield from self._board.widgets

    def on_resize(self, event: events.Resize) -> None:
        """Other room, another choice of what is shown."""
        self._board.fit(event.size)

    # -- the workout -----------------------------------------------------------------------------------------------

    def _open(self) -> None:
        """Begin at once, unless the routine leaves something to pick; done first, so that the first paint shows it."""
        plan = self._workout.plan({}, {})
        choices, ranges = choices_of(plan), round_ranges(self._workout.request.routine)
        if self._workout.request.resumed is None and (choices or ranges):
            from backday_tui.tui.live.setup import SetupScreen

            self.app.push_screen(SetupScreen(self._workout.request.routine, choices, ranges), self._picked)
        else:
            self._show_first({}, {})

    def _picked(self, picked: tuple[Picks, Rounds] | None) -> None:
        if picked is None:
            self._backday.leave_screen()
        else:
            self._show_first(*picked)

    def _show_first(self, picks: Picks, rounds: Rounds) -> None:
        """Show how it begins, and begin once that is seen: what sounds and what keeps it is made ready after that."""
        glimpse = self._workout.glimpse(picks, rounds)
        self._show_view(glimpse)
        self._board.read(self._reading(glimpse))
        self._picks = (picks, rounds)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Begin, unless a key that came first has begun it."""
        if self._picks is None:
            return
        picked, self._picks = self._picks, None
        happened = self._workout.begin(*picked)
        self._news = News(self._workout.performance, self._workout.sound, self._workout.request.keeper)
        self._has_begun = True
        self._workout.sound.start()
        self._show_view(self.session)
        self._attend(happened)
        if self._workout.fitted is not None:
            self._tell(self._workout.fitted.told)
        self._look_back(*picked)

    @work(thread=True, group="past")
    def _look_back(self, picks: Picks, rounds: Rounds) -> None:
        """Read what was done before, which no picture waits for."""
        try:
            today = self._workout.read_today(picks, rounds)
        except BackdayError as error:
            self._from_thread(self._tell, f"what was done last time isn't known: {error}")
            self._from_thread(self._show_view, self.session)
            return
        self._from_thread(self._learn, today)
        with contextlib.suppress(BackdayError):  # as was said then
            self._from_thread(self._watch, self._workout.read_records())

    def _watch(self, records: RecordWatch | None) -> None:
        """Tell records from now on."""
        if self.is_attached and records is not None:
            self._attend(self._workout.watch(records))
            self._show_view(self.session)

    def _learn(self, today: Mapping[Ref, EntryToday]) -> None:
        if self.is_attached and not self.session.is_over:
            self._attend(self._workout.learn(today))
            self._show_view(self.session)

    @work(thread=True, group="past")
    def _look_up(self, exercise: str) -> None:
        """The same for an exercise that was put in another's place."""
        with contextlib.suppress(BackdayError):  # that was said at the beginning
            self._workout.read_last(exercise)
            self._from_thread(self._show_view, self.session)

    def _from_thread(self, what: Callable[..., None], *given: object) -> None:
        with contextlib.suppress(RuntimeError):  # the app has ended meanwhile
            self.app.call_from_thread(what, *given)

    def on_unmount(self) -> None:
        """No sound outlives the screen, and nothing that was done is lost with it."""
        self._sleep()
        self._workout.close()

    def _wake(self) -> None:
        """Something that is shown changes now."""
        self._attend(self._workout.wake())

    def _attend(self, happened: tuple[Happening, ...]) -> None:
        """Show what has become of the session, and sleep until it changes."""
        self._sleep()
        self._show(happened)
        self._attend_to_sound()
        asked = figures_to_ask(self.session, happened)
        if self.session.is_over:
            self._end(asked)
        else:
            self._sleep(self._workout.next_look_s())
            if asked is not None:
                self._ask_for(asked)
        gap = next((event for event in happened if isinstance(event, GapNoticed)), None)
        if gap is not None:
            self._ask_about(gap)
        if told := with_records(happened):
            self._tell(told)

    def _sleep(self, seconds: float | None = None) -> None:
        """Wake in so many seconds, or not at all; a timer of Textual would cost a task each second."""
        if self._alarm is not None:
            self._alarm.cancel()
        loop = asyncio.get_running_loop()
        self._alarm = None if seconds is None else loop.call_later(seconds, self.call_next, self._wake)

    def _show(self, happened: tuple[Happening, ...]) -> None:
        if happened:
            self._show_view(self.session)
        self._board.read(self._reading(self.session))

    def _reading(self, session: Session) -> Reading:
        return reading_of(session, self._workout.now, self._workout.wall, self._workout.request.speed)

    def _last_words(self, step: Step) -> Said:
        return last_words(self._workout.last_time_of(step), self._workout.wall)

    def _noted_words(self, step: Step) -> str:
        return noted_words(self._workout.last_time_of(step), self._workout.wall)

    def _show_view(self, session: Session) -> None:
        view = view_of(
            session,
            self._workout.catalog,
            self._last_words,
            self._noted_words,
            bar=self._workout.barbell(session.state),
            beat_of=self._workout.to_beat,
        )
        self.update_classes({f"-{phase}": phase == view.phase for phase in PHASES})
        self._moment = moment = moment_of(session)
        keys = footer_of(moment, self._preferences.space, asks=asks_how_many(session))
        self._board.keys.show(
            [
                KeyHint(short_name(key), label, f"screen.press('{key}')", rank, repeats=self._repeats(key, moment))
                for key, label, rank in keys
            ]
        )
        self._board.show(view, session.state.steps, session.state.index)

    def _status(self) -> str:
        speed = self._workout.request.speed
        fast = f"{speed:g} times as fast" if speed != 1 else ""
        fitted = self._workout.fitted
        shorter = f"rests {fitted.percent} %" if fitted is not None and fitted.percent != WHOLE else ""
        said = [self._workout.performance.trouble, fast, shorter, self._workout.sound.status.text]
        return " · ".join(clean(part) for part in said if part)

    def _attend_to_sound(self) -> None:
        for sentence in (*self._news.of_sound(), *self._news.of_log(), *self._news.of_settings()):
            self._tell(sentence)
        if self._workout.sound.due(self._workout.now):
            self._stand_in()
        self._board.show_status(self._status())

    def _stand_in(self) -> None:
        """For a sound that could not be heard: a flash, and the terminal's bell."""
        if self._preferences.bell:
            self.app.bell()
        if self._preferences.flash:
            self.add_class("-flash")
            self.set_timer(FLASH_S, lambda: self.remove_class("-flash"))

    def _end(self, asked: SetToRecord | None) -> None:
        """All is over: the summary, over whatever question was open; what was typed of a set stays."""
        if self._was_over:
            return
        self._was_over = True
        form, in_line = self._open_form(), self.leave_line()
        typed = form.unsaved if form is not None else {}
        while self.app.screen is not self:
            self.app.pop_screen()
        from backday_tui.tui.live.summary import SummaryScreen

        performance = self._workout.performance
        note = self._ask_for_note if performance.is_logged else None
        self._end_page = SummaryScreen(
            self.session, self._workout.results, lambda: performance.trouble, self.do_record, note=note,
            noted=performance.note, take=self._take_next,
            keep=self._keep_load if self._workout.request.source is not None else None,
        )  # fmt: skip
        self.app.push_screen(self._end_page, self._after_summary)
        if form is not None and typed:
            self._ask_for(form.meant, typed)
        elif in_line is not None:
            self._ask_for(*in_line)
        elif asked is not None:
            self._ask_for(asked)

    def _take_next(self, what: NextExercise) -> None:
        """Put what comes next into the routine's file, if the person says yes."""
        from backday_tui.tui.live.change_file import edit_step

        edit_step(self.app, self._workout.request, what.ref, self.app.notify, instead=what.then)

    def _keep_load(self, what: LoadToKeep) -> Callable[[], object] | None:
        """Put a load into the routine's file; gives what takes it back."""
        from backday_tui.tui.live.change_file import keep_load

        said, undo = keep_load(self._workout.request, what.ref, what.load)
        self.app.notify(said)
        return None if undo is None else lambda: self.app.notify(undo())

    def _ask_for_note(self) -> None:
        """A line about the session, kept with it."""
        from backday_tui.history.log import read_note
        from backday_tui.tui.widgets.dialog import TextDialog

        note = self._workout.performance.note
        dialog = TextDialog("A note to this workout", read_note, value=note, placeholder="how it went")
        self.app.push_screen(dialog, self._noted)

    def _noted(self, note: str | None) -> None:
        if note is not None:
            self._workout.performance.annotate(note)
            if self._end_page is not None:
                self._end_page.show_note(note)

    def _after_summary(self, answer: str | None) -> None:
        self._end_page = None
        if answer == "undo":
            self._was_over = False
            self._carry_out(c.Undo())
        else:
            self._backday.leave_screen()

    # -- what the person does --------------------------------------------------------------------------------------

    def _meaning(self, key: str) -> Action | None:
        return meaning(key, moment_of(self.session), self._preferences.space)

    def action_press(self, key: str) -> None:
        """A key: what it means depends on the moment."""
        self._begin()
        if not self._has_begun:
            return
        action = self._meaning(key)
        if action is not None:
            self._perform(action)

    def action_perform(self, name: str) -> None:
        """What a row of the page of keys says, whatever its keys mean now."""
        self._begin()
        if self._has_begun:
            self._perform(next(action for action in ACTIONS if action.name == name))

    def rule_of_key(self, key: events.Key) -> KeyRule | None:
        """How often a key acts, by what is shown: it may not have begun yet."""
        if self._moment is None or self.is_noting:
            return None
        if self.types_figure(key):
            return "typed"
        return "free" if self._repeats(key.key, self._moment) else "once"

    def _repeats(self, key: str, moment: Moment) -> bool:
        action = meaning(key, moment, self._preferences.space)
        return action is not None and action.repeats

    def _perform(self, action: Action) -> None:
        if action.command is None:
            getattr(self, f"do_{action.name}")()
        else:
            self._carry_out(action.command, said_of(action, self.session))

    def on_key(self, event: events.Key) -> None:
        """Do what a key means, at once: a key that was pressed right after it may be for the question it asks."""
        self._begin()
        if not self._has_begun or (self.is_noting and event.key != "escape"):
            return
        is_taken, said = self.take_key(event)
        if not is_taken and self._meaning(event.key) is not None:
            is_taken = True
            self.action_press(event.key)
        if said and not self._is_telling:
            self._tell(said)
        if is_taken:
            event.stop()

    def on_countdown_pressed(self, event: Countdown.Pressed) -> None:
        event.stop()
        self._begin()
        action = meaning_of_digits(moment_of(self.session)) if self._has_begun else None
        if action is not None:
            self._perform(action)

    def on_timeline_pressed(self, event: Timeline.Pressed) -> None:
        """Ask whether to go to the step that was clicked."""
        event.stop()
        self._begin()
        state = self.session.state
        if not self._has_begun or self.session.is_over:
            return
        index = step_text.entrance(state.steps, event.index)
        if index == state.index:
            self._tell("This is where you are")
            return
        from backday_tui.tui.widgets.dialog import Answer, AskScreen

        answers = [Answer("go", ("g",), "go there"), Answer("stay", ("n",), "stay here")]
        text = f"{step_text.numbered(state.steps, event.index)}. What is done stays done, and u leads back."
        self.app.push_screen(
            AskScreen("Go there?", answers, text=text, cancel="stay"), lambda answer: self._gone(answer, index)
        )

    def _gone(self, answer: str | None, index: int) -> None:
        if answer == "go":
            self._carry_out(c.GoTo(index))

    def _carry_out(self, command: c.Command, said: str = "") -> None:
        """Do it, and say so; or why it makes no sense now."""
        try:
            happened = self._workout.do(command)
        except CommandRefusedError as refused:
            self._tell(str(refused))
            return
        self._hush()
        self._attend(happened)
        undone = next((event for event in happened if isinstance(event, e.Undone)), None)
        if undone is not None:
            said = f"Taken back: {step_text.command(undone.command)}"
        if said:
            self._tell(with_records(happened, said))

    def _recorded(self, command: c.Record | None) -> None:
        if command is not None:
            self._carry_out(command, "Written down")
            if self._end_page is not None:
                self._end_page.show_figures()

    def do_swap(self) -> None:
        """Pick another exercise for this one."""
        from backday_tui.tui.live.swap import SwapScreen
        from backday_tui.workout.swaps import IS_ONE_STEP, swapped_step

        if swapped_step(self.session.state).group == "amrap":
            self._tell(IS_ONE_STEP)
            return
        countdown = self._board.countdown
        screen = SwapScreen(
            self.session, self._workout.catalog, lambda: self._workout.now, lambda: countdown.region.bottom
        )
        self.app.push_screen(screen, self._swapped)
        self._look_up_swaps(screen)

    @work(thread=True, group="past")
    def _look_up_swaps(self, screen: SwapScreen) -> None:
        """Read when each of the list was last done, which the list doesn't wait for."""
        with contextlib.suppress(BackdayError):  # that was said at the beginning
            self._from_thread(screen.show_days, self._workout.read_days(), self._workout.wall.date())

    def _swapped(self, choice: SwapChoice | None) -> None:
        if choice is not None:
            from backday_tui.workout.swaps import swapped_step, told_of_swap

            self._carry_out(c.Swap(choice.name), told_of_swap(choice, swapped_step(self.session.state)))
            self._look_up(choice.name)

    def do_exercise(self) -> None:
        """What this exercise is."""
        from backday_tui.tui.live.explain import ExplainScreen

        self.app.push_screen(ExplainScreen(self.session, self._workout.catalog, lambda: self._workout.now))

    def do_where(self) -> None:
        """Where one is, in a line."""
        self._tell(where(self.session, self._workout.now, self._workout.barbell(self.session.state)))

    def do_edit_step(self) -> None:
        """Change the routine's file, for next time; the workout that runs stays as it is."""
        from backday_tui.tui.live.change_file import edit_step

        state = self.session.state
        step = state.steps[step_text.work_at(state.steps, state.index)]
        edit_step(self.app, self._workout.request, step.ref, self._tell)

    def do_mute(self) -> None:
        """Sound off, or on."""
        sound = self._workout.sound
        sound.set_muted(not sound.muted)
        self._board.show_status(self._status())
        self._tell("Sound off" if sound.muted else "Sound on")

    def do_voice(self) -> None:
        """What comes next is spoken, or no longer; where it can't be, what would help."""
        self._tell(turn_voice(self._workout.sound, self._workout.request.keeper))

    def do_quieter(self) -> None:
        """Less volume."""
        self._change_volume(-VOLUME_STEP)

    def do_louder(self) -> None:
        """More volume."""
        self._change_volume(VOLUME_STEP)

    def _change_volume(self, by: float) -> None:
        said = turn_volume(self._workout.sound, by, self._workout.request.keeper)
        self._board.show_status(self._status())
        self._tell(said)

    def do_theme(self) -> None:
        """Light or dark."""
        self._backday.toggle_theme()
        if self._workout.request.keeper is not None:
            self._workout.request.keeper.keep("theme", self.app.theme)

    def do_help(self) -> None:
        """All keys."""
        from backday_tui.tui.widgets.dialog import KeysScreen

        rows = [
            ScreenKey(
                help=action.help,
                label=action.label,
                shown=short_name(action.main_keys[0]),
                told=" ".join(map(short_name, action.main_keys)),
                click=f"perform('{action.name}')",
            )
            for action in ACTIONS
        ]
        notes = [ScreenKey(help=note) for note in (*NOTES, *([] if self.app.is_web else [SUSPEND_NOTE]))]
        self.app.push_screen(KeysScreen([*rows, BLANK_ROW, *notes], now=self._time_line))

    def _time_line(self) -> str:
        return time_line(self.session, self._workout.now)

    def do_leave(self) -> None:
        """Ask whether to finish."""
        self.ask_to_leave()

    # -- questions -------------------------------------------------------------------------------------------------

    def ask_to_leave(self) -> None:
        """Finish or go on; asked over any other question."""
        self._begin()
        if not self._has_begun or self.session.is_over:
            self._backday.leave_screen()
            return
        from backday_tui.tui.widgets.dialog import (
            Answer,
            AskScreen,
        )

        is_logged = self._workout.request.open_journal is not None
        kept = "what was done is kept" if is_logged else "this workout is not logged"
        answers = [Answer("stay", ("g", "n"), "go on"), Answer("finish", ("f", "q"), f"finish here: {kept}")]
        if is_logged:
            answers.append(Answer("leave", ("l",), "leave: backday start --resume goes on"))
        self.app.push_screen(AskScreen("Finish the workout?", answers, cancel="stay"), self._left)

    def _left(self, answer: str | None) -> None:
        if answer == "finish":
            self._carry_out(c.Finish())
        elif answer == "leave":
            self._backday.leave_screen()

    def _ask_about(self, gap: GapNoticed) -> None:
        from backday_tui.tui.widgets.dialog import (
            Answer,
            AskScreen,
        )

        answers = [
            Answer("go on", ("space", "g"), "go on from there"),
            Answer("count", ("c",), "count the time: as if it had run on"),
            Answer("skip", ("n", "right"), "skip this step"),
        ]
        title = f"Nothing ran for {words.clock(gap.seconds)}"
        text = "The computer slept, or the program was stopped. The workout is paused as of before."
        self.app.push_screen(AskScreen(title, answers, text=text, cancel=""), self._met_gap)

    def _met_gap(self, answer: str | None) -> None:
        if answer == "skip":
            self._carry_out(c.Skip())
        if answer and self.session.is_paused:
            self._carry_out(c.Resume(counted=answer == "count"))

    # -- a quiet line ----------------------------------------------------------------------------------------------

    def _tell(self, said: str) -> None:
        """Say something for a few seconds, with nothing to press; in more than one row where it is too long for one."""
        self._hush()
        if self._notice is None:
            self._notice = TextLine(id="notice")
            self.mount(self._notice)
        self._notice.set_class(self.rows_below > 0, "-above")
        self._notice.set_class(self.is_typing, "-over-line")
        # A share in CSS comes to no row at all on the smallest screens.
        self._notice.styles.max_height = max(1, self.size.height * NOTICE_PERCENT // 100)
        self._notice.update(Content(clean(said[:1].upper() + said[1:], 300)))
        self._notice.display = True
        self._notice_timer = self.set_timer(NOTICE_S, self._hush)

    @property
    def _is_telling(self) -> bool:
        return self._notice is not None and self._notice.display

    @property
    def rows_below(self) -> int:
        """The rows of the key line, above which what is said and typed stands."""
        return 1 if self._board.keys.display else 0

    def _hush(self) -> None:
        if self._notice_timer is not None:
            self._notice_timer.stop()
            self._notice_timer = None
        if self._notice is not None:
            self._notice.display = False

    def before_suspend(self) -> None:
        """The program is about to be stopped: so does time."""
        self._begin()
        if self._has_begun and moment_of(self.session) not in (PAUSED, OVER):
            self._carry_out(c.Pause())
        if self._has_begun:
            self._workout.performance.stand_still()
