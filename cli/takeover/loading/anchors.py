"""Anchors and aliases: `&name` marks a value, `*name` gives it again. What they can cost is bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Node
    from takeover.source.span import Span

REPEATED = 1_000_000
"""Characters of a file that its aliases may repeat in all, aliases within aliases counted.

Each repetition is read again as if it had been written out; ten lines of aliases of aliases would be a billion values.
"""


class Anchored(NamedTuple):
    """A value that has a name: how deeply it is nested in itself, and how many characters repeating it repeats."""

    node: Node
    depth: int
    characters: int


class Anchors:
    """The names of one file."""

    __slots__ = ("_known", "_open", "_unused", "repeated")

    def __init__(self) -> None:
        """Start with none."""
        self._known: dict[str, Anchored] = {}
        self._open: set[str] = set()
        self._unused: dict[str, Span] = {}
        self.repeated = 0

    def begin(self, name: str, span: Span) -> None:
        """Note that a value of that name begins; YAML lets a name be given again."""
        self._open.add(name)
        self._unused.setdefault(name, span)

    def complete(self, name: str, anchored: Anchored) -> None:
        """Note that it ends."""
        self._open.discard(name)
        self._known[name] = anchored

    def repeat(self, name: str, span: Span, problems: Problems) -> Anchored | None:
        """Give the value of that name, or None after saying why there is none."""
        self._unused.pop(name, None)
        if name in self._open:
            problems.error("bad-alias", f"*{name} stands inside the very value that it repeats", span)
            return None
        anchored = self._known.get(name)
        if anchored is None:
            hint = did_you_mean(name, self._known) or "put quotes around a text that begins with *"
            problems.error("bad-alias", f"nothing above is marked &{name}", span, hint)
            return None
        self.repeated += anchored.characters
        if self.repeated > REPEATED:
            message = f"the aliases down to this one repeat more than {REPEATED:,} characters"
            problems.error("bad-alias", message, span, "aliases within aliases multiply; write some of them out")
            return None
        return anchored

    def warn_unused(self, problems: Problems) -> None:
        """Say which names nobody used: it may be that `&` was meant to begin a text."""
        for name, span in self._unused.items():
            message = f"&{name} names what follows for *{name}, which is nowhere"
            problems.warning("unused-anchor", message, span, "put quotes around a text that begins with &")
