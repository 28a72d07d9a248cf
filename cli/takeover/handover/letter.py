"""A payload as a letter: plain text, the important first, and nothing that a user wrote can pass for its layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.handover.writing import text_at, texts_at, value_at
from takeover.language.views import write_value
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from takeover.language.values import Json

LAST = 20
"""So many messages stand in the letter itself."""
CONTACT = (
    ("Name", "name"),
    ("E-mail", "email"),
    ("Phone", "phone"),
    ("Language", "language"),
    ("Time zone", "timezone"),
)
UNSEEN = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What has no look of its own and can change the look of the rest."""


def write_letter(payload: Json, count: int = LAST) -> str:
    """Write the letter: summary, reason, contact, params, notes, the last messages, and where it all comes from."""
    parts = (
        _indent(text_at(payload, "summary"), 2),
        _table(list_facts(payload)),
        _section("Contact", _table(list_contact(payload))),
        _section("What the bot knows", _table(list_parameters(payload))),
        _section("Notes for the agent", "\n".join(f"- {_indent(note, 2)}" for note in texts_at(payload, "notes"))),
        _section(title_talk(payload, count), write_transcript(payload, count)),
        write_origin(payload),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def write_transcript(payload: Json, count: int | None = None) -> str:
    """Write the talk, each message with its time of day in UTC; of a long one the last `count` messages."""
    found = value_at(payload, "transcript")
    lines = found if isinstance(found, list) else []
    return "\n".join(_message(line) for line in (lines if count is None else lines[-count:] if count else []))


def list_facts(payload: Json) -> Iterator[tuple[str, str]]:
    """Give what is to be known first, with its labels; values may be empty."""
    yield "Question", text_at(payload, "question")
    yield "Reason", f"{text_at(payload, 'reason.text')} ({text_at(payload, 'reason.code')})"
    yield "Priority", text_at(payload, "priority")
    yield "Queue", text_at(payload, "routing.queue")
    yield "Assignee", text_at(payload, "routing.assignee")
    yield "Tags", ", ".join(texts_at(payload, "tags"))
    yield "The bot said", text_at(payload, "expectation.text")
    minutes = text_at(payload, "expectation.within_minutes")
    yield "Promised", f"an answer within {minutes} minutes" if minutes else ""


def list_contact(payload: Json) -> Iterator[tuple[str, str]]:
    """Give what is known of the user."""
    for label, name in CONTACT:
        yield label, text_at(payload, f"contact.{name}")
    attributes = value_at(payload, "contact.attributes")
    if isinstance(attributes, dict):
        yield from ((name, write_value(value)) for name, value in attributes.items())


def list_parameters(payload: Json) -> Iterator[tuple[str, str]]:
    """Give the params."""
    found = value_at(payload, "parameters")
    for name, value in (found if isinstance(found, dict) else {}).items():
        yield name, ", ".join(map(write_value, value)) if isinstance(value, list) else write_value(value)


def title_talk(payload: Json, most: int = LAST) -> str:
    """Give the title of the talk: how much of it follows."""
    found = value_at(payload, "transcript")
    count = len(found) if isinstance(found, list) else 0
    return f"The last {most} of {count} messages (times in UTC)" if count > most else "The talk (times in UTC)"


def _message(line: Json) -> str:
    who = text_at(line, "role")
    head = f"{text_at(line, 'at')[11:16]}  {who:<5}  "
    return head + _indent(say_line(line), len(head))


def say_line(line: Json) -> str:
    """Give what was said and shown in one message."""
    said = [
        text_at(line, "text"),
        *(f"[{option}]" for name in ("choices", "buttons") for option in texts_at(line, name)),
    ]
    shown = value_at(line, "shown")
    if shown is not None:
        said.append(write_value(shown))
    return "\n".join(filter(None, said))


def write_origin(payload: Json) -> str:
    """Give the lines that say where it all comes from."""
    flow = f"{text_at(payload, 'flow.name')}/{text_at(payload, 'flow.step')}"
    where, begun = text_at(payload, "conversation.channel"), text_at(payload, "conversation.started_at")
    lines = (
        f"Takeover {text_at(payload, 'id')} of {text_at(payload, 'created_at')}, from the flow {flow}",
        f"Conversation {text_at(payload, 'conversation.id')} on {where}, begun {begun}",
        "This was a try-out: nobody waits for an answer." if value_at(payload, "source.simulated") is True else "",
    )
    return "\n".join(filter(None, lines))


def _section(title: str, text: str) -> str:
    return f"{title.upper()}\n{text}" if text else ""


def _table(rows: Iterable[tuple[str, str]]) -> str:
    kept = [(label, text) for label, text in rows if text.strip()]
    width = min(max((len(label) for label, _ in kept), default=0), 24) + 2
    return "\n".join(f"{_indent(label, 0):<{width}}{_indent(text, width)}" for label, text in kept)


def _indent(text: str, columns: int) -> str:
    """Keep a text of several lines to the right of a column: what a user writes cannot pass for a heading."""
    lines = UNSEEN.sub("\ufffd", text.replace("\r\n", "\n")).splitlines()
    return ("\n" + " " * max(columns, 2)).join(lines)
