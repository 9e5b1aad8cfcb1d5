"""A second, quiet beat after an answer: how sure the player is, before anything of what follows is shown."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from ladderquest.growth.calibration import ANSWERS, ASKED
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose

PERCENT = tuple(ANSWERS)


class Surenesses(Choices):
    """The answers. A number answers at once: a slip costs nothing here."""

    BINDINGS = [
        *(Binding(str(n + 1), f"say({n})", said, show=False) for n, said in enumerate(ANSWERS.values())),
        Binding("space", "skip", "skip", show=False, id="how_sure.skip"),
    ]

    def action_say(self, index: int) -> None:
        """Answer with the one that has this number."""
        self.cursor = index
        self.action_decide()

    def action_skip(self) -> None:
        """Go on without saying."""
        self.post_message(HowSure.Said(None))


class HowSure(Vertical):
    """Asks under an answer that was ``given``, and holds it until it is said or skipped."""

    DEFAULT_CSS = """
    HowSure { height: auto; width: 100%; margin-top: 1; border-left: outer $panel; padding-left: 1; }
    """
    HINTS = (Hint("1-5", "how sure"), Hint("space", "skip", "focused.skip"), Hint("b", "change it", "back"))

    class Said(Message):
        """How sure the player is, in per cent; None if they would rather not say."""

        def __init__(self, percent: int | None) -> None:
            super().__init__()
            self.percent = percent

    def __init__(self, given: Ask.Answered) -> None:
        super().__init__()
        self.given = given

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        yield Prose(ASKED, classes="quiet")
        yield Surenesses([Item(f"{percent} %  {words}") for percent, words in ANSWERS.items()])

    def on_mount(self) -> None:
        """Take the keyboard."""
        self.query_one(Surenesses).focus(scroll_visible=False)

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Say it."""
        event.stop()
        self.post_message(self.Said(PERCENT[event.index]))
