"""The lines of a paste that were not understood, and its headings between exercises, as comments of the TOML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from backday_tui.routine.problems import Fault
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.routine.importing.drafts import Remark
    from backday_tui.routine.model import Section

_MOST: Final = 500

Anchor = tuple["Section", int] | None
"""The item before which a comment stands: its section and place there; None for the end."""


def with_remarks(text: str, remarks: Sequence[tuple[Anchor, Remark]]) -> str:
    """The TOML with each remark as a comment before the item that it stood before, or at the end."""
    if not remarks:
        return text
    from backday_tui.routine import fault_places

    if len(remarks) > _MOST:
        text += f"# and {len(remarks) - _MOST:,} more lines\n"
    anchors = list(dict.fromkeys(anchor for anchor, _ in remarks if anchor is not None))
    found = fault_places.find(text, [Fault(anchor, "") for anchor in anchors])
    rows = {anchor: row for anchor, (row, _) in zip(anchors, found, strict=True)}
    lines = text.split("\n")
    before: dict[int, list[str]] = {}
    for anchor, remark in remarks[:_MOST]:
        row = rows[anchor] - 1 if anchor else len(lines) - 1
        indent = " " * (len(lines[row]) - len(lines[row].lstrip(" "))) if anchor else ""
        before.setdefault(row, []).append(indent + _comment(remark))
    return "\n".join(line for row, each in enumerate(lines) for line in (*before.get(row, ()), each))


def _comment(remark: Remark) -> str:
    if remark.understood:
        return f"# {clean(remark.line.text)}"
    return f"# line {remark.line.number}, not understood: {clean(remark.line.shown)}"
