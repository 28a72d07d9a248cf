"""Events in a few words, as a person would have typed them."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from takeover.language.events import (
    AgentActed,
    AgentSaid,
    Answered,
    Changed,
    Chose,
    Heard,
    Opened,
    Sent,
    Triggered,
    Waited,
)
from takeover.source.shapes.scalars import write_length

if TYPE_CHECKING:
    from datetime import datetime

    from takeover.language.events import Event

LONGEST = 120
"""Characters of a text that are told."""


def tell_event(event: Event, before: datetime) -> str:
    """Tell what happened; `before` is when the event before it did."""
    match event:
        case Heard(text=text):
            return shorten(text)
        case Chose(label=label):
            return shorten(label)
        case Sent(media=media, url=url):
            return f"/send {media} {shorten(url)}"
        case Triggered(name=name, by_agent=by_agent):
            return f"/agent event {name}" if by_agent else f"/event {name}"
        case Waited(at=at):
            return f"/wait {write_length(int((at - before).total_seconds()))}"
        case AgentSaid(text=text):
            return f"/agent say {shorten(text)}"
        case AgentActed(act=act, text=text):
            return f"/agent {act} {shorten(text)}".rstrip()
        case Opened(start=start):
            return f"/goto {start}" if start else "the opening"
        case Changed(path=path, value=value):
            return f"/set {path} {shorten(value)}"
        case Answered():
            return "the answer to a request"
        case unexpected:
            assert_never(unexpected)


def shorten(text: str) -> str:
    """Give the beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
