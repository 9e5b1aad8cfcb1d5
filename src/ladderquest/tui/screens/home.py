"""Home: what to go on with, and the ladder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message

from ladderquest.growth.progress import PhaseProgress
from ladderquest.saves.errors import SavesError
from ladderquest.tui.page import HELP, WIDE, Column, Page, TitleLine
from ladderquest.tui.places import PLACES
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose
from ladderquest.tui.widgets.rung import Beside, about, bar, story

if TYPE_CHECKING:
    from ladderquest.growth.gates import Count

FORK_AFTER = 3
DUE, NOTHING_DUE = "Due", "Nothing is due today"
ROOM_FOR_DUE = 60
"""Cells of what is due, behind its word: one line of the column, so that nothing moves when it comes."""


class Rungs(Choices):
    """The list of the home screen: what to go on with, then the rungs. A phase's number opens it at once."""

    BINDINGS = [Binding(str(n), f"open({n})", f"phase {n}", show=False) for n in range(1, 10)]

    def action_open(self, number: int) -> None:
        """Open the rung with this number."""
        for index, item in enumerate(self.items):
            if item.open and item.key == str(number):
                self.cursor = index
                self.action_decide()


class HomeScreen(Page):
    """The map of the ladder. It shows what the game says when it opens, and keeps nothing."""

    lists_runs: ClassVar[bool] = True
    ABOUT = (
        "The ladder has four phases, from junior to staff and principal, and a fork between leading work and "
        "leading people. Enter goes on with the story you left; a number opens a phase: its stories, what it "
        "asks before you move on, and the traps that live there. A bar shows how many of a phase's stories "
        "you have played to an end. What is due is under d: reviews, checkpoints, what you set yourself.\n\n"
        "Start wherever you like: placement only suggests."
    )
    BINDINGS = [
        *(
            Binding(place.key, f"go({name!r})", place.about, show=False, id=f"home.{name}")
            for name, place in PLACES.items()
        ),
        Binding("w", "placement", "where am I", show=False, id="home.placement"),
        Binding("s", "settings", "settings", show=False, id="home.settings"),
        Binding("u", "players", "change player", show=False, id="home.players"),
        Binding("q", "quit", "leave the game", show=False, id="home.quit"),
    ]

    class Looked(Message):
        """What there is to say beside the stories: phase -> how many items of its gate have evidence; what is
        due, on one line ("" for nothing)."""

        def __init__(self, counts: Mapping[int, Count], due: str) -> None:
            super().__init__()
            self.counts = counts
            self.due = due

    def __init__(self, phase: int | None = None) -> None:
        super().__init__()
        self.phase = phase
        self.looking = True
        """Whether there is still something to add to the ladder: the first frame does not wait for it."""

    def compose_page(self) -> ComposeResult:
        """What to go on with, then the ladder; the pointer on the first, or on the phase just left."""
        game = self.house.game
        items = [self._go_on(), Item(DUE, key=PLACES["due"].key), *self._rungs(game.ladder())]
        cursor = self._row(items)
        yield TitleLine(game.title(), game.store.profile.name)
        with Horizontal():
            with Column(id="text"), Vertical(classes="column"):
                if game.store.read_only:
                    yield Prose(game.store.refused, classes="trap", id="read-only")
                yield Rungs(items, cursor=cursor, classes="airy")
            yield Beside(self._beside(items[cursor]) if self._wide else Content(""))

    def on_mount(self) -> None:
        """The keyboard goes to the ladder, if somebody in a hurry has not left it already."""
        for rungs in self.query(Rungs):
            rungs.focus(scroll_visible=False)

    def point(self, phase: int | None) -> None:
        """The pointer on this phase, or on what to go on with."""
        self.phase = phase
        for rungs in self.query(Rungs):
            rungs.cursor = self._row(rungs.items)

    def _row(self, items: list[Item]) -> int:
        return next((row for row, item in enumerate(items) if item.key == str(self.phase)), 0)

    def on_screen_resume(self) -> None:
        """When the ladder stands there (again), look what there is to add to it."""
        self.looking = True
        self.call_after_refresh(self._look)

    @work(group="looking", exclusive=True)
    async def _look(self) -> None:
        game = self.house.game

        def look() -> tuple[dict[int, Count], str]:
            from ladderquest.desk.desk import sit_at_desk
            from ladderquest.desk.due import due_at
            from ladderquest.desk.gates import gate_counts
            from ladderquest.growth.due import in_short

            return gate_counts(game), in_short(due_at(sit_at_desk(game)), ROOM_FOR_DUE)

        try:
            counts, due = await self.house.errands.in_turn(look)
        except SavesError:
            counts, due = {}, ""  # whoever goes there is told why
        self.post_message(self.Looked(counts, due))

    def on_home_screen_looked(self, event: Looked) -> None:
        """Put it where there was room for it."""
        for rungs in self.query(Rungs):
            for index, item in enumerate(rungs.items):
                if item.key.isdecimal() and int(item.key) in event.counts:
                    rungs.tell(index, item._replace(beside=event.counts[int(item.key)].words()))
                elif item.key == PLACES["due"].key:
                    rungs.tell(index, item._replace(text=f"{DUE}: {event.due}" if event.due else NOTHING_DUE))
        self.looking = False
        self.house.news.take(self.house.game.store.notices)
        self.house.news.speak()

    def on_choices_moved(self, event: Choices.Moved) -> None:
        """Beside the ladder stands what there is to know about the rung under the pointer."""
        self._tell(event.choices.items[event.index])

    def on_resize(self) -> None:
        """In a window that has become wide, that is said for the first time."""
        super().on_resize()
        for rungs in self.query(Rungs):
            if rungs.cursor is not None:
                self._tell(rungs.items[rungs.cursor])

    def _tell(self, item: Item) -> None:
        if self._wide:  # elsewhere nobody sees it, and it takes longer to make than the key that moves there
            self.query_one(Beside).show(self._beside(item))

    @property
    def _wide(self) -> bool:
        return self.app.size.width >= WIDE

    def _beside(self, item: Item) -> Content:
        game = self.house.game
        nearest = game.to_go_on() or game.next_scenario()
        number = item.key if item.key.isdecimal() else str(nearest.phase if nearest else 1)
        rungs = game.ladder()
        rung = next((each for each in rungs if str(each.phase.id) == number), rungs[0])
        stories = [story(progress) for progress in rung.scenarios]
        parts: list[Content | str | tuple[str, str]] = [(rung.phase.title, "bold"), "\n\n"]
        for each in stories:
            parts += [(each.text, "$accent"), f"\n{each.note}\n\n"]
        return Content.assemble(*parts, about(rung.phase, game.pack.ladder))

    def _go_on(self) -> Item:
        game = self.house.game
        going = game.to_go_on()
        if going is not None:
            return Item(f"Go on: {going.title}", going.at, key="⏎")
        fresh = game.next_scenario()
        if fresh is not None:
            return Item(f"Begin: {fresh.title}", f"{fresh.summary} {fresh.minutes} minutes.", key="⏎")
        return Item(
            "Every story is played", "Each has more than one truth: open a phase to play again.", open=False
        )

    def _rungs(self, rungs: list[PhaseProgress]) -> list[Item]:
        items = []
        for rung in rungs:
            items.append(Item(rung.phase.title, bar(rung), key=str(rung.phase.id)))
            if rung.phase.id == FORK_AFTER:
                items.append(Item("The fork: to lead the work, or to lead people", open=False, key="◇"))
        return items

    def hints(self) -> list[Hint]:
        """Go on, open, change."""
        return [
            Hint("enter", "go on", "focused.decide"),
            Hint("1-4", "phase"),
            *(Hint(place.key, place.word, f"go({name!r})") for name, place in PLACES.items()),
            Hint("w", "where am I", "placement"),
            Hint("s", "settings", "settings"),
            Hint("u", "player", "players"),
            Hint("q", "leave", "quit"),
            HELP,
        ]

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Go on, or open a phase."""
        if event.index == 0:
            self._play()
        elif event.choices.items[event.index].key == PLACES["due"].key:
            self.action_go("due")
        else:
            self.phase = int(event.choices.items[event.index].key)
            self.house.show_phase(self.phase)

    def _play(self) -> None:
        game = self.house.game
        going = game.to_go_on()
        fresh = game.next_scenario()
        if going is not None:
            self.house.sit_down(going.scenario)
        elif fresh is not None:
            self.house.sit_down(fresh.id)

    def action_go(self, place: str) -> None:
        """Leave the ladder for one of the places around it."""
        self.house.go(place)

    def action_placement(self) -> None:
        """The five questions again."""
        self.house.show_placement()

    def action_settings(self) -> None:
        """The settings."""
        from ladderquest.tui.screens.settings import SettingsPanel

        self.app.push_screen(SettingsPanel())

    def action_players(self) -> None:
        """Somebody else plays."""
        self.house.show_players()

    def action_quit(self) -> None:
        """Leave the game."""
        self.house.leaving.leave()
