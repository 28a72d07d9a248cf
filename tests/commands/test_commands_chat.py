"""`takeover chat` as a whole: what is typed, what comes out of each stream, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from chats import BOT, DESK
from fake_host import Ran, run_cli
from loopback import answer, desk_that
from takeover.loading.yaml_tree import read_tree
from takeover.source.diagnostic import Problems

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 30


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    folder = tmp_path / "bot"
    folder.mkdir()
    (folder / "main.yaml").write_text(BOT, "utf-8")
    (folder / "desk.yaml").write_text(DESK, "utf-8")
    return folder


def chat(bot: Path, options: str = "", stdin: str = "", *, terminal: bool = False, **environ: str) -> Ran:
    return run_cli(
        f"chat bot {options}",
        stdin=stdin,
        cwd=bot.parent,
        terminal=terminal,
        environ={"XDG_STATE_HOME": str(bot.parent / "state"), **environ},
    )


def test_a_talk_through_a_pipe(bot: Path) -> None:
    assert chat(bot, stdin="hello?\nmenu\n2\nmy order\n/nonsense\n") == (
        0,
        """\
bot:   Hello.
user:  hello?
       - not understood
bot:   Sorry.
user:  menu
bot:   Which?
       [1] Red  [2] Green  [3] Person
user:  2
       - not understood
bot:   Sorry.
user:  my order
+ Call
|   GET https://shop.example/orders
note:  not sent; the call is answered by its example
       - order = {"status": "shipped"}
bot:   It is shipped.
""",
        """\
error: there is no command /nonsense; /help lists the commands; // begins a text with a slash
note:  4 inputs
""",
    )


def test_payloads_alone_on_standard_output(bot: Path) -> None:
    code, stdout, stderr = chat(bot, "--to - --id conv --seed 1", "human\n")
    assert code == 0
    payload = json.loads(stdout)
    assert payload["id"] == "conv:2:1"
    assert stdout.count("\n") == 1
    assert stderr.startswith("bot:   Hello.\nuser:  human\n")
    assert stderr.endswith("ok:    delivered: standard output: printed\nnote:  1 input, 1 takeover; 1 sent\n")


def test_payloads_in_a_file(bot: Path) -> None:
    for _ in range(2):
        assert chat(bot, "--to out/takeovers.jsonl", "human\n").code == 0
    lines = (bot.parent / "out/takeovers.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["reason"]["code"] for line in lines] == ["requested", "requested"]


def test_what_is_not_delivered_costs_4(bot: Path) -> None:
    with desk_that(answer("500 Broken")) as desk:
        code, stdout, stderr = chat(bot, f"--to {desk.url} --id conv", "human\n")
    assert code == 4
    assert "warning: failed:" in stdout
    assert "bot:   Nobody is there.\n" in stdout
    assert "warning: conv:2:1 did not reach" in stderr
    assert "takeover outbox retry 1" in stderr
    assert (bot.parent / "state/takeover/outbox.db").is_file()


def test_options(bot: Path) -> None:
    options = (
        "--at 2026-03-02T23:30+01:00 --seed 5 --channel sms --language nl --param a=b=c --param n= --user name=Jane"
    )
    _, stdout, _ = chat(bot, f"{options} --start Desk --id conv --json", '{"event": "waited", "after": "1h"}\n')
    outputs = [json.loads(line) for line in stdout.splitlines()]
    captured = {output["name"]: output["value"] for output in outputs if output["output"] == "captured"}
    assert captured == {"a": "b=c", "n": "", "user.name": "Jane"}
    payload = next(output for output in outputs if output["output"] == "payload")["payload"]
    assert payload["conversation"]["channel"] == "sms"
    assert payload["conversation"]["language"] == "nl"
    assert payload["conversation"]["id"] == "conv"
    assert payload["contact"]["name"] == "Jane"
    assert payload["created_at"] == "2026-03-02T22:30:00Z"


@pytest.mark.parametrize("at", ["2026-03-02T10:15", "2026-03-02 10:15:00", "2026-03-02T09:15Z", "10:15"])
def test_a_time_is_one_of_the_bot(bot: Path, at: str) -> None:
    (bot / "place.yaml").write_text("timezone: Europe/Amsterdam\n", "utf-8")
    shown = run_cli(["chat", "bot", "--at", at], cwd=bot.parent, stdin="/state\n").stdout
    assert "2026-03-02 10:15" in shown


def test_bad_options_are_told_all_at_once(bot: Path) -> None:
    options = [
        *("--at", "noon", "--seed", "-1", "--channel", "", "--language", "english", "--param", "x", "--param", "now=1"),
        *(
            "--param",
            "user.name=x",
            "--user",
            "=x",
            "--start",
            "Desc",
            "--to",
            "desk",
            "--id",
            "a b",
            "--record",
            "bot",
        ),
    ]
    code, stdout, stderr = run_cli(["chat", "bot", *options], cwd=bot.parent)
    assert (code, stdout) == (2, "")
    assert (
        stderr
        == f"""\
