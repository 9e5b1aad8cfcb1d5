"""A player on another machine, and a player as they were: export, import, restore."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ladderquest.saves.backups import Backup, backups_of, unpacked
from ladderquest.saves.bundle import Bundle, pack_player, read_bundle
from ladderquest.saves.errors import SaveFailed, SavesError, cannot, shown
from ladderquest.saves.merge import Merged
from ladderquest.saves.players import PlayerCard, Saves
from ladderquest.saves.storage import clear_temporaries
from ladderquest.saves.store import PlayerStore

BEFORE = "before-restore"


class Exported(NamedTuple):
    """The file that was written, and sentences about what is not in it because it could not be read."""

    path: Path
    left_out: list[str]


class Imported(NamedTuple):
    """Where an import went: the player's id and name, whether they are new here, and what came of it.
    ``notices`` were told when the player was opened."""

    player: str
    name: str
    new: bool
    merged: Merged
    notices: list[str]


def export_player(saves: Saves, card: PlayerCard, path: Path) -> Exported:
    """Write a player as one file that only its owner can read. Raises ``SavesError``, also if there is
    something at ``path``."""
    packed = pack_player(saves.root / card.id, card.name)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags, 0o600)
    except FileExistsError:
        raise SavesError(f"{shown(path)} exists already, and nothing is written over it.") from None
    except (OSError, ValueError) as error:
        raise SaveFailed(cannot("write to", path, error)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(packed.raw)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)  # half an export would pass for one
        raise SaveFailed(cannot("write to", path, error)) from error
    return Exported(path, packed.left_out)


def import_player(saves: Saves, path: Path, *, into: str | None = None, name: str | None = None) -> Imported:
    """Take in the player that was exported to ``path``. Who is here already, by id, is merged with; else
    ``into`` names a player to merge with, or a new player is made, called ``name`` or as in the export.
    Raises ``SavesError``."""
    bundle = read_bundle(path)
    with _alone(saves):
        card = _meant(saves, bundle, into)
        if card is not None and name is not None:
            raise SavesError(f'"{card.name}" is here already: leave --name out to merge with them.')
        with unpacked(bundle, saves.root) as copy:
            if card is None:
                opening = saves.create(name or bundle.contents.name, bundle.contents.player)
            else:
                opening = _to_write(saves, card)
            with opening as store:
                merged = store.merge(copy, profile=card is None).result()
                return Imported(store.player, store.profile.name, card is None, merged, list(store.notices))


def _meant(saves: Saves, bundle: Bundle, into: str | None) -> PlayerCard | None:
    cards = saves.players()
    same = next((card for card in cards if card.id == bundle.contents.player), None)
    if into is None:
        return same
    card = saves.find(into)
    if card is None:
        raise SavesError(f"there is no player {shown(Path(into))} to merge with.")
    if same is not None and same.id != card.id:
        raise SavesError(
            f'this is an export of "{same.name}", who is here: leave --into out to merge with it.'
        )
    return card


def restore_player(saves: Saves, card: PlayerCard, backup: Backup) -> Imported:
    """Bring a player back to a backup: the settings and the placement of then, and every run that is gone or
    shorter now. Runs that went on since stay as they are. What is here now is backed up first. Raises
    ``SavesError``."""
    with _to_write(saves, card) as store:
        merged = restore_into(store, backup)
        return Imported(card.id, store.profile.name, False, merged, list(store.notices))


def restore_into(store: PlayerStore, backup: Backup) -> Merged:
    """The same for a player who is open. Waits for the disk."""
    bundle = read_bundle(backup.path)
    store.back_up(BEFORE).result()
    with unpacked(bundle, store.folder) as copy:
        return store.merge(copy, profile=True).result()


def backup_called(folder: Path, wanted: str) -> Backup:
    """The backup meant by its id, a day (``2026-11-24``: the newest of it) or ``newest``. Raises
    ``SavesError`` that names those there are."""
    found = backups_of(folder)
    if not found:
        raise SavesError("there is no backup of this player yet. One is made on every day that they play.")
    for backup in found:
        if wanted in ("newest", backup.id) or backup.made.date().isoformat() == wanted:
            return backup
    known = ", ".join(dict.fromkeys(each.made.date().isoformat() for each in found))
    raise SavesError(f"there is no backup {shown(Path(wanted))}. There are some of {known}.")


def _to_write(saves: Saves, card: PlayerCard) -> PlayerStore:
    store = saves.open(card.id)
    if store.read_only:
        refused = store.refused
        store.close()
        raise SaveFailed(f"{card.name} cannot be changed now: {refused}")
    return store


@contextmanager
def _alone(saves: Saves) -> Iterator[None]:
    """One import at a time, and what a killed one left is cleared."""
    from filelock import FileLock, Timeout  # 40 ms that nothing else has to pay

    lock = FileLock(saves.root / ".import.lock", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise SaveFailed("another import is under way. Try again when it is done.") from None
    except OSError as error:
        raise SaveFailed(cannot("write to", saves.root, error)) from error
    try:
        clear_temporaries([saves.root])
        yield
    finally:
        lock.release()
