"""What authors may write, and what becomes of it."""

from pathlib import Path

import pytest

from ladderquest.pack.loader import content_root, edition, load_pack
from ladderquest.pack.model import (
    Block,
    ChooseScene,
    DefendScene,
    EndingScene,
    GotoScene,
    InvestigateScene,
    Jump,
    MarkScene,
    Option,
    Rating,
    Remark,
    Scenario,
    TrapLink,
)
from tests.pack.packs import SAMPLE, TINY, brief, copy_of_sample, edit, load_edited


@pytest.fixture(scope="module")
def tiny() -> Scenario:
    loaded = load_pack(SAMPLE)
    assert loaded.findings == []
    assert loaded.pack is not None
    return loaded.pack.scenarios[0]


def option(scenario: Scenario, name: str) -> Option:
    return next(
        entry
        for scene in scenario.scenes
        if isinstance(scene, ChooseScene)
        for entry in scene.options
        if entry.id == name
    )


def test_scenes_are_told_apart_by_what_they_have(tiny: Scenario) -> None:
    kinds = {scene.id: type(scene) for scene in tiny.scenes}
    assert kinds == {
        "morning": ChooseScene,
        "look": InvestigateScene,
        "point": MarkScene,
        "stand": DefendScene,
        "short": GotoScene,
        "explained_end": EndingScene,
        "restarted_end": EndingScene,
    }


def test_short_forms_become_long_ones(tiny: Scenario) -> None:
    tell, restart = option(tiny, "tell"), option(tiny, "restart")
    assert tell.rating == (Rating(is_=4),)
    assert restart.rating == (Rating(is_=2, when="world.disk"), Rating(is_=3))
    assert tell.goto == (Jump(to="look"),)
    assert tell.dodges == (TrapLink(trap="lone-wolf"),)
    assert restart.feeds == (TrapLink(trap="execution-speed", when="world.disk"),)
    assert tell.shows == ("asked-first",)
    assert [remark.who for remark in tell.heard] == ["mira", "lena"]
    assert restart.heard == (Remark(who="tomas", says="Heard that it runs. He would ask until when."),)
    assert restart.then == (Block(text="It runs. {cast.tomas} sends a thumb."),)


def test_a_block_of_text_loses_its_last_newline_only(tiny: Scenario) -> None:
    assert tiny.actions == (Block(text="Ask who reads the table that your job writes."),)
    assert tiny.artefacts[0].text[0].text.count("\n") == 1


def test_plain_values_are_told_apart_where_several_kinds_fit(tiny: Scenario) -> None:
    assert tiny.worlds[0].facts == {"share": 38, "leaks": False, "cause": "a full disk"}
    assert tiny.worlds[0].facts["leaks"] is False
    assert [variable.initial for variable in tiny.variables] == [4, False]


def test_quotes_make_text_of_what_looks_like_a_number_or_a_flag(tmp_path: Path) -> None:
    loaded = load_edited(
        tmp_path, ("cause: a full disk", 'cause: "38"'), ("cause: the loader", "cause: 'true'")
    )
    assert loaded.pack is not None
    assert [world.facts["cause"] for world in loaded.pack.scenarios[0].worlds] == ["38", "true"]


def test_words_that_yaml_takes_for_flags_stay_words(tmp_path: Path) -> None:
    loaded = load_edited(tmp_path, ("title: Green again", "title: no"))
    assert loaded.pack is not None
    assert loaded.pack.scenarios[0].endings[1].title == "no"


def test_an_optional_value_may_be_left_empty(tmp_path: Path) -> None:
    loaded = load_edited(tmp_path, ("at: Tuesday, 08:10", "at:"), ("enter: hours -= 1", "enter: null"))
    assert loaded.pack is not None
    scenes = {scene.id: scene for scene in loaded.pack.scenarios[0].scenes}
    assert scenes["morning"].at is None
    assert scenes["point"].enter == ""


def test_hostile_text_is_cleaned_where_it_enters(tmp_path: Path) -> None:
    hostile = '"\\e]52;c;aGk=\\a[/]\\u202Egreen\\u200B \\U000E0041again"'
    loaded = load_edited(tmp_path, ("title: Green again", f"title: {hostile}"))
    assert loaded.pack is not None
    assert loaded.pack.scenarios[0].endings[1].title == "]52;c;aGk=[/]green again"


def test_two_lines_in_disguise_are_two_lines(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    line, column = edit(root, TINY, "Green again", '"Green\\Lagain"')
    assert brief(load_pack(root).findings) == [("LQ206", line, column)]


def test_an_edition_has_the_people_and_memories_that_the_scenario_names(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    edit(root, "cast.yaml", "cast:", "cast:\n  - {id: nobody, name: N, role: r, wants: w, worries: x}")
    edit(root, "memories.yaml", "memories:", "memories:\n  - {id: unused, initial: 0, about: nothing}")
    pack = load_pack(root).pack
    assert pack is not None
    made = edition(pack, "tiny")
    assert [member.id for member in made.cast] == ["mira", "tomas", "lena"]
    assert [memory.id for memory in made.memories] == ["told_early", "trust"]


def test_the_pack_that_comes_with_the_program_is_found() -> None:
    assert (content_root() / "pack.yaml").is_file()
