"""Where the person's own files are: routines, settings, sounds, the log.

Nothing here makes a file or reads one. A prompt of the shell asks for the folders as texts (`places`), for it does
without pathlib, and on Linux without platformdirs.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from backday_tui.errors import BackdayError
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HOME_VARIABLE = "BACKDAY_HOME"
ROUTINES = "routines"
LOG = "history.sqlite3"
"""In the folder of all that is no setting."""
RENAMED = ".renamed.json"
"""Beside the routines: which ids they had before."""
_APP = "backday"


class NowhereError(BackdayError):
    """The person's folders can't be told."""


class Folders(NamedTuple):
    """The person's folders; any of them may not exist yet."""

    config: Path
    data: Path

    @property
    def routines(self) -> Path:
        """The person's own routines, one TOML file each."""
        return self.data / ROUTINES

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
    def names_file(self) -> Path:
        """What other apps, and this person, call exercises."""
        return self.config / "names.toml"

    @property
    def log_file(self) -> Path:
        """The log: what was done."""
        return self.data / LOG


def bundled_routines() -> str:
    """The routines that come with backday: beside its modules, or in a checkout beside the package."""
    package = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 -- texts alone, as said above
    beside = os.path.join(package, ROUTINES)  # noqa: PTH118 -- as above
    return beside if os.path.isdir(beside) else os.path.join(os.path.dirname(package), ROUTINES)  # noqa: PTH112, PTH118, PTH120


def is_there(path: Path | str) -> bool:
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
    from pathlib import Path

    config, data = places(environ)
    return Folders(Path(config), Path(data))


def places(environ: Mapping[str, str] = os.environ) -> tuple[str, str]:
    """The paths of the folders for settings and for all else, as texts; otherwise as `folders`."""
    home = environ.get(HOME_VARIABLE)
    if home:
        base = _whole(os.path.expanduser(home), HOME_VARIABLE)  # noqa: PTH111 -- Path's raises where ~x is nobody
        return base, base
    # Whole paths, but where HOME or one of these counts from the current folder.
    config, data = _of_system()
    return _whole(config, "XDG_CONFIG_HOME"), _whole(data, "XDG_DATA_HOME")


def _of_system() -> tuple[str, str]:
    """As platformdirs has them, which takes as long as all else that `backday today` does.

    So on Linux, where one look at the environment says the same, it isn't asked.
    """
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ:
        given = _by_xdg("XDG_CONFIG_HOME", ".config"), _by_xdg("XDG_DATA_HOME", ".local/share")
        if all(given):
            return given
    import platformdirs

    dirs = platformdirs.PlatformDirs(_APP, appauthor=False)
    return dirs.user_config_dir, dirs.user_data_dir


def _by_xdg(variable: str, usual: str) -> str:
    """A folder by the XDG specification; "" where there is doubt about it."""
    given, home = os.environ.get(variable, ""), os.environ.get("HOME", "")
    base = given or (f"{home.rstrip('/')}/{usual}" if home else "")
    return f"{base.rstrip('/')}/{_APP}" if base.startswith("/") else ""


def _whole(path: str, variable: str) -> str:
    """A path that doesn't count from the current folder; `variable` says where it is from."""
    try:
        return os.path.abspath(path)  # noqa: PTH100 -- Path.resolve follows links
    except FileNotFoundError as error:
        told = f'"{clean(path, 60)}" counts from the folder you are in, and that is gone'
        raise NowhereError(f"{told}: go to another one, or let {variable} name a whole path") from error
