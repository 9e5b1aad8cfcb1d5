"""A debrief put into a file, line by line."""

from __future__ import annotations

from pathlib import Path

from ladderquest.desk.exports import ExportError
from ladderquest.desk.files import export_file, format_called, stem_of
from ladderquest.documents.formats import FORMATS
from ladderquest.game import Sitting
from ladderquest.growth.debrief import as_document
from ladderquest.pack.text import clean
from ladderquest.plain.console import Console

_OVER = "!"


def save_to_file(console: Console, sitting: Sitting, where: str) -> None:
    """Write the debrief to the file that ``where`` names, or under a name made for it if ``where`` is a
    format. An exclamation mark behind it writes over a file that is there."""
    if not where:
        console.say(
            f"Say where: `o` with a file, as in `o debrief.html`, or with one of {', '.join(FORMATS)}. "
            f"`o debrief.html {_OVER}` writes over one that is there."
        )
        return
    name = where.removesuffix(_OVER).rstrip()
    game = sitting.game
    try:
        if name in FORMATS:
            chosen = FORMATS[name]
            stem = stem_of(f"debrief-{sitting.scenario.id}", game.store.profile.name, game.now().date())
            name = stem + chosen.extension
        else:
            chosen = format_called(None, name)
        document = as_document(sitting.debrief())
        force = where.endswith(_OVER)
        path = export_file(document, chosen, Path(name), game.now(), force=force, unless=f" without {_OVER}")
    except ExportError as error:
        console.say(f"Not written: {error}.")
    else:
        console.say(f"Written: {clean(str(path.absolute()), lines=False)}")
