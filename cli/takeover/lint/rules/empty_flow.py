"""A flow does nothing.

All its steps are disabled, or none of them does anything: what was meant to happen here does not. A flow that is not
ready yet can be taken out whole, with `disabled: true` under its name.

Bad:
    flows:
      - flow: Shop
        steps:
          - when: {text: [where is your shop, how do I get there, your address]}
            disabled: true
            do: [{say: We are in Utrecht.}]
      - flow: Takeover
        steps:
          - when: unknown
            do:
              - say: A colleague will answer you within five minutes.
              - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flows:
      - flow: Shop
        disabled: true
        steps:
          - when: {text: [where is your shop, how do I get there, your address]}
            do: [{say: We are in Utrecht.}]
      - flow: Takeover
        steps:
          - when: unknown
            do:
              - say: A colleague will answer you within five minutes.
              - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.flow import Step
    from takeover.lint.rule import Checked

CODE = "empty-flow"
SEVERITY: Severity = "error"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look at each flow that is not disabled itself."""
    for flow in checked.bot.flows:
        if flow.disabled or any(_does_something(step) for step in flow.steps):
            continue
        name = flow.name.text
        if all(step.disabled for step in flow.steps):
            message = f'every step of the flow "{name}" is disabled'
            hint = "write disabled: true below the flow's name in their place, or take one of them out"
        else:
            message, hint = f'no step of the flow "{name}" does anything', "write under do: what the bot says or does"
        yield Diagnostic(CODE, SEVERITY, message, flow.name.span, hint)


def _does_something(step: Step) -> bool:
    return not step.disabled and (bool(step.actions) or any(_does_something(follow) for follow in step.then))
