"""What is typed goes to the disk by itself: a moment later, and at once when somebody leaves."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, cast

from textual.dom import DOMNode
from textual.timer import Timer

from ladderquest.game import GameError
from ladderquest.saves.errors import SavesError

if TYPE_CHECKING:
    from ladderquest.tui.house import House

KEEP_AFTER = 2.0
"""Seconds after which typed words go to the disk."""


class Soon:
    """Sends what ``keep`` has to send, if it has anything; ``where`` is the page or the question that it is
    typed in."""

    def __init__(self, where: DOMNode, keep: Callable[[], Future[None] | None]) -> None:
        self._where = where
        self._keep = keep
        self._timer: Timer | None = None

    def later(self) -> None:
        """Something was typed."""
        if self._timer is None:
            self._timer = self._where.set_timer(KEEP_AFTER, self.now)

    def now(self, keep: Callable[[], Future[None] | None] | None = None) -> None:
        """Do not wait any longer. ``keep`` sends something else instead."""
        self.stop()
        app = cast("Any", self._where.app)
        try:
            saved = (keep or self._keep)()
        except (GameError, SavesError) as error:
            app.notify(str(error), severity="warning", markup=False)
            return
        if saved is not None:
            cast("House", app).errands.when_saved(saved)

    def stop(self) -> None:
        """Send nothing later on."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
