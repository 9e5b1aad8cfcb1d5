"""``Saves``: the folder of all players."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from ladderquest.pack.text import nearest
from ladderquest.saves import ids
from ladderquest.saves.backups import backups_of, newest_sound
from ladderquest.saves.errors import SavesError, cannot, sentence, shown
from ladderquest.saves.profile import PLAYER_FILE, PlayerFile, Profile, player_name
from ladderquest.saves.recover import recovered_name
from ladderquest.saves.runs import RUNS, scan
from ladderquest.saves.storage import is_folder, make_folder
from ladderquest.saves.store import PlayerStore


class PlayerCard(msgspec.Struct, frozen=True):
    """A player in a list. ``touched`` is when anything of theirs was last saved here (ISO 8601, UTC);
    ``problem`` is a sentence if the player cannot be read, "" if all is well."""

    id: str
    name: str
    touched: str
    problem: str = ""


class Saves:
    """All players under one folder. Nothing is kept open."""

    def __init__(self, root: Path) -> None:
        """Make the folder if it is not there, for its owner only. Raises ``SavesError``."""
        self.root = root
        try:
            root.parent.mkdir(parents=True, exist_ok=True)
            root.mkdir(mode=0o700, exist_ok=True)
        except (OSError, ValueError) as error:
            raise SavesError(cannot("write to", root, error)) from error

    def players(self) -> list[PlayerCard]:
        """Every player, the one touched last first. Raises ``SavesError`` if the folder cannot be read."""
        try:
            folders = [path for path in self.root.iterdir() if ids.is_id(path.name) and path.is_dir()]
        except OSError as error:
            raise SavesError(cannot("read", self.root, error)) from error
        found = [card for card in map(_card, folders) if card is not None]
        return sorted(found, key=lambda card: (card.touched, card.id), reverse=True)

    def unused_name(self, text: str, *, besides: str = "") -> str:
        """``text`` as a player's name. Raises ``SavesError`` if it is unfit or taken by a player whose id
        is not ``besides``."""
        name = player_name(text)
        for card in self.players():
            if card.id != besides and card.name.casefold() == name.casefold():
                raise SavesError(f'There is a player called "{card.name}" already. Choose another name.')
        return name

    def create(self, name: str, player_id: str | None = None) -> PlayerStore:
        """A new player, open; ``player_id`` is one that they have elsewhere. Raises ``SavesError`` for an
        unfit or taken name, or if nothing can be written."""
        name = self.unused_name(name)
        try:
            newest = max((path.name for path in self.root.iterdir() if ids.is_id(path.name)), default="")
        except OSError as error:
            raise SavesError(cannot("read", self.root, error)) from error
        folder = self.root / (player_id or ids.new_id(newest))
        make_folder(folder)
        PlayerFile(folder).write(Profile(name=name, created=ids.now().isoformat()), {})
        return PlayerStore(folder)

    def find(self, name_or_id: str) -> PlayerCard | None:
        """The player with this id, or with this name in any case; None if there is none."""
        wanted = name_or_id.strip().casefold()
        cards = self.players()
        by_id = (card for card in cards if card.id == wanted)
        try:
            name = player_name(name_or_id).casefold()
        except SavesError:
            return next(by_id, None)
        return next(by_id, next((card for card in cards if card.name.casefold() == name), None))

    def suggest(self, name: str) -> str | None:
        """The name of a player that ``name`` was probably meant to be."""
        return nearest(name, [card.name for card in self.players()])

    def open(self, player_id: str) -> PlayerStore:
        """A player, open: to write if nobody else has it open, else read-only, which its notices say.
        Raises ``NewerSave``, and ``SavesError`` if there is no such player."""
        folder = self.root / player_id if ids.is_id(player_id) else None
        if folder is None or not is_folder(folder):
            raise SavesError(f"there is no player {shown(Path(player_id))} in {shown(self.root)}.")
        return PlayerStore(folder)


def _card(folder: Path) -> PlayerCard | None:
    """A player's card; None for a folder in which nobody has begun."""
    problem = ""
    name: str | None = None
    try:
        found = PlayerFile(folder).read()
        if found is not None:
            name = found[0].name
        elif not scan(folder / RUNS) and not backups_of(folder):
            return None
        else:
            problem = f"The profile of this player is missing from {shown(folder)}."
    except SavesError as error:
        problem = sentence(error)
    if problem:
        name = recovered_name(folder) or _backed_up_name(folder) or "Unreadable player"
    return PlayerCard(folder.name, name or "", _touched(folder), problem)


def _backed_up_name(folder: Path) -> str | None:
    found = newest_sound(folder)
    try:
        return player_name(found[1].contents.name) if found else None
    except SavesError:
        return None  # a name that nobody could have given


def _touched(folder: Path) -> str:
    """When anything in the folder was last saved: every save gives a file its place there anew."""
    times = []
    for path in (folder / PLAYER_FILE, folder / RUNS):
        try:
            times.append(path.stat().st_mtime)
        except OSError:
            continue  # not there, or not ours to ask: the other one tells
    try:
        return datetime.fromtimestamp(max(times, default=0), UTC).isoformat()
    except (ValueError, OverflowError, OSError):  # a clock far beyond the calendar set it
        return datetime.fromtimestamp(0, UTC).isoformat()
