"""What a talk looks like, byte for byte: plain and rich, wide and narrow. And that no text, whatever it is, acts.

UPDATE_GOLDENS=1 pytest tests/present writes the goldens anew; read the difference before it is committed.
"""

from __future__ import annotations

import os
import re
import unicodedata
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_host import fake_host
from takeover.engine.step import begin, step
from takeover.language.choices import Choice
from takeover.language.decision import Candidate, Decision
from takeover.language.events import Heard, Opened
from takeover.language.outputs import (
    AgentSpoke,
    Branched,
    Captured,
    Ended,
    Entered,
    Forwarded,
    Noted,
    Output,
    Paused,
    Resolved,
    Resumed,
    Said,
    Shown,
    Unmatched,
    Warned,
)
from takeover.language.types.kind import Place
from takeover.loading.load import load_program
from takeover.present.painter import ENDLESS, paint, paint_on
from takeover.present.width import cells
from takeover.source.diagnostic import Diagnostic
from takeover.source.span import NOWHERE, Span

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.language.values import Json
    from takeover.present.painter import Painter

GOLDEN = Path(__file__).with_name("golden")
AT = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
PLACE = Place("en", "NL", AT)
BOT = """\
bot: Acme
timezone: Europe/Amsterdam
params: {card: {type: text, sensitive: true}}
flow: Questions
steps:
  - step: refund
    when: {text: [i want a refund, money back please]}
    do: [{say: Of course.}]
  - when: {text: [my card number]}
    do: [{ask: Which number?, save: card}, {ask: "Which e-mail address?", save: email, type: email, attempts: 2}]
  - when: unknown
    do: [{say: Sorry.}]
"""
FILE = "acme.yaml"
URL = "https://acme.example/forms/refund"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    folder = tmp_path_factory.mktemp("bot")
    (folder / FILE).write_text(BOT, "utf-8")
    loaded = load_program(Path(FILE), folder)
    assert loaded.problems == ()
    assert loaded.program is not None
    return loaded.program


def at(line: int) -> Span:
    return Span(FILE, line, 5, line, 9)


def card(title: str, subtitle: str = "", image: str = "", *buttons: str) -> dict[str, Json]:
    return {"title": title, "subtitle": subtitle, "image": image, "url": "", "buttons": [*buttons]}


NEAR = Candidate(0, "text", 0.47, "i want a refund", at(7), "score 0.47 is under the threshold 0.50")
FAR = Candidate(1, "text", 0.12, "my card number", at(9), "score 0.12 is under the threshold 0.50")
MISSED = Decision("my parrot wants a refund", None, (NEAR, FAR), 0.5)
TAKEN = Decision("number of my card", Candidate(1, "text", 0.83, "my card number", at(9)), (FAR,), 0.5)

TALK: tuple[Output, ...] = (
    Entered("c:1:0", at(6), "Questions", "refund", "start"),
    Branched("c:1:1", at(6), 0),
    Said(
        "c:1:2",
        at(8),
        "Hello! Ask me about your order, our opening hours, or a refund.",
        (Choice("My order"), Choice("Opening hours"), Choice("A refund for something that I bought")),
    ),
    Said(
        "c:1:3",
        at(8),
        f"Read all about it at {URL}, please.\nOr fill in our form.",
        (),
        (Choice("Open the form", url=URL), Choice("No")),
    ),
    Shown(
        "c:1:4",
        at(8),
        "card",
        card("Margherita", "€ 9, with basil", "https://acme.example/m.png", "Order", "More"),
        (Choice("Order"), Choice("More")),
    ),
    Shown(
        "c:1:5",
        at(8),
        "carousel",
        {"cards": [card("Funghi", "", "", "Order it"), card("四川披萨", "very hot")]},
        (Choice("Order it"),),
    ),
    Shown(
        "c:1:6",
        at(8),
        "list",
        {"title": "Drinks", "items": [card("Water"), card("Wine", "red or white", "", "Order wine")]},
        (Choice("Order wine"), Choice("All drinks")),
    ),
    Shown("c:1:7", at(8), "image", {"url": "https://acme.example/map.png", "title": "How to get here"}),
    Shown("c:1:8", at(8), "file", {"url": "https://acme.example/terms.pdf", "title": ""}),
    Shown("c:1:9", at(8), "location", {"title": "Our shop", "latitude": 52.37, "longitude": 4.89}),
    Shown("c:1:10", at(8), "location", {"title": "Our shop", "latitude": None, "longitude": None}),
    Shown("c:1:11", at(8), "delay", {"seconds": 2}),
    Captured("c:1:12", at(10), "email", "jane@example.com", "it's jane@example.com"),
    Captured("c:1:13", at(10), "count", 3, "3"),
    Captured("c:1:14", at(10), "card", "4111 1111 1111 1111", "4111 1111 1111 1111"),
    Unmatched("c:1:15", at(11), "my parrot wants a refund", MISSED),
    Unmatched("c:1:16", NOWHERE, "[image: x]", None, silent=True),
    Paused("c:1:17", at(8), None),
    Paused("c:1:18", at(8), AT),
    Forwarded("c:1:19", NOWHERE, "are you there?"),
    AgentSpoke("c:1:20", NOWHERE, "Hello Jane, this is Sam.", "Sam"),
    AgentSpoke("c:1:21", NOWHERE, "How can I help?", ""),
    Noted("c:1:22", at(8), "The user has asked twice."),
    Resumed("c:1:23", at(8), "agent"),
    Resolved("c:1:24", at(8), "answered", "agent"),
    Ended("c:1:25", at(8)),
    Warned(
        "c:1:26",
        at(8),
        Diagnostic(
            "spoke-while-paused",
            "warning",
            "the bot is paused and did not say this",
            at(8),
            "say it before the takeover",
        ),
    ),
    Warned("c:1:27", NOWHERE, Diagnostic("nobody-listens", "note", 'no step listens to the event "X"', NOWHERE)),
    Warned("c:1:28", at(8), Diagnostic("endless-loop", "error", "the flow goes round", at(8))),
)

