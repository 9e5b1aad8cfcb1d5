"""The bytes that a real terminal gets: the same walk with a hostile pack and with a harmless one. Whatever
the first is sent beyond letters, the second is sent too."""

from __future__ import annotations

import importlib
import json
import pkgutil
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pexpect
from textual.screen import Screen

import ladderquest.tui
from ladderquest.tui.moves import ASKS
from tests.cli.terminal import SAMPLE, seed_of
from tests.hostile.packs import FILE, hostile_pack
from tests.hostile.payloads import ARABIC, HEBREW, MARKS, Written, obeyed, written
from tests.hostile.test_commands import NAME, STORY, of_pack
from tests.house.tree import environment
from tests.journeys.terminal import CAP, QUIET, Terminal

NOTHING_DUE = "Nothing is due today"
"""What stands on the ladder as soon as it has looked what is due: before that it may still change."""

PASTED = (
    f"{HEBREW}\x1b]52;c;Tk9QRQ==\x07\x9b38;5;197m\x9d2;owned\x9c\u202egnp\u202c\u200b\U000e0041[/]"
    f"z{chr(0x335) * 50}"
)
"""What comes out of a clipboard. A line break would end it."""

Walk = Callable[[Path, Path, str, str], bytes]


def side_by_side(walk: Walk, folder: Path) -> Written:
    """What the hostile walk wrote, which had no control sequence in it that the harmless one had not."""
    tame = folder / "tame"
    shutil.copytree(SAMPLE, tame / "pack")
    (tame / "pack/scenarios/phase-1/tiny.yaml").rename(tame / "pack/scenarios/phase-1" / FILE)
    wild = folder / "wild"
    hostile_pack(wild / "pack")
    with ThreadPoolExecutor(2) as both:
        harmless = both.submit(walk, tame, tame / "pack", "Ada", "Ben")
        hostile = both.submit(walk, wild, wild / "pack", NAME, PASTED)
        said, sent = written(harmless.result()), hostile.result()
    found = written(sent)
    assert [mark for mark in MARKS if mark in sent] == []
    assert found.kinds - said.kinds == set()
    assert obeyed(found.text) == []
    for name in (HEBREW, ARABIC):
        assert name in found.text
    return found


def test_everything_that_is_printed(tmp_path: Path) -> None:
    found = side_by_side(printed, tmp_path)
    assert found.text.count("$ ") > 25
    assert "[@click=app.quit]x[/]" in found.text
    assert "CSI  K" in found.kinds  # the bar of autoplay, and nothing else that is not a colour
    assert {kind for kind in found.kinds if kind[-1] != "m"} == {"CSI  K"}


def printed(folder: Path, pack: Path, name: str, typed: str) -> bytes:
    """All commands, one after the other, in one process at a terminal."""
    shutil.copytree(pack, folder / "old")
    story = ("play", "tiny", "--plain", "--pack", pack, "--player", name, "--seed", seed_of("disk"))
    placing = ("--plain", "--pack", pack, "--player", name)
    lines = [
        ("--help",),
        placing,
        story,
        *(line for lines in of_pack(pack, folder).values() for line in lines),
    ]
    lines = [line for line in lines if line[0] != "completion"]  # a script, which is long
    program = (
        "import json, sys; from ladderquest.cli import main\n"
        "for line in json.loads(sys.argv[1]): print('$ '); sys.stdin = open(0, closefd=False); main(line)"
    )
    words = json.dumps([[str(word) for word in line] for line in lines])
    process = pexpect.spawn(
        sys.executable, ["-c", program, words], dimensions=(24, 80), timeout=CAP, encoding=None, echo=False,
        env=environment(TERM="xterm-256color", HOME=str(folder), LADDERQUEST_SAVES=str(folder / "saves")),
        cwd=str(folder),
    )  # fmt: skip
    process.delaybeforesend = None
    answers = ["y", f"The loader of May {typed}", *"nnnn", "w", "skip", "s 1", f"x{typed}", "q"]
    answers += [each for each in STORY if "\r" not in each] + [f"x{typed}", "q", "q", "q"]
    for answer in answers:
        process.send(f"{answer}\n".encode())
    raw = cast(bytes, process.read())
    process.close()
    return raw


SCREENS = {
    "PlayersScreen": "Who is playing?",
    "PlacementScreen": "1 of 5",
    "HomeScreen": "w where am I",
    "PhaseScreen": "d debrief",
    "ScenarioScreen": "enter decide",
    "DebriefScreen": "space read on t talk about it",
    "MapScreen": "space further q back",
    "SettingsPanel": "Explain as I go: no",
    "BackupsPanel": "One is made on every day that you play.",
    "CheckpointPanel": "enter goes back; the road you leave is kept.",
    "TalkPanel": "I want to talk about",
    "HelpPanel": "?, q or escape closes",
    "TextPanel": "t, q or escape closes",
    "ArtefactPanel": "a, q or escape closes",
}
"""What stands on each screen and on nothing else."""

