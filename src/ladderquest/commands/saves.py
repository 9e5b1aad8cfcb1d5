"""``saves``: what is kept of every player, and how it moves, comes back and is looked over."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from pathlib import Path
from typing import Any

from ladderquest.commands.output import complain, counted, from_here, moment, print_columns, print_json
from ladderquest.pack.files import is_folder
from ladderquest.pack.text import nearest
from ladderquest.saves import ids
from ladderquest.saves.backups import backups_of
from ladderquest.saves.errors import SavesError, shown
from ladderquest.saves.inspect import Inspected, inspect_player
from ladderquest.saves.locate import saves_folder
from ladderquest.saves.players import PlayerCard, Saves
from ladderquest.saves.runs import RUNS, scan
from ladderquest.saves.transfer import Imported, backup_called, export_player, import_player, restore_player

FOUND, USAGE = 1, 2
_NOBODY = "Nobody has played here yet. `ladderquest` begins."


def saves(arguments: Namespace) -> int:
    """Do what ``arguments.what`` says. Raises ``SavesError``."""
    folder = saves_folder(arguments.saves, os.environ)
    match arguments.what:
        case "where":
            return _where(folder, as_json=arguments.json)
        case "check":
            return _check(folder, arguments)
        case "export":
            return _export(folder, arguments)
        case "import":
            return _import(folder, arguments)
        case "restore":
            return _restore(folder, arguments)
        case _:
            return _list(folder, as_json=arguments.json)


# --- looking -----------------------------------------------------------------------------------------


def _where(folder: Path, *, as_json: bool) -> int:
    if as_json:
        print_json({"saves": str(folder), "exists": is_folder(folder)})
    else:
        print(folder if is_folder(folder) else f"{folder} (not there yet)")
    return 0


def _list(folder: Path, *, as_json: bool) -> int:
    cards = _players(folder)
    if as_json:
        print_json({"saves": str(folder), "players": [_fields(folder, card) for card in cards]})
    elif not cards:
        print(_NOBODY)
    else:
        print_columns([_row(folder, card) for card in cards])
        for card in cards:
            if card.problem:
                print(f"Problem: {card.name}: {card.problem}")
    return 0


def _players(folder: Path) -> list[PlayerCard]:
    """Every player; the folder is not made if it is not there."""
    return Saves(folder).players() if is_folder(folder) else []


def _row(folder: Path, card: PlayerCard) -> tuple[str, ...]:
    kept = backups_of(folder / card.id)
    newest = f", the last of {kept[0].made:%Y-%m-%d}" if kept else ""
    return (
        card.id,
        card.name,
        counted(_runs(folder, card), "run"),
        f"saved {moment(card.touched)} UTC",
        f"{counted(len(kept), 'backup')}{newest}",
    )


def _fields(folder: Path, card: PlayerCard) -> dict[str, Any]:
    return {
        "id": card.id,
        "name": card.name,
        "runs": _runs(folder, card),
        "touched": card.touched,
        "backups": [each.id for each in backups_of(folder / card.id)],
        "problem": card.problem or None,
    }


def _runs(folder: Path, card: PlayerCard) -> int:
    return len(scan(folder / card.id / RUNS))


def _check(folder: Path, arguments: Namespace) -> int:
    cards = _players(folder)
    if arguments.player is not None:
        cards = [_meant(folder, arguments.player)]
    found = [(card, inspect_player(folder / card.id)) for card in cards]
    sound = not any(inspected.problems for _, inspected in found)
    if arguments.json:
        print_json({"saves": str(folder), "sound": sound, "players": [_inspected(*each) for each in found]})
        return 0 if sound else FOUND
    for card, inspected in found:
        _print_inspected(card, inspected)
    if not found:
        print(_NOBODY)
    return 0 if sound else FOUND


def _print_inspected(card: PlayerCard, inspected: Inspected) -> None:
    said = "all is well" if not inspected.problems else counted(len(inspected.problems), "problem")
    print(f"{card.name}: {said} ({counted(inspected.files, 'file')}, {counted(inspected.runs, 'run')})")
    for problem in inspected.problems:
        print(f"  Problem: {problem}")
    if inspected.problems:
        print("  Opening this player sets aside what is damaged and brings back what the backups have.")
    for path in inspected.aside:
        print(f"  Set aside before: {from_here(path)}")


def _inspected(card: PlayerCard, inspected: Inspected) -> dict[str, Any]:
    return {
        "id": card.id,
        "name": card.name,
        "runs": inspected.runs,
        "backups": inspected.backups,
        "files": inspected.files,
        "problems": inspected.problems,
        "set_aside": [str(path) for path in inspected.aside],
    }


# --- moving ------------------------------------------------------------------------------------------


def _meant(folder: Path, named: str | None) -> PlayerCard:
    """The player called ``named``, or who was last here. Raises ``SavesError``."""
    cards = _players(folder)
    if not cards:
        raise SavesError(_NOBODY)
    if named is None:
        return cards[0]
    card = Saves(folder).find(named)
    if card is None:
        close = nearest(named, [each.name for each in cards])
        raise SavesError(
            f"There is no player {shown(Path(named))}{f' (did you mean {close}?)' if close else ''}."
        )
    return card


def _export(folder: Path, arguments: Namespace) -> int:
    card = _meant(folder, arguments.player)
    output: str | None = arguments.output
    if output is not None and (not output.strip() or "\0" in output):
        complain("-o names no file. Give it one, as in -o ada.zip.")
        return USAGE
    path = Path(output) if output is not None else Path(_file_name(card.name))
    exported = export_player(Saves(folder), card, path / _file_name(card.name) if is_folder(path) else path)
    if arguments.json:
        player = {"id": card.id, "name": card.name}
        print_json({"file": str(exported.path), "player": player, "left_out": exported.left_out})
    else:
        print(f"Written: {from_here(exported.path)}")
        for told in exported.left_out:
            print(f"Left out: {told}")
        print(f'On another machine: ladderquest saves import "{exported.path.name}"')
    return FOUND if exported.left_out else 0


def _file_name(name: str) -> str:
    """A name for the file that any system takes: the letters of the player's, as far as they are plain."""
    plain = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))[:40] or "player"
    return f"ladderquest-{plain}-{ids.now():%Y-%m-%d}.zip"


