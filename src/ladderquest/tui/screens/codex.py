"""The codex: a search and its parts, and a page with where it leads."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from ladderquest.desk.codex import codex_of
from ladderquest.desk.desk import Desk
from ladderquest.growth.codex import KINDS, Index, as_document, find, search
from ladderquest.growth.codex import Page as CodexPage
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.places import PLACES
from ladderquest.tui.screens.compare import CompareScreen
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.document import DocumentView
from ladderquest.tui.widgets.field import Field
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose

LONGEST = 80
"""Letters that a search has at most."""
SEARCH = "/ searches: a trap, a level, a word"
NOTHING = "No page has all of these words."


def codex_page(about: str, desk: Desk) -> Page:
    """The page that ``about`` names (``trap:lone-wolf``), or the first one ("")."""
    index = codex_of(desk.game)
    found = find(index, about).page if about else None
    return CodexPageScreen(index, found.to, desk) if found is not None else CodexScreen(index, desk, about)


class SearchField(Field):
    """Where one types what one looks for. The arrow down and escape lead to what is found."""

    BINDINGS = [
        Binding("down", "screen.to_list", "to the list", show=False),
        Binding("escape", "screen.to_list", "to the list", show=False),
    ]


class CodexScreen(Page):
    """The first page: the parts of the codex, or what is found in all of it."""

    CSS_PATH: ClassVar[str] = "codex.tcss"
    ABOUT = (
        "Everything about the ladder, to look up: levels and grades, phases with their gates, plateau traps, "
        "articles, shelves of tables and lists, exercises, stories, and where it is all from.\n\n"
        "/ goes to the search, and every letter narrows what is shown: all words have to be on a page, in "
        "any order, and the beginning of a word is enough. Enter opens what the pointer is on. m shows two "
        "levels side by side, beginning with yours."
    )
    BINDINGS = [
        Binding("slash", "search", "search", show=False, id="codex.search"),
        Binding("m", "compare", "side by side", show=False, id="codex.compare"),
        Binding("space", "page(1)", "page down", show=False, id="codex.page_down"),
        Binding("q,escape,b", "leave", "back", show=False, id="codex.leave"),
    ]

    def __init__(self, index: Index, desk: Desk, words: str = "") -> None:
        super().__init__()
        self.index = index
        self.desk = desk
        self.words = words
        self.shown: list[CodexPage] = []

    def compose_page(self) -> ComposeResult:
        """The search, and below it what it finds."""
        yield TitleLine("Codex", f"{len(self.index.pages) - len(self.index.groups)} pages")
        with Vertical(id="top"):
            yield SearchField(self.words, placeholder=SEARCH, max_length=LONGEST)
        with Column(id="text"):
            yield Vertical(*self._found(self.words), id="found", classes="column")

    def on_mount(self) -> None:
        """The keyboard goes to the list."""
        self.action_to_list()

    def _found(self, words: str) -> list[Widget]:
        """The parts of the codex, or the pages with ``words``."""
        if not words.strip():
            self.shown = self.index.groups
            items = [Item(page.title, page.about) for page in self.shown]
        else:
            hits = search(self.index, words)
            self.shown = [hit.page for hit in hits]
            items = [Item(f"{KINDS[hit.page.kind]}: {hit.page.title}", hit.line) for hit in hits]
        return [Choices(items, cursor=0)] if items else [Prose(NOTHING, classes="quiet")]

    async def on_input_changed(self, event: Input.Changed) -> None:
        """Show what is found now."""
        if event.input.value == self.words:
            return
        self.words = event.input.value
        holder = self.query_one("#found")
        async with self.batch():
            await holder.remove_children()
            await holder.mount_all(self._found(self.words))
        self.query_one("#text", Column).scroll_home(animate=False)
        self.refresh_hints()

    def on_input_submitted(self) -> None:
        """Open what is meant: the page of that name, or the best of what is found."""
        if self.words.strip() and self.shown:
            self._open(find(self.index, self.words).page or self.shown[0])
        else:
            self.action_to_list()

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Open it."""
        self._open(self.shown[event.index])

    def _open(self, page: CodexPage) -> None:
        self.app.push_screen(CodexPageScreen(self.index, page.to, self.desk))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:  # noqa: ARG002
        """Other keys work in the field than in the list."""
        self.refresh_hints()

    @property
    def searching(self) -> bool:
        """Whether the keyboard is in the search."""
        return isinstance(self.focused, SearchField)

    def hints(self) -> list[Hint]:
        """Open, search, compare, leave; in the search, how to get out of it."""
        if self.searching:
            return [Hint("enter", "open the first", "focused.submit"), Hint("esc", "to the list", "to_list")]
        found = [Hint("1-9", "pick", spare=True), Hint("enter", "open", "focused.decide")]
        return [
            *(found if self.shown else []),
            Hint("/", "search", "search"),
            Hint("m", "compare", "compare"),
            Hint("q", "back", "leave"),
            HELP,
        ]

    def action_to_list(self) -> None:
        """The keyboard to what was found; where that is nothing, to the keys of the page."""
        self.set_focus(next(iter(self.query(Choices)), None), scroll_visible=False)
        self.refresh_hints()

    def action_search(self) -> None:
        """The keyboard to the search; at once, so that what is typed next is not lost."""
        self.set_focus(self.query_one(SearchField))

    def action_compare(self) -> None:
        """Levels side by side."""
        self.app.push_screen(CompareScreen(self.desk))

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss()


