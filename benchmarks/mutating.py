"""Files that are wrong on purpose: the same seed makes the same file.

Three kinds of damage, alone or on top of one another: to the bytes, to the lines, to the values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from random import Random

from benchmarks.restructuring import restructured

__all__ = ["mutated"]

_BITS_OF_YAML = (
    b"\t", b"\x00", b"\x1b[2J", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf",
    b"&a ", b"*a ", b"!!x ", b"%YAML 3.0\n---\n", b"---\n", b"...\n", b"- ", b"? ", b": ", b"#", b"'", b'"',
    b"|\n", b">9-\n", b"{", b"}", b"[", b"]", b",", b"\\", b"@", b"`", b"\r", b"\r\n", b"\xe2\x80\xa8",
    b"\xc2\x85",
    b"<<: *a\n", b"\x7f", b"\xf0\x9f\x98\x80", b"\xe2\x80\xae", b"- " * 400, b"[" * 900, b"{a: " * 900,
    b"? " * 900, b"&a [" * 70, b"'" * 999, b"\\u0000", b'"\\x00"',
)  # fmt: skip
_MOST = 400_000  # bytes that damage by doubling may come to


def mutated(bases: Sequence[bytes], which: int, seed: int) -> bytes:
    """``bases[which]`` with some damage; some of it is taken from the other bases."""
    dice = Random(seed)
    data = bases[which]
    for kind in dice.choice(_RECIPES):
        if kind in ("values", "sound"):
            data = restructured(dice, data, dice.choice((1, 1, 2, 3, 8)), kind == "values")
        elif kind == "lines":
            for _ in range(dice.choice((1, 1, 3, 10))):
                data = dice.choice(_OF_LINES)(dice, data)
        else:
            changes: tuple[Callable[[Random, bytes], bytes], ...] = (
                *_OF_BYTES,
                partial(_splice, bases),
                _encode,
            )
            for _ in range(dice.choice((1, 1, 2, 5, 40))):
                data = dice.choice(changes)(dice, data)
    return data


_RECIPES = (
    ("bytes",), ("lines",), ("values",), ("values",), ("sound",), ("sound",), ("sound",), ("lines", "values"),
    ("values", "lines"), ("values", "bytes"), ("lines", "bytes"),
)  # fmt: skip


# --- bytes -------------------------------------------------------------------------------------------


def _span(dice: Random, data: bytes) -> tuple[int, int]:
    first = dice.randrange(len(data) + 1)
    return first, min(len(data), first + dice.choice((1, 1, 2, 10, 200, 5_000)))


def _flip(dice: Random, data: bytes) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)] if at < len(data) else []) + data[at + 1 :]


def _insert(dice: Random, data: bytes) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice(_BITS_OF_YAML) + data[at:]


def _replace(dice: Random, data: bytes) -> bytes:
    first, last = _span(dice, data)
    return data[:first] + dice.choice(_BITS_OF_YAML) + data[last:]


def _delete(dice: Random, data: bytes) -> bytes:
    first, last = _span(dice, data)
    return data[:first] + data[last:]


def _truncate(dice: Random, data: bytes) -> bytes:
    return data[: dice.randrange(len(data) + 1)] if dice.random() < 0.3 else data


def _double(dice: Random, data: bytes) -> bytes:
    first, last = _span(dice, data)
    times = min(dice.choice((2, 2, 3, 1_000)), _MOST // (last - first + 1))
    return (data[:first] + data[first:last] * times + data[last:])[: 2 * _MOST]


def _splice(bases: Sequence[bytes], dice: Random, data: bytes) -> bytes:
    first, last = _span(dice, data)
    other = dice.choice(bases)
    begin, end = _span(dice, other)
    return data[:first] + other[begin:end] + data[last:]


def _encode(dice: Random, data: bytes) -> bytes:
    if dice.random() < 0.7:
        return data
    how = dice.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "latin-1", "utf-7"))
    return data.decode("utf-8", "replace").encode(how, "replace")


_OF_BYTES: tuple[Callable[[Random, bytes], bytes], ...] = (
    _flip, _insert, _insert, _replace, _delete, _truncate, _double,
)  # fmt: skip


# --- lines -------------------------------------------------------------------------------------------


def _line(dice: Random, lines: list[bytes]) -> int:
    return dice.randrange(len(lines))


def _indent(dice: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    first = _line(dice, lines)
    by = dice.choice((b" ", b"  ", b"    ", b"\t", b"- ", b"# ", b"x"))
    for at in range(first, min(len(lines), first + dice.choice((1, 1, 5, 40)))):
        lines[at] = by + lines[at] if dice.random() < 0.8 else lines[at].removeprefix(b"  ")
    return b"\n".join(lines)


def _drop_lines(dice: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    first = _line(dice, lines)
    del lines[first : first + dice.choice((1, 1, 2, 30))]
    return b"\n".join(lines)


def _swap_lines(dice: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    one, other = _line(dice, lines), _line(dice, lines)
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _repeat_lines(dice: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    first, to = _line(dice, lines), _line(dice, lines)
    part = lines[first : first + dice.choice((1, 2, 12, 60))]
    part *= min(dice.choice((1, 1, 2, 50)), _MOST // (sum(map(len, part)) + 1) + 1)
    lines[to:to] = part
    return b"\n".join(lines)[: 2 * _MOST]


def _join_lines(dice: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = _line(dice, lines)
    lines[at : at + 2] = [b" ".join(lines[at : at + 2])]
    return b"\n".join(lines)


_OF_LINES: tuple[Callable[[Random, bytes], bytes], ...] = (
    _indent, _drop_lines, _swap_lines, _repeat_lines, _join_lines,
)  # fmt: skip
