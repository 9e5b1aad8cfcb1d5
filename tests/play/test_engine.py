"""The engine by example: texts, facts, delayed effects, promises, memory, endings, circles."""

import pytest

from ladderquest.pack.expressions import MOST_VISITS
from ladderquest.pack.model import Block, Delayed, Option, Remember, Variable
from ladderquest.play import Program, Run, StoryError, advance, digest, scene_text, start
from ladderquest.play.moves import Choose, IllegalDecision, Investigate
from ladderquest.play.state import Changed, Ended, Entered, Found, Owed, Returned, State, Told
from tests.play.stories import (
    HASHES,
    ask,
    begin,
    by_way,
    end,
    look_at,
    opened,
    option,
    pick,
    prose,
    story,
    take,
    to,
    value,
)

# --- text ------------------------------------------------------------------------------------------


def test_text_has_facts_names_numbers_and_blocks_that_hold() -> None:
    text = (
        Block(text="{player} at {world.site}: {world.share} %, {days} days, {cast.product}."),
        Block(text="Hollow.", when="world.hollow"),
        Block(text="Quick.", when="world.quick and not told"),
    )
    scene = ask("a", "a", option("tell", effect="told = true; days = 0"), text=text, at="Day {days}")
    program, state, events = opened(scene)
    assert events == (Entered("a", "Day 3", "Ada at north: 10 %, 3 days, Priya.\n\nHollow.\n\nQuick."),)
    after, _ = pick(program, state, "tell")
    assert scene_text(program, after) == Entered(
        "a", "Day 0", "Ada at north: 10 %, 0 days, Priya.\n\nHollow."
    )
    program, state, _ = opened(scene, world="solid")
    assert scene_text(program, state).text == "Ada at south: 40 %, 3 days, Priya."


def test_a_world_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no world 'flat'"):
        opened(ask("a", "a", "go"), world="flat")


def test_a_scene_that_is_passed_on_the_way_is_read_too() -> None:
    program, state, _ = opened(
        ask("a", "b", "go"), by_way("b", ("days > 5", "a"), "c", enter="days += 1"), by_way("c", "end"), end()
    )
    state, events = pick(program, state, "go")
    entered = [(e.scene, e.last) for e in events if isinstance(e, Entered)]
    assert entered == [("b", False), ("c", False), ("end", True)]
    assert value(program, state, "days") == 4
    assert events[-1] == Ended("done", "Done")


def test_the_effect_of_a_scene_is_applied_before_its_text() -> None:
    _, _, events = opened(
        ask("a", "a", "go", enter="clue.contract = found", text=prose("{days}", "clue.contract"))
    )
    assert events == (Found("contract", "The contract", "It says 3."), Entered("a", "", "3"))


# --- values ----------------------------------------------------------------------------------------


def test_numbers_stop_at_their_bounds() -> None:
    more = option("more", effect="days += 100; nerve -= 100; owes.ops -= 5")
    less = option("less", effect="days = -5; nerve = 1000 * 1000; owes.ops += 1000")
    program, state, _ = opened(ask("a", "a", more, less))
    names = ("days", "nerve", "owes.ops")
    state, _ = pick(program, state, "more")
    assert [value(program, state, name) for name in names] == [5, -3, 0]
    state, _ = pick(program, state, "less")
    assert [value(program, state, name) for name in names] == [0, 10, 99]


def test_visits_count_entries_with_the_current_one() -> None:
    stay = option("stay", when="visits.a <= 2", locked="Enough after {visits.a}")
    program, state, _ = opened(ask("a", "a", stay, option("look", goto=to("b"))), look_at("b", "a", "log"))
    state, _ = pick(program, state, "stay", "stay")
    assert value(program, state, "visits.a") == 3
    with pytest.raises(IllegalDecision, match="Enough after 3"):
        pick(program, state, "stay")
    assert "visits.b" not in program.quantities  # what nobody asks about is not counted


def test_a_condition_may_go_on_over_lines() -> None:
    again = option("again", when="days > 0 and\nvisits.a > 1")
    program, state, _ = opened(ask("a", "a", "go", again))
    state, _ = pick(program, state, "go")
    state, _ = pick(program, state, "again")
    assert value(program, state, "visits.a") == 3


def test_promises_are_told_when_made_and_when_kept() -> None:
    program, state, _ = opened(
        ask(
            "a",
            "a",
            option("promise", effect="owes.product += 2"),
            option("keep", effect="owes.product -= 1"),
        )
    )
    state, events = pick(program, state, "promise")
    assert [e for e in events if isinstance(e, Owed)] == [Owed("product", 2)]
    state, events = pick(program, state, "keep")
    assert [e for e in events if isinstance(e, Owed)] == [Owed("product", -1)]


