"""``new scenario``: a file to start from, in the pack that it is for."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ladderquest.authoring.schema import FOLDER
from ladderquest.authoring.template import TemplateError, new_scenario, scenario_name
from ladderquest.commands.output import complain, from_here
from ladderquest.commands.where import folder_of
from ladderquest.game import GameError
from ladderquest.pack.files import MANIFEST, is_folder
from ladderquest.pack.findings import PackError
from ladderquest.pack.installed import content_root, pack_around
from ladderquest.pack.loader import load_pack
from ladderquest.pack.model import Pack

USAGE = 2


def new(arguments: Namespace) -> int:
    """Write the scenario. Nothing that exists is written over. Raises ``PackError``, ``GameError``."""
    folder = _folder(arguments.output)
    root = _root(arguments.pack, folder)
    pack = _pack(root)
    try:
        text, phase = new_scenario(
            pack,
            arguments.id,
            phase=arguments.phase,
            title=arguments.title,
            # elsewhere the relative path to the schema would lead nowhere
            schema=folder is None and (root / FOLDER).is_dir(),
        )
    except TemplateError as error:
        complain(str(error))
        return USAGE
    path = root / scenario_name(arguments.id, phase) if folder is None else folder / f"{arguments.id}.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        complain(f"{from_here(path)} exists already, and nothing is written over it.")
        return USAGE
    except OSError as error:
        complain(f"{from_here(path)} cannot be written: {error.strerror or 'unknown reason'}.")
        return USAGE
    print(f"Written: {from_here(path)}")
    print(f'Play it beside your editor with `ladderquest play "{from_here(path)}" --watch`.')
    return 0


def _folder(output: str | None) -> Path | None:
    if output is not None and (not output.strip() or "\0" in output):
        raise GameError("-o names no folder. Give it one, as in -o drafts.")
    return None if output is None else Path(output)


def _root(given: str | None, folder: Path | None) -> Path:
    """The pack meant: the one named, else the one around the folder to write to (or around the current one);
    for a folder in no pack, the one that comes with the program lends its people and traps."""
    if given is not None:
        return folder_of(given)
    around = pack_around(Path() if folder is None else folder)
    if around is None and folder is not None:
        return content_root()
    if around is None:
        raise GameError(
            f"The current folder lies in no pack (there is no {MANIFEST} above it). Go into one, name one "
            "with --pack, or name a folder for the file with -o."
        )
    return around


def _pack(root: Path) -> Pack:
    if not is_folder(root):
        raise GameError(f'There is no folder "{from_here(root)}" with a pack in it.')
    loaded = load_pack(root)
    if loaded.pack is None:
        raise PackError(loaded.findings)
    return loaded.pack
