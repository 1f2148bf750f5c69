"""The line in which figures are typed while a workout runs on: when it opens, which keys are its own, when it is taken.

`9` opens it for the set that waits for the person, or the one just done, and it stays that set's whatever begins
meanwhile:

    closed --digit, @--> open --enter, space--> taken
                          |    2 s without a key, if that is a plain number or a time --> taken, and an enter or space
                          |                                                               within 1 s is no command
                          |    escape, or backspace in an empty line --> closed
                          `    any other key --> closed, nothing taken, and the key does what it always does

What makes no sense stays as it was typed, with a sentence about it. What can be typed is known in figures.py; here only
which key goes on with it. Times are in seconds on a clock that doesn't go back. Drawing is for each face.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.workout.figures import FigureError, set_meant

if TYPE_CHECKING:
    from backday_tui.session.session import Session
    from backday_tui.settings import Effort, Units
    from backday_tui.workout.figures import GivenFigures, SetToRecord

TAKEN_AFTER_S: Final = 2.0
"""For so long nothing is typed before a plain number or a time is taken by itself."""
BELONGS_S: Final = 1.0
"""For so long after that enter and space are still meant for it."""
_LONGEST: Final = 40
FIRST_KEYS: Final = frozenset("0123456789@")
"""What opens it."""
_BY_ENTER_ALONE: Final = frozenset("@:r ")
_UNIT: Final = r"(?i:kgs?|k|lbs?|l|#|%)?"
_EFFORT: Final = r"(?:r(?:\d+(?:[.,]\d*)?)?)?"
_BEHIND: Final = rf"{_EFFORT}[LRl]?{_EFFORT}"
_HEAD: Final = rf"(?:\d*(?:[:.,]\d*)?s?{_BEHIND})?"
_NUMBER: Final = rf"[+-]?(?:\d+[xX])?\d*(?:[.,]\d*)?{_UNIT}{_BEHIND}"
_BEGUN: Final = re.compile(rf"{_HEAD}(?:@(?:{_NUMBER}|[^\W\d_].*))?")
"""What figures begin with. Behind the @ a letter begins a load that has a name, such as "red band"."""
_BEGUN_WITH_BLANK: Final = re.compile(rf"{_HEAD}(?: {_NUMBER})?")
_NAMED_LOAD: Final = re.compile(r".*@[^\W\d_].*")


class LineAnswer(NamedTuple):
    """What became of a key, or of time.

    Attributes:
        is_mine: whether the key was the line's; another one does what it always does.
        given: figures that were taken, to be carried out.
        said: what the person should be told.
    """

    is_mine: bool = True
    given: GivenFigures | None = None
    said: str = ""


MINE: Final = LineAnswer()
PASSED: Final = LineAnswer(is_mine=False)


class FigureLine:
    """The line of one workout; closed at first.

    A key is a character, or "enter", "space", "backspace", "escape", or another name.

    Attributes:
        of_set: the set for which it is open; None while it is closed.
        typed: what stands in it.
        fault: why that was not taken; "" where nothing is wrong.

    Args:
        units: of a load without one, where the set has none.
        effort: how it is typed how hard a set was.
        takes_blanks: whether a space is typed as well ("9 42.5"), and doesn't take what stands there.
    """

    def __init__(self, units: Units, effort: Effort, *, takes_blanks: bool = False) -> None:
        self._units: Units = units
        self._effort: Effort = effort
        self._takes_blanks = takes_blanks
        self._key_at = -math.inf
        self._taken_at = -math.inf
        self.of_set: SetToRecord | None = None
        self.typed = ""
        self.fault = ""

    @property
    def is_open(self) -> bool:
        """Whether something is being typed."""
        return self.of_set is not None

    def types(self, key: str) -> bool:
        """Whether a key would type something now: opened by it, or gone on with."""
        return self._goes_on(key) if self.is_open else key in FIRST_KEYS

    def types_all(self, text: str) -> bool:
        """Whether all of a text could be typed, behind what stands in the open line."""
        return len(self.typed + text) <= _LONGEST and all(
            self._follows(self.typed + text[:end], "space" if key == " " else key) for end, key in enumerate(text)
        )

    def press(self, key: str, session: Session, now: float) -> LineAnswer:
        """A key came."""
        if not self.is_open:
            return self._open(key, session, now)
        if key == "escape" or (key == "backspace" and not self.typed):
            self.close()
            return MINE
        if key == "enter" or (key == "space" and not self._goes_on(key)):
            return self._take(session)
        if key == "backspace":
            self._type(self.typed[:-1], now)
            return MINE
        if self._goes_on(key):
            self._type(self.typed + (" " if key == "space" else key), now)
            return MINE
        left = self.typed
        self.close()
        return LineAnswer(is_mine=False, said=f'"{left}" was not taken' if left else "")

    def wake(self, session: Session, now: float) -> LineAnswer:
        """Time has passed: what stands there may be taken by itself."""
        if not self.is_open or self.wake_in_s(now) != 0:
            return PASSED
        answer = self._take(session)
        if answer.given is not None:
            self._taken_at = now
        return answer

    def wake_in_s(self, now: float) -> float | None:
        """In how many seconds it is taken by itself; None where it isn't."""
        if not (self.typed and self.is_open) or self.fault or _BY_ENTER_ALONE & set(self.typed):
            return None
        return max(self._key_at + TAKEN_AFTER_S - now, 0.0)

    def preview(self, session: Session) -> GivenFigures | None:
        """What it comes to as it stands; None where that is no figure yet."""
        try:
            return self._read(session)
        except FigureError:
            return None

    def open_for(self, of_set: SetToRecord, typed: str, now: float, fault: str = "") -> None:
        """Open it for this set, with what was typed."""
        self.of_set = of_set
        self._type(typed, now)
        self.fault = fault

    def close(self) -> None:
        """Nothing is typed any more."""
        self.of_set, self.typed, self.fault = None, "", ""

    def _open(self, key: str, session: Session, now: float) -> LineAnswer:
        if key in ("enter", "space") and now - self._taken_at <= BELONGS_S:
            self._taken_at = -math.inf
            return MINE
        if key not in FIRST_KEYS:
            return PASSED
        try:
            self.open_for(set_meant(session), key, now)
        except FigureError as why:
            return LineAnswer(said=str(why))
        return MINE

    def _goes_on(self, key: str) -> bool:
        return self._follows(self.typed, key)

    def _follows(self, before: str, key: str) -> bool:
        """Whether a key goes on with what was typed before it."""
        if not (key == "space" or (len(key) == 1 and key.isprintable())):
            return False
        if key in FIRST_KEYS:
            return True
        if key == "space":
            return self._takes_blanks or _NAMED_LOAD.fullmatch(before) is not None
        typed = before + key
        head, _, load = typed.partition(" ")
        tight = head + load.replace(" ", "")
        with_blank = f"{head} {load.replace(' ', '')}"
        return bool(_BEGUN.fullmatch(typed) or _BEGUN.fullmatch(tight) or _BEGUN_WITH_BLANK.fullmatch(with_blank))

    def _type(self, typed: str, now: float) -> None:
        self.typed, self.fault, self._key_at = typed[:_LONGEST], "", now

    def _take(self, session: Session) -> LineAnswer:
        if not self.typed.strip():
            self.close()
            return MINE
        try:
            given = self._read(session)
        except FigureError as fault:
            self.fault = str(fault)
            return MINE
        self.close()
        return LineAnswer(given=given)

    def _read(self, session: Session) -> GivenFigures | None:
        of_set = self.of_set
        if of_set is None:
            return None
        return of_set.given(of_set.read_figures(self.typed, self._units, self._effort), session)
