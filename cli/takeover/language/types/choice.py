"""The entity type `{choice: […]}`: one of a list of answers, by its words, by its number, or nearly spelled right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from takeover.language.folding import fold, fold_with_offsets
from takeover.language.types.kind import Found
from takeover.language.types.phrases import list_phrases, mentions
from takeover.language.types.reading import bounded
from takeover.source.regex import regex

if TYPE_CHECKING:
    from takeover.language.types.kind import Place

_NUMBER_ALONE = regex(
    r"(?:(?:the|de|het|der|die|das|la|le|el) )?(?:(?:option|number|choice|optie|nummer|keuze|numero|nr|no) )?"
    r"(?P<number>\d{1,4})(?:th)?(?: (?:one|1|option|choice|optie|keuze))?(?: please)?"
)
"""A text, folded and with its number words in digits, that is only the number of a choice."""

_SHORTEST = 4
"""An option of fewer letters must be spelled right: one edit makes another word of it."""

_SHORTEST_INSIDE = 5
"""The same for an option inside a sentence."""


class Choice:
    """One of these options, in the designer's spelling.

    In this order: the words of an option, folded, anywhere in the text (none, if two options are mentioned); its
    number, alone (`2`, `option 2`, `the second one`), from 1; the words with one letter wrong, missing, doubled or
    swapped, if only one option is that close.
    """

    __slots__ = ("_meaning", "_phrases", "name", "options")

    def __init__(self, options: tuple[str, ...]) -> None:
        """Take the options."""
        self.options = options
        self.name = "choice"
        self._meaning: dict[str, str] = {}
        for option in options:
            self._meaning.setdefault(fold(option), option)
        self._meaning.pop("", None)
        self._phrases = list_phrases(self._meaning)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Choice) and self.options == other.options

    def __hash__(self) -> int:
        return hash(self.options)

    def __repr__(self) -> str:
        return f"Choice({self.options!r})"

    @property
    def label(self) -> str:
        """The options, named."""
        return f"one of {', '.join(self.options)}"

    @property
    def example(self) -> str:
        """The first option, "" if there is none."""
        return next(iter(self.options), "")

    def find(self, text: str, place: Place) -> Found | None:
        """Return the one option that is chosen."""
        found = self.find_all(text, place)
        return found[0] if len({str(reading.value) for reading in found}) == 1 else None

    def find_all(self, text: str, place: Place) -> tuple[Found, ...]:
        """Return every mention of an option or, if there is none, the number or the close spelling."""
        mentioned = mentions(self._phrases, text)
        if mentioned:
            return tuple(Found(self._meaning[mention.phrase], mention.start, mention.end) for mention in mentioned)
        found = self._find_number(text, place) or self._find_close(text)
        return (found,) if found else ()

    def _find_number(self, text: str, place: Place) -> Found | None:
        from takeover.language.types.numerals import spell

        number = _NUMBER_ALONE.fullmatch(fold(spell(text, place.language).text))
        if number is None:
            return None
        # "2" is "2 pizzas" before it is the second option.
        named = [option for words, option in self._meaning.items() if number["number"] in words.split()]
        index = int(number["number"]) - 1
        if len(named) != 1 and not 0 <= index < len(self.options):
            return None
        option = named[0] if len(named) == 1 else self.options[index]
        start = len(text) - len(text.lstrip())
        return Found(option, start, len(text.rstrip()))

    def _find_close(self, text: str) -> Found | None:
        folded = fold_with_offsets(bounded(text))
        words = [(word.start(), word.end()) for word in re.finditer(r"\S+", folded.text)]
        close: dict[str, tuple[int, int]] = {}
        for phrase, option in self._meaning.items():
            if len(phrase) < _SHORTEST:
                continue
            size = phrase.count(" ") + 1
            runs = [(words[at][0], words[at + size - 1][1]) for at in range(len(words) - size + 1)]
            runs = runs if len(phrase) >= _SHORTEST_INSIDE else runs[:1] if len(runs) == 1 else []
            for start, end in [(0, len(folded.text)), *runs]:
                # Most are told apart by their lengths, without looking at a letter.
                if abs(end - start - len(phrase)) <= 1 and _is_close(phrase, folded.text[start:end]):
                    close.setdefault(option, folded.place(start, end))
        if len(close) != 1:
            return None
        ((option, (start, end)),) = close.items()
        return Found(option, start, end)


def _is_close(one: str, other: str) -> bool:
    """Whether one edit (change, insert, remove, swap) of a letter, but not of a first one or a digit, parts the two."""
    if abs(len(one) - len(other)) > 1 or one[:1] != other[:1]:
        return False
    if re.sub(r"\D", "", one) != re.sub(r"\D", "", other):
        return False
    at = next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, other_rest = one[at:], other[at:]
    swapped = rest[1::-1] + rest[2:] == other_rest
    return swapped or rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]
