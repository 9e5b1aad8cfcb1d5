"""What is due, line by line: the list, and doing one thing of it."""

from __future__ import annotations

from ladderquest.desk.desk import Desk, sit_at_desk
from ladderquest.desk.due import Review, due_at, hand_in, open_review, settle
from ladderquest.documents.document import Document
from ladderquest.documents.text import to_text
from ladderquest.game import Game, GameError
from ladderquest.growth.due import MOST_UPCOMING, NOTHING, Due, DueItem, since, summary
from ladderquest.growth.reading import as_document
from ladderquest.growth.reviews import CONFIDENCES
from ladderquest.plain.console import Console, menu, number
from ladderquest.plain.disk import wait
from ladderquest.plain.moves import ASKERS, NotUnderstood
from ladderquest.plain.moves.base import numbers
from ladderquest.plain.places import PLACES
from ladderquest.plain.tell import artefacts, open_here
from ladderquest.plain.way import captions
from ladderquest.play.moves import Rate
from ladderquest.saves.errors import SavesError

_LEAVE = ("q", "quit", "exit")
_LATER = "Left as it is: it waits."
_KINDS = {"review": "review", "comeback": "checkpoint", "action": "at work", "plan": "plan"}


class DueList:
    """The list of a day at a console."""

    def __init__(self, console: Console, game: Game) -> None:
        self.console = console
        self.game = game

    def visit(self, rest: str) -> None:
        """Print the list, or do the thing with the number ``rest``. Raises ``GameError``, ``SavesError``,
        ``InputEnded``."""
        desk = sit_at_desk(self.game)
        due, place = due_at(desk), number(rest)
        if not rest:
            self._show(desk, due)
        elif place is None or not 1 <= place <= len(due.today):
            last = len(due.today)
            told = f"There is no {rest!r} among what is due: {numbers(last)}."
            self.console.say(told if last else NOTHING)
        else:
            self._do(desk, due.today[place - 1])

    def _show(self, desk: Desk, due: Due) -> None:
        console, today = self.console, desk.today
        console.gap()
        console.say(summary(due))
        console.gap()
        menu(console, [(str(n), self._line(item, desk)) for n, item in enumerate(due.today, start=1)])
        if due.upcoming:
            console.gap()
            console.say("To come:")
            menu(console, [(since(item, today), item.title) for item in due.upcoming[:MOST_UPCOMING]])
        console.gap()
        if due.today:
            console.say("`d 1` does the first.")
            console.gap()

    def _line(self, item: DueItem, desk: Desk) -> str:
        late = f", {since(item, desk.today)}" if item.overdue else ""
        return f"{item.title} ({_KINDS[item.kind]}{late}). {item.reason}"

    def _do(self, desk: Desk, item: DueItem) -> None:
        self.game.must_write()  # better before the words than after them
        if item.kind == "review":
            self._review(open_review(desk, item.id))
        else:
            self._settle(desk, item)

    # --- a review --------------------------------------------------------------------------------

    def _review(self, review: Review) -> None:
        console, scene, asker = self.console, review.scene, ASKERS["rate"]
        console.passage(f"{scene.title}, a review{f': {scene.at}' if scene.at else ''}")
        console.passage(scene.recap)
        console.passage(scene.known)
        for label, text in scene.clues:
            console.passage(f"In your hands: {label}")
            console.passage(text)
        left = [f"{label} {now}" for label, now, _ in scene.pinned.resources()]
        if left:
            console.passage(f"{'. '.join(left)}.")
        console.gap()
        asker.show(console, scene.pinned, scene.offer)
        console.say("`p` shows the way there, `a` what lay open, `q` leaves it for later.")
        while True:
            line = console.ask().lower()
            if line in _LEAVE:
                console.say(_LATER)
                return
            if line == "p":
                menu(console, captions(scene.pinned))
                continue
            if line == "a":
                artefacts(console, scene.pinned, open_here(scene.pinned))
                continue
            try:
                answer = asker.read(scene.pinned, scene.offer, line).answer
            except NotUnderstood as error:
                console.say(str(error))
                continue
            if isinstance(answer, Rate):
                self._hand_in(review, answer)
            return

    def _hand_in(self, review: Review, answer: Rate) -> None:
        console = self.console
        sure = self._confidence() if self.game.store.profile.settings.ask_confidence else None
        looked = hand_in(self.game, review, answer, sure)
        wait(console, looked.saved)
        console.gap()
        console.as_it_is(to_text(_untitled(as_document(looked.reading)), console.width))
        console.passage(looked.again)
        console.gap()

    def _confidence(self) -> int:
        console, last = self.console, len(CONFIDENCES)
        console.say("How sure are you of the ones that you rate highest?")
        menu(console, [(str(n), says) for n, (_, says) in enumerate(CONFIDENCES, start=1)])
        while True:
            place = number(console.ask())
            if place is not None and 1 <= place <= last:
                return CONFIDENCES[place - 1][0]
            console.say(f"Answer with a number from 1 to {last}.")

    # --- anything else ---------------------------------------------------------------------------

    def _settle(self, desk: Desk, item: DueItem) -> None:
        console = self.console
        console.passage(item.title)
        if item.text != item.title:
            console.passage(item.text)
        if item.kind != "comeback":
            console.passage(item.reason)
        if item.exercise and "e" in PLACES:
            console.say("`e` on the ladder opens what is to be written.")
        ways = ("done",) if item.kind == "comeback" else ("done", "dropped")
        how = " or ".join(f"`{way}`" for way in ways)
        console.say(f"Answer with {how}; an empty line leaves it as it is.")
        while (line := console.ask().lower()) not in ways:
            if line in ("", *_LEAVE):
                console.say(_LATER)
                return
            console.say(f"Answer with {how}, or with nothing.")
        note = ""
        if item.kind != "comeback":
            console.say("What came of it? An empty line keeps no note.")
            note = console.ask()
        try:
            wait(console, settle(desk, item, line, note))
        except (GameError, SavesError) as error:
            console.say(str(error))
            return
        console.say(f"{line.capitalize()}: {item.title}")


def _untitled(document: Document) -> Document:
    """The story has been named above already."""
    return Document("", document.parts)
