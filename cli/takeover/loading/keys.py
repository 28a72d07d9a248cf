"""Keys that YAML takes and a designer did not mean: merge keys, invisible white space, a dash without its space."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from takeover.loading.syntax_indent import INVISIBLE_HINT, INVISIBLE_MESSAGE, NO_SPACES
from takeover.source.regex import regex

if TYPE_CHECKING:
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Scalar

MERGE = "<<"
"""YAML 1.1's merge key: https://yaml.org/type/merge.html"""
INVISIBLE = regex(f"^[{NO_SPACES}]|[{NO_SPACES}]$")
DASHED = regex(r"-[^\W\d]")


def judge_key(key: Scalar, problems: Problems) -> Literal["take", "drop", "stop"]:
    """Say what is wrong with a plain key, and whether it counts, or its entry is left out, or reading ends here."""
    text = key.text
    if text == MERGE:
        message = '"<<" (a merge key) is not read: what it brings in could not be seen here'
        hint = "write the keys out, or give a whole value again with *name"
        problems.error("merge-key", message, key.span, hint)
        return "drop"
    if INVISIBLE.search(text):
        problems.error("character", INVISIBLE_MESSAGE, key.span, INVISIBLE_HINT)
        return "stop"
    if DASHED.match(text):
        hint = f'write "- {text[1:]}:"'
        problems.error("no-space", f'a space is missing after the dash of "{text}"', key.span, hint)
        return "stop"
    return "take"
