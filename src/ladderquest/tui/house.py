"""What a screen may ask of the app: who plays, and where to go next."""

from __future__ import annotations

from typing import ClassVar, Protocol

from ladderquest.game import Game, Sitting
from ladderquest.saves.players import Saves
from ladderquest.saves.store import PlayerStore
from ladderquest.tui.errands import Errands
from ladderquest.tui.leaving import Leaving
from ladderquest.tui.news import News


class House(Protocol):
    """The app, as its screens see it."""

    saves: Saves
    author: ClassVar[bool]
    """Whether the person here writes the scenario, and may see all of it."""
    saved_word: str
    """What is said when a story is left for the ladder."""
    errands: Errands
    """What the disk is asked for while the keys go on, and the saves under way."""
    news: News
    """What the player is told."""
    leaving: Leaving
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
        """The debrief of a finished run."""
