"""Programs that save until they are killed, and what each of them has shown as saved."""

from __future__ import annotations

import os
import random
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyte

from benchmarks.terminal import Terminal
from ladderquest.saves import Saves

ROOT = Path(__file__).resolve().parents[1]
SCENARIO = "desk"
DESK = """\
schema: 1
id: desk
title: The desk
phase: 1
order: 1
minutes: 5
summary: Stay as long as you like.
start: desk
variables:
  - {id: days, initial: 0, max: 1000000}
worlds:
  - {id: calm, reveals: It was calm.}
endings:
  - {id: gone, title: Gone home}
scenes:
  - id: desk
    move: choose
    text: A desk.
    options:
      - {id: stay, says: Stay, effect: days += 1, then: "This was day {days}.", goto: desk}
      - {id: wait, says: Wait, effect: days += 1, then: "This was day {days}.", goto: desk}
  - id: door
    ending: gone
    text: Outside.
"""
"""A story whose consequences are numbered: the highest number seen is what was shown as saved."""

_SHOWN = re.compile(r"This was day (\d+)")
_PATIENCE = 30.0
_OPENING = 0.2
"""How often a victim dies before it has shown anything."""
_POUNCE = 0.5
"""How often else the kill waits for a write that is under way, instead of for a random moment."""
_AHEAD = 40

Victim = Callable[[Path, Path, random.Random], int]
"""Starts a program with these saves and this pack, kills it at a moment that the dice choose, and returns
how many decisions (for a writer: records) it has shown as saved, 0 if none."""


def game(saves: Path, pack: Path, *more: str) -> list[str]:
    """The command that plays the numbered story."""
    return [
        *(sys.executable, "-m", "ladderquest", "play", SCENARIO, *more),
        *("--player", "Ada", "--saves", str(saves), "--pack", str(pack)),
    ]


def kill_plain(saves: Path, pack: Path, dice: random.Random) -> int:
    """Plain mode, through a pipe that always has one more answer."""
    early = dice.random() < _OPENING
    with piped(game(saves, pack, "--plain")) as process:
        seen = b""
        if not early:
            while b"This was day" not in seen:
                _answer(process)  # raises BrokenPipeError where the game has ended by itself
                seen += _read(process, _PATIENCE)
        until = time.monotonic() + dice.uniform(0, 0.4 if early else 0.15)
        while (left := until - time.monotonic()) > 0:
            _answer(process)
            seen += _read(process, left)
        if not early and dice.random() < _POUNCE:
            for _ in range(_AHEAD):
                _answer(process)
            pounce(saves)
        process.kill()
        assert process.stdout is not None
        seen += process.stdout.read()  # what it had said before it died
    return shown(seen.decode())


def kill_writer(saves: Path, pack: Path, dice: random.Random) -> int:
    """A program that does nothing but save."""
    found = Saves(saves)
    card = found.find("Ada")
    if card is None:
        with found.create("Ada") as store:
            player, run_id = store.player, store.new_run_id()
    else:
        with found.open(card.id) as store:
            player, run_id = store.player, store.runs[0].run if store.runs else store.new_run_id()
    command = [sys.executable, "-m", "tests.saves.writing", str(saves), player, run_id]
    early = dice.random() < _OPENING
    with piped(command) as process:
        seen = b"" if early else _read(process, _PATIENCE)
        until = time.monotonic() + dice.uniform(0, 0.4 if early else 0.15)
        while (left := until - time.monotonic()) > 0:
            seen += _read(process, left)
        if not early and dice.random() < _POUNCE:
            pounce(saves)
        process.kill()
        assert process.stdout is not None
        seen += process.stdout.read()
    whole = seen[: seen.rfind(b"\n") + 1].split()
    # the header comes first, and each decision brings its note: (records - 1) / 2 decisions
    return (int(whole[-1]) - 1) // 2 if whole else 0


def kill_app(saves: Path, pack: Path, dice: random.Random) -> int:
    """The app, in a terminal whose screen is read."""
    early = dice.random() < _OPENING
    with Screen(game(saves, pack)) as screen:
        if early:
            screen.until(None, dice.uniform(0, 1.5))
            return screen.killed()
        screen.expect("enter decide")
        for _ in range(dice.randrange(1, 4)):
            screen.press(b"1\r")
            screen.expect("This was day")
            screen.press(b" ")
            screen.expect("enter decide")
        screen.press(b"1\r")
        if dice.random() < _POUNCE:
            pounce(saves)
        else:
            screen.until(None, dice.uniform(0, 0.06))
        return screen.killed()


def pounce(saves: Path, seconds: float = 0.2) -> None:
    """Return as soon as a write is under way somewhere below ``saves``, or when the time is over."""
    folders = [path for player in saves.iterdir() for path in (player, player / "runs") if path.is_dir()]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for folder in folders:
            if any(name.endswith(".tmp") for name in os.listdir(folder)):  # noqa: PTH208 - as fast as can be
                return


def shown(text: str) -> int:
    """The highest number that a text shows."""
    return max((int(number) for number in _SHOWN.findall(text)), default=0)


class Screen(Terminal):
    """A terminal that knows what its screen shows, and the highest number that it ever did."""

    def __init__(self, command: Sequence[str]) -> None:
        super().__init__(command)
        self.highest = 0
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)

    def until(self, text: str | None, seconds: float) -> bool:
        """Read until the screen shows ``text`` (None never comes), or the time is over; whether it does."""
        end = time.monotonic() + seconds
        while not (text and text in self._text()):
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.fd], [], [], left)[0] or not self._take():
                return False
        return True

    def expect(self, text: str) -> None:
        """Read until the screen shows ``text``. Raises ``AssertionError`` if that does not come."""
        if not self.until(text, _PATIENCE):
            raise AssertionError(f"{text!r} has not come; the screen shows: {self._text()}")

    def press(self, key: bytes) -> None:  # type: ignore[override]
        """Press a key, and do not wait."""
        os.write(self.fd, key)

    def killed(self) -> int:
        """Kill it, read what it had drawn before, and return the highest number."""
        os.kill(self.pid, 9)
        while self._take():
            pass
        return self.highest

    def _take(self) -> bool:
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # how Linux says that nobody is at the other end
            return False
        self._stream.feed(data)
        self.highest = max(self.highest, shown(self._text()))
        return bool(data)

    def _text(self) -> str:
        return " ".join(" ".join(self._screen.display).split())


def piped(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A program of this checkout behind two pipes."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONUTF8": "1"}
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment, bufsize=0
    )


def _answer(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    process.stdin.write(b"1\n")


def _read(process: subprocess.Popen[bytes], seconds: float) -> bytes:
    assert process.stdout is not None
    ready = select.select([process.stdout], [], [], seconds)[0]
    return os.read(process.stdout.fileno(), 65536) if ready else b""
