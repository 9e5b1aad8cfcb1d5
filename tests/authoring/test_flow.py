"""What runs do is never called impossible, and what every state says is what the walks say."""

from collections import deque

from hypothesis import given, settings

from ladderquest.authoring.explore import explore
from ladderquest.authoring.flow import possible
from ladderquest.authoring.values import FALSE, TRUE
from ladderquest.authoring.ways import acyclic, distances_to, targets_of
from ladderquest.pack.model import ChooseScene, Edition
from ladderquest.play import Program, Run, State, advance, start, uses, walk
from ladderquest.play.state import Entered, Returned
from tests.play import inventing
from tests.play.stories import ask, by_way, end, option, story, to


def reached(run: Run) -> set[tuple[str, str, str]]:
    """Everything that a run got to."""
    found = set()
    for event in (*run.opening, *(event for step in run.steps for event in step.events)):
        if isinstance(event, Entered):
            found.add(("scene", "", event.scene))
        elif isinstance(event, Returned):
            found.add(("later", "", event.block))
    for step in run.steps:
        used = uses(run.program, step.before, step.decided.answer)
        found |= {(kind, step.before.scene, name) for kind, name in used}
    return found | ({("ending", "", run.state.ending)} if run.state.ending else set())


@settings(deadline=None, derandomize=True)
@given(inventing.editions(), inventing.ways())
def test_nothing_that_a_run_does_is_called_impossible(edition: Edition, way: list[int]) -> None:
    found = possible(Program(edition, "Ada"))
    for seed in range(4):
        assert reached(inventing.play(edition, seed, way)) <= found.targets


@settings(deadline=None, derandomize=True)
@given(inventing.editions(), inventing.ways())
def test_a_condition_never_comes_to_what_was_ruled_out(edition: Edition, way: list[int]) -> None:
    program = Program(edition, "Ada")
    conditions = possible(program).conditions
    scenes = {scene.id: index for index, scene in enumerate(edition.scenario.scenes)}
    for seed in range(3):
        run = inventing.play(edition, seed, way)
        for state in inventing.states(run):
            path = ("scenes", scenes[state.scene])
            scene = program.scene(state.scene)
            if isinstance(scene.source, ChooseScene):
                for index, option_ in enumerate(scene.source.options):
                    if option_.when is not None:
                        holds = bool(scene.outcomes[option_.id].open(state.values))
                        may = conditions[(*path, "options", index, "when")]
                        assert may & (TRUE if holds else FALSE)


def every_state(program: Program, most: int) -> set[tuple[str, str, str]] | None:
    """All scenes that any run enters, the slow and obvious way; None if there are too many states."""
    found: set[tuple[str, str, str]] = set()
    ahead: deque[State] = deque()
    known: set[object] = set()
    for world in program.scenario.worlds:
        for trust in range(6):
            for warned in range(2):
                state, events = start(
                    program, seed=0, recalls={"trust": trust, "warned": warned}, world=world.id
                )
                found |= {("scene", "", e.scene) for e in events if isinstance(e, Entered)}
                ahead.append(state)
    while ahead:
        state = ahead.popleft()
        due = tuple(sorted((turn - state.turn, block) for turn, block in state.due))
        if (key := (state.scene, state.values, due, state.spent)) in known:
            continue
        known.add(key)
        if len(known) > most:
            return None
        for answer in walk(program, state):
            after, events = advance(program, state, answer)
            found |= {("scene", "", e.scene) for e in events if isinstance(e, Entered)}
            ahead.append(after)
    return found


@settings(max_examples=20, deadline=None, derandomize=True)
@given(inventing.editions())
def test_exploring_finds_what_there_is_and_no_more(edition: Edition) -> None:
    program = Program(edition, "Ada")
    found = possible(program)
    explored = explore(program, found.targets)
    assert explored.reached <= found.targets
    everything = every_state(program, 300)
    if everything is not None:
        scenes = {target for target in explored.reached if target[0] == "scene"}
        assert scenes == everything


def test_the_same_story_is_explored_the_same_way() -> None:
    edition = story(ask("s", "s", option("a", effect="nerve += 1"), option("b", goto=to("end"))), end())
    found = [explore(Program(edition), possible(Program(edition)).targets) for _ in range(2)]
    assert found[0].samples == found[1].samples
    assert found[0].steps == found[1].steps


def test_a_condition_far_from_the_start_is_aimed_at() -> None:
    """Ten flags of 1,024 combinations, one of which opens the way."""
    doors = [
        ask(f"d{n}", f"d{n + 1}", option(f"l{n}", effect="nerve += 1"), option(f"r{n}", effect="nerve -= 3"))
        for n in range(10)
    ]
    last = ask("d10", "end", "pass", option("prize", when="nerve == 10"))
    program = Program(story(*doors, last, end()))
    explored = explore(program, possible(program).targets)
    assert ("option", "d10", "prize") in explored.reached


def test_what_the_sets_cannot_see_is_settled_by_visiting_every_state() -> None:
    """Two flags that are never true together: each may be, so the sets alone prove nothing."""
    edition = story(
        ask("s", "t", option("a", effect="told = true"), option("b", effect="clue.log = found")),
        ask("t", "end", "go", option("both", when="told and clue.log")),
        end(),
        recalls=(),
        remembers=(),
    )
    program = Program(edition)
    found = possible(program)
    explored = explore(program, found.targets)
    assert ("option", "t", "both") in found.targets
    assert ("option", "t", "both") not in explored.reached
    assert explored.all_states


def test_no_state_is_called_the_last_while_memories_could_be_others() -> None:
    edition = story(ask("s", "end", "go", option("odd", when="recall.trust == 3")), end())
    explored = explore(Program(edition), possible(Program(edition)).targets)
    assert not explored.all_states


def test_ways_between_scenes() -> None:
    scenes = (
        by_way("a", ("told", "b"), "c"),
        ask("b", "c", option("x", goto=to("b"))),
        by_way("c", "end"),
        end(),
    )
    assert targets_of(scenes[0]) == ["b", "c"]
    assert acyclic(scenes) == {"a", "c", "end"}
    assert distances_to("end", {"end": ["c"], "c": ["a", "b"], "b": ["a"]}, 2) == {
        "end": 0,
        "c": 1,
        "a": 2,
        "b": 2,
    }
