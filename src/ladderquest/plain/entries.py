"""Evidence and actions, asked for field by field: at the gates, and behind a debrief."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from ladderquest.desk.desk import Desk, sit_at_desk
from ladderquest.desk.gates import (
    action_after,
    begin_after,
    keep_action,
    keep_evidence,
)
from ladderquest.game import GameError, Sitting
from ladderquest.growth import actions
from ladderquest.growth.days import parsed, told
from ladderquest.growth.evidence import FIELDS, NOTHING_DONE, Typed, problem
from ladderquest.growth.gates import item_texts
from ladderquest.growth.work import Action, Evidence
from ladderquest.plain.console import Console, menu, number
from ladderquest.plain.disk import wait
from ladderquest.plain.writing import HOW, HOW_TO_EDIT, Left, Question, ask_all
from ladderquest.saves.errors import SavesError

NOT_KEPT = "Left: nothing was kept of it."


def write_evidence(console: Console, desk: Desk, entry: Evidence, typed: Typed) -> None:
    """Ask for every field of an entry and keep it. Raises ``InputEnded``."""
    today = desk.game.now().date()
    given: dict[str, str] = {}

    def checked(name: str) -> Callable[[str], str]:
        def wrong(answer: str) -> str:
            given[name] = answer
            if name == "outcome" and not answer and not given.get("did", ""):
                return NOTHING_DONE
            return problem(name, answer, today)

        return wrong

    console.say(HOW_TO_EDIT if entry.changed else HOW)
    questions = [
        Question(field.name, f"{field.label}: {field.asks}", getattr(typed, field.name), checked(field.name))
        for field in FIELDS
    ]
    try:
        answers = ask_all(console, questions)
    except Left:
        console.say(NOT_KEPT)
        return
    kept = Typed(items=typed.items, **answers)
    keep(console, lambda: keep_evidence(desk, entry, kept), "The entry is kept.")


def write_action(console: Console, desk: Desk, action: Action) -> None:
    """Ask for the words and the day of an action and keep it. Raises ``InputEnded``."""
    today = desk.game.now().date()

    def wrong(name: str) -> Callable[[str], str]:
        def checked(answer: str) -> str:
            text, due = (answer, "") if name == "text" else ("-", answer)
            return actions.problems(text, due, today, stands=action.due).get(name, "")

        return checked

    console.say(HOW_TO_EDIT if action.text else HOW)
    try:
        answers = ask_all(
            console,
            [
                Question("text", "What to try, small enough for a week:", action.text, wrong("text")),
                Question(
                    "due",
                    "By when: a date, `friday`, `in 2 weeks`; an empty line for some day",
                    action.due,
                    wrong("due"),
                ),
            ],
        )
    except Left:
        console.say(NOT_KEPT)
        return
    if keep(console, lambda: keep_action(desk, action, answers["text"], answers["due"]), ""):
        due = parsed(desk.again().work.actions[action.id].due)
        when = f"by {told(due, today)}" if due is not None else "some day"
        console.say(f"Kept: to try at work, {when}. `g a` on the ladder lists it.")


def keep(console: Console, act: Callable[[], Future[None]], word: str) -> bool:
    """Send a change to the disk, wait for it, and say ``word``; whether it was kept. What is wrong with it is
    said. Raises ``KeyboardInterrupt`` for one that came meanwhile."""
    try:
        wait(console, act())
    except (GameError, ValueError) as error:
        console.say(str(error))
    except SavesError as error:
        console.say(f"Not saved: {error} It is tried again with the next change.")
    else:
        if word:
            console.say(word)
        return True
    return False


# --- behind a debrief ------------------------------------------------------------------------------


def evidence_after(console: Console, sitting: Sitting) -> None:
    """An entry for an item that the story practised; where there are several, the player says which. Raises
    ``InputEnded``."""
    texts = item_texts(sitting.game.pack)
    items = [item for item in sitting.scenario.practises if item in texts]
    if not items:
        console.say("This story practises no gate item: `g` on the ladder lists all of them.")
        return
    desk = _seated(console, sitting)
    if desk is None:
        return
    if len(items) > 1:
        console.say("This was practice for these. Of which is there evidence at work? An empty line: none.")
        menu(console, [(str(place), texts[item]) for place, item in enumerate(items, start=1)])
        place = number(console.ask())
        if place is None or not 1 <= place <= len(items):
            console.say("None, then.")
            return
        items = [items[place - 1]]
    console.say(texts[items[0]])
    write_evidence(console, desk, *begin_after(sitting, items))


def action_from(console: Console, sitting: Sitting) -> None:
    """The debrief's action, with a day. Raises ``InputEnded``."""
    text = sitting.debrief().action
    if not text:
        console.say("This story names nothing to try at work.")
        return
    desk = _seated(console, sitting)
    if desk is not None:
        write_action(console, desk, action_after(desk, sitting, text))


def _seated(console: Console, sitting: Sitting) -> Desk | None:
    """The desk, where something can be kept; else why not is said."""
    try:
        sitting.game.must_write()
        return sit_at_desk(sitting.game)
    except (GameError, SavesError) as error:
        console.say(str(error))
        return None
