"""A page to write on: several lines, counted in words, clean and never longer than is kept."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea
from textual.widgets.text_area import Edit, EditResult

from ladderquest.pack.text import clean
from ladderquest.play.words import MOST_CHARACTERS, TOO_LONG, count_words, kept, words_told


class Sheet(TextArea):
    """A ``TextArea`` that takes text in only as it will be kept: clean, and as much as there is room for.

    Every letter is text here, so what a screen does on letters waits until the keyboard leaves: with tab, or
    with escape. The page keys scroll the screen, since a sheet never fills one."""

    BINDINGS = [
        Binding("tab,shift+tab,escape", "put_down", "the other keys", show=False, id="pad.put_down"),
        Binding("pageup", "screen.page(-1)", "page up", show=False, id="pad.page_up"),
        Binding("pagedown", "screen.page(1)", "page down", show=False, id="pad.page_down"),
    ]

    class Full(Message):
        """Something was left out, since there was no room for it."""

    def edit(self, edit: Edit) -> EditResult:
        """Change the text: every key and every paste comes through here."""
        room = MOST_CHARACTERS - len(self.text) + len(self.get_text_range(edit.top, edit.bottom))
        text = clean(edit.text[: 4 * MOST_CHARACTERS])
        if len(text) > room:
            self.post_message(self.Full())
        edit.text = text[: max(0, room)]
        return super().edit(edit)

    async def _on_paste(self, event: events.Paste) -> None:
        """A paste is taken in by the class below, once: passed on, it would come back from the screen."""
        event.stop()

    def action_put_down(self) -> None:
        """Let the keyboard go, so that the keys of the screen work; enter gives it back."""
        self.screen.set_focus(None)


class Pad(Vertical):
    """A sheet with a line below it that counts the words. ``least`` and ``most`` are words to aim at, 0 for
    no such aim; nothing is refused because of them."""

    DEFAULT_CSS = """
    Pad { height: auto; width: 100%; }
    Pad Sheet {
        height: auto; min-height: 5; max-height: 12; width: 100%; border: none; padding: 0 1;
        background: $pick; color: $foreground; scrollbar-size-vertical: 1;
    }
    Pad Sheet:focus { border: none; background-tint: transparent; }
    Pad Static { height: auto; color: $quiet; }
    Pad.settled Sheet { opacity: 60%; }
    """

    class Changed(Message):
        """The text is another one. ``text`` is as it would be kept."""

        def __init__(self, pad: Pad, text: str, words: int) -> None:
            super().__init__()
            self.pad = pad
            self.text = text
            self.words = words

        @property
        def control(self) -> Pad:
            """The pad it came from."""
            return self.pad

    def __init__(
        self, text: str = "", *, least: int = 0, most: int = 0, id: str | None = None, classes: str = ""
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._start = kept(text)
        self.least = least
        self.most = most

    def compose(self) -> ComposeResult:
        """The sheet, and the count under it."""
        sheet = Sheet(self._start, highlight_cursor_line=False)
        sheet.cursor_blink = False
        yield sheet
        yield Static(self._count(count_words(self._start)), classes="count")

    @property
    def text(self) -> str:
        """What is written, as it would be kept."""
        return kept(self.query_one(Sheet).text) if self.is_mounted else self._start

    @property
    def words(self) -> int:
        """How many words that are."""
        return count_words(self.text)

    @property
    def writing(self) -> bool:
        """Whether the keyboard is here, and a letter is text."""
        return self.query_one(Sheet).has_focus

    def take_focus(self) -> None:
        """Write on, at the end of the text."""
        sheet = self.query_one(Sheet)
        sheet.move_cursor(sheet.document.end)
        sheet.focus(scroll_visible=False)

    def settle(self, settled: bool = True) -> None:
        """Take no more text (or, after a save that failed, take it again)."""
        self.query_one(Sheet).read_only = settled
        self.set_class(settled, "settled")

    def say(self, word: str = "") -> None:
        """A sentence in place of the count; without one, the count again."""
        shown = Content.styled(word, "$accent") if word else self._count(self.words)
        self.query_one(".count", Static).update(shown)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Count, keep the line that is written in sight, and pass it on."""
        event.stop()
        text = self.text
        self.say()
        self.post_message(self.Changed(self, text, count_words(text)))
        if self.writing:
            self.call_after_refresh(self.scroll_visible, animate=False)

    def on_sheet_full(self, event: Sheet.Full) -> None:
        """Say that something was left out, after the count of what was not."""
        event.stop()
        self.call_after_refresh(self.say, TOO_LONG)

    def _count(self, words: int) -> Content:
        if self.least and self.most:
            aim = f" of {self.least} to {self.most}"
        elif self.most:
            aim = f" of {self.most} at most"
        elif self.least:
            aim = f" of {self.least} at least"
        else:
            aim = ""
        return Content.styled(f"{words_told(words).capitalize()}{aim}", "$quiet")