PAYLOAD: dict[str, Json] = {
    "type": "takeover.requested",
    "id": "c:8:2",
    "contact": {"name": "Jane", "email": "jane@example.com", "phone": None, "attributes": {"plan": "gold"}},
    "question": "My parrot ate the invoice",
    "reason": {"code": "unknown", "text": "The bot did not understand the question."},
    "near": [{"step": "Questions/refund", "example": "i want a refund", "score": 0.47, "file": FILE, "line": 7}],
    "subject": "My parrot ate the invoice",
    "summary": 'Jane asked something that the bot did not understand: "My parrot ate the invoice".',
    "parameters": {"email": "jane@example.com", "sizes": ["small", "large"]},
    "routing": {"queue": "billing", "assignee": None, "to": ["desk", "archive"]},
    "priority": "high",
    "tags": ["topic=billing"],
    "notes": ["Asked: My parrot ate the invoice"],
    "flow": {"name": "Takeover", "step": "1"},
    "expectation": {"text": "A colleague joins within five minutes.", "within_minutes": 5, "open_now": True},
    "masked": ["card"],
    "transcript": [
        {"role": "user", "text": "one"},
        {"role": "bot", "text": "two"},
        {"role": "user", "text": "three"},
        {"role": "bot", "text": "four"},
        {"role": "bot", "text": "What now?", "choices": ["Yes", "No"], "buttons": []},
        {"role": "agent", "text": "", "shown": {"shows": "image", "url": "https://acme.example/x.png"}},
        {"role": "user", "text": "My parrot ate the invoice"},
    ],
}


def show_everything(painter: Painter, program: Program) -> None:
    painter.user("my parrot wants\na refund")
    painter.outputs(TALK, program)
    painter.outputs((Said("c:2:0", at(8), "And now?", (Choice("Yes"), Choice("No"))),), program, first=9)
    painter.payload(PAYLOAD)
    painter.request(
        "GET https://api.acme.example/orders/7", {"accept": "application/json", "body": "", "note": "a\n\nb"}
    )
    painter.why(MISSED, Entered("c:3:0", at(11), "Questions", "3", "unknown", MISSED), program, PLACE)
    painter.why(TAKEN, Entered("c:3:0", at(9), "Questions", "2", "text", TAKEN), program, PLACE)
    painter.why(Decision("zzz", None, (), 0.5), None, program, PLACE)
    painter.why(None, Entered("c:3:0", NOWHERE, "Questions", "2", "goto"), program, PLACE)
    painter.why(None, None, program, PLACE)
    talk = begin(program, "c", AT, seed=7)
    for event in (Opened(AT), Heard(AT, "hello?"), Heard(AT, "my card number"), Heard(AT, "4111"), Heard(AT, "no")):
        talk = step(program, talk, event).conversation
    painter.state(talk, program)
    painter.table([("Questions", "refund", "i want a refund"), ("Questions", "3", "unknown")], ("flow", "step", "when"))
    painter.table([])
    painter.note("reloaded: one flow has changed")
    painter.warning("look at this")
    painter.error("that went wrong")
    painter.success("delivered to desk")


