"""Texts by language: which mapping is one, what is wrong with it, and the languages and their codes."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linted_bots import TAIL, read_text
from made_bots import nodes, program_of
from takeover.language.actions.resolve import Resolve
from takeover.language.choices import CHOICE, Option
from takeover.language.languages import CODES, TAG, find_language, find_meant, find_tag, wider
from takeover.language.replies.say import Say
from takeover.language.template import Template
from takeover.language.wording import ByLanguage, Words
from takeover.source.diagnostic import Problems

tags = st.builds(
    lambda language, rest: f"{language}{rest}",
    st.sampled_from(sorted(CODES)),
    st.sampled_from(("", "-BE", "-Hant", "-Latn-RS", "-419")),
)


def first_action(do: Any) -> Any:
    return program_of({"flow": "Main", "steps": [{"when": "unknown", "do": [do]}]}).steps[0].step.actions[0]


def said_of(bot: str) -> list[str]:
    """Give what is wrong with a bot, by line, code and hint."""
    _, problems, _ = read_text(bot, TAIL)
    return [f"{one.span.line} {one.code} {one.hint}" for one in problems]


def test_a_text_without_languages_is_the_template_that_it_was() -> None:
    say = first_action({"say": ["Hello", "Hi {{ now }}"]})
    assert isinstance(say, Say)
    assert [type(text) for text in say.texts] == [Template, Template]


@pytest.mark.parametrize(
    "do",
    [
        {"say": {"en": "A", "nl": "B"}},
        {"say": {"text": {"en": "A", "nl": "B"}}},
        {"say": {"text": {"en": "A", "nl": "B"}, "choices": ["C"]}},
        {"say": {"en": "A", "nl": "B"}, "choices": ["C"]},
        {"say": {"en": ["A"], "nl": "B"}},
        {"say": [{"en": "A", "nl": "B"}]},
    ],
)
def test_texts_by_language_stand_wherever_the_text_does(do: Any) -> None:
    (text,) = first_action(do).texts
    assert isinstance(text, ByLanguage)
    assert [(variant.language.text, [one.text for one in variant.texts]) for variant in text.variants] == [
        ("en", ["A"]),
        ("nl", ["B"]),
    ]


def test_a_bare_kind_takes_texts_by_language_too() -> None:
    resolve = first_action({"resolve": {"en": "Done", "nl": "Klaar"}})
    assert isinstance(resolve, Resolve)
    assert isinstance(resolve.text, ByLanguage)


def test_a_choice_is_its_label_in_each_language_or_has_fields() -> None:
    problems = Problems()
    short = CHOICE.read(nodes({"en": "Yes", "nl": "Ja"}), problems)
    whole = CHOICE.read(nodes({"label": {"en": "Yes", "nl": "Ja"}, "event": "YES"}), problems)
    assert problems.found == []
    assert isinstance(short, Option)
    assert isinstance(whole, Option)
    assert [text.text for text in short.typed] == ["Yes", "Ja"]
    assert whole.typed == ()


@pytest.mark.parametrize(
    ("do", "said"),
    [
        ("say: {en: Hello, dutch: Hallo}", ['unknown-language did you mean "nl"?']),
        ("say: {en: Hello, NL: Hallo}", ['unknown-language did you mean "nl"?']),
        ("say: {en: Hello, pt_br: Ola}", ['unknown-language did you mean "pt-BR"?']),
        ("say: {en: Hello, jp: Hai}", ['unknown-language did you mean "ja"?']),
        ("say: {en: Hello, txet: Hallo}", ["unknown-language write it as ISO 639 does: en, nl, de, pt-BR"]),
        ("say: {txet: Hello}", ['unknown-key did you mean "text"?']),
        ("say: {text: Hello, nl: Hallo}", None),
        ("say: {en: Hello, nl: }", ["missing-value "]),
        ("say: {en: Hello, nl: {de: Hallo}}", ["wrong-type put quotes around a text that begins with {"]),
        ("say: {en: Hello, nl: []}", ["empty-list "]),
        ("resolve: {en: Done, nl: [Klaar, Af]}", ["wrong-type put quotes around a text that begins with ["]),
        ("say: {en: 'Hello {{ name', nl: Hallo}", None),
        ("set: {name: {en: A, nl: B}}", None),
    ],
)
def test_what_is_wrong_is_said_once_at_its_place(do: str, said: list[str] | None) -> None:
    found = said_of(f"flow: Main\nsteps:\n  - when: {{contains: go}}\n    do:\n      - {do}\n")
    assert len(found) == 1
    if said is not None:
        assert found == [f"5 {one}" for one in said]


def test_a_bot_speaks_one_language_or_several() -> None:
    steps = [{"when": "unknown", "do": [{"say": "Hm"}]}]
    for written, own, several in (("nl", "nl", ()), (["nl"], "nl", ()), (["nl", "en-GB"], "nl", ("nl", "en-GB"))):
        bot = program_of({"language": written, "flow": "Main", "steps": steps}).bot
        assert bot.language == own
        assert tuple(tag.text for tag in bot.languages) == several
    assert program_of({"flow": "Main", "steps": steps}).bot.language == "en"


def test_norwegian_is_a_language_without_quotes() -> None:
    _, problems, _ = read_text("flow: Main\nsteps:\n  - when: unknown\n    do:\n      - say: {no: Hei, en: Hi}\n")
    assert problems == []


@given(tags, st.sampled_from(("-", "_")), st.sampled_from((str.upper, str.lower, str.title)))
def test_a_code_is_known_however_it_is_written(tag: str, joined: str, cased: Any) -> None:
    assert TAG.fullmatch(tag)
    assert find_tag(cased(tag.replace("-", joined))) == tag
    assert find_tag(f" {tag} ") == find_language(tag) == find_meant(tag) == tag


@given(st.text(max_size=30))
def test_any_text_is_a_code_or_is_none(text: str) -> None:
    found = find_tag(text)
    assert found is None or (TAG.fullmatch(found) and find_tag(found) == found)
    meant = find_meant(text)
    assert not meant or meant.partition("-")[0] in CODES


@given(tags)
def test_what_a_code_is_part_of_gets_shorter(tag: str) -> None:
    found = list(wider(tag))
    assert found[0] == tag
    assert found[-1] == tag.partition("-")[0]
    assert all(shorter and longer.startswith(f"{shorter}-") for longer, shorter in pairwise(found))


@given(st.dictionaries(tags, st.text(alphabet="abc {}%", min_size=1, max_size=12), min_size=1, max_size=3))
def test_reading_any_texts_by_language_gives_them_all_or_says_why(texts: dict[str, str]) -> None:
    problems = Problems()
    read = Words().read(nodes(texts), problems)
    if problems.found:
        assert {problem.code for problem in problems.found} <= {"bad-template", "missing-value"}
    else:
        assert isinstance(read, ByLanguage)
        assert {variant.language.text: variant.texts[0].text for variant in read.variants} == texts
