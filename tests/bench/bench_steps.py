"""How many steps a second the engine makes, matching included, over short talks with the ready bots.

CPU time, so that a busy machine says nearly the same as an idle one; and the calls of Python functions a step takes,
which say the same on any machine.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.engine.step import begin, step
from takeover.language.events import Answered, Event, Heard, Opened
from takeover.language.outputs import CallRequested
from takeover.loading.load import load_program

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation

AIM = 50_000
FLOWS = Path(__file__).parents[2] / "flows"
AT = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)

TALKS: dict[str, tuple[tuple[str, ...], ...]] = {
    # exact, scored, an entity, a choice, an answer that does not fit, a detour, the unknown, a takeover
    "acme": (
        ("Where is my order?", "somewhere in my mail", "AC-10042", "thanks", "yes"),
        ("can I pay with PayPal", "how long would a delivery take to Belgium", "my parrot ate the invoice", "Jane"),
        ("My parrot ate the invoice", "Jane", "jane@example", "jane@example.com"),
    ),
    "pizza": (
        ("order a pizza", "funghi", "is there meat on the verdure", "Large", "2", "pick it up", "Jane", "yes"),
        ("a large mushroom pizza", "what does delivery cost", "bring it", "Havenstraat 3, Utrecht", "my parrot ate it"),
    ),
    "double_tap": (
        ("opening hours", "can I bring my parrot", "I mean the bird", "jane@example.com"),
        ("please could you renew that book for me", "flibber", "talk to a librarian", "jane@example.com"),
    ),
}


KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # what the last text of each is to the bot
    ("an exact text", ("hi",)),
    ("an answer kept", ("my parrot ate the invoice", "Jane")),
    ("an address in a sentence", ("my parrot ate the invoice", "Jane", "it's jane@example.com")),
    ("a scored text", ("how long would a delivery take to Belgium",)),
    ("an unknown text", ("my parrot ate the invoice",)),
)


def happened(program: Program, texts: tuple[str, ...]) -> list[tuple[Conversation, Event]]:
    """Play a talk once; give each event with the state that it meets. Calls are answered."""
    conversation = begin(program, "bench", AT)
    met: list[tuple[Conversation, Event]] = []
    todo: list[Event] = [*(Heard(AT, text) for text in reversed(texts)), Opened(AT)]
    while todo:
        met.append((conversation, todo.pop()))
        stepped = step(program, *met[-1])
        conversation = stepped.conversation
        todo += [
            Answered(AT, output.id, "ok", 200, {"state": "shipped", "carrier": "PostNL", "day": "tomorrow"})
            for output in stepped.outputs
            if isinstance(output, CallRequested)
        ]
    return met


def steps_a_second(program: Program, met: list[tuple[Conversation, Event]], rounds: int = 30) -> float:
    """Give the median over rounds."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        for conversation, event in met * 3:
            step(program, conversation, event)
        times.append(time.process_time() - began)
    return len(met) * 3 / statistics.median(times)


def calls_a_step(program: Program, met: list[tuple[Conversation, Event]]) -> float:
    """Count the calls of functions, of Python's own and of C's."""
    calls = 0

    def count(_frame: object, what: str, _arg: object) -> None:
        nonlocal calls
        calls += what in {"call", "c_call"}

    sys.setprofile(count)
    for conversation, event in met:
        step(program, conversation, event)
    sys.setprofile(None)
    return calls / len(met)


def main() -> None:
    """Print a line for each bot."""
    print(f"{'flows/':<14}{'steps/s':>10}{'us/step':>10}{'calls':>8}{'aim':>10}")
    for name, talks in TALKS.items():
        program = load_program(FLOWS / name).program
        assert program is not None, name
        met = [one for texts in talks for one in happened(program, texts)]
        speed = steps_a_second(program, met)
        print(f"{name:<14}{speed:>10,.0f}{1e6 / speed:>10.1f}{calls_a_step(program, met):>8.0f}{AIM:>10,}")
    acme = load_program(FLOWS / "acme").program
    assert acme is not None
    print(f"\n{'acme, one step':<28}{'steps/s':>10}{'us/step':>10}{'calls':>8}")
    for kind, texts in KINDS:
        last = happened(acme, texts)[-1:] * 20
        speed = steps_a_second(acme, last)
        print(f"{kind:<28}{speed:>10,.0f}{1e6 / speed:>10.1f}{calls_a_step(acme, last):>8.0f}")


if __name__ == "__main__":
    main()