@pytest.mark.parametrize(
    ("name", "rich", "color", "columns"),
    [
        ("plain-80", False, False, 80),
        ("plain-40", False, False, 40),
        ("plain-endless", False, False, ENDLESS),
        ("plain-color-80", False, True, 80),
        ("rich-80", True, True, 80),
        ("rich-40", True, True, 40),
        ("rich-no-color-40", True, False, 40),
    ],
)
def test_a_talk_looks_as_it_did(program: Program, name: str, *, rich: bool, color: bool, columns: int) -> None:
    stream = StringIO()
    show_everything(paint(stream, rich=rich, color=color, columns=lambda: columns), program)
    painted = stream.getvalue()
    # An escape is a byte that no editor shows; in the golden it is written as its picture.
    written = painted.replace("\x1b", "␛")
    golden = GOLDEN / f"painter-{name}.txt"
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(written, "utf-8")
    assert written == golden.read_text("utf-8")
    assert ("\x1b" in painted) == color


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
ACTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
INK = re.compile(r"\x1b\[[0-9;]*m")


@given(text=ANY_TEXT, columns=st.integers(1, 60), rich=st.booleans(), color=st.booleans())
def test_no_text_acts(program: Program, text: str, *, columns: int, rich: bool, color: bool) -> None:
    stream = StringIO()
    painter = paint(stream, rich=rich, color=color, columns=lambda: columns)
    span = Span(f"{text}.yaml", 1, 1, 1, 2)
    choice = (Choice(text, url=text),)
    problem = Diagnostic("x", "error", text, span, text)
    candidate = Candidate(0, "text", 0.4, text, span, text)
    painter.user(text)
    painter.outputs(
        (
            Said("1", span, text, choice, choice),
            Shown("2", span, "card", card(text, text, text, text), choice),
            Shown("3", span, "list", {"title": text, "items": [card(text, text, text, text)]}, choice),
            Shown("4", span, "image", {"url": text, "title": text}),
            Captured("5", span, text, text, ""),
            Unmatched("6", span, text, Decision(text, None, (candidate,), 0.5)),
            AgentSpoke("7", span, text, text),
            Warned("8", span, problem),
        ),
        program,
    )
    painter.payload({"id": text, "question": text, "parameters": {text: text}, "transcript": [{"role": text}]})
    painter.request(text, {text: text})
    painter.why(Decision(text, candidate, (candidate,), 0.5), None, program, PLACE)
    painter.problems((problem,), {span.file: text})
    painter.table([(text, text)], (text,))
    painter.note(text)
    painted = stream.getvalue()
    left = INK.sub("", painted) if color else painted
    assert {c for c in left if unicodedata.category(c) in ACTING} <= {"\n", "\u200c", "\u200d"}


@given(text=st.text(st.sampled_from("ab c\n四é\t👍"), max_size=80), columns=st.integers(24, 60))
def test_plain_lines_are_no_wider_than_the_terminal(program: Program, text: str, columns: int) -> None:
    stream = StringIO()
    painter = paint(stream, rich=False, color=False, columns=lambda: columns)
    painter.user(text)
    painter.outputs(
        (Said("1", at(1), text, (Choice(text), Choice("No"))), Captured("2", at(1), "x", text, "")), program
    )
    painter.payload({"question": text, "parameters": {"one": text}})
    painter.table([(text, "x", text)])
    assert all(cells(line) <= columns for line in stream.getvalue().split("\n"))


def test_markup_of_rich_is_text(program: Program) -> None:
    stream = StringIO()
    painter = paint(stream, rich=True, color=True, columns=lambda: 80)
    painter.outputs((Said("1", at(1), "[bold red]x[/] :smile: [link=http://x]y[/link]", (Choice("[dim]z"),)),), program)
    painter.table([("[b]a[/b]",)], ("[i]head[/i]",))
    painted = INK.sub("", stream.getvalue())
    for written in ("[bold red]x[/] :smile: [link=http://x]y[/link]", "[dim]z", "[b]a[/b]", "[i]head[/i]"):
        assert written in painted


@pytest.mark.parametrize(
    ("environ", "terminal", "escapes", "marks"),
    [
        ({}, False, False, False),
        ({}, True, True, True),
        ({"NO_COLOR": "1"}, True, False, False),
        ({"TERM": "dumb"}, True, False, False),
        ({"FORCE_COLOR": "1"}, False, True, False),
    ],
)
def test_the_painter_suits_its_stream(
    program: Program, environ: dict[str, str], *, terminal: bool, escapes: bool, marks: bool
) -> None:
    out, err = StringIO(), StringIO()
    host = fake_host(stdout=out, stderr=err, environ=environ, terminal=terminal, columns=40)
    long = Said("1", at(1), "This is a line of text that is longer than forty columns are.")
    for name, stream in (("stdout", out), ("stderr", err)):
        paint_on(host, name).outputs((long,), program)  # type: ignore[arg-type]
        painted = stream.getvalue()
        assert ("\x1b[" in painted) == escapes
        assert ("●" in painted) == marks
        assert (painted.count("\n") > 1) == terminal, "what is no terminal has lines of any length"
