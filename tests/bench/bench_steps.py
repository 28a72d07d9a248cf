"""How many steps a second the engine makes, matching included, over short talks with the ready bots.

CPU time, so that a busy machine says nearly the same as an idle one; and the calls of Python functions a step takes,
which say the same on any machine.

Every line is measured twice. `new` texts were never heard before: each is read, matched and scored. `known` ones were:
what was decided for them is remembered (see `takeover.matching.decided`), as for "hi", "yes" and the labels of choices,
for what is replayed, undone and played again after an edit. A real talk lies between the two.
"""

from __future__ import annotations

import statistics
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.engine.step import begin, step
from takeover.language.events import AgentActed, Answered, Chose, Event, Heard, Opened, Triggered
from takeover.language.outputs import CallRequested
from takeover.loading.load import load_program
from takeover.matching.decided import Decided

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


KINDS: tuple[tuple[str, str, tuple[str | Event, ...]], ...] = (
    # what the last of each is to the bot
    ("an exact text", "acme", ("hi",)),
    ("a choice taken", "pizza", ("order a pizza", "funghi", "Large", "2", "pick it up", Chose(AT, "Cancel"))),
    ("  and all up to a question", "acme", ("Where is my order?", Chose(AT, "I don't have it"))),
    ("an event", "acme", (Triggered(AT, "FEEDBACK"),)),
    ("an answer kept", "pizza", ("order a pizza", "funghi", "Large")),
    ("  that could interrupt", "acme", ("my parrot ate the invoice", "Jane")),
    ("an address in a sentence", "double_tap", ("flibber", "flibber", "it's jane@example.com")),
    ("  and all up to the takeover", "acme", ("my parrot ate the invoice", "Jane", "it's jane@example.com")),
    ("a scored text", "acme", ("how long would a delivery take to Belgium",)),
    ("an unknown text", "double_tap", ("my parrot ate the book",)),
    ("  and a question, by way of 2", "acme", ("my parrot ate the invoice",)),
)
TURNS = (10, 1_000, 10_000)
"""Turns of one conversation after which a step is timed."""
SMALL_TALK = ("hi", "opening hours", "what does delivery cost", "my parrot ate the invoice", "talk to a person")


def happened(program: Program, said: Sequence[str | Event]) -> list[tuple[Conversation, Event]]:
    """Play a talk once; give each event with the state that it meets. Calls are answered."""
    conversation = begin(program, "bench", AT)
    met: list[tuple[Conversation, Event]] = []
    events = [Heard(AT, event) if isinstance(event, str) else event for event in said]
    todo: list[Event] = [*reversed(events), Opened(AT)]
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


class Forgetful(Decided):
    """Remembers no decision: each text is one that was never heard before."""

    def find(self, *_: object) -> None:
        """Know nothing."""

    def keep(self, *_: object) -> None:
        """Forget it at once."""


@contextmanager
def nothing_heard_before(program: Program) -> Iterator[None]:
    """Have each decision made anew, as for texts that nobody has written before."""
    index = program.index
    index.decided, remembered = Forgetful(), index.decided
    try:
        yield
    finally:
        index.decided = remembered


def figures(program: Program, met: list[tuple[Conversation, Event]]) -> str:
    """Give steps a second, microseconds and calls a step: each for new texts, and for those heard before."""
    known, known_calls = steps_a_second(program, met), calls_a_step(program, met)
    with nothing_heard_before(program):
        new, new_calls = steps_a_second(program, met), calls_a_step(program, met)
    return f"{new:>14,.0f}{known:>10,.0f}{1e6 / new:>10.1f}{1e6 / known:>8.1f}{new_calls:>12.0f}{known_calls:>7.0f}"


def growth(program: Program) -> Iterator[tuple[int, float, float]]:
    """Talk on and on; give turns, seconds for a thousand turns there, and how many steps of one kind a second."""
    conversation = begin(program, "bench", AT)
    began, counted = time.process_time(), 0
    for turn in range(1, max(TURNS) + 1):
        conversation = step(program, conversation, Heard(AT, SMALL_TALK[turn % len(SMALL_TALK)])).conversation
        if conversation.paused:
            conversation = step(program, conversation, AgentActed(AT, "resume")).conversation
        if turn in TURNS:
            per_thousand = (time.process_time() - began) / (turn - counted) * 1_000
            yield turn, per_thousand, steps_a_second(program, [(conversation, Heard(AT, "hi"))] * 20)
            began, counted = time.process_time(), turn


def main() -> None:
    """Print a line for each bot, for each kind of step, and for each length of a talk."""
    programs = {name: load_program(FLOWS / name).program for name in TALKS}
    head = f"{'steps/s: new':>14}{'known':>10}{'us: new':>10}{'known':>8}{'calls: new':>12}{'known':>7}"
    print(f"{'flows/':<32}{head}{'aim':>10}")
    for name, talks in TALKS.items():
        program = programs[name]
        assert program is not None, name
        met = [one for texts in talks for one in happened(program, texts)]
        print(f"{name:<32}{figures(program, met)}{AIM:>10,}")
    print(f"\n{'one step':<32}{head}{'outputs':>10}")
    for kind, name, said in KINDS:
        program = programs[name]
        assert program is not None, name
        last = happened(program, said)[-1:] * 20
        print(f"{kind:<32}{figures(program, last)}{len(step(program, *last[0]).outputs):>10}")
    acme = programs["acme"]
    assert acme is not None
    print(f"\n{'turns of one talk':<32}{'steps/s':>10}{'s/1,000 turns':>16}")
    for turn, seconds, speed in growth(acme):
        print(f"{turn:<32,}{speed:>10,.0f}{seconds:>16.3f}")


if __name__ == "__main__":
    main()
