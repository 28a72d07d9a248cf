"""`takeover desk` as a process of its own: opened, sent to, and judging what came."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

import httpx
import pytest

from fake_host import fake_host
from payloads import payload
from takeover.delivery.following import Deed, follow
from takeover.delivery.http import HttpTarget
from takeover.handover.writing import write_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def desk(folder: Path, *words: str, port: str = "0") -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """Open a desk, and give its process and the variables that it says to set."""
    command = [sys.executable, "-m", "takeover", "desk", "--mail-port", "0", "--folder", str(folder)]
    environ = {**os.environ, "TAKEOVER_DESK_SECRET": ""}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [*command, "--port", port, *words], stdout=pipe, stderr=pipe, text=True, env=environ
    ) as process:
        assert process.stderr is not None
        yield process, _read_variables(process.stderr)
        process.kill()


def _read_variables(said: IO[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in said:
        if line.startswith("  export "):
            name, _, value = line.removeprefix("  export ").strip().partition("=")
            found[name] = value
        if line.startswith("What arrives"):
            break
    return found


def emit(file: Path, to: str, environ: dict[str, str], folder: Path) -> int:
    bot = folder / "bot.yaml"
    bot.write_text(
        "flow: F\nsteps: [{when: unknown, do: [say: Hi.]}]\n"
        'targets:\n  desk: {http: "${HELPDESK_URL}", secret: "${HELPDESK_SECRET}"}\n'
        '  mail: {smtp: "${SMTP_URL}", to: help@acme.example, from: bot@acme.example}\n',
        "utf-8",
    )
    command = [sys.executable, "-m", "takeover", "emit", str(file), "--to", to, "--bot", str(bot)]
    known = {**os.environ, **environ, "XDG_STATE_HOME": str(folder / "state")}
    return subprocess.run(command, env=known, capture_output=True, check=False).returncode


def test_a_desk_that_expects_two_ends_well_when_they_came(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    file.write_text("".join(f"{write_json(payload(name=name))}\n" for name in ("a", "b")), "utf-8")
    with desk(tmp_path / "desk", "--expect", "2", "--json") as (process, environ):
        assert emit(file, "desk", environ, tmp_path) == 0
        out, err = process.communicate(timeout=30)
    assert (process.returncode, len(out.splitlines())) == (0, 2), err


def test_an_e_mail_ticket_counts_too(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    file.write_text(write_json(payload()), "utf-8")
    with desk(tmp_path / "desk", "--expect", "1") as (process, environ):
        assert emit(file, "mail", environ, tmp_path) == 0
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert "jane@example.com" in out


def test_a_desk_that_waits_in_vain_ends_badly(tmp_path: Path) -> None:
    with desk(tmp_path / "desk", "--expect", "1", "--timeout", "0.1", "--no-mail") as (process, _):
        _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "0 of 1 came" in err


def test_a_wrong_takeover_makes_the_verdict_a_bad_one(tmp_path: Path) -> None:
    with desk(tmp_path / "desk", "--expect", "1", "--unsigned") as (process, environ):
        assert httpx.post(environ["HELPDESK_URL"], json={"id": "nothing else"}).status_code == 422
        assert httpx.post(environ["HELPDESK_URL"], json=payload()).status_code == 201
        _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "that were wrong" in err


@pytest.mark.parametrize("words", [("--script", "quick"), ("--mail-script", "99")])
def test_a_script_that_is_none_is_a_usage_error(tmp_path: Path, words: tuple[str, str]) -> None:
    command = [sys.executable, "-m", "takeover", "desk", "--port", "0", "--no-mail", "--folder", str(tmp_path), *words]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert ran.returncode == 2
    assert words[1] in ran.stderr


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with desk(tmp_path / "one", "--no-mail") as (_, environ):
        port = environ["HELPDESK_URL"].split(":")[2].split("/")[0]
        command = [sys.executable, "-m", "takeover", "desk", "--port", port, "--no-mail", "--folder", str(tmp_path)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert ran.returncode == 3
    assert port in ran.stderr


def test_a_desk_that_is_killed_and_comes_back_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    with desk(folder, "--unsigned", "--no-mail") as (_, environ):
        address = environ["HELPDESK_URL"]
        facts = httpx.post(address, json=payload()).json()
        following = follow(HttpTarget(address), facts, fake_host())
        assert following is not None
    following.say("m1", "while you were away")
    with desk(folder, "--unsigned", "--no-mail", port=address.split(":")[2].split("/")[0]):
        token = json.loads((folder / "desk.json").read_text("utf-8"))["token"]
        agent = httpx.Client(base_url=address.removesuffix("/takeovers"), cookies={"takeover_desk": token})
        with agent:
            said = {"act": "say", "text": "back again"}
            assert agent.post("/api/tickets/1/act", json=said, headers={"X-Takeover-Desk": "1"}).status_code == 200
            assert eventually(following.take) == [Deed("say", "back again", "Agent")]
            messages = eventually(lambda: agent.get("/api/tickets/1").json()["messages"])
        following.stop()
    assert [message["text"] for message in messages] == ["while you were away"]


def eventually(check: Callable[[], Any]) -> Any:
    """Wait until something is so; it takes a moment, because it happens in another process."""
    until = time.monotonic() + 20
    while not (found := check()):
        assert time.monotonic() < until, "it never was"
        time.sleep(0.02)
    return found


def test_a_desk_stands_in_for_a_recipe_of_the_bots_own(tmp_path: Path) -> None:
    bot = tmp_path / "bot"
    bot.mkdir()
    (bot / "ours.yaml").write_text(
        "recipe: ours\ntitle: Our desk\nsettings: {url: where it is}\n"
        'requests:\n  - {post: "{{ settings.url }}/tickets", json: {id: "{{ id }}", text: "{{ letter }}"},'
        " take: {id: /no}}\n",
        "utf-8",
    )
    with desk(tmp_path / "desk", "--expect", "1", "--no-mail", "--bot", str(bot)) as (process, environ):
        url = environ["HELPDESK_URL"].replace("takeovers", "ours")
        (bot / "bot.yaml").write_text(
            f'flow: F\nsteps: [{{when: unknown, do: [say: Hi.]}}]\ntargets: {{ours: {{recipe: ours, url: "{url}"}}}}\n',
            "utf-8",
        )
        file = tmp_path / "p.jsonl"
        file.write_text(write_json(payload()), "utf-8")
        command = [sys.executable, "-m", "takeover", "emit", str(file), "--to", "ours", "--bot", str(bot)]
        environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")}
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert "ticket 1" in ran.stderr, ran.stderr
        process.communicate(timeout=30)
    assert process.returncode == 0


def test_a_wrong_recipe_of_the_bots_own_is_said(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(
        'recipe: ours\ntitle: Ours\nrequests: [{post: "{{ settings.url }}"}]\n', "utf-8"
    )
    words = ["--port", "0", "--no-mail", "--folder", str(tmp_path / "desk"), "--bot", str(tmp_path)]
    command = [sys.executable, "-m", "takeover", "desk", *words]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert ran.returncode == 1
    assert "bad-recipe" in ran.stderr
