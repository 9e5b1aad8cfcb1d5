"""The app: it wires screens together and knows no scenario.

Screens are imported when they are first shown: the first useful frame waits for one of them only."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual.app import App
from textual.binding import Binding
from textual.theme import Theme

from ladderquest.game import Game, GameError, Sitting
from ladderquest.options import Options, dice, now, open_pack, open_player, open_saves
from ladderquest.pack.model import Pack
from ladderquest.play import JournalError, StoryError
from ladderquest.saves.errors import SavesError
from ladderquest.saves.players import PlayerCard, Saves
from ladderquest.saves.store import PlayerStore
from ladderquest.tui import pages
from ladderquest.tui.errands import Errands
from ladderquest.tui.house import Problem
from ladderquest.tui.kept import Kept
from ladderquest.tui.leaving import Leaving
from ladderquest.tui.news import NOT_SAVED, News
from ladderquest.tui.page import Page
from ladderquest.tui.theme import NIGHT, ROLES, THEMES

if TYPE_CHECKING:
    from ladderquest.desk.desk import Desk


class LadderQuestApp(App[None]):
    """``player`` is opened at once, if given; then ``scenario`` is played, with ``seed`` if it is new."""

    TITLE = "LadderQuest"
    author: ClassVar[bool] = False
    """Whether the person here writes the scenario, and may see all of it."""
    saved_word = "Saved."
    CSS_PATH: ClassVar[str] = "app.tcss"
    BINDINGS = [Binding("ctrl+q", "quit", "leave the game", show=False, id="app.quit", priority=True)]

    def __init__(
        self,
        pack: Pack,
        saves: Saves,
        *,
        now: Callable[[], datetime],
        dice: Callable[[], int],
        store: PlayerStore | None = None,
        scenario: str | None = None,
        seed: int | None = None,
    ) -> None:
        super().__init__()
        self.pack = pack
        self.saves = saves
        self._now = now
        self._dice = dice
        self._first_scenario = (scenario, seed)
        self._game: Game | None = None
        self.news = News(self, lambda: self.leaving.under_way or getattr(self.page, "passing", False))
        self.errands = Errands(self, self.news)
        self.kept = Kept(self)
        self.leaving = Leaving(self, self.errands, close=self._close_player, stay=self.news.speak)
        for theme in THEMES:
            self.register_theme(theme)
        # before anything is drawn: a change of theme styles every widget again
        self.theme = "ladder-night" if not self.no_color else "ansi-dark"
        if store is not None:
            self._seat(store)

    @property
    def game(self) -> Game:
        """The game of the player who plays. Screens that need it open only after somebody does."""
        assert self._game is not None
        return self._game

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The roles, for themes that do not have them."""
        return ROLES

    def get_default_screen(self) -> Page:
        """The first screen: who plays, or where this player begins."""
        page = pages.players_page(self.saves.players()) if self._game is None else self._first_page()
        for path in page.css_path:  # Textual reads those of the screens that are pushed
            self.stylesheet.read(path)
        return page

    def on_mount(self) -> None:
        """Say what there was to say before there was a screen."""
        self.theme_changed_signal.subscribe(self, self._theme_chosen)
        if not self.is_headless:
            self.leaving.listen()
        self.news.speak()

    def on_ready(self) -> None:
        """The first frame is drawn: what start-up has made stays, and is not looked through again."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    # --- who plays -------------------------------------------------------------------------------

    def show_players(self) -> None:
        """Close the player who plays, and ask who does."""
        store = self.game.store

        def closed() -> list[PlayerCard]:
            store.close()
            return self.saves.players()

        def ask(cards: list[PlayerCard]) -> None:
            self._game = None
            self._show(pages.players_page(cards))
            self.kept.forget()

        self.errands.send("Saving …", closed, ask, lambda error: self.news.tell(NOT_SAVED, str(error)))

    def play_as(self, store: PlayerStore) -> None:
        """Play with this player."""
        self._seat(store)
        self._show(self._first_page())
        self.news.speak()

    def _first_page(self) -> Page:
        """The scenario asked for at the start; else placement for somebody new; else the ladder."""
        (scenario, seed), self._first_scenario = self._first_scenario, (None, None)
        game = self.game
        if scenario is not None:
            return pages.opening_page(
                game.title(), lambda: self._open(lambda: game.sit_down(scenario, seed=seed), start=True)
            )
        if game.store.profile.placement is None and not game.store.runs and not game.store.read_only:
            return pages.placement_page()
        return pages.home_page(None)

    def _seat(self, store: PlayerStore) -> None:
        self._game = Game(self.pack, store, now=self._now, dice=self._dice)
        if self._first_scenario[0] is None and store.refused in store.notices:
            store.notices.remove(store.refused)  # the ladder says it, for as long as it holds
        self.news.take(self.game.store.notices)
        self.apply_settings()

    def _close_player(self) -> None:
        if self._game is not None:
            self._game.store.close()

    async def action_quit(self) -> None:
        """Leave the game when everything is saved."""
        self.leaving.leave()

    def apply_settings(self) -> None:
        """Take over the player's theme and motion."""
        settings = self.game.store.profile.settings
        self.animation_level = "none" if settings.reduced_motion else "basic"
        if not self.no_color:
            self.theme = settings.theme if settings.theme in self.available_themes else NIGHT.name

    def _theme_chosen(self, theme: Theme) -> None:
        """A theme that was chosen from the palette is the player's from now on."""
        if self._game is None or self.no_color or self._game.store.read_only:
            return
        settings = self._game.store.profile.settings
        if theme.name != (settings.theme or NIGHT.name):
            self.errands.when_saved(
                self._game.keep_settings(msgspec.structs.replace(settings, theme=theme.name))
            )

    # --- pages -----------------------------------------------------------------------------------

    def _show(self, page: Page) -> None:
        """Put this page in place of everything."""
        # the screen that the app began with cannot be switched away from; it stays below, unseen
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) > 1:
            self.switch_screen(page)
        else:
            self.push_screen(page)

    def go_home(self, word: str = "", *, phase: int | None = None) -> None:
        """The ladder; ``phase`` puts the pointer there."""
        self._show(self.kept.home(self.game, phase))
        if word:
            self.notify(word, timeout=3, markup=False)

    def go(self, place: str, about: str = "") -> None:
        """A place, over the page that is in front, unless the player has gone elsewhere meanwhile."""
        before, game = self.page, self.game
        there = None if self.errands.word else self.kept.still_there(game, place, about)
        if there is not None:
            self.push_screen(there)
            return

        def look() -> Desk:
            from ladderquest.desk.desk import sit_at_desk

            return sit_at_desk(game)

        def show(desk: Desk) -> None:
            self.news.take(game.store.notices)
            if self.page is before:
                self.push_screen(self.kept.place(place, about, desk))
            self.news.speak()

        self.errands.send("Opening …", look, show, lambda error: self.news.tell("", str(error)))

    def show_placement(self) -> None:
        """The five questions, where their answers can be kept: better told before them than after."""
        try:
            self.game.must_write()
        except GameError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self._show(pages.placement_page())

    def show_phase(self, phase: int) -> None:
        """One rung."""
        self._show(self.kept.phase(self.game, phase))

    def show_sitting(self, sitting: Sitting) -> None:
        """Play, or read what it came to."""
        self._show(pages.sitting_page(sitting, played_now=True))

    def show_map(self, sitting: Sitting) -> None:
        """The map of a story, over the screen; an author sees all of it."""
        from ladderquest.tui.screens.map import MapScreen

        self.push_screen(MapScreen(sitting, whole=self.author))

    # --- runs ------------------------------------------------------------------------------------

    def sit_down(self, scenario: str) -> None:
        """Go on with a scenario, or begin it."""
        self._open(lambda: self.game.sit_down(scenario))

    def begin(self, scenario: str) -> None:
        """Begin a scenario anew."""
        self._open(lambda: self.game.begin(scenario))

    def open_debrief(self, run: str) -> None:
        """The debrief of a finished run, over the page in front."""
        self._open(lambda: self.game.open(run), over=True)

    def _open(self, act: Callable[[], Sitting], *, start: bool = False, over: bool = False) -> None:
        """Open a sitting and show it, ``over`` the page in front or in its place, unless the player has gone
        elsewhere meanwhile. At the ``start`` the ladder stands in for one that cannot be opened."""
        before = self.page

        def opened(sitting: Sitting) -> None:
            self.news.take(self.game.store.notices)
            if start or self.page is before:
                page = pages.sitting_page(sitting, over=over)
                (self.push_screen if over else self._show)(page)
            self.news.speak()

        def failed(error: Problem) -> None:
            notices = [each for each in self.game.store.notices if each != str(error)]
            self.game.store.notices.clear()
            damaged = isinstance(error, SavesError | JournalError | StoryError)
            self.news.words += [] if damaged else [str(error)]
            self.news.take([*notices, str(error)] if damaged else notices)
            if start or (damaged and before is not None and before is self.page and before.lists_runs):
                self.news.forget(self.game.store.refused)  # the ladder says it
                self._show(pages.home_page(None))
            self.news.speak()

        self.errands.send("Opening the story …", act, opened, failed)

    @property
    def page(self) -> Page | None:
        """The page in front, whatever is laid over it."""
        return next((each for each in reversed(self.screen_stack) if isinstance(each, Page)), None)

    async def on_unmount(self) -> None:
        """Let go of the player, where the app was closed without a word."""
        self._close_player()


def run(options: Options) -> int:
    """Open the app as the command line asks for it; returns the exit code. Raises what ``open_pack`` and
    ``Saves`` raise. Who plays is asked only where there is a choice."""
    pack, saves = open_pack(options), open_saves(options)
    store = None
    if options.player is not None:
        store, _ = open_player(saves, options.player)
    else:
        cards = saves.players()
        if len(cards) == 1 and not cards[0].problem:
            store = saves.open(cards[0].id)
    app = LadderQuestApp(
        pack, saves, now=now, dice=dice, store=store, scenario=options.scenario, seed=options.seed
    )
    return run_to_the_end(app)


def run_to_the_end(app: LadderQuestApp) -> int:
    """Run the app; returns the exit code. What could not be saved on the way out is said behind it."""
    app.run()
    for problem in app.leaving.problems:
        sys.stderr.write(f"ladderquest: {NOT_SAVED}: {problem}\n")
    return app.return_code or 0
