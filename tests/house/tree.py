"""What the tests of the set-up know of the checkout: where it is, and which files belong to it."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def files() -> list[Path]:
    """Every file that git has or would add, relative to ROOT; what git ignores is nobody's business."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return sorted(Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file())


def environment(**extra: str) -> dict[str, str]:
    """The environment of a stranger: ours without what would lead a child process back to this checkout.

    `make test PYTHON=...` hands its variables down in MAKEFLAGS, which a `make` under test must not see.
    """
    ours = ("PYTHON", "MAKE", "MFLAGS", "LADDERQUEST", "COVERAGE", "PYTEST")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"PYTHONUTF8": "1"} | extra
