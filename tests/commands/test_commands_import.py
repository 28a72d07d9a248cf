"""`takeover import`: where it writes, what it refuses, its exit status; and `replay` of the same files as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fake_host import Ran, run_cli

if TYPE_CHECKING:
    from pathlib import Path

BOT = """\
flow: Main
steps:
  - when: {text: [hello]}
    do: [{say: Hello there., choices: [Go on, Stop]}]
  - when: {text: [Go on]}
    do: [{say: Bye.}]
"""
CONVO = "Greeting\nas everybody does\n\n#me\nhello\n\n#bot\nhello THERE\n\n#me\nBUTTON Go on\n\n#bot\nBye.\n"
RASA = "stories:\n- story: Greeting\n  steps:\n  - user: hello\n  - bot: Hello there.\n"
LOSING = "Greeting\n#me\nhello\n#bot\nJSON_PATH $.a|b\n"


def put(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


def run(folder: Path, line: str) -> Ran:
    return run_cli(line, cwd=folder)


def test_what_is_carried_over_whole_passes_both_ways(tmp_path: Path) -> None:
    put(tmp_path, bot_yaml=BOT, a_convo_txt=CONVO, deep__b_yml=RASA)
    ran = run(tmp_path, "import a.convo.txt deep --to ours/transcripts")
    assert (ran.code, ran.stdout) == (0, "")
    assert "2 transcripts in 2 files written to ours/transcripts" in ran.stderr
    assert run(tmp_path, "replay ours --bot bot.yaml").code == 0
    ran = run(tmp_path, "replay a.convo.txt deep/b.yml --bot bot.yaml")
    assert (ran.code, "2 passed" in ran.stdout) == (0, True)


def test_a_failure_points_into_the_foreign_file(tmp_path: Path) -> None:
    put(tmp_path, bot_yaml=BOT, a_convo_txt=CONVO.replace("THERE", "you"))
    ran = run(tmp_path, "replay a.convo.txt --bot bot.yaml")
    assert ran.code == 1
    assert "a.convo.txt:8" in ran.stdout


def test_what_is_lost_is_listed_and_fails_when_it_is_played(tmp_path: Path) -> None:
    put(tmp_path, bot_yaml=BOT, a_convo_txt=LOSING, b_convo_txt=CONVO)
    ran = run(tmp_path, "import a.convo.txt --to ours")
    assert ran.code == 1
    assert (
        'a.convo.txt:5:1: error[not-carried]: this could not be carried over: the asserter "JSON_PATH $.a|b"'
        in ran.stdout
    )
    assert "# could not be carried over" in (tmp_path / "ours/a.yaml").read_text("utf-8")
    ran = run(tmp_path, "replay a.convo.txt b.convo.txt --bot bot.yaml -f tap")
    assert ran.code == 1
    assert "not ok 1" in ran.stdout
    assert "ok 2" in ran.stdout


def test_nothing_is_written_over_without_force(tmp_path: Path) -> None:
    put(tmp_path, a_convo_txt=CONVO, ours__a_yaml="mine")
    ran = run(tmp_path, "import a.convo.txt --to ours")
    assert (ran.code, "ours/a.yaml is there already" in ran.stdout) == (3, True)
    assert (tmp_path / "ours/a.yaml").read_text("utf-8") == "mine"
    assert run(tmp_path, "import a.convo.txt --to ours --force").code == 0
    assert "Greeting" in (tmp_path / "ours/a.yaml").read_text("utf-8")


def test_two_files_never_share_a_name(tmp_path: Path) -> None:
    put(tmp_path, x__a_convo_txt=CONVO, x__a_yml=RASA, x__a_chat="user: hello\nbot: Hello there.\n")
    assert run(tmp_path, "import x --to ours").code == 0
    assert sorted(path.name for path in (tmp_path / "ours").iterdir()) == ["a-botium.yaml", "a-rasa.yaml", "a.yaml"]


def test_the_folders_are_kept_and_other_files_left_alone(tmp_path: Path) -> None:
    put(tmp_path, x__deep__a_yml=RASA, x__config_yml="a: 1\n", x__package_json="{}", x__readme_txt="hi")
    ran = run(tmp_path, "import x --to ours")
    assert (ran.code, "2 other files left alone" in ran.stderr) == (0, True)
    assert (tmp_path / "ours/deep/a.yaml").is_file()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"hello", "this is no conversation of a tool that is known"),
        ("a.yml", b"a: 1\n", "this is no conversation of a tool that is known"),
        ("a.convo.txt", b"T\n#me\ncaf\xe9\n", "the byte 0xE9 here is not UTF-8"),
        ("a.chat", "user: hi".encode("utf-16"), "this file is UTF-16"),
        ("a.transcript", b'[{"type": "message"', "this is no JSON"),
        ("a.yml", b"stories: [", "[syntax]"),
        ("a.yml", b"", "this file is empty"),
        ("nowhere.chat", None, "there is no such file"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, data: bytes | None, said: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ran = run(tmp_path, f"import {name} --to ours")
    assert ran.code == 3
    assert said in ran.stdout
    assert not (tmp_path / "ours").exists()


def test_one_that_is_broken_keeps_no_other_from_being_imported(tmp_path: Path) -> None:
    put(tmp_path, x__a_transcript="[", x__b_convo_txt=CONVO)
    assert run(tmp_path, "import x --to ours").code == 3
    assert (tmp_path / "ours/b.yaml").is_file()


def test_a_file_beside_them_that_is_broken_is_told(tmp_path: Path) -> None:
    put(tmp_path, bot_yaml=BOT, x__a_convo_txt="T\n#me\nhi there\n")
    (tmp_path / "x/hi.utterances.txt").write_bytes(b"hi there\ncaf\xe9\n")
    for line in ("import x --to ours", "replay x/a.convo.txt --bot bot.yaml"):
        ran = run(tmp_path, line)
        assert ran.code
        assert "x/hi.utterances.txt:2" in ran.stdout
    assert not (tmp_path / "ours").exists()


def test_cases_in_json_are_played_as_they_are(tmp_path: Path) -> None:
    case = (
        '{"displayName": "Smile", "testCaseConversationTurns": [{"userInput": {"input": {"text": {"text": "hello"}}},'
    )
    case += ' "virtualAgentOutput": {"textResponses": [{"text": ["Hello there.", "\\ud83d\\ude00"]}]}}]}'
    put(tmp_path, bot_yaml=BOT, a_json=case, b_json="{}")
    assert run(tmp_path, "replay a.json --bot bot.yaml").code == 0
    assert "this is no conversation of a tool that is known" in run(tmp_path, "replay b.json --bot bot.yaml").stdout


def test_a_format_can_be_named(tmp_path: Path) -> None:
    put(tmp_path, talk_txt="user: hello\nbot: Hello there.\n")
    assert run(tmp_path, "import talk.txt --from chat --to ours").code == 0
    assert "- user: hello" in (tmp_path / "ours/talk.yaml").read_text("utf-8")
    ran = run(tmp_path, "import talk.txt --from chatt --to ours")
    assert (ran.code, 'did you mean "chat"' in ran.stderr) == (2, True)
    assert run(tmp_path, "import talk.txt --from rasa --to ours").code == 3
    assert run(tmp_path, "import talk.txt").code == 2


def test_a_folder_of_transcripts_may_hold_theirs_beside_ours(tmp_path: Path) -> None:
    put(tmp_path, shop__bot_yaml=BOT, shop__transcripts__a_convo_txt=CONVO, shop__transcripts__b_yml=RASA)
    ours = "transcript: Ours\nturns: [{user: hello}, {bot: Hello there.}]\n"
    put(tmp_path, shop__transcripts__c_yaml=ours)
    ran = run(tmp_path, "replay shop")
    assert (ran.code, "3 passed" in ran.stdout) == (0, True)


def test_update_leaves_a_foreign_file_alone(tmp_path: Path) -> None:
    put(tmp_path, bot_yaml=BOT, a_convo_txt=CONVO.replace("THERE", "you"), b_yml=RASA.replace("there", "you"))
    before = (tmp_path / "a.convo.txt").read_bytes(), (tmp_path / "b.yml").read_bytes()
    ran = run(tmp_path, "replay a.convo.txt b.yml --bot bot.yaml --update")
    assert ran.code == 1, ran
    assert ((tmp_path / "a.convo.txt").read_bytes(), (tmp_path / "b.yml").read_bytes()) == before
