"""A payload for tests of what happens to one."""

from __future__ import annotations

from functools import cache
from typing import Any

from made_bots import START, program_of
from takeover.engine.step import begin, step
from takeover.handover.email import build_email
from takeover.handover.takeover import Origin, build_takeover
from takeover.handover.writing import write_json
from takeover.language.events import Changed, Heard
from takeover.language.outputs import EmailRequested, TakeoverRequested

BOT: dict[str, Any] = {
    "bot": "Acme",
    "routing": [{"queue": "general", "to": ["desk", "archive"]}],
    "targets": {"desk": {"http": "${DESK}"}, "archive": {"file": "a.jsonl"}},
    "flow": "Main",
    "steps": [
        {
            "when": "unknown",
            "do": [{"say": "Sorry."}, {"email": {"to": "help@acme.example", "cc": "boss@acme.example"}}, "takeover"],
        },
        {"when": {"contains": "zzz"}, "do": {"say": "Z."}},
    ],
}


@cache
def _built(name: str, said: tuple[str, ...], contact: str) -> dict[str, str]:
    program = program_of(BOT)
    conversation = step(program, begin(program, name, START), Changed(START, "user.email", contact)).conversation
    built: dict[str, str] = {}
    for text in said:
        stepped = step(program, conversation, Heard(START, text))
        conversation = stepped.conversation
        for output in stepped.outputs:
            if isinstance(output, TakeoverRequested):
                built["takeover"] = write_json(build_takeover(program, output, Origin(simulated=False)))
            if isinstance(output, EmailRequested):
                built["email"] = write_json(build_email(program, output, Origin(simulated=False)))
    return built


def payload(*said: str, name: str = "c7", contact: str = "jane@example.com") -> dict[str, Any]:
    """Build a takeover of a talk in which this was said."""
    return _load(name, said or ("Où est mon colis?",), contact, "takeover")


def ticket(*said: str, name: str = "c7", contact: str = "jane@example.com") -> dict[str, Any]:
    """Build an e-mail ticket of the same."""
    return _load(name, said or ("Où est mon colis?",), contact, "email")


def _load(name: str, said: tuple[str, ...], contact: str, kind: str) -> dict[str, Any]:
    import json

    made: dict[str, Any] = json.loads(_built(name, said, contact)[kind])
    return made