error: --id: "a b" cannot name a conversation; letters, digits, . _ and -, at most 100
error: --at: "noon" is not a time; for example 2026-03-02T10:15, 2026-03-02T10:15+01:00, or 10:15
error: --seed: "-1" is not a whole number from 0 to 4294967295
error: --channel: "" cannot be a channel; for example web, whatsapp, email
error: --language: "english" is not a language; did you mean "en"?
error: --param: "x" is not NAME=VALUE
error: --param: "now" is a built-in name and cannot be set; give it another name
error: --param: "user.name" is a field of the user; --user name=…
error: --user: "=x" is not NAME=VALUE
error: --start: there is no flow or step "Desc"; did you mean "Desk"?
error: --to: "desk" is neither a target, nor an https:// address, nor a file such as desk.jsonl; the bot has no targets
error: --record: {bot} is a folder; name a file in it
"""
    )


@pytest.mark.parametrize("at", ["9500-01-01", "1066-10-14", "25:00", "", "2026-13-01"])
def test_a_time_that_is_none(bot: Path, at: str) -> None:
    code, stdout, stderr = run_cli(["chat", "bot", "--at", at], cwd=bot.parent)
    assert (code, stdout) == (2, "")
    assert stderr.startswith(f'error: --at: "{at}" is ')


def test_a_bot_with_errors_does_not_run(bot: Path) -> None:
    (bot / "main.yaml").write_text(BOT.replace("say: Sorry.", "sya: Sorry."), "utf-8")
    code, stdout, stderr = chat(bot, stdin="hello\n")
    assert (code, stdout) == (1, "")
    assert "error[unknown-action]" in stderr
    (bot / "main.yaml").write_text(BOT + "targets: {desk: {http: 'https://x.example', secert: '${S}'}}\n", "utf-8")
    code, stdout, stderr = chat(bot, stdin="hello\n")
    assert (code, stdout) == (1, "")
    assert 'did you mean "secret"?' in stderr


def test_a_bot_that_cannot_be_read(bot: Path) -> None:
    code, stdout, stderr = run_cli("chat nowhere", cwd=bot.parent)
    assert (code, stdout) == (3, "")
    assert "there is no such file or folder" in stderr


def test_the_bot_of_this_folder(bot: Path) -> None:
    assert run_cli("chat", cwd=bot).stdout == "bot:   Hello.\n"
    (bot.parent / "other").mkdir()
    code, stdout, stderr = run_cli("chat", cwd=bot.parent / "other")
    assert (code, stdout) == (2, "")
    assert stderr == "error: there is no bot in this folder: name one, for example takeover chat flows/acme\n"


def test_warnings_are_counted(bot: Path) -> None:
    (bot / "more.yaml").write_text("flow: More\nsteps: [{when: &a unknown, do: [{say: Hm.}]}]\n", "utf-8")
    assert chat(bot).stderr.startswith("note:  one warning about these flows: takeover validate bot shows them\n")


def test_a_transcript_is_written_when_leaving(bot: Path) -> None:
    code, _, stderr = chat(bot, "--record talks/menu.yaml --at 2026-03-02T10:15Z --seed 4", "menu\n2\n/wait 10m\n")
    assert code == 0
    assert stderr.endswith(f"note:  the transcript is in {bot.parent}/talks/menu.yaml\n")
    assert (
        (bot.parent / "talks/menu.yaml").read_text("utf-8")
        == """\
