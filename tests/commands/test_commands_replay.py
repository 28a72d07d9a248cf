"""`takeover replay`: what it finds, chooses, says and leaves behind, and its exit status."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fake_host import Ran, run_cli
from takeover.commands.replay_processes import LEAST

if TYPE_CHECKING:
    from pathlib import Path

BOT = """\
flow: Main
steps:
  - when: {event: opened}
    do: [{say: Hello.}]
  - when: {text: [my order]}
    do: [{say: On its way.}]
  - when: {text: [throw a coin]}
    do: [{say: [Heads., Tails.]}]
"""
GOOD = "transcript: Good\ntags: quick\nturns:\n  - bot: Hello.\n  - user: my order\n  - bot: On its way.\n"
BAD = "transcript: Bad\nturns:\n  - bot: Hello.\n  - user: my order\n  - bot: Not yet.  # a comment\n"
COIN = "transcript: Coin\nturns:\n  - bot: Hello.\n  - user: throw a coin\n  - bot: Heads.\n"


def put(folder: Path, **files: str) -> None:
    """Write transcripts beside the bot in flows/shop."""
    for name, text in {"../shop": BOT, **files}.items():
        path = folder / "flows/shop/transcripts" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def replay(folder: Path, args: str = "", **environ: str) -> Ran:
    return run_cli(f"replay {args}", cwd=folder, environ=environ)


def test_a_shared_bot_is_found_from_its_own_folder(tmp_path: Path) -> None:
    put(tmp_path, **{"../../tests/_shared": "bot: ../shop\n", "../../tests/deep/bad": BAD})
    assert "spoken by    flows/shop/shop.yaml:6" in replay(tmp_path, "flows/tests").stdout
    ran = replay(tmp_path / "flows/tests/deep", "bad.yaml")
    assert "there is no telling" in ran.stdout, "where nothing says what is above, nothing above is looked at"
    (tmp_path / ".git").mkdir()
    assert "flows/shop/shop.yaml:6" in replay(tmp_path / "flows/tests/deep", "bad.yaml").stdout
    put(tmp_path, **{"_shared": "bot: ../../shop/shop.yaml\n", "deep/bad": BAD})
    ran = replay(tmp_path, "flows/shop")
    assert "spoken by    flows/shop/shop.yaml:6" in ran.stdout


def test_what_is_shared_holds_below_and_the_nearest_wins(tmp_path: Path) -> None:
    near = "given: {params: {size: small}}\nturns: {greeting: [{bot: Hello.}]}\n"
    far = "given: {params: {size: large, topic: food}}\nturns: {greeting: [{bot: Never.}], asked: [{user: my order}]}\n"
    last = "transcript: Deep\nturns:\n  - include: greeting\n  - params: {size: small, topic: food}\n"
    deep = f"{last}  - include: asked\n  - bot: On its way.\n"
    put(tmp_path, **{"_shared": far, "a/_shared": near, "a/b/c/deep": deep})
    assert replay(tmp_path) == Ran(0, "1 passed\n", "")
    put(tmp_path, **{"a/_shared": "givn: {}\n"})
    ran = replay(tmp_path)
    assert (ran.code, "transcripts/a/_shared.yaml:1" in ran.stdout) == (1, True)


def test_all_pass(tmp_path: Path) -> None:
    put(tmp_path, good=GOOD)
    assert replay(tmp_path) == Ran(0, "1 passed\n", "")


def test_one_fails(tmp_path: Path) -> None:
    put(tmp_path, good=GOOD, bad=BAD)
    ran = replay(tmp_path)
    assert ran.code == 1
    assert "FAILED flows/shop/transcripts/bad.yaml::Bad" in ran.stdout
    assert "expected in  flows/shop/transcripts/bad.yaml:5" in ran.stdout
    assert "spoken by    flows/shop/shop.yaml:6" in ran.stdout
    assert ran.stdout.endswith("1 passed, 1 failed\n")


@pytest.mark.parametrize(
    "paths",
    [
        "",
        "flows",
        "flows/shop",
        "flows/shop/transcripts",
        "flows/shop/shop.yaml",
        "flows/shop/transcripts/good.yaml flows/shop/transcripts/sub/bad.yaml",
        "flows/shop flows/shop/transcripts/good.yaml",
    ],
)
def test_where_transcripts_are_found(tmp_path: Path, paths: str) -> None:
    put(tmp_path, good=GOOD, **{"sub/bad": BAD, "_shared": "given: {channel: sms}\n"})
    ran = replay(tmp_path, paths)
    assert (ran.code, ran.stdout.splitlines()[-1]) == (1, "1 passed, 1 failed")


def test_a_bot_finds_its_own_transcripts_from_within(tmp_path: Path) -> None:
    put(tmp_path, good=GOOD)
    assert replay(tmp_path / "flows/shop").stdout == "1 passed\n"


def test_which_bot_is_meant(tmp_path: Path) -> None:
    put(tmp_path, good=GOOD)
    alone = tmp_path / "alone.yaml"
    alone.write_text(GOOD, "utf-8")
    ran = replay(tmp_path, "alone.yaml")
    assert ran.code == 1
    assert "there is no telling which bot this is for" in ran.stdout
    assert replay(tmp_path, "alone.yaml --bot flows/shop").code == 0
    alone.write_text(f"bot: flows/shop\n{GOOD}", "utf-8")
    assert replay(tmp_path, "alone.yaml").code == 0
    alone.write_text(f"bot: flows/shp\n{GOOD}", "utf-8")
    ran = replay(tmp_path, "alone.yaml")
    assert (ran.code, "there is no such file or folder" in ran.stdout) == (3, True)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ("-k good", "1 passed"),
        ("-k 'shop not good'", "1 failed"),
        ("--tag quick", "1 passed"),
        ("flows/shop/transcripts/good.yaml::Good", "1 passed"),
        ("flows/shop::Bad", "1 failed"),
        ("--shard 1/2", "1 failed"),
        ("--shard 2/2", "1 passed"),
    ],
)
def test_what_is_chosen(tmp_path: Path, args: str, told: str) -> None:
    put(tmp_path, good=GOOD, bad=BAD)
    assert replay(tmp_path, args).stdout.splitlines()[-1] == told


@pytest.mark.parametrize(
    ("files", "args", "told"),
    [
        ({}, "", "there is no transcript here"),
        ({"good": GOOD}, "-k nothing", "none of the 1 transcripts was chosen"),
        ({"good": GOOD.replace("tags: quick", "skip: later")}, "", "everything was skipped"),
    ],
)
def test_nothing_played_is_a_failure(tmp_path: Path, files: dict[str, str], args: str, told: str) -> None:
    put(tmp_path, **files)
    ran = replay(tmp_path, args)
    assert (ran.code, told in ran.stderr) == (1, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "this file is empty"),
        ("transcripts: []\n", "this list is empty"),
        ("transcript: T\nturns:\n  - usr: x\n", '"usr" is not a turn'),
        ("transcript: T\nturns: [{takeover: {reson: x}}]\n", 'a takeover has no "reson"'),
        ("{", ""),
    ],
)
def test_what_is_mistyped_has_failed_and_the_rest_is_played(tmp_path: Path, text: str, told: str) -> None:
    put(tmp_path, good=GOOD, wrong=text)
    ran = replay(tmp_path)
    assert ran.code == 1
    assert "FAILED flows/shop/transcripts/wrong.yaml::" in ran.stdout
    assert "  flows/shop/transcripts/wrong.yaml:" in ran.stdout
    assert told in ran.stdout
    assert ran.stdout.splitlines()[-1] == "1 passed, 1 failed"


def test_of_several_transcripts_only_the_mistyped_fails(tmp_path: Path) -> None:
    texts = (GOOD, BAD.replace("- user", "- usr").replace("- bot: Not", "- bto: Not"), GOOD.replace("Good", "Other"))
    parts = ("  - " + text.replace("\n", "\n    ").rstrip() for text in texts)
    put(tmp_path, several="transcripts:\n" + "\n".join(parts) + "\n")
    ran = replay(tmp_path)
    assert "FAILED flows/shop/transcripts/several.yaml::Bad" in ran.stdout
    assert ('"usr" is not a turn' in ran.stdout, '"bto" is not a turn' in ran.stdout) == (True, True)
    assert ran.stdout.splitlines()[-1] == "2 passed, 1 failed"
    assert replay(tmp_path, "flows::Other").code == 0
    assert replay(tmp_path, "--tag quick").code == 1, "nobody can tell which tags it would have"


def test_what_cannot_be_read_at_all_costs_more(tmp_path: Path) -> None:
    put(tmp_path, good=GOOD)
    (tmp_path / "flows/shop/transcripts/pipe.yaml").symlink_to("/dev/null")
    ran = replay(tmp_path)
    assert (ran.code, ran.stdout.splitlines()[-1]) == (3, "1 passed, 1 could not be played")
    assert replay(tmp_path, "flows/shp").code == 3


def test_an_expectation_that_is_never_reached_has_failed(tmp_path: Path) -> None:
    put(tmp_path, good=GOOD + "  - bot: One more.\n", known="fails: so\n" + GOOD, call=GOOD + "  - call: https://x.y\n")
    ran = replay(tmp_path)
    assert (ran.code, ran.stdout.splitlines()[-1]) == (1, "3 failed")
    assert "a message was expected, and nothing came" in ran.stdout
    assert "this was known to fail (so), and it passes" in ran.stdout
    assert "no call was made" in ran.stdout


def test_a_broken_bot_is_told_once(tmp_path: Path) -> None:
    put(tmp_path, good=GOOD, bad=BAD)
    (tmp_path / "flows/shop/shop.yaml").write_text(BOT.replace("say: On", "sya: On"), "utf-8")
    ran = replay(tmp_path)
    assert ran.code == 3
    assert ran.stdout.count('"sya"') == 1


@pytest.mark.parametrize(
    "args",
    [
        *("--format pdf", "--shard 3/2", "--workers 0", "--repeat 0", "--max-failures 0", "--seed=-1"),
        *("--update --ci", "--update --repeat 2", "--nonsense"),
    ],
)
def test_a_wrong_command_line_plays_nothing(tmp_path: Path, args: str) -> None:
    put(tmp_path, good=GOOD)
    ran = replay(tmp_path, args)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr


def test_it_stops_after_so_many_failures(tmp_path: Path) -> None:
    put(tmp_path, a=BAD, b=BAD, c=BAD)
    first = replay(tmp_path, "-x")
    assert (first.code, first.stdout.count("FAILED")) == (1, 1)
    assert "stopped after 1 failed; 2 not played" in first.stderr
    assert replay(tmp_path, "--max-failures 2").stdout.count("FAILED") == 2


def test_what_failed_last_is_played_again(tmp_path: Path) -> None:
    put(tmp_path, good=GOOD, bad=BAD)
    state = str(tmp_path / "state")
    replay(tmp_path, XDG_STATE_HOME=state)
    ran = replay(tmp_path, "--last-failed", XDG_STATE_HOME=state)
    assert ran.stdout.splitlines()[-1] == "1 failed"
    put(tmp_path, bad=GOOD.replace("Good", "Bad"))
    assert replay(tmp_path, "--last-failed", XDG_STATE_HOME=state).stdout == "1 passed\n"
    ran = replay(tmp_path, "--last-failed", XDG_STATE_HOME=state)
    assert (ran.stdout, "all are played" in ran.stderr) == ("2 passed\n", True)


@pytest.mark.parametrize("ci", ["", "--ci"])
def test_ci_leaves_nothing_behind(tmp_path: Path, ci: str) -> None:
    put(tmp_path, bad=BAD)
    state = tmp_path / "state"
    replay(tmp_path, ci, XDG_STATE_HOME=str(state), CI="" if ci else "true")
    assert not state.exists()


def test_repeating_shows_what_depends_on_chance(tmp_path: Path) -> None:
    put(tmp_path, good=GOOD, coin=COIN)
    ran = replay(tmp_path, "--repeat 20 --seed 1 --format jsonl")
    outcomes = [json.loads(line) for line in ran.stdout.splitlines()]
    coins = {one["outcome"] for one in outcomes[:-1] if one["name"].startswith("Coin")}
    assert coins == {"passed", "failed"}
    assert {one["outcome"] for one in outcomes[:-1] if one["name"].startswith("Good")} == {"passed"}
    assert len(outcomes) == 41
    assert replay(tmp_path, "--repeat 20 --seed 1 --format jsonl") == ran


def test_processes_give_the_same_results_in_the_same_order(tmp_path: Path) -> None:
    put(tmp_path, **{f"t{number}": (BAD if number % 7 == 3 else GOOD) for number in range(60)})
    alone = replay(tmp_path, "--format jsonl")
    assert replay(tmp_path, "--format jsonl --workers 2") == alone
    assert alone.code == 1
    assert replay(tmp_path, "-x --workers 2").stdout.count("FAILED") == 1


def test_processes_that_load_their_own_share_give_the_same_results(tmp_path: Path) -> None:
    texts = {
        0: BAD,
        1: "transcript: T\nturns: [{usr: x}]\n",
        2: "",
        3: BAD.replace("turns:", "bot: ../nowhere\nturns:", 1),
    }
    put(tmp_path, **{f"t{number:03}": texts.get(number % 97, GOOD) for number in range(LEAST + 20)})
    alone = replay(tmp_path, "--format jsonl")
    assert alone.code == 3, "a bot is not there"
    assert replay(tmp_path, "--format jsonl --workers 3") == alone
    told, shared = replay(tmp_path), replay(tmp_path, "--workers 2")
    assert sorted(shared.stdout.splitlines()) == sorted(told.stdout.splitlines()), "with the lines of the files"
    assert replay(tmp_path, "-x --workers 2").stdout.count("FAILED") == 1
    assert replay(tmp_path, "-k t00 --workers 2").stdout == replay(tmp_path, "-k t00").stdout


def test_update_shows_and_rewrites(tmp_path: Path) -> None:
    put(tmp_path, good=GOOD, bad=BAD)
    bad = tmp_path / "flows/shop/transcripts/bad.yaml"
    ran = replay(tmp_path, "--update")
    assert ran.code == 0
    assert "-  - bot: Not yet.  # a comment\n+  - bot: On its way.  # a comment\n" in ran.stdout
    assert bad.read_text("utf-8") == BAD.replace("Not yet.", "On its way.")
    assert replay(tmp_path).code == 0
    assert replay(tmp_path, "--update") == Ran(0, "", "note:  0 files rewritten\n")


def test_update_leaves_what_it_cannot_rewrite(tmp_path: Path) -> None:
    text = "transcript: Bad\nturns:\n- &a {bot: Hello.}\n- user: my order\n- *a\n"
    put(tmp_path, bad=text)
    ran = replay(tmp_path, "--update")
    assert (ran.code, ran.stdout) == (1, "")
    assert "bad.yaml::Bad is left as it is: this turn is written once (&)" in ran.stderr
    assert (tmp_path / "flows/shop/transcripts/bad.yaml").read_text("utf-8") == text


SHARING = "transcript: {}\nturns:\n  - include: greeting\n  - user: my order\n  - bot: On its way.\n"


def test_update_rewrites_turns_that_are_shared(tmp_path: Path) -> None:
    shared = "# all\nturns:\n  greeting: [{bot: Hi.}]   # said first\n"
    put(tmp_path, _shared=shared, one=SHARING.format("One"), two=SHARING.format("Two"))
    ran = replay(tmp_path, "--update")
    assert (ran.code, "1 file rewritten" in ran.stderr) == (0, True)
    text = (tmp_path / "flows/shop/transcripts/_shared.yaml").read_text("utf-8")
    assert text == shared.replace("Hi.", '"Hello."')
    assert replay(tmp_path) == Ran(0, "2 passed\n", "")


def test_update_breaks_nothing_that_passes(tmp_path: Path) -> None:
    shared = "turns: {asked: [{user: my order}, {bot: {contains: O}}]}\n"
    one = "transcript: One\nturns: [{bot: Hello.}, {include: asked}]\n"
    two = "transcript: Two\nbot: ../../other\nturns: [{include: asked}]\n"
    other = "flow: Other\nsteps: [{when: {text: [my order]}, do: [{say: No.}]}]\n"
    put(tmp_path, _shared=shared, one=one, two=two, **{"../../other": other})
    two = two.replace("../../other", "../../other.yaml")
    put(tmp_path, two=two)
    ran = replay(tmp_path, "--update")
    assert (ran.code, ran.stdout) == (1, "")
    assert "two.yaml::Two is left as it is" in ran.stderr
    assert "one.yaml::One is made of the same turns, and would no longer pass" in ran.stderr


TABLE = """\
transcript: Ask
turns:
  - bot: {greeting}
  - user: <what>
  - bot: <answer>
