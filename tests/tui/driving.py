"""The app in the hands of a test: press keys, wait for what should be on the screen, read it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets._toast import Toast

from ladderquest.pack.model import Pack
from ladderquest.play.journal import Decided
from ladderquest.saves import PlayerStore, Saves
from ladderquest.saves.profile import PlacementAnswer, PlacementResult
from ladderquest.tui.app import LadderQuestApp
from ladderquest.tui.beats import Question
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.panels import NewsPanel
from ladderquest.tui.screens.opening import OpeningScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from ladderquest.tui.stage import Stage
from ladderquest.tui.widgets.choices import Choice, Choices
from ladderquest.tui.widgets.keybar import KeyBar
from tests.cli.terminal import seed_of

CAP = 15.0
"""Seconds after which something that has not come will not come any more."""

WidgetT = TypeVar("WidgetT", bound=Widget)
ScreenT = TypeVar("ScreenT", bound=Screen[Any])


class Driver:
    """One running app. Every ``press`` returns when the app has come to rest."""

    def __init__(self, app: LadderQuestApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    # --- doing -----------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """One key after the other; what each sends to the disk has come back before the next."""
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    async def write(self, text: str) -> None:
        """A text into the field that has the keyboard, as a paste would put it there."""
        self.one(Input).insert_text_at_cursor(text)
        await self.settled()

    async def click(self, target: Widget, *, at: tuple[int, int] = (6, 0)) -> None:
        """The mouse on a widget, ``at`` columns and lines from its corner."""
        await self.pilot.click(target, offset=at)
        await self.settled()

    async def click_key(self, label: str) -> None:
        """The mouse on one of the keys at the foot of the screen."""
        bar = self.one(KeyBar)
        line = self.lines(bar)[0]
        assert line.count(f" {label}") == 1, f"{label!r} is not among the keys: {line}"
        await self.click(bar, at=(line.index(f" {label}") + 1, 0))

    async def settled(self) -> None:
        """Until no save is under way, all messages are handled and what was said is on the screen."""
        await self.pilot.pause(0)
        while self.app.errands.word or isinstance(self.app.screen, OpeningScreen):
            await self.until(lambda: not self.app.errands.word, "what the disk was asked for")
            await self.pilot.pause()
        for _ in range(3):  # a key becomes a message, the message another one, and that one a new widget
            await self.pilot.pause(0)
        await self.until(lambda: not getattr(self.app.screen, "busy", False), "the save")
        await self.until(lambda: not self._looks, "what the ladder has to add")
        await self.until(lambda: len(self.notices) == len(self.app._notifications), "what was said")
        await self.pilot.pause(0)

    @property
    def _looks(self) -> bool:
        """Whether the ladder will have something to add to it; behind a save that may take long."""
        saving = any(not save.done() for save in self.app.errands._saving)
        return getattr(self.app.screen, "looking", False) and not saving

    async def resize(self, width: int, height: int) -> None:
        """Another window."""
        await self.pilot.resize_terminal(width, height)
        size = Size(width, height)  # the app knows at once, what is on the screen only when it reads about it
        drawn = self.app.screen._compositor
        await self.until(lambda: drawn.size == size, f"a window of {width}×{height}")
        await self.settled()

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for a condition."""
        limit = monotonic() + CAP
        while not condition():
            assert monotonic() < limit, f"{what} has not come; the screen shows:\n{self.text}"
            await self.pilot.pause(0.005)

    async def shows(self, *texts: str) -> None:
        """Wait until all of these stand on the screen (line breaks do not count)."""
        for text in texts:
            await self.until(lambda text=text: text in self.words, repr(text))  # type: ignore[misc]

    async def comes(self, screen: type[ScreenT]) -> ScreenT:
        """Wait until a screen of this kind is in front."""
        await self.until(lambda: type(self.app.screen) is screen, screen.__name__)
        await self.settled()
        found = self.app.screen
        assert isinstance(found, screen)
        return found

    # --- reading ---------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The whole window, line by line."""
        return "\n".join(self.lines())

    @property
    def words(self) -> str:
        """What is to be read now, on one line: the panel in front if there is one, else the window."""
        panel = next(iter(self.app.screen.query(".panel")), None)
        return " ".join(" ".join(self.lines(panel)).split())

    def lines(self, of: Widget | None = None) -> list[str]:
        """The lines of the window, or those of one widget."""
        rows = ["".join(part.text for part in row) for row in self.app.screen._compositor.render_strips()]
        if of is None:
            return [row.rstrip() for row in rows]
        area = of.region
        return [row[area.x : area.right].rstrip() for row in rows[area.y : area.bottom]]

    @property
    def decided(self) -> list[Decided]:
        """The decisions of the newest run as the disk has them."""
        store = self.app.game.store
        records = store.load(store.runs[-1].run).records
        return [record for record in records if isinstance(record, Decided)]

    @property
    def notices(self) -> list[str]:
        """What has been said in the corner, newest last."""
        return [toast._notification.message for toast in self.app.screen.query(Toast)]

    @property
    def news(self) -> list[str]:
        """What has to be read now: the texts of the panel in front, each behind its heading."""
        panel = self.app.screen
        assert isinstance(panel, NewsPanel), f"there is nothing to be read:\n{self.text}"
        return [f"{heading}: {text}" if heading else text for heading, text in panel.entries]

    def one(self, kind: type[WidgetT]) -> WidgetT:
        """The only widget of a kind on the screen in front."""
        return self.app.screen.query_one(kind)

    def one_screen(self, kind: type[ScreenT]) -> ScreenT:
        """The screen in front, which is of this kind."""
        screen = self.app.screen
        assert isinstance(screen, kind)
        return screen

    @property
    def stage(self) -> Stage:
        """Where the story is read."""
        return self.one(Stage)

    @property
    def ask(self) -> Ask:
        """The question on the stage."""
        ask = self.stage.ask
        assert ask is not None, f"nothing is asked here:\n{self.text}"
        return ask

    @property
    def choices(self) -> Choices:
        """The list on the screen in front."""
        return self.one(Choices)

    def choice(self, text: str) -> Choice:
        """The item of the list that begins with a text."""
        found = [each for each in self.app.screen.query(Choice) if each.item.text.startswith(text)]
        assert len(found) == 1, f"{len(found)} items begin with {text!r}:\n{self.text}"
        return found[0]

    # --- playing ---------------------------------------------------------------------------------

    async def pick(self, text: str) -> None:
        """Put the pointer on an item by its number."""
        await self.press(str(self.choice(text).index + 1))

    async def decide(self, text: str) -> None:
        """Pick an item by its number, and decide."""
        await self.pick(text)
        await self.press("enter")

    async def read_on(self) -> None:
        """Read until something is asked, or the ending stands there."""
        for _ in range(60):
            screen = self.app.screen
            if not isinstance(screen, ScenarioScreen) or isinstance(screen.stage.beat, Question):
                return
            await self.press("space")
        raise AssertionError(f"the story does not go on:\n{self.text}")


