"""``packs``: which packs can be played here, and whether they are sound."""

from __future__ import annotations

import os
from argparse import Namespace
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from ladderquest.commands.output import complain, counted, from_here, print_columns, print_json
from ladderquest.commands.where import folder_of
from ladderquest.game import GameError
from ladderquest.pack.installed import SHIPPED, Installed, content_root, installed_packs
from ladderquest.pack.loader import load_pack, read_manifest
from ladderquest.pack.text import clean

FOUND = 1


class Listed(NamedTuple):
    """A pack to be told about. ``root`` is None, and ``problem`` a sentence, if it has no folder."""

    id: str
    kind: str
    root: Path | None
    distribution: str = ""
    version: str = ""
    problem: str = ""


def packs(arguments: Namespace) -> int:
    """List them; exit code 1 if one is not sound."""
    played, trouble = None, ""
    try:
        played = folder_of(arguments.pack)
    except GameError as error:  # the list is what helps here
        trouble = str(error)
    listed = [Listed(SHIPPED, "comes along", content_root()), *map(_installed, installed_packs())]
    if played is not None and not any(pack.root and _same(pack.root, played) for pack in listed):
        listed.append(Listed("", "folder", played))
    reports = [_report(pack, played) for pack in listed]
    if arguments.json:
        print_json({"packs": reports, "problem": trouble or None})
    else:
        rows: list[tuple[str, str]] = []
        for pack, report in zip(listed, reports, strict=True):
            rows += _rows(pack, report)
        print_columns([(label, clean(text, lines=False)) for label, text in rows])
        if trouble:
            complain(trouble)
    return FOUND if trouble or not all(report["sound"] for report in reports) else 0


def _installed(pack: Installed) -> Listed:
    return Listed(pack.id, "installed", pack.root, pack.distribution, pack.version, pack.problem)


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _report(pack: Listed, played: Path | None) -> dict[str, Any]:
    manifest = loaded = None
    problem = pack.problem
    if pack.root is not None:
        manifest, loaded = read_manifest(pack.root), load_pack(pack.root)
        if manifest is not None and pack.id and manifest.id != pack.id:
            problem = f"its pack.yaml says `id: {manifest.id}`, and its entry point is called {pack.id}"
    counts = Counter(finding.severity for finding in loaded.findings) if loaded else Counter()
    return {
        "id": pack.id or (manifest.id if manifest else ""),
        "title": manifest.title if manifest else None,
        "version": manifest.version if manifest else None,
        "from": pack.kind,
        "distribution": pack.distribution or None,
        "distribution_version": pack.version or None,
        "path": None if pack.root is None else str(pack.root.absolute()),
        "base": manifest.base if manifest else None,
        "scenarios": None if loaded is None or loaded.pack is None else len(loaded.pack.scenarios),
        "own_scenarios": None if loaded is None else loaded.own,
        "errors": counts["error"],
        "warnings": counts["warning"],
        "problem": problem or None,
        "sound": not problem and loaded is not None and loaded.pack is not None,
        "played": played is not None and pack.root is not None and _same(pack.root, played),
    }


def _rows(pack: Listed, report: dict[str, Any]) -> list[tuple[str, str]]:
    """What it is, where it is from, and how it is; a line each."""
    name = f"{report['title']} {report['version']}" if report["title"] else "no title that can be read"
    if report["base"]:
        name += f", on {report['base']}"
    where = {
        "comes along": "comes along",
        "installed": f"installed by {pack.distribution} {pack.version}",
        "folder": f"in the folder {from_here(pack.root)}" if pack.root else "",
    }[pack.kind]
    if report["played"]:
        where += "; what is played here"
    return [(report["id"] or "?", name), ("", where), ("", _health(pack, report))]


def _health(pack: Listed, report: dict[str, Any]) -> str:
    if report["problem"]:
        return f"Problem: {report['problem']}."
    counts = [counted(report[f"{kind}s"], kind) for kind in ("error", "warning") if report[f"{kind}s"]]
    check = f"`ladderquest check {pack.id or from_here(pack.root or Path())}`"
    if not report["sound"]:
        return f"Problem: {', '.join(counts)}; {check} lists them."
    of_base = report["scenarios"] - report["own_scenarios"]
    told = counted(report["own_scenarios"], "scenario")
    if report["base"]:
        told += f" and {of_base} of {report['base']}"
    return f"{told}, sound" + (f", {counts[0]}; {check} lists them" if counts else "")
