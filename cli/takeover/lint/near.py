"""Names that differ by a slip of the pen: by case, by punctuation, or by one letter. Linear, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.folding import fold
from takeover.source.suggest import did_you_mean, respell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from takeover.source.diagnostic import Fix
    from takeover.source.span import Span

SURE = 4
"""Names of fewer letters differ by design: `red`, `rod`."""
MOST_COMPARED = 50
"""So many words are compared with every name, which is slow; for more, slips alone are looked up."""
LONGEST = 60


class NearNames:
    """Known names, among which one that is nearly the same is found at once."""

    def __init__(self, names: Iterable[str]) -> None:
        """Keep the names by all that one slip can make of them."""
        self._names = list(names)
        self._by_variant: dict[str, str] = {}
        for name in self._names:
            for variant in _variants(name):
                self._by_variant.setdefault(variant, name)
        self._compared = 0

    def slip(self, word: str) -> str | None:
        """Give a name that is not this word, and differs from it by a slip; digits differ by design."""
        for variant in _variants(word):
            name = self._by_variant.get(variant)
            if name is not None and name != word and _digits(name) == _digits(word):
                return name
        return None

    def hint(self, word: str) -> str:
        """Give `did you mean "x"?`, or "" where no name is near."""
        self._compared += 1
        if self._compared <= MOST_COMPARED:
            return did_you_mean(word, self._names)
        near = self.slip(word)
        return "" if near is None else f'did you mean "{near}"?'

    def fix(self, word: str, span: Span) -> Fix | None:
        """Give what puts the one near name in place of the word, which is all that stands at `span`."""
        is_bare = span.line == span.end_line and span.end_col - span.col == len(word)
        return respell(word, span, self._names) if is_bare and self._compared <= MOST_COMPARED else None

    def fix_as(self, meant: str, word: str, span: Span) -> Fix | None:
        """Give what puts a name that `slip` gave in place of the word; None where another one is as near."""
        fix = self.fix(word, span)
        return fix if fix is not None and fix.replacement == meant else None


def _variants(name: str) -> Iterator[str]:
    """Give the plain name, and (for longer ones) all that is left of it when a letter is taken out."""
    plain = fold(name[:LONGEST]).replace(" ", "").replace("_", "")
    yield plain
    if len(plain) > SURE:
        yield from dict.fromkeys(plain[:at] + plain[at + 1 :] for at in range(len(plain)))


def _digits(name: str) -> list[str]:
    return [character for character in name if character.isdigit()]
