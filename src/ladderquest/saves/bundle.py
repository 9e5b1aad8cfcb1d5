"""A whole player as one file: what an export is, and what a backup is.

A zip archive with the player's files under the names that they have in the player's folder, and a list of
them with a checksum each. Whatever comes out of one is data: names are matched, never used as paths.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from ladderquest import __version__
from ladderquest.pack.text import clean
from ladderquest.saves import ids
from ladderquest.saves.errors import DamagedFile, SavesError, sentence, shown
from ladderquest.saves.layout import decoded, refuse_newer
from ladderquest.saves.profile import PLAYER_FILE, WORK_FILE
from ladderquest.saves.runs import RUNS, SCENARIOS, hashes_in, is_run_file
from ladderquest.saves.storage import names_of, read_bytes

SCHEMA = 2
"""Version of the list. 2: what is kept beside the runs may be among the files."""

_OLDEST = (1980, 1, 1, 0, 0, 0)  # a zip archive knows no earlier time; a clock may
LIST = "ladderquest.json"
_KIND = "player"
_MOST_BYTES = 512 * 1024 * 1024
_MOST_FILES = 100_000


class Contents(msgspec.Struct, frozen=True):
    """The list in a bundle: whose it is, when it was made (ISO 8601, UTC), and the checksum of every file."""

    kind: str
    schema: int
    version: str
    player: str
    name: str
    made: str
    files: dict[str, str]


class Bundle(NamedTuple):
    """A bundle as read: its list, and the bytes of every file by name."""

    contents: Contents
    files: dict[str, bytes]


class Packed(NamedTuple):
    """A bundle as made: its bytes, and sentences about files that could not be read and are not in it."""

    raw: bytes
    left_out: list[str]


def pack_player(folder: Path, name: str) -> Packed:
    """The player in ``folder``, called ``name``, as a bundle. Files that are damaged are left out. Raises
    ``SavesError`` where the system refuses."""
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    for file in _files_of(folder):
        path = folder / file
        try:
            raw = read_bytes(path)
            if raw is not None:
                decoded(path, raw)
                files[file] = raw
        except SavesError as error:
            left_out.append(sentence(error))
    made = ids.now()
    contents = Contents(
        kind=_KIND,
        schema=SCHEMA,
        version=__version__,
        player=folder.name,
        name=name,
        made=made.isoformat(timespec="seconds"),
        files={file: _sum(raw) for file, raw in files.items()},
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, raw in ((LIST, msgspec.json.format(msgspec.json.encode(contents))), *files.items()):
            info = zipfile.ZipInfo(file, max(made.timetuple()[:6], _OLDEST))
            info.external_attr = 0o600 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, raw)
    return Packed(out.getvalue(), left_out)


def _files_of(folder: Path) -> Iterator[str]:
    for part in ("", RUNS, SCENARIOS):
        for name in names_of(folder / part):
            file = f"{part}/{name}" if part else name
            if _belongs(file):
                yield file


def _belongs(file: str) -> bool:
    """Whether a player has a file of that name."""
    part, _, name = file.rpartition("/")
    if part == RUNS:
        return is_run_file(name)
    if part == SCENARIOS:
        return hashes_in(name) is not None
    return file in (PLAYER_FILE, WORK_FILE)


def read_bundle(path: Path) -> Bundle:
    """The bundle in ``path``. Raises ``DamagedFile`` for what is none or is not whole, ``NewerSave``, and
    ``SavesError`` where there is nothing or the system refuses."""
    raw = read_bytes(path)
    if raw is None:
        raise SavesError(f"there is no file {shown(path)}.")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            files = dict(_read(path, archive))
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        OSError,
    ) as error:
        raise DamagedFile(path, "it is no export of LadderQuest, or not whole") from error
    except (RuntimeError, ValueError, OverflowError) as error:  # a password, an impossible size or date
        raise DamagedFile(path, "it is no export of LadderQuest") from error
    return Bundle(_contents(path, files), files)


def _read(path: Path, archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = archive.infolist()
    if len(entries) > _MOST_FILES:
        raise DamagedFile(path, f"it holds {len(entries):,} files, and {_MOST_FILES:,} are the most")
    room = _MOST_BYTES
    for entry in entries:
        if entry.filename != LIST and not _belongs(entry.filename):
            named = clean(entry.filename, lines=False)[:80]
            raise DamagedFile(path, f'it holds "{named}", which is no file of a player')
        with archive.open(entry) as file:
            raw = file.read(room + 1)  # whatever the archive says of its size
        room -= len(raw)
        if room < 0:
            raise DamagedFile(path, f"it unpacks to more than {_MOST_BYTES >> 20} MB")
        yield entry.filename, raw


def _contents(path: Path, files: dict[str, bytes]) -> Contents:
    raw = files.pop(LIST, None)
    if raw is None:
        raise DamagedFile(path, f"it is no export of LadderQuest: {LIST} is missing from it")
    try:
        told = msgspec.json.decode(raw)
        schema = told.get("schema") if isinstance(told, dict) else None
        if isinstance(schema, int):
            refuse_newer(path, schema, SCHEMA, str(told.get("version", "")))
        contents = msgspec.convert(told, Contents)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise DamagedFile(path, "its list of files cannot be read") from error
    if contents.kind != _KIND or not ids.is_id(contents.player):
        raise DamagedFile(path, "it is no export of a player")
    if contents.files != {name: _sum(data) for name, data in files.items()}:
        raise DamagedFile(path, "a file in it is missing, or not what was exported")
    return msgspec.structs.replace(contents, name=clean(contents.name, lines=False))


def _sum(raw: bytes) -> str:
    return blake2b(raw, digest_size=16).hexdigest()


def unpack(bundle: Bundle, folder: Path) -> None:
    """Put the files of a bundle into ``folder``, which is new and empty. Raises ``OSError``."""
    for part in (RUNS, SCENARIOS):
        (folder / part).mkdir(mode=0o700)
    for name, raw in bundle.files.items():
        assert _belongs(name)  # read_bundle has seen to it: these become paths
        path = folder / name
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(raw)
