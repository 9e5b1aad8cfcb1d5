"""Where the saves are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ladderquest.saves.errors import SavesError

VARIABLE = "LADDERQUEST_SAVES"
_PROJECT = re.compile(r'^name\s*=\s*"ladderquest"\s*$', re.MULTILINE)


def saves_folder(explicit: str | None, environ: Mapping[str, str]) -> Path:
    """The folder of all players, as an absolute path: ``explicit`` (of --saves), else the variable
    LADDERQUEST_SAVES, else ``saves/`` of the checkout that this program runs from, else the platform's
    folder for data. It need not exist. Raises ``SavesError`` for a name that is no folder name."""
    named = explicit if explicit is not None else environ.get(VARIABLE) or None
    if named is not None:
        source = "--saves" if explicit is not None else VARIABLE
        if not named.strip() or "\0" in named:
            raise SavesError(f"{source} names no folder. Give it one, as in --saves ~/ladderquest.")
        try:
            return Path(named).expanduser().absolute()
        except RuntimeError as error:
            raise SavesError(f"{source} names the home of somebody unknown here. Write it out.") from error
    checkout = checkout_of(Path(__file__).resolve().parents[1])
    if checkout is not None:
        return checkout / "saves"
    from platformdirs import user_data_path  # only needed here, and it costs a few milliseconds

    return user_data_path("ladderquest", appauthor=False)


def checkout_of(package: Path) -> Path | None:
    """The checkout that the package folder ``package`` is a part of: two folders up are pyproject.toml
    (of ladderquest) and content/. None for an installed package."""
    root = package.parent.parent
    try:
        project = (root / "pyproject.toml").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None  # no checkout, or one that is not ours to read: the same thing here
    return root if _PROJECT.search(project) and (root / "content").is_dir() else None
