"""The action `resolve`: the conversation is dealt with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.wording import Wording, Words
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Word

if TYPE_CHECKING:
    from takeover.language.run import Run
    from takeover.source.span import Span


class Resolve(NamedTuple):
    """Close the conversation, with a text for the record."""

    span: Span
    text: Wording | None = None
    by: str = "bot"

    def perform(self, run: Run) -> None:
        """Resolve."""
        run.resolve(self.span, run.fill(self.text) if self.text else "", self.by)


RESOLVE = Kind(
    "resolve",
    "resolve",
    "Closes the conversation and tags it control_state=resolved. A later message opens it again.",
    "resolve: {text: Answered by the FAQ, by: bot}",
    Resolve,
    (
        Field("text", Words(), "how it was resolved, for the record"),
        Field("by", Word(("bot", "agent"), "role"), "who resolved it (default bot)"),
    ),
    bare=True,
)
