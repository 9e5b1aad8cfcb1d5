"""``completion``: a script for the shell, made from the parser itself."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace


def completion(arguments: Namespace) -> int:
    """Print the script for ``arguments.shell``, made from ``arguments.parser``."""
    import shtab  # only this command needs it

    parser: ArgumentParser = arguments.parser
    print(shtab.complete(parser, shell=arguments.shell))
    return 0
