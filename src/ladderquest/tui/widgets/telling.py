"""A consequence on the screen: what happened and what changed; then, a beat later, what was heard."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from ladderquest.documents.prose import heard_line
from ladderquest.tui.beats import Consequence
from ladderquest.tui.widgets.prose import Prose, change_line


class Telling(Vertical):
    """``said`` is the decision in words, ``names`` the cast's names by id; with ``explain`` the explanation
    is a beat of its own."""

    DEFAULT_CSS = """
    Telling { height: auto; width: 100%; }
    Telling .said { color: $quiet; margin-bottom: 1; width: 100%; height: auto; }
    Telling .pointer { width: 2; }
    Telling .words { width: 1fr; height: auto; }
    Telling .change { width: 100%; height: auto; }
    Telling .heard, Telling .why { display: none; height: auto; width: 100%; }
    Telling .heard { margin-top: 1; }
    Telling .why { margin-top: 1; border-left: outer $panel; padding-left: 1; }
    Telling .shown { display: block; }
    """

    def __init__(self, beat: Consequence, said: str, names: dict[str, str], *, explain: bool) -> None:
        super().__init__()
        self.said = said
        self.beat = beat
        self.names = names
        self.explains = explain

    def compose(self) -> ComposeResult:
        """Everything; the later beats are hidden until they are asked for."""
        beat = self.beat
        if beat.told is not None:
            with Horizontal(classes="said"):
                yield Static(Content.styled("▸", "$accent"), classes="pointer")
                yield Static(Content(self.said), classes="words")
        if beat.told is not None and beat.told.text:
            yield Prose(beat.told.text)
        for returned in beat.returned:
            yield Prose(returned.text)
        for found in beat.found:
            if beat.told is None or beat.told.said != found.label:
                yield Static(
                    Content.assemble(("New clue: ", "$quiet"), (found.label, "bold")), classes="change"
                )
            yield Prose(found.text)
        for change in beat.changed:
            yield Static(change_line(change.label, change.before, change.after), classes="change")
        for owed in beat.owed:
            words = "will remember what you promised" if owed.more > 0 else "has what you promised"
            yield Static(Content(f"{self._called(owed.who)} {words}"), classes="change")
        with Vertical(classes="heard"):
            for heard in beat.heard:
                yield Prose(heard_line(self._called(heard.who), heard.says))
        if beat.told is not None and beat.told.why:
            with Vertical(classes="why"):
                yield Prose(beat.told.why, classes="close")

    def on_mount(self) -> None:
        """Where nothing happened first, what was heard need not wait."""
        if not (self.beat.told or self.beat.returned):
            self.more()

    def _called(self, who: str) -> str:
        return self.names.get(who, who)

    def more(self) -> bool:
        """Show the next beat of this consequence; False if everything is shown."""
        if self.beat.heard and self._show("heard"):
            return True
        return self.explains and self.explain()

    def explain(self) -> bool:
        """Show the explanation; False if there is none or it is there already."""
        return self._show("why")

    def _show(self, part: str) -> bool:
        for each in self.query(f".{part}"):
            if not each.has_class("shown"):
                each.add_class("shown")
                return True
        return False
