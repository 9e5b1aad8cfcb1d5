"""The game itself: the app, or line by line where there is no screen for it."""

from __future__ import annotations

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from time import monotonic

from ladderquest.commands.lines import at_home, console_here
from ladderquest.commands.where import file_named, is_file_name, options_of
from ladderquest.game import GameError
from ladderquest.options import Options, open_game


def play(arguments: Namespace) -> int:
    """Open the app, or plain mode: asked for, or chosen where there is no terminal."""
    plain = arguments.plain or not has_screen(os.environ)
    wanted: str | None = arguments.scenario
    if wanted is not None and is_file_name(wanted):
        from ladderquest.commands.rehearse import rehearse  # the game itself never loads a parser

        return rehearse(arguments, file_named(wanted), plain=plain)
    if arguments.watch:
        raise GameError("--watch follows a file: name one, as in `play drafts/two-days-in.yaml --watch`.")
    options = options_of(arguments)
    if plain:
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
    from ladderquest.plain.home import Home

    opened = open_game(options)
    gc.enable()
    home = Home(console_here(), opened.game, monotonic)

    def visit() -> None:
        home.greet(created=opened.created)
        if options.scenario is None:
            home.stay(seed=options.seed)
        else:
            home.play(options.scenario, seed=options.seed)

    return at_home(home, visit)
