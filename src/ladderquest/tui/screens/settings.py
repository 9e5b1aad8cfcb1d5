"""The few settings that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from ladderquest.game import GameError
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from ladderquest.tui.house import House

TOGGLES = (
    ("explain_as_i_go", "Explain as I go", "each decision is explained right after its consequence"),
    ("rewind_always", "Let me go back in a first run", "otherwise going back opens with an ending"),
    ("ask_confidence", "How sure are you?", "asked after an answer, before what follows is shown"),
    ("reduced_motion", "No motion", "nothing slides or fades"),
)
"""(field of Settings, caption, note)."""


class SettingsPanel(ModalScreen[None]):
    """Every setting takes effect, and is saved, at once."""

    BINDINGS = [Binding("escape,q,s", "close", "close", show=False, id="settings.close")]

    @property
    def house(self) -> House:
        """The app, as screens see it."""
        return cast("House", self.app)

    def compose(self) -> ComposeResult:
        """One line a setting."""
        with Vertical(classes="panel"):
            yield Prose("Settings", classes="strong")
            with VerticalScroll(id="settings", classes="panel-body", can_focus=False):
                yield Choices(self._items(), cursor=0)
            yield Prose("enter changes a setting; q closes", classes="quiet close")

    def _items(self) -> list[Item]:
        settings = self.house.game.store.profile.settings
        items = [
            Item(f"{caption}: {'yes' if getattr(settings, field) else 'no'}", note)
            for field, caption, note in TOGGLES
        ]
        light = not self.app.current_theme.dark
        items.append(Item(f"Colours: {'light' if light else 'dark'}", "^p offers every theme there is"))
        return [*items, Item("Go back to a backup", "one is made on every day that you play")]

    async def on_choices_decided(self, event: Choices.Decided) -> None:
        """Change it."""
        settings = self.house.game.store.profile.settings
        if event.index > len(TOGGLES):
            from ladderquest.tui.screens.backups import BackupsPanel

            self.dismiss()
            self.app.push_screen(BackupsPanel())
            return
        if event.index < len(TOGGLES):
            field = TOGGLES[event.index][0]
            settings = msgspec.structs.replace(settings, **{field: not getattr(settings, field)})
        else:
            dark = not self.app.current_theme.dark
            settings = msgspec.structs.replace(settings, theme="ladder-night" if dark else "ladder-paper")
        try:
            self.house.errands.when_saved(self.house.game.keep_settings(settings))
        except GameError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.house.apply_settings()
        holder = self.query_one("#settings")
        await holder.remove_children()
        await holder.mount(Choices(self._items(), cursor=event.index))
        self.query_one(Choices).focus()

    def action_close(self) -> None:
        """Close."""
        self.dismiss()