MOVES = {
    "choose": "1-2 pick enter decide",
    "investigate": "enter look",
    "mark": "space mark",
    "defend": "space hold, attach",
}
BASES = {"Page", "Panel"}
ELSEWHERE = {
    "DueScreen": "tests/hostile/test_due.py",
    "ReviewScreen": "tests/hostile/test_due.py",
    "SettlePanel": "tests/hostile/test_due.py",
    "NewsPanel": "test_what_is_told_of_damage",
    "OpeningScreen": "test_what_is_told_of_damage",  # it may be gone before anybody has looked
    "LeavingPanel": "tests/journeys/test_slow_disk.py",  # it has no text of anybody's
}
"""What the walk does not come to, and where it is."""


def test_every_screen(tmp_path: Path) -> None:
    found = side_by_side(walked, tmp_path)
    assert "[@click=app.quit]" in found.text


def test_no_screen_and_no_move_is_missing_here() -> None:
    for module in pkgutil.walk_packages(ladderquest.tui.__path__, "ladderquest.tui."):
        importlib.import_module(module.name)
    there = {each.__name__ for each in kinds_of(Screen) if each.__module__.startswith("ladderquest.")}
    assert there - BASES == SCREENS.keys() | ELSEWHERE.keys()
    assert ASKS.keys() == MOVES.keys() | {"rate"}  # which is asked in reviews: test_due.py


def kinds_of(kind: type[object]) -> Iterator[type[object]]:
    """All classes made of one."""
    for each in kind.__subclasses__():
        yield each
        yield from kinds_of(each)


class Watched(Terminal):
    """A terminal that remembers every screen it came to rest on."""

    def __init__(self, folder: Path, *words: str) -> None:
        super().__init__(folder, *words, pack=None)
        self.seen: set[str] = set()

    def rest(self, quiet: float = QUIET) -> None:
        super().rest(quiet)
        self.seen.add(self.words)


def test_what_is_told_of_damage(tmp_path: Path) -> None:
    found = side_by_side(told, tmp_path)
    assert "could not be read" in " ".join(found.text.split())


def told(folder: Path, pack: Path, name: str, pasted: str) -> bytes:
    """A story that is opened by its id, and then again when the file of its player is damaged."""
    words = ("play", "tiny", "--pack", str(pack), "--player", name, "--seed", seed_of("disk"))
    with Watched(folder, *words) as terminal:
        terminal.shows("enter decide")
        terminal.move("1", "enter")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        raw = terminal.raw
    (profile,) = (folder / "saves").glob("*/player.json")
    profile.write_text(f'{{"{pasted}', encoding="utf-8")
    with Watched(folder, *words) as terminal:
        terminal.shows("could not be read")
        terminal.rest()
        terminal.move("q", "q")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        return raw + terminal.raw


def walked(folder: Path, pack: Path, name: str, pasted: str) -> bytes:
    """Every screen of the app, in an author's hands, while the file is broken and mended."""
    file = pack / "scenarios/phase-1" / FILE
    with Watched(
        folder, "play", str(file), "--watch", "--player", name, "--seed", seed_of("disk")
    ) as terminal:
        terminal.shows("q leave")
        terminal.rest()
        play(terminal)
        around(terminal, pasted)
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("minutes", "x[/]\u202e\u200b\U000e0041", 1), encoding="utf-8")
        terminal.shows("Not reloaded", "x[/]")
        file.write_text(text, encoding="utf-8")
        terminal.shows("Reloaded")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        wanted = {**SCREENS, **MOVES}
        assert [
            name for name, text in wanted.items() if not any(text in words for words in terminal.seen)
        ] == []
        return terminal.raw


def play(terminal: Terminal) -> None:
    """The story, with every panel over it as soon as there is one, to the debrief and what lies over that."""
    wanted = list("?mapcbe")
    for _ in range(60):
        for panel in wanted[:]:
            if look(terminal, panel):
                wanted.remove(panel)
        if "enter look" in terminal.lines[-1]:
            terminal.move("1", "enter")
        elif not terminal.answer():
            break
    assert wanted == []
    look(terminal, "m")
    terminal.move("space", "t", "enter", "q")


def look(terminal: Terminal, panel: str) -> bool:
    """Open a panel if its key is among those that work, and close it again; whether it was there."""
    if f" {panel} " not in terminal.lines[-1] or (panel == "e" and "space go on" in terminal.lines[-1]):
        return False  # where what follows is shown, e explains it in its place
    terminal.move(panel, "q")
    return True


def around(terminal: Terminal, pasted: str) -> None:
    """Home, settings, backups, placement, a phase with its traps, and another player."""
    terminal.shows("q leave", NOTHING_DUE)
    look(terminal, "?")
    terminal.move("s", "5", "enter", "q", "w", "y")
    terminal.move(f"\x1b[200~The loader of May {pasted}\x1b[201~", "enter", "n", "n", "n", "n", "enter")
    terminal.shows("q leave", NOTHING_DUE)
    terminal.move("1", "t", "q", "q")
    terminal.shows("q leave", NOTHING_DUE)
    terminal.move("u", "n", f"\x1b[200~{pasted}\x1b[201~", "enter", "s")
    terminal.shows("q leave", NOTHING_DUE)
