"""A scenario that is written while it is played, line by line: what a save of its file changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ladderquest.game import GameError, Sitting
from ladderquest.plain.console import Console
from ladderquest.plain.tell import scene
from ladderquest.play import JournalError, StoryError, scene_text
from ladderquest.saves.errors import SavesError

if TYPE_CHECKING:
    from ladderquest.draft import Rehearsal

_MOST = 3


def follow(console: Console, rehearsal: Rehearsal, sitting: Sitting) -> Sitting | None:
    """Look whether the file was saved, and say what came of it. The sitting on the newer edition, if the
    story goes on with one."""
    if rehearsal.look():
        word = rehearsal.trouble if rehearsal.findings else rehearsal.left_behind(sitting)
        if word:
            console.passage(f"Note: {word}")
        for finding in rehearsal.findings[:_MOST]:
            console.line(f"  {finding}")
        console.gap()
    if not rehearsal.behind(sitting):
        return None
    try:
        moved, word = rehearsal.follow(sitting)
    except (GameError, SavesError, JournalError, StoryError) as error:
        console.passage(f"Note: {error}")
        return None
    console.passage(f"Note: {word}")
    scene(console, scene_text(moved.run.program, moved.run.state))
    return moved
