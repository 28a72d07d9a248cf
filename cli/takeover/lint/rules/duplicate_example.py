"""Two steps have the same example, and only the first of them ever hears it.

The bot cannot tell them apart: whoever says it gets the step that is written first. Case, accents and punctuation make
no difference. A first step with an `if:` is another matter: the second takes over where it does not hold.

Bad:
    flow: Shop
    steps:
      - when: {text: [where is my order, track my parcel, my parcel is late]}
        do: [{say: It is on its way.}]
      - when: {text: [cancel my order, I don't want it any more, Where is my order?]}
        do: [{say: You can cancel it in your account.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Shop
    steps:
      - when: {text: [where is my order, track my parcel, my parcel is late]}
        do: [{say: It is on its way.}]
      - when: {text: [cancel my order, I don't want it any more, stop the purchase]}
        do: [{say: You can cancel it in your account.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.folding import fold
from takeover.language.triggers.text import WhenText
from takeover.lint.written import slots_in
from takeover.matching.hear import sign_of
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.engine.program import LinkedStep
    from takeover.lint.rule import Checked
    from takeover.source.nodes import Scalar

CODE = "duplicate-example"
SEVERITY: Severity = "error"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Compare the examples of the steps of each level, as exact matching does."""
    first: dict[tuple[int, str], tuple[LinkedStep, Scalar]] = {}
    for linked in checked.program.steps:
        for trigger in linked.step.triggers:
            for example in trigger.examples if isinstance(trigger, WhenText) else ():
                key = linked.parent, _plain(example)
                known = first.get(key)
                if known is None or _leaves_it(known[0], linked):
                    first[key] = linked, example
                elif known[0] is not linked:
                    message = f'{known[0].address} has this example too, and is written first: "{example.text}"'
                    related = (Related(f"the one that {known[0].address} takes", known[1].span),)
                    hint = "keep it in one of the two"
                    if known[1].span == example.span:
                        hint = f"both have it by an alias: write other examples in {linked.address}"
                    yield Diagnostic(CODE, SEVERITY, message, example.span, hint, related)


def _leaves_it(known: LinkedStep, linked: LinkedStep) -> bool:
    """Say whether the first step can leave the text to the second: by its rules, or while a question waits."""
    return known.rule is not None or (linked.interrupts and not known.interrupts)


def _plain(example: Scalar) -> str:
    """Give what examples are compared by: the folded text, with the entity in place of each slot."""
    parts: list[str] = []
    at = 0
    for slot in slots_in(example):
        parts += [fold(example.text[at : slot.start]), f"{{{slot.entity}}}"]
        at = slot.end
    parts.append(fold(example.text[at:]))
    return " ".join(part for part in parts if part) or sign_of(example.text)
