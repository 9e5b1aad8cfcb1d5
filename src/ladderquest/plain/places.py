"""Where one can go from the ladder, line by line: a letter and a sentence for each."""

from __future__ import annotations

PLACES: dict[str, str] = {
    "t": "the trap log; `t 3` opens its third trap, `t all` all of it, `t meeting 1` the meeting of phase 1",
    "p": "plan: what to do next, and why (`p ?` for more)",
    "x": "the codex: x lists its parts, x WORDS searches, x trap:ai-crutch opens a page",
    "g": "the gates: what each phase asks for, your evidence, and what to try at work",
    "e": "written work: exercises, and what you wrote (`e 3` opens the third)",
    "d": "what is due: reviews, checkpoints, actions (`d 1` does the first)",
}
"""Letter -> what is there, most useful first."""
