"""What was put right last in the log is taken back, for screens and commands; and which sessions may be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.errors import BackdayError
from backday_tui.history.corrections import TakeBackError
from backday_tui.history.lock import LOCK_NAME, RunningLock
from backday_tui.history.log_words import taken_back_text

if TYPE_CHECKING:
    from backday_tui.history.store import SessionRow, Store


def take_back_last(store: Store) -> str:
    """Take back what was put right last, in whatever session; gives what is so again, in words.

    Raises:
        BackdayError: there is nothing, it can't be taken back, or its session is not over; the message says which.
        sqlite3.Error: the log can't be written.
    """
    change = store.last_change()
    if change is None:
        raise BackdayError("nothing was put right in the log: there is nothing to take back")
    row = store.session(change.session)
    if row is not None:
        refuse_running(store, row)
    try:
        store.take_back(change)
    except TakeBackError as error:
        store.forget_change(change)
        raise BackdayError(f"session {change.session}: {error}; what was put right before it can be") from error
    return taken_back_text(change, row)


def refuse_running(store: Store, row: SessionRow) -> None:
    """Make sure that a session is over: what it writes down would overwrite what is changed.

    Raises:
        BackdayError: it is not.
    """
    if row.has_ended:
        return
    if RunningLock(store.path.with_name(LOCK_NAME)).holder() is not None:
        raise BackdayError(f"session {row.id} can't be changed from outside while a workout runs: change it there")
    raise BackdayError(
        f"session {row.id} was not ended, and can't be changed from outside until it is: "
        "`backday start --resume` goes on with it"
    )
