"""Placement: five questions about evidence, and where their answers lead."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from ladderquest.game import GameError
from ladderquest.growth.placement import Placed, Reply, place, sentence_for
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.field import Field
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose


class PlacementScreen(Page):
    """One question at a time; a yes asks for its example."""

    CSS_PATH: ClassVar[str] = "placement.tcss"
    ABOUT = (
        "Five questions about what has happened, not about how you feel. A yes asks for the case behind it, "
        "in a sentence; a yes without one counts as a no. The count suggests where to start, and nothing "
        "else: every phase is open to you from the ladder.\n\n"
        "b goes back one question, s skips to the ladder."
    )
    BINDINGS = [
        Binding("y", "reply(True)", "yes", show=False, id="placement.yes"),
        Binding("n", "reply(False)", "no", show=False, id="placement.no"),
        Binding("escape,b", "back", "back", show=False, id="placement.back"),
        Binding("s", "skip", "skip", show=False, id="placement.skip"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.replies: list[Reply] = []
        self.placed: Placed | None = None
        self.warned = False

    def compose_page(self) -> ComposeResult:
        """The question in hand."""
        yield TitleLine("Where are you now?", "")
        with Column():
            yield Vertical(id="question", classes="column")

    async def on_mount(self) -> None:
        """The first question."""
        await self.show_question()

    @property
    def asking(self) -> bool:
        """Whether an example is being asked for."""
        return bool(self.query(Input))

    def first_hints(self) -> list[Hint]:
        """None before the first question is there."""
        return []

    def hints(self) -> list[Hint]:
        """Yes and no, or what the example takes."""
        if self.placed is not None:
            return [Hint("1-9", "pick"), Hint("enter", "to the ladder", "focused.decide"), HELP]
        if self.asking:
            return [Hint("enter", "go on", "focused.submit"), Hint("esc", "back", "back")]
        found = [Hint("y", "yes", "reply(True)"), Hint("n", "no", "reply(False)")]
        if self.replies:
            found.append(Hint("b", "back", "back"))
        return [*found, Hint("s", "skip", "skip"), HELP]

    async def _show(self, *widgets: Widget) -> None:
        holder = self.query_one("#question")
        async with self.batch():
            await holder.remove_children()
            await holder.mount_all(widgets)
        self.refresh_hints()

    async def show_question(self) -> None:
        """The next question, or the result."""
        placement = self.house.game.pack.placement
        if len(self.replies) == len(placement.questions):
            await self._show_result()
            return
        question = placement.questions[len(self.replies)]
        self.query_one(TitleLine).show(
            "Where are you now?", f"{len(self.replies) + 1} of {len(placement.questions)}"
        )
        intro = [Prose(placement.intro, classes="quiet")] if not self.replies else []
        await self._show(*intro, Prose(question.text), Prose("y  yes     n  no", classes="accent"))

    async def action_reply(self, yes: bool) -> None:
        """No goes on; yes asks for the case."""
        if self.asking or self.placed is not None:
            return
        question = self.house.game.pack.placement.questions[len(self.replies)]
        if not yes:
            self.replies.append(Reply(question.id, False))
            await self.show_question()
            return
        self.warned = False
        await self._show(
            Prose(question.text),
            Prose(question.example, classes="accent"),
            Field(placeholder="a sentence is enough", max_length=500),
            Prose("", classes="quiet", id="word"),
        )
        self.query_one(Input).focus()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the case; a missing one is said once, then counts as a no."""
        question = self.house.game.pack.placement.questions[len(self.replies)]
        reply = Reply(question.id, True, event.value.strip())
        word = sentence_for(reply)
        if word and not self.warned:
            self.warned = True
            self.query_one("#word", Prose).say(f"{word} Press enter again to leave it at that.")
            return
        self.replies.append(reply)
        await self.show_question()

    async def action_back(self) -> None:
        """Back to the question, or to the one before."""
        if self.placed is not None:
            return
        if not self.asking and self.replies:
            self.replies.pop()
        await self.show_question()

    def action_skip(self) -> None:
        """Straight to the ladder."""
        if not self.asking and self.placed is None:
            self.house.go_home()

    async def _show_result(self) -> None:
        game = self.house.game
        self.placed = placed = place(game.pack.placement, self.replies)
        self.query_one(TitleLine).show("Where to start", "")
        phases = [phase for phase in game.pack.ladder.phases if phase.id in placed.route.phases]
        items = [Item(f"Phase {phase.id}: {phase.title}", phase.slogan) for phase in phases]
        choices = Choices([*items, Item("Somewhere else on the ladder")], cursor=0)
        widgets: list[Widget] = [Prose(placed.says), Prose(placed.route.says), choices]
        if len(phases) > 1:
            widgets.append(
                Prose("Where people stay, and what unlocks the next step", classes="strong levels")
            )
            for level in game.pack.ladder.levels:
                widgets.append(Prose(f"{level.title}, {level.tenure}", classes="accent close"))
                widgets.append(Prose(level.plateau, classes="close"))
                widgets.append(Prose(level.unlocks, classes="quiet"))
        await self._show(*widgets)
        choices.focus(scroll_visible=False)

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Keep the placement and open the ladder there."""
        assert self.placed is not None
        phases = self.placed.route.phases
        phase = phases[event.index] if event.index < len(phases) else phases[0]
        game = self.house.game
        try:
            self.house.errands.when_saved(game.keep_placement(self.replies, self.placed, phase))
        except GameError as error:
            self.notify(str(error), severity="warning", markup=False)
        self.house.go_home(phase=phase)
