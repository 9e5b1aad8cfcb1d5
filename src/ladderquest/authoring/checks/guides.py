"""What holds between a guide and its scenario, and of the minutes that it has."""

from __future__ import annotations

from ladderquest.authoring.subject import Notes
from ladderquest.pack.guides import Guide
from ladderquest.pack.model import Pack
from ladderquest.pack.text import nearest

__all__ = ["ONE_TO_ONE", "ROOM", "check"]

ONE_TO_ONE = 30
"""Minutes of the conversation between a mentor and a player."""
ROOM = 45
"""Minutes of a session with a room, from the opening to the close."""

_VOTED_ON = ("choose", "mark", "defend", "allocate")
"""The moves that a room can vote on. A page is written and a look is taken by one person."""


def check(pack: Pack, notes: Notes) -> None:
    """Notes what is wrong with the guides of ``pack``. ``notes``: where those of ``guides.yaml`` go."""
    scenarios = {scenario.id: scenario for scenario in pack.scenarios}
    for index, guide in enumerate(pack.guides):
        path = ("guides", index)
        _minutes(guide, index, notes)
        scenario = scenarios.get(guide.id)
        if scenario is None:
            close = nearest(guide.id, sorted(scenarios))
            notes.add("LQ302", (*path, "id"), f"there is no scenario {guide.id!r}", close)
            continue
        moves = {scene.id: str(scene.__struct_config__.tag) for scene in scenario.scenes}
        for number, stop in enumerate(guide.room):
            place = (*path, "room", number, "scene")
            if stop.scene not in moves:
                notes.add(
                    "LQ302", place, f"there is no scene {stop.scene!r}", nearest(stop.scene, sorted(moves))
                )
            elif moves[stop.scene] not in _VOTED_ON:
                told = f"a room cannot vote on `{stop.scene}`; stop at a {', '.join(_VOTED_ON[:-1])} or "
                notes.add("LQ807", place, f"{told}{_VOTED_ON[-1]}")


def _minutes(guide: Guide, index: int, notes: Notes) -> None:
    talk = sum(each.minutes for each in guide.one_to_one)
    room = guide.opening_minutes + sum(each.minutes for each in guide.room) + guide.close_minutes
    if talk != ONE_TO_ONE:
        told = f"the one-to-one of `{guide.id}` takes {talk} minutes, and {ONE_TO_ONE} are meant"
        notes.add("LQ808", ("guides", index, "one_to_one"), told)
    if room != ROOM:
        told = (
            f"the opening, the stops and the close of `{guide.id}` take {room} minutes, and {ROOM} are meant"
        )
        notes.add("LQ808", ("guides", index, "room"), told)
