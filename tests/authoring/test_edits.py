"""What edits do to saves: what the comparison says, and what becomes of runs that were really saved."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ladderquest.authoring.differences import Change, combined, differences, similar
from ladderquest.authoring.edits import Comparison, Edit, compare, compare_packs
from ladderquest.authoring.saved import land, saved_runs
from ladderquest.authoring.wording import may_move
from ladderquest.game import Game
from ladderquest.pack.cache import hashes
from ladderquest.pack.ladder import Placement
from ladderquest.pack.model import (
    AllocateScene,
    Clue,
    Delayed,
    Edition,
    Ending,
    Look,
    Manifest,
    Pack,
    Result,
    Scene,
    Share,
    Variable,
    Variant,
    World,
)
from ladderquest.play import Program
from ladderquest.play.moves import Choose, Investigate
from ladderquest.saves import PlayerStore, Saves
from tests.growth.story import ladder
from tests.play.inventing import Author, editions
from tests.play.stories import (
    CAST,
    DEFAULTS,
    MEMORIES,
    ask,
    defend,
    end,
    look_at,
    mark,
    option,
    prose,
    story,
    to,
    write,
)

NOW = datetime(2026, 11, 20, 9, 45, 12, tzinfo=UTC)
HALL = ask("hall", "desk", "in", "on", at="Sunday")
WAIT = option("wait", effect="days -= 1")
TELL = option("tell", effect="told = true", when="days < 3")
DESK = ask("desk", "call", "work", WAIT, at="Monday")
CALL = ask("call", "room", "listen", TELL, at="Tuesday")
ROOM = look_at("room", "after", "log", "wire", "contract", budget=3, at="Wednesday")
AFTER = ask("after", "end", "leave", option("stay", goto=to("late")), at="Thursday")
SCENES: tuple[Scene, ...] = (HALL, DESK, CALL, ROOM, AFTER, end(), end("late", "late"))
OLD = story(*SCENES)
WORLDS: tuple[World, ...] = DEFAULTS["worlds"]


def edited(*changed: Scene, scenes: Sequence[Scene] = SCENES, **fields: Any) -> Edition:
    """The story with scenes of these ids in place of the old ones; others come at the end."""
    new = {scene.id: scene for scene in changed}
    return story(*(new.pop(scene.id, scene) for scene in scenes), *new.values(), **fields)


def without(*ids: str) -> tuple[Scene, ...]:
    return tuple(scene for scene in SCENES if scene.id not in ids)


def pack(*editions: Edition) -> Pack:
    return Pack(
        manifest=Manifest(schema=1, id="p", title="P", version="1", company="C"),
        cast=editions[0].cast if editions else CAST,
        memories=editions[0].memories if editions else MEMORIES,
        ladder=ladder(),
        placement=Placement(intro="", questions=(), routes=(), source="here"),
        scenarios=tuple(edition.scenario for edition in editions),
    )


def found(comparison: Comparison, said: str) -> Edit:
    """The one edit whose sentence begins like this."""
    fitting = [edit for edit in comparison.edits if edit.sentence.startswith(said)]
    assert len(fitting) == 1, [edit.sentence for edit in comparison.edits]
    return fitting[0]


# --- the nine edits of the ink comparison, with a save that stands where they are made -----------------

Opener = Callable[[Edition], Game]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Opens the same player again and again, as new processes would."""
    saves = Saves(tmp_path / "saves")
    stores: list[PlayerStore] = [saves.create("Ada")]

    def open_(edition: Edition) -> Game:
        stores[-1].close()
        stores.append(saves.open(stores[0].player))
        return Game(pack(edition), stores[-1], now=lambda: NOW, dice=lambda: 1)

    yield open_
    stores[-1].close()


