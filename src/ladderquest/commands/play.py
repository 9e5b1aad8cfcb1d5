"""The game itself: the app, or line by line where there is no screen for it."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Mapping
from time import monotonic

from ladderquest.commands.where import options_of
from ladderquest.options import Options, open_game

INTERRUPTED = 130


def play(arguments: Namespace) -> int:
    """Open the app, or plain mode: asked for, or chosen where there is no terminal."""
    options = options_of(arguments)
    if arguments.plain or not has_screen(os.environ):
        return play_plain(options)
    from ladderquest.tui.app import run

    return run(options)


def has_screen(environ: Mapping[str, str]) -> bool:
    """Whether the app can be drawn here, and is not unwanted (LADDERQUEST_PLAIN)."""
    if environ.get("LADDERQUEST_PLAIN") or environ.get("TERM") in ("dumb", "unknown"):
        return False
    return sys.stdin.isatty() and sys.stdout.isatty()


def play_plain(options: Options) -> int:
    """Play line by line on standard input and output; 130 after ctrl+c, with everything saved."""
    from ladderquest.plain.console import WIDEST, Console, InputEnded
    from ladderquest.plain.home import Home

    console = Console(
        sys.stdin,
        sys.stdout,
        columns=shutil.get_terminal_size((WIDEST, 24)).columns,
        echo=not sys.stdin.isatty(),
    )
    opened = open_game(options)
    gc.enable()
    home = Home(console, opened.game, monotonic)
    with opened.game.store:
        try:
            home.greet(created=opened.created)
            if options.scenario is None:
                home.stay(seed=options.seed)
            else:
                home.play(options.scenario, seed=options.seed)
        except InputEnded:
            console.say(f"The input has ended. {home.left()}")
        except KeyboardInterrupt:
            console.line()
            console.say(home.left())
            return INTERRUPTED
    return 0
