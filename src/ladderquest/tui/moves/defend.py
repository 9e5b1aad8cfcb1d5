"""How ``defend`` is asked: the claims above, the exhibits in hand below, handed in together."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ladderquest.play import Run
from ladderquest.play.moves import Defend, DefendOffer
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.widgets.choices import Choice, Choices, Item
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose


class Brief(Choices):
    """A list in two parts. One claim is held at a time; exhibits are attached and taken back."""

    BINDINGS = [Binding("space,x", "hold", "hold or attach", show=False, id="brief.toggle")]

    @dataclass
    class HandedIn(Message):
        """The brief is complete enough to hand in, or not: ``claim`` is None without a claim."""

        claim: int | None
        exhibits: tuple[int, ...]
        changes: int

    def __init__(self, claims: list[Item], exhibits: list[Item], limit: int) -> None:
        super().__init__([*claims, *exhibits])
        self.claims = len(claims)
        self.limit = limit
        self.claim: int | None = None
        self.attached: list[int] = []
        self.changed = 0

    def compose(self) -> ComposeResult:
        """Claims, then exhibits, each under its heading."""
        rows = [Choice(index, item) for index, item in enumerate(self.items)]
        yield Prose("What you say", classes="quiet close")
        yield from rows[: self.claims]
        attach = (
            f"What you attach, up to {self.limit}"
            if self.claims < len(rows)
            else "You have nothing to attach"
        )
        yield Prose(attach, classes="quiet close", id="attach")
        yield from rows[self.claims :]

    def action_pick(self, index: int) -> None:
        """A number moves the pointer and holds or attaches."""
        super().action_pick(index)
        if self.cursor == index:
            self.action_hold()

    def action_hold(self) -> None:
        """Hold the claim under the pointer, or attach or take back the exhibit."""
        index = self.cursor
        if index is None or self.has_class("decided"):
            return
        if index < self.claims:
            self.changed += self.claim not in (None, index)
            self.claim = index
        elif index in self.attached:
            self.attached.remove(index)
            self.changed += 1
        elif len(self.attached) < self.limit:
            self.attached.append(index)
        else:
            self.notify_full()
        self.sign()

    def notify_full(self) -> None:
        """Say that nothing more can be attached."""
        self.app.notify(f"Attach at most {self.limit}; take one back first.", markup=False)

    def sign(self) -> None:
        """Show what is held and attached."""
        for choice in self.query(Choice):
            held = choice.index == self.claim or choice.index in self.attached
            choice.item = Item(choice.item.text, choice.item.note, choice.item.open, "●" if held else "")
            choice.point(choice.index == self.cursor)

    def clicked(self, index: int) -> None:
        """A click does what the number does."""
        self.action_pick(index)

    def action_decide(self) -> None:
        """Hand in what is held and attached."""
        if not self.has_class("decided"):
            exhibits = tuple(sorted(index - self.claims for index in self.attached))
            self.post_message(self.HandedIn(self.claim, exhibits, self.changed))


class DefendAsk(Ask):
    """See the module."""

    def __init__(self, run: Run, offer: DefendOffer) -> None:
        super().__init__()
        self.offer = offer
        self.claims = sorted((c for c in offer.claims if c.shown), key=lambda claim: not claim.open)

    def compose(self) -> ComposeResult:
        """The question and the brief."""
        yield Prose(self.offer.ask, classes="accent")
        claims = [Item(claim.says, claim.why, claim.open) for claim in self.claims]
        yield Brief(claims, [Item(exhibit.says) for exhibit in self.offer.exhibits], self.offer.limit)
        yield Static(Content(""), id="brief-word")

    def hints(self) -> list[Hint]:
        """Hold, attach, hand in."""
        return [
            Hint("↑↓", "move", spare=True),
            Hint("space", "hold, attach", "focused.hold"),
            Hint("enter", "hand in", "focused.decide"),
        ]

    def on_brief_handed_in(self, event: Brief.HandedIn) -> None:
        """Answer, or ask for the claim that is missing."""
        if event.claim is None:
            word = Content.styled("Pick what you say first: its number, or space.", "$accent")
            self.query_one("#brief-word", Static).update(word)
            return
        exhibits = tuple(sorted(self.offer.exhibits[index].id for index in event.exhibits))
        self.post_message(self.Answered(Defend(self.claims[event.claim].id, exhibits), event.changes))

    def settle(self, settled: bool) -> None:
        """Grey what was not chosen."""
        self.query_one(Brief).settle(settled)
