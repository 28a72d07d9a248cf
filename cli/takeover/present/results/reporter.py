"""What a format of results is: it is told of each as it comes, and of the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.replay.coverage import Covered
    from takeover.replay.result import Result, Summary
    from takeover.source.diagnostic import Diagnostic


class Reporter(Protocol):
    """Writes results to stdout."""

    def begin(self, chosen: int) -> None:
        """Hear how many transcripts will be played."""

    def broken(self, file: str, problems: Sequence[Diagnostic]) -> None:
        """Hear of a file of transcripts, or a bot, that could not be played."""

    def result(self, result: Result) -> None:
        """Hear of a transcript."""

    def end(self, summary: Summary, covered: Sequence[Covered] = ()) -> None:
        """Hear that this was all, and what of the bots was taken, where that is to be shown."""
