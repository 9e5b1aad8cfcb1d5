"""A scenario file in its author's hands: loaded beside the pack around it, and again when it has changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import msgspec

from ladderquest.pack.building import build
from ladderquest.pack.cache import Cache
from ladderquest.pack.files import SHARED, bytes_of, gather_shared, too_large
from ladderquest.pack.findings import Finding
from ladderquest.pack.loader import Loaded, content_root
from ladderquest.pack.model import Pack, Scenario
from ladderquest.pack.text import clean

__all__ = ["Draft", "is_file_name"]

Signature = tuple[str, ...]


def is_file_name(word: str) -> bool:
    """Whether ``word`` means a file; else it is the id of a scenario, which has neither dots nor slashes."""
    return word.endswith((".yaml", ".yml")) or "/" in word or os.sep in word


class Draft:
    """One scenario file. It is loaded with the shared files of the pack that it lies in, or else of the pack
    that comes with the program; other scenarios, sound or not, have no say in it."""

    def __init__(self, path: Path) -> None:
        """``path`` need not exist yet, and what it holds may be broken: ``load`` says so."""
        self.path = path
        whole = Path(os.path.abspath(path))  # noqa: PTH100  a link keeps its name, and '..' goes
        self._name = clean(str(whole), lines=False)  # never that of a shared file
        manifest = SHARED["manifest"]
        self.root = next((f for f in whole.parents if (f / manifest).is_file()), content_root())
        self._seen: Signature = ()

    def load(self) -> Loaded:
        """A pack with this scenario and no other; None, with the findings, if it cannot be played. Names of
        files are as they were given, or with the folder of the pack before them."""
        self._seen = self._signature()
        gathered = gather_shared(self.root)
        name = self._name
        try:
            data = bytes_of(self.path)
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            why = "is missing" if missing else f"cannot be read: {error.strerror or 'unknown reason'}"
            gathered.refuse("LQ113", name, f"this file {why}")
        else:
            if isinstance(data, int):
                gathered.refuse("LQ102", name, too_large(data))
            else:
                gathered.data[name] = data
        built = build(gathered, Cache(None))
        return Loaded(built.pack, [self._named(finding) for finding in built.findings])

    def changed(self) -> bool:
        """Whether the file, or one that it leans on, is another than when it was loaded last. A file that is
        not there is one that is being written."""
        now = self._signature()
        return "" not in now and now != self._seen

    def scenario(self, pack: Pack) -> Scenario:
        """The scenario of a pack that ``load`` made."""
        [scenario] = pack.scenarios
        return scenario

    def _named(self, finding: Finding) -> Finding:
        path = self.path if finding.file == self._name else self.root / finding.file
        return msgspec.structs.replace(finding, file=clean(str(path), lines=False))

    def _signature(self) -> Signature:
        return tuple(self._marks())

    def _marks(self) -> Iterator[str]:
        """A digest of the file, since some disks are coarse about time; of the others, time and size."""
        try:
            data = bytes_of(self.path)
        except OSError:
            yield ""
        else:
            yield str(data) if isinstance(data, int) else blake2b(data, digest_size=16).hexdigest()
        for name in SHARED.values():
            try:
                info = (self.root / name).stat()
            except OSError:
                yield "-"
            else:
                yield f"{info.st_mtime_ns} {info.st_size}"
