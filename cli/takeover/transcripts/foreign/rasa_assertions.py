"""Rasa's assertions as expectations of ours: what the bot utters, which slots are set, which flow it went to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.nodes import Entry, Fields, Node, Scalar
from takeover.transcripts.foreign.patterns import carry_pattern
from takeover.transcripts.foreign.talk import Talk, escape, fields, labels_of, listed, one_of, scalar, word
from takeover.transcripts.foreign.trees import entries_of, find, items_of, others, tell, text_at

if TYPE_CHECKING:
    from takeover.source.span import Span
    from takeover.transcripts.foreign.rasa_project import Project

NOTHING = frozenset({"", "null", "None", "~"})


def expect_utterance(talk: Talk, project: Project, name: str, span: Span) -> None:
    """Expect a response by its name: one of its texts."""
    texts = project.responses.get(name, ())
    if not texts:
        talk.lose(f'the response "{name}": no domain that words it lies beside', span)
    elif any("{" in text for text in texts):
        filled = [_pattern(text) for text in texts]
        carried = [carry_pattern(talk, one, span) for one in filled]
        if None not in carried:
            talk.expect(span, one_of=listed([one or "" for one in carried], span))
    elif len(texts) == 1:
        talk.bot(texts[0], span)
    else:
        talk.expect(span, **one_of(texts, span))


def _pattern(text: str) -> str:
    """Give the pattern for a response with `{slots}` in it."""
    parts: list[str] = []
    for piece in text.split("{"):
        _, closed, behind = piece.partition("}")
        parts.append(_escape(behind if closed and parts else piece))
    return f"^{'.*'.join(parts)}$"


def _escape(text: str) -> str:
    """Escape a piece of a text, and keep the blanks at its ends."""
    lead = " " if text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() and text.strip() else ""
    return f"{lead}{escape(text)}{trail}"


def expect_slots(talk: Talk, value: Node, span: Span, *, unset: bool) -> None:
    """Expect slots as params: `name`, `name: value`, or `{name:, value:}` as assertions write it."""
    expected: list[Entry] = []
    for one in items_of(value):
        named = (
            isinstance(one, Fields) and text_at(one, "name") and {e.key.text for e in one.entries} <= {"name", "value"}
        )
        if isinstance(one, Scalar):
            expected.append(Entry(scalar(one.text, one.span), _set(one.span, unset=unset)))
        elif named:
            given = find(one, "value")
            name = scalar(text_at(one, "name"), one.span)
            expected.append(
                Entry(name, _set(one.span, unset=unset) if given is None else _value(talk, given, unset=unset))
            )
        else:
            expected += [
                Entry(scalar(entry.key.text, entry.key.span), _value(talk, entry.value, unset=unset))
                for entry in entries_of(one)
            ]
    unique = {entry.key.text: entry for entry in expected}
    if unique:
        talk.turn("params", Fields(tuple(unique.values()), span), span)
    else:
        talk.lose("slots without names", span)


def _set(span: Span, *, unset: bool) -> Node:
    """Expect that a param is set, or that it is not."""
    return word("", span) if unset else scalar("/.*/", span)


def _value(talk: Talk, node: Node, *, unset: bool) -> Node:
    if not isinstance(node, Scalar):
        talk.lose(f"a slot that holds {tell(node)}", node.span)
        return scalar("/.*/", node.span)
    if node.style == "plain" and node.text in NOTHING:
        return _set(node.span, unset=not unset)
    (matcher,) = one_of([node.text], node.span).items()
    wanted = matcher[1] if matcher[0] == "text" else fields(node.span, **dict([matcher]))
    return fields(node.span, **{"not": listed([node.text], node.span)}) if unset else wanted


def read_assertion(talk: Talk, project: Project, node: Node) -> None:
    """Carry one assertion of a step."""
    for entry in entries_of(node):
        span = entry.key.span
        match entry.key.text:
            case "bot_uttered":
                _uttered(talk, project, entry.value, span)
            case "slot_was_set" | "slot_was_not_set":
                expect_slots(talk, entry.value, span, unset=entry.key.text == "slot_was_not_set")
            case "flow_started" if isinstance(entry.value, Scalar):
                talk.turn("flow", scalar(entry.value.text, span), span)
            case _:
                talk.lose(f"the assertion {entry.key.text}: {tell(entry.value)}", span)
    if not isinstance(node, Fields):
        talk.lose(f"the assertion {tell(node)}", node.span)


def _uttered(talk: Talk, project: Project, node: Node, span: Span) -> None:
    """Expect an utterance: by its response, its words (a pattern), its buttons."""
    matchers: dict[str, Node] = {}
    name, words = text_at(node, "utter_name"), text_at(node, "text_matches")
    if words:
        carried = carry_pattern(talk, words, span)
        if carried is not None:
            matchers["text"] = scalar(carried, span)
    labels = [text_at(button, "title") for button in items_of(find(node, "buttons"))]
    if labels:
        matchers["choices"] = labels_of(labels, span)
    for button in items_of(find(node, "buttons")):
        if text_at(button, "payload"):
            talk.aside(f"the payload of a button: {text_at(button, 'payload')}", button.span)
    for entry in others(node, ("utter_name", "text_matches", "buttons")):
        talk.lose(f"{entry.key.text}: {tell(entry.value)}", entry.key.span)
    if name and not words:
        expect_utterance(talk, project, name, span)
        if matchers and not talk.widen(**matchers):
            talk.lose(f"the buttons of {name}", span)
    elif matchers:
        if name:
            talk.aside(f"the response {name}", span)
        talk.expect(span, **matchers)
    elif not words:
        talk.expect(span)
