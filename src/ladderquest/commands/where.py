"""From arguments to ``Options``: which folders are meant."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from pathlib import Path

from ladderquest.game import GameError
from ladderquest.options import CACHE, Options
from ladderquest.pack.files import is_file, is_folder
from ladderquest.pack.findings import excerpt
from ladderquest.pack.installed import UnknownPack, content_root, pack_root
from ladderquest.saves.errors import shown
from ladderquest.saves.locate import saves_folder

PACK_VARIABLE = "LADDERQUEST_PACK"
_ID = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)


def options_of(arguments: Namespace, *, pack: bool = True) -> Options:
    """The options, with the folders that hold where none was given. Commands that need no ``pack`` are not
    troubled by one that is not there. Raises ``SavesError``, ``GameError``."""
    return Options(
        pack=folder_of(arguments.pack) if pack else content_root(),
        saves=saves_folder(arguments.saves, os.environ),
        player=arguments.player,
        scenario=arguments.scenario,
        seed=arguments.seed,
    )


def cache_of(arguments: Namespace) -> Path | None:
    """The folder for what need not be worked out again: beside the saves, where there are any. None where
    nothing has been saved yet: a check leaves no folders behind."""
    saves = saves_folder(arguments.saves, os.environ)
    return saves / CACHE if is_folder(saves) else None


def folder_of(pack: str | None) -> Path:
    """The folder of the pack that is meant by a folder or an id: by ``pack``, else by LADDERQUEST_PACK, else
    the one that comes with the program. A folder wins over an installed pack of that name. Raises
    ``GameError``; a path that leads nowhere is left to whoever opens it."""
    said = "--pack" if pack is not None else PACK_VARIABLE
    given = pack if pack is not None else os.environ.get(PACK_VARIABLE) or None
    if given is None:
        return content_root()
    if not given.strip() or "\0" in given:
        raise GameError(f"{said} names no folder and no pack. Give it one, as in --pack content.")
    try:
        return named_folder(given)
    except UnknownPack as error:
        raise GameError(
            f"{said}: there is no folder {excerpt(given)!r}, and {error}. `ladderquest packs` lists all."
        ) from None


def named_folder(given: str) -> Path:
    """``given`` as a folder, or the folder of the installed pack with this id. Raises ``UnknownPack`` for
    what could be an id, is none, and is no folder or file either."""
    path = Path(given)
    try:
        there = path.exists()
    except OSError as error:  # a name that is too long, a folder that may not be looked into
        raise UnknownPack(f"this name leads nowhere: {error.strerror or 'unknown reason'}") from None
    return path if there or not _ID.fullmatch(given) else pack_root(given)


def is_file_name(word: str) -> bool:
    """Whether ``word`` means a file; else it is the id of a scenario, which has neither dots nor slashes."""
    return word.endswith((".yaml", ".yml")) or "/" in word or os.sep in word


def file_named(word: str) -> Path:
    """The file that ``word`` names. Raises ``GameError`` if there is none."""
    if not is_file(Path(word)):
        raise GameError(f"There is no file {shown(Path(word))}.")
    return Path(word)
