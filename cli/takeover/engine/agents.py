"""What an agent does to a conversation: writes, takes it, refuses it, gives it back, closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from takeover.engine.control import resume, stop_watching
from takeover.engine.requests import refuse
from takeover.language.actions.pause import PAUSE_SECONDS
from takeover.language.outputs import AgentSpoke
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from takeover.engine.running import Running
    from takeover.language.events import AgentActed, AgentSaid


def agent_said(run: Running, said: AgentSaid) -> None:
    """Write the agent's text into the talk; the bot keeps out of it for a while, from each message on."""
    stop_watching(run)
    run.add_line("agent", said.text, None, said.name)
    run.emit(AgentSpoke(run.next_id(), NOWHERE, said.text, said.name))
    run.pause(NOWHERE, PAUSE_SECONDS)


def agent_acted(run: Running, acted: AgentActed) -> None:
    """Do what the agent did."""
    match acted.act:
        case "accept" | "refuse":
            _settle(run, acted)
        case "resume":
            resume(run, NOWHERE, "agent")
        case "resolve":
            run.resolve(NOWHERE, acted.text, "agent")
        case "note":
            run.note(NOWHERE, acted.text)
        case unexpected:
            assert_never(unexpected)


def _settle(run: Running, acted: AgentActed) -> None:
    """Accept or refuse the takeover that was requested last."""
    requests = [name for name, pending in run.pending.items() if pending.kind == "takeover"]
    if not requests:
        run.warn("nothing-asked", "note", f"there is no takeover to {acted.act}", NOWHERE)
        return
    did = "took" if acted.act == "accept" else "refused"
    run.note(NOWHERE, f"{acted.name or 'the agent'} {did} the conversation{f': {acted.text}' if acted.text else ''}")
    if acted.act == "accept":
        run.drop_pending(requests[-1])
        stop_watching(run)
    else:
        refuse(run, requests[-1])
