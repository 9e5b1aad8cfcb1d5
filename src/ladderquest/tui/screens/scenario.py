"""The scenario screen: the story on its stage, what lies around it, and the way to the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message

from ladderquest.game import FORWARD, GameError, Pending, Sitting
from ladderquest.play import IllegalDecision, Note, StoryError
from ladderquest.play.journal import Decided
from ladderquest.saves.errors import SavesError
from ladderquest.tui import asides
from ladderquest.tui.beats import Consequence, beats
from ladderquest.tui.beside import open_calculator
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.page import SAVING, Page, TitleLine
from ladderquest.tui.screens.checkpoints import CheckpointPanel
from ladderquest.tui.stage import Stage
from ladderquest.tui.widgets.artefact import ArtefactPanel
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.resources import Resource, ResourceLine
from ladderquest.tui.widgets.side import Side, views_of


class ScenarioScreen(Page):
    """One sitting. A decision is on disk before what follows from it is shown."""

    CSS_PATH: ClassVar[str] = "scenario.tcss"
    ABOUT = asides.ABOUT
    BINDINGS = [
        Binding("space", "go_on", "go on", show=False, id="scenario.go_on"),
        Binding("enter", "answer", "decide", show=False, id="scenario.answer"),
        Binding("e", "explain", "explain", show=False, id="scenario.explain"),
        Binding("c", "clues", "clues", show=False, id="scenario.clues"),
        Binding("a", "artefacts", "artefacts", show=False, id="scenario.artefacts"),
        Binding("equals_sign", "calculator", "calculator", show=False, id="scenario.calculator"),
        Binding("p", "path", "path so far", show=False, id="scenario.path"),
        Binding("b", "back", "go back", show=False, id="scenario.back"),
        Binding("m", "map", "map", show=False, id="scenario.map"),
        Binding("f2,ctrl+s", "ask('hand_in')", "hand in", show=False, id="scenario.hand_in"),
        Binding("f3,ctrl+t", "ask('hint')", "next hint", show=False, id="scenario.hint"),
        Binding("q,escape", "leave", "save and leave", show=False, id="scenario.leave"),
    ]

    class Saved(Message):
        """What was decided is on disk, or why it is not."""

        def __init__(self, pending: Pending, problem: str = "") -> None:
            super().__init__()
            self.pending = pending
            self.problem = problem

    def __init__(self, sitting: Sitting, *, again: bool = False) -> None:
        """``again``: tell once more what followed from the newest decision, before the question."""
        super().__init__()
        self.sitting = sitting
        self.again = again
        self.numbers: dict[str, str] = {}
        self.busy = False
        self.left = False

    def compose_page(self) -> ComposeResult:
        """Title, stage with its side column, resources."""
        yield TitleLine(self.sitting.scenario.title)
        with Horizontal(id="body"):
            yield Stage(
                self.sitting.run,
                explain=self.sitting.game.store.profile.settings.explain_as_i_go,
                asks_how_sure=self.sitting.asks_how_sure,
                page_of=lambda: asides.page_of(self.sitting, self.house.news),
                id="text",
            )
            yield Side()
        yield ResourceLine()

    @property
    def stage(self) -> Stage:
        """Where the story is read."""
        return self.query_one(Stage)

    async def on_mount(self) -> None:
        """Open where the run stands."""
        if self.sitting.moved and self.sitting.notice:
            self.house.news.tell("", self.sitting.notice)
        elif self.sitting.notice:
            self.notify(self.sitting.notice, timeout=15, markup=False)
        self.watch(self.stage, "scroll_y", self.show_resources, init=False)
        await self.stage.open(again=self.again)

    def first_hints(self) -> list[Hint]:
        """None before the first beat is there."""
        return []

    def hints(self) -> list[Hint]:
        """The keys of the current beat."""
        return asides.keys(self.stage, self.sitting, author=self.house.author)

    async def on_stage_showing(self, event: Stage.Showing) -> None:
        """Bring everything around the stage up to date."""
        if not isinstance(event.beat, Consequence) and event.beat.entered.at:
            self.query_one(TitleLine).show(self.sitting.scenario.title, event.beat.entered.at)
        self.show_side()
        self.refresh_hints()
        self.call_after_refresh(self.show_resources)

    def on_resize(self) -> None:
        """The side column appears and goes with the width."""
        super().on_resize()
        self.call_after_refresh(self.show_side)
        self.call_after_refresh(self.show_resources)

    def show_side(self) -> None:
        """What belongs beside the text."""
        self.query_one(Side).show(self.sitting.run, self.stage.lying_open())

    def show_resources(self) -> None:
        """What is left to spend, the clues in hand, and whether text waits below."""
        run = self.sitting.run
        resources = [Resource(*each) for each in run.resources()]
        clues = (len(run.clues()), len(run.program.clues))
        self.query_one(ResourceLine).show(resources, clues, self.stage.more_below)

    def on_stage_finished(self) -> None:
        """Everything is read, and the story has ended: the debrief follows."""
        self.house.show_sitting(self.sitting)

    # --- keys ------------------------------------------------------------------------------------

    async def action_go_on(self) -> None:
        """Read on."""
        if not self.busy:
            await self.stage.read_on()

    async def action_answer(self) -> None:
        """Enter where nothing has the keyboard: read on, or give the keyboard to the question."""
        if self.stage.ask is None:
            await self.action_go_on()
        elif self.stage.how_sure is None:
            self.stage.ask.take_focus()

    async def action_ask(self, name: str) -> None:
        """Do what only some questions know: hand in a page, open a hint."""
        ask = self.stage.ask
        if ask is not None and not self.busy and hasattr(ask, f"action_{name}"):
            await ask.run_action(name)

    def on_ask_keys_changed(self) -> None:
        """Show the keys that work now."""
        self.refresh_hints()

    def action_explain(self) -> None:
        """Explain the last decision: in place where its consequence is shown, else over the screen."""
        if not self.stage.explain_here() and self.sitting.run.steps:
            self.app.push_screen(asides.last_decision(self.sitting.run))

    def action_clues(self) -> None:
        """What has been found out."""
        self.app.push_screen(asides.clues(self.sitting.run))

    def action_artefacts(self) -> None:
        """What lies open here."""
        views = views_of(self.sitting.run, self.stage.lying_open())
        if views:
            self.app.push_screen(ArtefactPanel(views))

    def action_calculator(self) -> None:
        """The calculator, where the story has one."""
        open_calculator(self.app, self.sitting.scenario, self.numbers)

    def action_path(self) -> None:
        """The way so far."""
        self.app.push_screen(asides.way_so_far(self.sitting.run))

    async def action_leave(self) -> None:
        """Everything is saved already: go back to the ladder. What is on its way is waited for; an answer
        that waits for how sure one is goes on its way without."""
        if asides.holds_back(self):
            return
        held = await self.stage.take_held()
        if held is not None and not self.busy:
            self.decide(held)
        self.left = self.busy
        if self.left:
            self.say_waiting(SAVING)
        else:
            self.put_away()
            self.house.go_home(asides.word_on_leaving(self.sitting, self.house.saved_word, self.stage.ask))

    def put_away(self) -> None:
        """Keep the page that is half written."""
        for stage in self.query(Stage):
            stage.put_away()

    def action_map(self) -> None:
        """The whole map, for who writes the story; for others it would tell what is to come."""
        if self.house.author:
            self.house.show_map(self.sitting)

    async def action_back(self) -> None:
        """Go back to an earlier question, where that is open; or to this one, while it asks how sure."""
        if await self.stage.take_back():
            return
        if not self.sitting.may_rewind:
            self.notify(FORWARD, markup=False)
        elif self.sitting.run.steps and not self.busy and not asides.holds_back(self, back=True):
            self.app.push_screen(CheckpointPanel(self.sitting.run), self._rewind)

    def _rewind(self, seq: int | None) -> None:
        if seq is not None:
            self._send(lambda: self.sitting.rewind(seq))

    # --- deciding --------------------------------------------------------------------------------

    def on_ask_answered(self, event: Ask.Answered) -> None:
        """Mark the answer at once and send it to the disk; what follows waits for it."""
        event.stop()
        if not self.busy:
            self.decide(event)

    def decide(self, given: Ask.Answered) -> None:
        """Send an answer to the disk with what was observed about it."""
        note = Note(
            at=self.sitting.game.stamp(),
            seconds=self.stage.waited,
            changes=given.changes,
            lines=given.lines,
            words=given.words,
            confidence=given.confidence,
        )
        self._send(lambda: self.sitting.decide(given.answer, note))

    def on_stage_asking_how_sure(self) -> None:
        """Show the keys that work now."""
        self.refresh_hints()
        self.call_after_refresh(self.show_resources)

    def _send(self, act: Callable[[], Pending]) -> None:
        try:
            pending = act()
        except (IllegalDecision, GameError, SavesError, StoryError) as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.busy = True
        self.stage.settle(True)
        self.wait_for(SAVING)
        self.house.errands.watch(pending.saved)
        self.run_worker(self._await(pending))

    async def _await(self, pending: Pending) -> None:
        try:
            await asyncio.wrap_future(pending.saved)
        except SavesError as error:
            self.post_message(self.Saved(pending, str(error)))
        else:
            self.post_message(self.Saved(pending))

    async def on_scenario_screen_saved(self, event: Saved) -> None:
        """Show what follows; or, if it could not be saved, say why and ask again."""
        self.busy = False
        self.wait_for("")
        left, self.left = self.left, False
        if event.problem:
            self.stage.settle(False)
            word = f"{event.problem} Nothing before it is lost: decide again when it can be saved."
            self.house.news.tell("Not saved", word)
            return
        proposal = event.pending.proposal
        self.sitting.settle(event.pending)
        self.stage.done()
        if left:
            await self.action_leave()
            return
        went_on = isinstance(proposal.records[0], Decided)
        await self.stage.play(beats(proposal.events) if went_on else [self.stage.question()])
