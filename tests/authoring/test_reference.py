"""The reference of the format is that of the structs, and its examples can be read."""

import re
from pathlib import Path

import pytest
from msgspec import inspect

from ladderquest.authoring.keys import KEYS, keys_of
from ladderquest.authoring.reference import Example, examples, format_reference, structs
from ladderquest.pack.converters import converter_of
from ladderquest.pack.expressions import answer_names, scope_of
from ladderquest.pack.loader import load_pack
from ladderquest.pack.model import AnsweredScene
from ladderquest.pack.reader import Mapping, Node, Sequence, read
from tests.authoring.files import CONTENT
from tests.cli.terminal import ROOT, Run

PAGE = ROOT / "docs" / "format.md"
HEADERS = {"Scenario", "Guide"}  # shown without what is long and needed: worlds, endings, scenes; the scripts


def test_the_page_is_what_the_structs_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == format_reference(), (
        "ladderquest schema --markdown -o docs/format.md"
    )


def test_every_key_of_every_struct_has_its_line_and_its_words() -> None:
    found = {struct.__name__: struct for struct in structs()}
    assert {"Scenario", "Outcome", "SceneBase", "Route", "Trap"} <= set(found)
    own = {name: keys_of(inspect.type_info(struct), own=True) for name, struct in found.items()}  # type: ignore[arg-type]
    assert {name: list(words) for name, words in KEYS.items()} == {
        name: [key.name for key in keys] for name, keys in own.items()
    }
    template = (ROOT / "src" / "ladderquest" / "authoring" / "reference.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"<!-- keys: (\w+) -->", template)) == sorted(found)


def test_every_struct_has_an_example_but_the_lists_of_a_file() -> None:
    shown = {example.struct.__name__ for example in examples()}
    within = {"SceneBase", "Outcome"}  # shown by a scene and by an option
    assert {each.__name__ for each in structs() if not each.__name__.endswith("File")} - within <= shown


@pytest.mark.parametrize("example", examples(), ids=lambda each: each.struct.__name__)
def test_an_example_can_be_read(example: Example) -> None:
    reading = read(example.text.encode(), "example.yaml")
    kind = {"SceneBase": "ChooseScene", "Outcome": "Option"}.get(example.struct.__name__)
    struct = next((each for each in structs() if each.__name__ == kind), example.struct)
    nodes = _entries(reading.root, example.text)
    assert nodes
    for node in nodes:
        converter_of(struct)(node, reading, "the example")
    lacking = {"LQ202"} if struct.__name__ in HEADERS or kind else set()
    assert {finding.code for finding in reading.findings.items} <= lacking


def _entries(root: Node | None, text: str) -> list[Node]:
    """The entries of a list; of a key, what stands behind it; else the whole."""
    if isinstance(root, Mapping) and len(root.items) == 1:
        (root,) = root.items.values()
    return list(root.items) if isinstance(root, Sequence) else [root] if root is not None else []


def test_an_example_is_cut_from_the_content_as_it_stands() -> None:
    for example in examples():
        home = ROOT / "src" / "ladderquest" / "authoring" if example.file == "scenario.yaml" else CONTENT
        lines = _lines_in(example.text)
        # readings of a scenario are in a file of the same name
        assert any(lines <= _lines_in(each.read_text(encoding="utf-8")) for each in home.rglob(example.file))


def _lines_in(text: str) -> set[str]:
    return {line.strip().removeprefix("- ") for line in text.splitlines()}


def test_every_kind_of_name_is_in_the_table_of_names() -> None:
    table = PAGE.read_text(encoding="utf-8").partition("## Conditions")[2].partition("## Effects")[0]
    told = set(re.findall(r"`(\w+\.)", table))
    pack = load_pack(CONTENT).pack
    assert pack is not None
    names: set[str] = set()
    for scenario in pack.scenarios:
        names |= scope_of(scenario, [member.id for member in pack.cast], pack.memories).names.keys()
        for scene in scenario.scenes:
            if isinstance(scene, AnsweredScene):
                names |= answer_names(scene, scenario).keys()
    assert {name.partition(".")[0] + "." for name in names if "." in name} == told
    assert {f"`{each}`" for each in ("mark.count", "mark.elsewhere", "exhibit.count")} <= set(
        re.findall(r"`[\w.]+`", table)
    )


@pytest.mark.parametrize("line", re.findall(r"^\| (`.+?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
def test_no_line_of_a_table_breaks_its_columns(line: str) -> None:
    assert line.count("`") % 2 == 0


def test_links_within_the_page_lead_somewhere() -> None:
    text = PAGE.read_text(encoding="utf-8")
    heads = {
        re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-")
        for head in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= heads


def test_the_command_prints_and_writes_it(run: Run, tmp_path: Path) -> None:
    assert run("schema", "--markdown").out == format_reference()
    file = tmp_path / "format.md"
    assert run("schema", "--markdown", "-o", file).code == 0
    assert file.read_text(encoding="utf-8") == format_reference()


@pytest.mark.parametrize("words", [("cast",), ("--all",)])
def test_it_is_about_every_kind(run: Run, words: tuple[str, ...]) -> None:
    said = run("schema", "--markdown", *words)
    assert (said.code, said.out) == (2, "")
    assert "name none" in said.err
