"""A review: a decision anew, every option rated, then where the reading and the key part."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widget import Widget

from ladderquest.desk.due import Looked, Review, hand_in
from ladderquest.documents.document import Document, Paragraph
from ladderquest.game import GameError
from ladderquest.growth.reading import as_document
from ladderquest.growth.reviews import CONFIDENCES
from ladderquest.play import IllegalDecision
from ladderquest.play.moves import Rate
from ladderquest.saves.errors import SavesError
from ladderquest.tui.moves import ASKS
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.page import HELP, SAVING, Column, Page, TitleLine
from ladderquest.tui.panels import TextPanel
from ladderquest.tui.widgets.artefact import ArtefactPanel
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.document import DocumentView
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose
from ladderquest.tui.widgets.side import path_so_far, views_of


class ReviewScreen(Page):
    """One review. What is rated is on disk before anything is told."""

    CSS_PATH: ClassVar[str] = "review.tcss"
    ABOUT = (
        "A decision of yours comes back, in a world that you have not played where there is one. Rate every "
        "option for this situation: a number from 1 to 5 rates the one under the pointer, up and down move, "
        "enter hands in. What was in your hands then is under c, what lay open under a, the way there under "
        "p.\n\n"
        "Then you read where your view and the author's key part, and why the key sees it so. There are no "
        "points. How far apart you are decides only when this comes back."
    )
    BINDINGS = [
        Binding("space", "page(1)", "read on", show=False, id="review.page_down"),
        Binding("enter", "answer", "go on", show=False, id="review.answer"),
        Binding("c", "clues", "clues", show=False, id="review.clues"),
        Binding("a", "artefacts", "artefacts", show=False, id="review.artefacts"),
        Binding("p", "path", "the way there", show=False, id="review.path"),
        Binding("q,escape,b", "leave", "back", show=False, id="review.leave"),
    ]

    def __init__(self, review: Review) -> None:
        super().__init__()
        self.review = review
        self.busy = False
        self.rate: Rate | None = None
        self.looked: Looked | None = None

    def compose_page(self) -> ComposeResult:
        """The situation and the question."""
        yield TitleLine(self.review.scene.title, "review")
        with Column(id="text"), Vertical(id="review", classes="column"):
            yield from self._question()

    def _question(self) -> list[Widget]:
        scene = self.review.scene
        when = [Prose(scene.at, classes="quiet close")] if scene.at else []
        known = [Prose(scene.known, classes="quiet")] if scene.known else []
        left = "   ".join(f"{label} {now}" for label, now, _ in scene.pinned.resources())
        rest = [Prose(left, classes="quiet")] if left else []
        return [*when, Prose(scene.recap), *known, *rest, ASKS["rate"](scene.pinned, scene.offer)]

    def on_mount(self) -> None:
        """The keyboard goes to the options."""
        self.query_one(Ask).take_focus()

    @property
    def ask(self) -> Ask | None:
        """The question on the screen, if one is."""
        return next(iter(self.query(Ask)), None)

    def first_hints(self) -> list[Hint]:
        """None before the question is there."""
        return []

    def on_screen_resume(self) -> None:
        """Show the keys once everything is there."""
        self.refresh_hints()

    def hints(self) -> list[Hint]:
        """Rate, look at the clues, go back."""
        back = Hint("q", "back", "leave")
        if self.looked is not None:
            return [Hint("space", "read on", "page(1)"), Hint("enter", "done", "answer"), back, HELP]
        scene = self.review.scene
        there = [
            (bool(scene.clues), Hint("c", "clues", "clues")),
            (bool(self._lying_open()), Hint("a", "artefacts", "artefacts")),
            (bool(scene.pinned.steps), Hint("p", "path", "path")),
        ]
        more = [hint for shown, hint in there if shown]
        first = self.ask.hints() if self.ask is not None else [Hint("1-4", "pick"), Hint("enter", "hand in")]
        return [*first, *more, Hint("space", "read on", "page(1)", spare=True), back, HELP]

    # --- rating ----------------------------------------------------------------------------------

    async def on_ask_answered(self, event: Ask.Answered) -> None:
        """Take the ratings; ask how sure the player is, where they want to be asked."""
        event.stop()
        if self.busy or not isinstance(event.answer, Rate):
            return
        self.rate = event.answer
        if self.house.game.store.profile.settings.ask_confidence:
            items = [Item(says) for _, says in CONFIDENCES]
            await self._show([Prose("How sure are you of the ones that you rate highest?", classes="accent"),
                              Choices(items, id="sure")])  # fmt: skip
            self.query_one("#sure", Choices).focus(scroll_visible=False)
        else:
            self._hand_in(None)

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """How sure they are."""
        event.stop()
        if not self.busy:
            event.choices.settle()
            self._hand_in(CONFIDENCES[event.index][0])

    def _hand_in(self, confidence: int | None) -> None:
        assert self.rate is not None  # it is what was answered
        try:
            looked = hand_in(self.house.game, self.review, self.rate, confidence)
        except (GameError, SavesError, IllegalDecision) as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.busy = True
        if self.ask is not None:
            self.ask.settle(True)
        self.wait_for(SAVING)
        self.house.errands.when_saved(
            looked.saved, lambda: self._saved(looked), lambda: self._saved(looked, kept=False)
        )

    def _saved(self, looked: Looked, *, kept: bool = True) -> None:
        self.busy = False
        self.wait_for("")
        if not self.is_attached:
            return
        if kept:
            self.looked = looked
            self.run_worker(self._tell(looked))
            return
        for choices in self.query(Choices):
            choices.settle(False)

    async def _tell(self, looked: Looked) -> None:
        document = as_document(looked.reading)
        parts = (*document.parts, Paragraph(looked.again, "quiet"))
        await self._show([DocumentView(Document(document.title, parts))])
        self.query_one("#text", Column).scroll_home(animate=False)

    async def _show(self, widgets: list[Widget]) -> None:
        holder = self.query_one("#review")
        async with self.batch():
            await holder.remove_children()
            await holder.mount_all(widgets)
        self.refresh_hints()

    # --- keys ------------------------------------------------------------------------------------

    def action_answer(self) -> None:
        """Enter where nothing has the keyboard: the question has it again; behind the reading, back."""
        if self.looked is not None:
            self.dismiss()
        elif self.ask is not None:
            self.ask.take_focus()

    def action_clues(self) -> None:
        """What was in hand."""
        if self.looked is None:
            found = list(self.review.scene.clues)
            self.app.push_screen(TextPanel("Clues", found, closes="c", empty="Nothing was found yet."))

    def _lying_open(self) -> tuple[str, ...]:
        pinned = self.review.scene.pinned
        return pinned.program.sources[pinned.state.scene].artefacts

    def action_artefacts(self) -> None:
        """What lay open."""
        views = views_of(self.review.scene.pinned, self._lying_open())
        if views and self.looked is None:
            self.app.push_screen(ArtefactPanel(views))

    def action_path(self) -> None:
        """The way there."""
        if self.looked is None:
            path = path_so_far(self.review.scene.pinned)
            self.app.push_screen(TextPanel("The way there", path, closes="p", empty="This was the start."))

    def action_leave(self) -> None:
        """Back to the list. What was not handed in is not kept, and waits."""
        if self.busy:
            self.say_waiting(SAVING)
        else:
            self.dismiss()
