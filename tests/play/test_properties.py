"""What holds of every story, however it is played."""

from collections.abc import Sequence
from copy import deepcopy

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ladderquest.pack.model import Edition
from ladderquest.play import (
    AnyAnswer,
    AnyOffer,
    AnyRecord,
    IllegalDecision,
    JournalError,
    Note,
    Program,
    Run,
    State,
    advance,
    assess,
    digest,
    draw,
    follow,
    legal,
    order,
    start,
    walk,
)
from ladderquest.play.journal import Rewound, live_path
from ladderquest.play.moves import (
    Allocate,
    AllocateOffer,
    Choose,
    ChooseOffer,
    Defend,
    DefendOffer,
    Investigate,
    InvestigateOffer,
    Mark,
    MarkOffer,
    Write,
    WriteOffer,
)
from tests.play.inventing import answers, editions, go_on, play, states, ways
from tests.play.stories import HASHES, ask, begin, end, look_at, option, rated, story, take

stories = settings(max_examples=80, deadline=None, derandomize=True)
SEEDS = st.integers(0, 2**64)


def reloaded(run: Run) -> Run:
    """The run as another process finds it."""
    written = msgspec.json.encode(run.records)
    records = msgspec.json.decode(written, type=list[AnyRecord])
    assert records == run.records
    again, migrated = Run.load(Program(run.program.edition, "Ada"), HASHES, records)
    assert migrated is None
    return again


@stories
@given(editions(), SEEDS, ways())
def test_a_journal_replays_to_where_the_run_stood(edition: Edition, seed: int, way: list[int]) -> None:
    run = play(edition, seed, way)
    again = reloaded(run)
    assert again.state == run.state
    assert again.steps == run.steps
    assert again.opening == run.opening
    assert again.checkpoints() == run.checkpoints()
    assert digest(again.program, again.state) == digest(run.program, run.state)


@stories
@given(editions(), SEEDS, ways(), st.integers(0, 99), ways())
def test_a_checkpoint_is_a_place_to_start_again_from(
    edition: Edition, seed: int, way: list[int], which: int, other: list[int]
) -> None:
    run = play(edition, seed, way)
    assume(run.steps)
    before, end_, steps = list(run.records), run.state, list(run.steps)
    checkpoint = run.checkpoints()[which % len(run.checkpoints())]
    run.commit(run.propose_rewind(checkpoint.seq))
    assert run.state.scene == checkpoint.scene
    assert digest(run.program, run.state) == checkpoint.digest
    assert not run.state.spent
    kept = len(run.steps)
    take(run, *(step.decided.answer for step in steps[kept:]))
    assert run.state == end_
    assert [s.after for s in run.steps] == [s.after for s in steps]
    assert [s.decided.digest for s in run.steps] == [s.decided.digest for s in steps]
    assert run.records[: len(before)] == before
    assert run.records[len(before)] == Rewound(seq=len(before), to=checkpoint.seq)
    run.commit(run.propose_rewind(checkpoint.seq))
    go_on(run, other)
    assert reloaded(run).state == run.state
    assert [step.decided for step in run.steps] == live_path(run.records)


def fits(offer: AnyOffer | None, answer: AnyAnswer) -> bool:
    """Whether an answer is on offer, read off what players see."""
    match offer, answer:
        case ChooseOffer(), Choose():
            return answer.option in {o.id for o in offer.options if o.open}
        case InvestigateOffer(), Investigate():
            return answer.look is None or answer.look in {o.id for o in offer.looks if o.open}
        case MarkOffer(), Mark():
            others = len(offer.lines) - len(offer.places)
            return (
                ordered(answer.places, offer.places.values())
                and 0 <= answer.elsewhere <= others
                and 1 <= len(answer.places) + answer.elsewhere <= offer.limit
            )
        case DefendOffer(), Defend():
            return (
                answer.claim in {o.id for o in offer.claims if o.open}
                and ordered(answer.exhibits, [o.id for o in offer.exhibits])
                and len(answer.exhibits) <= offer.limit
            )
        case AllocateOffer(), Allocate():
            given = dict(answer.shares)
            return (
                [item for item, _ in answer.shares] == sorted(item.id for item in offer.items)
                and all(item.least <= given[item.id] <= item.most for item in offer.items)
                and sum(given.values()) == offer.total
            )
        case WriteOffer(), Write():
            return True
    return False


def ordered(ids: Sequence[str], among: object) -> bool:
    known = set(msgspec.convert(list(among), list[str]))  # type: ignore[call-overload]
    return list(ids) == sorted(set(ids)) and set(ids) <= known


