"""Small English: counts, lists, and texts made short."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SENTENCE = re.compile(r'[.?!]"?(?= )')
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
    """The first paragraph, cut after a sentence or else a word so that it has ``most`` characters at most.
    What somebody says is not left open: the cut comes before it, or closes it."""
    line = first_paragraph(text)
    if len(line) <= most:
        return line
    head = line[:most]
    for end in reversed([match.end() for match in _SENTENCE.finditer(head)]):
        if end > most // 3 and head[:end].count('"') % 2 == 0:
            return head[:end].rstrip()
    word = head[: head.rfind(" ")] if " " in head else head[:-1]
    close = "…" + '"' * (word.count('"') % 2)
    return word[: most - len(close)].rstrip(" ,;:.") + close
