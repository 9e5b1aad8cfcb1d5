"""``graph``: a scenario as a Mermaid flowchart."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ladderquest.authoring.graph import Passage, graph_of, path_of
from ladderquest.authoring.mermaid import to_mermaid
from ladderquest.commands.output import complain, from_here, tell_notices
from ladderquest.commands.show import find_run, replayed
from ladderquest.commands.where import file_named, is_file_name, options_of
from ladderquest.draft import Draft
from ladderquest.game import GameError
from ladderquest.options import Options, find_player, open_pack, open_saves
from ladderquest.pack.findings import PackError
from ladderquest.pack.model import Scenario

USAGE = 2


def graph(arguments: Namespace) -> int:
    """Print the flowchart, or write it to ``--output``. With ``--run`` it shows the scenario as that run was
    played on it. Raises ``PackError``, ``GameError``, ``UnknownId``, ``SavesError``."""
    output: str | None = arguments.output
    wanted: str | None = arguments.scenario
    if output is not None and (not output.strip() or "\0" in output):
        complain("-o names no file. Give it one, as in -o scenario.mmd.")
        return USAGE
    path: tuple[Passage, ...] = ()
    if arguments.run is not None:
        scenario, path = _played(options_of(arguments), arguments.run, wanted)
    elif wanted is not None:
        scenario = _scenario(arguments, wanted)
    else:
        complain("there is nothing to draw: name a scenario, its file, or a run with --run.")
        return USAGE
    text = to_mermaid(graph_of(scenario), path)
    if output is None:
        print(text, end="")
        return 0
    try:
        Path(output).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        complain(f"{from_here(Path(output))} cannot be written: {error.strerror or 'unknown reason'}.")
        return USAGE
    print(f"Written: {from_here(Path(output))}")
    return 0


def _scenario(arguments: Namespace, wanted: str) -> Scenario:
    if not is_file_name(wanted):
        pack = open_pack(options_of(arguments))
        return next(scenario for scenario in pack.scenarios if scenario.id == wanted)
    loaded = Draft(file_named(wanted)).load()
    if loaded.pack is None:
        raise PackError(loaded.findings)
    return loaded.pack.scenarios[0]


def _played(options: Options, run_id: str, wanted: str | None) -> tuple[Scenario, tuple[Passage, ...]]:
    """The scenario as a run was played on it, and the way that it took."""
    store = find_player(open_saves(options), options.player)
    if store is None:
        raise GameError("Nobody has played here yet, so there is no run to draw.")
    with store:
        summary = find_run(store, run_id)
        run = replayed(store, summary.run)
        tell_notices(store.notices)
    scenario = run.program.scenario
    if wanted is not None and not is_file_name(wanted) and wanted != scenario.id:
        raise GameError(f"Run {summary.run} is one of {scenario.id}. Leave {wanted} out to draw it.")
    return scenario, path_of(run)
