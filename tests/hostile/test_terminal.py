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
from tests.cli.terminal import SAMPLE, change, seed_of
from tests.hostile.packs import FILE, hostile_pack
from tests.hostile.payloads import ARABIC, HEBREW, MARKS, Written, obeyed, written
from tests.hostile.test_commands import NAME, STORY, of_pack
from tests.house.tree import environment
from tests.journeys.terminal import CAP, LONG_QUIET, QUIET, Terminal
from tests.pack.pages import BOTH_EDITS

PASTED = (
    f"{HEBREW}\x1b]52;c;Tk9QRQ==\x07\x9b38;5;197m\x9d2;owned\x9c\u202egnp\u202c\u200b\U000e0041[/]"
    f"z{chr(0x335) * 50}"
)
"""What comes out of a clipboard. A line break would end it."""

COUNTED = "gate 0 of 1"
"""What the ladder says of the second phase as soon as it has counted: before that it may still change."""

KEEP, LEAVE = "\x13", "\x0c"
"""ctrl+s and ctrl+l."""

Walk = Callable[[Path, Path, str, str], bytes]


def side_by_side(walk: Walk, folder: Path, source: Path = SAMPLE) -> Written:
    """What the hostile walk wrote, which had no control sequence in it that the harmless one had not."""
    tame = folder / "tame"
    shutil.copytree(source, tame / "pack")
    change(tame / "pack", *BOTH_EDITS)
    (tame / "pack/scenarios/phase-1/tiny.yaml").rename(tame / "pack/scenarios/phase-1" / FILE)
    wild = folder / "wild"
    hostile_pack(wild / "pack", source=source)
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
    "HomeScreen": "1-4 phase",
    "PhaseScreen": "d debrief",
    "ScenarioScreen": "enter decide",
    "DebriefScreen": "space read on t talk about it",
    "CodexScreen": "enter open / search m compare",
    "CodexPageScreen": "enter follow space read on / search",
    "CompareScreen": "c other column",
    "TopicPanel": "Look up in the codex",
    "MapScreen": "space further q back",
    "TrapsScreen": "These are counts of decisions",
    "FamilyScreen": "trap log ▸ 1",
    "TrapScreen": "space read on enter its debrief",
    "MeetingScreen": "Friday, 15:00",
    "SettingsPanel": "Explain as I go: no",
    "BackupsPanel": "One is made on every day that you play.",
    "CheckpointPanel": "enter goes back; the road you leave is kept.",
    "TalkPanel": "I want to talk about",
    "ExportPanel": "enter takes the format; c copies the text",
    "HelpPanel": "?, q or escape closes",
    "TextPanel": "t, q or escape closes",
    "ArtefactPanel": "a, q or escape closes",
    "PlanScreen": "Every line says why it is there.",
    "LinePanel": "A line of your own",
    "GatesScreen": "a actions e all",
    "ItemScreen": "x delete w does not apply",
    "EvidenceScreen": "^s keep tab next field",
    "ItemsPanel": "space or enter chooses, and takes back",
    "JournalScreen": "Evidence journal",
    "ActionsScreen": "v to evidence",
    "WordsPanel": "^s keeps it, tab moves",
    "AskPanel": "y deletes it n keeps it",
    "WhichPanel": "enter begins an entry; q closes",
}
"""What stands on each screen and on nothing else."""

