"""The errors that backday raises: each message is one that a person can act on.

Nothing here knows about files, sound or the screen.
"""


class BackdayError(Exception):
    """Something that a person can put right; `str(error)` is shown as it is, in one line."""


class NotFoundError(BackdayError):
    """What was asked for by name is not there; the message names what is near."""


class AmbiguousError(BackdayError):
    """A name that fits several things; the message names the candidates."""


class UnreadableError(BackdayError):
    """A file that can't be read at all: missing, no permission, no regular file, too large."""


class CommandRefusedError(BackdayError):
    """A command that the session can't carry out now; nothing was changed."""
