"""Prose as authors write it, hard-wrapped, made ready for a column of any width."""

from __future__ import annotations


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
