"""`do:`: a list of replies and actions, in the order in which they happen."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from takeover.source.shapes import Kind, Many, OneKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.language.run import Action


@cache
def all_kinds() -> Mapping[str, Kind[Any]]:
    """Give replies and actions together. Fetched late: a branch is an action that holds actions."""
    from takeover.language.actions import ACTIONS
    from takeover.language.replies import REPLIES

    return {**REPLIES, **ACTIONS}


LOST_TEXT = 'to say it, write "say: {text}"; if a comma cut it off the text before, put that text in quotes'
OTHER_WORDS = {
    **dict.fromkeys(("respond", "reply", "answer", "message", "text", "bot", "utter", "print"), "say"),
    **dict.fromkeys(("question", "prompt", "input", "collect"), "ask"),
    **dict.fromkeys(("handover", "hand_over", "handoff", "escalate", "transfer", "agent", "human"), "takeover"),
    **dict.fromkeys(("jump", "redirect", "go", "next"), "goto"),
    **dict.fromkeys(("if", "switch", "condition", "case"), "branch"),
    **dict.fromkeys(("http", "api", "webhook", "request", "fetch"), "call"),
    "mail": "email",
    "wait": "delay",
    "trigger": "event",
    "stop": "end",
    "close": "resolve",
    "save": "set",
}
"""What other tools, and designers who do not look it up, call what a bot does."""
STEP_KEYS = {
    **dict.fromkeys(("when", "step"), "a step is no action: put it under steps:, or under then: at the column of do:"),
    **dict.fromkeys(("then", "do", "interrupts"), "it stands beside do:, not in it: begin it at the column of do:"),
}
ACTION: OneKind[Action] = OneKind("action", all_kinds, LOST_TEXT, OTHER_WORDS, STEP_KEYS)
DO: Many[Action] = Many(ACTION, "a list of replies and actions", single=True, least=0)
