r"""It could not be found out whether a person can be reached from every place.

Either the bot is so large, or a person is so hard to find in it, that the walk was stopped before it had come to every
place, and something may have been missed; or a way to a person begins with a pattern for which no text could be made
up. All other rules looked at the whole bot.

Bad:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do: [{say: We are in Utrecht.}]
      - when: {pattern: '\p{Thai}{4}'}
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do: [{say: We are in Utrecht.}]
      - when: {pattern: '\p{Thai}{4}'}
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
      - when: unknown
        do:
          - say: I don't know that. A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "proof-incomplete"
SEVERITY: Severity = "note"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Tell what the proof could not look at."""
    program, proof = checked.program, checked.proof
    for blind in proof.blind:
        at = (
            program.steps[blind].span
            if isinstance(blind, int)
            else program.blocks[blind.block].actions[blind.index].span
        )
        message = (
            "whether a person can be reached from every place depends on a pattern here that no text was found for"
        )
        yield Diagnostic(CODE, SEVERITY, message, at, "add an example: when: [{text: …}, {pattern: …}]")
    if not proof.complete:
        message = f"the walk through this bot was stopped: for {proof.places:,} places it did not find out everything"
        yield Diagnostic(CODE, SEVERITY, message, checked.bot.flows[0].name.span)
