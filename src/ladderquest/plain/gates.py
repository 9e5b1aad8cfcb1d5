"""Gates, the evidence journal and actions, line by line."""

from __future__ import annotations

from collections.abc import Callable

from ladderquest.desk.desk import Desk, sit_at_desk
from ladderquest.desk.gates import (
    begin_action,
    begin_evidence,
    drop_action,
    drop_evidence,
    edit_evidence,
    evidence_from,
    gates_of,
    packet_of,
    reading_of,
    reason_problem,
    settle_action,
    unwaive,
    waive,
)
from ladderquest.documents.document import Document
from ladderquest.documents.text import to_text
from ladderquest.game import Game, GameError
from ladderquest.growth import actions
from ladderquest.growth.gates import NO_TICK, GateLine
from ladderquest.growth.packet import entry_parts
from ladderquest.growth.work import Action, Evidence, State
from ladderquest.plain.console import Console, menu, number
from ladderquest.plain.entries import NOT_KEPT, keep, write_action, write_evidence
from ladderquest.plain.writing import HOW, Left, Question, ask_one, sure

COMMANDS = [
    ("3", "opens item 3 with its entries"),
    ("n", "n 3: a new entry for item 3; n 3 5: one for items 3 and 5"),
    ("e", "e 3 1: edits entry 1 of item 3; e 3 1 5 makes it one for item 5 as well"),
    ("x", "x 3 1: deletes entry 1 of item 3, after a question"),
    ("w", "w 3: item 3 does not apply, or applies again"),
    ("j", "the journal: all evidence by date"),
    ("p", "the promotion packet: gate by gate"),
    ("a", "what to try at work"),
    ("an", "adds something to try; ae 2 edits the second, ad 2: done, ao 2: dropped (or open again)"),
    ("av", "av 2 5: makes evidence for item 5 of the second; ax 2 deletes it"),
    ("l", "the list, once more"),
    ("q", "back to the ladder (so does an empty line)"),
]
_BACK = ("", "q", "quit", "exit", "b")
_HELP = ("?", "h", "help")


def visit_gates(rest: str, console: Console, game: Game) -> None:
    """Stay at the gates until the player goes back; ``rest`` is the first thing to do there. Raises
    ``SavesError`` and ``InputEnded``."""
    gates = _Gates(console, sit_at_desk(game))
    if rest:
        gates.do(rest)
    else:
        gates.show()
    while True:
        line = console.ask()
        if line.lower() in _BACK:
            return
        gates.do(line)


