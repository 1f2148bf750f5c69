"""What a person can do in a workout: one entry each, for the screen and for lines of text.

Keys, key line, help and docs/keys.md derive from `ACTIONS`, and so does what a key does to the session. What a command
does there stands in session/transitions.py. What is no command (a question, the sound, a page) is done by the method of
each face that is called after the action.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from backday_tui import words
from backday_tui.session import commands as c
from backday_tui.session import step_text
from backday_tui.session.state import Situation
from backday_tui.session.transitions import TRANSITIONS
from backday_tui.workout.performance import shown_clock, shown_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backday_tui.audio.player import SoundOutput
    from backday_tui.session.barbell import Barbell
    from backday_tui.session.session import Session
    from backday_tui.settings import SettingsKeeper, SpaceKey

Moment = Situation | Literal["paused"]
"""When a key is pressed. While a workout is paused, what it was in the middle of matters to no key."""

PAUSED: Final = "paused"
LEAD, TIMED, WAITING, FAILURE = Situation.LEAD, Situation.TIMED, Situation.WAITING, Situation.FAILURE
MINUTE, AMRAP, OVER = Situation.MINUTE, Situation.AMRAP, Situation.OVER
READY, BEYOND = Situation.READY, Situation.BEYOND
RESTING: Final[frozenset[Moment]] = frozenset({LEAD, READY})
WORKING: Final[frozenset[Moment]] = frozenset({TIMED, WAITING, FAILURE, BEYOND, MINUTE, AMRAP})
RUNNING: Final[frozenset[Moment]] = RESTING | WORKING
WAITS: Final[frozenset[Moment]] = frozenset({WAITING, FAILURE, BEYOND})
UNTIL_THE_END: Final[frozenset[Moment]] = RUNNING | {PAUSED}
ALWAYS: Final[frozenset[Moment]] = UNTIL_THE_END | {OVER}

STEP_S: Final = 10
"""Seconds by which one key makes a timed step longer or shorter."""
VOLUME_STEP: Final = 0.1
HOW_MANY: Final = "how many?"
"""What the key line asks, and waits for nobody."""


def moment_of(session: Session) -> Moment:
    """What the person is in the middle of."""
    situation = session.state.situation
    return PAUSED if session.is_paused and situation is not OVER else situation


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person can do.

    Attributes:
        name: also of the method of a face that does it, where it is no command: `do_<name>`.
        label: one or two words for the key line; `labels` has others for single moments.
        help: a line for the help and for docs/keys.md.
        keys: the keys that always mean this, as Textual names them; the first is the one that is shown.
        told: what a person is told of the keys, where there are too many to tell.
        keys_in: keys that mean this in some moments only.
        aliases: keys that mean it as well and are not shown: those of the same sign without shift.
        command: what the session is told; None where the face itself does it.
        said: what is said once the command is carried out; "{turn}" is "set", "warm-up set" or "round".
        when: the moments in which it makes sense.
        footer: the moments in which the key line shows it.
        digits: the moments in which a click on the digits means it.
        repeats: whether its keys do it again and again where they are held down or pressed in quick succession.
        in_lines: whether it can be done where the workout is followed as lines of text.
    """

    name: str
    label: str
    help: str
    keys: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    keys_in: Mapping[str, frozenset[Moment]] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    command: c.Command | None = None
    said: str = ""
    when: frozenset[Moment] = UNTIL_THE_END
    footer: frozenset[Moment] = frozenset()
    labels: Mapping[Moment, str] = field(default_factory=dict)
    digits: frozenset[Moment] = frozenset()
    repeats: bool = False
    in_lines: bool = True

    @property
    def main_keys(self) -> tuple[str, ...]:
        """The keys that a person is told of, those that always mean this first; as Textual names them."""
        return self.told or (*self.keys, *self.keys_in)

    @property
    def typed_keys(self) -> tuple[str, ...]:
        """The same as they are typed in lines of text."""
        return tuple(map(typed_key, self.main_keys))

    def key_in(self, moment: Moment) -> str | None:
        """The key to name for this in a moment; None where none means it."""
        for key, moments in self.keys_in.items():
            if moment in moments:
                return key
        return (self.told or self.keys)[0] if self.keys and moment in self.when else None

    def label_in(self, moment: Moment) -> str:
        """What the key line calls it in a moment."""
        return self.labels.get(moment, self.label)


