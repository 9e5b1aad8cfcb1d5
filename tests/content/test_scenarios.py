"""The scenarios themselves: what CONTENT asks of every one, shown by playing them."""

import random
from collections.abc import Callable
from functools import cache

import pytest

from ladderquest.authoring.checking import check_pack
from ladderquest.growth.debrief import as_document, debrief
from ladderquest.pack.cache import hashes
from ladderquest.pack.loader import content_root, edition, load_pack
from ladderquest.pack.model import AnsweredScene, ChooseScene, Pack
from ladderquest.play import AnyAnswer, Program, Run, State, advance, assess, start, walk
from ladderquest.play.moves import Choose

WALKS = 250


@cache
def pack() -> Pack:
    loaded = load_pack(content_root())
    assert loaded.pack is not None, [str(finding) for finding in loaded.findings]
    return loaded.pack


def programs() -> list[str]:
    return [scenario.id for scenario in pack().scenarios]


@cache
def program(scenario: str) -> Program:
    return Program(edition(pack(), scenario), "Ada")


@cache
def visited(scenario: str) -> dict[str, list[tuple[State, AnyAnswer]]]:
    """World -> (state, answer) of every step of many random walks."""
    compiled, dice = program(scenario), random.Random(scenario)
    found: dict[str, list[tuple[State, AnyAnswer]]] = {}
    for world in compiled.scenario.worlds:
        steps = found.setdefault(world.id, [])
        for seed in range(WALKS):
            state, _ = start(compiled, seed=seed, world=world.id)
            while state.ending is None:
                answer = dice.choice(walk(compiled, state))
                steps.append((state, answer))
                state, _ = advance(compiled, state, answer)
            steps.append((state, Choose("")))
    return found


def best(compiled: Program, state: State) -> frozenset[str]:
    """The outcomes with the highest rating within reach."""
    worth = [assess(compiled, state, answer) for answer in walk(compiled, state)]
    rated = [each for each in worth if each is not None]
    return frozenset(each.outcome for each in rated if each.rating == each.best)


def test_the_rules_of_the_house_hold() -> None:
    """Lengths, words, ratings, worlds, what is heard and said: all that ``check`` can judge."""
    checked = check_pack(content_root())
    found = [each for each in checked.findings if each.severity != "note"]
    assert [str(each) for each in found] == []


@pytest.mark.parametrize("name", programs())
def test_every_decision_says_what_could_be_known_and_every_option_what_follows(name: str) -> None:
    scenario = program(name).scenario
    for scene in scenario.scenes:
        if isinstance(scene, ChooseScene | AnsweredScene):
            assert scene.known, scene.id
            outcomes = scene.options if isinstance(scene, ChooseScene) else scene.results
            assert all(outcome.then for outcome in outcomes), scene.id
    assert scenario.remembers


@pytest.mark.parametrize("name", programs())
def test_every_ending_is_reached_in_every_world_and_every_option_is_taken(name: str) -> None:
    compiled = program(name)
    taken = set()
    for steps in visited(name).values():
        assert {state.ending for state, _ in steps} - {None} == set(compiled.endings)
        taken |= {(state.scene, answer.option) for state, answer in steps if isinstance(answer, Choose)}
    for scene in compiled.scenario.scenes:
        if isinstance(scene, ChooseScene):
            assert {(scene.id, option.id) for option in scene.options} <= taken


@pytest.mark.parametrize("name", programs())
def test_nobody_is_rated_by_what_could_not_be_known(name: str) -> None:
    """With no clue in hand, an option is worth the same in every world."""
    compiled = program(name)
    worlds = compiled.scenario.worlds
    facts = {slot for slot_name, slot in compiled.slots.items() if slot_name.startswith("world.")}
    drawn = {w.id: start(compiled, seed=0, world=w.id)[0].values for w in worlds}
    checked = 0
    for world, steps in visited(name).items():
        for state, _ in steps[:1500]:
            if state.ending is not None or any(state.values[slot] for slot in compiled.clue_slots):
                continue
            for other in (w.id for w in worlds if w.id != world):
                values = tuple(drawn[other][s] if s in facts else v for s, v in enumerate(state.values))
                elsewhere = State(state.scene, values, state.turn, state.due, state.spent)
                assert best(compiled, elsewhere) == best(compiled, state), state.scene
                checked += 1
    assert checked > 0


def play(name: str, pick: Callable[[list[tuple[int, AnyAnswer]]], tuple[int, AnyAnswer]]) -> Run:
    """A run in which every rated decision is picked by its rating, and every look is taken."""
    compiled = program(name)
    run = Run.begin(compiled, hashes(compiled.edition), seed=1)
    while not run.ended:
        offered = walk(compiled, run.state)
        rated = [(worth.rating, a) for a in offered if (worth := assess(compiled, run.state, a)) is not None]
        run.commit(run.propose(pick(rated)[1] if rated else offered[0]))
    return run


@pytest.mark.parametrize("name", programs())
def test_two_players_come_to_different_ends_through_different_feedback(name: str) -> None:
    runs = [play(name, lambda rated: max(rated, key=first)), play(name, lambda rated: min(rated, key=first))]
    assert runs[0].state.ending != runs[1].state.ending
    told = [debrief(run, pack().ladder, endings_seen=(), worlds_seen=()) for run in runs]
    assert {note.id for each in told[1].opened for note in each.fed}
    assert as_document(told[0]).parts != as_document(told[1]).parts


@pytest.mark.parametrize("name", programs())
def test_there_is_more_than_one_road(name: str) -> None:
    """Not everybody comes to the same questions, in any world."""
    for steps in visited(name).values():
        roads: list[set[str]] = [set()]
        for state, _ in steps:
            if state.ending is None:
                roads[-1].add(state.scene)
            else:
                roads.append(set())
        assert len(set(map(frozenset, roads[:-1]))) > 1


def first(pair: tuple[int, AnyAnswer]) -> int:
    return pair[0]
