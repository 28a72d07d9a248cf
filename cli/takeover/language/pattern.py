"""Regular expressions that cannot hang: RE2, whose time is linear in the input whatever the pattern (google/re2).

It has no look-around and no back-references; that is the price, and the message says so.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from takeover.source.light import NamedTuple
from takeover.source.nodes import Node, Scalar
from takeover.source.regex import regex
from takeover.source.shapes.shape import Definitions, Schema, wanted

if TYPE_CHECKING:
    from takeover.source.diagnostic import Problems

LONGEST = 1_000
MEMORY = 2 << 20
"""Bytes that RE2 may use for one pattern: what bounds its states, and so the time it takes for each character."""
BACK_REFERENCE = regex(r"\\[1-9]|\(\?P=")
GROUP = regex(r"(?<!\\)(?:\\\\)*\(\?P?<(\w+)>")
LOOK_AROUND = regex(r"\(\?<?[=!]")


class PatternError(ValueError):
    """A pattern cannot be used; the message says why, in words for a designer."""


@functools.lru_cache(maxsize=10_000)
def compile_pattern(text: str) -> Any:  # noqa: ANN401 - re2 has no type for it
    """Compile a pattern, matched anywhere and without regard to case; raises PatternError."""
    if len(text) > LONGEST:
        message = f"a pattern is at most {LONGEST:,} characters"
        raise PatternError(message)
    import re2

    names = GROUP.findall(text)
    if len(names) > len(set(names)):
        twice = next(name for name in names if names.count(name) > 1)
        raise PatternError(f'the group "{twice}" is there twice')
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = MEMORY
    try:
        return re2.compile(text, options)
    except re2.error as error:
        if LOOK_AROUND.search(text):
            why = "look-around such as (?=…) is not supported, so that no pattern can hang"
        elif BACK_REFERENCE.search(text):
            why = r"back-references such as \1 are not supported, so that no pattern can hang"
        else:
            why = str(error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else error)
        raise PatternError(why) from error
    except UnicodeEncodeError as error:
        message = "a lone surrogate is no character"
        raise PatternError(message) from error


def _hint(text: str) -> str:
    """Say what to write in place of the patterns of other tools."""
    if text[:1] in {"*", "?", "+"}:
        return f"{text[0]} repeats what stands before it, and there is nothing; to look for words write contains:"
    if LOOK_AROUND.search(text):
        return r"leave it out; \b is the edge of a word, ^ and $ are the ends of the text"
    if text[:1] == "/":
        return "write it without slashes around it: capitals and small letters are alike in any case"
    return ""


class Pattern(NamedTuple):
    """The shape of a regular expression."""

    label: str = "a regular expression"

    def read(self, node: Node, problems: Problems) -> Scalar | None:
        """Give the scalar, after RE2 has taken it."""
        if not isinstance(node, Scalar) or node.missing:
            wanted(self.label, node, problems)
            return None
        try:
            compile_pattern(node.text)
        except PatternError as error:
            problems.error("bad-pattern", f"this pattern cannot be read: {error}", node.span, _hint(node.text))
            return None
        return node

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a text."""
        return {"type": "string", "examples": ["[A-Z]{2}-\\d{4}", "(?P<order>\\d{6})"]}
