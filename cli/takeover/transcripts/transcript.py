"""A transcript: a conversation as it is expected to go, and its shape as YAML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from takeover.language.languages import LanguageTag
from takeover.source.light import NamedTuple
from takeover.source.nodes import Node, Scalar
from takeover.source.shapes import Field, Many, OneKind, Record, Table, Text, Whole
from takeover.source.shapes.shape import Definitions, Schema, wanted
from takeover.transcripts.bounds import Bound, BoundShape
from takeover.transcripts.expectations import EXPECTATIONS, INCLUDE
from takeover.transcripts.happening_kinds import HAPPENINGS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from takeover.source.diagnostic import Problems
    from takeover.source.shapes import Kind
    from takeover.source.span import Span
    from takeover.transcripts.cases import Case
    from takeover.transcripts.expected import Expectation
    from takeover.transcripts.happenings import Happening

    Turn = Happening | Expectation

TEXT = Text()
EARLIEST, LATEST = 1970, 9000
"""Years that a conversation can begin in: a pause of ten years must still fit into the calendar."""


class Given(NamedTuple):
    """What is so before the conversation is opened; None where the transcript does not say."""

    span: Span
    params: tuple[tuple[Scalar, Scalar], ...] = ()
    user: tuple[tuple[Scalar, Scalar], ...] = ()
    channel: Scalar | None = None
    language: Scalar | None = None
    start: Scalar | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """One conversation as it is expected.

    What happens `before` is not looked at: whatever the bot does then is as good. `bot` is the path of its flows from
    the folder of the transcript, "" for the one that the command line names. `at` is when it begins: without an offset,
    in the time zone of the bot; None: whenever. `skip` and `fails` hold the reasons for which it is not played, or
    known to fail ("" for neither). `expect` are bounds of its figures, by their names. `span` is the place of its name.
    `case` is the row with which it is played.
    """

    name: str
    span: Span
    turns: tuple[Turn, ...]
    before: tuple[Turn, ...] = ()
    bot: str = ""
    at: datetime | None = None
    given: Given | None = None
    tags: tuple[str, ...] = ()
    skip: str = ""
    fails: str = ""
    expect: tuple[tuple[Scalar, Bound], ...] = ()
    case: Case | None = None


class Moment(NamedTuple):
    """The shape of a time such as `2026-03-02T10:15+01:00`."""

    label: str = "a time such as 2026-03-02T10:15+01:00"

    def read(self, node: Node, problems: Problems) -> datetime | None:
        """Give the time, aware where it has an offset."""
        if isinstance(node, Scalar) and not node.missing:
            try:
                found = datetime.fromisoformat(node.text.strip())
            except ValueError:
                found = None
            if found is not None and EARLIEST <= found.year <= LATEST:
                return found
        wanted(self.label, node, problems)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a text."""
        return {"type": "string", "examples": ["2026-03-02T10:15+01:00"]}


TURNS: Mapping[str, Kind[Any]] = {**HAPPENINGS, **EXPECTATIONS, INCLUDE.key: INCLUDE}
TURN: OneKind[Turn] = OneKind(
    "turn", lambda: TURNS, 'write "- user: {text}" or "- bot: {text}": each turn says who does what'
)
TURN_LIST = Many(TURN, "a list of turns", least=0)
BEFORE: OneKind[Turn] = OneKind(
    "happening",
    lambda: {**HAPPENINGS, "call": EXPECTATIONS["call"], INCLUDE.key: INCLUDE},
    'write "- user: {text}": each turn says who did what',
)
PAIRS = Table(TEXT, "names with their values")
GIVEN = Record(
    Given,
    (
        Field("params", PAIRS, "params that are set"),
        Field("user", PAIRS, "what is known of the user: name, profile.firstName, …"),
        Field("channel", TEXT, "where the user writes from (default: web)"),
        Field("language", LanguageTag(), "what the user speaks (default: as the bot)"),
        Field("start", TEXT, "the flow, or flow/step, that it begins with"),
        Field("seed", Whole(0, 2**32 - 1), "what chance comes from (default: 0)"),
    ),
    "given",
)
FIGURES = {
    "turns_to_person": "what the user said until somebody got the conversation",
    "turns": "what the user said",
    "unknowns": "inputs that were not understood",
    "unknown_rate": "their part of all inputs, such as under 25%",
    "repeated_questions": "questions that the bot asked again",
}
EXPECT = Record(
    lambda span, **bounds: tuple((Scalar(name, span), bound) for name, bound in bounds.items()),
    tuple(Field(name, BoundShape(), help_) for name, help_ in FIGURES.items()),
    "expect",
)
SETTINGS = (
    Field("bot", TEXT, "the path of the bot from this folder (default: the one that the folder lies in)"),
    Field("at", Moment(), "when it begins; time moves only by wait"),
    Field("given", GIVEN, "what is so before it begins"),
)
FIELDS = (
    Field("transcript", TEXT, "its name", required=True, attr="title"),
    *SETTINGS,
    Field("before", Many(BEFORE, "a list of turns"), "what happens first, whatever the bot says to it"),
    Field("turns", TURN_LIST, "what happens, and what is expected", required=True),
    Field("tags", Many(TEXT, "a list of words", single=True), "words by which it can be chosen"),
    Field("skip", TEXT, "why it is not played"),
    Field("fails", TEXT, "why it is known to fail; it is told when it no longer does"),
    Field("expect", EXPECT, "bounds of figures: {turns_to_person: <= 4}"),
)


class Titled(NamedTuple):
    """A transcript as it was read, before what is shared is put into it."""

    span: Span
    title: Scalar
    turns: tuple[Any, ...]
    before: tuple[Any, ...] = ()
    bot: Scalar | None = None
    at: datetime | None = None
    given: Given | None = None
    tags: tuple[Scalar, ...] = ()
    skip: Scalar | None = None
    fails: Scalar | None = None
    expect: tuple[tuple[Scalar, Bound], ...] = ()
    case: Case | None = None


TITLED: Record[Titled] = Record(Titled, FIELDS, "a transcript")
