"""The plans of the bundled routines as they were when rests were plain: what is newer changes none of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from plans import build

from backday_tui.exercises.catalog import bundled
from backday_tui.routine.library import bundled_dir
from backday_tui.routine.reader import load
from backday_tui.session.export import as_json

PLANS = Path(__file__).parents[1] / "data" / "plans"


def known_of(now: Any, before: Any) -> Any:
    """Of a plan of today what one of then could say: keys that are newer are left out."""
    if isinstance(before, dict):
        return {key: known_of(now[key], value) for key, value in before.items()}
    if isinstance(before, list) and isinstance(now, list):
        return [known_of(new, old) for new, old in zip(now, before, strict=True)]
    return now


def test_there_is_a_plan_for_each() -> None:
    assert {path.stem for path in PLANS.iterdir()} == {path.stem for path in bundled_dir().glob("*.toml")}


@pytest.mark.parametrize("path", sorted(PLANS.iterdir()), ids=lambda path: path.stem)
def test_a_bundled_routine_is_planned_as_it_was(path: Path) -> None:
    before = json.loads(path.read_text(encoding="utf-8"))
    plan = as_json(build(load(bundled_dir() / f"{path.stem}.toml", bundled()), bundled()), bundled())
    assert known_of(json.loads(json.dumps(plan)), before) == before
