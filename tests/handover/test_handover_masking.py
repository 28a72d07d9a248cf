"""Sensitive values: masked wherever and however they stand, in time linear in what is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from made_bots import START, program_of
from takeover.engine.step import begin, step
from takeover.handover.email import build_email
from takeover.handover.finder import Finder
from takeover.handover.masking import _Folded, read_mask
from takeover.handover.takeover import Origin, build_takeover
from takeover.handover.writing import write_json
from takeover.language.conversation import Conversation, Secret
from takeover.language.events import Changed, Event, Heard
from takeover.language.history import History
from takeover.language.outputs import EmailRequested, TakeoverRequested
from takeover.language.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from takeover.language.values import Json

CARD = "4111 1111 1111 1111"
BANK: dict[str, Any] = {
    "params": {"card": {"sensitive": True}, "pin": {"type": "number", "sensitive": True}, "email": {"type": "email"}},
    "flow": "Bank",
    "steps": [
        {
            "when": {"contains": "card"},
            "do": [{"ask": "Which card?", "save": "card"}, {"say": "I wrote down {{ card }}."}],
        },
        {
            "when": {"contains": "agent"},
            "do": [
                {"note": "The card is {{ card }}."},
                {"tag": {"card": "{{ card }}"}},
                {"set": {"user.profile.card": "{{ card }}", "copy": "{{ card }}"}},
                {
                    "takeover": {
                        "reason": "card {{ card }}",
                        "note": "{{ card | upcase }}",
                        "subject": "About {{ card }}",
                        "summary": "Lost {{ card }}",
                        "assignee": "{{ card }}",
                    }
                },
            ],
        },
        {
            "when": {"contains": "mail"},
            "do": [{"email": {"to": "{{ card }}@x.example", "subject": "{{ card }}", "body": "{{ card }}"}}],
        },
        {"when": {"contains": "letter"}, "do": [{"email": {"to": "help@acme.example"}}]},
        {"when": "unknown", "do": {"say": "Sorry."}},
    ],
}


def masker(*values: tuple[Json, str]) -> Callable[[str], str]:
    secrets = History([Secret("card", Value(value, match)) for value, match in values])
    return read_mask(Conversation("c", 0, START, START, secrets=secrets))


def hand_over(*happened: Event | str) -> Any:
    program = program_of(BANK)
    conversation = begin(program, "made", START)
    payload: Any = None
    for event in happened:
        stepped = step(program, conversation, Heard(START, event) if isinstance(event, str) else event)
        conversation = stepped.conversation
        for output in stepped.outputs:
            if isinstance(output, TakeoverRequested):
                payload = build_takeover(program, output, Origin(simulated=True))
            if isinstance(output, EmailRequested):
                payload = build_email(program, output, Origin(simulated=True))
    return payload


@pytest.mark.parametrize("last", ["agent please", "mail me", "a letter"])
def test_a_sensitive_value_is_nowhere_in_what_leaves(last: str) -> None:
    payload = hand_over("my card 4111-1111-1111-1111 is lost", CARD, f"did you get {CARD}?", last)
    text = write_json(payload)
    assert "1111" not in text
    assert payload["masked"] == ["card"]
    assert payload["parameters"]["card"] == "[masked: card]"
    assert "[masked: card]" in text
    assert payload["transcript"][0]["text"] == "my card [masked: card] is lost"
    assert [line["text"] for line in payload["transcript"]][3] == "I wrote down [masked: card]."


def test_what_is_not_sensitive_stays() -> None:
    payload = hand_over("my card", CARD, "agent please")
    assert (payload["subject"], payload["summary"]) == ("About [masked: card]", "Lost [masked: card]")
    assert payload["transcript"][1]["text"] == "Which card?"
    assert (payload["transcript"][0]["role"], payload["id"]) == ("user", "made:3:4")


def test_nothing_is_masked_where_nothing_is_known() -> None:
    assert hand_over("agent please")["masked"] == []


def test_a_number_is_masked_however_it_is_written() -> None:
    payload = hand_over(Changed(START, "pin", "my pin is 8421"), "8421, 84 21 and 18421", "agent")
    assert payload["parameters"]["pin"] == "[masked: pin]"
    assert payload["transcript"][0]["text"] == "[masked: pin], [masked: pin] and 1[masked: pin]"


@pytest.mark.parametrize(
    ("value", "match", "text", "masked"),
    [
        ("4111111111111111", "it is 4111 1111 1111 1111", "4111.1111.1111.1111!", "[masked: card]!"),
        ("4111111111111111", "it is 4111 1111 1111 1111", "it is 4111 1111 1111 1111", "it is [masked: card]"),
        ("2026-03-03", "tomorrow", "See you tomorrow, 2026-03-03", "See you [masked: card], [masked: card]"),
        ("Jane@Example.com", "Jane@Example.com", "jane@example.com", "[masked: card]"),
        ("José", "José", "Jose\u0301 and jose", "[masked: card] and [masked: card]"),
        ("１２３４５", "１２３４５", "12345", "[masked: card]"),
        ("hunter22", "hunter22", "hun\u200bter22", "[masked: card]"),
        ("a  b\nc d", "a  b\nc d", "x a b c d", "x [masked: card]"),
        ("12", "12", "12 May 2012", "[masked: card] May 2012"),
        ("12", "12kg", "12kg of 12", "[masked: card] of [masked: card]"),
        ("王", "王", "我是王小明", "我是[masked: card]小明"),
        ("!!!", "!!!", "so!!!", "so[masked: card]"),
        (True, "yes", "yes and true", "[masked: card] and true"),
        ({"iban": "NL91ABNA0417164300", "n": 7}, "", "NL91ABNA0417164300", "[masked: card]"),
        ("ß", "ß", "ss", "[masked: card]"),
        ("aba", "aba", "ababa", "ababa"),
        ("abab", "abab", "ababab", "[masked: card]"),
        ("", "", "nothing", "nothing"),
        (None, "  ", "nothing  ", "nothing  "),
    ],
)
def test_spellings(value: Json, match: str, text: str, masked: str) -> None:
    assert masker((value, match))(text) == masked


def test_of_values_inside_each_other_none_is_left() -> None:
    mask = masker(("secret", "secret"), ("my secret word", "my secret word"), ("t", "t"))
    assert mask("my secret word, a secret, t") == "[masked: card], a [masked: card], [masked: card]"


@given(st.dictionaries(st.text("ab ", min_size=1, max_size=6), st.just("x"), max_size=12), st.text("ab c", max_size=60))
def test_the_finder_finds_what_looking_for_each_finds(words: dict[str, str], text: str) -> None:
    hits = [(start, start + len(word)) for word in words for start in range(len(text)) if text.startswith(word, start)]
    found = [(hit.start, hit.end) for hit in Finder(words).find(text)]
    assert set(found) <= set(hits)
    assert [end for _, end in found] == sorted(end for _, end in found)
    covered = {place for start, end in found for place in range(start, end)}
    assert covered == {place for start, end in hits for place in range(start, end)}
    assert {hit for hit in hits if hit[1] - hit[0] <= 3} <= set(found), "short words are found each for itself"


@given(st.lists(st.text(min_size=4, max_size=12), max_size=5), st.text(max_size=30))
def test_no_long_value_is_left(values: list[str], around: str) -> None:
    assume(all(len(_Folded(value).text) > 3 for value in values))
    mask = masker(*((value, value) for value in values))
    masked = mask(around.join(values))
    assert not any(value.strip() and value in masked.replace("[masked: card]", "\x00") for value in values)


def test_masking_looks_at_each_place_a_bounded_number_of_times() -> None:
    words = {"a" * length: "x" for length in range(1, 400)}
    hits = sum(1 for _ in Finder(words).find("a" * 1000))
    assert hits <= 4 * 1000
