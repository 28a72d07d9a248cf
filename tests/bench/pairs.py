"""Measures one process against another while the machine does other things: in turns, so that both meet the noise."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

QUIET = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
"""The environment as a user has it: PYTHONDONTWRITEBYTECODE alone would compile the package anew in each run."""


class Pair(NamedTuple):
    """The medians of both processes in seconds, and the median of how many times as long the measured one took."""

    measured: float
    base: float
    ratio: float


def time_once(command: Sequence[str], stdin: bytes = b"") -> float:
    """Run a command and give its wall time in seconds. Raises CalledProcessError where its status is above 2."""
    began = time.perf_counter()
    ran = subprocess.run(
        command, input=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=QUIET, check=False
    )
    took = time.perf_counter() - began
    if ran.returncode > 2:
        raise subprocess.CalledProcessError(ran.returncode, command)
    return took


def compare(command: Sequence[str], base: Sequence[str], *, times: int = 30, stdin: bytes = b"") -> Pair:
    """Run both commands in turns, `times` each after one run that warms the caches."""
    time_once(command, stdin)
    time_once(base)
    pairs = [(time_once(command, stdin), time_once(base)) for _ in range(times)]
    return Pair(
        statistics.median(measured for measured, _ in pairs),
        statistics.median(bare for _, bare in pairs),
        statistics.median(measured / bare for measured, bare in pairs),
    )
