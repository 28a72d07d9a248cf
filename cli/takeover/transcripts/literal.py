"""JSON as it is written in a transcript: what an answer holds, without templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.filled_json import NUMBER, WORDS
from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Items, Node, Scalar

if TYPE_CHECKING:
    from takeover.language.values import Json
    from takeover.source.diagnostic import Problems
    from takeover.source.shapes import Definitions, Schema


class LiteralJson(NamedTuple):
    """The shape of any JSON. It is read into a tuple of one, so that null can be told from nothing."""

    label: str = "JSON"

    def read(self, node: Node, problems: Problems) -> tuple[Json]:
        """Give the value: unquoted numbers, true, false and null are what JSON makes of them; the rest are texts."""
        return (read_json(node),)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept anything."""
        return {}


def read_json(node: Node) -> Json:
    """Give the JSON that a node stands for."""
    match node:
        case Scalar(style="plain", text=text) if text in WORDS:
            return WORDS[text]
        case Scalar(style="plain", text=text) if NUMBER.fullmatch(text):
            return int(text) if text.lstrip("-").isdecimal() else float(text)
        case Scalar(text=text):
            return text
        case Items(items=items):
            return [read_json(item) for item in items]
        case Fields(entries=entries):
            return {entry.key.text: read_json(entry.value) for entry in entries}
