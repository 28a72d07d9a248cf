"""What became of a delivery, as a value, and what it means to the flow that asked for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from takeover.language.events import Answered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from takeover.language.values import Json

Outcome = Literal["delivered", "refused", "failed", "unknown", "shown"]
"""`refused`: it arrived, and nobody takes it now. `unknown`: the answer was lost, and it may have arrived."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one attempt ended. `detail` says it without secrets; `status` is the HTTP or SMTP status (0: none).

    `wait` is None where a failure stays one. Else it may be tried again: after so many seconds where the receiver said
    it, or (0) when the sender likes. With `ours` it fails until our own settings are mended: who we are, or where it
    goes. `facts` is what the answer gave, by name.
    """

    outcome: Outcome
    detail: str
    status: int = 0
    wait: float | None = None
    ours: bool = False
    facts: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a delivery ended. `target` is its name, or where it went.

    `kept` says where the payload lies that did not arrive ("": nowhere), and `again` is the command that sends it from
    there. `masked` names what was kept out of it. `reaches_people` tells a help desk from a file: one that has it has
    read nothing yet. `id` and `url` of the facts are those of the ticket.
    """

    target: str
    takeover_id: str
    outcome: Outcome
    detail: str
    status: int = 0
    attempts: int = 1
    kept: str = ""
    again: str = ""
    reaches_people: bool = True
    masked: tuple[str, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)

    @property
    def arrived(self) -> bool:
        """Whether nothing is left to be done."""
        return self.outcome in {"delivered", "shown"}


def answer_with(receipts: Sequence[Receipt], request: str, at: datetime) -> Answered:
    """Give what the flow is told: ok when a target that reaches people has it, or, where there is none, any target.

    So of two help desks, one is enough; what did not reach the other stays in the outbox. A takeover whose arrival is
    not known counts as failed: a user who was told too little is better off than one whom nobody will ever answer.
    """
    reaching = [receipt for receipt in receipts if receipt.reaches_people] or list(receipts)
    if any(receipt.arrived for receipt in reaching):
        return Answered(at, request)
    detail = "; ".join(f"{receipt.target}: {receipt.detail}" for receipt in reaching)
    refused = any(receipt.outcome == "refused" for receipt in reaching)
    status = next((receipt.status for receipt in reaching if receipt.status), 0)
    return Answered(at, request, "refused" if refused else "failed", status, None, detail)


def write_receipt(receipt: Receipt) -> str:
    """Write a receipt as a person reads it: a line, and others for where it is kept and how to send it again."""
    lines = [f"{receipt.outcome:<9}  {receipt.takeover_id}  {receipt.target}: {describe(receipt)}"]
    if receipt.kept:
        lines.append(f"kept in {receipt.kept}")
    if receipt.again:
        lines.append(f"again: {receipt.again}")
    return "\n           ".join(lines)


def describe(receipt: Receipt) -> str:
    """Write what is told of a delivery: how it ended, which ticket it is, and what was masked."""
    ticket = " ".join(str(receipt.facts[name]) for name in ("id", "url") if receipt.facts.get(name))
    parts = (
        receipt.detail,
        f"ticket {ticket}" if ticket and receipt.arrived else "",
        f"after {receipt.attempts} attempts" if receipt.attempts > 1 else "",
        f"masked: {', '.join(receipt.masked)}" if receipt.masked else "",
    )
    return "; ".join(filter(None, parts))
