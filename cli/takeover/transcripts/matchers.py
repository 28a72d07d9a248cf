"""What a text or a value must be: exactly so, like a pattern, holding words, one of several, none of them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Protocol

from takeover.language.pattern import PatternError, compile_pattern
from takeover.language.views import write_value
from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.source.regex import regex
from takeover.source.shapes import Field, Many, Record
from takeover.source.shapes.shape import Definitions, Schema, wanted

if TYPE_CHECKING:
    from takeover.language.values import Json
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

SURROGATE = regex("[\ud800-\udfff]")
SLASHED = regex(r"/(.+)/(i?)", re.DOTALL)
"""A pattern between slashes; with `i`, large and small letters are the same."""
CASE = "(?-i)"
"""What lets RE2 tell large letters from small ones."""


def fold_spaces(text: str) -> str:
    """Give a text as it is compared: NFC, white space as single blanks, halves of characters replaced."""
    if not text.isascii():
        text = SURROGATE.sub("\ufffd", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


class Matcher(Protocol):
    """What is expected of a value. Texts are compared after `fold_spaces`."""

    def fits(self, value: Json) -> bool:
        """Say whether a value is as expected."""

    def tell(self) -> str:
        """Say what is expected, in the words of the transcript."""


class Is(NamedTuple):
    """Exactly this text; `folded` is how it is compared."""

    text: str
    folded: str

    def fits(self, value: Json) -> bool:
        """Compare."""
        return fold_spaces(write_value(value)) == self.folded

    def tell(self) -> str:
        """Give the text."""
        return self.text


class Fits(NamedTuple):
    """A pattern that is found in the text."""

    written: str
    compiled: Any

    def fits(self, value: Json) -> bool:
        """Search."""
        return self.compiled.search(fold_spaces(write_value(value))) is not None

    def tell(self) -> str:
        """Give the pattern with its slashes."""
        return self.written


class Holds(NamedTuple):
    """Every one of these words is in the text, or among the items of a list."""

    words: tuple[Is, ...]

    def fits(self, value: Json) -> bool:
        """Look for each."""
        if isinstance(value, list):
            return all(any(word.fits(item) for item in value) for word in self.words)
        text = fold_spaces(write_value(value))
        return all(word.folded in text for word in self.words)

    def tell(self) -> str:
        """Name the words."""
        return f"contains {' and '.join(quoted(word.text) for word in self.words)}"


class OneOf(NamedTuple):
    """At least one of several."""

    options: tuple[Matcher, ...]

    def fits(self, value: Json) -> bool:
        """Try each."""
        return any(option.fits(value) for option in self.options)

    def tell(self) -> str:
        """Name them."""
        return f"one of {', '.join(quoted(option.tell()) for option in self.options)}"


class NoneOf(NamedTuple):
    """None of several."""

    options: tuple[Matcher, ...]

    def fits(self, value: Json) -> bool:
        """Try each."""
        return not any(option.fits(value) for option in self.options)

    def tell(self) -> str:
        """Name them."""
        return f"not {', '.join(quoted(option.tell()) for option in self.options)}"


class Every(NamedTuple):
    """All of several."""

    parts: tuple[Matcher, ...]

    def fits(self, value: Json) -> bool:
        """Try each."""
        return all(part.fits(value) for part in self.parts)

    def tell(self) -> str:
        """Name them."""
        return " and ".join(part.tell() for part in self.parts) or "anything"


class Listed(NamedTuple):
    """A list with just these items, in this order."""

    items: tuple[Matcher, ...]

    def fits(self, value: Json) -> bool:
        """Compare item by item."""
        if not isinstance(value, list) or len(value) != len(self.items):
            return False
        return all(item.fits(found) for item, found in zip(self.items, value, strict=True))

    def tell(self) -> str:
        """Name the items."""
        return f"[{', '.join(item.tell() for item in self.items)}]"


class Empty(NamedTuple):
    """Nothing: null, an empty text, list or object."""

    def fits(self, value: Json) -> bool:
        """Say whether there is nothing."""
        return value is None or value in ("", [], {})

    def tell(self) -> str:
        """Say so."""
        return "nothing"


ANYTHING = Every(())


def is_text(text: str) -> Is:
    """Expect a text."""
    return Is(text, fold_spaces(text))


def quoted(text: str) -> str:
    """Put a text between quotes."""
    return f'"{text}"'


class Written(NamedTuple):
    """The shape of a text as it is expected: a text, or a pattern between slashes. Letters count unless `/…/i`."""

    label: str = "a text, or a /pattern/"
    patterns: bool = True

    def read(self, node: Node, problems: Problems) -> Matcher | None:
        """Give the matcher, its pattern compiled."""
        if not isinstance(node, Scalar) or node.missing:
            wanted(self.label, node, problems)
            return None
        slashed = SLASHED.fullmatch(node.text) if self.patterns and node.text[:1] == "/" else None
        if slashed is None:
            return is_text(node.text)
        try:
            return Fits(node.text, compile_pattern(slashed[1] if slashed[2] else f"{CASE}{slashed[1]}"))
        except PatternError as error:
            hint = 'a text that begins and ends with a slash is written {is: "/…/"}'
            why = str(error).replace(CASE, "")
            problems.error("bad-pattern", f"this pattern cannot be read: {why}", node.span, hint)
            return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept what YAML makes of an unquoted text too."""
        return {"type": ["string", "number", "boolean"]}


