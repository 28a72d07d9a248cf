"""Which names a text prints with nothing to fall back on: `{{ name }}` alone, not `{{ name | default: 'you' }}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.graph.effects import QUESTION
from takeover.language.naming import BUILT_IN
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.template import Template, Use

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
    bare = {
        found[1].replace("[", ".").replace("]", "") for found in OUTPUT.finditer(text) if not DEFAULT.search(found[2])
    }
    for use in template.uses:
        dotted = ".".join(map(str, use.path))
        if dotted in bare and not any(dotted == word or dotted.startswith(f"{word}.") for word in asked):
            yield use
