"""An entry of the evidence journal, to fill in."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from ladderquest.desk.desk import Desk
from ladderquest.desk.drafts import EvidenceForm
from ladderquest.desk.gates import gates_of
from ladderquest.growth.drafts import Begun
from ladderquest.growth.evidence import FIELDS, Typed, problems
from ladderquest.growth.gates import GateLine
from ladderquest.tui.asking import WaitPanel, keep
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.soon import Soon
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.form import Blank, Form
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose


class EvidenceScreen(Page):
    """``begun`` is the entry with what stands in the form at first. What is typed goes to the disk by itself,
    as a draft, and waits in the form for who leaves it."""

    ABOUT = (
        "One thing that happened at work, told so that somebody who was not there can follow: what was going "
        "on, what was yours, what you did, what came of it. A day and one of the last two are needed; the "
        "rest makes it stronger.\n\n"
        "Tab and shift+tab move between the fields. The first of them says which gate items it is evidence "
        "for: enter chooses more. ctrl+s keeps the entry. Escape or ctrl+l leaves: what you have typed then "
        "waits in this form, unless you drop it."
    )
    BINDINGS = [
        Binding("ctrl+s", "keep", "keep", show=False, id="evidence.keep"),
        Binding("escape,ctrl+l", "leave", "leave", show=False, id="evidence.leave"),
    ]

    def __init__(self, desk: Desk, begun: Begun) -> None:
        super().__init__()
        self.desk = desk
        self.entry = begun.entry
        self.draft = EvidenceForm(desk, begun)
        self.items = self.draft.typed.items
        self.soon = Soon(self, self.draft.keep)
        self.lines = [line for gate in gates_of(desk) for line in gate.lines]

    def compose_page(self) -> ComposeResult:
        """For which items, then every field."""
        yield TitleLine("Evidence", "new entry" if not self.entry.changed else f"entry of {self.entry.day}")
        blanks = [
            Blank(field.name, field.label, field.asks, getattr(self.draft.typed, field.name), field.lines)
            for field in FIELDS
        ]
        with Column(id="text"), Vertical(classes="column"):
            if self.draft.told:
                yield Prose(self.draft.told, classes="quiet", id="begun")
            yield Prose("", classes="trap close", id="items-problem")
            yield Proves(self._named())
            yield Form(blanks)

    def on_mount(self) -> None:
        """Write at once."""
        self.query_one("#items-problem").display = False
        self.query_one(Form).begin()

    def hints(self) -> list[Hint]:
        """Keep, move, leave."""
        return [
            Hint("^s", "keep", "keep"),
            Hint("tab", "next field", "app.focus_next"),
            Hint("esc", "leave", "leave"),
            HELP._replace(key="F1"),
        ]

    @property
    def typed(self) -> Typed:
        """The entry as it stands in the form now."""
        return Typed(items=self.items, **self.query_one(Form).values)

    def _named(self) -> list[str]:
        texts = {line.item: line.text for line in self.lines}
        return [texts.get(item, item) for item in self.items]

    def on_proves_wanted(self) -> None:
        """Choose the items."""
        self.app.push_screen(ItemsPanel(self.lines, self.items), self._chosen)

    def _chosen(self, items: tuple[str, ...] | None) -> None:
        if items is not None:
            self.items = items
            self.query_one(Proves).say(self._named())
            self._typed_on()

    def on_input_changed(self, event: Input.Changed) -> None:
        """A line is another one."""
        event.stop()
        self._typed_on()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """So are several."""
        event.stop()
        self._typed_on()

    def _typed_on(self) -> None:
        self.draft.write(self.typed)
        self.soon.later()

    def put_away(self) -> None:
        """Send what was typed to the disk, if it is new."""
        if self.is_mounted and self.is_attached:
            self.draft.write(self.typed)
        self.soon.now()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line goes on to the next field."""
        event.stop()
        self.focus_next()

    def action_keep(self) -> None:
        """Keep it, or say what is wrong with it and stay."""
        typed = self.typed
        wrong = problems(typed, self.desk.game.now().date())
        self.query_one(Form).tell(wrong)
        says = self.query_one("#items-problem", Prose)
        says.say(wrong.get("items", ""))
        says.display = "items" in wrong
        if "items" in wrong:
            self.query_one(Proves).focus()
            says.scroll_visible(animate=False)
        if wrong:
            return
        self.draft.write(typed)
        if keep(self, self.draft.hand_in, "The entry is kept."):
            self.dismiss()

    def action_leave(self) -> None:
        """Leave; what was typed waits, unless it is dropped."""
        self.draft.write(self.typed)
        if not self.draft.is_begun:
            self.put_away()
            self.dismiss()
            return

        def answered(waits: bool | None) -> None:
            if waits is None:
                return
            self.soon.now(None if waits else self.draft.drop)
            self.dismiss()

        self.app.push_screen(WaitPanel(), answered)