class House:
    """A pack and a folder of saves, for one app after the other."""

    def __init__(self, saves: Saves, pack: Pack) -> None:
        self.saves = saves
        self.pack = pack

    def player(self, name: str = "Ada", *, placed: bool = True) -> PlayerStore:
        """A player, open: made if need be, with the placement behind them unless said otherwise."""
        card = self.saves.find(name)
        store = self.saves.open(card.id) if card is not None else self.saves.create(name)
        if placed and store.profile.placement is None and not store.read_only:
            answers = {question.id: PlacementAnswer(yes=False) for question in self.pack.placement.questions}
            store.update(placement=PlacementResult(answers, 0, 1, "2026-11-19T09:00:00+00:00")).result()
        return store

    def app(
        self, store: PlayerStore | None = None, *, scenario: str | None = None, world: str = "disk"
    ) -> LadderQuestApp:
        """An app whose clock stands still and whose dice always fall the same way."""
        return LadderQuestApp(
            self.pack,
            self.saves,
            now=lambda: datetime(2026, 11, 20, 9, 45, tzinfo=UTC),
            dice=lambda: int(seed_of(world)),
            store=store,
            scenario=scenario,
        )

    @asynccontextmanager
    async def opened(
        self,
        store: PlayerStore | None = None,
        *,
        scenario: str | None = None,
        world: str = "disk",
        size: tuple[int, int] = (80, 24),
    ) -> AsyncIterator[Driver]:
        """A running app."""
        app = self.app(store, scenario=scenario, world=world)
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = Driver(app, pilot)
            await driver.settled()
            yield driver

    @asynccontextmanager
    async def playing(
        self, *, name: str = "Ada", world: str = "disk", size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator[Driver]:
        """A running app in the sample's scenario."""
        store = self.player(name)
        async with self.opened(store, scenario="tiny", world=world, size=size) as driver:
            yield driver


def house_at(folder: Path, pack: Pack) -> House:
    """A house with its saves in a folder of the test's own."""
    return House(Saves(folder / "saves"), pack)
