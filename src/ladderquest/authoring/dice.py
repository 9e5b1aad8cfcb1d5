"""Chance that can be repeated: the same seed gives the same numbers on every machine."""

from __future__ import annotations

__all__ = ["Dice"]

_MASK = (1 << 64) - 1


class Dice:
    """splitmix64 (Steele, Lea and Flood, 2014): small, fast, and the same in every language."""

    def __init__(self, seed: int) -> None:
        """``seed``: a whole number; only its lowest 64 bits count."""
        self._at = seed & _MASK

    def below(self, n: int) -> int:
        """A number from 0 to n - 1."""
        self._at = at = (self._at + 0x9E3779B97F4A7C15) & _MASK
        at = ((at ^ (at >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        at = ((at ^ (at >> 27)) * 0x94D049BB133111EB) & _MASK
        return (at ^ (at >> 31)) % n
