"""`takeover emit` and `takeover payload-schema`: payloads from files, checked, sent once, and accounted for."""

from __future__ import annotations

import json
from _thread import interrupt_main
from io import StringIO
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from fake_host import fake_host
from loopback import answer, closed_port, desk_that, raw, read_request
from payloads import payload, ticket
from takeover.commands import emit, payload_schema
from takeover.delivery.outbox import Outbox
from takeover.handover.writing import write_json

if TYPE_CHECKING:
    from pathlib import Path
    from socket import socket

    from loopback import Desk

BOT = """\
bot: Acme
targets:
  desk: {http: "${DESK}"}
  archive: {file: archive.jsonl}
flow: Main
steps: [{when: unknown, do: [{say: Sorry.}]}]
"""


class Ran:
    """A run of the command, and what it left."""

    def __init__(self, folder: Path, *payloads: str, **options: Any) -> None:
        self.out, self.err = StringIO(), StringIO()
        environ = {"XDG_STATE_HOME": str(folder / "state"), **options.pop("environ", {})}
        host = fake_host(stdin=options.pop("stdin", ""), stdout=self.out, stderr=self.err, environ=environ, cwd=folder)
        to, bot = options.pop("to", None), options.pop("bot", None)
        self.code = int(emit.run(payloads, to, bot, host, **options))

    @property
    def said(self) -> str:
        return self.err.getvalue()


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path) -> Path:
    """Give a folder with a bot and payloads in several forms."""
    (tmp_path / "bot.yaml").write_text(BOT, "utf-8")
    (tmp_path / "one.json").write_text(json.dumps(payload(), indent=2), "utf-8")
    lines = [payload(name="a"), payload(name="b"), ticket(name="b")]
    (tmp_path / "many.jsonl").write_text("".join(f"{write_json(line)}\n" for line in lines), "utf-8")
    return tmp_path


def posted(desk: Desk) -> list[Any]:
    return [json.loads(request.body) for request in desk.received]


def test_payloads_of_all_forms_are_sent(folder: Path) -> None:
    glued = folder / "glued.json"
    glued.write_bytes(b"\xef\xbb\xbf" + json.dumps(payload(name="c")).encode() + b"\r\n\r\n" + b" " * 9)
    with desk_that(answer("201 Created")) as desk:
        ran = Ran(folder, "one.json", "many.jsonl", "glued.json", to=desk.url)
    assert (ran.code, ran.out.getvalue()) == (0, "")
    assert posted(desk) == [payload(), payload(name="a"), payload(name="b"), ticket(name="b"), payload(name="c")]
    assert ran.said.count("delivered") == 5
    assert "201 Created" in ran.said


def test_standard_input_and_output(folder: Path) -> None:
    ran = Ran(folder, "-", "one.json", to="-", stdin=f"{write_json(payload(name='x'))}\n")
    assert ran.code == 0
    assert [json.loads(line) for line in ran.out.getvalue().splitlines()] == [payload(name="x"), payload()]


def test_the_routing_of_the_payload_decides(folder: Path) -> None:
    with desk_that(answer("200 OK")) as desk:
        ran = Ran(folder, "one.json", bot="bot.yaml", environ={"DESK": desk.url})
    assert ran.code == 0
    assert posted(desk) == [payload()]
    assert json.loads((folder / "archive.jsonl").read_text("utf-8")) == payload()


def test_a_target_of_the_bot(folder: Path) -> None:
    assert Ran(folder, "one.json", bot="bot.yaml", to="archive").code == 0
    assert (folder / "archive.jsonl").is_file()


def test_the_same_payload_twice_is_sent_once(folder: Path) -> None:
    with desk_that(answer("200 OK")) as desk:
        ran = Ran(folder, "one.json", "one.json", to=desk.url)
    assert (ran.code, len(desk.received)) == (0, 1)
    assert "sent once" in ran.said


@pytest.mark.parametrize("behave", [answer("409 Conflict"), answer("404 No"), raw()])
def test_what_does_not_arrive_costs_4_and_stays_where_it_is(folder: Path, behave: Any) -> None:
    with desk_that(behave, answer("200 OK")) as desk:
        ran = Ran(folder, "many.jsonl", to=desk.url)
    assert ran.code == 4
    assert "1 of 3 did not arrive" in ran.said
    assert "again: takeover outbox retry 1" in ran.said


def test_what_can_be_kept_nowhere_is_still_where_it_was(folder: Path) -> None:
    (folder / "state").write_text("a file where the folder should be")
    ran = Ran(folder, "many.jsonl", to=f"http://127.0.0.1:{closed_port()}/")
    assert (ran.code, "not kept: the outbox" in ran.said, "many.jsonl:2" in ran.said) == (4, True, True)


def test_what_was_delivered_is_not_sent_again_unless_it_is_said(folder: Path) -> None:
    with desk_that(answer("200 OK")) as desk:
        assert Ran(folder, "one.json", to=desk.url).code == 0
        second = Ran(folder, "one.json", to=desk.url)
        assert (second.code, len(desk.received)) == (0, 1)
        assert "delivered before" in second.said
        assert Ran(folder, "one.json", to=desk.url, again=True).code == 0
        assert len(desk.received) == 2
        other = payload() | {"summary": "It changed."}
        assert Ran(folder, "-", to=desk.url, stdin=write_json(other)).code == 0
    assert posted(desk)[2] == other


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no payload"),
        ("  \n", "no payload"),
        ("{", "bad.json:1:"),
        ("[1]", "no payload"),
        ("3", "no payload"),
        ('{"a": 1, "a": 2}', 'the field "a" stands twice'),
        ("[NaN]", "NaN is no JSON"),
        ("[" * 5000, "nested too deeply"),
        ('{"schema": "takeover/1"}', "id: is missing"),
        ("\n\n{}\nx\n", "bad.json:4:1"),
        ("nonsense\n" * 3, "bad.json:3:1"),
        ('{"a":\n1,\n}', "bad.json:3:1"),
        ("9" * 5000, "no JSON"),
    ],
)
def test_a_file_that_is_no_payload(folder: Path, text: str, said: str) -> None:
    (folder / "bad.json").write_text(text, "utf-8")
    with desk_that(answer("200 OK")) as desk:
        ran = Ran(folder, "one.json", "bad.json", to=desk.url)
    assert (ran.code, desk.received) == (1, []), "nothing is sent unless all is right"
    assert said in ran.said
    assert "nothing was sent" in ran.said


