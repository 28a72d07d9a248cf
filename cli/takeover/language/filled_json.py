"""JSON as it is written in a flow, with templates where its texts are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.template import LookUp, Template, TemplateText
from takeover.language.views import ParamView, look_up
from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.source.regex import regex

if TYPE_CHECKING:
    from takeover.language.run import Run
    from takeover.language.values import Json
    from takeover.source.diagnostic import Problems
    from takeover.source.shapes import Definitions, Schema

NUMBER = regex(r"-?(?:0|[1-9]\d{0,29})(?:\.\d{1,30})?(?:[eE][-+]?\d{1,3})?")
WORDS: dict[str, Json] = {"true": True, "false": False, "null": None, "": None}


class Literal(NamedTuple):
    """A number, true, false or null."""

    value: Json


class Listed(NamedTuple):
    """A list."""

    items: tuple[JsonTemplate, ...]


class Keyed(NamedTuple):
    """An object."""

    entries: tuple[tuple[str, JsonTemplate], ...]


JsonTemplate = Literal | Listed | Keyed | Template


class JsonShape:
    """The shape of any JSON. Unquoted numbers, true, false and null are what JSON makes of them; quoted, texts."""

    label = "JSON"

    def read(self, node: Node, problems: Problems) -> JsonTemplate | None:
        """Give the tree, its templates read."""
        match node:
            case Scalar(style="plain", text=text) if text in WORDS:
                return Literal(WORDS[text])
            case Scalar(style="plain", text=text) if NUMBER.fullmatch(text):
                return Literal(int(text) if text.lstrip("-").isdecimal() else float(text))
            case Scalar():
                return TemplateText(empty=True).read(node, problems)
            case Items(items=items):
                read = [self.read(item, problems) for item in items]
                return Listed(tuple(item for item in read if item is not None))
            case Fields(entries=entries):
                pairs = [(entry.key.text, self.read(entry.value, problems)) for entry in entries]
                return Keyed(tuple((key, value) for key, value in pairs if value is not None))

    def schema(self, definitions: Definitions) -> Schema:
        """Accept anything."""
        return {}


def fill_json(tree: JsonTemplate, run: Run) -> Json:
    """Fill every text. One that is a single `{{ name }}` keeps the value's own type: a number stays a number."""
    match tree:
        case Literal(value=value):
            return value
        case Listed(items=items):
            return [fill_json(item, run) for item in items]
        case Keyed(entries=entries):
            return {key: fill_json(value, run) for key, value in entries}
        case Template(parts=("", LookUp(path=path, default=""), "")):
            found = look_up(run.facts.find(str(path[0])), path[1:])
            return found.__liquid__() if isinstance(found, ParamView) else run.fill(tree)
        case Template():
            return run.fill(tree)
