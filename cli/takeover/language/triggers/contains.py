"""The trigger `contains`: inputs that hold a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Many, Text

if TYPE_CHECKING:
    from takeover.language.triggers.trigger import Ears
    from takeover.source.nodes import Scalar
    from takeover.source.span import Span


class WhenContains(NamedTuple):
    """The input holds one of the words."""

    words: tuple[Scalar, ...]
    span: Span

    def listen(self, ears: Ears) -> None:
        """Listen for each word."""
        for word in self.words:
            ears.word(word)


CONTAINS = Kind(
    "contains",
    "a word",
    "The input holds one of these whole words or phrases; case, accents and punctuation aside.",
    "{contains: [refund, money back]}",
    WhenContains,
    (Field("contains", Many(Text("a word"), "words", single=True), "words or phrases", required=True, attr="words"),),
)
