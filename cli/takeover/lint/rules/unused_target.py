"""Nothing is ever sent to a target.

The routing and the flows send elsewhere, so whoever looks at this target waits for nothing. What names no target goes
to the first one, and e-mail tickets go to the first mail server: those are used without being named.

Bad:
    targets:
      desk: {file: takeovers.jsonl}
      archive: {file: archive.jsonl}
    flow: Takeover
    steps:
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {to: desk, unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    targets:
      desk: {file: takeovers.jsonl}
      archive: {file: archive.jsonl}
    flow: Takeover
    steps:
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {to: [desk, archive], unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.actions.email import Email
from takeover.language.actions.takeover import Takeover
from takeover.lint.near import NearNames
from takeover.lint.outlets import MAIL, kind_of
from takeover.source.diagnostic import Diagnostic, Severity
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "unused-target"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for targets that nothing names and that are not used unnamed."""
    bot = checked.bot
    if not bot.targets or not bot.flows:
        return
    if _mails(checked) and not any(kind_of(bot, name) in {MAIL, ""} for name in bot.targets):
        return  # e-mails cannot go to any of them, and that is said where they are sent
    used = checked.written.named.get("target", set()) | set(_unnamed(checked))
    lost = NearNames(sorted(used - bot.targets.keys()))
    for name in bot.targets:
        if name not in used and not lost.hint(name):  # else the linker has said that a name near it leads nowhere
            hint = "name it under to: in the routing or in a takeover, or take it out"
            span = bot.target_spans.get(name, NOWHERE)
            yield Diagnostic(CODE, SEVERITY, f'nothing is ever sent to the target "{name}"', span, hint)


def _mails(checked: Checked) -> bool:
    return any(isinstance(action, Email) for block in checked.program.blocks for action in block.actions)


def _unnamed(checked: Checked) -> Iterator[str]:
    """Give the targets that are used without being named: the first one, and the first mail server."""
    bot = checked.bot
    actions = [action for block in checked.program.blocks for action in block.actions]
    to_first = not bot.routing or any(not route.to for route in bot.routing)
    if to_first and any(isinstance(action, Takeover) and not action.to for action in actions):
        yield next(iter(bot.targets))
    if _mails(checked):
        yield from [name for name in bot.targets if kind_of(bot, name) == MAIL][:1]
