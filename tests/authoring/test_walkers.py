"""Walkers: what they play is legal, what they prove is so, and nothing that goes wrong is passed over."""

from collections import deque
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ladderquest.authoring.coverage import elements, reached
from ladderquest.authoring.dice import Dice
from ladderquest.authoring.exhaustive import search
from ladderquest.authoring.relevance import Relevance
from ladderquest.authoring.walkers import Limits, Pick, Walked, Way, least_used, longest_run, runs, uniform
from ladderquest.pack.model import Edition, Memory, Scene, Variable
from ladderquest.play import Program, State, advance, start, walk
from ladderquest.play.moves import Choose
from ladderquest.play.state import Entered, Found, Returned
from tests.play.inventing import editions
from tests.play.stories import DIFF, ask, by_way, end, look_at, option, prose, story, to

stories = settings(max_examples=40, deadline=None, derandomize=True)
PICKS = pytest.mark.parametrize("pick", [uniform, least_used])
FEW = 2_000

Key = tuple[str, str, str]


def program(*scenes: Scene, **fields: object) -> Program:
    return Program(story(*scenes, **fields), "Ada")


def met(walked: Walked) -> set[tuple[str, Key]]:
    """(world, element) of everything that was reached."""
    return {(world, key) for world, tally in walked.tallies.items() for key in reached(tally, walked.program)}


def final(walked: Program, way: Way) -> State:
    """Where a way leads, by the ordinary engine, which refuses what is not legal."""
    state, _ = start(walked, seed=9, recalls=way.recalls, world=way.world)
    for answer in way.answers:
        state, _ = advance(walked, state, answer)
    return state


# --- properties ------------------------------------------------------------------------------------


@stories
@given(editions(), st.integers(0, 2**64), st.sampled_from([uniform, least_used]))
def test_what_is_played_is_legal_and_ends_where_it_says(
    edition: Edition, seed: int, pick: Callable[[Dice], Pick]
) -> None:
    played = Program(edition, "Ada")
    walked = runs(played, Limits(20, 400, seed), pick)
    for ending, way in walked.shortest.items():
        assert final(played, way).ending == ending
    for failure in walked.failures.values():
        assert failure.kind in ("stuck", "circle")
        if failure.kind == "stuck":
            state = final(played, failure.way)
            assert (state.scene, walk(played, state)) == (failure.scene, ())


@stories
@given(editions(), st.integers(0, 2**64))
def test_the_same_arguments_give_the_same_walk(edition: Edition, seed: int) -> None:
    def told(walked: Walked) -> tuple[object, ...]:
        return met(walked), walked.failures, walked.shortest, walked.lengths, walked.read, walked.choices

    for pick in (uniform, least_used):
        first, again = (runs(Program(edition, "Ada"), Limits(10, 300, seed), pick) for _ in range(2))
        assert told(first) == told(again)
    first, again = (search(Program(edition, "Ada"), Limits(1, FEW)) for _ in range(2))
    assert told(first) == told(again)


@stories
@given(editions(), st.integers(0, 2**64))
def test_a_search_that_came_to_an_end_has_met_everything_and_found_the_shortest_ways(
    edition: Edition, seed: int
) -> None:
    played = Program(edition, "Ada")
    found = search(played, Limits(1, FEW))
    assume(found.exhausted)
    for pick in (uniform, least_used):
        walked = runs(played, Limits(30, 600, seed), pick)
        assert met(walked) <= met(found)
        for ending, way in walked.shortest.items():
            assert len(found.shortest[ending].answers) <= len(way.answers)
    for ending, way in found.shortest.items():
        assert final(played, way).ending == ending


