"""Where to start, asked line by line: a yes or a no, and for every yes its case."""

from __future__ import annotations

from ladderquest.game import Game, GameError
from ladderquest.growth.placement import Placed, Reply, place, sentence_for
from ladderquest.pack.ladder import Question
from ladderquest.plain.console import Console, number
from ladderquest.plain.disk import wait
from ladderquest.saves.errors import SavesError

_YES, _NO = ("y", "yes"), ("n", "no")
_SKIP = ("skip", "s")


class Placing:
    """The questions of a pack's placement, put to one player."""

    def __init__(self, console: Console, game: Game) -> None:
        self.console = console
        self.game = game

    def ask(self) -> None:
        """All questions, then where they lead; kept at the end. ``skip`` leaves it for another day. Raises
        ``InputEnded``."""
        placement = self.game.pack.placement
        self.console.passage(placement.intro)
        self.console.passage("Answer with y or n. `skip` leaves this for another day.")
        replies = []
        for count, question in enumerate(placement.questions, start=1):
            reply = self._reply(question, f"{count} of {len(placement.questions)}. ")
            if reply is None:
                self.console.say("Left for another day: `w` asks again.")
                return
            replies.append(reply)
        placed = place(placement, replies)
        self.console.passage(placed.says)
        self.console.passage(placed.route.says)
        phase = self._phase(placed)
        try:
            wait(self.console, self.game.keep_placement(replies, placed, phase))
        except (GameError, SavesError) as error:
            self.console.say(f"This could not be kept: {error}")
            return
        self.console.say(f"Kept: you start with phase {phase}.")

    def _reply(self, question: Question, count: str) -> Reply | None:
        self.console.passage(count + question.text)
        while True:
            line = self.console.ask().lower()
            if line in _SKIP:
                return None
            if line in _NO:
                return Reply(question.id, False)
            if line in _YES:
                return self._case(question)
            self.console.say("Answer with y or n, or `skip`.")

    def _case(self, question: Question) -> Reply:
        """A yes with its case, asked for once more if it is missing; then it stands as it is."""
        self.console.say(question.example)
        reply = Reply(question.id, True, self.console.ask())
        if missing := sentence_for(reply):
            self.console.say(missing)
            reply = Reply(question.id, True, self.console.ask())
        return reply

    def _phase(self, placed: Placed) -> int:
        """The phase to start with; where several fit, the player chooses."""
        phases = placed.route.phases
        if len(phases) == 1:
            return phases[0]
        self._levels(phases)
        self.console.passage(f"Which one? {' or '.join(map(str, phases))}")
        while True:
            chosen = number(self.console.ask())
            if chosen in phases:
                return chosen
            self.console.say(f"Answer with {' or '.join(map(str, phases))}.")

    def _levels(self, phases: tuple[int, ...]) -> None:
        """The level table, as far as it helps to choose."""
        titles = {phase.id: phase for phase in self.game.pack.ladder.phases}
        for phase_id in phases:
            phase = titles[phase_id]
            self.console.passage(f"Phase {phase.id}, {phase.title}: {phase.slogan}")
        for level in self.game.pack.ladder.levels:
            self.console.passage(f"{level.title} ({level.tenure}). Plateau: {level.plateau}")
