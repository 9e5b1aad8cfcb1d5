"""Where a player stands on the ladder."""

from typing import Any

import msgspec
import pytest

from ladderquest.growth.progress import (
    ladder_progress,
    may_rewind,
    scenario_progress,
    to_go_on,
    unseen_seed,
)
from ladderquest.growth.summary import RunSummary
from ladderquest.pack.ladder import Placement
from ladderquest.pack.model import Manifest, Pack, Scenario, World
from ladderquest.play import draw
from tests.growth.story import ask, end, ladder, option, prose, story

SCENARIO = story(ask("a", "end", option("go")), end()).scenario


def run(
    id_: str, day: int, *, ending: str | None = None, seen: tuple[str, ...] = (), **fields: Any
) -> RunSummary:
    fields = {"scenario": "small", "world": "calm"} | fields
    return RunSummary(
        run=id_,
        title="",
        phase=1,
        records=1,
        decisions=1,
        ending=ending,
        finished=bool(seen or ending),
        endings_seen=seen or ((ending,) if ending else ()),
        touched_at=f"2026-11-{day:02}T10:00:00+01:00",
        **fields,
    )


OPEN, NEWER = run("1", 4), run("2", 5)
DONE, LATE = run("3", 8, ending="done"), run("4", 9, ending="late", world="storm")
AGAIN = run("5", 1, seen=("secret", "late"))  # finished once, and gone back


@pytest.mark.parametrize(
    ("runs", "standing", "newest", "endings", "worlds"),
    [
        ([], "new", None, (), ()),
        ([run("9", 3, scenario="other", ending="done")], "new", None, (), ()),
        ([OPEN], "open", OPEN, (), ()),
        ([NEWER, OPEN], "open", NEWER, (), ()),
        ([DONE, OPEN], "open", OPEN, ("done",), ("calm",)),
        ([LATE, DONE], "done", LATE, ("done", "late"), ("calm", "storm")),
        ([AGAIN, LATE], "open", AGAIN, ("secret", "late"), ("calm", "storm")),
    ],
)
def test_what_a_player_has_made_of_a_scenario(
    runs: list[RunSummary],
    standing: str,
    newest: RunSummary | None,
    endings: tuple[str, ...],
    worlds: tuple[str, ...],
) -> None:
    progress = scenario_progress(SCENARIO, runs)
    assert (progress.standing, progress.run) == (standing, newest)
    assert (progress.endings_seen, progress.worlds_seen) == (endings, worlds)


def scenario(id_: str, phase: int, order: int) -> Scenario:
    return msgspec.structs.replace(SCENARIO, id=id_, phase=phase, order=order)


def test_the_ladder_has_its_phases_and_scenarios_in_order() -> None:
    one = ladder()
    rungs = [msgspec.structs.replace(one.phases[0], id=phase) for phase in (2, 1)]
    pack = Pack(
        manifest=Manifest(schema=1, id="p", title="P", version="1", company="C"),
        cast=(),
        memories=(),
        ladder=msgspec.structs.replace(one, phases=tuple(rungs)),
        placement=Placement(intro="", questions=(), routes=(), source="here"),
        scenarios=(scenario("c", 1, 2), scenario("b", 1, 1), scenario("a", 1, 2), scenario("d", 2, 1)),
    )
    runs = [run("1", 1, scenario="c", ending="done"), run("2", 2, scenario="d")]
    found = ladder_progress(pack, runs)
    assert [(rung.phase.id, rung.done) for rung in found] == [(1, 1), (2, 0)]
    assert [[(s.scenario.id, s.standing) for s in rung.scenarios] for rung in found] == [
        [("b", "new"), ("a", "new"), ("c", "done")],
        [("d", "open")],
    ]


def test_one_goes_on_with_the_open_run_touched_last() -> None:
    assert to_go_on([]) is None
    assert to_go_on([DONE, LATE]) is None
    assert to_go_on([NEWER, DONE, OPEN]) == NEWER


def test_going_back_opens_with_an_ending_or_by_setting() -> None:
    assert [may_rewind(finished, always) for finished in (False, True) for always in (False, True)] == [
        False,
        True,
        True,
        True,
    ]


def test_another_run_shows_another_world_until_all_are_seen() -> None:
    worlds = tuple(World(id=name, reveals=prose("R.")) for name in ("calm", "storm", "fog"))
    three = msgspec.structs.replace(SCENARIO, worlds=worlds)

    def drawn(seed: int) -> str:
        return worlds[draw(seed, "world", 3)].id

    for first in range(20):
        assert unseen_seed(three, (), first) == first
        assert unseen_seed(three, ("calm", "storm", "fog"), first) == first
        assert unseen_seed(three, ("gone",), first) == first
        seed = unseen_seed(three, ("calm", "storm"), first)
        assert drawn(seed) == "fog"
        assert all(drawn(before) != "fog" for before in range(first, seed))
