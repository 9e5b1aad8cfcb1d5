"""Small English: counts, lists, and texts made short."""

from __future__ import annotations

from collections.abc import Sequence

_COUNTS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def counted(number: int) -> str:
    """``number`` as a word up to twelve, in digits beyond."""
    return _COUNTS[number] if 0 <= number < len(_COUNTS) else str(number)


def times(number: int) -> str:
    """``once``, ``twice``, ``three times``."""
    return {1: "once", 2: "twice"}.get(number, f"{counted(number)} times")


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def capitalised(text: str) -> str:
    """``text`` with its first letter large and the others as they are."""
    return text[:1].upper() + text[1:]


def first_paragraph(text: str) -> str:
    """What comes before the first empty line, on one line."""
    return " ".join(text.strip().partition("\n\n")[0].split())


def short(text: str, most: int) -> str:
    """The first paragraph, cut after a sentence or else a word so that it has ``most`` characters at most."""
    line = first_paragraph(text)
    if len(line) <= most:
        return line
    head = line[:most]
    sentence = max(head.rfind(end) for end in (". ", "? ", "! "))
    if sentence > most // 3:
        return head[: sentence + 1]
    word = head[: head.rfind(" ")] if " " in head else head[:-1]
    return word.rstrip(" ,;:.") + "…"
