"""Which names a text prints with nothing to fall back on: `{{ name }}` alone, not `{{ name | default: 'you' }}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.graph.effects import QUESTION
from takeover.language.naming import BUILT_IN
from takeover.language.template import Use, split_path
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.template import Template

OUTPUT = regex(r"\{\{-?\s*([^\W\d][\w.\[\]-]*)((?:[^}'\"]|'[^']*'|\"[^\"]*\"|\}(?!\}))*)\}\}")
ASKED = regex(r"\{%-?\s*(?:if|unless|elsif|case|when|for)\b([^%]*)%\}")
WORD = regex(r"[^\W\d][\w-]*(?:\.[^\W\d][\w-]*)*")
DEFAULT = regex(r"\|\s*default\b")


def name_of(use: Use) -> str | None:
    """Give the name that must be set for a use to print something: a param, a field of the user by its path.

    None for what is always there (`now`, `conversation.…`) and for the user as a whole.
    """
    root = str(use.path[0])
    if root == "user":
        return ".".join(map(str, use.path)) if len(use.path) > 1 else None
    return root if root not in BUILT_IN or root == QUESTION else None


def bare_uses(template: Template) -> Iterator[Use]:
    """Give the uses that print nothing where their name is not set: without `default`, and with no `if` about it."""
    text = template.text
    if "|" not in text and "{%" not in text:
        yield from template.uses
        return
    asked = {word for tag in ASKED.finditer(text) for word in WORD.findall(tag[1])}
    for use, filters in printed(template):
        dotted = ".".join(map(str, use.path))
        guarded = any(dotted == word or dotted.startswith(f"{word}.") for word in asked)
        if not guarded and not DEFAULT.search(filters):
            yield use


def printed(template: Template) -> Iterator[tuple[Use, str]]:
    """Give the names that a text prints, each with the filters behind it; without those that the text sets itself."""
    known = {use.path[0] for use in template.uses}
    for found in OUTPUT.finditer(template.text):
        path = split_path(found[1])
        if path[0] in known:
            yield Use(path, template.source.within(found.start(1), found.end(1))), found[2]
