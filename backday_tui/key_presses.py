"""Whether a key was meant: one that bounces or is held down commands something once.

Somebody out of breath leans on a key, and a worn one reports a press twice. A terminal tells neither from keys that
were pressed again: the same bytes come. What is left are the times between them:

    a key that bounces   the second within some 100 ms
    a key that is held   the second after 250 ms (the Linux console), 500 ms (X11, GNOME, Windows) or up to 660 ms,
                         then one every 25 to 50 ms for as long as it is held
    a key pressed again  the second after 200 ms or more, and none right behind it

So a key within `BOUNCE_S` of itself goes on with the press before, however long such a chain becomes. One within
`REPEAT_S` may be the first repeat of a held key or a press of its own, and is the latter if none follows it within
`FOLLOWED_S`. A press that comes later than that is known at once, so that nobody waits for a first press.

What comes of that depends on what a key does, which is for both faces to know (`KeyRule`). One that commands acts once
a press. A figure is typed as fast as fingers can, so two of the same digit are two ("11"), but one that is held down is
one. What moves, and text in a field, is free of all that.

Nothing here reads a clock: the times are those at which bytes were read, not those at which a busy program came to
look.
"""

from __future__ import annotations

import math
from typing import Final, Literal

BOUNCE_S: Final = 0.2
"""Within so many seconds of itself a key is the same press."""
REPEAT_S: Final = 0.7
"""Within so many it may be the first repeat of a held key, which comes after 660 ms at the latest."""
FOLLOWED_S: Final = 0.06 + 0.01
"""Within so many the second repeat follows the first: 60 ms at the slowest, and what a busy machine reads late."""

KeyRule = Literal["once", "typed", "free"]
"""How often a key acts: once a press; also where it bounces, but not for being held down; as often as it comes."""


class KeyPress:
    """One key as it came from the terminal.

    Attributes:
        is_held: whether it goes on with a press before it. It may turn out so until `wait_s` is 0.
        is_repeat: whether it does so because the key is held down: not where it bounces, or a finger is quick.
    """

    __slots__ = ("_at", "_in_doubt", "is_held", "is_repeat")

    def __init__(self, at: float, *, is_held: bool, is_repeat: bool, in_doubt: bool) -> None:
        self._at = at
        self._in_doubt = in_doubt
        self.is_held = is_held
        self.is_repeat = is_repeat

    def acts(self, rule: KeyRule) -> bool:
        """Whether it does what its key does, as far as that can be told by now."""
        return rule == "free" or not (self.is_repeat if rule == "typed" else self.is_held)

    def wait_s(self, now: float) -> float:
        """For how many seconds from now it can't be told yet whether it was meant."""
        return max(0.0, self._at + FOLLOWED_S - now) if self._in_doubt else 0.0

    def since_s(self, at: float) -> float:
        """How long before `at` it came."""
        return at - self._at

    def is_followed(self, gap_s: float) -> None:
        """The same key came again after so many seconds."""
        if self._in_doubt and gap_s <= FOLLOWED_S:
            self._in_doubt, self.is_held, self.is_repeat = False, True, True


class KeyPresses:
    """Takes the keys of one terminal in their order, and tells of each whether it goes on with a press before.

    Another key in between ends a press: no terminal repeats a key that is held once another is pressed.
    """

    def __init__(self) -> None:
        self._key = ""
        self._last: KeyPress | None = None

    def press(self, key: str, at: float, *, is_repeat: bool = False) -> KeyPress:
        """A key came.

        Args:
            key: its name.
            at: when its bytes were read, in seconds, on a clock that doesn't go back.
            is_repeat: whether the terminal itself says that it is held, as kitty can.
        """
        before = self._last if key == self._key else None
        gap_s = math.inf if before is None else before.since_s(at)
        if before is not None:
            before.is_followed(gap_s)
        in_doubt = not is_repeat and BOUNCE_S <= gap_s <= REPEAT_S
        goes_on = gap_s < BOUNCE_S
        is_repeat = is_repeat or (goes_on and before is not None and before.is_repeat)
        press = KeyPress(at, is_held=is_repeat or goes_on, is_repeat=is_repeat, in_doubt=in_doubt)
        self._key, self._last = key, press
        return press
