"""The promotion meeting, read line by line like a scene."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widget import Widget

from ladderquest.growth.meeting import GATES, Held, Said
from ladderquest.growth.phrases import listed
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.places import PLACES
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose


class Line(Vertical):
    """Who speaks, and what they say."""

    DEFAULT_CSS = """
    Line { height: auto; width: 100%; }
    """

    def __init__(self, said: Said) -> None:
        super().__init__()
        self.said = said

    def compose(self) -> ComposeResult:
        """The name above the words."""
        yield Prose(self.said.who, classes="accent close")
        yield Prose(self.said.says)


class MeetingScreen(Page):
    """One meeting: an opening, exchanges one at a time, an end that leads on."""

    CSS_PATH: ClassVar[str] = "meeting.tcss"
    ABOUT = (
        "A phase ends in a meeting to which you are not invited. Whoever is there argues about what you "
        "decided, and quotes it exactly; of each story your newest ending counts. Space goes on, line by "
        "line; b goes back to what was said before.\n\n"
        "At the end stands what was quoted: enter opens the debrief of that story. In the story you may be "
        "promoted. No gate moves by it: those ask for evidence from your work, and g leads there."
    )
    BINDINGS = [
        Binding("space", "go_on", "go on", show=False, id="meeting.go_on"),
        Binding("enter", "go_on", "go on", show=False, id="meeting.enter"),
        Binding("b", "back", "back", show=False, id="meeting.back"),
        Binding("g", "gates", "gates", show=False, id="meeting.gates"),
        Binding("q,escape", "leave", "leave", show=False, id="meeting.leave"),
    ]

    def __init__(self, held: Held, phase: int) -> None:
        super().__init__()
        self.meeting = held
        self.phase = phase
        self.beats = [each for each in (held.before, *(t.lines for t in held.turns), held.closing) if each]
        self.beat, self.line = -1, 0

    def compose_page(self) -> ComposeResult:
        """The title and an empty column."""
        yield TitleLine(self.meeting.title, self.meeting.at)
        with Column(id="text"):
            yield Vertical(id="beat", classes="column")
        yield Prose(GATES, classes="quiet", id="gates-stay")

    async def on_mount(self) -> None:
        """Who is there."""
        await self._show()

    @property
    def at_the_end(self) -> bool:
        """Whether everything has been said."""
        return self.beat == len(self.beats)

    def first_hints(self) -> list[Hint]:
        """None before the first beat is there."""
        return []

    def hints(self) -> list[Hint]:
        """Go on; at the end, where it leads."""
        back = [Hint("b", "back", "back")] if self.beat >= 0 else []
        if not self.at_the_end:
            return [Hint("space", "go on", "go_on"), *back, Hint("q", "leave", "leave"), HELP]
        first = [Hint("enter", "its debrief", "focused.decide")] if self.meeting.quoted else []
        first += [Hint("g", "gates", "gates")] if "gates" in PLACES else []
        return [*first, *back, Hint("q", "leave", "leave"), HELP]

    async def _show(self) -> None:
        """The beat that is due, from its first line."""
        holder = self.query_one("#beat")
        async with self.batch():
            await holder.remove_children()
            await holder.mount_all(self._widgets())
        self.query_one("#gates-stay").display = self.at_the_end
        self.query_one(Column).scroll_home(animate=False)
        for choices in self.query(Choices):
            choices.focus(scroll_visible=False)
        self.refresh_hints()

    def _widgets(self) -> list[Widget]:
        held = self.meeting
        if self.beat < 0:
            there = listed([each.partition(",")[0] for each in held.present])
            return [Prose(f"{held.at}. {there}.", classes="quiet"), Prose(held.opening)]
        if not self.at_the_end:
            return [Line(said) for said in self.beats[self.beat][: self.line + 1]]
        found: list[Widget] = []
        if held.quoted:
            found.append(Prose("What was quoted", classes="strong"))
            where = [" · ".join(text for text in (q.title, q.at) if text) for q in held.quoted]
            items = [Item(f"“{q.quote}”", at) for q, at in zip(held.quoted, where, strict=True)]
            found.append(Choices(items, cursor=0, classes="airy"))
        return found

    async def action_go_on(self) -> None:
        """Further down, then the next line, then the next exchange."""
        column = self.query_one(Column)
        if column.max_scroll_y > round(column.scroll_y):
            column.scroll_page_down(animate=False)
        elif self.at_the_end:
            return
        elif self.beat >= 0 and self.line + 1 < len(self.beats[self.beat]):
            self.line += 1
            await self.query_one("#beat").mount(Line(self.beats[self.beat][self.line]))
            self.call_after_refresh(column.scroll_end, animate=False)
        else:
            self.beat, self.line = self.beat + 1, 0
            await self._show()

    async def action_back(self) -> None:
        """The exchange before, as a whole."""
        if self.beat >= 0:
            self.beat -= 1
            self.line = len(self.beats[self.beat]) - 1 if self.beat >= 0 else 0
            await self._show()

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """The debrief of the story that was quoted."""
        self.house.open_debrief(self.meeting.quoted[event.index].run)

    def action_gates(self) -> None:
        """The gate of this phase."""
        if "gates" in PLACES:
            self.house.go("gates", f"phase-{self.phase}")

    def action_leave(self) -> None:
        """Back to the phase."""
        self.app.pop_screen()
