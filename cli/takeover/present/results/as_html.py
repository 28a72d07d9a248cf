"""Results as one page that works anywhere: talks as a messenger shows them, failures in place, coverage, the flows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.host import Host
    from takeover.present.html.parts import Html
    from takeover.present.html.talks import Talk
    from takeover.replay.coverage import Covered
    from takeover.replay.result import Result, Summary
    from takeover.source.diagnostic import Diagnostic


class HtmlReporter:
    """Writes the page at the end; what of it is finished is kept as text, not as results."""

    def __init__(self, host: Host, sources: Mapping[str, str]) -> None:
        """Write for a host."""
        self._host = host
        self._sources = sources
        self._talks: list[Talk] = []
        self._broken: list[Html] = []

    def begin(self, chosen: int) -> None:
        """Say nothing yet."""

    def broken(self, file: str, problems: Sequence[Diagnostic]) -> None:
        """Keep it."""
        from takeover.present.html.failures import write_broken

        self._broken.append(write_broken(file, problems, self._sources))

    def result(self, result: Result) -> None:
        """Keep it."""
        from takeover.present.html.talks import write_talk

        self._talks.append(write_talk(result, len(self._talks) + 1, self._sources))

    def end(self, summary: Summary, covered: Sequence[Covered] = ()) -> None:
        """Write the page."""
        from takeover.present.html.page import write_page

        now = self._host.now()
        page = write_page(summary, covered, self._broken, self._talks, self._sources, now)
        self._host.stdout.writelines(page)
