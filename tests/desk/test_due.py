"""What is due at the desk: reviews opened and kept, things settled, and what cannot be done said in words."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from ladderquest.desk.desk import Desk, sit_at_desk
from ladderquest.desk.due import LONGEST_NOTE, due_at, hand_in, open_review, settle
from ladderquest.game import GameError
from ladderquest.growth.due import DueItem
from ladderquest.growth.reviews import EASY
from ladderquest.growth.work import PlanEdit
from ladderquest.play import IllegalDecision
from ladderquest.play.moves import Rate
from ladderquest.saves import Saves
from ladderquest.saves.errors import SavesError
from tests.tui.conftest import sample
from tests.tui.waiting import TODAY, game_at, play_poorly, set_out, with_checkpoints

CARD = "tiny/morning"
RATED = Rate((("restart", 2), ("tell", 4)))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    pack = with_checkpoints(sample())
    with Saves(tmp_path / "saves").create("Ada") as store:
        store.profile = msgspec.structs.replace(store.profile, created="2026-11-15T09:00:00+00:00")
        play_poorly(pack, store)
        set_out(store)
        yield sit_at_desk(game_at(pack, store))


def item(desk: Desk, kind: str) -> DueItem:
    (found,) = [each for each in due_at(desk).today if each.kind == kind]
    return found


def test_everything_with_a_day_is_in_the_list(desk: Desk) -> None:
    due = due_at(desk)
    assert [(each.kind, each.id, each.overdue) for each in due.today] == [
        ("comeback", "first", 5),
        ("review", CARD, 2),
        ("action", "gap", 1),
    ]
    assert [each.id for each in due.upcoming] == ["second"]


def test_a_review_shows_the_world_that_was_not_played_and_stores_nothing_in_the_run(desk: Desk) -> None:
    before = desk.game.store.load(desk.notes[0].run).records
    review = open_review(desk, CARD)
    assert (review.scene.world, desk.notes[0].world) == ("loader", "disk")
    assert {each.id for each in review.scene.shown} == {"restart", "tell"}
    looked = hand_in(desk.game, review, RATED, 95)
    looked.saved.result()
    assert looked.again == "It comes back in five days."
    assert desk.game.store.load(desk.notes[0].run).records == before
    kept = desk.again().work.cards[CARD]
    assert (kept.reviews[0].ratings, kept.reviews[0].confidence) == ({"restart": 2, "tell": 4}, 95)
    assert kept.reviews[0].grade == EASY


def test_a_review_that_was_done_is_gone_for_the_day_and_comes_back_after_a_restart(
    desk: Desk, tmp_path: Path
) -> None:
    hand_in(desk.game, open_review(desk, CARD), RATED).saved.result()
    assert "review" not in {each.kind for each in due_at(desk.again()).today}
    desk.game.store.close()
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id) as store:
        later = sit_at_desk(game_at(desk.game.pack, store, TODAY + timedelta(days=30)))
        (again,) = due_at(later).of("review")
        assert (again.id, again.reason) == (CARD, "Last reviewed on 20 November.")
        assert len(open_review(later, CARD).card.reviews) == 1


def test_ratings_that_are_none_change_nothing(desk: Desk) -> None:
    review = open_review(desk, CARD)
    with pytest.raises(IllegalDecision):
        hand_in(desk.game, review, Rate((("restart", 2),)))
    assert desk.again().work.cards == {}


def test_a_card_or_a_run_that_is_gone_is_a_sentence(desk: Desk) -> None:
    with pytest.raises(GameError, match="not there any more"):
        open_review(desk, "tiny/nowhere")
    folder = desk.game.store.folder / "runs"
    for file in folder.iterdir():
        file.write_bytes(b"")
    with pytest.raises((GameError, SavesError)):
        open_review(desk, CARD)


def test_an_action_is_done_with_a_note_and_a_checkpoint_by_a_word(desk: Desk) -> None:
    settle(desk, item(desk, "action"), "done", "She sees\x1b[31m scope.  ").result()
    settle(desk, item(desk, "comeback"), "done").result()
    work = desk.again().work
    assert (work.actions["gap"].state, work.actions["gap"].note) == ("done", "She sees[31m scope.")
    assert work.camebacks["first"].done
    assert [each.kind for each in due_at(desk.again()).today] == ["review"]


def test_a_line_of_the_plan_is_dropped_without_losing_what_was_written(desk: Desk) -> None:
    edit = PlanEdit(id="line", changed="x", text="Mine", due="2026-11-19", note="before", horizon="week")
    desk.game.store.work.keep(edit).result()
    desk = desk.again()
    settle(desk, item(desk, "plan"), "dropped").result()
    kept = desk.again().work.plan["line"]
    assert (kept.state, kept.text, kept.note, kept.horizon) == ("dropped", "Mine", "before", "week")


def test_what_cannot_be_settled_is_a_sentence(desk: Desk) -> None:
    action, review, comeback = item(desk, "action"), item(desk, "review"), item(desk, "comeback")
    for thing, how, note, word in (
        (review, "done", "", "rating its options"),
        (comeback, "dropped", "", "cannot be dropped"),
        (action, "later", "", "done or dropped"),
        (action, "done", "x" * (LONGEST_NOTE + 1), "2,001 characters"),
        (msgspec.structs.replace(action, id="gone"), "done", "", "not there any more"),
    ):
        with pytest.raises(GameError, match=word):
            settle(desk, thing, how, note)
    assert desk.again().work.actions["gap"].state == "open"


def test_in_a_second_window_nothing_is_kept_and_that_is_said(desk: Desk, tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id) as second:
        there = sit_at_desk(game_at(desk.game.pack, second))
        review = open_review(there, CARD)
        with pytest.raises(GameError, match="another window"):
            hand_in(there.game, review, RATED)
        with pytest.raises(GameError, match="another window"):
            settle(there, item(there, "action"), "done")
