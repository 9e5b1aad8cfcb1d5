"""A new scenario to write over: a small whole one, with the names of the pack that it is for."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
from msgspec import inspect

from ladderquest.authoring.schema import modeline
from ladderquest.pack.base import Line, Slug
from ladderquest.pack.model import Pack
from ladderquest.pack.text import clean

__all__ = ["TemplateError", "new_scenario", "scenario_name"]

_TEMPLATE = Path(__file__).with_name("scenario.yaml")
_TRAP = "execution-speed"  # what the story of the template is about, where a pack has it
_MOST_IN_TITLE = 300
_BLANK = re.compile("__([A-Z]+)__")
_PLAIN = re.compile(r"[A-Za-z][\w ,.?!’'-]*")
_WORDS_OF_YAML = ("true", "false", "null", "yes", "no", "on", "off")


class TemplateError(Exception):
    """What a scenario cannot be made of; the message is one sentence for the author."""


def scenario_name(scenario_id: str, phase: int) -> str:
    """Where a scenario lies in its pack, relative to it, with ``/``."""
    return f"scenarios/phase-{phase}/{scenario_id}.yaml"


def new_scenario(
    pack: Pack, scenario_id: str, *, phase: int | None = None, title: str | None = None, schema: bool = True
) -> tuple[str, int]:
    """The text of a new scenario for ``pack`` and its phase (the first of the ladder, if none is given).

    It is sound and complete; people, trap and gate are of the pack. With ``schema`` its first line names the
    schema that lies in the pack. Raises ``TemplateError``."""
    _check_id(pack, scenario_id)
    phases = {entry.id: entry for entry in pack.ladder.phases}
    if phase is None:
        phase = min(phases)
    if phase not in phases:
        known = ", ".join(str(each) for each in sorted(phases))
        raise TemplateError(f"There is no phase {phase} in this pack; there is {known}.")
    gate = [item.id for item in phases[phase].gate[:1]]
    people = [member.id for member in pack.cast]
    traps = [*phases[phase].traps, *(trap.id for trap in pack.ladder.traps)]
    blanks = {
        "ID": scenario_id,
        "TITLE": _title(title if title is not None else scenario_id.replace("-", " ").replace("_", " ")),
        "PHASE": str(phase),
        "ORDER": str(1 + max((s.order for s in pack.scenarios if s.phase == phase), default=0)),
        "PRACTISES": f"practises: [{gate[0]}]  # lines of the phase's gate\n" if gate else "",
        "TRAP": _TRAP if _TRAP in traps else traps[0],
        # a cast of one plays all parts
        "LEAD": people[0],
        "PEER": people[1 % len(people)],
        "OTHER": people[2 % len(people)],
    }
    text = _BLANK.sub(lambda found: blanks[found[1]], _TEMPLATE.read_text(encoding="utf-8"))
    if schema:
        text = f"{modeline(scenario_name(scenario_id, phase))}\n{text}"
    return text, phase


def _check_id(pack: Pack, scenario_id: str) -> None:
    info = inspect.type_info(Slug)
    assert isinstance(info, inspect.StrType)
    said = repr(clean(scenario_id, lines=False))
    if not re.fullmatch(info.pattern or "", scenario_id) or len(scenario_id) > (info.max_length or 0):
        raise TemplateError(
            f"{said} cannot be the id of a scenario: lower-case words of letters and digits, joined by -, "
            f"{info.max_length} characters at most."
        )
    if any(scenario.id == scenario_id for scenario in pack.scenarios):
        raise TemplateError(f"There is a scenario {said} in this pack already; choose another id.")


def _title(title: str) -> str:
    """A title as YAML writes it. Raises ``TemplateError`` for what cannot be one."""
    title = clean(title, lines=False).strip()
    try:
        msgspec.convert(title, Line)
    except msgspec.ValidationError as error:
        raise TemplateError(f"A title has {_MOST_IN_TITLE} characters at most.") from error
    if not title:
        raise TemplateError("A title needs a word or more.")
    title = title[0].upper() + title[1:]
    plain = _PLAIN.fullmatch(title) and title.casefold() not in _WORDS_OF_YAML
    return title if plain else json.dumps(title, ensure_ascii=False)
