"""A recipe of one's own, as the README shows it: it stands beside the flows, is checked with them, makes one ticket."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import jsonschema_rs
import pytest
import yaml

from fake_host import run_cli
from places import ROOT
from recipe_made import EVIL, takeover
from takeover.commands.schema import SCHEMAS
from takeover.handover.writing import write_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

README = (ROOT / "README.md").read_text("utf-8")
SAMPLES = re.findall(r"^```yaml\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
SAMPLE = next(text for text in SAMPLES if text.startswith("# our_desk.yaml"))
BOT = """\
flow: Help
steps:
  - when: unknown
    do: [{say: A colleague answers within an hour.}, {takeover: {unavailable: [{say: Please call us.}]}}]
targets:
  desk: {recipe: our_desk, url: "URL", token: "${DESK_TOKEN}"}
"""
ENVIRON = {"DESK_TOKEN": "t0p-secret"}


class OurDesk(BaseHTTPRequestHandler):
    """The help desk that the README's recipe is about. Every second answer to a POST is lost."""

    tickets: list[dict[str, Any]]
    posts: int

    def do_GET(self) -> None:
        """Search, or give a ticket."""
        parts = urlsplit(self.path)
        if parts.path == "/tickets":
            wanted = parse_qs(parts.query)["external"][0]
            return self._say(200, {"items": [one for one in self.tickets if one["external"] == wanted]})
        return self._say(200, self.tickets[int(parts.path.rpartition("/")[2]) - 1])

    def do_POST(self) -> None:
        """Make a ticket."""
        if self.headers["Authorization"] != "Bearer t0p-secret":
            return self._say(401, {})
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.tickets.append({**sent, "id": len(self.tickets) + 1})
        type(self).posts += 1
        if self.posts % 2:
            self.close_connection = True
            return None
        return self._say(201, {"id": len(self.tickets)})

    def _say(self, status: int, answer: Any) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Say nothing."""


@pytest.fixture(name="bot")
def make_bot(tmp_path: Path) -> Iterator[Path]:
    """Give a bot with the recipe, whose desk is open."""
    OurDesk.tickets, OurDesk.posts = [], 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), OurDesk)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    (tmp_path / "our_desk.yaml").write_text(SAMPLE, "utf-8")
    (tmp_path / "bot.yaml").write_text(BOT.replace("URL", f"http://127.0.0.1:{server.server_address[1]}"), "utf-8")
    (tmp_path / "one.json").write_text(write_json(takeover(EVIL, name="own")), "utf-8")
    yield tmp_path
    server.shutdown()
    server.server_close()
    thread.join()


def test_it_has_no_problem_and_editors_complete_it(bot: Path) -> None:
    ran = run_cli("validate .", cwd=bot)
    assert ran.code == 0, ran
    jsonschema_rs.validator_for(SCHEMAS["recipe"]()).validate(yaml.safe_load(SAMPLE))
    assert len([line for line in SAMPLE.splitlines() if not line.startswith("#")]) == 15


def test_a_takeover_is_one_ticket_though_the_answer_was_lost(bot: Path) -> None:
    words = ["emit", "one.json", "--bot", ".", "--to", "desk", "--outbox", "o.db"]
    ran = run_cli(words, cwd=bot, environ=ENVIRON)
    assert ran.code == 0, ran
    (ticket,) = OurDesk.tickets
    assert (ticket["external"], ticket["email"]) == (takeover(EVIL, name="own")["id"], "jane@example.com")
    assert "<b>&amp;</b>" not in ticket["body"]
    assert "t0p-secret" not in str(ticket) + ran.stdout + ran.stderr
    (bot / "o.db").unlink()
    assert run_cli(words, cwd=bot, environ=ENVIRON).code == 0
    assert len(OurDesk.tickets) == 1


def test_the_probe_is_content_with_it(bot: Path) -> None:
    ran = run_cli(["probe", "desk", "--bot", "."], cwd=bot, environ=ENVIRON)
    assert ran.code == 0, ran
    assert "still one ticket: 1" in ran.stdout
    assert "as it was sent: subject" in ran.stdout
    assert len(OurDesk.tickets) == 1


def test_the_probe_finds_a_wrong_token(bot: Path) -> None:
    ran = run_cli(["probe", "desk", "--bot", "."], cwd=bot, environ={"DESK_TOKEN": "another"})
    assert ran.code == 1
    assert "it does not let us in" in ran.stdout
