"""The way to a pack: its folder, or what the cache knows of it, and the editions in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ladderquest.pack.cache import Cache, KeptPack, key_of
from ladderquest.pack.files import Gathered, bytes_of, gather, too_large
from ladderquest.pack.findings import Finding
from ladderquest.pack.model import Edition, Pack, Scenario
from ladderquest.pack.text import nearest

if TYPE_CHECKING:
    from ladderquest.pack.context import Context
    from ladderquest.pack.convert import Converted

__all__ = [
    "Loaded",
    "LoadedScenario",
    "UnknownId",
    "content_root",
    "edition",
    "load_pack",
    "load_scenario_file",
    "read_scenario_file",
]

_NAMED = re.compile(rb'\b(?:cast|given|owes)\.([a-z][a-z0-9_]*)|"who":"([a-z][a-z0-9_]*)"')


@dataclass(frozen=True)
class Loaded:
    """What became of a folder. ``pack`` is None if there is an error among the findings."""

    pack: Pack | None
    findings: list[Finding]


@dataclass(frozen=True)
class LoadedScenario:
    """What became of one file. ``scenario`` is None if there is an error among the findings."""

    scenario: Scenario | None
    findings: list[Finding]


class UnknownId(LookupError):
    """Nothing has this id; ``nearest`` is the one that was probably meant."""

    def __init__(self, unknown: str, close: str | None) -> None:
        super().__init__(unknown)
        self.id = unknown
        self.nearest = close

    def __str__(self) -> str:
        hint = f" (did you mean {self.nearest}?)" if self.nearest else ""
        return f"there is no scenario {self.id!r}{hint}"


def content_root() -> Path:
    """The folder of the pack that comes with the program: installed beside it, or in the checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "content"
    return installed if installed.is_dir() else package.parents[1] / "content"


def load_pack(root: Path, cache: Path | None = None) -> Loaded:
    """Loads and checks the pack in ``root``. Never raises for what is in the files.

    ``cache``: a folder for what need not be worked out again; None keeps nothing. Names of files in the
    findings are relative to ``root``."""
    gathered = gather(root)
    store = Cache(cache)
    key = _pack_key(gathered)
    kept = store.get(key, KeptPack)
    if kept is None:
        from ladderquest.pack.building import build

        kept = build(gathered, store)
        store.put(key, kept)
        store.trim(len(gathered.data))
    return Loaded(kept.pack, list(kept.findings))


def load_scenario_file(path: Path, context: Context) -> LoadedScenario:
    """Loads one scenario file and checks it against the pack that ``context`` is of."""
    converted = read_scenario_file(path, context)
    findings = sorted(converted.findings.items, key=lambda each: (each.line, each.column))
    broken = any(finding.severity == "error" for finding in findings)
    return LoadedScenario(None if broken else converted.value, findings)


def read_scenario_file(path: Path, context: Context) -> Converted[Scenario]:
    """One scenario file with the place of everything in it, checked against the pack of ``context``."""
    from ladderquest.pack.building import read_scenario
    from ladderquest.pack.convert import Converted
    from ladderquest.pack.reader import Reading

    reading = Reading(str(path))
    try:
        data = bytes_of(path)
    except OSError as error:
        reading.add("LQ113", 0, f"this file cannot be read: {error.strerror or 'unknown reason'}")
    else:
        if not isinstance(data, int):
            return read_scenario(data, str(path), context)
        reading.add("LQ102", 0, too_large(data))
    return Converted(None, reading.findings, lambda: reading)


def edition(pack: Pack, scenario_id: str) -> Edition:
    """A scenario with the people and memories that it names. Raises ``UnknownId``."""
    scenario = next((entry for entry in pack.scenarios if entry.id == scenario_id), None)
    if scenario is None:
        raise UnknownId(scenario_id, nearest(scenario_id, [entry.id for entry in pack.scenarios]))
    written = msgspec.json.encode(scenario)
    named = {name.decode() for found in _NAMED.findall(written) for name in found}
    carried = {*scenario.recalls, *(entry.memory for entry in scenario.remembers)}
    return Edition(
        scenario=scenario,
        cast=tuple(member for member in pack.cast if member.id in named),
        memories=tuple(memory for memory in pack.memories if memory.id in carried),
    )


def _pack_key(gathered: Gathered) -> str:
    parts: list[bytes | str] = ["pack"]
    for name, data in gathered.data.items():
        parts += (name, data)
    return key_of(*parts, *map(str, gathered.findings))
