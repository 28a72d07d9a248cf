"""The message of an e-mail ticket: its parts and their order, who it is from, and that no text of a user is markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_host import fake_host
from mailroom import Mailroom, mail_server
from payloads import payload
from takeover.delivery.smtp import SMTP
from takeover.handover.page import write_html, write_markdown
from takeover.source.span import NOWHERE
from targets_made import attempt

if TYPE_CHECKING:
    from takeover.delivery.receipt import Verdict

EVIL = "<script>alert(1)</script> \"' &amp; [a](javascript:x) **b** \u202e\x1b[2J"


def send(room: Mailroom, some: Any = None, **fields: Any) -> Verdict:
    with mail_server(room) as port:
        target = SMTP.make(smtp=f"smtp://127.0.0.1:{port}", to=("help@acme.example",), span=NOWHERE, **fields)
        return attempt(target, some or payload(), fake_host())


def named(name: str, contact: str = "ada@example.test") -> dict[str, Any]:
    made = payload()
    return made | {"contact": made["contact"] | {"name": name, "email": contact}}


def test_the_parts_and_their_order() -> None:
    room = Mailroom()
    send(room, json=True)
    message = room.read()
    assert message.get_content_type() == "multipart/mixed"
    first, *files = message.iter_parts()
    assert first.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in first.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_filename() for part in files] == ["transcript.txt", "takeover.json"]
    assert json.loads(files[1].get_content()) == payload()
    assert message["References"] == "<c7@acme.example>"


def test_no_json_unless_it_is_asked_for() -> None:
    room = Mailroom()
    send(room)
    assert [part.get_filename() for part in room.read().iter_attachments()] == ["transcript.txt"]


def test_no_transcript_where_none_may_go() -> None:
    room = Mailroom()
    send(room, payload() | {"transcript": []})
    assert list(room.read().iter_attachments()) == []


def test_who_asks_is_in_reply_to() -> None:
    room = Mailroom()
    send(room, named("Ada Lovelace"), sender="Bot <bot@acme.example>")
    message = room.read()
    assert (message["From"], message["Reply-To"]) == ("Bot <bot@acme.example>", "Ada Lovelace <ada@example.test>")
    assert "Sender" not in message


def test_who_asks_is_in_from_and_we_are_the_sender() -> None:
    room = Mailroom()
    send(room, named("Ada Lovelace"), sender="Bot <bot@acme.example>", requester_via="from")
    message = room.read()
    assert (message["From"], message["Sender"]) == ("Ada Lovelace <ada@example.test>", "Bot <bot@acme.example>")
    assert "Reply-To" not in message
    assert room.envelopes[0].mail_from == "bot@acme.example"


@pytest.mark.parametrize("contact", ["", "nobody at all", "a@b@c"])
def test_nobody_to_be_from(contact: str) -> None:
    room = Mailroom()
    verdict = send(room, named("Ada", contact), sender="bot@acme.example", requester_via="from")
    assert verdict.outcome == "delivered"
    assert room.read()["From"] == "bot@acme.example"
    assert "Sender" not in room.read()
    assert ("without a requester" in verdict.detail) == bool(contact)


@pytest.mark.parametrize(("written", "header"), [("omit", None), ("no", "no"), ("auto-generated", "auto-generated")])
def test_auto_submitted(written: str, header: str | None) -> None:
    room = Mailroom()
    send(room, auto_submitted=written)
    assert room.read()["Auto-Submitted"] == header


@pytest.mark.parametrize("via", ["reply_to", "from"])
@pytest.mark.parametrize(
    "name",
    ["Eve\r\nBcc: x@y.example", 'a" <x@y.example>, "b', "x <evil@y.example>", "\x00\u2028a: b", "é" * 300, "a, b"],
)
def test_no_name_becomes_another_header_or_address(via: str, name: str) -> None:
    room = Mailroom()
    assert send(room, named(name), sender="bot@acme.example", requester_via=via).outcome == "delivered"
    message = room.read()
    assert room.envelopes[0].rcpt_tos == ["help@acme.example"]
    assert "Bcc" not in message
    header = message["From" if via == "from" else "Reply-To"]
    assert [address.addr_spec for address in header.addresses] == ["ada@example.test"]


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}


OURS = {"html", "head", "meta", "title", "body", "p", "b", "table", "tr", "td", "th", "h3", "ul", "li", "br"}


@given(st.text(max_size=40) | st.just(EVIL))
def test_nothing_that_a_user_wrote_is_markup(evil: str) -> None:
    some = payload()
    some["summary"] = some["subject"] = some["question"] = evil
    some["contact"] = some["contact"] | {"name": evil, "attributes": {evil: evil}}
    some["parameters"] = {evil: evil}
    some["notes"] = [evil]
    some["transcript"] = [line | {"text": evil, "choices": [evil]} for line in some["transcript"]]
    page = Tags(write_html(some))
    assert page.tags <= OURS
    assert page.names <= {"lang", "charset", "style"}
    markdown = write_markdown(some)
    assert not re.search(r"(?<!\\)[<\[`]", markdown)


def test_the_page_says_what_the_letter_says() -> None:
    room = Mailroom()
    send(room)
    page = room.text("html")
    for text in (
        "Contact",
        "jane@example.com",
        "O&ugrave;" if "&ugrave;" in page else "Où est mon colis?",
        payload()["id"],
    ):
        assert text in page


@pytest.mark.parametrize(
    ("room", "outcome", "again"),
    [
        (Mailroom(rcpt="450 busy"), "failed", True),
        (Mailroom(rcpt="451 greylisted, come back"), "failed", True),
        (Mailroom(rcpt="550 unknown user"), "failed", False),
        (Mailroom(rcpt="530 log in first"), "failed", False),
        (Mailroom(data="451 later"), "failed", True),
        (Mailroom(data="552 too large"), "failed", False),
    ],
)
def test_what_may_be_tried_again(room: Mailroom, outcome: str, again: bool) -> None:  # noqa: FBT001 - a parameter
    verdict = send(room)
    assert (verdict.outcome, verdict.wait is not None) == (outcome, again)
