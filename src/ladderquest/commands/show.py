"""``show``: one run, decision by decision, and the state that its journal replays to."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec

from ladderquest.commands.output import moment, print_columns, print_json, tell_notices
from ladderquest.commands.where import options_of
from ladderquest.game import GameError
from ladderquest.growth.summary import RunSummary
from ladderquest.options import find_player, open_saves
from ladderquest.pack.cache import hashes
from ladderquest.pack.text import clean, nearest
from ladderquest.play import Program, Run, Step, digest
from ladderquest.saves.store import PlayerStore

_OF_ANSWERS = ("mark.", "claim.", "exhibit.")


def show(arguments: Namespace) -> int:
    """Retell a run. Nothing is changed: it is replayed on the edition that it was played on."""
    options = options_of(arguments, pack=False)
    store = find_player(open_saves(options), options.player)
    if store is None:
        raise GameError("Nobody has played here yet, so there is no run to show.")
    with store:
        summary = find_run(store, arguments.run)
        run = replayed(store, summary.run)
        tell_notices(store.notices)
        found = _fields(summary.run, store, run)
    if arguments.json:
        print_json(found)
    else:
        _print(found, known=run.ended)
    return 0


def find_run(store: PlayerStore, wanted: str) -> RunSummary:
    """The run of this player whose id begins with ``wanted``. Raises ``GameError``."""
    start = wanted.strip().lower()
    fitting = [run for run in store.runs if start and run.run.startswith(start)]
    if len(fitting) == 1:
        return fitting[0]
    said = repr(clean(wanted, lines=False))
    if fitting:
        raise GameError(f"{len(fitting)} runs begin with {said}; give more of the id.")
    ids = [run.run for run in store.runs]
    # a beginning is compared with the beginnings of the ids: the rest was left out on purpose
    beginnings = {run_id[: len(start)]: run_id for run_id in ids} if start else {}
    close = nearest(start, ids) or beginnings.get(nearest(start, beginnings) or "")
    hint = f" (did you mean {close}?)" if close else ""
    raise GameError(f"{store.profile.name} has no run {said}{hint}; `ladderquest runs` lists them.")


def replayed(store: PlayerStore, run_id: str) -> Run:
    """The run on the edition that it was played on. Raises ``GameError``, ``SavesError``."""
    loaded = store.load(run_id)
    if loaded.edition is None:
        tell_notices(store.notices)
        raise GameError(f"Run {run_id} cannot be retold, because the scenario it was played on is lost.")
    run, _ = Run.load(Program(loaded.edition, store.profile.name), hashes(loaded.edition), loaded.records)
    return run


def _fields(run_id: str, store: PlayerStore, run: Run) -> dict[str, Any]:
    started, scenario, state = run.started, run.program.scenario, run.state
    return {
        "run": run_id,
        "player": {"id": store.player, "name": store.profile.name},
        "scenario": {"id": scenario.id, "title": scenario.title, "phase": scenario.phase},
        "started": {
            "at": run.notes(0).at,
            "seed": started.seed,
            "world": started.world,
            "rules": started.rules,
            "text": started.text,
            "recalls": started.recalls,
        },
        "records": len(run.records),
        "decisions": [_decision(run, step) for step in run.steps],
        "state": {
            "scene": state.scene,
            "at": run.program.scene(state.scene).at.at(state.values),
            "turn": state.turn,
            "ending": state.ending,
            "digest": digest(run.program, state),
            "values": _values(run),
        },
    }


def _decision(run: Run, step: Step) -> dict[str, Any]:
    said, note = run.summary(step), run.notes(step.decided.seq)
    return {
        "seq": step.decided.seq,
        "scene": step.decided.scene,
        "at": run.program.scene(step.before.scene).at.at(step.before.values),
        "asked": said.asked,
        "answered": said.answered,
        "answer": msgspec.to_builtins(step.decided.answer),
        "decided_at": note.at,
        "seconds": note.seconds,
        "changes": note.changes,
        "lines": None if note.lines is None else list(note.lines),
        "words": note.words,
        "talk": bool(note.talk),
    }


def _values(run: Run) -> dict[str, int | bool]:
    """Every name with its value: flags as true or false, what only an answer sets left out."""
    program, values = run.program, run.state.values
    return {
        name: bool(value) if quantity.kind == "flag" else value
        for name, quantity in program.quantities.items()
        if not name.startswith(_OF_ANSWERS)
        for value in (program.value(values, name),)
    }


def _print(found: dict[str, Any], *, known: bool) -> None:
    """The same for people. Which world was drawn is told only once the run has ended (``known``)."""
    scenario, started, state = found["scenario"], found["started"], found["state"]
    print(f"{scenario['title']} ({scenario['id']}), run {found['run']} of {found['player']['name']}")
    begun = f"Begun {moment(started['at'])}, seed" if started["at"] else "Seed"
    print(f"{begun} {started['seed']}, edition {started['rules']}-{started['text']}")
    if known:
        print(f"World: {started['world']}")
    print()
    if found["decisions"]:
        rows = [(str(each["seq"]), each["at"], _answered(each)) for each in found["decisions"]]
        print_columns(rows, "  ")
    else:
        print("  Nothing has been decided yet.")
    print()
    ending, at = state["ending"], state["at"] or state["scene"]
    where = f"ended: {ending}" if ending else f"in progress at {at}"
    print(f"State, replayed from {found['records']} records: {where}")
    values = state["values"].items()
    shown = [(name, _written(value)) for name, value in values if known or not name.startswith("world.")]
    if shown:
        print_columns(shown, "  ")


def _answered(decision: dict[str, Any]) -> str:
    return f"{decision['answered']}  [talk]" if decision["talk"] else str(decision["answered"])


def _written(value: int | bool) -> str:
    return str(value).lower()
