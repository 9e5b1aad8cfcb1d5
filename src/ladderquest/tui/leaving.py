"""Leaving the game: the last write first, however one leaves."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from ladderquest.tui.errands import Errands
from ladderquest.tui.page import MOMENT, Page
from ladderquest.tui.widgets.prose import Prose

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What the system sends to end a program; SIGHUP when the terminal is closed."""


class LeavingPanel(ModalScreen[None]):
    """Says that the disk is waited for. It has no key: it goes when the disk has answered."""

    def compose(self) -> ComposeResult:
        """What is waited for, and what is safe."""
        with Vertical(classes="panel"):
            yield Prose("Saving …", classes="strong")
            yield Prose(
                "The disk is slow. The game closes as soon as the last of it is saved; everything before it "
                "is safe already."
            )


class Leaving:
    """The way out of ``app``. ``close`` lets go of the player; ``stay`` is called where somebody asked to
    leave and something could not be saved: they read that first, and may ask again."""

    def __init__(
        self, app: App[None], errands: Errands, *, close: Callable[[], None], stay: Callable[[], None]
    ) -> None:
        self.under_way = False
        self.problems: list[str] = []
        self._app = app
        self._errands = errands
        self._close = close
        self._stay = stay
        self._code = 0

    def listen(self) -> None:
        """From now on a signal leaves the game as the key does. One that is ignored stays ignored."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                with suppress(NotImplementedError):  # Windows has no such handlers
                    loop.add_signal_handler(number, self.leave, 128 + number)

    def leave(self, code: int = 0) -> None:
        """Leave with this exit code when everything is saved. Asking again changes nothing but the code."""
        self._code = self._code or code
        if not self.under_way:
            self.under_way = True
            self._app.run_worker(self._leave(), group="leaving")

    async def _leave(self) -> None:
        panel = LeavingPanel()

        def say() -> None:  # gives nothing back: the app would wait for the panel, and the panel for it
            self._app.push_screen(panel)

        for page in self._app.screen_stack:
            if isinstance(page, Page):
                page.put_away()
        moment = self._app.set_timer(MOMENT, say)
        problems = await self._errands.saved()
        if problems and not self._code:
            moment.stop()
            if panel.is_attached:
                await panel.dismiss()
            self.under_way = False
            self._stay()
            return
        self.problems = problems
        await self._errands.in_turn(self._close)
        moment.stop()
        self._app.exit(return_code=self._code)
