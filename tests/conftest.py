"""What every test stands on: property tests without deadlines, and without chance where CI runs them."""

from __future__ import annotations

import os
import signal

from hypothesis import HealthCheck, settings

# No test is timed: the machine may be busy, and what is slow is for tests/bench to say.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("house"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")

# A shell that runs the tests in the background has Ctrl-C ignored, here and in all that is started from here.
signal.signal(signal.SIGINT, signal.default_int_handler)
