"""What is due and a review, with a hostile pack and hostile words of the player's own: what a real terminal
gets, and what plain mode and the command print."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ladderquest.growth.work import Action, Draft, PlanEdit
from ladderquest.pack.loader import load_pack
from ladderquest.saves import Saves
from tests.cli.conftest import run as run
from tests.cli.terminal import Run
from tests.hostile.conftest import harmless as harmless
from tests.hostile.conftest import made as made
from tests.hostile.conftest import pack as pack
from tests.hostile.payloads import ARABIC, PAYLOADS
from tests.hostile.test_commands import NAME
from tests.hostile.test_terminal import Watched, side_by_side
from tests.tui.waiting import play_poorly


def prepared(saves: Path, pack: Path, name: str, words: str) -> None:
    """A player of the pack with a review, an action and a line of the plan due; ``words`` in all of it."""
    loaded = load_pack(pack).pack
    assert loaded is not None
    with Saves(saves).create(name) as store:
        play_poorly(loaded, store, days=300)
        long_ago = (datetime.now(UTC) - timedelta(days=40)).date().isoformat()
        store.work.keep(
            Action(id="a", changed=long_ago, text=words, made=words, due=long_ago, note=words),
            PlanEdit(id="p", changed=long_ago, text=words, due=long_ago),
            Action(id="bad", changed=words, text="No day", made=words, due=words),
            Draft(id="d", changed=words, made=words, exercise=words, words={words: words}),
        ).result()


def walked(folder: Path, pack: Path, name: str, pasted: str) -> bytes:
    """The ladder, the list, a thing done with a note, a review from its question to its end."""
    prepared(folder / "saves", pack, name, f"Ask [/] {ARABIC} {pasted}")
    with Watched(folder, "--pack", str(pack), "--player", name) as terminal:
        terminal.shows("Due: 1 review")
        terminal.move("d")
        terminal.shows("Due today")
        terminal.move("?", "q", "2", "enter")
        terminal.shows("enter keeps it; escape closes")
        terminal.rest()
        terminal.press("\t")
        terminal.rest()
        terminal.move(f"\x1b[200~{pasted}\x1b[201~")
        terminal.press("enter")
        terminal.rest()
        terminal.move("enter")
        terminal.shows("Done:")
        terminal.move("1", "enter")
        terminal.shows("1-5 rate")
        terminal.move("a", "q", "c", "q", "p", "q", "5")
        terminal.move("1", "enter")
        terminal.shows("enter done")
        terminal.move("q")
        terminal.move("q")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        return terminal.raw


def test_the_screens(tmp_path: Path) -> None:
    found = side_by_side(walked, tmp_path)
    assert "[/]" in found.text


def test_plain_mode_and_the_command_are_clean(harmless: Run, pack: Path, tmp_path: Path) -> None:
    everything = " ".join(PAYLOADS.values())
    prepared(tmp_path / "saves", pack, NAME, everything)
    said = harmless("due", "--pack", pack)
    assert said.code == 0
    assert "[@click=app.quit]" in said.out
    assert len(json.loads(harmless("due", "--pack", pack, "--json").out)) == 3
    lines = (
        "d",
        f"d {everything}".replace("\n", " "),
        "d 1",
        "dropped",
        everything.replace("\n", " "),
        "d 3",
        "x",
        "",
    )
    plain = harmless("--plain", "--pack", pack, "--player", NAME, lines=(*lines, "d 2", "p", "a", "1 5", "q"))
    assert "It comes back" in plain.out
