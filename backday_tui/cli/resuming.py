"""A session that was interrupted, for whoever offers to go on with it: the command line, or the library.

What it takes stands in backday_tui.history; here it is found by what the person wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from backday_tui.errors import BackdayError, NotFoundError
from backday_tui.folders import is_there
from backday_tui.routine import library
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from backday_tui.folders import Folders
    from backday_tui.history.history import History
    from backday_tui.history.resume import InterruptedSession, ResumedSession
    from backday_tui.tui.args import WorkoutRequest

_MOST: Final = 60


def interrupted_session(query: str | None, keeping: History, folders: Folders) -> InterruptedSession:
    """The session interrupted last; of one routine where an id, a path or the beginning of an id is given.

    Raises:
        NotFoundError: there is none.
        AmbiguousError: several routines are meant.
        RunningError: another program runs a workout.
        LogError: the log can't be read.
    """
    found = keeping.interrupted(None if query is None else _id_of(query, folders))
    if found is None:
        of_which = "" if query is None else f' of "{clean(query, _MOST)}"'
        raise NotFoundError(f"there is no interrupted session{of_which}")
    return found


def _id_of(query: str, folders: Folders) -> str:
    """The id of a routine; one whose file is gone is taken by its word."""
    try:
        return library.find(query, folders.routines).stem
    except NotFoundError:
        return query


def file_of(routine_id: str, folder: Path | None, folders: Folders) -> Path | None:
    """The file that a session's routine still stands in; None where it was from none, or that is gone.

    Args:
        routine_id: as the session has it, "" for a workout of the command line.
        folder: in which the file was; None where that isn't known.
        folders: of the person.
    """
    if not routine_id:
        return None
    in_library = library.paths(folders.routines).get(routine_id)
    if folder in (None, folders.routines, library.bundled_dir()):
        return in_library
    there = folder / f"{routine_id}{library.SUFFIX}"
    return there if is_there(there) else None


class InterruptedPrompt:
    """What the library offers of the session that was interrupted last.

    Args:
        keeping: the log.
        follow: makes a workout of a session that was taken up.
    """

    def __init__(self, keeping: Callable[[], History], follow: Callable[[ResumedSession], WorkoutRequest]) -> None:
        self._keeping = keeping
        self._follow = follow
        self._found: InterruptedSession | None = None

    def find(self) -> str | None:
        """The session in words; None where there is none, or nothing can be said of it."""
        try:
            self._found = self._keeping().interrupted()
        except BackdayError:  # another program runs it, or the log can't be read: there is nothing to offer
            return None
        return self._found.told if self._found else None

    def go_on(self) -> WorkoutRequest:
        """Follow it further, paused where it was.

        Raises:
            BackdayError: that can't be done now, as below.
        """
        return self._follow(self._keeping().take_up(self._session))

    def keep(self) -> None:
        """End it as of its last moment."""
        self._keeping().keep(self._session)

    def throw_away(self) -> None:
        """Delete it."""
        self._keeping().throw_away(self._session)

    @property
    def _session(self) -> InterruptedSession:
        if self._found is None:
            raise NotFoundError("there is no interrupted session")
        return self._found