def plain_search(played: Program, most: int) -> set[tuple[str, Key]] | None:
    """Everything that can be met, by looking at every state in full; None if there are more than ``most``."""
    found: set[tuple[str, Key]] = set()
    memories = Relevance(played).memories
    for world in [world.id for world in played.scenario.worlds]:
        waiting: deque[State] = deque()
        for trust in range(6):
            for warned in range(2):
                recalls = {"trust": trust, "warned": warned} if memories else {}
                waiting.append(start(played, seed=1, recalls=recalls, world=world)[0])
        known: set[State] = set()
        while waiting:
            state = waiting.popleft()
            due = tuple((when - state.turn, block) for when, block in state.due)
            key = msgspec.structs.replace(state, turn=0, due=due)
            if key in known:
                continue
            known.add(key)
            if len(known) > most:
                return None
            for answer in walk(played, state):
                after, events = advance(played, state, answer)
                waiting.append(after)
                found |= {(world, ("scenes", "", e.scene)) for e in events if isinstance(e, Entered)}
                found |= {(world, ("clues", "", e.clue)) for e in events if isinstance(e, Found)}
                found |= {(world, ("delayed blocks", "", e.block)) for e in events if isinstance(e, Returned)}
                if isinstance(answer, Choose):
                    found.add((world, ("options", state.scene, answer.option)))
            if state.ending is not None:
                found.add((world, ("endings", "", state.ending)))
    return found


@stories
@given(editions())
def test_leaving_out_what_does_not_matter_loses_nothing(edition: Edition) -> None:
    played = Program(edition, "Ada")
    whole = plain_search(played, 800)
    assume(whole is not None)
    assert whole is not None
    found = search(played, Limits(1, 30_000))
    kinds = ("scenes", "clues", "delayed blocks", "options", "endings")
    compared = {(world, key) for world, key in met(found) if key[0] in kinds}
    opening = {(world, key) for world, key in compared if key[0] != "options"}  # met before any answer
    assert found.exhausted
    assert whole <= compared
    assert compared - whole <= opening


# --- what is walked --------------------------------------------------------------------------------


@PICKS
def test_every_world_gets_as_many_runs(pick: Callable[[Dice], Pick]) -> None:
    walked = runs(program(ask("a", "end", "x"), end()), Limits(runs=11), pick)
    assert sorted(tally.runs for tally in walked.tallies.values()) == [5, 6]
    assert (walked.runs, walked.choices, walked.cut) == (11, 11, 0)


def test_memories_vary_over_their_bounds_and_what_is_compared_with_them() -> None:
    gate = option("x", when="recall.trust >= 4")
    relevance = Relevance(program(ask("a", "end", gate, "y"), end()))
    assert relevance.memories == {"trust": (1, 0, 3, 4, 5), "warned": (0, 1)}
    assert list(relevance.openings()) == [{"trust": trust} for trust in (1, 0, 3, 4, 5)]


def test_a_memory_that_is_worked_with_is_tried_value_by_value() -> None:
    counting = option("x", effect="nerve += recall.trust")
    closed = option("z", when="nerve == 2")
    played = program(ask("a", "b", counting), ask("b", "end", closed, "y"), end())
    assert Relevance(played).memories["trust"] == (1, 0, 2, 3, 4, 5)
    assert ("hollow", ("options", "b", "z")) in met(search(played, Limits()))


def test_a_memory_with_too_many_values_proves_nothing() -> None:
    wide = Memory(id="trust", initial=1, about="", min=0, max=100_000)
    edition = story(
        ask("a", "b", option("x", effect="nerve += recall.trust")),
        ask("b", "end", option("z", when="nerve == 2"), "y"),
        end(),
        recalls=("trust",),
        remembers=(),
    )
    found = search(Program(msgspec.structs.replace(edition, memories=(wide,)), "Ada"), Limits())
    assert not found.exhausted


def test_least_used_takes_every_option_before_any_twice() -> None:
    options = [f"o{n}" for n in range(12)]
    walked = runs(program(ask("a", "end", *options), end()), Limits(runs=12), least_used)
    given_ = [count for tally in walked.tallies.values() for count in tally.given.values()]
    assert sorted(given_) == [1] * 12


