"""One mistake is one problem: what is only its consequence is not said."""

from __future__ import annotations

from linted_bots import TAIL, lint

FLOW = """
hours: {ofice: {mon-fri: 09:00-17:30}}
entities: {sise: [small, large]}
targets: {dessk: {file: takeovers.jsonl}, desks: {file: other.jsonl}}
routing: [{if: {hours: office}, queue: day, to: desk}, {queue: night, to: desks}]
flow: Shop
steps:
  - when: {text: ["a {size:size} pizza", one pizza, pizza please]}
    do: [{say: "Here it is: {{ size | default: 'a pizza' }}."}]
"""


def test_a_misspelt_definition_is_not_called_unused_too() -> None:
    codes = [problem.code for problem in lint(FLOW, TAIL)]
    assert sorted(codes) == ["unresolved-entity", "unresolved-hours", "unresolved-target"]


def test_what_leads_nowhere_is_not_unreachable_too() -> None:
    flow = """
flow: Shop
steps:
  - when: {contains: shop}
    do: [{event: NOBODY}]
  - when: {contains: map}
    do: [{goto: Nowhere}]
    then:
      - {when: {contains: back}, do: [{say: Fine.}]}
"""
    assert sorted({problem.code for problem in lint(flow, TAIL)}) == ["unresolved-event", "unresolved-flow"]


def test_a_built_in_name_is_suggested() -> None:
    flow = """
flow: Shop
steps:
  - when: {contains: shop}
    do: [{note: "{{ qestion }}"}]
"""
    found = lint(flow, TAIL, select={"unset-name"})
    assert [(problem.hint, problem.fix and problem.fix.replacement) for problem in found] == [
        ('did you mean "question"?', "question")
    ]
