"""One player, one pack and the runs between them, over real saves."""

import errno
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ladderquest.game import FORWARD, Game, GameError, Sitting
from ladderquest.growth.placement import Placed, Reply
from ladderquest.pack.ladder import Placement, Route
from ladderquest.pack.loader import UnknownId
from ladderquest.pack.model import Edition, Manifest, Pack, Scene
from ladderquest.play import IllegalDecision, Note, draw
from ladderquest.play.journal import Decided, Migrated, Started
from ladderquest.play.moves import Choose, Investigate
from ladderquest.saves import PlayerStore, SaveFailed, Saves, Settings
from tests.growth.story import ladder
from tests.play.stories import CAST, MEMORIES, ask, end, look_at, option, story, to
from tests.saves.faults import broken

NOW = datetime(2026, 11, 20, 9, 45, 12, tzinfo=UTC)
BRAVE = option("brave", effect="nerve += 4")
DESK = ask("desk", "call", "work", BRAVE, at="Monday")
CALL = ask("call", "room", "listen", "tell", at="Tuesday")
ROOM = look_at("room", "end", "log", "wire", at="Wednesday")
SCENES: tuple[Scene, ...] = (DESK, CALL, ROOM, end())


def pack(*editions: Edition) -> Pack:
    """A pack of two phases; without ``editions`` it has one, two and three, the last in the second phase."""
    one, phases = ladder(), ladder().phases
    default = [scenario("one"), scenario("two", order=2), scenario("three", phase=2)]
    return Pack(
        manifest=Manifest(schema=1, id="p", title="P", version="1", company="C"),
        cast=CAST,
        memories=MEMORIES,
        ladder=msgspec.structs.replace(one, phases=(phases[0], msgspec.structs.replace(phases[0], id=2))),
        placement=Placement(intro="", questions=(), routes=(), source="here"),
        scenarios=tuple(edition.scenario for edition in editions or default),
    )


def scenario(id_: str, *scenes: Scene, **fields: Any) -> Edition:
    edition = story(*(scenes or SCENES))
    return msgspec.structs.replace(
        edition, scenario=msgspec.structs.replace(edition.scenario, id=id_, **fields)
    )


