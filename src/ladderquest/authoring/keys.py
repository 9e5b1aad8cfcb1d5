"""What every key of the format is for, in an author's words: for editors (``schema``) and for the reference.

By the struct that has the key; a struct that is built on another one has the keys of that as well. What the
parts of a struct mean together is said by its docstring.
"""

from __future__ import annotations

import inspect as python
from typing import NamedTuple

from msgspec import inspect

from ladderquest.authoring.keys_codex import CODEX
from ladderquest.authoring.keys_meetings import MEETINGS
from ladderquest.authoring.keys_readings import READINGS
from ladderquest.authoring.keys_workbook import WORKBOOK

__all__ = ["KEYS", "Key", "docstring", "keys_of", "options_of", "unwrapped"]


class Key(NamedTuple):
    """A key as authors write it. ``default`` is None where nothing, or an empty text or list, is meant."""

    name: str
    type: inspect.Type
    required: bool
    default: int | str | None
    purpose: str


_SAID_AT_ONCE = "What a colleague takes from it, told at once. Every entry whose `when` holds."
_CLOSED = "Why it is closed while `when` does not hold. Without it, it is not shown until then."

_SCENARIO: dict[str, dict[str, str]] = {
    "Scenario": {
        "schema": "Version of the format.",
        "id": "What saves know the scenario by. The file is named after it.",
        "title": "What players read on the map. It quotes the first scene and gives nothing away.",
        "phase": "The step of the ladder that it belongs to; 0 is for what stands outside.",
        "order": "Its place within the phase.",
        "minutes": "How long it takes; `autoplay` measures.",
        "summary": "One sentence for the map: the situation, not the lesson.",
        "start": "The scene in which it begins.",
        "worlds": "What may really be true. The run's seed draws one.",
        "endings": "All that there are. Players see how many, and the titles of those they know.",
        "scenes": "The scenes, in any order.",
        "practises": "Lines of the phase's gate (`ladder/phases.yaml`) that it is about.",
        "recalls": "Memories of earlier scenarios that it reads, as `recall.<id>`.",
        "remembers": "What it leaves behind for later scenarios.",
        "variables": "What the story counts and keeps in mind.",
        "clues": "What can be found out.",
        "artefacts": "Things to read.",
        "later": "What comes back: effects and texts that are set off now and due later.",
        "actions": "One small thing to do at work this week, for the debrief.",
        "calculator": "The calculator that lies beside it, a key away from every question.",
    },
    "Variable": {
        "id": "Its name in expressions and, as `{id}`, in text.",
        "initial": "Where it starts. `true` or `false` makes it a flag.",
        "min": "The least that a number can be: what would go below stays here.",
        "max": "The most that a number can be.",
        "label": "Makes it a resource, which players see. Two at most have one.",
        "shown": "While this holds, the resource is shown.",
    },
    "World": {
        "id": "`world.<id>` is true in it.",
        "reveals": "What was really so, for the debrief.",
        "facts": "Values by name; every world has the same names. Numbers and flags can be asked for as "
        "`world.<fact>`, all of them can be shown as `{world.<fact>}`.",
    },
    "Clue": {
        "id": "`clue.<id>` is true once it was found.",
        "label": "What is looked at. It names the source, never what will be found.",
        "text": "What is found. What depends on the world is said here.",
    },
    "Artefact": {
        "id": "Its name.",
        "kind": "What it is: diff, log, mail.",
        "title": "Its heading.",
        "text": "Line by line as it looks, 72 columns at most. Write it as a block (`|`).",
        "places": "Lines that an answer to `mark` may be about.",
    },
    "Place": {
        "id": "`mark.<id>` is true in the results of a `mark` if one of its lines was marked.",
        "at": "A part of each of its lines, long enough to occur in one line only.",
    },
    "Delayed": {
        "id": "`later.<id> = 3` sets it off: it is due on the third scene entry from there.",
        "then": "What is told when it is due.",
        "heard": "What a colleague says of it then.",
        "effect": "What changes when it is due.",
    },
    "Ending": {
        "id": "What the scene that ends with it names.",
        "title": "Shown to those who reached it.",
    },
    "Remember": {
        "memory": "A memory of `memories.yaml`.",
        "is": "Its value: a variable, or another expression, read at the ending.",
    },
}

