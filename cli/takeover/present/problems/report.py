"""What a format of problems is given: all that was found, in which texts, and how much of it counts as failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.source.diagnostic import Diagnostic


class Report(NamedTuple):
    """Problems in their order. `sources` are the texts of all files that were read, by their names in the spans.

    With `strict` warnings fail as errors do; notes never fail.
    """

    problems: Sequence[Diagnostic]
    sources: Mapping[str, str]
    strict: bool = False

    def fails(self, problem: Diagnostic) -> bool:
        """Say whether a problem is one to fail for."""
        return problem.severity == "error" or (self.strict and problem.severity == "warning")
