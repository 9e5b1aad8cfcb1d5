"""The sample pack with a few words changed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ladderquest.pack.model import Pack
from tests.pack.packs import TINY, load_edited


def edited(*edits: tuple[str, str], name: str = TINY) -> Pack:
    """The sample with ``edits`` (old, new; old occurs once) made to one of its files; it must be sound."""
    with tempfile.TemporaryDirectory() as folder:
        loaded = load_edited(Path(folder), *edits, name=name)
    assert loaded.pack is not None, [str(finding) for finding in loaded.findings]
    return loaded.pack
