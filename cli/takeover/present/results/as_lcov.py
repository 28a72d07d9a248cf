"""Coverage of the flows by line, as editors, GitLab, Codecov and genhtml read it.

The form: https://github.com/linux-test-project/lcov/blob/master/man/geninfo.1 (FILES). A step is a function, the ways
of a `branch:` and the rules of `routing:` are branches; it is only known whether something was taken, so counts are 0
and 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.safe import safe_line
from takeover.replay.lines import count_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.host import Host
    from takeover.replay.coverage import Covered
    from takeover.replay.lines import FileLines, Way
    from takeover.replay.result import Result, Summary
    from takeover.source.diagnostic import Diagnostic


class LcovReporter:
    """Writes a record for each file of the bots, at the end; of the results themselves it says nothing."""

    def __init__(self, host: Host, _sources: Mapping[str, str]) -> None:
        """Write for a host."""
        self._host = host

    def begin(self, chosen: int) -> None:
        """Say nothing yet."""

    def broken(self, file: str, problems: Sequence[Diagnostic]) -> None:
        """Say nothing."""

    def result(self, result: Result) -> None:
        """Say nothing."""

    def end(self, summary: Summary, covered: Sequence[Covered] = ()) -> None:
        """Write the records."""
        for bot in covered:
            for file, lines in count_lines(bot).items():
                self._host.stdout.writelines(f"{line}\n" for line in _record(file, lines))
        if not covered:
            self._host.stdout.write("TN:\n")  # an empty file is taken for a broken one


def _record(file: str, lines: FileLines) -> Iterator[str]:
    yield "TN:"
    yield f"SF:{safe_line(file)}"
    yield from (f"FN:{line},{_name(name)}" for name, (line, _) in lines.steps.items())
    yield from (f"FNDA:{int(taken)},{_name(name)}" for name, (_, taken) in lines.steps.items())
    yield f"FNF:{len(lines.steps)}"
    yield f"FNH:{sum(taken for _, taken in lines.steps.values())}"
    yield from map(_branch, lines.ways)
    yield f"BRF:{len(lines.ways)}"
    yield f"BRH:{sum(bool(way.taken) for way in lines.ways)}"
    yield from (f"DA:{line},{int(taken)}" for line, taken in sorted(lines.lines.items()))
    yield f"LF:{len(lines.lines)}"
    yield f"LH:{sum(lines.lines.values())}"
    yield "end_of_record"


def _branch(way: Way) -> str:
    return f"BRDA:{way.line},{way.decision},{way.number},{'-' if way.taken is None else int(way.taken)}"


def _name(name: str) -> str:
    """Write the name of a step, which goes on to the end of the line."""
    return safe_line(name)