ACTIONS: Final[tuple[Action, ...]] = (
    Action(
        "done", "done", "this is done: a set, a hold, a round, an EMOM's reps", command=c.Done(),
        keys_in={"space": WAITS, "enter": WORKING}, when=WORKING, footer=WAITS | {MINUTE, AMRAP},
        labels={MINUTE: "reps done", AMRAP: "round done"}, digits=WAITS,
    ),
    Action(
        "begin", "begin now", "end the rest or countdown: begin what comes next", command=c.BeginNow(),
        keys_in={"enter": RESTING, "space": frozenset({READY})}, when=RESTING, footer=RESTING,
    ),
    Action(
        "pause", "pause", "stop time", command=c.Pause(),
        keys=("p",), keys_in={"space": RUNNING - WAITS - {READY}}, when=RUNNING,
        footer=RUNNING - WAITS - {READY},
        digits=WORKING - WAITS,
    ),
    Action(
        "resume", "go on", "let time go on", command=c.Resume(),
        keys_in=dict.fromkeys(("space", "enter", "p"), frozenset({PAUSED})),
        when=frozenset({PAUSED}), footer=frozenset({PAUSED}), digits=frozenset({PAUSED}),
    ),
    Action(
        "figures", "figures", "figures of a set: 9, 9@42.5, @+10kg, 1:05, 9L",
        keys=(*"0123456789", "at"), told=("0-9", "at"), footer=WAITS | RESTING | {MINUTE},
    ),
    Action("skip", "skip", "skip this step", keys=("right", "n"), command=c.Skip(), footer=UNTIL_THE_END - RESTING,
           repeats=True),
    Action("back", "back", "go back one step", keys=("left", "b"), command=c.Back(), footer=RESTING | {PAUSED},
           repeats=True),
    Action("more", f"{STEP_S} s", f"{STEP_S} seconds more", keys=("plus",), aliases=("equals_sign",),
           command=c.Extend(STEP_S), footer=RESTING, repeats=True),
    Action("less", f"{STEP_S} s", f"{STEP_S} seconds less", keys=("minus",), command=c.Extend(-STEP_S),
           repeats=True),
    Action("rep_less", "rep less", "one rep less; of a hold 5 seconds", keys=("left_square_bracket", "down"),
           repeats=True),
    Action("rep_more", "rep more", "one rep more; of a hold 5 seconds", keys=("right_square_bracket", "up"),
           repeats=True),
    Action("load_less", "lighter", "a step of load less, in the sets to come too",
           keys=("left_curly_bracket", "shift+down"), repeats=True),
    Action("load_more", "heavier", "a step of load more, in the sets to come too",
           keys=("right_curly_bracket", "shift+up"), repeats=True),
    Action("last_time", "as last time", "the figures of last time", keys=("apostrophe",)),
    Action("note", "note", "a note to this exercise, today", keys=("semicolon",)),
    Action("record", "reps, load", "reps and load of the set just done, or of this one", keys=("r",),
           footer=WAITS | RESTING | {AMRAP}),
    Action("undo", "undo", "undo the last command", keys=("u",), command=c.Undo(), footer=WAITS | {PAUSED},
           repeats=True),
    Action("exercise", "how to", "what this exercise is: form steps and muscles", keys=("e",),
           footer=RESTING | {TIMED, WAITING}),
    Action("where", "where", "where you are: step, set, time left, what comes next", keys=("w",)),
    Action("restart", "start over", "start this step over", keys=("s",), command=c.Restart(),
           footer=frozenset({PAUSED})),
    Action("skip_exercise", "skip exercise", "skip the rest of this exercise", keys=("N",), command=c.SkipExercise(),
           said="The rest of this exercise is left out; u brings it back"),
    Action("later", "later", "do this exercise later", keys=("L",), command=c.DoLater(),
           said="This exercise comes later"),
    Action("add_set", "set more", "one set more of this exercise; in its warm-up, one warm-up set more",
           keys=("a",), command=c.AddSet(), said="One {turn} more"),
    Action("remove_set", "set less", "one set less of this exercise; in its warm-up, one warm-up set less",
           keys=("d",), command=c.RemoveSet(), said="One {turn} less"),
    Action("swap", "swap", "do another exercise in its place", keys=("x",)),
    Action("edit_step", "from now on", "change sets, reps, hold, rest or load in the routine's file, for next time",
           keys=("E",), in_lines=False),
    Action("mute", "mute", "sound off and on", keys=("m",), when=ALWAYS),
    Action("voice", "voice", "what comes next is spoken, or no longer", keys=("v",), when=ALWAYS),
    Action("quieter", "quieter", "less volume", keys=("less_than_sign",), aliases=("comma",), when=ALWAYS,
           repeats=True),
    Action("louder", "louder", "more volume", keys=("greater_than_sign",), aliases=("full_stop",), when=ALWAYS,
           repeats=True),
    Action("theme", "light/dark", "light or dark", keys=("t",), when=ALWAYS, in_lines=False),
    Action("help", "keys", "all keys", keys=("question_mark",), when=ALWAYS, footer=UNTIL_THE_END),
    Action("leave", "finish", "finish or leave; what was done is kept", keys=("q", "escape"), when=ALWAYS,
           footer=UNTIL_THE_END),
)  # fmt: skip

_SIGNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "plus": "+", "equals_sign": "=", "minus": "-", "less_than_sign": "<", "comma": ",", "greater_than_sign": ">",
        "full_stop": ".", "question_mark": "?", "at": "@", "left_square_bracket": "[", "right_square_bracket": "]",
        "left_curly_bracket": "{", "right_curly_bracket": "}", "apostrophe": "'", "semicolon": ";",
    }
)  # fmt: skip
_NAMES: Final[Mapping[str, str]] = MappingProxyType({sign: name for name, sign in _SIGNS.items()})


def typed_key(key: str) -> str:
    """A key as a person types it in lines of text: "+" for "plus"; "right" stays."""
    return _SIGNS.get(key, key)


def named_key(typed: str) -> str:
    """What Textual calls a key that was typed as a sign: "plus" for "+"."""
    return _NAMES.get(typed, typed)


def keys_of(action: Action) -> tuple[str, ...]:
    """Every key that can mean this, the ones that always do first."""
    return (*action.keys, *action.keys_in, *action.aliases)


def meaning(key: str, moment: Moment, space: SpaceKey = "auto") -> Action | None:
    """What a key means in a moment; None where it means nothing.

    Args:
        key: as Textual names it.
        moment: what the person is in the middle of.
        space: the setting: "pause" makes the space bar pause whatever runs, "next" makes it do as enter does.
    """
    if key == "space" and space == "next":
        key = "enter"
    if key == "space" and space == "pause" and moment in RUNNING:
        key = "p"
    for action in ACTIONS:
        if moment in action.keys_in.get(key, ()):
            return action
    return next((action for action in ACTIONS if key in (*action.keys, *action.told, *action.aliases)), None)


def meaning_of_digits(moment: Moment) -> Action | None:
    """What a click on the digits means in a moment: stop time, or go on; None where it means nothing."""
    return next((action for action in ACTIONS if moment in action.digits), None)


MORE: Final = (
    "undo", "swap", "later", "add_set", "more", "skip", "back", "record", "note", "exercise", "remove_set", "restart",
    "skip_exercise", "less", "last_time", "where", "edit_step", "mute", "voice", "quieter", "louder", "theme",
)  # fmt: skip
"""What the key line shows besides, where it is wide enough: the first of these first."""


