"""LadderQuest: the AI/ML engineer's ladder, played scene by scene in a terminal."""

__version__ = "0.1.0"