def test_an_option_behind_rare_ones_is_found_by_the_search_alone() -> None:
    steps = [ask(f"a{n}", f"a{n + 1}", "w", option("r", effect="nerve += 1"), "x", "y") for n in range(9)]
    played = program(*steps, ask("a9", "end", option("all", when="nerve == 9"), "no"), end())
    found, walked = search(played, Limits()), runs(played, Limits(runs=50), uniform)
    assert ("hollow", ("options", "a9", "all")) in met(found)
    assert ("hollow", ("options", "a9", "all")) not in met(walked)


def test_delayed_blocks_and_scenes_on_the_way_are_counted() -> None:
    played = program(
        ask("a", "way", option("x", effect="later.bill = 1"), option("y", effect="clue.wire = found")),
        by_way("way", "b"),
        ask("b", "c", "z"),
        look_at("c", "end", "log", budget=1),
        end(),
    )
    for walked in (runs(played, Limits(runs=40), uniform), search(played, Limits())):
        keys = {key for world, key in met(walked) if world == "solid"}
        assert {("scenes", "", "way"), ("clues", "", "wire"), ("clues", "", "log")} <= keys
        assert {("delayed blocks", "", "bill"), ("delayed blocks", "", "echo")} <= keys
        assert {("looks", "c", "log"), ("moves", "", "investigate"), ("endings", "", "done")} <= keys
        missing = [each for each in elements(played.scenario) if each[:3] not in keys]
        assert [each.id for each in missing] == ["contract", "late"]


def test_progress_goes_from_nothing_to_all() -> None:
    played = program(ask("a", "b", "x", "y"), ask("b", "a", "z", option("stop", goto=to("end"))), end())
    played_through: list[float] = []
    runs(played, Limits(2_000), uniform, played_through.append)
    searched: list[float] = []
    search(played, Limits(), searched.append)
    for shares in (played_through, searched):
        assert shares == sorted(shares)
        assert shares[-1] == 1.0
        assert all(0 <= share <= 1 for share in shares)
    assert len(played_through) > 2


def test_the_limit_of_choices_cuts_a_run_off_and_says_so() -> None:
    played = program(ask("a", "a", "x", "y", option("stop", goto=to("end"))), end())
    walked = runs(played, Limits(runs=1_000, choices=10, seed=3), uniform)
    assert (walked.choices, walked.failures) == (10, {})
    assert walked.runs == len(walked.lengths) + walked.cut


# --- the state space ---------------------------------------------------------------------------------


def test_a_number_that_nothing_reads_makes_no_states() -> None:
    idle = tuple(Variable(id=f"n{k}", initial=0, max=100) for k in range(4))
    counts = [option(f"o{k}", effect=f"n{k} += 1") for k in range(4)]
    found = search(
        program(ask("a", "a", *counts, option("stop", goto=to("end"))), end(), variables=idle, later=()),
        Limits(choices=100),
    )
    assert (found.exhausted, found.states) == (True, 4)  # two scenes in two worlds


def test_visits_count_no_further_than_they_matter() -> None:
    tired = option("stop", when="visits.a >= 3", goto=to("end"))
    found = search(program(ask("a", "a", "x", tired), end()), Limits(choices=100))
    assert (found.exhausted, found.states) == (True, 10)  # 1, 2, 3, more, and the end, in two worlds
    assert len(found.shortest["done"].answers) == 3


def test_a_space_without_end_is_said_to_be_undecided() -> None:
    never = option("stop", when="visits.a * 2 == visits.b + 7", goto=to("end"))
    played = program(ask("a", "b", "x", never), ask("b", "a", "y"), end())
    found = search(played, Limits(choices=500))
    assert (found.exhausted, found.failures) == (False, {})
    assert found.choices <= 500


# --- failures ----------------------------------------------------------------------------------------


def kinds(walked: Walked) -> dict[tuple[str, str], int]:
    return {(failure.kind, failure.scene): failure.count for failure in walked.failures.values()}


