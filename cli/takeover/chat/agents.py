"""Being the agent in a chat: `/agent accept`, `/agent say Hello`, and the others of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.chat.arguments import read_params
from takeover.chat.wrong import Wrong
from takeover.language.events import AgentActed, AgentSaid, Triggered
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.chat.chat import Chat

AGENT: Mapping[str, tuple[str, str]] = {
    "accept": ("[TEXT]", "take the conversation"),
    "refuse": ("[TEXT]", "refuse it: the flow does what its unavailable: says"),
    "say": ("TEXT", "write to the user; the bot keeps silent for 15 minutes"),
    "note": ("TEXT", "note something that the user does not see"),
    "resume": ("", "give the conversation back to the bot"),
    "resolve": ("[TEXT]", "close the conversation"),
    "event": ("NAME [PARAM=VALUE…]", "let an event happen, which gives the conversation back to the bot"),
}
"""What an agent can do: its arguments, and what it is."""


def act_as_agent(chat: Chat, argument: str) -> None:
    """Do one thing as the agent; raises Wrong."""
    act, _, text = argument.partition(" ")
    text = text.strip()
    if act in {"say", "note"} and not text:
        raise Wrong(f"say what to {act}", f"for example /agent {act} Hello")
    match act:
        case "say":
            chat.happen(lambda at: AgentSaid(at, text))
        case "event":
            name, params = read_params(text, chat)
            chat.happen(lambda at: Triggered(at, name, params, by_agent=True))
        case "accept" | "refuse" | "resume" | "resolve" | "note":
            chat.happen(lambda at: AgentActed(at, act, text))
        case _:
            hint = did_you_mean(act, AGENT) or "for example /agent say Hello; /help agent lists them"
            raise Wrong(f'an agent cannot "{act}"' if act else "say what the agent does", hint)
