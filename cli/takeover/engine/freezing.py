"""A conversation copied into an event that is worked through, and out again: field by field, which is the fastest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.making import make_conversation

if TYPE_CHECKING:
    from takeover.engine.running import Running
    from takeover.language.conversation import Conversation


def thaw(run: Running, conversation: Conversation) -> None:
    """Take over all that a conversation knows. Its mappings are still its own: see `Running.written`."""
    (
        run.id,
        run.seed,
        run.started,
        run.clock,
        run.channel,
        run.language,
        run.turn,
        run.params,
        run.tags,
        run.user,
        run.contexts,
        run.last_step,
        run.cause,
        run.waiting,
        run.pending,
        run.offered,
        run.unknowns,
        run.missed,
        run.control,
        run.paused,
        run.paused_until,
        run.quiet_since,
        run.reminded,
        run.lines,
        run.notes,
        run.secrets,
        run.told,
    ) = conversation


def freeze(run: Running) -> Conversation:
    """Give the conversation as it is now; its mappings are written to no more."""
    run.written.clear()
    fields = (
        run.id,
        run.seed,
        run.started,
        run.clock,
        run.channel,
        run.language,
        run.turn,
        run.params,
        run.tags,
        run.user,
        run.contexts,
        run.last_step,
        run.cause,
        run.waiting,
        run.pending,
        run.offered,
        run.unknowns,
        run.missed,
        run.control,
        run.paused,
        run.paused_until,
        run.quiet_since,
        run.reminded,
        run.lines,
        run.notes,
        run.secrets,
        run.told,
    )
    return make_conversation(fields)
