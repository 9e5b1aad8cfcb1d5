"""One measure of ours as a process of its own, like ``ink_worker.mjs``; prints one line of JSON.

    python -m benchmarks.our_side ready PACK CACHE                -> {"seconds"}
    python -m benchmarks.our_side play PACK CACHE CHOICES SEED    -> {"hash", "ended", ..., "choices_per_s"}

``ready`` is what must happen before an author may trust a pack: an empty CACHE makes it the first time, a
full one an unchanged reload.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.conformance import WARM_UP, load
from benchmarks.conformance import play as play_choices
from ladderquest.authoring.checking import check_pack

READY: tuple[str, Callable[[Path, Path | None], object]] = ("load and full check", check_pack)
"""What ``ready`` does, and what to call it in the table."""


def ready(pack: str, cache: str) -> dict[str, Any]:
    """Seconds that ``READY`` takes."""
    since = time.perf_counter()
    READY[1](Path(pack), Path(cache))
    return {"seconds": time.perf_counter() - since}


def play(pack: str, cache: str, choices: str, seed: str) -> dict[str, Any]:
    """A play after a warm-up."""
    program = load(Path(pack), Path(cache))
    play_choices(program, WARM_UP, int(seed) + 1)
    since = time.perf_counter()
    result = play_choices(program, int(choices), int(seed))
    return result | {"choices_per_s": round(int(choices) / (time.perf_counter() - since))}


TASKS: dict[str, Callable[..., dict[str, Any]]] = {"ready": ready, "play": play}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
