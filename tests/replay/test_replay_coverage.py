"""Coverage: what was taken counts, what was not does not, and the ready bots are taken whole by their transcripts."""

# ruff: noqa: E501 - a case is a line

from __future__ import annotations

from pathlib import Path

import pytest

from places import ROOT
from replayed import bot_of, transcript_of
from takeover.commands.replay_jobs import Job, Wanted, make_plan, play_job
from takeover.replay.coverage import HANDOVER, measure, rate
from takeover.replay.play import play

BOT = bot_of(
    """\
routing: [{if: {param: {topic: billing}}, queue: money}, {queue: general}]
flows:
  - flow: Main
    steps:
      - when: [{text: [menu please, the menu]}, {contains: [card]}, image]
        do:
          - branch: [{if: {param: topic}, do: [{say: A}]}, {do: [{say: B}]}]
          - branch: [{if: {param: topic}, do: [{say: C}]}]
      - when: {text: [my order]}
        do: [{call: {url: "https://x.example", failed: [{say: No luck.}]}}, {say: Fine.}]
      - when: {text: [human please]}
        do: [{takeover: {reason: requested, unavailable: [{say: Nobody.}]}}]
      - when: {text: [mail me]}
        do: [{email: {to: a@b.example, subject: x}}]
      - when: {event: BACK}
        do: [{say: Back.}]
  - flow: Lost
    steps:
      - when: unknown
        do: [{event: BACK}]
"""
)


@pytest.mark.parametrize(
    ("turns", "taken"),
    [
        ("user: menu please}, {bot: B", "flow Main, step Main/1, trigger Main/1, branch Main/1"),
        ("set: {topic: x}}, {user: a card}, {bot: A}, {bot: C", "flow Main, step Main/1, trigger Main/1, branch Main/1, branch Main/1"),
        ("send: {image: x}}, {bot: B", "flow Main, step Main/1, trigger Main/1, branch Main/1"),
        ("user: my order}, {call: /x/, returns: 1}, {bot: Fine.", "flow Main, step Main/2, trigger Main/2"),
        ("user: my order}, {call: /x/, failed: x}, {bot}, {bot: Fine.", "flow Main, step Main/2, trigger Main/2, failed Main/2"),
        ("user: human please}, {takeover", "flow Main, step Main/3, trigger Main/3, takeover Main/3, routing general"),
        (
            "set: {topic: billing}}, {user: human please}, {takeover}, {agent: {refuse: no}}, {bot: Nobody.",
            "flow Main, step Main/3, trigger Main/3, takeover Main/3, unavailable Main/3, routing money",
        ),
        ("user: mail me}, {email", "flow Main, step Main/4, trigger Main/4, email Main/4, routing general"),
        ("user: xyzzy}, {bot: Back.", "flow Main, flow Lost, step Main/5, trigger Main/5, step Lost/1, unknown Lost/1"),
    ],
)  # fmt: skip
def test_what_is_taken(turns: str, taken: str) -> None:
    written = f"transcript: T\nturns: [{{{turns}}}]\n"
    result = play(BOT, transcript_of(written), covering=True)
    assert result.failure is None
    counted = measure(BOT, result.taken)
    assert ", ".join(f"{one.kind} {one.name}" for one in counted if one.taken) == taken
    assert rate(counted) == len([one for one in counted if one.taken]) / 25


def test_nothing_is_taken_where_nothing_is_counted() -> None:
    result = play(BOT, transcript_of("transcript: T\nturns: [{user: menu please}, {bot: B}]\n"))
    assert result.taken == frozenset()


def test_the_ready_bots_are_taken_whole() -> None:
    plan = make_plan(Wanted((Path("flows"),), ROOT, covering=True))
    taken = {path: set() for path in plan.programs}  # type: ignore[var-annotated] # of keys
    paths = {id(loaded.program): path for path, loaded in plan.programs.items()}
    for number, job in enumerate(plan.jobs):
        assert isinstance(job, Job)
        taken[paths[id(job.program)]] |= play_job(plan, number).taken
    for path, loaded in plan.programs.items():
        assert loaded.program is not None
        counted = measure(loaded.program, taken[path])
        assert [str(one.span) for one in counted if not one.taken] == []
        assert any(one.kind in HANDOVER for one in counted)
