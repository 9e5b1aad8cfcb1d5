"""Playing line by line on standard input and output, whatever is played: how it begins and how it ends."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ladderquest.plain.console import Console
    from ladderquest.plain.home import Home

INTERRUPTED = 130


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
    with signals(home.console) as way:
        try:
            try:
                act()
            except InputEnded:
                word = f"The input has ended. {home.left()}"
            except KeyboardInterrupt as error:
                word, code = home.left(), error.code if isinstance(error, Ended) else INTERRUPTED
        finally:
            way.begun = True  # before any call: a signal comes between two of them
            finish(home.console, home.game.store.close)
        if code:
            home.console.line()
        if word:
            home.console.say(word)
    return code
