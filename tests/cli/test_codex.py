"""``codex``: a page, a search, levels side by side, mistakes."""

import json
import re
from pathlib import Path

import pytest

from ladderquest.pack.text import width
from tests.cli.terminal import SAMPLE, Run, Said
from tests.pack.reference import pack_with_reference


@pytest.fixture
def codex(run: Run, tmp_path: Path) -> Run:
    """``codex(*words)``: on a pack with one of everything."""
    pack = pack_with_reference(tmp_path)

    def looked_up(*words: str) -> Said:
        return run("codex", *words, "--pack", pack)

    return looked_up


def test_without_a_topic_the_parts_are_listed(codex: Run) -> None:
    code, out, err = codex()
    assert (code, err) == (0, "")
    assert out.startswith("group:levels     Levels and tracks (8)\n")
    assert "group:traps      Plateau traps (2)\n" in out
    groups = json.loads(codex("--json").out)["groups"]
    assert groups[3]["page"] == "group:stuck"
    assert groups[3]["pages"] == ["roadblock:passed-over"]


@pytest.mark.parametrize("words", [("trap:lone-wolf",), ("lone-wolf",), ("working", "alone"), ("weakness",)])
def test_a_page_is_printed_with_where_it_leads(words: tuple[str, ...], codex: Run) -> None:
    code, out, err = codex(*words)
    assert (code, err) == (0, "")
    assert out.startswith("Working alone\n=============\n\nWorks in isolation and does not ask.\n")
    assert "- Story in which it can come up: The nightly job (scenario:tiny)\n" in out
    assert out.endswith("\nSource: Notes for the sample pack, 2026.\n")
    assert max(map(width, out.splitlines())) <= 80


def test_a_story_says_how_it_is_played(codex: Run) -> None:
    assert "To play it: ladderquest play tiny\n" in codex("scenario:tiny").out


def test_several_pages_are_listed_with_the_line_that_has_the_words(codex: Run) -> None:
    code, out, _ = codex("levels", "looser")
    assert code == 0
    assert out.startswith("shelf:companies  Notes on companies\n    Levels are looser there.\n")
    assert out.rstrip().endswith("`ladderquest codex` with one of these prints its page.")
    found = json.loads(codex("levels", "looser", "--json").out)
    assert [hit["page"] for hit in found["hits"]] == ["shelf:companies", "entry:companies.zurich-works"]
    assert found["hits"][0]["line"] == "Levels are looser there."


def test_for_programs_a_page_comes_with_its_links_and_sources(codex: Run) -> None:
    found = json.loads(codex("gate:ask-early", "--json").out)
    assert {key: found[key] for key in ("page", "kind", "id", "title", "sources")} == {
        "page": "gate:ask-early",
        "kind": "gate",
        "id": "ask-early",
        "title": "You asked before the second day was over.",
        "sources": ["Notes for the sample pack, 2026"],
    }
    assert {"page": "scenario:tiny", "title": "The nightly job", "what": "Story that practises it"} in found[
        "links"
    ]
    assert found["text"].startswith("You asked before the second day was over.\n=")


def test_what_is_not_there_is_one_sentence_with_what_is_near(codex: Run) -> None:
    assert codex("lone", "wolfes") == (
        1,
        "",
        "ladderquest: the codex has nothing on 'lone wolfes'; perhaps trap:lone-wolf.\n",
    )
    assert codex("§§§").err == (
        "ladderquest: the codex has nothing on '§§§'; `ladderquest codex` lists what there is.\n"
    )
    code, out, err = codex("compenyes", "--json")
    assert (code, err) == (1, "")
    assert json.loads(out) == {"hits": [], "suggestions": ["shelf:companies", "entry:companies.zurich-works"]}


def test_levels_stand_side_by_side(codex: Run) -> None:
    code, out, err = codex("compare", "L3", "mid")
    assert (code, err) == (0, "")
    scope = next(line for line in out.splitlines() if line.startswith("Scope  "))
    assert re.split(r"  +", scope) == ["Scope", "One task.", "One feature."]
    assert max(map(width, out.splitlines())) <= 80
    compared = json.loads(codex("compare", "l3", "l4", "l5", "--json").out)["compared"]
    assert [each["id"] for each in compared] == ["l3", "l4", "l5"]
    assert compared[0]["Scope"] == "One task."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "compare takes 2 or 3 levels, as in `ladderquest codex compare L4 L5`."),
        (("l3",), "compare takes 2 or 3 levels, as in `ladderquest codex compare L4 L5`."),
        (("l3", "l4", "l5", "l3"), "compare takes 2 or 3 levels, as in `ladderquest codex compare L4 L5`."),
        (("l3", "l44"), "There is no level 'l44' to compare: did you mean l4?"),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(words: tuple[str, ...], said: str, codex: Run) -> None:
    assert codex("compare", *words) == (2, "", f"ladderquest: {said}\n")


def test_a_narrow_window_gets_narrow_lines(codex: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    for words in (("article:reasons",), ("compare", "l3", "l4")):
        assert max(map(width, codex(*words).out.splitlines())) <= 40


def test_a_pack_that_is_not_sound_is_told_of(run: Run, tmp_path: Path) -> None:
    pack = pack_with_reference(tmp_path)
    (pack / "codex/articles.yaml").write_text("articles: 7\n", encoding="utf-8")
    code, out, err = run("codex", "--pack", pack)
    assert (code, out) == (1, "")
    assert "this pack cannot be played" in err


def test_no_player_is_made(run: Run, tmp_path: Path) -> None:
    run("codex", "traps", "--pack", SAMPLE)
    assert not (tmp_path / "saves").exists()
