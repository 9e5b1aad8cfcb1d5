"""What was asked for on the command line, and how a face gets from there to a game."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from ladderquest.game import Game, GameError
from ladderquest.pack.files import is_folder
from ladderquest.pack.findings import PackError
from ladderquest.pack.loader import UnknownId, load_pack
from ladderquest.pack.model import Pack
from ladderquest.pack.text import nearest
from ladderquest.saves.errors import SavesError, shown
from ladderquest.saves.players import Saves
from ladderquest.saves.profile import LONGEST_NAME, player_name
from ladderquest.saves.store import PlayerStore

_NOBODY = "player"
CACHE = ".cache"
"""The folder beside the players in which loaded packs are kept."""


@dataclass(frozen=True)
class Options:
    """``pack`` and ``saves`` are folders; ``player``, ``scenario`` and ``seed`` as given, None if not."""

    pack: Path
    saves: Path
    player: str | None = None
    scenario: str | None = None
    seed: int | None = None


@dataclass(frozen=True)
class Opened:
    """A game that is ready; ``created`` if its player was made just now. Close ``game.store`` at the end."""

    game: Game
    created: bool


def open_game(options: Options) -> Opened:
    """The pack, and the player asked for: the one of that name, made if need be; without a name the player
    who was last here, or a new one. Raises ``PackError``, ``GameError``, ``UnknownId``, ``SavesError``."""
    pack = open_pack(options)  # first: a slip in the id of a scenario makes no player
    saves = open_saves(options)
    store, created = open_player(saves, options.player)
    return Opened(make_game(pack, store), created)


def open_pack(options: Options) -> Pack:
    """The pack, sound, with the scenario asked for in it. Raises ``PackError`` with everything that is wrong
    with it, ``UnknownId`` with the nearest scenario, and ``GameError`` if there is no such folder."""
    if not is_folder(options.pack):
        raise GameError(f"There is no folder {shown(options.pack)} to take the content from.")
    loaded = load_pack(options.pack, options.saves / CACHE if is_folder(options.saves) else None)
    if loaded.pack is None:
        raise PackError(loaded.findings)
    ids = [scenario.id for scenario in loaded.pack.scenarios]
    if options.scenario is not None and options.scenario not in ids:
        raise UnknownId(options.scenario, nearest(options.scenario, ids))
    return loaded.pack


def open_scratch(saves: Saves, name: str | None) -> PlayerStore:
    """A player to try a file with, who may go back to any question. Raises ``SavesError``."""
    store, _ = open_player(saves, name)
    store.update(settings=msgspec.structs.replace(store.profile.settings, rewind_always=True))
    return store


def open_saves(options: Options) -> Saves:
    """The folder of all players, made if need be. Raises ``SavesError``."""
    return Saves(options.saves)


def open_player(saves: Saves, name: str | None) -> tuple[PlayerStore, bool]:
    """The player called ``name`` (or with that id), or without a name the one who was last here; made if
    there is none, which the second value tells. Raises ``SavesError``."""
    if name is not None:
        card = saves.find(name)
        return (saves.open(card.id), False) if card is not None else (saves.create(name), True)
    cards = saves.players()
    if cards:
        sound = [card for card in cards if not card.problem]
        return saves.open((sound or cards)[0].id), False
    return saves.create(_own_name()), True


def find_player(saves: Saves, name: str | None) -> PlayerStore | None:
    """Like ``open_player``, but nobody is made: None where nobody has played yet. Raises ``SavesError``,
    with the nearest name, for a player who does not exist."""
    if name is None:
        return open_player(saves, None)[0] if saves.players() else None
    card = saves.find(name)
    if card is None:
        close = saves.suggest(name)
        hint = f' (did you mean "{close}"?)' if close else ""
        raise SavesError(f"There is no player {shown(Path(name))}{hint}.")
    return saves.open(card.id)


def make_game(pack: Pack, store: PlayerStore) -> Game:
    """The desk, with this machine's clock and dice."""
    return Game(pack, store, now=now, dice=dice)


def now() -> datetime:
    """The time here, with its zone."""
    return datetime.now().astimezone()


def dice() -> int:
    """A seed that nobody could have known."""
    return int.from_bytes(os.urandom(4), "big")


def _own_name() -> str:
    """What the system calls the person, as far as it can be a name here."""
    import getpass  # rarely needed, and start-up waits for every import

    try:
        return player_name(getpass.getuser()[:LONGEST_NAME])
    except (OSError, KeyError, ImportError, SavesError):  # nobody has a name in some containers
        return _NOBODY
