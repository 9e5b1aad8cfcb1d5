"""How ``write`` is asked: a page to write on, and hints that open one at a time."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from ladderquest.play import Run
from ladderquest.play.moves import Write, WriteOffer
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.soon import Soon
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.pad import Pad
from ladderquest.tui.widgets.prose import Prose

EMPTY = "The page is empty. Hand in again to go on without writing, or press enter and write."
UNKEPT = "This page cannot be kept: hand it in with ctrl+s, or leave again to drop it."
GOING_BACK = "Going back drops what is on this page. b once more goes back."


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
        self.soon = Soon(self, lambda: self.page.keep() if self.page is not None else None)

    def compose(self) -> ComposeResult:
        """The question, the hints that are open, and the page, with what was begun on it."""
        yield Prose(self.offer.ask, classes="accent")
        yield Vertical(id="opened")
        if self.page is None:
            yield Pad()
            return
        if self.page.refused:
            yield Prose(self.page.refused, classes="trap")
        if self.page.told:
            yield Prose(self.page.told, classes="quiet", id="begun")
        yield Pad(self.page.text)

    def on_mount(self) -> None:
        """What could not be kept cannot be typed either."""
        self.pad.settle(self.shut)

    @property
    def shut(self) -> bool:
        """Whether nothing can be written here."""
        return self.page is not None and bool(self.page.refused)

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
        found = [] if self.writing or self.shut else [Hint("enter", "write", "answer")]
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
        """A page that was changed has not been warned of; it goes to the disk soon."""
        event.stop()
        self.warned = self.held_back = False
        if self.page is not None:
            self.page.write(event.text)
            self.soon.later()

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

    def leaving(self, *, back: bool = False) -> str:
        """A page waits for who comes back to it, but not for who goes back in the story; nor if nothing can
        be kept."""
        lost = back or self.page is None
        if not lost or self.held_back or not self.pad.text:
            return ""
        self.held_back = True
        return GOING_BACK if back else UNKEPT

    def put_away(self) -> None:
        """Send the page to the disk as it is."""
        if self.page is not None and self.is_mounted and self.is_attached:
            self.page.write(self.pad.text)
        self.soon.now()

    def done(self) -> None:
        """No page is kept of a question that is answered."""
        if self.page is not None:
            self.soon.now(self.page.done)
            self.page = None

    def settle(self, settled: bool) -> None:
        """Take no more text, or take it again."""
        self.pad.settle(settled)