cases:
  - {{what: my order, answer: Soon.}}   # the first
  - {{what: "my order ", answer: {answer}}}
"""


def test_update_rewrites_the_cell_of_a_case(tmp_path: Path) -> None:
    table = TABLE.format(greeting="Hello.", answer="On its way.")
    put(tmp_path, table=table)
    assert replay(tmp_path, "--update").code == 0
    changed = (tmp_path / "flows/shop/transcripts/table.yaml").read_text("utf-8")
    assert changed == table.replace("Soon.", '"On its way."')


def test_update_rewrites_a_text_of_all_cases_where_that_is_right_for_all(tmp_path: Path) -> None:
    bot = "flow: M\nsteps:\n- when: {any: text, save: x}\n  do: [{say: 'You said {{ x }}!'}]\n"
    table = "transcript: T\nturns:\n- user: <a>\n- bot: I heard <a>.\ncases: {columns: [a], rows: [[tea], [milk]]}\n"
    put(tmp_path, table=table, **{"../shop": bot})
    ran = replay(tmp_path, "--update")
    assert ran.code == 0
    changed = (tmp_path / "flows/shop/transcripts/table.yaml").read_text("utf-8")
    assert changed == table.replace("I heard <a>.", '"You said <a>!"')
    put(tmp_path, table=table.replace("<a>.", "milk."), **{"../shop": bot})
    ran = replay(tmp_path, "--update")
    assert (ran.code, 'the same text stands for "T [tea]"' in ran.stderr) == (1, True)


def test_accept_rewrites_one(tmp_path: Path) -> None:
    put(tmp_path, bad=BAD, worse=BAD.replace("Bad", "Worse"))
    ran = replay(tmp_path, "--accept flows/shop/transcripts/worse.yaml::Worse")
    assert (ran.code, "+  - bot: On its way." in ran.stdout) == (0, True)
    assert (tmp_path / "flows/shop/transcripts/bad.yaml").read_text("utf-8") == BAD
    assert replay(tmp_path).stdout.endswith("1 passed, 1 failed\n")
    ran = replay(tmp_path, "--accept Worse")
    assert (ran.code, "passes as it is" in ran.stderr) == (0, True)
    ran = replay(tmp_path, "--accept Wrose")
    assert (ran.code, 'did you mean "Worse"?' in ran.stderr) == (2, True)
    put(tmp_path, **{"sub/worse": BAD.replace("Bad", "Worse")})
    ran = replay(tmp_path, "--accept Worse")
    assert (ran.code, "2 transcripts are called so" in ran.stderr) == (2, True)
    assert replay(tmp_path, "--accept Bad --ci").code == 2
    assert (tmp_path / "flows/shop/transcripts/bad.yaml").read_text("utf-8") == BAD


def test_update_writes_nothing_where_ci_runs(tmp_path: Path) -> None:
    put(tmp_path, bad=BAD)
    assert replay(tmp_path, "--update", CI="true").code == 2
    assert (tmp_path / "flows/shop/transcripts/bad.yaml").read_text("utf-8") == BAD


def test_coverage_is_a_table_and_has_a_bound(tmp_path: Path) -> None:
    put(tmp_path, good=GOOD)
    ran = replay(tmp_path, "--coverage")
    assert ran.code == 0
    assert "flows/shop/shop.yaml:7: step not taken: Main/3\n" in ran.stdout
    assert ran.stdout.splitlines()[-2:] == [
        "bot         flow  step  trigger  to a person  all",
        "flows/shop  1/1   2/3   2/3      100%         71%",
    ]
    ran = replay(tmp_path, "--min-coverage 72 --format json")
    assert (ran.code, json.loads(ran.stdout)["summary"]["passed"]) == (1, 1)
    assert "coverage is 71.4%, and at least 72% is wanted" in ran.stderr
    assert replay(tmp_path, "--min-coverage 71").code == 0
    assert replay(tmp_path, "--min-coverage 101").code == 2
