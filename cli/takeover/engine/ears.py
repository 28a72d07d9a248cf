"""The ears of one step: its triggers say what they listen for; matching and engine look it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.answers import type_of
from takeover.matching.listening import Listening, Phrase
from takeover.matching.slots import BadSlot, slots_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.language.asked_type import AskedType
    from takeover.language.types.kind import EntityType
    from takeover.source.nodes import Scalar
    from takeover.source.span import Span


class StepEars:
    """Collects what the triggers of one step listen for."""

    def __init__(self, step: int, types: Mapping[str, EntityType]) -> None:
        """Listen for the step of that number."""
        self._step = step
        self._types = types
        self._examples: list[Phrase] = []
        self._words: list[Phrase] = []
        self._intents: list[Phrase] = []
        self._patterns: list[Phrase] = []
        self._typed: list[tuple[str | None, EntityType, Span]] = []
        self._anything: Span | None = None
        self.save_anything: str | None = None
        self.signals: list[str] = []
        self.silences: list[int] = []

    def example(self, phrase: Scalar) -> None:
        """Listen for texts like this one; one with a slot that cannot be is reported elsewhere, and left out."""
        try:
            known = all(slot.entity in self._types for slot in slots_of(phrase.text))
        except BadSlot:
            known = False
        if known:
            self._examples.append(Phrase(phrase.text, phrase.span))

    def word(self, phrase: Scalar) -> None:
        """Listen for texts that hold this."""
        self._words.append(Phrase(phrase.text, phrase.span))

    def intent(self, name: Scalar) -> None:
        """Listen for texts that a service understands as this."""
        self._intents.append(Phrase(name.text, name.span))

    def pattern(self, regex: Scalar) -> None:
        """Listen for texts in which this is found."""
        self._patterns.append(Phrase(regex.text, regex.span))

    def typed(self, asked: AskedType, save: str | None, span: Span) -> None:
        """Listen for texts that hold a value of a type."""
        self._typed.append((save, type_of(asked, self._types), span))

    def anything(self, save: str | None, span: Span) -> None:
        """Listen for any text."""
        self._anything = span
        self.save_anything = save

    def signal(self, name: str, span: Span) -> None:
        """Listen for something that is not a text."""
        if name not in self.signals:
            self.signals.append(name)

    def silence(self, seconds: int, span: Span) -> None:
        """Listen for silence."""
        self.silences.append(seconds)

    @property
    def hears_text(self) -> bool:
        """Whether texts matter to it at all."""
        heard = (self._examples, self._words, self._intents, self._patterns, self._typed, self._anything)
        return any(heard)

    def listening(self) -> Listening:
        """Give what the matching needs."""
        return Listening(
            step=self._step,
            examples=tuple(self._examples),
            words=tuple(self._words),
            intents=tuple(self._intents),
            patterns=tuple(self._patterns),
            typed=tuple(self._typed),
            anything=self._anything,
        )
