"""Every code that a check can report: what it stands for, and how serious it is.

``LQ1xx`` syntax and files, ``LQ2xx`` schema, ``LQ3xx`` references, ``LQ4xx`` expressions and templates,
``LQ5xx`` reachability, ``LQ6xx`` rules for decisions and scenarios, ``LQ7xx`` unused, ``LQ8xx`` coverage,
readers and guides, ``LQ9xx`` text hygiene. A code keeps its meaning for ever; its page is
``docs/diagnostics/<code>.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from ladderquest.pack.findings import TITLES, Finding, Severity

__all__ = ["CODES", "Code", "adjusted", "is_adjustable"]


class Code(NamedTuple):
    """What a code stands for, and how serious it is where ``pack.yaml`` says nothing else."""

    title: str
    severity: Severity


_OF_THE_PACK: dict[str, Severity] = {"LQ115": "warning", "LQ310": "warning"}

_OURS: dict[str, Code] = {
    "LQ405": Code("a condition never holds", "warning"),
    "LQ406": Code("a condition always holds", "warning"),
    "LQ501": Code("a scene is never reached", "error"),
    "LQ502": Code("an option is never offered", "error"),
    "LQ503": Code("a state with no way on", "error"),
    "LQ504": Code("an ending is never reached", "error"),
    "LQ505": Code("a result never comes about", "warning"),
    "LQ506": Code("undecided whether it is ever reached", "note"),
    "LQ507": Code("the story breaks off", "error"),
    "LQ508": Code("a delayed block never comes due", "warning"),
    "LQ601": Code("options differ too much in length", "warning"),
    "LQ602": Code("a word that judges", "warning"),
    "LQ603": Code("ratings that hardly differ", "warning"),
    "LQ604": Code("what is wise is the same in every world", "warning"),
    "LQ605": Code("a rating depends on what could not be known", "warning"),
    "LQ606": Code("no option feeds a trap", "warning"),
    "LQ607": Code("a trap whose behaviour is never right", "warning"),
    "LQ608": Code("a decision without a recap", "warning"),
    "LQ609": Code("a recap is too long", "warning"),
    "LQ610": Code("nobody heard it", "warning"),
    "LQ611": Code("an explanation is missing or too long", "warning"),
    "LQ612": Code("too few or too many options", "warning"),
    "LQ613": Code("the best option is the longest too often", "warning"),
    "LQ614": Code("a posture wins in consecutive scenarios", "warning"),
    "LQ615": Code("a posture wins too often", "warning"),
    "LQ616": Code("a scenario lacks what every scenario has", "warning"),
    "LQ701": Code("a clue that is never found or never matters", "warning"),
    "LQ702": Code("a variable that nothing reads", "warning"),
    "LQ703": Code("a variable that nothing changes", "warning"),
    "LQ704": Code("a memory that nothing leaves or nothing recalls", "note"),
    "LQ705": Code("an artefact that is never opened", "warning"),
    "LQ706": Code("places in an artefact that nobody marks", "warning"),
    "LQ707": Code("a fact of the worlds that nothing reads", "warning"),
    "LQ801": Code("a gate item that no scenario practises", "note"),
    "LQ802": Code("a trap that no scenario puts in reach", "note"),
    "LQ803": Code("readers and the key disagree", "warning"),
    "LQ804": Code("the options alone give the answer away", "warning"),
    "LQ805": Code("a decision that hardly anybody has read", "note"),
    "LQ806": Code("a reading that does not fit the scenario", "warning"),
    "LQ807": Code("a guide stops where nothing is decided", "warning"),
    "LQ808": Code("the minutes of a guide do not add up", "warning"),
    "LQ901": Code("a line that breaks 80 columns", "warning"),
    "LQ902": Code("characters that are wider than one cell", "warning"),
    "LQ903": Code("a character that nobody sees", "warning"),
}

CODES: dict[str, Code] = {
    **{code: Code(title, _OF_THE_PACK.get(code, "error")) for code, title in TITLES.items()},
    **_OURS,
}
"""Every code there is."""


def is_adjustable(code: str) -> bool:
    """Whether ``pack.yaml`` may make findings of this code less serious: what keeps a pack from being loaded
    is an error, whatever anybody calls it."""
    return code in _OURS or code in _OF_THE_PACK


def adjusted(findings: Iterable[Finding], wanted: Mapping[str, str]) -> list[Finding]:
    """The findings as serious as ``wanted`` (code -> severity, or ``off`` to drop them) asks for."""
    kept = []
    for finding in findings:
        severity = wanted.get(finding.code) if is_adjustable(finding.code) else None
        if severity is None:
            kept.append(finding)
        elif severity != "off":
            kept.append(msgspec.structs.replace(finding, severity=severity))
    return kept
