"""`takeover harvest`: gathers from every kind of file, shows what to paste, adds it, and locks it in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fake_host import Ran, run_cli

if TYPE_CHECKING:
    from pathlib import Path

BOT = """\
# A shop.
bot: Shop
match: {threshold: 0.6}   # set

flow: Main
steps:
  - step: order
    when:
      text:   # what people say
        - where is my order
        - track my parcel   # the old words
        - has it been sent
    do: [{say: On its way.}]
  - step: refund
    when: {text: [I want my money back, can I get a refund,   refund please]} # money
    do: [{say: Five days.}]
  - when: unknown
    do: [{say: Pardon?}]
"""
LOG = (
    ("could you tell me where the order is that I made", 3),
    ("tell me where the order is that jane@example.com made", 1),
    ("a refund to card 4111 1111 1111 1111 never came", 2),
    ("my parrot sings", 1),
    ("refund please", 5),
)


NEW = "a refund to card never came"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "bot.yaml").write_text(BOT, "utf-8")
    lines = [json.dumps([text]) + "\n" for text, times in LOG for _ in range(times)]
    (tmp_path / "log.jsonl").write_text("".join(lines), "utf-8")
    return tmp_path


def harvest(folder: Path, line: str = "log.jsonl", *, stdin: str = "", environ: dict[str, str] | None = None) -> Ran:
    return run_cli(f"harvest --bot bot.yaml {line}", cwd=folder, stdin=stdin, environ=environ)


def texts(ran: Ran) -> dict[str, int]:
    return {one["texts"][0]: one["count"] for one in json.loads(ran.stdout)["clusters"]}


def test_it_counts_and_says_what_to_paste(shop: Path) -> None:
    ran = harvest(shop)
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.startswith("7 inputs that were not understood")
    assert '1. 4 x "could you tell me where the order is that I made"  log.jsonl:1' in ran.stdout
    assert '"tell me where the order is that {email} made"' in ran.stdout
    assert "     # Main/order, bot.yaml:10\n     - could you tell me where the order is that I made\n" in ran.stdout
    assert "     - user: could you tell me where the order is that I made\n     - flow: Main/order\n" in ran.stdout
    assert "# no step is near. A new one?" in ran.stdout
    for private in ("jane", "4111", "1111"):
        assert private not in ran.stdout


def test_as_json(shop: Path) -> None:
    found = json.loads(harvest(shop, "log.jsonl --json").stdout)
    assert (found["inputs"], found["understood_by_now"], found["all_kept"]) == (7, 0, True)
    first = found["clusters"][0]
    assert first["nearest"]["step"] == "Main/order"
    assert first["nearest"]["is_near"] is True
    assert first["lock"] == "- user: could you tell me where the order is that I made\n- flow: Main/order"


def test_applied_it_is_understood_and_all_else_stays(shop: Path) -> None:
    before = (shop / "bot.yaml").read_text("utf-8")
    ran = harvest(shop, "log.jsonl --apply --transcripts transcripts")
    assert ran.code == 0
    after = (shop / "bot.yaml").read_text("utf-8")
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert added == [
        "        - could you tell me where the order is that I made",
        "    when: {text: [I want my money back, can I get a refund,   refund please, " + NEW + "]} # money",
    ]
    assert [line for line in before.splitlines() if line not in after.splitlines()] == [
        "    when: {text: [I want my money back, can I get a refund,   refund please]} # money"
    ]
    assert "+        - could you tell me where the order is that I made\n" in ran.stdout
    assert "left out, as no step is near: 1" in ran.stderr
    assert "jane" not in after
    names = sorted(path.name for path in (shop / "transcripts").iterdir())
    assert len(names) == 2
    replayed = run_cli("replay .", cwd=shop)
    assert (replayed.code, "2 passed" in replayed.stdout) == (0, True)
    again = harvest(shop, "log.jsonl --json")
    assert set(texts(again)) == {"my parrot sings"}
    # What is locked in fails when somebody takes the example out again.
    (shop / "bot.yaml").write_text(before, "utf-8")
    assert run_cli("replay .", cwd=shop).code == 1


def test_only_some_are_added_even_far_ones(shop: Path) -> None:
    far = [one["texts"][0] for one in json.loads(harvest(shop, "log.jsonl --json").stdout)["clusters"]].index(
        "my parrot sings"
    )
    ran = harvest(shop, f"log.jsonl --apply --only {far + 1}")
    assert ran.code == 0
    added = (shop / "bot.yaml").read_text("utf-8")
    assert "tell me where" not in added


def test_in_ci_nothing_is_written(shop: Path) -> None:
    ran = harvest(shop, "log.jsonl --apply", environ={"CI": "true"})
    assert (ran.code, ran.stdout) == (2, "")
    assert "nothing is ever written" in ran.stderr
    assert (shop / "bot.yaml").read_text("utf-8") == BOT


def test_it_reads_what_other_commands_write(shop: Path) -> None:
    said = "my parrot sings\nrefund please\n"
    expected = {"my parrot sings": 1}
    chat = run_cli("chat bot.yaml --json", cwd=shop, stdin='{"event": "heard", "text": "my parrot sings"}\n')
    (shop / "chat.jsonl").write_text(chat.stdout, "utf-8")
    assert texts(harvest(shop, "chat.jsonl --json")) == expected
    matched = run_cli("match bot.yaml --json", cwd=shop, stdin=said)
    assert texts(harvest(shop, "- --json", stdin=matched.stdout)) == expected
    replayed = run_cli("replay --log log.jsonl bot.yaml -f json", cwd=shop)
    (shop / "log.json").write_text(replayed.stdout, "utf-8")
    assert texts(harvest(shop, "log.json --json")) == texts(harvest(shop, "log.jsonl --json"))
    (shop / "t.yaml").write_text(
        "transcript: A\nturns: [{user: my parrot sings}, {bot: Pardon?}, {user: refund please}, {bot: No}]\n", "utf-8"
    )
    assert texts(harvest(shop, "t.yaml --json")) == expected
    wrong = "transcript: A\nturns: [{user: my parrot sings}, {bot: Sings!}]\n"
    (shop / "t.yaml").write_text(wrong, "utf-8")
    for form in ("json", "jsonl"):
        (shop / f"r.{form}").write_text(run_cli(f"replay t.yaml --bot bot.yaml -f {form}", cwd=shop).stdout, "utf-8")
        assert texts(harvest(shop, f"r.{form} --json")) == expected


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("nothing.jsonl", 3),
        ("nothing.yaml", 3),
        ("log.jsonl --only 1", 2),
        ("log.jsonl --apply --only x", 2),
        ("log.jsonl --apply --only 0", 2),
        ("log.jsonl --apply --only 99", 2),
        ("log.jsonl --apply --json", 2),
        ("log.jsonl --transcripts t", 2),
        ("", 2),
    ],
)
def test_what_cannot_be(shop: Path, line: str, code: int) -> None:
    ran = harvest(shop, line)
    assert ran.code == code
    assert ran.stderr
    assert (shop / "bot.yaml").read_text("utf-8") == BOT


@pytest.mark.parametrize("data", [b"", b"\n", b"{", b"[1", b'{"output": 1}\n{', b"\xff\n", b"[" * 5000, b'{"text": 1}'])
def test_a_broken_log_is_a_clear_problem(shop: Path, data: bytes) -> None:
    (shop / "log.jsonl").write_bytes(data)
    ran = harvest(shop)
    assert ran.code in {0, 1, 3}
    assert ran.stdout.startswith("0 inputs")
    assert "Traceback" not in ran.stderr


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text("ab refund ordewhi:#-'\"{}[]&*!|>%@`,\\\0\x1b\x85é返👍\n\t1", min_size=1, max_size=40), max_size=4)
)
def test_whatever_was_said_the_flows_stay_whole(shop: Path, said: list[str]) -> None:
    (shop / "bot.yaml").write_text(BOT, "utf-8")
    texts_ = [f"where the refund order {text}" for text in said]
    (shop / "log.jsonl").write_text("".join(json.dumps([text]) + "\n" for text in texts_), "utf-8")
    count = len(texts(harvest(shop, "log.jsonl --json")))
    for number in range(1, count + 1):
        assert harvest(shop, "log.jsonl --apply --only 1").code == 0, number
    after = (shop / "bot.yaml").read_text("utf-8")
    assert run_cli("match bot.yaml hello", cwd=shop).code == 0
    kept = iter(after.splitlines())  # of the lines outside brackets each is there still, in order
    assert all(line in kept for line in BOT.splitlines() if "can I get a refund" not in line)
