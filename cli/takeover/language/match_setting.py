"""The setting `match`: how inputs are matched, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Number, Record, Text, Word

if TYPE_CHECKING:
    from takeover.source.nodes import Scalar
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
    ),
    "match",
)
