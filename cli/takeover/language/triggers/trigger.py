"""What a trigger is: it says what its step listens for, and the linker hears it through `Ears`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from takeover.language.asked_type import AskedType
    from takeover.source.nodes import Scalar
    from takeover.source.span import Span


class Ears(Protocol):
    """Where a trigger says what it listens for."""

    def example(self, phrase: Scalar) -> None:
        """Listen for texts like this one."""

    def word(self, phrase: Scalar) -> None:
        """Listen for texts that hold this word or these words."""

    def intent(self, name: Scalar) -> None:
        """Listen for texts that a service understands as this."""

    def pattern(self, regex: Scalar) -> None:
        """Listen for texts in which a regular expression is found."""

    def typed(self, asked: AskedType, save: str | None, span: Span) -> None:
        """Listen for texts that hold a value of a type."""

    def anything(self, save: str | None, span: Span) -> None:
        """Listen for any text."""

    def signal(self, name: str, span: Span) -> None:
        """Listen for something that is not a text: `unknown`, `empty`, `media:image`, `event:NAME`."""

    def silence(self, seconds: int, span: Span) -> None:
        """Listen for nobody saying anything for so long."""


class Trigger(Protocol):
    """One way a step can begin."""

    @property
    def span(self) -> Span:
        """Where it was written."""

    def listen(self, ears: Ears) -> None:
        """Say what it listens for."""