WRITTEN = Written()
LITERAL = Written("a text", patterns=False)
MATCH_FIELDS = (
    Field("text", WRITTEN, "the whole text, or a /pattern/ that is found in it"),
    Field("is", LITERAL, "the whole text, also where it stands between slashes", attr="literal"),
    Field("contains", Many(LITERAL, "a list of texts", single=True), "what is in it; all of several"),
    Field("one_of", Many(WRITTEN, "a list of texts"), "texts and /patterns/ of which one will do"),
    Field(
        "not", Many(WRITTEN, "a list of texts", single=True), "texts and /patterns/ that it must not be", attr="none"
    ),
)


def join_matchers(
    text: Matcher | None = None,
    literal: Matcher | None = None,
    contains: tuple[Is, ...] = (),
    one_of: tuple[Matcher, ...] = (),
    none: tuple[Matcher, ...] = (),
) -> Matcher:
    """Make one matcher of what the keys of a matcher said: all of it must hold."""
    given: tuple[Matcher | None, ...] = (
        text,
        literal,
        Holds(contains) if contains else None,
        OneOf(one_of) if one_of else None,
        NoneOf(none) if none else None,
    )
    parts = tuple(part for part in given if part is not None)
    return parts[0] if len(parts) == 1 else Every(parts)


def _make(span: Span, **given: Any) -> Matcher:  # noqa: ANN401, ARG001 - the fields of a matcher
    return join_matchers(**given)


MATCHER = Record(_make, MATCH_FIELDS, "a matcher", short="text")


class ValueMatch(NamedTuple):
    """The shape of an expected value: a text, a matcher, a list of them; nothing wants that it is empty."""

    label: str = "a text, a /pattern/, a list or a matcher"

    def read(self, node: Node, problems: Problems) -> Matcher | None:
        """Give the matcher."""
        match node:
            case Scalar(missing=True):
                return Empty()
            case Items(items=items):
                read = [self.read(item, problems) for item in items]
                return Listed(tuple(item for item in read if item is not None))
            case Fields(entries=()):
                return Empty()
            case _:
                return MATCHER.read(node, problems)

    def schema(self, definitions: Definitions) -> Schema:
        """Refer to the definition."""

        def build() -> Schema:
            one = MATCHER.schema(definitions)
            forms = one["anyOf"]
            assert isinstance(forms, list)
            items: Schema = {"type": "array", "items": {"$ref": "#/$defs/expected"}}
            return {"anyOf": [{"type": "null"}, *forms, items]}

        return definitions.refer("expected", build)


VALUE = ValueMatch()
