"""Slowing down, looking, asking and writing it down must not keep winning: whoever always takes the most
careful option ends no scenario in its best ending in every world."""

from collections.abc import Callable, Iterator
from itertools import permutations
from random import Random
from statistics import mean

import pytest

from ladderquest.pack.model import ChooseScene, InvestigateScene
from ladderquest.play import AnyAnswer, Program, State, advance, assess, start, walk
from ladderquest.play.moves import Choose, Investigate
from tests.content.test_scenarios import program, programs

Player = Callable[[Program, State, list[AnyAnswer]], AnyAnswer]

ORDERS = [(*first, "escalate", "push") for first in permutations(("measure", "ask", "write"))]
"""Postures from the most careful on, in every order that somebody might call careful. Acting comes last."""

SAFEST = {
    "green-tests-red-friday": {"thread": "all_to_links", "fix": "links_weekend"},
    "two-in-the-morning": {"act": "staged", "turn": "again", "monday": "gate", "thursday": "replay"},
    "why-this-way": {"train": "hold", "amara": "invite"},
}
"""Scenario -> scene -> the option that risks least, where postures do not say which that is."""

TIES = 25


def played(scenario: str, world: str, player: Player) -> tuple[str, float]:
    """The ending that this player comes to, and the mean rating on the way."""
    compiled, ratings = program(scenario), []
    state, _ = start(compiled, seed=0, world=world)
    while state.ending is None:
        answer = player(compiled, state, list(walk(compiled, state)))
        judged = assess(compiled, state, answer)
        ratings += [judged.rating] if judged else []
        state, _ = advance(compiled, state, answer)
    return state.ending, mean(ratings)


def best_by_the_key(dice: Random) -> Player:
    """Always one of the best-rated answers; looks at what it can."""

    def pick(compiled: Program, state: State, offers: list[AnyAnswer]) -> AnyAnswer:
        worth = [
            (judged.rating if judged else 0, each)
            for each in offers
            for judged in [assess(compiled, state, each)]
        ]
        return dice.choice([each for rating, each in worth if rating == max(rating for rating, _ in worth)])

    return pick


def careful(scenario: str, order: tuple[str, ...], dice: Random) -> Player:
    """Always the most careful option; among equally careful ones, and where nothing is chosen, the best by
    the key, which no player has: whoever is careful cannot come out better than this."""
    fallback = best_by_the_key(dice)

    def rank(scene: ChooseScene, answer: AnyAnswer) -> int:
        assert isinstance(answer, Choose)
        if SAFEST.get(scenario, {}).get(scene.id) == answer.option:
            return -1
        (posture,) = [each.posture for each in scene.options if each.id == answer.option]
        return order.index(posture) if posture in order else len(order)

    def pick(compiled: Program, state: State, offers: list[AnyAnswer]) -> AnyAnswer:
        scene = compiled.scene(state.scene).source
        if isinstance(scene, ChooseScene):
            least = min(rank(scene, each) for each in offers)
            offers = [each for each in offers if rank(scene, each) == least]
        elif isinstance(scene, InvestigateScene):  # as long as there is something to look at
            offers = [each for each in offers if each != Investigate(None)] or offers
        return fallback(compiled, state, offers)

    return pick


def best_endings(scenario: str, world: str) -> set[str]:
    """Where the best play ends. It is the one with the highest ratings: what is best with little known may be
    worth less than what is best with more."""
    games = [played(scenario, world, best_by_the_key(Random(seed))) for seed in range(TIES)]
    most = max(worth for _, worth in games)
    return {ending for ending, worth in games if worth == most}


@pytest.mark.parametrize("scenario", programs())
def test_always_the_most_careful_option_is_not_best_in_every_world(scenario: str) -> None:
    worlds = [each.id for each in program(scenario).scenario.worlds]
    best = {world: best_endings(scenario, world) for world in worlds}
    for order in ORDERS:
        ends = {
            world: {played(scenario, world, careful(scenario, order, Random(n)))[0] for n in range(2)}
            for world in worlds
        }
        assert any(not ends[world] & best[world] for world in worlds), (order, ends, best)


def test_the_safest_options_are_there() -> None:
    def named() -> Iterator[tuple[str, str, str]]:
        for scenario, scenes in SAFEST.items():
            for scene, option in scenes.items():
                yield scenario, scene, option

    for scenario, scene, option in named():
        there = program(scenario).scene(scene).source
        assert isinstance(there, ChooseScene)
        assert option in {each.id for each in there.options}
