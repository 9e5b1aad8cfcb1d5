"""From a command to what it does, and from what can go wrong to one sentence."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from collections.abc import Callable
from importlib import import_module

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
    """Every command is a function in a module of its name, which brings its own imports: `check` loads no
    store, and nothing but the app loads Textual. No command plays."""
    name = arguments.command or "play"
    command: Callable[[Namespace], int] = getattr(import_module(f"ladderquest.commands.{name}"), name)
    return command(arguments)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", ":", ")")) else f"{text}."
