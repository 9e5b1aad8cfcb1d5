"""Rolling backups: a whole player in one file, one a day, the last seven kept.

A backup is made by the thread that writes, before anything else of a session is written, so that it holds
what the session before left behind. A save that failed leaves no trace in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ladderquest.saves import ids
from ladderquest.saves.bundle import Bundle, pack_player, read_bundle, unpack
from ladderquest.saves.errors import SaveFailed, SavesError, cannot
from ladderquest.saves.storage import TEMPORARY, make_folder, mode_of, names_of, replace_file

BACKUPS = "backups"
KEPT = 7
_KEPT_OF_A_KIND = 3
_FILE = re.compile(r"([0-9]{8}T[0-9]{6}Z)(?:-([a-z0-9-]{1,40}))?(?:\.[0-9]{1,4})?\.zip")


class Backup(NamedTuple):
    """A backup on disk: its file, when it was made (UTC), and why if not because a day had begun."""

    path: Path
    made: datetime
    why: str

    @property
    def id(self) -> str:
        """What it is called when one is chosen."""
        return self.path.stem

    @property
    def said(self) -> str:
        """Its time as people read it."""
        return f"{self.made:%Y-%m-%d %H:%M} UTC"


def backups_of(folder: Path) -> list[Backup]:
    """The backups of the player in ``folder``, newest first. Raises ``SavesError``."""
    found = []
    for name in names_of(folder / BACKUPS):
        match = _FILE.fullmatch(name)
        try:
            made = datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if match else None
        except ValueError:
            continue  # a file of somebody, with a date that there never was
        if match and made:
            found.append(Backup(folder / BACKUPS / name, made, match[2] or ""))
    return sorted(found, key=lambda each: each.path.stem, reverse=True)


def backup_due(folder: Path) -> bool:
    """Whether none was made today (in UTC), as far as can be seen."""
    today = ids.now().date()
    try:
        return all(backup.made.date() != today for backup in backups_of(folder))
    except SavesError:
        return False


def make_backup(folder: Path, name: str, why: str = "") -> Backup:
    """Back up the player in ``folder``, called ``name``, and let go of what is too old. ``why``: lower-case
    words for a backup that no new day has brought. Raises ``SavesError``."""
    make_folder(folder / BACKUPS)
    called = f"{ids.stamp()}-{why}" if why else ids.stamp()
    path, again = folder / BACKUPS / f"{called}.zip", 1
    while mode_of(path) is not None:  # two in a second: neither is to be lost
        again += 1
        path = path.with_name(f"{called}.{again}.zip")
    packed = pack_player(folder, name)
    try:
        replace_file(path, packed.raw)
    except OSError as error:
        raise SaveFailed(cannot("save to", path, error)) from error
    made = next(each for each in backups_of(folder) if each.path == path)
    _prune(folder, made)
    return made


def _prune(folder: Path, made: Backup) -> None:
    """Keep so many of each kind, and the one just made, which is not the newest where the clock went back."""
    alike = [each for each in backups_of(folder) if each.why == made.why and each.path != made.path]
    for old in alike[(_KEPT_OF_A_KIND if made.why else KEPT) - 1 :]:
        try:
            old.path.unlink(missing_ok=True)
        except OSError as error:
            raise SaveFailed(cannot("remove", old.path, error)) from error


@contextmanager
def unpacked(bundle: Bundle, near: Path) -> Iterator[Path]:
    """The files of a bundle in a folder inside of ``near``, as long as the block lasts. Raises
    ``SaveFailed``."""
    try:
        with TemporaryDirectory(prefix=".unpacked-", suffix=TEMPORARY, dir=near) as folder:
            unpack(bundle, Path(folder))
            yield Path(folder)
    except OSError as error:
        raise SaveFailed(cannot("save to", near, error)) from error


def newest_sound(folder: Path) -> tuple[Backup, Bundle] | None:
    """The newest backup that can be read, with what is in it; None if there is none."""
    try:
        found = backups_of(folder)
    except SavesError:
        return None
    for backup in found:
        try:
            return backup, read_bundle(backup.path)
        except SavesError:
            continue  # an older one will have to do
    return None
