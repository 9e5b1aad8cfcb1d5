"""What blind readers say against the key: where they differ from it, whether the options alone give it away,
and what has hardly been read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from ladderquest.authoring.judging import is_rated, standings
from ladderquest.authoring.stated import Astray, known_in, led_to
from ladderquest.authoring.subject import Notes
from ladderquest.pack.convert import Converted, Path
from ladderquest.pack.loader import edition
from ladderquest.pack.model import ChooseScene, Pack, Scenario
from ladderquest.pack.readings import BlindReading, ReadingsFile, Taken
from ladderquest.pack.text import nearest
from ladderquest.play import Program

__all__ = ["FAR", "LEAST_GUESSES", "LEAST_READERS", "MOST_HITS", "ReadingFigures", "check"]

FAR = 2.0
"""By so much the readers' mean and the key may not differ, where nothing is marked as contested."""
MOST_HITS = 0.45
LEAST_GUESSES = 6
"""Fewer guesses than this are not judged: one reader who has a good day would report."""
LEAST_READERS = 3
_NEARLY = 1e-9
_MOST_LISTED = 6


class ReadingFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What was recorded in a pack, in figures. ``far`` counts the options at which the readers' mean and the
    key differ by two or more and nothing is contested; ``hits`` is the share of the guesses that hit a best
    option, None where none of them could be judged; ``thin`` counts the decisions with fewer than three
    readers or fewer than three guesses."""

    ratings: int
    readers: int
    far: int
    guesses: int
    hits: float | None
    thin: int


Situation = tuple[str, str, tuple[Taken, ...]]
"""Where somebody rated: the decision, the world, the stated path."""


@dataclass
class _Read:
    """All that was recorded of one scenario, as far as it fits."""

    scenario: Scenario
    keys: dict[Situation, dict[str, int]] = field(default_factory=dict)
    given: dict[tuple[Situation, str], list[int]] = field(default_factory=dict)
    first: dict[tuple[Situation, str], tuple[Notes, Path]] = field(default_factory=dict)
    readers: dict[str, set[str]] = field(default_factory=dict)
    guesses: dict[str, dict[str, str]] = field(default_factory=dict)


def check(
    files: Sequence[Converted[ReadingsFile]], pack: Pack, scenarios: Mapping[str, Notes], manifest: Notes
) -> ReadingFigures:
    """Notes what the readers of ``files`` say. ``scenarios``: where the findings of each scenario go, by its
    id; what is said of another one (of the pack that this one builds on) is noted in the readings."""
    read: dict[str, _Read] = {}
    known = {scenario.id: scenario for scenario in pack.scenarios}
    for converted in files:
        value, notes = converted.value, Notes(converted)
        if value is None:
            continue
        scenario = known.get(value.scenario)
        if scenario is None:
            _unknown(notes, ("scenario",), value.scenario, known, "scenario")
            continue
        _enter(read.setdefault(scenario.id, _Read(scenario)), value, notes, pack)
    far = sum(_differ(each, scenarios.get(name)) for name, each in read.items())
    rates = [rate for each in read.values() for rate in _hits(each)]
    _guessed(rates, manifest)
    thin = sum(_thin(read.get(name) or _Read(known[name]), notes) for name, notes in scenarios.items())
    return ReadingFigures(
        ratings=sum(len(stars) for each in read.values() for stars in each.given.values()),
        readers=len(
            {reader for each in read.values() for names in each.readers.values() for reader in names}
        ),
        far=far,
        guesses=sum(len(made) for each in read.values() for made in each.guesses.values()),
        hits=sum(rate for rate, _ in rates) / len(rates) if rates else None,
        thin=thin,
    )


# --- what fits ---------------------------------------------------------------------------------------


def _enter(read: _Read, value: ReadingsFile, notes: Notes, pack: Pack) -> None:
    program = Program(edition(pack, read.scenario.id))
    scenes = {scene.id: scene for scene in read.scenario.scenes if isinstance(scene, ChooseScene)}
    seen: dict[tuple[object, ...], Path] = {}
    for index, reading in enumerate(value.readings):
        path: Path = ("readings", index)
        if _twice(notes, path, (reading.reader, reading.decision, reading.world, reading.path), seen):
            continue
        if _names_fit(notes, path, reading, read.scenario, scenes):
            _rated(read, notes, path, reading, program)
    for index, guess in enumerate(value.guesses):
        path = ("guesses", index)
        scene = scenes.get(guess.decision)
        if _twice(notes, path, (guess.reader, guess.decision), seen):
            continue
        if scene is None:
            _unknown(notes, (*path, "decision"), guess.decision, scenes, "`choose`")
        elif guess.option not in (options := [option.id for option in scene.options]):
            _unknown(notes, (*path, "option"), guess.option, options, "option")
        else:
            read.guesses.setdefault(scene.id, {})[guess.reader] = guess.option


def _twice(notes: Notes, path: Path, key: tuple[object, ...], seen: dict[tuple[object, ...], Path]) -> bool:
    first = seen.setdefault(key, path)
    if first == path:
        return False
    told = f"this reader has been asked the same already, on line {notes.line(first)}"
    notes.add("LQ301", (*path, "reader"), told)
    return True


def _names_fit(
    notes: Notes, path: Path, reading: BlindReading, scenario: Scenario, scenes: Mapping[str, ChooseScene]
) -> bool:
    """Whether everything that a reading names exists; what does not is noted."""
    scene = scenes.get(reading.decision)
    worlds = [world.id for world in scenario.worlds]
    clues = [clue.id for clue in scenario.clues]
    every = [each.id for each in scenario.scenes]
    wrong: list[tuple[Path, str, Sequence[str], str]] = []
    if scene is None:
        wrong.append(((*path, "decision"), reading.decision, list(scenes), "`choose`"))
    else:
        options = [option.id for option in scene.options]
        wrong += [((*path, "ratings", each), each, options, "option") for each in reading.ratings]
    wrong.append(((*path, "world"), reading.world, worlds, "world"))
    wrong += [((*path, "known", n), clue, clues, "clue") for n, clue in enumerate(reading.known)]
    wrong += [
        ((*path, "path", n, "scene"), each.scene, every, "scene") for n, each in enumerate(reading.path)
    ]
    fits = True
    for place, name, known, what in wrong:
        if name not in known:
            fits = False
            _unknown(notes, place, name, known, what)
    return fits


def _unknown(
    notes: Notes, path: Path, name: str, known: Sequence[str] | Mapping[str, object], what: str
) -> None:
    if name:  # an empty one has been noted
        notes.add("LQ302", path, f"there is no {what} {name!r}", nearest(name, sorted(known)))


def _rated(read: _Read, notes: Notes, path: Path, reading: BlindReading, program: Program) -> None:
    """Enter what a reader gave, if the path leads there and the clues are those that it finds."""
    where: Situation = (reading.decision, reading.world, reading.path)
    key = read.keys.get(where)
    if key is None:
        try:
            state = led_to(program, reading.world, reading.path)
        except Astray as error:
            told = f"the stated path cannot be played: {error}; read it again, or take it out"
            notes.add("LQ806", (*path, "path", error.step), told)
            return
        if state.scene != reading.decision:
            there = f"to `{state.scene}`" if state.ending is None else "to an ending"
            told = f"the stated path leads {there}, not to `{reading.decision}`"
            notes.add("LQ806", (*path, "decision"), told)
            return
        held = known_in(program, state)
        if set(held) != set(reading.known):
            told = f"the stated path finds {_listed(held)}; the reader was told of {_listed(reading.known)}"
            notes.add("LQ806", (*path, "known"), told)
            return
        key = read.keys[where] = {each.id: each.rating for each in standings(program, state)}
    read.readers.setdefault(reading.decision, set()).add(reading.reader)
    for option, stars in reading.ratings.items():
        if option not in key:
            told = f"`{option}` is not rated, or not open, at the end of the stated path"
            notes.add("LQ806", (*path, "ratings", option), told)
            continue
        read.given.setdefault((where, option), []).append(stars)
        read.first.setdefault((where, option), (notes, (*path, "ratings", option)))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "no clue"


# --- what it says ------------------------------------------------------------------------------------


def _differ(read: _Read, notes: Notes | None) -> int:
    """Notes every option at which the readers' mean is far from the key; returns how many there are."""
    worst: dict[tuple[str, str], tuple[float, Situation]] = {}
    for (where, name), given in read.given.items():
        apart = abs(sum(given) / len(given) - read.keys[where][name])
        if apart > FAR - _NEARLY and apart > worst.get((where[0], name), (0.0, where))[0]:
            worst[where[0], name] = apart, where
    found = 0
    for index, scene in enumerate(read.scenario.scenes):
        if not isinstance(scene, ChooseScene):
            continue
        for number, option in enumerate(scene.options):
            if option.contested is not None or (scene.id, option.id) not in worst:
                continue
            found += 1
            _, where = worst[scene.id, option.id]
            stars = read.given[where, option.id]
            told = (
                f"readers rate `{option.id}` {sum(stars) / len(stars):.1f} on average ({len(stars)} of them, "
                f"world `{where[1]}`), and the key says {read.keys[where][option.id]}"
            )
            other, path = read.first[where, option.id]
            if notes is None:
                other.add("LQ803", path, told)
            else:
                notes.add("LQ803", ("scenes", index, "options", number, "rating"), told)
    return found


