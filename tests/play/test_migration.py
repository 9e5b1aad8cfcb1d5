"""A scenario that is edited under a run: what stays, what goes back, and what the journal keeps."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladderquest.pack.cache import hashes
from ladderquest.pack.model import Edition, Scene, Variable, World
from ladderquest.play import AnyRecord, JournalError, Migrated, Program, Run, digest
from ladderquest.play.journal import Annotated, Decided, Rewound, Started, live_path
from ladderquest.play.moves import Choose, Investigate
from tests.play.inventing import editions, go_on, play, ways
from tests.play.stories import DEFAULTS, ask, by_way, end, look_at, option, prose, story, take

WAIT = option("wait", effect="days -= 1")
TELL = option("tell", effect="told = true", when="days < 3")
DESK = ask("desk", "call", "work", WAIT, at="Monday")
CALL = ask("call", "room", "listen", TELL, at="Tuesday")
ROOM = look_at("room", "after", "log", "wire", "contract", budget=3, at="Wednesday")
AFTER = ask("after", "end", "leave", at="Thursday")
SCENES: tuple[Scene, ...] = (DESK, CALL, ROOM, AFTER, end())
WORLDS: tuple[World, ...] = DEFAULTS["worlds"]


def begun(edition: Edition) -> Run:
    return Run.begin(Program(edition, "Ada"), hashes(edition), seed=1, world="hollow")


def played() -> Run:
    """A run that stands in ``after``."""
    return take(begun(story(*SCENES)), "wait", "tell", Investigate("log"), Investigate())


def edited(*changed: Scene, scenes: Sequence[Scene] = SCENES, **fields: Any) -> Edition:
    """The story with scenes of these ids in place of the old ones."""
    new = {scene.id: scene for scene in changed}
    return story(*(new.pop(scene.id, scene) for scene in scenes), *new.values(), **fields)


def load(edition: Edition, records: Sequence[AnyRecord]) -> tuple[Run, Migrated | None]:
    """A run as another process finds it."""
    again = msgspec.json.decode(msgspec.json.encode(records), type=list[AnyRecord])
    return Run.load(Program(edition, "Ada"), hashes(edition), again)


def moved(edition: Edition, run: Run) -> tuple[Run, Migrated]:
    """``run`` in a new edition, where it must hold together, be loaded again as it is, and keep its past."""
    before = list(run.records)
    new, migrated = load(edition, before)
    assert migrated is not None
    assert new.records == [*before, migrated]
    assert (migrated.seq, migrated.rules, migrated.text) == (len(before), *hashes(edition))
    assert migrated.digest == digest(new.program, new.state)
    assert [step.decided for step in new.steps] == live_path(new.records)
    again, no_more = load(edition, new.records)
    assert no_more is None
    assert (again.state, again.steps, again.records) == (new.state, new.steps, new.records)
    return new, migrated


# --- edits under which a run stays where it is -----------------------------------------------------

STAY = {
    "a text is reworded": edited(ask("call", "room", "listen", TELL, at="Later", text=prose("New words."))),
    "an option is added above": edited(ask("desk", "call", "new", "work", WAIT)),
    "an option is added below": edited(ask("desk", "call", "work", WAIT, "new")),
    "options change places": edited(ask("desk", "call", WAIT, "work")),
    "a variable is added": edited(variables=(*DEFAULTS["variables"], Variable(id="mood", initial=4))),
    "variables change places": edited(variables=DEFAULTS["variables"][::-1]),
    "a scene is added": edited(ask("attic", "end", "go")),
    "an option not taken is removed": edited(ask("desk", "call", WAIT)),
    "the way ahead is changed": edited(ask("after", "attic", "leave"), ask("attic", "end", "go")),
    "worlds change places": edited(worlds=WORLDS[::-1]),
    "a visit is asked about": edited(
        ask("desk", "call", "work", option("wait", effect="days -= visits.desk"))
    ),
}


@pytest.mark.parametrize("edition", STAY.values(), ids=STAY)
def test_a_run_stays_where_what_was_decided_still_stands(edition: Edition) -> None:
    run = played()
    new, migrated = moved(edition, run)
    assert migrated.because == ""
    assert migrated.to == run.steps[-1].decided.seq
    assert new.state.scene == "after"
    assert len(new.steps) == len(run.steps)
    take(new, "leave")
    assert load(edition, new.records)[0].state == new.state


def test_an_untouched_scenario_leaves_no_record() -> None:
    run = played()
    again, migrated = load(story(*SCENES), run.records)
    assert migrated is None
    assert again.records == run.records


# --- edits that send a run back --------------------------------------------------------------------

GONE = tuple(scene for scene in SCENES if scene.id != "call")
BACK: dict[str, tuple[Edition, str, int, str]] = {
    "the option taken is gone": (
        edited(ask("call", "room", "listen")),
        "call",
        1,
        "in scene 'call', there is no option 'tell' here",
    ),
    "an option is renamed": (
        edited(ask("desk", "call", "work", option("hold", effect="days -= 1"))),
        "desk",
        0,
        "in scene 'desk', there is no option 'wait' here",
    ),
    "a scene is renamed": (
        edited(
            ask("desk", "phone", "work", WAIT), ask("phone", "room", "listen", TELL), scenes=(DESK, *GONE[1:])
        ),
        "desk",
        0,
        "what follows from the decision in scene 'desk' is different now",
    ),
    "a scene is gone": (
        edited(ask("desk", "room", "work", WAIT), scenes=GONE),
        "desk",
        0,
        "what follows from the decision in scene 'desk' is different now",
    ),
    "the first scene is another": (
        edited(ask("hall", "desk", "in"), start="hall"),
        "hall",
        0,
        "scene 'desk' is no longer reached there",
    ),
    "a condition no longer holds": (
        edited(ask("call", "room", "listen", option("tell", effect="told = true", when="days < 1"))),
        "call",
        1,
        "in scene 'call', option 'tell' cannot be taken: it is not open here",
    ),
    "an effect is another": (
        edited(ask("desk", "call", "work", option("wait", effect="days -= 2"))),
        "desk",
        0,
        "what follows from the decision in scene 'desk' is different now",
    ),
    "another move is asked": (
        edited(look_at("call", "room", "log")),
        "call",
        1,
        "in scene 'call', scene 'call' asks to investigate, not to choose",
    ),
    "the way leads in a circle": (
        edited(by_way("room", ("told", "room"), "after")),
        "call",
        1,
        "in scene 'call', more than 100 scenes in a row ask nothing, 'room' among them",
    ),
    "a look is gone, so its scene is asked again": (
        edited(look_at("room", "after", "wire", "contract", budget=3)),
        "room",
        2,
        "in scene 'room', there is nothing called 'log' to look at here",
    ),
    "what follows a look is another, so none of them stands": (
        edited(ask("after", "end", "leave", enter="days = 0")),
        "room",
        2,
        "what follows from the decision in scene 'room' is different now",
    ),
    "the world is gone": (
        edited(worlds=WORLDS[1:]),
        "desk",
        0,
        "the world 'hollow' is no longer part of the scenario",
    ),
}


@pytest.mark.parametrize(("edition", "scene", "kept", "because"), BACK.values(), ids=BACK)
def test_a_run_goes_back_to_the_newest_checkpoint_that_stands(
    edition: Edition, scene: str, kept: int, because: str
) -> None:
    run = played()
    new, migrated = moved(edition, run)
    assert (new.state.scene, len(new.steps), migrated.because) == (scene, kept, because)
    assert migrated.to == (run.steps[kept - 1].decided.seq if kept else 0)
    assert new.state.spent == ()
    assert [c.seq for c in new.checkpoints()] == [c.seq for c in run.checkpoints()][:kept]


@pytest.mark.parametrize(("edition", "scene", "kept", "because"), BACK.values(), ids=BACK)
def test_a_run_that_went_back_can_go_on_and_move_again(
    edition: Edition, scene: str, kept: int, because: str
) -> None:
    new, _ = moved(edition, played())
    go_on(new, [0, 1])
    assert len(new.steps) == kept + 2
    third, migrated = moved(story(*SCENES), new)  # and back to what it was at first
    assert len([r for r in third.records if isinstance(r, Migrated)]) == 2
    assert live_path(third.records) == [d for d in live_path(new.records) if d.seq <= migrated.to]
    go_on(third, [0] * 20)
    assert third.ended
    assert load(story(*SCENES), third.records)[0].state == third.state


def test_a_run_in_the_middle_of_a_look_goes_on_there_only_if_all_of_it_stands() -> None:
    run = take(begun(story(*SCENES)), "wait", "tell", Investigate("log"), Investigate("wire"))
    new, migrated = moved(edited(look_at("room", "after", "log", "wire", "contract", budget=5)), run)
    assert (migrated.because, new.state.spent) == ("", ("log", "wire"))
    new, migrated = moved(edited(look_at("room", "after", "log", "contract", budget=5)), run)
    assert (new.state.scene, new.state.spent, len(new.steps)) == ("room", (), 2)
    assert migrated.because == "in scene 'room', there is nothing called 'wire' to look at here"


def test_the_world_of_a_run_stays_the_one_it_moved_to() -> None:
    new, migrated = moved(edited(worlds=WORLDS[1:]), played())
    assert migrated.world == "solid"
    back, again = moved(story(*SCENES), new)
    assert (again.world, back.program.world(back.state.values)) == ("solid", "solid")


def test_annotations_and_old_branches_outlive_a_move() -> None:
    run = played()
    run.commit(run.propose_rewind(1))
    take(run, "listen")
    new, _ = moved(edited(ask("call", "room", "nod", TELL)), run)
    assert new.state.scene == "call"
    kinds = [type(record) for record in new.records]
    assert kinds == [Started, Decided, Decided, Decided, Decided, Rewound, Decided, Migrated]


# --- whatever the edit -----------------------------------------------------------------------------


@settings(max_examples=60, deadline=None, derandomize=True)
@given(editions(), editions(), st.integers(0, 9), ways(), ways())
def test_any_run_moves_to_any_edition_and_back(
    first: Edition, second: Edition, seed: int, way: list[int], on: list[int]
) -> None:
    run = play(first, seed, way)
    new, migrated = load(second, run.records)
    assert migrated is not None
    assert not (migrated.because and new.state.spent)
    assert bool(migrated.because) or len(new.steps) == len(run.steps)
    go_on(new, on)
    last, _ = moved(first, new) if first != second else (new, None)
    assert [record for record in last.records if not isinstance(record, Migrated | Annotated)] == [
        record for record in new.records if not isinstance(record, Migrated | Annotated)
    ]


# --- journals that do not hold together ------------------------------------------------------------

STARTED, FIRST, SECOND = played().records[:3]


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([], "no header"),
        ([msgspec.structs.replace(FIRST, seq=0)], "starts with one header"),
        ([STARTED, msgspec.structs.replace(STARTED, seq=1)], "starts with one header"),
        ([STARTED, SECOND], "record 1 of the journal is numbered 2"),
        ([STARTED, FIRST, FIRST], "record 2 of the journal is numbered 1"),
        ([STARTED, FIRST, Rewound(seq=2, to=7)], "goes back to 7, which is not on the live path"),
        ([STARTED, FIRST, Rewound(seq=2, to=0), Rewound(seq=3, to=1)], "goes back to 1"),
    ],
)
def test_a_journal_that_does_not_hold_together_is_refused(records: list[AnyRecord], message: str) -> None:
    with pytest.raises(JournalError, match=message):
        Run.load(Program(story(*SCENES)), hashes(story(*SCENES)), records)


def test_a_decision_that_was_tampered_with_does_not_stand() -> None:
    run = played()
    edition = run.program.edition
    for changed in (
        msgspec.structs.replace(run.steps[0].decided, answer=Choose("work")),
        msgspec.structs.replace(run.steps[0].decided, digest="0" * 16),
        msgspec.structs.replace(run.steps[0].decided, scene="call"),
    ):
        new, migrated = load(edition, [STARTED, changed, *run.records[2:]])
        assert migrated is not None
        assert migrated.because
        assert new.steps == []
