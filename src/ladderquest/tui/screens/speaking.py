"""A quiet clock for what is said aloud: a key starts it, a key stops it, and it says how long it took."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ladderquest.game import Game
from ladderquest.growth.exercises import aloud_told
from ladderquest.growth.speaking import Speaking
from ladderquest.growth.work import Draft
from ladderquest.pack.workbook import Exercise, Part
from ladderquest.tui.widgets.prose import Prose

TICK = 0.25
"""Seconds between two looks at the clock."""


class SpeakingPanel(ModalScreen[int | None]):
    """Returns the seconds that a part took, or None. It measures by the clock of the game."""

    BINDINGS = [
        Binding("space,enter", "go", "start, stop", show=False, id="speaking.go"),
        Binding("down,j", "scroll(1)", "down", show=False, id="speaking.down"),
        Binding("up,k", "scroll(-1)", "up", show=False, id="speaking.up"),
        Binding("n", "again", "once more", show=False, id="speaking.again"),
        Binding("escape,q,t", "close", "close", show=False, id="speaking.close"),
    ]

    def __init__(self, exercise: Exercise, part: Part, draft: Draft) -> None:
        super().__init__()
        self.exercise = exercise
        self.part = part
        self.draft = draft
        self.speaking: Speaking | None = None
        self.took: int | None = None

    @property
    def game(self) -> Game:
        """Whose clock it is."""
        from ladderquest.tui.page import Page

        page = next(each for each in reversed(self.app.screen_stack) if isinstance(each, Page))
        return page.house.game

    def compose(self) -> ComposeResult:
        """The clock, and the words to say."""
        words = self.draft.words.get(self.part.id, "")
        with Vertical(classes="panel"):
            yield Prose(f"{self.exercise.title}, aloud", classes="strong")
            with VerticalScroll(classes="panel-body", can_focus=False):
                yield Static(Content(""), id="clock")
                yield Prose("", id="told")
                yield Prose(self.part.ask, classes="quiet")
                yield Prose(words.replace("\n", "\n\n"))
            yield Prose("", classes="quiet close", id="keys")

    def on_mount(self) -> None:
        """Look at the clock from now on."""
        self.set_interval(TICK, self.tick)
        self.tick()

    def tick(self) -> None:
        """Show how the clock stands."""
        target, now = self.exercise.speak, self.game.now()
        speaking, still = self.speaking, self.app.animation_level == "none"
        if self.took is not None:
            told, keys = aloud_told(self.took, target), "enter keeps it, n speaks once more, q leaves it"
            clock = ""
        elif speaking is not None:
            clock = speaking.picture(now, still=still)
            told, keys = speaking.told(now, still=still), "space when you have said it; q leaves it"
        else:
            clock = Speaking(target, now).picture(now)
            told = f"{target} seconds. From memory if you can; your words stand below."
            keys = "space starts the clock; q leaves it"
        self.query_one("#clock", Static).update(Content.styled(clock, "$accent"))
        self.query_one("#told", Prose).say(told)
        self.query_one("#keys", Prose).say(keys)

    def action_go(self) -> None:
        """Start, stop, keep."""
        now = self.game.now()
        if self.took is not None:
            self.dismiss(self.took)
            return
        if self.speaking is None:
            self.speaking = Speaking(self.exercise.speak, now)
        else:
            self.took = max(1, self.speaking.seconds(now))
        self.tick()

    def action_again(self) -> None:
        """Once more from the start."""
        if self.took is not None:
            self.speaking, self.took = None, None
            self.tick()

    def action_scroll(self, lines: int) -> None:
        """Scroll the words."""
        self.query_one(".panel-body").scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Leave it as it was."""
        self.dismiss(None)
