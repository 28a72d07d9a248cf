"""An entity is never looked for.

Its words do nothing: no example has a slot for it (`{size:size}`), and no question or trigger asks for its type.
Perhaps the name is mistyped where it is used, or what used it was taken out.

Bad:
    entities:
      size: {small: [small, tiny], large: [large, big]}
    flow: Pizza
    steps:
      - when: {text: [a pizza please, I want a pizza, order a pizza]}
        do: [{say: Coming up!}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    entities:
      size: {small: [small, tiny], large: [large, big]}
    flow: Pizza
    steps:
      - when: {text: ["a {size:size} pizza please", I want a pizza, order a pizza]}
        do: [{say: "Coming up: {{ size | default: 'normal' }}!"}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.lint.near import NearNames
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "unused-entity"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for entities that no slot and no `type:` names, disabled flows included."""
    if not checked.bot.flows:
        return
    used = checked.written.named["type"] | checked.written.unread
    lost = NearNames(sorted(checked.written.named["type"] - checked.program.types.keys()))
    for name, synonyms in checked.bot.entities.items():
        if name not in used and not lost.hint(name):  # else the linker has said that a name near it leads nowhere
            hint = f"use it in an example, {{{name}:{name}}}, or as the type of a question; or take it out"
            yield Diagnostic(CODE, SEVERITY, f'nothing looks for the entity "{name}"', synonyms.span, hint)