class _Gates:
    """The gates of one player at a console. Items are counted through all sections, as they are listed."""

    def __init__(self, console: Console, desk: Desk) -> None:
        self.console = console
        self.desk = desk
        self._commands: dict[str, Callable[[list[int]], None]] = {
            "n": self._new,
            "e": self._edit,
            "x": self._delete,
            "w": self._waive,
            "j": lambda _: self._print(reading_of(self.desk)),
            "p": lambda _: self._print(packet_of(self.desk)),
            "l": lambda _: self.show(),
            "a": lambda _: self._actions(),
            "an": lambda _: self._write_action(begin_action(self.desk.game)),
            "ae": lambda given: self._with_action(given, self._write_action),
            "ad": lambda given: self._with_action(given, lambda action: self._settle(action, "done")),
            "ao": lambda given: self._with_action(given, lambda action: self._settle(action, "dropped")),
            "av": self._evidence_from,
            "ax": lambda given: self._with_action(given, self._drop_action),
        }

    @property
    def lines(self) -> list[GateLine]:
        """Every item, in the order of the list."""
        return [line for gate in gates_of(self.desk) for line in gate.lines]

    def do(self, line: str) -> None:
        """What a line asks for, or a sentence on what can be asked. Raises ``InputEnded``."""
        word, *rest = line.lower().split() or [""]
        found = [number(each) for each in rest]
        given = [each for each in found if each is not None]
        if number(word) is not None and not rest:
            self._open([number(word) or 0])
        elif word in self._commands and len(given) == len(rest):
            try:
                if word not in ("j", "p", "l", "a"):
                    self.desk.game.must_write()
                self._commands[word](given)
            except GameError as error:
                self.console.say(str(error))
        elif word in _HELP:
            menu(self.console, COMMANDS)
        else:
            self.console.say(f"There is no {line!r} here: `?` says what there is.")
        self.desk = self.desk.again()
        self.console.gap()

    # --- reading ---------------------------------------------------------------------------------

    def show(self) -> None:
        """Every section with its items."""
        console, place = self.console, 0
        for gate in gates_of(self.desk):
            console.gap()
            console.say(f"{gate.name}. {gate.title}: {gate.count.sentence()}")
            entries = []
            for line in gate.lines:
                place += 1
                entries.append((str(place), f"{line.text} [{line.words()}]"))
            menu(console, entries)
        console.gap()
        console.say(f"{NO_TICK} `n 1` writes an entry for the first, `?` lists what else there is.")
        console.gap()

    def _print(self, document: Document) -> None:
        self.console.as_it_is(to_text(document, self.console.width))

    def _item(self, given: list[int]) -> GateLine | None:
        lines = self.lines
        if given and 1 <= given[0] <= len(lines):
            return lines[given[0] - 1]
        self.console.say(f"Say which item: a number from 1 to {len(lines)}; `l` lists them.")
        return None

    def _open(self, given: list[int]) -> None:
        line = self._item(given)
        if line is None:
            return
        console = self.console
        console.say(line.text)
        console.say(f"[{line.words()}]")
        for place, entry in enumerate(line.entries, start=1):
            console.passage(f"Entry {place}")
            self._print(Document("", tuple(entry_parts(entry))))
        if not line.entries:
            console.say(f"`n {given[0]}` writes the first entry.")

    def _entry(self, given: list[int]) -> Evidence | None:
        line = self._item(given)
        if line is None:
            return None
        if len(given) > 1 and 1 <= given[1] <= len(line.entries):
            return line.entries[given[1] - 1]
        if line.entries:
            self.console.say(f"Say which entry: `{given[0]}` lists those of this item.")
        else:
            self.console.say("This item has no entry yet.")
        return None

    # --- evidence --------------------------------------------------------------------------------

    def _new(self, given: list[int]) -> None:
        items = self._items(given)
        if items:
            write_evidence(self.console, self.desk, begin_evidence(items), items)

    def _items(self, given: list[int]) -> list[str]:
        """The ids of the items with these numbers, each said; none, with a sentence, if one is not there."""
        found = [self._item([place]) for place in given or [0]]
        items = [line for line in found if line is not None]
        if len(items) < len(found):
            return []
        for line in items:
            self.console.say(line.text)
        return [line.item for line in items]

    def _edit(self, given: list[int]) -> None:
        entry = self._entry(given)
        more = self._items(given[2:]) if len(given) > 2 else []
        if entry is None or (len(given) > 2 and not more):
            return
        write_evidence(self.console, self.desk, edit_evidence(entry), more)

    def _delete(self, given: list[int]) -> None:
        entry = self._entry(given)
        if entry is None:
            return
        others = len(entry.items) - 1
        goes = f" It goes from {others} other item{'' if others == 1 else 's'} too." if others else ""
        if sure(self.console, f"Delete the entry of {entry.day} for good?{goes}"):
            keep(self.console, lambda: drop_evidence(self.desk, entry), "The entry is deleted.")

    def _waive(self, given: list[int]) -> None:
        line = self._item(given)
        if line is None:
            return
        if line.waived:
            keep(self.console, lambda: unwaive(self.desk, line.item), "It applies again.")
            return
        self.console.say(line.text)
        self.console.say(HOW)
        try:
            reason = ask_one(self.console, Question("reason", "Why does it not apply?", "", reason_problem))
        except Left:
            self.console.say(NOT_KEPT)
            return
        keep(self.console, lambda: waive(self.desk, line.item, reason), "Marked: does not apply.")

    # --- actions ---------------------------------------------------------------------------------

    @property
    def _there(self) -> list[Action]:
        return actions.ordered(self.desk.work.actions.values())

    def _actions(self) -> None:
        entries = []
        for place, action in enumerate(self._there, start=1):
            standing = actions.standing(action, self.desk.today)
            note = f": {' '.join(action.note.split())}" if action.note else ""
            entries.append((str(place), f"{action.text} [{standing}{note}]"))
        if entries:
            menu(self.console, entries)
        else:
            self.console.say("Nothing to try yet: `an` adds something.")

    def _with_action(self, given: list[int], act: Callable[[Action], None]) -> None:
        there = self._there
        if given and 1 <= given[0] <= len(there):
            act(there[given[0] - 1])
        elif there:
            self.console.say(f"Say which: a number from 1 to {len(there)}; `a` lists them.")
        else:
            self._actions()

    def _write_action(self, action: Action) -> None:
        write_action(self.console, self.desk, action)

    def _settle(self, action: Action, state: State) -> None:
        if action.state != "open":
            keep(self.console, lambda: settle_action(self.desk, action, "open", action.note), "Open again.")
            return
        self.console.say(action.text)
        try:
            question = Question("note", "What came of it? It may stay empty.", action.note, actions.too_long)
            note = ask_one(self.console, question)
        except Left:
            self.console.say(NOT_KEPT)
            return
        keep(self.console, lambda: settle_action(self.desk, action, state, note), f"Noted: {state}.")

    def _evidence_from(self, given: list[int]) -> None:
        items = self._items(given[1:])
        if items:
            self._with_action(
                given,
                lambda action: write_evidence(self.console, self.desk, evidence_from(action, items), items),
            )

    def _drop_action(self, action: Action) -> None:
        if sure(self.console, "Delete this for good?"):
            keep(self.console, lambda: drop_action(self.desk, action), "Deleted.")
