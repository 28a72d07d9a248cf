"""A text prints, or a rule asks about, a name that nothing in the bot sets.

It prints nothing: "Thanks , we will write to ." Most often the name is mistyped. What comes along with an event from
another system is named under `params:` in the settings, and then known.

Bad:
    flow: Contact
    steps:
      - when: unknown
        do:
          - set: {request: "{{ question }}"}
          - say: A colleague will answer you within five minutes.
          - takeover:
              note: "Asked: {{ reqest }}"
              unavailable: [{say: Nobody is free right now. Please call us.}]

Good:
    flow: Contact
    steps:
      - when: unknown
        do:
          - set: {request: "{{ question }}"}
          - say: A colleague will answer you within five minutes.
          - takeover:
              note: "Asked: {{ request }}"
              unavailable: [{say: Nobody is free right now. Please call us.}]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.naming import BUILT_IN
from takeover.lint.contact import USER_FIELDS
from takeover.lint.near import NearNames
from takeover.lint.printed import name_of
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked
    from takeover.source.span import Span

CODE = "unset-name"
SEVERITY: Severity = "error"
NOWHERE_SET = "save it, set it, or name it under params: if another system gives it"
SHOWN = 8
"""So many more places are named."""


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look up every name that is printed or asked about."""
    known = {*checked.assigned.gifts, *checked.bot.params, *BUILT_IN, *checked.written.unread}
    unset = [(name, span, said) for name, span, said in _asked_for(checked) if name not in known]
    near = NearNames(sorted(known) if unset else ())
    fields = NearNames(sorted({*USER_FIELDS, *(name for name in checked.assigned.gifts if name.startswith("user."))}))
    for template in (*(template for _, template in checked.written.texts), *checked.written.routing):
        for use in template.uses:
            name = name_of(use)
            if name is not None and name.startswith("user.") and (meant := _meant_field(name, checked, fields)):
                message, hint = f'nothing sets "{name}", so it prints nothing', f'did you mean "{meant}"?'
                fix = fields.fix_as(meant, name, use.span)
                yield Diagnostic(CODE, SEVERITY, message, use.span, hint, fix=fix)
    places: dict[str, list[Span]] = {}
    for name, span, _ in unset:
        places.setdefault(name, []).append(span)
    for name, span, said in unset:
        message, meant = f'nothing sets "{name}", {said}', near.hint(name)
        if meant:
            yield Diagnostic(CODE, SEVERITY, message, span, meant, fix=near.fix(name, span))
        elif span == min(places[name]):  # what is missing is set at one place, wherever it is used
            related = tuple(Related("it is used here too", other) for other in sorted(places[name])[1 : SHOWN + 1])
            yield Diagnostic(CODE, SEVERITY, message, span, NOWHERE_SET, related)


def _meant_field(name: str, checked: Checked, fields: NearNames) -> str | None:
    """Give the field of the user that is meant by one of which nobody knows; others may come from the channel."""
    return None if name in USER_FIELDS or name in checked.assigned.gifts else fields.slip(name)


def _asked_for(checked: Checked) -> Iterator[tuple[str, Span, str]]:
    """Give the params that are printed or asked about, each with its place and what is said of it."""
    written = checked.written
    for template in (*(template for _, template in written.texts), *written.routing):
        for use in template.uses:
            yield str(use.path[0]), use.span, "so it prints nothing"
    for rule in written.tested:
        yield rule.name.partition(".")[0], rule.span, "so this rule never finds it"
