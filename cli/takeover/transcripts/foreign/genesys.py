"""Carries over the scripts of Genesys' web-messaging tester: `scenarios:` of what is said and waited for.

Shape: `packages/genesys-web-messaging-tester-cli` (README.md and its test-script types) of
github.com/ovotech/genesys-web-messaging-tester. That tool waits past messages that do not fit; a transcript of ours is
strict, so one that it would wait past is red until a turn expects it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.nodes import Entry, Node, Scalar
from takeover.transcripts.foreign.comments import yaml_comments
from takeover.transcripts.foreign.patterns import carry_pattern, slashed
from takeover.transcripts.foreign.talk import Talk, listed, scalar
from takeover.transcripts.foreign.trees import entries_of, find, has, items_of, others, tell

if TYPE_CHECKING:
    from takeover.transcripts.foreign.talk import Source

WORDS = ("say", "waitForReplyContaining", "waitForReplyMatching")


def is_genesys(node: Node) -> bool:
    """Say whether a tree is such a script."""
    scenarios = entries_of(find(node, "scenarios"))
    return any(has(step, *WORDS) for scenario in scenarios for step in items_of(scenario.value))


def read_genesys(source: Source) -> list[Talk]:
    """Read a script: a talk for each of its scenarios."""
    comments = yaml_comments(source.text, source.node)
    talks: list[Talk] = []
    for scenario in entries_of(find(source.node, "scenarios")):
        talk = Talk(scalar(scenario.key.text, scenario.key.span))
        comments.move(talk, scenario.key.span.line)
        for step in items_of(scenario.value):
            comments.move(talk, step.span.line)
            for entry in entries_of(step):
                _carry(talk, entry)
            if not entries_of(step):
                talk.lose(f'"{tell(step)}"', step.span)
        talks.append(talk)
    if talks:
        for entry in others(source.node, ("scenarios", "config")):
            talks[0].lose(f"{entry.key.text}: {tell(entry.value)}", entry.key.span)
        comments.rest(talks[-1])
    return talks


def _carry(talk: Talk, entry: Entry) -> None:
    span = entry.value.span
    text = entry.value.text if isinstance(entry.value, Scalar) else None
    match entry.key.text:
        case "say" if text is not None:
            talk.user(text, span)
        case "waitForReplyContaining" if text is not None:
            talk.expect(span, contains=listed([text], span))
        case "waitForReplyMatching" if text is not None:
            carried = carry_pattern(talk, slashed(text), span)
            if carried is not None:
                talk.turn("bot", scalar(carried, span), span)
        case other:
            talk.lose(f"{other}: {tell(entry.value)}", entry.key.span)
