"""The importer is big and seldom wanted: nothing brings it in but the wish to paste a workout."""

from __future__ import annotations

import pathlib
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
    assert {name for name in loaded if name.startswith((PARTS, "backday_tui.routine.importing.importer"))} == set()


def test_only_the_importer_looks_into_its_parts() -> None:
    users = {path for path in PACKAGE.rglob("*.py") if PARTS in path.read_text(encoding="utf-8")}
    parts = set((PACKAGE / "routine" / "importing").glob("*.py"))
    assert users - parts == {PACKAGE / "routine" / "importer.py"}
