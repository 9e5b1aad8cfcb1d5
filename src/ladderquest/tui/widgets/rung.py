"""A rung of the ladder in words: how far a player is, its stories, what it asks, its traps."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ladderquest.documents.prose import reflow
from ladderquest.growth.progress import PhaseProgress, ScenarioProgress
from ladderquest.pack.ladder import Ladder, Phase
from ladderquest.tui.widgets.choices import Item

WIDEST_BAR = 8


class Beside(VerticalScroll, can_focus=False):
    """The right-hand column of a wide window: what there is to know about a rung."""

    DEFAULT_CSS = """
    Beside { display: none; width: 1fr; padding: 0 3 0 1; scrollbar-size-vertical: 1; }
    Beside Static { max-width: 72; }
    """

    def __init__(self, content: Content) -> None:
        super().__init__()
        self._content = content

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(self._content)

    def show(self, content: Content) -> None:
        """Show this instead, from its first line."""
        self.query_one(Static).update(content)
        self.scroll_home(animate=False)


def about(phase: Phase, ladder: Ladder) -> Content:
    """What a phase is about, as one text: a widget a line would make the screen slow to open."""
    parts: list[Content | str | tuple[str, str]] = [reflow(phase.about), "\n\n"]
    for contrast in phase.contrasts:
        parts += [(contrast.dimension, "$accent"), f"\n{phase.before}: {contrast.before}"]
        parts.append(f"\n{phase.after}: {contrast.after}\n\n")
    parts += [(phase.gate_title, "bold"), "\n"]
    parts += [f"□  {item.text}\n" for item in phase.gate]
    parts.append(("\nOnly evidence from your work ticks these; playing does not.\n\n", "$quiet"))
    titles = [trap.title for trap in ladder.traps if trap.id in phase.traps]
    parts += [("Traps that live here", "bold"), "\n", (" · ".join(titles), "$quiet")]
    return Content.assemble(*parts)


def bar(rung: PhaseProgress) -> str:
    """How much of a rung has been played, as a bar and in words."""
    total = len(rung.scenarios)
    if not total:
        return "no stories in this pack yet"
    cells = min(total, WIDEST_BAR)
    full = cells * rung.done // total
    return f"{'▮' * full}{'▯' * (cells - full)}  {rung.done} of {total} played"


def story(progress: ScenarioProgress) -> Item:
    """A scenario as a line of the list."""
    scenario, run = progress.scenario, progress.run
    told = []
    if progress.standing == "open" and run is not None:
        where = f"open at {run.at}" if run.at else "open"
        told.append(f"{where}, {run.decisions} decision{'' if run.decisions == 1 else 's'} so far")
    if progress.endings_seen:
        seen = f"{len(progress.endings_seen)} of {len(scenario.endings)} endings"
        truths = f"{len(progress.worlds_seen)} of {len(scenario.worlds)} truths"
        told.append(f"played: {seen}, {truths} seen")
    return Item(scenario.title, "; ".join(told) or f"{scenario.summary} {scenario.minutes} minutes.")


def traps_of(ladder: Ladder, wanted: tuple[str, ...]) -> list[tuple[str, str]]:
    """(title, text) of these traps: what one does, why it works, what unlocks it, when it is right."""
    return [
        (
            trap.title,
            f"{trap.behaviour}\n\nWhy it works on good engineers: {trap.mechanism}\n\n"
            f"What unlocks it: {trap.unlocks}\n\nWhen it is right: {trap.right_when}",
        )
        for trap in ladder.traps
        if trap.id in wanted
    ]
