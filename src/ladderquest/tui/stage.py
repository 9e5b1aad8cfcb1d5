"""The stage: the column in which a story is read and answered, one beat at a time."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from ladderquest.pack.model import MarkScene
from ladderquest.play import Run, scene_text
from ladderquest.tui.beats import Beat, Consequence, Passage, Question, beats
from ladderquest.tui.moves import ASKS
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.page import Column
from ladderquest.tui.widgets.prose import Prose
from ladderquest.tui.widgets.telling import Telling


class Stage(Column):
    """Shows beats of ``run`` one after the other; with ``explain`` every decision is explained in turn."""

    @dataclass
    class Showing(Message):
        """Another beat is on the stage."""

        beat: Beat

    class Finished(Message):
        """The last beat has been read."""

    def __init__(self, run: Run, *, explain: bool, id: str | None = None) -> None:
        super().__init__(id=id)
        self.run_played = run
        self.explains = explain
        self.queue: list[Beat] = []
        self.beat: Beat | None = None
        self.asked_at = 0.0

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
    def more_below(self) -> bool:
        """Whether text waits below the window."""
        return self.max_scroll_y > round(self.scroll_y)

    @property
    def waited(self) -> float:
        """Seconds since the question was put, to a tenth."""
        return round(monotonic() - self.asked_at, 1)

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
            self.asked_at = monotonic()
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
        return [*text, ASKS[run.program.scene(run.state.scene).tag](run, offer)]

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
