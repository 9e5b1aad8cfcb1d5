"""The ways between scenes as the author wrote them, whatever the conditions on them."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from ladderquest.pack.model import Scene

__all__ = ["acyclic", "distances_to", "targets_of"]


def targets_of(scene: Scene) -> list[str]:
    """The scenes that may come next, each once, in the order of the file."""
    jumps = list(getattr(scene, "goto", ()))
    for field in ("options", "results"):
        for entry in getattr(scene, field, ()):
            jumps += entry.goto
    return list(dict.fromkeys(jump.to for jump in jumps))


def acyclic(scenes: Sequence[Scene]) -> set[str]:
    """The scenes that no way leads back to, whatever the conditions: Tarjan's strongly connected components,
    without recursion."""
    ways = {scene.id: targets_of(scene) for scene in scenes}
    alone: set[str] = set()
    number: dict[str, int] = {}
    least: dict[str, int] = {}
    stack: list[str] = []
    stacked: set[str] = set()
    for root in ways:
        work = [] if root in number else [(root, iter(ways[root]))]
        if work:
            number[root] = least[root] = len(number)
            stack.append(root)
            stacked.add(root)
        while work:
            scene, rest = work[-1]
            target = next(rest, None)
            if target is None:
                work.pop()
                if work:
                    least[work[-1][0]] = min(least[work[-1][0]], least[scene])
                if least[scene] == number[scene]:
                    members = stack[stack.index(scene) :] if stack[-1] != scene else [scene]
                    del stack[len(stack) - len(members) :]
                    stacked.difference_update(members)
                    if len(members) == 1 and scene not in ways[scene]:
                        alone.add(scene)
            elif target not in number:
                number[target] = least[target] = len(number)
                stack.append(target)
                stacked.add(target)
                work.append((target, iter(ways.get(target, ()))))
            elif target in stacked:
                least[scene] = min(least[scene], number[target])
    return alone


def distances_to(scene: str, ways_into: Mapping[str, Sequence[str]], most: int) -> dict[str, int]:
    """How many steps at least from every scene to ``scene``, of those from which it takes at most ``most``.
    ``ways_into``: scene -> the scenes with a way into it."""
    found = {scene: 0}
    ahead = deque([scene])
    while ahead:
        at = ahead.popleft()
        if found[at] < most:
            for before in ways_into.get(at, ()):
                if before not in found:
                    found[before] = found[at] + 1
                    ahead.append(before)
    return found
