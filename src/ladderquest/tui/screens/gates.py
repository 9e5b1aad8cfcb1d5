"""Gates: what each phase asks for before one moves on, and what there is to show for it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from ladderquest.desk.desk import Desk
from ladderquest.desk.gates import begin_evidence, gates_of
from ladderquest.growth.gates import NO_TICK, Gate, GateLine
from ladderquest.tui.asking import may_write
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.screens.waiving import change_waiver
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose

SIGN = {"gap": "□", "evidence": "■", "waived": "–"}


class GateItems(Choices):
    """The items of one section. A number opens the section with that number."""

    BINDINGS = [
        *(Binding(str(n), f"screen.section({n})", f"section {n}", show=False) for n in range(1, 10)),
    ]


class GatesScreen(Page):
    """The sections one at a time; ``about`` names the item or the section to begin with."""

    CSS_PATH: ClassVar[str] = "gates.tcss"
    ABOUT = (
        "What each phase asks for before you move on, and what you have to show for it. What has no evidence "
        "yet stands first. Only what happened at work counts; a story that you played is practice, and is "
        "told as that.\n\n"
        "A number or the arrows left and right change the section. Enter opens an item with its entries; n "
        "begins a new entry for it, w says that it does not apply to you (and takes that back), a opens the "
        "things to try at work, e the whole journal by date. q goes back."
    )
    BINDINGS = [
        Binding("left,h", "step(-1)", "section before", show=False, id="gates.before"),
        Binding("right,l", "step(1)", "section after", show=False, id="gates.after"),
        Binding("n", "new", "new entry", show=False, id="gates.new"),
        Binding("w", "waive", "does not apply", show=False, id="gates.waive"),
        Binding("a", "actions", "actions", show=False, id="gates.actions"),
        Binding("e", "journal", "all evidence", show=False, id="gates.journal"),
        Binding("space", "page(1)", "page down", show=False, id="gates.page_down"),
        Binding("q,escape,b", "leave", "back", show=False, id="gates.leave"),
        *(Binding(str(n), f"section({n})", f"section {n}", show=False) for n in range(1, 10)),
    ]

    def __init__(self, desk: Desk, about: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.gates = gates_of(desk)
        named = [
            (number, about) for number, gate in enumerate(self.gates)
            if gate.key == about or about in [line.item for line in gate.lines]
        ]  # fmt: skip
        self.at = named[0][0] if named else self._nearest()
        self.pointed: dict[str, str] = {self.gate.key: about} if self.gates else {}
        """Section -> the item under the pointer."""

    def _nearest(self) -> int:
        """The section of the phase that the player is in."""
        placement = self.desk.game.store.profile.placement
        phase = placement.phase if placement is not None else 1
        return next((number for number, gate in enumerate(self.gates) if gate.phase == phase), 0)

    @property
    def gate(self) -> Gate:
        """The section that is open."""
        return self.gates[self.at]

    @property
    def line(self) -> GateLine | None:
        """The item under the pointer."""
        for choices in self.query(GateItems):
            if choices.cursor is not None:
                return self.gate.gaps_first()[choices.cursor]
        return None

    def compose_page(self) -> ComposeResult:
        """The sections in one line, the open one below."""
        yield TitleLine("Gates", self.desk.game.store.profile.name)
        yield Static(id="sections")
        with Column(id="text"):
            yield Vertical(id="gate", classes="column")

    async def on_mount(self) -> None:
        """Show the section."""
        await self._show()

    async def on_screen_resume(self) -> None:
        """Something may have been written meanwhile."""
        if self.query("#gate > *"):
            await self.renew()

    async def renew(self) -> None:
        """Show what is kept now."""
        self.desk = self.desk.again()
        key, self.gates = self.gate.key, gates_of(self.desk)
        self.at = next((number for number, gate in enumerate(self.gates) if gate.key == key), 0)
        await self._show()

    async def _show(self) -> None:
        gate = self.gate
        lines = gate.gaps_first()
        items = [_item(line) for line in lines]
        wanted = self.pointed.get(gate.key)
        cursor = next((number for number, line in enumerate(lines) if line.item == wanted), 0)
        if lines:
            self.pointed[gate.key] = lines[cursor].item  # it may move down the list when it has evidence
        holder = self.query_one("#gate", Vertical)
        self.query_one("#sections", Static).update(self._sections())
        choices = GateItems(items, cursor=cursor if items else None, classes="airy")
        async with self.batch():
            await holder.remove_children()
            await holder.mount_all(
                [
                    Prose(gate.title, classes="strong close"),
                    Prose(gate.count.sentence() if items else "This pack asks for nothing here."),
                    choices,
                    Prose(NO_TICK, classes="quiet"),
                ]
            )
        choices.focus(scroll_visible=False)
        self.refresh_hints()

    def _sections(self) -> Content:
        parts: list[tuple[str, str]] = []
        for number, gate in enumerate(self.gates):
            style = "bold" if number == self.at else "$quiet"
            parts += [(f"{number + 1} ", "bold $accent"), (gate.name, style), ("   ", "")]
        return Content.assemble(*parts)

    def hints(self) -> list[Hint]:
        """Open, write, say that it does not apply."""
        line = self.line
        return [
            Hint(f"1-{min(9, len(self.gates))}", "section"),
            Hint("enter", "open", "focused.decide"),
            Hint("n", "new", "new"),
            Hint("w", "applies" if line is not None and line.waived else "n/a", "waive"),
            Hint("a", "actions", "actions"),
            Hint("e", "all", "journal"),
            Hint("q", "back", "leave"),
            HELP,
        ]

    def on_choices_moved(self, event: Choices.Moved) -> None:
        """Remember what is pointed at."""
        self.pointed[self.gate.key] = self.gate.gaps_first()[event.index].item
        self.refresh_hints()

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Open the item."""
        from ladderquest.tui.screens.item import ItemScreen

        self.app.push_screen(ItemScreen(self.desk, self.gate.gaps_first()[event.index].item))

    async def action_section(self, number: int) -> None:
        """Open the section with this number."""
        if 1 <= number <= len(self.gates) and number - 1 != self.at:
            self.at = number - 1
            await self._show()
            self.query_one("#text", Column).scroll_home(animate=False)

    async def action_step(self, step: int) -> None:
        """Open the section before or after."""
        await self.action_section(self.at + 1 + step)

    def action_new(self) -> None:
        """A new entry for the item under the pointer."""
        from ladderquest.tui.screens.evidence import EvidenceScreen

        line = self.line
        if line is not None and may_write(self):
            self.app.push_screen(EvidenceScreen(self.desk, begin_evidence([line.item])))

    def action_waive(self) -> None:
        """The item does not apply, or applies again."""
        if self.line is not None:
            change_waiver(self, self.desk, self.line, self.renew)

    def action_actions(self) -> None:
        """What there is to try at work."""
        from ladderquest.tui.screens.actions import ActionsScreen

        self.app.push_screen(ActionsScreen(self.desk))

    def action_journal(self) -> None:
        """All evidence by date."""
        from ladderquest.tui.screens.journal import JournalScreen

        self.app.push_screen(JournalScreen(self.desk))

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss()


def _item(line: GateLine) -> Item:
    return Item(line.text, line.words(), key=SIGN[line.standing])
