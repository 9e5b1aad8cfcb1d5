"""What a review shows, and where the player's reading and the key part."""

import pytest

from ladderquest.documents.text import to_text
from ladderquest.growth.reading import Reading, as_document, comes_back, read_review, view
from ladderquest.growth.review_scene import NotThere, ReviewScene, review_scene
from ladderquest.growth.reviews import GOOD, reviewed
from ladderquest.growth.work import Card
from ladderquest.pack.model import Clue, Edition, Jump, Option, Rating, Variant, World
from ladderquest.play import IllegalDecision, Run
from ladderquest.play.moves import Rate
from tests.growth.story import ask, end, option, play, prose, story
from tests.growth.test_reviews import NOON, note, only
from tests.growth.test_reviews import run as notes_of

LOG = Clue(id="log", label="The log", text=prose("Red in {world.hour}."))


def two_step(*, variants: tuple[Variant, ...] = (), stormy: str = "desk") -> Edition:
    """A look first, then the desk, which is rated by the world; in the storm the look leads to ``stormy``."""
    look = Option(
        id="look",
        says="Look",
        effect="clue.log = found",
        goto=(Jump(when="world.storm", to=stormy), Jump(to="desk")),
    )
    worlds = (
        World(id="calm", reveals=prose("Calm."), facts={"hour": "May"}),
        World(id="storm", reveals=prose("Storm."), facts={"hour": "June"}),
    )
    by_world = (Rating(when="world.storm", is_=5), Rating(is_=1))
    desk = ask(
        "desk",
        "end",
        option("wait", 4, why=prose("Waiting lets it settle.")),
        option("ship", ratings=by_world, why=prose("Shipping stops it.")),
        option("tell", 2, contested="Whom to tell first."),
        option("shut", 3, when="visits.desk > 9", locked="Not yet"),
        recap="It is red in {world.hour}.",
        known=prose("You knew the log."),
        at="Monday",
        variants=variants,
    )
    hall = ask("hall", "end", option("go", 3))
    return story(ask("start", "desk", look), desk, hall, end(), worlds=worlds, clues=(LOG,))


def card(seq: int = 2, *, done: int = 0) -> Card:
    found = only([notes_of("r1", note("desk", seq=seq), scenario="small")], NOON)
    for _ in range(done):
        found = reviewed(found, {}, GOOD, NOON)
    return found


def shown(run: Run, *seen: str, done: int = 0) -> ReviewScene:
    return review_scene(card(run.steps[-1].decided.seq, done=done), run, seen)


def own() -> Run:
    return play(two_step(), "look", "tell")


# --- the scene ---------------------------------------------------------------------------------------


def test_a_review_has_the_situation_the_clues_and_the_options_of_then() -> None:
    scene = shown(own(), "calm", "storm")
    assert (scene.title, scene.at, scene.world) == ("A small story", "Monday", "calm")
    assert (scene.recap, scene.known) == ("It is red in May.", "You knew the log.")
    assert scene.clues == (("The log", "Red in May."),)
    assert [each.id for each in scene.offer.options] == ["wait", "ship", "tell", "shut"]
    assert sorted(each.id for each in scene.shown) == ["ship", "tell", "wait"]


def test_it_plays_in_a_world_that_the_player_has_not_seen() -> None:
    scene = shown(own(), "calm")
    assert (scene.world, scene.recap, scene.clues) == (
        "storm", "It is red in June.", (("The log", "Red in June."),),
    )  # fmt: skip
    assert shown(own(), "calm", "storm").world == "calm"


def test_where_their_answers_lead_elsewhere_in_the_other_world_it_is_their_own() -> None:
    run = play(two_step(stormy="hall"), "look", "tell")
    assert shown(run, "calm").world == "calm"


def test_the_options_are_shuffled_anew_for_every_review_and_alike_on_every_machine() -> None:
    orders = {tuple(each.id for each in shown(own(), "calm", "storm", done=n).shown) for n in range(12)}
    assert len(orders) > 3
    assert shown(own(), "calm").shown == shown(own(), "calm").shown


