"""A text prints a name that is not set on every way to it.

The answer did not fit, the call failed, a branch was not taken, the customer said something else: then it prints
nothing, in the middle of a sentence. Say what to print in its place (`default`), ask for it first, or print it in a
branch that asks whether it is there.

Bad:
    flow: Contact
    steps:
      - when: unknown
        do:
          - ask: Which e-mail address can we reach you at?
            save: email
            type: email
            else: [{say: Never mind the address.}]
          - say: "Thanks! We will write to {{ email }} within a day."
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Contact
    steps:
      - when: unknown
        do:
          - ask: Which e-mail address can we reach you at?
            save: email
            type: email
            else: [{say: Never mind the address.}]
          - say: "Thanks! We will write to {{ email | default: 'you here' }} within a day."
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.graph.effects import QUESTION
from takeover.lint.printed import bare_uses, name_of
from takeover.lint.telling import step_of, tell_way
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.graph.edges import Edge
    from takeover.language.conversation import Position
    from takeover.language.template import Use
    from takeover.lint.rule import Checked

CODE = "maybe-unset"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look at every name that is printed; of several uses in a step the first is reported."""
    assigned = checked.assigned
    told: set[tuple[int, str]] = set()
    for place, template in checked.written.texts:
        if not template.uses:
            continue
        for use in bare_uses(template):
            name = name_of(use)
            if name is None or name not in assigned.gifts or assigned.sure(place, name):
                continue
            step = step_of(checked.program, place).number
            if (step, name) in told:
                continue
            way = assigned.witness(place, name)
            if way is not None:
                told.add((step, name))
                yield _tell(checked, place, use, name, way)


def _tell(checked: Checked, place: Position, use: Use, name: str, way: tuple[Edge, ...]) -> Diagnostic:
    program, assigned = checked.program, checked.assigned
    here = step_of(program, place)
    printed = ".".join(map(str, use.path))
    if name == QUESTION:
        message = f'"{name}" is only there after an input that was not understood'
        hint = f"{{{{ {name} | default: '…' }}}} prints something else then"
        related: tuple[Related, ...] = ()
    else:
        message = f'"{name}" is not always set here'
        hint = f"{{{{ {printed} | default: '…' }}}} prints something else then; or ask for it first"
        gift = assigned.gifts[name][0]
        said = "it is set here" if gift.sure else "it is set here, if the input holds it"
        related = (Related(said, gift.span),)
    told = tell_way(program, way, place)
    if told != here.address:
        message = f"{message}: {told}"
    return Diagnostic(CODE, SEVERITY, message, use.span, hint, related)
