#!/usr/bin/env python3
"""Play a neutral story with the ordinary loader and engine, and print what came of it as JSON.

    conformance.py STORY.json [--choices 20000] [--seed 1]

The dice and the keys are those of the reference player: the same ``hash``, ``ended``, ``stuck``, ``scenes``
and ``choices`` mean that the engine understands the story as the reference does. ``load_s`` is the first
load of the pack round the story, ``reload_s`` the second one; ``choices_per_s`` is measured after 2,000
choices with the next seed, as inkjs is measured. ``python -m benchmarks.stories`` writes stories.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

if not __package__:  # run as a file
    sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from benchmarks.dice import dice
from benchmarks.neutral import write_pack
from benchmarks.stories import SCHEMA, Story
from ladderquest.pack.loader import Loaded, edition, load_pack
from ladderquest.play import Program, State, advance, legal, start
from ladderquest.play.moves import Choose, ChooseOffer

WARM_UP = 2_000


def play(program: Program, choices: int, seed: int) -> dict[str, Any]:
    """What came of that many random choices, each picked by author order among the open options; a new
    run starts where one has ended or cannot go on."""
    roll, picks = dice(seed), bytearray()
    scenes: set[str] = set()
    taken: set[str] = set()
    ended = stuck = 0
    state: State | None = None
    while len(picks) < choices:
        if state is None:
            state, _ = start(program, seed=seed)
        elif state.ending is not None:
            ended += 1
            state = None
            continue
        scenes.add(state.scene)
        offer = legal(program, state)
        if not isinstance(offer, ChooseOffer):
            raise ValueError(f"scene {state.scene!r} is no choice")
        options = [option for option in offer.options if option.open]
        if not options:
            stuck += 1
            state = None
            continue
        pick = roll(len(options))
        picks.append(65 + pick)
        answer = Choose(options[pick].id)
        taken.add(answer.option)
        state, _ = advance(program, state, answer)
    digest = sha256(picks).hexdigest()[:16]
    return {"hash": digest, "ended": ended, "stuck": stuck, "scenes": len(scenes), "choices": len(taken)}


def load(root: Path, cache: Path) -> Program:
    """The first scenario of a pack, ready to play. Exits with the findings if there is an error."""
    return ready(load_pack(root, cache))


def ready(loaded: Loaded) -> Program:
    """The same for a pack that is loaded."""
    if loaded.pack is None:
        raise SystemExit("\n".join(["this story does not load:", *map(str, loaded.findings)]))
    return Program(edition(loaded.pack, loaded.pack.scenarios[0].id)).compile()


def measure(story: Story, choices: int, seed: int) -> dict[str, Any]:
    """Load, load again and play; see the module for the keys."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root, cache = write_pack(folder / "pack", story), folder / "cache"
        times = []
        for _ in range(2):
            since = time.perf_counter()
            program = load(root, cache)
            times.append(time.perf_counter() - since)
    gc.collect()
    gc.freeze()  # the neutral story, far larger than the program, is nothing for the engine to walk over
    play(program, WARM_UP, seed + 1)
    since = time.perf_counter()
    result = play(program, choices, seed)
    taken = time.perf_counter() - since
    gc.unfreeze()
    return {
        **result,
        "choices_per_s": round(choices / taken),
        "load_s": round(times[0], 4),
        "reload_s": round(times[1], 4),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Read a story, print one line of JSON."""
    parser = argparse.ArgumentParser(description="Play a neutral story with LadderQuest's engine.")
    parser.add_argument("story", help="neutral JSON, or - for standard input")
    parser.add_argument("--choices", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    try:
        text = sys.stdin.read() if given.story == "-" else Path(given.story).read_text(encoding="utf-8")
        story = json.loads(text)
    except (OSError, ValueError) as error:
        parser.error(f"{given.story} cannot be read as JSON: {error}")
    if not isinstance(story, dict) or story.get("schema") != SCHEMA:
        parser.error(f"{given.story} is no story of the schema {SCHEMA}")
    print(json.dumps(measure(story, given.choices, given.seed)))


if __name__ == "__main__":
    main()
