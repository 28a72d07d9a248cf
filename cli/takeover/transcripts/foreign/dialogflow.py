"""Carries over Dialogflow CX's test cases, as its API exports them in JSON, or as the same in YAML.

Shape: `TestCase` and `ConversationTurn` of google.cloud.dialogflow.cx.v3 (cloud.google.com/dialogflow/cx/docs). A file
of one test case, a list of them, and an object with `testCases` are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.nodes import Entry, Fields, Node, Scalar
from takeover.transcripts.foreign.comments import yaml_comments
from takeover.transcripts.foreign.talk import Talk, exactly, one_of, scalar
from takeover.transcripts.foreign.trees import entries_of, find, has, items_of, others, tell, text_at

if TYPE_CHECKING:
    from takeover.transcripts.foreign.talk import Source

TURNS = "testCaseConversationTurns"
RESULTS = frozenset({"name", "creationTime", "lastTestResult"})
"""What the API adds to a test case: when it was made and how it went last, which is no part of the test."""
OUTCOMES = frozenset({"diagnosticInfo", "differences", "status"})
QUIET = frozenset({"isWebhookEnabled", "enableSentimentAnalysis"})


def is_dialogflow(node: Node) -> bool:
    """Say whether a tree holds test cases."""
    return any(has(one, TURNS) for one in _cases(node))


def _cases(node: Node | None) -> tuple[Node, ...]:
    return items_of(find(node, "testCases")) if has(node, "testCases") else items_of(node)


def read_dialogflow(source: Source) -> list[Talk]:
    """Read every test case of a file."""
    comments = yaml_comments(source.text, source.node) if not source.name.casefold().endswith(".json") else None
    talks: list[Talk] = []
    for case in _cases(source.node):
        talk = Talk(scalar(text_at(case, "displayName") or "test case", case.span))
        talk.comment(text_at(case, "notes"))
        talk.tags = [scalar(tell(tag).removeprefix("#"), tag.span) for tag in items_of(find(case, "tags")) if tell(tag)]
        for entry in others(case, ("displayName", "notes", "tags", "testConfig", TURNS, *RESULTS)):
            talk.lose(f"{entry.key.text}: {tell(entry.value)}", entry.key.span)
        _config(talk, find(case, "testConfig"))
        for turn in items_of(find(case, TURNS)):
            if comments is not None:
                comments.move(talk, turn.span.line)
            _input(talk, find(turn, "userInput"))
            _output(talk, find(turn, "virtualAgentOutput"))
            for entry in others(turn, ("userInput", "virtualAgentOutput")):
                talk.lose(f"{entry.key.text}: {tell(entry.value)}", entry.key.span)
        talks.append(talk)
    if comments is not None and talks:
        comments.rest(talks[-1])
    return talks


def _config(talk: Talk, config: Node | None) -> None:
    for entry in entries_of(config):
        match entry.key.text:
            case "trackingParameters":
                talk.aside(f"the parameters it follows: {tell(entry.value)}", entry.key.span)
            case "flow":
                talk.aside(f"the flow it begins in: {tell(entry.value)}", entry.key.span)
            case other:
                talk.lose(f"{other}: {tell(entry.value)}", entry.key.span)


def _input(talk: Talk, node: Node | None) -> None:
    if node is None:
        return
    injected = find(node, "injectedParameters")
    values, odd = _plain(injected)
    if values:
        talk.turn("set", Fields(tuple(values), node.span), node.span)
    for entry in odd:
        talk.lose(f"the parameter {entry.key.text}: {tell(entry.value)}", entry.key.span)
    given = find(node, "input")
    for entry in entries_of(given):
        span = entry.key.span
        match entry.key.text:
            case "text":
                talk.user(text_at(entry.value, "text") or tell_text(entry.value), span)
            case "event" if text_at(entry.value, "event"):
                talk.turn("event", scalar(text_at(entry.value, "event"), span), span)
            case "dtmf" if text_at(entry.value, "digits"):
                talk.user(text_at(entry.value, "digits"), span)
                talk.aside("that these digits were keys of a telephone", span)
            case "languageCode":
                talk.aside(f"the language {tell(entry.value)}", span)
            case other:
                talk.lose(f"an input of the kind {other}: {tell(entry.value)}", span)
    for entry in others(node, ("input", "injectedParameters", *QUIET)):
        talk.lose(f"{entry.key.text}: {tell(entry.value)}", entry.key.span)


def tell_text(node: Node) -> str:
    """Give a text that stands where an object with one is usual."""
    return node.text if isinstance(node, Scalar) else ""


def _plain(node: Node | None) -> tuple[list[Entry], list[Entry]]:
    """Part parameters into those that are texts, and those that are lists, objects or nothing."""
    values: list[Entry] = []
    odd: list[Entry] = []
    for entry in entries_of(node):
        if isinstance(entry.value, Scalar) and not entry.value.missing:
            values.append(Entry(scalar(entry.key.text, entry.key.span), exact(entry.value)))
        else:
            odd.append(entry)
    return values, odd


def exact(value: Scalar) -> Scalar:
    """Take a value as the text that it is."""
    return scalar(value.text, value.span)


def _output(talk: Talk, node: Node | None) -> None:
    for entry in entries_of(node):
        span = entry.key.span
        match entry.key.text:
            case "textResponses":
                for response in items_of(entry.value):
                    _respond(talk, response)
            case "sessionParameters":
                values, odd = _plain(entry.value)
                if values:
                    expected = tuple(Entry(one.key, exactly(tell_text(one.value), one.value.span)) for one in values)
                    talk.turn("params", Fields(expected, span), span)
                for one in odd:
                    talk.lose(f"the parameter {one.key.text}: {tell(one.value)}", one.key.span)
            case "triggeredIntent" | "currentPage":
                what = "the intent" if entry.key.text == "triggeredIntent" else "the page"
                name = text_at(entry.value, "displayName") or tell(entry.value)
                talk.aside(f"{what} {name}", span)
            case known if known in OUTCOMES:
                pass
            case other:
                talk.lose(f"{other}: {tell(entry.value)}", span)


def _respond(talk: Talk, response: Node) -> None:
    texts = [tell_text(text) for text in items_of(find(response, "text"))]
    if not texts or isinstance(find(response, "text"), Fields):
        talk.lose(f"the answer {tell(response)}", response.span)
    elif len(texts) == 1:
        talk.bot(texts[0], response.span)
    else:
        talk.expect(response.span, **one_of(texts, response.span))
