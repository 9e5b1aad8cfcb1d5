"""What a screen may ask of the app: who plays, and where to go next."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, ClassVar, Protocol, TypeVar

from ladderquest.game import Game, GameError, Sitting
from ladderquest.pack.loader import UnknownId
from ladderquest.play import JournalError, StoryError
from ladderquest.saves.errors import SavesError
from ladderquest.saves.players import Saves
from ladderquest.saves.store import PlayerStore
from ladderquest.tui.news import News

T = TypeVar("T")
Problem = GameError | SavesError | UnknownId | JournalError | StoryError
"""What an errand may come back with instead; its text is a sentence for the player."""


class Errands(Protocol):
    """What the disk is asked for while the keys go on."""

    def send(
        self,
        word: str,
        act: Callable[[], T],
        then: Callable[[T], object],
        failed: Callable[[Problem], object],
    ) -> bool:
        """Do ``act`` where nobody waits, then ``then`` or ``failed``; whether it was begun."""

    async def in_turn(self, act: Callable[[], T]) -> T:
        """Do ``act`` on a thread, after what was begun before; nobody is told that it is waited for."""

    def when_saved(
        self,
        saved: Future[None],
        then: Callable[[], object] | None = None,
        failed: Callable[[], object] | None = None,
    ) -> None:
        """Do ``then`` once something is safe on disk, or ``failed``, and say so."""

    def watch(self, saved: Future[Any]) -> None:
        """Remember a save until the disk has answered."""


class Leaving(Protocol):
    """The way out."""

    def leave(self, code: int = 0) -> None:
        """Leave with this exit code when everything is saved."""


class House(Protocol):
    """The app, as its screens see it."""

    saves: Saves
    author: ClassVar[bool]
    """Whether the person here writes the scenario, and may see all of it."""
    saved_word: str
    """What is said when a story is left for the ladder."""
    news: News
    """What the player is told."""

    @property
    def errands(self) -> Errands:
        """What the disk is asked for, and the saves under way."""

    @property
    def leaving(self) -> Leaving:
        """The way out."""

    @property
    def game(self) -> Game:
        """The game of the player who plays. Screens that need it open only after somebody does."""

    def show_players(self) -> None:
        """Close the player who plays, and ask who does."""

    def play_as(self, store: PlayerStore) -> None:
        """Play with this player."""

    def apply_settings(self) -> None:
        """Take over the player's theme and motion."""

    def go_home(self, word: str = "", *, phase: int | None = None) -> None:
        """The ladder; ``word`` is said there, ``phase`` puts the pointer there."""

    def go(self, place: str, about: str = "") -> None:
        """One of ``places.PLACES``, over the page that is in front; ``about`` says what to open there."""

    def show_placement(self) -> None:
        """The five questions."""

    def show_phase(self, phase: int) -> None:
        """One rung."""

    def show_sitting(self, sitting: Sitting) -> None:
        """Play, or read what it came to."""

    def show_map(self, sitting: Sitting) -> None:
        """The map of a story, over the screen; an author sees all of it."""

    def sit_down(self, scenario: str) -> None:
        """Go on with a scenario, or begin it."""

    def begin(self, scenario: str) -> None:
        """Begin a scenario anew."""

    def open_debrief(self, run: str) -> None:
        """The debrief of a finished run, over the page in front."""
