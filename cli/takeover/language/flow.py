"""A flow and its steps: what starts each, what the bot does then, and what may follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.doing import DO, all_kinds
from takeover.language.rules.kind import Conditions
from takeover.language.triggers import TRIGGERS
from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Node, Scalar
from takeover.source.shapes import Definitions, Field, Flag, Many, OneKind, Record, Schema, Text
from takeover.source.shapes.shape import wanted

if TYPE_CHECKING:
    from takeover.language.run import Action, Rule
    from takeover.language.triggers.trigger import Trigger
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

OTHER_WORDS = {
    **dict.fromkeys(("intent", "examples", "utterance", "utterances", "user", "says"), "text"),
    **dict.fromkeys(("keyword", "keywords", "word", "words", "includes"), "contains"),
    **dict.fromkeys(("fallback", "default", "else", "nomatch", "not_understood"), "unknown"),
    "regex": "pattern",
    "regexp": "pattern",
    "timeout": "silence",
    "start": "event",
    "photo": "image",
}
"""What other tools call what starts a step."""
BESIDE_WHEN = {key: f'begin "{key}:" at the column of "when:"' for key in ("do", "if", "then", "step", "interrupts")}
TRIGGER: OneKind[Trigger] = OneKind(
    "trigger", lambda: TRIGGERS, "to match this text, write {{text: [{text}]}}", OTHER_WORDS, BESIDE_WHEN
)


class Step(NamedTuple):
    """One step: any of its triggers starts it, when its rule holds; without one, only a goto leads to it."""

    span: Span
    triggers: tuple[Trigger, ...] = ()
    name: Scalar | None = None
    rule: Rule | None = None
    actions: tuple[Action, ...] = ()
    then: tuple[Step, ...] = ()
    interrupts: bool = False
    disabled: bool = False


class Flow(NamedTuple):
    """A named list of steps; the first one is where `goto` begins."""

    name: Scalar
    steps: tuple[Step, ...]
    span: Span
    disabled: bool = False


class Name:
    """The shape of a flow's or step's name: a text without a slash."""

    label = "a name"

    def read(self, node: Node, problems: Problems) -> Scalar | None:
        """Give the scalar."""
        name = Text(self.label).read(node, problems)
        if name is None:
            return None
        if "/" in name.text:
            message = f'"{name.text}" cannot be a name: a slash parts a flow from its step'
            problems.error("bad-name", message, name.span, "leave out the /")
            return None
        if not name.text.strip() or "\n" in name.text:
            problems.error("bad-name", "a name is some words on one line", name.span)
            return None
        return Scalar(name.text.strip(), name.span, name.style)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a text without a slash."""
        return {"type": ["string", "number"], "pattern": "^[^/]+$"}


class StepShape:
    """The shape of a step. A step holds steps, so its definition is fetched when it is needed."""

    label = "a step"

    def read(self, node: Node, problems: Problems) -> Step | None:
        """Give the step."""
        if isinstance(node, Scalar) and not node.missing:
            wanted(self.label, node, problems, 'a step begins with "when:"')
            return None
        named = isinstance(node, Fields) and any(entry.key.text == "step" for entry in node.entries)
        return (NAMED_STEP if named else STEP).read(node, problems)

    def schema(self, definitions: Definitions) -> Schema:
        """Refer to the definition."""
        either = [{"required": ["when"]}, {"required": ["step"]}]
        return definitions.refer("step", lambda: {**NAMED_STEP.schema(definitions), "anyOf": either})


ASKED = frozenset({"save", "type", "choices", "retry", "attempts", "else"})


def _elsewhere(key: str) -> str:
    """Say where a key of a bot belongs that is no key of a step."""
    if key in TRIGGERS and key not in all_kinds():
        return f'write "when:" before it: "when: {{{key}: …}}"'
    if key in all_kinds():
        return f'put it into the list under "do:", as "- {key}: …"'
    if key in ASKED:
        return f'"{key}" belongs to the question: begin it at the column of "ask"'
    return ""


STEPS = Many(StepShape(), "a list of steps")
WHEN = Field(
    "when",
    Many(TRIGGER, "a trigger or a list of them", single=True),
    "what starts the step; only one with a name can do without",
    required=True,
    attr="triggers",
)
MORE = (
    Field("if", Conditions(), "rules that must hold as well", attr="rule"),
    Field("do", DO, "what the bot does, in order", attr="actions"),
    Field("then", STEPS, "steps that become possible once this one was taken"),
    Field("step", Name(), "a name, so that goto, choices and reports can point at it", attr="name"),
    Field("interrupts", Flag(), "also heard while a question is being asked"),
    Field("disabled", Flag(), "takes the step out"),
)
STEP = Record(Step, (WHEN, *MORE), "a step", elsewhere=_elsewhere)
NAMED_STEP = Record(Step, (WHEN._replace(required=False), *MORE), "a step", elsewhere=_elsewhere)
FLOW_FIELDS = (
    Field("flow", Name(), "the name of the flow", required=True, attr="name"),
    Field("steps", STEPS, "its steps", required=True),
    Field("disabled", Flag(), "takes the flow out"),
)
FLOW = Record(Flow, FLOW_FIELDS, "a flow")
