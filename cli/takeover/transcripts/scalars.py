"""Texts as YAML scalars that every reader gives back as they were: plain where nothing can go wrong, else quoted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from takeover.source.regex import regex
from takeover.transcripts.matchers import SLASHED

if TYPE_CHECKING:
    from takeover.language.values import Json

PLAIN = regex(r"[^\W\d_](?:[\w ,.'’+()/?!€-]*[\w.'’+()/?!€-])?")
"""A letter first, then nothing that means something to YAML, in a block, whichever its version."""
WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""Letters that other readers take for something else than a text."""
LONGEST_PLAIN = 200
ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write_scalar(text: str) -> str:
    """Write a text as the value of a key, or of an item of a list."""
    if len(text) <= LONGEST_PLAIN and PLAIN.fullmatch(text) and text.casefold() not in WORDS:
        return text
    return quote(text)


def quote(text: str) -> str:
    """Write a text in double quotes, what cannot be seen escaped. Half characters, which no file can hold, are lost."""
    return f'"{"".join(ESCAPED.get(character) or _visible(character) for character in text)}"'


def _visible(character: str) -> str:
    code = ord(character)
    if character.isprintable():
        return character
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - the surrogates
        return "\ufffd"
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - digits


def write_expected(text: str) -> str:
    """Write a text that is expected. One between slashes would be a pattern, and says that it is none."""
    return f"{{is: {quote(text)}}}" if text[:1] == "/" and SLASHED.fullmatch(text) else write_scalar(text)


def write_json(value: Json) -> str:
    """Write JSON on one line, which YAML reads as the same: numbers and words plain, all texts quoted."""
    match value:
        case str():
            return quote(value)
        case list():
            return f"[{', '.join(write_json(item) for item in value)}]"
        case dict():
            return f"{{{', '.join(f'{quote(key)}: {write_json(item)}' for key, item in value.items())}}}"
        case _:
            return json.dumps(value)
