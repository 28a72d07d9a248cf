"""How messages tell a designer of places and ways: `Orders/status`, and what leads from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.diagnostic import Related
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.engine.program import LinkedStep, Program
    from takeover.graph.edges import Edge, Why
    from takeover.language.conversation import Position

REASONS: dict[Why, str] = {
    "else": "no answer that fits",
    "unknown": "no answer that fits",
    "failed": "the call fails",
    "unavailable": "nobody takes it",
    "choice": "a choice",
    "no branch": "no branch holds",
    "follow-up": "another input",
}
"""What is said of an edge, where it does not go without saying."""

MOST = 6
"""So many steps of a way are told; of a longer one the first and the last."""


def step_of(program: Program, place: Position) -> LinkedStep:
    """Give the step that an action belongs to."""
    return program.steps[program.blocks[place.block].step]


def tell_way(program: Program, way: Sequence[Edge], end: Position) -> str:
    """Tell a way, step by step: `Orders/status (no answer that fits) → Takeover/ask`."""
    told: list[str] = []
    address, reasons = "", list[str]()
    for place, why in [*((edge.source, edge.why) for edge in way), (end, "next")]:
        here = step_of(program, place).address
        if here != address:
            if address:
                told.append(_with_reasons(address, reasons))
            address, reasons = here, []
        reason = REASONS.get(why)
        if reason and reason not in reasons:
            reasons.append(reason)
    told.append(_with_reasons(address, reasons))
    if len(told) > MOST:
        told = [*told[: MOST // 2], "…", *told[-(MOST // 2) :]]
    return " → ".join(told)


def _with_reasons(address: str, reasons: list[str]) -> str:
    return f"{address} ({', '.join(reasons)})" if reasons else address


def tell_talk(said: str, transcript: str) -> Related:
    """Show a transcript below a problem: whoever copies it can play it."""
    return Related(f"{said}:\n{transcript.rstrip()}", NOWHERE)
