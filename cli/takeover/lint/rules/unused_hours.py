"""Business hours are never asked about.

The bot knows when somebody is there, and behaves the same at night: no rule `if: {hours: …}` names these hours.

Bad:
    hours:
      office: {mon-fri: 09:00-17:30}
    flow: Takeover
    steps:
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    hours:
      office: {mon-fri: 09:00-17:30}
    flow: Takeover
    steps:
      - when: unknown
        do:
          - branch:
              - if: {hours: office}
                do: [{say: A colleague will answer you within five minutes.}]
              - do: [{say: We are closed. A colleague will answer you tomorrow.}]
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.lint.near import NearNames
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "unused-hours"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for hours that no rule names."""
    if not checked.bot.flows:
        return
    used = checked.written.named.get("hours", set())
    lost = NearNames(sorted(used - checked.bot.hours.keys()))
    for name in checked.bot.hours:
        if name not in used and not lost.hint(name):  # else the linker has said that a name near it leads nowhere
            hint = f"ask with if: {{hours: {name}}} what the user can be promised, or take them out"
            span = checked.bot.hours_spans[name]
            yield Diagnostic(CODE, SEVERITY, f'no rule asks about the hours "{name}"', span, hint)
