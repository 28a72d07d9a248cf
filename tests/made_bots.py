"""Bots that hypothesis makes up: flows of every trigger, reply and action, and every event that can happen to them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from takeover.engine.link import link
from takeover.language.bot import read_bot
from takeover.language.events import (
    AgentActed,
    AgentSaid,
    Answered,
    Changed,
    Chose,
    Event,
    Heard,
    Opened,
    Sent,
    Triggered,
    Waited,
)
from takeover.source.diagnostic import Diagnostic, Problems
from takeover.source.nodes import Entry, Fields, Items, Node, Scalar
from takeover.source.span import Span

if TYPE_CHECKING:
    from takeover.engine.program import Program

START = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
PHRASES = (
    "hello there",
    "order a pizza",
    "where is my order",
    "refund please",
    "talk to a person",
    "thanks a lot",
    "goodbye",
)
WORDS = ("pizza", "order", "refund", "human", "size", "bye")
NAMES = ("email", "size", "topic", "count", "user.name", "user.profile.firstName", "user.language")
FLOWS = ("Main", "Other", "Third")
EVENTS = ("RED", "GREEN")
LABELS = ("Yes", "No", "Large")


def nodes(value: Any, line: int = 1) -> Node:
    """Make nodes of plain values; every node has a place of its own, so that problems and chances differ."""
    counter = iter(range(line, 1_000_000))

    def make(part: Any) -> Node:
        at = next(counter)
        span = Span("made.yaml", at, 1, at, 2)
        if isinstance(part, dict):
            return Fields(tuple(Entry(Scalar(str(key), span), make(inner)) for key, inner in part.items()), span)
        if isinstance(part, list):
            return Items(tuple(make(inner) for inner in part), span)
        text = {True: "true", False: "false", None: ""}[part] if part is None or isinstance(part, bool) else str(part)
        return Scalar(text, span)

    return make(value)


def link_made(bot: Any) -> tuple[Program | None, list[Diagnostic]]:
    """Read and link a bot given as plain values."""
    problems = Problems()
    read = read_bot([nodes(bot)], problems)
    program = None if problems.fatal else link(read, problems)
    return program, problems.found


def program_of(bot: Any) -> Program:
    """Link a bot that is meant to be right."""
    program, problems = link_made(bot)
    assert program is not None, problems
    return program


phrase = st.sampled_from(PHRASES)
text = st.one_of(
    phrase,
    st.sampled_from(WORDS),
    st.sampled_from(LABELS),
    st.sampled_from(("jane@example.com", "it's jane@x.nl", "3", "", "  ")),
    st.text(max_size=20),
)
template = st.sampled_from(
    (
        "Hello.",
        "You said {{ question }}.",
        "Written to: {{ email }}",
        "For {{ user.name }} at {{ now }}",
        "Size {{ size.first.value }}, {{ count.match }}",
        "How many?",
        "{{ nothing }}",
    )
)
wording = st.one_of(
    template,
    template,
    st.dictionaries(st.sampled_from(("en", "nl", "nl-BE", "de")), template, min_size=1, max_size=3),
)
"""What a user reads: a text, or one for each language."""
variations = st.one_of(
    wording,
    st.lists(wording, min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(("en", "nl")), st.lists(template, min_size=1, max_size=2), min_size=1),
)
seconds = st.sampled_from(("30s", "5m", "15m", "2h"))

rule: st.SearchStrategy[Any] = st.deferred(
    lambda: st.one_of(
        st.fixed_dictionaries({"param": st.sampled_from(("email", "size"))}),
        st.fixed_dictionaries(
            {"param": st.fixed_dictionaries({"count": st.fixed_dictionaries({"over": st.integers(0, 5)})})}
        ),
        st.just({"hours": "office"}),
        st.just({"chance": "40%"}),
        st.just({"unknowns": 2}),
        st.just({"channel": ["web", "sms"]}),
        st.just({"language": ["nl", "pt-BR"]}),
        st.just({"tag": "vip"}),
        st.just({"user": {"name": "Jane"}}),
        st.fixed_dictionaries({"not": rule}),
        st.fixed_dictionaries({"any": st.lists(rule, min_size=1, max_size=2)}),
        st.fixed_dictionaries({"all": st.lists(rule, min_size=1, max_size=2)}),
    )
)

trigger = st.one_of(
    st.just("unknown"),
    st.just("empty"),
    st.sampled_from(("image", "location", "audio")),
    st.fixed_dictionaries({"text": st.lists(phrase, min_size=1, max_size=3)}),
    st.just({"text": "a {size:size} pizza"}),
    st.fixed_dictionaries({"contains": st.lists(st.sampled_from(WORDS), min_size=1, max_size=2)}),
    st.just({"pattern": "(?P<topic>[A-Z]{2}-[0-9]+)"}),
    st.just({"any": "email", "save": "email"}),
    st.just({"any": None, "save": "topic"}),
    st.fixed_dictionaries({"event": st.sampled_from((*EVENTS, "opened"))}),
    st.fixed_dictionaries({"silence": seconds}),
)

choice = st.one_of(
    st.sampled_from(LABELS),
    st.just({"en": "Yes", "nl": "Ja"}),
    st.fixed_dictionaries({"label": st.sampled_from(LABELS), "flow": st.sampled_from(FLOWS)}),
    st.fixed_dictionaries({"label": st.sampled_from(LABELS), "event": st.sampled_from(EVENTS)}),
)

actions: st.SearchStrategy[list[Any]] = st.deferred(lambda: st.lists(action, min_size=1, max_size=4))
action: st.SearchStrategy[Any] = st.deferred(
    lambda: st.one_of(
        st.fixed_dictionaries({"say": variations}),
        st.fixed_dictionaries({"say": wording, "choices": st.lists(choice, min_size=1, max_size=3)}),
        st.fixed_dictionaries(
            {"ask": variations, "save": st.sampled_from(NAMES)},
            optional={
                "type": st.sampled_from(("email", "number", "size", "text", "name", "date")),
                "retry": variations,
                "attempts": st.integers(1, 3),
                "else": actions,
            },
        ),
        st.fixed_dictionaries({"ask": wording, "choices": st.lists(choice, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"set": st.dictionaries(st.sampled_from(NAMES), template, min_size=1, max_size=2)}),
        st.fixed_dictionaries({"set": st.just({"user.language": "nl"})}),
        st.fixed_dictionaries({"reset": st.sampled_from(("everything", "params", ["email"]))}),
        st.just({"tag": {"vip": "{{ size }}"}}),
        st.just({"untag": ["vip"]}),
        st.fixed_dictionaries({"goto": st.sampled_from(FLOWS)}),
        st.fixed_dictionaries({"event": st.sampled_from(EVENTS)}),
        st.fixed_dictionaries(
            {"branch": st.lists(st.fixed_dictionaries({"do": actions}, optional={"if": rule}), min_size=1, max_size=2)}
        ),
        st.fixed_dictionaries(
            {
                "takeover": st.fixed_dictionaries(
                    {"reason": st.sampled_from(("unknown", "requested", "my own"))},
                    optional={
                        "pause": st.sampled_from(("true", "false", "15m")),
                        "note": template,
                        "summary": template,
                        "priority": st.sampled_from(("low", "urgent")),
                        "transcript": st.sampled_from(("full", "none", "3")),
                        "within": seconds,
                        "unavailable": actions,
                    },
                )
            }
        ),
        st.just("takeover"),
        st.fixed_dictionaries({"pause": seconds}),
        st.sampled_from(("pause", "resume", "resolve", "end")),
        st.fixed_dictionaries({"note": template}),
        st.fixed_dictionaries(
            {"email": st.fixed_dictionaries({"to": st.just("help@acme.example"), "subject": wording})}
        ),
        st.fixed_dictionaries(
            {
                "call": st.fixed_dictionaries(
                    {"url": st.just("https://api.acme.example/{{ size }}"), "save": st.just("order")},
                    optional={"failed": actions, "json": st.just({"n": "{{ count }}"})},
                )
            }
        ),
        st.fixed_dictionaries({"image": st.just("https://acme.example/map.png")}),
        st.fixed_dictionaries(
            {"card": st.fixed_dictionaries({"title": wording, "buttons": st.lists(choice, min_size=1, max_size=2)})}
        ),
        st.fixed_dictionaries({"list": st.fixed_dictionaries({"items": st.lists(wording, min_size=1, max_size=2)})}),
        st.just({"delay": "2s"}),
        st.just({"location": {"title": "Shop", "latitude": 52, "longitude": 4}}),
    )
)


def steps(depth: int) -> st.SearchStrategy[list[Any]]:
    """Make steps with follow-ups down to a depth."""
    optional: dict[Any, Any] = {"if": rule, "interrupts": st.booleans()}
    if depth:
        optional["then"] = steps(depth - 1)
    when = st.one_of(trigger, st.lists(trigger, min_size=1, max_size=2))
    return st.lists(st.fixed_dictionaries({"when": when, "do": actions}, optional=optional), min_size=1, max_size=3)


def flows(*drawn: Any) -> list[Any]:
    """Put drawn steps into flows, beside one that hands over, so that most talks come to something."""
    *made, between = drawn
    hand_over = [
        {"say": "Sorry."},
        {"ask": "Your name?", "save": "user.name"},
        *between,
        {"takeover": {"pause": "15m"}},
        {"say": "And?"},
    ]
    return [
        *({"flow": name, "steps": some} for name, some in zip(FLOWS, made, strict=True)),
        {"flow": "Last", "steps": [{"when": "unknown", "do": hand_over}, {"when": {"event": list(EVENTS)}, "do": []}]},
    ]


bots = st.fixed_dictionaries(
    {
        "hours": st.just({"office": {"mon-fri": "09:00-17:30", "closed": ["2026-12-25"]}}),
        "timezone": st.sampled_from(("Europe/Amsterdam", "UTC", "America/New_York")),
        "params": st.just({"email": {"type": "email"}, "count": {"type": "number"}, "size": {"sensitive": "true"}}),
        "entities": st.just({"size": {"small": ["tiny"], "large": ["big", "huge"]}}),
        "match": st.just({"threshold": "0.5"}),
        "routing": st.just([{"if": {"hours": "office"}, "queue": "desk", "priority": "high"}, {"queue": "night"}]),
        "flows": st.builds(flows, *(steps(2) for _ in FLOWS), actions),
    }
)

moment = st.integers(-60, 4 * 3600).map(lambda after: START + timedelta(seconds=after))
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(Heard, moment, text),
    st.builds(Heard, moment, text),
    st.builds(Chose, moment, st.sampled_from(LABELS), st.integers(0, 4)),
    st.builds(Sent, moment, st.sampled_from(("image", "location", "file")), st.just("https://x.example/a.png")),
    st.builds(Triggered, moment, st.sampled_from(EVENTS), st.just({"topic": "billing"}), st.booleans()),
    st.builds(Waited, moment),
    st.builds(Opened, moment, st.sampled_from(("", "Main", "Nowhere"))),
    st.builds(AgentSaid, moment, text, st.just("Sam")),
    st.builds(AgentActed, moment, st.sampled_from(("accept", "refuse", "resume", "resolve", "note")), text),
    st.builds(Changed, moment, st.sampled_from(NAMES), text),
    st.builds(
        Answered,
        moment,
        st.tuples(st.integers(1, 8), st.integers(0, 9)).map(lambda at: f"made:{at[0]}:{at[1]}"),
        st.sampled_from(("ok", "failed", "refused")),
        st.just(200),
        st.sampled_from((None, {"status": "shipped"}, ["a"], "text", 3)),
    ),
)
