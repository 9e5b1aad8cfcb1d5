"""The example pack with blind readings in it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from ladderquest.authoring.checking import check_pack
from ladderquest.pack.findings import Finding
from tests.authoring.examples import EXAMPLE

NULLS = "scenarios/phase-1/nulls.yaml"
READ = "readings/nulls.yaml"
HEAD = "scenario: nulls\nabout: Engineers of another team.\n"
AT_NOON = "    path:\n      - {scene: desk}\n"
STARS = "{rerun: 2, hold: 3, tell: 4, median: 1}"


def reading(
    reader: str = "Ada",
    ratings: str = STARS,
    *,
    decision: str = "noon",
    world: str = "late",
    path: str = AT_NOON,
    known: str = "",
) -> str:
    """An entry of `readings`."""
    held = f"    known: {known}\n" if known else ""
    where = f"  - decision: {decision}\n    world: {world}\n{path}{held}"
    return f"{where}    reader: {reader}\n    ratings: {ratings}\n"


def guess(reader: str = "Ada", option: str = "tell", decision: str = "noon") -> str:
    """An entry of `guesses`."""
    return f"  - {{decision: {decision}, reader: {reader}, option: {option}}}\n"


def file_of(readings: Sequence[str] = (), guesses: Sequence[str] = ()) -> str:
    """A whole file."""
    text = HEAD
    if readings:
        text += "readings:\n" + "".join(readings)
    if guesses:
        text += "guesses:\n" + "".join(guesses)
    return text


def pack_with(folder: Path, text: str, *, quiet: bool = True) -> Path:
    """A copy of the example pack with this file; ``quiet`` drops the note that few have read it."""
    root = Path(shutil.copytree(EXAMPLE, folder / "read"))
    (root / READ).parent.mkdir()
    (root / READ).write_text(text, encoding="utf-8")
    if quiet:
        with (root / "pack.yaml").open("a", encoding="utf-8") as file:
            file.write("severities: {LQ805: off}\n")
    return root


def found_in(folder: Path, text: str) -> list[Finding]:
    """What a check finds in that pack."""
    return list(check_pack(pack_with(folder, text)).findings)


def place_in(text: str, part: str) -> tuple[int, int]:
    """Line and column of ``part``, which must occur once."""
    assert text.count(part) == 1, part
    before = text[: text.index(part)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def laid_over(base: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack of nothing but a manifest on ``base``, which is installed for it."""
    site = folder / "site"
    shutil.copytree(base, site / "nulls_base")
    (site / "nulls_base" / "__init__.py").touch()
    info = site / "nulls-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: nulls\nVersion: 1\n", encoding="utf-8")
    points = "[ladderquest.packs]\nexample = nulls_base\n"
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    over = folder / "over"
    over.mkdir()
    manifest = "schema: 1\nid: over\ntitle: T\nversion: '1'\ncompany: C\nbase: example\n"
    (over / "pack.yaml").write_text(manifest, encoding="utf-8")
    return over
