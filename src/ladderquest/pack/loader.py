"""The way to a pack: its folder, or what the cache knows of it, and the editions in it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ladderquest.pack.cache import Cache, KeptPack, file_key, key_of
from ladderquest.pack.files import MANIFEST, SHARED, Gathered, bytes_of, gather, gather_manifest, too_large
from ladderquest.pack.findings import Finding
from ladderquest.pack.installed import UnknownPack, content_root, pack_root
from ladderquest.pack.model import Edition, Manifest, Pack, Scenario
from ladderquest.pack.text import clean, names_after, nearest

if TYPE_CHECKING:
    from ladderquest.pack.context import Context
    from ladderquest.pack.convert import Converted
    from ladderquest.pack.overlay import Base

__all__ = [
    "Layer",
    "Loaded",
    "LoadedScenario",
    "UnknownId",
    "base_of",
    "content_root",
    "edition",
    "layer_of",
    "load_pack",
    "load_scenario_file",
    "read_manifest",
    "read_scenario_file",
]

_BASE = re.compile(rb"^[\"']?base[\"']?\s*:", re.MULTILINE)


@dataclass(frozen=True)
class Loaded:
    """What became of a folder. ``pack`` is None if there is an error among the findings. ``own`` counts the
    scenario files of the folder itself, without those of the pack that it builds on."""

    pack: Pack | None
    findings: list[Finding]
    own: int = 0


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


@dataclass(frozen=True)
class Layer:
    """A folder with what is in it, on the layer that it builds on. ``base`` is the id of that, None for a
    pack that stands on its own; without ``below``, ``problem`` says why it cannot be had."""

    root: Path
    gathered: Gathered
    base: str | None
    below: Layer | None
    problem: str
    suggestion: str | None
    key: str


def load_pack(root: Path, cache: Path | None = None) -> Loaded:
    """Loads and checks the pack in ``root``, and what it builds on. Never raises for what is in the files.

    ``cache``: a folder for what need not be worked out again; None keeps nothing. Names of files in the
    findings are relative to ``root``; those of the pack that it builds on are absolute."""
    store = Cache(cache)
    layer = layer_of(root, store)
    kept = _kept(layer, store)
    return Loaded(kept.pack, list(kept.findings), len(layer.gathered.data.keys() - set(SHARED.values())))


def layer_of(root: Path, store: Cache, *, scenarios: bool = True) -> Layer:
    """The folder of a pack with what is in it, on what it builds on. Without ``scenarios`` its own are not
    read. Never raises for what is in the files."""
    return _layer(root, store, (), scenarios=scenarios)


def _layer(root: Path, store: Cache, above: tuple[str, ...], *, scenarios: bool = True) -> Layer:
    """``above``: the real folders of the packs that build on this one."""
    gathered = gather_manifest(root)
    base, own = _base_of(gathered, store)
    gather(gathered, root, whole=base is None, scenarios=scenarios)
    below, problem, suggestion = None, "", None
    if base:  # "" where there is a base, and what it is cannot be read
        chain = (*above, os.path.realpath(root))
        try:
            folder = pack_root(base)
        except UnknownPack as error:
            problem, suggestion = error.message, error.nearest
        else:
            if base == own or os.path.realpath(folder) in chain:
                problem = f"{base!r} is this pack, or builds on it in turn; a circle of packs has no ground"
            else:
                below = _layer(folder, store, chain)
    parts: list[bytes | str] = ["pack"]
    for name, data in gathered.data.items():
        parts += (name, data)
    parts += map(str, gathered.findings)
    if base is not None:
        parts += ("base", str(below and below.root), below.key if below else problem, suggestion or "")
    return Layer(root, gathered, base, below, problem, suggestion, key_of(*parts))


def _base_of(gathered: Gathered, store: Cache) -> tuple[str | None, str]:
    """The id of the pack that this one builds on, and its own id. The first is None if it builds on none,
    and "" if which one cannot be read."""
    data = gathered.data.get(MANIFEST, b"")
    if b"base" not in data:
        return None, ""
    manifest = store.get(file_key(Manifest, MANIFEST, data), Manifest)
    if manifest is None:
        from ladderquest.pack.building import manifest_of

        manifest = manifest_of(gathered, store)
    if manifest is None:
        return ("" if _BASE.search(data) else None), ""
    return manifest.base, manifest.id


def _kept(layer: Layer, store: Cache) -> KeptPack:
    """What became of a layer and those below it."""
    kept = store.get(layer.key, KeptPack)
    if kept is None:
        from ladderquest.pack.building import build

        kept = build(layer.gathered, store, base_of(layer, store))
        store.put(layer.key, kept)
        store.trim(len(layer.gathered.data))
    return kept


def base_of(layer: Layer, store: Cache) -> Base | None:
    """What the files of ``layer`` are laid over."""
    from ladderquest.pack.overlay import Base

    if layer.base is None:
        return None
    if layer.below is None:
        return Base(layer.base, None, layer.problem, layer.suggestion)
    kept, root = _kept(layer.below, store), layer.below.root
    if kept.pack is not None:
        return Base(layer.base, kept.pack)
    wrong = tuple(
        msgspec.structs.replace(finding, file=clean(str(root / finding.file), lines=False))
        for finding in kept.findings
        if finding.severity == "error"
    )
    return Base(layer.base, None, f"the pack {layer.base!r} has errors, listed with this one's", None, wrong)


def read_manifest(root: Path) -> Manifest | None:
    """What ``pack.yaml`` says of the pack in ``root``, sound or not; None if nothing can be made of it."""
    from ladderquest.pack.building import manifest_of

    return manifest_of(gather_manifest(root), Cache(None))


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
    named = names_after(written, b"cast.", b"given.", b"owes.", b'"who":"')
    carried = {*scenario.recalls, *(entry.memory for entry in scenario.remembers)}
    return Edition(
        scenario=scenario,
        cast=tuple(member for member in pack.cast if member.id in named),
        memories=tuple(memory for memory in pack.memories if memory.id in carried),
    )
