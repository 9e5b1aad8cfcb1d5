"""A neutral story (see ``stories``) as a scenario of ours, and as a whole small pack round it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.stories import END, Story

SCENARIO_FILE = "scenarios/phase-1/story.yaml"
"""Where ``write_pack`` puts the story, relative to the pack."""

_PLAIN = re.compile(r"[A-Za-z][\w ,.;()'/-]*")
_TEMPLATE = re.compile(r"\{[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?\}")
_WIDEST = 1_000_000

# The least that a pack may hold beside its scenarios.
_SHARED = {
    "pack.yaml": """\
schema: 1
id: neutral
title: A neutral story
version: "1"
company: Nobody in particular.
""",
    "cast.yaml": """\
cast:
  - {id: reader, name: A reader, role: reads, wants: to know how it ends, worries: that it does not}
""",
    "memories.yaml": "memories: []\n",
    "placement.yaml": """\
intro: One question.
source: none
questions:
  - {id: played, text: Have you played it?, example: When?}
routes:
  - {least: 0, most: 1, phases: 1, says: Play it.}
""",
    "ladder/sources.yaml": "sources:\n  - {id: none, title: Nothing is claimed here, year: none}\n",
    "ladder/levels.yaml": """\
levels:
  - {id: any, title: Any, tenure: any, unlocks: nothing, plateau: nothing, source: none}
""",
    "ladder/phases.yaml": """\
phases:
  - id: 1
    title: The only phase
    slogan: play
    about: One story.
    before: Before
    after: After
    contrasts:
      - {dimension: Story, before: Not played., after: Played.}
    gate_title: Before you move on
    gate:
      - {id: played, text: You played it.}
    traps: none
    source: none
""",
    "ladder/traps.yaml": """\
families:
  - {id: none, title: None}
traps:
  - id: none
    family: none
    title: None
    behaviour: nothing
    mechanism: nothing
    unlocks: nothing
    right_when: always
    levels: any
    source: none
""",
    "ladder/signals.yaml": "signals: []\n",
}


def write_pack(folder: Path, *stories: Story) -> Path:
    """Write a pack with the stories as its scenarios into ``folder``, which it returns. The first story is
    ``SCENARIO_FILE``, further ones stand beside it under their ids."""
    files = dict(_SHARED)
    for number, story in enumerate(stories):
        beside = str(Path(SCENARIO_FILE).with_name(f"{story['id']}.yaml"))
        files[SCENARIO_FILE if number == 0 else beside] = emit(story)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def emit(story: Story) -> str:
    """The story as the YAML of one scenario. Raises ``ValueError`` for what the format cannot say.

    A choice becomes an option, its feedback what is told ``then``, and END a scene that ends."""
    return "\n".join([*_head(story), "scenes:", *_scenes(story), *_tail(story)]) + "\n"


def _head(story: Story) -> Iterator[str]:
    yield from ("schema: 1", f"id: {story['id']}", f"title: {_text(story['title'])}", "phase: 1", "order: 1")
    yield from ("minutes: 60", "summary: A generated story", f"start: {story['start']}", "")
    yield "variables:"
    for variable in story["variables"]:
        yield f"  - id: {variable['name']}"
        yield f"    initial: {_value(variable['initial'])}"
        if variable["type"] == "int":
            yield f"    min: {variable.get('min', -_WIDEST)}"
            yield f"    max: {variable.get('max', _WIDEST)}"
    yield from ("", "worlds:", f"  - id: {_free(story, 'as_told')}", "    reveals: There was only one.")
    yield from ("", "endings:", f"  - id: {_free(story, 'over')}", "    title: The end", "")


def _tail(story: Story) -> Iterator[str]:
    yield f"  - id: {_free(story, 'the_end')}"
    yield f"    ending: {_free(story, 'over')}"
    yield "    text: The end."


def _scenes(story: Story) -> Iterator[str]:
    bounds = {variable["name"]: variable for variable in story["variables"]}
    end = _free(story, "the_end")
    for scene in story["scenes"]:
        yield f"  - id: {scene['id']}"
        yield "    move: choose"
        yield f"    at: {_text(scene['title'])}"
        yield from _prose("    text:", scene["text"])
        yield "    options:"
        for choice in scene["choices"]:
            yield f"      - id: {choice['id']}"
            yield f"        says: {_text(choice['text'])}"
            if choice["when"] is not None:
                yield f"        when: {condition(choice['when'])}"
            if choice["effects"]:
                yield f"        effect: {'; '.join(_effect(each, bounds) for each in choice['effects'])}"
            yield from _prose("        then:", [choice["feedback"]])
            yield f"        goto: {end if choice['goto'] == END else choice['goto']}"


def condition(tree: Any) -> str:
    """A neutral condition as one of ours."""
    if "all" in tree or "any" in tree:
        word = " and " if "all" in tree else " or "
        parts = [condition(part) for part in tree.get("all", tree.get("any"))]
        return f"({word.join(parts)})" if parts else _value("all" in tree)
    if "not" in tree:
        return f"not ({condition(tree['not'])})"
    if "visited" in tree:
        return f"visits.{tree['visited']} > 0"
    return f"{tree['var']} {tree['op']} {_value(tree['value'])}"


def _effect(effect: Story, bounds: dict[str, Story]) -> str:
    name, value = effect["var"], effect["value"]
    if effect["op"] == "add":
        return f"{name} {'-' if value < 0 else '+'}= {abs(value)}"
    least, most = bounds[name].get("min", -_WIDEST), bounds[name].get("max", _WIDEST)
    if not isinstance(value, bool) and not least <= value <= most:
        raise ValueError(f"{name} is set to {value}, outside {least} to {most}, where ours would clamp it")
    return f"{name} = {_value(value)}"


def _value(value: int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _prose(key: str, paragraphs: list[str]) -> Iterator[str]:
    if len(paragraphs) > 1 and all(_PLAIN.fullmatch(paragraph) for paragraph in paragraphs):
        indent = " " * (len(key) - len(key.lstrip()) + 2)
        yield f"{key} |"
        for number, paragraph in enumerate(paragraphs):
            yield from ([""] if number else [])
            yield indent + paragraph
    else:
        whole = "\n\n".join(paragraphs)
        yield f"{key} {_text(whole)}"


def _text(text: str) -> str:
    """A text as a YAML scalar: plain where it is harmless, else in double quotes."""
    found = _TEMPLATE.search(text)
    if found is not None:
        raise ValueError(f"{found.group()} in a text would be replaced: {text!r}")
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text != "null"
    return text if plain else json.dumps(text, ensure_ascii=False)


def _free(story: Story, name: str) -> str:
    """An id like ``name`` that nothing in the story has."""
    taken = {variable["name"] for variable in story["variables"]}
    for scene in story["scenes"]:
        taken.add(scene["id"])
        taken.update(choice["id"] for choice in scene["choices"])
    while name in taken:
        name += "_x"
    return name
