"""What became of a delivery, as a value, and what it means to the flow that asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from takeover.language.events import Answered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

Outcome = Literal["delivered", "refused", "failed", "unknown", "shown"]
"""`refused`: it arrived, and nobody takes it now. `unknown`: the answer was lost, and it may have arrived."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one attempt ended. `detail` says it without secrets; `status` is the HTTP or SMTP status (0: none)."""

    outcome: Outcome
    detail: str
    status: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a delivery ended. `target` is its name, or where it went.

    `kept` is the file in which the payload lies that did not arrive ("": it is in none), and `again` the command that
    sends that file again. `reaches_people` tells a help desk from a file: one that has it has read nothing yet.
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

    @property
    def arrived(self) -> bool:
        """Whether nothing is left to be done."""
        return self.outcome in {"delivered", "shown"}


def answer_with(receipts: Sequence[Receipt], request: str, at: datetime) -> Answered:
    """Give what the flow is told: ok when a target that reaches people has it, or, where there is none, any target.

    A takeover whose arrival is not known counts as failed: a user who was told too little is better off than one whom
    nobody will ever answer.
    """
    reaching = [receipt for receipt in receipts if receipt.reaches_people] or list(receipts)
    if any(receipt.arrived for receipt in reaching):
        return Answered(at, request)
    detail = "; ".join(f"{receipt.target}: {receipt.detail}" for receipt in reaching)
    refused = any(receipt.outcome == "refused" for receipt in reaching)
    status = next((receipt.status for receipt in reaching if receipt.status), 0)
    return Answered(at, request, "refused" if refused else "failed", status, None, detail)


def write_receipt(receipt: Receipt) -> str:
    """Write a receipt as a person reads it: one line, and a second one with the command that sends it again."""
    line = f"{receipt.outcome:<9}  {receipt.takeover_id}  {receipt.target}: {receipt.detail}"
    if receipt.kept:
        line += f"\n           kept in {receipt.kept}"
    if receipt.again:
        line += f"\n           again: {receipt.again}"
    return line
