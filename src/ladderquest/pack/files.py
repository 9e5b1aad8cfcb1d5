"""The bytes of a pack's files, read without leaving its folder."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from ladderquest.pack.findings import Finding, Findings
from ladderquest.pack.text import clean

__all__ = [
    "LARGEST_FILE",
    "MANIFEST",
    "OPTIONAL",
    "SHARED",
    "Gathered",
    "bytes_of",
    "exists",
    "gather",
    "gather_folder",
    "gather_manifest",
    "is_file",
    "is_folder",
    "too_large",
]

LARGEST_FILE = 8 * 1024 * 1024
"""Bytes. A story of 5,000 scenes takes three quarters of it."""

MANIFEST = "pack.yaml"

SHARED = {
    "manifest": MANIFEST,
    "cast": "cast.yaml",
    "memories": "memories.yaml",
    "placement": "placement.yaml",
    "sources": "ladder/sources.yaml",
    "levels": "ladder/levels.yaml",
    "phases": "ladder/phases.yaml",
    "traps": "ladder/traps.yaml",
    "signals": "ladder/signals.yaml",
    "dimensions": "ladder/dimensions.yaml",
    "grades": "ladder/grades.yaml",
    "management": "ladder/management.yaml",
    "milestones": "ladder/milestones.yaml",
    "roadblocks": "ladder/roadblocks.yaml",
    "figures": "ladder/figures.yaml",
    "shelves": "codex/shelves.yaml",
    "articles": "codex/articles.yaml",
    "exercises": "exercises/exercises.yaml",
    "comebacks": "comebacks.yaml",
    "meetings": "meetings.yaml",
    "guides": "guides.yaml",
}
"""The files that packs have once (their own, or those of their base), by what they are called in
``shared.Shared``."""

OPTIONAL = frozenset(list(SHARED)[9:])
"""Of these, what a pack can do without: what is looked up or written, beside what is played."""


_SCENARIOS = "scenarios"


@dataclass
class Gathered:
    """The bytes of every file that could be read, by name (relative to the pack, with ``/``)."""

    data: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, code: str, name: str, message: str, *, warning: bool = False) -> None:
        """Note why a file is not among ``data``."""
        findings = Findings(name)
        findings.add(code, (1, 1), message, severity="warning" if warning else "error")
        self.findings += findings.items


def gather_manifest(root: Path) -> Gathered:
    """Reads ``pack.yaml``, which says whether there must be more."""
    gathered = Gathered()
    if is_folder(root):
        _take(gathered, root.resolve(), MANIFEST, resolve=True)
    else:
        gathered.refuse("LQ113", str(root), "there is no such folder, so there is no pack")
    return gathered


def gather(gathered: Gathered, root: Path, *, whole: bool, scenarios: bool = True) -> None:
    """Reads the other shared files, then every ``scenarios/**/*.yaml``, sorted (unless ``scenarios`` are not
    wanted). What is missing is noted if the pack must be ``whole``: if it builds on no other."""
    if not is_folder(root):
        return  # said already
    inside = root.resolve()
    for kind, name in SHARED.items():
        wanted = whole and kind not in OPTIONAL
        if name != MANIFEST and (wanted or os.path.lexists(inside / name)):
            _take(gathered, inside, name, resolve=True)
    if scenarios and (whole or os.path.lexists(inside / _SCENARIOS)):
        _take_all(gathered, inside, _SCENARIOS)


def gather_folder(gathered: Gathered, root: Path, folder: str) -> None:
    """Reads every ``*.yaml`` of one folder of the pack and those within it, sorted; nothing is said where
    there is no such folder."""
    if is_folder(root) and os.path.lexists(root / folder):
        _take_all(gathered, root.resolve(), folder)


def _take_all(gathered: Gathered, root: Path, folder: str) -> None:
    for name, linked in sorted(_files_in(gathered, root, folder)):
        _take(gathered, root, name, resolve=linked)


def _files_in(gathered: Gathered, root: Path, within: str) -> list[tuple[str, bool]]:
    """The names of the files below a folder of the pack, and whether they are links."""
    found: list[tuple[str, bool]] = []
    folders = [within]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError as error:
            gathered.refuse("LQ113", folder, _sentence(error, "this folder"))
            continue
        for entry in entries:
            name = f"{folder}/{entry.name}"
            if entry.name.startswith("."):
                continue  # what editors and file managers leave behind
            if entry.is_dir(follow_symlinks=False):
                folders.append(name)
            elif entry.is_symlink() and is_folder(root / name):
                gathered.refuse("LQ114", name, "a linked folder is not read; copy the files")
            elif entry.name.endswith(".yaml"):
                found.append((name, entry.is_symlink()))
            elif entry.name.endswith(".yml"):
                gathered.refuse(
                    "LQ115", name, "this file is not read; its name must end in .yaml", warning=True
                )
    return found


def is_folder(path: Path) -> bool:
    """Whether there is a folder. A path that cannot be one (too long, a NUL in it) or that may not be
    looked at is none: ``Path.is_dir`` raises there, and most paths here are words that somebody typed."""
    return os.path.isdir(path)  # noqa: PTH112


def is_file(path: Path) -> bool:
    """The same of an ordinary file."""
    return os.path.isfile(path)  # noqa: PTH113


def exists(path: Path) -> bool:
    """Whether there is anything at all; see ``is_folder``."""
    return os.path.exists(path)  # noqa: PTH110


def _take(gathered: Gathered, root: Path, name: str, *, resolve: bool) -> None:
    path, shown = root / name, clean(name, lines=False)
    if shown != normalize("NFC", name):
        gathered.refuse("LQ113", name, "the name of this file has characters that nobody sees; rename it")
        return
    if shown in gathered.data:
        gathered.refuse("LQ113", name, "this name is there twice, with its accents written in two ways")
        return
    try:
        if resolve and not path.resolve(strict=True).is_relative_to(root):
            gathered.refuse("LQ114", name, "this link leaves the pack; copy the file")
            return
        data = bytes_of(path)
    except (OSError, RuntimeError) as error:  # a circle of links is a RuntimeError before Python 3.13
        gathered.refuse("LQ113", name, _sentence(error, "this file"))
        return
    if isinstance(data, int):
        gathered.refuse("LQ102", name, too_large(data))
    else:
        gathered.data[shown] = data  # as findings name it


def bytes_of(path: Path) -> bytes | int:
    """The content of a file, or its size in bytes if that is too large to be read. Raises ``OSError``."""
    info = path.stat()
    if not stat.S_ISREG(info.st_mode):  # reading a pipe would wait for ever
        raise OSError(errno.EINVAL, "it is not an ordinary file")
    if info.st_size > LARGEST_FILE:
        return info.st_size
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _sentence(error: OSError | RuntimeError, what: str) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{what} is missing"
    if isinstance(error, RuntimeError):
        return f"{what} is a link to itself"
    return f"{what} cannot be read: {error.strerror or 'unknown reason'}"


def too_large(size: int) -> str:
    """The sentence for a file of ``size`` bytes."""
    return f"the file has {size:,} bytes, and {LARGEST_FILE:,} is the most; split it"
