"""Results for people: each failure as it comes, with the talk around it, and a count at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.coverage import tell_coverage
from takeover.present.painter import paint_on
from takeover.present.pieces import Paragraph, Verbatim, Words, words
from takeover.present.places import write_place
from takeover.present.results.sides import compare_words
from takeover.present.results.telling import count_results, tell_why
from takeover.present.safe import safe
from takeover.present.width import cut, expand_tabs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.host import Host
    from takeover.present.pieces import Lead, Piece, Tone
    from takeover.replay.coverage import Covered
    from takeover.replay.result import Differs, Failure, Result, Summary, Who
    from takeover.source.diagnostic import Diagnostic
    from takeover.source.span import Span

INDENT = 4
WIDEST = 160
LEADS: Mapping[Who, Lead] = {"user": "user", "bot": "bot", "agent": "agent", "": "aside"}
PROGRESS_FROM = 200
"""So many transcripts are a long run, whose progress is shown on a terminal."""


class TextReporter:
    """Writes failures and a count to stdout, and progress to a terminal on stderr."""

    def __init__(self, host: Host, sources: Mapping[str, str]) -> None:
        """Write for a host."""
        self._host = host
        self._sources = sources
        self._painter = paint_on(host, "stdout")
        self._chosen = 0
        self._done = 0
        self._percent = -1

    def begin(self, chosen: int) -> None:
        """Remember how many will come."""
        self._chosen = chosen

    def broken(self, file: str, problems: Sequence[Diagnostic]) -> None:
        """Show the problems with their lines."""
        self._wipe()
        self._painter.problems(problems, self._sources)

    def result(self, result: Result) -> None:
        """Show a failure; of the others only those that have a reason."""
        self._done += 1
        if result.outcome != "passed":
            self._wipe()
            self._painter.draw(self._tell(result))
        self._progress()

    def end(self, summary: Summary, covered: Sequence[Covered] = ()) -> None:
        """Count them."""
        self._wipe()
        tone: Tone = "error" if summary.count("failed") or summary.problems or not summary.played else "good"
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
        yield Paragraph((Words(f"{word} ", tone), Words(result.address, "strong"), Words(reason, "quiet")), hang=INDENT)
        if result.outcome == "failed" and result.failure is not None:
            yield from self._tell_failure(result.failure)
            yield Paragraph(())

    def _tell_failure(self, failure: Failure) -> Iterator[Piece]:
        for told in failure.around:
            yield Paragraph(words(told.text, "quiet"), LEADS[told.who], indent=INDENT)
        yield Paragraph((Words(f"{write_place(failure.at)}: ", "quiet"), Words(failure.message, "strong")), indent=2)
        yield from self._excerpt(failure.at)
        for differs in failure.differs:
            yield from _compare(differs)
        if failure.spoke.file:
            yield Paragraph((Words("it comes from "), Words(write_place(failure.spoke), "strong")), indent=2)
            yield from self._excerpt(failure.spoke)
        if failure.meant is not None and failure.meant != failure.spoke:
            yield Paragraph((Words("the expected text is in "), Words(write_place(failure.meant), "strong")), indent=2)
            yield from self._excerpt(failure.meant)
        for line in tell_why(failure):
            yield Paragraph(words(line, "quiet"), indent=2)
        if failure.hint:
            yield Paragraph(words(f"hint: {failure.hint}"), indent=2)

    def _excerpt(self, span: Span) -> Iterator[Piece]:
        """Show the line of a file."""
        lines = self._sources.get(span.file, "").split("\n", span.line)
        if span.line < 1 or span.line > len(lines) or not lines[span.line - 1].strip():
            return
        line = expand_tabs(safe(lines[span.line - 1].rstrip()[: 4 * WIDEST]))
        number = f"{span.line:>{INDENT}} | "
        room = min(self._host.columns(), WIDEST) if self._host.stdout_is_terminal else WIDEST
        yield Verbatim((Words(f"  {number}", "quiet"), Words(cut(line, max(room - len(number) - 2, 20)))))

    def _progress(self) -> None:
        if not self._host.stderr_is_terminal or self._chosen < PROGRESS_FROM:
            return
        percent = 100 * self._done // self._chosen
        if percent != self._percent:
            self._percent = percent
            self._host.stderr.write(f"\r{percent:3}% of {self._chosen} transcripts")
            self._host.stderr.flush()

    def _wipe(self) -> None:
        """Take the progress away before something else is written."""
        if self._percent >= 0:
            self._host.stderr.write("\r" + " " * 40 + "\r")
            self._host.stderr.flush()
            self._percent = -1


def _compare(differs: Differs) -> Iterator[Piece]:
    """Show expected and actual below each other, the words that differ marked."""
    name = f"{differs.field}: " if differs.field else ""
    for label, line in zip(("expected", "actual"), compare_words(differs.expected, differs.actual), strict=True):
        yield Paragraph((Words(f"{label:<9} {name}", "quiet"), *line), indent=INDENT, hang=10)
