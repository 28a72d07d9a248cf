"""Playing: each kind of turn holds when it should and fails when it should, at the right two places."""

# ruff: noqa: E501 - a case is a line

from __future__ import annotations

import pytest

from replayed import bot_of, failed, played, transcript_of
from takeover.replay.play import play

BOT = bot_of(
    """\
bot: Shop
hours: {office: {mon-fri: "09:00-17:00"}}
routing: [{if: {param: {topic: billing}}, queue: money}, {queue: general}]
targets: {desk: {file: out.jsonl}}
flows:
  - flow: Main
    steps:
      - when: {event: opened}
        do: [{say: Hello.}]
      - when: {text: [menu please, the menu]}
        do:
          - say: What would you like?
            choices: [Red, Blue]
          - card: {title: A card, buttons: [Buy]}
      - when: {text: [my order]}
        do:
          - say: One moment.
          - call: {url: "https://shop.example/orders", save: order, failed: [{say: No luck.}, {end: true}]}
          - say: "It is {{ order.status }}."
      - when: {text: [my parcel]}
        do:
          - call: {target: desk, save: parcel, example: {at: home}}
          - say: "It is at {{ parcel.at }}."
      - when: {text: [human please]}
        do:
          - tag: {vip: "true"}
          - takeover: {reason: requested, note: In a hurry, unavailable: [{say: Nobody is there.}]}
      - when: {text: [mail me]}
        do: [{email: {to: a@b.example, subject: A question}}]
      - when: {text: [call me]}
        do:
          - ask: Your name?
            save: user.name
          - ask: Your topic?
            save: topic
          - say: "Thanks {{ user.name }}."
      - when: {event: PAID}
        do: [{say: "Paid {{ amount }}."}]
      - when: image
        do: [{say: A picture.}]
      - when: {silence: 5m}
        do: [{say: Still there?}]
      - when: {text: [throw a dice]}
        do: [{say: [One., Two., Three., Four., Five., Six.]}]
      - when: {text: [stay still]}
        do: [{end: true}]
  - flow: Lost
    steps:
      - when: unknown
        do: [{say: Sorry.}]
""".replace("{end: true}", "end")
)
HI = "- bot: Hello.\n"


@pytest.mark.parametrize(
    "turns",
    [
        "- user: menu please\n- bot: What would you like?\n- bot: {card: A card}",
        "- user: menu please\n- bot: {text: /like/, choices: [Red, Blue], buttons: []}\n- bot: {card: A card, buttons: [Buy]}",
        "- user: menu please\n- bot: What  would\n    you like?\n- bot: {card: /card/}",
        "- user: menu please\n- bot: {contains: [would, like]}\n- bot",
        "- user: menu please\n- bot: {one_of: [No, /^What/]}\n- bot: {optional: true}",
        "- user: menu please\n- bot: {not: [No, /^Who/]}\n- bot: {card: }",
        "- user: menu please\n- bot: Nothing of that\n  # it may also not come\n".replace(
            "Nothing of that", "{text: No, optional: true}"
        )
        + "- bot: /WOULD/i\n- bot: {card: A card}",
        "- user: menu please\n- any_order: [{bot: {card: A card}}, {bot: /would/}]",
        "- user: menu please\n- any_order: [{bot: {card: A card}}, {bot: {text: x, optional: true}}, {bot: /would/}]",
        "- user: my order\n- bot: One moment.\n- call: https://shop.example/orders\n  returns: {status: sent}\n- bot: It is sent.",
        "- user: my order\n- call: /shop/\n  returns: {status: 12}\n- bot: One moment.\n- bot: It is 12.",
        "- user: my order\n- bot: One moment.\n- call: {where: https://shop.example/orders, failed: '503', method: GET}\n- bot: No luck.",
        "- user: my parcel\n- call: desk\n- bot: It is at home.",
        "- user: my parcel\n- bot: It is at home.",
        "- user: my parcel\n- call: desk\n  returns: {at: work}\n- bot: It is at work.",
        "- user: human please\n- takeover\n- silent: true\n- user: hello?\n- silent",
        "- user: human please\n- takeover: {reason: requested, queue: general, note: In a hurry, tags: [vip], question: }",
        "- user: human please\n- takeover: {reason: {one_of: [requested, unknown]}, contact.email: , priority: normal}",
        "- user: human please\n- takeover\n- agent: {refuse: busy}\n- bot: Nobody is there.",
        (
            "- user: human please\n- takeover\n- agent: Hello\n- agent: {say: Hi, name: Sam}\n- agent: {note: x}\n- agent: {accept: }\n"
            "- agent: {resume: }\n- user: my parcel\n- bot: It is at home."
        ),
        "- user: human please\n- takeover\n- agent: {event: PAID, params: {amount: 12}}\n- bot: Paid 12.",
        "- user: human please\n- takeover\n- agent: {resolve: done}\n- tags: {control_state: resolved, vip: 'true'}",
        "- user: mail me\n- email: {to: a@b.example, subject: /question/}",
        "- user: mail me\n- email",
        "- event: {name: PAID, params: {amount: 7}}\n- bot: Paid 7.\n- params: {amount: 7, other: }\n- tags: {vip: }",
        "- event: PAID\n- bot: Paid .",
        "- send: {image: https://x.example/a.png, name: A}\n- bot: A picture.",
        "- wait: 4m\n- silent: true\n- wait: 61s\n- bot: Still there?",
        (
            "- user: call me\n- bot: Your name?\n- user: Jane\n- bot: Your topic?\n- user: billing\n- bot: Thanks Jane.\n"
            "- params: {topic: billing, user.name: Jane}\n- user: human please\n- takeover: {queue: money, parameters.topic: billing}"
        ),
        "- user: xyzzy\n- unknown: true\n- flow: Lost\n- flow: Lost/1\n- bot: Sorry.",
        "- user: menu please\n- unknown: false\n- flow: Main/2\n- bot\n- bot",
        "- set: {amount: 3}\n- event: PAID\n- bot: Paid 3.",
        "- goto: Lost\n- bot: Sorry.",
        "- user: menu please\n- silent: false\n- bot\n- bot",
    ],
)
def test_what_goes_as_it_is_written(turns: str) -> None:
    result = played(BOT, HI + turns)
    assert result.failure is None
    assert result.outcome == "passed"


