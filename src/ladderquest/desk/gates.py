"""Gates, the evidence journal and actions: what a face may ask for.

What is wrong with something typed is told by ``growth.evidence.problems`` and ``growth.actions.problems``
before it comes here; here it is a ``ValueError`` with the first sentence. Where nothing can be written
everything that changes something raises ``GameError``. A change holds at once; its Future tells when it is
safe on disk."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future

import msgspec

from ladderquest.desk.desk import Desk
from ladderquest.documents.document import Document
from ladderquest.game import Game, Sitting
from ladderquest.growth import actions
from ladderquest.growth.days import due_day
from ladderquest.growth.drafts import Begun, form_of
from ladderquest.growth.evidence import MOST, Typed, as_typed, evidence_of
from ladderquest.growth.gates import Count, Gate, counts, gates, item_texts
from ladderquest.growth.packet import journal, packet, reading
from ladderquest.growth.work import Action, Evidence, EvidenceDraft, State, Waiver
from ladderquest.pack.text import clean
from ladderquest.saves.ids import new_id

NO_REASON = "Say why it does not apply: in half a year you will want to know."


def gates_of(desk: Desk) -> tuple[Gate, ...]:
    """Every section with what the player has."""
    return gates(desk.game.pack, desk.work, desk.notes)


def gate_counts(game: Game) -> dict[int, Count]:
    """Phase -> its count. Waits for the disk the first time. Raises ``SavesError``."""
    return counts(game.pack.ladder, game.store.work.read())


def packet_of(desk: Desk) -> Document:
    """The promotion packet."""
    return packet(gates_of(desk), desk.game.store.profile.name, desk.today)


def journal_of(desk: Desk) -> Document:
    """All evidence by day, as a table."""
    return journal(*_all_evidence(desk))


def reading_of(desk: Desk) -> Document:
    """All evidence by day, to be read."""
    return reading(*_all_evidence(desk))


def _all_evidence(desk: Desk) -> tuple[list[Evidence], dict[str, str], str]:
    entries = list(desk.work.evidence.values())
    return entries, item_texts(desk.game.pack), desk.game.store.profile.name


# --- evidence --------------------------------------------------------------------------------------


def begin_evidence(items: Iterable[str], *, did: str = "", outcome: str = "") -> Begun:
    """A new entry for some items, and how it stands in a form: nothing is claimed that nobody wrote."""
    entry = Evidence(id=new_id(), changed="", items=tuple(items), day="", did=did, outcome=outcome)
    return Begun(entry, as_typed(entry), form_of(entry))


def begin_after(sitting: Sitting, items: Iterable[str]) -> Begun:
    """A new entry that was begun at the debrief of a run, which it remembers."""
    begun = begin_evidence(items)
    run, scenario, seq = _origin(sitting)
    entry = msgspec.structs.replace(begun.entry, run=run, scenario=scenario, seq=seq)
    return begun._replace(entry=entry, form=f"{begun.form}/{run}")


def edit_evidence(entry: Evidence) -> Begun:
    """An entry that is kept, to be edited."""
    return Begun(entry, as_typed(entry), form_of(entry))


def keep_evidence(desk: Desk, before: Evidence, typed: Typed, *, form: str = "") -> Future[None]:
    """Keep what was typed as the entry ``before``, new or not; the draft of its ``form`` goes in the same
    write. Raises ``ValueError`` and ``GameError``."""
    game = desk.game
    game.must_write()
    entry = evidence_of(typed, before, today=game.now().date(), changed=game.stamp())
    work = game.store.work
    return work.keep(entry, drop=[(EvidenceDraft, form)] if form in work.read().evidence_drafts else [])


def drop_evidence(desk: Desk, entry: Evidence) -> Future[None]:
    """Take an entry away for good, from all its items, with what was begun to change in it. Raises
    ``GameError``."""
    desk.game.must_write()
    return desk.game.store.work.keep(drop=[(Evidence, entry.id), (EvidenceDraft, entry.id)])


def waive(desk: Desk, item: str, reason: str) -> Future[None]:
    """An item does not apply, for a reason. Raises ``ValueError`` and ``GameError``."""
    desk.game.must_write()
    words = clean(reason, lines=False).strip()
    if sentence := reason_problem(words):
        raise ValueError(sentence)
    return desk.game.store.work.keep(Waiver(id=item, changed=desk.game.stamp(), reason=words))


def unwaive(desk: Desk, item: str) -> Future[None]:
    """The item applies again. Raises ``GameError``."""
    desk.game.must_write()
    return desk.game.store.work.keep(Waiver(id=item, changed=desk.game.stamp(), reason=""))


def reason_problem(reason: str) -> str:
    """What is wrong with a reason; "" if nothing is."""
    if not reason.strip():
        return NO_REASON
    return actions.too_long(reason)


# --- actions ---------------------------------------------------------------------------------------


def begin_action(game: Game, text: str = "", sitting: Sitting | None = None) -> Action:
    """A new action, perhaps one from a debrief: not kept yet."""
    origin = _origin(sitting) if sitting is not None else ("", "", 0)
    run, scenario, seq = origin
    made = game.stamp()
    return Action(id=new_id(), changed=made, made=made, text=text, run=run, scenario=scenario, seq=seq)


def action_after(desk: Desk, sitting: Sitting, text: str) -> Action:
    """The action that this run's debrief led to already, or else a new one with its ``text``."""
    kept = [action for action in desk.work.actions.values() if action.run == sitting.run_id]
    going = [action for action in kept if action.state == "open"]
    return going[-1] if going else begin_action(desk.game, " ".join(text.split()), sitting)


def keep_action(desk: Desk, before: Action, text: str, due: str) -> Future[None]:
    """Keep ``before`` with these words and this day, as typed. Raises ``ValueError`` and ``GameError``."""
    game = desk.game
    game.must_write()
    today = game.now().date()
    for sentence in actions.problems(text, due, today, stands=before.due).values():
        raise ValueError(sentence)
    stays = bool(before.due) and due.strip() == before.due
    day = before.due if stays else str(due_day(due, today) or "")
    words = clean(text).strip()
    return game.store.work.keep(msgspec.structs.replace(before, text=words, due=day, changed=game.stamp()))


def settle_action(desk: Desk, action: Action, state: State, note: str) -> Future[None]:
    """An action is done, dropped or open again; ``note`` says what came of it. Raises ``ValueError`` and
    ``GameError``."""
    desk.game.must_write()
    if sentence := actions.too_long(note):
        raise ValueError(sentence)
    kept = msgspec.structs.replace(action, state=state, note=clean(note).strip(), changed=desk.game.stamp())
    return desk.game.store.work.keep(kept)


def drop_action(desk: Desk, action: Action) -> Future[None]:
    """Take an action away for good. Raises ``GameError``."""
    desk.game.must_write()
    return desk.game.store.work.drop(Action, action.id)


def evidence_from(action: Action, items: Iterable[str] = ()) -> Begun:
    """A new entry out of an action that was done: its words are what was done, its note what came of it."""
    begun = begin_evidence(items, did=action.text[:MOST], outcome=action.note)
    origin = {"run": action.run, "scenario": action.scenario, "seq": action.seq}
    entry = msgspec.structs.replace(begun.entry, **origin)
    return begun._replace(entry=entry, form=form_of(entry, action.id))


def _origin(sitting: Sitting) -> tuple[str, str, int]:
    """Run, scenario and the newest decision of a sitting."""
    steps = sitting.run.steps
    return sitting.run_id, sitting.scenario.id, steps[-1].decided.seq if steps else 0
