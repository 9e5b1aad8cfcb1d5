from functools import cache
from pathlib import Path

import pytest

from ladderquest.pack.loader import load_pack
from ladderquest.pack.model import Pack
from tests.cli.terminal import ROOT, SAMPLE
from tests.tui.driving import House, house_at


@cache
def pack_at(root: Path) -> Pack:
    pack = load_pack(root).pack
    assert pack is not None
    return pack


def sample() -> Pack:
    return pack_at(SAMPLE)


def content() -> Pack:
    """What the game comes with."""
    return pack_at(ROOT / "content")


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have switched their own colours off."""
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return house_at(tmp_path, sample())
