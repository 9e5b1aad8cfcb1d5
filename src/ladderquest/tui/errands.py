"""What the disk is asked for besides decisions: a story or a player opened, a player closed, the end.

The keys go on meanwhile. One errand runs at a time, on a thread of its own; after a moment the foot of the
screen says what is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from textual.app import App

from ladderquest.game import GameError
from ladderquest.pack.loader import UnknownId
from ladderquest.play import JournalError, StoryError
from ladderquest.saves.errors import SavesError
from ladderquest.tui.house import Problem
from ladderquest.tui.news import NOT_SAVED, News
from ladderquest.tui.page import Page

T = TypeVar("T")


class Errands:
    """The errands of one app. ``word`` says what is under way, "" if nothing is."""

    def __init__(self, app: App[None], news: News) -> None:
        self.word = ""
        self._news = news
        self._app = app
        self._turn = asyncio.Lock()
        self._saving: set[Future[Any]] = set()

    def send(
        self,
        word: str,
        act: Callable[[], T],
        then: Callable[[T], object],
        failed: Callable[[Problem], object],
    ) -> bool:
        """Do ``act`` where nobody waits, then ``then`` or ``failed`` in the app. While another errand is
        under way nothing is begun, and the foot of the screen says why; returns whether it was."""
        page = self._page
        if self.word:
            if page is not None:
                page.say_waiting(self.word)
            return False
        self.word = word
        if page is not None:
            page.wait_for(word)
        self._app.run_worker(self._run(page, act, then, failed), group="errands")
        return True

    async def _run(
        self,
        page: Page | None,
        act: Callable[[], T],
        then: Callable[[T], object],
        failed: Callable[[Problem], object],
    ) -> None:
        try:
            result = await self.in_turn(act)
        except (GameError, SavesError, UnknownId, JournalError, StoryError) as error:
            self._back(page)
            failed(error)
        else:
            self._back(page)
            then(result)

    async def in_turn(self, act: Callable[[], T]) -> T:
        """Do ``act`` on a thread, after what was begun before."""
        async with self._turn:
            return await asyncio.to_thread(act)

    def _back(self, page: Page | None) -> None:
        self.word = ""
        for each in {page, self._page}:
            if each is not None and each.is_attached:
                each.wait_for("")

    @property
    def _page(self) -> Page | None:
        """The page in front, whatever is laid over it."""
        stack = self._app.screen_stack if self._app.is_running else []
        return next((each for each in reversed(stack) if isinstance(each, Page)), None)

    # --- saves under way -------------------------------------------------------------------------

    def when_saved(
        self,
        saved: Future[None],
        then: Callable[[], object] | None = None,
        failed: Callable[[], object] | None = None,
    ) -> None:
        """Do ``then`` once something is safe on disk; if it could not be saved, do ``failed`` and say so.
        Nobody waits."""
        self.watch(saved)
        self._app.run_worker(self._when_saved(saved, then, failed))

    async def _when_saved(
        self,
        saved: Future[None],
        then: Callable[[], object] | None,
        failed: Callable[[], object] | None,
    ) -> None:
        try:
            await asyncio.wrap_future(saved)
        except SavesError as error:
            if failed is not None:
                failed()
            self._news.tell(NOT_SAVED, str(error))
        else:
            if then is not None:
                then()

    def watch(self, saved: Future[Any]) -> None:
        """Remember a save until the disk has answered; leaving the game waits for it."""
        self._saving.add(saved)

    async def saved(self) -> list[str]:
        """Wait for every save under way, those that begin meanwhile too; what could not be saved, and why."""
        problems: list[str] = []
        while self._saving:
            under_way = list(self._saving)
            await asyncio.wait([asyncio.wrap_future(each) for each in under_way])
            for each in under_way:
                self._saving.discard(each)
                error = each.exception()
                if error is not None:
                    problems.append(str(error))
        return problems
