"""What every test stands on."""

from __future__ import annotations

import signal

from hypothesis import HealthCheck, settings

# A runner that starts in the background, or under nohup, ignores these, and every program that a test starts
# would inherit that: Ctrl-C and a closed terminal would never reach it.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

# No test depends on a clock: a slow machine, or the first run in a new checkout, makes none of them fail.
settings.register_profile("no-clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no-clock")
