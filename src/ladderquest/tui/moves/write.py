"""How ``write`` is asked: a page to write on, and hints that open one at a time."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from ladderquest.play import Run
from ladderquest.play.moves import Write, WriteOffer
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.pad import Pad
from ladderquest.tui.widgets.prose import Prose

EMPTY = "The page is empty. Hand in again to go on without writing, or press enter and write."
KEPT_BACK = "What is on this page is not handed in yet: ctrl+s does that. Leave again to drop it."


class WriteAsk(Ask):
    """See the module. An empty page is handed in only by who asks for it twice."""

    DEFAULT_CSS = """
    WriteAsk #opened { height: auto; width: 100%; }
    """

    def __init__(self, run: Run, offer: WriteOffer) -> None:
        super().__init__()
        self.offer = offer
        self.opened = 0
        self.warned = False
        self.held_back = False

    def compose(self) -> ComposeResult:
        """The question, the hints that are open, and the page."""
        yield Prose(self.offer.ask, classes="accent")
        yield Vertical(id="opened")
        yield Pad()

    @property
    def pad(self) -> Pad:
        """The page."""
        return self.query_one(Pad)

    @property
    def writing(self) -> bool:  # type: ignore[override]
        """Whether the keyboard is on the page."""
        return self.pad.writing

    def hints(self) -> list[Hint]:
        """Write, hand in, open a hint, put the page down."""
        left = len(self.offer.hints) - self.opened
        found = [] if self.writing else [Hint("enter", "write", "answer")]
        found.append(Hint("^s", "hand in", "ask('hand_in')"))
        if left:
            found.append(Hint("^t", f"hint ({left})", "ask('hint')"))
        if self.writing:
            found.append(Hint("tab", "other keys", "focused.put_down"))
        return found

    def begin(self) -> None:
        """Leave the keyboard to the screen: there is a question to read first."""
        self.screen.set_focus(None)

    def take_focus(self) -> None:
        """Write on."""
        self.pad.take_focus()

    def on_descendant_focus(self) -> None:
        """Other keys work on the page; it is shown whole."""
        self.pad.scroll_visible(animate=False)
        self.post_message(self.KeysChanged())

    def on_descendant_blur(self) -> None:
        """The keys of the screen work again."""
        self.post_message(self.KeysChanged())

    def on_pad_changed(self, event: Pad.Changed) -> None:
        """A page that was changed has not been warned of."""
        event.stop()
        self.warned = self.held_back = False

    async def action_hint(self) -> None:
        """Open the next hint, above the page."""
        if self.opened < len(self.offer.hints):
            hint = self.offer.hints[self.opened]
            self.opened += 1
            told = f"Hint {self.opened} of {len(self.offer.hints)}. {hint}"
            await self.query_one("#opened").mount(Prose(told, classes="quiet"))
            self.post_message(self.KeysChanged())
            self.call_after_refresh(self.pad.scroll_visible, animate=False)

    def action_hand_in(self) -> None:
        """Hand in what is written; an empty page after a warning."""
        words = self.pad.text
        if words or self.warned:
            self.post_message(self.Answered(Write(), words=words))
        else:
            self.warned = True
            self.pad.say(EMPTY)

    def leaving(self) -> str:
        """What is written and not handed in would be lost."""
        if not self.pad.text or self.held_back:
            return ""
        self.held_back = True
        return KEPT_BACK

    def settle(self, settled: bool) -> None:
        """Take no more text, or take it again."""
        self.pad.settle(settled)
