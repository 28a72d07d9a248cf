"""The setting `match`: how inputs are matched, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Node, Scalar
from takeover.source.shapes import Definitions, Field, Number, Record, Schema, Text, Word
from takeover.source.shapes.shape import wanted

if TYPE_CHECKING:
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

Engine = Literal["words", "semantic"]


class MatchSetting(NamedTuple):
    """How inputs are matched. Without a threshold the bot calibrates one on its own examples.

    `model` is the folder of the engine `semantic`, as it was written: its path, which may refer to the environment.
    """

    span: Span
    threshold: float | None = None
    engine: Engine = "words"
    model: Scalar | None = None
    http: Node | None = None
    """The service that is asked what inputs mean; the delivery reads it."""


class RawService:
    """The shape of a service: it stays as it is, because only the delivery knows what it may hold."""

    label = "the address of a service, or fields with its url"

    def read(self, node: Node, problems: Problems) -> Node | None:
        """Give it as it is."""
        if (isinstance(node, Scalar) and not node.missing) or isinstance(node, Fields):
            return node
        wanted(self.label, node, problems)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept an address or an object."""
        return {"anyOf": [{"type": "string", "minLength": 1}, {"type": "object", "required": ["url"]}]}


MATCH = Record(
    MatchSetting,
    (
        Field("threshold", Number(0, 1, "a number from 0 to 1"), "the score below which an input is unknown"),
        Field(
            "engine",
            Word(("words", "semantic"), "engine"),
            "words (the default) needs nothing more; semantic compares meanings too: it needs a `model`, and "
            "pip install takeover[semantic]",
        ),
        Field(
            "model",
            Text("the folder of a model"),
            "for semantic: the folder of a model, such as all-MiniLM-L6-v2, as sentence-transformers lays it out; from "
            "the bot's folder on, and it may hold references such as ${MODELS}",
        ),
        Field(
            "http",
            RawService(),
            "a service that says what inputs mean, as Rasa's /model/parse: its address, or {url, ask, take, bearer, "
            "timeout, …}; steps listen with `intent`",
        ),
    ),
    "match",
)
