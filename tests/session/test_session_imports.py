"""A session runs where there is no screen: what its modules import in a fresh interpreter."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import backday_tui.session

MODULES = sorted(f"backday_tui.session.{module.name}" for module in pkgutil.iter_modules(backday_tui.session.__path__))
HEAVY = {"textual", "click", "tree_sitter", "rich", "sqlite3", "asyncio"}


def test_there_are_modules_to_look_into() -> None:
    assert {"backday_tui.session.session", "backday_tui.session.export", "backday_tui.session.summary"} <= set(MODULES)


@pytest.mark.parametrize("modules", [MODULES, ["backday_tui.workout.performance"]], ids=["session", "performance"])
def test_nothing_heavy_is_imported(modules: list[str]) -> None:
    program = f"import sys, {', '.join(modules)}\nprint(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(ran.stdout.split())
    assert set(modules) <= loaded
    assert not loaded & HEAVY
