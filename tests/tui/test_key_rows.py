"""The page of keys: on each screen, however wide, no key runs into what it does."""

from __future__ import annotations

import importlib
import re

import pytest

from backday_tui.tui.widgets.dialog import key_lines
from backday_tui.tui.widgets.key_line import help_rows

TABLES = {
    "editor.screen": "KEYS", "editor.find": "FIND_KEYS", "editor.plan": "PLAN_KEYS", "exercises.screen": "KEYS",
    "exercises.pick": "KEYS", "exercises.own": "KEYS", "log.screen": "KEYS", "log.session": "KEYS",
    "library.screen": "KEYS", "library.paste": "KEYS", "settings": "KEYS", "progress.screen": "KEYS",
    "progress.movement": "KEYS",
}  # fmt: skip


@pytest.mark.parametrize("module", TABLES)
def test_a_blank_or_a_line_end_stands_behind_every_key(module: str) -> None:
    keys = getattr(importlib.import_module(f"backday_tui.tui.{module}"), TABLES[module])
    for key in help_rows(keys):
        told, text = key.help_row
        for width in (*range(10, 40, 4), 48, 67, 79):
            whole = "\n".join(line.plain.rstrip() for line in key_lines(key, width))
            begins = re.escape(told[:width].rstrip(" ")) + r"( |$)"
            assert not told or re.match(begins, whole, re.MULTILINE), (width, whole)
            if width > len(told) + len(text):
                assert text.split()[:1] == whole[len(told) :].split()[:1]
