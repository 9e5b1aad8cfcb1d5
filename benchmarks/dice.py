"""The dice that every engine is played with: mulberry32, 32 bits from a seed."""

from __future__ import annotations

from collections.abc import Callable

_MASK = 0xFFFFFFFF


def dice(seed: int) -> Callable[[int], int]:
    """A function that gives a number from 0 to n - 1, and another one each time."""
    state = seed & _MASK

    def roll(n: int) -> int:
        nonlocal state
        state = (state + 0x6D2B79F5) & _MASK
        mixed = (state ^ state >> 15) * (state | 1) & _MASK
        mixed ^= (mixed + (mixed ^ mixed >> 7) * (mixed | 61)) & _MASK
        return (mixed ^ mixed >> 14) % n

    return roll
