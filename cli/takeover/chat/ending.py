"""The end of a chat: what became of its takeovers, in a line, and as an exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.exitcode import ExitCode

if TYPE_CHECKING:
    from takeover.chat.chat import Chat
    from takeover.chat.screen import Board


def leave(chat: Chat, aside: Board) -> ExitCode:
    """Say how it went, and where lies what did not arrive."""
    tally = chat.requests.tally
    turns = sum(not turn.by_itself for turn in chat.session.turns) - len(chat.session.start.events())
    made = [_count(tally.takeovers, "takeover"), _count(tally.emails, "e-mail")]
    said = ", ".join(part for part in (_count(turns, "input"), *made) if part) or "nothing was said"
    missed = len(tally.undelivered) + tally.lost
    sums = ", ".join(f"{number} {what}" for number, what in ((tally.sent, "sent"), (missed, "not delivered")) if number)
    if tally.takeovers or tally.emails:
        said += f"; {sums or 'nothing was sent'}"
    aside.note(said)
    for receipt in tally.undelivered:
        kept = f"; kept in {receipt.kept}" if receipt.kept else ""
        again = f"; to send it again: {receipt.again}" if receipt.again else ""
        became = (
            f"was refused by {receipt.target}" if receipt.outcome == "refused" else f"did not reach {receipt.target}"
        )
        aside.warning(f"{receipt.takeover_id} {became}{kept}{again}")
    if tally.lost:
        aside.warning(f"{_count(tally.lost, 'payload')} had no target to go to")
    return ExitCode.UNDELIVERED if missed else ExitCode.OK


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""