@PICKS
def test_every_failure_is_found_and_not_the_first_only(pick: Callable[[Dice], Pick]) -> None:
    shut = option("x", when="days > 9")
    played = program(
        ask("a", "end", option("p", goto=to("shut")), option("q", goto=to("other")), option("r", goto=())),
        ask("shut", "end", shut),
        ask("other", "end", shut, option("y", when="clue.log")),
        ask("ring", None, option("u", goto=to("round"))),
        by_way("round", "again"),
        by_way("again", "round"),
        end(),
    )
    ringed = msgspec.structs.replace(played.scenario, start="ring")
    assert kinds(runs(played, Limits(runs=30), pick)).keys() == {("stuck", "shut"), ("stuck", "other")}
    edition = msgspec.structs.replace(played.edition, scenario=ringed)
    found = runs(Program(edition, "Ada"), Limits(runs=4), pick)
    assert kinds(found) == {("circle", "ring"): 4}
    assert "ask nothing" in next(iter(found.failures.values())).message


def test_a_decision_that_leads_nowhere_is_a_failure_of_that_option() -> None:
    lost = option("x", goto=to(("days > 9", "end")))
    played = program(ask("a", None, lost, option("y", goto=to("end"))), end())
    for walked in (runs(played, Limits(runs=30), uniform), search(played, Limits())):
        (failure,) = walked.failures.values()
        assert (failure.kind, failure.scene) == ("no-way-on", "a")
        assert getattr(failure.answer, "option", None) == "x"
        assert failure.way.answers == (failure.answer,)


def test_the_search_says_where_no_ending_can_be_reached_any_more() -> None:
    played = program(
        ask("a", "end", "x", option("in", goto=to("b"))),
        ask("b", "c", "y"),
        ask("c", "b", "z", option("out", when="days > 9", goto=to("end"))),
        end(),
    )
    found = search(played, Limits())
    (failure,) = found.failures.values()
    assert (failure.kind, failure.scene, len(failure.way.answers)) == ("endless", "b", 1)
    assert "b, c" in failure.message


def test_what_leads_to_a_stuck_scene_only_is_not_endless_as_well() -> None:
    shut = ask("shut", "end", option("z", when="days > 9"))
    played = program(ask("a", "b", "x"), ask("b", "shut", "y"), shut, end())
    assert kinds(search(played, Limits())) == {("stuck", "shut"): 2}


def test_a_run_that_goes_round_is_broken_off_and_told() -> None:
    played = program(ask("a", "b", "x"), ask("b", "a", "y"), end())
    walked = runs(played, Limits(runs=2), uniform)
    (failure,) = walked.failures.values()
    assert (failure.kind, failure.count) == ("endless", 2)
    assert len(failure.way.answers) == longest_run(played)
    assert "2 scenes: a, b" in failure.message


# --- reading -----------------------------------------------------------------------------------------


def test_words_are_those_that_a_player_reads() -> None:
    scene = ask(
        "a",
        "end",
        option("x", says="Take it", then=prose("It is done now."), why=prose("Not read at all.")),
        option("y", says="Leave it", when="days > 9", locked="Too late"),
        option("z", says="Never seen", when="days > 9"),
        artefacts=("diff",),
    )
    walked = runs(program(scene, end()), Limits(runs=1), uniform)
    shown = ["Scene a.", DIFF, "Take it", "Leave it", "Too late", "It is done now.", "It is over."]
    assert walked.read == [(sum(len(text.split()) for text in shown), 1, 0)]


def test_an_artefact_is_read_once_however_often_it_lies_open() -> None:
    once = program(ask("a", "b", "x", artefacts=("diff",)), ask("b", "end", "y"), end())
    again = program(ask("a", "b", "x", artefacts=("diff",)), ask("b", "end", "y", artefacts=("diff",)), end())
    first, second = (runs(each, Limits(runs=1), uniform).read for each in (once, again))
    assert first == second