@pytest.mark.parametrize(
    ("turns", "code", "line", "spoke", "differs"),
    [
        ("- user: menu please\n- bot: What do you like?\n- bot", "otherwise", 5, 12, [("", "What do you like?", "What would you like?")]),
        ("- user: menu please\n- bot", "unexpected", 5, 14, [("", "", "[card A card]")]),
        ("- user: menu please\n- user: my parcel", "unexpected", 5, 12, [("", "", "What would you like?")]),
        ("- user: menu please\n- bot: {card: A card}", "otherwise", 5, 12, [("", "[card A card]", "What would you like?")]),
        ("- user: menu please\n- bot: {choices: [Red]}", "otherwise", 5, 12, [("choices", "[Red]", "[Red, Blue]")]),
        ("- user: menu please\n- bot: {not: /would/}", "otherwise", 5, 12, [("", 'not "/would/"', "What would you like?")]),
        ("- user: menu please\n- bot: /WOULD/", "otherwise", 5, 12, [("", "/WOULD/", "What would you like?")]),
        ("- user: menu please\n- silent: true", "not-silent", 5, 12, [("", "", "What would you like?")]),
        ("- user: menu please\n- any_order: [{bot: x}, {bot: /like/}]", "otherwise", 5, 14, [("", "x", "[card A card]")]),
        ("- user: stay still\n- bot: Hm.", "nothing-came", 5, 45, [("", "Hm.", "")]),
        ("- user: stay still\n- silent: false", "silent", 5, None, []),
        ("- user: my order\n- bot\n- user: hi", "no-answer", 6, 18, []),
        ("- user: my parcel\n- call: shop", "no-call", 5, 22, [("", "shop", "desk")]),
        ("- user: stay still\n- call: shop", "no-call", 5, None, [("", "shop", "")]),
        ("- user: my parcel\n- call: {where: desk, method: GET}\n- bot", None, None, None, []),
        ("- user: my parcel\n- call: {where: desk, method: POST}", "otherwise", 5, 22, [("method", "POST", "GET")]),
        ("- user: human please", "unexpected", 4, 27, [("", "", "[takeover reason: requested, queue: general, subject: The user asked for a person.]")]),
        ("- user: human please\n- takeover: {reason: unknown, queue: general}", "otherwise", 5, 27, [("reason", "unknown", "requested")]),
        ("- user: human please\n- takeover: {question: x}", "otherwise", 5, 27, [("question", "x", "")]),
        ("- user: mail me\n- takeover", "otherwise", 5, 29, [("", "[takeover]", "[e-mail to a@b.example: A question]")]),
        ("- user: mail me\n- email: {subject: No}", "otherwise", 5, 29, [("subject", "No", "A question")]),
        ("- user: mail me", "unexpected", 4, 29, [("", "", "[e-mail to a@b.example: A question]")]),
        ("- params: {topic: billing}", "otherwise", 4, 8, [("topic", "billing", "nothing")]),
        ("- tags: {vip: 'true'}", "otherwise", 4, 8, [("vip", "true", "nothing")]),
        ("- event: PAID\n- bot: 'Paid .'\n- set: {amount: 2}\n- params: {amount: }", "otherwise", 7, None, [("amount", "nothing", "2")]),
        ("- user: xyzzy\n- unknown: false", "understood", 5, 49, []),
        ("- user: my parcel\n- flow: Lost", "other-step", 5, 20, [("", "Lost", "Main/4")]),
    ],
)  # fmt: skip
def test_what_goes_otherwise_is_told_at_both_places(
    turns: str, code: str | None, line: int, spoke: int | None, differs: list[tuple[str, str, str]]
) -> None:
    result = played(BOT, HI + turns)
    if code is None:
        assert result.failure is None
        return
    failure = result.failure
    assert failure is not None
    found = [(one.field, one.expected, one.actual) for one in failure.differs]
    place = failure.spoke.line if failure.spoke.file else None
    assert (failure.code, failure.at.file, failure.at.line, place, found) == (code, "t.yaml", line, spoke, differs)
    assert not failure.spoke.file or failure.spoke.file == "bot.yaml"


