"""A system that refuses, one that is watched, and files that are damaged."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ladderquest.saves.layout import sealed
from tests.saves.tiny import Playing


def broken(number: int) -> Callable[..., None]:
    """A system call that always fails with this errno."""

    def call(*args: object, **kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    return call


def replaced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The list of files that are put in place from now on, in order."""
    targets: list[Path] = []
    replace = os.replace

    def watched(source: Path, target: Path) -> None:
        replace(source, target)
        targets.append(target)

    monkeypatch.setattr(os, "replace", watched)
    return targets


def watch_for(monkeypatch: pytest.MonkeyPatch, path: Path, written: threading.Event) -> None:
    """Set ``written`` when ``path`` is put in place."""
    replace = os.replace

    def watched(source: Path, target: Path) -> None:
        replace(source, target)
        if target == path:
            written.set()

    monkeypatch.setattr(os, "replace", watched)


def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on, in order."""
    names: list[str] = []
    read_bytes = Path.read_bytes

    def watched(path: Path) -> bytes:
        names.append(path.name)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    return names


STAMP = "damaged-20261120T094512Z"


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])


def garble(path: Path) -> None:
    """As long as before: only reading it tells."""
    raw = path.read_bytes()
    path.write_bytes(raw[:100] + b"\0" + raw[101:])


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "something").write_text("of somebody")


DAMAGES = pytest.mark.parametrize("damage", [empty, cut, garble, folder])
Damage = Callable[[Path], None]


def change(path: Path, edit: Callable[[Any], None]) -> None:
    """An edit as LadderQuest, or another version of it, would have written it."""
    tables = json.loads(path.read_bytes())
    edit(tables)
    path.write_bytes(sealed(tables))


def live(game: Playing, segment: str = "") -> Path:
    return game.store.folder / "runs" / f"{game.run_id}{segment}.json"


def edit_records(edit: Callable[[dict[str, Any]], None]) -> Callable[[Any], None]:
    return lambda tables: edit(tables["records"])
