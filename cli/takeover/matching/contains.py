"""The table behind `contains`: every word or phrase that a level listens for, found in one pass over the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.matching.listening import Phrase


class Node:
    """A place in the tree of phrases, word by word."""

    __slots__ = ("ends", "words")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.words: dict[str, Node] = {}
        self.ends: list[tuple[int, Phrase]] = []


class Contained:
    """All words and phrases of a level. Of `signs` (`?`) folding leaves nothing: they are looked for as written."""

    __slots__ = ("root", "signs")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.root = Node()
        self.signs: list[tuple[str, int, Phrase]] = []

    def add(self, words: Sequence[str], sign: str, step: int, phrase: Phrase) -> None:
        """Listen for a phrase, given as its folded words or, if it has none, as a sign. A blank one is never found."""
        node = self.root
        for word in words:
            node = node.words.setdefault(word, Node())
        if words:
            node.ends.append((step, phrase))
        elif sign:
            self.signs.append((sign, step, phrase))

    def steps(self) -> set[int]:
        """Give the steps that listen for a word, phrase or sign."""
        steps = {step for _, step, _ in self.signs}
        todo = [self.root]
        while todo:
            node = todo.pop()
            steps.update(step for step, _ in node.ends)
            todo += node.words.values()
        return steps

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
