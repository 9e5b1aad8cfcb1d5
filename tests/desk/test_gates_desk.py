"""What a face may ask of the gates, over real saves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ladderquest.desk.desk import Desk, sit_at_desk
from ladderquest.desk.gates import (
    action_after,
    begin_action,
    begin_after,
    begin_evidence,
    drop_action,
    drop_evidence,
    evidence_from,
    gate_counts,
    gates_of,
    journal_of,
    keep_action,
    keep_evidence,
    packet_of,
    reading_of,
    settle_action,
    unwaive,
    waive,
)
from ladderquest.documents.text import to_text
from ladderquest.game import Game, GameError
from ladderquest.growth.evidence import Typed, as_typed
from ladderquest.growth.gates import Count
from ladderquest.growth.work import Action, Evidence
from ladderquest.pack.loader import load_pack
from ladderquest.play.moves import Choose, Defend, Investigate, Mark
from ladderquest.saves import Saves
from ladderquest.saves.work import WorkFile
from tests.pack.packs import SAMPLE

AUCKLAND = timezone(timedelta(hours=13))
ITEM, OTHER = "explain-choice", "ask-early"


@pytest.fixture
def saves(tmp_path: Path) -> Saves:
    return Saves(tmp_path / "saves")


@pytest.fixture
def desk(saves: Saves) -> Iterator[Desk]:
    with saves.create("Ada") as store:
        pack = load_pack(SAMPLE).pack
        assert pack is not None
        game = Game(pack, store, now=lambda: datetime(2026, 11, 20, 9, 45, tzinfo=UTC), dice=lambda: 0)
        yield sit_at_desk(game)


def typed(**fields: Any) -> Typed:
    return Typed(**({"items": (ITEM,), "day": "today", "did": "Said why."} | fields))


def kept(desk: Desk, **fields: Any) -> Evidence:
    entry = begin_evidence([ITEM]).entry
    keep_evidence(desk, entry, typed(**fields)).result()
    return desk.again().work.evidence[entry.id]


def on_disk(desk: Desk) -> Desk:
    """The same desk, read again from the disk."""
    store = desk.game.store
    return replace(desk, work=store.ask(lambda: WorkFile(store.folder).read()))


def test_an_entry_is_kept_edited_and_deleted(desk: Desk) -> None:
    entry = kept(desk)
    assert on_disk(desk).work.evidence == {entry.id: entry}
    assert (entry.day, entry.changed) == ("2026-11-20", "2026-11-20T09:45:00+00:00")
    edited = msgspec.structs.replace(as_typed(entry), items=(ITEM, OTHER), outcome="He agreed.")
    keep_evidence(desk, entry, edited).result()
    (again,) = on_disk(desk).work.evidence.values()
    assert (again.items, again.did, again.outcome) == ((ITEM, OTHER), "Said why.", "He agreed.")
    drop_evidence(desk, again).result()
    assert on_disk(desk).work.evidence == {}


def test_what_has_a_problem_changes_nothing(desk: Desk) -> None:
    entry = kept(desk)
    long = "x" * 102_400
    wrongs: list[dict[str, Any]] = [{"day": "2026-11-21"}, {"link": "wiki"}, {"did": long}, {"items": ()}]
    for wrong in [typed(**fields) for fields in wrongs]:
        with pytest.raises(ValueError):
            keep_evidence(desk, entry, wrong)
    assert on_disk(desk).work.evidence == {entry.id: entry}


def test_a_day_is_future_or_not_in_the_players_own_zone(desk: Desk) -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=AUCKLAND)
    desk.game.now = lambda: late
    with pytest.raises(ValueError, match="still to come: where you are it is 2026-11-20"):
        kept(desk, day="2026-11-21")
    desk.game.now = lambda: late + timedelta(hours=1)
    assert (late + timedelta(hours=1)).astimezone(UTC).date().isoformat() == "2026-11-20"
    assert kept(desk, day="2026-11-21").day == "2026-11-21"


def test_a_waiver_needs_a_reason_and_can_be_taken_back(desk: Desk) -> None:
    with pytest.raises(ValueError, match="Say why"):
        waive(desk, ITEM, "  ")
    waive(desk, ITEM, "No model of\nours runs.").result()
    assert gates_of(on_disk(desk))[0].lines[0].waived == "No model of ours runs."
    assert gate_counts(desk.game)[1] == Count(0, 1, 1)
    unwaive(desk, ITEM).result()
    assert gates_of(on_disk(desk))[0].lines[0].standing == "gap"


def test_an_action_is_kept_settled_and_turned_into_evidence(desk: Desk) -> None:
    action = begin_action(desk.game)
    keep_action(desk, action, " Ask Mira first. ", "in 2 weeks").result()
    (there,) = on_disk(desk).work.actions.values()
    assert (there.text, there.due, there.state) == ("Ask Mira first.", "2026-12-04", "open")
    settle_action(desk, there, "done", "She knew.").result()
    (done,) = on_disk(desk).work.actions.values()
    assert (done.state, done.note) == ("done", "She knew.")
    entry, form, _ = evidence_from(done, [ITEM])
    assert (form.did, form.outcome, form.day) == ("Ask Mira first.", "She knew.", "")
    keep_evidence(desk, entry, msgspec.structs.replace(form, day="today")).result()
    assert gate_counts(desk.game)[1] == Count(1, 2)
    drop_action(desk, done).result()
    assert on_disk(desk).work.actions == {}
    assert on_disk(desk).work.evidence.keys() == {entry.id}


def test_an_action_whose_day_has_gone_by_can_still_be_reworded(desk: Desk) -> None:
    old = Action(id="1", changed="", made="", text="Ask.", due="2026-11-01")
    keep_action(desk, old, "Ask twice.", "2026-11-01").result()
    assert desk.again().work.actions["1"].due == "2026-11-01"
    with pytest.raises(ValueError, match="is past"):
        keep_action(desk, old, "Ask twice.", "2026-11-02")
    keep_action(desk, old, "Ask twice.", "").result()
    assert desk.again().work.actions["1"].due == ""


def test_a_debrief_gives_an_entry_its_origin_and_claims_nothing(desk: Desk) -> None:
    sitting = desk.game.sit_down("tiny")
    for answer in (Choose("tell"), Investigate("quota"), Mark(("failure",), 0), Defend("full", ("quota",))):
        sitting.wait(sitting.decide(answer))
    entry, form, _ = begin_after(sitting, [ITEM])
    assert (entry.run, entry.scenario) == (sitting.run_id, "tiny")
    assert entry.seq == sitting.run.steps[-1].decided.seq
    assert form == Typed(items=(ITEM,))
    fresh = action_after(desk, sitting, "Ask who\nreads it.")
    assert (fresh.text, fresh.run) == ("Ask who reads it.", sitting.run_id)
    keep_action(desk, fresh, fresh.text, "friday").result()
    assert action_after(desk.again(), sitting, "Ask who reads it.").due == "2026-11-27"
    settle_action(desk, desk.again().work.actions[fresh.id], "done", "").result()
    assert action_after(desk.again(), sitting, "Ask who reads it.").id != fresh.id
    line = gates_of(sit_at_desk(desk.game))[0].lines[0]
    assert (line.standing, line.practised) == ("gap", ("The nightly job",))


def test_the_documents_say_whose_they_are(desk: Desk) -> None:
    kept(desk)
    said = [to_text(document(desk.again()), 200) for document in (packet_of, journal_of, reading_of)]
    for text in said:
        assert "Ada" in text.splitlines()[0]
        assert "Said why." in text


def test_a_second_window_changes_nothing_and_says_why(desk: Desk, saves: Saves) -> None:
    entry = kept(desk)
    with saves.open(saves.players()[0].id) as second:
        there = sit_at_desk(Game(desk.game.pack, second, now=desk.game.now, dice=desk.game.dice))
        assert there.work.evidence == {entry.id: entry}
        action = Action(id="1", changed="", made="", text="Ask.")
        acts: list[Callable[[], object]] = [
            lambda: keep_evidence(there, entry, typed()),
            lambda: drop_evidence(there, entry),
            lambda: waive(there, ITEM, "No."),
            lambda: unwaive(there, ITEM),
            lambda: keep_action(there, action, "Ask.", ""),
            lambda: settle_action(there, action, "done", ""),
            lambda: drop_action(there, action),
        ]
        for act in acts:
            with pytest.raises(GameError):
                act()
    assert on_disk(desk).work.evidence == {entry.id: entry}
