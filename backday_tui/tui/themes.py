"""The two themes of the app, and the colours of the phases (rest, work ...) in them.

Every colour on the screen comes from here by name, through `app.tcss` and the styles of the widgets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

DARK_PHASES: Mapping[str, str] = {
    "prepare-ground": "#33240a",
    "prepare-ink": "#ffc83d",
    "work-ground": "#08291a",
    "work-ink": "#48e697",
    "rest-ground": "#0a2144",
    "rest-ink": "#6fbcff",
    "ready-ground": "#05302f",
    "ready-ink": "#4fe6dc",
    "late-ground": "#3b1512",
    "late-ink": "#ffab94",
    "over-ground": "#271540",
    "over-ink": "#e08cff",
    "paused-ground": "#22262d",
    "paused-ink": "#d3d9e2",
    "live-text": "#f4f6f5",
}
"""Of each phase the ground of the whole screen, and the ink of what stands out on it; contrast over 7 to 1."""

LIGHT_PHASES: Mapping[str, str] = {
    "prepare-ground": "#fff0c7",
    "prepare-ink": "#7a4700",
    "work-ground": "#dcf5e6",
    "work-ink": "#055630",
    "rest-ground": "#dcebfc",
    "rest-ink": "#0a448f",
    "ready-ground": "#d6f3f1",
    "ready-ink": "#04504b",
    "late-ground": "#fde4de",
    "late-ink": "#8a1f0c",
    "over-ground": "#efe4fc",
    "over-ink": "#55238f",
    "paused-ground": "#e6e8eb",
    "paused-ink": "#333b46",
    "live-text": "#16191d",
}

DARK = Theme(
    name="backday-dark",
    primary="#48e697",
    secondary="#6fbcff",
    accent="#ffc83d",
    warning="#ffc83d",
    error="#ff6b6b",
    success="#48e697",
    foreground="#e8ecea",
    background="#0e1412",
    surface="#151d1a",
    panel="#1f2a26",
    dark=True,
    variables=dict(DARK_PHASES),
)

LIGHT = Theme(
    name="backday-light",
    primary="#07753f",
    secondary="#0a53ad",
    accent="#935600",
    warning="#935600",
    error="#b3261e",
    success="#07753f",
    foreground="#16191d",
    background="#fbfcfb",
    surface="#f0f3f1",
    panel="#e2e8e4",
    dark=False,
    variables=dict(LIGHT_PHASES),
)
