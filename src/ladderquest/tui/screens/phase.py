"""One rung: its stories, what it asks before one moves on, and the traps that live there."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from ladderquest.desk.traps import meeting_told
from ladderquest.growth.meeting import opens
from ladderquest.growth.progress import PhaseProgress, ScenarioProgress
from ladderquest.pack.ladder import Phase
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.panels import TextPanel
from ladderquest.tui.widgets.choices import Choices
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose
from ladderquest.tui.widgets.rung import Beside, about, story, traps_of


class PhaseScreen(Page):
    """A phase as this player has it."""

    lists_runs: ClassVar[bool] = True
    CSS_PATH: ClassVar[str] = "phase.tcss"
    ABOUT = (
        "The stories of one phase. Enter goes on with an open one, opens the debrief of a finished one, or "
        "begins a new one. d opens the debrief of the last finished run; n plays again, and shows a truth "
        "that you have not seen first.\n\n"
        "Below stand the list of what this phase asks before you move on, which only evidence from your work "
        "can tick, and the traps that live here: t opens them. x opens the page of the phase in the codex, "
        "from where everything else about it can be reached.\n\n"
        "A phase may end in a promotion meeting. It opens, under m, when every story here has been played to "
        "an ending."
    )
    BINDINGS = [
        Binding("n", "again", "play again", show=False, id="phase.again"),
        Binding("d", "debrief", "debrief", show=False, id="phase.debrief"),
        Binding("t", "traps", "traps", show=False, id="phase.traps"),
        Binding("m", "meeting", "meeting", show=False, id="phase.meeting"),
        Binding("x", "codex", "codex", show=False, id="phase.codex"),
        Binding("space", "page(1)", "page down", show=False, id="phase.page_down"),
        Binding("q,escape,b", "leave", "to the ladder", show=False, id="phase.leave"),
    ]

    def __init__(self, phase: int) -> None:
        super().__init__()
        self.phase = phase

    @property
    def rung(self) -> PhaseProgress:
        """The phase with its scenarios, as they stand now."""
        return next(rung for rung in self.house.game.ladder() if rung.phase.id == self.phase)

    def compose_page(self) -> ComposeResult:
        """Stories, then what the phase is about."""
        phase = self.rung.phase
        yield TitleLine(f"Phase {phase.id}: {phase.title}", self.house.game.store.profile.name)
        with Horizontal():
            yield from self._stories(phase)
            yield Beside(about(phase, self.house.game.pack.ladder))

    def _stories(self, phase: Phase) -> ComposeResult:
        with Column(id="text"), Vertical(classes="column"):
            yield Prose(phase.slogan, classes="quiet")
            with Vertical(id="stories"):
                if self.rung.scenarios:
                    items = [story(progress) for progress in self.rung.scenarios]
                    yield Choices(items, cursor=0, classes="airy")
                else:
                    yield Prose("No stories in this pack yet.", classes="quiet close")
            told = meeting_told(self.house.game, self.rung, "m")
            if told:
                yield Prose(told, classes="accent" if self._meeting_opens else "quiet", id="meeting")
            yield Static(about(phase, self.house.game.pack.ladder), classes="below")

    def on_mount(self) -> None:
        """The keyboard goes to the stories."""
        for choices in self.query(Choices):
            choices.focus(scroll_visible=False)

    def hints(self) -> list[Hint]:
        """Play, read, leave."""
        found = [Hint("1-9", "pick"), Hint("enter", "play", "focused.decide")] if self.rung.scenarios else []
        if any(progress.finished for progress in self.rung.scenarios):
            found += [Hint("d", "debrief", "debrief"), Hint("n", "again", "again")]
        return [
            *found,
            *([Hint("m", "meeting", "meeting")] if self._meeting_opens else []),
            Hint("t", "traps", "traps"),
            Hint("x", "codex", "codex"),
            Hint("space", "read on", "page(1)"),
            Hint("q", "ladder", "leave"),
            HELP,
        ]

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Go on, read the debrief, or begin."""
        progress = self.rung.scenarios[event.index]
        if progress.standing == "done" and progress.run is not None:
            self.house.open_debrief(progress.run.run)
        else:
            self.house.sit_down(progress.scenario.id)

    @property
    def pointed(self) -> ScenarioProgress | None:
        """The story under the pointer."""
        choices = next(iter(self.query(Choices)), None)
        if choices is None or choices.cursor is None:
            return None
        return self.rung.scenarios[choices.cursor]

    def action_again(self) -> None:
        """A new run of the story under the pointer."""
        if self.pointed is not None:
            self.house.begin(self.pointed.scenario.id)

    def action_debrief(self) -> None:
        """The debrief of the newest finished run of the story under the pointer."""
        if self.pointed is not None and self.pointed.finished is not None:
            self.house.open_debrief(self.pointed.finished.run)

    def action_traps(self) -> None:
        """The traps of this phase, one after the other."""
        ladder = self.house.game.pack.ladder
        self.app.push_screen(
            TextPanel("Traps that live here", traps_of(ladder, self.rung.phase.traps), closes="t")
        )

    @property
    def _meeting_opens(self) -> bool:
        return opens(self.house.game.pack, self.rung)

    def action_meeting(self) -> None:
        """The promotion meeting that ends this phase, or what is still to be played before it."""
        if self._meeting_opens:
            self.house.go("meeting", str(self.phase))
        elif told := meeting_told(self.house.game, self.rung):
            self.notify(told, markup=False)

    def action_codex(self) -> None:
        """The page of this phase in the codex."""
        self.house.go("codex", f"phase:{self.phase}")

    def action_leave(self) -> None:
        """Back to the ladder."""
        self.house.go_home(phase=self.phase)