class FooterKey(NamedTuple):
    """A key of the key line: as Textual names it, and what it does; a high `rank` gives way first."""

    key: str
    label: str
    rank: int


def footer_of(moment: Moment, space: SpaceKey = "auto", *, asks: bool = False) -> Iterator[FooterKey]:
    """The keys for the key line, in their order: those that matter now, and the others, which give way before them.

    `asks` is whether the reps of the set just done are asked for.
    """
    for place, action in enumerate(ACTIONS):
        matters = moment in action.footer
        is_shown = matters or (action.name in MORE and moment in action.when and _makes_sense(action, moment))
        key = _key_now(action, moment, space) if is_shown else None
        if key is not None:
            is_asked = asks and action.name == "figures"
            rank = place if matters else len(ACTIONS) + MORE.index(action.name)
            first = is_asked or action.name in ("help", "leave")
            yield FooterKey(key, HOW_MANY if is_asked else action.label_in(moment), 0 if first else rank)


def _makes_sense(action: Action, moment: Moment) -> bool:
    """Whether what it commands can be done in a moment; a set that waits has no end to move, as things stand."""
    if action.command is None or moment == PAUSED:
        return True
    is_legal = moment in TRANSITIONS[type(action.command)]
    return is_legal and not (isinstance(action.command, c.Extend) and moment in WAITS)


def _key_now(action: Action, moment: Moment, space: SpaceKey) -> str | None:
    key = action.key_in(moment)
    if key is not None and meaning(key, moment, space) is not action:
        return next((other for other in keys_of(action) if meaning(other, moment, space) is action), None)
    return key


def said_of(action: Action, session: Session) -> str:
    """What is said once its command is carried out, in a session as it is before; "" where nothing need be."""
    step = session.state.step
    turn = "round" if step.group == "circuit" else "warm-up set" if step.warmup else "set"
    return action.said.format(turn=turn)


def where(session: Session, now: float, bar: Barbell | None = None) -> str:
    """Where a person is, in one line: step, set, what is on the bar, time, what comes next, how long all takes."""
    state, steps = session.state, session.state.steps
    if session.is_over:
        return "the workout is over"
    step = state.step
    work = step_text.work_now(state)
    what = (
        step_text.title(work),
        step_text.dose(work),
        step_text.side(work),
        step_text.load(work),
        bar.text if bar is not None else "",
        step_text.turn(work),
    )
    is_left = session.remaining_s(now) is not None
    is_past = session.past_s(now) is not None
    time = f"{shown_clock(session, now)} {'left' if is_left else 'past it' if is_past else 'so far'}"
    rounds = f"{words.counted(state.rounds_counted, 'round')} done" if state.situation is AMRAP else ""
    coming = f"next: {step_text.after(steps, state.index)}" if state.index + 1 < len(steps) else "the last"
    return words.joined(
        f"step {state.index + 1} of {len(steps)}",
        *(what if step.is_work else (step_text.lead(step),)),
        time,
        rounds or ("reps done" if state.minute_logged else ""),
        "paused" if session.is_paused else "",
        coming if step.is_work else f"next: {words.joined(*what)}",
        f"{words.clock(shown_seconds(session.remaining_total_s(now)))} to go",
    )


def turn_voice(sound: SoundOutput, keeper: SettingsKeeper | None) -> str:
    """Have what comes next spoken, or no longer; gives what to say of it: where it can't be, what would help."""
    if sound.why_silent:
        return sound.why_silent
    sound.set_speaking(not sound.speaks)
    if keeper is not None:
        keeper.keep("voice", sound.speaks)
    return "voice on" if sound.speaks else "voice off"


def turn_volume(sound: SoundOutput, by: float, keeper: SettingsKeeper | None) -> str:
    """Change the volume, sound it, and give what to say of it."""
    sound.set_volume(round(sound.volume + by, 2))
    if keeper is not None:
        keeper.keep("volume", round(sound.volume * 100))
    sound.play("tick")
    return f"volume {sound.volume:.0%}"
