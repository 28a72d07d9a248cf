"""What one step listens for: all that the linker tells of a flow to whoever understands texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from takeover.language.types.kind import EntityType
    from takeover.source.span import Span


class Phrase(NamedTuple):
    """An example, a word or a pattern as the designer wrote it, and where."""

    text: str
    span: Span


class Listening(NamedTuple):
    """What one step listens for.

    `step` is its number in the program: where two steps claim a text alike, the lower number has it. `examples` may
    hold `{name:entity}` slots (see `slots_of`); `words` are whole words or phrases; `intents` are what a service may
    take the text for; `patterns` are regular expressions
    (see `check_pattern`) whose named groups become captures; `typed` are types that the text must hold, each with the
    name to save the value under and its place; `anything` is the place of an `any` without a type.
    """

    step: int
    examples: tuple[Phrase, ...] = ()
    words: tuple[Phrase, ...] = ()
    patterns: tuple[Phrase, ...] = ()
    typed: tuple[tuple[str | None, EntityType, Span], ...] = ()
    anything: Span | None = None
    intents: tuple[Phrase, ...] = ()
