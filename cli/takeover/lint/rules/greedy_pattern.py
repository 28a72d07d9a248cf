r"""A pattern is found in every text, so its step takes everything.

A pattern that needs no character at all, such as `\d*`, is found in any input. Patterns go before words and examples:
no other step of the level is heard any more, and nothing is ever unknown.

Bad:
    flow: Orders
    steps:
      - when: {pattern: '(?P<order>\d*)'}
        do: [{say: "I'll look up order {{ order }}."}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Orders
    steps:
      - when: {pattern: '(?P<order>\d{5,8})'}
        do: [{say: "I'll look up order {{ order }}."}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.lint.greedy import greedy_patterns
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "greedy-pattern"
SEVERITY: Severity = "error"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Try each pattern on texts that have nothing in common."""
    for linked in checked.program.steps:
        for pattern in greedy_patterns(linked):
            message = f"this pattern is found in every text, so {linked.address} takes everything"
            hint = r"let it need something: \d+ in place of \d*; for any text at all write when: any"
            yield Diagnostic(CODE, SEVERITY, message, pattern.span, hint)
