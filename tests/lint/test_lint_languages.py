"""Rules look into the texts of every language: what is wrong in the second one is found at its own place."""

from __future__ import annotations

import pytest

from linted_bots import TAIL, lint

HEAD = """
language: [en, nl]
params: {{card: {{type: text, sensitive: true}}, tops: {{type: text}}}}
flow: Shop
steps:
  - when: {{contains: [shop, winkel]}}
    do:
{do}
"""
BEFORE = HEAD.partition("{do}")[0].count("\n")


def found(do: str, *codes: str) -> list[tuple[str, int]]:
    lines = "\n".join(f"      {line}" for line in do.strip().splitlines())
    return [(one.code, one.span.line - BEFORE) for one in lint(HEAD.format(do=lines), TAIL, select=codes or None)]


@pytest.mark.parametrize(
    ("code", "line", "do"),
    [
        ("unset-name", 4, "- say: {en: Hello}\n- say:\n    en: Hello\n    nl: Hallo {{ nobody }}"),
        ("maybe-unset", 4, "- say: Hello\n- say:\n    en: Hello\n    nl: Hallo {{ question }}"),
        ("sensitive-printed", 3, "- ask: Card?\n  save: card\n- say: {en: Thanks, nl: 'Dank voor {{ card }}'}"),
        ("sensitive-printed", 3, "- takeover:\n    note: Card\n    subject: {en: Hi, nl: 'Kaart {{ card }}'}"),
        (
            "sensitive-printed",
            3,
            "- say: Hm\n  buttons:\n    - {label: {en: Hi, nl: '{{ card }}'}, url: 'https://x.example'}",
        ),
        ("printed-list", 3, "- ask: {en: Top?, nl: Top?}\n  save: tops\n- say: {en: Fine, nl: 'Goed: {{ tops.all }}'}"),
        ("long-text", 3, f"- say: Hm\n- card:\n    {{en: Hi, nl: {'lang ' * 30}}}"),
        ("long-text", 3, f"- say: Hm\n- say:\n    {{en: Hi, nl: [Hallo, {'lang ' * 300}]}}"),
        ("long-text", 3, "- say: Hm\n  choices:\n    - {en: Yes, nl: Jazeker wil ik dat heel erg graag}"),
        ("cut-sentence", 3, "- say: Hm\n- say:\n    {en: 'Hi, you', nl: [Sorry, dat weet ik niet.]}"),
        ("dead-choice", 3, "- say: Hm\n  choices:\n    - {en: Shop, nl: Nergens}"),
        ("missing-variant", 3, "- say: {en: Hi, nl: Hoi}\n- branch:\n    - do: [{say: {nl: Hoi}}]"),
    ],
)
def test_the_second_language_is_looked_at(code: str, line: int, do: str) -> None:
    assert found(do, code) == [(code, line)]


def test_a_text_in_a_disabled_step_lacks_nothing() -> None:
    bot = "language: [en, nl]\nflow: Shop\nsteps: [{when: {contains: shop}, disabled: true, do: [{say: {en: Hi}}]}]\n"
    assert lint(bot, TAIL, select=["missing-variant"]) == ()


@pytest.mark.parametrize(
    ("texts", "missing"), [(("en nl", "en nl", "en"), ["nl"]), (("en nl", "en", "en"), []), (("la",), [])]
)
def test_without_a_list_the_languages_are_those_of_most_texts(texts: tuple[str, ...], missing: list[str]) -> None:
    says = "".join(f"      - say: {{{', '.join(f'{tag}: Hm' for tag in text.split())}}}\n" for text in texts)
    bot = f"flow: Shop\nsteps:\n  - when: {{contains: shop}}\n    do:\n{says}"
    said = [one.message.partition(":")[0] for one in lint(bot, TAIL, select=["missing-variant"])]
    assert said == [f"this text is not there in {tag}" for tag in missing]