def _import(folder: Path, arguments: Namespace) -> int:
    given: str = arguments.file
    if not given.strip() or "\0" in given:
        complain("FILE names no file. Give it the file that `ladderquest saves export` wrote.")
        return USAGE
    came = import_player(Saves(folder), Path(given), into=arguments.into, name=arguments.name)
    _tell(came, "is new here" if came.new else "was here already", as_json=arguments.json)
    return FOUND if came.merged.unreadable else 0


def _restore(folder: Path, arguments: Namespace) -> int:
    card = _meant(folder, arguments.player)
    if arguments.when is None:
        return _backups(folder, card, as_json=arguments.json)
    backup = backup_called(folder / card.id, arguments.when)
    came = restore_player(Saves(folder), card, backup)
    _tell(came, f"is back at the backup of {backup.said}", as_json=arguments.json)
    return FOUND if came.merged.unreadable else 0


def _backups(folder: Path, card: PlayerCard, *, as_json: bool) -> int:
    kept = backups_of(folder / card.id)
    if as_json:
        rows = [{"id": each.id, "made": each.made.isoformat(), "why": each.why or None} for each in kept]
        print_json({"player": {"id": card.id, "name": card.name}, "backups": rows})
    elif not kept:
        print(f"There is no backup of {card.name} yet. One is made on every day that they play.")
    else:
        print_columns([(each.id, each.said, each.why.replace("-", " ")) for each in kept])
        print("`ladderquest saves restore` with one of them, a day or `newest` brings back what it has.")
    return 0


def _tell(came: Imported, what: str, *, as_json: bool) -> None:
    merged = came.merged
    if as_json:
        print_json(
            {
                "player": {"id": came.player, "name": came.name},
                "new": came.new,
                "added": merged.added,
                "continued": merged.continued,
                "same": merged.same,
                "ahead": merged.ahead,
                "apart": [{"run": run, "kept_as": new} for run, new in merged.apart],
                "placement": merged.placement,
                "unreadable": merged.unreadable,
                "notices": came.notices,
            }
        )
        return
    print(f"{came.name} {what}.")
    for runs, one, many in (
        (merged.added, "run came in", "runs came in"),
        (merged.continued, "run went on from where it was", "runs went on from where they were"),
        (merged.ahead, "run is further here, and stays so", "runs are further here, and stay so"),
        (merged.same, "run is the same here", "runs are the same here"),
    ):
        if runs:
            print(f"  {len(runs)} {one if len(runs) == 1 else many}")
    for run, new in merged.apart:
        print(f"  Run {run} went two ways: the one that came is kept as {new}")
    if merged.placement:
        print("  The placement came along")
    for told in (*merged.unreadable, *came.notices):
        print(f"  Note: {told}")
