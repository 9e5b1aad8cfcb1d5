"""Guides: what holds between them and the scenarios."""

import shutil
from pathlib import Path

import pytest

from ladderquest.authoring.checking import check_pack
from tests.authoring.examples import EXAMPLE
from tests.authoring.reading_packs import laid_over, place_in

GUIDE = """\
guides:
  - id: nulls
    brief: |
      Whom a null belongs to.

      It differs with the export.
    one_to_one:
      - {minutes: 20, title: Retell it, ask: What did you tell Priya?, listen: Whether noon is in it.}
      - {minutes: 10, title: This week, ask: Which null is yours?}
    opening: Read the first scene aloud.
    opening_minutes: 5
    room:
      - scene: noon
        minutes: 20
        prompt: What would change your vote?
        argue: Whether three hours are a price.
        minority: Who would have waited?
      - scene: line
        minutes: 15
        prompt: Which line is it?
        argue: Whether 999 is a number.
        minority: Who marked the join?
    close: Everybody names one null of their own.
    close_minutes: 5
"""


def pack_of(folder: Path, text: str = GUIDE) -> Path:
    root = Path(shutil.copytree(EXAMPLE, folder / "guided"))
    (root / "guides.yaml").write_text(text, encoding="utf-8")
    return root


def test_a_guide_that_fits_has_no_finding(tmp_path: Path) -> None:
    assert check_pack(pack_of(tmp_path)).findings == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "part", "says"),
    [
        ("id: nulls", "id: nuls", "LQ302", "nuls", "there is no scenario 'nuls'"),
        ("scene: noon", "scene: noom", "LQ302", "noom", "there is no scene 'noom'"),
        ("scene: line", "scene: desk", "LQ807", "desk", "a room cannot vote on `desk`"),
        ("scene: line", "scene: told_end", "LQ807", "told_end", "a room cannot vote on `told_end`"),
        ("minutes: 20, title", "minutes: 21, title", "LQ808", "- {minutes: 21", "takes 31 minutes, and 30"),
        ("opening_minutes: 5", "opening_minutes: 4", "LQ808", "- scene: noon", "take 44 minutes, and 45"),
    ],
    ids=["scenario", "scene", "looks", "ending", "talk", "room"],
)
def test_what_does_not_fit_has_its_place(
    tmp_path: Path, old: str, new: str, code: str, part: str, says: str
) -> None:
    text = GUIDE.replace(old, new)
    (found,) = check_pack(pack_of(tmp_path, text)).findings
    assert (found.code, found.file) == (code, "guides.yaml")
    assert (found.line, found.column) == place_in(text, part)
    assert says in found.message


def test_a_pack_that_builds_on_another_has_its_guides_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = laid_over(pack_of(tmp_path), tmp_path, monkeypatch)
    assert check_pack(over).findings == ()
    (over / "guides.yaml").write_text("guides:\n  - {id: nulls, opening_minutes: 9}\n", encoding="utf-8")
    assert [each.code for each in check_pack(over).findings] == ["LQ808"]
