"""The action `note`: something that only the agent sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.template import Template, TemplateText
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind

if TYPE_CHECKING:
    from takeover.language.run import Run
    from takeover.source.span import Span


class Note(NamedTuple):
    """A note for the agent."""

    text: Template
    span: Span

    def perform(self, run: Run) -> None:
        """Note it."""
        run.note(self.span, run.fill(self.text))


NOTE = Kind(
    "note",
    "note",
    "Tells the agent something that the user does not see.",
    "note: The user has asked twice.",
    Note,
    (Field("text", TemplateText(), "the note", required=True),),
)
