"""A neutral story (see ``stories``) as ink source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.stories import Story

_MARKUP = frozenset("{}[]|#~\\")


def emit_ink(story: Story) -> str:
    """The story in ink: a knot a scene, tagged with its id on the last line of its text, and a sticky choice
    for each choice. Raises ``ValueError`` for text that ink would take for markup."""
    variables = {variable["name"]: variable for variable in story["variables"]}
    lines = [f"VAR {name} = {_value(variable['initial'])}" for name, variable in variables.items()]
    lines.append(f"-> {story['start']}")
    for scene in story["scenes"]:
        lines += _knot(scene, variables)
    return "\n".join(lines) + "\n"


def _knot(scene: Story, variables: dict[str, Story]) -> Iterator[str]:
    yield f"=== {scene['id']} ==="
    paragraphs = [_plain(paragraph) for paragraph in scene["text"]]
    yield from paragraphs[:-1]
    yield f"{paragraphs[-1]} # {scene['id']}"
    for choice in scene["choices"]:
        gate = "" if choice["when"] is None else "{" + _condition(choice["when"]) + "} "
        yield f"+ {gate}[{_plain(choice['text'])}]"
        for effect in choice["effects"]:
            yield f"  ~ {effect['var']} = {_result(effect, variables[effect['var']])}"
        yield f"  {_plain(choice['feedback'])}"
        yield f"  -> {choice['goto']}"


def _result(effect: Story, variable: Story) -> str:
    value = _value(effect["value"])
    if effect["op"] == "set":
        return value
    return f"MAX({variable['min']}, MIN({variable['max']}, {effect['var']} + {value}))"


def _condition(tree: Any) -> str:
    if "all" in tree:
        return "(" + " && ".join(map(_condition, tree["all"])) + ")"
    if "any" in tree:
        return "(" + " || ".join(map(_condition, tree["any"])) + ")"
    if "not" in tree:
        return f"not ({_condition(tree['not'])})"
    if "visited" in tree:
        return f"{tree['visited']} > 0"
    return f"{tree['var']} {tree['op']} {_value(tree['value'])}"


def _value(value: int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain(text: str) -> str:
    if _MARKUP & set(text) or "->" in text or "//" in text or text.startswith(("*", "+", "-", "=")):
        raise ValueError(f"ink would take a part of this for markup: {text!r}")
    return text
