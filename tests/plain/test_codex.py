"""The codex line by line."""

from pathlib import Path

import pytest

from tests.cli.terminal import Run, Said
from tests.pack.reference import pack_with_reference


@pytest.fixture
def home(run: Run, tmp_path: Path) -> Run:
    """``home(*lines)``: at home as Ada, on a pack with one of everything; placement is left for later."""
    pack = pack_with_reference(tmp_path)

    def at_home(*lines: str) -> Said:
        return run("--plain", "--pack", pack, "--player", "Ada", lines=("skip", *lines, "q"))

    return at_home


def test_x_lists_the_parts(home: Run) -> None:
    said = home("x", "?")
    assert "Plateau traps (group:traps)\n     How each works" in said.out
    assert "`x` with a name opens a page, as in `x group:traps`" in said.out
    assert "x  the codex: x lists its parts, x WORDS searches" in said.out


def test_x_opens_a_page_and_says_how_to_go_on(home: Run) -> None:
    said = home("x group:traps", "X Trap:Lone-Wolf")
    assert "- Traps: Alone or waiting (family:alone-or-waiting)" in said.out
    assert "Working alone\n=============" in said.out
    assert "`x` with a name in brackets opens it, as in `x family:alone-or-waiting`." in said.out


def test_x_searches(home: Run) -> None:
    said = home("x looser", "x weakness", "x compenyes", "x §§")
    assert "Zürich Works (entry:companies.zurich-works)\n     Levels are looser there." in said.out
    assert "Asking has looked like weakness before." in said.out, "one page is opened at once"
    assert "The codex has nothing on 'compenyes'. Perhaps `x shelf:companies`" in said.out
    assert "The codex has nothing on '§§'. `x` alone lists what there is." in said.out


def test_x_compares_the_level_of_the_player_with_the_next(home: Run) -> None:
    said = home("x compare", "w", "y", "the retry budget", "y", "the nightly job", *"nnn", "2", "x compare")
    before, _, after = said.out.partition("Kept: you start with phase 2.")
    assert "L3: Engineer I and L4: Engineer II" in before
    assert "L4: Engineer II and L5: Senior engineer" in after


def test_x_compares_those_that_are_named(home: Run) -> None:
    said = home("x compare l3 l5", "x compare l3", "x compare l3 l44", "x compare l3 l4 l5")
    assert "L3: Engineer I and L5: Senior engineer" in said.out
    assert "2 or 3 levels stand side by side, as in `x compare l4 l5`." in said.out
    assert "There is no level 'l44' to compare: did you mean l4?" in said.out
    assert "L3: Engineer I, L4: Engineer II and L5: Senior engineer" in said.out


def test_the_traps_of_a_story_stand_on_its_page_when_it_has_been_played(home: Run) -> None:
    said = home("x scenario:tiny", "1", "restart", "0", "4", "1", "q", "x scenario:tiny")
    before, _, after = said.out.partition("The end: Green again")
    assert "Its traps stand here when you have played it to an end." in before
    assert "(trap:execution-speed)" not in before
    assert "Trap that can come up: The fastest hands" in after
