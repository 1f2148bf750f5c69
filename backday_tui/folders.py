"""Where the person's own files are: routines, settings, sounds, the log.

Nothing here makes a file or reads one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backday_tui.errors import BackdayError
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME_VARIABLE = "BACKDAY_HOME"
_APP = "backday"


class NowhereError(BackdayError):
    """The person's folders can't be told."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The person's folders; any of them may not exist yet."""

    config: Path
    data: Path

    @property
    def routines(self) -> Path:
        """The person's own routines, one TOML file each."""
        return self.data / "routines"

    @property
    def sounds(self) -> Path:
        """WAV files that replace bundled ones, and those that routines name."""
        return self.data / "sounds"

    @property
    def unsaved(self) -> Path:
        """Text of the editor that isn't saved yet."""
        return self.data / "unsaved"

    @property
    def settings_file(self) -> Path:
        """The person's settings."""
        return self.config / "settings.toml"

    @property
    def exercises_file(self) -> Path:
        """The person's own exercises."""
        return self.config / "exercises.toml"

    @property
    def equipment_file(self) -> Path:
        """What the person trains with: bar, plates, dumbbells."""
        return self.config / "training.toml"

    @property
    def log_file(self) -> Path:
        """The log: what was done."""
        return self.data / "history.sqlite3"


def is_there(path: Path) -> bool:
    """Whether there is something by this name, as far as one can see: in a locked folder there is nothing."""
    return os.path.exists(path)  # noqa: PTH110 -- Path's raises where a folder is locked


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """For what can be made again at any time: in $BACKDAY_HOME if that is set, else where the system has such files."""
    home = environ.get(HOME_VARIABLE)
    if home:
        return folders(environ).data / "cache"
    import platformdirs

    return platformdirs.user_cache_path(_APP, appauthor=False)


def folders(environ: Mapping[str, str] = os.environ) -> Folders:
    """Everything in $BACKDAY_HOME if that is set, else where the system keeps such files (XDG on Linux).

    Raises:
        NowhereError: one of them counts from the current folder, and that is gone.
    """
    home = environ.get(HOME_VARIABLE)
    if home:
        base = _whole(os.path.expanduser(home), HOME_VARIABLE)  # noqa: PTH111 -- Path's raises where ~x is nobody
        return Folders(base, base)
    import platformdirs

    dirs = platformdirs.PlatformDirs(_APP, appauthor=False)
    # Whole paths, but where HOME or one of these counts from the current folder.
    return Folders(_whole(dirs.user_config_dir, "XDG_CONFIG_HOME"), _whole(dirs.user_data_dir, "XDG_DATA_HOME"))


def _whole(path: str, variable: str) -> Path:
    """A path that doesn't count from the current folder; `variable` says where it is from."""
    try:
        return Path(os.path.abspath(path))  # noqa: PTH100 -- Path.resolve follows links
    except FileNotFoundError as error:
        told = f'"{clean(path, 60)}" counts from the folder you are in, and that is gone'
        raise NowhereError(f"{told}: go to another one, or let {variable} name a whole path") from error
