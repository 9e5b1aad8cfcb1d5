"""What a reader is asked about: every decision, at the end of a path that can be played again."""

from pathlib import Path

import pytest

from ladderquest.authoring.judging import is_rated
from ladderquest.authoring.rating import shuffled, situations
from ladderquest.authoring.stated import known_in, led_to
from ladderquest.pack.loader import edition, load_pack
from ladderquest.pack.model import ChooseScene, Pack
from ladderquest.play import Program
from tests.authoring.examples import EXAMPLE
from tests.authoring.files import CONTENT
from tests.cli.terminal import SAMPLE


def packs() -> list[tuple[Path, str]]:
    found = []
    for root in (CONTENT, SAMPLE, EXAMPLE):
        pack = load_pack(root).pack
        assert pack is not None
        found += [(root, scenario.id) for scenario in pack.scenarios]
    return found


def program_of(root: Path, name: str) -> Program:
    pack: Pack | None = load_pack(root).pack
    assert pack is not None
    return Program(edition(pack, name))


@pytest.mark.parametrize(("root", "name"), packs(), ids=[name for _, name in packs()])
def test_every_rated_decision_is_asked_about_where_its_path_leads(root: Path, name: str) -> None:
    program = program_of(root, name)
    found = situations(program, [world.id for world in program.scenario.worlds])
    rated = {each.id for each in program.scenario.scenes if isinstance(each, ChooseScene) and is_rated(each)}
    assert {each.decision for each in found} == rated
    for each in found:
        state = led_to(program, each.world, each.path)
        assert (state.scene, known_in(program, state)) == (each.decision, each.known)
        assert state.values == each.state.values
        assert len(each.options) > 1


def test_what_reads_the_same_is_asked_once() -> None:
    program = program_of(EXAMPLE, "nulls")
    worlds = [world.id for world in program.scenario.worlds]
    assert len(situations(program, [worlds[0]] * 2)) == len(situations(program, worlds[:1]))


def test_a_reader_has_the_same_order_every_time_and_others_another() -> None:
    program = program_of(EXAMPLE, "nulls")
    (first, *_) = situations(program, ["late"])
    orders = {tuple(each.id for each in shuffled(f"reader {n}", first)) for n in range(20)}
    assert len(orders) > 5
    assert shuffled("Ada", first) == shuffled("Ada", first)
    assert {each.id for each in shuffled("Ada", first)} == {"rerun", "hold", "tell", "median"}
