"""From arguments to ``Options``: which folders are meant."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from ladderquest.game import GameError
from ladderquest.options import CACHE, Options
from ladderquest.pack.files import SHARED
from ladderquest.pack.loader import content_root
from ladderquest.saves.errors import shown
from ladderquest.saves.locate import saves_folder

MANIFEST = SHARED["manifest"]
"""The file by which the folder of a pack is known."""


def options_of(arguments: Namespace) -> Options:
    """The options, with the folders that hold where none was given. Raises ``SavesError``, ``GameError``."""
    return Options(
        pack=folder_of(arguments.pack),
        saves=saves_folder(arguments.saves, os.environ),
        player=arguments.player,
        scenario=arguments.scenario,
        seed=arguments.seed,
    )


def cache_of(arguments: Namespace) -> Path | None:
    """The folder for what need not be worked out again: beside the saves, where there are any. None where
    nothing has been saved yet: a check leaves no folders behind."""
    saves = saves_folder(arguments.saves, os.environ)
    return saves / CACHE if saves.is_dir() else None


def folder_of(pack: str | None) -> Path:
    """The folder of the pack that is meant; the one that comes with the program for None."""
    if pack is None:
        return content_root()
    if not pack.strip() or "\0" in pack:
        raise GameError("--pack names no folder. Give it one, as in --pack content.")
    return Path(pack)


def pack_around(path: Path) -> Path | None:
    """The folder of the pack that ``path`` (of a file or a folder) lies in, itself included; None if none."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  a link keeps its name, and '..' goes
    return next((folder for folder in (whole, *whole.parents) if (folder / MANIFEST).is_file()), None)


def is_file_name(word: str) -> bool:
    """Whether ``word`` means a file; else it is the id of a scenario, which has neither dots nor slashes."""
    return word.endswith((".yaml", ".yml")) or "/" in word or os.sep in word


def file_named(word: str) -> Path:
    """The file that ``word`` names. Raises ``GameError`` if there is none."""
    if "\0" in word or not Path(word).is_file():
        raise GameError(f"There is no file {shown(Path(word))}.")
    return Path(word)
