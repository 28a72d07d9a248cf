"""A conversation of another tool, carried over: turns of ours at the places they came from, comments, and what is lost.

The turns are the positioned tree that our own reader takes. So a foreign file is played through the same reader as one
of ours, its failures point into the foreign file, and what `import` writes is that very tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.nodes import Entry, Fields, Items, Node, Scalar
from takeover.source.shapes.scalars import LONGEST, write_length
from takeover.transcripts.matchers import SLASHED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from takeover.source.span import Span


class Lost(NamedTuple):
    """Something of a foreign file that our transcripts have no words for, or that could not be found.

    `aside`: it says something about what is carried over (which intent, which tags), and stays as a comment: without
    it the same conversation is played. What is not aside fails the transcript when it is played directly.
    """

    what: str
    span: Span
    aside: bool = False


class Comment(NamedTuple):
    """What somebody wrote beside the conversation."""

    text: str


class Source(NamedTuple):
    """A file: its name in messages, its text, and (for YAML and JSON) its tree.

    `project` is what the files around it say, as its format gathers that.
    """

    name: str
    text: str
    node: Node | None = None
    project: object = None

    @property
    def stem(self) -> str:
        """Give the name of the file without its folders and its suffix."""
        return self.name.replace("\\", "/").rpartition("/")[2].partition(".")[0] or "conversation"


@dataclass(slots=True)
class Talk:
    """One conversation while it is being carried over. `items` are its turns, comments and losses, in their order."""

    name: Scalar
    items: list[Fields | Comment | Lost] = field(default_factory=list)
    given: list[Entry] = field(default_factory=list)
    params: list[Entry] = field(default_factory=list)
    tags: list[Scalar] = field(default_factory=list)
    skip: Scalar | None = None
    at: Scalar | None = None
    begun: bool = False
    """Whether there is a turn."""

    @property
    def lost(self) -> list[Lost]:
        """Give what could not be carried over."""
        return [item for item in self.items if isinstance(item, Lost)]

    @property
    def turns(self) -> list[Fields]:
        """Give the turns alone."""
        return [item for item in self.items if isinstance(item, Fields)]

    def comment(self, text: str) -> None:
        """Keep a comment, where there is something in it."""
        if text.strip():
            self.items.append(Comment(text.strip()))

    def lose(self, what: str, span: Span) -> None:
        """Note what cannot be carried over, at its place among the turns."""
        self.items.append(Lost(what, span))

    def aside(self, what: str, span: Span) -> None:
        """Note what is kept as a comment alone."""
        self.items.append(Lost(what, span, aside=True))

    def turn(self, key: str, value: Node, span: Span) -> None:
        """Add a turn."""
        self.begun = True
        self.items.append(Fields((Entry(scalar(key, span), value),), span))

    def user(self, text: str, span: Span) -> None:
        """Let the user say something."""
        self.turn("user", scalar(text, span), span)

    def bot(self, text: str, span: Span) -> None:
        """Expect just this text of the bot."""
        self.turn("bot", exactly(text, span), span)

    def expect(self, span: Span, **matchers: Node) -> None:
        """Expect something of the bot that fits matchers, by their names; without any, anything that it says."""
        self.turn("bot", fields(span, **matchers), span)

    def widen(self, **matchers: Node) -> bool:
        """Add matchers to what was last expected of the bot; False where nothing was since the user's last turn."""
        last = next(
            (place for place in range(len(self.items) - 1, -1, -1) if isinstance(self.items[place], Fields)), -1
        )
        turn = self.items[last] if last >= 0 else None
        if not isinstance(turn, Fields) or turn.entries[0].key.text != "bot":
            return False
        said = turn.entries[0].value
        span = turn.span
        known = said.entries if isinstance(said, Fields) else (Entry(scalar("text", span), said),)
        if {entry.key.text for entry in known} & set(matchers):
            return False
        self.items[last] = Fields((Entry(turn.entries[0].key, fields(span, *known, **matchers)),), span)
        return True

    def wait(self, milliseconds: float, span: Span) -> None:
        """Let time pass; transcripts count whole seconds, so what is less is rounded up."""
        seconds = -int(-milliseconds // 1000)
        if seconds > LONGEST:
            self.lose(f"a wait of {seconds:,} seconds: ten years are the most", span)
        elif seconds > 0:
            self.turn("wait", scalar(write_length(seconds), span), span)


def scalar(text: str, span: Span) -> Scalar:
    """Make a text, which is there also when it is empty."""
    return Scalar(text, span, "double")


def fields(span: Span, *entries: Entry, **named: Node) -> Fields:
    """Make a mapping."""
    return Fields((*entries, *(Entry(scalar(name, span), node) for name, node in named.items())), span)


def word(text: str, span: Span) -> Scalar:
    """Make `true`, or (of an empty text) nothing at all: what means something only without quotes."""
    return Scalar(text, span)


def listed(texts: Iterable[str], span: Span) -> Items:
    """Make a list of texts."""
    return Items(tuple(scalar(text, span) for text in texts), span)


def exactly(text: str, span: Span) -> Node:
    """Expect a text; one between slashes would be a pattern, and says that it is none."""
    return fields(span, **{"is": scalar(text, span)}) if is_slashed(text) else scalar(text, span)


def is_slashed(text: str) -> bool:
    """Say whether our reader would take a text for a pattern."""
    return text[:1] == "/" and SLASHED.fullmatch(text) is not None


def one_of(texts: Sequence[str], span: Span) -> dict[str, Node]:
    """Expect one of several texts, as matchers for `Talk.expect`."""
    if len(texts) == 1:
        return {"is": scalar(texts[0], span)} if is_slashed(texts[0]) else {"text": scalar(texts[0], span)}
    return {"one_of": Items(tuple(scalar(_whole(text), span) for text in texts), span)}


def one_label(label: str, span: Span) -> Node:
    """Expect a label: where labels are listed, what stands between slashes is always a pattern."""
    return scalar(_whole(label), span)


def labels_of(labels: Iterable[str], span: Span) -> Items:
    """Expect just these labels."""
    return Items(tuple(one_label(label, span) for label in labels), span)


def _whole(text: str) -> str:
    """Write a text for a place where what stands between slashes is always a pattern."""
    return pattern(f"^{escape(text)}$") if is_slashed(text) else text


def pattern(text: str, *, any_case: bool = False) -> str:
    """Write a pattern as transcripts do."""
    return f"/{text}/{'i' if any_case else ''}"


SPECIAL = frozenset("\\.+*?()|[]{}^$")


def escape(text: str) -> str:
    """Write a text as a pattern that is found where the text stands; white space is compared as single blanks."""
    folded = " ".join(text.split())
    return "".join(f"\\{character}" if character in SPECIAL else character for character in folded)
