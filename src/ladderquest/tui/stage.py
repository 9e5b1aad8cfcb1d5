"""The stage: the column in which a story is read and answered, one beat at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from ladderquest.pack.model import MarkScene
from ladderquest.play import AnyAnswer, Run, scene_text
from ladderquest.tui.beats import Beat, Consequence, Passage, Question, beats
from ladderquest.tui.moves import ASKS
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.page import Column
from ladderquest.tui.widgets.how_sure import HowSure
from ladderquest.tui.widgets.prose import Prose
from ladderquest.tui.widgets.telling import Telling

if TYPE_CHECKING:
    from ladderquest.desk.drafts import StoryPage


class Stage(Column):
    """Shows beats of ``run`` one after the other; with ``explain`` every decision is explained in turn.
    Where ``asks_how_sure`` of an answer, that is asked before the answer goes any further."""

    @dataclass
    class Showing(Message):
        """Another beat is on the stage."""

        beat: Beat

    class Finished(Message):
        """The last beat has been read."""

    class AskingHowSure(Message):
        """The player is asked how sure they are, or has taken the answer back."""

    def __init__(
        self,
        run: Run,
        *,
        explain: bool,
        asks_how_sure: Callable[[AnyAnswer], bool] = lambda _: False,
        page_of: Callable[[], StoryPage | None] = lambda: None,
        id: str | None = None,
    ) -> None:
        """``page_of`` opens the page that a question is answered on, if it is."""
        super().__init__(id=id)
        self.page_of = page_of
        self.asks_how_sure = asks_how_sure
        self.run_played = run
        self.explains = explain
        self.queue: list[Beat] = []
        self.beat: Beat | None = None
        self.asked_at = 0.0
        self.took: float | None = None

    def compose(self) -> ComposeResult:
        """The column, empty."""
        yield Vertical(id="beat", classes="column")

    @property
    def ask(self) -> Ask | None:
        """The question on the stage, if one is."""
        return next(iter(self.query(Ask)), None)

    @property
    def telling(self) -> Telling | None:
        """The consequence on the stage, if one is."""
        return next(iter(self.query(Telling)), None)

    @property
    def how_sure(self) -> HowSure | None:
        """The question how sure the player is, if it is on the stage."""
        return next(iter(self.query(HowSure)), None)

    @property
    def more_below(self) -> bool:
        """Whether text waits below the window."""
        return self.max_scroll_y > round(self.scroll_y)

    @property
    def waited(self) -> float:
        """Seconds from the question to its answer, or to now, to a tenth."""
        return round(self.took if self.took is not None else monotonic() - self.asked_at, 1)

    async def open(self, *, again: bool = False) -> None:
        """Open where the run stands: at the opening from its first line, else at the question, or with
        ``again`` at what followed from the newest decision."""
        run = self.run_played
        if run.steps and not again:
            await self.play([self.question()])
        else:
            await self.play(beats(run.steps[-1].events if run.steps else run.opening))

    def question(self) -> Question:
        """The current scene as it reads now."""
        return Question(scene_text(self.run_played.program, self.run_played.state))

    async def play(self, found: list[Beat]) -> None:
        """Show these, one after the other."""
        self.queue = found
        await self.next_beat()

    async def next_beat(self) -> None:
        """Show the next beat. After the last stands the question again (a look does not leave its scene);
        at an ending there is nothing more to show."""
        if not self.queue:
            if self.run_played.ended:
                self.post_message(self.Finished())
                return
            self.queue = [self.question()]
        self.beat = self.queue.pop(0)
        holder = self.query_one("#beat")
        async with self.batch():
            await holder.remove_children()
            await holder.mount_all(self._widgets(self.beat))
        self.scroll_home(animate=False)
        if self.ask is not None:
            self.ask.begin()
            self.asked_at, self.took = monotonic(), None
        self.post_message(self.Showing(self.beat))

    def _widgets(self, beat: Beat) -> list[Widget]:
        run = self.run_played
        if isinstance(beat, Consequence):
            names = {who: member.name for who, member in run.program.cast.items()}
            said = run.summary(run.steps[-1]).answered if beat.told and run.steps else ""
            return [Telling(beat, said, names, explain=self.explains)]
        text: list[Widget] = [Prose(beat.entered.text)] if beat.entered.text else []
        if isinstance(beat, Passage):
            return text
        offer = run.offer()
        if offer is None:
            ending = run.program.endings[str(run.state.ending)]
            return [*text, Prose(ending.title, classes="strong accent")]
        titles = [run.program.artefacts[each].title for each in self.lying_open()]
        if titles:
            text.append(Prose(f"Open here: {', '.join(titles)} (a)", classes="quiet open-here"))
        ask = ASKS[run.program.scene(run.state.scene).tag](run, offer)
        ask.page = self.page_of()
        return [*text, ask]

    def lying_open(self) -> list[str]:
        """The artefacts of this scene, but for one that is in front of the player to be marked."""
        scene = self.run_played.program.sources[self.run_played.state.scene]
        marking = scene.artefact if isinstance(scene, MarkScene) else ""
        return [each for each in scene.artefacts if each != marking]

    async def read_on(self) -> None:
        """Down the page, then what was heard, then the next beat; a question waits for its answer."""
        if self.more_below:
            self.scroll_page_down(animate=False)
        elif self.ask is None:
            if self.telling is not None and self.telling.more():
                self.call_after_refresh(self.scroll_end, animate=False)
            else:
                await self.next_beat()

    def explain_here(self) -> bool:
        """Explain the consequence on the stage; False if there is none, or nothing more to say."""
        if self.telling is None or not self.telling.explain():
            return False
        self.call_after_refresh(self.scroll_end, animate=False)
        return True

    # --- the question ----------------------------------------------------------------------------

    def settle(self, settled: bool) -> None:
        """Show the answer as given, or open the question again after a save that failed."""
        if self.ask is not None:
            self.ask.settle(settled)

    def done(self) -> None:
        """The story has gone on from the question."""
        if self.ask is not None:
            self.ask.done()

    def put_away(self) -> None:
        """Send to the disk what has only been typed in answer so far."""
        if self.ask is not None:
            self.ask.put_away()

    # --- how sure --------------------------------------------------------------------------------

    async def on_ask_answered(self, event: Ask.Answered) -> None:
        """Hold an answer back until the player has said how sure they are, where that is asked."""
        if self.how_sure is not None:
            event.stop()
        elif not event.asked_how_sure and self.ask is not None and self.asks_how_sure(event.answer):
            event.stop()
            self.took = monotonic() - self.asked_at
            self.ask.settle(True)
            await self.query_one("#beat").mount(HowSure(event))
            self.call_after_refresh(self.scroll_end, animate=False)
            self.post_message(self.AskingHowSure())

    async def on_how_sure_said(self, event: HowSure.Said) -> None:
        """The answer goes on its way."""
        event.stop()
        given = await self.take_held(event.percent)
        if given is not None:
            self.post_message(given)

    async def take_held(self, confidence: int | None = None) -> Ask.Answered | None:
        """The answer that was held back, if one is; the question how sure one is goes away."""
        asking = self.how_sure
        if asking is None:
            return None
        await asking.remove()
        return replace(asking.given, confidence=confidence, asked_how_sure=True)

    async def take_back(self) -> bool:
        """Open the question again that was answered and not sent yet; whether there was one."""
        if await self.take_held() is None:
            return False
        self.took = None
        self.settle(False)
        if self.ask is not None:
            self.ask.take_focus()
        self.post_message(self.AskingHowSure())
        return True