class Door(NamedTuple):
    """What one can do about a page: in which place ("" for playing a story), in words, and whether enter does
    it as soon as the page is open."""

    place: str
    word: str
    at_once: bool = False


DOORS = {
    "scenario": Door("", "Play this story", at_once=True),
    "exercise": Door("write", "Write this exercise", at_once=True),
    "gate": Door("gates", "Your evidence for it"),
    "trap": Door("traps", "Your decisions that fed or avoided it"),
}
"""By the kind of a page."""


class Spot(NamedTuple):
    """Where a reader was: the page, the line at the top, the link that was picked."""

    to: str
    line: float
    cursor: int | None


class CodexPageScreen(Page):
    """One page after the other; back goes the way that one came."""

    CSS_PATH: ClassVar[str] = "codex.tcss"
    ABOUT = (
        "A page of the codex. Below it stands where it leads: a number or the arrows pick, enter follows. "
        "Pages of stories and exercises offer to play and to write them. b goes back the way you came, and "
        "from the first page to where you were before. / goes to the search, m shows levels side by side."
    )
    BINDINGS = [
        Binding("slash", "search", "search", show=False, id="codex_page.search"),
        Binding("m", "compare", "side by side", show=False, id="codex_page.compare"),
        Binding("space", "page(1)", "read on", show=False, id="codex_page.page_down"),
        Binding("b,q,escape", "back", "back", show=False, id="codex_page.back"),
    ]

    def __init__(self, index: Index, to: str, desk: Desk) -> None:
        super().__init__()
        self.index = index
        self.desk = desk
        self.at = index.pages[to]
        self.history: list[Spot] = []

    def compose_page(self) -> ComposeResult:
        """The page in one column."""
        yield TitleLine(self.at.title, self._kind)
        with Column(id="text"):
            yield Vertical(*self._body(None), id="page", classes="column")

    @property
    def _kind(self) -> str:
        return KINDS[self.at.kind].lower()

    @property
    def _door(self) -> Door | None:
        """Where one can do something about what the page is of."""
        door = DOORS.get(self.at.kind)
        return door if door is not None and (door.place in PLACES or not door.place) else None

    @property
    def _ways(self) -> list[Item]:
        """What can be picked: first to do something about it, then where the page leads."""
        door = self._door
        first = [Item(door.word, key="⏎" if door.at_once else "")] if door else []
        listed = self.at.kind == "group"  # all of one kind or two: the kind is said by the title
        links = [Item(link.title if listed else f"{link.what}: {link.title}") for link in self.at.links]
        return [*first, *links]

    def _body(self, cursor: int | None) -> list[Widget]:
        found: list[Widget] = [DocumentView(as_document(self.at, links=False))]
        ways = self._ways
        if ways:
            first = 0 if self.at.kind == "group" or (self._door and self._door.at_once) else None
            found += [
                Prose("From here", classes="accent close"),
                Choices(ways, cursor=first if cursor is None else cursor),
            ]
        return found

    def on_mount(self) -> None:
        """The keyboard goes to the links."""
        self._focus()

    def _focus(self) -> None:
        self.set_focus(next(iter(self.query(Choices)), None), scroll_visible=False)

    def hints(self) -> list[Hint]:
        """Follow, read on, go back."""
        follow = [Hint("1-9", "pick"), Hint("enter", "follow", "focused.decide")]
        return [
            *(follow if self._ways else []),
            Hint("space", "read on", "page(1)"),
            Hint("/", "search", "search"),
            Hint("m", "compare", "compare", spare=True),
            Hint("b", "back", "back"),
            HELP,
        ]

    async def on_choices_decided(self, event: Choices.Decided) -> None:
        """Follow a link, or do something about it."""
        door = self._door
        index = event.index - (1 if door else 0)
        if door is not None and index < 0:
            if door.place:
                self.house.go(door.place, self.at.id)
            else:
                self.house.sit_down(self.at.id)
            return
        self.history.append(Spot(self.at.to, self.query_one("#text", Column).scroll_y, event.index))
        await self._show(Spot(self.at.links[index].to, 0, None))

    async def _show(self, spot: Spot) -> None:
        self.at = self.index.pages[spot.to]
        holder, column = self.query_one("#page"), self.query_one("#text", Column)
        async with self.batch():
            await holder.remove_children()
            await holder.mount_all(self._body(spot.cursor))
        self.query_one(TitleLine).show(self.at.title, self._kind)
        column.scroll_to(y=spot.line, animate=False)
        self._focus()
        self.refresh_hints()

    async def action_back(self) -> None:
        """The way that one came; from the first page, to where one was before."""
        if self.history:
            await self._show(self.history.pop())
        else:
            self.dismiss()

    def action_search(self) -> None:
        """The search, which is below this page or is opened over it."""
        below = self.app.screen_stack[-2]
        if isinstance(below, CodexScreen):
            self.dismiss()
            below.action_search()
        else:
            screen = CodexScreen(self.index, self.desk)
            self.app.push_screen(screen)
            screen.call_after_refresh(screen.action_search)

    def action_compare(self) -> None:
        """Levels side by side; from the page of one, with that one."""
        here = self.at.id if self.at.kind in ("grade", "level") else ""
        self.app.push_screen(CompareScreen(self.desk, here))
