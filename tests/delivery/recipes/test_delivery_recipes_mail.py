"""Our e-mail at the gateways of help desks: who asks there, what is attached, what makes no ticket or two of them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from email import message_from_string
from email.policy import SMTP
from typing import TYPE_CHECKING

import pytest

from fake_host import fake_host
from recipe_made import EVIL, takeover
from servers import tracker_desk
from servers.django_desk import django_helpdesk
from servers.django_desk import mail as django_mail
from servers.inside import Seen, in_django, in_roundup, in_tracker
from servers.roundup_desk import mail, roundup
from servers.tracker_desk import request_tracker
from takeover.delivery.smtp import SmtpTarget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GATE = "/usr/bin/rt-mailgate-5"
BOT = "bot@desk.example"


@dataclass(frozen=True)
class Gate:
    """A mail gateway, and what is behind it."""

    name: str
    hand_over: Callable[[bytes], int]
    look: Callable[[], list[Seen]]

    def find(self, subject: str) -> list[Seen]:
        """Give the tickets whose subject holds this."""
        return [one for one in self.look() if subject in one.subject]


@pytest.fixture(scope="module", params=["roundup", "request_tracker", "django_helpdesk"])
def gate(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "roundup":
        with roundup(folder) as desk:
            yield Gate("roundup", lambda message: mail(folder, message).returncode, lambda: in_roundup(desk))
        return
    if request.param == "django_helpdesk":
        with django_helpdesk(folder) as desk:
            yield Gate(request.param, lambda message: django_mail(folder, message).returncode, lambda: in_django(desk))
        return
    if not tracker_desk.INSTALLED:
        pytest.skip("Request Tracker 5 is not installed on this machine")
    with request_tracker(folder) as desk:
        command = [GATE, "--queue", "Support", "--action", "correspond", "--url", desk.url]

        def hand_over(message: bytes) -> int:
            return subprocess.run(command, input=message, capture_output=True, check=False).returncode

        yield Gate("request_tracker", hand_over, lambda: in_tracker(desk))


def letter(subject: str, text: str = "Where is my parcel?", **fields: str | bool) -> bytes:
    """Write the message of a takeover as it goes over the wire."""
    target = SmtpTarget("smtp://localhost", ("help@desk.example",), sender=BOT, **fields)  # type: ignore[arg-type]
    made = takeover(text, name="mail", subject=subject)
    written = target.write_message(target.render(made), fake_host())
    return message_from_string(written, policy=SMTP).as_bytes()


def test_a_letter_makes_a_ticket_with_the_talk(gate: Gate) -> None:
    assert gate.hand_over(letter("Parcel 4711")) == 0
    (seen,) = gate.find("Parcel 4711")
    said = seen.text + "".join(seen.notes)
    assert "Where is my parcel?" in said
    if gate.name == "request_tracker":
        assert seen.queue == "Support"
        assert "Where is my parcel?" in seen.files["transcript.txt"]


def test_reply_to_makes_the_customer_who_asks_in_request_tracker_only(gate: Gate) -> None:
    gate.hand_over(letter("Reply to me"))
    (seen,) = gate.find("Reply to me")
    assert seen.requester == ("jane@example.com" if gate.name == "request_tracker" else BOT)


def test_from_makes_the_customer_who_asks_everywhere(gate: Gate) -> None:
    gate.hand_over(letter("From me", requester_via="from"))
    (seen,) = gate.find("From me")
    assert seen.requester == "jane@example.com"


def test_the_same_message_twice_is_two_tickets_so_it_is_never_repeated(gate: Gate) -> None:
    message = letter("Twice over")
    gate.hand_over(message)
    gate.hand_over(message)
    assert len(gate.find("Twice over")) == 2
    (step,) = SmtpTarget("smtp://localhost", ("help@desk.example",), sender=BOT).plan(takeover(name="mail")).steps
    assert step.repeat == "never"


def test_auto_generated_mail_is_thrown_away_by_roundup_so_ours_does_not_say_so(gate: Gate) -> None:
    assert b"auto-submitted" not in letter("Silent").lower()
    assert gate.hand_over(letter("Made by a machine", auto_submitted="auto-generated")) == 0
    assert len(gate.find("Made by a machine")) == (0 if gate.name == "roundup" else 1)
    gate.hand_over(letter("Made by nobody", auto_submitted="no"))
    assert len(gate.find("Made by nobody")) == 1


def test_what_a_customer_writes_makes_no_header_and_no_command(gate: Gate) -> None:
    gate.hand_over(letter("Evil words", text=EVIL.replace("\x00", "")))
    (seen,) = gate.find("Evil words")
    assert "${TOKEN}" in seen.text + "".join(seen.notes)


def test_json_is_attached_only_when_asked_for_and_after_the_transcript(gate: Gate) -> None:
    assert b"takeover.json" not in letter("Plain")
    both = letter("With JSON", json=True)
    assert both.index(b"transcript.txt") < both.index(b"takeover.json")
    gate.hand_over(both)
    (seen,) = gate.find("With JSON")
    assert "Where is my parcel?" in seen.text + "".join(seen.notes)
    if gate.name == "request_tracker":
        assert set(seen.files) == {"transcript.txt", "takeover.json"}
    if gate.name == "django_helpdesk":  # it takes no JSON, and the ticket is made all the same
        assert [name for name in seen.files if name.endswith("transcript.txt")]
        assert [name for name in seen.files if name.endswith(".json")] == []
