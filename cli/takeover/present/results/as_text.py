"""Results for people: each failure as it comes, with the talk around it, and a count with figures at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.coverage import tell_coverage
from takeover.present.painter import paint_on
from takeover.present.pieces import Paragraph, Words, words
from takeover.present.results.failing import Page, tell_failure_pieces
from takeover.present.results.telling import count_results, tell_figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.host import Host
    from takeover.present.pieces import Piece, Tone
    from takeover.replay.coverage import Covered
    from takeover.replay.result import Result, Summary
    from takeover.source.diagnostic import Diagnostic

HANG = 4


class TextReporter:
    """Writes failures, a count and figures to stdout."""

    def __init__(self, host: Host, sources: Mapping[str, str]) -> None:
        """Write for a host."""
        self._host = host
        self._sources = sources
        self._painter = paint_on(host, "stdout")

    def begin(self, chosen: int) -> None:
        """Say nothing yet."""

    def broken(self, file: str, problems: Sequence[Diagnostic]) -> None:
        """Show the problems with their lines."""
        self._painter.problems(problems, self._sources)

    def result(self, result: Result) -> None:
        """Show a failure; of the others only those that have a reason."""
        if result.outcome != "passed":
            self._painter.draw(self._tell(result))

    def end(self, summary: Summary, covered: Sequence[Covered] = ()) -> None:
        """Count them."""
        tone: Tone = "error" if summary.count("failed") or summary.problems or not summary.played else "good"
        figures = tell_figures(summary)
        if figures:
            self._painter.draw((Paragraph(words(figures, "quiet")),))
        self._painter.draw((Paragraph(words(count_results(summary), tone)),))
        if covered:
            self._painter.draw(tell_coverage(covered))

    def _tell(self, result: Result) -> Iterator[Piece]:
        head: Mapping[str, tuple[str, Tone]] = {
            "failed": ("FAILED", "error"),
            "known": ("known to fail", "warning"),
            "skipped": ("skipped", "quiet"),
        }
        word, tone = head[result.outcome]
        reason = f": {result.reason}" if result.reason else ""
        yield Paragraph((Words(f"{word} ", tone), Words(result.address, "strong"), Words(reason, "quiet")), hang=HANG)
        if result.outcome == "failed" and result.failure is not None:
            page = Page(self._host.columns() if self._host.stdout_is_terminal else None, self._host.color)
            yield from tell_failure_pieces(result.failure, self._sources, page)
            yield Paragraph(())
