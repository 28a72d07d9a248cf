"""Time goes on in any steps: what falls due by itself happens at its own moment, however seldom anybody looks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from made_bots import START, program_of
from takeover.engine.step import begin, step
from takeover.engine.timers import next_due
from takeover.language.events import Heard, Waited
from takeover.language.outputs import Said

DOES = st.sampled_from(([], ["resolve"], ["end"], [{"pause": "3m"}], [{"pause": "20m"}], [{"goto": "Other"}]))
MINUTES = st.integers(1, 40)


def silences(depth: int) -> st.SearchStrategy[list[Any]]:
    """Make steps that wait for silence, and whose follow-ups do."""
    then = {"then": silences(depth - 1)} if depth else {}
    made = st.fixed_dictionaries(
        {"when": st.builds(lambda length: {"silence": f"{length}m"}, MINUTES), "do": st.builds(speak, DOES)},
        optional=then,
    )
    return st.lists(made, min_size=1, max_size=3)


def speak(does: list[Any]) -> list[Any]:
    return [{"say": "Now {{ now }}."}, *does]


BOTS = st.builds(
    lambda first, second: {
        "flows": [
            {"flow": "Main", "steps": [{"when": "unknown", "do": speak([]), "then": first}, *second]},
            {"flow": "Other", "steps": [{"when": {"text": "zzz"}, "do": speak([]), "then": first}]},
        ]
    },
    silences(1),
    silences(1),
)


def said(bot: Any, waits: list[datetime]) -> tuple[list[str], Any]:
    program = program_of(bot)
    stepped = step(program, begin(program, "c", START), Heard(START, "go"))
    texts: list[str] = []
    for at in waits:
        due = next_due(program, stepped.conversation)
        before = stepped.conversation
        stepped = step(program, before, Waited(at))
        assert (due is not None and due <= at) == bool(stepped.outputs)
        texts += [output.text for output in stepped.outputs if isinstance(output, Said)]
    now = stepped.conversation
    return texts, (now.clock, now.control, now.paused_until, now.reminded, now.contexts, now.last_step, now.quiet_since)


@given(BOTS, st.lists(MINUTES, min_size=1, max_size=6))
def test_waiting_at_once_is_waiting_in_parts(bot: Any, parts: list[int]) -> None:
    moments = [START + timedelta(minutes=sum(parts[: number + 1])) for number in range(len(parts))]
    assert said(bot, moments) == said(bot, moments[-1:])