Opener = Callable[..., Game]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Opens the same player again and again, as new processes would; one at a time."""
    saves = Saves(tmp_path / "saves")
    stores: list[PlayerStore] = [saves.create("Ada")]
    dice = iter(range(1000))

    def open_(*editions: Edition) -> Game:
        stores[-1].close()
        stores.append(saves.open(stores[0].player))
        return Game(pack(*editions), stores[-1], now=lambda: NOW, dice=lambda: next(dice))

    yield open_
    stores[-1].close()


def decide(sitting: Sitting, *options: str) -> Sitting:
    for option_id in options:
        sitting.wait(sitting.decide(Choose(option_id)))
    return sitting


def finish(sitting: Sitting, *options: str) -> Sitting:
    decide(sitting, *(options or ("work", "listen")))
    sitting.wait(sitting.decide(Investigate()))
    assert sitting.run.ended
    return sitting


# --- the disk comes first --------------------------------------------------------------------------


def test_a_decision_is_on_disk_before_the_run_knows_it(opened: Opener) -> None:
    game = opened()
    sitting = game.begin("one")
    before = list(sitting.run.records)
    pending = sitting.decide(Choose("work"), Note(seconds=2.5))
    pending.saved.result()
    assert (sitting.run.records, sitting.run.state.scene) == (before, "desk")
    assert list(game.store.load(sitting.run_id).records) == [*before, *pending.proposal.records]
    sitting.settle(pending)
    assert (sitting.run.state.scene, len(sitting.run.records)) == ("call", len(before) + 2)
    assert game.store.runs[0].decisions == 1


def test_a_decision_that_cannot_be_saved_has_not_been_taken(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = opened()
    sitting = decide(game.begin("one"), "work")
    records, state, steps = list(sitting.run.records), sitting.run.state, list(sitting.run.steps)
    with monkeypatch.context() as full:
        full.setattr(os, "replace", broken(errno.ENOSPC))
        for _ in range(2):
            with pytest.raises(SaveFailed):
                sitting.wait(sitting.decide(Choose("listen")))
        assert (sitting.run.records, sitting.run.state, sitting.run.steps) == (records, state, steps)
        assert game.store.runs[0].decisions == 1
    decide(sitting, "tell")  # there is room again, and the player has thought better of it
    again = opened().sit_down("one")
    assert (again.run_id, again.run.state, again.run.records) == (
        sitting.run_id,
        sitting.run.state,
        sitting.run.records,
    )


def test_a_run_goes_on_where_it_was_left(opened: Opener) -> None:
    sitting = decide(opened().begin("one"), "brave", "listen")
    sitting.wait(sitting.decide(Investigate("log")))
    game = opened()
    again = game.sit_down("one")
    assert (again.run_id, again.notice, again.edition) == (sitting.run_id, "", sitting.edition)
    assert again.run.records == sitting.run.records
    assert again.run.steps == sitting.run.steps
    assert again.run.state.spent == ("log",)
    assert game.to_go_on() == game.store.runs[0]


def test_a_note_is_kept(opened: Opener) -> None:
    sitting = decide(opened().begin("one"), "work")
    seq = sitting.run.steps[0].decided.seq
    sitting.wait(sitting.annotate(seq, Note(talk=True)))
    assert opened().sit_down("one").run.notes(seq).talk is True


def test_an_illegal_decision_does_not_reach_the_disk(opened: Opener) -> None:
    game = opened()
    sitting = game.begin("one")
    with pytest.raises(IllegalDecision):
        sitting.decide(Choose("fly"))
    assert list(game.store.load(sitting.run_id).records) == sitting.run.records


# --- beginning -------------------------------------------------------------------------------------


def world_of(sitting: Sitting) -> str:
    return sitting.run.started.world


def test_a_new_run_shows_a_world_that_was_not_finished_yet(opened: Opener) -> None:
    game = opened()
    first = game.begin("one")
    assert (first.run.started.seed, world_of(first)) == (0, "solid")
    finish(first)
    assert [draw(seed, "world", 2) for seed in (1, 2, 3)] == [0, 0, 1]
    second = game.begin("one")
    assert (second.run.started.seed, world_of(second)) == (1, "hollow")
    third = game.begin("one", seed=3)  # what is asked for counts
    assert (third.run.started.seed, world_of(third)) == (3, "solid")
    assert world_of(game.begin("one")) == "hollow"  # begun is not finished
    finish(second)
    assert game.begin("one").run.started.seed == 3  # all are seen: as the dice fall


def test_a_seed_goes_on_only_with_a_run_of_that_seed(opened: Opener) -> None:
    game = opened()
    first = game.sit_down("one", seed=5)
    assert game.sit_down("one").run_id == first.run_id
    assert game.sit_down("one", seed=5).run_id == first.run_id
    other = game.sit_down("one", seed=6)
    assert other.run_id != first.run_id
    assert game.sit_down("one").run_id == other.run_id
    finish(other)
    assert game.sit_down("one").run_id == first.run_id
    finish(game.sit_down("one"))
    assert game.sit_down("one").run_id not in (first.run_id, other.run_id)


def test_what_a_finished_run_leaves_behind_is_carried_into_the_next(opened: Opener) -> None:
    game = opened()
    sitting = finish(game.begin("one"), "brave", "listen")
    assert sitting.run.program.remembered(sitting.run.state.values) == {"trust": 4, "warned": 0}
    after = opened().begin("two")
    assert after.run.started.recalls == {"trust": 4, "warned": 0}
    assert after.run.program.quantities["recall.trust"].initial == 1


def test_a_run_knows_its_player(opened: Opener) -> None:
    sitting = opened().begin("one")
    assert sitting.run.program.player == "Ada"
    assert sitting.run.notes(0) == Note(at="2026-11-20T09:45:12+00:00")


def test_unknown_ids_suggest_the_nearest(opened: Opener) -> None:
    game = opened()
    with pytest.raises(UnknownId, match="did you mean three"):
        game.begin("thre")
    with pytest.raises(UnknownId):
        game.open("nothing")


# --- going back ------------------------------------------------------------------------------------


def test_a_first_run_goes_forward(opened: Opener) -> None:
    sitting = decide(opened().begin("one"), "work")
    assert not sitting.may_rewind
    with pytest.raises(GameError, match=FORWARD):
        sitting.rewind(0)
    assert len(sitting.run.steps) == 1


def test_going_back_opens_with_an_ending_and_stays_open(opened: Opener) -> None:
    game = opened()
    sitting = finish(game.begin("one"))
    assert sitting.may_rewind
    with pytest.raises(IllegalDecision, match="no checkpoint 99"):
        sitting.rewind(99)
    sitting.wait(sitting.rewind(0))
    assert (sitting.run.state.scene, sitting.may_rewind) == ("desk", True)
    assert game.progress_of(sitting.scenario).standing == "open"
    again = opened()
    assert again.sit_down("one").may_rewind
    assert again.begin("one").may_rewind
    assert not again.begin("two").may_rewind


def test_going_back_may_be_open_by_setting(opened: Opener) -> None:
    game = opened()
    sitting = decide(game.begin("one"), "work", "listen")
    game.keep_settings(Settings(rewind_always=True)).result()
    assert sitting.may_rewind
    sitting.wait(sitting.rewind(sitting.run.checkpoints()[-1].seq))
    assert sitting.run.state.scene == "call"
    assert opened().sit_down("one").run.state == sitting.run.state


def test_a_debrief_opens_at_the_ending(opened: Opener) -> None:
    sitting = decide(opened().begin("one"), "work", "listen")
    with pytest.raises(GameError, match="opens at the ending"):
        sitting.debrief()
    sitting.wait(sitting.decide(Investigate()))
    assert sitting.debrief().ending == "Done"
    assert (sitting.debrief().roads.seen_endings, sitting.debrief().roads.seen_truths) == (("Done",), 1)


# --- a pack that is edited -------------------------------------------------------------------------

REWORDED = scenario("one", ask("desk", "call", "work", BRAVE, at="Moonday"), CALL, ROOM, end())
REWORDED_EDITION = msgspec.structs.replace(REWORDED, cast=CAST[:1])  # Priya is named in it, Omar is not
CHANGED = scenario("one", DESK, ask("call", "room", "nod", at="Tuesday"), ROOM, end())


def test_a_run_in_progress_moves_to_the_edited_scenario_without_a_word_if_all_stands(opened: Opener) -> None:
    decide(opened().begin("one"), "work")
    game = opened(REWORDED)
    sitting = game.sit_down("one")
    assert (sitting.notice, sitting.run.state.scene, sitting.edition) == ("", "call", REWORDED_EDITION)
    assert isinstance(sitting.run.records[-1], Migrated)
    records = list(sitting.run.records)
    again = opened(REWORDED).sit_down("one")
    assert again.run.records == records


def test_a_run_in_progress_goes_back_and_says_so_once(opened: Opener) -> None:
    sitting = decide(opened().begin("one"), "work", "tell")
    sitting.wait(sitting.decide(Investigate("log")))
    sitting = opened(CHANGED).sit_down("one")
    assert sitting.notice == (
        "This scenario was edited since you played: in scene 'call', there is no option 'tell' here. "
        "You are back at Tuesday, 2 decisions earlier; the old branch is kept."
    )
    assert [type(r) for r in sitting.run.records if isinstance(r, Started | Decided)] == [
        Started,
        *[Decided] * 3,
    ]
    decide(sitting, "nod")
    game = opened(CHANGED)
    again = game.sit_down("one")
    assert (again.notice, again.run.state.scene) == ("", "room")
    assert (game.store.runs[0].decisions, game.store.runs[0].at) == (2, "Wednesday")


def test_decisions_that_were_taken_back_before_are_not_told_as_lost(opened: Opener) -> None:
    game = opened()
    game.keep_settings(Settings(rewind_always=True)).result()
    sitting = decide(game.begin("one"), "work", "listen")
    sitting.wait(sitting.rewind(0))
    decide(sitting, "brave", "tell")
    assert "You are back at Tuesday, 1 decision earlier;" in opened(CHANGED).sit_down("one").notice


def test_a_finished_run_stays_as_it_was_played(opened: Opener) -> None:
    played = finish(opened().begin("one"), "work", "tell")
    game = opened(CHANGED)
    sitting = game.open(played.run_id)
    assert (sitting.notice, sitting.edition) == ("", played.edition)
    assert sitting.run.records == played.run.records
    assert sitting.run.state == played.run.state
    assert sitting.debrief() == played.debrief()


def test_a_finished_run_that_went_back_is_in_progress(opened: Opener) -> None:
    played = finish(opened().begin("one"), "work", "tell")
    played.wait(played.rewind(played.run.checkpoints()[-1].seq))
    sitting = opened(CHANGED).open(played.run_id)
    assert "there is no option 'tell' here" in sitting.notice
    assert sitting.run.state.scene == "call"


def test_a_scenario_that_left_the_pack_can_be_played_to_its_end(opened: Opener) -> None:
    played = decide(opened().begin("one"), "work")
    sitting = opened(scenario("two")).open(played.run_id)
    assert (sitting.notice, sitting.run.state) == ("", played.run.state)
    finish(sitting, "tell")


# --- what is next ----------------------------------------------------------------------------------


def placed(game: Game, phase: int) -> None:
    route = Route(least=0, most=5, phases=(phase,), says="Here.")
    replies = [Reply("docs", True, "The import\x1b[2J of March"), Reply("rollout", False)]
    game.keep_placement(replies, Placed(1, ("docs",), (), route, "One."), phase).result()


def next_id(game: Game) -> str | None:
    found = game.next_scenario()
    return found.id if found else None


def test_the_next_scenario_is_the_first_new_one(opened: Opener) -> None:
    game = opened()
    assert next_id(game) == "one"
    game.begin("one")
    assert next_id(game) == "two"
    finish(game.begin("two"))
    assert next_id(game) == "three"
    game.begin("three")
    assert next_id(game) is None


def test_the_next_scenario_is_looked_for_from_the_placement_upwards(opened: Opener) -> None:
    game = opened()
    placed(game, 2)
    assert next_id(game) == "three"
    game.begin("three")
    assert next_id(game) == "one"
    kept = opened().store.profile.placement
    assert kept is not None
    assert (kept.phase, kept.count, kept.at) == (2, 1, "2026-11-20T09:45:12+00:00")
    assert {k: (e.yes, e.example) for k, e in kept.answers.items()} == {
        "docs": (True, "The import[2J of March"),
        "rollout": (False, ""),
    }


def test_the_ladder_shows_what_was_done(opened: Opener) -> None:
    game = opened()
    finish(game.begin("one"))
    game.begin("two")
    assert [[s.standing for s in rung.scenarios] for rung in game.ladder()] == [["done", "open"], ["new"]]


# --- another window --------------------------------------------------------------------------------


def test_a_second_window_can_look_but_not_play(opened: Opener) -> None:
    game = opened()
    sitting = decide(game.begin("one"), "work")
    with PlayerStore(game.store.folder) as store:
        other = Game(pack(CHANGED), store, now=lambda: NOW, dice=lambda: 0)
        looked = other.open(sitting.run_id)
        assert looked.run.state.scene == "call"
        busy = "open in another window"
        for attempt in (
            lambda: other.begin("one"),
            lambda: looked.decide(Choose("nod")),
            lambda: looked.annotate(0, Note(talk=True)),
            lambda: other.keep_settings(Settings()),
            lambda: placed(other, 1),
        ):
            with pytest.raises(GameError, match=busy):
                attempt()
    assert list(game.store.load(sitting.run_id).records) == sitting.run.records


def test_jumps_of_an_option_count_for_the_world_as_well(opened: Opener) -> None:
    ends = ask("desk", None, option("go", goto=to(("world.solid", "end"), "late")))
    game = opened(scenario("one", ends, end(), end("late", "late")))
    solid, hollow = decide(game.begin("one"), "go"), decide(game.begin("one"), "go")
    assert (solid.run.state.ending, hollow.run.state.ending) == ("done", "late")
    assert game.progress_of(solid.scenario).endings_seen == ("done", "late")
    assert game.progress_of(solid.scenario).worlds_seen == ("solid", "hollow")
