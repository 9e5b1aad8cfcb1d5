"""From a command to what it does, and from what can go wrong to one sentence."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace

from ladderquest.commands.output import complain

FINDINGS, USAGE = 1, 2
_MOST_SHOWN = 10


def dispatch(arguments: Namespace) -> int:
    """Run the command; returns the exit code. What a player, an author or their machine got wrong is told
    in a sentence."""
    if arguments.command == "completion":
        from ladderquest.commands.completion import completion

        return completion(arguments)
    if arguments.command in (None, "play"):
        # Starting up makes many objects and drops none: collecting among them is an eighth of the time to
        # the first frame. ``play`` switches it on again when the game stands.
        gc.disable()
    from ladderquest.game import GameError
    from ladderquest.pack.findings import PackError
    from ladderquest.pack.loader import UnknownId
    from ladderquest.play import JournalError, StoryError
    from ladderquest.saves.errors import SavesError

    try:
        return _run(arguments)
    except PackError as error:
        complain("this pack cannot be played. `ladderquest check` with its folder lists everything:")
        for finding in error.findings[:_MOST_SHOWN]:
            print(finding, file=sys.stderr)
        return FINDINGS
    except (GameError, SavesError, UnknownId, JournalError, StoryError) as error:
        complain(_sentence(str(error)))
        return USAGE


def _run(arguments: Namespace) -> int:
    # each command brings its own imports: `check` loads no store, and nothing but the app loads Textual
    match arguments.command:
        case "runs":
            from ladderquest.commands.runs import runs

            return runs(arguments)
        case "show":
            from ladderquest.commands.show import show

            return show(arguments)
        case "check":
            from ladderquest.commands.check import check

            return check(arguments)
        case "explain":
            from ladderquest.commands.explain import explain

            return explain(arguments)
        case "graph":
            from ladderquest.commands.graph import graph

            return graph(arguments)
        case "new":
            from ladderquest.commands.new import new

            return new(arguments)
        case "schema":
            from ladderquest.commands.schema import schema

            return schema(arguments)
        case "autoplay":
            from ladderquest.commands.autoplay import autoplay

            return autoplay(arguments)
        case "packs":
            from ladderquest.commands.packs import packs

            return packs(arguments)
        case "saves":
            from ladderquest.commands.saves import saves

            return saves(arguments)
        case "codex":
            from ladderquest.commands.codex import codex

            return codex(arguments)
        case "doctor":
            from ladderquest.commands.doctor import doctor

            return doctor(arguments)
        case _:
            from ladderquest.commands.play import play

            return play(arguments)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", ":", ")")) else f"{text}."
