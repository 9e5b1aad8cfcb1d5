"""``packs`` and ``--pack``: folders, packs installed as Python packages, and those that are not sound."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import Run
from tests.house.tree import environment
from tests.pack.test_overlay import MANIFEST, overlay

BOOM = "raise SystemExit('a pack is data, and this was run')\n"


def install(site: Path, distribution: str, entry: str, package: str = "", manifest: str = "") -> None:
    """What a wheel with a pack leaves behind: its metadata, and a package that must not be imported."""
    info = site / f"{distribution}-2.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 2.1\n")
    (info / "entry_points.txt").write_text(f"[ladderquest.packs]\n{entry}\n")
    if package:
        folder = site / package / "content"
        folder.mkdir(parents=True)
        (site / package / "__init__.py").write_text(BOOM)
        (folder / "pack.yaml").write_text(manifest)


def told(site: Path, *words: str) -> tuple[int, str, str]:
    """A process that finds ``site`` on its path."""
    done = subprocess.run(
        [sys.executable, "-m", "ladderquest", *words],
        capture_output=True,
        text=True,
        env=environment(PYTHONPATH=str(site)),
        cwd=site,
    )
    return done.returncode, done.stdout, done.stderr


def test_the_pack_that_comes_along(run: Run) -> None:
    said = run("packs", "--json")
    (only,) = [pack for pack in json.loads(said.out)["packs"] if pack["id"] == "ladderquest"]
    assert (said.code, only["from"], only["sound"], only["played"]) == (0, "comes along", True, True)


def test_an_installed_pack_is_listed_played_and_checked_without_being_run(tmp_path: Path) -> None:
    install(tmp_path, "acme_ladderquest", "acme = acme_ladderquest", "acme_ladderquest", MANIFEST)
    code, out, _ = told(tmp_path, "packs", "--json", "--pack", "acme")
    acme = next(pack for pack in json.loads(out)["packs"] if pack["id"] == "acme")
    assert code == 0
    assert (acme["from"], acme["distribution"], acme["distribution_version"]) == (
        "installed", "acme_ladderquest", "2.1",
    )  # fmt: skip
    assert (acme["base"], acme["own_scenarios"], acme["sound"], acme["played"]) == (
        "ladderquest", 0, True, True,
    )  # fmt: skip
    assert told(tmp_path, "check", "acme")[0] == 0
    assert "there is no scenario 'acmee'" in told(tmp_path, "autoplay", "acmee")[2]
    assert "There is no scenario in" in told(tmp_path, "autoplay", "acme")[2]  # it has none of its own
    assert "did you mean acme?" in told(tmp_path, "play", "--pack", "acne")[2]


@pytest.mark.parametrize(
    ("entry", "package", "manifest", "words"),
    [
        ("acme = nowhere_at_all", "", "", "there is no such package"),
        ("acme = json", "", "", "there is no pack.yaml"),
        ("acme = acme_pack:main()", "acme_pack", MANIFEST, "it must name a package"),
        ("other = acme_pack", "acme_pack", MANIFEST, "its pack.yaml says"),
        ("ladderquest = acme_pack", "acme_pack", MANIFEST, "called something else"),
        ("acme = acme_pack", "acme_pack", "- no\n", "`ladderquest check acme` lists them"),
    ],
)
def test_a_pack_that_is_not_sound_is_a_sentence_and_stops_nothing(
    tmp_path: Path, entry: str, package: str, manifest: str, words: str
) -> None:
    install(tmp_path, "acme_pack_dist", entry, package, manifest)
    code, out, err = told(tmp_path, "packs")
    assert code == 1
    assert words in out, out
    assert "Traceback" not in err
    assert told(tmp_path, "check", "ladderquest")[0] == 0


def test_two_distributions_that_offer_one_id(tmp_path: Path) -> None:
    install(tmp_path, "one_dist", "acme = one_pack", "one_pack", MANIFEST)
    install(tmp_path, "two_dist", "acme = two_pack", "two_pack", MANIFEST)
    code, out, _ = told(tmp_path, "packs")
    assert code == 1
    assert "one_dist and two_dist offer a pack of this id" in out


def test_a_folder_and_the_variable_name_a_pack_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = overlay(tmp_path)
    assert "Acme 1, on ladderquest" in run("packs", "--pack", root).out
    monkeypatch.setenv("LADDERQUEST_PACK", str(root))
    assert "Acme 1 (acme), on ladderquest" in run("doctor").out
    monkeypatch.setenv("LADDERQUEST_PACK", "no-such-pack")
    said = run("play", "why-this-way", "--plain")
    assert said.code == 2
    assert "LADDERQUEST_PACK: there is no folder 'no-such-pack'" in said.err
