"""Reads out of a filled text what was put in it: a template, read backwards."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from takeover.language.pattern import compile_pattern
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

HOLE = regex(r"\{\{\s*(.*?)\s*\}\}|\{%.*?%\}", re.DOTALL)
NAME = regex(r"([A-Za-z_][\w.]*)(?:\s*\|.*)?", re.DOTALL)


def read_out(template: str, text: str, decode: Callable[[str], str]) -> dict[str, str] | None:
    """Give what stands in a text where its template has names; None where the text is not of the template.

    Of a look-up with a filter or a default it is not known what was there before; what is there is given.
    """
    pattern, names = _compile(template)
    found = pattern.fullmatch(text)
    if found is None:
        return None
    return {name: decode(value) for name, value in zip(names, found.groups(), strict=True) if name and value}


@cache
def _compile(template: str) -> tuple[Any, tuple[str, ...]]:
    at, parts, names = 0, [], []
    for hole in HOLE.finditer(template):
        parts += [re.escape(template[at : hole.start()]), "(.*?)"]
        name = NAME.fullmatch(hole[1] or "")
        names.append(name[1] if name else "")
        at = hole.end()
    parts.append(re.escape(template[at:]))
    return compile_pattern(f"(?s){''.join(parts)}"), tuple(names)
