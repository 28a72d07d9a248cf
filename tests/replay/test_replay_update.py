"""Rewriting: what differs is what the bot does now, and everything else stays as it was written."""

from __future__ import annotations

import pytest

from replayed import bot_of, transcript_of
from takeover.loading.yaml_tree import read_tree
from takeover.replay.play import play
from takeover.replay.recording import rewrite
from takeover.source.diagnostic import Problems
from takeover.transcripts.editing import CannotEditError, Text

BOT = bot_of(
    """\
flows:
  - flow: Main
    steps:
      - when: {event: opened}
        do: [{say: Hello.}, {say: What can I do?}]
      - when: {text: [human please]}
        do: [{takeover: {reason: requested, priority: high}}]
      - when: {text: [my order]}
        do: [{call: {url: "https://x.example", save: o, example: {at: home}}}, {say: "It is at {{ o.at }}."}]
      - when: {text: [menu please]}
        do: [{card: {title: A card}}, {say: /x/}, {tag: {seen: "true"}}]
      - when: {text: [stay still]}
        do: [end]
"""
)


def rewritten(text: str) -> str:
    tree = read_tree(text, "t.yaml", Problems())
    assert tree is not None
    page = Text(text, tree)
    rewrite(BOT, transcript_of(text), page)
    changed = page.changed()
    failure = play(BOT, transcript_of(changed)).failure
    assert failure is None, (failure, changed)
    return changed


BEFORE = """\
# First of all.
transcript: A talk      # its name
turns:
  - bot: Hi.            # a greeting
  # the second one

  - bot: {contains: What}
  - user: human please
  - bot: One moment.
  - takeover:
      # why
      reason: unknown   # not so
      priority: high
      queue: general
  - silent: true
  - agent: {resume: }
  - user: my order
  - call: https://y.example
    returns: 1
  - call: https://x.example
    returns: {at: work}
  - bot: It is at home.
  - user: menu please
  - silent: true
  - tags: {seen: 'no'}
  - unknown: true
  - flow: Main/1
  - user: stay still
  - bot: |
      Two
      lines
  - bot: Bye.
# The end.
"""
AFTER = """\
# First of all.
transcript: A talk      # its name
turns:
  - bot: Hello.            # a greeting
  # the second one

  - bot: {contains: What}
  - user: human please
  - takeover:
      # why
      reason: requested   # not so
      priority: high
      queue: ""
  - silent: true
  - agent: {resume: }
  - user: my order
  - call: https://x.example
    returns: {at: work}
  - bot: It is at work.
  - user: menu please
  - bot: {card: "A card"}
  - bot: {is: "/x/"}
  - tags: {seen: "true"}
  - unknown: false
  - flow: Main/4
  - user: stay still
# The end.
"""


def test_what_differs_is_rewritten_and_the_rest_is_kept() -> None:
    assert rewritten(BEFORE) == AFTER


def test_what_passes_is_not_touched() -> None:
    text = "transcript: T\nturns:\n- bot: /Hello/\n- bot: {not: x}\n- user: stay still\n"
    assert rewritten(text) == text


def test_what_no_turn_expected_is_put_in() -> None:
    text = "transcript: T\nturns:\n    -   user: human please\n"
    assert rewritten(text) == (
        "transcript: T\nturns:\n    - bot: Hello.\n    - bot: What can I do?\n    -   user: human please\n"
        "    - takeover:\n        reason: requested\n"
    )


def test_windows_lines_stay_windows_lines() -> None:
    changed = rewritten("transcript: T\r\nturns:\r\n- bot: Hello.\r\n- user: stay still\r\n")
    assert changed.count("\r\n") == changed.count("\n") == 5


@pytest.mark.parametrize(
    "turns",
    [
        "turns: [{bot: Hello.}, {bot: No.}]",
        "turns:\n- any_order: [{bot: a}, {bot: b}]",
        "turns:\n- bot: Hello.\n- {bot: a}",
    ],
)
def test_what_only_a_person_can_rewrite_is_left(turns: str) -> None:
    with pytest.raises(CannotEditError):
        rewritten(f"transcript: T\n{turns}\n")