@stories
@given(editions(), SEEDS, ways())
def test_what_is_on_offer_is_accepted_and_nothing_else(edition: Edition, seed: int, way: list[int]) -> None:
    run = play(edition, seed, way)
    program = run.program
    for state in states(run):
        offer = legal(program, state)
        for answer in answers(program, state):
            if fits(offer, answer):
                advance(program, state, answer)
            else:
                with pytest.raises(IllegalDecision, match=r"\w"):
                    advance(program, state, answer)


@stories
@given(editions(), SEEDS, ways())
def test_a_refused_decision_leaves_the_run_as_it_was(edition: Edition, seed: int, way: list[int]) -> None:
    run = play(edition, seed, way)
    records, state, steps, offer = list(run.records), run.state, list(run.steps), run.offer()
    refused = [answer for answer in answers(run.program, state) if not fits(offer, answer)]
    for answer in refused[:20]:
        with pytest.raises(IllegalDecision):
            run.propose(answer)
    for seq in (-1, len(records)):
        with pytest.raises(IllegalDecision, match="no checkpoint"):
            run.propose_rewind(seq)
        with pytest.raises(IllegalDecision, match="no record"):
            run.propose_note(seq, Note(talk=True))
    assert (run.records, run.state, run.steps) == (records, state, steps)


@stories
@given(editions(), SEEDS, ways())
def test_whatever_walk_knows_can_be_done_and_leaves_its_state_alone(
    edition: Edition, seed: int, way: list[int]
) -> None:
    run = play(edition, seed, way)
    program, state = run.program, run.state
    kept, scenario = deepcopy(state), msgspec.json.encode(edition)
    for answer in walk(program, state):
        assert fits(legal(program, state), answer)
        after, events = advance(program, state, answer)
        assert (after, events) == advance(program, state, answer)
    assert state == kept
    assert msgspec.json.encode(edition) == scenario
    assert bool(walk(program, state)) != run.ended


def within(program: Program, state: State) -> list[str]:
    """The names of the values that have left their bounds, or are answers that outlived their scene."""
    return [
        name
        for name, quantity in program.quantities.items()
        for value in (program.value(state.values, name),)
        if not quantity.low <= value <= quantity.high
        or (name.startswith(("mark.", "claim.", "exhibit.")) and value)
    ]


@stories
@given(editions(), SEEDS, ways())
def test_to_follow_is_to_advance_without_the_events(edition: Edition, seed: int, way: list[int]) -> None:
    run = play(edition, seed, way)
    program = run.program
    for state in states(run):
        offer = legal(program, state)
        for answer in answers(program, state):
            if fits(offer, answer):
                assert follow(program, state, answer) == advance(program, state, answer)[0]
            else:
                with pytest.raises(IllegalDecision, match=r"\w"):
                    follow(program, state, answer)


@stories
@given(editions(), SEEDS, ways())
def test_values_stay_in_their_bounds(edition: Edition, seed: int, way: list[int]) -> None:
    run = play(edition, seed, way)
    for state in (run.opening_state, *(step.after for step in run.steps)):
        assert within(run.program, state) == []


@stories
@given(editions(), SEEDS, ways())
def test_the_best_is_the_best_of_all_answers(edition: Edition, seed: int, way: list[int]) -> None:
    run = play(edition, seed, way)
    program = run.program
    for state in states(run)[-2:]:
        offer = legal(program, state)
        found = [assess(program, state, a) for a in answers(program, state) if fits(offer, a)]
        worths = [worth for worth in found if worth is not None]
        if program.scene(state.scene).tag in ("investigate", "write"):
            assert worths == []
        elif offer is not None:
            assert {worth.best for worth in worths} == {max(worth.rating for worth in worths)}
            assert {worth.best_hindsight for worth in worths} == {max(w.hindsight for w in worths)}


@stories
@given(editions(), SEEDS, ways())
def test_walk_knows_everything_that_can_follow(edition: Edition, seed: int, way: list[int]) -> None:
    run = play(edition, seed, way)
    program = run.program
    for state in states(run)[-2:]:
        offer = legal(program, state)
        all_ = {advance(program, state, a)[0] for a in answers(program, state) if fits(offer, a)}
        assert {advance(program, state, a)[0] for a in walk(program, state)} == all_


