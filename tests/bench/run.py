"""Runs the benchmarks: `python tests/bench/run.py [NAME…]`, every `bench_*.py` beside it by default.

A benchmark is a file with a `main()` that prints what it measured and what it aimed at. It never fails: machines
differ, and a red build must have a reason. Nothing here is a test, or needs more than the standard library.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def main(names: list[str]) -> int:
    """Run the benchmarks called `names` (`cold_start`), or all."""
    known = sorted(file.stem.removeprefix("bench_") for file in Path(__file__).parent.glob("bench_*.py"))
    unknown = sorted(set(names) - set(known))
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    for name in names or known:
        print(f"\n{name}")
        importlib.import_module(f"bench_{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
