"""Rating a scenario blindly, line by line: guesses from the options alone first, then the situations."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ladderquest.authoring.rating import Situation, shuffled
from ladderquest.pack.readings import BlindGuess, BlindReading, ReadingsFile
from ladderquest.plain.console import Console, menu, number
from ladderquest.play import Program, scene_text
from ladderquest.play.moves import Offer

__all__ = ["Rater", "Stopped"]

MOST_STARS = 5
_GUESSES = (
    "First the options alone. Say which one you would take for the best, without knowing the situation. That "
    "tells the authors whether the words give it away."
)
_RATINGS = (
    "Now the situations. Rate every option from 1 (makes it worse) to 5 (what an excellent colleague would "
    "do), by what can be known there, and not by how it may turn out."
)
_EACH = "A number from 1 to 5; s skips an option, ? shows the situation again, q stops."
_ONE = "The number of an option; s skips this one, q stops."


class Stopped(Exception):
    """Whoever rates wants to stop here."""


class Rater:
    """Asks one reader what is not in the file yet. Never says what the key is."""

    def __init__(
        self,
        console: Console,
        program: Program,
        reader: str,
        save: Callable[[BlindReading | BlindGuess], None],
    ) -> None:
        """``save`` is called with everything that is given, at once."""
        self._console = console
        self._program = program
        self._reader = reader
        self._save = save
        self.given = 0

    def ask(self, found: Sequence[Situation], done: ReadingsFile) -> None:
        """Ask about every one of ``found`` that this reader has said nothing of in ``done``. Raises
        ``Stopped``, and ``InputEnded`` where there are no more answers."""
        guessed = {each.decision for each in done.guesses if each.reader == self._reader}
        rated = {(each.decision, each.world) for each in done.readings if each.reader == self._reader}
        left = [each for each in found if (each.decision, each.world) not in rated]
        # who has rated a decision knows it: what they would guess now says nothing about the words
        known = guessed | {decision for decision, _ in rated}
        first = {each.decision: each for each in reversed(left) if each.decision not in known}
        unseen = [each for each in left if first.get(each.decision) is each]
        if unseen:
            self._console.passage(_GUESSES)
        for place, each in enumerate(unseen, start=1):
            self._guess(each, f"{place} of {len(unseen)}")
        if left:
            self._console.passage(_RATINGS)
        for place, each in enumerate(left, start=1):
            self._rate(each, f"{place} of {len(left)}")

    def _guess(self, each: Situation, place: str) -> None:
        console, options = self._console, shuffled(self._reader, each)
        console.gap()
        console.line(f"Options {place}")
        console.gap()
        menu(console, [(str(at), offer.says) for at, offer in enumerate(options, start=1)])
        while True:
            word = self._word(_ONE)
            if word == "s":
                return
            at = number(word)
            if at is not None and 1 <= at <= len(options):
                option = options[at - 1].id
                self._save(BlindGuess(decision=each.decision, reader=self._reader, option=option))
                self.given += 1
                return
            console.say(f"There is no option {word!r} here. {_ONE}")

    def _rate(self, each: Situation, place: str) -> None:
        options = shuffled(self._reader, each)
        self._show(each, place)
        given: dict[str, int] = {}
        for at, offer in enumerate(options, start=1):
            stars = self._stars(each, place, at, offer)
            if stars is not None:
                given[offer.id] = stars
        if given:
            reading = BlindReading(
                decision=each.decision,
                world=each.world,
                path=each.path,
                known=each.known,
                reader=self._reader,
                ratings=given,
            )
            self._save(reading)
            self.given += len(given)

    def _stars(self, each: Situation, place: str, at: int, offer: Offer) -> int | None:
        """What one option is rated; None if it is skipped."""
        console = self._console
        while True:
            console.gap()
            console.item(str(at), offer.says)
            word = self._word(_EACH)
            if word == "s":
                return None
            if word == "?":
                self._show(each, place)
                continue
            stars = number(word)
            if stars is not None and 1 <= stars <= MOST_STARS:
                return stars
            console.say(f"{word!r} is no rating. {_EACH}")

    def _word(self, help_: str) -> str:
        """What was typed; an empty line asks what can be."""
        while True:
            word = self._console.ask().lower()
            if word == "q":
                raise Stopped
            if word:
                return word
            self._console.say(help_)

    def _show(self, each: Situation, place: str) -> None:
        """The situation as somebody who plays has it in front of them."""
        console, program, values = self._console, self._program, each.state.values
        console.gap()
        console.line("-" * console.width)
        entered = scene_text(program, each.state)
        console.line(f"Situation {place}{f': {entered.at}' if entered.at else ''}")
        if each.before:
            console.passage("Decided before:")
            for step in each.before:
                console.item("-", step.answered)
        console.passage(entered.text)
        for name in program.sources[each.decision].artefacts:
            artefact = program.artefacts[name]
            console.passage(f"{artefact.title} ({artefact.kind})")
            for line in program.artefact_lines(name, values):
                console.line(f"  {line}")
        for resource in program.resources:
            if resource.shown(values):
                console.passage(f"{resource.label}: {values[resource.slot]}")
        if each.known:
            console.passage("What you have found out:")
        for clue in each.known:
            console.passage(f"{program.clues[clue].label}\n\n{program.clue_text(clue, values)}")
        console.gap()
        console.say("The options:")
        menu(console, [(str(at), each.says) for at, each in enumerate(shuffled(self._reader, each), start=1)])