_SCENES: dict[str, dict[str, str]] = {
    "SceneBase": {
        "id": "What `goto` names. `visits.<id>` counts how often the scene was entered.",
        "at": "Time and place.",
        "text": "What is told. Every block whose `when` holds.",
        "enter": "What changes when the scene is entered, before its text is told.",
        "artefacts": "What lies open here.",
        "recap": "The decision told without the story, in at most 60 words, for reviews weeks later.",
        "known": "What could be known at this point and what could not, for the debrief.",
    },
    "ChooseScene": {
        "options": "Three to five answers.",
        "goto": "Where it goes on after options that do not say so themselves.",
        "variants": "The same situation in other words, one of them for each review.",
    },
    "Variant": {
        "recap": "The decision told anew, in at most 60 words.",
        "says": "The answers in other words, by the ids of the options.",
    },
    "InvestigateScene": {
        "ask": "The question.",
        "budget": "How much the looks may cost together.",
        "looks": "What can be looked at.",
        "goto": "Where it goes on once the budget is spent, or the player has seen enough.",
    },
    "MarkScene": {
        "ask": "The question.",
        "artefact": "What is marked in.",
        "limit": "How many lines may be marked.",
        "results": "What an answer comes to: the first that holds.",
        "goto": "Where it goes on after results that do not say so themselves.",
    },
    "DefendScene": {
        "ask": "The question.",
        "claims": "What can be said.",
        "results": "What an answer comes to: the first that holds.",
        "exhibits": "Which clues can be attached, if they were found (all of them, if none is named).",
        "limit": "How many may be attached.",
        "goto": "Where it goes on after results that do not say so themselves.",
    },
    "WriteScene": {
        "ask": "The question.",
        "hints": "Opened one at a time, by who asks: from a direction to a detail, never the answer.",
        "model": "One way to write it, for the debrief. Every block whose `when` held before the decision.",
        "rubric": "The questions by which players read their own words afterwards.",
        "effect": "What changes, whatever was written.",
        "then": "What is told at once, whatever was written.",
        "heard": _SAID_AT_ONCE,
        "goto": "Where it goes on.",
    },
    "AllocateScene": {
        "ask": "The question.",
        "total": "How much there is to split. All of it is given.",
        "unit": "What it is: days, weeks, requests.",
        "items": "What can be given to.",
        "results": "What an answer comes to: the first that holds.",
        "goto": "Where it goes on after results that do not say so themselves.",
    },
    "Share": {
        "id": "`share.<id>` is the highest of its steps that was reached, in the results and their effects.",
        "says": "What players read, short.",
        "steps": "Amounts from which something is different. What lies between two of them is the same to "
        "the story.",
        "least": "The least that it takes.",
        "most": "The most that it takes; all there is, if not said.",
    },
    "GotoScene": {"goto": "Where it goes on."},
    "EndingScene": {"ending": "Which of the declared endings this is."},
    "Outcome": {
        "id": "What saves remember. It never changes once it is published.",
        "posture": "How it goes at the problem. For `check` only, which counts which of them keep winning.",
        "rating": "How effective it is, 1 to 5, by what could be known: the first that holds. A choice "
        "without one is not rated.",
        "feeds": "Traps that it feeds.",
        "dodges": "Traps that it avoids although they were in reach.",
        "shows": "Signals (`ladder/signals.yaml`) that it shows of a way of working.",
        "effect": "What changes. Ratings, traps and signals are read before it, texts after it.",
        "then": "What is told at once.",
        "heard": _SAID_AT_ONCE,
        "why": "How it works and what is good about it, in 80 words at most, for those who ask and for "
        "the debrief.",
        "contested": "What good engineers disagree about here.",
        "goto": "Where it goes on: the first that holds.",
    },
    "Option": {
        "says": "The answer, in one line.",
        "when": "While this holds, it can be taken.",
        "locked": _CLOSED,
    },
    "Result": {"when": "The answers that it is for. The last result has none, and is for all others."},
    "Look": {
        "clue": "What is found.",
        "cost": "How much of the budget it takes.",
        "effect": "What changes besides.",
        "heard": _SAID_AT_ONCE,
        "when": "While this holds, it can be looked at.",
        "locked": _CLOSED,
    },
    "Claim": {
        "id": "`claim.<id>` is true in the results if it was chosen.",
        "says": "The claim, in one line.",
        "when": "While this holds, it can be chosen.",
        "locked": _CLOSED,
    },
    "Block": {"text": "The text.", "when": "While this holds, it is told."},
    "Rating": {
        "is": "1 (makes it worse) to 5 (what an excellent colleague would do).",
        "when": "What has to be so for it.",
    },
    "Jump": {"to": "The scene.", "when": "What has to be so for it."},
    "TrapLink": {
        "trap": "A trap of `ladder/traps.yaml`.",
        "when": "What has to be so, when it is decided, for it to count.",
    },
    "Remark": {
        "who": "One of the cast.",
        "says": "What they took from it and would ask next. Their name is put before it.",
        "when": "While this holds, it is told.",
    },
}  # fmt: skip

