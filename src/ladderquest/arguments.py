"""What every command's arguments have in common: our parser, shared options, kinds of numbers.

Only what parsing needs is imported here, as in ``cli``.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

USAGE = 2


def formatter(prog: str) -> argparse.HelpFormatter:
    """Coloured help where a person reads it, plain text elsewhere."""
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb":
        from rich_argparse import RawDescriptionRichHelpFormatter

        class Coloured(RawDescriptionRichHelpFormatter):
            help_markup = text_markup = False

        return Coloured(prog)
    return argparse.RawDescriptionHelpFormatter(prog)


class Parser(argparse.ArgumentParser):
    """argparse with our sentences: a mistake is one line that says where help is."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and exit with 2."""
        from ladderquest.commands.output import complain

        complain(f"{message} (see `{self.prog} --help`)")
        self.exit(USAGE)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            from ladderquest.pack.text import nearest

            known = [str(choice) for choice in action.choices]
            close = nearest(str(value), known)
            hint = f" (did you mean {close}?)" if close else f"; there is {', '.join(known)}"
            raise argparse.ArgumentError(None, f"there is no {action.metavar} {str(value)!r}{hint}")


def shared_options(*names: str) -> list[argparse.ArgumentParser]:
    """Options that several commands take. What is not given is not set, so that an option before the
    command is not undone by the command's own default."""
    parser = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    known: dict[str, dict[str, Any]] = {
        "--player": {"metavar": "NAME", "help": "whose runs; for play, a new name makes a new player"},
        "--saves": {"metavar": "DIR", "help": "folder of the saves"},
        "--pack": {"metavar": "PACK", "help": "folder or id of a pack, if not the one that comes along"},
        "--plain": {"action": "store_true", "help": "line by line, without a screen"},
        "--json": {"action": "store_true", "help": "for programs"},
    }
    for name in names:
        parser.add_argument(name, **known[name])
    return [parser]


Commands = Any  # argparse does not name the type of what add_subparsers returns


def add_command(commands: Commands, name: str, does: str, shared: Sequence[str], *lines: str) -> Any:
    """A command: its options that others have too, and its examples."""
    return commands.add_parser(
        name,
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        epilog=examples(*lines),
        formatter_class=formatter,
        parents=shared_options(*shared),
    )


def examples(*lines: str) -> str:
    """What stands at the end of a help."""
    return "\n".join([f"example{'s' if len(lines) > 1 else ''}:", *(f"  {line}" for line in lines)])


def seed_of(text: str) -> int:
    """A seed; a mistake is argparse's to tell."""
    if not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError("a seed is a whole number from 0 up, of 18 digits at most")
    return int(text)


def count_of(text: str) -> int:
    """How many, at least one."""
    if not text.isdecimal() or len(text) > 9 or int(text) == 0:
        raise argparse.ArgumentTypeError("N is a whole number from 1 up, of 9 digits at most")
    return int(text)
