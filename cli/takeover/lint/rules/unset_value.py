"""A rule asks whether a param has a value that nothing in the bot gives it.

The rule never holds, and what it leads to never happens: most often the value is spelt in one way where it is set, and
in another where it is asked about. Params that people, other systems or the settings may fill are not looked at.

Bad:
    routing:
      - {if: {param: {topic: billing}}, queue: billing}
      - {queue: general}
    flow: Billing
    steps:
      - when: {text: [I was charged twice, I paid double, two payments on my card]}
        do:
          - set: {topic: biling}
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    routing:
      - {if: {param: {topic: billing}}, queue: billing}
      - {queue: general}
    flow: Billing
    steps:
      - when: {text: [I was charged twice, I paid double, two payments on my card]}
        do:
          - set: {topic: billing}
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from takeover.language.actions.event import FireEvent
from takeover.language.actions.setting import SetParams
from takeover.language.folding import fold
from takeover.lint.near import NearNames
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from takeover.lint.rule import Checked
    from takeover.source.nodes import Scalar
    from takeover.source.span import Span

CODE = "unset-value"
SEVERITY: Severity = "warning"
SHOWN = 5
"""So many values that are set are named where none is near."""


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Compare the values that rules ask about with those that are set."""
    asked = [(rule, option) for rule in checked.written.tested for option in rule.tests.is_]
    given = _values(checked) if asked else {}
    near: dict[str, NearNames] = {}
    told: set[tuple[str, str]] = set()
    for rule, option in sorted(asked, key=lambda pair: pair[1].span):
        values, plain = given.get(rule.name), fold(option.text)
        if values is None or plain in values or (rule.name, plain) in told:
            continue
        told.add((rule.name, plain))
        if rule.name not in near:
            near[rule.name] = NearNames(sorted(value.text for value in values.values()))
        shown = ", ".join(value.text for value in islice(values.values(), SHOWN))
        more = ", …" if len(values) > SHOWN else ""
        hint = near[rule.name].hint(option.text) or f"it is set to: {shown}{more}"
        related = (Related(f'"{rule.name}" is set here', next(iter(values.values())).span),)
        message = f'nothing sets "{rule.name}" to "{option.text}", so this never holds'
        yield Diagnostic(CODE, SEVERITY, message, option.span, hint, related)


def _values(checked: Checked) -> Mapping[str, Mapping[str, Scalar]]:
    """Give all values that a param can have, by their folded texts, for params all of whose values are written."""
    written: dict[str, dict[str, Scalar]] = {}
    free = {*checked.bot.params}
    told: set[Span] = set()
    for block in checked.program.blocks:
        for action in block.actions:
            match action:
                case SetParams(values=pairs) | FireEvent(params=pairs):
                    for slot, template in pairs:
                        told.add(slot.span)
                        written.setdefault(slot.path, {}).setdefault(fold(template.text), template.source)
                        if not template.fixed:
                            free.add(slot.path)
                case _:
                    pass
    for name, gifts in checked.assigned.gifts.items():
        if any(gift.span not in told for gift in gifts):
            free.add(name)
    return {name: values for name, values in written.items() if name not in free}
