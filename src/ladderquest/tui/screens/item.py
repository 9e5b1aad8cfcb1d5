"""One gate item with its entries, each to be read in full."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widget import Widget

from ladderquest.desk.desk import Desk
from ladderquest.desk.gates import begin_evidence, drop_evidence, edit_evidence, gates_of
from ladderquest.documents.document import Document
from ladderquest.growth.drafts import Begun
from ladderquest.growth.gates import Gate, GateLine
from ladderquest.growth.packet import entry_parts
from ladderquest.growth.phrases import listed
from ladderquest.growth.work import Evidence
from ladderquest.tui.asking import AskPanel, keep, may_write
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.screens.waiving import change_waiver
from ladderquest.tui.widgets.document import DocumentView
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose


class ItemScreen(Page):
    """The entries of ``item``, one at a time, the newest first."""

    ABOUT = (
        "What you have to show for one item, an entry at a time, the newest first; the arrows left and right "
        "turn to the others.\n\n"
        "n begins a new entry, e edits the one that is shown, x deletes it after a question. w says that the "
        "item does not apply to you, with a reason, and takes that back: it then leaves the count, and keeps "
        "its entries. q goes back."
    )
    BINDINGS = [
        Binding("left,h", "turn(-1)", "newer", show=False, id="item.newer"),
        Binding("right,l", "turn(1)", "older", show=False, id="item.older"),
        Binding("down,j", "line(1)", "down", show=False, id="item.down"),
        Binding("up,k", "line(-1)", "up", show=False, id="item.up"),
        Binding("space", "page(1)", "read on", show=False, id="item.page_down"),
        Binding("n", "new", "new entry", show=False, id="item.new"),
        Binding("e,enter", "edit", "edit", show=False, id="item.edit"),
        Binding("x", "delete", "delete", show=False, id="item.delete"),
        Binding("w", "waive", "does not apply", show=False, id="item.waive"),
        Binding("q,escape,b", "leave", "back", show=False, id="item.leave"),
    ]

    def __init__(self, desk: Desk, item: str) -> None:
        super().__init__()
        self.desk = desk
        self.item = item
        self.at = 0
        self.gate, self.line = self._find()

    def _find(self) -> tuple[Gate, GateLine]:
        """The item with its section, as they stand now; one whose last entry is gone may be gone too."""
        for gate in gates_of(self.desk):
            for line in gate.lines:
                if line.item == self.item:
                    return gate, line
        return self.gate, GateLine(item=self.item, text=self.line.text)

    @property
    def entry(self) -> Evidence | None:
        """The entry that is shown."""
        return self.line.entries[self.at] if self.line.entries else None

    def compose_page(self) -> ComposeResult:
        """The item and one entry."""
        yield TitleLine(self.gate.name, "")
        with Column(id="text"):
            yield Vertical(id="item", classes="column")

    async def on_mount(self) -> None:
        """Show the newest entry."""
        await self._show()

    async def on_screen_resume(self) -> None:
        """Something may have been written meanwhile."""
        if self.query("#item > *"):
            await self.renew()

    async def renew(self) -> None:
        """Show what is kept now: the entry that was shown, wherever it stands."""
        shown, known = self.entry, set(self.desk.work.evidence)
        self.desk = self.desk.again()
        self.gate, self.line = self._find()
        ids = [entry.id for entry in self.line.entries]
        fresh = [place for place, each in enumerate(ids) if each not in known]
        if fresh:
            self.at = fresh[0]
        elif shown is not None and shown.id in ids:
            self.at = ids.index(shown.id)
        self.at = max(0, min(self.at, len(ids) - 1))
        await self._show()

    async def _show(self) -> None:
        holder = self.query_one("#item", Vertical)
        count = len(self.line.entries)
        corner = f"entry {self.at + 1} of {count}" if count else ""
        self.query_one(TitleLine).show(self.gate.name, corner)
        async with self.batch():
            await holder.remove_children()
            await holder.mount_all(self._parts())
        self.refresh_hints()

    def _parts(self) -> list[Widget]:
        line, entry = self.line, self.entry
        told = [f"Does not apply: {line.waived}"] if line.waived else []
        if line.group:
            told.append(line.group)
        if line.practised:
            told.append(f"Practised in {listed(line.practised)}; that is no evidence.")
        parts: list[Widget] = [Prose(line.text, classes="strong")]
        parts += [Prose(each, classes="quiet") for each in told]
        if entry is None:
            parts.append(Prose("No evidence yet. n writes the first entry."))
            return parts
        parts.append(DocumentView(Document("", tuple(entry_parts(entry)))))
        texts = {each.item: each.text for gate in gates_of(self.desk) for each in gate.lines}
        also = [texts.get(item, item) for item in entry.items if item != self.item]
        if also:
            parts.append(Prose("Also for: " + " / ".join(also), classes="quiet"))
        titles = {each.id: each.title for each in self.desk.game.pack.scenarios}
        if entry.scenario in titles:
            parts.append(Prose(f"Begun after playing {titles[entry.scenario]}.", classes="quiet"))
        return parts

    def hints(self) -> list[Hint]:
        """Turn, write, delete."""
        found = [Hint("n", "new entry", "new")]
        if self.entry is not None:
            found += [Hint("e", "edit", "edit"), Hint("x", "delete", "delete")]
        if len(self.line.entries) > 1:
            found.insert(0, Hint("←→", "turn"))
        waive = Hint("w", "it applies" if self.line.waived else "does not apply", "waive")
        return [
            *found,
            waive,
            Hint("space", "read on", "page(1)", spare=True),
            Hint("q", "back", "leave"),
            HELP,
        ]

    async def action_turn(self, step: int) -> None:
        """The entry before or after."""
        if 0 <= self.at + step < len(self.line.entries):
            self.at += step
            await self._show()
            self.query_one("#text", Column).scroll_home(animate=False)

    def action_line(self, lines: int) -> None:
        """Scroll by a line."""
        self.query_one("#text", Column).scroll_relative(y=lines, animate=False)

    def action_new(self) -> None:
        """A new entry."""
        self._write(begin_evidence([self.item]))

    def action_edit(self) -> None:
        """Edit the entry that is shown."""
        if self.entry is not None:
            self._write(edit_evidence(self.entry))

    def _write(self, begun: Begun) -> None:
        from ladderquest.tui.screens.evidence import EvidenceScreen

        if may_write(self):
            self.app.push_screen(EvidenceScreen(self.desk, begun))

    def action_delete(self) -> None:
        """Delete the entry that is shown, if that is meant."""
        entry = self.entry
        if entry is None or not may_write(self):
            return

        def answered(yes: bool | None) -> None:
            if yes:
                keep(self, lambda: drop_evidence(self.desk, entry), "The entry is deleted.")
                self.call_later(self.renew)

        count = len(entry.items)
        what = f"Delete the entry of {entry.day} for good?"
        what += f" It is evidence for {count} items, and goes from all of them." if count > 1 else ""
        self.app.push_screen(AskPanel(what, "deletes it", "keeps it"), answered)

    def action_waive(self) -> None:
        """The item does not apply, or applies again."""
        change_waiver(self, self.desk, self.line, self.renew)

    def action_leave(self) -> None:
        """Back to the gates."""
        self.dismiss()
