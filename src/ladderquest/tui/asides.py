"""What can be looked up in the middle of a story, each in a panel over it."""

from __future__ import annotations

from ladderquest.play import Run, explain
from ladderquest.tui.panels import TextPanel
from ladderquest.tui.widgets.side import newest_told, path_so_far


def last_decision(run: Run) -> TextPanel:
    """The newest decision explained; there has to be one."""
    step = run.steps[-1]
    why = explain(run.program, step.before, step.decided.answer)
    entry = (run.summary(step).answered, why or "There is nothing to explain about this one.")
    return TextPanel("The last decision", [entry], closes="e")


def clues(run: Run) -> TextPanel:
    """What has been found out."""
    return TextPanel("Clues", run.clues(), closes="c", empty="Nothing found yet.")


def way_so_far(run: Run) -> TextPanel:
    """The way so far, with what followed from the newest decision: it may have been left unread."""
    path = path_so_far(run)
    if path:
        path.append(("And then", newest_told(run)))
    return TextPanel("The way so far", path, closes="p", empty="This is the start.")