transcript: menu
bot: "../bot"
at: 2026-03-02T10:15+00:00
given:
  channel: web
  seed: 4
turns:
  - bot: Hello.
  - user: menu
  - bot: Which?
  - choose: Green
  - bot: Sorry.
  - wait: 10m
  - bot: Still there?
"""
    )


def test_a_transcript_that_cannot_be_written_is_told(bot: Path) -> None:
    code, _, stderr = chat(bot, "--record bot/main.yaml/x.yaml", "menu\n")
    assert code == 2
    assert "is a file, and nothing can lie in it" in stderr
    code, _, stderr = chat(bot, "--record bot/main.yaml", "menu\n")
    assert code == 2
    assert "is there already, and is no transcript" in stderr


def test_a_sensitive_value_is_in_no_transcript(bot: Path) -> None:
    _, _, stderr = chat(bot, "--record t.yaml", "pay by card\n4111 1111 1111 1111\n")
    written = (bot.parent / "t.yaml").read_text("utf-8")
    assert '- user: "[masked: card]"\n' in written
    assert "masked in it: card" in stderr
    assert read_tree(written, "t.yaml", Problems()) is not None


def test_json(bot: Path) -> None:
    code, stdout, stderr = chat(bot, "--json --id conv --seed 1", '{"event": "heard", "text": "Hello?"}\n')
    assert (code, stderr) == (0, "note:  1 input\n")
    lines = [line for line in stdout.splitlines(keepends=True) if 'decision":{' not in line]
    assert "".join(lines) == JSON_LINES


JSON_LINES = """\
{"output":"entered","id":"conv:1:0","span":"bot/main.yaml:5:5","flow":"Main","step":"1","by":"event","decision":null}
{"output":"said","id":"conv:1:1","span":"bot/main.yaml:6:11","text":"Hello.","choices":[],"buttons":[]}
{"output":"done","turn":1}
{"output":"said","id":"conv:2:2","span":"bot/main.yaml:30:11","text":"Sorry.","choices":[],"buttons":[]}
{"output":"done","turn":2}
"""


def test_json_beside_payloads(bot: Path) -> None:
    code, stdout, stderr = chat(bot, "--json --to -", '{"event": "heard", "text": "human"}\n')
    assert code == 0
    assert [json.loads(line)["schema"] for line in stdout.splitlines()] == ["takeover/1"]
    assert '{"output":"done","turn":2}\n' in stderr


def test_a_dumb_terminal_is_asked_line_by_line(bot: Path) -> None:
    code, stdout, stderr = chat(bot, stdin="menu\n/nonsense\n", terminal=True, TERM="dumb")
    assert (code, stderr) == (0, "")
    assert stdout.startswith("bot:   Hello.\n> bot:   Which?\n")
    assert "> error: there is no command /nonsense" in stdout


def test_nothing_that_is_said_is_obeyed(bot: Path) -> None:
    ran = chat(bot, "--to -", "\x1b[31m\u202e \x9b31m\x07\n/\x1b[2J\nhuman\n")
    for stream in (ran.stdout, ran.stderr):
        assert not {"\x1b", "\u202e", "\x9b", "\x07"} & set(stream)


def test_a_line_without_end_is_left_out(bot: Path) -> None:
    ran = chat(bot, stdin="x" * 3_000_000 + "\nmenu")
    assert "a line of more than 1,000,000 characters is left out" in ran.stderr
    assert "bot:   Which?\n" in ran.stdout


def test_the_flows_may_be_edited_meanwhile(bot: Path) -> None:
    with start(bot) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(b"what?\n")
        running.stdin.flush()
        assert read_until(running, b"Sorry.")
        (bot / "main.yaml").write_text(BOT.replace("Sorry.", "Pardon?"), "utf-8")
        _, stderr = running.communicate(b"huh?\n", PATIENCE)
    assert b'the bot says "Pardon?" instead of "Sorry."' in stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_an_interrupt_costs_130_and_loses_nothing(bot: Path) -> None:
    with start(bot, "--record", "t.yaml") as running:
        assert read_until(running, b"Hello.")
        running.send_signal(signal.SIGINT)
        _, stderr = running.communicate(None, PATIENCE)
    assert running.returncode == 130
    assert b"Traceback" not in stderr
    assert "bot: Hello." in (bot.parent / "t.yaml").read_text("utf-8")


def test_a_reader_that_left_ends_the_talk(bot: Path) -> None:
    with start(bot) as running:
        assert running.stdout is not None
        running.stdout.close()
        running.stdout = None
        _, stderr = running.communicate(b"menu\n" * 100, PATIENCE)
    assert running.returncode == 141
    assert b"Traceback" not in stderr


@pytest.mark.parametrize("options", [[], ["--json"], ["--to", "-"]])
def test_through_a_pipe_neither_the_prompt_nor_rich_nor_the_network_is_loaded(bot: Path, options: list[str]) -> None:
    tell = (
        "import sys; from takeover.__main__ import main; status = main(sys.argv[1:]);"
        "unwanted = ('prompt_toolkit', 'rich', 'pygments', 'httpx', 'smtplib', 'pydantic', 'importlib.metadata');"
        "print(status, [name for name in sys.modules if name.split('.')[0] in unwanted or name in unwanted])"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "-c", tell, "chat", str(bot), *options],
        input=b"human\n",
        capture_output=True,
        check=True,
    )
    assert ran.stdout.splitlines()[-1] == b"0 []"


def start(bot: Path, *options: str) -> subprocess.Popen[bytes]:
    """Begin a chat in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "takeover", "chat", "bot", *options],
        cwd=bot.parent,
        env={**os.environ, "XDG_STATE_HOME": str(bot.parent / "state")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def read_until(running: subprocess.Popen[bytes], text: bytes) -> bool:
    """Read what it says until it has said this."""
    assert running.stdout is not None
    said = b""
    until = time.monotonic() + PATIENCE
    while text not in said and time.monotonic() < until:
        piece = os.read(running.stdout.fileno(), 65536)
        if not piece:
            return False
        said += piece
    return text in said


def test_a_chat_goes_on_from_a_transcript(bot: Path) -> None:
    chat(bot, "--at 2026-03-02T10:15 --seed 1 --record bot/transcripts/t.yaml", "menu\n1\nname please\n")
    ran = run_cli("chat --resume bot/transcripts/t.yaml", stdin="Jane\n/save u.yaml\n", cwd=bot.parent)
    assert ran.code == 0
    assert ran.stdout.startswith("bot:   Hello.\nuser:  menu\n")
    assert ran.stdout.index("user:  Jane") < ran.stdout.index("Thanks, Jane.")
    assert run_cli("replay u.yaml", cwd=bot.parent).stdout.endswith("1 passed\n")


def test_a_transcript_that_fails_is_resumed_from_there(bot: Path) -> None:
    text = "transcript: A\nturns:\n  - bot: Hello.\n  - user: menu\n  - bot: What?\n  - user: name please\n"
    (bot / "transcripts").mkdir()
    (bot / "transcripts/a.yaml").write_text(text, "utf-8")
    ran = chat(bot, "--resume bot/transcripts/a.yaml", "2\n")
    assert ran.code == 0
    assert (
        "a.yaml:5: the bot says something else; expected What?, came Which?: the chat goes on from here" in ran.stderr
    )
    assert "user:  menu" in ran.stdout
    assert "name please" not in ran.stdout


@pytest.mark.parametrize(
    ("text", "options", "code", "told"),
    [
        (
            "transcripts: [{transcript: A, turns: [{user: x}]}, {transcript: B, turns: []}]",
            "",
            2,
            "there are 2 transcripts",
        ),
        ("transcript: A\nturns: []", "::B", 2, 'there is no transcript "B" in bot/transcripts/a.yaml'),
        ("transcript: A\nturns: [{usr: x}]", "", 1, '"usr" is not a turn'),
        ("transcript: A\nturns: []", " --seed 3", 2, "--seed cannot stand beside --resume"),
        (None, "", 3, "there is no such file"),
    ],
)
def test_what_cannot_be_resumed_is_told(bot: Path, text: str | None, options: str, code: int, told: str) -> None:
    (bot / "transcripts").mkdir()
    if text is not None:
        (bot / "transcripts/a.yaml").write_text(text, "utf-8")
    ran = run_cli(f"chat --resume bot/transcripts/a.yaml{options}", cwd=bot.parent)
    assert (ran.code, told in ran.stderr) == (code, True)
