"""What a debrief leads to at work: an entry of the evidence journal, or an action with a day."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from ladderquest.desk.desk import Desk, sit_at_desk
from ladderquest.desk.gates import action_after, begin_after, keep_action
from ladderquest.game import Sitting
from ladderquest.growth.days import parsed, told
from ladderquest.growth.gates import item_texts
from ladderquest.tui.asking import keep, may_write
from ladderquest.tui.page import Page
from ladderquest.tui.screens.actions import action_panel
from ladderquest.tui.screens.evidence import EvidenceScreen
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.prose import Prose

NO_ITEM = "This story practises no gate item: g on the ladder opens all of them."


def take_evidence(screen: Page, sitting: Sitting) -> None:
    """Begin an entry for an item that the story practised; where there are several, ask which."""
    texts = item_texts(sitting.game.pack)
    items = [item for item in sitting.scenario.practises if item in texts]
    if not items:
        screen.notify(NO_ITEM, markup=False)
        return

    def begin(item: str | None) -> None:
        if item is not None:
            _at_desk(screen, sitting, lambda desk: _open(screen, sitting, desk, item))

    if may_write(screen):
        if len(items) == 1:
            begin(items[0])
        else:
            screen.app.push_screen(WhichPanel([(item, texts[item]) for item in items]), begin)


def _open(screen: Page, sitting: Sitting, desk: Desk, item: str) -> None:
    screen.app.push_screen(EvidenceScreen(desk, begin_after(sitting, [item])))


def take_action(screen: Page, sitting: Sitting, text: str) -> None:
    """Keep the debrief's action with a day; one that is kept already is edited."""

    def ask(desk: Desk) -> None:
        action = action_after(desk, sitting, text)

        def answered(values: dict[str, str] | None) -> None:
            if values is None:
                return
            if keep(screen, lambda: keep_action(desk, action, values["text"], values["due"]), ""):
                kept = desk.again()
                due = parsed(kept.work.actions[action.id].due)
                when = f"by {told(due, kept.today)}" if due is not None else "some day"
                screen.notify(
                    f"To try at work: {when}. g and a on the ladder list it.", timeout=5, markup=False
                )

        screen.app.push_screen(action_panel(desk, action), answered)

    if may_write(screen):
        _at_desk(screen, sitting, ask)


def _at_desk(screen: Page, sitting: Sitting, then: Callable[[Desk], None]) -> None:
    """Read what the player keeps, and go on here unless they have gone elsewhere meanwhile."""
    house, game = screen.house, sitting.game

    def seated(desk: Desk) -> None:
        house.news.take(game.store.notices)
        if screen.is_current:
            then(desk)
        house.news.speak()

    house.errands.send(
        "Opening …", lambda: sit_at_desk(game), seated, lambda error: house.news.tell("", str(error))
    )


class WhichPanel(ModalScreen[str | None]):
    """Which gate item there is evidence for; returns its id, or None."""

    BINDINGS = [Binding("escape,q,g", "cancel", "close", show=False, id="which.cancel")]

    def __init__(self, items: list[tuple[str, str]]) -> None:
        super().__init__()
        self.items = items

    def compose(self) -> ComposeResult:
        """Every item that the story practised."""
        with Vertical(classes="panel"):
            yield Prose("This was practice for these. Of which is there evidence at work?", classes="strong")
            with VerticalScroll(classes="panel-body", can_focus=False):
                yield Choices([Item(text) for _, text in self.items], cursor=0)
            yield Prose("enter begins an entry; q closes", classes="quiet close")

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Return it."""
        self.dismiss(self.items[event.index][0])

    def action_cancel(self) -> None:
        """None of them."""
        self.dismiss(None)
