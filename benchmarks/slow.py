"""The game on a disk whose every ``fsync`` takes 200 ms: ``python -m benchmarks.slow`` and its arguments."""

import os
import sys
import time
from typing import Any

from ladderquest.cli import main

SECONDS = 0.2


def slow_down() -> None:
    """From now on every sync takes so long."""
    fsync = os.fsync

    def slow(fd: Any) -> None:
        time.sleep(SECONDS)
        fsync(fd)

    os.fsync = slow


if __name__ == "__main__":
    slow_down()
    sys.exit(main())
