from functools import cache
from pathlib import Path

import pytest
from textual import _wait

from ladderquest.pack.loader import load_pack
from ladderquest.pack.model import Pack
from tests.cli.terminal import ROOT, SAMPLE
from tests.tui.driving import House, house_at


@cache
def pack_at(root: Path) -> Pack:
    loaded = load_pack(root)
    assert loaded.pack is not None, [str(finding) for finding in loaded.findings]
    return loaded.pack


def sample() -> Pack:
    return pack_at(SAMPLE)


def content() -> Pack:
    """What the game comes with."""
    return pack_at(ROOT / "content")


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pilot looks whether the app is idle fifty times a second, twice after every key. This app answers
    sooner; what takes longer, the tests wait for anyway."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 1 / 250)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 1 / 500)


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have switched their own colours off."""
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return house_at(tmp_path, sample())