def test_other_words_come_first_and_the_storys_own_after_them() -> None:
    variants = (
        Variant(recap="Red lamps, {world.hour}.", says={"wait": "Sit still", "ship": "Out with it"}),
        Variant(recap="It blinks."),
    )
    run = play(two_step(variants=variants), "look", "tell")
    scenes = [shown(run, "calm", "storm", done=n) for n in range(4)]
    assert [scene.recap for scene in scenes] == [
        "Red lamps, May.", "It blinks.", "It is red in May.", "Red lamps, May.",
    ]  # fmt: skip
    says = {each.id: each.says for each in scenes[0].offer.options}
    assert says == {"wait": "Sit still", "ship": "Out with it", "tell": "Take tell", "shut": "Take shut"}


def test_the_run_does_not_notice() -> None:
    run = own()
    before = (list(run.records), run.state, list(run.steps))
    shown(run, "calm").pinned.clues()
    assert (run.records, run.state, run.steps) == before


def test_after_a_rewind_the_same_question_is_shown_and_without_one_nothing() -> None:
    run = own()
    run.commit(run.propose_rewind(run.steps[0].decided.seq))
    with pytest.raises(NotThere, match="not on the road that you kept"):
        review_scene(card(2), run, ["calm"])
    run.commit(run.propose(play(two_step(), "look", "wait").steps[-1].decided.answer))
    assert review_scene(card(2), run, ["calm", "storm"]).recap == "It is red in May."


def test_ratings_are_checked_against_what_is_open_there() -> None:
    scene = shown(own(), "calm")
    scene.check(Rate((("ship", 1), ("tell", 2), ("wait", 3))))
    with pytest.raises(IllegalDecision):
        scene.check(Rate((("ship", 1), ("shut", 2), ("tell", 2), ("wait", 3))))


# --- the reading -------------------------------------------------------------------------------------


def reading(world: str = "calm", **ratings: int) -> Reading:
    seen = ("calm", "storm") if world == "calm" else ("calm",)
    return read_review(shown(own(), *seen), ratings)


def test_the_key_is_that_of_the_world_that_is_shown() -> None:
    assert reading(wait=1, ship=1, tell=1).key == {"wait": 4, "ship": 1, "tell": 2}
    assert reading("storm", wait=1, ship=1, tell=1).key == {"wait": 4, "ship": 5, "tell": 2}


@pytest.mark.parametrize(
    ("mine", "key", "words"),
    [(3, 3, "the same"), (4, 3, "more"), (5, 3, "much more"), (2, 3, "less"), (1, 5, "much less"),
     (3, None, "not in the key")],
    ids=["same", "more", "much-more", "less", "much-less", "unrated"],
)  # fmt: skip
def test_each_option_is_compared_in_words(mine: int, key: int | None, words: str) -> None:
    assert view(mine, key) == words


def test_the_best_of_the_key_stands_with_its_reason_and_differences_are_told_honestly() -> None:
    text = to_text(as_document(reading(wait=2, ship=5, tell=2)))
    assert "What the key sees most in\n" in text
    assert text.index("Take wait") < text.index("Waiting lets it settle.") < text.index("Your reading")
    assert "much less  Take wait" in text
    assert "much more  Take ship" in text
    assert "Shipping stops it." in text, "where they differ by two or more, the reason is told"
    assert "Where good engineers differ" in text
    assert "Take tell: whom to tell first." in text


def test_no_total_and_no_verdict_is_told() -> None:
    text = to_text(as_document(reading(wait=1, ship=5, tell=5))).lower()
    for word in ("wrong", "right", "correct", "score", "points", "mistake", "%", " of 3"):
        assert word not in text, word
    assert not any(character.isdigit() for character in text)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "tomorrow"), (1, "tomorrow"), (3, "three days"), (20, "three weeks"), (90, "three months")],
    ids=["none", "one", "days", "weeks", "months"],
)
def test_when_it_comes_back_is_told(days: int, words: str) -> None:
    assert words in comes_back(days)
