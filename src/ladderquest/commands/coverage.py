"""``check --coverage``: which gate items and traps the scenarios of a pack are about."""

from __future__ import annotations

from ladderquest.authoring.checking import Checked
from ladderquest.authoring.gates import coverage_table
from ladderquest.commands.output import complain
from ladderquest.documents.text import to_text

__all__ = ["print_coverage"]

_COLUMNS = 80


def print_coverage(checked: Checked) -> bool:
    """Print the table; False, with a sentence, if something keeps the pack from being played."""
    if checked.pack is None:
        complain("There is no coverage to tell of while the pack has errors. Mend those first.")
        return False
    print(to_text(coverage_table(checked.facts, checked.pack.ladder), _COLUMNS), end="")
    return True
