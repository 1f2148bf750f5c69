"""What holds for all tests of the history: no database file stays open behind a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from backday_tui.history.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path


@pytest.fixture(autouse=True)
def stores_are_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close every store that a test opened: Python 3.13 complains of those that nobody closed."""
    opened: list[Store] = []
    really_open = Store.__init__

    def keep(store: Store, path: Path, *wall: Callable[[], datetime]) -> None:
        really_open(store, path, *wall)
        opened.append(store)

    monkeypatch.setattr(Store, "__init__", keep)
    yield
    for store in opened:
        store.close()
