"""Every code that the package reports is explained."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, get_args

from places import PACKAGE
from takeover.language.doing import ACTION
from takeover.language.flow import TRIGGER
from takeover.language.naming import Refers
from takeover.lint.explain import EXPLAINED

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = ("source", "language", "matching", "engine", "graph", "loading", "lint", "replay", "transcripts", "delivery")
REPORTS = {"Diagnostic", "error", "warning", "note", "warn", "say", "_stop"}
CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")
MADE = {"unknown-{}": [ACTION.noun, TRIGGER.noun], "unresolved-{}": [*get_args(Refers)]}
"""Codes that are put together."""


def find_codes() -> Iterator[tuple[str, str]]:
    """Give every code that is written where problems are reported, and the file."""
    for room in ROOMS:
        for file in sorted((PACKAGE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _name(node.func) in REPORTS and len(node.args) > 1:
                    yield from ((code, file.name) for code in _codes(node.args[0]))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _codes(first: ast.expr) -> list[str]:
    if isinstance(first, ast.Constant) and isinstance(first.value, str) and CODE.fullmatch(first.value):
        return [first.value]
    if isinstance(first, ast.JoinedStr):
        pattern = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in first.values)
        return [pattern.format(part) for part in MADE.get(pattern, [])]
    return []


def test_every_code_is_explained() -> None:
    found = set(find_codes())
    assert len(found) > 50, "are codes written in another way now?"
    assert {(code, file) for code, file in found if code not in EXPLAINED and code != "unresolved-place"} == set()