def _hits(read: _Read) -> Iterator[tuple[float, str]]:
    """For every guess in how many of the situations it would have hit (0 to 1), and the decision."""
    for decision, made in read.guesses.items():
        keys = [key for where, key in read.keys.items() if where[0] == decision and key]
        if not keys:
            continue  # what is best depends, and nobody has said on what
        for option in made.values():
            hit = sum(key.get(option, 0) == max(key.values()) for key in keys)
            yield hit / len(keys), f"{read.scenario.id}/{decision}"


def _guessed(rates: Sequence[tuple[float, str]], manifest: Notes) -> None:
    """Somebody who reads nothing but the options must do little better than chance."""
    if len(rates) < LEAST_GUESSES:
        return
    share = sum(rate for rate, _ in rates) / len(rates)
    if share > MOST_HITS + _NEARLY:
        decisions = dict.fromkeys(name for _, name in rates)
        means = {
            each: sum(rate for rate, name in rates if name == each) / sum(name == each for _, name in rates)
            for each in decisions
        }
        worst = sorted((each for each in means if means[each] > MOST_HITS), key=lambda each: -means[each])
        told = (
            f"{share:.0%} of {len(rates)} guesses from the options alone hit the best one, and "
            f"{MOST_HITS:.0%} is the most; most often in {', '.join(worst[:_MOST_LISTED])}"
        )
        manifest.add("LQ804", ("id",), told)


def _thin(read: _Read, notes: Notes) -> int:
    """Notes the decisions of a scenario that hardly anybody has read; returns how many there are."""
    few = [
        (index, scene.id)
        for index, scene in enumerate(read.scenario.scenes)
        if isinstance(scene, ChooseScene)
        and is_rated(scene)
        and min(len(read.readers.get(scene.id, ())), len(read.guesses.get(scene.id, ()))) < LEAST_READERS
    ]
    if few:
        named = ", ".join(f"`{name}`" for _, name in few[:_MOST_LISTED])
        more = f" and {len(few) - _MOST_LISTED} more" if len(few) > _MOST_LISTED else ""
        told = f"fewer than {LEAST_READERS} readers or guesses: {named}{more}"
        notes.add("LQ805", ("scenes", few[0][0], "id"), told)
    return len(few)
