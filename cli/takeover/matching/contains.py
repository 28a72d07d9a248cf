"""The table behind `contains`: every word or phrase that a level listens for, found in one pass over the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.matching.listening import Phrase


@dataclass(slots=True)
class Node:
    """A place in the tree of phrases, word by word."""

    words: dict[str, Node] = field(default_factory=dict)
    ends: list[tuple[int, Phrase]] = field(default_factory=list)


@dataclass(slots=True)
class Contained:
    """All words and phrases of a level. Of `signs` (`?`) folding leaves nothing: they are looked for as written."""

    root: Node = field(default_factory=Node)
    signs: list[tuple[str, int, Phrase]] = field(default_factory=list)

    def add(self, words: Sequence[str], sign: str, step: int, phrase: Phrase) -> None:
        """Listen for a phrase, given as its folded words or, if it has none, as a sign. A blank one is never found."""
        node = self.root
        for word in words:
            node = node.words.setdefault(word, Node())
        if words:
            node.ends.append((step, phrase))
        elif sign:
            self.signs.append((sign, step, phrase))

    def find(self, words: Sequence[str], text: str) -> list[tuple[int, Phrase]]:
        """Give each step of which a phrase is in the text, lowest first, with the longest such phrase.

        `words` are the folded words of `text`. Time is in proportion to the text and the longest phrase.
        """
        best: dict[int, tuple[int, Phrase]] = {}
        first = self.root.words
        for start, word in enumerate(words):
            node = first.get(word)
            at = start
            while node is not None:
                at += 1
                for step, phrase in node.ends:
                    if step not in best or best[step][0] < at - start:
                        best[step] = (at - start, phrase)
                node = node.words.get(words[at]) if at < len(words) else None
        for sign, step, phrase in self.signs:
            if step not in best and sign in text:
                best[step] = (0, phrase)
        return [(step, best[step][1]) for step in sorted(best)]
