"""Pages that stay as they are while the player is elsewhere, and are in front again at once.

To open a page takes Textual some milliseconds for every widget; to bring back one that is there takes it
hardly longer than a page with a single word on it. A page comes back only if nothing has changed that it was
made from, the theme and the window among that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from textual.app import App

from ladderquest.game import Game
from ladderquest.tui import pages
from ladderquest.tui.page import Page

if TYPE_CHECKING:
    from ladderquest.desk.desk import Desk

P = TypeVar("P", bound=Page)
KEPT = ("traps", "plan")
"""Places whose pages are kept: they take the longest to make."""


class Kept:
    """The pages that one app keeps, one a name."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._pages: dict[str, tuple[object, Page]] = {}

    def home(self, game: Game, phase: int | None) -> Page:
        """The ladder, the pointer on ``phase``, or where one goes on."""
        page = self._page("home", self._standing(game), lambda: pages.home_page(phase))
        page.point(phase)
        return page

    def phase(self, game: Game, phase: int) -> Page:
        """One rung."""
        return self._page(f"phase {phase}", self._standing(game), lambda: pages.phase_page(phase))

    def place(self, place: str, about: str, desk: Desk) -> Page:
        """A place around the ladder, made now. It is kept for ``still_there``, if it is not about something
        in particular."""

        def make() -> Page:
            return pages.page_of(place, about, desk)

        return make() if about or place not in KEPT else self._page(place, self._desk_of(desk.game), make)

    def still_there(self, game: Game, place: str, about: str) -> Page | None:
        """The page of a place as it was left, if all that it shows is as it was then. Reads nothing."""
        made_from, page = self._pages.get(place, (None, None))
        if page is None or about or page in self._app.screen_stack or made_from != self._desk_of(game):
            return None
        page.as_it_was = True
        page.later()
        return page

    def forget(self) -> None:
        """Keep none of them any longer but those in sight."""
        for name in list(self._pages):
            self._forget(name)

    def _standing(self, game: Game) -> tuple[object, ...]:
        """What every page is made from but for the player's work."""
        store = game.store
        runs = tuple(store.runs)
        return (game, game.pack, store.profile, runs, store.refused, self._app.theme, self._app.size)

    def _desk_of(self, game: Game) -> tuple[object, ...]:
        """The same for what is made from the player's work as well; it has been read. What runs have to say
        hangs on the runs."""
        return (self._standing(game), game.store.work.read(), game.now().date())

    def _page(self, name: str, made_from: object, make: Callable[[], P]) -> P:
        """The page of this name, if it is kept and was made from the same; else a new one, which is kept. One
        that is below what is in sight cannot be shown a second time."""
        before, page = self._pages.get(name, (None, None))
        here = page is self._app.screen
        if page in self._app.screen_stack and not (here and before == made_from):
            return make()
        if page is not None and before == made_from and page.is_running:
            page.as_it_was = not here
            return cast("P", page)
        self._forget(name)
        made = make()
        self._app.install_screen(made, name)
        self._pages[name] = (made_from, made)
        return made

    def _forget(self, name: str) -> None:
        _, page = self._pages.get(name, (None, None))
        if page is not None and page not in self._app.screen_stack:
            del self._pages[name]
            self._app.uninstall_screen(page)
            if page.is_running:
                page.remove()
