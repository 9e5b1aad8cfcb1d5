"""The page of a story, and a form, line by line: what was begun is said, every line is kept as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ladderquest.documents.text import wrap
from ladderquest.game import GameError, Sitting
from ladderquest.plain.console import Console
from ladderquest.plain.disk import wait
from ladderquest.play import on_a_page
from ladderquest.saves.errors import SavesError

if TYPE_CHECKING:
    from ladderquest.desk.drafts import HalfWritten, StoryPage

BEHIND = "Lines that you write now go behind it; a single `.` hands it in as it is, `..` throws it away."
WAITS = "What you have written waits on its page."
GOING_BACK = "Going back drops what is on this page. The same once more goes back."


def opened(console: Console, sitting: Sitting) -> StoryPage | None:
    """The page that the story asks for now, if it asks for one; what stands there already is said. Without
    one where nothing can be read, which is said as well."""
    if not on_a_page(sitting.run.program, sitting.run.state):
        return None
    from ladderquest.desk.drafts import StoryPage  # most questions have none

    try:
        page = StoryPage(sitting)
    except SavesError as error:
        console.say(str(error))
        return None
    if page.text:
        console.say(page.told)
        console.gap()
        for line in page.text.split("\n"):
            for piece in wrap(line, console.width - 2) or [""]:
                console.line(f"  {piece}")
        console.passage(BEHIND)
        console.gap()
    return page


def written(page: StoryPage | None, lines: list[str]) -> None:
    """These lines stand there now, and are on their way to the disk."""
    if page is not None and not page.refused:
        page.write("\n".join(lines))
        page.keep()


def put_away(console: Console, half: HalfWritten | None, waits: str) -> None:
    """Wait until what was written is kept as it stands, and say that it ``waits``; or why it does not."""
    if half is None or half.refused:
        return
    try:
        saved = half.keep() or half.last
        if saved is not None:
            wait(console, saved)
    except (GameError, SavesError) as error:
        console.say(f"What you have written is not saved: {error}")
    else:
        if half.is_begun:
            console.say(waits)


def done(console: Console, page: StoryPage | None) -> None:
    """No page is kept any more: it is handed in, thrown away, or the story went another way."""
    try:
        saved = page.done() if page is not None else None
        if saved is not None:
            wait(console, saved)
    except (GameError, SavesError) as error:
        console.say(str(error))