NEW_DAY = Variable(id="mood", initial=3, max=10)
NINE: dict[str, tuple[Edition, str, str, str, str]] = {
    # edit: (edition, verdict, beginning of the sentence, scene where the save then is, what Ada is told)
    "a paragraph is added": (
        edited(ask("call", "room", "listen", TELL, at="Tuesday", text=(*prose("New."), *prose("Scene.")))),
        "safe", "`text` of scene 'call' was changed", "call", "",
    ),
    "a variable is added and used": (
        edited(
            ask("call", "room", option("listen", effect="mood += 1"), TELL, at="Tuesday"),
            variables=(*DEFAULTS["variables"], NEW_DAY),
        ),
        "safe", "variable 'mood' was added", "call", "",
    ),
    "an option is added below": (
        edited(ask("call", "room", "listen", TELL, "added", at="Tuesday")),
        "safe", "option 'added' in scene 'call' was added", "call", "",
    ),
    "an option is added above": (
        edited(ask("call", "room", "added", "listen", TELL, at="Tuesday")),
        "safe", "option 'added' in scene 'call' was added", "call", "",
    ),
    "an option is reworded": (
        edited(ask("call", "room", option("listen", says="Hear him out"), TELL, at="Tuesday")),
        "safe", "`says` of option 'listen' in scene 'call' was changed", "call", "",
    ),
    "an option is removed": (
        edited(ask("desk", "call", "work", at="Monday")),
        "back", "option 'wait' in scene 'desk' was removed", "desk",
        "in scene 'desk', there is no option 'wait' here. You are back at Monday, 1 decision earlier",
    ),
    "a scene is renamed": (
        edited(
            ask("desk", "phone", "work", WAIT, at="Monday"),
            ask("phone", "room", "listen", TELL, at="Tuesday"),
            scenes=without("call"),
        ),
        "back", "scene 'call' looks as if it were renamed to 'phone'", "desk",
        "what follows from the decision in scene 'desk' is different now. You are back at Monday, 1 decision",
    ),
    "a scene is deleted": (
        edited(ask("desk", "room", "work", WAIT, at="Monday"), scenes=without("call")),
        "back", "scene 'call' was removed", "desk",
        "what follows from the decision in scene 'desk' is different now. You are back at Monday, 1 decision",
    ),
    "a condition is changed": (
        edited(ask("desk", "call", "work", option("wait", effect="days -= 1", when="days > 3"), at="Monday")),
        "back", "`when` of option 'wait' in scene 'desk' was nothing and is `days > 3`", "desk",
        "in scene 'desk', option 'wait' cannot be taken: it is not open here. You are back at Monday",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("new", "verdict", "said", "scene", "told"), NINE.values(), ids=NINE)
def test_each_of_nine_edits_is_safe_or_reported_and_a_save_proves_it(
    opened: Opener, new: Edition, verdict: str, said: str, scene: str, told: str
) -> None:
    sitting = opened(OLD).begin("small")
    for answer in ("in", "wait"):
        sitting.wait(sitting.decide(Choose(answer)))
    assert sitting.run.state.scene == "call"
    again = opened(new).open(sitting.run_id)
    assert again.run.state.scene == scene
    assert told in again.notice
    assert bool(again.notice) == bool(told)
    edit = found(compare(OLD, new), said)
    assert edit.verdict == verdict
    again.wait(again.decide(Choose(again.run.offer().options[0].id)))  # type: ignore[union-attr]


def test_a_save_far_ahead_goes_back_to_where_the_edit_is(opened: Opener) -> None:
    new = edited(ask("call", "room", "listen", at="Tuesday"))
    sitting = opened(OLD).begin("small")
    for answer in (Choose("in"), Choose("wait"), Choose("tell"), Investigate("log"), Investigate(None)):
        sitting.wait(sitting.decide(answer))
    again = opened(new).open(sitting.run_id)
    comparison = compare(OLD, new)
    edit = found(comparison, "option 'tell' in scene 'call' was removed")
    assert (again.run.state.scene, len(again.run.steps)) == ("call", 2)
    assert (edit.verdict, edit.proved, comparison.scene) == ("back", True, "call")
    assert "in scene 'call', there is no option 'tell' here" in edit.sentence
    assert again.notice.startswith("This scenario was edited since you played: in scene 'call', there is no")
    assert edit.lost == comparison.lost >= 3


def test_a_run_whose_scenario_was_removed_goes_on_in_its_own_edition(opened: Opener) -> None:
    sitting = opened(OLD).begin("small")
    for answer in ("in", "wait"):
        sitting.wait(sitting.decide(Choose(answer)))
    nothing = dict.fromkeys(("variables", "clues", "artefacts", "later", "recalls", "remembers"), ())
    other = story(ask("lobby", "end", "in"), end(), **nothing)
    other = msgspec.structs.replace(other, scenario=msgspec.structs.replace(other.scenario, id="other"))
    game = opened(other)
    again = game.open(sitting.run_id)
    assert (again.run.state.scene, again.notice) == ("call", "")
    again.wait(again.decide(Choose("tell")))
    gone, new = compare_packs(pack(OLD), pack(other))[::-1]
    assert [gone.verdict, new.verdict] == ["safe", "safe"]
    assert gone.edits[0].sentence.startswith("scenario 'small' was removed: runs in progress go on")
    assert compare(OLD, None) == gone


def test_a_scenario_under_another_id_is_taken_for_a_renamed_one() -> None:
    renamed = msgspec.structs.replace(OLD, scenario=msgspec.structs.replace(OLD.scenario, id="tall"))
    gone, new = compare_packs(pack(OLD), pack(renamed))
    assert (
        "scenario 'small' looks as if it were renamed to 'tall': saves do not follow"
        in gone.edits[0].sentence
    )
    assert (gone.edits[0].gone, new.edits[0].gone) == (True, False)
    assert [each.scenario for each in compare_packs(pack(OLD), pack(renamed), "tall")] == ["small", "tall"]


# --- other edits ---------------------------------------------------------------------------------------

EDITS: dict[str, tuple[Edition, str, str]] = {
    "a world is gone": (edited(worlds=WORLDS[1:]), "ends", "world 'hollow' was removed"),
    "a world is added": (
        edited(worlds=(*WORLDS, msgspec.structs.replace(WORLDS[0], id="third"))),
        "safe", "world 'third' was added",
    ),
    "another first scene": (
        edited(start="desk"),
        "ends", "`start` was `hall` and is `desk`",
    ),
    "another move": (
        edited(look_at("call", "room", "log", at="Tuesday")),
        "back", "the move of scene 'call' was changed",
    ),
    "an initial value that no run has touched": (
        edited(variables=(*DEFAULTS["variables"][:1], Variable(id="nerve", initial=2, min=-3, max=10),
                          *DEFAULTS["variables"][2:])),
        "safe", "`initial` of variable 'nerve' was 0 and is 2",
    ),
    "an initial value that runs have moved away from": (
        edited(variables=(Variable(id="days", initial=4, max=5, label="Days"), *DEFAULTS["variables"][1:])),
        "back", "`initial` of variable 'days' was 3 and is 4",
    ),
    "the bounds of a variable": (
        edited(variables=(Variable(id="days", initial=3, min=3, label="Days"), *DEFAULTS["variables"][1:])),
        "back", "`min` of variable 'days' was nothing and is 3",
    ),
    "a look is removed": (
        edited(look_at("room", "after", "wire", "contract", budget=3, at="Wednesday")),
        "back", "look 'log' in scene 'room' was removed",
    ),
    "a budget shrinks, so a visit is over before": (
        edited(look_at("room", "after", "log", "wire", "contract", budget=2, at="Wednesday")),
        "back", "`budget` of scene 'room' was 3 and is 2",
    ),
    "a look is added, so a visit that was over is not": (
        edited(
            look_at("room", "after", "log", "wire", "contract", "mail", budget=3, at="Wednesday"),
            clues=(*DEFAULTS["clues"], Clue(id="mail", label="The mail", text=prose("Old."))),
        ),
        "safe", "look 'mail' in scene 'room' was added: it might move saves",
    ),
    "a free look is added, so a visit that was over is not": (
        edited(
            look_at("room", "after", "log", "wire", "contract", Look(clue="mail", cost=0), budget=3,
                    at="Wednesday"),
            clues=(*DEFAULTS["clues"], Clue(id="mail", label="The mail", text=prose("Old."))),
        ),
        "back", "look 'mail' in scene 'room' was added: saves go back to scene 'room'",
    ),
    "an effect on the way in": (
        edited(ask("after", "end", "leave", AFTER.options[1], at="Thursday", enter="days = 0")),
        "back", "`enter` of scene 'after' was nothing and is `days = 0`",
    ),
    "the last option before the end": (
        edited(ask("after", "end", "leave", at="Thursday")),
        "safe", "option 'stay' in scene 'after' was removed: it might move saves, and none of the",
    ),
    "options change places": (
        edited(ask("desk", "call", WAIT, "work", at="Monday")),
        "safe", "the order of the options of scene 'desk' was changed",
    ),
    "a decision is told in other words as well": (
        edited(ask("desk", "call", "work", WAIT, at="Monday", variants=(Variant(recap="Again."),))),
        "safe", "`variants` of scene 'desk'",
    ),
    "an ending is called another": (
        edited(endings=(Ending(id="done", title="Well done"), DEFAULTS["endings"][1])),
        "safe", "`title` of ending 'done' was changed",
    ),
    "a memory is no longer recalled": (
        edited(recalls=("warned",)),
        "ends", "recalled memory 'trust' was removed",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("new", "verdict", "said"), EDITS.values(), ids=EDITS)
def test_what_an_edit_does(new: Edition, verdict: str, said: str) -> None:
    comparison = compare(OLD, new)
    edit = found(comparison, said)
    assert edit.verdict == verdict
    assert comparison.verdict == verdict
    assert comparison.edits[0].verdict == verdict


POINT = mark("point", "after", Result(id="limit", when="mark.limit"), Result(id="other"), at="Tuesday")
MARKED = story(
    ask("desk", "look", "work"),
    look_at("look", "point", "log", "wire"),
    POINT,
    ask("after", "stand", "on"),
    defend("stand", "last", ["c0", "c1"], Result(id="any"), at="Friday"),
    ask("last", "end", "go"),
    end(),
)
DIFF = DEFAULTS["artefacts"][0]


def remarked(*changed: Scene, **fields: Any) -> Edition:
    return edited(*changed, scenes=MARKED.scenario.scenes, **fields)


def test_answers_that_the_old_edition_did_not_tell_apart_are_tried_as_well() -> None:
    without_call = msgspec.structs.replace(DIFF, places=(DIFF.places[0], DIFF.places[2]))
    comparison = compare(MARKED, remarked(artefacts=(without_call,)))
    assert found(comparison, "place 'call' in artefact 'diff' was removed").verdict == "back"
    comparison = compare(MARKED, remarked(msgspec.structs.replace(POINT, limit=1)))
    assert found(comparison, "`limit` of scene 'point' was 2 and is 1").verdict == "back"
    stand = defend("stand", "last", ["c0", "c1"], Result(id="any"), exhibits=("log",), at="Friday")
    comparison = compare(MARKED, remarked(stand))
    edit = found(comparison, "`exhibits` of scene 'stand' was changed")
    assert edit.verdict == "back"
    assert "exhibit 'wire' cannot be attached" in edit.sentence


WEEK = AllocateScene(
    id="week",
    text=prose("A week."),
    ask="Where?",
    total=4,
    unit="days",
    items=(Share(id="tests", says="Tests", steps=(2,)), Share(id="demo", says="Demo", steps=(1, 3))),
    results=(Result(id="well", when="share.tests >= 2", effect="nerve += 1"), Result(id="thin")),
    goto=to("after"),
)
SPLIT = story(WEEK, ask("after", "end", "on"), end())


@pytest.mark.parametrize(
    ("change", "verdict", "said"),
    [
        ({"total": 5}, "ends", "`total` of scene 'week' was 4 and is 5"),
        ({"items": (Share(id="tests", says="Tests", steps=(3,)), WEEK.items[1])}, "ends",
         "`steps` of item 'tests' in scene 'week' was changed"),
        ({"items": (Share(id="tests", says="Tests", steps=(2,), least=1), WEEK.items[1])}, "ends",
         "`least` of item 'tests' in scene 'week' was nothing and is 1"),
        ({"items": (Share(id="tests", says="Tests", steps=(2,), most=2), WEEK.items[1])}, "ends",
         "`most` of item 'tests' in scene 'week' was nothing and is 2"),
        ({"items": (*WEEK.items, Share(id="page", says="Page", steps=(1,)))}, "ends",
         "item 'page' in scene 'week' was added"),
        ({"items": (Share(id="tests", says="The tests", steps=(2,)), WEEK.items[1])}, "safe",
         "`says` of item 'tests' in scene 'week' was changed"),
        ({"items": WEEK.items[::-1]}, "safe", "the order of the items of scene 'week' was changed"),
        ({"unit": "half days"}, "safe", "`unit` of scene 'week' was changed"),
    ],
    ids=["total", "steps", "least", "most", "an item", "words", "order", "unit"],
)  # fmt: skip
def test_what_an_edit_does_to_an_amount_that_was_split(
    change: dict[str, Any], verdict: str, said: str
) -> None:
    new = edited(msgspec.structs.replace(WEEK, **change), scenes=SPLIT.scenario.scenes)
    assert found(compare(SPLIT, new), said).verdict == verdict


def test_a_question_for_a_written_page_is_called_one() -> None:
    page = write("page", "end")
    more = msgspec.structs.replace(page.rubric[0], id="more")
    new = msgspec.structs.replace(page, rubric=(*page.rubric, more))
    old = story(page, end())
    comparison = compare(old, edited(new, scenes=old.scenario.scenes))
    assert found(comparison, "question 'more' in scene 'page' was added").verdict == "safe"


def test_a_result_that_is_added_counts_where_it_comes_first() -> None:
    first = Result(id="first", when="mark.call", effect="nerve += 1")
    new = msgspec.structs.replace(POINT, results=(POINT.results[0], first, POINT.results[1]))
    edit = found(compare(MARKED, remarked(new)), "result 'first' in scene 'point' was added")
    assert edit.verdict == "back"
    two = msgspec.structs.replace(POINT, results=(POINT.results[0], first, POINT.results[1]))
    turned = msgspec.structs.replace(POINT, results=(first, *POINT.results))
    edit = found(
        compare(remarked(two), remarked(turned)), "the order of the results of scene 'point' was changed"
    )
    assert (edit.verdict, edit.proved) == ("back", True)  # of two that hold another counts


def test_an_edit_is_reported_where_an_earlier_one_already_moves_its_runs() -> None:
    new = edited(
        ask(
            "hall", "desk", option("in", effect="nerve += 1"), option("on", effect="nerve += 1"), at="Sunday"
        ),
        ask("call", "room", "listen", at="Tuesday"),
    )
    comparison = compare(OLD, new)
    assert found(comparison, "`effect` of option 'in' in scene 'hall'").verdict == "ends"
    edit = found(comparison, "option 'tell' in scene 'call' was removed")
    assert (edit.verdict, "there is no option 'tell' here" in edit.sentence) == ("back", True)


def test_two_edits_that_make_up_for_each_other_move_nothing() -> None:
    moved = edited(
        ask("desk", "call", option("work"), option("wait"), at="Monday"),
        ask("call", "room", "listen", TELL, at="Tuesday", enter="days -= 1"),
    )
    both = edited(
        ask("desk", "call", option("wait"), at="Monday"),
        ask("call", "room", "listen", TELL, at="Tuesday", enter="days -= 1"),
    )
    old = edited(ask("desk", "call", WAIT, at="Monday"))
    assert compare(old, both).verdict == "safe"
    assert {edit.proved for edit in compare(old, both).edits} == {False}
    assert compare(OLD, moved).verdict == "back"


def test_words_of_the_cast_and_of_memories_are_safe_and_bounds_are_not() -> None:
    people = (msgspec.structs.replace(CAST[0], name="Pia"), *CAST[1:])
    memories = (msgspec.structs.replace(MEMORIES[0], max=3), *MEMORIES[1:])
    comparison = compare(OLD, msgspec.structs.replace(OLD, cast=people, memories=memories))
    cast = found(comparison, "`name` of member of the cast 'product' was changed")
    bound = found(comparison, "`max` of memory 'trust' was 5 and is 3")
    assert (cast.verdict, cast.file, cast.path) == ("safe", "cast", ("cast", 0, "name"))
    assert (bound.verdict, bound.file, bound.path) == ("ends", "memories", ("memories", 0, "max"))


def test_the_place_of_an_edit_is_in_the_new_file_or_of_what_is_gone_in_the_old_one() -> None:
    comparison = compare(
        OLD, edited(ask("desk", "call", WAIT, "new", at="Monday"), scenes=SCENES[::-1], start="hall")
    )
    new = found(comparison, "option 'new' in scene 'desk' was added")
    gone = found(comparison, "option 'work' in scene 'desk' was removed")
    assert (new.path, new.gone) == (("scenes", 5, "options", 1), False)
    assert (gone.path, gone.gone) == (("scenes", 1, "options", 0), True)
    when = compare(
        OLD, edited(ask("call", "room", "listen", option("tell", effect="told = true"), at="Tuesday"))
    )
    assert [(e.path, e.gone) for e in when.edits] == [(("scenes", 2, "options", 1, "when"), False)]


# --- whatever the edit ---------------------------------------------------------------------------------


def sound(edition: Edition) -> bool:
    """Whether every way leads to a scene that is there; all else that a loader asks holds anyway."""
    scenes = edition.scenario.scenes
    named = {jump["to"] for jump in _jumps(msgspec.to_builtins(edition))} | {edition.scenario.start}
    return named <= {scene.id for scene in scenes}


def _jumps(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        if "to" in value:
            yield value
        for entry in value.values():
            yield from _jumps(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _jumps(entry)


KINDS = {
    "choose": Author.choose,
    "investigate": Author.investigate,
    "mark": Author.mark,
    "defend": Author.defend,
    "allocate": Author.allocate,
    "write": Author.write,
    "goto": Author.by_way,
    "ending": Author.ending,
}


@st.composite
def rewritten(draw: st.DrawFn) -> tuple[Edition, Edition]:
    """A story, and the same with some of its scenes written anew, each with the move that it has."""
    old = draw(editions())
    author, scenes = Author(draw), list(old.scenario.scenes)
    author.count = len(scenes)
    for n in draw(st.sets(st.integers(0, len(scenes) - 1), min_size=2, max_size=4)):
        scenes[n] = KINDS[str(scenes[n].__struct_config__.tag)](author, n)
    later = draw(editions()).scenario.later
    scenario = msgspec.structs.replace(old.scenario, scenes=tuple(scenes), later=later)
    return old, msgspec.structs.replace(old, scenario=scenario)


def pairs() -> st.SearchStrategy[tuple[Edition, Edition]]:
    """Two editions with little in common, or with much."""
    return st.one_of(rewritten(), st.tuples(editions(), editions()))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(editions(), editions())
def test_all_differences_together_make_the_new_edition_and_none_the_old(old: Edition, new: Edition) -> None:
    every = differences(old, new)
    assert combined(old, new, every) == new
    assert combined(old, new, []) == old
    assert (differences(old, old), bool(every)) == ([], old != new)


def some(changes: Sequence[Change], picks: Sequence[int]) -> list[Change]:
    return [change for n, change in enumerate(changes) if picks[n % len(picks)]]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rewritten())
def test_no_save_is_moved_by_edits_that_are_safe_by_their_nature(pair: tuple[Edition, Edition]) -> None:
    old, other = pair
    new = combined(old, other, [change for change in differences(old, other) if not may_move(change)])
    assume(new != old)
    program, known = Program(new), hashes(new)
    assert [run for run in saved_runs(old, 150) if land(program, known, run.records)] == []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(pairs(), st.lists(st.integers(0, 3).map(lambda n: n == 0), min_size=1, max_size=9))
def test_the_verdict_is_what_the_runs_say(pair: tuple[Edition, Edition], picks: list[bool]) -> None:
    old, other = pair
    new = combined(old, other, some(differences(old, other), picks))
    assume(sound(new) and new != old)
    comparison = compare(old, new, 200)
    program, known = Program(new), hashes(new)
    landings = [land(program, known, run.records) for run in saved_runs(old, 200)]
    moved = [landing for landing in landings if landing is not None]
    assert (comparison.tried, comparison.moved) == (len(landings), len(moved))
    assert (comparison.verdict == "safe") == (not moved)
    assert comparison.lost == max((landing.lost for landing in moved), default=0)
    if any(landing.kept == 0 for landing in moved):
        assert comparison.verdict == "ends"
    assert [edit for edit in comparison.edits if edit.verdict != "safe" and not edit.lost] == []


@settings(max_examples=40, deadline=None, derandomize=True)
@given(editions(), editions())
def test_one_run_stands_for_every_save_on_its_way(old: Edition, new: Edition) -> None:
    program, known = Program(new), hashes(new)
    for run in saved_runs(old, 40)[:4]:
        whole = land(program, known, run.records)
        for decisions in range(len(run.steps) + 1):
            landing = land(program, known, run.records[: 1 + decisions])
            if landing is None:
                assert whole is None or decisions <= whole.kept + len(old.scenario.clues)
            else:
                assert whole is not None
                assert (landing.kept, landing.because) == (whole.kept, whole.because)


def test_runs_are_the_same_every_time_and_take_every_answer() -> None:
    runs = saved_runs(MARKED, 2_000)
    assert [run.records for run in runs] == [run.records for run in saved_runs(MARKED, 2_000)]
    answers = {(step.before.scene, str(step.decided.answer)) for run in runs for step in run.steps}
    assert sum(scene == "point" for scene, _ in answers) == 7  # with 0 to 2 of two places, and other lines
    assert not any(run.ended for run in runs)
    assert {run.started.world for run in runs} == {"hollow", "solid"}
    assert {run.started.recalls.get("trust") for run in runs} == {None, 0, 5}


def test_alike_is_what_shares_most_of_its_words() -> None:
    call, phone = (
        msgspec.to_builtins(ask(id_, "room", "listen", TELL, at="Tuesday")) for id_ in ("call", "phone")
    )
    assert similar(call, call) == 1
    assert 0.6 < similar(call, phone) < 1
    assert similar(call, msgspec.to_builtins(ROOM)) < 0.3


def test_an_old_scenario_that_breaks_off_has_saves_up_to_there() -> None:
    """Each of two blocks sets both off again: soon more wait than may."""
    later = tuple(
        Delayed(id=name, then=(), effect="later.echo = 2; later.bill = 2") for name in ("echo", "bill")
    )
    off = option("off", goto=to("end"), when="visits.s0 > 90")
    waiting = ask("s0", "s0", option("wait", effect="later.echo = 1"), off)
    old = story(waiting, end(), later=later)
    runs = saved_runs(old, 60)
    assert 1 < max(len(run.steps) for run in runs) < 60
