"""Coverage by line: exact also for what leaves no trace of its own, and whole for the ready bots."""

from __future__ import annotations

from pathlib import Path

import pytest

from places import ROOT
from replayed import bot_of, transcript_of
from takeover.commands.replay_coverage import Coverage
from takeover.commands.replay_jobs import Wanted, make_plan, play_job
from takeover.replay.coverage import Covered, measure
from takeover.replay.lines import FileLines, count_lines
from takeover.replay.play import play

BOT = bot_of(
    """\
routing:
  - {if: {param: {topic: billing}}, queue: money}
  - {queue: general}
flows:
  - flow: Main
    steps:
      - when: {text: [ask me]}
        do:
          - set: {topic: other}
          - ask: Which number?
            save: number
            type: number
            attempts: 1
            else:
              - tag: {lost: "yes"}
          - set: {asked: "yes"}
      - when: {text: [choose now]}
        do:
          - branch:
              - if: {param: topic}
                do:
                  - tag: {a: "1"}
              - do:
                  - goto: Other
          - tag: {b: "1"}
      - when: {text: [a human please]}
        do:
          - takeover:
              reason: requested
              unavailable:
                - tag: {c: "1"}
  - flow: Other
    steps:
      - when: {event: NEVER}
        do:
          - tag: {d: "1"}
          - end
          - tag: {e: "1"}
"""
)


def lines_of(turns: str) -> FileLines:
    result = play(BOT, transcript_of(f"transcript: T\nturns: [{turns}]\n"), covering=True)
    assert result.failure is None
    covered = Covered("bot", BOT, result.taken, tuple(measure(BOT, result.taken)))
    return count_lines(covered)["bot.yaml"]


@pytest.mark.parametrize(
    ("turns", "taken"),
    [
        ("{user: ask me}, {bot: /num/}", {7, 9, 10}),
        ("{user: ask me}, {bot: /num/}, {user: '3'}", {7, 9, 10, 16}),
        ("{user: ask me}, {bot: /num/}, {user: xyzzy}", {7, 9, 10, 15, 16}),
        ("{user: choose now}", {17, 19, 23, 24, 34, 36, 37}),
        ("{set: {topic: x}}, {user: choose now}", {17, 19, 20, 22, 25}),
        ("{user: a human please}, {takeover: {}}", {26, 28, 3}),
        ("{user: a human please}, {takeover: {}}, {agent: {refuse: no}}", {26, 28, 31, 3}),
    ],
)
def test_what_was_done_is_known_by_line(turns: str, taken: set[int]) -> None:
    assert {line for line, was in lines_of(turns).lines.items() if was} == taken


def test_ways_that_were_never_decided_are_told_from_those_not_taken() -> None:
    none = lines_of("{user: ask me}, {bot: /num/}")
    assert [way.taken for way in none.ways] == [None, None, None, None]
    some = lines_of("{user: choose now}")
    assert [way.taken for way in some.ways] == [False, True, None, None]


def test_the_ready_bots_are_taken_line_by_line() -> None:
    plan = make_plan(Wanted((Path("flows"),), ROOT, covering=True))
    coverage = Coverage(plan)
    for number in range(len(plan.jobs)):
        coverage.add(number, play_job(plan, number))
    missed = [
        f"{file}:{line}"
        for bot in coverage.covered()
        for file, lines in count_lines(bot).items()
        for line, taken in lines.lines.items()
        if not taken
    ]
    assert missed == []
