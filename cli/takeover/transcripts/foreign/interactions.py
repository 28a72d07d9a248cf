"""Carries over the conversation tests in YAML of Voiceflow's and Dialogflow CX's command lines (`interactions:`).

Voiceflow: "Interaction-based tests reference" in docs.voiceflow.com, and `examples/tests` of
github.com/xavidop/voiceflow-cli; Dialogflow CX: `examples/profileconversation` of github.com/xavidop/dialogflow-cx-cli.
Both hold, for each input, what must be found in the answer; each of these is a message that is expected, in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.languages import find_tag
from takeover.source.nodes import Entry, Node, Scalar
from takeover.transcripts.foreign.comments import yaml_comments
from takeover.transcripts.foreign.patterns import carry_pattern, slashed
from takeover.transcripts.foreign.talk import Talk, listed, scalar
from takeover.transcripts.foreign.trees import find, has, items_of, others, tell, text_at

if TYPE_CHECKING:
    from takeover.transcripts.foreign.comments import Comments
    from takeover.transcripts.foreign.talk import Source

TEXT_TRACES = frozenset({"text", "speak"})


def is_interactions(node: Node) -> bool:
    """Say whether a tree holds interactions."""
    return any(has(one, "user", "agent") for one in items_of(find(node, "interactions")))


def is_voiceflow(node: Node) -> bool:
    """Say whether they are Voiceflow's; those of Dialogflow name the locale they are in."""
    return is_interactions(node) and not has(node, "localeId")


def is_dialogflow_cli(node: Node) -> bool:
    """Say whether they are Dialogflow's."""
    return is_interactions(node) and has(node, "localeId")


def read_interactions(source: Source) -> list[Talk]:
    """Read a test."""
    assert source.node is not None
    comments = yaml_comments(source.text, source.node)
    talk = Talk(scalar(text_at(source.node, "name") or source.stem, source.node.span))
    talk.comment(text_at(source.node, "description"))
    locale = text_at(source.node, "localeId")
    tag = find_tag(locale)
    if tag is not None:
        talk.given.append(Entry(scalar("language", source.node.span), scalar(tag, source.node.span)))
    elif locale:
        talk.lose(f'the locale "{locale}"', source.node.span)
    for entry in others(source.node, ("name", "description", "localeId", "interactions")):
        talk.lose(f"{entry.key.text}: {tell(entry.value)}", entry.key.span)
    for node in items_of(find(source.node, "interactions")):
        comments.move(talk, node.span.line)
        _interaction(talk, node, comments)
    comments.rest(talk)
    return [talk]


def _interaction(talk: Talk, node: Node, comments: Comments) -> None:
    talk.comment(text_at(node, "id"))
    user = find(node, "user")
    _input(talk, user if user is not None else node, begins=not talk.begun)
    for entry in others(node, ("id", "user", "agent")):
        talk.lose(f"{entry.key.text}: {tell(entry.value)}", entry.key.span)
    for validation in items_of(find(node, "agent", "validate")):
        comments.move(talk, validation.span.line)
        _validate(talk, validation)
    agent = find(node, "agent")
    for entry in others(agent, ("validate",)):
        talk.lose(f"{entry.key.text}: {tell(entry.value)}", entry.key.span)


def _input(talk: Talk, user: Node, *, begins: bool) -> None:
    kind, span = text_at(user, "type") or "text", user.span
    said = find(user, "text")
    match kind:
        case "text" if isinstance(said, Scalar):
            talk.user(said.text, said.span)
        case "launch" if begins:
            talk.comment("launch")
        case "event" if text_at(user, "event"):
            talk.turn("event", scalar(text_at(user, "event"), span), span)
        case "button" if text_at(user, "value") or text_at(user, "label"):
            talk.turn("choose", scalar(text_at(user, "value") or text_at(user, "label"), span), span)
        case _:
            talk.lose(f"an input of the type {kind}: {tell(user)}", span)
            return
    known = ("type", "text", "event", "value", "label")
    for entry in others(user, known):
        talk.lose(f"{entry.key.text}: {tell(entry.value)}", entry.key.span)


def _validate(talk: Talk, node: Node) -> None:
    kind, span = text_at(node, "type"), node.span
    value = find(node, "value")
    text = value.text if isinstance(value, Scalar) else None
    for entry in others(node, ("type", "value")):
        if kind != "similarity":
            talk.aside(f"{entry.key.text}: {tell(entry.value)}", entry.key.span)
    match kind:
        case "contains" if text is not None:
            talk.expect(span, contains=listed([text], span))
        case "equals" if text is not None:
            talk.bot(text, span)
        case "regexp" if text is not None:
            carried = carry_pattern(talk, slashed(text), span)
            if carried is not None:
                talk.turn("bot", scalar(carried, span), span)
        case "traceType" if text in TEXT_TRACES:
            talk.comment(f"traceType: {text}")
        case _:
            talk.lose(f"the validation {tell(node)}", span)
