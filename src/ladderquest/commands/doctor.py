"""``doctor``: what is installed, where things are, and whether they are sound."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from argparse import Namespace
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from ladderquest import __version__
from ladderquest.commands.output import counted, print_columns, print_json
from ladderquest.commands.where import folder_of, options_of
from ladderquest.pack.files import exists, is_folder
from ladderquest.pack.loader import load_pack, read_manifest
from ladderquest.pack.text import clean
from ladderquest.saves.errors import SavesError
from ladderquest.saves.players import Saves

FOUND = 1
LEAST_COLUMNS, LEAST_LINES = 60, 16
_PACKAGES = ("textual", "tinydb", "msgspec", "PyYAML", "platformdirs", "filelock")


def doctor(arguments: Namespace) -> int:
    """Tell all of it; exit code 1 if something keeps the game from being played or saved."""
    options = options_of(arguments)
    terminal = _terminal(os.environ)
    report: dict[str, Any] = {
        "ladderquest": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: _version(name) for name in _PACKAGES},
        "program": str(Path(__file__).resolve().parents[1]),
        "terminal": terminal,
        "pack": _pack(folder_of(arguments.pack)),
        "saves": _saves(options.saves),
    }
    problems = _problems(report)
    report["problems"] = problems
    if arguments.json:
        print_json(report)
    else:
        print_columns([(label, clean(text, lines=False)) for label, text in _rows(report)])
        print()
        for problem in problems:
            print(f"Problem: {clean(problem, lines=False)}")
        print("Something needs attention." if problems else "All is well.")
    return FOUND if problems else 0


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _terminal(environ: Mapping[str, str]) -> dict[str, Any]:
    size = shutil.get_terminal_size()
    return {
        "columns": size.columns,
        "lines": size.lines,
        "is_terminal": sys.stdin.isatty() and sys.stdout.isatty(),
        "encoding": sys.stdout.encoding,
        "TERM": environ.get("TERM"),
        "COLORTERM": environ.get("COLORTERM"),
        "NO_COLOR": environ.get("NO_COLOR"),
    }


def _pack(root: Path) -> dict[str, Any]:
    loaded, manifest = load_pack(root), read_manifest(root)
    errors = sum(finding.severity == "error" for finding in loaded.findings)
    return {
        "path": str(root.absolute()),
        "id": manifest.id if manifest else None,
        "title": manifest.title if manifest else None,
        "version": manifest.version if manifest else None,
        "base": manifest.base if manifest else None,
        "scenarios": None if loaded.pack is None else len(loaded.pack.scenarios),
        "errors": errors,
        "warnings": len(loaded.findings) - errors,
    }


def _saves(root: Path) -> dict[str, Any]:
    """The health of the saves, without making the folder if it is not there yet."""
    report: dict[str, Any] = {"path": str(root), "exists": is_folder(root), "writable": _writable(root)}
    players, problem = [], None
    if report["exists"]:
        try:
            players = Saves(root).players()
        except SavesError as error:
            problem = str(error)
    damaged = [
        {"id": card.id, "name": card.name, "problem": card.problem} for card in players if card.problem
    ]
    return {**report, "players": len(players), "damaged": damaged, "problem": problem}


def _writable(folder: Path) -> bool:
    """Whether a file can be made there; of a folder that is still to be made, in its nearest parent."""
    there = next((each for each in (folder, *folder.parents) if exists(each)), folder)
    try:
        with TemporaryFile(dir=there):
            return True
    except OSError:
        return False


def _problems(report: Mapping[str, Any]) -> list[str]:
    pack, saves, terminal = report["pack"], report["saves"], report["terminal"]
    problems = []
    if pack["errors"]:
        problems.append(
            f"The pack has {counted(pack['errors'], 'error')}; `ladderquest check {pack['path']}` lists them."
        )
    if not saves["writable"]:
        problems.append(
            f"Nothing can be saved in {saves['path']}; choose another folder with --saves DIR or "
            "LADDERQUEST_SAVES."
        )
    if saves["problem"]:
        problems.append(saves["problem"])
    problems += [f"{card['name']}: {card['problem']}" for card in saves["damaged"]]
    if terminal["is_terminal"] and (terminal["columns"] < LEAST_COLUMNS or terminal["lines"] < LEAST_LINES):
        problems.append(
            f"This window is {terminal['columns']}x{terminal['lines']}; the app needs "
            f"{LEAST_COLUMNS}x{LEAST_LINES}, and --plain plays in any."
        )
    return problems


def _rows(report: Mapping[str, Any]) -> list[tuple[str, str]]:
    terminal, pack, saves = report["terminal"], report["pack"], report["saves"]
    kind = "a terminal" if terminal["is_terminal"] else "no terminal, so plain mode"
    names = ("TERM", "COLORTERM", "NO_COLOR")
    variables = ", ".join(f"{name}={terminal[name]}" for name in names if terminal[name] is not None)
    title = f"{pack['title']} {pack['version']} ({pack['id']})" if pack["title"] else "no pack"
    if pack["base"]:
        title += f", on {pack['base']}"
    counts = "broken" if pack["scenarios"] is None else counted(pack["scenarios"], "scenario")
    state = "writable" if saves["writable"] else "not writable"
    if not saves["exists"]:
        state = f"not there yet, {state}"
    return [
        ("ladderquest", report["ladderquest"]),
        ("python", f"{report['python']} on {report['platform']}"),
        *((name, found or "missing") for name, found in report["packages"].items()),
        ("program", report["program"]),
        ("terminal", f"{kind}, {terminal['columns']}x{terminal['lines']}, {terminal['encoding']}"),
        ("", variables or "none of TERM, COLORTERM, NO_COLOR is set"),
        ("pack", title),
        ("", pack["path"]),
        ("", f"{counts}, {counted(pack['errors'], 'error')}, {counted(pack['warnings'], 'warning')}"),
        ("saves", saves["path"]),
        ("", f"{state}, {counted(saves['players'], 'player')}, {len(saves['damaged'])} damaged"),
    ]
