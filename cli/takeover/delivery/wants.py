"""What of a payload may go to a target, and what has to: how much of the talk, what is not masked, which fields."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from takeover.handover.detecting import DETECTED
from takeover.handover.redacting import redact
from takeover.handover.writing import text_at
from takeover.source.nodes import Node, Scalar
from takeover.source.regex import regex
from takeover.source.shapes import Field, Many, Whole, Word
from takeover.source.shapes.shape import Definitions, Schema, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from takeover.language.values import Json
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

LAST = regex(r"last\s+([1-9][0-9]{0,5})")
PATH = regex(r"[A-Za-z_]\w*(?:\.\w+)*")
ATTEMPTS = 3
MOST_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Ready:
    """A payload as it may leave: what was masked in it, and why it cannot go (""; it can)."""

    payload: Json
    masked: tuple[str, ...]
    lacks: str


@dataclass(frozen=True, slots=True)
class Wants:
    """What a target wants of payloads. `transcript` is the number of messages that go along (None: all).

    Of the fields in `required` at least `least` have to be there (None: all of them). `allow` names kinds of found
    secrets that are not masked there.
    """

    transcript: int | None = None
    allow: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    least: int | None = None

    def prepare(self, payload: Mapping[str, Json]) -> Ready:
        """Make a payload ready to leave."""
        redacted, masked = redact(self._shortened(payload), self.allow)
        missing = [path for path in self.required if not text_at(dict(payload), _place(path)).strip()]
        there = len(self.required) - len(missing)
        enough = there >= (len(self.required) if self.least is None else min(self.least, len(self.required)))
        lacks = "" if enough else f"it lacks {', '.join(missing)}, which this target requires"
        return Ready(redacted, masked, lacks)

    def _shortened(self, payload: Mapping[str, Json]) -> dict[str, Json]:
        talk = payload.get("transcript")
        if self.transcript is None or not isinstance(talk, list):
            return dict(payload)
        return {**payload, "transcript": talk[-self.transcript :] if self.transcript else []}


WHOLE = Wants()
"""All of it, and whatever it lacks."""


class AsItIs:
    """Nothing is masked, and nothing is wanted: what a flow wants to be sent, where it wants it."""

    @staticmethod
    def prepare(payload: Mapping[str, Json]) -> Ready:
        """Leave it as it is."""
        return Ready(dict(payload), (), "")


AS_IT_IS = AsItIs()


def _place(path: str) -> str:
    """Give where a field stands: the name of a param alone is one of the parameters."""
    return path if "." in path or path in {"subject", "summary", "question", "priority"} else f"parameters.{path}"


class TalkShape:
    """The shape of `transcript`: full, none, or `last 20`."""

    label = "full, none, or a number of messages such as last 20"

    def read(self, node: Node, problems: Problems) -> int | None:
        """Give the number of messages; nothing for all of them."""
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if text == "none":
            return 0
        last = LAST.fullmatch(text)
        if last is None and text != "full":
            wanted(self.label, node, problems)
        return int(last[1]) if last else None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept the words."""
        return {"type": "string", "pattern": r"^(full|none|last\s+[1-9][0-9]{0,5})$", "examples": ["last 20"]}


class PathShape:
    """The shape of a field of the payload: `contact.email`, or the name of a param."""

    label = "a field of the payload such as contact.email, or the name of a param"

    def read(self, node: Node, problems: Problems) -> str | None:
        """Give the path."""
        if isinstance(node, Scalar) and PATH.fullmatch(node.text.strip()):
            return node.text.strip()
        wanted(self.label, node, problems)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a path."""
        return {"type": "string", "pattern": f"^{PATH.pattern}$", "examples": ["contact.email"]}


WANTS = (
    Field("transcript", TalkShape(), "how much of the talk goes along: full (default), last 20, or none"),
    Field(
        "allow",
        Many(Word(tuple(DETECTED), "what is not masked"), "what is not masked, or a list of it", single=True),
        "what this target may see of what is masked by itself: card numbers, IBANs, tokens",
    ),
    Field(
        "required",
        Many(PathShape(), "a field of the payload or a list of them", single=True),
        "fields that have to be there: a payload without them is not sent here",
    ),
    Field("min", Whole(1, 50), "so many of the required fields are enough (default all)", attr="least"),
    Field(
        "attempts",
        Whole(1, MOST_ATTEMPTS),
        f"how often it is tried at most, within half a minute (default {ATTEMPTS})",
    ),
)
"""The fields that every target has."""


def gather(make: Callable[..., Any], **groups: type[Any]) -> Callable[..., Any]:
    """Give what makes a target of flat fields: those of each group go into a value of its own, by that name."""

    def made(*, span: Span, **values: Any) -> Any:  # noqa: ANN401 - whatever the fields of a kind hold
        grouped: dict[str, Any] = {}
        kinds: dict[str, type[Any]] = {"wants": Wants, **groups}
        for name, kind in kinds.items():
            own = {part.name for part in fields(kind)} & values.keys()
            grouped[name] = kind(**{part: values.pop(part) for part in own})
        return make(**values, **grouped, span=span)

    return made
