"""``guide``: what a mentor or a facilitator needs of a scenario, in a format of their choice."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from ladderquest.commands.export import print_encoded
from ladderquest.commands.output import complain, from_here
from ladderquest.commands.where import options_of
from ladderquest.desk.exports import ExportError
from ladderquest.desk.files import encoded, export_file, format_called
from ladderquest.growth.guides import guide_document
from ladderquest.options import now, open_pack

FINDINGS, USAGE = 1, 2


def guide(arguments: Namespace) -> int:
    """Print the guide, or write it to ``--output``. 1 if the scenario has none, 2 if it cannot be written.
    Raises ``PackError``, ``GameError``, ``UnknownId``."""
    try:
        return _guide(arguments)
    except ExportError as error:
        complain(f"{error}.")
        return USAGE


def _guide(arguments: Namespace) -> int:
    output: str | None = arguments.output
    if output is not None and (not output.strip() or "\0" in output):
        raise ExportError("-o names no file; give it one, as in -o guide.html")
    chosen = format_called(arguments.format, output)  # without --format the name of the file says it
    if output == "-" and not chosen.is_text and sys.stdout.isatty():
        raise ExportError(f"{chosen.name} is nothing that a terminal shows; name a file with -o")
    pack = open_pack(options_of(arguments))
    found = next((each for each in pack.guides if each.id == arguments.scenario), None)
    if found is None:
        there = ", ".join(each.id for each in pack.guides) or "none"
        complain(f"there is no guide of {arguments.scenario} yet; there is {there}.")
        return FINDINGS
    document = guide_document(pack, found, arguments.whom)
    if output == "-" or (output is None and chosen.is_text):
        print_encoded(encoded(document, chosen, now()))
        return 0
    whom = f"-{arguments.whom}" if arguments.whom else ""
    path = Path(output or f"guide-{found.id}{whom}{chosen.extension}")
    written = export_file(document, chosen, path, now(), force=arguments.force, unless=" without --force")
    print(f"Written: {from_here(written)}")
    return 0
