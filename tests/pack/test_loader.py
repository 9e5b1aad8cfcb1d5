"""Files that are missing, in the wrong place or at odds with each other."""

import os
import shutil
from pathlib import Path

import pytest

from ladderquest.pack import files
from ladderquest.pack.context import context_of
from ladderquest.pack.loader import UnknownId, edition, load_pack, load_scenario_file
from tests.pack.packs import SAMPLE, TINY, brief, copy_of_sample, edit, load_edited

SECOND = "scenarios/phase-1/second.yaml"


def test_a_folder_that_does_not_exist_is_one_finding(tmp_path: Path) -> None:
    loaded = load_pack(tmp_path / "nowhere")
    assert loaded.pack is None
    assert [finding.code for finding in loaded.findings] == ["LQ113"]


def test_every_missing_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("schema: 1\nid: p\ntitle: P\nversion: '1'\ncompany: C\n")
    missing = [finding.file for finding in load_pack(tmp_path).findings if finding.code == "LQ113"]
    assert missing == [
        "cast.yaml",
        "memories.yaml",
        "placement.yaml",
        "ladder/sources.yaml",
        "ladder/levels.yaml",
        "ladder/phases.yaml",
        "ladder/traps.yaml",
        "ladder/signals.yaml",
        "scenarios",
    ]


