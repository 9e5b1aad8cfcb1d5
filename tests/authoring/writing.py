"""Small packs for the tests of the checks: the shared files of the sample, and scenarios written out here."""

from pathlib import Path

from ladderquest.authoring.checking import check_pack
from ladderquest.pack.findings import Finding
from tests.pack.packs import TINY, copy_of_sample

HEAD = """\
schema: 1
id: tiny
title: Tiny
phase: 1
order: 1
minutes: 5
summary: Tiny.
start: desk
"""
WORLDS = """\
worlds:
  - {id: disk, facts: {share: 3}, reveals: It was the disk.}
  - {id: loader, facts: {share: 38}, reveals: It was the loader.}
"""
ENDINGS = """\
endings:
  - {id: over, title: Over}
"""
LAST = """\
  - {id: last, ending: over, text: It is over.}
"""


def pack_of(folder: Path, body: str) -> Path:
    """A pack with one scenario: ``body``, with the worlds and endings above unless it has its own."""
    root = copy_of_sample(folder)
    parts = [HEAD]
    parts += [part for part in (WORLDS, ENDINGS) if part.split("\n", 1)[0] not in body.split("\n")]
    (root / TINY).write_text("".join([*parts, body]), encoding="utf-8")
    return root


def found(root: Path, *codes: str) -> list[Finding]:
    """What a check finds in the scenario; with ``codes`` only those (the first letters are enough)."""
    return [
        finding
        for finding in check_pack(root).findings
        if finding.file == TINY and (not codes or finding.code.startswith(codes))
    ]


def quoted(root: Path, finding: Finding) -> str:
    """The rest of the line from the place of a finding on."""
    line = (root / TINY).read_text(encoding="utf-8").split("\n")[finding.line - 1]
    return line[finding.column - 1 :]
