"""Targets as they are written: faults are said at their place, secrets may not stand there, and `--to` finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from made_bots import nodes
from payloads import payload, ticket
from takeover.delivery.file import FileTarget
from takeover.delivery.http import HttpTarget
from takeover.delivery.smtp import SmtpTarget
from takeover.delivery.stdout import StdoutTarget
from takeover.delivery.targets import (
    TARGETS,
    NoTargetError,
    live_outlets,
    parse_to,
    read_targets,
    target_schema,
)
from takeover.language.bot import read_bot
from takeover.source.diagnostic import Problems
from takeover.source.shapes import Definitions

if TYPE_CHECKING:
    from takeover.delivery.target import Target
    from takeover.source.diagnostic import Diagnostic

GOOD: dict[str, Any] = {
    "archive": {"file": "takeovers.jsonl"},
    "screen": {"stdout": None},
    "desk": {"http": "${HELPDESK_URL}", "secret": "${HELPDESK_SECRET}"},
    "api": {
        "http": "https://api.acme.example/v1?team=7",
        "headers": {"Authorization": "Bearer ${TOKEN}", "X-Team": "care"},
        "timeout": "5s",
        "insecure": "true",
    },
    "tickets": {
        "smtp": "smtps://bot:${PW}@mail.acme.example:465",
        "to": ["a@x.example", "b@x.example"],
        "from": "c@x.example",
    },
}


def read(targets: dict[str, Any]) -> tuple[dict[str, Target], list[Diagnostic]]:
    problems = Problems()
    bot = read_bot([nodes({"targets": targets})], problems)
    return read_targets(bot, problems), problems.found


def test_targets_as_they_should_be() -> None:
    targets, problems = read(GOOD)
    assert problems == []
    assert list(targets) == list(GOOD)
    assert targets["archive"] == FileTarget("takeovers.jsonl", targets["archive"].span)  # type: ignore[attr-defined]
    api = targets["api"]
    assert isinstance(api, HttpTarget)
    assert (api.connection.timeout, api.connection.insecure, api.connection.headers[0]) == (
        5,
        True,
        ("Authorization", "Bearer ${TOKEN}"),
    )
    tickets = targets["tickets"]
    assert isinstance(tickets, SmtpTarget)
    assert (tickets.to, tickets.sender) == (("a@x.example", "b@x.example"), "c@x.example")
    assert isinstance(targets["screen"], StdoutTarget)


@pytest.mark.parametrize(
    ("target", "code", "said"),
    [
        ({"htp": "https://x.example"}, "unknown-target", 'did you mean "http"?'),
        ({"http": "https://x.example", "secrt": "${X}"}, "unknown-key", 'did you mean "secret"?'),
        ({"http": "x.example"}, "bad-address", "https://"),
        ({"http": "ftp://x.example"}, "bad-address", "https://"),
        ({"http": "https://"}, "bad-address", "no host"),
        ({"http": "https://x.example:0/"}, "bad-address", "port"),
        ({"http": "https://x.example:99999/"}, "bad-address", "ort"),
        ({"http": "https://x example/"}, "bad-address", "space"),
        ({"http": "https://[::1/"}, "bad-address", "IPv6"),
        ({"http": "https://bot:hunter2@x.example"}, "secret-in-file", "${NAME}"),
        ({"http": "${SCHEME}://bot:hunter2@x.example"}, "secret-in-file", "${NAME}"),
        ({"http": "https://x.example/?api_key=abc"}, "secret-in-file", "${NAME}"),
        ({"http": "https://x.example/?q=1&access_token=abc"}, "secret-in-file", "${NAME}"),
        ({"http": "https://x.example", "secret": "whsec_abc"}, "secret-in-file", "${NAME}"),
        ({"http": "https://x.example", "headers": {"authorization": "Bearer abc"}}, "secret-in-file", "${NAME}"),
        ({"http": "https://x.example", "headers": {"X-API-Key": "abc"}}, "secret-in-file", "${NAME}"),
        ({"http": "https://x.example", "headers": {"Cookie": "abc"}}, "secret-in-file", "${NAME}"),
        ({"http": "https://x.example", "headers": {"webhook-id": "abc"}}, "reserved-name", "leave it out"),
        ({"http": "https://x.example", "headers": {"a b": "abc"}}, "bad-name", "header"),
        ({"http": "https://x.example", "headers": {"X": "a\nb"}}, "wrong-type", "line break"),
        ({"http": "https://x.example", "headers": "X"}, "wrong-type", "headers"),
        ({"http": "https://${1X}/"}, "bad-reference", "${NAME}"),
        ({"http": "https://${X/"}, "bad-reference", "${NAME}"),
        ({"http": "https://x.example", "timeout": "5"}, "wrong-type", "5s"),
        ({"smtp": "smtp://x.example"}, "missing-key", '"to"'),
        ({"smtp": "https://x.example", "to": "a@x.example"}, "bad-address", "smtp://"),
        ({"smtp": "smtp://bot:hunter2@x.example", "to": "a@x.example"}, "secret-in-file", "${NAME}"),
        ({"file": None}, "missing-value", "path"),
        ({"file": "a", "http": "https://x.example"}, "two-kinds", "http"),
    ],
)
def test_what_is_wrong_with_a_target(target: dict[str, Any], code: str, said: str) -> None:
    targets, problems = read({"desk": target})
    assert targets == {}
    assert [problem.code for problem in problems] == [code]
    assert said in f"{problems[0].message} {problems[0].hint}"
    assert "hunter2" not in problems[0].message + problems[0].hint
    assert problems[0].span.line > 1


def test_all_problems_of_all_targets_at_once() -> None:
    _, problems = read({"a": {"http": "x"}, "b": {"fil": "y"}, "c": {"file": "z"}})
    assert len(problems) == 2


def test_the_schema_says_the_same() -> None:
    definitions = Definitions()
    schema = {**target_schema(definitions), "$defs": definitions.named}
    validator = jsonschema_rs.Draft202012Validator(schema)
    assert all(validator.is_valid(target) for target in GOOD.values())
    assert not validator.is_valid({"http": "https://x.example", "secret": "literal"})
    assert not validator.is_valid({"htp": "https://x.example"})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("-", StdoutTarget),
        ("desk", HttpTarget),
        ("archive", FileTarget),
        ("https://x.example/in?team=3", HttpTarget),
        ("http://localhost:9/", HttpTarget),
        ("${HELPDESK_URL}", HttpTarget),
        ("out.jsonl", FileTarget),
        ("OUT.NDJSON", FileTarget),
        ("out/takeovers", FileTarget),
        ("/dev/null", FileTarget),
    ],
)
def test_what_to_names(text: str, kind: type) -> None:
    outlet = parse_to(text, read(GOOD)[0])
    assert isinstance(outlet.target, kind)
    assert outlet.name in {text, "standard output"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dsk", 'did you mean "desk"?'),
        ("quux", "archive, screen, desk, api, tickets"),
        ("", "neither a target"),
        ("mailto:a@x.example", "tickets: {smtp"),
        ("smtp://x.example", "tickets: {smtp"),
        ("https://bot:hunter2@x.example/", "${NAME}"),
        ("https:///x", "no host"),
    ],
)
def test_what_to_cannot_name(text: str, said: str) -> None:
    with pytest.raises(NoTargetError) as raised:
        parse_to(text, read(GOOD)[0])
    assert said in str(raised.value)
    assert "hunter2" not in str(raised.value)


def test_where_a_live_takeover_goes() -> None:
    targets = read(GOOD)[0]
    assert [outlet.name for outlet in live_outlets(payload(), targets)] == ["desk", "archive"]
    nowhere = payload() | {"routing": payload()["routing"] | {"to": []}}
    assert [outlet.name for outlet in live_outlets(nowhere, targets)] == ["archive"], "the first of the bot"
    assert [outlet.name for outlet in live_outlets(ticket(), targets)] == ["tickets"]


@pytest.mark.parametrize("kept", [{}, {"desk": GOOD["desk"]}])
def test_a_live_takeover_that_can_go_nowhere(kept: dict[str, Any]) -> None:
    targets = read(kept)[0] if kept else {}
    with pytest.raises(NoTargetError):
        live_outlets(payload(), targets)
    with pytest.raises(NoTargetError):
        live_outlets(ticket(), targets)


def test_every_kind_says_what_it_is() -> None:
    assert set(TARGETS) == {"http", "smtp", "file", "stdout"}
    assert all(kind.help and kind.example and kind.label for kind in TARGETS.values())
