"""Prose as authors write it, hard-wrapped, made ready for a column of any width."""

from __future__ import annotations

import re
import textwrap
from typing import NamedTuple

from ladderquest.pack.text import clean

_BLANK = re.compile(r"\n[ ]*\n")
_SPACES = re.compile(" {2,}")


class Passage(NamedTuple):
    """A stretch of a text: prose on one line with single spaces, or (``log``) lines that stay as they are,
    without the indent that they share. ``first`` if a paragraph begins with it."""

    text: str
    log: bool
    first: bool


def passages(text: str) -> list[Passage]:
    """A text of anybody's, clean, as a format that wraps by itself needs it."""
    found: list[Passage] = []
    for paragraph in paragraphs(spaced(text)):
        first, log = True, list[str]()
        for line in [*paragraph.split("\n"), ""]:
            if line.startswith("  "):
                log.append(line)
                continue
            if log:
                found.append(Passage(textwrap.dedent("\n".join(log)), True, first))
                first, log = False, []
            prose = line_of(line)
            if prose:
                found.append(Passage(prose, False, first))
                first = False
    return found


def spaced(text: str) -> str:
    """A text clean, with nothing on its blank lines."""
    return _BLANK.sub("\n\n", clean(text))


def line_of(text: str) -> str:
    """A text clean, on one line, with single spaces and none at its ends. A no-break space stays."""
    return _SPACES.sub(" ", clean(text, lines=False)).strip(" ")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text. Lines run together until a blank line; a line that begins with two spaces
    or more keeps its own line (a quoted log, a list), as do its neighbours of the same kind."""
    found: list[str] = []
    for chunk in text.strip("\n").split("\n\n"):
        lines = [line.rstrip() for line in chunk.split("\n") if line.strip()]
        joined: list[str] = []
        for line in lines:
            if line.startswith("  ") or not joined or joined[-1].startswith("  "):
                joined.append(line)
            else:
                joined[-1] = f"{joined[-1]} {line}"
        if joined:
            found.append("\n".join(joined))
    return found


def heard_line(name: str, says: str) -> str:
    """What somebody heard, as a sentence: a text that begins small goes on from the name ("heard that ...",
    "asks ..."), any other is quoted after it."""
    return f"{name} {says}" if says[:1].islower() else f"{name}: {says}"


def reflow(text: str) -> str:
    """A text with one line a paragraph and one blank line between, for a widget that wraps by itself."""
    return "\n\n".join(paragraphs(text))