def test_a_broken_shared_file_is_not_blamed_on_the_scenarios(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    for name in ("cast.yaml", "ladder/traps.yaml", "ladder/phases.yaml", "ladder/signals.yaml"):
        (root / name).write_text("a: [\n")
    assert {finding.file for finding in load_pack(root).findings if finding.code != "LQ104"} == set()


def test_scenarios_come_in_the_order_of_their_paths_at_any_depth(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    text = (root / TINY).read_text(encoding="utf-8")
    (root / "scenarios/a/b").mkdir(parents=True)
    (root / "scenarios/a/b/deep.yaml").write_text(text.replace("id: tiny", "id: deep"), encoding="utf-8")
    (root / "scenarios/.#tiny.yaml").write_text("left: [behind", encoding="utf-8")
    loaded = load_pack(root)
    assert loaded.findings == []
    assert loaded.pack is not None
    assert [scenario.id for scenario in loaded.pack.scenarios] == ["deep", "tiny"]


def test_two_scenarios_with_one_id(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    shutil.copy(root / TINY, root / SECOND)
    findings = load_pack(root).findings
    assert [(finding.file, finding.code, finding.line, finding.column) for finding in findings] == [
        (TINY, "LQ311", 2, 5)
    ]
    assert SECOND in findings[0].message


def test_a_file_with_another_ending_is_mentioned(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    shutil.copy(root / TINY, root / "scenarios/other.yml")
    loaded = load_pack(root)
    assert [(finding.code, finding.severity) for finding in loaded.findings] == [("LQ115", "warning")]
    assert loaded.pack is not None


@pytest.mark.parametrize("kind", ["file", "folder", "shared", "dangling", "circle"])
def test_links_that_leave_the_pack_are_not_followed(kind: str, tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text("secret: 1\n")
    link = {"shared": "memories.yaml", "folder": "scenarios/linked"}.get(kind, "scenarios/linked.yaml")
    (root / link).unlink(missing_ok=True)
    target = {"folder": outside, "dangling": outside / "gone.yaml", "circle": root / link}
    (root / link).symlink_to(target.get(kind, outside / "secret.yaml"))
    findings = load_pack(root).findings
    expected = "LQ113" if kind in ("dangling", "circle") else "LQ114"
    assert (link, expected) in [(finding.file, finding.code) for finding in findings]
    assert not any("secret" in finding.message for finding in findings)


def test_a_link_within_the_pack_is_followed(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    shutil.move(root / TINY, root / "tiny.yaml")
    (root / TINY).symlink_to(root / "tiny.yaml")
    assert load_pack(root).pack is not None


def test_a_folder_in_place_of_a_file_is_a_finding(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    (root / "pack.yaml").unlink()
    (root / "pack.yaml").mkdir()
    assert [(f.file, f.code) for f in load_pack(root).findings] == [("pack.yaml", "LQ113")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    os.mkfifo(root / "scenarios/pipe.yaml")
    assert [(f.file, f.code) for f in load_pack(root).findings] == [("scenarios/pipe.yaml", "LQ113")]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_of_sample(tmp_path)
    monkeypatch.setattr(files, "LARGEST_FILE", (root / TINY).stat().st_size - 1)
    assert [(f.file, f.code) for f in load_pack(root).findings] == [(TINY, "LQ102")]


# file: old, new, code, what stands at the place within the new text, suggestion
SHARED = {
    "family": ("ladder/traps.yaml", "family: alone-or-waiting", "family: alone", "LQ302", "alone", None),
    "level": ("ladder/traps.yaml", "levels: junior", "levels: junor", "LQ302", "junor", "junior"),
    "phase's trap": ("ladder/phases.yaml", "[lone-wolf]", "[lonewolf]", "LQ302", "lonewolf", "lone-wolf"),
    "gate twice": ("ladder/phases.yaml", "id: own-problem", "id: ask-early", "LQ301", "ask-early", None),
    "phase twice": ("ladder/phases.yaml", "id: 2", "id: 1", "LQ301", "1", None),
    "signal's level": ("ladder/signals.yaml", "level: mid", "level: midd", "LQ302", "midd", "mid"),
    "person twice": ("cast.yaml", "id: lena", "id: mira", "LQ301", "mira", None),
    "bounds": ("memories.yaml", "initial: 3", "initial: 6", "LQ307", "6", None),
    "schema": ("pack.yaml", "schema: 1", "schema: 9", "LQ209", "9", None),
    "source": (
        "placement.yaml",
        "source: sample-notes",
        "source: sample-note",
        "LQ302",
        "sample-note",
        "sample-notes",
    ),
    "route missing": ("placement.yaml", "least: 2, most: 4", "least: 2, most: 3", "LQ312", "", None),
    "route twice": ("placement.yaml", "least: 2, most: 4", "least: 1, most: 4", "LQ312", "", None),
    "route too far": ("placement.yaml", "least: 5, most: 5", "least: 5, most: 6", "LQ312", "", None),
    "route's phase": ("placement.yaml", "phases: [2]", "phases: [3]", "LQ302", "3]", None),
}


@pytest.mark.parametrize("case", SHARED)
def test_what_shared_files_say_of_each_other(case: str, tmp_path: Path) -> None:
    name, old, new, code, at, suggestion = SHARED[case]
    root = copy_of_sample(tmp_path)
    line, column = edit(root, name, old, new)
    findings = [finding for finding in load_pack(root).findings if finding.file == name]
    assert code in [finding.code for finding in findings]
    assert findings[0].suggestion == suggestion
    if at:
        assert brief(findings) == [(code, line, column + new.index(at))]


def test_one_file_is_checked_against_the_pack(tmp_path: Path) -> None:
    pack = load_pack(SAMPLE).pack
    assert pack is not None
    path = tmp_path / "mine.yaml"
    path.write_text((SAMPLE / TINY).read_text(encoding="utf-8"), encoding="utf-8")
    loaded = load_scenario_file(path, context_of(pack))
    assert loaded.findings == []
    assert loaded.scenario == pack.scenarios[0]
    path.write_text(path.read_text(encoding="utf-8").replace("who: mira", "who: mirra"), encoding="utf-8")
    loaded = load_scenario_file(path, context_of(pack))
    assert loaded.scenario is None
    assert [(finding.file, finding.suggestion) for finding in loaded.findings] == [(str(path), "mira")]


def test_one_file_that_is_not_there(tmp_path: Path) -> None:
    pack = load_pack(SAMPLE).pack
    assert pack is not None
    loaded = load_scenario_file(tmp_path / "gone.yaml", context_of(pack))
    assert loaded.scenario is None
    assert [finding.code for finding in loaded.findings] == ["LQ113"]


def test_an_unknown_scenario_suggests_the_nearest() -> None:
    pack = load_pack(SAMPLE).pack
    assert pack is not None
    with pytest.raises(UnknownId, match=r"no scenario 'tinny' \(did you mean tiny\?\)") as caught:
        edition(pack, "tinny")
    assert caught.value.nearest == "tiny"


def test_a_pack_without_memories_and_signals_is_a_pack(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    (root / "memories.yaml").write_text("memories: []\n")
    loaded = load_pack(root)
    assert {finding.file for finding in loaded.findings} == {TINY}
    assert {finding.code for finding in loaded.findings} == {"LQ302", "LQ401"}


def test_findings_of_text_on_a_line_with_wide_and_combining_characters(tmp_path: Path) -> None:
    """Columns count characters, as editors do."""
    loaded = load_edited(tmp_path, ("says: Go back to the page", "says: 山田 {x} é Go back to the page"))
    assert [finding.code for finding in loaded.findings] == ["LQ403"]
    assert loaded.findings[0].column == len("        says: 山田 {")
