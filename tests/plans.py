"""Plans of routines for whoever trains with a usual bar and its plates."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from backday_tui.session import plan
from backday_tui.training.loads import USUAL

if TYPE_CHECKING:
    from backday_tui.training.loads import Equipment


def usual() -> Equipment:
    """A usual bar and its plates."""
    return USUAL["kg"]


build: Final = partial(plan.build, equipment=usual)
