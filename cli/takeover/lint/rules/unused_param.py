r"""A param is kept, or has settings, and nothing ever looks at it.

No text prints it, no rule asks about it, and no takeover or e-mail takes it along to an agent. Often the name is
mistyped in one place: then a setting such as `sensitive: true` does not hold for the param that was meant.

Bad:
    params:
      card_nmber: {sensitive: true}
    flow: Payment
    steps:
      - when: {pattern: '(?P<card_number>\b\d{4}\b)'}
        do: [{say: "Thank you, I have noted your card."}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    params:
      card_number: {sensitive: true}
    flow: Payment
    steps:
      - when: {pattern: '(?P<card_number>\b\d{4}\b)'}
        do: [{say: "Thank you, I have noted your card."}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from takeover.graph.effects import QUESTION
from takeover.language.actions.call import Call
from takeover.language.actions.email import Email
from takeover.language.actions.takeover import Takeover
from takeover.language.conversation import Media
from takeover.language.naming import Ref
from takeover.lint.contact import USER_FIELDS
from takeover.lint.near import NearNames
from takeover.lint.printed import name_of
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.settings import ParamSetting
    from takeover.lint.rule import Checked

CODE = "unused-param"
SEVERITY: Severity = "warning"
CAUGHT = frozenset({QUESTION, *get_args(Media)})
"""What the bot keeps of inputs by itself."""
ANSWERED = frozenset({"email", "phone"})
"""Types of params that say how the user is answered: the takeover takes them for the contact, whoever sets them."""


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for params that nothing uses, and for settings of params that nothing sets or uses."""
    gifts = checked.assigned.gifts
    used = _used(checked)
    if not checked.bot.flows:
        return
    names = NearNames(sorted({*gifts, *used}))
    actions = [action for block in checked.program.blocks for action in block.actions]
    # An agent sees every param, and what a call sends and keeps is between the flow and the other system: then only a
    # name that was meant to be another one is worth a word.
    seen = any(isinstance(action, Takeover | Email | Call) for action in actions)
    for name, setting in checked.bot.params.items():
        if name not in gifts and name not in used and not (seen and _answers(name, setting) and not names.hint(name)):
            message = f'nothing in this bot sets or uses the param "{name}"'
            yield Diagnostic(CODE, SEVERITY, message, setting.span, names.hint(name) or "take its settings out")
    meant = NearNames(sorted({*used, *checked.bot.params} - gifts.keys()))
    fields = NearNames(sorted(USER_FIELDS))
    for name, places in gifts.items():
        field = fields.slip(name) if name.startswith("user.") and name not in USER_FIELDS else None
        if field is not None:
            message = f'no takeover takes "{name}" for the contact'
            fix = fields.fix_as(field, name, places[0].span)
            yield Diagnostic(CODE, SEVERITY, message, places[0].span, f'did you mean "{field}"?', fix=fix)
        if name in used or "." in name or name in CAUGHT:
            continue
        other = meant.slip(name)
        if other is not None and other not in checked.bot.params:
            continue  # then nothing sets the other name, and the rule on that says what was meant
        if other is not None or not seen:
            message = f'"{name}" is kept, and nothing uses it'
            hint = f'did you mean "{other}"?' if other else "print it, ask about it in a rule, or do not keep it"
            yield Diagnostic(CODE, SEVERITY, message, places[0].span, hint)


def _used(checked: Checked) -> set[str]:
    written = checked.written
    texts = [*(template for _, template in written.texts), *written.routing]
    used = {name for template in texts for use in template.uses if (name := name_of(use)) is not None}
    return used | {rule.name.partition(".")[0] for rule in written.tested}


def _answers(name: str, setting: ParamSetting) -> bool:
    """Say whether a param tells how the user is answered."""
    return (setting.type.text if isinstance(setting.type, Ref) else name) in ANSWERED
