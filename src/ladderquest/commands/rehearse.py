"""``play FILE``: a scenario that is being written, without a trace in anybody's progress."""

from __future__ import annotations

import gc
import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from ladderquest.commands.lines import at_home, console_here
from ladderquest.draft import Draft, Rehearsal
from ladderquest.game import GameError
from ladderquest.options import make_game, open_scratch
from ladderquest.pack.findings import PackError
from ladderquest.saves.locate import saves_folder
from ladderquest.saves.players import Saves


def rehearse(arguments: Namespace, path: Path, *, plain: bool) -> int:
    """Play a scenario file, and with ``--watch`` follow it. Runs are kept where ``--saves`` says, else in a
    folder that is thrown away at the end. Raises ``PackError``, ``GameError``, ``SavesError``."""
    if arguments.pack is not None:
        raise GameError("A file is played beside the pack that it lies in: leave --pack out.")
    draft = Draft(path)
    loaded = draft.load()
    if loaded.pack is None:
        raise PackError(loaded.findings)
    rehearsal = Rehearsal(draft, loaded.pack, watch=arguments.watch, kept=arguments.saves is not None)
    with _folder(arguments.saves) as folder:
        saves = Saves(folder)
        store = open_scratch(saves, arguments.player)
        if not plain:
            from ladderquest.tui.rehearsal import run

            return run(rehearsal, saves, store, seed=arguments.seed)
        from ladderquest.plain.home import Home

        gc.enable()
        home = Home(console_here(), make_game(loaded.pack, store), monotonic, rehearsal=rehearsal)
        [scenario] = loaded.pack.scenarios
        return at_home(home, lambda: home.play(scenario.id, seed=arguments.seed))


@contextmanager
def _folder(saves: str | None) -> Iterator[Path]:
    if saves is not None:
        yield saves_folder(saves, os.environ)
        return
    with TemporaryDirectory(prefix="ladderquest-") as scratch:
        yield Path(scratch)
