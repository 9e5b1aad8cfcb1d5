"""Amounts to split: a row an item, with keys that give and take."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from ladderquest.play.moves import AllocateOffer

_ROOM = 30


class Shares(Widget, can_focus=True):
    """The rows. Nothing is given to begin with but what each item takes at least."""

    DEFAULT_CSS = """
    Shares { height: auto; width: 100%; margin-bottom: 1; }
    Shares.settled { opacity: 60%; }
    """
    BINDINGS = [
        Binding("up,k", "move(-1)", "up", show=False, id="shares.up"),
        Binding("down,j", "move(1)", "down", show=False, id="shares.down"),
        Binding("right,plus,l", "give(1)", "give", show=False, id="shares.give"),
        Binding("left,minus,h", "give(-1)", "take", show=False, id="shares.take"),
        Binding("enter", "hand_in", "hand in", show=False, id="shares.hand_in"),
        *(Binding(str(n), f"set({n})", f"give {n}", show=False) for n in range(10)),
    ]

    class HandedIn(Message):
        """The amounts by item, and how often they had been changed once all was given."""

        def __init__(self, amounts: dict[str, int], changes: int) -> None:
            super().__init__()
            self.amounts = amounts
            self.changes = changes

    def __init__(self, offer: AllocateOffer) -> None:
        super().__init__()
        self.offer = offer
        self.amounts = {item.id: item.least for item in offer.items}
        self.cursor = 0
        self.settled = False
        self.word = ""
        """Why the last key could not be done."""
        self._rows: list[int] = []  # the item of every line
        self._changes = 0
        self._whole = self.left == 0

    @property
    def left(self) -> int:
        """How much is not given yet."""
        return self.offer.total - sum(self.amounts.values())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A row an item, one for what is left, and one for a word."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Every item with its amount and a bar, then what is left, and why a key could not be done."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        bar = min(_ROOM, self.offer.total)
        names = [Content(item.says).wrap(max(8, width - bar - 9)) for item in self.offer.items]
        widest = max(line.cell_length for lines in names for line in lines)
        found: list[Content] = []
        self._rows = [place for place, lines in enumerate(names) for _ in lines]
        for place, (item, lines) in enumerate(zip(self.offer.items, names, strict=True)):
            here = place == self.cursor and not self.settled
            amount = self.amounts[item.id]
            full = round(amount * bar / self.offer.total)
            row = Content.assemble(
                ("▸ " if here else "  ", "$accent"),
                lines[0].pad_right(widest - lines[0].cell_length + 2),
                (f"{amount:>3}  ", "bold"),
                ("▮" * full, "$accent"),
                ("▯" * (bar - full), "$quiet"),
            )
            found.append(row.stylize("on $pick") if here else row)
            found += [Content("  ") + line for line in lines[1:]]
        left = f"{self.left} of {self.offer.total} {self.offer.unit} left to give"
        word = [Content("  ") + line for line in Content(self.word).wrap(max(8, width - 2))]
        return [*found, Content(""), Content.styled(f"  {left}", "$quiet" if self.left else "$accent"), *word]

    def _say(self, word: str = "") -> None:
        """Show why a key could not be done, or that it could."""
        self.word = word
        self.refresh(layout=True)

    def settle(self, settled: bool) -> None:
        """Show the amounts as given, and answer to no key; or open again."""
        self.settled = settled
        self.set_class(settled, "settled")
        self.refresh()

    def on_click(self, event: Click) -> None:
        """A click goes to a row."""
        if not self.settled and event.y < len(self._rows):
            self.cursor = self._rows[event.y]
            self._say()

    def action_move(self, step: int) -> None:
        """Another row."""
        if self.settled:
            return
        self.cursor = min(max(self.cursor + step, 0), len(self.offer.items) - 1)
        self._say()

    def action_give(self, step: int) -> None:
        """One more, or one less."""
        self._put(self.amounts[self.offer.items[self.cursor].id] + step)

    def action_set(self, amount: int) -> None:
        """So many."""
        self._put(amount)

    def _put(self, amount: int) -> None:
        item = self.offer.items[self.cursor]
        before = self.amounts[item.id]
        if self.settled:
            return
        if not item.least <= amount <= item.most:
            self._say(f"Between {item.least} and {item.most} {self.offer.unit} can go here.")
            return
        if amount - before > self.left:
            there = f"Only {self.left} {self.offer.unit} left" if self.left else "All of it is given"
            self._say(f"{there}: take some away elsewhere first.")
            return
        self.amounts[item.id] = amount
        self._changes += self._whole and amount != before
        self._whole = self._whole or self.left == 0
        self._say()

    def action_hand_in(self) -> None:
        """Hand in, if all of it is given."""
        problem = self.offer.problem(self.amounts)
        if problem:
            self._say(f"{problem[:1].upper()}{problem[1:]}.")
        elif not self.settled:
            self.post_message(self.HandedIn(dict(self.amounts), self._changes))
