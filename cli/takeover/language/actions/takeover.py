"""The action `takeover`: hand the conversation to a person, with all that the person needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.doing import DO
from takeover.language.naming import Ref, Refer
from takeover.language.run import Action, Handing, Nest, Run
from takeover.language.template import Template, TemplateText
from takeover.language.wording import Wording, Words
from takeover.source.light import NamedTuple
from takeover.source.nodes import Node, Scalar
from takeover.source.shapes import Definitions, Field, Flag, Kind, Length, Many, Schema, Whole, Word
from takeover.source.shapes.scalars import write_length
from takeover.source.shapes.shape import wanted

if TYPE_CHECKING:
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

MESSAGES = {"full": None, "none": 0}
"""How many messages go along, in words."""
PRIORITIES = ("low", "normal", "high", "urgent")
REASONS = ("unknown", "requested", "feedback", "flow", "off_hours", "silence", "sensitive", "error")
PRIORITY = Word(PRIORITIES, "priority")
TARGETS = Many(Refer("target"), "a target or a list of them", single=True)


class Takeover(NamedTuple):
    """Hand over. Left-out fields are filled by the routing, and by what the conversation knows."""

    span: Span
    reason: Template | None = None
    note: Template | None = None
    subject: Wording | None = None
    summary: Template | None = None
    queue: Ref | None = None
    assignee: Template | None = None
    priority: str | None = None
    to: tuple[Ref, ...] = ()
    pause: bool | int = True
    transcript: str | int = "full"
    within: int | None = None
    unavailable: tuple[Action, ...] | None = None

    def perform(self, run: Run) -> None:
        """Request the takeover; the bot pauses unless told otherwise."""
        texts = {"note": self.note, "subject": self.subject, "summary": self.summary, "assignee": self.assignee}
        fields = {name: run.fill(text) for name, text in texts.items() if text is not None}
        if self.queue is not None:
            fields["queue"] = self.queue.text
        if self.priority is not None:
            fields["priority"] = self.priority
        if self.within is not None:
            fields["within"] = write_length(self.within)
        handing = Handing(
            reason=run.fill(self.reason).strip() if self.reason else "",
            fields=fields,
            to=tuple(target.text for target in self.to),
            pause=self.pause is not False,
            pause_for=None if isinstance(self.pause, bool) else self.pause,
            transcript=MESSAGES[self.transcript] if isinstance(self.transcript, str) else self.transcript,
        )
        run.hand_over(self.span, handing, self.within if self.unavailable is not None else None)

    def nests(self) -> tuple[Nest, ...]:
        """Give what is done when nobody takes it; the talk does not go on below, because it went on already."""
        return () if self.unavailable is None else (Nest("unavailable", self.unavailable, rejoins=False),)


class PauseShape:
    """The shape of `pause:`: a flag, or for how long."""

    label = "true, false, or a length of time such as 15m"

    def read(self, node: Node, problems: Problems) -> bool | int | None:
        """Give the flag, or the seconds."""
        if isinstance(node, Scalar) and node.text[:1].isdecimal():
            return Length().read(node, problems)
        return Flag(self.label).read(node, problems)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept both."""
        return {"anyOf": [Flag().schema(definitions), Length().schema(definitions)]}


class TranscriptShape:
    """The shape of `transcript:`: how much of the talk goes along."""

    label = "full, none, or a number of messages"

    def read(self, node: Node, problems: Problems) -> str | int | None:
        """Give the word, or the number."""
        if isinstance(node, Scalar) and node.text.strip("+-").isdecimal():
            return Whole(1, 10_000, self.label).read(node, problems)
        if isinstance(node, Scalar) and node.text in {"full", "none"}:
            return node.text
        wanted(self.label, node, problems)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept both."""
        return {"anyOf": [{"enum": ["full", "none"]}, Whole(1, 10_000).schema(definitions)]}


TAKEOVER = Kind(
    "takeover",
    "takeover",
    "Hands the conversation to a person: the payload goes to the targets that `to` or the routing names; the bot is "
    "silent until it is resumed. With `pause: false` it only notifies. `unavailable` is done when nobody takes it.",
    "takeover: {reason: requested, note: 'Asked: {{ question }}'}",
    Takeover,
    (
        Field(
            "reason",
            TemplateText("a reason", examples=REASONS),
            f"why: {', '.join(REASONS)}, or your own words (default: what triggered the step)",
        ),
        Field("note", TemplateText(), "a note for the agent"),
        Field("subject", Words(), "the subject of the ticket (default: the question)"),
        Field(
            "summary", TemplateText(), "what happened, in a sentence (default: made from the reason and the question)"
        ),
        Field("queue", Refer("queue"), "the queue (default: the routing's)"),
        Field("assignee", TemplateText(), "the agent"),
        Field("priority", PRIORITY, f"{', '.join(PRIORITIES)} (default: the routing's, or normal)"),
        Field("to", TARGETS, "the targets (default: the routing's)"),
        Field("pause", PauseShape(), "whether the bot is silent from now on, or for how long (default true)"),
        Field(
            "transcript", TranscriptShape(), "how much of the talk goes along: full, none, or the last so many messages"
        ),
        Field(
            "within",
            Length(),
            "the time within which the user was promised an answer; if the bot is silent and no agent has accepted or "
            "written by then, `unavailable` is done",
        ),
        Field(
            "unavailable",
            DO,
            "what is done when it is refused or fails, or nobody takes it `within` that time; the bot is resumed first",
        ),
    ),
    bare=True,
)
