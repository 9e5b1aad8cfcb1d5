"""A process behind a real pseudo-terminal, and the screen that it draws there."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Any, Self, cast

import pexpect
import pyte

from tests.cli.terminal import ROOT
from tests.house.tree import environment

CAP = 20.0
"""Seconds after which something that has not come will not come any more."""
QUIET = 0.04
"""Seconds without output after which a screen counts as drawn, where a slip would cost nothing."""
LONG_QUIET = 0.3
"""The same, before a screen is remembered."""

CONTENT = ROOT / "content"
HELD = ROOT / "tests" / "journeys" / "held.py"
KEYS = {
    "enter": "\r",
    "space": " ",
    "escape": "\x1b",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "up": "\x1b[A",
    "ctrl+c": "\x03",
    "ctrl+q": "\x11",
}


class Terminal:
    """``python -m ladderquest`` with these arguments, in 80×24 cells."""

    def __init__(
        self,
        folder: Path,
        *words: str,
        pack: Path | None = CONTENT,
        term: str = "xterm-256color",
        gate: Path | None = None,
    ) -> None:
        """``gate``: a file; while it is there, nothing that is saved reaches the disk."""
        game = ["-m", "ladderquest"] if gate is None else [str(HELD), str(gate)]
        given = [*game, *words, "--saves", str(folder / "saves")]
        if pack is not None:
            given += ["--pack", str(pack)]
        env = environment(TERM=term, HOME=str(folder), LC_ALL="C.UTF-8")
        for name in ("NO_COLOR", "COLUMNS", "LINES", "TEXTUAL", "COLORTERM"):
            env.pop(name, None)
        self.folder = folder
        self.raw = b""
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self._process = pexpect.spawn(
            sys.executable, given, env=env, cwd=str(folder), dimensions=(24, 80), timeout=CAP, encoding=None
        )
        self._process.delaybeforesend = None

    # --- reading ---------------------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        """What is on the screen, line by line."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """The same, in one piece."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """The same on one line, without the edge that a notice has."""
        return " ".join(self.text.replace("▌", " ").split())

    def pump(self, seconds: float) -> bool:
        """Take what the process has written, or wait that long for it; whether there was anything."""
        try:
            data = cast(bytes, self._process.read_nonblocking(1 << 16, timeout=seconds))
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self.raw += data
        self._stream.feed(data)
        return True

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until the screen fulfils a condition."""
        limit = monotonic() + CAP
        while not condition():
            waiting = monotonic() < limit and (self._process.isalive() or self.pump(0))
            assert waiting, f"{what} has not come; the screen shows:\n{self.text}"
            self.pump(0.02)

    def shows(self, *texts: str) -> None:
        """Wait until all of these are on the screen; line breaks do not count."""
        for text in texts:
            self.until(lambda text=text: text in self.words, repr(text))  # type: ignore[misc]

    # --- doing -----------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Keys by name, or texts to be typed."""
        for key in keys:
            self._process.send(KEYS.get(key, key))

    def move(self, *keys: str) -> None:
        """Press keys, and wait until each has changed the screen and the screen is drawn."""
        for key in keys:
            before = self.text
            self.press(key)
            self.until(lambda before=before: self.text != before, f"what {key!r} does")  # type: ignore[misc]
            self.rest()

    def rest(self, quiet: float = QUIET) -> None:
        """Wait until nothing more is written."""
        while self.pump(quiet):
            pass

    def ended(self) -> int:
        """Wait for the end of the process; its exit code (minus the signal that ended it)."""
        limit = monotonic() + CAP
        while self._process.isalive():
            assert monotonic() < limit, f"the process does not end; the screen shows:\n{self.text}"
            self.pump(0.02)
        self.rest()
        self._process.close()
        code = self._process.exitstatus
        return -int(self._process.signalstatus or 0) if code is None else code

    def signal(self, number: int) -> None:
        """Send the process a signal."""
        self._process.kill(number)

    def hang_up(self) -> None:
        """Close the terminal under the process, and wait for its end."""
        cast(Any, self._process).ptyproc.fileobj.close()
        limit = monotonic() + CAP
        while self._process.isalive():
            assert monotonic() < limit, "the process does not end"
            sleep(0.01)

    def kill(self) -> int:
        """End the process as a crash does; its exit code."""
        self._process.kill(signal.SIGKILL)
        return self.ended()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.isalive():
            self._process.kill(signal.SIGKILL)
        self._process.close(force=True)

    # --- playing ---------------------------------------------------------------------------------

    def answer(self) -> bool:
        """One step of a story, read off the keys at the foot of the screen; False at the debrief."""
        foot, title = self.lines[-1], self.lines[0]
        if title.endswith("debrief"):
            return False
        if "space go on" in foot or "space debrief" in foot:
            self.move("space")
            return True
        if "enter write" in foot:
            self.move("enter", "It is written.", "\x13")
        elif "take, give" in foot:
            self.give()
            self.move("enter")
        elif "space mark" in foot:
            while "●" not in self.text:  # the space that led here may have come twice, and marked already
                self.move("space")
            self.move("enter")
        elif "enter decide" in foot or "enter hand in" in foot:
            self.move("1", "enter")
        elif "enter look" in foot:
            last = re.search(r"1-(\d) pick", foot)
            assert last is not None, foot
            self.move(last[1], "enter")
        else:
            raise AssertionError(f"nothing to do here:\n{self.text}")
        # the answer is marked at once; the keys change when it is on the disk and what follows is shown
        self.until(lambda: self.lines[-1] != foot, "what follows")
        self.rest()
        return True

    def give(self) -> None:
        """Give away all that is left, as much as can be to one item after the other."""
        while left := int(re.search(r"(\d+) of \d+ .*?left to give", self.words)[1]):  # type: ignore[index]
            for _ in range(left):
                self.press("right")
                self.rest()
            self.press("down")
            self.rest()

    def question(self) -> None:
        """Read on to the next question."""
        while "space go on" in self.lines[-1]:
            self.move("space")
            self.rest(LONG_QUIET)  # one space too many would mark a line of the question
        self.rest(LONG_QUIET)


def saved_files(folder: Path) -> dict[str, bytes]:
    """Every file of the saves but locks, by its path."""
    root = folder / "saves"
    return {
        os.fspath(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != "lock" and ".cache" not in path.parts
    }
