"""Walks as they were before the engine was made faster. Saved runs depend on them: if one of them differs,
the change is wrong, not the figures."""

from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from benchmarks.neutral import write_pack
from benchmarks.stories import make_story
from ladderquest.pack.loader import edition, load_pack
from ladderquest.pack.model import Edition
from ladderquest.play import Program, State, advance, assess, digest, draw, explain, legal, start, walk

FROZEN = Path(__file__).parent / "frozen"
MOST_STEPS = 60


def pinned(name: str) -> Edition:
    """An edition as a player's folder keeps it."""
    return msgspec.json.decode((FROZEN / f"{name}.json").read_bytes(), type=Edition)


def told(program: Program, state: State) -> str:
    """Everything that a state is, by name."""
    values = {name: program.value(state.values, name) for name in program.quantities}
    rest = (state.scene, state.turn, state.due, state.spent, state.ending)
    return f"{digest(program, state)} {values} {rest} {legal(program, state)}"


def walked(edition: Edition, walks: int) -> str:
    """A digest of all that is seen on that many walks."""
    program, seen = Program(edition, "Ada"), sha256()
    for seed in range(walks):
        state, events = start(program, seed=seed, recalls={"trust": seed % 6})
        seen.update(f"{events} {told(program, state)}".encode())
        for step in range(MOST_STEPS):
            found = walk(program, state)
            if not found:
                break
            answer = found[draw(seed, f"step {step}", len(found))]
            seen.update(f"{assess(program, state, answer)} {explain(program, state, answer)}".encode())
            state, events = advance(program, state, answer)
            seen.update(f"{events} {told(program, state)}".encode())
    return sha256(seen.digest()).hexdigest()[:16]


def test_walks_through_all_moves_are_frozen() -> None:
    assert walked(pinned("tiny"), 200) == "e88ff4f50dbbeb44"


@pytest.mark.parametrize(("scenes", "expected"), [(60, "ece6e276b728a72b"), (200, "b0bfc9cea43f0752")])
def test_walks_through_counted_visits_are_frozen(scenes: int, expected: str, tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path, make_story(scenes))).pack
    assert pack is not None
    assert walked(edition(pack, pack.scenarios[0].id), 30) == expected
