"""``runs``: what a player has played."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from ladderquest.commands.output import counted, moment, print_columns, print_json, tell_notices
from ladderquest.commands.where import options_of
from ladderquest.growth.summary import RunSummary
from ladderquest.options import find_player, open_saves


def runs(arguments: Namespace) -> int:
    """List the runs of a player, oldest first."""
    options = options_of(arguments, pack=False)
    store = find_player(open_saves(options), options.player)
    if store is None:
        if arguments.json:
            print_json({"player": None, "runs": []})
        else:
            print("Nobody has played here yet. `ladderquest` begins.")
        return 0
    with store:
        tell_notices(store.notices)
        name, found = store.profile.name, store.runs
        if arguments.json:
            player = {"id": store.player, "name": name}
            print_json({"player": player, "runs": [_fields(run) for run in found]})
        elif found:
            print_columns([_row(run) for run in found])
        else:
            print(f"{name} has no runs yet. `ladderquest` begins one.")
    return 0


def _row(run: RunSummary) -> tuple[str, ...]:
    decided = counted(run.decisions, "decision")
    where = f"ended: {run.ending_title}" if run.ending else f"at {run.at}" if run.at else "in progress"
    return run.run, moment(run.touched_at), run.title, decided, where


def _fields(run: RunSummary) -> dict[str, Any]:
    """A run for programs. Which world it shows is told once the player knows it."""
    return {
        "run": run.run,
        "scenario": run.scenario,
        "title": run.title,
        "phase": run.phase,
        "decisions": run.decisions,
        "at": run.at,
        "ending": run.ending,
        "ending_title": run.ending_title or None,
        "world": run.world if run.finished else None,
        "started_at": run.started_at or None,
        "touched_at": run.touched_at or None,
    }
