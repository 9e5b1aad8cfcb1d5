"""The fixtures of the command line: plain mode is played through it."""

from tests.cli.conftest import play as play
from tests.cli.conftest import run as run
