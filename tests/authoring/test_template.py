"""A new scenario from the template is sound and complete in any pack, and holds what CONTENT asks for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ladderquest.authoring.checking import check_pack
from ladderquest.authoring.template import TemplateError, new_scenario, scenario_name
from ladderquest.pack.loader import load_pack
from ladderquest.pack.model import ChooseScene, Pack
from tests.authoring.files import CONTENT, file_value, validator
from tests.cli.terminal import SAMPLE
from tests.content import test_scenarios as rules
from tests.tui.conftest import pack_at

ID = "made-from-the-template"
RULES: list[Callable[[str], None]] = [
    rules.test_every_ending_is_reached_in_every_world_and_every_option_is_taken,
    rules.test_nobody_is_rated_by_what_could_not_be_known,
    rules.test_two_players_come_to_different_ends_through_different_feedback,
]


def written(root: Path, into: Path, **given: object) -> Path:
    """A copy of a pack with a new scenario in it."""
    from shutil import copytree

    copytree(root, into)
    text, phase = new_scenario(pack_at(root), ID, **given)  # type: ignore[arg-type]
    path = into / scenario_name(ID, phase)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("root", [SAMPLE, CONTENT], ids=["sample", "content"])
@pytest.mark.parametrize("phase", [None, 1, 4])
def test_it_is_sound_in_every_pack_and_phase(root: Path, phase: int | None, tmp_path: Path) -> None:
    known = {entry.id for entry in pack_at(root).ladder.phases}
    if phase is not None and phase not in known:
        with pytest.raises(TemplateError, match=f"There is no phase {phase} in this pack; there is"):
            new_scenario(pack_at(root), ID, phase=phase)
        return
    path = written(root, tmp_path / "pack", phase=phase)
    assert [str(finding) for finding in load_pack(tmp_path / "pack").findings] == []
    assert validator("scenario").is_valid(file_value(path))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("grown") / "pack"
    written(CONTENT, root)
    return root


@pytest.fixture(scope="module")
def grown(folder: Path) -> Pack:
    loaded = load_pack(folder)
    assert loaded.pack is not None
    return loaded.pack


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.removeprefix("test_"))
def test_it_keeps_the_rules_of_the_content(
    rule: Callable[[str], None], grown: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "pack", lambda: grown)
    rule(ID)


def test_check_finds_nothing_in_it(folder: Path) -> None:
    found = [each for each in check_pack(folder).findings if each.file.endswith(f"{ID}.yaml")]
    # that nobody has read it yet is so of every new scenario of a pack that has readings
    assert [str(each) for each in found if each.code != "LQ805"] == []


def test_it_is_whole(grown: Pack) -> None:
    scenario = next(scenario for scenario in grown.scenarios if scenario.id == ID)
    assert 8 <= len(scenario.scenes) <= 16
    assert (len(scenario.worlds), len(scenario.endings), len(scenario.artefacts)) == (2, 3, 2)
    assert {str(scene.__struct_config__.tag) for scene in scenario.scenes} == {
        "choose", "investigate", "mark", "defend", "goto", "ending",
    }  # fmt: skip
    assert scenario.practises
    assert scenario.order == 1 + max(s.order for s in grown.scenarios if s.phase == 1 and s.id != ID)
    # whoever reads only the options must not find the best by its length
    for scene in scenario.scenes:
        if isinstance(scene, ChooseScene):
            longest = max(scene.options, key=lambda option: len(option.says))
            best = max(scene.options, key=lambda option: option.rating[-1].is_)
            assert longest.id != best.id, scene.id


@pytest.mark.parametrize(
    ("title", "line"),
    [
        (None, "title: Made from the template "),
        ("as written", "title: As written "),
        ("Two: in one", 'title: "Two: in one" '),
        ('He said "no"', r'title: "He said \"no\"" '),
        ("no", "title: No"),
        ("# not a comment", 'title: "# not a comment" '),
    ],
)
def test_any_title_can_be_read_again(title: str | None, line: str, tmp_path: Path) -> None:
    path = written(SAMPLE, tmp_path / "pack", title=title)
    assert line in path.read_text(encoding="utf-8").replace('"No"', "No")
    loaded = load_pack(tmp_path / "pack").pack
    assert loaded is not None
    made = next(scenario for scenario in loaded.scenarios if scenario.id == ID)
    wanted = title or "made from the template"
    assert made.title == wanted[0].upper() + wanted[1:]


@pytest.mark.parametrize(
    ("scenario", "given", "says"),
    [
        ("Bad Id", {}, "'Bad Id' cannot be the id of a scenario: lower-case words"),
        ("x" * 61, {}, "60 characters at most"),
        ("ends-", {}, "cannot be the id"),
        ("a\n", {}, "cannot be the id"),
        ("tiny", {}, "There is a scenario 'tiny' in this pack already"),
        ("fine", {"phase": 9}, "There is no phase 9 in this pack"),
        ("fine", {"title": " "}, "A title needs a word"),
        ("fine", {"title": "x" * 301}, "300 characters at most"),
    ],
)
def test_what_cannot_be_made_is_one_sentence(scenario: str, given: dict[str, object], says: str) -> None:
    with pytest.raises(TemplateError, match=says) as caught:
        new_scenario(pack_at(SAMPLE), scenario, **given)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