# --- what comes back -------------------------------------------------------------------------------


def returned(program: Program, state: State, *options: str) -> list[list[str]]:
    """The blocks that came due after each of these choices."""
    found = []
    for option_id in options:
        state, events = advance(program, state, Choose(option_id))
        found.append([event.block for event in events if isinstance(event, Returned)])
    return found


def test_a_delayed_effect_fires_on_the_nth_entry_after_it_was_set() -> None:
    program, state, _ = opened(
        ask("a", "a", option("one", effect="later.echo = 1"), option("three", effect="later.echo = 3"), "go")
    )
    assert returned(program, state, "one", "go", "go") == [["echo"], [], []]
    assert returned(program, state, "three", "go", "go", "go") == [[], [], ["echo"], []]


def test_scenes_on_the_way_count_as_entries() -> None:
    program, state, _ = opened(
        ask("a", "b", option("set", effect="later.echo = 2")), by_way("b", "c"), by_way("c", "a")
    )
    _, events = pick(program, state, "set")
    assert [
        e.scene if isinstance(e, Entered) else e.block for e in events if isinstance(e, Entered | Returned)
    ] == [
        "b",
        "echo",
        "c",
        "a",
    ]


def test_a_delayed_effect_may_be_set_twice_and_set_another() -> None:
    program, state, _ = opened(
        ask("a", "a", option("echo", effect="later.echo = 2"), option("bill", effect="later.bill = 1"), "go")
    )
    assert returned(program, state, "echo", "echo", "go", "go") == [[], ["echo"], ["echo"], []]
    assert returned(program, state, "bill", "go", "go") == [["bill"], ["echo"], []]
    both = option("both", effect="later.echo = 1; later.echo = 1; later.bill = 1")
    program, state, _ = opened(ask("a", "a", both))
    assert returned(program, state, "both") == [["bill", "echo", "echo"]]


def test_what_comes_back_is_told_with_its_own_changes_before_the_scene() -> None:
    program, state, _ = opened(ask("a", "b", option("go", effect="later.bill = 1")), ask("b", "b", "on"))
    _, events = pick(program, state, "go")
    assert events == (
        Told("", "Take go"),
        Returned("bill", "The bill: 3."),
        Owed("product", 1),
        Entered("b", "", "Scene b."),
    )


def test_an_effect_on_entry_and_one_of_a_look_may_set_something_off() -> None:
    program, state, _ = opened(ask("a", "b", "go"), ask("b", "a", "go", enter="later.echo = 1"))
    assert returned(program, state, "go", "go", "go", "go") == [[], ["echo"], [], ["echo"]]


def test_what_is_due_makes_a_difference_to_the_digest_but_not_the_way_there() -> None:
    late = (Delayed(id="echo", then=prose("Back.")),)
    program, state, _ = opened(ask("a", "a", option("set", effect="later.echo = 3"), "go"), later=late)
    quiet, set_ = pick(program, state, "go")[0], pick(program, state, "set")[0]
    assert digest(program, quiet) == digest(program, state)
    assert digest(program, set_) != digest(program, state)
    assert digest(program, pick(program, set_, "go")[0]) != digest(program, set_)


# --- memory and endings ----------------------------------------------------------------------------


def test_memory_is_carried_in_within_its_bounds() -> None:
    scene = ask("a", "a", "go", text=prose("{recall.trust} {recall.warned}"))
    assert opened(scene)[2] == (Entered("a", "", "1 0"),)
    assert opened(scene, recalls={"trust": 4, "warned": True})[2] == (Entered("a", "", "4 1"),)
    assert opened(scene, recalls={"trust": 400, "warned": 7, "unknown": 3})[2] == (Entered("a", "", "5 1"),)
    assert opened(scene, recalls={"trust": -4})[2] == (Entered("a", "", "0 0"),)


def test_a_run_notes_only_the_memories_that_its_story_recalls() -> None:
    program = Program(story(ask("a", "a", "go"), recalls=("trust",)))
    run = Run.begin(program, HASHES, seed=1, recalls={"warned": 1, "trust": 2, "unknown": 3})
    assert run.started.recalls == {"trust": 2}


def test_memory_is_carried_out_within_its_bounds() -> None:
    brave = option("brave", effect="nerve = 9; told = true")
    program, state, _ = opened(ask("a", "end", brave, option("shy", effect="nerve = -3")), end())
    assert program.remembered(pick(program, state, "brave")[0].values) == {"trust": 5, "warned": 1}
    assert program.remembered(pick(program, state, "shy")[0].values) == {"trust": 0, "warned": 0}
    sum_ = (Remember(memory="trust", is_="days - 1"),)
    program, state, _ = opened(ask("a", "end", "go"), end(), remembers=sum_)
    assert program.remembered(state.values) == {"trust": 2}


