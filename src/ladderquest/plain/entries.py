"""Evidence and actions, asked for field by field: at the gates, and behind a debrief."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

import msgspec

from ladderquest.desk.desk import Desk, sit_at_desk
from ladderquest.desk.drafts import EvidenceForm
from ladderquest.desk.gates import action_after, begin_after, keep_action
from ladderquest.game import GameError, Sitting
from ladderquest.growth import actions
from ladderquest.growth.days import parsed, told
from ladderquest.growth.drafts import Begun
from ladderquest.growth.evidence import FIELDS, NOTHING_DONE, problem
from ladderquest.growth.gates import item_texts
from ladderquest.growth.work import Action
from ladderquest.plain.console import Console, InputEnded, menu, number
from ladderquest.plain.disk import wait
from ladderquest.plain.pages import put_away
from ladderquest.plain.writing import (
    HOW,
    HOW_TO_EDIT,
    WAITS,
    WAITS_TO_EDIT,
    Dropped,
    Left,
    Question,
    ask_all,
)
from ladderquest.saves.errors import SavesError

NOT_KEPT = "Left: nothing was kept of it."
DROPPED = "Dropped: nothing was kept of it."
TYPED_WAITS = "What you have typed waits in this form."


def write_evidence(console: Console, desk: Desk, begun: Begun, items: Sequence[str]) -> None:
    """Ask for every field of an entry and keep it; it is evidence for these ``items`` besides those that it
    names already. What was typed waits for who leaves. Raises ``InputEnded``."""
    form = EvidenceForm(desk, begun)
    today = desk.game.now().date()

    def typed(name: str, answer: str) -> None:
        form.write(msgspec.structs.replace(form.typed, **{name: answer}))
        form.keep()

    def checked(name: str) -> Callable[[str], str]:
        def wrong(answer: str) -> str:
            if name == "outcome" and not answer and not form.typed.did:
                return NOTHING_DONE
            return problem(name, answer, today)

        return wrong

    form.write(msgspec.structs.replace(form.typed, items=tuple(dict.fromkeys((*form.typed.items, *items)))))
    if form.told:
        console.say(form.told)
        texts = item_texts(desk.game.pack)
        console.say(f"Evidence for: {' '.join(texts.get(item, item) for item in form.typed.items)}")
    console.say(WAITS_TO_EDIT if begun.entry.changed or form.told else WAITS)
    questions = [
        Question(
            field.name, f"{field.label}: {field.asks}", getattr(form.typed, field.name), checked(field.name)
        )
        for field in FIELDS
    ]
    try:
        ask_all(console, questions, typed)
    except Dropped:
        if keep(console, form.drop, ""):
            console.say(DROPPED)
    except Left:
        if form.is_begun:
            put_away(console, form, f"Left. {TYPED_WAITS}")
        else:
            console.say(NOT_KEPT)
    except (InputEnded, KeyboardInterrupt):
        put_away(console, form, TYPED_WAITS)
        raise
    else:
        keep(console, form.hand_in, "The entry is kept.")


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


def keep(console: Console, act: Callable[[], Future[None] | None], word: str) -> bool:
    """Send a change to the disk, wait for it, and say ``word``; whether it was kept. What is wrong with it is
    said. Raises ``KeyboardInterrupt`` for one that came meanwhile."""
    try:
        saved = act()
        if saved is not None:
            wait(console, saved)
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
    write_evidence(console, desk, begin_after(sitting, items), items)


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
