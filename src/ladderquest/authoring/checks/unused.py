"""What is declared and leads to nothing. Exact: whatever is noted here can be taken out unseen."""

from __future__ import annotations

from ladderquest.authoring.names import read_and_changed
from ladderquest.authoring.subject import Notes, Subject
from ladderquest.pack.model import DefendScene, MarkScene, Scenario

__all__ = ["check"]


def check(subject: Subject) -> None:
    """Notes clues, variables, memories, artefacts, places and facts that nothing uses."""
    scenario, notes = subject.scenario, subject.notes
    read, changed = read_and_changed(scenario)
    _clues(notes, scenario, read, changed)
    _variables(notes, scenario, read, changed)
    _artefacts(notes, scenario)
    for index, memory in enumerate(scenario.recalls):
        if f"recall.{memory}" not in read:
            told = f"nothing reads `recall.{memory}`; read it, or leave it out of `recalls`"
            notes.add("LQ704", ("recalls", index), told)
    for fact in scenario.worlds[0].facts if scenario.worlds else ():
        if f"world.{fact}" not in read:
            told = f"nothing reads or shows `world.{fact}`; use it, or take it out of every world"
            notes.add("LQ707", ("worlds", 0, "facts", fact), told)


def _clues(notes: Notes, scenario: Scenario, read: set[str], changed: set[str]) -> None:
    """A clue is found by a look or an effect. It matters if something reads it, or if it can be attached."""
    attached: set[str] = set()
    for scene in scenario.scenes:
        if isinstance(scene, DefendScene):
            attached |= set(scene.exhibits or (clue.id for clue in scenario.clues))
    for index, clue in enumerate(scenario.clues):
        name = f"clue.{clue.id}"
        if name not in changed:
            told = f"nothing finds `{clue.id}`: no look, and no effect with `{name} = found`"
            notes.add("LQ701", ("clues", index, "id"), told)
        elif name not in read and clue.id not in attached:
            told = (
                f"it makes no difference whether `{clue.id}` was found: nothing reads `{name}` or attaches it"
            )
            notes.add("LQ701", ("clues", index, "id"), told)


def _variables(notes: Notes, scenario: Scenario, read: set[str], changed: set[str]) -> None:
    """A variable with a label is read by the player."""
    for index, variable in enumerate(scenario.variables):
        path = ("variables", index, "id")
        if variable.id not in read and variable.label is None:
            notes.add("LQ702", path, f"nothing reads or shows `{variable.id}`; use it, or take it out")
        elif variable.id not in changed:
            told = f"no effect changes `{variable.id}`, so that it is {_said(variable.initial)} throughout"
            notes.add("LQ703", path, told)


def _said(value: int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _artefacts(notes: Notes, scenario: Scenario) -> None:
    """An artefact is opened by a scene that lays it out or has it marked. Places that no result asks about
    are left alone: a plausible wrong place is half of a good question."""
    marked = {scene.artefact for scene in scenario.scenes if isinstance(scene, MarkScene)}
    opened = marked | {name for scene in scenario.scenes for name in scene.artefacts}
    for index, artefact in enumerate(scenario.artefacts):
        path = ("artefacts", index)
        if artefact.id not in opened:
            told = f"no scene opens `{artefact.id}`: name it in the `artefacts` of one, or in a `mark`"
            notes.add("LQ705", (*path, "id"), told)
        elif artefact.places and artefact.id not in marked:
            told = f"`{artefact.id}` is never marked, so that nothing asks about its places"
            notes.add("LQ706", (*path, "places"), told)