def test_a_story_may_end_in_different_ways() -> None:
    program, state, _ = opened(
        ask("a", "end", "go", option("wait", goto=to("late"))), end(), end("late", "late")
    )
    assert pick(program, state, "go")[1][-1] == Ended("done", "Done")
    late, events = pick(program, state, "wait")
    assert (late.ending, events[-1]) == ("late", Ended("late", "Too late"))


def test_a_circle_of_scenes_that_ask_nothing_is_a_story_error() -> None:
    program, state, _ = opened(ask("a", "b", "go"), by_way("b", "c"), by_way("c", "b"))
    with pytest.raises(StoryError, match="scenes in a row ask nothing"):
        pick(program, state, "go")
    with pytest.raises(StoryError, match="scenes in a row ask nothing"):
        start(Program(story(by_way("b", "b"))), seed=1)


def test_a_long_way_without_a_question_is_no_circle() -> None:
    ways = [by_way(f"w{n}", f"w{n + 1}") for n in range(98)]
    program, state, _ = opened(ask("a", "w0", "go"), *ways, by_way("w98", "end"), end())
    assert pick(program, state, "go")[0].ending == "done"


# --- the run ---------------------------------------------------------------------------------------


def test_options_are_shown_in_another_order_on_every_visit_but_not_after_a_look() -> None:
    run = begin(
        story(
            ask("a", "a", *[f"o{n}" for n in range(6)], Option(id="b", says="b", goto=to("b"))),
            look_at("b", "a", "log", "wire", budget=9),
        )
    )
    orders = [run.shown_order(7)]
    for _ in range(3):
        take(run, "o1")
        orders.append(run.shown_order(7))
    assert len(set(orders)) == 4
    run.commit(run.propose_rewind(0))
    assert run.shown_order(7) == orders[0]


def test_a_look_leaves_the_order_of_a_scene_as_it_is() -> None:
    run = begin(story(look_at("a", "b", "log", "wire", "contract", budget=9), ask("b", "a", "go")))
    before = run.shown_order(6)
    take(run, Investigate("log"))
    assert run.shown_order(6) == before
    take(run, Investigate(), "go")
    assert run.shown_order(6) != before
    assert [c.scene for c in run.checkpoints()] == ["a", "b"]


def test_a_resource_is_seen_while_it_can_be_spent() -> None:
    variables = (
        Variable(id="days", initial=3, max=5, label="Days", shown="not told"),
        Variable(id="told", initial=False),
    )
    spend = option("spend", effect="days -= 1", goto=to("b"))
    ship = option("ship", effect="days = 0; told = true", goto=to("end"))
    edition = story(
        ask("a", None, spend), ask("b", None, ship), end(), variables=variables, later=(), remembers=()
    )
    run = begin(edition)
    assert run.resources() == [("Days", 3, 3)]
    take(run, "spend")
    assert Changed("Days", 3, 2) in run.steps[-1].events
    assert run.resources() == [("Days", 2, 3)]
    take(run, "ship")
    assert not [event for event in run.steps[-1].events if isinstance(event, Changed)]
    assert run.resources() == []


def test_forty_counters_share_slots_and_each_counts_for_itself() -> None:
    names = [f"s{n}" for n in range(40)]
    says = " ".join(f"{{visits.{name}}}" for name in names)
    rooms = [ask(name, "hall", "back") for name in names]
    hall = ask(
        "hall", None, *(option(f"to-{n}", goto=to(name)) for n, name in enumerate(names)), text=prose(says)
    )
    program, state, _ = opened(hall, *rooms)
    assert len(program.initial) - len(program.slots) == 3
    for number in (0, 15, 16, 39, 39):
        state, _ = pick(program, state, f"to-{number}", "back")
    counted = [value(program, state, f"visits.{name}") for name in names]
    assert {n: count for n, count in enumerate(counted) if count} == {0: 1, 15: 1, 16: 1, 39: 2}
    assert scene_text(program, state).text == " ".join(map(str, counted))


def test_a_full_counter_stays_full_and_leaves_its_neighbours_alone() -> None:
    loop = ask("a", "a", "again", text=prose("{visits.a} {visits.b}"))
    program, state, _ = opened(loop, ask("b", "a", "go"))
    for most in ("visits.a", "visits.b"):
        counter = program.counters[most]
        values = [*state.values]
        for _ in range(MOST_VISITS + 5):
            counter.up(values)
        assert program.value(values, most) == MOST_VISITS
        others = [name for name in program.quantities if name != most]
        assert all(program.value(values, n) == program.value(state.values, n) for n in others)
