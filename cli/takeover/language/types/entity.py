"""The entity type that a bot names under `entities:`: words, and other words that mean them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.language.folding import fold
from takeover.language.types.kind import Found
from takeover.language.types.phrases import Phrases, list_phrases, mentions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.language.types.kind import Place


@dataclass(frozen=True, slots=True)
class Entity:
    """Values with their synonyms: `(("large", ("large", "big")), ...)`. A value is its own synonym.

    Whole words are compared folded; the longest synonym wins, and of two values with the same synonym the first.
    The value is the canonical one. A word of which folding leaves nothing (`!!!`) is never found.
    """

    name: str
    values: tuple[tuple[str, tuple[str, ...]], ...]
    _meaning: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _phrases: Phrases = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        meaning: dict[str, str] = {}
        for value, synonyms in self.values:
            for word in (value, *synonyms):
                meaning.setdefault(fold(word), value)
        object.__setattr__(self, "_meaning", meaning)
        object.__setattr__(self, "_phrases", list_phrases(meaning))

    @property
    def label(self) -> str:
        """The designer's own word for it."""
        return self.name

    @property
    def example(self) -> str:
        """The first value, "" if there is none."""
        return next((value for value, _ in self.values), "")

    def find(self, text: str, place: Place) -> Found | None:
        """Return the first value that is mentioned."""
        return next(iter(self.find_all(text, place)), None)

    def find_all(self, text: str, place: Place) -> tuple[Found, ...]:
        """Return every value that is mentioned, in order."""
        del place
        return tuple(
            Found(self._meaning[mention.phrase], mention.start, mention.end)
            for mention in mentions(self._phrases, text)
        )
