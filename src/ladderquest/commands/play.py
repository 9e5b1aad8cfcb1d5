"""The game itself: the app, or line by line where there is no screen for it."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from time import monotonic
from typing import TYPE_CHECKING

from ladderquest.commands.where import file_named, is_file_name, options_of
from ladderquest.game import GameError
from ladderquest.options import Options, open_game

if TYPE_CHECKING:
    from ladderquest.plain.console import Console
    from ladderquest.plain.home import Home

INTERRUPTED = 130


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


def console_here() -> Console:
    """Standard input and output."""
    from ladderquest.plain.console import WIDEST, Console

    columns = shutil.get_terminal_size((WIDEST, 24)).columns
    return Console(sys.stdin, sys.stdout, columns=columns, echo=not sys.stdin.isatty())


def at_home(home: Home, act: Callable[[], object]) -> int:
    """Do something at home, and leave in good order however it ends: the last write first, then a word."""
    from ladderquest.plain.console import InputEnded
    from ladderquest.plain.disk import Ended, finish, signals

    word, code = "", 0
    with signals(home.console):
        try:
            try:
                act()
            except InputEnded:
                word = f"The input has ended. {home.left()}"
            except KeyboardInterrupt as error:
                word, code = home.left(), error.code if isinstance(error, Ended) else INTERRUPTED
        finally:
            finish(home.console, home.game.store.close)
        if code:
            home.console.line()
        if word:
            home.console.say(word)
    return code
