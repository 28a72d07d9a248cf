"""The action `reset`: forget params, or everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.nodes import Items, Node, Scalar
from takeover.source.shapes import Definitions, Field, Kind, Many, Schema, Text, Word
from takeover.source.shapes.shape import wanted

if TYPE_CHECKING:
    from takeover.language.run import Run
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

ALL = Word(("everything", "params"))
NAMES = Many(Text("the name of a param"), "a list of params")


class Reset(NamedTuple):
    """Forget these params; or all of them, or everything."""

    what: str | tuple[Scalar, ...]
    span: Span

    def perform(self, run: Run) -> None:
        """Forget."""
        if self.what == "everything":
            run.forget_everything()
        elif isinstance(self.what, str):
            run.forget(None)
        else:
            run.forget([name.text for name in self.what])


class ResetShape:
    """The shape of `reset`: a word or a list of params."""

    label = "everything, params, or a list of params"

    def read(self, node: Node, problems: Problems) -> str | tuple[Scalar, ...] | None:
        """Give the word or the names."""
        if isinstance(node, Items):
            return NAMES.read(node, problems)
        if isinstance(node, Scalar) and node.text in ALL.words:
            return node.text
        wanted(self.label, node, problems)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept the words or a list."""
        return {"anyOf": [ALL.schema(definitions), NAMES.schema(definitions)]}


RESET = Kind(
    "reset",
    "reset",
    "Forgets: `everything` (params, tags, questions, follow-ups), `params`, or a list of params.",
    "reset: [order, topic]",
    Reset,
    (Field("what", ResetShape(), "what is forgotten", required=True),),
    nested=False,
)
