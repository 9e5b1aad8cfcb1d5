"""What no run gets to, and where runs cannot go on.

Three verdicts: *proved* (an error: the sets of the variables leave no way, or every state there is was
visited), *witnessed* (fine: a walk got there), *undecided* (a note, with what was tried).
"""

from __future__ import annotations

from collections.abc import Iterator

from ladderquest.authoring.explore import Broken, Explored
from ladderquest.authoring.steps import Possible, Target
from ladderquest.authoring.subject import Subject
from ladderquest.authoring.ways import targets_of
from ladderquest.pack.convert import Path
from ladderquest.pack.findings import excerpt
from ladderquest.pack.model import EndingScene, Scene
from ladderquest.play import summarise

__all__ = ["check"]

_MOST_UNDECIDED = 5
_MOST_STEPS_TOLD = 6
_KINDS = {"option": "options", "look": "looks", "claim": "claims", "result": "results"}


def check(subject: Subject) -> None:
    """Notes everything of the scenario that no run reaches, and every state that is no way on."""
    _Check(subject).check()


class _Check:
    """The check of one scenario."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.scenario = subject.scenario
        self.possible: Possible = subject.possible
        self.explored: Explored = subject.explored
        self.undecided: list[tuple[Path, str]] = []

    def check(self) -> None:
        unreached = [scene for scene in self.scenario.scenes if self._never("scene", "", scene.id)]
        lost = self._endings({scene.id for scene in unreached})
        self._scenes([scene for scene in unreached if scene.id not in lost], {s.id for s in unreached})
        for index, scene in enumerate(self.scenario.scenes):
            if ("scene", "", scene.id) in self.possible.targets:
                self._scene(("scenes", index), scene)
        for index, block in enumerate(self.scenario.later):
            if self._never("later", "", block.id, ("later", index, "id"), f"delayed block `{block.id}`"):
                told = f"`{block.id}` never comes due in any run; set it off earlier, or take it out"
                self.subject.notes.add("LQ508", ("later", index, "id"), told)
        self._tell_undecided()

    def _never(self, kind: str, scene: str, name: str, path: Path = (), called: str = "") -> bool:
        """Whether it is proved that no run gets to it. What is neither proved nor witnessed is kept."""
        target: Target = (kind, scene, name)
        if target in self.explored.reached:
            return False
        if target not in self.possible.targets or self.explored.all_states:
            return True
        if path:
            self.undecided.append((path, called))
        return False

    def _proof(self, target: Target) -> str:
        if target in self.possible.targets:
            return "every state that there is was visited"
        return "whatever is chosen before"

    # --- scenes and endings ----------------------------------------------------------------------

    def _endings(self, unreached: set[str]) -> set[str]:
        """Notes endings that are never reached; returns the scenes that this says enough of."""
        told: set[str] = set()
        for index, ending in enumerate(self.scenario.endings):
            path: Path = ("endings", index, "id")
            scenes = [
                s.id for s in self.scenario.scenes if isinstance(s, EndingScene) and s.ending == ending.id
            ]
            if self._never("ending", "", ending.id, path, f"ending `{ending.id}`"):
                where = f"scene `{scenes[0]}`" if len(scenes) == 1 else f"scenes {_listed(scenes)}"
                message = f"no run ends in `{ending.id}`: {where} cannot be reached"
                self.subject.notes.add("LQ504", path, message)
                told |= unreached & set(scenes)
        return told

    def _scenes(self, lost: list[Scene], unreached: set[str]) -> None:
        """Notes scenes that no run enters, each once with what lies behind it."""
        if not lost:
            return
        into: dict[str, set[str]] = {}
        for scene in self.scenario.scenes:
            for target in targets_of(scene):
                into.setdefault(target, set()).add(scene.id)
        by_id = {scene.id: scene for scene in self.scenario.scenes}
        roots = [scene for scene in lost if not into.get(scene.id, set()) & (unreached - {scene.id})]
        told: set[str] = set()
        for scene in (
            *roots,
            *lost,
        ):  # a circle of unreached scenes has no root: its first scene stands for it
            if scene.id in told:
                continue
            behind = [each for each in _behind(scene, by_id, unreached) if each not in told]
            told |= {scene.id, *behind}
            self._scene_lost(scene, into.get(scene.id, set()) - {scene.id}, behind)

    def _scene_lost(self, scene: Scene, before: set[str], behind: list[str]) -> None:
        if not before:
            why = "no `goto` leads to it; lead to it, or take it out"
        elif self.explored.all_states and ("scene", "", scene.id) in self.possible.targets:
            why = (
                f"every one of the states that there are was visited; look at the `when` in {_listed(before)}"
            )
        else:
            why = (
                f"every way to it stays closed; look at the `when` of what leads here from {_listed(before)}"
            )
        message = f"no run reaches `{scene.id}`: {why}"
        if behind:
            message += f" (nor {_listed(behind)} behind it)"
        self.subject.notes.add("LQ501", ("scenes", self._index(scene.id), "id"), message)

    def _index(self, scene_id: str) -> int:
        return next(index for index, scene in enumerate(self.scenario.scenes) if scene.id == scene_id)

    # --- inside a scene --------------------------------------------------------------------------

    def _scene(self, path: Path, scene: Scene) -> None:
        broken = self.explored.broken.get(scene.id)
        offered = list(_offered(scene))
        reached = self.explored.reached
        never = [
            (kind, number, name)
            for kind, number, name in offered
            if (kind, scene.id, name) not in reached
            and self._never(kind, scene.id, name, (*path, _KINDS[kind], number, "id"), f"{kind} `{name}`")
        ]
        asked = [entry for entry in offered if entry[0] in ("option", "claim")]
        if asked and all(entry in never for entry in asked):
            told = f"a run that enters `{scene.id}` cannot go on: not one of its {asked[0][0]}s can be open"
            self.subject.notes.add("LQ503", (*path, "id"), told)
            return
        for kind, number, name in never:
            self._never_offered((*path, _KINDS[kind], number), scene, kind, name)
        if broken is not None:
            self._broken(path, scene, broken)
        elif asked and scene.id not in self.possible.open and not self.explored.all_states:
            self.undecided.append(((*path, "id"), f"whether something is always open in `{scene.id}`"))

    def _never_offered(self, path: Path, scene: Scene, kind: str, name: str) -> None:
        entry = getattr(scene, str(path[-2]))[path[-1]]
        proof = self._proof((kind, scene.id, name))
        if kind == "result":
            if entry.when is not None:  # the last one is there for whatever is left, which may be nothing
                told = f"no answer comes to `{name}`, {proof}; mend its `when`, or take it out"
                self.subject.notes.add("LQ505", (*path, "when"), told)
            return
        if entry.when is None:  # a look that nobody can afford, or whose clue is always known by then
            told = f"the {kind} `{name}` can never be taken: its clue is known already, or it costs too much"
            self.subject.notes.add("LQ502", (*path, "clue" if kind == "look" else "id"), told)
            return
        told = f"`{name}` is never on offer: {excerpt(entry.when)!r} cannot hold here, {proof}"
        self.subject.notes.add("LQ502", (*path, "when"), told)

    def _broken(self, path: Path, scene: Scene, broken: Broken) -> None:
        way = self._told(broken)
        if broken.why:
            self.subject.notes.add(
                "LQ507", (*path, "id"), f"the story breaks off in `{scene.id}`: {broken.why}{way}"
            )
        else:
            told = f"nothing can be answered in `{scene.id}`{way}; leave one answer without a `when`"
            self.subject.notes.add("LQ503", (*path, "id"), told)

    def _told(self, broken: Broken) -> str:
        """The way to a state, in the words of the answers, its end if it is long."""
        program = self.subject.program
        told = []
        trail = broken.trail
        while trail is not None and trail.before is not None and trail.answer is not None:
            told.append(f'"{excerpt(summarise(program, trail.before.state, trail.answer).answered)}"')
            trail = trail.before
        world = broken.world
        if not told:
            return f" at once (world `{world}`)"
        more = f"{len(told) - _MOST_STEPS_TOLD} decisions, then " if len(told) > _MOST_STEPS_TOLD else ""
        return f" after {more}{', '.join(told[:_MOST_STEPS_TOLD][::-1])} (world `{world}`)"

    # --- undecided -------------------------------------------------------------------------------

    def _tell_undecided(self) -> None:
        tried = f"{self.explored.steps:,} choices"
        if len(self.undecided) <= _MOST_UNDECIDED:
            for path, what in self.undecided:
                told = f"undecided: {what} was not met in {tried}, and not ruled out"
                self.subject.notes.add("LQ506", path, told)
            return
        some = ", ".join(what for _, what in self.undecided[:_MOST_UNDECIDED])
        told = f"undecided: {some} and {len(self.undecided) - _MOST_UNDECIDED} more were not met in {tried}"
        self.subject.notes.add("LQ506", ("id",), f"{told}, and not ruled out; `autoplay` plays on")


def _offered(scene: Scene) -> Iterator[tuple[str, int, str]]:
    """(kind, index, id) of everything in a scene that an answer can use."""
    for kind, field in _KINDS.items():
        for number, entry in enumerate(getattr(scene, field, ())):
            yield kind, number, entry.clue if kind == "look" else entry.id


def _behind(scene: Scene, scenes: dict[str, Scene], unreached: set[str]) -> list[str]:
    """The unreached scenes that can be come to from ``scene`` only."""
    found: dict[str, None] = {}
    ahead = [scene.id]
    while ahead:
        for target in targets_of(scenes[ahead.pop()]):
            if target in unreached and target not in found and target != scene.id:
                found[target] = None
                ahead.append(target)
    return list(found)


def _listed(names: object) -> str:
    """Up to three names, and how many more."""
    known = sorted(names) if isinstance(names, set) else list(names)  # type: ignore[call-overload]
    shown = ", ".join(f"`{name}`" for name in known[:3])
    return f"{shown} and {len(known) - 3} more" if len(known) > 3 else shown
