"""The trigger `text`: inputs that mean what its examples mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Many, Text

if TYPE_CHECKING:
    from takeover.language.triggers.trigger import Ears
    from takeover.source.nodes import Scalar
    from takeover.source.span import Span


class WhenText(NamedTuple):
    """The input is like one of the examples."""

    examples: tuple[Scalar, ...]
    span: Span

    def listen(self, ears: Ears) -> None:
        """Listen for each example."""
        for example in self.examples:
            ears.example(example)


TEXT = Kind(
    "text",
    "a text",
    "The input means what the examples mean. An example may hold slots: `a {size:size} pizza` keeps the entity.",
    "{text: [talk to a person, agent please]}",
    WhenText,
    (
        Field(
            "text", Many(Text("an example"), "examples", single=True), "what people say", required=True, attr="examples"
        ),
    ),
)
