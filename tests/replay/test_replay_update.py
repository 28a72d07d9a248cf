"""Rewriting: what differs is what the bot does now, and everything else stays as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replayed import bot_of, transcript_of
from takeover.loading.yaml_tree import read_tree
from takeover.replay.play import play
from takeover.replay.recording import rewrite
from takeover.source.diagnostic import Problems
from takeover.transcripts.editing import CannotEditError, Pages, Text

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
    rewrite(BOT, transcript_of(text), Pages({"t.yaml": page}))
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


HELLO = "turns:\n- bot: Hello.\n- bot: What can I do?\n- user: menu please\n"
MENU = "- bot: {card: A card}\n- bot: {is: /x/}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("turns: [{bot: Hello.}, {bot: No.}]", 'turns: [{bot: Hello.}, {bot: "What can I do?"}]'),
        (
            "turns: [{bot: {not: x}}, {bot: What can I do?}, {user: human please}, {bot: a}, {bot: b}]",
            (
                "turns: [{bot: {not: x}}, {bot: What can I do?}, {user: human please}, "
                '{takeover: {reason: "requested"}}]'
            ),
        ),
        (
            "turns: [{user: menu please}, {bot: {card: Z, optional: true}}, {unknown: true}, {flow: Main/1}]",
            (
                'turns: [{bot: "Hello."}, {bot: "What can I do?"}, {user: menu please}, '
                '{bot: {card: "A card", optional: "true"}}, {bot: {is: "/x/"}}, {unknown: false}, {flow: "Main/4"}]'
            ),
        ),
        (
            (
                "turns:\n- {bot: Hello.} # a\n- {bot: a}   # b\n- {user: human please}\n"
                "- {takeover: {reason: {not: x}, priority: x}}"
            ),
            (
                'turns:\n- {bot: Hello.} # a\n- {bot: "What can I do?"}   # b\n- {user: human please}\n'
                '- {takeover: {reason: {not: x}, priority: "high"}}'
            ),
        ),
        (
            "turns:\n- bot: {contains: x} # a\n- bot: {not: [Hello., What can I do?], optional: yes}  # b",
            'turns:\n- bot: Hello. # a\n- bot: {text: "What can I do?", optional: "true"}  # b',
        ),
        (
            "turns:\n- any_order: [{bot: What can I do?}, {bot: b}]",
            'turns:\n- any_order: [{bot: What can I do?}, {bot: "Hello."}]',
        ),
        (
            (
                "turns:\n- any_order:\n  - bot: a # one\n  - bot: Hello. # two\n  - bot: c # three\n"
                "- user: stay still\n- any_order: [{bot: x}]"
            ),
            "turns:\n- any_order:\n  - bot: What can I do? # one\n  - bot: Hello. # two\n- user: stay still",
        ),
        ("turns:\n- bot: Hello.\n- bot: |\n    Two\n    lines", "turns:\n- bot: Hello.\n- bot: What can I do?"),
        (
            f"{HELLO}- tags: {{seen: [a, b], other: x}}\n- unknown\n{MENU}",
            f'{HELLO}- tags: {{seen: "true", other: {{}}}}\n- {{unknown: false}}\n{MENU}',
        ),
    ],
)
def test_every_way_to_write_a_turn_is_rewritten(before: str, after: str) -> None:
    assert rewritten(f"transcript: T\n{before}\n") == f"transcript: T\n{after}\n"
    assert rewritten(f"transcript: T\n{before}") == f"transcript: T\n{after}", "without an end of the last line"


def test_what_is_written_once_for_several_places_is_left() -> None:
    with pytest.raises(CannotEditError):
        rewritten("transcript: T\nturns:\n- &a {bot: Hello.}\n- bot: What can I do?\n- user: stay still\n- *a\n")


WAYS = (
    "- bot: {}",
    "- {{bot: {}}}",
    "- {{bot: {{text: {}}}}}",
    "-   bot: {}   # a comment: [x",
    "- bot:\n    is: {}\n  # behind",
    "- any_order: [{{bot: {}}}]   # one",
    "- any_order:\n  # above\n  - bot: {}",
    "- bot: {{one_of: [{}, another]}}",
    "- bot: {{contains: {}, optional: false}} # a",
)
BETWEEN = ("", "# a comment\n", "\n", "  # further in\n\n", "#: [{\n")


@settings(deadline=None, max_examples=120)
@given(
    st.lists(st.tuples(st.sampled_from(WAYS), st.sampled_from(BETWEEN), st.booleans()), min_size=2, max_size=2),
    st.sampled_from(("\n", "\r\n")),
    st.sampled_from(("", "# the end", "# the end\n")),
)
def test_all_that_is_no_turn_stays_as_it_was(ways: list[tuple[str, str, bool]], ending: str, end: str) -> None:
    lines = [
        between + way.format('"Hello."' if not wrong and number == 0 else '"What can I do?"' if not wrong else "wrong")
        for number, (way, between, wrong) in enumerate(ways)
    ]
    text = (
        "# head\ntranscript:   T # name\nturns:   # all\n" + "\n".join(lines) + f"\n- user: stay still # x\n{end}"
    ).replace("\n", ending)
    changed = rewritten(text)
    if not any(wrong for _, _, wrong in ways):
        assert changed == text
    kept = [line for line in text.split(ending) if "wrong" not in line]
    left = iter(changed.split(ending))
    assert all(line in left for line in kept if "bot" not in line and "is:" not in line), "in their order"
    assert rewritten(changed) == changed
