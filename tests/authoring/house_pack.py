"""Copies of a pack that keeps every rule, broken on purpose."""

from __future__ import annotations

import shutil
from pathlib import Path

from ladderquest.authoring.checking import check_pack
from ladderquest.pack.findings import Finding
from tests.pack.packs import TINY, copy_of_sample, edit

STEADY = "scenarios/phase-1/steady.yaml"
SOURCE = Path(__file__).parent / "house" / "steady.yaml"

Place = tuple[int, int]


def copy_of_house(folder: Path) -> Path:
    """The sample pack with one scenario that keeps every rule in the place of its own."""
    root = copy_of_sample(folder)
    (root / TINY).unlink()
    shutil.copy(SOURCE, root / STEADY)
    return root


def again(root: Path, id_: str, *edits: tuple[str, str], order: int = 2) -> str:
    """A second scenario in the pack, the same but for its id, its order and ``edits``; returns its file."""
    name = f"scenarios/phase-1/{id_}.yaml"
    text = (root / STEADY).read_text(encoding="utf-8")
    for old, new in (("id: steady", f"id: {id_}"), ("order: 1\n", f"order: {order}\n"), *edits):
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
        text = text.replace(old, new)
    (root / name).write_text(text, encoding="utf-8")
    return name


def place_of(root: Path, name: str, part: str, within: str = "") -> Place:
    """Line and column of ``part`` (or of ``within``, at its first place after the start of it)."""
    text = (root / name).read_text(encoding="utf-8")
    assert text.count(part) == 1, f"{part!r} occurs {text.count(part)} times in {name}"
    at = text.index(within, text.index(part)) if within else text.index(part)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def found_after(folder: Path, *edits: tuple[str, str], name: str = STEADY) -> tuple[Path, list[Finding]]:
    """The pack after ``edits`` (old, new; old occurs once) to one file, and all that a check finds in it."""
    root = copy_of_house(folder)
    for old, new in edits:
        edit(root, name, old, new)
    return root, list(check_pack(root).findings)


def places(findings: list[Finding], code: str, name: str = STEADY) -> list[Place]:
    """Where findings of ``code`` are in the file ``name``."""
    return [(each.line, each.column) for each in findings if (each.code, each.file) == (code, name)]
