"""A pack that builds on another holds only what differs, and is played as if it held everything."""

from pathlib import Path

import msgspec
import pytest

from ladderquest.authoring.checking import check_pack
from ladderquest.pack.cache import hashes
from ladderquest.pack.findings import Finding
from ladderquest.pack.loader import content_root, edition, load_pack
from ladderquest.pack.model import Pack
from ladderquest.play import Program, Run

MANIFEST = """\
schema: 1
id: acme
title: Acme
version: "1"
company: Acme
base: ladderquest
"""


def overlay(folder: Path, **files: str) -> Path:
    """A pack on the shipped one; ``files``: name with __ for / -> text."""
    root = folder / "acme"
    for name, text in {"pack": MANIFEST, **files}.items():
        path = root / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def shipped() -> Pack:
    pack = load_pack(content_root()).pack
    assert pack is not None
    return pack


def sound(root: Path) -> Pack:
    loaded = load_pack(root)
    assert loaded.pack is not None, loaded.findings
    return loaded.pack


def found(root: Path) -> list[tuple[str, str, int, str | None]]:
    def brief(finding: Finding) -> tuple[str, str, int, str | None]:
        return finding.code, finding.file, finding.line, finding.suggestion

    return [brief(finding) for finding in load_pack(root).findings if finding.severity == "error"]


def test_an_overlay_that_says_nothing_is_its_base_but_for_the_manifest(tmp_path: Path) -> None:
    pack = sound(overlay(tmp_path))
    assert pack.manifest.id == "acme"
    assert msgspec.structs.replace(pack, manifest=shipped().manifest) == shipped()


def test_what_it_says_replaces_what_the_base_says_and_nothing_else(tmp_path: Path) -> None:
    base = shipped()
    level, member = base.ladder.levels[1], base.cast[0]
    root = overlay(
        tmp_path,
        ladder__levels=f"levels:\n  - {{id: {level.id}, title: E4, tenure: 1 year}}\n",
        cast=f"cast:\n  - {{id: {member.id}, name: Noor Haddad, given: Noor}}\n",
    )
    pack = sound(root)
    assert pack.ladder.levels[1] == msgspec.structs.replace(level, title="E4", tenure="1 year")
    assert pack.cast[0] == msgspec.structs.replace(member, name="Noor Haddad", given="Noor")
    assert [each.id for each in pack.ladder.levels] == [each.id for each in base.ladder.levels]
    assert pack.scenarios == base.scenarios


def test_another_name_is_another_text_and_the_same_rules_so_runs_stay_where_they_are(tmp_path: Path) -> None:
    base = shipped()
    scenario = base.scenarios[0].id
    played = edition(base, scenario)
    person = played.cast[0].id
    root = overlay(tmp_path, cast=f"cast:\n  - {{id: {person}, name: Noor Haddad, given: Noor}}\n")
    other = edition(sound(root), scenario)
    (rules, text), (new_rules, new_text) = hashes(played), hashes(other)
    assert rules == new_rules
    assert text != new_text
    run = Run.begin(Program(played, "Ada"), hashes(played), seed=1)
    moved, migrated = Run.load(Program(other, "Ada"), hashes(other), run.records)
    assert migrated is not None
    assert migrated.because == ""
    assert moved.state.scene == run.state.scene


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("ladder__levels", "levels:\n  - {id: mdi, title: E4}\n", ("LQ302", "ladder/levels.yaml", 2, "mid")),
        (
            "ladder__levels",
            "levels:\n  - {id: mid, titel: E4}\n",
            ("LQ201", "ladder/levels.yaml", 2, "title"),
        ),
        ("ladder__levels", "levels:\n  - {id: mid, title: [E4]}\n", ("LQ203", "ladder/levels.yaml", 2, None)),
        ("ladder__traps", "traps:\n  - {title: X}\n", ("LQ202", "ladder/traps.yaml", 2, None)),
        ("cast", "- a\n", ("LQ203", "cast.yaml", 1, None)),
        ("memories", "memories: {}\n", ("LQ203", "memories.yaml", 1, None)),
    ],
)
def test_a_mistake_has_its_place_in_the_overlays_own_file(
    tmp_path: Path, name: str, text: str, expected: tuple[str, str, int, str | None]
) -> None:
    assert found(overlay(tmp_path, **{name: text})) == [expected]


def test_a_base_that_is_not_there_and_one_that_is_itself(tmp_path: Path) -> None:
    missing = overlay(tmp_path / "a", pack=MANIFEST.replace("base: ladderquest", "base: ladderquets"))
    assert found(missing) == [("LQ116", "pack.yaml", 6, "ladderquest")]
    itself = overlay(tmp_path / "b", pack=MANIFEST.replace("base: ladderquest", "base: acme"))
    assert [code for code, _, _, _ in found(itself)] == ["LQ116"]


def test_a_scenario_of_the_base_cannot_be_there_twice(tmp_path: Path) -> None:
    source = next(content_root().rglob("why-this-way.yaml")).read_text(encoding="utf-8")
    root = overlay(tmp_path, scenarios__why=source)
    assert [code for code, _, _, _ in found(root)] == ["LQ311"]
    renamed = overlay(tmp_path, scenarios__why=source.replace("id: why-this-way", "id: why-that-way", 1))
    assert {scenario.id for scenario in sound(renamed).scenarios} >= {"why-this-way", "why-that-way"}
    checked = check_pack(renamed)
    assert checked.pack is not None
    assert [facts.id for facts in checked.facts] == ["why-that-way"]  # those of the base are not its business


def test_a_kept_pack_is_another_when_the_overlay_changes(tmp_path: Path) -> None:
    root = overlay(tmp_path, ladder__levels="levels:\n  - {id: mid, title: E4}\n")
    first = load_pack(root, tmp_path / "cache").pack
    (root / "ladder" / "levels.yaml").write_text("levels:\n  - {id: mid, title: E5}\n", encoding="utf-8")
    again = load_pack(root, tmp_path / "cache").pack
    assert first is not None
    assert again is not None
    titles = [next(e.title for e in p.ladder.levels if e.id == "mid") for p in (first, again)]
    assert titles == ["E4", "E5"]


def test_an_overlay_is_not_blamed_for_what_its_base_leaves_uncovered(tmp_path: Path) -> None:
    assert any(finding.code == "LQ801" for finding in check_pack(content_root()).findings)
    assert check_pack(overlay(tmp_path, cast="cast:\n  - {id: reviewer, role: reviews}\n")).findings == ()
