"""A takeover, an e-mail or a call as a card that a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.views import write_value
from takeover.present.inside import list_at, record_at, records_at, text_at
from takeover.present.pieces import Frame, Grid, Line, Paragraph, Words, says_something, words
from takeover.present.shows import with_links

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from takeover.language.values import Json
    from takeover.present.pieces import Piece, Tone

TAIL = 6
"""So many of the last messages are shown."""
NEAREST = 3
ROLES: Mapping[str, Tone] = {"user": "user", "bot": "bot", "agent": "agent"}
USUAL = "normal"


def payload_card(payload: Mapping[str, Json]) -> Iterator[Piece]:
    """Give the pieces of a payload. Anything will do for one: what is not there, or is no payload's, is left out."""
    rows = [(words(name, "quiet"), line) for name, line in _rows(payload) if says_something(line)]
    talk = _talk(payload)
    title = (Words(_title(payload), "strong"), Words(f"  {text_at(payload, 'id')}", "quiet"))
    yield Frame((Grid(tuple(rows)), *((Paragraph(()), Grid(talk)) if talk else ())), title)


def request_card(title: str, fields: Mapping[str, str]) -> Iterator[Piece]:
    """Give the pieces of a request that would be sent."""
    rows = tuple((words(name, "quiet"), with_links(value)) for name, value in fields.items() if value)
    yield Frame((Grid(rows),) if rows else (), words(title, "strong"))


def _title(payload: Mapping[str, Json]) -> str:
    return "E-mail ticket" if payload.get("type") == "email.requested" else "Takeover"


def _rows(payload: Mapping[str, Json]) -> Iterator[tuple[str, Line]]:
    reason = record_at(payload, "reason")
    code, text = text_at(reason, "code"), text_at(reason, "text")
    yield "contact", _contact(record_at(payload, "contact"))
    yield "question", words(text_at(payload, "question"), "strong")
    yield "reason", _parted(code, text if text != code else "")
    yield "subject", _unless(text_at(payload, "subject"), text_at(payload, "question"))
    yield "summary", words(text_at(payload, "summary"))
    for place, near in enumerate(records_at(payload, "near")[:NEAREST]):
        score = near.get("score")
        score_text = f"{score:.2f}" if isinstance(score, int | float) else ""
        where = f"{text_at(near, 'file')}:{text_at(near, 'line')}" if near.get("file") else ""
        said = f'{score_text} {text_at(near, "step")} "{text_at(near, "example")}"'
        yield "" if place else "nearest", (Words(said), Words(f" {where}", "quiet"))
    params = record_at(payload, "parameters")
    for place, name in enumerate(params):
        yield "" if place else "params", words(f"{name} = {text_at(params, name)}")
    yield "tags", words(text_at(payload, "tags"))
    yield "goes to", _routing(payload)
    yield "expects", _expectation(record_at(payload, "expectation"))
    for place, note in enumerate(list_at(payload, "notes")):
        yield "" if place else "notes", words(write_value(note))
    yield from _mail(record_at(payload, "email"))
    flow = record_at(payload, "flow")
    yield "flow", words(f"{text_at(flow, 'name')}/{text_at(flow, 'step')}" if flow else "")
    yield "masked", words(text_at(payload, "masked"))


def _contact(contact: Mapping[str, Json]) -> Line:
    known = [text_at(contact, name) for name in ("name", "email", "phone", "language", "timezone")]
    others = [f"{name} = {write_value(value)}" for name, value in record_at(contact, "attributes").items()]
    return words(", ".join(filter(None, (*known, *others))) or "nothing is known of the user", "text")


def _routing(payload: Mapping[str, Json]) -> Line:
    routing = record_at(payload, "routing")
    priority, targets = text_at(payload, "priority"), text_at(routing, "to")
    said = (
        text_at(routing, "queue"),
        text_at(routing, "assignee"),
        f"{priority} priority" if priority not in {"", USUAL} else "",
        f"to {targets}" if targets else "",
    )
    return words(", ".join(filter(None, said)))


def _expectation(expectation: Mapping[str, Json]) -> Line:
    minutes, hours = expectation.get("within_minutes"), expectation.get("open_now")
    known = (
        f"within {write_value(minutes)} minutes" if minutes is not None else "",
        "" if hours is None else "open now" if hours else "closed now",
    )
    return _parted(text_at(expectation, "text"), ", ".join(filter(None, known)))


def _mail(mail: Mapping[str, Json]) -> Iterator[tuple[str, Line]]:
    for name in ("to", "cc", "from", "reply_to", "subject", "body"):
        yield f"mail {name}".replace("_", "-"), words(text_at(mail, name))


def _talk(payload: Mapping[str, Json]) -> tuple[tuple[Line, ...], ...]:
    """Give the end of the talk, and how much there was before it."""
    lines = records_at(payload, "transcript")
    rows = [(words(role := text_at(line, "role"), ROLES.get(role, "quiet")), _said(line)) for line in lines[-TAIL:]]
    if len(lines) > TAIL:
        rows.insert(0, (words("..", "quiet"), words(f"{len(lines) - TAIL} earlier", "quiet")))
    return tuple(rows)


def _said(line: Mapping[str, Json]) -> Line:
    shown = record_at(line, "shown")
    beside = next((text_at(shown, name) for name in ("title", "url") if shown.get(name)), "")
    what = f"[{text_at(shown, 'shows')}] {beside}".rstrip() if shown.get("shows") else ""
    offered = " ".join(f"[{write_value(label)}]" for name in ("choices", "buttons") for label in list_at(line, name))
    return _parted(text_at(line, "text") or what, offered)


def _parted(text: str, more: str) -> Line:
    """Give a text, and quietly what is known beside it."""
    return tuple(part for part in (Words(text), Words(f"  {more}" if text else more, "quiet")) if part.text.strip())


def _unless(text: str, other: str) -> Line:
    return () if text == other else words(text)