class Proves(Widget, can_focus=True):
    """What the entry is evidence for; enter changes it."""

    DEFAULT_CSS = """
    Proves { height: auto; width: 100%; margin-bottom: 1; }
    Proves:focus { background: $pick; }
    Proves Static { height: auto; width: 100%; }
    """
    BINDINGS = [Binding("enter,space", "want", "choose", show=False, id="proves.want")]

    class Wanted(Message):
        """Other items are wanted."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self.texts = texts

    def compose(self) -> ComposeResult:
        """The texts."""
        yield Static(self._content())

    def say(self, texts: Sequence[str]) -> None:
        """Say these instead."""
        self.texts = texts
        self.query_one(Static).update(self._content())

    def _content(self) -> Content:
        head: list[tuple[str, str]] = [
            ("Evidence for", "$accent"),
            ("  enter here chooses more items\n", "$quiet"),
        ]
        texts = [(f"■ {text}\n", "") for text in self.texts] or [("nothing yet\n", "$quiet")]
        return Content.assemble(*head, *texts).rstrip()

    def action_want(self) -> None:
        """Ask for the list."""
        self.post_message(self.Wanted())

    def on_click(self, event: events.Click) -> None:
        """The mouse does the same."""
        event.stop()
        self.focus()
        self.action_want()


class ItemsPanel(ModalScreen[tuple[str, ...] | None]):
    """Every gate item, to be chosen or left out; returns those chosen, in the order of the ladder."""

    BINDINGS = [
        Binding("ctrl+s,q,escape", "done", "done", show=False, id="items.done"),
        Binding("space", "decide", "choose", show=False, id="items.toggle"),
    ]

    def __init__(self, lines: Sequence[GateLine], chosen: tuple[str, ...]) -> None:
        super().__init__()
        self.lines = lines
        known = {line.item for line in lines}
        self.others = tuple(item for item in chosen if item not in known)
        self.chosen = set(chosen)

    def compose(self) -> ComposeResult:
        """The items; those chosen are marked."""
        first = next((n for n, line in enumerate(self.lines) if line.item in self.chosen), 0)
        with Vertical(classes="panel"):
            yield Prose("What is it evidence for?", classes="strong")
            with VerticalScroll(classes="panel-body", can_focus=False):
                yield Choices([self._item(line) for line in self.lines], cursor=first)
            yield Prose("space or enter chooses, and takes back; q closes", classes="quiet close")

    def _item(self, line: GateLine) -> Item:
        return Item(line.text, line.group, key="■" if line.item in self.chosen else "□")

    def on_mount(self) -> None:
        """The keyboard goes to the list."""
        self.query_one(Choices).focus()

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Choose an item, or leave it out."""
        line = self.lines[event.index]
        self.chosen ^= {line.item}
        event.choices.tell(event.index, self._item(line))

    def action_decide(self) -> None:
        """The same for the item under the pointer."""
        self.query_one(Choices).action_decide()

    def action_done(self) -> None:
        """Return those chosen."""
        known = tuple(line.item for line in self.lines if line.item in self.chosen)
        self.dismiss((*known, *self.others))
