"""Written work at the desk: what both faces do with it, and what is kept when."""

from __future__ import annotations

from concurrent.futures import Future

from msgspec.structs import replace

from ladderquest.game import Game, GameError
from ladderquest.growth.exercises import (
    Standing,
    by_phase,
    draft_of,
    handed_in,
    missing_told,
    standing,
    text_of,
    with_a_hint,
    with_score,
    with_seconds,
    with_words,
)
from ladderquest.growth.work import Draft, Score
from ladderquest.pack.loader import UnknownId
from ladderquest.pack.text import nearest
from ladderquest.pack.workbook import Exercise, Part
from ladderquest.play.words import kept
from ladderquest.saves.ids import new_id


def exercise_of(game: Game, exercise_id: str) -> Exercise:
    """An exercise of the pack. Raises ``UnknownId`` with the nearest."""
    exercises = game.pack.workbook.exercises
    for exercise in exercises:
        if exercise.id == exercise_id:
            return exercise
    raise UnknownId(exercise_id, nearest(exercise_id, [each.id for each in exercises]))


def all_standings(game: Game) -> list[Standing]:
    """Every exercise as this player has it, phase by phase."""
    return by_phase(game.pack.workbook, game.store.work.read())


class Writing:
    """One exercise in a player's hands. What is changed holds at once; ``keep`` sends it to the disk."""

    def __init__(self, game: Game, exercise: Exercise) -> None:
        self.game = game
        self.exercise = exercise
        self.draft = draft_of(self.standing, game.stamp())
        self.owed = False
        """Whether something was changed since it was kept."""
        self.last: Future[None] | None = None
        """The newest save, which may be under way."""

    @property
    def standing(self) -> Standing:
        """How the exercise stands, as it is kept."""
        return standing(self.exercise, self.game.store.work.read())

    def write(self, part: Part, text: str) -> None:
        """The words of one part are these now. How it starts is nobody's words yet."""
        after = with_words(self.draft, part.id, text, self.game.stamp())
        if kept(text_of(part, self.draft)) != after.words[part.id]:
            self.draft, self.owed = after, True

    def open_hint(self) -> None:
        """One more hint."""
        self.draft, self.owed = with_a_hint(self.exercise, self.draft, self.game.stamp()), True

    def show_model(self) -> None:
        """The model answer is read before there are words; the version will say so."""
        self.draft, self.owed = replace(self.draft, shown=True, changed=self.game.stamp()), True

    def spoken(self, part: str, seconds: int) -> None:
        """How long a part took aloud."""
        self.draft, self.owed = with_seconds(self.draft, part, seconds, self.game.stamp()), True

    def keep(self) -> Future[None] | None:
        """Send what was changed to the disk; None where nothing was. Raises ``GameError``."""
        if not self.owed:
            return None
        self.game.must_write()
        self.owed = False
        self.last = self.game.store.work.keep(self.draft)
        return self.last

    def hand_in(self) -> Future[None]:
        """Make a version of it, in one write with the emptied draft. Raises ``GameError`` with what is
        missing."""
        self.game.must_write()
        if gap := missing_told(self.exercise, self.draft):
            raise GameError(gap)
        newest = self.standing.newest
        after = newest.id if newest is not None else ""
        version, emptied = handed_in(self.draft, new_id(after), self.game.stamp())
        self.draft, self.owed = emptied, False
        return self.game.store.work.keep(version, emptied)


def score(game: Game, version: Draft, criterion: str, given: Score) -> Future[None]:
    """Keep the player's score of one criterion. Raises ``GameError``."""
    game.must_write()
    return game.store.work.keep(with_score(version, criterion, given, game.stamp()))


def time_version(game: Game, version: Draft, part: str, seconds: int) -> Future[None]:
    """Keep how long a part of a version took aloud. Raises ``GameError``."""
    game.must_write()
    return game.store.work.keep(with_seconds(version, part, seconds, game.stamp()))
