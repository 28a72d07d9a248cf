"""What a thread of the talk keeps over a detour, and what a flow can look into: cause, reason, the answer of a call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from made_bots import program_of
from takeover.engine.saved import load, save
from takeover.engine.step import begin, step
from takeover.language.events import AgentActed, AgentSaid, Answered, Heard, Triggered, Waited
from takeover.language.outputs import CallRequested, EmailRequested, Said, TakeoverRequested

if TYPE_CHECKING:
    from takeover.language.outputs import Output

NOW = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
GREETING = {"when": {"text": ["good morning"]}, "do": [{"say": "Hi!"}]}


def talk(steps: list[Any], *happened: str | Answered) -> list[Output]:
    """Give everything that a bot of one flow does, saved and loaded after each event."""
    program = program_of({"flow": "Main", "steps": [*steps, GREETING]})
    conversation = begin(program, "c", NOW)
    outputs: list[Output] = []
    for what in happened:
        event = Heard(NOW, what) if isinstance(what, str) else what
        if isinstance(event, Answered):
            requests = [found.id for found in outputs if isinstance(found, CallRequested | TakeoverRequested)]
            event = event._replace(request=requests[-1])
        stepped = step(program, load(program, save(program, conversation)), event)
        conversation = stepped.conversation
        outputs += stepped.outputs
    return outputs


def takeovers(outputs: list[Output]) -> list[TakeoverRequested]:
    return [found for found in outputs if isinstance(found, TakeoverRequested)]


@pytest.mark.parametrize("detour", [(), ("good morning",), ("good morning", "no address", "good morning")])
def test_a_detour_does_not_change_what_began_the_thread(detour: tuple[str, ...]) -> None:
    asks = {"ask": "E-mail?", "save": "email", "type": "email"}
    steps = [{"when": "unknown", "do": [asks, "takeover"]}]
    (found,) = takeovers(talk(steps, "my parrot ate it", *detour, "jane@example.com"))
    assert found.cause == "unknown"


def test_a_detour_does_not_change_the_cause_of_what_follows_too_many_attempts() -> None:
    asks = {"ask": "E-mail?", "save": "email", "type": "email", "attempts": 1, "else": ["takeover"]}
    steps = [{"when": "unknown", "do": [asks]}]
    (found,) = takeovers(talk(steps, "my parrot ate it", "good morning", "no"))
    assert found.cause == "unknown"


def test_an_answer_from_outside_goes_on_in_its_own_thread() -> None:
    calls = {"call": {"url": "https://api.acme.example", "save": "order"}}
    steps = [{"when": "unknown", "do": [calls, "takeover"]}]
    (found,) = takeovers(talk(steps, "my parrot ate it", "good morning", Answered(NOW, "")))
    assert found.cause == "unknown"


def test_a_takeover_that_is_refused_goes_on_in_its_own_thread() -> None:
    hands_over = {"takeover": {"pause": "false", "unavailable": [{"email": {"to": "help@acme.example"}}]}}
    steps = [{"when": "unknown", "do": [hands_over]}]
    outputs = talk(steps, "my parrot ate it", "good morning", Answered(NOW, "", "refused"))
    assert [found.cause for found in outputs if isinstance(found, EmailRequested)] == ["unknown"]


def test_a_reason_can_be_what_led_to_a_shared_flow() -> None:
    steps = [
        {"when": "unknown", "do": [{"set": {"why": "unknown"}}, {"goto": "hand over"}]},
        {"when": {"text": ["bad service"]}, "do": [{"set": {"why": "feedback"}}, {"goto": "hand over"}]},
        {"step": "hand over", "when": {"event": "GO"}, "do": [{"takeover": {"reason": "{{ why }}", "pause": "false"}}]},
    ]
    assert [found.reason for found in takeovers(talk(steps, "my parrot", "bad service"))] == ["unknown", "feedback"]


@pytest.mark.parametrize(
    ("rule", "answer", "holds"),
    [
        ({"order.state": "shipped"}, {"state": "Shipped"}, True),
        ({"order.state": "shipped"}, {"state": "packing"}, False),
        ({"order.lines.count": {"over": 2}}, {"lines": {"count": 3}}, True),
        ({"order.state": {"exists": "false"}}, {"state": None}, True),
        ({"order.state": {"exists": "false"}}, {}, True),
        ({"order.state": "shipped"}, "shipped", False),
        ("order.state", {"state": ""}, True),
        ("other.state", {"state": "shipped"}, False),
    ],
)
def test_a_rule_looks_into_the_answer_of_a_call(rule: Any, answer: Any, holds: bool) -> None:  # noqa: FBT001 - a case
    branch = {"branch": [{"if": {"param": rule}, "do": [{"say": "yes"}]}, {"do": [{"say": "no"}]}]}
    calls = {"call": {"url": "https://api.acme.example", "save": "order"}}
    steps = [{"when": "unknown", "do": [calls, branch]}]
    outputs = talk(steps, "my parrot ate it", Answered(NOW, "", "ok", 200, answer))
    assert [found.text for found in outputs if isinstance(found, Said)] == ["yes" if holds else "no"]


def test_an_event_takes_a_resolved_conversation_up_again() -> None:
    survey = {
        "when": {"event": "CHAT_ENDED"},
        "do": [{"ask": "How did we do?", "save": "score", "type": "number"}],
        "then": [{"when": {"silence": "30m"}, "do": [{"say": "Another time, then."}, "resolve"]}],
    }
    program = program_of({"flow": "Main", "steps": [survey]})
    conversation = begin(program, "c", NOW)
    controls, said = [], []
    for event in (
        AgentActed(NOW, "resolve", "done"),
        Triggered(NOW, "CHAT_ENDED", by_agent=True),
        Waited(NOW + timedelta(hours=1)),
    ):
        stepped = step(program, conversation, event)
        conversation = stepped.conversation
        controls.append((conversation.control, conversation.tags))
        said += [output.text for output in stepped.outputs if isinstance(output, Said)]
    resolved = ("resolved", {"control_state": "resolved"})
    assert controls == [resolved, ("open", {}), resolved]
    assert said == ["How did we do?", "Another time, then."]


def test_an_event_to_which_nobody_listens_leaves_a_conversation_resolved() -> None:
    program = program_of({"flow": "Main", "steps": [GREETING]})
    conversation = begin(program, "c", NOW)
    for event in (AgentActed(NOW, "resolve", "done"), Triggered(NOW, "CHAT_ENDED", by_agent=True)):
        conversation = step(program, conversation, event).conversation
    assert conversation.control == "resolved"


def test_a_user_who_writes_while_an_agent_does_resumes_nothing() -> None:
    program = program_of({"flow": "Main", "steps": [GREETING]})
    conversation = begin(program, "c", NOW)
    kinds: list[str] = []
    for event in (AgentActed(NOW, "resolve", "done"), AgentSaid(NOW, "One more thing."), Heard(NOW, "good morning")):
        stepped = step(program, conversation, event)
        conversation = stepped.conversation
        kinds += [type(output).__name__ for output in stepped.outputs]
    assert kinds == ["Resolved", "AgentSpoke", "Paused", "Forwarded"]
    assert (conversation.control, conversation.paused) == ("open", True)
