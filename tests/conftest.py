"""What every test stands on."""

from __future__ import annotations

import signal

# A runner that starts in the background, or under nohup, ignores these, and every program that a test starts
# would inherit that: Ctrl-C and a closed terminal would never reach it.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