def test_a_failure_shows_the_talk_the_decision_and_where_the_expected_text_is() -> None:
    failure = failed(BOT, HI + "- user: menu pleese\n- bot: One moment.")
    assert [(told.who, told.text) for told in failure.around] == [("bot", "Hello."), ("user", "menu pleese")]
    assert failure.why is not None
    assert (failure.why.text, failure.why.step) == ("menu pleese", "Main/2")
    assert failure.why.near[0].step == "Main/2"
    assert 0 < failure.why.threshold < 1
    assert failure.meant is not None
    assert (failure.meant.file, failure.meant.line) == ("bot.yaml", 17)


def test_an_expectation_that_is_never_reached_fails() -> None:
    assert failed(BOT, HI + "- bot: Anything else?").code == "nothing-came"
    assert failed(BOT, HI + "- takeover").message == "a takeover was expected, and nothing came"


def test_a_transcript_without_turns_fails() -> None:
    assert play(BOT, transcript_of("transcript: T\nturns: []\n")).failure is not None


def test_ids_come_from_the_name() -> None:
    one = played(BOT, HI + "- user: human please\n- takeover: {id: '/^t-[0-9a-f]+:2:/'}")
    assert one.failure is None
    again = played(BOT, HI + "- user: human please\n- takeover", "tags: [x]\n")
    assert one.id == again.id
    other = play(BOT, transcript_of("transcript: Another\nturns: [{bot: Hello.}]\n"))
    assert other.id != one.id


def test_nothing_is_kept_between_transcripts() -> None:
    first = played(BOT, HI + "- user: human please\n- takeover")
    second = played(BOT, HI + "- tags: {vip: }\n- params: {topic: }\n- user: my parcel\n- bot: It is at home.")
    assert (first.outcome, second.outcome) == ("passed", "passed")


def test_what_is_given() -> None:
    above = "at: 2026-03-02T10:15\ngiven: {params: {topic: billing}, user: {name: Jo}, channel: sms, language: nl, seed: 3}\n"
    turns = (
        "- params: {topic: billing, user.name: Jo}\n- user: human please\n- takeover: {queue: money, contact.name: Jo, "
    )
    turns += "conversation.channel: sms, conversation.language: nl, created_at: 2026-03-02T10:15:00Z}"
    assert played(BOT, HI + turns, above).failure is None
    assert played(BOT, "- bot: Sorry.", "given: {start: Lost}\n").failure is None


