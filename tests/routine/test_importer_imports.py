"""The importer is big and seldom wanted: nothing brings it in but the wish to paste a workout."""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys

import pytest

import backday_tui

PACKAGE = pathlib.Path(backday_tui.__file__).parent
PARTS = "backday_tui.routine.importing"


@pytest.mark.parametrize("module", ["cli", "tui.app", "plain", "routine.library", "routine.reader"])
def test_it_is_not_imported_with_the_rest(module: str) -> None:
    program = f"import sys, backday_tui.{module}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(ran.stdout.split())
    assert f"backday_tui.{module}" in loaded
    assert {name for name in loaded if name.startswith(PARTS)} == set()


def test_only_the_importer_looks_into_its_parts() -> None:
    inside = PACKAGE / "routine" / "importing"
    looks_in = re.compile(re.escape(PARTS) + r"(?!\.importer\b)")
    users = {path for path in PACKAGE.rglob("*.py") if looks_in.search(path.read_text(encoding="utf-8"))}
    assert users
    assert all(path.is_relative_to(inside) for path in users)
