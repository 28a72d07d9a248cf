"""References: a name written in one place that must be defined in another. The linker resolves them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from takeover.source.light import NamedTuple
from takeover.source.nodes import Node, Scalar
from takeover.source.regex import regex
from takeover.source.shapes.shape import Definitions, Schema, wanted

if TYPE_CHECKING:
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

Refers = Literal["place", "event", "hours", "target", "queue", "type"]
"""What a reference can point at; `place` is a flow or a `flow/step`."""

LABELS: dict[str, str] = {
    "place": "a flow or flow/step",
    "event": "the name of an event",
    "hours": "the name of business hours",
    "target": "the name of a target",
    "queue": "the name of a queue",
    "type": "a type or an entity",
}
PARAM = regex(r"[^\W\d][\w-]{0,63}")
USER_PATH = regex(r"user(?:\.[^\W\d][\w-]{0,63}){1,4}")


class Ref(NamedTuple):
    """A name that stands for something defined elsewhere."""

    refers: Refers
    text: str
    span: Span


class Refer(NamedTuple):
    """The shape of a reference."""

    refers: Refers

    @property
    def label(self) -> str:
        """Say what the name stands for."""
        return LABELS[self.refers]

    def read(self, node: Node, problems: Problems) -> Ref | None:
        """Give the reference; whether it leads anywhere is the linker's question."""
        if isinstance(node, Scalar) and node.text.strip():
            problems.texts.append(node)
            return Ref(self.refers, node.text.strip(), node.span)
        wanted(self.label, node, problems)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept any text."""
        return {"type": ["string", "number"]}


class Slot(NamedTuple):
    """Where a value is kept: a param, or a field of the user such as `user.profile.firstName`."""

    path: str
    span: Span

    @property
    def user_field(self) -> str:
        """Give the path below `user`, or "" for a param."""
        return self.path.removeprefix("user.") if self.path.startswith("user.") else ""


class SaveTo(NamedTuple):
    """The shape of `save:`."""

    label: str = "the name of a param, or user.… for a field of the user"

    def read(self, node: Node, problems: Problems) -> Slot | None:
        """Give the slot."""
        if not isinstance(node, Scalar) or node.missing:
            wanted(self.label, node, problems)
            return None
        problems.texts.append(node)
        text = node.text.strip()
        if USER_PATH.fullmatch(text) or (PARAM.fullmatch(text) and text not in BUILT_IN):
            return Slot(text, node.span)
        if text in BUILT_IN:
            hint = "write user.name, user.profile.firstName, …" if text == "user" else "give it another name"
            problems.error("reserved-name", f'"{text}" is a built-in name and cannot be set', node.span, hint)
        else:
            problems.error(
                "bad-name",
                f'"{text}" cannot be the name of a param',
                node.span,
                "use letters, digits, - and _, and a letter first",
            )
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept names and user paths."""
        return {"type": "string", "examples": ["email", "user.profile.firstName"]}


BUILT_IN = frozenset({"question", "user", "conversation", "now", "hours"})
"""Names that templates know without anyone setting them."""