def test_chance_comes_from_the_seed() -> None:
    texts = set()
    for seed in range(8):
        failure = failed(BOT, HI + "- user: throw a dice\n- bot: Seven.", f"given: {{seed: {seed}}}\n")
        texts.add(failure.differs[0].actual)
        transcript = transcript_of("transcript: T\nturns: [{bot: Hello.}, {user: throw a dice}, {bot: Seven.}]\n")
        other = play(BOT, transcript, seed=seed)
        assert other.failure is not None
        assert other.failure.differs == failure.differs
        assert other.name == f"T (seed {seed})"
    assert len(texts) > 1


def test_exactly_wants_all_that_the_flow_decides() -> None:
    turns = (
        HI
        + "- user: human please\n- takeover: {exactly: true, reason: requested, queue: general, tags: [vip], priority: normal, "
    )
    turns += "notes: [In a hurry], subject: /person/, summary: /person/"
    assert played(BOT, turns + "}").failure is None
    failure = failed(BOT, turns.replace("tags: [vip], ", "") + "}")
    assert [(one.field, one.actual) for one in failure.differs] == [("tags", '["vip"]')]


def test_skipped_and_known_to_fail() -> None:
    assert played(BOT, "- bot: No", "skip: not yet\n").outcome == "skipped"
    known = played(BOT, "- bot: No", "fails: bug 12\n")
    assert (known.outcome, known.reason) == ("known", "bug 12")
    passing = failed(BOT, HI, "fails: bug 12\n")
    assert (passing.code, passing.message) == ("passes", "this was known to fail (bug 12), and it passes")


@pytest.mark.parametrize(
    ("bound", "holds"),
    [
        ("turns_to_person: <= 2", True),
        ("turns_to_person: 2", True),
        ("turns_to_person: < 2", False),
        ("turns: at least 2", True),
        ("unknowns: 1", True),
        ("unknown_rate: under 60%", True),
        ("unknown_rate: at most 0.4", False),
        ("repeated_questions: 0", True),
    ],
)
def test_figures_are_held_to_their_bounds(bound: str, holds: bool) -> None:  # noqa: FBT001 - a case
    turns = HI + "- user: xyzzy\n- bot: Sorry.\n- user: human please\n- takeover"
    result = played(BOT, turns, f"expect: {{{bound}}}\n")
    assert (result.failure is None) is holds
    if result.failure is not None:
        assert (result.failure.code, result.failure.at.line) == ("figure", 2)


def test_a_question_asked_again_is_counted() -> None:
    turns = HI + "- user: call me\n- bot: Your name?\n- send: {image: x}\n- bot\n- bot: Your name?"
    assert played(BOT, turns).figures.repeated_questions == 1


def test_nobody_reached_is_out_of_any_bound() -> None:
    assert failed(BOT, HI, "expect: {turns_to_person: <= 9}\n").differs[0].actual == "nobody was reached"


def test_time_that_leaves_the_calendar_is_a_failure() -> None:
    turns = HI + "\n".join("- wait: 3660d" for _ in range(1000))
    assert failed(BOT, turns).code in {"out-of-calendar", "unexpected"}


def test_a_circle_of_calls_ends() -> None:
    bot = bot_of(
        """\
flow: Main
steps:
  - when: {event: opened}
    step: a
    do: [{call: {url: "https://x.example", example: 1}}, {goto: b}]
  - when: {event: other}
    step: b
    do: [{call: {url: "https://x.example", example: 1}}, {goto: a}]
"""
    )
    assert failed(bot, "- user: x").code == "call-circle"


def test_what_happens_before_is_not_looked_at() -> None:
    bot = bot_of(
        "flow: Main\nsteps:\n- when: {event: opened}\n  do: [{say: Hello.}]\n"
        "- when: {text: [my name]}\n  do: [{ask: Which?, save: name}, {say: 'So {{ name }}.'}]\n"
    )
    before = "before: [{user: my name}, {wait: 1m}, {user: Jane}]\n"
    assert played(bot, "- user: my name\n- bot: Which?", before).outcome == "passed"
    assert failed(bot, "- bot: Hello.", before).message == "a message was expected, and nothing came"
    wrong = played(bot, "- user: my name", before).failure
    assert wrong is not None
    assert [told.text for told in wrong.around] == [
        "Hello.",
        "my name",
        "Which?",
        "wait 1m",
        "Jane",
        "So Jane.",
        "my name",
    ]
