"""The schemas say what the converters say: of every file that there is, and of files with a mistake."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladderquest.authoring.schema import FOLDER, KINDS, file_schema, modeline, schema_name
from ladderquest.pack.findings import TITLES
from tests.authoring.files import (
    CONTENT,
    Path_,
    changed,
    file_value,
    kind_of,
    mistakes,
    pack_files,
    places,
    validator,
)
from tests.cli.terminal import SAMPLE, Run
from tests.pack.packs import TINY, edit
from tests.pack.packs import copy_of_sample as copy_of
from tests.pack.test_checks import CASES

OTHERS = ("LQ3", "LQ4")
SAMPLES = [(path, kind_of(name)) for path, name in pack_files() if path.is_relative_to(SAMPLE)]
# what stands in the place of something; Ellipsis takes it away
NEW = [
    ..., None, [], {}, "", " ",
    "Bad Id", "ok_id", "ok-id", 0, 5, 61, -1, 2**70, 1.5, "5", ["a"], [None], {"zzz": 1},
    "x" * 301, "x" * 700, "two\nlines", [["a"]], [3], "choose", "goto",
]  # fmt: skip


@pytest.mark.parametrize(("path", "name"), pack_files(), ids=lambda each: Path(each).name)
def test_every_file_is_valid(path: Path, name: str) -> None:
    found = [
        f"{each.json_path}: {each.message}" for each in validator(kind_of(name)).iter_errors(file_value(path))
    ]
    assert found == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_that_come_along_are_those_of_the_model(kind: str) -> None:
    kept = json.loads((CONTENT / FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
    assert kept == file_schema(kind), "run `ladderquest schema --all -o content/schema`"


def test_every_file_of_the_content_names_its_schema() -> None:
    files = [(path, name) for path, name in pack_files() if path.is_relative_to(CONTENT)]
    assert len(files) > 8
    for path, name in files:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first == modeline(name)
        assert (path.parent / first.partition("$schema=")[2]).is_file()


def test_a_file_that_is_none_of_a_pack_has_no_schema() -> None:
    assert schema_name("README.md") is None
    with pytest.raises(ValueError, match="no file of a pack"):
        modeline("ladder/notes.yaml")


OF_SCHEMA = {name: case for name, case in CASES.items() if case[2].startswith("LQ2")}


@pytest.mark.parametrize("name", OF_SCHEMA)
def test_what_check_says_of_form_the_schema_says_too(name: str, tmp_path: Path) -> None:
    root = copy_of(tmp_path)
    edit(root, TINY, *OF_SCHEMA[name][:2])
    assert list(validator("scenario").iter_errors(file_value(root / TINY))) != []


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[2].startswith(OTHERS)])
def test_what_is_not_form_is_left_to_check(name: str, tmp_path: Path) -> None:
    root = copy_of(tmp_path)
    edit(root, TINY, *CASES[name][:2])
    assert [each.message for each in validator("scenario").iter_errors(file_value(root / TINY))] == []


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_schema_and_converters_agree_on_every_change(data: st.DataObject) -> None:
    path, kind = data.draw(st.sampled_from(SAMPLES))
    value = file_value(path)
    where: Path_ = data.draw(st.sampled_from(list(places(value))))
    broken = changed(value, where, data.draw(st.sampled_from(NEW)))
    said = mistakes(kind, broken)
    assert all(code in TITLES for code in said)
    if where[-1] != "schema":  # another version of the format is no mistake of form to the converters
        assert validator(kind).is_valid(broken) == (not said), (where, said)


@pytest.mark.parametrize(
    ("kind", "path", "says"),
    [
        ("scenario", ("Outcome", "Option", "then"), "told at once"),
        ("scenario", ("Rating", "Rating", "when"), "expression"),
        ("cast", ("Member", "Member", "given"), "colleagues call them"),
    ],
)
def test_an_editor_can_say_what_a_key_is_for(kind: str, path: tuple[str, str, str], says: str) -> None:
    _, struct, key = path
    assert says in file_schema(kind)["$defs"][struct]["properties"][key]["description"]


# --- the command -------------------------------------------------------------------------------------


def test_the_command_prints_and_writes(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert json.loads(run("schema").out) == file_schema("scenario")
    assert json.loads(run("schema", "traps").out) == file_schema("traps")
    assert run("schema", "cast", "-o", "new/cast.json") == (0, "Written: new/cast.json\n", "")
    assert json.loads(Path("new/cast.json").read_text(encoding="utf-8")) == file_schema("cast")
    assert run("schema", "--all", "-o", "schema").code == 0
    assert {path.stem for path in Path("schema").iterdir()} == set(KINDS)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("casts",), "there is no kind of file 'casts' (did you mean cast?)"),
        (("xyz",), "there is scenario, pack"),
        (("--all",), "give a folder"),
        (("cast", "--all", "-o", "x"), "name no kind"),
        (("-o", " "), "-o names nothing"),
        (("-o", "."), "cannot be written"),
    ],
)
def test_what_the_command_cannot_do_is_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("schema", *words)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert said.err.count("\n") == 1
