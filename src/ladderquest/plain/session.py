"""One sitting, line by line: a scene, a question, an answer, what follows; at the ending, the debrief."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from ladderquest.documents.text import to_text
from ladderquest.game import GameError, Pending, Sitting
from ladderquest.growth.debrief import as_document
from ladderquest.plain import pages
from ladderquest.plain.calculator import calculate
from ladderquest.plain.console import Clock, Console, menu, number
from ladderquest.plain.disk import wait
from ladderquest.plain.following import follow
from ladderquest.plain.how_sure import ask_how_sure
from ladderquest.plain.moves import ASKERS, Asker, NotUnderstood
from ladderquest.plain.saving import save_to_file
from ladderquest.plain.tell import (
    artefacts,
    clues,
    last_decision,
    open_here,
    resources,
    scene,
    show_map,
    tell,
)
from ladderquest.plain.way import captions, decisions
from ladderquest.play import AnyOffer, Event, IllegalDecision, Note, scene_text
from ladderquest.saves.errors import SavesError

if TYPE_CHECKING:
    from ladderquest.desk.drafts import StoryPage
    from ladderquest.draft import Rehearsal

COMMANDS = [
    ("p", "the way so far"),
    ("c", "the clues you have found"),
    ("a", "what lies open here, once more"),
    ("e", "explain the last decision"),
    ("b", "go back: lists the decisions, where that is open; b 2 goes back to the second"),
    ("q", "save and leave (so does the end of the input)"),
]
AT_THE_END = [
    ("t", "t 2: you want to talk about decision 2"),
    ("b", "b 2: goes back to decision 2; the road you leave is kept"),
    ("p", "the way, with the numbers of the decisions"),
    ("g", "something like it happened at work: an entry of your evidence journal"),
    ("w", "try it at work: keeps what the debrief names, with a day"),
    ("m", "the map: every scene, and where you went"),
    ("o", "o debrief.html: saves the debrief to a file; o html gives it a name"),
    ("c", "the clues you found"),
    ("e", "explain the last decision"),
    ("q", "leave (so do an empty line and the end of the input)"),
]
SOMETIMES = [
    ("=", "the calculator of an A/B test"),
    ("m", "the map, with all scenes by their ids"),
]
"""What works where there is a calculator, and for authors."""
EVERYTHING = "Everything is saved."
NOTHING_CHANGED = "Nothing was saved in this window, and nothing was changed."
_HELP = ("?", "help", "h")
_LEAVE = ("q", "quit", "exit")


class Session:
    """Plays one sitting at a console until the player leaves."""

    def __init__(
        self, console: Console, sitting: Sitting, clock: Clock, *, rehearsal: Rehearsal | None = None
    ) -> None:
        """``clock`` measures how long a decision takes; ``rehearsal`` looks at the file that is played before
        and after every line that is read."""
        self.rehearsal = rehearsal
        self.console = console
        self.sitting = sitting
        self.clock = clock
        self._asked_at = 0.0
        self._page: StoryPage | None = None
        self._warned = False
        self._commands: dict[str, Callable[[], None]] = {
            "p": self._path,
            "c": self._clues,
            "a": self._artefacts,
            "e": partial(_explain, self),
        }
        shown: dict[str, Callable[[], None]] = {"m": partial(_map, self)}
        taken: dict[str, Callable[[], None]] = {each: partial(_take, self, each) for each in "gw"}
        self._at_the_end = {**self._commands, **shown, **taken}
        if rehearsal is not None:
            self._commands.update(shown)
        if sitting.scenario.calculator:
            self._commands["="] = partial(calculate, console, {})

    def play(self) -> None:
        """From where the run stands to where the player leaves. Raises ``InputEnded`` at the end of input."""
        run = self.sitting.run
        self.console.gap()
        self.console.say(self.sitting.scenario.title)
        if self.sitting.notice:
            self.console.passage(f"Note: {self.sitting.notice}")
        if run.steps and not run.ended:
            self.console.passage(f"You are back where you left, after {_counted(len(decisions(run)))}.")
            scene(self.console, scene_text(run.program, run.state))
        elif not run.ended:
            self._tell(run.opening)
        while True:
            offer = self.sitting.run.offer()
            if offer is None:
                leaving = self._end()
            else:
                self._lay_out(offer)
                leaving = self._question(offer)
            if leaving:
                return

    # --- a question ------------------------------------------------------------------------------

    @property
    def _asker(self) -> Asker[AnyOffer]:
        run = self.sitting.run
        return ASKERS[run.program.scene(run.state.scene).tag]

    def _lay_out(self, offer: AnyOffer) -> None:
        run, console = self.sitting.run, self.console
        if not run.state.spent:
            artefacts(console, run, self._open())
            if self._open() and "=" in self._commands:
                console.passage("`=` opens the calculator of an A/B test.")
        left = resources(run)
        if left:
            console.passage(left)
        console.gap()
        self._asker.show(console, run, offer)
        console.gap()
        self._page, self._warned = pages.opened(console, self.sitting), False
        self._asked_at = self.clock()

    def _open(self) -> list[str]:
        return open_here(self.sitting.run, getattr(self.sitting.run.offer(), "artefact", None))

    def _question(self, offer: AnyOffer) -> bool:
        """Ask until the story moves; whether the player leaves."""
        while True:
            if self._reloaded():
                return False
            line = self.console.ask()
            if self._reloaded():
                return False  # whatever was answered, it was meant for what stood there before
            word, _, rest = line.partition(" ")
            word = word.lower()
            if line.lower() in _LEAVE:
                self.console.passage(self.goodbye)
                return True
            going_back = word == "b" and not self._asker.is_text(line)
            if going_back and self._back(rest.strip()):
                return False
            if line.lower() in _HELP:
                more = [each for each in SOMETIMES if each[0] in self._commands]
                self._help(self._asker.how(self.sitting.run, offer), [*COMMANDS[:-1], *more, COMMANDS[-1]])
            elif line.lower() in self._commands:
                self._commands[line.lower()]()
            elif not going_back and self._answer(offer, line):
                return False
            self.console.gap()

    def _answer(self, offer: AnyOffer, line: str) -> bool:
        """Decide as ``line`` says, or say in one sentence why not; whether the story moved."""
        run = self.sitting.run
        if not line:
            self.console.say(f"{self._asker.how(run, offer)} `?` helps.")
            return False
        try:
            reading = self._asker.read_on(self.console, run, offer, line, self._page)
            seconds = round(self.clock() - self._asked_at, 1)
            asked = self.sitting.asks_how_sure(reading.answer)
            note = Note(
                at=self.sitting.game.stamp(),
                seconds=seconds,
                confidence=ask_how_sure(self.console) if asked else None,
                changes=0,  # a line once sent cannot be changed
                lines=reading.lines,
                words=reading.words,
            )
            proposal = self._saved(lambda: self.sitting.decide(reading.answer, note))
        except NotUnderstood as error:
            self.console.say(str(error))
            return False
        if proposal is None:
            return False
        self._tell(proposal.proposal.events)
        return True

    def _saved(self, act: Callable[[], Pending]) -> Pending | None:
        """What ``act`` proposed, once it is on disk; None, with the reason printed, if it cannot be."""
        try:
            pending = act()
            wait(self.console, pending.saved)
            self.sitting.settle(pending)
            pages.done(self.console, self._page)
        except IllegalDecision as error:
            self.console.say(f"That is not possible: {error}.")
            return None
        except GameError as error:
            self.console.say(str(error))
            return None
        except SavesError as error:
            self.console.say(f"Not saved: {error} Nothing was decided; answer again when it can be saved.")
            return None
        return pending

    def _tell(self, events: Iterable[Event]) -> None:
        always = self.sitting.game.store.profile.settings.explain_as_i_go
        tell(self.console, self.sitting.run, events, explain=always)

    @property
    def goodbye(self) -> str:
        """What is said on leaving."""
        return self.rehearsal.goodbye if self.rehearsal is not None else saved(self.sitting)

    def _reloaded(self) -> bool:
        """Whether the file was saved, and the story goes on with a newer edition."""
        moved = None
        if self.rehearsal is not None:
            moved = follow(self.console, self.rehearsal, self.sitting)
        self.sitting = moved or self.sitting
        return moved is not None

    # --- commands --------------------------------------------------------------------------------

    def _help(self, how: str, commands: list[tuple[str, str]]) -> None:
        self.console.say(how)
        self.console.gap()
        menu(self.console, commands)

    def _path(self) -> None:
        entries = captions(self.sitting.run)
        if entries:
            menu(self.console, entries)
        else:
            self.console.say("This is the start: nothing has been decided yet.")

    def _clues(self) -> None:
        clues(self.console, self.sitting.run)

    def _artefacts(self) -> None:
        ids = self._open()
        if not ids:
            self.console.say("Nothing lies open here.")
        artefacts(self.console, self.sitting.run, ids)

    def _back(self, where: str) -> bool:
        """Go back to decision ``where``, or list the decisions ("" ); whether the run went back."""
        sitting, console = self.sitting, self.console
        found = decisions(sitting.run)
        place = number(where)
        if not found:
            console.say("There is nothing to go back to: this is the start.")
        elif not sitting.may_rewind:
            self._saved(lambda: sitting.rewind(found[0].back))  # says why not
        elif not where:
            console.say("You can go back to before any of these; `b 1` goes back to the first.")
            self._path()
        elif place is None or not 1 <= place <= len(found):
            console.say(f"There is no decision {where!r} to go back to: `b` lists them.")
        elif self._page is not None and self._page.text and not self._warned:
            self._warned = True
            console.say(pages.GOING_BACK)
        elif self._saved(lambda: sitting.rewind(found[place - 1].back)) is not None:
            console.passage(f"You are back before decision {place}. The road you left is kept.")
            scene(console, scene_text(sitting.run.program, sitting.run.state))
            return True
        return False

    # --- the ending ------------------------------------------------------------------------------

    def _end(self) -> bool:
        """The debrief, then what can be done with it; whether the player leaves (or else went back)."""
        console, sitting = self.console, self.sitting
        console.gap()
        console.as_it_is(to_text(as_document(sitting.debrief(), last_text=False), console.width))
        console.gap()
        self._help("The story has ended, and is saved. What you can do now:", AT_THE_END)
        console.gap()
        while True:
            line = console.ask()
            word, _, rest = line.partition(" ")
            word, rest = word.lower(), rest.strip()
            if not line or line.lower() in _LEAVE:
                return True
            if word == "b":
                if self._back(rest):
                    return False
            elif word == "t":
                self._talk(rest)
            elif word == "o":
                save_to_file(console, sitting, rest)
            elif line.lower() in self._at_the_end:
                self._at_the_end[line.lower()]()
            elif line.lower() in _HELP:
                self._help("The story has ended. What you can do now:", AT_THE_END)
            else:
                console.say(f"The story has ended, so there is no {line!r} here: `?` says what there is.")
            console.gap()

    def _talk(self, which: str) -> None:
        """Note a wish to talk about decision ``which``."""
        sitting, found, place = self.sitting, decisions(self.sitting.run), number(which)
        if place is None or not 1 <= place <= len(found):
            self.console.say(f"Say which: `t` with a number from 1 to {len(found)}; `p` lists the decisions.")
            return
        note = Note(at=sitting.game.stamp(), talk=True)
        if self._saved(lambda: sitting.annotate(found[place - 1].seq, note)) is not None:
            _, caption = captions(sitting.run)[place - 1]
            self.console.say(f"Noted: you want to talk about decision {place}, {caption}")


def _explain(session: Session) -> None:
    last_decision(session.console, session.sitting.run)


def _map(session: Session) -> None:
    show_map(session.console, session.sitting.run, whole=session.rehearsal is not None)


def _take(session: Session, letter: str) -> None:
    """What a debrief leads to at work."""
    from ladderquest.plain import entries  # few come to it

    if letter == "g":
        entries.evidence_after(session.console, session.sitting)
    else:
        entries.action_from(session.console, session.sitting)


def saved(sitting: Sitting) -> str:
    """What is said on leaving."""
    if sitting.game.store.refused:
        return NOTHING_CHANGED
    if sitting.run.ended:
        return EVERYTHING
    return f"Saved. `ladderquest play {sitting.scenario.id}` comes back to this line."


def _counted(count: int) -> str:
    return f"{count} decision" if count == 1 else f"{count} decisions"
