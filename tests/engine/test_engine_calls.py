"""The addresses of calls, and what is remembered so that it can be masked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from made_bots import START, program_of
from takeover.engine.step import begin, step
from takeover.language.events import Heard, Waited
from takeover.language.outputs import CallRequested, Output

if TYPE_CHECKING:
    from takeover.language.conversation import Conversation


def talk(bot: Any, *texts: str) -> tuple[Conversation, list[Output]]:
    program = program_of(bot)
    conversation = begin(program, "made", START)
    outputs: list[Output] = []
    for text in texts:
        stepped = step(program, conversation, Heard(START, text))
        conversation = stepped.conversation
        outputs += stepped.outputs
    return conversation, outputs


def called(url: str, said: str) -> str:
    ask = [{"ask": "Number?", "save": "number"}, {"call": {"url": url}}]
    _, outputs = talk({"flow": "Main", "steps": [{"when": "unknown", "do": ask}]}, "go", said)
    return next(output.url for output in outputs if isinstance(output, CallRequested))


@pytest.mark.parametrize("said", ["../admin", "1?key=x#y", "a b", "//evil.example", "ü\ud800", "{{ now }}"])
def test_what_a_user_says_stays_in_its_place_of_an_address(said: str) -> None:
    url = called("https://api.example/orders/{{ number }}/lines", said)
    before, _, rest = url.partition("/orders/")
    value, _, after = rest.rpartition("/")
    assert (before, after) == ("https://api.example", "lines")
    assert not set(value) & set("/?#& {}")
    assert value.isascii()


def test_an_address_may_begin_with_a_value() -> None:
    assert called("{{ number }}/orders", "https://api.example") == "https://api.example/orders"


CARD: Any = {
    "params": {"card": {"type": "number", "sensitive": "true"}},
    "flow": "Main",
    "steps": [
        {"when": "unknown", "do": [{"ask": "Card?", "save": "card"}, {"reset": "everything"}, {"say": "Done."}]},
    ],
}


def test_a_secret_is_remembered_after_a_reset() -> None:
    conversation, _ = talk(CARD, "go", "it is 4111")
    assert not conversation.params
    assert [(secret.name, secret.value.value) for secret in conversation.secrets] == [("card", 4111)]


def test_an_answer_that_did_not_fit_is_a_secret_when_it_has_digits() -> None:
    conversation, _ = talk(CARD, "go", "no thanks", "4x1y1z", "why")
    assert [secret.value.match for secret in conversation.secrets] == ["4x1y1z"]


@pytest.mark.parametrize("far", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York"])
def test_no_time_is_too_far_for_a_step(far: datetime, zone: str) -> None:
    program = program_of(
        {
            "timezone": zone,
            "hours": {"office": {"mon-sun": "09:00-17:00"}},
            "flow": "Main",
            "steps": [{"when": "unknown", "if": {"hours": "office"}, "do": [{"say": "{{ now }}"}, {"pause": "10d"}]}],
        }
    )
    conversation = begin(program, "made", far)
    conversation = step(program, conversation, Heard(far, "anybody?")).conversation
    assert step(program, conversation, Waited(far)).conversation.clock == conversation.clock
