"""What is gathered: nothing personal, put together by meaning, and put where it belongs in a file."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listening_bots import FAQ, PLACE, index_examples
from takeover.lint.fixes import apply_fixes
from takeover.source.nodes import Scalar
from takeover.source.span import Span
from takeover.transcripts.scalars import write_scalar
from takeover.tuning.adding import add_example
from takeover.tuning.clusters import cluster
from takeover.tuning.harvest import Harvest
from takeover.tuning.personal import hide_personal

SECRETS = (
    ("jane.doe@example.com", "{email}"),
    ("4111 1111 1111 1111", "[masked: card number]"),
    ("NL91 ABNA 0417 1643 00", "[masked: IBAN]"),
    ("+31 6 12345678", "{phone}"),
    ("AC-10042", "{code}"),
    ("1016XZ", "{code}"),
    ("10042", "{number}"),
    ("3-4-1971", "{date}"),
    ("€ 1200", "{money}"),
    ("https://acme.example/u?id=7", "{url}"),
    ("Willemijn van den Berg", "{name}"),
    ("mr Jansen", "mr {name}"),
    ("sk_live_4eC39HqLyjWDarjtT1zdp7dc", "[masked: token]"),
)


def knows(word: str) -> bool:
    return word in {"please", "ask", "where"}


@pytest.mark.parametrize(("secret", "shown"), SECRETS)
@pytest.mark.parametrize("around", ["{}", "please ask {} about it", "where is it, {}?", "{} {}"])
def test_nothing_personal_is_kept(secret: str, shown: str, around: str) -> None:
    hidden = hide_personal(around.format(secret, secret), PLACE, knows)
    private = secret.removeprefix("mr ")
    assert private not in hidden.shown + hidden.example + hidden.words
    assert shown.rsplit(maxsplit=1)[-1] in hidden.shown
    assert not any(character.isdigit() for character in hidden.shown)


def test_an_example_has_slots_that_can_be_read() -> None:
    from takeover.matching.slots import slots_of

    hidden = hide_personal("mail a@b.nl and c@d.nl {twice}, my name is Jane Doe", PLACE, knows)
    assert hidden.shown == "mail {email} and {email} {twice}, my name is {name}"
    assert hidden.example == "mail {email:email} and {email_2:email} twice , my name is {name:name}"
    assert [slot.entity for slot in slots_of(hidden.example)] == ["email", "email", "name"]


def test_an_introduced_name_is_one() -> None:
    assert hide_personal("my name is jane doe", PLACE, knows).shown == "my name is {name}"
    assert hide_personal("gift cards", PLACE, knows).shown == "gift cards"


@given(st.text())
def test_any_text_can_be_hidden(text: str) -> None:
    from takeover.matching.slots import slots_of

    hidden = hide_personal(text, PLACE, knows)
    slots_of(hidden.example)  # or BadSlot
    assert "@example.com" not in hide_personal(f"{text} a@example.com", PLACE, knows).shown


def test_texts_that_mean_the_same_are_put_together() -> None:
    counts = {
        "do you sell gift cards": 3,
        "can I buy a gift card": 1,
        "gift cards?": 2,
        "my parrot is ill": 1,
        "zzz": 9,
    }
    found = cluster(counts)
    assert [one.texts[0] for one in found] == ["zzz", "do you sell gift cards", "my parrot is ill"] or len(found) == 4
    assert found[0].times == 9
    assert found[1].texts[0] == "do you sell gift cards"
    assert "gift cards?" in found[1].texts


@settings(max_examples=50)
@given(st.dictionaries(st.text("ab ć返", min_size=1), st.integers(1, 9)), st.randoms())
def test_each_text_is_in_one_cluster_whatever_the_order(counts: dict[str, int], chance: random.Random) -> None:
    found = cluster(counts)
    assert Counter(text for one in found for text in one.texts) == Counter(dict.fromkeys(counts, 1))
    assert sum(one.times for one in found) == sum(counts.values())
    shuffled = list(counts.items())
    chance.shuffle(shuffled)
    assert cluster(dict(shuffled)) == found


def test_the_work_grows_with_the_texts() -> None:
    from takeover.matching.features import Vocabulary

    def compared(many: int) -> int:
        chance = random.Random(4)  # noqa: S311 - a seeded one, for the test
        words = [f"{a}{b}{c}" for a in "bcdfghjk" for b in ("or", "an", "il", "ut") for c in ("ta", "ri", "mo", "ne")]
        counts = {" ".join(chance.choices(words, k=6)): 1 for _ in range(many)}
        calls = 0
        plain = Vocabulary.likeness

        def counted(self: Vocabulary, one: object, other: object) -> float:
            nonlocal calls
            calls += 1
            return plain(self, one, other)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Vocabulary, "likeness", counted)
            cluster(counts)
        return calls

    assert compared(1200) <= 12 * 1200


def test_what_is_understood_by_now_is_left_out() -> None:
    harvest = Harvest(index_examples(*FAQ), PLACE, -1)
    harvest.add("where is my order", "a:1")
    harvest.add("my parrot is ill", "a:2", 3)
    harvest.add("my Parrot is ill", "b:9")
    harvest.add("is jane@example.com ill", "a:4")
    assert (harvest.inputs, harvest.understood) == (6, 1)
    first, *_ = harvest.fold()
    assert (first.times, first.texts[0].shown, first.where) == (4, "my parrot is ill", "a:2")
    assert "jane" not in repr(harvest.fold())
    assert "jane" not in repr(harvest)


def scalar(text: str, line: int, col: int, style: str = "plain") -> Scalar:
    wide = len(text) + (0 if style == "plain" else 2)
    return Scalar(text, Span("f.yaml", line, col, line, col + wide), style)  # type: ignore[arg-type] # one of Style


@pytest.mark.parametrize(
    ("source", "examples", "after"),
    [
        ("- hi\n- ho # two\nx: 1", [("hi", 1, 3), ("ho", 2, 3)], "- hi\n- ho # two\n- new, one\nx: 1"),
        ("- ho\r\nx: 1", [("ho", 1, 3)], "- ho\r\n- new, one\r\nx: 1"),
        ("- ho", [("ho", 1, 3)], "- ho\n- new, one"),
        ("t: [hi, ho] # x", [("hi", 1, 5), ("ho", 1, 9)], 't: [hi, ho, "new, one"] # x'),
        ("t: [hi,\n  ho # y\n  ]", [("hi", 1, 5), ("ho", 2, 3)], 't: [hi,\n  ho, "new, one" # y\n  ]'),
        ("{t: ho}", [("ho", 1, 5)], '{t: [ho, "new, one"]}'),
        ("t: ho, ha", [("ho, ha", 1, 4)], 't: ["ho, ha", "new, one"]'),
    ],
)
def test_an_example_is_put_behind_the_last(source: str, examples: list[tuple[str, int, int]], after: str) -> None:
    fix = add_example([scalar(*one) for one in examples], "new, one", source)
    assert fix is not None
    assert apply_fixes(source, [fix]) == (after, 1)


def test_a_block_is_left_to_a_person() -> None:
    assert add_example([scalar("hi\n", 1, 3, "literal")], "x", "- |\n  hi\n") is None
    assert write_scalar("new, one") == "new, one"
