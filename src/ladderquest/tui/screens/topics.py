"""Which of several pages of the codex to open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.prose import Prose


class TopicPanel(ModalScreen[str | None]):
    """Returns the name of a page (``trap:lone-wolf``), "" for the first one, or None. ``topics`` are titles
    by name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,x", "cancel", "close", show=False, id="topics.cancel")
    ]

    def __init__(self, topics: Mapping[str, str]) -> None:
        super().__init__()
        self.topics = dict(topics)

    def compose(self) -> ComposeResult:
        """Every title."""
        with Vertical(classes="panel"):
            yield Prose("Look up in the codex", classes="strong")
            with VerticalScroll(classes="panel-body", can_focus=False):
                yield Choices([Item(title) for title in self.topics.values()], cursor=0)
            yield Prose("enter opens it; q closes", classes="quiet close")

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Return it."""
        self.dismiss(list(self.topics)[event.index])

    def action_cancel(self) -> None:
        """None of them."""
        self.dismiss(None)