def test_one_break_in_a_long_object_is_one_problem(folder: Path) -> None:
    (folder / "bad.json").write_text(json.dumps(payload(), indent=2).replace("null", "nul", 1), "utf-8")
    ran = Ran(folder, "bad.json", to="-")
    assert (ran.code, ran.said.count("bad.json:")) == (1, 1)


def test_all_problems_of_all_files_at_once(folder: Path) -> None:
    lines = [write_json(payload()), "{}", write_json(payload() | {"priority": "asap", "tags": 1}), "x"]
    (folder / "bad.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "worse.json").write_text("[]", "utf-8")
    ran = Ran(folder, "bad.jsonl", "worse.json", to="-")
    assert (ran.code, ran.out.getvalue()) == (1, "")
    assert all(place in ran.said for place in ("bad.jsonl:2:1", "bad.jsonl:3:1", "bad.jsonl:4:1", "worse.json:1:1"))
    assert "priority" in ran.said
    assert "tags" in ran.said


@pytest.mark.parametrize("file", ["nowhere.json", "latin.json", "a\0b"])
def test_what_cannot_be_read_costs_3(folder: Path, file: str) -> None:
    (folder / "latin.json").write_bytes(b'{"a": "\xe9"}')
    ran = Ran(folder, file, "one.json", to="-")
    assert (ran.code, ran.out.getvalue()) == (3, "")
    assert "cannot be read" in ran.said
    assert "\0" not in ran.said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "--to"),
        ({"to": "desk"}, "neither a target"),
        ({"to": "dsk", "bot": "bot.yaml"}, 'did you mean "desk"'),
        ({"to": "https://a:b@x.example/"}, "${NAME}"),
    ],
)
def test_usage(folder: Path, options: dict[str, str], said: str) -> None:
    ran = Ran(folder, "one.json", **options)
    assert ran.code == 2
    assert said in ran.said


def test_an_email_ticket_needs_a_mail_server(folder: Path) -> None:
    ran = Ran(folder, "many.jsonl", bot="bot.yaml", environ={"DESK": "http://127.0.0.1:1/"})
    assert ran.code == 2
    assert "many.jsonl:3:1" in ran.said
    assert "nothing was sent" in ran.said
    assert not (folder / "archive.jsonl").exists()


@pytest.mark.parametrize(
    ("bot", "code"), [("bot: {", 1), ("targets: {desk: {htp: x}}\nflow: F\nsteps: [{when: unknown}]", 1), (None, 3)]
)
def test_a_bot_with_problems(folder: Path, bot: str | None, code: int) -> None:
    if bot is not None:
        (folder / "broken.yaml").write_text(bot, "utf-8")
    ran = Ran(folder, "one.json", to="-", bot="broken.yaml")
    assert (ran.code, ran.out.getvalue()) == (code, "")
    assert "broken.yaml" in ran.said


def test_a_dry_run_sends_nothing_and_shows_no_secret(folder: Path) -> None:
    with desk_that(answer("200 OK")) as desk:
        environ = {"DESK": desk.url.replace("localhost", "bot:pa55@localhost")}
        ran = Ran(folder, "one.json", bot="bot.yaml", environ=environ, dry_run=True)
    assert (ran.code, desk.received, (folder / "archive.jsonl").exists()) == (0, [], False)
    shown = ran.out.getvalue()
    assert shown.startswith("POST ${DESK}\n")
    assert "append to archive.jsonl" in shown
    assert write_json(payload()) in shown
    assert "pa55" not in shown


def test_nothing_that_is_said_can_steer_a_terminal(folder: Path) -> None:
    (folder / "\x1b[31m.json").write_text("{\x1b]0;x\x07", "utf-8")
    with desk_that(answer("500 \x1b[2J", b"\x1b[2J\x9b")) as desk:
        said = Ran(folder, "\x1b[31m.json", to="-").said + Ran(folder, "one.json", to=desk.url).said
    assert not {"\x1b", "\x07", "\x9b"} & set(said)


def test_the_schema_is_printed() -> None:
    out = StringIO()
    assert payload_schema.run(fake_host(stdout=out)) == 0
    schema = json.loads(out.getvalue())
    assert jsonschema_rs.Draft202012Validator(schema).is_valid(payload())


def test_what_is_interrupted_lies_in_the_outbox(folder: Path) -> None:
    def interrupt(connection: socket, desk: Desk) -> None:
        read_request(connection)
        interrupt_main()
        desk.closing.wait(20)

    said = StringIO()
    host = fake_host(stderr=said, environ={"XDG_STATE_HOME": str(folder / "state")}, cwd=folder)
    with desk_that(interrupt) as desk, pytest.raises(KeyboardInterrupt):
        emit.run(["many.jsonl"], desk.url, None, host)
    assert "what was begun lies in the outbox" in said.getvalue()
    outbox = Outbox(folder / "state" / "takeover" / "outbox.db")
    (item,) = outbox.items()
    outbox.close()
    assert (item.state, item.detail, item.owner) == ("unknown", "interrupted; it may have arrived", "")
