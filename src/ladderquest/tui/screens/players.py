"""Who is playing: choose a player, or make one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from ladderquest import __version__
from ladderquest.saves.players import PlayerCard
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.field import Field
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose

WELCOME = (
    "A story at a time, you decide what an engineer decides: what to ask, what to ship, what to defend. "
    "Then you live with it for a few scenes. Ten to fifteen minutes each; everything is saved as you go."
)


class PlayersScreen(Page):
    """The players of this saves folder, and room for a new name."""

    ABOUT = (
        "Every player has runs, placement and settings of their own. Pick one with its number or the arrows "
        "and press enter; n makes a new one. Everything stays on this machine, in the folder that "
        "`ladderquest doctor` names."
    )
    BINDINGS = [
        Binding("n", "new", "new player", show=False, id="players.new"),
        Binding("escape", "list", "back to the list", show=False, id="players.list"),
        Binding("q", "quit", "leave the game", show=False, id="players.quit"),
    ]

    def __init__(self, cards: list[PlayerCard]) -> None:
        super().__init__()
        self.cards = cards

    def compose_page(self) -> ComposeResult:
        """Welcome, players, name."""
        yield TitleLine("LadderQuest", __version__)
        with Column(), Vertical(classes="column"):
            if self.cards:
                yield Prose("Who is playing?", classes="strong")
                items = [Item(card.name, card.problem) for card in self.cards]
                yield Choices([*items, Item("Somebody new")], cursor=0)
            else:
                yield Prose(WELCOME)
            with Vertical(id="new"):
                yield Prose("What shall we call you?", classes="strong")
                yield Field(placeholder="a name", max_length=60, id="name")
                yield Prose("", classes="trap", id="problem")

    async def on_mount(self) -> None:
        """The keyboard goes to the list, or to the name where there is no list."""
        self.query_one("#new").display = not self.cards
        self.query_one(Choices if self.cards else Input).focus()

    def hints(self) -> list[Hint]:
        """Pick, or make."""
        if not self.cards:
            return [Hint("enter", "begin", "focused.submit"), Hint("^q", "leave", "app.quit")]
        return [
            Hint("1-9", "pick"),
            Hint("enter", "play", "focused.decide"),
            Hint("n", "new player", "new"),
            Hint("q", "leave", "quit"),
            HELP,
        ]

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Play as this one, or make one."""
        if event.index == len(self.cards):
            self.action_new()
            return
        card = self.cards[event.index]
        self.house.errands.send(
            f"Opening {card.name} …",
            lambda: self.house.saves.open(card.id),
            self.house.play_as,
            lambda error: self.house.news.tell("", str(error)),
        )

    def action_new(self) -> None:
        """Ask for a name."""
        self.query_one("#new").display = True
        self.query_one("#name", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Make the player, or say what is wrong with the name."""
        name = event.value
        self.house.errands.send(
            "Making a player …",
            lambda: self.house.saves.create(name),
            self.house.play_as,
            lambda error: self.query_one("#problem", Prose).say(str(error)),
        )

    def action_list(self) -> None:
        """Back from the name to the players."""
        for choices in self.query(Choices):
            self.query_one("#new").display = False
            choices.focus()

    def action_quit(self) -> None:
        """Leave the game."""
        self.house.leaving.leave()
