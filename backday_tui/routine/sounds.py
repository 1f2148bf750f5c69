"""Which file the `sound` of an entry names: a WAV file below the routine's own folder or a sound folder, and no other.

Nothing is played here.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

import backday_tui

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORM: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9 ._/-]{0,198}\.wav")


def is_sound_name(name: str) -> bool:
    """Whether a sound may be called this: letters, digits, blanks, `._-/`, then ".wav"; no way out of its folder."""
    return bool(_FORM.fullmatch(name)) and not {"..", ".", ""} & set(name.split("/"))


def bundled_folder() -> Path:
    """The sounds that come with backday: beside its modules, or in a checkout beside the package."""
    package = Path(backday_tui.__file__).parent
    beside = package / "sounds"
    return beside if beside.is_dir() else package.parent / "sounds"


def sound_file(name: str, folders: Iterable[Path]) -> Path | None:
    """The regular file that a sound names, in the first folder that has it; None if none has.

    A link that leads out of its folder is not followed.
    """
    if not is_sound_name(name):
        return None
    return next((file for folder in folders if (file := _inside(name, folder))), None)


def _inside(name: str, folder: Path) -> Path | None:
    try:
        root = folder.resolve(strict=True)
        file = (root / name).resolve(strict=True)
        regular = stat.S_ISREG(file.stat().st_mode)
    except (OSError, RuntimeError):  # missing, no permission, a loop of links
        return None
    return file if regular and file.is_relative_to(root) else None
