from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ladderquest.saves import PlayerStore, Saves, Settings, ids
from tests.saves.tiny import Playing


@pytest.fixture(autouse=True)
def _fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "now", lambda: datetime(2026, 11, 20, 9, 45, 12, tzinfo=UTC))


@pytest.fixture
def saves(tmp_path: Path) -> Saves:
    return Saves(tmp_path / "saves")


@pytest.fixture
def ada(saves: Saves) -> Iterator[PlayerStore]:
    with saves.create("Ada") as store:
        yield store


@pytest.fixture
def game(ada: PlayerStore) -> Playing:
    """Five records of a run by Ada, who has set something; the player is closed."""
    playing = Playing(ada).until(5)
    ada.update(settings=Settings(theme="ink")).result()
    ada.close()
    return playing
