"""``player.json``: who the player is, what they set, and the index of their runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from tinydb import where
from tinydb.table import Document

from ladderquest.growth.summary import RunSummary
from ladderquest.pack.text import clean
from ladderquest.saves.errors import DamagedFile, SavesError
from ladderquest.saves.layout import cleaned
from ladderquest.saves.storage import open_tables

PLAYER_FILE, WORK_FILE = "player.json", "work.json"
LONGEST_NAME = 60
_PROFILE = 1


class Settings(msgspec.Struct, frozen=True):
    """What the player chose. ``theme`` is the name of a theme; "" leaves it to the app."""

    explain_as_i_go: bool = False
    rewind_always: bool = False
    ask_confidence: bool = False
    reduced_motion: bool = False
    theme: str = ""


class PlacementAnswer(msgspec.Struct, frozen=True):
    """The answer to one placement question, with the concrete case behind a yes."""

    yes: bool
    example: str = ""


class PlacementResult(msgspec.Struct, frozen=True):
    """A placement: question id -> answer, how many yeses had their example, the phase chosen (1 to 4),
    and when (ISO 8601 with zone)."""

    answers: dict[str, PlacementAnswer]
    count: int
    phase: int
    at: str


class Profile(msgspec.Struct, frozen=True):
    """A player. ``created`` is ISO 8601 with zone. ``keeps``: there is a ``work.json`` beside."""

    name: str
    created: str
    settings: Settings = Settings()
    placement: PlacementResult | None = None
    keeps: bool = False


class Entry(msgspec.Struct, frozen=True):
    """A run in the index. ``size`` is the size of its files in bytes when ``summary`` was made: where the
    files differ from it, the summary is made again. -1 asks for that at the next opening."""

    summary: RunSummary
    size: int


def player_name(text: str) -> str:
    """A name as it is kept: cleaned, on one line, single spaces. Raises ``SavesError`` if it is unfit."""
    name = " ".join(clean(text, lines=False).split())
    if not name:
        raise SavesError("A player needs a name with at least one letter that can be seen.")
    if len(name) > LONGEST_NAME:
        raise SavesError(
            f"That name has {len(name)} letters, and {LONGEST_NAME} are the most. Choose a shorter one."
        )
    return name


class PlayerFile:
    """The file itself. Only one thread may use an instance."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / PLAYER_FILE
        self._db, self._storage = open_tables(self.path)

    @property
    def schema(self) -> int:
        """The version of the layout in which the file was read."""
        return self._storage.schema

    def read(self) -> tuple[Profile, dict[str, Entry]] | None:
        """The profile, and the entries by run id; None if there is no file. Entries that cannot be
        understood are left out: they are a cache. Raises ``DamagedFile``, ``NewerSave``, ``SavesError``."""
        if self._storage.read() is None:
            return None
        try:
            profile = msgspec.convert(self._db.table("profile").get(doc_id=_PROFILE), Profile)
            name = player_name(profile.name)
        except (msgspec.ValidationError, SavesError) as error:
            raise DamagedFile(self.path, f"it holds no profile ({error})") from error
        entries = {}
        for row in self._db.table("runs").all():
            try:
                entry = msgspec.convert(row, Entry)
            except msgspec.ValidationError:
                continue  # made again from the journal, like every entry that is missing
            entries[entry.summary.run] = entry
        return msgspec.structs.replace(profile, name=name), entries

    def write(self, profile: Profile, changed: Mapping[str, Entry], gone: Iterable[str] = ()) -> None:
        """Save the profile and these entries, and drop the runs ``gone``, in one write. Raises
        ``SaveFailed``."""
        with self._storage.together():
            self._db.table("profile").upsert(Document(cleaned(msgspec.to_builtins(profile)), _PROFILE))
            runs = self._db.table("runs")
            for run, entry in changed.items():
                # the summary is one value of the row: an update of the row replaces all of it
                row = {"run": run, **cleaned(msgspec.to_builtins(entry))}
                runs.upsert(row, where("run") == run)
            for run in gone:
                runs.remove(where("run") == run)
