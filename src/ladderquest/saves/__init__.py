"""What players did, on disk: TinyDB files that are always whole, one folder a player."""

from ladderquest.saves.errors import DamagedFile, NewerSave, SaveFailed, SavesError
from ladderquest.saves.locate import saves_folder
from ladderquest.saves.players import PlayerCard, Saves
from ladderquest.saves.profile import PlacementAnswer, PlacementResult, Profile, Settings
from ladderquest.saves.recover import LoadedRun
from ladderquest.saves.store import PlayerStore

__all__ = [
    "DamagedFile",
    "LoadedRun",
    "NewerSave",
    "PlacementAnswer",
    "PlacementResult",
    "PlayerCard",
    "PlayerStore",
    "Profile",
    "SaveFailed",
    "Saves",
    "SavesError",
    "Settings",
    "saves_folder",
]  # fmt: skip