MOVES = {
    "choose": "1-2 pick enter decide",
    "investigate": "enter look",
    "mark": "space mark",
    "defend": "space hold, attach",
    "allocate": "← → take, give enter hand in",
    "write": "enter write",
}
BASES = {"Page", "Panel", "TrapPages"}
ELSEWHERE = {
    "ExercisesScreen": "tests/hostile/test_written.py",
    "ExerciseScreen": "tests/hostile/test_written.py",
    "HandedInScreen": "tests/hostile/test_written.py",
    "CriterionPanel": "tests/hostile/test_written.py",
    "VersionsScreen": "tests/hostile/test_written.py",
    "SpeakingPanel": "tests/hostile/test_written.py",
    "CalculatorScreen": "tests/hostile/test_written.py",
    "DueScreen": "tests/hostile/test_due.py",
    "ReviewScreen": "tests/hostile/test_due.py",
    "SettlePanel": "tests/hostile/test_due.py",
    "NewsPanel": "test_what_is_told_of_damage",
    "OpeningScreen": "test_what_is_told_of_damage",  # it may be gone before anybody has looked
    "LeavingPanel": "tests/journeys/test_slow_disk.py",  # it has no text of anybody's
    "WaitPanel": "tests/tui/test_drafts.py",  # nor has this one
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
        terminal.shows("enter write")
        terminal.move("\x13", "\x13")
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
        write(terminal, pasted)
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


def write(terminal: Terminal, pasted: str) -> None:
    """The page before the story, with its hints."""
    terminal.move("\x14", "\x14", "enter", f"\x1b[200~It failed.\n{pasted}\x1b[201~")
    terminal.shows("It failed.", "f1 help")
    terminal.move("\t", "\x13")
    terminal.shows("space go on")
    terminal.rest()


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
    terminal.move("o", "q", "space", "x", "q", "t", "enter")
    for key, text in (("g", "enter begins"), ("enter", "F1 help"), (LEAVE, "? help"), ("w", "^s keeps")):
        terminal.press(key)
        terminal.shows(text)
        terminal.rest()
    terminal.move(LEAVE, "q")


def gates(terminal: Terminal, pasted: str) -> None:
    """The gates, an entry with a payload in every field, its item, the journal, and something to try."""
    paste = f"\x1b[200~{pasted}\x1b[201~"
    terminal.move("g", "n")
    terminal.shows("F1 help")
    terminal.move(paste)
    for _ in range(6):
        terminal.press("\t")
        terminal.rest(LONG_QUIET)  # what is pasted before the keyboard has moved goes where it was
        terminal.move(paste)
    terminal.move(KEEP)
    terminal.shows("is no day")
    terminal.move("\x15", "today")
    terminal.press(*["\t"] * 5)
    terminal.rest(LONG_QUIET)
    terminal.move("\x15", KEEP)  # the link goes, the rest may stay
    terminal.shows("a actions e all", "1 entry")
    terminal.move("enter")
    terminal.shows("x delete")
    terminal.move("?", "q", "x", "n", "q", "e")
    terminal.shows("Evidence journal")
    terminal.move("q", "w", paste, KEEP)
    terminal.shows("does not apply:")
    terminal.move("n")
    terminal.shows("F1 help")
    terminal.press("\x1b[Z")
    terminal.rest(LONG_QUIET)
    terminal.move("enter", "space", "q", LEAVE, "y")
    terminal.shows("a actions e all")
    terminal.move("a", "n", paste)
    terminal.press("\t")
    terminal.rest(LONG_QUIET)
    terminal.move("friday", KEEP)
    terminal.shows("v to evidence")
    terminal.move("d", paste, KEEP, "x", "n", "q", "q")
    terminal.shows("q leave", COUNTED)


def look(terminal: Terminal, panel: str) -> bool:
    """Open a panel if its key is among those that work, and close it again; whether it was there."""
    if f" {panel} " not in terminal.lines[-1] or (panel == "e" and "space go on" in terminal.lines[-1]):
        return False  # where what follows is shown, e explains it in its place
    terminal.move(panel, "q")
    return True


def look_up(terminal: Terminal, pasted: str) -> None:
    """The codex from home and back: a search, every part with its first page, levels side by side."""
    terminal.move("x", "/", f"\x1b[200~{pasted}\x1b[201~", "enter", "q", "x")
    for part in range(5):
        terminal.move(*["down"][:part], "enter", "enter")
        terminal.press("space")  # a short page has nothing more
        terminal.rest()
        terminal.move("b", "b")
    terminal.move("m", "h", "c", "q", "q")


def planning(terminal: Terminal, pasted: str) -> None:
    """The plan: a line in full, and one of a player's own."""
    terminal.move("p", "enter", "q", "a")
    terminal.move(f"\x1b[200~{pasted}\x1b[201~", "\x13")
    terminal.shows("says why it is there")
    terminal.move("q")


def around(terminal: Terminal, pasted: str) -> None:
    """Home, settings, backups, placement, a phase with its traps, and another player."""
    terminal.shows("q leave", COUNTED)
    look(terminal, "?")
    terminal.move("s", "6", "enter", "q", "w", "y")
    terminal.move(f"\x1b[200~The loader of May {pasted}\x1b[201~", "enter", "n", "n", "n", "n", "enter")
    terminal.shows("q leave", COUNTED)
    terminal.move("1", "t", "q", "m")
    while "its debrief" not in terminal.lines[-1]:
        terminal.move("space")
    terminal.move("q", "q")
    terminal.shows("q leave", COUNTED)
    terminal.move("t", "enter", "enter")
    terminal.press("space")  # a short page has nothing more
    terminal.rest()
    terminal.move("q", "q", "q")
    terminal.shows("q leave", COUNTED)
    look_up(terminal, pasted)
    terminal.shows("q leave", COUNTED)
    gates(terminal, pasted)
    planning(terminal, pasted)
    terminal.shows("q leave", COUNTED)
    terminal.move("u", "n", f"\x1b[200~{pasted}\x1b[201~", "enter", "s")
    terminal.shows("q leave", COUNTED)
