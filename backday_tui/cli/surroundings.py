"""What one run of the command finds around it: the person's folders and settings, read once and passed on."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backday_tui import settings as wishes
from backday_tui.folders import folders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backday_tui.folders import Folders
    from backday_tui.settings import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """The person's folders, settings, and what was wrong with the latter, a line each."""

    folders: Folders
    settings: Settings
    warnings: tuple[str, ...]


def load_context(environ: Mapping[str, str] = os.environ) -> Context:
    """Read the settings; what is wrong with them is told by whoever shows something."""
    here = folders(environ)
    settings, warnings = wishes.load(here.settings_file)
    settings, more = wishes.with_environment(settings, environ)
    return Context(here, settings, warnings + more)
