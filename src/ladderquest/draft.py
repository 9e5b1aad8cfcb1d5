"""A scenario file in its author's hands: loaded beside the pack around it, played, and followed when it is
saved again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import msgspec

from ladderquest.game import Sitting
from ladderquest.pack.building import build
from ladderquest.pack.cache import Cache
from ladderquest.pack.files import SHARED, bytes_of, too_large
from ladderquest.pack.findings import Finding
from ladderquest.pack.installed import content_root, pack_around
from ladderquest.pack.loader import Loaded, base_of, edition, layer_of
from ladderquest.pack.model import Pack, Scenario
from ladderquest.pack.text import clean

__all__ = ["Draft", "Rehearsal", "differences"]

Signature = tuple[str, ...]

_MOST_NAMED = 4
_PARTS = ("scenes", "clues", "artefacts", "worlds", "variables", "later", "endings")


class Draft:
    """One scenario file. It is loaded with the shared files of the pack that it lies in, or else of the pack
    that comes with the program; other scenarios, sound or not, have no say in it."""

    def __init__(self, path: Path) -> None:
        """``path`` need not exist yet, and what it holds may be broken: ``load`` says so."""
        self.path = path
        whole = Path(os.path.abspath(path))  # noqa: PTH100  a link keeps its name, and '..' goes
        self._name = clean(str(whole), lines=False)  # never that of a shared file
        self.root = pack_around(whole) or content_root()
        self._seen: Signature = ()

    def load(self) -> Loaded:
        """A pack with this scenario and no other; None, with the findings, if it cannot be played. Names of
        files are as they were given, or with the folder of the pack before them."""
        self._seen = self._signature()
        store = Cache(None)
        layer = layer_of(self.root, store, scenarios=False)
        gathered = layer.gathered
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
        built = build(gathered, store, base_of(layer, store))
        return Loaded(built.pack, [self._named(finding) for finding in built.findings])

    def changed(self) -> bool:
        """Whether the file, or one that it leans on, is another than when it was loaded last. A file that is
        not there is one that is being written."""
        now = self._signature()
        return "" not in now and now != self._seen

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


class Rehearsal:
    """A draft that is played while its author goes on writing. ``pack`` is the newest edition that was sound,
    ``findings`` what is wrong with the file as it is now (warnings are not: ``check`` tells them)."""

    def __init__(self, draft: Draft, pack: Pack, *, watch: bool = True, kept: bool = False) -> None:
        """``pack``: what ``draft.load`` made. Without ``watch`` the file is not looked at again. ``kept``:
        whether its runs outlive the game."""
        self.draft = draft
        self.pack = pack
        self.watch = watch
        self.kept = kept
        self.findings: tuple[Finding, ...] = ()

    def look(self) -> bool:
        """Load the file again if it was saved; whether it was. May run in a thread of its own."""
        if not self.watch or not self.draft.changed():
            return False
        loaded = self.draft.load()
        if loaded.pack is None:
            self.findings = tuple(each for each in loaded.findings if each.severity == "error")
        else:
            self.findings, self.pack = (), loaded.pack
        return True

    @property
    def goodbye(self) -> str:
        """What is said when the game ends."""
        return "Everything is saved." if self.kept else "This was a rehearsal: nothing of it is kept."

    @property
    def saved_word(self) -> str:
        """What is said when a story is left for the ladder."""
        return "Saved." if self.kept else "Kept until you leave the game."

    @property
    def trouble(self) -> str:
        """What is said above the findings."""
        count = len(self.findings)
        return (
            f"Not reloaded: {count} error{'s' if count > 1 else ''}. You play on with the last sound edition."
        )

    def left_behind(self, sitting: Sitting) -> str:
        """What is said of a sitting that cannot follow a newer edition: the file has become another scenario,
        or the run has ended and stays as it was played. "" for all others."""
        [scenario] = self.pack.scenarios
        if scenario.id != sitting.scenario.id:
            return (
                f"The id is {scenario.id} now. This run is one of {sitting.scenario.id}, and stays as it is."
            )
        if sitting.run.ended and edition(self.pack, scenario.id) != sitting.edition:
            return "Reloaded. This run has ended and stays as it was played; the next one is new."
        return ""

    def behind(self, sitting: Sitting) -> bool:
        """Whether a sitting is to follow a newer edition."""
        if self.left_behind(sitting):
            return False
        return edition(self.pack, sitting.scenario.id) != sitting.edition

    def follow(self, sitting: Sitting) -> tuple[Sitting, str]:
        """The run on the newest edition, at the same place as far as it still stands, and what to tell the
        author. Raises what ``Game.open`` raises."""
        sitting.game.pack = self.pack
        moved = sitting.game.open(sitting.run_id)
        changed = differences(sitting.scenario, moved.scenario) or "nothing that has an id"
        where = moved.notice or "You are where you were."
        return moved, f"Reloaded. Changed: {changed}. {where}"


def differences(old: Scenario, new: Scenario) -> str:
    """The ids of what is new, gone or another in a scenario, in a few words; "" if there is none."""
    found: list[str] = []
    for part in _PARTS:
        before = {entry.id: entry for entry in getattr(old, part)}
        after = {entry.id: entry for entry in getattr(new, part)}
        found += [name for name, entry in after.items() if name in before and before[name] != entry]
        found += [f"{name} (new)" for name in after if name not in before]
        found += [f"{name} (gone)" for name in before if name not in after]
    more = len(found) - _MOST_NAMED
    return ", ".join(found[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