@stories
@given(editions(), SEEDS, ways(), st.integers(0, 99))
def test_a_proposal_changes_nothing_and_only_the_next_one_is_taken(
    edition: Edition, seed: int, way: list[int], which: int
) -> None:
    run = play(edition, seed, way)
    found = walk(run.program, run.state)
    assume(found)
    records, state, steps = list(run.records), run.state, list(run.steps)
    answer = found[which % len(found)]
    stale, proposal = run.propose(answer), run.propose(answer, Note(seconds=1.5))
    run.propose_rewind(0) if steps else run.propose_note(0, Note(talk=True))
    assert (run.records, run.state, run.steps) == (records, state, steps)
    run.commit(proposal)
    assert run.state == proposal.state
    assert run.steps[-1].events == proposal.events
    assert run.notes(proposal.records[0].seq) == Note(seconds=1.5)
    for refused in (stale, proposal):
        with pytest.raises(JournalError, match="does not follow"):
            run.commit(refused)
    assert run.records == [*records, *proposal.records]


def test_what_a_decision_is_worth_depends_on_a_fact_only_where_the_story_says_so() -> None:
    edition = story(
        ask(
            "a",
            "end",
            option("blind", rating=rated(("world.hollow and clue.log", 1), 4)),
            option("safe", rating=rated(3)),
        ),
        end(),
    )
    program = Program(edition)
    in_both = [start(program, seed=1, world=world)[0] for world in ("hollow", "solid")]
    blind = [assess(program, state, Choose("blind")) for state in in_both]
    assert [(w.rating, w.best) for w in blind if w] == [(4, 4), (4, 4)]
    assert [(w.hindsight, w.best_hindsight, w.lost_bet) for w in blind if w] == [(1, 3, True), (4, 4, False)]


# --- frozen -------------------------------------------------------------------------------------------
# Saved runs depend on these: whoever comes back must see the options where they were, and the same world
# must be drawn again. If one of them fails, the change is wrong, not the figures.


@pytest.mark.parametrize(
    ("seed", "scene", "visit", "expected"),
    [
        (0, "desk", 1, (0,)),
        (0, "desk", 1, (1, 3, 0, 2)),
        (1, "desk", 1, (3, 0, 2, 1)),
        (1, "desk", 2, (2, 3, 0, 1)),
        (1, "meeting", 1, (1, 2, 3, 0)),
        (2**64, "desk", 1, (2, 1, 3, 0)),
        (7, "friday", 3, (4, 2, 5, 1, 3, 0)),
        (20261120, "desk", 12, (0, 3, 4, 6, 5, 7, 1, 2)),
        (5, "é", 1, (1, 2, 0)),
    ],
)
def test_order_is_frozen(seed: int, scene: str, visit: int, expected: tuple[int, ...]) -> None:
    assert order(seed, scene, visit, len(expected)) == expected


@settings(stories, max_examples=200)
@given(SEEDS, st.text(max_size=8), st.integers(1, 50), st.integers(0, 12))
def test_order_is_a_permutation(seed: int, scene: str, visit: int, n: int) -> None:
    assert sorted(order(seed, scene, visit, n)) == list(range(n))


@pytest.mark.parametrize(
    ("seed", "what", "n", "expected"),
    [
        (0, "world", 2, 1),
        (1, "world", 2, 0),
        (2, "world", 2, 0),
        (3, "world", 3, 0),
        (4, "world", 3, 2),
        (2**64, "world", 5, 3),
        (12345, "desk\x1f1\x1f3", 4, 1),
        (9, "", 1000, 272),
    ],
)
def test_draw_is_frozen(seed: int, what: str, n: int, expected: int) -> None:
    assert draw(seed, what, n) == expected


def test_the_world_drawn_is_frozen() -> None:
    edition = story(ask("a", "end", "go"), end())
    drawn = [Run.begin(Program(edition), HASHES, seed=seed).started.world for seed in range(8)]
    assert drawn == ["solid", "hollow", "hollow", "solid", "solid", "hollow", "hollow", "hollow"]


def test_digests_are_frozen() -> None:
    go = option("go", effect="days -= 1; told = true; later.bill = 2; owes.ops += 1")
    edition = story(ask("a", "desk", go), look_at("desk", "end", "log", "wire", budget=5), end())
    run = take(begin(edition), "go", Investigate("log"), Investigate())
    assert [run.started.digest, *(d.digest for d in live_path(run.records))] == [
        "9eda250bae3927c0",
        "4e276de51c508ff2",
        "f4e1c1dc69bee0a2",
        "cd474aca06a7885f",
    ]
