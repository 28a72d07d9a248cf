"""Why a conversation is handed over: a code for programs, a sentence for people, and a summary of what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.actions.takeover import REASONS

if TYPE_CHECKING:
    from takeover.language.outputs import By
    from takeover.language.values import Json

SENTENCES = {
    "unknown": "The bot did not understand the question.",
    "requested": "The user asked for a person.",
    "feedback": "The user said that the answer did not help.",
    "flow": "The flow hands over here.",
    "off_hours": "The user wrote outside business hours.",
    "silence": "The user fell silent.",
    "sensitive": "The subject is a sensitive one.",
    "error": "Something went wrong in the bot.",
}
SUMMARIES = {
    "unknown": "{who} asked something that the bot did not understand",
    "requested": "{who} asked to talk to a person",
    "feedback": "{who} was not helped by the bot's answer",
    "flow": "{who} was handed over by the bot",
    "off_hours": "{who} wrote outside business hours",
    "silence": "{who} fell silent",
    "sensitive": "{who} wrote about something sensitive",
    "error": "{who} was let down by an error in the bot",
}
CAUSES: dict[str, str] = {"unknown": "unknown", "silence": "silence"}
"""What a takeover without a reason means, by what began its thread; anything else is the flow's own decision."""


def build_reason(reason: str, cause: By, intent: str | None, confidence: float | None) -> dict[str, Json]:
    """Give the payload's `reason`. `reason` is a code, the flow's own words, or ""."""
    code = reason if reason in REASONS else "flow" if reason else CAUSES.get(cause, "flow")
    return {
        "code": code,
        "text": SENTENCES[code] if reason in {"", code} else reason,
        "intent": intent,
        "confidence": confidence,
    }


def summarise(code: str, text: str, who: str, question: str) -> str:
    """Say in a sentence what happened."""
    begun = SUMMARIES[code].format_map({"who": who or "The user"})
    words = "" if text == SENTENCES[code] else f" ({text.rstrip('.')})"
    asked = f': "{question}"' if code == "unknown" and question else ""
    rest = f' The bot did not understand: "{question}".' if question and not asked else ""
    end = "" if asked.endswith(('."', '?"', '!"')) else "."
    return f"{begun}{words}{asked}{end}{rest}"
