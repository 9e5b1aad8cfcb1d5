"""``python -m ladderquest``."""

import sys

from ladderquest.cli import main

if __name__ == "__main__":
    sys.exit(main())
