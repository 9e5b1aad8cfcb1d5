"""Copies of the sample pack, broken on purpose."""

import shutil
from pathlib import Path

from ladderquest.pack.findings import Finding
from ladderquest.pack.loader import Loaded, load_pack

SAMPLE = Path(__file__).parent / "sample"
TINY = "scenarios/phase-1/tiny.yaml"


def copy_of_sample(folder: Path) -> Path:
    """A copy of the sample pack that a test may change."""
    return Path(shutil.copytree(SAMPLE, folder / "pack"))


def edit(root: Path, name: str, old: str, new: str) -> tuple[int, int]:
    """Replaces ``old``, which must occur exactly once, and returns the line and column where it was."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    before = text[: text.index(old)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def load_edited(folder: Path, *edits: tuple[str, str], name: str = TINY) -> Loaded:
    """The sample pack with ``edits`` (old, new) made to one file."""
    root = copy_of_sample(folder)
    for old, new in edits:
        edit(root, name, old, new)
    return load_pack(root)


def brief(findings: list[Finding]) -> list[tuple[str, int, int]]:
    """Code, line and column of each."""
    return [(finding.code, finding.line, finding.column) for finding in findings]
