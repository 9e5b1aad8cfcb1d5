"""A pack as it was at a git revision, in a folder of its own. The working tree is not touched."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

from ladderquest.commands.output import from_here
from ladderquest.pack.files import MANIFEST, SHARED
from ladderquest.pack.findings import excerpt

__all__ = ["RevisionError", "check_out"]

_PLAIN_FILES = (b"100644", b"100755")
_LEADING_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


class RevisionError(Exception):
    """There is no such pack to be had; the message is one sentence."""


def check_out(root: Path, revision: str, folder: Path) -> None:
    """Writes the files of the pack in ``root`` as they were at ``revision`` of its repository into
    ``folder``. Raises ``RevisionError``."""
    prefix = _prefix(root, revision)
    if revision.startswith("-"):
        raise RevisionError(f"{excerpt(revision)!r} is no folder, and no revision can have that name.")
    commit = _git(root, "rev-parse", "--verify", "--quiet", revision + "^{commit}")
    if commit is None:
        raise RevisionError(f"{excerpt(revision)!r} is no folder, and no revision of the repository.")
    listed = _git(root, "ls-tree", "-r", "-z", "--full-tree", commit.strip().decode(), "--", *prefix)
    blobs = _blobs(listed or b"", prefix[0] if prefix else "")
    if MANIFEST not in blobs:
        where = excerpt(prefix[0] if prefix else "the top of the repository")
        raise RevisionError(f"revision {excerpt(revision)!r} has no pack there: no {MANIFEST} in {where}.")
    _write(root, blobs, folder)


def _prefix(root: Path, revision: str) -> list[str]:
    """Where the pack lies in its repository: one path, or nothing for its top."""
    try:
        said = _git(root, "rev-parse", "--show-prefix")
    except FileNotFoundError:
        raise RevisionError(
            f"{excerpt(revision)!r} is no folder, and git, which knows revisions, is not installed."
        ) from None
    if said is None:
        nowhere = f"{from_here(root)} lies in no git repository that can be read"
        raise RevisionError(f"{excerpt(revision)!r} is no folder, and {nowhere}.")
    found = os.fsdecode(said.rstrip(b"\n"))
    return [found] if found else []


def _git(root: Path, *words: str, given: bytes | None = None) -> bytes | None:
    """What git says, or None if it fails. A hook's own variables do not lead it elsewhere."""
    ours = {name: value for name, value in os.environ.items() if name not in _LEADING_ELSEWHERE}
    command = ["git", "--literal-pathspecs", "-C", str(root), *words]
    done = subprocess.run(command, input=given, capture_output=True, env=ours | {"GIT_OPTIONAL_LOCKS": "0"})
    return done.stdout if done.returncode == 0 else None


def _blobs(listed: bytes, prefix: str) -> dict[str, bytes]:
    """Name in the pack -> object id, of the files that make a pack. Links are no files."""
    found = {}
    for entry in listed.split(b"\0"):
        about, _, path = entry.partition(b"\t")
        if about.split(b" ")[0] not in _PLAIN_FILES:
            continue
        name = os.fsdecode(path).removeprefix(prefix)
        parts = PurePosixPath(name).parts
        if ".." not in parts and (name in SHARED.values() or parts[0] == "scenarios"):
            found[name] = about.split(b" ")[2]
    return found


def _write(root: Path, blobs: dict[str, bytes], folder: Path) -> None:
    """Writes every blob to its name below ``folder``."""
    answer = _git(root, "cat-file", "--batch", given=b"".join(blob + b"\n" for blob in blobs.values()))
    at = 0
    for name in blobs:
        end = (answer or b"").find(b"\n", at)
        header = (answer or b"")[at:end].split(b" ")
        if answer is None or end < 0 or len(header) != 3:
            raise RevisionError(f"git does not hand out {excerpt(name)!r}; is the repository whole?")
        at = end + 1 + int(header[2])
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(answer[end + 1 : at])
        at += 1
