"""What a person can do on the live screen: one entry each. What keys mean, the footer and the help derive from it.

What a command does to a session stands in backday_tui.session; how a key reaches it, in tui/live/screen.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from backday_tui.session.state import Situation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backday_tui.session.session import Session


class Moment(StrEnum):
    """When a key is pressed; each value goes on after "not "."""

    LEAD = "during a rest or countdown"
    TIMED = "during timed work"
    WAITING = "during a set that waits for you"
    FAILURE = "during a hold to failure"
    MINUTE = "during a minute of an EMOM"
    AMRAP = "during an AMRAP"
    PAUSED = "while paused"
    OVER = "when all is over"


RUNNING = frozenset({Moment.LEAD, Moment.TIMED, Moment.WAITING, Moment.FAILURE, Moment.MINUTE, Moment.AMRAP})
WORKING = RUNNING - {Moment.LEAD}
ON_THE_WAY = RUNNING | {Moment.PAUSED}
ALWAYS = frozenset(Moment)
WAITS = frozenset({Moment.WAITING, Moment.FAILURE})


def moment_of(session: Session) -> Moment:
    """What the person is in the middle of."""
    situation = session.state.situation
    if situation is Situation.OVER:
        return Moment.OVER
    return Moment.PAUSED if session.is_paused else Moment[situation.name]


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person can do.

    Attributes:
        name: what the live screen's method is called after: `do_<name>`.
        label: one or two words for the footer; `labels` has others for single moments.
        help: a line for the help.
        keys: the keys that always mean this, as Textual names them; the first is the one that is shown.
        keys_in: keys that mean this in some moments only.
        when: the moments in which it makes sense.
        footer: the moments in which the footer shows it.
    """

    name: str
    label: str
    help: str
    keys: tuple[str, ...] = ()
    keys_in: Mapping[str, frozenset[Moment]] = field(default_factory=dict)
    when: frozenset[Moment] = ON_THE_WAY
    footer: frozenset[Moment] = frozenset()
    labels: Mapping[Moment, str] = field(default_factory=dict)

    def key_in(self, moment: Moment) -> str | None:
        """The key to name for this in a moment; None where none means it."""
        for key, moments in self.keys_in.items():
            if moment in moments:
                return key
        return self.keys[0] if self.keys and moment in self.when else None

    def label_in(self, moment: Moment) -> str:
        """What the footer calls it in a moment."""
        return self.labels.get(moment, self.label)


COMMANDS: tuple[Action, ...] = (
    Action(
        "done", "done", "this is done: a set, a hold, a round, an EMOM's reps",
        keys_in={"space": WAITS, "enter": WORKING}, when=WORKING, footer=WAITS | {Moment.MINUTE, Moment.AMRAP},
        labels={Moment.MINUTE: "reps done", Moment.AMRAP: "round done"},
    ),
    Action(
        "begin", "begin now", "end the rest or countdown: begin what comes next",
        keys_in={"enter": frozenset({Moment.LEAD})}, when=frozenset({Moment.LEAD}), footer=frozenset({Moment.LEAD}),
    ),
    Action(
        "pause", "pause", "stop time, and let it go on",
        keys=("p",), keys_in={"space": RUNNING - WAITS}, when=RUNNING, footer=RUNNING - WAITS,
    ),
    Action(
        "resume", "go on", "let time go on",
        keys_in=dict.fromkeys(("space", "enter", "p"), frozenset({Moment.PAUSED})),
        when=frozenset({Moment.PAUSED}), footer=frozenset({Moment.PAUSED}),
    ),
    Action("skip", "skip", "skip this step", keys=("right", "n"), footer=ON_THE_WAY - {Moment.LEAD}),
    Action("back", "back", "go back one step", keys=("left", "b"), footer=frozenset({Moment.PAUSED, Moment.LEAD})),
    Action("more", "10 s", "10 seconds more", keys=("plus", "equals_sign"), footer=frozenset({Moment.LEAD})),
    Action("less", "10 s", "10 seconds less", keys=("minus",)),
    Action("record", "reps, load", "reps and load of the set just done, or of this one", keys=("r",),
            footer=WAITS | {Moment.LEAD, Moment.AMRAP}),
    Action("undo", "undo", "undo the last command", keys=("u",), footer=frozenset({Moment.PAUSED})),
    Action("exercise", "how to", "what this exercise is: form steps and muscles", keys=("e",),
            footer=frozenset({Moment.LEAD, Moment.TIMED, Moment.WAITING})),
    Action("restart", "start over", "start this step over", keys=("s",), footer=frozenset({Moment.PAUSED})),
    Action("skip_exercise", "skip exercise", "skip the rest of this exercise", keys=("N",)),
    Action("later", "later", "do this exercise later", keys=("L",)),
    Action("add_set", "set more", "one set more of this exercise", keys=("a",)),
    Action("remove_set", "set less", "one set less of this exercise", keys=("d",)),
    Action("swap", "swap", "do another exercise in its place", keys=("x",)),
    Action("edit_step", "from now on", "change sets, reps, hold, rest or load in the routine's file, for next time",
            keys=("E",)),
    Action("mute", "mute", "sound off and on", keys=("m",), when=ALWAYS),
    Action("voice", "voice", "what comes next is spoken, or no longer", keys=("v",), when=ALWAYS),
    Action("quieter", "quieter", "less volume", keys=("less_than_sign", "comma"), when=ALWAYS),
    Action("louder", "louder", "more volume", keys=("greater_than_sign", "full_stop"), when=ALWAYS),
    Action("theme", "light/dark", "light or dark", keys=("t",), when=ALWAYS),
    Action("help", "keys", "all keys", keys=("question_mark",), when=ALWAYS, footer=ON_THE_WAY),
    Action("leave", "finish", "finish or leave; what was done is kept", keys=("q", "escape"), when=ALWAYS,
            footer=ON_THE_WAY),
)  # fmt: skip

_SHOWN_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "right": "→", "left": "←", "plus": "+", "equals_sign": "=", "minus": "-", "less_than_sign": "<",
        "comma": ",", "greater_than_sign": ">", "full_stop": ".", "question_mark": "?", "escape": "esc",
    }
)  # fmt: skip


def shown_key(key: str) -> str:
    """A key as a person knows it: "→" for "right"."""
    return _SHOWN_KEYS.get(key, key)


def keys_of(command: Action) -> tuple[str, ...]:
    """Every key that can mean this, the ones that always do first."""
    return (*command.keys, *command.keys_in)


def meaning(key: str, moment: Moment, space: str = "auto") -> Action | None:
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
    for command in COMMANDS:
        if moment in command.keys_in.get(key, ()):
            return command
    return next((command for command in COMMANDS if key in command.keys), None)


class FooterKey(NamedTuple):
    """A key of the footer: as Textual names it, as it is shown, what it does; a high `rank` gives way first."""

    key: str
    shown: str
    label: str
    rank: int


def footer_of(moment: Moment, space: str = "auto") -> Iterator[FooterKey]:
    """The few keys that matter now, in their order."""
    for place, command in enumerate(COMMANDS):
        key = _key_now(command, moment, space) if moment in command.footer else None
        if key is not None:
            rank = 0 if command.name in ("help", "leave") else place
            yield FooterKey(key, shown_key(key), command.label_in(moment), rank)


def _key_now(command: Action, moment: Moment, space: str) -> str | None:
    key = command.key_in(moment)
    if key is not None and meaning(key, moment, space) is not command:
        return next((other for other in keys_of(command) if meaning(other, moment, space) is command), None)
    return key
