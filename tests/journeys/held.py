"""The game on a disk that syncs nothing while a file is there: ``python held.py FILE arguments``."""

import os
import sys
from pathlib import Path
from time import sleep
from typing import Any

from ladderquest.cli import main


def hold(gate: Path) -> None:
    fsync = os.fsync

    def held(fd: Any) -> None:
        while gate.exists():
            sleep(0.005)
        fsync(fd)

    os.fsync = held


if __name__ == "__main__":
    hold(Path(sys.argv[1]))
    sys.exit(main(sys.argv[2:]))
