"""``export``: a report in a format of one's choice, in a file or on standard output."""

from __future__ import annotations

import codecs
import sys
from argparse import Namespace
from pathlib import Path

from ladderquest.commands.output import complain, from_here, tell_notices
from ladderquest.commands.where import options_of
from ladderquest.desk.desk import Desk, sit_at_desk
from ladderquest.desk.exports import EXPORTS, ExportError, NothingToExport
from ladderquest.desk.files import encoded, export_file, format_called, stem_of
from ladderquest.documents.document import Document
from ladderquest.documents.formats import Format
from ladderquest.options import find_player, make_game, open_pack, open_saves
from ladderquest.pack.text import clean

FINDINGS, USAGE = 1, 2


def export(arguments: Namespace) -> int:
    """Write the report. 1 if there is none yet, 2 if it cannot be written. Raises ``PackError``,
    ``GameError``, ``SavesError``."""
    try:
        return _export(arguments)
    except NothingToExport as error:
        complain(f"nothing to export: {error}.")
        return FINDINGS
    except ExportError as error:
        complain(f"{error}.")
        return USAGE


def _export(arguments: Namespace) -> int:
    output: str | None = arguments.output
    if output is not None and (not output.strip() or "\0" in output):
        raise ExportError("-o names no file; give it one, as in -o debrief.html")
    report, about = EXPORTS[arguments.what], clean(arguments.about or "", lines=False)
    if about and not report.takes:
        raise ExportError(f"{arguments.what} takes nothing more, and there is {about!r}")
    chosen = format_called(arguments.format, output)  # without --format the name of the file says it
    to_terminal = sys.stdout.isatty()
    if output == "-" and not chosen.is_text and to_terminal:
        raise ExportError(f"{chosen.name} is nothing that a terminal shows; name a file with -o")
    options = options_of(arguments)
    pack = open_pack(options)
    store = find_player(open_saves(options), options.player)
    if store is None:
        raise NothingToExport("nobody has played here yet")
    with store:
        tell_notices(store.notices)
        desk = sit_at_desk(make_game(pack, store))
        document = report.build(desk, about)
        if output == "-" or (output is None and chosen.is_text):
            print_encoded(encoded(document, chosen, desk.now))
            return 0
        return _write(desk, document, chosen, arguments)


def _write(desk: Desk, document: Document, chosen: Format, arguments: Namespace) -> int:
    stem = stem_of(arguments.what, desk.game.store.profile.name, desk.today)
    path = Path(arguments.output or stem + chosen.extension)
    force, unless = arguments.force, " without --force"
    written = export_file(document, chosen, path, desk.now, force=force, unless=unless)
    print(f"Written: {from_here(written)}")
    return 0


def print_encoded(raw: bytes) -> None:
    """Text as the terminal takes it; into a pipe or a file exactly the bytes of the format."""
    raw = raw.removeprefix(codecs.BOM_UTF8)  # the mark is for a file that Excel opens
    if sys.stdout.isatty():
        print(raw.decode("utf-8").replace("\r\n", "\n"), end="")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
