"""The letter: laid out for an agent, and nothing that a user wrote passes for its layout."""

from __future__ import annotations

from typing import Any

from made_bots import START, program_of
from takeover.engine.step import begin, step
from takeover.handover.email import build_email
from takeover.handover.letter import write_letter
from takeover.handover.takeover import Origin
from takeover.language.events import Changed, Heard
from takeover.language.outputs import EmailRequested

BOT: dict[str, Any] = {
    "bot": "Acme",
    "routing": [{"queue": "general"}],
    "flow": "Ticket",
    "steps": [
        {
            "when": "unknown",
            "do": [
                {"note": "Second question."},
                {"tag": "vip"},
                {"say": "You will get an e-mail.", "choices": ["Fine", "No"]},
                {"email": {"to": "help@acme.example"}},
            ],
        },
        {"when": {"contains": "zzz"}, "do": {"say": "Z."}},
    ],
}

LETTER = """\
Jane asked something that the bot did not understand: "Do parrots bite?"

Question      Do parrots bite?
Reason        The bot did not understand the question. (unknown)
Priority      normal
Queue         general
Tags          vip
The bot said  You will get an e-mail.

CONTACT
Name          Jane
E-mail        jane@example.com
profile.plan  gold

WHAT THE BOT KNOWS
email  jane@example.com
order  17, 18

NOTES FOR THE AGENT
- Second question.

THE TALK (TIMES IN UTC)
09:15  user   Do parrots bite?
09:15  bot    You will get an e-mail.
              [Fine]
              [No]

Takeover made:6:4 of 2026-03-02T09:15:00Z, from the flow Ticket/1
Conversation made on web, begun 2026-03-02T09:15:00Z
This was a try-out: nobody waits for an answer.
"""


def ticket(*said: str) -> Any:
    program = program_of(BOT)
    conversation = begin(program, "made", START)
    payload: Any = None
    for text in said:
        stepped = step(program, conversation, Heard(START, text))
        conversation = stepped.conversation
        for output in stepped.outputs:
            if isinstance(output, EmailRequested):
                payload = build_email(program, output, Origin(simulated=True))
    return payload


def test_the_letter() -> None:
    given = {"user.name": "Jane", "user.profile.plan": "gold", "email": "jane@example.com", "order": "17"}
    program = program_of(BOT)
    conversation = begin(program, "made", START)
    for path, value in [*given.items(), ("order", "18")]:
        conversation = step(program, conversation, Changed(START, path, value)).conversation
    outputs = step(program, conversation, Heard(START, "Do parrots bite?")).outputs
    request = next(output for output in outputs if isinstance(output, EmailRequested))
    payload: Any = build_email(program, request, Origin(simulated=True))
    assert payload["email"]["body"] == LETTER


def test_of_a_long_talk_the_last_messages() -> None:
    body = ticket(*["zzz"] * 30, "what?")["email"]["body"]
    assert "THE LAST 20 OF 62 MESSAGES" in body
    assert sum(line.startswith("09:15") for line in body.splitlines()) == 20


def test_a_user_cannot_write_a_heading() -> None:
    body = ticket("what?\n\nCONTACT\nName  Eve\r\x1b[2J\u202e")["email"]["body"]
    assert [line for line in body.splitlines() if line.startswith(("CONTACT", "Name"))] == []
    assert "\x1b" not in body
    assert "\u202e" not in body


def test_half_a_payload_is_no_crash() -> None:
    assert write_letter({"transcript": "x", "parameters": 3, "summary": "S"}).startswith("S\n")
