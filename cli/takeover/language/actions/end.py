"""The action `end`: the talk is over for now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.run import Run, Stop
from takeover.source.light import NamedTuple
from takeover.source.shapes import Kind

if TYPE_CHECKING:
    from takeover.source.span import Span


class End(NamedTuple):
    """Forget what was being asked and followed up."""

    span: Span

    def perform(self, run: Run) -> Stop:
        """End; nothing below is done."""
        run.end(self.span)
        return Stop()


END = Kind(
    "end",
    "end",
    "Ends the talk: questions and follow-ups are forgotten, params and tags kept. The next input starts afresh.",
    "end",
    End,
    bare=True,
)
