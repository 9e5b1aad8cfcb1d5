"""The right-hand column of a wide window: what lies open here, the clues, the way so far."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ladderquest.documents.prose import reflow
from ladderquest.play import Run
from ladderquest.play.state import Returned, Told
from ladderquest.tui.widgets.artefact import ArtefactView


class Side(VerticalScroll, can_focus=False):
    """Filled anew with every beat, but only where it is seen."""

    DEFAULT_CSS = """
    Side { width: 1fr; padding: 0 2 0 1; scrollbar-size-vertical: 1; scrollbar-background: $background; }
    Side .head { color: $quiet; height: 1; }
    Side .entry { height: auto; width: 100%; margin-bottom: 1; }
    """

    def compose(self) -> ComposeResult:
        """Empty until something is shown."""
        yield from ()

    def show(self, run: Run, artefacts: Sequence[str]) -> None:
        """Show what belongs beside the text now."""
        if not self.display:
            return
        widgets: list[Widget] = []
        if self.screen.has_class("-broad"):
            widgets += views_of(run, artefacts)
        for head, entries in (("Clues", run.clues()), ("The way so far", path_so_far(run))):
            if entries:
                widgets.append(Static(Content(head), classes="head"))
                widgets += [self._entry(at, text) for at, text in reversed(entries)]
        self.call_later(self._fill, widgets)

    async def _fill(self, widgets: list[Widget]) -> None:
        async with self.batch():
            await self.remove_children()
            await self.mount_all(widgets)

    def _entry(self, head: str, text: str) -> Widget:
        return Static(Content.assemble((head, "$accent"), "\n", reflow(text)), classes="entry")


def path_so_far(run: Run) -> list[tuple[str, str]]:
    """(time and place, what was answered) of every decision that stands, oldest first."""
    return [
        (run.program.scene(step.before.scene).at.at(step.before.values), run.summary(step).answered)
        for step in run.steps
    ]


def newest_told(run: Run) -> str:
    """What followed from the newest decision, to read again after a pause."""
    events = run.steps[-1].events if run.steps else ()
    return "\n\n".join(event.text for event in events if isinstance(event, Told | Returned) and event.text)


def views_of(run: Run, artefacts: Sequence[str]) -> list[ArtefactView]:
    """These artefacts as they read now."""
    program = run.program
    sources = (program.artefacts[each] for each in artefacts)
    return [ArtefactView(a.title, a.kind, program.artefact_lines(a.id, run.state.values)) for a in sources]