_PACK: dict[str, dict[str, str]] = {
    "Manifest": {
        "schema": "Version of the format.",
        "id": "What saves and other packs know the pack by.",
        "title": "Its name.",
        "version": "Its version, in quotes.",
        "company": "The company in which it plays.",
        "base": "The pack that this one builds on; without it the pack stands on its own.",
        "severities": "Codes of `check`, each with `off`, `note`, `warning` or `error`.",
    },
    "CastFile": {"cast": "Everybody who can be named."},
    "Member": {
        "id": "`{cast.<id>}` is their whole name in text, `owes.<id>` what they were promised.",
        "name": "The whole name.",
        "given": "What colleagues call them, `{given.<id>}` in text (the whole name, if nothing is said).",
        "role": "What they do.",
        "wants": "What they reasonably want.",
        "worries": "What they fear.",
    },
    "MemoriesFile": {"memories": "What scenarios can leave behind for later ones."},
    "Memory": {
        "id": "Its name under `recalls` and `remembers`.",
        "initial": "Its value until a scenario leaves another. `true` or `false` makes it a flag.",
        "about": "What it is about, in a sentence.",
        "min": "The least that a number can be.",
        "max": "The most that a number can be.",
    },
    "SourcesFile": {"sources": "Where the facts of the ladder come from."},
    "Source": {
        "id": "What facts name.",
        "title": "Its title.",
        "year": "When it appeared.",
        "note": "What it says and how far it carries.",
    },
    "LevelsFile": {"levels": "The rungs, lowest first."},
    "Level": {
        "id": "Its name.",
        "title": "What people call it.",
        "tenure": "How long people are on it.",
        "unlocks": "What it takes to leave it.",
        "plateau": "Where people stay on it.",
        "source": "Where this comes from.",
    },
    "PhasesFile": {"phases": "The steps of the ladder."},
    "Phase": {
        "id": "Its number.",
        "title": "Its name.",
        "slogan": "One line on the map.",
        "about": "What it is about.",
        "before": "Heading of the left column of `contrasts`.",
        "after": "Heading of the right column.",
        "contrasts": "What changes from one column to the other.",
        "gate_title": "Heading of the gate.",
        "gate": "What one can say before moving on. Scenarios practise its lines.",
        "traps": "Traps that are met in this phase.",
        "source": "Where this comes from.",
    },
    "Contrast": {"dimension": "Of what.", "before": "How it was.", "after": "How it is."},
    "GateItem": {
        "id": "What `practises` names.",
        "text": "The line, in the first person.",
        "move": "What one could do to have evidence for it.",
        "within": "How soon that can be done: this week, month or quarter, or the quarter after.",
    },
    "TrapsFile": {"families": "Groups of traps.", "traps": "The traps."},
    "Family": {"id": "What traps name.", "title": "Its name, as players first meet it."},
    "Trap": {
        "id": "What `feeds` and `dodges` name.",
        "family": "Its group.",
        "title": "Its name.",
        "behaviour": "What one does.",
        "mechanism": "Why good engineers do it, and why it feels like good work.",
        "unlocks": "What to do instead.",
        "right_when": "Where the same behaviour is right.",
        "levels": "Where it keeps people.",
        "source": "Where this comes from.",
    },
    "SignalsFile": {"signals": "What decisions can show."},
    "Signal": {
        "id": "What `shows` names.",
        "dimension": "Scope, autonomy, impact or influence.",
        "level": "At which level committees see it.",
        "did": "Completes \"four times you ...\".",
    },
    "Placement": {
        "intro": "What is told before the questions.",
        "questions": "Questions about evidence.",
        "routes": "Where the answers lead: every count from none to all is on one route.",
        "source": "Where this comes from.",
    },
    "Question": {
        "id": "What saves remember.",
        "text": "The question.",
        "example": "Asks for the concrete case behind a yes.",
    },
    "Route": {
        "least": "From so many evidenced answers ...",
        "most": "... to so many.",
        "phases": "Where they lead: one phase, or several to choose from.",
        "says": "What players are told.",
    },
}  # fmt: skip

KEYS: dict[str, dict[str, str]] = {
    **_SCENARIO, **_SCENES, **_PACK, **CODEX, **WORKBOOK, **MEETINGS, **READINGS,
}  # fmt: skip
"""Name of a struct -> its own keys -> what each is for."""


def keys_of(info: inspect.StructType, *, own: bool = False) -> list[Key]:
    """The keys of a struct, in order; with ``own`` without those of the struct that it is built on."""
    names = python.get_annotations(info.cls) if own else ()
    return [
        Key(
            name=field.encode_name,
            type=field.type,
            required=field.required,
            default=field.default if isinstance(field.default, int | str) and field.default != "" else None,
            purpose=_purpose(info.cls, field.encode_name),
        )
        for field in info.fields
        if not own or field.name in names
    ]


def unwrapped(info: inspect.Type) -> tuple[inspect.Type, str]:
    """A type without what is said about it, and what is said."""
    told = ""
    while isinstance(info, inspect.Metadata):
        told = told or str((info.extra_json_schema or {}).get("description", ""))
        info = info.type
    return info, told


def options_of(info: inspect.UnionType) -> list[inspect.Type]:
    """What may stand there, without the possibility of nothing."""
    return [each for each in info.types if not isinstance(each, inspect.NoneType)]


def docstring(struct: type) -> str:
    """The docstring as one paragraph, without the quotes of code."""
    return " ".join((python.getdoc(struct) or "").replace("``", "`").split())


def _purpose(struct: type, key: str) -> str:
    said = (KEYS.get(each.__name__, {}).get(key) for each in struct.__mro__)
    return next((words for words in said if words), "")
